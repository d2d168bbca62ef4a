"""Notebook 15: two logistic units look at the plane, and a third one looks at the two."""

from itertools import combinations

import numpy as np
from contourpy import contour_generator  # matplotlib's own, and never without it
from matplotlib.patheffects import withStroke
from traitlets import Int

from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.panels import HALO
from lrcourse.labs.sketch import Field, Sketch
from lrcourse.labs.training_data import load
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, MARKERS, WRONG, axes, line_ends

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = (0, 1, 1, 0)  # the classes of the corners
OF = ([0, 3], [1, 2])  # the corners of class 0, and of class 1
NAMES = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
REACH = np.sqrt(0.5)  # from the middle of the square to a corner: the unit of a shift

# What a unit answers at the corners, in their order -> what logicians call that.
FUNCTIONS = {
    (0, 0, 0, 0): "never",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 0): "x₁ and not x₂",
    (0, 0, 1, 1): "x₁",
    (0, 1, 0, 0): "x₂ and not x₁",
    (0, 1, 0, 1): "x₂",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "the opposite of XOR",
    (1, 0, 1, 0): "not x₂",
    (1, 0, 1, 1): "x₁ or not x₂",
    (1, 1, 0, 0): "not x₁",
    (1, 1, 0, 1): "x₂ or not x₁",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always",
}

# What the last unit may do -> its two weights and its bias, and the same in words about what the two units are.
LAST = {
    "h₁ and not h₂": ((20, -20, -10), "{} and not {}"),
    "h₂ and not h₁": ((-20, 20, -10), "{1} and not {0}"),
    "h₁ and h₂": ((20, 20, -30), "{} and {}"),
    "h₁ or h₂": ((20, 20, -10), "{} or {}"),
    "h₁ or not h₂": ((20, -20, 10), "{} or not {}"),
    "h₂ or not h₁": ((-20, 20, 10), "{1} or not {0}"),
    "neither of them": ((-20, -20, 10), "neither {} nor {}"),
    "not both of them": ((-20, -20, 30), "not both {} and {}"),
}

XLIM, YLIM = (-0.8, 1.8), (-0.55, 1.55)
HLIM = (-0.09, 1.09)  # of both h₁ and h₂
ACROSS, UP = np.linspace(*XLIM, 105), np.linspace(*YLIM, 85)
GRID = np.stack(np.meshgrid(ACROSS, UP), axis=-1)
HIDDEN = np.stack(np.meshgrid(*2 * [np.linspace(*HLIM, 49)]), axis=-1)

EDGE = withStroke(linewidth=5, foreground="white")

NEAR = 0.1  # closer than this in the hidden space, corners are said to be at nearly one place
FLAT = 0.25  # with less between the corners, around one half, the sigmoid is nearly straight
TIE = 1e-9  # activations of rounding's size are none
GOOD = 0.98  # the share of the samples that a solution gets right


def hidden():
    """Two hidden units and a last one on XOR: turn and shift their lines by hand until the network solves it.

    The samples are those of `lift` (data "xor"): 200 around the corners of the unit square. Nothing is trained.
    """
    return Hidden()


class Hidden(Sketch):
    """The lab of `hidden`."""

    _lines = Int(6).tag(sync=True)

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
            alt="Top: the plane as either hidden unit sees it, with its line. Bottom left: the samples at the outputs "
            "of the two units, with a line between the corners of each class and the line of the last unit. "
            "Bottom right: the last output over the plane, with its boundary.",
            controls=[
                Slider("angle1", "unit 1: turn", -180, 180, step=5, value=45, unit="°"),
                Slider("shift1", "unit 1: shift", -1.2, 1.2, step=0.05, value=-0.5, digits=2),
                Slider("angle2", "unit 2: turn", -180, 180, step=5, value=0, unit="°"),
                Slider("shift2", "unit 2: shift", -1.2, 1.2, step=0.05, value=0.0, digits=2),
                Slider("steepness", "steepness of both", 0.1, 50, value=20, log=True),
                Choice("last", "the last unit fires for", list(LAST)),
            ],
            size=(9.4, 6.4),
            tall=12.0,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        panels = self.subplots(figure, 2, 2)
        moving = [*self._units(panels[:2]), *self._hidden(panels[2]), *self._output(panels[3])]
        figure.legend(
            handles=[*self.clouds, self.ring, self.curve],
            labels=[
                "class 0: none or both",
                "class 1: exactly one",
                "on the wrong side",
                "one half",
            ],
            loc="outside lower center",
            ncols=1 if self.narrow else 4,
            frameon=False,
        )
        for ax in panels:
            ax.spines[:].set_zorder(0.5)
        return moving

    def _plane(self, ax, title):
        """Axes over x₁ and x₂ with all that the three planes share: the field, and the text beside the title."""
        axes(title, "x₁ (no unit)", "x₂ (no unit)", ax=ax)
        ax.set(xlim=XLIM, ylim=YLIM, aspect="equal", xticks=[0, 1], yticks=[0, 1])
        ax.plot(*_joined(self.sheet), color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        _samples(ax, self.X, self.t)
        _corners(ax, CORNERS)
        return Field(ax), ax.text(1, 1.03, "", transform=ax.transAxes, ha="right")

    def _units(self, panels):
        self.fields, self.computed, self.lines, self.arrows = [], [], [], []
        for ax, title, style in zip(panels, ("Unit 1", "Unit 2"), ("-", "--")):
            field, computed = self._plane(ax, title)
            self.fields.append(field)
            self.computed.append(computed)
            self.lines += ax.plot([], [], style, color=BLACK, linewidth=2, zorder=5)
            (from_middle,) = ax.plot([], [], ":", color=GREEN, linewidth=2, zorder=6)
            (shaft,) = ax.plot([], [], color=GREEN, linewidth=3, zorder=6)
            (tip,) = ax.plot([], [], color=GREEN, marker=(3, 0, 0), markersize=12, zorder=6)
            ax.plot(0.5, 0.5, "+", color=GREEN, markersize=9, markeredgewidth=2, zorder=6)
            self.arrows.append((from_middle, shaft, tip))
        return [*self.fields, *self.computed, *self.lines, *self.arrows[0], *self.arrows[1]]

    def _hidden(self, ax):
        axes("What the last unit sees", "h₁, output of unit 1", "h₂, output of unit 2", ax=ax)
        ax.set(xlim=HLIM, ylim=HLIM, xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        self.seen = Field(ax)
        (self.bent,) = ax.plot([], [], color=GREY, linewidth=0.7, alpha=0.6, zorder=1)
        self.clouds = _samples(ax, self.X, self.t)
        (self.rule,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        style = {"linewidth": 2.5, "path_effects": [EDGE], "zorder": 4}
        self.diagonals = [ax.plot([], [], color=color, **style)[0] for color in CLASSES]
        self.corners = _corners(ax, CORNERS)
        self.names = [ax.text(0, 0, "", fontsize=9, path_effects=[HALO], zorder=7) for _ in CORNERS]
        return [
            self.seen, self.bent, *self.clouds, self.rule, *self.diagonals, *self.corners, *self.names
        ]  # fmt: skip

    def _output(self, ax):
        self.answer, self.verdict = self._plane(ax, "Output y")
        (self.curve,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        (self.ring,) = ax.plot([], [], "o", ms=9, mfc="none", mec=WRONG, mew=1.3, zorder=3.5)
        return [self.answer, self.verdict, self.curve, self.ring]

    def move(self, angle1, shift1, angle2, shift2, steepness, last):
        """Send the samples, the corners and the plane through the network; say what became of them."""
        network = Network((Unit(angle1, shift1, steepness), Unit(angle2, shift2, steepness)), last)
        for unit, *parts in zip(network.units, self.fields, self.computed, self.lines, self.arrows):
            _draw_unit(unit, *parts)
        h = network.hidden(self.X)
        wrong = (network.activation(h) > 0) != self.t
        self._draw_hidden(network, h)
        self._draw_output(network, self.X[wrong])
        return _said(
            network, *(np.bincount(near, minlength=4) for near in (self.nearest[wrong], self.nearest))
        )

    def _draw_hidden(self, network, h):
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
        self.verdict.set_text(_named(network.answers))
        self.curve.set_data(*_joined(contour_generator(ACROSS, UP, a).lines(0.0)))
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


# -- the network ---------------------------------------------------------------------------------------------------


class Unit:
    """A hidden unit, told as a hand would: which way it looks, how far from the middle its line passes, how steep.

    Parameters
    ----------
    angle : float
        Where its weights v point, degrees.
    shift : float
        How far that way its line lies from the middle of the square; 1 is as far as a corner.
    steepness : float, above 0
        The length of v.
    """

    def __init__(self, angle, shift, steepness):
        self.angle = angle
        direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        self.direction = np.where(np.abs(direction) < TIE, 0, direction)
        # The point of the line that is nearest to the middle of the square.
        self.foot = 0.5 + REACH * shift * self.direction
        self.v, self.c = steepness * self.direction, -steepness * (self.foot @ self.direction)

    def activation(self, X):
        """The activations of the places X (..., 2)."""
        return X @ self.v + self.c

    def formula(self):
        """'σ(14.1x₁ + 14.1x₂ − 7.07)'."""
        return f"σ({_sum(zip((*self.v, self.c), ('x₁', 'x₂', '')))})"

    def fires(self):
        """'x₁ + x₂ > 0.50': the larger weight is made 1, and what comes first is not negative."""
        terms = [(value, name) for value, name in zip(self.direction, ("x₁", "x₂")) if value]
        terms.sort(key=lambda term: term[0] < 0)
        scale = np.copysign(np.abs(self.direction).max(), terms[0][0])
        threshold = round(self.foot @ self.direction / scale, 2) + 0.0  # no −0.00
        left = _sum((value / scale, name) for value, name in terms)
        return f"{left} {'>' if scale > 0 else '<'} {threshold:.2f}".replace("-", "−")

    def answers(self):
        """Whether it fires at the corners: 0 or 1 each, and None where its line passes through."""
        return _decided(self.activation(CORNERS))

    def name(self):
        """The logical function that it computes at the corners."""
        return _named(self.answers())


def _decided(a):
    """0, 1, or None where ``a`` is 0 but for rounding."""
    return tuple(None if abs(value) < TIE else int(value > 0) for value in a)


def _undecided(answers):
    """The corners without an answer, in words."""
    return _listed([corner for corner, answer in zip(NAMES, answers) if answer is None])


def _named(answers):
    """The logical function that has these answers at the corners, in words."""
    return f"undecided at {_undecided(answers)}" if None in answers else FUNCTIONS[answers]


class Network:
    """Two hidden units side by side, and a last one, one of LAST, that sees their outputs only."""

    def __init__(self, units, last):
        self.units, self.last = units, last
        weights, self.template = LAST[last]
        self.w, self.b = np.array(weights[:2]), weights[2]
        self.corners = self.hidden(CORNERS)  # their places in the hidden space, (4, 2)
        self.answers = _decided(self.activation(self.corners))  # 0 or 1 at each, None where y is one half

    def hidden(self, X):
        """The places X (..., 2) in the hidden space: h₁ and h₂, (..., 2)."""
        return sigmoid(np.stack([unit.activation(X) for unit in self.units], axis=-1))

    def activation(self, h):
        """The last unit's activations at the places h (..., 2) of the hidden space."""
        return h @ self.w + self.b

    def formulas(self):
        """'h₁ = σ(20x₁ − 10), h₂ = σ(20x₂ − 10), y = σ(20h₁ − 20h₂ − 10)'."""
        hidden = (f"h{sign} = {unit.formula()}" for sign, unit in zip("₁₂", self.units))
        return ", ".join((*hidden, f"y = σ({_sum(zip((*self.w, self.b), ('h₁', 'h₂', '')))})"))

    def logic(self):
        """What it would answer at the corners if units answered 0 or 1 only; None if one is undecided there."""
        codes = np.array([unit.answers() for unit in self.units]).T
        return None if None in codes else tuple(int(a > 0) for a in self.activation(codes))

    def phrase(self):
        """'OR and not AND': what the last unit does, and with which functions."""
        names = [unit.name() for unit in self.units]
        return self.template.format(*(f"({name})" if " " in name else name for name in names))

    def gap(self):
        """How far apart the lines between the corners of each class are in the hidden space; 0 if they meet.

        Two segments are farthest apart when seen along a way from end to end, or across one of them.
        """
        zero, one = self.corners[OF[0]], self.corners[OF[1]]
        across = np.array([[y, -x] for x, y in (zero[1] - zero[0], one[1] - one[0])])
        ways = np.concatenate([one - zero, one - zero[::-1], across, -across])
        ways = ways[np.hypot(*ways.T) > TIE]
        ways /= np.hypot(*ways.T)[:, np.newaxis]
        gap = ((ways @ one.T).min(axis=1) - (ways @ zero.T).max(axis=1)).max(initial=0.0)
        return gap if gap > TIE else 0.0

    def places(self):
        """The different places of the corners in the hidden space: (where, which corners), nearly equal ones as one."""
        rest, places = [0, 1, 2, 3], []
        while rest:
            distances = np.hypot(*(self.corners - self.corners[rest[0]]).T)
            members = [k for k in rest if distances[k] < NEAR]
            places.append((self.corners[members].mean(axis=0), members))
            rest = [k for k in rest if k not in members]
        return places


# -- the picture ---------------------------------------------------------------------------------------------------


def _samples(ax, X, t):
    """A line of markers for each class."""
    return [
        ax.plot(*X[t == k].T, MARKERS[k], color=CLASSES[k], ms=4.5, mec=BLACK, mew=0.3, zorder=3)[0]
        for k in (0, 1)
    ]


def _corners(ax, places):
    """The four corners themselves, larger."""
    return [
        ax.plot(*places[OF[k]].T, MARKERS[k], color=CLASSES[k], ms=10 + k, mec=BLACK, mew=1.6, zorder=4)[0]
        for k in (0, 1)
    ]


def _draw_unit(unit, field, computed, line, arrow):
    """The unit's field, function and line, and the arrow that points to where it fires."""
    field.set_data(sigmoid(unit.activation(GRID)))
    computed.set_text(unit.name())
    line.set_data(*line_ends(unit.v, unit.c, XLIM, YLIM).T)
    from_middle, shaft, tip = arrow
    end = unit.foot + 0.22 * unit.direction
    from_middle.set_data(*np.array([[0.5, 0.5], unit.foot]).T)
    shaft.set_data(*np.array([unit.foot, end]).T)
    tip.set_data(*end[:, np.newaxis])
    tip.set_marker((3, 0, unit.angle - 90))


def _joined(lines):
    """Lines (M, 2) each, as one with gaps: its x and its y."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([gap, *(part for line in lines for part in (line, gap))]).T


# -- words ---------------------------------------------------------------------------------------------------------


def _said(network, wrong, near):
    """Four lines: what the units do, what is on the wrong side, why, the formulas.

    ``wrong`` (4,) counts the mistakes near each corner, ``near`` (4,) all samples.
    """
    one, two = network.units
    do = (
        f"Unit 1 fires where {one.fires()} (at the corners: {one.name()}), unit 2 where {two.fires()} (at the "
        f"corners: {two.name()})."
    )
    return "\n".join((do, *_judged(network, wrong, near), f"{network.formulas()}."))


def _judged(network, wrong, near):
    """How many are on the wrong side, and why."""
    count, N = wrong.sum(), near.sum()
    counted = f"{count} of {N} samples {'is' if count == 1 else 'are'} on the wrong side"
    if network.answers != XOR:
        by_logic = network.logic() == network.answers
        same = f": {network.phrase()} is the same as {_named(network.answers)}" if by_logic else ""
        return f"{counted}, {_where(wrong, near)}{same}.", _blocked(network)
    if count > (1 - GOOD) * N:
        most = "all" if wrong.max() == count else wrong.max()
        told = f"All four corners are right, but {counted}, {most} of them near {NAMES[wrong.argmax()]}."
        return told, "The curve where y is one half comes too close to that corner: give it room."
    right = f"{N - count} of {N}" if count else f"all {N}"
    return f"Solved: all four corners are right, and {right} samples.", _why(network)


def _where(wrong, near):
    """The corners at which more than half of the samples are wrong."""
    mostly = [NAMES[k] for k in np.flatnonzero(wrong > near / 2)]
    return f"most of those near {_listed(mostly)}" if mostly else "at no corner more than half"


def _why(network):
    """What solves it: the logic, if it is that, and what the hidden layer has done to the corners."""
    said = "Why: no plain logic, the exact values of h₁ and h₂ decide."
    if network.logic() == XOR:
        said = f"Why: {network.phrase()} is XOR."
    folded = [" and ".join(NAMES[k] for k in members) for _, members in network.places() if members in OF]
    if folded:
        return f"{said} {folded[0]} share nearly one place, the sheet is folded: one line is enough."
    return f"{said} In the hidden space {_diagonals(network)}: one line is enough."


def _blocked(network):
    """What stands in the way, when not all corners are right."""
    if network.logic() == XOR:
        return _unsure(network)
    for number, unit in enumerate(network.units, 1):
        if None in unit.answers():
            through = _undecided(unit.answers())
            return (
                f"The line of unit {number} passes through {through}, where its output is one half: shift it."
            )
    for _, members in network.places():
        if len({network.answers[k] for k in members}) < len({XOR[k] for k in members}):
            return _merged(network, members)
    if any(Network(network.units, last).answers == XOR for last in LAST):
        return "The two hidden units have done their part: choose another last unit."
    so = "no line can part the classes"
    if network.gap():
        so = "a line could part the classes, but none of these eight last units does"
    return f"In the hidden space {_diagonals(network)}: {so}."


def _diagonals(network):
    gap = network.gap()
    if not gap:
        return "the lines between the corners of each class still meet"
    return f"the lines between the corners of each class are {f'{gap:.2f}' if gap >= 0.005 else 'less than 0.01'} apart"


def _unsure(network):
    """The lines are right, but some hidden output is too near to one half."""
    H = network.corners
    (low1, low2), (high1, high2) = H.min(axis=0), H.max(axis=0)
    k, unit = np.unravel_index(np.abs(H - 0.5).argmin(), H.shape)
    then = f"In the hidden space {_diagonals(network)}."
    if max(high1 - low1, high2 - low2) < FLAT:
        spans = f"h₁ goes from {low1:.2f} to {high1:.2f}, h₂ from {low2:.2f} to {high2:.2f}"
        then = f"The sheet arrives small and nearly flat: over the square {spans}."
    return (
        f"The logic is right, {network.phrase()} is XOR, but the units are not sure enough: at {NAMES[k]} "
        f"h{'₁₂'[unit]} is {H[k, unit]:.2f}. {then}"
    )


def _merged(network, members):
    """Corners of both classes at nearly one place, which get the same answer, and why they are there."""
    names = "All four corners"
    if len(members) < 4:
        names = f"{_listed([NAMES[k] for k in members])}, not of one class,"
    unparted = [
        f"{NAMES[i]} and {NAMES[j]}"
        for i, j in combinations(members, 2)
        if XOR[i] != XOR[j] and all(unit.answers()[i] == unit.answers()[j] for unit in network.units)
    ]
    why = "the units are too soft to part them"
    if unparted:
        why = f"no line passes between {unparted[0] if len(members) > 2 else 'them'}"
    return f"{names} fall onto nearly one place in the hidden space: {why}."


def _sum(terms):
    """'−x₁ + 0.577x₂ − 7.07': values and their names, three digits a number."""
    said = " ".join(
        f"{'−' if value < 0 else '+'} {_digits(value, name)}{name}"
        for value, name in terms
        if abs(value) > TIE
    )
    return f"−{said[2:]}" if said.startswith("−") else said[2:]


def _digits(value, name):
    digits = np.format_float_positional(abs(value), 3, unique=False, fractional=False, trim="-")
    return "" if digits == "1" and name else digits


def _listed(names):
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
