"""The quiz in a real page, no kernel and no network: the answer logic, mouse, keyboard, words."""

import json

import pytest
from test_questions import SAMPLE, write

from lrcourse.engine.quizzes import player, questions

PAGE = """<!doctype html><meta charset="utf-8"><style>%s</style><body><script type="module">
const state = {content: %s, answers: {}};
const listeners = [];
window.model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = value; listeners.forEach((listener) => listener()); },
  save_changes: () => { throw new Error("no kernel"); },
  on: (name, listener) => listeners.push(listener),
  off: (name, listener) => listeners.splice(listeners.indexOf(listener), 1),
};
window.heard = [];
document.addEventListener("keydown", (event) => window.heard.push(event.key));
window.quiz = await import(URL.createObjectURL(new Blob([%s], {type: "text/javascript"})));
window.off = window.quiz.default.render({model: window.model, el: document.body});
</script>"""
TOPICS = """
topics.means = { title = "Means", brush_up = "the chapter on means" }
topics.spread = { title = "Spread", brush_up = "the chapter on spread" }
"""


def load(page, folder, toml=SAMPLE, only=None):
    """Show a quiz, or one question of it, in ``page``."""
    played = player.play(questions.read(write(folder, toml), "02_means"), only)
    page.set_content(PAGE % (played._css, json.dumps(played.content), json.dumps(played._esm)))
    page.wait_for_selector(".lrq")
    return page


@pytest.fixture
def show(chromium, tmp_path):
    """Show a quiz in a new page that reaches nothing."""
    context = chromium.new_context(viewport={"width": 820, "height": 900}, offline=True)
    yield lambda *args: load(context.new_page(), tmp_path, *args)
    context.close()


@pytest.fixture(scope="module")
def logic(chromium, tmp_path_factory):
    """A page to ask the answer logic alone; nobody clicks in it."""
    return load(chromium.new_page(), tmp_path_factory.mktemp("logic"))


def answers(page):
    return page.evaluate("window.model.get('answers')")


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("2.5", "", 2.5),
        (" 2,5 ", "", 2.5),
        ("-3", "", -3),
        ("−3", "", -3),
        ("+4", "", 4),
        (".5", "", 0.5),
        (",5", "", 0.5),
        ("1e-4", "", 1e-4),
        ("1/4", "", 0.25),
        ("1 / 4", "", 0.25),
        ("25 %", "", 0.25),
        ("25%", "%", 25),
        ("25", "%", 25),
        ("2,5 mm", "mm", 2.5),
        ("2.5MM", "mm", 2.5),
        ("0,125", "", 0.125),
        ("1000", "", 1000),
        ("3.", "", 3),
    ],
)
def test_numbers_are_read_as_people_type_them(logic, typed, unit, value):
    assert logic.evaluate("([text, unit]) => quiz.readNumber(text, unit)", [typed, unit])["value"] == pytest.approx(
        value
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a number first"),
        ("abc", "“abc” is not a number"),
        ("1,000", "Type it as 1000 or as 1.000"),
        ("1,000,000", "Type it as 1000000."),
        ("1 000", "is not a number"),
        ("1/0", "not a finite number"),
        ("1.2.3", "is not a number"),
        ("1e999", "not a finite number"),
        ("NaN", "is not a number"),
        ("0x10", "is not a number"),
        ("--1", "is not a number"),
    ],
)
def test_what_is_not_a_number_gets_words(logic, typed, words):
    assert words in logic.evaluate("(text) => quiz.readNumber(text)", typed)["say"]


@pytest.mark.parametrize(
    ("typed", "right", "words"),
    [
        ("3", True, "Right."),
        ("3.01", True, "Right."),
        ("3.02", False, "It is not 3.02"),
        ("-3", False, "It is not −3."),
        ("9", False, "Not yet."),
        ("2,99 g", True, "Right."),
    ],
)
def test_a_number_is_judged_with_its_tolerance(logic, typed, right, words):
    verdict = logic.evaluate("(text) => quiz.judge(model.get('content').questions[1], text)", typed)
    assert verdict["right"] is right
    assert words in verdict["word"]


@pytest.mark.parametrize(
    ("given", "right", "words", "reasons"),
    [
        ([0, 2], True, "Right.", [True, True]),
        ([0], False, "something is missing", [True]),
        ([0, 1, 2], False, "Not yet.", [True, False, True]),
        ([1], False, "Not yet.", [False]),
    ],
)
def test_many_needs_all_and_only_the_right_ones(logic, given, right, words, reasons):
    verdict = logic.evaluate("(given) => quiz.judge(model.get('content').questions[0], given)", given)
    assert verdict["right"] is right
    assert words in verdict["word"]
    assert [reason["right"] for reason in verdict["reasons"]] == reasons


def test_a_wrong_answer_then_a_right_one_with_the_mouse(show):
    page = show(SAMPLE, "wild")
    group = page.get_by_role("group", name="Predict first, then run the next cell One value")
    group.get_by_role("button", name="Check").click()
    assert "Choose an answer first." in group.inner_text()
    group.get_by_text("Nowhere.").click()
    group.get_by_role("button", name="Check").click()
    assert page.locator(".lrq-verdict").inner_text() == "✗ Not yet.\nThat is the median."
    group.get_by_role("radio", name="Up.").check()
    assert page.locator(".lrq-verdict").count() == 0, "a verdict must not stand beside another answer"
    group.get_by_role("button", name="Check").click()
    assert page.locator(".lrq-verdict").inner_text().startswith("✓ Right.\nIt listens to everyone.")
    page.get_by_text("Why not the other?").click()
    assert page.get_by_text("That is the median.").is_visible()
    assert answers(page) == {"wild": {"given": [0], "tries": 2, "first": False, "passed": True}}


def test_the_same_wrong_answer_can_be_checked_again_and_a_pass_stays(show):
    page = show(SAMPLE, "wild")
    for option, clicks in (("Up.", 1), ("Nowhere.", 2)):
        page.get_by_role("radio", name=option).check()
        for _ in range(clicks):
            page.get_by_role("button", name="Check").click()
    assert page.locator(".lrq-verdict.lrq-wrong").count() == 1
    assert answers(page) == {"wild": {"given": [1], "tries": 3, "first": True, "passed": True}}


def test_everything_with_the_keyboard_and_no_key_leaves_the_quiz(show):
    page = show()
    page.get_by_role("checkbox", name="the median").focus()
    for key in ("Space", "Tab", "Tab", "Space", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".lrq-verdict.lrq-right").count() == 1
    page.get_by_role("textbox", name="Your answer").focus()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    assert "You summed; divide by N." in page.locator(".lrq-verdict.lrq-wrong").inner_text()
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    assert page.evaluate("window.heard") == []
    assert page.locator(".lrq-score").inner_text() == "1 of 2 right on the first try, 2 of 2 by now."


def test_arrows_choose_and_the_page_keeps_its_own_shortcuts(show):
    page = show(SAMPLE, "wild")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="Nowhere.").is_checked()
    page.keyboard.press("Control+s")
    assert page.evaluate("window.heard") == ["Control", "s"]
    page.keyboard.press("d")
    assert page.evaluate("window.heard") == ["Control", "s"]


def test_keys_that_edit_stay_in_the_box_and_shift_enter_checks(show):
    page = show()
    page.get_by_role("textbox", name="Your answer").focus()
    page.keyboard.type("3")
    for key in ("Control+a", "Control+z"):
        page.keyboard.press(key)
    assert page.evaluate("window.heard") == ["Control", "Control"]
    page.keyboard.type("9")
    page.keyboard.press("Shift+Enter")
    assert page.locator(".lrq-verdict").count() == 1
    assert page.evaluate("window.heard") == ["Control", "Control"]


def test_the_answer_can_be_shown_after_three_tries(show):
    page = show()
    box = page.get_by_role("textbox", name="Your answer")
    for typed in ("4", "5"):
        box.fill(typed)
        box.press("Enter")
    assert page.get_by_text("Show the answer").count() == 0
    box.fill("6")
    box.press("Enter")
    page.get_by_text("Show the answer").click()
    assert page.get_by_text("3 g", exact=True).is_visible()
    assert answers(page)["mean"]["passed"] is False


def test_the_score_counts_first_tries(show):
    page = show()
    score = page.locator(".lrq-score")
    assert score.inner_text() == "0 of 2 answered."
    page.get_by_label("the median").check()
    page.get_by_role("button", name="Check").first.click()
    assert "something is missing" in page.locator(".lrq-verdict").inner_text()
    assert score.inner_text() == "1 of 2 answered."
    page.get_by_role("textbox").fill("3")
    page.get_by_role("textbox").press("Enter")
    assert score.inner_text() == "1 of 2 right on the first try, 1 of 2 by now. Try the open ones again."


def test_topics_say_what_to_brush_up(show):
    toml = SAMPLE.replace('title = "Means"', 'title = "Means"' + TOPICS, 1)
    toml = toml.replace('id = "robust"', 'id = "robust"\ntopic = "spread"').replace(
        'id = "mean"', 'id = "mean"\ntopic = "means"'
    )
    page = show(toml)
    page.get_by_label("the mean", exact=True).check()
    page.get_by_role("button", name="Check").first.click()
    assert page.locator(".lrq-topics").count() == 0
    page.get_by_role("textbox").fill("3")
    page.get_by_role("textbox").press("Enter")
    assert page.locator(".lrq-topics li").all_inner_texts() == [
        "✓ Means: 1 of 1. You are ready.",
        "✗ Spread: 0 of 1. the chapter on spread",
    ]


def test_a_second_view_shows_the_same_answers(show):
    page = show(SAMPLE, "wild")
    page.get_by_role("radio", name="Up.").check()
    page.get_by_role("button", name="Check").click()
    page.evaluate("quiz.default.render({model, el: document.body})")
    assert page.locator(".lrq-verdict.lrq-right").count() == 2
    assert [radio.is_checked() for radio in page.get_by_role("radio").all()] == [True, False, True, False]


def test_a_fraction_has_a_name_that_can_be_heard(show):
    toml = SAMPLE.replace('"Nowhere."', r"'$\frac{1}{2}$ of $x_1^2$'")
    assert show(toml, "wild").get_by_role("radio", name="1 over 2 of x sub 1 to the power 2").count() == 1


def test_html_in_a_question_does_not_run(show):
    page = show(
        SAMPLE.replace("Which of these", "`<img src=x onerror='window.bad=1'><script>window.bad=1</script>` Which")
    )
    assert page.evaluate("window.bad") is None
    assert "<script>" in page.get_by_role("group").first.inner_text()


def test_nothing_is_cut_off_in_a_narrow_window(show):
    page = show(SAMPLE.replace("Up.", "A " + "very " * 60 + "$" + "x+" * 20 + "y$ long answer"), "wild")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.querySelector('.lrq').scrollWidth <= document.querySelector('.lrq').clientWidth")
