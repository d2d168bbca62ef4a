"""The layers of a `Plane`. They describe, and name the arrays they read.

`layers.js` draws them in the page; their ``_draw`` methods draw the same with matplotlib, for the stills.
``roles`` says which of a description's fields name arrays, and with how many dimensions: (if fixed, if there is one
per step).
"""

from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain
from typing import ClassVar

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.patheffects import withStroke

from lrcourse import core, plots

HALO = withStroke(linewidth=3, foreground="white")  # keeps a text readable on top of what it covers
_STRAIGHT = {"angles": "xy", "scale_units": "xy", "scale": 1}  # arrows at their true length


@dataclass
class Probability:
    """The field sigma(features . w + b) and the line where it is one half.

    ``w`` (D,) or (S, D); ``b`` () or (S,); ``features`` (rows, columns, D): the grid's features over the
    panel's limits, with the first row at the bottom. Any feature map will do. Without ``field``, only the line.
    """

    w: str = "w"
    b: str = "b"
    features: str = "phi"
    field: bool = True
    cmap: ClassVar = ""
    roles: ClassVar = {"w": ((1,), (2,)), "b": ((0,), (1,)), "features": ((3,), ())}

    def _draw(self, ax, now, extent):
        a = core.activation(now[self.features], now[self.w], now[self.b])
        y = core.sigmoid(np.nan_to_num(a))
        if self.field:
            _image(ax, y, extent, 0, 1, self.cmap)
        if y.min() < 0.5 < y.max():
            ax.contour(y, [0.5], extent=extent, origin="lower", colors=plots.BLACK, linewidths=1.8, zorder=1)


@dataclass
class Heat:
    """Colours by value: ``z`` (rows, columns) or (S, rows, columns), with the first row at the bottom.

    ``cmap`` is the name of a matplotlib colormap; if empty, the course's own, from blue through white to orange.
    """

    z: str
    low: float
    high: float
    cmap: str = "Blues"
    roles: ClassVar = {"z": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        _image(ax, now[self.z], extent, self.low, self.high, self.cmap)


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
    """A line that stands still, ``x`` and ``y`` (M,), or a different one per step, (S, M). NaN leaves a gap."""

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
    """The path walked so far and a dot at its end: ``x`` and ``y`` (S,), or (M,) with ``upto`` (S,).

    ``upto`` says which of the M places the path has reached at each step, if it isn't one place per step. With
    ``dots``, every place has a small dot, so the gaps between them show the speed. ``mark`` is a sign in the dot at
    the end, such as "1", that tells several paths apart without their colours; the page can hide such a path. A
    ``weight`` below 1 makes it thinner and paler than the others. With ``ahead``, the page also shows, very pale,
    what is still to come.
    """

    x: str
    y: str
    label: str = ""
    color: str = plots.VERMILION
    dots: bool = False
    mark: str = ""
    upto: str = ""
    weight: float = 1.0
    ahead: bool = False

    @property
    def roles(self):
        """What runs with the steps: x and y, or ``upto`` beside them."""
        at = {"upto": ((), (1,))} if self.upto else {}
        return {"x": ((1,), ()) if at else ((), (1,)), "y": ((1,), ()) if at else ((), (1,))} | at

    def _walked(self, now):
        """The x and y of the places so far."""
        end = 1 + int(now[self.upto] if self.upto else now.step)
        return [now.frames.arrays[name][:end] for name in (self.x, self.y)]

    def _draw(self, ax, now, extent):
        x, y = self._walked(now)
        line = {"marker": ".", "markersize": 4 * self.weight} if self.dots else {}
        line["linewidth"] = (0.8 if self.dots else 1.5) * self.weight
        label = f"{self.mark} {self.label}".strip() if self.label else ""
        ax.plot(x, y, color=self.color, label=label, zorder=4, alpha=min(self.weight, 1), **line)
        size = 4 if self.mark else 6
        ax.plot(x[-1], y[-1], "o", color=self.color, markeredgecolor="white", markersize=size, zorder=5)


@dataclass
class Points:
    """Samples by class, blue circles and orange triangles: ``x`` (N, 2) or (S, N, 2), ``t`` (N,) of 0 and 1.

    With ``drag``, the hand can move them (`Stage.gesture` is told). ``size`` is relative to the usual one.
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
        ax.quiver(*now[self.x].T, *now[self.u].T, **_STRAIGHT, color=self.color, width=0.004, zorder=2)


LEAST = 0.04  # the shortest arrow for the mean, as a share of the panel's side


@dataclass
class Pulls:
    """What each sample does to two weights in a step, as arrows from the samples: (t - y) times its features.

    y is sigma(features . w + b), worked out in the page. The long arrow in the middle is the mean of them all.

    ``x`` (N, 2): where the arrows begin; ``features`` (N, D), of which the first two are drawn; ``t`` (N,);
    ``w`` (D,) or (S, D); ``b`` () or (S,); ``middle`` (2,): where the mean begins; ``stretch`` (2,): the
    panel's units for a pull of 1. The mean is drawn ``enlarged`` times as long as it is, but never
    shorter than its tip.
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
        y = core.sigmoid(np.nan_to_num(core.activation(features, now[self.w], now[self.b])))
        pull = (t - y)[:, np.newaxis] * features[:, :2] * now[self.stretch]
        for k in (0, 1):
            ax.quiver(
                *now[self.x][t == k].T,
                *pull[t == k].T,
                **_STRAIGHT,
                color=plots.CLASSES[k],
                width=0.004,
                minlength=0,
                zorder=3,
            )
        mean = self.enlarged * pull.mean(axis=0)
        length = np.hypot(*(mean / np.ptp([ax.get_xlim(), ax.get_ylim()], axis=1)))
        mean = mean * max(1, LEAST / max(length, 1e-12))
        ax.quiver(*now[self.middle], *mean, **_STRAIGHT, color=self.color, width=0.013, zorder=5)
        if self.label:
            ax.plot([], [], color=self.color, linewidth=3, label=self.label)


@dataclass
class Labels:
    """Short texts in the picture, centred on ``x`` (K, 2) or (S, K, 2); ``size`` is relative to the usual one."""

    x: str
    texts: list
    size: float = 1.0
    roles: ClassVar = {"x": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        for place, text in zip(now[self.x], self.texts):
            ax.text(*place, text, ha="center", va="center", fontsize=9 * self.size, path_effects=[HALO], zorder=6)


def draw_marks(ax, paths, now, extent):
    """The marks of paths: in the dots at their ends or, where these are crowded, in a column beside them."""
    left, right, low, high = extent
    crowds = []
    for path in sorted(paths, key=lambda path: path.mark):
        end = np.array([float(values[-1]) for values in path._walked(now)])
        at = (end - (left, low)) / (right - left, high - low)
        near = [crowd for crowd in crowds if any(np.hypot(*(at - other)) < 0.05 for _, _, other in crowd)]
        crowds = [crowd for crowd in crowds if not any(crowd is other for other in near)]
        crowds.append([*chain.from_iterable(near), (path, end, at)])
    for crowd in crowds:
        crowd.sort(key=lambda one: (-round(one[2][1], 2), one[0].mark))
        aside = 0 if len(crowd) == 1 else 20 if crowd[0][2][0] < 0.85 else -20
        for k, (path, end, _) in enumerate(crowd):
            badge = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": path.color, "linewidth": 1.5}
            where = {"xytext": (aside, 14 * ((len(crowd) - 1) / 2 - k)), "textcoords": "offset points"}
            lead = {"arrowprops": {"arrowstyle": "-", "color": path.color, "linewidth": 0.8}} if aside else {}
            style = {"ha": "center", "va": "center", "fontsize": 7, "weight": "bold", "bbox": badge, "zorder": 7}
            ax.annotate(path.mark, end, **where, **style, **lead)


def _image(ax, values, extent, low, high, cmap):
    ax.imshow(
        values,
        extent=extent,
        origin="lower",
        cmap=cmap or plots.FIELD,
        vmin=low,
        vmax=high,
        aspect="auto",
        interpolation="bilinear",
        zorder=0,
    )


def describe_layer(layer):
    """A layer in the form the page receives it: its kind, its fields, and the colours of its colormap."""
    described = {"kind": type(layer).__name__, **asdict(layer)}
    return described | {"ramp": _ramp(layer.cmap)} if hasattr(layer, "cmap") else described


@cache
def _ramp(name):
    """17 colours from a colormap, as strings; without a name, from the course's own."""
    cmap = colormaps[name] if name else plots.FIELD
    return [to_hex(color) for color in cmap(np.linspace(0, 1, 17))]
