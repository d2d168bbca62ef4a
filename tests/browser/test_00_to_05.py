"""Notebooks 00 to 05 as a learner takes them, in a real browser."""

import pytest
import walk

NAMES = walk.names("0[0-5]")


@pytest.mark.parametrize("name", NAMES)
def test_in_jupyterlab(alone, name):
    walk.in_jupyterlab(alone, name)


@pytest.mark.parametrize("name", NAMES)
def test_in_notebook_7(alone, name):
    walk.in_notebook_7(alone, name)
