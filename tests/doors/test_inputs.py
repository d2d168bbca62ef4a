import numpy as np
import pandas as pd
import pytest

from lrcourse import inputs, labels


class Mute:
    """Something of a learner's own that fails to show itself."""

    def __repr__(self):
        raise RuntimeError


def test_what_fits_passes_through():
    X = np.ones((2, 3), dtype=np.float32)
    assert inputs.matrix(X) is X
    assert inputs.matrix(pd.DataFrame({"a": [1, 2], "b": [3.0, 4.0]})).dtype == float
    np.testing.assert_array_equal(inputs.targets([True, False]), [1, 0])
    assert inputs.number(np.float32(2), "x") == 2
    assert inputs.number(np.array(2.5), "x") == 2.5
    assert inputs.whole(np.int64(3), "n", low=1) == 3
    assert labels.choice("a", "c", ["a", "b"]) == "a"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: inputs.targets([0, 1, 2]), "only 0 and 1; it also contains 2"),
        (lambda: inputs.targets([0, 1], size=3), "t has 2 targets; needed: 3"),
        (lambda: inputs.vector([[1.0, 2.0], [3.0, 4.0]], "w"), r"shape \(2, 2\)"),
        (lambda: inputs.matrix([[1.0]], columns=2), "X has 1 columns; needed: 2\\."),
        (lambda: inputs.number(float("nan"), "x"), "must be finite"),
        (lambda: inputs.number(3, "x", 0, 2), "from 0 to 2; got 3"),
        (lambda: inputs.number(3, "x", high=2), "at most 2"),
        (lambda: inputs.whole(0, "n", low=1), "at least 1"),
        (lambda: inputs.matrix([[1.0]], columns=2, why="one for each axis"), "needed: 2, one for each axis"),
        (lambda: inputs.number(10**400, "x"), "x is too large"),
        (lambda: inputs.whole(10**400, "n"), "n is too large"),
        (lambda: labels.pair("ab", "names"), "names must be two strings"),
        (lambda: labels.pair(("a",), "names"), "names must be two strings"),
        (lambda: labels.choice("z", "c", ["a", "b"]), "one of 'a', 'b'"),
    ],
)
def test_wrong_values(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: inputs.whole(2.0, "n"), "whole number"),
        (lambda: inputs.whole(True, "n"), "whole number"),
        (lambda: inputs.number("2", "x"), "must be a number"),
        (lambda: inputs.array([10**400], "X"), "X must contain numbers"),
        (lambda: inputs.array(np.ma.masked_array([1.0], [True]), "X"), "X is a masked array"),
        (lambda: labels.pair((1, "b"), "names"), "two strings"),
        (lambda: labels.texts("ab", "names"), "names must be a list of strings; got 'ab'"),
        (lambda: labels.texts(["a", 1], "names"), "list of strings"),
        (lambda: labels.texts(None, "names"), "list of strings"),
        (lambda: inputs.number(Mute(), "x"), r"x must be a number; got something that cannot be shown \(Mute\)"),
        (lambda: inputs.array([1j], "X"), r"without an imaginary part\. Drop it: X = np\.real\(X\)"),
        (lambda: labels.column([1j, 2], "t"), r"complex numbers, which have no order"),
        (lambda: inputs.array("x" * 200, "X"), r"\.\.\."),
        (lambda: inputs.array(np.array(["a"]), "X"), r"it contains text, such as 'a'"),
        (lambda: inputs.array(np.zeros((1, 1, 1), str), "X"), r"an array of shape \(1, 1, 1\)"),
        (lambda: inputs.array([[1, 2], [3]], "X"), "in rows of the same length; row 0 has 2 values, row 1 has 1"),
        (lambda: inputs.array({"a": 1}, "X"), r"must contain numbers; got \{'a': 1\} \(dict\)"),
    ],
)
def test_wrong_types(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_text_that_looks_like_numbers_is_text():
    for given in (pd.DataFrame({"zip": ["10115", "80331"], "x": [1.0, 2.0]}), pd.Series(["0", "1"]), [["1", 2]]):
        with pytest.raises(TypeError, match="must contain numbers"):
            inputs.array(given, "X")


@pytest.mark.parametrize("kind", [np.float16, np.longdouble, np.int8, bool])
def test_other_kinds_of_numbers_become_float64(kind):
    assert inputs.array(np.ones(3, kind), "a").dtype == np.float64


def test_a_choice_is_a_text():
    with pytest.raises(ValueError, match="must be one of"):
        labels.choice(np.array(["a", "b"]), "kind", ["a", "b"])
