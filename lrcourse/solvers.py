"""For those in a hurry: solvers that use more than the slope (notebook 11)."""

import contextlib
import warnings

import numpy as np

from lrcourse.cost import mean_cost, penalty
from lrcourse.curvature import weighted_square
from lrcourse.history import History, start
from lrcourse.inputs import SQUARES, flat, matrix, number, positive, targets, whole

NO_OPTIMUM = (
    "No optimum: a line separates the classes (or all but those that lie on it), so the cost falls for ever while "
    "the weights grow (notebook 11). Give l2 > 0."
)
STEPS_DONE = "All steps are done, and the slope is not gone yet. Take more, or begin nearer to 0."
ONE_CLASS = "No optimum: t holds one class only, so the bias grows for ever. Both classes are needed."


def newton(X, t, *, l2=0.0, w0=None, b0=0.0, steps=50, tol=1e-10):
    """Train by Newton's method: each step goes to the bottom of the parabola that fits best here.

    The step solves H d = -slope, and is halved until the cost does not rise. (Also known as iteratively
    reweighted least squares.) Near the optimum the number of right digits doubles at every step.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    l2 : float, at least 0
        Penalty l2/2 sum w^2.
    w0, b0 : array (D,), float
        Where to begin; 0 by default.
    steps : int
        At most so many.
    tol : float
        Stop when no slope is steeper, each divided by the size of its column (the root of its mean square);
        in float32 not below 1e-6.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument does not fit, X holds numbers whose squares do not fit into a float, or a column of X is
        constant or depends on others while l2 is 0: then many weights are equally good.

    Warns
    -----
    RuntimeWarning
        If there is no optimum: a line separates the classes and l2 is 0, or one class is missing.
    """
    X, t, l2, steps, tol, w, b, size = ready(X, t, l2, steps, tol, w0, b0)
    one_class = t.min() == t.max()
    if not l2 and (which := flat(np.cov(X.T, bias=True).reshape(X.shape[1], -1), np.abs(X).max(axis=0))):
        raise ValueError(
            f"X: {which}, so many weights are equally good. Leave such a column out, or give l2 > 0."
        )
    a = X @ w + b
    cost, path, outcome = mean_cost(t, a) + penalty(w, l2), [], {"message": STEPS_DONE}
    for step in range(steps + 1):
        path.append((w, b, cost, step))
        if one_class or (not l2 and ((2 * t - 1) * a).min() > 0):
            outcome = {"diverged": True, "message": ONE_CLASS if one_class else NO_OPTIMUM}
            break
        with np.errstate(over="ignore"):
            y = 1 / (1 + np.exp(-a))
        error = y - t
        slope = np.append(error @ X / len(t) + l2 * w, error.mean())
        there = np.abs(slope / size).max() <= tol
        move = None if there and l2 else _newton_step(X, y, l2, slope)
        if there and not l2 and _goes_on_for_ever(X, t, move):
            outcome = {"diverged": True, "message": NO_OPTIMUM}
            break
        if there:
            outcome = {"converged": True, "message": f"Converged: no slope is steeper than {tol:g}."}
            break
        if step < steps:
            w, b, a, cost = _downhill(X, t, w, b, a, cost, l2, move)
    history = History(*zip(*path), **outcome)
    if history.diverged:
        warnings.warn(history.message, RuntimeWarning, stacklevel=2)
    return history


def ready(X, t, l2, steps, tol, w0, b0):
    """What each solver begins with: its arguments, checked, the start, and the columns' sizes (the bias has 1)."""
    X = matrix(X)
    t = targets(t, size=X.shape[0]).astype(X.dtype)
    l2, steps, tol = number(l2, "l2", 0), whole(steps, "steps", 1), positive(tol, "tol")
    tol = max(tol, 10 * float(np.finfo(X.dtype).eps))
    w, b = start(X, w0, b0)
    with np.errstate(over="ignore"):
        size = np.append(np.sqrt(np.einsum("nd,nd->d", X, X) / len(X)), 1)
    if not np.isfinite(size).all() or (not size.all() and X[:, size[:-1] == 0].any()):
        raise ValueError(SQUARES)
    size[size == 0] = 1
    return X, t, l2, steps, tol, w, b, size


def _newton_step(X, y, l2, slope):
    H = weighted_square(X, y * (1 - y))
    H[np.diag_indices(X.shape[1])] += l2
    # In units of each column's own size, so that rounding spares grams beside kilometres.
    size = np.sqrt(np.diag(H))
    size[size == 0] = 1
    return -_solve(H / np.outer(size, size), slope / size) / size


def _solve(H, v):
    """H^-1 v. Far out y(1 - y) is 0 and H has no inverse; the shortest of the best answers exists always."""
    with contextlib.suppress(np.linalg.LinAlgError):
        if np.linalg.cholesky(H).diagonal().min() > np.finfo(H.dtype).eps ** 0.25:  # far from having none
            return np.linalg.solve(H, v)
    return np.linalg.lstsq(H, v, rcond=None)[0]


def _goes_on_for_ever(X, t, step):
    """Whether the step moves samples farther onto their right side and none back, so that the next can, too."""
    gain = (2 * t - 1) * (X @ step[:-1] + step[-1])
    return gain.max() > 1e-3 and gain.min() > -1e-4 * gain.max()


def _downhill(X, t, w, b, a, cost, l2, step):
    """Weights, bias, activations and cost after the step, which is halved until the cost does not rise."""
    most = cost + 4 * np.finfo(X.dtype).eps * abs(cost)  # a rise by rounding is none
    for _ in range(60):
        w_next, b_next = w + step[:-1], b + step[-1]
        a_next = X @ w_next + b_next
        cost_next = mean_cost(t, a_next) + penalty(w_next, l2)
        if cost_next <= most:
            return w_next, b_next, a_next, cost_next
        step = step / 2
    return w, b, a, cost
