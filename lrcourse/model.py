"""The model: a weighted sum, a sigmoid, a decision (notebooks 02 and 04)."""

import numpy as np

from lrcourse import core
from lrcourse.inputs import array, lazy, matrix, number, vector


def activation(X, w, b):
    """The activation a = Xw + b of each sample: the weighted sum, the log-odds of class 1.

    Parameters
    ----------
    X : array, shape (N, D)
        Inputs, one row per sample.
    w : array, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    a : array, shape (N,)

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match, there is NaN, infinity or text where numbers belong, or the sum overflows.
    """
    X = matrix(X, lazy_ok=True)
    w = vector(w, "w", X.shape[1], "weights, but X needs one for each column", lazy_ok=True)
    with np.errstate(over="ignore", invalid="ignore"):
        a = core.activation(X, w, number(b, "b"))
    if not lazy(a) and not np.isfinite(a).all():
        raise ValueError("The activation Xw + b does not fit in a float. Standardise X, or use smaller weights.")
    return a


def sigmoid(a):
    """The sigmoid y = 1 / (1 + exp(-a)): from log-odds to probability, for any a, even an infinite one.

    Parameters
    ----------
    a : float or array, any shape
        Activation.

    Returns
    -------
    y : float or array of the same shape, in [0, 1]

    Raises
    ------
    ValueError, TypeError
        If ``a`` is empty or contains NaN or text.
    """
    return core.sigmoid(array(a, "a", infinite=True, lazy_ok=True))[()]


def feedforward(X, w, b):
    """The output y = sigmoid(Xw + b) of each sample: the probability p(t = 1 given x).

    Parameters
    ----------
    X : array, shape (N, D)
        Inputs, one row per sample.
    w : array, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    y : array, shape (N,), in [0, 1]

    Raises
    ------
    ValueError, TypeError
        As in `activation`.
    """
    return core.sigmoid(activation(X, w, b))


def classify(y, threshold=0.5, margin=0.0):
    """A decision for each output: 1, 0, or -1 for "don't know".

    Parameters
    ----------
    y : float or array, any shape
        Outputs. Activations work too: their threshold is 0.
    threshold : float
        The border between the classes, in the units of ``y``.
    margin : float, at least 0
        Half the width of the band around the threshold in which the answer is "don't know". With 0, only the
        threshold itself belongs to neither class.

    Returns
    -------
    int or array of int, the shape of ``y``
        1 above the band, 0 below it, -1 inside it (edges included). Where the course needs an answer, in its
        scores and labs, an output of exactly 0.5 counts as class 0: the answer is y > 0.5.

    Raises
    ------
    ValueError, TypeError
        If ``y`` is empty or contains NaN or text, or the margin is negative.
    """
    y = array(y, "y", infinite=True, lazy_ok=True)
    threshold, margin = number(threshold, "threshold"), number(margin, "margin", low=0)
    return np.where(y > threshold + margin, 1, np.where(y < threshold - margin, 0, -1))[()]


def distance(X, w, b):
    """The signed distance a / ||w|| of each sample from the boundary, in the units of X.

    Parameters
    ----------
    X, w, b
        As in `activation`; ``w`` must not be zero.

    Returns
    -------
    array, shape (N,)
        Positive on the side to which w points.

    Raises
    ------
    ValueError, TypeError
        As in `activation`; and if w = 0, because then there is no boundary.
    """
    a, length = activation(X, w, b), np.hypot.reduce(vector(w))  # the norm, even where w^2 overflows
    if length == 0:
        raise ValueError("w is zero: there is no boundary, and no distance from it. One weight must differ from 0.")
    return a / length
