"""The exercises of notebook 07."""

import numpy as np

from lrcourse.engine.checker import Exercise, Mistake

rng = np.random.default_rng(7)
MATRICES = [
    (np.array([[46.5, 17.9], [39.1, 18.7], [50.2, 15.1]]),), (rng.normal(size=(4, 3)),), (rng.normal(size=(2, 2)),),
    (rng.normal(size=(3, 1)),)]
COLUMNS = [
    (np.array([[46.5, 39.1, 50.2], [17.9, 18.7, 15.1]]), np.array([1.0, -1.0]), -25.0),
    (rng.normal(size=(3, 5)), rng.normal(size=3), 0.4),
    (rng.normal(size=(2, 2)), np.array([0.5, -2.0]), -0.7),
]
LABELS = [
    (np.array([1, 0, 1, 0]), np.array([2.0, 3.0, -1.0, -0.5])),
    (np.array([0.0, 1.0, 1.0]), np.array([-1.5, 0.25, 0.0])),
    (np.array([0]), np.array([4.0])),
]


def product_shape(left, right):
    """The shape of left @ right for vectors and matrices, from their shapes alone; ValueError if they do not fit."""
    if left[-1] != right[0]:
        raise ValueError(f"the inner dimensions differ: {left[-1]} and {right[0]}")
    return left[:-1] + right[1:]


def with_ones(X):
    """A column of ones before X: (N, D) becomes (N, D + 1), and the bias becomes the first weight."""
    return np.hstack([np.ones((len(X), 1)), X])


def activation_columns(X, w, b):
    """The activations where a sample is a column: X is (D, N), w (D,), the result (N,)."""
    return w @ X + b


def c_from_l2(l2, N):
    """scikit-learn's C for our l2: its cost is a sum over the N samples, ours a mean."""
    return 1 / (N * l2)


def margins(t, a):
    """The margins: the label, +1 where t is 1 and -1 where t is 0, times a; positive where the sign of a is right."""
    return (2 * t - 1) * a


def _fitting(left, right, shape):
    if left[-1] != right[0]:
        raise ValueError
    return shape


EXERCISES = [
    Exercise(product_shape,
        inputs=[((6, 3), (3,)), ((3, 6), (6,)), ((3,), (3, 6)), ((6, 3), (3, 1)), ((6, 3), (3, 2)), ((4,), (4,)),
                ((6, 3), (1, 3)), ((6, 3), (6,))],
        edges={"a square matrix": ((3, 3), (3,)), "two square matrices": ((4, 4), (4, 4))},
        hints=[
            "Only two lengths meet: the last on the left and the first on the right. Are they equal?",
            "A shape is a tuple: `left[-1]` is its last entry, `left[:-1]` everything before it; + joins two tuples.",
            "`if left[-1] != right[0]: raise ValueError`, then `return left[:-1] + right[1:]`"],
        mistakes=[
            Mistake(lambda left, right: left[:-1] + right[1:],
                "That is right where they fit. But (6, 3) @ (1, 3) has no shape: "
                "compare the inner dimensions first, and raise ValueError if they differ."),
            Mistake(lambda left, right: _fitting(left, right, (left[0], right[-1])),
                "That holds for two matrices. A vector has one dimension, "
                "and once it has met its partner nothing is left of it: (6, 3) @ (3,) is (6,)."),
            Mistake(lambda left, right: _fitting(left, right, left + right),
                "The inner dimensions drop out; you kept them both."),
            Mistake(lambda left, right: _fitting(left, right, left[:-1] + (right[1:] or (1,))),
                "(N, D) @ (D,) is (N,), not (N, 1): NumPy leaves no 1 behind."),
            Mistake(lambda left, right: _fitting(left, right, left[1:] + right[:-1]),
                "You kept the inner dimensions. They are the ones that drop out: left[:-1] + right[1:].")]),
    Exercise(with_ones, MATRICES,
        hints=[
            "You need N ones in a column: shape (N, 1).",
            "np.ones((len(X), 1)) makes them, np.hstack puts two matrices side by side.",
            "`np.hstack([np.ones((len(X), 1)), X])`"],
        mistakes=[
            Mistake(lambda X: np.hstack([X, np.ones((len(X), 1))]),
                "The ones come last. Here they come first, so the bias is the first of the D + 1 weights."),
            Mistake(lambda X: np.vstack([np.ones(X.shape[1]), X]),
                "You added a ROW of ones: one sample more. What you need is a column: one feature more."),
            Mistake(lambda X: X + 1, "You added 1 to every number. The ones are a new column beside X."),
            Mistake(lambda X: np.hstack([np.zeros((len(X), 1)), X]),
                "You added zeros. The bias would be multiplied by 0 and never heard: the column needs ones."),
            Mistake(lambda X: np.hstack([np.ones_like(X), X]),
                "You put as many columns of ones before X as X itself has. One is enough: np.ones((len(X), 1))."),
            Mistake(np.ones_like, "All ones, and the data are gone. Keep X, and put one column of ones before it.")]),
    Exercise(activation_columns, COLUMNS,
        hints=[
            "Write the shapes down: w is (D,), X is (D, N). Which order makes the two D meet?",
            "w goes on the left.",
            "`w @ X + b`; X.T @ w + b is the same."],
        mistakes=[
            Mistake(lambda X, w, b: X @ w + b,
                "That is the order for rows. With X as (D, N) it fails, or worse, "
                "for N = D it gives wrong numbers. Put w on the left."),
            Mistake(lambda X, w, b: w @ X, "You left out the bias."),
            Mistake(lambda X, w, b: w.reshape(1, -1) @ X + b,
                "The right numbers, in shape (1, N). Leave w as it is, and you get (N,)."),
            Mistake(lambda X, w, b: X.T @ w.reshape(-1, 1) + b,
                "The right numbers, in shape (N, 1). Leave w as it is, and you get (N,)."),
            Mistake(lambda X, w, b: w[:, None] * X + b,
                "Those are the products; they have not been added up yet. @ does both."),
            Mistake(lambda X, w, b: w @ (X + b),
                "b was added to the data, and so it is multiplied by the weights. Add it after the product.")]),
    Exercise(c_from_l2, [(0.1, 5000), (0.0002, 5000), (1.0, 219), (0.5, 3)],
        hints=[
            "Divide scikit-learn's cost by C N: then its first part is our mean.",
            "Compare the second parts: they have 1 / (C N) where we have l2.",
            "`1 / (N * l2)`"],
        mistakes=[
            Mistake(lambda l2, N: 1 / l2, "That would be right if both costs were sums. Ours is a mean: N is missing."),
            Mistake(lambda l2, N: N / l2,
                "N is on the wrong side: the more samples, the smaller C must be for the same l2."),
            Mistake(lambda l2, N: 1 / N * l2,
                "l2 belongs in the denominator too: 1 / N * l2 divides by N and multiplies by l2. Write 1 / (N * l2)."),
            Mistake(lambda l2, N: N * l2,
                "That is 1 / C. C multiplies the cost, l2 the penalty: take the reciprocal."),
            Mistake(lambda l2, N: 1 / (2 * N * l2),
                "The one half before the sum of squares is in both costs. It cancels.")]),
    Exercise(margins, LABELS,
        hints=[
            "First make the label out of t: 1 stays 1, and 0 becomes -1.",
            "It is a straight line through (0, -1) and (1, 1): 2 t - 1.",
            "`(2 * t - 1) * a`"],
        mistakes=[
            Mistake(lambda t, a: t * a, "Where t = 0, nothing is left of a. Turn 0 into -1 first: 2 t - 1."),
            Mistake(lambda t, a: (1 - 2 * t) * a,
                "The sign is flipped: yours is negative where the answer is right. The label is 2 t - 1."),
            Mistake(lambda t, a: (t - 1) * a, "t - 1 turns 0 into -1, but 1 into 0. The factor 2 is missing: 2 t - 1."),
            Mistake(lambda t, a: 2 * t - 1, "That is the label. Multiply it by the activation."),
            Mistake(lambda t, a: np.abs(a), "That says how sure, not how right. Multiply a by the label, which supplies the sign."),
            Mistake(lambda t, a: np.logaddexp(0, (1 - 2 * t) * a),
                "That is the cost of each sample, ln(1 + exp(-margin)). The margin is what is inside: (2 t - 1) a alone."),
            Mistake(lambda t, a: (2 * t - 1) @ a,
                "@ adds up the products into one number. One margin for each sample: use *.")]),
]
