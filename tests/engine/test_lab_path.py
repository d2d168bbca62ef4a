"""A path in a plane: a dot for every step, a mark at its end, and a pace of its own."""

import io

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.engine.labs.stage import Labels, Path, Plane, Stage

# The runs of coloured pixels in the row that lies two pixels above the path, which runs along a row.
BEADS = """() => {
  const canvas = document.querySelector(".lr-panel canvas"), { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const vivid = (x, y) => { const i = 4 * (y * width + x); return data[i + 3] > 128 && data[i] - data[i + 2] > 100; };
  const columns = Array.from({ length: width }, (_, x) => x);
  const inked = Array.from({ length: height }, (_, y) => columns.filter((x) => vivid(x, y)).length);
  const row = inked.indexOf(Math.max(...inked)) - 2;
  let runs = 0;
  for (let x = 1; x < width; x++) runs += vivid(x, row) && !vivid(x - 1, row);
  return runs;
}"""


class Walk(Stage):
    """Eleven places in a row, at any pace."""

    def __init__(self, pace=None, **look):
        self.pace, upto = pace, {} if pace is None else {"upto": "pace"}
        plane = Plane("Walk", "x", "y", (-1, 11), (-1, 1), [Path("x", "y", "me", **upto, **look)])
        super().__init__("Walk", "A walk.", [], [plane], number=("{state}", "{name}"))

    def compute(self):
        count = 11 if self.pace is None else len(self.pace)
        texts = {"state": [f"state {s}" for s in range(count)], "name": ["a long name"] * count}
        return {"x": np.arange(11.0), "y": np.zeros(11), "pace": self.pace or [0.0], **texts}


@pytest.mark.parametrize("step", [3, 10])
def test_every_step_so_far_has_a_dot(in_page, step):
    page = in_page(Walk(dots=True))
    for _ in range(step):
        page.get_by_role("button", name="one step ahead").click()
    assert page.evaluate(BEADS) == step + 1  # the last one is the large dot


def test_without_dots_there_is_the_large_one_alone(in_page):
    page = in_page(Walk())
    for _ in range(4):
        page.get_by_role("button", name="one step ahead").click()
    assert page.evaluate(BEADS) == 1


def test_a_path_keeps_its_own_pace(in_page):
    lab = Walk(pace=[0, 0, 2, 7, 7], dots=True)
    assert lab._steps == 5
    page = in_page(lab)
    for beads in (1, 3, 8, 8):
        page.get_by_role("button", name="one step ahead").click()
        assert page.evaluate(BEADS) == beads
    assert page.locator(".lr-scrub output").inner_text() == "4 / 4"


def test_what_a_number_is_called_may_change_with_the_step_and_a_name_keeps_its_place(in_page):
    page = in_page(Walk())
    wide = page.locator(".lr-number").bounding_box()["width"]
    page.get_by_role("button", name="one step ahead").click()
    assert page.locator(".lr-number").inner_text().split("\n") == ["a long name", "state 1"]
    assert page.locator(".lr-number").bounding_box()["width"] == wide


def vivid(lab, step=-1):
    """Where the still is as the path is, in the middle of its height."""
    pixels = np.asarray(Image.open(io.BytesIO(lab.still(step)[0])).convert("RGB"), int)
    middle = pixels[int(0.35 * len(pixels)) : int(0.55 * len(pixels))]
    return middle[..., 0] - middle[..., 2] > 40


def test_the_still_has_the_dots_and_the_mark_too():
    for look, beads in (({}, 1), ({"dots": True}, 11)):
        path = vivid(Walk(**look))
        row = path[np.argmax(path.sum(axis=1)) - 2]
        assert np.sum(row[1:] & ~row[:-1]) == beads
    assert vivid(Walk(dots=True, mark="7")).any(axis=1).sum() > vivid(Walk(dots=True)).any(axis=1).sum()


def test_the_still_stops_where_the_path_has_come():
    lab = Walk(pace=[0, 2, 10])
    begin, early, late = (np.flatnonzero(vivid(lab, step).any(axis=0)).max() for step in range(3))
    assert (early - begin) / (late - begin) == pytest.approx(0.2, abs=0.02)


# What is written and which dots are drawn on each panel: [title, text or "dot", x, y].
DRAWN = """() => {
  const pen = CanvasRenderingContext2D.prototype, { fillText, arc } = pen, drawn = [];
  const note = ({ canvas }, ...what) => {
    if (canvas.isConnected) drawn.push([canvas.ariaLabel.split(".")[0], ...what]);
  };
  pen.fillText = function (text, x, y) {
    note(this, text, x, y);
    fillText.apply(this, arguments);
  };
  pen.arc = function (x, y, radius) {
    if (radius === 4) note(this, "dot", x, y);
    arc.apply(this, arguments);
  };
  document.querySelector(".lr-scrub input").dispatchEvent(new Event("input"));
  Object.assign(pen, { fillText, arc });
  return drawn;
}"""


def test_before_the_first_step_one_dot_is_named_instead_of_the_marks(in_page):
    page = in_page(lr.labs.race(), viewport=(1180, 800))
    found = page.evaluate(DRAWN)
    for title, name in (("The valley", "all start here"), ("Above the lowest cost", "all level")):
        texts = [what for called, what, *_ in found if called == title]
        assert name in texts
        assert not {*"123456"} & {*texts}
    page.get_by_role("button", name="one step ahead").click()
    texts = [what for _, what, *_ in page.evaluate(DRAWN)]
    assert {*"123456"} <= {*texts}
    assert not {"all start here", "all level"} & {*texts}


def test_a_path_is_hidden_in_all_panels_until_reset(in_page):
    page = in_page(lr.labs.race(), viewport=(1180, 800))
    page.get_by_role("button", name="one step ahead").click()
    marks = lambda: sorted(what for _, what, *_ in page.evaluate(DRAWN) if what in {*"123456"})
    assert marks() == sorted("123456" * 2)
    pixels = page.locator("canvas").nth(1).evaluate("canvas => canvas.toDataURL()")
    page.get_by_label("4 mini-batches").uncheck()
    assert marks() == sorted("12356" * 2)
    assert page.locator("canvas").nth(1).evaluate("canvas => canvas.toDataURL()") != pixels
    page.locator("[data-name=momentum] .lr-input").press("ArrowLeft")
    page.evaluate("settled(300)")
    assert marks() == sorted("12356" * 2)
    page.get_by_role("button", name="Reset").click()
    page.evaluate("settled(300)")
    assert page.get_by_label("4 mini-batches").is_checked()
    page.get_by_role("button", name="one step ahead").click()
    assert marks() == sorted("123456" * 2)


def test_an_axis_of_exponents_says_powers_of_ten(in_page):
    page = in_page(lr.labs.race(), viewport=(1180, 800))
    page.evaluate("""() => {
        const pen = CanvasRenderingContext2D.prototype, { fillText } = pen;
        window.texts = [];
        pen.fillText = function (text) { texts.push(text); fillText.apply(this, arguments); };
    }""")
    page.set_viewport_size({"width": 1100, "height": 800})
    page.evaluate("settled(300)")
    texts = page.evaluate("texts")
    assert {"10⁰", "10⁻⁶", "10⁻¹²"} <= {*texts}


def test_where_paths_meet_one_dot_has_their_marks_in_a_column_beside_it(in_page):
    found = in_page(Crowd(), viewport=(1180, 800)).evaluate(DRAWN)
    dots = np.array([(x, y) for _, what, x, y in found if what == "dot"])
    marks = [(what, x, y) for _, what, x, y in found if what in list("123456")]
    assert np.ptp(dots, axis=0) == pytest.approx(0, abs=0.01)
    assert sorted(what for what, *_ in marks) == list("123456")
    assert np.ptp([x for _, x, _ in marks]) < 1
    assert (np.diff(sorted(y for *_, y in marks)) > 12).all()
    assert min(np.hypot(*(dots[0] - (x, y))) for _, x, y in marks) > 15


class Crowd(Stage):
    """Six runners, all in one place."""

    def __init__(self):
        paths = [Path("x", "y", str(k), mark=str(k)) for k in range(1, 7)]
        super().__init__("Crowd", "A crowd.", [], [Plane("Crowd", "x", "y", (-6, 6), (-1, 1), paths)])

    def compute(self):
        return {"x": np.array([-3.0, 0.0]), "y": np.zeros(2)}


class Meeting(Stage):
    """Two runners come from both sides to a star, the first one sooner."""

    def __init__(self):
        paths = [Path(f"x{k}", "y", "", mark=str(k), upto=f"at{k}") for k in (1, 2)]
        plane = Plane("Meeting", "x", "y", (-6, 6), (-1, 1), [*paths, Labels("star", ["★"], 2)])
        super().__init__("Meeting", "A meeting.", [], [plane])

    def compute(self):
        walk = {"x1": [-5.0, -2.0, 0.0], "x2": [5.0, 2.0, 0.0], "y": np.zeros(3), "star": np.zeros((4, 1, 2))}
        return walk | {"at1": [0.0, 1, 2, 2], "at2": [0.0, 0, 1, 2]}


def test_marks_are_where_the_runners_are_and_never_cover_the_star(in_page):
    page = in_page(Meeting(), viewport=(1180, 800))
    for beside in ((), (), ("1",), ("1", "2")):
        found = page.evaluate(DRAWN)
        place = {what: np.array([x, y]) for _, what, x, y in found if what in ("1", "2", "★")}
        dots = [np.array([x, y]) for _, what, x, y in found if what == "dot"]
        for dot, mark in zip(dots, "12", strict=True):
            assert np.hypot(*(place[mark] - dot)) > 15 if mark in beside else np.hypot(*(place[mark] - dot)) < 2
            assert np.hypot(*(place[mark] - place["★"])) > 15
        page.get_by_role("button", name="one step ahead").click()


def test_by_time_the_scrub_bar_says_time(in_page):
    lab = lr.labs.race()
    page = in_page(lab, viewport=(1180, 800))
    bar = page.locator(".lr-scrub")
    assert bar.locator("label").inner_text() == "step"
    page.locator("[data-name=clock] select").select_option("time")
    page.evaluate("settled(300)")
    assert bar.locator("label").inner_text() == "time"
    assert bar.locator("output").inner_text() == lab._texts["at"][0]
    assert page.get_by_role("slider", name="time").get_attribute("aria-valuetext") == f"time {lab._texts['at'][0]}"


def test_a_light_path_is_thin_and_pale():
    strong, light = (vivid(Walk(**look)).sum() for look in ({}, {"weight": 0.5}))
    assert light < 0.7 * strong


def test_a_click_on_the_map_starts_the_race_there_and_reset_takes_it_back(in_page):
    lab = lr.labs.race()
    page = in_page(lab, viewport=(1180, 800))
    page.locator("canvas").first.click(position={"x": 300, "y": 60})
    page.evaluate("settled(300)")
    begin = [(a[f"x{k}"][0], a[f"y{k}"][0]) for a in [lab._now.frames.arrays] for k in range(6)]
    np.testing.assert_allclose(begin, [lab.start] * 6, atol=1e-5)
    assert not np.allclose(lab.start, [-2.4, 0.4], atol=0.1)
    page.get_by_role("button", name="Reset").click()
    page.evaluate("settled(300)")
    np.testing.assert_allclose(lab.start, [-2.4, 0.4])


@pytest.mark.parametrize("function", ["parabola", "ravine", "two valleys"])
def test_a_click_on_the_ground_is_the_new_start(in_page, function):
    lab = lr.labs.descent()
    lab.set(function=function)
    before = np.array(lab._now.frames.arrays["path_x"][0])
    page = in_page(lab, viewport=(1180, 800))
    assert "click for a start" in page.locator(".lr-key").first.inner_text()
    page.locator("canvas").first.click(position={"x": 400, "y": 120})
    page.evaluate("settled(300)")
    assert lab._now.frames.arrays["path_x"][0] > before + 0.5 or function == "two valleys"
    assert lab._now.frames.arrays["path_x"][0] != before


@pytest.mark.parametrize(("name", "options"), [("race", {}), *(("descent", f) for f in ("ravine", "two valleys"))])
def test_the_lab_fits_on_one_screen(in_page, name, options):
    lab = getattr(lr.labs, name)()
    if options:
        lab.set(function=options)
    page = in_page(lab, viewport=(1180, 800))
    assert page.locator(".lr-lab").bounding_box()["height"] <= 780
