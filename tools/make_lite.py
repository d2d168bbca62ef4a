"""Part of ``make site``: JupyterLab that runs in the visitor's browser, with the course in it; nothing is installed.

python -m tools.make_lite [FOLDER] [--pyodide FOLDER]    build/site/html/lite without the first

JupyterLite and the extensions that go into it live in an environment of their own, build/lite: in the course's, the
browser's kernel would be offered by the real JupyterLab, too. The course and what it imports come as wheels with the
site. Python itself, NumPy, pandas and matplotlib are Pyodide's: they come from its own address when a notebook is run,
or, for a school behind a firewall, from the site, into which ``--pyodide`` copies an unpacked release.
"""

import argparse
import ast
import json
import re
import shutil
import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

from tools.notebooks import paths, read

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "lite"
TARGET = ROOT / "build" / "site" / "html" / "lite"
# The kernel 0.6 is made for Pyodide 0.27, the newest that the tests can get as a whole: what is published is tested.
PYODIDE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js"
BUILDERS = [
    "jupyterlite-core==0.6.*",
    "jupyterlite-pyodide-kernel==0.6.*",
    "jupyter-server",
    "wheel",
    "ipywidgets",
    "anywidget",
]
WITH_PYODIDE = {"numpy", "pandas", "matplotlib"}
# In the browser JupyterLite stands in for them, and nobody runs the command.
SERVER = {"jupyterlab", "ipykernel", "nbclient", "nbformat", "psutil"}
# What anywidget, ipywidgets and the kernel import beyond what Pyodide has.
ALSO = {"psygnal", "jupyterlab_widgets", "typing_extensions", "comm"}
FETCH = """\
# Python runs in your browser here; nothing is installed. Run this cell first: it fetches the course and what it needs,
# about 25 MB, which your browser keeps. Your answers and your progress stay in this browser, too.
import logging
import os
import piplite

os.environ["LRCOURSE_HOME"] = "."
logging.getLogger("matplotlib.font_manager").setLevel("ERROR")  # it would say that it takes a moment
for number, name in enumerate(("numpy", "pandas", "matplotlib", "lrcourse"), 1):
    print(f"{number} of 5: {name} ...", end=" ", flush=True)
    await piplite.install(name)
    print("here.")
print("5 of 5: fonts ...", end=" ", flush=True)
import matplotlib.pyplot
import tqdm

tqdm.tqdm.monitor_interval = 0  # a browser has no second thread that could watch a progress bar
print("here. Go on.")"""
NO_CLUSTER = """\
*A cluster needs several processes, and a browser gives Python only one: the cells that start it or compute on it are
left out here. To run them, install the course.*"""


def run(*command, folder=BUILD):
    """Run a command of the environment's Python in a folder."""
    subprocess.run([BUILD / "venv" / "bin" / "python", *map(str, command)], cwd=folder, check=True)


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
    made = folder.parent / "made"
    folder.mkdir(parents=True)
    run(*pip, "wheel", "--no-deps", "-w", made, ROOT)
    run("-m", "wheel", "unpack", "-d", made, *made.glob("*.whl"))
    (unpacked,) = (path for path in made.iterdir() if path.is_dir())
    shutil.rmtree(unpacked / "lrcourse" / "notebooks")  # JupyterLite has them
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    needs = rf"^Requires-Dist: ({'|'.join(SERVER)})\b.*\n"
    metadata.write_text(re.sub(needs, "", metadata.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    run("-m", "wheel", "pack", "-d", folder, unpacked)
    others = sorted(requirements() - WITH_PYODIDE - SERVER | ALSO)
    pure = ["--no-deps", "--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any"]
    run(*pip, "download", *pure, "-c", ROOT / "constraints.txt", "-d", folder, *others)


def without_cluster(cells):
    """The cells without those that need a cluster or what such a cell makes; a sentence comes in their place."""
    kept, lost = [], set()
    for cell in cells:
        if cell["cell_type"] == "code":
            names = [node for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, ast.Name)]
            starts = re.search(r"lr\.scale\.cluster\(|^import dask", cell["source"], re.M)
            if starts or lost & {node.id for node in names if isinstance(node.ctx, ast.Load)}:
                if not lost:
                    kept.append({"cell_type": "markdown", "id": "no-cluster", "metadata": {}, "source": NO_CLUSTER})
                defined = re.findall(r"^(?:def|import|import \S+ as) (\w+)", cell["source"], re.M)
                lost |= {node.id for node in names if isinstance(node.ctx, ast.Store)}.union(defined)
                continue
        kept.append(cell)
    return kept


def contents(folder):
    """The notebooks, each with a cell before all others that fetches the course."""
    folder.mkdir()
    for path in paths():
        notebook = read(path)  # with each source as one text: JupyterLite reads no lists of lines
        cell = {"cell_type": "code", "id": "fetch", "metadata": {}, "source": FETCH}
        notebook["cells"] = without_cluster(notebook["cells"])
        notebook["cells"].insert(1, cell | {"execution_count": None, "outputs": []})
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")


def main(target, pyodide):
    """The environment, the wheels, the notebooks, and JupyterLite around them."""
    environment()
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), target, pyodide)
    print(f"JupyterLite is in {target}.")


def build(lite, target, pyodide):
    """JupyterLite from what is put together in the folder ``lite``."""
    wheels(lite / "pypi")
    contents(lite / "notebooks")
    if pyodide:
        shutil.copytree(pyodide, lite / "static" / "pyodide")  # where JupyterLite looks for it
    config = {"contents": [str(lite / "notebooks")], "apps": ["lab", "notebooks"], "no_sourcemaps": True}
    (lite / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": config}))
    # JupyterLite itself tells the kernel where a Pyodide on the site is; behind a firewall nothing else is asked.
    kernel = {"disablePyPIFallback": True} if pyodide else {"pyodideUrl": PYODIDE}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": plugins}}
    (lite / "jupyter-lite.json").write_text(json.dumps(settings))
    shutil.rmtree(target, ignore_errors=True)
    run("-m", "jupyterlite_core.app", "build", "--output-dir", target, folder=lite)  # with the settings there


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    parser.add_argument("--pyodide", type=Path, help="the folder of an unpacked release of Pyodide, served by the site")
    given = parser.parse_args()
    main(given.target.absolute(), given.pyodide)
