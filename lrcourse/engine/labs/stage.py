"""Stage: a lab that plays in the page. Python computes all steps at once and sends them as float32.

While the reader plays, steps or scrubs, nothing is sent to Python: `stage.js` draws from the arrays it has.
"""

import io
import re
from string import Formatter

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from traitlets import Bool, Dict, Float, Int, List, Unicode

from lrcourse import inputs, plots
from lrcourse.engine.assets import source
from lrcourse.engine.labs.frames import Frames, Moment
from lrcourse.engine.labs.lab import FRAME, Lab, signed
from lrcourse.engine.labs.layers import Arrows, Contours, Heat, Labels, Line, Path, Points, Probability, Pulls  # noqa: F401
from lrcourse.engine.labs.panels import CYCLE, Bars, Curve, Curves, Plane, describe  # noqa: F401  (for the labs)
from lrcourse.engine.labs.scene import Scene, Wire  # noqa: F401

MARGINS = 0.7, 0.55, 0.2, 0.35  # around the axes of a still: left, bottom, right, top, inches
_FORMAT = re.compile(r"(\+?)\.(\d+)([f%g])")


class Stage(Lab):
    """A lab that plays in the page: write `compute`, and `gesture` if the hand can click and drag.

    Parameters
    ----------
    title, alt, controls
        As for every lab: its name, one sentence on what the picture shows, and the list of controls.
    panels : list of Plane, Curves, Bars, Scene
        Can be replaced in `compute` (``self.panels = [...]``), if their labels depend on the values.
    words : str
        A template, filled in at every step from what `compute` returned: ``"t = {time:.1f} ms, {state}"``. Also
        ``{w[0]:+.2f}``, ``{share:.0%}``, ``{step}`` and ``{steps}``.
    number : (str, str), optional
        What the large number is called, and a template for it: ``("cost J (nats)", "{cost:.3f}")``. The first can be
        a template, too.
    seconds : float
        How long all the steps take at normal speed.
    begin : {"start", "end"}
        Which step is shown first.
    switches : bool
        Small boxes under the panels, for switching each of them off.
    tall : bool
        Taller panels on a wide page, for a single row of pictures that are worth it.
    quickens : bool
        Play begins slowly, a few steps a second, and gets faster and faster: for runs whose first steps do the most.
    beside : bool
        The first panel is large, and the others are beside it, one above the other.
    """

    _esm = source(
        *FRAME, *(f"labs/{name}.js" for name in ("frames", "panels", "finger", "hand", "layers", "scene", "stage"))
    )

    _scene = List().tag(sync=True)
    _frames = Dict().tag(sync=True)  # name -> {"shape", "data"}: arrays with a step axis
    _fixed = Dict().tag(sync=True)  # the others, kept apart so that a grid's features are not sent again and again
    _loose = Dict().tag(sync=True)  # any of the others that changed twice in a row
    _texts = Dict().tag(sync=True)
    _steps = Int(1).tag(sync=True)
    _template = Unicode().tag(sync=True)
    _large = Unicode().tag(sync=True)  # the template of the number
    _counted = List().tag(sync=True)
    _seconds = Float(6.0).tag(sync=True)
    _begin = Unicode("start").tag(sync=True)
    _switches = Bool(False).tag(sync=True)
    _tall = Bool(False).tag(sync=True)
    _quickens = Bool(False).tag(sync=True)
    _beside = Bool(False).tag(sync=True)
    _colors = Dict().tag(sync=True)

    def __init__(
        self, title, alt, controls=(), panels=(), words="", number=("", ""), seconds=6.0, begin="start",
        switches=False, tall=False, quickens=False, beside=False,
    ):  # fmt: skip
        called, large = number
        for _, name, form, _ in Formatter().parse(words + called + large):
            if name is not None and form and not _FORMAT.fullmatch(form):
                raise ValueError(f"words: {{{name}:{form}}} is not a format that the page knows; use .2f, .0% or .3g.")
        super().__init__(title, alt, controls, called)
        self.panels = list(panels)
        self._template, self._large = words, large
        self.counted = "step", "{step} / {steps}"  # what the scrub bar measures, and where a step is on it
        self._seconds, self._begin = inputs.number(seconds, "seconds", 0.1), begin
        self._switches, self._tall = bool(switches), bool(tall)
        self._quickens, self._beside = bool(quickens), bool(beside)
        self._changed, self._restless = set(), set()  # fixed arrays: in the last answer; twice in a row
        self._colors = {"classes": list(plots.CLASSES), "ink": plots.BLACK, "cycle": list(CYCLE), "held": plots.YELLOW}
        self._now = None
        self._renew()

    def play(self):
        """Play the steps in the page, as its button does."""
        self.send({"play": True})

    def pause(self):
        """Stop at the present step."""
        self.send({"play": False})

    def compute(self, **values):
        """All steps for the controls' values: name -> array (converted to float32), number, text or texts.

        Arrays with a step axis have it first; the panels recognise them by their number of dimensions.
        """
        raise NotImplementedError

    def gesture(self, panel, kind, index, x, y):
        """React to a click or a drag on panel number ``panel``, at (x, y) in its own units; `compute` follows.

        ``kind`` is "click" (on an empty place; ``index`` is -1), "drag" (point ``index`` moves) or "drop".
        """

    def refresh(self):
        """Compute, send, and return the words for the last step."""
        frames = Frames(self.compute(**self.values), self.panels)
        now = Moment(frames, frames.steps - 1)
        words, self.number = now.words(self._template), signed(now.words(self._large))
        packed = {name: {"shape": list(a.shape), "data": a.tobytes()} for name, a in frames.arrays.items()}
        self._scene = [describe(panel) | panel._limits(frames) for panel in self.panels]
        self._texts = {k: signed(v) if isinstance(v, str) else list(map(signed, v)) for k, v in frames.texts.items()}
        self._steps, self._counted = frames.steps, list(self.counted)
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
        width, height = 9.6 if columns > 1 else 6.4, 4.8 if self._beside else 3.4 * rows
        figure = Figure(figsize=(width, height), dpi=120)
        FigureCanvasAgg(figure)
        cells = [_beside(k, count) if self._beside else _cell(k, count, columns) for k in range(count)]
        axes = [figure.add_axes(_within(*cell, width, height)) for cell in cells]
        if self._now is None or not self.panels:
            axes[0].set_axis_off()
        else:
            moment = Moment(self._now.frames, range(self._now.frames.steps)[step])
            for ax, panel in zip(axes, self.panels):
                panel._draw(ax, moment)
                _as_written(ax)
        file = io.BytesIO()
        figure.savefig(file, format="png")
        return file.getvalue(), round(100 * width), round(100 * height)

    def _act(self, content):
        super()._act(content)
        if "gesture" in content:
            self.gesture(*(content["gesture"][key] for key in ("panel", "kind", "index", "x", "y")))


def _cell(k, count, columns):
    """Left, bottom, width and height of panel ``k`` in a still, as shares of it."""
    rows = -(-count // columns)
    row, column = divmod(k, columns)
    beside = min(columns, count - row * columns)  # those of the last row fill it
    return column / beside, 1 - (row + 1) / rows, 1 / beside, 1 / rows


def _beside(k, count):
    """The same for a large panel with the others beside it, one above the other."""
    return (0, 0, 0.55, 1) if k == 0 else (0.55, 1 - k / (count - 1), 0.45, 1 / (count - 1))


def _within(x, y, wide, high, width, height):
    """Where the axes go in a cell. Letting matplotlib find a layout takes as long as drawing."""
    left, bottom, right, top = MARGINS / np.array([width, height, width, height])
    return x + left, y + bottom, wide - left - right, high - bottom - top


def _as_written(ax):
    """In the labels a dollar is just a dollar, as in the page: a reader's column may be called "price ($)"."""
    legend = ax.get_legend()
    labels = [ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label, *ax.texts]
    for text in labels + (legend.get_texts() if legend else []):
        text.set_parse_math(False)
