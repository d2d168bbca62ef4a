"""The panels of a `Stage`. They describe, and name the arrays they read; the layers of a `Plane` are in layers.py.

`panels.js` draws them in the page; their ``_draw`` methods draw the same with matplotlib, for the stills.
``roles`` as in layers.py.
"""

from dataclasses import asdict, dataclass, field
from typing import ClassVar

import numpy as np
from matplotlib.ticker import MaxNLocator

from lrcourse import plots
from lrcourse.engine.labs.layers import HALO, describe_layer, draw_marks  # noqa: F401  (a lab may need the halo)
from lrcourse.inputs import number

CYCLE = (plots.BLUE, plots.VERMILION, plots.GREEN, plots.PURPLE, plots.SKY, plots.ORANGE, plots.BLACK)


@dataclass
class Curve:
    """A line of a `Curves` panel: ``y`` (S,), or (S, K) with K labels."""

    y: str
    label: str | list = ""
    color: str | list | None = None
    roles: ClassVar = {"y": ((), (1, 2))}


@dataclass
class Plane:
    """Two quantities plotted against each other, in layers from back to front.

    Parameters
    ----------
    title, xlabel, ylabel : str
        The labels include units. If both labels are empty, it is a picture: square, and without axes.
    xlim, ylim : (float, float)
    layers : list of Probability, Heat, Contours, Line, Path, Points, Arrows, Pulls, Labels
    click : bool
        A click on an empty place is a gesture, too.
    plays : bool
        Such a click is a new beginning, and plays at once.
    width : float
        Share of the row, relative to the other panels.
    note : str
        A few words beside the title.
    legend : str
        Where it goes in the stills; in the page it is beside the title.
    equal : bool
        One unit is as long across as up: a circle is round, and a right angle looks right.
    start : str
        What the page writes where all paths with marks begin, instead of their marks, at the first step.
    powers : bool
        The vertical axis counts powers of ten: at -2 it says 10⁻².
    """

    title: str
    xlabel: str
    ylabel: str
    xlim: tuple
    ylim: tuple
    layers: list = field(default_factory=list)
    click: bool = False
    plays: bool = False
    width: float = 1.0
    note: str = ""
    legend: str = "upper right"
    equal: bool = False
    start: str = ""
    powers: bool = False

    def _parts(self):
        return self.layers

    def _limits(self, frames):
        return {"xlim": _span(self.xlim, "xlim"), "ylim": _span(self.ylim, "ylim")}

    def _draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        if self.note:
            ax.set_title(self.note, loc="right", fontsize=8, y=1.0)
        for layer in self.layers:
            layer._draw(ax, now, (*self.xlim, *self.ylim))
        marked = [layer for layer in self.layers if getattr(layer, "mark", "")]
        draw_marks(ax, marked, now, (*self.xlim, *self.ylim))
        ax.set(xlim=self.xlim, ylim=self.ylim, aspect="equal" if self.equal else "auto")
        if not self.xlabel and not self.ylabel:
            ax.set(xticks=[], yticks=[])
        if self.powers:
            ax.yaxis.set_major_locator(MaxNLocator(integer=True))
            ax.yaxis.set_major_formatter(lambda exponent, _: f"$10^{{{exponent:.0f}}}$")
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8, loc=self.legend)


@dataclass
class Curves:
    """Lines over the steps, or over the array ``x`` (S,), with a cursor at the present step.

    Parameters
    ----------
    title, xlabel, ylabel : str
        The labels include units.
    lines : list of Curve
    x : str
        The array along the horizontal axis; if empty, the number of the step.
    xlim, ylim : (float, float), optional
        Fixed limits; by default, from the data.
    log : bool
        Logarithmic vertical axis.
    width : float
        Share of the row, relative to the other panels.
    """

    title: str
    xlabel: str
    ylabel: str
    lines: list
    x: str = ""
    xlim: tuple | None = None
    ylim: tuple | None = None
    log: bool = False
    width: float = 1.0
    roles: ClassVar = {"x": ((), (1,))}

    def _parts(self):
        return [self, *self.lines] if self.x else self.lines

    def _limits(self, frames):
        along = frames.arrays[self.x] if self.x else np.arange(max(frames.steps, 2))
        values = np.concatenate([frames.arrays[line.y].ravel() for line in self.lines])
        return {
            "xlim": _span(self.xlim or _reach(along), "xlim"),
            "ylim": _span(self.ylim or _reach(values, margin=0.06, log=self.log), "ylim"),
        }

    def _draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        if self.log:
            ax.set_yscale("log")
        along = now.frames.arrays[self.x] if self.x else np.arange(now.frames.steps)
        for k, (label, color, y) in enumerate(_columns(self.lines, now.frames)):
            ax.plot(along, y, color=color or CYCLE[k % len(CYCLE)], label=label)
        ax.axvline(along[now.step], color=plots.GREY, linewidth=1)
        ax.set(**self._limits(now.frames))
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8)


@dataclass
class Bars:
    """Bars side by side, blue below zero and orange above (the pull towards each class).

    Parameters
    ----------
    title, ylabel : str
        The label includes the unit.
    values : str
        The name of an array (K,) or (S, K).
    labels : list of str
        One per bar.
    ylim : (float, float), optional
        By default, from the data, zero included.
    width : float
        Share of the row, relative to the other panels.
    """

    title: str
    ylabel: str
    values: str
    labels: list
    ylim: tuple | None = None
    width: float = 1.0
    roles: ClassVar = {"values": ((1,), (2,))}

    def _parts(self):
        return [self]

    def _limits(self, frames):
        heights = np.append(frames.arrays[self.values], 0)
        return {"ylim": _span(self.ylim or _reach(heights, margin=0.1), "ylim")}

    def _draw(self, ax, now):
        plots.axes(self.title, "", self.ylabel, ax)
        values = now[self.values]
        places = range(len(values))
        ax.bar(places, values, color=[plots.CLASSES[int(v > 0)] for v in values])
        crowded = sum(map(len, self.labels)) > 40  # then every other one stands a line lower
        ax.set_xticks(places, ["\n" * (crowded and k % 2) + self.labels[k] for k in places], parse_math=False)
        ax.axhline(0, color=plots.BLACK, linewidth=0.8)
        ax.set(**self._limits(now.frames))


def _reach(values, margin=0.0, log=False):
    """The finite range of ``values`` with a margin, never empty."""
    values = values[np.isfinite(values) & ((values > 0) | (not log))].astype(float)
    if not values.size:
        return (0.1, 1.0) if log else (0.0, 1.0)
    if log:
        low, high = np.log10(values.min()), np.log10(values.max())
        edge = max(margin * (high - low), 0.05)
        return 10 ** (low - edge), 10 ** (high + edge)
    low, high = values.min(), values.max()
    edge = margin * (high - low) or (0.0 if high > low else 0.5 * abs(high) or 0.5)
    return low - edge, high + edge


def _span(limits, name):
    low, high = (number(float(end), name) for end in limits)
    if low >= high:
        raise ValueError(f"{name} must be (low, high) with low below high; got ({low:g}, {high:g}).")
    return [low, high]


def _columns(lines, frames):
    """Each separate line: (label, colour or None, y of shape (S,))."""
    for line in lines:
        y = frames.arrays[line.y]
        columns = y[:, None] if y.ndim == 1 else y
        for k in range(columns.shape[1]):
            yield _nth(line.label, k, ""), _nth(line.color, k, None), columns[:, k]


def _nth(value, k, default):
    if isinstance(value, (list, tuple)):
        return value[k] if k < len(value) else default
    return value


def describe(panel):
    """A panel in the form the page receives it: its kind, its fields, and its layers."""
    described = {"kind": type(panel).__name__, **asdict(panel)}
    if hasattr(panel, "layers"):
        described["layers"] = [describe_layer(layer) for layer in panel.layers]
    return described
