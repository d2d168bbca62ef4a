"""The line in the hand with a price on it: the cost it shows is the course's own, and every move is kept."""

import re

import numpy as np
import pytest

import lrcourse as lr


@pytest.fixture
def lab():
    X, t = lr.datasets.load_penguins_xy(("Adelie", "Chinstrap"))
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    return lr.labs.line(Z, t, ("Adelie", "Chinstrap"), cost=True)


def told(lab):
    w1, w2, b, cost, best = map(float, re.findall(r"[-−]?\d+\.\d+", lab.words.replace("−", "-"))[:5])
    return np.array([w1, w2]), b, cost, best


def test_the_number_is_the_mean_cross_entropy_of_the_line_that_is_drawn(lab):
    for angle, shift, length in ((90, 0, 1), (-20, 0.4, 5), (-21, 0.38, 12.9)):
        lab.set(angle=angle, shift=shift, length=length)
        assert lab.error == ""
        w, b, cost, _ = told(lab)
        assert (b, np.hypot(*w)) == pytest.approx((-length * shift, length), abs=0.02)
        assert lab.number == f"{cost:.3f}"
        assert cost == pytest.approx(lr.objective(lab.X, lab.t, w, b), abs=0.002)
        np.testing.assert_allclose(np.array(lab.boundary.get_data()).T @ w, -b, atol=0.05)
        wrong = (lab.X @ w + b > 0) != lab.t
        assert len(lab.wrong.get_xdata()) == wrong.sum()
        assert f"{(~wrong).sum()} right, {wrong.sum()} wrong" in lab.words


def test_no_hand_is_better_than_the_bottom_and_a_hand_comes_near_it(lab):
    w, b = lr.newton(lab.X, lab.t).final
    length = np.hypot(*w)
    best = lr.objective(lab.X, lab.t, w, b)
    lab.set(angle=round(np.degrees(np.arctan2(w[1], w[0]))), length=length, shift=-b / length)
    assert best < told(lab)[2] < best + 0.001


def test_every_move_is_kept_a_reset_forgets_them_and_a_narrow_page_does_not(lab):
    costs = []
    for angle in (60, 30, 0, -20):
        lab.set(angle=angle)
        costs.append(told(lab)[2])
    np.testing.assert_allclose(lab.trace.get_ydata()[1:], costs, atol=5e-4)
    lab.set(angle=90)
    assert told(lab)[3] == min(costs)
    lab._heard(lab, {"ask": "w", "width": 400}, [])
    assert (lab.error, len(lab.trace.get_xdata())) == ("", 6)
    lab._heard(lab, {"ask": "r", "reset": True}, [])
    assert (lab.error, len(lab.trace.get_xdata())) == ("", 1)


def test_a_drag_turns_or_shifts_and_leaves_the_sureness(lab):
    lab.set(angle=0, length=10.0)
    assert set(lab.handles()) == {"one end", "other end", "line"}
    assert lab.grab("line", 0.5, 0.3) == {"shift": pytest.approx(0.5)}
    lab.set(shift=0.5)
    assert lab.handles()["line"][1] == pytest.approx(0.5)
    _, x, y = lab.handles()["one end"]
    assert set(lab.grab("one end", x + 0.4, y)) == {"angle", "shift"}


def test_a_line_outside_the_picture_is_told(lab):
    lab.set(angle=0, shift=-3.0)
    assert "The line is left of the picture: every sample is on the side of Chinstrap" in lab.words
