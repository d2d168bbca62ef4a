import io

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr

T = np.array([0, 0, 0, 0, 1, 0, 1, 1])
Y = np.array([0.05, 0.1, 0.3, 0.45, 0.5, 0.62, 0.7, 0.95])


@pytest.fixture
def lab():
    return lr.labs.decision(T, Y)


def cells(lab):
    return [cell.get_text().split("\n") for cell in lab.cells]


def test_starts_at_one_half_and_says_what_the_mistakes_cost(lab):
    assert lab.error == ""
    assert lab.values == {"threshold": 0.5, "alarm": 2.0, "miss": 6.0}
    assert "At 0.50: 1 false alarm at 2 and 1 miss at 6 come to 8 euros in all. " in lab.words  # 0.5: no alarm
    assert "Theory: 2 / (2 + 6) = 0.25. Without any model, always answering “act” costs 10." in lab.words
    assert repr(lab) == f"What does a mistake cost?\n{lab.words}"


def test_the_counts_are_the_confusion_matrix_and_the_dot_is_on_the_curve(lab):
    for threshold in (0, 0.1, 0.3, 0.46, 0.5, 0.62, 0.63, 0.95, 1):
        lab.set(threshold=threshold)
        table = lr.metrics.confusion(T, (threshold < Y).astype(int))
        assert [int(words[1]) for words in cells(lab)] == table.ravel().tolist()
        x, y = np.ravel(lab.place.get_data())
        assert (x, y) == pytest.approx((table[0, 1] / 5, table[1, 1] / 3))
        assert np.any(np.isclose(lab.fpr, x) & np.isclose(lab.tpr, y))
    assert lab.error == ""


def test_the_curve_of_the_price_is_counted(lab):
    lab.set(alarm=3.0, miss=1.5)
    thresholds, heights = lab.costs[2].get_data()
    price = [sum(3 * (h < Y)[T == 0]) + sum(1.5 * (h >= Y)[T == 1]) for h in thresholds]
    np.testing.assert_allclose(heights / heights.max(), np.array(price) / max(price))
    assert float(lab.scale[1].get_text()) * heights.max() == pytest.approx(max(price))
    np.testing.assert_allclose(lab.costs[0].get_ydata() + lab.costs[1].get_ydata(), heights)
    assert 0 < heights.max() <= 1


def test_the_cheapest_threshold_and_the_theory_are_marked(lab):
    lab.set(alarm=1.0, miss=1.0, threshold=0.65)
    assert "At 0.65: 0 false alarms at 1 and 1 miss at 1 come to 1 euros in all. " in lab.words
    assert "No other threshold is cheaper here." in lab.words
    assert lab.least.get_xdata()[0] == 0.49  # 0.45 to 0.49 and 0.62 to 0.69 cost as much; nearest to 0.5
    assert lab.theory.get_xdata()[0] == 0.5
    lab.set(threshold=0.1)
    assert "That is 2 more than at 0.49, the cheapest here." in lab.words
    lab.set(alarm=9.0)
    assert lab.theory.get_xdata()[0] == pytest.approx(0.9)
    assert "always answering “bounce” costs 3." in lab.words


def test_free_mistakes(lab):
    lab.set(alarm=0.0)
    assert "at 0.49, the cheapest" not in lab.words
    assert "Theory: 0 / (0 + 6) = 0. Without any model, always answering “act” costs 0." in lab.words
    lab.set(miss=0.0)
    assert lab.error == ""
    assert lab.words.startswith("Both mistakes are free")
    assert not lab.theory.get_visible()
    assert lab.scale[1].get_text() == "1"


def test_a_move_changes_the_picture(lab):
    before = np.asarray(Image.open(io.BytesIO(lab.image)).convert("L"), float)
    lab.set(threshold=0.3)
    after = np.asarray(Image.open(io.BytesIO(lab.image)).convert("L"), float)
    assert np.mean(np.abs(before - after) > 40) > 0.001


def test_names_and_currency():
    lab = lr.labs.decision(T, Y, names=("ham", "spam"), currency="minutes")
    assert "come to 8 minutes" in lab.words
    assert "always answering “spam”" in lab.words
    assert "{" not in lab.words


def test_near_the_theory_on_true_probabilities():
    visits = lr.datasets.make_ecommerce(20_000, rng=12)
    y = 1 - lr.datasets.ecommerce_probabilities(visits)[:, 0]
    lab = lr.labs.decision((visits["user_action"] > 0).to_numpy(), y)
    for alarm, miss in ((2.0, 6.0), (5.0, 5.0), (8.0, 2.0)):
        lab.set(alarm=alarm, miss=miss)
        assert lab.least.get_xdata()[0] == pytest.approx(alarm / (alarm + miss), abs=0.08)


@pytest.mark.parametrize(
    ("t", "y", "options", "words"),
    [
        (T + 1, Y, {}, "t must contain only 0 and 1"),
        (T, Y[:-1], {}, "y has 7 outputs; needed: 8"),
        (T, 4 * Y, {}, "y must contain probabilities, from 0 to 1"),
        (np.zeros(8), Y, {}, "t contains only class 0; to compare the classes, both are needed"),
        (T, Y, {"names": ("a", "b", "c")}, "names must be two strings"),
    ],
)
def test_refuses(t, y, options, words):
    with pytest.raises(ValueError, match=words):
        lr.labs.decision(t, y, **options)


def test_the_dot_on_the_roc_curve_is_the_threshold_too(lab):
    def grab(name, x, y):
        lab._heard(lab, {"ask": "1", "grab": {"name": name, "x": x, "y": y}}, [])
        assert lab.error == ""

    for threshold in (0.0, 0.13, 0.5, 0.94, 1.0):
        lab.set(threshold=threshold)
        _, x, y = next(handle[:3] for handle in lab._handles if handle[0] == "rates")
        grab("rates", x, y)
        assert lab.threshold == threshold  # taken where it is, it stays, also where several thresholds have one place
    t, y = lab.t, lab.y
    for target in ((0.0, 0.3), (0.4, 0.6), (1.0, 1.0)):
        grab("rates", *target)
        rates = [[np.mean(y[t == k] > c) for k in (0, 1)] for c in np.arange(101) / 100]
        far = np.hypot(*(np.array(rates) - target).T)
        assert far[round(100 * lab.threshold)] == pytest.approx(far.min())


@pytest.mark.parametrize("share", [0.4, 1])
def test_no_line_runs_through_the_legend_or_the_words_in_the_picture(lab, share):
    lab._heard(lab, {"ask": "w", "width": int(share * lab._full[0])}, [])
    costs = lab.dot.axes
    legend, top = costs.get_legend().get_window_extent(), costs.transData.transform((0, 1))[1]
    assert legend.y0 >= top - 1
    assert all(rule.get_window_extent().y1 <= top + 2 for rule in (lab.rules[1], lab.theory))
    above = lab.rules[0].axes
    assert all(text.get_window_extent().x0 >= above.bbox.x1 for text in above.texts)
    lab._heard(lab, {"ask": "w", "width": lab._full[0]}, [])


def test_theory_has_three_digits_where_two_would_mislead(lab):
    lab.set(threshold=0.5, alarm=10, miss=6)
    assert "Theory: 10 / (10 + 6) = 0.625." in lab.words
