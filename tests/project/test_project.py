"""The project's own files agree with each other."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # the same package without a Qt window
# What the tests of a conda user do without: a browser, the style of the code, and building the wheel.
NOT_FOR_CONDA = {"lrcourse", "playwright", "axe-playwright-python", "ruff", "hatchling"}


def conda():
    """name -> specifier of environment.yml, and its lines for pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(line["pip"] for line in listed if isinstance(line, dict))
    return {r.name: r.specifier for r in map(Requirement, (x for x in listed if isinstance(x, str)))}, pip


def plain(name):
    """A package's name as conda writes it, which pip takes, too."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_conda_environment_is_that_of_pyproject_with_what_the_tests_need():
    listed, pip = conda()
    assert str(listed.pop("python")) == PROJECT["requires-python"]
    listed.pop("pip")
    tests = [r for r in map(Requirement, EXTRAS["test"]) if r.name not in NOT_FOR_CONDA]
    needed = [*map(Requirement, PROJECT["dependencies"]), *tests]
    assert listed == {CONDA_NAMES.get(r.name, plain(r.name)): r.specifier for r in needed}
    assert pip == ["-e .[scale]"]


def imported_first(path):
    """The packages that a file imports before anything in it runs."""
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Import):
            yield from (name.name.partition(".")[0] for name in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield statement.module.partition(".")[0]


def with_what_they_need(names):
    """Packages, and all that comes with them when they are installed."""
    found, waiting = set(), set(map(plain, names))
    while waiting:
        found.add(name := waiting.pop())
        try:
            needed = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:
            continue
        here = (r for r in needed if not r.marker or r.marker.evaluate({"extra": ""}))
        waiting |= {plain(r.name) for r in here} - found
    return found


def test_with_conda_no_test_fails_for_want_of_a_package():
    """What a test imports at its top is in environment.yml, or comes with it; the rest is asked for when it is used."""
    names = {"matplotlib" if name == "matplotlib-base" else name for name in conda()[0]}
    there = with_what_they_need(names | {Requirement(line).name for line in EXTRAS["scale"]})
    helpers = {path.stem for path in (ROOT / "tests").rglob("*.py")} | {"lrcourse", "tools"}
    owners, missing = packages_distributions(), {}
    for path in [*(ROOT / "tests").rglob("*.py"), ROOT / "tools" / "notebooks.py", ROOT / "tools" / "api.py"]:
        for name in set(imported_first(path)) - helpers - sys.stdlib_module_names:
            if not {plain(owner) for owner in owners.get(name, [])} & there:
                missing.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert missing == {}


def test_dependencies_have_floors_and_no_ceilings():
    for line in [*PROJECT["dependencies"], *EXTRAS["scale"]]:
        operators = {s.operator for s in Requirement(line).specifier}
        assert ">=" in operators
        assert operators <= {">=", "!="}, line


def test_the_constraints_are_names_and_versions_that_fit():
    lines = [
        x for x in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line) for line in lines)
    pinned = {plain(name): version for name, version in (line.split("==") for line in lines)}
    for line in [*PROJECT["dependencies"], *EXTRAS["scale"], *EXTRAS["test"]]:
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:  # the test extra asks for the other one
            continue
        assert pinned[plain(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("path", sorted((ROOT / "lrcourse").glob("*.py")), ids=lambda path: path.stem)
def test_what_learners_read_is_short(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    most = 150 if path.stem == "core" else 300
    assert len(lines) < most, f"{path.name} has {len(lines)} lines"


def test_the_readme_lists_every_notebook():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert f"(notebooks/{path.name})" in readme


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/teaching.md", "data/README.md"])
def test_texts_name_files_that_are_there(name):
    """`tools/make_site.py` and the like; in places that a reader fills in there are capitals: `data/NAME`."""
    rooms = "|".join(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")))
    text = (ROOT / name).read_text(encoding="utf-8")
    for found in re.findall(rf"`((?:{rooms})/[\w./-]+)`", text):
        if not re.search(r"[A-Z]{2}", found) and not found.startswith("build/"):
            assert (ROOT / found).exists(), found


def test_the_readme_counts_nothing_that_a_change_alters():
    """Numbers of tests, labs and exercises were right for a week."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\b\d[\d,]* (?:passed|skipped|tests|labs|exercises|questions|of the \d+ labs)\b", readme) == []


def test_git_changes_no_byte_of_a_data_file():
    """On Windows git may write other line endings into texts; the checksums are of the bytes as they are."""
    rules = [line.split() for line in (ROOT / "data" / ".gitattributes").read_text(encoding="utf-8").splitlines()]
    kept = {rule[0] for rule in rules if rule and rule[1:] in (["-text"], ["binary"])}
    for path in (ROOT / "data").iterdir():
        if path.is_file() and path.suffix not in (".md", ""):
            assert any(path.match(pattern) for pattern in kept), path.name


@pytest.mark.thorough
def test_notebooks_are_tested_with_nbval_alone(tmp_path):
    """Anybody may run `pytest --nbval` in the course's folder: no other plugin is needed, nor hypothesis."""
    (tmp_path / "hypothesis.py").write_text("raise ImportError('not installed')")
    without = [f"-pno:{plugin}" for plugin in ("xdist", "timeout", "hypothesispytest", "cov", "cacheprovider")]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", *without, "notebooks/00_start_here.ipynb"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^\d+ passed in", run.stdout, re.M)


@pytest.mark.parametrize(("asked", "workers"), [([], True), (["-n0"], False), (["-n1"], True), (["--pdb"], False)])
@pytest.mark.thorough
def test_with_xdist_tests_run_in_parallel_unless_something_else_is_asked(asked, workers):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-pno:cacheprovider", "-v", *asked, "tests/core", "-k", "page_or_two"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert ("worker" in run.stdout) == workers
    assert "timeout: 1800" in run.stdout
    assert "1 passed" in run.stdout
