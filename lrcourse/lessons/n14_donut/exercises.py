"""The exercises of notebook 14."""

import numpy as np

from lrcourse import features as basis
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.model import sigmoid

rng = np.random.default_rng(14)
X = rng.normal((0.5, -0.3), (1.0, 2.0), size=(9, 2))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0])  # five of nine: the share is not one half
EVEN = np.array([0, 1, 1, 0, 1, 0, 1, 0])


def start_slope(X, t):
    """The slope of the cost along w at w = 0 with the best bias, where y is the share of ones for every sample."""
    return X.T @ (t.mean() - t) / len(t)


def ring_weights(inner, outer, noise):
    """The weight of the radius and the bias of two rings that scatter alike: the Gaussian solution in r."""
    return (outer - inner) / noise**2, -(outer**2 - inner**2) / (2 * noise**2)


def circle(w, b):
    """Centre and radius of w1 x1 + w2 x2 + w3 (x1^2 + x2^2) + b = 0, by completing the squares."""
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(centre @ centre - b / w[2])


def _apart(X, t):
    return X[t == 0].mean(axis=0) - X[t == 1].mean(axis=0)


def _powers(X, pairs):
    return np.column_stack([X[:, 0] ** i * X[:, 1] ** j for i, j in pairs])


def _degrees(degree, low=1, rising=False):
    """The powers (i, j) by degree, then by falling (or rising) i."""
    return [(i, d - i) for d in range(low, degree + 1) for i in (range(d + 1) if rising else range(d, -1, -1))]


EXERCISES = [
    Exercise(start_slope, [(X, T), (X, 1 - T), (X[:8], EVEN), (X[:, :1], T)],
        edges={"a single class": (X, np.ones(9, int))},
        hints=[
            "It is the gradient from notebook 10, X.T @ (y - t) / N, with y as it is at w = 0.",
            "Every y is the share of ones, t.mean(): one number, from which NumPy subtracts t.",
            "`return X.T @ (t.mean() - t) / len(t)`"],
        mistakes=[
            Mistake(lambda X, t: X.T @ (0.5 - t) / len(t),
                "You took one half for every output. "
                "That is right if the classes are of equal size; otherwise the best bias gives the share of ones."),
            Mistake(lambda X, t: _apart(X, t) / 4,
                "A quarter of the difference between the means is right for classes of equal size. "
                "In general the factor is share * (1 - share)."),
            Mistake(lambda X, t: X.T @ (t - t.mean()) / len(t),
                "That points downhill. The slope has y - t, and y is the share."),
            Mistake(lambda X, t: X.T @ (t.mean() - t), "That is the sum over the samples. Divide by N."),
            Mistake(_apart, "That is the difference between the means. The slope is share * (1 - share) times that."),
            Mistake(lambda X, t: X.T @ (0.0 - t) / len(t),
                "At w = 0 the activation is the bias, not the output. The output is the share of ones."),
            Mistake(lambda X, t: X.T @ (sigmoid(t.mean()) - t) / len(t),
                "You put the share of ones through the sigmoid. It is already the output y, not the activation.")]),
    Exercise(basis.radius,
        inputs=[(X, np.array([0.0, 0.0])), (X, np.array([20.0, 7.0])),
                (np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([0.0, 0.0])),
                (rng.normal(size=(4, 3)), np.array([1.0, 2.0, 3.0]))],
        hints=[
            "First the vector from the centre to each sample: X - centre, shape (N, D).",
            "Its length is the root of the sum of its squares, along a row: axis=1.",
            "`return np.sqrt(((X - centre) ** 2).sum(axis=1))`"],
        mistakes=[
            Mistake(lambda X, centre: np.linalg.norm(X, axis=1),
                "That is the distance from the origin. Subtract the centre first."),
            Mistake(lambda X, centre: ((X - centre) ** 2).sum(axis=1),
                "That is the square of the distance. Take the root."),
            Mistake(lambda X, centre: np.linalg.norm(X - centre, axis=0),
                "You added down the columns and got one number for each feature. You need one for each sample: axis=1."),
            Mistake(lambda X, centre: np.linalg.norm(X - centre),
                "You have one number for all the samples together. Each row has its own distance: axis=1."),
            Mistake(lambda X, centre: np.abs(X - centre).sum(axis=1),
                "That is the distance along the streets of a city. The straight-line distance needs squares and a root."),
            Mistake(lambda X, centre: np.linalg.norm(X, axis=1) - np.linalg.norm(centre),
                "You subtracted two distances from the origin. Subtract the centre from the samples, then take the length."),
            Mistake(lambda X, centre: np.linalg.norm(X - X.mean(axis=0), axis=1),
                "You measured from the mean of X. The centre is given."),
            Mistake(lambda X, centre: np.linalg.norm((X - centre)[:, :2], axis=1),
                "You counted the first two columns only. X may have more: add up along the whole row, axis=1.")]),
    Exercise(ring_weights, [(5.0, 10.0, 1.0), (2.0, 3.0, 0.5), (8.0, 3.0, 2.0)],
        hints=[
            "It is one_feature_weights from notebook 06, with r for x and equal priors.",
            "w = (mu_1 - mu_0) / sigma**2, and b = -w * (mu_0 + mu_1) / 2: the boundary lies halfway.",
            "`return (outer - inner) / noise**2, -(outer**2 - inner**2) / (2 * noise**2)`"],
        mistakes=[
            Mistake(lambda i, o, s: ((o - i) / s, -(o**2 - i**2) / (2 * s)),
                "Look at the exponent of the hill again: it is divided by the square of the noise."),
            Mistake(lambda i, o, s: ((o - i) / s**2, (o**2 - i**2) / (2 * s**2)),
                "The bias has the wrong sign: halfway between the rings a must be 0."),
            Mistake(lambda i, o, s: ((o - i) / s**2, -(o - i) / (2 * s**2)),
                "The bias contains the squares of the two radii."),
            Mistake(lambda i, o, s: ((o - i) / (2 * s**2), -(o**2 - i**2) / (2 * s**2)),
                "Multiply out (r - mu)**2: the middle term is 2 mu r, and its 2 cancels the 2 in the denominator."),
            Mistake(lambda i, o, s: ((i - o) / s**2, (o**2 - i**2) / (2 * s**2)),
                "You wrote the log-odds of class 0. Class 1 is the outer ring: the farther out, the larger a."),
            Mistake(lambda i, o, s: ((o - i) / s**2, -(i + o) / 2),
                "That is where the boundary lies, with a minus sign. The bias is that times w."),
            Mistake(lambda i, o, s: ((o - i) / s**2, -((o - i) ** 2) / (2 * s**2)),
                "You squared the difference in the bias. It needs the difference between the squares: outer**2 - inner**2.")]),
    Exercise(circle,
        inputs=[(np.array([0.0, 0.0, 2.0]), -32.0), (np.array([-4.0, 8.0, 2.0]), -10.0),
                (np.array([3.0, 1.0, -0.5]), 20.0), (np.array([-6.0, 0.0, 1.0]), 5.0)],
        hints=[
            "The text above has the whole equation: read off the centre; the right-hand side is the radius squared.",
            "centre = -w[:2] / (2 * w[2]); the right-hand side is centre @ centre - b / w[2].",
            "`centre = -w[:2] / (2 * w[2])`, then `return centre, np.sqrt(centre @ centre - b / w[2])`"],
        mistakes=[
            Mistake(lambda w, b: (w[:2] / (2 * w[2]), circle(w, b)[1]),
                "The centre is on the other side: (x + k) is 0 at x = -k."),
            Mistake(lambda w, b: (-w[:2] / w[2], np.sqrt(w[:2] @ w[:2] / w[2] ** 2 - b / w[2])),
                "Completing the square halves the coefficient of x: the centre is -w / (2 * w3)."),
            Mistake(lambda w, b: (circle(w, b)[0], circle(w, b)[1] ** 2),
                "The right-hand side of the equation is the square of the radius. Take the root."),
            Mistake(lambda w, b: (circle(w, b)[0], np.sqrt(-b / w[2])),
                "You left out what completing the squares adds on the right: centre @ centre."),
            Mistake(lambda w, b: (circle(w, b)[0], np.sqrt(circle(w, b)[0] @ circle(w, b)[0] - b)),
                "b was divided by w3 like everything else."),
            Mistake(lambda w, b: (circle(w, b)[0], circle(w, b)[1] * np.sign(w[2])),
                "Your radius is negative where w3 is. A length never is: divide by the absolute value of w3, np.abs(w[2]).")]),
    Exercise(basis.monomials, [(X, 1), (X, 2), (X[:4], 3), (X[:3], 5)],
        hints=[
            "Two loops: the degree d from 1 up, and within it the power i of x1 from d down to 0; x2 has the power d - i.",
            "A column is X[:, 0] ** i * X[:, 1] ** (d - i). Collect them in a list; np.column_stack turns it into (N, K).",
            "`return np.column_stack([X[:, 0] ** i * X[:, 1] ** (d - i) "
                "for d in range(1, degree + 1) for i in range(d, -1, -1)])`"],
        mistakes=[
            Mistake(lambda X, degree: _powers(X, _degrees(degree, low=0)),
                "Your first column is 1 everywhere. The bias already does that job: begin with degree 1."),
            Mistake(lambda X, degree: _powers(X, _degrees(degree, rising=True)),
                "All the columns are there, but in a different order: x1 comes before x2, x1**2 before x1*x2."),
            Mistake(lambda X, degree: _powers(X, [p for d in range(1, degree + 1) for p in ((d, 0), (0, d))]),
                "The mixed ones are missing: x1*x2, x1**2*x2 and so on."),
            Mistake(lambda X, degree: _powers(X, [(i, degree - i) for i in range(degree, -1, -1)]),
                "Those are the ones of the highest degree only. You need all degrees from 1 up."),
            Mistake(lambda X, degree: _powers(X, _degrees(degree - 1) or [(1, 0)]),
                "The highest degree is missing: range(1, degree) ends before degree."),
            Mistake(lambda X, d: _powers(X, [(i, j) for i in range(d + 1) for j in range(d + 1) if i + j]),
                "You let each power go up to degree. It is their sum, i + j, that is at most degree."),
            Mistake(lambda X, degree: _powers(X, _degrees(degree)).T,
                "You return a row for each feature. You need a row for each sample: transpose."),
            Mistake(lambda X, d: _powers(X, [p for p in _degrees(2 * d) if max(p) <= d]),
                "Each of your powers can reach degree, so i + j goes up to twice that. It must stop at degree."),
            Mistake(lambda X, degree: _powers(X, sorted(_degrees(degree), reverse=True)),
                "All the columns are there, but sorted by the power of x1. Sort by i + j first: x1, x2, then x1**2.")]),
]
