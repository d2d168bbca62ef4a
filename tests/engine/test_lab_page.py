"""A lab on a page without a kernel, as `jupyter nbconvert --to html` makes it, says so; what needs none still works."""

import lrcourse as lr

ALONE = "No Python is running behind this lab, so it cannot answer. Run this cell again; if this is a saved page, open"
SILENT = "No answer from Python for 5 seconds. If a cell is still running, wait for it."


def move(page):
    """Move the first slider by a step, from the keyboard."""
    page.locator(".lr-controls input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")


def words(page):
    return page.locator(".lr-words").inner_text()


def says(page, text):
    page.wait_for_function("(text) => document.querySelector('.lr-words').textContent.includes(text)", arg=text)


def test_a_sketch_says_that_no_python_is_there_once_its_slider_moves(in_page):
    page = in_page(lr.labs.coin(8, 12), live=False, answers=False)
    before = words(page)
    assert ALONE not in before
    move(page)
    says(page, ALONE)
    assert before not in words(page)  # they belong to another value of the slider


def test_a_stage_says_so_and_still_plays(in_page):
    page = in_page(lr.labs.training(), live=False, answers=False)
    move(page)
    says(page, ALONE)
    page.get_by_role("button", name="to the first step", exact=True).click()
    says(page, "Step 0 of")
    assert ALONE in words(page)


def test_a_kernel_that_is_busy_gets_more_patience(in_page):
    page = in_page(lr.labs.coin(8, 12), answers=False)
    move(page)
    says(page, SILENT)
    assert ALONE not in words(page)


def test_whoever_answers_is_there(in_page):
    """Elsewhere a layout may say that it has no kernel, although there is one."""
    page = in_page(lr.labs.coin(8, 12), live=False)
    before = words(page)
    move(page)
    page.wait_for_function("before => document.querySelector('.lr-words').textContent !== before", arg=before)
    page.wait_for_timeout(1500)
    assert ALONE not in words(page)
