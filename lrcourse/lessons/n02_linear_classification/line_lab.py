"""Notebook 02: turn and shift a line by hand."""

import numpy as np

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import matrix, targets
from lrcourse.labels import pair
from lrcourse.model import activation, classify
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, MARKERS, WRONG, axes, classes, line_ends

END = 6  # of the scale of activations; what lies beyond is drawn there


def line(X, t, names=("class 0", "class 1"), xlabel="$x_1$", ylabel="$x_2$", cost=False):
    """A line in your hand: turn it, shift it, stretch w, widen the "don't know" band; count the mistakes.

    Parameters
    ----------
    X : array, shape (N, 2)
        Best standardised, so both axes have the same scale.
    t : array, shape (N,), of 0 and 1
    names : pair of str
        The classes' names.
    xlabel, ylabel : str
    cost : bool
        Show what the line costs, the mean cross-entropy, and how that changes from move to move (notebook 00).
    """
    if cost:
        from lrcourse.lessons.n02_linear_classification.priced import Priced

        return Priced(X, t, names, xlabel, ylabel)
    return Line(X, t, names, xlabel, ylabel)


class Line(Sketch):
    """The lab of `line`."""

    alt_text = (
        "Two classes in the plane, a line between them, an arrow for w, "
        "a grey “don’t know” band, and rings round the mistakes. Beside it, the same samples by their activation."
    )
    called = "wrong, 0 unsure"  # the large number

    def __init__(self, X, t, names, xlabel, ylabel):
        self.X = matrix(X, "X", 2, "one for each axis")
        self.t = targets(t, size=len(self.X))
        self.names, self.labels = pair(names, "names"), (xlabel, ylabel)
        super().__init__(
            title="A line in your hand",
            alt=self.alt_text,
            controls=self.sliders(),
            size=(9.4, 5.3),
            number=self.called,
            tall=7.2,
        )

    def sliders(self):
        """The controls."""
        return [
            Slider("angle", "direction of w", -180, 180, step=1, value=90, unit="°"),
            Slider("length", "length of w", 0.2, 5, step=0.1, value=1.0, digits=1),
            Slider("b", "bias b", -5, 5, step=0.05, value=0.0, digits=2),
            Slider("margin", "don’t know if |a| ≤", 0, 2, step=0.05, value=0.0, digits=2),
        ]

    def start(self, figure):
        """Draw what stays; return what moves."""
        plane, scale = self.subplots(figure, 1, 2, (1.1, 1))
        return [*self._plane(plane), *self._scale(scale)]

    def _plane(self, ax):
        classes(self.X, self.t, ax=axes("Drag a ring", *self.labels, ax=ax), names=self.names)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, handletextpad=0.2, borderpad=0)
        low, high = self.X.min(axis=0) - 0.5, self.X.max(axis=0) + 0.5
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", adjustable="box", anchor="N")
        self.limits = (low[0], high[0]), (low[1], high[1])
        (self.band,) = ax.fill([], [], color=GREY, alpha=0.22, linewidth=0, zorder=1)
        (self.wrong,) = ax.plot(
            [], [], "o", markersize=10, markerfacecolor="none", markeredgecolor=WRONG, markeredgewidth=1.2, zorder=4
        )
        (self.boundary,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        (self.shaft,) = ax.plot([], [], color=GREEN, linewidth=3, zorder=6)
        (self.tip,) = ax.plot([], [], marker=(3, 0, 0), color=GREEN, markersize=12, zorder=6)
        self.sides = [ax.text(0, 0, name, rotation_mode="anchor", ha="center", clip_on=True) for name in self.names]
        for text in self.sides:
            text.set(zorder=1.5, fontsize=9)  # below the samples
        return [self.band, self.wrong, self.boundary, self.shaft, self.tip, *self.sides]

    def _scale(self, ax):
        """The activations, a row a class, on a scale that stands still."""
        axes("How far to each side", f"activation a (beyond ±{END} at the edge)", "", ax=ax)
        ax.set(xlim=(-END - 0.3, END + 0.3), ylim=(-0.6, 1.6), yticks=[0, 1], yticklabels=self.names)
        ax.tick_params(axis="y", length=0, rotation=90)
        for text in ax.get_yticklabels():
            text.set_va("center")
        for k, (side, words) in enumerate((("right", f"← {self.names[0]} "), ("left", f" {self.names[1]} →"))):
            ax.text(0, 1.58, words, ha=side, va="top", fontsize=9, zorder=0.5 + k / 10)
        (self.unsure,) = ax.fill([], [], color=GREY, alpha=0.22, linewidth=0, zorder=1)
        ax.axvline(0, color=BLACK, linewidth=2, ymax=0.92, zorder=0.5)
        # Spread evenly over the height, so that few hide another.
        self.rows = self.t + 0.35 * (2 * (0.618 * np.arange(len(self.t)) % 1) - 1)
        (self.missed,) = ax.plot([], [], "o", ms=10, mfc="none", mec=WRONG, mew=1.2, zorder=3)
        self.dots = [ax.plot([], [], MARKERS[k], color=CLASSES[k], ms=5, mec=BLACK, mew=0.3)[0] for k in (0, 1)]
        return [self.unsure, self.missed, *self.dots]

    def handles(self):
        """Both ends of the line, where it leaves the picture, its middle, and the tip of w."""
        ends, ax = self._ends(), self.boundary.axes
        if ends is None:
            return {}
        one, other = ends[0] + 0.1 * (ends[1] - ends[0]), ends[1] + 0.1 * (ends[0] - ends[1])
        tip = [float(values[0]) for values in self.tip.get_data()]
        return {
            "one end": (ax, *one), "other end": (ax, *other), "line": (ax, *ends.mean(axis=0)), "arrow": (ax, *tip),
        }  # fmt: skip

    def _ends(self):
        """The two places where the line leaves the picture, (2, 2); None if it is outside."""
        (left, right), (bottom, top) = self.limits
        w, b = self._w(), self._b()
        along, middle = np.array([-w[1], w[0]]) / np.hypot(*w), -b * w / (w @ w)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = (np.array([[left, right], [bottom, top]]) - middle[:, np.newaxis]) / along[:, np.newaxis]
        first, last = np.nanmax(reach.min(axis=1)), np.nanmin(reach.max(axis=1))
        return middle + np.outer([first, last], along) if first < last else None

    def _w(self):
        angle = np.radians(self.values["angle"])
        return self.values["length"] * np.array([np.cos(angle), np.sin(angle)])

    def _b(self):
        return self.values["b"]

    def grab(self, name, x, y):
        """An end turns the line about the other end; the middle shifts it; the arrow turns and stretches w."""
        place, w = np.array([x, y]), self._w()
        if name == "line":
            return {"b": -w @ place}
        if name == "arrow":
            far, b = np.hypot(x, y), self.values["b"]  # the tip lies at (length - b / length) times the direction
            length = (far + np.sqrt(far**2 + 4 * b)) / 2 if far**2 + 4 * b > 0 else np.sqrt(-b)
            return {"angle": np.degrees(np.arctan2(y, x)), "length": length} if far else {}
        one, other = self._ends()
        fixed = other + 0.1 * (one - other) if name == "one end" else one + 0.1 * (other - one)
        along = place - fixed
        if not along.any():
            return {}
        normal = np.array([-along[1], along[0]]) / np.hypot(*along)
        normal = normal if normal @ w > 0 else -normal
        angle = np.degrees(np.arctan2(normal[1], normal[0]))
        return {"angle": angle, "b": -self.values["length"] * normal @ fixed}

    def _outside(self, w, b):
        """Where a line lies that does not cross the picture."""
        (left, right), (bottom, top) = self.limits
        middle = np.array([left + right, bottom + top]) / 2
        x, y = -(w @ middle + b) * w
        return ("right of" if x > 0 else "left of") if abs(x) > abs(y) else ("above" if y > 0 else "below")

    def _name_sides(self, angle, direction):
        """The classes' names along the line, each on its own side, as on a map."""
        ends, turned = self._ends(), (angle - 90 + 90) % 180 - 90
        up = np.isclose((angle - 90 - turned) % 360, 0)  # whether w points to the top of the letters
        for k, text in enumerate(self.sides):
            text.set_visible(ends is not None and np.hypot(*(ends[1] - ends[0])) > 2)
            if ends is not None:
                x, y = 0.75 * ends[0] + 0.25 * ends[1] + (2 * k - 1) * 0.08 * direction
                text.set(x=x, y=y, rotation=turned, va="bottom" if up == (k == 1) else "top")

    def _draw_activations(self, a, wrong, margin):
        for k, dots in enumerate(self.dots):
            dots.set_data(a[self.t == k], self.rows[self.t == k])
        self.missed.set_data(a[wrong], self.rows[wrong])
        self.unsure.set_xy([(-margin, -0.6), (margin, -0.6), (margin, 1.42), (-margin, 1.42)])

    def move(self, angle, length, b, margin):
        """Set the line to the sliders; say what it does."""
        direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        w = length * direction
        lower, middle, upper = (line_ends(w, b - shift, *self.limits) for shift in (-margin, 0, margin))
        foot = -b / length * direction
        self.boundary.set_data(*middle.T)
        self.band.set_xy(np.concatenate([lower, upper[::-1]]))
        self.shaft.set_data(*np.array([foot, foot + w]).T)
        self.tip.set_data(*(foot + w)[:, None])
        self.tip.set_marker((3, 0, angle - 90))
        a = activation(self.X, w, b)
        decision = classify(a, threshold=0, margin=margin)
        wrong = (decision != self.t) & (decision >= 0)
        self.wrong.set_data(*self.X[wrong].T)
        unanswered = np.sum(decision < 0)
        self.number = f"{wrong.sum()}"
        self._number = f"wrong, {unanswered} unsure"
        where = f"The line is {abs(b) / length:.2f} from the origin"
        if self._ends() is None:
            where += f", {self._outside(w, b)} the picture (all of it is on the side of {self.names[int(a[0] > 0)]})"
        self._name_sides(angle, direction)
        self._draw_activations(np.clip(a, -END, END), wrong, margin)
        return (
            f"w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}. Of {len(self.t)}: {np.sum(decision == self.t)} right, "
            f"{wrong.sum()} wrong, {unanswered} unsure. "
            f"{where}, the band {2 * margin / length:.2f} wide."
        )
