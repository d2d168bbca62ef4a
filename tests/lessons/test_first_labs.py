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
    return [float(x) for x in re.findall(r"-?\d+\.?\d*", words.replace("−", "-"))]


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
    assert f"{right} right, {np.sum(known) - right} wrong, {np.sum(~known)} unsure" in lab.words
    assert "0.30 from the origin, the band 0.25 wide" in lab.words
    assert len(lab.wrong.get_xdata()) == np.sum(known) - right
    np.testing.assert_allclose(np.array(lab.boundary.get_data()).T @ w, 0.6, atol=1e-9)


def test_the_number_counts_what_is_left_unanswered_and_the_scale_shows_it(penguins):
    Z, t = penguins
    lab = lr.labs.line(Z, t, ("Adelie", "Chinstrap"))
    lab.set(angle=30, length=5.0, b=-0.7, margin=1.0)
    a = Z @ (5 * np.array([np.cos(np.radians(30)), np.sin(np.radians(30))])) - 0.7
    unsure, wrong = np.abs(a) <= 1, (np.abs(a) > 1) & ((a > 0) != t)
    assert (lab.number, lab._number) == (f"{wrong.sum()}", f"wrong, {unsure.sum()} unsure")
    for k, dots in enumerate(lab.dots):
        np.testing.assert_allclose(dots.get_xdata(), np.clip(a[t == k], -6, 6))
    np.testing.assert_allclose(lab.missed.get_xdata(), np.clip(a[wrong], -6, 6))
    np.testing.assert_allclose(np.unique(lab.unsure.get_xy()[:, 0]), [-1, 1])


@pytest.mark.parametrize("angle", [-170, -90, -20, 0, 60, 90, 180])
def test_the_names_stand_on_their_own_sides_of_the_line_in_the_plane(penguins, angle):
    lab = lr.labs.line(*penguins)
    lab.set(angle=angle)
    lab._figure.canvas.draw()
    w = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    for text, sign in zip(lab.sides, (-1, 1), strict=True):
        box = text.get_window_extent()
        middle = text.axes.transData.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
        assert text.get_visible()
        assert np.sign(middle @ w) == sign


@pytest.mark.parametrize(("angle", "where"), [(90, "below"), (-90, "above"), (0, "left of"), (180, "right of")])
def test_a_line_outside_the_picture_is_told_where_it_is(penguins, angle, where):
    lab = lr.labs.line(*penguins, ("Adelie", "Chinstrap"))
    lab.set(angle=angle, length=0.2, b=5.0)
    assert f"25.00 from the origin, {where} the picture (all of it is on the side of Chinstrap)" in lab.words
    lab.set(b=-5.0)
    assert "on the side of Adelie" in lab.words
    lab.set(b=0.0)
    assert "the picture" not in lab.words
    assert lab.error == ""


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
    hatched = [path.get_extents() for path in lab.wrong.get_paths()]
    assert sum(box.height for box in hatched) == 2
    assert [min(abs(box.x0 - 3), abs(box.x1 - 3)) < 0.2 or box.x0 < 4 < box.x1 for box in hatched] == [True, True]


def test_a_bar_that_the_threshold_divides_is_wrong_on_one_side_only():
    lab = lr.labs.threshold(np.linspace(170, 230, 90), np.arange(90) % 2, ("Adelie", "Gentoo"), "flipper length (mm)")
    lab.set(c=201.3)
    sides = {box.x1 <= 201.3 or box.x0 >= 201.3 for box in (path.get_extents() for path in lab.wrong.get_paths())}
    assert sides == {True}
    assert lab.controls[0]["unit"] == "mm"
    assert lr.labs.threshold(np.arange(4.0), [0, 1, 0, 1]).controls[0]["unit"] == ""


@pytest.mark.parametrize("width", [390, 940])
def test_both_answers_find_room_at_every_threshold(width):
    x = np.concatenate([np.linspace(172, 210, 80), np.linspace(203, 231, 70)])
    lab = lr.labs.threshold(x, np.repeat([0, 1], [80, 70]), ("Adelie", "Gentoo"), "flipper length (mm)")
    lab._heard(lab, {"ask": "w", "width": width}, [])
    for c in (lab.places[0], lab.places[len(lab.places) // 2], lab.places[-1]):
        lab.set(c=c)
        for text in lab.answers:
            box = text.get_window_extent()
            assert text.get_visible()
            assert 0 < box.x0 < box.x1 < lab._figure.bbox.x1


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
    assert [text.get_text() for text in lab.products] == ["+3.00", "−2.00", "+0.50"]
    assert [text.get_text() for text in lab.sides] == ["for", "against", "for"]
    assert "3.50 counts for class 1, 2.00 against." in lab.words
    np.testing.assert_allclose(lab.dot.get_data(), [[1.5], [lr.sigmoid(1.5)]])
    lab.set(x1=2, w1=2, x2=2, w2=2, b=4)
    assert "more than 99.9%" in lab.words
    assert lab.dot.axes.get_xlim()[1] > lab.dot.get_xdata()[0]
    lab.set(w1=-2, w2=-2, b=-4)
    assert "less than 0.1%" in lab.words


def test_the_sum_of_the_unit_shows_all_digits_of_what_python_sets():
    lab = lr.labs.unit(x=(0.26, -0.5), w=(1.94, -1))
    assert lab.words.startswith("a = (1.94)(0.26) + (−1.0)(−0.5) + (−0.5) = 0.50,")


def test_a_wire_is_as_thick_as_what_it_carries_and_tells_its_side_without_colour():
    lab = lr.labs.unit(x=(2.0, -1.5), w=(1.0, 2.0), b=-1.0)
    thick = np.array([wire.get_linewidth() for wire in lab.wires])
    np.testing.assert_allclose(thick / thick[2], [2.0, 3.0, 1.0])
    assert [wire.get_linestyle() for wire in lab.wires] == ["-", "--", "--"]
    for wire, row in zip(lab.wires, (5, 3, 1), strict=True):  # from its own node to the sum
        x, y = wire.get_data()
        assert y[0] == row
        assert (x[-1], y[-1]) == pytest.approx((8.9, 3), abs=0.5)
    lab.set(x1=0, b=0)
    assert [text.get_text() for text in lab.sides] == ["silent", "against", "silent"]
    assert lab.wires[0].get_linewidth() < 2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda Z, t: lr.labs.line(Z[:, :1], t), "1 columns; needed: 2"),
        (lambda Z, t: lr.labs.line(Z, t + 1), "only 0 and 1"),
        (lambda Z, t: lr.labs.threshold(Z[:, 0], t[:-1]), "targets; needed"),
        (lambda Z, t: lr.labs.line(Z * np.nan, t), "NaN"),
        (lambda Z, t: lr.labs.line(Z, t, names=("a", "b", "c")), "two strings"),
        (lambda Z, t: lr.labs.threshold(np.full(3, 2.0), [0, 1, 1]), "x must hold different values"),
        (lambda Z, t: lr.labs.unit(x=(1.0,)), "x has 1 entries; needed: 2"),
        (lambda Z, t: lr.labs.unit(b=9), "b must be from -4 to 4"),
    ],
)
def test_bad_data_is_refused_before_anything_is_drawn(penguins, call, words):
    with pytest.raises(ValueError, match=words):
        call(*penguins)


@pytest.mark.parametrize("name", ["price ($)", r"$5 # of $10", r"a $\frac{$ b", "share\n$^^$"])
def test_a_name_that_looks_like_a_formula_and_is_none_is_shown_as_it_is(name):
    """A column of a reader's own file may be called anything."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(60, 2))
    t = (X[:, 0] + rng.normal(size=60) > 0).astype(int)
    pair = (name, "other")
    labs = [
        lr.labs.threshold(X[:, 0], t, names=pair, xlabel=name),
        lr.labs.line(X, t, names=pair, xlabel=name, ylabel=name),
        lr.labs.unit(names=pair),
        lr.labs.coin(names=pair),
        lr.labs.likelihood(X[:, 0], t, names=pair, xlabel=name),
        lr.labs.decision(t, lr.sigmoid(X[:, 0]), names=pair, currency=name),
        lr.labs.penalty(X, t, names=pair),
        lr.labs.visitors(X, t, list(pair), names=pair),
    ]
    for lab in labs:
        assert lab.still()[0]
