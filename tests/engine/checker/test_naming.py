"""A mistake that is on no list is named: by a relation, by a slip, by what mends the learner's own line."""

import warnings

import numpy as np
import pytest

from lrcourse.engine.checker import Exercise, Mistake, fresh, judge, naming
from lrcourse.engine.checker.outcomes import Outcome, equal, run

rng = np.random.default_rng(15)
X, T = rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 1, 0])
Y = rng.uniform(0.05, 0.95, 6)


def pull(X, t, y):
    """The pull of the samples, and their mean error."""
    error = y - t
    return error @ X / len(t), np.mean(error)


def spread(x):
    """How far entries are from their mean."""
    return np.abs(x - x.mean())


PULL = Exercise(pull, [(X, T, Y), (X[:4, :2], T[:4], Y[:4]), (X[:5], 1 - T[:5], Y[:5])], ["a", "b"], [])
SPREAD = Exercise(spread, [(X[:, 0],), (X[:4, 1],), (Y,)], ["a", "b"], [], edges={"a single entry": (np.array([3.0]),)})


def words(exercise, function):
    verdict = judge(function, exercise)
    assert verdict.kind == "mistake", verdict.words
    return verdict.words.partition("\n")[0]


def test_an_answer_with_an_infinity_is_not_called_always_the_same():
    largest = Exercise(lambda x: 2 / np.max(x), [(X[:, k] ** 2,) for k in range(3)] + [(Y,), (T + 1.0,)], ["a"], [])
    with np.errstate(divide="ignore"):
        assert "whatever the input" not in judge(lambda x: 2 / np.float64(np.argmax(x)), largest).words


def halvings(x, share):
    """How often x is multiplied by a share until it is 1 or less; with x and share exchanged, never."""
    count = 0
    while x > 1:
        x, count = x * share, count + 1
    return count


def test_the_right_answer_may_never_end_with_other_arguments(monkeypatch):
    monkeypatch.setattr(naming, "SECONDS", 0.1)
    never = Mistake(lambda x, share: halvings(x, 1.5), "grows")
    exercise = Exercise(halvings, [(8.0, 0.5), (1000.0, 0.9), (30.0, 0.25)], ["a"], [never], whole=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what grows overflows
        assert "expected: 3" in judge(lambda x, share: halvings(x, share) % 2 + 7, exercise).words


WRITTEN = Exercise(
    lambda X, t: X[t == 1].mean(axis=0) - X[t == 0].mean(axis=0), [(X, T), (X[:5, :2], T[:5])], ["a"], []
)


def rows_0_and_1(X, t):
    return X[t].mean(axis=0) - X[1 - t].mean(axis=0)


def turned_bits(X, t):
    return X[t == 1].mean(axis=0) - X[~t].mean(axis=0)


def last_round(X, t):
    total = np.zeros(X.shape[1])
    for x, k in zip(X, t):
        total = x / (t == 1).sum() if k == 1 else -x / (t == 0).sum()
    return total


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (rows_0_and_1, "`X[t]` takes entries 0 and 1 again and again"),
        (turned_bits, "with `X[t == 0]` in place of `X[~t]`"),
        (last_round, "with `total += x"),
    ],
)
def test_what_is_written_for_something_that_looks_alike(function, said):
    assert said in words(WRITTEN, function)


def tokens_of(text):
    return text.lower().split()


def lower_thrown_away(text):
    text.lower()
    return text.split()


def filled(x):
    result = np.empty_like(x)
    np.abs(x, out=result)
    return result.max()


def sorted_nowhere(x):
    np.sort(x)
    return x[0]


def test_what_is_thrown_away_is_told():
    cut = Exercise(tokens_of, [("Good Sound",), ("a b",), ("Not A word",)], ["a"], [])
    assert "`text.lower()` makes a new value that is then lost" in words(cut, lower_thrown_away)
    least = Exercise(lambda x: np.min(x), [(X[:, 0],), (X[:, 1],), (Y,)], ["a"], [])
    assert "`np.sort(x)` makes a new value" in words(least, sorted_nowhere)
    assert "makes a new value" not in judge(filled, least).words


def test_an_inverse_of_each_entry_and_an_axis_for_the_other_of_two():
    solved = Exercise(lambda A: np.linalg.inv(A).sum(), [(X[:3] + 3 * np.eye(3),), (X[3:] + 2 * np.eye(3),)], ["a"], [])
    assert "np.linalg.inv(A)" in words(solved, inverted)
    cut = Exercise(lambda x: np.maximum(x, 0), [(X[:, 0],), (X[:, 1],), (Y - 0.5,)], ["a"], [])
    assert "np.maximum(x, 0)" in words(cut, largest)


def inverted(A):
    return (A**-1).sum()


def largest(x):
    return x * 0 + np.max(x, 0)


def test_a_mistake_that_fails_is_not_taken_for_another_failure():
    """Errors of the same class say nothing about each other; the same words do."""
    listed = Exercise(pull, PULL.inputs, ["a"], [Mistake(lambda X, t, y: pull(X.T, t, y), "X is turned.")])
    assert judge(lambda X, t, y: pull(X.T, t, y), listed).words == "X is turned."
    assert "int('all')" in judge(lambda X, t, y: pull(X, t, y) if int("all") else None, listed).words


def test_rows_and_columns_that_became_one_row():
    table = Exercise(lambda x: np.array([x, 2 * x]), [(X[:, 0],), (Y,)], ["a"], [])
    assert "they are all in one row" in words(table, lambda x: np.append(x, 2 * x))


def both(change):
    return lambda X, t, y: tuple(change(part) for part in pull(X, t, y))


def first(change):
    return lambda X, t, y: (change(pull(X, t, y)[0]), pull(X, t, y)[1])


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (both(lambda v: -v), "the sign is flipped"),
        (both(lambda v: 2 * v), "twice the right result"),
        (both(lambda v: v / np.log(10)), "base 10"),
        (both(lambda v: 3.7 * v), "3.7 times the right result"),
        (first(lambda v: -v), "value 1 of 2: the sign is flipped"),
        (first(lambda v: v[::-1]), "value 1 of 2: yours is in reverse order"),
        (first(lambda v: v[:, None]), "np.ravel"),
        (first(lambda v: np.round(v, 1)), "rounded to 1 decimals"),
        (
            first(lambda v: np.where(np.arange(len(v)) == 0, 9, v)),
            "value 1 of 2: everything is right except the first entry",
        ),
        (lambda X, t, y: pull(X, t, y)[::-1], "value 1 and value 2 are swapped"),
        (lambda X, t, y: (pull(X, t, y)[0] * len(t), pull(X, t, y)[1]), "len(X) times too large"),
        (lambda X, t, y: pull(X, y, t), "sign is flipped"),
        (lambda X, t, y: pull(X, 2 * t - 1, y), "targets -1 and 1"),
        (lambda X, t, y: pull(X[:-1], t[:-1], y[:-1]), "without the last sample"),
        (lambda X, t, y: pull(X[t == 1], t[t == 1], y[t == 1]), "samples of class 1 alone"),
        (lambda X, t, y: pull(X, t, 0 * y), "y = 0"),
    ],
)
def test_relations(function, said):
    assert said in words(PULL, function)


def test_a_column_that_meets_a_row():
    mean = Exercise(lambda t, y: np.mean((y - t) ** 2), [(T, Y), (T[:4], Y[:4])], ["a"], [], name="mean")
    assert "(N, 1)" in words(mean, lambda t, y: np.mean((y - t[:, None]) ** 2))
    each = Exercise(lambda t, y: y - t, [(T, Y), (T[:4], Y[:4])], ["a"], [], name="each")
    assert "(N, N)" in words(each, lambda t, y: y - t[:, None])


def mended_sign(x):
    middle = x.mean()
    return np.abs(x + middle)


def mended_axis(X, t, y):
    return (y - t) @ X / X.shape[1], np.mean(y - t)


def forgotten(x):
    return x - x.mean()


def test_the_learners_own_line_is_named_with_what_mends_it():
    line = mended_sign.__code__.co_firstlineno + 2
    assert words(SPREAD, mended_sign) == (
        f"look at line {line}: with `x - middle` in place of `x + middle`, all inputs agree."
    )
    assert "X.shape[1]" in words(PULL, mended_axis)
    assert "np.abs" in words(SPREAD, forgotten)


def test_a_slip_of_the_reference_is_found_in_a_function_without_a_text():
    space = {"np": np}
    exec("def other(x):\n    middle = np.median(x)\n    return np.sqrt((x - middle) ** 2)", space)
    exercise = Exercise(lambda x: 0, SPREAD.inputs, ["a"], [], name="other")
    object.__setattr__(exercise, "reference", np_spread)
    assert "np.median(x)" in words(exercise, space["other"])


def np_spread(x):
    return np.abs(x - np.mean(x))


def test_the_edge_at_which_alone_it_fails_is_named():
    assert words(SPREAD, lambda x: spread(x) if len(x) > 1 else x) == "right, except for a single entry."


def test_the_edge_comes_before_a_slip_of_the_right_answer():
    """Whoever forgot a guard is told where it is missing, not how the reference guards."""
    guarded = Exercise(scaled_safely, [(X[:, 0],), (X[:4, 1],)], ["a"], [], edges={"equal entries": (np.ones(3),)})
    assert words(guarded, lambda x: (x - x.mean()) / np.std(x)) == "right, except for equal entries."


def scaled_safely(x):
    deviation = np.std(x)
    return (x - x.mean()) / np.where(deviation > 0, deviation, 1)


def test_a_slip_is_told_in_names_that_the_learner_knows():
    exercise = Exercise(turned_round, [(X[:, 0],), (X[:4, 1],)], ["a"], [])
    space = {"np": np}
    exec("def other(x):\n    out = list(2 * x)\n    return np.array(out)", space)
    assert "kept" not in judge(space["other"], exercise).words


def turned_round(x):
    kept = []
    for number in x:
        kept.append(2 * number)
    return np.array(list(reversed(kept)))


def test_a_repair_must_hold_for_numbers_of_another_size():
    """For tiny numbers 1 - cost is 1, and a product with it mends nothing."""
    tiny = Exercise(lambda gain, cost: gain, [(2.0, 1e-9), (3.0, 2e-9), (5.0, 4e-9)], ["a"], [], name="gains")
    assert "1 - cost" not in judge(cost_for_gain, tiny).words


def cost_for_gain(gain, cost):
    return gain * cost


def test_brackets_are_missing_or_misplaced():
    half = Exercise(half_of_difference, [(X[:, 0], Y), (X[:, 1], Y), (Y, X[:, 2])], ["a"], [])
    assert "brackets are missing" in judge(eval("lambda a, b: a - b / 2"), half).words
    more = Exercise(product_and_more, half.inputs, ["a"], [])
    assert "brackets are misplaced: that is `a * (b + 1.5)`" in judge(eval("lambda a, b: a * (b + 1.5)"), more).words


def half_of_difference(a, b):
    return (a - b) / 2


def product_and_more(a, b):
    return a * b + 1.5


def test_what_only_happens_to_agree_is_not_claimed():
    """The median of these inputs is their mean; of fresh ones it is not."""
    even = Exercise(np_mean, [(np.array([1.0, 2.0, 3.0]),), (np.array([2.0, 4.0]),)], ["a"], [])
    verdict = judge(lambda x: 2 * x[0] if len(x) == 3 else 2 * np.mean(x), even)
    assert "twice" not in verdict.words.partition("\n")[0]


def np_mean(x):
    return np.mean(x)


def test_yes_and_no_need_many_inputs():
    decide = Exercise(lambda x: bool(x.sum() > 0), [(x,) for x in X[:3]], ["a"], [], whole=False)
    known = naming.evidence(
        lambda x: True, decide, run(lambda x: True, decide.inputs), run(decide.reference, decide.every)
    )
    assert len(known.inputs) == 63


def test_the_search_ends_in_time(monkeypatch):
    monkeypatch.setattr(naming, "LOOKING", 0.0)
    assert "look at line" not in judge(mended_sign, SPREAD).words


# -- fresh inputs --


def test_fresh_inputs_are_other_ones_of_the_same_kind():
    for (A, t, y), (B, s, z) in zip(2 * PULL.inputs, fresh.fresh_inputs(PULL, 2), strict=True):
        assert len(B) in (len(A), len(A) + 1)
        assert len(B) == len(s) == len(z)
        assert B.shape[1] == A.shape[1]
        assert not np.isin(B, A).any()
        assert set(s) <= {0, 1} == set(t)
        assert np.all((z > 0) & (z < 1))
        assert not np.isin(z, y).any()


def test_samples_stay_together():
    exercise = Exercise(lambda X, t: 0, [(np.arange(12).reshape(6, 2), np.arange(6))], ["a"], [], name="rows")
    for A, rows in fresh.fresh_inputs(exercise, 5):
        np.testing.assert_array_equal(A[:, 0], 2 * rows)


def test_an_exercise_may_bring_its_own():
    exercise = Exercise(lambda x: x, [(1.0,)], ["a"], [], name="own", fresh=lambda rng: (rng.integers(9),))
    assert len(fresh.fresh_inputs(exercise, 3)) == 3


def test_wide_inputs_are_far_from_those_that_were_tried():
    tried = [(np.array([1e-9, 2e-9]), np.array([-50.0, 80.0]), 7, np.array([0.0, 1.0]), 1e-8, -3.0)]
    exercise = Exercise(lambda *a: 0, tried, ["a"], [], name="wide")
    wide = fresh.wide_inputs(exercise)
    assert len(wide) == 3
    for unit, signed, count, labels, rate, below in wide:
        assert np.all((unit > 0) & (unit < 1))
        assert signed[0] < 0 < signed[1]
        assert 2 <= count < 21
        assert labels.tolist() == [0, 1]
        assert 0 < rate < 1
        assert below < 0
    plain = wide[-1]
    assert 0.05 <= plain[0].min() <= plain[4] + 1
    assert 0.2 <= np.abs(plain[1]).min() <= np.abs(plain[1]).max() <= 3


# -- equality --


@pytest.mark.parametrize(
    ("got", "wanted", "same"),
    [
        (np.float32(1 / 3), 1 / 3, True),
        (np.array(2.0), 2, True),
        (np.bool_(True), True, True),
        (1e-13, 2e-13, True),
        (1 + 1e-5, 1.0, False),
        (np.nan, np.nan, True),
        (np.inf, -np.inf, False),
        ([1.0, 2.0], np.array([1.0, 2.0]), False),
        ((1, "a"), (1, "a"), True),
        ([1, "a"], (1, "a"), True),
        ("a", ["a"], False),
        (np.array([1, 2]), (1, 2), True),
        (None, 0.0, False),
        (True, np.array([True]), False),
        (1j, 1, False),
    ],
)
def test_equality(got, wanted, same):
    assert equal(got, wanted, 1e-12) == same


def test_small_numbers_count_where_the_floor_is_zero():
    assert equal(1e-13, 2e-13, 1e-12)
    assert not equal(1e-13, 2e-13, 0)


def test_nothing_about_an_outcome_raises():
    class Odd:
        def __eq__(self, other):
            raise ValueError

        def __array__(self, *arguments, **options):
            raise RuntimeError

    for value in (Odd(), [Odd()], (Odd(), 1), {}, set(), lambda: 0, np.array([{}, None])):
        assert not equal(value, np.arange(2.0), 1e-12)
        assert not equal(np.arange(2.0), value, 1e-12)
        assert judge(lambda x, v=value: v, SPREAD).kind in ("mistake", "differs")
    assert Outcome().value is None


def odd_text(x, factor=str.upper):
    said = f"{chr(10).join(map(str, x))}\n{x!r:>{len(x)}}"
    match = {"a": [*x]}
    (first, *rest), last = match["a"], said
    rest[:1] = [w for v in rest[:1] if (w := v + 1)]
    return np.array([first, *rest]) if last else -x


def test_any_text_of_a_learner_is_borne():
    verdict = judge(odd_text, SPREAD)
    assert verdict.kind in ("mistake", "differs", "error")
    space = {"np": np}
    exec("def spread(x, f=lambda: missing): return -np.abs(x)", space)
    assert "sign" not in judge(space["spread"], SPREAD).words.partition("\n")[0]
