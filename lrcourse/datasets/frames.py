"""Anybody's table, from a CSV file or from pandas, as a frame in which each column has a name of its own."""

from os import PathLike

import numpy as np
import pandas as pd

from lrcourse.datasets.columns import values_of
from lrcourse.datasets.target import column_of, near
from lrcourse.files.csvfile import as_path
from lrcourse.files.layout import check_counts, records, table_text


def as_frame(path, target):
    """The table as a frame, and the line that makes pandas read the file, for an error message."""
    if isinstance(path, pd.DataFrame):
        return path, ""
    if not isinstance(path, str | PathLike):
        raise TypeError(f"path must be the name of a CSV file, or a pandas DataFrame; got {type(path).__name__}.")
    path = as_path(path)
    (_, header), *rows = records(path, table_text(path, [str(target)]))
    if pd.to_numeric(pd.Series(header), errors="coerce").notna().mean() > 0.5:
        raise ValueError(
            f"{path.name}: the first line contains numbers; it must contain the column names. If the file has none, "
            f"pandas calls the columns 0, 1, 2 ...: lr.datasets.load_table(pd.read_csv({str(path)!r}, "
            f"header=None), target={len(header) - 1}, rng=5)."
        )
    check_counts(path, header, rows)
    names = [name.strip() or f"Unnamed: {place}" for place, name in enumerate(header)]  # as pandas calls them
    lines = pd.Index([line for line, _ in rows], name="line")
    texts = pd.DataFrame([row for _, row in rows], lines, names, dtype=object)
    column_of(target, texts)  # before a second column with that name is renamed
    frame = pd.DataFrame({name: values_of(column) for name, column in renamed(texts).items()}, lines)
    return frame, f"frame = pd.read_csv({str(path)!r}); "


def renamed(frame):
    """The frame with strings as names, all different: a second ``a`` becomes ``a.1``."""
    names = []
    for name in map(str, frame.columns):
        others = (f"{name}.{k}" for k in range(1, len(frame.columns) + 1))
        names.append(name if name not in names else next(other for other in others if other not in names))
    return frame.set_axis(names, axis=1)


def chosen(names, argument, frame):
    """The set of columns that an argument names."""
    names = [names] if isinstance(names, str | int) else names
    if not np.iterable(names):
        raise TypeError(f"{argument} must be a list of column names; got {type(names).__name__}.")
    names = [str(name) for name in names]
    for name in names:
        if name not in frame:
            meant = near(name, frame)
            hint = f"Did you mean {argument}=[{meant!r}]? " if meant else ""
            raise ValueError(f"{argument}: there is no column {name!r}. {hint}The columns are {', '.join(frame)}.")
    return set(names)
