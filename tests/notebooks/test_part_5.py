"""What notebook 90 claims, on its own variables; what 91 claims, on its stored output, which nbval repeats."""

import numpy as np
import pytest

from lrcourse.lessons.n90_faster.exercises import heavy_ball, nesterov, two_loops
from tools.notebooks import NOTEBOOKS, after, cells

pytestmark = pytest.mark.thorough  # each plays its notebooks once more


@pytest.fixture(scope="module")
def hurry():
    return after("90_faster", "runs += [solver(X, t, **start)")


def test_the_steps_go_with_the_condition_number_its_root_and_not_at_all(hurry):
    lr, arrival, plain, heavy, curved = hurry["lr"], hurry["arrival"], [], [], []
    for condition in (10, 100, 1000):
        X, t, lowest, flattest, start = hurry["ground"](condition)
        wall, low = np.sqrt(2 / lr.stable_learning_rate(X)), np.sqrt(flattest)
        momentum = ((wall - low) / (wall + low)) ** 2
        run = lr.gradient_descent(X, t, learning_rate=2 / (wall**2 + low**2), steps=8000, **start)
        ball = lr.gradient_descent(X, t, learning_rate=4 / (wall + low) ** 2, momentum=momentum, steps=400, **start)
        plain.append(arrival(run, lowest + 1e-6))
        heavy.append(arrival(ball, lowest + 1e-6))
        curved.append(max(arrival(solver(X, t, **start), lowest + 1e-6) for solver in (lr.newton, lr.lbfgs)))
    for k in (1, 2):
        assert plain[k] / plain[k - 1] == pytest.approx(10, rel=0.1)
        assert heavy[k] / heavy[k - 1] == pytest.approx(np.sqrt(10), rel=0.1)
    assert max(curved) <= 6


def test_every_walk_begins_a_hundredth_up_the_floor(hurry):
    lr = hurry["lr"]
    for condition in (10, 100, 1000):
        X, t, lowest, _, start = hurry["ground"](condition)
        assert lr.objective(X, t, start["w0"], start["b0"]) - lowest == pytest.approx(0.01, rel=0.15)


def test_the_map_shows_the_factor_that_a_walk_has():
    names = after("90_faster", "best factor {both.min()")
    for eta_c, beta in ((0.5, 0.0), (1.0, 0.3), (3.0, 0.6), (1.9, 0.5), (0.01, 0.4), (3.9, 0.8)):
        far = np.abs(heavy_ball(lambda z, c=eta_c: c * z, np.array([1.0]), 1.0, beta, 600))
        with np.errstate(divide="ignore"):
            late = np.exp(np.polyfit(np.arange(100, 400), np.log(far[100:400, 0] + 1e-300), 1)[0])
        if late > 0.2:  # else it has arrived
            assert late == pytest.approx(float(names["factor"](eta_c, beta)), rel=0.02)
    root = np.sqrt(names["kappa"])
    assert names["both"].min() == pytest.approx((root - 1) / (root + 1), abs=2e-3)
    assert names["beta"][names["best"][0]] == pytest.approx(((root - 1) / (root + 1)) ** 2, abs=0.01)


def test_the_factors_are_those_of_the_formulas():
    for kappa in (25, 400):
        root, c = np.sqrt(kappa), np.array([1.0, kappa])
        beta = (root - 1) / (root + 1)
        for walk, rate, momentum, factor in (
            (heavy_ball, 4 / (root + 1) ** 2, beta**2, beta),
            (nesterov, 1 / kappa, beta, 1 - 1 / root),
        ):
            far = np.abs(walk(lambda z, c=c: c * z, np.ones(2), rate, momentum, 3000)).max(axis=1)
            far = far[far > 1e-200]
            late = (far[-1] / far[-201]) ** (1 / 200)
            assert late == pytest.approx(factor, abs=0.3 * (1 - factor))
            assert late == pytest.approx(factor, rel=0.02)


def test_nesterov_is_braked():
    lr = after("90_faster", "runs += [solver(X, t, **start)")["lr"]
    X, t = lr.datasets.make_ravine(1000, np.random.default_rng(90), 100)
    bends = np.linalg.eigvalsh(lr.cost.hessian(X, lr.feedforward(X, *lr.newton(X, t).final)))
    root = np.sqrt(2 / lr.stable_learning_rate(X) / bends[0])
    way = {"learning_rate": lr.stable_learning_rate(X) / 2, "momentum": (root - 1) / (root + 1)}
    ball, braked = (
        lr.gradient_descent(X, t, steps=120, w0=[-1.0, -2.0], nesterov=nesterov, **way) for nesterov in (False, True)
    )
    assert braked.cost[3:].max() < ball.cost[3:].max()


def test_the_floor_is_as_high_as_predicted_and_lower_if_the_batches_are_dealt_out():
    names = after("90_faster", "dealt out,")
    floor, X, t, v = names["noise_floor"], names["X"], names["t"], names["v"]
    for eta in (0.4, 0.2, 0.1):
        assert floor(X, t, eta, 20) == pytest.approx(eta * v / 80, rel=0.2)
    for B in (10, 100):
        assert floor(X, t, 0.4, B) == pytest.approx(0.4 * v / (4 * B), rel=0.2)
    assert floor(X, t, 0.4, 100, dealt=True) < floor(X, t, 0.4, 100) / 3


def test_the_raw_step_runs_away_and_the_brake_holds_it():
    names = after("90_faster", "for brake in (False, True)")
    lr, X, t = names["lr"], names["X"], names["t"]
    costs = names["costs"]  # with the brake
    assert np.all(np.diff(costs) <= 1e-12)
    assert costs[3] - lr.newton(X, t).cost[-1] < 1e-3
    z = np.array([3.0, 2.0, 0.0])
    for _ in range(4):
        y = lr.feedforward(X, z[:2], z[2])
        ahead = z - np.linalg.lstsq(lr.cost.hessian(X, y), np.append(*lr.gradient(X, t, y)))[0]
        assert names["cost"](ahead) > names["cost"](z)
        z = ahead


def test_the_picture_of_the_two_loops_ends_where_they_end():
    names = after("90_faster", "up.append(")
    d, q = zip(*names["pairs"])
    np.testing.assert_allclose(names["up"][-1], two_loops(names["g"], d, q))
    newton = np.linalg.solve(names["H"], names["g"])
    assert np.hypot(*(names["up"][-1] - newton)) < 0.05 * np.hypot(*newton)


def test_two_loops_are_the_matrix():
    names = after("90_faster", "half = np.eye(3)")
    for z in names["places"]:
        np.testing.assert_allclose(names["M"] @ z, names["loops"](z))
    np.testing.assert_allclose(names["loops"](names["changes"][-1]), names["steps"][-1])
    assert np.linalg.eigvalsh(names["M"]).min() > 0


def test_slopes_of_two_batches_say_nothing_about_the_curvature():
    bad = after("90_faster", 'bad["two batches"]')["bad"]
    assert bad["two batches"] > 300
    assert bad["one batch"] == bad["all samples"] == 0


def test_many_machines_agree_with_one_and_a_dead_one_changes_nothing():
    every = cells(NOTEBOOKS / "91_beyond_one_machine.ipynb", "code")
    said = "".join(output.get("text", "") for _, _, cell in every for output in cell.outputs)
    for words in (
        "slopes along w agree: True",
        "dw agrees: True",
        "weights agree: True",
        "worker processes killed and replaced: 1\nthe weights are those without the accident, to twelve digits: True",
        "2 workers, each a process of its own",
    ):
        assert words in said
    slopes = [
        line.partition(": ")[2] for line in said.splitlines() if line.startswith(("slope", "the sums", "the mean"))
    ]
    assert slopes[0] == slopes[1] != slopes[2]
