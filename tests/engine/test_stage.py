import io
import json

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.panels import _reach
from lrcourse.engine.labs.stage import (
    Arrows,
    Bars,
    Contours,
    Curve,
    Curves,
    Frames,
    Heat,
    Labels,
    Line,
    Path,
    Plane,
    Points,
    Probability,
    Pulls,
    Stage,
)

WORDS = "Step {step} of {steps}: w = ({w[0]:+.2f}, {w[1]:.1f}), {state}, {share:.0%}."
GRID = np.stack(np.meshgrid(np.linspace(-2, 2, 21), np.linspace(-2, 2, 11)), axis=-1)


class Descent(Stage):
    """Every layer and every panel, on eleven steps of a weight that grows."""

    def __init__(self, words=WORDS):
        self.X = np.array([[-1.0, 0.5], [1.0, 0.5], [0.0, -1.0]])
        self.t = np.array([0, 1, 1])
        controls = [Slider("rate", "rate", 0.1, 10, value=1, log=True)]
        layers = [
            Probability(),
            Heat("z", 0, 1),
            Line("x", "y", "resting", dashed=True),
            Line("x", "ys", "each step"),
            Arrows("X", "pull"),
            Path("w1", "w2"),
            Points(drag=True),
        ]
        weights = [Curve("w", ["w1", "w2"]), Curve("b", "b", "#009E73")]
        panels = [
            Plane("Data", "x1", "x2", (-2, 2), (-2, 2), layers, click=True),
            Curves("Cost", "step", "J", [Curve("cost", "J")], log=True),
            Curves("Weights", "time (s)", "w", weights, x="time"),
            Bars("Pulls", "pull", "bars", ["one", "two"]),
        ]
        super().__init__("Descent", "Points, cost and weights.", controls, panels, words)

    def compute(self, rate):
        s = np.arange(11.0)
        w = rate * np.stack([s, s / 2], axis=1)
        return {
            "w": w,
            "b": -s,
            "phi": GRID,
            "cost": np.exp(-s),
            "time": s / 10,
            "w1": w[:, 0] / 10,
            "w2": w[:, 1] / 10,
            "z": np.linspace(0, 1, 20).reshape(4, 5),
            "x": np.array([-1, np.nan, 1]),
            "y": np.array([0, 1, 2]),
            "ys": np.outer(s, [0, 1, 2]) / 10,
            "X": self.X,
            "t": self.t,
            "pull": np.ones((11, 3, 2)) / 5,
            "bars": np.stack([s, -s], axis=1),
            "state": ["even" if k % 2 == 0 else "odd" for k in range(11)],
            "share": 0.25,
        }

    def gesture(self, panel, kind, index, x, y):
        if kind == "click":
            self.X, self.t = np.vstack([self.X, [x, y]]), np.append(self.t, panel)
        else:
            self.X[index] = x, y


def unpacked(packed):
    return np.frombuffer(packed["data"], np.float32).reshape(packed["shape"])


def test_a_plane_may_promise_equal_units():
    for equal, aspect in ((True, 1), (False, "auto")):
        ax = Figure().add_subplot()
        Plane("Data", "x1", "x2", (-2, 2), (-1, 1), equal=equal)._draw(ax, None)
        assert ax.get_aspect() == aspect


def test_arrays_are_sent_once_as_float32_with_their_shapes():
    lab = Descent()
    assert lab.error == ""
    assert set(lab._frames) == {"w", "b", "cost", "time", "w1", "w2", "ys", "pull", "bars"}
    assert set(lab._fixed) == {"phi", "z", "x", "y", "X", "t", "share"}
    assert lab._frames["w"]["shape"] == [11, 2]
    assert lab._fixed["phi"]["shape"] == [11, 21, 2]
    assert lab._fixed["share"]["shape"] == []
    for array in (lab._frames | lab._fixed).values():
        assert len(array["data"]) == 4 * np.prod(array["shape"], dtype=int)
    np.testing.assert_array_equal(unpacked(lab._frames["w"])[:, 1], np.arange(11, dtype=np.float32) / 2)
    assert lab._steps == 11


def test_what_did_not_change_is_not_sent_again():
    lab = Descent()
    sent = []
    lab.send_state = lambda keys: sent.append(set(keys))
    lab._heard(lab, {"ask": "m", "values": {"rate": 2.0}}, [])
    assert len(sent) == 1
    assert "_frames" in sent[0]
    assert "_fixed" not in sent[0]
    assert "_answered" in sent[0]
    np.testing.assert_allclose(unpacked(lab._frames["w"])[-1], [20, 10])


def test_the_scene_is_json_with_limits_and_colours():
    scene = json.loads(json.dumps(Descent()._scene))
    assert [panel["kind"] for panel in scene] == ["Plane", "Curves", "Curves", "Bars"]
    plane, cost, weights, bars = scene
    assert (plane["xlim"], plane["ylim"], plane["click"]) == ([-2, 2], [-2, 2], True)
    assert [layer["kind"] for layer in plane["layers"]][:2] == ["Probability", "Heat"]
    assert len(plane["layers"][0]["ramp"]) == 17
    assert plane["layers"][0]["ramp"][8].startswith("#ff")  # the middle is white
    assert cost["ylim"][0] > 0
    assert weights["xlim"] == [0, 1]
    assert cost["xlim"] == [0, 10]
    assert bars["ylim"] == [-12, 12]


def test_words_are_those_of_the_last_step():
    lab = Descent()
    assert lab.words == "Step 10 of 10: w = (+10.00, 5.0), even, 25%."
    assert repr(lab) == "Descent\n" + lab.words


@pytest.mark.parametrize("form", ["{w:d}", "{w:,.2f}", "{w:>8.2f}", "{w:.2}"])
def test_formats_the_page_does_not_know_are_refused(form):
    with pytest.raises(ValueError, match="not a format that the page knows"):
        Descent(words=form)


def test_gestures_change_the_data_and_recompute():
    lab = Descent()

    def hand(ask, kind, index, x, y):
        gesture = {"panel": 0, "kind": kind, "index": index, "x": x, "y": y}
        lab._heard(lab, {"ask": ask, "gesture": gesture}, [])

    hand("a", "click", -1, 0.3, 0.4)
    assert lab._answered == "a"
    assert lab._fixed["X"]["shape"] == [4, 2]
    hand("b", "drag", 1, 1.5, -1.5)
    np.testing.assert_allclose(unpacked(lab._loose["X"])[1], [1.5, -1.5])
    assert lab._fixed.keys() == {"phi", "z", "x", "y", "t", "share"}  # what changes again and again travels apart
    hand("c", "drag", 77, 1.5, -1.5)
    assert lab.error.startswith("IndexError in gesture")
    assert lab._answered == "c"


def test_a_stage_without_gestures_ignores_them():
    lab = Descent()
    Stage.gesture(lab, 0, "click", -1, 0, 0)
    assert lab._fixed["X"]["shape"] == [3, 2]


def without(name):
    return lambda frames: {key: value for key, value in frames.items() if key != name}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without("cost"), "the panel 'Cost' reads 'cost', which compute did not return"),
        (lambda f: f | {"w": np.ones((11, 2, 2))}, "'w' with 1 or 2 dimensions; got shape (11, 2, 2)"),
        (lambda f: f | {"cost": np.ones(9)}, "the same number of steps"),
        (lambda f: f | {"phi": np.ones((4, 2))}, "'phi' with 3 dimensions"),
        (lambda f: f | {"state": ["too", "few"]}, "'state' has 2 strings for 11 steps"),
        (lambda f: list(f), "must return a dict"),
        (lambda f: without("state")(f), "state"),
    ],
)
def test_wrong_frames_are_told_in_the_lab(change, words):
    class Wrong(Descent):
        def compute(self, rate):
            frames = super().compute(rate)
            return frames if rate == 1 else change(frames)

    lab = Wrong()
    good = lab._frames
    lab.set(rate=2)
    assert words in lab.error
    assert lab._frames == good
    lab.set(rate=1)
    assert lab.error == ""


def test_a_first_failure_leaves_a_lab_with_a_still():
    class Late(Descent):
        def compute(self, rate):
            raise RuntimeError("too early")

    lab = Late()
    assert "too early" in repr(lab)
    assert lab.still()[0].startswith(b"\x89PNG")
    assert "NotImplementedError" in Stage("Bare", "Nothing.").error


def test_diverging_numbers_travel_without_a_warning():
    class Diverging(Descent):
        def compute(self, rate):
            s = np.arange(11.0)
            cost = np.where(s > 5, np.inf, 10.0 ** (60 * np.minimum(s, 5)))
            return super().compute(rate) | {"cost": cost, "b": np.where(s > 7, np.nan, s)}

    lab = Diverging()
    assert lab.error == ""
    assert np.isfinite(lab._scene[1]["ylim"]).all()
    assert lab.still(3)[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("values", "options", "limits"),
    [
        ([1, 3], {}, (1, 3)),
        ([1, 3], {"margin": 0.5}, (0, 4)),
        ([2, 2], {"margin": 0.1}, (1, 3)),
        ([0, 0], {}, (-0.5, 0.5)),
        ([np.nan], {}, (0, 1)),
        ([-1], {"log": True}, (0.1, 1)),
        ([1, 100, -5], {"log": True, "margin": 0.5}, (0.1, 1000)),
    ],
)
def test_limits_are_finite_and_never_empty(values, options, limits):
    np.testing.assert_allclose(_reach(np.array(values, float), **options), limits)


def test_bad_limits_are_told():
    plane = Plane("P", "x", "y", (1, 1), (0, 1))
    with pytest.raises(ValueError, match="low below high"):
        plane._limits(None)


def test_arrays_only_read_by_the_words_have_a_step_axis_if_it_fits():
    frames = Frames(
        {"v": np.ones(5), "extra": np.ones((5, 2)), "other": np.ones(3), "note": "text"},
        [Curves("c", "x", "y", [Curve("v")])],
    )
    assert frames.stepwise == {"v", "extra"}
    assert frames.texts == {"note": "text"}
    assert Frames({"k": 3}, []).steps == 1


def test_panels_may_be_replaced_when_the_data_ask_for_it():
    class Growing(Descent):
        def compute(self, rate):
            self.panels = [Bars("Pulls", "pull", "bars", [f"bar {k}" for k in range(round(rate))])]
            return {"bars": np.ones((3, round(rate)))}

    lab = Growing(words="")
    lab.set(rate=4)
    assert lab.error == ""
    assert lab._scene[0]["labels"] == ["bar 0", "bar 1", "bar 2", "bar 3"]


@pytest.mark.parametrize(("count", "size"), [(1, (640, 340)), (2, (960, 340)), (4, (960, 680)), (5, (960, 680))])
def test_the_still_has_room_for_every_panel(count, size):
    class Many(Stage):
        def compute(self):
            return {"bars": np.ones(2)}

    lab = Many("Many", "Bars.", panels=[Bars(f"Panel {k}", "y", "bars", ["one", "two"]) for k in range(count)])
    assert lab.error == ""
    assert lab.still()[1:] == size


def test_the_still_shows_the_chosen_step():
    lab = Descent()
    last, width, height = lab.still()
    picture = Image.open(io.BytesIO(last))
    assert picture.format == "PNG"
    assert (width, height) == (960, 680)
    assert last == lab.still(10)[0]
    assert last != lab.still(2)[0]
    with pytest.raises(IndexError):
        lab.still(11)


PULL_GRID = np.stack(np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-2, 2, 4)), axis=-1)


class Pulled(Stage):
    """Arrows that the page works out, contours, and panels that can be switched off."""

    def __init__(self, enlarged=4.0, note="held"):
        layers = [Heat("z", 0, 6), Contours("z", [1, 3, 99], "equal"), Probability(field=False)]
        layers += [Points(size=0.5), Pulls(enlarged=enlarged, label="the mean")]
        plane = Plane("Pulls", "x1", "x2", (-2, 2), (-2, 2), layers, note=note)
        super().__init__("Pulled", "Arrows.", panels=[plane], words="{w[0]:.1f}", switches=True)

    def compute(self):
        """Two steps."""
        X = np.array([[-1.0, 0.0], [1.0, 0.5]])
        return {
            "X": X,
            "t": np.array([0, 1]),
            "features": X,
            "w": np.array([[0.0, 0.0], [2.0, 1.0]]),
            "b": np.zeros(2),
            "middle": np.zeros(2),
            "stretch": np.ones(2),
            "phi": PULL_GRID,
            "z": np.sum(PULL_GRID**2, axis=-1),
        }


def test_pulls_and_contours_describe_themselves():
    lab = Pulled()
    assert lab.error == ""
    assert lab._switches
    (plane,) = json.loads(json.dumps(lab._scene))
    assert plane["note"] == "held"
    heat, contours, line, points, pulls = plane["layers"]
    assert contours["levels"] == [1, 3, 99]
    assert "ramp" in heat
    assert "ramp" not in contours
    assert (line["field"], points["size"], pulls["enlarged"]) == (False, 0.5, 4.0)


def test_their_still_shows_the_step_and_the_length_of_the_mean():
    first, last = Pulled().still(0)[0], Pulled().still(1)[0]
    assert first != last
    assert Pulled(enlarged=1).still(0)[0] != first
    assert Pulled(note="").still(0)[0] != first


class Named(Stage):
    """Texts in the picture, one of which moves."""

    def __init__(self, texts=("one", "two"), places="places"):
        plane = Plane("Names", "x1", "x2", (-2, 2), (-2, 2), [Labels(places, list(texts))])
        super().__init__("Named", "Texts.", panels=[plane])

    def compute(self):
        """Two steps."""
        return {
            "places": np.array([[[0.0, 1.0], [1.0, 0.0]], [[0.0, 1.0], [-1.0, 0.0]]]),
            "still": np.array([[0.0, 1.0], [np.nan, 0.0]]),
            "flat": np.zeros(2),
        }


def test_labels_describe_themselves_and_move():
    lab = Named()
    assert lab.error == ""
    (layer,) = json.loads(json.dumps(lab._scene))[0]["layers"]
    assert layer == {"kind": "Labels", "x": "places", "texts": ["one", "two"], "size": 1.0}
    assert lab._frames["places"]["shape"] == [2, 2, 2]
    assert lab.still(0)[0] != lab.still(1)[0]
    assert Named(("one", "three")).still(0)[0] != lab.still(0)[0]
    assert Named(("", "")).still(0)[0] == Named(()).still(0)[0]


def test_labels_may_stand_still_and_have_no_place():
    lab = Named(places="still")
    assert lab._steps == 1
    assert lab.still()[0] == Named(("one",), "still").still()[0]  # NaN: not drawn
    assert "needs 'flat' with 2 or 3 dimensions" in Named(places="flat").error


def test_once_changed_is_not_yet_restless():
    lab = Descent()
    sizes = []
    for x in (0.1, 0.2, 0.3):
        lab._heard(lab, {"ask": "m", "gesture": {"panel": 0, "kind": "click", "index": -1, "x": x, "y": 0}}, [])
        sizes.append(("X" in lab._fixed, "X" in lab._loose))
    assert sizes == [(True, False), (False, True), (False, True)]
    lab.set(rate=3)  # the points are the same: nothing of theirs is sent
    assert "X" in lab._loose


def test_without_panels_there_is_a_still_too():
    class Empty(Stage):
        def compute(self):
            return {"k": 1}

    assert Empty("Empty", "Nothing.").still()[0].startswith(b"\x89PNG")
