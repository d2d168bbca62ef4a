"""The objective as `newton` and `lbfgs` see it: a function of one vector, with the data centred (notebook 11)."""

import warnings
from functools import partial
from typing import NamedTuple

import numpy as np

from lrcourse import core
from lrcourse.history import History, start
from lrcourse.inputs import SQUARES, number, samples
from lrcourse.passes import ROWS, blocks, sweep

FAR = (
    "penalize_bias: column {} of X lies so far from 0 that rounding hides what a penalised bias does to its weight. "
    "Standardise X first (lr.features.standardize), or leave the bias free."
)
SMALL = 2**21  # bytes; an X up to this size is copied without a second thought
quiet = partial(np.errstate, all="ignore")  # the results of an overflow are examined, or no step is taken there


class Place(NamedTuple):
    """What is known about the objective at one z."""

    z: np.ndarray
    cost: float  # penalties included
    slope: np.ndarray  # (D + 1,), without the l1 penalty's
    margin: float  # the smallest activation, counted towards the sample's own class
    curvature: np.ndarray | None = None  # (D + 1, D + 1)
    a: np.ndarray | None = None  # (N,), the activations


class Problem:
    """The objective, as a function of one vector z: the weights, and the bias at the columns' means.

    With the bias measured there, a = (X - mean) w + c, a column far from 0 does no harm. A small X is centred in a
    copy, and so is a large one if a column lies so far from 0 that X w + b would round the differences away; any other
    stays as it is, and the means are subtracted from its products. A penalised bias is measured at 0, as intended.
    """

    def __init__(self, X, t, l2, l1, penalize_bias, w0, b0):
        X, t = samples(X, t)
        l2, l1 = number(l2, "l2", 0), number(l1, "l1", 0)
        w, b = start(X, w0, b0)
        self.origin, spread, far = _columns(X)
        if penalize_bias:
            if far.any():
                raise ValueError(FAR.format(far.argmax()))
            spread, self.origin = np.hypot(spread, self.origin), 0 * self.origin
        self.constant = np.flatnonzero(spread == 0)  # such a column does what the bias does
        self.mean = None  # what is still to be subtracted
        if far.any() or (X.nbytes <= SMALL and not penalize_bias):
            X = X - self.origin.astype(X.dtype)
            X[:, self.constant] = 0
        elif self.origin.any():
            self.mean = self.origin
        spread[self.constant] = 1
        self.X, self.t, self.spread = X, t.astype(np.int8), np.append(spread, 1)  # one byte per sample
        self.blocks = blocks(X, self.t)
        self.free, self.smooth = not (l2 or l1), not l1
        self.l2, self.l1 = np.full((2, len(self.spread)), [[l2], [l1]])
        if not penalize_bias:
            self.l2[-1] = self.l1[-1] = 0
        self.one_class = t.min() == t.max() and (self.free or not penalize_bias)
        self.finest = 10 * float(np.finfo(X.dtype).eps)  # below this, no slope can be told from 0
        with quiet():
            self.begin = np.append(w.astype(float), b + self.origin @ w)

    @property
    def bend(self):
        """An upper bound on the curvature along each axis."""
        return self.spread**2 / 4 + self.l2

    def weights(self, z):
        """The weights and the bias that suit self.X, in its precision."""
        w, b = z[:-1], z[-1]
        if self.mean is not None:
            b = b - self.mean @ w
        return w.astype(self.X.dtype), self.X.dtype.type(b)

    def activation(self, z):
        """X w + b, shape (N,)."""
        return core.activation(self.X, *self.weights(z))

    def first(self, **wanted):
        """The place where the run begins."""
        place = self.look(self.begin, **wanted)
        if not np.isfinite(place.cost):
            raise ValueError("w0, b0: the cost is not finite at this start. Begin nearer to 0.")
        return place

    def look(self, z, curvature=False, a=None):
        """The `Place`, in one pass over the data; faster if the activations are known, which are then kept."""
        cost, dw, db, H, margin, known = 0.0, 0.0, 0.0, 0.0, np.inf, a
        for share, X, t, a, y in sweep(self.blocks, *self.weights(z), known):
            part_w, part_b = core.gradient(X, t, y)
            cost, dw, db = cost + share * core.cost(t, a), dw + share * part_w, db + share * part_b
            if curvature:
                H = H + share * core.hessian(X, y)
            if self.free:
                margin = min(margin, ((2 * t - 1) * a).min())
        slope = self.l2 * z
        slope[:-1] += self._centred(dw, db)
        slope[-1] += db
        if not self.free:
            cost = cost + (self.l2 / 2 * z) @ z + self.l1 @ np.abs(z)
        return Place(z, float(cost), slope, margin, self._bent(H) if curvature else None, known)

    def _centred(self, dw, db):
        if self.mean is not None:
            dw = dw - self.mean * db
        dw[self.constant] = 0
        return dw

    def _bent(self, H):
        H = self._centred_square(H)
        H.flat[:: len(H) + 1] += self.l2
        return H

    def squares(self, s):
        """The samples' squares, weighted by s (N,), shape (D + 1, D + 1)."""
        return self._centred_square(core.weighted_square(self.X, s))

    def _centred_square(self, H):
        H = H.astype(float)
        if self.mean is not None:
            H[:-1] -= np.outer(self.mean, H[-1])
            H[:, :-1] -= np.outer(H[:, -1], self.mean)
        if self.constant.size:
            H[self.constant] = H[:, self.constant] = 0
        return H

    def steepest(self, place):
        """The slopes with those of the l1 penalty: at a weight of 0, what is left of them beyond l1."""
        if self.smooth:
            return place.slope
        sure = place.slope + self.l1 * np.sign(place.z)
        return np.where(place.z == 0, core.toward_zero(place.slope, self.l1), sure)

    def along(self, place, way):
        """The slope along a way; if a weight is 0, what l1 leaves of it."""
        if self.smooth:
            return place.slope @ way
        sure = place.slope @ way + (self.l1 * np.sign(place.z)) @ way
        return core.toward_zero(sure, self.l1 @ np.abs(way * (place.z == 0)))

    def bends(self, z, way, a, along, far):
        """Slope and curvature of the objective, ``far`` times along a way, from the activations alone."""
        slope = curvature = 0.0
        for first in range(0, len(a), ROWS):
            some = slice(first, first + ROWS)
            step = along[some]
            y = core.sigmoid(a[some] + a.dtype.type(far) * step)
            slope += float((y - self.t[some]) @ step)
            curvature += float((y * (1 - y) * step) @ step)
        there = z + far * way
        sign = 0 if self.smooth else np.where(there == 0, np.sign(way), np.sign(there))
        slope = slope / len(a) + (self.l2 * there + self.l1 * sign) @ way
        return slope, curvature / len(a) + (self.l2 * way) @ way

    def cost(self, z, a):
        """The objective, from the activations."""
        price = 0.0 if self.free else (self.l2 / 2 * z) @ z + self.l1 @ np.abs(z)
        parts = (slice(first, first + ROWS) for first in range(0, len(a), ROWS))
        return sum(float(core.softplus((1 - 2 * self.t[some]) * a[some]).sum()) for some in parts) / len(a) + price

    def history(self, places, ended):
        """The run, in the weights and the bias for X itself."""
        z, kind = np.array([place.z for place in places]), self.X.dtype
        b = z[:, -1] - z[:, :-1] @ self.origin
        cost = [place.cost for place in places]
        run = History(z[:, :-1].astype(kind), b.astype(kind), cost, range(len(places)), **ended)
        if run.diverged:
            warnings.warn(run.message, RuntimeWarning, stacklevel=3)
        return run


def _columns(X):
    """The mean and the spread (0 if constant) of each column, and which lie too far from 0 to be left there."""
    kind = np.finfo(X.dtype)
    with quiet():
        square = np.einsum("nd,nd->d", X, X).astype(float) / len(X)
    if not square.max() < np.inf or (square.min() < kind.tiny / kind.eps and X[:, square < kind.tiny / kind.eps].any()):
        raise ValueError(SQUARES)
    mean = X.mean(axis=0, dtype=float)
    spread, size = np.sqrt(np.maximum(square - mean**2, 0)), np.abs(mean)
    doubtful = spread < np.sqrt(kind.eps) * 100 * size  # the difference has lost its digits
    if doubtful.any():
        spread[doubtful] = X[:, doubtful].std(axis=0, dtype=float)
        spread[spread <= 16 * kind.eps * size] = 0
    return mean, spread, (size > kind.eps**-0.25 * spread) & (spread > 0)
