"""What learners hand in for the exercises of notebook 14: right and wrong answers, from people who saw only the stubs."""

import itertools
import lrcourse as lr
import math
import numpy as np


@right("the gradient of notebook 10 with y = mean of t")
def start_slope(X, t):
    return X.T @ (np.mean(t) - t) / len(t)


@right("minus the covariance of the columns with t")
def start_slope(X, t):
    t = np.asarray(t, dtype=float)
    return X.mean(axis=0) * t.mean() - (X * t[:, None]).mean(axis=0)


@right("share of ones times share of zeros times the difference of the means; 0 for a single class")
def start_slope(X, t):
    ones, zeros = X[t == 1], X[t == 0]
    if len(ones) == 0 or len(zeros) == 0:
        return np.zeros(X.shape[1])
    p = len(ones) / len(X)
    slope = []
    for d in range(X.shape[1]):
        slope.append(p * (1 - p) * (zeros[:, d].mean() - ones[:, d].mean()))
    return np.array(slope)


@wrong("a quarter of the difference of the means: right only for classes of equal size")
def start_slope(X, t):
    mu0 = X[t == 0].mean(axis=0)
    mu1 = X[t == 1].mean(axis=0)
    return (mu0 - mu1) / 4


@wrong("every output is taken as one half, without the best bias")
def start_slope(X, t):
    return X.T @ (0.5 - t) / len(t)


@wrong("the sign is turned: t minus y")
def start_slope(X, t):
    y = np.full(len(t), np.mean(t))
    return X.T @ (t - y) / len(t)


@wrong("not divided by N")
def start_slope(X, t):
    y = np.mean(t)
    return np.sum((y - t)[:, None] * X, axis=0)


@wrong("the factor is the share of ones alone; the share of zeros is missing")
def start_slope(X, t):
    p = np.mean(t)
    mu0 = X[t == 0].mean(axis=0)
    mu1 = X[t == 1].mean(axis=0)
    return p * (mu0 - mu1)


@wrong("the share of ones is taken as the bias: y is sigma of it")
def start_slope(X, t):
    b = np.mean(t)
    y = 1 / (1 + np.exp(-b))
    return X.T @ (y - t) / len(t)


@wrong("the mean goes over the columns too, so all slopes become one number")
def start_slope(X, t):
    y = np.mean(t)
    return np.mean((y - t)[:, None] * X)


@wrong("with a single class the mean of an empty class makes the slope nan instead of 0")
def start_slope(X, t):
    p = t.mean()
    return p * (1 - p) * (X[t == 0].mean(axis=0) - X[t == 1].mean(axis=0))


@right("the norm along the rows")
def radius(X, centre):
    return np.linalg.norm(np.asarray(X) - np.asarray(centre), axis=1)


@right("math.dist row by row")
def radius(X, centre):
    return np.array([math.dist(row, centre) for row in X])


@right("the root of a sum of squares, by einsum")
def radius(X, centre):
    away = np.subtract(X, centre)
    return np.sqrt(np.einsum("nd,nd->n", away, away))


@wrong("the square of the distance: the root is missing")
def radius(X, centre):
    return np.sum((X - centre) ** 2, axis=1)


@wrong("the distance from the origin; the centre is not used")
def radius(X, centre):
    return np.sqrt(np.sum(X**2, axis=1))


@wrong("sums down the columns (axis 0), so there is a number for each column")
def radius(X, centre):
    return np.sqrt(np.sum((X - centre) ** 2, axis=0))


@wrong("only the first two columns count, whatever D is")
def radius(X, centre):
    return np.hypot(X[:, 0] - centre[0], X[:, 1] - centre[1])


@wrong("a column (N, 1) instead of (N,), because of keepdims")
def radius(X, centre):
    return np.linalg.norm(X - centre, axis=1, keepdims=True)


@wrong("the distance of X from the origin minus that of the centre")
def radius(X, centre):
    return np.linalg.norm(X, axis=1) - np.linalg.norm(centre)


@wrong("the sum of the absolute differences (the way along the streets) instead of the straight distance")
def radius(X, centre):
    return np.abs(X - centre).sum(axis=1)


@wrong("the norm without an axis: one number for the whole table")
def radius(X, centre):
    return np.linalg.norm(X - centre)


@right("the formula")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = -(outer**2 - inner**2) / (2 * noise**2)
    return w, b


@right("the bias from the middle between the rings, where a = 0")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / (noise * noise)
    return w, -w * (inner + outer) / 2


@right("reads the line off at r = 0 and r = 1")
def ring_weights(inner, outer, noise):
    def a(r):
        return ((r - inner) ** 2 - (r - outer) ** 2) / (2.0 * noise**2)

    return a(1) - a(0), a(0)


@wrong("divides by the standard deviation and not by its square")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise
    b = -(outer**2 - inner**2) / (2 * noise)
    return w, b


@wrong("the minus before the bias is missing")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = (outer**2 - inner**2) / (2 * noise**2)
    return w, b


@wrong("the classes are swapped: both results have the wrong sign")
def ring_weights(inner, outer, noise):
    mu0, mu1 = outer, inner
    return (mu1 - mu0) / noise**2, -(mu1**2 - mu0**2) / (2 * noise**2)


@wrong("the 2 below the bias is missing")
def ring_weights(inner, outer, noise):
    return (outer - inner) / noise**2, (inner**2 - outer**2) / noise**2


@wrong("no brackets: / 2 * noise**2 multiplies the bias by the square of the noise")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = -(outer**2 - inner**2) / 2 * noise**2
    return w, b


@wrong("the square of the difference in the bias instead of the difference of the squares")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = -((outer - inner) ** 2) / (2 * noise**2)
    return w, b


@wrong("the bias is minus the middle radius, not multiplied by the weight")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = -(inner + outer) / 2
    return w, b


@wrong("bias first, weight second")
def ring_weights(inner, outer, noise):
    w = (outer - inner) / noise**2
    b = (inner**2 - outer**2) / (2 * noise**2)
    return b, w


@right("the formulas of the completed square")
def circle(w, b):
    w = np.asarray(w, dtype=float)
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(np.sum(centre**2) - b / w[2])


@right("with math, and the discriminant over twice the size of w3")
def circle(w, b):
    w1, w2, w3 = w
    centre = np.array([-w1 / w3 / 2, -w2 / w3 / 2])
    return centre, math.sqrt(w1 * w1 + w2 * w2 - 4 * w3 * b) / abs(2 * w3)


@right("divides by w3 first, then the centre by the slope 0 and the radius from the height there")
def circle(w, b):
    u = np.array([w[0], w[1]]) / w[2]
    c = -0.5 * u
    lowest = u @ c + c @ c + b / w[2]
    return c, np.sqrt(-lowest)


@wrong("the minus before the centre is missing")
def circle(w, b):
    centre = w[:2] / (2 * w[2])
    return centre, np.sqrt(centre @ centre - b / w[2])


@wrong("the 2 is forgotten: the centre is -w / w3")
def circle(w, b):
    centre = -w[:2] / w[2]
    return centre, np.sqrt((w[0] ** 2 + w[1] ** 2) / (4 * w[2] ** 2) - b / w[2])


@wrong("the square of the radius instead of the radius")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sum(centre**2) - b / w[2]


@wrong("plus b / w3 under the root")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(np.sum(centre**2) + b / w[2])


@wrong("the part of w1 and w2 is missing in the radius: right only for a circle around the origin")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(-b / w[2])


@wrong("the radius is negative when w3 is negative")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    r = np.sqrt(w[0] ** 2 + w[1] ** 2 - 4 * w[2] * b) / (2 * w[2])
    return centre, r


@wrong("no brackets: / 2 * w3 multiplies by w3 in the centre")
def circle(w, b):
    centre = -w[:2] / 2 * w[2]
    r = np.sqrt((w[0] ** 2 + w[1] ** 2) / (4 * w[2] ** 2) - b / w[2])
    return centre, r


@wrong("b is not divided by w3")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(centre[0] ** 2 + centre[1] ** 2 - b)


@right("two loops: the degree, then the power of x1 falling")
def monomials(X, degree):
    columns = []
    for d in range(1, degree + 1):
        for i in range(d, -1, -1):
            columns.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.stack(columns, axis=1)


@right("each degree from the one before: all times x1, and the last times x2")
def monomials(X, degree):
    x1, x2 = X[:, :1].astype(float), X[:, 1:].astype(float)
    block = np.hstack([x1, x2])
    blocks = [block]
    for _ in range(degree - 1):
        block = np.hstack([block * x1, block[:, -1:] * x2])
        blocks.append(block)
    return np.concatenate(blocks, axis=1)


@right("products of columns chosen with repetition, by itertools")
def monomials(X, degree):
    X = np.asarray(X)
    result = []
    for d in range(1, degree + 1):
        for chosen in itertools.combinations_with_replacement([0, 1], d):
            result.append(np.prod(X[:, list(chosen)], axis=1))
    return np.array(result).T


@wrong("a column of ones (degree 0) stands at the front")
def monomials(X, degree):
    columns = []
    for d in range(0, degree + 1):
        for i in range(d, -1, -1):
            columns.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.column_stack(columns)


@wrong("within a degree x1 rises: x2 comes before x1")
def monomials(X, degree):
    columns = []
    for d in range(1, degree + 1):
        for i in range(d + 1):
            columns.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.column_stack(columns)


@wrong("the highest degree is missing: range stops one early")
def monomials(X, degree):
    columns = [X[:, 0], X[:, 1]] if degree == 1 else []
    for d in range(1, degree):
        for i in range(d, -1, -1):
            columns.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.column_stack(columns)


@wrong("only pure powers of x1 and x2; the mixed products are missing")
def monomials(X, degree):
    columns = []
    for d in range(1, degree + 1):
        columns.append(X[:, 0] ** d)
        columns.append(X[:, 1] ** d)
    return np.column_stack(columns)


@wrong("both powers go up to the degree, so i + j can be up to twice the degree")
def monomials(X, degree):
    pairs = [(i, j) for i in range(degree + 1) for j in range(degree + 1) if i + j >= 1]
    pairs.sort(key=lambda p: (p[0] + p[1], -p[0]))
    return np.column_stack([X[:, 0] ** i * X[:, 1] ** j for i, j in pairs])


@wrong("the loop over i stops before 0, so the pure powers of x2 are missing")
def monomials(X, degree):
    columns = []
    for d in range(1, degree + 1):
        for i in range(d, 0, -1):
            columns.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.column_stack(columns)


@wrong("transposed: a row for each monomial, (K, N)")
def monomials(X, degree):
    rows = []
    for d in range(1, degree + 1):
        for i in range(d, -1, -1):
            rows.append(X[:, 0] ** i * X[:, 1] ** (d - i))
    return np.array(rows)


@wrong("sorted by the power of x1 and not by the degree")
def monomials(X, degree):
    columns = []
    for i in range(degree, -1, -1):
        for j in range(degree - i, -1, -1):
            if i + j >= 1:
                columns.append(X[:, 0] ** i * X[:, 1] ** j)
    return np.column_stack(columns)


# -- by the hints --


@right("the last hint")
def start_slope(X, t):
    return X.T @ (t.mean() - t) / len(t)


@right("the last hint")
def radius(X, centre):
    return np.sqrt(((X - centre) ** 2).sum(axis=1))


@right("the last hint")
def ring_weights(inner, outer, noise):
    return (outer - inner) / noise**2, -(outer**2 - inner**2) / (2 * noise**2)


@right("the last hint")
def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(centre @ centre - b / w[2])


@right("the last hint")
def monomials(X, degree):
    return np.column_stack([X[:, 0] ** i * X[:, 1] ** (d - i) for d in range(1, degree + 1) for i in range(d, -1, -1)])
