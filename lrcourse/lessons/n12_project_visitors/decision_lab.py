"""Notebook 12: where to put the threshold, when mistakes have prices."""

import numpy as np
from matplotlib.markers import CARETDOWN

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import probabilities, targets
from lrcourse.labels import pair
from lrcourse.metrics import auc, roc
from lrcourse.plots import BLACK, CLASSES, FIELD, GREEN, GREY, PURPLE, VERMILION, axes

STEPS = 100  # thresholds from 0 to 1 in hundredths, and bars of the histogram four of them wide
THRESHOLDS = np.arange(STEPS + 1) / STEPS


def decision(t, y, names=("bounce", "act"), currency="euros"):
    """Move the threshold, set the prices of the two mistakes, and watch what the mistakes cost.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        What happened; both classes must occur.
    y : array, shape (N,), from 0 to 1
        The probabilities of class 1.
    names : pair of str
        What class 0 and class 1 do.
    currency : str

    Raises
    ------
    ValueError, TypeError
        If t and y do not fit, y is not a probability, or a class is missing.
    """
    return Decision(t, y, names, currency)


class Decision(Sketch):
    """The lab of `decision`."""

    def __init__(self, t, y, names, currency):
        self.t = targets(t)
        self.y = probabilities(y, size=len(self.t))
        self.names, self.currency = pair(names, "names"), str(currency)
        self.fpr, self.tpr, _ = roc(self.t, self.y)  # which refuses one class only
        self.area = auc(self.t, self.y)
        # False alarms and misses at every threshold: y > threshold is the answer "class 1".
        zeros, ones = np.sort(self.y[self.t == 0]), np.sort(self.y[self.t == 1])
        self.sizes = len(zeros), len(ones)
        self.alarms = len(zeros) - np.searchsorted(zeros, THRESHOLDS, side="right")
        self.misses = np.searchsorted(ones, THRESHOLDS, side="right")
        super().__init__(
            title="What does a mistake cost?",
            alt="Histograms of the probability for both classes with the threshold; the ROC curve with a dot; "
            "the price of all mistakes against the threshold; the four counts of the confusion matrix.",
            controls=[
                Slider("threshold", "threshold on y", 0, 1, step=0.01, value=0.5),
                Slider("alarm", "a false alarm costs", 0, 10, step=0.5, value=2.0, digits=1, unit=self.currency),
                Slider("miss", "a miss costs", 0, 10, step=0.5, value=6.0, digits=1, unit=self.currency),
            ],
            size=(9.4, 5.6),
            number=f"{currency}, all mistakes",
            tall=11.0,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        panels = self.subplots(figure, 2, 2, (1.9, 1))
        parts = self._histograms, self._curve, self._prices, self._table
        moving = [artist for part, ax in zip(parts, panels) for artist in part(ax)]
        for ax in panels:
            ax.spines[:].set_zorder(0.5)
        return moving

    def _histograms(self, ax):
        no, yes = self.names
        axes("Who gets which probability", "probability y", "cases (relative)", ax=ax)
        for k, sign in ((0, -1), (1, 1)):
            heights, edges = np.histogram(self.y[self.t == k], THRESHOLDS[::4])
            ax.stairs(sign * heights / heights.max(), edges, fill=True, linewidth=0, color=CLASSES[k])
        ax.axhline(0, color=GREY, linewidth=0.8, zorder=0.5)
        ax.set(xlim=(0, 1), ylim=(-1.45, 1.45), yticks=[])
        # Beside the panel, where no rule comes.
        for name, y in ((yes, 0.75), (no, 0.25)):
            place = {"transform": ax.transAxes, "rotation": -90, "ha": "left", "va": "center"}
            ax.text(1.01, y, f"truth: {name}", fontsize=9, **place)
        self.rules = [ax.axvline(0.5, color=BLACK, linewidth=2)]
        return self.rules

    def _curve(self, ax):
        axes(f"ROC, area {self.area:.3f}", "false positive rate", "true positive rate", ax=ax)
        ax.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1)
        ax.plot(self.fpr, self.tpr, color=GREEN, linewidth=2)
        ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        (self.place,) = ax.plot([], [], "o", color=BLACK, markersize=9, zorder=5)
        return [self.place]

    def _prices(self, ax):
        axes("What the mistakes cost", "threshold on y", f"{self.currency}, all mistakes", ax=ax)
        ax.set(xlim=(0, 1), ylim=(0, 1.5 if self.narrow else 1.18), yticks=[0, 0.5, 1], yticklabels=["0", "", ""])
        ax.yaxis.labelpad = 32  # room for the texts of the scale
        # The scale moves with the prices; three texts are cheaper to draw than an axis.
        self.scale = [ax.text(-0.012, place, "1,000", ha="right", va="center", fontsize=10) for place in (0.5, 1)]
        styles = {"false alarms": (VERMILION, ":"), "misses": (PURPLE, "--"), "together": (BLACK, "-")}
        self.costs = [
            ax.plot([], [], style, color=color, linewidth=2, label=label)[0] for label, (color, style) in styles.items()
        ]
        self.theory = ax.axvline(
            0.5, ymax=1 / ax.get_ylim()[1], color=GREY, linestyle="-.", linewidth=2, label="theory"
        )
        (self.least,) = ax.plot([], [], marker=CARETDOWN, linestyle="", color=GREEN, markersize=13, zorder=4)
        ax.plot([], [], "v", color=GREEN, markersize=8, label="cheapest")
        (self.dot,) = ax.plot([], [], "o", color=BLACK, markersize=9, zorder=5)
        self.rules.append(ax.axvline(0.5, ymax=1 / ax.get_ylim()[1], color=BLACK, linewidth=2))
        columns, wide, apart = (2, 1.5, 0.8) if self.narrow else (5, 1.5, 0.8)
        looks = {"fontsize": 8, "handletextpad": 0.4, "frameon": False, "borderpad": 0}
        ax.legend(loc="upper center", ncols=columns, handlelength=wide, columnspacing=apart, **looks)  # above all lines
        return [*self.scale, *self.costs, self.theory, self.least, self.dot, self.rules[1]]

    def _table(self, ax):
        axes("Confusion matrix", "answer", "truth", ax=ax)
        ax.imshow([[0.25, 0.5], [0.5, 0.75]], cmap=FIELD, vmin=0, vmax=1, alpha=0.6, aspect="auto", zorder=0)
        ax.set(xticks=[0, 1], yticks=[0, 1], xticklabels=self.names, yticklabels=self.names)
        self.cells = [ax.text(j, i, "", ha="center", va="center", fontsize=11) for i in (0, 1) for j in (0, 1)]
        return self.cells

    def handles(self):
        """The threshold in both panels that have one, and its dot on the ROC curve."""
        threshold, (above, below) = self.values["threshold"], (rule.axes for rule in self.rules)
        rates = (float(values[0]) for values in self.place.get_data())
        return {
            "rule": (above, threshold, 0.0),
            "dot": (below, threshold, float(self.dot.get_ydata()[0])),
            "rates": (self.place.axes, *rates),
        }

    def grab(self, name, x, y):
        """All are the threshold: on the ROC curve the nearest, of several the one nearest to that of now."""
        if name != "rates":
            return {"threshold": x}
        zeros, ones = self.sizes
        far = np.hypot(self.alarms / zeros - x, 1 - self.misses / ones - y)
        return {"threshold": THRESHOLDS[(far + 1e-9 * np.abs(THRESHOLDS - self.values["threshold"])).argmin()]}

    def move(self, threshold, alarm, miss):
        """Decide at the threshold; price the mistakes there and at all other thresholds."""
        i = round(STEPS * threshold)
        parts = np.array([alarm * self.alarms, miss * self.misses])
        price = parts.sum(axis=0)
        best = alarm / (alarm + miss) if alarm + miss else None
        cheapest = np.flatnonzero(price == price.min())  # of several, the one nearest to the theory
        cheapest = cheapest[np.abs(THRESHOLDS[cheapest] - (0.5 if best is None else best)).argmin()]
        top = _round_up(price.max())
        for line, values in zip(self.costs, (*parts, price), strict=True):
            line.set_data(THRESHOLDS, values / top)
        for text, part in zip(self.scale, (0.5, 1), strict=True):
            text.set_text(f"{part * top:,.4g}")
        self.least.set_data([THRESHOLDS[cheapest]], [price[cheapest] / top])
        self.dot.set_data([threshold], [price[i] / top])
        self.theory.set_visible(best is not None)
        self.theory.set_xdata([best or 0] * 2)
        for rule in self.rules:
            rule.set_xdata([threshold] * 2)
        alarms, misses = int(self.alarms[i]), int(self.misses[i])
        zeros, ones = self.sizes
        self.place.set_data([alarms / zeros], [1 - misses / ones])
        counts = (zeros - alarms, f"false alarm\n{alarms:,}", f"missed\n{misses:,}", ones - misses)
        for cell, count in zip(self.cells, counts, strict=True):
            cell.set_text(count if isinstance(count, str) else f"right\n{count:,}")
        self.number = f"{price[i]:,.6g}"
        return self._said(i, alarm, miss, price, best, cheapest)

    def _said(self, i, alarm, miss, price, best, cheapest):
        """What the mistakes cost here, what they cost where it is cheapest, and what theory says."""
        if best is None:
            return "Both mistakes are free: every threshold is as good as any other. Give them prices."
        alarms, misses = self.alarms[i], self.misses[i]
        said = (
            f"At {THRESHOLDS[i]:.2f}: {_times(alarms, 'false alarm')} at {alarm:g} and "
            f"{_times(misses, 'miss', 'misses')} at {miss:g} come to {price[i]:,.6g} {self.currency} in all. "
        )
        more = price[i] - price[cheapest]
        said += (
            f"That is {more:,.6g} more than at {THRESHOLDS[cheapest]:.2f}, the cheapest here. "
            if more
            else "No other threshold is cheaper here. "
        )
        said += f"Theory: {alarm:g} / ({alarm:g} + {miss:g}) = {best:.3g}. "
        no, yes = self.names
        cost, always = min((alarm * self.sizes[0], yes), (miss * self.sizes[1], no))
        return said + f"Without any model, always answering “{always}” costs {cost:,.6g}."


def _times(count, one, many=None):
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _round_up(value):
    """The next of 1, 2, 4, 5, 10, 20, 40 ...; 1 if there is nothing."""
    if value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(k * power for k in (1, 2, 4, 5, 10, 20) if k * power >= value))
