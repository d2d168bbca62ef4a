import re

import numpy as np
import pytest

from lrcourse import neurons
from lrcourse.lessons import labs


@pytest.fixture(scope="module")
def lab():
    return labs.phase_plane()


@pytest.mark.parametrize(
    ("current", "words"),
    [
        (0.0, "1 spike, then rest: the crossing at v = −1.20 holds it"),
        (0.3, "1 spike so far: the crossing at v = −0.99 holds what comes near, and this path still swings"),
        (0.5, "3 spikes so far, and no end: the crossing at v = −0.80 does not hold it"),
        (0.34, "does not hold it"),
        (1.44, "4 spikes so far: the crossing at v = 0.99 holds what comes near"),
        (1.54, "It rises, which counts as 1 spike, and stays up: the crossing at v = 1.06 holds it"),
        (1.7, "It rises, which counts as 1 spike, and stays up: the crossing at v = 1.17 holds it"),
    ],
)
def test_words_say_what_becomes_of_the_path(lab, current, words):
    lab.set(current=current)
    assert lab.error == ""
    assert words in lab.words


def test_the_path_is_that_of_the_core(lab):
    frames = lab.compute(0.5)
    time, v, r = neurons.fitzhugh_nagumo(0.5, 100, dt=0.1, start=lab.begin_at, every=2)
    assert frames["time"] == pytest.approx(time)
    assert frames["v"] == pytest.approx(v)
    assert frames["r"] == pytest.approx(r)
    assert np.linalg.norm(frames["flow"], axis=1).max() < 0.3  # arrows never reach the next foot


def test_the_number_and_the_words_count_the_same():
    lab = labs.phase_plane()
    for start, current in (((0.75, 2.35), 1.7), ((1.5, 2.2), 1.7), ((0.0, -0.62), 0.0), ((0.0, -0.62), 0.5)):
        lab.gesture(0, "click", -1, *start)
        lab.set(current=current)
        counted = re.search(r"(\d+) spike", lab.words)
        assert lab.number == (counted.group(1) if counted else "0")
        assert lab._texts["counted"][-1] == ("spike" if lab.number == "1" else "spikes")


def test_arrows_reach_as_far_as_the_axis(lab):
    feet = lab.compute(0.5)["feet"]
    assert feet[:, 1].max() > lab.panels[0].ylim[1] - 0.4
    assert feet[:, 1].min() < lab.panels[0].ylim[0] + 0.4


def test_the_courses_slope_walks_alike_with_and_without_the_guard(lab):
    guarded = labs.phase_plane(lambda v, r, current: neurons.fhn_slope(v, r, current))
    for name in ("v", "r", "flow"):
        np.testing.assert_array_equal(guarded.compute(0.4)[name], lab.compute(0.4)[name])


def test_a_click_sets_the_start():
    lab = labs.phase_plane()
    lab.gesture(0, "click", -1, -1.3, -0.6)
    lab.set(current=0.0)
    assert lab.error == ""
    assert "No spike, then rest" in lab.words


def test_it_walks_on_the_learners_own_slope(capsys):
    def slope(v, r, current):
        print("here")
        return [v - v**3 / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5]

    own = labs.phase_plane(slope=slope)
    assert own.error == ""
    assert own.words == labs.phase_plane().words
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        (lambda v, r, current: (-v, -r), "Your slope is not zero at the crossing"),
        (lambda v, r, current: (0, 0), "It stands still, but"),
    ],
)
def test_another_slope_is_not_judged_by_this_ones_crossing(slope, words):
    own = labs.phase_plane(slope=slope)
    assert own.error == ""
    assert words in own.words


def leave(v, r, current):
    raise SystemExit


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        ("slope", "is str, not a function"),
        (lambda v: (v, v), "raised TypeError"),
        (lambda *_: 1 / 0, "raised ZeroDivisionError"),
        (leave, "raised SystemExit"),
        (lambda *_: None, "returned None"),
        (lambda *_: 3.0, "returned 3.0"),
        (lambda *_: (3.0,), "returned"),
        (lambda *_: ("1", "2"), "returned"),
        (lambda *_: (np.zeros(2), 0), "returned"),
    ],
)
def test_a_slope_that_is_none_gets_words(slope, words):
    with pytest.raises(TypeError, match=f"slope must be a function of .*{words}"):
        labs.phase_plane(slope=slope)


def test_a_slope_that_holds_nan_gets_words():
    with pytest.raises(ValueError, match="Your slope is NaN: at v = 0, r = 0"):
        labs.phase_plane(slope=lambda v, r, current: (np.nan, 0))


@pytest.mark.parametrize("slope", [lambda v, r, current: (v**3 + 1, r), lambda v, r, current: (v + 1, r)])
def test_a_slope_that_runs_away_is_not_called_rest(slope):
    assert "Your slope runs away" in labs.phase_plane(slope=slope).error


def test_no_spike_is_told_before_it_has_come():
    lab = labs.phase_plane()
    lab.set(current=0.5)
    v, told = lab._now.frames.arrays["v"], lab._texts["fate"]
    assert len(told) == len(v)
    crossings = np.cumsum((v[1:] >= 1) & (v[:-1] < 1))
    for s in range(1, len(v) - 1):
        spikes = int(crossings[s - 1])
        assert told[s] == ("No spike so far." if not spikes else f"{spikes} spike{'s' * (spikes > 1)} so far.")
    assert told[0] == "No spike so far."
    assert told[-1] in lab.words
    assert told[-1].startswith("3 spikes so far, and no end")
