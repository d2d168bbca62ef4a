"""Features: from what was measured to the columns of X (notebook 05)."""

import numpy as np

from lrcourse.inputs import matrix


def mean_and_scale(X):
    """The mean and the standard deviation (divisor N) of each column; the scale of a constant column is 1.

    Parameters
    ----------
    X : array, shape (N, D)

    Returns
    -------
    mean, scale : arrays, shape (D,)
        The scale is never 0, so that (X - mean) / scale always works: a constant column becomes zeros.
    """
    X = matrix(X)
    mean, scale = X.mean(axis=0), X.std(axis=0)
    return mean, np.where(X.max(axis=0) == X.min(axis=0), 1, scale).astype(X.dtype, copy=False)


def standardize(X_train, X_test=None, *more):
    """Shift and scale the columns of all the arrays by the means and standard deviations of the FIRST.

    The training set comes first and gives the numbers; nothing else can. It cannot be called before the
    split, because it asks for both parts. (Is there truly nothing to hold back? Use `mean_and_scale`.)

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
        If the same array is given twice, the numbers of columns differ, or NaN stands among the numbers.
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
    categories : sequence, optional
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
        If a value is blank or not among the categories, the values are not one column, or a category is
        named twice.
    """
    values = np.asarray(values)
    if values.ndim != 1 or not values.size:
        raise ValueError(
            f"values must be one column, shape (N,), with at least one value; got shape {values.shape}."
        )
    given = values.tolist()
    blank = np.array([v is None or v != v for v in given])
    if blank.any():
        raise ValueError(
            f"values holds a blank, first at values[{blank.argmax()}]. Fill it in or drop that row first."
        )
    named = sorted(set(given)) if categories is None else np.asarray(categories).tolist()
    if len(set(named)) != len(named) or not named:
        raise ValueError(f"categories must be different names, at least one; got {named}.")
    unknown = next((i for i, v in enumerate(given) if v not in named), None)
    if unknown is not None:
        raise ValueError(
            f"values[{unknown}] is {given[unknown]!r}, which is not among the categories {named}. "
            "Add it to the categories, or decide what such a row should count as."
        )
    columns = np.column_stack([values == category for category in named]).astype(np.float64)
    return columns[:, 1:] if drop_first else columns
