"""What a stage's ``compute`` returned: the arrays, which of them have a step axis, and their values at one step."""

from dataclasses import dataclass

import numpy as np


class Frames:
    """Named float32 arrays, which of them have a step axis, texts, and the number of steps.

    Parameters
    ----------
    returned : dict
        Name -> array or number; name -> text, or a list of texts, one per step.
    panels : list of Plane, Curves, Bars, Scene

    Raises
    ------
    ValueError, TypeError
        If an array that a panel reads is missing, or has the wrong number of dimensions or steps.
    """

    def __init__(self, returned, panels):
        if not isinstance(returned, dict):
            raise TypeError(f"compute must return a dict of named arrays; got {type(returned).__name__}.")
        is_text = {
            name: isinstance(v, str) or (isinstance(v, list) and v and isinstance(v[0], str))
            for name, v in returned.items()
        }
        self.texts = {name: v for name, v in returned.items() if is_text[name]}
        with np.errstate(over="ignore"):
            self.arrays = {
                name: np.asarray(v, np.float32, order="C") for name, v in returned.items() if not is_text[name]
            }
        lengths = {}
        for panel in panels:
            for part in panel._parts():
                for role, (fixed, stepwise) in part.roles.items():
                    self._place(panel, getattr(part, role), fixed, stepwise, lengths)
        if len(set(lengths.values())) > 1:
            raise ValueError(f"arrays with a step axis must all have the same number of steps; got {lengths}.")
        self.steps = next(iter(lengths.values()), 1)
        self.stepwise = {
            name
            for name, array in self.arrays.items()
            if name in lengths or (name not in self._fixed and array.shape[:1] == (self.steps,))
        }
        for name, text in self.texts.items():
            if isinstance(text, list) and len(text) != self.steps:
                raise ValueError(f"'{name}' has {len(text)} strings for {self.steps} steps.")

    _fixed = frozenset()

    def _place(self, panel, name, fixed, stepwise, lengths):
        if name not in self.arrays:
            raise ValueError(
                f"the panel '{panel.title}' reads '{name}', which compute did not return. "
                f"It returned: {', '.join(self.arrays)}."
            )
        array = self.arrays[name]
        if array.ndim not in fixed + stepwise:
            dimensions = " or ".join(map(str, fixed + stepwise))
            raise ValueError(
                f"the panel '{panel.title}' needs '{name}' with {dimensions} dimensions; got shape {array.shape}."
            )
        if array.ndim in stepwise:
            lengths[name] = len(array)
        else:
            self._fixed |= {name}


@dataclass
class Moment:
    """The frames at one step: ``now["v"]``, and the way there, ``now.until("v")``."""

    frames: Frames
    step: int

    def __getitem__(self, name):
        array = self.frames.arrays[name]
        return array[self.step] if name in self.frames.stepwise else array

    def until(self, name):
        """The array up to and including this step."""
        return self.frames.arrays[name][: self.step + 1]

    def words(self, template):
        """The template, filled in for this step."""
        texts = {name: v[self.step] if isinstance(v, list) else v for name, v in self.frames.texts.items()}
        numbers = {name: self[name] for name in self.frames.arrays}
        return template.format_map(texts | numbers | {"step": self.step, "steps": self.frames.steps - 1})
