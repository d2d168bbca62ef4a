"""What notebooks 13 to 16 claim, asserted on their own variables: the broken code misbehaves, the cure cures."""

import numpy as np
import pytest

from lrcourse.lessons.n16_bug_museum import exercises as museum
from tools.notebooks import after

pytestmark = pytest.mark.thorough  # each plays its notebooks once more


def right(X, t, w, b):
    return np.mean((X @ w + b > 0) == t)


# -- 13: Regularization ------------------------------------------------------------------------------------------


def test_overfitting_is_seen():
    names = after("13_regularization", "Fifty patients, fifty features")
    cost, new = names["run"].cost, np.array(names["test_cost"])
    assert np.all(np.diff(cost) < 0)
    assert new.min() < np.log(2) < 1.5 < new[-1]


def test_any_targets_can_be_learnt_with_as_many_features_as_samples():
    names = after("13_regularization", "for trial in range(3)")
    assert np.mean((names["X1"] @ names["v"] > 0) == names["coin"]) == 1


def test_l1_finds_and_l2_keeps_over_twenty_seeds():
    names = after("13_regularization", "for seed in range(20)")
    assert len(names["zeros"]["L1"]) == 20
    assert min(names["zeros"]["L1"]) >= 40
    assert max(names["zeros"]["L2"]) == 0
    assert names["survivors"]["L1"].count(3) >= 13
    assert np.median(names["right"]["L1"]) > np.median(names["right"]["L2"]) + 0.08


def test_the_plain_subgradient_never_gives_a_zero():
    names = after("13_regularization", "subgradient")
    assert np.sum(names["w"] == 0) == 0
    assert np.sum(names["proximal"].w[-1] == 0) >= 40


def test_a_free_bias_keeps_the_share_and_a_priced_one_does_not():
    names = after("13_regularization", "def fit(l2, price_of_b)")
    share, feedforward = names["t_rare"].mean(), names["lr"].feedforward
    for price, kept in ((0, True), (5, False)):
        mean = feedforward(names["X_rare"], *names["fit"](5, price)).mean()
        assert (abs(mean - share) < 1e-3) == kept


def test_the_validation_cost_has_its_valley_inside():
    for name, costs in after("13_regularization", "validation = {")["validation"].items():
        assert 0 < costs.mean(axis=1).argmin() < 14, name


def test_the_cost_seems_to_rise_only_without_its_penalty():
    names = after("13_regularization", "One run, two plots")
    assert np.all(np.diff(names["plain"]) > 0)
    assert np.all(np.diff(names["run"].cost) < 0)


# -- 14: The donut ------------------------------------------------------------------------------------------------


def test_the_radius_solves_the_donut_over_twenty_seeds():
    names = after("14_donut", "for seed in range(20)")
    assert len(names["ring"]) == len(names["line"]) == 20
    assert min(names["ring"]) >= 0.98
    assert 0.44 < min(names["line"]) <= max(names["line"]) < 0.56  # the majority has one half


def test_the_boundary_is_the_circle_and_the_ellipse_that_were_derived():
    names = after("14_donut", "on_it =")
    np.testing.assert_allclose(names["y"], 0.5)
    names = after("14_donut", "Back in the plane")
    w, b = names["w"], names["b"]
    x = np.column_stack(names["around"](names["r_phi"], names["phi"] + names["phi_0"]))
    a = np.column_stack([x, names["lr"].features.radius(x)]) @ w + b
    np.testing.assert_allclose(a, 0, atol=1e-9 * abs(b))


def test_needless_features_cost_and_a_penalty_pays():
    names = after("14_donut", "Sixty samples, many features")
    assert names["l2"] == 0.01
    assert max(names["new"][1:]) < 0.35
    assert names["best"] < min(names["new"])


def test_a_moved_donut_needs_its_middle():
    names = after("14_donut", "moved_test")
    prepared = list(names["recipes"].values())
    found = []
    for prepare in prepared:
        A, B = names["lr"].features.standardize(prepare(names["moved"]), prepare(names["moved_test"]))
        found.append(right(B, names["t_test"], *names["lr"].newton(A, names["t"], l2=1e-6).final))
    assert found[0] < 0.85
    assert min(found[1:]) > 0.98


# -- 15: XOR ------------------------------------------------------------------------------------------------------


def test_xor_is_solved_with_the_product_and_ends_at_ln_2_without_over_twenty_seeds():
    names = after("15_xor", "for seed in range(20)")
    without, product = names["table"].values()
    assert len(product) == len(names["costs"]) == 20
    assert min(product) >= 0.99
    assert 0.45 < min(without) <= max(without) < 0.55
    np.testing.assert_allclose(names["costs"], np.log(2), atol=5e-4)


def test_the_four_corners_are_solved_by_hand_and_by_training():
    names = after("15_xor", "a by hand")
    assert right(names["with_p"], names["t"], names["w"], names["b"]) == 1
    assert right(names["with_p"], names["t"], names["w_l"], names["b_l"]) == 1


def test_a_line_does_fourteen_of_sixteen():
    assert len(after("15_xor", "for number in range(16)")["impossible"]) == 2


def test_75_per_cent_is_noise():
    names = after("15_xor", "farthest from 1/2")
    assert names["far"] < 1e-8
    assert names["run"].cost[-1] == pytest.approx(np.log(2))


def test_two_hidden_units_solve_it_and_halfway_between_two_solutions_is_none():
    names = after("15_xor", "def cost_of")
    cost = names["cost_of"]
    assert cost(*names["found"]) < 1e-3
    assert cost(*names["swapped"]) == pytest.approx(cost(*names["found"]))
    assert cost(*names["middle"]) > 1


def test_where_a_network_ends_depends_on_where_it_starts():
    ends = after("15_xor", "rng.normal(size=(40, *shape))")["ends"]
    solved = ends < 0.01
    half = np.abs(ends - np.log(2) / 2) < 0.01  # two corners share one half
    third = np.abs(ends - (2 * np.log(3 / 2) + np.log(3)) / 4) < 0.01  # three share one answer
    assert solved.sum() > 20
    assert half.sum() > 5
    assert third.any()
    assert np.all(solved | half | third)


# -- 16: The bug museum, exhibit by exhibit -------------------------------------------------------------------


def test_exhibit_1_one_loud_column():
    results = after("16_bug_museum", "def trained(")["results"]
    assert results["raw"][2] > 0.55
    assert results["standardised"][2] < 0.06


def test_exhibit_2_the_wrong_stride():
    costs = after("16_bug_museum", "stable up to")["costs"]
    words = {rate: museum.diagnose(cost) for rate, cost in costs.items()}
    assert words == {0.001: "crawling", 3: "settled", 15: "bouncing", 100: "diverged"}


def test_side_road_too_good_to_be_finished():
    names = after("16_bug_museum", "lengths = []")
    assert names["lengths"][0] < names["lengths"][1] < names["lengths"][2]
    assert np.hypot(*names["w"]) < min(museum.longest(names["l2"]), names["lengths"][0])


def test_exhibit_3_the_silent_square():
    names = after("16_bug_museum", "t_column = species")
    t, Z, fits = names["species"], names["Z"], names["fits"]
    assert np.abs(fits["(N, 1)"][:2]).max() < 1e-4
    assert right(Z, t, fits["(N,)"][:2], fits["(N,)"][2]) > 0.95  # the cure
    with pytest.raises(ValueError, match="t"):
        names["lr"].gradient(Z, names["t_column"], np.full(len(t), 0.5))


def test_exhibit_7_the_variance_is_inflated_by_what_is_said():
    names = after("16_bug_museum", 'found = {"no penalty"')
    two, male, lr = names["two"], names["male"], names["lr"]
    r = np.corrcoef(two.T)[0, 1]
    assert 1 / (1 - r**2) == pytest.approx(199, abs=1)
    variance = lambda X: np.linalg.inv(lr.cost.hessian(X, lr.feedforward(X, *lr.newton(X, male).final)))[0, 0]
    assert variance(two) / variance(two[:, :1]) == pytest.approx(55, abs=1.5)


def test_side_road_the_end_of_float32():
    first, second, cured = after("16_bug_museum", "ways = {")["ways"].values()
    assert np.isinf(first[-1])
    assert np.isinf(second[0])
    assert np.all(np.isfinite(cured))
    assert cured.dtype == np.float32


def test_exhibit_4_the_same_patient_twice():
    names = after("16_bug_museum", "by_patients = []")
    assert np.mean(names["by_rows"]) > np.mean(names["by_patients"]) + 0.15


def test_exhibit_5_the_peek():
    names = after("16_bug_museum", "def best_columns")
    assert np.mean(names["peeked"]) > 0.8
    assert 0.4 < np.mean(names["honest"]) < 0.6


def test_exhibit_6_ninety_eight_per_cent():
    names = after("16_bug_museum", "never faulty")
    y, t = names["y"], names["t"]
    assert np.mean((y > 0.5) == t) > 0.975
    assert np.mean(y[t == 1] > 0.5) < 0.1
    assert museum.balanced_accuracy(t, y > 0.02) > 0.7


def test_side_road_a_column_too_many():
    names = after("16_bug_museum", "times = lr.features.one_hot")
    np.testing.assert_allclose(*names["rates"], atol=1e-3)
    w, b = museum.relative_weights(names["w"], names["b"])
    cured = names["lr"].newton(names["times"][:, 1:], names["acted"]).final
    np.testing.assert_allclose(np.append(w, b), np.append(*cured), atol=1e-2)
    with pytest.raises(ValueError, match="depends on others"):
        names["lr"].newton(names["times"], names["acted"])


def test_side_road_the_shuffled_deck():
    names = after("16_bug_museum", "shuffled_X")
    objective, newton = names["lr"].objective, names["lr"].newton
    X, t = names["shuffled_X"], names["shuffled_t"]
    assert names["entropy"] - objective(X, t, *newton(X, t).final) < 0.03
    assert objective(names["Z"], names["species"], *newton(names["Z"], names["species"]).final) < 0.05
    assert min(names["null"]) > 0.5


def test_exhibit_7_whose_weight_is_it():
    found = {name: np.array(ws) for name, ws in after("16_bug_museum", "no penalty")["found"].items()}
    assert np.mean((found["no penalty"] < 0).any(axis=1)) > 0.4
    assert np.all(found["L2 = 0.01"] > 0)
    assert found["no penalty"].std(axis=0).min() > 5 * found["no penalty"].sum(axis=1).std()


def test_side_road_the_balanced_lie():
    names = after("16_bug_museum", "restored = b")
    t, cross_entropy = names["t"], names["lr"].cross_entropy
    assert names["said"].mean() > 10 * t.mean()
    assert names["corrected"].mean() == pytest.approx(t.mean(), rel=0.1)
    assert (
        cross_entropy(t, names["corrected"]) < 1.01 * cross_entropy(t, names["plain"]) < cross_entropy(t, names["said"])
    )
    assert names["restored"] == pytest.approx(museum.restored_bias(names["b"], 0.5, t.mean()))
