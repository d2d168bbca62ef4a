"""A column of anybody's table: what it is taken for, and how it becomes columns of X (see `load_table`)."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lrcourse import core
from lrcourse.features import mean_and_scale

NO_VALUE = {"", "na", "n/a", "nan", "null"}  # blank in any column
NO_NUMBER = {"-", "?", "none"}  # a blank among numbers; among texts it may be a name
YES, NO = {"true", "yes", "1", "y", "t"}, {"false", "no", "0", "n", "f"}
MOST_LEVELS = 50  # more different texts than this are hardly categories
FEW = 20  # up to this many different whole numbers may be codes
SENTENCE = 4  # words
LEAK = 5  # with this many rows per value, it is no coincidence if each value occurs in only one class
NEW = 3e-6  # the share of a column that must be left once the others are taken out, for it to say something new

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d.*)?")
_WRITTEN = re.compile(r"[-+]?[$€£]? ?[-+]?\d[\d.,' ]*( ?[%$€£])?")  # numbers as people write them: $1,200 or 15%
_COMMA = re.compile(r"[-+]?\d+(,\d+)?")  # 1,5
_ID = re.compile(r"(?i:unnamed.*|index|row.*|id|.*[_ .]id)|.*I[dD]|")


@dataclass(frozen=True)
class Recipe:
    """How a column becomes columns of X: their names, what is done in words, and the function that does it."""

    names: list
    done: str
    make: Callable  # values (N,) -> (N, len(names))
    levels: tuple = ()  # for a category: the values in the training part
    numbers: bool = True  # whether the values are floats; otherwise they are texts
    fills: bool = False  # whether a blank is filled without a mark, because the training part has none


def values_of(column, numbers=True):
    """The values of a Series: floats (NaN where blank) if all of them are numbers, else strings ("" where blank).

    Without ``numbers``, they are strings in any case.
    """
    kinds = pd.api.types
    if kinds.is_numeric_dtype(column) and not (kinds.is_bool_dtype(column) or kinds.is_complex_dtype(column)):
        floats = _finite(column.to_numpy(dtype=float, na_value=np.nan))
        return floats if numbers else texts_of(floats)
    said = column.astype(object)
    said = said if kinds.infer_dtype(said, skipna=True) == "string" else said.map(str, na_action="ignore")
    place, different = pd.factorize(said)  # each different text is looked at once; a blank's place is -1
    texts = np.array([*map(_text, different), ""], dtype=object)
    there = np.array([text != "" and text.lower() not in NO_NUMBER for text in texts], dtype=bool)
    floats = np.full(len(texts), np.nan)
    floats[there] = pd.to_numeric(pd.Series(texts[there], dtype=object), errors="coerce")
    fits = numbers and there.any() and not np.isnan(floats[there]).any()
    return _finite(floats)[place] if fits else texts[place]


def _finite(floats):
    return np.where(np.isfinite(floats), floats, np.nan)


def _text(text):
    """The text without the spaces around it, "" if it says that there is no value; True and False in one spelling."""
    text = text.strip()
    word = text.lower()
    return "" if word in NO_VALUE else word.capitalize() if word in ("true", "false") else text


def blank(values):
    """Where there is no value."""
    return np.isnan(values) if values.dtype.kind == "f" else values == ""


def texts_of(values):
    """The values as strings: 1 for 1.0, "" where blank."""
    return values if values.dtype.kind == "O" else np.array(list(map(_digits, values)), dtype=object)


def _digits(number):
    return "" if np.isnan(number) else str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number}"


def levels_of(values):
    """The different values that are not blank, as strings: numbers in order of size, text in alphabetical order."""
    return texts_of(np.unique(values[~blank(values)])).tolist()


def yes_of(levels):
    """Whichever of two values means yes, if the other means no; else None."""
    if len(levels) != 2:
        return None
    return next((y for y, n in (levels, levels[::-1]) if y.lower() in YES and n.lower() in NO), None)


def kind_of(name, values, named):
    """What a column is taken for; ``named`` if its owner says that it contains categories."""
    known = values[~blank(values)]
    different = len(pd.unique(known))
    if not different:
        return "blank"
    if named:
        return "category"
    if different == 2 and yes_of(levels_of(values)):
        return "yes or no" if len(known) == len(values) else "category"
    if values.dtype.kind == "f":
        each = different == len(values) and (values == np.round(values)).all()
        return "id" if each and _ID.fullmatch(name) else "number"
    if different <= max(2, min(MOST_LEVELS, len(values) // 2)):
        return "category"
    return "dates" if all(map(_DATE.fullmatch, known)) else "text"


def taken_for(name, values, t, named, dropped):
    """What a column is taken for, and why all of it is left out ("" if it isn't)."""
    kind = kind_of(name, values, named)
    if dropped:
        return kind, "left out, as you asked"
    if one_class_each(values, t) == 2:
        return "copy of the target", "left out: it gives the answer away"
    size = np.nanmax(np.abs(values)) if kind == "number" else 1
    if size and not 1e-130 < size < 1e130:
        raise ValueError(
            f"column {name!r}: its largest number is {size:.3g}; only from 1e-130 to 1e130 do sums of squares fit in a "
            f"float. Choose a different unit, or leave the column out: drop=[{name!r}]."
        )
    return kind, _unfit(name, values, kind)


def one_class_each(values, t):
    """How many different values a column has, if each value occurs in one class only (and not by chance); else 0.

    With two values it is a copy of the target.
    """
    codes = pd.factorize(values)[0] + 1  # a blank is a value, too
    count = np.count_nonzero(np.bincount(codes))
    told = np.count_nonzero(np.bincount(2 * codes + t)) == count
    return count if told and (count == 2 or count * LEAK <= len(t)) else 0


def _unfit(name, values, kind):
    """Why a column of this kind doesn't become columns of X, and what can be done about it; "" if it does."""
    if kind == "blank":
        return "left out: nothing in it"
    if kind == "id":
        return "left out: it only numbers the rows"
    if kind == "dates":
        month = f"frame[{name!r}] = pd.to_datetime(frame[{name!r}]).dt.month_name()"
        return f"left out: extract the part that matters, for example {month}"
    if kind != "text":
        return ""
    levels = levels_of(values)
    if all(map(_WRITTEN.fullmatch, levels)):
        comma = all(map(_COMMA.fullmatch, levels))
        bare = "(',', '.')" if comma else "(r'[^0-9.-]', '', regex=True)"
        number = f"frame[{name!r}] = frame[{name!r}].str.replace{bare}.astype(float)"
        return f"left out: numbers in a different notation, for example {levels[-1]!r}; {number}"
    if np.median([len(level.split()) for level in levels]) >= SENTENCE:
        return "left out: texts of many words; lr.words turns the words into columns (notebook 19)"
    return f"left out: {len(levels):,} different texts; to use them anyway: categories=[{name!r}]"


def learn(name, values, kind):
    """The `Recipe` for a column, from its values in the training part."""
    recipe = {"number": _number, "yes or no": _yes_or_no, "category": _category}[kind](name, values)
    return replace(recipe, numbers=values.dtype.kind == "f")


def _number(name, values):
    """Blanks become the median, and a separate column says where they are; then everything is standardised."""
    gaps = blank(values)
    if gaps.all():
        return Recipe([], "left out: blank in the whole training part", lambda new: np.empty((len(new), 0)))
    median = np.median(values[~gaps])
    filled = np.where(gaps, median, values)[:, np.newaxis]
    mean, scale = mean_and_scale(filled)
    varies = int(core.standardize(filled, mean, scale).std() > 0.5)  # 1, or next to 0 if it is constant
    marked = int(gaps.any())

    def make(new):
        new = _numbers(name, new)[:, np.newaxis]
        gap = np.isnan(new)
        return np.hstack([core.standardize(np.where(gap, median, new), mean, scale)[:, :varies], gap[:, :marked]])

    done = f"standardised: {_formula(mean[0], scale[0])}" if varies else "left out: constant"
    done += f"; blanks get the median, {median:.4g}, and a column of their own" if marked else ""
    levels = pd.unique(values[~gaps])
    if varies and 2 < len(levels) <= FEW and (levels == np.round(levels)).all():
        done += f"; only {len(levels)} different numbers; if they are codes: categories=[{name!r}]"
    return Recipe([name] * varies + [f"{name} is blank"] * marked, done, make, fills=bool(varies and not marked))


def _numbers(name, values):
    """The values as floats; an error if one of them is text."""
    if values.dtype.kind == "f":
        return values
    wrong = next((text for text in values if text and text.lower() not in NO_NUMBER), None)
    if wrong is not None:
        raise ValueError(f"rows: column {name!r} contains {wrong!r}; it must contain numbers, as in the training part.")
    return np.full(len(values), np.nan)


def _formula(mean, scale):
    return f"(x {'+' if mean < 0 else '-'} {abs(mean):.4g}) / {scale:.4g}"


def _yes_or_no(name, values):
    """1 for yes, and 0 for whatever else there is."""
    yes = next((level for level in levels_of(values) if level.lower() in YES), "yes")
    make = lambda new: np.array([[text.lower() in YES] for text in texts_of(new)], dtype=float)
    return Recipe([name], f"1 for {yes}", make)


def _category(name, values):
    """A column for each level except the most frequent, which is the reference; being blank is a level, too."""
    often = Counter(texts_of(values))
    levels = [level for level in [*levels_of(values), ""] if level in often]
    reference = max(levels, key=often.get)
    rest = [level for level in levels if level != reference]
    make = lambda new: (texts_of(new)[:, np.newaxis] == np.array(rest, dtype=object)).astype(float)
    shown = repr(reference) if reference else "blank"
    count = f"{len(rest)} column{'s' * (len(rest) > 1)}"
    done = f"one-hot: {count}; the reference is {shown}, the most frequent" if rest else "left out: constant"
    return Recipe([f"{name}={level}" if level else f"{name} is blank" for level in rest], done, make, tuple(levels))


def matrix_of(recipes, values, rows=slice(None)):
    """X (N, D) from the values of the columns; all rows, or some of them."""
    parts = [recipe.make(values[name][rows]) for name, recipe in recipes.items()]
    return np.hstack(parts) if parts else np.empty((0, 0))


def nothing_new(X):
    """Which columns of X (N, D) are constant, or follow from those before them (the dummy-variable trap): (D,).

    With more columns than rows, each follows from the others; then only the constant ones count.
    """
    N, D = X.shape
    old = np.ptp(X, axis=0) == 0 if N else np.ones(D, dtype=bool)
    if D >= N:
        return old
    varies = np.flatnonzero(~old)
    R = np.linalg.qr(X[:, varies] - X[:, varies].mean(axis=0), mode="r")  # (D, D), the same angles between columns
    R = R / np.linalg.norm(R, axis=0)
    if np.abs(np.diag(R)).min(initial=1) >= NEW:  # what each column has that those before it lack
        return old
    new = np.empty((len(R), 0))
    for k, rest in zip(varies, R.T):  # after one that has nothing new, the diagonal no longer helps
        for _ in range(2):  # the second round removes what rounding has left
            rest = rest - new @ (new.T @ rest)
        size = np.linalg.norm(rest)
        old[k] = size < NEW
        if not old[k]:
            new = np.column_stack([new, rest / size])
    return old


def without(recipes, left_out):
    """The recipes without some of the columns of X that they make; recipes that make none are dropped."""
    kept, place = {}, 0
    for name, recipe in recipes.items():
        stays = ~left_out[place : place + len(recipe.names)]
        place += len(stays)
        if stays.any():
            kept[name] = _reduced(recipe, stays)
    return kept


def _reduced(recipe, stays):
    names = [name for name, stay in zip(recipe.names, stays) if stay]
    return replace(recipe, names=names, make=lambda values: recipe.make(values)[:, stays])
