"""The page about the package is made from the list of public names; here it is read before Sphinx makes HTML of it."""

import re
from pathlib import Path

import pytest

import lrcourse as lr
from lrcourse import lessons
from tools import api


@pytest.fixture(scope="module")
def page():
    return api.page()


def test_every_public_name_has_its_place(page):
    functions = re.findall(r"^\.\. autofunction:: lrcourse\.(\S+)$", page, re.M)
    assert functions == [*lr._NAMES, *(f"labs.{name}" for name in lessons.lab_files())]
    modules = re.findall(r"^\.\. automodule:: lrcourse\.(\S+)$", page, re.M)
    assert modules == api.modules()
    assert set(lr._MODULES.values()) - set(modules) == {"lessons.labs"}  # each lab has a place of its own
    assert len(set(modules)) == len(modules)


def test_what_a_learner_uses_first_comes_first(page):
    headings = re.findall(r"^## (.+)$", page, re.M)
    assert headings == ["Functions", "Labs", "Modules"]


def test_no_module_is_forgotten():
    found = {path.stem for path in Path(lr.__file__).parent.glob("*.py")} - {"__init__"}
    behind = {"labels", "passes", "__main__"}  # no learner calls them
    assert found - behind == set(api.modules()) & found
