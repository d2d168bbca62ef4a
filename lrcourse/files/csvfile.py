"""Anybody's file before it is read: does it exist, what kind is it, in which encoding, and what converts it?"""

import codecs
import os
import re
import unicodedata
from difflib import get_close_matches
from math import isfinite
from pathlib import Path

_OTHER_KINDS = {
    b"PK\x03\x04": "a zip archive or an Excel workbook (.xlsx)",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"\x1f\x8b": "compressed with gzip",
    b"\x93NUMPY": "a NumPy array (.npy)",
    b"%PDF": "a PDF document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a SQLite database",
    b"version https://git-lfs": "a Git LFS pointer, a mere placeholder (`git lfs pull` fetches the file)",
}
_MARKS = {  # what a file in a different Unicode encoding may begin with; the longer ones first
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def as_path(path):
    """The name of a file as a Path; an error if it isn't a name, or is an address on the web."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be the name of a file; got {type(path).__name__}.")
    if re.match(r"[a-z][a-z0-9+.-]+:/", str(path), re.IGNORECASE):  # a Path turns the two / into one
        raise ValueError(f"{quoted(str(path))} is an address on the web. Download the file, and give its name here.")
    return Path(path)


def quoted(text):
    """A piece of the file for an error message, in quotes and not too long; invisible characters become codes."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def content(path, most=-1):
    """The bytes of the file (at most ``most``), or one error that says why there are none."""
    name = quoted(path.name or str(path))
    try:
        path = path.expanduser()
        if path.is_dir():
            raise ValueError(f"{name} is a folder. Give a file in it, for example {str(path / 'visits.csv')!r}.")
        if path.exists() and not path.is_file():
            raise ValueError(f"{name} is not a file but a device or a pipe. Save its contents to a file first.")
        if path.exists():
            with path.open("rb") as file:
                return file.read(most)
        near = get_close_matches(path.name, [neighbour.name for neighbour in path.parent.glob("*")])
    except PermissionError:
        raise ValueError(f"You do not have permission to read {name}. Copy it to a folder of your own.") from None
    except (OSError, RuntimeError) as error:  # a name that is too long, ~nobody, a disk that fails
        raise ValueError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    cure = f"Did you mean {near[0]}?" if near else "Check the spelling, or give the whole path."
    raise FileNotFoundError(f"There is no file {name} in the folder {path.parent.absolute()}. {cure}")


def other_kind(data):
    """What the bytes (or the first of them) are, if they are clearly not the text of a table; else None."""
    start = data.removeprefix(b"\xef\xbb\xbf").strip()[:20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return "a web page (HTML or XML), which is what you often get if you download without logging in first"
    if start.startswith((b"{", b"[")):
        return "JSON"
    kind = next((kind for magic, kind in _OTHER_KINDS.items() if data.startswith(magic)), None)
    return kind or ("a binary file" if b"\x00" in data and not wide(data) else None)


def saved_as_csv(path, data):
    """How to turn the file into a CSV file."""
    if data.startswith(b"\x1f\x8b"):
        bytes_ = f"gzip.decompress(pathlib.Path({str(path)!r}).read_bytes())"
        return f"Unpack it: import gzip, pathlib; pathlib.Path('unpacked.csv').write_bytes({bytes_})"
    unpack = f"If it is an archive, unpack it: {unpacked(path)}. Otherwise open" if data.startswith(b"PK") else "Open"
    return f"{unpack} it in the program it belongs to, and save it as CSV (UTF-8, separated by commas)."


def unpacked(path):
    """The line that unpacks a zip archive."""
    return f"import zipfile; zipfile.ZipFile({str(path)!r}).extractall()"


def conversion(path, options, change="", by_parts=False):
    """The line that turns a file into one like the course's; with ``by_parts``, however long it is."""
    given = "".join(f", {name}={value!r}" for name, value in options.items())
    new = repr("converted.csv" if path.name != "converted.csv" else "converted_again.csv")
    if not by_parts:
        return f"pd.read_csv({str(path)!r}{given}){change}.to_csv({new}, index=False)"
    return (
        f"for part in pd.read_csv({str(path)!r}{given}, chunksize=100_000): part{change}.to_csv({new}, index=False, "
        "mode='a' if part.index[0] else 'w', header=not part.index[0])"
    )


# -- its encoding ------------------------------------------------------------------------------------------------


def encoding_of(data):
    """({options for pandas.read_csv}, what is wrong); both are empty for UTF-8."""
    if name := wide(data):
        return {"encoding": name.lower()}, f"its encoding is {name}, but UTF-8 is needed"
    return not_utf8(data.splitlines())


def not_utf8(lines):
    """The same, from the lines (as bytes) of a file that is not UTF-16."""
    broken, beyond, windows, count = [], 0, True, 0
    for count, line in enumerate(lines, start=1):
        if line.isascii():
            continue
        if _fits(line, "utf-8"):
            beyond += 1
        else:
            broken.append(count)
            windows = windows and _fits(line, "cp1252")
    if not broken:
        return {}, ""
    where = f"line{'s' * (len(broken) > 1)} {', '.join(map(str, broken[:5]))}{' ...' * (len(broken) > 5)}"
    lost = "what cannot be read becomes \ufffd"
    if 10 * beyond > len(broken):  # a few lines were pasted from elsewhere
        what = f"{len(broken):,} of its {count:,} lines {'are' if len(broken) > 1 else 'is'} not UTF-8 ({where})"
        return {"encoding_errors": "replace"}, f"{what}. Correct them in an editor, or accept that {lost}"
    if windows:
        return {"encoding": "cp1252"}, f"its encoding is not UTF-8 ({where}), but probably cp1252 (Windows)"
    return {"encoding_errors": "replace"}, f"its encoding is neither UTF-8 nor cp1252 ({where}); {lost}"


def wide(data):
    """UTF-16 or UTF-32, if the bytes begin like that, even without a mark; else None."""
    if name := next((name for mark, name in _MARKS.items() if data.startswith(mark)), None):
        return name
    start = data[:1000]
    zeros = start[::2].count(0), start[1::2].count(0)
    if min(zeros) or 20 * max(zeros) < len(start) or not max(zeros):
        return None
    name = "UTF-16-LE" if zeros[1] else "UTF-16-BE"
    text = start[: len(start) // 2 * 2].decode(name, errors="ignore")
    return None if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in text) else name


def _fits(line, encoding):
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_number(text):
    """Whether a value is a finite number, as it may be written in a CSV file."""
    try:
        return "_" not in text and bool(isfinite(float(text)))
    except ValueError:
        return False
