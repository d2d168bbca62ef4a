"""``lrcourse update``: bring the installed version of the course into a learner's copy, and keep their work.

A backup is made first. Each notebook is merged in memory and replaced whole, and so is the base for the next update.
If it is killed at any point, it can be run again: the second run finds what the first one has done.
"""

import json
import shutil
import tempfile
import urllib.request
from datetime import datetime
from pathlib import Path

import nbformat

import lrcourse
from lrcourse.command import Trouble
from lrcourse.command.copies import MARK, advice, changed, existing, shipped, write
from lrcourse.command.merge import merge

CLOSE = "Save it and close it there (File, Close and Shut Down Notebook)"


def run(folder=None):
    """Update the copy in ``folder``; a line for each notebook says what happened. Returns 1 if any was left out."""
    folder = existing(folder)
    _refuse_an_older_course(folder)
    if not changed(folder):
        print(f"{folder} is up to date.")
        for path in shipped():
            if not (folder / path.name).exists():
                print(f"You have removed {path.name}. To get it back, copy it from {folder / MARK / 'base'}.")
        return 0
    with advice(folder):
        backup = _back_up(folder)
        opened = open_notebooks()
        lines = {path.name: _one(folder, path, opened) for path in shipped()}
        gone = sorted(path.name for path in (folder / MARK / "base").glob("*.ipynb") if path.name not in lines)
        for name in gone:
            lines[name] = "no longer part of the course; yours is kept"
            (folder / MARK / "base" / name).unlink()
        write(folder / MARK / "copy.json", json.dumps({"version": lrcourse.__version__}))
    for name, words in lines.items():
        print(f"{name.removesuffix('.ipynb')}: {words}.")
    print(f"The notebooks as they were before are in {backup}.")
    return int(any(words.startswith("left out") for words in lines.values()))


def _refuse_an_older_course(folder):
    """Refuse a copy that came from a newer course: it would go back in time."""
    from packaging.version import InvalidVersion, Version

    try:
        came = json.loads((folder / MARK / "copy.json").read_text(encoding="utf-8"))["version"]
        newer = Version(came) > Version(lrcourse.__version__)
    except (OSError, ValueError, KeyError, TypeError, InvalidVersion):
        return
    if newer:
        raise Trouble(
            f"{folder} came from version {came} of the course; {lrcourse.__version__} is installed, which is older. "
            "Install the newer one, the way you installed this one."
        )


def _back_up(folder):
    """Copy the notebooks as they are into a dated folder, whole or not at all; return it."""
    backups = folder / MARK / "backups"
    backups.mkdir(exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=backups))
    try:
        for path in folder.glob("*.ipynb"):
            shutil.copy2(path, part)
        target = backups / datetime.now().strftime("%Y-%m-%d %H.%M.%S.%f")
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _one(folder, course, opened):
    """Update one notebook; returns what happened, in words."""
    path, base = folder / course.name, folder / MARK / "base" / course.name
    text = course.read_text(encoding="utf-8")
    if not base.exists():
        # After an update that was killed it may be there already, as it came.
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
            return (
                "left out: it is new in the course, but you have a file with that name. Rename yours, then update again"
            )
        write(path, text)
        write(base, text)
        return "new in the course"
    if base.read_text(encoding="utf-8") == text:
        return "unchanged"
    if not path.exists():
        write(base, text)
        return "you have removed it; it stays removed"
    if path.resolve() in opened:
        return f"left out: it is open in JupyterLab. {CLOSE}, then update again"
    try:
        yours = _read(path)
    except Exception as error:  # whatever has happened to the file
        return (
            f"left out: your file is no longer a notebook ({type(error).__name__}). Repair or delete it, then try again"
        )
    merged = merge(_read(base), yours, _read(course))
    write(path, nbformat.writes(merged.notebook) + "\n")
    write(base, text)
    return _told(merged.counts)


def _read(path):
    """A notebook in any format version, converted to ours."""
    return nbformat.convert(nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT), 4)


def _told(counts):
    """What an update has done to a notebook."""
    cells = lambda count: f"{count} cell{'s' * (count != 1)}"
    words = [f"{cells(counts[name])} {name}" for name in ("changed", "added", "removed") if counts[name]]
    if counts["both"]:
        words.append(f"{cells(counts['both'])} of yours kept, with the course's new version below")
    return "; ".join(words) or "updated; none of your cells was affected"


def open_notebooks():
    """The notebooks that are open, with a kernel, in one of this user's Jupyter servers."""
    from jupyter_server.serverapp import list_running_servers

    found = set()
    for server in list_running_servers():
        request = urllib.request.Request(
            f"{server['url']}api/sessions", headers={"Authorization": f"token {server.get('token', '')}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=3) as answer:
                sessions = json.load(answer)
        except (OSError, ValueError):  # it has gone, or wants a password
            continue
        found |= {(Path(server["root_dir"]) / session["path"]).resolve() for session in sessions}
    return found
