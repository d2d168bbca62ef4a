"""Features: from what was measured to the columns of X (notebook 05)."""

import numpy as np

from lrcourse.inputs import SQUARES, column, matrix

_UNORDERED = str | bytes | set | frozenset | dict


def mean_and_scale(X):
    """The mean and the standard deviation (divisor N) of each column; the scale of a constant column is 1.

    Parameters
    ----------
    X : array, shape (N, D)

    Returns
    -------
    mean, scale : arrays, shape (D,)
        The scale is never 0, so that (X - mean) / scale always works: a constant column becomes zeros.

    Raises
    ------
    ValueError, TypeError
        If X is no matrix of numbers, or holds numbers whose squares are too large or too small for a float.
    """
    X = matrix(X)
    with np.errstate(over="ignore"):  # float32 adds up in float64, or a million rows drift
        mean, scale = X.mean(axis=0, dtype=float), X.std(axis=0, dtype=float)
    low, high = X.min(axis=0), X.max(axis=0)
    varies = high - low > 100 * np.finfo(X.dtype).eps * np.maximum(-low, high)  # more than by rounding
    if not np.isfinite(scale).all() or (varies & (scale == 0)).any():
        raise ValueError(SQUARES)
    return mean.astype(X.dtype), np.where(varies, scale, 1).astype(X.dtype)


def standardize(X_train, X_test=None, *more):
    """Shift and scale the columns of all the arrays by the means and standard deviations of the FIRST.

    The training set comes first and gives the numbers; nothing else can. It asks for both parts, which
    reminds you to split first. (Is there truly nothing to hold back? Use `mean_and_scale`.)

    Parameters
    ----------
    X_train : array, shape (N, D)
    X_test, *more : arrays, shape (any, D)
        What is to be shifted and scaled by the same numbers: the test set, a new visitor.

    Returns
    -------
    tuple of arrays, one for each argument: X_train, X_test = standardize(X_train, X_test)
        The columns of the first have mean 0 and standard deviation 1, those of the others only nearly. A
        column that is constant in X_train becomes zeros there, and in the others the difference from it.

    Raises
    ------
    TypeError
        Without a second array.
    ValueError
        If the same array is given twice, the columns differ (in number, or DataFrames' in name or order),
        or NaN stands among the numbers.
    """
    if X_test is None:
        raise TypeError(
            "standardize needs the training set AND what else is to be scaled by its numbers. "
            "Split first, then: X_train, X_test = standardize(X_train, X_test)."
        )
    if X_test is X_train:
        raise ValueError(
            "X_train and X_test are the same array. Split first: one part to learn from, another to test."
        )
    for X in (X_test, *more):
        if hasattr(X, "columns") and list(X.columns) != list(getattr(X_train, "columns", X.columns)):
            raise ValueError(
                f"X_train has the columns {_short(X_train.columns)}, another table {_short(X.columns)}. "
                "Use the same, in the same order: X_test = X_test[X_train.columns]."
            )
    X_train = matrix(X_train, "X_train")
    mean, scale = mean_and_scale(X_train)
    parts = [X_train, matrix(X_test, "X_test")] + [matrix(X, "every further array") for X in more]
    for part in parts:
        if part.shape[1] != len(mean):
            raise ValueError(
                f"X_train has {len(mean)} columns, another array has {part.shape[1]}. Use the same columns."
            )
    return tuple((part - mean) / scale for part in parts)


def one_hot(values, categories=None, drop_first=False):
    """A column of 0s and 1s for each category: 1 where the value is that category.

    Parameters
    ----------
    values : array or list, shape (N,)
        Numbers or text that name categories.
    categories : list or array, optional
        The categories in the order of the columns. Without it: those that occur, sorted. Give it, so that
        training and test set get the same columns.
    drop_first : bool
        Leave out the first category's column (the reference): with it the columns add up to a column of
        ones, which is what the bias already is (the dummy-variable trap of notebook 05).

    Returns
    -------
    array, shape (N, K), or (N, K - 1) with ``drop_first``; float64

    Raises
    ------
    ValueError
        If a value is blank or not among the categories, the values are not one column, a category is
        blank or named twice, no column would be left, or the columns would not fit into the memory.
    TypeError
        If the categories have no order (a set) or are a single name, or drop_first is not True or False.
    """
    if not isinstance(drop_first, bool | np.bool_):
        raise TypeError(f"drop_first must be True or False; got {drop_first!r}.")
    if categories is not None and (isinstance(categories, _UNORDERED) or not hasattr(categories, "__len__")):
        raise TypeError(
            f"categories must be a list or an array of names, in order; got {str(categories)[:60]!r}."
        )
    given = column(values, "values").tolist()
    named = sorted(set(given)) if categories is None else column(categories, "categories").tolist()
    places = {category: k for k, category in enumerate(named)}
    if len(places) != len(named):
        twice = next(category for k, category in enumerate(named) if places[category] != k)
        raise ValueError(f"categories must be different names; {twice!r} stands there twice.")
    if drop_first and len(named) == 1:
        raise ValueError(f"The only category is {named[0]!r}; with drop_first no column would be left.")
    unknown = next((i for i, value in enumerate(given) if value not in places), None)
    if unknown is not None:
        raise ValueError(
            f"values[{unknown}] is {given[unknown]!r}, which is not among the categories {_short(named)}. "
            "Add it to the categories, or decide what such a row should count as."
        )
    if len(given) * len(named) > 10**9:
        raise ValueError(
            f"values has {len(given):,} rows, which would get {len(named):,} columns: too many for the memory. "
            "A number, or a name of its own in every row, is no category. Leave such a column out."
        )
    columns = np.zeros((len(given), len(named)))
    columns[np.arange(len(given)), [places[value] for value in given]] = 1
    return columns[:, 1:] if drop_first else columns


def _short(names):
    """A list of names for an error message, not too long."""
    text = str(list(names))
    return text if len(text) <= 60 else f"{text[:57]}..."
