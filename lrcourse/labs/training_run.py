"""One run of the training lab: with the course's gradient or the learner's, and what the cost looks like around it."""

import warnings
from time import perf_counter

import numpy as np

from lrcourse import answers
from lrcourse.cost import gradient as right
from lrcourse.cost import mean_cost, penalty
from lrcourse.descent import gradient_descent
from lrcourse.history import History
from lrcourse.labs import guard
from lrcourse.model import feedforward

PATIENCE = 2.0  # seconds that a learner's gradient may take for a whole run
GRID = 40  # points of the cost surface along each of its sides


def train(Phi, t, gradient, **options):
    """A run of `gradient_descent`, and how the learner's gradient failed, in words ("" if it did not).

    If it failed, the run ends at the step before.
    """
    if gradient is None:
        return _descend(Phi, t, **options), ""
    calls, begin = 0, perf_counter()

    def counted(X, t, y):
        nonlocal calls
        if perf_counter() - begin > PATIENCE:
            raise guard.Failed(f"was too slow: {PATIENCE:g} seconds are over")
        answer = answer_of(gradient, X, t, y)
        calls += 1
        return answer

    try:
        return _descend(Phi, t, gradient=counted, **options), ""
    except guard.Failed as failure:
        done, words = calls, str(failure)
    if done:
        try:
            begin = np.inf  # these steps have been quick enough
            return _descend(Phi, t, gradient=counted, **options | {"steps": done}), words
        except guard.Failed:  # another answer to the same question: show the start only
            pass
    w, b = options["w0"], options["b0"]
    cost = mean_cost(t, Phi @ w + b) + penalty(w, options["l2"], options["l1"])
    return History([w], [b], [cost], [0]), words


def _descend(Phi, t, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the lab's own words tell it
        return gradient_descent(Phi, t, **options)


def answer_of(gradient, X, t, y):
    """(dw, db) of a learner's gradient, which may print, but cannot change X and t.

    Raises
    ------
    guard.Failed
        If it raises, or returns something else, or NaN.
    """
    try:
        answer = guard.call(gradient, answers.frozen(X), answers.frozen(t), y.copy())
    except guard.Failed as failure:
        if "read-only" in str(failure):
            raise guard.Failed(f"{failure}. It must not change X or t. Work on a copy") from None
        raise
    try:
        dw, db = answers.slopes(answer, X.shape[1])
    except ValueError as problem:
        raise guard.Failed(str(problem)) from None
    if not (np.isfinite(dw).all() and np.isfinite(db)):
        raise guard.Failed("returned NaN or infinity")
    return dw, db


def judge(gradient, Phi, t):
    """Whether a learner's gradient is the course's, at three places, and words about it.

    Raises
    ------
    guard.Failed
        As `answer_of`.
    """
    rng = np.random.default_rng(1)
    yours, ours = [], []
    for w in rng.normal(size=(3, Phi.shape[1] + 1)):
        y = feedforward(Phi, w[1:], w[0])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yours.append(np.append(*answer_of(gradient, Phi, t, y)))
        ours.append(np.append(*right(Phi, t, y)))
    yours, ours = np.array(yours), np.array(ours)
    whole, dw, db = (
        _times(yours[:, part], ours[:, part]) for part in (slice(None), slice(-1), slice(-1, None))
    )
    if whole == 1:
        return True, "Your gradient agrees with the course's."
    if whole is not None or dw is db is None:
        return False, f"Your gradient {_wrong(whole, len(t))}."
    parts = [f"{name} {_wrong(k, len(t))}" for name, k in (("dw", dw), ("db", db)) if k != 1]
    other = " The other part is right." if len(parts) == 1 else ""
    return False, f"In your gradient, {', and '.join(parts)}.{other}"


def _times(yours, ours):
    """The number k for which yours = k * ours, or None; exactly 1 if they agree."""
    if np.allclose(yours, ours, rtol=1e-6, atol=1e-9):
        return 1
    k = float(np.sum(yours * ours) / np.sum(ours**2))
    return k if np.allclose(yours, k * ours, rtol=1e-6, atol=1e-9) else None


def _wrong(k, N):
    """What ``k`` times the right gradient means, in words."""
    if k is None:
        return "points another way than the course's (lr.numerical_gradient shows which way is right)"
    if k == 0:
        return "is always zero"
    sign = "points uphill (the sign is wrong: y - t, not t - y)"
    size = "" if np.isclose(abs(k), 1) else f"is {abs(k):.3g} times the course's"
    if np.isclose(abs(k), N):
        size = f"is N = {N} times too long: divide by N, because the cost is a mean"
    return size if k > 0 else " and ".join(filter(None, (sign, size)))


def surface(Phi, t, w, b, pair, ends, l2, l1):
    """The cost over a grid of two of the weights, the others as in ``w`` and ``b``: (GRID, GRID), in float32.

    Parameters
    ----------
    pair : (int, int)
        Which two: the number of the weight, or D for the bias.
    ends : ((low, high), (low, high))
        Of the grid; the first of the pair runs along the rows' direction, from left to right.
    """
    columns = np.column_stack([Phi, np.ones(len(Phi))])
    held = np.append(w, b)
    held[list(pair)] = 0
    s = (1 - 2 * t).astype(np.float32)
    count = GRID if len(t) <= 1000 else max(16, round(GRID * (1000 / len(t)) ** 0.5))
    across, up = (np.linspace(*limits, count) for limits in ends)
    one, two = (columns[:, k].astype(np.float32) * s for k in pair)
    rest = (columns @ held).astype(np.float32) * s
    a = np.multiply.outer(up.astype(np.float32), two)[:, np.newaxis]
    a = a + (np.multiply.outer(across.astype(np.float32), one) + rest)
    # ln(1 + e^a) without overflow, in place; float32, because NumPy then takes eight at a time
    bulge = np.abs(a)
    np.exp(np.negative(bulge, out=bulge), out=bulge)
    bulge += 1
    np.log(bulge, out=bulge)
    bulge += np.maximum(a, 0, out=a)
    cost = bulge.mean(axis=2)
    for k, values, shape in ((pair[0], across, (1, -1)), (pair[1], up, (-1, 1))):
        if k < len(w):
            cost = cost + (l2 / 2 * values**2 + l1 * np.abs(values)).reshape(shape)
    return cost + penalty(held[:-1], l2, l1)


def cost_limits(cost):
    """From 0 to a little above the start; a run that has gone wild leaves the picture at the top."""
    start = max(cost[0], 0.1)
    return 0.0, float(1.1 * min(max(cost[np.isfinite(cost)].max(), start), 4 * max(start, 0.7)))
