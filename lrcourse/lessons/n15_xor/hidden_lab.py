"""Notebook 15: two logistic units look at the plane, and a third one looks at the two."""

import numpy as np
from contourpy import contour_generator  # matplotlib's own, and never without it
from matplotlib.patheffects import withStroke
from traitlets import Int

from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.panels import HALO
from lrcourse.engine.labs.sketch import Field, Sketch
from lrcourse.engine.training.samples import load
from lrcourse.lessons.n15_xor.hidden_network import CORNERS, LAST, NAMES, OF, REACH, Network, Unit, named
from lrcourse.lessons.n15_xor.hidden_words import said
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, MARKERS, WRONG, axes, line_ends

LIM = (-0.6, 1.6)  # of both x₁ and x₂
HLIM = (-0.09, 1.09)  # of both h₁ and h₂
ROOM = (-0.15, -0.5), (1.15, 1.5)  # for the middle of a text in the plane: left below, right above
SIDE = np.linspace(*LIM, 89)
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
HIDDEN = np.stack(np.meshgrid(*2 * [np.linspace(*HLIM, 49)]), axis=-1)

EDGE = withStroke(linewidth=5, foreground="white")
ARROW = 0.22  # how long it is
ARM = 0.65  # how far from its arrow a line is held to turn it
RING = 0.12  # how far from its middle a handle reaches
UNSURE = np.log(9)  # activations nearer to 0 give outputs between 0.1 and 0.9


def hidden():
    """Two hidden units and a last one on XOR: turn and shift their lines by hand until the network solves it.

    The samples are those of `lift` (data "xor"): 200 around the corners of the unit square. Nothing is trained.
    """
    return Hidden()


class Hidden(Sketch):
    """The lab of `hidden`."""

    _lines = Int(4).tag(sync=True)

    def __init__(self):
        data = load("xor")
        self.X, self.t = data.X, data.t
        # The number of the corner that a sample is near.
        self.nearest = (np.clip(self.X.round(), 0, 1) @ [2, 1]).astype(int)
        # The sheet: a grid on the unit square, each line of it in steps short enough to be bent.
        up = np.stack(np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 5)), axis=-1)
        self.sheet = np.concatenate([up, up[..., ::-1]])
        super().__init__(
            title="Two lines and a third",
            alt="Left: the samples in the plane, and the lines of the two hidden units, each with an arrow towards "
            "the side on which it fires. Middle: the samples plotted by the outputs of the two units, with a line "
            "joining the corners of each class and the line of the last unit. Right: the last output over the plane, "
            "with its boundary.",
            controls=[
                Slider("angle1", "unit 1: turn", -180, 180, step=5, value=45, unit="°"),
                Slider("shift1", "unit 1: shift", -1.2, 1.2, step=0.05, value=-0.5, digits=2),
                Slider("angle2", "unit 2: turn", -180, 180, step=5, value=0, unit="°"),
                Slider("shift2", "unit 2: shift", -1.2, 1.2, step=0.05, value=0.0, digits=2),
                Slider("steepness", "steepness of both", 0.1, 50, value=20, log=True),
                Choice("last", "the last unit fires for", list(LAST)),
            ],
            size=(9.4, 4.4),
            number="right",
            tall=11.5,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        plane, space, output = self.subplots(figure, 1, 3)
        moving = [*self._plane(plane), *self._space(space), *self._output(output)]
        figure.legend(
            handles=[*self.clouds, self.ring, self.bands[0]],
            labels=["class 0: none or both", "class 1: exactly one", "on the wrong side", "a unit is unsure"],
            loc="outside lower center",
            ncols=1 if self.narrow else 4,
            frameon=False,
        )
        for ax in (plane, space, output):
            ax.spines[:].set_zorder(0.5)
        return moving

    def _plane(self, ax):
        """The samples, and of each unit: the band where it is unsure, its line, arrow and name."""
        _square(ax, "Two lines", LIM, "x₁", "x₂", [0, 1])
        ax.plot(*_joined(self.sheet), color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        ax.plot(0.5, 0.5, "+", color=GREEN, markersize=9, markeredgewidth=2, zorder=6)
        _samples(ax, self.X, self.t)
        _corners(ax, CORNERS)
        self.bands, self.lines, self.arrows, self.labels = [], [], [], []
        for style in ("-", "--"):
            self.bands += ax.fill([0], [0], color=GREY, alpha=0.25, linewidth=0, zorder=0.9)
            self.lines += ax.plot([], [], style, color=BLACK, linewidth=2, zorder=5)
            (from_middle,) = ax.plot([], [], ":", color=GREEN, linewidth=2, zorder=6)
            (shaft,) = ax.plot([], [], color=GREEN, linewidth=3, zorder=6)
            (tip,) = ax.plot([], [], color=GREEN, marker=(3, 0, 0), markersize=12, zorder=6)
            self.arrows.append((from_middle, shaft, tip))
            self.labels.append(ax.text(0, 0, "", ha="center", va="center", path_effects=[HALO], zorder=7))
        return [*self.bands, *self.lines, *self.arrows[0], *self.arrows[1], *self.labels]

    def _space(self, ax):
        _square(ax, "What the last unit sees", HLIM, "h₁, output of unit 1", "h₂, output of unit 2", [0, 0.5, 1])
        self.seen = Field(ax)
        (self.bent,) = ax.plot([], [], color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        self.clouds = _samples(ax, self.X, self.t)
        (self.rule,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        style = {"linewidth": 2.5, "path_effects": [EDGE], "zorder": 4}
        self.diagonals = [ax.plot([], [], color=color, **style)[0] for color in CLASSES]
        self.corners = _corners(ax, CORNERS)
        self.names = [ax.text(0, 0, "", fontsize=9, path_effects=[HALO], zorder=7) for _ in CORNERS]
        return [self.seen, self.bent, *self.clouds, self.rule, *self.diagonals, *self.corners, *self.names]

    def _output(self, ax):
        _square(ax, "Output y", LIM, "x₁", "x₂", [0, 1])
        _samples(ax, self.X, self.t)
        _corners(ax, CORNERS)
        self.answer, self.verdict = Field(ax), ax.text(1, 1.03, "", transform=ax.transAxes, ha="right")
        (self.curve,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        (self.ring,) = ax.plot([], [], "o", ms=9, mfc="none", mec=WRONG, mew=1.3, zorder=3.5)
        return [self.answer, self.verdict, self.curve, self.ring]

    def handles(self):
        """Of each line: where its arrow begins, to shift it, and a place beside, to turn it."""
        ax = self.lines[0].axes
        return {
            f"{what} {number}": (ax, *place)
            for number, unit in enumerate(self.network.units, 1)
            for what, place in (("shift", unit.foot), ("turn", unit.foot + _arm(number) * unit.along))
        }

    def grab(self, name, x, y):
        """The line passes through (x, y): at its angle, or as far from the middle as it was."""
        what, number = name.split()
        unit, place = self.network.units[int(number) - 1], np.array([x, y]) - 0.5
        if what == "shift":
            return {f"shift{number}": place @ unit.direction / REACH}
        beside = np.arccos(np.clip(REACH * unit.shift / max(np.hypot(*place), 1e-9), -1, 1))
        angle = np.degrees(np.arctan2(place[1], place[0]) - np.sign(_arm(int(number))) * beside)
        return {f"angle{number}": (angle + 180) % 360 - 180}

    def move(self, angle1, shift1, angle2, shift2, steepness, last):
        """Send the samples, the corners and the plane through the network; say what became of them."""
        self.network = network = Network((Unit(angle1, shift1, steepness), Unit(angle2, shift2, steepness)), last)
        for number, *parts in zip((1, 2), network.units, self.bands, self.lines, self.arrows, self.labels):
            _draw_unit(number, *parts)
        self._name_units()
        h = network.hidden(self.X)
        wrong = (network.activation(h) > 0) != self.t
        self.number = f"{100 * (1 - wrong.mean()):.0f}%"
        self._draw_space(network, h)
        self._draw_output(network, self.X[wrong])
        return said(network, *(np.bincount(near, minlength=4) for near in (self.nearest[wrong], self.nearest)))

    def _name_units(self):
        """Each unit's name beside the handle that turns it: where no handle and no other name lies under it."""
        rings = [np.array(place[1:]) for place in self.handles().values()]
        for number, unit, label in zip((1, 2), self.network.units, self.labels, strict=True):
            half = np.array([0.04 * len(label.get_text()), 0.07])
            outward = np.sign(_arm(number)) * unit.along
            turns = np.radians([0, 90, -90, 45, -45, 135, -135, 180])
            across = np.array([-outward[1], outward[0]])
            sides = np.outer(np.cos(turns), outward) + np.outer(np.sin(turns), across)
            sides *= ((half + RING) / np.maximum(np.abs(sides), 1e-9)).min(axis=1, keepdims=True)
            sides = np.concatenate([sides, 1.6 * sides])
            places = np.clip(unit.foot + _arm(number) * unit.along + sides, *ROOM)
            room = np.abs(places[:, np.newaxis] - rings) / (half + RING)
            clear = room.max(axis=2).min(axis=1)  # at least 1: beside all rings
            label.set_position(places[np.argmax(np.minimum(clear, 0.999))])
            rings.append(np.array(label.get_position()))

    def _draw_space(self, network, h):
        self.seen.set_data(sigmoid(network.activation(HIDDEN)))
        self.bent.set_data(*_joined(network.hidden(self.sheet)))
        self.rule.set_data(*line_ends(network.w, network.b, HLIM, HLIM).T)
        for k in (0, 1):
            self.clouds[k].set_data(*h[self.t == k].T)
            for pair in (self.diagonals[k], self.corners[k]):
                pair.set_data(*network.corners[OF[k]].T)
        self._name_corners(network.places())

    def _draw_output(self, network, wrong):
        a = network.activation(network.hidden(GRID))
        self.answer.set_data(sigmoid(a))
        self.verdict.set_text(_short(network.answers))
        self.curve.set_data(*_joined(contour_generator(SIDE, SIDE, a).lines(0.0)))
        self.ring.set_data(*wrong.T)

    def _name_corners(self, places):
        """The corners' names beside their places, towards the middle; those at one place share a text."""
        for text in self.names:
            text.set_text("")
        for (x, y), members in places:
            text = self.names[members[0]]
            text.set_text(" ".join(NAMES[k] for k in members))
            text.set_position((x + (0.04 if x < 0.5 else -0.04), y + (0.05 if y < 0.5 else -0.05)))
            text.set(ha="left" if x < 0.5 else "right", va="bottom" if y < 0.5 else "top")


def _square(ax, title, limits, xlabel, ylabel, ticks):
    axes(title, xlabel, ylabel, ax=ax)
    ax.set(xlim=limits, ylim=limits, aspect="equal", xticks=ticks, yticks=ticks)


def _samples(ax, X, t):
    """A line of markers for each class."""
    return [
        ax.plot(*X[t == k].T, MARKERS[k], color=CLASSES[k], ms=4.5, mec=BLACK, mew=0.3, zorder=3)[0] for k in (0, 1)
    ]


def _corners(ax, places):
    """The four corners themselves, larger."""
    return [
        ax.plot(*places[OF[k]].T, MARKERS[k], color=CLASSES[k], ms=10 + k, mec=BLACK, mew=1.6, zorder=4)[0]
        for k in (0, 1)
    ]


def _draw_unit(number, unit, band, line, arrow, label):
    """The unit's line and band, the arrow that points to where it fires, and its name."""
    ends = unit.foot + 4 * np.array([unit.along, -unit.along])
    wide = UNSURE / unit.steepness * unit.direction
    line.set_data(*ends.T)
    band.set_xy(np.concatenate([ends - wide, ends[::-1] + wide]))
    from_middle, shaft, tip = arrow
    end = unit.foot + ARROW * unit.direction
    from_middle.set_data(*np.array([[0.5, 0.5], unit.foot]).T)
    shaft.set_data(*np.array([unit.foot, end]).T)
    tip.set_data(*end[:, np.newaxis])
    tip.set_marker((3, 0, unit.angle - 90))
    label.set_text(f"{number}: {_short(unit.answers())}")


def _arm(number):
    """The two lines are held on different sides: in most positions the hand finds both."""
    return -ARM if number == 1 else ARM


def _short(answers):
    """The name of what is computed at the corners, short enough for the picture."""
    return "undecided" if None in answers else named(answers)


def _joined(lines):
    """Lines (M, 2) each, as one with gaps: its x and its y."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([gap, *(part for line in lines for part in (line, gap))]).T
