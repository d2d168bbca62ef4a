"""What a function does with the inputs of an exercise, and whether two of them do the same: yes or no, no words."""

import copy
import inspect
import io
import warnings
from dataclasses import dataclass

import numpy as np

from lrcourse.engine.learners_code import attempt

ROUGH = {np.dtype("f2"): 2e-2, np.dtype("f4"): 1e-4}  # relative, for numbers with fewer digits
CLOSE = 1e-6


@dataclass(frozen=True)
class Outcome:
    """What a function did with one input: it returned a value or raised an error, and may have changed an argument."""

    value: object = None
    error: BaseException = None
    changed: str = ""


def run(function, inputs):
    """The outcomes of ``function`` on copies of the inputs, with warnings off."""
    outcomes = []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for arguments in inputs:
            given = copy.deepcopy(arguments)
            value, error = attempt(function, given)
            outcomes.append(Outcome(value, error, "" if error else _changed(function, arguments, given)))
    return outcomes


class Printed(io.StringIO):
    """Keeps the first 20 lines or so: a print in an endless loop must not flood the notebook."""

    def write(self, text):
        """Take some text; keep it while there is room."""
        if self.tell() < 4000:
            super().write(text[:4000])
        return len(text)

    def close(self):
        """Stay open: a learner who closes the output would lose whatever comes after."""

    def text(self):
        """What was kept, with dots if there was more."""
        lines = self.getvalue().rstrip().splitlines()
        return "\n".join(lines[:20] + ["..."] * (len(lines) > 20))


def names(function, count):
    """The names of a function's parameters; "argument 1" where it has none."""
    try:
        found = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        found = []
    return (found + [f"argument {i + 1}" for i in range(len(found), count)])[:count]


def _changed(function, arguments, given):
    """The name of the first argument that the function changed in place, or ''."""
    for name, before, after in zip(names(function, len(arguments)), arguments, given, strict=True):
        if isinstance(before, np.ndarray | list | dict) and not _unchanged(before, after):
            return name
    return ""


def _unchanged(before, after):
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    return repr(before) == repr(after)


def agree(got, wanted, floor):
    """Whether two outcomes are the same: equal values, or an error of the wanted kind."""
    if got.error or wanted.error:
        return bool(got.error and wanted.error) and isinstance(got.error, type(wanted.error))
    return equal(got.value, wanted.value, floor)


def all_agree(outcomes, wanted, floor):
    """Whether all outcomes are the wanted ones."""
    return all(agree(o, w, floor) for o, w in zip(outcomes, wanted, strict=True))


def equal(got, wanted, floor):
    """Whether a learner's value is what is wanted, part by part, whatever its kind of number."""
    if isinstance(wanted, tuple):
        return several(got) and len(got) == len(wanted) and all(map(equal, got, wanted, [floor] * len(wanted)))
    if isinstance(wanted, list):
        same_length = isinstance(got, list | tuple) and len(got) == len(wanted)
        return same_length and all(map(equal, got, wanted, [floor] * len(wanted)))
    if wanted is None or isinstance(wanted, str | bytes):
        return type(got) is type(wanted) and got == wanted
    if got is None or isinstance(got, list | tuple | str | bytes | dict | set):
        return False
    numbers, right = as_numbers(got), as_numbers(wanted)
    if numbers is None or right is None:
        return False
    return numbers.shape == right.shape and _close(numbers, right, floor)


def several(got):
    """Whether a value can stand for several: a tuple, a list, an array with one axis."""
    return isinstance(got, tuple | list) or (isinstance(got, np.ndarray) and got.ndim == 1)


def as_numbers(value):
    """A value as an array of numbers, or None: text, complex, ragged, or an object of the learner's own."""
    try:
        numbers = np.asarray(value)
        if numbers.dtype.kind == "O":
            numbers = numbers.astype(float)
    except Exception:  # whatever the learner's object does when somebody looks at it
        return None
    return numbers if numbers.dtype.kind in "biuf" else None


def _close(numbers, wanted, floor):
    """Whether numbers agree to six digits, or as many as they have; near zero, to within ``floor``."""
    relative = max(ROUGH.get(numbers.dtype, CLOSE), ROUGH.get(wanted.dtype, CLOSE))
    finite = np.abs(wanted[np.isfinite(wanted)], dtype=float)
    tiny = float(np.finfo(numbers.dtype).tiny) if numbers.dtype.kind == "f" else 0.0  # below it digits are lost
    absolute = floor * (1 + finite.max(initial=0)) * relative / CLOSE + tiny
    return np.allclose(numbers, wanted, rtol=relative, atol=absolute, equal_nan=True)
