"""Notebook 05: be the training algorithm, with a handle for each weight."""

import numpy as np
from matplotlib.transforms import ScaledTranslation

from lrcourse.engine.labs.controls import Buttons, Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import matrix, targets
from lrcourse.labels import pair, texts
from lrcourse.metrics import accuracy, majority, majority_accuracy
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, axes

BINS = np.linspace(0, 1, 41)  # the answer is yes where y > 0.5, see `move`
HALF = len(BINS) // 2
STEP, END = 0.1, 3.0  # of the weights
REACH = 0.5  # how far the arrows look ahead: accuracy is so flat that a single step often changes no answer
SIDES = (1, -1)  # up, which is to the right, and down
GAP = 0.12  # inches between a weight and its arrow, for the handle
LENGTH = 2.4  # of an arrow that would make every answer right


def visitors(X, t, features, names=("bounce", "act")):
    """Set every weight by hand, see where the visits land, and try to beat the majority baseline.

    Beside each weight arrows show how many more answers it can get right if it alone moves, by at most one half.

    Parameters
    ----------
    X : array, shape (N, D)
        The training set, standardised, so that one range suits all weights.
    t : array, shape (N,), of 0 and 1
    features : D names, one for each column of X
    names : pair of str
        What class 0 and class 1 do.

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit, or there is not one name for each column.
    """
    return Visitors(X, t, features, names)


class Visitors(Sketch):
    """The lab of `visitors`."""

    def __init__(self, X, t, features, names):
        self.X = matrix(X)
        self.t = targets(t, size=len(self.X))
        self.features, self.names = texts(features, "features"), pair(names, "names")
        if len(self.features) != self.X.shape[1] or len(set(self.features)) != len(self.features):
            raise ValueError(
                f"features: {len(self.features)} names for {self.X.shape[1]} columns of X; "
                "give one name per column, all different."
            )
        self.X1 = np.column_stack([self.X, np.ones(len(self.X))])  # for the bias, which is stepped like a weight
        self.best, self.baseline = 0.0, majority_accuracy(self.t, self.t)
        start = 0.1 if majority(self.t) == 1 else -0.1  # all weights 0: the majority's answer for everybody
        named = [(f"w{i}", name, 0.0) for i, name in enumerate(self.features)] + [("b", "bias b", start)]
        self.rows = [name for name, _, _ in named]
        super().__init__(
            title="You are the training algorithm",
            alt="The weights and the bias as handles on rails, with an arrow wherever moving one handle alone gets "
            "more answers right; two histograms of the predicted probability, back to back, one per class, with wrong "
            "answers pale; bars for the accuracy of the baseline, your current weights and your best attempt.",
            controls=[
                Buttons("back", "your attempts", ["back to the best one"]),
                *(Slider(name, label, -END, END, step=STEP, value=value, more=True) for name, label, value in named),
            ],
            size=(9.0, 5.2),
            number="right",
            tall=8.6,
        )

    def pressed(self, name, option):
        """Back to the weights of the best attempt."""
        return self.record

    def reset(self):
        """Forget the best attempt: the opening is the first one again."""
        self.best = 0.0

    def start(self, figure):
        """Draw what stays (below the bars: then it costs nothing at a move); return what moves."""
        self.loc = "right" if self.narrow else "center"  # of long labels, where names on the left take up the room
        if self.narrow:
            grid = figure.add_gridspec(3, 1, height_ratios=(5, 3, 1.5))
            places = grid[0], grid[1], grid[2]
        else:
            grid = figure.add_gridspec(2, 2, height_ratios=(2.2, 1))
            places = grid[:, 0], grid[0, 1], grid[1, 1]
        weights, visits, scores = map(figure.add_subplot, places)
        moving = self.start_weights(weights) + self.start_visits(visits) + self.start_scores(scores)
        for ax in (weights, visits, scores):
            ax.spines[:].set_zorder(0.5)
        return moving

    def start_weights(self, ax):
        """A rail for each weight; its handle, its value, and an arrow on each side."""
        heights = self.heights = np.arange(len(self.rows))[::-1]
        axes("Drag along the arrows", "", "", ax=ax)
        ax.set_xlabel(f"weight (arrow: right answers to gain within {REACH})", loc=self.loc)
        ax.set(xlim=(-5.8 if self.narrow else -4.8, 4.0), ylim=(-0.5, len(heights) - 0.5), yticks=heights)
        ax.set_xticks((-3, 0, 3) if self.narrow else range(-3, 4))
        ax.set_yticklabels([*self.features, "bias b"])
        ax.tick_params(axis="y", left=False)
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(-END, END)
        ax.hlines(heights, -END, END, color=GREY, linewidth=1, alpha=0.4, zorder=0.5)
        ax.axvline(0, color=GREY, linewidth=0.8, linestyle=":", zorder=0.5)
        inches = ax.figure.dpi_scale_trans
        sides = [ax.transData + ScaledTranslation(side * GAP, 0, inches) for side in SIDES]
        self.arrows = [  # those of all moves that gain, and the best one's; of each, shafts and tips
            [
                ax.plot(
                    [], [], style, color=GREEN, alpha=alpha, linewidth=width, markersize=4 + 2 * width, transform=place
                )[0]
                for style in ("-", tip)
            ]
            for alpha, width in ((0.5, 1.5), (1, 3.5))
            for tip, place in zip("><", sides, strict=True)
        ]
        (self.dots,) = ax.plot(0 * heights, heights, "o", color=BLACK, markersize=8)
        self.said_values = [ax.text(-3.3, y, "", va="center", ha="right") for y in heights]
        self.said_gains = [
            ax.text(0, y + (0.27 if self.narrow else 0.16), "", ha=ha, transform=place)
            for y in heights
            for ha, place in zip(("left", "right"), sides, strict=True)
        ]
        arrows = [part for arrow in self.arrows for part in arrow]
        return [*arrows, self.dots, *self.said_values, *self.said_gains]

    def start_visits(self, ax):
        """The two histograms, in four parts: of each class, the visits on the left and on the right of one half."""
        no, yes = self.names
        x_label = f"predicted probability y\n(left of 0.5: “{no}”, right: “{yes}”)"
        axes("The visits (pale: wrong)", "", "visits (relative)", ax=ax)
        ax.set_xlabel(x_label, loc=self.loc)
        ax.set(xlim=(0, 1), ylim=(-1.3, 1.3), yticks=[])
        ax.axvline(0.5, color=BLACK, linewidth=1.2, linestyle="--", zorder=0.5)
        ax.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        for y, name, va in ((1.25, yes, "top"), (-1.25, no, "bottom")):
            ax.text(0.02, y, f"truth: {name}", va=va, fontsize=9, zorder=0.5)
        self.shapes = [
            ax.stairs(np.zeros(HALF), edges, fill=True, linewidth=0, color=CLASSES[k], alpha=1 if side == k else 0.35)
            for k in (0, 1)
            for side, edges in enumerate((BINS[: HALF + 1], BINS[HALF:]))
        ]
        return self.shapes

    def start_scores(self, ax):
        """Bars for the baseline, for now, and for the best."""
        axes("Accuracy", "right answers (%)", "", ax=ax)
        ax.set(xlim=(0, 118), ylim=(-0.6, 2.6), xticks=range(0, 101, 20), yticks=[2, 1, 0])
        ax.set_yticklabels(["baseline", "you", "your best"])
        ax.spines["bottom"].set_bounds(0, 100)
        base = 100 * self.baseline
        ax.barh(2, base, height=0.7, color=GREY)
        ax.text(base + 1.5, 2, f"{base:.1f}", va="center")
        ax.axvline(base, color=GREY, linewidth=1, linestyle="--", zorder=0.5)
        self.bars = [ax.barh(row, 0, height=0.7, color=GREEN, alpha=alpha)[0] for row, alpha in ((1, 0.45), (0, 1))]
        self.percents = [ax.text(0, row, "", va="center", weight=weight) for row, weight in ((1, 400), (0, 700))]
        self.percents[1].set_fontsize(15)
        return [*self.bars, *self.percents]

    def handles(self):
        """Each weight's own."""
        return {name: (self.dots.axes, self.values[name], y) for name, y in zip(self.rows, self.heights, strict=True)}

    def grab(self, name, x, y):
        """Along its rail."""
        return {name: x}

    def move(self, **values):
        """Answer every visit with these weights; say how many answers are right, and which move helps most."""
        *w, b = weights = [values[name] for name in self.rows]
        y = feedforward(self.X, w, b)
        answers = (y > 0.5).astype(int)
        now = accuracy(self.t, answers)
        if now > self.best:
            self.best, self.record = now, values
        gains, places = self.moves(np.array(weights), np.sum(answers == self.t))
        self.show_weights(weights, gains)
        low = np.nextafter(y, 0)  # a visit exactly on an edge belongs to the bar on its left, as its answer does
        heights = np.stack([sign * np.histogram(low[self.t == k], BINS)[0] for k, sign in ((0, -1), (1, 1))])
        heights = heights / np.abs(heights).max()
        for shape, height in zip(self.shapes, heights.reshape(4, HALF), strict=True):
            shape.set_data(height)
        for bar, percent, score in zip(self.bars, self.percents, (now, self.best), strict=True):
            bar.set_width(100 * score)
            percent.set_x(100 * score + 1.5)
            percent.set_text(f"{100 * score:.1f}")
        self.number = f"{100 * now:.1f}%"
        return self.said(now, answers) + self.advice(gains, places, now)

    def moves(self, weights, right):
        """The most answers to gain by moving each weight up or down, and where to, shapes (D + 1, 2)."""
        steps = STEP * np.arange(1, round(REACH / STEP) + 1)
        places = np.clip(np.round(weights[:, np.newaxis, np.newaxis] + np.stack([steps, -steps]), 1), -END, END)
        tries = np.tile(weights, (*places.shape, 1))
        each = np.arange(len(weights))
        tries[each, :, :, each] = places
        answers = tries.reshape(-1, len(weights)) @ self.X1.T > 0
        gains = np.count_nonzero(answers == (self.t == 1), axis=1).reshape(places.shape) - right
        best = gains.argmax(axis=2)[:, :, np.newaxis]  # the nearest of those that tie
        return (np.take_along_axis(part, best, axis=2)[:, :, 0] for part in (gains, places))

    def show_weights(self, weights, gains):
        """The handles, and an arrow for each move that gains, the best one bold."""
        self.dots.set_xdata(weights)
        for said, value in zip(self.said_values, weights, strict=True):
            said.set_text(f"{value:.1f}")
        weights, best = np.array(weights), gains == max(gains.max(), 1)
        lengths = 0.2 + LENGTH * np.sqrt(np.maximum(gains, 0) / len(self.t))
        for k, (shafts, tips) in enumerate(self.arrows):
            bold, side = divmod(k, 2)
            shown = (best if bold else (gains > 0) & ~best)[:, side]
            start, y = weights[shown], self.heights[shown]
            end = start + SIDES[side] * lengths[shown, side]
            shafts.set_data(np.ravel([start, end, np.full(len(y), np.nan)], order="F"), np.repeat(y, 3))
            tips.set_data(end, y)
        for k, (said, gain, bold) in enumerate(zip(self.said_gains, gains.ravel(), best.ravel(), strict=True)):
            said.set(text=f"+{gain:,}" if gain > 0 else "", x=weights[k // 2], weight="bold" if bold else "normal")

    def said(self, now, answers):
        """Accuracy, baseline, and the two kinds of mistakes, in words."""
        no, yes = self.names
        points = round(100 * (now - self.baseline), 1)
        place = f"{abs(points)} points {'above' if points > 0 else 'below'}" if points else "exactly"
        hoped, missed = np.sum((answers == 1) & (self.t == 0)), np.sum((answers == 0) & (self.t == 1))
        return (
            f"{100 * now:.1f}% right: {place} the baseline of {100 * self.baseline:.1f}% "
            f"(always “{self.names[int(majority(self.t))]}”). Wrong: {hoped:,} called “{yes}”, "
            f"{missed:,} called “{no}”. Your best so far: {100 * self.best:.1f}%. "
        )

    def way_out(self, now):
        """What is left to do where there is no arrow."""
        if now == 1:
            return ""
        return " Move two at once" + (", or go back to your best." if now < self.best else ".")

    def advice(self, gains, places, now):
        """The move that helps most, in words."""
        if gains.max() <= 0:
            return f"Moving any one weight alone, by up to {REACH}, gets no more visits right.{self.way_out(now)}"
        k = gains.argmax()
        name, gain = [*self.features, "bias b"][k // 2], gains.flat[k]
        answers = "answer" if gain == 1 else "answers"
        return f"The best next move: set {name} to {places.flat[k]:.1f}, for {gain:,} more right {answers}."
