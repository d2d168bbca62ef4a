import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import lrcourse as lr

X, T = lr.datasets.make_clouds(200, 11, (-1, -0.5), (1, 0.5), alpha=0.4)


def shop():
    visits = lr.datasets.load_ecommerce()
    return lr.datasets.ecommerce_matrix(visits), (visits["user_action"] > 0).to_numpy()


DATA = [(X, T), lr.datasets.load_penguins_xy(), shop()]


@pytest.mark.parametrize(("X", "t"), DATA, ids=["clouds", "penguins", "shop"])
@pytest.mark.parametrize("l2", [0, 0.01])
def test_newton_reaches_scikit_learns_optimum(X, t, l2):
    found = lr.newton(X, t, l2=l2)
    C = 1 / (len(t) * l2) if l2 else np.inf
    oracle = LogisticRegression(C=C, tol=1e-12, solver="newton-cholesky", max_iter=200).fit(X, t)
    assert found.converged
    np.testing.assert_allclose(found.final.w, oracle.coef_[0], rtol=1e-6)
    assert found.final.b == pytest.approx(oracle.intercept_[0], rel=1e-6)
    assert (np.diff(found.cost) <= 0).all()
    assert found.step[-1] < 15


def test_newton_is_where_gradient_descent_ends():
    slow = lr.gradient_descent(X, T, learning_rate=2, steps=5000, tol=1e-11, every=5000).final
    np.testing.assert_allclose(lr.newton(X, T).final.w, slow.w, rtol=1e-8)


def test_newton_finds_its_way_back_from_far_out():
    found = lr.newton(X, T, w0=[40.0, -60.0], b0=9.0)
    assert found.converged
    np.testing.assert_allclose(found.final.w, lr.newton(X, T).final.w, rtol=1e-8)


def test_scaling_a_feature_scales_its_weight():
    np.testing.assert_allclose(
        lr.newton(X * [1000, 0.001], T).final.w * [1000, 0.001], lr.newton(X, T).final.w, rtol=1e-6
    )


@pytest.mark.parametrize(
    ("X", "t"),
    [
        ([[0.0], [1], [2], [3]], [0, 0, 1, 1]),
        ([[0.0], [0], [0], [1], [1]], [0, 1, 0, 1, 1]),  # all but those on the line: a category with one class
        ([[0.0], [1], [1], [2]], [0, 0, 1, 1]),
    ],
)
def test_where_there_is_no_optimum_it_says_so(X, t):
    with pytest.warns(RuntimeWarning, match="a line separates the classes"):
        found = lr.newton(X, t)
    assert found.diverged
    assert lr.newton(X, t, l2=0.1).converged


@pytest.mark.parametrize("l2", [0, 0.1])
def test_one_class_has_no_optimum_with_any_penalty(l2):
    with pytest.warns(RuntimeWarning, match="t contains only one class"):
        found = lr.newton(X, np.ones(len(X)), l2=l2)
    assert found.diverged
    assert not found.converged


def test_a_column_of_time_stamps_is_no_trouble():
    far = lr.newton(1.7e9 + 1e7 * X[:, :1], T)
    near = lr.newton(X[:, :1], T)
    assert far.converged
    assert far.final.w[0] * 1e7 == pytest.approx(near.final.w[0], rel=1e-6)
    assert far.cost[-1] == pytest.approx(near.cost[-1], rel=1e-9)


def test_numbers_too_large_to_square_are_refused_at_once():
    for big in (X * 1e160, np.array([[1e300, 1e300], [2e300, -1e300]] * 100), (X * 1e20).astype(np.float32)):
        with pytest.raises(ValueError, match="squares do not fit"):
            lr.newton(big, T, l2=0.1)


def test_it_arrives_whatever_the_last_digit_does():
    rng = np.random.default_rng(38)
    for _ in range(300):
        A = rng.normal(size=(30, 2))
        s = (A @ [1, -1] + 2 * rng.normal(size=30) > 0).astype(int)
        if 0 < s.mean() < 1:
            assert lr.newton(A, s, l2=1e-4).converged


def test_classes_that_touch_have_no_optimum_either():
    with pytest.warns(RuntimeWarning, match="those that lie on it"):
        found = lr.newton([[0.0], [1], [1], [2]], [0, 0, 1, 1])
    assert np.isfinite(found.w).all()
    assert not found.converged


@pytest.mark.parametrize("tol", [0.05, 1e-3, 1e-6])
def test_a_loose_tolerance_is_no_reason_to_see_a_separation(tol):
    rng = np.random.default_rng(5)
    for _ in range(50):
        A = rng.normal(size=(60, 2))
        s = (A @ [3, -2] + 2 * rng.normal(size=60) > 0).astype(int)  # nine in ten are right, no line separates
        assert lr.newton(A, s, tol=tol).converged


def test_columns_that_depend_on_each_other_need_a_penalty():
    for extra, words in ((np.ones(200), "column 2 does not vary"), (X[:, 0] - 3, "depends on others")):
        both = np.column_stack([X, extra])
        with pytest.raises(ValueError, match=words):
            lr.newton(both, T)
        assert lr.newton(both, T, l2=0.1).converged


def test_float32_stays_float32():
    found = lr.newton(X.astype(np.float32), T)
    assert found.w.dtype == np.float32
    np.testing.assert_allclose(found.final.w, lr.newton(X, T).final.w, rtol=1e-3)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"l2": -1}, "l2"), ({"steps": 0}, "steps"), ({"tol": 0}, "tol"), ({"w0": [1]}, "w0 has 1 weights")],
)
def test_bad_options(change, words):
    with pytest.raises(ValueError, match=words):
        lr.newton(X, T, **change)
