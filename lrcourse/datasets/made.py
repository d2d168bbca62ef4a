"""`make_*`: samples drawn from a known model, so you can compare what is learnt with the truth."""

import numpy as np

from lrcourse.core import sigmoid
from lrcourse.inputs import matrix, number, vector, whole
from lrcourse.labels import generator


def _dealt(n, kinds, rng):
    """The numbers 0 to ``kinds`` - 1, as evenly as n allows, in random order."""
    return rng.permutation(np.arange(n, dtype=np.intp) % kinds)


def make_clouds(n, rng, mu_0=(-2.0, -2.0), mu_1=(2.0, 2.0), covariance=((1.0, 0.0), (0.0, 1.0)), alpha=0.5):
    """Draw samples of two Gaussian classes that share a covariance.

    Parameters
    ----------
    n : int
        The number of samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    mu_0, mu_1 : arrays, shape (D,)
        The means of the classes.
    covariance : array, shape (D, D)
        Symmetric, without negative eigenvalues.
    alpha : float, from 0 to 1
        The probability of class 1; its proportion in the sample will be close to that.

    Returns
    -------
    X : (n, D) float64
    t : (n,) whole numbers, 0 or 1

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match or an argument is out of range.
    """
    n, rng, alpha = whole(n, "n", low=1), generator(rng), number(alpha, "alpha", 0, 1)
    mu_0 = vector(mu_0, "mu_0")
    mu_1 = vector(mu_1, "mu_1", len(mu_0), "entries, but it needs as many as mu_0")
    covariance = matrix(covariance, "covariance", len(mu_0), "one for each entry of mu_0")
    unequal = 1e-6 * np.abs(covariance).max()  # more than rounding
    if covariance.shape != covariance.T.shape or not np.allclose(covariance, covariance.T, rtol=0, atol=unequal):
        raise ValueError(f"covariance must be square and symmetric; got shape {covariance.shape}.")
    size, axes = np.linalg.eigh(covariance)
    if size[0] < -1e-9 * abs(size[-1]):
        raise ValueError(f"covariance has a negative eigenvalue, {size[0]:.3g}: no cloud scatters like that.")
    t = (rng.random(n) < alpha).astype(np.intp)
    round_cloud = rng.standard_normal((n, len(mu_0)))
    X = np.where(t[:, np.newaxis] == 1, mu_1, mu_0) + round_cloud * np.sqrt(np.maximum(size, 0)) @ axes.T
    return X, t


def make_donut(n, rng, inner=5.0, outer=10.0, noise=1.0):
    """Draw one class inside the other: class 0 at a radius near ``inner``, class 1 near ``outer``.

    Parameters
    ----------
    n : int, at least 2
        The number of samples, half from each class (one more from class 0 if n is odd), in random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    inner, outer, noise : float, at least 0
        The two radii, and the standard deviation of the radius around them.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) whole numbers, 0 or 1
    """
    n, rng = whole(n, "n", low=2), generator(rng)
    inner, outer, noise = number(inner, "inner", 0), number(outer, "outer", 0), number(noise, "noise", 0)
    t = _dealt(n, 2, rng)
    radius = np.where(t == 1, outer, inner) + noise * rng.standard_normal(n)
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), t


def make_xor(n, rng, noise=0.15):
    """Draw samples around the corners of the unit square; in class 1, exactly one coordinate is near 1.

    Parameters
    ----------
    n : int, at least 4
        The number of samples, a quarter at each corner as nearly as n allows, in random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    noise : float, at least 0
        The standard deviation around each corner; 0 leaves only the four corners themselves.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) whole numbers, 0 or 1
    """
    n, rng, noise = whole(n, "n", low=4), generator(rng), number(noise, "noise", 0)
    corner = _dealt(n, 4, rng)
    ends = np.column_stack([corner // 2, corner % 2])
    return ends + noise * rng.standard_normal((n, 2)), (ends[:, 0] != ends[:, 1]).astype(np.intp)


def make_sparse(n, rng, weights=(1.0, 0.5, -0.5), features=50, noise=0.5):
    """Draw samples with many features, of which only the first few matter; the weights of all others are 0.

    Each feature is uniform from -5 to 5; t is 1 where the activation, plus Gaussian noise, is above 0.

    Parameters
    ----------
    n : int
        The number of samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    weights : array, shape (K,)
        The true weights of the first K features.
    features : int, at least K
        D, the number of features.
    noise : float, at least 0
        The standard deviation of the noise on the activation.

    Returns
    -------
    X : (n, D) float64
    t : (n,) whole numbers, 0 or 1
    """
    n, rng, weights = whole(n, "n", low=1), generator(rng), vector(weights, "weights")
    features, noise = whole(features, "features", low=len(weights)), number(noise, "noise", 0)
    X = rng.uniform(-5, 5, (n, features))
    a = X[:, : len(weights)] @ weights + noise * rng.standard_normal(n)
    return X, (a > 0).astype(np.intp)


def make_ravine(n, rng, condition=100.0, weights=(1.5, 0.5)):
    """Draw two features that say nearly the same thing, so the cost as a function of their weights is a ravine.

    Both columns have mean 0 and variance 1, exactly; their correlation is (condition - 1) / (condition + 1).

    Parameters
    ----------
    n : int, at least 3
        The number of samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    condition : float, from 1 to 1e12
        The condition number of X'X / n: its largest eigenvalue over its smallest.
    weights : array, shape (2,)
        The true weights; the true bias is 0.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) whole numbers, 0 or 1
    """
    n, rng, condition = whole(n, "n", low=3), generator(rng), number(condition, "condition", 1, 1e12)
    weights = vector(weights, "weights", 2, "entries, but there are two features")
    Z = rng.standard_normal((n, 2))
    Z -= Z.mean(axis=0)
    Z = Z @ np.linalg.inv(np.linalg.cholesky(Z.T @ Z / n)).T  # now the covariance is exactly 1
    along, across = Z.T * np.sqrt([[condition], [1]]) / np.sqrt(1 + condition)
    X = np.column_stack([along + across, along - across])
    return X, (rng.random(n) < sigmoid(X @ weights)).astype(np.intp)


def make_wave(n, rng, height=3.0, apart=1.0, noise=0.5):
    """Draw two bands along a wave: class 0 below the curve x2 = height * sin(x1), class 1 above it.

    Parameters
    ----------
    n : int, at least 2
        The number of samples, half from each class (one more from class 0 if n is odd), in random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    height, apart, noise : float, at least 0
        The height of the wave, the vertical distance between it and the middle of each band, and the
        standard deviation of that distance.

    Returns
    -------
    X : (n, 2) float64
        x1 from -2 pi to 2 pi: two whole waves.
    t : (n,) whole numbers, 0 or 1
    """
    n, rng = whole(n, "n", low=2), generator(rng)
    height, apart, noise = number(height, "height", 0), number(apart, "apart", 0), number(noise, "noise", 0)
    t = _dealt(n, 2, rng)
    x1 = rng.uniform(-2 * np.pi, 2 * np.pi, n)
    x2 = height * np.sin(x1) + (2 * t - 1) * (apart + noise * rng.standard_normal(n))
    return np.column_stack([x1, x2]), t


def make_spirals(n, rng, turns=1.5, noise=0.3):
    """Draw two spirals, one inside the other: the radius is the angle (rad), with class 1 half a turn behind.

    Parameters
    ----------
    n : int, at least 2
        The number of samples, half from each class (one more from class 0 if n is odd), in random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    turns, noise : float, at least 0
        How many times each spiral goes round, and the standard deviation of the radius.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) whole numbers, 0 or 1
    """
    n, rng = whole(n, "n", low=2), generator(rng)
    turns, noise = number(turns, "turns", 0), number(noise, "noise", 0)
    t = _dealt(n, 2, rng)
    along = np.pi / 2 + 2 * np.pi * turns * np.sqrt(rng.random(n))  # the root: equally dense everywhere
    radius, angle = along + noise * rng.standard_normal(n), along + np.pi * t
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), t
