"""The name of a mistake: from the exercise's own list, else whatever can be found out; always tried on fresh inputs."""

from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from time import process_time

import numpy as np

from lrcourse.engine.checker import errors, reading, relations
from lrcourse.engine.checker.fresh import fresh_inputs, wide_inputs
from lrcourse.engine.checker.outcomes import Printed, agree, all_agree, as_numbers, names, run
from lrcourse.engine.checker.relations import Case
from lrcourse.engine.checker.repairs import additions, repairs
from lrcourse.engine.checker.slips import slips
from lrcourse.engine.clock import TimeUp, time_limit
from lrcourse.engine.learners_code import SECONDS

LOOKING = 1.0  # seconds of processor time, at most, for the search
ONE = 0.25  # seconds for a single candidate


@dataclass(frozen=True)
class Evidence:
    """Inputs, both the exercise's and fresh ones, and what the learner's function and the reference do with them."""

    inputs: list
    theirs: list
    ours: list


def evidence(function, exercise, outcomes, wanted):
    """The exercise's inputs and fresh ones, with all outcomes; without the fresh ones if they take too long."""
    more = _tried(function, exercise, fresh_inputs(exercise, rounds=20 if _says_little(wanted) else 4))
    return Evidence(exercise.every + more.inputs, outcomes + more.theirs, wanted + more.ours)


def _tried(function, exercise, inputs):
    """The inputs for which the reference returns something finite, and the outcomes; none if that takes too long."""
    both = lambda: (run(function, inputs), run(exercise.reference, inputs))
    theirs, ours = _in_time(SECONDS, both) or ([], [])
    telling = [k for k, o in enumerate(ours) if not o.error and _finite(o.value)]
    return Evidence(*([outcomes[k] for k in telling] for outcomes in (inputs, theirs, ours)))


def _in_time(seconds, ask):
    """What ``ask`` returns, without what it prints; None if it takes longer."""
    try:
        with redirect_stdout(Printed()), time_limit(seconds):
            return ask()
    except TimeUp:
        return None


def _says_little(wanted):
    """Whether every result is one of two, such as True and False: few of them prove nothing."""
    values = [o.value for o in wanted if not o.error]
    return all(isinstance(v, bool | int | np.generic | str) for v in values) and len(set(map(repr, values))) <= 2


def listed(exercise, known):
    """The words in the exercise's own list for what the function does; or ''.

    The edges count only if nothing else is wrong: people who made a mistake may or may not have provided for them.
    """
    first, last = len(exercise.inputs), len(exercise.every)
    inputs, theirs, ours = known.inputs, known.theirs, known.ours
    if not all_agree(theirs[:first], ours[:first], exercise.floor):
        inputs, theirs, ours = (part[:first] + part[last:] for part in (inputs, theirs, ours))
    for mistake in exercise.mistakes:
        if _in_time(SECONDS, lambda made=mistake.answer: _makes(made, zip(inputs, theirs, ours), exercise.floor)):
            return mistake.words
    return ""


def _makes(mistake, rows, floor):
    """Whether a mistake does the same as the learner's function with every input."""
    return all(_alike(run(mistake, [arguments])[0], o, w, floor) for arguments, o, w in rows)


def _alike(outcome, theirs, right, floor):
    """Whether a mistake does what the learner's function does; an error that isn't wanted must say the same."""
    return agree(outcome, theirs, floor) and (
        not theirs.error or right.error or str(outcome.error) == str(theirs.error)
    )


def _same(function, inputs, outcomes, floor):
    """Whether a function does the same with all inputs; stops at the first one where it doesn't."""
    return all(agree(run(function, [arguments])[0], o, floor) for arguments, o in zip(inputs, outcomes))


def named(function, exercise, known, outcomes, wanted):
    """Words that are true of everything the function returns; or ''."""
    parameters = names(exercise.reference, len(exercise.inputs[0]))
    cases = [
        Case(arguments, o.value, w.value)
        for arguments, o, w in zip(known.inputs, known.theirs, known.ours)
        if not o.error and not w.error
    ]
    end = process_time() + LOOKING
    related = lambda candidates: relations.named(candidates, cases, exercise.floor, end)
    wide = cache(lambda: _tried(function, exercise, wide_inputs(exercise)))
    found = lambda candidates, side: _found(candidates, side, known, wide, exercise.floor, end)
    return (
        reading.returns_in_first_round(function)
        or related(relations.of_values(cases, parameters))
        or related(relations.of_arguments(exercise.reference, cases, parameters))
        or found(repairs(function), "ours")
        or _at_edges(exercise, outcomes, wanted)
        or found(slips(exercise.reference, {*parameters, *reading.words_of(function)}), "theirs")
        or related(relations.of_sizes(exercise.reference, cases, parameters))
        or found(additions(function), "ours")
        or related(relations.of_parts(relations.of_places, cases, parameters))
        or _not_finite(function, exercise, outcomes, wanted)
        or reading.unused(function)
    )


def _found(candidates, side, known, wide, floor, end):
    """The words of the first candidate that does what one side does, even far from the known inputs; or ''."""
    same = lambda one, all_of: _in_time(ONE, lambda: _same(one, all_of.inputs, getattr(all_of, side), floor))
    for words, candidate in candidates:
        if process_time() > end:
            break
        if same(candidate, known) and same(candidate, wide()):
            return words
    return ""


def _at_edges(exercise, outcomes, wanted):
    """The names of the edges where the function fails, if it is right everywhere else; or ''."""
    wrong = [i for i, (o, w) in enumerate(zip(outcomes, wanted)) if not agree(o, w, exercise.floor)]
    failed = [edge for i, edge in enumerate(exercise.edges, len(exercise.inputs)) if i in wrong]
    return f"right, except for {' and '.join(failed)}." if len(failed) == len(wrong) else ""


def _not_finite(function, exercise, outcomes, wanted):
    """Where a NaN or an infinity comes from that shouldn't be there, if nothing else is wrong; or ''."""
    rows = zip(exercise.every, outcomes, wanted)
    wrong = [(a, got.value, right.value) for a, got, right in rows if not agree(got, right, exercise.floor)]
    if any(_finite(got) or not _finite(right) or not _finite(list(a)) for a, got, right in wrong):
        return ""
    return _in_time(SECONDS, lambda: errors.floating(function, wrong[0][0])) or ""


def _finite(value):
    parts = [as_numbers(part) for part in (value if isinstance(value, tuple | list) else [value])]
    return all(numbers is None or np.isfinite(numbers).all() for numbers in parts)
