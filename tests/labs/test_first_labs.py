"""The labs of notebooks 00, 01, 02 and 04: what they say is what NumPy counts."""

import re

import numpy as np
import pytest

import lrcourse as lr


@pytest.fixture(scope="module")
def penguins():
    X, t = lr.datasets.load_penguins_xy()
    return (X - X.mean(axis=0)) / X.std(axis=0), t


def numbers(words):
    return [float(x) for x in re.findall(r"-?\d+\.?\d*", words)]


def test_every_lab_is_listed_and_an_unknown_one_is_named():
    assert set(lr.labs.__all__) <= set(dir(lr.labs))
    for name in lr.labs.__all__:
        assert callable(getattr(lr.labs, name)), name
    with pytest.raises(AttributeError, match="The labs are: secant, threshold, line"):
        lr.labs.lines  # noqa: B018


def test_the_line_counts_right_wrong_and_unknown(penguins):
    Z, t = penguins
    lab = lr.labs.line(Z, t, ("Adelie", "Chinstrap"))
    lab.set(angle=-20, length=2.0, b=-0.6, margin=0.25)
    assert lab.error == ""
    w = 2 * np.array([np.cos(np.radians(-20)), np.sin(np.radians(-20))])
    a = Z @ w - 0.6
    known = np.abs(a) > 0.25
    right = np.sum(known & ((a > 0) == t))
    assert f"{right} right, {np.sum(known) - right} wrong, {np.sum(~known)} don't know" in lab.words
    assert "0.30 from the origin, the band 0.25 wide" in lab.words
    assert len(lab.wrong.get_xdata()) == np.sum(known) - right
    np.testing.assert_allclose(np.array(lab.boundary.get_data()).T @ w, 0.6, atol=1e-9)


def test_the_line_can_make_at_most_six_mistakes_as_the_notebook_says(penguins):
    Z, t = penguins
    lab = lr.labs.line(Z, t)
    lab.set(angle=-20, length=1.0, b=-0.3, margin=0)
    assert int(re.search(r"(\d+) wrong", lab.words)[1]) <= 6


def test_the_threshold_counts_both_kinds_of_mistakes():
    x, t = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0, 0, 1, 0, 1])
    lab = lr.labs.threshold(x, t, ("small", "large"), "x (mm)")
    lab.set(c=2.5)
    assert "Mistakes: 1 of 5 (0 large called small, 1 small called large)" in lab.words
    lab.set(c=3.5)
    assert "Mistakes: 2 of 5 (1 large called small, 1 small called large)" in lab.words
    assert lab.error == ""


@pytest.mark.parametrize("scale", [1e-6, 0.1, 1, 1e6, 1e20])
def test_the_threshold_fits_any_scale(scale):
    lab = lr.labs.threshold(scale * np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0, 0, 1, 0, 1]))
    assert 10 < len(lab.places) < 300
    lab.set(c=lab.places[np.argmin(np.abs(lab.places - 2.5 * scale))])
    assert lab.error == ""
    assert "Mistakes: 1 of 5" in lab.words


@pytest.mark.parametrize("curve", ["parabola", "sine", "exponential", "sigmoid"])
def test_the_secant_nears_the_tangent(curve):
    lab = lr.labs.secant()
    gaps = []
    for h in (1.0, 0.1, 0.001):
        lab.set(curve=curve, x=0.5, h=h)
        between, _, exact, gap = numbers(lab.words)
        assert gap == pytest.approx(between - exact, abs=2e-4)
        gaps.append(abs(gap))
    assert lab.error == ""
    assert gaps[0] > gaps[1] > gaps[2]


def test_the_unit_adds_up():
    lab = lr.labs.unit()
    lab.set(x1=1.5, x2=-2.0, w1=2.0, w2=1.0, b=0.5)
    assert lab.error == ""
    assert "= 1.50, so y = 0.818" in lab.words
    widths = [bar.get_width() for bar in lab.bars]
    np.testing.assert_allclose(widths, [0.5, 3.0, -2.0, 1.5])
    np.testing.assert_allclose(lab.dot.get_data(), [[1.5], [lr.sigmoid(1.5)]])
    lab.set(x1=2, w1=2, x2=2, w2=2, b=4)
    assert "more than 99.9 %" in lab.words
    assert lab.dot.axes.get_xlim()[1] > lab.dot.get_xdata()[0]
    lab.set(w1=-2, w2=-2, b=-4)
    assert "less than 0.1 %" in lab.words


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda Z, t: lr.labs.line(Z[:, :1], t), "1 columns; needed: 2"),
        (lambda Z, t: lr.labs.line(Z, t + 1), "only 0 and 1"),
        (lambda Z, t: lr.labs.threshold(Z[:, 0], t[:-1]), "targets; needed"),
        (lambda Z, t: lr.labs.line(Z * np.nan, t), "NaN"),
        (lambda Z, t: lr.labs.line(Z, t, names=("a", "b", "c")), "two texts"),
        (lambda Z, t: lr.labs.threshold(np.full(3, 2.0), [0, 1, 1]), "x must hold different values"),
        (lambda Z, t: lr.labs.unit(x=(1.0,)), "x has 1 entries; needed: 2"),
        (lambda Z, t: lr.labs.unit(b=9), "b must be from -4 to 4"),
    ],
)
def test_bad_data_is_refused_before_anything_is_drawn(penguins, call, words):
    with pytest.raises(ValueError, match=words):
        call(*penguins)
