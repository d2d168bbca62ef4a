"""Notebook 05: be the training algorithm, with a slider for each weight."""

import numpy as np

from lrcourse.inputs import matrix, pair, targets, texts
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.metrics import accuracy, majority, majority_accuracy
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, axes

BINS = np.linspace(0, 1, 41)  # the answer is yes where y > 0.5, see `move`
HALF = len(BINS) // 2


def visitors(X, t, features, names=("bounce", "act")):
    """Set every weight by hand, see where the visits land, and try to beat the majority baseline.

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
        If X and t do not fit, or the names are not one for each column.
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
                "give one name a column, all different."
            )
        self.best, self.baseline = 0.0, majority_accuracy(self.t, self.t)
        start = 0.1 if majority(self.t) == 1 else -0.1  # all weights 0: the majority's answer for everybody
        weights = [Slider(f"w{i}", name, -3, 3, step=0.1, value=0) for i, name in enumerate(self.features)]
        super().__init__(
            title="You are the training algorithm",
            alt="Two histograms of the predicted probability, back to back, one a class, wrong answers pale; "
            "beside them bars for the accuracy of the baseline, of you, and of your best attempt.",
            controls=[*weights, Slider("b", "bias b", -3, 3, step=0.1, value=start)],
            size=(9.0, 3.9),
            tall=6.0,
        )

    def start(self, figure):
        """Draw what stays (below the bars: then it costs nothing at a move); return what moves."""
        left, right = self.subplots(figure, 1, 2, (3, 1.25))
        no, yes = self.names
        axes(
            "Where the visits land",
            f"predicted probability y (left of 0.5 you say “{no}”, right “{yes}”)",
            "visits (fullest bar = 1)",
            ax=left,
        )
        left.set(xlim=(0, 1), ylim=(-1.25, 1.25), yticks=[-1, 0, 1], yticklabels=[1, 0, 1])
        left.axvline(0.5, color=BLACK, linewidth=1.2, linestyle="--", zorder=0.5)
        left.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        left.text(0.02, 1.2, f"did {yes} (pale: wrong)", va="top", zorder=0.5)
        left.text(0.02, -1.2, f"did {no} (pale: wrong)", va="bottom", zorder=0.5)
        self.shapes = [
            left.stairs(
                np.zeros(HALF),
                edges,
                fill=True,
                linewidth=0,
                color=CLASSES[k],
                alpha=1 if side == k else 0.35,
            )
            for k in (0, 1)
            for side, edges in enumerate((BINS[: HALF + 1], BINS[HALF:]))
        ]
        axes("Accuracy", "right answers (%)", "", ax=right)
        right.set(xlim=(0, 100), ylim=(-0.6, 2.6), yticks=[2, 1, 0])
        right.set_yticklabels(["baseline", "you", "your best"])
        right.barh(2, 100 * self.baseline, height=0.6, color=GREY)
        right.axvline(100 * self.baseline, color=GREY, linewidth=1, linestyle="--", zorder=0.5)
        (self.now,) = right.barh(1, 0, height=0.6, color=GREEN)
        (self.record,) = right.barh(0, 0, height=0.6, color=GREEN, alpha=0.45)
        self.number = right.text(0, 1, "", ha="right", va="center", color="white")
        for ax in (left, right):
            ax.spines[:].set_zorder(0.5)
        return [*self.shapes, self.now, self.record, self.number]

    def move(self, b, **weights):
        """Answer every visit with the sliders' weights; say how many answers are right."""
        y = feedforward(self.X, [weights[f"w{i}"] for i in range(len(self.features))], b)
        answers = (y > 0.5).astype(int)
        now = accuracy(self.t, answers)
        self.best = max(self.best, now)
        low = np.nextafter(
            y, 0
        )  # a visit exactly on an edge belongs to the bar on its left, as its answer does
        heights = np.stack([sign * np.histogram(low[self.t == k], BINS)[0] for k, sign in ((0, -1), (1, 1))])
        heights = heights / np.abs(heights).max()
        for shape, values in zip(self.shapes, heights.reshape(4, HALF), strict=True):
            shape.set_data(values)
        self.now.set_width(100 * now)
        self.record.set_width(100 * self.best)
        self.number.set_x(100 * now - 2)
        self.number.set_text(f"{100 * now:.1f}")
        return self.said(now, answers)

    def said(self, now, answers):
        """Accuracy, baseline, and the two kinds of mistakes, in words."""
        no, yes = self.names
        points = round(100 * (now - self.baseline), 1)
        place = f"{abs(points)} points {'above' if points > 0 else 'below'}" if points else "exactly"
        hoped, missed = np.sum((answers == 1) & (self.t == 0)), np.sum((answers == 0) & (self.t == 1))
        return (
            f"{100 * now:.1f} % right: {place} the baseline of {100 * self.baseline:.1f} % "
            f"(always “{self.names[int(majority(self.t))]}”). Wrong: {hoped:,} times “{yes}”, "
            f"{missed:,} times “{no}”. Your best so far: {100 * self.best:.1f} %."
        )
