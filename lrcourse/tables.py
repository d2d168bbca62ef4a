"""Anybody's CSV file: read the columns that are needed, or say what is wrong, where, and what cures it."""

import csv
import io
import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd

_OTHER_KINDS = {
    b"PK\x03\x04": "a zip archive or an Excel workbook (.xlsx)",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"\x1f\x8b": "compressed with gzip",
    b"%PDF": "a PDF document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a SQLite database",
    b"version https://git-lfs": "a Git LFS pointer, which only stands for it (`git lfs pull` fetches the file)",
}
_BLANKS = {"", "na", "n/a", "nan", "null", "none", "-"}


@dataclass(frozen=True)
class Column:
    """What a column means and may hold: text, or numbers (certain ones, whole ones, from ``low`` up)."""

    meaning: str
    allowed: tuple = None
    whole: bool = False
    low: float = None
    text: bool = False


def read_table(path, columns):
    """Read columns of numbers or text from a CSV file: UTF-8, separated by commas, the names in the first line.

    Parameters
    ----------
    path : str or path
    columns : dict, name -> Column
        What is needed; the file may hold it in any order, and other columns too (they are ignored).

    Returns
    -------
    pandas.DataFrame
        The columns in the order of ``columns``: int64 where whole numbers are required, else float64, or text.

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        One error that names the file, the line or the column, what stands there, what is needed and the cure.
    """
    path = as_path(path)
    (_, header), *rows = list(_records(path, _text(path))) or [(1, [])]
    place = places(path, [name.strip() for name in header], columns, rows)
    if not rows:
        raise ValueError(
            f"{path.name} holds the column names and nothing else. It needs at least one line of data."
        )
    for line, row in rows:
        if len(row) != len(header):
            count = f"{len(row)} value{'s' * (len(row) > 1)}, but the first line names {len(header)} columns."
            raise ValueError(f"{path.name}, line {line}: {count} {_cure_of_count(row, header)}")
    lines = [line for line, _ in rows]
    return pd.DataFrame(
        {
            name: (_texts if rule.text else _numbers)(
                path, name, rule, [row[place[name]] for _, row in rows], lines
            )
            for name, rule in columns.items()
        }
    )


def as_path(path):
    """The name of a file as a Path; an error if it is no name, or an address on the web."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be the name of a file; got {type(path).__name__}.")
    if re.match(r"[a-z]{2,}://", str(path), re.IGNORECASE):
        raise ValueError(
            f"{_quoted(str(path))} is an address on the web. Download the file, and give its name here."
        )
    return Path(path)


def _cure_of_count(row, header):
    """What to do about a line with too few or too many values."""
    if len(row) < len(header):
        return "A value is missing. Fill it in, or leave that line out."
    return (
        'A comma inside a value? Then put the value in double quotes: "1,5" or "Smith, J."; '
        "in numbers write a point: 1.5."
    )


def _quoted(text):
    """A piece of the file for an error message, in quotes and not too long; what is invisible gets a code."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def content(path, most=-1):
    """The bytes of the file (at most so many), or one error that says why there are none."""
    name = _quoted(path.name or str(path))
    try:
        path = path.expanduser()
        if path.is_dir():
            raise ValueError(
                f"{name} is a folder. Give the file in it, for example {str(path / 'visits.csv')!r}."
            )
        if path.exists() and not path.is_file():
            raise ValueError(
                f"{name} is not a file but a device or a pipe. Save its content to a file first."
            )
        if path.exists():
            with path.open("rb") as file:
                return file.read(most)
        near = get_close_matches(path.name, [neighbour.name for neighbour in path.parent.glob("*")])
    except PermissionError:
        raise ValueError(
            f"{name} may not be read: you have no permission. Copy it to a folder of your own."
        ) from None
    except (OSError, RuntimeError) as error:  # a name that is too long, ~nobody, a disk that fails
        raise ValueError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    cure = f"Did you mean {near[0]}?" if near else "Check the spelling, or give the whole path."
    raise FileNotFoundError(f"There is no file {name} in the folder {path.parent.absolute()}. {cure}")


def _text(path):
    """The text of the file, or an error that says what kind of file it is instead."""
    data = content(path)
    bare = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not bare:
        raise ValueError(
            f"{path.name} is empty. It needs a line with the column names and at least one line of data."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2]:
        raise ValueError(_encoding(path, "UTF-16", "utf-16"))
    kind = other_kind(data)
    if kind:
        raise ValueError(
            f"{path.name} is not a CSV file but {kind}. "
            "Open it with the program it belongs to, and save it as CSV (UTF-8, separated by commas)."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ValueError(_encoding(path, f"not UTF-8 (line {line}), probably Latin-1", "latin-1")) from None


def other_kind(data):
    """What the bytes (or the first of them) are, if they are clearly no text of a table; else None."""
    start = data.removeprefix(b"\xef\xbb\xbf").strip()[:20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return "a web page (HTML or XML); a download that asked you to log in first often is one"
    if start.startswith((b"{", b"[")):
        return "JSON"
    kind = next((kind for magic, kind in _OTHER_KINDS.items() if data.startswith(magic)), None)
    return kind or ("a binary file" if b"\x00" in data else None)


def _encoding(path, what, encoding):
    return (
        f"{path.name}: the encoding is {what}; UTF-8 is needed. Save it as 'CSV UTF-8', or convert it once: "
        f"pd.read_csv({str(path)!r}, encoding='{encoding}').to_csv('converted.csv', index=False)."
    )


def _records(path, text):
    """(line number, values) of each record; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        line = 1
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{path.name}, line {reader.line_num}: cannot be read as CSV ({error}).") from None


def places(path, header, columns, rows):
    """Where each column stands in the header."""
    excel = bool(header) and header[0].lower().startswith("sep=")
    names = next((line for line, row in rows[:20] if set(columns) <= {name.strip() for name in row}), None)
    if names and not set(columns) <= set(header):
        what = "Excel's 'sep=,'" if excel else f"a title, {_quoted(header[0])}"
        raise ValueError(
            f"{path.name}: the first line is {what}; the column names stand in line {names}. "
            f"Delete what is above them, or convert it once: pd.read_csv({str(path)!r}, skiprows={names - 1})"
            ".to_csv('converted.csv', index=False)."
        )
    mark = next((mark for mark in ("\t", ";", "|") if len(header) == 1 and mark in header[0]), None)
    if mark:
        name = {"\t": "tabs", ";": "semicolons", "|": "bars"}[mark]
        more = (", decimal=','" if mark == ";" else "") + (", skiprows=1" if excel else "")
        raise ValueError(
            f"{path.name} is separated by {name}; commas are needed. Convert it once: "
            f"pd.read_csv({str(path)!r}, sep={mark!r}{more}).to_csv('converted.csv', index=False)."
        )
    needed = f"Needed, in any order: {', '.join(columns)}."
    if header and all(_is_number(name) for name in header):
        raise ValueError(
            f"{path.name}: the first line holds numbers; it must hold the column names. {needed}"
        )
    twice = [name for name in columns if header.count(name) > 1]
    if twice:
        raise ValueError(
            f"{path.name}: the column '{twice[0]}' stands there twice. Remove or rename one of them."
        )
    missing = [name for name in columns if name not in header]
    if missing:
        bare = {_bare(name): name for name in header if name not in columns}
        near = {name: get_close_matches(_bare(name), bare, n=1, cutoff=0.7) for name in missing}
        found = [
            f"{bare[match[0]][:60]!a} looks like '{name}': rename it."
            for name, match in near.items()
            if match
        ]
        raise ValueError(
            f"{path.name}: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}. {' '.join(found)} "
            f"Found: {', '.join(_quoted(name)[1:-1] for name in header[:20])}. {needed}".replace("  ", " ")
        )
    return {name: header.index(name) for name in columns}


def _bare(name):
    """A name without capitals, blanks, and signs between its words."""
    return "".join(c for c in name.lower() if c.isalnum())


def _is_number(text):
    try:
        return "_" not in text and bool(np.isfinite(float(text)))
    except ValueError:
        return False


def _numbers(path, name, rule, texts, lines):
    """The column as an array, each value checked against its rule."""
    try:  # the whole column at once; one by one only if that fails
        values = np.array(list(map(float, texts)))
        fits = bool(np.isfinite(values).all()) and "_" not in "".join(texts)
    except ValueError:
        fits = False
    if not fits:
        wrong = [i for i, text in enumerate(texts) if not _is_number(text)]
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
    return values.astype(np.int64) if rule.whole or rule.allowed is not None else values


def _texts(path, name, rule, texts, lines):
    """The column as it stands, no text blank."""
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
        else "a text"
        if rule.text
        else "a number"
    )
    need += f", at least {rule.low}" if rule.low is not None else ""
    what, cure = f"is {_quoted(text)}", ""
    if text.lower() in _BLANKS:
        what, cure = f"is blank ({text!r})", " Fill it in, or leave that line out."
    elif text.lower() in ("true", "false"):
        cure = " Write 1 for true, 0 for false."
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", text):
        point, bare = text.replace(",", ".", 1), text.replace(",", "")
        cure = f" Is the comma a separator of thousands? Then write {bare}."
        cure += f" Is it a decimal comma? Then write {point}." if text.count(",") == 1 else ""
    elif "," in text and _is_number(text.replace(",", ".")):
        cure = " Write numbers with a point: 1.5."
    more = f" ({len(wrong) - 1} more line{'s' * (len(wrong) > 2)} like it.)" if len(wrong) > 1 else ""
    return f"{path.name}, line {line}: {name} {what}; it must be {need} ({rule.meaning}).{cure}{more}"
