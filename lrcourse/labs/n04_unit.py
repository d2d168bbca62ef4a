"""Notebook 04: one sample goes through the logistic unit."""

import numpy as np

from lrcourse.inputs import number, pair, vector
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, BLUE, GREY, ORANGE, axes


def unit(names=("x1", "x2"), x=(1.0, -0.5), w=(2.0, -1.0), b=-0.5):
    """One sample through the logistic unit: each w_i x_i is a bar, the bars add up to a, and a becomes y.

    Parameters
    ----------
    names : two str
        What the features are called.
    x, w : two floats each
        The sample and the weights at the start, within -2 .. 2.
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
            Slider(f"w{i + 1}", f"weight of {names[i]}", -2, 2, step=0.1, value=w[i], digits=1)
            for i in (0, 1)
        ]
        super().__init__(
            title="One sample through the unit",
            alt="Left: bars for the bias and each weight times feature, end to end, adding up to the activation. "
            "Right: the sigmoid, with a dot at this activation and its output.",
            controls=[*features, *weights, Slider("b", "bias b", -4, 4, step=0.1, value=b, digits=1)],
            size=(9.0, 3.6),
            tall=5.8,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        bars, curve = self.subplots(figure, 1, 2, (1.25, 1))
        axes("What speaks for class 1, and what against", "activation", "", ax=bars)
        times = "\n· weight" if self.narrow else " · weight"
        labels = ["bias", self.names[0] + times, self.names[1] + times, "sum: a"]
        bars.set(xlim=(-13, 13), ylim=(-0.6, 3.6), yticks=range(4), yticklabels=labels)
        bars.invert_yaxis()
        bars.axvline(0, color=GREY, linewidth=1)
        self.bars = bars.barh(range(4), [0] * 4, height=0.62, zorder=3).patches
        self.numbers = [bars.text(0, row, "", va="center", fontsize=9, zorder=4) for row in range(4)]
        axes("From sum to probability", "activation a", "output y", ax=curve)
        a = np.linspace(-13, 13, 241)
        curve.plot(a, sigmoid(a), color=GREY, linewidth=2)
        curve.set(xlim=(-13, 13), ylim=(-0.03, 1.03))
        (self.guide,) = curve.plot([], [], "--", color=BLACK, linewidth=1)
        (self.dot,) = curve.plot([], [], "o", color=BLACK, markersize=9)
        return [*self.bars, *self.numbers, self.guide, self.dot]

    def move(self, x1, x2, w1, w2, b):
        """Lay the bars end to end; say the sum and the output."""
        parts = np.array([b, w1 * x1, w2 * x2])
        a = parts.sum()
        starts = [0, *np.cumsum(parts)[:-1], 0]
        for bar, label, start, width in zip(self.bars, self.numbers, starts, [*parts, a], strict=True):
            bar.set(x=start, width=width, color=ORANGE if width >= 0 else BLUE)
            label.set(text=f"{width:+.2f}", x=np.clip(max(start, start + width) + 0.3, -11.5, 9.2))
        y = sigmoid(a)
        self.guide.set_data([a, a, -13], [0, y, y])
        self.dot.set_data([a], [y])
        share = (
            f"{100 * y:.1f} %" if 0.001 < y < 0.999 else "more than 99.9 %" if y > 0.5 else "less than 0.1 %"
        )
        return (
            f"a = {b:.2f} + ({w1:.1f})({x1:.1f}) + ({w2:.1f})({x2:.1f}) = {a:.2f}, so y = {y:.3f}: "
            f"class 1 with a probability of {share}."
        )
