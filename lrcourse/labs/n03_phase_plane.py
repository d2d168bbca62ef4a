"""Notebook 03: walk the phase plane of FitzHugh and Nagumo."""

import numpy as np

from lrcourse.labs.controls import Slider
from lrcourse.labs.stage import Arrows, Curve, Curves, Line, Path, Plane, Stage
from lrcourse.neurons import fhn_fixed_point, fhn_nullclines, fhn_slope, rk4
from lrcourse.plots import BLACK, GREEN, PURPLE, VERMILION
from lrcourse.spikes import count_spikes

DURATION, DT, EVERY = 100.0, 0.1, 2
V_LIMITS, R_LIMITS = (-2.5, 2.5), (-1.2, 2.6)


def phase_plane(slope=fhn_slope):
    """Walk the phase plane: click for a start, give it current, and see the path go round or come to rest.

    Parameters
    ----------
    slope : function of (v, r, current) that returns the pair of their rates of change
        Yours, if you like; FitzHugh and Nagumo's otherwise.

    Raises
    ------
    TypeError
        If ``slope`` is no such function.
    """
    try:
        np.array(slope(0.0, 0.0, 0.0), float).reshape(2)
    except (TypeError, ValueError) as error:
        raise TypeError("slope must be a function of (v, r, current) that returns two numbers, how fast v "
                        "and r change. Has your exercise passed?") from error
    return PhasePlane(slope)


class PhasePlane(Stage):
    """The lab of `phase_plane`."""

    def __init__(self, slope):
        self.slope, self.begin_at = slope, (0.0, -0.62)
        v, r = np.meshgrid(np.linspace(-2.3, 2.3, 13), np.linspace(-1.05, 2.45, 12))
        self.feet = np.stack([v.ravel(), r.ravel()], axis=1)
        super().__init__(
            title="Walk the phase plane",
            alt="The phase plane with arrows, a cubic and a straight nullcline, a path; v and r in time.",
            controls=[Slider("current", "current I", 0, 1.7, step=0.02, value=0.0, digits=2)],
            panels=[
                Plane("The phase plane", "voltage v (no unit)", "recovery r (no unit)", click=True,
                      xlim=V_LIMITS, ylim=R_LIMITS,
                      layers=[Arrows("feet", "flow"), Line("line_v", "cubic", "v stands still", GREEN),
                              Line("line_v", "straight", "r stands still", PURPLE, dashed=True),
                              Path("v", "r", "the path")]),
                Curves("The same in time", "time (no unit)", "v, r (no unit)", x="time",
                       lines=[Curve("v", "v", BLACK), Curve("r", "r", VERMILION)], ylim=V_LIMITS),
            ],
            words="Time {time:.1f}: v = {v:.2f}, r = {r:.2f}. {fate}", seconds=8)

    def compute(self, current):
        """The path from the chosen start, with the nullclines and the arrows of this current."""
        slope = lambda time, state: np.array(self.slope(*state, current), float)
        time, states = rk4(slope, self.begin_at, DURATION, DT, EVERY)
        line_v = np.linspace(*V_LIMITS, 120)
        cubic, straight = fhn_nullclines(line_v, current)
        flow = np.stack([self.slope(v, r, current) for v, r in self.feet])
        flow *= 0.3 / (0.5 + np.linalg.norm(flow, axis=1, keepdims=True))  # long ones would hide the others
        return {"time": time, "v": states[:, 0], "r": states[:, 1], "line_v": line_v, "cubic": cubic,
                "straight": straight, "feet": self.feet, "flow": flow, "fate": _told(states, current)}

    def gesture(self, panel, kind, index, x, y):
        """A click sets the start."""
        self.begin_at = (x, y)


def _told(states, current):
    """What becomes of a path, in words."""
    spikes = count_spikes(states[:, 0], 1.0)
    count = "No spike" if not spikes else f"{spikes} spike{'s' if spikes > 1 else ''}"
    crossing = f"the crossing at v = {fhn_fixed_point(current)[0]:.2f}"
    if np.ptp(states[-len(states) // 5:, 0]) < 0.05:
        return f"{count}, then rest: {crossing} holds it."
    if count_spikes(states[len(states) // 2:, 0], 1.0):
        return f"{count} so far, and no end: {crossing} does not hold it."
    return f"{count}, and it still swings round {crossing}."
