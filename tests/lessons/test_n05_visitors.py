import re

import numpy as np
import pytest

import lrcourse as lr

X = np.array([[-2.0, 0.3], [-1.0, 0.1], [-0.5, -0.2], [0.5, 0.1], [1.0, -0.3]])
t = np.array([0, 0, 0, 1, 1])


@pytest.fixture
def lab():
    return lr.labs.visitors(X, t, ["products", "minutes"])


def test_starts_at_the_baseline(lab):
    assert lab.error == ""
    assert "60.0% right: exactly the baseline of 60.0% (always “bounce”)" in lab.words
    assert lab.values == {"w0": 0, "w1": 0, "b": -0.1}
    assert repr(lab) == f"You are the training algorithm\n{lab.words}"


def test_starts_at_the_baseline_when_more_act_than_bounce():
    lab = lr.labs.visitors(X, 1 - t, ["products", "minutes"], names=("leave", "buy"))
    assert "60.0% right: exactly the baseline of 60.0% (always “buy”)" in lab.words


def test_good_weights_beat_it_and_the_best_is_remembered(lab):
    before = lab.still()[0]
    lab.set(w0=2.0, b=0.0)
    assert lab.error == ""
    assert "100.0% right: 40.0 points above" in lab.words
    assert "Wrong: 0 called “act”, 0 called “bounce”" in lab.words
    assert lab.still()[0] != before
    lab.set(w0=-2.0)
    assert "0.0% right: 60.0 points below" in lab.words
    assert "Wrong: 3 called “act”, 2 called “bounce”" in lab.words
    assert "Your best so far: 100.0%" in lab.words


def test_each_slider_is_the_weight_of_its_own_column(lab):
    sliders = [control["label"] for control in lab.controls if control["kind"] == "Slider"]
    assert sliders == ["products", "minutes", "bias b"]
    lab.set(w1=3.0, b=0.0)
    right = np.mean((3.0 * X[:, 1] > 0) == t)
    assert lab.words.startswith(f"{100 * right:.1f}% right")


def test_every_visit_is_in_the_picture_once(lab):
    lab.set(w0=1.5, w1=-0.7, b=0.3)
    heights = np.concatenate([np.abs(shape.get_data()[0]) for shape in lab.shapes])
    assert heights.sum() / heights[heights > 0].min() == pytest.approx(len(t))
    wrong = np.abs(lab.shapes[1].get_data()[0]).sum() + np.abs(lab.shapes[2].get_data()[0]).sum()
    assert wrong / heights[heights > 0].min() == pytest.approx(np.sum((X @ [1.5, -0.7] + 0.3 > 0) != t))


def test_a_visit_at_one_half_stands_on_the_side_of_its_answer(lab):
    lab.set(w0=0.0, w1=0.0, b=0.0)  # every y is exactly 0.5, every answer "bounce"
    no_right, no_wrong, yes_wrong, yes_right = [np.abs(shape.get_data()[0]) for shape in lab.shapes]
    assert no_right[-1] == 1
    assert yes_wrong[-1] == pytest.approx(2 / 3)
    assert no_wrong.sum() == yes_right.sum() == 0


@pytest.fixture(scope="module")
def shop():
    """A table like the notebook's: seven features, three of them one-hot, standardised."""
    rng = np.random.default_rng(5)
    kind = rng.integers(4, size=400)
    X = np.column_stack([rng.random(400) < 0.5, rng.exponential(size=(400, 2)), rng.random(400) < 0.4])
    X = np.hstack([X, kind[:, None] == np.arange(1, 4)])
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    t = (rng.random(400) < 1 / (1 + np.exp(-X @ [-0.5, 2, 0.5, 0.5, 0.2, 0, 0.5]))).astype(int)
    return X, t


def gains_shown(lab):
    """What stands beside each weight: [right, left], as numbers; 0 where there is no arrow."""
    texts = [said.get_text().replace(",", "") for said in lab.said_gains]
    return np.array([int(text or 0) for text in texts]).reshape(-1, 2)


@pytest.mark.parametrize(
    "start", [[0] * 7 + [-0.1], [0, 2, 0, 0, 0, 0, 0, 0.0], [-0.3, 1.2, 0.5, 3, -3, 0.1, 2.8, 0.4]]
)
def test_an_arrow_tells_what_a_move_of_one_weight_gains(shop, start):
    X, t = shop
    lab = lr.labs.visitors(X, t, list("abcdefg"))
    lab.set(**dict(zip(lab.values, start, strict=True)))
    right = lambda w: int(np.sum((X @ w[:-1] + w[-1] > 0) == t))
    expected = np.zeros((8, 2), int)
    for k in range(8):
        for side, sign in enumerate((1, -1)):
            for tenths in range(1, 6):
                w = np.array(start, float)
                w[k] = np.clip(round(w[k] + sign * tenths / 10, 1), -3, 3)
                expected[k, side] = max(expected[k, side], right(w) - right(np.array(start, float)))
    assert np.array_equal(gains_shown(lab), expected)
    tips = sum(len(tips.get_xdata()) for _, tips in lab.arrows)
    assert tips == np.sum(expected > 0)
    assert f"for {expected.max():,} more right answer" in lab.words or not expected.any()


def test_the_best_next_move_gains_what_is_said_until_there_is_none(shop):
    X, t = shop
    features = list("abcdefg")
    lab = lr.labs.visitors(X, t, features)
    names = dict(zip([*features, "bias b"], lab.values, strict=True))
    share = lambda: float(lab.words.split("%")[0])
    for _ in range(60):
        move = re.search(r"The best next move: set (.+) to ([−\d.]+), for (\d+) more right answers?\.$", lab.words)
        if not move:
            break
        before = share()
        lab.set(**{names[move[1]]: float(move[2].replace("−", "-"))})
        assert share() - before == pytest.approx(100 * int(move[3]) / 400, abs=0.11)
    assert lab.words.endswith("Moving any one weight alone, by up to 0.5, gets no more visits right. Move two at once.")
    assert gains_shown(lab).max() == 0
    assert share() > 75


def test_a_weight_is_dragged_along_its_rail_and_stops_at_its_end(lab):
    rail = {name: (x, y) for name, x, y, *_ in lab._handles}
    assert list(rail) == ["w0", "w1", "b"]
    assert [round(x, 1) for x, _ in rail.values()] == [0, 0, -0.1]
    lab._heard(lab, {"ask": "1", "grab": {"name": "w1", "x": 1.23, "y": 0}}, [])
    assert lab.values == {"w0": 0, "w1": 1.2, "b": -0.1}
    lab._heard(lab, {"ask": "2", "grab": {"name": "w1", "x": -4.2, "y": 0}}, [])
    assert lab.w1 == -3
    assert [said.get_text() for said in lab.said_values] == ["0.0", "−3.0", "−0.1"]


def test_the_button_goes_back_to_the_best_attempt_which_reset_forgets(lab):
    lab.set(w0=2.0, b=0.0)
    lab.set(w0=-2.0, w1=0.5)
    lab.press("back", "back to the best one")
    assert lab.values == {"w0": 2, "w1": 0, "b": 0}
    values = {control["name"]: control["value"] for control in lab.controls if "value" in control}
    lab._heard(lab, {"ask": "r", "values": values, "reset": True}, [])
    assert lab.values == {"w0": 0, "w1": 0, "b": -0.1}
    lab.press("back", "back to the best one")
    assert lab.values == {"w0": 0, "w1": 0, "b": -0.1}
    assert "Your best so far: 60.0%" in lab.words


@pytest.mark.parametrize("features", [["products"], ["products"] * 2])
def test_refuses_names_that_do_not_fit(features):
    with pytest.raises(ValueError, match="names for 2 columns of X; give one name per column"):
        lr.labs.visitors(X, t, features)


def test_refuses_other_labels():
    with pytest.raises(ValueError, match="t must contain only 0 and 1"):
        lr.labs.visitors(X, t + 1, ["products", "minutes"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"names": ("a", "b", "c")}, "names must be two strings"),
        ({"names": None}, "names must be two strings"),
        ({"features": None}, "features must be a list of strings"),
        ({"features": "ab"}, "features must be a list of strings"),
        ({"features": [1, 2]}, "features must be a list of strings"),
    ],
)
def test_wrong_names_get_one_clear_error(options, words):
    X, t = np.array([[0.0, 1.0], [1.0, 0.0]]), [0, 1]
    with pytest.raises((TypeError, ValueError), match=words):
        lr.labs.visitors(X, t, **{"features": ["a", "b"]} | options)
