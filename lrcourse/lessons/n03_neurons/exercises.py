"""The exercises of notebook 03."""

import numpy as np

from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.neurons import fhn_slope, rk4_step
from lrcourse.spikes import count_spikes

rng = np.random.default_rng(3)


def sodium_current(V, m, h):
    """The sodium current in uA/cm2: conductance 120 mS/cm2, three m gates, one h gate, reversal at 50 mV."""
    return 120 * m**3 * h * (V - 50)


def decay(time, state):
    """Towards zero, faster from farther away."""
    return -0.5 * state


def swing(time, state):
    """Round a circle: the state is a point of the plane."""
    return np.array([state[1], -state[0]])


def crossing(v, threshold, before=np.less, after=np.greater_equal):
    """Where v crosses upwards, with other signs."""
    return before(v[:-1], threshold) & after(v[1:], threshold)


def drive(time, state):
    """Pushed by a force that depends on the time."""
    return 4 * time**3 - state


def step_with(slope, time, state, dt, first=0.5, second=0.5, last=1.0, middle=0.5, third_from_first=False,
              weights=(1, 2, 2, 1), over=6):
    """A step that looks elsewhere (shares of dt for k2, k3, k4; time of the middle looks) or has other weights."""
    k1 = slope(time, state)
    k2 = slope(time + middle * dt, state + first * dt * k1)
    k3 = slope(time + middle * dt, state + second * dt * (k1 if third_from_first else k2))
    k4 = slope(time + dt, state + last * dt * k3)
    return state + dt / over * sum(c * k for c, k in zip(weights, (k1, k2, k3, k4)))


EXERCISES = [
    Exercise(sodium_current,
        inputs=[(-65.0, 0.05, 0.6), (0.0, 0.9, 0.3), (50.0, 0.99, 0.1), (60.0, 1.0, 1.0),
                (np.array([-80.0, -65.0, -20.0, 30.0]), np.array([0.0, 0.05, 0.7, 0.95]),
                 np.array([0.9, 0.6, 0.3, 0.1]))],
        hints=[
            "Ohm's law: current = conductance times (voltage minus reversal potential), and sodium's is +50 mV.",
            "A channel lets sodium through when three m gates and one h gate are open: the chance is m * m * m * h.",
            "`120 * m**3 * h * (V - 50)`"],
        mistakes=[
            Mistake(lambda V, m, h: 120 * m**3 * h * (50 - V),
                "You flipped the sign: the current is positive outwards, so the driving force is V - 50, negative at rest."),
            Mistake(lambda V, m, h: 120 * m * h * (V - 50),
                "You asked for only one open m gate. A sodium channel has three of them, and all must be open: m**3."),
            Mistake(lambda V, m, h: 120 * m**3 * (V - 50),
                "You left out the h gate. Without it the channel would never close again while V is high."),
            Mistake(lambda V, m, h: 120 * (m * h) ** 3 * (V - 50),
                "You cubed h as well. There are three m gates but only one h gate: m**3 * h."),
            Mistake(lambda V, m, h: 120 * 3 * m * h * (V - 50),
                "You wrote 3 * m where m cubed belongs. Independent chances multiply: m * m * m."),
            Mistake(lambda V, m, h: 120 * m**3 * h * (V + 77),
                "That is potassium's reversal potential, -77 mV. Sodium pulls towards +50 mV: V - 50."),
            Mistake(lambda V, m, h: 120 * m**3 * h * (V + 50),
                "You added 50. Sodium stops flowing at +50 mV, so its distance from V is V - 50."),
            Mistake(lambda V, m, h: 36 * m**3 * h * (V - 50),
                "36 mS/cm2 is potassium's conductance. Sodium's is 120."),
            Mistake(lambda V, m, h: 36 * m**3 * h * (V + 77),
                "36 and -77 are potassium's numbers. Sodium has 120 mS/cm2 and +50 mV."),
            Mistake(lambda V, m, h: 120 * m**3 * h * V,
                "You multiplied by V. What drives the ions is the distance from their reversal potential: V - 50."),
            Mistake(lambda V, m, h: m**3 * h * (V - 50),
                "The share of open channels is right; multiply by what they conduct when all are open, 120 mS/cm2.")]),
    Exercise(rk4_step,
        inputs=[(decay, 0.0, 2.0, 0.5), (swing, 0.0, np.array([1.0, 0.0]), 0.3), (drive, 1.0, 0.5, 0.4),
                (drive, 0.0, np.array([0.0, -1.0, 3.0]), 1.0), (decay, 3.0, -1.0, 0.01)],
        edges={"a state with two axes": (swing, 0.0, np.array([[1.0, 0.5, -2.0], [0.0, 1.0, 4.0]]), 0.3)},
        hints=[
            "Four looks: at the start, twice in the middle, at the end. Call them k1, k2, k3, k4.",
            "k2 looks at the time + dt / 2 and at the state + dt / 2 * k1; k3 does the same with k2.",
            "k4 looks at the time + dt and at the state + dt * k3. The step: `state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)`"],
        mistakes=[
            Mistake(lambda slope, time, state, dt: state + dt * slope(time, state),
                "That is Euler's step: one look, at the start. Runge and Kutta look four times before they step."),
            Mistake(lambda *a: step_with(*a, weights=(0, 1, 0, 0), over=1),
                "You step along k2 alone, one look in the middle. Take all four: k1 + 2*k2 + 2*k3 + k4, divided by 6."),
            Mistake(lambda *a: step_with(*a, weights=(1, 1, 1, 1), over=4),
                "You gave the four looks equal weights. The two in the middle count double: 1, 2, 2, 1 over 6."),
            Mistake(lambda *a: step_with(*a, over=4), "You divided by 4, but the weights 1 + 2 + 2 + 1 add up to 6."),
            Mistake(lambda *a: step_with(*a, over=1),
                "You added the looks up without dividing: the weights 1 + 2 + 2 + 1 add up to 6, so divide by 6."),
            Mistake(lambda *a: step_with(*a, first=1.0, second=1.0, middle=1.0),
                "You take your middle looks at the end of the step: k2 and k3 belong at time + dt / 2, half a step away."),
            Mistake(lambda slope, time, state, dt: rk4_step(lambda _, s: slope(time, s), time, state, dt),
                "Your time stands still within the step. Pass time + dt / 2 and time + dt to the slope as well."),
            Mistake(lambda *a: step_with(*a, third_from_first=True),
                "Your k3 starts from k1 again. It should look along k2: state + dt / 2 * k2."),
            Mistake(lambda *a: step_with(*a, first=1.0, second=1.0),
                "Your k2 and k3 walk a whole dt. The middle is half of that away: state + dt / 2 * k."),
            Mistake(lambda *a: step_with(*a, first=1.0),
                "Your k2 walks a whole dt. It should look at the middle: state + dt / 2 * k1."),
            Mistake(lambda *a: step_with(*a, second=1.0),
                "Your k3 walks a whole dt. It should look at the middle: state + dt / 2 * k2."),
            Mistake(lambda *a: step_with(*a, last=0.5), "Your k4 walks dt / 2. It should look at the end: state + dt * k3."),
            Mistake(lambda *a: step_with(*a, middle=1.0),
                "Your k2 and k3 walk half a step but ask for the slope at time + dt. The middle is at time + dt / 2."),
            Mistake(lambda *a: step_with(*a, middle=0.0),
                "Your k2 and k3 ask for the slope at the starting time. The middle is at time + dt / 2."),
            Mistake(lambda slope, time, state, dt: rk4_step(lambda t, s: slope(s, t), time, state, dt),
                "You called slope(state, time). The time comes first: slope(time, state)."),
            Mistake(lambda slope, time, state, dt: rk4_step(slope, time, state, dt) - state,
                "That is the change. The new state is the old one plus the change: add state."),
            Mistake(lambda *a: step_with(*a, weights=(1, 1, 1, 1)),
                "You divided by 6, but your weights add up to 4. The looks in the middle count double: 1, 2, 2, 1.")]),
    Exercise(count_spikes,
        inputs=[(np.array([-65.0, -20.0, 10.0, 40.0, 20.0, -70.0, -65.0, 5.0, -65.0]), 0.0),
                (np.array([-65.0, -64.0, -66.0]), 0.0), (np.array([10.0, 20.0, -65.0, -64.0]), 0.0),
                (np.array([-65.0, 0.0, -65.0, -60.0, 0.0, 30.0]), 0.0),
                (np.array([0.2, 1.5, 0.4, 1.2, 1.9, 1.1, -1.0]), 1.0), (np.array([10.0, -65.0, 5.0]), 0.0),
                (np.array([-65.0, 10.0, 5.0, 20.0, -65.0]), 0.0), (np.array([0, 2, 0, 2]), 1),
                (np.array([-65.0]), 0.0)],
        hints=[
            "A spike is a crossing: one moment below the threshold, the next one at it or above.",
            "V[:-1] are the moments before, V[1:] the moments after: compare both with the threshold.",
            "`np.sum((V[:-1] < threshold) & (V[1:] >= threshold))`"],
        mistakes=[
            Mistake(lambda v, threshold: np.sum(v >= threshold),
                "You counted samples above the threshold. A spike stays there for many samples: count the crossings."),
            Mistake(lambda v, threshold: np.sum(v > threshold),
                "You counted samples above the threshold. A spike stays there for many samples: count its crossing."),
            Mistake(lambda v, threshold: np.sum(np.diff(v >= threshold)),
                "You counted the way up and the way down: two for each spike. Only the way up counts."),
            Mistake(lambda v, threshold: np.sum(np.diff((v >= threshold).astype(int)) < 0),
                "You counted the crossings on the way down. Only the way up is a spike: below the threshold before, at or above it after."),
            Mistake(lambda v, threshold: count_spikes(v, 0.0),
                "You compared with 0 instead of the threshold that is passed in."),
            Mistake(lambda v, threshold: np.sum(np.diff((v > threshold).astype(int)) > 0),
                "You treat a sample on the threshold as below it (<= before, > after). Use < before and >= after."),
            Mistake(lambda v, threshold: np.sum(crossing(v, threshold, after=np.greater)),
                "You miss a spike when a sample lies exactly on the threshold. Use < before and >= after."),
            Mistake(lambda v, threshold: np.sum(crossing(v, threshold, before=np.less_equal)),
                "You count a sample that is exactly on the threshold as below it. Use < before and >= after."),
            Mistake(lambda v, threshold: np.sum((v >= threshold) & (np.roll(v, 1) < threshold)),
                "At i = 0 your V[i-1] is V[-1], the last sample. Begin at 1: nothing comes before the first."),
            Mistake(lambda v, threshold: count_spikes(np.append(-np.inf, v).clip(-1e9), threshold),
                "You count a voltage that is above the threshold from the first sample on. No crossing was seen there."),
            Mistake(lambda v, threshold: np.sum((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]) & (v[1:-1] >= threshold)),
                "You counted peaks. One spike can have two of them: count the crossings of the threshold."),
            Mistake(lambda v, threshold: np.sum(v[:-1] < threshold and v[1:] >= threshold),
                "`and` needs a single True or False, and these are arrays. Use & with brackets: (...) & (...)."),
            Mistake(lambda v, threshold: np.sum(v[:-1] < threshold & v[1:] >= threshold),
                "& binds more tightly than < and >=. Put each comparison in brackets: (...) & (...)."),
            Mistake(lambda v, threshold: bool(np.any(v >= threshold)),
                "You returned whether there was a spike. Return how many: count the crossings.")]),
    Exercise(fhn_slope,
        inputs=[(0.0, 0.0, 0.0), (-1.2, -0.62, 0.5), (1.5, 0.3, -0.4), (rng.normal(size=5), rng.normal(size=5), 0.7)],
        hints=[
            "Return two numbers: how fast v changes, and how fast r changes.",
            "v - v**3 / 3 - r + current is the first.",
            "`return v - v**3 / 3 - r + current, (v + 0.7 - 0.8 * r) / 12.5`"],
        mistakes=[
            Mistake(lambda v, r, I: (v - v**3 - r + I, (v + 0.7 - 0.8 * r) / 12.5),
                "You left out the 3: the cubic term is v**3 / 3."),
            Mistake(lambda v, r, I: (v - v**3 / 3 + r + I, (v + 0.7 - 0.8 * r) / 12.5),
                "Your recovery r drives v up. It should pull v back down: - r in the first equation."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r, (v + 0.7 - 0.8 * r) / 12.5),
                "You left out the current. It is added to the first equation."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, v + 0.7 - 0.8 * r),
                "Your recovery is as fast as the voltage. Divide its equation by 12.5: slow recovery makes the spike."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, v + 0.7 - 0.8 * r / 12.5),
                "Put brackets round v + 0.7 - 0.8 r: all of it is divided by 12.5, not only its last term."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v + 0.7 + 0.8 * r) / 12.5),
                "You flipped the sign of 0.8 r: recovery leaks away by itself, so it is - 0.8 * r."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v + 0.7 - 0.8 * r + I) / 12.5),
                "You gave the current to the recovery too. It enters through the voltage alone: the first equation."),
            Mistake(lambda v, r, I: ((v - v**3) / 3 - r + I, (v + 0.7 - 0.8 * r) / 12.5),
                "Your brackets are too wide: only v**3 is divided by 3, not v."),
            Mistake(lambda v, r, I: (v - v * 3 / 3 - r + I, (v + 0.7 - 0.8 * r) / 12.5),
                "You wrote 3 * v where v cubed belongs: v**3, with two stars."),
            Mistake(lambda v, r, I: (v - v**2 / 3 - r + I, (v + 0.7 - 0.8 * r) / 12.5),
                "You squared v. The term that brings v back is the cube: v**3 / 3."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v + 0.8 - 0.7 * r) / 12.5),
                "You swapped 0.7 and 0.8: it is v + 0.7 - 0.8 * r."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r - I, (v + 0.7 - 0.8 * r) / 12.5),
                "You subtracted the current. It drives v up: + current."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v - 0.7 - 0.8 * r) / 12.5),
                "You flipped the sign of 0.7: it is v + 0.7."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v + 0.7 - r) / 12.5),
                "You left out the 0.8: recovery leaks away by 0.8 * r."),
            Mistake(lambda v, r, I: np.array(fhn_slope(v, r, I)),
                "The numbers are right, but you return one array. Return two things: dv, dr."),
            Mistake(lambda v, r, I: ((v + 0.7 - 0.8 * r) / 12.5, v - v**3 / 3 - r + I),
                "You swapped the two: first how fast v changes, then how fast r changes."),
            Mistake(lambda v, r, I: (v - v**3 / 3 - r + I, (v + 0.7 - 0.8 * r) * 12.5),
                "You multiplied by 12.5. Recovery is slow, so its equation is divided by 12.5."),
            Mistake(lambda v, r, I: (fhn_slope(v, r, I)[0], (fhn_slope(v, r, I)[0] + 0.7 - 0.8 * r) / 12.5),
                "Your second line uses the slope of v where v belongs. Call the slope dv, so v keeps its value.")]),
]
