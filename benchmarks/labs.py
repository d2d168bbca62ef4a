"""The kernel's share of a lab's answer: prints a table, exits 1 if a target is missed by more than a quarter.

A `Sketch` answers each move of a slider with a new picture, a `Stage` with all steps at once. Both are asked
as the page would ask them. What the browser adds (the way there and back, decoding, painting) is not in here.
"""

import os
import platform
import sys
from statistics import median
from time import perf_counter

import matplotlib
import numpy as np

from lrcourse import plots
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Field, Sketch
from lrcourse.engine.labs.stage import Bars, Curve, Curves, Plane, Points, Probability, Stage
from lrcourse.lessons import labs

SLACK = 1.25  # machines differ: a target counts as missed when it is missed by more than a quarter
RNG = np.random.default_rng(1)
T = np.arange(400) % 2
X = RNG.normal(size=(400, 2)) + np.where(T[:, None] > 0, 1, -1)
GRID = np.stack(np.meshgrid(np.linspace(-4, 4, 60), np.linspace(-4, 4, 60)), axis=-1)


class Line(Sketch):
    """400 points, a legend, a line and a title that move; ``field``: so does the probability behind them."""

    def __init__(self, field):
        self.with_field = field
        controls = [Slider("angle", "angle", -180, 180, step=1, value=30)]
        super().__init__("Line", "Points and a line.", controls)

    def start(self, figure):
        """Draw what rests."""
        ax = plots.axes("Line", "bill length (mm)", "bill depth (mm)", ax=figure.add_subplot())
        ax.set(xlim=(-4, 4), ylim=(-4, 4))
        plots.classes(X, T, ax=ax)
        self.points = ax.collections[0]
        (self.line,) = ax.plot([], [], color=plots.BLACK, zorder=4)
        self.title_text = ax._left_title
        self.field = Field(ax) if self.with_field else None
        return [self.points, self.line, self.title_text] + [self.field] * self.with_field

    def move(self, angle):
        """Turn the line."""
        w = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        self.line.set_data(*plots.line_ends(w, 0, (-4, 4), (-4, 4)).T)
        self.title_text.set_text(f"w = ({w[0]:.2f}, {w[1]:.2f})")
        if self.field:
            self.field.set_data(1 / (1 + np.exp(-GRID @ w)))
        return f"{np.sum((X @ w > 0) != T)} mistakes."


class Train(Stage):
    """300 steps of gradient descent on 400 points, four panels."""

    def __init__(self):
        controls = [Slider("rate", "rate", 0.01, 3, value=0.3, log=True)]
        panels = [
            Plane("Data", "x1", "x2", (-4, 4), (-4, 4), [Probability(), Points()]),
            Curves("Cost", "step", "J", [Curve("cost", "J")]),
            Curves("Weights", "step", "w", [Curve("w", ["w1", "w2"])]),
            Bars("Weights now", "w", "w", ["w1", "w2"]),
        ]
        super().__init__("Train", "Data, cost, weights.", controls, panels, "Step {step}: cost {cost:.3f}.")

    def compute(self, rate):
        """Train."""
        w, b, cost = np.zeros((301, 2)), np.zeros(301), np.zeros(301)
        for s in range(301):
            a = X @ w[s] + b[s]
            cost[s] = np.mean(np.logaddexp(0, a) - T * a)
            if s < 300:
                residual = 1 / (1 + np.exp(-a)) - T
                w[s + 1], b[s + 1] = w[s] - rate * X.T @ residual / 400, b[s] - rate * residual.mean()
        return {"w": w, "b": b, "cost": cost, "phi": GRID, "X": X, "t": T}


def asked(lab, name, values, repeats=5):
    """Median over ``repeats`` of the mean milliseconds of a request; no value comes twice: a lab may keep answers."""

    def sweep(part):
        begin = perf_counter()
        for value in part:
            lab._heard(lab, {"ask": str(value), "values": {name: float(value)}}, [])
        return 1000 * (perf_counter() - begin) / len(part)

    first, *parts = np.array_split(np.asarray(values, float), repeats + 1)
    sweep(first)
    assert not lab.error, lab.error
    return median(sweep(part) for part in parts)


def main():
    figures = [  # what, measured ms, target ms
        ("Sketch, 400 points, line, title", asked(Line(False), "angle", range(-60, 60, 2)), 25),
        ("Sketch, the same on a moving field", asked(Line(True), "angle", range(-60, 60, 2)), 25),
        ("Stage, 300 steps computed and sent", asked(Train(), "rate", np.geomspace(0.02, 2, 48)), 8),
        ("faces, another learning rate", asked(labs.faces(), "rate", np.geomspace(0.001, 0.01, 48)), 60),
        ("race, another learning rate", asked(labs.race(), "rate", np.geomspace(0.1, 0.9, 48)), 60),
    ]
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}, "
        f"matplotlib {matplotlib.__version__}; medians of 5\n"
    )
    print(f"{'a change of a slider, kernel side':38} {'ms':>6} {'target':>7}")
    for what, got, target in figures:
        print(f"{what:38} {got:6.1f} {target:7d}{'' if got <= target * SLACK else '  MISSED'}")
    return int(any(got > target * SLACK for _, got, target in figures))


if __name__ == "__main__":
    sys.exit(main())
