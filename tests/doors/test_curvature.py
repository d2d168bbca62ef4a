import tracemalloc

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.cost import hessian

X, T = lr.datasets.make_clouds(80, 10, (-1, 0, 1), (1, 0.5, 0), np.diag([1, 2, 0.5]))
W, B = np.array([0.5, -0.2, 0.1]), 0.4


def test_hessian_is_the_derivative_of_the_gradient():
    def gradient(z):
        dw, db = lr.gradient(X, T, lr.feedforward(X, z[:3], z[3]))
        return np.append(dw, db)

    z, h = np.append(W, B), 1e-6
    steps = h * np.eye(4)
    by_differences = np.array([(gradient(z + s) - gradient(z - s)) / (2 * h) for s in steps])
    np.testing.assert_allclose(hessian(X, lr.feedforward(X, W, B)), by_differences, atol=1e-8)


def test_hessian_is_symmetric_and_never_negative():
    H = hessian(X, lr.feedforward(X, 30 * W, B))
    np.testing.assert_allclose(H, H.T, atol=1e-15)
    assert np.linalg.eigvalsh(H)[0] >= -1e-15


def test_stable_rate_is_two_over_the_curvature_at_one_half():
    H = hessian(X, np.full(80, 0.5)) + np.diag([0.3, 0.3, 0.3, 0])
    assert lr.stable_learning_rate(X, 0.3) <= 2 / np.linalg.eigvalsh(H)[-1]
    assert lr.stable_learning_rate(X) == pytest.approx(2 / np.linalg.eigvalsh(hessian(X, np.full(80, 0.5)))[-1])


def test_no_point_is_steeper_than_it_allows():
    for scale in (0, 1, 5):
        top = np.linalg.eigvalsh(hessian(X, lr.feedforward(X, scale * W, B)))[-1]
        assert top <= 2 / lr.stable_learning_rate(X) * (1 + 1e-12)


@pytest.mark.parametrize("shape", [(30, 200), (1100, 1050)])
def test_of_wide_and_of_large_data(shape):
    """The largest squared singular value of X and its column of ones, as an oracle that makes no square."""
    A = np.random.default_rng(4).normal(size=shape) + np.linspace(0, 1, shape[1])
    top = np.linalg.norm(np.column_stack([A, np.ones(shape[0])]), 2) ** 2 / shape[0]
    exact = 2 / (top / 4 + 0.1)
    found = lr.stable_learning_rate(A, 0.1)
    assert exact * 0.998 < found <= exact * (1 + 1e-12)


def test_a_wide_run_that_runs_away_is_told_without_a_square_of_all_columns():
    A = np.abs(np.random.default_rng(4).normal(size=(40, 3000)))
    tracemalloc.start()
    run = lr.gradient_descent(A, np.arange(40) % 2, learning_rate=0.02, steps=30)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "beyond the stable" in run.message
    assert peak < 3 * A.nbytes  # 3,000 x 3,000 would be 75 times as large


def test_bad_input():
    with pytest.raises(ValueError, match="y must contain probabilities"):
        hessian(X, X[:, 0])
    with pytest.raises(ValueError, match="y has 79"):
        hessian(X, np.full(79, 0.5))
    with pytest.raises(ValueError, match="l2 must be at least 0"):
        lr.stable_learning_rate(X, -1)
    with pytest.raises(ValueError, match="shape"):
        lr.stable_learning_rate(X[:, 0])
