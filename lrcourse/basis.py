"""Basis functions: new features made from a sample's own (notebooks 14, 15 and 18)."""

from itertools import combinations_with_replacement
from math import comb

import numpy as np

from lrcourse.inputs import SQUARES, matrix, vector, whole

MOST = 10**9  # numbers in a result, 8 GB


def radius(X, centre=None):
    """The distance of each sample from ``centre``: a feature that a line cannot see (notebook 14).

    Parameters
    ----------
    X : array, shape (N, D)
    centre : array, shape (D,), optional
        The origin by default.

    Returns
    -------
    array, shape (N,), in the units of X

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit, or NaN, infinity or text stand where numbers belong.
    """
    X = matrix(X)
    if centre is not None:
        X = X - vector(centre, "centre", X.shape[1], "coordinates, but X needs one for each column")
    return np.linalg.norm(X, axis=1)


def product(X):
    """The product of the features of each sample: for two features x1 x2, which solves XOR (notebook 15).

    Parameters
    ----------
    X : array, shape (N, D)

    Returns
    -------
    array, shape (N,)

    Raises
    ------
    ValueError, TypeError
        If X is no such array, or NaN, infinity or text stand where numbers belong.
    """
    return matrix(X).prod(axis=1)


def standardize_rows(X):
    """Each row shifted and scaled by its OWN mean and standard deviation: of a picture, light and contrast go.

    Nothing is learnt from other rows, so training and test sets need no split for it. A constant row becomes
    zeros.

    Parameters
    ----------
    X : array, shape (N, D)

    Returns
    -------
    array, shape (N, D)

    Raises
    ------
    ValueError, TypeError
        If X is no such array, or holds numbers whose squares do not fit into a float.
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

    The constant is left out, because the bias is there already.

    Parameters
    ----------
    X : array, shape (N, D)
    degree : int, at least 1

    Returns
    -------
    array, shape (N, K)
        K = (degree + D)! / (degree! D!) - 1 columns, by rising degree.

    Raises
    ------
    ValueError, TypeError
        If X is no such array, the degree is no whole number from 1 up, or there would be more than 100,000
        columns (fewer, where X has more than 10,000 rows).
    """
    X, degree = matrix(X), whole(degree, "degree", 1)
    columns = comb(degree + X.shape[1], X.shape[1]) - 1
    most = MOST // max(len(X), 10_000)
    if columns > most:
        raise ValueError(
            f"{X.shape[1]} features up to degree {degree} make {min(columns, 10**300):.3g} columns, above {most:,}. "
            "Take a smaller degree or fewer features."
        )
    factors = (f for d in range(1, degree + 1) for f in combinations_with_replacement(range(X.shape[1]), d))
    return np.column_stack([X[:, list(f)].prod(axis=1) for f in factors])
