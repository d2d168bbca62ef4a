"""Notebook 08: one prediction, and what two costs make of it."""

import numpy as np
from traitlets import Int

from lrcourse import core
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import number
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, axes

OUTCOMES = ("it happened (t = 1)", "it did not (t = 0)")
REACH = 6.0  # the activations shown, and the surprise at both ends of them


def one_prediction(y=0.02, happened=True):
    """One prediction between 0 and 1, what happened, and two costs: cross-entropy beside squared error.

    Parameters
    ----------
    y : float, from 0 to 1
        The probability said at the start.
    happened : bool
        Whether t = 1 at the start.
    """
    return OnePrediction(y, happened)


class OnePrediction(Sketch):
    """The lab of `one_prediction`."""

    _lines = Int(3).tag(sync=True)

    def __init__(self, y, happened):
        if not isinstance(happened, bool | np.bool_):
            raise TypeError(f"happened must be True or False; got {happened!r}.")
        super().__init__(
            title="One prediction",
            alt="The cross-entropy and half the squared error of one prediction as curves, a dot on each: on the "
            "left against the output, in the middle against the activation, with tangents. On the right, how strongly "
            "each cost pulls on the activation, as a bar that points up or down.",
            controls=[
                Slider("y", "you said y =", 0, 1, step=0.005, value=number(y, "y", 0, 1), digits=3),
                Choice("happened", "and then", OUTCOMES, OUTCOMES[not happened]),
            ],
            size=(10.2, 4.4),
            number="the squared error’s pull",
            tall=10.5,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        output, activation, pulls = self.subplots(figure, 1, 3, (1, 1.1, 0.75))
        axes("What it costs: drag the dot", "output y (probability)", "cost", ax=output)
        axes("Against the activation", "activation a (log-odds)", "cost", ax=activation)
        output.set(xlim=(-0.06, 1.06), xticks=np.linspace(0, 1, 6))  # no dot lies on the axis
        activation.set(xlim=(-REACH, REACH), xticks=np.linspace(-REACH, REACH, 5))
        looks = (GREEN, "-", "cross-entropy"), (PURPLE, "--", "half the squared error")
        self.curves, self.dots, self.tangents = [], [], []
        for ax in (output, activation):
            ax.set(ylim=(-0.1, REACH + 0.3))
            for color, style, label in looks:
                self.curves += ax.plot([], [], style, color=color, linewidth=2, label=label)
                self.dots += ax.plot([], [], "o", color=color, mec=BLACK, ms=10, zorder=5, clip_on=False)
        output.legend(loc="upper center", frameon=False)
        self.tangents = [activation.plot([], [], color=GREY, linewidth=1.2, zorder=4)[0] for _ in looks]
        return [*self.curves, *self.tangents, *self.dots, *self._pulls(pulls)]

    def _pulls(self, ax):
        """A bar for each cost: up where it pulls the activation up."""
        axes("Pull on a", "", "minus the slope of the cost along a", ax=ax)
        ax.set(
            xlim=(-0.6, 1.6), ylim=(-1.2, 1.2), xticks=(0, 1), xticklabels=["cross-\nentropy", "half\nsquared\nerror"]
        )
        ax.axhline(0, color=GREY, linewidth=1)
        for y, text in ((1.16, "up ↑"), (-1.16, "down ↓")):
            ax.text(1.55, y, text, color=GREY, ha="right", va="top" if y > 0 else "bottom")
        self.bars = ax.bar((0, 1), (0, 0), width=0.6, color=(GREEN, PURPLE), zorder=3).patches
        self.numbers = [ax.text(place, 0, "", ha="center", zorder=4) for place in (0, 1)]
        return [*self.bars, *self.numbers]

    def handles(self):
        """The dot on the cross-entropy, against the output and against the activation."""
        dots = {"output": self.dots[0], "activation": self.dots[2]}
        return {name: (dot.axes, *(float(values[0]) for values in dot.get_data())) for name, dot in dots.items()}

    def grab(self, name, x, y):
        """Along the axis that is drawn: y itself, or the activation."""
        return {"y": x if name == "output" else sigmoid(x)}

    def move(self, y, happened):
        """Set the curves for what happened, the dots and the bars for what was said; say what it means."""
        t = int(happened == OUTCOMES[0])
        self._draw_curves(t)
        with np.errstate(divide="ignore"):
            surprise = -np.log(y if t else 1 - y) + 0.0
            a = core.log_odds(np.float64(y))  # which is infinite at 0 and 1, where Python raises
        costs, slopes = (surprise, (y - t) ** 2 / 2), np.array([y - t, (y - t) * y * (1 - y)])
        self._draw_dots(y, a, costs, slopes)
        self._draw_bars(-slopes)
        self.number = "–" if y == t else _times(slopes) if slopes[1] else "∞"
        return _said(y, t, surprise, slopes)

    def _draw_curves(self, t):
        y = np.linspace(0, 1, 401)[1:-1]
        a = np.linspace(-REACH, REACH, 201)
        for k, (along, output) in enumerate(((y, y), (a, sigmoid(a)))):
            self.curves[2 * k].set_data(along, -np.log(output if t else 1 - output))
            self.curves[2 * k + 1].set_data(along, (output - t) ** 2 / 2)

    def _draw_dots(self, y, a, costs, slopes):
        """Dots, or arrowheads where a cost leaves the picture; tangents where the slope is finite."""
        for place, dots in ((y, self.dots[:2]), (np.clip(a, -REACH, REACH), self.dots[2:])):
            for dot, cost in zip(dots, costs, strict=True):
                dot.set_data([place], [min(cost, REACH + 0.1)])
                dot.set_marker("^" if cost > REACH + 0.2 else "o")
        ends = np.array([-1.5, 1.5])
        for tangent, cost, slope in zip(self.tangents, costs, slopes, strict=True):
            tangent.set_data(a + ends, cost + ends * slope)
            tangent.set_visible(np.isfinite(a))

    def _draw_bars(self, pulls):
        for bar, text, pull in zip(self.bars, self.numbers, pulls, strict=True):
            bar.set_height(pull)
            text.set(text=f"{pull:+.3f}" if pull else "0", y=pull + (0.04 if pull >= 0 else -0.04))
            text.set_va("bottom" if pull >= 0 else "top")


def _said(y, t, surprise, slopes):
    """What was said, what happened, and what both costs make of it."""
    outcome = "it happened" if t else "it did not happen"
    if y in (0, 1):
        if y == t:
            return f"You said {100 * y:.0f}%, and {outcome}: surprise 0, and neither cost pulls any more."
        return (
            f"You said {100 * y:.0f}%, and {outcome}: you were certain, so the surprise is infinite. "
            f"The cross-entropy pulls the activation {'up' if t else 'down'} with its full force of 1, "
            "the squared error not at all."
        )
    coins = surprise / np.log(2)
    compared = f"{coins:.1f} times that" if coins >= 0.1 else "less than a tenth of that"
    compared = "exactly that" if y == 0.5 else compared
    pulls = [f"{abs(slope):.3f}" for slope in slopes]
    return (
        f"You said {100 * y:.1f}%, and {outcome}: surprise {surprise:.2f}, {compared} of a coin flip (0.69). "
        f"The cross-entropy pulls the activation {'up' if t else 'down'} with a force of {pulls[0]}, "
        f"half the squared error with one of {pulls[1]}."
    )


def _times(slopes):
    """How many times as hard as the squared error the cross-entropy pulls: at least 4."""
    times = slopes[0] / slopes[1]
    return f"{times:.1f}×" if times < 9.95 else f"{times:.0f}×"
