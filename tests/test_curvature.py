import numpy as np
import pytest

import lrcourse as lr
from lrcourse.curvature import hessian

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
    assert lr.stable_learning_rate(X) == pytest.approx(
        2 / np.linalg.eigvalsh(hessian(X, np.full(80, 0.5)))[-1]
    )


def test_no_point_is_steeper_than_it_allows():
    for scale in (0, 1, 5):
        top = np.linalg.eigvalsh(hessian(X, lr.feedforward(X, scale * W, B)))[-1]
        assert top <= 2 / lr.stable_learning_rate(X) * (1 + 1e-12)


def test_bad_input():
    with pytest.raises(ValueError, match="y must hold probabilities"):
        hessian(X, X[:, 0])
    with pytest.raises(ValueError, match="y has 79"):
        hessian(X, np.full(79, 0.5))
    with pytest.raises(ValueError, match="l2 must be at least 0"):
        lr.stable_learning_rate(X, -1)
    with pytest.raises(ValueError, match="shape"):
        lr.stable_learning_rate(X[:, 0])
