"""Notebook 07: what NumPy does with the shapes of an expression."""

import operator
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from lrcourse.inputs import choice, whole
from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.sketch import Sketch
from lrcourse.plots import BLACK, BLUE, GREY, VERMILION, WRONG, axes

N_MAX, D_MAX = 10, 8
OPERATORS = {"@": operator.matmul, "+": operator.add, "-": operator.sub, "/": operator.truediv}
SIDES = {"N": VERMILION, "D": BLUE, "D+1": BLUE}  # the colour of a side
WIDE, HIGH = 56.0, 15.0  # the picture, in entries of an array
# On a narrow page: its width in entries, how far below the operands the result stands, how much more room letters need.
NARROW_WIDE, DROP, LETTERS = 44.0, 19.5, 2.2
GAP = 3.4  # room for an operator
ALARM = 9.0  # room for the word ValueError
BESIDE = {"1": 1.2, "N": 3.2, "D": 3.0, "D+1": 4.6}  # room for what is written at a left side


@dataclass(frozen=True)
class Part:
    """An operand: how it is written, its sides as letters, and how it is made of the letters' arrays."""

    name: str
    sides: tuple
    make: object


X = Part("X", ("N", "D"), lambda v: v["X"])
W = Part("w", ("D",), lambda v: v["w"])
B = Part("b", (), lambda v: v["b"])
Y = Part("y", ("N",), lambda v: v["y"])
T = Part("t", ("N",), lambda v: v["t"])
R = Part("y - t", ("N",), lambda v: v["y"] - v["t"])

# what is chosen -> its parts and operators, from left to right; what the result is, a text or a function of N, D
EXPRESSIONS = {
    "X @ w + b": ((X, "@", W, "+", B), "One activation for each sample."),
    "y - t": ((Y, "-", T), "One difference for each sample."),
    "X.T @ (y - t) / N": (
        (Part("X.T", ("D", "N"), lambda v: v["X"].T), "@", R, "/", Part("N", (), lambda v: v["N"])),
        "One slope for each weight.",
    ),
    "[1 X] @ [b, w]": (
        (
            Part("[1 X]", ("N", "D+1"), lambda v: np.column_stack([np.ones(v["N"]), v["X"]])),
            "@",
            Part("[b, w]", ("D+1",), lambda v: np.append(v["b"], v["w"])),
        ),
        "The same activations: the column of ones has taken the bias in.",
    ),
    "w @ X + b, X as (D, N)": (
        (W, "@", Part("X", ("D", "N"), lambda v: v["X"].T), "+", B),
        "The same activations, for those who keep a sample in each column.",
    ),
    "w as a column: X @ w + b": (
        (X, "@", Part("w", ("D", "1"), lambda v: v["w"][:, None]), "+", B),
        "The right numbers, but in a column (N, 1). What happens when it meets t, which is (N,)? See “t as a column”.",
    ),
    "w as a row: X @ w + b": (
        (X, "@", Part("w", ("1", "D"), lambda v: v["w"][None, :]), "+", B),
        "With D = 1 a row of one is a column of one, and it passes. Wait for the second feature.",
    ),
    "t as a column: y - t": (
        (Y, "-", Part("t", ("N", "1"), lambda v: v["t"][:, None])),
        lambda N, D: (
            "With N = 1 there is one pair, and nothing goes wrong yet."
            if N == 1
            else "No error: every output minus EVERY target. The cure is t.ravel()."
        ),
    ),
    "X - X.mean(axis=0)": (
        (X, "-", Part("X.mean(axis=0)", ("D",), lambda v: v["X"].mean(axis=0))),
        "Each column minus its own mean.",
    ),
    "X - X.mean(axis=1)": (
        (X, "-", Part("X.mean(axis=1)", ("N",), lambda v: v["X"].mean(axis=1))),
        lambda N, D: (
            "No error, and wrong: a mean over SAMPLES was meant. "
            + (
                "It passes only because N = D."
                if N == D
                else "It passes only because of the side of length 1."
            )
        ),
    ),
}


def shapes(expression="X @ w + b", N=6, D=3):
    """The shape machine: arrays drawn to scale, what NumPy does with them, or the error that it raises.

    Parameters
    ----------
    expression : str
        One of those in the lab's list, at the start.
    N, D : int
        Samples, from 1 to 10, and features, from 1 to 8, at the start.
    """
    return Shapes(
        choice(expression, "expression", list(EXPRESSIONS)), whole(N, "N", 1, N_MAX), whole(D, "D", 1, D_MAX)
    )


def run(expression, N, D):
    """Run an expression in NumPy, operator by operator.

    Returns
    -------
    parts : list of (Part, array)
    steps : list of (operator, shape on the left, shape on the right, shape of the result)
        The last result's shape is None if NumPy raised an error.
    value : the result, or None
    error : str, NumPy's own words, or ""
    """
    values = {"N": N, "X": np.arange(1.0, N * D + 1).reshape(N, D), "w": np.arange(1.0, D + 1), "b": -1.0}
    values |= {"y": np.linspace(0.1, 0.9, N), "t": (np.arange(N) % 2).astype(float)}
    first, *rest = EXPRESSIONS[expression][0]
    parts = [(part, part.make(values)) for part in (first, *rest[1::2])]
    value, steps = parts[0][1], []
    for symbol, (_, array) in zip(rest[::2], parts[1:], strict=True):
        shapes_met = np.shape(value), np.shape(array)
        try:
            value = OPERATORS[symbol](value, array)
        except ValueError as error:
            return parts, [*steps, (symbol, *shapes_met, None)], None, str(error).strip()
        steps.append((symbol, *shapes_met, np.shape(value)))
    return parts, steps, value, ""


def explain(symbol, left, right, result):
    """One step in words."""
    if symbol == "@":
        inner = left[-1], right[0]
        if result is None:
            return f"{left} @ {right}: the inner sides are {inner[0]} and {inner[1]}, and they must be equal."
        return f"{left} @ {right} is {result}: the inner sides agree, {inner[0]} and {inner[1]}, and vanish."
    if result is None:
        return (
            f"{left} {symbol} {right}: aligned on the right, {left[-1]} meets {right[-1]}, and neither is 1."
        )
    if left == right:
        return f"{left} {symbol} {right} is {result}: entry by entry."
    if right == ():
        return f"{left} {symbol} a number is {result}: the number is used for every entry."
    grown = [name for name, shape in (("left", left), ("right", right)) if shape != result]
    both = "both are" if len(grown) == 2 else f"the {grown[0]} one is" if grown else "nothing is"
    return f"{left} {symbol} {right} is {result}: aligned on the right, {both} stretched."


class _Box:
    """An array as a box of unit squares, the lengths written at its sides; pale where it is stretched."""

    def __init__(self, ax):
        self.pale = ax.add_patch(
            Rectangle((0, 0), 0, 0, facecolor="#f3f3f3", edgecolor="#c4c4c4", linestyle=":")
        )
        self.body = ax.add_patch(Rectangle((0, 0), 0, 0, facecolor="#cddbe7", edgecolor="none", zorder=2))
        self.grid = ax.add_collection(LineCollection([], colors="white", linewidths=1, zorder=3))
        (self.top,) = ax.plot([], [], linewidth=4, solid_capstyle="butt", zorder=4)
        (self.left,) = ax.plot([], [], linewidth=4, solid_capstyle="butt", zorder=4)
        self.columns = ax.text(0, 0, "", ha="center", va="bottom", fontsize=9, weight="bold")
        self.rows = ax.text(0, 0, "", ha="right", va="center", fontsize=9, weight="bold")
        self.name = ax.text(0, 0, "", ha="center", va="top", fontsize=10, linespacing=1.3)
        self.artists = [
            self.pale,
            self.body,
            self.grid,
            self.top,
            self.left,
            self.columns,
            self.rows,
            self.name,
        ]

    def show(self, at, middle, box):
        """Draw ``box``, a dict made by `_box`, with its left edge at ``at``, around the height ``middle``."""
        for artist in self.artists:
            artist.set_visible(True)
        (rows, columns), (tall, broad) = box["size"], box["pale"]
        low, bottom = middle - rows / 2, middle - tall / 2
        if (tall, broad) != (rows, columns):  # the original stands first: at the top or on the left
            low = middle + tall / 2 - rows
        self.pale.set_bounds(at, bottom, broad, tall)
        self.body.set_bounds(at, low, columns, rows)
        lines = [[(at + i, low), (at + i, low + rows)] for i in range(1, columns)]
        lines += [[(at, low + i), (at + columns, low + i)] for i in range(1, rows)]
        self.grid.set_segments(lines)
        sides = ((self.rows, self.left, "rows"), (self.columns, self.top, "columns"))
        ends = ([(at, at), (low, low + rows)], [(at, at + columns), (low + rows, low + rows)])
        places = ((at - 0.4, low + rows / 2), (at + columns / 2, low + rows + 0.3))
        for (text, edge, side), end, place in zip(sides, ends, places, strict=True):
            letter, length = box[side] or ("", 0)
            colour = WRONG if side == box["clash"] else SIDES.get(letter, GREY)
            edge.set(data=end, color=colour, visible=bool(letter))
            text.set(position=place, color=colour, visible=bool(letter))
            text.set_text(f"{letter} = {length}" if letter in SIDES else f"{length}")
        self.name.set(position=(at + broad / 2, min(bottom, low) - 0.4), text=box["name"])


def _box(name, sides, shape, row=False, pale=None):
    """How an array is drawn: a vector has one side only, and lies as a row or stands as a column."""
    shape = tuple(int(n) for n in shape)
    size = shape if len(shape) == 2 else (1, 1) if shape == () else (1, *shape) if row else (*shape, 1)
    named = list(zip(sides, shape, strict=True))
    rows = named[0] if len(shape) == 2 or (shape and not row) else None
    columns = named[-1] if len(shape) == 2 or (shape and row) else None
    return {
        "name": f"{name}\n{shape}",
        "size": size,
        "pale": pale or size,
        "rows": rows,
        "columns": columns,
        "clash": "",
    }


class Shapes(Sketch):
    """The lab of `shapes`."""

    def __init__(self, expression, N, D):
        super().__init__(
            title="The shape machine",
            alt="Arrays as boxes of unit squares with N and D written at their sides, an operator between them, "
            "and the box of the result, or the error.",
            controls=[
                Choice("expression", "expression", list(EXPRESSIONS), value=expression),
                Slider("N", "samples N", 1, N_MAX, step=1, value=N),
                Slider("D", "features D", 1, D_MAX, step=1, value=D),
            ],
            size=(9.4, 3.3),
        )

    def start(self, figure):
        """Empty boxes and operators: all of it moves."""
        ax = axes("Every small square is one number", "", "", ax=figure.add_subplot())
        if self.narrow:
            ax.set(xlim=(0, NARROW_WIDE), ylim=(-3 - DROP, HIGH + 0.8), aspect="equal")
        else:
            ax.set(xlim=(0, WIDE), ylim=(-1.5, HIGH + 0.8))
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        self.boxes = [_Box(ax) for _ in range(4)]
        self.signs = [ax.text(0, HIGH / 2, "", ha="center", va="center", fontsize=15) for _ in range(3)]
        self.alarm = ax.text(
            0, HIGH / 2, "ValueError", va="center", fontsize=13, weight="bold", color=WRONG, visible=False
        )
        return [*(artist for box in self.boxes for artist in box.artists), *self.signs, self.alarm]

    def move(self, expression, N, D):
        """Draw the parts and the result; say what NumPy does."""
        parts, steps, value, error = run(expression, N, D)
        boxes, meaning = _boxes(parts, steps, value), EXPRESSIONS[expression][1]
        signs = [*EXPRESSIONS[expression][0][1::2], "→" if value is None else "="]
        wide = NARROW_WIDE if self.narrow else WIDE
        wider = LETTERS if self.narrow else self._full[0] / (self.size or self._full)[0]
        beside = [wider * BESIDE[box["rows"][0]] if box["rows"] else 0 for box in boxes]
        if self.narrow and "(axis" in boxes[1]["name"]:  # the longest name, in two lines
            boxes[1]["name"], beside[1] = boxes[1]["name"].replace("(axis", "\n(axis"), 2
        widths = [room + box["pale"][1] for room, box in zip(beside, boxes, strict=True)]
        operands = len(boxes) - (value is not None)
        head = sum(widths[:operands]) + GAP * (operands - 1)
        tail = GAP + (wider * ALARM if value is None else widths[-1])
        at, middle = (wide - head - (0 if self.narrow else tail)) / 2, HIGH / 2
        for text in (*self.signs, *(artist for drawn in self.boxes for artist in drawn.artists)):
            text.set_visible(False)
        for i, (box, width) in enumerate(zip(boxes, widths, strict=True)):
            self.boxes[i].show(at + width - box["pale"][1], middle, box)
            at += width + GAP
            if self.narrow and i == operands - 1:
                at, middle = (wide - tail) / 2 + GAP, middle - DROP
            if i < len(signs):
                colour = WRONG if signs[i] == "→" else BLACK
                self.signs[i].set(visible=True, text=signs[i], position=(at - GAP / 2, middle), color=colour)
        self.alarm.set(visible=value is None, position=(at, middle))
        told = " ".join(explain(*step) for step in steps)
        if value is None:
            return f"{told} NumPy says: “ValueError: {error}”"
        size = int(np.size(value))
        meaning = meaning if isinstance(meaning, str) else meaning(N, D)
        return f"{told} Result: {np.shape(value)}, {size} number{'s' * (size != 1)}. {meaning}"


def _boxes(parts, steps, value):
    """The boxes to draw: each part, and the result if there is one; sides that clash are marked."""
    (first, array), *others = parts
    symbol, left, right, result = steps[0]
    lies = len(left) == 1 and (symbol == "@" or len(right) == 2)  # a vector as a row, as NumPy aligns it
    pale = None if symbol == "@" else _stretched(left, result, lies)
    boxes, sides = [_box(first.name, first.sides, np.shape(array), lies, pale)], first.sides
    for i, (part, array) in enumerate(others):
        symbol, left, right, result = steps[i] if i < len(steps) else ("", (), np.shape(array), None)
        row = symbol in ("+", "-", "/") and (len(left) == 2 or lies)
        pale = None if symbol == "@" else _stretched(right, result, row)
        boxes.append(_box(part.name, part.sides, right, row, pale))
        if symbol and result is None:
            boxes[i]["clash"], boxes[-1]["clash"] = "columns", "rows" if symbol == "@" else "columns"
        elif symbol:
            inside = symbol == "@"
            sides = sides[:-1] + part.sides[1:] if inside else _broadcast(sides, left, part.sides, right)
    return boxes if value is None else [*boxes, _box("result", sides, np.shape(value), lies)]


def _stretched(shape, result, row=True):
    """The size to which an array is stretched, or None if it is not."""
    if result is None or shape == result:
        return None
    return result if len(result) == 2 else (1, *result) if row else (*result, 1)


def _broadcast(sides, left, mine, right):
    """The letters of the result's sides: of two aligned sides the one that is not 1."""
    count = max(len(left), len(right))
    pairs = zip(("1",) * (count - len(left)) + sides, ("1",) * (count - len(right)) + mine, strict=True)
    return tuple(b if a == "1" else a for a, b in pairs)
