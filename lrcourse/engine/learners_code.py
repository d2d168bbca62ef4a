"""The one place that calls a learner's function: with a time limit, on data that it cannot change.

`call` is for labs: whatever goes wrong comes back as one `Failed`, in words. `ask` is for a run that the learner has
started in a cell: their own error comes through with its traceback. Both end what never ends.

Some things only a restart of the kernel can end: a loop inside compiled code, such as ``list(itertools.count())``, and
code that takes the alarm away (``signal.signal(signal.SIGALRM, ...)``). ``os._exit()`` ends the kernel. A separate
process for each check would survive all of these, but starting Python and the course costs half a second each time.
"""

import io
from contextlib import contextmanager, redirect_stdout

import numpy as np

from lrcourse.engine.clock import TimeUp, limited, time_limit
from lrcourse.inputs import shown

SECONDS = 5.0  # of computing time for a learner's function in a lab or an exercise


class Failed(Exception):
    """A learner's function failed; the text says how: "raised NameError: name 'x' is not defined"."""


def call(function, *arguments, seconds=SECONDS):
    """What ``function`` returns. Arrays among the arguments are read-only for it; what it prints is not shown.

    Raises
    ------
    Failed
        If it raised anything, even by ``exit()``, or its time was up; ``__cause__`` is the original error. Only an
        interrupt passes through.
    """
    try:
        with redirect_stdout(io.StringIO()), together(seconds):
            return function(*map(frozen, arguments))
    except (KeyboardInterrupt, Failed):
        raise
    except BaseException as error:  # also exit(): nothing of the learner's may end the kernel
        raise Failed(f"raised {told(error)}"[:200] + _cure(error)) from error


def attempt(function, arguments):
    """What ``function`` returns, and None; or None, and whatever error it raised. Nothing is read-only.

    For the checker, which passes copies, looks at them afterwards, and sets a limit for all its calls together.
    """
    try:
        return function(*arguments), None
    except (KeyboardInterrupt, TimeUp):
        raise
    except BaseException as error:  # also exit(): nothing of the learner's may end the kernel
        return None, error


@contextmanager
def together(seconds=SECONDS):
    """One time limit for all the calls in the block; `Failed` if the time is up."""
    try:
        with time_limit(seconds):
            yield
    except TimeUp as error:
        raise Failed(f"was still running after {error.args[0]:g} seconds, so it was stopped") from error


def ask(function, *arguments, seconds=60.0):
    """What ``function`` returns; what it raises comes through, with a note if it tried to change an argument.

    Raises
    ------
    TimeoutError
        If one call takes longer than ``seconds``.
    """
    nested = limited()
    try:
        with time_limit(seconds):
            return function(*map(frozen, arguments))
    except TimeUp as error:
        if nested:
            raise
        raise TimeoutError(f"your function was still running after {error.args[0]:g} seconds.") from None
    except ValueError as error:
        if _cure(error):
            error.add_note("gradient must not change X, t or y. Work on a copy.")
        raise


def frozen(value):
    """An array as a read-only view of itself: a learner's function must not change the caller's data."""
    if not isinstance(value, np.ndarray):
        return value
    view = value.view()
    view.flags.writeable = False
    return view


def told(error):
    """An error in words: ``NameError: name 'x' is not defined``."""
    try:
        return f"{type(error).__name__}: {error}".rstrip(": ")
    except Exception:  # a learner's own error may fail to describe itself
        return type(error).__name__


def _cure(error):
    return ". It must not change what it is given. Work on a copy" if "read-only" in told(error) else ""


# -- what came back --


def array(answer, shape):
    """A learner's answer as floats of ``shape``; NaN and infinity are allowed.

    Raises
    ------
    Failed
        If it is something else.
    """
    try:
        values = np.array(answer)
    except Exception:  # ragged, or an object of the learner's own
        values = np.array(None)
    if values.dtype.kind in "biuf" and values.shape == shape:
        return values.astype(float)
    came = f"an array of shape {values.shape}" if values.ndim else shown(answer)
    raise Failed(f"returned {came}")


def slopes(answer, columns):
    """The pair (dw, db) from what a learner's gradient returned, as floats (NaN is allowed).

    Raises
    ------
    Failed
        If it is not such a pair of numbers.
    """
    if answer is None:
        raise Failed("returned None (a return is missing, or the dots are still there)")
    try:
        dw, db = (np.asarray(part) for part in answer)
        fits = dw.shape == (columns,) and db.shape == () and {dw.dtype.kind, db.dtype.kind} <= set("biuf")
        came = f"shapes {dw.shape} and {db.shape}" if dw.dtype.kind in "biuf" else shown(answer)
    except Exception:  # no pair, or an object of the learner's own
        fits, came = False, shown(answer)
    if not fits:
        raise Failed(f"returned {came}; it must be the pair (dw, db), shapes ({columns},) and ()")
    return dw.astype(float, copy=False), float(db)
