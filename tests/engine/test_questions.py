"""Every TOML file keeps the rules of a quiz; a file that breaks one gets one clear error."""

import re

import pytest

from lrcourse import lessons
from lrcourse.engine.quizzes import questions
from lrcourse.engine.quizzes.formulas import to_html
from tools.notebooks import NOTEBOOKS, cells, paths

NAMES = list(lessons.quiz_files())
SAMPLE = r"""
title = "Means"

[[question]]
id = "wild"
predict = true
kind = "one"
text = 'One value is ten times too large. Where does the mean $\frac{1}{N}\sum_n x_n$ go?'
options = [
  { text = "Up.", right = true, why = "It listens to everyone." },
  { text = "Nowhere.", why = "That is the median." },
]

[[question]]
id = "robust"
kind = "many"
text = "Which of these hardly move?"
options = [
  { text = "the median", right = true, why = "It counts, it does not weigh." },
  { text = "the mean", why = "It weighs." },
  { text = "the trimmed mean", right = true, why = "It drops the ends." },
]

[[question]]
id = "mean"
kind = "number"
text = "The mean of 1, 2 and 6?"
answer = 3
tolerance = 0.01
unit = "g"
why = "9 / 3."
traps = [{ answer = 9, why = "You summed; divide by N." }]
"""


def write(folder, text):
    path = folder / "n02_means" / "quiz.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- the files of the course -----------------------------------------------------------------------------


def sources(name):
    """The code cells of the notebook ``name``."""
    return [source for _, source, _ in cells(NOTEBOOKS / f"{name}.ipynb", "code")]


def calls(name):
    """(notebook, id or None) of every lr.quiz call in the notebook ``name``."""
    pattern = re.compile(r"""lr\.quiz\(\s*["']([^"']+)["'](?:\s*,\s*["']([^"']+)["'])?\s*\)""")
    return [(found[1], found[2]) for source in sources(name) for found in pattern.finditer(source)]


def texts(found):
    """(field, text) of everything that the file ``found`` lets the learner read."""
    for question in found.every:
        yield f"{question.id}.text", question.text
        if question.why:
            yield f"{question.id}.why", question.why
        for part in (*question.options, *question.traps):
            yield f"{question.id}: {part.why[:30]}", part.why
        for option in question.options:
            yield f"{question.id}: {option.text[:30]}", option.text
    for topic in found.topics.values():
        yield topic.title, topic.brush_up


def read(path):
    return questions.read(path, "02_means")


def test_every_notebook_has_a_quiz():
    assert [path.stem for path in paths()] == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestEveryFile:
    def test_final_quiz_has_four_to_six_questions(self, name):
        found = lessons.questions(name)
        most = {"00_start_here": 12, "17_checkpoint": 30}.get(name, 6)
        assert 4 <= len(found.final) <= most

    def test_is_played_in_its_notebook(self, name):
        played = calls(name)
        assert (name, None) in played, f"the notebook lacks lr.quiz({name!r})"
        for question in lessons.questions(name).every:
            if question.predict:
                assert (name, question.id) in played, f"the notebook lacks lr.quiz({name!r}, {question.id!r})"

    def test_notebook_asks_only_for_questions_that_exist(self, name):
        found = lessons.questions(name)
        for notebook, id in calls(name):
            assert notebook == name
            assert id is None or found.pick(id).predict, f"{id} is played on its own, but lacks predict = true"

    def test_right_answer_is_not_always_in_the_same_place(self, name):
        single = [question for question in lessons.questions(name).every if question.kind == "one"]
        places = {[option.right for option in question.options].index(True) for question in single}
        assert len(single) < 4 or len(places) > 1

    def test_everything_can_be_typeset(self, name):
        for field, text in texts(lessons.questions(name)):
            html = to_html(text)
            assert "$" not in re.sub(r"<code.*?</code>", "", html, flags=re.DOTALL), f"{field}: a dollar is left over"

    def test_reasons_are_sentences_and_differ(self, name):
        for question in lessons.questions(name).every:
            whys = [part.why for part in (*question.options, *question.traps)]
            assert len(set(whys)) == len(whys), f"{question.id}: each option needs its own reason"
            for why in whys:
                assert len(why) >= 15, f"{question.id}: {why!r} is no reason"

    def test_no_filler_words(self, name):
        for field, text in texts(lessons.questions(name)):
            assert not re.search(
                r"\b(simply|(?<!ha[sd] )(?<!have )just|obviously|trivial|of course)\b", text, re.IGNORECASE
            ), field


# --- reading ---------------------------------------------------------------------------------------------


def test_reads_every_kind(tmp_path):
    found = read(write(tmp_path, SAMPLE))
    wild, robust, mean = found.every
    assert (found.name, found.title) == ("02_means", "Means")
    assert found.final == (robust, mean)
    assert wild.predict
    assert [option.right for option in robust.options] == [True, False, True]
    assert (mean.answer, mean.tolerance, mean.unit, mean.traps[0].answer) == (3.0, 0.01, "g", 9.0)
    assert found.pick("mean") is mean


def test_text_loses_the_indentation_of_the_file(tmp_path):
    text = SAMPLE.replace('text = "The mean of 1, 2 and 6?"', "text = '''\n    The mean\n\n        code\n    '''")
    assert read(write(tmp_path, text)).pick("mean").text == "The mean\n\n    code"


WRONG = {
    "no why": (
        'right = true, why = "It listens to everyone."',
        "right = true",
        "question 'wild', option a: the field 'why' is missing",
    ),
    "empty why": ('"That is the median."', '" "', "question 'wild', option b: the field 'why' is empty"),
    "no right": ('right = true, why = "It listens', 'why = "It listens', "'wild': the field 'options' must have one"),
    "two right": ('"Nowhere.",', '"Nowhere.", right = true,', "got 2 (more? kind = 'many')"),
    "same options": ('"Nowhere."', '"Up."', "'wild': the field 'options' must contain at least two, all different"),
    "no kind": ('kind = "many"', "", "'robust': the field 'kind' is missing"),
    "bad kind": (
        'kind = "many"',
        'kind = "some"',
        "'robust': the field 'kind' must be one of one, many, number; got 'some'",
    ),
    "no id": ('id = "robust"', "", "question 2: the field 'id' is missing"),
    "bad id": ('id = "robust"', 'id = "Rob ust"', "the field 'id' must be made of a to z"),
    "twice": ('id = "robust"', 'id = "wild"', "'wild': the field 'id' is used more than once"),
    "unknown field": (
        "tolerance =",
        "tolerence =",
        "'mean': the field 'tolerence' is not known. Did you mean 'tolerance'?",
    ),
    "unknown option field": (
        'right = true, why = "It c',
        'correct = true, why = "It c',
        "option a: the field 'correct' is not known",
    ),
    "field of another kind": (
        'kind = "number"',
        'kind = "one"',
        "'answer' does not belong in a question of kind 'one'",
    ),
    "text for a number": ("answer = 3", 'answer = "3"', "'mean': the field 'answer' must be a number; got '3'"),
    "true for a number": ("answer = 3", "answer = true", "must be a number; got True"),
    "endless number": ("answer = 3", "answer = inf", "must be a finite number"),
    "negative tolerance": ("tolerance = 0.01", "tolerance = -1", "'tolerance' must not be negative"),
    "trap at the answer": ("answer = 9,", "answer = 3.01,", "'mean', trap 1: the field 'answer' is too near"),
    "number for a flag": ("predict = true", "predict = 1", "'wild': the field 'predict' must be true or false"),
    "no such topic": ('kind = "many"', 'kind = "many"\ntopic = "maths"', "there is no [topics.maths]"),
    "unused topic": (
        "title =",
        "topics.maths = { title = 'M', brush_up = 'B' }\ntitle =",
        "no question has the topic 'maths'",
    ),
    "no title": ('title = "Means"', "", "n02_means/quiz.toml: the field 'title' is missing"),
    "option is a text": (
        '{ text = "Nowhere.", why = "That is the median." }',
        '"Nowhere."',
        "option b: must be a table",
    ),
    "no options": (
        'options = [\n  { text = "the',
        'options = []\nother = [\n  { text = "the',
        "'robust': the field 'other' is not known",
    ),
    "not TOML": ("[[question]]", "[[question", "n02_means/quiz.toml is not a TOML file in UTF-8"),
}


@pytest.mark.parametrize(("old", "new", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_with_file_question_and_field(tmp_path, old, new, words):
    assert old in SAMPLE
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        read(write(tmp_path, SAMPLE.replace(old, new, 1)))
    assert str(caught.value).startswith("n02_means/quiz.toml")


def test_a_file_without_questions_or_options_is_refused(tmp_path):
    with pytest.raises(ValueError, match="the field 'question' is missing"):
        read(write(tmp_path, 'title = "A"'))
    with pytest.raises(ValueError, match="the field 'question' is empty"):
        read(write(tmp_path, 'title = "A"\nquestion = []'))
    with pytest.raises(ValueError, match="'robust': the field 'options' must have at least one with right = true"):
        read(
            write(tmp_path, SAMPLE.replace('median", right = true', 'median"').replace('mean", right = true', 'mean"'))
        )


def test_another_encoding_is_refused(tmp_path):
    path = tmp_path / "quiz.toml"
    path.write_bytes("title = 'Größe'".encode("latin-1"))
    with pytest.raises(ValueError, match="not a TOML file in UTF-8"):
        read(path)


def test_unknown_names_get_the_nearest(tmp_path, monkeypatch):
    found = {}
    monkeypatch.setattr(lessons, "quiz_files", lambda: found)
    with pytest.raises(ValueError, match=r"there is no quiz '02_means'\. There are none yet\."):
        lessons.questions("02_means")
    found["02_means"] = write(tmp_path, SAMPLE)
    for near in ("02_mean", "means", "O2_means"):
        with pytest.raises(ValueError, match=rf"there is no quiz '{near}'\. Did you mean '02_means'\?"):
            lessons.questions(near)
    with pytest.raises(ValueError, match=r"There are: '02_means'\."):
        lessons.questions("xyz")
    with pytest.raises(ValueError, match=r"no question 'wilde'\. Did you mean 'wild'\?"):
        lessons.questions("02_means").pick("wilde")
    with pytest.raises(ValueError, match="there is no quiz 2"):
        lessons.questions(2)
