"""Each notebook has one road, short enough, that needs nothing of its side roads; head and README tell the minutes."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from tools import roads
from tools.notebooks import cells, paths

PATHS = paths()
LONG_BY_DESIGN = ("17",)  # the checkpoint
BEFORE_THE_COST = PATHS[:8]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_the_head_and_readme_tell_the_minutes(path):
    taken = roads.minutes(path)
    assert f" · {roads.told(taken)} · " in next(cells(path))[1], "python -m tools.roads writes it"
    assert f"(notebooks/{path.name}) | {roads.row(path, taken)} |" in roads.README.read_text("utf-8")


def test_a_road_takes_at_most_forty_minutes(path):
    if not path.stem.startswith(LONG_BY_DESIGN):
        assert roads.minutes(path)["road"] <= 40


def test_the_first_cost_comes_within_three_hours_of_road():
    assert sum(roads.minutes(path)["road"] for path in BEFORE_THE_COST) <= 180


def test_a_side_road_is_folded_and_says_in_one_line_what_it_is_for(path):
    for number, source, cell in cells(path, "markdown"):
        heading, *rest = source.split("\n")
        assert cell.metadata.get(roads.FOLDED, False) == heading.startswith(roads.SIDE_ROAD), f"cell {number}"
        assert "\n## " not in source, f"cell {number}: a section begins with its own cell"
        if heading.startswith(roads.SIDE_ROAD):
            assert len(rest) == 2, f"cell {number}: what follows the line in italics is folded only in the next cell"
            assert re.fullmatch(r"\*[^*]+\*", rest[1]), f"cell {number}: no line in italics"


def test_the_road_runs_without_side_roads(path):
    """No name that only a side road makes is used on the road."""
    notebook = roads.without_side_roads(path)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821", "-"]
    found = subprocess.run(ruff, input=code, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


@pytest.mark.thorough
def test_the_road_prints_the_same_without_side_roads(path, tmp_path):
    """Strict nbval on the road alone: what a side road draws from a generator would change what comes after."""
    nbformat.write(roads.without_side_roads(path), tmp_path / path.name)
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "-q", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, path.name]
    begun = os.environ | {"LRCOURSE_HOME": str(tmp_path)}  # by nobody
    ran = subprocess.run(command, cwd=tmp_path, env=begun, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3000:]
