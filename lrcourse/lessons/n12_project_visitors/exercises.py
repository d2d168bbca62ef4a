"""The exercises of notebook 12."""

import numpy as np

from lrcourse.core import cost, gradient, sigmoid
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.features import standardize
from lrcourse.metrics import auc, confusion

rng = np.random.default_rng(12)
T = np.array([0, 0, 0, 1, 1, 1, 1, 0, 1, 1])
SAID = np.array([0, 1, 0, 1, 1, 0, 1, 1, 1, 0])
Y = np.array([0.2, 0.6, 0.1, 0.9, 0.7, 0.3, 0.6, 0.8, 0.95, 0.4])
TRAININGS = [
    (rng.normal((3, -20), (1, 9), size=(8, 2)), np.array([0, 1, 1, 0, 1, 0, 1, 0]),
     rng.normal((3, -20), (2, 9), size=(5, 2)), np.array([1, 1, 0, 0, 1]), 0.5, 30),
    (rng.normal(5, 2, size=(6, 3)), np.array([0, 0, 1, 0, 0, 1]), rng.normal(4, 2, size=(4, 3)), np.array([0, 1, 0, 0]), 1.0, 1),
    (rng.normal(0, 3, size=(12, 1)), np.array([0, 1] * 6), rng.normal(1, 3, size=(7, 1)), np.array([1, 1, 0, 1, 0, 1, 1]), 0.1, 7),
]
SCALED = [
    (rng.normal(size=3), 0.4, rng.normal(5, 2, size=3), rng.uniform(0.5, 4, size=3)),
    (np.array([1.0, -2.0]), -0.5, np.array([3.0, 10.0]), np.array([2.0, 5.0])),
    (np.array([0.7]), 1.0, np.array([-4.0]), np.array([3.0])),
]


def unstandardize(w, b, mean, scale):
    """The weights and the bias for inputs in their own units, from those for standardised inputs."""
    w_raw = w / scale
    return w_raw, b - w_raw @ mean


def percentile_interval(values, level):
    """The two numbers between which the middle share ``level`` of the values lies."""
    outside = 100 * (1 - level) / 2
    low, high = np.percentile(values, [outside, 100 - outside])
    return low, high


def best_threshold(alarm, miss):
    """The probability at which acting costs as much as not acting."""
    return alarm / (alarm + miss)


def odds_factors(x, w):
    """What each feature multiplies the odds by: exp(w x), one for each."""
    return np.exp(w * x)


def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    """The mean cross-entropy and the share right on new rows, of a unit trained by gradient descent from zero."""
    Z, Z_new = standardize(X, X_new)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = gradient(Z, t, sigmoid(Z @ w + b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    a = Z_new @ w + b
    return cost(t_new, a), np.mean((a > 0) == t_new)


def _trained(X, t, X_new, t_new, learning_rate, steps, scaled=standardize, slope=gradient, late=False, on="new", bias=1.0):
    """`train_and_judge` with a mistake."""
    Z, Z_new = scaled(X, X_new)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = slope(Z, t, sigmoid(Z @ w + b))
        w = w - learning_rate * dw
        if late:
            db = slope(Z, t, sigmoid(Z @ w + b))[1]
        b = b - bias * learning_rate * db
    Z, t = {"new": (Z_new, t_new), "old": (Z, t)}[on]
    a = Z @ w + b
    return cost(t, a), np.mean((a > 0) == t)


def _each_by_itself(X, X_new):
    return standardize(X, X.copy())[0], standardize(X_new, X_new.copy())[0]


def _both_together(X, X_new):
    both = standardize(np.vstack([X, X_new]), X_new)[0]
    return both[: len(X)], both[len(X) :]


def _summed(X, t, y):
    return X.T @ (y - t), np.sum(y - t)


def _told(*arguments, cost=lambda J, N: J, right=lambda share, N: share):
    """`train_and_judge` with something done to what it returns."""
    J, share = train_and_judge(*arguments)
    return cost(J, len(arguments[3])), right(share, len(arguments[3]))


def _by_ranks(t, y):
    """`auc` from the ranks, where tied samples get different ones."""
    rank = np.argsort(np.argsort(y, kind="stable"), kind="stable") + 1
    n1 = np.sum(t == 1)
    return (rank[t == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * np.sum(t == 0))


def _confused(t, answers, first=0, alarms=0, misses=0):
    """`confusion` with some samples too many in an entry."""
    return confusion(t, answers) + np.array([[first, alarms], [misses, 0]])


EXERCISES = [
    Exercise(unstandardize, SCALED,
        hints=[
            "Write a = w . (x - mean) / scale + b, and collect what multiplies each x.",
            "The weight of x is w / scale. Every term without an x joins the bias.",
            "`return w / scale, b - (w / scale) @ mean`"],
        mistakes=[
            Mistake(lambda w, b, mean, scale: (w * scale, b - (w * scale) @ mean),
                "You multiplied by the scale. A weight per minute is a weight per standard deviation, "
                "divided by the number of minutes in one."),
            Mistake(lambda w, b, mean, scale: (w / scale, b),
                "The bias must change, too: at x = 0 the standardised input is -mean / scale, not 0."),
            Mistake(lambda w, b, mean, scale: (w / scale, b + (w / scale) @ mean),
                "The sign of the shift is wrong: x - mean puts a minus before w . mean / scale."),
            Mistake(lambda w, b, mean, scale: (w / scale, b - w @ mean),
                "In the bias you forgot to divide by the scale: there the mean counts in standard deviations.")]),
    Exercise(percentile_interval,
        inputs=[(rng.normal(size=200), 0.95), (rng.exponential(size=50), 0.8), (np.arange(41.0), 0.5)],
        hints=[
            "The rest, 1 - level, lies outside: half of it below, half above.",
            "np.percentile(values, q) is the value below which q PER CENT of them lie.",
            "`return np.percentile(values, 50 * (1 - level)), np.percentile(values, 50 * (1 + level))`"],
        mistakes=[
            Mistake(lambda v, level: tuple(np.percentile(v, [100 * (1 - level), 100 * level])),
                "You left out 1 - level on each side. That is the share on both sides together: halve it."),
            Mistake(lambda v, level: tuple(np.percentile(v, [(1 - level) / 2, (1 + level) / 2])),
                "np.percentile counts in per cent: multiply by 100, or use np.quantile."),
            Mistake(lambda v, level: (np.min(v), np.max(v)),
                "That is the whole range. One wild value moves it, and it grows with every further draw."),
            Mistake(lambda v, level: (np.percentile(v, 50 * (1 + level)), np.percentile(v, 50 * (1 - level))),
                "The two ends are the wrong way round: low first, then high."),
            Mistake(lambda v, level: (np.min(v), np.quantile(v, level)),
                "You cut off the whole of 1 - level at the upper end. Half of it lies outside at each end."),
            Mistake(lambda v, level: tuple(np.quantile([np.min(v), np.max(v)], [(1 - level) / 2, (1 + level) / 2])),
                "You took the middle of the range from minimum to maximum. "
                "Take the middle share of the VALUES, with np.percentile."),
            Mistake(lambda v, level: tuple(np.mean(v) + 1.96 * np.std(v) / np.sqrt(len(v)) * np.array([-1, 1])),
                "That is an interval for the MEAN of the values. Here each value is one estimate, and they scatter more.")]),
    Exercise(confusion,
        inputs=[(T, SAID), (np.array([0, 1, 1]), np.array([1, 1, 1])),
                (np.array([0, 0, 1, 0]), np.array([0, 0, 0, 1]))],
        edges={"a single class": (np.ones(3, int), np.ones(3, int))},
        hints=[
            "Four counts: truth 0 or 1, answer 0 or 1. A row for each truth, a column for each answer.",
            "np.sum((t == 1) & (answers == 0)) counts the misses: row 1, column 0.",
            "`return np.array([[np.sum((t == i) & (answers == j)) for j in (0, 1)] for i in (0, 1)])`"],
        mistakes=[
            Mistake(lambda t, answers: confusion(t, answers).T,
                "Rows and columns are swapped: a row is a truth, a column an answer."),
            Mistake(lambda t, answers: confusion(t, answers)[::-1, ::-1],
                "You begin with class 1. Class 0 comes first, in the rows and in the columns."),
            Mistake(lambda t, y: _confused(t, y, alarms=np.sum(t > y), misses=np.sum(t < y)),
                "Your false alarms and your misses each hold all the mistakes. "
                "Count them separately: truth 0 with answer 1, truth 1 with answer 0."),
            Mistake(lambda t, y: _confused(t, y, first=np.sum(t > y)),
                "You counted the misses at the top left, too. Only truth 0 AND answer 0 belong there."),
            Mistake(lambda t, answers: confusion(t, answers) / len(t), "These are shares. You need counts."),
            Mistake(lambda t, answers: np.array([[np.sum(part == k) for k in (0, 1)] for part in (t, answers)]),
                "You counted truths and answers separately. Each entry counts samples with this truth AND this answer.")]),
    Exercise(auc,
        inputs=[(T, Y), (np.array([0, 1, 1, 0]), np.array([0.5, 0.5, 0.9, 0.1])),
                (np.array([1, 0, 0]), np.array([0.2, 0.4, 0.2])), (np.array([0, 1]), np.array([0.3, 0.3]))],
        edges={"outputs that lie close together": (T, 0.5 + Y / 1e4)},
        hints=[
            "Make all pairs: y[t == 1][:, np.newaxis] - y[t == 0] has a row for each actor, a column for each bouncer.",
            "Above 0 means the right order. A difference of exactly 0 is a tie, and counts one half.",
            "`d = y[t == 1][:, np.newaxis] - y[t == 0]`, then `return np.mean((d > 0) + 0.5 * (d == 0))`"],
        mistakes=[
            Mistake(lambda t, y: np.mean(y[t == 1][:, np.newaxis] > y[t == 0]),
                "You count a tie as nothing. It should count one half."),
            Mistake(lambda t, y: np.mean(y[t == 1][:, np.newaxis] >= y[t == 0]),
                "You count a tie as right. It should count one half."),
            Mistake(lambda t, y: 1 - auc(t, y),
                "The order is the wrong way round: the one who acts should have the LARGER y."),
            Mistake(lambda t, y: np.mean((y > 0.5) == t),
                "That is the accuracy at a threshold of 0.5. The AUC needs no threshold: it compares pairs."),
            Mistake(lambda t, y: auc(t, y) * np.sum(t == 1) * np.sum(t == 0),
                "You have counted the pairs. You need a share: divide by how many there are."),
            Mistake(lambda t, y: auc(t, y) * np.sum(t == 1) * np.sum(t == 0) / (len(t) * (len(t) - 1) / 2),
                "You divided by all pairs of samples. Only pairs of one from each class count: "
                "divide by the ones times the zeros."),
            Mistake(lambda t, y: 2 * auc(t, y) - 1,
                "Yours runs from -1 to 1: the wrong order costs a pair, and a tie counts for nothing. "
                "Here the wrong order scores 0, and a tie one half."),
            Mistake(_by_ranks,
                "You gave different ranks to two samples with the same y. "
                "A tie counts one half: give both their mean rank."),
            Mistake(lambda t, y: np.mean([(a > b) + (a == b) / 2 for a, b in zip(y[t == 1], y[t == 0])]),
                "You compared the first with the first, the second with the second. "
                "Compare each sample of class 1 with every one of class 0.")]),
    Exercise(best_threshold, [(2.0, 6.0), (1.0, 1.0), (5.0, 0.5), (0.1, 9.9)],
        edges={"false alarms that cost nothing": (0.0, 2.0),
               "misses that cost nothing": (3.0, 0.0)},
        hints=[
            "Let y be the probability of class 1. What does it cost on average to say \"act\"? And to say \"bounce\"?",
            "\"Act\" costs (1 - y) * alarm on average, \"bounce\" costs y * miss. Where are the two equal?",
            "`return alarm / (alarm + miss)`"],
        mistakes=[
            Mistake(lambda alarm, miss: miss / (alarm + miss),
                "It is the other way round. If a miss is expensive, say \"act\" early: the threshold must be low."),
            Mistake(lambda alarm, miss: alarm / miss,
                "These are the odds at which both cost the same: y / (1 - y) = alarm / miss. Solve it for y."),
            Mistake(lambda alarm, miss: 0.5, "One half is right only if both mistakes cost the same.")]),
    Exercise(odds_factors,
        inputs=[(np.array([1.0, 3.0, 0.0, 8.5]), np.array([-0.4, 0.43, 0.9, 0.13])),
                (np.array([2.0, -1.0]), np.array([0.5, 0.5])), (np.zeros(3), np.array([1.0, -1.0, 2.0]))],
        edges={"whole numbers": (np.array([1, 3]), np.array([0.5, -0.5]))},
        hints=[
            "Each feature adds w_i x_i to the log-odds. What does adding to a logarithm do to the number itself?",
            "Adding to the log-odds multiplies the odds, by e to the power of what was added.",
            "`return np.exp(w * x)`"],
        mistakes=[
            Mistake(lambda x, w: w * x,
                "These are the terms, added to the log-odds. The odds are multiplied by e to the power of each."),
            Mistake(lambda x, w: np.exp(w), "That is the factor for ONE more unit. This visitor has x units."),
            Mistake(lambda x, w: x * np.exp(w),
                "Three units multiply three times, e^w e^w e^w: the x belongs in the exponent."),
            Mistake(lambda x, w: np.exp(w @ x),
                "That is the factor of all features together. You need one for each: w * x, not w @ x."),
            Mistake(lambda x, w: 1 / (1 + np.exp(-w * x)),
                "The sigmoid turns log-odds into a probability. Here you need the odds themselves, without the 1 +.")]),
    Exercise(train_and_judge, TRAININGS,
        hints=[
            "Three parts: the ruler from the training rows (notebook 05), the loop (11), the verdict on the new rows (08, 05).",
            "In the loop: the outputs, both slopes from the same outputs, then both steps. After it, compute the outputs for the new rows, "
                "and judge only those.",
            "`Z, Z_new = lr.features.standardize(X, X_new)`, `w, b = np.zeros(X.shape[1]), 0.0`, in the loop "
                "`y = lr.sigmoid(Z @ w + b)` and "
                "`w, b = w - learning_rate * Z.T @ (y - t) / len(t), b - learning_rate * np.mean(y - t)`, after it "
                "`y_new = lr.sigmoid(Z_new @ w + b)` and `return lr.cross_entropy(t_new, y_new), np.mean((y_new > 0.5) == t_new)`"],
        mistakes=[
            Mistake(lambda *a: _trained(*a, scaled=_each_by_itself),
                "You scaled the new rows by their own mean and deviation. Scale them by those of the training rows."),
            Mistake(lambda *a: _trained(*a, scaled=_both_together),
                "You scaled by the mean and the deviation of all rows together. The new rows must not have a say."),
            Mistake(lambda *a: _trained(*a, scaled=lambda X, new: (X, new)), "You did not standardise anything."),
            Mistake(lambda *a: _trained(*a, scaled=lambda X, new: (standardize(X, X.copy())[0], new)),
                "You standardised the training rows, but not the new ones."),
            Mistake(lambda *a: _trained(*a, on="old"), "You judged on the rows you trained on. Judge on the new ones."),
            Mistake(lambda *a: _trained(*a, slope=_summed), "Your slopes are sums over the samples. J is a mean, so divide by N."),
            Mistake(lambda *a: _trained(*a, late=True),
                "Your b is updated from the outputs of the new w. Compute y once per step, and update both from it."),
            Mistake(lambda *a: _trained(*a, bias=0), "Your bias is never trained: it stays 0. Its slope is the mean of y - t."),
            Mistake(lambda X, t, new, s, rate, steps: _trained(X, t, new, s, rate, max(steps - 1, 0)), "That is one step too few."),
            Mistake(lambda X, t, new, s, rate, steps: _trained(X, t, new, s, rate, steps + 1), "That is one step too many."),
            Mistake(lambda X, t, new, s, rate, steps: _trained(X, t, new, s, -rate, steps), "You are walking uphill: subtract the slopes times the rate."),
            Mistake(lambda *a: train_and_judge(*a)[::-1], "The cross-entropy comes first, the share second."),
            Mistake(lambda *a: _told(*a, right=lambda share, N: 1 - share), "The second value is the share of right answers; yours is the share of mistakes."),
            Mistake(lambda *a: _told(*a, right=lambda share, N: 100 * share), "The second value is a share between 0 and 1; yours is a percentage."),
            Mistake(lambda *a: _told(*a, right=lambda share, N: share * N), "The second value is a share; yours is a count. Divide by the number of new rows."),
            Mistake(lambda *a: _told(*a, cost=lambda J, N: J * N), "Your cost is a sum over the new rows; return the mean.")]),
]
