"""Stage: a lab that is played in the page. Python computes all steps at once and sends them as float32.

While the reader plays, steps or scrubs, nothing is sent to Python: `stage.js` draws from the arrays it has.
"""

import io
import re
from dataclasses import dataclass
from string import Formatter

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from traitlets import Bool, Dict, Float, Int, List, Unicode

from lrcourse import plots
from lrcourse.inputs import number
from lrcourse.labs.controls import Lab, source
from lrcourse.labs.panels import (  # noqa: F401  (a lab finds all it needs here)
    CYCLE,
    Arrows,
    Bars,
    Contours,
    Curve,
    Curves,
    Heat,
    Labels,
    Line,
    Path,
    Plane,
    Points,
    Probability,
    Pulls,
    describe,
)

_FORMAT = re.compile(r"(\+?)\.(\d+)([f%g])")


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
        If an array that a panel reads is missing, or has the wrong number of dimensions or of steps.
    """

    def __init__(self, returned, panels):
        if not isinstance(returned, dict):
            raise TypeError(f"compute must return a dict of named arrays; got {type(returned).__name__}.")
        is_text = {
            name: isinstance(v, str) or (isinstance(v, list) and v and isinstance(v[0], str))
            for name, v in returned.items()
        }
        self.texts = {name: v for name, v in returned.items() if is_text[name]}
        with np.errstate(over="ignore"):
            self.arrays = {
                name: np.asarray(v, np.float32, order="C")
                for name, v in returned.items()
                if not is_text[name]
            }
        lengths = {}
        for panel in panels:
            for part in panel._parts():
                for role, (fixed, stepwise) in part.roles.items():
                    self._place(panel, getattr(part, role), fixed, stepwise, lengths)
        if len(set(lengths.values())) > 1:
            raise ValueError(f"arrays with a step axis must have equally many steps; got {lengths}.")
        self.steps = next(iter(lengths.values()), 1)
        self.stepwise = {
            name
            for name, array in self.arrays.items()
            if name in lengths or (name not in self._fixed and array.shape[:1] == (self.steps,))
        }
        for name, text in self.texts.items():
            if isinstance(text, list) and len(text) != self.steps:
                raise ValueError(f"'{name}' has {len(text)} texts for {self.steps} steps.")

    _fixed = frozenset()

    def _place(self, panel, name, fixed, stepwise, lengths):
        if name not in self.arrays:
            raise ValueError(
                f"the panel '{panel.title}' reads '{name}', which compute did not return. "
                f"It returned: {', '.join(self.arrays)}."
            )
        array = self.arrays[name]
        if array.ndim not in fixed + stepwise:
            dimensions = " or ".join(map(str, fixed + stepwise))
            raise ValueError(
                f"the panel '{panel.title}' needs '{name}' with {dimensions} dimensions; "
                f"got the shape {array.shape}."
            )
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


class Stage(Lab):
    """A lab that is played in the page: write `compute`, and `gesture` if the hand may click and drag.

    Parameters
    ----------
    title, alt, controls
        As for every lab: its name, one sentence on what the picture shows, and the list of controls.
    panels : list of Plane, Curves, Bars
        May be replaced in `compute` (``self.panels = [...]``), when their labels depend on the values.
    words : str
        A template, filled at every step from what `compute` returned: ``"t = {time:.1f} ms, {state}"``. Also
        ``{w[0]:+.2f}``, ``{share:.0%}``, ``{step}`` and ``{steps}``.
    seconds : float
        How long all steps take at normal speed.
    begin : {"end", "start"}
        Which step is shown first.
    switches : bool
        Small boxes under the panels, with which the reader switches each of them off.
    """

    _esm = source("controls.js", "stage.js")

    _scene = List().tag(sync=True)
    _frames = Dict().tag(sync=True)  # name -> {"shape", "data"}: arrays with a step axis
    _fixed = Dict().tag(sync=True)  # the others, apart: so a grid's features are not sent again and again
    _loose = Dict().tag(sync=True)  # those of the others that changed twice in a row
    _texts = Dict().tag(sync=True)
    _steps = Int(1).tag(sync=True)
    _template = Unicode().tag(sync=True)
    _seconds = Float(6.0).tag(sync=True)
    _begin = Unicode("end").tag(sync=True)
    _switches = Bool(False).tag(sync=True)
    _colors = Dict().tag(sync=True)

    def __init__(
        self, title, alt, controls=(), panels=(), words="", seconds=6.0, begin="end", switches=False
    ):
        for _, name, form, _ in Formatter().parse(words):
            if name is not None and form and not _FORMAT.fullmatch(form):
                raise ValueError(
                    f"words: {{{name}:{form}}} is not a format that the page knows; use .2f, .0% or .3g."
                )
        super().__init__(title, alt, controls)
        self.panels = list(panels)
        self._template, self._seconds, self._begin = words, number(seconds, "seconds", 0.1), begin
        self._switches = bool(switches)
        self._changed, self._restless = set(), set()  # fixed arrays: in the last answer; twice in a row
        self._colors = {"classes": list(plots.CLASSES), "ink": plots.BLACK, "cycle": list(CYCLE)}
        self._now = None
        self._renew()

    def compute(self, **values):
        """All steps for the controls' values: name -> array (float32 is made of it), number, text or texts.

        Arrays with a step axis have it first; which ones have, their number of dimensions tells the panels.
        """
        raise NotImplementedError

    def gesture(self, panel, kind, index, x, y):
        """Hear a click or a drag on panel number ``panel``, at (x, y) in its own units; `compute` follows.

        ``kind`` is "click" (on an empty place; ``index`` is -1), "drag" (point ``index`` moves) or "drop".
        """

    def refresh(self):
        """Compute, send, and return the words of the last step."""
        frames = Frames(self.compute(**self.values), self.panels)
        now = _Moment(frames, frames.steps - 1)
        words = now.words(self._template)
        packed = {name: {"shape": list(a.shape), "data": a.tobytes()} for name, a in frames.arrays.items()}
        self._scene = [describe(panel) | panel._limits(frames) for panel in self.panels]
        self._texts, self._steps = frames.texts, frames.steps
        self._frames = {name: a for name, a in packed.items() if name in frames.stepwise}
        fixed = {name: a for name, a in packed.items() if name not in frames.stepwise}
        before = self._fixed | self._loose
        changed = {name for name, a in fixed.items() if before.get(name, a) != a}
        self._restless |= changed & self._changed
        self._changed = changed
        self._fixed = {name: a for name, a in fixed.items() if name not in self._restless}
        self._loose = {name: a for name, a in fixed.items() if name in self._restless}
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
        last = count - (rows - 1) * columns  # panels in the last row, which fill it
        grid = figure.add_gridspec(rows, columns * last)
        spans = [
            (k // columns, columns if k // columns == rows - 1 else last, k % columns) for k in range(count)
        ]
        axes = [figure.add_subplot(grid[r, c * wide : (c + 1) * wide]) for r, wide, c in spans]
        if self._now is None or not self.panels:
            axes[0].set_axis_off()
        else:
            moment = _Moment(self._now.frames, range(self._now.frames.steps)[step])
            for ax, panel in zip(axes, self.panels):
                panel._draw(ax, moment)
        file = io.BytesIO()
        figure.savefig(file, format="png")
        return file.getvalue(), round(100 * width), round(100 * height)

    def _act(self, content):
        super()._act(content)
        if "gesture" in content:
            self.gesture(*(content["gesture"][key] for key in ("panel", "kind", "index", "x", "y")))
