"""The notebooks, read and played: the one way in which the tests, the site and the storing do it."""

import ast
import contextlib
import io
import re
from functools import cache
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import nbformat

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
SHOWN = ("lr.labs.", "lr.quiz(", "lr.check(")  # statements that only show something
UNSTABLE = "nbval-ignore-output"  # the tag of a cell that prints something else at each run, such as times


def paths():
    """The files of all notebooks, in syllabus order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def read(path):
    """A notebook as it is stored, with each source, and each output, as one text."""
    return nbformat.v4.reads(Path(path).read_text(encoding="utf-8"))


def cells(path, kind=None):
    """(number, source, cell) of each cell, or of each of one ``kind``: "code" or "markdown"."""
    for number, cell in enumerate(read(path).cells):
        if kind in (None, cell.cell_type):
            yield number, cell.source, cell


def play(path, before=None, timed=True):
    """Run a notebook's code in this process, cell by cell, up to the cell number ``before``, or to the end;
    without what is ``timed``, if that is not wanted: cells whose output is another at each run.

    Yields
    ------
    (source, names) after each cell: what was run, and all names so far. ``names`` is one dictionary, which grows.
    """
    matplotlib.use("agg")
    names = {}
    for number, source, cell in cells(path, "code"):
        if before is not None and number >= before:
            break
        unwanted = not timed and UNSTABLE in cell.metadata.get("tags", [])
        if not unwanted:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(_before_it_shows(source), Path(path).stem, "exec"), names)
            yield source, names
    plt.close("all")


def _before_it_shows(source):
    """A cell's statements up to the first one that shows something."""
    tree = ast.parse(source)
    shows = [any(word in ast.get_source_segment(source, statement) for word in SHOWN) for statement in tree.body]
    tree.body = tree.body[: shows.index(True)] if True in shows else tree.body
    return tree


def names_before(path, number):
    """The names that the cells before the cell ``number`` have made."""
    moments = list(play(path, before=number))
    return moments[-1][1] if moments else {}


@cache
def played(stem):
    """A whole notebook, run once in each process: a list of (source, names after it), a pair for each code cell."""
    return [(source, dict(names)) for source, names in play(NOTEBOOKS / f"{stem}.ipynb", timed=False)]


def after(stem, text):
    """The names after the one cell that holds ``text``."""
    (found,) = (names for source, names in played(stem) if text in source)
    return found


def shows(source, call):
    """Whether a cell shows what it calls, such as "labs.": on a line of its own, or by its name on the last line."""
    found = re.search(rf"^(?:(\w+) = )?lr\.{re.escape(call)}", source, re.M)
    return bool(found) and (not found[1] or source.splitlines()[-1] == found[1])
