"""Features: from what was measured to the columns of X (notebook 05), and new ones made from them (14, 15 and 18).

Anything but an array of numbers of the right shape raises a single ValueError or TypeError that names it and the cure.
"""

from itertools import combinations_with_replacement
from math import comb

import numpy as np

from lrcourse import core
from lrcourse.inputs import SQUARES, matrix, vector, whole
from lrcourse.labels import categories_of, short

MOST = 10**8  # numbers in a result, 0.8 GB: a Binder machine has 2 GB, and Python and the rest need some of it


def mean_and_scale(X):
    """The mean and the standard deviation (divisor N) of each column; the scale of a constant column is 1.

    Parameters
    ----------
    X : array, shape (N, D)

    Returns
    -------
    mean, scale : arrays, shape (D,)
        The scale is never 0, so (X - mean) / scale always works: a constant column becomes zeros.

    Raises
    ------
    ValueError
        If X contains numbers whose squares are too large or too small for a float.
    """
    X = matrix(X)
    with np.errstate(over="ignore"):  # float32 adds up in float64, or a million rows drift
        mean, scale = X.mean(axis=0, dtype=float), X.std(axis=0, dtype=float)
    low, high = X.min(axis=0), X.max(axis=0)
    varies = high - low > 100 * np.finfo(X.dtype).eps * np.maximum(-low, high)  # by more than rounding
    if not np.isfinite(scale).all() or (varies & (scale == 0)).any():
        raise ValueError(SQUARES)
    return mean.astype(X.dtype), np.where(varies, scale, 1).astype(X.dtype)


def standardize(X_train, X_test=None, *more):
    """Shift and scale the columns of all the arrays by the means and standard deviations of the FIRST.

    It asks for both parts, as a reminder to split first. (If there really is nothing to hold back, use
    `mean_and_scale`.)

    Parameters
    ----------
    X_train : array, shape (N, D)
    X_test, *more : arrays, shape (any, D)
        Whatever is to be shifted and scaled by the same numbers: the test set, a new visitor.

    Returns
    -------
    tuple of arrays, one for each argument: X_train, X_test = standardize(X_train, X_test)
        A column that is constant in X_train becomes zeros there, and the difference from that constant in the others.

    Raises
    ------
    TypeError
        If there is no second array.
    ValueError
        If the same array is given twice, the columns differ (in number; in a DataFrame, also in name or order),
        or there is a NaN among the numbers.
    """
    if X_test is None:
        raise TypeError(
            "standardize needs the training set AND whatever else is to be scaled by its numbers. "
            "Split first, then: X_train, X_test = standardize(X_train, X_test). For a single set, "
            "mean_and_scale(X) gives mean and scale; (X - mean) / scale then standardises it."
        )
    if X_test is X_train:
        raise ValueError("X_train and X_test are the same array. Split first: one part to learn from, one to test on.")
    for X in (X_test, *more):
        if hasattr(X, "columns") and list(X.columns) != list(getattr(X_train, "columns", X.columns)):
            raise ValueError(
                f"X_train has the columns {short(X_train.columns)}, but another table has {short(X.columns)}. "
                "Use the same columns, in the same order: X_test = X_test[X_train.columns]."
            )
    X_train = matrix(X_train, "X_train")
    mean, scale = mean_and_scale(X_train)
    names = ["X_test"] + ["every further array"] * len(more)
    others = [matrix(X, name, len(mean), "those of X_train") for X, name in zip((X_test, *more), names)]
    return tuple(core.standardize(part, mean, scale) for part in (X_train, *others))


def one_hot(values, categories=None, drop_first=False):
    """A column of 0s and 1s for each category: 1 where the value is that category.

    Parameters
    ----------
    values : array or list, shape (N,)
        Numbers or text that name categories.
    categories : list or array, optional
        The categories in the order of the columns; by default, those that occur, sorted. If you give them, the
        training and the test set get the same columns.
    drop_first : bool
        Leave out the first category's column (the reference). With it, the columns add up to a column of
        ones, which the bias already is (the dummy-variable trap in notebook 05).

    Returns
    -------
    array, shape (N, K), or (N, K - 1) with ``drop_first``; float64

    Raises
    ------
    ValueError
        If a value is blank or not among the categories, the values are not one column, a category is
        blank or named twice, no column would be left, or the columns would take more than 0.8 GB.
    TypeError
        If the categories have no order (a set) or are a single name, or drop_first is not True or False.
    """
    if not isinstance(drop_first, bool | np.bool_):
        raise TypeError(f"drop_first must be True or False; got {drop_first!r}.")
    given, named = categories_of(values, categories)
    if drop_first and len(named) == 1:
        raise ValueError(f"The only category is {named[0]!r}; with drop_first, no column would be left.")
    if len(given) * len(named) > MOST:
        raise ValueError(
            f"values has {len(given):,} rows and {len(named):,} categories: {8e-9 * len(given) * len(named):.1f} GB of "
            f"columns, but the limit is {8e-9 * MOST} GB. A number isn't a category, nor is a name that differs in "
            "every row. Leave it out, or keep the 20 most frequent: values = pd.Series(values).astype(str); "
            "values = values.where(values.isin(values.value_counts().index[:20]), 'other')"
        )
    columns = np.zeros((len(given), len(named)))
    places = {category: k for k, category in enumerate(named)}
    columns[np.arange(len(given)), [places[value] for value in given]] = 1
    return columns[:, 1:] if drop_first else columns


def radius(X, centre=None):
    """The distance of each sample of X (N, D) from ``centre`` (D,), by default the origin: (N,), in the units of X.

    A feature that a line cannot see (notebook 14).
    """
    X = matrix(X)
    if centre is not None:
        X = X - vector(centre, "centre", X.shape[1], "coordinates, but X needs one for each column")
    return np.linalg.norm(X, axis=1)


def product(X):
    """The product of the features of each sample of X (N, D): (N,). With two, x1 x2 solves XOR (notebook 15)."""
    return matrix(X).prod(axis=1)


def standardize_rows(X):
    """Each row shifted and scaled by its OWN mean and standard deviation: a picture loses its brightness and contrast.

    Nothing is learnt from other rows, so you can do it before the split. Takes X (N, D), returns
    (N, D); a constant row becomes zeros.

    Raises
    ------
    ValueError
        If X contains numbers whose squares do not fit in a float.
    """
    X = matrix(X)
    with np.errstate(over="ignore", invalid="ignore"):
        apart = X - X.mean(axis=1, keepdims=True, dtype=float).astype(X.dtype)
        scale = apart.std(axis=1, keepdims=True, dtype=float).astype(X.dtype)
    if not np.isfinite(scale).all():
        raise ValueError(SQUARES)
    return np.divide(apart, scale, out=np.zeros_like(apart), where=scale > 0)


def monomials(X, degree):
    """All products of up to ``degree`` features: for two features x1, x2, x1^2, x1 x2, x2^2, x1^3 ...

    The constant is left out, because there is already a bias.

    Parameters
    ----------
    X : array, shape (N, D)
    degree : int, at least 1

    Returns
    -------
    array, shape (N, K)
        K = (degree + D)! / (degree! D!) - 1 columns, in order of degree.

    Raises
    ------
    ValueError, TypeError
        If the degree isn't a whole number from 1 up, or there would be more than 10,000 columns or 0.8 GB.
    """
    X, degree = matrix(X), whole(degree, "degree", 1)
    columns = comb(degree + X.shape[1], X.shape[1]) - 1
    most = MOST // max(len(X), 10_000)
    if columns > most:
        raise ValueError(
            f"{X.shape[1]} features up to degree {degree} make {min(columns, 10**300):.3g} columns; with {len(X):,} "
            f"rows the limit is {most:,}. Take a smaller degree or fewer features."
        )
    factors = (f for d in range(1, degree + 1) for f in combinations_with_replacement(range(X.shape[1]), d))
    return np.column_stack([X[:, list(f)].prod(axis=1) for f in factors])
