"""Anybody's CSV file: read the columns that are needed, or say what is wrong, where, and what cures it."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from lrcourse.files.csvfile import as_path, conversion, is_number, quoted
from lrcourse.files.layout import check_counts, check_layout, records, table_text

_BLANKS = {"", "na", "n/a", "nan", "null", "none", "-"}


@dataclass(frozen=True)
class Column:
    """What a column means and may contain: text, or numbers (only certain ones, whole ones, or from ``low`` up)."""

    meaning: str
    allowed: tuple = None
    whole: bool = False
    low: float = None
    text: bool = False


def read_table(path, columns):
    """Read columns of numbers or text from a CSV file: UTF-8, separated by commas, with the names in the first line.

    Parameters
    ----------
    path : str or path
    columns : dict, name -> Column
        What is needed; the file may have the columns in any order, and others too (which are ignored).

    Returns
    -------
    pandas.DataFrame
        The columns in the order of ``columns``: np.intp where whole numbers are required, otherwise float64, or text.

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        A single error that names the file, the line or the column, what is there, what is needed and the cure.
    """
    path = as_path(path)
    (_, header), *rows = records(path, table_text(path, columns))
    place = places(path, [name.strip() for name in header], columns, rows)
    if not rows:
        raise ValueError(f"{path.name} contains the column names and nothing else. It needs at least one line of data.")
    check_counts(path, header, rows)
    lines = [line for line, _ in rows]
    return pd.DataFrame(
        {
            name: (_texts if rule.text else _numbers)(path, name, rule, [row[place[name]] for _, row in rows], lines)
            for name, rule in columns.items()
        }
    )


def places(path, header, columns, rows):
    """The place of each column in the header."""
    check_layout(path, ",".join(header), columns)
    needed = f"Needed, in any order: {', '.join(columns)}."
    if header and all(is_number(name) for name in header):
        cure = "Add a first line with the names."
        if len(header) == len(columns):
            line = conversion(path, {"header": None, "names": list(columns)})
            cure += f" If your columns are in that order, this does it: {line}."
        what = "the first line contains numbers; it must contain the column names"
        raise ValueError(f"{path.name}: {what}. {needed} {cure}")
    twice = [name for name in columns if header.count(name) > 1]
    if twice:
        raise ValueError(f"{path.name}: the column '{twice[0]}' occurs twice. Remove or rename one of them.")
    missing = [name for name in columns if name not in header]
    if missing:
        bare = {_bare(name): name for name in header if name not in columns}
        near = {name: get_close_matches(_bare(name), bare, n=1, cutoff=0.7) for name in missing}
        found = [f"{bare[match[0]][:60]!a} looks like '{name}': rename it." for name, match in near.items() if match]
        raise ValueError(
            f"{path.name}: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}. {' '.join(found)} "
            f"Found: {', '.join(quoted(name)[1:-1] for name in header[:20])}. {needed}".replace("  ", " ")
        )
    return {name: header.index(name) for name in columns}


def _bare(name):
    """A name without capitals, spaces and punctuation."""
    return "".join(c for c in name.lower() if c.isalnum())


def _numbers(path, name, rule, texts, lines):
    """The column as an array, each value checked against its rule."""
    try:  # the whole column at once; one by one only if that fails
        values = np.array(list(map(float, texts)))
        fits = bool(np.isfinite(values).all()) and "_" not in "".join(texts)
    except ValueError:
        fits = False
    if not fits:
        wrong = [i for i, text in enumerate(texts) if not is_number(text)]
        raise ValueError(_complaint(path, name, rule, texts, lines, wrong))
    bad = np.zeros(len(values), dtype=bool)
    if rule.allowed is not None:
        bad |= ~np.isin(values, rule.allowed)
    if rule.whole:
        bad |= (values != np.round(values)) | (np.abs(values) > 2**53)
    if rule.low is not None:
        bad |= values < rule.low
    if bad.any():
        raise ValueError(_complaint(path, name, rule, texts, lines, np.flatnonzero(bad)))
    return values.astype(np.intp) if rule.whole or rule.allowed is not None else values


def _texts(path, name, rule, texts, lines):
    """The column as it is, with no text blank."""
    blank = [i for i, text in enumerate(texts) if not text.strip()]
    if blank:
        raise ValueError(_complaint(path, name, rule, texts, lines, blank))
    return texts


def _complaint(path, name, rule, texts, lines, wrong):
    """What is wrong with the first of the wrong values, and how many more there are."""
    text, line = texts[wrong[0]].strip(), lines[wrong[0]]
    need = (
        f"one of {', '.join(map(str, rule.allowed))}"
        if rule.allowed
        else "a whole number"
        if rule.whole
        else "text"
        if rule.text
        else "a number"
    )
    need += f", at least {rule.low}" if rule.low is not None else ""
    what, cure = f"is {quoted(text)}", ""
    if text.lower() in _BLANKS:
        what, cure = f"is blank ({text!r})", " Fill it in, or leave that line out."
    elif text.lower() in ("true", "false"):
        cure = " Write 1 for true, 0 for false."
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", text):
        point, bare = text.replace(",", ".", 1), text.replace(",", "")
        cure = f" Does the comma separate thousands? Then write {bare}."
        cure += f" Is it a decimal comma? Then write {point}." if text.count(",") == 1 else ""
    elif "," in text and is_number(text.replace(",", ".")):
        cure = " Write numbers with a point: 1.5."
    more = f" ({len(wrong) - 1} more line{'s' * (len(wrong) > 2)} like it.)" if len(wrong) > 1 else ""
    return f"{path.name}, line {line}: {name} {what}; it must be {need} ({rule.meaning}).{cure}{more}"
