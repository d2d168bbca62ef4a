import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.special import expit

from lrcourse import neurons, spikes


def oracle(slope, start, times):
    """SciPy's eighth-order method at a tight tolerance: shape (len(times), len(start))."""
    return solve_ivp(slope, (0, times[-1]), start, "DOP853", t_eval=times, rtol=1e-11, atol=1e-12).y.T


def gate_formulas(V):
    """Hodgkin and Huxley's six rates, written out once more: opening m, h, n, closing m, h, n."""
    return (
        0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10)),
        0.07 * np.exp(-(V + 65) / 20),
        0.01 * (V + 55) / (1 - np.exp(-(V + 55) / 10)),
        4 * np.exp(-(V + 65) / 18),
        1 / (1 + np.exp(-(V + 35) / 10)),
        0.125 * np.exp(-(V + 65) / 80),
    )


def hodgkin_huxley_slope(time, state, current):
    V, m, h, n = state
    om, oh, on, cm, ch, cn = gate_formulas(V)
    ions = 120 * m**3 * h * (V - 50) + 36 * n**4 * (V + 77) + 0.3 * (V + 54.387)
    return [current - ions, om * (1 - m) - cm * m, oh * (1 - h) - ch * h, on * (1 - n) - cn * n]


# Runge-Kutta


def test_rk4_has_order_four():
    slope = lambda time, y: np.array([y[1], -y[0]])  # a circle, known exactly
    errors = []
    for dt in (0.1, 0.05, 0.025):
        time, states = neurons.rk4(slope, [1, 0], 5, dt)
        errors.append(np.abs(states[-1] - [np.cos(5), -np.sin(5)]).max())
        assert time[-1] == pytest.approx(5)
    assert np.log2(np.divide(errors[:-1], errors[1:])) == pytest.approx(4, abs=0.1)


def test_rk4_knows_the_time():
    _, states = neurons.rk4(lambda time, y: 4 * time**3, 0, 2, 0.5)
    assert states[-1] == pytest.approx(16)  # exact: Simpson's rule integrates cubes exactly


def test_rk4_keeps_one_step_in_every():
    slope = lambda time, y: -y
    time, states = neurons.rk4(slope, [1.0], 1, 0.1, every=3)
    assert time == pytest.approx([0, 0.3, 0.6, 0.9])
    assert states == pytest.approx(neurons.rk4(slope, [1.0], 1, 0.1)[1][::3])


# Hodgkin-Huxley


def test_rates_and_their_removable_holes():
    V = np.linspace(-100, 60, 33) + 0.123
    assert np.concatenate(neurons.rates(V)) == pytest.approx(np.array(gate_formulas(V)))
    assert neurons.rates(np.array(-40.0))[0][0] == 1
    assert neurons.rates(np.array(-55.0))[0][2] == 0.1
    near = neurons.rates(np.array([-40 - 1e-9, -40, -40 + 1e-9]))[0][0]
    assert np.ptp(near) < 1e-9
    assert (np.diff(near) > 0).all()


def test_gates_settle_where_they_neither_open_nor_close():
    V = np.linspace(-100, 60, 17)
    gates = neurons.steady_state(V)
    opening, closing = neurons.rates(V)
    assert opening * (1 - gates) == pytest.approx(closing * gates)
    assert gates == pytest.approx(expit(np.log(opening / closing)))  # the sigmoid of the log-odds


@pytest.mark.parametrize(("current", "duration"), [(0, 30), (5, 30), (10, 30), (-5, 30)])
def test_hodgkin_huxley_agrees_with_scipy(current, duration):
    trace = neurons.hodgkin_huxley(current, duration, dt=0.01, every=10)
    start = [-65, *neurons.steady_state(-65)]
    expected = oracle(lambda time, state: hodgkin_huxley_slope(time, state, current), start, trace.time)
    assert np.stack(trace[1:], axis=1) == pytest.approx(expected, abs=3e-4)


def test_default_step_is_accurate_to_a_hundredth_of_a_millivolt():
    trace = neurons.hodgkin_huxley(10, 60)
    start = [-65, *neurons.steady_state(-65)]
    expected = oracle(lambda time, state: hodgkin_huxley_slope(time, state, 10), start, trace.time)
    assert np.abs(trace.V - expected[:, 0]).max() < 0.01


def test_rest_is_near_minus_65():
    V = neurons.hodgkin_huxley(0, 200, dt=0.05, start=-70).V
    assert V[-1] == pytest.approx(-65, abs=0.01)
    assert np.ptp(V[-200:]) < 1e-6


def test_spikes_are_all_or_none():
    strengths = np.array([1, 3, 5, 6, 6.5, 7, 7.5, 8, 10, 15, 20, 30])  # uA/cm2 for 1 ms
    peaks = neurons.hodgkin_huxley(neurons.pulse(strengths, 2, 1), 20, dt=0.05).V.max(axis=0)
    below, above = peaks[strengths <= 6.5], peaks[strengths >= 7.5]
    assert (below < -55).all()
    assert (above > 35).all()
    assert np.ptp(above) < 5  # four times the strength, nearly the same spike


def test_a_second_pulse_too_soon_finds_the_neuron_refractory():
    def twice(gap):
        first, second = neurons.pulse(10, 2, 1), neurons.pulse(10, 2 + gap, 1)
        return spikes.count_spikes(neurons.hodgkin_huxley(lambda time: first(time) + second(time), 50).V)

    assert (twice(6), twice(25)) == (1, 2)


def test_firing_sets_in_between_6_2_and_6_3_and_its_rate_grows_with_current():
    trace = neurons.hodgkin_huxley(np.array([5, 6.2, 6.3, 7, 10, 15, 20, 40]), 500, dt=0.05, every=4)
    late = trace.time > 250  # past the spikes with which every current begins
    rate = spikes.firing_rate(trace.time[late], trace.V[late])
    assert rate[:2].tolist() == [0, 0]
    assert 50 < rate[2] < 60  # it does not start from zero: Hodgkin's class 2
    assert (np.diff(rate[2:]) > 0).all()
    assert rate[-1] > 100


def test_release_from_inhibition_fires():
    trace = neurons.hodgkin_huxley(neurons.pulse(np.array([-1, -5.0]), 5, 30), 60)
    assert spikes.count_spikes(trace.V).tolist() == [0, 1]


def test_without_sodium_no_spike_and_without_potassium_no_return():
    trace = neurons.hodgkin_huxley(neurons.pulse(10, 2, 1), 30, g_na=0)
    assert trace.V.max() < -50
    held = neurons.hodgkin_huxley(neurons.pulse(10, 2, 1), 8, g_k=0).V
    assert held[-1] > 0


def test_neurons_computed_together_do_not_meet():
    together = neurons.hodgkin_huxley(np.array([0, 10.0]), 20)
    for i, current in enumerate((0, 10)):
        assert np.allclose(neurons.hodgkin_huxley(current, 20).V, together.V[:, i], atol=1e-9)


def test_current_may_be_a_function_of_time():
    trace = neurons.hodgkin_huxley(lambda time: 10 * (time >= 5), 20)
    assert abs(trace.V[trace.time < 5] + 65).max() < 0.01
    assert trace.V.max() > 30


def test_pulse_lasts_exactly_as_many_steps_as_it_should():
    shot = neurons.pulse(2, 1, 0.5)
    for dt in (0.1, 0.05, 0.025, 0.02, 0.01):
        assert sum(shot(step * dt) == 2 for step in range(round(3 / dt))) == round(0.5 / dt)


# FitzHugh-Nagumo


def test_fixed_point_stands_still_and_is_where_the_nullclines_cross():
    currents = np.linspace(-2, 3, 41)
    v, r = neurons.fhn_fixed_point(currents)
    assert np.array(neurons.fhn_slope(v, r, currents)) == pytest.approx(0, abs=1e-12)
    assert np.array(neurons.fhn_nullclines(v, currents)) == pytest.approx(np.array([r, r]))
    assert neurons.fhn_fixed_point() == pytest.approx((-1.1994, -0.6243), abs=1e-4)  # FitzHugh 1961


def test_nullclines_are_where_each_variable_stands_still():
    v = np.linspace(-2.5, 2.5, 21)
    cubic, straight = neurons.fhn_nullclines(v, 0.5)
    assert neurons.fhn_slope(v, cubic, 0.5)[0] == pytest.approx(0, abs=1e-12)
    assert neurons.fhn_slope(v, straight, 0.5)[1] == pytest.approx(0, abs=1e-12)


def test_fitzhugh_nagumo_agrees_with_scipy():
    time, v, r = neurons.fitzhugh_nagumo(0.5, 100, dt=0.02, start=(0, 0), every=20)
    expected = oracle(lambda time, s: neurons.fhn_slope(*s, 0.5), [0, 0], time)
    assert np.stack([v, r], axis=1) == pytest.approx(expected, abs=1e-5)


def test_fitzhugh_nagumo_rests_fires_and_is_blocked():
    _, v, _ = neurons.fitzhugh_nagumo(np.array([0, 0.5, 1.0, 2.0]), 300)
    assert spikes.count_spikes(v[3000:], 0).tolist()[::3] == [0, 0]  # too little and too much: silence
    assert (spikes.count_spikes(v[3000:], 0)[1:3] >= 3).all()


def test_between_6_3_and_9_8_the_start_decides():
    ways = lambda time: np.array([9.5, min(9.5, 9.5 * time / 200)])  # switched on, turned up
    trace = neurons.hodgkin_huxley(ways, 300, dt=0.05, every=2)
    switched_on, turned_up = spikes.count_spikes(trace.V[trace.time >= 200])
    assert switched_on >= 5
    assert turned_up == 0


def test_logistic_neuron():
    currents = np.array([0, 0.2, 0.4])
    assert neurons.logistic_neuron(currents, 25, -5) == pytest.approx([expit(-5), 0.5, expit(5)])


# Wrong arguments


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: neurons.hodgkin_huxley("10", 20), "current"),
        (lambda: neurons.hodgkin_huxley(lambda time: None, 20), r"current\(0.0\)"),
        (lambda: neurons.hodgkin_huxley(np.nan, 20), "current"),
        (lambda: neurons.hodgkin_huxley(10, -1), "duration"),
        (lambda: neurons.hodgkin_huxley(10, 20, dt=0), "dt"),
        (lambda: neurons.hodgkin_huxley(10, 20, start="low"), "start"),
        (lambda: neurons.hodgkin_huxley(10, 20, every=0), "every"),
        (lambda: neurons.hodgkin_huxley(10, 20, g_na=-1), "g_na"),
        (lambda: neurons.hodgkin_huxley(10, 20, dt=0.1), r"blew up at time 2\.6 with dt = 0\.1.*half"),
        (lambda: neurons.hodgkin_huxley(lambda time: np.nan if time > 1 else 0, 20), "blew up at time 1.*NaN"),
        (lambda: neurons.fitzhugh_nagumo(0.5, 20, start=(0, 0, 0)), "start has 3"),
        (lambda: neurons.pulse(10, 1, -1), "duration"),
        (lambda: neurons.steady_state("rest"), "V must contain numbers"),
        (lambda: neurons.rates("rest"), "V must contain numbers"),
        (lambda: neurons.fhn_nullclines(None), "v must contain numbers"),
        (lambda: neurons.rk4(3, 0, 1, 0.1), "slope must be a function"),
        (lambda: neurons.rk4(lambda time, state: None, 0, 1, 0.1), r"shape, \(\); got None"),
        (lambda: neurons.rk4(lambda time, state: [1, 2], [0, 0], 1, 0.1), r"shape, \(2,\); got \[1, 2\]"),
        (lambda: neurons.rk4(lambda time, state: state[:1], [0, 0], 1, 0.1), r"state's shape, \(2,\)"),
        (lambda: neurons.hodgkin_huxley(10, 1e308), "takes inf steps; at most 10,000,000"),
        (lambda: neurons.fitzhugh_nagumo(0.5, 1e6), r"takes 2e\+07 steps; at most 10,000,000"),
        (lambda: neurons.logistic_neuron(0.2, "w", 0), "w must be a number"),
    ],
)
def test_wrong_arguments_are_named(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
