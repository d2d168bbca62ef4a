"""The six runners of the race: the ground, where each of them is at every step, and how long a step takes.

The paths and the costs are those of `gradient_descent`, `newton` and `lbfgs` (to within rounding), but three runners
walk at once and the costs of a whole path are computed together, so that a slider can be dragged.
"""

import warnings
from functools import cache, lru_cache, partial
from time import perf_counter
from typing import NamedTuple

import numpy as np

from lrcourse import core
from lrcourse.cost import stable_learning_rate
from lrcourse.datasets import make_ravine
from lrcourse.descent import gradient_descent
from lrcourse.solvers.lbfgs import lbfgs
from lrcourse.solvers.newton import newton

SAMPLES, STEPS = 1000, 200
WAYS = ("gradient descent", "momentum", "Nesterov", "mini-batches", "Newton", "L-BFGS")
REACH = 4.1, 3.0  # of the map, from the optimum, across and up
GRID = 66, 48
GIVE_UP = 10.0  # times the cost at the start: as gradient_descent has it
_BLOCK = 100  # factors between 1 and 2, whose product fits into a float32


class Ground(NamedTuple):
    """The samples, the optimum (w1, w2, b), its cost, the stable learning rate, the cost around the optimum."""

    X: np.ndarray
    t: np.ndarray
    best: np.ndarray
    lowest: float
    stable: float
    surface: np.ndarray


@lru_cache(200)
def ground(condition):
    """The ravine of this condition number; its surface is the cost above the lowest, the first row at the bottom."""
    X, t = make_ravine(SAMPLES, 90, condition)
    run = newton(X, t, tol=1e-12)
    best = np.append(run.w[-1], run.b[-1])
    across, up = (np.linspace(-reach, reach, count) for reach, count in zip(REACH, GRID))
    places = best + np.stack([*np.meshgrid(across, up), np.zeros(GRID[::-1])], axis=-1).reshape(-1, 3)
    surface = costs(X.astype(np.float32), t, places.astype(np.float32)) - run.cost[-1]  # enough for a picture
    return Ground(X, t, best, run.cost[-1], stable_learning_rate(X), surface.reshape(GRID[::-1]))


def costs(X, t, places):
    """The cost at each of the places, (M, 3); infinite where it cannot be told.

    A sample costs ln(1 + e^-|a|) + |a|/2 + (1/2 - t) a. Of a hundred samples the first part is the ln of one product,
    and the last part is linear, so it needs no activations.
    """
    X1 = _with_ones(X)
    found = [_curved(X1, places[first : first + 64].T) for first in range(0, len(places), 64)]
    with np.errstate(over="ignore", invalid="ignore"):
        J = np.concatenate(found) + places @ ((0.5 - t) @ X1 / len(t)).astype(X.dtype)
    return np.where(np.isfinite(J), J, np.inf)


def _curved(X1, places):
    with np.errstate(over="ignore", invalid="ignore"):
        a = X1 @ places
        far = np.abs(a, out=a).mean(axis=0)
        e = np.exp(np.negative(a, out=a), out=a)
        e += 1
        return np.log(e.reshape(-1, _BLOCK, e.shape[1]).prod(axis=1)).sum(axis=0) / len(X1) + far / 2


def runs(condition, offset, rate, momentum, batch):
    """[(path, cost), ...] in the order of `WAYS`: (steps + 1, 3) and (steps + 1,), from the optimum plus the offset.

    The learning rate is ``rate`` times the stable one.
    """
    offset = tuple(offset)
    together = _together(condition, offset, rate, momentum)
    return [*together, _in_batches(condition, offset, rate, batch), *_solved(condition, offset)]


@lru_cache(30)  # of each: a slider moves some of the runners only
def _together(condition, offset, rate, momentum):
    """Gradient descent, the heavy ball and Nesterov's method, step by step side by side."""
    here = ground(condition)
    X1, t = _with_ones(here.X), here.t.astype(float)
    X1T = X1.T.copy()
    beta = np.array([[0.0], [momentum], [momentum]])
    ahead = beta * [[0], [0], [1]]  # Nesterov's feels the slope where the momentum alone would lead
    eta = rate * here.stable
    z, d, path = np.tile(_start(here, offset), (3, 1)), np.zeros((3, 3)), np.empty((STEPS + 1, 3, 3))
    path[0] = z
    with np.errstate(over="ignore", invalid="ignore"):  # what runs away is seen
        for s in range(STEPS):
            slope, _ = core.gradient(X1, t, core.sigmoid((z + ahead * d) @ X1T))
            d = beta * d - eta * slope
            path[s + 1] = z = z + d
    J = costs(here.X, here.t, path.reshape(-1, 3)).reshape(-1, 3)
    return [_until_it_runs_away(path[:, k], J[:, k]) for k in range(3)]


@lru_cache(30)
def _in_batches(condition, offset, rate, batch):
    """Gradient descent on a few samples a step, in an order that is drawn anew every round."""
    here, rng = ground(condition), np.random.default_rng(90)
    X1, t, N = _with_ones(here.X), here.t, len(here.t)
    rounds = -(-STEPS // -(-N // batch))
    order = [rng.permutation(N) for _ in range(rounds)]
    rows = [every[first : first + batch] for every in order for first in range(0, N, batch)][:STEPS]
    path = np.empty((STEPS + 1, 3))
    path[0] = z = _start(here, offset)
    with np.errstate(over="ignore", invalid="ignore"):
        for s, few in enumerate(rows):
            some = X1[few]
            slope, _ = core.gradient(some, t[few], core.sigmoid(some @ z))
            path[s + 1] = z = z - rate * here.stable * slope
    return _until_it_runs_away(path, costs(here.X, t, path))


@lru_cache(30)
def _solved(condition, offset):
    """Newton and L-BFGS, which know nothing of a learning rate."""
    here = ground(condition)
    found = [_run(name, here, _start(here, offset)) for name in WAYS[4:]]
    return [(np.column_stack([run.w, run.b]), run.cost) for run in found]


def _until_it_runs_away(path, cost):
    """As far as `gradient_descent` goes: to where the cost passes GIVE_UP times its first value (or 1, if more)."""
    beyond = np.flatnonzero(~(cost <= GIVE_UP * max(1, cost[0])))
    last = beyond[0] + np.isfinite(cost[beyond[0]]) if len(beyond) else len(cost)
    return path[: max(last, 1)], cost[: max(last, 1)]


def _with_ones(X):
    return np.column_stack([X, np.ones(len(X), X.dtype)])


def _start(here, offset):
    return here.best + np.append(offset, 0)


def _run(name, here, start, eta=1.0, momentum=0.5, batch=20, every=1):
    """The history of one of the ways by the package's own solver, STEPS steps at most."""
    data, begin = (here.X, here.t), {"w0": start[:2], "b0": start[2]}
    extra = {}
    if name in ("momentum", "Nesterov"):
        extra = {"momentum": momentum, "nesterov": name == "Nesterov"}
    if name == "mini-batches":
        extra = {"batch_size": batch, "rng": np.random.default_rng(90)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what runs away is seen
        if name == "Newton":
            return newton(*data, tol=1e-12, steps=STEPS, **begin)
        if name == "L-BFGS":
            return lbfgs(*data, tol=1e-9, steps=STEPS, **begin)
        return gradient_descent(*data, learning_rate=eta, steps=STEPS, every=every, **begin, **extra)


def pace(name, batch):
    """Seconds a step of the package's solver on this machine; of mini-batches, between the smallest and the largest."""
    if name != "mini-batches":
        return _timed(name)
    return np.interp(batch, [1, 100], [_timed(name, 1), _timed(name, 100)])


@cache
def _timed(name, batch=20):
    """Seconds a step, nothing recorded between: the fastest of five runs, which nothing else held up."""
    here = ground(100.0)
    once, took = partial(_run, name, here, _start(here, (1.0, 1.0)), batch=batch, every=STEPS), []
    for _ in range(5):
        before = perf_counter()
        run = once()
        took.append((perf_counter() - before) / run.step[-1])
    return min(took)
