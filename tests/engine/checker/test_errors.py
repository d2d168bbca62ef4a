"""A learner's error is shown with their line, the shapes that met there, and a cure."""

import math

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.engine.checker import Exercise, errors, judge

X, W = np.ones((3, 2)), np.ones(3)


def caught(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return errors.in_words(function, error)


def no_name(x):
    return x + nump  # noqa: F821


def no_local(x):
    for x_n in x:
        total = total + x_n  # noqa: F821
    return total


def wrong_sides(X, w):
    return X @ w


def a_number_for_each_row(X, w):
    return X - X.mean(axis=1)


def a_column_where_a_row_fits(X, w):
    return X + w[:2][:, None]


def two_lengths(x):
    return x + np.ones(2)


def number_times_array(X, w):
    return X @ X.mean()


def two_numbers(x):
    return 2.0 @ 3.0


def mean_of_a_number(x):
    return (3).mean()


def run_without_its_end(X, w):
    return lr.newton(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 1, 0, 1]))[:2]


def no_such_key(x):
    return {"good": 1}["bad"]


def no_broadcast(X, w):
    return X + w


def power(x):
    return x ^ 2


def many_truths(x):
    return 1 if x > 0 else 0


def two_conditions(x):
    return x == 0 & x > 1


def larger_of_two(x):
    return max(x, 0)


def joined_conditions(x):
    return (x > 0) and (x < 1)


def one_number(x):
    return math.exp(x)


def half_index(x):
    return x[len(x) / 2]


def one_too_far(x):
    return x[len(x)]


def two_indices(x):
    return x[0, 0]


def ragged(x):
    return np.array([[1.0], [1.0, 2.0]])


def whole_numbers(x):
    x = x.astype(int)
    x -= 0.5
    return x


def no_axis(x):
    return x.sum(axis=1)


def joined(X, w):
    return np.hstack([np.ones(len(X)), X])


def no_brackets(x):
    return x.sum()(x + 1)


def of_a_list(x):
    return list(x).mean()


def sum_of_two(x):
    return sum(x[0], x[1])


def unpacked(x):
    one, two = x
    return one + two


@pytest.mark.parametrize(
    ("function", "arguments", "line", "cure"),
    [
        (no_name, (W,), "return x + nump", "spelt as it was where you defined it"),
        (no_local, (W,), "total = total + x_n", "on every path to this line"),
        (wrong_sides, (X, W), "return X @ w", "(N, D) @ (D,)"),
        (no_broadcast, (X, W), "return X + w", "[:, np.newaxis] turns it into a column"),
        (a_number_for_each_row, (X, W), "return X - X.mean(axis=1)", "use axis=0"),
        (a_column_where_a_row_fits, (X, W), "return X + w[:2][:, None]", "Here it is the other way round"),
        (two_lengths, (W,), "return x + np.ones(2)", "of different lengths"),
        (wrong_sides, (X, np.float64(3)), "return X @ w", "remove its axis"),
        (number_times_array, (X, W), "return X @ X.mean()", "remove its axis"),
        (two_numbers, (W,), "return 2.0 @ 3.0", "multiply with *"),
        (mean_of_a_number, (W,), "return (3).mean()", "This is a single number"),
        (run_without_its_end, (X, W), "return lr.newton(", "w, b = run.final"),
        (no_such_key, (W,), '{"good": 1}["bad"]', "There is no such key"),
        (power, (W,), "return x ^ 2", "A power is **"),
        (many_truths, (W,), "return 1 if x > 0 else 0", "np.where"),
        (two_conditions, (W.astype(int),), "return x == 0 & x > 1", "in brackets"),
        (larger_of_two, (W,), "return max(x, 0)", "np.maximum"),
        (joined_conditions, (W,), "(x > 0) and (x < 1)", "entry by entry"),
        (one_number, (W,), "return math.exp(x)", "np.exp"),
        (half_index, (W,), "return x[len(x) / 2]", "whole number"),
        (one_too_far, (W,), "return x[len(x)]", "the length minus 1"),
        (two_indices, (W,), "return x[0, 0]", "more indices than"),
        (ragged, (W,), "np.array([[1.0], [1.0, 2.0]])", "rows of different lengths"),
        (whole_numbers, (W,), "x -= 0.5", "x.astype(float)"),
        (no_axis, (W,), "return x.sum(axis=1)", "only axis 0"),
        (joined, (X, W), "np.hstack", "np.ones((len(X), 1))"),
        (of_a_list, (W,), "list(x).mean()", "np.asarray"),
        (sum_of_two, (W,), "return sum(x[0], x[1])", "for two numbers write a + b"),
        (unpacked, (W,), "one, two = x", "names on the left"),
        (no_brackets, (W,), "return x.sum()(x + 1)", "is a * missing"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_commonest_errors(function, arguments, line, cure):
    said = caught(function, *arguments)
    assert line in said
    assert cure in said


def test_the_shapes_that_met_are_told():
    assert "shapes: X (3, 2), w (3,)" in caught(wrong_sides, X, W)
    assert "shapes: X (3, 2), w (3,)" in caught(no_broadcast, X, W)


def entropy(p):
    q = 1 - p
    return -(p * np.log(p) + q * np.log(q))


def test_where_a_nan_begins():
    said = errors.floating(entropy, (np.array([0.5, 1.0]),))
    assert said == (
        f"in line {entropy.__code__.co_firstlineno + 2}, `return -(p * np.log(p) + q * np.log(q))`, "
        "there is the logarithm of 0."
    )
    assert errors.floating(entropy, (np.array([0.5, 0.25]),)) == ""


def test_an_error_beside_plain_numbers_is_what_is_told():
    exercise = Exercise(lambda x: abs(x), [(1.0,), (-1.0,), (np.array([1.0, -2.0]),)], ["a"], [], name="size")
    verdict = judge(lambda x: x if x > 0 else -x, exercise)
    assert verdict.kind == "error"
    assert "np.where" in verdict.words
