"""The lessons: one folder per notebook, with its labs, exercises and quiz. Whatever is in a folder is found.

The folder ``n02_linear_classification`` belongs to ``notebooks/02_linear_classification.ipynb``. In it, ``line_lab.py``
contains the lab ``lr.labs.line``, ``exercises.py`` a list ``EXERCISES``, and ``quiz.toml`` the questions.
"""

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def _notebook(path):
    return path.parent.name.removeprefix("n")


def _files(pattern):
    """The matching files from all lessons, in syllabus order."""
    found = sorted(HERE.glob(f"n[0-9][0-9]_*/{pattern}"))
    named = lambda path: path.stem.isidentifier() and path.parent.name.isidentifier()  # not "... copy"
    return [path for path in found if path.is_file() and named(path)]


def _module(path):
    return import_module(f"{__name__}.{path.parent.name}.{path.stem}")


@cache
def lab_files():
    """Lab -> the file it is in; nothing is imported."""
    return {path.stem.removesuffix("_lab"): path for path in _files("*_lab.py")}


def lab(name):
    """The function that shows a lab."""
    return getattr(_module(lab_files()[name]), name)


@cache
def exercises():
    """All the course's exercises, by name."""
    found = [replace(e, notebook=_notebook(p)) for p in _files("exercises.py") for e in _module(p).EXERCISES]
    names = [exercise.name for exercise in found]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two exercises are called {name!r}; lr.check finds them by name, so make it unique.")
    return dict(zip(names, found))


@cache
def quiz_files():
    """Notebook -> the file with its questions; nothing is read."""
    return {_notebook(path): path for path in _files("quiz.toml")}


def questions(notebook):
    """The questions for a notebook, for example "02_linear_classification".

    Raises
    ------
    ValueError
        If there is no such quiz (the nearest names are given), or its file is wrong.
    """
    from lrcourse.engine.quizzes.questions import nearest, read

    if notebook not in quiz_files():
        raise ValueError(f"there is no quiz {notebook!r}.{nearest(notebook, quiz_files())}")
    return read(quiz_files()[notebook], notebook)
