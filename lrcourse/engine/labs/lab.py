"""What both lab bases share: the controls above the picture, their values, the words below it, the stills.

The page sends one request at a time and waits for the answer before it sends the newest value, so a slow
picture never causes a queue. Every request gets exactly one answer, even when it fails.
"""

import re
import traceback
from base64 import b64encode

import anywidget
from traitlets import Dict, Int, List, TraitType, Unicode

from lrcourse import plots
from lrcourse.engine.assets import source
from lrcourse.engine.labs.controls import Buttons, Control, Told

FRAME = ("page.js", "labs/controls.js", "labs/lab.js")  # in front of every lab's own script
_HYPHEN = re.compile(r"(?<![\w)])-(?=[\d.]|inf)|(?<=\de)-(?=\d)")  # before a number
_COLOURS = f".lr-lab {{ --lr-blue: {plots.BLUE}; --lr-orange: {plots.ORANGE}; --lr-sky: {plots.SKY}; }}\n"


def signed(text):
    """``text`` with typographic minus signs, like those on the axes."""
    return _HYPHEN.sub("−", text)


class Value(TraitType):
    """The value of a control as a trait of its lab, checked by the control."""

    def validate(self, lab, value):
        """The value in the form the control accepts."""
        return lab._controls[self.name].check(value)


class Lab(anywidget.AnyWidget):
    """Controls, a picture, a number and words: the part that `Sketch` and `Stage` share.

    Each control is a trait of the lab, under its name: ``lab.rate = 2`` moves it, ``lab.observe(f, "rate")`` listens
    for its moves, and ``ipywidgets.link((one, "rate"), (other, "rate"))`` ties two labs together.

    Parameters
    ----------
    title : str
        What the lab is called.
    alt : str
        One sentence that says what the picture shows, for readers who can't see it.
    controls : list of Slider, Choice, Toggle, Text, Buttons
        In reading order; their names must differ.
    number : str, optional
        What the large number beside the picture is called, for example "cost J (nats)".
    """

    _css = _COLOURS + source("labs/lab.css")

    title = Unicode().tag(sync=True)
    alt = Unicode().tag(sync=True)
    words = Unicode().tag(sync=True)
    number = Unicode().tag(sync=True)  # as it appears beside the picture
    _number = Unicode().tag(sync=True)  # what it is called
    error = Unicode().tag(sync=True)
    _blamed = Unicode().tag(sync=True)  # the control beside which the error appears; if none, below the picture
    controls = List().tag(sync=True)
    ticked = Dict().tag(sync=True)  # a choice in a row, or buttons that toggle -> which options are done, or on
    _values = Dict().tag(sync=True)
    _answered = Unicode().tag(sync=True)  # the mark of the last request to be dealt with
    _shown = False
    _lines = Int(0).tag(sync=True)  # kept free for the words, so that the page stays still; 0: as usual

    def __init__(self, title, alt, controls=(), number=""):
        for name, text in (("title", title), ("alt", alt)):
            if not isinstance(text, str) or not text.strip():
                raise ValueError(f"a lab needs {name}=, words for its reader; got {text!r}.")
        named = {}
        for control in controls:
            if not isinstance(control, Control):
                raise TypeError(f"controls must be Slider, Choice, Toggle, Text or Buttons objects; got {control!r}.")
            if control.name in named:
                raise ValueError(f"two controls are called '{control.name}'; give each its own name.")
            named[control.name] = control
        self._buttons = {name: control for name, control in named.items() if isinstance(control, Buttons)}
        self._controls = {name: control for name, control in named.items() if name not in self._buttons}
        super().__init__(
            title=title,
            alt=alt,
            controls=[c.spec() for c in named.values()],
            _values={c.name: c.value for c in self._controls.values()},
            _number=number,
        )
        if taken := [name for name in named if hasattr(self, name)]:
            raise ValueError(f"a lab has something else called '{taken[0]}'; give the control a different name.")
        self.add_traits(**{name: Value() for name in self._controls})
        self._mirror()
        for name in self._controls:
            self.observe(self._moved, name)
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
            If a name is not a control of this lab, or the control does not accept the value.
        """
        with self.hold_sync():
            self._take(values)
            self._renew()

    def press(self, name, option):
        """Press a button from Python, as a hand on the page would: ``lab.press("toss", "once")``.

        Raises
        ------
        ValueError
            If this lab has no such buttons, or none of them is called ``option``.
        """
        with self.hold_sync():
            self._push(name, option)
            self._renew()

    def pressed(self, name, option):
        """React to a pressed button; return the values of the controls that it changes, name -> value."""
        raise NotImplementedError

    def reset(self):
        """Undo what the hand has changed in the picture itself; the controls have been reset already."""

    def refresh(self):
        """Redraw the picture from ``values``; return the words."""
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
        self._mirror()

    def _push(self, name, option):
        if name not in self._buttons:
            raise ValueError(f"this lab has no buttons '{name}'. It has: {', '.join(self._buttons) or 'none'}.")
        self._take(self.pressed(name, self._buttons[name].check(option)) or {})

    def _mirror(self):
        """The controls' values as traits."""
        for name, value in self._values.items():
            setattr(self, name, value)

    def _moved(self, change):
        """React to a trait that was set from outside."""
        if self._values[change.name] != change.new:
            self.set(**{change.name: change.new})

    def _renew(self, change=lambda: None):
        """Do ``change`` and refresh; errors are shown in the lab, and the last good picture stays."""
        try:
            change()
            words = self.refresh()
            if not isinstance(words, str):
                raise TypeError(f"the lab must return its words as a string; got {words!r}.")
            self.words, self.error, self._blamed = signed(words), "", ""
        except Told as failure:
            self.error, self._blamed = str(failure), failure.control
        except Exception as failure:
            place = traceback.extract_tb(failure.__traceback__)[-1]
            self._blamed = ""
            self.error = f"{type(failure).__name__} in {place.name}, line {place.lineno}: {failure}"

    def _heard(self, _, content, buffers):
        """A request from the page: ``{"ask": mark, "values": {...}}``, and whatever a subclass adds to it."""
        with self.hold_sync():
            self._renew(lambda: self._act(content))
            self._answered = str(content.get("ask"))

    def _act(self, content):
        self._take(content.get("values", {}))
        if "pressed" in content:
            self._push(*(content["pressed"][key] for key in ("name", "option")))
        if content.get("reset"):
            self.reset()

    def __repr__(self):
        """The title and the words, with no address, so that a stored output equals a new one."""
        return f"{self.title}\n{self.error or self.words}"

    def _repr_mimebundle_(self, **kwargs):
        """The widget, along with a still and a text for pages without a kernel.

        What Python has set before the lab is first shown is where it begins, and where Reset leads back to.
        """
        if not self._shown:
            self._shown = True
            begin = lambda name: {"value": self._values[name]} if name in self._values else {}
            self.controls = [spec | begin(spec["name"]) for spec in self.controls]
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture, width, height = self.still()
        size = {"width": width, "height": height}
        return data | {"image/png": b64encode(picture).decode()}, metadata | {"image/png": size}
