"""What every exercise of the course must hold, proved from its own data."""

import ast
import json
from pathlib import Path

import pytest

from lrcourse.exercises import by_notebook, everything
from lrcourse.exercises.checker import judge

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
EXERCISES = everything()
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
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "lr.check(" in source:
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


def test_every_exercise_stands_in_its_notebook_and_each_notebook_has_three():
    found = {}
    for notebook, source in stubs():
        name = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)).name
        if EXERCISES[name].notebook == notebook:
            found.setdefault(notebook, []).append(name)
    assert {n: sorted(names) for n, names in found.items()} == {
        n: sorted(names) for n, names in by_notebook().items()
    }
    assert all(len(names) >= 3 for names in found.values())
