"""The panel of a `Stage` that shows places in a box, which can be turned by hand.

`scene.js` draws it in the page, where it also projects the places; ``_draw`` does the same with matplotlib, for
the stills. ``roles`` as in layers.py.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from lrcourse import plots
from lrcourse.engine.labs.layers import Labels


@dataclass
class Wire:
    """Lines through places in the box: ``x`` (M, 3), or different ones per step, (S, M, 3). NaN leaves a gap.

    ``only`` says when they are drawn: "flat", while nothing is lifted, or "lifted"; always if empty.
    """

    x: str
    label: str = ""
    color: str = plots.BLACK
    only: str = ""
    roles: ClassVar = {"x": ((2,), (3,))}

    def _draw(self, ax, now, extent):
        ax.plot(*now[self.x].T, color=self.color, label=self.label)


@dataclass
class Scene:
    """A box that the hand turns, seen without perspective; its places run from -1 to 1 along each axis.

    Step by step its height rises, so that what lies flat on the ground is lifted.

    Parameters
    ----------
    title : str
    layers : list of Wire, Points, Labels
        From the back to the front; their arrays of shape (K, 3) are places.
    rise : str
        The array (S,) with the share of the full height at each step, from 0 to 1.
    turned : float, from 0 to 360
        By how many degrees the box is turned.
    tilt : float, from 0 to 90
        How far from above it is seen, in degrees.
    controls : (str, str)
        The sliders for ``turned`` and ``tilt``, which follow when the box is dragged.
    normal : str
        The array (3,) at right angles to a plane in the box.
    sides : (int, int)
        The layers with what lies behind this plane and in front of it, along ``normal``. They change places when the
        viewer is behind the plane, so nothing is drawn over what is nearer.
    full : float
        The box's full height relative to its side.
    width : float
        Share of the row, relative to the other panels.
    note : str
        A few words beside the title.
    """

    title: str
    layers: list
    rise: str
    turned: float
    tilt: float
    controls: tuple
    normal: str
    sides: tuple
    full: float = 1.0
    width: float = 1.0
    note: str = ""
    ylim: tuple = field(default=(-1.0, 1.0), init=False)  # every panel has them in the page
    roles: ClassVar = {"rise": ((), (1,)), "normal": ((1,), ())}

    def _parts(self):
        return [self, *self.layers]

    def _limits(self, frames):
        return {}

    def project(self, places, rise=1.0):
        """Where places in the box (..., 3) appear in the picture, (..., 2), at this share of the full height."""
        (sin, cos), (down, level) = ((np.sin(a), np.cos(a)) for a in np.radians([self.turned, self.tilt]))
        u, v, height = np.moveaxis(places, -1, 0)
        return np.stack([u * cos - v * sin, (u * sin + v * cos) * down + height * rise * self.full * level], axis=-1)

    def ordered(self, normal, rise=1.0):
        """The layers from back to front, for a plane with this normal (3,)."""
        turned, tilted = np.radians([self.turned, self.tilt])
        across = np.array([np.sin(turned), np.cos(turned)]) @ normal[:2]
        layers, (one, other) = list(self.layers), self.sides
        if np.sin(tilted) * normal[2] < rise * self.full * np.cos(tilted) * across:
            layers[one], layers[other] = layers[other], layers[one]
        return [layer for layer in layers if getattr(layer, "only", "") != ("flat" if rise else "lifted")]

    def reach(self):
        """How far the picture goes up and down, so that the whole box fits in at its full height."""
        down, level = np.sin(np.radians(self.tilt)), np.cos(np.radians(self.tilt))
        return max(1.45 * down + self.full * level + 0.1, 1.65 * self.full * level + 0.13)

    def _draw(self, ax, now):
        rise = float(now[self.rise])
        ax.set_title(self.title, loc="left")
        ax.set(xlim=(-1.5, 1.5), ylim=(-self.reach(), self.reach()), aspect="equal")
        ax.set_axis_off()
        seen = _Seen(now, lambda places: self.project(places, rise))
        flat = 1.65 * rise * self.full < 1.41 * np.tan(np.radians(self.tilt))
        for layer in self.ordered(now[self.normal], rise):
            if isinstance(layer, Labels) and flat:  # a label above the box would lie on the samples
                layer = replace(layer, texts=["" if h > 1 else s for s, h in zip(layer.texts, now[layer.x][:, 2])])
            layer._draw(ax, seen, None)
        if ax.get_legend_handles_labels()[1]:
            ax.legend(fontsize=8, loc="upper right")


@dataclass
class _Seen:
    """A `Moment` with its places projected onto the picture."""

    now: object
    flat: object

    def __getitem__(self, name):
        array = self.now[name]
        return self.flat(array) if array.ndim == 2 and array.shape[1] == 3 else array
