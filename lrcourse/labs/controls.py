"""What both lab bases share: the controls above the picture, their values, the words below it, the stills.

The page sends one request at a time and waits for its answer before it sends the newest value, so a slow
picture never makes a queue. Every request gets exactly one answer, also when it fails.
"""

import math
import traceback
from base64 import b64encode
from pathlib import Path

import anywidget
import numpy as np
from traitlets import Dict, Int, List, Unicode

from lrcourse.inputs import choice, number, whole

_HERE = Path(__file__).parent


def source(*names):
    """The text of the files ``names`` beside this module, joined: one file to the page, no build step."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


class _Control:
    """A named value with a label; subclasses say which values it may take."""

    def __init__(self, name, label, help="", more=False):
        if not isinstance(name, str) or not name.isidentifier():
            raise ValueError(
                "a control's name must be a Python name such as 'angle', an argument of move(); "
                f"got {name!r}."
            )
        if not isinstance(label, str) or not label.strip():
            raise ValueError(f"control '{name}' needs a label for its reader; got {label!r}.")
        self.name, self.label, self.help, self.more = name, label, help, bool(more)

    def spec(self):
        """All that the page needs to draw the control."""
        return {"kind": type(self).__name__, **vars(self)}


class Slider(_Control):
    """A number between two ends, on a linear or a logarithmic scale.

    Parameters
    ----------
    name, label : str
        What ``move`` receives it as, and what the reader sees.
    low, high : float
        The ends, both included; ``low > 0`` if ``log``.
    zero : bool
        A ``log`` slider whose leftmost position is 0 instead of ``low``.
    step : float, optional
        Distance between positions, a hundredth of the range by default; not for a ``log`` slider, which has
        120 positions at equal ratios. If ``low`` and ``step`` are whole, the value is an int, else a float.
    value : float, optional
        The initial value (``low`` by default).
    unit : str
        Shown after the number.
    digits : int, optional
        Digits after the point; for a ``log`` slider significant digits (2 by default).
    help : str
        A short line under the control.
    more : bool
        Not needed at once: the control stands under "more", which the reader opens.

    Raises
    ------
    ValueError, TypeError
        If the ends, the step, the value or the digits do not make a slider.
    """

    def __init__(
        self, name, label, low, high, step=None, value=None, unit="", digits=None, log=False, help="",
        zero=False, more=False,
    ):  # fmt: skip
        super().__init__(name, label, help, more)
        low = _plain(number(low, f"low of slider '{name}'"))
        high = _plain(number(high, f"high of slider '{name}'"))
        if low >= high:
            raise ValueError(f"slider '{name}': low must be below high; got low={low}, high={high}.")
        if log and low <= 0:
            raise ValueError(f"slider '{name}' is logarithmic, so low must be above 0; got low={low}.")
        if log and step is not None:
            raise ValueError(f"slider '{name}' is logarithmic: leave step out.")
        if zero and not log:
            raise ValueError(f"slider '{name}': zero=True is for a logarithmic one; use low=0 instead.")
        self.low, self.high, self.log, self.unit, self.zero = low, high, bool(log), unit, bool(zero)
        self.step = None
        if not log:
            step = (high - low) / 100 if step is None else step
            self.step = _plain(number(step, f"step of slider '{name}'"))
            if not 0 < self.step <= high - low:
                raise ValueError(f"slider '{name}': step must be above 0 and at most high - low; got {step}.")
        if digits is None:
            digits = 2 if log else max(0, -math.floor(math.log10(self.step) + 1e-9))
        self.digits = whole(digits, f"digits of slider '{name}'", 1 if log else 0, 12)
        self.value = self.check((0 if zero else low) if value is None else value)

    def check(self, value):
        """``value`` as a number between the ends; ValueError or TypeError otherwise."""
        if self.zero and number(value, self.name) == 0:
            return 0.0
        value = number(value, self.name, self.low, self.high)
        if not (isinstance(self.low, int) and isinstance(self.step, int)):
            return value
        if not value.is_integer():
            raise ValueError(f"{self.name} must be a whole number; got {value:g}.")
        return int(value)


def _plain(value):
    """An int where the number is whole: so that ``move`` may count with it."""
    return int(value) if value.is_integer() else value


class Choice(_Control):
    """One of several texts.

    Parameters
    ----------
    name, label : str
        What ``move`` receives it as, and what the reader sees.
    options : list of str
        At least two, all different.
    value : str, optional
        The initial one (the first by default).
    help : str
        A short line under the control.
    more : bool
        Not needed at once: the control stands under "more", which the reader opens.

    Raises
    ------
    ValueError, TypeError
        If the options are not different texts or ``value`` is none of them.
    """

    def __init__(self, name, label, options, value=None, help="", more=False):
        super().__init__(name, label, help, more)
        self.options = list(options)
        if not all(isinstance(option, str) for option in self.options):
            raise TypeError(f"choice '{name}': options must be texts; got {self.options}.")
        if len(self.options) < 2 or len(set(self.options)) < len(self.options):
            raise ValueError(f"choice '{name}' needs at least two different options; got {self.options}.")
        self.value = self.check(self.options[0] if value is None else value)

    def check(self, value):
        """``value`` if it is one of the options; ValueError otherwise."""
        return choice(value, self.name, self.options)


class Toggle(_Control):
    """Yes or no.

    Parameters
    ----------
    name, label : str
        What ``move`` receives it as, and what the reader sees.
    value : bool
        The initial one.
    help : str
        A short line under the control.
    more : bool
        Not needed at once: the control stands under "more", which the reader opens.

    Raises
    ------
    TypeError
        If ``value`` is neither True nor False.
    """

    def __init__(self, name, label, value=False, help="", more=False):
        super().__init__(name, label, help, more)
        self.value = self.check(value)

    def check(self, value):
        """``value`` if it is True or False; TypeError otherwise."""
        if not isinstance(value, bool | np.bool_):
            raise TypeError(f"{self.name} must be True or False; got {value!r}.")
        return bool(value)


class Text(_Control):
    """What the reader types: one line, or several. It is sent when the typing pauses, and a line also at Enter.

    Parameters
    ----------
    name, label : str
        What ``move`` receives it as, and what the reader sees.
    value : str
        The initial one.
    longest : int
        How many characters it may have.
    lines : int
        Of the box; more than one may hold line breaks.
    help : str
        A short line under the control.
    more : bool
        Not needed at once: the control stands under "more", which the reader opens.

    Raises
    ------
    ValueError, TypeError
        If ``value`` is no text, is too long, or has a line break in a box of one line.
    """

    def __init__(self, name, label, value="", longest=200, help="", more=False, lines=1):
        super().__init__(name, label, help, more)
        self.longest = whole(longest, f"longest of text '{name}'", 1, 10**6)
        self.lines = whole(lines, f"lines of text '{name}'", 1, 20)
        self.value = self.check(value)

    def check(self, value):
        """``value`` if it is a text that fits into the box; ValueError or TypeError otherwise."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name} must be a text; got {type(value).__name__}.")
        if len(value) > self.longest:
            raise ValueError(f"{self.name} has {len(value)} characters; at most {self.longest} fit.")
        if self.lines == 1 and value.splitlines() not in ([], [value]):
            raise ValueError(f"{self.name} must be one line; got {value[:40]!r}.")
        return value


class Told(ValueError):
    """What a reader chose or typed cannot be shown, for example a formula that is half typed; raise it in `refresh`.

    The lab shows the words alone, beside the ``control`` that they are about. The last good picture stays, and
    so do the words below it.
    """

    def __init__(self, words, control):
        super().__init__(words)
        self.control = control


class Lab(anywidget.AnyWidget):
    """Controls, a picture, and words: the part that `Sketch` and `Stage` share.

    Parameters
    ----------
    title : str
        What the lab is called.
    alt : str
        One sentence that says what the picture shows, for readers who do not see it.
    controls : list of Slider, Choice, Toggle, Text
        In reading order; their names must differ.
    """

    _css = source("lab.css")

    title = Unicode().tag(sync=True)
    alt = Unicode().tag(sync=True)
    words = Unicode().tag(sync=True)
    error = Unicode().tag(sync=True)
    _blamed = Unicode().tag(
        sync=True
    )  # the control beside which the error stands; below the picture without one
    controls = List().tag(sync=True)
    _values = Dict().tag(sync=True)
    _answered = Unicode().tag(sync=True)  # the mark of the last request that was dealt with
    _lines = Int(0).tag(sync=True)  # kept free for the words, so that the page stands still; 0: as usual

    def __init__(self, title, alt, controls=()):
        for name, text in (("title", title), ("alt", alt)):
            if not isinstance(text, str) or not text.strip():
                raise ValueError(f"a lab needs {name}=, a text for its reader; got {text!r}.")
        self._controls = {}
        for control in controls:
            if not isinstance(control, _Control):
                raise TypeError(f"controls must be Slider, Choice, Toggle or Text objects; got {control!r}.")
            if control.name in self._controls:
                raise ValueError(f"two controls are called '{control.name}'; give each its own name.")
            self._controls[control.name] = control
        super().__init__(
            title=title,
            alt=alt,
            controls=[c.spec() for c in self._controls.values()],
            _values={c.name: c.value for c in self._controls.values()},
        )
        self.on_msg(self._heard)

    @property
    def values(self):
        """The controls' values now, name -> value (a copy; `set` changes them)."""
        return dict(self._values)

    def set(self, **values):
        """Change controls from Python, as a hand on the page would: ``lab.set(angle=40)``.

        Raises
        ------
        ValueError, TypeError
            If a name is no control of this lab, or a value is not one that the control takes.
        """
        with self.hold_sync():
            self._take(values)
            self._renew()

    def reset(self):
        """Bring back what the hand has changed in the picture itself; the controls are back already."""

    def refresh(self):
        """Make the picture anew from ``values``; return the words."""
        raise NotImplementedError

    def still(self):
        """The picture as it is now: PNG bytes, and its width and height on the page in pixels."""
        raise NotImplementedError

    def _take(self, values):
        for name in values:
            if name not in self._controls:
                names = ", ".join(self._controls) or "none"
                raise ValueError(f"this lab has no control '{name}'. It has: {names}.")
        self._values = self._values | {name: self._controls[name].check(v) for name, v in values.items()}

    def _renew(self, change=lambda: None):
        """Do ``change`` and refresh; what fails is told in the lab, and the last good picture stays."""
        try:
            change()
            words = self.refresh()
            if not isinstance(words, str):
                raise TypeError(f"the lab must return its words, a text; got {words!r}.")
            self.words, self.error, self._blamed = words, "", ""
        except Told as failure:
            self.error, self._blamed = str(failure), failure.control
        except Exception as failure:
            place = traceback.extract_tb(failure.__traceback__)[-1]
            self._blamed = ""
            self.error = f"{type(failure).__name__} in {place.name}, line {place.lineno}: {failure}"

    def _heard(self, _, content, buffers):
        """A request from the page: ``{"ask": mark, "values": {...}}``, or what a subclass adds to it."""
        with self.hold_sync():
            self._renew(lambda: self._act(content))
            self._answered = str(content.get("ask"))

    def _act(self, content):
        self._take(content.get("values", {}))
        if content.get("reset"):
            self.reset()

    def __repr__(self):
        """Title and words: no address, so that a stored output stays equal to a new one."""
        return f"{self.title}\n{self.error or self.words}"

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and beside it a still and a text for pages without a kernel."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture, width, height = self.still()
        size = {"width": width, "height": height}
        return data | {"image/png": b64encode(picture).decode()}, metadata | {"image/png": size}
