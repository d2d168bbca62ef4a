"""The lifting lab: what is drawn is a true view of the plane that is learnt, and the words count its mistakes."""

import re
from itertools import product

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse.engine.training.samples import load
from lrcourse.lessons.n14_donut.lift_lab import FEATURES, L2, RISE, fewest, learn, mesh

EVERY = [(data, feature) for data in ("donut", "xor") for feature in FEATURES]
THIRD = {
    "radius": lambda u, v: np.sqrt(u**2 + v**2),
    "sum of squares x₁² + x₂²": lambda u, v: u * u + v * v,
    "product x₁x₂": lambda u, v: u * v,
    "square x₁²": lambda u, v: u * u,
    "sum x₁ + x₂": lambda u, v: u + v,
}


@pytest.fixture
def lab():
    return lr.labs.lift()


def arrays(lab):
    assert lab.error == ""
    return lab._now.frames.arrays


def samples(data, feature):
    """The three features, worked out here, and the targets."""
    X, t = load(data).X, load(data).t
    return np.column_stack([X, THIRD[feature](*(X - (0.5 if data == "xor" else 0)).T)]), t


def in_the_box(lab):
    """All samples in the box, (N, 3), from the two layers, which share them."""
    behind, before = arrays(lab)["behind"], arrays(lab)["before"]
    assert np.all(np.isnan(behind) != np.isnan(before))
    return np.where(np.isnan(before), behind, before)


def seen(lab, places, rise=1.0):
    """Places in the box (K, 3) in the picture, (K, 2), in the units of x₁ and x₂."""
    half, middle = np.diff(lab._scene[1]["xlim"]) / 2, np.mean(lab._scene[1]["xlim"])
    return middle + half * lab.panels[0].project(places, rise)


def places(lab, rise=1.0):
    """All samples in the picture, (N, 2)."""
    return seen(lab, in_the_box(lab), rise)


def learnt(lab, step=-1):
    """The weights and the bias at a step."""
    return arrays(lab)["w"][step].astype(float), float(arrays(lab)["b"][step])


# -- what is learnt --


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_the_plane_is_that_of_logistic_regression_and_the_words_count_its_mistakes(lab, data, feature):
    lab.set(data=data, feature=feature)
    Phi, t = samples(data, feature)
    mean, scale = Phi.mean(axis=0), Phi.std(axis=0)
    oracle = LogisticRegression(C=1 / (len(t) * L2), tol=1e-10, max_iter=1000).fit((Phi - mean) / scale, t)
    w, b = learnt(lab)
    np.testing.assert_allclose(w * scale, oracle.coef_[0], atol=2e-3)
    wrong = np.sum((Phi @ w + b > 0) != t)
    assert f"leaves {wrong or 'none'} of {len(t)} on the wrong side." in lab.words
    line, b_line = learn(Phi[:, :2], t)
    by_line = np.sum((Phi[:, :2] @ line + b_line > 0) != t)
    assert f"The learnt line leaves {by_line}, the best possible line leaves {fewest(data)}." in lab.words
    assert fewest(data) <= by_line


@pytest.mark.parametrize("data", ["donut", "xor"])
def test_no_line_through_two_samples_is_better_than_the_best(data):
    X, t = load(data).X, load(data).t
    least = len(t)
    for i in range(len(t) - 1):
        along, away = X[i + 1 :] - X[i], X - X[i]
        side = along[:, :1] * away[:, 1] - along[:, 1:] * away[:, 0] > 0
        wrong = (side != t).astype(int)
        wrong[:, i] = 0  # both samples on the line may go to either side
        wrong[np.arange(len(along)), np.arange(i + 1, len(t))] = 0
        count = wrong.sum(axis=1)
        least = min(least, count.min(), (len(t) - 2 - count).min())
    assert fewest(data) == least


@pytest.mark.parametrize(
    ("data", "feature", "words"),
    [
        ("donut", "radius", "Once lifted, a plane separates nearly all of them."),
        ("donut", "sum of squares x₁² + x₂²", "Once lifted, a plane separates nearly all of them."),
        ("donut", "product x₁x₂", "No better; try the radius."),
        ("donut", "square x₁²", "Better than a line; try the radius."),
        ("donut", "sum x₁ + x₂", "A sum bends nothing: no help."),
        ("xor", "product x₁x₂", "Once lifted, a plane separates nearly all of them."),
        ("xor", "radius", "No better; try the product."),
        ("xor", "sum x₁ + x₂", "A sum bends nothing: no help."),
    ],
)
def test_words_for_right_and_wrong_heights(lab, data, feature, words):
    lab.set(data=data, feature=feature)
    assert words in lab.words
    assert lab.words.startswith(f"With the {feature} as the height, the learnt plane leaves ")


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_the_equation_is_that_of_the_plane(lab, data, feature):
    lab.set(data=data, feature=feature)
    equation = re.search(r"The plane: a = (.*) = 0\.", lab.words)[1].replace("− ", "−").replace("+ ", "")
    *terms, b = equation.split(" ")
    w = dict(zip(terms[1::2], terms[::2], strict=True))
    said = [float(w[name].replace("−", "-")) for name in ("x₁", "x₂", "x₃")]
    np.testing.assert_allclose(said, learnt(lab)[0], rtol=6e-3)
    assert float(b.replace("−", "-")) == pytest.approx(learnt(lab)[1], rel=6e-3)


def test_with_any_height_the_sides_are_the_same_and_without_one_there_is_a_line(lab):
    flat, *between, full = lab._texts["said"]
    assert full == lab.words
    less = "With less lift, no sample changes sides: the"
    assert set(between) == {full.replace("With the radius as the height, the", less)}
    np.testing.assert_array_equal(arrays(lab)["w"][1:], np.tile(arrays(lab)["w"][-1], (len(RISE) - 1, 1)))
    (w, b), (X, t) = learnt(lab, 0), samples("donut", "radius")
    assert w[2] == 0
    np.testing.assert_allclose(w[:2], learn(X[:, :2], t)[0], rtol=1e-6)
    wrong = np.sum((X @ w + b > 0) != t)
    assert f"flat on the ground, where the learnt line leaves {wrong} of 200 on the wrong side." in flat
    assert "Press Play to lift each sample.\nThe line: a = 0.0101 x₁ + " in flat
    assert "x₃" not in flat
    np.testing.assert_array_equal(arrays(lab)["wrong"], [wrong, *(len(RISE) - 1) * [2]])


# -- what is drawn --


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_from_above_it_is_the_flat_picture_again(lab, data, feature):
    lab.set(data=data, feature=feature, above=90, turned=0)
    X = load(data).X
    np.testing.assert_allclose(places(lab), X, atol=1e-5)
    middle = 0.5 if data == "xor" else 0.0
    assert lab.words.startswith("Seen from above, the height is hidden: the flat picture again. The plane leaves")
    lab.set(turned=90)  # x₁ goes to where x₂ was
    np.testing.assert_allclose(places(lab) - middle, (X - middle)[:, ::-1] * [-1, 1], atol=1e-5)


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_from_the_side_up_is_the_height_at_every_angle(lab, data, feature):
    height, ups = samples(data, feature)[0][:, 2], []
    for turned in (0, 77, 300):
        lab.set(data=data, feature=feature, above=0, turned=turned)
        ups.append(places(lab)[:, 1])
    np.testing.assert_allclose(ups, np.broadcast_to(ups[:1], (3, len(height))), atol=1e-5)
    assert np.corrcoef(height, ups[0])[0, 1] == pytest.approx(1, abs=1e-6)
    assert np.ptp(places(lab, 0.5)[:, 1]) == pytest.approx(np.ptp(ups[0]) / 2, rel=1e-4)


def test_play_lifts_it_from_the_ground_to_its_full_height(lab):
    rise = arrays(lab)["rise"]
    assert (rise[0], rise[-1], len(rise)) == (0, 1, 101)
    assert lab._begin == "start"
    assert lab._counted == ["lifted", "{rise:.0%}"]
    lab.set(turned=0, above=90)
    np.testing.assert_allclose(places(lab, 0), load("donut").X, atol=1e-5)
    lab.set(above=0)
    assert np.ptp(places(lab, 0)[:, 1]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("data", "feature"), [pair for pair in EVERY if pair[1] != "sum x₁ + x₂"])
@pytest.mark.parametrize("above", [0, 20, 65, 90])
def test_nearer_samples_are_drawn_after_the_plane(lab, data, feature, above):
    lab.set(data=data, feature=feature)
    Phi, _ = samples(data, feature)
    w, b = learnt(lab)
    affine = np.column_stack([Phi, np.ones(len(Phi))])
    for turned in (30, 81, 195, 300):
        lab.set(above=above, turned=turned)
        shown, scene = places(lab).astype(float), lab.panels[0]
        order = [getattr(layer, "label", "") or layer.x for layer in scene.ordered(arrays(lab)["normal"])]
        before = "before" if order.index("before") > order.index("plane") else "behind"
        assert order.index({"before": "behind", "behind": "before"}[before]) < order.index("plane")
        drawn = ~np.isnan(arrays(lab)[before][:, 0])
        view = np.linalg.lstsq(affine, shown, rcond=None)[0][:3]  # from features to the picture
        unseen = np.linalg.svd(view.T)[2][2]  # along this direction nothing moves in the picture
        angle = np.radians(turned)
        away = unseen[0] * np.sin(angle) + unseen[1] * np.cos(angle)
        towards = -unseen if (away > 1e-6 or (abs(away) <= 1e-6 and unseen[2] < 0)) else unseen
        hidden = (Phi @ w + b) * ((Phi + 1e6 * towards) @ w + b) < 0  # the plane is between it and the eye
        np.testing.assert_array_equal(drawn, ~hidden)


@pytest.mark.parametrize(
    ("n", "c"),
    [
        ([0.1, -0.2, 1.0], 0.3),
        ([1.0, 0.0, 0.0], 0.2),
        ([0.0, 0.0, -2.0], 0.0),
        ([1.0, 1.0, 0.0], 0.5),
        ([-1.0, 2.0, 1.9], -1.5),
    ],
)
def test_the_mesh_lies_on_the_plane_and_fills_the_box(n, c):
    n = np.array(n)
    drawn = mesh(n, c)
    there = drawn[np.isfinite(drawn).all(axis=1)]
    np.testing.assert_allclose(there @ n + c, 0, atol=1e-9)
    assert np.abs(there).max() <= 1 + 1e-9
    assert np.isnan(drawn[2::3]).all()  # a gap after each line
    ends = np.abs(there).max(axis=1)
    np.testing.assert_allclose(ends, 1)  # every line goes from wall to wall
    assert len(there) >= 20


def test_a_plane_outside_the_box_has_no_mesh():
    for n in ([0.1, 0.1, 1.0], [0.0, 0.0, 0.0]):
        assert np.isnan(mesh(np.array(n), 2.0)).any(axis=1).all()


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_the_plane_passes_through_the_box_and_the_cut_is_the_boundary(lab, data, feature):
    lab.set(data=data, feature=feature, above=90, turned=0)
    middle, (w, b) = (0.5 if data == "xor" else 0.0), learnt(lab)
    assert np.isfinite(arrays(lab)["mesh"]).any()
    curve = seen(lab, arrays(lab)["cut"]).astype(float)
    curve = curve[np.isfinite(curve).all(axis=1)]
    assert len(curve) > 10
    Phi = np.column_stack([curve, THIRD[feature](*(curve - middle).T)])
    spread = np.std(samples(data, feature)[0] @ w + b)
    assert np.abs(Phi @ w + b).max() < 0.03 * spread


def test_the_radius_cuts_out_a_circle(lab):
    lab.set(above=90, turned=0)
    curve = np.hypot(*seen(lab, arrays(lab)["cut"]).T)
    assert 7 < np.nanmin(curve) < np.nanmax(curve) < 8.2


def test_the_cut_is_clipped_to_the_box_but_a_line_is_not(lab):
    lab.set(data="xor", feature="radius", above=0)
    height = {name: arrays(lab)[name][:, 2] for name in ("stems", "mesh", "cut")}
    assert np.nanmin(height["stems"]) < np.nanmin(height["cut"])
    assert np.nanmax(height["cut"]) <= np.nanmax(height["mesh"])
    lab.set(turned=0, above=90)
    cut = seen(lab, arrays(lab)["line"], 0)
    edges = np.abs(cut[np.isfinite(cut[:, 0])] - 0.5).max(axis=1)
    half = np.diff(lab._scene[1]["xlim"])[0] / 2
    np.testing.assert_allclose(edges[[0, -1]], half, rtol=1e-5)  # from edge to edge of the ground


def test_the_stems_stand_under_their_samples(lab):
    shown = seen(lab, arrays(lab)["stems"])
    feet, tops = shown[::3], shown[1::3]
    np.testing.assert_allclose(feet[..., 0], tops[..., 0], atol=1e-5)
    assert np.all(tops[..., 1] > feet[..., 1])
    np.testing.assert_allclose(tops, places(lab)[::10], atol=1e-5)


@pytest.mark.parametrize("above", [0, 20, 45, 62, 90])
@pytest.mark.parametrize("data", ["donut", "xor"])
def test_all_stays_within_the_picture(lab, data, above):
    for turned, name in product(range(0, 361, 15), ("ground", "axes", "stems", "mesh", "cut", "line", "ends")):
        lab.set(data=data, above=above, turned=turned)
        scene = lab.panels[0]
        shown = scene.project(arrays(lab)[name])
        assert np.nanmax(np.abs(shown[..., 0])) < 1.5
        assert np.nanmax(np.abs(shown[..., 1])) < scene.reach()


def test_the_plane_can_be_hidden_and_the_height_has_its_name(lab):
    drawn = lambda rise: {layer.x for layer in lab.panels[0].ordered(arrays(lab)["normal"], rise)}
    assert {"mesh", "cut"} <= drawn(1.0)
    assert not {"mesh", "cut"} & drawn(0.0)
    assert "line" in drawn(0.0) - drawn(1.0)
    assert lab._scene[0]["layers"][-1]["texts"] == ["x₁", "x₂", "x₃ = √(x₁² + x₂²)"]
    lab.set(plane=False)
    assert not {"mesh", "cut", "line"} & (drawn(0.0) | drawn(1.0))
    lab.set(plane=True, data="xor", feature="product x₁x₂")
    assert lab._scene[0]["layers"][-1]["texts"][2] == "x₃ = (x₁ − ½)(x₂ − ½)"


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_the_flat_panel_has_the_features_of_its_grid(lab, data, feature):
    lab.set(data=data, feature=feature)
    grid, (low, high) = arrays(lab)["phi"], lab._scene[1]["xlim"]
    assert lab._scene[1]["ylim"] == [low, high]
    middle = 0.5 if data == "xor" else 0.0
    corner = np.array([low, high, THIRD[feature](low - middle, high - middle)])
    np.testing.assert_allclose(grid[-1, 0], corner, rtol=1e-5)
    X = load(data).X
    assert low < X.min()
    assert X.max() < high


# -- every setting --


@pytest.mark.parametrize(("data", "feature"), EVERY)
def test_every_setting_has_a_picture_and_three_short_lines(lab, data, feature):
    for above in (0, 1, 89, 90):
        lab.set(data=data, feature=feature, above=above)
        assert lab.error == ""
        for said in lab._texts["said"]:
            lines = said.split("\n")
            assert len(lines) == 3
            assert max(map(len, lines)) <= 120  # a longer one would need a line more, and move the page
            assert not re.search(r"-\d|nan|inf|e[-+]\d", said)
    assert lab.still()[0].startswith(b"\x89PNG")


def test_a_message_is_moderate(lab):
    size = sum(len(packed["data"]) for packed in (lab._frames | lab._fixed).values())
    assert size < 1e6


def test_it_begins_with_the_height_that_the_data_need():
    assert lr.labs.lift().values["feature"] == "radius"
    lab = lr.labs.lift(data="xor")
    assert (lab.values["data"], lab.values["feature"]) == ("xor", "product x₁x₂")
    assert repr(lab) == "Into feature space\n" + lab.words


@pytest.mark.parametrize("data", ["clouds", "", None, 3, ["donut"]])
def test_other_data_are_refused(data):
    with pytest.raises(ValueError, match="data must be one of 'donut', 'xor'; got "):
        lr.labs.lift(data)
