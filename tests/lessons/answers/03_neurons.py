"""What learners hand in for the exercises of notebook 03: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("Hodgkin and Huxley's formula")
def sodium_current(V, m, h):
    return 120 * m**3 * h * (V - 50)


@right("share, conductance and driving force step by step")
def sodium_current(V, m, h):
    share = m * m * m * h
    conductance = 120.0 * share
    driving_force = V - 50.0
    return conductance * driving_force


@right("np functions, multiplied out")
def sodium_current(V, m, h):
    open_now = 120.0 * np.multiply(np.power(m, 3), h)
    return open_now * V - 50.0 * open_now


@wrong("m to the first power instead of the third")
def sodium_current(V, m, h):
    return 120 * m * h * (V - 50)


@wrong("the gate h is missing")
def sodium_current(V, m, h):
    return 120 * m**3 * (V - 50)


@wrong("the driving force is turned round: E - V flips the sign")
def sodium_current(V, m, h):
    return 120 * m**3 * h * (50 - V)


@wrong("potassium's reversal potential, -77 mV, in place of sodium's")
def sodium_current(V, m, h):
    return 120 * m**3 * h * (V + 77)


@wrong("the driving force is missing: the conductance alone")
def sodium_current(V, m, h):
    return 120 * m**3 * h


@wrong("^ is not a power in Python: a TypeError for floats")
def sodium_current(V, m, h):
    return 120 * (m ^ 3) * h * (V - 50)


@wrong("the powers are swapped: m h^3 in place of m^3 h")
def sodium_current(V, m, h):
    return 120 * m * h**3 * (V - 50)


@wrong("the potassium conductance 36 in place of sodium's 120")
def sodium_current(V, m, h):
    return 36 * m**3 * h * (V - 50)


@right("the four looks, one by one")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@right("a loop over the table of shares and weights")
def rk4_step(slope, time, state, dt):
    total, k = 0.0, 0.0
    for share, weight in [(0, 1), (0.5, 2), (0.5, 2), (1, 1)]:
        k = np.asarray(slope(time + share * dt, state + share * dt * k))
        total = total + weight * k
    return state + dt * total / 6


@right("whole increments as in the textbooks: dt is in each k already")
def rk4_step(slope, time, state, dt):
    d1 = dt * np.asarray(slope(time, state))
    d2 = dt * np.asarray(slope(time + 0.5 * dt, state + 0.5 * d1))
    d3 = dt * np.asarray(slope(time + 0.5 * dt, state + 0.5 * d2))
    d4 = dt * np.asarray(slope(time + dt, state + d3))
    return state + d1 / 6 + d2 / 3 + d3 / 3 + d4 / 6


@wrong("Euler's step: one look only")
def rk4_step(slope, time, state, dt):
    return state + dt * slope(time, state)


@wrong("the looks in the middle count once, yet the sum is divided by 6")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    return state + dt / 6 * (k1 + k2 + k3 + k4)


@wrong("the third look starts from k1 instead of k2")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k1)
    k4 = slope(time + dt, state + dt * k3)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@wrong("the fourth look goes only half a step")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt / 2 * k3)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@wrong("all four looks are at the same time; wrong if the slope depends on it")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time, state + dt / 2 * k1)
    k3 = slope(time, state + dt / 2 * k2)
    k4 = slope(time, state + dt * k3)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@wrong("calls slope(state, time) with the arguments swapped")
def rk4_step(slope, time, state, dt):
    k1 = slope(state, time)
    k2 = slope(state + dt / 2 * k1, time + dt / 2)
    k3 = slope(state + dt / 2 * k2, time + dt / 2)
    k4 = slope(state + dt * k3, time + dt)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@wrong("returns the change alone, without the old state")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    return dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@wrong("+= changes the caller's state array in place")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    state += dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return state


@right("two shifted comparisons joined by &")
def count_spikes(V, threshold):
    return np.sum((V[:-1] < threshold) & (V[1:] >= threshold))


@right("a loop over neighbours")
def count_spikes(V, threshold):
    count = 0
    for before, after in zip(V[:-1], V[1:]):
        if before < threshold <= after:
            count += 1
    return count


@right("the steps of the above-or-not signal that go up by one")
def count_spikes(V, threshold):
    above = (np.asarray(V) >= threshold).astype(int)
    return int(np.count_nonzero(np.diff(above) == 1))


@wrong("counts the samples above the threshold, not the crossings")
def count_spikes(V, threshold):
    return int(np.sum(V >= threshold))


@wrong("counts downward crossings as well")
def count_spikes(V, threshold):
    above = V >= threshold
    return int(np.sum(above[1:] != above[:-1]))


@wrong("> for >=: a sample exactly at the threshold does not complete a crossing")
def count_spikes(V, threshold):
    return int(np.sum((V[:-1] < threshold) & (V[1:] > threshold)))


@wrong("<= for <: leaving the threshold upwards counts as one more crossing")
def count_spikes(V, threshold):
    return int(np.sum((V[:-1] <= threshold) & (V[1:] >= threshold)))


@wrong("the first sample is compared with V[-1], the last one")
def count_spikes(V, threshold):
    count = 0
    for i in range(len(V)):
        if V[i - 1] < threshold and V[i] >= threshold:
            count += 1
    return count


@wrong("a record that starts above the threshold counts as a spike")
def count_spikes(V, threshold):
    count = 0
    inside = False
    for v in V:
        if v >= threshold and not inside:
            count += 1
        inside = v >= threshold
    return count


@wrong("and instead of & between two arrays")
def count_spikes(V, threshold):
    return int(np.sum((V[:-1] < threshold) and (V[1:] >= threshold)))


@wrong("brackets missing around the comparisons: & binds more tightly than <")
def count_spikes(V, threshold):
    return int(np.sum(V[:-1] < threshold & V[1:] >= threshold))


@right("the two formulas as they stand")
def fhn_slope(v, r, current):
    return v - v**3 / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5


@right("v factored out, multiplication by 0.08")
def fhn_slope(v, r, current):
    dv = v * (1.0 - v * v / 3.0) + (current - r)
    dr = 0.08 * (v - 0.8 * r + 0.7)
    return dv, dr


@right("a linear part by constants, a cubic part by np.power, returned as a list")
def fhn_slope(v, r, current):
    v_dot = np.add(v, -np.power(v, 3) / 3.0) - r + current
    r_dot = np.add(v / 12.5, 0.7 / 12.5) - 0.8 / 12.5 * r
    return [v_dot, r_dot]


@wrong("the cube is not divided by 3")
def fhn_slope(v, r, current):
    return v - v**3 - r + current, (v + 0.7 - 0.8 * r) / 12.5


@wrong("recovery pushes up: + r instead of - r")
def fhn_slope(v, r, current):
    return v - v**3 / 3 + r + current, (v + 0.7 - 0.8 * r) / 12.5


@wrong("the current is missing")
def fhn_slope(v, r, current):
    return v - v**3 / 3 - r, (v + 0.7 - 0.8 * r) / 12.5


@wrong("the pair is returned the other way round")
def fhn_slope(v, r, current):
    dv = v - v**3 / 3 - r + current
    dr = (v + 0.7 - 0.8 * r) / 12.5
    return dr, dv


@wrong("brackets missing: only 0.8 r is divided by 12.5")
def fhn_slope(v, r, current):
    return v - v**3 / 3 - r + current, v + 0.7 - 0.8 * r / 12.5


@wrong("v is overwritten by its slope before the second line uses it")
def fhn_slope(v, r, current):
    v = v - v**3 / 3 - r + current
    r = (v + 0.7 - 0.8 * r) / 12.5
    return v, r


@wrong("multiplied by 12.5 instead of divided: recovery is quick, not slow")
def fhn_slope(v, r, current):
    return v - v**3 / 3 - r + current, 12.5 * (v + 0.7 - 0.8 * r)


@wrong("math.pow works for numbers only; an array raises a TypeError")
def fhn_slope(v, r, current):
    return v - math.pow(v, 3) / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5


# -- by the hints --


@right("the last hint")
def sodium_current(V, m, h):
    return 120 * m**3 * h * (V - 50)


@right("the last hint")
def rk4_step(slope, time, state, dt):
    k1 = slope(time, state)
    k2 = slope(time + dt / 2, state + dt / 2 * k1)
    k3 = slope(time + dt / 2, state + dt / 2 * k2)
    k4 = slope(time + dt, state + dt * k3)
    return state + dt / 6 * (k1 + 2*k2 + 2*k3 + k4)


@right("the last hint")
def count_spikes(V, threshold):
    return np.sum((V[:-1] < threshold) & (V[1:] >= threshold))


@right("the last hint")
def fhn_slope(v, r, current):
    return v - v**3 / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5
