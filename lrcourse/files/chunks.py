"""Files that are read chunk by chunk. Errors come before the first chunk, or as soon as the reading reaches them.

The line that cures a CSV file copes with any length, because it, too, goes through the file chunk by chunk.
"""

import re
from contextlib import contextmanager
from difflib import get_close_matches

import numpy as np

from lrcourse.files.csvfile import as_path, content, conversion, not_utf8, other_kind, unpacked
from lrcourse.files.layout import check_counts, cure_of_count, records, table_text
from lrcourse.inputs.cures import shown

HEAD = 100_000  # bytes of a CSV file to look at before the first chunk
FIRST = 100  # rows to look at then


def csv_file(path, target):
    """The path of a CSV file that begins as a table of numbers, with one column ``target`` of 0 and 1."""
    path = as_path(path)
    if not isinstance(target, str):
        raise TypeError(f"target must be the name of a column; got {type(target).__name__}.")
    (_, header), *rows = records(path, table_text(path, [target], HEAD))
    _check_target(path, [name.strip() for name in header], target)
    if not rows:
        raise ValueError(f"{path.name} contains the column names and nothing else. It needs at least one line of data.")
    check_counts(path, header, rows)
    path = path.expanduser()
    list(csv_parts(path, target, FIRST, FIRST))
    return path


def _check_target(path, header, target):
    """An error if there is no such column, or a second one, which would give the answer away."""
    if target not in header:
        near = get_close_matches(target, header, n=1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"{path.name} has no column '{target}'. It has: {', '.join(header[:20])}.{meant}")
    named_anew = [name for name in header if re.fullmatch(re.escape(target) + r"\.\d+", name)]
    if header.count(target) > 1 or named_anew:
        second = (named_anew or [f"{target}.1"])[0]
        line = conversion(path, {}, f".drop(columns=[{second!r}])", by_parts=True)
        what = f"the target '{target}' occurs twice; pandas calls the second one {second!r}"
        raise ValueError(f"{path.name}: {what}, and it would give the answer away. Leave it out: {line}.")


def csv_parts(path, target, rows, most=None):
    """Chunks (X, t) of ``rows`` rows, up to ``most`` rows in all."""
    import pandas as pd  # imported here, because it takes a while

    with _told(path):
        tables = pd.read_csv(path, chunksize=rows, nrows=most, index_col=False, low_memory=False)
    with tables:
        while True:
            with _told(path):
                table = next(tables, None)
            if table is None:
                return
            yield _numbers(path, table, next(name for name in table if name.strip() == target))


@contextmanager
def _told(path):
    """Turn whatever stops pandas into one error that names the line, and the cure."""
    from pandas.errors import ParserError

    try:
        yield
    except UnicodeDecodeError:
        with path.open("rb") as file:
            options, wrong = not_utf8(file)
        raise ValueError(f"{path.name}: {wrong}. Convert it once: {conversion(path, options, '', True)}.") from None
    except ParserError as error:
        found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
        if not found:
            raise ValueError(f"{path.name}: pandas cannot read it ({error}). Is a double quote never closed?") from None
        names, line, values = found.groups()
        what = f"line {line}: {values} values, but the first line names {names} columns"
        cure = cure_of_count(range(int(values)), range(int(names)))
        skip = conversion(path, {"on_bad_lines": "skip"}, "", True)
        raise ValueError(f"{path.name}, {what}. {cure} Or leave out all such lines: {skip}.") from None


def _numbers(path, table, target):
    """X and t, or an error that names the first row and column without a number."""
    cure = lambda change: f"{conversion(path, {}, change, True)}."
    where = lambda rows: f"row {table.index[rows.argmax()] + 1} of the data"
    blank = table.isna()
    if blank.to_numpy().any():
        name = next(name for name in table if blank[name].any())
        what = f"column '{name}' is blank in {where(blank[name].to_numpy())}"
        raise ValueError(f"{path.name}: {what}. Leave such rows out: {cure('.dropna()')}")
    texts = table.select_dtypes(exclude=["number", "bool"])
    if len(texts.columns):
        raise ValueError(f"{path.name}: {_text(table[target] if target in texts else texts.iloc[:, 0], target, cure)}")
    X, t = table.drop(columns=target).to_numpy(float), table[target].to_numpy(float)
    if not np.isfinite(X).all():
        drop = cure(".replace([float('inf'), -float('inf')], float('nan')).dropna()")
        raise ValueError(f"{path.name}: infinity in {where(~np.isfinite(X).all(axis=1))}. Leave such rows out: {drop}")
    if (other := (t != 0) & (t != 1)).any():
        code = f".assign(**{{{target!r}: part[{target!r}].eq({t.max():g}).astype(int)}})"
        what = f"the target '{target}' is {t[other][0]:g} in {where(other)}; it must be 0 or 1"
        raise ValueError(f"{path.name}: {what}. One class against the rest? {cure(code)}")
    return X, t


def _text(column, target, cure):
    """The words for a column that contains text: a few texts among its numbers, classes, or a feature."""
    import pandas as pd

    name, wrong = column.name, pd.to_numeric(column, errors="coerce").isna()
    what = f"column '{name}' contains text, {shown(column[wrong].iloc[0])} in row {wrong.idxmax() + 1} of the data"
    if wrong.mean() <= 0.5:
        keep = f"[pd.to_numeric(part[{name!r}], errors='coerce').notna()]"
        return f"{what}. Correct it, or leave such rows out: {cure(keep)}"
    if name == target:
        labels = sorted(set(column.astype(str)))
        code = f".assign(**{{{name!r}: part[{name!r}].eq({labels[-1]!r}).astype(int)}})"
        return f"the target '{name}' contains text: {', '.join(map(shown, labels[:5]))}. Say which is 1: {cure(code)}"
    drop = f".drop(columns=[{name!r}])"
    return f"{what}. Turn it into numbers first (lr.features.one_hot), or leave the column out: {cure(drop)}"


def npy_file(path):
    """The path of a .npy file that contains a matrix of numbers (N, D + 1), whose last column is 0 or 1."""
    path = as_path(path)
    start = content(path, 4096)
    path = path.expanduser()
    if start.startswith(b"PK\x03\x04"):
        raise ValueError(f"{path.name} is not a .npy file but {_archive(path)}")
    if not start.startswith(b"\x93NUMPY"):
        kind = other_kind(start) or ("text" if start else "empty")
        raise ValueError(f"{path.name} is not a .npy file but {kind}. If it is a table, lr.scale.csv_chunks reads it.")
    try:
        array = np.load(path, mmap_mode="r")
    except (ValueError, OSError) as error:
        if "object" in str(error):
            line = _saved(path, ", allow_pickle=True", "a.astype(float)")
            what = "contains Python objects, and loading these can run any code. Do you trust whoever made it? Then"
            raise ValueError(f"{path.name} {what} {line}.") from None
        raise ValueError(f"{path.name} cannot be read as an array ({error}). Is it cut off? Save it again.") from None
    if array.dtype.names:
        line = _saved(path, "", "np.array(a.tolist(), dtype=float)")
        raise ValueError(f"{path.name} contains named columns; an array of numbers is needed: {line}.")
    if array.ndim != 2 or array.shape[1] < 2 or not array.shape[0]:
        raise ValueError(f"{path.name} contains an array of shape {array.shape}; needed: (N, D + 1), t last.")
    if array.dtype.kind not in "biuf":
        line = _saved(path, "", "a.real" if array.dtype.kind == "c" else "a.astype(float)")
        raise ValueError(f"{path.name} contains an array of type {array.dtype}; numbers are needed: {line}.")
    npy_part(path, 0, FIRST)
    return path


def _saved(path, options, change):
    """The line that saves an array again."""
    new = "converted.npy" if path.name != "converted.npy" else "converted_again.npy"
    return f"a = np.load({str(path)!r}{options}); np.save({new!r}, {change})"


def _archive(path):
    """What a zip archive is, and how to get an array (N, D + 1) from it."""
    try:
        with np.load(path) as arrays:
            sizes = {name: np.ndim(arrays[name]) for name in arrays.files}
    except (ValueError, OSError):
        sizes = {}
    X, t = (next((name for name, size in sizes.items() if size == ndim), None) for ndim in (2, 1))
    if X is None:
        return f"a zip archive. Unpack it first: {unpacked(path)}."
    both = f"np.column_stack([a[{X!r}], a[{t!r}]])" if t else f"a[{X!r}]"
    return (
        f"an archive of arrays (.npz): {', '.join(sizes)}. Save what is needed as one array: {_saved(path, '', both)}."
    )


def npy_part(path, first, rows):
    """X and t of some rows, or an error that names the first row without numbers, or without a target of 0 or 1."""
    # Opened again for each chunk: what was read through a map counts as memory until the map is closed.
    part = np.array(np.load(path, mmap_mode="r")[first : first + rows])
    X, t = part[:, :-1], part[:, -1]
    with np.errstate(over="ignore", invalid="ignore"):  # a sum needs no memory, and NaN or infinity spoil it
        fine = np.isfinite(part.sum())
    if not fine and not np.isfinite(part).all():
        row, line = first + np.isfinite(part).all(axis=1).argmin(), _saved(path, "", "a[np.isfinite(a).all(axis=1)]")
        raise ValueError(f"{path.name}: NaN or infinity in row {row} (from 0). Leave such rows out: {line}.")
    if (other := (t != 0) & (t != 1)).any():
        line = _saved(path, "", f"np.column_stack([a[:, :-1], a[:, -1] == {t.max():g}])")
        what = f"the last column, t, is {t[other][0]:g} in row {first + other.argmax()} (from 0); it must be 0 or 1"
        raise ValueError(f"{path.name}: {what}. One class against the rest? {line}.")
    return X, t
