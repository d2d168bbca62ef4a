"""For those in a hurry: solvers that use more than the slope (notebook 11)."""

import warnings

import numpy as np

from lrcourse.cost import mean_cost, penalty
from lrcourse.curvature import hessian
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
    X = matrix(X)
    t = targets(t, size=X.shape[0]).astype(X.dtype)
    l2, steps, tol = number(l2, "l2", 0), whole(steps, "steps", 1), positive(tol, "tol")
    tol = max(tol, 10 * float(np.finfo(X.dtype).eps))
    w, b = start(X, w0, b0)
    with np.errstate(over="ignore"):
        size = np.append(np.sqrt(np.einsum("nd,nd->d", X, X) / len(X)), 1)
    if not np.isfinite(size).all() or (size[:-1] == 0)[X.any(axis=0)].any():
        raise ValueError(SQUARES)
    size[size == 0] = 1
    one_class = t.min() == t.max()
    if not l2 and (which := flat(np.cov(X.T, bias=True).reshape(X.shape[1], -1), np.abs(X).max(axis=0))):
        raise ValueError(
            f"X: {which}, so many weights are equally good. Leave such a column out, or give l2 > 0."
        )
    path, outcome = [], {"message": STEPS_DONE}
    for step in range(steps + 1):
        a = X @ w + b
        path.append((w, b, mean_cost(t, a) + penalty(w, l2), step))
        if one_class or (not l2 and ((2 * t - 1) * a).min() > 0):
            outcome = {"diverged": True, "message": ONE_CLASS if one_class else NO_OPTIMUM}
            break
        with np.errstate(over="ignore"):
            y = 1 / (1 + np.exp(-a))
        slope = np.append((y - t) @ X / len(t) + l2 * w, (y - t).mean())
        move = _newton_step(X, y, l2, slope)
        if np.abs(slope / size).max() <= tol:
            if not l2 and _goes_on_for_ever(X, t, move):
                outcome = {"diverged": True, "message": NO_OPTIMUM}
            else:
                outcome = {"converged": True, "message": f"Converged: no slope is steeper than {tol:g}."}
            break
        if step < steps:
            w, b = _downhill(X, t, w, b, l2, move)
    history = History(*zip(*path), **outcome)
    if history.diverged:
        warnings.warn(history.message, RuntimeWarning, stacklevel=2)
    return history


def _newton_step(X, y, l2, slope):
    H = hessian(X, y)
    H[np.diag_indices(X.shape[1])] += l2
    # In units of each column's own size, so that rounding spares grams beside kilometres. Far out y(1 - y) is 0
    # and H has no inverse; the shortest of the best steps exists always.
    size = np.sqrt(np.diag(H))
    size[size == 0] = 1
    return -np.linalg.lstsq(H / np.outer(size, size), slope / size, rcond=None)[0] / size


def _goes_on_for_ever(X, t, step):
    """Whether the step moves samples farther onto their right side and none back, so that the next can, too."""
    gain = (2 * t - 1) * (X @ step[:-1] + step[-1])
    return gain.max() > 1e-3 and gain.min() > -1e-4 * gain.max()


def _downhill(X, t, w, b, l2, step):
    """The weights after the step, which is halved until the cost does not rise."""
    cost = lambda w, b: mean_cost(t, X @ w + b) + penalty(w, l2)
    before = cost(w, b)
    before += 4 * np.finfo(X.dtype).eps * abs(before)  # a rise by rounding is none
    for _ in range(60):
        w_next, b_next = w + step[:-1], b + step[-1]
        if cost(w_next, b_next) <= before:
            return w_next, b_next
        step = step / 2
    return w, b
