import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import roc_auc_score, roc_curve

import lrcourse as lr
from lrcourse.metrics import auc, calibration, roc

few = st.integers(0, 6).map(lambda k: k / 6)  # few values, so that ties are common
pairs = st.lists(st.tuples(st.integers(0, 1), few), max_size=30).map(
    lambda rows: tuple(map(np.array, zip(*rows, (0, 0.4), (1, 0.4), strict=True)))
)


@given(pairs)
def test_roc_agrees_with_scikit_learn(pair):
    t, y = pair
    fpr, tpr, thresholds = roc(t, y)
    theirs = roc_curve(t, y, drop_intermediate=False)
    np.testing.assert_allclose(fpr, theirs[0])
    np.testing.assert_allclose(tpr, theirs[1])
    np.testing.assert_allclose(thresholds[:-1], theirs[2][1:])  # theirs is y >= threshold, from infinity


@given(pairs)
def test_roc_is_the_sweep_of_the_threshold(pair):
    t, y = pair
    fpr, tpr, thresholds = roc(t, y)
    assert np.all(np.diff(thresholds) < 0)
    for x, z, threshold in zip(fpr, tpr, thresholds, strict=True):
        assert x == np.mean(y[t == 0] > threshold)
        assert z == np.mean(y[t == 1] > threshold)


@given(pairs)
def test_auc_counts_the_pairs_and_is_the_area(pair):
    t, y = pair
    ones, zeros = y[t == 1][:, None], y[t == 0]
    assert auc(t, y) == pytest.approx(np.mean((ones > zeros) + 0.5 * (ones == zeros)))
    assert auc(t, y) == pytest.approx(roc_auc_score(t, y))
    fpr, tpr, _ = roc(t, y)
    assert auc(t, y) == pytest.approx(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))


@given(pairs)
def test_only_the_order_counts(pair):
    t, y = pair
    assert auc(t, 3 * y - 7) == auc(t, y)  # activations do as well
    assert auc(1 - t, y) == pytest.approx(1 - auc(t, y))
    np.testing.assert_array_equal(roc(t, 3 * y - 7)[1], roc(t, y)[1])


def test_by_hand():
    t, y = [0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8]
    fpr, tpr, thresholds = roc(t, y)
    assert fpr.tolist() == [0, 0, 0.5, 1]
    assert tpr.tolist() == [0, 0.5, 1, 1]
    assert thresholds.tolist() == [0.8, 0.4, 0.1, -np.inf]
    assert auc(t, y) == 3.5 / 4
    assert auc([1, 0], [0.5, 0.5]) == 0.5
    assert auc([1, 0], [0.9, 0.5]) == 1
    assert auc([1, 0], [0.1, 0.5]) == 0
    assert isinstance(auc([1, 0], [0.1, 0.5]), float)


def test_many_samples():
    rng = np.random.default_rng(12)
    y = rng.random(100_000)
    t = (rng.random(y.size) < y).astype(int)
    assert auc(t, y) == pytest.approx(roc_auc_score(t, y), abs=1e-12)


@given(pairs, st.sampled_from([1, 2, 4, 8]))  # edges without rounding
def test_calibration_agrees_with_scikit_learn(pair, bins):
    t, y = pair
    mean_y, share, count = calibration(t, y, bins)
    theirs, said = calibration_curve(t, y, n_bins=bins)
    np.testing.assert_allclose(share, theirs)
    np.testing.assert_allclose(mean_y, said)
    assert count.sum() == len(t)
    assert count.min() > 0
    assert count @ share == pytest.approx(t.sum())


def test_calibration_by_hand():
    mean_y, share, count = calibration([0, 1, 1, 0], [0.0, 0.3, 1.0, 0.26])
    np.testing.assert_allclose(mean_y, [0, 0.28, 1])
    np.testing.assert_allclose(share, [0, 0.5, 1])
    assert count.tolist() == [1, 2, 1]
    assert count.dtype.kind == "i"
    mean_y, share, count = calibration([1, 1], [0.25, 0.75], bins=1)  # one class only is allowed here
    assert (mean_y.tolist(), share.tolist(), count.tolist()) == ([0.5], [1], [2])


def test_true_probabilities_are_calibrated():
    visits = lr.datasets.make_ecommerce(50_000, rng=12)
    y = 1 - lr.datasets.ecommerce_probabilities(visits)[:, 0]
    mean_y, share, count = calibration(visits["user_action"] > 0, y)
    assert np.all(np.abs(share - mean_y) < 4 * np.sqrt(mean_y * (1 - mean_y) / count))


def test_tables_and_other_types():
    t, y = pd.Series([0, 1, 1], index=[5, 2, 9]), pd.Series([0.2, 0.9, 0.1])
    assert auc(t, y) == auc([False, True, True], y.astype("float32")) == 0.5
    assert roc(t, y)[0].shape == (4,)
    assert calibration(t, y)[2].tolist() == [1, 1, 1]


@pytest.mark.parametrize("score", [roc, auc, calibration])
@pytest.mark.parametrize(
    ("t", "y", "words"),
    [
        ([0, 2], [0.1, 0.2], "t must contain only 0 and 1; it also contains 2"),
        ([0, 1], [0.1], "y has 1 outputs"),
        ([0, 1], [0.1, np.nan], "y contains NaN"),
        ([0, 1], [[0.1], [0.2]], "y must be a vector"),
        ([], [], "t is empty"),
    ],
)
def test_refuses(score, t, y, words):
    with pytest.raises(ValueError, match=words):
        score(t, y)


@pytest.mark.parametrize("score", [roc, auc])
@pytest.mark.parametrize("k", [0, 1])
def test_one_class_only_cannot_be_ranked(score, k):
    with pytest.raises(ValueError, match=f"t contains only class {k}; to compare the classes, both are needed"):
        score([k, k], [0.2, 0.7])


def test_calibration_refuses():
    with pytest.raises(ValueError, match=r"y must contain probabilities, from 0 to 1; y\[1\] is 3"):
        calibration([0, 1], [0.5, 3.0])
    for bins in (0, 10**9):
        with pytest.raises(ValueError, match="bins must be from 1 to 1000"):
            calibration([0, 1], [0.5, 0.3], bins=bins)
    with pytest.raises(TypeError, match="bins must be a whole number"):
        calibration([0, 1], [0.5, 0.3], bins=2.5)
    with pytest.raises(TypeError, match="y must contain numbers"):
        auc([0, 1], ["low", "high"])
