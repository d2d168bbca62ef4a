"""Notebook 01: one number, one threshold."""

import numpy as np

from lrcourse.inputs import pair, targets, vector
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.plots import BLACK, BLUE, GREY, ORANGE, VERMILION, axes


def threshold(x, t, names=("class 0", "class 1"), xlabel="x"):
    """One measurement, one threshold: slide it, and count the mistakes on both sides.

    Parameters
    ----------
    x : array, shape (N,)
        The measurement.
    t : array, shape (N,), of 0 and 1
    names : pair of str
        The classes' names.
    xlabel : str
        With its unit.
    """
    return Threshold(x, t, names, xlabel)


class Threshold(Sketch):
    """The lab of `threshold`."""

    def __init__(self, x, t, names, xlabel):
        self.x = vector(x, "x")
        self.t = targets(t, size=len(self.x))
        self.names, self.xlabel = pair(names, "names"), xlabel
        span = float(np.ptp(self.x))
        if not 1e-9 * float(np.abs(self.x).max()) < span < 1e100 or span < 1e-9:
            raise ValueError(
                f"x must hold different values, by more than rounding and not absurdly far apart; it spans {span:g}. "
                "Choose another unit."
            )
        step = 0.5 * 10.0 ** round(np.log10(span / 60))  # some hundred positions, at round numbers
        first, last = np.floor(self.x.min() / step), np.ceil(self.x.max() / step)
        self.places = step * np.arange(first, last + 1)
        self.digits = max(0, int(-np.floor(np.log10(step))))
        self.mistakes = [np.sum((self.x > c) != self.t) for c in self.places]
        super().__init__(
            title="One number, one threshold",
            alt="Histograms of two classes along one measurement, with a threshold; "
            "below, the number of mistakes for every threshold.",
            controls=[
                Slider(
                    "c",
                    "threshold",
                    self.places[0],
                    self.places[-1],
                    step=step,
                    value=self.places[round((last - first) / 4)],
                    digits=self.digits,
                )
            ],
            size=(7.0, 4.8),
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[1.6, 1])
        axes("", "", "count", ax=top)
        bins = np.linspace(self.x.min(), self.x.max(), 30)
        for k, (colour, hatch) in enumerate(((BLUE, None), (ORANGE, "//"))):
            top.hist(
                self.x[self.t == k],
                bins,
                color=colour,
                alpha=0.75,
                hatch=hatch,
                edgecolor="white",
                label=self.names[k],
            )
        top.legend(loc="upper right", fontsize=9)
        axes("", self.xlabel, "mistakes", ax=bottom)
        bottom.plot(self.places, self.mistakes, color=GREY, linewidth=2)
        bottom.set_ylim(0, None)
        self.rules = [ax.axvline(self.x.mean(), color=BLACK, linewidth=2) for ax in (top, bottom)]
        (self.dot,) = bottom.plot([], [], "o", color=VERMILION, markersize=9)
        return [*self.rules, self.dot]

    def move(self, c):
        """Put the threshold at c; count."""
        for rule in self.rules:
            rule.set_xdata([c, c])
        above = self.x > c
        missed, false = np.sum(~above & (self.t == 1)), np.sum(above & (self.t == 0))
        self.dot.set_data([c], [missed + false])
        return (
            f"Above {c:.{self.digits}f}: {self.names[1]}. Mistakes: {missed + false} of {len(self.t)} "
            f"({missed} {self.names[1]} called {self.names[0]}, {false} {self.names[0]} called {self.names[1]})."
        )
