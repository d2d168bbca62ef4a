"""Gradient descent: step downhill until the slope is gone (notebooks 10 and 11)."""

import warnings

import numpy as np

from lrcourse import answers
from lrcourse.batches import batches
from lrcourse.cost import mean_cost, penalty, toward_zero
from lrcourse.history import History, how_it_ended, start
from lrcourse.inputs import below_one, matrix, number, positive, targets, whole

FAR = 10  # a cost so many times the first one (or 1) has run away


def gradient_descent(
    X, t, *, learning_rate, steps, l2=0.0, l1=0.0, batch_size=None, momentum=0.0, nesterov=False,
    w0=None, b0=0.0, tol=None, every=1, rng=None, gradient=None, progress=False,
):  # fmt: skip
    """Train by gradient descent: w <- w - learning_rate * dJ/dw, and the same for b, again and again.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    learning_rate : float, above 0
        Up to `stable_learning_rate` the cost falls at every step (full batch, no momentum).
    steps : int
        How many updates.
    l2, l1 : float, at least 0
        Penalties l2/2 sum w^2 and l1 sum abs(w). The second is taken by the proximal step: every weight moves
        towards 0 by learning_rate * l1 and stops there, exactly (notebook 13).
    batch_size : int, optional
        Samples a step, drawn in a new order in every round; then ``rng`` is needed. All by default.
    momentum : float, from 0 to below 1
        Share of the last step that is added to the next (Polyak, 1964).
    nesterov : bool
        Feel the slope where the momentum alone would lead (Nesterov, 1983; notebook 90).
    w0, b0 : array (D,), float
        Where to begin; 0 by default.
    tol : float, optional
        Stop when no slope is steeper (full batch only).
    every : int
        Record each so many steps, and the last; less to keep and no cost to compute between.
    rng : numpy.random.Generator
        For the order of the mini-batches.
    gradient : function of (X, t, y) that returns (dw, db), optional
        Yours, if you like; `lrcourse.gradient` otherwise. Penalties are added to what it returns.
    progress : bool
        Show a progress bar.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument does not fit or is out of range, or what ``gradient`` returns; and if ``gradient``
        changes what it was given.

    Warns
    -----
    RuntimeWarning
        If the cost runs away: the run stops, the history up to there is kept and its ``message`` tells why.
    """
    X = matrix(X)
    t = targets(t, size=X.shape[0]).astype(X.dtype)
    eta, l2, l1 = positive(learning_rate, "learning_rate"), number(l2, "l2", 0), number(l1, "l1", 0)
    steps, every = whole(steps, "steps", 1), whole(every, "every", 1)
    momentum, tol = below_one(momentum, "momentum"), tol if tol is None else positive(tol, "tol")
    order = batches(len(X), batch_size, rng)
    if tol is not None and batch_size is not None:
        raise ValueError("tol needs the full batch: with mini-batches no slope settles. Drop one.")
    slopes = _slopes if gradient is None else _own(gradient, X.shape[1])
    (w, b), (dw, db) = start(X, w0, b0), (0.0, 0.0)  # where it stands; the last step
    path, converged, diverged, slope_w, slope_b = [], False, False, 0.0, 0.0
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows has run away, and is told in words
        for step in _counted(steps, progress):
            rows, a = next(order), None
            if step % every == 0 or step == steps:
                a = X @ w + b
                cost = mean_cost(t, a) + penalty(w, l2, l1)
                diverged = not cost <= (FAR * max(1, path[0][2]) if path else np.finfo(float).max)
                if np.isfinite(cost) or not path:
                    path.append((w, b, cost, step))
            if diverged or step == steps:
                break
            w_at, b_at = (w + momentum * dw, b + momentum * db) if nesterov else (w, b)
            if a is None or batch_size is not None or nesterov:
                a = X[rows] @ w_at + b_at
            slope_w, slope_b = slopes(X[rows], t[rows], 1 / (1 + np.exp(-a)))
            slope_w = slope_w + l2 * w_at
            if tol is not None and steepest(w_at, slope_w, slope_b, eta, l1) <= tol:
                converged, path = True, [row for row in path if row[3] < step]
                path.append((w_at, b_at, mean_cost(t, a) + penalty(w_at, l2, l1), step))
                break
            dw = toward_zero(w - eta * slope_w + momentum * dw, eta * l1) - w
            db = momentum * db - eta * slope_b
            w, b = w + dw, b + db
    history = History(*zip(*path), converged=converged, diverged=diverged)
    plain = batch_size is None and not momentum  # then the cost may not rise
    own = "yours" if gradient is not None else ""
    if diverged and own and not np.isfinite(np.append(slope_w, slope_b)).all():
        own = "NaN"
    history.message = how_it_ended(history, X, eta, l2, tol, plain, own)
    if diverged:
        warnings.warn(history.message, RuntimeWarning, stacklevel=2)
    return history


def _slopes(X, t, y):
    """`lrcourse.gradient` without its checks."""
    return (y - t) @ X / len(y), (y - t).mean()


def _own(gradient, columns):
    """The learner's gradient; what it returns is checked at every step, and X, t and y are read-only to it."""
    if not callable(gradient):
        raise TypeError(f"gradient must be a function of (X, t, y); got {type(gradient).__name__}.")

    def slopes(X, t, y):
        answer = answers.asked(gradient, X, t, y)
        try:
            return answers.slopes(answer, columns)
        except ValueError as problem:
            raise TypeError(
                f"gradient must return the pair (dw, db); it {problem}. Has your exercise passed?"
            ) from None

    return slopes


def steepest(w, slope_w, slope_b, eta, l1):
    """The steepest slope; with l1, what the proximal step makes of it."""
    if l1:
        slope_w = (w - toward_zero(w - eta * slope_w, eta * l1)) / eta
    return np.maximum(np.abs(slope_w).max(), abs(slope_b))  # which keeps a NaN


def _counted(steps, progress):
    """The numbers 0 ... steps, with a progress bar if wanted."""
    if not progress:
        return range(steps + 1)
    from tqdm.auto import trange

    return trange(steps + 1, desc="training", unit="step")
