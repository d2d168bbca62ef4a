"""The checker against a thousand answers that nobody wrote with the references or the lists of mistakes in sight.

The files in `answers` hold them, a file a notebook, as learners would hand them in. A right answer is never refused, a
wrong one never passes, and a wrong one on no list is named all the same, most of the time.
"""

import ast
import re
import types
from pathlib import Path

import pytest

from lrcourse import lessons
from lrcourse.engine.checker import naming
from lrcourse.tutor import judge

EXERCISES = lessons.exercises()
FILES = sorted((Path(__file__).parent / "answers").glob("*.py"))
HINT = "the last hint"


def load(path):
    """{"right": [(label, function)], "wrong": [...]} of a file, in which each function bears its exercise's name."""
    found = {"right": [], "wrong": []}
    module = types.ModuleType(f"answers_{path.stem}")
    for side in found:
        keep = lambda label, side=side: lambda function: found[side].append((label, function)) or function
        setattr(module, side, keep)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    return found


ANSWERS = {path.stem: load(path) for path in FILES}
EACH = pytest.mark.parametrize("notebook", ANSWERS)


def of_exercise(name):
    return [(side, label, f) for side in ("right", "wrong") for label, f in ANSWERS[EXERCISES[name].notebook][side]
            if f.__name__ == name]  # fmt: skip


@EACH
def test_every_right_answer_passes(notebook):
    verdicts = {f"{f.__name__}, {label}": judge(f) for label, f in ANSWERS[notebook]["right"]}
    assert {what: str(verdict) for what, verdict in verdicts.items() if verdict.kind != "passed"} == {}


@EACH
def test_no_wrong_answer_passes(notebook, monkeypatch):
    for search in ("evidence", "listed", "named"):  # which would take long, and is tried below
        monkeypatch.setattr(naming, search, lambda *_: "")
    verdicts = {f"{f.__name__}, {label}": judge(f) for label, f in ANSWERS[notebook]["wrong"]}
    refused = ("mistake", "differs", "error")
    assert {what: str(verdict) for what, verdict in verdicts.items() if verdict.kind not in refused} == {}


@pytest.mark.thorough
def test_four_in_five_mistakes_are_named():
    """Of every third, which takes a minute."""
    kinds = [judge(f).kind for _, f in [answer for found in ANSWERS.values() for answer in found["wrong"]][::3]]
    assert len(kinds) > 250
    assert kinds.count("mistake") + kinds.count("error") > 0.8 * len(kinds)


@pytest.mark.parametrize("name", EXERCISES)
def test_each_exercise_has_enough_of_both(name):
    sides = [side for side, _, _ in of_exercise(name)]
    assert sides.count("right") >= 3
    assert sides.count("wrong") >= 5


@pytest.mark.parametrize("name", EXERCISES)
def test_the_last_hint_is_code_that_passes(name):
    """What it shows stands, word for word, in an answer that passes."""
    shown = re.findall(r"`([^`]+)`", EXERCISES[name].hints[-1])
    (answer,) = (f for _, label, f in of_exercise(name) if label == HINT)
    path = next(path for path in FILES if path.stem == EXERCISES[name].notebook)
    assert shown
    text = flat(ast.get_source_segment(path.read_text(encoding="utf-8"), _node(path, answer)))
    assert [code for code in shown if flat(code) not in text] == []


def _node(path, function):
    line = function.__code__.co_firstlineno
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.decorator_list[0].lineno == line)


def flat(code):
    """Code without blanks and line breaks."""
    return re.sub(r"\s", "", code)
