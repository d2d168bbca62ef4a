import math

import numpy as np
import pytest
from scipy.stats import zscore
from sklearn.preprocessing import PolynomialFeatures

from lrcourse.features import monomials, product, radius, standardize_rows

rng = np.random.default_rng(14)
X = rng.normal(size=(20, 3))


def test_the_radius_is_the_distance_from_the_centre():
    np.testing.assert_allclose(radius([[3, 4], [0, 0], [-5, 12]]), [5, 0, 13])
    np.testing.assert_allclose(radius([[4, 6]], (1, 2)), [5])
    np.testing.assert_allclose(radius(X, X[0])[0], 0)
    assert radius(X.astype(np.float32)).dtype == np.float32


def test_turning_the_plane_changes_no_radius():
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    np.testing.assert_allclose(radius(X @ turn), radius(X))


def test_each_row_is_standardised_by_itself():
    np.testing.assert_allclose(standardize_rows(X), zscore(X, axis=1))
    np.testing.assert_allclose(standardize_rows(3 * X + 5), standardize_rows(X))  # another light
    assert standardize_rows(X.astype(np.float32)).dtype == np.float32
    assert not standardize_rows([[7, 7, 7]]).any()


def test_the_product_multiplies_the_columns():
    np.testing.assert_allclose(product([[2, 3], [-1, 4]]), [6, -4])
    np.testing.assert_allclose(product(X), X[:, 0] * X[:, 1] * X[:, 2])


@pytest.mark.parametrize("D", [1, 2, 3])
@pytest.mark.parametrize("degree", [1, 2, 4])
def test_the_monomials_are_scikit_learns_without_the_constant(D, degree):
    made = monomials(X[:, :D], degree)
    assert made.shape == (20, math.comb(degree + D, D) - 1)
    np.testing.assert_allclose(made, PolynomialFeatures(degree, include_bias=False).fit_transform(X[:, :D]))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: radius([1.0, 2.0]), "X"),
        (lambda: radius(X, (1, 2)), "centre"),
        (lambda: radius([[np.nan, 1]]), "X"),
        (lambda: product([["a", "b"]]), "X"),
        (lambda: standardize_rows([1, 2]), "X"),
        (lambda: standardize_rows([[1e300, -1e300]]), "squares do not fit"),
        (lambda: monomials(X, 0), "degree must be at least 1"),
        (lambda: monomials(X, 1.5), "degree"),
        (lambda: monomials(np.ones((20_000, 50)), 4), "columns; with 20,000 rows the limit is 5,000"),
        (lambda: monomials(np.ones((5, 50)), 8), "columns; with 5 rows the limit is 10,000. Take a smaller degree"),
        (lambda: monomials(np.ones((5, 50)), 100_000), "columns; with 5 rows the limit is 10,000"),
    ],
)
def test_what_does_not_fit_is_told(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
