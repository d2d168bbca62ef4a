"""The parts of `newton` and `lbfgs`, each against a formula written anew: a wrong part may only cost steps."""

import numpy as np
import pytest
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit

import lrcourse as lr
from lrcourse.solvers import lbfgs, newton, optimum
from lrcourse.solvers.problem import Problem, quiet

rng = np.random.default_rng(16)
X = rng.normal(size=(150, 4)) * [1, 2, 0.5, 3] + [0, 1, -2, 5]
T = (X @ [1, -1, 0.5, 0.2] + rng.logistic(size=150) > 0).astype(int)


def problem(l2=0.0, l1=0.0, bias=False, X=X, t=T):
    return Problem(X, t, l2, l1, bias, None, 0.0)


def textbook(X, t, l2, steps):
    """Newton's method, with the bias as a last column of ones."""
    ones, v, all_v = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1), []
    free = np.append(np.full(X.shape[1], l2), 0)
    for _ in range(steps + 1):
        all_v.append(v)
        y = expit(ones @ v)
        H = (ones * (y * (1 - y))[:, None]).T @ ones / len(t) + np.diag(free)
        v = v - np.linalg.solve(H, ones.T @ (y - t) / len(t) + free * v)
    return np.array(all_v)


@pytest.mark.parametrize("l2", [0.0, 0.03])
def test_each_step_is_newtons(l2):
    run = lr.newton(X, T, l2=l2)
    expected = textbook(X, T, l2, run.step[-1])
    np.testing.assert_allclose(np.column_stack([run.w, run.b]), expected, rtol=1e-8, atol=1e-10)
    assert run.step[-1] <= 7
    assert len(lr.newton(X, T, steps=1)) == 2


@pytest.mark.parametrize("l1", [0.01, 0.2, 3.0])
def test_with_l1_a_step_goes_to_the_bottom_of_the_parabola(l1):
    """Against SciPy, each weight the difference of two that are at least 0."""
    price = np.append(np.full(5, l1), 0)
    for seed in range(30):
        draw = np.random.default_rng(seed)
        A = draw.normal(size=(12, 6))
        H, slope, z = A.T @ A / 12 + 0.01 * np.eye(6), draw.normal(size=6), draw.normal(size=6) * (draw.random(6) < 0.6)
        height = lambda u, z=z, H=H, slope=slope: slope @ (u - z) + (u - z) @ H @ (u - z) / 2 + price @ np.abs(u)
        parted = lambda u, height=height: height(u[:6] - u[6:]) + price @ (u[:6] + u[6:] - np.abs(u[:6] - u[6:]))
        found = minimize(parted, np.zeros(12), method="L-BFGS-B", bounds=[(0, None)] * 12, tol=1e-14)
        with quiet():
            u = newton._bottom(H, slope, z, price)
        assert height(u) <= found.fun + 1e-9
        there = slope + H @ (u - z)
        assert (np.abs(there[u == 0]) <= l1 * (1 + 1e-9)).all()
        np.testing.assert_allclose(there[u != 0], -(price * np.sign(u))[u != 0], atol=1e-9)


@pytest.mark.parametrize("name", ["newton", "lbfgs"])
@pytest.mark.parametrize(("l1", "steps"), [(0.0, (7, 14)), (0.02, (7, 20)), (0.2, (7, 12))])
def test_few_steps_are_enough(name, l1, steps):
    run = getattr(lr, name)(X, T, l1=l1)
    assert run.converged
    assert run.step[-1] <= steps[name == "lbfgs"]


def test_solved():
    A = rng.normal(size=(5, 5))
    H, v, size = A @ A.T + np.eye(5), rng.normal(size=5), np.array([1, 2, 3, 4, 5.0])
    step, left = optimum.solved(H, v, size)
    np.testing.assert_allclose(step, np.linalg.solve(H, v), rtol=1e-10)
    assert left == 0
    units = np.diag([1e-9, 1, 1e9, 1e4, 1e-3])
    np.testing.assert_allclose(
        optimum.solved(units @ H @ units, units @ v, size)[0], np.linalg.solve(units, step), rtol=1e-9
    )
    flat = np.diag([1.0, 4, 0, 1e-300, 2])
    step, left = optimum.solved(flat, v, size)
    np.testing.assert_allclose(step[[0, 1, 4]], (v / [1, 4, 1, 1, 2])[[0, 1, 4]], rtol=1e-12)
    assert left == pytest.approx(max(abs(v[2]) / 3, abs(v[3]) / 4), rel=1e-12)
    nearly = H.copy()
    nearly[1] = nearly[:, 1] = H[0] * 1.0
    nearly[1, 1] = H[0, 0] * (1 + 1e-12)
    assert np.isfinite(optimum.solved((nearly + nearly.T) / 2, v, size)[0]).all()
    assert optimum.solved(np.zeros((0, 0)), np.zeros(0), size)[1] == 0


def near_optimum(p, away=1e-3):
    """A place near the optimum, its slopes, and the outputs there; the bias at the columns' means."""
    run = lr.newton(X, T, l2=p.l2[0], l1=p.l1[0])
    w, b = run.final
    z = np.append(w, b + X.mean(axis=0) @ w) + away * np.array([1, -1, 1, 1, -2])
    centred = X - X.mean(axis=0)
    y = expit(centred @ z[:-1] + z[-1])
    return z, np.append(centred.T @ (y - T) / len(T), np.mean(y - T)) + p.l2 * z, y, centred


def test_a_look_is_cost_slopes_and_curvature():
    for options in ({}, {"l2": 0.1}, {"l1": 0.1}, {"l2": 0.1, "l1": 0.2}):
        p = problem(**options)
        z, slope, y, centred = near_optimum(p, 0.1)
        place = p.look(z, curvature=True)
        w, b = z[:-1], z[-1] - X.mean(axis=0) @ z[:-1]
        assert place.cost == pytest.approx(lr.objective(X, T, w, b, **options), rel=1e-12)
        np.testing.assert_allclose(place.slope, slope, atol=1e-12)
        ones = np.column_stack([centred, np.ones(len(X))])
        H = (ones * (y * (1 - y))[:, None]).T @ ones / len(T) + np.diag(p.l2)
        np.testing.assert_allclose(place.curvature, H, atol=1e-12)
        if not options:
            assert place.margin == pytest.approx(((2 * T - 1) * (X @ w + b)).min(), rel=1e-10)
        sure = slope + p.l1 * np.sign(z)
        np.testing.assert_allclose(p.steepest(place), sure, atol=1e-12)


def test_at_a_weight_of_0_l1_takes_from_the_slope_what_it_can():
    p = problem(l1=0.05)
    place = p.look(np.array([0.0, 0.5, 0, 0, 0.1]))
    steep = p.steepest(place)
    for d in (0, 2, 3):
        assert steep[d] == pytest.approx(np.sign(place.slope[d]) * max(abs(place.slope[d]) - 0.05, 0))
    way = np.array([1.0, -1, 2, 0, 3])
    step = 1e-7
    right = (p.look(place.z + step * way).cost - place.cost) / step
    if right < 0:
        assert p.along(place, way) == pytest.approx(right, abs=1e-5)
    downhill = -steep
    right = (p.look(place.z + step * downhill).cost - place.cost) / step
    assert p.along(place, downhill) == pytest.approx(right, abs=1e-5)


@pytest.mark.parametrize("bias", [False, True])
def test_the_penalty_bounds_what_is_left(monkeypatch, bias):
    """||dw||^2 / 2 l2 + db^2 / 2 (mean(y (1 - y)), and l2 if the bias is penalised): J is steeper than these."""
    p = problem(l2=0.2, bias=bias)
    run = lr.newton(X, T, l2=0.2, penalize_bias=bias)
    w, b = run.final
    place = p.look(np.append(w, b + p.origin @ w) + 1e-3 * np.array([1, -1, 1, 1, -2]))
    y, slope = expit(p.activation(place.z)), place.slope
    bound = (slope[:-1] ** 2).sum() / (2 * 0.2) + slope[-1] ** 2 / (2 * (np.mean(y * (1 - y)) + 0.2 * bias))
    assert 0 < place.cost - run.cost[-1] < bound
    for factor, enough in ((1.001, True), (0.999, False)):
        monkeypatch.setattr(optimum, "NEAR", bound * factor)
        assert optimum._within_reach(p, place, p.steepest(place)) == enough
    monkeypatch.setattr(optimum, "NEAR", 1.0)
    assert not optimum._within_reach(problem(), place, slope)


def test_the_last_look_is_half_the_newton_decrement(monkeypatch):
    p = problem()
    z, slope, _, centred = near_optimum(p, 0.01)
    place = p.look(z, curvature=True)
    step = np.linalg.solve(place.curvature, -slope)
    left, moved = -slope @ step / 2, np.abs(np.column_stack([centred, np.ones(len(X))]) @ step).max()
    assert place.cost - lr.newton(X, T).cost[-1] == pytest.approx(left, rel=0.05)
    for name, value in (("NEAR", left), ("STILL", moved)):
        other = {"NEAR": "STILL", "STILL": "NEAR"}[name]
        monkeypatch.setattr(optimum, other, 1e9)
        for factor, there in ((1.001, True), (0.999, False)):
            monkeypatch.setattr(optimum, name, value * factor)
            ended = optimum.last_look(p, place, "words")
            assert (ended == {"converged": True, "message": "words"}) == there
            assert there or ended is None


def test_small_slopes_are_looked_at_once_and_then_when_clearly_smaller():
    p, doubtful = problem(), []
    z, *_ = near_optimum(p, 0.05)
    place = p.look(z)
    steepest = np.abs(p.steepest(place) / p.spread).max()
    assert optimum.outcome(p, place, steepest * 0.9, doubtful) is None
    assert doubtful == []
    assert optimum.outcome(p, place, steepest * 1.1, doubtful, guess=1.0) is None
    assert doubtful == []
    assert optimum.outcome(p, place, steepest * 1.1, doubtful) is None
    assert doubtful == [steepest / 4]


def test_every_sample_right_is_no_optimum_but_not_on_the_line():
    right = (X[:, 0] > 0).astype(int)
    p = problem(t=right)
    place = p.look(np.array([1.0, 0, 0, 0, X[:, 0].mean()]))
    assert optimum.no_optimum(p, place)["diverged"]
    assert optimum.no_optimum(p, place._replace(margin=0.0)) is None
    assert optimum.no_optimum(problem(l2=0.1, t=right), place) is None


@pytest.mark.parametrize(("across", "separated"), [(0.0, True), (1e-3, False), (0.2, False)])
def test_a_line_with_samples_on_it_and_one_across(across, separated):
    """On the line both classes; else class 1 is right of it, but for one sample ``across``."""
    draw = np.random.default_rng(3)
    beside = draw.normal(size=(60, 1))
    on = np.column_stack([np.zeros(40), draw.normal(size=40)])
    A = np.vstack([on, np.column_stack([draw.uniform(0.5, 2, size=60), beside])])
    t = np.concatenate([np.arange(40) % 2, np.ones(60, int)])
    if across:
        A = np.vstack([A, [across, 0.0]])
        t = np.append(t, 0)
    for solver in (lr.newton, lr.lbfgs):
        if separated:
            with pytest.warns(RuntimeWarning, match="those that lie on it"):
                assert solver(A, t).diverged
        else:
            run = solver(A, t, steps=500)
            assert run.converged
            best = minimize(
                lambda v, A=A, t=t: np.logaddexp(0, (1 - 2 * t) * (A @ v[:2] + v[2])).mean(), np.zeros(3), tol=1e-12
            )
            assert run.cost[-1] <= best.fun + 1e-7


@pytest.mark.parametrize("l1", [0.0, 0.1])
def test_how_far_is_near_the_bottom_on_the_way_however_long_that_is(l1):
    p = problem(l2=0.01, l1=l1)
    for seed in range(20):
        draw = np.random.default_rng(seed)
        place = p.look(draw.normal(size=5) * 10.0 ** draw.uniform(-1, 2))
        way = -p.steepest(place) * 10.0 ** draw.uniform(-6, 6)
        height = lambda s, place=place, way=way: p.look(place.z + s * way).cost
        far, a = optimum.how_far(p, place, way)
        assert far > 0
        np.testing.assert_allclose(a, p.activation(place.z + far * way), rtol=1e-6, atol=1e-6)
        best = minimize_scalar(height, bounds=(0, 4 * far), method="bounded")
        assert height(far) <= place.cost - 0.7 * (place.cost - best.fun)
    assert optimum.how_far(p, place, -way)[0] == 0


def test_two_loops_are_the_inverse_of_bfgs():
    """Against the update of the whole matrix, from the same first guess."""
    bend, pairs = np.array([1.0, 2, 4]), []
    A = np.array([[3.0, 1, 0], [1, 2, 0.5], [0, 0.5, 1]])
    for step in ([1.0, 0, 2], [0.5, -1, 0], [0, 1, 1.0]):
        pairs.append((np.array(step), A @ step))
    step, change = pairs[-1]
    inverse = np.diag(1 / bend) * (step @ change) / (change @ (change / bend))
    for s, c in pairs:
        rho, one = 1 / (s @ c), np.eye(3)
        inverse = (one - rho * np.outer(s, c)) @ inverse @ (one - rho * np.outer(c, s)) + rho * np.outer(s, s)
    slope = np.array([0.3, -2, 1])
    np.testing.assert_allclose(lbfgs._two_loops(slope, pairs, bend), inverse @ slope, rtol=1e-12)
    np.testing.assert_allclose(lbfgs._two_loops(slope, [], bend), slope / bend)


def test_only_what_bends_upwards_is_remembered():
    p, pairs = problem(), []
    here, there = p.look(np.zeros(5)), p.look(np.array([0.1, 0, 0.2, 0, 0]))
    lbfgs.remember(pairs, here, there)
    np.testing.assert_allclose(pairs[0][0], there.z)
    np.testing.assert_allclose(pairs[0][1], there.slope - here.slope)
    lbfgs.remember(pairs, here, there._replace(slope=here.slope))
    lbfgs.remember(pairs, here, there._replace(slope=here.slope - there.z))
    assert len(pairs) == 1


def test_with_l1_no_weight_changes_its_sign_in_a_step():
    run = lr.lbfgs(X, T, l1=0.03, w0=[3.0, 3, -3, -3])
    before, after = np.sign(run.w[:-1]), np.sign(run.w[1:])
    assert run.converged
    assert (before * after >= 0).all()
    assert (np.diff(run.cost) < 0).all()


def test_the_bottom_is_found_in_few_solutions(monkeypatch):
    counted, solve = [], newton.solved
    monkeypatch.setattr(newton, "solved", lambda *given: counted.append(0) or solve(*given))
    for seed in range(20):
        draw = np.random.default_rng(seed)
        A = draw.normal(size=(40, 10))
        with quiet():
            newton._bottom(A.T @ A / 40, draw.normal(size=10), draw.normal(size=10), np.append(np.full(9, 0.3), 0))
    assert len(counted) < 20 * 15


def test_only_the_last_place_keeps_what_is_large():
    for p, path, large in ((problem(), newton._path, "curvature"), (problem(), lbfgs._path, "a")):
        places, _ = path(p, 20, 1e-8, *([10] if large == "a" else []))
        kept = [getattr(place, large) is not None for place in places]
        assert kept == [False] * (len(places) - 1) + [True]


UNITS = np.array([1e4, 1.0, 1e-3])


def beside_a_line(wrong=0):
    """Of no use to 40 samples, to 10 the way to their side, but for ``wrong`` of them; in mixed columns and units."""
    draw = np.random.default_rng(8)
    A = draw.normal(size=(50, 3))
    A[:, 0] = np.append(np.zeros(40), np.tile([1.0, -1], 5) * draw.uniform(1, 2, size=10))
    t = np.append(draw.integers(2, size=40), np.tile([1, 0], 5))
    t[50 - wrong :] = 1 - t[50 - wrong :]
    mixed = draw.normal(size=(3, 3))
    p = problem(X=A @ mixed * UNITS, t=t)
    return p, np.append(np.linalg.solve(mixed, [1.0, 0, 0]) / UNITS, 0.0) * [1, 1, 1, 0]


@pytest.mark.parametrize("far", [13, 15, 17, 40])
@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_a_line_is_seen_although_rounding_moves_the_samples_on_it(far, wrong):
    p, way = beside_a_line(wrong)
    if wrong:
        far = -far  # however sure the outputs are
    z = far * way
    z[-1] = p.origin @ z[:-1]
    H = p.look(z, curvature=True).curvature
    assert optimum._separates(p, H, z, 0 * z) == (wrong == 0)
    assert optimum._separates(p, H, 0 * z, z) == (wrong == 0)


def test_slopes_that_no_step_can_end_are_no_optimum():
    """Where the cost does not curve at all, a small slope leads on and on: in any unit."""
    units = np.array([1e6, 1, 1, 1e-6])
    p = problem(l1=0.01, X=X * units)
    place = p.look(np.append(1 / units, 0.5))
    for flat, arrived in ((1e-3, False), (1e-7, False), (1e-11, False), (1e-14, True), (0, True)):
        slope = np.append(1e-9 * p.spread[:-1] - 0.01, flat)
        here = place._replace(slope=slope, curvature=np.diag(np.append(p.spread[:-1] ** 2, 0)))
        assert (optimum.last_look(p, here, "words") is not None) == arrived


@pytest.mark.parametrize("name", ["newton", "lbfgs"])
def test_a_rare_class_lost_from_sight_is_found_again_with_any_tolerance(name):
    rare = (np.arange(150) < 2).astype(int)
    run = getattr(lr, name)(X, rare, l1=0.001, b0=-800.0, tol=0.1)
    assert run.converged
    assert run.cost[-1] <= lr.newton(X, rare, l1=0.001).cost[-1] + optimum.NEAR


def test_a_weight_at_0_that_is_worth_its_price_is_not_left_out():
    """Column 0 was left out, and its slope there is a bit more than l1: what that is worth decides."""
    rest = lr.newton(X[:, 1:], T, l1=0.02)
    w, b = rest.final
    z = np.append(np.append(0, w), b + X.mean(axis=0)[1:] @ w)
    slope = abs(problem(l1=0.02).look(z).slope[0])
    for more, arrived in ((1e-3, False), (1e-5, True)):
        p = problem(l1=0.02)
        p.l1[0] = slope - more
        place = p.look(z)
        gain = place.cost - min(p.look(z - np.sign(place.slope) * [s, 0, 0, 0, 0]).cost for s in more * np.arange(1, 9))
        assert (gain < optimum.NEAR) == arrived
        assert (optimum.last_look(p, place, "words") is not None) == arrived


def test_how_many_features_a_last_look_takes_is_what_the_help_says():
    assert f"more than {optimum.WIDEST:,} features" in lr.lbfgs.__doc__


@pytest.mark.parametrize("name", ["newton", "lbfgs"])
def test_when_the_steps_are_done_the_last_place_decides(name):
    solver, best = getattr(lr, name), lr.newton(X, T).cost[-1]
    whole = solver(X, T, tol=1e-300)
    assert (whole.w[0] == 0).all()
    assert whole.b[0] == 0
    ends = []
    for steps in range(1, whole.step[-1]):
        run = solver(X, T, tol=1e-300, steps=steps)
        assert run.step[-1] == steps
        assert run.converged == (run.cost[-1] - best < optimum.NEAR)
        assert run.message == (optimum.ROUNDED if run.converged else optimum.STEPS_DONE)
        ends.append(run.converged)
    assert ends == sorted(ends)
    assert 1 < sum(ends) < len(ends)


@pytest.mark.parametrize("module", [newton, lbfgs])
def test_where_no_step_falls_the_last_place_decides(module, monkeypatch):
    solver, name = (lr.newton, "_next") if module is newton else (lr.lbfgs, "quasi_newton")
    step, (w0, b0) = getattr(module, name), lr.newton(X, T).final
    monkeypatch.setattr(module, name, lambda *given: None)
    run = solver(X, T, w0=w0, b0=b0 + 1e-7, tol=1e-300)
    assert (run.converged, run.message, len(run)) == (True, optimum.ROUNDED, 1)
    run = solver(X, T, tol=1e-300)
    assert (run.converged, run.message, len(run)) == (False, optimum.STUCK, 1)
    left = [1] * 30
    monkeypatch.setattr(module, name, lambda *given: step(*given) if left and left.pop() else None)
    enough = len(solver(X, T)) - 1
    for steps, arrived in ((enough, True), (2, False)):
        left[:] = [1] * steps
        run = solver(X, T, tol=1e-300)
        assert len(run) == steps + 1
        assert run.converged == arrived


@pytest.mark.parametrize("share", [0.5, 0.96])
def test_with_l1_a_step_doubles_until_half_of_the_slope_is_gone(share):
    """Against differences of the objective; from w = 0, so that no weight is stopped."""
    way = X @ [1, -1, 0.5, 0.2]
    p, seen = problem(l1=0.02, t=(way > np.quantile(way, share)).astype(int)), set()
    for b in np.linspace(-40, 40, 81):
        place = p.look(np.array([0, 0, 0, 0, b]))
        way = -p.steepest(place) / p.bend
        height = lambda s, z=place.z, way=way: p.look(z + s * way).cost
        steep = lambda s, height=height: (height(s + 1e-4) - height(s - 1e-4)) / 2e-4
        begin, there = p.steepest(place) @ way, lbfgs._within_signs(p, place, [])
        far = (there.z - place.z) @ way / (way @ way)
        assert np.log2(far) == pytest.approx(round(np.log2(far)), abs=1e-9)
        assert steep(far) >= begin / 2 or height(2 * far) >= height(far) + 1e-4 * 2 * far * begin
        assert far == 1 or (steep(far / 2) < begin / 2 and height(far) < height(far / 2))
        seen.add(round(far))
    assert {1, 2, 4, 8} <= seen


def test_a_whole_newton_step_is_taken_if_it_falls_and_half_of_the_slope_is_gone(monkeypatch):
    p = problem()
    place = p.look(near_optimum(p, 1e-2)[0], curvature=True)
    way = newton._newton_step(p, place)
    np.testing.assert_allclose(way, np.linalg.solve(place.curvature, -place.slope), rtol=1e-10)
    monkeypatch.setattr(newton, "how_far", lambda *given: (0, None))
    monkeypatch.setattr(newton, "quasi_newton", lambda *given: None)
    for part, taken in ((1, True), (0.6, True), (1.4, True), (0.4, False), (1.6, False), (2, False), (-1, False)):
        there = newton._next(p, place, part * way, [])
        assert (there is not None) == taken
        if taken:
            np.testing.assert_allclose(there.z, place.z + part * way)
    end = p.look(place.z + way).cost
    assert newton._next(p, place._replace(cost=end), way, []) is None
    assert newton._next(p, place._replace(cost=end - 1e-9), way, []) is None


def test_where_the_parabola_fails_newton_takes_the_lower_of_two_ways_and_never_rises(monkeypatch):
    """Here the way leads three times too far; parts of it, and what L-BFGS finds, are given in Newton steps."""
    p = problem()
    place = p.look(near_optimum(p, 1e-2)[0], curvature=True)
    way = newton._newton_step(p, place)
    for part, other, lowest in ((1, 0, 1), (0, 0.9, 0.9), (0.8, 0.2, 0.8), (0.2, 0.8, 0.8), (2.5, 0, 0), (2.5, 2.6, 0)):
        monkeypatch.setattr(newton, "how_far", lambda *given, part=part: (part / 3, None))
        found = p.look(place.z + other * way) if other else None
        monkeypatch.setattr(newton, "quasi_newton", lambda *given, found=found: found)
        there = newton._next(p, place, 3 * way, [])
        assert (there is None) == (not lowest)
        if lowest:
            np.testing.assert_allclose(there.z, place.z + lowest * way)
            assert there.curvature is not None


def test_newton_goes_nowhere_where_most_of_the_slope_would_be_left():
    """The cost does not curve along the bias; slopes are compared in units of their columns."""
    units = np.array([1e4, 1, 1, 1e-4])
    p = problem(X=X * units)
    H = np.diag(np.append(p.spread[:-1] ** 2, 0))
    for rest, moves in ((0.0, True), (0.4, True), (0.6, False), (1.0, False)):
        slope = p.spread * [0.3, -1, 0.5, 1, rest]
        place = p.look(np.zeros(5))._replace(slope=slope, curvature=H)
        expected = -np.array([0.3, -1, 0.5, 1, 0]) / p.spread
        np.testing.assert_allclose(newton._newton_step(p, place), expected * moves, rtol=1e-10, atol=1e-20)


def test_a_weight_leaves_0_as_soon_as_its_slope_is_more_than_l1():
    for l1 in (1e-6, 1.0, 100.0):
        price = np.array([l1, l1, 0])
        slope = np.array([1 + 1e-3, -1 + 1e-3, 0]) * l1
        with quiet():
            u = newton._bottom(2 * np.eye(3), slope, np.zeros(3), price)
        np.testing.assert_allclose(u, [-1e-3 * l1 / 2, 0, 0], rtol=1e-9)


def test_the_bias_which_costs_nothing_is_found_at_once(monkeypatch):
    counted, solve = [], newton.solved
    monkeypatch.setattr(newton, "solved", lambda *given: counted.append(0) or solve(*given))
    with quiet():
        for b in (0.0, 2.0):  # on its way it may pass 0
            u = newton._bottom(np.eye(3), np.array([0.5, -0.5, 3 + b]), np.array([0, 0, b]), np.array([1.0, 1, 0]))
            np.testing.assert_allclose(u, [0, 0, -3])
    assert len(counted) == 2
