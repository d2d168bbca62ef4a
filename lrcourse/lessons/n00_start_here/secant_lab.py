"""Notebook 00: a secant becomes a tangent."""

import numpy as np

from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.lab import signed
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.model import sigmoid
from lrcourse.plots import BLUE, GREEN, ORANGE, axes

# name -> (function, derivative)
CURVES = {
    "parabola": (np.square, lambda x: 2 * x),
    "sine": (np.sin, np.cos),
    "exponential": (np.exp, np.exp),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x))),
}


def secant():
    """A secant through two points of a curve turns into the tangent as the points move together."""
    return Secant()


class Secant(Sketch):
    """The lab of `secant`."""

    def __init__(self):
        super().__init__(
            title="From the secant to the slope",
            alt="A curve, a line through two of its points, and the tangent at the first of them.",
            controls=[
                Choice("curve", "curve", list(CURVES), "parabola"),
                Slider("x", "x", -2, 2, step=0.05, value=0.5, digits=2),
                Slider("h", "step h", 0.001, 1.5, value=1.0, log=True),
            ],
            size=(9.4, 4.4),
            tall=4.2,
            number="slope of the secant",
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        ax = axes("Two points, a line, a slope", "x", "f(x)", ax=figure.add_subplot())
        self.grid = np.linspace(-2.2, 3.6, 240)
        ax.set(xlim=(-2.2, 3.6), ylim=(-2, 8))
        (self.graph,) = ax.plot([], [], color=BLUE, linewidth=2.2, label="f")
        (self.secant,) = ax.plot([], [], color=ORANGE, linewidth=2, label="secant, through both points")
        (self.tangent,) = ax.plot([], [], "--", color=GREEN, linewidth=2, label="tangent, slope f'(x)")
        (self.points,) = ax.plot([], [], "o", color=ORANGE, markeredgecolor="black", markersize=8)
        ax.legend(loc="upper left", fontsize=9)
        return [self.graph, self.secant, self.tangent, self.points]

    def handles(self):
        """Both points."""
        curve, x, h = (self.values[name] for name in ("curve", "x", "h"))
        f = CURVES[curve][0]
        return {"first": (self.points.axes, x, f(x)), "second": (self.points.axes, x + h, f(x + h))}

    def grab(self, name, x, y):
        """The first point takes the second with it; the second stays to its right."""
        return {"x": x} if name == "first" else {"h": x - self.values["x"]}

    def move(self, curve, x, h):
        """Draw the curve, both lines and both points; state both slopes."""
        f, derivative = CURVES[curve]
        slope, exact = (f(x + h) - f(x)) / h, derivative(x)
        self.graph.set_data(self.grid, f(self.grid))
        self.secant.set_data(self.grid, f(x) + slope * (self.grid - x))
        self.tangent.set_data(self.grid, f(x) + exact * (self.grid - x))
        self.points.set_data([x, x + h], [f(x), f(x + h)])
        self.number = f"{slope:.3f}"
        self._number = signed(f"slope of the secant (tangent {exact:.3f})")
        return (
            f"Slope between the points: {slope:.4f}. Derivative at x = {x:.2f}: {exact:.4f}. "
            f"Difference: {slope - exact:+.4f}."
        )
