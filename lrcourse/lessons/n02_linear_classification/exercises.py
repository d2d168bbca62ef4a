"""The exercises of notebook 02."""

import numpy as np

from lrcourse.core import activation
from lrcourse.engine.checker import Exercise, Mistake, line
from lrcourse.model import classify, distance

rng = np.random.default_rng(2)
SAMPLES = [
    (np.array([[46.5, 17.9], [39.1, 18.7], [50.0, 19.5]]), np.array([1.0, -1.0]), -25.0),
    (np.array([[3.0, 4.0]]), np.array([3.0, -4.0]), 5.0),
    (rng.normal(size=(5, 3)), rng.normal(size=3), -0.7),
    (rng.normal(size=(4, 1)), np.array([-2.0]), 0.0),
]


def decide(a, margin):
    """1 above the band, 0 below it, -1 in it: `classify` with a threshold of 0."""
    return classify(a, threshold=0, margin=margin)


def boundary_height(w, b, x1):
    """The x2 at which the boundary w1 x1 + w2 x2 + b = 0 passes above x1."""
    return -(w[0] * x1 + b) / w[1]


def after_the_walk(a, length, d):
    """The activation after a distance d against w: it falls by ||w|| for every unit of length."""
    return a - d * length


def _walked(a, length, d):
    """A w of that length and a point with activation a; the activation where the walk from it ends."""
    w, x = length * np.array([0.6, -0.8]), np.array([1.5, 0.5])
    b = a - w @ x
    return w @ (x - d * w / np.linalg.norm(w)) + b


def _walk(rng):
    return tuple(map(float, (3 * rng.normal(), rng.uniform(0.2, 5), 2 * rng.normal())))


def _judged_again(a, margin):
    a = np.where(a > margin, 1, np.where(a < -margin, 0, a))
    return np.where(np.abs(a) <= margin, -1, a)


EXERCISES = [
    Exercise(activation, SAMPLES,
        hints=[
            "For one sample it is a dot product and an addition: w1 x1 + w2 x2 + ... + b.",
            "The rows of X are the samples, so X @ w gives one number for each row.",
            "One line is enough: `X @ w + b`."],
        mistakes=[
            Mistake(lambda X, w, b: X[0] @ w + b,
                "You returned only the first sample's activation. Is the return inside the loop? It belongs after it."),
            Mistake(lambda X, w, b: X[:, 0] * w[0] + (X[:, 1] * w[1] if len(w) > 1 else 0) + b,
                "Yours adds up two features. There can be any number of them: use all columns."),
            Mistake(lambda X, w, b: X @ w,
                "You left out the bias: without b every boundary passes through the origin. Add b."),
            Mistake(lambda X, w, b: X * w + b,
                "You have the products x_i w_i, but you have not added them up: sum over the columns (axis=1), or use @."),
            Mistake(lambda X, w, b: (X * w).sum(axis=0) + b,
                "You summed down the columns. A row is a sample: sum along it, axis=1."),
            Mistake(lambda X, w, b: (X * w).sum() + b,
                "You added up all samples into one number. Each row needs its own sum: axis=1."),
            Mistake(lambda X, w, b: X @ w - b, "You subtracted the bias. In this course it is added: a = Xw + b."),
            Mistake(lambda X, w, b: (X * w + b).sum(axis=1),
                "You added b once for every feature. Sum the products first, then add b once.")]),
    Exercise(decide,
        inputs=[(np.array([-3.0, -1.0, 0.0, 0.2, 0.5, 1.0, 4.0]), 0.5), (np.array([-1.0, 0.0, 1.0]), 0.0),
                (np.array([2.0, -2.0, -2.5, 2.5, 0.7]), 2.0)],
        hints=[
            "There are three cases: above the band, below it, and in it.",
            "One np.where(condition, yes, no) can be the no of another.",
            "`np.where(a > margin, 1, np.where(a < -margin, 0, -1))`"],
        mistakes=[
            Mistake(lambda a, m: np.where(a > 0, 1, 0),
                "You decide every sample. Inside the band, -margin to margin, the answer is -1."),
            Mistake(lambda a, m: np.where(a > m, 1, 0),
                "Yours knows only two answers. Between -margin and margin the answer is -1."),
            Mistake(lambda a, m: np.where(a >= m, 1, np.where(a <= -m, 0, -1)),
                "You decide on the edge of the band. At |a| = margin the answer is still -1: use > and <."),
            Mistake(lambda a, m: np.where(a > m, 0, np.where(a < -m, 1, -1)),
                "The classes are swapped: a large activation points to class 1."),
            Mistake(lambda a, m: np.where(a > m, 1, np.where(a < -m, -1, 0)),
                "You mixed up two codes: the negative class is 0, and don't know is -1."),
            Mistake(lambda a, m: np.where(a > 0.5 + m, 1, np.where(a < 0.5 - m, 0, -1)),
                "Your border is at 0.5. That is the threshold for a probability; for an activation it is 0."),
            Mistake(_judged_again,
                "You compare your own answers again: a 0 written into a falls in the band and becomes -1. Leave a as it is.")]),
    Exercise(distance, SAMPLES,
        hints=[
            "The activation grows by ||w|| for every unit of length that you walk along w.",
            "So divide the activation by the length of w.",
            "`(X @ w + b) / np.linalg.norm(w)`"],
        mistakes=[
            Mistake(lambda X, w, b: X @ w + b, "That is the activation. Divide by the length of w to get a distance."),
            Mistake(lambda X, w, b: X @ w / np.linalg.norm(w) + b,
                "You divided only X @ w. Put the whole activation in brackets: (X @ w + b) / length."),
            Mistake(lambda X, w, b: X @ w + b / np.linalg.norm(w),
                "You divided only b. Put the whole activation in brackets: (X @ w + b) / length."),
            Mistake(lambda X, w, b: -(X @ w + b) / np.linalg.norm(w),
                "The sign is wrong: the distance is positive on the side to which w points, where a is positive."),
            Mistake(lambda X, w, b: (X @ w + b) * np.linalg.norm(w),
                "You multiplied by the length of w. The activation grows with that length; divide to take it out."),
            Mistake(lambda X, w, b: (X @ w + b) / np.linalg.norm(X, axis=1),
                "You divided by the length of each x. It is w that decides how fast the activation grows."),
            Mistake(lambda X, w, b: np.abs(X @ w + b) / np.linalg.norm(w),
                "You dropped the sign. It tells you which side the sample is on: keep it."),
            Mistake(lambda X, w, b: (X @ w + b) / (w @ w),
                "You divided by the squared length of w. Take the root: np.sqrt(w @ w)."),
            Mistake(lambda X, w, b: (X @ w + b) / np.abs(w).sum(),
                "You divided by |w1| + |w2| + ...; the length is the root of the sum of squares."),
            Mistake(lambda X, w, b: X @ w / np.linalg.norm(w),
                "You left out the bias, so you measure from the parallel line through the origin, not from the boundary."),
            Mistake(lambda X, w, b: (X @ w + b) / np.sqrt(w @ w + b * b),
                "You counted b as part of w. It shifts the line; the length is that of w alone.")]),
    Exercise(boundary_height,
        inputs=[(np.array([1.0, -1.0]), -25.0, 45.0), (np.array([2.0, 4.0]), 3.0, 1.5),
                (np.array([-1.0, 0.5]), 0.25, -2.0)],
        hints=[
            "On the boundary the activation is zero: w1 x1 + w2 x2 + b = 0.",
            "Solve that for x2.",
            "Take w1 x1 + b to the other side, which changes its sign, then divide by w2: `-(w[0] * x1 + b) / w[1]`"],
        mistakes=[
            Mistake(lambda w, b, x1: (w[0] * x1 + b) / w[1], "The sign is wrong: w2 x2 = -(w1 x1 + b)."),
            Mistake(lambda w, b, x1: -(w[0] * x1 + b), "You solved for w2 x2. Divide by w2."),
            Mistake(lambda w, b, x1: (-w[0] * x1 + b) / w[1],
                "Your minus reaches only the first term. You need brackets: -(w1 x1 + b) / w2."),
            Mistake(lambda w, b, x1: -w[0] * x1 / w[1], "You left out b, so your line passes through the origin."),
            Mistake(lambda w, b, x1: -(w[1] * x1 + b) / w[0],
                "You swapped the weights: x1 goes with w[0], and you divide by w[1]."),
            Mistake(lambda w, b, x1: -w[0] * x1 / w[1] + b,
                "b must be divided by w2 and change its sign, as w1 x1 does: both were on the same side."),
            Mistake(lambda w, b, x1: -w[0] * x1 + b / w[1],
                "You need brackets: the whole of w1 x1 + b is divided by w2 and changes its sign.")]),
    line(after_the_walk, _walked, _walk,
        hints=[
            "Multiply out: w . (x - d w / ||w||) + b is w . x + b, minus d times (w . w) / ||w||.",
            "w . x + b is a, and w . w is ||w|| squared. One ||w|| cancels.",
            "`a - d * length`"],
        mistakes=[
            Mistake(lambda a, n, d: a - d * n**2, "w . w is ||w|| squared, but the step is divided by ||w||: one of them cancels."),
            Mistake(lambda a, n, d: a - d, "You subtracted the distance itself. For every unit of length the activation falls by ||w||."),
            Mistake(lambda a, n, d: a + d * n, "The sign is wrong: you walked against w, so the activation falls."),
            Mistake(lambda a, n, d: a - d / n, "You divided by the length of w. (w . w) / ||w|| is ||w||: multiply."),
            Mistake(lambda a, n, d: -d * n, "That is the change. You started from a: add it."),
            Mistake(lambda a, n, d: d * n, "That is how much the activation falls. You started from a: subtract it from there."),
            Mistake(lambda a, n, d: a / n, "That is the distance at which the activation reaches zero. Here you have walked any distance d."),
            Mistake(lambda a, n, d: (a - d) * n, "Only d is multiplied by ||w||: a is an activation already."),
            Mistake(lambda a, n, d: 0.0, "It is zero only if the walk ends on the line. Here you have walked any distance d.")]),
]
