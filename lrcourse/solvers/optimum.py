"""Whether a solver has arrived, and how far a step goes: what `newton` and `lbfgs` share (notebook 11).

A vanishing slope is a promise only where the cost curves. Far out, where every output is 0 or 1, slopes are tiny as
well; and where a line separates the classes, they shrink for ever. So nothing is called the optimum because of its
slope alone: the Newton step from there must lead nowhere, too.
"""

import contextlib
from itertools import product

import numpy as np

from lrcourse import core

NO_OPTIMUM = (
    "No optimum: a line separates the classes (or all but those that lie on it), so the cost falls for ever while "
    "the weights grow (notebook 11). Give l2 > 0."
)
STEPS_DONE = "All steps are done, and the slope is not zero yet. Take more, or begin nearer to 0."
ONE_CLASS = "No optimum: t contains only one class, so the bias grows for ever. Both classes are needed."
ROUNDED = "Converged: rounding hides any further fall."
STUCK = "Rounding ends the run before the slope is gone. Standardise X, or begin nearer to 0."
NEAR = 3e-7  # how much lower the cost may still get
STILL = 0.25  # how far the Newton step may move an activation
WIDE = 100  # beyond this many features a Newton step costs more than going on until the penalty is proof enough
WIDEST = 3000  # up to this many features it is worked out all the same, if nothing else can tell


def no_optimum(problem, place):
    """The end, if there plainly is no optimum: one class is missing, or every sample is right."""
    if problem.one_class:
        return {"diverged": True, "message": ONE_CLASS}
    if problem.free and place.margin > problem.finest * np.abs(place.z * problem.spread).sum():
        return {"diverged": True, "message": NO_OPTIMUM}
    return None


def outcome(problem, place, tol, doubtful, guess=0.0):
    """How the run ends here, as fields of a `History`; None if it goes on.

    ``doubtful`` lists slopes that were small but not the end: the next one to be examined must be clearly smaller.
    ``guess`` is how much lower the cost may get, if the solver can guess that: it saves a look or two.
    """
    if none := no_optimum(problem, place):
        return none
    steepest = np.abs(problem.steepest(place) / problem.spread).max()
    if steepest > min([tol, *doubtful]) or guess > NEAR:
        return None
    doubtful.append(steepest / 4)
    return last_look(problem, place, f"Converged: no slope is steeper than {tol:g}.")


def last_look(problem, place, message):
    """What must be true before ``message`` is: the cost cannot fall by more than NEAR."""
    steep, arrived = problem.steepest(place), {"converged": True, "message": message}
    if _within_reach(problem, place, steep):
        return arrived
    if problem.X.shape[1] > (WIDE if problem.l2[0] and place.curvature is None else WIDEST):
        return None
    used, step = (place.z != 0) | (problem.l1 == 0), np.zeros(len(steep))
    H = place.curvature if place.curvature is not None else problem.look(place.z, curvature=True).curvature
    H = H[np.ix_(used, used)]
    step[used], left = solved(H, -steep[used], problem.spread[used])
    if problem.free and _separates(problem, H, place.z, step):
        return {"diverged": True, "message": NO_OPTIMUM}
    lower = -steep @ step / 2 + (steep**2 / problem.bend)[~used].sum()
    # What the step leaves of the slopes pulls where the cost does not curve: on and on, unless it is mere rounding.
    flat = left > max(1e-6 * np.abs(steep / problem.spread)[used].max(initial=0), 1e-12)
    return None if flat or lower > NEAR or np.abs(problem.activation(step)).max() > STILL else arrived


def _within_reach(problem, place, steep):
    """Whether the penalty l2 alone shows that the optimum is near: around it, J is steeper than l2/2 (w - w*)^2."""
    if not problem.l2[0]:
        return False
    lower = steep[:-1] @ (steep[:-1] / problem.l2[:-1]) / 2
    if lower > NEAR:
        return False
    y = core.sigmoid(problem.activation(place.z) if place.a is None else place.a)
    return lower + steep[-1] ** 2 / (2 * ((y * (1 - y)).mean() + problem.l2[-1])) <= NEAR


def _separates(problem, H, z, step):
    """Whether a line separates the classes: weights may grow where the cost no longer curves.

    Where samples still have a say, no direction leads on; the others must move to their own side, or stay put.
    """
    scale = np.outer(problem.spread, problem.spread)
    for direction, least in product((z, step), (1e-5, 1e-12)):
        along = _flat_part(H / scale, direction * problem.spread, least) / problem.spread
        gain = (2 * problem.t - 1) * problem.activation(along)
        if gain.min() < -1e-9 * gain.max():  # not until those that hardly move are held still
            still = (np.abs(gain) < -100 * gain.min()).astype(problem.X.dtype)
            along = _flat_part(problem.squares(still) / scale, along * problem.spread, 1e-13) / problem.spread
            gain = (2 * problem.t - 1) * problem.activation(along)
        if gain.max() > 1e-3 and gain.min() > -1e-9 * gain.max():
            return True
    return False


def _flat_part(H, direction, least):
    """The part of a direction along which H does not curve."""
    values, vectors = np.linalg.eigh(H)
    flat = vectors[:, values < least * max(values[-1], 1)]
    return flat @ (flat.T @ direction)


def solved(H, v, size):
    """H^-1 v, and the largest part of v, divided by ``size``, that it leaves over.

    Far out, y(1 - y) is 0 and H has no inverse; the shortest of the best answers always exists.
    """
    if not len(v):
        return v, 0.0
    scale = np.sqrt(np.maximum(H.diagonal(), 0))  # so that grams survive rounding beside kilometres
    scale[scale < 1e-140] = 1
    even = H / scale / scale[:, np.newaxis]
    with contextlib.suppress(np.linalg.LinAlgError):
        if np.linalg.cholesky(even).diagonal().min() > np.finfo(H.dtype).eps ** 0.25:  # far from singular
            return np.linalg.solve(even, v / scale) / scale, 0.0
    step = np.linalg.lstsq(even, v / scale, rcond=None)[0] / scale
    return step, np.abs((H @ step - v) / size).max()


def how_far(problem, place, way, far=1.0):
    """How far to go along the way, and the activations there: near its bottom, by Newton's method in one variable.

    The objective is convex, so its slope along the way grows; the bottom lies between a falling and a rising place.
    0 if it does not fall at all.
    """
    a = problem.activation(place.z) if place.a is None else place.a
    along, begin = problem.activation(way), problem.along(place, way)
    low, high = 0.0, np.inf
    for _ in range(60 if begin < 0 else 0):
        slope, curvature = problem.bends(place.z, way, a, along, far)
        there = a + a.dtype.type(far) * along
        if abs(slope) <= 0.2 * -begin and (slope < 0 or problem.cost(place.z + far * way, there) <= place.cost):
            return far, there
        low, high = (far, high) if slope < 0 else (low, far)
        if high < 1.1 * low:  # a kink
            break
        far = far - slope / curvature if curvature > 0 else np.inf
        if high == np.inf:
            far = min(far, 10 * low + 1)
        elif not low < far < high:
            far = np.sqrt(low * high) if low else high / 16
    return low, a + a.dtype.type(low) * along
