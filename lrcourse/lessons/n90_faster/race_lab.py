"""Notebook 90: six ways down the same ravine, on one map, by steps and by seconds."""

import numpy as np

from lrcourse import core
from lrcourse.engine import learners_code
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Contours, Heat, Labels, Path, Plane, Stage
from lrcourse.inputs import shown
from lrcourse.lessons.n90_faster.runners import REACH, STEPS, WAYS, costs, ground, pace, runs
from lrcourse.plots import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION

COLORS = (BLUE, VERMILION, GREEN, PURPLE, BLACK, ORANGE, SKY)
TREMBLES = 3  # mini-batches: paler, and under the others
BACK_FIRST = (3, 0, 1, 2, 4, 5, 6)
LEVELS = [0.003 * 10 ** (k / 2) for k in range(6)]
BOTTOM, NEAR = 1e-12, 1e-6  # what is below is rounding; near enough to have arrived
BEFORE = "Press Play: who is the first to arrive, within a millionth of a nat of the lowest cost?"
YOURS = "yours"
_NEEDED = (
    "walk must be a function of (slope, start, learning_rate, momentum, steps) that returns the path, an array of "
    "steps + 1 places; yours {}. Has your exercise passed?"
)


def race(walk=None):
    """Let six solvers race down one cost surface; choose how narrow it is, and click for a start.

    Parameters
    ----------
    walk : function of (slope, start, learning_rate, momentum, steps) that returns the path, optional
        Yours, for example Nesterov's method from the exercise: it races, too. ``slope`` takes and returns an
        array of three, the weights and the bias; the path has shape (steps + 1, 3).

    Raises
    ------
    TypeError
        If ``walk`` is not such a function.
    """
    if walk is not None and not callable(walk):
        raise TypeError(_NEEDED.format(f"is {shown(walk)}, which is not a function"))
    lab = Race(walk)
    if walk is not None:
        lab.own(ground(100.0), learning_rate=0.1, momentum=0.5)
    return lab


class Race(Stage):
    """The lab of `race`."""

    def __init__(self, walk):
        self.walk = walk
        self.reset()
        self.names = WAYS if walk is None else (*WAYS, YOURS)
        super().__init__(
            title="The race",
            alt="The contours of a cost with the path of every solver, a dot for each step; beside them, how far above "
            "the lowest cost each one still is, by step or by time.",
            controls=[
                Slider("condition", "condition number", 1, 1000, log=True, value=100),
                Slider("rate", "learning rate", 0.02, 4, log=True, value=0.5, unit="× safe"),
                Slider("momentum", "momentum", 0, 0.98, step=0.01, value=0.8),
                Slider("batch", "batch size", 1, 100, step=1, value=20),
                Choice("clock", "compare by", ["step", "time"]),
            ],
            words="{clock}. {said}",
            number=("{standing}", "{there}"),
            seconds=10,
            tall=True,
            quickens=True,
        )

    def compute(self, condition, rate, momentum, batch, clock):
        """All runs from the same start, and how far each of them has come at every tick of the clock."""
        here = ground(condition)
        walked = runs(condition, self.start, rate, momentum, batch)
        paces = [pace(name, batch) for name in WAYS]
        trouble = ""
        if self.walk is not None:
            path = self.own(here, rate * here.stable, momentum)
            walked.append((path, costs(here.X, here.t, path)))
            paces.append(paces[WAYS.index("momentum")])
            trouble = " Yours is timed like momentum."
        lowest = min(cost.min() for _, cost in walked)
        gaps = [cost - lowest for _, cost in walked]
        ticks = np.arange(STEPS + 1)
        end = STEPS * max(paces[: WAYS.index("Newton")])  # those that use up all their steps
        when = [ticks if clock == "step" else (ticks * end / STEPS / p + 1e-9).astype(int) for p in paces]
        came = [np.minimum(at, len(gap) - 1) for at, gap in zip(when, gaps)]
        frames = {"surface": here.surface, "bottom": np.zeros((1, 2))}
        frames["height"] = np.log10(np.maximum(here.surface, LEVELS[0]))
        for k, ((path, _), gap) in enumerate(zip(walked, gaps)):
            off, steps = path[:, :2] - here.best[:2], np.arange(len(path))
            with np.errstate(invalid="ignore"):
                height = np.log10(np.maximum(gap, BOTTOM))
            along = steps if clock == "step" else 1e3 * paces[k] * steps
            frames |= {f"x{k}": off[:, 0], f"y{k}": off[:, 1], f"step{k}": came[k]}
            frames |= {f"along{k}": along, f"gap{k}": height}
        self.panels = _planes(self.names, clock, STEPS if clock == "step" else 1e3 * end, frames)
        self.counted = ("step", "{step} / {steps}") if clock == "step" else ("time", "{at}")
        arrivals = _arrivals(gaps, paces, clock)
        there, standing = _standing(self.names, np.array([gap[at] for gap, at in zip(gaps, came)]), when, arrivals)
        told = [f"Step {s} of {STEPS}" if clock == "step" else f"After {1e3 * s * end / STEPS:.2g} ms" for s in ticks]
        at = [f"{1e3 * s * end / STEPS:.2f} / {1e3 * end:.2f} ms" for s in ticks]
        said = [text + trouble for text in _said(self.names, np.transpose(when), arrivals, paces, clock)]
        return frames | {"clock": told, "at": at, "said": said, "there": there, "standing": standing}

    def own(self, here, learning_rate, momentum):
        """The path of the learner's own way, (STEPS + 1, 3); TypeError if it is none."""

        def slope(z):
            z = np.asarray(z, float)
            return np.append(*core.gradient(here.X, here.t, core.sigmoid(core.activation(here.X, z[:2], z[2]))))

        start = here.best + np.append(self.start, 0)
        try:
            with np.errstate(all="ignore"):
                answer = learners_code.call(self.walk, slope, start, learning_rate, momentum, STEPS)
        except learners_code.Failed as failure:
            raise TypeError(_NEEDED.format(failure)) from None
        try:
            return learners_code.array(answer, (STEPS + 1, 3))
        except learners_code.Failed as failure:
            where = f" for {STEPS} steps from a start of shape (3,)"
            raise TypeError(_NEEDED.format(f"{failure}{where}")) from None

    def reset(self):
        """Back to the start that the lab opens with."""
        self.start = np.array([-2.4, 0.4])

    def gesture(self, panel, kind, index, x, y):
        """A click on the map sets the start for all of them."""
        if panel == 0:
            self.start = np.array([x, y])


def _planes(names, clock, end, frames):
    """The map with all paths, and how far above the lowest cost each one is."""
    order = BACK_FIRST[: len(names)]
    low = min(np.nanmin(frames[f"gap{k}"]) for k in range(len(names)))

    def paths(x, y, order, labels, ahead=False):
        """The paths of all runners in this order, the last one on top."""
        weight = [0.5 if k == TREMBLES else 1 for k in order]
        return [
            Path(f"{x}{k}", f"{y}{k}", labels[k], COLORS[k], True, str(k + 1), f"step{k}", light, ahead)
            for k, light in zip(order, weight)
        ]

    return [
        Plane(
            "The valley",
            "w₁ − its optimum",
            "w₂ − its optimum",
            (-REACH[0], REACH[0]),
            (-REACH[1], REACH[1]),
            [
                Heat("height", -2.5, 9),
                Contours("surface", LEVELS),
                *paths("x", "y", order, [""] * len(names)),
                Labels("bottom", ["★"], 2),
            ],
            click=True,
            note="★ lowest; click for a new start",
            equal=True,
            width=1.15,
            start="all start here",
        ),
        Plane(
            "Above the lowest cost",
            "step" if clock == "step" else "time in ms, on this machine",
            "J − lowest J",
            (0, 1.12 * end),  # room for the marks at the end
            (low - 0.5, 1),
            paths("along", "gap", range(len(names)), names, ahead=True),
            legend="lower center",
            start="all level",
            powers=True,
        ),
    ]


def _arrivals(gaps, paces, clock):
    """[(step or seconds, who, step), ...], the first one first: when who is, and stays, near enough to the lowest."""
    came = []
    for k, (gap, seconds) in enumerate(zip(gaps, paces)):
        far = np.flatnonzero(~(gap <= NEAR))
        step = far[-1] + 1 if len(far) else 0
        if step < len(gap):
            came.append((step if clock == "step" else step * seconds, k, int(step)))
    return sorted(came)


def _standing(names, gaps, when, came):
    """How many have arrived, and who leads or was first, at every tick: two lists of texts; ``gaps`` (K, ticks)."""
    there, told = [], []
    for s, now in enumerate(gaps.T):
        arrived = [(order, k) for order, k, step in came if step <= when[k][s]]
        there.append(f"{len(arrived)} of {len(names)}")
        if arrived:
            first = [names[k] for order, k in arrived if order == arrived[0][0]]
            told.append(f"arrived, {_together(first)} first")
        else:
            first = [name for name, gap in zip(names, now) if gap <= now.min() * (1 + 1e-9)]
            leads = "lead" if len(first) > 1 else "leads"
            told.append("arrived, all level" if len(first) == len(names) else f"arrived, {_together(first)} {leads}")
    return there, told


def _together(names):
    return " and ".join(names) if len(names) < 3 else f"{len(names)} runners"


def _said(names, when, came, paces, clock):
    """Who has arrived how soon, and who has not, at every tick."""
    told = [BEFORE]
    for s, at in enumerate(when[1:], 1):
        there = [one for one in came if one[2] <= at[one[1]]] if s < STEPS else came
        late = [name for k, name in enumerate(names) if k not in [who for _, who, _ in there]]
        arrived = f"Arrived: {_ends(names, there, paces, clock)}." if there else "Nobody has arrived."
        yet = "Not yet" if s < STEPS else f"Not within {STEPS} steps"
        told.append(f"{arrived} {yet}: {', '.join(late)}." if late and (there or s == STEPS) else arrived)
    return told


def _ends(names, there, paces, clock):
    """'Newton after 4 steps, L-BFGS 5', or 'L-BFGS after 1.2 ms (5 steps), Newton 2.1 (4)'."""
    ends = []
    for _, k, step in there:
        time, steps = f"{1e3 * paces[k] * step:.2g}", f"{step} step{'' if step == 1 else 's'}"
        first = f"after {steps}" if clock == "step" else f"after {time} ms ({steps})"
        ends.append(f"{names[k]} {(step if clock == 'step' else f'{time} ({step})') if ends else first}")
    return ", ".join(ends)
