"""Notebook 09: toss a coin whose p is hidden, and see which p makes these tosses least surprising."""

import numpy as np

from lrcourse.engine.labs.controls import Buttons, Slider, Toggle
from lrcourse.engine.labs.panels import HALO
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import whole
from lrcourse.labels import pair
from lrcourse.lessons.n09_maximum_likelihood.likelihoods import compared, rounded, times
from lrcourse.plots import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION, axes

MOST = 10_000  # tosses of each kind
REACH = 200  # of the two sliders
SHOWN = 40  # of the newest tosses; half as many on a narrow page
PALE = 0.4  # those from before the last press
TOSSES = {"once": 1, "10 times": 10, "100 times": 100}
P = np.unique(np.concatenate([np.linspace(0, 1, 401), np.geomspace(1e-5, 0.01, 60)]))  # dense near the ends
P = np.unique(np.concatenate([P, 1 - P]))
NEAR = np.linspace(-6, 6, 121)  # standard errors: a narrow hill needs points of its own
FLOOR = -8.0  # the lowest ln L, below the top, that the dot sinks to in the log-likelihood's panel
BOTTOM = -8.6  # of that panel, with room for the dot
DRAWN = np.random.default_rng(20).random(2 * MOST)  # of any number of tosses, those with the lowest were heads


def coin(heads=8, tails=12, names=("heads", "tails")):
    """The likelihood of p after some tosses, and its logarithm: where it is highest, and how wide.

    The next tosses are those of a coin whose p is hidden. It is drawn from all those that could have given the
    counts so far, each as often as its likelihood says; counts that are set by hand get a new one.

    Parameters
    ----------
    heads, tails : int, from 0 to 10,000
        The counts at the start.
    names : pair of str
        What the two outcomes are called.
    """
    return Coin(heads, tails, names)


class Count(Slider):
    """A number of tosses. It may go on beyond the slider, which then rests at its end."""

    def spec(self):
        """As the page's own kind of slider, with the end that suits a hand."""
        return super().spec() | {"kind": "Slider", "high": REACH}


class Coin(Sketch):
    """The lab of `coin`."""

    def __init__(self, heads, tails, names):
        self.names = yes, no = pair(names, "names")
        self.first = whole(heads, "heads", 0, MOST), whole(tails, "tails", 0, MOST)
        self.rng = np.random.default_rng(9)
        self.new_coin()
        super().__init__(
            title="One coin, every p",
            alt="A strip of the newest tosses. Below it, on the left, the likelihood of p, its highest point set to 1, "
            "with the best p and its standard error written above it, a dot at your p, a bar of one standard error on "
            "either side of the best p, and a pale copy of the hill from before the last button press; on the right "
            "its logarithm, and the parabola that touches it at the top.",
            controls=[
                Buttons("toss", "toss the coin", TOSSES),
                Count("heads", f"{yes} seen", 0, MOST, step=1, value=heads),
                Count("tails", f"{no} seen", 0, MOST, step=1, value=tails),
                Slider("p", "your p", 0, 1, step=0.005, value=0.5, digits=3),
                Toggle("reveal", "show the coin’s own p"),
            ],
            size=(9.0, 4.7),
            number="less likely than at the best p",
            tall=7.6,
        )

    def new_coin(self):
        """A coin that could have given the first counts."""
        self.draw_coin(*self.first)

    reset = new_coin

    def draw_coin(self, heads, tails):
        """Draw the hidden p of a coin that could have given these counts, and their order; forget the last press."""
        self.hidden = round(float(np.clip(self.rng.beta(heads + 1, tails + 1), 0.001, 0.999)), 3)
        self.row, self.before, self.counts = in_some_order(heads, tails)[-SHOWN:], None, (heads, tails)
        self.fresh = len(self.row)

    def pressed(self, name, option):
        """Toss, until one of the two counts is full."""
        heads, tails = before = self.values["heads"], self.values["tails"]
        self.keep_if(*before)
        self.before = before
        tosses = (self.rng.random(min(TOSSES[option], MOST - max(before))) < self.hidden).astype(int).tolist()
        self.row, self.fresh = (self.row + tosses)[-SHOWN:], len(tosses)
        self.counts = heads + sum(tosses), tails + len(tosses) - sum(tosses)
        return dict(zip(("heads", "tails"), self.counts, strict=True))

    def keep_if(self, heads, tails):
        """Take another coin if the counts have been set by hand since: the old one would not match them."""
        if (heads, tails) != self.counts:
            self.draw_coin(heads, tails)

    def start(self, figure):
        """Draw what stays; return what moves."""
        ratios = {"height_ratios": (1, 4, 4) if self.narrow else (1, 6)}
        grid = figure.add_gridspec(3, 1, **ratios) if self.narrow else figure.add_gridspec(2, 2, **ratios)
        places = (grid[0], grid[1], grid[2]) if self.narrow else (grid[0, :], grid[1, 0], grid[1, 1])
        strip, left, right = map(figure.add_subplot, places)
        self.start_strip(strip)
        p_label = f"p, probability of “{self.names[0]}”"
        axes("Likelihood", p_label, "L(p) / its highest value", ax=left)
        axes("Log-likelihood (dashed: parabola)", p_label, "ln L(p) − its highest value", ax=right)
        left.set(xlim=(-0.02, 1.02), ylim=(-0.03, 1.34), yticks=np.linspace(0, 1, 6))
        right.set(xlim=(-0.02, 1.02), ylim=(BOTTOM, 0.6))
        hills = (left, right)
        (self.ghost,) = left.plot([], [], color=GREEN, linewidth=2, alpha=0.3)
        self.curves = [ax.plot([], [], color=GREEN, linewidth=2)[0] for ax in hills]
        (self.parabola,) = right.plot([], [], "--", color=PURPLE, linewidth=1.5)
        self.best = [ax.plot([], [], ":", color=GREY, linewidth=1.5)[0] for ax in hills]
        self.width = [ax.plot([], [], "|-", color=BLACK, linewidth=1.5)[0] for ax in hills]
        self.truth = [ax.plot([], [], "-.", color=VERMILION, linewidth=1.5)[0] for ax in hills]
        self.dots = [ax.plot([], [], "o", color=VERMILION, markersize=9)[0] for ax in hills]
        self.told = left.text(0, 1.33, "", color=VERMILION, va="top")
        self.summit = left.text(0, 1.09, "", ha="center", va="bottom", path_effects=[HALO])
        moving = [*self.curves, self.parabola, *self.best, *self.width, *self.truth, *self.dots]
        return [self.ghost, *moving, self.told, self.summit, *self.marks, self.hint]

    def start_strip(self, ax):
        """The newest tosses, the newest on the right: class 1 above, class 0 below."""
        ax.set_title("The newest tosses", loc="left")
        ax.set(
            xlim=(-1, SHOWN // (1 + self.narrow)),
            ylim=(-0.7, 1.7),
            xticks=[],
            yticks=[0, 1],
            yticklabels=self.names[::-1],
        )
        ax.tick_params(left=False)
        ax.spines[:].set_visible(False)
        self.marks = [  # the older tosses, then the newest
            ax.plot([], [], marker, color=color, alpha=alpha, markersize=7, linestyle="")[0]
            for alpha in (PALE, 1)
            for marker, color in (("o", BLUE), ("^", ORANGE))
        ]
        self.hint = ax.text(-0.5, 0.5, "", color=GREY, va="center")

    def handles(self):
        """The dot, on both hills."""
        return {
            f"dot {k}": (dot.axes, *(float(values[0]) for values in dot.get_data())) for k, dot in enumerate(self.dots)
        }

    def grab(self, name, x, y):
        """Both are p."""
        return {"p": x}

    def move(self, heads, tails, p, reveal):
        """Draw both curves for these counts and the dot at p; say how p compares with the best."""
        self.keep_if(heads, tails)
        self.show_row()
        self.show_truth(reveal)
        if not heads + tails:
            self.number = times(0.0)
            self.summit.set_text("")
            self.show(P, np.zeros_like(P), [], [], [p, 0.0], 0.5)
            words = "No toss yet: L = 1 for every p. Without data, no p is better than any other."
            return words + (self.said_of_the_coin(0.5, 0.0) if reveal else "")
        best, error, top = summit(heads, tails)
        here = log_coin(heads, tails, p)
        self.number = times(here - top)
        self.summit.set_text(f"{best:.3f} ± {error:.3f}" if error else f"{best:.3f}")
        self.summit.set_x(np.clip(best, 0.16, 0.84))
        places = around(best, error)
        self.show(
            places,
            log_coin(heads, tails, places) - top,
            -0.5 * ((places - best) / error) ** 2 if error else [],
            [best - error, best + error] if error else [],
            [p, here - top],
            best,
        )
        return (
            f"{heads:,} of {heads + tails:,}: the best p is {self.summit.get_text()}, with ln L = {rounded(top)}. "
            f"Your p = {p:.3f} has ln L = {rounded(here)}: {compared(here - top)}"
            + ("" if error else " At the edge no parabola fits, and the standard error has no meaning.")
            + (self.said_of_the_coin(best, error) if reveal else "")
            + (" This lab counts no further." if MOST in (heads, tails) else "")
        )

    def show(self, p, curve, parabola, width, dot, best):
        """Set the artists: curves as logarithms below the top, the bar half a unit below it."""
        for k, scale in enumerate((np.exp, np.asarray)):
            self.curves[k].set_data(p, np.maximum(scale(curve), 3 * FLOOR))
            self.best[k].set_data([best, best], [(0, BOTTOM)[k], scale(0.0) + (0.07, 0)[k]])
            self.width[k].set_data(width, np.full(len(width), scale(-0.5)))
            self.dots[k].set_data([dot[0]], [max(scale(dot[1]), FLOOR)])
        self.parabola.set_data(p[: len(parabola)], parabola)

    def show_row(self):
        """The newest tosses, and the hill before the last press."""
        row = np.array(self.row[-SHOWN // (1 + self.narrow) :], int)
        fresh = np.arange(len(row)) >= len(row) - self.fresh
        for mark, (new, k) in zip(self.marks, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
            places = np.flatnonzero((row == k) & (fresh == new))
            mark.set_data(places, np.full(len(places), k))
        self.hint.set_text("" if self.row else "none yet: toss the coin")
        self.ghost.set_data([], [])
        if self.before and sum(self.before):
            best, error, top = summit(*self.before)
            p = around(best, error)
            self.ghost.set_data(p, np.exp(log_coin(*self.before, p) - top))

    def show_truth(self, reveal):
        """The coin's own p, as a line."""
        for line, ends in zip(self.truth, ((0, 1.34), (BOTTOM, 0.6)), strict=True):
            line.set_data(*([self.hidden] * 2, ends) if reveal else ([], []))
        self.told.set_text(f"the coin: {self.hidden:.3f}" if reveal else "")
        side, gap = ("left", 0.02) if self.hidden < 0.5 else ("right", -0.02)
        self.told.set(x=self.hidden + gap, horizontalalignment=side)

    def said_of_the_coin(self, best, error):
        """Its own p, and how far from the best one it is, in words."""
        if not error:
            return f" The coin’s own p is {self.hidden:.3f}."
        away = (self.hidden - best) / error
        side = "above" if away > 0 else "below"
        return f" The coin’s own p, {self.hidden:.3f}, is {abs(away):.1f} standard errors {side}."


def summit(heads, tails):
    """The best p, its standard error, and ln L there."""
    best = heads / (heads + tails)
    return best, np.sqrt(best * (1 - best) / (heads + tails)), log_coin(heads, tails, best)


def around(best, error):
    """Places to draw the hill at: everywhere, and closer together near its top."""
    near = best + error * NEAR
    return np.sort(np.concatenate([P, near[(near >= 0) & (near <= 1)]]))


def log_coin(heads, tails, p):
    """The sum heads ln p + tails ln(1 - p), with 0 ln 0 = 0: what never had to happen costs nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(heads > 0, heads * np.log(p), 0.0) + np.where(tails > 0, tails * np.log1p(-p), 0.0)


def in_some_order(heads, tails):
    """So many of each as a list of 1 and 0. One more of a kind changes few of the others."""
    order = np.argsort(DRAWN[: heads + tails])
    row = np.zeros(heads + tails, int)
    row[order[:heads]] = 1
    return row.tolist()
