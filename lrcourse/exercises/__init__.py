"""The exercises: one file of data a notebook (``n02_linear_classification.py``), one checker."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def everything():
    """All exercises of the course by name, in syllabus order."""
    found = {}
    for module in sorted(m.name for m in iter_modules(__path__) if m.name.startswith("n")):
        for exercise in import_module(f"lrcourse.exercises.{module}").EXERCISES:
            found[exercise.name] = exercise
    return found


def by_notebook():
    """The names of the exercises of each notebook: ``{"02_linear_classification": ["distance", ...]}``."""
    names = {}
    for exercise in everything().values():
        names.setdefault(exercise.notebook, []).append(exercise.name)
    return names
