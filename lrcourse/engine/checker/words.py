"""How a learner's value differs from the wanted one, in words; how values are shown."""

import inspect
import textwrap

import numpy as np

from lrcourse.engine.checker.outcomes import as_numbers, equal, names, several
from lrcourse.engine.learners_code import told


def difference(got, wanted, floor):
    """How one value differs from the wanted one, in words; '' if it does not."""
    if equal(got, wanted, floor):
        return ""
    if words := of_kind(got, wanted):
        return words
    if isinstance(wanted, tuple):
        i = next(i for i, (g, w) in enumerate(zip(got, wanted)) if not equal(g, w, floor))
        return f"value {i + 1} of {len(wanted)}: {difference(got[i], wanted[i], floor)}"
    if isinstance(wanted, list):
        return _of_lists(got, wanted, floor)
    if not isinstance(wanted, str | bytes) and as_numbers(got).shape != np.shape(wanted):
        return f"the shape differs: you return {_shape(as_numbers(got))}; {needed(wanted)} is needed."
    return expected_got(wanted, got) + _nan(got, wanted)


def _nan(got, wanted):
    """Where to look for a NaN that should not be there."""
    numbers, right = as_numbers(got), as_numbers(wanted)
    if numbers is None or right is None or np.isnan(numbers).sum() <= np.isnan(right).sum():
        return ""
    return (
        "\nThere is a NaN in yours. It comes from 0/0, 0 times infinity (as in 0 * log 0), inf - inf, the log or root "
        "of a negative number, or from a NaN in the input."
    )


def of_kind(got, wanted):
    """The words for a value of the wrong kind: nothing, one thing for several, a string for a number; or ''."""
    if isinstance(wanted, tuple):
        if not several(got) or len(got) != len(wanted):
            parts = "entries in one array" if isinstance(got, np.ndarray) else "values"
            count = f"{len(got)} {parts}" if several(got) else f"one value, {shown(got)}"
            return f"{_tuple_needed(len(wanted))}; you return {count}."
        parts = [of_kind(g, w) for g, w in zip(got, wanted)]
        return next((f"value {i + 1} of {len(wanted)}: {words}" for i, words in enumerate(parts) if words), "")
    if got is None:
        return "your function returns None here. Does every path end in a return?"
    if isinstance(wanted, list):
        return "" if isinstance(got, list | tuple) else f"you return {shown(got)}; a list is needed."
    if isinstance(wanted, str | bytes):
        return "" if isinstance(got, str | bytes) else f"you return {shown(got)}; a string is needed."
    return _of_numbers(got, wanted)


def _of_numbers(got, wanted):
    if isinstance(got, str | bytes):
        return f"you return a string, {shown(got)}; {needed(wanted)} is needed."
    if isinstance(got, list | tuple | dict | set):
        cure = " np.array(...) makes one." if _fits_as_array(got, wanted) else ""
        what = type(got).__name__ if isinstance(got, list | tuple) else shown(got)
        return f"you return {'a ' * isinstance(got, list | tuple)}{what}; {needed(wanted)} is needed.{cure}"
    return _no_numbers(got, wanted) if as_numbers(got) is None else ""


def _fits_as_array(got, wanted):
    """Whether a list or tuple would have the wanted shape as an array."""
    if not isinstance(got, list | tuple) or not np.ndim(wanted):
        return False
    try:
        return np.shape(got) == np.shape(wanted)
    except Exception:  # ragged, or whatever the learner's object does when somebody looks at it
        return False


def _no_numbers(got, wanted):
    kind = getattr(getattr(got, "dtype", None), "kind", "")
    if (kind in "USc" and kind) or isinstance(got, complex):
        what = "complex numbers" if kind == "c" or isinstance(got, complex) else "strings"
        return f"you return {what}; {needed(wanted)} is needed."
    return f"you return {shown(got)}; {needed(wanted)} is needed."


def _of_lists(got, wanted, floor):
    """For lists, such as the words of a sentence."""
    if len(got) != len(wanted):
        return expected_got(wanted, got, f"your list has {len(got)} entries; {len(wanted)} are needed")
    wrong = next(i for i, (g, w) in enumerate(zip(got, wanted)) if not equal(g, w, floor))
    return expected_got(wanted, got, f"entry {wrong} differs")


def _tuple_needed(count):
    if not count:
        return "an empty tuple is needed, ()"
    return f"{count} values are needed, separated by commas" if count > 1 else "a tuple with one entry is needed"


def _shape(value):
    return "a single number" if np.shape(value) == () else f"the shape {np.shape(value)}"


def needed(wanted):
    """The kind of value that is wanted: "a single number", "an array of shape (3,)"."""
    return "a single number" if np.shape(wanted) == () else f"an array of shape {np.shape(wanted)}"


def expected_got(wanted, got, what="the result differs"):
    """Both values, one below the other, with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 13, 17):
        lines = f"expected: {shown(wanted, digits)}\ngot:      {shown(got, digits)}"
        if shown(wanted, digits) != shown(got, digits):
            return f"{what}.\n{lines}"
    first = _first_difference(got, wanted)
    return f"{what}{first}.\n{lines}"


def _first_difference(got, wanted):
    """Where two long arrays that look alike begin to differ."""
    numbers = as_numbers(got)
    if numbers is None or numbers.shape != np.shape(wanted) or not numbers.ndim:
        return ""
    unlike = ~np.isclose(numbers, wanted, rtol=1e-6, atol=0, equal_nan=True)
    if not unlike.any():
        return ""
    at = tuple(int(i) for i in np.argwhere(unlike)[0])
    return f": at {at if len(at) > 1 else at[0]} it is {wanted[at]:.9g}, but yours is {numbers[at]:.9g}"


def called_with(function, reference, arguments):
    """The input, argument by argument, by the names that the learner gave them."""
    parameters = names(function, len(arguments))
    if any(name.startswith("argument") for name in parameters):  # for example *args
        parameters = names(reference, len(arguments))
    lines = [
        f"  {name} = {textwrap.indent(_typed(value), ' ' * (len(name) + 5)).lstrip()}"
        for name, value in zip(parameters, arguments, strict=True)
    ]
    return "for the input\n" + "\n".join(lines)


def _typed(value):
    """A value as you would type it: 1.0 is not 1."""
    text = shown(value)
    return f"{text}.0" if isinstance(value, float) and text.lstrip("-").isdigit() else text


def shown(value, digits=6):
    """A value in short: arrays by their numbers, functions by their name."""
    if isinstance(value, np.ndarray | np.number | float) and np.ndim(value) == 0 and as_numbers(value) is not None:
        return f"{float(value):.{digits}g}"
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=digits, threshold=24, edgeitems=3, suppress_small=False)
    if inspect.isroutine(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, tuple) and value and digits > 6:
        return f"({', '.join(shown(part, digits) for part in value)})"
    try:
        text = repr(value[:200] if isinstance(value, str | bytes) else value)
    except Exception:  # a learner's class may have a broken repr
        text = f"a {type(value).__name__}"
    return text if len(text) <= 200 else text[:197] + "..."


def error_or_value(outcome):
    """What a function did, in short: "raises ValueError: ..." or "returns 3"."""
    return f"raises {told(outcome.error)}"[:200] if outcome.error else f"returns {shown(outcome.value)}"
