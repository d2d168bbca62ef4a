import math
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import lrcourse as lr
from lrcourse import lessons, tutor
from lrcourse.engine import checker
from lrcourse.engine import record as learner
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.tutor import judge

EVERY = lessons.exercises
HALVES = Exercise(
    name="halves",
    reference=lambda x: x / 2,
    inputs=[(np.array([1.0, 2.0, 3.0]),), (np.array([-4.0, 0.0]),)],
    hints=["first", "second"],
    mistakes=[Mistake(lambda x: x, "You forgot to halve."), Mistake(lambda x: x // 2, "You rounded.")],
    notebook="99_nowhere",
)
PAIR = Exercise(name="pair", reference=lambda x: (x, "a"), inputs=[(1.0,)], hints=["hint"], mistakes=[])
LIST = Exercise(name="list", reference=lambda text: text.split(), inputs=[("a b c",)], hints=["hint"], mistakes=[])


@pytest.fixture(autouse=True)
def _exercises(monkeypatch, tmp_path):
    monkeypatch.setenv("LRCOURSE_HOME", str(tmp_path))
    monkeypatch.setattr(lessons, "exercises", lambda: {"halves": HALVES, "pair": PAIR, "list": LIST})
    monkeypatch.setattr(checker, "SECONDS", 0.5)


def named(function, name="halves"):
    function.__name__ = name
    return function


def halves_stub(x):
    """Half of x."""
    ...


def halves_without_return(x):
    x / 2


def test_the_outcomes_have_their_words():
    assert judge(named(halves_stub)).kind == "not attempted"
    assert judge(named(lambda x: x / 2)).kind == "passed"
    assert judge(named(lambda x: x)) == checker.Verdict("mistake", "halves", "You forgot to halve.")
    assert "Did you forget the return?" in judge(named(halves_without_return)).words


def test_a_difference_shows_the_input_expected_and_got():
    words = judge(named(lambda x: x / 3)).words
    assert "expected: [0.5 1.  1.5]" in words
    assert "got:      [0.33" in words
    assert "x = [1. 2. 3.]" in words


def failing(x):
    numbers = x + 1
    return numbers.no_such_thing


def test_an_error_is_shortened_to_the_learners_line():
    verdict = judge(named(failing))
    assert verdict.kind == "error"
    assert "AttributeError" in verdict.words
    assert "return numbers.no_such_thing" in verdict.words
    assert "checker.py" not in verdict.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: list(x / 2), "you return a list; an array of shape (3,)"),
        (lambda x: (x / 2)[:, None], "you return the shape (3, 1)"),
        (lambda x: float(x[0]), "you return a single number"),
        (lambda x: x * np.nan, "There is a NaN"),
        (lambda x: np.where(x > 2, np.nan, x / 2), "There is a NaN"),
        (lambda x: "half", "you return a string, 'half'"),
        (lambda x: (x / 2).astype(str), "you return strings"),
        (lambda x: x / 2 + 1j, "you return complex numbers"),
        (lambda x: "half" * 10**6, "..."),
        (lambda x: {1, 2}, "you return {1, 2}"),
        (lambda x: None if x[0] < 0 else x / 2, "returns None here"),
        (lambda: 0, "takes 0 positional arguments"),
        (lambda x: exit(), "SystemExit"),
        (lambda x: x / 2 if x[0] > 0 else 1 / 0, "ZeroDivisionError"),
    ],
)
def test_strange_answers_get_a_clear_verdict(answer, words):
    verdict = judge(named(answer))
    assert verdict.kind in ("mistake", "differs", "error")
    assert words in verdict.words


def one_question_about_all(x):
    return x / 2 if x > 0 else x


def number_function(x):
    return math.exp(x)


def wrong_product(x):
    return np.ones((2, 2)) @ x


def loop_over_a_number(x):
    return list(x[0])


def unfinished_helper(x):
    return halves_stub(x) + 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (one_question_about_all, "`if` needs one yes or no"),
        (number_function, "np.exp, np.log, ** and .astype(int) take arrays"),
        (wrong_product, "(N, D) @ (D,)"),
        (lambda x: x + np.ones(7), r"print(a.shape) shows them"),
        (loop_over_a_number, "no entries to go through"),
        (unfinished_helper, "a function that is still dots"),
    ],
)
def test_the_commonest_errors_come_with_their_cure(answer, words):
    assert words in judge(named(answer)).words


def test_a_changed_argument_is_a_fault_even_if_the_result_is_right():
    def halves(x):
        x /= 2
        return x

    assert "changes its argument x" in judge(halves).words
    np.testing.assert_array_equal(HALVES.inputs[0][0], [1.0, 2.0, 3.0])


def endless(x):
    while True:
        pass


def stubborn(x):
    while True:
        try:  # noqa: SIM105
            print("still here")
        except:  # noqa: E722
            pass


def recursive(x):
    return recursive(x)


def test_an_endless_loop_is_stopped():
    start = time.monotonic()
    verdict = judge(named(endless))
    assert verdict.kind == "too slow"
    assert time.monotonic() - start < 5


def test_a_loop_that_swallows_everything_neither_hangs_nor_floods():
    verdict = judge(named(stubborn))
    assert verdict.kind == "too slow"
    assert verdict.printed.count("still here") == 20
    assert verdict.printed.endswith("...")


def test_recursion_without_end_is_an_error():
    function = recursive
    verdict = judge(named(function))
    assert "RecursionError" in verdict.words


BOTTOMLESS = """
import sys

from lrcourse.tutor import judge

def distance(X, w, b):
    sys.setrecursionlimit(10**6)
    return distance(X, w, b)

print(judge(distance).kind)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no alarm")
def test_recursion_whose_limit_was_raised_is_ended(tmp_path):
    """In a process of its own: here the alarm may strike in what hypothesis and pytest add to Python."""
    (tmp_path / "answer.py").write_text(BOTTOMLESS, encoding="utf-8")
    run = subprocess.run([sys.executable, tmp_path / "answer.py"], capture_output=True, text=True, timeout=120)
    assert run.stdout == "too slow\n", run.stderr


def sleepy(x):
    time.sleep(60)


def interrupted(x):
    raise KeyboardInterrupt


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no alarm")
def test_sleeping_is_stopped_too():
    start = time.monotonic()
    assert judge(named(sleepy)).kind == "too slow"
    assert time.monotonic() - start < 5


def test_in_another_thread_the_clock_still_ends_a_loop():
    verdicts = []
    worker = threading.Thread(target=lambda: verdicts.append(judge(named(endless))))
    worker.start()
    worker.join(10)
    assert verdicts[0].kind == "too slow"


def test_a_traced_program_is_traced_again_afterwards():
    def trace(frame, event, argument):
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        judge(named(lambda x: x / 2))
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)


def test_an_interrupt_is_a_verdict_too():
    assert judge(named(interrupted)).words == "stopped by you."


class Hostile:
    def __array__(self, *arguments, **options):
        raise RuntimeError


class BrokenText(Exception):
    def __str__(self):
        raise ValueError


def broken_error(x):
    raise BrokenText


def test_answers_that_cannot_be_looked_at_get_a_verdict():
    assert "you return <" in judge(named(lambda x: Hostile())).words
    assert "your function raises BrokenText" in judge(named(broken_error)).words


def test_what_is_no_function_or_no_exercise_is_said():
    assert "without brackets" in judge(3.0).words
    assert 'Did you mean "halves"' in judge(named(lambda x: x, "halvs")).words
    assert "Write it with def" in judge(named(lambda x: x, "zzz")).words
    assert judge(np.exp).kind == "unusable"


def test_tuples_and_texts_are_compared_by_their_parts():
    assert judge(named(lambda x: (x, "a"), "pair")).kind == "passed"
    assert judge(named(lambda x: [x, "a"], "pair")).kind == "passed"
    assert judge(named(lambda x: np.array([x, "a"], dtype=object), "pair")).kind == "passed"
    assert "value 2 of 2" in judge(named(lambda x: (x, "b"), "pair")).words
    assert "2 values are needed" in judge(named(lambda x: x, "pair")).words
    assert "3 values" in judge(named(lambda x: (x, x, x), "pair")).words


def test_lists_are_compared_entry_by_entry():
    assert judge(named(lambda text: text.split(), "list")).kind == "passed"
    assert judge(named(lambda text: tuple(text.split()), "list")).kind == "passed"
    words = judge(named(lambda text: ["a", "B", "c"], "list")).words
    assert "entry 1 differs" in words
    assert "expected: ['a', 'b', 'c']" in words
    assert "2 entries; 3 are needed" in judge(named(lambda text: ["a", "b"], "list")).words
    assert "entry 0 differs" in judge(named(lambda text: [1, "b", "c"], "list")).words
    for other in ("a b c", {"a", "b", "c"}, np.array(["a", "b", "c"])):
        assert judge(named(lambda text, other=other: other, "list")).kind == "mistake"


def test_what_the_learner_prints_is_shown_once_short():
    def halves(x):
        print("x is", x)
        return x

    verdict = judge(halves)
    assert "x is [1. 2. 3.]" in repr(verdict)
    assert "x is [1. 2. 3.]" in verdict._repr_html_()


def test_output_that_is_closed_does_no_harm():
    def halves(x):
        sys.stdout.close()
        print("still here")
        return x / 2

    assert judge(halves).kind == "passed"
    print("and here")


def test_html_of_the_learner_is_shown_as_text():
    page = judge(named(lambda x: "<script>alert(1)</script>"))._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_broken_repr_does_no_harm():
    class Odd:
        def __repr__(self):
            raise ValueError

    assert "a Odd" in judge(named(lambda x: Odd())).words


def test_only_what_was_attempted_is_recorded():
    judge(named(halves_stub))
    assert learner.read() == {}
    judge(named(lambda x: x))
    assert learner.read()["exercise"]["99_nowhere"] == {"halves": False}
    judge(named(lambda x: x / 2))
    assert learner.read()["exercise"]["99_nowhere"] == {"halves": True}


def test_check_shows_the_verdict(capsys):
    lr.check(named(lambda x: x / 2))
    assert "✓ halves: passed" in capsys.readouterr().out


def shown(capture):
    """What was displayed, as a console shows it."""
    return "".join(map(repr, capture))


@pytest.fixture
def displayed(monkeypatch):
    import IPython.display

    things = []
    monkeypatch.setattr(IPython.display, "display", things.append)
    return things


def test_hints_come_one_at_a_time(displayed, monkeypatch):
    monkeypatch.setattr(tutor, "_hints_given", {})
    lr.hint("halves")
    assert "Hint 1 of 2.** first" in shown(displayed)
    lr.hint(named(lambda x: x))
    assert "Hint 2 of 2.** second" in shown(displayed)
    assert 'lr.solution("halves")' in shown(displayed)
    lr.hint("halfs")
    assert "no exercise with this name" in shown(displayed)


def test_the_solution_is_the_packages_own_source(displayed, monkeypatch):
    monkeypatch.setattr(lessons, "exercises", EVERY)
    lr.solution("sigmoid")
    assert "lrcourse/core.py" in shown(displayed)
    assert "def sigmoid(a):" in shown(displayed)
    displayed.clear()
    lr.solution("cross_entropy")
    assert "def surprise(t, y):" in shown(displayed).partition("def cross_entropy(t, y):")[0]
    lr.solution("nothing_like_this")
    assert "no exercise with this name" in shown(displayed)
