import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse.model import activation, distance

FINITE = st.floats(-1e300, 1e300)
SMALL = st.floats(-100, 100)


def test_sigmoid_agrees_with_scipy_everywhere():
    a = np.concatenate([np.linspace(-700, 700, 2001), [-1e308, 1e308, -np.inf, np.inf, 0, -1e-300]])
    np.testing.assert_allclose(lr.sigmoid(a), expit(a), rtol=1e-14)


@given(FINITE)
def test_sigmoid_stays_in_the_unit_interval_and_is_symmetric(a):
    y = lr.sigmoid(a)
    assert 0 <= y <= 1
    assert y + lr.sigmoid(-a) == pytest.approx(1, abs=1e-15)


@given(arrays(float, (3, 2), elements=FINITE))
def test_sigmoid_keeps_the_shape_and_never_warns(a):
    assert lr.sigmoid(a).shape == (3, 2)  # warnings are errors in these tests


def test_sigmoid_keeps_float32_and_scalars():
    assert lr.sigmoid(np.float32([1, 2])).dtype == np.float32
    assert np.ndim(lr.sigmoid(0)) == 0
    assert lr.sigmoid([[0]]) == [[0.5]]


def test_feedforward_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    X, t = rng.normal(size=(50, 3)), rng.integers(0, 2, 50)
    fitted = LogisticRegression().fit(X, t)
    y = lr.feedforward(X, fitted.coef_[0], fitted.intercept_[0])
    np.testing.assert_allclose(y, fitted.predict_proba(X)[:, 1], rtol=1e-12)
    np.testing.assert_array_equal(lr.classify(y), fitted.predict(X))


@given(arrays(float, (4, 2), elements=SMALL), arrays(float, 2, elements=SMALL), SMALL)
def test_activation_is_linear_in_the_inputs(X, w, b):
    np.testing.assert_allclose(activation(2 * X, w, b) - b, 2 * (activation(X, w, b) - b), atol=1e-8)


def test_classify_has_three_cases():
    np.testing.assert_array_equal(lr.classify([0.2, 0.5, 0.8]), [0, -1, 1])
    np.testing.assert_array_equal(lr.classify([0.2, 0.45, 0.6, 0.8], margin=0.1), [0, -1, -1, 1])
    np.testing.assert_array_equal(lr.classify([-2, 0, 3], threshold=0), [0, -1, 1])
    assert lr.classify(0.9) == 1


@given(arrays(float, (4, 2), elements=SMALL), st.floats(0.1, 100), st.floats(-3, 3), SMALL)
def test_distance_is_the_way_to_the_foot_and_ignores_the_length_of_w(X, length, angle, b):
    w = np.array([np.cos(angle), np.sin(angle)])
    d = distance(X, w, b)
    feet = X - d[:, None] * w
    np.testing.assert_allclose(activation(feet, w, b), 0, atol=1e-9)
    np.testing.assert_allclose(distance(X, length * w, length * b), d, rtol=1e-9, atol=1e-9)
    for size in (1e-200, 1e200):  # where the squares of the weights do not fit in a float
        np.testing.assert_allclose(distance(X, size * w, size * b), d, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lr.feedforward([1.0, 2.0], [1.0, 2.0], 0), "X must have shape"),
        (lambda: lr.feedforward([[1.0, 2.0]], [1.0], 0), "w has 1 weights"),
        (lambda: lr.feedforward([[1.0, 2.0]], [[1.0], [2.0]], 0), r"Use np\.ravel\(w\)"),
        (lambda: lr.feedforward([[1.0, np.nan]], [1.0, 2.0], 0), r"X contains NaN or infinity, first at X\[0, 1\]"),
        (lambda: lr.feedforward(np.empty((0, 2)), [1.0, 2.0], 0), "X is empty"),
        (lambda: lr.sigmoid(np.nan), "a contains NaN"),
        (lambda: lr.classify([np.nan]), "y contains NaN"),
        (lambda: lr.classify(0.3, margin=-1), "margin must be at least 0"),
        (lambda: lr.classify(0.3, threshold=np.inf), "threshold must be finite"),
        (lambda: distance([[1.0, 2.0]], [0.0, 0.0], 1), "w is zero"),
        (lambda: lr.feedforward([[1e300]], [1e300], 0), "does not fit in a float. Standardise X"),
    ],
)
def test_a_wrong_value_gets_one_clear_error(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lr.feedforward([["a", "b"]], [1.0, 2.0], 0), "X must contain numbers"),
        (lambda: lr.feedforward([[1.0, 2.0]], [1.0, 2.0], "0"), "b must be a number"),
        (lambda: lr.feedforward([[1.0, 2.0]], [1.0, 2.0], True), "b must be a number"),
        (lambda: lr.sigmoid(None), "a must contain numbers"),
        (lambda: lr.sigmoid(1j), "a must contain numbers"),
        (lambda: lr.feedforward([[1.0, 2.0], [3.0]], [1.0, 2.0], 0), "of the same length"),
    ],
)
def test_a_wrong_type_gets_one_clear_error(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_on_the_boundary_nobody_answers_and_who_must_answers_0():
    """`classify` may say "don't know"; notebooks, scores and labs ask y > 0.5, none y >= 0.5."""
    assert lr.classify(0.5) == lr.classify(0.0, threshold=0) == -1
    np.testing.assert_array_equal(lr.classify([0.5, np.nextafter(0.5, 1), np.nextafter(0.5, 0)]), [-1, 1, 0])
    root = Path(__file__).parents[2]
    files = [*root.glob("notebooks/*.ipynb"), *root.glob("lrcourse/**/*.py"), *root.glob("lrcourse/**/*.js")]
    loose = re.compile(r"\b(?:y|y_\w+|p|output|outputs) >= 0\.5|\ba >= 0\)? ==")
    assert [path.name for path in files if loose.search(path.read_text(encoding="utf-8"))] == []
    assert len(files) > 100
