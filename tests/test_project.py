"""The project's own files agree with each other."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # the same package without a Qt window
CORE = (
    "model",
    "gaussian",
    "cost",
    "curvature",
    "descent",
    "history",
    "solvers",
    "quasi_newton",
    "features",
    "basis",
    "metrics",
    "scale",
    "scores",
    "words",
)


def conda():
    """name -> specifier of environment.yml, and its lines for pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(line["pip"] for line in listed if isinstance(line, dict))
    return {r.name: r.specifier for r in map(Requirement, (x for x in listed if isinstance(x, str)))}, pip


def test_the_conda_environment_is_that_of_pyproject():
    listed, pip = conda()
    assert str(listed.pop("python")) == PROJECT["requires-python"]
    listed.pop("pip")
    needed = {CONDA_NAMES.get(r.name, r.name): r.specifier for r in map(Requirement, PROJECT["dependencies"])}
    assert listed == needed
    assert pip == ["-e .[scale]"]


def test_dependencies_have_floors_and_no_ceilings():
    for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["scale"]]:
        operators = {s.operator for s in Requirement(line).specifier}
        assert ">=" in operators
        assert operators <= {">=", "!="}, line


def test_the_constraints_are_names_and_versions_that_fit():
    lines = [
        x
        for x in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if x and not x.startswith("#")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line) for line in lines)
    pinned = {re.sub(r"[-_.]+", "-", n).lower(): v for n, v in (line.split("==") for line in lines)}
    extras = PROJECT["optional-dependencies"]
    for line in [*PROJECT["dependencies"], *extras["scale"], *extras["test"]]:
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:  # the test extra asks for the other one
            continue
        assert pinned[re.sub(r"[-_.]+", "-", requirement.name).lower()] in requirement.specifier


def test_core_modules_are_short():
    for name in CORE:
        lines = (ROOT / "lrcourse" / f"{name}.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) < 150, f"{name}.py has {len(lines)} lines"


def test_the_readme_lists_every_notebook():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert f"(notebooks/{path.name})" in readme
        head = path.read_text(encoding="utf-8")
        minutes = re.search(r"(\d+) minutes", head)[1]
        assert re.search(rf"\(notebooks/{path.name}\).*\| {minutes} \|", readme), f"{path.name}: minutes"
