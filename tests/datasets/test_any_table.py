"""Anybody's table: what each column is taken for, and that X is what scikit-learn makes of the same training rows."""

import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import lrcourse as lr
from lrcourse.datasets import load_table
from lrcourse.datasets.columns import kind_of, nothing_new, values_of


def sessions(n=600, seed=0):
    """Visits to a shop: numbers, months as text, codes, a truth value, and whether somebody bought."""
    rng = np.random.default_rng(seed)
    visits = pd.DataFrame(
        {
            "Pages": rng.geometric(0.03, n),
            "Value": np.where(rng.random(n) < 0.8, 0, np.round(rng.exponential(26, n), 3)),
            "Month": rng.choice(["Mar", "May", "Nov", "Dec"], n, p=[0.2, 0.4, 0.3, 0.1]),
            "Region": rng.integers(1, 6, n),
            "Weekend": rng.random(n) < 0.25,
        }
    )
    return visits.assign(Revenue=rng.random(n) < lr.sigmoid(visits["Value"] / 12 - 1.5 + (visits["Month"] == "Nov")))


def ship(n=500, seed=1):
    """Passengers: row numbers, names, blanks in numbers and in texts, a copy of the target, a copy of a column."""
    rng = np.random.default_rng(seed)
    rank, sex = rng.integers(1, 4, n), rng.choice(["female", "male"], n, p=[0.4, 0.6])
    lived = (rng.random(n) < np.where(sex == "female", 0.7, 0.2)).astype(int)
    return pd.DataFrame(
        {
            "PassengerId": np.arange(1, n + 1),
            "Survived": lived,
            "Pclass": rank,
            "Name": [f"Family {k}, Mr. Given Name" for k in range(n)],
            "Sex": sex,
            "Age": np.where(rng.random(n) < 0.2, np.nan, rng.integers(1, 80, n)),
            "Fare": np.round(rng.exponential(30, n), 2),
            "Cabin": np.where(rng.random(n) < 0.7, None, [f"C{k}" for k in rng.integers(0, 150, n)]),
            "Embarked": np.where(rng.random(n) < 0.03, None, rng.choice(list("SCQ"), n)),
            "Class": np.array(["First", "Second", "Third"])[rank - 1],
            "Alive": np.where(lived == 1, "yes", "no"),
        }
    )


def flowers(n=50):
    names = np.repeat(["setosa", "versicolor", "virginica"], n)
    sizes = np.random.default_rng(2).normal(size=(3 * n, 2)) + 2 * np.repeat([0, 1, 2], n)[:, np.newaxis]
    return pd.DataFrame(sizes, columns=["sepal", "petal"]).assign(species=names)


def small(**columns):
    """A table of twelve rows with the target ``t``, 0 and 1 in turns."""
    return pd.DataFrame({"x": np.arange(12.0) ** 2, **columns, "t": np.arange(12) % 2})


def done(table, name):
    return table.report.loc[name, "what was done"]


def taken_for(table):
    return table.report["taken for"].to_dict()


def refused(*arguments, error=ValueError, **options):
    """The one line with which a table is refused."""
    with pytest.raises(error) as caught:
        load_table(*arguments, **{"rng": 5, **options})
    assert "\n" not in str(caught.value)
    return str(caught.value)


# -- the same matrices as scikit-learn's --


def oracle(table, numbers=(), categories=(), plain=()):
    """X_train and X_test by scikit-learn, fitted on the table's training rows; the columns by kind."""
    frames = [
        part.assign(
            **{name: part[name].astype(float) for name in plain}, **{name: part[name].fillna("") for name in categories}
        )
        for part in (table.train, table.test)
    ]
    most = [frames[0][name].mode()[0] for name in categories]
    encode = OneHotEncoder(drop=most, handle_unknown="ignore", sparse_output=False)
    steps = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), list(numbers)),
            ("blanks", MissingIndicator(features="missing-only"), list(numbers)),
            ("categories", encode, list(categories)),
            ("plain", "passthrough", list(plain)),
        ]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn says so if it meets what it does not know
        return steps.fit_transform(frames[0]).astype(float), steps.transform(frames[1]).astype(float)


def in_the_order_of(names, table):
    return [table.names.index(name) for name in names]


def test_sessions_are_the_matrices_of_scikit_learn():
    table = load_table(sessions(), "Revenue", rng=5)
    names = ["Pages", "Value", "Region", "Month=Dec", "Month=Mar", "Month=Nov", "Weekend"]
    assert sorted(names) == sorted(table.names)
    train, test = oracle(table, ["Pages", "Value", "Region"], ["Month"], ["Weekend"])
    np.testing.assert_allclose(table.X_train[:, in_the_order_of(names, table)], train, atol=1e-12)
    np.testing.assert_allclose(table.X_test[:, in_the_order_of(names, table)], test, atol=1e-12)


def test_blanks_are_the_matrices_of_scikit_learn():
    table = load_table(ship(), "Survived", rng=5, drop=["Class"])
    names = ["Pclass", "Age", "Fare", "Age is blank", "Sex=female", "Embarked is blank", "Embarked=", "Embarked="]
    reference = done(table, "Embarked").split("'")[1]
    names[-2:] = [f"Embarked={level}" for level in "CQS" if level != reference]
    assert sorted(names) == sorted(table.names)
    train, test = oracle(table, ["Pclass", "Age", "Fare"], ["Sex", "Embarked"])
    np.testing.assert_allclose(table.X_train[:, in_the_order_of(names, table)], train, atol=1e-12)
    np.testing.assert_allclose(table.X_test[:, in_the_order_of(names, table)], test, atol=1e-12)


def test_the_targets_are_those_of_the_rows_and_the_parts_make_the_whole():
    visits = sessions()
    table = load_table(visits, "Revenue", rng=5, test_size=0.25)
    np.testing.assert_array_equal(table.t_train, table.train["Revenue"].astype(int))
    np.testing.assert_array_equal(table.t_test, table.test["Revenue"].astype(int))
    assert sorted([*table.train.index, *table.test.index]) == list(range(600))
    assert len(table.test) == 150
    assert table.t_train.dtype == np.array([0]).dtype  # as the platform counts
    for k in (0, 1):  # each class has its share in both parts
        assert abs(np.sum(table.t_test == k) - np.sum(visits["Revenue"] == k) / 4) <= 0.5
    again = load_table(visits, "Revenue", rng=np.random.default_rng(5), test_size=0.25)
    np.testing.assert_array_equal(again.X_train, table.X_train)
    assert not load_table(visits, "Revenue", rng=6, test_size=0.25).train.index.equals(table.train.index)


def test_nothing_is_learnt_from_the_test_part():
    visits = sessions()
    table = load_table(visits, "Revenue", rng=5)
    changed = visits.copy()
    changed.loc[table.test.index, ["Pages", "Value"]] = 12_345
    changed.loc[table.test.index, "Month"] = "Never"
    other = load_table(changed, "Revenue", rng=5)
    np.testing.assert_array_equal(other.X_train, table.X_train)
    np.testing.assert_allclose(table.X_train[:, :2].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(table.X_train[:, :2].std(axis=0), 1, atol=1e-12)
    months = [name.startswith("Month=") for name in other.names]
    assert not other.X_test[:, months].any()  # what is not known counts as the reference
    assert done(other, "Month").endswith("test rows with a value that does not occur in the training part: 120")


def test_a_file_gives_what_its_frame_gives(tmp_path):
    for frame, target in ((sessions(), "Revenue"), (ship(), "Survived")):
        frame.to_csv(tmp_path / "own.csv", index=False)
        table, read = load_table(frame, target, rng=5), load_table(tmp_path / "own.csv", target, rng=5)
        np.testing.assert_array_equal(read.X_train, table.X_train)
        np.testing.assert_array_equal(read.t_test, table.t_test)
        assert read.names == table.names
        assert read.report.equals(table.report)
        assert (read.train.index == table.train.index + 2).all()  # the lines as an editor counts them
    assert load_table(str(tmp_path / "own.csv"), "Survived", rng=5).names == table.names


# -- what a column is taken for --


def test_the_columns_of_the_ship():
    table = load_table(ship(), "Survived", rng=5)
    assert taken_for(table) == {
        "PassengerId": "id",
        "Survived": "target",
        "Pclass": "number",
        "Name": "text",
        "Sex": "category",
        "Age": "number",
        "Fare": "number",
        "Cabin": "text",
        "Embarked": "category",
        "Class": "category",
        "Alive": "copy of the target",
    }
    assert list(table.report.index) == list(ship())
    assert table.report["blanks"].to_dict() == ship().isna().sum().to_dict()
    assert done(table, "PassengerId") == "left out: it only numbers the rows"
    assert done(table, "Alive") == "left out: it gives the answer away"
    assert "lr.words" in done(table, "Name")
    assert not {"PassengerId", "Alive", "Name", "Cabin"} & {name.split("=")[0] for name in table.names}
    age = table.train["Age"]
    assert f"blanks get the median, {age.median():.4g}, and a column of their own" in done(table, "Age")
    filled = age.fillna(age.median())
    assert f"(x - {filled.mean():.4g}) / {filled.std(ddof=0):.4g}" in done(table, "Age")
    assert table.X_train[:, table.names.index("Age is blank")].sum() == age.isna().sum()


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.5, 2, 3] * 4, "number"),
        (["1.5", " 2 ", "3e4"] * 4, "number"),
        (["1.5", "?", "-", "None", "", "NA"] * 2, "number"),
        ([1, None, 3] * 4, "number"),
        ([Decimal("1.5"), Decimal(2), None] * 4, "number"),
        ([1e100, -1e100, 5] * 4, "number"),
        ([np.inf, 1, 2] * 4, "number"),
        ([True, False, True] * 4, "yes or no"),
        (["Yes", "No", "Yes"] * 4, "yes or no"),
        (["Yes", "no", "YES"] * 4, "category"),
        (["n", "y", "y"] * 4, "yes or no"),
        ([0, 1, 1] * 4, "yes or no"),
        ([True, None, False] * 4, "category"),
        ([0, 1, None] * 4, "category"),
        (["+", "-", "-"] * 4, "category"),
        (["0", "1", "3+"] * 4, "category"),
        ([(1, 2), (3, 4), (3, 4)] * 4, "category"),
        ([["a"], ["b"], ["b"]] * 4, "category"),
        (["none", "some", "much"] * 4, "category"),
        ([None] * 12, "blank"),
        (["", " ", "n/a", "NaN"] * 3, "blank"),
        ([f"name {k}" for k in range(12)], "text"),
        ([f"2024-01-{k + 1:02}" for k in range(12)], "dates"),
        ([f"{k + 1}.3.2024 12:30" for k in range(12)], "dates"),
        (pd.date_range("2024-01-01", periods=12), "dates"),
        (pd.timedelta_range("1 day", periods=12), "text"),
        ([1 + 2j, 2.0, 3j] * 4, "category"),
        (pd.array([1, None, 3] * 4, dtype="Int64"), "number"),
        (pd.array([True, None, False] * 4, dtype="boolean"), "category"),
        (pd.array([1.5, 0, 0] * 4, dtype=pd.SparseDtype(float, 0)), "number"),
    ],
)
def test_kinds(values, kind):
    table = load_table(small(a=values), "t", rng=5)
    assert taken_for(table)["a"] == kind
    assert np.isfinite(table.X_train).all()
    assert any(name.split("=")[0].startswith("a") for name in table.names) == (kind not in ("blank", "text", "dates"))


def test_a_pandas_category_is_one_even_if_its_values_are_numbers():
    a = pd.Categorical([3, 1, 3] * 4)
    table = load_table(small(a=a), "t", rng=5)
    assert taken_for(table)["a"] == "category"
    assert table.names == ["x", "a=1"]
    np.testing.assert_array_equal(table.X_train[:, 1], table.train["a"] == 1)


def test_ids_are_told_by_their_names():
    rows = np.arange(100, 112)
    for name in ("id", "ID", "Unnamed: 0", "index", "user_id", "Loan ID", "customerID", "row"):
        assert kind_of(name, rows.astype(float), False) == "id"
    for name in ("hours", "paid", "valid", "grid"):
        assert kind_of(name, rows.astype(float), False) == "number"
    assert kind_of("id", rows / 2, False) == "number"
    assert kind_of("id", rows // 2 * 1.0, False) == "number"  # two rows share one


def test_codes_become_categories_when_asked():
    plain = load_table(sessions(), "Revenue", rng=5)
    assert "only 5 different numbers; if they are codes: categories=['Region']" in done(plain, "Region")
    table = load_table(sessions(), "Revenue", rng=5, categories=["Region"])  # what the report says
    assert taken_for(table)["Region"] == "category"
    most = table.train["Region"].mode()[0]
    rest = [k for k in range(1, 6) if k != most]
    assert [name for name in table.names if "Region" in name] == [f"Region={k}" for k in rest]
    columns = in_the_order_of([f"Region={k}" for k in rest], table)
    expected = table.train["Region"].to_numpy()[:, np.newaxis] == rest
    np.testing.assert_array_equal(table.X_train[:, columns], expected)


def test_texts_become_categories_when_asked():
    table = load_table(ship(), "Survived", rng=5)
    assert "to use them anyway: categories=['Cabin']" in done(table, "Cabin")
    table = load_table(ship(), "Survived", rng=5, categories="Cabin")
    known = table.train["Cabin"].dropna().unique()
    assert sum("Cabin" in name for name in table.names) == len(known)  # blank is the reference
    assert "the reference is blank" in done(table, "Cabin")
    np.testing.assert_array_equal(
        table.X_test[:, table.names.index("Cabin=C7")] if "C7" in known else 0, (table.test["Cabin"] == "C7") * 1.0
    )


def test_columns_are_left_out_when_asked():
    table = load_table(ship(), "Survived", rng=5, drop=["Age", "Class"])
    assert done(table, "Age") == "left out, as you asked"
    assert not {"Age", "Age is blank", "Class=First"} & set(table.names)


def test_more_than_fifty_texts_are_no_category():
    for count, kind in ((50, "category"), (51, "text")):
        column = pd.Series([f"town {k % count}" for k in range(300)])
        assert kind_of("town", values_of(column), False) == kind


def test_what_tells_nothing_new_is_left_out():
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(2, 80))
    gone = rng.random(80) < 0.2
    frame = pd.DataFrame({"a": a, "b": b, "sum": 3 * a - b + 7, "same": 5.0, "one": "word", "on": True})
    frame = frame.assign(c=np.where(gone, np.nan, b * a), d=np.where(gone, np.nan, a**2), t=rng.integers(0, 2, 80))
    table = load_table(frame, "t", rng=5)
    assert table.names == ["a", "b", "c", "c is blank", "d"]
    assert "left out: d is blank (constant, or it follows from columns before it)" in done(table, "d")
    assert "left out: sum" in done(table, "sum")
    for name in ("same", "one", "on"):
        assert done(table, name) == "left out: constant"
    assert np.linalg.matrix_rank(np.column_stack([table.X_train, np.ones(64)])) == 6


@pytest.mark.parametrize(("frame", "target"), [(sessions(), "Revenue"), (ship(), "Survived")])
def test_newton_needs_no_penalty(frame, target):
    table = load_table(frame, target, rng=5)
    history = lr.newton(table.X_train, table.t_train)
    assert history.converged
    dw, db = lr.gradient(table.X_train, table.t_train, lr.feedforward(table.X_train, *history.final))
    assert np.abs([*dw, db]).max() < 1e-8
    assert lr.newton(table.X_train, table.t_train, l2=0.1).converged


def test_what_is_nearly_but_not_quite_dependent_stays():
    begins = np.random.default_rng(4).uniform(1.7e9, 1.8e9, 200)
    ends = begins + np.random.default_rng(5).uniform(0, 3600, 200)  # what matters is how long it took
    assert not nothing_new(np.column_stack([begins, ends])).any()
    assert nothing_new(np.column_stack([begins, ends, ends - begins])).tolist() == [False, False, True]
    rng = np.random.default_rng(8)
    many = rng.normal(size=(400, 60)) @ rng.normal(size=(60, 90))  # 60 that are new, in any order
    many[:, 7] = 3
    assert np.flatnonzero(nothing_new(many)).tolist() == [7, *range(61, 90)]
    assert not nothing_new(many[:, :5]).any()
    wide = np.random.default_rng(6).normal(size=(3, 5))
    assert not nothing_new(wide).any()


def test_a_value_for_each_class_is_pointed_out():
    rng = np.random.default_rng(7)
    action = rng.integers(0, 4, 60)
    frame = pd.DataFrame({"x": rng.normal(size=60), "action": action, "bought": action == 3})
    table = load_table(frame, "bought", rng=5)
    assert "each of its values belongs to one class only: would you know it before the answer?" in done(table, "action")
    assert "belongs" not in done(table, "x")


def test_blanks_only_in_the_test_part():
    visits = sessions().astype({"Pages": float})
    table = load_table(visits, "Revenue", rng=5)
    row = table.test.index[0]
    visits.loc[row, "Pages"] = np.nan
    visits.loc[row, "Month"] = None
    other = load_table(visits, "Revenue", rng=5)
    assert other.names == table.names
    pages = table.train["Pages"]
    assert other.X_test[0, 0] == pytest.approx((pages.median() - pages.mean()) / pages.std(ddof=0))
    assert "blanks in the test part get the median" in done(other, "Pages")
    assert not other.X_test[0, [name.startswith("Month") for name in other.names]].any()
    assert other.report.loc["Pages", "blanks"] == 1


def test_blank_in_the_whole_training_part():
    visits = sessions()
    table = load_table(visits, "Revenue", rng=5)
    visits["rare"] = np.where(visits.index == table.test.index[0], 3.5, np.nan)
    other = load_table(visits, "Revenue", rng=5)
    assert done(other, "rare") == "left out: blank in the whole training part"
    np.testing.assert_array_equal(other.X_test, table.X_test)


# -- the target --


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ([True, False], ("False", "True")),
        (["TRUE", "FALSE"], ("False", "True")),
        (["yes", "no"], ("no", "yes")),
        (["Y", "N"], ("N", "Y")),
        ([1, 0], ("0", "1")),
        (["1.0", "0"], ("0", "1")),
        ([2, 1], ("1", "2")),
        ([-1, 1], ("-1", "1")),
        ([10, 9], ("9", "10")),
        (["ham", "spam"], ("ham", "spam")),
        (["M", "B"], ("B", "M")),
        (["+", "-"], ("+", "-")),
        ([0.5, 2], ("0.5", "2")),
    ],
)
def test_which_of_two_values_is_1(values, classes):
    frame = small().assign(t=values * 6)
    table = load_table(frame, "t", rng=5)
    assert table.classes == classes
    one = values_of(frame["t"]) == values_of(pd.Series([classes[1]]))[0]
    np.testing.assert_array_equal(table.t_train, one[table.train.index])
    assert done(table, "t") == f"1 for {classes[1]}, 0 for {classes[0]}"
    other = load_table(frame, "t", rng=5, positive=values_of(pd.Series([classes[0]]))[0])
    assert other.classes == classes[::-1]


@pytest.mark.parametrize(
    ("values", "positive"), [([True, False], False), ([2, 1], 1), ([2, 1], "1"), (["b", "a"], "a")]
)
def test_positive_as_it_is_written_or_as_a_value(values, positive):
    table = load_table(small().assign(t=values * 6), "t", rng=5, positive=positive)
    assert table.classes == (str(values[0]), str(values[1]))


def test_rows_without_an_answer_are_left_out():
    frame = ship()
    frame.loc[[3, 7, 11], "Survived"] = np.nan
    table = load_table(frame, "Survived", rng=5)
    assert not {3, 7, 11} & {*table.train.index, *table.test.index}
    assert len(table.train) + len(table.test) == 497
    assert done(table, "Survived").endswith("3 rows without it left out")
    assert table.report.loc["Survived", "blanks"] == 3


# -- what is shown --


def test_the_summary_says_classes_rows_and_the_majority():
    table = load_table(ship(), "Survived", rng=5)
    text = repr(table)
    assert f"400 rows to learn from, 100 to test on; X has {len(table.names)} columns." in text
    assert "t = 1 means that Survived is 1; t = 0, that it is 0." in text
    assert f"If you always answer '0', you are right on {np.mean(table.t_test == 0):.1%} of the test rows." in text
    for name in ship():
        assert f"\n{name} " in text
    html = table._repr_html_()
    for part in ("<table", "PassengerId", done(table, "Age")):
        assert part in html
    assert "<b>" not in load_table(small().rename(columns={"t": "<b>"}), "<b>", rng=5)._repr_html_()


def test_two_names_alike_get_a_number_and_blank_ones_their_place(tmp_path):
    frame = small(a=[1, 5, 7] * 4)
    frame.columns = ["a", "a", "t"]
    assert load_table(frame, "t", rng=5).names == ["a", "a.1"]
    (tmp_path / "own.csv").write_text("," + "a,a,t\n" + "".join(f"{k},{k % 3},{k**2},{k % 2}\n" for k in range(12)))
    table = load_table(tmp_path / "own.csv", "t", rng=5)
    assert taken_for(table) == {"Unnamed: 0": "id", "a": "number", "a.1": "number", "t": "target"}
    numbers = small().rename(columns={"x": 0, "t": 1})
    assert load_table(numbers, 1, rng=5).names == load_table(numbers, np.int64(1), rng=5).names == ["0"]


# -- other rows --


@pytest.mark.parametrize(("frame", "target"), [(sessions(), "Revenue"), (ship(), "Survived")])
def test_encode_treats_other_rows_alike(frame, target, tmp_path):
    table = load_table(frame, target, rng=5)
    np.testing.assert_array_equal(table.encode(table.test), table.X_test)
    np.testing.assert_array_equal(table.encode(frame.loc[table.train.index].drop(columns=target)), table.X_train)
    one = pd.DataFrame([table.test.iloc[3].to_dict()])
    np.testing.assert_array_equal(table.encode(one), table.X_test[3:4])
    frame.to_csv(tmp_path / "own.csv", index=False)
    read = load_table(tmp_path / "own.csv", target, rng=5)
    np.testing.assert_array_equal(read.encode(frame.loc[table.test.index]), read.X_test)
    assert frame.equals(frame.copy())


def test_encode_refuses_what_does_not_fit():
    table = load_table(ship(), "Survived", rng=5)
    with pytest.raises(ValueError, match=r"rows: missing columns Sex, Age\."):
        table.encode(ship().drop(columns=["Sex", "Age"]))
    with pytest.raises(ValueError, match=r"rows: column 'Fare' contains 'free'; it must contain numbers"):
        table.encode(ship().assign(Fare=["free"] * 499 + [3]))
    row = ship().iloc[0].to_dict()
    with pytest.raises(TypeError, match=r"got dict\. For one row as a dict: pd\.DataFrame\(\[row\]\)"):
        table.encode(row)
    assert table.encode(pd.DataFrame([row])).shape == (1, len(table.names))  # the cure
    blank = table.encode(ship().assign(Fare="?"))
    fare = table.train["Fare"]
    expected = (fare.median() - fare.mean()) / fare.std(ddof=0)
    np.testing.assert_allclose(blank[:, table.names.index("Fare")], expected)


# -- errors, and that each cure works --


def cure(message, begin, end="."):
    """The code of a message, from ``begin`` to the last ``end``."""
    return begin + message.split(begin, 1)[1].rsplit(end, 1)[0]


def test_three_classes_name_the_argument_that_helps():
    message = refused(flowers(), "species")
    assert (
        "species contains 3 different values, ['setosa', 'versicolor', 'virginica']; two classes are needed" in message
    )
    argument = cure(message, "positive=")
    table = eval(f"load_table(flowers(), 'species', rng=5, {argument})")
    assert table.classes == ("not virginica", "virginica")
    np.testing.assert_array_equal(table.t_test, table.test["species"] == "virginica")
    assert len(table.test) == 30


def test_a_wrong_positive_names_the_right_one():
    message = refused(flowers(), "species", positive="Setosa")
    assert "species is never 'Setosa'" in message
    table = eval(f"load_table(flowers(), 'species', rng=5, {cure(message, 'positive=', '?')})")
    assert table.classes == ("not setosa", "setosa")
    message = refused(sessions(), "Revenue", positive=1)
    assert eval(f"load_table(sessions(), 'Revenue', rng=5, {cure(message, 'positive=')})").classes[1] == "True"


@pytest.mark.parametrize("from_file", [True, False])
def test_a_target_of_amounts_is_cut_in_two(tmp_path, from_file):
    frame = ship()
    frame.loc[5, "Fare"] = np.nan
    frame.to_csv(tmp_path / "own.csv", index=False)
    message = refused(tmp_path / "own.csv" if from_file else frame, "Fare")
    assert "different numbers; two classes are needed" in message
    names = {"frame": frame, "pd": pd}
    exec(cure(message, "frame = "), names)
    table = load_table(names["frame"], "Fare", rng=5)
    share = np.append(table.t_train, table.t_test).mean()
    assert 0.4 < share < 0.6
    original = ship()["Fare"]
    assert original[table.train.index][table.t_train == 1].min() > original[table.train.index][table.t_train == 0].max()
    assert 5 not in [*table.train.index, *table.test.index]


def test_a_missing_target_names_the_near_one(tmp_path):
    sessions().to_csv(tmp_path / "own.csv", index=False)
    for source in (sessions(), tmp_path / "own.csv"):
        message = refused(source, "revenue")
        assert "The columns are Pages, Value, Month, Region, Weekend, Revenue." in message
        table = eval(f"load_table(source, rng=5, {cure(message, 'target=', '?')})", globals(), {"source": source})
        assert table.target == "Revenue"
    assert "Did you mean" not in refused(sessions(), "xyz")


def test_a_target_that_is_there_twice(tmp_path):
    frame = pd.concat([small(), small()[["t"]]], axis=1)
    message = refused(frame, "t")
    assert "2 columns are called 't'" in message
    names = {"frame": frame}
    exec(cure(message, "frame = "), names)
    assert load_table(names["frame"], "t", rng=5).names == ["x"]
    frame.to_csv(tmp_path / "own.csv", index=False)
    assert "'t'" in refused(tmp_path / "own.csv", "t")


def test_one_value_one_row_and_no_row():
    assert "t contains only '1'" in refused(small().assign(t=1), "t")
    assert "t contains no value" in refused(small().assign(t=None), "t")
    assert "t contains no value" in refused(small()[:0], "t")
    assert "t contains only '0'" in refused(small()[:1], "t")
    message = refused(small().assign(t=[0] * 11 + [1]), "t")
    assert "t is '1' in one row only; at least two are needed" in message
    frame = pd.concat([small().assign(t=[0] * 11 + [1])] * 2)  # more rows
    assert load_table(frame, "t", rng=5).t_train.sum() == 1


def test_numbers_too_large_or_too_small_for_a_float():
    for value in (1e300, 1e-200, 5e-324):
        message = refused(small(a=[value, 2 * value, 3 * value] * 4), "t")
        assert message.startswith("column 'a': its largest number is ")
        frame = small(a=[value, 2 * value, 3 * value] * 4)
        table = eval(f"load_table(frame, 't', rng=5, {cure(message, 'drop=')})", globals(), {"frame": frame})
        assert table.names == ["x"]


def test_nothing_left_to_learn_from_says_why_and_what_makes_columns_of_words(tmp_path):
    rng = np.random.default_rng(8)
    words = {"ham": ["see", "you", "at", "home", "soon"], "spam": ["win", "cash", "now", "free", "prize"]}
    label = rng.choice(["ham", "spam"], 80)
    frame = pd.DataFrame({"label": label, "message": [" ".join(rng.choice(words[kind], 7)) for kind in label]})
    frame.loc[4, "message"] = None
    frame.to_csv(tmp_path / "spam.csv", index=False)
    for source in (frame, tmp_path / "spam.csv"):
        message = refused(source, "label")
        assert "No column is left to learn from. 'message' (text) is left out" in message
        names = {"lr": lr, "pd": pd, "frame": frame}
        code = message.split("Columns of words: ")[1].rstrip(".")
        exec(code, names)
        X = names["X"]
        assert X.shape == (80, 10)
        assert (X.sum(axis=1) == np.where(np.arange(80) == 4, 0, 7)).all()
    assert "No column is left" in refused(small()[["t"]], "t")
    assert "'id' (id) is left out: it only numbers the rows." in refused(small(id=range(12))[["id", "t"]], "t")


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ([f"{k},5" for k in range(12)], np.arange(12) + 0.5),
        ([f"${k},200" for k in range(1, 13)], 1200 + 1000.0 * np.arange(12)),
        ([f"{k} %" for k in range(12)], np.arange(12.0)),
        ([f"{k}'000.5" for k in range(1, 13)], 1000.5 + 1000.0 * np.arange(12)),
    ],
)
def test_numbers_as_people_write_them(written, values):
    table = load_table(small(a=written), "t", rng=5)
    assert "numbers in a different notation" in done(table, "a")
    names = {"frame": small(a=written)}
    exec("frame['a'] = " + done(table, "a").split("frame['a'] = ")[1], names)
    assert names["frame"]["a"].tolist() == values.tolist()
    assert taken_for(load_table(names["frame"], "t", rng=5))["a"] == "number"


def test_dates_become_a_month():
    dates = [f"2024-{k % 3 + 1:02}-{k + 1:02}" for k in range(12)]
    table = load_table(small(day=dates), "t", rng=5)
    names = {"frame": small(day=dates), "pd": pd}
    exec("frame['day'] = " + done(table, "day").split("frame['day'] = ")[1], names)
    table = load_table(names["frame"], "t", rng=5)
    assert taken_for(table)["day"] == "category"
    assert {name for name in table.names if "day" in name} < {"day=January", "day=February", "day=March"}


def test_a_file_of_another_form_is_refused_with_the_line_that_converts_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame = flowers()
    right = load_table(frame, "species", positive="setosa", rng=5)
    frame.to_csv("semicolons.csv", sep=";", decimal=",", index=False)
    frame.to_csv("utf16.csv", encoding="utf-16", index=False)
    (tmp_path / "title.csv").write_text("Flowers of 2024\n" + frame.to_csv(index=False))
    for name in ("semicolons.csv", "utf16.csv", "title.csv"):
        message = refused(name, "species")
        exec("pd.read_csv(" + message.split("pd.read_csv(")[1].rstrip("."), {"pd": pd})
        table = load_table("converted.csv", "species", positive="setosa", rng=5)
        np.testing.assert_allclose(table.X_test, right.X_test, rtol=1e-12)
        (tmp_path / "converted.csv").unlink()


def test_a_file_without_names(tmp_path):
    path = tmp_path / "iris.data"
    flowers().to_csv(path, header=False, index=False)
    message = refused(path, "species")
    assert "the first line contains numbers" in message
    code = "lr.datasets.load_table(" + message.split("lr.datasets.load_table(")[1].rstrip(".")
    table = eval(code.replace("rng=5", "rng=5, positive='setosa'"))
    np.testing.assert_allclose(table.X_test, load_table(flowers(), "species", positive="setosa", rng=5).X_test)


def test_files_that_are_no_table(tmp_path):
    (tmp_path / "own.csv").write_text("a,t\n1,0\n2\n")
    assert "line 3: 1 value, but the first line names 2 columns" in refused(tmp_path / "own.csv", "t")
    (tmp_path / "own.csv").write_text("a,t\n")
    assert "t contains no value" in refused(tmp_path / "own.csv", "t")
    (tmp_path / "own.csv").write_text("")
    assert "own.csv is empty" in refused(tmp_path / "own.csv", "t")
    assert "Did you mean own.csv?" in refused(tmp_path / "owm.csv", "t", error=FileNotFoundError)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "words"),
    [
        ((5, "t"), {}, TypeError, "path must be the name of a CSV file, or a pandas DataFrame; got int"),
        (([[1, 2]], "t"), {}, TypeError, "got list"),
        ((small(), None), {}, TypeError, "target must be the name of a column; got NoneType"),
        ((small(), ["t"]), {}, TypeError, "target must be the name of a column; got list"),
        ((small(), "t"), {"rng": None}, TypeError, "rng must be"),
        ((small(), "t"), {"drop": 2.5}, TypeError, "drop must be a list of column names; got float"),
        ((small(), "t"), {"categories": ["X"]}, ValueError, "Did you mean categories=['x']?"),
        ((small(), "t"), {"drop": ["nothing"]}, ValueError, "drop: there is no column 'nothing'. The columns are x, t"),
        ((small(), "t"), {"test_size": 2}, ValueError, "test_size must be from 0 to 1"),
    ],
)
def test_bad_arguments_get_one_clear_error(arguments, options, error, words):
    assert words in refused(*arguments, error=error, **options)


def test_what_does_not_fit_into_the_memory(monkeypatch):
    monkeypatch.setattr("lrcourse.datasets.any_table.MOST", 200)
    frame = small(a=[f"name {k}" for k in range(12)])
    frame = pd.concat([frame] * 3, ignore_index=True)
    message = refused(frame, "t")
    assert "X would have 12 columns and 36 rows" in message
    assert eval(f"load_table(frame, 't', rng=5, {cure(message, 'drop=')})", globals(), {"frame": frame}).names == ["x"]


# -- odd tables --

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.decimals(allow_nan=False),
    st.dates(),
    st.text(max_size=4),
    st.sampled_from(["yes", "no", "?", "-", "1,5", "NA", "True", "0", "1"]),
    st.lists(st.integers(), max_size=2),
)
COLUMNS = st.one_of(
    st.lists(CELLS, min_size=20, max_size=20),
    st.lists(st.floats(), min_size=20, max_size=20),
    st.lists(st.sampled_from([1e300, -1e300, 0.0, 1e-300, None]), min_size=20, max_size=20),
    st.lists(st.sampled_from(["a", "b", None]), min_size=20, max_size=20).map(pd.Categorical),
    st.lists(st.sampled_from([True, False, None]), min_size=20, max_size=20),
    st.lists(st.datetimes(pd.Timestamp(1700, 1, 1), pd.Timestamp(2200, 1, 1)), min_size=20, max_size=20),
)


@given(
    columns=st.lists(COLUMNS, min_size=1, max_size=4),
    names=st.lists(st.sampled_from(["a", "b", "id", "", 1, None, ("a", 1)]), min_size=4, max_size=4),
    rows=st.integers(0, 20),
    answers=st.one_of(COLUMNS, st.just([0, 1] * 10), st.just(["yes", "no", None, "yes"] * 5)),
    seed=st.integers(0, 9),
)
def test_any_table_gives_finite_numbers_or_one_error(columns, names, rows, answers, seed):
    parts = [pd.Series(column, dtype=None if hasattr(column, "dtype") else object) for column in [*columns, answers]]
    frame = pd.concat(parts, axis=1)[:rows]
    frame.columns = pd.Index([*names[: len(columns)], "t"], dtype=object)
    try:
        table = load_table(frame, "t", rng=seed)
    except ValueError as error:
        assert str(error).startswith(("target: ", "column ", "No column is left"))  # noqa: PT017 (need not be raised)
        return
    assert len(table.X_train) + len(table.X_test) == len(frame) - table.report.loc["t", "blanks"]
    for X, t in ((table.X_train, table.t_train), (table.X_test, table.t_test)):
        assert X.shape == (len(t), len(table.names))
        assert X.dtype == float
        assert np.isfinite(X).all()
        assert set(t) == {0, 1}
    assert (np.ptp(table.X_train, axis=0) > 0).all()
    np.testing.assert_array_equal(table.encode(table.test), table.X_test)
    assert len(table.report) == len(columns) + 1
    assert "rows to learn from" in repr(table)
    if len(table.names) < len(table.X_train):
        full = np.column_stack([table.X_train, np.ones(len(table.X_train))])
        assert np.linalg.matrix_rank(full, tol=1e-9) == len(table.names) + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # few rows: a line may separate the classes
        lr.newton(table.X_train, table.t_train, l2=0.1)
