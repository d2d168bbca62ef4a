"""For people in a hurry: Newton's method, which uses more than the slope (notebook 11)."""

from collections import deque

import numpy as np

from lrcourse.gaussian import flat
from lrcourse.inputs import matrix, positive, whole
from lrcourse.solvers.lbfgs import quasi_newton, remember
from lrcourse.solvers.optimum import ROUNDED, STEPS_DONE, STUCK, how_far, last_look, outcome, solved
from lrcourse.solvers.problem import Problem, quiet


def newton(X, t, *, l2=0.0, l1=0.0, penalize_bias=False, w0=None, b0=0.0, steps=50, tol=1e-10):
    """Train by Newton's method: each step goes to the bottom of the parabola that fits best here.

    The step solves H d = -slope. Where the cost would rise, it ends at the lowest place on the way. This is also known
    as iteratively reweighted least squares. Near the optimum, the number of correct digits doubles at every step. With
    l1, the bottom is that of the parabola and the penalty together, and weights become exactly 0.

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
        Stop when no slope, divided by the spread of its column, is steeper than this, and the Newton step from there
        leads nowhere; in float32, not below 1e-6.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument is unsuitable, X contains numbers whose squares do not fit in a float, or nothing is penalised
        and a column of X is constant or depends on others, so that many weights are equally good.

    Warns
    -----
    RuntimeWarning
        If there is no optimum: a line separates the classes and nothing is penalised, or one class is missing.
    """
    steps, tol = whole(steps, "steps", 1), positive(tol, "tol")
    p = Problem(X, t, l2, l1, penalize_bias, w0, b0)
    if p.free and (which := flat(np.cov(p.X.T, bias=True).reshape(len(p.origin), -1), np.abs(matrix(X)).max(axis=0))):
        raise ValueError(
            f"X: {which}, so that many different weights are equally good. Leave such a column out, or give l2 > 0."
        )
    return p.history(*_path(p, steps, max(tol, p.finest)))


@quiet()
def _path(p, steps, tol):
    """The places, step by step, and how the run ended."""
    places, ended, pairs, doubtful = [p.first(curvature=True)], None, deque(maxlen=10), []
    for step in range(steps + 1):
        way = _newton_step(p, places[-1])
        ended = outcome(p, places[-1], tol, doubtful, -p.along(places[-1], way) / 2)
        if ended or step == steps:
            break
        there = _next(p, places[-1], way, pairs)
        if there is None:
            ended = last_look(p, places[-1], ROUNDED) or {"message": STUCK}
            break
        remember(pairs, places[-1], there)
        places[-1] = places[-1]._replace(curvature=None)  # not worth keeping
        places.append(there)
    return places, ended or last_look(p, places[-1], ROUNDED) or {"message": STEPS_DONE}


def _next(p, place, way, pairs):
    """A whole Newton step, ``way``, if the parabola is a good fit there; None if no step makes the cost fall.

    Far out, where most outputs are 0 or 1, it isn't: then part of that step, or one of L-BFGS's, whichever leads lower.
    """
    begin, there = p.along(place, way), p.look(place.z + way, curvature=True)
    most = place.cost + 4 * np.finfo(p.X.dtype).eps * place.cost  # a rise due to rounding doesn't count
    if begin < 0 and there.cost <= most + 1e-4 * begin and abs(p.along(there, way)) <= -begin / 2:
        return there
    part = how_far(p, place, way, min(1, 1e3 / np.abs(way * p.spread).max(initial=1)))[0]
    other = quasi_newton(p, place, pairs)
    found = [p.look(place.z + part * way, curvature=True)] if part else []
    found += [p.look(other.z, curvature=True)] if other else []
    lowest = min(found, key=lambda there: there.cost, default=None)
    return lowest if lowest and lowest.cost <= most else None


def _newton_step(p, place):
    """The step to the bottom of the parabola that fits here; to nowhere if the cost is too flat to tell."""
    H = place.curvature
    if not p.smooth:
        return _bottom(H + np.diag(1e-12 * p.bend), place.slope, place.z, p.l1) - place.z
    step, left = solved(H, -place.slope, p.spread)
    return 0 * step if left and left > np.abs(place.slope / p.spread).max() / 2 else step


def _bottom(H, slope, z, l1):
    """The bottom of the parabola around z plus l1 sum abs(w) (feature-sign search: Lee and others, 2007).

    While no sign changes, l1 is just a slope: all weights that are not 0 go to their common bottom, or until the
    first of them becomes 0. At the bottom, those weights at 0 that feel a slope stronger than l1 leave it.
    """
    u, slope, signs = z.copy(), slope.copy(), np.sign(z)
    for _ in range(20 * len(z)):
        used, step = (signs != 0) | (l1 == 0), np.zeros(len(z))
        step[used] = solved(H[np.ix_(used, used)], -(slope + l1 * signs)[used], 1)[0]
        share = np.where((signs * step < 0) & (l1 > 0), -u / step, np.inf)
        first = share.argmin()
        far = min(share[first], 1)
        u, slope = u + far * step, slope + far * (H @ step)
        if far < 1:
            u[first] = signs[first] = 0
            continue
        excess = np.where(used, 0, np.abs(slope) - l1)
        if excess.max() <= 1e-12 * l1.max():
            break
        signs = np.where(excess > excess.max() / 2, -np.sign(slope), signs)
    return u
