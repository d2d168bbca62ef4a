"""The lab of notebook 08: its words and pictures are what the formulas say."""

import re

import numpy as np
import pytest

import lrcourse as lr

OUTCOMES = {True: "it happened (t = 1)", False: "it did not (t = 0)"}


@pytest.fixture
def lab():
    return lr.labs.one_prediction()


def test_the_start_is_sure_and_wrong(lab):
    assert lab.error == ""
    assert lab.values == {"y": 0.02, "happened": OUTCOMES[True]}
    assert "You said 2.0%, and it happened: surprise 3.91, 5.6 times that of a coin flip" in lab.words
    assert "pulls the activation up with a force of 0.980, half the squared error with one of 0.019." in lab.words
    assert (lab.number, lab._number) == ("51×", "the squared error’s pull")


@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.parametrize("y", [0.005, 0.3, 0.5, 0.94, 0.995])
def test_dots_and_bars_are_cost_and_pull(lab, y, happened):
    lab.set(y=y, happened=OUTCOMES[happened])
    assert lab.error == ""
    t = np.array([int(happened)])
    a = np.log(y / (1 - y))
    surprise = lr.cross_entropy(t, [y])
    heights = [dot.get_ydata()[0] for dot in lab.dots]
    np.testing.assert_allclose(heights, 2 * [surprise, (y - t[0]) ** 2 / 2])
    np.testing.assert_allclose([dot.get_xdata()[0] for dot in lab.dots], [y, y, a, a])
    slopes = [
        lr.numerical_gradient(lambda a: lr.cross_entropy_with_logits(t, [a]), a),
        lr.numerical_gradient(lambda a: (lr.sigmoid(a) - t[0]) ** 2 / 2, a),
    ]
    pulls = -np.ravel(slopes)  # downhill, so up means up
    np.testing.assert_allclose([bar.get_height() for bar in lab.bars], pulls, atol=1e-8)
    assert (pulls > 0).all() == happened
    times = pulls[0] / pulls[1]
    assert lab.number == (f"{times:.1f}×" if times < 9.95 else f"{times:.0f}×")
    for tangent, pull in zip(lab.tangents, pulls, strict=True):
        assert tangent.get_visible()
        assert np.diff(tangent.get_ydata()) / np.diff(tangent.get_xdata()) == pytest.approx(-pull, abs=1e-8)
    assert f"surprise {surprise:.2f}" in lab.words
    assert ("it happened" if happened else "it did not happen") in lab.words
    assert f"pulls the activation {'up' if happened else 'down'} with" in lab.words


@pytest.mark.parametrize("happened", [True, False])
def test_the_dots_are_on_their_curves(lab, happened):
    lab.set(y=0.3, happened=OUTCOMES[happened])
    for curve, dot in zip(lab.curves, lab.dots, strict=True):
        along, cost = curve.get_data()
        assert np.interp(dot.get_xdata()[0], along, cost) == pytest.approx(dot.get_ydata()[0], abs=1e-3)


def test_either_dot_can_be_dragged(lab):
    for name, place in (("output", 0.7), ("activation", np.log(7 / 3))):
        lab.set(y=0.02)
        lab._heard(lab, {"ask": "1", "grab": {"name": name, "x": place, "y": 2.0}}, [])
        assert lab.error == ""
        assert lab.y == pytest.approx(0.7)
        np.testing.assert_allclose({n: x for n, x, *_ in lab._handles}[name], place)


@pytest.mark.parametrize(("y", "happened"), [(0, True), (1, False)])
def test_sure_and_wrong_is_infinite_and_leaves_the_picture_upwards(lab, y, happened):
    lab.set(y=y, happened=OUTCOMES[happened])
    assert lab.error == ""
    assert "the surprise is infinite" in lab.words
    assert "the squared error not at all" in lab.words
    assert lab.dots[0].get_marker() == "^"
    assert lab.dots[0].get_ydata()[0] <= lab.dots[0].axes.get_ylim()[1]
    assert [bar.get_height() for bar in lab.bars] == [1 if happened else -1, 0]
    assert lab.number == "∞"
    assert not any(tangent.get_visible() for tangent in lab.tangents)
    lab.set(y=0.5)
    assert lab.dots[0].get_marker() == "o"


@pytest.mark.parametrize(("y", "happened"), [(1, True), (0, False)])
def test_sure_and_right_costs_nothing(lab, y, happened):
    lab.set(y=y, happened=OUTCOMES[happened])
    assert lab.error == ""
    assert "surprise 0, and neither cost pulls any more" in lab.words
    assert lab.number == "–"


def test_the_answers_that_the_notebook_gives(lab):
    for happened in (True, False):
        lab.set(y=0.5, happened=OUTCOMES[happened])
        assert "surprise 0.69, exactly that of a coin flip" in lab.words
        assert lab.dots[1].get_ydata()[0] == 0.125
    pulls = {}
    for y in np.arange(1, 200) / 200:
        words = lab.move(y=float(y), happened=OUTCOMES[True])
        pulls[y] = [abs(bar.get_height()) for bar in lab.bars]
        assert ("less than a tenth" in words) == (y > 0.933)
    assert max(pulls, key=lambda y: pulls[y][0]) == 0.005
    assert max(pulls, key=lambda y: pulls[y][1]) == pytest.approx(0.335)
    assert pulls[0.335][1] == pytest.approx(0.148, abs=5e-4)


def test_words_hold_no_negative_zero_and_no_nan(lab):
    for y in np.arange(0, 201) / 200:
        for happened in (True, False):
            words = lab.move(y=float(y), happened=OUTCOMES[happened])
            assert not re.search(r"nan|inf\b|-0\.00", words)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"y": 1.2}, ValueError, "y must be from 0 to 1"),
        ({"y": "0.5"}, TypeError, "y must be a number"),
        ({"y": np.nan}, ValueError, "y must be finite"),
        ({"happened": 1}, TypeError, "happened must be True or False"),
    ],
)
def test_wrong_arguments_are_named(options, error, words):
    with pytest.raises(error, match=words):
        lr.labs.one_prediction(**options)
