"""The Makefile on machines where something is missing: one clear line, and nothing half done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt" or not shutil.which("make"), reason="needs make")


def make(folder, target, python3):
    """Run ``make target`` in a copy of the Makefile, where the only Python is the shell script ``python3``."""
    tools = folder / "bin"
    tools.mkdir()
    for tool in ("make", "sh", "touch", "id", "uname"):
        (tools / tool).symlink_to(shutil.which(tool))
    (tools / "python3").write_text(f"#!/bin/sh\n{python3}\n")
    (tools / "python3").chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return subprocess.run(
        ["make", target], cwd=folder, env={"PATH": str(tools)}, text=True, capture_output=True, check=False
    )


def test_too_old_a_python_is_said_in_one_line(tmp_path):
    run = make(tmp_path, "lab", 'case "$1" in --version) echo "Python 3.8.10";; *) exit 1;; esac')
    assert run.returncode != 0
    assert run.stdout.splitlines() == [
        "The course needs Python 3.11 or newer; found: Python 3.8.10. "
        "Install one, or name it: make lab PYTHON=/path/to/python"
    ]
    assert not (tmp_path / ".venv").exists()


def test_a_missing_venv_module_is_said_in_one_line(tmp_path):
    run = make(tmp_path, "test", 'case "$2" in *ensurepip*) exit 1;; *version_info*) exit 0;; esac')
    assert run.returncode != 0
    assert run.stdout.splitlines() == [
        "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv; then run make again."
    ]
    assert not (tmp_path / ".venv").exists()


def test_a_failed_installation_is_not_taken_for_a_finished_one(tmp_path):
    pretend = 'mkdir -p .venv/bin; printf "#!/bin/sh\\nexit 7\\n" > .venv/bin/python; chmod +x .venv/bin/python'
    run = make(tmp_path, "lab", f'PATH=/usr/bin:/bin; case "$2" in venv) {pretend};; *) echo "Python 3.12.0";; esac')
    assert run.returncode != 0
    assert "Setting up .venv with Python 3.12.0" in run.stdout
    assert not (tmp_path / ".venv" / "lab.done").exists()
