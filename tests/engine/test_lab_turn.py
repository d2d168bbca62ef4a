"""A box that the hand turns: by mouse, by finger, by keys, at once in the page; Python hears of it afterwards."""

import numpy as np
import pytest
from test_lab_hand import EAR, LISTEN, PHONE, Finger, heard, scrolled, settle

import lrcourse as lr
from lrcourse.lessons.n14_donut.lift_lab import TURNS

DRAWN = """() => {
    arcs.length = 0;
    document.querySelectorAll("figure")[1].hidden = true; // its circles are not asked for
    document.querySelector(".lr-scrub input").dispatchEvent(new Event("input"));
    return arcs.map(([x, y]) => [x, y]);
}"""


@pytest.fixture
def lab():
    return lr.labs.lift()


def middle(page):
    canvas = page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def unit(page, scene):
    """Pixels for half the ground's side."""
    box = page.locator("canvas").first.bounding_box()
    return min(box["width"] / 3, box["height"] / (2 * scene.reach()))


def step(page):
    return int(page.locator(".lr-scrub output").inner_text().split()[0])


def drag(page, right, down, parts=8):
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=parts)
    page.mouse.up()


def test_a_drag_turns_it_as_far_as_the_hand_goes_and_the_page_draws_what_is_seen_from_there(in_page, lab):
    page = in_page(lab)
    page.evaluate(LISTEN)
    degrees = np.degrees(1 / unit(page, lab.panels[0]))
    drag(page, 60, 0)
    settle(page)
    assert step(page) == pytest.approx(60 * degrees, abs=1)
    assert lab.above == 20
    assert page.evaluate("sent.length") == 0  # Python is not asked
    drag(page, 0, 50, parts=1)
    settle(page)
    assert lab.above == pytest.approx(20 + 50 * degrees, abs=1)
    assert lab.panels[0].tilt == lab.above
    turned, tilted = np.radians(30 + step(page)), np.radians(lab.above)
    frames = lab._now.frames.arrays
    u, v, height = np.concatenate([frames[name][frames["t"] == 0] for name in ("behind", "before")]).T
    size, box = unit(page, lab.panels[0]), page.locator("canvas").first.bounding_box()
    depth = u * np.sin(turned) + v * np.cos(turned)  # away from the viewer
    x = box["width"] / 2 + size * (u * np.cos(turned) - v * np.sin(turned))
    y = box["height"] / 2 - size * (depth * np.sin(tilted) + 0.65 * height * np.cos(tilted))
    expected = np.stack([x, y], axis=1)[np.isfinite(x)]
    drawn = np.array(page.evaluate(DRAWN))
    drawn = drawn[np.isfinite(drawn[:, 0])]
    np.testing.assert_allclose(drawn[np.lexsort(drawn.T)], expected[np.lexsort(expected.T)], atol=0.1)


def test_what_is_in_front_goes_with_the_hand(in_page, lab):
    page = in_page(lab)
    before = step(page)
    drag(page, 40, 0)
    settle(page)
    front = lambda number: lab.panels[0].project(np.array(nearest), TURNS[number])[0]
    angle = np.radians(TURNS[before])
    nearest = [-np.sin(angle), -np.cos(angle), 0]
    assert front(step(page)) > front(before) + 0.1
    drag(page, -80, 0)
    settle(page)
    assert 300 < step(page) < 361  # round the other way, through the first step


def test_it_follows_at_once_and_without_python_and_the_slider_with_it(in_page, lab):
    page = in_page(lab, answers=False, live=False)
    first = page.locator("canvas").first.screenshot()
    drag(page, 0, 40, parts=2)
    assert page.locator("canvas").first.screenshot() != first
    assert page.locator("[data-name=above] .lr-input").input_value() != "20"
    settle(page, 900)
    assert "No Python" not in page.locator(".lr-words").inner_text()  # it needs none
    page.get_by_role("button", name="Reset").click()
    page.mouse.move(2, 2)
    settle(page)
    assert page.locator("canvas").first.screenshot() == first


def test_an_older_answer_does_not_turn_it_back(in_page, lab):
    page = in_page(lab)
    drag(page, 0, 500, parts=25)
    assert page.locator("[data-name=above] .lr-input").input_value() == "90"
    settle(page)
    assert lab.above == 90
    assert "Seen from above" in page.locator(".lr-words").inner_text()


def test_the_slider_turns_it_too_and_a_press_stops_what_plays(in_page, lab):
    page = in_page(lab, answers=False)
    first = page.locator("canvas").first.screenshot()
    page.locator("[data-name=above] .lr-input").press("End")
    assert page.locator("canvas").first.screenshot() != first
    page.get_by_role("button", name="play", exact=True).click()
    settle(page, 300)
    page.mouse.move(*middle(page))
    page.mouse.down()
    assert page.get_by_role("button", name="play", exact=True).count() == 1
    page.mouse.up()


def test_keys_turn_it_and_it_is_said(in_page, lab):
    page = in_page(lab)
    page.evaluate(EAR)
    page.locator("canvas").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert heard(page)[-1] == "Turned by 35°, seen from 25° above."
    assert lab.above == 25
    assert step(page) == 5


def test_a_finger_turns_it_sideways_or_after_a_rest_and_else_scrolls(in_page, lab):
    page = in_page(lab, **PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    finger, place = Finger(page), middle(page)
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] - 120))) > 60
    assert (step(page), lab.above) == (0, 20)
    place = middle(page)
    assert scrolled(page, lambda: finger.swipe(place, (place[0] + 60, place[1] + 4))) == 0
    turned = step(page)
    assert turned > 10
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] + 60), rest=400)) == 0
    assert lab.above > 30
    finger.tap(*place)
    assert step(page) == turned
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] - 120))) > 60  # let go


def test_the_picture_says_that_it_can_be_turned(in_page, lab):
    page = in_page(lab)
    canvas = page.locator("canvas").first
    assert canvas.evaluate("node => getComputedStyle(node).cursor") == "grab"
    assert "drag to turn" in page.locator("figcaption").first.inner_text()
    assert "arrow keys turn it" in canvas.get_attribute("aria-label")
