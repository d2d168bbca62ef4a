"""Notebook 03: walk the phase plane of FitzHugh and Nagumo."""

import numpy as np

from lrcourse.engine import learners_code
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.stage import Arrows, Curve, Curves, Line, Path, Plane, Stage
from lrcourse.inputs import shown
from lrcourse.neurons import fhn_fixed_point, fhn_nullclines, fhn_slope, rk4
from lrcourse.plots import GREEN, GREY, PURPLE
from lrcourse.spikes import count_spikes

DURATION, DT, EVERY = 100.0, 0.1, 2
V_LIMITS, R_LIMITS = (-2.5, 2.5), (-1.2, 3.5)
_NEEDED = (
    "slope must be a function of (v, r, current) that returns two numbers, how fast v and r change; "
    "yours {}. Has your exercise passed?"
)


def phase_plane(slope=fhn_slope):
    """Walk the phase plane: click for a start, give it current, and see the path go round or come to rest.

    Parameters
    ----------
    slope : function of (v, r, current) that returns the pair of their rates of change
        Yours, if you like; FitzHugh and Nagumo's otherwise. What it prints is not shown.

    Raises
    ------
    TypeError
        If ``slope`` is not such a function.
    ValueError
        If it returns NaN or infinity.
    """
    if not callable(slope):
        raise TypeError(_NEEDED.format(f"is {type(slope).__name__}, not a function"))
    _pair(slope, 0.0, 0.0, 0.0)
    return PhasePlane(slope)


def _pair(slope, v, r, current):
    """What ``slope`` returns, shape (2,), or one error in words."""
    try:
        answer = learners_code.call(slope, v, r, current)
    except learners_code.Failed as failure:
        if isinstance(failure.__cause__, OverflowError):
            raise ValueError(
                f"Your slope runs away: at v = {v:.1g}, r = {r:.1g} it is too large for a float. Look for a wrong sign."
            ) from None
        raise TypeError(_NEEDED.format(failure)) from None
    try:
        pair = learners_code.array(answer, (2,))
    except learners_code.Failed:
        raise TypeError(_NEEDED.format(f"returned {shown(answer)}")) from None
    if not np.isfinite(pair).all():
        raise ValueError(
            f"{'Your slope is NaN' if np.isnan(pair).any() else 'Your slope runs away'}: at v = {v:g}, "
            f"r = {r:g} it is {pair[0]:g}, {pair[1]:g}. Look for a wrong sign or a division by zero."
        )
    return pair


class PhasePlane(Stage):
    """The lab of `phase_plane`."""

    def __init__(self, slope):
        self.slope = slope
        self.reset()
        v, r = np.meshgrid(np.linspace(-2.3, 2.3, 13), np.linspace(-1.03, 3.33, 14))
        self.feet = np.stack([v.ravel(), r.ravel()], axis=1)
        super().__init__(
            title="Walk the phase plane",
            alt="The phase plane with arrows, a cubic and a straight nullcline, a path; v and r over time.",
            controls=[Slider("current", "current I", 0, 1.7, step=0.02, value=0.0, digits=2)],
            panels=[
                Plane(
                    "The phase plane",
                    "voltage v",
                    "recovery r",
                    click=True,
                    note="click for a new start",
                    xlim=V_LIMITS,
                    ylim=R_LIMITS,
                    layers=[
                        Arrows("feet", "flow", color=GREY + "a0"),
                        Line("line_v", "cubic", "v stands still", GREEN),
                        Line("line_v", "straight", "r stands still", PURPLE, dashed=True),
                        Path("v", "r"),
                    ],
                ),
                Curves(
                    "The same over time",
                    "time",
                    "v, r",
                    x="time",
                    lines=[Curve("v", "v", GREEN), Curve("r", "r", PURPLE)],  # as in the plane, where each stands still
                    ylim=V_LIMITS,
                ),
            ],
            words="Time {time:.1f}: v = {v:.2f}, r = {r:.2f}. {fate}",
            number=("{counted} so far", "{spikes:.0f}"),
            seconds=8,
            tall=True,
        )

    def compute(self, current):
        """The path from the chosen start, with the nullclines and the arrows of this current."""
        slope = lambda v, r: _pair(self.slope, float(v), float(r), current)
        if self.slope is fhn_slope:  # needs no guard, which takes longer than the walk
            slope = lambda v, r: np.array(fhn_slope(float(v), float(r), current))
        time, states = rk4(lambda time, state: slope(*state), self.begin_at, DURATION, DT, EVERY)
        if np.abs(states).max() > 100:
            raise ValueError(
                f"Your slope runs away: the path reaches {np.abs(states).max():.1g}. "
                "Look for a wrong sign: - v**3 / 3 and - r bring it back."
            )
        line_v = np.linspace(*V_LIMITS, 120)
        cubic, straight = fhn_nullclines(line_v, current)
        flow = np.stack([slope(v, r) for v, r in self.feet])
        flow *= 0.3 / (0.5 + np.linalg.norm(flow, axis=1, keepdims=True))  # long ones would hide the others
        counts = [count_spikes(states[: s + 1, 0], 1.0) for s in range(len(time))]  # what comes later is not told
        return {
            "time": time,
            "v": states[:, 0],
            "spikes": np.array(counts, float),
            "counted": ["spike" if count == 1 else "spikes" for count in counts],
            "r": states[:, 1],
            "line_v": line_v,
            "cubic": cubic,
            "straight": straight,
            "feet": self.feet - flow / 2,
            "flow": flow,
            "fate": [*(f"{_spikes(count)} so far." for count in counts[:-1]), _told(slope, states, current)],
        }

    def reset(self):
        """The path begins at its first start again."""
        self.begin_at = (0.0, -0.62)

    def gesture(self, panel, kind, index, x, y):
        """A click sets the start."""
        self.begin_at = (x, y)


def _holds(slope, v, r):
    """Whether the fixed point (v, r) holds paths that are near: no eigenvalue of the slope grows."""
    step = 1e-5
    jacobian = [(slope(v + a, r + b) - slope(v - a, r - b)) / (2 * step) for a, b in ((step, 0), (0, step))]
    return np.linalg.eigvals(np.array(jacobian).T).real.max() < 0


def _spikes(count):
    return f"{count} spike{'s' if count > 1 else ''}" if count else "No spike"


def _told(slope, states, current):
    """What becomes of a path, in words."""
    v, r = fhn_fixed_point(current)
    crossing = f"the crossing at v = {v:.2f}"
    spikes = count_spikes(states[:, 0], 1.0)
    count = _spikes(spikes)
    if np.abs(slope(v, r)).max() > 1e-6:
        return f"{count}. Your slope is not zero at {crossing}: it differs from the nullclines drawn here."
    late = np.ptp(states[-len(states) // 5 :, 0])
    if not _holds(slope, v, r) and late < 1e-3:
        return f"{count}. It stands still, but {crossing} does not hold it: a small kick ends that."
    if not _holds(slope, v, r):
        return f"{count} so far, and no end: {crossing} does not hold it."
    if late > 0.05:
        return f"{count} so far: {crossing} holds what comes near, and this path still swings."
    if v > 0 and spikes < 2:
        return f"It {'rises, which counts as 1 spike, and ' if spikes else ''}stays up: {crossing} holds it."
    return f"{count}, then rest: {crossing} holds it."
