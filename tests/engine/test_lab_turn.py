"""A box that the hand turns: by mouse, by finger, by keys, at once in the page; Python hears of it afterwards."""

import numpy as np
import pytest
from test_lab_hand import EAR, LISTEN, PHONE, Finger, heard, scrolled, settle

import lrcourse as lr

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


def turned(page):
    return int(page.locator("[data-name=turned] .lr-input").input_value())


def to_the_end(page):
    page.locator(".lr-scrub input").press("End")


def drag(page, right, down, parts=8):
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=parts)
    page.mouse.up()


def test_a_drag_turns_it_as_far_as_the_hand_goes_and_the_page_draws_what_is_seen_from_there(in_page, lab):
    page = in_page(lab)
    to_the_end(page)
    page.evaluate(LISTEN)
    degrees = np.degrees(1 / unit(page, lab.panels[0]))
    drag(page, 60, 0)
    settle(page)
    assert turned(page) == lab.turned == pytest.approx(30 + 60 * degrees, abs=1)
    assert lab.above == 20
    drag(page, 0, 50, parts=1)
    settle(page)
    assert lab.above == pytest.approx(20 + 50 * degrees, abs=1)
    assert lab.panels[0].tilt == lab.above
    angle, tilted = np.radians(lab.turned), np.radians(lab.above)
    frames = lab._now.frames.arrays
    u, v, height = np.concatenate([frames[name][frames["t"] == 0] for name in ("behind", "before")]).T
    size, box = unit(page, lab.panels[0]), page.locator("canvas").first.bounding_box()
    depth = u * np.sin(angle) + v * np.cos(angle)  # away from the viewer
    x = box["width"] / 2 + size * (u * np.cos(angle) - v * np.sin(angle))
    y = box["height"] / 2 - size * (depth * np.sin(tilted) + 0.65 * height * np.cos(tilted))
    expected = np.stack([x, y], axis=1)[np.isfinite(x)]
    drawn = np.array(page.evaluate(DRAWN))
    drawn = drawn[np.isfinite(drawn[:, 0])]
    np.testing.assert_allclose(drawn[np.lexsort(drawn.T)], expected[np.lexsort(expected.T)], atol=0.1)


def test_what_is_in_front_goes_with_the_hand(in_page, lab):
    page = in_page(lab)
    angle = np.radians(turned(page))
    front = lambda: lab.panels[0].project(np.array([-np.sin(angle), -np.cos(angle), 0]))[0]
    before = front()
    drag(page, 40, 0)
    settle(page)
    assert front() > before + 0.1
    drag(page, -140, 0)
    settle(page)
    assert 250 < turned(page) < 359  # the other way, and through 0


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
    to_the_end(page)
    drag(page, 0, 500, parts=25)
    assert page.locator("[data-name=above] .lr-input").input_value() == "90"
    settle(page)
    assert lab.above == 90
    assert "Seen from above" in page.locator(".lr-words").inner_text()


def test_the_sliders_turn_it_too_and_it_may_be_turned_while_it_rises(in_page, lab):
    page = in_page(lab, answers=False)
    first = page.locator("canvas").first.screenshot()
    page.locator("[data-name=above] .lr-input").press("End")
    above = page.locator("canvas").first.screenshot()
    assert above != first
    page.locator("[data-name=turned] .lr-input").press("PageUp")
    assert page.locator("canvas").first.screenshot() != above
    page.get_by_role("button", name="play", exact=True).click()
    settle(page, 300)
    before = turned(page)
    drag(page, 30, 0)
    assert turned(page) != before
    assert page.get_by_role("button", name="pause", exact=True).count() == 1


def test_keys_turn_it_and_it_is_said(in_page, lab):
    page = in_page(lab)
    page.evaluate(EAR)
    page.locator("canvas").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert heard(page)[-1] == "Turned by 35°, seen from 25° above."
    assert (lab.above, lab.turned, turned(page)) == (25, 35, 35)


def test_a_finger_turns_it_sideways_or_after_a_rest_and_else_scrolls(in_page, lab):
    page = in_page(lab, **PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    finger, place = Finger(page), middle(page)
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] - 120))) > 60
    assert (turned(page), lab.above) == (30, 20)
    place = middle(page)
    assert scrolled(page, lambda: finger.swipe(place, (place[0] + 60, place[1] + 4))) == 0
    right = turned(page)
    assert right > 40
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] + 60), rest=400)) == 0
    assert lab.above > 30
    finger.tap(*place)
    assert turned(page) == right
    assert scrolled(page, lambda: finger.swipe(place, (place[0], place[1] - 120))) > 60  # let go


def test_the_picture_says_that_it_can_be_turned(in_page, lab):
    page = in_page(lab)
    canvas = page.locator("canvas").first
    assert canvas.evaluate("node => getComputedStyle(node).cursor") == "grab"
    assert "drag to turn" in page.locator("figcaption").first.inner_text()
    assert "arrow keys turn it" in canvas.get_attribute("aria-label")


def test_play_lifts_the_samples_from_the_ground(in_page, lab):
    page = in_page(lab)
    number, words = page.locator(".lr-number strong"), page.locator(".lr-words")
    assert (number.inner_text(), page.locator(".lr-scrub output").inner_text()) == ("94", "0%")
    assert "Press Play to lift each sample." in words.inner_text()
    page.get_by_role("button", name="one step ahead").click()
    assert number.inner_text() == "2"
    assert "With less lift" in words.inner_text()
    page.get_by_role("button", name="play", exact=True).click()
    page.wait_for_function("document.querySelector('.lr-scrub output').textContent === '100%'")
    assert "With the radius as the height" in words.inner_text()
