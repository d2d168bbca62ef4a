"""The lab of notebook 06: what it says and draws is what the formulas give."""

import re
import time

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.lessons.n06_gaussian_solution.gaussian_lab import SAME, TURNED, WIDER


@pytest.fixture
def lab():
    return lr.labs.gaussian()


def scene(lab):
    return lab.compute(**lab.values)


def test_it_begins_with_the_weights_of_the_formula(lab):
    assert lab.error == ""
    found = scene(lab)
    along = np.array([np.cos(np.radians(35)), np.sin(np.radians(35))])
    across = np.array([-along[1], along[0]])
    Sigma = 2.5 * np.outer(along, along) + np.outer(across, across) / 2.5
    w, b = lr.gaussian.gaussian_weights(*lab.means, Sigma, 0.5)
    np.testing.assert_allclose(found["v"][:2], w)
    np.testing.assert_allclose(found["v"][2:], 0)
    assert f"w = ({w[0]:.2f}, {w[1]:.2f}), b = 0.00" in lab.words.replace("−", "-")
    a = found["X"] @ w + b
    assert f"On the wrong side: {np.sum((a > 0) != found['t'])} of 120" in lab.words
    assert "The boundary crosses that line halfway." in lab.words


@pytest.mark.parametrize("other", [SAME, TURNED, WIDER])
def test_both_panels_show_the_same_activations(lab, other):
    lab.set(other=other, stretch=3.0, angle=-40, alpha=0.3)
    assert lab.error == ""
    found = scene(lab)
    a = []
    for name in ("", "z_"):
        X = found[name + "X"]
        a.append(np.column_stack([X, X**2, X[:, 0] * X[:, 1]]) @ found[name + "v"] + found[name + "c"])
    np.testing.assert_allclose(*a)
    np.testing.assert_allclose(np.linalg.norm(found["z_rim0_x"][:61] - found["z_M"][0, 0]), np.sqrt(61 / 2), rtol=0.1)


def test_the_log_odds_are_those_of_two_densities_of_their_own(lab):
    lab.set(other=WIDER, stretch=2.0, angle=0, alpha=0.2)
    found = scene(lab)
    x = np.array([0.7, -1.1])
    a = np.log(0.2 / 0.8)
    for sign, mu, S in zip((-1, 1), lab.means, (np.diag([2.0, 0.5]), np.diag([8.0, 2.0]))):
        d = x - mu
        a += sign * (-d @ np.linalg.solve(S, d) / 2 - np.log(np.linalg.det(S)) / 2)
    assert found["v"] @ [*x, *x**2, x[0] * x[1]] + found["c"] == pytest.approx(a)


def test_stretching_moves_the_same_samples_smoothly(lab):
    before = scene(lab)["X"]
    lab.set(stretch=2.6, angle=40)
    assert 0 < np.abs(scene(lab)["X"] - before).max() < 0.6
    lab.set(stretch=2.5, angle=35)
    np.testing.assert_array_equal(scene(lab)["X"], before)


def test_a_dragged_mean_takes_its_samples_and_the_line_with_it(lab):
    before = scene(lab)
    lab.gesture(0, "drag", 1, 3.0, 2.0)
    after = scene(lab)
    step = np.array([3.0, 2.0]) - before["M"][1]
    np.testing.assert_allclose(after["X"] - before["X"], np.where(before["t"][:, None], step, 0), atol=1e-12)
    assert not np.allclose(after["v"], before["v"])
    lab.gesture(1, "drag", 0, *after["z_M"][0])  # in the whitened panel, to where it is
    np.testing.assert_allclose(scene(lab)["M"], after["M"])
    lab.reset()
    np.testing.assert_array_equal(scene(lab)["v"], before["v"])


def test_the_prior_shifts_the_line_and_does_not_turn_it(lab):
    v = scene(lab)["v"]
    lab.set(alpha=0.1)
    np.testing.assert_allclose(scene(lab)["v"], v)
    assert scene(lab)["t"].sum() == 12
    assert "nearer to that of class 1, the rarer one" in lab.words
    place = float(re.search(r"line (\d\.\d\d) of the way from the mean of class 0", lab.words)[1])
    d = np.diff(lab.means, axis=0)[0]
    assert v[:2] @ (lab.means[0] + place * d) + scene(lab)["c"] == pytest.approx(0, abs=0.06)


@pytest.mark.parametrize(("alpha", "rare"), [(0.92, 0), (0.08, 1)])
def test_the_line_may_lie_beyond_a_mean(lab, alpha, rare):
    lab.set(angle=5, alpha=alpha)
    assert f"beyond the mean of class {rare}" in lab.words
    assert f"is called class {1 - rare}" in lab.words
    found = scene(lab)
    assert (found["v"][:2] @ lab.means[rare] + found["c"] > 0) == (rare == 0)


def test_what_the_notebook_found_with_it(lab):
    def angle():
        return int(re.search(r"is (\d+)°", lab.words)[1])

    lab.set(stretch=4, angle=25)
    assert angle() == 62
    lab.set(stretch=1)
    assert angle() == 0
    for direction, wrong in ((-80, 0), (-50, 0), (70, 0), (5, 17)):
        lab.set(stretch=2.5, angle=direction)
        assert f"On the wrong side: {wrong} of 120" in lab.words
    lab.set(angle=35, alpha=0.98)
    assert "beyond" not in lab.words
    lab.set(alpha=0.5, other=TURNED)
    assert "hyperbola" in lab.words
    assert np.isnan(scene(lab)["w"]).all()
    lab.set(other=WIDER)
    assert "closes around class 0" in lab.words
    bent, straight = map(int, re.search(r"side: (\d+) of 120 samples; .* be (\d+)", lab.words).groups())
    assert bent < straight
    lab.set(alpha=0.98)
    assert "vanished" in lab.words
    found = scene(lab)
    assert (found["phi"] @ found["v"] + found["c"] > 0).all()
    assert lab.error == ""


def test_a_turned_circle_is_the_same_circle(lab):
    lab.set(stretch=1, other=TURNED)
    assert lab.error == ""
    assert "angle" in lab.words


def test_means_that_coincide_leave_no_line(lab):
    lab.gesture(0, "drag", 1, *lab.means[0])
    lab.set(alpha=0.8)
    assert lab.error == ""
    assert "w is zero, so there is no line" in lab.words
    assert "everybody gets 0.80" in lab.words
    lab.set(other=TURNED)
    assert lab.error == ""


def test_there_is_one_step_and_a_still(lab):
    assert lab._steps == 1
    assert lab.still()[0].startswith(b"\x89PNG")


def test_it_answers_in_time(lab):
    times = []
    for k in range(10):
        start = time.perf_counter()
        lab.set(stretch=1 + k / 10)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.025


def test_it_uses_the_learners_own_weights(capsys):
    def own(mu_0, mu_1, Sigma, alpha):
        print("here")
        w = np.linalg.inv(Sigma) @ (mu_1 - mu_0)
        return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))

    lab = lr.labs.gaussian(weights=own)
    assert lab.error == ""
    assert lab.words == lr.labs.gaussian().words
    lab = lr.labs.gaussian(weights=lambda m, n, S, p: (S @ (n - m), 0.0))
    assert lab.error == ""
    assert "Your weights differ from the formula's" in lab.words
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("weights", "is of type str"),
        (lambda m: m, "raised TypeError"),
        (lambda *_: 1 / 0, "raised ZeroDivisionError"),
        (lambda *_: None, "returned None"),
        (lambda *_: (np.zeros(3), 0.0), "returned"),
        (lambda *_: (np.zeros(2), np.nan), "returned"),
        (lambda *_: (np.zeros(2), "b"), "returned"),
    ],
)
def test_weights_that_are_none_get_words(weights, words):
    with pytest.raises(TypeError, match=f"weights must be a function of .*{words}"):
        lr.labs.gaussian(weights=weights)


def test_a_function_that_fails_later_is_told_in_the_lab():
    def own(mu_0, mu_1, Sigma, alpha):
        if alpha > 0.9:
            raise KeyError("too much")
        return mu_1 - mu_0, 0.0

    lab = lr.labs.gaussian(weights=own)
    words = lab.words
    lab.set(alpha=0.96)
    assert "raised KeyError" in lab.error
    assert lab.words == words
