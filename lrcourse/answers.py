"""What a learner's own gradient gets to see, and what it returned (notebooks 10 and 11)."""

import numpy as np

from lrcourse.inputs import shown


def frozen(array):
    """The same array, read-only: a learner's function must not change the caller's data."""
    view = array.view()
    view.flags.writeable = False
    return view


def asked(gradient, X, t, y):
    """What the learner's gradient returns. X, t and y are read-only; an error about that gets its cure as a note."""
    try:
        return gradient(frozen(X), frozen(t), frozen(y))
    except ValueError as error:
        if "read-only" in str(error):
            error.add_note("gradient must not change X, t or y. Work on a copy.")
        raise


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
        came = f"shapes {dw.shape} and {db.shape}" if dw.dtype.kind in "biuf" else shown(answer)
    except (TypeError, ValueError):
        fits, came = False, shown(answer)
    if not fits:
        raise ValueError(f"returned {came}; needed is the pair (dw, db), shapes ({columns},) and ()")
    return dw.astype(float, copy=False), float(db)
