"""Notebook 03: inject a current into the neuron of Hodgkin and Huxley."""

import numpy as np

from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.neurons import E_K, E_NA, G_K, G_NA, hodgkin_huxley, pulse
from lrcourse.plots import BLACK, BLUE, GREEN, GREY, PURPLE, VERMILION, axes
from lrcourse.spikes import count_spikes

START, DURATION, DT = 5.0, 80.0, 0.05  # ms
LASTING = {"0.5 ms": 0.5, "1 ms": 1.0, "2 ms": 2.0, "5 ms": 5.0, "10 ms": 10.0, "20 ms": 20.0, "50 ms": 50.0}
CHANNELS = {
    "all work": (G_NA, G_K),
    "half of sodium blocked": (G_NA / 2, G_K),
    "sodium blocked (tetrodotoxin)": (0, G_K),
    "potassium blocked (TEA)": (G_NA, 0),
}
STRENGTHS = np.arange(-10, 20.5, 0.5)


def current():
    """Inject a short or long current (-10 to 20 uA/cm2); poison a channel; watch the voltage and the gates."""
    return Current()


class Current(Sketch):
    """The lab of `current`."""

    def __init__(self):
        self.runs = {}
        super().__init__(
            title="Inject a current",
            alt="Three panels over 80 ms: the injected current, the voltage with its spikes, the gates.",
            controls=[
                Slider("strength", "current", -10, 20, step=0.5, value=7.0, unit="µA/cm²"),
                Choice("lasting", "for", list(LASTING), "20 ms"),
                Choice("channels", "channels", list(CHANNELS)),
            ],
            size=(9.4, 5.4),
            number="spikes",
            tall=5.8,
        )

    def start(self, figure):
        """Draw what stays; return what moves."""
        top, middle, bottom = figure.subplots(3, sharex=True, height_ratios=(1.5, 2.3, 1.4))
        axes("What you inject", "", "I (µA/cm²)", ax=top).set(
            xlim=(0, DURATION), ylim=(-13, 23), yticks=[-10, 0, 10, 20]
        )
        axes("What the neuron does", "", "V (mV)", ax=middle).set(ylim=(-95, 70))
        axes("Gates", "time (ms)", "share open", ax=bottom).set(ylim=(-0.05, 1.05))
        for level, name, side in ((E_NA, "sodium", "bottom"), (E_K, "potassium", "top")):
            middle.axhline(level, color=GREY, linewidth=0.8, linestyle=":")
            middle.text(DURATION, level, f"{name} pulls here", ha="right", va=side, fontsize=9, color=GREY)
        top.axhline(0, color=GREY, linewidth=0.8, linestyle=":")
        (self.pulse,) = top.fill([], [], color=PURPLE, alpha=0.2, linewidth=0)
        (self.injected,) = top.plot([], [], color=PURPLE, linewidth=2)
        (self.voltage,) = middle.plot([], [], color=BLACK, linewidth=1.8)
        styles = (
            ("m, sodium, fast", VERMILION, "-"),
            ("h, sodium, slow", BLUE, "--"),
            ("n, potassium, slow", GREEN, "-."),
        )
        self.gates = [
            bottom.plot([], [], color=color, linestyle=style, linewidth=1.6, label=name)[0]
            for name, color, style in styles
        ]
        names = [gate.get_label()[0] if self.narrow else gate.get_label() for gate in self.gates]
        bottom.legend(
            self.gates,
            names,
            loc="lower right",
            bbox_to_anchor=(1, 0.97),
            ncols=3,
            columnspacing=1.2,
            handlelength=1.6,
            frameon=False,
        )
        return [self.pulse, self.injected, self.voltage, *self.gates]

    def handles(self):
        """The corner where the pulse ends: its height and its length."""
        return {"pulse": (self.injected.axes, START + LASTING[self.values["lasting"]], self.values["strength"])}

    def grab(self, name, x, y):
        """The height is free, of the lengths the nearest."""
        return {"strength": y, "lasting": min(LASTING, key=lambda text: abs(START + LASTING[text] - x))}

    def move(self, strength, lasting, channels):
        """Show one run; say what came of it."""
        time, *runs = self._runs(channels)
        which = list(LASTING).index(lasting) * len(STRENGTHS) + round((strength - STRENGTHS[0]) * 2)
        V, *gates = (values[:, which] for values in runs)
        end = START + LASTING[lasting]
        corners = [START, START, end, end], [0, strength, strength, 0]
        self.pulse.set_xy(np.transpose(corners))
        self.injected.set_data([0, *corners[0], DURATION], [0, *corners[1], 0])
        for line, values in zip((self.voltage, *self.gates), (V, *gates), strict=True):
            line.set_data(time, values)
        spikes = count_spikes(V)
        self.number, self._number = f"{spikes}", "spike" if spikes == 1 else "spikes"
        return f"{strength:g} µA/cm² for {lasting}: {_told(time, V, end, CHANNELS[channels][1] > 0)}"

    def _runs(self, channels):
        """The runs of all lengths and strengths: four hundred neurons cost little more than one, and moves look up."""
        if channels not in self.runs:
            g_na, g_k = CHANNELS[channels]
            pulses = [pulse(STRENGTHS, START, length) for length in LASTING.values()]
            inject = lambda time: np.concatenate([one(time) for one in pulses])
            self.runs[channels] = hodgkin_huxley(inject, DURATION, DT, g_na=g_na, g_k=g_k, every=2)
        return self.runs[channels]


def _told(time, V, end, potassium_works):
    """What the neuron did, in words, all of them about the time that is shown."""
    spikes = count_spikes(V)
    if not potassium_works:
        return f"It fires by itself and stays near 0 mV, at {V[-1]:.0f} in the end: potassium is blocked."
    if not spikes:
        if np.ptp(V) < 1.5:
            return f"no spike. The voltage stays at {V[-1]:.0f} mV."
        return f"no spike in the {DURATION:g} ms shown. Voltage from {V.min():.0f} to {V.max():.0f} mV."
    after = count_spikes(V[time >= end])
    first = time[1:][(V[1:] >= 0) & (V[:-1] < 0)][0]
    counted = "1 spike" if spikes == 1 else f"{spikes} spikes"
    if first > end:
        when = f"{first - end:.1f} ms after the current stopped"
    else:
        when = f"{first - START:.1f} ms after the current began"
    first_of = "" if spikes == 1 else "the first "
    late = f", {after} of them after the current" if 0 < after < spikes else ""
    return f"{counted}, {first_of}{when}{late}. Peak: {V.max():.0f} mV."
