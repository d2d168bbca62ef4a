"""What a learner does in Firefox, if there is one: a Sketch, a Stage, a quiz, an exercise, the review lab."""

import learners
import pytest
from books import KNOWN, PANEL, made
from firefox import FIREFOX, Firefox

from lrcourse import lessons
from lrcourse.engine.quizzes.formulas import to_html

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(FIREFOX is None, reason="no Firefox found")]

EXERCISE, MISTAKE, ANSWER, RIGHT = learners.ATTEMPTS["02_linear_classification"]
STUB = f"""def {EXERCISE}(X, w, b):
    return %s


lr.check({EXERCISE})"""
CELLS = {
    "start": "import lrcourse as lr",
    "sketch": "lr.labs.secant()",
    "stage": "lr.labs.training()",
    "review": "lr.labs.review()",
    "quiz": 'lr.quiz("02_linear_classification", "which_side")',
    "exercise": STUB % MISTAKE,
}
RUN = f"""async (command, index, source) => {{
    const {{ content }} = {PANEL};
    content.activeCellIndex = index;
    if (source) content.model.cells.get(index).sharedModel.setSource(source);
    await window.jupyterapp.commands.execute(command);
}}"""


@pytest.fixture(scope="module")
def firefox(jupyter, tmp_path_factory):
    """A Firefox with a notebook that has run."""
    url, folder = jupyter
    name = made(CELLS.values(), folder)
    browser = Firefox(tmp_path_factory.mktemp("firefox"))
    try:
        browser.goto(f"{url}/lab/tree/{name}.ipynb?reset")
        browser.wait(f"() => window.jupyterapp && {PANEL}?.sessionContext?.isReady")
        browser.evaluate(RUN, "notebook:run-all-cells", 0, None)
        browser.wait("() => document.querySelectorAll('.lr-lab, .lrq').length === 4")
        yield browser
        assert [words for words in browser.trouble if not KNOWN.search(words)] == []
    finally:
        browser.close()


def inside(cell, selector=""):
    """A selector of what is in a cell."""
    return f".jp-Notebook .jp-Cell:nth-child({list(CELLS).index(cell) + 1}) {selector}"


def text(firefox, selector):
    return firefox.evaluate("selector => document.querySelector(selector).textContent", selector)


def says(firefox, selector, words):
    """Wait until an element holds the words."""
    look = "(selector, words) => document.querySelector(selector)?.textContent.includes(words)"
    firefox.wait(look, selector, words)


def picture(firefox, selector):
    return firefox.evaluate(
        "selector => { const node = document.querySelector(selector); return node.src ?? node.toDataURL(); }", selector
    )


def test_a_sketch_is_moved_by_keys_and_its_point_by_the_mouse(firefox):
    words, slider = inside("sketch", ".lr-words"), inside("sketch", "[data-name=x] .lr-input")
    before = picture(firefox, inside("sketch", ".lr-board > :is(img, canvas)"))
    firefox.click(slider)
    firefox.press("Home")
    says(firefox, words, "Derivative at x = −2.00")
    assert picture(firefox, inside("sketch", ".lr-board > :is(img, canvas)")) != before
    x, y = firefox.middle(inside("sketch", ".lr-grip"))
    firefox.drag((x, y), (x + 100, y + 40), (x + 200, y + 40))
    firefox.wait("(selector) => !document.querySelector(selector).textContent.includes('x = −2.00')", words)


def test_a_stage_plays_and_takes_a_click(firefox):
    step = inside("stage", ".lr-scrub output")
    assert text(firefox, step) == "0 / 300"
    firefox.click(inside("stage", ".lr-play"))
    says(firefox, step, "300 / 300")
    says(firefox, inside("stage", ".lr-words"), "of 200 on the wrong side")
    x, y = firefox.middle(inside("stage", "canvas"))
    firefox.drag((x + 90, y + 55))
    says(firefox, inside("stage", ".lr-words"), "of 201 on the wrong side")
    firefox.click(inside("stage", ".lr-reset"))
    says(firefox, inside("stage", ".lr-words"), "of 200 on the wrong side")
    assert text(firefox, step) == "0 / 300"


def test_a_question_is_answered_wrong_and_right(firefox):
    question = next(q for q in lessons.questions("02_linear_classification").every if q.id == "which_side")
    rights = [option.right for option in question.options]
    for right, word in ((False, "Not yet."), (True, "Right.")):
        firefox.click(inside("quiz", "[type=radio]"), rights.index(right))
        firefox.click(inside("quiz", "button"))
        says(firefox, inside("quiz", ".lrq-word"), word)


def test_an_exercise_is_handed_in_wrong_and_right(firefox):
    index = list(CELLS).index("exercise")
    for line, verdict in ((MISTAKE, ANSWER), (RIGHT, "passed")):
        firefox.evaluate(RUN, "notebook:run-cell", index, STUB % line)
        says(firefox, inside("exercise", ".jp-OutputArea"), verdict)


def test_a_review_is_typed_and_a_word_struck_out(firefox):
    words = inside("review", ".lr-words")
    before = text(firefox, words)
    firefox.click(inside("review", "textarea"))
    firefox.evaluate("selector => document.querySelector(selector).select()", inside("review", "textarea"))
    firefox.press(*"good, but not great", "Tab")
    says(firefox, words, "4 of 4 words count")
    with_all = text(firefox, words)
    assert with_all != before
    firefox.click(inside("review", ".lr-chip"))
    says(firefox, words, "1 struck out")


def test_scripts_in_formulas_are_small_and_sums_large(firefox):
    size = firefox.evaluate(
        """(quiz, formula) => {
            const place = document.querySelector(quiz).appendChild(document.createElement("p"));
            place.innerHTML = formula;
            const sizes = [...place.querySelectorAll("mi, mn, mo")].map((node) =>
                [node.textContent, parseFloat(getComputedStyle(node).fontSize)]);
            place.remove();
            return Object.fromEntries(sizes);
        }""",
        inside("quiz", ".lrq"),
        to_html(r"$x_1^2 + a_3 e^{-z_7} + \sum_{n=4}^N 5$"),
    )
    assert all(size[script] < 0.85 * size["x"] for script in "1234N")
    assert size["7"] < size["z"] < 0.85 * size["e"]
    assert size["∑"] > 1.3 * size["5"]
    assert size["5"] == size["x"]
