"""The line in your hand with a price on it: what each place of it costs, move by move (notebook 00)."""

import numpy as np

from lrcourse.cost import objective
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Field
from lrcourse.lessons.n02_linear_classification.line_lab import Line
from lrcourse.model import activation, feedforward
from lrcourse.plots import BLACK, GREY, axes, line_ends

MOVES = 60  # shown, the last ones
LOW, HIGH = 0.03, 5  # of the scale of costs; what lies beyond is drawn there
SIDE = 60  # points of the probability's grid along each side


class Priced(Line):
    """The lab of `line` with ``cost=True``: no band and no arrow, but the probability, and the cost of every move."""

    alt_text = (
        "Two classes in the plane, a line between them, and rings round the mistakes; the deeper the colour, the "
        "surer the line. Beside it, the cost from move to move."
    )
    called = "cost"

    def sliders(self):
        """The controls: where the line is, and how sure it is of itself; the second does not move it."""
        return [
            Slider("angle", "turn (direction of w)", -180, 180, step=1, value=90, unit="°"),
            Slider("shift", "shift", -3, 3, step=0.02, value=0.0, digits=2),
            Slider("length", "sureness (length of w)", 0.2, 15, step=0.1, value=1.0, digits=1),
        ]

    def start(self, figure):
        """Draw what stays; return what moves."""
        self.costs = getattr(self, "costs", [])
        plane, record = self.subplots(figure, 1, 2, (1.1, 1))
        moving = self._plane(plane)
        self.field = Field(plane)
        one, two = (np.linspace(*ends, SIDE) for ends in self.limits)
        self.grid = np.stack(np.meshgrid(one, two), axis=-1).reshape(-1, 2)
        for artist in (self.band, self.shaft, self.tip):
            artist.set_visible(False)
        self.tip.set_data([0], [0])
        return [self.field, *moving, *self._record(record)]

    def _record(self, ax):
        """The cost of the last moves."""
        axes("What your line costs", f"your last {MOVES} moves", "cost (nats)", ax=ax)
        ax.set(xlim=(-1, MOVES), ylim=(LOW * 0.85, HIGH * 1.15), yscale="log", xticks=[])
        ticks = [0.05, 0.1, 0.2, 0.5, 1, 2, 5]
        ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        ax.minorticks_off()
        ax.axhline(np.log(2), color=GREY, linestyle=":")
        ax.text(MOVES, np.log(2) * 1.05, "no opinion: 0.69", ha="right", va="bottom", fontsize=9)
        (self.trace,) = ax.plot([], [], color=BLACK, linewidth=1.5)
        (self.last,) = ax.plot([], [], "o", color=BLACK, markersize=8)
        return [self.trace, self.last]

    def handles(self):
        """The line's two ends and its middle."""
        return {name: place for name, place in super().handles().items() if name != "arrow"}

    def _b(self):
        return 0 - self.values["length"] * self.values["shift"]

    def grab(self, name, x, y):
        """An end turns the line about the other end, the middle shifts it; neither changes how sure it is."""
        values = super().grab(name, x, y)
        if "b" in values:
            values["shift"] = -values.pop("b") / self.values["length"]
        return values

    def reset(self):
        """Forget the moves."""
        self.costs = []

    def move(self, angle, shift, length):
        """Set the line to the sliders; say what it costs."""
        w, b = self._w(), self._b()
        cost = objective(self.X, self.t, w, b)
        if not self.costs or cost != self.costs[-1]:
            self.costs.append(cost)
        self.boundary.set_data(*line_ends(w, b, *self.limits).T)
        self._name_sides(angle, w / length)
        self.field.set_data(feedforward(self.grid, w, b).reshape(SIDE, SIDE))
        wrong = (activation(self.X, w, b) > 0) != self.t
        self.wrong.set_data(*self.X[wrong].T)
        seen = np.clip(self.costs[-MOVES:], LOW, HIGH)
        self.trace.set_data(np.arange(len(seen)), seen)
        self.last.set_data([len(seen) - 1], seen[-1:])
        self.number = f"{cost:.3f}"
        where = ""
        if self._ends() is None:
            on = self.names[int(self.X[0] @ w + b > 0)]
            where = f" The line is {self._outside(w, b)} the picture: every sample is on the side of {on}."
        return (
            f"w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}: cost {cost:.3f}, the lowest so far {min(self.costs):.3f}. "
            f"Of {len(self.t)}: {np.sum(~wrong)} right, {wrong.sum()} wrong.{where}"
        )
