"""Notebooks as a learner takes them: run, move a slider, answer a question, fail and pass an exercise."""

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
    (
        "13_regularization",
        "two_curves",
        "shrink",
        "c - amount * np.sign(c)",
        "You jump over 0",
        "np.sign(c) * np.maximum(np.abs(c) - amount, 0)",
    ),
    (
        "17_checkpoint",
        "second",
        "skill",
        "lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))",
        "the share that is left",
        "1 - lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))",
    ),
    (
        "18_faces",
        "look",
        "surest",
        "np.argmax(Z @ W + B, axis=0)",
        "the best sample of each unit",
        "np.argmax(Z @ W + B, axis=1)",
    ),
    (
        "19_sentiment",
        "stop",
        "with_pairs",
        'tokens[:0] + [f"{a} {b}" for a, b in zip(tokens, tokens[1:])]',
        "Only the pairs came back",
        'tokens + [f"{a} {b}" for a, b in zip(tokens, tokens[1:])]',
    ),
    (
        "90_faster",
        "floor",
        "halve",
        "step",
        "You returned the step as it came",
        "next(step / 2**k for k in range(99) if cost(place + step / 2**k) <= cost(place))",
    ),
    (
        "91_beyond_one_machine",
        "killed",
        "best_machines",
        "samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)",
        "Take the root",
        "(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)) ** 0.5",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_learner_takes_the_notebook(notebook, case):
    name, question, exercise, mistake, words, right = case
    book = notebook(name)
    book.run_all()
    assert book.errors() == []
    assert book.page.locator(".lr-lab").count() >= 1
    if book.lab().root.locator("img").count():
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


@pytest.mark.parametrize(
    "name", ["14_donut", "15_xor", "16_bug_museum", "17_checkpoint", "18_faces", "19_sentiment", "90_faster"]
)
def test_every_lab_of_the_notebook_is_shown(notebook, name):
    book = notebook(name)
    book.run_all()
    assert book.errors() == []
    labs = book.page.locator(".lr-lab")
    assert labs.count() == sum("\nlr.labs." in f"\n{source}" for source in book.sources())
    for k in range(labs.count()):
        labs.nth(k).scroll_into_view_if_needed()
        labs.nth(k).locator("img, canvas, .lr-chip").first.wait_for()
        assert "lr-error" not in labs.nth(k).locator(".lr-words").get_attribute("class")
    assert book.trouble == []


def test_features_are_typed_and_the_turning_picture_turns(notebook):
    book = notebook(
        ["import lrcourse as lr\nlr.labs.features()", 'import lrcourse as lr\nlr.labs.lift("xor")']
    )
    book.run_all()
    typed, lift = book.lab(0), book.lab(1)
    box = typed.input("features")
    box.fill("x1, x2^2")
    typed.root.locator("text=is not a power in Python").wait_for()
    box.fill("x1**2 + x2**2")
    typed.says("1 of 400 on the wrong side")
    lift.root.scroll_into_view_if_needed()
    lift.says("leaves 1 of 200")
    canvas = lift.root.locator("canvas").first
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    book.count_messages()
    lift.press("play")
    lift.page.wait_for_timeout(700)
    assert canvas.evaluate("canvas => canvas.toDataURL()") != before
    assert lift.page.evaluate("() => window.sent") == 0
    lift.input("lifted").focus()
    lift.page.keyboard.press("Home")
    lift.says("Not lifted")
    assert book.trouble == []


def test_the_weights_morph_while_it_plays(notebook):
    book = notebook(["import lrcourse as lr\nlr.labs.faces()"])
    book.run_all()
    lab = book.lab()
    lab.root.scroll_into_view_if_needed()
    lab.says("93% are right")
    weights = lab.root.locator("canvas").first
    before = weights.evaluate("canvas => canvas.toDataURL()")
    book.count_messages()
    lab.press("play")
    lab.page.wait_for_timeout(700)
    assert weights.evaluate("canvas => canvas.toDataURL()") != before
    assert lab.page.evaluate("() => window.sent") == 0
    lab.input("other").select_option("all others")
    lab.says("happy against all others")
    lab.input("face").focus()
    lab.page.keyboard.press("End")
    lab.says("The new face is")
    assert book.trouble == []


def test_what_went_wrong_in_the_checkpoint_is_listed(notebook):
    book = notebook(
        ["import lrcourse as lr\nlr.forget_progress()", "lr.quiz('17_checkpoint')", "lr.revise()"]
    )
    book.run_all()
    cell = book.cell(1)
    assert cell.locator(".lrq-question").count() == 30
    cell.get_by_role("radio").first.check()  # no classification: nobody has given names
    cell.get_by_role("button", name="Check").first.click()
    cell.locator(".lrq-word", has_text="Not yet.").wait_for()
    book.run(2)
    assert "01_learning_from_data: questions groups" in said(book, 2)
    book.cell(2).locator("a", has_text="01_learning_from_data").click()
    book.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === '01_learning_from_data.ipynb'"
    )
    assert book.trouble == []


def test_the_race_is_run_by_time_and_from_another_start(notebook):
    book = notebook(["import lrcourse as lr\nlr.labs.race()"])
    book.run_all()
    lab = book.lab()
    lab.says("Not within 200 steps: gradient descent")
    lab.input("clock").select_option("time")
    lab.says("After ")
    first = lab.root.locator("canvas").first
    before = first.screenshot()
    first.click(position={"x": 160, "y": 60})
    lab.page.wait_for_timeout(1000)
    assert first.screenshot() != before
    lab.root.get_by_role("button", name="to the first step").click()
    lab.says("After 0 ms")
    lab.press("play")
    lab.root.get_by_role("button", name="pause").wait_for()
    lab.press("pause")
    assert "After 0 ms" not in lab.words()
    assert book.trouble == []
