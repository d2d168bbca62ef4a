"""L-BFGS: nearly Newton's steps from slopes alone, for many features and many samples (notebook 90)."""

import warnings
from collections import deque

import numpy as np

from lrcourse.cost import mean_cost, penalty
from lrcourse.history import History
from lrcourse.inputs import whole
from lrcourse.solvers import NO_OPTIMUM, ONE_CLASS, STEPS_DONE, ready


def lbfgs(X, t, *, l2=0.0, w0=None, b0=0.0, steps=500, tol=1e-6, memory=10):
    """Train by L-BFGS (Liu and Nocedal, 1989): the curvature is guessed from the last few steps.

    A step costs two products with X, one to go there and one for the new slope; how far to go is found from
    the activations alone. Nothing of X's size is made.

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
    memory : int
        How many steps are remembered.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument does not fit, or X holds numbers whose squares do not fit into a float.

    Warns
    -----
    RuntimeWarning
        If there is no optimum: a line separates the classes and l2 is 0, or one class is missing.
    """
    X, t, l2, steps, tol, w, b, size = ready(X, t, l2, steps, tol, w0, b0)
    pairs = deque(maxlen=whole(memory, "memory", 1, 100))
    bend = size**2 / 4 + np.append(np.full(len(w), l2), 0)  # at least the curvature along each axis
    a = X @ w + b
    slope, path, outcome = _slope(X, t, a, w, l2), [], {"message": STEPS_DONE}
    one_class = t.min() == t.max()
    for step in range(steps + 1):
        path.append((w, b, mean_cost(t, a) + penalty(w, l2), step))
        if one_class or (not l2 and ((2 * t - 1) * a).min() > 0):
            outcome = {"diverged": True, "message": ONE_CLASS if one_class else NO_OPTIMUM}
            break
        if np.abs(slope / size).max() <= tol:
            outcome = {"converged": True, "message": f"Converged: no slope is steeper than {tol:g}."}
            break
        way = -_two_loops(slope, pairs, bend)
        along = X @ way[:-1].astype(X.dtype) + X.dtype.type(way[-1])
        far = _how_far(t, a, along, l2, w, way)
        if far == 0:  # the slope is all rounding
            outcome = {"converged": True, "message": "Converged: rounding hides any further fall."}
            break
        w, b, a = (
            w + (far * way[:-1]).astype(X.dtype),
            b + X.dtype.type(far * way[-1]),
            a + X.dtype.type(far) * along,
        )
        before, slope = slope, _slope(X, t, a, w, l2)
        if (far * way) @ (slope - before) > 0:  # else it is rounding, and says nothing about the curvature
            pairs.append((far * way, slope - before))
    history = History(*zip(*path[: steps + 1], strict=True), **outcome)
    if history.diverged:
        warnings.warn(history.message, RuntimeWarning, stacklevel=2)
    return history


def _slope(X, t, a, w, l2):
    """Slopes along w and b, float64, shape (D + 1,)."""
    error = _sigmoid(a) - t
    return np.append((error @ X).astype(float) / len(t) + l2 * w, error.mean(dtype=float))


def _sigmoid(a):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-a))


def _two_loops(slope, pairs, bend):
    """The guessed inverse Hessian times the slope: what each remembered step says is taken off and put back."""
    q, shares = slope.copy(), []
    for step, change in reversed(pairs):
        shares.append((step @ q) / (step @ change))
        q -= shares[-1] * change
    scale = 1.0
    if pairs:
        step, change = pairs[-1]
        scale = (step @ change) / (change @ (change / bend))
    q *= scale / bend
    for (step, change), share in zip(pairs, reversed(shares), strict=True):
        q += (share - (change @ q) / (step @ change)) * step
    return q


def _how_far(t, a, along, l2, w, way):
    """How many times the way: near the bottom of the cost along it, by Newton's method in one variable.

    The cost is convex along the way, so its slope there grows; between a falling and a rising place lies the
    bottom. 0 if the cost does not fall at all.
    """
    first, square = l2 * (w @ way[:-1]), l2 * (way[:-1] @ way[:-1])
    begin = float(((_sigmoid(a) - t) @ along) / len(t) + first)
    if begin >= 0:
        return 0.0
    low, high, far = 0.0, np.inf, 1.0
    for _ in range(30):
        y = _sigmoid(a + a.dtype.type(far) * along)
        slope = float(((y - t) @ along) / len(t) + first + far * square)
        if abs(slope) <= 0.2 * -begin:
            return far
        low, high = (far, high) if slope < 0 else (low, far)
        curvature = float((y * (1 - y) * along) @ along / len(t) + square)
        far = far - slope / curvature if curvature > 0 else np.inf
        if not low < far < high:
            far = 2 * low + 1 if high == np.inf else (low + high) / 2
    return low
