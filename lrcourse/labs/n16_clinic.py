"""Notebook 16: training runs that went wrong. What is seen, what a treatment does, and the file with the diagnosis."""

import numpy as np
from matplotlib.collections import PolyCollection
from traitlets import Int

from lrcourse.inputs import choice
from lrcourse.labs.clinic_patients import (
    GRADIENT,
    NONE,
    PAIR,
    PATIENTS,
    PENALTY,
    SCALE,
    STEPS,
    THRESHOLD,
    TREATMENTS,
    treat,
)
from lrcourse.labs.controls import Choice, Toggle
from lrcourse.labs.sketch import Sketch
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, SKY, VERMILION, axes

MARGIN = 0.04  # a cost that changes by less hardly changes; in units of the cost of knowing only the share of class 1
LABELS = 8  # names that find room beside the bars
ROWS = ("training", "validation", "new data", "new data, always\nthe majority", "new data, found\nof class 1")
ALREADY = {
    SCALE: "The columns are standardised already",
    PAIR: "Rows and targets belong together already",
    GRADIENT: "The gradient is that of lr.gradient already",
}


def clinic(patient="A"):
    """Training runs that went wrong: look at a patient, choose a treatment, see what it does, open the file.

    Parameters
    ----------
    patient : "A" ... "I"
        Whose curves are shown first.

    Raises
    ------
    ValueError
        If there is no such patient.
    """
    return Clinic(patient)


class Clinic(Sketch):
    """The lab of `clinic`."""

    _lines = Int(6).tag(sync=True)  # room for the file

    def __init__(self, patient):
        super().__init__(
            title="The clinic",
            alt="Left: the cost by step on training and validation, and a dot for new data. Right: the learnt "
            "weights as bars, one a column; and the shares of right answers and of what was found, as bars. "
            "The untreated patient is there for comparison.",
            controls=[
                Choice("patient", "patient", list(PATIENTS), choice(patient, "patient", list(PATIENTS))),
                Choice("treatment", "treatment", TREATMENTS),
                Toggle("file", "open the file"),
            ],
            size=(9.4, 5.4),
            tall=9.4,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        if self.narrow:
            costs, weights, shares = figure.subplots(3, height_ratios=(1.4, 1, 1))
        else:
            grid = figure.add_gridspec(2, 2, width_ratios=(1.5, 1))
            costs, weights, shares = map(figure.add_subplot, (grid[:, 0], grid[0, 1], grid[1, 1]))
        moving = [*self._costs(costs), *self._weights(weights), *self._shares(shares)]
        for ax in figure.axes:
            ax.spines[:].set_zorder(0.5)  # below all that moves, so that they are drawn once
        return moving

    def _costs(self, ax):
        axes("The cost", "step", "cost without penalty (nats)", ax=ax)
        ax.set(xlim=(0, 1.03 * STEPS), ylim=(0, 1.32), yticks=[0, 0.5, 1], yticklabels=["0", "", ""])
        ax.yaxis.labelpad = 26  # room for the texts of the scale, which moves: texts are cheaper than an axis
        self.scale = [_label(ax, place) for place in (0.5, 1)]
        (self.before,) = ax.plot([], [], color="#b0b0b0", linewidth=1.2, label="validation, untreated")
        self.entropy = ax.axhline(0, color=BLACK, linestyle=":", label="share of class 1 only")
        (self.training,) = ax.plot([], [], color=GREEN, linewidth=2, label="training")
        (self.validation,) = ax.plot([], [], "--", color=PURPLE, linewidth=2, label="validation")
        (self.new,) = ax.plot([], [], "D", color=SKY, mec=BLACK, ms=8, zorder=5, label="new data (end)")
        (self.stop,) = ax.plot([], [], "X", color=VERMILION, mec=BLACK, ms=10, zorder=6, label="stopped")
        lines = [self.training, self.validation, self.new, self.before, self.entropy, self.stop]
        ax.legend(handles=lines, loc="upper right", fontsize=8)
        return [*self.scale, *lines]

    def _weights(self, ax):
        axes("What was learnt", "weight · standard deviation\nof its column (dot: untreated)", "", ax=ax)
        ax.set(xlim=(-1, 1), ylim=(1, 0), xticks=[-1, 0, 1], xticklabels=["", "0", ""])
        # The names move with the patient; a tick's label of the longest holds the room for them.
        ax.set_yticks([0.5], ["basket (dropped)"], alpha=0, fontsize=9)
        ax.tick_params(axis="y", length=0)
        ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
        below = ax.get_xaxis_transform()
        self.ends = [
            ax.text(x, -0.05, "", transform=below, ha="center", va="top", fontsize=10) for x in (-1, 1)
        ]
        self.names = [_label(ax, 0.5) for _ in range(LABELS)]
        self.bars = ax.add_collection(PolyCollection([], facecolor=GREEN, linewidth=0, zorder=2))
        (self.dots,) = ax.plot([], [], "o", color=BLACK, zorder=3)
        return [*self.ends, *self.names, self.bars, self.dots]

    def _shares(self, ax):
        axes("How often it is right", "% (dot: untreated)", "", ax=ax)
        ax.set(xlim=(0, 138), ylim=(4.5, -0.5), xticks=[0, 50, 100])
        ax.set_yticks(range(5), ROWS, fontsize=9)
        ax.tick_params(axis="y", length=0)
        self.rights = ax.barh(
            range(5), np.zeros(5), height=0.7, color=[GREEN, PURPLE, SKY, GREY, SKY]
        ).patches
        (self.rights_before,) = ax.plot([], [], "o", color=BLACK, markersize=5)
        self.percents = [ax.text(137, row, "", ha="right", va="center", fontsize=9) for row in range(5)]
        return [*self.rights, self.rights_before, *self.percents]

    def move(self, patient, treatment, file):
        """Train with the treatment and, for comparison, without; show both, say whether it helped."""
        now, before = treat(patient, treatment), treat(patient, NONE)
        for artist in (self.before, self.dots, self.rights_before):
            artist.set_visible(treatment != NONE)
        self._draw_costs(now, before)
        self._draw_weights(now, before)
        self._draw_shares(now, before)
        said = [_run(now, treatment), _effect(now, before, treatment)]
        return "\n".join(said + [_file(patient, before)] * file)

    def _draw_costs(self, now, before):
        top = _round_up(max(*now.training, *now.validation, now.cost[2]))
        for line, cost in (
            (self.before, before.validation),
            (self.training, now.training),
            (self.validation, now.validation),
        ):
            line.set_data(np.arange(len(cost)), cost / top)
        self.entropy.set_ydata([now.shares / top] * 2)
        last = len(now.training) - 1
        self.new.set_data([last], [now.cost[2] / top])
        self.stop.set_data([last] * now.stopped, [now.training[-1] / top] * now.stopped)
        for text, part in zip(self.scale, (0.5, 1), strict=True):
            text.set_text(f"{part * top:g}")

    def _draw_weights(self, now, before):
        count = len(now.names)
        widths = np.nan_to_num(now.weights)
        top = _round_up(np.abs(widths).max())
        y, thin = (np.arange(count) + 0.5) / count, 0.35 / count
        self.bars.set_verts(
            [[(0, k - thin), (w, k - thin), (w, k + thin), (0, k + thin)] for w, k in zip(widths / top, y)]
        )
        self.dots.set_data(before.weights / top, y)
        self.dots.set_markersize(5 if count <= LABELS else 2)
        for text, side in zip(self.ends, (-1, 1), strict=True):
            text.set_text(f"{side * top:g}".replace("-", "−"))
        for text, (name, place) in zip(self.names, _named(now), strict=True):
            text.set_text(name)
            text.set_y(place)

    def _draw_shares(self, now, before):
        shares = _shares(now)
        for bar, text, share in zip(self.rights, self.percents, shares, strict=True):
            bar.set_width(share)
            text.set_text(f"{share:.0f} %")
        self.rights_before.set_data(_shares(before), range(5))


def _label(ax, place):
    """A text left of the axis that the moves set, as a tick's label."""
    return ax.text(-0.012, place, "", transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)


def _named(result):
    """As many names and places as there are labels: every column, or the shop's columns and the others together."""
    count, own = len(result.names), len(dict.fromkeys(result.names)) - 1
    if count > LABELS:
        labels = [
            (f"{own} of the shop", own / 2 / count),
            (f"{count - own} others", (own + count) / 2 / count),
        ]
    else:
        names = [name + " (dropped)" * int(np.isnan(w)) for name, w in zip(result.names, result.weights)]
        labels = [(name, (k + 0.5) / count) for k, name in enumerate(names)]
    return labels + [("", 0.5)] * (LABELS - len(labels))


def _shares(result):
    """The five rows, in percent."""
    found = result.counts[1, 1] / result.counts[1].sum()
    return 100 * np.array([*result.right, result.majority, found])


# -- the words --


def _run(now, treatment):
    """How the training went."""
    steps = len(now.training) - 1
    said = f"{steps} {'step' if steps == 1 else 'steps'} at learning rate {_plain(now.rate)}"
    if now.stopped:
        said = f"Run away, and stopped after {said}"
    what = "cost and penalty together" if treatment == PENALTY else "it"
    if now.rises == steps:
        rose = "rose at once" if steps == 1 else "rose at every step"
    else:
        rose = f"rose at {now.rises} of them" if now.rises else "never rose"
    return (
        f"{said}: the cost on training went from {_cost(now.training[0])} to {_cost(now.training[-1])}; "
        f"{what} {rose}. "
        f"Knowing only the share of class 1 costs {_cost(now.shares)} (dotted)."
    )


def _effect(now, before, treatment):
    """What the treatment did; the new data decide whether it helped."""
    (_, validation, new), (_, validation_before, new_before) = now.cost, before.cost
    if treatment == NONE:
        return f"Cost on validation {_cost(validation)}, on new data {_cost(new)}. Nothing is treated yet."
    if treatment == THRESHOLD:
        return _answers(now, before)
    if np.array_equal(now.training, before.training):
        return f"{ALREADY[treatment]}: nothing changes."
    change = (np.array(now.cost) - before.cost) / (MARGIN * now.shares)
    against = change[1] * change[2] < 0 and np.abs(change[1:]).min() > 1
    gone = [name for name, w in zip(now.names, now.weights) if np.isnan(w)]
    return (
        (f"Without “{gone[0]}”: cost" if gone else "Cost")
        + f" on validation {_instead(_cost(validation), _cost(validation_before))}, "
        + ("but " if against else "")
        + f"on new data {_instead(_cost(new), _cost(new_before))}"
        + (". The new data decide: " if against else ": ")
        + _verdict(change[2], new > now.training[0])
    )


def _verdict(change, high):
    if abs(change) <= 1:
        return "hardly a difference."
    if change > 0:
        return "that made it worse."
    return "less, but still more than before the first step." if high else "that helped."


def _answers(now, before):
    """What another threshold does: to the answers, not to the model."""
    (_, alarms), (misses, found) = now.counts
    alarms_before, found_before = before.counts[:, 1]
    return (
        f"At threshold {now.threshold:.2g} instead of 0.5 the costs stay as they are. Found "
        f"{_instead(found, found_before)} of {misses + found} of class 1 in the new data; false alarms "
        f"{_instead(f'{alarms:,}', f'{alarms_before:,}')}. "
        f"In theory it suits a miss as bad as {1 / now.threshold - 1:.2g} false alarms."
    )


def _file(patient, found):
    """Diagnosis and cure, with the numbers of the untreated patient."""
    numbers = {
        "rate": _plain(found.rate),
        "stable": _plain(found.stable),
        "majority": f"{100 * found.majority:.0f} %",
        "columns": len(found.names),
    }
    return f"File {patient}. {PATIENTS[patient].file.format(**numbers)}"


def _instead(now, before):
    return f"{now} instead of {before}" if now != before else f"{now} as before"


def _cost(value):
    return f"{value:.{3 if value < 1 else 2 if value < 10 else 1}f}"


def _plain(rate):
    """Two digits that count, without an exponent."""
    return np.format_float_positional(rate, precision=2, unique=False, fractional=False, trim="-")


def _round_up(value):
    """The next of 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.8, 1 ...: an end for a scale."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-9)))
    return float(next(k * power for k in (1, 1.5, 2, 3, 4, 5, 8, 10) if k * power >= value))
