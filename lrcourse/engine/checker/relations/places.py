"""Right except for certain entries: the first, the diagonal, those where an argument is negative."""

import numpy as np

from lrcourse.engine.checker.outcomes import as_numbers

PLACES = (
    ("the first entry", lambda w: _mask(w, 0)),
    ("the last entry", lambda w: _mask(w, -1)),
    ("the first column", lambda w: _mask(w, (slice(None), 0))),
    ("the last column", lambda w: _mask(w, (slice(None), -1))),
    ("the diagonal", lambda w: np.eye(*w.shape, dtype=bool)),
    ("what lies off the diagonal", lambda w: ~np.eye(*w.shape, dtype=bool)),
)
SIGNS = (
    ("below 0", lambda a: a < 0), ("above 0", lambda a: a > 0), ("exactly 0", lambda a: a == 0),
    ("not 0", lambda a: a != 0), ("1", lambda a: a == 1), ("not 1", lambda a: a != 1), ("NaN", np.isnan),
    ("above 0.5", lambda a: a > 0.5), ("below 0.5", lambda a: a < 0.5),
)  # fmt: skip


def _mask(w, index):
    mask = np.zeros(w.shape, bool)
    mask[index] = True
    return mask


def of_places(cases, parameters):
    """Right except for certain entries in every case: by their place, or by the sign of an argument."""
    if any(as_numbers(c.wanted) is None for c in cases):
        return
    for what, where in PLACES:
        yield f"everything is right except {what}.", lambda c, f=where: _wrong_only(c, f(np.asarray(c.wanted)))
    for k, name in enumerate(parameters):
        for what, test in SIGNS:
            where = lambda c, k=k, f=test: f(np.asarray(c.arguments[k], float))
            if _telling(cases, where):
                yield f"it is wrong only where {name} is {what}.", lambda c, f=where: _wrong_only(c, f(c))


def _telling(cases, where):
    """Whether some entries fit and some don't, in arrays with the shape of the result."""
    try:
        masks = [where(c) for c in cases]
    except (TypeError, ValueError, IndexError):
        return False
    if any(mask.shape != np.shape(c.wanted) for mask, c in zip(masks, cases)):
        return False
    share = np.concatenate([np.ravel(mask) for mask in masks]).mean()
    return 0.1 < share < 0.8 and sum(m.any() and not m.all() for m in masks) > 1


def _wrong_only(case, mask):
    """The learner's value, if it is wrong exactly where the mask is true, and nowhere else."""
    got, wanted = as_numbers(case.got), np.asarray(case.wanted, float)
    if got is None or got.shape != wanted.shape or mask.shape != wanted.shape:
        return None
    wrong = ~np.isclose(got, wanted, rtol=1e-6, atol=1e-12, equal_nan=True)
    return case.got if np.array_equal(wrong, mask) else None
