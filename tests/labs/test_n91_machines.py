"""The lab of notebook 91: the curves are the formula's, and the words are true of them."""

import numpy as np
import pytest

from lrcourse import labs
from lrcourse.exercises.n91_beyond_one_machine import best_machines


@pytest.fixture
def lab():
    return labs.machines()


def total(N, D, P, q, c=5e-9, s=1e-8):
    return N * D * c / P + (2 * (D + 1) * s * P + q if P > 1 else 0)


def test_the_dot_and_the_curve_are_the_formula(lab):
    lab.set(samples=1e8, features=50, machines=30, pause=20)
    assert lab.here.get_data()[1][0] == pytest.approx(total(1e8, 50, 30, 0.02))
    P, together = lab.sum.get_data()
    np.testing.assert_allclose(together[1:], [total(1e8, 50, p, 0.02) for p in P[1:]])


@pytest.mark.parametrize("samples", [1e3, 1e6, 1e10])
@pytest.mark.parametrize("features", [2, 1000])
def test_the_shortest_is_shorter_than_any_other(lab, samples, features):
    lab.set(samples=samples, features=features, pause=1)
    best, shortest = (float(v[0]) for v in lab.best.get_data())
    others = [total(samples, features, P, 1e-3) for P in np.unique(np.geomspace(1, 1e5, 400).round())]
    assert shortest <= min(others) * (1 + 1e-9)
    if 2 < best < 1e5:
        assert best == pytest.approx(best_machines(samples, features, 5e-9, 1e-8), abs=0.5)


def test_the_words(lab):
    assert "100 machines: 1.05 s a step, 95 times as fast as one, which needs 100 s." in lab.words
    assert "168 GB: at least 11 machines" in lab.words
    lab.set(samples=5000, features=7, machines=2)
    assert "286 times as slow as one, which needs 175 µs. Shortest with 1" in lab.words
    assert "fit into one machine" in lab.words
    lab.set(samples=1e9, features=20, machines=10_000)
    assert "times as fast as one" in lab.words


def test_own_costs_move_the_best():
    few = labs.machines(seconds_sent=1e-4)
    assert few.best.get_data()[0][0] < labs.machines().best.get_data()[0][0]
    for bad in ({"seconds_a_number": 0}, {"seconds_sent": -1}):
        with pytest.raises(ValueError, match="must be above 0"):
            labs.machines(**bad)
    with pytest.raises(TypeError, match="seconds_sent must be a number"):
        labs.machines(seconds_sent="fast")
