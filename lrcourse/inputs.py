"""Checks at the door: one clear error that names the argument, what came, what is needed and the usual cure."""

from numbers import Integral, Real

import numpy as np

SQUARES = "X holds numbers whose squares do not fit into a float. Choose another unit."


def shown(value):
    """``value`` as a short text for an error message, even if it cannot show itself."""
    try:
        text = " ".join(repr(value).split())  # on one line
    except Exception:  # a learner's own class may fail
        text = "something that cannot be shown"
    return text if len(text) <= 60 else text[:57] + "..."


def _said(value):
    """``value`` in a few words, for an error message."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    return f"{shown(value)} ({type(value).__name__})"


def array(value, name, infinite=False):
    """Floats from ``value``; float32 stays float32, an array that speaks NumPy's protocols passes through.

    Raises
    ------
    TypeError
        If ``value`` holds no numbers (text, None, ragged rows).
    ValueError
        If it is empty, or holds NaN, or infinity (which ``infinite`` allows).
    """
    if isinstance(value, np.ma.MaskedArray | np.matrix):
        raise TypeError(
            f"{name} is a {type(value).__name__}, which does not behave like an array here. "
            "Use np.asarray(...) or, for masked values, .compressed() first."
        )
    cure = "Turn text into numbers first (one_hot for categories), and make all rows equally long."
    try:
        values = value if hasattr(value, "__array_function__") else np.asarray("" if value is None else value)
        if values.dtype.kind == "O" and not any(isinstance(v, str | bytes) for v in values.flat):
            values = values.astype(float)
        if values.dtype.kind not in "biuf":
            cure = "Take its .real part, if that is meant." if values.dtype.kind == "c" else cure
            values = None
    except (TypeError, ValueError, OverflowError):
        values = None
    if values is None:
        raise TypeError(f"{name} must hold numbers; got {_said(value)}. {cure}")
    if values.dtype not in (np.float32, np.float64):  # whole numbers; linear algebra knows no other floats
        values = values.astype(float)
    if 0 in values.shape:
        raise ValueError(
            f"{name} is empty (shape {values.shape}); it needs at least one sample and one feature. "
            "Did a filter drop every row?"
        )
    if lazy(values):
        return values
    with np.errstate(over="ignore", invalid="ignore"):  # a sum needs no memory, and NaN or infinity spoil it
        if np.isfinite(values.sum()):
            return values
    bad = np.isnan(values) if infinite else ~np.isfinite(values)
    if bad.any():
        place = [int(i) for i in np.argwhere(np.asarray(bad))[0]]
        raise ValueError(
            f"{name} holds {'NaN' if infinite else 'NaN or infinity'}, first at {name}{place or ''}. "
            "Drop or fill such rows first, for example with DataFrame.dropna()."
        )
    return values


def lazy(values):
    """Whether the numbers are still to be computed, perhaps elsewhere (Dask): a look at them would cost a pass."""
    return hasattr(values, "__dask_graph__")


def matrix(X, name="X", columns=None, why=""):
    """A matrix (N, D): a row a sample. ``columns`` is the D that is needed, if known, and ``why`` it is needed."""
    X = array(X, name)
    if X.ndim != 2:
        cure = (
            f"One feature? Use np.reshape({name}, (-1, 1)). One sample? Use np.reshape({name}, (1, -1))."
            if X.ndim == 1
            else ""
        )
        raise ValueError(f"{name} must have the shape (N, D), a row a sample; got {X.shape}. {cure}".rstrip())
    if columns is not None and X.shape[1] != columns:
        raise ValueError(f"{name} has {X.shape[1]} columns; needed: {columns}{why and ', '}{why}.")
    return X


def vector(value, name="w", size=None, meaning="entries"):
    """A vector (size,)."""
    value = array(value, name)
    if value.ndim != 1:
        cure = (
            f"Use np.ravel({name}): (N, 1) and (N,) do not mix in NumPy."
            if value.size == max(value.shape, default=0)
            else ""
        )
        raise ValueError(f"{name} must be a vector, shape (n,); got shape {value.shape}. {cure}".rstrip())
    if size is not None and value.shape[0] != size:
        raise ValueError(f"{name} has {value.shape[0]} {meaning}; needed: {size}.")
    return value


def targets(t, name="t", size=None):
    """Targets (N,), each 0 or 1."""
    t = vector(t, name, size, "targets")
    if lazy(t):
        return t
    wrong = (t != 0) & (t != 1)
    if wrong.any():
        shown = ", ".join(f"{v:g}" for v in np.unique(np.asarray(t)[wrong])[:5])
        raise ValueError(
            f"{name} must hold only 0 and 1; got also {shown}. "
            f"Code the two classes, for example {name} = (labels == 'yes').astype(float)."
        )
    return t


def probabilities(y, name="y", size=None):
    """Probabilities (N,), each from 0 to 1."""
    y = vector(y, name, size, "outputs")
    if lazy(y):
        return y
    outside = (y < 0) | (y > 1)
    if outside.any():
        i = int(outside.argmax())
        raise ValueError(
            f"{name} must hold probabilities, from 0 to 1; {name}[{i}] is {y[i]:g}. "
            f"Activations? {name} = lr.sigmoid(a)."
        )
    return y


def flat(covariance, size):
    """Why a cloud is flat, in words, or "": a column is constant, or depends on others.

    ``size`` (D,) is how large the numbers are, against which rounding is judged.
    """
    rounding = 100 * np.finfo(covariance.dtype).eps
    width = np.sqrt(np.maximum(np.diag(covariance), 0))
    constant = np.flatnonzero(width <= rounding * size)
    if constant.size:
        return f"column {constant[0]} does not vary"
    # In units of each column's own width, so that grams beside kilometres are no offence.
    narrowest = np.linalg.eigvalsh(covariance / np.outer(width, width))[0]
    return "a column depends on others" if narrowest <= rounding * len(covariance) else ""


def number(value, name, low=None, high=None):
    """A finite real number within [low, high]."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number; got {_said(value)}.")
    try:
        value = float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large a number: {_said(value)}.") from None
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
        raise TypeError(f"{name} must be a whole number; got {_said(value)}.")
    if abs(value) > 2**62:
        raise ValueError(f"{name} is too large a number: {_said(value)}.")
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


def column(values, name):
    """One column (N,) of numbers, text or booleans: not empty, nothing blank."""
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, whose mask would be lost. Use .compressed() first.")
    if not isinstance(values, np.ndarray):  # as objects first: NumPy would turn a NaN among texts into 'nan'
        try:
            values = np.array(values, dtype=object)
        except ValueError:
            raise ValueError(
                f"{name} must be one column, shape (N,); its rows have different lengths."
            ) from None
    nested = any(
        isinstance(value, list | tuple | np.ndarray | dict | set) for value in values.ravel().tolist()
    )
    if values.ndim != 1 or not values.size or nested:
        cure = f" Use np.ravel({name})." if values.size > 1 else ""
        cure = " Every entry must be one number or text." if values.ndim == 1 and nested else cure
        raise ValueError(f"{name} must be one column, shape (N,), not empty; got shape {values.shape}.{cure}")
    from pandas import isna  # here, because most inputs are no labels, and pandas takes a while

    blank = isna(values)
    if blank.any():
        i = blank.argmax()
        raise ValueError(f"{name} holds a blank (NaN or None), first at {name}[{i}]. Fill it in or drop it.")
    if any(isinstance(value, complex) for value in values.tolist()):
        raise TypeError(f"{name} holds complex numbers, which have no order. Take their .real part.")
    if values.dtype.kind != "O":
        return values
    kinds = {"text" if isinstance(value, str) else "number" for value in values.tolist()}
    if len(kinds) > 1:
        raise TypeError(
            f"{name} mixes text and numbers, so that 1 and '1' would become one. Make them one kind."
        )
    return np.array(values.tolist())


def pair(value, name):
    """A pair of texts, such as the names of two classes."""
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != 2:
        raise ValueError(f"{name} must be two texts, such as ('Adelie', 'Gentoo'); got {_said(value)}.")
    if not all(isinstance(text, str) for text in value):
        raise TypeError(f"{name} must be two texts, such as ('Adelie', 'Gentoo'); got {_said(value)}.")
    return tuple(value)


def texts(value, name):
    """A list of texts, such as the names of the columns."""
    listed = [None] if isinstance(value, str) or not np.iterable(value) else list(value)
    if not all(isinstance(text, str) for text in listed):
        raise TypeError(f"{name} must be a list of texts; got {_said(value)}.")
    return listed


def choice(value, name, options):
    """One of ``options``."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, options))}; got {_said(value)}.")
    return value
