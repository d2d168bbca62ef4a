"""The coin of notebook 09: the hill, its width, and what the words claim about your p."""

import re

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.labs.n09_coin import tiny


@pytest.fixture
def lab():
    return lr.labs.coin(8, 12, names=("acts", "bounces"))


def test_the_hill_stands_at_the_share_and_is_as_wide_as_the_standard_error(lab):
    assert lab.error == ""
    p, height = lab.curves[0].get_data()
    assert p[np.argmax(height)] == pytest.approx(0.4, abs=1e-9)
    assert height.max() == pytest.approx(1)
    assert "8 of 20: the best p is 0.400, with ln L = -13.46." in lab.words
    assert "±0.110 wide" in lab.words
    ends, level = lab.width[0].get_data()
    np.testing.assert_allclose(ends, [0.4 - np.sqrt(0.24 / 20), 0.4 + np.sqrt(0.24 / 20)])
    np.testing.assert_allclose(level, np.exp(-0.5))
    # the curve itself is near that level there
    np.testing.assert_allclose(np.interp(ends, p, height), np.exp(-0.5), atol=0.03)


def test_the_words_compare_your_p_with_the_top(lab):
    lab.set(p=0.5)
    assert "L = 9.5e-07, ln L = -13.86" in lab.words
    times = 0.4**8 * 0.6**12 / 0.5**20
    assert f"is {times:.3g} times less likely than at the top" in lab.words
    lab.set(p=0.4)
    assert "this is the top" in lab.words
    np.testing.assert_allclose(lab.dots[0].get_data(), [[0.4], [1]])
    assert lab.error == ""


def test_the_right_panel_is_the_logarithm_of_the_left_one(lab):
    lab.set(heads=40, tails=60, p=0.45)
    left, right = (dot.get_ydata()[0] for dot in lab.dots)
    assert np.log(left) == pytest.approx(right)
    parabola = np.interp(0.45, *lab.parabola.get_data())
    assert parabola == pytest.approx(right, abs=0.02)


def test_more_tosses_make_a_narrower_hill(lab):
    widths = []
    for heads, tails in ((2, 3), (8, 12), (80, 120)):
        lab.set(heads=heads, tails=tails)
        widths.append(float(re.search(r"±(0\.\d+) wide", lab.words)[1]))
    assert widths[0] > widths[1] > 3 * widths[2]


@pytest.mark.parametrize(("heads", "tails", "top"), [(0, 20, 0.0), (20, 0, 1.0)])
def test_a_top_at_the_edge_has_no_parabola(lab, heads, tails, top):
    lab.set(heads=heads, tails=tails, p=top)
    assert lab.error == ""
    assert "this is the top" in lab.words
    assert "ln L = 0.00" in lab.words
    assert "the standard error has no meaning" in lab.words
    assert len(lab.width[0].get_xdata()) == len(lab.parabola.get_xdata()) == 0
    lab.set(p=1 - top)
    assert "L = 0, ln L = -inf: impossible" in lab.words
    assert lab.error == ""


def test_without_data_every_p_is_as_good(lab):
    before = lab.still()[0]
    lab.set(heads=0, tails=0, p=0)
    assert lab.error == ""
    assert "No toss yet" in lab.words
    assert np.ptp(lab.curves[0].get_ydata()) == 0
    assert lab.still()[0] != before


def test_all_corners_work(lab):
    for heads in (0, 1, 200):
        for tails in (0, 1, 200):
            for p in (0, 0.005, 0.5, 1):
                lab.set(heads=heads, tails=tails, p=p)
                assert lab.error == ""


def test_tiny_numbers_are_written_where_floats_end():
    assert tiny(np.log(0.25)) == "0.25"
    assert tiny(np.log(3.14e-5)) == "3.1e-05"
    assert tiny(np.log(9.99e-6)) == "1.0e-05"
    assert tiny(-5000 * np.log(2)) == "7.1e-1506"
    assert tiny(0) == "1"
    assert tiny(-np.inf) == "0"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lr.labs.coin(-1, 3), "heads must be from 0 to 200"),
        (lambda: lr.labs.coin(3, 201), "tails must be from 0 to 200"),
        (lambda: lr.labs.coin(1, 2, names=("a", "b", "c")), "two texts"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_half_a_toss_is_refused():
    with pytest.raises(TypeError, match="heads must be a whole number"):
        lr.labs.coin(1.5, 2)
