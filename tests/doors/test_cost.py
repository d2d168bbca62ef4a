import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import log_loss

import lrcourse as lr
from lrcourse.core import penalty

BITS = arrays(np.int64, 5, elements=st.integers(0, 1))
ANY = st.floats(allow_nan=False, allow_infinity=False)
rng = np.random.default_rng(8)
X, t = lr.datasets.make_clouds(60, rng, (-1, 0), (1, 0.5))
w, b = np.array([0.7, -0.4]), 0.3
y = lr.feedforward(X, w, b)


def test_cross_entropy_agrees_with_scikit_learn():
    assert lr.cross_entropy(t, y) == pytest.approx(log_loss(t, y), rel=1e-12)


def test_the_extremes_are_exact():
    assert lr.cross_entropy([1, 0], [1.0, 0.0]) == 0
    assert lr.cross_entropy([1, 0], [0.0, 0.0]) == np.inf
    assert lr.cross_entropy([0], [1.0]) == np.inf
    assert lr.cross_entropy([0, 1], [0.5, 0.5]) == pytest.approx(np.log(2), abs=1e-15)
    assert lr.cross_entropy([0], [1e-300]) == pytest.approx(1e-300)
    assert np.signbit(lr.cross_entropy([1], [1.0])) == np.False_


@given(BITS, arrays(float, 5, elements=st.floats(0, 1)))
def test_cross_entropy_is_never_negative_nor_nan(t, y):
    assert lr.cross_entropy(t, y) >= 0


@given(BITS, arrays(float, 5, elements=ANY))
def test_the_cost_of_any_finite_activation_is_never_negative_nor_nan(t, a):
    assert lr.cross_entropy_with_logits(t, a) >= 0


@given(BITS, arrays(float, 5, elements=st.floats(-10, 10)))
def test_both_forms_agree(t, a):
    assert lr.cross_entropy_with_logits(t, a) == pytest.approx(lr.cross_entropy(t, lr.sigmoid(a)), abs=1e-10)


@given(BITS, arrays(float, 5, elements=st.floats(-30, 30)), st.permutations(range(5)))
def test_the_order_of_the_samples_changes_nothing(t, a, order):
    assert lr.cross_entropy_with_logits(t[order], a[order]) == pytest.approx(
        lr.cross_entropy_with_logits(t, a), rel=1e-12
    )


@given(BITS, arrays(float, 5, elements=st.floats(1e-6, 1 - 1e-6)))
def test_swapping_the_classes_changes_nothing(t, y):
    assert lr.cross_entropy(1 - t, 1 - y) == pytest.approx(lr.cross_entropy(t, y), rel=1e-9)


def test_a_sure_and_right_activation_keeps_its_small_cost():
    assert lr.cross_entropy_with_logits([1, 0], [700.0, -700.0]) == pytest.approx(np.exp(-700), rel=1e-12)
    assert lr.cross_entropy_with_logits([1], np.float32([-200])) == 200


def test_log_likelihood_is_the_log_of_the_product():
    product = np.prod(np.where(t == 1, y, 1 - y))
    assert lr.log_likelihood(t, y) == pytest.approx(np.log(product), rel=1e-12)
    assert lr.log_likelihood(t, y) == pytest.approx(-len(t) * lr.cross_entropy(t, y), rel=1e-12)
    assert lr.log_likelihood([1], [0.0]) == -np.inf


def test_objective_adds_the_penalties_and_spares_the_bias():
    plain = lr.objective(X, t, w, b)
    assert plain == pytest.approx(lr.cross_entropy(t, y), rel=1e-12)
    assert lr.objective(X, t, w, b, l2=0.5, l1=2) == pytest.approx(plain + 0.25 * (w @ w) + 2 * np.abs(w).sum())
    assert lr.objective(X, t, 0 * w, 7.0, l2=9, l1=9) == lr.objective(X, t, 0 * w, 7.0)
    assert penalty(1e200 * w, 0, 0) == 0


def test_gradient_agrees_with_finite_differences():
    both = lambda z: lr.objective(X, t, z[:2], z[2])
    dw, db = lr.gradient(X, t, y)
    np.testing.assert_allclose([*dw, db], lr.numerical_gradient(both, np.array([*w, b])), atol=1e-9)


@given(st.permutations(range(6)))
def test_gradient_does_not_depend_on_the_order(order):
    one, other = lr.gradient(X[:6], t[:6], y[:6]), lr.gradient(X[:6][order], t[:6][order], y[:6][order])
    np.testing.assert_allclose(one[0], other[0], atol=1e-15)
    assert one[1] == pytest.approx(other[1], abs=1e-15)


def test_gradient_keeps_float32():
    dw, db = lr.gradient(X.astype(np.float32), t, y.astype(np.float32))
    assert dw.dtype == np.float32
    assert db.shape == ()


PAIR = (lr.cross_entropy, lr.log_likelihood, lr.cross_entropy_with_logits)


@pytest.mark.parametrize("cost", PAIR)
@pytest.mark.parametrize(
    ("t", "y", "error", "words"),
    [
        ([0, 1], [0.5], ValueError, "needed: 2"),
        ([1, 2], [0.5, 0.5], ValueError, "only 0 and 1"),
        ([0, 1], [np.nan, 0.5], ValueError, "NaN"),
        ([], [], ValueError, "empty"),
        (["a", "b"], [0.5, 0.5], TypeError, "must contain numbers"),
        ([0, 1], ["0.5", "0.5"], TypeError, "y must contain|a must contain"),
        ([[0], [1]], [0.5, 0.5], ValueError, "ravel"),
        ([0, 1], [[0.5], [0.5]], ValueError, "ravel"),
    ],
)
def test_bad_input_gets_one_clear_error(cost, t, y, error, words):
    with pytest.raises(error, match=words):
        cost(t, y)


def test_activations_in_place_of_probabilities_are_noticed():
    with pytest.raises(ValueError, match=r"Activations\?"):
        lr.cross_entropy([0, 1], [-0.2, 3])
    with pytest.raises(ValueError, match=r"Activations\?"):
        lr.gradient(X, t, X[:, 0])


def test_bad_arguments_of_gradient_and_objective():
    with pytest.raises(ValueError, match="t has 59"):
        lr.gradient(X, t[:-1], y)
    with pytest.raises(ValueError, match="y has 59"):
        lr.gradient(X, t, y[:-1])
    with pytest.raises(ValueError, match="l2 must be at least 0"):
        lr.objective(X, t, w, b, l2=-1)
    with pytest.raises(ValueError, match="w has 3"):
        lr.objective(X, t, [1, 2, 3], b)
