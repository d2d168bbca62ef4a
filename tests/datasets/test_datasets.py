import shutil
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import lrcourse as lr
from lrcourse.datasets import (
    ECOMMERCE_COLUMNS,
    ECOMMERCE_FEATURES,
    ECOMMERCE_WEIGHTS,
    data_file,
    ecommerce_matrix,
    ecommerce_probabilities,
    files,
    load_ecommerce,
    load_penguins,
    load_penguins_xy,
    make_clouds,
    make_donut,
    make_ecommerce,
    make_ravine,
    make_sparse,
    make_spirals,
    make_wave,
    make_xor,
    train_test_split,
)


def test_penguins():
    penguins = load_penguins()
    assert penguins.shape == (344, 8)
    assert penguins["species"].value_counts().to_dict() == {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}
    assert penguins.isna().sum().sum() == 4 * 2 + 11


def test_penguins_xy():
    X, t = load_penguins_xy()
    assert X.shape == (219, 2)
    assert (X.dtype, t.dtype) == (np.float64, np.intp)
    assert (t.sum(), t.size) == (68, 219)
    assert X[0].tolist() == [39.1, 18.7]
    X[0] = t[0] = 0  # the arrays are the caller's own


def test_penguins_xy_order_and_columns():
    X, t = load_penguins_xy(["Gentoo", "Adelie"], ["body_mass_g"])
    assert X.shape == (274, 1)
    assert X[t == 0].mean() > X[t == 1].mean()
    again = load_penguins_xy(pd.Series(["Gentoo", "Adelie"], index=[1, 0]), np.array(["body_mass_g"]))
    assert (again[0] == X).all()
    assert (again[1] == t).all()


@pytest.mark.parametrize(
    "species",
    [
        "Adelie",
        ("Adelie",),
        ("Adelie", "Adelie"),
        ("Adelie", "King"),
        ("Adelie", "Gentoo", "Chinstrap"),
        None,
        5,
        {"Adelie", "Gentoo"},
        (["Adelie"], ["Gentoo"]),
    ],
)
def test_penguins_xy_refuses_species(species):
    with pytest.raises(ValueError, match=r"species: got .* out of Adelie, Chinstrap, Gentoo"):
        load_penguins_xy(species)


@pytest.mark.parametrize("features", ["body_mass_g", (), ("island",), ("bill",), None, {"year"}, (1,)])
def test_penguins_xy_refuses_features(features):
    with pytest.raises(ValueError, match=r"features: got .* out of bill_length_mm"):
        load_penguins_xy(features=features)


def test_a_missing_data_file_is_named_with_its_cure():
    with pytest.raises(FileNotFoundError, match=r"whales\.csv is missing .* `git checkout -- data/whales\.csv`"):
        data_file("whales.csv")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hosts", r"..\x.csv", "make/penguins.py", "", "..", None])
def test_a_data_file_has_a_plain_name(name):
    with pytest.raises(ValueError, match="name must be a plain file name such as"):
        data_file(name)


def test_the_data_of_an_installed_package_come_first(tmp_path):
    """A wheel carries the data inside the package."""
    for folder in ("data", "datasets"):
        (tmp_path / "lrcourse" / folder).mkdir(parents=True)
    shutil.copy(data_file("penguins.csv"), tmp_path / "lrcourse" / "data")
    copy = shutil.copy(files.__file__, tmp_path / "lrcourse" / "datasets")
    spec = spec_from_file_location("elsewhere", copy)
    elsewhere = module_from_spec(spec)
    spec.loader.exec_module(elsewhere)
    assert elsewhere.data_file("penguins.csv").parent == tmp_path / "lrcourse" / "data"
    assert len(elsewhere.load_penguins()) == 344
    with pytest.raises(FileNotFoundError, match=r"ecommerce\.csv is missing"):
        elsewhere.data_file("ecommerce.csv")


def test_ecommerce_file_and_maker_agree_on_columns():
    visits = load_ecommerce()
    assert len(visits) == 5000
    assert list(visits) == list(ECOMMERCE_COLUMNS) == list(make_ecommerce(10, 0))
    assert visits.dtypes.equals(make_ecommerce(10, 0).dtypes)


def test_ecommerce_features_depend_on_each_other_as_the_card_says():
    visits = make_ecommerce(50_000, 1)
    mobile = visits.groupby("time_of_day")["is_mobile"].mean()
    np.testing.assert_allclose(mobile, [0.75, 0.45, 0.40, 0.60], atol=0.02)
    assert mobile.idxmax() == 0
    back = visits.groupby("is_returning_visitor")["n_products_viewed"].mean()
    assert back[1] > 1.5 * back[0]
    returning = visits.groupby("is_mobile")["is_returning_visitor"].mean()
    np.testing.assert_allclose(returning, [0.50, 0.35], atol=0.02)
    assert visits["visit_duration"].mean() > 1.5 * visits["visit_duration"].median()  # skewed
    assert (visits["visit_duration"] >= 0).all()
    np.testing.assert_allclose(visits["visit_duration"] * 10, np.round(visits["visit_duration"] * 10), atol=1e-9)


def test_ecommerce_eager_visitors_bounce_too():
    visits = load_ecommerce()
    act = 1 - ecommerce_probabilities(visits)[:, 0]
    bounced = visits["user_action"] == 0
    assert 0.45 < bounced.mean() < 0.55
    assert 0.02 < bounced[act >= 0.9].mean() < 0.05
    assert 0.04 < bounced[act >= 0.8].mean() < 0.08


def test_ecommerce_probabilities_are_the_formula():
    visits = make_ecommerce(20, 2)
    y = ecommerce_probabilities(visits)
    for row, visit in zip(y, visits.to_dict("records"), strict=True):
        x = visit | {
            name: visit["time_of_day"] == k for k, name in enumerate(["night", "morning", "afternoon", "evening"])
        }
        a = [
            ECOMMERCE_WEIGHTS["bias"][k] + sum(ECOMMERCE_WEIGHTS[f][k] * x[f] for f in ECOMMERCE_FEATURES)
            for k in range(4)
        ]
        np.testing.assert_allclose(row, np.exp(a) / np.exp(a).sum(), rtol=1e-12)


def test_ecommerce_actions_come_with_their_probabilities():
    visits = make_ecommerce(100_000, 3)
    y, k = ecommerce_probabilities(visits), visits["user_action"].to_numpy()
    np.testing.assert_allclose(np.bincount(k) / k.size, y.mean(axis=0), atol=0.005)
    group = np.digitize(y[:, 0], [0.25, 0.5, 0.75])
    for g in range(4):
        np.testing.assert_allclose((k[group == g] == 0).mean(), y[group == g, 0].mean(), atol=0.01)


@pytest.mark.parametrize("action", [1, 2, 3])
def test_ecommerce_weights_can_be_recovered_from_two_actions(action):
    """As the card says: bounce against one action is exactly logistic, with the published weights."""
    visits = make_ecommerce(100_000, 4)
    visits = visits[visits["user_action"].isin([0, action])]
    X, t = ecommerce_matrix(visits), visits["user_action"] == action
    scale = X.std(axis=0)
    fit = LogisticRegression(C=1e6, max_iter=1000).fit(X / scale, t)
    true = np.array([ECOMMERCE_WEIGHTS[name][action] for name in ECOMMERCE_FEATURES])
    y, Z = fit.predict_proba(X / scale)[:, 1], np.column_stack([X, np.ones(len(X))])
    error = np.sqrt(np.diag(np.linalg.inv((Z.T * (y * (1 - y))) @ Z)))[:-1]
    assert (np.abs(fit.coef_[0] / scale - true) < 4 * error).all()


def test_make_ecommerce_repeats_with_the_seed_only():
    a, b = make_ecommerce(200, np.random.default_rng(7)), make_ecommerce(200, 7)
    assert a.equals(b)
    assert not a.equals(make_ecommerce(200, 8))
    assert len(make_ecommerce(rng=0)) == 5000
    assert len(make_ecommerce(1, 0)) == 1


@pytest.mark.parametrize(("n", "error"), [(0, ValueError), (-3, ValueError), (2.5, TypeError), ("many", TypeError)])
def test_make_ecommerce_refuses_n(n, error):
    with pytest.raises(error, match="n must be"):
        make_ecommerce(n, 0)


@pytest.mark.parametrize("rng", [None, -1, 2.5, "5", True, np.random, np.random.RandomState(0), [1, 2]])
def test_a_missing_or_odd_rng(rng):
    words = r"rng must be np\.random\.default_rng\(5\) or a whole number from 0 up; got "
    with pytest.raises(TypeError, match=words):
        make_ecommerce(5, rng)
    with pytest.raises(TypeError, match=words):
        train_test_split([1, 2, 3], rng=rng)


def test_ecommerce_matrix_refuses():
    visits = make_ecommerce(5, 0)
    with pytest.raises(TypeError, match="visits must be a DataFrame, as from load_ecommerce; got ndarray"):
        ecommerce_matrix(visits.to_numpy())
    with pytest.raises(ValueError, match=r"missing columns is_mobile, time_of_day\. Needed: is_mobile, n_pro"):
        ecommerce_probabilities(visits.drop(columns=["is_mobile", "time_of_day"]))
    with pytest.raises(ValueError, match="given twice: the column is_mobile"):
        ecommerce_matrix(pd.concat([visits, visits[["is_mobile"]]], axis=1))
    with pytest.raises(ValueError, match=r"visits\['visit_duration'\] contains missing values, first in row 0"):
        ecommerce_matrix(visits.assign(visit_duration=np.nan))
    with pytest.raises(ValueError, match=r"is 7.* not among the categories"):
        ecommerce_matrix(visits.assign(time_of_day=7))


def test_split_keeps_rows_together_and_loses_none():
    X, t = np.arange(40).reshape(20, 2), np.arange(20)
    X_train, X_test, t_train, t_test = train_test_split(X, t, test_size=0.25, rng=np.random.default_rng(0))
    assert (len(X_train), len(X_test)) == (15, 5)
    assert (X_train[:, 0] == 2 * t_train).all()
    assert (X_test[:, 0] == 2 * t_test).all()
    assert sorted([*t_train, *t_test]) == list(range(20))
    assert t_train.tolist() != sorted(t_train)  # shuffled
    again = train_test_split(X, t, test_size=0.25, rng=0)
    assert (again[3] == t_test).all()


def test_split_takes_frames_and_lists():
    visits = make_ecommerce(10, 0)
    train, test, names, others = train_test_split(visits, list("abcdefghij"), rng=1)
    assert isinstance(train, pd.DataFrame)
    assert (len(train), len(test), len(names), len(others)) == (8, 2, 8, 2)
    assert [list("abcdefghij")[i] for i in test.index] == others.tolist()


@pytest.mark.parametrize(("share", "n_test"), [(0, 1), (0.001, 1), (0.5, 5), (1, 9)])
def test_split_leaves_neither_part_empty(share, n_test):
    assert len(train_test_split(np.arange(10), test_size=share, rng=0)[1]) == n_test


def test_split_refuses():
    with pytest.raises(ValueError, match=r"same number of rows, at least 2; got \[3, 4\]"):
        train_test_split([1, 2, 3], [1, 2, 3, 4], rng=0)
    with pytest.raises(ValueError, match="at least 2"):
        train_test_split([1], rng=0)
    with pytest.raises(ValueError, match=r"got \[\]"):
        train_test_split(rng=0)
    with pytest.raises(ValueError, match="test_size"):
        train_test_split([1, 2], test_size=1.5, rng=0)
    with pytest.raises(TypeError, match="rng"):
        train_test_split([1, 2])
    for odd in (5, None, "visits", {1, 2}, np.float64(3), [[1, 2], [3]], sparse.eye(2)):
        with pytest.raises(TypeError, match="Argument 2 must be an array, a DataFrame or a list"):
            train_test_split([1, 2], odd, rng=0)


def test_the_front_door():
    assert lr.datasets.load_penguins is load_penguins


def test_clouds_scatter_as_asked():
    covariance = np.array([[2.0, 0.8], [0.8, 1.0]])
    X, t = make_clouds(100_000, 6, (-1, 0), (3, 1), covariance, alpha=0.3)
    assert t.mean() == pytest.approx(0.3, abs=0.01)
    np.testing.assert_allclose(X[t == 1].mean(axis=0), [3, 1], atol=0.03)
    np.testing.assert_allclose(np.cov(X[t == 0].T), covariance, atol=0.04)
    flat, _ = make_clouds(50, 6, covariance=((1, 1), (1, 1)))
    assert np.ptp(flat[:, 0] - flat[:, 1]) < 1e-9  # a covariance without width in one direction


def test_the_donut_has_two_radii():
    X, t = make_donut(4001, 14)
    radius = np.hypot(*X.T)
    assert [radius[t == k].mean().round(1) for k in (0, 1)] == [5.0, 10.0]
    assert [radius[t == k].std().round(1) for k in (0, 1)] == [1.0, 1.0]
    assert t.sum() == 2000


def test_xor_is_one_where_exactly_one_coordinate_is():
    X, t = make_xor(400, 15, noise=0)
    np.testing.assert_array_equal(t, X[:, 0] != X[:, 1])
    assert [int(((corner == X).all(axis=1)).sum()) for corner in ((0, 0), (0, 1), (1, 0), (1, 1))] == [100] * 4
    noisy, _ = make_xor(4000, 15)
    assert np.std(noisy - noisy.round()) == pytest.approx(0.15, abs=0.01)


def test_sparse_data_depend_on_their_first_features_only():
    X, t = make_sparse(20_000, 13)
    assert X.shape == (20_000, 50)
    assert 4.99 < np.abs(X).max() <= 5
    link = X.T @ (t - t.mean()) / len(t)
    assert np.sign(link[:3]).tolist() == [1, 1, -1]
    assert np.abs(link[3:]).max() < 0.1 * np.abs(link[:3]).min()
    clean, sure = make_sparse(500, 13, noise=0)
    np.testing.assert_array_equal(sure, clean[:, :3] @ (1, 0.5, -0.5) > 0)
    assert make_sparse(3, 1, weights=(2.0,), features=1)[0].shape == (3, 1)


@pytest.mark.parametrize("condition", [1, 30, 1e4])
def test_the_ravine_is_as_narrow_as_was_asked(condition):
    X, _ = make_ravine(200, 90, condition=condition)
    covariance = X.T @ X / 200
    np.testing.assert_allclose(np.diag(covariance), 1)
    assert covariance[0, 1] == pytest.approx((condition - 1) / (condition + 1), abs=1e-12)
    low, high = np.linalg.eigvalsh(covariance)
    assert high / low == pytest.approx(condition)
    X, t = make_ravine(100_000, 90, weights=(1.0, -2.0), condition=2)
    np.testing.assert_allclose(lr.newton(X, t).w[-1], (1, -2), atol=0.05)


def test_the_wave_parts_the_bands():
    X, t = make_wave(4001, 14, height=2, apart=1, noise=0.2)
    above = X[:, 1] - 2 * np.sin(X[:, 0])
    assert [above[t == k].mean().round(1) for k in (0, 1)] == [-1.0, 1.0]
    assert [above[t == k].std().round(1) for k in (0, 1)] == [0.2, 0.2]
    assert np.abs(X[:, 0]).max() == pytest.approx(2 * np.pi, abs=0.01)
    assert t.sum() == 2000
    still, t = make_wave(50, 14, noise=0)
    np.testing.assert_allclose(still[:, 1], 3 * np.sin(still[:, 0]) + 2 * t - 1)


def test_the_spirals_are_half_a_turn_apart():
    X, t = make_spirals(4001, 14, noise=0)
    radius = np.hypot(*X.T)
    ahead = (X * np.column_stack([np.cos(radius), np.sin(radius)])).sum(axis=1) / radius
    np.testing.assert_allclose(ahead, 1 - 2 * t, atol=1e-9)  # the cosine of the angle minus the radius
    assert radius.min() == pytest.approx(np.pi / 2, abs=0.5)
    assert radius.max() == pytest.approx(3.5 * np.pi, abs=0.01)
    assert t.sum() == 2000
    thick, _ = make_spirals(4001, 14, noise=0.2)
    assert np.std(np.hypot(*thick.T) - radius) == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize("make", [make_clouds, make_donut, make_ravine, make_sparse, make_xor, make_wave, make_spirals])
def test_a_seed_repeats(make):
    one, other = make(20, 3), make(20, np.random.default_rng(3))
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1], other[1])
    assert one[1].dtype == np.intp


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: make_clouds(0, 1), "n must be at least 1"),
        (lambda: make_clouds(10, 1, alpha=2), "alpha must be from 0 to 1"),
        (lambda: make_clouds(10, 1, mu_1=(1, 2, 3)), "mu_1 has 3"),
        (lambda: make_clouds(10, 1, covariance=((1, 2), (0, 1))), "square and symmetric"),
        (lambda: make_clouds(10, 1, covariance=((1, 2), (2, 1))), "negative eigenvalue"),
        (lambda: make_donut(1, 1), "n must be at least 2"),
        (lambda: make_donut(10, 1, noise=-1), "noise must be at least 0"),
        (lambda: make_xor(3, 1), "n must be at least 4"),
        (lambda: make_wave(1, 1), "n must be at least 2"),
        (lambda: make_wave(10, 1, height=-1), "height must be at least 0"),
        (lambda: make_wave(10, 1, apart=-1), "apart must be at least 0"),
        (lambda: make_spirals(1, 1), "n must be at least 2"),
        (lambda: make_spirals(10, 1, turns=-1), "turns must be at least 0"),
        (lambda: make_ravine(2, 1), "n must be at least 3"),
        (lambda: make_ravine(9, 1, condition=0.5), "condition must be from 1"),
        (lambda: make_ravine(9, 1, weights=[1.0]), "weights has 1"),
        (lambda: make_sparse(9, 1, features=2), "features must be at least 3"),
        (lambda: make_sparse(9, 1, weights=[[1.0]]), "weights"),
    ],
)
def test_wrong_parameters_of_made_data(call, words):
    with pytest.raises(ValueError, match=words):
        call()
