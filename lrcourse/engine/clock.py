"""A time limit for a learner's function, which honest code never notices."""

import contextlib
import inspect
import os
import signal
import site
import sys
import sysconfig
import threading
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

PATIENCE = 6  # times as long by the clock, for code that sleeps, or on a busy machine
SLOWER = 3  # times as long for code that is traced
GRACE = 1.0  # seconds after which even a library's line is interrupted
TICK = 0.02  # seconds from one alarm to the next
DEEP = 20_000  # nested calls: an endless recursion, whose limit somebody has raised

_FOLDERS = {sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")} | {
    site.getusersitepackages(), "/usr/lib/python3/dist-packages", str(Path(__file__).parents[1]),
}  # fmt: skip
_LIBRARIES = ("<frozen ", "<string>", *(folder + os.sep for folder in _FOLDERS if folder))  # a browser has no user's
_here = threading.local()  # .block: the frame that has set the limit


class TimeUp(BaseException):
    """Raised in the learner's function when its time (the argument) is up; no ``except Exception`` catches it."""


class _Clock:
    """The time that a learner's code has used: processor time, without imports, and time by the clock."""

    def __init__(self, limit, slower=1):
        self.limit, self.allowed = limit, limit * slower  # seconds: as reported, and as measured
        self.spent, self.ended, self.running = 0.0, None, True
        self.deep = 0  # alarms that rang in an endless recursion
        self.begun, self.last = time.monotonic(), _processor()

    def over(self, frame):
        """Whether the time is up, now that the code has reached ``frame``."""
        now = _processor()
        if not _imports(frame):
            self.spent += now - self.last
        self.last = now
        if self.spent < self.allowed and time.monotonic() - self.begun < PATIENCE * self.allowed:
            return False
        self.ended = self.ended or time.monotonic()
        return True


_processor = getattr(time, "thread_time", time.monotonic)  # a browser doesn't measure a thread's own time


def _frames(frame):
    """A frame and its callers."""
    while frame:
        yield frame
        frame = frame.f_back


def _imports(frame):
    return any(frame.f_code.co_filename.startswith("<frozen importlib") for frame in _frames(frame))


def _learners(frame):
    return not frame.f_code.co_filename.startswith(_LIBRARIES)


def limited():
    """Whether a limit is in force here, in this thread."""
    return getattr(_here, "block", None) in _frames(sys._getframe())


@contextmanager
def time_limit(seconds):
    """Raise `TimeUp` in the block when it has computed for ``seconds``; inside another limit, that one applies.

    Where the system has an alarm, it rings every few milliseconds and looks at the clock, so nothing is slowed down.
    Once the time is up, the learner's next line raises, again and again, because a bare ``except:`` may swallow it;
    a library's line only after a while, because it may leave something half done. Elsewhere (on Windows, in a
    thread, in a browser) a trace function looks at the clock at each of the learner's lines. That slows loops down,
    and does not end one that swallows everything.
    """
    if limited():
        yield
        return
    alarm = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    alarm = alarm and sys.platform != "emscripten"  # in a browser, nothing rings
    try:
        _here.block = _block()
        with _rung(_Clock(seconds), _here.block) if alarm else _traced(_Clock(seconds, SLOWER)):
            yield
    finally:
        _here.block = None


def _block():
    """The frame with the ``with`` that sets the limit. The limit is in force while it runs, not an instant longer."""
    ours = lambda code: code.co_filename in (__file__, contextlib.__file__) or code.co_flags & inspect.CO_GENERATOR
    return next(frame for frame in _frames(sys._getframe()) if not ours(frame.f_code))


@contextmanager
def _rung(clock, block):
    traced, handler, timer = sys.gettrace(), signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)

    def look(frame, event, argument):
        if event == "line" and _learners(frame):  # not at an exception, which may be the alarm's own
            raise TimeUp(clock.limit)
        return look

    def ring(number, frame):
        stack = list(islice(_frames(frame), DEEP))
        if len(stack) == DEEP:  # in a library, this may be a callback of the garbage collector, which swallows it
            clock.deep += 1
            if _learners(frame) or clock.deep * TICK > GRACE:
                raise TimeUp(clock.limit)
            return
        if block not in stack:  # the stop button has ended the block, and with it the code that would have ended this
            signal.setitimer(signal.ITIMER_REAL, 0)
            return
        if not clock.running or not clock.over(frame):
            return
        sys.settrace(look)  # first, so that an ``except:`` that swallows this one meets the next on its own lines
        for inner in stack[: stack.index(block)]:
            inner.f_trace = look if _learners(inner) else None
        if _learners(frame) or time.monotonic() - clock.ended > GRACE:
            raise TimeUp(clock.limit)

    try:
        try:
            signal.signal(signal.SIGALRM, ring)
            signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
            yield
        finally:
            clock.running = False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if timer[0]:  # somebody else's alarm, which has fallen due in the meantime, or will later
            signal.setitimer(signal.ITIMER_REAL, max(timer[0] - (time.monotonic() - clock.begun), 1e-6), timer[1])
        sys.settrace(traced)


@contextmanager
def _traced(clock):
    traced = sys.gettrace()

    def look(frame, event, argument):
        if not _learners(frame):
            return None
        if clock.over(frame):
            raise TimeUp(clock.limit)
        return look

    try:
        sys.settrace(look)
        yield
    finally:
        sys.settrace(traced)
