"""The hidden-layer lab: what is drawn is the network's forward pass, and what is said of it holds."""

import re
from itertools import product

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.engine.labs.lab import signed
from lrcourse.engine.training.samples import load
from lrcourse.lessons.n15_xor.hidden_network import FUNCTIONS, LAST, Network, Unit

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0, 1, 1, 0])
SOLVED = {"angle1": 45, "shift1": -0.5, "angle2": 45, "shift2": 0.5}
NAMES = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
RULES = {  # what the last unit shall do with yes and no
    "h₁ and not h₂": lambda p, q: p and not q,
    "h₂ and not h₁": lambda p, q: q and not p,
    "h₁ and h₂": lambda p, q: p and q,
    "h₁ or h₂": lambda p, q: p or q,
    "h₁ or not h₂": lambda p, q: p or not q,
    "h₂ or not h₁": lambda p, q: q or not p,
    "neither of them": lambda p, q: not p and not q,
    "not both of them": lambda p, q: not (p and q),
}


@pytest.fixture(scope="module")
def shared():
    return lr.labs.hidden()


@pytest.fixture
def lab(shared):
    shared.set(**{control["name"]: control["value"] for control in shared.controls})
    return shared


def forward(X, angle1, shift1, angle2, shift2, steepness, last):
    """h (N, 2) and the output's activation (N,), worked out from the sliders' meaning."""
    h = []
    for angle, shift in ((angle1, shift1), (angle2, shift2)):
        direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        along = (np.asarray(X) - 0.5) @ direction - shift / np.sqrt(2)
        h.append(1 / (1 + np.exp(-steepness * along)))
    w1, w2, b = LAST[last][0]
    return np.stack(h, axis=-1), w1 * h[0] + w2 * h[1] + b


def settings(count, seed=15):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        angle1, angle2 = (5 * int(k) for k in rng.integers(-36, 37, 2))
        shift1, shift2 = (round(0.05 * int(k), 2) for k in rng.integers(-24, 25, 2))
        steepness = float(0.1 * 500 ** (rng.integers(0, 121) / 120))
        if rng.random() < 0.4:  # near the solution, where most is said
            angle1, shift1, angle2, shift2 = 45, -0.5, 45 + 5 * int(rng.integers(-2, 3)), shift2
        last = str(rng.choice(list(LAST)))
        yield {
            "angle1": angle1, "shift1": shift1, "angle2": angle2, "shift2": shift2,
            "steepness": steepness, "last": last,
        }  # fmt: skip


# -- the start, the solution, soft units --


def test_it_starts_unsolved_and_says_why(lab):
    assert lab.error == ""
    assert lab.words.split("\n") == [
        "Unit 1 fires where x₁ + x₂ > 0.50 (OR at the corners), unit 2 where x₁ + x₂ > 1.00 (undecided).",
        "46 of 200 misclassified: the line of unit 2 passes through (0, 1) and (1, 0): shift it.",
    ]
    assert lab.number == "77%"
    assert lab.verdict.get_text() == "undecided"
    assert repr(lab) == f"Two lines and a third\n{lab.words}"


def test_one_drag_climbs_all_the_way_and_solves_it(lab):
    assert lab.hint.get_text() == "drag this"
    right = []
    for place in np.arange(0.5, 0.78, 0.025):
        grab(lab, "shift 2", place, place)
        right.append(int(lab.number.rstrip("%")))
        assert lab.hint.get_text() == ("" if lab.shift2 else "drag this")
    assert right[0] == 77
    assert np.all(np.diff(right) >= 0)
    assert right[-1] == 100
    assert lab.angle2 == 45
    assert "unit 2 where x₁ + x₂ > 1.55 (AND).\n" in lab.words
    assert lab.words.endswith(
        "\nSolved, 199 of 200 right: OR and not AND is XOR. (0, 1) and (1, 0) share a point, so one line is enough."
    )
    _, a = forward(CORNERS, **lab.values)
    np.testing.assert_array_equal(a > 0, XOR)
    assert lab.verdict.get_text() == "XOR"


def test_corners_that_no_line_of_a_unit_parts(lab):
    lab.set(angle2=0)
    assert lab.number == "75%"
    assert lab.words.endswith(
        "50 of 200 misclassified: (1, 0) and (1, 1) nearly coincide, because no line passes between them."
    )
    lab.set(angle2=45, shift2=-0.5)
    assert lab.number == "50%"
    assert "nearly coincide, because no line passes between (0, 1) and (1, 1)." in lab.words
    lab.set(angle2=45, shift2=0.2)
    assert "All corners are right, but 17 of 200 misclassified: the curve" in lab.words


def test_the_weights_of_the_notebook_are_among_the_settings(lab):
    """20 (x₁ + x₂ − ½) and 20 (x₁ + x₂ − 1½) have the length 20 √2."""
    unit = Unit(45, -0.5, 20 * np.sqrt(2))
    np.testing.assert_allclose([*unit.v, unit.c], [20, 20, -10])
    unit = Unit(45, 0.5, 20 * np.sqrt(2))
    np.testing.assert_allclose([*unit.v, unit.c], [20, 20, -30])


@pytest.mark.parametrize(
    ("values", "logic", "folded"),
    [
        ({"angle1": 45, "angle2": -135, "shift1": -0.5, "shift2": -0.5, "last": "h₁ and h₂"}, "OR and NAND", (1, 2)),
        ({"angle1": -135, "angle2": 45, "shift1": 0.5, "shift2": 0.5, "last": "neither of them"},
         "neither NOR nor AND", (1, 2)),
        ({"angle1": -45, "angle2": 135, "shift1": 0.5, "shift2": 0.5, "last": "h₁ or h₂"},
         "(x₁ and not x₂) or (x₂ and not x₁)", (0, 3)),
        ({"angle1": -45, "angle2": 135, "shift1": -0.5, "shift2": -0.5, "last": "not both of them"},
         "not both (x₁ or not x₂) and (x₂ or not x₁)", (0, 3)),
        ({"angle1": 45, "angle2": 45, "shift1": 0.5, "shift2": -0.5, "last": "h₂ and not h₁"},
         "OR and not AND", (1, 2)),
    ],
)  # fmt: skip
def test_other_solutions(lab, values, logic, folded):
    lab.set(**values)
    assert f" right: {logic} is XOR. {NAMES[folded[0]]} and {NAMES[folded[1]]} share a point" in lab.words
    _, a = forward(lab.X, **lab.values)
    assert np.mean((a > 0) == lab.t) >= 0.98


def test_soft_units_hardly_bend_the_sheet(lab):
    lab.set(**SOLVED, steepness=0.1)
    h, a = forward(CORNERS, **lab.values)
    assert not np.any(a > 0)
    assert lab.words.endswith(
        "100 of 200 misclassified: the logic is right, but the units are unsure. At (0, 1), h₁ is only 0.51. "
        "The sheet arrives nearly flat."
    )
    np.testing.assert_allclose([h.min(axis=0), h.max(axis=0)], [[0.49, 0.47], [0.53, 0.51]], atol=0.005)
    x, y = lab.bent.get_data()  # an affine image would leave nothing
    places = np.stack([x, y], axis=-1)[np.isfinite(x)]
    sheet = np.concatenate(list(lab.sheet))
    flat = np.column_stack([sheet, np.ones(len(sheet))])
    left = places - flat @ np.linalg.lstsq(flat, places, rcond=None)[0]
    assert np.abs(left).max() < 1e-4
    assert lab.verdict.get_text() == "never"


def test_from_soft_to_steep_the_sheet_folds(lab):
    lab.set(**SOLVED)
    distances = []
    for steepness in (0.1, 1.0, 4.0, 20.0, 50.0):
        lab.set(steepness=steepness)
        distances.append(np.hypot(*(lab.diagonals[0].get_xydata()[0] - lab.diagonals[1].get_xydata()[0])))
        np.testing.assert_allclose(*lab.diagonals[1].get_xydata(), atol=1e-12)  # one place at every steepness
    assert np.all(np.diff(distances) > 0)
    assert distances[0] < 0.03
    assert distances[-1] > 0.99


# -- the picture --


def test_the_picture_is_the_forward_pass(lab):
    for values in settings(12):
        lab.set(**values)
        assert lab.error == ""
        h, a = forward(lab.X, **values)
        for k in (0, 1):
            np.testing.assert_allclose(lab.clouds[k].get_xydata(), h[lab.t == k], atol=1e-12)
            np.testing.assert_allclose(lab.corners[k].get_xydata(), forward(CORNERS[k == XOR], **values)[0], atol=1e-12)
        ringed = lab.ring.get_xydata()
        np.testing.assert_array_equal(ringed, lab.X[(a > 0) != lab.t])
        assert lab.words.count(f"{len(ringed)} of 200 misclassified") == ("Solved" not in lab.words)


def test_the_fields_are_the_last_output_over_the_plane_and_over_what_it_sees(lab):
    lab.set(angle1=30, shift1=-0.4, angle2=75, shift2=0.3, steepness=6.0)
    places = np.stack(np.meshgrid(*2 * [np.linspace(-0.6, 1.6, 89)]), axis=-1)
    _, a = forward(places, **lab.values)
    np.testing.assert_allclose(lab.answer._levels / 255, 1 / (1 + np.exp(-a)), atol=0.5 / 255 + 1e-9)
    w1, w2, b = LAST[lab.values["last"]][0]
    h = np.stack(np.meshgrid(*2 * [np.linspace(-0.2, 1.2, 49)]), axis=-1)
    seen = 1 / (1 + np.exp(-(h @ [w1, w2] + b)))
    np.testing.assert_allclose(lab.seen._levels / 255, seen, atol=0.5 / 255 + 1e-9)


def test_lines_and_curves_are_where_the_outputs_are_one_half(lab):
    for values in settings(12, seed=3):
        lab.set(**values)
        for k, line in enumerate(lab.lines):
            h, _ = forward(line.get_xydata(), **values)
            np.testing.assert_allclose(h[:, k], 0.5, atol=1e-9)
        w1, w2, b = LAST[values["last"]][0]
        assert np.abs(lab.rule.get_xydata() @ [w1, w2] + b).max() < 1e-9
        places = lab.curve.get_xydata()
        places = places[np.isfinite(places[:, 0])]
        if len(places):  # between two points of the grid
            around = places[:, np.newaxis] + 2.2 / 88 * np.array([*product((-1, 0, 1), repeat=2)])
            _, a = forward(around, **values)
            assert np.all((a.min(axis=1) <= 0) & (a.max(axis=1) >= 0))


def test_the_arrow_points_to_where_the_unit_fires(lab):
    for values in settings(8, seed=4):
        lab.set(**values)
        for k, (from_middle, shaft, tip) in enumerate(lab.arrows):
            foot, end = shaft.get_xydata()
            h, _ = forward([foot, end], **values)
            assert h[0, k] == pytest.approx(0.5)
            assert h[1, k] > 0.5
            np.testing.assert_allclose(from_middle.get_xydata(), [[0.5, 0.5], foot])
            assert np.hypot(*(foot - 0.5)) == pytest.approx(abs(values[f"shift{k + 1}"]) * np.sqrt(0.5))
            np.testing.assert_allclose(tip.get_xydata()[0], end)
            edges, _ = forward(lab.bands[k].get_xy()[:4], **values)
            np.testing.assert_allclose(np.sort(edges[:, k]), [0.1, 0.1, 0.9, 0.9])
            assert lab.labels[k].get_text() == f"{k + 1}"
            name = Unit(values[f"angle{k + 1}"], values[f"shift{k + 1}"], values["steepness"]).name()
            told = lab.lines[0].axes.get_title(loc="left").split("\n")
            assert told[k] == f"Unit {k + 1}: {name.split(' at ')[0]}"


def grab(lab, name, x, y):
    lab._heard(lab, {"ask": "m", "grab": {"name": name, "x": x, "y": y}}, [])
    assert lab.error == ""


@pytest.mark.thorough
def test_a_handle_that_is_held_still_changes_nothing(lab):
    for values in settings(30, seed=8):
        lab.set(**values)
        for name, x, y, *_ in lab._handles:
            grab(lab, name, x, y)
            angles = [lab.values[name] - values[name] for name in ("angle1", "angle2")]
            np.testing.assert_allclose(np.mod(angles, 360), 0, atol=1e-9)
            assert lab.values["shift1"] == pytest.approx(values["shift1"])
            assert lab.values["shift2"] == pytest.approx(values["shift2"])


@pytest.mark.thorough
def test_the_hand_takes_the_line_where_it_goes(lab):
    rng = np.random.default_rng(9)
    for values in settings(30, seed=9):
        for k in (1, 2):
            lab.set(**values)
            x, y = rng.uniform(-0.5, 1.5, 2)
            grab(lab, f"shift {k}", x, y)
            assert lab.values[f"angle{k}"] == values[f"angle{k}"]
            h, _ = forward([[x, y]], **lab.values | {"steepness": 1.0})
            apart = abs(np.log(h[0, k - 1] / (1 - h[0, k - 1])))  # of weights of length 1: the distance
            assert apart < 0.03 or abs(lab.values[f"shift{k}"]) == 1.2  # the slider's steps, and its ends
            lab.set(**values)
            grab(lab, f"turn {k}", x, y)
            assert lab.values[f"shift{k}"] == values[f"shift{k}"]
            radius = np.hypot(x - 0.5, y - 0.5)
            if radius > abs(values[f"shift{k}"]) * np.sqrt(0.5):  # else the line cannot come there
                h, _ = forward([[x, y]], **lab.values | {"steepness": 1.0})
                apart = abs(np.log(h[0, k - 1] / (1 - h[0, k - 1])))
                assert apart <= radius * np.radians(2.5) + 1e-9


def test_a_line_is_turned_beside_its_arrow(lab):
    x, y = next((x, y) for name, x, y, *_ in lab._handles if name == "turn 2")
    assert (x, y) == pytest.approx((0.5 - 0.4 * np.sqrt(0.5), 0.5 + 0.4 * np.sqrt(0.5)))
    grab(lab, "turn 2", 0.5, 0.9)
    assert (lab.values["angle2"], lab.values["shift2"]) == (0, 0)


@pytest.mark.parametrize(("width", "share"), [(772, 0.24), (940, 0.26), (1132, 0.27)])
def test_the_height_follows_the_width_so_the_squares_fill_the_picture(width, share):
    lab = lr.labs.hidden()
    lab._heard(lab, {"ask": "w", "width": width}, [])
    assert lab.size[1] == round(395 + 0.35 * (width - 940))
    for ax in lab._figure.axes:
        assert ax.bbox.width / lab._figure.bbox.width > share


def test_on_a_narrow_page_the_square_for_the_hand_is_large_above_the_others():
    lab = lr.labs.hidden()
    for width in (342, 652):
        lab._heard(lab, {"ask": "w", "width": width}, [])
        hand, *others = (ax.bbox for ax in lab._figure.axes)
        for other in others:
            assert hand.width > 1.5 * other.width
            assert hand.y0 > other.y1


def test_the_page_gives_the_picture_the_height_that_it_has(in_page):
    lab = lr.labs.hidden()
    page = in_page(lab, viewport=(820, 780))
    for width in (820, 1180, 390):
        page.set_viewport_size({"width": width, "height": 780})
        page.evaluate("settled(600)")
        box = page.locator(".lr-picture").bounding_box()
        assert (box["width"], box["height"]) == pytest.approx(lab.size, abs=2)


@pytest.mark.parametrize("width", [342, 652, 772, 940, 1132])
def test_the_names_stand_around_the_square_where_nothing_else_is(width):
    lab = lr.labs.hidden()
    lab._heard(lab, {"ask": "w", "width": width}, [])
    space = lab.names[0].axes
    for values in (SOLVED, {"angle2": 0, "shift2": 0.0}, {"angle1": 0, "shift1": 0.0, "angle2": 90}):
        lab.set(**values)
        low, high = space.transData.transform([(0, 0), (1, 1)])
        for text in lab.names:
            if text.get_text():
                box = text.get_window_extent()
                assert box.y1 < low[1] or box.y0 > high[1]
                assert space.bbox.x0 - 2 <= box.x0 < box.x1 <= space.bbox.x1 + 2


def test_corners_at_one_place_share_a_text(lab):
    texts = lambda: {text.get_text() for text in lab.names} - {""}
    assert texts() == {"(0, 0)", "(0, 1) (1, 0)", "(1, 1)"}
    lab.set(angle2=0)
    assert texts() == {"(0, 0)", "(0, 1)", "(1, 0) (1, 1)"}
    lab.set(**SOLVED)
    assert texts() == {"(0, 0)", "(0, 1) (1, 0)", "(1, 1)"}
    lab.set(steepness=0.1)
    assert texts() == {"(0, 0) (0, 1) (1, 0) (1, 1)"}
    lab.set(angle1=0, shift1=0.0, angle2=90, shift2=0.0, steepness=20.0)
    assert texts() == set(NAMES)


@pytest.mark.parametrize(
    ("name", "value"),
    [("angle1", 90), ("shift1", 0.2), ("angle2", 90), ("shift2", 0.3), ("steepness", 2.0), ("last", "h₁ or h₂")],
)
def test_every_control_changes_picture_and_words(lab, name, value):
    image, words = lab.image, lab.words
    lab.set(**{name: value})
    assert lab.error == ""
    assert lab.image != image
    assert lab.words != words


# -- the words --


def test_the_last_unit_does_what_its_name_says():
    assert list(RULES) == list(LAST)
    for last, rule in RULES.items():
        w1, w2, b = LAST[last][0]
        for p, q in product((0, 1), repeat=2):
            assert (w1 * p + w2 * q + b > 5) == bool(rule(p, q))
            assert abs(w1 * p + w2 * q + b) >= 10


def test_the_functions_have_their_truth_tables():
    meant = {
        "never": lambda p, q: False, "always": lambda p, q: True, "AND": lambda p, q: p and q,
        "OR": lambda p, q: p or q, "NAND": lambda p, q: not (p and q), "NOR": lambda p, q: not (p or q),
        "XOR": lambda p, q: p != q, "not XOR": lambda p, q: p == q,
    }  # fmt: skip
    assert len(set(FUNCTIONS.values())) == 16
    for answers, name in FUNCTIONS.items():
        table = meant.get(name)
        if table is None:  # the name is an expression itself
            code = name.replace("x₁", "p").replace("x₂", "q")
            table = lambda p, q, code=code: eval(code, {"p": p, "q": q})
        assert [bool(table(p, q)) for p, q in CORNERS] == [bool(answer) for answer in answers], name


@pytest.mark.parametrize(
    ("angle", "shift", "said", "name"),
    [
        (0, 0.0, "x₁ > 0.50", "x₁"),
        (180, 0.0, "x₁ < 0.50", "not x₁"),
        (-180, 1.2, "x₁ < -0.35", "never"),
        (90, 0.0, "x₂ > 0.50", "x₂"),
        (-90, 0.0, "x₂ < 0.50", "not x₂"),
        (45, -0.5, "x₁ + x₂ > 0.50", "OR"),
        (45, 0.5, "x₁ + x₂ > 1.50", "AND"),
        (-135, 0.5, "x₁ + x₂ < 0.50", "NOR"),
        (-135, -0.5, "x₁ + x₂ < 1.50", "NAND"),
        (-45, 0.5, "x₁ − x₂ > 0.50", "x₁ and not x₂"),
        (135, 0.5, "x₂ − x₁ > 0.50", "x₂ and not x₁"),
        (135, 0.0, "x₂ − x₁ > 0.00", "undecided at (0, 0) and (1, 1)"),
        (30, -1.2, "x₁ + 0.577x₂ > -0.19", "always"),
        (45, 1.0, "x₁ + x₂ > 2.00", "undecided at (1, 1)"),
    ],
)
def test_what_a_unit_does(angle, shift, said, name):
    for steepness in (0.1, 20.0, 50.0):
        unit = Unit(angle, shift, steepness)
        assert (unit.fires(), unit.name()) == (said, name)


def test_a_hidden_unit_is_never_xor():
    found = {Unit(angle, shift, 20.0).name() for angle in range(-180, 181, 5) for shift in np.arange(-24, 25) / 20}
    named = {name for name in found if not name.startswith("undecided")}
    assert named == set(FUNCTIONS.values()) - {"XOR", "not XOR"}


def value_of(terms, x1, x2):
    """The value of '0.839x₁ − x₂' at a place."""
    terms = terms.replace("−", "-").replace(" ", "")
    terms = re.sub(r"(?<!\d)x", "1x", terms).replace("x₁", f"*({x1!r})").replace("x₂", f"*({x2!r})")
    return eval(terms)


def test_the_inequality_is_that_of_the_unit():
    X = np.random.default_rng(1).uniform(-0.5, 1.5, (60, 2))
    for values in settings(40, seed=5):
        unit = Unit(values["angle1"], values["shift1"], values["steepness"])
        h, _ = forward(X, **values)
        left, sign, right = re.fullmatch(r"(.+) ([<>]) (-?\d\.\d\d)", unit.fires()).groups()
        for (x1, x2), output in zip(X.tolist(), h[:, 0]):
            difference = value_of(left, x1, x2) - float(right)
            if abs(difference) > 0.02:  # two and three digits are shown
                assert (difference > 0) == ((output > 0.5) == (sign == ">"))


def crossing(H):
    """Whether the segments between the corners of each class meet: looked at by a dense sample of both."""
    along = np.linspace(0, 1, 801)[:, np.newaxis]
    zero, one = (H[i] + along * (H[j] - H[i]) for i, j in ((0, 3), (1, 2)))
    apart = np.hypot(*(zero[:, np.newaxis] - one).transpose(2, 0, 1))
    return apart.min()


def test_the_gap_is_the_distance_of_the_diagonals():
    gaps = []
    for values in settings(60, seed=6):
        H, _ = forward(CORNERS, **values)
        network = Network(
            [Unit(values[f"angle{k}"], values[f"shift{k}"], values["steepness"]) for k in (1, 2)], values["last"]
        )
        gaps.append(network.gap())
        assert gaps[-1] == pytest.approx(crossing(H), abs=2e-3)
    assert 0 < np.mean(np.array(gaps) == 0) < 1


@pytest.mark.thorough
def test_what_is_said_holds_everywhere(lab):
    nearest, kinds = np.hypot(*(lab.X[:, np.newaxis] - CORNERS).transpose(2, 0, 1)).argmin(axis=1), set()
    longest = 0
    for values in settings(400, seed=7):
        words = signed(lab.move(**values))
        do, told = words.split("\n")
        counted, why = told.split(": ", 1)
        longest = max(longest, len(do), len(told))
        assert not re.search(r"nan|inf|-|−0\.00(?!\d)|[{}]|  ", words)
        assert do.startswith("Unit 1 fires where")
        H, A = forward(CORNERS, **values)
        _, a = forward(lab.X, **values)
        wrong = (a > 0) != lab.t
        near = np.array([wrong[nearest == k].sum() for k in range(4)])
        if np.all((A > 0) == XOR) and np.abs(A).min() > 0.05:
            solved = wrong.mean() <= 0.02
            assert counted.startswith("Solved" if solved else "All corners are right, but")
            if not solved:
                assert counted.endswith(f" {wrong.sum()} of 200 misclassified")
                assert why.endswith(f"too close to {NAMES[near.argmax()]}.")
        else:
            assert counted == f"{wrong.sum()} of 200 misclassified"
        named = [name in why for name in NAMES]
        if "still cross" in why:
            assert crossing(H) < 3e-3
        if "none of these eight" in why:
            assert crossing(H) > 0
            assert not any(np.all((forward(CORNERS, **values | {"last": last})[1] > 0) == XOR) for last in LAST)
        if "Choose a different last unit" in why:
            assert any(np.all((forward(CORNERS, **values | {"last": last})[1] > 0) == XOR) for last in LAST)
        if "coincide" in why and "all four" not in why:
            among = np.array([name in why.split(" nearly")[0] for name in NAMES])
            assert np.ptp(H[among], axis=0).max() < 0.2
            assert set(XOR[among]) == {0, 1}
            assert len({np.sign(a) * (abs(a) > 0.05) for a in A[among]}) == 1
        if "no line passes between them" in why:
            assert len({tuple(code) for code in (H[named] > 0.5)}) == 1
        if pair := re.search(r"passes between (\(., .\)) and (\(., .\))", why):
            i, j = (NAMES.index(name) for name in pair.groups())
            assert XOR[i] != XOR[j]
            assert ((H[i] > 0.5) == (H[j] > 0.5)).all()
        if "too soft" in why:
            codes = [{tuple(code) for code in (H[k == XOR] > 0.5)} for k in (0, 1)]
            assert codes[0] != codes[1] or "all four" not in why
        if why.startswith("the logic is right"):
            rule = RULES[values["last"]]
            assert [bool(rule(p, q)) for p, q in H > 0.5] == XOR.astype(bool).tolist()
        kinds.add(re.sub(r"[\d.]+|\(.*?\)|h₁|h₂", "", why)[:40])
    assert len(kinds) >= 8
    assert longest <= 130  # each on a line of its own, or nearly


def test_all_fall_onto_one_place_when_no_unit_parts_anything(lab):
    lab.set(angle1=-180, shift1=1.2, angle2=30, shift2=-1.2, last="not both of them")
    assert ": all four corners nearly coincide, because no line passes between (0, 0)" in lab.words


@pytest.mark.thorough
def test_no_name_of_a_unit_lies_under_a_handle(lab):
    for angle in range(-180, 181, 15):
        for shift in (-1.2, -0.6, 0.0, 0.6, 1.2):
            lab.set(angle2=angle, shift2=shift)
            lab.still()
            size = lab.lines[0].axes.bbox.width / 2.2
            for label in lab.labels:
                box = label.get_window_extent()
                for ax, *place in lab.handles().values():
                    if not all(-0.6 <= at <= 1.6 for at in place):
                        continue
                    x, y = ax.transData.transform(place)
                    away = np.hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1))
                    assert away > 0.05 * size


def test_crossed_diagonals_are_told(lab):
    lab.set(angle1=0, shift1=0.0, angle2=90, shift2=0.0)
    assert (
        "the thick lines, from corner to corner of one class, still cross: no line can separate the classes."
        in lab.words
    )


def test_right_lines_and_another_last_unit(lab):
    lab.set(**SOLVED, last="h₁ and h₂")
    assert lab.words.endswith("the two hidden units have done their part. Choose a different last unit.")


def test_a_curve_too_close_to_a_corner(lab):
    lab.set(**SOLVED | {"shift2": 0.75})
    assert "All corners are right, but 6 of 200 misclassified" in lab.words
    assert lab.words.endswith("the curve where y is one half comes too close to (1, 1).")


def test_the_samples_are_those_of_the_lifting_lab_and_stay_near_their_corners(lab):
    np.testing.assert_array_equal(lab.X, load("xor").X)
    distances = np.hypot(*(lab.X[:, np.newaxis] - CORNERS).transpose(2, 0, 1))
    np.testing.assert_array_equal(lab.nearest, distances.argmin(axis=1))
    assert np.sum(XOR[lab.nearest] != lab.t) == 1  # one has strayed, so no solution gets all 200 right
    low, high = lab.X.min(axis=0), lab.X.max(axis=0)
    assert low.min() > -0.6
    assert high.max() < 1.6


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"angle1": 200}, ValueError, "angle1 must be from -180 to 180"),
        ({"shift2": "0.5"}, TypeError, "shift2 must be a number"),
        ({"steepness": 0}, ValueError, "steepness must be from 0.1 to 50"),
        ({"last": "h₁ xor h₂"}, ValueError, "last must be one of"),
        ({"bias": 1}, ValueError, "no control 'bias'"),
    ],
)
def test_wrong_values_are_named(lab, values, error, words):
    with pytest.raises(error, match=words):
        lab.set(**values)


def test_it_takes_no_arguments():
    with pytest.raises(TypeError, match="hidden"):
        lr.labs.hidden(200)
