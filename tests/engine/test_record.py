import json
import os
import subprocess
import sys

import pytest

from lrcourse import lessons, tutor
from lrcourse.engine import record as learner


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(learner, "_said_unwritable", False)
    return tmp_path / "home"


def test_a_pass_is_kept_and_never_taken_back(home):
    learner.record("exercise", "02_linear_classification", "distance", False)
    assert learner.read() == {"exercise": {"02_linear_classification": {"distance": False}}}
    learner.record("exercise", "02_linear_classification", "distance", True)
    learner.record("exercise", "02_linear_classification", "distance", False)
    assert learner.read()["exercise"]["02_linear_classification"]["distance"] is True
    assert os.listdir(home) == ["progress.json"]


def test_without_an_own_folder_the_record_lies_in_the_users_data_folder(monkeypatch):
    import platformdirs

    monkeypatch.delenv("LRCOURSE_HOME")
    assert str(learner._file()).startswith(platformdirs.user_data_dir("lrcourse", appauthor=False))


@pytest.mark.parametrize(
    "text",
    ["{", "[1, 2]", '{"exercise": 3}', '{"exercise": {"02": 3}}', '{"exercise": {"02": {"a": "yes"}}}', "\x00\x01"],
)
def test_a_broken_record_is_kept_aside_and_said(home, capsys, text):
    home.mkdir()
    (home / "progress.json").write_text(text)
    assert learner.read() == {}
    assert "could not be read" in capsys.readouterr().out
    assert (home / "progress.broken.json").read_text() == text
    learner.record("quiz", "01_learning_from_data", "kinds", True)
    assert json.loads((home / "progress.json").read_text())["quiz"]["01_learning_from_data"] == {"kinds": True}


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path / "file" / "home"))
    learner.record("quiz", "01_learning_from_data", "kinds", True)
    learner.record("quiz", "01_learning_from_data", "kinds", True)
    assert capsys.readouterr().out.count("cannot be stored") == 1
    assert learner.unwritable()


FULL = """
import resource, signal
from lrcourse.engine import record as learner

learner.record("quiz", "01_learning_from_data", "kinds", True)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # no room from here on: a write beyond 16 bytes fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))
learner.record("quiz", "01_learning_from_data", "groups", True)
learner.record("quiz", "01_learning_from_data", "labels", True)
"""


def test_a_full_disk_is_said_once_and_takes_nothing_away(home):
    pytest.importorskip("resource")
    done = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True)
    assert done.stdout.count("cannot be stored") == 1
    assert learner.read() == {"quiz": {"01_learning_from_data": {"kinds": True}}}
    assert os.listdir(home) == ["progress.json"]


def test_what_cannot_be_forgotten_is_said(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path / "file"))
    learner.forget_progress()
    assert "cannot be deleted" in capsys.readouterr().out


def test_forgetting_deletes_the_file(home, capsys):
    learner.record("quiz", "01_learning_from_data", "kinds", True)
    learner.forget_progress()
    learner.forget_progress()
    assert not (home / "progress.json").exists()
    assert "deleted" in capsys.readouterr().out


def test_the_bars_count_what_is_done(capsys):
    learner.record("exercise", "02_linear_classification", "distance", True)
    learner.record("exercise", "02_linear_classification", "gone_from_the_course", True)
    bars = learner.bars(tutor._exercises(), tutor._questions())
    rows = {row[0]: row[1:] for row in bars.rows}
    passed, exercises, right, questions = rows["02_linear_classification"]
    assert (passed, right) == (1, 0)
    assert exercises >= 3
    assert questions >= 4
    assert f"exercises 1 of {exercises}" in repr(bars)
    assert 'href="02_linear_classification.ipynb"' in bars._repr_html_()
    tutor.progress()
    assert "02_linear_classification" in capsys.readouterr().out


def to_revise():
    return learner.to_revise(tutor._exercises(), tutor._questions())


def test_what_to_revise_is_what_was_tried_and_not_passed():
    assert repr(to_revise()) == "There is nothing to revise: nothing that you tried is still open."
    learner.record("exercise", "02_linear_classification", "distance", False)
    learner.record("exercise", "02_linear_classification", "decide", True)
    learner.record("exercise", "02_linear_classification", "no_such_exercise", False)
    learner.record("exercise", "99_nowhere", "distance", False)
    learner.record("quiz", "02_linear_classification", "scaling", False)
    learner.record("quiz", "12_project_visitors", "loud", True)
    shown = to_revise()
    assert repr(shown) == "02_linear_classification: exercises distance; questions scaling"
    assert 'href="02_linear_classification.ipynb"' in shown._repr_html_()


def test_a_question_of_the_checkpoint_counts_for_its_notebook():
    asked = lessons.questions("17_checkpoint").every[0]
    learner.record("quiz", "17_checkpoint", asked.id, False)
    assert repr(to_revise()) == f"{asked.topic}: questions {asked.id}"


def test_revise_shows_it(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    tutor.revise()
    assert repr(shown[0]) == "There is nothing to revise: nothing that you tried is still open."
    assert "There is nothing to revise" in shown[0]._repr_html_()
