"""Anybody's CSV file before its values are read: are there commas between them, and are the names in the first line?"""

import csv
import io
import re
from contextlib import suppress
from itertools import islice
from pathlib import Path

from lrcourse.files.csvfile import (
    content,
    conversion,
    encoding_of,
    is_number,
    not_utf8,
    other_kind,
    quoted,
    saved_as_csv,
    wide,
)

SEPARATORS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
LOOK = 1_000_000  # characters to search for the names of the columns
SPACES = " \xa0\u202f"  # the last two don't break a line; French programs write them


def table_text(path, columns=(), most=-1):
    """The text of a CSV file (or its first ``most`` bytes, to the end of a line), ready to be split at commas.

    Raises
    ------
    FileNotFoundError, ValueError
        If there is no such file, or it is empty or not a table; or it has a different encoding, different separators,
        or a title above the names of the columns (``columns`` are those known): then with the line that converts it.
    """
    data = content(path, most)
    if part := len(data) == most:
        data = data[: data.rfind(b"\n") + 1] or data
    if kind := other_kind(data):
        raise ValueError(f"{path.name} is not a CSV file but {kind}. {saved_as_csv(path, data)}")
    options, wrong = encoding_of(data)
    if wrong and part and not wide(data):
        with path.expanduser().open("rb") as file:
            options, wrong = not_utf8(file)
    text = data.decode(options.get("encoding", "utf-8"), errors="replace").removeprefix("\ufeff")
    if not any(records(path, text)):
        raise ValueError(f"{path.name} is empty. It needs a line of column names and at least one line of data.")
    check_layout(path, text, columns, options, wrong, by_parts=most >= 0)
    return text


def check_layout(path, text, columns=(), options=None, wrong="", by_parts=False):
    """One error with the line that converts the file, if its layout isn't the required one, or something is ``wrong``.

    ``options`` are those that pandas.read_csv needs because of what is wrong; those for the layout are added.
    """
    mark, line = _find_names(path, text, columns)
    found = [wrong] if wrong else []
    (first, _), *_ = _start(text, mark)
    if line > first:
        title = re.split(r"\r\n?|\n", text[:LOOK])[first - 1].strip()
        what = "Excel's" if title.lower().startswith("sep=") else "a title,"
        found.append(f"the first line is {what} {quoted(title)}, and the names of the columns are in line {line}")
    if mark != ",":
        found.append(f"its values are separated by {SEPARATORS[mark]}s, but commas are needed")
    if not found:
        return
    (_, header), *rows = [record for record in records(path, text, mark) if record[0] >= line]
    options = dict(options or {})
    options |= ({"sep": mark} if mark != "," else {}) | ({"skiprows": line - 1} if line > first else {})
    if rows and all(len(row) == len(header) + 1 and not row[-1].strip() for _, row in rows):
        options["index_col"] = False  # a separator at the end of each line doesn't make a column
        rows = [(line, row[:-1]) for line, row in rows]
    check_counts(path, header, rows, mark)  # no line of code converts such a file
    options |= number_format(header, [row for _, row in rows])
    raise ValueError(f"{path.name}: {'; '.join(found)}. Convert it once: {conversion(path, options, '', by_parts)}.")


def records(path, text, separator=","):
    """(line number, values) of each record; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        line = 1
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{path.name}, line {reader.line_num}: cannot be read as CSV ({error}).") from None


def check_counts(path, header, rows, separator=","):
    """A single error if a line has more or fewer values than there are names."""
    for line, row in rows:
        if len(row) != len(header):
            count = f"{len(row)} value{'s' * (len(row) > 1)}, but the first line names {len(header)} columns."
            raise ValueError(f"{path.name}, line {line}: {count} {cure_of_count(row, header, separator)}")


def cure_of_count(row, header, separator=","):
    """What to do about a line with too few or too many values."""
    if len(row) < len(header):
        return "A value is missing. Fill it in, or leave that line out."
    cure = f"Is there a {SEPARATORS[separator]} inside a value? Then put the value in double quotes: "
    return cure + ('"1,5" or "Smith, J."; in numbers write a point: 1.5.' if separator == "," else f'"a{separator} b".')


def _start(text, mark):
    """The first records, with the spaces around each value removed; up to where the text is no longer CSV."""
    rows, text = [], text[:LOOK]
    with suppress(ValueError):
        rows.extend((line, [value.strip() for value in row]) for line, row in islice(records(Path(), text, mark), 20))
    return rows or [(1, [text])]


def _find_names(path, text, columns):
    """The separator, and the number of the line with the names of the columns."""
    starts = {mark: _start(text, mark) for mark in SEPARATORS}
    if columns:
        for mark, rows in starts.items():
            names = [(line, row) for line, row in rows if set(columns) <= set(row)]
            if names and (names[0] == rows[0] or not any(map(is_number, names[0][1]))):
                return mark, names[0][0]
    for titles in (0, 1):
        for mark, rows in starts.items():
            if _is_table(rows[titles:]) and not (titles and _is_table(rows[:1])):
                return mark, rows[titles][0]
    line, header = starts[","][0]
    return next((mark for mark in SEPARATORS if len(header) == 1 and mark in header[0]), ","), line


def _is_table(rows):
    """Whether there are names, more than one, and as many values in every other row."""
    _, header = rows[0] if rows else (0, [])
    names = len(list(filter(None, header))) > 1 and not all(map(is_number, header))
    return names and all(len(row) == len(header) for _, row in rows)


def number_format(header, rows):
    """The options that make pandas.read_csv understand 1.234,5 or 1 234.5, if the numbers are written like that."""
    cells = {value.strip() for row in rows for value in row}
    sure = {",": _surely(",", ".", cells), ".": _surely(".", ",", cells)}
    decimal = "," if sure[","] or (not sure["."] and any(map(_grouped(",").fullmatch, cells))) else "."
    options = {"decimal": ","} if decimal == "," else {}
    marks = [*(",." if sure["."] == (decimal == ".") else ""), *SPACES, "'"]
    found = (mark for mark in marks if mark != decimal and any(map(_grouped(mark, decimal).fullmatch, cells)))
    thousands = next(found, None)
    if not thousands:
        return options
    options["thousands"] = thousands
    # pandas would drop the marks from a date, too.
    dates = [
        name for name, column in zip(header, zip(*rows)) if any(_undone(v.strip(), thousands, decimal) for v in column)
    ]
    options |= {"dtype": dict.fromkeys(dates, "str")} if dates else {}
    return options | ({} if thousands.isascii() else {"engine": "python"})


def _surely(mark, other, cells):
    """Whether some number has decimals after ``mark``, which then cannot separate thousands."""
    number, groups = re.compile(rf"[+-]?\d[\d{other}{SPACES}']*[{mark}]\d+"), _grouped(mark)
    return any(number.fullmatch(cell) and not groups.fullmatch(cell) for cell in cells)


def _grouped(mark, decimal=None):
    """The pattern of a number whose thousands are separated by ``mark``."""
    rest = rf"([{decimal}]\d+)?" if decimal else ""
    return re.compile(rf"[+-]?\d{{1,3}}([{mark}]\d{{3}})+{rest}")


def _undone(cell, mark, decimal):
    """Whether taking out the marks makes a number of something that isn't one, such as a date."""
    return mark in cell and cell.replace(mark, "").isdecimal() and not _grouped(mark, decimal).fullmatch(cell)
