"""Notebooks 02, 04 and 12 as a learner takes them: run, move a slider, answer a question, pass an exercise."""

import pytest

from lrcourse.quizzes import questions

# notebook, question, exercise, a known mistake and the words for it, the right line
CASES = [
    ("02_linear_classification", "which_side", "activation", "X @ w", "You left out the bias", "X @ w + b"),
    ("04_feedforward", "straight", "log_odds", "np.log10(p / (1 - p))", "base 10", "np.log(p / (1 - p))"),
    (
        "12_project_visitors",
        "loud",
        "best_threshold",
        "alarm / miss",
        "These are the odds",
        "alarm / (alarm + miss)",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_learner_takes_the_notebook(notebook, case):
    name, question, exercise, mistake, words, right = case
    book = notebook(name)
    book.run_all()
    assert book.errors() == []
    assert book.page.locator(".lr-lab").count() >= 1
    move_the_sliders(book)
    answer(book, name, question)
    index = book.index(f"def {exercise}(")
    stub = book.sources()[index]
    assert "not attempted yet" in said(book, index)
    for line, verdict in ((mistake, words), (right, "passed")):
        book.run(index, stub.replace("    ...\n", f"    return {line}\n"))
        assert verdict in said(book, index)
    assert book.errors() == []
    assert book.trouble == []


def said(book, index):
    """The text a check has printed."""
    (output,) = book.outputs()[index]
    return "".join(output["data"]["text/plain"])


def move_the_sliders(book):
    """Each slider, by keys and by mouse, changes the first lab's picture and never the height of the page."""
    lab = book.lab()
    lab.root.scroll_into_view_if_needed()
    before, height = lab.settle(), book.height()
    sliders = lab.root.get_by_role("slider")
    for k in range(sliders.count()):
        slider = sliders.nth(k)
        slider.focus()
        book.page.keyboard.press("ArrowRight")
        box = slider.bounding_box()
        book.page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
        after = lab.settle()
        assert after != before, f"slider {k} changes nothing"
        assert book.height() == height
        before = after
    assert "lr-error" not in lab.root.locator(".lr-words").get_attribute("class")


def answer(book, name, question):
    """Answer a predict question wrong, then right."""
    cell = book.cell(book.index(f'lr.quiz("{name}", "{question}")'))
    options = questions.load(name).pick(question).options
    rights = [option.right for option in options]
    for chosen, word in ((rights.index(False), "Not yet."), (rights.index(True), "Right.")):
        cell.get_by_role("radio").nth(chosen).check()
        cell.get_by_role("button", name="Check").click()
        cell.locator(".lrq-word", has_text=word).wait_for()
