"""Notebook 11: watch it learn. Data, cost, weights, the cost surface, and who pulls at each step."""

from dataclasses import replace
from pathlib import Path as FilePath

import numpy as np

from lrcourse.cost import gradient, stable_learning_rate
from lrcourse.datasets import Table, load_table
from lrcourse.descent import steepest
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Contours, Curve, Curves, Heat, Path, Plane, Points, Probability, Pulls, Stage
from lrcourse.engine.training import remarks
from lrcourse.engine.training.run import around, cost_limits, from_zero_to_one, surface, told, train
from lrcourse.engine.training.samples import FEATURES, SIDE, FeatureMap, field, limits, load, own_or_table
from lrcourse.inputs import matrix
from lrcourse.lessons.n11_training.wide import Wide, samples
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, CLASSES, GREEN, GREY, PURPLE, VERMILION

SETS = ("clouds", "penguins", "donut", "xor")
STARTS = ("zeros", "a far corner", "random", "where you clicked")
PAIRS = ("the last two", "the first two", "the last and b")


def training(X=None, t=None, gradient=None, names=None, target=None):
    """Train a classifier and watch it: the boundary, the cost, the weights, and which samples pull on them.

    Every feature is standardised (by the data set's first mean and standard deviation), so that one range of
    learning rates suits all data sets. A click in the data adds a sample, a drag moves one, and a click on the
    cost surface starts the run there. With more than two features, which no plane shows, there are the cost, the
    weights by name, the outputs of both classes, and the cost over any two of the weights.

    Parameters
    ----------
    X : array, shape (N, D) with D up to 50, a table that `lrcourse.datasets.load_table` returns, or a file, optional
        Your own samples. A file is read as `load_table` does, with ``target``. The course's data sets otherwise.
    t : array, shape (N,), of 0 and 1, with an array ``X``
    gradient : function of (X, t, y) that returns (dw, db), optional
        Yours, if you like; `lrcourse.gradient` otherwise. If it is wrong, the lab says how. What it prints is
        not shown.
    names : list of D texts, optional
        What the columns of ``X`` are called; of a table, two of its columns, to see these in their plane.
    target : str
        With a file: the column to predict.

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit, or hold only one class; if ``gradient`` is not a function, or ``names`` do not fit.
    """
    if gradient is not None and not callable(gradient):
        raise TypeError(
            f"gradient must be a function of (X, t, y) that returns (dw, db); got {type(gradient).__name__}. "
            "Leave the brackets out: gradient=gradient."
        )
    if isinstance(X, str | FilePath):
        if t is not None or target is None:
            raise ValueError(
                f'X is a file, so name its column to predict, and leave t out: training({str(X)!r}, target="...").'
            )
        X = load_table(X, target, rng=11)
    elif target is not None:
        raise ValueError("target is the column of a file: give X as the file's path, or leave target out.")
    if X is not None and not isinstance(X, Table):
        X = matrix(X)
    columns = 2 if X is None else len(X.names) if isinstance(X, Table) else X.shape[1]
    if columns != 2 and t is None and not isinstance(X, Table):
        raise ValueError("t is missing: give both X and t, or neither of them.")
    if columns != 2 and not (isinstance(X, Table) and names is not None):
        if isinstance(X, Table) and t is not None:
            raise ValueError("t comes with the table: leave it out.")
        return Wide(samples(X, t, names), gradient)
    return Training(own_or_table(X, t, names), gradient)


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
            "over two weights, with the path taken; arrows that show how each sample pulls on the weights.",
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
            number=("cost J (nats)", "{cost:.3f}"),
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
            self.clicked[list(self.over)] = x, y
            self._take({"start": STARTS[3]})

    def _load(self, data, features):
        if data != self.loaded:
            fresh = self.own if data == "yours" else load(data)
            self.now = replace(fresh, t=fresh.t.astype(float))
            self.limits = limits(fresh.X)
            self.first, self.loaded, self.mapped = fresh.X, data, None
        if features != self.mapped:
            self.map, self.mapped = FeatureMap(features, self.first), features
            self.grid = self.map(field(self.limits)).reshape(SIDE, SIDE, -1)

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
        self.over = dict(zip(PAIRS, ((D - 2, D - 1), (0, 1), (D - 1, D))))[pair]
        path = np.column_stack([w, b])[:, self.over]
        ends = [around(path[:, 0]), around(path[:, 1])]
        relief = np.sqrt(from_zero_to_one(surface(Phi, t, w[-1], b[-1], self.over, ends, l2, l1)))
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
        if self._clicked(D):
            return self.clicked[:-1], self.clicked[-1]
        if start == "random":
            *w, b = 2 * np.random.default_rng(7).normal(size=D + 1)
            return np.array(w), b
        return (np.array([-4.0, 4.0, -4.0, 4.0])[:D] if start == "a far corner" else np.zeros(D)), 0.0

    def _clicked(self, D):
        """Whether the run starts where the surface was clicked, a place for D weights and the bias."""
        return self.values["start"] == STARTS[3] and self.clicked is not None and len(self.clicked) == D + 1

    def _states(self, history, failure, Phi, t, mistakes, eta, l2, l1, size, momentum):
        """A text for every step."""
        N, D = Phi.shape
        stable = stable_learning_rate(Phi, l2)
        right, about = told(self.gradient, Phi, t, failure, len(history) - 1)
        called = [*self.map.names, "b"]
        clicked = self._clicked(D)
        begun = remarks.begun([called[k] for k in self.over], self.clicked[list(self.over)]) if clicked else ""
        always = remarks.warning(history, eta, stable, size, N, momentum, not right)
        w, b = history.final
        slope_w, slope_b = gradient(Phi, t, feedforward(Phi, w, b))
        slope = steepest(w, slope_w + l2 * w, slope_b, eta, l1)
        share = t.mean()
        entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
        last = ""
        if right and not history.diverged and not failure:
            last = remarks.ending(
                history, self.map.names, slope, stable, eta, D == 2, entropy, l2, l1, mistakes[-1],
                smooth=size == N and not momentum and not always,
            )  # fmt: skip
        states = [remarks.trend(history.cost, s) for s in range(len(history))]
        states[-1] = last or states[-1]
        if not (history.w[0].any() or history.b[0]):
            states[0] += " All weights are 0, so every output is 0.5."
        tail = "\n" + " ".join(filter(None, (begun, always, about))) if begun or always or about else ""
        return [state + tail for state in states]

    def _panels(self, names, cost, ends):
        xlabel, ylabel = self.now.axes
        place = {"xlim": self.limits[0], "ylim": self.limits[1], "equal": self.loaded == "donut"}  # rings are round
        called = [*names, "b"]
        rest = [k for k in range(len(called)) if k not in self.over]
        values = ", ".join(f"{round(self.final[k], 2) + 0.0:.2f}".replace("-", "\u2212") for k in rest)  # no −0.00
        held = f"{', '.join(called[k] for k in rest)} held at {values}, as at the end"
        one, two = (("the bias b" if k == len(names) else f"weight of {names[k]}") for k in self.over)
        colors = [CLASSES[0], VERMILION, GREEN, PURPLE][: len(names)]
        return [
            Plane(
                "Data",
                xlabel,
                ylabel,
                **place,
                click=True,
                layers=[Probability(), Points(labels=self.now.classes, drag=True)],
                note=self.now.note,
            ),
            Curves("Cost by step", "step", "cost J (nats)", [Curve("cost", "J", BLACK)], ylim=cost_limits(cost)),
            Curves("Weights by step", "step", "weight", [Curve("w", list(names), colors), Curve("b", "b", GREY)]),
            Plane(
                "Cost surface",
                one,
                two,
                *ends,
                click=True,
                plays=True,
                layers=[
                    Heat("relief", 0, 1, "PuBu"),
                    Contours("relief", [round(0.04 + 0.08 * k, 2) for k in range(12)]),
                    Path("path1", "path2", "the path taken", dots=True),
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
                    Pulls(label="their mean, enlarged"),
                ],
                note="each sample: (t \u2212 y) x",
            ),
        ]
