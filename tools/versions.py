"""The oldest and the newest versions of what the course needs: `make versions` runs all but the browser with both.

python -m tools.versions [oldest|newest]    both without a name

Oldest: every run-time requirement at the floor that pyproject.toml names, on Python 3.11. Newest: what pip finds
today, without constraints.txt, on the newest Python of the machine; with it, coverage is measured, too, and each
property is tried on more examples. Outputs of the notebooks are not compared, as another version may print the same
number in another way; no cell may fail. The notebooks are left out if the set has the NumPy, pandas and matplotlib of
constraints.txt: `make test` has run them with those. Warnings are shown and fail nothing: an old library beside a new
one is full of them.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = "--nbval-lax --nbval-current-env --nbval-cell-timeout=300 -n auto --dist loadfile --no-loadscope-reorder -q"
HOW = ["-m", "not thorough and not everyday", "-pno:cacheprovider", "-Wdefault", "-o", f"addopts={OPTIONS}"]
THOROUGH = ["--cov=lrcourse", "--hypothesis-profile=thorough"]
SHOWN = "import numpy as n, pandas as p, matplotlib as m; print(n.__version__, p.__version__, m.__version__)"


def floors():
    """A constraint for each requirement: the version that its floor names; of a series the newest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["scale"]
    found = [re.match(r"([\w-]+)>=([\d.]+)", line).groups() for line in needed]
    return "".join(f"{name}=={floor}{'.*' * (floor.count('.') < 2)}\n" for name, floor in found)


def known_good():
    """The versions of NumPy, pandas and matplotlib in constraints.txt."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return [re.search(rf"^{name}==(\S+)", text, re.M)[1] for name in ("numpy", "pandas", "matplotlib")]


def find_python(minors):
    """The first of Python 3.``minors`` here that can make an environment, or the one that runs this."""
    for name in (f"python3.{minor}" for minor in minors):
        ready = [name, "-c", "import venv, ensurepip"]
        if shutil.which(name) and subprocess.run(ready, capture_output=True).returncode == 0:
            return name
    return sys.executable


def run(*command):
    """Run a command; end if it fails."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def set_up(which):
    """Install one set in an environment of its own; returns its Python."""
    folder = ROOT / "build" / "versions" / which
    run(find_python([11] if which == "oldest" else range(30, 10, -1)), "-m", "venv", "--clear", folder)
    python, constraints = folder / "bin" / "python", []
    if which == "oldest":
        (folder / "floors.txt").write_text(floors(), encoding="utf-8")
        constraints = ["-c", folder / "floors.txt"]
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", ".[test]", *constraints)
    return python


def check(which, python):
    """Run the tests with one set."""
    found = subprocess.run([python, "-c", SHOWN], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    print(f"The {which} set: NumPy {found[0]}, pandas {found[1]}, matplotlib {found[2]}", flush=True)
    where = ["tests"] if found == known_good() else []
    run(python, "-m", "pytest", *where, *HOW, *(THOROUGH if which == "newest" else []))


def main(names):
    """Both sets at once are installed, for one waits for the disk while the other computes; then each is tested."""
    with ThreadPoolExecutor() as pool:
        pythons = list(pool.map(set_up, names))
    for which, python in zip(names, pythons, strict=True):
        check(which, python)


if __name__ == "__main__":
    main(sys.argv[1:] or ["oldest", "newest"])
