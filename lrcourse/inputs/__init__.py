"""Checks at the door: one clear error that names the argument, what arrived, what is needed and the usual cure."""

from numbers import Integral, Real

import numpy as np

from lrcourse.inputs import cures, pairs
from lrcourse.inputs.cures import said
from lrcourse.inputs.cures import shown as shown

SQUARES = "X contains numbers whose squares do not fit in a float. Choose a different unit."


def array(value, name, infinite=False, lazy_ok=False):
    """Floats from ``value``; float32 stays float32, and an array that speaks NumPy's protocols passes through.

    With ``infinite``, infinity is allowed; with ``lazy_ok``, numbers that are still to be computed (Dask), unseen.

    Raises
    ------
    TypeError
        If ``value`` contains no numbers (text, None, ragged rows), or is masked, sparse or lazy.
    ValueError
        If it is empty, or contains NaN or infinity.
    """
    if lazy(value):
        return _lazy(value, name, lazy_ok)
    if isinstance(value, np.ma.MaskedArray | np.matrix) or hasattr(value, "toarray"):
        raise TypeError(cures.other_array(value, name))
    try:
        values = value if hasattr(value, "__array_function__") else np.asarray("" if value is None else value)
        if values.dtype.kind == "O" and not any(isinstance(v, str | bytes) for v in values.flat):
            values = values.astype(float)
        values = values if values.dtype.kind in "biuf" else None
    except (TypeError, ValueError, OverflowError):
        values = None
    if values is None:
        raise cures.no_numbers(value, name)
    values = _float(values, name)
    with np.errstate(over="ignore", invalid="ignore"):  # a sum needs no memory, and NaN or infinity spoil it
        if np.isfinite(values.sum()):
            return values
    bad = np.isnan(values) if infinite else ~np.isfinite(values)
    if bad.any():
        raise ValueError(cures.gaps(value, name, infinite))
    return values


def _float(values, name):
    if values.dtype not in (np.float32, np.float64):  # whole numbers, or floats that linear algebra doesn't know
        values = values.astype(float)
    if 0 in values.shape:
        needed = "it needs at least one sample and one feature. Did a filter drop every row?"
        raise ValueError(f"{name} is empty (shape {values.shape}); {needed}")
    return values


def lazy(values):
    """Whether the numbers are still to be computed, perhaps elsewhere (Dask): looking at them would cost a pass."""
    graph = getattr(values, "__dask_graph__", None)
    return graph is not None and (type(values).__module__.startswith("dask") or graph() is not None)


def _lazy(value, name, allowed):
    if not allowed or not hasattr(type(value), "__array_function__"):
        raise TypeError(cures.far(value, name))
    if value.dtype.kind not in "biuf":
        what = f"{name} must contain numbers; got a Dask array of type {value.dtype}."
        raise TypeError(f"{what} Are these numbers? Then {name} = {name}.astype(float).")
    if np.isnan(value.shape).any():
        line = f"{name} = {name}.compute_chunk_sizes()"
        raise ValueError(f"{name} is a Dask array of unknown length. Let Dask count its rows: {line}.")
    return _float(value, name)


def matrix(X, name="X", columns=None, why="", lazy_ok=False):
    """A matrix (N, D), one row per sample. ``columns`` is the D needed, if known; ``why`` says what for."""
    X = array(X, name, lazy_ok=lazy_ok)
    if X.ndim != 2:
        use = f"Use np.reshape({name}, "
        cure = f"One feature? {use}(-1, 1)). One sample? {use}(1, -1))." if X.ndim == 1 else ""
        raise ValueError(f"{name} must have shape (N, D), one row per sample; got {X.shape}. {cure}".rstrip())
    if columns is not None and X.shape[1] != columns:
        raise ValueError(f"{name} has {X.shape[1]} columns; needed: {columns}{why and ', '}{why}.")
    return X


def vector(value, name="w", size=None, meaning="entries", lazy_ok=False):
    """A vector (size,)."""
    value = array(value, name, lazy_ok=lazy_ok)
    if value.ndim != 1:
        cure = ""
        if value.size == max(value.shape, default=0):
            cure = f"Use np.ravel({name}): (N, 1) and (N,) do not mix in NumPy."
        elif value.ndim == 2 and meaning == "targets":
            cure = f"Only one column is needed, for example the last: {name} = np.asarray({name})[:, -1]."
        raise ValueError(f"{name} must be a vector, shape (n,); got shape {value.shape}. {cure}".rstrip())
    if size is not None and value.shape[0] != size:
        raise ValueError(f"{name} has {value.shape[0]} {meaning}; needed: {size}.")
    return value


def targets(t, name="t", size=None, lazy_ok=False):
    """Targets (N,), each 0 or 1."""
    try:
        values = vector(t, name, size, "targets", lazy_ok)
    except TypeError:
        if not lazy(t) and pairs.are_texts(t):
            raise pairs.labels(t, name) from None
        raise
    if not lazy(values) and ((values != 0) & (values != 1)).any():
        raise ValueError(pairs.other_labels(values, name))
    return values


def samples(X, t, lazy_ok=False):
    """X (N, D) and its targets t (N,), each checked, and checked that their rows belong together.

    pandas tables carry a label for each row. If the labels of X and t come in different orders, the wrong rows would
    be paired, so that is an error, too.
    """
    aligned(X, t)
    X = matrix(X, lazy_ok=lazy_ok)
    return X, targets(t, size=X.shape[0], lazy_ok=lazy_ok)


def aligned(X, t):
    """Refuse pandas tables whose labels say that the rows of X and t do not belong together."""
    if hasattr(X, "iloc") and hasattr(t, "iloc") and (problem := pairs.apart(X.index, t.index)):
        raise ValueError(problem)


def probabilities(y, name="y", size=None, lazy_ok=False):
    """Probabilities (N,), each from 0 to 1."""
    y = vector(y, name, size, "outputs", lazy_ok)
    if lazy(y):
        return y
    outside = (y < 0) | (y > 1)
    if outside.any():
        i = int(outside.argmax())
        raise ValueError(
            f"{name} must contain probabilities, from 0 to 1; {name}[{i}] is {y[i]:g}. "
            f"Activations? {name} = lr.sigmoid({name})."
        )
    return y


def number(value, name, low=None, high=None):
    """A finite real number within [low, high]."""
    if lazy(value):
        raise TypeError(cures.far(value, name))
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number; got {said(value)}.")
    try:
        value = float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large: {said(value)}.") from None
    return _within(value, name, low, high)


def positive(value, name):
    """A finite real number above 0."""
    value = number(value, name)
    if value <= 0:
        raise ValueError(f"{name} must be above 0; got {value:g}.")
    return value


def below_one(value, name):
    """A number from 0 to below 1."""
    value = number(value, name, low=0)
    if value >= 1:
        raise ValueError(f"{name} must be below 1; got {value:g}.")
    return value


def whole(value, name, low=None, high=None):
    """A whole number within [low, high]."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be a whole number; got {said(value)}.")
    if abs(value) > 2**62:
        raise ValueError(f"{name} is too large: {said(value)}.")
    return _within(int(value), name, low, high)


def _within(value, name, low, high):
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite; got {value}.")
    if (low is not None and value < low) or (high is not None and value > high):
        span = (
            f"from {low} to {high}"
            if None not in (low, high)
            else f"at least {low}"
            if high is None
            else f"at most {high}"
        )
        raise ValueError(f"{name} must be {span}; got {value}.")
    return value
