"""Derivatives without calculus, to check the ones you derived (notebook 10)."""

import numpy as np

from lrcourse.inputs import array, number, positive


def numerical_gradient(f, x, step=1e-5):
    """The gradient of ``f`` at ``x`` by central differences (f(x + h) - f(x - h)) / 2h, entry by entry.

    Far from 0 the step grows with x (h times abs(x)), because rounding does.

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
        If ``f`` isn't a function or does not return one finite number, or ``step`` is not above 0 or is lost in
        rounding.
    """
    if not callable(f):
        raise TypeError(f"f must be a function of x that returns a number; got {type(f).__name__}.")
    x, step = array(x, "x").astype(float), positive(step, "step")
    slope = np.empty_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        h = step * max(1, abs(x[place]))
        above[place] += h
        below[place] -= h
        width = above[place] - below[place]  # 2h, apart from rounding
        if not 0.9 < width / (2 * h) < 1.1:
            raise ValueError(f"step = {step:g} is lost in rounding at x = {x[place]:g}. Take about 1e-5.")
        slope[place] = (_one_number(f(above)) - _one_number(f(below))) / width
    return slope[()]


def _one_number(value):
    if value is None:
        raise TypeError("f must return one number; got None. Is a return missing?")
    if np.ndim(value):
        raise ValueError(
            f"f must return one number; got an array of shape {np.shape(value)}. Is a np.mean or np.sum missing?"
        )
    return number(np.asarray(value)[()], "what f returns")
