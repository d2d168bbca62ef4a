"""Stage: a lab that is played in the page. Python computes all steps at once and sends them as float32; the page plays.

While the reader plays, steps or scrubs, nothing is sent to Python. Panels and their layers are descriptions: they name
the arrays they read, `stage.js` draws them in the page, and their `draw` methods draw the same still with matplotlib.
"""

import io
import re
from dataclasses import asdict, dataclass, field
from string import Formatter
from typing import ClassVar

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from traitlets import Dict, Float, Int, List, Unicode

from lrcourse import plots
from lrcourse.inputs import number
from lrcourse.labs.controls import Lab, source

CYCLE = (plots.BLUE, plots.VERMILION, plots.GREEN, plots.PURPLE, plots.SKY, plots.ORANGE, plots.BLACK)
_FORMAT = re.compile(r"(\+?)\.(\d+)([f%g])")


# -- layers of a Plane: each names its arrays in `roles`: (dimensions if fixed, dimensions if one a step) ----------

@dataclass
class Probability:
    """The field sigma(features . w + b) and the line where it is one half.

    ``w`` (D,) or (S, D); ``b`` () or (S,); ``features`` (rows, columns, D): the grid's features over the panel's
    limits, the first row at the bottom. Any feature map will do.
    """

    w: str = "w"
    b: str = "b"
    features: str = "phi"
    roles: ClassVar = {"w": ((1,), (2,)), "b": ((0,), (1,)), "features": ((3,), ())}

    def draw(self, ax, now, extent):
        a = now[self.features] @ now[self.w] + now[self.b]
        y = 1 / (1 + np.exp(-np.clip(np.nan_to_num(a), -60, 60)))
        ax.imshow(y, extent=extent, origin="lower", cmap=plots.FIELD, vmin=0, vmax=1, aspect="auto",
                  interpolation="bilinear", zorder=0)
        if y.min() < 0.5 < y.max():
            ax.contour(y, [0.5], extent=extent, origin="lower", colors=plots.BLACK, linewidths=1.8, zorder=1)


@dataclass
class Heat:
    """Colours by value: ``z`` (rows, columns) or (S, rows, columns) over the panel's limits, first row at the bottom."""

    z: str
    low: float
    high: float
    cmap: str = "Blues"
    roles: ClassVar = {"z": ((2,), (3,))}

    def draw(self, ax, now, extent):
        ax.imshow(now[self.z], extent=extent, origin="lower", cmap=self.cmap, vmin=self.low, vmax=self.high,
                  aspect="auto", interpolation="bilinear", zorder=0)


@dataclass
class Line:
    """A line that stands still, ``x`` and ``y`` (M,), or another one a step, (S, M). NaN leaves a gap."""

    x: str
    y: str
    label: str = ""
    color: str = plots.BLACK
    dashed: bool = False
    roles: ClassVar = {"x": ((1,), (2,)), "y": ((1,), (2,))}

    def draw(self, ax, now, extent):
        ax.plot(now[self.x], now[self.y], color=self.color, label=self.label, linestyle="--" if self.dashed else "-")


@dataclass
class Path:
    """The way walked so far and a dot at its end: ``x`` and ``y`` (S,)."""

    x: str
    y: str
    label: str = ""
    color: str = plots.VERMILION
    roles: ClassVar = {"x": ((), (1,)), "y": ((), (1,))}

    def draw(self, ax, now, extent):
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

    def draw(self, ax, now, extent):
        for k in (0, 1):
            ax.scatter(*now[self.x][now[self.t] == k].T, s=26, marker=plots.MARKERS[k], color=plots.CLASSES[k],
                       edgecolor=plots.BLACK, linewidth=0.4, label=self.labels[k], zorder=3)


@dataclass
class Arrows:
    """Arrows from ``x`` along ``u``, each (N, 2) or (S, N, 2)."""

    x: str
    u: str
    label: str = ""
    color: str = plots.GREY
    roles: ClassVar = {"x": ((2,), (3,)), "u": ((2,), (3,))}

    def draw(self, ax, now, extent):
        ax.quiver(*now[self.x].T, *now[self.u].T, angles="xy", scale_units="xy", scale=1, color=self.color, width=0.004,
                  zorder=2)


@dataclass
class Curve:
    """A line of a `Curves` panel: ``y`` (S,), or (S, K) with K labels."""

    y: str
    label: str | list = ""
    color: str | list | None = None
    roles: ClassVar = {"y": ((), (1, 2))}


# -- panels --------------------------------------------------------------------------------------------------------

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

    def parts(self):
        return self.layers

    def limits(self, frames):
        return {"xlim": _span(self.xlim, "xlim"), "ylim": _span(self.ylim, "ylim")}

    def draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        for layer in self.layers:
            layer.draw(ax, now, (*self.xlim, *self.ylim))
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

    def parts(self):
        return [self, *self.lines] if self.x else self.lines

    def limits(self, frames):
        along = frames.arrays[self.x] if self.x else np.arange(max(frames.steps, 2))
        values = np.concatenate([frames.arrays[line.y].ravel() for line in self.lines])
        return {"xlim": _span(self.xlim or _reach(along), "xlim"),
                "ylim": _span(self.ylim or _reach(values, margin=0.06, log=self.log), "ylim")}

    def draw(self, ax, now):
        plots.axes(self.title, self.xlabel, self.ylabel, ax)
        if self.log:
            ax.set_yscale("log")
        along = now.frames.arrays[self.x] if self.x else np.arange(now.frames.steps)
        for k, (label, color, y) in enumerate(_columns(self.lines, now.frames)):
            ax.plot(along, y, color=color or CYCLE[k % len(CYCLE)], label=label)
        ax.axvline(along[now.step], color=plots.GREY, linewidth=1)
        ax.set(**self.limits(now.frames))
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8)


@dataclass
class Bars:
    """Bars side by side: ``values`` (K,) or (S, K), blue below zero and orange above (the pull towards each class).

    Parameters
    ----------
    title, ylabel : str
        The label with its unit.
    values : str
        The array's name.
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

    def parts(self):
        return [self]

    def limits(self, frames):
        return {"ylim": _span(self.ylim or _reach(np.append(frames.arrays[self.values], 0), margin=0.1), "ylim")}

    def draw(self, ax, now):
        plots.axes(self.title, "", self.ylabel, ax)
        values = now[self.values]
        ax.bar(self.labels, values, color=[plots.CLASSES[int(v > 0)] for v in values])
        ax.axhline(0, color=plots.BLACK, linewidth=0.8)
        ax.set(**self.limits(now.frames))


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


# -- what compute() returned, checked ------------------------------------------------------------------------------

class Frames:
    """Named float32 arrays, which of them have a step axis, texts, and the number of steps.

    Parameters
    ----------
    returned : dict
        Name -> array or number; name -> text, or a list of texts, one a step.
    panels : list of Plane, Curves, Bars

    Raises
    ------
    ValueError, TypeError
        If an array that a panel reads is missing, has the wrong number of dimensions or another number of steps.
    """

    def __init__(self, returned, panels):
        if not isinstance(returned, dict):
            raise TypeError(f"compute must return a dict of named arrays; got {type(returned).__name__}.")
        is_text = {name: isinstance(v, str) or (isinstance(v, list) and v and isinstance(v[0], str))
                   for name, v in returned.items()}
        self.texts = {name: v for name, v in returned.items() if is_text[name]}
        with np.errstate(over="ignore"):
            self.arrays = {name: np.asarray(v, np.float32, order="C") for name, v in returned.items() if not is_text[name]}
        lengths = {}
        for panel in panels:
            for part in panel.parts():
                for role, (fixed, stepwise) in part.roles.items():
                    self._place(panel, getattr(part, role), fixed, stepwise, lengths)
        if len(set(lengths.values())) > 1:
            raise ValueError(f"arrays with a step axis must have equally many steps; got {lengths}.")
        self.steps = next(iter(lengths.values()), 1)
        self.stepwise = {name for name, array in self.arrays.items()
                         if name in lengths or (name not in self._fixed and array.shape[:1] == (self.steps,))}
        for name, text in self.texts.items():
            if isinstance(text, list) and len(text) != self.steps:
                raise ValueError(f"'{name}' has {len(text)} texts for {self.steps} steps.")

    _fixed = frozenset()

    def _place(self, panel, name, fixed, stepwise, lengths):
        if name not in self.arrays:
            raise ValueError(f"the panel '{panel.title}' reads '{name}', which compute did not return. "
                             f"It returned: {', '.join(self.arrays)}.")
        array = self.arrays[name]
        if array.ndim not in fixed + stepwise:
            raise ValueError(f"the panel '{panel.title}' needs '{name}' with {' or '.join(map(str, fixed + stepwise))} "
                             f"dimensions; got the shape {array.shape}.")
        if array.ndim in stepwise:
            lengths[name] = len(array)
        else:
            self._fixed |= {name}


@dataclass
class _Moment:
    """The frames at one step: ``now["v"]``, and the way there, ``now.until("v")``."""

    frames: Frames
    step: int

    def __getitem__(self, name):
        array = self.frames.arrays[name]
        return array[self.step] if name in self.frames.stepwise else array

    def until(self, name):
        return self.frames.arrays[name][: self.step + 1]

    def words(self, template):
        texts = {name: v[self.step] if isinstance(v, list) else v for name, v in self.frames.texts.items()}
        numbers = {name: self[name] for name in self.frames.arrays}
        return template.format_map(texts | numbers | {"step": self.step, "steps": self.frames.steps - 1})


# -- the lab -------------------------------------------------------------------------------------------------------

class Stage(Lab):
    """A lab that is played in the page: write `compute`, and `gesture` if the hand may click and drag.

    Parameters
    ----------
    title, alt, controls
        As for every lab: its name, one sentence on what the picture shows, and the list of controls.
    panels : list of Plane, Curves, Bars
        May be replaced in `compute` (``self.panels = [...]``), when their labels depend on the values.
    words : str
        A template that is filled at every step from what `compute` returned: ``"t = {time:.1f} ms, {state}"``.
        Also ``{w[0]:+.2f}``, ``{share:.0%}``, ``{step}`` and ``{steps}``.
    seconds : float
        How long all steps take at normal speed.
    begin : {"end", "start"}
        Which step is shown first.
    """

    _esm = source("controls.js", "stage.js")

    _scene = List().tag(sync=True)
    _frames = Dict().tag(sync=True)  # name -> {"shape", "data"}: arrays with a step axis
    _fixed = Dict().tag(sync=True)  # the others: apart, so that a grid's features are not sent again and again
    _texts = Dict().tag(sync=True)
    _steps = Int(1).tag(sync=True)
    _template = Unicode().tag(sync=True)
    _seconds = Float(6.0).tag(sync=True)
    _begin = Unicode("end").tag(sync=True)
    _colors = Dict().tag(sync=True)

    def __init__(self, title, alt, controls=(), panels=(), words="", seconds=6.0, begin="end"):
        for _, name, form, _ in Formatter().parse(words):
            if name is not None and form and not _FORMAT.fullmatch(form):
                raise ValueError(f"words: {{{name}:{form}}} is not a format that the page knows; use .2f, .0% or .3g.")
        super().__init__(title, alt, controls)
        self.panels = list(panels)
        self._template, self._seconds, self._begin = words, number(seconds, "seconds", 0.1), begin
        self._colors = {"classes": list(plots.CLASSES), "ink": plots.BLACK, "cycle": list(CYCLE)}
        self._now = None
        self._renew()

    def compute(self, **values):
        """All steps for the controls' values: name -> array (float32 is made of it), number, text or texts.

        Arrays with a step axis have it first; which ones have, the panels that read them decide by their dimensions.
        """
        raise NotImplementedError

    def gesture(self, panel, kind, index, x, y):
        """Hear a click or a drag on the `Plane` number ``panel``, at (x, y) in its own units; `compute` follows.

        ``kind`` is "click" (on an empty place; ``index`` is -1), "drag" (point ``index`` is on its way) or "drop".
        """

    def refresh(self):
        """Compute, send, and return the words of the last step."""
        frames = Frames(self.compute(**self.values), self.panels)
        now = _Moment(frames, frames.steps - 1)
        words = now.words(self._template)
        packed = {name: {"shape": list(a.shape), "data": a.tobytes()} for name, a in frames.arrays.items()}
        self._scene = [_describe(panel) | panel.limits(frames) for panel in self.panels]
        self._texts, self._steps = frames.texts, frames.steps
        self._frames = {name: a for name, a in packed.items() if name in frames.stepwise}
        self._fixed = {name: a for name, a in packed.items() if name not in frames.stepwise}
        self._now = now
        return words

    def still(self, step=-1):
        """The panels at ``step`` (the last by default): PNG bytes, and width and height on the page."""
        count = max(len(self.panels), 1)
        columns = 2 if count == 4 else min(count, 3)
        rows = -(-count // columns)
        width, height = 9.6 if columns > 1 else 6.4, 3.4 * rows
        figure = Figure(figsize=(width, height), dpi=120, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns, squeeze=False).ravel()
        for ax in axes[len(self.panels) :]:
            ax.set_axis_off()
        if self._now is not None:
            moment = _Moment(self._now.frames, range(self._now.frames.steps)[step])
            for ax, panel in zip(axes, self.panels):
                panel.draw(ax, moment)
        file = io.BytesIO()
        figure.savefig(file, format="png")
        return file.getvalue(), round(100 * width), round(100 * height)

    def _act(self, content):
        super()._act(content)
        if "gesture" in content:
            self.gesture(*(content["gesture"][key] for key in ("panel", "kind", "index", "x", "y")))


def _describe(panel):
    """A panel as the page gets it: its kind, its fields, its parts, and colours in place of a colormap's name."""
    described = {"kind": type(panel).__name__, **asdict(panel)}
    if isinstance(panel, Plane):
        described["layers"] = [{"kind": type(layer).__name__, **asdict(layer), **_ramp(layer)} for layer in panel.layers]
    return described


def _ramp(layer):
    cmap = plots.FIELD if isinstance(layer, Probability) else layer.cmap if isinstance(layer, Heat) else None
    if cmap is None:
        return {}
    if isinstance(cmap, str):
        from matplotlib import colormaps
        cmap = colormaps[cmap]
    return {"ramp": [to_hex(color) for color in cmap(np.linspace(0, 1, 17))]}
