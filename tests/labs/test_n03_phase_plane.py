import numpy as np
import pytest

from lrcourse import labs, neurons


@pytest.fixture(scope="module")
def lab():
    return labs.phase_plane()


@pytest.mark.parametrize(("current", "words"), [
    (0.0, "1 spike, then rest: the crossing at v = -1.20 holds it"),
    (0.3, "1 spike, and it still swings round the crossing at v = -0.99"),
    (0.5, "3 spikes so far, and no end: the crossing at v = -0.80 does not hold it"),
    (1.7, "1 spike, then rest: the crossing at v = 1.17 holds it"),
])
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


def test_it_walks_on_the_learners_own_slope():
    lab = labs.phase_plane(slope=lambda v, r, current: (-v, -r))
    assert lab.error == ""
    assert "No spike, then rest" in lab.words


@pytest.mark.parametrize("slope", [lambda v, r, current: None, lambda v: (v, v), "slope", lambda *_: 3.0])
def test_a_slope_that_is_none_gets_words(slope):
    with pytest.raises(TypeError, match="slope must be a function"):
        labs.phase_plane(slope=slope)
