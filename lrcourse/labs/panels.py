"""What a `Stage` shows: panels, and the layers of a `Plane`. They describe, and name the arrays they read.

`stage.js` draws them in the page; their ``_draw`` methods draw the same with matplotlib, for the stills.
``roles`` says which of a description's fields name arrays, and with how many dimensions: (if fixed, if one a
step).
"""

from dataclasses import asdict, dataclass, field
from functools import cache
from typing import ClassVar

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.patheffects import withStroke

from lrcourse import plots
from lrcourse.inputs import number

CYCLE = (plots.BLUE, plots.VERMILION, plots.GREEN, plots.PURPLE, plots.SKY, plots.ORANGE, plots.BLACK)
HALO = withStroke(linewidth=3, foreground="white")  # so that a text can be read on what it covers


@dataclass
class Probability:
    """The field sigma(features . w + b) and the line where it is one half.

    ``w`` (D,) or (S, D); ``b`` () or (S,); ``features`` (rows, columns, D): the grid's features over the
    panel's limits, the first row at the bottom. Any feature map will do. Without ``field`` only the line.
    """

    w: str = "w"
    b: str = "b"
    features: str = "phi"
    field: bool = True
    roles: ClassVar = {"w": ((1,), (2,)), "b": ((0,), (1,)), "features": ((3,), ())}

    def _draw(self, ax, now, extent):
        a = now[self.features] @ now[self.w] + now[self.b]
        y = 1 / (1 + np.exp(-np.clip(np.nan_to_num(a), -60, 60)))
        if self.field:
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
    """Colours by value: ``z`` (rows, columns) or (S, rows, columns), the first row at the bottom.

    ``cmap`` is a colormap of matplotlib's; empty, the course's own, blue over white to orange.
    """

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
            cmap=self.cmap or plots.FIELD,
            vmin=self.low,
            vmax=self.high,
            aspect="auto",
            interpolation="bilinear",
            zorder=0,
        )


@dataclass
class Contours:
    """Lines of equal value, at ``levels``: ``z`` (rows, columns) or (S, rows, columns), first row at the bottom."""

    z: str
    levels: list
    label: str = ""
    color: str = plots.GREY
    roles: ClassVar = {"z": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        z = now[self.z]
        levels = [level for level in self.levels if z.min() < level < z.max()]
        if levels:
            colors = {"colors": self.color, "linewidths": 0.7}
            ax.contour(z, levels, extent=extent, origin="lower", zorder=1, **colors)
        if self.label:
            ax.plot([], [], color=self.color, linewidth=0.7, label=self.label)


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

    With ``drag`` the hand can move them (`Stage.gesture` hears of it). ``size`` is against the usual one.
    """

    x: str = "X"
    t: str = "t"
    labels: tuple = ("class 0", "class 1")
    drag: bool = False
    size: float = 1.0
    roles: ClassVar = {"x": ((2,), (3,)), "t": ((1,), ())}

    def _draw(self, ax, now, extent):
        for k in (0, 1):
            ax.scatter(
                *now[self.x][now[self.t] == k].T,
                s=26 * self.size**2,
                marker=plots.MARKERS[k],
                label=self.labels[k],
                color=plots.CLASSES[k],
                edgecolor=plots.BLACK,
                linewidth=0.4 * (self.size >= 1),
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
class Pulls:
    """What each sample does to two weights in a step, as arrows from the samples: (t - y) times its features.

    y is sigma(features . w + b), worked out in the page. The long arrow in the middle is the mean of all.

    ``x`` (N, 2): where the arrows begin; ``features`` (N, D), of which the first two are drawn; ``t`` (N,);
    ``w`` (D,) or (S, D); ``b`` () or (S,); ``middle`` (2,), where the mean begins; ``stretch`` (2,), the
    panel's units for a pull of 1. The mean is drawn ``enlarged`` times as long as it is.
    """

    x: str = "X"
    features: str = "features"
    t: str = "t"
    w: str = "w"
    b: str = "b"
    middle: str = "middle"
    stretch: str = "stretch"
    enlarged: float = 4.0
    label: str = ""
    color: str = plots.BLACK
    roles: ClassVar = {
        "x": ((2,), ()),
        "features": ((2,), ()),
        "t": ((1,), ()),
        "w": ((1,), (2,)),
        "b": ((0,), (1,)),
        "middle": ((1,), ()),
        "stretch": ((1,), ()),
    }

    def _draw(self, ax, now, extent):
        features, t = now[self.features], now[self.t]
        a = np.clip(np.nan_to_num(features @ now[self.w] + now[self.b]), -60, 60)
        pull = (t - 1 / (1 + np.exp(-a)))[:, np.newaxis] * features[:, :2] * now[self.stretch]
        straight = {"angles": "xy", "scale_units": "xy", "scale": 1}
        for k in (0, 1):
            ax.quiver(
                *now[self.x][t == k].T,
                *pull[t == k].T,
                **straight,
                color=plots.CLASSES[k],
                width=0.004,
                minlength=0,
                zorder=3,
            )
        mean = self.enlarged * pull.mean(axis=0)
        ax.quiver(*now[self.middle], *mean, **straight, color=self.color, width=0.013, zorder=5)
        if self.label:
            ax.plot([], [], color=self.color, linewidth=3, label=self.label)


@dataclass
class Labels:
    """Short texts in the picture, centred at ``x`` (K, 2) or (S, K, 2)."""

    x: str
    texts: list
    roles: ClassVar = {"x": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        for place, text in zip(now[self.x], self.texts):
            ax.text(*place, text, ha="center", va="center", fontsize=9, path_effects=[HALO], zorder=6)


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
    layers : list of Probability, Heat, Contours, Line, Path, Points, Arrows, Pulls, Labels
    click : bool
        A click on an empty place is a gesture, too.
    width : float
        Share of the row, against the other panels.
    note : str
        A few words beside the title.
    legend : str
        Where the stills have it; in the page it stands beside the title.
    equal : bool
        One unit is as long across as up: a circle is round, and what is perpendicular looks so.
    """

    title: str
    xlabel: str
    ylabel: str
    xlim: tuple
    ylim: tuple
    layers: list = field(default_factory=list)
    click: bool = False
    width: float = 1.0
    note: str = ""
    legend: str = "upper right"
    equal: bool = False

    def _parts(self):
        return self.layers

    def _limits(self, frames):
        return {"xlim": _span(self.xlim, "xlim"), "ylim": _span(self.ylim, "ylim")}

    def _draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        if self.note:
            ax.set_title(self.note, loc="right", fontsize=8)
        for layer in self.layers:
            layer._draw(ax, now, (*self.xlim, *self.ylim))
        ax.set(xlim=self.xlim, ylim=self.ylim, aspect="equal" if self.equal else "auto")
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8, loc=self.legend)


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
    if isinstance(layer, Heat):
        return {"ramp": _colors(layer.cmap)}
    return {"ramp": _colors("")} if isinstance(layer, Probability) else {}


@cache
def _colors(name):
    """17 colours of a colormap, as texts; of the course's own without a name."""
    cmap = colormaps[name] if name else plots.FIELD
    return [to_hex(color) for color in cmap(np.linspace(0, 1, 17))]
