import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse.engine.training.samples import load
from lrcourse.lessons.labs import features
from lrcourse.lessons.n14_donut.features_lab import BRICKS

RNG = np.random.default_rng(4)
T = np.arange(60) % 2
X = RNG.uniform(1, 3, (60, 2))
SPIRAL = "x1*cos(hypot(x1, x2)), x2*sin(hypot(x1, x2))"


@pytest.fixture
def lab():
    made = features()
    assert made.error == ""
    return made


def hand(lab, kind, index, x, y, panel=0):
    gesture = {"panel": panel, "kind": kind, "index": index, "x": x, "y": y}
    lab._heard(lab, {"ask": "m", "gesture": gesture}, [])


def now(lab, name):
    return lab._now.frames.arrays[name]


def standard(*columns):
    Phi = np.column_stack(columns)
    return (Phi - Phi.mean(axis=0)) / Phi.std(axis=0)


# -- the run --


def test_a_line_on_the_donut_is_where_it_starts(lab):
    assert lab.values == {"features": "x1, x2", "data": "donut", "adds": "class 1", "l2": 0.0, "steps": 300}
    assert lab.words == (
        "Step 300 of 300: cost 0.693, 190 of 400 on the wrong side. This straight line is hardly better "
        "than answering with the classes’ shares (0.693). Try other features.\n"
        "These features allow only straight lines."
    )
    assert repr(lab) == f"Features of your own\n{lab.words}"


def test_it_trains_on_what_is_typed(lab):
    lab.set(features="y, x**2 + y**2, sin(x)", l2=0.01, steps=60)
    x1, x2 = load("donut", 400).X.T
    t = load("donut", 400).t
    Phi = standard(x2, x1**2 + x2**2, np.sin(x1))
    rate = lr.stable_learning_rate(Phi, 0.01) / 2
    history = lr.gradient_descent(Phi, t, learning_rate=rate, steps=60, l2=0.01)
    np.testing.assert_allclose(now(lab, "w"), history.w, atol=1e-5)
    np.testing.assert_allclose(now(lab, "b"), history.b, atol=1e-5)
    np.testing.assert_allclose(now(lab, "cost"), history.cost, rtol=1e-5)
    assert np.all(np.diff(now(lab, "cost")) < 1e-6)
    a = Phi @ history.w.T + history.b
    np.testing.assert_array_equal(now(lab, "mistakes"), np.sum((a > 0) != t[:, None], axis=0))
    assert f"Step 60 of 60: cost {history.cost[-1]:.3f}, " in lab.words
    assert lab._scene[2]["lines"][0]["label"] == ["x₂", "x1**2+x2**2", "sin(x1)"]


@pytest.mark.parametrize(
    ("data", "text", "mistakes"),
    [
        ("donut", "x1**2 + x2**2", 1),
        ("donut", "hypot(x1, x2)", 1),
        ("xor", "x1, x2, x1*x2", 1),
        ("xor", "(x1 - 0.5)*(x2 - 0.5)", 1),
        ("wave", "x2, sin(x1)", 8),
        ("spirals", SPIRAL, 0),
    ],
)
def test_each_data_set_has_features_that_solve_it(lab, data, text, mistakes):
    lab.set(data=data, features=text)
    assert f"{mistakes} of 400 on the wrong side" in lab.words
    assert "hardly better" not in lab.words


@pytest.mark.parametrize("data", ["donut", "xor", "wave", "spirals"])
def test_the_mistakes_of_a_line_are_counted(lab, data):
    lab.set(data=data, features="x1**2, x2")
    hand(lab, "click", -1, 0, 1)
    places, t = standard(*lab.now.X.T), lab.now.t
    line = LogisticRegression(C=1e6, solver="newton-cholesky", tol=1e-10).fit(places, t).predict(places)
    assert f"A straight line gets {np.sum(line != t)} of 401 wrong." in lab.words


@pytest.mark.parametrize(
    ("text", "straight"),
    [("x1", True), ("x1 + x2, 3*x1", True), ("abs(x1 + 99)", True), ("x1, x1*x2", False), ("abs(x1)", False)],
)
def test_what_draws_only_lines_is_told(lab, text, straight):
    lab.set(data="xor", features=text)
    assert ("These features allow only straight lines." in lab.words) is straight
    assert ("A straight line gets" in lab.words) is not straight
    assert ("This straight line is hardly better" in lab.words) is straight


def test_useless_features_look_useless(lab):
    lab.set(features="x1*x2, x1")
    assert "This is hardly better than answering with the classes’ shares (0.693)." in lab.words
    low, high = lab._scene[2]["ylim"]
    assert low <= -1
    assert high >= 1


def test_solved_without_a_best_until_l2_holds_it(lab):
    lab.set(data="spirals", features=SPIRAL)
    assert "No mistake is left, so there is no best" in lab.words
    lab.set(l2=0.1)
    assert "The slope is gone" in lab.words


def test_words_at_every_step(lab):
    lab.set(features="x1**2, x2", steps=20)
    cost, texts = now(lab, "cost"), lab._texts["state"]
    assert texts[0].startswith("Here it starts.\nA straight line gets")
    for s in range(1, 20):
        assert texts[s].startswith("Still falling" if cost[s] < (1 - 5e-5) * cost[s - 1] else "It hardly moves")
    assert texts[-1].startswith("Not there yet")


@pytest.mark.parametrize("text", ["1/x1, x2", "x1**9, x2**-9", "sign(x1)", "exp(9*x1)", "x1, x1", "1e90*x1", "x1/1e90"])
@pytest.mark.parametrize("values", [{"steps": 20}, {"steps": 1000, "l2": 1.0, "data": "xor"}])
def test_extreme_features_keep_finite_numbers(lab, text, values):
    lab.set(features=text, **values)
    assert lab.error == ""
    for name, array in lab._now.frames.arrays.items():
        assert np.isfinite(array).all(), name


@pytest.mark.parametrize("text", ["1/x1, x2", "1e90*x1"])
def test_a_still_can_be_drawn_of_extreme_features(lab, text):
    lab.set(features=text, steps=20)
    assert lab.still()[0].startswith(b"\x89PNG")


def test_eight_features_and_long_names(lab):
    lab.set(features="x1, x2, x1**2, x2**2, x1*x2, x1**3, sin(x1), sqrt(x1**2 + x2**2)")
    assert lab.error == ""
    assert lab._scene[2]["lines"][0]["label"][-2:] == ["sin(x1)", "sqrt(x1**2+x2**2)"]
    assert now(lab, "phi").shape == (48, 48, 8)


# -- the buttons --


def test_a_button_types_a_feature_behind_the_others_and_takes_it_out_again(lab):
    mistakes = {"x₁²": 100, "|x₂|": 1, "x₁x₂": 1}  # the square alone is half the way, both are enough
    for option, left in mistakes.items():
        lab.press("add", option)
        assert f"{left} of 400 on the wrong side" in lab.words
        assert lab.number == str(left)
    assert lab.values["features"] == "x1, x2, x1**2, abs(x2), x1*x2"
    assert lab._scene[2]["lines"][0]["label"] == lab.ticked["add"] == ["x₁", "x₂", "x₁²", "|x₂|", "x₁x₂"]
    lab.press("add", "|x₂|")
    assert lab._scene[2]["lines"][0]["label"] == lab.ticked["add"] == ["x₁", "x₂", "x₁²", "x₁x₂"]
    assert "100 of 400 on the wrong side" in lab.words


def test_what_is_typed_has_a_button_that_takes_it_out_and_one_feature_stays(lab):
    lab.set(features="hypot(x1, x2), y, x1 ** 2")
    assert lab.ticked["add"] == ["hypot(x1,x2)", "x₂", "x₁²"]
    lab.press("add", "x₂")
    assert lab.values["features"] == "hypot(x1, x2), x1 ** 2"
    lab.press("add", "hypot(x1,x2)")
    assert lab.ticked["add"] == ["x₁²"]
    lab.press("add", "x₁²")
    assert lab.ticked["add"] == ["x₁²"]
    assert "At least one feature must stay." in lab.words
    lab.press("add", "x₁")
    assert (lab.ticked["add"], lab.error) == (["x₁²", "x₁"], "")
    assert "At least one feature must stay." not in lab.words


def test_no_button_alone_solves_what_the_learner_is_to_solve(lab):
    for data in ("donut", "wave", "spirals"):
        for option in list(BRICKS)[2:]:
            lab.set(data=data, features="x1, x2")
            before = now(lab, "mistakes")[-1]
            lab.press("add", option)
            assert now(lab, "mistakes")[-1] > 0.4 * before


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("", "x1*x2"),
        ("x1 ,", "x1 , x1*x2"),
        ("x2, x1 * x2", "x2"),
        ("x1^2", "x1^2, x1*x2"),
        ("hypot(x1, x2)", "hypot(x1, x2), x1*x2"),
        (39 * "x1 + " + "x2", None),  # 197 characters, and 200 fit
    ],
)
def test_a_button_after_what_stands_there(lab, typed, after):
    lab.set(features=typed)
    lab.press("add", "x₁x₂")
    assert lab.values["features"] == (typed if after is None else after)
    assert "Error in" not in lab.error


# -- what is typed wrong --


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1^2", "^ is not a power in Python: write x1**2."),
        ("", "the text is empty. Write a feature, such as x1 or x1**2."),
        ("x1, 0,5", "0: a feature must depend on x1 or x2"),
        ("__import__('os')", "quotes make a string"),
        ("log(x1)", "log(x1) has no value at 216 of 400 samples, first at x1 = "),
        ("x1*0 - 2", "x1 * 0 - 2 is −2 in every sample: a constant is what the bias is for."),
        ("sin(x1)**2 + cos(x1)**2", "is 1 in every sample: a constant"),
        ("x1*1e-99*1e-99", "in every sample"),
        ("exp(40*x1)", "exp(40 * x1) becomes too large: "),
    ],
)
def test_it_is_told_beside_the_box_and_the_picture_stays(lab, text, words):
    lab.set(features="x1**2, x2", steps=100)
    before, said = now(lab, "w").copy(), lab.words
    lab.set(features=text)
    assert lab.error.startswith(words) or words in lab.error
    assert lab.error.endswith(" The picture still shows what you had before.")
    assert "Error" not in lab.error
    assert lab._blamed == "features"
    assert lab.words == said
    assert lab.values["features"] == text
    np.testing.assert_array_equal(now(lab, "w"), before)
    lab.set(features="x1**2, x2")
    assert (lab.error, lab._blamed) == ("", "")


def test_a_wrong_text_keeps_the_hand_on_what_is_shown(lab):
    donut = now(lab, "X").copy()
    lab.set(features="x1^2")
    lab.set(data="xor")
    np.testing.assert_array_equal(now(lab, "X"), donut)
    hand(lab, "drag", 399, 1, 1)
    lab.set(data="donut", features="x1")
    np.testing.assert_allclose(now(lab, "X")[399], [1, 1])
    lab.set(data="xor")
    assert now(lab, "X").max() < 2


def test_a_text_that_is_too_long_never_arrives(lab):
    with pytest.raises(ValueError, match="features has 201 characters; at most 200 fit"):
        lab.set(features="x" * 201)
    assert lab.values["features"] == "x1, x2"


# -- where a feature has no value --


def test_holes_are_filled_with_the_mean_and_told():
    own = features(X, T)
    own.set(features="log(x1 - 0.9), x2")
    assert own.error == ""
    low, high = X[:, 0].min(), X[:, 0].max()
    hole = np.linspace(low - 0.14 * (high - low), high + 0.14 * (high - low), 48) <= 0.9
    assert 0 < hole.sum() < 10
    phi = now(own, "phi")
    np.testing.assert_array_equal(phi[:, hole, 0], 0)
    assert np.all(phi[:, ~hole, 0] != 0)
    np.testing.assert_array_equal(now(own, "holes"), np.tile(hole, (48, 1)))
    share = f"{100 * hole.mean():.2g}%"
    assert f"In {share} of the picture log(x1 - 0.9) has no value; its mean is used instead." in own.words
    assert [layer["kind"] for layer in own._scene[0]["layers"]] == ["Probability", "Contours", "Points"]
    assert own.still()[0].startswith(b"\x89PNG")
    own.set(features="log(x1 - 0.9), x2, sqrt(x2 - 0.95)")
    assert "log(x1 - 0.9), sqrt(x2 - 0.95) have no value; their means are used instead." in own.words
    own.set(features="x1")
    assert "no value" not in own.words
    assert [layer["kind"] for layer in own._scene[0]["layers"]] == ["Probability", "Points"]


def test_the_hand_cannot_put_a_sample_where_a_feature_has_no_value():
    own = features(X, T)
    own.set(features="log(x1 - 0.9)")
    before = now(own, "X").copy()
    notes = {"click": "no sample was added", "drag": "let go, and it goes back", "drop": "the sample went back"}
    for kind, note in notes.items():
        hand(own, kind, -1 if kind == "click" else 3, 0.85, 2)
        assert own.error == ""
        assert f"log(x1 - 0.9) has no value there: {note}." in own.words
        np.testing.assert_array_equal(now(own, "X"), before)
    own.set(steps=100)
    assert "has no value there" not in own.words


def test_a_feature_that_has_no_value_at_an_added_sample_is_refused():
    own = features(X, T)
    hand(own, "click", -1, 0.85, 2)
    own.set(features="log(x1 - 0.9)")
    assert own.error.startswith("log(x1 - 0.9) has no value at 1 of 61 samples, first at x1 = 0.85, x2 = 2: ")


# -- the hand --


def test_a_click_adds_a_drag_moves_and_reset_brings_back(lab):
    lab.set(features="x1**2 + x2**2, x1")
    grid, before = now(lab, "phi").copy(), now(lab, "w").copy()
    for k, name in enumerate(("class 0", "class 1")):
        lab.set(adds=name)
        hand(lab, "click", -1, 4, 4)
        assert now(lab, "t")[-1] == k
    assert "of 402 on the wrong side" in lab.words
    hand(lab, "drag", 7, -2, 3)
    hand(lab, "drop", 7, -2, 3)
    np.testing.assert_allclose(now(lab, "X")[7], [-2, 3])
    np.testing.assert_array_equal(now(lab, "phi"), grid)  # the map stays, so nothing else moves
    assert not np.array_equal(now(lab, "w"), before)
    kept = now(lab, "X").copy()
    for kind, index, panel in (("click", -1, 1), ("drag", -1, 0), ("drag", 5, 2)):
        hand(lab, kind, index, 1, 1, panel)
    np.testing.assert_array_equal(now(lab, "X"), kept)
    values = {control.name: control.value for control in lab._controls.values()}
    lab._heard(lab, {"ask": "m", "values": values, "reset": True}, [])
    assert lab.error == ""
    assert now(lab, "X").shape == (400, 2)
    assert "190 of 400" in lab.words


def test_moving_l2_sends_no_grid_again(lab):
    for l2 in (0.1, 0.2, 0.3):
        lab.set(l2=l2)
    sent = []
    lab.send_state = lambda keys: sent.append(set(keys))
    lab._heard(lab, {"ask": "m", "values": {"l2": 0.4}}, [])
    (keys,) = sent
    assert "_frames" in keys
    assert "_fixed" not in keys
    assert {"phi", "X", "t", "holes"} <= lab._fixed.keys()


# -- your own samples --


def test_your_own_samples_come_first():
    own = features(X, T)
    assert own.values["data"] == "yours"
    np.testing.assert_allclose(now(own, "X"), X, rtol=1e-6)
    own.set(data="xor", features="x1*x2")
    own.set(data="yours")
    np.testing.assert_allclose(now(own, "X"), X, rtol=1e-6)
    assert own.error == ""


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"X": X}, ValueError, "t is missing: give both"),
        ({"X": np.hstack([X, X]), "t": T}, ValueError, r"choose two, for example X\[:, :2\]"),
        ({"X": X, "t": T * 0}, ValueError, "t contains only class 0"),
        ({"X": X * np.nan, "t": T}, ValueError, "NaN"),
        ({"X": X * (1, 0) + 7, "t": T}, ValueError, "X: column 1 is 7 in every sample"),
        ({"X": "x1, x2", "t": T}, TypeError, "X must contain numbers"),
    ],
)
def test_bad_arguments_get_one_clear_error(arguments, error, words):
    with pytest.raises(error, match=words):
        features(**arguments)


def test_what_stands_in_the_notebook(lab):
    assert [panel["title"] for panel in lab._scene] == ["Data", "Cost by step", "Weights by step"]
    assert [spec["name"] for spec in lab.controls if not spec["more"]] == ["add", "data", "adds", "l2"]
    picture, width, height = lab.still()
    assert (width, height) == (960, 480)
    assert picture == features().still()[0]
