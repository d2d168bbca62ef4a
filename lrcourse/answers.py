"""What a learner's own gradient gets to see, and what it returned (notebooks 10 and 11)."""

import numpy as np


def frozen(array):
    """The same array, read-only: a learner's function must not change the caller's data."""
    view = array.view()
    view.flags.writeable = False
    return view


def slopes(answer, columns):
    """The pair (dw, db) out of what a learner's gradient returned, as floats (NaN is let through).

    Raises
    ------
    ValueError
        If it is no such pair of numbers; its text begins with "returned".
    """
    if answer is None:
        raise ValueError("returned None: is a return missing, or is it still dots?")
    try:
        dw, db = (np.asarray(part) for part in answer)
        fits = dw.shape == (columns,) and db.shape == () and {dw.dtype.kind, db.dtype.kind} <= set("biuf")
        came = f"shapes {dw.shape} and {db.shape}" if dw.dtype.kind in "biuf" else f"{answer!r:.60}"
    except (TypeError, ValueError):
        fits, came = False, f"{answer!r:.60}"
    if not fits:
        raise ValueError(f"returned {came}; needed is the pair (dw, db), shapes ({columns},) and ()")
    return dw.astype(float, copy=False), float(db)
