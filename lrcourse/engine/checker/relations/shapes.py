"""The right numbers in the wrong shape, and shapes that tell you what went wrong."""

import numpy as np

from lrcourse.engine.checker.outcomes import as_numbers

COLUMN = (
    "the numbers are right, but in a two-dimensional column or row: the result should have one axis, a shape such "
    "as (N,). np.ravel(...) makes it so. What adds the second axis: an argument, [:, np.newaxis], reshape, keepdims?"
)
TABLE = (
    "you return an (N, N) array where (N,) is wanted: an array of shape (N, 1) met one of shape (N,), and each entry "
    "of one goes with each entry of the other. Give both one axis: np.ravel."
)
ARRAY = "the number is right, but it sits in an array. Take it out, for example with [0] or .item()."
OTHER = "the numbers are right, but the array has the wrong shape. Find out where that comes from."
FLAT = (
    "the numbers are right, but they are all in one row instead of in rows and columns: np.append and np.concatenate "
    "without an axis, ravel and a flat list all make one row. reshape turns it into rows and columns."
)


def of_shapes(cases, parameters):
    """What can be said if the shapes differ in every case, or in some; nothing if all are right."""
    cases = [(c, np.shape(c.wanted), as_numbers(c.got)) for c in cases]
    if any(numbers is None for _, _, numbers in cases) or all(n.shape == shape for _, shape, n in cases):
        return
    reshaped = lambda c: np.reshape(c.wanted, np.shape(c.got))
    ranks = {len(shape) for _, shape, _ in cases}
    flat = all(n.shape == shape or (n.ndim == 1 and len(shape) == 2) for _, shape, n in cases)
    yield ARRAY if ranks == {0} else COLUMN if ranks <= {0, 1} else FLAT if flat else OTHER, reshaped
    telling = [(c, shape, n.shape) for c, shape, n in cases if n.shape != shape]
    if len(telling) < len(cases) / 2:
        return
    if all(len(shape) == 1 and came == 2 * shape for _, shape, came in telling):
        yield TABLE, lambda c: c.got
    for words in _by_axes(telling, parameters):
        yield words, lambda c: c.got


def _by_axes(telling, parameters):
    """Words for what came instead of what is wanted, if it is the same in all cases."""
    if all(shape == () and len(came) == 1 for _, shape, came in telling):
        yield "a single number is wanted, but you return several."
    if all(len(shape) == 1 and came == () for _, shape, came in telling):
        yield "you return one number where an array is wanted, with a number for each entry."
    for k, name in enumerate(parameters):
        tables = [c.arguments[k] for c, _, _ in telling if k < len(c.arguments)]
        if not tables or not all(isinstance(table, np.ndarray) and table.ndim == 2 for table in tables):
            continue
        if all(shape[:1] == (t.shape[0],) and came == (t.shape[1],) for (_, shape, came), t in zip(telling, tables)):
            yield f"a number for each row of {name} is wanted, but you return one for each column: the other axis."
        if all(shape[:1] == (t.shape[1],) and came == (t.shape[0],) for (_, shape, came), t in zip(telling, tables)):
            yield f"a number for each column of {name} is wanted, but you return one for each row: the other axis."
    if all(len(shape) == 2 and len(came) == 1 for _, shape, came in telling):
        yield (
            "a table is wanted, with rows and columns, but your array has only one axis. np.append and np.concatenate "
            "need an axis; a mean or a sum takes one away."
        )
    for axis, what in ((0, "row"), (1, "column"), (-1, "entry")):
        for more, words in ((1, "too many"), (-1, "too few")):
            if all(_differs_by(shape, came, axis, more) for _, shape, came in telling):
                yield f"there is one {what} {words}."


def _differs_by(shape, came, axis, more):
    if len(shape) != len(came) or (axis == -1) != (len(shape) == 1) or len(shape) <= axis:
        return False
    wanted = list(shape)
    wanted[axis] += more
    return tuple(wanted) == came
