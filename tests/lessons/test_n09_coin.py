"""The coin of notebook 09: the hill, its width, and what the words claim about your p."""

import re

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.lessons.n09_maximum_likelihood.coin_lab import in_some_order
from lrcourse.lessons.n09_maximum_likelihood.likelihoods import times, tiny


@pytest.fixture
def lab():
    return lr.labs.coin(8, 12, names=("acts", "bounces"))


def test_the_hill_stands_at_the_share_and_is_as_wide_as_the_standard_error(lab):
    assert lab.error == ""
    p, height = lab.curves[0].get_data()
    assert p[np.argmax(height)] == pytest.approx(0.4, abs=1e-9)
    assert height.max() == pytest.approx(1)
    assert "8 of 20: the best p is 0.400 ± 0.110, with ln L = −13.46." in lab.words
    assert lab.summit.get_text() == "0.400 ± 0.110"
    ends, level = lab.width[0].get_data()
    np.testing.assert_allclose(ends, [0.4 - np.sqrt(0.24 / 20), 0.4 + np.sqrt(0.24 / 20)])
    np.testing.assert_allclose(level, np.exp(-0.5))
    # the curve itself is near that level there
    np.testing.assert_allclose(np.interp(ends, p, height), np.exp(-0.5), atol=0.03)


def test_the_words_compare_your_p_with_the_top(lab):
    lab.set(p=0.5)
    assert "Your p = 0.500 has ln L = −13.86" in lab.words
    factor = 0.4**8 * 0.6**12 / 0.5**20
    assert f"the data are {factor:.3g} times less likely than at the top" in lab.words
    lab.set(p=0.4)
    assert "this is the top" in lab.words
    np.testing.assert_allclose(lab.dots[0].get_data(), [[0.4], [1]])
    assert lab.error == ""


def test_the_number_answers_the_hand_and_the_tosses(lab):
    assert lab.number == "1.5×"
    lab._heard(lab, {"ask": "1", "grab": {"name": "dot 0", "x": 0.3, "y": 0.2}}, [])
    assert lab.number == f"{0.4**8 * 0.6**12 / (0.3**8 * 0.7**12):.1f}×" != "1.5×"
    before = lab.number
    lab.press("toss", "10 times")
    assert lab.number != before
    lab.set(heads=8, tails=12, p=0.4)
    assert lab.number == "1.0×"
    lab.set(p=0)
    assert lab.number == "∞"
    lab.set(heads=0, tails=0)
    assert lab.number == "1.0×"


def test_factors_of_any_size_are_short():
    assert times(-np.log(9.94)) == "9.9×"
    assert times(-np.log(9.96)) == "10×"
    assert times(-np.log(48.2)) == "48×"
    assert times(-np.log(12_345)) == "12,000×"
    assert times(-np.log(99_940)) == "100,000×"
    assert times(-np.log(99_960)) == "10⁵×"
    assert times(-1502 * np.log(10)) == "10¹⁵⁰²×"


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
        widths.append(float(re.search(r"± (0\.\d+),", lab.words)[1]))
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
    assert "ln L = −inf: impossible" in lab.words
    assert lab.error == ""


def test_without_data_every_p_is_as_good(lab):
    before = lab.still()[0]
    lab.set(heads=0, tails=0, p=0)
    assert lab.error == ""
    assert "No toss yet" in lab.words
    assert np.ptp(lab.curves[0].get_ydata()) == 0
    assert lab.still()[0] != before


def test_all_corners_work(lab):
    for heads in (0, 1, 200, 10_000):
        for tails in (0, 1, 10_000):
            for p in (0, 0.005, 0.5, 1):
                lab.set(heads=heads, tails=tails, p=p)
                assert lab.error == ""


def strip(lab):
    """The outcomes in the strip of the newest tosses, from left to right: the older ones, those of the last press."""
    old, new = ([(place, k) for k in (0, 1) for place in lab.marks[2 * fresh + k].get_xdata()] for fresh in (0, 1))
    assert max(old, default=(-1,)) < min(new, default=(99,))
    return [kind for _, kind in sorted(old)], [kind for _, kind in sorted(new)]


def test_tosses_join_the_counts_and_the_newest_are_shown(lab):
    old, start = strip(lab)
    assert (old, len(start), sum(start)) == ([], 20, 8)  # the strip is not empty at the start
    lab.press("toss", "once")
    old, first = strip(lab)
    assert (old, len(first)) == (start, 1)
    assert (lab.heads, lab.tails) == (8 + first[0], 13 - first[0])
    lab.press("toss", "10 times")
    old, new = strip(lab)
    assert old == start + first
    assert len(new) == 10
    assert (lab.heads, lab.tails) == (sum(old + new), 31 - sum(old + new))
    assert lab.words.startswith(f"{lab.heads} of 31: ")
    lab.press("toss", "100 times")
    assert lab.heads + lab.tails == 131
    assert [len(part) for part in strip(lab)] == [0, 40]
    assert lab.error == ""


def test_counts_set_by_hand_have_tosses_too_and_one_more_changes_few(lab):
    assert in_some_order(0, 0) == []
    for heads, tails in ((3, 0), (0, 3), (8, 12), (80, 120), (10_000, 10_000)):
        row = in_some_order(heads, tails)
        assert (sum(row), len(row)) == (heads, heads + tails)
    more = in_some_order(9, 12)
    assert sum(a != b for a, b in zip(in_some_order(8, 12), more)) <= 2
    lab.set(heads=9)
    assert strip(lab) == ([], more)
    lab.set(heads=0, tails=0)
    assert strip(lab) == ([], [])
    assert lab.hint.get_text() == "none yet: toss the coin"


def test_the_hill_of_before_the_press_stays_as_a_pale_one(lab):
    assert len(lab.ghost.get_xdata()) == 0
    lab.press("toss", "100 times")
    p, height = lab.ghost.get_data()
    np.testing.assert_allclose(height, p**8 * (1 - p) ** 12 / (0.4**8 * 0.6**12), atol=1e-12)
    lab.set(heads=20)  # by hand: that hill does not belong to these counts
    assert len(lab.ghost.get_xdata()) == 0


def test_the_top_comes_to_the_hidden_p_which_is_told_only_if_asked(lab):
    assert "own p" not in lab.words
    assert lab.told.get_text() == ""
    for _ in range(40):
        lab.press("toss", "100 times")
    lab.set(reveal=True)
    hidden = float(re.search(r"own p, (0\.\d+), is", lab.words)[1])
    assert lab.told.get_text() == f"the coin: {hidden:.3f}"
    share, error = lab.heads / 4020, np.sqrt(lab.heads * lab.tails / 4020**3)
    assert abs(share - hidden) < 3 * error
    side = "above" if hidden > share else "below"
    assert f"is {abs(share - hidden) / error:.1f} standard errors {side}." in lab.words
    lab.set(p=0.2)
    assert lab.words.count("own p") == 1


def test_coins_differ_but_not_from_run_to_run():
    hidden = []
    for _ in range(2):
        lab = lr.labs.coin(8, 12)
        coins = [lab.hidden]
        for k in range(300):
            lab._act({"ask": k, "values": {}, "reset": True})
            coins.append(lab.hidden)
        hidden.append(coins)
    assert hidden[0] == hidden[1]
    # as likely as the first counts make them: Beta(9, 13)
    assert np.mean(hidden[0]) == pytest.approx(9 / 22, abs=0.025)
    assert np.std(hidden[0]) == pytest.approx(np.sqrt(9 * 13 / 22**2 / 23), abs=0.02)


def test_reset_brings_the_first_counts_back_and_another_coin(lab):
    before, hidden = lab.still()[0], lab.hidden
    lab.press("toss", "100 times")
    values = {control["name"]: control["value"] for control in lab.controls if "value" in control}
    lab._heard(lab, {"ask": "r", "values": values, "reset": True}, [])
    assert lab.still()[0] == before
    assert lab.hidden != hidden


def test_a_count_is_never_more_than_it_may_be(lab):
    lab.set(heads=9_980, tails=9_990)
    for _ in range(3):
        lab.press("toss", "100 times")
    assert lab.error == ""
    assert max(lab.heads, lab.tails) <= 10_000
    assert lab.heads + lab.tails > 9_980 + 9_990
    lab.set(heads=10_000)
    lab.press("toss", "once")
    assert lab.error == ""
    assert lab.heads == 10_000
    assert "This lab counts no further." in lab.words


def test_a_needle_is_drawn_as_finely_as_a_wide_hill(lab):
    lab.set(heads=4_700, tails=5_300)
    p, height = lab.curves[0].get_data()
    high = p[height > np.exp(-0.5)]
    assert np.ptp(high) / 2 == pytest.approx(np.sqrt(0.47 * 0.53 / 10_000), rel=0.15)
    assert p[np.argmax(height)] == pytest.approx(0.47, abs=1e-9)
    assert len(high) > 10


def test_a_coin_without_data_may_be_any():
    lab = lr.labs.coin(0, 0)
    lab.set(reveal=True)
    assert lab.words.startswith("No toss yet")
    assert f"own p is {lab.hidden:.3f}." in lab.words
    lab.press("toss", "once")
    assert lab.error == ""
    assert " of 1: the best p is " in lab.words


def test_tiny_numbers_are_written_where_floats_end():
    assert tiny(np.log(0.25)) == "0.25"
    assert tiny(np.log(3.14e-5)) == "3.1 × 10⁻⁵"
    assert tiny(np.log(9.99e-6)) == "1.0 × 10⁻⁵"
    assert tiny(-5000 * np.log(2)) == "7.1 × 10⁻¹⁵⁰⁶"
    assert tiny(0) == "1"
    assert tiny(-np.inf) == "0"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lr.labs.coin(-1, 3), "heads must be from 0 to 10000"),
        (lambda: lr.labs.coin(3, 10_001), "tails must be from 0 to 10000"),
        (lambda: lr.labs.coin(1, 2, names=("a", "b", "c")), "two strings"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_half_a_toss_is_refused():
    with pytest.raises(TypeError, match="heads must be a whole number"):
        lr.labs.coin(1.5, 2)
