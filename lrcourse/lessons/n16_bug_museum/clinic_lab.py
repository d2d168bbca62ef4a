"""Notebook 16: training runs that went wrong. What is seen, what a treatment does, and the file with the diagnosis."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.legend import Legend
from traitlets import Int

from lrcourse.engine.labs.controls import Choice, Toggle
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.labels import choice
from lrcourse.lessons.n16_bug_museum.patients import (
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
from lrcourse.plots import BLACK, GREEN, GREY, PURPLE, SKY, VERMILION, axes

MARGIN = 0.04  # a cost that changes by less hardly changes; in units of the cost of knowing only the share of class 1
COST = "cost on new data (nats)"  # what the large number is called
LABELS = 8  # names that find room beside the bars
ROWS = ("training", "validation", "new data", "majority only", "class 1 found")
ALREADY = {
    SCALE: "The columns are already standardised",
    PAIR: "Rows and targets are already paired correctly",
    GRADIENT: "The gradient is already that of lr.gradient",
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
            alt="On the left, the training and validation cost at each step, and a dot for new data. On the right, the "
            "learnt weights as bars, one per column; and, as bars, the share of right answers and the share of class 1 "
            "that was found. The untreated patient is shown for comparison.",
            controls=[
                Choice("patient", "patient", list(PATIENTS), choice(patient, "patient", list(PATIENTS)), row=True),
                Choice("treatment", "choose a treatment", TREATMENTS, row=True),
                Toggle("file", "open the file"),
            ],
            size=(9.4, 3.95),
            number=COST,
            tall=8.6,
        )

    def reset(self):
        """All are ill again."""
        self.ticked = {}

    def _take(self, values):
        """Another patient comes untreated, with a closed file."""
        if values.get("patient", self.values["patient"]) != self.values["patient"]:
            values = {"treatment": NONE, "file": False} | values
        super()._take(values)

    def start(self, figure):
        """Draw what stays; return what moves."""
        if self.narrow:
            grid = figure.add_gridspec(3, height_ratios=(1.4, 1, 1))  # each with its own margin, as broad as it needs
            costs, weights, shares = (figure.add_subplot(cell.subgridspec(1, 1)[0]) for cell in grid)
        else:
            grid = figure.add_gridspec(2, 2, width_ratios=(1.5, 1))
            costs, weights, shares = map(figure.add_subplot, (grid[:, 0], grid[0, 1], grid[1, 1]))
        moving = [*self._costs(costs), *self._weights(weights), *self._shares(shares)]
        self.notes = [_note(ax) for ax in (weights, shares)]
        moving += self.notes
        for ax in figure.axes:
            ax.spines[:].set_zorder(0.5)  # below all that moves, so that they are drawn once
        return moving

    def _costs(self, ax):
        axes("The cost without penalty (nats)", "step", "", ax=ax)
        ax.set(xlim=(0, 1.03 * STEPS), ylim=(0, 1.35))  # room for the legend
        # The scale moves, and texts are cheaper than an axis; a tick's label of the longest holds the room for them.
        ax.set_yticks([0, 0.5, 1], ["0", "", ""])
        ax.set_yticks([0.25], ["0.15"], alpha=0, minor=True)
        ax.tick_params(axis="y", which="minor", length=0)
        self.scale = [_label(ax, place) for place in (0.5, 1)]
        (self.before,) = ax.plot([], [], color="#b8b8b8", linewidth=1.5, label="untreated")
        self.entropy = ax.axhline(0, color=BLACK, linestyle=":", label="share of class 1 only")
        (self.training,) = ax.plot([], [], color=GREEN, linewidth=2, label="training")
        (self.validation,) = ax.plot([], [], "--", color=PURPLE, linewidth=2, label="validation")
        (self.new,) = ax.plot([], [], "D", color=SKY, mec=BLACK, ms=8, zorder=5, label="new data")
        (self.stop,) = ax.plot([], [], "X", color=VERMILION, mec=BLACK, ms=10, zorder=6, label="stopped")
        always = [self.training, self.validation, self.new, self.entropy]
        wide, apart = (1.2, 0.8) if self.narrow else (1.6, 1.2)
        looks = {
            "frameon": False,
            "handlelength": wide,
            "columnspacing": apart,
            "borderaxespad": 0.2,
            "borderpad": 0.1,
            "markerscale": 0.8,
        }
        ax.legend(handles=always, loc="upper right", ncols=2, **looks)
        # What is not always there has a legend of its own, which is cheaper to draw than one of all.
        places = (0.03, 0.85), (0.4, 0.85)
        self.legends = [
            ax.add_artist(Legend(ax, [line], [line.get_label()], loc="upper left", bbox_to_anchor=place, **looks))
            for line, place in zip((self.before, self.stop), places, strict=True)
        ]
        return [*self.scale, self.before, *always, self.stop, *self.legends]

    def _weights(self, ax):
        axes("What was learnt", "weight × st. dev." + (" ", "\n")[self.narrow] + "of its column", "", ax=ax)
        ax.set(xlim=(-1, 1), ylim=(1, 0), xticks=[-1, 0, 1], xticklabels=["", "0", ""])
        # The names move with the patient; a tick's label of the longest holds the room for them.
        ax.set_yticks([0.5], ["basket (dropped)"], alpha=0, fontsize=9)
        ax.tick_params(axis="y", length=0)
        ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
        below = ax.get_xaxis_transform()
        self.ends = [ax.text(x, -0.05, "", transform=below, ha="center", va="top", fontsize=10) for x in (-1, 1)]
        self.names = [_label(ax, 0.5) for _ in range(LABELS)]
        self.bars = ax.add_collection(PolyCollection([], facecolor=GREEN, linewidth=0, zorder=2))
        (self.dots,) = ax.plot([], [], "o", color=BLACK, zorder=3)
        return [*self.ends, *self.names, self.bars, self.dots]

    def _shares(self, ax):
        axes("How often right", "%", "", ax=ax)
        ax.set(xlim=(0, 138), ylim=(4.5, -0.5), xticks=[0, 50, 100])
        ax.spines.bottom.set_bounds(0, 100)
        ax.set_yticks(range(5), ROWS, fontsize=9)
        ax.tick_params(axis="y", length=0)
        self.rights = ax.barh(range(5), np.zeros(5), height=0.7, color=[GREEN, PURPLE, SKY, GREY, SKY]).patches
        (self.rights_before,) = ax.plot([], [], "o", color=BLACK, markersize=5)
        self.percents = [ax.text(137, row, "", ha="right", va="center", fontsize=9) for row in range(5)]
        return [*self.rights, self.rights_before, *self.percents]

    def move(self, patient, treatment, file):
        """Train with the treatment and, for comparison, without; show both, say whether it helped."""
        now, before = treat(patient, treatment), treat(patient, NONE)
        for artist in (self.before, self.dots, self.rights_before, *self.notes):
            artist.set_visible(treatment != NONE)
        for legend, needed in zip(self.legends, (treatment != NONE, now.stopped), strict=True):
            legend.set_visible(needed)
        self._draw_costs(now, before)
        self._draw_weights(now, before)
        self._draw_shares(now, before)
        self._number, self.number = _headline(now, before, treatment)
        cured = treatment == PATIENTS[patient].cure and (treatment != NONE or file)  # the healthy: the file says so
        self.ticked = {"patient": sorted({*self.ticked.get("patient", []), *[patient] * cured})}
        said = [_run(now, treatment), _effect(now, before, treatment)]
        if cured and treatment != NONE:
            said[1] += f" Patient {patient} is cured."
        return "\n".join(said + [_file(patient, before)] * file)

    def _draw_costs(self, now, before):
        top = _round_up(max(*now.training, *now.validation, *before.validation, now.cost[2]))
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
        top = _round_up(max(np.abs(widths).max(), np.abs(before.weights).max()))
        y, thin = (np.arange(count) + 0.5) / count, 0.35 / count
        self.bars.set_verts(
            [[(0, k - thin), (w, k - thin), (w, k + thin), (0, k + thin)] for w, k in zip(widths / top, y)]
        )
        self.dots.set_data(before.weights / top, y)
        self.dots.set_markersize(5 if count <= LABELS else 2)
        for text, side in zip(self.ends, (-1, 1), strict=True):
            text.set_text(f"{side * top:g}")
        for text, (name, place) in zip(self.names, _named(now), strict=True):
            text.set_text(name)
            text.set_y(place)

    def _draw_shares(self, now, before):
        shares = _shares(now)
        for bar, text, share in zip(self.rights, self.percents, shares, strict=True):
            bar.set_width(share)
            text.set_text(f"{share:.0f}%")
        self.rights_before.set_data(_shares(before), range(5))


def _note(ax):
    """What the dots are, for the end of a title's line."""
    return ax.annotate("• untreated", (1, 1), (0, 6), "axes fraction", "offset points", ha="right", fontsize=9)


def _label(ax, place):
    """Text to the left of the axis, set by the moves, like a tick's label."""
    return ax.text(-0.012, place, "", transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)


def _named(result):
    """As many names and places as there are labels: every column, or the shop's columns and the others together."""
    count, own = len(result.names), len(dict.fromkeys(result.names)) - 1
    if count > LABELS:
        labels = [(f"{own} of the shop", own / 2 / count), (f"{count - own} others", (own + count) / 2 / count)]
    else:
        names = [name + " (dropped)" * int(np.isnan(w)) for name, w in zip(result.names, result.weights)]
        labels = [(name, (k + 0.5) / count) for k, name in enumerate(names)]
    return labels + [("", 0.5)] * (LABELS - len(labels))


def _shares(result):
    """The five rows, in percent."""
    found = result.counts[1, 1] / result.counts[1].sum()
    return 100 * np.array([*result.right, result.majority, found])


# -- the words --


def _headline(now, before, treatment):
    """What the large number is called, and the number: what decides, before and after the treatment."""
    if treatment == THRESHOLD:  # the cost stays
        (_, alarms), (misses, found) = now.counts
        alarms_before, found_before = before.counts[:, 1]
        return (
            f"found (false alarms: {alarms_before:,} → {alarms:,})",
            f"{found_before:,} → {found:,} of {misses + found:,}",
        )
    return COST, f"{_cost(before.cost[2])} → {'?' if treatment == NONE else _cost(now.cost[2])}"


def _run(now, treatment):
    """How the training went."""
    steps = len(now.training) - 1
    said = f"{steps} {'step' if steps == 1 else 'steps'} at learning rate {_plain(now.rate)}"
    if now.stopped:
        said = f"It ran away and was stopped after {said}"
    what = "cost and penalty together" if treatment == PENALTY else "it"
    if now.rises == steps:
        rose = "rose at once" if steps == 1 else "rose at every step"
    else:
        rose = f"rose at {now.rises} of them" if now.rises else "never rose"
    said += f": the training cost went from {_cost(now.training[0])} to {_cost(now.training[-1])}; {what} {rose}."
    if treatment == NONE:
        said += f" Knowing only the share of class 1 costs {_cost(now.shares)} (dotted)."
    return said


def _effect(now, before, treatment):
    """What the treatment did; the new data decide whether it helped."""
    (_, validation, new), (_, validation_before, new_before) = now.cost, before.cost
    if treatment == NONE:
        said = f"Validation cost {_cost(validation)}, cost on new data {_cost(new)}. No treatment has been given yet."
        return said + " What is wrong?"
    if treatment == THRESHOLD:
        return _answers(now, before)
    if np.array_equal(now.training, before.training):
        return f"{ALREADY[treatment]}: nothing changes."
    change = (np.array(now.cost) - before.cost) / (MARGIN * now.shares)
    against = change[1] * change[2] < 0 and np.abs(change[1:]).min() > 1
    gone = [name for name, w in zip(now.names, now.weights) if np.isnan(w)]
    return (
        (f"Without “{gone[0]}”: validation" if gone else "Validation")
        + f" cost {_instead(_cost(validation), _cost(validation_before))}, "
        + ("but " if against else "")
        + f"cost on new data {_instead(_cost(new), _cost(new_before))}"
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
        f"With threshold {now.threshold:.2g}, the costs do not change. "
        f"Of {misses + found} samples of class 1 in the new data it finds {_instead(found, found_before)}; "
        f"false alarms: {_instead(f'{alarms:,}', f'{alarms_before:,}')}. "
        f"In theory, this threshold is right if a miss is as bad as {1 / now.threshold - 1:.2g} false alarms."
    )


def _file(patient, found):
    """Diagnosis and cure, with the numbers of the untreated patient."""
    numbers = {
        "rate": _plain(found.rate),
        "stable": _plain(found.stable),
        "majority": f"{100 * found.majority:.0f}%",
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
