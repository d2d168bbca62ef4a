"""Whatever `newton` and `lbfgs` call the optimum is one, on random problems and from hard starts.

The oracles know nothing of the course: SciPy's trust region and L-BFGS-B on standardised data find the optimum, and a
linear program tells whether a line separates the classes.
"""

import warnings
from contextlib import contextmanager, suppress

import numpy as np
import pytest
import sklearn
from scipy.optimize import linprog, minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

import lrcourse as lr

SOLVERS = {"newton": lr.newton, "lbfgs": lr.lbfgs}
KINDS = ["plain", "separable", "quasi", "rare", "far", "units", "dependent"]


def problem(seed):
    """X, t, the penalties and a start: of any kind, from near the optimum to where every output is 0 or 1."""
    rng = np.random.default_rng(seed)
    N, D = int(rng.integers(4, 120)), int(rng.integers(1, 7))
    X = rng.normal(size=(N, D)) if rng.random() < 0.8 else rng.standard_cauchy(size=(N, D))
    if rng.random() < 0.3:
        X += X[:, :1]
    if rng.random() < 0.2:
        X = np.round(X)  # ties, and samples on the line
    w = rng.normal(size=D) * rng.choice([0, 1, 3, 10])
    t = (X @ w + rng.normal() + rng.choice([0, 0.1, 1, 3]) * rng.logistic(size=N) > 0).astype(int)
    kind = rng.choice(KINDS)
    if kind == "separable":
        t = (X @ (w + 1e-3) + 0.1 > 0).astype(int)
    if kind == "quasi":
        X = np.column_stack([X, (rng.random(N) < 0.15) & (t == 1)])
    if kind == "rare":
        X = np.column_stack([X, rng.random(N) < 2 / N])
    if kind == "far":
        X = X + 10.0 ** rng.uniform(0, 10) * rng.normal(size=D)
    if kind == "units":
        X = X * 10.0 ** rng.uniform(-8, 8, size=D)
    if kind == "dependent":
        X = np.column_stack([X, X @ rng.normal(size=D), np.full(N, rng.choice([0, 1, 0.1]))])
    if rng.random() < 0.05:
        t[:] = rng.integers(2)
    options = {"l2": float(rng.choice([0, 0, 0, 1e-6, 1e-3, 1])), "l1": float(rng.choice([0, 0, 0, 1e-3, 0.05]))}
    options["penalize_bias"] = bool(rng.random() < 0.15) and sum(options.values()) > 0
    return X, t, options | hard_start(rng, X, t)


def hard_start(rng, X, t):
    mean, spread = standard(X)
    which, size = rng.random(), float(rng.choice([1, 10, 40, 800]))
    if which < 0.4:
        w0 = rng.normal(size=X.shape[1]) * size / spread * (rng.random() < 0.6)
        return {"w0": w0, "b0": float(rng.normal() * size - mean @ w0)}
    if which < 0.5:
        with suppress(ValueError):  # one class, or a flat cloud
            return dict(zip(("w0", "b0"), lr.gaussian_solution(X, t)))
    return {}


def standard(X):
    """Mean and spread of the columns; a constant one has the spread 1."""
    mean, spread = X.mean(axis=0), X.std(axis=0)
    return mean, np.where(spread <= 1e-12 * np.abs(mean), 1, np.where(spread == 0, 1, spread))


def separated(X, t):
    """Whether a line has no sample on its wrong side, and one or more off it."""
    mean, spread = standard(X)
    Z = np.column_stack([(X - mean) / spread, np.ones(len(X))]) * (2 * t - 1)[:, None]
    Z /= np.abs(Z).max(axis=1, keepdims=True)
    found = linprog(-Z.sum(axis=0), A_ub=-Z, b_ub=np.zeros(len(Z)), bounds=[(-1, 1)] * Z.shape[1])
    gain = Z @ found.x
    return gain.max() > 1e-6 and gain.min() > -1e-9 * gain.max()


def lowest(X, t, l2, l1, penalize_bias):
    """The lowest objective that SciPy finds."""
    mean, spread = standard(X)
    mean = 0 * mean if penalize_bias else mean
    Z = np.column_stack([(X - mean) / spread, np.ones(len(X))])
    per_l2, per_l1 = np.append(l2 / spread**2, l2 * penalize_bias), np.append(l1 / spread, l1 * penalize_bias)
    cost = lambda v: np.logaddexp(0, (1 - 2 * t) * (Z @ v)).mean() + (per_l2 * v) @ v / 2
    slope = lambda v: Z.T @ (expit(Z @ v) - t) / len(t) + per_l2 * v

    def bend(v):
        y = expit(Z @ v)
        return (Z * (y * (1 - y))[:, None]).T @ Z / len(t) + np.diag(per_l2)

    D, tight = Z.shape[1], {"ftol": 0, "gtol": 1e-13, "maxiter": 20_000, "maxfun": 40_000}
    if not l1:
        first = minimize(
            cost, np.zeros(D), jac=slope, hess=bend, method="trust-exact", options={"gtol": 1e-12, "maxiter": 3000}
        )
        return min(first.fun, minimize(cost, first.x, jac=slope, method="L-BFGS-B", options=tight).fun)
    # Each weight is the difference of two that are at least 0, so that abs(w) is their sum.
    parted = lambda u: cost(u[:D] - u[D:]) + per_l1 @ (u[:D] + u[D:])
    steep = lambda u: np.concatenate([slope(u[:D] - u[D:]), -slope(u[:D] - u[D:])]) + np.tile(per_l1, 2)
    u = np.zeros(2 * D)
    for _ in range(3):
        found = minimize(parted, u, jac=steep, method="L-BFGS-B", bounds=[(0, None)] * (2 * D), options=tight)
        u = found.x
    return found.fun


def reached(X, t, w, b, l2, l1, penalize_bias):
    """The objective in extended precision: far from 0 the last digits of X w + b count."""
    exact = np.longdouble
    w, b = w.astype(exact), exact(b)
    cost = np.logaddexp(exact(0), (1 - 2 * t) * (X.astype(exact) @ w + b)).mean()
    bias = exact(penalize_bias)
    return float(cost + l2 / 2 * (w @ w + bias * b * b) + l1 * (np.abs(w).sum() + bias * abs(b)))


@contextmanager
def suppress_refusals():
    try:
        yield
    except ValueError as problem:
        if "equally good" not in str(problem) and "penalize_bias: column" not in str(problem):
            raise


def run(solver, X, t, **options):
    """The run; any warning but that there is no optimum is an error. None if X cannot be taken as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message="No optimum")
        with suppress_refusals():
            return solver(X, t, **options)


@pytest.mark.parametrize(
    "seeds",
    [range(0, 100), *(pytest.param(range(k, k + 100), marks=pytest.mark.thorough) for k in range(100, 2000, 100))],
    ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}",
)
@pytest.mark.parametrize("name", SOLVERS)
def test_what_is_called_the_optimum_is_one(name, seeds):
    ends = {"arrived": 0, "none": 0, "neither": 0}
    for seed in seeds:
        X, t, options = problem(seed)
        penalties = [options[key] for key in ("l2", "l1", "penalize_bias")]
        found = run(SOLVERS[name], X, t, **options)
        if found is None:
            continue
        ends["arrived" if found.converged else "none" if found.diverged else "neither"] += 1
        exists = any(penalties[:2]) or not separated(X, t)
        exists &= t.min() < t.max() or penalties[2]
        if found.converged:
            assert exists, seed
            assert reached(X, t, *found.final, *penalties) <= lowest(X, t, *penalties) + 1e-6, seed
        elif found.diverged:
            assert not exists, seed
    assert ends["arrived"] > 40
    assert ends["none"] > 10
    assert ends["neither"] <= (0 if name == "newton" else 3)


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("b0", [30, -36.9, 700, -800])
def test_from_where_every_output_is_0_or_1(name, b0):
    X, t = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
    found = SOLVERS[name](X, t, b0=b0)
    assert found.converged
    assert found.cost[-1] == pytest.approx(lowest(X, t, 0, 0, False), abs=1e-9)


@pytest.mark.parametrize("name", SOLVERS)
def test_from_the_gaussian_solution_of_the_penguins(name):
    X, t = lr.datasets.load_penguins_xy()
    w0, b0 = lr.gaussian_solution(X, t)
    found, plain = (SOLVERS[name](X, t, **start) for start in ({"w0": w0, "b0": b0}, {}))
    assert found.converged
    assert found.cost[-1] == pytest.approx(plain.cost[-1], abs=1e-8)


@pytest.mark.parametrize("name", SOLVERS)
def test_a_rare_column_of_one_class_has_no_optimum(name):
    for seed in range(27):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(200, 3))
        t = (X[:, 0] + rng.logistic(size=200) > 0).astype(int)
        rare = (rng.random(200) < 0.05) & (t == 1)
        rare[np.flatnonzero(t)[0]] = True
        with pytest.warns(RuntimeWarning, match="No optimum: a line separates the classes"):
            found = SOLVERS[name](np.column_stack([X, rare]), t)
        assert found.diverged
        assert not found.converged


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("offset", [300, 1e4, 1e7, 1e10])
def test_columns_far_from_0(name, offset):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(300, 2))
    t = (X @ [1, -2] + rng.logistic(size=300) > 0).astype(int)
    moved = X + np.array([offset, -offset])
    near, far = SOLVERS[name](X, t), SOLVERS[name](moved, t)
    assert far.converged
    assert far.cost[-1] == pytest.approx(near.cost[-1], abs=1e-6)
    np.testing.assert_allclose(far.final.w, near.final.w, rtol=1e-4)
    assert reached(moved, t, *far.final, 0, 0, False) == pytest.approx(near.cost[-1], abs=1e-5)


@pytest.mark.parametrize("name", SOLVERS)
def test_the_seconds_of_one_hour(name):
    rng = np.random.default_rng(4)
    since = rng.uniform(0, 3600, size=400)
    t = (since / 900 - 2 + rng.logistic(size=400) > 0).astype(int)
    found, plain = (SOLVERS[name]((since + zero)[:, None], t) for zero in (1.7e9, 0.0))
    assert found.converged
    assert found.cost[-1] == pytest.approx(plain.cost[-1], abs=1e-9)


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("unit", [1e-160, 1e160])
def test_units_that_cannot_be_squared_are_refused(name, unit):
    X = np.random.default_rng(5).normal(size=(50, 2))
    with pytest.raises(ValueError, match="squares do not fit in a float"):
        SOLVERS[name](X * unit, np.arange(50) % 2)
    assert SOLVERS[name](X * unit * (1 / unit), np.arange(50) % 2).converged


@pytest.mark.parametrize("name", SOLVERS)
def test_a_start_beyond_floats_is_refused(name):
    with pytest.raises(ValueError, match="the cost is not finite at this start"):
        SOLVERS[name]([[1.0, 1], [-1, 2], [2, 1]], [0, 1, 0], w0=[1.7e308, 1.7e308])


def scikit_learn(solver, C, l1_ratio):
    """Their model with l1 (1), l2 (0) or both; the penalty had a name of its own before version 1.8."""
    options = {"C": C, "solver": solver, "tol": 1e-10, "max_iter": 100_000, "random_state": 0, "l1_ratio": l1_ratio}
    if tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 8):
        options["penalty"] = {0: "l2", 1: "l1"}.get(l1_ratio, "elasticnet")
        options["l1_ratio"] = l1_ratio if options["penalty"] == "elasticnet" else None
    return LogisticRegression(**options)


X, T = lr.datasets.make_clouds(400, 11, (-1, -0.5), (1, 0.5), alpha=0.4)
X = np.column_stack([X, np.random.default_rng(6).normal(size=(400, 6))])


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("l1", [0.003, 0.02, 0.1])
def test_l1_has_the_optimum_and_the_zeros_of_saga(name, l1):
    found = SOLVERS[name](X, T, l1=l1)
    C = 1 / (len(T) * l1)
    saga = scikit_learn("saga", C, 1).fit(X, T)
    assert found.converged
    np.testing.assert_allclose(found.final.w, saga.coef_[0], atol=1e-5)
    assert found.final.b == pytest.approx(saga.intercept_[0], abs=1e-5)
    np.testing.assert_array_equal(found.final.w == 0, saga.coef_[0] == 0)
    assert (found.final.w == 0).any() == (l1 > 0.003)


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_penalised_bias_is_that_of_liblinear(name, penalty):
    found = SOLVERS[name](X + 0.5, T, penalize_bias=True, **{penalty: 0.02})
    theirs = scikit_learn("liblinear", 1 / (len(T) * 0.02), int(penalty == "l1")).fit(X + 0.5, T)
    assert found.converged
    np.testing.assert_allclose(found.final.w, theirs.coef_[0], atol=1e-5)
    assert found.final.b == pytest.approx(theirs.intercept_[0], abs=1e-5)
    np.testing.assert_array_equal(found.final.w == 0, theirs.coef_[0] == 0)
    free = SOLVERS[name](X + 0.5, T, **{penalty: 0.02})
    assert abs(found.final.b - free.final.b) > 0.01


@pytest.mark.parametrize("name", SOLVERS)
def test_elastic_net_is_both(name):
    found = SOLVERS[name](X, T, l1=0.01, l2=0.05)
    strength = 0.06
    theirs = scikit_learn("saga", 1 / (len(T) * strength), 0.01 / strength).fit(X, T)
    assert found.converged
    np.testing.assert_allclose(found.final.w, theirs.coef_[0], atol=1e-5)
    assert found.cost[-1] == pytest.approx(lr.objective(X, T, *found.final, l2=0.05, l1=0.01), rel=1e-12)


@pytest.mark.parametrize("name", SOLVERS)
def test_a_penalised_bias_needs_columns_near_0(name):
    with pytest.raises(ValueError, match="penalize_bias: column 1 of X lies so far from 0"):
        SOLVERS[name](X + 1e6 * (np.arange(8) == 1), T, l2=0.1, penalize_bias=True)
    Z, _ = lr.features.standardize(X + 1e6 * (np.arange(8) == 1), X)
    assert SOLVERS[name](Z, T, l2=0.1, penalize_bias=True).converged


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_one_class_has_an_optimum_only_if_the_bias_is_penalised(name, penalty):
    ones = np.ones(len(T))
    with pytest.warns(RuntimeWarning, match="t contains only one class"):
        assert SOLVERS[name](X, ones, **{penalty: 0.1}).diverged
    found = SOLVERS[name](X, ones, penalize_bias=True, **{penalty: 0.1})
    assert found.converged
    assert found.final.b > 1


@pytest.mark.parametrize("name", SOLVERS)
def test_a_run_that_ends_early_says_so_and_its_cure_works(name):
    far = {"w0": np.full(8, 500.0), "b0": 900.0}
    short = SOLVERS[name](X, T, steps=2, **far)
    assert not short.converged
    assert short.message == "All steps are done, and the slope is not zero yet. Take more, or begin nearer to 0."
    assert len(short) == 3
    assert SOLVERS[name](X, T, **far).converged
    assert SOLVERS[name](X, T).converged


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("l1", [0.0, 0.01])
def test_float32_arrives_at_the_same_place(name, l1):
    single, double = SOLVERS[name](X.astype(np.float32), T, l1=l1), SOLVERS[name](X, T, l1=l1)
    assert single.converged
    assert single.w.dtype == np.float32
    np.testing.assert_allclose(single.final.w, double.final.w, atol=3e-4)


@pytest.mark.parametrize("seed", range(4))
def test_a_wide_optimum_is_proved_by_its_penalty(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(150, 200)) + 3 * rng.normal(size=200)
    t, l2 = (rng.random(150) < 0.4).astype(int), (1e-4, 1e-3, 1e-2, 1.0)[seed]
    found = lr.lbfgs(A, t, l2=l2, tol=1e-2, b0=30.0 * (seed % 2))
    assert found.converged
    assert reached(A, t, *found.final, l2, 0, False) <= lowest(A, t, l2, 0, False) + 1e-6
