"""The shape machine of notebook 07: what it draws and says is what NumPy does. And what the notebook claims of C."""

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.labs.n07_shapes import D_MAX, EXPRESSIONS, N_MAX, run

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


def visible(lab):
    return [box for box in lab.boxes if box.body.get_visible()]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize(("N", "D"), SIZES)
def test_every_expression_at_every_corner(lab, expression, N, D):
    lab.set(expression=expression, N=N, D=D)
    assert lab.error == ""
    wanted = WANTED[expression](N, D)
    count = len(EXPRESSIONS[expression][0][::2])
    assert lab.alarm.get_visible() == (wanted is None)
    if wanted is None:
        assert "NumPy says: “ValueError: " in lab.words
        assert len(visible(lab)) == count
        return
    assert f"Result: {wanted}, {np.prod(wanted)} number" in lab.words
    result = visible(lab)[-1]
    assert len(visible(lab)) == count + 1
    sides = result.body.get_height(), result.body.get_width()
    assert sides == wanted if len(wanted) == 2 else sorted(sides) == sorted((1, *wanted))
    assert result.name.get_text() == f"result\n{wanted}"


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
    wrong = "#a50026"
    x, w, _ = visible(lab)
    assert (x.columns.get_color(), w.rows.get_color()) == (wrong, wrong)
    assert wrong not in (x.rows.get_color(), w.columns.get_color())
    lab.set(expression="X @ w + b")
    assert wrong not in [text.get_color() for box in visible(lab) for text in (box.rows, box.columns)]


def test_inner_sides_have_one_colour_and_the_outer_one_remains(lab):
    lab.set(expression="X @ w + b", N=7, D=2)
    x, w, _, a = visible(lab)
    assert (x.columns.get_text(), w.rows.get_text()) == ("D = 2", "D = 2")
    assert x.columns.get_color() == w.rows.get_color()
    assert (x.rows.get_text(), a.rows.get_text()) == ("N = 7", "N = 7")
    assert x.rows.get_color() == a.rows.get_color() != x.columns.get_color()
    assert not w.columns.get_visible()  # (D,) has one side
    assert "7 numbers" in lab.words


def test_the_silent_square_is_drawn_as_one(lab):
    lab.set(expression="t as a column: y - t", N=6, D=3)
    y, t, result = visible(lab)
    for box in (y, t):
        assert (box.pale.get_height(), box.pale.get_width()) == (6, 6)
    assert (y.body.get_height(), y.body.get_width()) == (1, 6)
    assert (t.body.get_height(), t.body.get_width()) == (6, 1)
    assert (result.body.get_height(), result.body.get_width()) == (6, 6)
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


@pytest.mark.parametrize("width", [940, 710, 600, 320])
def test_nothing_is_drawn_outside_the_picture(width):
    lab = lr.labs.shapes()
    lab._heard(None, {"ask": "1", "width": width}, [])
    for expression in EXPRESSIONS:
        lab.set(expression=expression, N=N_MAX, D=D_MAX)
        ax = lab.alarm.axes
        frame = lab._figure.bbox
        for text in ax.texts:
            if text.get_visible() and text.get_text():
                box = text.get_window_extent()
                assert frame.x0 <= box.x0 <= box.x1 <= frame.x1, (expression, text.get_text())
                assert frame.y0 <= box.y0 <= box.y1 <= frame.y1, (expression, text.get_text())


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
