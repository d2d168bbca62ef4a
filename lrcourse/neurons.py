"""Neurons as equations (notebook 03), and the Runge-Kutta method that follows them.

Hodgkin-Huxley is in mV, ms, uA/cm2, mS/cm2; FitzHugh-Nagumo has no units. A ``current`` is a number, an
array (one neuron per entry, computed together), or a function of time that returns either. A wrong
argument raises a single TypeError or ValueError that names it.
"""

from typing import NamedTuple

import numpy as np

from lrcourse import core
from lrcourse.inputs import array, number, shown, vector, whole

# Hodgkin & Huxley 1952, with voltages measured as they are today (rest near -65 mV).
E_NA, E_K, E_L = 50.0, -77.0, -54.387  # reversal potentials, mV
G_NA, G_K, G_L, C = 120.0, 36.0, 0.3, 1.0  # conductances, mS/cm2, and capacitance, uF/cm2


STEPS = 10_000_000  # more than this many steps is a mistake in the units, not a computation to wait for


class Trace(NamedTuple):
    """What `hodgkin_huxley` returns: voltage V (mV) and gates m, h, n, each (S+1, ...), at ``time`` (ms)."""

    time: np.ndarray
    V: np.ndarray
    m: np.ndarray
    h: np.ndarray
    n: np.ndarray


def rk4_step(slope, time, state, dt):
    """The state one step of ``dt`` later, where ``slope(time, state)`` is its rate of change."""
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def rk4(slope, start, duration, dt, every=1):
    """Follow ``slope(time, state)`` from the state ``start`` in steps of ``dt``; keep one step in ``every``.

    Returns ``(time, states)``, of shapes (S+1,) and ``(S+1, *shape of start)``. Raises ValueError if the state
    leaves all bounds (the step is too large, or the slope contains NaN), or if it takes over ten million steps.
    ``slope`` returns an array of the state's shape; TypeError otherwise.
    """
    if not callable(slope):
        raise TypeError(f"slope must be a function of (time, state); got {type(slope).__name__}.")
    dt, steps = whole_steps(duration, dt)
    every, state = whole(every, "every", low=1), array(start, "start").copy()
    states, first = [state], slope(0.0, state.copy())
    if isinstance(first, list | tuple | None) or np.shape(first) != state.shape:
        raise TypeError(
            f"slope must return an array of the state's shape, {state.shape}; got {shown(first)}. "
            "Use np.array([...]), and check that it returns."
        )
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is reported below, in words
        for step in range(1, steps + 1):
            state = rk4_step(slope, (step - 1) * dt, state, dt)
            stay_finite(state, step * dt, dt)
            if step % every == 0:
                states.append(state)
    return dt * every * np.arange(len(states)), np.array(states)


def whole_steps(duration, dt):
    """``dt`` and the number of steps in ``duration``; ValueError if there are none, or far too many."""
    dt = number(dt, "dt", low=1e-9)
    steps = number(duration, "duration", low=dt) / dt
    if steps > STEPS:
        raise ValueError(
            f"duration {duration:g} in steps of dt = {dt:g} takes {steps:.3g} steps; at most "
            f"{STEPS:,} are allowed. Take a shorter duration or a larger dt."
        )
    return dt, round(steps)


def stay_finite(state, time, dt):
    """Raise a ValueError, in words, if ``state`` has left all bounds."""
    if not np.isfinite(state).all():
        raise ValueError(
            f"The solution blew up at time {time:g} with dt = {dt:g}. "
            "Try half that dt, and look for NaN in the current."
        )


def pulse(strength, start, duration):
    """A current as a function of time: ``strength``, number or array, from ``start`` on for ``duration``."""
    strength, start = array(strength, "strength"), number(start, "start") - 1e-9  # room for rounded times
    end = start + number(duration, "duration", low=0)
    return lambda time: strength * (start <= time < end)


def _function_of_time(current):
    """``current`` as a function of time, and the shape of its values: () or one entry per neuron."""
    if callable(current):
        return current, array(current(0.0), "current(0.0)").shape
    values = array(current, "current")
    return lambda time: values, values.shape


def _ramp(x):
    """The function x / (1 - exp(-x)), even at 0, where the formula says 0/0 and the limit is 1."""
    x = x + 1e-300 * (x == 0)
    return x / -np.expm1(-x)


def rates(V):
    """How fast the gates m, h, n open and close at ``V`` mV: two arrays ``(3, *shape of V)``, per ms."""
    return _rates(array(V, "V"))


def _rates(V):
    """`rates` without the check, which would slow down the inner loop."""
    opening = [_ramp((V + 40) / 10), 0.07 * np.exp(-(V + 65) / 20), 0.1 * _ramp((V + 55) / 10)]
    closing = [4 * np.exp(-(V + 65) / 18), core.sigmoid((V + 35) / 10), 0.125 * np.exp(-(V + 65) / 80)]
    return np.array(opening), np.array(closing)


def steady_state(V):
    """Where the gates m, h, n settle if the voltage is held at ``V`` mV: ``(3, *shape of V)``, in [0, 1]."""
    opening, closing = rates(V)
    return opening / (opening + closing)


def hodgkin_huxley(current, duration, dt=0.025, start=-65.0, g_na=G_NA, g_k=G_K, every=1):
    """The squid's axon under a ``current`` (uA/cm2) for ``duration`` ms, as a `Trace`.

    ``start`` is the voltage at time 0 (mV), at which the gates are at rest; ``g_na`` and ``g_k`` (mS/cm2)
    can be lowered, as poisons do. From a ``dt`` of about 0.09 ms upwards, a spike blows up: ValueError.
    """
    inject, shape = _function_of_time(current)
    g_na, g_k = number(g_na, "g_na", low=0), number(g_k, "g_k", low=0)

    def slope(time, state):
        V, gates = state[0], state[1:]
        m, h, n = gates
        m3, n4 = m * m**2, (n**2) ** 2  # NumPy squares fast; other powers of an array cost ten times as much
        ions = g_na * m3 * h * (V - E_NA) + g_k * n4 * (V - E_K) + G_L * (V - E_L)
        opening, closing = _rates(V)
        return np.concatenate([[(inject(time) - ions) / C], opening * (1 - gates) - closing * gates])

    V = np.full(shape, number(start, "start"))
    time, states = rk4(slope, np.concatenate([[V], steady_state(V)]), duration, dt, every)
    return Trace(time, *np.moveaxis(states, 1, 0))


def fhn_slope(v, r, current=0.0):
    """FitzHugh-Nagumo: how fast the voltage ``v`` and the recovery ``r`` change, as a pair."""
    return v - v * v**2 / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5


def fhn_nullclines(v, current=0.0):
    """For each ``v``, the r at which v stands still and the r at which r stands still, as a pair."""
    v, current = array(v, "v"), array(current, "current")
    return v - v**3 / 3 + current, (v + 0.7) / 0.8


def fhn_fixed_point(current=0.0):
    """The one point (v, r) at which nothing moves.

    The nullclines cross where v^3 + p v + q = 0 with p > 0: one real root, Cardano's, in the form that uses sinh.
    """
    p, q = 3 * (1 / 0.8 - 1), 3 * (0.7 / 0.8 - array(current, "current"))
    v = -2 * np.sqrt(p / 3) * np.sinh(np.arcsinh(1.5 * q / p * np.sqrt(3 / p)) / 3)
    return v, (v + 0.7) / 0.8


def fitzhugh_nagumo(current, duration, dt=0.05, start=None, every=1):
    """FitzHugh-Nagumo from ``start`` (v, r), or from rest: (time, v, r), of shapes (S+1,) and (S+1, ...)."""
    inject, shape = _function_of_time(current)
    start = fhn_fixed_point() if start is None else vector(start, "start", 2, "entries, but it must be (v, r)")
    time, states = rk4(
        lambda time, state: np.array(fhn_slope(*state, inject(time))),
        [np.full(shape, start[0]), np.full(shape, start[1])],
        duration,
        dt,
        every,
    )
    return time, states[:, 0], states[:, 1]


def logistic_neuron(current, w, b):
    """The probability of a spike, sigmoid(w I + b): a neuron in one weight, one bias and one curve."""
    return core.sigmoid(number(w, "w") * array(current, "current") + number(b, "b"))
