"""The target of anybody's table: which column it is, which of its values is 1, and how its rows are split."""

from difflib import get_close_matches
from numbers import Integral, Real

import numpy as np

from lrcourse.datasets.columns import levels_of, texts_of, yes_of
from lrcourse.datasets.split import train_test_split
from lrcourse.labels import short

MANY = 10  # a target with more different numbers than this contains amounts, not classes


def near(name, names):
    """Whichever of the names was probably meant, else None."""
    small = {other.lower(): other for other in names}
    return next((small[match] for match in get_close_matches(name.lower(), small, n=1)), None)


def column_of(target, frame):
    """The target's name among the columns of ``frame``; an error if it isn't there, or is there twice."""
    if not isinstance(target, str | Integral):
        raise TypeError(f"target must be the name of a column; got {type(target).__name__}.")
    target, names = str(target), [str(name) for name in frame.columns]
    if names.count(target) > 1:
        raise ValueError(
            f"target: {names.count(target)} columns are called {target!r}. Keep the first of them: "
            "frame = frame.loc[:, ~frame.columns.astype(str).duplicated()]."
        )
    if target not in names:
        meant = near(target, names)
        hint = f" Did you mean target={meant!r}?" if meant else ""
        raise ValueError(f"target: there is no column {target!r}.{hint} The columns are {', '.join(names[:20])}.")
    return target


def classes_of(target, values, positive, origin):
    """What t = 0 and t = 1 mean, and t itself (N,), from a target's values, none of them blank.

    ``origin`` is the line of code that reads the frame from a file, for an error message.
    """
    levels = levels_of(values)
    if len(levels) < 2:
        what = f"only {levels[0]!r}" if levels else "no value"
        raise ValueError(f"target: {target} contains {what}; two classes are needed. Did you mean a different column?")
    if positive is not None:
        one = _chosen(target, levels, positive)
    elif len(levels) == 2:
        one = yes_of(levels) or levels[1]
    elif values.dtype.kind == "f" and len(levels) > MANY:
        cut = float(np.unique(values)[(len(levels) - 1) // 2])
        raise ValueError(
            f"target: {target} contains {len(levels):,} different numbers; two classes are needed. Cut them in two, "
            f"and give the frame to load_table: {origin}frame = frame.dropna(subset=[{target!r}]).copy(); "
            f"frame[{target!r}] = frame[{target!r}] > {cut!r}."
        )
    else:
        raise ValueError(
            f"target: {target} contains {len(levels):,} different values, {short(levels)}; two classes are needed. "
            f"To set one against all the others: positive={levels[-1]!r}."
        )
    zero = next(level for level in levels if level != one) if len(levels) == 2 else f"not {one}"
    return (zero, one), (texts_of(values) == one).astype(int)


def _chosen(target, levels, positive):
    """The level that ``positive`` names."""
    number = isinstance(positive, Real) and not isinstance(positive, bool | np.bool_)
    wanted = texts_of(np.array([float(positive)]))[0] if number else str(positive).strip()
    if wanted in levels:
        return wanted
    meant = near(wanted, levels)
    hint = f" Did you mean positive={meant!r}?" if meant else f" For example positive={levels[-1]!r}."
    raise ValueError(f"positive: {target} is never {wanted!r}; its values are {short(levels)}.{hint}")


def split(target, classes, t, test_size, rng):
    """The places of the rows to learn from, and of those to test on: both get their share of each class."""
    for k, name in enumerate(classes):
        if np.sum(t == k) < 2:
            raise ValueError(
                f"target: {target} is {name!r} in one row only; at least two are needed, one to learn from and one to "
                "test on. Add rows, or choose a different target."
            )
    parts = [train_test_split(np.flatnonzero(t == k), test_size=test_size, rng=rng) for k in (0, 1)]
    return [rng.permutation(np.concatenate(part)) for part in zip(*parts)]
