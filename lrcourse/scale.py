"""More data than memory, and more than one machine (notebook 91)."""

import logging
import os

import numpy as np

from lrcourse.cost import gradient
from lrcourse.files.chunks import csv_file, csv_parts, npy_file, npy_part
from lrcourse.inputs import lazy, positive, shown, whole
from lrcourse.inputs.cures import far, said
from lrcourse.model import feedforward

SCHEDULER = "LRCOURSE_SCHEDULER"
NEEDED = (
    "Notebook 91 needs the packages dask and distributed. Install them, for example with a cell "
    '`%pip install -q "dask>=2024.8" "distributed>=2024.8"`, and restart the kernel.'
)


def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    """One round of mini-batches through data that arrive chunk by chunk, with at most two chunks in memory at a time.

    Parameters
    ----------
    chunks : iterable of (X, t)
        For example `csv_chunks` or `npy_chunks`. The samples should be in random order: a file that is sorted by
        class teaches one class after the other.
    w, b : array (D,), float
        Where to begin.
    learning_rate : float, above 0
    batch_size : int
        Samples per step; the last step of a chunk gets what is left.

    Returns
    -------
    w : array, shape (D,)
    b : float
    """
    learning_rate, batch_size, samples = positive(learning_rate, "learning_rate"), whole(batch_size, "batch_size", 1), 0
    for chunk in _each(chunks):
        X, t = _pair(chunk)
        samples += len(t)
        for first in range(0, len(t), batch_size):
            rows = slice(first, first + batch_size)
            dw, db = gradient(X[rows], t[rows], feedforward(X[rows], w, b))
            w, b = w - learning_rate * dw, b - learning_rate * db
    if not samples:
        raise ValueError(
            "chunks contains no sample. Chunks from a file pass by only once; for another round, make new ones, for "
            "example chunks = lr.scale.npy_chunks(path)."
        )
    return w, b


def _each(chunks):
    if not np.iterable(chunks):
        raise TypeError(f"chunks must be an iterable of pairs (X, t); got {said(chunks)}.")
    return chunks


def _pair(chunk):
    """X and t from a chunk, which must have the same length."""
    if not isinstance(chunk, tuple | list) or len(chunk) != 2:
        raise TypeError(
            f"Each of the chunks must be a pair (X, t); got {said(chunk)}. One pair? Then chunks = [(X, t)]."
        )
    X, t = chunk
    for part, name in ((X, "X"), (t, "t")):
        if lazy(part):
            raise TypeError(far(part, name))
    if not np.ndim(t) or np.shape(X)[:1] != (len(t),):
        raise ValueError(
            f"In one chunk, t has {np.size(t)} targets, but X has shape {np.shape(X)}: each row needs one."
        )
    return X, t


def npy_chunks(path, rows=100_000):
    """Chunks (X, t) from an array in a .npy file, whose last column is t; the whole file is never in memory.

    Parameters
    ----------
    path : path of a file of shape (N, D + 1)
    rows : int
        How many rows at a time.

    Returns
    -------
    iterator of (X, t)
        Arrays (rows, D) and (rows,) in the precision of the file. It passes through the file once.

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        At once: if there is no such file, or it contains something else (an archive, Python objects, another shape).
        When the chunk is reached: if there is NaN, infinity, or a target other than 0 and 1.
    """
    rows, path = whole(rows, "rows", 1), npy_file(path)
    return (npy_part(path, first, rows) for first in range(0, len(np.load(path, mmap_mode="r")), rows))


def csv_chunks(path, target, rows=100_000):
    """Chunks (X, t) from a table of numbers in a CSV file, whatever its length.

    Parameters
    ----------
    path : path of a CSV file (UTF-8, separated by commas, with the names of the columns in the first line)
    target : str
        The column of 0 and 1; all others are features.
    rows : int
        How many rows at a time.

    Returns
    -------
    iterator of (X, t)
        Arrays (rows, D) and (rows,), float64. It passes through the file once.

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        If there is no such file or column, a second target, a column of text, a blank, a target other than 0 and 1,
        a different encoding ... At once if the beginning of the file shows it, else when the chunk is reached.
    """
    rows = whole(rows, "rows", 1)
    return csv_parts(csv_file(path, target), target, rows)


def cluster(workers=2):
    """Connect to many machines: to the Dask scheduler that the environment variable LRCOURSE_SCHEDULER names.

    Without it, start ``workers`` processes with one thread each on this machine; they end with the client.

    Returns
    -------
    distributed.Client
        Close it when you are done; ``with lr.scale.cluster() as client:`` does that for you.

    Raises
    ------
    ImportError
        If Dask is not installed.
    ValueError, TypeError
        If workers isn't a whole number from 1 up, or nobody answers at the address.
    """
    workers, address = whole(workers, "workers", 1), os.environ.get(SCHEDULER)
    try:
        from distributed import Client
    except ImportError:
        raise ImportError(NEEDED) from None
    if not address:
        return Client(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL)
    try:
        return Client(address, timeout="10s")
    except (OSError, ValueError) as problem:
        raise ValueError(
            f"{SCHEDULER} is {shown(address)}, but no Dask scheduler answers there ({problem}). "
            "An address looks like tcp://host:8786; unset the variable to compute on this machine."
        ) from None
