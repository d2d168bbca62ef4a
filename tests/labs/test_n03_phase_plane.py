import numpy as np
import pytest

from lrcourse import labs, neurons


@pytest.fixture(scope="module")
def lab():
    return labs.phase_plane()


@pytest.mark.parametrize(
    ("current", "words"),
    [
        (0.0, "1 spike, then rest: the crossing at v = -1.20 holds it"),
        (0.3, "1 spike so far: the crossing at v = -0.99 holds what comes near, and this path still swings"),
        (0.5, "3 spikes so far, and no end: the crossing at v = -0.80 does not hold it"),
        (0.34, "does not hold it"),
        (1.44, "4 spikes so far: the crossing at v = 0.99 holds what comes near"),
        (1.54, "It rises and stays up: the crossing at v = 1.06 holds it"),
        (1.7, "It rises and stays up: the crossing at v = 1.17 holds it"),
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
        ("slope", "is str, no function"),
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
