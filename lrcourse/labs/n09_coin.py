"""Notebook 09: which p makes these tosses least surprising?"""

import numpy as np

from lrcourse.inputs import pair, whole
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, VERMILION, axes

MOST = 200  # tosses of each kind
P = np.unique(np.concatenate([np.linspace(0, 1, 401), np.geomspace(1e-5, 0.01, 60)]))  # dense near the ends
P = np.unique(np.concatenate([P, 1 - P]))
FLOOR = -8.0  # the lowest ln L, below the top, that the right panel shows


def coin(heads=8, tails=12, names=("heads", "tails")):
    """The likelihood of p after some tosses, and its logarithm: where it is highest, and how wide.

    Parameters
    ----------
    heads, tails : int, from 0 to 200
        The counts at the start.
    names : pair of str
        What the two outcomes are called.
    """
    return Coin(heads, tails, names)


class Coin(Sketch):
    """The lab of `coin`."""

    def __init__(self, heads, tails, names):
        self.names = yes, no = pair(names, "names")
        heads, tails = whole(heads, "heads", 0, MOST), whole(tails, "tails", 0, MOST)
        super().__init__(
            title="One coin, every p",
            alt="Left: the likelihood of p, its highest point set to 1, with a dot at your p and a bar of one standard "
            "error to each side of the best p. Right: its logarithm, and the parabola that touches it at the top.",
            controls=[
                Slider("heads", f"{yes} seen", 0, MOST, step=1, value=heads),
                Slider("tails", f"{no} seen", 0, MOST, step=1, value=tails),
                Slider("p", "your p", 0, 1, step=0.005, value=0.5, digits=3),
            ],
            size=(9.0, 3.8),
            tall=6.4,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        left, right = self.subplots(figure, 1, 2)
        p_label = f"p, probability of “{self.names[0]}”"
        axes("Likelihood", p_label, "L(p) / its highest value", ax=left)
        axes("Log-likelihood", p_label, "ln L(p) − its highest value", ax=right)
        left.set(xlim=(-0.02, 1.02), ylim=(-0.03, 1.1))
        right.set(xlim=(-0.02, 1.02), ylim=(FLOOR, 0.6))
        self.curves = [ax.plot([], [], color=GREEN, linewidth=2, label="exact")[0] for ax in (left, right)]
        (self.parabola,) = right.plot([], [], "--", color=PURPLE, linewidth=1.5, label="parabola")
        right.legend(loc="lower center")
        self.best = [ax.plot([], [], ":", color=GREY, linewidth=1.5)[0] for ax in (left, right)]
        self.width = [ax.plot([], [], "|-", color=BLACK, linewidth=1.5)[0] for ax in (left, right)]
        self.dots = [ax.plot([], [], "o", color=VERMILION, markersize=9)[0] for ax in (left, right)]
        return [*self.curves, self.parabola, *self.best, *self.width, *self.dots]

    def move(self, heads, tails, p):
        """Draw both curves for these counts and the dot at p; say how p compares with the best."""
        tosses = heads + tails
        here = log_coin(heads, tails, p)
        if not tosses:
            self.show(np.zeros_like(P), [], [], [p, 0.0], 0.5)
            return "No toss yet: L = 1 for every p. Without data no coin is better than another."
        best = heads / tosses
        top = log_coin(heads, tails, best)
        error = np.sqrt(best * (1 - best) / tosses)
        drop = here - top
        self.show(
            log_coin(heads, tails, P) - top,
            -0.5 * ((P - best) / error) ** 2 if error else [],
            [best - error, best + error] if error else [],
            [p, drop],
            best,
        )
        seen = f"{heads} of {tosses}: the best p is {best:.3f}, with ln L = {top + 0.0:.2f}. "
        mine = f"Your p = {p:.3f} has L = {tiny(here)}, ln L = {here + 0.0:.2f}: "
        return seen + mine + compared(drop) + self.said(error)

    def show(self, curve, parabola, width, dot, best):
        """Set the artists: curves as logarithms below the top, the bar half a unit below it."""
        for k, scale in enumerate((np.exp, np.asarray)):
            self.curves[k].set_data(P, np.maximum(scale(curve), 3 * FLOOR))
            self.best[k].set_data([best, best], [(0, FLOOR)[k], scale(0.0)])
            self.width[k].set_data(width, np.full(len(width), scale(-0.5)))
            self.dots[k].set_data([dot[0]], [max(scale(dot[1]), FLOOR)])
        self.parabola.set_data(P[: len(parabola)], parabola)

    def said(self, error):
        """How wide the hill is, in words."""
        if error:
            return f" The hill is ±{error:.3f} wide (one standard error)."
        return " The top lies at the edge, no parabola fits there, and the standard error has no meaning."


def log_coin(heads, tails, p):
    """The sum heads ln p + tails ln(1 - p), with 0 ln 0 = 0: what never had to happen costs nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(heads > 0, heads * np.log(p), 0.0) + np.where(tails > 0, tails * np.log1p(-p), 0.0)


def compared(drop):
    """How much less likely the data are than at the top, in words, from the difference of the logarithms."""
    if drop > -1e-6:
        return "this is the top."
    if drop == -np.inf:
        return "impossible, for what happened could not happen."
    times = np.exp(min(-drop, 600.0))
    return f"what happened is {f'{times:.3g}' if times < 1000 else tiny(-drop)} times less likely than at the top."


def tiny(log):
    """exp(log) as text, also where a float would be 0 or infinite: 3.1e-05, 2.4e-1502."""
    if log == -np.inf:
        return "0"
    power = int(np.floor(log / np.log(10)))
    if -3 <= power <= 3:
        return f"{np.exp(log):.3g}"
    lead = f"{10 ** (log / np.log(10) - power):.1f}"
    return f"{lead}e{power:+03d}" if lead != "10.0" else f"1.0e{power + 1:+03d}"
