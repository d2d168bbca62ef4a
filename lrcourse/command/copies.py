"""A learner's own copy of the notebooks: where it is, how it is made, how its files are written.

A copy is a folder with the notebooks and a folder ``.lrcourse``, which holds the notebooks as they arrived (``base``,
for the next update), backups, and the version of the course (``copy.json``).
"""

import contextlib
import errno
import json
import os
import shutil
import tempfile
from pathlib import Path

import lrcourse
from lrcourse.command import Trouble

MARK = ".lrcourse"
PACKAGE = Path(lrcourse.__file__).resolve().parent


def shipped():
    """The course's own notebooks, in order: those in the wheel, or those in the checkout beside the package."""
    for folder in (PACKAGE / "notebooks", PACKAGE.parent / "notebooks"):
        if found := sorted(folder.glob("[0-9][0-9]_*.ipynb")):
            return found
    raise Trouble(
        f"the course's notebooks are missing from {PACKAGE}. Install the course again, the way you did the first time."
    )


def chosen(folder):
    """The folder of the copy in question: the one named, the one we are in, or the usual place."""
    if folder is not None:
        return Path(folder).expanduser().absolute()
    here = Path.cwd()
    if (here / MARK).is_dir():
        return here
    checkout = not (PACKAGE / "notebooks").is_dir()
    return PACKAGE.parent / "my-notebooks" if checkout else here / "lrcourse-notebooks"


def existing(folder):
    """The copy in question; an error if there is none."""
    folder = chosen(folder)
    if not (folder / MARK / "base").is_dir():
        raise Trouble(f"There is no copy of the course in {folder}. lrcourse lab FOLDER makes one, or repairs yours.")
    return folder


def changed(folder):
    """Whether the course has changed since the copy was made."""
    base = folder / MARK / "base"
    came = {path.name: path.read_bytes() for path in base.glob("*.ipynb")}
    return came != {path.name: path.read_bytes() for path in shipped()}


def adopt(folder):
    """Make a folder of notebooks whose `MARK` was lost a copy again; returns whether it is one.

    What it came from is no longer known, so today's course counts as that: whatever differs is taken for the
    learner's own, and stays.
    """
    if not any((folder / notebook.name).is_file() for notebook in shipped()):
        return False
    if folder.samefile(shipped()[0].parent):
        raise Trouble(f"{folder} is the course itself, not a copy. Name a folder for yours: lrcourse lab FOLDER")
    with advice(folder):
        part = Path(tempfile.mkdtemp(prefix=".base-", dir=folder))
        try:
            for notebook in shipped():
                shutil.copyfile(notebook, part / notebook.name)
            (folder / MARK).mkdir(exist_ok=True)
            part.rename(folder / MARK / "base")
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return True


def make(folder):
    """Make a copy, all of it or nothing. ``folder`` must be new or empty."""
    if folder.exists() and not folder.is_dir():
        raise Trouble(f"{folder} is a file. Name a folder for your copy: lrcourse lab FOLDER")
    if folder.is_dir() and any(folder.iterdir()):
        raise Trouble(f"{folder} already contains something else. Name a new folder for your copy: lrcourse lab FOLDER")
    with advice(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            (part / MARK / "base").mkdir(parents=True)
            for notebook in shipped():
                shutil.copyfile(notebook, part / notebook.name)
                shutil.copyfile(notebook, part / MARK / "base" / notebook.name)
            (part / MARK / "copy.json").write_text(json.dumps({"version": lrcourse.__version__}), encoding="utf-8")
            part.chmod(0o755)  # mkdtemp makes a private one
            if folder.is_dir():
                folder.rmdir()
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def write(path, text):
    """Replace a file, all of it or nothing, whatever happens meanwhile."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def advice(folder):
    """Turn what the system says about ``folder`` into words that help."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            words = f"you may not write in {folder}. Name a different folder, such as one in your home."
        elif error.errno in (errno.ENOSPC, errno.EDQUOT):
            words = f"there is no space left for {folder}. Make room (20 MB) and try again; nothing is lost."
        else:
            words = f"{folder} cannot be written: {error}"
        raise Trouble(words) from None
