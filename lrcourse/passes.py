"""One pass over the data, a block of rows at a time: what is computed for a block stays in the cache until it is used.

Notebook 91 does the same with data that do not fit in memory. No array with one number per sample is kept.
"""

from lrcourse import core

ROWS = 2**13  # at a time


def blocks(X, t):
    """[(X, t), ...] of ROWS rows each; views, no copies."""
    return [(X[first : first + ROWS], t[first : first + ROWS]) for first in range(0, len(X), ROWS)]


def sweep(parts, w, b, a=None):
    """Yield each block's share of the samples, X, t, activations and outputs; ``a`` (N,) if already known."""
    N, first = sum(len(t) for _, t in parts), 0
    for X, t in parts:
        some = core.activation(X, w, b) if a is None else a[first : first + len(t)]
        first += len(t)
        yield len(t) / N, X, t, some, core.sigmoid(some)


def look(parts, w, b, cost=True, slopes=True):
    """The mean cross-entropy and its slopes along w and b, over the parts from `blocks`; None for what isn't wanted."""
    J, dw, db = (0.0 if cost else None), (0.0 if slopes else None), (0.0 if slopes else None)
    for share, X, t, a, y in sweep(parts, w, b):
        if cost:
            J = J + share * core.cost(t, a)
        if slopes:
            part_w, part_b = core.gradient(X, t, y)
            dw, db = dw + share * part_w, db + share * part_b
    return J, dw, db
