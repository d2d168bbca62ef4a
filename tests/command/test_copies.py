"""A learner's own copy: where it is, that it is made whole or not at all, and what is said if it cannot be."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lrcourse.command import Trouble, copies, lab, main, update

MODES = pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="this user may write anywhere"
)


@pytest.fixture
def started(monkeypatch):
    """The commands that would have started JupyterLab."""
    commands = []

    def pretend(command):
        commands.append(command)
        return 0

    monkeypatch.setattr(lab, "start", pretend)
    return commands


def test_the_first_start_makes_a_copy_and_the_next_one_leaves_it_alone(
    course, texts, write_into, tmp_path, started, capsys
):
    folder = tmp_path / "a folder with é" / "mine"
    assert lab.run(folder) == 0
    assert "Your own copy of the course is now in" in capsys.readouterr().out
    assert sorted(path.name for path in folder.glob("*.ipynb")) == ["01_one.ipynb", "02_two.ipynb"]
    write_into(folder / "01_one.ipynb", 0, "mine")
    assert lab.run(folder, no_browser=True, options=["--port=1"]) == 0
    assert texts(folder / "01_one.ipynb") == ["mine", "b = 2"]
    assert f"--ServerApp.root_dir={folder}" in started[1]
    assert started[1][-1] == "--port=1"
    assert "--no-browser" in started[1]
    course({"01_one": ["a = 1", "b = 3"]})
    lab.run(folder)
    assert "lrcourse update" in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.part"))


def test_where_the_copy_is(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert copies.chosen(None) == tmp_path / "lrcourse-notebooks"
    copies.make(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    assert copies.chosen(None) == tmp_path / "mine"
    assert copies.chosen(Path("sub")) == tmp_path / "mine" / "sub"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "package" / "notebooks").unlink()
    assert copies.chosen(None) == tmp_path / "my-notebooks"  # beside the package: a checkout


def test_an_empty_folder_is_filled_and_a_full_one_is_left_alone(course, tmp_path):
    (tmp_path / "empty").mkdir()
    copies.make(tmp_path / "empty")
    assert (tmp_path / "empty" / "01_one.ipynb").is_file()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years")
    with pytest.raises(Trouble, match="already contains something else"):
        copies.make(tmp_path / "full")
    assert (tmp_path / "full" / "thesis.txt").read_text() == "years"
    with pytest.raises(Trouble, match="is a file"):
        copies.make(tmp_path / "full" / "thesis.txt")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left"), "no space left"),
        (OSError(errno.EROFS, "Read-only file system"), "you may not write"),
        (PermissionError(errno.EACCES, "Permission denied"), "you may not write"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_and_leaves_nothing_behind(course, tmp_path, monkeypatch, error, words):
    def refuse(*args):
        raise error

    monkeypatch.setattr(copies.shutil, "copyfile", refuse)
    with pytest.raises(Trouble, match=words):
        copies.make(tmp_path / "mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package", "shipped"]


@MODES
def test_a_folder_that_may_not_be_written(course, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(Trouble, match="you may not write"):
        copies.make(tmp_path / "locked" / "mine")


def test_a_course_without_notebooks(course, tmp_path):
    (tmp_path / "package" / "notebooks").unlink()
    with pytest.raises(Trouble, match="Install the course again"):
        copies.shipped()


def test_what_is_written_is_whole_or_not_there(tmp_path, monkeypatch):
    target = tmp_path / "x.ipynb"
    copies.write(target, "old")
    monkeypatch.setattr(copies.os, "fsync", lambda number: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        copies.write(target, "new, but only ha")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.ipynb"]


def test_troubles_are_one_line_and_an_exit_code(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="no copy of the course in"):
        main(["update", "nowhere"])
    with pytest.raises(SystemExit) as wrong:
        main(["update", "--unknown"])
    assert wrong.value.code == 2


def test_python_m_lrcourse_is_the_command():
    run = subprocess.run([sys.executable, "-m", "lrcourse", "--help"], capture_output=True, text=True, check=True)
    assert "lrcourse update" in run.stdout


def test_a_copy_that_has_lost_its_mark_is_one_again(course, tmp_path, texts, write_into, started, capsys):
    folder = tmp_path / "mine"
    copies.make(folder)
    write_into(folder / "01_one.ipynb", 0, "mine")
    copies.shutil.rmtree(folder / copies.MARK)
    assert lab.run(folder) == 0
    assert "had lost" in capsys.readouterr().out
    assert not copies.changed(folder)
    course({"01_one": ["a = 1", "b = 3"], "02_two": ["import lrcourse as lr"]})
    update.run(folder)
    assert texts(folder / "01_one.ipynb")[:2] == ["mine", "b = 3"]


def test_the_course_itself_is_never_taken_for_a_copy(course, tmp_path, started):
    with pytest.raises(Trouble, match="is the course itself"):
        lab.run(tmp_path / "shipped")
    assert not (tmp_path / "shipped" / copies.MARK).exists()
    assert started == []


def test_words_too_many_are_refused_and_options_are_not(course, started, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as wrong:
        main(["lab", "my", "folder"])
    assert wrong.value.code == 2
    assert not (tmp_path / "my").exists()
    with pytest.raises(SystemExit) as fine:
        main(["lab", "mine", "--ServerApp.ip=127.0.0.1"])
    assert fine.value.code == 0
    assert started[0][-1] == "--ServerApp.ip=127.0.0.1"
