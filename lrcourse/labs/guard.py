"""Calls a learner's function so that nothing it does ends the lab, and says in words what went wrong."""

import io
from contextlib import redirect_stdout


class Failed(Exception):
    """A learner's function failed; the text says how: "raised NameError: name 'x' is not defined"."""


def call(function, *arguments):
    """What ``function`` returns. What it prints is not shown.

    Raises
    ------
    Failed
        Whatever it raised, ``exit()`` too; ``__cause__`` is that error. Only an interrupt passes.
    """
    try:
        with redirect_stdout(io.StringIO()):
            return function(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # also exit(): nothing of the learner's may end the kernel
        try:
            words = f"raised {type(error).__name__}: {error}".rstrip(": ")
        except Exception:  # a learner's own error may fail to tell itself
            words = f"raised {type(error).__name__}"
        raise Failed(words[:200]) from error
