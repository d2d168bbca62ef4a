"""``lrcourse mark``: run what a class has handed in, and write a table of who has passed what.

Each notebook runs in a process of its own, with limits on time and memory, in an empty folder and with an empty record;
a broken or hostile one costs only its own row. The limits contain accidents. They are not a prison: learners' code
runs with your permissions, so run this in a container (docs/teaching.md shows how).
"""

import csv
import html
import json
import re

from lrcourse import lessons
from lrcourse.command import Trouble
from lrcourse.command.copies import MARK, advice, write
from lrcourse.command.playing import side_by_side
from lrcourse.engine.checker.exercise import SIGNS

PASSED, UNTRIED = "passed", "not attempted"
KINDS = {sign: kind for kind, (sign, _) in SIGNS.items()}
STYLE = """
body { font: 15px sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #ccc; padding: .3em .6em; }
th { position: sticky; top: 0; background: #eee; } td:first-child { font-weight: bold; }
.passed { background: #cfe8df; }
.wrong { background: #f6d5c8; }
.untried { color: #777; }
.note { background: #fff3cd; }
"""


def run(folder, to, seconds=120, memory=4):
    """Mark everything in ``folder``; write marks.csv and marks.html into ``to``."""
    folder, to = folder.expanduser().absolute(), to.expanduser().absolute()
    if not folder.is_dir():
        raise Trouble(f"{folder} is not a folder. Put what was handed in into one: lrcourse mark FOLDER")
    inside = lambda path: MARK not in path.parts and ".ipynb_checkpoints" not in path.parts
    notebooks = sorted(path for path in folder.rglob("*.ipynb") if inside(path))
    records = sorted(path for path in folder.rglob("*.json") if inside(path))
    if not notebooks and not records:
        raise Trouble(f"{folder} contains no notebooks and no progress.json.")
    marks = {learner_of(path, folder): {} for path in notebooks + records}
    notes = {learner: [] for learner in marks}
    for path in records:
        _read_record(path, marks[learner_of(path, folder)], notes[learner_of(path, folder)])
    for path, result in side_by_side(notebooks, seconds, memory):
        found, ended = marked(*result)
        _better(marks[learner_of(path, folder)], found)
        if ended:
            notes[learner_of(path, folder)].append(f"{path.name} {ended}")
    with advice(to):
        to.mkdir(parents=True, exist_ok=True)
        _write_tables(to, marks, notes)
    print(f"Learners: {len(marks)}, notebooks: {len(notebooks)}.")
    print(f"To read: {to / 'marks.html'}. To compute with: {to / 'marks.csv'}.")
    return 0


def learner_of(path, folder):
    """Whose file it is: the name of the folder it is in, or its own."""
    parts = path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else path.stem


def marked(cells, ended):
    """Exercise -> "passed", "not attempted" or the checker's words, from what the cells of a notebook printed."""
    found = {}
    for cell in cells:
        for name in re.findall(r"^\s*lr\.check\((\w+)\)", cell["source"], re.M):
            if name in lessons.exercises():
                words = cell["error"] or ended or "not checked"
                _better(found, {name: words})
        for text in cell["said"] if "lr.check(" in cell["source"] else ():
            sign, _, rest = text.partition(" ")
            name, _, words = rest.partition(": ")
            if sign in KINDS and name in lessons.exercises():
                _better(found, {name: KINDS[sign] if KINDS[sign] in (PASSED, UNTRIED) else words.partition("\n")[0]})
    return found, ended


def _better(marks, found):
    """Enter what was found; a pass is never taken back."""
    for name, words in found.items():
        if marks.get(name) != PASSED:
            marks[name] = words


def _read_record(path, marks, notes):
    """Enter the passes that a learner's progress.json reports."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        done = {name: passed for names in record.get("exercise", {}).values() for name, passed in names.items()}
        right = sum(passed for names in record.get("quiz", {}).values() for passed in names.values())
        _better(marks, {name: PASSED if passed else "tried, according to the record" for name, passed in done.items()})
        notes.append(f"{right} questions answered correctly, according to the record")
    except (OSError, ValueError, AttributeError, TypeError):
        notes.append(f"{path.name} is not a record of progress")


def _write_tables(to, marks, notes):
    """One row per learner, one column per exercise that anybody has met."""
    met = set().union(*marks.values())
    columns = [(e.notebook, name) for name, e in lessons.exercises().items() if name in met]
    passed = {learner: sum(words == PASSED for words in row.values()) for learner, row in marks.items()}
    file = to / ".marks.csv"
    lines = [["learner", "passed", "notes", *(f"{notebook}: {name}" for notebook, name in columns)]]
    for learner, row in sorted(marks.items()):
        cells = [row.get(name, "") for _, name in columns]
        lines.append([_harmless(text) for text in (learner, str(passed[learner]), "; ".join(notes[learner]), *cells)])
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    file.replace(to / "marks.csv")
    write(to / "marks.html", _page(lines))


def _harmless(text):
    """The text, changed if a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text[:1] else text


def _page(lines):
    """The table as a page; what the checker said appears under the pointer."""
    escape = lambda text: html.escape(str(text), quote=True)
    head = "".join(f"<th>{escape(name).replace(': ', '<br>')}</th>" for name in lines[0])
    rows = []
    for learner, count, note, *words in lines[1:]:
        cells = [f"<td>{escape(learner)}</td><td>{count}</td><td class='{'note' if note else ''}'>{escape(note)}</td>"]
        for text in words:
            kind = {PASSED: "passed", UNTRIED: "untried", "": "untried"}.get(text, "wrong")
            sign = {"passed": "✓", "untried": "–", "wrong": "✗"}[kind]
            cells.append(f"<td class='{kind}' title='{escape(text)}'>{sign}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Marks</title><style>{STYLE}</style>"
        f"<h1>Marks</h1><p>Hold the pointer over a ✗ to read what the checker said.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></html>"
    )
