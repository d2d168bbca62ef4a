"""The Gaussian solution: weights from means and a shared covariance, without any search (notebook 06)."""

import numpy as np

from lrcourse import core
from lrcourse.inputs import SQUARES, matrix, number, samples, vector


def class_gaussians(X, t):
    """The two class means, the covariance that the classes share, and the proportion of class 1.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1, both present

    Returns
    -------
    mu_0, mu_1 : arrays, shape (D,)
        The mean of each class.
    Sigma : array, shape (D, D)
        The mean of (x - mu)(x - mu)' over all samples, where mu is the mean of the sample's own class (divisor N).
    alpha : float
        The proportion of class 1, which estimates the prior p(t = 1).

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match, t is not 0 or 1, or a class is missing; if both are pandas tables and their
        rows are in different orders; if one is a Dask array.
    """
    X, t = samples(X, t)
    for k in (0, 1):
        if not (t == k).any():
            raise ValueError(f"t contains no sample of class {k}; a mean needs at least one. Both classes are needed.")
    with np.errstate(over="ignore", invalid="ignore"):
        mu_0, mu_1, Sigma, alpha = core.class_gaussians(X, t)
    if not np.isfinite(Sigma).all():
        raise ValueError(SQUARES)
    return mu_0, mu_1, Sigma, float(alpha)


def gaussian_weights(mu_0, mu_1, Sigma, alpha=0.5):
    """The weights and the bias of p(t = 1 given x) if both classes are Gaussian with the same covariance.

    w = Sigma^-1 (mu_1 - mu_0) and b = -w . (mu_0 + mu_1) / 2 + ln(alpha / (1 - alpha)): notebook 06.

    Parameters
    ----------
    mu_0, mu_1 : arrays, shape (D,)
    Sigma : array, shape (D, D), symmetric, positive definite
    alpha : float, strictly between 0 and 1
        The prior p(t = 1).

    Returns
    -------
    w : array, shape (D,)
    b : float

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match, alpha is not between 0 and 1, or Sigma is not symmetric and positive definite:
        a column is constant within the classes, or depends on others.
    """
    mu_0 = vector(mu_0, "mu_0")
    mu_1 = vector(mu_1, "mu_1", mu_0.shape[0], "entries, but it needs as many as mu_0")
    Sigma = matrix(Sigma, "Sigma", mu_0.shape[0], "one for each entry of mu_0")
    alpha = number(alpha, "alpha", 0, 1)
    if alpha in (0, 1):
        raise ValueError(f"alpha is {alpha:g}, so there is only one class, and nothing to decide.")
    unequal = 1e-6 * np.abs(Sigma).max()  # more than rounding
    if Sigma.shape[0] != Sigma.shape[1] or not np.allclose(Sigma, Sigma.T, rtol=0, atol=unequal):
        raise ValueError(f"Sigma must be square and symmetric; got shape {Sigma.shape}. A covariance is both.")
    if np.linalg.eigvalsh(Sigma)[0] < -unequal:
        raise ValueError("Sigma has a negative eigenvalue, so it isn't a covariance: no cloud scatters like that.")
    if which := flat(Sigma, np.maximum(np.abs(mu_0), np.abs(mu_1))):
        raise ValueError(
            f"Sigma has no inverse: {which} within the classes, so the cloud is flat. Leave such a column out "
            "(a constant one, a copy, or one category of a one-hot code)."
        )
    w, b = core.gaussian_weights(mu_0, mu_1, Sigma, alpha)
    return w, float(b)


def gaussian_solution(X, t):
    """The weights and the bias that follow if both classes are Gaussian with the same covariance.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1, both present

    Returns
    -------
    w : array, shape (D,)
    b : float

    Raises
    ------
    ValueError, TypeError
        As in `class_gaussians` and `gaussian_weights`.

    Notes
    -----
    scikit-learn calls it LinearDiscriminantAnalysis (Fisher, 1936); with solver="lsqr" it also divides by N.
    """
    return gaussian_weights(*class_gaussians(X, t))


def flat(covariance, size):
    """Why a cloud is flat, in words, or "": a column is constant, or depends on others.

    ``size`` (D,) is how large the numbers are; rounding is judged against that.
    """
    rounding = 100 * np.finfo(covariance.dtype).eps
    width = np.sqrt(np.maximum(np.diag(covariance), 0))
    constant = np.flatnonzero(width <= rounding * size)
    if constant.size:
        return f"column {constant[0]} does not vary"
    # In units of each column's own width, so that grams beside kilometres do no harm.
    narrowest = np.linalg.eigvalsh(covariance / np.outer(width, width))[0]
    return "a column depends on others" if narrowest <= rounding * len(covariance) else ""
