"""``lr.doctor()``: is everything there that the course needs? In words, with the cure."""

import sys
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

OLDEST_PYTHON = (3, 11)
DATA = ("penguins.csv", "ecommerce.csv")
# Versions that are known to show nothing, and where.
BROKEN = {"ipywidgets": {"8.1.9": "it shows no widget at all in VS Code"}}


def doctor():
    """Look at Python, the packages, the data, the place for your progress; say what is wrong and the cure."""
    findings = [*_python(), *_packages(), *_data(), *_progress()]
    for ok, words in findings:
        print(f"{'✓' if ok else '✗'} {words}")
    wrong = sum(not ok for ok, _ in findings)
    print("Everything is in order." if not wrong else f"{wrong} of {len(findings)} need a cure (see above).")
    if find_spec("ipywidgets"):
        print("If a lab shows only a picture and no sliders: run its cell again, or restart the kernel.")


def _python():
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return [
            (
                False,
                f"Python {found} is too old: the course needs {'.'.join(map(str, OLDEST_PYTHON))} or newer.",
            )
        ]
    return [(True, f"Python {found}")]


def _packages():
    """A line for each package that the course declares."""
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(r) for r in requires("lrcourse") or []]
    except PackageNotFoundError:
        return [
            (
                False,
                "lrcourse is not installed here, only its folder was found. In that folder: pip install -e .",
            )
        ]
    return [_package(r) for r in needed if not (r.marker and "extra" in str(r.marker))]


def _package(requirement):
    name = requirement.name
    try:
        found = version(name)
    except PackageNotFoundError:
        return False, f'{name} is missing. Install it: pip install "{requirement}"'
    if found in BROKEN.get(name, {}):
        return (
            False,
            f'{name} {found} is broken: {BROKEN[name][found]}. Install another: pip install "{requirement}"',
        )
    if not requirement.specifier.contains(found, prereleases=True):
        return False, f'{name} {found} does not fit. Install another: pip install "{requirement}"'
    return True, f"{name} {found}"


def _data():
    from lrcourse.datasets import data_file

    try:
        for name in DATA:
            data_file(name)
    except FileNotFoundError as error:
        return [(False, str(error))]
    return [(True, f"data: {', '.join(DATA)}")]


def _progress():
    from lrcourse.learner import unwritable

    error = unwritable()
    if error:
        cure = "Set the environment variable LRCOURSE_HOME to a folder that you may write to."
        return [(False, f"your progress cannot be stored: {error}. {cure}")]
    return [(True, "your progress is stored")]
