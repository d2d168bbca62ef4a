"""The learner's own record: which exercises and questions are done. Kept per user, outside the course's folder.

The file is in the user's data folder (platformdirs), so it survives a fresh copy of the course.
``LRCOURSE_HOME`` names another folder; `forget_progress` deletes the file.
"""

import json
import os
from pathlib import Path

import platformdirs

_said_unwritable = False


def _file():
    home = os.environ.get("LRCOURSE_HOME") or platformdirs.user_data_dir("lrcourse", appauthor=False)
    return Path(home).expanduser() / "progress.json"


def _broken():
    return _file().with_name("progress.broken.json")


def read():
    """What is done: ``{"exercise": {"02_...": {"distance": True}}, "quiz": {...}}``; {} if nothing is.

    A file that cannot be read as a record is kept beside the new one, as ``progress.broken.json``, with a message.
    """
    file = _file()
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        if all(type(p) is bool for books in record.values() for done in books.values() for p in done.values()):
            return record
    except FileNotFoundError:
        return {}
    except OSError as error:
        _say_unwritable(error)
        return {}
    except (ValueError, AttributeError, RecursionError):
        pass
    try:
        file.replace(_broken())
        print(f"Your progress file could not be read. It is kept as {_broken()}; a new one has been started.")
    except OSError as error:
        _say_unwritable(error)
    return {}


def record(kind, notebook, name, passed):
    """Note that an exercise or a question has been passed (or tried); a pass is never taken back.

    Parameters
    ----------
    kind : {"exercise", "quiz"}
    notebook : str
        For example "02_linear_classification".
    name : str
        The name of the exercise, or the id of the question.
    passed : bool
    """
    done = read()
    entry = done.setdefault(kind, {}).setdefault(notebook, {})
    entry[name] = bool(passed) or entry.get(name, False)
    try:
        _write(done)
    except OSError as error:
        _say_unwritable(error)


def _write(done):
    """Write it whole or not at all: a full disk never leaves half a record."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"progress.{os.getpid()}.part")
    try:
        part.write_text(json.dumps(done, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def unwritable():
    """Why the record cannot be stored, in words; '' if it can."""
    try:
        _write(read())
    except OSError as error:
        return f"{error.strerror}: {_file().parent}"
    return ""


def _say_unwritable(error):
    global _said_unwritable
    if not _said_unwritable:
        _said_unwritable = True
        print(f"Your progress cannot be stored ({error.strerror}). The course goes on without it.")


def forget_progress():
    """Delete the record of your progress. It cannot be undone."""
    try:
        for file in (_file(), _broken()):
            file.unlink(missing_ok=True)
    except OSError as error:
        print(f"Your progress cannot be deleted ({error.strerror}): {_file()}")
        return
    print("Your progress has been deleted.")


def to_revise(exercises, questions):
    """What was tried but not passed, ready to be displayed.

    Parameters
    ----------
    exercises : dict
        Notebook -> the names of its exercises.
    questions : dict
        Notebook -> its questions, a dict: id -> the notebook that the question is about.
    """
    done, failed = read(), {}
    for notebook, tried in done.get("exercise", {}).items():
        names = [name for name in exercises.get(notebook, []) if tried.get(name) is False]
        if names:
            failed.setdefault(notebook, ([], []))[0].extend(names)
    for notebook, asked in questions.items():
        tried = done.get("quiz", {}).get(notebook, {})
        for id, about in asked.items():
            if tried.get(id) is False:
                failed.setdefault(about, ([], []))[1].append(id)
    return _ToRevise(dict(sorted(failed.items())))


class _ToRevise:
    """The list of what to revise, as text and as HTML."""

    def __init__(self, failed):
        self.lines = {notebook: self._line(*parts) for notebook, parts in failed.items()}

    @staticmethod
    def _line(exercises, questions):
        parts = [f"exercises {', '.join(exercises)}"] if exercises else []
        return "; ".join(parts + ([f"questions {', '.join(questions)}"] if questions else []))

    def __repr__(self):
        if not self.lines:
            return "There is nothing to revise: nothing that you tried is still open."
        return "\n".join(f"{notebook}: {line}" for notebook, line in self.lines.items())

    def _repr_html_(self):
        if not self.lines:
            return f"<p>{self!r}</p>"
        items = (f'<li><a href="{name}.ipynb">{name}</a>: {line}</li>' for name, line in self.lines.items())
        return f"<ul>{''.join(items)}</ul>"


def bars(exercises, questions):
    """How much of each notebook is done, ready to be displayed; parameters as in `to_revise`."""
    done, rows = read(), []
    for notebook in sorted({*exercises, *questions}):
        counts = []
        for kind, every in (("exercise", exercises), ("quiz", questions)):
            passed, names = done.get(kind, {}).get(notebook, {}), every.get(notebook, ())
            counts += [sum(passed.get(name, False) for name in names), len(names)]
        rows.append((notebook, *counts))
    return _Bars(rows)


class _Bars:
    """The bars, as text and as HTML."""

    def __init__(self, rows):
        self.rows = rows

    def __repr__(self):
        width = max(len(row[0]) for row in self.rows)
        return "\n".join(
            f"{name:<{width}}  {_bar(p + q, n + m)}  exercises {p} of {n}, questions {q} of {m}"
            for name, p, n, q, m in self.rows
        )

    def _repr_html_(self):
        lines = "".join(
            f'<tr><td style="text-align:left"><a href="{name}.ipynb">{name}</a></td>'
            f'<td><progress value="{p + q}" max="{n + m}" aria-label="{name}"></progress></td>'
            f"<td>{p} of {n}</td><td>{q} of {m}</td></tr>"
            for name, p, n, q, m in self.rows
        )
        return (
            '<table><thead><tr><th style="text-align:left">notebook</th><th>progress</th><th>exercises</th>'
            f"<th>questions</th></tr></thead><tbody>{lines}</tbody></table>"
        )


def _bar(done, of, width=20):
    full = round(width * done / of) if of else 0
    return "█" * full + "·" * (width - full)
