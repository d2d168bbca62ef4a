"""Notebook 02: turn and shift a line by hand."""

import numpy as np

from lrcourse.inputs import matrix, pair, targets
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.model import activation, classify
from lrcourse.plots import BLACK, GREEN, GREY, WRONG, axes, classes, line_ends


def line(X, t, names=("class 0", "class 1"), xlabel="$x_1$", ylabel="$x_2$"):
    """A line in your hand: turn it, shift it, stretch w, widen the band of "don't know"; count the mistakes.

    Parameters
    ----------
    X : array, shape (N, 2)
        Best standardised, so that both axes have one scale.
    t : array, shape (N,), of 0 and 1
    names : pair of str
        The classes' names.
    xlabel, ylabel : str
    """
    return Line(X, t, names, xlabel, ylabel)


class Line(Sketch):
    """The lab of `line`."""

    def __init__(self, X, t, names, xlabel, ylabel):
        self.X = matrix(X, "X", 2, "one for each axis")
        self.t = targets(t, size=len(self.X))
        self.names, self.labels = pair(names, "names"), (xlabel, ylabel)
        super().__init__(
            title="A line in your hand",
            alt="Two classes in the plane, a line between them, an arrow for w, "
            "a grey band of don't know, mistakes ringed.",
            controls=[
                Slider("angle", "direction of w", -180, 180, step=1, value=90, unit="°"),
                Slider("length", "length of w", 0.2, 5, step=0.1, value=1.0, digits=1),
                Slider("b", "bias b", -5, 5, step=0.05, value=0.0, digits=2),
                Slider("margin", "don't know if |a| ≤", 0, 2, step=0.05, value=0.0, digits=2),
            ],
            size=(6.4, 5.0),
            tall=4.0,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        ax = axes("", *self.labels, ax=figure.add_subplot())
        classes(
            self.X, self.t, ax=ax, names=self.names, title=" ", xlabel=self.labels[0], ylabel=self.labels[1]
        )
        low, high = self.X.min(axis=0) - 0.5, self.X.max(axis=0) + 0.5
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", adjustable="box")
        self.limits = (low[0], high[0]), (low[1], high[1])
        (self.band,) = ax.fill([], [], color=GREY, alpha=0.22, linewidth=0, zorder=1)
        (self.wrong,) = ax.plot(
            [],
            [],
            "o",
            markersize=10,
            markerfacecolor="none",
            markeredgecolor=WRONG,
            markeredgewidth=1.2,
            zorder=4,
        )
        (self.boundary,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=5)
        (self.shaft,) = ax.plot([], [], color=GREEN, linewidth=3, zorder=6)
        (self.tip,) = ax.plot([], [], marker=(3, 0, 0), color=GREEN, markersize=12, zorder=6)
        return [self.band, self.wrong, self.boundary, self.shaft, self.tip]

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
        decision = classify(activation(self.X, w, b), threshold=0, margin=margin)
        wrong = (decision != self.t) & (decision >= 0)
        self.wrong.set_data(*self.X[wrong].T)
        return (
            f"w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}. Of {len(self.t)}: {np.sum(decision == self.t)} right, "
            f"{wrong.sum()} wrong, {np.sum(decision < 0)} don't know. "
            f"The line is {abs(b) / length:.2f} from the origin, the band {2 * margin / length:.2f} wide."
        )
