"""An update keeps what the learner wrote, wherever it is killed, and says in a line for each notebook what it did."""

import contextlib
import http.server
import json
import os
import threading
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from lrcourse.command import Trouble, copies, update
from lrcourse.command.merge import NOTE

STEPS = 80  # an update takes fewer
NEW = {"01_one": ["a = 10", "b = 20", "c = 30"], "02_two": ["import lrcourse as lr"], "03_three": ["new"]}


@pytest.fixture
def mine(course, tmp_path, write_into):
    """A copy in which the learner has worked."""
    folder = tmp_path / "mine"
    copies.make(folder)
    write_into(folder / "01_one.ipynb", 0, "my own a")
    (folder / "notes.ipynb").write_text(nbformat.writes(nbformat.v4.new_notebook()))
    return folder


def test_a_new_version_arrives_and_the_answer_is_still_there(course, mine, texts, capsys):
    course(NEW)
    assert update.run(mine) == 0
    assert texts(mine / "01_one.ipynb") == ["my own a", NOTE, "a = 10", "b = 20", "c = 30"]
    assert texts(mine / "02_two.ipynb") == ["import lrcourse as lr"]
    assert texts(mine / "03_three.ipynb") == ["new"]
    said = capsys.readouterr().out
    assert "01_one: 1 cell changed; 1 cell added; 1 cell of yours kept, with the course's new version below." in said
    assert "02_two: 1 cell removed." in said
    assert "03_three: new in the course." in said
    (backup,) = (mine / ".lrcourse" / "backups").iterdir()
    assert texts(backup / "01_one.ipynb") == ["my own a", "b = 2"]
    assert (backup / "notes.ipynb").exists()
    assert update.run(mine) == 0
    assert "is up to date" in capsys.readouterr().out
    assert len(list((mine / ".lrcourse" / "backups").iterdir())) == 1


class Killed(BaseException):
    """What a kill would do: nothing of ours runs any more."""


@pytest.mark.parametrize("after", range(STEPS))
def test_killed_anywhere_nothing_is_lost_and_the_next_update_finishes(course, mine, texts, monkeypatch, after):
    course(NEW)
    steps = iter(range(after))

    def step(real):
        def done(*args, **options):
            if next(steps, None) is None:
                raise Killed
            return real(*args, **options)

        return done

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "write_text", "unlink", "mkdir", "open"):
            patch.setattr(Path, name, step(getattr(Path, name)))
        patch.setattr(os, "fsync", step(os.fsync))
        patch.setattr(update.shutil, "copy2", step(update.shutil.copy2))
        patch.setattr(update, "open_notebooks", set)
        with contextlib.suppress(Killed):
            update.run(mine)
        wrote = [text for path in mine.rglob("*.ipynb") for text in texts(path)]  # every file can be read
    assert "my own a" in texts(mine / "01_one.ipynb")
    assert "my own a" in wrote
    update.run(mine)
    assert Counter(texts(mine / "01_one.ipynb")) == Counter(["my own a", NOTE, "a = 10", "b = 20", "c = 30"])
    assert texts(mine / "03_three.ipynb") == ["new"]
    assert not copies.changed(mine)


def test_every_step_of_an_update_has_been_killed(course, mine, monkeypatch):
    """The range of the test above reaches to the end of an update."""
    course(NEW)
    count = Counter()

    def counted(real):
        def done(*args, **options):
            count["steps"] += 1
            return real(*args, **options)

        return done

    for name in ("replace", "rename", "write_text", "unlink", "mkdir", "open"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(update.shutil, "copy2", counted(update.shutil.copy2))
    update.run(mine)
    assert 20 < count["steps"] <= STEPS


def test_what_the_learner_removed_stays_away_and_what_the_course_dropped_stays(course, mine, capsys):
    (mine / "02_two.ipynb").unlink()
    course({"02_two": ["changed"]})
    assert update.run(mine) == 0
    said = capsys.readouterr().out
    assert "02_two: you have removed it; it stays removed." in said
    assert "01_one: no longer part of the course; yours is kept." in said
    assert (mine / "01_one.ipynb").exists()
    assert not (mine / "02_two.ipynb").exists()
    assert not copies.changed(mine)


def test_a_file_of_theirs_is_never_taken_for_a_new_notebook(course, mine, capsys):
    (mine / "03_three.ipynb").write_text("mine")
    course(NEW)
    assert update.run(mine) == 1
    assert "03_three: left out: it is new in the course, but you have a file with that name" in capsys.readouterr().out
    assert (mine / "03_three.ipynb").read_text() == "mine"


def test_a_file_that_is_no_notebook_is_left_out(course, mine, capsys):
    (mine / "02_two.ipynb").write_text("{broken")
    course(NEW)
    assert update.run(mine) == 1
    assert "02_two: left out: your file is no longer a notebook" in capsys.readouterr().out
    assert (mine / "02_two.ipynb").read_text() == "{broken"


def test_an_older_course_is_refused(course, mine):
    (mine / ".lrcourse" / "copy.json").write_text(json.dumps({"version": "99.1"}))
    with pytest.raises(Trouble, match=r"came from version 99\.1"):
        update.run(mine)


def test_a_notebook_that_is_open_in_jupyterlab_is_left_out(course, mine, texts, monkeypatch, capsys):
    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers["Authorization"] == "token secret" else 403)
            self.end_headers()
            self.wfile.write(json.dumps([{"path": "mine/01_one.ipynb"}]).encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    running = [
        {"url": url, "token": "secret", "root_dir": str(mine.parent)},
        {"url": url, "token": "", "root_dir": "/"},
    ]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: running)
    course(NEW)
    assert update.run(mine) == 1
    assert "01_one: left out: it is open in JupyterLab." in capsys.readouterr().out
    assert texts(mine / "01_one.ipynb") == ["my own a", "b = 2"]
    assert texts(mine / "02_two.ipynb") == ["import lrcourse as lr"]
    server.shutdown()
    server.server_close()
    assert update.run(mine) == 0  # the server has gone
    assert texts(mine / "01_one.ipynb")[0] == "my own a"
