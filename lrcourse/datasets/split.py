"""Hold something back for the test (notebook 01)."""

import numpy as np

from lrcourse.inputs import number, shown
from lrcourse.labels import generator


def train_test_split(*arrays, test_size=0.2, rng=None):
    """Shuffle the rows, then hold some back for testing.

    X_train, X_test, t_train, t_test = train_test_split(X, t, rng=rng)

    Parameters
    ----------
    *arrays : arrays or DataFrames with the same number of rows
        All are shuffled in the same order.
    test_size : float
        The test set's share of the rows; both parts get at least one row.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up); it must be given

    Returns
    -------
    list
        The training and the test part of each array, in scikit-learn's order.
    """
    test_size = number(test_size, "test_size", low=0, high=1)
    rng, tables = generator(rng), []
    for i, rows in enumerate(arrays, start=1):
        if isinstance(rows, np.ma.MaskedArray):
            line = ".compressed()" if rows.ndim == 1 else "np.ma.compress_rows(...)"
            raise TypeError(
                f"Argument {i} is a masked array, and its mask would be lost. Use {line} first, "
                "and leave the same rows out of the others."
            )
        try:
            tables.append(rows if hasattr(rows, "iloc") else np.asarray(rows))
        except ValueError:  # rows of different lengths
            tables.append(None)
        if not np.shape(tables[-1]):  # NumPy turns a sparse matrix into (), too
            raise TypeError(
                f"Argument {i} must be an array, a DataFrame or a list, with one row per sample, all equally long; "
                f"got {shown(rows)}. (Sparse? Use .toarray().)"
            )
    sizes = [len(rows) for rows in tables]
    if not sizes or min(sizes) != max(sizes) or sizes[0] < 2:
        raise ValueError(f"All arrays need the same number of rows, at least 2; got {sizes}.")
    order = rng.permutation(sizes[0])
    n_test = min(max(round(test_size * sizes[0]), 1), sizes[0] - 1)
    take = [(rows.iloc if hasattr(rows, "iloc") else rows).__getitem__ for rows in tables]
    return [part for rows in take for part in (rows(order[n_test:]), rows(order[:n_test]))]
