"""The exercises of notebook 15."""

import numpy as np

from lrcourse import features as basis
from lrcourse.engine.checker import Exercise, Mistake, line
from lrcourse.model import feedforward, sigmoid

rng = np.random.default_rng(15)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
X = rng.normal(size=(5, 2))
V, C = rng.normal(size=(2, 3)), np.array([0.5, -0.2, 0.1])
SQUARE, PAIR = rng.normal(size=(2, 2)), np.array([0.3, -0.7])  # a V that also fits when it is transposed
LAYERS = [(X, V, C), (X, SQUARE, PAIR), (CORNERS, np.full((2, 2), 20.0), np.array([-10.0, -30.0])), (X[:1], V, C)]
NETWORKS = [
    (X, V, C, np.array([1.0, -2.0, 0.5]), 0.3),
    (X, SQUARE, PAIR, np.array([-1.0, 2.0]), -0.4),
    (CORNERS, np.full((2, 2), 20.0), np.array([-10.0, -30.0]), np.array([20.0, -20.0]), -10.0),
]


def with_product(X):
    """The two features and their product."""
    return np.column_stack([X, basis.product(X)])


def xor_weights(m):
    """The weights for x1, x2, x1 x2 and the bias, found corner by corner."""
    return np.array([2 * m, 2 * m, -4 * m]), -m


def hidden_layer(X, V, c):
    """K logistic units side by side: a column of outputs for each."""
    return sigmoid(X @ V + c)


def network(X, V, c, w, b):
    """A logistic unit that looks at the outputs of a hidden layer."""
    return feedforward(hidden_layer(X, V, c), w, b)


def fourth_corner(a_00, a_01, a_10):
    """The activation at (1, 1), if it is linear, from those at the three other corners."""
    return a_01 + a_10 - a_00


def _by_weights(a_00, a_01, a_10):
    """The weights and the bias from three equations, and what they make of (1, 1)."""
    w_1, w_2, b = np.linalg.solve([[0, 0, 1], [0, 1, 1], [1, 0, 1]], [a_00, a_01, a_10])
    return w_1 + w_2 + b


def one_link_back(t, y, w_k, h_k):
    """The error of the last unit, back through its weight and through the hidden unit's sigmoid."""
    return (y - t) * w_k * h_k * (1 - h_k)


def _slope_by_number(t, y, w_k, h_k, step=1e-5):
    """The sample's cost with a_k a little larger, less that with a_k a little smaller."""
    a_k, a = np.log(h_k / (1 - h_k)), np.log(y / (1 - y))
    y_at = lambda moved: sigmoid(a + w_k * (sigmoid(moved) - h_k))
    cost = lambda moved: -np.log(y_at(moved)) if t == 1 else -np.log(1 - y_at(moved))
    return (cost(a_k + step) - cost(a_k - step)) / (2 * step)


def _sample(rng):
    return int(rng.integers(2)), *map(float, (rng.uniform(0.1, 0.9), 2 * rng.normal(), rng.uniform(0.1, 0.9)))


def _softmax(X, V, c):
    a = X @ V + c
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


EXERCISES = [
    Exercise(with_product, [(CORNERS,), (X,), (np.array([[2.0, 3.0]]),)],
        hints=[
            "The product of the two columns, sample by sample: X[:, 0] * X[:, 1], shape (N,).",
            "np.column_stack([X, ...]) puts a column beside X.",
            "`return np.column_stack([X, X[:, 0] * X[:, 1]])`"],
        mistakes=[
            Mistake(lambda X: X[:, 0] * X[:, 1], "That is only the new column. Keep the two old ones beside it."),
            Mistake(lambda X: np.column_stack([X, X[:, 0] + X[:, 1]]),
                "You added the features. A line can do that by itself: multiply them."),
            Mistake(lambda X: np.column_stack([X[:, 0] * X[:, 1], X]), "The product comes last: x1, x2, x1*x2."),
            Mistake(lambda X: np.column_stack([X, X**2]),
                "Those are the squares. For 0 and 1 they are the features themselves, so nothing is gained."),
            Mistake(lambda X: np.vstack([X.T, X[:, 0] * X[:, 1]]),
                "You return one row for each feature, (3, N). It should be one for each sample: np.column_stack."),
            Mistake(lambda X: np.column_stack([X, np.full(len(X), X[:, 0] @ X[:, 1])]),
                "@ adds up over the samples. Each sample needs its own product: use *."),
            Mistake(lambda X: np.column_stack([X, np.logical_and(X[:, 0], X[:, 1])]),
                "Your new column is a logical and. That equals the product for 0 and 1 only; other numbers need *.")]),
    Exercise(xor_weights, [(1.0,), (10.0,), (0.25,)],
        hints=[
            "At (0, 0) only the bias is left: b = -m. At (0, 1): w2 + b = m.",
            "At (1, 1): w1 + w2 + w3 + b = -m, so w3 = -m - b - w1 - w2 = -m + m - 2m - 2m.",
            "`return np.array([2 * m, 2 * m, -4 * m]), -m`"],
        mistakes=[
            Mistake(lambda m: (np.array([2 * m, 2 * m, -2 * m]), -m),
                "At (1, 1) that gives a = +m, the light on. All three weights and the bias count there: w3 = -4m."),
            Mistake(lambda m: (np.array([m, m, -2 * m]), -m / 2),
                "The signs are right, but a is m/2 and -m/2. It should be m and -m: double everything."),
            Mistake(lambda m: (np.array([-2 * m, -2 * m, 4 * m]), m),
                'That is the opposite, "both or none": a is -m where exactly one is 1.'),
            Mistake(lambda m: (np.array([m, m, -m]), -m),
                "At (0, 1) that gives a = 0. There w2 must overcome the bias and leave m: w2 = 2m."),
            Mistake(lambda m: (np.array([2 * m, 2 * m, -4 * m]), 0.0),
                "At (0, 0) only the bias is left, and it must be -m.")]),
    Exercise(hidden_layer, LAYERS,
        hints=[
            "The activations of all the units are X @ V + c, shape (N, K): NumPy adds c to every row.",
            "The sigmoid works on every entry: lr.sigmoid(...).",
            "`return lr.sigmoid(X @ V + c)`"],
        mistakes=[
            Mistake(lambda X, V, c: X @ V + c, "Those are the activations. The outputs go through the sigmoid."),
            Mistake(lambda X, V, c: sigmoid(X @ V), "You left out the biases c, one for each unit."),
            Mistake(lambda X, V, c: sigmoid(X @ V) + c, "The biases belong inside the sigmoid: add them to the activations."),
            Mistake(lambda X, V, c: sigmoid(V.T @ X.T + c[:, None]),
                "You return one row for each unit, (K, N). It should be one for each sample: X @ V."),
            Mistake(lambda X, V, c: (sigmoid(X @ V + c) > 0.5).astype(float),
                "You rounded the outputs to 0 and 1. The unit says how sure it is: keep that."),
            Mistake(lambda X, V, c: np.tanh(X @ V + c),
                "That is tanh, a different squashing function. Here you need the sigmoid."),
            Mistake(_softmax,
                "Your rows sum to 1: that is softmax, where units compete. Here each has a sigmoid of its own.")]),
    Exercise(network, NETWORKS,
        hints=[
            "Work out the hidden layer first: h = lr.sigmoid(X @ V + c), shape (N, K).",
            "The last unit is a feedforward that takes h as its X.",
            "`h = lr.sigmoid(X @ V + c)`, then `return lr.feedforward(h, w, b)`"],
        mistakes=[
            Mistake(lambda X, V, c, w, b: hidden_layer(X, V, c) @ w + b,
                "That is the last unit's activation. This unit has a sigmoid too."),
            Mistake(lambda X, V, c, w, b: feedforward(X @ V + c, w, b),
                "The hidden units lost their sigmoid. Without it two layers are one: (XV + c)w + b is linear in X."),
            Mistake(lambda X, V, c, w, b: hidden_layer(X, V, c),
                "That is the hidden layer, (N, K). The last unit is missing."),
            Mistake(lambda X, V, c, w, b: sigmoid(hidden_layer(X, V, c) @ w), "You left out the last bias, b."),
            Mistake(lambda X, V, c, w, b: sigmoid(hidden_layer(X, V, c).sum(axis=1) + b),
                "You added up the hidden outputs as they are. Each has its own weight: h @ w."),
            Mistake(lambda *a: (network(*a) > 0.5).astype(float),
                "You rounded the output to 0 or 1. Return the probability itself."),
            Mistake(lambda X, V, c, w, b: sigmoid((hidden_layer(X, V, c) + b) @ w),
                "You added b to every hidden output, so it is weighted too. Add it once, at the end: h @ w + b.")]),
    line(fourth_corner, _by_weights, lambda rng: tuple(map(float, rng.normal(size=3))),
        hints=[
            "a_00 = b, a_01 = w2 + b, a_10 = w1 + b. And at (1, 1)?",
            "It is w1 + w2 + b. Add a_01 and a_10: what have you added once too often?",
            "`a_01 + a_10 - a_00`"],
        mistakes=[
            Mistake(lambda a, p, q: p + q, "b is in a_01 and in a_10, so their sum contains it twice. At (1, 1) it occurs once: subtract a_00."),
            Mistake(lambda a, p, q: p + q + a, "That contains b three times, once in each of the three. It should be there only once."),
            Mistake(lambda a, p, q: a - p - q, "All the signs are wrong: w1 + w2 + b = a_01 + a_10 - a_00."),
            Mistake(lambda a, p, q: p + q - 2 * a, "That is w1 + w2, without the bias."),
            Mistake(lambda a, p, q: (p + q) / 2, "That is the activation halfway between (0, 1) and (1, 0), at (1/2, 1/2)."),
            Mistake(lambda a, p, q: float(p + q - a > 0), "That is a class, 0 or 1. Return the activation."),
            Mistake(lambda a, p, q: p * q, "The activation is linear: add, do not multiply.")]),
    line(one_link_back, _slope_by_number, _sample,
        hints=[
            "The links: along a it is y - t; a = w . h + b, so da/dh_k is w_k; and h_k is the sigmoid of a_k.",
            "The sigmoid's slope, in terms of its own output, is h_k (1 - h_k). Multiply the three links.",
            "`(y - t) * w_k * h_k * (1 - h_k)`"],
        mistakes=[
            Mistake(lambda t, y, w, h: (y - t) * w, "That is the slope along h_k. The third link is missing: the sigmoid's slope, h_k (1 - h_k)."),
            Mistake(lambda t, y, w, h: (y - t) * h * (1 - h), "The second link is missing: da/dh_k = w_k."),
            Mistake(lambda t, y, w, h: w * h * (1 - h), "That is the slope of a along a_k. The first link is missing: the slope of the cost along a is y - t."),
            Mistake(lambda t, y, w, h: (y - t) * h, "That is the slope along the weight w_k. The way to a_k goes through h_k: w_k h_k (1 - h_k)."),
            Mistake(lambda t, y, w, h: (y - t) * w * h, "The sigmoid's slope is h_k (1 - h_k), not h_k."),
            Mistake(lambda t, y, w, h: (y - t) * w * (1 - h), "The sigmoid's slope is h_k (1 - h_k), not 1 - h_k."),
            Mistake(lambda t, y, w, h: (t - y) * w * h * (1 - h), "The sign: the slope along a is y - t."),
            Mistake(lambda t, y, w, h: (y - t) * w * y * (1 - y), "You took the slope of the last sigmoid. The third link is the hidden unit's: h_k (1 - h_k)."),
            Mistake(lambda t, y, w, h: (y - t) * y * (1 - y) * w * h * (1 - h),
                "y (1 - y) has already cancelled in y - t (notebook 10). The slope along a is y - t alone."),
            Mistake(lambda t, y, w, h: (y - t) + w + h * (1 - h), "The links of a chain are multiplied, not added.")]),
]
