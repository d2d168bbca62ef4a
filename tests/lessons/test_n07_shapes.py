"""The shape machine of notebook 07: what it draws and says is what NumPy does. And what the notebook claims of C."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

import lrcourse as lr
from lrcourse.lessons.n07_every_letter.expressions import D_MAX, EXPRESSIONS, N_MAX, run
from lrcourse.lessons.n07_every_letter.grids import NAME, meeting
from lrcourse.lessons.n07_every_letter.shapes_lab import NOTE, SMALL
from lrcourse.plots import WRONG

SIZES = [(6, 3), (1, 1), (4, 4), (5, 1), (1, 5), (N_MAX, D_MAX)]

# Written by hand, independent of the lab: the shape for (N, D), or None for an error.
WANTED = {
    "X @ w + b": lambda N, D: (N,),
    "y - t": lambda N, D: (N,),
    "X.T @ (y - t) / N": lambda N, D: (D,),
    "[1 X] @ [b, w]": lambda N, D: (N,),
    "w @ X + b, X as (D, N)": lambda N, D: (N,),
    "w as a column: X @ w + b": lambda N, D: (N, 1),
    "w as a row: X @ w + b": lambda N, D: (N, 1) if D == 1 else None,
    "t as a column: y - t": lambda N, D: (N, N),
    "X - X.mean(axis=0)": lambda N, D: (N, D),
    "X - X.mean(axis=1)": lambda N, D: (N, D) if D == N or N == 1 else (N, N) if D == 1 else None,
}


@pytest.fixture(scope="module")
def lab():
    return lr.labs.shapes()


def grids(lab):
    return lab.plan.boxes


def ink(lab, words):
    return {to_hex(colour) for text, _, _, colour, *_ in lab.written if text == words}


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize(("N", "D"), SIZES)
def test_every_expression_at_every_corner(lab, expression, N, D):
    lab.set(expression=expression, N=N, D=D)
    assert lab.error == ""
    wanted = WANTED[expression](N, D)
    count = len(EXPRESSIONS[expression][0][::2])
    assert ("ValueError" in [text for text, *_ in lab.written]) == (wanted is None)
    if wanted is None:
        assert "NumPy says: “ValueError: " in lab.words
        assert len(grids(lab)) == count
        assert lab.number == "–"
        return
    assert f" {np.prod(wanted)} number" in lab.words
    result = grids(lab)[-1]
    assert len(grids(lab)) == count + 1
    assert result.shape == wanted
    assert result.size == wanted if len(wanted) == 2 else sorted(result.size) == sorted((1, *wanted))
    np.testing.assert_allclose(result.values.ravel(), np.ravel(run(expression, N, D)[2]))
    assert f"{wanted}" in [text for text, *_ in lab.written]


# -- how a number of the result is made --


def by_hand(sums):
    """The value of a sum as it is written in the words."""
    return eval(sums.replace("·", "*").replace("−", "-"))  # arithmetic that the lab has just written


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize(("N", "D"), SIZES)
def test_what_is_written_out_is_that_number_of_the_result(lab, expression, N, D):
    lab.set(expression=expression, N=N, D=D)
    if (wanted := WANTED[expression](N, D)) is None:
        return
    seen = set()
    for _ in range(np.prod(wanted)):
        line = lab.words.split("\n")[0]
        place, *_, sums, value = line.replace("≈", "=").split(" = ")
        index = tuple(map(int, place.removeprefix("result[").removesuffix("]").split(", ")))
        seen.add(index)
        truth = run(expression, N, D)[2][index]
        assert by_hand(value) == pytest.approx(truth, abs=0.0051)
        assert lab.number == value
        assert by_hand(sums) == pytest.approx(truth, abs=0.02 if "≈" in line else 1e-9)
        lab.press("light", "next")
    assert len(seen) == np.prod(wanted)


def test_a_row_and_a_column_are_lit_and_the_number_that_they_make():
    lab = lr.labs.shapes()
    x, w, b, result = meeting(grids(lab), "@", *lab._lit())
    assert (x, w, result) == ([(1, 0, 1, 3)], [(0, 0, 3, 1)], [(1, 0, 1, 1)])
    assert b == [(1, 0, 1, 1)]  # the copy that is used: b is one number, so two lit cells would look like two
    lab.set(expression="X.T @ (y - t) / N")
    assert meeting(grids(lab), "@", 2, 0)[:2] == [[(2, 0, 1, 6)], [(0, 0, 6, 1)]]
    lab.set(expression="w @ X + b, X as (D, N)")
    assert meeting(grids(lab), "@", 0, 4)[:2] == [[(0, 0, 1, 3)], [(0, 4, 3, 1)]]
    lab.set(expression="t as a column: y - t")
    y, t, result = meeting(grids(lab), "-", 1, 2)
    assert (sorted(y), sorted(t), result) == ([(1, 2, 1, 1)], [(1, 2, 1, 1)], [(1, 2, 1, 1)])
    assert lab.words.startswith("result[1, 2] = y[2] − t[1, 0] = ")


def test_the_numbers_in_the_cells_are_those_of_the_arrays(lab):
    lab.set(expression="X @ w + b", N=6, D=3)
    _, _, value, _ = run("X @ w + b", 6, 3)
    (left, top), cell = lab.plan.corners[-1], lab.plan.cell
    drawn = {
        round((y - top) / cell - 0.5): text for text, x, y, *_ in lab.written if left < x < left + cell and y > top
    }
    assert [float(drawn[n].replace("−", "-")) for n in range(6)] == value.tolist()


def test_numbers_stay_as_large_as_letters_or_are_left_out():
    lab = lr.labs.shapes()
    for width in (1132, 772, 340):
        lab._heard(lab, {"ask": "1", "width": width}, [])
        for expression in EXPRESSIONS:
            lab.set(expression=expression, N=N_MAX, D=D_MAX)
            assert min(size for *_, size, _, _ in lab.written) >= SMALL
        lab.set(expression="X @ w + b", N=6, D=3)
        assert sum(size == lab.written[0][4] for *_, size, _, _ in lab.written) >= 18 + 3 + 6 + 6


@pytest.mark.parametrize("width", [1132, 772, 342])
def test_a_small_slope_is_no_zero_in_its_cell(width):
    lab = lr.labs.shapes("X.T @ (y - t) / N")
    lab._heard(lab, {"ask": "1", "width": width}, [])
    (left, top), cell = lab.plan.corners[-1], lab.plan.cell
    shown = [text for text, x, y, *_ in lab.written if left < x < left + cell and top < y < top + 3 * cell]
    values = [float(text.replace("−", "-")) for text in shown]
    np.testing.assert_allclose(values, lab.plan.boxes[-1].values.ravel(), atol=0.0051)
    assert values[2] == -0.03


@pytest.mark.parametrize("width", [1132, 772, 342])
def test_no_number_touches_the_walls_of_its_cell(width):
    lab = lr.labs.shapes()
    lab._heard(lab, {"ask": "1", "width": width}, [])
    for expression in EXPRESSIONS:
        lab.set(expression=expression, N=6, D=3)
        for (text, *_, size, _, _), path in zip(lab.written, lab.texts.get_paths(), strict=True):
            if size not in (NAME, 1.2 * NAME, NOTE) and text[-1].isdigit():
                assert path.get_extents().width < 0.9 * lab.plan.cell


def test_the_usual_picture_stands_in_the_middle_if_the_broadest_has_room():
    lab = lr.labs.shapes()
    lab._heard(lab, {"ask": "1", "width": 1132}, [])
    boxes = [path.get_extents() for path in lab.texts.get_paths()]
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    assert left == pytest.approx(1132 - right, abs=30)


# -- the hand --


def place_of(lab, name):
    return next((x, y) for handle, x, y, *_ in lab._handles if handle == name)


def grab(lab, name, x, y):
    lab._heard(lab, {"ask": "1", "grab": {"name": name, "x": x, "y": y}}, [])
    assert lab.error == ""


@pytest.mark.parametrize("width", [1132, 772, 340])
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_side_takes_the_length_to_which_it_is_dragged(expression, width):
    lab = lr.labs.shapes(expression)
    lab._heard(lab, {"ask": "1", "width": width}, [])
    for name, most in (("N", N_MAX), ("D", D_MAX)):
        if name not in [handle for handle, *_ in lab._handles]:
            continue
        ends = []
        for n in range(1, most + 1):
            lab.set(**{name: n})
            ends.append(place_of(lab, name))
        for n, end in enumerate(ends, 1):
            grab(lab, name, *end)
            assert lab.values[name] == n
        lab.set(N=6, D=3)
    assert {"N", "D"} <= {handle for handle, *_ in lab._handles} or expression != "X @ w + b"


def test_the_number_under_the_hand_is_lit(lab):
    lab.set(expression="t as a column: y - t", N=5, D=3)
    (left, top), cell = lab.plan.corners[-1], lab.plan.cell
    grab(lab, "row", left + 3.5 * cell, -(top + 2.5 * cell))
    assert lab._lit() == (2, 3)
    assert lab.words.startswith("result[2, 3] = ")
    x, y = place_of(lab, "row")
    assert (x > left + 5 * cell, -y) == (True, pytest.approx(top + 2.5 * cell))
    grab(lab, "row", x, -(top + 4.5 * cell))  # beside the square the column stays
    assert lab._lit() == (4, 3)
    x, y = place_of(lab, "column")
    grab(lab, "column", left + 0.5 * cell, y)
    assert lab._lit() == (4, 0)
    lab.set(N=3)
    assert lab._lit() == (2, 0)
    lab.press("light", "previous")
    assert lab._lit() == (1, 2)
    lab._heard(lab, {"ask": "1", "values": {"N": 6}, "reset": True}, [])
    assert lab._lit() == (1, 2)


def test_the_error_is_numpys_own(lab):
    lab.set(expression="w as a row: X @ w + b", N=6, D=3)
    with pytest.raises(ValueError, match="mismatch") as error:
        np.ones((6, 3)) @ np.ones((1, 3))
    assert str(error.value) in lab.words
    lab.set(expression="X - X.mean(axis=1)", N=6, D=3)
    with pytest.raises(ValueError, match="broadcast") as error:
        np.ones((6, 3)) - np.ones(6)
    assert str(error.value).strip() in lab.words
    assert "3 meets 6" in lab.words


def test_the_sides_that_clash_wear_the_colour_of_a_mistake(lab):
    lab.set(expression="w as a row: X @ w + b", N=6, D=3)
    x, w, _ = grids(lab)
    assert (x.clash, w.clash) == ("columns", "rows")
    assert WRONG in ink(lab, "1") and WRONG in ink(lab, "D = 3") and WRONG not in ink(lab, "N = 6")  # noqa: PT018
    assert ink(lab, "3 ≠ 1") == {WRONG}
    lab.set(expression="X - X.mean(axis=1)")
    assert ink(lab, "3 ≠ 6") == {WRONG}
    lab.set(expression="X @ w + b")
    assert WRONG not in {to_hex(colour) for _, _, _, colour, *_ in lab.written}


def test_inner_sides_have_one_colour_and_the_outer_one_remains(lab):
    lab.set(expression="X @ w + b", N=7, D=2)
    x, w, _, a = grids(lab)
    assert (x.columns, w.rows) == (("D", 2), ("D", 2))
    assert (x.rows, a.rows) == (("N", 7), ("N", 7))
    assert w.columns is None  # (D,) has one side
    assert len(ink(lab, "D = 2")) == len(ink(lab, "N = 7")) == 1
    assert ink(lab, "D = 2") != ink(lab, "N = 7")
    assert [text for text, *_ in lab.written].count("D = 2") == 2
    assert "7 numbers" in lab.words


def test_the_silent_square_is_drawn_as_one(lab):
    lab.set(expression="t as a column: y - t", N=6, D=3)
    y, t, result = grids(lab)
    assert (y.size, t.size, result.size) == ((6, 6),) * 3
    assert (y.body, t.body, result.body) == ((1, 6), (6, 1), (6, 6))
    assert "36 numbers" in lab.words
    assert "both are stretched" in lab.words


def test_words_that_depend_on_a_coincidence(lab):
    lab.set(expression="X - X.mean(axis=1)", N=4, D=4)
    assert "only because N = D" in lab.words
    lab.set(N=5, D=1)
    assert "side of length 1" in lab.words
    lab.set(expression="t as a column: y - t", N=1)
    assert "nothing goes wrong yet" in lab.words


def test_the_forms_that_claim_to_agree_do():
    for N, D in SIZES:
        a = run("X @ w + b", N, D)[2]
        np.testing.assert_allclose(run("[1 X] @ [b, w]", N, D)[2], a)
        np.testing.assert_allclose(run("w @ X + b, X as (D, N)", N, D)[2], a)
        np.testing.assert_allclose(run("w as a column: X @ w + b", N, D)[2].ravel(), a)


@pytest.mark.parametrize("width", [1132, 940, 710, 600, 340, 320])
def test_nothing_is_drawn_outside_the_picture(width):
    lab = lr.labs.shapes()
    lab._heard(None, {"ask": "1", "width": width}, [])
    for expression in EXPRESSIONS:
        lab.set(expression=expression, N=N_MAX, D=D_MAX)
        frame = lab._figure.bbox
        for artist in (lab.cells, lab.frames, lab.bars, lab.texts):
            for path in artist.get_paths():
                box = path.get_extents(lab.ax.transData)
                assert frame.x0 <= box.x0 <= box.x1 <= frame.x1, expression
                assert frame.y0 <= box.y0 <= box.y1 <= frame.y1, expression


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1132, 772, 710, 600, 340, 320])
def test_no_text_lies_on_another(width):
    lab = lr.labs.shapes()
    lab._heard(None, {"ask": "1", "width": width}, [])
    for expression in EXPRESSIONS:
        for N, D in SIZES:
            lab.set(expression=expression, N=N, D=D)
            boxes = [path.get_extents(lab.ax.transData) for path in lab.texts.get_paths()]
            low, high = np.array([box.min for box in boxes]), np.array([box.max for box in boxes])
            over = np.all((low[:, None] < high) & (low < high[:, None]), axis=2) & ~np.eye(len(boxes), dtype=bool)
            assert [(lab.written[i][0], lab.written[j][0]) for i, j in np.argwhere(over)] == [], (expression, N, D)


def test_where_it_starts():
    lab = lr.labs.shapes("y - t", N=2, D=4)
    assert lab.values == {"expression": "y - t", "N": 2, "D": 4}
    assert lab.error == ""


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: lr.labs.shapes("X * w"), ValueError, "expression must be one of"),
        (lambda: lr.labs.shapes(N=0), ValueError, "N must be from 1 to 10"),
        (lambda: lr.labs.shapes(D=9), ValueError, "D must be from 1 to 8"),
        (lambda: lr.labs.shapes(N=2.5), TypeError, "N must be a whole number"),
    ],
)
def test_wrong_arguments(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_scikit_learns_c_is_one_over_n_times_l2():
    """The notebook derives it on paper; here the two programs find the same weights."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    rng = np.random.default_rng(7)
    X = rng.normal(size=(200, 3))
    t = (rng.random(200) < lr.sigmoid(X @ [1.0, -2.0, 0.5] + 0.3)).astype(int)
    l2 = 0.05
    theirs = linear_model.LogisticRegression(C=1 / (len(X) * l2), tol=1e-10, max_iter=1000).fit(X, t)
    ours = lr.newton(X, t, l2=l2).final
    np.testing.assert_allclose(theirs.coef_[0], ours.w, atol=1e-5)
    np.testing.assert_allclose(theirs.intercept_[0], ours.b, atol=1e-5)
    assert theirs.coef_.shape == (1, 3)
    assert theirs.intercept_.shape == (1,)
