"""What a `Stage` shows: panels, and the layers of a `Plane`. They describe, and name the arrays they read.

`stage.js` draws them in the page; their ``_draw`` methods draw the same with matplotlib, for the stills.
``roles`` says which of a description's fields name arrays, and with how many dimensions: (if fixed, if one a
step).
"""

from dataclasses import asdict, dataclass, field
from typing import ClassVar

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex

from lrcourse import plots
from lrcourse.inputs import number

CYCLE = (plots.BLUE, plots.VERMILION, plots.GREEN, plots.PURPLE, plots.SKY, plots.ORANGE, plots.BLACK)


@dataclass
class Probability:
    """The field sigma(features . w + b) and the line where it is one half.

    ``w`` (D,) or (S, D); ``b`` () or (S,); ``features`` (rows, columns, D): the grid's features over the
    panel's limits, the first row at the bottom. Any feature map will do.
    """

    w: str = "w"
    b: str = "b"
    features: str = "phi"
    roles: ClassVar = {"w": ((1,), (2,)), "b": ((0,), (1,)), "features": ((3,), ())}

    def _draw(self, ax, now, extent):
        a = now[self.features] @ now[self.w] + now[self.b]
        y = 1 / (1 + np.exp(-np.clip(np.nan_to_num(a), -60, 60)))
        ax.imshow(
            y,
            extent=extent,
            origin="lower",
            cmap=plots.FIELD,
            vmin=0,
            vmax=1,
            aspect="auto",
            interpolation="bilinear",
            zorder=0,
        )
        if y.min() < 0.5 < y.max():
            ax.contour(y, [0.5], extent=extent, origin="lower", colors=plots.BLACK, linewidths=1.8, zorder=1)


@dataclass
class Heat:
    """Colours by value: ``z`` (rows, columns) or (S, rows, columns), the first row at the bottom."""

    z: str
    low: float
    high: float
    cmap: str = "Blues"
    roles: ClassVar = {"z": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        ax.imshow(
            now[self.z],
            extent=extent,
            origin="lower",
            cmap=self.cmap,
            vmin=self.low,
            vmax=self.high,
            aspect="auto",
            interpolation="bilinear",
            zorder=0,
        )


@dataclass
class Line:
    """A line that stands still, ``x`` and ``y`` (M,), or another one a step, (S, M). NaN leaves a gap."""

    x: str
    y: str
    label: str = ""
    color: str = plots.BLACK
    dashed: bool = False
    roles: ClassVar = {"x": ((1,), (2,)), "y": ((1,), (2,))}

    def _draw(self, ax, now, extent):
        ax.plot(now[self.x], now[self.y], "--" if self.dashed else "-", color=self.color, label=self.label)


@dataclass
class Path:
    """The way walked so far and a dot at its end: ``x`` and ``y`` (S,)."""

    x: str
    y: str
    label: str = ""
    color: str = plots.VERMILION
    roles: ClassVar = {"x": ((), (1,)), "y": ((), (1,))}

    def _draw(self, ax, now, extent):
        ax.plot(now.until(self.x), now.until(self.y), color=self.color, label=self.label, zorder=4)
        ax.plot(now[self.x], now[self.y], "o", color=self.color, markeredgecolor="white", zorder=5)


@dataclass
class Points:
    """Samples by class, blue circles and orange triangles: ``x`` (N, 2) or (S, N, 2), ``t`` (N,) of 0 and 1.

    With ``drag`` the hand can move them (`Stage.gesture` hears of it).
    """

    x: str = "X"
    t: str = "t"
    labels: tuple = ("class 0", "class 1")
    drag: bool = False
    roles: ClassVar = {"x": ((2,), (3,)), "t": ((1,), ())}

    def _draw(self, ax, now, extent):
        for k in (0, 1):
            ax.scatter(
                *now[self.x][now[self.t] == k].T,
                s=26,
                marker=plots.MARKERS[k],
                label=self.labels[k],
                color=plots.CLASSES[k],
                edgecolor=plots.BLACK,
                linewidth=0.4,
                zorder=3,
            )


@dataclass
class Arrows:
    """Arrows from ``x`` along ``u``, each (N, 2) or (S, N, 2)."""

    x: str
    u: str
    label: str = ""
    color: str = plots.GREY
    roles: ClassVar = {"x": ((2,), (3,)), "u": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        ax.quiver(
            *now[self.x].T,
            *now[self.u].T,
            angles="xy",
            scale_units="xy",
            scale=1,
            color=self.color,
            width=0.004,
            zorder=2,
        )


@dataclass
class Curve:
    """A line of a `Curves` panel: ``y`` (S,), or (S, K) with K labels."""

    y: str
    label: str | list = ""
    color: str | list | None = None
    roles: ClassVar = {"y": ((), (1, 2))}


@dataclass
class Plane:
    """Two quantities against each other, in layers from the back to the front.

    Parameters
    ----------
    title, xlabel, ylabel : str
        The labels with their units.
    xlim, ylim : (float, float)
    layers : list of Probability, Heat, Line, Path, Points, Arrows
    click : bool
        A click on an empty place is a gesture, too.
    width : float
        Share of the row, against the other panels.
    """

    title: str
    xlabel: str
    ylabel: str
    xlim: tuple
    ylim: tuple
    layers: list = field(default_factory=list)
    click: bool = False
    width: float = 1.0

    def _parts(self):
        return self.layers

    def _limits(self, frames):
        return {"xlim": _span(self.xlim, "xlim"), "ylim": _span(self.ylim, "ylim")}

    def _draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        for layer in self.layers:
            layer._draw(ax, now, (*self.xlim, *self.ylim))
        ax.set(xlim=self.xlim, ylim=self.ylim)
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8, loc="upper right")


@dataclass
class Curves:
    """Lines over the steps, or over the array ``x`` (S,), with a cursor at the step that is shown.

    Parameters
    ----------
    title, xlabel, ylabel : str
        The labels with their units.
    lines : list of Curve
    x : str
        The array that runs along the horizontal axis; the number of the step if empty.
    xlim, ylim : (float, float), optional
        Fixed limits; from the data by default.
    log : bool
        Logarithmic vertical axis.
    width : float
        Share of the row, against the other panels.
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
        The label with its unit.
    values : str
        The name of an array (K,) or (S, K).
    labels : list of str
        One a bar.
    ylim : (float, float), optional
        From the data by default, zero included.
    width : float
        Share of the row, against the other panels.
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
        ax.bar(self.labels, values, color=[plots.CLASSES[int(v > 0)] for v in values])
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
    """Every single line: (label, colour or None, y of shape (S,))."""
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
    """A panel as the page gets it: its kind, its fields, its layers, and the colours of a colormap."""
    described = {"kind": type(panel).__name__, **asdict(panel)}
    if isinstance(panel, Plane):
        described["layers"] = [
            {"kind": type(layer).__name__, **asdict(layer), **_ramp(layer)} for layer in panel.layers
        ]
    return described


def _ramp(layer):
    cmap = plots.FIELD if isinstance(layer, Probability) else layer.cmap if isinstance(layer, Heat) else None
    if cmap is None:
        return {}
    if isinstance(cmap, str):
        cmap = colormaps[cmap]
    return {"ramp": [to_hex(color) for color in cmap(np.linspace(0, 1, 17))]}
