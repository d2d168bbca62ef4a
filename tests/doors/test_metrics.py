import re
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, confusion_matrix

from lrcourse.metrics import accuracy, confusion, majority, majority_accuracy, profit

classes = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3)), min_size=1, max_size=30))
def test_accuracy_agrees_with_scikit_learn(pairs):
    t, answers = map(np.array, zip(*pairs, (0, 0), (1, 1), (2, 2), strict=True))  # more than two classes
    assert accuracy(t, answers) == pytest.approx(accuracy_score(t, answers))


@given(classes, classes)
def test_the_baseline_agrees_with_scikit_learn(t_train, t_test):
    dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(t_train), 1)), t_train)
    assert majority_accuracy(t_train, t_test) == pytest.approx(dummy.score(np.zeros((len(t_test), 1)), t_test))


@given(classes)
def test_on_the_training_set_nothing_constant_beats_the_majority(t):
    assert majority_accuracy(t, t) == max(accuracy(t, [k] * len(t)) for k in set(t))


def test_labels_of_any_kind():
    assert accuracy(["a", "b"], ["a", "a"]) == 0.5
    assert accuracy([True, False], [1, 0]) == 1
    assert accuracy(pd.Series([1.0, 0.0]), np.array([1, -1])) == 0.5  # "don't know" is not right
    assert majority(["b", "a", "b"]) == "b"
    assert majority([1, 1, 0, 0]) == 0  # a tie
    assert isinstance(majority(np.array([1, 1])), int)
    assert majority(pd.Series(["no", "yes", "no"])) == "no"  # an array of objects
    assert majority(np.array(["no", "yes", "no"], dtype=object)) == "no"
    assert majority(pd.Series(["no", "yes"], dtype="category")) == "no"
    assert accuracy(pd.Series(["no", "yes"]), ["no", "no"]) == 0.5
    assert accuracy([0, 1, 0], [-1, -1, 0]) == pytest.approx(1 / 3)
    assert accuracy([-1, 1], [-1, -1]) == 0.5  # here -1 is a class
    assert accuracy([0, 1, 1], [0, 1, 2]) == pytest.approx(2 / 3)  # three classes, one absent from t
    assert accuracy([0, 0], [1, 1]) == 0
    assert majority_accuracy([2, 2, 1], [0, 1, 2, 2]) == 0.5


@pytest.mark.parametrize(
    ("t", "answers", "words"),
    [
        ([0, 1], [0, 1, 1], "t has 2 labels and answers 3"),
        ([0, 1], [[0], [1]], r"answers must be one column.*ravel"),
        ([0, 1], [[0], [1, 2]], "answers must be one column"),
        ([], [], "t must be one column, shape .* not empty"),
        (1, 1, "t must be one column"),
        ([0, np.nan], [0, 1], r"t contains a blank .* first at t\[1\]"),
        (["a", None], ["a", "b"], r"t contains a blank .* first at t\[1\]"),
        (["a", "b"], ["a", np.nan], r"answers contains a blank .* first at answers\[1\]"),
        (pd.Series([0, pd.NA], dtype="Int64"), [0, 1], r"t contains a blank"),
        (
            [0, 1],
            ["0", "1"],
            "t contains the labels 0, 1, but answers contains '0', '1'. Labels of the kinds number and text are",
        ),
        ([0, 1], [0.2, 0.8], "t contains the labels 0, 1, but answers contains 0.2, 0.8. Prob.*lr.classify"),
        ([0, 1], [-3.7, 2.5], "answers contains -3.7, 2.5. Probabilities or activations"),
        ([0, 1], [-3.0, 7.0], "answers contains -3, 7. Code both the same way"),
        ([0, 1, 1], [1, 2, 2], "t contains the labels 0, 1, but answers contains 1, 2. Code both the same way"),
        ([1, 2], [0, 1], "t contains the labels 1, 2, but answers contains 0, 1. Code both the same way"),
        ([0, 1], [-1, 2], "answers contains -1, 2"),
        ([date(2024, 1, 1)], ["2024-01-01"], "Labels of the kinds date and text are never equal. Code both"),
        ([0, 1], [Decimal(0), Decimal("0.4")], "answers contains Decimal.*Probabilities or activations"),
        (range(9), np.arange(9) / 9, r"0, 1, 2, 3, 4, \.\.\., but answers contains 0, 0\.1"),
    ],
)
def test_refuses(t, answers, words):
    with pytest.raises(ValueError, match=words):
        accuracy(t, answers)


def test_the_baseline_refuses_empty_sets():
    with pytest.raises(ValueError, match="t_test must be one column"):
        majority_accuracy([0, 1], [])
    with pytest.raises(ValueError, match="t_train must be one column"):
        majority_accuracy([], [0, 1])


def test_majority_refuses_blanks_and_mixed_kinds():
    with pytest.raises(ValueError, match=r"t contains a blank .* first at t\[1\]"):
        majority(["a", None])
    with pytest.raises(ValueError, match=r"t_train contains the labels 'no', 'yes', but t_test contains 0, 1"):
        majority_accuracy(["no", "yes"], [0, 1])


LABELS = {  # the most frequent first
    "dates": [date(2024, 1, 2), date(2024, 1, 1)],
    "moments": [datetime(2024, 1, 2, 3), datetime(2024, 1, 1, 9)],
    "Decimal": [Decimal("1.0"), Decimal(5)],
    "fractions": [Fraction(4, 2), Fraction(3)],
    "large whole numbers": [10**30, 1],
    "bytes": [b"b", b"a"],
    "pandas' moments": list(pd.to_datetime(["2024-01-02", "2024-01-01"], utc=True)),
    "pandas' months": list(pd.period_range("2024-01", periods=2, freq="M")),
    "pandas' spans": list(pd.to_timedelta([2, 1], "h")),
    "pandas' bins": list(pd.cut([1, 5], [0, 3, 9])),
}


@pytest.mark.parametrize(("often", "seldom"), LABELS.values(), ids=list(LABELS))
@pytest.mark.parametrize("form", [list, pd.Series, lambda t: pd.Series(t).astype("category")])
def test_majority_of_other_labels(often, seldom, form):
    assert majority(form([seldom, often, often])) == often
    assert majority(form([often, seldom])) == min(often, seldom)
    assert majority_accuracy(form([seldom, often, often]), form([often, seldom])) == 0.5


def test_majority_keeps_a_decimal_as_it_is():
    assert majority([Decimal("0.1"), Decimal("0.5"), Decimal("0.1")]) == Decimal("0.1") != 0.1
    assert majority([Fraction(1, 2), Fraction(1, 3), Fraction(1, 3)]) == Fraction(1, 3)


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_majority_of_numpys_dates_is_a_date(unit):
    t = np.array(["2024-01-02", "2024-01-01", "2024-01-02"], f"M8[{unit}]")
    assert majority(t) == pd.Timestamp("2024-01-02")
    assert accuracy(t, list(pd.to_datetime(t))) == 1
    assert majority(np.array([2, 1, 2], "m8[h]")) == pd.Timedelta(hours=2)


def test_categories_in_an_order_keep_it():
    sizes = pd.Categorical(["low", "high", "low", "high"], categories=["low", "high"], ordered=True)
    assert majority(sizes) == majority(pd.Series(sizes)) == "low"
    assert majority(pd.Series(sizes).astype(str)) == "high"  # by the alphabet


def test_plain_types_come_back():
    assert type(majority(np.array(["b", "b", "a"]))) is str
    assert type(majority([np.str_("b")])) is str
    assert type(majority(np.array([True, True]))) is bool
    assert type(majority(np.array([2.0, 2.0], np.float32))) is float


@pytest.mark.parametrize(
    "t",
    [
        [1, "1", "1"],
        [date(2024, 1, 1), "2024-01-01", "a"],
        [date(2024, 1, 1), 5, 5],
        [date(2024, 1, 1), datetime(2024, 1, 1, 3), date(2024, 1, 1)],
        [datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)],
        list(Enum("Size", "SMALL LARGE")),
    ],
)
def test_labels_without_an_order_are_refused_and_the_cure_works(t):
    with pytest.raises(TypeError, match=r"^t (mixes|contains) .*Make them one kind, for example (.*)\.$") as caught:
        majority(t)
    cured = {"t": t}
    exec(re.search(r"for example (.*)\.$", str(caught.value))[1], cured)
    texts = [str(label) for label in t]
    assert majority(cured["t"]) == max(sorted(set(texts)), key=texts.count)


def test_one_long_text_does_not_set_the_size_of_all():
    """NumPy's arrays of text give each as much room as the longest needs: here 3.1 GB."""
    t = [f"text {k % 7}" for k in range(20_000)] + ["long " * 8_000]
    for measure in (majority, lambda t: accuracy(t, t), lambda t: majority_accuracy(t, t)):
        tracemalloc.start()
        measure(t)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 20e6
    assert majority(t) == "text 0"


def test_profit_by_hand():
    t, y = [1, 0, 1, 0], [0.9, 0.8, 0.3, 0.1]
    assert profit(t, y, 0.5, cost=2, gain=10) == 8 - 2
    assert profit(t, y, 0.2, cost=2, gain=10) == 8 - 2 + 8
    assert profit(t, y, 0, cost=2, gain=10) == 2 * 10 - 4 * 2
    assert profit(t, y, 0.9, cost=2, gain=10) == 0  # nobody is above it


@given(st.floats(0.05, 0.95), st.integers(0, 10_000))
def test_the_best_threshold_is_cost_over_gain(threshold, seed):
    """In expectation, with true probabilities: t replaced by its mean y, no other threshold earns more."""
    y = np.random.default_rng(seed).random(50)

    def expected(at):
        return np.sum((y - threshold)[y > at])

    assert all(expected(threshold) >= expected(other) for other in np.linspace(0, 1, 21))


def test_profit_refuses():
    with pytest.raises(ValueError, match="t must contain only 0 and 1"):
        profit([1, 2], [0.5, 0.5], 0.5, 1, 2)
    with pytest.raises(ValueError, match="y has 1 outputs; needed: 2"):
        profit([1, 0], [0.5], 0.5, 1, 2)
    with pytest.raises(TypeError, match="cost must be a number"):
        profit([1, 0], [0.5, 0.2], 0.5, "free", 2)
    with pytest.raises(ValueError, match=r"y must contain probabilities, from 0 to 1; y\[1\] is 3.2"):
        profit([1, 0], [0.5, 3.2], 0.5, 1, 2)
    with pytest.raises(ValueError, match=r"y\[0\] is -0.1"):
        profit([1, 0], [-0.1, 1], 0.5, 1, 2)
    for threshold, cost, gain, name in ((1.5, 1, 2, "threshold"), (0.5, -1, 2, "cost"), (0.5, 1, -2, "gain")):
        with pytest.raises(ValueError, match=f"{name} must be"):
            profit([1, 0], [0.5, 0.2], threshold, cost, gain)
    assert profit([1, 0], [0.0, 1.0], 1, cost=0, gain=0) == 0


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=30))
def test_confusion_agrees_with_scikit_learn(pairs):
    t, answers = map(np.array, zip(*pairs, strict=True))
    table = confusion(t, answers)
    np.testing.assert_array_equal(table, confusion_matrix(t, answers, labels=[0, 1]))
    assert np.trace(table) / table.sum() == pytest.approx(accuracy(t, answers))


def test_confusion_by_hand():
    table = confusion([0, 0, 0, 1, 1], [0, 0, 1, 0, 1])
    assert table.tolist() == [[2, 1], [1, 1]]
    assert table.dtype.kind == "i"
    assert confusion([1], [1]).tolist() == [[0, 0], [0, 1]]  # a class may be missing
    assert confusion(pd.Series([True, False]), np.array([0.0, 1.0])).tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("t", "answers", "words"),
    [
        ([0, 1], [-1, 1], 'answers contains -1, "don\'t know" .1 in all., which is neither class'),
        ([0, 1], [0.2, 0.8], "answers contains probabilities; classes are needed. Decide first"),
        ([0, 1], [0, 2], "answers must contain only 0 and 1; it also contains 2"),
        ([1, 2], [0, 1], "t must contain only 0 and 1; it also contains 2"),
        ([0, 1], [0, 1, 1], "answers has 3 entries; needed: 2"),
        ([0, 1], [0, np.nan], "answers contains NaN"),
        ([], [], "t is empty"),
    ],
)
def test_confusion_refuses(t, answers, words):
    with pytest.raises(ValueError, match=words):
        confusion(t, answers)


def test_confusion_refuses_text():
    with pytest.raises(TypeError, match="answers must contain numbers"):
        confusion([0, 1], ["no", "yes"])
