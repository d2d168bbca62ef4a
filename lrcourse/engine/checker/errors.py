"""A learner's own error: shortened to their line, with the shapes that met there, and what cures it."""

import copy
import inspect
import linecache
import re
import traceback
import warnings

import numpy as np

from lrcourse.engine.checker.cures import cure
from lrcourse.engine.learners_code import attempt, told


def in_words(function, error):
    """The error, the learner's line with the shapes of the arrays in it, and a cure."""
    words = told(error)[:400]
    frame = _learners_frame(function, error)
    if frame is None:
        return words + cure(words, "")
    line = linecache.getline(frame.f_code.co_filename, _line(error, frame)).strip()
    where = f"\n  in line {_line(error, frame)}: {line}" if line else ""
    shapes = _shapes(frame, line) if isinstance(error, ValueError | IndexError) else ""
    return words + where + shapes + cure(words, line)


def on_purpose(function, error, wanted):
    """What to say about an error that the learner raises on purpose, on its own line; ``wanted`` is the right one."""
    frame = _learners_frame(function, error)
    line = linecache.getline(frame.f_code.co_filename, _line(error, frame)) if frame else ""
    if not line.lstrip().startswith(("raise", "assert")):
        return ""
    if wanted:
        return f"\nYou are right to refuse this, but with a {type(wanted).__name__}."
    return "\nYou refuse this input, but there is nothing wrong with it."


def _learners_frame(function, error):
    """The innermost frame in the learner's own file, or None."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return next((f for f in reversed(frames) if code and f.f_code.co_filename == code.co_filename), None)


def _line(error, frame):
    return next(line for f, line in reversed(list(traceback.walk_tb(error.__traceback__))) if f is frame)


def _shapes(frame, line):
    """The shapes of the arrays that the line names."""
    names = dict.fromkeys(re.findall(r"[^\W\d]\w*", line))
    found = {name: getattr(frame.f_locals.get(name), "shape", None) for name in names}
    shapes = ", ".join(f"{name} {shape}" for name, shape in found.items() if isinstance(shape, tuple) and shape)
    return f"\n  shapes: {shapes}" if shapes else ""


# -- NaN and infinity --

FLOATING = {
    "invalid value encountered in log": "the logarithm of a negative number",
    "divide by zero encountered in log": "the logarithm of 0",
    "invalid value encountered in sqrt": "the root of a negative number",
    "invalid value encountered in scalar divide": "0 / 0",
    "invalid value encountered in divide": "0 / 0, or infinity / infinity",
    "invalid value encountered in true_divide": "0 / 0, or infinity / infinity",
    "invalid value encountered in multiply": "0 times infinity, as in 0 * log(0)",
    "invalid value encountered in scalar multiply": "0 times infinity, as in 0 * log(0)",
    "invalid value encountered in subtract": "infinity minus infinity",
    "invalid value encountered in add": "infinity plus minus infinity",
    "divide by zero encountered in": "something divided by 0",
    "overflow encountered in": "a number too large for a float: np.exp of more than 709, for example",
    "Mean of empty slice": "the mean of nothing: no row meets the condition",
}


def floating(function, arguments):
    """Where NaN or infinity comes in: the learner's line and what happens there; '' if nothing of the kind does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", category=RuntimeWarning)
        with np.errstate(divide="warn", invalid="warn", over="warn"):
            _, error = attempt(function, copy.deepcopy(arguments))
    what = next((words for said, words in FLOATING.items() if error and said in told(error)), "")
    frame = _learners_frame(function, error) if what else None
    if frame is None:
        return ""
    number = _line(error, frame)
    line = linecache.getline(frame.f_code.co_filename, number).strip()
    return f"in line {number}, `{line}`, there is {what}." if line else ""
