"""How labs look: on a dark page, with forced colours, on a wide page."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

import lrcourse as lr
from lrcourse import plots
from lrcourse.engine.assets import source
from lrcourse.engine.labs.lab import FRAME
from lrcourse.engine.labs.sketch import WIDE

PAPER = 33  # of JupyterLab's dark theme
# The mean lightness of a picture or a canvas, 0 to 1; of a canvas, which is clear, on the paper.
LIGHT = """node => {
    const copy = new OffscreenCanvas(node.naturalWidth ?? node.width, node.naturalHeight ?? node.height);
    const pen = copy.getContext("2d");
    pen.fillStyle = getComputedStyle(node.closest(".lr-lab")).backgroundColor;
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(node, 0, 0);
    const { data } = pen.getImageData(0, 0, copy.width, copy.height);
    return data.reduce((sum, value, i) => i % 4 === 3 ? sum : sum + value, 0) / data.length / 0.75 / 255;
}"""


def settle(page):
    page.evaluate("settled(700)")


@pytest.fixture(scope="module")
def night(chromium):
    """What becomes of colours, as texts, on a dark page: RGB, 0 to 1."""
    page = chromium.new_page()
    page.add_script_tag(content=source(*FRAME))
    turned = "([rgb, paper]) => [...night(Uint8ClampedArray.of(...rgb, 255), paper)]"
    yield lambda color: np.array(page.evaluate(turned, [[round(255 * v) for v in to_rgb(color)], PAPER])[:3]) / 255
    page.close()


def contrast(one, other):
    """As WCAG has it."""
    linear = lambda c: np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    low, high = sorted(linear(np.asarray(c)) @ [0.2126, 0.7152, 0.0722] for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_on_a_dark_page_the_paper_is_the_pages_and_what_is_drawn_can_be_seen(night):
    paper = np.full(3, PAPER / 255)
    np.testing.assert_allclose(night("white"), paper, atol=1 / 255)
    for name in ("BLACK", "GREY", "BLUE", "ORANGE", "GREEN", "VERMILION", "WRONG"):
        assert contrast(night(getattr(plots, name)), paper) > 4.5, name
    assert contrast(night(plots.PURPLE), paper) > 4  # 3.1 on white
    assert contrast(night(plots.SKY), paper) > 3.2  # 2.3 on white; it may not leave the fields of class 0


def test_a_colour_keeps_its_name_and_the_colours_stay_apart(night):
    names = ("BLUE", "ORANGE", "GREEN", "VERMILION", "PURPLE", "BLACK")
    turned = {name: night(getattr(plots, name)) for name in names}
    for name, color in turned.items():
        assert np.argmax(color) == np.argmax(to_rgb(getattr(plots, name))) or name == "BLACK"
    apart = [np.abs(turned[a] - turned[b]).max() for a in names for b in names if a < b]
    assert min(apart) > 0.15
    for k, points in enumerate(plots.CLASSES):  # points on the field of their own class, as on a light page
        field = plots.FIELD(float(k))[:3]
        assert contrast(night(points), night(field)) > 1.25  # 1.60 and 1.25 on a light page; and they have an edge
        assert contrast(night(plots.BLACK), night(field)) > 2


def test_what_is_not_played_yet_can_be_seen_and_is_paler_than_what_is(in_page):
    labs = lr.labs.training(), lr.labs.race()
    for theme in ("dark", "light"):
        page = in_page(*labs, color_scheme=theme, viewport=(1180, 780))
        settle(page)
        page.add_script_tag(content=source("labs/frames.js"))
        faint = "([ink, paper]) => Panel.prototype.faint.call({ paper }, ink)"
        page.add_script_tag(content=source("labs/panels.js"))
        paper = page.locator(".lr-lab").first.evaluate("node => getComputedStyle(node).backgroundColor")
        numbers = lambda text: np.array([float(part) for part in re.findall(r"[\d.]+", text)[:3]]) / 255
        for ink in ("rgb(48 162 226)", "rgb(225 106 12)", "rgb(38 196 153)", "#0072B2", "#D55E00", "#1a1a1a"):
            if ink.startswith("#") == (theme == "dark"):
                continue
            pale = page.evaluate(faint, [ink, paper])
            full = np.array(to_rgb(ink)) if ink.startswith("#") else numbers(ink)
            assert contrast(numbers(pale), numbers(paper)) >= (2.6 if theme == "light" else 3), (theme, ink)
            assert contrast(numbers(pale), numbers(paper)) < contrast(full, numbers(paper))
        legible = "([color, paper, ink]) => Panel.prototype.legible.call({ paper, ink }, color)"
        for color in ("rgb(26 120 173)", plots.SKY, plots.ORANGE, plots.BLUE):  # light blue on dark has 3.3
            words = page.evaluate(legible, [color, paper, "rgb(255 255 255)" if theme == "dark" else "rgb(0 0 0)"])
            assert contrast(numbers(words), numbers(paper)) >= 4.45, (theme, color)


def lightness(page):
    return [node.evaluate(LIGHT) for node in page.locator(".lr-picture, .lr-panel canvas").all()]


def test_no_lab_is_a_white_slab_on_a_dark_page(in_page):
    labs = lr.labs.coin(8, 12), lr.labs.hidden(), lr.labs.clinic(), lr.labs.gaussian(), lr.labs.descent()
    page = in_page(*labs, color_scheme="dark")
    settle(page)
    assert len(lightness(page)) == 7
    assert max(lightness(page)) < 0.5
    page.evaluate("window.sent.length = 0")
    page.emulate_media(color_scheme="light")
    settle(page)
    assert min(lightness(page)) > 0.5
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert max(lightness(page)) < 0.5
    assert page.evaluate("window.sent") == []  # Python is not asked


def test_a_picture_moves_on_a_dark_page_too(in_page):
    page = in_page(lr.labs.coin(8, 12), color_scheme="dark")
    settle(page)
    before = page.locator(".lr-picture").screenshot()
    for _ in range(8):
        page.get_by_label("heads seen").press("ArrowRight")
    settle(page)
    assert page.locator(".lr-picture").screenshot() != before
    assert max(lightness(page)) < 0.3


def test_a_photograph_is_no_negative_on_a_dark_page(in_page):
    page = in_page(lr.labs.faces())
    page.set_viewport_size({"width": 1000, "height": 1200})
    settle(page)
    face = page.locator("canvas").nth(2)
    middle = """node => {
        const { data } = node.getContext("2d").getImageData(node.width * 0.2, node.height * 0.2, 40, 40);
        return [...data];
    }"""
    light = face.evaluate(middle)
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert face.evaluate(middle) == light


def test_forced_colours_leave_the_keys_their_colours(in_page):
    page = in_page(lr.labs.gaussian(), lr.labs.review(), forced_colors="active")
    settle(page)
    marks = page.locator(".lr-mark").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).color)")
    assert len(set(marks[:3])) == 3
    chips = page.locator(".lr-chip").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).backgroundColor)")
    assert len(set(chips)) > 3


@pytest.mark.parametrize("viewport", [(1000, 900), (1900, 1000)])
def test_a_wide_page_is_used(in_page, viewport):
    page = in_page(lr.labs.coin(8, 12), lr.labs.gaussian(), viewport=viewport)
    settle(page)
    wide = viewport[0] > 1000
    sketch, stage = [lab.bounding_box()["width"] for lab in page.locator(".lr-lab").all()]
    picture, panel = page.locator(".lr-picture"), page.locator(".lr-panel canvas").first.bounding_box()
    full = lr.labs.coin(8, 12)._full[0]
    assert (stage > 1400) == wide
    assert panel["height"] == pytest.approx(1.3 * 17 * 16 if wide else 17 * 16, abs=1)
    if wide:
        assert picture.bounding_box()["width"] == pytest.approx(WIDE * full, abs=2)
        assert sketch - WIDE * full < 45
        assert picture.evaluate("node => node.naturalWidth") == pytest.approx(1.5 * WIDE * full, abs=3)
