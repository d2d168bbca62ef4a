"""What the hand does to labs in a page, with their Python behind them: two labs at once, Reset, touch."""

import numpy as np
import pytest

import lrcourse as lr
from lrcourse import lessons
from lrcourse.engine.labs.controls import Buttons, Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.engine.labs.stage import Stage

# What refers to an id beyond its own lab or quiz, or to none; and what has an id that is not its own alone.
ASTRAY = """() => {
    const nodes = [...document.querySelectorAll("[id]")].map(node => node.id);
    const twice = nodes.filter((id, k) => nodes.indexOf(id) !== k);
    const astray = [...document.querySelectorAll("[for], [aria-describedby], [aria-labelledby]")].flatMap(node =>
        ["for", "aria-describedby", "aria-labelledby"].flatMap(name => (node.getAttribute(name) ?? "").split(" "))
            .filter(id => id && !node.closest(".lr-lab, .lrq").querySelector(`#${id}`)));
    const groups = [...document.querySelectorAll(".lr-lab, .lrq")].map(root =>
        new Set([...root.querySelectorAll("[type=radio]")].map(node => node.name)));
    const shared = [...groups.reduce((all, own) => all.intersection(own))];
    return [nodes.length, twice, astray, shared];
}"""


def settle(page, time=400):
    page.evaluate("time => settled(time)", time)


def test_labs_and_quizzes_on_one_page_and_two_views_of_each_share_no_id(in_page):
    page = in_page(lr.labs.clinic(), lr.labs.training(), lr.quiz("02_linear_classification"))
    page.evaluate("window.render()")
    assert page.locator(".lrq").count() == 2
    count, *trouble = page.evaluate(ASTRAY)
    assert count > 40
    assert trouble == [[], [], []]


def test_a_label_acts_on_the_control_beside_it(in_page):
    page = in_page(lr.labs.phase_plane(), lr.labs.training(), lr.labs.clinic(), lr.labs.clinic())
    assert page.locator(".lr-lab").count() == 4
    files = page.get_by_label("open the file")
    page.locator("label", has_text="open the file").nth(1).click()
    assert [box.is_checked() for box in files.all()] == [False, True]
    page.locator(".lr-Slider label", has_text="L2").click()
    assert page.evaluate("document.activeElement.closest('.lr-control').dataset.name") == "l2"


# -- Reset --


def hears_the_hand(name):
    """Whether a lab is one whose picture the hand can change, and what the notebooks call it with."""
    module = __import__(lessons.lab(name).__module__, fromlist=["x"])
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Stage)]
    return any(kind.__module__ == module.__name__ and kind.gesture is not Stage.gesture for kind in kinds)


@pytest.mark.parametrize("name", [name for name in lessons.lab_files() if hears_the_hand(name)])
def test_reset_takes_back_what_the_hand_did_in_the_picture(name):
    lab = getattr(lr.labs, name)()
    shown = lambda: {key: array.copy() for key, array in lab._now.frames.arrays.items()}
    first, words = shown(), lab.words
    for kind, index in (("click", -1), ("drag", 0), ("drop", 0)):
        lab._heard(lab, {"gesture": {"panel": 0, "kind": kind, "index": index, "x": 0.3, "y": 0.6}}, [])
        assert lab.error == ""
    moved = shown()
    assert any(moved[key].shape != first[key].shape or not np.array_equal(moved[key], first[key]) for key in first)
    values = {spec["name"]: spec["value"] for spec in lab.controls if "value" in spec}
    lab._heard(lab, {"values": values, "reset": True}, [])
    again = shown()
    assert lab.words == words
    for key in first:
        np.testing.assert_array_equal(again[key], first[key])


def test_reset_brings_the_lab_back_as_it_opened(in_page):
    page = in_page(lr.labs.phase_plane())
    opened = page.locator(".lr-lab").inner_text(), page.locator("canvas").first.screenshot()
    page.locator("canvas").first.click(position={"x": 150, "y": 60})
    page.get_by_label("speed").select_option("0.25\u00d7")
    page.get_by_label("loop").check()
    page.get_by_role("button", name="play", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Reset").click()
    page.mouse.move(5, 5)
    settle(page)
    assert page.get_by_role("button", name="play", exact=True).count() == 1  # it rests
    assert not page.get_by_label("loop").is_checked()
    assert (page.locator(".lr-lab").inner_text(), page.locator("canvas").first.screenshot()) == opened
    page.get_by_role("button", name="to the first step", exact=True).click()
    page.get_by_role("button", name="play", exact=True).click()
    settle(page, 1500)
    steps, last = map(int, page.locator(".lr-scrub output").inner_text().split(" / "))
    assert steps > last / 20  # at the usual speed


# -- values that go together --


def test_another_patient_comes_untreated_and_with_a_closed_file(in_page):
    lab = lr.labs.clinic()
    page = in_page(lab)
    page.get_by_role("radio", name="standardise the columns").check()
    page.get_by_label("open the file").check()
    page.wait_for_function("document.querySelector('.lr-words').textContent.includes('File A.')")
    page.get_by_role("radio", name="B", exact=True).check()
    settle(page)
    assert lab.values == {"patient": "B", "treatment": "none", "file": False}
    assert "File" not in page.locator(".lr-words").inner_text()
    assert not page.get_by_label("open the file").is_checked()
    assert page.get_by_role("radio", name="none").is_checked()


def test_the_page_sends_what_the_hand_has_moved_and_nothing_else(in_page):
    page = in_page(lr.labs.clinic(), answers=False)
    page.get_by_label("open the file").check()
    page.get_by_role("radio", name="B", exact=True).check()
    page.get_by_role("radio", name="standardise the columns").check()
    assert page.evaluate("window.sent.map(({ values }) => values)") == [{"file": True}]  # the others wait, as one


# -- a finger --


LISTEN = """() => {
    window.arcs = [];
    const { arc } = Path2D.prototype;
    Path2D.prototype.arc = function (...args) { window.arcs.push(args.slice(0, 3)); return arc.apply(this, args); };
}"""
PHONE = {"viewport": (390, 844), "has_touch": True, "is_mobile": True}


class Finger:
    """A finger on a page, at places in the page's own pixels."""

    def __init__(self, page):
        self.page, self.session = page, page.context.new_cdp_session(page)

    def put(self, kind, *place):
        points = [{"x": place[0], "y": place[1]}] if place else []
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(self, start, end, rest=0):
        self.page.evaluate(f"hasty({str(not rest).lower()})")
        self.put("touchStart", *start)
        self.page.wait_for_timeout(rest)
        for part in np.linspace(0, 1, 9)[1:]:
            self.put("touchMove", *(np.array(start) + part * (np.array(end) - start)))
            self.page.wait_for_timeout(20)
        self.put("touchEnd")
        settle(self.page)

    def tap(self, *place):
        self.put("touchStart", *place)
        self.page.wait_for_timeout(50)
        self.put("touchEnd")
        settle(self.page)


@pytest.fixture
def phone(in_page):
    """Two labs on a phone, the finger, and how far the first canvas of the second one is from the corner."""
    labs = lr.labs.coin(8, 12), lr.labs.gaussian(), lr.labs.training()
    page = in_page(*labs, **PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")

    def show(number):
        canvas = page.locator(".lr-lab").nth(number).locator("canvas").first
        page.evaluate("node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 300)", canvas.element_handle())
        settle(page)
        page.evaluate("window.sent.length = 0")
        box = canvas.bounding_box()
        return labs[number], box["x"], box["y"]

    return page, Finger(page), show


def gestures(page):
    return [message["gesture"]["kind"] for message in page.evaluate("window.sent") if "gesture" in message]


def scrolled(page, act):
    """How far the page scrolls at this."""
    before = page.evaluate("scrollY")
    act()
    return page.evaluate("scrollY") - before


def of_first_mean(page, left, top):
    """Where the mean of class 0 is on the page: the first of the largest circles that are drawn."""
    page.evaluate(LISTEN)
    page.set_viewport_size({"width": 389, "height": 844})
    settle(page)
    x, y, _ = page.evaluate("arcs.find(([, , r]) => r === Math.max(...arcs.map(([, , r]) => r)))")
    return left + x, top + y


def test_a_finger_that_swipes_over_a_canvas_scrolls_the_page_and_changes_nothing(phone):
    page, finger, show = phone
    lab, x, y = show(2)
    count = len(lab.now.X)
    for right in (80, 150, 220):
        start = x + right, y + 150
        assert scrolled(page, lambda start=start: finger.swipe(start, (start[0], start[1] - 120))) > 60
        page.evaluate(
            "y => scrollBy(0, y)", -page.locator(".lr-lab").nth(2).locator("canvas").first.bounding_box()["y"]
        )
    settle(page)
    assert gestures(page) == []
    assert len(lab.now.X) == count


def test_a_tap_adds_a_sample(phone):
    page, finger, show = phone
    lab, x, y = show(2)
    count = len(lab.now.X)
    finger.tap(x + 80, y + 12)
    settle(page, 800)
    assert gestures(page) == ["click"]
    assert len(lab.now.X) == count + 1


@pytest.mark.parametrize(("rest", "way"), [(400, (0, -40)), (0, (40, 5))])
def test_a_finger_drags_the_point_on_which_it_rests_or_from_which_it_moves_sideways(phone, rest, way):
    page, finger, show = phone
    lab, *corner = show(1)
    before, start = np.array(lab.means), of_first_mean(page, *corner)
    assert scrolled(page, lambda: finger.swipe(start, (start[0] + way[0], start[1] + way[1]), rest)) == 0
    settle(page, 800)
    assert set(gestures(page)) == {"drag", "drop"}
    moved = np.array(lab.means) - before
    assert moved[1].tolist() == [0, 0]
    assert moved[0] @ [way[0], -way[1]] > 0


def test_a_finger_that_only_touches_a_point_does_not_move_it(phone):
    page, finger, show = phone
    lab, *corner = show(1)
    before, (x, y) = np.array(lab.means), of_first_mean(page, *corner)
    finger.tap(x + 5, y + 5)
    settle(page, 500)
    assert gestures(page) == []
    assert np.array_equal(lab.means, before)


# -- a click brings the nearest handle --


class Two(Sketch):
    """Two handles in one pair of axes, one in a second, none in a third."""

    def __init__(self):
        names = ("a", "b", "c")
        super().__init__(
            "Two", "Three numbers.", [Slider(n, n, 0, 10, step=0.1, value=v) for n, v in zip(names, (2, 8, 5))]
        )

    def start(self, figure):
        self.axes = figure.subplots(1, 3)
        for ax in self.axes:
            ax.set(xlim=(0, 10), ylim=(0, 10))
        return []

    def handles(self):
        left, middle, _ = self.axes
        return {"a": (left, self.a, 5), "b": (left, self.b, 5), "c": (middle, self.c, 5)}

    def grab(self, name, x, y):
        return {name: x}

    def move(self, a, b, c):
        return f"{a:.1f}, {b:.1f}, {c:.1f}"


def spot(page, lab, number, x, y):
    """A place in the page, from one in axes number ``number``."""
    picture, box = page.locator(".lr-picture").bounding_box(), lab.axes[number].bbox
    (wide, high), across, up = lab._figure.bbox.size, box.x0 + x / 10 * box.width, box.y0 + y / 10 * box.height
    return picture["x"] + across / wide * picture["width"], picture["y"] + (1 - up / high) * picture["height"]


def test_a_click_brings_the_nearest_handle_of_its_axes_and_none_elsewhere(in_page):
    lab = Two()
    page = in_page(lab)
    settle(page)
    click = lambda *place, **options: (page.mouse.click(*spot(page, lab, *place), **options), settle(page))
    click(0, 4, 9)
    assert (lab.a, lab.b, lab.c) == (pytest.approx(4, abs=0.1), 8, 5)
    click(0, 6.5, 1)
    assert (lab.a, lab.b, lab.c) == (pytest.approx(4, abs=0.1), pytest.approx(6.5, abs=0.1), 5)
    click(1, 1, 5)
    assert lab.c == pytest.approx(1, abs=0.1)
    before = lab.values
    click(2, 5, 5)
    click(0, 5, -0.8)  # below the axes, on the ticks
    click(0, 2, 2, button="right")
    assert lab.values == before
    page.mouse.move(*spot(page, lab, 1, 5, 5))
    assert page.locator(".lr-board").evaluate("node => getComputedStyle(node).cursor") == "crosshair"
    page.mouse.move(*spot(page, lab, 2, 5, 5))
    assert page.locator(".lr-board").evaluate("node => getComputedStyle(node).cursor") != "crosshair"


def test_what_a_press_has_brought_is_dragged_on_also_out_of_its_axes(in_page):
    lab = Two()
    page = in_page(lab)
    settle(page)
    page.mouse.move(*spot(page, lab, 0, 4, 9))
    page.mouse.down()
    page.mouse.move(*spot(page, lab, 0, 7.5, 9), steps=4)  # past the other handle, which stays
    settle(page)
    assert (lab.a, lab.b) == (pytest.approx(7.5, abs=0.1), 8)
    page.mouse.move(*spot(page, lab, 2, 5, 5), steps=4)
    page.mouse.up()
    settle(page)
    assert (lab.a, lab.b, lab.c) == (10, 8, 5)
    page.mouse.move(*spot(page, lab, 0, 1, 1))
    settle(page)
    assert lab.a == 10  # let go


def test_a_handle_itself_is_taken_where_it_is(in_page):
    lab = Two()
    page = in_page(lab)
    settle(page)
    x, y = spot(page, lab, 1, 5, 5)
    page.mouse.click(x + 6, y + 6)
    settle(page)
    assert lab.c == 5


def test_a_finger_taps_or_drags_in_the_picture_and_a_swipe_scrolls(in_page):
    lab = Two()
    page = in_page(lab, **PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    settle(page, 800)  # a narrower picture comes
    finger = Finger(page)
    x, y = spot(page, lab, 1, 3, 9)
    finger.tap(x, y)
    assert lab.c == pytest.approx(3, abs=0.2)
    x, y = spot(page, lab, 1, 2, 2)
    assert scrolled(page, lambda: finger.swipe((x, y), spot(page, lab, 1, 6, 2.2))) == 0
    assert lab.c == pytest.approx(6, abs=0.2)
    assert scrolled(page, lambda: finger.swipe((x, y), spot(page, lab, 1, 4, 8), rest=400)) == 0
    assert lab.c == pytest.approx(4, abs=0.2)
    before = lab.values
    assert scrolled(page, lambda: finger.swipe((x, y + 60), (x, y - 80))) > 60
    assert lab.values == before


def test_a_click_in_two_clouds_brings_the_nearest_mean(in_page):
    lab = lr.labs.gaussian()
    page = in_page(lab)
    canvas = page.locator("canvas").first
    box = canvas.bounding_box()
    left, right = (np.array(mean) for mean in lab.means)
    canvas.click(position={"x": 0.85 * box["width"], "y": 0.2 * box["height"]})
    settle(page)
    assert np.array_equal(lab.means[0], left)
    assert np.all(lab.means[1] > right + 0.5)
    assert gestures(page)[-1] == "drop"


def test_a_click_on_the_cost_surface_plays_from_there(in_page):
    lab = lr.labs.training()
    page = in_page(lab)
    canvas = page.locator("canvas").nth(3)
    box = canvas.bounding_box()
    canvas.click(position={"x": 0.35 * box["width"], "y": 0.15 * box["height"]})
    page.wait_for_function("parseInt(document.querySelector('.lr-scrub output').textContent) > 3")
    assert "It starts where you clicked: x₁ = " in page.locator(".lr-words").inner_text()
    assert lab.start == "where you clicked"
    w = lab._now.frames.arrays["w"][0]
    assert f"x₁ = {w[0]:.2f}, x₂ = {w[1]:.2f}".replace("-", "−") in lab.words
    assert w[1] > 1  # high up in the picture
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert page.locator(".lr-scrub output").inner_text() == "0 / 300"
    assert "clicked" not in page.locator(".lr-words").inner_text()
    assert lab._now.frames.arrays["w"][0].tolist() == [0, 0]


def test_it_does_not_play_for_those_who_want_things_still(in_page):
    page = in_page(lr.labs.training(), reduced_motion="reduce")
    page.get_by_role("button", name="one step ahead").click()
    page.locator("canvas").nth(3).click()
    page.wait_for_function("document.querySelector('.lr-words').textContent.includes('where you clicked')")
    settle(page)
    assert page.locator(".lr-scrub output").inner_text() == "0 / 300"


# -- what a screen reader says --


# Keeps in `window.heard` what changes in live regions that are not switched off.
EAR = """() => {
    window.heard = [];
    new MutationObserver((changes) => changes.forEach(({ target }) => {
        const region = (target.closest ? target : target.parentElement).closest("[aria-live], output, [role=status]");
        if (region && region.ariaLive !== "off") window.heard.push(region.textContent);
    })).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def heard(page):
    settle(page)
    return page.evaluate("window.heard.splice(0)")


def at_once(page, keys):
    """Press keys so fast that nothing can be said between two of them."""
    page.evaluate(
        """(keys) => keys.forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
        keys,
    )


def test_play_is_quiet_and_says_once_where_it_ends_or_pauses(in_page):
    page = in_page(lr.labs.phase_plane(), lr.labs.training())
    page.evaluate(EAR)
    play = lambda name: page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_label("speed").first.select_option("4×")
    play("play")
    for at_end in ("!==", "==="):  # it begins anew, and comes to its end
        page.wait_for_function(f"document.querySelector('.lr-scrub output').textContent {at_end} '500 / 500'")
    (said,) = heard(page)
    assert said.startswith("Step 500 of 500. Time 100.0: v = ")
    page.get_by_label("speed").first.select_option("1×")
    play("play")
    settle(page, 500)
    play("pause")
    (said,) = heard(page)
    shown = page.locator(".lr-scrub output").first.inner_text().replace(" / ", " of ")
    assert said == f"Step {shown}. {page.locator('.lr-words').first.inner_text()}"
    play("one step ahead")
    assert len(heard(page)) == 1  # the words, which are heard again
    page.locator(".lr-scrub input").first.press("ArrowRight")
    assert len(heard(page)) == 1


def test_the_pointer_says_where_it_is_and_on_what(in_page):
    page = in_page(lr.labs.phase_plane(), lr.labs.gaussian())
    page.evaluate(EAR)
    canvas = page.locator(".lr-lab").nth(1).locator("canvas").first
    canvas.focus()
    at_once(page, ["ArrowLeft"] * 6 + ["ArrowRight"] * 3)
    assert heard(page) == ["x₁ −0.67, x₂ 0"]  # once
    at_once(page, ["ArrowRight"] * 10 + ["ArrowUp"] * 2)  # the mean of class 1 is at (1.6, 0.3)
    assert heard(page) == ["x₁ 1.6, x₂ 0.27, on a point of class 1"]
    page.keyboard.press("Enter")
    assert heard(page)[-1] == "x₁ 1.6, x₂ 0.27, holding a point of class 1"


# -- buttons --


class Dice(Sketch):
    def __init__(self):
        super().__init__(
            "Dice",
            "How often each number fell.",
            [Slider("sides", "sides", 2, 9, step=1), Buttons("roll", "roll", ["once", "ten times"])],
        )

    def start(self, figure):
        self.rolls = 0
        (line,) = figure.add_subplot().plot([], [])
        return [line]

    def pressed(self, name, option):
        self.rolls += {"once": 1, "ten times": 10}[option]
        return {"sides": 9} if self.rolls > 20 else {}

    def move(self, sides):
        return f"{self.rolls} rolls, {sides} sides."


def test_every_press_counts_also_while_python_is_busy_and_may_move_other_controls(in_page):
    lab = Dice()
    page = in_page(lab)
    for name in ["once", "once", "ten times"]:
        page.get_by_role("button", name=name, exact=True).click()
    settle(page)
    assert page.locator(".lr-words").inner_text() == "12 rolls, 2 sides."
    page.evaluate("() => [1, 2].forEach(() => document.querySelectorAll('.lr-buttons button')[1].click())")
    settle(page)
    assert page.locator(".lr-words").inner_text() == "32 rolls, 9 sides."
    assert page.locator("[data-name=sides] output").inner_text() == "9"
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert lab.values == {"sides": 2}


def test_buttons_are_pressed_from_python_and_have_no_value():
    lab = Dice()
    lab.press("roll", "ten times")
    assert lab.words == "10 rolls, 2 sides."
    assert lab.values == {"sides": 2}
    with pytest.raises(ValueError, match="no buttons 'sides'"):
        lab.press("sides", "once")
    with pytest.raises(ValueError, match="roll must be one of"):
        lab.press("roll", "twice")
    with pytest.raises(ValueError, match="no control 'roll'"):
        lab.set(roll="once")
    with pytest.raises(ValueError, match="different options, at least one"):
        Buttons("roll", "roll", ["once", "once"])
