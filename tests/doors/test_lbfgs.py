import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

import lrcourse as lr

rng = np.random.default_rng(90)
X = rng.normal(size=(300, 5)) + 0.5
T = (X @ [1.0, -2.0, 0.5, 0.0, 1.5] + rng.logistic(size=300) > 0).astype(int)


@pytest.mark.parametrize("l2", [0.0, 1 / 300, 0.5])
def test_reaches_the_optimum_of_scikit_learn_and_newton(l2):
    found = lr.lbfgs(X, T, l2=l2, tol=1e-9)
    assert found.converged
    theirs = LogisticRegression(C=1 / (300 * l2) if l2 else np.inf, solver="newton-cholesky", tol=1e-12).fit(X, T)
    np.testing.assert_allclose(found.final.w, theirs.coef_[0], rtol=1e-5)
    np.testing.assert_allclose(found.final.w, lr.newton(X, T, l2=l2).final.w, rtol=1e-6)
    assert found.final.b == pytest.approx(theirs.intercept_[0], rel=1e-5)


def test_the_cost_kept_is_the_objective_and_never_rises():
    found = lr.lbfgs(X, T, l2=0.01)
    assert found.cost[-1] == pytest.approx(lr.objective(X, T, *found.final, l2=0.01), rel=1e-12)
    assert np.all(np.diff(found.cost) <= 0)
    assert found.step.tolist() == list(range(len(found)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(-3, 3), st.sampled_from([0.0, 0.01, 1.0]))
def test_the_unit_of_a_column_changes_no_output(seed, power, l2):
    """With a penalty the optimum changes with the unit, but it is found in any."""
    random = np.random.default_rng(seed)
    A = random.normal(size=(60, 3))
    s = (A[:, 0] + random.logistic(size=60) > 0).astype(int)
    units = np.array([10.0**power, 1, 10.0**-power])
    found = lr.lbfgs(A * units, s, l2=l2, tol=1e-8, steps=2000)
    best = lr.newton(A * units, s, l2=l2)
    assert found.converged
    assert found.cost[-1] <= best.cost[-1] + 1e-9


def test_columns_that_depend_on_each_other_are_no_trouble():
    both = np.column_stack([X, X[:, 0] + X[:, 1], np.ones(300)])
    found = lr.lbfgs(both, T)
    assert found.converged
    assert found.cost[-1] == pytest.approx(lr.newton(X, T).cost[-1], rel=1e-8)


def test_it_finds_its_way_back_from_far_out():
    found = lr.lbfgs(X, T, w0=[30.0, 30, -30, 30, 0], b0=-50.0)
    assert found.converged
    assert found.cost[-1] == pytest.approx(lr.newton(X, T).cost[-1], rel=1e-8)


@pytest.mark.parametrize(
    ("t", "words"), [((X[:, 0] > 0.5).astype(int), "a line separates"), (np.ones(300), "one class")]
)
def test_where_there_is_no_optimum_it_says_so(t, words):
    with pytest.warns(RuntimeWarning, match=words):
        found = lr.lbfgs(X, t)
    assert found.diverged
    assert np.isfinite(found.w).all()


def test_a_penalty_ends_the_separation():
    found = lr.lbfgs(X, (X[:, 0] > 0.5).astype(int), l2=0.01)
    assert found.converged


def test_float32_stays_float32_and_arrives():
    single, double = lr.lbfgs(X.astype(np.float32), T, l2=0.01), lr.lbfgs(X, T, l2=0.01)
    assert single.w.dtype == np.float32
    assert single.converged
    np.testing.assert_allclose(single.final.w, double.final.w, rtol=1e-3, atol=1e-4)


def test_nothing_of_the_size_of_x_is_made():
    A = np.random.default_rng(1).normal(size=(20_000, 200)).astype(np.float32)
    t = (A[:, 0] > np.random.default_rng(2).normal(size=20_000)).astype(int)
    tracemalloc.start()
    lr.lbfgs(A, t, l2=1 / 20_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.2 * A.nbytes


def test_few_steps_are_told():
    found = lr.lbfgs(X, T, steps=2)
    assert not found.converged
    assert "the slope is not zero yet" in found.message
    assert len(found) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"l2": -1}, "l2"),
        ({"steps": 0}, "steps"),
        ({"tol": 0}, "tol"),
        ({"memory": 0}, "memory"),
        ({"memory": 101}, "memory must be from 1 to 100"),
        ({"w0": [1]}, "w0 has 1 weights"),
    ],
)
def test_bad_options(change, words):
    with pytest.raises(ValueError, match=words):
        lr.lbfgs(X, T, **change)


def test_bad_data():
    with pytest.raises(ValueError, match="squares do not fit"):
        lr.lbfgs(X * 1e200, T)
    with pytest.raises(ValueError, match="must contain only 0 and 1"):
        lr.lbfgs(X, T + 1)
