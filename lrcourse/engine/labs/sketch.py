"""Sketch: a lab whose picture Python draws, in one matplotlib figure that lives as long as the lab.

What makes a figure slow is its ticks and labels, not its data. So the layout is found once and frozen, everything that
stands still is drawn once and kept as pixels, and a move restores those pixels and draws only the artists that move.
"""

import io
import textwrap
from functools import cache

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text
from PIL import Image
from traitlets import Bytes, Float, Int, List

from lrcourse import inputs
from lrcourse.engine.assets import source
from lrcourse.engine.labs.lab import FRAME, Lab, signed
from lrcourse.plots import FIELD

DPI = 100  # page pixels per inch of the figure
SHARP = 1.5  # pixels drawn for each page pixel, for dense screens
NARROW = 0.75  # below this share of its full width, a picture is rebuilt
WIDE = 1.25  # up to this share, it grows with the page, but only in width
LEAST = 320  # pixels; on a page even narrower, the picture is scaled down
_LINE = 32  # characters in a title or a label on a narrow page
_STYLE = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.labelsize": 10,
    "legend.fontsize": 9,
    "figure.facecolor": "white",
}


class Field(Artist):
    """A field of probabilities under the data, over the whole axes, drawn six times as fast as with imshow.

    Parameters
    ----------
    ax : matplotlib Axes
    low, high : float
        The values at the two ends of the colour scale.
    cmap : matplotlib colormap
        By default the course's own, centred on one half.
    """

    def __init__(self, ax, low=0.0, high=1.0, cmap=FIELD):
        super().__init__()
        self.low, self.high = low, high
        self._palette = cmap(np.linspace(0, 1, 256), bytes=True).view(np.uint32).ravel()  # one number each
        self._levels = np.full((2, 2), 127, np.uint8)
        self.set_zorder(0)
        ax.add_artist(self)

    def set_data(self, values):
        """Show ``values``, shape (rows, columns), with the first row at the bottom of the axes."""
        scaled = (np.asarray(values, float) - self.low) / (self.high - self.low)
        self._levels = (255 * np.clip(np.nan_to_num(scaled, nan=0.5), 0, 1)).round().astype(np.uint8)

    def draw(self, renderer):
        """Stretch the levels over the axes, then colour them: one channel is stretched instead of four."""
        if not self.get_visible():
            return
        left, bottom, right, top = (round(edge) for edge in self.axes.bbox.extents)
        levels = Image.fromarray(self._levels).resize((right - left, top - bottom), Image.Resampling.BILINEAR)
        colours = self._palette[np.asarray(levels)].view(np.uint8).reshape(top - bottom, right - left, 4)
        renderer.draw_image(renderer.new_gc(), left, bottom, colours)
        self.stale = False


class Sketch(Lab):
    """A lab drawn with matplotlib: write `start` and `move`.

    Parameters
    ----------
    title, alt, controls
        As for every lab: its name, one sentence on what the picture shows, and the list of controls.
    size : (float, float)
        Width and height in inches; 100 page pixels per inch.
    number : str, optional
        What the large number is called; `move` sets ``self.number``, its text.
    tall : float, optional
        The height on a narrow page, where the panels are stacked; by default, the same height.
    grow : float
        How much taller the picture gets for each pixel that the page gets wider: a third for three squares in a row.

    Attributes
    ----------
    narrow : bool
        Whether `start` is drawing for a narrow page (half a screen, a tablet): letters keep their size there.

    Examples
    --------
    >>> class Wave(Sketch):
    ...     def __init__(self):
    ...         super().__init__("A wave", "A sine wave.", [Slider("k", "cycles", 1, 5, step=1)])
    ...     def start(self, figure):
    ...         ax = axes("A wave", "x (rad)", "y", ax=figure.add_subplot())
    ...         ax.set(xlim=(0, 6.28), ylim=(-1, 1))
    ...         self.line, = ax.plot([], [])
    ...         return [self.line]
    ...     def move(self, k):
    ...         x = np.linspace(0, 6.28, 300)
    ...         self.line.set_data(x, np.sin(k * x))
    ...         return f"{k} cycles."
    """

    _esm = source(*FRAME, "labs/finger.js", "labs/sketch.js")

    image = Bytes().tag(sync=True)  # JPEG
    _handles = List().tag(sync=True)  # [name, x, y, limits of x and y, the axes' left, top, width, height on the page]
    size = List().tag(sync=True)  # width and height on the page, pixels
    _full = List().tag(sync=True)  # the same on a page that is wide enough
    _tall = Int().tag(sync=True)  # the height on a narrow one
    _grow = Float(0.0).tag(sync=True)
    _narrow = Float(NARROW).tag(sync=True)
    _wide = Float(WIDE).tag(sync=True)
    _least = Int(LEAST).tag(sync=True)

    def __init__(self, title, alt, controls=(), size=(7.5, 4.2), tall=None, number="", grow=0.0):
        super().__init__(title, alt, controls, number)
        self._full = [round(DPI * inputs.number(side, "size", 1, 20)) for side in size]
        self._tall = self._full[1] if tall is None else round(DPI * inputs.number(tall, "tall", 1, 20))
        self._grow = inputs.number(grow, "grow", 0, 1)
        self._build(narrow=False)
        self._lay_out(*self._full)

    def subplots(self, figure, rows, columns, width_ratios=None):
        """Axes row by row, in a flat array; on a narrow page, one below another, all of the same height."""
        if self.narrow:
            return figure.subplots(rows * columns)
        return figure.subplots(rows, columns, width_ratios=width_ratios).ravel()

    def start(self, figure):
        """Draw everything that stands still; return the list of the artists that move.

        Called once, and again when the page becomes narrow, or wide again.

        Axes limits belong here: they and the ticks are part of what stands still. An Axes may be among the
        artists that move, if its ticks must change; that costs about 20 ms per move.
        """
        raise NotImplementedError

    def move(self, **values):
        """Set the moving artists' data from the controls' values; return the words, one or two sentences."""
        raise NotImplementedError

    def handles(self):
        """Where the hand can take hold of the picture now: name -> (axes, x, y); linear axes only.

        A click elsewhere in these axes takes hold of their nearest handle, and moves it there.
        """
        return {}

    def grab(self, name, x, y):
        """The values of the controls when the handle ``name`` is dragged to (x, y), within its axes."""
        raise NotImplementedError

    def refresh(self):
        """Draw the picture for the present values; return its words."""
        words = self.move(**self.values)
        self.number = signed(self.number)
        _write(artist for artist in self._movers if isinstance(artist, Text))
        if self._background is not None:  # None before the first layout, which needs the artists' first data
            self._show()
        return words

    def still(self):
        """The picture as it is now: PNG bytes, and its width and height on the page."""
        file = io.BytesIO()
        self._pixels().convert("P", palette=Image.Palette.ADAPTIVE).save(file, "PNG", optimize=True)
        return file.getvalue(), *self.size

    def _act(self, content):
        """The page may also report its width: a narrow one gets a narrower picture, not smaller letters."""
        super()._act(content)
        if "grab" in content:
            values = self.grab(*(content["grab"][key] for key in ("name", "x", "y")))
            self._take({name: self._controls[name].nearest(value) for name, value in values.items()})
        if "width" in content:
            full, height = self._full
            width = round(inputs.number(content["width"], "width", min(LEAST, full), WIDE * full))
            narrow = width < NARROW * full
            if narrow != self.narrow:
                self._build(narrow)
            wider, height = (width - LEAST, self._tall) if narrow else (width - full, height)
            self._lay_out(width, round(height + self._grow * wider))

    def _build(self, narrow):
        """A new figure, with its first data."""
        self.narrow = narrow
        self._figure = Figure(dpi=SHARP * DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._background, self._drawn = None, []
        with mpl.rc_context(_STYLE):
            self._movers = list(self.start(self._figure))
        if narrow:
            _break_lines(self._figure)
        _write(self._figure.findobj(Text))
        self._renew()

    def _lay_out(self, width, height):
        """Find the layout, freeze it, and keep everything that stands still as pixels."""
        self.size = [width, height]
        self._figure.set_size_inches(width / DPI, height / DPI)
        self._figure.set_layout_engine("constrained", w_pad=0.1, h_pad=0.1)
        for artist in self._drawn:
            artist.set_animated(False)
        legends = [ax.get_legend() for ax in self._figure.axes if ax.get_legend() is not None]
        for legend in legends:
            legend.get_frame().set(alpha=1, boxstyle="square,pad=0")  # opaque, so that its pixels can be kept
        self._canvas.draw()
        self._figure.set_layout_engine("none")
        self._drawn = _with_those_above(self._movers)
        for artist in self._drawn:
            artist.set_animated(True)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self._figure.bbox)
        self._stamps = {}
        for legend in set(legends) & set(self._drawn) - set(self._movers):
            # Text is slow, and a legend at its "best" place would wander, so it is drawn once.
            self._figure.draw_artist(legend)
            self._stamps[legend] = self._canvas.copy_from_bbox(legend.get_window_extent().padded(1))
        self._show()

    def _show(self):
        """Restore what stands still, draw what moves, and send the picture."""
        self._canvas.restore_region(self._background)
        for artist in self._drawn:
            if artist in self._stamps:
                self._canvas.restore_region(self._stamps[artist])
            else:
                self._figure.draw_artist(artist)
        # At 1125 x 630 pixels, a JPEG takes 6 ms, the fastest PNG 26. No subsampling: coloured lines are thin.
        file = io.BytesIO()
        self._pixels().save(file, "JPEG", quality=90, subsampling=0)
        self.image = file.getvalue()
        width, height = self._figure.bbox.size
        self._handles = [
            [name, float(x), float(y), [*ax.get_xlim(), *ax.get_ylim()],
             [ax.bbox.x0 / width, 1 - ax.bbox.y1 / height, ax.bbox.width / width, ax.bbox.height / height]]
            for name, (ax, x, y) in self.handles().items()
            if ax.get_xlim()[0] <= x <= ax.get_xlim()[1] and ax.get_ylim()[0] <= y <= ax.get_ylim()[1]
        ]  # fmt: skip

    def _pixels(self):
        size = self._canvas.get_width_height(physical=True)
        return Image.frombuffer("RGBA", size, self._canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")


def _write(texts):
    """Give each text true minus signs; a dollar is just a dollar if matplotlib cannot read a formula there."""
    for text in texts:
        words = signed(text.get_text())
        text.set_text(words)
        if "$" in words:
            text.set_parse_math(_is_formula(words))


@cache
def _is_formula(words):
    """Whether matplotlib can read the formulas in a text: a column of a reader's file may be called anything."""
    try:
        for line in words.splitlines():
            MathTextParser("agg").parse(line)
    except ValueError:
        return False
    return True


def _break_lines(figure):
    """Break titles and the labels below into lines that fit on a narrow page."""
    for ax in figure.axes:
        for text in (ax.title, ax._left_title, ax.xaxis.label):
            if len(text.get_text()) > _LINE and "$" not in text.get_text():  # a formula must stay whole
                text.set_text(textwrap.fill(text.get_text(), _LINE))


def _with_those_above(moving):
    """The moving artists, and those that rest above the lowest of them in the same axes, in drawing order.

    Without the latter, a moving background would hide the points on it. Ticks and titles are outside the
    data area, so they can stay in the background.
    """
    drawn = []
    for ax in dict.fromkeys(artist.axes for artist in moving if artist.axes not in (None, artist)):
        lowest = min(artist.get_zorder() for artist in moving if artist.axes is ax)
        resting = (ax.patch, ax.xaxis, ax.yaxis, ax.title, ax._left_title, ax._right_title)
        above = [
            child
            for child in ax.get_children()
            if child.get_zorder() > lowest and child.get_visible() and child not in resting
        ]
        drawn += sorted(
            (child for child in ax.get_children() if child in moving or child in above),
            key=lambda artist: artist.get_zorder(),
        )
    return drawn + [artist for artist in moving if artist not in drawn]
