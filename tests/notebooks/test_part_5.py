"""What notebook 90 claims, on its own variables; what 91 claims, on its stored output, which nbval repeats."""

import numpy as np
import pytest

from lrcourse.lessons.n90_faster.exercises import heavy_ball, nesterov
from tools.notebooks import NOTEBOOKS, after, cells

pytestmark = pytest.mark.thorough  # each plays its notebooks once more


@pytest.fixture(scope="module")
def hurry():
    return after("90_faster", "condition number {condition:4}: Newton")


def test_the_steps_go_with_the_condition_number_its_root_and_not_at_all(hurry):
    lr, arrival, plain, heavy, curved = hurry["lr"], hurry["arrival"], [], [], []
    for X, t, lowest, flattest, start in hurry["grounds"].values():
        steepest = 2 / lr.stable_learning_rate(X)
        root = np.sqrt(steepest / flattest)
        rate = 4 / (np.sqrt(steepest) + np.sqrt(flattest)) ** 2
        momentum = ((root - 1) / (root + 1)) ** 2
        run = lr.gradient_descent(X, t, learning_rate=2 / steepest, steps=8000, **start)
        ball = lr.gradient_descent(X, t, learning_rate=rate, momentum=momentum, steps=400, **start)
        plain.append(arrival(run, lowest))
        heavy.append(arrival(ball, lowest))
        curved.append(max(arrival(solver(X, t, **start), lowest) for solver in (lr.newton, lr.lbfgs)))
    for k in (2, 3):
        assert plain[k] / plain[k - 1] == pytest.approx(10, rel=0.1)
        assert heavy[k] / heavy[k - 1] == pytest.approx(np.sqrt(10), rel=0.1)
    assert plain[-1] > 3000
    assert max(curved) <= 6


def test_all_four_begin_a_hundredth_up_the_floor(hurry):
    lr = hurry["lr"]
    for X, t, lowest, _, start in hurry["grounds"].values():
        assert lr.objective(X, t, start["w0"], start["b0"]) - lowest == pytest.approx(0.01, rel=0.15)


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


def test_nesterov_is_braked_and_both_overtake_the_plain_way():
    names = after("90_faster", "Swinging, and braked")
    lr, X, t = names["lr"], names["X"], names["t"]
    runs = {name: lr.gradient_descent(X, t, steps=120, w0=[-1.0, -2.0], **way) for name, way in names["ways"].items()}
    high = {name: run.cost[3:].max() for name, run in runs.items()}
    assert high["plain"] < high["Nesterov"] < high["heavy ball"]
    assert max(runs["Nesterov"].cost[-1], runs["heavy ball"].cost[-1]) < runs["plain"].cost[-1]


def test_the_floor_is_as_high_as_predicted():
    names = after("90_faster", "floor {np.mean(above)")
    eta, v, B = names["eta"], names["v"], names["B"]
    assert np.mean(names["above"][100:]) == pytest.approx(eta * v / (4 * B), rel=0.2)


def test_the_raw_step_runs_away_and_the_brake_holds_it():
    names = after("90_faster", "for brake in (False, True)")
    costs = names["costs"]  # with the brake
    assert np.all(np.diff(costs) <= 1e-12)
    assert costs[4] - names["lr"].newton(names["X"], names["t"]).cost[-1] < 1e-3
    z, X1, t = np.array([3.0, 2.0, 0.0]), names["X1"], names["t"]
    for _ in range(4):
        y = names["lr"].sigmoid(X1 @ z)
        H = (X1 * (y * (1 - y))[:, None]).T @ X1 / len(t)
        ahead = z - np.linalg.lstsq(H, (y - t) @ X1 / len(t))[0]
        assert names["cost"](ahead) > names["cost"](z)
        z = ahead


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
