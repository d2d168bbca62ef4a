"""One run in the training lab, with the course's gradient or the learner's, and what the cost looks like around it."""

import warnings

import numpy as np

from lrcourse import core
from lrcourse.descent import gradient_descent
from lrcourse.engine import learners_code
from lrcourse.history import History
from lrcourse.model import feedforward

PATIENCE = 2.0  # seconds that a learner's gradient may take for a whole run
GRID = 40  # points along each side of the cost surface


def train(Phi, t, gradient, **options):
    """A run of `gradient_descent`, and how the learner's gradient failed, in words ("" if it didn't).

    If it failed, the run ends at the step before that.
    """
    if gradient is None:
        return _descend(Phi, t, **options), ""
    answers = []

    def recorded(X, t, y):
        answers.append(answer_of(gradient, X, t, y))
        return answers[-1]

    try:
        with learners_code.together(PATIENCE):
            return _descend(Phi, t, gradient=recorded, **options), ""
    except learners_code.Failed as failure:
        words = str(failure)
    if answers:
        again = iter(answers)
        played = lambda X, t, y: next(again)
        return _descend(Phi, t, gradient=played, **options | {"steps": len(answers)}), words
    w, b = options["w0"], options["b0"]
    cost = core.cost(t, core.activation(Phi, w, b)) + core.penalty(w, options["l2"], options["l1"])
    return History([w], [b], [cost], [0]), words


def _descend(Phi, t, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the lab's own words say it
        return gradient_descent(Phi, t, **options)


def answer_of(gradient, X, t, y):
    """(dw, db) from a learner's gradient, which may print but cannot change X and t.

    Raises
    ------
    learners_code.Failed
        If it raises an error, or returns something else, or NaN.
    """
    dw, db = learners_code.slopes(learners_code.call(gradient, X, t, y), X.shape[1])
    if not (np.isfinite(dw).all() and np.isfinite(db)):
        raise learners_code.Failed("returned NaN or infinity")
    return dw, db


def judge(gradient, Phi, t):
    """Whether a learner's gradient agrees with the course's at three places, and words about it.

    Raises
    ------
    learners_code.Failed
        As in `answer_of`.
    """
    rng = np.random.default_rng(1)
    yours, ours = [], []
    with warnings.catch_warnings(), learners_code.together(PATIENCE):
        warnings.simplefilter("ignore")
        for w in rng.normal(size=(3, Phi.shape[1] + 1)):
            y = feedforward(Phi, w[1:], w[0])
            yours.append(np.append(*answer_of(gradient, Phi, t, y)))
            ours.append(np.append(*core.gradient(Phi, t, y)))
    yours, ours = np.array(yours), np.array(ours)
    whole, dw, db = (_times(yours[:, part], ours[:, part]) for part in (slice(None), slice(-1), slice(-1, None)))
    if whole == 1:
        return True, "Your gradient agrees with the course's."
    if whole is not None or dw is db is None:
        return False, f"Your gradient {_wrong(whole, len(t))}."
    parts = [f"{name} {_wrong(k, len(t))}" for name, k in (("dw", dw), ("db", db)) if k != 1]
    other = " The other part is right." if len(parts) == 1 else ""
    return False, f"In your gradient, {', and '.join(parts)}.{other}"


def told(gradient, Phi, t, failure, steps):
    """Whether a learner's gradient is right, or there is none, and words about it; ``failure`` is what `train` said."""
    if failure:
        return True, f"Your gradient ends the run at step {steps}: it {failure}."
    if gradient is None:
        return True, ""
    try:
        return judge(gradient, Phi, t)
    except learners_code.Failed as problem:
        return True, f"Elsewhere your gradient {problem}."


def _times(yours, ours):
    """The number k with yours = k * ours, or None; exactly 1 if they agree."""
    if np.allclose(yours, ours, rtol=1e-6, atol=1e-9):
        return 1
    k = float(np.sum(yours * ours) / np.sum(ours**2))
    return k if np.allclose(yours, k * ours, rtol=1e-6, atol=1e-9) else None


def _wrong(k, N):
    """What ``k`` times the right gradient means, in words."""
    if k is None:
        return "points in a different direction from the course's (lr.numerical_gradient shows the right one)"
    if k == 0:
        return "is always zero"
    sign = "points uphill (the sign is wrong: y - t, not t - y)"
    size = "" if np.isclose(abs(k), 1) else f"is {abs(k):.3g} times the course's"
    if np.isclose(abs(k), N):
        size = f"is N = {N} times too long: divide by N, because the cost is a mean"
    return size if k > 0 else " and ".join(filter(None, (sign, size)))


def surface(Phi, t, w, b, pair, ends, l2, l1):
    """The cost over a grid of two of the weights, with the others as in ``w`` and ``b``: (GRID, GRID), in float32.

    Parameters
    ----------
    pair : (int, int)
        Which two: the number of the weight, or D for the bias.
    ends : ((low, high), (low, high))
        The ends of the grid; the first of the pair runs along the rows, from left to right.
    """
    columns = np.column_stack([Phi, np.ones(len(Phi))])
    held = np.append(w, b)
    held[list(pair)] = 0
    columns, held = columns.astype(np.float32), held.astype(np.float32)  # enough for a picture, in half the time
    count = GRID if len(t) <= 1000 else max(24, round(GRID * (1000 / len(t)) ** 0.5))
    across, up = (np.linspace(*limits, count) for limits in ends)
    one, two = (columns[:, k] for k in pair)
    row = np.multiply.outer(across.astype(np.float32), one) + columns @ held
    t32 = t.astype(np.float32)
    cost = np.array([core.cost(t32, row + height * two) for height in up.astype(np.float32)])
    for k, values, shape in ((pair[0], across, (1, -1)), (pair[1], up, (-1, 1))):
        if k < len(w):
            cost = cost + (l2 / 2 * values**2 + l1 * np.abs(values)).reshape(shape)
    return cost + core.penalty(held[:-1], l2, l1)


def cost_limits(cost):
    """From 0 to a little above the start; a run that goes wild leaves the picture at the top."""
    start = max(cost[0], 0.1)
    return 0.0, float(1.1 * min(max(cost[np.isfinite(cost)].max(), start), 4 * max(start, 0.7)))


def from_zero_to_one(values):
    """Values scaled so that the lowest is 0 and the highest 1."""
    values = np.nan_to_num(values, posinf=1e30)
    low, high = values.min(), values.max()
    return (values - low) / max(high - low, 1e-12)


def around(values):
    """Round limits that include the values and zero, with room on both sides."""
    values = np.clip(values[np.isfinite(values)], -60, 60)
    low, high = min(values.min(), 0), max(values.max(), 0)
    edge = max(0.35 * (high - low), 1.0)
    low, high = low - edge, high + edge
    unit = 10 ** np.floor(np.log10(high - low)) / 2
    return float(np.floor(low / unit) * unit), float(np.ceil(high / unit) * unit)
