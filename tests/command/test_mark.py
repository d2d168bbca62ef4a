"""Marking: one row for each learner, whatever is handed in; handing out; and the proof of an installation."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from lrcourse.command import Trouble, handout, mark, playing, proof

START = "import numpy as np\nimport lrcourse as lr"
STUB = "def distance(X, w, b):\n    {}\n\n\nlr.check(distance)"
RIGHT = STUB.format("return (X @ w + b) / np.linalg.norm(w)")
WRONG = STUB.format("return X @ w + b")
ENDLESS = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"
DELETES = "import os, shutil\nshutil.rmtree(os.getcwd())"


def hand_in(folder, name, *texts, outputs=False):
    """Write a notebook as a learner would hand it in."""
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(text) for text in texts]
    if outputs:  # what is stored says nothing
        book.cells[-1].outputs = [nbformat.v4.new_output("stream", text="✓ distance: passed.")]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)


def table(folder):
    """learner -> the row of marks.csv as a dictionary."""
    with (folder / "marks.csv").open(encoding="utf-8", newline="") as file:
        return {row["learner"]: row for row in csv.DictReader(file)}


def cell(source, *said, error=None):
    return {"source": source, "said": list(said), "error": error}


def test_what_the_cells_said_becomes_a_mark():
    cells = [
        cell(RIGHT, "✓ distance: passed. Well done."),
        cell("lr.check(activation)", "○ activation: not attempted yet."),
        cell("lr.check(sigmoid)", "✗ sigmoid: the sign is flipped.\nOn the input a"),
        cell("x = 1\nlr.check(cross_entropy)", error="NameError: name 'x'"),
        cell("print('✓ gradient: passed.')", "✓ gradient: passed."),  # no check stands there
    ]
    found, ended = mark.marked(cells, "")
    assert found == {
        "distance": "passed",
        "activation": "not attempted",
        "sigmoid": "the sign is flipped.",
        "cross_entropy": "NameError: name 'x'",
    }
    assert ended == ""


def test_a_pass_is_never_taken_back():
    marks = {"distance": "passed"}
    mark._better(marks, {"distance": "wrong", "sigmoid": "wrong"})
    mark._better(marks, {"sigmoid": "passed"})
    assert marks == {"distance": "passed", "sigmoid": "passed"}


def test_records_are_read_and_broken_ones_said(tmp_path, capsys):
    done = {
        "exercise": {"02_linear_classification": {"distance": True, "activation": False}},
        "quiz": {"02": {"q": True}},
    }
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "progress.json").write_text(json.dumps(done))
    (tmp_path / "bob.json").write_text("[1, 2")
    (tmp_path / "=evil.json").write_text(json.dumps(done))
    assert mark.run(tmp_path, tmp_path / "out") == 0
    rows = table(tmp_path / "out")
    assert rows["ada"]["02_linear_classification: distance"] == "passed"
    assert rows["ada"]["02_linear_classification: activation"] == "tried, according to the record"
    assert rows["ada"]["passed"] == "1"
    assert rows["ada"]["notes"] == "1 questions answered correctly, according to the record"
    assert rows["bob"]["notes"] == "bob.json is not a record of progress"
    assert "'=evil" in rows  # no formula for a spreadsheet
    page = (tmp_path / "out" / "marks.html").read_text(encoding="utf-8")
    assert page.count("<tr>") == 4
    assert "Learners: 3, notebooks: 0." in capsys.readouterr().out


def test_nothing_to_mark(tmp_path):
    with pytest.raises(Trouble, match="contains no notebooks"):
        mark.run(tmp_path, tmp_path)
    with pytest.raises(Trouble, match="is not a folder"):
        mark.run(tmp_path / "nowhere", tmp_path)


@pytest.mark.thorough
def test_a_class_hands_in(tmp_path):
    """Right, wrong, untried, endless, broken, hostile: each costs only its own row."""
    into = tmp_path / "handed in"
    hand_in(into, "right.ipynb", START, RIGHT)
    hand_in(into, "two/02_linear_classification.ipynb", START, WRONG)
    hand_in(into, "two/again.ipynb", START, RIGHT)
    hand_in(into, "untried.ipynb", START, STUB.format("..."), outputs=True)
    hand_in(into, "raises.ipynb", "1 / 0", START, WRONG)
    hand_in(into, "deletes.ipynb", DELETES, START, RIGHT)
    hand_in(into, "dies.ipynb", START, RIGHT, "import os\nos._exit(1)", WRONG)
    (into / "broken.ipynb").write_text("{")
    assert mark.run(into, tmp_path / "out", seconds=100) == 0
    rows, of = table(tmp_path / "out"), "02_linear_classification: distance"
    assert {name: row[of] for name, row in rows.items() if row[of] == "passed"}.keys() == {
        "right",
        "two",
        "deletes",
        "dies",
    }
    assert rows["untried"][of] == "not attempted"
    assert "length" in rows["raises"][of] or "divide" in rows["raises"][of].lower()
    assert "ended early" in rows["dies"]["notes"]
    assert "is not a notebook" in rows["broken"]["notes"]
    assert (into / "deletes.ipynb").exists()


@pytest.mark.thorough
def test_an_endless_notebook_is_ended_with_all_that_it_started(tmp_path):
    import psutil

    before = {process.pid for process in psutil.process_iter()}
    hand_in(tmp_path, "endless.ipynb", START, ENDLESS)
    begun = time.monotonic()
    assert playing.play(tmp_path / "endless.ipynb", seconds=12) == ([], "took longer than 12 s")
    assert time.monotonic() - begun < 100
    mine = psutil.Process().children(recursive=True)
    assert [process for process in mine if process.pid not in before and process.is_running()] == []


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent in another way there")
def test_ctrl_c_ends_marking_and_all_that_it_has_started(tmp_path):
    import psutil

    for k in range(6):
        hand_in(tmp_path / "in", f"endless{k}.ipynb", ENDLESS)
    command = [sys.executable, "-m", "lrcourse", "mark", "in"]
    heeded = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run in the background inherit deafness
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, preexec_fn=heeded
    ) as process:
        try:
            ours = psutil.Process(process.pid)
            while len(ours.children(recursive=True)) < 2:
                time.sleep(0.1)
            started = ours.children(recursive=True)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == 1
    assert b"Stopped." in said
    _, alive = psutil.wait_procs(started, timeout=60)
    assert alive == []


@pytest.mark.thorough
def test_a_memory_hog_costs_its_own_row(tmp_path):
    hand_in(tmp_path, "hog.ipynb", START, RIGHT, "hog = np.ones(10**9)", "print('still here')")
    cells, ended = playing.play(tmp_path / "hog.ipynb", seconds=200, gigabytes=4)
    assert mark.marked(cells, ended)[0] == {"distance": "passed"}
    assert ended or "MemoryError" in cells[2]["error"]


@pytest.mark.thorough
def test_twenty_and_the_worst_of_them_in_five_minutes(tmp_path):
    for k in range(20):
        hand_in(tmp_path / "in", f"learner{k:02}.ipynb", START, RIGHT if k % 2 else WRONG)
    hand_in(tmp_path / "in", "endless.ipynb", START, ENDLESS)
    hand_in(tmp_path / "in", "slow.ipynb", START, "while True:\n    pass", RIGHT)  # interrupted; the rest runs
    hand_in(tmp_path / "in", "raises.ipynb", "1 / 0", START, RIGHT)
    hand_in(tmp_path / "in", "deletes.ipynb", DELETES, START, RIGHT)
    mark.run(tmp_path / "in", tmp_path, seconds=90)
    rows, of = table(tmp_path), "02_linear_classification: distance"
    assert sum(row["passed"] == "1" for row in rows.values()) == 13
    assert rows["slow"][of] == "passed"
    assert "took longer" in rows["endless"]["notes"]


def test_a_handout_has_no_outputs(course, tmp_path, capsys):
    course({"01_one": ["1 + 1"], "02_two": ["2"]})
    assert handout.run(tmp_path / "new folder") == 0
    books = [nbformat.read(path, as_version=4) for path in sorted((tmp_path / "new folder").glob("*.ipynb"))]
    assert [[c.source for c in book.cells] for book in books] == [["1 + 1"], ["2"]]
    assert all(not c.outputs and c.execution_count is None for book in books for c in book.cells)
    with pytest.raises(Trouble, match="is not empty"):
        handout.run(tmp_path / "new folder")


def test_the_handout_of_the_real_course(tmp_path):
    handout.run(tmp_path)
    written = sorted(tmp_path.glob("*.ipynb"))
    assert [path.name for path in written] == sorted(p.name for p in Path("notebooks").resolve().glob("*.ipynb"))
    assert all('"outputs": []' in path.read_text(encoding="utf-8") for path in written)


def test_the_proof_says_sound_or_what_is_wrong(course, capsys):
    course({"01_one": ["1 + 1"], "02_two": ["1", "1 / 0"]})
    assert proof.run(["01"]) == 0
    assert "Sound: 1 notebook ran to the end (Python " in capsys.readouterr().out
    assert proof.run() == 1
    said = capsys.readouterr().out
    assert "02_two: code cell 2: ZeroDivisionError" in said
    assert "NOT SOUND" in said
    with pytest.raises(Trouble, match="no notebook begins with 7"):
        proof.run(["7"])
