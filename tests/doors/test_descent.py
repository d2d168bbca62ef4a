import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse import descent


def clouds():
    X, t = lr.datasets.make_clouds(200, 11, (-1, -0.5), (1, 0.5), alpha=0.4)
    return X, t


def penguins():
    X, t = lr.datasets.load_penguins_xy(("Adelie", "Gentoo"), ("body_mass_g", "bill_depth_mm"))
    X, _ = lr.features.standardize(X, X.copy())
    return X, t


def shop():
    visits = lr.datasets.load_ecommerce()
    X = lr.datasets.ecommerce_matrix(visits)
    X, _ = lr.features.standardize(X, X.copy())
    return X, (visits["user_action"] > 0).to_numpy().astype(int)


DATA = pytest.mark.parametrize("data", [clouds, penguins, shop])
X, T = clouds()


def quiet(*args, **options):
    """A run that is allowed to run away."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return lr.gradient_descent(*args, **options)


@DATA
@pytest.mark.parametrize("l2", [0, 0.02])
def test_reaches_scikit_learns_optimum(data, l2):
    X, t = data()
    if data is penguins and not l2:
        l2 = 1e-3  # a line nearly separates them
    rate = 0.9 * lr.stable_learning_rate(X, l2)
    found = lr.gradient_descent(X, t, learning_rate=rate, steps=60_000, l2=l2, tol=1e-10, every=1000, momentum=0.9)
    C = 1 / (len(t) * l2) if l2 else np.inf
    oracle = LogisticRegression(C=C, tol=1e-12, solver="newton-cholesky", max_iter=200).fit(X, t)
    assert found.converged
    np.testing.assert_allclose(found.final.w, oracle.coef_[0], rtol=1e-5)
    assert found.final.b == pytest.approx(oracle.intercept_[0], rel=1e-5)


@DATA
@pytest.mark.parametrize("momentum", [0, 0.8])
def test_l1_ends_where_its_subgradient_holds_zero(data, momentum):
    X, t = data()
    l1 = 0.08
    found = lr.gradient_descent(X, t, learning_rate=0.5, steps=40_000, l1=l1, momentum=momentum, tol=1e-9, every=1000)
    w, b = found.final
    dw, db = lr.gradient(X, t, lr.feedforward(X, w, b))
    assert found.converged
    zero = w == 0
    np.testing.assert_allclose(dw[~zero], -l1 * np.sign(w[~zero]), atol=1e-5)
    assert (np.abs(dw[zero]) <= l1 + 1e-5).all()
    assert abs(db) <= 1e-5
    assert zero.any() == (data is shop)  # there some weights are not worth their price


def test_a_large_l1_makes_every_weight_exactly_zero():
    w, b = lr.gradient_descent(X, T, learning_rate=0.5, steps=2000, l1=5).final
    assert (w == 0).all()
    assert lr.sigmoid(b) == pytest.approx(T.mean())


@DATA
@pytest.mark.parametrize("l2", [0, 0.5])
def test_the_cost_falls_at_every_step_up_to_the_stable_rate(data, l2):
    X, t = data()
    rate = 0.999 * lr.stable_learning_rate(X, l2)
    cost = lr.gradient_descent(X, t, learning_rate=rate, steps=300, l2=l2, w0=np.full(X.shape[1], 2.0)).cost
    assert (np.diff(cost) <= 1e-14).all()


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)), st.floats(0, 0.9))
def test_the_order_of_the_samples_changes_nothing(order, momentum):
    few = [*range(6), *range(-6, 0)]
    run = lambda rows: lr.gradient_descent(
        X[few][rows], T[few][rows], learning_rate=0.3, steps=40, momentum=momentum, l2=0.1
    )
    np.testing.assert_allclose(run(slice(None)).w, run(order).w, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.5, 2))
def test_scaling_a_feature_scales_its_weight(factor):
    options = {"learning_rate": 1.0, "steps": 20_000, "tol": 1e-8, "every": 100_000, "momentum": 0.8}
    one = lr.gradient_descent(X, T, **options).final
    other = lr.gradient_descent(X * [factor, 1], T, **options).final
    np.testing.assert_allclose(other.w * [factor, 1], one.w, rtol=1e-5)


def test_one_step_is_the_formula():
    dw, db = lr.gradient(X, T, lr.feedforward(X, [1, -1], 0.5))
    w, b = lr.gradient_descent(X, T, learning_rate=0.2, steps=1, w0=[1, -1], b0=0.5, l2=0.3).final
    np.testing.assert_allclose(w, np.array([1, -1]) - 0.2 * (dw + 0.3 * np.array([1, -1])), rtol=1e-12)
    assert b == pytest.approx(0.5 - 0.2 * db)


def test_momentum_is_polyaks():
    run = lr.gradient_descent(X, T, learning_rate=0.2, steps=3, momentum=0.7)
    dw, _ = lr.gradient(X, T, lr.feedforward(X, run.w[2], run.b[2]))
    np.testing.assert_allclose(run.w[3], run.w[2] - 0.2 * dw + 0.7 * (run.w[2] - run.w[1]), rtol=1e-12)


@pytest.mark.parametrize("l2", [0, 0.1])
def test_nesterov_feels_the_slope_where_the_momentum_leads(l2):
    run = lr.gradient_descent(X, T, learning_rate=0.2, steps=6, momentum=0.7, nesterov=True, l2=l2)
    z, v = np.zeros(X.shape[1] + 1), 0
    for step in range(7):
        np.testing.assert_allclose(np.append(run.w[step], run.b[step]), z, atol=1e-14)
        ahead = z + 0.7 * v
        dw, db = lr.gradient(X, T, lr.feedforward(X, ahead[:-1], ahead[-1]))
        v = 0.7 * v - 0.2 * np.append(dw + l2 * ahead[:-1], db)
        z = z + v


def test_nesterov_without_momentum_is_plain_and_with_it_comes_to_the_same_optimum():
    plain = lr.gradient_descent(X, T, learning_rate=0.2, steps=5)
    same = lr.gradient_descent(X, T, learning_rate=0.2, steps=5, nesterov=True)
    np.testing.assert_array_equal(plain.w, same.w)
    options = {"learning_rate": 0.5, "steps": 5000, "momentum": 0.9, "nesterov": True, "tol": 1e-10}
    for extra in ({"l2": 0.1}, {"l1": 0.02, "l2": 0.1}):
        run = lr.gradient_descent(X, T, **options, **extra)
        far = lr.gradient_descent(X, T, learning_rate=0.5, steps=10_000, every=10_000, **extra)
        assert run.converged
        assert run.step[-1] < 1000
        np.testing.assert_allclose(run.w[-1], far.w[-1], atol=1e-8)
        np.testing.assert_array_equal(run.w[-1] == 0, far.w[-1] == 0)
        assert run.cost[-1] == pytest.approx(lr.objective(X, T, *run.final, **extra), abs=1e-15)


def test_the_cost_kept_is_the_objective():
    run = lr.gradient_descent(X, T, learning_rate=0.2, steps=5, l2=0.3, l1=0.1, w0=[1, 1])
    costs = [lr.objective(X, T, w, b, l2=0.3, l1=0.1) for w, b in zip(run.w, run.b)]
    np.testing.assert_allclose(run.cost, costs, rtol=1e-12)


def test_every_keeps_fewer_of_the_same_steps():
    all_steps = lr.gradient_descent(X, T, learning_rate=0.2, steps=25)
    some = lr.gradient_descent(X, T, learning_rate=0.2, steps=25, every=10)
    np.testing.assert_array_equal(some.step, [0, 10, 20, 25])
    np.testing.assert_array_equal(some.w, all_steps.w[some.step])


@given(st.integers(1, 40), st.data())
def test_each_round_holds_every_sample_once(N, data):
    size = data.draw(st.integers(1, N))
    batches = descent._batches(np.arange(N)[:, None], np.arange(N), size, np.random.default_rng(3))
    for _ in range(2):
        parts = [next(batches) for _ in range(-(-N // size))]
        assert sorted(np.concatenate([t for _, t in parts])) == list(range(N))
        assert all(len(X) == size for X, _ in parts[:-1])
        assert all((X[:, 0] == t).all() for X, t in parts)


def test_mini_batches_see_every_sample_once_a_round():
    seen = []

    def gradient(X, t, y):
        seen.extend(X[:, 0])
        return lr.gradient(X, t, y)

    lr.gradient_descent(
        X, T, learning_rate=0.1, steps=13, batch_size=16, rng=np.random.default_rng(1), gradient=gradient
    )
    assert sorted(seen) == sorted(X[:, 0])  # 12 batches of 16, and one of 8


def test_mini_batches_come_near_the_optimum_and_repeat_with_the_seed():
    run = lambda seed: lr.gradient_descent(
        X, T, learning_rate=0.1, steps=3000, batch_size=20, rng=np.random.default_rng(seed), every=100
    )
    best = lr.newton(X, T).cost[-1]
    assert run(1).cost[-1] == pytest.approx(best, rel=0.02)
    np.testing.assert_array_equal(run(1).w, run(1).w)
    assert (run(1).w != run(2).w).any()


def test_a_batch_of_all_is_the_full_batch():
    full = lr.gradient_descent(X, T, learning_rate=0.1, steps=20)
    batch = lr.gradient_descent(X, T, learning_rate=0.1, steps=20, batch_size=len(T), rng=np.random.default_rng(1))
    np.testing.assert_allclose(batch.w, full.w, rtol=1e-10)


def test_the_learners_gradient_drives_the_run():
    mine = lambda X, t, y: (X.T @ (y - t) / len(t), np.mean(y - t))
    np.testing.assert_allclose(
        lr.gradient_descent(X, T, learning_rate=0.3, steps=50, gradient=mine).w,
        lr.gradient_descent(X, T, learning_rate=0.3, steps=50).w,
        rtol=1e-10,
    )


def test_a_wrong_sign_is_told():
    wrong = lambda X, t, y: (-X.T @ (y - t) / len(t), -np.mean(y - t))
    with pytest.warns(RuntimeWarning, match="Is your gradient right"):
        run = lr.gradient_descent(X, T, learning_rate=0.3, steps=500, gradient=wrong)
    assert run.diverged
    assert np.isfinite(run.cost).all()


@pytest.mark.parametrize(
    "answer", [None, 3.0, (np.zeros(2),), (np.zeros(3), 0.0), (np.zeros((2, 1)), 0.0), (np.zeros(2), np.zeros(1)), "ab"]
)
def test_a_gradient_that_returns_something_else(answer):
    with pytest.raises(TypeError, match=r"must return the pair \(dw, db\)"):
        lr.gradient_descent(X, T, learning_rate=0.1, steps=3, gradient=lambda X, t, y: answer)


def test_the_learners_own_error_comes_through():
    def broken(X, t, y):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        lr.gradient_descent(X, T, learning_rate=0.1, steps=3, gradient=broken)


def test_a_gradient_of_nan_ends_the_run_with_its_history():
    nan = lambda X, t, y: (np.full(2, np.nan), 0.0)
    for options in ({"learning_rate": 0.1}, {"learning_rate": 50}, {"learning_rate": 0.1, "tol": 1e-6}):
        with pytest.warns(RuntimeWarning, match="NaN or infinity. Is your gradient right"):
            run = lr.gradient_descent(X, T, steps=30, gradient=nan, **options)
        np.testing.assert_array_equal(run.step, [0])
        assert np.isfinite(run.final.w).all()
        assert not run.converged
    only_b = lambda X, t, y: (np.zeros(2), np.nan)
    with pytest.warns(RuntimeWarning, match="NaN or infinity"):
        assert not lr.gradient_descent(X, T, learning_rate=0.1, steps=3, tol=1e-6, gradient=only_b).converged


def test_a_gradient_cannot_change_the_data():
    def greedy(X, t, y):
        X -= 1
        return np.zeros(2), 0.0

    before = X.copy()
    for options in ({}, {"batch_size": 10, "rng": np.random.default_rng(1)}):
        with pytest.raises(ValueError, match="read-only") as caught:
            lr.gradient_descent(X, T, learning_rate=0.1, steps=3, gradient=greedy, **options)
        assert caught.value.__notes__ == ["gradient must not change X, t or y. Work on a copy."]
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("answer", [(["0.5", "1"], "0.1"), (np.array([1.0, 2j]), 0.0), None, (np.zeros(3), 0.0)])
def test_what_is_no_pair_of_real_slopes_is_refused(answer):
    with pytest.raises(TypeError, match=r"must return the pair \(dw, db\); it returned"):
        lr.gradient_descent(X, T, learning_rate=0.1, steps=3, gradient=lambda X, t, y: answer)


def test_rounding_in_float32_is_no_rise():
    run = lr.gradient_descent(X.astype(np.float32), T, learning_rate=0.5, steps=3000)
    assert run.message.startswith("All steps are done, and no slope is steeper than ")


def test_a_start_whose_cost_is_infinite_has_diverged():
    with pytest.warns(RuntimeWarning, match="step 0: the cost is not a finite number. Begin nearer to 0"):
        run = lr.gradient_descent([[1.0], [-1.0]], [0, 1], learning_rate=0.1, steps=20, w0=[1.7e308])
    assert run.diverged


def test_numbers_too_large_to_square_keep_the_history():
    with pytest.warns(RuntimeWarning, match="squares do not fit"):
        run = lr.gradient_descent(X * 1e200, T, learning_rate=0.1, steps=5)
    assert len(run) >= 1


@pytest.mark.parametrize("rate", [30.0, 1e6, 1e300])
def test_a_run_that_runs_away_stops_and_names_the_stable_rate(rate):
    stable = f"{lr.stable_learning_rate(X, 1.0):.2g}"
    with pytest.warns(RuntimeWarning, match=f"Stopped at step 1: .*beyond the stable {stable}"):
        run = lr.gradient_descent(X, T, learning_rate=rate, steps=400, l2=1.0)
    assert run.diverged
    assert run.step[-1] < 400
    assert np.isfinite(run.cost).all()
    assert np.isfinite(run.w).all()


def plain_loop(X, t, eta, steps):
    """The ten lines of notebook 11."""
    w, b, cost = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps + 1):
        a = X @ w + b
        cost.append(np.logaddexp(0, (1 - 2 * t) * a).mean())
        r = 1 / (1 + np.exp(-np.clip(a, -500, 500))) - t
        w, b = w - eta * r @ X / len(X), b - eta * r.mean()
    return np.array(cost)


def test_a_small_slope_is_no_optimum_where_a_line_separates_or_the_ground_is_flat():
    apart = (X[:, 0] > 0).astype(int)
    run = lr.gradient_descent(
        X[np.abs(X[:, 0]) > 0.2], apart[np.abs(X[:, 0]) > 0.2], learning_rate=2, steps=20_000, tol=2e-3
    )
    assert not run.converged
    assert run.message.startswith("No slope is steeper than 0.002, but it never ends. No optimum: a line separates")
    run = lr.gradient_descent(X, np.ones(len(X)), learning_rate=2, steps=20_000, tol=2e-3, every=1000)
    assert "but it never ends. No optimum: t contains only one class" in run.message
    narrow = X * [1, 0.01]
    run = lr.gradient_descent(narrow, T, learning_rate=2, steps=20_000, tol=1e-3, every=1000)
    assert not run.converged
    assert run.message == "No slope is steeper than 0.001, but the cost can still fall. Take a smaller tol."
    assert run.cost[-1] > lr.newton(narrow, T).cost[-1] + 1e-3
    there = lr.gradient_descent(X, T, learning_rate=2, steps=20_000, tol=1e-6, every=1000)
    assert there.converged
    assert there.message == "Converged: no slope is steeper than 1e-06."


def test_too_large_is_not_infinite_a_run_may_go_on():
    A = X * [12, 1]
    expected = plain_loop(A, T, 2, 300)
    with pytest.warns(RuntimeWarning, match=r"the cost passed 10 \(it began at 0.693\).*give_up=None"):
        stopped = lr.gradient_descent(A, T, learning_rate=2, steps=300)
    run = lr.gradient_descent(A, T, learning_rate=2, steps=300, give_up=None)
    assert run.step[-1] == 300
    assert not run.diverged
    assert "The cost rose" in run.message
    np.testing.assert_allclose(run.cost[:60], expected[:60], rtol=1e-6)  # later rounding takes its own way
    assert run.cost[60:].min() < stopped.cost.min()
    assert len(lr.gradient_descent(A, T, learning_rate=2, steps=300, give_up=1e6)) == 301


def test_give_up_is_in_units_of_the_first_cost_where_that_is_more_than_1():
    far = {"learning_rate": 2, "steps": 300, "w0": [3.0, 0]}
    A = X * [12, 1]
    first = lr.objective(A, T, [3.0, 0], 0.0)
    assert first > 2
    expected = lr.gradient_descent(A, T, give_up=None, **far).cost
    for factor in (1.5, 3.0):
        run = quiet(A, T, give_up=factor, **far)
        last = int(np.argmax(expected > factor * first)) or 300
        assert run.step[-1] == last
        assert f"passed {factor * first:.3g} (it began at {first:.3g})" in run.message or last == 300


def test_a_run_that_ends_early_tells_how_steep_it_still_is():
    run = lr.gradient_descent(X, T, learning_rate=0.2, steps=5, l2=0.1)
    w, b = run.final
    dw, db = lr.gradient(X, T, lr.feedforward(X, w, b))
    left = max(np.abs(dw + 0.1 * w).max(), abs(db))
    assert run.message == f"All steps are done, and the slope is not zero yet: the steepest is {left:.2g}."
    some = lr.gradient_descent(X, T, learning_rate=0.2, steps=50, batch_size=20, rng=np.random.default_rng(1))
    dw, db = lr.gradient(X, T, lr.feedforward(X, *some.final))
    assert some.message.endswith(f"the steepest is {max(np.abs(dw).max(), abs(db)):.2g}.")
    rows = lr.gradient_descent(X, T, learning_rate=0.5, steps=6000, l1=0.08, every=6000)
    assert "no slope is steeper" in rows.message


def test_a_cost_that_rises_without_running_away_is_told_too():
    run = lr.gradient_descent(X, T, learning_rate=60, steps=300)
    assert not run.diverged
    assert "The cost rose" in run.message
    assert "beyond the stable" in run.message


def test_a_cost_of_0_that_stays_has_not_risen():
    run = lr.gradient_descent([[-1.0], [1]], [0, 1], learning_rate=0.1, steps=5, w0=[2000.0])
    assert (run.cost == 0).all()
    assert run.message == "All steps are done, and no slope is steeper than 0."


@pytest.mark.parametrize("first", [0.5, 1e9, 1e-9])
def test_a_rise_is_told_if_it_is_more_than_rounding_of_the_cost_from_which_it_rose(first):
    """Whatever the first cost was; here 2 rises in 1e9 count, and 3 in 1e15 do not."""
    steps = np.array([0, 1e-9, -1e-3, 1e-15, 1e-15, 1e-9, 1e-15])
    history = lr.history.History([[0.0]] * 8, [0.0] * 8, [first, *(0.5 * np.cumprod(1 + steps))], range(8))
    record = descent.Recorder(X, T, 0.0, 0.0, 7, 1, None, True)
    rises = 2 + (first < 0.5)
    words = descent._how_it_ended(record, history, 1e9, None, True, False)
    assert words.startswith(f"The cost rose {rises} times. Learning rate")


def test_a_slope_that_l1_cannot_hold_is_what_is_left_of_it():
    """At a weight of 0 beyond l1, else with the sign of the weight; whatever the learning rate."""
    w, dw = np.array([0.0, 2, -2, 0]), np.array([0.3, -0.1, -0.6, -0.1])
    for eta in (0.01, 0.5):
        for d, left in enumerate((0.1, 0.1, 0.8, 0)):
            found = descent.steepest(w[[d]], dw[[d]], 0.0, eta, 0.2)
            assert found == pytest.approx(left, abs=1e-12)
        assert descent.steepest(w, dw, -0.9, eta, 0.2) == pytest.approx(0.9)
        assert descent.steepest(w, dw, 0.0, eta, 0.0) == 0.6


def test_float32_stays_float32():
    run = lr.gradient_descent(X.astype(np.float32), T, learning_rate=0.1, steps=10, momentum=0.5, l1=0.01, l2=0.1)
    assert run.w.dtype == np.float32
    np.testing.assert_allclose(
        run.w, lr.gradient_descent(X, T, learning_rate=0.1, steps=10, momentum=0.5, l1=0.01, l2=0.1).w, atol=1e-5
    )


def test_nothing_that_was_handed_in_is_changed():
    X_before, t_before, w0 = X.copy(), T.copy(), np.array([1.0, 2.0])
    lr.gradient_descent(X, T, learning_rate=0.1, steps=5, w0=w0, momentum=0.5)
    np.testing.assert_array_equal(X, X_before)
    np.testing.assert_array_equal(T, t_before)
    np.testing.assert_array_equal(w0, [1, 2])


def test_one_class_only_sends_the_bias_away_and_the_cost_to_zero():
    run = lr.gradient_descent(X, np.ones(len(X)), learning_rate=0.5, steps=2000, every=100)
    assert (np.diff(run.b) > 0).all()
    assert run.cost[-1] < 0.01


def test_a_constant_column_shares_the_work_with_the_bias():
    both = np.column_stack([X, np.ones(len(X))])
    run = lr.gradient_descent(both, T, learning_rate=0.5, steps=20)
    np.testing.assert_allclose(run.w[:, 2], run.b, atol=1e-12)


def test_progress_shows_a_bar_and_changes_nothing(capsys):
    shown, plain = (lr.gradient_descent(X, T, learning_rate=0.1, steps=3, progress=shown) for shown in (True, False))
    assert "training" in capsys.readouterr().err
    np.testing.assert_array_equal(shown.step, plain.step)
    np.testing.assert_array_equal(shown.w, plain.w)
    assert list(descent._counted(3, True)) == list(descent._counted(3, False)) == [0, 1, 2, 3]


FITS = {"learning_rate": 0.1, "steps": 3}


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"learning_rate": -1}, ValueError, "learning_rate must be above 0"),
        ({"learning_rate": 0}, ValueError, "learning_rate must be above 0"),
        ({"learning_rate": np.nan}, ValueError, "learning_rate must be finite"),
        ({"learning_rate": "fast"}, TypeError, "learning_rate must be a number"),
        ({"steps": 0}, ValueError, "steps must be at least 1"),
        ({"steps": 2.5}, TypeError, "steps must be a whole number"),
        ({"l2": -0.1}, ValueError, "l2 must be at least 0"),
        ({"l1": -0.1}, ValueError, "l1 must be at least 0"),
        ({"momentum": 1}, ValueError, "momentum must be below 1"),
        ({"momentum": -0.1}, ValueError, "momentum must be at least 0"),
        ({"w0": [1, 2, 3]}, ValueError, "w0 has 3 weights"),
        ({"w0": [1, np.nan]}, ValueError, "w0 contains NaN"),
        ({"b0": "a"}, TypeError, "b0 must be a number"),
        ({"tol": 0}, ValueError, "tol must be above 0"),
        ({"every": 0}, ValueError, "every must be at least 1"),
        ({"batch_size": 8}, TypeError, "rng must be np.random.default_rng"),
        ({"batch_size": 0, "rng": np.random.default_rng(1)}, ValueError, "batch_size"),
        ({"batch_size": 201, "rng": np.random.default_rng(1)}, ValueError, "batch_size must be from 1 to 200"),
        ({"batch_size": 8, "tol": 1e-3, "rng": np.random.default_rng(1)}, ValueError, "tol needs the full batch"),
        ({"gradient": 3}, TypeError, "gradient must be a function"),
    ],
)
def test_bad_options(change, error, words):
    with pytest.raises(error, match=words):
        lr.gradient_descent(X, T, **FITS | change)


BAD_DATA = [
    (X[:, 0], T, ValueError, r"shape \(N, D\)"),
    (X, T[:-1], ValueError, "t has 199 targets"),
    (X, T + 1, ValueError, "only 0 and 1; it also contains 2"),
    (X, T[:, None], ValueError, "ravel"),
    (np.where(X > 2, np.nan, X), T, ValueError, "NaN"),
    (X[:0], T[:0], ValueError, "empty"),
    (X.astype(str), T, TypeError, "X must contain numbers"),
    (X, np.where(T, "yes", "no"), TypeError, "t must contain numbers"),
    (None, T, TypeError, "X must contain numbers"),
]


@pytest.mark.parametrize("train", [lambda X, t: lr.gradient_descent(X, t, **FITS), lr.newton])
@pytest.mark.parametrize(("X", "t", "error", "words"), BAD_DATA)
def test_bad_data(train, X, t, error, words):
    with pytest.raises(error, match=words):
        train(X, t)


def test_weights_that_are_far_out_do_not_break_it():
    run = quiet(X, T, learning_rate=0.1, steps=3, w0=[1e300, 1e300])
    assert not np.isnan(run.cost).any()
