"""The cost: how wrong the model is, which way is better, and how long a step may be (notebooks 08 to 10)."""

import numpy as np

from lrcourse import core
from lrcourse.inputs import SQUARES, lazy, matrix, number, probabilities, targets, vector
from lrcourse.model import activation


def cross_entropy(t, y):
    """The mean cross-entropy J = -(1/N) sum_n [t_n ln y_n + (1 - t_n) ln(1 - y_n)].

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        Targets: what happened.
    y : array, shape (N,), in [0, 1]
        Outputs: the probability that the model gave to t = 1.

    Returns
    -------
    float, at least 0, in nats
        0 if every output is certain and right, infinity if one is certain and wrong; never NaN.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, y is not a probability, or there is a NaN.
    """
    t = targets(t, lazy_ok=True)
    y = probabilities(y, size=t.shape[0], lazy_ok=True)
    with np.errstate(divide="ignore"):  # ln 0 = -inf is intended
        return float(core.cross_entropy(t, y))


def log_likelihood(t, y):
    """The log-likelihood sum_n ln p(t_n): the logarithm of the probability of all that happened, -N times the cost.

    Parameters and errors are those of `cross_entropy`.

    Returns
    -------
    float, at most 0; minus infinity if something happened that the model called impossible
    """
    t = targets(t, lazy_ok=True)
    return 0.0 - t.shape[0] * cross_entropy(t, y)


def cross_entropy_with_logits(t, a):
    """The mean cross-entropy from the activations (the logits), which never overflows: mean ln(1 + exp(-s a)).

    s = 2t - 1 is +1 where t = 1 and -1 where t = 0. Notebook 08 derives it.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
    a : array, shape (N,)
        Activations, the log-odds of t = 1.

    Returns
    -------
    float, at least 0, in nats
        Finite, and not NaN, for every finite a, as long as the mean fits in a float.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, or there is NaN or infinity.
    """
    t = targets(t, lazy_ok=True)
    a = vector(a, "a", t.shape[0], "activations, but t needs one for each target", lazy_ok=True)
    with np.errstate(over="ignore"):  # a mean beyond the largest float is infinite
        return float(core.cost(t, a))


def objective(X, t, w, b, l2=0.0, l1=0.0):
    """What training minimises: the mean cross-entropy plus the penalty on the weights.

    Parameters
    ----------
    X, w, b
        As in `activation`.
    t : array, shape (N,), of 0 and 1
    l2, l1 : float, at least 0
        Strength of the penalties l2/2 sum w^2 and l1 sum abs(w). scikit-learn's C is 1 / (N l2).

    Returns
    -------
    float

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match, t is not 0 or 1, l2 or l1 is negative, or there is a NaN.
    """
    l2, l1 = number(l2, "l2", low=0), number(l1, "l1", low=0)
    with np.errstate(over="ignore"):
        return cross_entropy_with_logits(t, activation(X, w, b)) + float(core.penalty(vector(w, lazy_ok=True), l2, l1))


def gradient(X, t, y):
    """The gradient of the mean cross-entropy: each sample pulls along its x with the force y - t.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    y : array, shape (N,)
        The outputs for the weights at which you want the gradient.

    Returns
    -------
    dw : array, shape (D,)
        X'(y - t) / N, one slope per weight. A penalty l2 adds l2 * w.
    db : float
        mean(y - t), the slope along the bias.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, y is not a probability, or there is a NaN.
    """
    X = matrix(X, lazy_ok=True)
    y = probabilities(y, size=X.shape[0], lazy_ok=True)
    dw, db = core.gradient(X, targets(t, size=X.shape[0], lazy_ok=True).astype(y.dtype), y)
    return dw, db[()]


def hessian(X, y):
    """The second derivatives of the mean cross-entropy, X1' diag(y (1 - y)) X1 / N; X1 is X with a column of ones.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array, shape (N,), in [0, 1]
        The outputs for the weights at which you want it. The targets play no part.

    Returns
    -------
    array, shape (D + 1, D + 1)
        The bias is the last row and column. A penalty l2 adds l2 to the first D entries of the diagonal.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, y is not a probability, or there is a NaN.
    """
    X = matrix(X, lazy_ok=True)
    return core.hessian(X, probabilities(y, size=X.shape[0], lazy_ok=True))


def stable_learning_rate(X, l2=0.0):
    """The learning rate up to which the cost cannot rise, wherever you are: 2 / largest possible curvature.

    The Hessian of J is X1' diag(y(1 - y)) X1 / N + l2, where X1 is X with a column of ones, and y(1 - y) is at
    most 1/4. So its largest eigenvalue is at most that of X1'X1 / 4N, plus l2. Notebook 10 derives it. This holds
    for full batches without momentum.

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
        If X isn't a matrix of numbers, its squares do not fit in a float, or l2 is negative.
    """
    X, l2 = matrix(X, lazy_ok=True), number(l2, "l2", low=0)
    with np.errstate(over="ignore", invalid="ignore"):
        largest = (_by_all_eigenvalues if lazy(X) or min(X.shape) <= 1000 else _by_power_iteration)(X)
    if not np.isfinite(largest):
        raise ValueError(SQUARES)
    return float(2 / (largest / 4 + l2))


def _by_all_eigenvalues(X):
    """The largest eigenvalue of X1'X1 / N, or of X1 X1' / N, which has the same one and is smaller if N < D."""
    wide = X.shape[0] < X.shape[1]
    square = (X @ X.T + 1) / len(X) if wide else core.weighted_square(X, np.ones(len(X), X.dtype))
    return np.linalg.eigvalsh(square)[-1] if np.isfinite(square).all() else np.inf


def _by_power_iteration(X):
    """The same for a large X, at most a thousandth too large: a vector turns towards the direction of most growth."""
    v = np.random.default_rng(10).normal(size=X.shape[1] + 1).astype(X.dtype)
    while True:
        v /= np.linalg.norm(v)
        a = core.activation(X, v[:-1], v[-1])
        u = np.append(a @ X, a.sum()) / len(X)
        largest = v @ u
        error = np.linalg.norm(u - largest * v)  # some eigenvalue is no farther away than this
        if not error > 1e-3 * largest:
            return largest + error
        v = u
