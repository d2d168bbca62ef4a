"""What the text of a function shows."""

import pytest

from lrcourse.engine.checker import Exercise, judge, reading

EXERCISE = Exercise(lambda x, y: [x + y], [(1, 2), (3, 4)], ["a"], [], name="sums")


def stub(x, y):
    """To be done."""
    ...


def no_return(x, y):
    [x + y]


def prints(x, y):
    print([x + y])


def appends(x, y):
    result = []
    return result.append(x + y)


def some_path(x, y):
    if x > 100:
        return [x + y]


def early(x, y):
    for _ in range(2):
        return [x]


def forgetful(x, y):
    return [x * 7 + 3]


def test_nothing_comes_back():
    assert judge(stub, EXERCISE).kind == "not attempted"
    for function, words in (
        (no_return, "Did you forget the return?"),
        (prints, "Write return in place of print"),
        (appends, "change a list in place"),
        (some_path, "Does every path end in a return"),
    ):
        verdict = judge(function, EXERCISE)
        assert verdict.kind == "mistake"
        assert words in verdict.words


def test_a_return_in_the_loop():
    assert "ends in the first round" in judge(early, EXERCISE).words


def test_an_argument_that_is_not_used():
    assert reading.unused(forgetful) == "your function never uses its argument y."
    assert reading.unused(some_path) == ""


@pytest.mark.parametrize("function", [len, print, lambda x: x])
def test_what_has_no_text(function):
    assert reading.unused(function) == ""
    assert reading.returns_in_first_round(function) == ""
