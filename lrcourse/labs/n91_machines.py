"""Notebook 91: how long a step takes on one machine, on ten, on a thousand."""

import numpy as np

from lrcourse.inputs import positive
from lrcourse.labs.controls import Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.plots import BLACK, BLUE, GREEN, VERMILION, axes

MACHINES = np.geomspace(1, 100_000, 161)
NUMBER = 5e-9  # seconds for one number of X in a gradient, both products, on one machine
SENT = 1e-8  # seconds to send one number (8 bytes): 0.8 gigabytes a second
MEMORY = 16e9  # bytes of one machine


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
            alt="The time of a step against the number of machines, on logarithmic axes: the work falls along a line, "
            "the talk rises, and their sum has a lowest point.",
            controls=[
                Slider("samples", "samples N", 1e3, 1e10, log=True, value=1e9),
                Slider("features", "features D", 2, 1e4, log=True, value=20),
                Slider("machines", "machines P", 1, 100_000, log=True, value=100),
                Slider("pause", "pause per step", 0.1, 1000, log=True, value=50, unit="ms"),
            ],
            size=(7.2, 4.2),
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        ax = axes("One step of the full batch", "machines P", "seconds", ax=figure.subplots())
        ax.set(xscale="log", yscale="log", xlim=(0.9, 1.1e5), ylim=(1e-6, 1e8))
        (self.work,) = ax.plot([], [], "--", color=BLUE, label="work, shared")
        (self.talk,) = ax.plot([], [], "--", color=VERMILION, label="talk and pause")
        (self.sum,) = ax.plot([], [], color=BLACK, linewidth=2, label="together")
        (self.best,) = ax.plot([], [], "v", color=GREEN, markersize=10, label="shortest")
        (self.here,) = ax.plot([], [], "o", color=BLACK, markersize=9)
        ax.legend(loc="upper right")
        return [self.work, self.talk, self.sum, self.best, self.here]

    def move(self, samples, features, machines, pause):
        """Draw the three curves and your place on the sum; say what it means."""
        samples, features, machines, pause = round(samples), round(features), round(machines), pause / 1e3
        work, talk = times(MACHINES, samples, features, pause, *self.costs)
        self.work.set_data(MACHINES, work)
        self.talk.set_data(MACHINES[1:], talk[1:])
        self.sum.set_data(MACHINES, work + talk)
        alone = samples * features * self.costs[0]
        few = np.sqrt(alone / (2 * (features + 1) * self.costs[1]))
        few = np.clip(np.round(few), 2, 1e5)
        together = float(sum(times(few, samples, features, pause, *self.costs)))
        best, shortest = (few, together) if together < alone else (1, alone)
        self.best.set_data([best], [shortest])
        here = float(sum(times(machines, samples, features, pause, *self.costs)))
        self.here.set_data([machines], [here])
        size = samples * (features + 1) * 8
        fits = int(np.ceil(size / MEMORY))
        room = (
            f"The data are {bytes_said(size)}: they fit into one machine of 16 GB."
            if fits == 1
            else f"The data are {bytes_said(size)}: at least {fits:,} machines of 16 GB hold them."
        )
        return (
            f"{machines:,} machine{'s' * (machines > 1)}: {seconds_said(here)} a step, {compared(alone, here)} "
            f"one, which needs {seconds_said(alone)}. Shortest with {best:,.0f}: {seconds_said(shortest)}. {room}"
        )


def compared(alone, here):
    """How much faster or slower than one machine."""
    times, word = (alone / here, "fast") if here <= alone else (here / alone, "slow")
    return f"{f'{times:,.0f}' if times >= 10 else f'{times:.2g}'} times as {word} as"


def seconds_said(seconds):
    """A time in the unit that suits it."""
    for size, unit in ((3600, "hours"), (1, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def bytes_said(size):
    """A size in the unit that suits it."""
    for unit, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size / 1e3:.3g} kB"
