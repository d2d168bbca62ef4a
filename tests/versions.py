"""The oldest and the newest versions of what the course needs: `make versions` runs all but the browser with both.

python tests/versions.py [oldest|newest]    both without a name

Oldest: every run-time requirement at the floor that pyproject.toml names, on Python 3.11. Newest: what pip finds
today, without constraints.txt, on the newest Python of the machine. Outputs of the notebooks are not compared, as
another version may print the same number in another way; no cell may fail. Warnings are shown and fail nothing: an
old library beside a new one is full of them.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OPTIONS = "--nbval-lax --nbval-current-env --nbval-cell-timeout=60 -n auto --dist loadfile -q"
HOW = [
    "--ignore=tests/browser",
    "--ignore=tests/site",
    "-pno:cacheprovider",
    "-Wdefault",
    "-o",
    f"addopts={OPTIONS}",
]
SHOWN = "import numpy as n, pandas as p, matplotlib as m; print(n.__version__, p.__version__, m.__version__)"


def floors():
    """A constraint for each requirement: the version that its floor names; of a series the newest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["scale"]
    found = [re.match(r"([\w-]+)>=([\d.]+)", line).groups() for line in needed]
    return "".join(f"{name}=={floor}{'.*' * (floor.count('.') < 2)}\n" for name, floor in found)


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


def check(which):
    """Install one set in an environment of its own, and run the tests with it."""
    folder = ROOT / "build" / "versions" / which
    run(find_python([11] if which == "oldest" else range(30, 10, -1)), "-m", "venv", "--clear", folder)
    python, constraints = folder / "bin" / "python", []
    if which == "oldest":
        (folder / "floors.txt").write_text(floors(), encoding="utf-8")
        constraints = ["-c", folder / "floors.txt"]
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", ".[test]", *constraints)
    print(f"The {which} set: NumPy, pandas, matplotlib", flush=True)
    run(python, "-c", SHOWN)
    run(python, "-m", "pytest", *HOW)


if __name__ == "__main__":
    for which in sys.argv[1:] or ["oldest", "newest"]:
        check(which)
