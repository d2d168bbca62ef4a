"""The tools are found from everywhere, and read and play notebooks in one way."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat

from tools.notebooks import after, cells, names_before, paths, play, read

ROOT = Path(__file__).parents[2]


def stored(folder, *sources):
    """A small notebook in a folder."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 99 · Example\n\nA line.")])
    made.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(made, folder / "99_example.ipynb")
    return folder / "99_example.ipynb"


def test_cells_come_with_number_and_source_as_one_text(tmp_path):
    path = stored(tmp_path, "x = 1\ny = 2", "z = x + y")
    assert [number for number, _, _ in cells(path)] == [0, 1, 2]
    assert [(number, source) for number, source, _ in cells(path, "code")] == [(1, "x = 1\ny = 2"), (2, "z = x + y")]
    assert [source for _, source, _ in cells(path, "markdown")] == ["# 99 · Example\n\nA line."]
    assert read(path).cells[1].source == "x = 1\ny = 2"


def test_a_notebook_is_played_as_far_as_one_wants_and_silently(tmp_path, capsys):
    shows = "print(x)\nlab = lr.labs.nothing()\nlab.rate = 2"
    path = stored(tmp_path, "x = 1", shows, "x = x + 1\nprint(x)", "x = 1 / 0")
    assert names_before(path, 4)["x"] == 2
    assert names_before(path, 3)["x"] == 1
    assert names_before(path, 0) == {}
    assert [source for source, _ in play(path, before=3)] == ["x = 1", shows]  # up to what it shows
    assert capsys.readouterr().out == ""


def test_after_gives_the_names_of_that_moment():
    path = paths()[0]
    number, source, _ = next(found for found in cells(path, "code") if "import lrcourse as lr" in found[1])
    assert after(path.stem, source).keys() == names_before(path, number + 1).keys()


def test_the_tools_are_found_from_any_folder(tmp_path):
    names = ", ".join(path.stem for path in (ROOT / "tools").glob("*.py") if path.stem != "__init__")
    code = f"from tools import {names}; print(notebooks.paths()[0])"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(run.stdout.strip()).is_file()


def test_docs_holds_text():
    assert {path.name for path in (ROOT / "docs").rglob("*.py")} == {"conf.py", "live.py"}  # Sphinx's, and the pages'
