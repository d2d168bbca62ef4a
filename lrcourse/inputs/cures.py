"""Why something isn't an array of numbers, in words, and the line of code that cures it.

Each line is made to fit the argument's name and contents, so it can be copied as it is.
"""

import sys

import numpy as np

LARGE = 2  # GB, more than a small machine has


def shown(value):
    """``value`` in at most 60 characters, for an error message, even if its own repr fails."""
    try:
        text = " ".join(repr(value).split())  # on one line
    except Exception:  # a learner's own class may fail
        text = "something that cannot be shown"
    return text if len(text) <= 60 else text[:57] + "..."


def said(value):
    """``value`` in a few words, for an error message."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    return f"{shown(value)} ({type(value).__name__})"


def plain(value):
    """A value as Python's own: 'a' for np.str_('a')."""
    return value.item() if isinstance(value, np.generic) else value


def is_table(value, kinds=("DataFrame",)):
    """Whether it is one of pandas' own; pandas isn't imported just to find out."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, tuple(getattr(pandas, kind) for kind in kinds))


def far(value, name):
    """The words for an array whose numbers are still to be computed (Dask) although they are needed."""
    return (
        f"{name} is a Dask {type(value).__name__}: its numbers are still to be computed, but they are needed here. "
        f"Does it fit in memory? Then {name} = {name}.compute()."
    )


def other_array(value, name):
    """The words for a masked array, a NumPy matrix or a sparse matrix; "" for anything else."""
    if isinstance(value, np.ma.MaskedArray):
        rows = ".any(axis=1)" if value.ndim == 2 else ""
        line = kept(name, f"~np.ma.getmaskarray({name}){rows}", f"{name}.data")
        return f"{name} is a masked array, and its mask would be lost. Leave the masked rows out: {line}"
    if isinstance(value, np.matrix):
        return f"{name} is an np.matrix, which multiplies differently. Make it an array: {name} = np.asarray({name})."
    if not hasattr(value, "toarray"):
        return ""
    size = 8e-9 * float(np.prod(value.shape))
    large = f" But {size:.0f} GB is a lot: choose fewer columns first." if size > LARGE else ""
    what = f"{name} is sparse ({type(value).__name__}, shape {value.shape}), and its zeros are needed as well"
    return f"{what}: {name} = {name}.toarray().{large}"


def kept(name, which, values):
    """The line that keeps the rows ``which`` of ``values``, and the same rows of whatever belongs to them."""
    owner, bracket, _ = name.partition("[")
    if bracket:  # a column of a table
        return f"{owner} = {owner}.dropna()."
    line = f"keep = {which}; "  # asanyarray: it takes a list, too, and keeps a mask
    if name == "X":
        return f"{line}X, t = {values}[keep], np.asanyarray(t)[keep]."
    if name == "t":
        return f"{line}X, t = {'X' if values == name else 'np.asanyarray(X)'}[keep], {values}[keep]."
    return f"{line}{name} = {values}[keep]; do the same with whatever belongs to these rows."


def no_numbers(value, name):
    """The error for something that isn't an array of numbers: which column, what it contains, and the cure."""
    if is_table(value):
        return _of_columns(value, name, [(repr(label), column) for label, column in value.items()])
    if is_table(value, ("Series", "Index")):
        return _of_columns(value, name, [("", value)])
    nothing = TypeError(f"{name} must contain numbers; got {said(value)}.")
    try:
        values = np.asarray(value)
    except ValueError:
        return _ragged(value, name) or nothing
    if values.dtype.kind == "c":
        return TypeError(f"{name} must contain numbers without an imaginary part. Drop it: {name} = np.real({name}).")
    if values.dtype.kind == "M":
        line = f"{name} = (np.asarray({name}) - np.min({name})) / np.timedelta64(1, 'D')"
        return TypeError(f"{name} must contain numbers; it contains dates. Count the days: {line}.")
    if values.ndim == 2:
        return _of_columns(value, name, [(f"{k}", column) for k, column in enumerate(values.T)])
    return _of_columns(value, name, [("", values)]) if values.ndim == 1 else nothing


def _ragged(value, name):
    """The error for rows of different lengths, if there are any."""
    sizes = [len(row) if hasattr(row, "__len__") and not isinstance(row, str) else 1 for row in value]
    other = next((k for k, size in enumerate(sizes) if size != sizes[0]), 0)
    what = f"row 0 has {sizes[0]} values, row {other} has {sizes[other]}"
    return TypeError(f"{name} must contain numbers, in rows of the same length; {what}.") if other else None


def _of_columns(value, name, columns):
    """The error for the first column that contains something other than numbers."""
    texts = {label: column for label, column in columns if _holds_text(column)}
    if texts:
        return TypeError(_of_texts(value, name, texts))
    label, column = next(((label, column) for label, column in columns if not _are_numbers(column)), ("", None))
    if column is None:
        return ValueError(gaps(value, name))
    where = f"column {label} contains" if label else "it contains"
    if is_table(value) and column.dtype.kind == "M" and label[0] in "'\"":
        line = f"{name} = {name}.assign(**{{{label}: ({name}[{label}] - {name}[{label}].min()) / pd.Timedelta('1D')}})"
        return TypeError(f"{name} must contain numbers; {where} dates. Count the days: {line}.")
    cure = f" Leave it out: {name} = {name}.drop(columns=[{label}])." if is_table(value) else ""
    odd = next(v for v in column if not _are_numbers([v]))
    return TypeError(f"{name} must contain numbers; {where} {said(odd)}.{cure}")


def _holds_text(column):
    return column.dtype.kind not in "biufmM" and any(isinstance(v, str | bytes) for v in column)


def _are_numbers(column):
    """Whether all values, apart from blanks, are numbers."""
    from pandas import isna  # imported here, because it takes a while

    try:
        return all(bool(isna(v)) or [float(v)] for v in column)
    except (TypeError, ValueError, OverflowError):
        return False


def _are_written(column):
    """Whether all texts in it are numbers."""
    from lrcourse.files.csvfile import is_number  # imported here, because nothing else needs it

    texts = (v.decode("latin-1") if isinstance(v, bytes) else v for v in column if isinstance(v, str | bytes))
    return all(map(is_number, texts))


def _of_texts(value, name, columns):
    """The words for columns of text: numbers written as text, or categories."""
    (label, column), *_ = columns.items()
    text = shown(plain(next(v for v in column if isinstance(v, str | bytes))))
    what = f"{name} must contain numbers; {f'column {label}' if label else 'it'} contains text, such as {text}."
    written = [label for label, column in columns.items() if _are_written(column)]
    if len(written) == len(columns) and not is_table(value):
        return f"{what} Are these numbers? Then {name} = np.asarray({name}, dtype=float)."
    if not label:
        return what
    table, end = (name, ", dtype=float)") if is_table(value) else (f"pd.DataFrame({name})", ").astype(float)")
    if written:
        table += f".astype({{{', '.join(f'{label}: float' for label in written)}}})"
    if len(written) == len(columns):
        return f"{what} Are these numbers? Then {name} = {table}. Or are they categories? See lr.features.one_hot."
    categories = ", ".join(label for label in columns if label not in written)
    line = f"{name} = pd.get_dummies({table}, columns=[{categories}], drop_first=True{end}"
    return f"{what} Give each category a column of its own: {line}. (From a file: lr.datasets.load_table.)"


def gaps(value, name, infinite=False):
    """The words for numbers that are missing, or not finite: where they are, and how to leave those rows out."""
    if is_table(value, ("DataFrame", "Series")):
        return _gaps_of_table(value, name)
    try:
        numbers = np.asarray(value, dtype=float)
        good = ~np.isnan(numbers) if infinite else np.isfinite(numbers)
        test = f"{'~np.isnan' if infinite else 'np.isfinite'}(np.asarray({name}, dtype=float))"
    except TypeError:  # pandas' NA isn't a number
        from pandas import notna

        good, test = notna(np.asarray(value, dtype=object)), f"pd.notna({name})"
    what = f"{name} contains {'NaN' if infinite else 'NaN or infinity'}"
    if good.ndim:
        what += f", first at {name}[{', '.join(map(str, np.argwhere(~good)[0]))}]"
    if good.ndim not in (1, 2):
        return f"{what}. Where does it come from: a blank in a file, a division by 0?"
    return f"{what}. Leave such rows out: {kept(name, test + '.all(axis=1)' * (good.ndim == 2), f'np.asarray({name})')}"


def _gaps_of_table(table, name):
    """The same for a DataFrame or a Series."""
    blank = table.isna()
    missing = bool(blank.to_numpy().any())
    what, which = (
        ("missing values", f"{name}.notna()") if missing else ("infinity", f"np.isfinite({name}.astype(float))")
    )
    rows = blank = blank if missing else ~np.isfinite(table.astype(float))
    if is_table(table):
        columns = [repr(label) for label, gap in blank.items() if gap.any()]
        what += f" in column{'s' * (len(columns) > 1)} {', '.join(columns[:5])}{' ...' * (len(columns) > 5)}"
        rows, which = blank.any(axis=1), f"{which}.all(axis=1)"
    line = kept(name, f"{which}.to_numpy()", name)
    more = " Or call dropna() on the whole table before you take X and t from it." * (missing and name in "Xt")
    first = plain(table.index[rows.to_numpy().argmax()])
    return f"{name} contains {what}, first in row {first!r}. Leave such rows out: {line}{more}"
