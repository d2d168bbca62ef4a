"""The exercises of notebook 18."""

import numpy as np

from lrcourse.cost import gradient
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.features import mean_and_scale, standardize_rows
from lrcourse.model import feedforward, sigmoid

rng = np.random.default_rng(18)
X = rng.normal((2.0, -1.0, 0.5, 3.0), size=(7, 4))
T = np.array([0, 1, 1, 0, 1, 0, 1])
W4, B4 = rng.normal(size=4), 0.3
ORDER = np.array([3, 0, 6, 2, 5, 1, 4])
LAYER = rng.normal(size=(4, 3)), np.array([0.5, -2.0, 1.5])
FACE, WEIGHTS = rng.normal(size=2304), rng.normal(size=2304)


def one_epoch(X, t, w, b, learning_rate, order, size):
    """The weights (D,) and the bias after a step for each batch of ``size`` rows, in this order."""
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        dw, db = gradient(X[rows], t[rows], feedforward(X[rows], w, b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def _epoch(X, t, w, b, learning_rate, order, size, ordered=True, rest=True, fresh=True, sums=False, whole=False,
           over=None):
    """`one_epoch` with a mistake."""
    order = order if ordered else np.arange(len(order))
    stop = len(order) if rest else len(order) - len(order) % size
    first = feedforward(X, w, b)
    for start in range(0, stop, size):
        rows = np.arange(len(X)) if whole else order[start : start + size]
        y = feedforward(X[rows], w, b) if fresh else first[rows]
        dw, db = gradient(X[rows], t[rows], y)
        factor = learning_rate * (len(rows) / over if over else len(rows) if sums else 1)
        w, b = w - factor * dw, b - factor * db
    return w, b


def _in_turn(X, t, w, b, learning_rate, order, size):
    """`one_epoch` whose bias steps when the weights have stepped already."""
    for start in range(0, len(order), size):
        x, s = X[order[start : start + size]], t[order[start : start + size]]
        w = w - learning_rate * gradient(x, s, feedforward(x, w, b))[0]
        b = b - learning_rate * gradient(x, s, feedforward(x, w, b))[1]
    return w, b


def evidence(z, w):
    """Each pixel's share w_i z_i of the activation, as a picture (48, 48). z, w: (2304,)."""
    return (w * z).reshape(48, 48)


def surest(Z, W, B):
    """For each row of Z (N, D) the number of the unit with the largest activation. W (D, K), B (K,)."""
    return np.argmax(Z @ W + B, axis=1)


def count_twins(X_train, X_test):
    """How many rows of X_test (M, D) are also a row of X_train (N, D), number by number."""
    known = {row.tobytes() for row in X_train}
    return sum(row.tobytes() in known for row in X_test)


def _twins(rng):
    """Two sets of pictures: copies within each, copies across, and one with the same pixels in another order."""
    old, new = rng.integers(1, 9, size=(6, 5)) / 8, rng.integers(1, 9, size=(4, 5)) / 8
    X_train = np.vstack([old, old[rng.integers(3, size=3)]])
    X_test = np.vstack([new, new[:1], old[rng.integers(4, size=rng.integers(2, 5))], np.roll(old[5:], 1, axis=1)])
    return rng.permutation(X_train), rng.permutation(X_test)


def _pairs(X_train, X_test):
    """Which row of X_test equals which of X_train: (M, N)."""
    return (X_test[:, np.newaxis] == X_train).all(axis=2)


EXERCISES = [
    Exercise(standardize_rows, [(X,), (3 * X - 1,), (X[:2],), (X[:, :3],)],
        edges={"a row of a single grey": (np.vstack([X, np.full(4, 0.5)]),)},
        hints=[
            "X.mean(axis=1) has one number for each row. What shape must it have so that you can subtract it from each row?",
            "keepdims=True keeps the axis, so it is (N, 1).",
            "`scale = X.std(axis=1, keepdims=True)`. A row of a single grey has a deviation of 0; divided by 1 it becomes "
                "zeros: `return (X - X.mean(axis=1, keepdims=True)) / np.where(scale > 0, scale, 1)`"],
        mistakes=[
            Mistake(lambda X: (X - mean_and_scale(X)[0]) / mean_and_scale(X)[1],
                "You took the means of the columns (axis=0), which mixes the pictures. Each row has its own: axis=1."),
            Mistake(lambda X: (X - X.mean()) / X.std(),
                "You took one mean over everything. Each row needs its own: axis=1, keepdims=True."),
            Mistake(lambda X: X - X.mean(axis=1, keepdims=True),
                "The light is gone, the contrast is not: divide by each row's standard deviation."),
            Mistake(lambda X: (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True),
                "You divided by the variance. The standard deviation is its square root: X.std(axis=1, keepdims=True)."),
            Mistake(lambda X: (X - X.min(axis=1, keepdims=True)) / np.ptp(X, axis=1, keepdims=True),
                "Your rows run from 0 to 1. They need a mean of 0 and a deviation of 1: (row - its mean) / its deviation."),
            Mistake(lambda X: standardize_rows(X) / np.sqrt(X.shape[1]),
                "You divided by the length of the centred row. "
                "The standard deviation is smaller, by the square root of D: X.std(axis=1, keepdims=True).")]),
    Exercise(one_epoch,
        inputs=[(X, T, W4, B4, 0.5, ORDER, 3), (X, T, np.zeros(4), 0.0, 0.2, ORDER[::-1], 2),
                (X, T, W4, B4, 1.0, ORDER, 7)],
        hints=[
            "range(0, len(order), size) gives the places where the batches begin.",
            "rows = order[start : start + size] is one batch, even when fewer are left. X[rows] are its samples.",
            "Then, as always, `dw, db = lr.gradient(X[rows], t[rows], lr.feedforward(X[rows], w, b))`, "
                "`w, b = w - learning_rate * dw, b - learning_rate * db`."],
        mistakes=[
            Mistake(lambda *a: _epoch(*a, ordered=False),
                "You took the rows in the order of X. Take them in the order given: rows = order[start : start + size]."),
            Mistake(lambda *a: _epoch(*a, rest=False),
                "The last samples are missing: the last batch may be smaller than the others."),
            Mistake(lambda *a: _epoch(*a, fresh=False),
                "All batches got the outputs of the first weights. Work out y afresh for each batch."),
            Mistake(lambda *a: _epoch(*a, sums=True),
                "Your steps grow with the batch. The slope is a mean over the batch: divide by the number of its rows."),
            Mistake(lambda *a: _epoch(*a, whole=True),
                "Each step looked at all samples. It sees only its batch: X[rows] and t[rows]."),
            Mistake(lambda *a: _epoch(*a, over=a[-1]),
                "You divided by size in the last batch too, which may be smaller. Divide by len(rows)."),
            Mistake(lambda *a: _epoch(*a, over=len(a[0])),
                "You divided by the total number of samples. The slope is a mean over the batch: divide by len(rows)."),
            Mistake(_in_turn,
                "Your bias steps with the outputs of weights that are already new. "
                "Both belong to the same y: work it out once for each batch, then change w and b together.")]),
    Exercise(evidence, [(FACE, WEIGHTS), (np.abs(FACE), WEIGHTS), (np.zeros(2304), WEIGHTS)],
        hints=[
            "w * z has one number for each pixel.",
            "`(w * z).reshape(48, 48)`"],
        mistakes=[
            Mistake(lambda z, w: w * z, "The numbers are right. Make a picture of them: .reshape(48, 48)."),
            Mistake(lambda z, w: w.reshape(48, 48),
                "Those are the weights, the same for every face. Multiply each by this face's pixel."),
            Mistake(lambda z, w: (w * z).reshape(48, 48).T,
                "The picture lies on its side. The pixels were written row by row, as reshape reads them."),
            Mistake(lambda z, w: sigmoid(w * z).reshape(48, 48),
                "No sigmoid here: shares of the activation add up, probabilities do not.")]),
    Exercise(surest, [(X, *LAYER), (-X, *LAYER), (X[:3, :2], LAYER[0][:2, :2], LAYER[1][:2])],
        edges={"large activations": (np.ones((1, 4)), np.tile([10.0, 12.0, 11.0], (4, 1)), np.zeros(3)),
               "very large activations": (np.ones((1, 4)), np.tile([200.0, 220.0, 210.0], (4, 1)), np.zeros(3)),
               "activations that are all negative": (X, LAYER[0], LAYER[1] - 100)},
        hints=[
            "Z @ W + B has a row for each sample and a column for each unit.",
            "`np.argmax(Z @ W + B, axis=1)`"],
        mistakes=[
            Mistake(lambda Z, W, B: np.argmax(sigmoid(Z @ W + B), axis=1),
                "You compare the outputs. Above an activation of about 37 they all round to 1, and the first one wins: compare the activations."),
            Mistake(lambda Z, W, B: np.argmax(Z @ W + B, axis=0),
                "That is the best sample for each unit. You want the best unit for each sample: axis=1."),
            Mistake(lambda Z, W, B: np.max(Z @ W + B, axis=1),
                "That is how large the activation is. You want the unit it belongs to: np.argmax."),
            Mistake(lambda Z, W, B: np.argmax(Z @ W, axis=1), "You left out the biases: Z @ W + B."),
            Mistake(lambda Z, W, B: np.argmax(Z @ W + B > 0, axis=1),
                "You took the first unit that says yes. You want the surest one: compare the activations themselves.")]),
    Exercise(count_twins, [_twins(rng) for _ in range(6)], fresh=_twins,
        edges={"no twins at all": (np.eye(3), 1 - np.eye(3)), "nothing but twins": (np.eye(3), np.eye(3)[[0, 2, 2, 1]])},
        hints=[
            "Comparing each picture with every other takes long. A set knows at once whether it holds something.",
            "An array cannot be in a set, but its bytes can: row.tobytes(). Equal rows have equal bytes.",
            "`known = {row.tobytes() for row in X_train}`, then `return sum(row.tobytes() in known for row in X_test)`"],
        mistakes=[
            Mistake(lambda X_train, X_test: count_twins(X_test, X_train),
                "You counted the pictures in training that are also in the test. "
                "Count those in the test: put the rows of X_train into the set, and look up each row of X_test."),
            Mistake(lambda X_train, X_test: len({row.tobytes() for row in X_train} & {row.tobytes() for row in X_test}),
                "A set holds a picture only once, however often it occurs in the test. Count rows of X_test, not different pictures."),
            Mistake(lambda X_train, X_test: sum(row in X_train for row in X_test),
                "`row in X_train` asks NumPy whether ANY of its pixels is equal to one in its column. "
                "A twin is equal in all of them: look up row.tobytes() in a set."),
            Mistake(lambda X_train, X_test: _pairs(X_train, X_test).sum(),
                "You counted pairs. A test picture with three twins in training is still one picture."),
            Mistake(lambda X_train, X_test: sum(row.sum() in set(X_train.sum(axis=1)) for row in X_test),
                "Different pictures can have the same sum of pixels. Compare the pixels: row.tobytes() holds them all."),
            Mistake(lambda X_train, X_test: sum(a.tobytes() == b.tobytes() for a, b in zip(X_train, X_test)),
                "You compared each test picture with the one training picture in the same place. Its twin can be anywhere."),
            Mistake(lambda X_train, X_test: len(X_train) + len(X_test) - len({row.tobytes() for row in (*X_train, *X_test)}),
                "You also counted the copies within training and within the test. Only a copy across the split is a leak."),
            Mistake(lambda X_train, X_test: len(X_test) - count_twins(X_train, X_test),
                "Those are the pictures that are new. Count the others, which are also in training."),
            Mistake(lambda X_train, X_test: count_twins(X_train, X_test) / len(X_test),
                "That is the share of the test set. You want the number: don't divide.")]),
]
