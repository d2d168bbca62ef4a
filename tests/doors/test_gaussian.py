import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

import lrcourse as lr
from lrcourse.gaussian import class_gaussians, gaussian_weights

SIGMA = np.array([[2.0, 0.6], [0.6, 1.0]])
MU = np.array([-1.0, 0.5]), np.array([2.0, 1.0])


def penguins():
    return lr.datasets.load_penguins_xy()


def clouds():
    return lr.datasets.make_clouds(300, 6, (-1, 0, 1), (1, 0, 2), np.diag([1, 4, 0.3]), alpha=0.3)


def shop():
    visits = lr.datasets.load_ecommerce()
    return lr.datasets.ecommerce_matrix(visits), (visits["user_action"] > 0).to_numpy()


@pytest.mark.parametrize("data", [penguins, clouds, shop])
def test_agrees_with_scikit_learns_lda(data):
    X, t = data()
    w, b = lr.gaussian_solution(X, t)
    fitted = LinearDiscriminantAnalysis(solver="lsqr").fit(X, t)
    np.testing.assert_allclose(w, fitted.coef_[0], rtol=1e-8)
    assert b == pytest.approx(fitted.intercept_[0], rel=1e-8)


@given(st.floats(0.01, 0.99), st.floats(-3, 3), st.floats(-3, 3))
def test_is_bayes_rule(alpha, x1, x2):
    w, b = gaussian_weights(*MU, SIGMA, alpha)
    p0, p1 = (multivariate_normal(mu, SIGMA).pdf([x1, x2]) for mu in MU)
    by_bayes = alpha * p1 / (alpha * p1 + (1 - alpha) * p0)
    assert lr.feedforward([[x1, x2]], w, b)[0] == pytest.approx(by_bayes, rel=1e-9)


def test_the_case_worked_by_hand():
    w, b = gaussian_weights([-2, -2], [2, 2], np.eye(2))
    np.testing.assert_allclose(w, [4, 4])
    assert b == 0


def test_the_parts_are_means_over_the_classes():
    X, t = clouds()
    mu_0, mu_1, Sigma, alpha = class_gaussians(X, t)
    np.testing.assert_allclose(mu_1, X[t == 1].mean(axis=0))
    within = [np.cov(X[t == k].T, bias=True) * np.mean(t == k) for k in (0, 1)]
    np.testing.assert_allclose(Sigma, sum(within), rtol=1e-12)
    assert alpha == np.mean(t)
    assert mu_0.shape == (3,)


@given(st.floats(1e-3, 1e3))
def test_scaling_a_feature_scales_its_weight(factor):
    X, t = penguins()
    w, b = lr.gaussian_solution(X, t)
    scaled, same = lr.gaussian_solution(X * [factor, 1], t)
    np.testing.assert_allclose(scaled * [factor, 1], w, rtol=1e-6)
    assert same == pytest.approx(b, rel=1e-6)


def test_finds_the_truth_with_many_samples():
    X, t = lr.datasets.make_clouds(200_000, 6, *MU, SIGMA, alpha=0.2)
    w, b = gaussian_weights(*MU, SIGMA, 0.2)
    found, bias = lr.gaussian_solution(X, t)
    np.testing.assert_allclose(found, w, atol=0.05)
    assert bias == pytest.approx(b, abs=0.05)


def test_bad_data():
    X, t = penguins()
    for k in (0, 1):
        with pytest.raises(ValueError, match=f"no sample of class {k}"):
            lr.gaussian_solution(X, 0 * t + 1 - k)
    with pytest.raises(ValueError, match="column 2 does not vary within"):
        lr.gaussian_solution(np.column_stack([X, 0 * t]), t)
    with pytest.raises(ValueError, match="column 2 does not vary within"):
        lr.gaussian_solution(np.column_stack([X, np.full(len(X), 0.1)]), t)
    with pytest.raises(ValueError, match="column 2 does not vary within"):
        lr.gaussian_solution(np.column_stack([X, t]), t)
    with pytest.raises(ValueError, match="depends on others"):
        lr.gaussian_solution(np.column_stack([X, X.sum(axis=1)]), t)
    with pytest.raises(ValueError, match="only 0 and 1"):
        lr.gaussian_solution(X, t + 1)
    with pytest.raises(ValueError, match="shape"):
        lr.gaussian_solution(X[:, 0], t)
    with pytest.raises(ValueError, match="NaN"):
        lr.gaussian_solution(np.where(X > 50, np.nan, X), t)


def test_units_that_differ_a_lot_are_no_offence():
    X, t = penguins()
    w, _ = lr.gaussian_solution(X * [1e9, 1e-9], t)
    assert np.isfinite(w).all()


def test_bad_parameters():
    for alpha in (0, 1, 1.5, "a"):
        with pytest.raises((ValueError, TypeError), match="alpha"):
            gaussian_weights(*MU, SIGMA, alpha)
    with pytest.raises(ValueError, match="mu_1 has 3"):
        gaussian_weights(MU[0], [1, 2, 3], SIGMA)
    with pytest.raises(ValueError, match="square and symmetric"):
        gaussian_weights(*MU, [[1, 2], [0, 1]])
    with pytest.raises(ValueError, match="square and symmetric"):
        gaussian_weights(*MU, [[1, 2]])
    with pytest.raises(ValueError, match="no inverse"):
        gaussian_weights(*MU, [[1, 1], [1, 1]])
    with pytest.raises(ValueError, match="negative eigenvalue"):
        gaussian_weights(*MU, [[1, 2], [2, 1]])
    with pytest.raises(ValueError, match="square and symmetric"):
        gaussian_weights(*MU, [[1e-9, 5e-10], [-5e-10, 1e-9]])
    with pytest.raises(ValueError, match="squares do not fit"):
        class_gaussians([[1e300], [-1e300], [2e300], [0.0]], [0, 0, 1, 1])


def test_no_scatter_at_all_is_flat_and_not_negative():
    with pytest.raises(ValueError, match="Sigma has no inverse: column 0 does not vary"):
        gaussian_weights([0, 0], [1, 1], np.zeros((2, 2)))


def test_a_million_rows_in_float32_do_not_drift():
    t = np.arange(200_000) % 2
    X = np.random.default_rng(6).normal(20_000 + 30 * t[:, np.newaxis], 50, (200_000, 1))
    exact, single = class_gaussians(X, t), class_gaussians(X.astype(np.float32), t)
    np.testing.assert_allclose(single[0], exact[0], rtol=1e-6)
    np.testing.assert_allclose(single[2], exact[2], rtol=1e-3)


def test_a_covariance_is_square_and_symmetric_to_rounding():
    zeros = np.zeros(2)
    for wrong in ([[1, 0.5], [0.4, 1]], [[1.0, 0], [0, 1], [0, 0]]):
        with pytest.raises(ValueError, match=r"Sigma must be square and symmetric|Sigma has"):
            gaussian_weights(zeros, zeros + 1, wrong)
    gaussian_weights(zeros, zeros + 1, [[1, 0.5], [0.5 + 1e-9, 1]])
    with pytest.raises(ValueError, match="negative eigenvalue"):
        gaussian_weights(zeros, zeros + 1, [[1.0, 2], [2, 1]])


def test_one_of_many_columns_that_depends_on_the_others_is_found_in_spite_of_rounding():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        A = rng.normal(size=(400, 150)) @ rng.normal(size=(150, 150))
        A[:, -1] = A[:, :-1] @ rng.normal(size=149)
        with pytest.raises(ValueError, match="a column depends on others"):
            lr.gaussian_solution(A, np.arange(400) % 2)
    w, _ = lr.gaussian_solution(rng.normal(size=(400, 150)), np.arange(400) % 2)
    assert np.isfinite(w).all()
