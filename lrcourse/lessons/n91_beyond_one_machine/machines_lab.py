"""Notebook 91: how long a step takes on one machine, on ten, on a thousand."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import positive
from lrcourse.plots import BLACK, BLUE, GREEN, GREY, VERMILION, axes

MACHINES = np.geomspace(1, 100_000, 161)
NUMBER = 5e-9  # seconds for one number of X in a gradient, both products, on one machine
SENT = 1e-8  # seconds to send one number (8 bytes): 0.8 gigabytes a second
MEMORY = 16e9  # bytes of one machine
MOST = 240  # machines that are drawn
PALE = "#f9dfcd"  # of what waits
SCREEN = 1.3  # times as wide as high, a machine and the room around it
TICKS = {"1 ms": 1e-3, "1 s": 1, "1 min": 60, "1 h": 3600, "1 day": 86_400}


def machines(seconds_a_number=NUMBER, seconds_sent=SENT):
    """The time of a full-batch step on many machines: the work is shared, the talk is not.

    Parameters
    ----------
    seconds_a_number : float
        What one number of X costs in a gradient, on one machine; measure yours.
    seconds_sent : float
        How long it takes to send one number to a machine, or back.
    """
    return Machines(positive(seconds_a_number, "seconds_a_number"), positive(seconds_sent, "seconds_sent"))


def times(machines, samples, features, pause, seconds_a_number, seconds_sent):
    """Seconds of work and of talk in a step on so many machines."""
    work = samples * features * seconds_a_number / machines
    alone = np.asarray(machines) <= 1
    return work, np.where(alone, 0.0, pause + 2 * (features + 1) * seconds_sent * machines)


class Machines(Sketch):
    """The lab of `machines`."""

    def __init__(self, seconds_a_number, seconds_sent):
        self.costs = seconds_a_number, seconds_sent
        super().__init__(
            title="How many machines?",
            alt="On the left, the machines, each with a screen filled in proportion to the share of a step it spends "
            "working; the rest is waiting. On the right, the time of a step against the number of machines, on "
            "logarithmic axes: the work falls along a line, talk and pause rise, and their sum has a lowest point.",
            controls=[
                Slider("machines", "machines", 1, 100_000, log=True, integer=True, value=100),
                Slider("samples", "samples", 1e3, 1e10, log=True, integer=True, value=1e9),
                Slider("features", "features", 2, 1e4, log=True, integer=True, value=20),
                Slider("pause", "pause per step", 0.1, 1000, log=True, value=50, unit="ms"),
            ],
            size=(11.0, 4.9),
            number="times as fast as one machine",
            tall=7.8,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        if self.narrow:  # the machines take the whole width, beside no ticks
            crowd, step = (figure.add_axes((0.03, low, 0.94, high)) for low, high in ((0.63, 0.305), (0.505, 0.07)))
            curve = figure.add_subplot(figure.add_gridspec(9, 1)[5:])
        else:
            grid = figure.add_gridspec(5, 2, width_ratios=(1.25, 1))
            crowd, step, curve = (figure.add_subplot(place) for place in (grid[:4, 0], grid[4, 0], grid[:, 1]))
        return [*self._start_crowd(crowd, step), *self._start_curve(curve)]

    def _start_crowd(self, crowd, step):
        axes("Blue is work, pale is waiting", "", "", ax=crowd).set(xlim=(0, 1), ylim=(1, -0.22))
        axes("Each machine’s step", "", "", ax=step).set(xlim=(0, 1), ylim=(0, 1.9))
        for ax in (crowd, step):
            ax.set(xticks=(), yticks=())
            ax.spines[:].set_visible(False)
        looks = {"stand": {"color": GREY}, "wait": {"facecolor": PALE, "edgecolor": VERMILION}, "work": {"color": BLUE}}
        kinds = [(ax, name) for ax in (crowd, step) for name in looks if ax is crowd or name != "stand"]
        self.boxes = [ax.add_patch(PathPatch(boxes([], [], [], []), linewidth=1, **looks[name])) for ax, name in kinds]
        self.who = crowd.text(0, -0.2, "", va="top", linespacing=1.25, in_layout=False)
        self.spent = [step.text(x, 1.15, "", ha=side, in_layout=False) for x, side in ((0, "left"), (1, "right"))]
        return [*self.boxes, self.who, *self.spent]

    def _start_curve(self, ax):
        """The handle needs linear axes: what they show is the logarithm, and the ticks say what of."""
        axes("A step’s time: drag the ring", "machines P", "", ax=ax)
        powers = range(0, 6, 2 if self.narrow else 1)
        ax.set(
            xlim=(-0.1, 5.15),
            ylim=(-5.2, 7.2 if self.narrow else 6.3),
            xticks=powers,
            xticklabels=[f"{10**k:,}" for k in powers],
        )
        ax.set_yticks(np.log10(list(TICKS.values())), list(TICKS))
        (self.work,) = ax.plot([], [], "--", color=BLUE, label="work, shared")
        (self.talk,) = ax.plot([], [], ":", color=VERMILION, linewidth=2, label="talk and pause")
        (self.sum,) = ax.plot([], [], color=BLACK, linewidth=2, label="together")
        (self.best,) = ax.plot([], [], "v", color=GREEN, markersize=10, label="shortest")
        (self.here,) = ax.plot([], [], "o", color=BLACK, markersize=9)
        ax.legend(loc="upper right", ncols=2, fontsize=8, frameon=False, handlelength=1.6, columnspacing=1)
        return [self.work, self.talk, self.sum, self.best, self.here]

    def handles(self):
        """The dot on the curve."""
        return {"machines": (self.here.axes, *(float(values[0]) for values in self.here.get_data()))}

    def grab(self, name, x, y):
        """It keeps to the curve: only how far right the hand is counts."""
        return {"machines": 10**x}

    def move(self, machines, samples, features, pause):
        """Draw the machines, the three curves and your place on the sum; say what it means."""
        pause /= 1e3
        work, talk = times(MACHINES, samples, features, pause, *self.costs)
        self.work.set_data(np.log10(MACHINES), np.log10(work))
        self.talk.set_data(np.log10(MACHINES[1:]), np.log10(talk[1:]))
        self.sum.set_data(np.log10(MACHINES), np.log10(work + talk))
        alone = samples * features * self.costs[0]
        few = np.sqrt(alone / (2 * (features + 1) * self.costs[1]))
        few = np.clip(np.round(few), 2, 1e5)
        together = float(sum(times(few, samples, features, pause, *self.costs)))
        best, shortest = (few, together) if together < alone else (1, alone)
        self.best.set_data([np.log10(best)], [np.log10(shortest)])
        own, lost = (float(part) for part in times(machines, samples, features, pause, *self.costs))
        here = own + lost
        self.here.set_data([np.log10(machines)], [np.log10(here)])
        size = samples * (features + 1) * 8
        self._show_crowd(machines, own, lost)
        self.who.set_text(crowd_said(machines, samples, size))
        fits = int(np.ceil(size / MEMORY))
        room = "fit into one machine" if fits == 1 else f"need at least {fits:,} machines"
        faster = alone / here
        self.number = f"{faster:,.0f}" if faster >= 1000 else f"{faster:.3g}"
        step = f"{machines:,} machine{'s' * (machines > 1)}: {seconds_said(here)} a step"
        if machines > 1:
            step += f", {compared(alone, here)} one, which needs {seconds_said(alone)}"
        least = f"Fastest with {best:,.0f}: {seconds_said(shortest)} a step."
        return f"{step}. {least} The data, {bytes_said(size)}, {room} with 16 GB of memory."

    def _room(self):
        """How many times as wide as high the room for the machines is."""
        width = self.size[0] if self.size else self._full[0]
        return 0.94 * width / 195 if self.narrow else 0.5 * width / 257

    def _show_crowd(self, machines, own, lost):
        """The machines side by side, each screen filled as far as its work goes; the same once more, large."""
        shown = min(machines, MOST)
        wide = self._room() / SCREEN
        columns = np.arange(1, shown + 1)
        high = np.minimum(wide / columns, 1 / -(-shown // columns))  # of one machine, for so many columns
        columns, high = columns[np.argmax(high)], high.max()
        y, x = np.divmod(np.arange(shown), columns) * np.array([[high], [high / wide]])
        left, right, top, bottom = x, x + 0.85 * high / wide, y + 0.03 * high, y + 0.7 * high
        middle, foot = (left + right) / 2, 0.15 * high / wide
        worked = left + (right - left) * own / (own + lost)
        paths = [
            boxes(middle - foot, middle + foot, bottom, y + 0.82 * high),
            boxes(worked, right, top, bottom),
            boxes(left, worked, top, bottom),
            boxes([own / (own + lost)], [1], [0.1], [0.9]),
            boxes([0], [own / (own + lost)], [0.1], [0.9]),
        ]
        for box, path in zip(self.boxes, paths, strict=True):
            box.set_path(path)
        self.spent[0].set_text(f"work {seconds_said(own)}")
        self.spent[1].set_text(f"talk and pause {seconds_said(lost)}" if lost else "neither talk nor pause")


def boxes(left, right, low, high):
    """Rectangles as one path, which is drawn much faster than as many."""
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    points = np.moveaxis([np.broadcast_arrays(x, y) for x, y in corners], -1, 0).reshape(-1, 2)
    return Path(points, np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(points) // 5))


def crowd_said(machines, samples, size):
    """How many machines are drawn, and what each of them holds."""
    who = f"{machines:,} machine{'s' * (machines > 1)}"
    if machines > MOST:
        who = f"{MOST} of {who} are drawn"
    share = size / machines
    if share > MEMORY:
        return f"{who}\na share of {bytes_said(share)} does not fit into 16 GB"
    if idle := max(machines - samples, 0):
        return f"{who}\nfewer samples than machines: {idle:,} {'has' if idle == 1 else 'have'} none"
    each, holds = round(samples / machines), "it holds" if machines == 1 else "each holds"
    about = "about " if each < 100 and samples % machines else ""
    return f"{who}\n{holds} {about}{each:,} sample{'s' * (each != 1)}: {bytes_said(share)}"


def compared(alone, here):
    """How much faster or slower than one machine."""
    times, word = (alone / here, "fast") if here <= alone else (here / alone, "slow")
    return f"{f'{times:,.0f}' if times >= 10 else f'{times:.2g}'} times as {word} as"


def seconds_said(seconds):
    """A time in the unit that suits it."""
    for least, size, unit in ((3600, 3600, "hours"), (600, 60, "min"), (1, 1, "s"), (1e-3, 1e-3, "ms")):
        if seconds >= 0.9995 * least:  # or three digits would round to the next unit
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def bytes_said(size):
    """A size in the unit that suits it."""
    for unit, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size / 1e3:.3g} kB" if size >= 1e3 else f"{size:.0f} bytes"
