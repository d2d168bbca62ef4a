"""Arrays as grids of cells: which cells meet, and where the grids lie in the picture of the shape machine."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path

from lrcourse.lessons.n07_every_letter.expressions import D_MAX, EXPRESSIONS, N_MAX, run

# All lengths are pixels of the page.
CELL = 60  # the largest cell
SPARE = 0.25  # of the rows that a picture may have, the share for which one with fewer rows leaves room
USUAL = 6, 3  # N and D of the picture that sits in the middle, if the broader ones have room
HEAD, FOOT, MARGIN, LABEL = 84, 28, 14, 24  # room above a box (name, shape, side), below it, at the edge, at its left
GAP = {False: 48, True: 32}  # room for an operator; on a narrow page
NAME = 19  # letters of a box's name
ALARM = "ValueError"


@dataclass
class Box:
    """An array as it is drawn, a grid of cells: a vector lies as a row or stands as a column, and has one side only."""

    name: str
    shape: tuple
    rows: tuple | None  # the letter of this side and its length
    columns: tuple | None
    body: tuple  # rows and columns that the array has
    size: tuple  # and those to which it is stretched
    values: np.ndarray  # of the size
    clash: str = ""  # "rows" or "columns", if that side does not agree

    def index(self, r, c):
        """Where the number in row ``r`` and column ``c`` comes from, as NumPy writes it: [1, 0], [1], or nothing."""
        r, c = min(r, self.body[0] - 1), min(c, self.body[1] - 1)
        return "" if not self.shape else f"[{r}, {c}]" if len(self.shape) == 2 else f"[{r + c}]"


def _box(name, sides, array, row=False, stretched=None):
    shape = tuple(int(n) for n in np.shape(array))
    body = shape if len(shape) == 2 else (1, 1) if shape == () else (1, *shape) if row else (*shape, 1)
    named = list(zip(sides, shape, strict=True))
    size = stretched or body
    return Box(
        name=name,
        shape=shape,
        rows=named[0] if len(shape) == 2 or (shape and not row) else None,
        columns=named[-1] if len(shape) == 2 or (shape and row) else None,
        body=body,
        size=size,
        values=np.broadcast_to(np.reshape(array, body), size),
    )


def boxes(parts, steps, value):
    """The boxes to draw: each part, and the result if there is one; sides that clash are marked."""
    (first, array), *others = parts
    symbol, left, right, result = steps[0]
    lies = len(left) == 1 and (symbol == "@" or len(right) == 2)  # a vector as a row, as NumPy aligns it
    stretched = None if symbol == "@" else _stretched(left, result, lies)
    drawn, sides = [_box(first.name, first.sides, array, lies, stretched)], first.sides
    for i, (part, array) in enumerate(others):
        symbol, left, right, result = steps[i] if i < len(steps) else ("", (), np.shape(array), None)
        row = symbol in ("+", "-", "/") and (len(left) == 2 or lies)
        stretched = None if symbol == "@" else _stretched(right, result, row)
        drawn.append(_box(part.name, part.sides, array, row, stretched))
        if symbol and result is None:
            drawn[i].clash, drawn[-1].clash = "columns", "rows" if symbol == "@" else "columns"
        elif symbol:
            sides = sides[:-1] + part.sides[1:] if symbol == "@" else _broadcast(sides, left, part.sides, right)
    return drawn if value is None else [*drawn, _box("result", sides, value, lies)]


def meeting(drawn, symbol, r, c):
    """What makes the result's number at (r, c): for each box a list of (row, column, rows, columns)."""
    lit = []
    for k, box in enumerate(drawn[:-1]):
        if symbol == "@" and k < 2:
            lit.append([(r, 0, 1, box.size[1])] if k == 0 else [(0, c, box.size[0], 1)])
        else:
            lit.append([(r, c, 1, 1)])
    return [*lit, [(r, c, 1, 1)]]


def written_out(drawn, symbols, r, c):
    """The same as a line of arithmetic: result[1] = 2·1 + 0·(−1) − 1 = 1."""
    first, second, *others, result = drawn
    if symbols[0] == "@":
        pairs = list(zip(first.values[r], second.values[:, c], strict=True))
        used, made = [v for pair in pairs for v in pair], ""
        terms = " + ".join(f"{_in_sum(a)}·{_in_sum(b)}" for a, b in pairs)
    else:
        used = [first.values[r, c], second.values[r, c]]
        made = f"{first.name}{first.index(r, c)} − {second.name}{second.index(r, c)} = "
        terms = f"{figure(used[0])} − {_in_sum(used[1])}"
    for symbol, box in zip(symbols[1:-1], others, strict=True):
        used.append(box.values[r, c])
        if symbol == "/":
            terms = f"({terms}) / {figure(used[-1])}"
        else:
            terms += f" {'+' if used[-1] >= 0 else '−'} {figure(abs(used[-1]))}"
    used.append(result.values[r, c])
    exact = all(abs(v - round(v, 2)) < 1e-9 for v in used)
    return f"result{result.index(r, c)} = {made}{terms} {'=' if exact else '≈'} {figure(used[-1])}"


def figure(value, digits=2):
    """A number as it appears in a cell, with at most so many digits."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text == "-0" else text.replace("-", "−")


def _in_sum(value):
    text = figure(value)
    return f"({text})" if text.startswith("−") else text


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


# -- where the grids lie --


@dataclass(frozen=True)
class Plan:
    """Where everything lies: x to the right, y down, pixels of the page; the boxes' own places are their corners."""

    boxes: list
    symbols: list  # operators between the boxes, and = or → in front of the result or the error
    steps: list
    error: str
    cell: float
    corners: list  # left and top of each box; of the word ValueError too
    signs: list  # middle of each operator

    def sides(self, letter):
        """Where this letter is written at a side: (number of the box, "rows" or "columns")."""
        named = [(k, side) for k in range(len(self.boxes)) for side in ("rows", "columns")]
        return [(k, side) for k, side in named if (getattr(self.boxes[k], side) or " ")[0][0] == letter]

    def end(self, k, side):
        """The far end of a side of box ``k``: x and y."""
        (left, top), (rows, columns) = self.corners[k], self.boxes[k].body
        return (left, top + rows * self.cell) if side == "rows" else (left + columns * self.cell, top)


@cache
def plan(expression, N, D, width, height, narrow):
    """The picture for these values, as large as fits; the first box always begins at the same place."""
    drawn, symbols, steps, error = _content(expression, N, D)
    lines = _lines(drawn, error, _breaks(expression, width, height, narrow))
    cell, (left, gap) = _cell(lines, width, height, narrow), _room(expression, width, height, narrow)
    corners, signs, top = [], [], HEAD
    for number, line in enumerate(lines):
        at = left
        for k, item in enumerate(line):
            if number or k:
                signs.append((at + gap / 2, top))
                at += gap
            broad = _breadth(item, cell)
            spare = (broad - _inked(item, cell)) / 2  # beside a box whose name is broader
            corners.append((at + spare + LABEL * _labelled(item), top))
            at += broad
        top += max(map(_rows, line)) * cell + FOOT + HEAD
    return Plan(drawn, symbols, steps, error, cell, corners, signs)


def _content(expression, N, D):
    parts, steps, value, error = run(expression, N, D)
    return boxes(parts, steps, value), [*EXPRESSIONS[expression][0][1::2], "→" if error else "="], steps, error


def _lines(drawn, error, breaks):
    """The boxes, and the word ValueError, in lines that end before the numbers in ``breaks``."""
    items = [*drawn, ALARM] if error else drawn
    return [items[start:end] for start, end in pairwise((0, *breaks, len(items)))]


@cache
def _breaks(expression, width, height, narrow):
    """Where the picture goes on in a new line: such that cells are large when N and D are middling."""
    drawn, _, _, error = _content(expression, N_MAX - 3, D_MAX // 2)
    items = len(drawn) + bool(error)
    ways = [breaks for count in range(items) for breaks in combinations(range(1, items), count)]
    worth = lambda breaks: _cell(_lines(drawn, error, breaks), width, height, narrow) / 1.15 ** len(breaks)
    return max(ways, key=worth)


@cache
def _room(expression, width, height, narrow):
    """Where the first box begins, and the room for an operator: so that the widest picture sits in the middle."""
    gaps = len(EXPRESSIONS[expression][0]) // 2 + 1
    broad = lambda N, D: _broadest(expression, N, D, width, height, narrow)
    widest = max(broad(N, D) for N, D in ((N_MAX, D_MAX), (N_MAX, 1), (D_MAX, D_MAX), (1, D_MAX)))
    more = min(0.5 * (width - widest) / gaps, GAP[narrow])
    least, most = (width - widest - gaps * more) / 2, width - widest - gaps * more - MARGIN
    return max(least, min(most, (width - broad(*USUAL) - gaps * more) / 2)), GAP[narrow] + more


def _broadest(expression, N, D, width, height, narrow):
    """How broad the broadest line of the picture for N and D is."""
    drawn, _, _, error = _content(expression, N, D)
    lines = _lines(drawn, error, _breaks(expression, width, height, narrow))
    cell = _cell(lines, width, height, narrow)
    return max(_length(line, cell, narrow, k) for k, line in enumerate(lines))


def _cell(lines, width, height, narrow):
    """The side of a cell: the largest that leaves some room, so that a side that grows does so on the page, too."""
    free = height - len(lines) * (HEAD + FOOT)
    most, rows = N_MAX * len(lines), sum(max(map(_rows, line)) for line in lines)
    low, high = 4.0, min(CELL, (1 + SPARE) * free / (rows + SPARE * most))
    for _ in range(12):
        middle = (low + high) / 2
        widest = max(_length(line, middle, narrow, k) for k, line in enumerate(lines)) + middle / 2
        low, high = (middle, high) if widest <= width - 2 * MARGIN else (low, middle)
    return low


def _length(line, cell, narrow, number):
    return sum(_breadth(item, cell) for item in line) + GAP[narrow] * (len(line) - 1 + (number > 0))


def _breadth(item, cell):
    """Room for a box and the letters at its side, or for its name, if that is broader."""
    return max(_inked(item, cell), NAME * breadth(item if item == ALARM else item.name) + 6)


def _inked(item, cell):
    return NAME * breadth(ALARM) if item == ALARM else LABEL * _labelled(item) + item.size[1] * cell


def _labelled(item):
    return item != ALARM and item.rows is not None


def _rows(item):
    return 1 if item == ALARM else item.size[0]


@cache
def letters(text, bold=False):
    """The outline of text of size 1, its middle at (0, 0), put together from those of its letters."""
    glyphs, at, vertices = [_glyph(letter, bold) for letter in text], 0.0, []
    for outline, advance in glyphs:
        vertices.append(outline.vertices + np.array([at, 0]))
        at += advance
    return Path(
        np.concatenate(vertices) - np.array([at / 2, 0.365]), np.concatenate([outline.codes for outline, _ in glyphs])
    )


@cache
def breadth(text):
    """How wide text of size 1 is."""
    return sum(_glyph(letter, False)[1] for letter in text)


@cache
def _glyph(letter, bold):
    font = FontProperties(weight="bold" if bold else "normal", size=100)
    advance = text_to_path.get_text_width_height_descent(letter, font, False)[0] / 100
    if letter == " ":  # TextPath cannot make an outline of nothing
        return Path(np.empty((0, 2)), np.empty(0, Path.code_type)), advance
    outline = TextPath((0, 0), letter, prop=font)
    return Path(outline.vertices / 100, outline.codes), advance
