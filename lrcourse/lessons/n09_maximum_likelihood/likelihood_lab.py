"""Notebook 09: the likelihood of (w, b) and the cost of (w, b), one landscape upside down."""

import numpy as np
from matplotlib.collections import LineCollection
from traitlets import Int

from lrcourse.core import softplus
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import targets, vector
from lrcourse.labels import pair
from lrcourse.lessons.n09_maximum_likelihood.likelihoods import compared, tiny
from lrcourse.model import sigmoid
from lrcourse.plots import BLACK, CLASSES, GREEN, MARKERS, VERMILION, axes

W, B = np.linspace(-2, 8, 201), np.linspace(-4, 4, 161)  # the sliders' positions: every one is on the map
MOST = 200  # samples


def likelihood(x, t, names=("class 0", "class 1"), xlabel="x (standard deviations)"):
    """The likelihood of the weight and the bias beside the cost: as the dot climbs here, it sinks there.

    Parameters
    ----------
    x : array, shape (N,)
        One feature, standardised; 10 to 40 samples are best to look at.
    t : array, shape (N,), of 0 and 1
    names : pair of str
        What class 0 and class 1 are called.
    xlabel : str

    Raises
    ------
    ValueError, TypeError
        If x and t do not fit, t is not 0 or 1, or there are more than 200 samples.
    """
    return Likelihood(x, t, names, xlabel)


class Likelihood(Sketch):
    """The lab of `likelihood`."""

    _lines = Int(3).tag(sync=True)

    def __init__(self, x, t, names, xlabel):
        self.x = vector(x, "x")
        self.t = targets(t, size=len(self.x))
        self.names, self.xlabel = pair(names, "names"), xlabel
        if len(self.x) > MOST:
            raise ValueError(f"x has {len(self.x)} samples; the lab draws at most {MOST}. Take some: x[:{MOST}].")
        a = self.x * W[:, None, None] + B[:, None]
        self.map = -softplus((1 - 2 * self.t) * a).sum(axis=-1)  # ln L, shape (W, B)
        i, j = np.unravel_index(self.map.argmax(), self.map.shape)
        self.top, self.best = self.map[i, j], (W[i], B[j])
        self.edge = i in (0, len(W) - 1) or j in (0, len(B) - 1)
        super().__init__(
            title="The likelihood of a weight and a bias",
            alt="On the left, the samples, the curve of your weight and bias, and for each sample a bar as long as the "
            "probability of what happened. In the middle, the likelihood over w and b as a heat map. On the right, "
            "the cost, with the same contours. A dot marks your weight and bias, a cross the best.",
            controls=[
                Slider("w", "weight w", -2, 8, step=0.05, value=1.0, digits=2),
                Slider("b", "bias b", -4, 4, step=0.05, value=-1.0, digits=2),
            ],
            size=(10.3, 5.0),
            number="cost J (nats)",
            tall=9.0,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        data, hill, valley = self.subplots(figure, 1, 3, (1.15, 1, 1))
        axes("The bars multiply to L", self.xlabel, f"probability of {self.names[1]}", ax=data)
        margin = 0.08 * max(np.ptp(self.x), 1e-9) or 1.0
        limits = self.x.min() - margin, self.x.max() + margin
        data.set(xlim=limits, ylim=(-0.06, 1.24), yticks=np.linspace(0, 1, 6))
        self.grid = np.linspace(*limits, 200)
        self.places = beside(self.x, self.t, 0.35 * margin)
        for k in (0, 1):
            data.plot(
                self.places[self.t == k],
                self.t[self.t == k],
                MARKERS[k],
                color=CLASSES[k],
                markeredgecolor=BLACK,
                markeredgewidth=0.5,
                linestyle="",
                label=self.names[k],
                zorder=4,
            )
        data.legend(loc="upper left", ncols=2)
        self.bars = LineCollection([], colors=[CLASSES[int(k)] for k in self.t], linewidths=3, zorder=2)
        data.add_collection(self.bars, autolim=False)
        (self.curve,) = data.plot([], [], color=GREEN, linewidth=2, zorder=3)
        self.dots = [self.landscape(hill, "Likelihood L: a hill", np.exp(self.map - self.top), "Blues")]
        self.dots += [self.landscape(valley, "Cost J: a valley", np.minimum(-self.map / len(self.t), 3), "Greys")]
        return [self.bars, self.curve, *self.dots]

    def landscape(self, ax, title, values, colours):
        """A heat map over w and b, the contours of equal likelihood, the best place, and a dot to move."""
        axes(title, "weight w", "bias b", ax=ax)
        extent = (W[0], W[-1], B[0], B[-1])
        ax.imshow(values.T, extent=extent, origin="lower", cmap=colours, aspect="auto", interpolation="bilinear")
        levels = [-40, -20, -10, -5, -2, -0.5]  # ln L below the top: the same lines in both maps
        ax.contour(W, B, self.map.T - self.top, levels, colors=BLACK, linewidths=0.7, linestyles="solid")
        ax.plot(*self.best, "x", color=BLACK, markersize=9, markeredgewidth=2)
        ax.set(xlim=extent[:2], ylim=extent[2:], xticks=range(-2, 9, 2))
        return ax.plot([], [], "o", color=VERMILION, markeredgecolor="white", markersize=10, clip_on=False)[0]

    def handles(self):
        """The dot, in both landscapes."""
        here = self.values["w"], self.values["b"]
        return {"hill": (self.dots[0].axes, *here), "valley": (self.dots[1].axes, *here)}

    def grab(self, name, x, y):
        """A place on the map is a weight and a bias."""
        return {"w": x, "b": y}

    def move(self, w, b):
        """Bend the curve, move both dots; say L, ln L, J, and how far below the top."""
        y = sigmoid(w * self.x + b)
        floor = np.where(self.t == 1, 0.0, 1.0)  # a bar runs from here to the curve
        self.bars.set_segments(np.stack([np.stack([self.places, end], axis=1) for end in (floor, y)], axis=1))
        self.curve.set_data(self.grid, sigmoid(w * self.grid + b))
        for dot in self.dots:
            dot.set_data([w], [b])
        count = len(self.t)
        log = -float(softplus((1 - 2 * self.t) * (w * self.x + b)).sum())
        self.number = f"{-log / count:.3f}"
        edge = ", on the edge of the map, so the summit may lie outside" if self.edge else ""
        shortest, typical = np.where(self.t == 1, y, 1 - y).min(), np.exp(log / count)
        return (
            f"L = {tiny(log)}, ln L = {log:.2f}, J = −ln L / {count} = {-log / count:.3f}: {compared(log - self.top)} "
            f"The top is at w = {self.best[0]:.2f}, b = {self.best[1] + 0.0:.2f}{edge}.\n"
            f"The shortest bar is {shortest:.3f}; the typical one (the geometric mean) is e⁻ᴶ = {typical:.2f}."
        )


def beside(x, t, shift):
    """Where to draw the samples: those of one class at the same x are drawn side by side."""
    places = x.astype(float)
    for value, k in set(zip(x.tolist(), t.tolist(), strict=True)):
        same = np.flatnonzero((x == value) & (t == k))
        places[same] += shift * (np.arange(same.size) - (same.size - 1) / 2)
    return places
