"""The lab of notebook 13: its optima are optima, its two curves touch, its words are true."""

import io
import re
import warnings

import numpy as np
import pytest
import sklearn
from PIL import Image
from scipy.optimize import brentq, linprog
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse.lessons.n13_regularization.paths import data_cost, optima, same_penalty, separated
from lrcourse.lessons.n13_regularization.penalty_lab import LAMBDAS

L1, L2 = "λ₁ (L1)", "λ₂ (L2)"
SETTINGS = [(0.0, 0.0), (0.001, 0.0), (0.03, 0.0), (0.2, 0.0), (0.4, 0.0), (0.0, 0.001), (0.0, 0.1), (0.0, 1.0),
            (0.1, 0.1), (0.1, 0.005), (1.0, 1.0)]  # fmt: skip
SEPARABLE = (
    np.array([[0.0, 0.2], [1.0, 0.1], [0.3, 1.0], [2.0, 0.9], [2.2, 2.1], [3.0, 1.4]]),
    np.array([0, 0, 0, 1, 1, 1]),
)


@pytest.fixture(scope="module")
def lab():
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        return lr.labs.penalty()


@pytest.fixture
def start(lab):
    return over(lab, L1, l1=0.2, l2=0.0)


def over(lab, sweep, **values):
    """Set values, and move the lambda of that path last."""
    lab.set(**values)
    name, value = ("l1", lab.l1) if sweep == L1 else ("l2", lab.l2)
    lab.set(**{name: 0.5 if value != 0.5 else 0.6})
    lab.set(**{name: value})
    return lab


def number(text):
    return float(text.replace("−", "-"))


def optimum(lab, l1, l2):
    """w, b by sklearn; saga for L1."""
    C, options = 1 / (len(lab.t) * max(l1 + l2, 1e-9)), {"solver": "newton-cholesky", "tol": 1e-12}
    if l1:
        options = {"solver": "saga", "l1_ratio": l1 / (l1 + l2), "tol": 1e-12, "random_state": 0}
        if tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 8):
            options["penalty"] = "elasticnet"
    fit = LogisticRegression(C=C, max_iter=100_000, **options).fit(lab.X, lab.t)
    return fit.coef_[0], fit.intercept_[0]


def slopes(lab, w, b):
    """The slopes of the data cost along both weights and the bias."""
    y = lr.sigmoid(lab.X @ w + b)
    return (y - lab.t) @ lab.X / len(lab.t), np.mean(y - lab.t)


@pytest.mark.parametrize(("l1", "l2"), SETTINGS)
def test_the_optima_are_those_of_scikit_learn(lab, l1, l2):
    w, b = optima(lab.X, lab.t, np.array([l1]), np.array([l2]))
    expected_w, expected_b = optimum(lab, l1, l2)
    np.testing.assert_allclose(w[0], expected_w, atol=1e-6)
    if not expected_w.any():  # there saga stops at once, whatever the bias
        expected_b = np.log(lab.t.mean() / (1 - lab.t.mean()))
    np.testing.assert_allclose(b[0], expected_b, atol=1e-6)
    np.testing.assert_array_equal(w[0] == 0, expected_w == 0)


@pytest.mark.parametrize("which", ["own", "separable", "alike", "many"])
def test_the_whole_path_keeps_the_conditions_of_an_optimum(lab, which):
    rng = np.random.default_rng(3)
    X, t = lab.X, lab.t
    if which == "separable":
        X, t = SEPARABLE
    if which == "alike":
        X = np.column_stack([X[:, 0], X[:, 0] + 1e-3 * X[:, 1]])
    if which == "many":
        X, t = rng.standard_normal((400, 2)), rng.random(400) < 0.1
    made = lr.labs.penalty(X, t)
    for other in (0.0, 0.02, 0.3):
        for l1, l2 in ((LAMBDAS, np.full(122, other)), (np.full(122, other), LAMBDAS)):
            some = (l1 + l2 > 0) | (which != "separable")
            w, b = optima(made.X, made.t, l1[some], l2[some])
            for w_k, b_k, l1_k, l2_k in zip(w, b, l1[some], l2[some], strict=True):
                slope, slope_b = slopes(made, w_k, b_k)
                slope = slope + l2_k * w_k
                held = np.where(w_k == 0, np.maximum(np.abs(slope) - l1_k, 0), slope + l1_k * np.sign(w_k))
                np.testing.assert_allclose([*held, slope_b], 0, atol=1e-9)


def test_a_weight_is_exactly_0_from_where_the_conditions_say_it(lab):
    """There w2 = 0 and the pull of the data at it is lambda_1: one number, found without the lab's solver."""

    def pull_beyond(l1):
        history = lr.gradient_descent(lab.X[:, :1], lab.t, learning_rate=2.0, steps=2000, l1=l1, tol=1e-14, every=99)
        w, b = history.final
        return abs(slopes(lab, np.array([w[0], 0.0]), b)[0][1]) - l1

    border = brentq(pull_beyond, 0.05, 0.2, xtol=1e-13)
    near = border * (1 + np.concatenate([-np.logspace(-11, -6, 30), np.logspace(-11, -6, 30)]))
    w = optima(lab.X, lab.t, near, np.zeros(60))[0]
    np.testing.assert_array_equal(w[:, 1] == 0, near > border)


def test_gradient_descent_of_the_course_arrives_at_the_same_place(lab):
    history = lr.gradient_descent(lab.X, lab.t, learning_rate=1.0, steps=5000, l1=0.2, tol=1e-11, every=100)
    w = optima(lab.X, lab.t, np.array([0.2]), np.zeros(1))[0][0]
    np.testing.assert_allclose(w, history.w[-1], atol=1e-8)
    assert history.w[-1, 1] == 0


def test_its_own_samples_show_what_they_are_for(lab):
    w = optima(lab.X, lab.t, LAMBDAS, np.zeros(122))[0]
    middle = (w[:, 1] == 0) & (w[:, 0] != 0)
    assert LAMBDAS[middle][-1] > 3 * LAMBDAS[middle][0]
    assert (np.diff(middle.astype(int)) == 1).sum() == 1  # one range without a hole
    assert 0.3 < np.corrcoef(lab.X.T)[0, 1] < 0.7
    assert (optima(lab.X, lab.t, np.zeros(122), LAMBDAS)[0] != 0).all()
    np.testing.assert_allclose([lab.X.mean(axis=0), lab.X.std(axis=0)], [[0, 0], [1, 1]], atol=1e-12)


def test_separability_is_that_of_a_linear_programme():
    rng, found = np.random.default_rng(4), []
    for n in (3, 4, 5, 6, 8) * 12:
        X = rng.integers(0, 4, (n, 2)).astype(float)
        t = (X @ rng.standard_normal(2) + 3 * rng.standard_normal(n) > 1).astype(float)
        if len(set(t)) < 2 or np.linalg.matrix_rank(np.column_stack([X, np.ones(n)])) < 3:
            continue
        sides = (2 * t - 1)[:, None] * np.column_stack([X, np.ones(n)])
        best = -linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(n), bounds=[(-1, 1)] * 3).fun
        assert separated(X, t) == (best > 1e-9)
        found.append(best > 1e-9)
    assert 5 < sum(found) < len(found) - 5


def test_the_contours_are_those_of_the_data_cost_with_the_best_bias(lab):
    w = np.array([[[0.0, 0.0], [1.5, -2.0]], [[-30.0, 7.0], [400.0, 300.0]]])
    costs = data_cost(lab.X, lab.t, w)
    for w_k, cost in zip(w.reshape(-1, 2), costs.ravel(), strict=True):
        around = np.linspace(-60, 60, 2401)
        tried = [lr.cross_entropy_with_logits(lab.t, lab.X @ w_k + b) for b in around]
        assert cost <= min(tried) + 1e-12
        assert cost == pytest.approx(min(tried), rel=1e-3)
    # So it does not fall when any other bias is taken, and the optimum is the least of all.
    assert lab.least == pytest.approx(lr.newton(lab.X, lab.t).cost[-1])
    assert (costs > lab.least).all()


@pytest.mark.parametrize(("l1", "l2"), SETTINGS)
@pytest.mark.parametrize("sweep", [L1, L2])
def test_what_is_drawn_is_the_optimum_and_the_curves_through_it(start, l1, l2, sweep):
    lab = start
    over(lab, sweep, l1=l1, l2=l2)
    assert lab.error == ""
    w = np.ravel(lab.dot.get_data())
    np.testing.assert_allclose(w, optima(lab.X, lab.t, np.array([l1]), np.array([l2]))[0][0], atol=1e-9)
    price = lr.core.penalty(w, l2, l1)
    edge = lab.edge.get_xy()
    if l1 or l2:
        np.testing.assert_allclose([lr.core.penalty(v, l2, l1) for v in edge], price, atol=1e-12)
        # The curve encloses every weight that is cheaper: none of them has a lower data cost.
        inside = np.concatenate([0.5 * edge, 0.95 * edge, edge])
        assert data_cost(lab.X, lab.t, inside[None]).min() >= lab._data_cost(w) - 1e-9
    else:
        assert np.isnan(edge).all()
    level = np.column_stack(lab.level.get_data())
    level = level[np.isfinite(level).all(axis=1)]
    if len(level):
        np.testing.assert_allclose(data_cost(lab.X, lab.t, level[None])[0], lab._data_cost(w), rtol=2e-3)
        assert np.hypot(*(level - w).T).min() < 0.05
    assert [mark.get_ydata()[0] for mark in lab.marks] == list(w)
    place = np.log10((l1, l2)[sweep == L2] or 10**-3.35)
    assert lab.rule.get_xdata()[0] == pytest.approx(place)
    assert sweep in lab.label.get_text()
    texts = lab._number.split(" = ")[1], lab.number
    np.testing.assert_allclose(list(map(number, texts)), w, atol=0.005)
    assert [text == "0" for text in texts] == list(w == 0)


def test_disc_diamond_and_what_is_between():
    w = np.array([0.6, -0.8])
    np.testing.assert_allclose(np.hypot(*same_penalty(w, 0.0, 0.7).T), 1)
    np.testing.assert_allclose(np.abs(same_penalty(w, 0.7, 0.0)).sum(axis=1), 1.4)
    both = same_penalty(w, 0.3, 0.5)
    assert both[0, 0] == pytest.approx(np.abs(both).max())  # the corner on the axis stays
    assert 1 < np.hypot(*both.T).max() < 1.4
    assert np.isnan(same_penalty(w, 0.0, 0.0)).all()
    assert (same_penalty(np.zeros(2), 0.3, 0.5) == 0).all()


@pytest.mark.parametrize(("sweep", "l1", "l2"), [(L1, 0.03, 0.0), (L1, 0.0, 0.5), (L2, 0.1, 0.1), (L2, 0.0, 0.0)])
def test_the_path_is_solved_anew_for_the_other_penalty(start, sweep, l1, l2):
    lab = start
    over(lab, sweep, l1=l1, l2=l2)
    other = np.full(122, l2 if sweep == L1 else l1)
    w = optima(lab.X, lab.t, *((LAMBDAS, other) if sweep == L1 else (other, LAMBDAS)))[0]
    for i in (0, 1):
        x, values = lab.lines[i].get_data()
        np.testing.assert_allclose(np.delete(values, 1), w[:, i], atol=1e-9)
        assert np.isnan(values[1])  # between 0 and the axis, which has no place for it
        np.testing.assert_allclose(10 ** x[2:], LAMBDAS[1:])
        begins = [k for k in range(122) if w[k, i] == 0 and (k == 0 or w[k - 1, i] != 0)]
        np.testing.assert_allclose(lab.zeros[i].get_xdata(), [x[k + (k > 0)] for k in begins])
    np.testing.assert_allclose(np.column_stack(lab.trace.get_data()), w, atol=1e-9)


def test_the_words_at_the_start(start):
    assert start.values == {"l1": 0.2, "l2": 0.0}
    assert start.words == (
        "w₁ = 0.472, and w₂ is exactly 0: the data pull on it with 0.15, and L1 can resist a pull of up to λ₁ = 0.2. "
        "The objective is 0.666, of which 14% is penalty; the data cost is 0.571 (0.447 without a penalty). From "
        "λ₁ = 0.32 on, w₁ is exactly 0."
    )
    assert repr(start) == f"Two weights and two penalties\n{start.words}"


@pytest.mark.parametrize(("l1", "l2"), SETTINGS)
def test_the_words_are_true(start, l1, l2):
    lab = start
    lab.set(l1=l1, l2=l2)
    words = lab.words
    w, b = optimum(lab, l1, l2)
    for name, value in zip(("w₁", "w₂"), w, strict=True):
        if value:
            assert number(re.search(f"{name} = (−?[0-9.]+[0-9])", words)[1]) == pytest.approx(value, rel=6e-3)
        elif w.any():
            assert f"{name} is exactly 0" in words
    pull = np.abs(slopes(lab, w, b)[0])
    if not w.any():
        pull = np.abs(slopes(lab, w, np.log(lab.t.mean() / (1 - lab.t.mean())))[0])
        assert words.startswith("Both weights are exactly 0")
        assert f"everybody gets {lab.t.mean():.2f}, the share of class 1." in words
    said = [number(text) for text in re.findall(r"[0-9.]*[0-9]", words.split("with", 1)[1])] if l1 or l2 else []
    if (w == 0).any() and w.any():
        assert said[0] == pytest.approx(pull[w == 0][0], rel=0.06)
        assert f"L1 can resist a pull of up to λ₁ = {l1:g}." in words
    elif l1 and w.all() and not l2:
        assert f"pull on both with λ₁ = {l1:g}," in words
        np.testing.assert_allclose(pull, l1, rtol=1e-3)
    elif l1 or l2:
        np.testing.assert_allclose(said[:2], pull, rtol=0.06)
        assert w.all() == (
            "pull back as hard: λ₁ + λ₂ |w|" in words or "pulls back as hard: λ₂ |w|, which fades" in words
        )
        if w.all():
            np.testing.assert_allclose(pull, l1 + l2 * np.abs(w), rtol=1e-4)
    data, price = lab._data_cost(w), lr.core.penalty(w, l2, l1)
    assert f"{data:.3f}" in words
    if price:
        assert f"The objective is {data + price:.3f}, " in words
        share = number(re.search(r", of which ([0-9.]+)% is penalty", words)[1])
        assert share == pytest.approx(100 * price / (data + price), rel=0.06)
    else:
        assert "all of it data cost" in words
    assert ("(0.447 without a penalty)" in words) == bool(l1 or l2)
    assert "-" not in words
    assert "black dot is outside" not in words


@pytest.mark.parametrize("l2", [0.0, 0.1, 1.0])
def test_from_which_lambda_on_a_weight_is_0(start, l2):
    lab = start
    lab.set(l1=0.01, l2=l2)
    for name in ("w₂", "w₁"):
        end = re.search(f"From λ₁ = ([0-9.]+) on, {name} is exactly 0", lab.words)[1]
        lab.set(l1=0.94 * float(end))
        assert f"{name} = " in lab.words
        lab.set(l1=1.06 * float(end))
        assert f"{name} is exactly 0:" in lab.words or "Both weights are exactly 0" in lab.words
    assert "From λ₁" not in lab.words
    lab.set(l1=0.01)
    assert "From λ₁" in lab.words
    lab.set(l2=0.8 * l2 + 0.05)
    assert "From λ₁" not in lab.words


def test_l2_may_bring_back_a_weight_that_l1_has_set_to_0(start):
    over(start, L2, l1=0.1, l2=0.0)
    assert "w₂ is exactly 0" in start.words
    start.set(l2=0.1)
    assert start.marks[1].get_ydata()[0] > 0.05
    assert start.zeros[1].get_xdata() == pytest.approx([-3.35])


def test_separable_samples_have_no_optimum_without_a_penalty():
    lab = lr.labs.penalty(*SEPARABLE, names=("length", "depth"))
    assert lab.error == ""
    assert "(without a penalty it would fall for ever)" in lab.words
    lab.set(l1=0.0)
    assert lab.error == ""
    assert lab.words.startswith("No penalty, and a line separates the classes: there are no best weights.")
    assert np.isnan([*lab.dot.get_data(), *(mark.get_ydata() for mark in lab.marks)]).all()
    assert np.isnan(lab.edge.get_xy()).all()
    assert np.isnan(lab.level.get_xdata()).all()
    assert np.isfinite(np.column_stack(lab.trace.get_data())[1:]).all()  # the path is drawn all the same
    assert lab.still()[0].startswith(b"\x89PNG")
    lab.set(l2=0.001)
    assert "length = " in lab.words
    lab.set(l1=0.001, l2=0.0)
    assert lab.words.startswith("The black dot is outside the picture. length = ")
    assert not lab._inside(np.ravel(lab.dot.get_data()))


def test_samples_that_say_nothing():
    X, t = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]] * 3), np.array([0, 1, 1, 0] * 3)
    lab = lr.labs.penalty(X, t)
    assert lab.words.startswith("Both weights are exactly 0: the data pull on them with 0 and 0, ")
    for values in ({"l1": 0.0}, {"l2": 0.1}, {"l1": 1.0}):
        lab.set(**values)
        assert lab.error == ""
        assert "0.693" in lab.words


@pytest.mark.thorough
@pytest.mark.parametrize("signs", [(1, 1), (-1, -1), (1, -1)])
def test_no_name_hides_a_curve(lab, signs):
    other = lr.labs.penalty(lab.X * signs, lab.t)
    texts = [text for name in other.called for text in name]
    assert [text.get_text() for text in texts] == ["w₁", "w₁ = 0", "w₂", "w₂ = 0"]
    for line in other.lines:
        x, y = line.get_data()
        points = np.column_stack([np.linspace(-3, 0, 999), np.interp(np.linspace(-3, 0, 999), x[2:], y[2:])])
        points = line.axes.transData.transform(points)
        for text in texts:
            assert not any(text.get_window_extent().contains(*point) for point in points)


def test_negative_weights_have_a_real_minus(lab):
    other = lr.labs.penalty(-lab.X, lab.t)
    assert "w₁ = −1.44, w₂ = −0.221:" in other.words
    assert (other.number, other._number) == ("−0.22", "w₂, and w₁ = −1.44")


def test_the_path_is_over_the_lambda_that_was_moved_last():
    lab = lr.labs.penalty()
    assert L1 in lab.label.get_text()
    lab.set(l2=0.1)
    assert L2 in lab.label.get_text()
    lab.set(l1=0.1, l2=0.2)  # both: as before
    assert L2 in lab.label.get_text()
    lab.set(l1=0.2)
    assert L1 in lab.label.get_text()
    lab.set(l2=0.3)
    lab._heard(lab, {"ask": "1", "values": {"l1": 0.03, "l2": 0.0}, "reset": True}, [])
    assert L1 in lab.label.get_text()


def test_it_opens_before_a_weight_sticks_to_0_and_the_ring_is_on_the_first_curve():
    lab = lr.labs.penalty()
    assert (lab.number, lab._number) == ("0.22", "w₂, and w₁ = 1.44")
    for l1 in (0.03, 0.1, 0.5):
        lab.set(l1=l1)
        x, y = handles(lab)["rule"]
        along, weight = lab.lines[0].get_data()
        assert y == pytest.approx(np.interp(x, along[2:], weight[2:]), abs=1e-3)
    assert (lab.number, lab._number) == ("0", "w₂, and w₁ = 0")


def test_a_move_changes_the_picture(start):
    before = np.asarray(Image.open(io.BytesIO(start.image)).convert("L"), float)
    for values in ({"l1": 0.03}, {"l2": 0.3}, {"l1": 0.5}):
        start.set(**values)
        after = np.asarray(Image.open(io.BytesIO(start.image)).convert("L"), float)
        assert np.mean(np.abs(before - after) > 40) > 0.001
        before = after


X, T = np.arange(12.0).reshape(6, 2) ** 1.5, np.array([0, 1, 0, 1, 0, 1])


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((X,), ValueError, "t is missing: give both X and t"),
        ((None, T), ValueError, "X is missing"),
        ((X[:, :1], T), ValueError, "X has 1 columns; needed: 2"),
        ((X, T[:-1]), ValueError, "t has 5 targets; needed: 6"),
        ((X, T + 1), ValueError, "t must contain only 0 and 1"),
        ((X, 0 * T), ValueError, "t contains only class 0"),
        ((X * [1, 0], T), ValueError, "X: column 1 does not vary, so that many different weights are equally good"),
        ((X[:, :1] * [1, 2], T), ValueError, "X: a column depends on others"),
        ((np.zeros((501, 2)), np.zeros(501)), ValueError, r"X has 501 samples; this lab takes at most 500.*X\[:500\]"),
        ((X, T, ("a", "b", "c")), ValueError, "names must be two strings"),
        ((X, T, ("a", 1)), TypeError, "names must be two strings"),
        (([["a", "b"]], [1]), TypeError, "X must contain numbers"),
    ],
)
def test_refuses(arguments, error, words):
    with pytest.raises(error, match=words):
        lr.labs.penalty(*arguments)


# -- the hand --


def grab(lab, name, x, y):
    lab._heard(lab, {"ask": "1", "grab": {"name": name, "x": x, "y": y}}, [])
    assert lab.error == ""


def handles(lab):
    return {name: (x, y) for name, x, y, *_ in lab._handles}


@pytest.mark.parametrize("sweep", [L1, L2])
def test_the_rule_is_the_lambda_of_the_path(sweep):
    lab = lr.labs.penalty()
    over(lab, sweep)
    name, other = ("l1", "l2") if sweep == L1 else ("l2", "l1")
    before = lab.values[other]
    grab(lab, "rule", np.log10(0.03), 1.0)
    assert lab.values[name] == pytest.approx(0.03, rel=0.03)
    assert handles(lab)["rule"][0] == pytest.approx(np.log10(0.03), abs=0.02)
    grab(lab, "rule", -3.3, 0)
    assert lab.values[name] == 0
    assert lab.values[other] == before


def test_the_optimum_goes_along_its_path():
    lab = lr.labs.penalty()
    for l1 in (0.02, 0.2, 0.5, 1.0):
        lab.set(l1=l1)
        held = lab.l1
        grab(lab, "optimum", *handles(lab)["optimum"])
        assert lab.l1 == pytest.approx(held, rel=0.01)  # also where both weights are 0 for many lambdas
    lab.set(l1=0.03)
    target = handles(lab)["optimum"]
    lab.set(l1=0.4)
    grab(lab, "optimum", *target)
    assert lab.l1 == pytest.approx(0.03, rel=0.03)
    grab(lab, "optimum", -9, -9)
    assert lab.words.startswith("Both weights are exactly 0")
    over(lab, L2, l1=0.1)
    grab(lab, "optimum", 9, 9)
    assert (lab.l1, lab.l2) == (pytest.approx(0.1), 0)


def test_without_an_optimum_there_is_no_handle_for_it():
    X = np.array([[-2.0, 1], [-1, -1], [1, 1], [2, -1]])
    lab = lr.labs.penalty(X, np.array([0, 0, 1, 1]))
    lab.set(l1=0)
    assert set(handles(lab)) == {"rule"}
    grab(lab, "rule", -1.0, 0)
    assert set(handles(lab)) == {"rule", "optimum"}
    lab.set(l1=0)
    grab(lab, "rule", -1.0, 0)
    assert lab.l1 == pytest.approx(0.1)
