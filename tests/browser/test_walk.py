"""What the walk looks for, it finds: on a page made wrong on purpose."""

import pytest
import walk

BUTTON = "<button style='color: #ddd; background: #fff'>pale</button>"
WIDE = "<p style='width: 900px'>wide</p>"
HIDDEN = "<p style='overflow: hidden; width: 40px; white-space: nowrap'>more than it shows</p>"
UNNAMED = "<input type='range'>"
FINE = "<label>a <input type='range'></label> <button>dark</button>"
TRAP = "<input id='a' onkeydown='event.preventDefault()'><button>b</button>"


@pytest.fixture
def root(chromium):
    page = chromium.new_page(viewport={"width": 800, "height": 600})

    def show(html):
        page.set_content(f"<html lang='en'><title>t</title><main class='lr-lab' style='width: 700px'>{html}</main>")
        return page.locator(".lr-lab")

    yield show
    page.close()


@pytest.mark.parametrize(("html", "cut"), [(FINE, 0), (WIDE, 1), (HIDDEN, 1)])
def test_what_is_cut_off(root, html, cut):
    assert len(root(html).evaluate(walk.CUT)) == cut


@pytest.mark.parametrize(("html", "rule"), [(FINE, None), (BUTTON, "color-contrast"), (UNNAMED, "label")])
def test_what_cannot_be_read_or_has_no_name(root, html, rule):
    found = walk.violations(root(html).page, ".lr-lab")
    assert [words.partition(":")[0] for words in found] == ([rule] if rule else [])


def test_a_keyboard_trap(root):
    fine = root(FINE)
    walk.keyboard(fine, fine.page)
    trap = root(TRAP)
    with pytest.raises(AssertionError):
        walk.keyboard(trap, trap.page)


def test_an_empty_picture(root):
    assert walk.colours(root("<canvas width='50' height='50'></canvas>").locator("canvas")) == 1
