"""Notebooks 14 and 15: a third feature lifts the samples out of the plane, and a flat plane passes between them."""

from functools import cache

import numpy as np
from contourpy import contour_generator  # matplotlib's own, and never without it

from lrcourse.engine.labs.controls import Choice, Slider, Toggle
from lrcourse.engine.labs.stage import Labels, Plane, Points, Probability, Scene, Stage, Wire
from lrcourse.engine.training.samples import load
from lrcourse.features import mean_and_scale
from lrcourse.labels import choice
from lrcourse.plots import GREEN
from lrcourse.solvers.newton import newton

MIDDLES = {"donut": 0.0, "xor": 0.5}  # x₁ and x₂ of the middle: the third feature is measured from there
RIGHT = {"donut": "radius", "xor": "product x₁x₂"}  # the height that each data set needs
HINTS = {"donut": "the radius", "xor": "the product"}
SUM = "sum x₁ + x₂"  # a height that bends nothing

# third feature -> its formula, and itself as a function of the distances from the middle along x₁ and x₂
FEATURES = {
    "radius": ("√(x₁² + x₂²)", np.hypot),
    "sum of squares x₁² + x₂²": ("x₁² + x₂²", lambda u, v: u**2 + v**2),
    "product x₁x₂": ("x₁x₂", lambda u, v: u * v),
    "square x₁²": ("x₁²", lambda u, v: u**2),
    SUM: ("x₁ + x₂", lambda u, v: u + v),
}

L2 = 1e-3  # so that there is a best plane also where nothing is left on the wrong side
RISE = np.linspace(0, 1, 101)  # of the height, step by step
STAGES = 0, 0.5, 1  # flat, on the way, lifted: what is said of them differs
SIDE = 49  # points of the probability's grid along each side
LINES = np.linspace(-1, 1, 9)  # of a mesh, from edge to edge
TALL = 0.65  # the box's height, against its side
ENDS = np.array([[1.27, 0, -1], [0, 1.27, -1], [0, 0, 1.65]])  # where the axes have their names
SHADE = "#808080"  # seen on light and dark pages; two more digits make it paler


def lift(data="donut"):
    """Lift two-dimensional samples by a third feature, and look at the learnt plane from all sides.

    Parameters
    ----------
    data : "donut" or "xor"
        The data set at the start, with the height it needs.

    Raises
    ------
    ValueError
        If ``data`` is neither of these.
    """
    return Lift(choice(data, "data", list(MIDDLES)))


class Lift(Stage):
    """The lab of `lift`. The step is how far the samples are lifted."""

    def __init__(self, data):
        super().__init__(
            title="Into feature space",
            alt="Samples above a square ground, lifted by a third feature, with the plane that separates the classes, "
            "in a view that can be turned; beside it, the flat samples with the probability and the boundary.",
            controls=[
                Choice("data", "data", list(MIDDLES), value=data),
                Choice("feature", "height: the third feature x₃", list(FEATURES), value=RIGHT[data]),
                Slider("turned", "turned by", 0, 360, step=1, value=30, unit="°"),
                Slider("above", "seen from above", 0, 90, step=1, value=20, unit="°"),
                Toggle("plane", "show the plane", True),
            ],
            words="{said}",
            number=("on the wrong side", "{wrong:.0f}"),
            seconds=4,
        )
        self._lines = 3

    def compute(self, data, feature, turned, above, plane):
        """Learn the plane, and without any height the line, and place all in the box."""
        samples = load(data)
        t, space = samples.t, Space(samples.X, MIDDLES[data], feature)
        Phi, grid = space.features(samples.X), space.grid()
        line, b_line = learned(data)
        line = np.append(line, 0.0)  # a line gives the height no weight
        w, b = learned(data, feature)
        self.counted = "lifted", "{rise:.0%}"
        self.panels = _panels(samples.axes, space, turned, above, drawn=plane)
        places, beyond = space.place(Phi), (Phi @ w + b > 0)[:, np.newaxis]
        normal, c = space.plane(w, b)
        counts = mistakes(Phi, t, w, b), mistakes(Phi, t, line, b_line), fewest(data), len(t)
        wb = np.where(RISE[:, np.newaxis] > 0, np.append(w, b), np.append(line, b_line))
        said = [
            _said(data, feature, rise, above, _equation(*((w, b) if rise else (line, b_line))), *counts)
            for rise in STAGES
        ]
        return {
            "X": samples.X,
            "t": t,
            "w": wb[:, :3],
            "b": wb[:, 3],
            "phi": grid,
            "rise": RISE,
            "wrong": np.where(RISE > 0, counts[0], counts[1]),
            "said": [said[0], *(len(RISE) - 2) * [said[1]], said[2]],
            "behind": np.where(beyond, np.nan, places),
            "before": np.where(beyond, places, np.nan),
            "normal": normal,
            "ground": ground(),
            "axes": axes(),
            "stems": stems(places[::10]),
            "mesh": mesh(normal, c),
            "line": cut(space, grid, line, b_line, clipped=False),
            "cut": cut(space, grid, w, b, clipped=True),
            "ends": ENDS,
        }


def _panels(names, space, turned, above, drawn):
    edge = space.middle + space.half * np.array([-1.0, 1.0])
    plane = (
        Wire("mesh", "plane", GREEN + "c0", "lifted"),
        Wire("cut", "boundary", only="lifted"),
        Wire("line", only="flat"),
    )
    layers = [
        Wire("ground", color=SHADE + "70"),
        Wire("axes", color=SHADE),
        Wire("stems", color=SHADE + "b0"),
        Points("behind", labels=("", "")),  # the panel beside names the classes
        *(plane if drawn else ()),
        Points("before", labels=("", "")),
        Labels("ends", ["x₁", "x₂", f"x₃ = {space.formula}"]),
    ]
    return [
        Scene(
            "Feature space",
            layers,
            "rise",
            turned,
            above,
            ("turned", "above"),
            "normal",
            sides=(3, len(layers) - 2),
            full=TALL,
            note="drag to turn",
        ),
        Plane("In the plane of x₁ and x₂", *names, edge, edge, [Probability(), Points()], equal=True),
    ]


class Space:
    """x₁, x₂ and a third feature; and the box that is drawn of them, whose places go from -1 to 1 along each axis."""

    def __init__(self, X, middle, feature):
        formula, self.third = FEATURES[feature]
        self.formula = formula.replace("x₁", "(x₁ − ½)").replace("x₂", "(x₂ − ½)") if middle else formula
        self.middle = middle
        self.half = 1.06 * np.abs(X - middle).max()
        heights = self.features(X)[:, 2]
        top = 1.06 * np.abs(heights).max()
        low = 0.0 if heights.min() >= 0 else -top
        self.centre = np.array([middle, middle, (low + top) / 2])
        self.halves = np.array([self.half, self.half, (top - low) / 2])

    def features(self, X):
        """x₁, x₂ and the third feature: (N, 3)."""
        return np.column_stack([X, self.third(*(X - self.middle).T)])

    def grid(self):
        """The features over the ground, (SIDE, SIDE, 3)."""
        side = self.middle + self.half * np.linspace(-1, 1, SIDE)
        places = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        return self.features(places).reshape(SIDE, SIDE, 3)

    def place(self, Phi):
        """Features (M, 3) as places in the box."""
        return (Phi - self.centre) / self.halves

    def plane(self, w, b):
        """The plane w . features + b = 0 for places in the box: n (3,) and c, so that n . place + c = 0."""
        return w * self.halves, w @ self.centre + b


@cache
def learned(data, feature=None):
    """The weights and the bias for a data set with this height, or without any."""
    samples = load(data)
    Phi = Space(samples.X, MIDDLES[data], feature).features(samples.X) if feature else samples.X
    return learn(Phi, samples.t)


def learn(Phi, t):
    """The weights (D,) and the bias that logistic regression learns, in the features' own units."""
    mean, scale = mean_and_scale(Phi)
    w, b = newton((Phi - mean) / scale, t, l2=L2).final
    return w / scale, b - w @ (mean / scale)


def mistakes(Phi, t, w, b):
    """How many samples are on the wrong side of the plane."""
    return int(np.sum((Phi @ w + b > 0) != t))


@cache
def fewest(data):
    """How many samples the best possible line leaves on the wrong side.

    Every division by a line is one by a line through a sample (push it until it touches one), which may itself
    count to either side. So turn a line around each sample, and count anew whenever it passes another.
    """
    X, t = load(data).X, load(data).t
    best = len(t)
    for n in range(len(t)):
        away, sign = np.delete(X - X[n], n, axis=0), np.delete(2 * t - 1, n)
        angle = np.arctan2(away[:, 1], away[:, 0])
        side = np.where(angle >= 0, 1, -1)
        right = (side * sign)[np.argsort(angle % np.pi)]  # 1: right, until the line passes; -1: wrong until then
        wrong = np.sum(right < 0) + np.append(0, np.cumsum(right))
        best = min(best, wrong.min(), (len(t) - 1 - wrong).min())  # the second: with the sides exchanged
    return int(best)


# -- lines in the box: (M, 3), a row of NaN after each -------------------------------------------------------------


def _broken(starts, ends):
    """Lines from starts to ends, each (K, 3)."""
    return np.stack([starts, ends, np.full_like(starts, np.nan)], axis=1).reshape(-1, 3)


def ground():
    """The square under the samples, with its grid."""
    along, edge, floor = LINES, np.ones(len(LINES)), -np.ones(len(LINES))
    one = _broken(np.stack([along, -edge, floor], axis=1), np.stack([along, edge, floor], axis=1))
    return np.concatenate([one, one[:, [1, 0, 2]]])


def axes():
    """x₁ and x₂ on the ground, the third feature upwards from the middle."""
    starts = np.array([[-1.0, 0, -1], [0, -1, -1], [0, 0, -1]])
    return _broken(starts, np.array([[1.15, 0, -1], [0, 1.15, -1], [0, 0, 1.42]]))


def stems(places):
    """From the ground to the samples."""
    return _broken(places * [1, 1, 0] - [0, 0, 1], places)


def mesh(n, c):
    """The plane n . place + c = 0 within the box, as lines of two of its families, and its outline."""
    parts = []
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        at = LINES[[0, -1]] if k == np.abs(n).argmax() else LINES
        ends = np.empty((2, len(at), 3))
        ends[..., k] = at
        ends[..., [i, j]] = _within(n[[i, j]], c + n[k] * at)
        parts.append(_broken(*ends))
    return np.concatenate(parts)


def _within(n, c):
    """The ends (2, K, 2) of the lines n . place + c[k] = 0 within the square from -1 to 1; NaN outside."""
    with np.errstate(divide="ignore", invalid="ignore"):
        foot = -c[:, np.newaxis] * n / (n @ n)
        along = np.array([-n[1], n[0]]) / np.hypot(*n)
        walls = np.sort([(-1 - foot) / along, (1 - foot) / along], axis=0)
        enter, leave = walls[0].max(axis=1), walls[1].min(axis=1)
        reach = np.where(enter < leave, [enter, leave], np.nan)
        return foot + reach[..., np.newaxis] * along


def cut(space, grid, w, b, clipped):
    """Where the plane meets the sheet on which all samples lie; ``clipped`` to the box."""
    coarse = grid[::2, ::2]
    lines = contour_generator(coarse[..., 0], coarse[..., 1], coarse @ w + b).lines(0.0)
    gap = np.full((1, 3), np.nan)
    parts = [np.concatenate([space.place(space.features(line)), gap]) for line in lines]
    places = np.concatenate([gap, *parts])
    if clipped:
        places[np.abs(places[:, 2]) > 1] = np.nan
    return places


# -- words ---------------------------------------------------------------------------------------------------------


def _said(data, feature, lifted, above, equation, wrong, by_line, best, N):
    """Three lines: what is on the wrong side of the plane, what a line leaves there, the plane."""
    if not lifted:
        return (
            f"All the samples lie flat on the ground, where the learnt line leaves {by_line} of {N} on the wrong side."
            f"\nThe best possible line leaves {best}. Press Play to lift each sample.\nThe line: {equation}."
        )
    said = f"With the {feature} as the height, the learnt plane"
    if above == 90:
        said = "Seen from above, the height is hidden: the flat picture again. The plane"
    elif lifted < 1:
        said = "With less lift, no sample changes sides: the learnt plane"
    return (
        f"{said} leaves {wrong or 'none'} of {N} on the wrong side.\nThe learnt line leaves {by_line}, "
        f"the best possible line leaves {best}. {_verdict(data, feature, wrong, best, N)}"
        f"\nThe plane: {equation}."
    )


def _verdict(data, feature, wrong, best, N):
    if feature == SUM:
        return "A sum bends nothing: no help."
    if wrong <= 0.05 * N:
        return "Once lifted, a plane separates nearly all of them."
    return f"{'Better than a line' if wrong < best else 'No better'}; try {HINTS[data]}."


def _equation(w, b):
    """'a = −0.004 x₁ + 2.31 x₃ − 17.8 = 0', three digits a number."""
    terms = [*zip(w, (" x₁", " x₂", " x₃")), (b, "")]
    said = " ".join(f"{'−' if value < 0 else '+'} {_digits(value)}{name}" for value, name in terms if value)
    return f"a = {said.removeprefix('+ ').replace('− ', '−', said.startswith('−'))} = 0"


def _digits(value):
    return np.format_float_positional(abs(value), 3, unique=False, fractional=False, trim="-")
