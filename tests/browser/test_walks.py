"""Every notebook as a learner takes it, in a real browser. Notebook 11 every day, the others with `make check`.

In Notebook 7 three of them stand for all; with LRCOURSE_WALKS=all (weekly) it is every one.
"""

import os

import pytest
import walk

STEMS = sorted(path.stem for path in walk.FOLDER.glob("*.ipynb"))
FEW = (
    STEMS if os.environ.get("LRCOURSE_WALKS") == "all" else ["02_linear_classification", "11_training", "19_sentiment"]
)


def each(stems, *everyday):
    """One test for each notebook."""
    marks = lambda stem: [pytest.mark.everyday] * (stem in everyday)
    return pytest.mark.parametrize("name", [pytest.param(stem, marks=marks(stem)) for stem in stems])


@each(STEMS, "11_training")
def test_in_jupyterlab(following, name):
    walk.in_jupyterlab(following, name)


@each(FEW)
def test_in_notebook_7(alone, name):
    walk.in_notebook_7(alone, name)
