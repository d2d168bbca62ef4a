"""What every exercise of the course must hold, proved from its own data."""

import ast
import re
from copy import deepcopy

import numpy as np
import pandas as pd
import pytest

from lrcourse import lessons
from lrcourse.engine import checker
from lrcourse.engine.checker import naming
from lrcourse.tutor import judge
from tools.notebooks import NOTEBOOKS, cells, paths

EXERCISES = lessons.exercises()
CHECKPOINT = "17_checkpoint"
MISTAKES = [(name, i) for name, exercise in EXERCISES.items() for i in range(len(exercise.mistakes))]


def answer(function, name):
    """The function under the exercise's name, as a learner would hand it in."""

    def learners(*arguments):
        return function(*arguments)

    learners.__name__ = name
    return learners


def stubs():
    """(exercise's name, source of its cell) for every cell of the notebooks that calls lr.check."""
    for path in paths():
        for _, source, _ in cells(path, "code"):
            if "lr.check(" in source:
                yield path.stem, source


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_passes(name):
    assert judge(answer(EXERCISES[name].reference, name)).kind == "passed"


@pytest.mark.parametrize(("name", "i"), MISTAKES)
def test_each_mistake_gets_its_own_words(name, i):
    mistake = EXERCISES[name].mistakes[i]
    verdict = judge(answer(mistake.answer, name))
    assert (verdict.kind, verdict.words) == ("mistake", mistake.words)


@pytest.mark.parametrize("name", EXERCISES)
def test_there_are_three_mistakes_and_some_hints(name):
    exercise = EXERCISES[name]
    assert exercise.name == name
    assert len(exercise.mistakes) >= 3
    assert len({m.words for m in exercise.mistakes}) == len(exercise.mistakes)
    assert len(exercise.hints) >= 2
    assert exercise.reference.__doc__
    assert (NOTEBOOKS / f"{exercise.notebook}.ipynb").is_file()


@pytest.mark.parametrize(("notebook", "source"), list(stubs()))
def test_each_stub_is_an_exercise_of_its_notebook_and_not_attempted(notebook, source, tmp_path):
    function = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    exercise = EXERCISES[function.name]
    assert exercise.notebook == notebook or notebook == CHECKPOINT  # which asks again
    assert f"lr.check({function.name})" in source
    assert ast.get_docstring(function)
    space = {}
    exec(ast.unparse(function), space)
    assert judge(space[function.name]).kind == "not attempted"
    assert len(function.args.args) == len(exercise.inputs[0])


def no_name(*arguments):
    return nump.zeros(3)  # noqa: F821


def endless(*arguments):
    while True:
        pass


def nothing(*arguments):
    print("computed")


def another_shape(*arguments):
    return np.zeros((2, 3, 5, 7))


def not_a_thing(*arguments):
    return object()


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize(
    ("function", "kind", "words"),
    [
        (no_name, "error", "name 'nump' is not defined"),
        (endless, "too slow", "still running"),
        (nothing, "mistake", "Write return in place of print"),
        (another_shape, "", "(2, 3, 5, 7)"),
        (not_a_thing, "mistake", ""),
    ],
)
def test_what_every_exercise_says_of_what_is_no_answer(name, function, kind, words, monkeypatch):
    if function is endless:  # the others keep their time: the machine may be busy
        monkeypatch.setattr(checker, "SECONDS", 0.03)
    monkeypatch.setattr(naming, "LOOKING", 0)
    verdict = checker.judge(function, EXERCISES[name])
    assert verdict.kind in ([kind] if kind else ["mistake", "differs"])
    assert words in verdict.words or isinstance(EXERCISES[name].reference(*copy(name)), tuple | list | str)


def copy(name):
    return deepcopy(EXERCISES[name].inputs[0])


@pytest.mark.parametrize("name", EXERCISES)
def test_other_kinds_of_numbers_are_as_good(name):
    """A result as float32, as a pandas Series, a plain number in an array of no dimensions."""
    reference = EXERCISES[name].reference

    def rough(value):
        return value.astype("f4") if isinstance(value, np.ndarray) and value.dtype == float else value

    def series(value):
        return pd.Series(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value

    def boxed(value):
        return np.array(value) if isinstance(value, float | int | np.number) else value

    for change in (rough, series, boxed):
        other = lambda *a, f=change: whole(f, reference(*a))
        verdict = checker.judge(other, EXERCISES[name])
        assert verdict.kind == "passed", (change.__name__, verdict.words)


LINES = [name for name, exercise in EXERCISES.items() if exercise.above]


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_a_derivation_has_the_value_of_the_line_above(name):
    """Which is worked out in another way: by differences, a search, a sum, a longer formula."""
    exercise, rng = EXERCISES[name], np.random.default_rng(7)
    for point in exercise.inputs + [exercise.fresh(rng) for _ in range(100)]:
        assert exercise.reference(*point) == pytest.approx(exercise.above(*point), rel=1e-6, abs=1e-8)


def test_lines_are_in_eight_notebooks_and_a_whole_program_in_each_part():
    assert len(LINES) >= 9
    assert len({EXERCISES[name].notebook for name in LINES}) >= 8
    heading = re.compile(r"^##.*A whole program$", re.M)  # on a side road it may be a heading below another
    programs = {p.stem[:2] for p in paths() for _, text, _ in cells(p, "markdown") if heading.search(text)}
    parts = (("01", "05"), ("06", "12"), ("13", "16"), ("17", "19"))
    assert all(any(first <= stem <= last for stem in programs) for first, last in parts)


def test_a_right_line_is_told_of_the_line_above():
    verdict = judge(answer(EXERCISES["fourth_corner"].reference, "fourth_corner"))
    assert verdict.words == "passed. At 10 random points your line agrees with the line above."


def whole(change, value):
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)


def test_every_exercise_stands_in_its_notebook_and_each_notebook_has_three():
    found = {}
    for notebook, source in stubs():
        name = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)).name
        if EXERCISES[name].notebook == notebook:
            found.setdefault(notebook, []).append(name)
    listed = {}
    for exercise in EXERCISES.values():
        listed.setdefault(exercise.notebook, []).append(exercise.name)
    assert {n: sorted(names) for n, names in found.items()} == {n: sorted(names) for n, names in listed.items()}
    assert all(len(names) >= 3 for names in found.values())
