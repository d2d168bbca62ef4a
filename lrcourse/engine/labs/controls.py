"""The controls above a lab's picture: slider, choice, toggle, text, buttons. Each checks its values, gives its spec."""

import math

import numpy as np

from lrcourse.inputs import number, whole
from lrcourse.labels import choice

POSITIONS = 120  # on a logarithmic slider


class Control:
    """A named value with a label; subclasses say which values it may take.

    Parameters
    ----------
    name, label : str
        What ``move`` (or ``pressed``) receives it as, and what the reader sees; of buttons, the words above them.
    help : str
        A short line under the control.
    more : bool
        Not needed at first: the control is under "more", which the reader opens.
    """

    def __init__(self, name, label, help="", more=False):
        if not isinstance(name, str) or not name.isidentifier():
            raise ValueError(
                f"a control's name must be a Python name such as 'angle', an argument of move(); got {name!r}."
            )
        if not isinstance(label, str) or not label.strip():
            raise ValueError(f"control '{name}' needs a label for its reader; got {label!r}.")
        self.name, self.label, self.help, self.more = name, label, help, bool(more)

    def spec(self):
        """Everything the page needs to draw the control."""
        return {"kind": type(self).__name__, **vars(self)}

    def nearest(self, value):
        """The permitted value nearest to the one that the hand has reached in the picture."""
        return self.check(value)


class Slider(Control):
    """A number between two ends, on a linear or a logarithmic scale.

    Parameters
    ----------
    low, high : float
        The ends, both included; ``low > 0`` if ``log``.
    zero : bool
        A ``log`` slider whose leftmost position is 0 instead of ``low``.
    integer : bool
        A ``log`` slider with whole numbers between whole ends: 1, 2, 3 ... 9, 10, 11, 12, 13, 15 ... The value is an
        int, and is shown in full.
    step : float, optional
        The distance between positions, by default a hundredth of the range; not for a ``log`` slider, which has
        `POSITIONS` of them at equal ratios. If ``low`` and ``step`` are whole, the value is an int, else a float.
    value : float, optional
        The initial value (``low`` by default).
    unit : str
        Shown after the number.
    digits : int, optional
        Digits after the point; for a ``log`` slider, significant digits (2 by default).

    Raises
    ------
    ValueError, TypeError
        If the ends, the step, the value or the digits do not make a slider.
    """

    def __init__(
        self, name, label, low, high, step=None, value=None, unit="", digits=None, log=False, help="",
        zero=False, more=False, integer=False,
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
        if integer and not (log and not zero and isinstance(low, int) and isinstance(high, int)):
            raise ValueError(f"slider '{name}': integer=True is for a logarithmic one with whole ends, without zero.")
        self.low, self.high, self.log, self.unit, self.zero = low, high, bool(log), unit, bool(zero)
        self.step, self.positions = None, POSITIONS if log else None
        if not log:
            step = (high - low) / 100 if step is None else step
            self.step = _plain(number(step, f"step of slider '{name}'"))
            if not 0 < self.step <= high - low:
                raise ValueError(f"slider '{name}': step must be above 0 and at most high - low; got {step}.")
        if digits is None:
            digits = 2 if log else max(0, -math.floor(math.log10(self.step) + 1e-9))
        self.digits = whole(digits, f"digits of slider '{name}'", 1 if log else 0, 12)
        self.stops = self._whole_stops() if integer else None
        self.value = self.check((0 if zero else low) if value is None else value)

    def check(self, value):
        """``value`` as a number between the ends; ValueError or TypeError otherwise."""
        if self.zero and number(value, self.name) == 0:
            return 0.0
        value = number(value, self.name, self.low, self.high)
        if not (self.stops or (isinstance(self.low, int) and isinstance(self.step, int))):
            return value
        if not value.is_integer():
            raise ValueError(f"{self.name} must be a whole number; got {value:g}.")
        return int(value)

    def nearest(self, value):
        """The position nearest to ``value``, between the ends."""
        if self.zero and value < self.low / 2:
            return self.check(0.0)
        value = min(max(float(value), self.low), self.high)
        if self.stops:
            return min(self.stops, key=lambda stop: abs(math.log(stop / value)))
        if self.log:
            share = round(self.positions * math.log(value / self.low) / math.log(self.high / self.low)) / self.positions
            return self.check(float(f"{self.low * (self.high / self.low) ** share:.12g}"))
        place = self.low + round((value - self.low) / self.step) * self.step
        if abs(place) < 1e-9 * self.step:  # -1 + 10 x 0.1 is not quite 0
            place = 0.0
        return self.check(min(float(f"{place:.12g}"), self.high))

    def _whole_stops(self):
        """Whole numbers at nearly equal ratios, rounded (except the ends) to as many digits as a reader can say."""
        ratio = self.high / self.low
        between = (round(float(f"{self.low * ratio ** (k / POSITIONS):.{self.digits}g}")) for k in range(POSITIONS))
        return sorted({self.low, self.high, *(stop for stop in between if self.low < stop < self.high)})


def _plain(value):
    """An int if the number is whole, so that ``move`` can count with it."""
    return int(value) if value.is_integer() else value


class Choice(Control):
    """One of several options.

    Parameters
    ----------
    options : list of str
        At least two, all different.
    value : str, optional
        The initial one (the first by default).
    row : bool
        All options are visible at once, as buttons, one of them down; they can carry a tick (see `Lab.ticked`).

    Raises
    ------
    ValueError, TypeError
        If the options are not different strings, or ``value`` is not one of them.
    """

    def __init__(self, name, label, options, value=None, help="", more=False, row=False):
        super().__init__(name, label, help, more)
        self.options, self.row = list(options), bool(row)
        if not all(isinstance(option, str) for option in self.options):
            raise TypeError(f"choice '{name}': options must be strings; got {self.options}.")
        if len(self.options) < 2 or len(set(self.options)) < len(self.options):
            raise ValueError(f"choice '{name}' needs at least two different options; got {self.options}.")
        self.value = self.check(self.options[0] if value is None else value)

    def check(self, value):
        """``value`` if it is one of the options; ValueError otherwise."""
        return choice(value, self.name, self.options)


class Toggle(Control):
    """Yes or no.

    Parameters
    ----------
    value : bool
        The initial one.

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


class Text(Control):
    """What the reader types: one line, or several. It is sent when the typing pauses; a single line also on Enter.

    Parameters
    ----------
    value : str
        The initial one.
    longest : int
        The most characters it may have.
    lines : int
        The height of the box; with more than one, the text may contain line breaks.

    Raises
    ------
    ValueError, TypeError
        If ``value`` isn't a string, is too long, or has a line break in a box with one line.
    """

    def __init__(self, name, label, value="", longest=200, help="", more=False, lines=1):
        super().__init__(name, label, help, more)
        self.longest = whole(longest, f"longest of text '{name}'", 1, 10**6)
        self.lines = whole(lines, f"lines of text '{name}'", 1, 20)
        self.value = self.check(value)

    def check(self, value):
        """``value`` if it is a string that fits in the box; ValueError or TypeError otherwise."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name} must be a string; got {type(value).__name__}.")
        if len(value) > self.longest:
            raise ValueError(f"{self.name} has {len(value)} characters; at most {self.longest} fit.")
        if self.lines == 1 and value.splitlines() not in ([], [value]):
            raise ValueError(f"{self.name} must be one line; got {value[:40]!r}.")
        return value


class Buttons(Control):
    """Buttons in a row. Each does something whenever it is pressed, so they have no value; see `Lab.pressed`.

    Parameters
    ----------
    options : list of str
        The words on them, all different.
    toggles : bool
        Each is on or off, as `Lab.ticked` says. What it names beyond the options gets a button too, behind them.

    Raises
    ------
    ValueError, TypeError
        If the options are not different strings.
    """

    def __init__(self, name, label, options, help="", more=False, toggles=False):
        super().__init__(name, label, help, more)
        self.options, self.toggles = list(options), bool(toggles)
        if not all(isinstance(option, str) and option.strip() for option in self.options):
            raise TypeError(f"buttons '{name}': options must be strings; got {self.options}.")
        if not self.options or len(set(self.options)) < len(self.options):
            raise ValueError(f"buttons '{name}' need different options, at least one; got {self.options}.")

    def check(self, value):
        """``value`` if it is on one of the buttons; ValueError otherwise."""
        return value if self.toggles and isinstance(value, str) else choice(value, self.name, self.options)


class Told(ValueError):
    """What a reader chose or typed cannot be shown, for example a half-typed formula; raise it in `refresh`.

    The lab shows just the words, beside the ``control`` that they are about. The last good picture stays, and
    so do the words below it.
    """

    def __init__(self, words, control):
        super().__init__(words)
        self.control = control
