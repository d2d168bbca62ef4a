"""Checks at the door for what isn't a number to compute with: labels, names, chance. One clear error, and the cure."""

from collections import Counter
from datetime import date
from numbers import Integral, Number

import numpy as np

from lrcourse.inputs import said, shown

_NESTED = list | tuple | np.ndarray | dict | set
_UNORDERED = str | bytes | set | frozenset | dict


def generator(rng):
    """The source of random numbers, from a Generator or a seed; never a hidden one, so that a run can be repeated."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, Integral) and not isinstance(rng, bool) and rng >= 0:
        return np.random.default_rng(int(rng))
    raise TypeError(f"rng must be np.random.default_rng(5) or a whole number from 0 up; got {shown(rng)}.")


def column(values, name):
    """One column (N,) of labels, not empty, nothing blank: an array of numbers, or of objects of one kind.

    Text stays as Python's str: in a NumPy array of text, the longest would set the size of all.
    """
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be lost. Use .compressed() first.")
    if not isinstance(values, np.ndarray):  # as objects first, because NumPy would turn a NaN among texts into 'nan'
        try:
            values = np.array(values, dtype=object)
        except ValueError:
            raise ValueError(f"{name} must be one column, shape (N,); its rows have different lengths.") from None
    nested = values.dtype.kind == "V" or (values.dtype.kind == "O" and any(isinstance(v, _NESTED) for v in values.flat))
    if values.ndim != 1 or not values.size or nested:
        cure = f" Use np.ravel({name})." if values.size > 1 else ""
        cure = " Every entry must be a single number or text." if values.ndim == 1 and nested else cure
        raise ValueError(f"{name} must be one column, shape (N,), not empty; got shape {values.shape}.{cure}")
    import pandas as pd  # imported here, because most inputs are not labels, and pandas takes a while

    blank = pd.isna(values)
    if blank.any():
        i = blank.argmax()
        raise ValueError(f"{name} contains a blank (NaN or None), first at {name}[{i}]. Fill it in or drop it.")
    if values.dtype.kind in "biuf":
        return values
    return _of_one_kind(pd.Series(values).tolist(), name)  # its dates stay dates, where NumPy's become nanoseconds


def _of_one_kind(values, name):
    """An array of ``values`` that can be compared and ordered; an array of numbers, if NumPy has a type for them."""
    if any(isinstance(value, complex) for value in values):
        raise TypeError(f"{name} contains complex numbers, which have no order. Take their .real part.")
    kinds = sorted({_kind(value) for value in values})
    cure = f"Make them one kind, for example {name} = [str(value) for value in {name}]."
    if kinds == ["number", "text"]:
        raise TypeError(f"{name} mixes text and numbers, so 1 and '1' would become the same label. {cure}")
    if len(kinds) > 1:
        raise TypeError(f"{name} mixes {' and '.join(kinds)}, which cannot be compared. {cure}")
    if kinds == ["number"]:
        return np.array(values)
    if kinds == ["text"]:
        values = map(str, values)  # NumPy's own texts, as well
    try:
        sorted(set(values := list(values)))
    except TypeError as error:
        raise TypeError(f"{name} contains labels that cannot be put in order ({error}). {cure}") from None
    return np.fromiter(values, dtype=object, count=len(values))


def _kind(value):
    """What a label is, in a word; labels of two kinds are never equal."""
    if isinstance(value, str):
        return "text"
    if isinstance(value, Number | np.bool_):
        return "number"
    return "date" if type(value) is date else type(value).__name__


def most_frequent(labels, kind):
    """The most frequent of ``labels``; if several are, the smallest, by pandas' own order of the categories if any."""
    counts = Counter(labels)
    most = max(counts.values())
    order = list(kind.categories).index if getattr(kind, "ordered", False) else None
    return min((label for label in counts if counts[label] == most), key=order)


def categories_of(values, categories):
    """The values as a list, and the categories: those given, or those that occur, sorted."""
    if categories is not None and (isinstance(categories, _UNORDERED) or not hasattr(categories, "__len__")):
        raise TypeError(f"categories must be a list or an array of names, in order; got {str(categories)[:60]!r}.")
    given = column(values, "values").tolist()
    named = sorted(set(given)) if categories is None else column(categories, "categories").tolist()
    if len(set(named)) != len(named):
        twice = next(category for k, category in enumerate(named) if category in named[:k])
        raise ValueError(f"categories must be different names; {twice!r} occurs twice.")
    known = set(named)
    unknown = next((i for i, value in enumerate(given) if value not in known), None)
    if unknown is not None:
        raise ValueError(
            f"values[{unknown}] is {given[unknown]!r}, which is not among the categories {short(named)}. "
            "Add it to the categories, or decide what such a row should count as."
        )
    return given, named


def pair(value, name):
    """A pair of strings, such as the names of two classes."""
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != 2:
        raise ValueError(f"{name} must be two strings, such as ('Adelie', 'Gentoo'); got {said(value)}.")
    if not all(isinstance(text, str) for text in value):
        raise TypeError(f"{name} must be two strings, such as ('Adelie', 'Gentoo'); got {said(value)}.")
    return tuple(value)


def texts(value, name):
    """A list of strings, such as the names of the columns."""
    listed = [None] if isinstance(value, str) or not np.iterable(value) else list(value)
    if not all(isinstance(text, str) for text in listed):
        raise TypeError(f"{name} must be a list of strings; got {said(value)}.")
    return listed


def choice(value, name, options):
    """One of ``options``."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, options))}; got {said(value)}.")
    return value


def same_kind(t, answers, names=("t", "answers")):
    """Labels can only be compared with their own kind: text with text, whole numbers with whole numbers."""
    kinds = {"number" if part.dtype.kind in "biuf" else _kind(part[0]) for part in (t, answers)}
    if len(kinds) > 1:
        alike = "are never equal. Code both the same way."
        raise ValueError(f"{both(t, answers, names)} Labels of the kinds {' and '.join(sorted(kinds))} {alike}")
    if kinds == {"number"} and any((part != np.floor(part)).any() for part in (t, answers)):
        raise ValueError(
            f"{both(t, answers, names)} Probabilities or activations? Classes are needed. Decide first: lr.classify(y)."
        )


def both(t, answers, names=("t", "answers")):
    """Both sets of labels, in words."""
    shown = []
    for part in (t, answers):
        labels = np.unique(part).tolist()
        shown.append(", ".join(f"{v:g}" if isinstance(v, float) else repr(v)[:20] for v in labels[:5]))
        shown[-1] += ", ..." if len(labels) > 5 else ""
    return f"{names[0]} contains the labels {shown[0]}, but {names[1]} contains {shown[1]}."


def short(names):
    """A list of names for an error message, not too long."""
    text = str(list(names))
    return text if len(text) <= 60 else f"{text[:57]}..."
