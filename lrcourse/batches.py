"""Which samples each step of training looks at (notebook 11)."""

from itertools import repeat

import numpy as np

from lrcourse.inputs import whole


def batches(N, batch_size=None, rng=None):
    """Yield for ever the rows of each step: all, or the next few of an order that is drawn anew every round.

    Parameters
    ----------
    N : int
        How many samples there are.
    batch_size : int, optional
        How many rows a step; the last step of a round gets what is left. Without it: all, as a slice.
    rng : numpy.random.Generator
        Draws the orders; needed with ``batch_size``.

    Raises
    ------
    ValueError, TypeError
        If N is no whole number from 1 up, batch_size is not from 1 to N, or rng is no generator.
    """
    N = whole(N, "N", 1)
    if batch_size is None:
        return repeat(slice(None))
    size = whole(batch_size, "batch_size", 1, N)
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a NumPy generator when batch_size is given; got {type(rng).__name__}. "
            "Use rng=np.random.default_rng(11)."
        )
    return _rounds(N, size, rng)


def _rounds(N, size, rng):
    while True:
        order = rng.permutation(N)
        for first in range(0, N, size):
            yield order[first : first + size]
