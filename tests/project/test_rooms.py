"""The rooms of the package: imports run one way, so that each room can be read without those after it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lrcourse"
FILES = sorted(PACKAGE.rglob("*.py"))
# Each may import from those before it, and itself.
ROOMS = ("core", "doors", "datasets", "engine", "lessons", "tutor", "command")
# What calls a learner's function. Training calls one, too, so a door may ask for it; in turn it asks for `inputs` only.
SHARED = {"engine.clock", "engine.learners_code"}


def name_of(path):
    """`engine.checker` for lrcourse/engine/checker.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def room(module):
    """The room in which a module is."""
    first = module.partition(".")[0]
    return first if first in ROOMS else "command" if first == "__main__" else "doors"


MODULES = {name_of(path).removesuffix(".__init__") for path in FILES}


def imports(path):
    """The modules of the package that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found = [f"{node.module}.{name.name}" for name in node.names]
            found = [name if name.removeprefix("lrcourse.") in MODULES else node.module for name in found]
        else:
            continue
        yield from (name.removeprefix("lrcourse.") for name in found if name.partition(".")[0] == "lrcourse")


@pytest.mark.parametrize("path", [path for path in FILES if path != PACKAGE / "__init__.py"], ids=name_of)
def test_imports_run_one_way(path):
    here = name_of(path)
    for module in imports(path):
        if here in SHARED:
            assert module in SHARED | {"inputs"}
        elif module not in SHARED:
            assert ROOMS.index(room(module)) <= ROOMS.index(room(here)), f"{here} imports {module}"


def test_core_imports_nothing_of_the_course():
    assert list(imports(PACKAGE / "core.py")) == []


def test_the_package_does_not_know_the_tools():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        roots = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
        assert not any((root or "").partition(".")[0] == "tools" for root in roots), path


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.parent.name == "lessons"], ids=name_of)
def test_a_lesson_can_be_taken_out_as_one_folder(path):
    """No lesson needs another one; what two of them share belongs to the engine."""
    others = {module for module in imports(path) if module.startswith("lessons.n")}
    assert others <= {module for module in others if module.startswith(f"lessons.{path.parent.name}.")}
