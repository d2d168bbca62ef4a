"""How wrong results are related to right ones: mistakes that are the same in every exercise.

A relation is (words, prediction): what to say, and a function from a `Case` to the value that anyone who made this
mistake would return. `values` and `factors` relate what is returned to what is wanted, `shapes` their shapes, `places`
single entries; `arguments` asks whether it is the right result for different arguments.
"""

import warnings
from itertools import takewhile
from time import process_time

import numpy as np

from lrcourse.engine.checker.outcomes import as_numbers, equal
from lrcourse.engine.checker.relations.arguments import of_arguments, of_sizes
from lrcourse.engine.checker.relations.case import Case
from lrcourse.engine.checker.relations.places import of_places
from lrcourse.engine.checker.relations.values import of_parts, of_values
from lrcourse.engine.clock import TimeUp, time_limit

ONE = 0.25  # seconds for a single candidate: with different arguments, even the right answer may never end

__all__ = ["Case", "named", "of_arguments", "of_parts", "of_places", "of_sizes", "of_values"]


def named(candidates, cases, floor, end):
    """The words of the first candidate that predicts the learner's value in every case, including wrong ones; or ''.

    The search ends at ``end``, in seconds of processor time.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        in_time = takewhile(lambda _: process_time() < end, candidates)
        return next((words for words, predict in in_time if _holds(predict, cases, floor)), "")


def _holds(predict, cases, floor):
    wrong = False
    for case in cases:
        try:
            with time_limit(ONE):
                predicted = predict(case)
        except (Exception, TimeUp):  # this relation makes no sense for such values
            return False
        if predicted is None or not equal(case.got, predicted, floor):
            return False
        wrong = wrong or (not equal(predicted, case.wanted, floor) and _tells(predicted))
    return wrong


def _tells(value):
    """Whether a value is more than NaN and infinity, which many mistakes produce."""
    parts = [as_numbers(part) for part in (value if isinstance(value, tuple) else (value,))]
    return all(numbers is None or np.isfinite(numbers).any() for numbers in parts)
