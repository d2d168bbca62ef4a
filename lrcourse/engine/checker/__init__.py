"""The checker of the exercises: from a learner's function to a verdict in words.

An exercise is data: a right answer, inputs, hints, and the mistakes that people make. The checker runs the learner's
function on the inputs and says in words how it differs. It never raises, changes nothing of the learner's, and ends
what never ends. Room by room: `exercise` (the data), `outcomes` (what a function does; whether two do the same),
`words` and `errors` (differences and errors in words), `reading` (the learner's text). For a mistake that is not on
the list, `naming` looks in `relations`, in `repairs` to the learner's text, and in `slips` in the right one.
"""

from contextlib import redirect_stdout

from lrcourse.engine.checker import errors, naming, reading
from lrcourse.engine.checker.exercise import Exercise, Mistake, Verdict, line, with_what_it_calls
from lrcourse.engine.checker.outcomes import Printed, agree, all_agree, run
from lrcourse.engine.checker.words import called_with, difference, error_or_value, of_kind, shown
from lrcourse.engine.clock import TimeUp, time_limit
from lrcourse.engine.learners_code import SECONDS

__all__ = ["Exercise", "Mistake", "Verdict", "judge", "line", "shown", "with_what_it_calls"]


def judge(function, exercise):
    """The verdict on a learner's function.

    Returns
    -------
    Verdict
    """
    printed = Printed()
    try:
        kind, words = _verdict(function, exercise, printed)
    except TimeUp:
        words = f"still running after {SECONDS:g} seconds, so it was stopped. Is there a loop that never ends?"
        kind = "too slow"
    except KeyboardInterrupt:
        kind, words = "too slow", "stopped by you."
    return Verdict(kind, exercise.name, words, printed.text())


def _asked(function, inputs, printed):
    """The outcomes of the learner's function, within its time limit."""
    with redirect_stdout(printed), time_limit(SECONDS):
        return run(function, inputs)


def _verdict(function, exercise, printed):
    """(kind, words): the first thing to say about what the function does."""
    outcomes = _asked(function, exercise.every, printed)
    if all(o.value is None and not o.error for o in outcomes):
        return _nothing(function, exercise)
    wanted, plain = run(exercise.reference, exercise.every), len(exercise.inputs)
    if all_agree(outcomes[:plain], wanted[:plain], exercise.floor) and (
        words := _changes(outcomes, "right result, but your")
    ):
        return "mistake", words
    if all_agree(outcomes, wanted, exercise.floor):
        return _right(function, exercise, outcomes)
    changes = _changes(outcomes, "your")  # which may be all that is wrong
    if not changes and _keeps_something(function, exercise, outcomes):
        return "mistake", KEEPS
    if words := reading.thrown_away(function):
        return "mistake", words
    evidence = naming.evidence(function, exercise, outcomes, wanted)
    if words := "\n".join(filter(None, [changes, naming.listed(exercise, evidence)])):
        return "mistake", words
    return _different(function, exercise, outcomes, wanted, evidence)


KEEPS = (
    "called once more with the same input, your function returns something else. Does it keep something: a list or an "
    "array as a default argument, a global, random numbers that do not come from the rng it is given?"
)


def _keeps_something(function, exercise, outcomes):
    """Whether the function, called once more with all inputs, does something else."""
    if not all_agree(outcomes, outcomes, exercise.floor):  # for example objects that equal nothing
        return False
    return not all_agree(_asked(function, exercise.every, Printed()), outcomes, exercise.floor)


def _nothing(function, exercise):
    """For a function that returns None for every input."""
    if reading.has_dots(function):
        return (
            "not attempted",
            f'not attempted yet. Replace the dots, run the cell again. lr.hint("{exercise.name}") helps.',
        )
    return "mistake", reading.why_none(function)


def _changes(outcomes, yours):
    """The words if an argument has changed, or ''. If the result is wrong, that may be why."""
    changed = next((o.changed for o in outcomes if o.changed), "")
    return changed and (
        f"{yours} function changes its argument {changed} in place, and the caller's data with it. Work on a copy, or "
        "build a new array."
    )


def _right(function, exercise, outcomes):
    """For right results: they must also come out the second time."""
    if _keeps_something(function, exercise, outcomes):
        return "mistake", f"right on the first call, but {KEEPS}"
    if exercise.above:
        return "passed", f"passed. At {len(exercise.inputs)} random points your line agrees with the line above."
    return "passed", f"passed. All {len(outcomes)} inputs agree with the reference."


def _different(function, exercise, outcomes, wanted, evidence):
    """For a mistake that isn't on the list: the error, the wrong kind or the name, and the first difference."""
    wrong = [i for i, (o, w) in enumerate(zip(outcomes, wanted)) if not agree(o, w, exercise.floor)]
    plain = [i for i in wrong if i < len(exercise.inputs)] or wrong  # an edge is reported only if nothing else is wrong
    first = next((i for i in plain if outcomes[i].error), plain[0])
    got, right = outcomes[first], wanted[first]
    what = called_with(function, exercise.reference, exercise.every[first])
    if got.error:
        on_purpose = errors.on_purpose(function, got.error, right.error)
        return "error", f"your function raises {errors.in_words(function, got.error)}{on_purpose}\n{what}"
    if right.error:
        needed = f"{type(right.error).__name__}: {right.error}".rstrip(": ")
        words = f"no error where one is needed: your function {error_or_value(got)}; it should raise {needed}."
        return "mistake", f"{words}\n{what}"
    if words := of_kind(got.value, right.value):
        return "mistake", f"{words}\n{what}"
    differs = difference(got.value, right.value, exercise.floor)
    words = naming.named(function, exercise, evidence, outcomes, wanted)
    return ("mistake", f"{words}\n{differs}\n{what}") if words else ("differs", f"{differs}\n{what}")
