"""``lr.doctor()``: is everything there that the course needs? The answer comes in words, with the cure."""

import hashlib
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

OLDEST_PYTHON = (3, 11)
# A data file's card in data/README.md: its name, and its checksum.
CARD = re.compile(r"^## `(.+?)`$(?:(?!^## ).)*?^- \*\*sha256\.\*\* `([0-9a-f]{64})`", re.M | re.S)
# Versions known to show nothing, and where.
BROKEN = {"ipywidgets": {"8.1.9": "it shows no widget at all in VS Code"}}


def doctor():
    """Examine Python, the packages, the data and the place for your progress; say what is wrong, and the cure."""
    findings = [*_python(), *_packages(), *_data(), *_progress()]
    for ok, words in findings:
        print(f"{'✓' if ok else '✗'} {words}")
    wrong = sum(not ok for ok, _ in findings)
    print("Everything is in order." if not wrong else f"{wrong} of {len(findings)} need a cure (see above).")
    if find_spec("ipywidgets"):
        print("If a lab shows only a picture, or “model not found”: run its cell again, or restart the kernel.")


def _python():
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return [(False, f"Python {found} is too old: the course needs {'.'.join(map(str, OLDEST_PYTHON))} or newer.")]
    return [(True, f"Python {found}")]


def _packages():
    """A line for each package that the course declares."""
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(r) for r in requires("lrcourse") or []]
    except PackageNotFoundError:
        return [(False, "lrcourse is not installed; only its folder was found. In that folder, run: pip install -e .")]
    return [_package(r) for r in needed if not (r.marker and "extra" in str(r.marker))]


def _package(requirement):
    name = requirement.name
    try:
        found = version(name)
    except PackageNotFoundError:
        return False, f'{name} is missing. Install it: pip install "{requirement}"'
    if found in BROKEN.get(name, {}):
        cure = f'Install a different version: pip install "{requirement}"'
        return False, f"{name} {found} is broken: {BROKEN[name][found]}. {cure}"
    if not requirement.specifier.contains(found, prereleases=True):
        return False, f'{name} {found} is the wrong version. Install a different one: pip install "{requirement}"'
    return True, f"{name} {found}"


def _data():
    """One line if all data files are there, and unchanged; otherwise a line for each that isn't."""
    try:
        cards = CARD.findall(_content("README.md").decode("utf-8", "replace").replace("\r\n", "\n"))
        if not cards:
            raise ValueError(_damaged("README.md", "it lists no data file"))
    except (OSError, ValueError) as error:
        return [(False, str(error))]
    findings = [_data_file(name, checksum) for name, checksum in cards]
    wrong = [finding for finding in findings if not finding[0]]
    return wrong or [(True, f"data: {', '.join(name for name, _ in cards)}")]


def _data_file(name, checksum):
    try:
        found = hashlib.sha256(_content(name)).hexdigest()
    except OSError as error:
        return False, str(error)
    return (True, name) if found == checksum else (False, _damaged(name, "it is not what came with the course"))


def _content(name):
    from lrcourse.datasets import data_file

    path = data_file(name)  # or an error with the cure
    try:
        return path.read_bytes()
    except OSError as error:
        raise OSError(f"The course's data file {name} cannot be read ({error}).") from None


def _damaged(name, why):
    from lrcourse.datasets import data_file

    return (
        f"The course's data file {name} (in {data_file(name).parent}) is damaged: {why}. "
        f"Restore it: `git checkout -- data/{name}` in the course's folder, or install the course again."
    )


def _progress():
    from lrcourse.engine.record import unwritable

    error = unwritable()
    if error:
        cure = "Set the environment variable LRCOURSE_HOME to a folder that you can write to."
        return [(False, f"your progress cannot be stored: {error}. {cure}")]
    return [(True, "your progress is stored")]
