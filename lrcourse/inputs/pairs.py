"""Why something isn't a column of targets, or doesn't belong to X, in words, and the line of code that cures it."""

import sys

import numpy as np

from lrcourse.inputs.cures import kept, plain, shown


def are_texts(t):
    """Whether any of the values is text."""
    try:
        return any(isinstance(value, str | bytes) for value in np.ravel(np.asarray(t, dtype=object)))
    except (TypeError, ValueError):
        return False


def labels(t, name):
    """The error for targets that are text: which of them is 1?"""
    from pandas import isna

    values = np.ravel(np.asarray(t, dtype=object))
    blank = isna(values)
    if blank.any():
        line = kept(name, f"pd.notna(np.ravel({name}))", f"np.ravel({name})")
        return ValueError(f"{name} contains a blank, first at {name}[{blank.argmax()}]. Leave such rows out: {line}")
    found = sorted(set(map(plain, values)), key=str)
    names = f"{', '.join(map(shown, found[:5]))}{', ...' * (len(found) > 5)}"
    rest = "" if len(found) == 2 else " One class against the rest?"
    line = f"{name} = (np.ravel({name}) == {found[-1]!r}).astype(int)"
    return TypeError(f"{name} must contain numbers, 0 and 1; it contains text: {names}.{rest} Say which is 1: {line}.")


def other_labels(t, name):
    """The words for targets that are numbers, but not 0 and 1."""
    found = np.unique(np.asarray(t, dtype=float)).tolist()
    others = [f"{value:g}" for value in found if value not in (0, 1)]
    if len(found) <= 20 and all(value == round(value) for value in found):
        cure = "Code the two classes:" if len(found) == 2 else "One class against the rest?"
        cure += f" {name} = (np.ravel({name}) == {found[-1]:.0f}).astype(int)."
    else:
        line = f"{name} = (np.ravel({name}) > {(found[0] + found[-1]) / 2!r}).astype(int)"
        cure = f"Are these quantities rather than classes? Then choose a threshold: {line}."
    also = f"{', '.join(others[:5])}{', ...' * (len(others) > 5)}"
    return f"{name} must contain only 0 and 1; it also contains {also}. {cure}"


def apart(X, t):
    """The words if the row labels of X and t say that they do not belong together, row by row; else "".

    X and t are two pandas.Index. Rows that are numbered from 0 may have been renumbered, so they say less.
    """
    counted = [index.equals(sys.modules["pandas"].RangeIndex(len(index))) for index in (X, t)]
    inside = X.isin(t), t.isin(X)
    if X.equals(t) or not inside[0].any():
        return ""
    if inside[0].all() and t.is_unique and not (counted[0] and len(X) < len(t)):
        cure = "t = t.loc[X.index]"
    elif inside[1].all() and X.is_unique and not (counted[1] and len(t) < len(X)):
        cure = "X = X.loc[t.index]"
    elif any(counted):
        return ""
    elif X.is_unique and t.is_unique:
        cure = "rows = X.index.intersection(t.index); X, t = X.loc[rows], t.loc[rows]"
    else:
        cure = ""  # a label that occurs twice pairs nothing
    k = next((k for k, pair in enumerate(zip(X, t)) if pair[0] != pair[1]), min(len(X), len(t)) - 1)
    differ = f"at place {k}, X has the row labelled {plain(X[k])!r} and t has {plain(t[k])!r}"
    what = f"X and t do not belong together row by row: {differ}."
    what += f" Pair them by their labels: {cure}." if cure else ""
    same = len(X) == len(t)
    return what + (" Or is the order right, whatever the labels say? Then t = t.to_numpy()." if same else "")
