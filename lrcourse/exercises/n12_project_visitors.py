"""The exercises of notebook 12."""

import numpy as np

from lrcourse.exercises.checker import Exercise, Mistake
from lrcourse.metrics import confusion
from lrcourse.scores import auc

NOTEBOOK = "12_project_visitors"

rng = np.random.default_rng(12)
T = np.array([0, 0, 0, 1, 1, 1, 1, 0, 1, 1])
SAID = np.array([0, 1, 0, 1, 1, 0, 1, 1, 1, 0])
Y = np.array([0.2, 0.6, 0.1, 0.9, 0.7, 0.3, 0.6, 0.8, 0.95, 0.4])
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


EXERCISES = [
    Exercise(
        name="unstandardize",
        notebook=NOTEBOOK,
        reference=unstandardize,
        inputs=SCALED,
        hints=[
            "Write a = w . (x - mean) / scale + b, and collect what stands before each x.",
            "The weight of x is w / scale. What does not hold an x joins the bias.",
            "return w / scale, b - (w / scale) @ mean",
        ],
        mistakes=[
            Mistake(
                lambda w, b, mean, scale: (w * scale, b - (w * scale) @ mean),
                "You multiplied by the scale. A weight per minute is a weight per standard deviation, divided by the minutes in one.",
            ),
            Mistake(
                lambda w, b, mean, scale: (w / scale, b),
                "The bias must change, too: at x = 0 the standardised input is -mean / scale, not 0.",
            ),
            Mistake(
                lambda w, b, mean, scale: (w / scale, b + (w / scale) @ mean),
                "The sign of the shift: x - mean puts a minus before w . mean / scale.",
            ),
            Mistake(
                lambda w, b, mean, scale: (w / scale, b - w @ mean),
                "In the bias you forgot to divide by the scale: the mean is measured in standard deviations there.",
            ),
        ],
    ),
    Exercise(
        name="percentile_interval",
        notebook=NOTEBOOK,
        reference=percentile_interval,
        inputs=[
            (rng.normal(size=200), 0.95),
            (rng.exponential(size=50), 0.8),
            (np.arange(41.0), 0.5),
        ],
        hints=[
            "What is left over, 1 - level, lies outside: half of it below, half above.",
            "np.percentile(values, q) is the value below which q PER CENT of them lie.",
            "return np.percentile(values, 50 * (1 - level)), np.percentile(values, 50 * (1 + level))",
        ],
        mistakes=[
            Mistake(
                lambda v, level: tuple(np.percentile(v, [100 * (1 - level), 100 * level])),
                "You left out 1 - level on each side. It is the share on both sides together: halve it.",
            ),
            Mistake(
                lambda v, level: tuple(np.percentile(v, [(1 - level) / 2, (1 + level) / 2])),
                "np.percentile counts in per cent: multiply by 100, or use np.quantile.",
            ),
            Mistake(
                lambda v, level: (np.min(v), np.max(v)),
                "That is the whole range. One wild value moves it, and it grows with every further draw.",
            ),
            Mistake(
                lambda v, level: (np.percentile(v, 50 * (1 + level)), np.percentile(v, 50 * (1 - level))),
                "The two ends have changed places: low first, then high.",
            ),
            Mistake(
                lambda v, level: tuple(np.mean(v) + 1.96 * np.std(v) / np.sqrt(len(v)) * np.array([-1, 1])),
                "That is an interval for the MEAN of the values. Here each value is one estimate, and they scatter more.",
            ),
        ],
    ),
    Exercise(
        name="confusion",
        notebook=NOTEBOOK,
        reference=confusion,
        inputs=[
            (T, SAID),
            (np.array([0, 1, 1]), np.array([1, 1, 1])),
            (np.array([0, 0, 1, 0]), np.array([0, 0, 0, 1])),
        ],
        hints=[
            "Four counts: truth 0 or 1, answer 0 or 1. A row for each truth, a column for each answer.",
            "np.sum((t == 1) & (answers == 0)) counts the misses: row 1, column 0.",
            "return np.array([[np.sum((t == i) & (answers == j)) for j in (0, 1)] for i in (0, 1)])",
        ],
        mistakes=[
            Mistake(
                lambda t, answers: confusion(t, answers).T,
                "Rows and columns are swapped: a row is a truth, a column an answer.",
            ),
            Mistake(
                lambda t, answers: confusion(t, answers)[::-1, ::-1],
                "You begin with class 1. Class 0 comes first, in the rows and in the columns.",
            ),
            Mistake(
                lambda t, answers: confusion(t, answers) / len(t),
                "These are shares. Counts are asked for.",
            ),
            Mistake(
                lambda t, answers: np.array(
                    [[np.sum(t == 0), np.sum(t == 1)], [np.sum(answers == 0), np.sum(answers == 1)]]
                ),
                "You counted truths and answers apart. Each entry counts samples with this truth AND this answer.",
            ),
        ],
    ),
    Exercise(
        name="auc",
        notebook=NOTEBOOK,
        reference=auc,
        inputs=[
            (T, Y),
            (np.array([0, 1, 1, 0]), np.array([0.5, 0.5, 0.9, 0.1])),
            (np.array([1, 0, 0]), np.array([0.2, 0.4, 0.2])),
            (np.array([0, 1]), np.array([0.3, 0.3])),
        ],
        hints=[
            "Make all pairs: y[t == 1][:, np.newaxis] - y[t == 0] has a row for each actor, a column for each bouncer.",
            "Above 0 is the right order. A difference of exactly 0 is a tie, and counts one half.",
            "d = y[t == 1][:, np.newaxis] - y[t == 0]; return np.mean((d > 0) + 0.5 * (d == 0))",
        ],
        mistakes=[
            Mistake(
                lambda t, y: np.mean(y[t == 1][:, np.newaxis] > y[t == 0]),
                "A tie counts nothing for you. It should count one half.",
            ),
            Mistake(
                lambda t, y: np.mean(y[t == 1][:, np.newaxis] >= y[t == 0]),
                "A tie counts as right for you. It should count one half.",
            ),
            Mistake(
                lambda t, y: 1 - auc(t, y),
                "The order is the wrong way round: the one who acts should have the LARGER y.",
            ),
            Mistake(
                lambda t, y: np.mean((y > 0.5) == t),
                "That is the accuracy at the threshold 0.5. The AUC needs no threshold: it compares pairs.",
            ),
            Mistake(
                lambda t, y: auc(t, y) * np.sum(t == 1) * np.sum(t == 0),
                "You have counted the pairs. A share is asked for: divide by how many there are.",
            ),
        ],
    ),
    Exercise(
        name="best_threshold",
        notebook=NOTEBOOK,
        reference=best_threshold,
        inputs=[(2.0, 6.0), (1.0, 1.0), (5.0, 0.5), (0.1, 9.9)],
        hints=[
            "Say y is the probability of class 1. What does it cost on average to act? And not to act?",
            "Acting costs (1 - y) * alarm on average, not acting y * miss. Where are the two equal?",
            "return alarm / (alarm + miss)",
        ],
        mistakes=[
            Mistake(
                lambda alarm, miss: miss / (alarm + miss),
                "The other way round. If a miss is dear, act early: the threshold must be low.",
            ),
            Mistake(
                lambda alarm, miss: alarm / miss,
                "These are the odds at which both cost the same: y / (1 - y) = alarm / miss. Solve it for y.",
            ),
            Mistake(
                lambda alarm, miss: 0.5,
                "One half is right only if both mistakes cost the same.",
            ),
        ],
    ),
    Exercise(
        name="odds_factors",
        notebook=NOTEBOOK,
        reference=odds_factors,
        inputs=[
            (np.array([1.0, 3.0, 0.0, 8.5]), np.array([-0.4, 0.43, 0.9, 0.13])),
            (np.array([2.0, -1.0]), np.array([0.5, 0.5])),
            (np.zeros(3), np.array([1.0, -1.0, 2.0])),
        ],
        hints=[
            "Each feature adds w_i x_i to the log-odds. What does adding to a logarithm do to the number itself?",
            "Adding to the log-odds multiplies the odds, by e to the power of what was added.",
            "return np.exp(w * x)",
        ],
        mistakes=[
            Mistake(
                lambda x, w: w * x,
                "These are the terms, added to the log-odds. The odds are multiplied by e to the power of each.",
            ),
            Mistake(
                lambda x, w: np.exp(w),
                "That is the factor of ONE unit more. This visitor has x units.",
            ),
            Mistake(
                lambda x, w: x * np.exp(w),
                "Three units multiply three times, e^w e^w e^w: the x belongs into the exponent.",
            ),
            Mistake(
                lambda x, w: np.exp(w @ x),
                "That is the factor of all features together. One for each is asked for: w * x, not w @ x.",
            ),
            Mistake(
                lambda x, w: 1 / (1 + np.exp(-w * x)),
                "The sigmoid makes a probability of log-odds. Here the odds themselves are wanted, without the 1 +.",
            ),
        ],
    ),
]
