"""What neurons send (notebook 03): counting spikes, rates, and the probability that a noisy neuron fires."""

import numpy as np

from lrcourse.inputs import array, number, whole
from lrcourse.labels import generator
from lrcourse.neurons import fhn_fixed_point, fhn_slope, stay_finite, whole_steps


def count_spikes(V, threshold=0.0):
    """How often a voltage crosses ``threshold`` upwards.

    Parameters
    ----------
    V : array, shape (S,) or (S, ...)
        The voltage at S moments (along the first axis).
    threshold : float
        In the units of ``V``.

    Returns
    -------
    int, or array of int of the shape of ``V`` without its first axis
        A moment at or above the threshold, after one below it, is one spike, however long the voltage stays there.

    Raises
    ------
    ValueError, TypeError
        If ``V`` is empty or contains NaN or text.
    """
    return _crossings(V, threshold).sum(axis=0)


def _crossings(V, threshold):
    """Whether the voltage crosses upwards between one moment and the next: shape (S-1, ...)."""
    above = np.atleast_1d(array(V, "V")) >= number(threshold, "threshold")
    return above[1:] & ~above[:-1]


def firing_rate(time, V, threshold=0.0):
    """Spikes per second of a voltage ``V``, shape (S, ...), at the moments ``time``, shape (S,), in ms.

    Returns
    -------
    float or array, in Hz
        One over the mean time from spike to spike, so it does not depend on where the recording begins and
        ends between two spikes; 0 where there are fewer than two.

    Raises
    ------
    ValueError, TypeError
        As in `count_spikes`; and if ``time`` does not have one entry per row of ``V``, or does not increase.
    """
    time, V = array(time, "time"), array(V, "V")
    if time.ndim != 1 or len(time) < 2 or time.shape != V.shape[:1] or (np.diff(time) <= 0).any():
        raise ValueError(
            f"time must increase, with one entry per row of V, at least two; got shapes {time.shape} and {V.shape}. "
            "Pass trace.time and trace.V from the same run."
        )
    crossings = _crossings(V, threshold)
    gaps, last = crossings.sum(axis=0) - 1, len(crossings) - 1
    between = time[last - crossings[::-1].argmax(axis=0)] - time[crossings.argmax(axis=0)]
    return np.where(gaps > 0, 1000 * gaps / np.where(gaps > 0, between, 1), 0.0)[()]


def _noisy_voltages(current, rng, noise, lasting, duration, dt):
    """Yield the voltages of noisy neurons, step by step (Euler-Maruyama: noise goes with the root of dt)."""
    current, noise = array(current, "current"), number(noise, "noise", low=0)
    dt, steps = whole_steps(duration, number(dt, "dt", high=0.25))  # beyond this, Euler's steps are not large but wild
    lasting, rng = number(lasting, "lasting", low=0), generator(rng)
    v, r = (np.full(current.shape, rest) for rest in fhn_fixed_point(0.0))
    yield v
    for step in range(steps):
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows is reported in words
            dv, dr = fhn_slope(v, r, current if step < lasting / dt - 0.5 else 0.0)
            v, r = v + dt * dv + noise * np.sqrt(dt) * rng.standard_normal(v.shape), r + dt * dr
        stay_finite(v, (step + 1) * dt, dt)
        yield v


def noisy_fitzhugh_nagumo(current, rng, noise=0.1, lasting=3.0, duration=20.0, dt=0.05):
    """FitzHugh-Nagumo neurons at rest, in noise, hit by a pulse of ``current`` from time 0 to ``lasting``.

    Parameters
    ----------
    current : float or array, any shape
        The pulse for each neuron; equal entries are repeated trials.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
        The source of the noise.
    noise : float, at least 0
        Strength of the white noise added to the voltage; 0 leaves it out.
    lasting, duration, dt : float
        The lengths of the pulse, of the trial and of a time step, in FitzHugh-Nagumo's own units.

    Returns
    -------
    time : array (S+1,), v : array (S+1, *shape of current)

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range or of the wrong kind, or ``dt`` is so large that the voltage blows up.
    """
    v = np.array(list(_noisy_voltages(current, rng, noise, lasting, duration, dt)))
    return dt * np.arange(len(v)), v


def firing_probability(current, trials, rng, noise=0.1, lasting=3.0, duration=20.0, dt=0.05, threshold=1.0):
    """The share of trials in which a noisy FitzHugh-Nagumo neuron fires: its voltage passes ``threshold``.

    Parameters
    ----------
    current : array, shape (K,)
        The pulses to try, each ``trials`` times; the rest as in `noisy_fitzhugh_nagumo`.

    Returns
    -------
    array, shape (K,), in [0, 1]
        Its standard error is sqrt(p (1 - p) / trials).

    Raises
    ------
    ValueError, TypeError
        As in `noisy_fitzhugh_nagumo`.
    """
    current, threshold = np.atleast_1d(array(current, "current")), number(threshold, "threshold")
    pulses = np.repeat(current[:, None], whole(trials, "trials", low=1), axis=1)
    fired = np.zeros(pulses.shape, bool)
    for v in _noisy_voltages(pulses, rng, noise, lasting, duration, dt):
        fired |= v > threshold
    return fired.mean(axis=1)
