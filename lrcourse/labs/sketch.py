"""Sketch: a lab whose picture Python draws, in one matplotlib figure that lives as long as the lab.

Ticks and labels, not data, are what a figure costs. So the layout is found once and frozen, all that stands still
is drawn once and kept as pixels, and a move restores those pixels and draws only the artists that move.
"""

import io

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from PIL import Image
from traitlets import Bytes, List

from lrcourse.inputs import number
from lrcourse.labs.controls import Lab, source
from lrcourse.plots import FIELD

DPI = 100  # an inch of the figure on the page
SHARP = 1.5  # pixels drawn for each pixel of the page, for dense screens
_STYLE = {"font.size": 10, "axes.titlesize": 11, "axes.labelsize": 10, "legend.fontsize": 9, "figure.facecolor": "white"}


class Field(Artist):
    """A field of probabilities under the data, over the whole of the axes, drawn three times as fast as by imshow.

    Parameters
    ----------
    ax : matplotlib Axes
    low, high : float
        The values at the two ends of the colours.
    cmap : matplotlib colormap
        The course's own, centred on one half, by default.
    """

    def __init__(self, ax, low=0.0, high=1.0, cmap=FIELD):
        super().__init__()
        self.low, self.high = low, high
        self._palette = cmap(np.linspace(0, 1, 256), bytes=True).view(np.uint32).ravel()  # a colour, one number
        self._levels = np.full((2, 2), 127, np.uint8)
        self.set_zorder(0)
        ax.add_artist(self)

    def set_data(self, values):
        """Show ``values``, shape (rows, columns), the first row at the bottom of the axes."""
        scaled = (np.asarray(values, float) - self.low) / (self.high - self.low)
        self._levels = (255 * np.clip(np.nan_to_num(scaled, nan=0.5), 0, 1)).round().astype(np.uint8)

    def draw(self, renderer):
        """Stretch the levels over the axes, then colour them: one channel is stretched instead of four."""
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
        Width and height in inches; 100 pixels of the page an inch.

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

    _esm = source("controls.js", "sketch.js")

    image = Bytes().tag(sync=True)  # JPEG
    size = List().tag(sync=True)  # width and height on the page, pixels

    def __init__(self, title, alt, controls=(), size=(7.5, 4.2)):
        super().__init__(title, alt, controls)
        width, height = (number(side, "size", 1, 20) for side in size)
        self.size = [round(width * DPI), round(height * DPI)]
        self._figure = Figure(figsize=(width, height), dpi=SHARP * DPI, layout="constrained")
        self._canvas = FigureCanvasAgg(self._figure)
        with mpl.rc_context(_STYLE):
            moving = list(self.start(self._figure))
        self._background = None
        self._renew()
        self._freeze(moving)
        self.image = self._jpeg()

    def start(self, figure):
        """Draw all that stands still; return the list of the artists that move. Called once.

        Axes limits belong here: they and the ticks are part of what stands still. An Axes may be among the artists
        that move, if its ticks must change; that costs about 20 ms a move.
        """
        raise NotImplementedError

    def move(self, **values):
        """Set the moving artists' data from the controls' values; return the words, one or two sentences."""
        raise NotImplementedError

    def refresh(self):
        """Draw the picture for the values of now; return its words."""
        words = self.move(**self.values)
        if self._background is not None:  # None while the very first picture is being prepared
            self._blit()
            self.image = self._jpeg()
        return words

    def still(self):
        """The picture as it is now: PNG bytes, and its width and height on the page."""
        file = io.BytesIO()
        self._pixels().convert("P", palette=Image.Palette.ADAPTIVE).save(file, "PNG", optimize=True)
        return file.getvalue(), *self.size

    def _freeze(self, moving):
        self._canvas.draw()
        self._figure.set_layout_engine("none")
        for ax in self._figure.axes:
            _settle(ax.get_legend())
        self._moving = _with_those_above(moving)
        for artist in self._moving:
            artist.set_animated(True)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self._figure.bbox)
        self._stamps = {}
        for legend in self._moving:
            if isinstance(legend, Legend) and legend not in moving:
                self._figure.draw_artist(legend)
                self._stamps[legend] = self._canvas.copy_from_bbox(legend.get_window_extent())
        self._blit()

    def _blit(self):
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            if artist in self._stamps:
                self._canvas.restore_region(self._stamps[artist])
            else:
                self._figure.draw_artist(artist)

    def _pixels(self):
        width, height = self._canvas.get_width_height(physical=True)
        return Image.frombuffer("RGBA", (width, height), self._canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")

    def _jpeg(self):
        # Measured at 1125 x 630 pixels: JPEG 6 ms, PNG at its fastest 26 ms. No chroma subsampling: thin coloured lines.
        file = io.BytesIO()
        self._pixels().save(file, "JPEG", quality=90, subsampling=0)
        return file.getvalue()


def _with_those_above(moving):
    """The moving artists, and those that stand still above the lowest of them in the same axes, in drawing order.

    Without the latter a moving background would hide the points that lie on it. Ticks and titles stand outside the
    data's area, so they may stay in the background.
    """
    drawn = []
    for ax in dict.fromkeys(artist.axes for artist in moving if artist.axes not in (None, artist)):
        lowest = min(artist.get_zorder() for artist in moving if artist.axes is ax)
        resting = (ax.patch, ax.xaxis, ax.yaxis, ax.title, ax._left_title, ax._right_title)
        drawn += sorted((child for child in ax.get_children() if child in moving
                         or child.get_zorder() > lowest and child.get_visible() and child not in resting),
                        key=lambda artist: artist.get_zorder())
    return drawn + [artist for artist in moving if artist not in drawn]


def _settle(legend):
    """Keep a legend where "best" has put it, and make it opaque and square, so that its pixels can be kept."""
    if legend is None:
        return
    corner = legend.get_window_extent().min
    legend.set_loc(tuple(legend.axes.transAxes.inverted().transform(corner)))
    legend.get_frame().set(alpha=1, boxstyle="square,pad=0")
