"""Notebooks 06 to 12 as a learner takes them, in a real browser."""

import pytest
import walk

NAMES = [*walk.names("0[6-9]"), *walk.names("1[0-2]")]


@pytest.mark.parametrize("name", NAMES)
def test_in_jupyterlab(alone, name):
    walk.in_jupyterlab(alone, name)


@pytest.mark.parametrize("name", NAMES)
def test_in_notebook_7(alone, name):
    walk.in_notebook_7(alone, name)
