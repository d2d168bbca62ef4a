"""The checker of the exercises: ``check``, ``hint`` and ``solution``.

An exercise is data: a reference, inputs, hints, and the mistakes that people make. The checker runs the learner's
function on the inputs and says in words how it differs. It never raises, never hangs, changes nothing of the learner's.
"""

import ast
import copy
import html
import inspect
import io
import linecache
import re
import signal
import sys
import sysconfig
import textwrap
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from lrcourse.exercises import everything
from lrcourse.learner import record

# What NumPy and Python say when learners make the commonest mistakes, and what helps.
_CURES = (
    ("NoneType", "Something here is None: a function that is still dots, or that returns nothing?"),
    (
        "truth value of an array",
        "`if` needs one yes or no, and this is an array. np.where(condition, yes, no) decides for each entry.",
    ),
    (
        "only (0-dimensional|length-1|size-1) arrays",
        "math.exp, math.log and float() take one number. np.exp and np.log take arrays too.",
    ),
    (
        "object is not iterable",
        "This input may be a single number. NumPy's functions work on it without a loop.",
    ),
    (
        "matmul|not aligned",
        "The shapes do not fit. A row of X is a sample, so it is X @ w: (N, D) with (D,).",
    ),
    ("could not be broadcast", "The shapes do not fit each other. print(a.shape) shows them."),
)
_LIBRARIES = (
    *{sysconfig.get_paths()[k] for k in ("stdlib", "purelib", "platlib")},
    str(Path(__file__).parents[1]),
)
SECONDS = 5.0  # a learner's function may take this long for all inputs together
_hints_given = {}


@dataclass(frozen=True)
class Mistake:
    """A known mistake: a function that makes it, and the words for somebody who made it."""

    answer: Callable
    words: str


@dataclass(frozen=True)
class Exercise:
    """An exercise. ``inputs`` is a list of tuples of arguments; ``name`` is the name of the learner's function."""

    name: str
    notebook: str
    reference: Callable
    inputs: list
    hints: list
    mistakes: list


@dataclass(frozen=True)
class Verdict:
    """What the checker found. ``kind`` is one of the keys of `_SIGNS`; ``words`` are for the learner."""

    kind: str
    name: str
    words: str
    printed: str = ""

    def __repr__(self):
        said = f"\nYour function printed:\n{textwrap.indent(self.printed, '  ')}" if self.printed else ""
        return f"{_SIGNS[self.kind][0]} {self.name}: {self.words}{said}"

    def _repr_html_(self):
        sign, colour = _SIGNS[self.kind]
        first, _, rest = self.words.partition("\n")
        rest += f"\nYour function printed:\n{textwrap.indent(self.printed, '  ')}" if self.printed else ""
        details = f'<pre style="margin:.4em 0 0">{html.escape(rest.strip(chr(10)))}</pre>' if rest else ""
        return (
            f'<div style="border-left:.3em solid {colour};padding:.3em .8em">{sign} <b>{html.escape(self.name)}</b>: '
            f"{html.escape(first)}{details}</div>"
        )


_SIGNS = {
    "passed": ("✓", "#009E73"),
    "not attempted": ("○", "#6b6b6b"),
    "mistake": ("✗", "#D55E00"),
    "differs": ("✗", "#D55E00"),
    "error": ("✗", "#D55E00"),
    "too slow": ("✗", "#D55E00"),
    "unusable": ("?", "#6b6b6b"),
}


@dataclass(frozen=True)
class _Outcome:
    """What a function did with one input: a value, or an error with its words."""

    value: object = None
    error: str = ""
    words: str = ""
    changed: str = ""


class _TimeUp(BaseException):
    """Raised inside the learner's function when its time is over; no ``except Exception`` catches it."""


def check(function):
    """Check your answer to an exercise: ``lr.check(sigmoid)``, the function itself, without brackets.

    Parameters
    ----------
    function : callable
        Yours, named as in the exercise.
    """
    from IPython.display import display

    display(judge(function))


def hint(name):
    """The next hint for an exercise, ``lr.hint("sigmoid")``; call it again for another."""
    from IPython.display import Markdown, display

    exercise = _find(name)
    if isinstance(exercise, Verdict):
        display(exercise)
        return
    given = _hints_given[exercise.name] = _hints_given.get(exercise.name, 0) % len(exercise.hints) + 1
    last = f'\n\nThat was the last one; `lr.solution("{exercise.name}")` shows a solution.'
    more = last if given == len(exercise.hints) else ""
    display(Markdown(f"**Hint {given} of {len(exercise.hints)}.** {exercise.hints[given - 1]}{more}"))


def solution(name):
    """Show a solution of an exercise, ``lr.solution("sigmoid")``: the course's own source."""
    from IPython.display import Markdown, display

    exercise = _find(name)
    if isinstance(exercise, Verdict):
        display(exercise)
        return
    source = textwrap.dedent(inspect.getsource(exercise.reference))
    place = exercise.reference.__module__.replace(".", "/") + ".py"
    display(
        Markdown(f"{exercise.hints[-1]}\n\nThe whole function, from `{place}`:\n\n```python\n{source}```")
    )


def judge(function):
    """The verdict on a learner's function, without showing it.

    Returns
    -------
    Verdict
    """
    if not callable(function):
        return Verdict(
            "unusable",
            "lr.check",
            f"takes your function itself, such as lr.check(sigmoid) without brackets after "
            f"its name; got {_shown(function)}.",
        )
    exercise = _find(function)
    if isinstance(exercise, Verdict):
        return exercise
    printed = _Limited()
    try:
        with redirect_stdout(printed), _time_limit():
            kind, words = _compare(function, exercise, _run(function, exercise.inputs))
    except _TimeUp:
        kind, words = (
            "too slow",
            (f"still running after {SECONDS:g} seconds, so it was stopped. Is there a loop that never ends?"),
        )
    except KeyboardInterrupt:
        kind, words = "too slow", "stopped by you."
    except Exception as error:  # an answer so strange that even looking at it fails
        kind, words = "error", f"what your function returns cannot be looked at ({type(error).__name__})."
    if kind != "not attempted":
        record("exercise", exercise.notebook, exercise.name, kind == "passed")
    return Verdict(kind, exercise.name, words, printed.text())


def _find(name):
    """The exercise of that name (or of that function's name), or a verdict that says what is wrong."""
    name = name if isinstance(name, str) else getattr(name, "__name__", "")
    name = name[:60] if isinstance(name, str) else ""
    exercises = everything()
    if name in exercises:
        return exercises[name]
    near = get_close_matches(name, exercises, n=1)
    cure = f'Did you mean "{near[0]}"?' if near else "Write it with def, under the exercise's name."
    return Verdict("unusable", name, f"there is no exercise of this name. {cure}")


def _compare(function, exercise, outcomes):
    """(kind, words): the first thing to say about the outcomes."""
    if all(o.value is None and not o.error for o in outcomes):
        if _has_dots(function):
            return (
                "not attempted",
                f'not attempted yet. Replace the dots, run the cell again. lr.hint("{exercise.name}") helps.',
            )
        return "differs", "your function returns None. Did you forget the return?"
    wanted = _run(exercise.reference, exercise.inputs)
    differences = [_difference(o, r) for o, r in zip(outcomes, wanted, strict=True)]
    if not any(differences):
        changed = next((o.changed for o in outcomes if o.changed), "")
        if changed:
            return "differs", (
                f"right result, but your function changes its argument {changed} in place, and the caller's data "
                "with it. Work on a copy, or build a new array."
            )
        return "passed", f"passed. All {len(outcomes)} inputs agree with the reference."
    for mistake in exercise.mistakes:
        if not any(
            _difference(o, m) for o, m in zip(outcomes, _run(mistake.answer, exercise.inputs), strict=True)
        ):
            return "mistake", mistake.words
    first = next(i for i, d in enumerate(differences) if d)
    kind = "error" if outcomes[first].error else "differs"
    return kind, f"{differences[first]}\n{_call(exercise, exercise.inputs[first])}"


def _run(function, inputs):
    """The outcomes of ``function`` on copies of the inputs, warnings off."""
    outcomes = []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for arguments in inputs:
            given = copy.deepcopy(arguments)
            try:
                value = function(*given)
                outcomes.append(_Outcome(value, changed=_changed(function, arguments, given)))
            except (_TimeUp, KeyboardInterrupt):
                raise
            except BaseException as error:  # also exit(): nothing of the learner's may end the kernel
                outcomes.append(_Outcome(error=type(error).__name__, words=_error_words(function, error)))
    return outcomes


@contextmanager
def _time_limit():
    """Raise `_TimeUp` in the learner's lines of the block after `SECONDS`.

    A trace function looks at the clock at every line outside the libraries. An exception in it switches tracing off,
    and a bare ``except:`` may swallow the exception. So an alarm, where the system has one, rings again and again:
    it switches tracing on, and raises in its own right to end what runs no lines, such as ``sleep``. A loop inside
    compiled code ends with the kernel's stop button only.
    """
    end, before = time.monotonic() + SECONDS, sys.gettrace()

    def look(frame, event, argument):
        if frame.f_code.co_filename.startswith(_LIBRARIES):
            return None
        if time.monotonic() > end:
            raise _TimeUp
        return look

    def ring(number, frame):
        learners = not frame.f_code.co_filename.startswith(_LIBRARIES)
        sys.settrace(look)
        while frame:
            frame.f_trace = None if frame.f_code.co_filename.startswith(_LIBRARIES) else look
            frame = frame.f_back
        if learners:
            raise _TimeUp

    alarm = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    alarm = alarm and sys.platform != "emscripten"  # in a browser nothing rings
    if alarm:
        handler = signal.signal(signal.SIGALRM, ring)
        timer = signal.setitimer(signal.ITIMER_REAL, SECONDS, 0.02)
    if not (
        before and alarm
    ):  # a debugger, or a measurement of coverage, keeps its place: the alarm is enough
        sys.settrace(look)
    try:
        yield
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, *timer)
        sys.settrace(before)


class _Limited(io.StringIO):
    """Keeps the first 20 lines or so: a print in an endless loop must not flood the notebook."""

    def write(self, text):
        if self.tell() < 4000:
            super().write(text[:4000])
        return len(text)

    def text(self):
        lines = self.getvalue().rstrip().splitlines()
        return "\n".join(lines[:20] + ["..."] * (len(lines) > 20))


def _changed(function, arguments, given):
    """The name of the first argument that the function changed in place, or ''."""
    for name, before, after in zip(_names(function, len(arguments)), arguments, given, strict=True):
        if isinstance(before, np.ndarray | list | dict) and not _same(before, after):
            return name
    return ""


def _same(before, after):
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    return repr(before) == repr(after)


def _names(function, count):
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        names = []
    return (names + [f"argument {i + 1}" for i in range(len(names), count)])[:count]


def _error_words(function, error):
    """The learner's own error, shortened to their line."""
    try:
        words = f"{type(error).__name__}: {error}".rstrip(": ")[:400]
    except Exception:  # an error class of the learner's may have a broken text
        words = type(error).__name__
    code = getattr(inspect.unwrap(function), "__code__", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if code and f.filename == code.co_filename]
    if not frames:
        return words
    line = linecache.getline(frames[-1].filename, frames[-1].lineno).strip()
    cure = next((f"\n{cure}" for pattern, cure in _CURES if re.search(pattern, words)), "")
    return (f"{words}\n  in line {frames[-1].lineno}: {line}" if line else words) + cure


def _has_dots(function):
    """Whether the function still holds the stub's ``...``."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return True  # no source to look at: None from every input is what a stub gives
    return any(
        isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) and n.value.value is ...
        for n in ast.walk(tree)
    )


def _difference(got, wanted):
    """In words how one outcome differs from another, or ''."""
    if got.error or wanted.error:
        return (
            ""
            if got.error == wanted.error
            else f"your function raises {got.words}"
            if got.error
            else "no error"
        )
    return _value_difference(got.value, wanted.value)


def _value_difference(got, wanted):
    if isinstance(wanted, tuple):
        return _tuple_difference(got, wanted)
    if got is None:
        return "your function returns None here. Does every path end in a return?"
    if isinstance(wanted, str):
        return "" if isinstance(got, str) and got == wanted else _expected_got(wanted, got)
    if isinstance(wanted, list):
        return _list_difference(got, wanted)
    if isinstance(got, list | tuple):
        cure = " np.array(...) makes one." if np.ndim(wanted) else ""
        return f"you return a {type(got).__name__}; {_needed(wanted)} is needed.{cure}"
    if isinstance(got, str | bytes):
        return f"you return a text, {_shown(got)}; {_needed(wanted)} is needed."
    try:
        numbers = np.asarray(got)
        if numbers.dtype.kind in "USc":
            what = "complex numbers" if numbers.dtype.kind == "c" else "texts"
            return f"you return {what}; {_needed(wanted)} is needed."
        numbers = numbers if numbers.dtype.kind in "biuf" else numbers.astype(float)
    except (TypeError, ValueError):
        return f"you return {_shown(got)}; {_needed(wanted)} is needed."
    if numbers.shape != np.shape(wanted):
        return f"the shape differs: you return {_shape(numbers)}; {_needed(wanted)} is needed."
    if np.allclose(numbers, wanted, rtol=1e-6, atol=1e-9, equal_nan=True):
        return ""
    note = ""
    if np.isnan(numbers).sum() > np.isnan(np.asarray(wanted, float)).sum():
        note = "\nThere is a NaN in yours: look for 0/0, inf - inf, or the log or root of a negative number."
    return _expected_got(wanted, got) + note


def _list_difference(got, wanted):
    """For lists of texts, such as the words of a sentence."""
    if not isinstance(got, list | tuple):
        return f"you return {_shown(got)}; a list is needed."
    if len(got) != len(wanted):
        return _expected_got(wanted, got, f"your list has {len(got)} entries, {len(wanted)} are needed")
    wrong = next(
        (i for i, (g, w) in enumerate(zip(got, wanted, strict=True)) if _value_difference(g, w)), None
    )
    return "" if wrong is None else _expected_got(wanted, got, f"entry {wrong} differs")


def _tuple_difference(got, wanted):
    several = isinstance(got, tuple | list) or (isinstance(got, np.ndarray) and got.ndim == 1)
    if not several or len(got) != len(wanted):
        count = f"{len(got)} values" if several else f"one thing, {_shown(got)}"
        needed = (
            "values are needed, separated by commas"
            if len(wanted) > 1
            else "value is needed, in a tuple: (3,)"
        )
        return f"{len(wanted)} {needed}; you return {count}"
    for i, (g, w) in enumerate(zip(got, wanted, strict=True)):
        if words := _value_difference(g, w):
            return f"value {i + 1} of {len(wanted)}: {words}"
    return ""


def _shape(value):
    return "a single number" if np.shape(value) == () else f"the shape {np.shape(value)}"


def _needed(wanted):
    return "a single number" if np.shape(wanted) == () else f"an array of shape {np.shape(wanted)}"


def _expected_got(wanted, got, what="the result differs"):
    return f"{what}.\nexpected: {_shown(wanted)}\ngot:      {_shown(got)}"


def _call(exercise, arguments):
    """The input, argument by argument."""
    names = _names(exercise.reference, len(arguments))
    lines = [
        f"  {name} = {textwrap.indent(_shown(value), ' ' * (len(name) + 5)).lstrip()}"
        for name, value in zip(names, arguments, strict=True)
    ]
    return "for the input\n" + "\n".join(lines)


def _shown(value):
    """A value, short: arrays by their numbers, functions by their name."""
    if np.ndim(value) == 0 and isinstance(value, np.ndarray | np.number | float):
        return f"{float(value):.6g}"
    if isinstance(value, np.ndarray):
        return np.array2string(
            np.asarray(value), precision=6, threshold=24, edgeitems=3, suppress_small=False
        )
    if inspect.isroutine(value):
        return getattr(value, "__name__", "a function")
    try:
        text = repr(value[:200] if isinstance(value, str | bytes) else value)
    except Exception:  # a learner's class may have a broken repr
        text = f"a {type(value).__name__}"
    return text if len(text) <= 200 else text[:197] + "..."
