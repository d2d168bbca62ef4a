"""The lab of notebook 10: the words are true of the path, and the learner's own walk is taken as it is."""

import re

import numpy as np
import pytest

from lrcourse.lessons import labs
from lrcourse.lessons.n10_gradient_descent import descent_lab


@pytest.fixture
def lab():
    return labs.descent()


def walk(slope, start, learning_rate, steps):
    """What a learner should write."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * slope(path[-1]))
    return np.array(path)


def arrays(lab):
    assert lab.error == ""
    return lab._now.frames.arrays


@pytest.mark.parametrize(
    ("eta", "words"),
    [
        (0.005, "1 − 0.005 · 2 = 0.99. It comes down on one side and never crosses. Slowly: after 40 steps 67%"),
        (0.4, "1 − 0.4 · 2 = 0.2. It comes down on one side"),
        (0.5, "1 − 0.5 · 2 = 0. Exactly at 1/curvature: one step"),
        (0.9, "1 − 0.9 · 2 = −0.8. The sign changes: it jumps across"),
        (1.0, "1 − 1 · 2 = −1. Exactly at 2/curvature: it jumps between two places"),
        (1.2, "1 − 1.2 · 2 = −1.4. Beyond 2/curvature = 1: every step lands farther away"),
    ],
)
def test_the_parabola_says_its_factor_and_walks_by_it(lab, eta, words):
    lab.set(function="parabola", learning_rate=eta)
    path = arrays(lab)["path_x"]
    assert words in lab.words
    assert path == pytest.approx(-2.5 * (1 - 2 * eta) ** np.arange(41), rel=1e-4, abs=1e-6)
    assert arrays(lab)["height"] == pytest.approx(path.astype(float) ** 2, rel=1e-4)


@pytest.mark.parametrize(
    ("eta", "words"),
    [
        (0.02, "w₂ by 1 − 0.02 · 20 = 0.6. Across the ravine: soon on the floor. Along it: after 40 steps 45%"),
        (0.09, "w₂ by 1 − 0.09 · 20 = −0.8. Across the ravine: from wall to wall, and nearer"),
        (0.1, "Exactly at 2/20: from wall to wall for ever"),
        (0.11, "Beyond 2/20 = 0.1, the steep direction runs away"),
    ],
)
def test_the_ravine_has_a_factor_for_each_direction(lab, eta, words):
    lab.set(function="ravine", learning_rate=eta)
    steps = np.arange(41)
    assert words in lab.words
    assert arrays(lab)["path_x"] == pytest.approx(-3.5 * (1 - eta) ** steps, rel=1e-4)
    assert arrays(lab)["path_y"] == pytest.approx(0.8 * (1 - 20 * eta) ** steps, rel=1e-4, abs=1e-6)


def test_the_best_rate_of_the_ravine_is_where_the_notebook_says(lab):
    rates = np.linspace(0.05, 0.11, 61)
    ends = []
    for rate in rates:
        lab.set(function="ravine", learning_rate=float(rate))
        ends.append(arrays(lab)["height"][-1])
    assert 0.088 < rates[np.argmin(ends)] < 0.096


@pytest.mark.parametrize(
    ("eta", "words"),
    [
        (0.005, "After 40 steps it is still on its way"),
        (0.05, "It comes to rest in a valley: the shallow one; it never hears of the deeper one"),
        (0.15, "A long step took it over the hill. It comes to rest in a valley: the deep one"),
        (0.21, "A long step took it over the hill. It comes to rest in a valley: the deep one"),
        (0.25, "It has not settled yet: beyond 2/8.9 = 0.23 the deep valley cannot hold it. Up to 2/7.1 = 0.28"),
        (0.3, "It never settles: beyond 2/8.9 = 0.23"),
        (0.35, "it is too far away to be drawn. A jump landed so far out that the wall there threw it farther"),
        (2.0, "it runs away"),
    ],
)
def test_the_two_valleys_hold_it_or_not(lab, eta, words):
    lab.set(function="two valleys", learning_rate=eta)
    assert lab.error == ""
    assert words in lab.words


def test_a_click_sets_the_start_of_this_function_only(lab):
    lab.set(function="two valleys", learning_rate=0.05)
    lab.gesture(0, "click", -1, -0.5, 3.0)
    lab.gesture(1, "click", -1, 7.0, 7.0)  # a click on the heights is none
    lab.set()
    assert "the deep one" in lab.words
    assert "over the hill" not in lab.words
    assert arrays(lab)["path_x"][0] == pytest.approx(-0.5)
    lab.set(function="ravine", learning_rate=0.05)
    assert arrays(lab)["path_x"][0] == pytest.approx(-3.5)
    lab.gesture(0, "click", -1, 2.0, -0.5)
    lab.set()
    assert (arrays(lab)["path_x"][0], arrays(lab)["path_y"][0]) == pytest.approx((2.0, -0.5))


def test_on_the_hill_it_stands_still_and_says_so(lab):
    lab.set(function="two valleys")
    lab.gesture(0, "click", -1, float(np.sort(np.roots([4, 0, -4, 0.3]).real)[1]), 1.0)
    lab.set(learning_rate=0.005)
    assert "It has stopped on the hill" in lab.words


def test_the_tangent_touches_the_path_and_has_its_slope(lab):
    lab.set(function="two valleys", learning_rate=0.05)
    a = arrays(lab)
    assert a["tangent_x"].mean(axis=1) == pytest.approx(a["path_x"], abs=1e-5)
    assert a["tangent_y"].mean(axis=1) == pytest.approx(a["height"], abs=1e-5)
    w = a["path_x"].astype(float)
    slope = np.diff(a["tangent_y"])[:, 0] / np.diff(a["tangent_x"])[:, 0]
    assert slope == pytest.approx(4 * w**3 - 4 * w + 0.3, abs=1e-4)


@pytest.mark.parametrize("function", ["parabola", "two valleys"])
def test_a_step_goes_level_by_eta_times_the_slope_and_then_onto_the_curve(lab, function):
    lab.set(function=function, learning_rate=0.15)
    a = {name: values.astype(float) for name, values in arrays(lab).items()}
    w, x, y = a["path_x"], a["stairs_x"], a["stairs_y"]
    slope, height = {
        "parabola": (2 * w, lambda w: w**2),
        "two valleys": (4 * w**3 - 4 * w + 0.3, lambda w: w**4 - 2 * w**2 + 0.3 * w),
    }[function]
    assert np.diff(x)[::2] == pytest.approx(-0.15 * slope[:-1], abs=1e-5)
    assert np.diff(y)[::2] == pytest.approx(0, abs=1e-6)
    assert np.diff(x)[1::2] == pytest.approx(0, abs=1e-6)
    assert np.diff(y)[1::2] == pytest.approx(np.diff(height(w)), abs=1e-5)
    assert a["move"][:-1, 0, 0] == pytest.approx(-0.15 * slope[:-1], abs=1e-5)
    assert np.isnan(a["dots_x"][1::2]).all()  # no dot in the corners


def test_the_next_step_of_the_ravine_ends_where_the_path_goes(lab):
    lab.set(function="ravine", learning_rate=0.09)
    a = arrays(lab)
    ends = (a["foot"] + a["move"])[:-1, 0]
    assert ends == pytest.approx(np.column_stack([a["path_x"], a["path_y"]])[1:], abs=1e-5)


@pytest.mark.parametrize("function", ["parabola", "ravine", "two valleys"])
def test_the_number_is_never_nan_and_is_that_of_the_words(lab, function):
    for eta in (0.005, 0.0512, 0.1, 0.3, 0.5, 1.0986, 2.0):
        lab.set(function=function, learning_rate=eta)
        for height, number, place in zip(arrays(lab)["height"], lab._texts["tall"], lab._texts["place"], strict=True):
            if 1e-6 < height < 1e3:
                assert float(number.replace("−", "-")) == pytest.approx(height, rel=6e-3)
                assert place.endswith(f"height {number}")
            else:
                assert number == ("at the bottom" if height <= 1e-6 else "running away")
            assert "nan" not in place
            assert "e+" not in place + number


@pytest.mark.parametrize("eta", [0.005, 0.0512, 0.0986, 1.0986, 1.7321])
def test_the_factors_in_the_words_multiply_out(lab, eta):
    lab.set(function="ravine", learning_rate=eta)
    said = re.findall(r"1 − ([\d.]+) · (\d+) = (−?[\d.]*\d)", lab.words)
    assert [curvature for _, curvature, _ in said] == ["1", "20"]
    path = arrays(lab)
    for (rate, curvature, factor), axis in zip(said, "xy"):
        factor = float(factor.replace("−", "-"))
        assert factor == pytest.approx(1 - float(rate) * float(curvature), abs=1e-12)
        first, second = path[f"path_{axis}"][:2]
        assert second / first == pytest.approx(factor, rel=1e-5)


def test_the_walk_before_stays_for_comparison_but_not_those_of_a_drag(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(descent_lab, "monotonic", lambda: clock[0])
    lab = labs.descent()
    assert np.isnan(arrays(lab)["before"]).all()
    first = arrays(lab)["height"]
    clock[0] += 5
    for eta in (0.2, 0.25, 0.3):  # a drag
        lab.set(learning_rate=eta)
        clock[0] += 0.1
        assert arrays(lab)["before"] == pytest.approx(first)
    third = arrays(lab)
    clock[0] += 5
    lab.gesture(0, "click", -1, 2.0, 4.0)
    lab.set()
    assert arrays(lab)["before"] == pytest.approx(third["height"])
    assert arrays(lab)["before_x"] == pytest.approx(third["stairs_x"])
    clock[0] += 5
    lab.set(function="ravine")  # no comparison between two grounds
    assert np.isnan(arrays(lab)["before_x"]).all()


def test_every_function_leaves_a_still(lab):
    for function in lab.controls[0]["options"]:
        lab.set(function=function, learning_rate=0.09)
        assert lab.error == ""
        assert lab.still()[0].startswith(b"\x89PNG")


# -- the learner's own walk


@pytest.mark.parametrize("function", ["parabola", "ravine", "two valleys"])
def test_it_walks_as_the_learner_does(lab, function, capsys):
    def noisy(*arguments):
        print("here")
        return walk(*arguments)

    own = labs.descent(noisy)
    for rate in (0.05, 0.3, 2.0):
        for each in (own, lab):
            each.set(function=function, learning_rate=rate)
            assert each.error == ""
        assert own.words == lab.words
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda f, w, r, n: walk(f, w, -r, n), "Your step 1 goes from −2.5 to −3; w − η · slope would be −2."),
        (lambda f, w, r, n: walk(f, w, 2 * r, n), "Your step 1 goes from −2.5 to −1.5; w − η · slope would be −2."),
        (lambda f, w, r, n: walk(f, w, r, n + 1)[1:], "Your path begins at −2, not at the start, −2.5"),
    ],
)  # fmt: skip
def test_a_wrong_walk_is_shown_and_named(wrong, words):
    own = labs.descent(wrong)
    assert own.error == ""
    assert words in own.words


def leave(slope, start, learning_rate, steps):
    raise SystemExit


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("descend", "yours is str, not a function"),
        (lambda *_: None, "returned None for 40 steps"),
        (lambda *_: 3.0, "returned 3.0"),
        (lambda *_: ["a"], "returned an array of shape"),
        (lambda *_: [[1], [1, 2]], "returned"),
        (lambda f, w, r, n: walk(f, w, r, n)[1:], r"returned an array of shape \(40,\)"),
        (lambda f, w, r, n: walk(f, w, r, n)[-1], "returned"),
        (lambda *_: 1 / 0, "raised ZeroDivisionError"),
        (lambda w: w, "raised TypeError"),
        (leave, "raised SystemExit"),
    ],
)
def test_a_walk_that_is_none_gets_words(wrong, words):
    with pytest.raises(TypeError, match=f"descend must be a function of .*{words}"):
        labs.descent(wrong)


def test_a_walk_that_knows_numbers_only_is_told_about_the_ravine():
    with pytest.raises(TypeError, match="yours raised TypeError"):
        labs.descent(lambda f, w, r, n: walk(f, float(w), r, n))


def test_a_walk_in_pythons_floats_may_run_away_too():
    def floats(slope, start, learning_rate, steps):
        path = [start]
        for _ in range(steps):
            move = slope(path[-1])
            path.append(path[-1] - learning_rate * (float(move) if np.ndim(move) == 0 else move))
        return np.array([float(w) for w in path] if np.ndim(start) == 0 else path)

    own = labs.descent(floats)
    own.set(function="two valleys", learning_rate=2.0)
    assert own.error == ""
    assert "it runs away" in own.words


@pytest.mark.parametrize("values", [{"learning_rate": 0}, {"learning_rate": 3}, {"function": "hill"}])
def test_values_out_of_range_get_words(lab, values):
    with pytest.raises(ValueError, match="must be"):
        lab.set(**values)
