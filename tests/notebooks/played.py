"""A notebook's code, run in this process, so that a test can look at its variables."""

import json
from functools import cache
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SHOWN = ("lr.labs.", "lr.quiz(", "lr.check(")  # cells that only show something


@cache
def played(stem):
    """The code cells of a notebook, run one after the other: (source, all names after it)."""
    matplotlib.use("Agg")
    names, moments = {}, []
    for cell in json.loads((NOTEBOOKS / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not any(word in source for word in SHOWN):
            exec(compile(source, stem, "exec"), names)
            moments.append((source, dict(names)))
    plt.close("all")
    return moments


def after(stem, text):
    """The names after the one cell that holds ``text``."""
    (found,) = (names for source, names in played(stem) if text in source)
    return found
