import time

import numpy as np
import pandas as pd
import pytest

import lrcourse as lr
from lrcourse.engine import learners_code
from lrcourse.engine.training import run as training_run
from lrcourse.engine.training.remarks import percent, trend
from lrcourse.engine.training.samples import FEATURES, FeatureMap, load
from lrcourse.lessons.labs import training

RNG = np.random.default_rng(3)
T = np.arange(60) % 2
X = RNG.normal(size=(60, 2)) * (3, 0.1) + np.where(T[:, None] > 0, 1, -1) * (2, 0.1) + (50, -4)


def right(X, t, y, factor=1.0):
    return factor * (y - t) @ X / len(t), factor * np.mean(y - t)


@pytest.fixture
def lab():
    made = training()
    assert made.error == ""
    return made


def hand(lab, kind, index, x, y, panel=0):
    lab._heard(lab, {"ask": "m", "gesture": {"panel": panel, "kind": kind, "index": index, "x": x, "y": y}}, [])
    assert lab.error == ""


def now(lab, name):
    return lab._now.frames.arrays[name]


# -- the run --


def test_it_trains_as_the_course_does(lab):
    lab.set(rate=0.7, l2=0.01, l1=0.02, momentum=0.5, steps=100)
    data = load("clouds")
    Phi = FeatureMap("x₁, x₂", data.X)(data.X)
    history = lr.gradient_descent(
        Phi, data.t, learning_rate=0.7, steps=100, l2=0.01, l1=0.02, momentum=0.5, w0=np.zeros(2)
    )
    np.testing.assert_allclose(now(lab, "w"), history.w, atol=1e-6)
    np.testing.assert_allclose(now(lab, "b"), history.b, atol=1e-6)
    np.testing.assert_allclose(now(lab, "cost"), history.cost, rtol=1e-6)
    assert "Step 100 of 100" in lab.words
    assert f"cost {history.cost[-1]:.3f} (was 0.693)" in lab.words


@pytest.mark.parametrize("data", ["clouds", "penguins", "donut", "xor"])
@pytest.mark.parametrize("features", FEATURES)
def test_features_are_standardised_for_every_data_set(lab, data, features):
    lab.set(data=data, features=features)
    assert lab.error == ""
    Phi = now(lab, "features")
    np.testing.assert_allclose(Phi.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(Phi.std(axis=0), 1, atol=1e-5)
    assert now(lab, "phi").shape == (48, 48, Phi.shape[1])
    assert lr.stable_learning_rate(Phi.astype(float)) > 4  # one range of learning rates suits all
    assert lab._scene[2]["lines"][0]["label"] == list(lab.map.names)


def test_the_grid_and_the_samples_share_one_map(lab):
    lab.set(data="xor", features="x₁, x₂, product")
    (left, right_end), (bottom, top) = lab.limits
    corners = np.array([[left, bottom], [right_end, bottom], [left, top], [right_end, top]])
    grid = now(lab, "phi")
    np.testing.assert_allclose(lab.map(corners), [grid[0, 0], grid[0, -1], grid[-1, 0], grid[-1, -1]], rtol=1e-5)


@pytest.mark.parametrize(
    ("data", "line", "cure"), [("donut", "x₁, x₂", "x₁, x₂, radius"), ("xor", "x₁, x₂", "x₁, x₂, product")]
)
def test_the_right_features_solve_what_a_line_cannot(lab, data, line, cure):
    lab.set(data=data, features=line)
    assert "hardly better than answering with the classes’ shares (0.693). Try other features." in lab.words
    assert now(lab, "mistakes")[-1] > 60
    lab.set(features=cure)
    assert now(lab, "mistakes")[-1] < 5
    assert now(lab, "cost")[-1] < 0.1


def test_starting_weights(lab):
    for start, w, b in (("zeros", [0, 0], 0), ("a far corner", [-4, 4], 0)):
        lab.set(start=start)
        np.testing.assert_allclose(now(lab, "w")[0], w)
        assert now(lab, "b")[0] == b
    lab.set(start="random")
    first = now(lab, "w")[0].copy()
    assert np.all(first != 0)
    lab.set(rate=1)
    np.testing.assert_array_equal(now(lab, "w")[0], first)  # the same at every move of another control
    lab.set(start="where you clicked")  # and nothing was clicked
    np.testing.assert_allclose(now(lab, "w")[0], 0)


# -- the words --


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rate": 5}, "The slope is gone: none is steeper than 0.0001."),
        ({}, "Not there yet: the steepest slope is"),
        ({}, "A larger learning rate would be faster"),
        ({"rate": 3, "steps": 20}, "More steps would bring it closer"),
        ({"rate": 10, "l2": 1}, "Diverging: learning rate 10 is beyond 1.5, below which the cost can never rise."),
        ({"rate": 100}, "Bouncing: the cost rose at"),
        ({"batch": "8", "rate": 2}, "Noise: a step sees 8 samples of 200, so the cost also rises"),
        ({"batch": "1"}, "Noise: a step sees 1 sample of 200"),
        ({"momentum": 0.9}, "Momentum carries it past the bottom: the cost rose at"),
        ({"momentum": 0.95, "rate": 100, "l2": 1}, "Diverging"),
        ({"l1": 0.3, "rate": 2}, "L1 holds the weight of"),
        ({"l1": 0.1, "rate": 2, "features": "x₁, x₂, radius"}, "L1 holds the weight of r at exactly 0."),
    ],
)  # fmt: skip
def test_words_for_each_state(lab, values, words):
    lab.set(**values)
    assert lab.error == ""
    assert words in lab.words


def test_words_are_true_at_every_step(lab):
    lab.set(rate=30, momentum=0.5)
    cost = now(lab, "cost")
    for s, text in enumerate(lab._texts["state"][:-1]):
        if s == 0:
            assert text.startswith("Here it starts.")
        elif cost[s] > cost[s - 1] * 1.0001:
            assert text.startswith("This step went up, by")
        elif cost[s] < cost[s - 1] * 0.9999:
            assert text.startswith("Still falling,")
    a = now(lab, "features") @ now(lab, "w")[7] + now(lab, "b")[7]
    assert now(lab, "mistakes")[7] == np.sum((a > 0) != now(lab, "t"))


def test_the_counted_rises_are_those_of_the_run(lab):
    lab.set(rate=100)
    cost = now(lab, "cost").astype(float)
    rises = int(lab.words.split("rose at ")[1].split()[0])
    assert abs(rises - np.sum(np.diff(cost) > 0)) <= 3  # float32 may hide the smallest


def test_separable_classes_have_no_best():
    t = np.arange(40) % 2
    apart = training(RNG.normal(size=(40, 2)) + np.where(t[:, None] > 0, 6, -6), t)
    assert "No mistake is left, so there is no best: larger weights always cost less" in apart.words
    sizes = np.linalg.norm(now(apart, "w"), axis=1)
    assert np.all(np.diff(sizes) > 0)
    apart.set(l2=0.1, rate=3)
    assert "The slope is gone" in apart.words


def test_percent_and_trend():
    assert [percent(v) for v in (0.0081, 0.5, 3)] == ["0.81%", "50%", "300%"]
    assert trend([1.0, 1.0], 1) == "It hardly moves."
    assert trend([0.0, 0.0], 1)  # a cost of zero divides nothing


# -- the cost surface --


@pytest.mark.parametrize(
    ("pair", "chosen"), [("the first two", (0, 1)), ("the last two", (1, 2)), ("the last and b", (2, 3))]
)
def test_the_surface_is_the_objective_over_two_weights(lab, pair, chosen):
    lab.set(data="donut", features="x₁, x₂, radius", pair=pair, rate=1)
    assert lab.over == chosen
    data = lab.now
    ends = lab._scene[3]["xlim"], lab._scene[3]["ylim"]
    w, b = lab._now.frames.arrays["w"][-1].astype(float), float(now(lab, "b")[-1])
    Phi = lab.map(data.X)
    cost = training_run.surface(Phi, data.t, w, b, chosen, ends, l2=0.1, l1=0.05)
    assert cost.shape == (40, 40)
    for row, column in ((0, 0), (7, 31), (39, 39)):
        at = np.append(w, b)
        at[chosen[0]] = np.linspace(*ends[0], 40)[column]
        at[chosen[1]] = np.linspace(*ends[1], 40)[row]
        expected = lr.objective(Phi, data.t, at[:-1], at[-1], l2=0.1, l1=0.05)
        assert cost[row, column] == pytest.approx(expected, rel=1e-4)
    path = np.column_stack([now(lab, "path1"), now(lab, "path2")])
    np.testing.assert_allclose(path[-1], np.append(w, b)[list(chosen)], rtol=1e-5)
    assert np.all((path >= [ends[0][0], ends[1][0]]) & (path <= [ends[0][1], ends[1][1]]))
    assert "held at" in lab._scene[3]["note"]


def test_the_surface_of_many_samples_is_coarser():
    Phi, t = RNG.normal(size=(4000, 2)), RNG.integers(0, 2, 4000).astype(float)
    assert training_run.surface(Phi, t, np.zeros(2), 0.0, (0, 1), ((-1, 1), (-1, 1)), 0, 0).shape == (24, 24)


def test_a_click_on_the_surface_is_the_new_start(lab):
    hand(lab, "click", -1, 3.0, -2.0, panel=3)
    assert lab.values["start"] == "where you clicked"
    np.testing.assert_allclose(now(lab, "w")[0], [3, -2])
    lab.set(rate=1)
    np.testing.assert_allclose(now(lab, "w")[0], [3, -2])
    assert "It starts where you clicked: x₁ = 3.00, x₂ = −2.00." in lab.words
    assert "where you clicked" in lab._texts["state"][0]
    lab.set(features="x₁, x₂, radius")  # another number of weights: the place is no longer one
    np.testing.assert_allclose(now(lab, "w")[0], [0, 0, 0])
    assert "clicked" not in lab.words


def test_limits_stay_while_the_hand_moves_and_far_runs_keep_a_picture(lab):
    lab.set(rate=10, l2=1)
    assert np.isfinite(lab._scene[3]["xlim"]).all()
    assert lab._scene[1]["ylim"][1] < 10
    assert lab.still()[0].startswith(b"\x89PNG")


# -- the hand --


def test_a_click_adds_a_sample_of_the_chosen_class_and_reset_takes_it_away(lab):
    before, grid = now(lab, "w").copy(), now(lab, "phi").copy()
    for k, name in enumerate(("class 0", "class 1")):
        lab.set(adds=name)
        hand(lab, "click", -1, 4.0, 4.0)
        assert now(lab, "t")[-1] == k
    assert now(lab, "X").shape == (202, 2)
    assert "of 202 on the wrong side" in lab.words
    assert not np.array_equal(now(lab, "w"), before)
    np.testing.assert_array_equal(now(lab, "phi"), grid)  # the map stays, so nothing else moves
    lab._heard(lab, {"ask": "m", "values": {c.name: c.value for c in lab._controls.values()}, "reset": True}, [])
    assert lab.error == ""
    np.testing.assert_array_equal(now(lab, "w"), before)
    assert now(lab, "X").shape == (200, 2)


def test_a_drag_moves_a_sample(lab):
    before = now(lab, "w").copy()
    hand(lab, "drag", 5, 3.5, -3.5)
    np.testing.assert_allclose(now(lab, "X")[5], [3.5, -3.5])
    assert not np.array_equal(now(lab, "w"), before)
    hand(lab, "drop", 5, 3.5, -3.5)
    lab.set(data="xor")
    lab.set(data="clouds")  # comes back as it was
    np.testing.assert_array_equal(now(lab, "w"), before)


def test_other_clicks_change_nothing(lab):
    before = now(lab, "X").copy()
    hand(lab, "click", -1, 3, 3, panel=4)
    hand(lab, "drop", -1, 3, 3)
    np.testing.assert_array_equal(now(lab, "X"), before)


# -- your own samples, and what is no sample --


def test_your_own_samples_come_first():
    own = training(X, T)
    assert own.error == ""
    assert own.values["data"] == "yours"
    np.testing.assert_allclose(now(own, "X"), X, rtol=1e-6)
    hand(own, "drag", 0, 50, -4)
    own.set(data="clouds")
    own.set(data="yours")
    np.testing.assert_allclose(now(own, "X"), X, rtol=1e-6)


def test_a_batch_larger_than_the_data_is_all_of_it():
    own = training(X, T)
    own.set(batch="128")
    assert own.error == ""
    assert "Noise" not in own.words


def test_a_constant_column_does_no_harm():
    own = training(np.column_stack([X[:, 0], np.full(60, 7.0)]), T)
    assert own.error == ""
    assert own.still()[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"X": X}, ValueError, "t is missing: give both"),
        ({"t": T}, ValueError, "X is missing: give both"),
        ({"X": [[1, 2, 3], [1, 2]], "t": [0, 1]}, TypeError, "in rows of the same length"),
        ({"X": X[:, :1]}, ValueError, "t is missing: give both"),
        ({"X": np.tile(X, 26), "t": T}, ValueError, r"X has 52 columns; the lab takes at most 50. Choose some"),
        ({"X": np.hstack([X, X]), "t": T, "names": ["a", "b"]}, ValueError, "names must be 4 different ones"),
        ({"X": "visits.csv", "t": T}, ValueError, "X is a file, so name its column to predict"),
        ({"X": X, "t": T, "target": "bought"}, ValueError, "target is the column of a file"),
        ({"X": X[:, 0], "t": T}, ValueError, "shape"),
        ({"X": X, "t": T[:-1]}, ValueError, "t has 59 targets; needed: 60"),
        ({"X": X, "t": T + 1}, ValueError, "only 0 and 1"),
        ({"X": X, "t": np.zeros(60)}, ValueError, "t contains only class 0"),
        ({"X": X * np.nan, "t": T}, ValueError, "NaN"),
        ({"X": X, "t": ["yes"] * 60}, TypeError, "t must contain numbers"),
        ({"X": np.zeros((5001, 2)), "t": np.arange(5001) % 2}, ValueError, "at most 5000"),
        ({"gradient": "gradient"}, TypeError, "gradient must be a function of .*got str"),
        ({"gradient": (0, 0)}, TypeError, "Leave the brackets out"),
    ],
)
def test_bad_arguments_get_one_clear_error(arguments, error, words):
    with pytest.raises(error, match=words):
        training(**arguments)


# -- anybody's table --


def shop(n=300):
    """Visits of which only the minutes matter, and a little the month; the target is in words."""
    rng = np.random.default_rng(5)
    visits = pd.DataFrame({"pages": rng.integers(1, 90, n), "minutes": rng.exponential(9, n)})
    visits["month"] = rng.choice(["May", "June", "Nov"], n)
    a = 0.4 * visits["minutes"] - 4 + (visits["month"] == "Nov")
    return visits.assign(bought=np.where(rng.random(n) < lr.sigmoid(a), "yes", "no"))


def test_a_table_shows_two_of_its_columns():
    table = lr.datasets.load_table(shop(), "bought", rng=5)
    own = training(table, names=["minutes", "pages"])
    assert own.error == ""
    assert own.values["data"] == "yours"
    assert own._scene[0]["xlabel"] == "x₁: minutes (standard deviations)"
    assert own._scene[0]["ylabel"] == "x₂: pages (standard deviations)"
    np.testing.assert_allclose(now(own, "X"), table.X_train[:, [1, 0]], rtol=1e-5)
    np.testing.assert_array_equal(now(own, "t"), table.t_train)
    points = next(layer for layer in own._scene[0]["layers"] if layer["kind"] == "Points")
    assert list(points["labels"]) == ["bought: no", "bought: yes"]
    own.set(rate=8, steps=1000)
    assert "The slope is gone" in own.words
    best = lr.newton(table.X_train[:, [1, 0]], table.t_train)
    np.testing.assert_allclose(now(own, "w")[-1], best.final.w, atol=2e-3)
    assert own.still()[0].startswith(b"\x89PNG")


def test_names_choose_two_columns_of_a_table_and_label_those_of_an_array():
    table = lr.datasets.load_table(shop(), "bought", rng=5)
    dummy = next(name for name in table.names if name.startswith("month="))
    own = training(table, names=[dummy, "minutes"])
    np.testing.assert_allclose(now(own, "X"), table.X_train[:, [table.names.index(dummy), 1]], rtol=1e-5)
    assert own._scene[0]["xlabel"] == f"x₁: {dummy}"
    own = training(X, T, names=("length (mm)", "depth (mm)"))
    assert (own._scene[0]["xlabel"], own._scene[0]["ylabel"]) == ("x₁: length (mm)", "x₂: depth (mm)")


# -- many features --


def many(N=400, D=12):
    rng = np.random.default_rng(7)
    Z = rng.normal(size=(N, D)) * np.arange(1, D + 1) + 3
    truth = np.zeros(D)
    truth[[2, D // 2 - 1]] = 0.8, -0.5
    return Z, (rng.random(N) < lr.sigmoid((Z - 3) @ truth)).astype(int)


def standardised(Z):
    return (Z - Z.mean(axis=0)) / Z.std(axis=0)


def test_with_many_features_their_weights_arrive_at_the_optimum_by_name():
    Z, t = many()
    names = [f"column {k}" for k in range(12)]
    own = training(Z, t, names=names)
    own.set(l2=0.01, steps=500, rate=2)
    assert own.error == ""
    best = lr.newton(standardised(Z), t, l2=own.values["l2"]).final.w
    order = np.argsort(-np.abs(best))
    curves = own._scene[1]["lines"][0]
    assert curves["label"] == [names[k] for k in order[:6]]
    np.testing.assert_allclose(now(own, "named")[-1], best[order[:6]], atol=1e-3)
    assert own._scene[4]["labels"] == [names[k] for k in sorted(order[:12])]
    assert {own._scene[3]["xlabel"], own._scene[3]["ylabel"]} == {f"weight of {names[k]}" for k in order[:2]}
    own.set(across="column 0", up="the bias b")
    assert (own._scene[3]["xlabel"], own._scene[3]["ylabel"]) == ("weight of column 0", "the bias b")
    assert own.still()[0].startswith(b"\x89PNG")


def test_one_feature_alone_is_trained_too_and_a_column_may_be_called_b():
    Z, t = many()
    for own in (training(Z[:, :1], t), training(lr.datasets.load_table(shop()[["pages", "bought"]], "bought", rng=5))):
        own.set(l2=0.01, steps=500, rate=2)
        assert own.error == ""
        best = lr.newton(own.own.Z, own.own.t, l2=own.values["l2"]).final.w
        np.testing.assert_allclose(now(own, "named")[-1], best, atol=1e-3)
    own = training(Z[:, :3], t, names=["r", "g", "b"])
    hand(own, "click", -1, 1.0, 2.0, panel=3)
    own.set(across="b", up="the bias b")
    assert (own.error, own._scene[3]["xlabel"]) == ("", "weight of b")
    with pytest.raises(ValueError, match="the lab itself calls something 'the bias b'"):
        training(Z[:, :3], t, names=["r", "g", "the bias b"])


@pytest.mark.parametrize("count", [2, 3])
def test_a_dollar_in_the_name_of_a_column_is_a_dollar(count):
    Z, t = many()
    for bad in ("share $5 # of $10", r"$\frac{$", "100 % $x^^$"):
        own = training(Z[:, :count], t, names=[bad, "two", "three"][:count])
        assert own.still()[0].startswith(b"\x89PNG")


def test_a_hand_that_still_holds_a_sample_that_has_gone_changes_nothing(lab):
    hand(lab, "click", -1, 0.1, 0.0)
    lab.set(data="donut")
    before = lab.now
    hand(lab, "drag", 400, 0.1, 0.0)
    assert (lab.error, lab.now) == ("", before)


def test_the_histograms_count_the_outputs_of_each_class():
    Z, t = many()
    own = training(Z, t)
    w, b = lr.gradient_descent(standardised(Z), t, learning_rate=0.5, steps=200).final
    y = lr.feedforward(standardised(Z), w, b)
    for k, name, sign in ((0, "zeros", -1), (1, "ones", 1)):
        counts = np.histogram(y[t == k], np.linspace(0, 1, 21))[0]
        np.testing.assert_allclose(sign * now(own, name)[-1][1:-1:2], counts / counts.max(), rtol=1e-5)
    assert now(own, "right")[-1] == pytest.approx(np.mean((y > 0.5) == t))


def test_a_click_on_the_surface_of_many_features_is_the_new_start_and_reset_takes_it_back():
    Z, t = many()
    own = training(Z, t)
    final, axes = now(own, "named")[-1].copy(), (own._scene[3]["xlabel"], own._scene[3]["ylabel"])
    hand(own, "click", -1, 1.5, 0.25, panel=3)
    assert own.error == ""
    assert (now(own, "path1")[0], now(own, "path2")[0]) == (1.5, 0.25)
    assert (own._scene[3]["xlabel"], own._scene[3]["ylabel"]) == axes  # whichever weights are now the largest
    names = [axis.removeprefix("weight of ") for axis in axes]
    assert f"It starts where you clicked: {names[0]} = 1.50, {names[1]} = 0.25." in own.words
    w = np.zeros(13)
    w[:] = own.clicked
    history = lr.gradient_descent(standardised(Z), t.astype(float), learning_rate=0.5, steps=200, w0=w[:-1], b0=w[-1])
    np.testing.assert_allclose(now(own, "cost"), history.cost, rtol=1e-5)
    hand(own, "click", -1, 9.0, 9.0, panel=0)  # the other panels hear of none
    assert now(own, "path1")[0] == 1.5
    values = {spec["name"]: spec["value"] for spec in own.controls}
    own._heard(own, {"ask": "m", "values": values, "reset": True}, [])
    assert now(own, "path1")[0] == now(own, "path2")[0] == 0
    assert "clicked" not in own.words
    np.testing.assert_array_equal(now(own, "named")[-1], final)


def test_of_many_rows_some_are_drawn_and_the_lab_says_so():
    Z, t = many(6000, 3)
    own = training(Z, t)
    assert "5,000 of 6,000 rows, drawn at random." in own.words
    one = training(*many(5000, 3))
    assert "drawn at random" not in one.words


def test_a_file_is_read_as_load_table_does(tmp_path):
    path = tmp_path / "visits.csv"
    shop().to_csv(path, index=False)
    own, table = training(str(path), target="bought"), training(lr.datasets.load_table(path, "bought", rng=11))
    assert own.words == table.words
    assert [layer["label"] for layer in own._scene[2]["layers"]] == ["bought: yes", "bought: no"]


def test_a_learners_gradient_trains_many_features_and_a_wrong_one_is_told():
    Z, t = many()
    assert (
        training(Z, t, gradient=lr.gradient).words == training(Z, t).words + " Your gradient agrees with the course's."
    )
    assert "Your gradient ends the run at step 0" in training(Z, t, gradient=lambda X, t, y: (0, 0)).words
    turned = training(Z, t, gradient=lambda X, t, y: ((t - y) @ X / len(t), np.mean(t - y)))
    assert "points uphill" in turned.words
    right = training(Z, t, gradient=lr.gradient)
    right.set(rate=100.0, l2=1.0)
    assert "Diverging: learning rate 100 is beyond" in right.words
    assert "suspect" not in right.words


def test_of_a_large_table_some_rows_are_shown():
    table = lr.datasets.load_table(shop(3000), "bought", rng=5)
    own = training(table, names=["minutes", "pages"])
    np.testing.assert_array_equal(now(own, "t"), table.t_train[:2000])
    assert own._scene[0]["note"] == "2,000 of 2,400 training rows"
    hand(own, "click", -1, 0, 0)
    assert "of 2001 on the wrong side" in own.words
    own.set(data="clouds")
    assert own._scene[0]["note"] == ""


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"names": ["pages", "month"]}, ValueError, r"X has no column 'month'\. It has pages, minutes, month="),
        ({"names": ["pages", "pages"]}, ValueError, "two different names"),
        ({"names": ["pages"]}, ValueError, "two different names"),
        ({"names": "pages"}, TypeError, "list of strings"),
        ({"t": T}, ValueError, "t comes with the table: leave it out"),
        ({"X": None, "names": ["a", "b"]}, ValueError, "give X and t, too"),
    ],
)
def test_a_table_without_two_columns_gets_one_clear_error(arguments, error, words):
    table = lr.datasets.load_table(shop(), "bought", rng=5)
    with pytest.raises(error, match=words):
        training(**{"X": table, **arguments})


# -- the learner's own gradient --


@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (right, "Your gradient agrees with the course's."),
        (lambda X, t, y: right(X, t, y, -1), "Your gradient points uphill (the sign is wrong: y - t, not t - y)."),
        (lambda X, t, y: ((y - t) @ X, np.sum(y - t)), "is N = 60 times too long: divide by N"),
        (lambda X, t, y: ((t - y) @ X, np.sum(t - y)), "points uphill (the sign is wrong: y - t, not t - y) and is N"),
        (lambda X, t, y: right(X, t, y, 2), "Your gradient is 2 times the course's."),
        (lambda X, t, y: (right(X, t, y)[0], np.sum(y - t)), "In your gradient, db is N = 60 times too long"),
        (lambda X, t, y: ((y - t) @ X, np.mean(y - t)), "In your gradient, dw is N = 60 times too long"),
        (lambda X, t, y: (right(X, t, y)[0], 0.0), "db is always zero. The other part is right."),
        (lambda X, t, y: (right(X, t, y)[0][::-1], np.mean(y - t)), "dw points in a different direction"),
        (lambda X, t, y: (y @ X, np.mean(y)), "Your gradient points in a different direction from the course's"),
        (lambda X, t, y: (-(y - t) @ X / len(t), np.sum(y - t)), "dw points uphill"),
    ],
)  # fmt: skip
def test_a_gradient_is_compared_with_the_courses(gradient, words):
    own = training(X, T, gradient=gradient)
    assert own.error == ""
    assert words in own.words
    own.set(rate=5, batch="8")
    assert own.error == ""


def test_a_wrong_gradient_has_a_still_too():
    own = training(X, T, gradient=lambda X, t, y: right(X, t, y, -1))
    own.set(rate=5, batch="8")
    assert own.still()[0].startswith(b"\x89PNG")


def test_the_right_gradient_trains_as_the_course_does(lab):
    own = training(gradient=right)
    np.testing.assert_allclose(now(own, "w"), now(lab, "w"), rtol=1e-5)


def test_an_uphill_gradient_is_the_first_suspect():
    own = training(X, T, gradient=lambda X, t, y: ((t - y) @ X, np.sum(t - y)))
    assert "Diverging: the cost has run away, and your gradient is the first suspect." in own.words
    assert "learning rate would be faster" not in own.words


def leave(X, t, y):
    raise SystemExit


def spoils(X, t, y):
    X -= 1
    return right(X, t, y)


@pytest.mark.parametrize(
    ("gradient", "words"),
    [
        (lambda X, t, y: None, "at step 0: it returned None (a return is missing, or the dots are still there)."),
        (lambda X, t, y: 1 / 0, "it raised ZeroDivisionError"),
        (lambda X, t: (0, 0), "it raised TypeError"),
        (lambda X, t, y: missing, "it raised NameError: name 'missing' is not defined"),  # noqa: F821
        (leave, "it raised SystemExit"),
        (spoils, "It must not change what it is given. Work on a copy"),
        (lambda X, t, y: 3.0, "it returned 3.0; it must be the pair (dw, db), shapes (2,) and ()"),
        (lambda X, t, y: (1.0, 2.0), "it returned shapes () and (); it must be the pair"),
        (lambda X, t, y: ((y - t)[:, None] * X, y - t), "it returned shapes (60, 2) and (60,)"),
        (lambda X, t, y: ("a", "b"), "it must be the pair"),
        (lambda X, t, y: ([1, 2], 1, 1), "it must be the pair"),
        (lambda X, t, y: ([[1], [1, 2]], 1), "it must be the pair"),
        (lambda X, t, y: (np.array([np.nan, 0]), 0.0), "it returned NaN or infinity"),
    ],
)  # fmt: skip
def test_a_gradient_that_fails_gets_words_and_a_picture(gradient, words):
    own = training(X, T, gradient=gradient)
    assert own.error == ""
    assert words in own.words
    assert own._steps == 1
    own.set(data="donut", features="x₁, x₂, radius")
    assert own.error == ""


def test_a_run_of_one_step_has_a_still():
    assert training(X, T, gradient=lambda *_: None).still()[0].startswith(b"\x89PNG")


def test_a_gradient_that_fails_on_the_way_keeps_the_way():
    def tires(X, t, y):
        if y.max() > 0.9:
            raise RuntimeError("tired")
        return right(X, t, y)

    own = training(X, T, gradient=tires)
    assert own.error == ""
    steps = own._steps - 1
    assert 0 < steps < 300
    assert f"Your gradient ends the run at step {steps}: it raised RuntimeError: tired." in own.words


def test_a_gradient_that_fails_elsewhere_is_told():
    def narrow(X, t, y):
        return right(X, t, y) if np.ptp(y) == 0 else None

    own = training(X, T, gradient=narrow)
    assert "ends the run at step 1: it returned None" in own.words


def test_a_gradient_that_fails_only_far_from_the_run_is_told():
    def narrow(X, t, y):
        return right(X, t, y) if np.ptp(y) < 0.5 else None

    own = training(X, T, gradient=narrow)
    own.set(rate=0.01, steps=20)
    assert own.error == ""
    assert "Elsewhere your gradient returned None" in own.words


def test_a_gradient_that_changes_its_mind_is_shown_as_far_as_it_went():
    calls = []

    def moody(X, t, y):
        calls.append(1)
        return right(X, t, y) if len(calls) < 5 else None

    own = training(X, T, gradient=moody)
    assert own.error == ""
    assert own._steps == 5
    assert "ends the run at step 4: it returned None" in own.words


def test_a_slow_gradient_is_stopped(monkeypatch):
    monkeypatch.setattr(training_run, "PATIENCE", 0.05)

    def slow(X, t, y):
        time.sleep(0.01)
        return right(X, t, y)

    own = training(X, T, gradient=slow)
    assert "it was still running after 0.05 seconds, so it was stopped" in own.words
    assert 1 < own._steps < 50


def test_what_a_gradient_prints_is_not_shown(capsys):
    def talks(X, t, y):
        print("here")
        return right(X, t, y)

    training(X, T, gradient=talks)
    assert capsys.readouterr().out == ""


def test_an_interrupt_passes_the_guard():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learners_code.call(interrupted)


def test_an_error_that_cannot_tell_itself_is_named():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    def fails():
        raise Mute

    with pytest.raises(learners_code.Failed, match="raised Mute"):
        learners_code.call(fails)


# -- what stands in the notebook --


def test_the_still_has_five_panels_and_the_same_bytes_again(lab):
    picture, width, height = lab.still()
    assert (width, height) == (960, 680)
    assert picture == training().still()[0]
    assert repr(lab) == "Training\n" + lab.words


def test_five_named_panels_and_the_main_controls_first(lab):
    assert [panel["title"] for panel in lab._scene] == [
        "Data",
        "Cost by step",
        "Weights by step",
        "Cost surface",
        "Who pulls",
    ]
    assert lab._switches
    main = [spec["name"] for spec in lab.controls if not spec["more"]]
    assert main == ["data", "features", "rate", "l2", "l1", "adds"]


def test_a_new_learning_rate_does_not_send_the_grid_again(lab):
    for rate in (1, 2, 3):
        lab.set(rate=rate)
    sent = []
    lab.send_state = lambda keys: sent.append(set(keys))
    lab._heard(lab, {"ask": "m", "values": {"rate": 4.0}}, [])
    (keys,) = sent
    assert {"_frames", "_loose"} <= keys
    assert "_fixed" not in keys
    assert {"phi", "X", "t", "features"} <= lab._fixed.keys()


def test_the_rings_are_round_and_nothing_is_held_at_minus_zero(lab):
    assert not lab._scene[0]["equal"]
    lab.set(data="donut")
    assert lab._scene[0]["equal"]
    assert lab._scene[4]["equal"]
    assert abs(lab.final[2]) < 0.005
    assert lab._scene[3]["note"].startswith("b held at 0.00,")


def test_before_the_first_step_it_is_said_that_nothing_is_known(lab):
    said = "Here it starts. All weights are 0, so every output is 0.5."
    assert lab._texts["state"][0].startswith(said)
    lab.set(start="random")
    assert not lab._texts["state"][0].startswith(said)
