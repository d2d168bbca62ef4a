"""Every lab on the screens that learners have: all of it on a laptop's, and on a phone by touch."""

import math
import sys
from pathlib import Path

import pytest
from test_narrow import make

from lrcourse import lessons

sys.path.append(str(Path(__file__).parents[1] / "browser"))
from walk import CUT

# What JupyterLab leaves for a lab on a screen of 1440 x 900, with and without its file browser.
ROOM = 780
WIDTHS = [1180, 1030]
PHONE = {"viewport": (390, 844), "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SHOWN = """root => [...root.querySelectorAll(".lr-body img, .lr-body canvas")]
    .map(node => node.src ?? node.toDataURL()).join() + root.querySelector(".lr-body").textContent
    + root.querySelector(".lr-words").textContent"""


@pytest.mark.parametrize("name", lessons.lab_files())
def test_all_of_a_lab_fits_on_a_laptops_screen(in_page, name):
    page = in_page(make(name), viewport=(WIDTHS[0], ROOM))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": ROOM})
        page.evaluate("settled(400)")
        assert page.locator(".lr-lab").bounding_box()["height"] <= ROOM, width
        assert page.locator(".lr-lab").evaluate(CUT) == []


@pytest.mark.parametrize("name", lessons.lab_files())
def test_a_finger_moves_a_lab_on_a_phone_and_scrolls_over_it(in_page, name):
    page = in_page(make(name), **PHONE)
    page.evaluate("settled(400)")
    root = page.locator(".lr-lab")
    assert root.evaluate(CUT) == []
    page.evaluate("document.body.style.paddingBottom = '900px'")
    picture = root.locator(".lr-body :is(canvas, img), .lr-chips").first
    picture.scroll_into_view_if_needed()
    page.evaluate("settled(400)")
    before, top = root.evaluate(SHOWN), page.evaluate("scrollY")
    box = picture.bounding_box()
    draw(page, *beside_the_handles(root, box), down=-150)
    assert page.evaluate("scrollY") > top
    assert root.evaluate(SHOWN) == before
    touch(page, root)
    page.evaluate("settled(600)")
    assert root.evaluate(SHOWN) != before


@pytest.mark.parametrize("name", lessons.lab_files())
def test_on_a_phone_the_picture_is_seen_while_it_plays(in_page, name):
    page = in_page(make(name), **PHONE)
    page.evaluate("settled(400)")
    play = page.locator(".lr-play")
    if not play.count() or not play.is_visible():
        return
    top = lambda place: page.locator(place).first.bounding_box()["y"]
    assert top(".lr-number") < top(".lr-play") < top(".lr-control") < top(".lr-panel canvas")
    assert top(".lr-panel canvas") < 600  # of 844


def beside_the_handles(root, box):
    """A place in the picture that is farthest from what a finger would take hold of, in the page's pixels."""
    grips = [grip.bounding_box() for grip in root.locator(".lr-grip:visible").all()]
    shares = (0.25, 0.4, 0.6, 0.85)
    places = [(box["x"] + a * box["width"], box["y"] + b * min(box["height"], 700)) for a in shares for b in shares]
    far = lambda x, y: min((math.hypot(x - grip["x"], y - grip["y"]) for grip in grips), default=0)
    return max(places, key=lambda place: far(*place))


def touch(page, root):
    """Do with a finger what is nearest at hand: play, move a slider, drag a handle, strike out a word, choose."""
    for kind in (".lr-play", ".lr-Slider input", ".lr-grip", ".lr-chip"):
        part = root.locator(kind).first
        if not part.is_visible():
            continue
        if kind != ".lr-grip":
            return part.tap(position={"x": 5, "y": 5})
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        return draw(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, right=50)
    if root.locator(".lr-option").count():
        return root.locator(".lr-long .lr-option").nth(1).tap()
    root.locator(".lr-Choice select").last.select_option(index=1)


def draw(page, x, y, right=0, down=0):
    """Draw a finger over the page."""
    page.evaluate("hasty(true)")
    session = page.context.new_cdp_session(page)
    put = lambda kind, *points: session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})
    put("touchStart", {"x": x, "y": y})
    for k in range(1, 9):
        put("touchMove", {"x": x + right * k / 8, "y": y + down * k / 8})
    put("touchEnd")
    page.evaluate("settled(400)")
