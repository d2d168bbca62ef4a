"""The player: what is sent to the page, what is stored, what is recorded."""

import pytest
from test_questions import SAMPLE

import lrcourse as lr
from lrcourse import lessons
from lrcourse.engine import record as learner
from lrcourse.engine.quizzes import player

TOPICS = """
title = "Self-check"
topics.means = { title = "Means", brush_up = "Read about *means*." }

[[question]]
id = "two"
kind = "number"
topic = "means"
text = "1 + 1?"
answer = 2
tolerance = 0
why = "Count."
"""


def write(folder, notebook, text):
    path = folder / f"n{notebook}" / "quiz.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    """A course of two small quizzes."""
    monkeypatch.setattr(lessons, "HERE", tmp_path)
    monkeypatch.setattr(lessons, "quiz_files", lessons.quiz_files.__wrapped__)  # not what it found before
    write(tmp_path, "02_means", SAMPLE)
    write(tmp_path, "00_check", TOPICS)


def test_final_quiz_has_all_but_the_predict_questions():
    played = lr.quiz("02_means")
    assert [question["id"] for question in played.content["questions"]] == ["robust", "mean"]
    assert not played.content["predict"]
    assert repr(played) == "<Quiz 02_means: 2 questions>"


def test_one_question_is_played_on_its_own():
    played = lr.quiz("02_means", "wild")
    assert [question["id"] for question in played.content["questions"]] == ["wild"]
    assert played.content["predict"]
    assert repr(played) == "<Quiz 02_means: question wild>"


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(ValueError, match="Did you mean '02_means'"):
        lr.quiz("02_meens")
    with pytest.raises(ValueError, match="Did you mean 'wild'"):
        lr.quiz("02_means", "wyld")


def test_a_file_with_predict_questions_only_has_no_final_quiz(tmp_path):
    write(tmp_path, "03_only", SAMPLE.split('[[question]]\nid = "robust"')[0])
    with pytest.raises(ValueError, match=r"play one by its id, for example lr.quiz\('03_only', 'wild'\)"):
        lr.quiz("03_only")


def test_texts_are_sent_as_html_with_mathml():
    wild = lr.quiz("02_means", "wild").content["questions"][0]
    assert '<math display="inline">' in wild["text"]
    assert wild["options"][0] == {"letter": "a", "text": "Up.", "why": "It listens to everyone.", "right": True}


def test_a_number_question_is_sent_with_its_traps():
    mean = lr.quiz("02_means").content["questions"][1]
    assert (mean["answer"], mean["tolerance"], mean["unit"]) == (3, 0.01, "g")
    assert mean["traps"] == [{"answer": 9, "why": "You summed; divide by N."}]


def test_topics_are_sent_with_what_to_read():
    assert lr.quiz("00_check").content["topics"] == [
        {"id": "means", "title": "Means", "brush_up": "Read about <em>means</em>."}
    ]
    assert lr.quiz("02_means").content["topics"] == []


def test_a_wrong_formula_names_its_question(tmp_path):
    write(tmp_path, "02_means", SAMPLE.replace(r"\frac{1}{N}", r"\fraction{1}{N}"))
    with pytest.raises(ValueError, match=r"quiz 02_means, question 'wild': the formula .* unknown command: \\fraction"):
        lr.quiz("02_means", "wild")


HOSTILE = [
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(//x)}{x}$",
    "[x](javascript:alert)",
    "<img src=x>",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("Means", "quiz 02_means, title"),
        ("Which of these hardly move?", "question 'robust'"),
        ("the trimmed mean", "question 'robust'"),
        ("It drops the ends.", "question 'robust'"),
        ("9 / 3.", "question 'mean'"),
        ("You summed; divide by N.", "question 'mean'"),
        ("g", "question 'mean'"),
    ],
)
def test_nothing_that_runs_or_leads_out_reaches_a_page_in_any_field(tmp_path, field, where, text):
    """Neither the page nor the Markdown that is stored: there is no quiz."""
    hostile = SAMPLE.replace(f'"{field}"', f"'{text}'")
    assert hostile != SAMPLE
    write(tmp_path, "02_means", hostile)
    with pytest.raises(ValueError, match=where):
        lr.quiz("02_means")


def test_stored_output_has_the_widget_and_the_questions_without_answers():
    data, _ = lr.quiz("02_means")._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/markdown", "text/plain"}
    assert data["text/plain"] == "<Quiz 02_means: 2 questions>"
    assert (
        data["text/markdown"]
        == """\
**Quiz: Means**

**1.** Which of these hardly move?

- **a.** the median
- **b.** the mean
- **c.** the trimmed mean

**2.** The mean of 1, 2 and 6?

*Answer: a number in g*

*Run this cell to answer in the page.*"""
    )


def test_stored_output_of_a_predict_question():
    markdown = lr.quiz("02_means", "wild").markdown()
    assert markdown.startswith("**Predict first, then run the next cell**\n\nOne value is")
    assert "It listens" not in markdown


def test_stored_output_is_the_same_every_time():
    first, second = (lr.quiz("02_means")._repr_mimebundle_()[0] for _ in range(2))
    del first["application/vnd.jupyter.widget-view+json"], second["application/vnd.jupyter.widget-view+json"]
    assert first == second


def test_answers_are_recorded_as_they_come(monkeypatch):
    noted = []
    monkeypatch.setattr(player, "record", lambda *entry: noted.append(entry))
    played = lr.quiz("02_means")
    wrong = {"given": [1], "tries": 1, "first": False, "passed": False}
    played.answers = {"robust": wrong}
    played.answers = {"robust": wrong, "mean": {"given": "3", "tries": 1, "first": True, "passed": True}}
    played.answers = played.answers | {"robust": {"given": [0, 2], "tries": 2, "first": False, "passed": True}}
    assert noted == [
        ("quiz", "02_means", "robust", False),
        ("quiz", "02_means", "mean", True),
        ("quiz", "02_means", "robust", True),
    ]


def test_the_learners_record_keeps_what_was_right(tmp_path, monkeypatch):
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path))
    played = lr.quiz("02_means", "wild")
    played.answers = {"wild": {"given": [0], "tries": 1, "first": True, "passed": True}}
    again = lr.quiz("02_means", "wild")
    again.answers = {"wild": {"given": [1], "tries": 1, "first": False, "passed": False}}
    assert learner.read()["quiz"]["02_means"] == {"wild": True}


def test_the_page_needs_nothing_from_elsewhere():
    for text in (player.Quiz._esm, player.Quiz._css):
        assert "http" not in text
        assert "import " not in text
