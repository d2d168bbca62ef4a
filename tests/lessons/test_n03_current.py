import numpy as np
import pytest

from lrcourse import neurons, spikes
from lrcourse.lessons import labs


@pytest.fixture(scope="module")
def lab():
    return labs.current()


def test_it_opens_with_a_spike(lab):
    assert lab.error == ""
    assert "7 µA/cm² for 20 ms: 2 spikes" in lab.words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"strength": 6.5, "lasting": "1 ms"}, "no spike"),
        ({"strength": 7.0, "lasting": "1 ms"}, "1 spike, "),
        ({"strength": 20.0, "lasting": "50 ms"}, "5 spikes"),
        ({"strength": -10.0, "lasting": "20 ms"}, "after the current stopped"),
        ({"strength": 20.0, "channels": "sodium blocked (tetrodotoxin)"}, "no spike"),
        ({"strength": 0.0, "channels": "potassium blocked (TEA)"}, "It fires by itself and stays near 0 mV"),
        ({"strength": 0.0}, "no spike. The voltage stays at −65 mV."),
        ({"strength": -10.0, "lasting": "50 ms"}, "1 spike, 5.8 ms after the current stopped"),
        ({"strength": 6.5}, "1 of them after the current"),
    ],
)
def test_words_say_what_happens(lab, values, words):
    lab.set(**{"lasting": "20 ms", "channels": "all work"} | values)
    assert lab.error == ""
    assert words in lab.words


def test_one_spike_is_called_a_spike(lab):
    for strength, called in ((-10.0, ("1", "spike")), (20.0, ("5", "spikes")), (0.0, ("0", "spikes"))):
        lab.set(strength=strength, lasting="50 ms", channels="all work")
        assert (lab.number, lab._number) == called


def test_the_picture_shows_the_run_of_the_core(lab):
    lab.set(strength=10.0, lasting="5 ms", channels="all work")
    trace = neurons.hodgkin_huxley(neurons.pulse(10, 5, 5), 80, dt=0.05, every=2)
    assert lab.voltage.get_ydata() == pytest.approx(trace.V, abs=1e-3)
    assert lab.gates[1].get_ydata() == pytest.approx(trace.h, abs=1e-5)
    assert np.max(lab.injected.get_ydata()) == 10
    assert f"{spikes.count_spikes(trace.V)} spike" in lab.words


def test_a_move_changes_the_picture(lab):
    lab.set(strength=3.0, lasting="20 ms", channels="all work")
    before = lab.image
    lab.set(strength=8.0)
    assert lab.image != before
    assert lab.still()[1:] == (940, 540)


def test_the_pulse_is_dragged_by_its_corner():
    lab = labs.current()
    ((name, x, y, *_),) = lab._handles
    assert (name, x, y) == ("pulse", 25.0, 7.0)
    lab._heard(lab, {"ask": "1", "grab": {"name": "pulse", "x": 14.0, "y": 12.3}}, [])
    assert lab.values == {"strength": 12.5, "lasting": "10 ms", "channels": "all work"}
    assert np.max(lab.pulse.get_xy(), axis=0) == pytest.approx([15.0, 12.5])
    lab._heard(lab, {"ask": "2", "grab": {"name": "pulse", "x": 80.0, "y": -13.0}}, [])
    assert lab.values == {"strength": -10.0, "lasting": "50 ms", "channels": "all work"}
