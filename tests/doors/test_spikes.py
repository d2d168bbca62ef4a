import numpy as np
import pytest
from scipy.optimize import curve_fit
from scipy.special import expit

from lrcourse import neurons, spikes


def test_a_spike_is_a_crossing_not_a_sample():
    assert spikes.count_spikes([-65, -20, 10, 40, 20, -70, -65, 5, -65]) == 2
    assert spikes.count_spikes([-65, -64]) == 0
    assert spikes.count_spikes([10, 20, -65]) == 0  # it began above: no crossing seen
    assert spikes.count_spikes([-65, 0, -65]) == 1  # at the threshold counts
    assert spikes.count_spikes(np.array([[-65, -65], [10, -65], [-65, 10], [10, 10.0]])).tolist() == [2, 1]
    assert spikes.count_spikes([0, 2, 0, 2], threshold=1) == 2


def test_rate_is_per_second():
    time = np.arange(0, 500.5, 0.5)
    V = np.where(time % 20 == 10, 30, -65)  # every 20 ms
    assert spikes.firing_rate(time, V) == pytest.approx(50)
    assert spikes.firing_rate(time[:90], V[:90]) == pytest.approx(50)  # whatever the window
    assert spikes.firing_rate(time[:40], V[:40]) == 0  # one spike is no rate
    two = np.stack([V, np.where(time % 40 == 10, 30, -65), np.full(time.shape, -65)], axis=1)
    assert spikes.firing_rate(time, two) == pytest.approx([50, 25, 0])


def test_no_noise_is_the_plain_equation():
    time, v = spikes.noisy_fitzhugh_nagumo(0.5, np.random.default_rng(3), noise=0, dt=0.001)
    _, expected, _ = neurons.fitzhugh_nagumo(neurons.pulse(0.5, 0, 3), 20, dt=0.001)
    assert time[-1] == pytest.approx(20)
    assert v == pytest.approx(expected, abs=0.01)


def test_noise_spreads_as_the_root_of_time_whatever_the_step():
    for dt in (0.01, 0.05):
        _, v = spikes.noisy_fitzhugh_nagumo(np.zeros(4000), np.random.default_rng(3), duration=0.1, dt=dt)
        assert v[-1].std() == pytest.approx(0.1 * np.sqrt(0.1), rel=0.05)


def test_same_generator_same_spikes():
    p = [spikes.firing_probability([0.2, 0.25], 200, np.random.default_rng(seed)) for seed in (3, 3, 4)]
    assert (p[0] == p[1]).all()
    assert (p[0] != p[2]).any()


@pytest.fixture(scope="module")
def curve():
    """Inputs, the share of trials that fired, trials."""
    inputs = np.linspace(0, 0.5, 21)
    return inputs, spikes.firing_probability(inputs, 3000, np.random.default_rng(3)), 3000


def test_probability_grows_with_the_input(curve):
    _, p, trials = curve
    error = np.sqrt((p[1:] * (1 - p[1:]) + p[:-1] * (1 - p[:-1])) / trials)
    assert (np.diff(p) > -3 * error - 1e-12).all()
    assert p[0] < 0.01
    assert p[-1] > 0.995


def test_it_is_nearly_a_sigmoid(curve):
    inputs, p, _ = curve
    (w, b), _ = curve_fit(lambda x, w, b: expit(w * x + b), inputs, p, p0=(25, -6))
    away = np.abs(p - expit(w * inputs + b)).max()
    assert away < 0.03  # 0.012 with 20,000 trials; here the sampling error alone reaches 0.02
    assert 25 < w < 30
    assert 0.22 < -b / w < 0.25


def test_much_noise_spoils_the_sigmoid(curve):
    inputs = curve[0]
    p = spikes.firing_probability(inputs, 1000, np.random.default_rng(3), noise=0.2)
    assert p[0] > 0.2  # it fires without any input: a floor that no sigmoid has


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: spikes.count_spikes([]), "V is empty"),
        (lambda: spikes.count_spikes([1, np.nan]), "V contains NaN"),
        (lambda: spikes.count_spikes([1, 2], threshold="0"), "threshold"),
        (lambda: spikes.firing_rate([0, 1, 2], [1, 2]), "time must increase"),
        (lambda: spikes.firing_rate([1, 1], [1, 2]), "time must increase"),
        (lambda: spikes.firing_rate([0, 2, 1, 3], [0, 1, 0, 1]), "time must increase"),
        (lambda: spikes.firing_rate(0, 1), "time must increase"),
        (lambda: spikes.noisy_fitzhugh_nagumo(0.2, np.random.default_rng(3), dt=3), "dt must be .* 0.25; got 3"),
        (lambda: spikes.noisy_fitzhugh_nagumo(1e9, np.random.default_rng(3)), "blew up at time .* dt = 0.05"),
        (lambda: spikes.noisy_fitzhugh_nagumo(0.2, np.random.default_rng(3), duration=1e9), "at most 10,000,000"),
        *(
            (lambda bad=bad: spikes.firing_probability([0.2], 5, np.random.default_rng(3), threshold=bad), "threshold")
            for bad in (np.nan, True, 1j, None)
        ),
        (lambda: spikes.firing_probability([0.2], 10, 3.0), r"rng must be .* or a whole number from 0 up; got 3.0"),
        (lambda: spikes.firing_probability([0.2], 0, np.random.default_rng(3)), "trials"),
        (lambda: spikes.firing_probability([0.2], 5, np.random.default_rng(3), noise=-1), "noise"),
    ],
)
def test_wrong_arguments_are_named(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
