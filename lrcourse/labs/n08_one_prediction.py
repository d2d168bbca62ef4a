"""Notebook 08: one prediction, and what two costs make of it."""

import numpy as np

from lrcourse.inputs import number
from lrcourse.labs.controls import Choice, Slider, Toggle
from lrcourse.labs.sketch import Sketch
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, axes

AGAINST = ("the output y", "the activation a")
REACH = 6.0  # the activations shown, and the surprise at both ends of them


def one_prediction(y=0.02, happened=True):
    """One prediction between 0 and 1, what happened, and the cost: cross-entropy beside squared error.

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

    def __init__(self, y, happened):
        super().__init__(
            title="One prediction",
            alt="Left: the cross-entropy and half the squared error of one prediction as curves, a dot on each. "
            "Right: the slope of each cost along the activation, as a bar.",
            controls=[
                Slider("y", "you said y =", 0, 1, step=0.005, value=number(y, "y", 0, 1), digits=3),
                Toggle("happened", "it happened (t = 1)", happened),
                Choice("against", "drawn against", AGAINST),
            ],
            size=(9.0, 3.8),
            tall=6.6,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        curves, bars = self.subplots(figure, 1, 2, (1.7, 1))
        # Both views share five ticks; their labels move, because ticks are dear and five texts are not.
        axes("What one prediction costs", " \n ", "cost", ax=curves)
        curves.set(xlim=(0, 1), ylim=(-0.1, REACH + 0.3), xticks=np.linspace(0, 1, 5), xticklabels=[" "] * 5)
        below = curves.get_xaxis_transform()
        self.ticks = [
            curves.text(place, -0.035, "", transform=below, ha="center", va="top")
            for place in np.linspace(0, 1, 5)
        ]
        self.label = curves.text(0.5, -0.115, "", transform=below, ha="center", va="top")
        colors = (GREEN, PURPLE)
        self.curves = [
            curves.plot([], [], style, color=color, linewidth=2, label=label)[0]
            for style, color, label in zip(
                ("-", "--"), colors, ("cross-entropy", "half the squared error"), strict=True
            )
        ]
        self.tangents = [curves.plot([], [], color=GREY, linewidth=1.2, zorder=4)[0] for _ in colors]
        self.dots = [
            curves.plot([], [], "o", color=color, mec=BLACK, ms=10, zorder=5, clip_on=False)[0]
            for color in colors
        ]
        curves.legend(loc="upper center")
        axes("How strongly it pulls at a", "", "slope of the cost along a", ax=bars)
        bars.set(
            xlim=(-0.6, 1.6),
            ylim=(-1.2, 1.2),
            xticks=(0, 1),
            xticklabels=["cross-\nentropy", "half squared\nerror"],
        )
        bars.axhline(0, color=GREY, linewidth=1)
        self.bars = bars.bar((0, 1), (0, 0), width=0.6, color=colors, zorder=3).patches
        self.numbers = [bars.text(place, 0, "", ha="center", zorder=4) for place in (0, 1)]
        return [
            *self.ticks, self.label, *self.curves, *self.tangents, *self.dots, *self.bars, *self.numbers
        ]  # fmt: skip

    def move(self, y, happened, against):
        """Set the curves for what happened, the dots and the bars for what was said; say what it means."""
        t = int(happened)
        by_output = against == AGAINST[0]
        self._draw_curves(t, by_output)
        with np.errstate(divide="ignore"):
            surprise = -np.log(y if t else 1 - y) + 0.0
            a = np.log(y) - np.log1p(-y)
        costs, slopes = (surprise, (y - t) ** 2 / 2), (y - t, (y - t) * y * (1 - y))
        place = y if by_output else np.clip(a, -REACH, REACH) / (2 * REACH) + 0.5
        for dot, tangent, cost, slope in zip(self.dots, self.tangents, costs, slopes, strict=True):
            outside = cost > REACH + 0.2
            dot.set_data([place], [min(cost, REACH + 0.1)])
            dot.set_marker("^" if outside else "o")
            # A tangent 3 units of a wide; against y it would have another slope than the bar beside it.
            ends = np.array([-1.5, 1.5])
            tangent.set_data(place + ends / (2 * REACH), cost + ends * slope)
            tangent.set_visible(not by_output and np.isfinite(a))
        for bar, text, slope in zip(self.bars, self.numbers, slopes, strict=True):
            bar.set_height(slope)
            text.set(text=_signed(slope), y=slope + (0.04 if slope >= 0 else -0.04))
            text.set_va("bottom" if slope >= 0 else "top")
        return _said(y, t, surprise, slopes)

    def _draw_curves(self, t, by_output):
        along = np.linspace(0, 1, 401)
        y = along[1:-1] if by_output else sigmoid((2 * along - 1) * REACH)
        along = y if by_output else along
        self.curves[0].set_data(along, -np.log(y if t else 1 - y))
        self.curves[1].set_data(along, (y - t) ** 2 / 2)
        labels = (0, 0.25, 0.5, 0.75, 1) if by_output else np.linspace(-REACH, REACH, 5)
        for text, label in zip(self.ticks, labels, strict=True):
            text.set_text(f"{label:g}".replace("-", "−"))
        self.label.set_text("output y (probability)" if by_output else "activation a (log-odds)")


def _signed(value):
    """A slope with its sign, three digits."""
    return f"{value:+.3f}".replace("-", "−") if value else "0"


def _said(y, t, surprise, slopes):
    """What was said, what happened, and what both costs make of it."""
    outcome = "it happened" if t else "it did not happen"
    if y in (0, 1):
        if y == t:
            return f"You said {100 * y:.0f} %, and {outcome}: surprise 0, and nothing left to pull at."
        return (
            f"You said {100 * y:.0f} %, and {outcome}: you were certain, so the surprise is infinite. "
            f"The cross-entropy pulls a {'up' if t else 'down'} with its full force of 1, the squared error "
            "not at all."
        )
    coins = surprise / np.log(2)
    compared = f"{coins:.1f} times that" if coins >= 0.1 else "less than a tenth of that"
    compared = "exactly that" if y == 0.5 else compared
    pulls = [f"{abs(slope):.3f}" for slope in slopes]
    return (
        f"You said {100 * y:.1f} %, and {outcome}: surprise {surprise:.2f}, {compared} of a coin flip (0.69). "
        f"The cross-entropy pulls a {'up' if t else 'down'} with {pulls[0]}, half the squared error with "
        f"{pulls[1]}: {slopes[0] / slopes[1]:.0f} times weaker."
    )
