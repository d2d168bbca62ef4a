"""More data than memory, and more than one machine (notebook 91)."""

import logging
import os

import numpy as np

from lrcourse.cost import gradient
from lrcourse.inputs import positive, shown, whole
from lrcourse.model import feedforward

SCHEDULER = "LRCOURSE_SCHEDULER"
NEEDED = (
    "Notebook 91 needs the packages dask and distributed. Install them, for example with a cell "
    '`%pip install -q "dask>=2024.8" "distributed>=2024.8"`, and restart the kernel.'
)


def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    """One round of mini-batches through data that come chunk by chunk; no more than two chunks are held at a time.

    Parameters
    ----------
    chunks : iterable of (X, t)
        Such as `csv_chunks` or `npy_chunks`. The samples should be in a random order: a file that is sorted by
        class teaches one class after the other.
    w, b : array (D,), float
        Where to begin.
    learning_rate : float, above 0
    batch_size : int
        Samples a step; the last step of a chunk gets what is left.

    Returns
    -------
    w : array, shape (D,)
    b : float
    """
    learning_rate, batch_size = positive(learning_rate, "learning_rate"), whole(batch_size, "batch_size", 1)
    for X, t in chunks:
        for first in range(0, len(t), batch_size):
            rows = slice(first, first + batch_size)
            dw, db = gradient(X[rows], t[rows], feedforward(X[rows], w, b))
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def npy_chunks(path, rows=100_000):
    """(X, t) of the next rows of an array in a .npy file, whose last column is t; the file is never held whole.

    Parameters
    ----------
    path : path of a file of shape (N, D + 1)
    rows : int
        So many at a time.

    Raises
    ------
    ValueError
        If the array in the file is not of that shape.
    """
    rows = whole(rows, "rows", 1)
    shape = np.load(path, mmap_mode="r").shape
    if len(shape) != 2 or shape[1] < 2 or not shape[0]:
        raise ValueError(f"{path} holds an array of shape {shape}; needed: (N, D + 1), the last column t.")
    for first in range(0, shape[0], rows):
        # Opened anew for each chunk: what was read through a map counts as memory until the map is closed.
        chunk = np.array(np.load(path, mmap_mode="r")[first : first + rows])
        yield chunk[:, :-1], chunk[:, -1]


def csv_chunks(path, target, rows=100_000):
    """(X, t) of the next rows of a table of numbers, a CSV file, whatever its length.

    Parameters
    ----------
    path : path or file
    target : str
        The column of 0 and 1; all others are features.
    rows : int
        So many at a time.

    Raises
    ------
    ValueError
        If there is no such column, or a column holds text.
    """
    import pandas as pd

    with pd.read_csv(path, chunksize=whole(rows, "rows", 1)) as tables:
        for table in tables:
            if target not in table:
                raise ValueError(f"{path} has no column '{target}'. It has: {', '.join(map(str, table))}.")
            words = table.select_dtypes(exclude=["number", "bool"]).columns
            if len(words):
                raise ValueError(
                    f"{path}: column '{words[0]}' holds text. Turn it into numbers (one_hot) first."
                )
            yield table.drop(columns=target).to_numpy(float), table[target].to_numpy(float)


def cluster(workers=2):
    """Connect to many machines: to the Dask scheduler that the environment variable LRCOURSE_SCHEDULER names.

    Without it, to ``workers`` processes with a thread each, started on this machine; they end with the client.

    Returns
    -------
    distributed.Client
        Close it when you are done; ``with lr.scale.cluster() as client:`` does.

    Raises
    ------
    ImportError
        If Dask is not installed.
    ValueError, TypeError
        If workers is no whole number from 1 up, or nobody answers at the address.
    """
    workers, address = whole(workers, "workers", 1), os.environ.get(SCHEDULER)
    try:
        from distributed import Client
    except ImportError:
        raise ImportError(NEEDED) from None
    if not address:
        return Client(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
    try:
        return Client(address, timeout="10s")
    except (OSError, ValueError) as problem:
        raise ValueError(
            f"{SCHEDULER} is {shown(address)}, but no Dask scheduler answers there ({problem}). "
            "It looks like tcp://host:8786; unset it to compute on this machine."
        ) from None
