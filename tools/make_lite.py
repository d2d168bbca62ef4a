"""Part of ``make site``: JupyterLab that runs in the visitor's browser, with the course in it; nothing is installed.

python -m tools.make_lite [FOLDER]    build/site/html/lite without it

JupyterLite and the extensions that go into it live in an environment of their own, build/lite: in the course's, the
browser's kernel would be offered by the real JupyterLab, too. The course and what it imports come as wheels with the
site; Python itself, NumPy, pandas and matplotlib (Pyodide) come from Pyodide's own address when a notebook is run.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from tools.notebooks import paths, read

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "lite"
TARGET = ROOT / "build" / "site" / "html" / "lite"
BUILDERS = [
    "jupyterlite-core==0.8.*",
    "jupyterlite-pyodide-kernel==0.8.*",
    "jupyter-server",
    "wheel",
    "ipywidgets",
    "anywidget",
]
PYODIDE = {"numpy", "pandas", "matplotlib"}  # come with Pyodide
# In the browser JupyterLite stands in for them, and nobody runs the command.
SERVER = {"jupyterlab", "ipykernel", "nbclient", "nbformat", "psutil"}
ALSO = {"psygnal", "jupyterlab_widgets"}  # what anywidget and ipywidgets import, beyond what Pyodide has
LEFT_OUT = "91"  # a cluster needs processes, which a browser does not give
FETCH = """\
# Python runs in your browser here. Run this first: it fetches the course; your progress stays in this browser.
%pip install -q lrcourse
%env LRCOURSE_HOME=."""


def run(*command):
    """Run a command of the environment's Python."""
    subprocess.run([BUILD / "venv" / "bin" / "python", *map(str, command)], cwd=BUILD, check=True)


def environment():
    """JupyterLite in an environment of its own, made once."""
    done = BUILD / "venv" / "done"
    if done.exists() and done.stat().st_mtime > Path(__file__).stat().st_mtime:
        return
    shutil.rmtree(BUILD, ignore_errors=True)
    venv.create(BUILD / "venv", with_pip=True)
    run("-m", "pip", "install", "-q", "--disable-pip-version-check", *BUILDERS)
    done.touch()


def requirements():
    """The names of what the course imports."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.match(r"[\w-]+", line).group() for line in project["dependencies"]}


def wheels(folder):
    """The course and the pure Python packages it imports, as wheels."""
    pip = ["-m", "pip", "-q", "--disable-pip-version-check"]
    made = BUILD / "made"
    shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(*pip, "wheel", "--no-deps", "-w", made, ROOT)
    run("-m", "wheel", "unpack", "-d", made, *made.glob("*.whl"))
    (unpacked,) = (path for path in made.iterdir() if path.is_dir())
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    needs = rf"^Requires-Dist: ({'|'.join(SERVER)})\b.*\n"
    metadata.write_text(re.sub(needs, "", metadata.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    run("-m", "wheel", "pack", "-d", folder, unpacked)
    others = sorted(requirements() - PYODIDE - SERVER | ALSO)
    pure = ["--no-deps", "--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any"]
    run(*pip, "download", *pure, "-c", ROOT / "constraints.txt", "-d", folder, *others)


def contents(folder):
    """The notebooks, each with a cell before all others that fetches the course."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in paths():
        if path.stem.startswith(LEFT_OUT):
            continue
        notebook = read(path)  # with each source as one text: JupyterLite reads no lists of lines
        cell = {"cell_type": "code", "id": "fetch", "metadata": {}, "source": FETCH}
        notebook["cells"].insert(1, cell | {"execution_count": None, "outputs": []})
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")


def main(arguments):
    """The environment, the wheels, the notebooks, and JupyterLite around them."""
    target = Path(arguments[0]).absolute() if arguments else TARGET
    environment()
    lite = BUILD / "site"
    shutil.rmtree(lite, ignore_errors=True)
    wheels(lite / "pypi")
    contents(lite / "notebooks")
    settings = {"contents": [str(lite / "notebooks")], "apps": ["lab", "notebooks"], "no_sourcemaps": True}
    (lite / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": settings}))
    shutil.rmtree(target, ignore_errors=True)
    run("-m", "jupyterlite_core.app", "build", "--lite-dir", lite, "--output-dir", target)
    print(f"JupyterLite is in {target}.")


if __name__ == "__main__":
    main(sys.argv[1:])
