"""L-BFGS: almost Newton's steps, but from slopes alone, for many features and many samples (notebook 90)."""

from collections import deque

import numpy as np

from lrcourse.inputs import positive, whole
from lrcourse.solvers.optimum import ROUNDED, STEPS_DONE, STUCK, how_far, last_look, outcome
from lrcourse.solvers.problem import Problem, quiet


def lbfgs(X, t, *, l2=0.0, l1=0.0, penalize_bias=False, w0=None, b0=0.0, steps=500, tol=1e-6, memory=10):
    """Train by L-BFGS (Liu and Nocedal, 1989): the curvature is guessed from the last few steps.

    A step costs two products with X, one to get there and one for the new slope; how far to go follows from
    the activations alone. No copy of a large X is made, unless a column lies so far from 0 that X has to be centred.
    With l1, a step ends where a weight would change sign, and weights become exactly 0 (Andrew and Gao, 2007).

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    l2, l1 : float, at least 0
        Penalties l2/2 sum w^2 and l1 sum abs(w).
    penalize_bias : bool
        Penalise b like a weight, as LIBLINEAR does.
    w0, b0 : array (D,), float
        Where to begin; 0 by default.
    steps : int
        The largest number of steps to take.
    tol : float
        Stop when no slope, divided by the spread of its column, is steeper than this, and a Newton step from there
        leads nowhere; in float32 not below 1e-6. With more than 3,000 features that step is too expensive; then only a
        penalty l2 can prove that the run has converged.
    memory : int
        How many steps to remember.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument is unsuitable, or X contains numbers whose squares do not fit in a float.

    Warns
    -----
    RuntimeWarning
        If there is no optimum: a line separates the classes and nothing is penalised, or one class is missing.
    """
    steps, tol, memory = whole(steps, "steps", 1), positive(tol, "tol"), whole(memory, "memory", 1, 100)
    p = Problem(X, t, l2, l1, penalize_bias, w0, b0)
    return p.history(*_path(p, steps, max(tol, p.finest), memory))


@quiet()
def _path(p, steps, tol, memory):
    """The places, step by step, and how the run ended."""
    pairs, doubtful = deque(maxlen=memory), []
    places, ended = [p.first(a=p.activation(p.begin) if p.smooth else None)], None
    for step in range(steps + 1):
        steep = p.steepest(places[-1])
        ended = outcome(p, places[-1], tol, doubtful, steep @ _two_loops(steep, pairs, p.bend) / 2)
        if ended or step == steps:
            break
        there = quasi_newton(p, places[-1], pairs)
        if there is None:
            ended = last_look(p, places[-1], ROUNDED) or {"message": STUCK}
            break
        remember(pairs, places[-1], there)
        places[-1] = places[-1]._replace(a=None)  # not worth keeping
        places.append(there)
    return places, ended or last_look(p, places[-1], ROUNDED) or {"message": STEPS_DONE}


def remember(pairs, place, there):
    """Keep a step and how the slope changed, if that says something about the curvature and is not just rounding."""
    step, change = there.z - place.z, there.slope - place.slope
    if step @ change > 0:
        pairs.append((step, change))


def quasi_newton(p, place, pairs):
    """The next place, or None if no step makes the cost fall."""
    go = _to_the_bottom if p.smooth else _within_signs
    there = go(p, place, pairs)
    if there is None and pairs:  # what is remembered may mislead
        pairs.clear()
        there = go(p, place, pairs)
    return there


def _to_the_bottom(p, place, pairs):
    """Where the cost is lowest along the way."""
    way = -_two_loops(place.slope, pairs, p.bend)
    far, a = how_far(p, place, way)
    return p.look(place.z + far * way, a=a) if far else None


def _within_signs(p, place, pairs):
    """The same with l1: weights keep their signs, or stop at 0."""
    z, steep, bound = place.z, p.steepest(place), p.l1 > 0
    way = -_two_loops(steep, pairs, p.bend)
    way[bound & (way * steep >= 0)] = 0
    signs = np.where(z, np.sign(z), np.sign(way))

    def at(far):
        there = z + far * way
        there[bound & (there * signs < 0)] = 0
        return p.look(there)

    def falls(there, cost):
        return there.cost < cost + 1e-4 * steep @ (there.z - z)

    far, there = 1.0, at(1.0)
    if falls(there, place.cost):
        # Far out, the cost hardly curves: as long as it falls at least half as steeply as here, go on.
        while (there.slope + p.l1 * signs) @ way < steep @ way / 2 and falls(farther := at(2 * far), there.cost):
            far, there = 2 * far, farther
        return there
    while far > 1e-12:
        far /= 2
        if falls(there := at(far), place.cost):
            return there
    return None


def _two_loops(slope, pairs, bend):
    """The guessed inverse Hessian times the slope: what each remembered step says is taken out and put back."""
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
