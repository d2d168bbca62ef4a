"""The exercises of notebook 18."""

import numpy as np

from lrcourse.basis import standardize_rows
from lrcourse.cost import gradient
from lrcourse.exercises.checker import Exercise, Mistake
from lrcourse.features import mean_and_scale
from lrcourse.model import feedforward, sigmoid

NOTEBOOK = "18_faces"

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


def _epoch(
    X, t, w, b, learning_rate, order, size, ordered=True, rest=True, fresh=True, sums=False, whole=False
):
    """`one_epoch` with a mistake."""
    order = order if ordered else np.arange(len(order))
    stop = len(order) if rest else len(order) - len(order) % size
    first = feedforward(X, w, b)
    for start in range(0, stop, size):
        rows = np.arange(len(X)) if whole else order[start : start + size]
        y = feedforward(X[rows], w, b) if fresh else first[rows]
        dw, db = gradient(X[rows], t[rows], y)
        factor = learning_rate * (len(rows) if sums else 1)
        w, b = w - factor * dw, b - factor * db
    return w, b


def evidence(z, w):
    """Each pixel's share w_i z_i of the activation, as a picture (48, 48). z, w: (2304,)."""
    return (w * z).reshape(48, 48)


def surest(Z, W, B):
    """For each row of Z (N, D) the number of the unit with the largest activation. W (D, K), B (K,)."""
    return np.argmax(Z @ W + B, axis=1)


EXERCISES = [
    Exercise(
        name="standardize_rows",
        notebook=NOTEBOOK,
        reference=standardize_rows,
        inputs=[(X,), (3 * X - 1,), (X[:2],), (X[:, :3],)],
        hints=[
            "X.mean(axis=1) has a number a row. Which shape must it have to be taken off each row?",
            "keepdims=True keeps the axis, so that it is (N, 1).",
            "return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)",
        ],
        mistakes=[
            Mistake(
                lambda X: (X - mean_and_scale(X)[0]) / mean_and_scale(X)[1],
                "You took the means of the columns (axis=0), which mixes the pictures. Each row has its own: axis=1.",
            ),
            Mistake(
                lambda X: (X - X.mean()) / X.std(),
                "You took one mean of everything. Each row needs its own: axis=1, keepdims=True.",
            ),
            Mistake(
                lambda X: X - X.mean(axis=1, keepdims=True),
                "The light is gone, the contrast is not: divide by each row's standard deviation.",
            ),
            Mistake(
                lambda X: (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True),
                "You divided by the variance. The standard deviation is its root: X.std(axis=1, keepdims=True).",
            ),
        ],
    ),
    Exercise(
        name="one_epoch",
        notebook=NOTEBOOK,
        reference=one_epoch,
        inputs=[
            (X, T, W4, B4, 0.5, ORDER, 3),
            (X, T, np.zeros(4), 0.0, 0.2, ORDER[::-1], 2),
            (X, T, W4, B4, 1.0, ORDER, 7),
        ],
        hints=[
            "range(0, len(order), size) gives the beginnings of the batches.",
            "rows = order[start : start + size] is a batch, also when fewer are left. X[rows] are its samples.",
            "Then as always: y = lr.feedforward(X[rows], w, b), the slopes lr.gradient(X[rows], t[rows], y), a step.",
        ],
        mistakes=[
            Mistake(
                lambda *a: _epoch(*a, ordered=False),
                "You took the rows as they stand in X. Take them in the given order: rows = order[start : start + size].",
            ),
            Mistake(
                lambda *a: _epoch(*a, rest=False),
                "The last samples are missing: the last batch may be smaller than the others.",
            ),
            Mistake(
                lambda *a: _epoch(*a, fresh=False),
                "All batches got the outputs of the weights at the start. Work y out anew for each batch.",
            ),
            Mistake(
                lambda *a: _epoch(*a, sums=True),
                "Your steps grow with the batch. The slope is a mean over the batch: divide by the number of its rows.",
            ),
            Mistake(
                lambda *a: _epoch(*a, whole=True),
                "Each step looked at all samples. It may see its batch only: X[rows] and t[rows].",
            ),
        ],
    ),
    Exercise(
        name="evidence",
        notebook=NOTEBOOK,
        reference=evidence,
        inputs=[(FACE, WEIGHTS), (np.abs(FACE), WEIGHTS), (np.zeros(2304), WEIGHTS)],
        hints=[
            "w * z has a number a pixel.",
            ".reshape(48, 48) makes a picture of 2,304 numbers, row by row.",
        ],
        mistakes=[
            Mistake(lambda z, w: w * z, "Right numbers. Make a picture of them: .reshape(48, 48)."),
            Mistake(
                lambda z, w: w.reshape(48, 48),
                "Those are the weights, the same for every face. Multiply each by this face's pixel.",
            ),
            Mistake(
                lambda z, w: (w * z).reshape(48, 48).T,
                "The picture lies on its side. The pixels were written row by row, as reshape reads them.",
            ),
            Mistake(
                lambda z, w: sigmoid(w * z).reshape(48, 48),
                "No sigmoid here: shares of the activation add up, probabilities do not.",
            ),
        ],
    ),
    Exercise(
        name="surest",
        notebook=NOTEBOOK,
        reference=surest,
        inputs=[(X, *LAYER), (-X, *LAYER), (X[:3, :2], LAYER[0][:2, :2], LAYER[1][:2])],
        hints=[
            "Z @ W + B has a row a sample and a column a unit.",
            "np.argmax gives the place of the largest. Along which axis?",
        ],
        mistakes=[
            Mistake(
                lambda Z, W, B: np.argmax(Z @ W + B, axis=0),
                "That is the best sample of each unit. The best unit of each sample is asked: axis=1.",
            ),
            Mistake(
                lambda Z, W, B: np.max(Z @ W + B, axis=1),
                "That is how large the activation is. Which unit it belongs to is asked: np.argmax.",
            ),
            Mistake(lambda Z, W, B: np.argmax(Z @ W, axis=1), "You left out the biases: Z @ W + B."),
            Mistake(
                lambda Z, W, B: np.argmax(Z @ W + B > 0, axis=1),
                "You took the first unit that says yes. The surest one is asked: compare the activations themselves.",
            ),
        ],
    ),
]
