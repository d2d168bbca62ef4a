"""Notebook 13: what L1 and L2 make of two weights, in the plane of the weights and against lambda."""

import numpy as np
from contourpy import contour_generator
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon
from traitlets import Int

from lrcourse import core
from lrcourse.cost import gradient
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.lab import signed
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.engine.training.remarks import percent
from lrcourse.engine.training.samples import own
from lrcourse.features import mean_and_scale
from lrcourse.gaussian import flat
from lrcourse.labels import pair
from lrcourse.lessons.n13_regularization.paths import data_cost, optima, same_penalty, separated
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, SKY, VERMILION, axes

LOW, HIGH = 0.001, 1.0
LAMBDAS = np.append(0, LOW * (HIGH / LOW) ** (np.arange(121) / 120))  # the positions of both sliders
PLACES = np.append(-3.35, np.log10(LAMBDAS[1:]))  # and where they stand on the axis of the path
SWEEPS = ("λ₁ (L1)", "λ₂ (L2)")
STYLES = ((GREEN, "-", "o", 10), (PURPLE, "--", "s", 6))  # different sizes: both show where they coincide
MOST = 500  # samples; with more the picture lags behind the hand
PAPER = {"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1}  # under a name that lies on lines
GRID = 81  # points of the cost's grid along each side


def penalty(X=None, t=None, names=("w₁", "w₂")):
    """Set both penalties, and watch two weights shrink: in the plane of the weights, and against lambda.

    Parameters
    ----------
    X : array, shape (N, 2), optional
        Two features, which the lab standardises. By default it draws samples of its own, in which the first
        feature matters more and the second resembles it.
    t : array, shape (N,), of 0 and 1
        Both classes must occur.
    names : pair of str
        What the two weights are called.

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit or a class is missing, if a column of X is constant or depends on the other, or
        if there are more than 500 samples.
    """
    return Penalty(X, t, names)


class Penalty(Sketch):
    """The lab of `penalty`."""

    _lines = Int(3).tag(sync=True)

    def __init__(self, X, t, names):
        self.X, self.t = _data(X, t)
        self.names = pair(names, "names")
        self.before = None
        self.separated = separated(self.X, self.t)  # then there is no optimum without a penalty
        none = np.zeros(1)
        self.best = np.full(2, np.nan) if self.separated else optima(self.X, self.t, none, none)[0][0]
        super().__init__(
            title="Two weights and two penalties",
            alt="Left: the plane of the two weights, with contours of the data cost, the optimum with and without "
            "penalty, and the curve of equal penalty. Right: both weights against lambda.",
            controls=[
                Slider("l1", SWEEPS[0], LOW, HIGH, value=0.03, log=True, zero=True),
                Slider("l2", SWEEPS[1], LOW, HIGH, log=True, zero=True),
            ],
            size=(9.6, 5.1),
            number=self.names[1],
            tall=9.2,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        w = self._worth_showing()
        plane, path = self.subplots(figure, 1, 2, (1, 1.05))
        moving = [*self._plane(plane, w), *self._paths(path, w)]
        for ax in (plane, path):
            ax.spines[:].set_zorder(0.5)
        figure.legend(
            *plane.get_legend_handles_labels(), loc="outside lower left", ncols=1 if self.narrow else 3, frameon=False
        )
        return moving

    def _worth_showing(self):
        """The weights (K, 2) that the picture must have room for.

        With weak penalties they may grow far out, or for ever; that would make all others a dot.
        """
        some = np.append(0, LAMBDAS[41::10])  # 0, 0.01 ... 1
        l1, l2 = np.array(np.meshgrid(some, some)).reshape(2, -1)[:, 1:]
        w = np.vstack([self._optima(l1, l2)[0], np.zeros(2)])
        return np.vstack([w, self.best]) if np.hypot(*self.best) < 2 * np.hypot(*w.T).max() else w

    def _plane(self, ax, w):
        """Contours of the data cost, both optima, and the two curves that touch in the black dot."""
        first, second = self.names
        axes("Where data and penalty agree: drag the dot", first, second, ax=ax)
        # Room for the diamond's corners; not nothing, should the features say nothing.
        reach = max(1.2 * np.abs(w).sum(axis=1).max(), 0.01)
        middle = 0.15 * (w.min(axis=0) + w.max(axis=0))
        self.low, self.high = middle - reach, middle + reach
        limits = (self.low[0], self.high[0]), (self.low[1], self.high[1])
        ax.set(xlim=limits[0], ylim=limits[1], aspect="equal")
        ax.locator_params(nbins=6)
        ax.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        ax.axvline(0, color=GREY, linewidth=0.8, zorder=0.5)
        sides = [np.linspace(*ends, GRID) for ends in limits]
        z = data_cost(self.X, self.t, np.stack(np.meshgrid(*sides), axis=-1))
        self.contours = contour_generator(*sides, z)
        self.least = z.min() if self.separated else self._data_cost(self.best)
        scale = max(self._data_cost(np.zeros(2)) - self.least, 1e-6)
        levels = self.least + scale * (np.arange(1, 16) / 4) ** 2  # equally far apart on a parabola
        ax.contour(*sides, z, levels, colors=GREY, linewidths=0.8, zorder=0.5)
        ax.plot([], [], color=GREY, linewidth=0.8, label="contours of the data cost")
        self.edge = ax.add_patch(Polygon([[0, 0]], fc=(*to_rgb(SKY), 0.3), ec=BLACK, lw=1.2))
        (self.level,) = ax.plot([], [], color=VERMILION, linewidth=1.8)
        (self.trace,) = ax.plot([], [], ":", color=BLACK, linewidth=1.5, label="path of the optimum")
        if self._inside(self.best):
            ax.plot(*self.best, "o", color="0.65", mec=BLACK, ms=8, zorder=4, label="optimum without penalty")
        (self.dot,) = ax.plot([], [], "o", color=BLACK, ms=9, zorder=5)
        self.named = [
            ax.text(0, 0, text, color=color, ha="center", va=va, bbox=PAPER, zorder=3.5, clip_on=True)
            for text, color, va in (("same penalty", BLACK, "top"), ("same data cost", VERMILION, "bottom"))
        ]
        return [self.edge, self.trace, self.level, self.dot, *self.named]

    def _paths(self, ax, w):
        """Both weights against lambda; where they are exactly 0; the slider's place."""
        axes("Both weights: drag the λ line", " ", "weight", ax=ax)
        low, high = w.min(), w.max()
        edge = max(0.15 * (high - low), 0.001)  # room for a name
        ax.set(xlim=(PLACES[0] - 0.12, 0.05), ylim=(low - edge, high + edge))
        ax.set(xticks=[PLACES[0], -3, -2, -1, 0], xticklabels=["0", "" if self.narrow else "0.001", "0.01", "0.1", "1"])
        ax.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        self.label = ax.text(0.5, -0.08, "", transform=ax.transAxes, ha="center", va="top")
        self.rule = ax.axvline(0, color=BLACK, linewidth=1.2)
        self.lines, self.zeros, self.marks, self.called = [], [], [], []
        for color, style, marker, size in STYLES:
            mark = {"marker": marker, "ms": size, "color": color}
            self.lines += ax.plot([], [], style, **mark, mfc="white", markevery=[0], linewidth=2)
            self.zeros += ax.plot([], [], "|", color=color, ms=2.2 * size, mew=2.5)
            self.marks += ax.plot([], [], "", **mark, mec=BLACK, zorder=4)
            where = {"xytext": (4, 6), "textcoords": "offset points", "bbox": PAPER, "zorder": 3.5}
            self.called.append([ax.annotate("", (0, 0), **where) for _ in "12"])
        return [self.label, self.rule, *self.lines, *self.zeros, *self.marks, *np.ravel(self.called)]

    def _optima(self, l1, l2):
        """The optimal w (K, 2) and b (K,) for each of K pairs of penalties; NaN where there is none."""
        w, b = np.full((len(l1), 2), np.nan), np.full(len(l1), np.nan)
        some = (l1 > 0) | (l2 > 0) | (not self.separated)
        w[some], b[some] = optima(self.X, self.t, l1[some], l2[some])
        return w, b

    def _inside(self, w):
        return bool(np.all((self.low < w) & (w < self.high)))

    def _data_cost(self, w):
        return data_cost(self.X, self.t, w[None, None]).item()

    def handles(self):
        """The optimum, on its path; and the rule at lambda, held where the first weight is."""
        low, high = self.rule.axes.get_ylim()
        w = self.marks[0].get_ydata()[0]
        height = np.clip(w, low, high) if np.isfinite(w) else (low + high) / 2
        return {
            "optimum": (self.dot.axes, *(float(values[0]) for values in self.dot.get_data())),
            "rule": (self.rule.axes, float(self.rule.get_xdata()[0]), float(height)),
        }

    def grab(self, name, x, y):
        """Both are the lambda of the path: the optimum goes to the nearest place on it."""
        swept = ("l1", "l2")[self.swept]
        far = np.abs(PLACES - x) if name == "rule" else np.hypot(*(self.path.T - np.array([[x], [y]])))
        here = np.abs(LAMBDAS - self.values[swept])  # many lambdas have one optimum: then the nearest of them
        return {swept: LAMBDAS[np.nanargmin(far + 1e-9 * here)]}

    def reset(self):
        """The path is over lambda_1 again."""
        self.before = None

    def move(self, l1, l2):
        """Solve for the penalties of now and for the whole path; say what holds each weight where it is."""
        swept = self.swept = self._last_moved(l1, l2)
        pairs = np.repeat([[l1], [l2]], 1 + len(LAMBDAS), axis=1)
        pairs[swept, 1:] = LAMBDAS
        w, b = self._optima(*pairs)
        here, path = w[0], w[1:]
        self.path = path
        self._draw_plane(here, path, l1, l2)
        self._draw_paths(here, path, (l1, l2)[swept], SWEEPS[swept])
        first, self.number = map(_short, here) if np.isfinite(here).all() else "––"
        self._number = signed(f"{self.names[1]}, and {self.names[0]} = {first}")
        if not np.isfinite(here).all():
            return (
                "No penalty, and a line separates the classes: there are no best weights. Longer weights always cost "
                "less, so they grow without limit. Give λ₁ or λ₂ a value."
            )
        pull = np.abs(gradient(self.X, self.t, feedforward(self.X, here, b[0]))[0])
        said = [] if self._inside(here) else ["The black dot is outside the picture."]
        said += [self._balance(here, pull, l1, l2), self._shares(here, l1, l2)]
        return " ".join(said + (self._next(here, path) if l1 and not swept else []))

    def _last_moved(self, l1, l2):
        """Which lambda the path is over: the one that was moved last, alone; 0 or 1."""
        before, self.before = self.before, (l1, l2)
        if before is None:
            return 0
        moved = l1 != before[0], l2 != before[1]
        return int(moved[1]) if sum(moved) == 1 else self.swept

    def _draw_plane(self, w, path, l1, l2):
        self.dot.set_data(*w[:, None])
        self.trace.set_data(*path.T)
        self.edge.set_xy(same_penalty(w, l1, l2))
        lines = self.contours.lines(self._data_cost(w)) if np.isfinite(w).all() else []
        apart = np.full((1, 2), np.nan)
        level = np.vstack([apart, *(part for line in lines for part in (line, apart))])
        self.level.set_data(*level.T)
        corner, top = self.edge.get_xy(), _within(level, self.low, self.high)
        large = np.ptp(corner[:, 0]) > 0.3 * (self.high - self.low)[0]  # larger than its name
        self._name_at(0, corner[np.argmin(corner[:, 1])] if large else None)
        self._name_at(1, top[np.argmax(top[:, 1])] if len(top) else None)

    def _name_at(self, k, place):
        """Bring the name of one of the two curves to a place, or hide it."""
        self.named[k].set_visible(place is not None)
        if place is not None:
            gap = 0.02 * (self.high[1] - self.low[1])
            self.named[k].set_position((place[0], place[1] + (gap if k else -gap)))

    def _draw_paths(self, w, path, value, sweep):
        self.label.set_text(f"{sweep}, logarithmic")
        place = np.log10(value) if value else PLACES[0]
        self.rule.set_xdata([place] * 2)
        for i in (0, 1):
            # A gap between 0 and the axis, which has no place for it.
            self.lines[i].set_data(np.insert(PLACES, 1, np.nan), np.insert(path[:, i], 1, np.nan))
            zero = path[:, i] == 0
            begins = PLACES[zero & ~np.append(False, zero[:-1])]
            self.zeros[i].set_data(begins, 0 * begins)
            self.marks[i].set_data([place], [w[i]])
            self._name_path(i, begins, path[1], above=path[1, i] > path[1, 1 - i] or (not i and zero.all()))

    def _name_path(self, i, begins, first, above):
        """The weight's name where its curve begins, and "= 0" where it is 0 from: the higher above, the lower below."""
        begin, zero = self.called[i]
        begin.set(text=self.names[i], visible=bool(np.isfinite(first[i])), va="bottom" if above else "top")
        begin.xy = PLACES[1], first[i]
        begin.set_position((4, 6 if above else -6))
        late = begins[begins > PLACES[1]]  # a curve that begins at 0 has its name there
        zero.set(text=f"{self.names[i]} = 0", visible=len(late) > 0, va="bottom" if above else "top")
        zero.xy = late[0] if len(late) else 0, 0
        beside = above or first[i] < 0  # where the curve does not come from
        zero.set(horizontalalignment="left" if beside else "center")
        zero.set_position((4 * beside, 6 if above else -6 if beside else -10))

    def _balance(self, w, pull, l1, l2):
        """What the data and the penalties do at each weight: the conditions of the optimum, in words."""
        zero = (w == 0) & (l1 > 0)
        pulls = [_digits(p, 2) for p in pull]
        holds = f"and L1 can resist a pull of up to λ₁ = {_digits(l1, 2)}."
        if zero.all():
            return (
                f"Both weights are exactly 0: the data pull on them with {' and '.join(pulls)}, {holds} The bias "
                f"is not penalised: everybody gets {self.t.mean():.2f}, the share of class 1."
            )
        values = [f"{name} = {_digits(v, 3)}" for name, v in zip(self.names, w, strict=True)]
        if zero.any():
            i = int(zero.argmax())
            held = f"{self.names[i]} is exactly 0: the data pull on it with {pulls[i]}, {holds}"
            return f"{values[1 - i]}, and {held}"
        values, pulls = ", ".join(values), " and ".join(pulls)
        if l1 and l2:
            return f"{values}: the data pull on them with {pulls}, and the penalties pull back as hard: λ₁ + λ₂ |w|."
        if l1:
            return f"{values}: the data pull on both with λ₁ = {_digits(l1, 2)}, as hard as L1 pulls back."
        if l2:
            return (
                f"{values}: the data pull on them with {pulls}, and L2 pulls back as hard: λ₂ |w|, which fades as w "
                "shrinks, so it pushes none to exactly 0."
            )
        return f"{values}: no penalty, so the data cost is as low as it can be, and the data no longer pull."

    def _shares(self, w, l1, l2):
        """How the data cost and the penalty share the objective."""
        data, price = self._data_cost(w), core.penalty(w, l2, l1)
        without = "" if self.separated else f"{self.least:.3f} without a penalty"
        compared = f" ({without or 'without a penalty it would fall for ever'})" if l1 or l2 else ""
        if not price:
            return f"The objective is {data:.3f}, all of it data cost{compared}."
        share = percent(price / (data + price))
        return (
            f"The objective is {data + price:.3f}, of which {share} is penalty; the data cost is {data:.3f}{compared}."
        )

    def _next(self, w, path):
        """From which lambda on the next weight is exactly 0: a list of at most one sentence."""
        ends = [
            (LAMBDAS[np.flatnonzero(np.append(True, values != 0))[-1]], name)
            for name, v, values in zip(self.names, w, path.T, strict=True)
            if v
        ]
        return [f"From λ₁ = {_digits(value, 2)} on, {name} is exactly 0." for value, name in sorted(ends)[:1]]


def _data(X, t):
    """The standardised features and the targets: the learner's own, checked, or samples of a known model."""
    if hasattr(X, "__len__") and len(X) > MOST:
        raise ValueError(f"X has {len(X)} samples; this lab takes at most {MOST}. Take some: X[:{MOST}].")
    data = own(X, t)
    if data is None:
        rng = np.random.default_rng(13)
        X = rng.standard_normal((44, 2)) @ [[1, 0.6], [0, 0.8]]
        X = (X - X.mean(axis=0)) / X.std(axis=0)
        return X, (rng.random(44) < feedforward(X, [1.8, 0.6], 0.3)).astype(float)
    X, t = data.X, data.t
    if why := flat(np.cov(X.T, bias=True), np.abs(X).max(axis=0)):
        raise ValueError(f"X: {why}, so that many different weights are equally good. Choose two other columns.")
    mean, scale = mean_and_scale(X)
    return (X - mean) / scale, t


def _within(points, low, high):
    """Those of the points (K, 2) that leave room for a name above them."""
    room = 0.2 * (high - low)
    return points[((low + room < points) & (points < high - room / 2)).all(axis=1)]


def _short(value):
    """A weight for the large number: two decimals if they tell it from 0, and "0" only if it is exactly that."""
    return f"{value:.2f}" if abs(value) >= 0.01 else _digits(value, 1)


def _digits(value, count):
    """A number with ``count`` significant digits, without an exponent; 0 if it is within rounding."""
    value = 0.0 if abs(value) < 1e-9 else float(value)
    return np.format_float_positional(value, count, unique=False, fractional=False, trim="-")
