"""The cost: how wrong the model is, and which way is better (notebooks 08, 09 and 10)."""

import numpy as np

from lrcourse.inputs import matrix, number, probabilities, targets, vector
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
        0 if every output is sure and right, infinity if one is sure and wrong; never NaN.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, y is not a probability, or NaN stands there.
    """
    t = targets(t)
    return float(np.mean(_surprise(t, probabilities(y, size=t.shape[0]))))


def log_likelihood(t, y):
    """The log-likelihood sum_n ln p(t_n) of what happened, the logarithm of the product: -N times the cost.

    Parameters, errors: as in `cross_entropy`.

    Returns
    -------
    float, at most 0; minus infinity if something happened that the model called impossible
    """
    t = targets(t)
    return float(0.0 - np.sum(_surprise(t, probabilities(y, size=t.shape[0]))))


def _surprise(t, y):
    """-ln of the probability given to what happened. log1p(-y) is ln(1 - y), exact also for tiny y."""
    with np.errstate(divide="ignore"):  # ln 0 = -inf is meant
        return np.where(t == 1, 0.0 - np.log(y), 0.0 - np.log1p(-y))


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
        Finite and not NaN for every finite a whose mean a float can hold.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, or NaN or infinity stands there.
    """
    t = targets(t)
    a = vector(a, "a", t.shape[0], "activations, but t needs one for each target")
    return float(mean_cost(t, a))


def mean_cost(t, a):
    """`cross_entropy_with_logits` without its checks, for use inside a loop.

    ``ln(1 + e^x)`` as ``max(0, x) + ln(1 + e^-|x|)`` (notebook 08): np.logaddexp does the same in twice the time.
    """
    x = (1 - 2 * t) * a
    with np.errstate(over="ignore"):  # a mean beyond the largest float is infinite
        return (np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)).mean()


def penalty(w, l2=0.0, l1=0.0):
    """The price of large weights, l2/2 sum w^2 + l1 sum abs(w). The bias is never penalised (notebook 13)."""
    with np.errstate(over="ignore"):
        return (l2 / 2 * (w @ w) if l2 else 0.0) + (l1 * np.abs(w).sum() if l1 else 0.0)


def toward_zero(w, amount):
    """Every weight moved towards 0 by ``amount``, the small ones to 0 exactly: the proximal step of l1."""
    return w - np.clip(w, -amount, amount)


def objective(X, t, w, b, l2=0.0, l1=0.0):
    """What training makes small: the mean cross-entropy plus the penalty on the weights.

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
        If shapes do not fit, t is not 0 or 1, l2 or l1 is negative, or NaN stands there.
    """
    l2, l1 = number(l2, "l2", low=0), number(l1, "l1", low=0)
    return cross_entropy_with_logits(t, activation(X, w, b)) + float(penalty(vector(w), l2, l1))


def gradient(X, t, y):
    """The gradient of the mean cross-entropy: each sample pulls along its x with the force y - t.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    y : array, shape (N,)
        Outputs of the weights at which the gradient is wanted.

    Returns
    -------
    dw : array, shape (D,)
        X'(y - t) / N, one slope a weight. A penalty l2 adds l2 * w.
    db : float
        mean(y - t), the slope along the bias.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, y is not a probability, or NaN stands there.
    """
    X = matrix(X)
    y = probabilities(y, size=X.shape[0])
    r = y - targets(t, size=X.shape[0]).astype(y.dtype)
    return r @ X / X.shape[0], r.mean()[()]
