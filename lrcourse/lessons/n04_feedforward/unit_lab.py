"""Notebook 04: one sample goes through the logistic unit."""

import numpy as np
from matplotlib.colors import to_hex

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import number, vector
from lrcourse.labels import pair
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, BLUE, CLASSES, FIELD, GREY, MARKERS, ORANGE, axes

# Places in the drawing of the unit, 10 wide and 6 high: one row for each feature, one for the bias.
ROWS = (5.0, 3.0, 1.0)
TRACK = (0.2, 2.15)  # on which an input is dragged, from -2 to 2
NODE, VALVE, BEND, SUM = 3.1, 4.3, 6.6, 8.9
LABEL = (5.7, 6.2)  # farther from the valve on a narrow page
REACH = 0.5  # of a valve, up to its largest weight and down
MOST = (2.5, 2.5, 4)  # the largest weights, and the largest bias
WIDTH = (4.5, 3.4)  # points of a wire for each unit of evidence; the same on a narrow page
DASH = 6.0  # points of a dash of a wire that counts against
RIM, END = 20.0, 17.0  # the right edge of the sigmoid's panel, and where y ends there


def unit(names=("x₁", "x₂"), x=(1.0, -0.5), w=(2.0, -1.0), b=-0.5):
    """One sample through the logistic unit: each w_i x_i is a wire, the wires add up to a, and a becomes y.

    Parameters
    ----------
    names : two str
        What the features are called.
    x, w : two floats each
        The sample at the start, within -2 .. 2, and the weights, within -2.5 .. 2.5.
    b : float
        The bias at the start, within -4 .. 4.
    """
    return Unit(names, x, w, b)


class Unit(Sketch):
    """The lab of `unit`."""

    def __init__(self, names, x, w, b):
        self.names = names = pair(names, "names")
        x, w, b = vector(x, "x", 2), vector(w, "w", 2), number(b, "b", -4, 4)
        features = [Slider(f"x{i + 1}", names[i], -2, 2, step=0.1, value=x[i], digits=1) for i in (0, 1)]
        weights = [
            Slider(f"w{i + 1}", f"weight of {names[i]}", -2.5, 2.5, step=0.1, value=w[i], digits=1) for i in (0, 1)
        ]
        super().__init__(
            title="One sample through the unit",
            alt="On the left, two features and a constant 1, each joined to the sum a by a wire whose thickness shows "
            "weight times input; solid orange wires count for class 1, dashed blue ones against. "
            "On the right, the sigmoid, with a dot at this sum and its output y.",
            controls=[*features, *weights, Slider("b", "bias b", -4, 4, step=0.1, value=b, digits=1)],
            size=(11.0, 4.7),
            number="output y",
            tall=7.8,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        if self.narrow:  # the drawing takes the whole width, with no ticks beside it
            net, curve = figure.add_axes((0.02, 0.525, 0.96, 0.405)), figure.add_subplot(2, 1, 2)
        else:
            net, curve = figure.subplots(1, 2, width_ratios=(1.9, 1))
        self._start_still(net)
        return [*self._start_wires(net), *self._start_curve(curve)]

    def _start_still(self, net):
        """The nodes, the tracks of the inputs, the bars of the valves."""
        axes("Drag a ring: orange counts for class 1, dashed blue against", "", "", ax=net)
        net.set(xlim=(0, 10), ylim=(0, 6.2), xticks=(), yticks=())
        net.spines[:].set_visible(False)
        middle, still = np.mean(TRACK), {"color": GREY, "zorder": 0.5}
        for name, row in zip(self._inputs(), ROWS[:2], strict=True):
            net.text(0, row + 0.5, name, zorder=0.5)
            net.plot([TRACK[0], middle, TRACK[1]], [row] * 3, "|-", linewidth=1.5, **still)
            for value, x in zip((-2, 0, 2), (TRACK[0], middle, TRACK[1]), strict=True):
                net.text(x, row - 0.27, value, ha="center", va="top", **still)
        net.text(middle, ROWS[2], "constant\ninput", ha="center", va="center", zorder=0.5)
        net.text(NODE, ROWS[2], "1", ha="center", va="center", zorder=3)
        for row in ROWS:
            net.plot([VALVE] * 3, [row - REACH, row, row + REACH], "_-", color=GREY, linewidth=1.5, zorder=2)
        for x, y, size in [*((NODE, row, 29) for row in ROWS), (SUM, 3, 47)]:
            net.plot(x, y, "o", color="white", markeredgecolor=BLACK, markeredgewidth=1.5, markersize=size, zorder=2)
        x, y, tip = (SUM, 0.4, "v") if self.narrow else (9.95, 3, ">")
        net.plot([SUM, x], [3, y], color=BLACK, linewidth=1.5, zorder=0.5)
        net.plot(x, y, tip, color=BLACK, markersize=8, clip_on=False, zorder=0.5)

    def _inputs(self):
        """What the two tracks are called."""
        letters = ("x₁", "x₂")
        return [letter if name == letter else f"{name} {letter}" for name, letter in zip(self.names, letters)]

    def _start_wires(self, net):
        """What moves in the drawing of the unit."""
        self.net = net
        self.wires = [net.plot([], [], dash_capstyle="butt", solid_capstyle="butt", zorder=1)[0] for _ in ROWS]
        (self.knobs,) = net.plot([], [], "o", color=BLACK, markersize=8, zorder=3)
        middle = {"ha": "center", "zorder": 3}
        self.inputs = [net.text(NODE, row, "", va="center", **middle) for row in ROWS[:2]]
        self.weights = [net.text(VALVE, row + REACH + 0.24, "", **middle) for row in ROWS]
        label = LABEL[self.narrow]
        self.products = [net.text(label, row + 0.3, "", weight="bold", **middle) for row in ROWS]
        self.sides = [net.text(label, row - 0.3, "", va="top", **middle) for row in ROWS]
        self.total = net.text(SUM, 3, "", va="center", linespacing=1.1, **middle)
        return [*self.wires, self.knobs, *self.inputs, *self.weights, *self.products, *self.sides, self.total]

    def _start_curve(self, curve):
        axes("From sum to probability", "sum a", "output y", ax=curve)
        a = np.linspace(-15, 15, 241)
        curve.plot(a, sigmoid(a), color=GREY, linewidth=2, zorder=1)
        curve.set(xlim=(-15, RIM), ylim=(-0.1, 1.1), xticks=(-10, -5, 0, 5, 10))
        for k, y in enumerate((0.1, 1.0)):
            curve.plot(-13.7, y, MARKERS[k], color=CLASSES[k], markeredgecolor=BLACK, markeredgewidth=0.4, zorder=0.5)
            curve.text(-12.6, y, f"class {k}", va="center", zorder=0.5)
        (self.guide,) = curve.plot([], [], "--", color=BLACK, linewidth=1, zorder=1.5)
        (self.dot,) = curve.plot([], [], "o", color=BLACK, markersize=9, zorder=2)
        (self.end,) = curve.plot(
            [], [], "o", markeredgecolor=BLACK, markeredgewidth=1.5, markersize=36, clip_on=False, zorder=2
        )
        self.output = curve.text(END, 0, "", ha="center", va="center", zorder=3)
        return [self.guide, self.dot, self.end, self.output]

    def handles(self):
        """The two inputs on their tracks, and the three valves."""
        places = self._knobs(**self.values)
        return {name: (self.net, *place) for name, place in zip(("x1", "x2", "w1", "w2", "b"), places, strict=True)}

    def grab(self, name, x, y):
        """An input goes along its track, a weight up and down."""
        if name[0] == "x":
            return {name: np.interp(x, TRACK, (-2, 2))}
        k = ("w1", "w2", "b").index(name)
        return {name: (y - ROWS[k]) / REACH * MOST[k]}

    def _knobs(self, x1, x2, w1, w2, b):
        tracks = [(np.interp(x, (-2, 2), TRACK), row) for x, row in zip((x1, x2), ROWS[:2], strict=True)]
        valves = zip((w1, w2, b), MOST, ROWS, strict=True)
        return [*tracks, *((VALVE, row + REACH * w / most) for w, most, row in valves)]

    def move(self, x1, x2, w1, w2, b):
        """Set the wires to what they carry; say the sum and the output."""
        parts = np.array([w1 * x1, w2 * x2, b])
        a = parts.sum()
        self.knobs.set_data(*np.transpose(self._knobs(x1, x2, w1, w2, b)))
        for k, part in enumerate(parts):
            self._wire(k, part)
            self.weights[k].set_text(f"{('w₁', 'w₂', 'b')[k]} = {exact((w1, w2, b)[k])}")
        for text, x in zip(self.inputs, (x1, x2), strict=True):
            text.set_text(exact(x))
        self.total.set_text(f"sum a\n{a + 0.0:.2f}")
        y = sigmoid(a)
        self.guide.set_data([a, a, END], [-0.1, y, y])
        self.dot.set_data([a], [y])
        self.end.set(data=([END], [y]), markerfacecolor=to_hex(FIELD(y)))
        self.output.set(text=f"{y:.3f}", y=y)
        share = f"{100 * y:.1f}%" if 0.001 < y < 0.999 else "more than 99.9%" if y > 0.5 else "less than 0.1%"
        self.number = f"{y:.3f}"
        return (
            f"a = ({exact(w1)})({exact(x1)}) + ({exact(w2)})({exact(x2)}) + ({exact(b)}) = {a:.2f}, so y = {y:.3f}: "
            f"class 1 with a probability of {share}. "
            f"{parts[parts > 0].sum():.2f} counts for class 1, {-parts[parts < 0].sum() + 0.0:.2f} against."
        )

    def _wire(self, k, part):
        """As thick as what it carries: solid for class 1, dashed against it, thin and dotted if nothing."""
        s = np.linspace(0, 1, 25)
        end = 3 + 0.32 * (1 - k)  # side by side where they enter the sum
        self.wires[k].set_data(
            np.concatenate([[NODE], BEND + (SUM - BEND) * s]),
            np.concatenate([[ROWS[k]], ROWS[k] + (end - ROWS[k]) * s**2 * (3 - 2 * s)]),
        )
        silent = abs(part) < 0.005
        width = 1.0 if silent else max(WIDTH[self.narrow] * abs(part), 0.8)
        dash = DASH / width  # matplotlib counts dashes in widths of their line
        self.wires[k].set(
            linewidth=width,
            linestyle=":" if silent else "-" if part > 0 else (0, (dash, dash / 3)),
            color=GREY if silent else ORANGE if part > 0 else BLUE,
        )
        self.products[k].set_text("0.00" if silent else f"{part:+.2f}")
        self.sides[k].set_text("silent" if silent else "for" if part > 0 else "against")


def exact(value):
    """One digit, as on the sliders; more for a value that Python has set, so that the sum shown is right."""
    return f"{value:.1f}" if round(value, 1) == value else f"{value:.4g}"
