"""Inputs that nobody has written down, made from those that somebody has: a diagnosis must hold for them, too."""

import numpy as np


def fresh_inputs(exercise, rounds):
    """New arguments for each input of an exercise: different samples, more or fewer of them, different numbers.

    Arrays with the same number of rows still match afterwards. Integers, and arrays of 0 and 1, are only drawn again;
    what lies between 0 and 1 stays there; signs stay the same in every other round. Where that is not enough (a matrix
    that must be symmetric), the exercise brings its own ``fresh``.
    """
    rng = np.random.default_rng(0)
    if exercise.fresh:
        return [exercise.fresh(rng) for _ in range(rounds * len(exercise.inputs))]
    return [_varied(arguments, rng, k % 2) for k in range(rounds) for arguments in exercise.inputs]


def wide_inputs(exercise, rounds=3):
    """New arguments far from those that were tried: if something agrees with all of these, that is no coincidence."""
    rng = np.random.default_rng(1)
    if exercise.fresh:
        return [exercise.fresh(rng) for _ in range(rounds * len(exercise.inputs))]
    return [tuple(_far(a, rng, k % 3 == 2) for a in arguments) for k in range(rounds) for arguments in exercise.inputs]


def _far(value, rng, plain):
    """Numbers of a different size and the same sign, or ``plain`` ones, near 1; a count up to three times as large."""
    if type(value) is int and value > 2:
        return int(rng.integers(2, 3 * value))
    if isinstance(value, float) and not isinstance(value, np.ndarray):
        return type(value)(_far(np.array([value]), rng, plain)[0])
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or np.isin(value, (0, 1)).all():
        return value
    with np.errstate(all="ignore"):
        if np.all((value >= 0) & (value <= 1)):
            far = rng.uniform(0.05, 0.95, value.shape) if plain else value ** np.exp(rng.normal(size=value.shape))
        elif plain:
            far = np.sign(value) * rng.uniform(0.2, 3, value.shape)
        else:
            far = value * np.exp(rng.normal()) * np.exp(rng.normal(scale=0.5, size=value.shape))
    return far.astype(value.dtype)


def _varied(arguments, rng, strongly):
    lengths = [len(a) for a in arguments if isinstance(a, np.ndarray) and a.ndim]
    common = {n for n in lengths if n > 2 and lengths.count(n) > 1}
    rows = {n: _rows(n, arguments, rng, strongly) for n in common}
    return tuple(_moved(_drawn(a, rows), rng, strongly) for a in arguments)


def _rows(n, arguments, rng, strongly):
    """Rows drawn with replacement: in every other round no class may vanish; in the rest, there is one row more."""
    labels = [a for a in arguments if isinstance(a, np.ndarray) and a.shape == (n,) and len(np.unique(a)) == 2]
    alone = all(a.shape[1:2] != (n,) for a in arguments if isinstance(a, np.ndarray))  # no square matrix among them
    for _ in range(5):
        rows = rng.integers(n, size=n + (strongly and alone))
        if strongly or all(len(np.unique(a[rows])) == 2 for a in labels):
            return rows
    return rng.permutation(n)


def _drawn(value, rows):
    """The chosen rows of an array, the same ones for all arrays of this length."""
    if not isinstance(value, np.ndarray) or not value.ndim or len(value) not in rows:
        return value
    return value[rows[len(value)]]


def _moved(value, rng, strongly):
    if isinstance(value, float) and not isinstance(value, np.ndarray):
        return type(value)(_moved(np.array([value]), rng, strongly)[0])
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return value
    if np.isin(value, (0, 1)).all():
        return value
    push = rng.normal(scale=0.3 if strongly else 0.1, size=value.shape)
    with np.errstate(all="ignore"):
        if np.all((value >= 0) & (value <= 1)):
            return (value ** np.exp(push)).astype(value.dtype)
        if strongly and np.any(value < 0) and np.any(value > 0):
            return (value + 5 * push * np.nanstd(value)).astype(value.dtype)
        return (value * (1 + push)).astype(value.dtype)
