"""Notebook 13: what L1 and L2 make of two weights, in the plane of the weights and against lambda."""

import numpy as np
from contourpy import contour_generator
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon
from traitlets import Int

from lrcourse.cost import gradient, toward_zero
from lrcourse.cost import penalty as penalty_of
from lrcourse.features import mean_and_scale
from lrcourse.inputs import flat, pair
from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.labs.training_data import own
from lrcourse.labs.training_words import percent
from lrcourse.model import feedforward, sigmoid
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, VERMILION, YELLOW, axes

LOW, HIGH = 0.001, 1.0
LAMBDAS = np.append(0, LOW * (HIGH / LOW) ** (np.arange(121) / 120))  # the positions of both sliders
PLACES = np.append(-3.35, np.log10(LAMBDAS[1:]))  # and where they stand on the axis of the path
SWEEPS = ("λ₁ (L1)", "λ₂ (L2)")
STYLES = ((GREEN, "-", "o", 10), (PURPLE, "--", "s", 6))  # different sizes: both show where they coincide
MOST = 500  # samples; with more the picture lags behind the hand
GRID = 81  # points of the cost's grid along each side
ANGLES = np.linspace(0, 2 * np.pi, 361)  # the corners of the diamond are among them
SIGNS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])


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
        self.separated = _separated(self.X, self.t)  # then there is no optimum without a penalty
        none = np.zeros(1)
        self.best = np.full(2, np.nan) if self.separated else optima(self.X, self.t, none, none)[0][0]
        super().__init__(
            title="Two weights and two penalties",
            alt="Left: the plane of the two weights, with contours of the data cost, the optimum with and without "
            "penalty, and the curve of equal penalty. Right: both weights against lambda.",
            controls=[
                Slider("l1", SWEEPS[0], LOW, HIGH, value=0.2, log=True, zero=True),
                Slider("l2", SWEEPS[1], LOW, HIGH, log=True, zero=True),
                Choice("sweep", "path over", SWEEPS),
            ],
            size=(9.6, 5.1),
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
            *plane.get_legend_handles_labels(), loc="outside lower left", ncols=1 if self.narrow else 3
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
        axes("Where data and penalty agree", f"{first} (no unit)", f"{second} (no unit)", ax=ax)
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
        self.edge = ax.add_patch(
            Polygon([[0, 0]], fc=(*to_rgb(YELLOW), 0.5), ec=BLACK, lw=1.2, label="same penalty")
        )
        (self.level,) = ax.plot([], [], color=VERMILION, linewidth=1.8, label="same data cost")
        (self.trace,) = ax.plot([], [], ":", color=BLACK, linewidth=1.5, label="path of the optimum")
        if self._inside(self.best):
            ax.plot(*self.best, "o", color="0.65", mec=BLACK, ms=8, zorder=4, label="optimum without penalty")
        (self.dot,) = ax.plot([], [], "o", color=BLACK, ms=9, zorder=5, label="optimum")
        return [self.edge, self.trace, self.level, self.dot]

    def _paths(self, ax, w):
        """Both weights against lambda; where they are exactly 0; the slider's place."""
        axes("Both weights against λ", " ", "weight (no unit)", ax=ax)
        low, high = w.min(), w.max()
        edge = max(0.1 * (high - low), 0.001)
        above, below = (3.2, 1) if high > -low else (1, 3.2)  # room for the legend
        ax.set(xlim=(PLACES[0] - 0.12, 0.05), ylim=(low - below * edge, high + above * edge))
        ax.set(xticks=[PLACES[0], -3, -2, -1, 0], xticklabels=["0", "0.001", "0.01", "0.1", "1"])
        ax.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        self.label = ax.text(0.5, -0.08, "", transform=ax.transAxes, ha="center", va="top")
        self.rule = ax.axvline(0, color=BLACK, linewidth=1.2)
        self.lines, self.zeros, self.marks = [], [], []
        for name, (color, style, marker, size) in zip(self.names, STYLES, strict=True):
            mark = {"marker": marker, "ms": size, "color": color}
            self.lines += ax.plot([], [], style, **mark, mfc="white", markevery=[0], linewidth=2, label=name)
            self.zeros += ax.plot([], [], "|", color=color, ms=2.2 * size, mew=2.5)
            self.marks += ax.plot([], [], "", **mark, mec=BLACK, zorder=4)
        ax.plot([], [], "|", color=GREY, ms=11, mew=2.5, label="exactly 0 from here")
        ax.legend(loc="upper right" if above > below else "lower right")
        return [self.label, self.rule, *self.lines, *self.zeros, *self.marks]

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

    def move(self, l1, l2, sweep):
        """Solve for the penalties of now and for the whole path; say what holds each weight where it is."""
        swept = SWEEPS.index(sweep)
        pairs = np.repeat([[l1], [l2]], 1 + len(LAMBDAS), axis=1)
        pairs[swept, 1:] = LAMBDAS
        w, b = self._optima(*pairs)
        here, path = w[0], w[1:]
        self._draw_plane(here, path, l1, l2)
        self._draw_paths(here, path, (l1, l2)[swept], sweep)
        if not np.isfinite(here).all():
            return (
                "No penalty, and a line separates the classes: no weights are the best. Longer ones always cost "
                "less, and nothing stops them. Give λ₁ or λ₂ a value."
            )
        pull = np.abs(gradient(self.X, self.t, feedforward(self.X, here, b[0]))[0])
        said = [] if self._inside(here) else ["The black dot is outside the picture."]
        said += [self._balance(here, pull, l1, l2), self._shares(here, l1, l2)]
        return " ".join(said + (self._next(here, path) if l1 and not swept else []))

    def _draw_plane(self, w, path, l1, l2):
        self.dot.set_data(*w[:, None])
        self.trace.set_data(*path.T)
        self.edge.set_xy(same_penalty(w, l1, l2))
        lines = self.contours.lines(self._data_cost(w)) if np.isfinite(w).all() else []
        apart = np.full((1, 2), np.nan)
        self.level.set_data(*np.vstack([apart, *(part for line in lines for part in (line, apart))]).T)

    def _draw_paths(self, w, path, value, sweep):
        self.label.set_text(f"{sweep}, no unit, logarithmic")
        place = np.log10(value) if value else PLACES[0]
        self.rule.set_xdata([place] * 2)
        for i in (0, 1):
            # A gap between 0 and the axis, which has no place for it.
            self.lines[i].set_data(np.insert(PLACES, 1, np.nan), np.insert(path[:, i], 1, np.nan))
            zero = path[:, i] == 0
            begins = PLACES[zero & ~np.append(False, zero[:-1])]
            self.zeros[i].set_data(begins, 0 * begins)
            self.marks[i].set_data([place], [w[i]])

    def _balance(self, w, pull, l1, l2):
        """What the data and the penalties do at each weight: the conditions of the optimum, in words."""
        zero = (w == 0) & (l1 > 0)
        pulls = [_digits(p, 2) for p in pull]
        holds = f"and L1 can hold up to λ₁ = {_digits(l1, 2)}."
        if zero.all():
            return (
                f"Both weights are exactly 0: the data pull at them with {' and '.join(pulls)}, {holds} The bias "
                f"pays nothing: everybody gets {self.t.mean():.2f}, the share of class 1."
            )
        values = [f"{name} = {_digits(v, 3)}" for name, v in zip(self.names, w, strict=True)]
        if zero.any():
            i = int(zero.argmax())
            held = f"{self.names[i]} is exactly 0: the data pull at it with {pulls[i]}, {holds}"
            return f"{values[1 - i]}, and {held}"
        values, pulls = ", ".join(values), " and ".join(pulls)
        if l1 and l2:
            return f"{values}: the data pull at them with {pulls}, and the penalties pull back as hard: λ₁ + λ₂ |w|."
        if l1:
            return f"{values}: the data pull at both with λ₁ = {_digits(l1, 2)}, as hard as L1 pulls back."
        if l2:
            return (
                f"{values}: the data pull at them with {pulls}, and L2 pulls back as hard: λ₂ |w|, which fades as w "
                "shrinks, so it pushes none to exactly 0."
            )
        return f"{values}: no penalty, so the data cost is the least possible, and the data pull no more."

    def _shares(self, w, l1, l2):
        """How the data cost and the penalty share the objective."""
        data, price = self._data_cost(w), penalty_of(w, l2, l1)
        without = "" if self.separated else f"{self.least:.3f} without a penalty"
        compared = f" ({without or 'without a penalty it would fall for ever'})" if l1 or l2 else ""
        if not price:
            return f"The objective is {data:.3f}, all of it data cost{compared}."
        share = percent(price / (data + price))
        return f"The objective is {data + price:.3f}, {share} of it penalty; the data cost is {data:.3f}{compared}."

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
        raise ValueError(f"X: {why}, so many weights are equally good. Choose two other columns.")
    mean, scale = mean_and_scale(X)
    return (X - mean) / scale, t


def _separated(X, t):
    """Whether a line has one class on each side (samples may lie on it): then weights may grow for ever.

    It has if all differences between a sample of class 1 and one of class 0 point into one half of the plane.
    """
    x, y = (X[t == 1][:, None] - X[t == 0]).reshape(-1, 2).T
    angles = np.sort(np.arctan2(y, x)[(x != 0) | (y != 0)])
    gaps = np.diff(angles, append=angles[:1] + 2 * np.pi)
    return bool((gaps >= np.pi - 1e-9).any())


def data_cost(X, t, w):
    """The mean cross-entropy for weights w (rows, columns, 2), each with the bias that suits it best."""
    return np.array([_mean_costs(t, a + best_bias(a, t.mean())) for a in w @ X.T])


def _mean_costs(t, a):
    """`mean_cost` of each row of the activations a (K, N): (K,)."""
    return np.logaddexp(0, (1 - 2 * t) * a).mean(axis=1)


def best_bias(a, share):
    """The bias b (K, 1) that brings the mean output to ``share``, for activations a (K, N) without bias."""
    logit = np.log(share / (1 - share))
    low, high = logit - a.max(axis=1, keepdims=True), logit - a.min(axis=1, keepdims=True)
    b = logit - a.mean(axis=1, keepdims=True)
    for _ in range(60):
        y = sigmoid(a + b)
        slope = y.mean(axis=1, keepdims=True) - share
        low, high = np.where(slope < 0, b, low), np.where(slope > 0, b, high)
        with np.errstate(all="ignore"):  # far out all outputs are 0 or 1, and the curvature is 0
            newton = b - slope / (y * (1 - y)).mean(axis=1, keepdims=True)
        # Newton's step, or the middle if that leads out of what is left.
        before, b = b, np.where((low <= newton) & (newton <= high), newton, (low + high) / 2)
        if np.abs(b - before).max() < 1e-9:
            break
    return b


def same_penalty(w, l1, l2):
    """The curve of all weights that cost as much as w, l2/2 r^2 + l1 r (|cos| + |sin|), at ANGLES: (361, 2)."""
    direction = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    linear, total = l1 * np.abs(direction).sum(axis=1), penalty_of(w, l2, l1)
    with np.errstate(invalid="ignore"):
        radius = 2 * total / (linear + np.sqrt(linear**2 + 2 * l2 * total))
    return radius[:, None] * direction


def optima(X, t, l1, l2):
    """The optimal weights (K, 2) and biases (K,) for K pairs of penalties l1, l2 (K,): Newton's method for all at once.

    Each step goes to the bottom of the parabola that fits the data cost here, plus the penalties, and is
    halved until the objective does not rise. L1 is solved exactly within each step, so its zeros are exact.
    """
    N = len(t)
    ones = np.column_stack([X, np.ones(N)])
    squares = (ones[:, :, None] * ones[:, None]).reshape(N, 9)
    l1, l2 = l1[:, None], l2[:, None]
    v = np.zeros((len(l1), 3))
    v[:, 2] = np.log(t.mean() / (1 - t.mean()))

    def objective(v):
        w = v[:, :2]
        return _mean_costs(t, v @ ones.T) + (l2 / 2 * w**2 + l1 * np.abs(w)).sum(axis=1)

    before = objective(v)
    for _ in range(100):
        y = sigmoid(v @ ones.T)
        H = ((y * (1 - y)) @ squares / N).reshape(-1, 3, 3)
        step = _bottom(v, (y - t) @ ones / N, H, l1, l2) - v
        size = np.ones((len(v), 1))
        while (worse := objective(v + size * step) > before + 1e-13).any():
            size[worse] /= 2
        v = v + size * step
        before = objective(v)
        if np.abs(step).max() < 1e-9:
            break
    return v[:, :2], v[:, 2]


def _bottom(v, slope, H, l1, l2):
    """The bottom (K, 3) of parabolas around v (K, 3), of given slope and second derivatives, plus penalties.

    Without the bias, which follows from w, each is w'Aw/2 - c'w + l1 (|w1| + |w2|). Its bottom is one of six
    places: one weight 0 and the other free, or both not 0, with four pairs of signs.
    """
    w, to_bias = v[:, :2], H[:, :2, 2] / H[:, 2:, 2]
    A = H[:, :2, :2] - to_bias[:, :, None] * H[:, 2:, :2]
    c = (A @ w[:, :, None])[:, :, 0] - slope[:, :2] + to_bias * slope[:, 2:]
    A = A + l2[:, :, None] * np.eye(2)
    (p, r), (_, q) = A.transpose(1, 2, 0)[..., None]
    one = toward_zero(c, l1) / np.hstack([p, q])
    first, second = (c[:, None] - l1[:, None] * SIGNS).transpose(2, 0, 1)
    both = np.stack([q * first - r * second, p * second - r * first], axis=-1) / (p * q - r * r)[:, None]
    places = np.concatenate([one[:, None] * np.eye(2), both], axis=1)
    heights = ((places @ A / 2 - c[:, None]) * places + l1[:, None] * np.abs(places)).sum(axis=2)
    # A place with other signs than assumed is none; one with these is the bottom, and wins a tie by rounding.
    heights[:, 2:] = np.where((both * SIGNS > 0).all(axis=2), heights[:, 2:] - 1e-14, np.inf)
    new = places[np.arange(len(v)), heights.argmin(axis=1)]
    b = v[:, 2] - slope[:, 2] / H[:, 2, 2] - ((new - w) * to_bias).sum(axis=1)
    return np.column_stack([new, b])


def _digits(value, count):
    """A number with ``count`` significant digits, without an exponent; 0 if it is within rounding."""
    value = 0.0 if abs(value) < 1e-9 else float(value)
    text = np.format_float_positional(value, count, unique=False, fractional=False, trim="-")
    return text.replace("-", "−")
