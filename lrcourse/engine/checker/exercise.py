"""An exercise, as its lesson writes it down, and the verdict on an answer to it."""

import html
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

SIGNS = {
    "passed": ("✓", "#009E73"),
    "not attempted": ("○", "#6b6b6b"),
    "mistake": ("✗", "#D55E00"),  # the words name what went wrong
    "differs": ("✗", "#D55E00"),  # the words say only how the result differs
    "error": ("✗", "#D55E00"),
    "too slow": ("✗", "#D55E00"),
    "unusable": ("?", "#6b6b6b"),
}


@dataclass(frozen=True)
class Mistake:
    """A known mistake: a function that makes it, and the words for anyone who made it."""

    answer: Callable
    words: str


@dataclass(frozen=True)
class Exercise:
    """An exercise: a right answer, the inputs to try, hints, and the mistakes that are particular to it.

    Attributes
    ----------
    reference : function
        A right answer.
    inputs : list of tuples
        Arguments for which an answer must agree with it.
    hints, mistakes : list
        The last hint contains the line itself.
    edges : dict
        More arguments, by what is special about them: ``{"a constant row": (X,)}``. They must agree, too; an answer
        that fails nowhere else is told that name.
    floor : float
        Numbers that differ by less than this, times one plus the largest, count as equal; 0 where small ones matter.
    whole : bool
        Whether the result must also be right for whole numbers, in arrays of integers.
    fresh : function, optional
        Makes new arguments from a random generator, if inputs cannot be varied at random (`checker.fresh`).
    above : function, optional
        For one line of a derivation: the line above it, computed in any way, however roundabout. `line` makes such an
        exercise.
    name : str
        The name of the learner's function: the reference's, unless given.
    notebook : str
        The notebook it is in; the lesson's folder gives it.
    """

    reference: Callable
    inputs: list
    hints: list
    mistakes: list
    edges: dict = field(default_factory=dict)
    floor: float = 1e-12
    whole: bool = True
    fresh: Callable = None
    above: Callable = None
    name: str = ""
    notebook: str = ""

    def __post_init__(self):
        object.__setattr__(self, "name", self.name or self.reference.__name__)
        if self.whole and not self.above:
            object.__setattr__(self, "edges", self.edges | _whole_numbers(self.inputs))

    @property
    def every(self):
        """All arguments, the edges last."""
        return [*self.inputs, *self.edges.values()]


def _whole_numbers(inputs):
    """The first inputs in which an array, or a number, can be rounded, by name."""
    found = {}
    for name, kind in (("arrays of whole numbers", np.ndarray), ("a whole number where others were", float)):
        rounded = (tuple(_rounded(a, kind) for a in arguments) for arguments in inputs)
        changed = (new for new, old in zip(rounded, inputs) if any(a is not b for a, b in zip(new, old)))
        if first := next(changed, None):
            found[name] = first
    return found


def _rounded(value, kind):
    """A value rounded to integers; left as it is if it is of another kind, or between 0 and 1."""
    if not isinstance(value, kind) or (isinstance(value, np.ndarray) and (value.dtype.kind != "f" or not value.size)):
        return value
    if np.all((np.asarray(value) >= 0) & (np.asarray(value) <= 1)) or not np.all(np.isfinite(value)):
        return value
    larger = np.round(np.multiply(value, 3 if np.max(np.abs(value)) < 3 else 1))
    return larger.astype(int) if kind is np.ndarray else int(larger)


def line(reference, above, draw, hints, mistakes, **more):
    """One line of a derivation: at ten random points it must have the value of the line above.

    Parameters
    ----------
    reference, above : function
        The line, and the one before it. `above` may be computed numerically (differences, a search): it is the tests'
        witness for the reference.
    draw : function
        Makes the arguments of both from a random generator.
    hints, mistakes, more
        As in `Exercise`.

    Returns
    -------
    Exercise
    """
    rng = np.random.default_rng(1)
    points = [draw(rng) for _ in range(10)]
    return Exercise(reference, points, hints, mistakes, above=above, fresh=draw, **more)


@dataclass(frozen=True)
class Verdict:
    """What the checker found. ``kind`` is one of the keys in `SIGNS`; ``words`` are for the learner."""

    kind: str
    name: str
    words: str
    printed: str = ""

    def __repr__(self):
        said = f"\nYour function printed:\n{textwrap.indent(self.printed, '  ')}" if self.printed else ""
        return f"{SIGNS[self.kind][0]} {self.name}: {self.words}{said}"

    def _repr_html_(self):
        sign, colour = SIGNS[self.kind]
        first, _, rest = self.words.partition("\n")
        rest += f"\nYour function printed:\n{textwrap.indent(self.printed, '  ')}" if self.printed else ""
        details = f'<pre style="margin:.4em 0 0">{html.escape(rest.strip(chr(10)))}</pre>' if rest else ""
        return (
            f'<div style="border-left:.3em solid {colour};padding:.3em .8em">{sign} <b>{html.escape(self.name)}</b>: '
            f"{html.escape(first)}{details}</div>"
        )


def with_what_it_calls(function):
    """The functions in its own module that a function calls, those that they call, and itself, in reading order."""
    found = {}

    def visit(one):
        for name in one.__code__.co_names:
            part = one.__globals__.get(name)
            same_module = inspect.isfunction(part) and part.__module__ == function.__module__
            if same_module and part not in found and part != one:
                visit(part)
        found[one] = None

    visit(function)
    return list(found)
