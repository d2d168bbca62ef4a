"""Notebook 14: type features of your own, and see at once what a logistic regression makes of them."""

from dataclasses import replace

import numpy as np

from lrcourse.cost import gradient, stable_learning_rate
from lrcourse.descent import steepest
from lrcourse.engine.expressions import FUNCTIONS, parse
from lrcourse.engine.labs.controls import Buttons, Choice, Slider, Text, Told
from lrcourse.engine.labs.stage import CYCLE, Contours, Curve, Curves, Plane, Points, Probability, Stage
from lrcourse.engine.training import remarks
from lrcourse.engine.training.run import cost_limits, train
from lrcourse.engine.training.samples import SIDE, FeatureMap, field, limits, load, own
from lrcourse.features import mean_and_scale
from lrcourse.model import feedforward
from lrcourse.plots import BLACK, GREY
from lrcourse.solvers.newton import newton

SETS = ("donut", "xor", "wave", "spirals")
SAMPLES = 400
LONGEST = 20  # characters of a label
# What stands on the buttons; none of them alone is what the donut, the wave or the spirals need.
BRICKS = {
    "x₁": "x1", "x₂": "x2", "x₁²": "x1**2", "x₂²": "x2**2", "|x₁|": "abs(x1)", "|x₂|": "abs(x2)", "x₁x₂": "x1*x2",
}  # fmt: skip
SIGNS = {brick: sign for sign, brick in BRICKS.items()}


def features(X=None, t=None):
    """Choose features, or type your own, and see the boundary that a logistic regression draws with them.

    Every feature is standardised by its mean and standard deviation over the data set's first samples, and the
    learning rate is half the largest that is safe, so that the features are all there is to think about. A
    click in the data adds a sample, a drag moves one.

    Parameters
    ----------
    X : array, shape (N, 2), optional
        Your own samples, x1 and x2. The course's data sets otherwise.
    t : array, shape (N,), of 0 and 1, with ``X``

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit, or hold only one class, or a column of X does not vary.
    """
    data = own(X, t)
    for k, column in enumerate(() if data is None else data.X.T):
        if np.ptp(column) == 0:
            raise ValueError(
                f"X: column {k} is {column[0]:g} in every sample, so it cannot be a feature. Choose another."
            )
    return Features(data)


class TypedMap(FeatureMap):
    """From places in the plane to the learner's features, standardised by the samples X (N, 2).

    Raises
    ------
    ValueError
        If ``text`` holds no features (`parse`), or one has no value at a sample, or always the same.
    """

    def __init__(self, text, X):
        self.features = parse(text)
        self.names = [_short(feature.text) for feature in self.features]
        raw = np.column_stack([feature(X) for feature in self.features])
        for feature, column in zip(self.features, raw.T):
            largest = np.abs(column).max()
            if largest > 1e150:  # its square must fit into a float
                raise ValueError(f"{feature.text} becomes too large: {largest:.0e}. Divide it by something.")
            if np.ptp(column) <= 1e-12 * largest or largest < 1e-150:
                value = f"{column[0]:.3g}".replace("-", "−")
                raise ValueError(f"{feature.text} is {value} in every sample: a constant is what the bias is for.")
        self.shift, self.width = mean_and_scale(raw)

    def _raw(self, X):
        return np.column_stack([feature.values(X) for feature in self.features])

    def without_value(self, X):
        """Where which feature has no value: (N, D) of True and False."""
        return ~np.isfinite(self._raw(X))


def _tight(text):
    return text.replace(" ", "")


def _signed(text):
    """As it is on its button."""
    return SIGNS.get(_tight(text), _tight(text))


def _short(text):
    text = _signed(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Features(Stage):
    """The lab of `features`."""

    def __init__(self, own):
        self.own = own
        self.loaded = None  # the name of the data set that is shown
        self.note = ""  # what the hand could not do
        super().__init__(
            title="Features of your own",
            alt="Samples with the probability and the boundary that the chosen features allow; beside them the cost "
            "and the weights over the steps.",
            controls=[
                Buttons("add", "features: press to add or to take away", list(BRICKS), toggles=True),
                Choice("data", "data", ["yours", *SETS] if own else list(SETS)),
                Choice("adds", "a click adds", ["class 0", "class 1"], value="class 1"),
                Slider("l2", "L2", 0.0001, 1, log=True, zero=True),
                Text(
                    "features",
                    "or type them, with commas between",
                    "x1, x2",
                    help="Allowed: + - * / ** ( ), numbers, pi, e, and " + " ".join(FUNCTIONS) + ".",
                    more=True,
                ),
                Slider("steps", "steps", 20, 1000, step=20, value=300, more=True),
            ],
            words="Step {step} of {steps}: cost {cost:.3f}, {mistakes:.0f} of {count:.0f} on the wrong side. {state}",
            number=("on the wrong side", "{mistakes:.0f}"),
            seconds=5,
            begin="end",
            quickens=True,
            beside=True,
        )

    def pressed(self, name, option):
        """A feature is typed behind the others, or taken out if it is there."""
        typed, brick = self.values["features"], BRICKS.get(option, option)
        try:
            there = [feature.text for feature in parse(typed)]
        except ValueError:  # half typed
            there = []
        rest = [text for text in there if _tight(text) != brick]
        if rest and len(rest) < len(there):
            return {"features": ", ".join(rest)}
        if there and not rest:
            self.note = "At least one feature must stay."
            return {}
        longer = ",".join([*[piece for piece in typed.split(",") if piece.strip()], f" {brick}"]).strip()
        return {} if len(longer) > self._controls["features"].longest else {"features": longer}

    def reset(self):
        """The samples as they were."""
        self.loaded = None  # compute loads them anew

    def gesture(self, panel, kind, index, x, y):
        """A click adds a sample, a drag moves one; not to where a feature has no value."""
        if panel != 0 or (kind != "click" and index < 0):
            return
        missing = self.map.without_value([[x, y]])[0]
        if missing.any():
            name = self.map.features[missing.argmax()].text
            told = {"click": "no sample was added", "drag": "let go, and it goes back", "drop": "the sample went back"}
            self.note = f"{name} has no value there: {told[kind]}."
        elif kind == "click":
            self.now = self.now.with_sample(x, y, float(self.values["adds"] == "class 1"))
        else:
            self.now = self.now.moved(index, x, y)

    def compute(self, features, data, adds, l2, steps):
        """Train on the features, and say how it went."""
        note, self.note = self.note, ""
        first, now = self._samples(data)
        try:
            chart = TypedMap(features, first.X)
            for feature in chart.features:
                feature(now.X)  # the hand may have put a sample where it has no value
        except ValueError as wrong:
            raise Told(f"{wrong} The picture still shows what you had before.", "features") from None
        self.loaded, self.first, self.now, self.map = data, first, now, chart
        self.ticked = {"add": [_signed(feature.text) for feature in chart.features]}
        Phi, t = chart(now.X), now.t
        eta = stable_learning_rate(Phi, l2) / 2
        history, _ = train(Phi, t, None, learning_rate=eta, steps=steps, l2=l2)
        w, b, cost = history.w, history.b, history.cost
        mistakes = np.sum(((Phi @ w.T + b) > 0) != t[:, np.newaxis], axis=0)
        phi, holes, straight = self._field()
        about = " ".join(filter(None, (self._compared(straight), self._said(holes), note)))
        states = [remarks.trend(cost, s) for s in range(len(cost))]
        states[-1] = self._ending(history, Phi, eta, l2, straight, mistakes[-1])
        self.panels = self._panels(cost, np.append(w, b), holes.any())
        return {
            "w": w,
            "b": b,
            "cost": cost,
            "mistakes": mistakes,
            "first": cost[0],
            "count": len(t),
            "phi": phi,
            "holes": holes.any(axis=1).reshape(SIDE, SIDE),
            "X": now.X,
            "t": t,
            "state": [f"{state}\n{about}" for state in states],
        }

    def _samples(self, data):
        """The data set as it was at first, and as the hand has left it."""
        if data == self.loaded:
            return self.first, self.now
        fresh = self.own if data == "yours" else load(data, SAMPLES)
        fresh = replace(fresh, t=fresh.t.astype(float))
        return fresh, fresh

    def _field(self):
        """The features of the picture's places, where they have no value, and whether they only draw lines.

        What has no value is replaced by the feature's mean: the page could draw no boundary beside a hole.
        """
        places = field(limits(self.first.X))
        holes = self.map.without_value(places)
        with np.errstate(over="ignore", invalid="ignore"):
            phi = np.where(holes, 0, np.clip(self.map(places), -1e9, 1e9)).reshape(SIDE, SIDE, -1)
        up, across = np.diff(phi, axis=0), np.diff(phi, axis=1)
        bends = np.diff(up, axis=0), np.diff(up, axis=1), np.diff(across, axis=1)  # second derivatives
        straight = not holes.any() and max(np.abs(bend).max() for bend in bends) < 1e-9
        return phi, holes, straight

    # -- the words --

    def _compared(self, straight):
        X, t = self.now.X, self.now.t
        if straight:
            return "These features allow only straight lines."
        mean, scale = mean_and_scale(X)
        w, b = newton((X - mean) / scale, t, l2=1e-6).final
        line = int(np.sum((((X - mean) / scale @ w + b) > 0) != t))
        return f"A straight line gets {line} of {len(t)} wrong."

    def _said(self, holes):
        if not holes.any():
            return ""
        names = [feature.text for feature, hole in zip(self.map.features, holes.T) if hole.any()]
        has = "has no value; its mean is" if len(names) == 1 else "have no value; their means are"
        share = remarks.percent(holes.any(axis=1).mean())
        return f"In {share} of the picture {', '.join(names)} {has} used instead."

    def _ending(self, history, Phi, eta, l2, straight, mistakes):
        t = self.now.t
        w, b = history.final
        slope_w, slope_b = gradient(Phi, t, feedforward(Phi, w, b))
        slope = steepest(w, slope_w + l2 * w, slope_b, eta, 0)
        share = t.mean()
        entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
        return remarks.ending(
            history, self.map.names, slope, 2 * eta, eta, straight, entropy, l2, 0, mistakes, smooth=True
        )

    def _panels(self, cost, weights, holed):
        xlabel, ylabel = self.now.axes
        xlim, ylim = limits(self.first.X)
        edge = [Contours("holes", [0.5], "where a feature ends")] if holed else []
        reach = 1.1 * min(-1, weights.min()), 1.1 * max(1, weights.max())  # what is nearly 0 shall look so
        return [
            Plane(
                "Data",
                xlabel,
                ylabel,
                xlim,
                ylim,
                [Probability(), *edge, Points(labels=self.now.classes, drag=True)],
                click=True,
                width=1.2,
                equal=True,
            ),
            Curves("Cost by step", "step", "cost J (nats)", [Curve("cost", "J", BLACK)], ylim=cost_limits(cost)),
            Curves(
                "Weights by step",
                "step",
                "weight (standardised)",
                [Curve("w", self.map.names, list(CYCLE)), Curve("b", "b", GREY)],
                ylim=reach,
            ),
        ]
