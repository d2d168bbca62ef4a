"""Notebook 90: six ways down the same ravine, side by side, by steps and by seconds."""

import warnings
from functools import cache, lru_cache, partial
from statistics import median
from time import perf_counter

import numpy as np

from lrcourse.cost import mean_cost
from lrcourse.curvature import stable_learning_rate
from lrcourse.datasets import make_ravine
from lrcourse.descent import gradient_descent
from lrcourse.inputs import shown
from lrcourse.labs import guard
from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.stage import CYCLE, Contours, Path, Plane, Stage
from lrcourse.model import sigmoid
from lrcourse.quasi_newton import lbfgs
from lrcourse.solvers import newton

SAMPLES, STEPS = 1000, 200
REACH = 3.0  # of the picture, from the optimum
GRID = 48
LEVELS = [0.003 * 10 ** (k / 2) for k in range(6)]
FLOOR, NEAR = 1e-14, 1e-6  # what is below the floor is rounding; near enough to have arrived
WAYS = ("gradient descent", "momentum", "Nesterov", "mini-batches", "Newton", "L-BFGS")
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
        array of three, the weights and the bias; the path has the shape (steps + 1, 3).

    Raises
    ------
    TypeError
        If ``walk`` is no such function.
    """
    if walk is not None and not callable(walk):
        raise TypeError(_NEEDED.format(f"is {shown(walk)}, no function"))
    lab = Race(walk)
    if walk is not None:
        lab.own(*_ground(100.0)[:3], learning_rate=0.1, momentum=0.5)
    return lab


class Race(Stage):
    """The lab of `race`."""

    def __init__(self, walk):
        self.walk, self.start = walk, np.array([-2.4, 0.4])
        self.names = WAYS if walk is None else (*WAYS, YOURS)
        super().__init__(
            title="The race",
            alt="The same contours of a cost for every solver, each with the path that it walks; below, how far the "
            "cost is above its lowest, by step and by time.",
            controls=[
                Slider("condition", "condition number", 1, 1000, log=True, value=100),
                Slider("rate", "learning rate, of the stable one", 0.02, 2, log=True, value=0.5),
                Slider("momentum", "momentum", 0, 0.98, step=0.01, value=0.8),
                Slider("batch", "batch size", 1, 100, step=1, value=20),
                Choice("clock", "everybody at the same", ["step", "time"]),
            ],
            words="{clock}. {arrived}",
            seconds=8,
            switches=True,
        )

    def compute(self, condition, rate, momentum, batch, clock):
        """All runs from the same start, and where each of them is at every tick of the clock."""
        X, t, best, surface = _ground(condition)
        begin = {"w0": best[:2] + self.start, "b0": best[2]}
        options = {"learning_rate": rate * stable_learning_rate(X), "momentum": momentum}
        runs = [_walked(name, X, t, begin, **options, batch=batch) for name in WAYS]
        pace = [_pace(name, batch) for name in WAYS]
        trouble = ""
        if self.walk is not None:
            path = self.own(X, t, best, **options)
            runs.append((path, _cost(X, t, path)))
            pace.append(pace[WAYS.index("momentum")])
            trouble = " Yours is timed like momentum."
        lowest = min(cost.min() for _, cost in runs)
        paths, gaps = [path for path, _ in runs], [cost - lowest for _, cost in runs]
        ticks = np.arange(STEPS + 1)
        end = STEPS * max(pace[: WAYS.index("Newton")])  # those that use up all their steps
        when = [ticks if clock == "step" else (ticks * end / STEPS / p + 1e-9).astype(int) for p in pace]
        frames, heights = {}, []
        for k, (path, gap, at) in enumerate(zip(paths, gaps, when)):
            at = np.minimum(at, len(path) - 1)
            off = path[:, :2] - best[:2]
            with np.errstate(invalid="ignore", divide="ignore"):
                height = np.log10(np.maximum(gap, FLOOR))
                time = np.log10(np.maximum(np.arange(len(path)), 0.5) * 1e3 * pace[k])
            frames |= {f"x{k}": off[at, 0], f"y{k}": off[at, 1], f"step{k}": at, f"time{k}": time[at]}
            frames[f"gap{k}"] = height[at]
            heights.append(height)
        self.panels = _planes(self.names, min(pace), end, heights)
        clock = [
            f"Step {s} of all" if clock == "step" else f"After {1e3 * s * end / STEPS:.2g} ms" for s in ticks
        ]
        return frames | {
            "surface": surface,
            "clock": clock,
            "arrived": _arrived(self.names, gaps, pace) + trouble,
        }

    def own(self, X, t, best, learning_rate, momentum):
        """The path of the learner's own way, (STEPS + 1, 3); TypeError if it is none."""

        def slope(z):
            z = np.asarray(z, float)
            error = sigmoid(X @ z[:2] + z[2]) - t
            return np.append(error @ X, error.sum()) / len(t)

        start = np.append(best[:2] + self.start, best[2])
        try:
            with np.errstate(all="ignore"):
                answer = guard.call(self.walk, slope, start.copy(), learning_rate, momentum, STEPS)
        except guard.Failed as failure:
            raise TypeError(_NEEDED.format(failure)) from None
        try:
            path = np.array(answer)
        except ValueError:
            path = np.array(None)
        if path.dtype.kind not in "iuf" or path.shape != (STEPS + 1, 3):
            came = f"an array of shape {path.shape}" if path.ndim else shown(answer)
            raise TypeError(_NEEDED.format(f"returned {came} for {STEPS} steps from a start of shape (3,)"))
        return path.astype(float)

    def gesture(self, panel, kind, index, x, y):
        """A click into a picture sets the start of all."""
        if panel < len(self.names):
            self.start = np.array([x, y])


@lru_cache(200)
def _ground(condition):
    """X, t, the optimum (w1, w2, b), and the cost above the lowest on a grid around it, the first row at the bottom."""
    X, t = make_ravine(SAMPLES, 90, condition)
    run = newton(X, t, tol=1e-12)
    side = np.linspace(-REACH, REACH, GRID)
    w = run.w[-1] + np.stack(np.meshgrid(side, side), axis=-1)
    x = ((1 - 2 * t) * (w @ X.T + run.b[-1])).astype(np.float32)  # enough for a picture, in half the time
    cost = np.maximum(x, 0).mean(axis=-1) + np.log1p(np.exp(-np.abs(x))).mean(axis=-1)
    return X, t, np.append(run.w[-1], run.b[-1]), cost - run.cost[-1]


def _run(name, X, t, begin, learning_rate, momentum, batch, every=1):
    """The history of one of the ways, STEPS steps at most."""
    if name == "Newton":
        return newton(X, t, tol=1e-12, steps=STEPS, **begin)
    if name == "L-BFGS":
        return lbfgs(X, t, tol=1e-9, steps=STEPS, **begin)
    extra = {}
    if name in ("momentum", "Nesterov"):
        extra = {"momentum": momentum, "nesterov": name == "Nesterov"}
    if name == "mini-batches":
        extra = {"batch_size": batch, "rng": np.random.default_rng(90)}
    return gradient_descent(X, t, learning_rate=learning_rate, steps=STEPS, every=every, **begin, **extra)


def _walked(name, *data, **options):
    """The path of one of the ways, (steps + 1, 3), and the cost along it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what runs away is seen
        run = _run(name, *data, **options)
    return np.column_stack([run.w, run.b]), run.cost


@cache
def _pace(name, batch):
    """Seconds a step on this machine, nothing recorded between: the median of five runs."""
    X, t, best, _ = _ground(100.0)
    begin = {"w0": best[:2] + 1.0, "b0": best[2]}
    once = partial(_run, name, X, t, begin, learning_rate=1.0, momentum=0.5, batch=batch, every=STEPS)
    took = []
    for _ in range(5):
        before = perf_counter()
        run = once()
        took.append((perf_counter() - before) / run.step[-1])
    return median(took)


def _cost(X, t, path):
    """The cost at every place of the path; infinite where it cannot be told."""
    with np.errstate(over="ignore", invalid="ignore"):
        costs = np.array([mean_cost(t, X @ place[:2] + place[2]) for place in path])
    return np.where(np.isfinite(costs), costs, np.inf)


def _planes(names, quick, end, heights):
    low = max(min(np.nanmin(h[np.isfinite(h)]) for h in heights), -12.5)
    planes = [
        Plane(
            name,
            "w₁ − its optimum",
            "w₂ − its optimum",
            (-REACH, REACH),
            (-REACH, REACH),
            [Contours("surface", LEVELS), Path(f"x{k}", f"y{k}", color=CYCLE[k])],
            click=True,
        )
        for k, name in enumerate(names)
    ]
    for by, xlabel, xlim, legend in (
        ("step", "step", (0, STEPS), "lower center"),
        (
            "time",
            "log₁₀ of the time in ms, on this machine",
            np.log10([500 * quick, 1200 * end]),
            "lower left",
        ),
    ):
        lines = [Path(f"{by}{k}", f"gap{k}", name, CYCLE[k]) for k, name in enumerate(names)]
        title = f"Above the lowest cost, by {by}"
        planes.append(
            Plane(title, xlabel, "log₁₀ of J − lowest J", tuple(xlim), (low - 0.5, 1), lines, legend=legend)
        )
    return planes


def _arrived(names, gaps, pace):
    """Who comes how soon within a millionth of the lowest cost."""
    found, late = [], []
    for name, gap, seconds in zip(names, gaps, pace):
        far = np.flatnonzero(~(gap <= NEAR))
        if len(far) and far[-1] + 1 == len(gap):
            late.append(name)
        else:
            steps = far[-1] + 1 if len(far) else 0
            found.append((seconds * steps, f"{name} {steps} steps, {1e3 * seconds * steps:.2g} ms"))
    text = (
        "Within a millionth of the lowest cost: " + "; ".join(text for _, text in sorted(found))
        if found
        else ""
    )
    rest = f"Not within {STEPS} steps: {', '.join(late)}." if late else ""
    return f"{text}{'. ' * bool(text)}{rest}".strip()
