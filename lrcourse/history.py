"""What a training run leaves behind: the weights, the bias and the cost at every step (notebook 11)."""

from typing import NamedTuple

import numpy as np

from lrcourse import core
from lrcourse.cost import stable_learning_rate
from lrcourse.inputs import number, vector
from lrcourse.passes import blocks, look


def start(X, w0, b0):
    """Where a training run begins: ``w0`` (zeros if None) and ``b0``, in the precision of X."""
    if w0 is None:
        return np.zeros(X.shape[1], X.dtype), X.dtype.type(number(b0, "b0"))
    w0 = vector(w0, "w0", X.shape[1], "weights, but X needs one for each column")
    return w0.astype(X.dtype), X.dtype.type(number(b0, "b0"))


class Weights(NamedTuple):
    """Weights w, shape (D,), and bias b: ``w, b = history.final``."""

    w: np.ndarray
    b: float


class History:
    """The path of a training run; every plot and lab reads it.

    Attributes
    ----------
    w : array, shape (S + 1, D)
        The weights, beginning with those before the first step.
    b : array, shape (S + 1,)
    cost : array, shape (S + 1,)
        The objective on all samples, penalties included.
    step : array of int, shape (S + 1,)
        The number of updates before each row was recorded: 0, 1, 2 ..., or with gaps if ``every`` is not 1.
    converged : bool
        The slope has become as small as ``tol`` requires, and the optimum has been reached.
    diverged : bool
        The run was stopped because the cost had passed ``give_up`` times its start, or was no longer a number; or,
        for a solver, because there is no optimum.
    message : str
        Why the run ended, and what to do about it if it ended badly.
    """

    def __init__(self, w, b, cost, step, converged=False, diverged=False, message=""):
        self.w, self.b, self.cost, self.step = np.array(w), np.array(b), np.array(cost), np.array(step)
        self.converged, self.diverged, self.message = converged, diverged, message
        if not self.step.size:
            raise ValueError("A History needs at least one row, the start; step is empty.")

    @property
    def final(self):
        """The last weights and bias (copies)."""
        return Weights(self.w[-1].copy(), self.b[-1].item())

    def to_frame(self):
        """A pandas.DataFrame, one row per recorded step: step, cost, b, w0, w1 ..."""
        import pandas as pd

        weights = {f"w{d}": self.w[:, d] for d in range(self.w.shape[1])}
        return pd.DataFrame({"step": self.step, "cost": self.cost, "b": self.b} | weights)

    def __len__(self):
        return len(self.step)

    def __repr__(self):
        return f"History: {self.step[-1]} steps, cost {self.cost[0]:.4g} to {self.cost[-1]:.4g}. {self.message}"


class Recorder:
    """Keeps one step in ``every``, and the last; notices when a run has run away or arrived."""

    def __init__(self, X, t, l2, l1, steps, every, give_up, plain):
        self.X, self.t, self.l2, self.l1 = X, t, l2, l1
        self.steps, self.every, self.give_up = steps, every, give_up
        self.parts = blocks(X, t.astype(np.int8))  # one byte per sample
        self.plain = plain  # the run needs the cost and the slopes of all samples at the same place
        self.rows, self.converged, self.limit, self.stopped = [], False, np.finfo(float).max, ""
        self._known = None, None, None  # weights, bias, and the slopes there

    def slopes(self, X, t, w, b):
        """The slopes of the cost over all samples; those that came with the cost are not computed again."""
        if self._known[0] is not w or self._known[1] is not b:
            self._known = w, b, look(self.parts, w, b, cost=False)[1:]
        return self._known[2]

    def cost(self, w, b):
        """The objective on all samples."""
        price = core.penalty(w, self.l2, self.l1) if self.l2 or self.l1 else 0.0
        cost, *slopes = look(self.parts, w, b, slopes=self.plain)
        if self.plain:
            self._known = w, b, slopes
        return cost + price

    def is_due(self, step):
        """Whether this step is one to keep."""
        return step % self.every == 0 or step == self.steps

    def ends(self, step, w, b):
        """Keep a step; return whether it is the last one, or the cost has run away."""
        cost = self.cost(w, b)
        if not cost <= self.limit:
            what = f"the cost passed {self.limit:.3g}" if np.isfinite(cost) else "the cost is not a finite number"
            began = f" (it began at {self.rows[0][2]:.3g})" if self.rows else ""
            self.stopped = f"Stopped at step {step}: {what}{began}"
        if not self.rows and self.give_up is not None:
            self.limit = self.give_up * max(1, cost)
        if np.isfinite(cost) or not self.rows:
            self.rows.append((w, b, cost, step))
        return bool(self.stopped) or step == self.steps

    def arrives(self, step, w, b):
        """Keep the place at which the slope is gone, instead of what was kept for this step."""
        self.rows = [row for row in self.rows if row[3] < step] + [(w, b, self.cost(w, b), step)]
        self.converged = True

    def history(self):
        """What has been kept."""
        return History(*zip(*self.rows), converged=self.converged, diverged=bool(self.stopped))


def why_it_rose(what, X, eta, l2, own, cure):
    """``what`` happened, and why: the steps are too long, or the learner's own gradient is wrong."""
    check = "Is your gradient right? Compare it with lr.numerical_gradient."
    if own == "NaN":
        return f"{what}: the gradient returned NaN or infinity. {check}"
    try:
        stable = stable_learning_rate(X, l2)
    except ValueError as problem:
        return f"{what}. {problem}"
    if eta > stable:
        return f"{what}. Learning rate {eta:.3g} is beyond the stable {stable:.2g} (2 / largest curvature). {cure}"
    if own:
        return f"{what}, although learning rate {eta:.3g} is within the stable {stable:.2g}. {check}"
    return f"{what}: the steps are too long. Take a smaller learning rate or less momentum."
