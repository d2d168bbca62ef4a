"""Read a notebook's questions from its TOML file; a faulty file gets one error that says where and why."""

import math
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from textwrap import dedent

_FIELDS = {"one": {"options"}, "many": {"options"}, "number": {"answer", "tolerance", "unit", "why", "traps"}}
_COMMON = {"id", "kind", "text", "predict", "topic"}


@dataclass(frozen=True)
class Option:
    """One answer to choose, and the reason shown to anyone who chooses it."""

    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class Trap:
    """A wrong number that results from a known mistake, and that mistake in words."""

    answer: float
    why: str


@dataclass(frozen=True)
class Question:
    """One question. ``options`` is for kinds "one" and "many"; ``answer`` to ``traps`` are for kind "number"."""

    id: str
    kind: str
    text: str
    predict: bool = False
    topic: str | None = None
    options: tuple[Option, ...] = ()
    answer: float | None = None
    tolerance: float | None = None
    unit: str = ""
    why: str = ""
    traps: tuple[Trap, ...] = ()


@dataclass(frozen=True)
class Topic:
    """What a group of questions is about, and what to read if the answers were wrong."""

    title: str
    brush_up: str


@dataclass(frozen=True)
class Questions:
    """All questions of one notebook."""

    name: str
    title: str
    every: tuple[Question, ...]
    topics: dict[str, Topic]

    @property
    def final(self):
        """The quiz at the end of the notebook: all questions except the predict ones."""
        return tuple(question for question in self.every if not question.predict)

    def pick(self, id):
        """The question called ``id``; ValueError with the nearest name if there is none."""
        ids = [question.id for question in self.every]
        if id not in ids:
            raise ValueError(f"the quiz {self.name!r} has no question {id!r}.{nearest(id, ids)}")
        return self.every[ids.index(id)]


def read(path, notebook):
    """The questions of ``notebook`` in the TOML file ``path``.

    Raises
    ------
    ValueError
        If the file is wrong; the message names the file, the question and the field.
    """
    path = Path(path)
    file = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is not a TOML file in UTF-8: {error}.") from None
    page = _Table(file, content, {"title", "question", "topics"})
    topics = {}
    for key, table in content.get("topics", {}).items():
        entry = _Table(f"{file}, topic {key!r}", table, {"title", "brush_up"})
        topics[key] = Topic(entry.text("title"), entry.text("brush_up"))
    tables = page.tables("question")
    every = tuple(_question(table, place, file) for place, table in enumerate(tables, 1))
    _check_whole(file, every, topics)
    return Questions(notebook, page.text("title"), every, topics)


def _question(table, place, file):
    """One checked question from its table, the ``place``-th in the file."""
    id = table.get("id", place) if isinstance(table, dict) else place
    entry = _Table(f"{file}, question {id!r}", table, _COMMON.union(*_FIELDS.values()))
    kind = entry.text("kind")
    if kind not in _FIELDS:
        raise entry.wrong("kind", f"must be one of {', '.join(_FIELDS)}; got {kind!r}")
    for field in sorted(set(table) - _COMMON - _FIELDS[kind]):
        raise entry.wrong(field, f"does not belong in a question of kind {kind!r}")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry.text("id")):
        raise entry.wrong("id", "must be made of a to z, 0 to 9 and _, and start with a letter")
    common = {
        "id": entry.text("id"),
        "kind": kind,
        "text": entry.text("text"),
        "predict": entry.flag("predict"),
        "topic": entry.text("topic") if "topic" in table else None,
    }
    return Question(**common, **(_numeric(entry) if kind == "number" else _choices(entry, kind)))


def _choices(entry, kind):
    """The options of a question of kind "one" or "many"."""
    options = []
    for letter, table in zip("abcdefghijklmnopqrstuvwxyz", entry.tables("options")):
        option = _Table(f"{entry.where}, option {letter}", table, {"text", "why", "right"})
        options.append(Option(option.text("text"), option.text("why"), option.flag("right")))
    right = sum(option.right for option in options)
    if len(options) < 2 or len({option.text for option in options}) < len(options):
        raise entry.wrong("options", "must contain at least two, all different")
    if right != 1 and kind == "one":
        raise entry.wrong("options", f"must have one with right = true; got {right} (more? kind = 'many')")
    if right == 0:
        raise entry.wrong("options", "must have at least one with right = true")
    return {"options": tuple(options)}


def _numeric(entry):
    """Answer, tolerance, unit, reason and traps of a question of kind "number"."""
    answer, tolerance = entry.number("answer"), entry.number("tolerance")
    if tolerance < 0:
        raise entry.wrong("tolerance", f"must not be negative; got {tolerance}")
    traps = []
    for place, table in enumerate(entry.tables("traps") if "traps" in entry.values else [], 1):
        trap = _Table(f"{entry.where}, trap {place}", table, {"answer", "why"})
        traps.append(Trap(trap.number("answer"), trap.text("why")))
        if abs(traps[-1].answer - answer) <= 2 * tolerance:
            raise trap.wrong("answer", "is too near the right answer: their tolerances overlap")
    unit, why = entry.text("unit") if "unit" in entry.values else "", entry.text("why")
    return {"answer": answer, "tolerance": tolerance, "unit": unit, "why": why, "traps": tuple(traps)}


def _check_whole(file, every, topics):
    """What must be true across questions: ids are unique, topics exist and are used."""
    ids = [question.id for question in every]
    for id in ids:
        if ids.count(id) > 1:
            raise ValueError(f"{file}, question {id!r}: the field 'id' is used more than once; make it unique.")
    used = {question.topic for question in every} - {None}
    for topic in sorted(used - set(topics)):
        raise ValueError(f"{file}: the field 'topic' names {topic!r}, but there is no [topics.{topic}].")
    for topic in sorted(set(topics) - used):
        raise ValueError(f"{file}: no question has the topic {topic!r}; use it or remove [topics.{topic}].")


class _Table:
    """A TOML table that knows where it is, so a complaint can name the file, the question and the field."""

    def __init__(self, where, values, fields):
        self.where, self.values = where, values
        if not isinstance(values, dict):
            raise ValueError(f"{where}: must be a table of fields; got {values!r}.")
        for field in sorted(set(values) - fields):
            raise self.wrong(field, f"is not known.{nearest(field, fields)}".rstrip("."))

    def wrong(self, field, problem):
        """The error to raise."""
        return ValueError(f"{self.where}: the field {field!r} {problem}.")

    def _get(self, field, kind, needed):
        value = self.values.get(field)
        if value is None:
            raise self.wrong(field, f"is missing; it must be {needed}")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(field, f"must be {needed}; got {value!r}")
        return value

    def text(self, field):
        """A text that isn't empty, without the file's indentation."""
        text = dedent(self._get(field, str, "text")).strip()
        if not text:
            raise self.wrong(field, "is empty; it must be text")
        return text

    def number(self, field):
        """A finite number."""
        value = self._get(field, (int, float), "a number")
        if not math.isfinite(value):
            raise self.wrong(field, f"must be a finite number; got {value}")
        return float(value)

    def flag(self, field):
        """True or false; false if the field is missing."""
        return field in self.values and self._get(field, bool, "true or false")

    def tables(self, field):
        """A list of at least one table."""
        tables = self._get(field, list, "a list of tables")
        if not tables:
            raise self.wrong(field, "is empty; it must be a list of tables")
        return tables


def nearest(name, known):
    """Words that help when a name does not exist."""
    known = sorted(known)
    near = get_close_matches(str(name), known, n=3, cutoff=0.5)
    near = near or [other for other in known if str(name) and str(name) in other]
    if near:
        return f" Did you mean {' or '.join(map(repr, near))}?"
    return f" There are: {', '.join(map(repr, known))}." if known else " There are none yet."
