import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lrcourse as lr


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_agrees_with_calculus(x1, x2):
    f = lambda x: x[0] ** 2 * x[1] + np.sin(x[1])
    expected = [2 * x1 * x2, x1**2 + np.cos(x2)]
    np.testing.assert_allclose(lr.numerical_gradient(f, np.array([x1, x2])), expected, atol=1e-6)


def test_takes_numbers_and_matrices_and_changes_nothing():
    assert lr.numerical_gradient(lambda x: x**3, 2) == pytest.approx(12, rel=1e-9)
    x = np.ones((2, 3))
    slope = lr.numerical_gradient(lambda x: np.sum(x**2), x)
    np.testing.assert_allclose(slope, 2 * np.ones((2, 3)))
    np.testing.assert_array_equal(x, 1)


def test_bad_input():
    with pytest.raises(ValueError, match="step must be above 0"):
        lr.numerical_gradient(np.sum, [1.0], step=0)
    with pytest.raises(TypeError, match="x must contain numbers"):
        lr.numerical_gradient(np.sum, "x")
    with pytest.raises(TypeError, match="f must be a function"):
        lr.numerical_gradient(3, [1.0])
    with pytest.raises(ValueError, match=r"f must return one number; got an array of shape \(2,\)"):
        lr.numerical_gradient(lambda x: x, [1.0, 2.0])


@pytest.mark.parametrize("x", [1e10, 1e12, -3e7, 1e-9, 2.0])
def test_far_from_zero_the_step_grows(x):
    assert lr.numerical_gradient(lambda v: v**2, x) == pytest.approx(2 * x, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("f", "error", "words"),
    [
        (lambda x: None, TypeError, "Is a return missing"),
        (lambda x: "3", TypeError, "what f returns must be a number"),
        (lambda x: 1j * x, TypeError, "what f returns must be a number"),
        (lambda x: np.log(0 * x), ValueError, "what f returns must be finite"),
    ],
)
def test_what_is_no_finite_number_is_refused(f, error, words):
    with np.errstate(divide="ignore"), pytest.raises(error, match=words):
        lr.numerical_gradient(f, 1.0)


def test_a_step_lost_in_rounding_is_refused():
    with pytest.raises(ValueError, match="lost in rounding"):
        lr.numerical_gradient(lambda x: x**2, 1.0, step=1e-300)
