"""The lab of notebook 91: the curves are the formula's, and the words are true of them."""

import numpy as np
import pytest

from lrcourse.lessons import labs
from lrcourse.lessons.n91_beyond_one_machine.exercises import best_machines


@pytest.fixture
def lab():
    return labs.machines()


def total(N, D, P, q, c=5e-9, s=1e-8):
    return N * D * c / P + (2 * (D + 1) * s * P + q if P > 1 else 0)


def test_the_dot_and_the_curve_are_the_formula(lab):
    lab.set(samples=1e8, features=50, machines=30, pause=20)
    assert 10 ** lab.here.get_data()[1][0] == pytest.approx(total(1e8, 50, 30, 0.02))
    P, together = (10**values for values in lab.sum.get_data())
    np.testing.assert_allclose(together[1:], [total(1e8, 50, p, 0.02) for p in P[1:]])


@pytest.mark.parametrize("samples", [1e3, 1e6, 1e10])
@pytest.mark.parametrize("features", [2, 1000])
def test_the_shortest_is_shorter_than_any_other(lab, samples, features):
    lab.set(samples=samples, features=features, pause=1)
    best, shortest = (10 ** float(v[0]) for v in lab.best.get_data())
    others = [total(samples, features, P, 1e-3) for P in np.unique(np.geomspace(1, 1e5, 400).round())]
    assert shortest <= min(others) * (1 + 1e-9)
    if 2 < best < 1e5:
        assert best == pytest.approx(best_machines(samples, features, 5e-9, 1e-8), abs=0.5 + 1e-6)


def test_the_words(lab):
    assert "100 machines: 1.05 s a step, 95 times as fast as one, which needs 100 s." in lab.words
    assert "The data, 168 GB, need at least 11 machines with 16 GB of memory." in lab.words
    lab.set(samples=5000, features=7, machines=2)
    assert "286 times as slow as one, which needs 175 µs. Fastest with 1" in lab.words
    assert "The data, 320 kB, fit into one machine with 16 GB of memory." in lab.words
    lab.set(samples=1e9, features=20, machines=10_000)
    assert "times as fast as one" in lab.words
    assert lab.number == "1,558"
    lab.set(machines=1)
    assert lab.words.startswith("1 machine: 100 s a step. Fastest with")
    assert lab.number == "1"


def rectangles(patch):
    """Left, right, low, high of each, from the corners of one path."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return np.stack([corners[..., 0].min(1), corners[..., 0].max(1), corners[..., 1].min(1), corners[..., 1].max(1)])


@pytest.mark.parametrize("machines", [1, 2, 3, 17, 100, 240, 241, 100_000])
@pytest.mark.parametrize("width", [340, 800, 1125])
def test_every_machine_is_drawn_once_or_a_sample_that_says_so(lab, machines, width):
    lab._heard(lab, {"ask": "w", "width": width, "values": {"machines": machines}}, [])
    assert lab.error == ""
    stand, wait, work, *_ = map(rectangles, lab.boxes)
    shown = work.shape[1]
    assert shown == min(machines, 240) == stand.shape[1] == wait.shape[1]
    said = lab.who.get_text().split("\n")[0]
    assert said == (
        f"240 of {machines:,} machines are drawn" if machines > 240 else f"{machines} machine{'s' * (machines > 1)}"
    )
    left, right, low, high = work[0], wait[1], work[2], stand[3]
    assert min(left.min(), low.min()) >= 0  # all inside
    assert max(right.max(), high.max()) <= 1
    for k in range(shown):
        beside = (right <= left[k]) | (left >= right[k]) | (high <= low[k]) | (low >= high[k])
        assert beside.sum() == shown - 1


def test_the_filled_share_is_that_of_the_work(lab):
    for machines, samples, pause in ((10, 1e9, 50), (10_000, 1e9, 50), (2, 5000, 1)):
        lab.set(machines=machines, samples=samples, pause=pause)
        share = samples * 20 * 5e-9 / machines / total(samples, 20, machines, pause / 1e3)
        _, wait, work, lost, own = map(rectangles, lab.boxes)
        np.testing.assert_allclose((work[1] - work[0]) / (wait[1] - work[0]), share)
        np.testing.assert_allclose(own[1], share)
        np.testing.assert_allclose(lost[:2, 0], [share, 1])
        assert wait[2:] == pytest.approx(work[2:])
    assert [text.get_text() for text in lab.spent] == ["work 250 µs", "talk and pause 1 ms"]


def test_a_share_that_is_too_large_for_a_machine_is_told(lab):
    lab.set(machines=10)  # 168 GB
    assert lab.who.get_text() == "10 machines\na share of 16.8 GB does not fit into 16 GB"
    lab.set(machines=11)
    assert lab.who.get_text() == "11 machines\neach holds 90,909,091 samples: 15.3 GB"


@pytest.mark.parametrize(
    ("machines", "samples", "features", "said"),
    [
        (100_000, 1_000, 20, "fewer samples than machines: 99,000 have none"),
        (1_001, 1_000, 20, "fewer samples than machines: 1 has none"),
        (1_000, 1_000, 20, "each holds 1 sample: 168 bytes"),
        (1_000, 1_600, 20, "each holds about 2 samples: 269 bytes"),
        (100, 1_000, 20, "each holds 10 samples: 1.68 kB"),
        (1, 1_000, 2, "it holds 1,000 samples: 24 kB"),
    ],
)
def test_a_share_of_few_samples_is_said_right(lab, machines, samples, features, said):
    lab.set(machines=machines, samples=samples, features=features)
    assert lab.who.get_text().split("\n")[1] == said


def test_the_slider_and_the_title_say_one_number_after_a_drag(lab):
    lab._heard(lab, {"ask": "d", "grab": {"name": "machines", "x": np.log10(4217), "y": 0}}, [])
    assert lab.machines == 4_200
    assert lab.words.startswith("4,200 machines: ")


def test_own_costs_move_the_best():
    few = labs.machines(seconds_sent=1e-4)
    assert few.best.get_data()[0][0] < labs.machines().best.get_data()[0][0]
    for bad in ({"seconds_a_number": 0}, {"seconds_sent": -1}):
        with pytest.raises(ValueError, match="must be above 0"):
            labs.machines(**bad)
    with pytest.raises(TypeError, match="seconds_sent must be a number"):
        labs.machines(seconds_sent="fast")
