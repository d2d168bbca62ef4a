"""Notebooks 13 to 17 as a learner takes them, in a real browser."""

import pytest
import walk

NAMES = walk.names("1[3-7]")


@pytest.mark.parametrize("name", NAMES)
def test_in_jupyterlab(alone, name):
    walk.in_jupyterlab(alone, name)


@pytest.mark.parametrize("name", NAMES)
def test_in_notebook_7(alone, name):
    walk.in_notebook_7(alone, name)
