"""Derivatives without calculus, to check those that were derived (notebook 10)."""

import numpy as np

from lrcourse.inputs import array, positive


def numerical_gradient(f, x, step=1e-5):
    """The gradient of ``f`` at ``x`` by central differences (f(x + h) - f(x - h)) / 2h, entry by entry.

    Parameters
    ----------
    f : function of an array like ``x`` that returns a number
    x : float or array
    step : float, above 0
        h: near 1e-5 the two errors, of order h^2 from the formula and 1e-16/h from rounding, balance.

    Returns
    -------
    float or array of the shape of ``x``

    Raises
    ------
    TypeError, ValueError
        If ``f`` is no function or does not return one number, or ``step`` is not above 0.
    """
    if not callable(f):
        raise TypeError(f"f must be a function of x that returns a number; got {type(f).__name__}.")
    x, step = array(x, "x").astype(float), positive(step, "step")
    slope = np.empty_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        slope[place] = (_one_number(f(above)) - _one_number(f(below))) / (2 * step)
    return slope[()]


def _one_number(value):
    if np.ndim(value):
        raise ValueError(
            f"f must return one number; got an array of shape {np.shape(value)}. Is a np.mean or np.sum missing?"
        )
    return value
