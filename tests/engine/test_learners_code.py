"""Whatever a learner hands to a lab, the lab survives, and says what went wrong."""

import inspect
import re
import signal
import sys
import threading
import time

import numpy as np
import pytest

import lrcourse as lr
from lrcourse import lessons
from lrcourse.engine import clock, learners_code

rng = np.random.default_rng(5)
X, T = rng.normal(size=(30, 2)), np.arange(30) % 2
# Every lab that takes a function of the learner's: its parameter, and how the lab is shown with one.
LABS = {
    "phase_plane": ("slope", lr.labs.phase_plane),
    "gaussian": ("weights", lr.labs.gaussian),
    "descent": ("descend", lr.labs.descent),
    "training": ("gradient", lambda f: lr.labs.training(X, T, gradient=f)),
    "review": ("tokenize", lambda f: lr.labs.review(tokenize=f)),
    "race": ("walk", lr.labs.race),
}
ALL = pytest.mark.parametrize("name", LABS)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """A fortieth of the usual patience, so that the tests are quick."""
    limit = clock.time_limit
    monkeypatch.setattr(learners_code, "time_limit", lambda seconds: limit(seconds / 40))
    monkeypatch.setattr(clock, "PATIENCE", 2)
    monkeypatch.setattr(clock, "GRACE", 0.2)


def said(name, function):
    """What the lab says of a function, in its error or its words."""
    try:
        lab = LABS[name][1](function)
    except (TypeError, ValueError) as error:
        return str(error)
    return f"{lab.error} {lab.words}"


def endless(*arguments):
    while True:
        pass


def deaf(*arguments):
    """An endless loop that swallows everything."""
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def in_a_library(*arguments):
    """An endless loop in whose lines NumPy's own Python code runs most of the time."""
    while True:
        np.median(np.ones((3, 3)), axis=0)


def asleep(*arguments):
    time.sleep(1e6)


def leaves(*arguments):
    raise SystemExit


def spoils(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument += 1
    return arguments


def test_every_lab_that_takes_a_function_is_tested_here():
    found = {}
    for name in lessons.lab_files():
        for parameter, kind in re.findall(r"^(\w+) : (\w+)", inspect.getdoc(lessons.lab(name)), re.M):
            if kind in ("function", "callable"):
                found[name] = parameter
    assert found == {name: parameter for name, (parameter, _) in LABS.items()}


ALARM = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="without an alarm it cannot be ended")


@ALL
@pytest.mark.parametrize(
    "function", [endless, in_a_library, pytest.param(deaf, marks=ALARM), pytest.param(asleep, marks=ALARM)]
)
def test_what_never_ends_is_ended(name, function):
    begin = time.monotonic()
    assert "still running after" in said(name, function)
    assert time.monotonic() - begin < 60  # by far more than it takes, for a busy machine


@ALL
def test_a_loop_that_begins_later_is_ended_too(name):
    """The lab is there already, and the hand moves something."""
    late = {"now": False}
    right = {"phase_plane": lr.neurons.fhn_slope, "gaussian": lr.gaussian.gaussian_weights, "training": lr.gradient}
    right["review"], right["race"] = lr.words.tokenize, lambda slope, z, *_: np.tile(z, (201, 1))
    right["descent"] = lambda slope, w, rate, steps: np.array([np.asarray(w)] * (steps + 1))

    def sometimes(*arguments):
        while late["now"]:
            pass
        return right[name](*arguments)

    lab = LABS[name][1](sometimes)
    assert lab.error == ""
    late["now"] = True
    control = next(c for c in lab.controls if c["kind"] == "Slider") if name != "review" else {"name": "text"}
    lab.set(**{control["name"]: "another text" if name == "review" else control["high"]})
    assert "still running after" in f"{lab.error} {lab.words}"


@ALL
def test_leaving_the_kernel_is_told(name):
    assert "raised SystemExit" in said(name, leaves)


@ALL
def test_nothing_printed_is_shown(name, capsys):
    said(name, lambda *arguments: print("here"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["gaussian", "training", "race"])  # the others hand over numbers
def test_arrays_cannot_be_changed(name):
    assert "must not change what it is given" in said(name, spoils)


@ALL
@pytest.mark.parametrize("answer", [None, "text", np.zeros((2, 3, 4)), [[1], [1, 2]], 3 + 4j])
def test_an_answer_of_another_kind_is_told(name, answer):
    assert "returned" in said(name, lambda *arguments: answer)


def test_gradient_descent_ends_what_never_ends():
    with pytest.raises(TimeoutError, match="still running"):
        lr.gradient_descent(X, T, learning_rate=0.1, steps=3, gradient=in_a_library)


def test_a_limit_within_a_limit_is_the_outer_one():
    with pytest.raises(learners_code.Failed, match=r"still running after 0\.05 seconds"), learners_code.together(2):
        learners_code.call(lambda: learners_code.call(endless, seconds=50), seconds=50)


@ALARM
def test_time_that_is_not_the_learners_does_not_count(tmp_path, monkeypatch):
    """Neither what another thread computes, nor an import."""
    busy = threading.Thread(target=lambda: sum(range(10**7)))
    busy.start()
    assert learners_code.call(lambda: (time.sleep(0.3), 7)[1], seconds=20) == 7
    busy.join()
    (tmp_path / "slow_to_import.py").write_text("for _ in range(10**7):\n    pass\nvalue = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(clock, "PATIENCE", 1000)
    assert learners_code.call(lambda: __import__("slow_to_import").value, seconds=2) == 7


@ALARM
def test_an_honest_loop_is_not_slowed():
    """No trace function is set before the time is over."""
    assert learners_code.call(sys.gettrace) is sys.gettrace()


@ALARM
def test_nothing_stays_set_when_the_block_is_left_in_the_middle():
    """As the stop button does, at any moment: the next ring sees that the block is gone."""
    before = signal.getsignal(signal.SIGALRM)

    def left():
        held = clock._rung(clock._Clock(0.01), sys._getframe())
        held.__enter__()
        return held

    held = left()  # its frame is gone, the alarm still rings
    end = time.monotonic() + 30
    while signal.getitimer(signal.ITIMER_REAL) != (0.0, 0.0) and time.monotonic() < end:
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    held.__exit__(None, None, None)
    assert signal.getsignal(signal.SIGALRM) is before
    assert not clock.limited()


@ALARM
def test_somebody_elses_alarm_still_rings():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        for _ in range(4):
            learners_code.call(time.sleep, 0.1)
        end = time.monotonic() + 30
        while not rung and time.monotonic() < end:
            time.sleep(0.01)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(rung) == 1


def test_a_limit_holds_nothing_of_the_callers():
    """The caller's arrays go when the caller does, without the garbage collector."""
    import gc
    import weakref

    class Large:
        pass

    def caller():
        large = Large()
        learners_code.call(lambda: None)
        return weakref.ref(large)

    gc.disable()
    try:
        assert caller()() is None
    finally:
        gc.enable()
