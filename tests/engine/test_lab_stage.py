"""What every lab has in common on the page: one first move, one large number, handles, controls that are traits."""

import io

import ipywidgets
import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.engine.labs.stage import Curve, Curves, Stage
from lrcourse.plots import axes


class Dot(Sketch):
    """A dot at (x, y), to be dragged."""

    def __init__(self):
        controls = [Slider("x", "x", -2, 2, step=0.5), Slider("y", "y", 0.1, 10, log=True)]
        super().__init__("A dot", "A dot in the plane.", controls, number="distance")

    def start(self, figure):
        self.ax = axes("", "x", "y", ax=figure.add_subplot())
        self.ax.set(xlim=(-4, 4), ylim=(0, 20))
        (self.dot,) = self.ax.plot([], [], "o")
        return [self.dot]

    def move(self, x, y):
        self.dot.set_data([x], [y])
        self.number = f"{x - 1:.1f}"
        return f"x = {x}, y = {y:.3g}."

    def handles(self):
        return {"dot": (self.ax, self.values["x"], self.values["y"])}

    def grab(self, name, x, y):
        return {"x": x, "y": y}


# -- controls are traits --


def test_a_control_is_set_and_heard_by_its_name():
    lab, heard = Dot(), []
    lab.observe(lambda change: heard.append((change.old, change.new)), "x")
    lab.x = 1.5
    assert lab.values["x"] == 1.5
    assert lab.words.startswith("x = 1.5")
    lab.set(x=1.0)
    lab._heard(lab, {"ask": "1", "values": {"x": -0.5}}, [])  # as the page does it
    assert heard == [(-2, 1.5), (1.5, 1.0), (1.0, -0.5)]
    assert lab.x == -0.5


def test_two_labs_are_tied_together():
    one, other = lr.labs.training(), lr.labs.training()
    ipywidgets.link((one, "rate"), (other, "rate"))
    one.rate = 2
    assert other.values["rate"] == 2
    other._heard(other, {"ask": "1", "values": {"rate": 5.0}}, [])
    assert one.values["rate"] == 5
    assert one.words == other.words


def test_what_a_control_does_not_take_is_refused_and_changes_nothing():
    lab = Dot()
    with pytest.raises(ValueError, match="x must be"):
        lab.x = 3
    with pytest.raises(TypeError, match="x must be a number"):
        lab.x = "far"
    assert lab.x == lab.values["x"] == -2


def test_a_control_may_not_take_the_name_of_something_else():
    class Wrong(Dot):
        def __init__(self):
            Sketch.__init__(self, "W", "W.", [Slider("title", "title", 0, 1)])

    with pytest.raises(ValueError, match="something else called 'title'"):
        Wrong()


@pytest.mark.parametrize(("value", "nearest"), [(0.2, 0.0), (0.3, 0.5), (-9, -2.0), (9, 2.0)])
def test_the_hand_is_led_to_the_next_position(value, nearest):
    assert Slider("x", "x", -2, 2, step=0.5).nearest(value) == nearest
    assert str(Slider("x", "x", -1, 1, step=0.1).nearest(0.0)) == "0.0"  # not 2.2e-16
    whole = Slider("n", "n", 1, 5, step=1).nearest(value)
    assert isinstance(whole, int)
    assert 1 <= whole <= 5


def test_on_a_logarithmic_slider_too():
    slider = Slider("y", "y", 0.1, 10, log=True)
    assert slider.nearest(1.0) == pytest.approx(1.0)
    assert slider.nearest(-1) == 0.1
    assert slider.nearest(1e9) == 10
    assert slider.nearest(0.52) == pytest.approx(0.52, rel=0.02)  # of 120 positions
    with_zero = Slider("z", "z", 0.1, 10, log=True, zero=True)
    assert [with_zero.nearest(value) for value in (-1, 0, 0.04, 0.07)] == [0, 0, 0, 0.1]


# -- handles --


def grip(page, name):
    box = page.locator(f".lr-grip[data-name='{name}']").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_handle_lies_on_what_it_moves():
    """Where the page puts it, the picture that Python drew has the dot's colour."""
    lab = Dot()
    lab.set(x=1.0, y=5.0)
    ((name, x, y, (left, right, bottom, top), (ax, ay, width, height)),) = lab._handles
    assert (name, x, y) == ("dot", 1, 5)
    picture = np.asarray(Image.open(io.BytesIO(lab.image)).convert("RGB"), float)
    column = ax + width * (x - left) / (right - left)
    row = ay + height * (top - y) / (top - bottom)
    red, _, blue = picture[round(row * len(picture)), round(column * len(picture[0]))]
    assert blue > red + 50


def test_a_handle_outside_its_axes_is_none():
    lab = lr.labs.secant()
    lab.set(curve="exponential", x=2.0, h=1.5)
    assert [name for name, *_ in lab._handles] == ["first"]


def test_a_drag_moves_the_handle_at_once_and_the_controls_follow(in_page):
    lab, other = Dot(), Dot()
    page = in_page(lab, other)
    x, y = grip(page, "dot")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y - 100, steps=5)
    assert grip(page, "dot") == pytest.approx((x + 150, y - 100), abs=2)
    page.evaluate("settled(400)")
    page.mouse.up()
    page.evaluate("settled(400)")
    assert lab.values["x"] > -1
    assert lab.values["y"] > 1
    assert other.values == {"x": -2, "y": 0.1}
    assert page.locator(".lr-lab").first.locator("[data-name=x] .lr-input").input_value() == str(lab.values["x"])
    page.mouse.move(x + 150, y - 100)
    page.mouse.down()
    page.mouse.move(5, 5)  # beyond the picture
    page.mouse.up()
    page.evaluate("settled(400)")
    assert lab.values == {"x": -2, "y": 10}


def test_a_side_of_a_matrix_is_dragged_on_the_page(in_page):
    lab = lr.labs.shapes()
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(700)")  # the page asks for its width
    x, y = grip(page, "D")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2 * lab.plan.cell, y, steps=4)
    page.evaluate("settled(400)")
    page.mouse.up()
    page.evaluate("settled(400)")
    assert lab.values == {"expression": "X @ w + b", "N": 6, "D": 5}
    assert page.locator("[data-name=D] .lr-input").input_value() == "5"
    assert grip(page, "D") == pytest.approx((x + 2 * lab.plan.cell, y), abs=2)


@pytest.mark.parametrize("name", ["secant", "coin", "one_prediction", "unit", "machines", "hidden", "shapes"])
def test_every_handle_of_a_lab_can_be_grabbed_where_it_is(name):
    """To take hold of it without moving it changes nothing, but for the positions of the sliders."""
    lab = getattr(lr.labs, name)()
    for handle, x, y, *_ in lab._handles:
        before = lab.values
        lab._heard(lab, {"ask": "1", "grab": {"name": handle, "x": x, "y": y}}, [])
        assert lab.error == ""
        numbers = {key: value for key, value in before.items() if not isinstance(value, str)}
        assert {key: lab.values[key] for key in numbers} == pytest.approx(numbers, rel=0.03, abs=0.03)


def test_in_the_unit_an_input_is_dragged_along_its_track_and_a_weight_up_and_down(in_page):
    lab = lr.labs.unit()
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(600)")  # the picture has its width
    for name, right, down in (("x1", -70, 0), ("w2", 0, -30), ("b", 0, -20)):
        before, (x, y) = lab.values, grip(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + right, y + down, steps=4)
        page.mouse.up()
        page.evaluate("settled(400)")
        changed = {key for key in before if lab.values[key] != before[key]}
        assert changed == {name}
        assert (lab.values[name] > before[name]) == (down < 0)
    x1, x2, w1, w2, b = (lab.values[key] for key in ("x1", "x2", "w1", "w2", "b"))
    y = 1 / (1 + np.exp(-(w1 * x1 + w2 * x2 + b)))
    assert page.locator(".lr-number strong").inner_text() == f"{y:.3f}"


def test_the_ring_of_the_machines_follows_the_hand_along_the_curve(in_page):
    lab = lr.labs.machines()
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(600)")  # the picture has its width
    x, y = grip(page, "machines")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y - 60, steps=4)
    page.mouse.up()
    page.evaluate("settled(400)")
    P = lab.values["machines"]
    assert 500 < P < 10_000
    at, below = grip(page, "machines")
    assert at == pytest.approx(x + 120, abs=5)
    assert below > y  # back on the curve, which falls
    seconds = 1e9 * 20 * 5e-9 / round(P) + 2 * 21 * 1e-8 * round(P) + 0.05
    assert float(page.locator(".lr-number strong").inner_text().replace(",", "")) == pytest.approx(
        100 / seconds, rel=1e-2
    )


def test_hidden_units_are_turned_and_shifted_by_hand(in_page):
    lab = lr.labs.hidden()
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(500)")
    for name, x, y in (("turn 2", 0, 0.5), ("turn 2", 0, 1), ("shift 2", 0.75, 0.75)):
        _, _, _, (left, right, bottom, top), (ax, ay, wide, high) = next(one for one in lab._handles if one[0] == name)
        board = page.locator(".lr-board").bounding_box()
        page.mouse.move(*grip(page, name))
        page.mouse.down()
        page.mouse.move(
            board["x"] + board["width"] * (ax + wide * (x - left) / (right - left)),
            board["y"] + board["height"] * (ay + high * (top - y) / (top - bottom)),
            steps=4,
        )
        page.mouse.up()
        page.evaluate("settled(400)")
    assert (lab.angle2, lab.shift2) == (45, pytest.approx(0.5))
    assert page.locator(".lr-number strong").inner_text() == "99%"
    assert "Solved" in page.locator(".lr-words").inner_text()


def test_an_end_of_the_line_turns_it_about_the_other_and_the_middle_shifts_it():
    X = np.random.default_rng(2).normal(size=(40, 2))
    lab = lr.labs.line(X, (X[:, 0] > 0).astype(int))
    lab.set(angle=30, b=0.4, length=1.5)
    on_the_line = lambda place: abs(lab._w() @ place + lab.values["b"]) / lab.values["length"]
    places = {name: np.array([x, y]) for name, x, y, *_ in lab._handles}
    assert max(on_the_line(places[name]) for name in ("one end", "other end", "line")) < 1e-9
    target = places["one end"] + np.array([0.5, -0.3])
    lab._heard(lab, {"ask": "1", "grab": {"name": "one end", "x": target[0], "y": target[1]}}, [])
    assert on_the_line(target) < 0.1  # the sliders have steps
    assert on_the_line(places["other end"]) < 0.1
    lab._heard(lab, {"ask": "2", "grab": {"name": "line", "x": 0.5, "y": 0.5}}, [])
    assert on_the_line(np.array([0.5, 0.5])) < 0.05
    lab.set(b=0.4)
    lab._heard(lab, {"ask": "3", "grab": {"name": "arrow", "x": 1.0, "y": 1.0}}, [])
    assert lab.values["b"] == 0.4
    tip = next(np.array([x, y]) for name, x, y, *_ in lab._handles if name == "arrow")
    np.testing.assert_allclose(tip, [1, 1], atol=0.1)


# -- the first move and the number --


def test_a_stage_opens_at_its_first_step_with_play_as_the_first_move(in_page):
    page = in_page(lr.labs.training())
    button = page.locator(".lr-player button").first
    assert button.inner_text() == "Play"
    assert "Step 0 of 300" in page.locator(".lr-words").inner_text()
    first = page.locator(".lr-number strong").inner_text()
    assert first == "0.693"
    button.click()
    page.wait_for_function("first => document.querySelector('.lr-number strong').textContent !== first", arg=first)
    assert button.inner_text() == "Pause"
    page.keyboard.press("Space")  # it has the focus
    assert button.inner_text() == "Play"


def test_a_control_leaves_the_step_where_it_is_and_at_the_end_it_stays_there(in_page):
    page = in_page(lr.labs.race())
    bar, output = page.locator(".lr-scrub input"), page.locator(".lr-scrub output")
    for step in ("0", "1", "200"):
        bar.evaluate("(bar, step) => { bar.value = step; bar.dispatchEvent(new Event('input')); }", step)
        page.locator("[data-name=momentum] .lr-input").focus()
        page.keyboard.press("ArrowLeft")
        page.evaluate("settled(500)")
        assert output.inner_text() == f"{step} / 200"
    page.get_by_role("button", name="Reset").click()
    page.evaluate("settled(500)")
    assert output.inner_text() == "0 / 200"


class Count(Stage):
    """Counts from 0 to n."""

    def __init__(self, **options):
        controls = [Slider("n", "n", 0, 9, step=1, value=4)]
        panels = [Curves("Count", "step", "so far", [Curve("count")])]
        super().__init__("Count", "A count.", controls, panels, "{count:.0f} of {steps}", seconds=0.8, **options)

    def compute(self, n):
        return {"count": np.arange(n + 1.0)}


def step(page):
    return int(page.locator(".lr-scrub input").input_value())


def test_at_the_first_and_at_the_last_step_of_a_run_that_grows_it_stays_at_that_end(in_page):
    lab = Count()
    page = in_page(lab)
    slider = page.locator("[data-name=n] .lr-input")
    for key, at in (("ArrowRight", 0), ("Home", 0), ("End", 0)):  # Home: one step, both the first and the last
        slider.press(key)
        page.evaluate("settled(300)")
        assert step(page) == at
    page.locator(".lr-scrub input").press("End")
    for n, key in ((8, "ArrowLeft"), (9, "ArrowRight")):
        slider.press(key)
        page.evaluate("settled(300)")
        assert (lab.n, step(page)) == (n, n)


def test_play_and_pause_are_equally_wide(in_page):
    page = in_page(Count())
    place = lambda name: page.get_by_role("button", name=name, exact=True).bounding_box()
    before, beside = place("play"), place("one step back")
    page.get_by_role("button", name="play", exact=True).click()
    assert (place("pause"), place("one step back")) == (before, beside)


def test_what_quickens_begins_slowly_and_takes_as_long(in_page):
    begun = """() => new Promise((done) => {
        const bar = document.querySelector(".lr-scrub input"), { max } = bar, since = performance.now(), times = [];
        const look = () => {
            times[bar.value] ??= (performance.now() - since) / 1000;
            if (bar.value === max) done(times); else requestAnimationFrame(look);
        };
        document.querySelector(".lr-play").click();
        look();
    })"""
    even, quick = (in_page(Count(quickens=quickens)) for quickens in (False, True))
    even, quick = ([page.evaluate(begun)[at] for at in (1, -1)] for page in (even, quick))
    assert quick[0] > 1.8 * even[0]
    assert quick[1] == pytest.approx(even[1], abs=0.4)


def test_reset_is_beside_the_title_in_every_lab_and_no_taller(in_page):
    for name in ("race", "coin", "training"):
        page = in_page(getattr(lr.labs, name)(), viewport=(1180, 780))
        page.evaluate("settled(300)")
        title, reset = (page.locator(f".lr-{part}").bounding_box() for part in ("title", "reset"))
        assert title["y"] - 3 < reset["y"] < title["y"] + title["height"]
        assert reset["height"] < title["height"] + 3


def test_the_words_have_the_whole_width(in_page):
    page = in_page(lr.labs.race(), viewport=(1180, 780))
    words, body = (page.locator(f".lr-{part}").bounding_box() for part in ("words", "body"))
    assert words["width"] == body["width"]


@pytest.mark.parametrize("width", [1180, 820, 390])
def test_pictures_are_square_without_axes_and_what_follows_has_a_row_of_its_own(in_page, width):
    lab = lr.labs.faces()
    page = in_page(lab, viewport=(width, 780))
    page.evaluate("settled(300)")
    boxes = [node.bounding_box() for node in page.locator(".lr-panel canvas").all()]
    for box in boxes[:4]:
        assert box["width"] == pytest.approx(box["height"], abs=1)
    assert len({round(box["y"]) for box in boxes[:4]}) == (1 if width > 600 else 2)
    assert boxes[4]["y"] > max(box["y"] + box["height"] for box in boxes[:4])
    assert boxes[4]["width"] > 2 * boxes[0]["width"]
    page.locator("canvas").nth(2).click()
    page.evaluate("settled(300)")
    assert lab.face == 2
    assert page.locator("[data-name=face] .lr-input").input_value() == "2"


def test_keys_play_and_step_wherever_no_control_wants_them(in_page):
    page = in_page(lr.labs.training())
    page.locator(".lr-title").click()
    for key, said in (("ArrowRight", "Step 1 of"), ("ArrowRight", "Step 2 of"), ("ArrowLeft", "Step 1 of")):
        page.keyboard.press(key)
        assert said in page.locator(".lr-words").inner_text()
    page.keyboard.press("Space")
    assert page.locator(".lr-player button").first.inner_text() == "Pause"


@pytest.mark.parametrize(
    "name", [n for n in lr.labs.__all__ if n not in ("threshold", "line", "visitors", "likelihood", "decision")]
)
def test_every_lab_has_a_number(name):
    lab = getattr(lr.labs, name)()
    assert lab._number
    assert lab.number
    assert lab.error == ""


def test_of_two_points_that_overlap_the_hand_takes_the_one_on_its_side(in_page):
    lab = lr.labs.secant()
    lab.set(h=0.001)
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(600)")
    x, y = grip(page, "first")
    for side, name in ((-3, "x"), (3, "h")):
        before = lab.values
        page.mouse.move(x + side, y)
        page.mouse.down()
        page.mouse.move(x + side + 40, y, steps=4)
        page.mouse.up()
        page.evaluate("settled(400)")
        assert {key for key in before if lab.values[key] != before[key]} == {name}
        x, y = grip(page, "first")
    assert page.locator(".lr-number span").inner_text() == f"slope of the secant (tangent {2 * lab.x:.3f})"


def slow(page, *drags):
    """Drags of handles, each (name, right, down), while Python takes its time."""
    page.evaluate("""() => {
        const hear = Object.keys(window).find((name) => /^hear\\d/.test(name)), answer = window[hear];
        const later = () => new Promise((done) => setTimeout(done, 700));
        window[hear] = async (message) => { await later(); return answer(message); };
    }""")
    for name, right, down in drags:
        x, y = grip(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + right, y + down, steps=4)
        page.mouse.up()


def test_what_two_handles_and_a_slider_were_told_while_python_was_busy_is_done_in_order(in_page):
    ends = []
    for busy in (False, True):
        lab = lr.labs.unit()
        page = in_page(lab, viewport=(1180, 780))
        page.evaluate("settled(600)")
        if busy:
            slow(page, ("x1", -70, 0), ("x2", 30, 0), ("b", 0, 20))
        else:
            for drag in (("x1", -70, 0), ("x2", 30, 0), ("b", 0, 20)):
                slow(page, drag)
                page.evaluate("settled(1500)")
        page.locator("[data-name=b] .lr-input").focus()
        page.keyboard.press("End")
        page.evaluate("settled(1500)")
        ends.append(lab.values)
        assert page.locator("[data-name=b] output").inner_text() == f"{lab.values['b']:.1f}"
    assert ends[0] == ends[1]
    assert ends[1]["b"] == next(spec["high"] for spec in lab.controls if spec["name"] == "b")


def test_reset_forgets_a_click_that_python_has_not_answered_yet(in_page):
    lab = lr.labs.training()
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(600)")
    slow(page)
    surface = page.locator("canvas").nth(3).bounding_box()
    page.mouse.click(surface["x"] + 150, surface["y"] + 60)
    page.get_by_role("button", name="Reset").click()
    page.evaluate("settled(1500)")
    assert lab.values["start"] == "zeros"
    assert page.locator(".lr-scrub output").inner_text() == "0 / 300"


def test_two_views_of_other_widths_keep_their_handles_on_the_picture(in_page):
    page = in_page(lr.labs.coin(8, 12), viewport=(1180, 780))
    page.evaluate("settled(600)")
    page.evaluate("window.render(); document.querySelectorAll('.lr-lab')[1].style.width = '400px'")
    page.evaluate("settled(900)")
    for picture in page.locator(".lr-picture").all():
        shown, own = picture.evaluate(
            "node => [node.clientWidth / node.clientHeight, node.naturalWidth / node.naturalHeight]"
        )
        assert shown == pytest.approx(own, rel=0.02)


@pytest.mark.parametrize("width", [1180, 1030, 820])
def test_other_ground_begins_at_its_beginning_in_the_same_place_and_keeps_the_rate(in_page, width):
    page = in_page(lr.labs.descent(), viewport=(width, 780))
    page.evaluate("settled(400)")
    page.locator(".lr-scrub input").fill("31")
    page.locator(".lr-Slider input").first.fill("100")
    page.evaluate("settled(400)")
    assert page.locator(".lr-scrub output").inner_text() == "31 / 40"
    rate, place = page.locator(".lr-Slider output").inner_text(), page.locator(".lr-panel canvas").first.bounding_box()
    for ground in ("two valleys", "ravine"):
        page.locator("select").first.select_option(ground)
        page.evaluate("settled(400)")
        assert page.locator(".lr-scrub output").inner_text() == "0 / 40"
        assert page.locator(".lr-Slider output").inner_text() == rate
        assert page.locator(".lr-panel canvas").first.bounding_box() == place


def test_a_path_that_has_left_the_picture_is_shown_at_its_edge(in_page):
    lab = lr.labs.descent()
    lab.set(learning_rate=1.5)
    page = in_page(lab, viewport=(1180, 780))
    page.evaluate("settled(400)")
    coloured = """node => { // near the left and the right edge of the plane, red as the path is
        const { data, width } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
        const red = [0, 0];
        for (let i = 0; i < data.length; i += 4) {
            const x = (i / 4) % width / width;
            if (data[i] === 213 && data[i + 1] === 94 && data[i + 2] === 0) red[0] += x < 0.12, red[1] += x > 0.95;
        }
        return red;
    }"""
    sides = set()
    for step in ("8", "9"):
        page.locator(".lr-scrub input").fill(step)
        page.evaluate("settled(100)")
        left, right = page.locator(".lr-panel canvas").first.evaluate(coloured)
        sides.add(left > right)
    assert sides == {True, False}
