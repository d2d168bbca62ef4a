"""The training lab in a real page: what the hand does, and what answers."""

import pytest
from walk import until

MADE = "import lrcourse as lr\nlr.labs.training()"
WRONG = """def gradient(X, t, y):
    return X.T @ (t - y), (t - y).sum()


lr.labs.training(gradient=gradient)"""
DOTS = """def gradient(X, t, y):
    ...


lr.labs.training(gradient=gradient)"""
PIXELS = "canvas => canvas.toDataURL()"
DATA, COST, WEIGHTS, SURFACE, PULLS = range(5)


@pytest.fixture(scope="module")
def book(notebook):
    return notebook([MADE, WRONG, DOTS])


@pytest.fixture
def lab(book):
    book.run(0, MADE)
    assert book.errors() == []
    made = book.lab(0)
    made.says("Step 0 of 300")
    go_to(made, 300)
    made.root.scroll_into_view_if_needed()
    return made


def pictures(lab):
    return [canvas.evaluate(PIXELS) for canvas in lab.root.locator("canvas").all()]


def go_to(lab, step):
    lab.root.locator(".lr-scrub input").evaluate(
        "(node, step) => { node.value = step; node.dispatchEvent(new Event('input')); }", step
    )
    lab.says(f"Step {step} of 300")


def reset(lab):
    """Press Reset, which also goes to the first step, and go to the last one again."""
    lab.press("Reset")
    lab.says("Step 0 of 300: cost 0.693")
    go_to(lab, 300)


def at(lab, panel, across, up):
    """A place in the page: shares of the panel's canvas."""
    canvas = lab.root.locator("canvas").nth(panel)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    return box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"]


def test_it_plays_and_scrubs_without_the_kernel(book, lab):
    last = pictures(lab)
    assert len(last) == 5
    lab.page.wait_for_timeout(500)
    book.count_messages()
    go_to(lab, 2)
    early = pictures(lab)
    go_to(lab, 30)
    later = pictures(lab)
    assert all(a != b != c for a, b, c in zip(early, later, last, strict=True))
    lab.says("Still falling")
    go_to(lab, 0)
    lab.says("Here it starts.")
    lab.press("play")
    step = lab.root.locator(".lr-scrub output")
    lab.page.wait_for_function("node => parseInt(node.textContent) > 3", arg=step.element_handle())
    lab.press("pause")
    played = int(step.inner_text().split()[0])
    assert played > 3
    lab.says(f"Step {played} of 300")
    assert pictures(lab) != early
    assert lab.page.evaluate("() => window.sent") == 0
    assert lab.book.trouble == []


def test_a_learning_rate_that_is_too_large_is_told_and_redrawn(lab):
    before = pictures(lab)
    lab.input("rate").focus()
    lab.page.keyboard.press("End")
    lab.says("Bouncing: the cost rose at")
    after = pictures(lab)
    assert after[WEIGHTS] != before[WEIGHTS]
    assert after[DATA] != before[DATA]
    lab.input("l2").focus()
    lab.page.keyboard.press("End")
    lab.says("Diverging: learning rate 100 is beyond")
    assert lab.shown("l2") == "1"
    lab.page.keyboard.press("Home")
    assert lab.shown("l2") == "0"
    reset(lab)
    lab.says("cost 0.156 (was 0.693), 12 of 200")
    assert pictures(lab) == before


def test_the_hand_adds_and_moves_points_and_reset_brings_back(lab):
    before = pictures(lab)
    place = at(lab, DATA, 0.3, 0.9)
    lab.page.mouse.click(*place)
    lab.says("of 201 on the wrong side")
    added = pictures(lab)
    assert added[WEIGHTS] != before[WEIGHTS]
    lab.page.mouse.move(*place)
    lab.page.mouse.down()
    lab.page.mouse.move(*at(lab, DATA, 0.9, 0.35), steps=6)
    lab.page.mouse.up()
    assert until(lambda: all(pictures(lab)[k] != added[k] for k in (DATA, WEIGHTS)))
    lab.says("of 201 on the wrong side")
    reset(lab)
    lab.says("of 200 on the wrong side")
    assert pictures(lab) == before


def test_a_click_on_the_surface_begins_there(lab):
    lab.page.mouse.click(*at(lab, SURFACE, 0.3, 0.9))
    lab.root.locator("[data-name=start] select").filter(has_text="clicked").wait_for(state="attached")
    lab.page.wait_for_function("node => node.value === 'where you clicked'", arg=lab.input("start").element_handle())
    go_to(lab, 0)
    assert "cost 0.693" not in lab.words()


def test_what_is_rarely_needed_opens_and_panels_can_be_switched_off(lab):
    steps = lab.input("steps")
    assert not steps.is_visible()
    lab.root.locator("summary", has_text="more").click()
    assert steps.is_visible()
    lab.input("batch").select_option("8")
    lab.says("Noise: a step sees 8 samples of 200")
    box = lab.root.get_by_role("checkbox", name="Cost surface")
    box.uncheck()
    assert lab.root.locator("canvas:visible").count() == 4
    lab.input("rate").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.says("Noise")
    assert lab.root.locator("canvas:visible").count() == 4
    box.check()
    assert lab.root.locator("canvas:visible").count() == 5


def test_other_data_and_features(lab):
    lab.input("data").select_option("donut")
    lab.says("hardly better than answering with the classes’ shares")
    straight = pictures(lab)[DATA]
    lab.input("features").select_option("x₁, x₂, radius")
    lab.says("Not there yet")
    assert pictures(lab)[DATA] != straight
    assert lab.book.trouble == []


def test_each_panel_has_a_name(lab):
    names = [canvas.get_attribute("aria-label") for canvas in lab.root.locator("canvas").all()]
    assert [name.split(".")[0] for name in names] == [
        "Data",
        "Cost by step",
        "Weights by step",
        "Cost surface",
        "Who pulls",
    ]
    assert "Arrow keys move a pointer" in names[DATA]


@pytest.mark.parametrize(
    ("cell", "words"), [(1, "Your gradient points uphill"), (2, "it returned None (a return is missing")]
)
def test_a_wrong_gradient_gets_words_and_the_lab_lives_on(book, cell, words):
    book.run(cell)
    assert book.errors() == []
    lab = book.lab(cell)
    lab.says(words)
    lab.input("rate").focus()
    lab.page.keyboard.press("Home")
    lab.says(words)
    assert lab.shown("rate") == "0.01"
    assert book.trouble == []
