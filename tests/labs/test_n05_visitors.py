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
    assert "60.0 % right: exactly the baseline of 60.0 % (always “bounce”)" in lab.words
    assert lab.values == {"w0": 0, "w1": 0, "b": -0.1}
    assert repr(lab) == f"You are the training algorithm\n{lab.words}"


def test_starts_at_the_baseline_when_more_act_than_bounce():
    lab = lr.labs.visitors(X, 1 - t, ["products", "minutes"], names=("leave", "buy"))
    assert "60.0 % right: exactly the baseline of 60.0 % (always “buy”)" in lab.words


def test_good_weights_beat_it_and_the_best_is_remembered(lab):
    before = lab.still()[0]
    lab.set(w0=2.0, b=0.0)
    assert lab.error == ""
    assert "100.0 % right: 40.0 points above" in lab.words
    assert "Wrong: 0 times “act”, 0 times “bounce”" in lab.words
    assert lab.still()[0] != before
    lab.set(w0=-2.0)
    assert "0.0 % right: 60.0 points below" in lab.words
    assert "Wrong: 3 times “act”, 2 times “bounce”" in lab.words
    assert "Your best so far: 100.0 %" in lab.words


def test_each_slider_is_the_weight_of_its_own_column(lab):
    assert [control["label"] for control in lab.controls] == ["products", "minutes", "bias b"]
    lab.set(w1=3.0, b=0.0)
    right = np.mean((3.0 * X[:, 1] > 0) == t)
    assert lab.words.startswith(f"{100 * right:.1f} % right")


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


@pytest.mark.parametrize("features", [["products"], ["products"] * 2])
def test_refuses_names_that_do_not_fit(features):
    with pytest.raises(ValueError, match="names for 2 columns of X; give one name a column"):
        lr.labs.visitors(X, t, features)


def test_refuses_other_labels():
    with pytest.raises(ValueError, match="t must hold only 0 and 1"):
        lr.labs.visitors(X, t + 1, ["products", "minutes"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"names": ("a", "b", "c")}, "names must be two texts"),
        ({"names": None}, "names must be two texts"),
        ({"features": None}, "features must be a list of texts"),
        ({"features": "ab"}, "features must be a list of texts"),
        ({"features": [1, 2]}, "features must be a list of texts"),
    ],
)
def test_wrong_names_get_one_clear_error(options, words):
    X, t = np.array([[0.0, 1.0], [1.0, 0.0]]), [0, 1]
    with pytest.raises((TypeError, ValueError), match=words):
        lr.labs.visitors(X, t, **{"features": ["a", "b"]} | options)
