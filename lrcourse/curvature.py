"""The second derivative of the cost: how fast its slope changes, and how long a step may be (notebook 10)."""

import numpy as np

from lrcourse.inputs import SQUARES, matrix, number, probabilities


def hessian(X, y):
    """The second derivatives of the mean cross-entropy, X1' diag(y (1 - y)) X1 / N; X1 is X with a column of ones.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array, shape (N,), in [0, 1]
        Outputs of the weights at which it is wanted. The targets play no part.

    Returns
    -------
    array, shape (D + 1, D + 1)
        The bias is the last row and column. A penalty l2 adds l2 to the first D entries of the diagonal.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, y is not a probability, or NaN stands there.
    """
    X = matrix(X)
    y = probabilities(y, size=X.shape[0])
    return weighted_square(X, y * (1 - y))


def weighted_square(X, s):
    """X1' diag(s) X1 / N, X1 being X with a column of ones at the end. Without checks, for use inside a loop."""
    N, D = X.shape
    H = np.empty((D + 1, D + 1), X.dtype)
    H[:D, :D] = (X * s[:, np.newaxis]).T @ X / N
    H[:D, D] = H[D, :D] = s @ X / N
    H[D, D] = s.mean()
    return H


def stable_learning_rate(X, l2=0.0):
    """The learning rate up to which the cost cannot rise, wherever you are: 2 / largest possible curvature.

    The Hessian of J is X1' diag(y(1 - y)) X1 / N + l2, X1 being X with a column of ones, and y(1 - y) is at
    most 1/4: its largest eigenvalue is at most that of X1'X1 / 4N, plus l2. Notebook 10 derives it. (It holds
    for full batches without momentum.)

    Parameters
    ----------
    X : array, shape (N, D)
    l2 : float, at least 0

    Returns
    -------
    float

    Raises
    ------
    ValueError, TypeError
        If X is no matrix of numbers, its squares do not fit into a float, or l2 is negative.
    """
    X, l2 = matrix(X), number(l2, "l2", low=0)
    with np.errstate(over="ignore", invalid="ignore"):
        square = weighted_square(X, np.ones(len(X), X.dtype))
    if not np.isfinite(square).all():
        raise ValueError(SQUARES)
    return float(2 / (np.linalg.eigvalsh(square)[-1] / 4 + l2))
