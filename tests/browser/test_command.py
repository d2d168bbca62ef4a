"""The course as it comes from a wheel, without git and without a checkout, in a folder with a space and an é."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from books import PATIENCE, answers, free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.thorough
STEM = "04_feedforward"
ANSWER = "    return np.log(p / (1 - p))\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An empty folder, and the environment of a process that finds the wheel's package and not the checkout."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: it builds the wheel")
    home = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", home, ROOT], check=True, cwd=home)
    (wheel,) = home.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", home / "site", wheel], check=True, cwd=home)
    work = home / "où ça"
    work.mkdir()
    folders = {f"JUPYTER_{name}": str(home / name) for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")}
    path = {"PYTHONPATH": str(home / "site"), "LRCOURSE_HOME": str(home / "progress")}
    return work, home / "site" / "lrcourse", os.environ | folders | path


def lrcourse(installed, *arguments, code=0):
    """Run the command, as from a terminal in the empty folder; returns what it says."""
    work, _, environment = installed
    command = [sys.executable, "-m", "lrcourse", *arguments]
    run = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout


@contextlib.contextmanager
def serving(installed):
    """``lrcourse lab --no-browser``; yields its address."""
    work, _, environment = installed
    port = free_port()
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    with (work / "log").open("wb") as log:
        command = [sys.executable, "-m", "lrcourse", "lab", *options]
        server = subprocess.Popen(command, cwd=work, env=environment, stdout=log, stderr=log)
    try:
        end = time.monotonic() + PATIENCE
        while not answers(f"http://127.0.0.1:{port}/api"):
            assert server.poll() is None, (work / "log").read_text()
            assert time.monotonic() < end
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def change(path, text):
    """Another version of a notebook of the course: its first cell says ``text``."""
    book = nbformat.read(path, as_version=4)
    book.cells[1].source = text
    nbformat.write(book, path)


def test_from_the_wheel_to_an_answer_that_outlives_an_update(installed, open_at):
    work, package, _ = installed
    assert "Everything is in order." in lrcourse(installed, "doctor")
    copy = work / "lrcourse-notebooks"
    change(package / "notebooks" / f"{STEM}.ipynb", "An older text of the course.")
    with serving(installed) as url:
        book = open_at(url, f"{STEM}.ipynb")
        index = book.index("def log_odds(")
        for k in range(index):
            if book.sources()[k].startswith("import "):
                book.run(k)
        book.run(index, book.sources()[index].replace("    ...\n", ANSWER))
        assert "passed" in "".join(book.outputs()[index][0]["data"]["text/plain"])
        book.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        assert "is up to date" in lrcourse(installed, "update")
        change(package / "notebooks" / f"{STEM}.ipynb", "A newer text of the course.")
        assert f"{STEM}: left out: it is open in JupyterLab" in lrcourse(installed, "update", code=1)
    assert ANSWER in (copy / f"{STEM}.ipynb").read_text(encoding="utf-8").replace("\\n", "\n")
    assert f"{STEM}: 1 cell changed." in lrcourse(installed, "update")
    cells = [cell.source for cell in nbformat.read(copy / f"{STEM}.ipynb", as_version=4).cells]
    assert "A newer text of the course." in cells
    assert any(ANSWER.rstrip() in source for source in cells)


def test_the_wheel_is_sound(installed):
    assert "Sound: 1 notebook ran to the end" in lrcourse(installed, "test", "04")
