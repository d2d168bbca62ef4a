"""Notebook 10: walk downhill, on a curve or in a ravine, with a learning rate of your choice."""

from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from lrcourse.engine import learners_code
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Arrows, Curve, Curves, Heat, Line, Path, Plane, Stage
from lrcourse.plots import BLACK, BLUE, GREEN, GREY, VERMILION

STEPS = 40
FAR = 1e9  # what is farther away is not drawn
LOW, HIGH = 1e-6, 1e3  # the heights that are told by a number
PALE = VERMILION + "55"
DEEP, HILL, SHALLOW = np.sort(np.roots([4, 0, -4, 0.3]).real)  # where the slope of the two valleys is 0
_NEEDED = (
    "descend must be a function of (slope, start, learning_rate, steps) that returns the path, an array of "
    "steps + 1 places; yours {}. Has your exercise passed?"
)


def descent(descend=None):
    """Walk downhill: choose a function and a learning rate, click for a start, and play the steps.

    Parameters
    ----------
    descend : function of (slope, start, learning_rate, steps) that returns the path, optional
        Yours, if you like: shape (steps + 1,), or (steps + 1, 2) in the ravine. What it prints is not shown.

    Raises
    ------
    TypeError
        If ``descend`` is no such function.
    """
    if descend is not None and not callable(descend):
        raise TypeError(_NEEDED.format(f"is {type(descend).__name__}, not a function"))
    lab = Descent(descend)
    for name in () if descend is None else GROUNDS:
        lab.walk(name, 0.01)
    return lab


@dataclass(frozen=True)
class _Ground:
    """A function to walk on: its heights above the lowest place, its slope, what of it is drawn."""

    title: str
    height: object
    slope: object
    start: object
    xlim: tuple
    ylim: tuple
    curvatures: tuple = field(default=())


GROUNDS = {
    "parabola": _Ground("Parabola: w², curvature 2", lambda w: w**2, lambda w: 2 * w, -2.5, (-3, 3), (-0.7, 9.7), (2,)),
    "ravine": _Ground(
        "Ravine: curvatures 1, 20",
        lambda w: 0.5 * w[..., 0] ** 2 + 10 * w[..., 1] ** 2,
        lambda w: np.array([1.0, 20.0]) * w,
        np.array([-3.5, 0.8]),
        (-4, 4),
        (-1.5, 1.5),
        (1, 20),
    ),
    "two valleys": _Ground(
        "Two valleys, left deeper",
        lambda w: np.maximum((w**2 - 1) ** 2 + 0.3 * (w - DEEP) - (DEEP**2 - 1) ** 2, 0),
        lambda w: 4 * w * (w**2 - 1) + 0.3,
        1.6,
        (-1.8, 1.8),
        (-0.4, 4.8),
    ),
}


class Descent(Stage):
    """The lab of `descent`."""

    def __init__(self, descend):
        self.descend = descend
        self.reset()
        self._shown = self._before = None  # two walks: function, path, height
        self._since = 0.0
        super().__init__(
            title="Walk downhill",
            alt="A curve, or the contours of a ravine, with the path of the steps; beside it the height by step.",
            controls=[
                Choice("function", "function", list(GROUNDS)),
                Slider("learning_rate", "learning rate η", 0.005, 2, value=0.1, log=True, digits=3),
            ],
            words="Step {step}: {place}. {law}",
            number=("{called}", "{tall}"),
            seconds=8,
            tall=True,
        )

    def compute(self, function, learning_rate):
        """The path on the chosen function, and what is drawn around it."""
        ground = GROUNDS[function]
        learning_rate = float(f"{learning_rate:.3g}")  # as it is shown, so that the words multiply out
        path = self.walk(function, learning_rate)
        with np.errstate(over="ignore", invalid="ignore"):
            path = np.where(np.abs(path) < FAR, path, np.nan)
            height = ground.height(path)
        flat = function != "ravine"
        scene = _curve(ground, path, height) if flat else _contours(ground, path)
        scene |= self._compared(function, path, height)
        self.panels = [
            Plane(
                ground.title,
                "place w" if flat else "w₁",
                "height" if flat else "w₂",
                ground.xlim,
                ground.ylim,
                [
                    *([Line("x", "y", color=BLUE)] if flat else [Heat("z", -4, 14), Line("x", "y", color=GREY + "99")]),
                    Line("before_x", "before_y", "", PALE),
                    *(_ON_A_CURVE if flat else [Path("path_x", "path_y", dots=True, weight=1.5)]),
                    Arrows("foot", "move", "−η · slope", VERMILION),
                ],
                click=True,
                note="click for a start",
                width=1.15,
            ),
            Curves(
                "Height above the lowest place",
                "step",
                "height",
                [Curve("before", "", PALE), Curve("height", "", BLACK)],
                ylim=(1e-6, 1e3),
                log=True,
            ),
        ]
        law = self._lied(ground, path, learning_rate) or _LAWS[function](ground, path, learning_rate)
        told = {"place": _places(path, height), "law": law, "tall": [_tall(h) for h in height]}
        return scene | {"height": height, "called": [_called(h) for h in height]} | told

    def walk(self, function, learning_rate):
        """The path: (STEPS + 1,), or (STEPS + 1, 2) in the ravine; TypeError if the learner's is none."""
        ground = GROUNDS[function]
        start = np.array(self.starts[function], float)[()]
        if self.descend is None:
            return _descend(ground.slope, start, learning_rate, STEPS)
        slope = lambda w: ground.slope(np.asarray(w, float)[()])  # NumPy's floats overflow in peace
        try:
            with np.errstate(all="ignore"):
                answer = learners_code.call(self.descend, slope, start, learning_rate, STEPS)
        except learners_code.Failed as failure:
            raise TypeError(_NEEDED.format(failure)) from None
        try:
            return learners_code.array(answer, (STEPS + 1, *np.shape(start)))
        except learners_code.Failed as failure:
            where = f" for {STEPS} steps from a start of shape {np.shape(start)}"
            raise TypeError(_NEEDED.format(f"{failure}{where}")) from None

    def reset(self):
        """Every path begins at its first start again."""
        self.starts = {name: ground.start for name, ground in GROUNDS.items()}
        self._shown = self._before = None

    def gesture(self, panel, kind, index, x, y):
        """A click on the picture sets the start."""
        if panel == 0:
            function = self.values["function"]
            self.starts[function] = np.array([x, y]) if function == "ravine" else float(x)

    def _compared(self, function, path, height):
        """The walk before this one, to be drawn pale: the last that was shown for a second, not those of a drag."""
        now = monotonic()
        if self._shown and now - self._since > 1 and not np.array_equal(self._shown[1], path, equal_nan=True):
            self._before = self._shown
        self._shown, self._since = (function, path, height), now
        if self._before is None or self._before[0] != function:
            self._before, nothing = None, np.full(STEPS + 1, np.nan)
            return {"before_x": nothing[:2], "before_y": nothing[:2], "before": nothing}
        _, path, height = self._before
        x, y = _stairs(path, height) if path.ndim == 1 else path.T
        return {"before_x": x, "before_y": y, "before": height}

    def _lied(self, ground, path, eta):
        """Words if a step of the learner's path is not w - eta * slope; else ''."""
        if self.descend is None:
            return ""
        start = np.asarray(self.starts[self.values["function"]])
        if not np.allclose(path[0], start, atol=1e-6):
            return f"Your path begins at {_said(path[0])}, not at the start, {_said(start)}."
        wanted = path[:-1] - eta * ground.slope(path[:-1])
        near = np.isclose(path[1:], wanted, rtol=1e-6, atol=1e-9) | ~np.isfinite(path[1:] + wanted)
        wrong = np.flatnonzero(~near.reshape(STEPS, -1).all(axis=1))
        if not wrong.size:
            return ""
        s = wrong[0]
        return (
            f"Your step {s + 1} goes from {_said(path[s])} to {_said(path[s + 1])}; "
            f"w − η · slope would be {_said(wanted[s])}."
        )


def _descend(slope, start, learning_rate, steps):
    path = [start]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            path.append(path[-1] - learning_rate * slope(path[-1]))
    return np.array(path)


_ON_A_CURVE = [
    Line("tangent_x", "tangent_y", "slope", GREEN, dashed=True),
    Path("stairs_x", "stairs_y", "", VERMILION, upto="stair", weight=0.75),
    Path("dots_x", "dots_y", "", VERMILION, dots=True, upto="stair"),
    Line("drop_x", "drop_y", "", VERMILION, dashed=True),
]


def _stairs(path, height):
    """The steps as they are taken, (2 STEPS + 1,) each: level to the next place, then onto the curve."""
    return np.repeat(path, 2)[1:], np.repeat(height, 2)[:-1]


def _curve(ground, path, height):
    """The curve, the steps on it and the next one, and a piece of the tangent, always equally long on the page."""
    x = np.linspace(*ground.xlim, 161)
    slope = ground.slope(path)
    half = 0.16 / np.hypot(1 / np.ptp(ground.xlim), slope / np.ptp(ground.ylim))
    ends = np.array([-1.0, 1.0])
    stairs_x, stairs_y = _stairs(path, height)
    place = np.arange(2 * STEPS + 1) % 2 == 0  # the others are the corners
    after, below = np.append(path[1:], np.nan), np.append(height[1:], np.nan)
    return {
        "x": x,
        "y": ground.height(x),
        "path_x": path,
        "path_y": height,
        "stairs_x": stairs_x,
        "stairs_y": stairs_y,
        "dots_x": np.where(place, stairs_x, np.nan),
        "dots_y": stairs_y,
        "stair": 2 * np.arange(STEPS + 1),
        "foot": np.stack([path, height], axis=1)[:, np.newaxis],
        "move": np.stack([after - path, 0 * path], axis=1)[:, np.newaxis],
        "drop_x": np.stack([after, after], axis=1),
        "drop_y": np.stack([height, below], axis=1),
        "tangent_x": path[:, np.newaxis] + half[:, np.newaxis] * ends,
        "tangent_y": height[:, np.newaxis] + (half * slope)[:, np.newaxis] * ends,
    }


def _contours(ground, path):
    """The ravine as heat, and ellipses of equal height, each four times as high as the one within it."""
    grid = np.stack(np.meshgrid(np.linspace(*ground.xlim, 80), np.linspace(*ground.ylim, 60)), axis=-1)
    turn = np.append(np.linspace(0, 2 * np.pi, 90), np.nan)
    radius = np.sqrt(2 * 0.03 * 4.0 ** np.arange(6))[:, np.newaxis]
    return {
        "z": np.log(ground.height(grid) + 0.05),
        "x": (radius * np.cos(turn)).ravel(),
        "y": (radius * np.sin(turn) / np.sqrt(20)).ravel(),
        "path_x": path[:, 0],
        "path_y": path[:, 1],
        "foot": path[:, np.newaxis],
        "move": np.diff(path, axis=0, append=np.nan * path[:1])[:, np.newaxis],
    }


def _said(place):
    place = np.atleast_1d(place)
    text = ", ".join(_figure(v) for v in place)
    return f"({text})" if len(place) > 1 else text


def _places(path, height):
    """Where it is, one text a step."""
    far = "it is too far away to be drawn"
    return [
        f"w = {_said(w)}, {_called(h)}{f' {_tall(h)}' if LOW <= h <= HIGH else ''}" if np.isfinite(h) else far
        for w, h in zip(path, height)
    ]


def _figure(v):
    """Three digits, and very small or large ones as on the axis: '4.65e−5'."""
    text = f"{v:.3g}" if v == 0 or 1e-3 <= abs(v) < 1e3 else f"{v:.2e}"
    digits, _, power = text.partition("e")
    return f"{digits}e{int(power)}" if power else text


def _tall(h):
    """The height as the large number, in words where figures say nothing."""
    return "running away" if not h <= HIGH else "at the bottom" if h < LOW else _figure(h)


def _called(h):
    return "height above 1000" if not h <= HIGH else "height below 1e−6" if h < LOW else "height"


def _factor(eta, curvature):
    """'1 − 0.4 · 2 = 0.2', exactly."""
    return f"1 − {eta:g} · {curvature:g} = {round(1 - eta * curvature, 9) + 0:.9g}".replace("= -", "= −")


def _parabola(ground, path, eta):
    c = ground.curvatures[0]
    law = f"Each step multiplies the distance to the bottom by {_factor(eta, c)}. "
    if abs(eta * c - 2) < 1e-6:
        return law + "Exactly at 2/curvature: it jumps between two places for ever."
    if eta * c > 2:
        return law + f"Beyond 2/curvature = {2 / c:g}: every step lands farther away."
    if abs(eta * c - 1) < 1e-6:
        return law + "Exactly at 1/curvature: one step, and it is there."
    if eta * c > 1:
        return law + "The sign changes: it jumps across the bottom each time, and lands nearer."
    left = (1 - eta * c) ** STEPS
    slow = f" Slowly: after {STEPS} steps {left:.0%} of the way is left." if left > 0.05 else ""
    return law + "It comes down on one side and never crosses." + slow


def _ravine(ground, path, eta):
    flat, steep = ground.curvatures
    law = f"Each step multiplies w₁ by {_factor(eta, flat)} and w₂ by {_factor(eta, steep)}. "
    if abs(eta * steep - 2) < 1e-6:
        return law + "Exactly at 2/20: from wall to wall for ever."
    if eta * steep > 2:
        return law + f"Beyond 2/{steep:g} = {2 / steep:g}, the steep direction runs away, however flat the other."
    left = abs(1 - eta * flat) ** STEPS
    across = "from wall to wall, and nearer each time" if eta * steep > 1 else "soon on the floor"
    return law + f"Across the ravine: {across}. Along it: after {STEPS} steps {left:.0%} of w₁ is left."


def _valleys(ground, path, eta):
    if not np.isfinite(path).all():
        return "A jump landed so far out that the wall there threw it farther still: it runs away."
    end, rests = path[-1], np.ptp(path[-5:]) < 0.02
    bottom = min((DEEP, HILL, SHALLOW), key=lambda w: abs(w - end))
    if rests and abs(end - HILL) < 0.02:
        return "It has stopped on the hill between the valleys, where the slope is also 0: flat does not mean bottom."
    if rests and abs(end - bottom) < 0.02:
        which = "the deep one" if bottom == DEEP else "the shallow one; it never hears of the deeper one"
        hopped = "A long step took it over the hill. " if (path[0] > HILL) != (bottom > HILL) else ""
        there = f"There each step multiplies the distance by {_factor(eta, round(_bend(bottom), 1))}."
        return f"{hopped}It comes to rest in a valley: {which}. {there}"
    if np.ptp(path[-5:]) < 0.1 or eta < 2 / _bend(DEEP):
        return f"After {STEPS} steps it is still on its way."
    deep, shallow = (f"2/{_bend(w):.1f} = {2 / _bend(w):.2f}" for w in (DEEP, SHALLOW))
    if eta < 2 / _bend(SHALLOW):
        return (
            f"It has not settled yet: beyond {deep} the deep valley cannot hold it. "
            f"Up to {shallow} the shallow one could."
        )
    return f"It never settles: beyond {deep} the deep valley cannot hold it, beyond {shallow} neither can the other."


def _bend(w):
    """The curvature of the two valleys at w."""
    return 12 * w**2 - 4


_LAWS = {"parabola": _parabola, "ravine": _ravine, "two valleys": _valleys}
