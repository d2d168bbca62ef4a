"""Notebook 11: watch it learn. Data, cost, weights, the cost surface, and who pulls at each step."""

from dataclasses import replace

import numpy as np

from lrcourse.cost import gradient
from lrcourse.curvature import stable_learning_rate
from lrcourse.descent import steepest
from lrcourse.labs import guard, training_words
from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.stage import (
    Contours,
    Curve,
    Curves,
    Heat,
    Path,
    Plane,
    Points,
    Probability,
    Pulls,
    Stage,
)
from lrcourse.labs.training_data import FEATURES, FIELD, FeatureMap, field, limits, load, own
from lrcourse.labs.training_run import cost_limits, judge, surface, train
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, CLASSES, GREEN, PURPLE, SKY, VERMILION

SETS = ("clouds", "penguins", "donut", "xor")
STARTS = ("zeros", "a far corner", "random", "where you clicked")
PAIRS = ("the last two", "the first two", "the last and b")


def training(X=None, t=None, gradient=None):
    """Train a classifier and watch it: the boundary, the cost, the weights, and which samples pull at them.

    Every feature is standardised (by the data set's first mean and standard deviation), so that one range of
    learning rates suits all data sets. A click in the data adds a sample, a drag moves one, and a click on the
    cost surface starts the run there.

    Parameters
    ----------
    X : array, shape (N, 2), optional
        Your own samples; more features than two have no picture here. The course's data sets otherwise.
    t : array, shape (N,), of 0 and 1, with ``X``
    gradient : function of (X, t, y) that returns (dw, db), optional
        Yours, if you like; `lrcourse.gradient` otherwise. If it is wrong, the lab says how. What it prints is
        not shown.

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit, or hold only one class; if ``gradient`` is no function.
    """
    if gradient is not None and not callable(gradient):
        raise TypeError(
            f"gradient must be a function of (X, t, y) that returns (dw, db); got {type(gradient).__name__}. "
            "Leave the brackets out: gradient=gradient."
        )
    return Training(own(X, t), gradient)


class Training(Stage):
    """The lab of `training`."""

    def __init__(self, own, gradient):
        self.own, self.gradient = own, gradient
        self.loaded = self.mapped = None  # names of the data set, and of its features, that stand ready
        self.clicked = None  # weights and bias where the surface was clicked
        sets = ["yours", *SETS] if own else list(SETS)
        super().__init__(
            title="Training",
            alt="Samples with the probability and the boundary; the cost and the weights over the steps; the cost "
            "over two weights with the path walked; arrows that show how each sample pulls at the weights.",
            controls=[
                Choice("data", "data", sets),
                Choice("features", "features", list(FEATURES)),
                Slider("rate", "learning rate", 0.01, 100, value=0.5, log=True),
                Slider("l2", "L2", 0.0001, 1, log=True, zero=True),
                Slider("l1", "L1", 0.0001, 1, log=True, zero=True),
                Choice("adds", "a click adds", ["class 0", "class 1"], value="class 1"),
                Slider("steps", "steps", 20, 1000, step=20, value=300, more=True),
                Choice("batch", "batch size", ["all", "1", "8", "32", "128"], more=True),
                Slider("momentum", "momentum", 0, 0.95, step=0.05, value=0.0, more=True),
                Choice("start", "starting weights", list(STARTS), more=True),
                Choice("pair", "cost surface over", list(PAIRS), more=True),
            ],
            words="Step {step} of {steps}: cost {cost:.3f} (was {first:.3f}), {mistakes:.0f} of {count:.0f} on the "
            "wrong side. {state}",
            seconds=5,
            switches=True,
        )

    # -- the samples, and what the hand does to them --

    def reset(self):
        """The samples as they were."""
        self.loaded = self.clicked = None  # compute loads them anew

    def gesture(self, panel, kind, index, x, y):
        """In the data: a click adds a sample, a drag moves one. On the surface: a click is the new start."""
        if panel == 0 and kind == "click":
            self.now = self.now.with_sample(x, y, float(self.values["adds"] == "class 1"))
        elif panel == 0 and index >= 0:
            self.now = self.now.moved(index, x, y)
        elif panel == 3 and kind == "click":
            self.clicked = np.array(self.final)
            self.clicked[list(self.pair)] = x, y
            self._take({"start": STARTS[3]})

    def _load(self, data, features):
        if data != self.loaded:
            fresh = self.own if data == "yours" else load(data)
            self.now = replace(fresh, t=fresh.t.astype(float))
            self.limits = limits(fresh.X)
            self.first, self.loaded, self.mapped = fresh.X, data, None
        if features != self.mapped:
            self.map, self.mapped = FeatureMap(features, self.first), features
            self.grid = self.map(field(self.limits)).reshape(FIELD, FIELD, -1)

    # -- one run --

    def compute(self, data, features, rate, l2, l1, adds, steps, batch, momentum, start, pair):
        """Train, and say how it went."""
        self._load(data, features)
        X, t = self.now.X, self.now.t
        Phi, names = self.map(X), self.map.names
        N, D = Phi.shape
        size = N if batch == "all" else min(int(batch), N)
        w0, b0 = self._start(start, D)
        options = {"learning_rate": rate, "steps": steps, "l2": l2, "l1": l1, "momentum": momentum}
        options |= {"w0": w0, "b0": b0, "batch_size": None if size == N else size}
        history, failure = train(Phi, t, self.gradient, rng=np.random.default_rng(11), **options)
        w, b, cost = history.w, history.b, history.cost
        self.final = (*w[-1], b[-1])
        self.pair = dict(zip(PAIRS, ((D - 2, D - 1), (0, 1), (D - 1, D))))[pair]
        path = np.column_stack([w, b])[:, self.pair]
        ends = [_around(path[:, 0]), _around(path[:, 1])]
        relief = np.sqrt(_from_zero_to_one(surface(Phi, t, w[-1], b[-1], self.pair, ends, l2, l1)))
        mistakes = np.sum(((Phi @ w.T + b) > 0) != t[:, np.newaxis], axis=0)
        self.panels = self._panels(names, cost, ends)
        return {
            "w": w,
            "b": b,
            "cost": cost,
            "path1": path[:, 0],
            "path2": path[:, 1],
            "relief": relief,
            "mistakes": mistakes,
            "first": cost[0],
            "count": N,
            "phi": self.grid,
            "X": X,
            "t": t,
            "features": Phi,
            "middle": self.map.mean,
            "stretch": 0.5 * self.map.scale,
            "state": self._states(history, failure, Phi, t, mistakes, rate, l2, l1, size, momentum),
        }

    def _start(self, start, D):
        """Weights and bias to begin with; zeros if nothing has been clicked that has a place for each weight."""
        if start == STARTS[3] and self.clicked is not None and len(self.clicked) == D + 1:
            return self.clicked[:-1], self.clicked[-1]
        if start == "random":
            *w, b = 2 * np.random.default_rng(7).normal(size=D + 1)
            return np.array(w), b
        return (np.array([-4.0, 4.0, -4.0, 4.0])[:D] if start == "a far corner" else np.zeros(D)), 0.0

    def _states(self, history, failure, Phi, t, mistakes, eta, l2, l1, size, momentum):
        """A text for every step."""
        N, D = Phi.shape
        stable = stable_learning_rate(Phi, l2)
        right, about = True, ""
        if failure:
            about = f"Your gradient ends the run at step {len(history) - 1}: it {failure}."
        elif self.gradient is not None:
            try:
                right, about = judge(self.gradient, Phi, t)
            except guard.Failed as problem:
                about = f"Elsewhere your gradient {problem}."
        always = training_words.warning(history, eta, stable, size, N, momentum, not right)
        w, b = history.final
        slope_w, slope_b = gradient(Phi, t, feedforward(Phi, w, b))
        slope = steepest(w, slope_w + l2 * w, slope_b, eta, l1)
        share = t.mean()
        entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
        last = ""
        if right and not history.diverged and not failure:
            last = training_words.ending(
                history, self.map.names, slope, stable, eta, D == 2, entropy, l2, l1, mistakes[-1],
                smooth=size == N and not momentum and not always,
            )  # fmt: skip
        states = [training_words.trend(history.cost, s) for s in range(len(history))]
        states[-1] = last or states[-1]
        tail = "\n" + " ".join(filter(None, (always, about))) if always or about else ""
        return [state + tail for state in states]

    def _panels(self, names, cost, ends):
        xlabel, ylabel = self.now.axes
        place = {"xlim": self.limits[0], "ylim": self.limits[1]}
        called = [*names, "b"]
        rest = [k for k in range(len(called)) if k not in self.pair]
        values = ", ".join(f"{self.final[k]:.2f}".replace("-", "\u2212") for k in rest)
        held = f"{', '.join(called[k] for k in rest)} held at {values}, as at the end"
        one, two = (("the bias b" if k == len(names) else f"weight of {names[k]}") for k in self.pair)
        colors = [CLASSES[0], VERMILION, GREEN, PURPLE][: len(names)]
        return [
            Plane(
                "Data",
                xlabel,
                ylabel,
                **place,
                click=True,
                layers=[Probability(), Points(labels=self.now.classes, drag=True)],
            ),
            Curves(
                "Cost by step", "step", "cost J (nats)", [Curve("cost", "J", BLACK)], ylim=cost_limits(cost)
            ),
            Curves(
                "Weights by step", "step", "weight", [Curve("w", list(names), colors), Curve("b", "b", SKY)]
            ),
            Plane(
                "Cost surface",
                one,
                two,
                *ends,
                click=True,
                layers=[
                    Heat("relief", 0, 1, "PuBu"),
                    Contours("relief", [round(0.04 + 0.08 * k, 2) for k in range(12)]),
                    Path("path1", "path2", "the path walked"),
                ],
                note=held,
            ),
            Plane(
                "Who pulls",
                xlabel,
                ylabel,
                **place,
                layers=[
                    Probability(field=False),
                    Points(labels=("", ""), size=0.45),
                    Pulls(label="mean of all, \u00d7 4"),
                ],
                note="each sample: (t \u2212 y) x",
            ),
        ]


def _from_zero_to_one(values):
    values = np.nan_to_num(values, posinf=1e30)
    low, high = values.min(), values.max()
    return (values - low) / max(high - low, 1e-12)


def _around(values):
    """Round limits that hold the values and the zero, with room on both sides."""
    values = np.clip(values[np.isfinite(values)], -60, 60)
    low, high = min(values.min(), 0), max(values.max(), 0)
    edge = max(0.35 * (high - low), 1.0)
    low, high = low - edge, high + edge
    unit = 10 ** np.floor(np.log10(high - low)) / 2
    return float(np.floor(low / unit) * unit), float(np.ceil(high / unit) * unit)
