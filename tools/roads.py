"""The road of a notebook, its side roads, and the minutes they take.

python -m tools.roads    write the minutes into the notebooks' heads and into README's table

A side road is a section whose heading begins with "## Side road: ". It is folded in JupyterLab and on the site, and
the road needs nothing from it. The minutes are computed from what there is to read, to work out and to do, so they stay
true when a cell changes.
"""

import re
from pathlib import Path

import nbformat

from lrcourse import lessons
from tools.notebooks import cells, paths, read

README = Path(__file__).resolve().parents[1] / "README.md"
SIDE_ROAD = "## Side road: "
FOLDED = "jp-MarkdownHeadingCollapsed"
FINAL = re.compile(r'lr\.quiz\("(\w+)"\)')
HEAD = re.compile(r"road \d+ min( · side roads \d+)?( · exercises \d+)?")

# Minutes for each. Set so that a notebook of Part 2, as three careful readers took it (two and a half to three hours
# with its exercises), comes out at what they needed.
WORDS = 1 / 130
FORMULA = 0.8  # a displayed one: each is a step to follow
CODE_LINE = 0.14
QUESTION = 1  # of a quiz
LAB = 5
EXERCISE = 16


def on_side_roads(path):
    """The numbers of the cells that lie on side roads: from a side road's heading to the next heading of its level."""
    aside, found = False, []
    for number, source, cell in cells(path):
        if cell.cell_type == "markdown" and source.startswith("## "):
            aside = source.startswith(SIDE_ROAD)
        if aside:
            found.append(number)
    return found


def without_side_roads(path):
    """The notebook without its side roads."""
    notebook, aside = read(path), set(on_side_roads(path))
    notebook.cells = [cell for number, cell in enumerate(notebook.cells) if number not in aside]
    return notebook


def reading(source):
    """Minutes to read a Markdown cell: its words (a formula counts as one), and its displayed formulas."""
    displayed = re.findall(r"\$\$.+?\$\$", source, re.S)
    words = re.sub(r"\$\$.+?\$\$|\$[^$]+\$", "formula", source, flags=re.S).split()
    return WORDS * len(words) + FORMULA * len(displayed)


def doing(source):
    """Minutes for a code cell: its lines, and the lab or the question to predict that it shows."""
    if "lr.check(" in source or FINAL.search(source):
        return 0.0
    if "lr.quiz(" in source:
        return QUESTION
    lines = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
    return CODE_LINE * len(lines) + (LAB if "lr.labs." in source else 0)


def testing(source):
    """Minutes for what tests the learner in a code cell: exercises, and the questions of the final quiz."""
    final = FINAL.search(source)
    questions = len(lessons.questions(final[1]).final) if final else 0
    return EXERCISE * source.count("lr.check(") + QUESTION * questions


def minutes(path):
    """Minutes for the road, for its side roads, and for the exercises of both with the final quiz: whole numbers."""
    aside, taken = set(on_side_roads(path)), {"road": 0.0, "side roads": 0.0, "exercises": 0.0}
    for number, source, cell in cells(path):
        where = "side roads" if number in aside else "road"
        if cell.cell_type == "markdown":
            taken[where] += reading(source)
        else:
            taken[where] += doing(source)
            taken["exercises"] += testing(source)
    return {name: round(value) for name, value in taken.items()}


def told(taken):
    """The minutes as they appear in a notebook's head, without zeros."""
    road, *others = taken.items()
    return " · ".join([f"road {road[1]} min"] + [f"{name} {value}" for name, value in others if value])


def stamp(notebook, taken):
    """Write the minutes into the head of ``notebook``, and fold its side roads."""
    head = notebook.cells[0]
    head.source = HEAD.sub(told(taken), head.source)
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith(SIDE_ROAD):
            cell.metadata[FOLDED] = True
        else:
            cell.metadata.pop(FOLDED, None)
    return notebook


def row(path, taken):
    """The middle of a notebook's row in README's table: the question that it answers, and the minutes."""
    question = re.search(r"^\*(.+\?)\*$", read(path).cells[0].source, re.M)[1]
    return " | ".join([question, *(str(value or "–") for value in taken.values())])


def main():
    """Stamp every notebook, and README's table."""
    table = README.read_text(encoding="utf-8")
    for path in paths():
        taken = minutes(path)
        nbformat.write(stamp(read(path), taken), path)
        table = re.sub(rf"(\(notebooks/{path.name}\) \|)(?:[^|]+\|){{4}}", rf"\1 {row(path, taken)} |", table)
    README.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
