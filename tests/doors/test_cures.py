"""Whatever is no array of numbers: the line in the error message is carried out, and then the values are right."""

import re
from decimal import Decimal

import dask
import dask.array as da
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import lrcourse as lr
from lrcourse import inputs

NA = pd.NA
DAYS = pd.to_datetime(["2024-03-01", "2024-03-02", "2024-03-05"])


def cure(call, X, t, error=(TypeError, ValueError)):
    """X and t after the lines in one message after the other have been carried out, and the messages."""
    names, messages = {"X": X, "t": t, "np": np, "pd": pd}, []
    for _ in range(4):
        try:
            call(names["X"], names["t"])
            break
        except error as problem:
            messages.append(str(problem))
            assert "\n" not in messages[-1]
            exec(line_in(messages[-1]), names)
    else:
        raise AssertionError(messages)
    return names["X"], names["t"], messages


def line_in(message):
    """The line of code in a message: from the first assignment to the end of its sentence."""
    if use := re.search(r"Use (np\.ravel\((\w)\))", message):
        return f"{use[2]} = {use[1]}"
    start = re.search(r"(keep|rows|X, t|X|t) = ", message).start()
    return re.split(r"\.(?: |$)", message[start:])[0]


def checked(X, t):
    return inputs.samples(X, t)


def becomes(X, t, values, targets, *words):
    """After the cures X and t are these; the first message contains the words."""
    X, t, messages = cure(checked, X, t)
    assert messages
    for word in words:
        assert word in messages[0]
    X, t = checked(X, t)
    np.testing.assert_array_equal(X, values)
    np.testing.assert_array_equal(t, targets)


# -- kinds of arrays -----------------------------------------------------------------------------------------------


def test_masked_rows_are_left_out():
    X = np.ma.masked_array([[1.0, 2], [3, 4], [5, 6]], [[0, 0], [0, 1], [0, 0]])
    becomes(X, [0, 1, 1], [[1, 2], [5, 6]], [0, 1], "X is a masked array", "mask would be lost")
    becomes(X.data, np.ma.masked_array([0, 1, 1], [0, 0, 1]), [[1, 2], [3, 4]], [0, 1], "t is a masked array")
    becomes(np.ma.masked_array(X.data), np.ma.masked_array([0, 1, 1]), X.data, [0, 1, 1])
    becomes(X, np.ma.masked_array([0, 1, 1], [1, 0, 0]), [[5, 6]], [1])  # both masks count


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_sparse_and_np_matrix():
    X = np.array([[0.0, 2], [0, 0], [5, 0]])
    becomes(sparse.csr_matrix(X), [0, 1, 1], X, [0, 1, 1], "X is sparse (csr_matrix, shape (3, 2))")
    becomes(sparse.coo_array(X), sparse.csr_matrix([[0], [1], [1]]), X, [0, 1, 1])
    becomes(np.matrix(X), np.matrix([0, 1, 1]), X, [0, 1, 1], "X is an np.matrix")
    with pytest.raises(TypeError, match=r"X = X\.toarray\(\)\. But 8 GB is a lot: choose fewer columns first"):
        inputs.matrix(sparse.csr_matrix((10**5, 10**4)))


def test_shapes():
    becomes([[1.0], [2]], [[0], [1]], [[1], [2]], [0, 1], "(N, 1) and (N,) do not mix in NumPy")
    becomes([[1.0], [2]], pd.DataFrame({"t": [0, 1]}), [[1], [2]], [0, 1], "Use np.ravel(t)")
    becomes([[1.0], [2]], lr.features.one_hot(["no", "yes"]), [[1], [2]], [0, 1], "Only one column is needed")
    with pytest.raises(
        ValueError, match=r"Use np\.reshape\(X, \(-1, 1\)\)\. One sample\? Use np\.reshape\(X, \(1, -1\)\)"
    ):
        inputs.matrix([1.0, 2])
    assert inputs.matrix(np.reshape([1.0, 2], (-1, 1))).shape == (2, 1)
    assert inputs.matrix(np.reshape([1.0, 2], (1, -1))).shape == (1, 2)


# -- text ----------------------------------------------------------------------------------------------------------


def test_categories_in_a_table_get_columns():
    X = pd.DataFrame({"age": [30, 40, 50], "city": ["Rome", "Oslo", "Rome"], "sex": ["f", "m", "m"]})
    becomes(
        X, [0, 1, 1], [[30, 1, 0], [40, 0, 1], [50, 1, 1]], [0, 1, 1], "column 'city' contains text, such as 'Rome'"
    )
    becomes(X.astype({"city": "category"}), [0, 1, 1], [[30, 1, 0], [40, 0, 1], [50, 1, 1]], [0, 1, 1])
    becomes(X.assign(age=["30", "40", "50"]), [0, 1, 1], [[30, 1, 0], [40, 0, 1], [50, 1, 1]], [0, 1, 1])
    becomes(X.set_axis([0, 1, 2], axis=1), [0, 1, 1], [[30, 1, 0], [40, 0, 1], [50, 1, 1]], [0, 1, 1], "column 1")


def test_categories_in_an_array_get_columns():
    rows = [[30, "Rome"], [40, "Oslo"], [50, "Rome"]]
    for X in (rows, np.array(rows), np.array(rows, dtype=object), np.array(rows).astype(bytes)):
        becomes(X, [0, 1, 1], [[30, 1], [40, 0], [50, 1]], [0, 1, 1], "column", "contains text, such as")


def test_numbers_that_are_written_as_text():
    X = pd.DataFrame({"zip": ["10115", "80331"], "x": [1.0, 2.0]})
    becomes(X, [0, 1], [[10115, 1], [80331, 2]], [0, 1], "column 'zip' contains text, such as '10115'", "one_hot")
    for rows in (
        [["1", 2], ["3.5", 4]],
        np.array([["1", "2"], ["3.5", "4"]]),
        np.array([[b"1", b"2"], [b"3.5", b"4"]]),
    ):
        becomes(rows, [0, 1], [[1, 2], [3.5, 4]], [0, 1], "Are these numbers? Then X = np.asarray(X, dtype=float)")


def test_dates_and_what_else_is_no_number():
    X = pd.DataFrame({"day": DAYS, "x": [1, 2, 3]})
    becomes(X, [0, 1, 1], [[0, 1], [1, 2], [4, 3]], [0, 1, 1], "column 'day' contains dates")
    becomes(X.set_axis([0, 1], axis=1), [0, 1, 1], [[1], [2], [3]], [0, 1, 1], "column 0 contains Timestamp")
    becomes(X.assign(day=DAYS.date), [0, 1, 1], [[1], [2], [3]], [0, 1, 1], "column 'day' contains datetime.date")
    becomes(
        DAYS.to_numpy().reshape(3, 1), [0, 1, 1], [[0], [1], [4]], [0, 1, 1], "must contain numbers; it contains dates"
    )
    becomes([[1 + 0j], [2j]], [0, 1], [[1], [0]], [0, 1], "without an imaginary part")
    np.testing.assert_array_equal(inputs.matrix(pd.DataFrame({"a": [Decimal("1.5"), Decimal(2)]})), [[1.5], [2]])


@pytest.mark.parametrize(
    "t",
    [
        ["no", "yes", "yes"],
        np.array(["no", "yes", "yes"]),
        np.array([["no"], ["yes"], ["yes"]]),
        np.array(["no", "yes", "yes"], dtype=object),
        np.array([b"no", b"yes", b"yes"]),
        pd.Series(["no", "yes", "yes"]),
        pd.Series(["no", "yes", "yes"], dtype="string"),
        pd.Series(["no", "yes", "yes"], dtype="category"),
        pd.DataFrame({"answer": ["no", "yes", "yes"]}),
    ],
)
def test_text_targets(t):
    _, t, messages = cure(checked, [[1], [2], [3]], t)
    words = r"it contains text: b?'no', b?'yes'\. Say which is 1: t = \(np\.ravel\(t\) == b?'yes'\)"
    assert re.search(words, messages[0])
    np.testing.assert_array_equal(t, [0, 1, 1])


def test_more_classes_blank_labels_and_other_numbers():
    X = np.arange(4).reshape(-1, 1)
    becomes(X, list("abca"), X, [0, 0, 1, 0], "it contains text: 'a', 'b', 'c'. One class against the rest?")
    becomes(X, ["no", None, "yes", np.nan], X[[0, 2]], [0, 1], "t contains a blank, first at t[1]")
    becomes(X, pd.Series(["no", NA, "yes", "no"], dtype="string"), X[[0, 2, 3]], [0, 1, 0], "t contains a blank")
    becomes(
        X, [1, 2, 2, 1], X, [0, 1, 1, 0], "t must contain only 0 and 1; it also contains 2.", "Code the two classes"
    )
    becomes(X, [-1, 1, 1, -1], X, [0, 1, 1, 0], "it also contains -1")
    becomes(X, [0, 1, 2, 5], X, [0, 0, 0, 1], "One class against the rest?")
    becomes(X, [0.25, 0.75, 0.5, 0.3], X, [0, 1, 0, 0], "quantities rather than classes? Then choose a threshold")
    becomes(X, np.arange(4) * 1e7 + 0.5, X, [0, 0, 1, 1], "threshold")


# -- gaps ----------------------------------------------------------------------------------------------------------

KINDS = {"Int64": [1, NA, 3], "Float64": [1.5, NA, 3.0], "boolean": [True, NA, False], "float64": [1, np.nan, 3]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_with_blanks(kind):
    X = pd.DataFrame({"a": pd.array(KINDS[kind], dtype=kind), "b": [4, 5, 6]}, index=[7, 8, 9])
    rows = np.array([[KINDS[kind][0], 4], [KINDS[kind][2], 6]], dtype=float)
    words = "X contains missing values in column 'a', first in row 8.", "Or call dropna() on the whole table before"
    becomes(X, [0, 1, 1], rows, [0, 1], *words)
    becomes(X, pd.Series([0, 1, 1], index=[7, 8, 9]), rows, [0, 1], *words)
    whole = X.assign(t=[0, 1, 1]).dropna()
    kept, t = checked(whole[["a", "b"]], whole["t"])
    np.testing.assert_array_equal(kept, rows)
    np.testing.assert_array_equal(t, [0, 1])


def test_a_table_of_pyarrow_with_blanks():
    pytest.importorskip("pyarrow")
    X = pd.DataFrame({"a": pd.array([1, NA, 3], dtype="int64[pyarrow]"), "b": [4, 5, 6]})
    becomes(X, [0, 1, 1], [[1, 4], [3, 6]], [0, 1], "X contains missing values in column 'a'")


def test_targets_with_blanks():
    X = np.arange(3).reshape(-1, 1)
    for t in (pd.Series([1, NA, 0], dtype="Int64"), pd.Series([1, np.nan, 0]), [1, None, 0], [1, NA, 0]):
        becomes(X, t, X[[0, 2]], [1, 0], "t contains", "first")
        becomes(pd.DataFrame(X), t, X[[0, 2]], [1, 0])


def test_arrays_with_nan_or_infinity():
    for X in ([[1, np.nan], [2, 3], [np.inf, 5]], [[1, None], [2, 3], [np.inf, 5]]):
        for kind in (list, np.array, np.float32):
            becomes(kind(X), [0, 1, 1], [[2, 3]], [1], "X contains NaN or infinity, first at X[0, 1]")
    becomes([[1, NA], [2, 3]], [0, 1], [[2, 3]], [1], "X contains NaN or infinity, first at X[0, 1]")
    becomes(pd.DataFrame({"a": [1, np.inf]}), [0, 1], [[1]], [0], "X contains infinity in column 'a', first in row 1")
    many = pd.DataFrame(np.where(np.eye(8) > 0, np.nan, 1.0)).iloc[:7]
    with pytest.raises(ValueError, match=r"in columns 0, 1, 2, 3, 4 \.\.\., first in row 0"):
        inputs.matrix(many)


def test_gaps_in_other_arguments():
    for y in ([0.5, np.nan, 1], np.array([0.5, None, 1])):
        with pytest.raises(ValueError, match=r"y contains NaN or infinity, first at y\[1\]") as caught:
            inputs.probabilities(y)
        names = {"y": y, "np": np, "pd": pd}
        exec(re.search(r"keep = .*(?=; do)", str(caught.value))[0], names)
        np.testing.assert_array_equal(inputs.probabilities(names["y"]), [0.5, 1])
    with pytest.raises(ValueError, match=r"a contains NaN, first at a\[0\]") as caught:
        lr.sigmoid([np.nan, np.inf])
    names = {"a": [np.nan, np.inf], "np": np}
    exec(re.search(r"keep = .*(?=; do)", str(caught.value))[0], names)
    assert lr.sigmoid(names["a"]).tolist() == [1]
    with pytest.raises(ValueError, match=r"a contains NaN\. Where does it come from"):
        lr.sigmoid(np.nan)
    with pytest.raises(ValueError, match=r"must contain probabilities, from 0 to 1; y\[1\] is 3.*y = lr\.sigmoid\(y\)"):
        inputs.probabilities([0, 3])
    assert inputs.probabilities(lr.sigmoid([0, 3]))[0] == 0.5
    visits = lr.datasets.make_ecommerce(5, 0).astype({"visit_duration": float})
    visits.loc[2, "visit_duration"] = np.nan
    with pytest.raises(ValueError, match=r"first in row 2\. Leave such rows out: visits = visits\.dropna\(\)\."):
        lr.datasets.ecommerce_matrix(visits)
    assert len(lr.datasets.ecommerce_matrix(visits.dropna())) == 4


# -- pairs ---------------------------------------------------------------------------------------------------------

TABLE = pd.DataFrame({"x": [1.0, 2, 3, 4], "t": [0, 1, 1, 0]}, index=[10, 11, 12, 13])


def test_rows_in_another_order_are_reported():
    X, t = TABLE[["x"]], TABLE["t"].loc[[11, 10, 13, 12]]
    becomes(X, t, X, [0, 1, 1, 0], "at place 0, X has the row labelled 10 and t has 11. Pair them by their labels")
    with pytest.raises(ValueError, match=r"is the order right, whatever the labels say\? Then t = t\.to_numpy\(\)\."):
        inputs.samples(X, t)
    assert inputs.samples(X, t.to_numpy())[1].tolist() == [1, 0, 0, 1]


def test_rows_that_only_one_of_them_has():
    X, t = TABLE[["x"]], TABLE["t"]
    becomes(X.drop(index=11), t, [[1], [3], [4]], [0, 1, 0], "X has the row labelled 12 and t has 11")
    becomes(X, t.drop(index=11), [[1], [3], [4]], [0, 1, 0], "Pair them by their labels: X = X.loc[t.index]")
    becomes(X.drop(index=10), t.drop(index=11), [[3], [4]], [1, 0], "rows = X.index.intersection(t.index)")
    with pytest.raises(ValueError, match="do not belong together") as caught:
        inputs.samples(pd.concat([X, X]), pd.concat([t, t[::-1]]))  # a label that occurs twice pairs nothing
    assert "Pair them" not in str(caught.value)
    assert "Then t = t.to_numpy()" in str(caught.value)


def test_labels_that_say_nothing_are_no_offence():
    X, t = TABLE[["x"]], TABLE["t"]
    for fits in (
        (X, t),
        (X, t.reset_index(drop=True)),
        (X.reset_index(drop=True), t),
        (X.to_numpy(), t[::-1]),
        (X, [0, 1, 1, 0]),
    ):
        assert len(inputs.samples(*fits)[1]) == 4
    fresh = X.head(3).reset_index(drop=True)  # counted anew: which rows these were cannot be seen
    with pytest.raises(ValueError, match="t has 4 targets; needed: 3"):
        inputs.samples(fresh, t.reset_index(drop=True))


def test_the_gaussian_solution_pairs_nothing_by_chance():
    birds = lr.datasets.load_penguins().dropna()
    X, t = birds[["bill_length_mm", "bill_depth_mm"]], (birds["species"] == "Gentoo").astype(int)
    w, b = lr.gaussian_solution(X, t)
    mixed = t.sample(frac=1, random_state=6)
    with pytest.raises(ValueError, match=r"t = t\.loc\[X\.index\]"):
        lr.gaussian_solution(X, mixed)
    again = lr.gaussian_solution(X, mixed.loc[X.index])
    np.testing.assert_array_equal(again[0], w)
    assert again[1] == b


# -- Dask ----------------------------------------------------------------------------------------------------------


def test_dask_arrays_that_can_not_be_taken_as_they_are():
    X = np.array([[1.0, 2], [3, 4], [5, 6], [7, 8]])
    far, t = da.from_array(X, chunks=(3, 2)), da.from_array(np.array([0, 1, 1, 0]), chunks=3)
    becomes(far, t, X, [0, 1, 1, 0], "X is a Dask Array", "Does it fit in memory? Then X = X.compute()")
    lazily = lambda X, t: inputs.samples(X, t, lazy_ok=True)
    assert [part.shape for part in lazily(far, t)] == [(4, 2), (4,)]
    assert lazily(far.astype(int), t)[0].dtype == float
    some, same, messages = cure(lazily, far[far[:, 0] > 2], t[far[:, 0] > 2])
    assert "X is a Dask array of unknown length" in messages[0]
    np.testing.assert_array_equal(lazily(some, same)[0].compute(), X[1:])
    far, t, messages = cure(lazily, far.astype(str), t)
    assert "X must contain numbers; got a Dask array of type <U" in messages[0]
    np.testing.assert_array_equal(lazily(far, t)[0].compute(), X)
    with pytest.raises(TypeError, match=r"b is a Dask Array.*b = b\.compute\(\)"):
        lr.feedforward(X, [1, 1], far.sum())
    with pytest.raises(TypeError, match=r"X is a Dask Delayed.*X = X\.compute\(\)"):
        lr.feedforward(dask.delayed(X), [1, 1], 0)
    assert lr.feedforward(dask.delayed(X).compute(), [1, 1], 0).shape == (4,)
    with pytest.raises(ValueError, match="X is empty"):
        inputs.matrix(da.zeros((0, 2)), lazy_ok=True)


def far_away(value):
    return da.from_array(value, chunks=(300, *value.shape[1:])) if isinstance(value, np.ndarray) else value


X, T = lr.datasets.make_ravine(997, 91, condition=10)
A = lr.model.activation(X, [0.4, -0.2], 0.3)
Y = lr.sigmoid(A)
LAZY = {  # these work on arrays that lie anywhere (notebook 91)
    "activation": lambda X, t, y, a: lr.model.activation(X, [0.4, -0.2], 0.3),
    "sigmoid": lambda X, t, y, a: lr.sigmoid(a),
    "feedforward": lambda X, t, y, a: lr.feedforward(X, [0.4, -0.2], 0.3),
    "distance": lambda X, t, y, a: lr.model.distance(X, [0.4, -0.2], 0.3),
    "classify": lambda X, t, y, a: lr.classify(y),
    "cross_entropy": lambda X, t, y, a: lr.cross_entropy(t, y),
    "cross_entropy_with_logits": lambda X, t, y, a: lr.cross_entropy_with_logits(t, a),
    "log_likelihood": lambda X, t, y, a: lr.log_likelihood(t, y),
    "objective": lambda X, t, y, a: lr.objective(X, t, [0.4, -0.2], 0.3, l2=0.1),
    "gradient": lambda X, t, y, a: np.concatenate([np.ravel(part) for part in lr.gradient(X, t, y)]),
    "hessian": lambda X, t, y, a: lr.cost.hessian(X, y),
    "stable_learning_rate": lambda X, t, y, a: lr.stable_learning_rate(X),
}
HERE = {  # these need the numbers
    "gaussian_solution": lambda X, t, y, a: lr.gaussian_solution(X, t),
    "newton": lambda X, t, y, a: lr.newton(X, t),
    "lbfgs": lambda X, t, y, a: lr.lbfgs(X, t),
    "gradient_descent": lambda X, t, y, a: lr.gradient_descent(X, t, learning_rate=0.1, steps=2),
    "confusion": lambda X, t, y, a: lr.metrics.confusion(t, t),
    "profit": lambda X, t, y, a: lr.metrics.profit(t, y, 0.5, 1, 2),
    "roc": lambda X, t, y, a: lr.metrics.roc(t, y),
    "auc": lambda X, t, y, a: lr.metrics.auc(t, y),
    "calibration": lambda X, t, y, a: lr.metrics.calibration(t, y),
    "monomials": lambda X, t, y, a: lr.features.monomials(X, 2),
    "classes": lambda X, t, y, a: lr.plots.classes(X, t),
    "numerical_gradient": lambda X, t, y, a: lr.numerical_gradient(np.sum, y),
    "train_by_chunks": lambda X, t, y, a: lr.scale.train_by_chunks([(X, t)], [0.0, 0.0], 0.0, 0.1, 100),
}


@pytest.mark.parametrize("name", LAZY)
def test_what_takes_a_dask_array_is_right(name):
    here = LAZY[name](X, T, Y, A)
    there = LAZY[name](*map(far_away, (X, T, Y, A)))
    np.testing.assert_allclose(np.asarray(there), here, rtol=1e-12)


@pytest.mark.parametrize("name", HERE)
def test_what_takes_none_says_so_and_computes_nothing(name):
    def refuse(*_args, **_options):
        raise AssertionError("something was computed that need not be")

    with (
        dask.config.set(scheduler=refuse),
        pytest.raises(TypeError, match=r"(\w) is a Dask Array.*Then \1 = \1\.compute\(\)"),
    ):
        HERE[name](*map(far_away, (X, T, Y, A)))


@pytest.mark.parametrize(
    "call",
    [
        lambda t: lr.metrics.accuracy(t, t),
        lambda t: lr.metrics.majority(t),
        lambda t: lr.features.one_hot(t).sum(axis=0).tolist(),
        lambda t: [len(part) for part in lr.datasets.train_test_split(t, rng=1)],
    ],
)
def test_what_looks_at_labels_fetches_them(call):
    assert call(far_away(T)) == call(T)
