"""Answers of which the checker once said something false, or nothing of use, and what it says of them now."""

import math

import numpy as np
import pytest

from lrcourse import lessons
from lrcourse.engine.checker import judge

EXERCISES = lessons.exercises()
CHANGED = "changes its argument {} in place, and the caller's data with it"


def dot_product(u, v):
    result = 0
    for a in u:
        for b in v:
            result += a * b
    return result


def likelihood(t, y):
    p = 0
    for i in range(len(t)):
        p = p * y[i] ** t[i] * (1 - y[i]) ** (1 - t[i])
    return p


def start_slope(X, t):
    return np.mean(np.mean(t) - t) * np.mean(X, axis=0)


def penalized_gradient(X, t, y, w, l2):
    y -= t
    return X.T @ y / len(t) + l2 * w, np.mean(y - t)


def with_product(X):
    x1, x2 = X[0], X[1]
    return np.column_stack((X, x1 * x2))


def relative_weights(w, b):
    w -= w[0]
    return w[1:], b + w[0]


def majority_accuracy(t_train, t_test):
    return np.sum(t_test == (np.mean(t_train) > 0.5))


def product_shape(left, right):
    return (np.ones(left) * np.ones(right)).shape


def two_loops(slope, steps, changes):
    p, alphas = slope, []
    for d, q in list(zip(steps, changes))[::-1]:
        alphas.insert(0, (d @ p) / (d @ q))
        p -= alphas[0] * q
    p = p * ((steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1]))
    for d, q, alpha in zip(steps, changes, alphas):
        p = p + (alpha - (q @ p) / (d @ q)) * d
    return p


def bottom_left_of_zero(w_hat, amount):
    return max(w_hat + amount, 0)


def circle(w, b):
    centre = -w[:2] / (2 * w[2])
    return centre, np.sqrt(np.abs(b / w[2]) + centre @ centre)


def best_machines(samples, features, seconds_a_number, seconds_sent):
    work, talk = samples * features * seconds_a_number, 2 * (features + 1) * seconds_sent
    P = np.sqrt(work / talk)
    return work / P + talk * P


def slope_in_one_weight(t, y, x_i):
    return abs(y - t) * x_i


def xor_weights(m):
    return [2, 2, -4] * m, -m


def word_effects(tokens, terms, w):
    g = lambda term: dict(zip(terms, w)).get(term, 0)
    pair = lambda u, v: g(u + v) if u and v else 0
    around = ["", *tokens, ""]
    return np.array([g(v) + pair(u, v) + pair(v, x) - pair(u, x) for u, v, x in zip(around, tokens, around[2:])])


def sodium_current(V, m, h):
    return 120 * math.pow(m, 3) * h * (V - 50)


def one_column(t):
    if t.ndim == 2 and 1 not in t.shape:
        raise ValueError("bad shape")
    return t.T if t.shape[0] == 1 else t


def evidence(x, w):
    picture = (x * w).copy()
    picture = picture.resize(48, 48)
    return picture


def product_shape_refused(left, right):
    if left[-1] != right[-1]:
        raise ValueError("no fit")
    return left[:-1] + right[1:]


def product_shape_asserted(left, right):
    assert left[-1] == right[0], "inner sides must be equal"
    return left[:-1] + right[1:]


@pytest.mark.parametrize(
    ("function", "said", "not_said"),
    [
        (dot_product, "every u_i has met every v_j", "You multiplied the sums"),
        (likelihood, "one factor of 0 is enough", "t * y is 0 wherever"),
        (start_slope, "returned 0 for every input", "cut"),
        (penalized_gradient, CHANGED.format("y"), "look at line"),
        (with_product, "X[0] is a row of X, X[:, 0] a column", "same number of dimensions"),
        (relative_weights, CHANGED.format("w"), "right result"),
        (majority_accuracy, "the size of t_test", "divide by N"),
        (product_shape, "the product of matrices is @, not *", "Which shape is not"),
        (two_loops, CHANGED.format("slope"), "0 / 0"),
        (bottom_left_of_zero, "for every input that was tried", "whatever"),
        (circle, "", "passed"),
        (slope_in_one_weight, "with `(y - t)` in place of `abs(y - t)`", "brackets"),
        (xor_weights, "m = 1.0", "m = 1\n"),
        (word_effects, "A pair is one string with a space in it", "You took the word's own weight"),
        (sodium_current, "**", "sum it first"),
        (one_column, "an argument", "better, find"),
        (evidence, "resize", "every path"),
        (product_shape_refused, "You refuse this input, but there is nothing wrong with it", "right to refuse"),
        (product_shape_asserted, "You are right to refuse this, but with a ValueError", "nothing wrong"),
        (best_machines, "how many seconds the shortest step takes", "all inputs agree"),
    ],
)
def test_what_is_said_is_true(function, said, not_said):
    words = judge(function, EXERCISES[function.__name__.removesuffix("_refused").removesuffix("_asserted")]).words
    assert said in words
    assert not_said not in words
