"""What a training run leaves behind: the weights, the bias and the cost at every step (notebook 11)."""

from typing import NamedTuple

import numpy as np

from lrcourse.curvature import stable_learning_rate
from lrcourse.inputs import number, vector


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
    """The way of a training run; every plot and lab reads it.

    Attributes
    ----------
    w : array, shape (S + 1, D)
        The weights, first those before the first step.
    b : array, shape (S + 1,)
    cost : array, shape (S + 1,)
        The objective on all samples, penalties included.
    step : array of int, shape (S + 1,)
        After how many updates each row was recorded: 0, 1, 2 ..., or with gaps if ``every`` is not 1.
    converged : bool
        The slope has become as small as ``tol`` asked.
    diverged : bool
        The run was stopped because the cost had run away.
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
        """A pandas.DataFrame, a row a recorded step: step, cost, b, w0, w1 ..."""
        import pandas as pd

        weights = {f"w{d}": self.w[:, d] for d in range(self.w.shape[1])}
        return pd.DataFrame({"step": self.step, "cost": self.cost, "b": self.b} | weights)

    def __len__(self):
        return len(self.step)

    def __repr__(self):
        return (
            f"History: {self.step[-1]} steps, cost {self.cost[0]:.4g} to {self.cost[-1]:.4g}. {self.message}"
        )


def how_it_ended(history, X, eta, l2, tol, plain, own):
    """Why the run ended; and, if the cost rose, what to do about it."""
    if history.converged:
        return f"Converged: no slope is steeper than {tol:g}."
    rounding = max(1e-12, 16 * np.finfo(history.w.dtype).eps)  # a cost is float64 in NumPy 1
    rises = int(np.sum(np.diff(history.cost) > rounding * history.cost[:-1])) if plain else 0
    if not history.diverged and not rises:
        return "All steps are done."
    what = f"Diverged at step {history.step[-1]}" if history.diverged else f"The cost rose {rises} times"
    if not np.isfinite(history.cost[0]):
        return f"{what}: the cost is infinite where it begins. Begin nearer to 0."
    check = "Is your gradient right? Compare it with lr.numerical_gradient."
    if own == "NaN":
        return f"{what}: the gradient returned NaN or infinity. {check}"
    try:
        stable = stable_learning_rate(X, l2)
    except ValueError as problem:
        return f"{what}. {problem}"
    if eta > stable:
        return f"{what}: learning rate {eta:.3g} is beyond the stable {stable:.2g} (2 / largest curvature). Take less."
    if own:
        return f"{what}, although learning rate {eta:.3g} is within the stable {stable:.2g}. {check}"
    return f"{what}: the steps are too long. Take a smaller learning rate or less momentum."
