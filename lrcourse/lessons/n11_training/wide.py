"""Notebook 11: watch it learn from many features: the cost, the weights by name, and how sure it is of whom."""

from dataclasses import dataclass

import numpy as np

from lrcourse.core import standardize
from lrcourse.cost import gradient as slopes
from lrcourse.cost import stable_learning_rate
from lrcourse.datasets import Table
from lrcourse.descent import steepest
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Bars, Contours, Curve, Curves, Heat, Line, Path, Plane, Stage
from lrcourse.engine.training import remarks
from lrcourse.engine.training.run import around, cost_limits, from_zero_to_one, surface, told, train
from lrcourse.features import mean_and_scale
from lrcourse.inputs import matrix, targets
from lrcourse.labels import texts
from lrcourse.model import feedforward, sigmoid
from lrcourse.plots import BLACK, CLASSES, VERMILION

MOST = 5000  # rows: with more the lab would not answer while the hand moves
WIDEST = 50  # features
NAMED = 6  # weights with a curve of their own
BARS = 12
BINS = 20
BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOVED = ("the weight that moved most", "the next one")
BIAS = "the bias b"


@dataclass(frozen=True)
class Samples:
    """Standardised columns with their names, the targets, and what was done to get them."""

    Z: np.ndarray
    t: np.ndarray
    names: list
    classes: tuple
    said: str


def samples(X, t, names):
    """The samples of a table, or of arrays with their names, standardised; at most MOST of them, drawn at random.

    Raises
    ------
    ValueError, TypeError
        If they do not fit, hold one class only, or have more than WIDEST features.
    """
    if isinstance(X, Table):
        classes = tuple(f"{X.target}: {name}" for name in X.classes)
        X, t, names = X.X_train, X.t_train, X.names
    else:
        classes = "class 0", "class 1"
    X = matrix(X)
    t = targets(t, size=len(X))
    if len(set(t)) < 2:
        raise ValueError(f"t contains only class {t[0]:g}: to learn a boundary, both 0 and 1 are needed.")
    N, D = X.shape
    if D > WIDEST:
        raise ValueError(
            f"X has {D} columns; the lab takes at most {WIDEST}. Choose some, for example X[:, :{WIDEST}]."
        )
    names = [f"x{k + 1}".translate(BELOW) for k in range(D)] if names is None else texts(names, "names")
    if len(names) != D or len(set(names)) < D:
        raise ValueError(f"names must be {D} different ones, one for each column of X; got {len(names)}: {names}.")
    if taken := {BIAS, *MOVED}.intersection(names):
        raise ValueError(f"names: the lab itself calls something {taken.pop()!r}; give this column another name.")
    rows = np.random.default_rng(11).permutation(N)[:MOST]
    said = f"{MOST:,} of {N:,} rows, drawn at random." if N > MOST else ""
    X = np.asarray(X, float)
    Z = standardize(X[rows], *mean_and_scale(X))
    return Samples(Z, np.asarray(t[rows], float), list(names), classes, said)


class Wide(Stage):
    """The lab of `training` for more than two features, which no plane can show."""

    def __init__(self, own, gradient):
        self.own, self.gradient = own, gradient
        self.reset()
        places = [*own.names, BIAS]
        super().__init__(
            title="Training",
            alt="The cost and the weights over the steps; the outputs of both classes as histograms; the cost "
            "over two weights, with the path taken; the largest weights as bars.",
            controls=[
                Slider("rate", "learning rate", 0.01, 100, value=0.5, log=True),
                Slider("l2", "L2", 0.0001, 1, log=True, zero=True),
                Slider("l1", "L1", 0.0001, 1, log=True, zero=True),
                Slider("steps", "steps", 20, 500, step=20, value=200, more=True),
                Choice("batch", "batch size", ["all", "1", "8", "32", "128"], more=True),
                Slider("momentum", "momentum", 0, 0.95, step=0.05, value=0.0, more=True),
                Choice("across", "cost surface: across", [MOVED[0], *places], more=True),
                Choice("up", "up", [MOVED[1], *places], more=True),
            ],
            words="Step {step} of {steps}: cost {cost:.3f} (was {first:.3f}), {right:.1%} right. {state}",
            number=("cost J (nats)", "{cost:.3f}"),
            seconds=5,
        )

    def compute(self, rate, l2, l1, steps, batch, momentum, across, up):
        """Train, and say how it went."""
        Z, t = self.own.Z, self.own.t
        N, D = Z.shape
        size = N if batch == "all" else min(int(batch), N)
        options = {"learning_rate": rate, "steps": steps, "l2": l2, "l1": l1, "momentum": momentum}
        *w0, b0 = np.zeros(D + 1) if self.clicked is None else self.clicked
        options |= {"w0": np.array(w0), "b0": b0, "batch_size": None if size == N else size}
        history, failure = train(Z, t, self.gradient, rng=np.random.default_rng(11), **options)
        w, b, cost = history.w, history.b, history.cost
        a = Z @ w.T + b  # (N, S)
        largest = np.argsort(-np.abs(w[-1]), kind="stable")
        self.final, self.pair = (*w[-1], b[-1]), self._pair(across, up, largest)
        pair = self.pair
        path = np.column_stack([w, b])[:, pair]
        ends = [around(path[:, 0]), around(path[:, 1])]
        relief = np.sqrt(from_zero_to_one(surface(Z, t, w[-1], b[-1], pair, ends, l2, l1)))
        edges, heights = _histograms(sigmoid(a), t)
        bars = sorted(largest[:BARS])
        self.panels = self._panels(pair, largest, bars, cost, ends)
        states = [remarks.trend(cost, s) for s in range(len(cost))]
        states[-1] = self._ending(history, failure, rate, l2, l1, size, momentum, np.sum((a[:, -1] > 0) != t))
        about = " ".join(filter(None, (self._begun(), self.own.said)))
        return {
            "named": w[:, largest[:NAMED]],
            "b": b,
            "cost": cost,
            "bars": w[:, bars],
            "path1": path[:, 0],
            "path2": path[:, 1],
            "relief": relief,
            "edges": edges,
            "ones": heights[:, 1],
            "zeros": -heights[:, 0],
            "right": np.mean((a > 0) == t[:, np.newaxis], axis=0),
            "first": cost[0],
            "state": [f"{state}\n{about}".strip() for state in states],
        }

    def reset(self):
        """The run starts at zeros again."""
        self.clicked = None

    def gesture(self, panel, kind, index, x, y):
        """A click on the cost surface is the new start; the surface stays over its two weights."""
        if panel == 3 and kind == "click":
            self.clicked = np.array(self.final)
            self.clicked[list(self.pair)] = x, y
            places = [*self.own.names, BIAS]
            self._take(dict(zip(("across", "up"), (places[k] for k in self.pair))))

    def _begun(self):
        """Where the run starts, if that was clicked."""
        if self.clicked is None:
            return ""
        places = [*self.own.names, BIAS]
        return remarks.begun([places[k] for k in self.pair], self.clicked[list(self.pair)])

    def _pair(self, across, up, largest):
        """The numbers of the two weights of the cost surface, which differ."""
        places = [*self.own.names, BIAS]
        first = largest[0] if across == MOVED[0] else places.index(across)
        others = [k for k in (*largest, len(self.own.names)) if k != first]
        second = others[0] if up == MOVED[1] or places.index(up) == first else places.index(up)
        return int(first), int(second)

    def _ending(self, history, failure, rate, l2, l1, size, momentum, mistakes):
        """How the run stands at its last step."""
        Z, t, names = self.own.Z, self.own.t, self.own.names
        stable = stable_learning_rate(Z, l2)
        right, about = told(self.gradient, Z, t, failure, len(history) - 1)
        always = remarks.warning(history, rate, stable, size, len(t), momentum, not right)
        if failure or not right or history.diverged:
            return f"{always} {about}".strip()
        w, b = history.final
        slope_w, slope_b = slopes(Z, t, feedforward(Z, w, b))
        slope = steepest(w, slope_w + l2 * w, slope_b, rate, l1)
        share = t.mean()
        entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
        ended = remarks.ending(
            history, names, slope, stable, rate, False, entropy, l2, l1, mistakes,
            smooth=size == len(t) and not momentum and not always,
        )  # fmt: skip
        return " ".join(filter(None, (ended, always, about)))

    def _panels(self, pair, largest, bars, cost, ends):
        names = self.own.names
        one, two = ("the bias b" if k == len(names) else f"weight of {names[k]}" for k in pair)
        outline = [
            Line("edges", "ones", self.own.classes[1], CLASSES[1]),
            Line("edges", "zeros", self.own.classes[0], CLASSES[0]),
        ]
        return [
            Curves("Cost by step", "step", "cost J (nats)", [Curve("cost", "J", BLACK)], ylim=cost_limits(cost)),
            Curves("Weights by step", "step", "weight", [Curve("named", [names[k] for k in largest[:NAMED]])]),
            Plane("Who gets which output", "output y", "samples (highest bin = 1)", (0, 1), (-1.05, 1.05), outline),
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
                    Path("path1", "path2", "the path taken", VERMILION, dots=True),
                ],
                note="all other weights as at the end",
            ),
            Bars("The largest weights", "weight", "bars", [names[k] for k in bars]),
        ]


def _histograms(y, t):
    """Outlines of the histograms of the outputs (N, S): x (2 BINS + 2,), and heights (S, 2, 2 BINS + 2), highest 1."""
    S = y.shape[1]
    places = np.minimum((y * BINS).astype(int), BINS - 1) + BINS * t[:, np.newaxis].astype(int)
    counts = np.bincount((places + 2 * BINS * np.arange(S)).ravel(), minlength=2 * BINS * S).reshape(S, 2, BINS)
    shares = counts / np.maximum(counts.max(axis=2, keepdims=True), 1)
    heights = np.zeros((S, 2, 2 * BINS + 2))
    heights[:, :, 1:-1] = np.repeat(shares, 2, axis=2)
    return np.repeat(np.linspace(0, 1, BINS + 1), 2), heights
