"""Notebook 15: two logistic units look at the plane, and a third one looks at the two."""

import numpy as np
from contourpy import contour_generator  # matplotlib's own, and never without it
from matplotlib.patheffects import withStroke

from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.panels import HALO
from lrcourse.engine.labs.sketch import Field, Sketch
from lrcourse.engine.training.samples import load
from lrcourse.lessons.n15_xor.hidden_network import CORNERS, LAST, NAMES, OF, REACH, Network, Unit, short
from lrcourse.lessons.n15_xor.hidden_words import said
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, MARKERS, WRONG, axes, line_ends

LIM = (-0.6, 1.6)  # of both x₁ and x₂
HLIM = (-0.2, 1.2)  # of both h₁ and h₂: around the square from 0 to 1 there is room for names
SIDE = np.linspace(*LIM, 89)
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
HIDDEN = np.stack(np.meshgrid(*2 * [np.linspace(*HLIM, 49)]), axis=-1)

EDGE = withStroke(linewidth=5, foreground="white")
ARROW = 0.22  # how long it is
ARM = 0.4  # how far from its arrow a line is held to turn it
BESIDE = [(far, aside) for far in (0.3, 0.5, 0.7) for aside in (0.1, -0.1)]  # its number: along the line and off it
RING = 0.2  # how far from the middle of a handle it must be
LETTER = 3.1 / 0.25  # half of the breadth of one, pixels, by the share of the picture that a square takes at least
UNSURE = np.log(9)  # activations nearer to 0 give outputs between 0.1 and 0.9


def hidden():
    """Two hidden units and a last one on XOR: turn and shift their lines by hand until the network solves it.

    The samples are those of `lift` (data "xor"): 200 around the corners of the unit square. Nothing is trained.
    """
    return Hidden()


class Hidden(Sketch):
    """The lab of `hidden`."""

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
                Slider("angle1", "unit 1: turn", -180, 180, step=5, value=45, unit="°", more=True),
                Slider("shift1", "unit 1: shift", -1.2, 1.2, step=0.05, value=-0.5, digits=2, more=True),
                Slider("angle2", "unit 2: turn", -180, 180, step=5, value=45, unit="°", more=True),
                Slider("shift2", "unit 2: shift", -1.2, 1.2, step=0.05, value=0.0, digits=2, more=True),
                Slider("steepness", "steepness of both", 0.1, 50, value=20, log=True, more=True),
                Choice("last", "the last unit fires for", list(LAST), more=True),
            ],
            size=(9.4, 3.95),
            number="of the samples right",
            tall=6.5,
            grow=0.35,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        plane, space, output = self._places(figure)
        moving = [*self._plane(plane), *self._space(space), *self._output(output)]
        figure.legend(
            handles=[*self.clouds, self.ring, self.bands[0]],
            labels=["class 0: none or both", "class 1: exactly one", "misclassified", "a unit is unsure"],
            loc="outside lower center",
            ncols=2 if self.narrow else 4,
            columnspacing=1.2,
            handletextpad=0.5,
            frameon=False,
        )
        for ax in (plane, space, output):
            ax.spines[:].set_zorder(0.5)
        return moving

    def _places(self, figure):
        """Three squares in a row; on a narrow page the one for the hand is large, above the others."""
        if not self.narrow:
            return figure.subplots(1, 3)
        grid = figure.add_gridspec(2, 2, height_ratios=(1.7, 1))
        return [figure.add_subplot(place) for place in (grid[0, :], grid[1, 0], grid[1, 1])]

    def _plane(self, ax):
        """The samples, and of each unit: the band where it is unsure, its line, arrow and number; above, the names."""
        _square(ax, "", LIM, "x₁", "x₂", [0, 1])
        self.hint = ax.text(0.68, 0.56, "", va="center", path_effects=[HALO], zorder=7)
        ax.plot(*_joined(self.sheet), color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        ax.plot(0.5, 0.5, "+", color=GREEN, markersize=9, markeredgewidth=2, zorder=6)
        _samples(ax, self.X, self.t)
        _corners(ax, CORNERS)
        self.bands, self.lines, self.arrows, self.labels = [], [], [], []
        for number, style in (("1", "-"), ("2", "--")):
            self.bands += ax.fill([0], [0], color=GREY, alpha=0.25, linewidth=0, zorder=0.9)
            self.lines += ax.plot([], [], style, color=BLACK, linewidth=2, zorder=5)
            (from_middle,) = ax.plot([], [], ":", color=GREEN, linewidth=2, zorder=6)
            (shaft,) = ax.plot([], [], color=GREEN, linewidth=3, zorder=6)
            (tip,) = ax.plot([], [], color=GREEN, marker=(3, 0, 0), markersize=12, zorder=6)
            self.arrows.append((from_middle, shaft, tip))
            self.labels.append(ax.text(0, 0, number, ha="center", va="center", path_effects=[HALO], zorder=7))
        return [*self.bands, *self.lines, *self.arrows[0], *self.arrows[1], *self.labels, ax._left_title, self.hint]

    def _space(self, ax):
        of, ticks = ("", [0, 1]) if self.narrow else (", output of unit {}", [0, 0.5, 1])
        _square(ax, "Hidden space", HLIM, f"h₁{of.format(1)}", f"h₂{of.format(2)}", ticks)
        self.seen = Field(ax)
        (self.bent,) = ax.plot([], [], color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        self.clouds = _samples(ax, self.X, self.t)
        (self.rule,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        style = {"linewidth": 2.5, "path_effects": [EDGE], "zorder": 4}
        self.diagonals = [ax.plot([], [], color=color, **style)[0] for color in CLASSES]
        self.corners = _corners(ax, CORNERS)
        self.names = [ax.text(0, 0, "", fontsize=9, ha="center", path_effects=[HALO], zorder=7) for _ in CORNERS]
        return [self.seen, self.bent, *self.clouds, self.rule, *self.diagonals, *self.corners, *self.names]

    def _output(self, ax):
        _square(ax, "" if self.narrow else "Output y", LIM, "x₁", "x₂", [0, 1])
        _samples(ax, self.X, self.t)
        _corners(ax, CORNERS)
        self.answer, self.verdict = Field(ax), ax.set_title("", loc="left" if self.narrow else "right", fontsize=10)
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
        for parts in zip(network.units, self.bands, self.lines, self.arrows, strict=True):
            _draw_unit(*parts)
        self._number_units()
        does = [f"Unit {k}: {short(unit.answers())}" for k, unit in enumerate(network.units, 1)]
        self.lines[0].axes.set_title("\n".join(does), loc="left")
        first = {name: control.value for name, control in self._controls.items()}
        self.hint.set_text("drag this" if self.values == first else "")
        h = network.hidden(self.X)
        wrong = (network.activation(h) > 0) != self.t
        self.number = f"{100 * (1 - wrong.mean()):.0f}%"
        self._draw_space(network, h)
        self._draw_output(network, self.X[wrong])
        return said(network, np.bincount(self.nearest[wrong], minlength=4), len(wrong))

    def _number_units(self):
        """Each unit's number beside its line, across from the hand that turns it: the first place without a handle."""
        rings = np.array([place[1:] for place in self.handles().values()])
        for number, unit, label in zip((1, 2), self.network.units, self.labels, strict=True):
            across = -np.sign(_arm(number)) * unit.along
            places = np.array([unit.foot + far * across + aside * unit.direction for far, aside in BESIDE])
            places = places.clip(LIM[0] + 0.06, LIM[1] - 0.06)
            room = np.hypot(*(places[:, np.newaxis] - rings).transpose(2, 0, 1)).min(axis=1)
            label.set_position(places[np.argmax(np.minimum(room, RING))])

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
        self.verdict.set_text(("y: " if self.narrow else "") + short(network.answers))
        self.curve.set_data(*_joined(contour_generator(SIDE, SIDE, a).lines(0.0)))
        self.ring.set_data(*wrong.T)

    def _name_corners(self, places):
        """The corners' names below or above the square, where no sample and no thick line comes."""
        for text in self.names:
            text.set_text("")
        letter = LETTER * (HLIM[1] - HLIM[0]) / (self.size or self._full)[0]
        for (x, y), members in places:
            text, name = self.names[members[0]], " ".join(NAMES[k] for k in members)
            half = letter * len(name)
            text.set_text(name)
            text.set_position((np.clip(x, HLIM[0] + half, HLIM[1] - half), y + (-0.06 if y < 0.5 else 0.06)))
            text.set_va("top" if y < 0.5 else "bottom")


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


def _draw_unit(unit, band, line, arrow):
    """The unit's line and band, and the arrow that points to where it fires."""
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


def _arm(number):
    """The two lines are held on different sides: in most positions the hand finds both."""
    return -ARM if number == 1 else ARM


def _joined(lines):
    """Lines (M, 2) each, as one with gaps: its x and its y."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([gap, *(part for line in lines for part in (line, gap))]).T
