"""Notebook 01: one number, one threshold."""

import re

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.transforms import ScaledTranslation

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import targets, vector
from lrcourse.labels import pair
from lrcourse.plots import BLACK, BLUE, GREY, ORANGE, VERMILION, WRONG, axes


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
                f"x must hold different values, further apart than rounding but not absurdly far; it spans {span:g}. "
                "Choose a different unit."
            )
        step = 0.5 * 10.0 ** round(np.log10(span / 60))  # some hundred positions, at round numbers
        first, last = np.floor(self.x.min() / step), np.ceil(self.x.max() / step)
        self.places = step * np.arange(first, last + 1)
        self.digits = max(0, int(-np.floor(np.log10(step))))
        self.mistakes = [np.sum((self.x > c) != self.t) for c in self.places]
        unit = re.search(r"\((\S{1,6})\)$", self.xlabel)
        super().__init__(
            title="One number, one threshold",
            alt="Histograms of two classes along one measurement, with a threshold; the mistakes are hatched; "
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
                    unit=unit[1] if unit else "",
                )
            ],
            size=(9.4, 4.9),
            number="mistakes",
            tall=4.9,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[1.6, 1])
        axes("", "", "count", ax=top)
        self.bins = np.linspace(self.x.min(), self.x.max(), 30)
        for k, (colour, hatch) in enumerate(((BLUE, None), (ORANGE, "//"))):
            top.hist(
                self.x[self.t == k],
                self.bins,
                color=colour,
                alpha=0.75,
                hatch=hatch,
                edgecolor="white",
                label=self.names[k],
            )
        wide = 1.0 if self.narrow else 2.0
        self.wrong = top.add_collection(
            PolyCollection([], facecolor="none", hatch="x", edgecolor=WRONG, linewidth=wide, label="mistakes")
        )
        top.set_ylim(0, 1.15 * top.get_ylim()[1])  # room for the answers
        top.legend(
            loc="lower right", bbox_to_anchor=(1, 0.98), ncols=3, frameon=False, handlelength=wide, columnspacing=wide
        )
        beside = [top.get_xaxis_transform() + ScaledTranslation(x, 0, figure.dpi_scale_trans) for x in (-0.08, 0.08)]
        self.answers = [
            top.text(0, 0.99, text, transform=place, ha=side, va="top", fontsize=9, in_layout=False)
            for text, side, place in zip(
                (f"{self.names[0]} ←", f"→ {self.names[1]}"), ("right", "left"), beside, strict=True
            )
        ]
        axes("", self.xlabel, "mistakes", ax=bottom)
        bottom.plot(self.places, self.mistakes, color=GREY, linewidth=2)
        bottom.set_ylim(0, None)
        self.rules = [ax.axvline(self.x.mean(), color=BLACK, linewidth=2) for ax in (top, bottom)]
        (self.dot,) = bottom.plot([], [], "o", color=VERMILION, markersize=9)
        low, high = bottom.get_xlim()
        room = (0.4 if self.narrow else 0.13) * (high - low)  # for an answer beside the rule
        bottom.set_xlim(min(low, self.places[0] - room), max(high, self.places[-1] + room))
        return [self.wrong, *self.answers, *self.rules, self.dot]

    def handles(self):
        """The rule in the histograms, and the dot below."""
        c, (top, bottom) = self.values["c"], (rule.axes for rule in self.rules)
        return {"rule": (top, c, 0.5 * top.get_ylim()[1]), "dot": (bottom, c, float(self.dot.get_ydata()[0]))}

    def grab(self, name, x, y):
        """Both are the threshold."""
        return {"c": x}

    def move(self, c):
        """Put the threshold at c; count."""
        for rule in self.rules:
            rule.set_xdata([c, c])
        above = self.x > c
        missed, false = np.sum(~above & (self.t == 1)), np.sum(above & (self.t == 0))
        self.dot.set_data([c], [missed + false])
        bars = self._bars(~above & (self.t == 1), most=c), self._bars(above & (self.t == 0), least=c)
        self.wrong.set_verts([*bars[0], *bars[1]])
        for text in self.answers:
            text.set_x(c)
        self.number = f"{missed + false}"
        return (
            f"Above {c:.{self.digits}f}: {self.names[1]}. Mistakes: {missed + false} of {len(self.t)} "
            f"({missed} {self.names[1]} called {self.names[0]}, {false} {self.names[0]} called {self.names[1]})."
        )

    def _bars(self, of, least=-np.inf, most=np.inf):
        """The histogram of some samples, as polygons; a bar that the threshold divides has only its own side."""
        heights = np.histogram(self.x[of], self.bins)[0]
        ends = np.clip(self.bins, least, most)
        sides = zip(ends, ends[1:], heights, strict=False)
        return [[(low, 0), (low, high), (up, high), (up, 0)] for low, up, high in sides if high]
