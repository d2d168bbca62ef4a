import re
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from lrcourse.features import mean_and_scale, one_hot, standardize

numbers = st.floats(-1e6, 1e6).map(lambda v: round(v, 3))
matrices = arrays(np.float64, st.tuples(st.integers(2, 12), st.just(3)), elements=numbers)


@given(matrices, matrices)
def test_standardize_agrees_with_scikit_learn(X_train, X_test):
    oracle = StandardScaler().fit(X_train)
    for got, X in zip(standardize(X_train, X_test), (X_train, X_test), strict=True):
        np.testing.assert_allclose(got, oracle.transform(X), rtol=1e-6, atol=1e-6)


@given(matrices, matrices, st.floats(0.001, 1000), numbers)
def test_units_do_not_matter(X_train, X_test, factor, shift):
    """Minutes or seconds, Celsius or Fahrenheit: the standardised columns are the same, up to rounding."""
    X_train[:2] = [[0, 0, 0], [1e6, 1e6, 1e6]]  # no column is constant
    for got, wanted in zip(
        standardize(factor * X_train + shift, factor * X_test + shift), standardize(X_train, X_test), strict=True
    ):
        np.testing.assert_allclose(got, wanted, atol=1e-4)


def test_standardize_uses_the_training_set_only():
    X = np.array([[1.0], [3.0]])
    assert standardize(X, [[5.0]])[1].tolist() == [[3.0]]
    train, _, visitor = standardize(X, [[1e9]], [[2.0]])
    assert train.ravel().tolist() == [-1.0, 1.0]
    assert visitor.tolist() == [[0.0]]


def test_a_constant_column_becomes_zeros():
    train, test = standardize([[0.1, 1], [0.1, 2], [0.1, 3]], [[0.1, 1], [0.3, 1]])
    assert train[:, 0] == pytest.approx([0, 0, 0])
    assert test[:, 0] == pytest.approx([0, 0.2])
    mean, scale = mean_and_scale(np.full((5, 2), 7.0))
    assert (mean.tolist(), scale.tolist()) == ([7, 7], [1, 1])


def test_types():
    train, test = standardize(np.ones((2, 1), np.float32), np.zeros((2, 1), np.float32))
    assert train.dtype == test.dtype == np.float32
    assert standardize(pd.DataFrame({"a": [1, 2]}), [[3]])[0].dtype == np.float64
    X = np.array([[1.0], [2.0]])
    standardize(X, X + 1)
    assert X.tolist() == [[1], [2]]  # the caller's arrays stay as they are


def test_standardize_refuses_what_would_be_a_leak():
    X = np.eye(3)
    with pytest.raises(TypeError, match="Split first, then: X_train, X_test = standardize"):
        standardize(X)
    with pytest.raises(ValueError, match=r"the same array. Split first"):
        standardize(X, X)


@pytest.mark.parametrize(
    ("train", "test", "error", "words"),
    [
        (np.eye(3), np.ones((2, 2)), ValueError, "X_test has 2 columns; needed: 3, those of X_train"),
        (np.ones(3), np.eye(3), ValueError, "X_train must have shape"),
        (np.eye(3), np.ones(3), ValueError, "X_test must have shape"),
        ([[np.nan]], [[1.0]], ValueError, "X_train contains NaN"),
        ([[1.0]], [[np.inf]], ValueError, "X_test contains NaN or infinity"),
        (np.empty((0, 2)), np.eye(2), ValueError, "X_train is empty"),
        ([["a"]], [[1.0]], TypeError, "X_train must contain numbers"),
    ],
)
def test_standardize_refuses(train, test, error, words):
    with pytest.raises(error, match=words):
        standardize(train, test)


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=20) | st.lists(st.sampled_from("abc"), min_size=1, max_size=20),
    st.booleans(),
)
def test_one_hot_agrees_with_scikit_learn(values, drop_first):
    assume(len(set(values)) > 1 or not drop_first)
    oracle = OneHotEncoder(sparse_output=False, drop="first" if drop_first else None)
    wanted = oracle.fit_transform(np.array(values).reshape(-1, 1))
    got = one_hot(values, drop_first=drop_first)
    assert got.shape == wanted.shape
    assert (got == wanted).all()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_each_row_holds_a_single_one(values):
    columns = one_hot(values, categories=range(4))
    assert columns.shape == (len(values), 4)
    assert (columns.sum(axis=1) == 1).all()
    assert (columns.argmax(axis=1) == values).all()
    assert (one_hot(values, categories=range(4), drop_first=True) == columns[:, 1:]).all()


def test_categories_give_the_order():
    assert one_hot(["b", "a"], categories=["b", "a"]).tolist() == [[1, 0], [0, 1]]
    assert one_hot(pd.Series(["b", "a"])).tolist() == [[0, 1], [1, 0]]
    assert one_hot([True, False]).dtype == np.float64


def test_a_full_one_hot_and_a_bias_are_one_column_too_many():
    rng = np.random.default_rng(0)
    values = rng.integers(0, 4, 50)
    ones = np.ones((50, 1))
    assert np.linalg.matrix_rank(np.hstack([ones, one_hot(values)])) == 4
    assert np.linalg.matrix_rank(np.hstack([ones, one_hot(values, drop_first=True)])) == 4


@pytest.mark.parametrize(
    ("values", "categories", "words"),
    [
        ([0, 7, 1], range(4), r"values\[1\] is 7, which is not among the categories \[0, 1, 2, 3\]"),
        (["night", "noon"], ["night"], r"values\[1\] is 'noon'"),
        ([0.0, np.nan], None, r"values contains a blank .* first at values\[1\]"),
        ([None, "a"], None, r"values contains a blank .* first at values\[0\]"),
        (["a", np.nan], None, r"values contains a blank .* first at values\[1\]"),
        (["1"], [1, 2], r"values\[0\] is '1', which is not among the categories \[1, 2\]"),
        ([0.55], [0.1 * k for k in range(99)], r"among the categories \[0\.0, .{40,60}\.\.\. Add"),
        ([[0, 1]], None, "must be one column"),
        ([], None, "not empty"),
        (3, None, "must be one column"),
        (range(40_000), None, "40,000 rows and 40,000 categories: 12.8 GB of columns, but the limit is 0.8 GB"),
        ([1], [1, 1], "categories must be different names; 1 occurs twice"),
        ([1], [], "categories must be one column"),
        ([1], [[1, 2]], r"categories must be one column.*shape \(1, 2\)"),
        ([1.0], [1.0, np.nan], r"categories contains a blank"),
    ],
)
def test_one_hot_refuses(values, categories, words):
    with pytest.raises(ValueError, match=words):
        one_hot(values, categories)


@pytest.mark.parametrize("kind", [int, "name {}".format])
def test_columns_that_do_not_fit_and_the_cure(kind):
    seldom = [kind(k) for k in range(12_000)]
    frequent = [kind(20_000 + k) for k in range(20) for _ in range(101 + k)]
    with pytest.raises(ValueError, match=r"the limit is .* GB.*isn't a category.*Leave it out, or keep") as caught:
        one_hot(seldom + frequent)
    cured = {"values": seldom + frequent, "pd": pd}
    exec(re.search(r"most frequent: (.*)$", str(caught.value))[1], cured)
    columns = one_hot(cured["values"])
    assert columns.shape == (len(seldom) + len(frequent), 21)
    assert columns.sum(axis=0).tolist() == [*range(101, 121), 12_000]  # "other" is the last by the alphabet
    assert (columns[: len(seldom), 20] == 1).all()


def test_what_fits_is_made():
    tracemalloc.start()
    columns = one_hot(np.arange(20_000) % 1_000)
    assert tracemalloc.get_traced_memory()[1] < 8 * 20_000 * 1_000 + 20e6
    tracemalloc.stop()
    assert (columns.sum(axis=0) == 20).all()


@pytest.mark.parametrize("categories", [{1, 2}, {1: "a"}, "night", 4, iter([1])])
def test_one_hot_needs_categories_in_an_order(categories):
    with pytest.raises(TypeError, match="categories must be a list or an array of names, in order; got"):
        one_hot([1], categories)


def test_one_hot_refuses_a_drop_first_that_is_none_or_leaves_nothing():
    with pytest.raises(TypeError, match="drop_first must be True or False; got 'night'"):
        one_hot([1, 2], drop_first="night")
    with pytest.raises(ValueError, match="The only category is 7; with drop_first, no column would be left"):
        one_hot([7, 7], drop_first=True)


def test_one_hot_of_many_values_is_the_same_as_comparing():
    values = np.random.default_rng(0).integers(0, 2000, 3000)
    assert (one_hot(values, range(2000)) == (values[:, None] == np.arange(2000))).all()


def test_standardize_refuses_tables_with_other_columns():
    train = pd.DataFrame({"minutes": [1.0, 2.0], "products": [3, 5]})
    for test in (train[["products", "minutes"]], train.rename(columns={"products": "pages"})):
        with pytest.raises(ValueError, match=r"columns \['minutes', 'products'\], but another table has .* same order"):
            standardize(train, test)
    with pytest.raises(ValueError, match="another table"):
        standardize(train, train.copy(), train[["minutes"]])
    same = standardize(train, train.copy())
    assert (same[0] == same[1]).all()
    assert (standardize(train.to_numpy(), train)[1] == same[1]).all()


def test_a_million_rows_in_float32_do_not_drift():
    X = np.random.default_rng(5).normal(2015, 5, (300_000, 2)).astype(np.float32)
    mean, scale = mean_and_scale(X)
    np.testing.assert_allclose(mean, 2015, atol=0.1)
    np.testing.assert_allclose(scale, 5, rtol=0.02)
    assert mean.dtype == scale.dtype == np.float32


def test_a_column_that_is_constant_but_for_rounding_becomes_zeros():
    train, test = standardize(np.array([[0.1 + 0.2], [0.3], [0.3]]), np.array([[0.4]]))
    np.testing.assert_allclose(train, 0, atol=1e-15)
    np.testing.assert_allclose(test, 0.1)


@pytest.mark.parametrize("unit", [1e-200, 1e300])
def test_squares_that_do_not_fit_are_refused(unit):
    with pytest.raises(ValueError, match="do not fit in a float"):
        mean_and_scale(unit * np.array([[1.0], [2.0], [4.0]]))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1, "1"], "mixes text and numbers"),
        (np.ma.masked_array([0, 1], [0, 1]), "masked"),
        ([1, [2]], "one column.*a single number or text"),
        ([{1: 2}], "one column"),
    ],
)
def test_what_is_no_column_of_labels_is_refused(values, words):
    with pytest.raises((TypeError, ValueError), match=words):
        one_hot(values)
