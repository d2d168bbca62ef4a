"""Notebook 07: what NumPy does with the shapes of an expression."""

import numpy as np
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.path import Path
from traitlets import Int

from lrcourse.engine.labs.controls import Buttons, Choice, Slider, Told
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.inputs import whole
from lrcourse.labels import choice
from lrcourse.lessons.n07_every_letter.expressions import D_MAX, EXPRESSIONS, N_MAX, explain
from lrcourse.lessons.n07_every_letter.grids import (
    ALARM,
    HEAD,
    NAME,
    breadth,
    figure,
    letters,
    meeting,
    plan,
    written_out,
)
from lrcourse.plots import BLACK, BLUE, GREY, VERMILION, WRONG

SIDES = {"N": VERMILION, "D": BLUE, "D+1": BLUE}  # the colour of a side
BODY, COPY, LIT = "#d9e4ee", "#f0f0f0", "#ffe08a"  # the fill of a cell
SMALL, LARGE, NOTE = 11, 19, 14.5  # pixels of the page: numbers in the cells, and what is written around them
NAMES, SHAPES = 16 - HEAD, 40 - HEAD  # where they are written, from the top of a box
BAR, REACH = 4, 13  # how far from the cells the coloured side lies, and how far from it the hand may be
BEYOND = 9  # its end, by which a handle is held clear of the cells
BOLD, INNER = 1.1, 0.87  # how much broader bold numbers are, and the share of a cell's side that a number may take


def shapes(expression="X @ w + b", N=6, D=3):
    """The shape machine: arrays drawn to scale, what NumPy does with them, or the error that it raises.

    Parameters
    ----------
    expression : str
        One of those in the lab's list, at the start.
    N, D : int
        Samples, from 1 to 10, and features, from 1 to 8, at the start.
    """
    return Shapes(choice(expression, "expression", list(EXPRESSIONS)), whole(N, "N", 1, N_MAX), whole(D, "D", 1, D_MAX))


class Shapes(Sketch):
    """The lab of `shapes`."""

    _lines = Int(4).tag(sync=True)

    def __init__(self, expression, N, D):
        self.chosen = (1, 2)  # row and column of the number of the result whose making is shown
        super().__init__(
            title="The shape machine",
            alt="Arrays as grids of numbers with N and D written at their sides, an operator between them, and the "
            "result, or the error. One number in the result is highlighted, along with everything it is computed from.",
            controls=[
                Choice("expression", "expression", list(EXPRESSIONS), value=expression),
                Slider("N", "samples N", 1, N_MAX, step=1, value=N),
                Slider("D", "features D", 1, D_MAX, step=1, value=D),
                Buttons("light", "highlight", ["previous", "next"]),
            ],
            size=(9.4, 4.9),
            number="highlighted number",
            tall=6.2,
        )

    def start(self, figure):
        """Empty collections and texts: all of it moves. Around them axes of their own, which the hand feels."""
        self.ax, *hands = (figure.add_subplot() for _ in range(5))
        self.hands = dict(zip(("row", "column", "N", "D"), hands, strict=True))
        for ax in figure.axes:
            ax.set(xticks=[], yticks=[], facecolor="none")
            ax.spines[:].set_visible(False)
        self.cells = self.ax.add_collection(PolyCollection([], linewidth=0, zorder=1))
        self.grid = self.ax.add_collection(LineCollection([], colors="white", linewidths=1.2, zorder=2))
        self.frames = self.ax.add_collection(PolyCollection([], facecolor="none", edgecolor=BLACK, lw=1.8, zorder=3))
        self.bars = self.ax.add_collection(LineCollection([], linewidths=4, capstyle="butt", zorder=4))
        self.texts = self.ax.add_collection(PathCollection([], linewidth=0, zorder=5))
        return [self.cells, self.grid, self.frames, self.bars, self.texts]

    def reset(self):
        """Light the number that was lit at first."""
        self.chosen = (1, 2)

    def pressed(self, name, option):
        """Light the next number of the result, in reading order, or the one before."""
        if self.plan.error:
            raise Told("An error has no result, so there is no number to highlight.", "light")
        rows, columns = self.plan.boxes[-1].size
        r, c = self._lit()
        self.chosen = divmod((r * columns + c + (1 if option == "next" else -1)) % (rows * columns), columns)
        return {}

    def handles(self):
        """The ends of the sides N and D, where they can be told from the place; row and column of the lit number."""
        self._feel()
        return self.places

    def grab(self, name, x, y):
        """A side takes the length whose end is nearest; in the result, the number under the hand is highlighted."""
        if name in "ND":
            if not (found := self._side(name)):
                return {}
            _, side, lengths, ends = found
            return {name: lengths[np.argmin(np.abs(ends + BEYOND - (x if side == "columns" else -y)))]}
        (left, top), (rows, columns) = self.plan.corners[-1], self.plan.boxes[-1].size
        r, c = int((-y - top) // self.plan.cell), int((x - left) // self.plan.cell)
        self.chosen = tuple(
            new if 0 <= new < most or name == own else old
            for new, most, own, old in zip((r, c), (rows, columns), ("row", "column"), self._lit(), strict=True)
        )
        return {}

    def move(self, expression, N, D):
        """Draw the parts and the result; say what NumPy does."""
        width, height = self.size or self._full
        self.plan = now = plan(expression, N, D, width, height, self.narrow)
        self.ax.set(position=(0, 0, 1, 1), xlim=(0, width), ylim=(-height, 0))
        lit = [[] for _ in now.boxes] if now.error else meeting(now.boxes, now.symbols[0], *self._lit())
        self._draw_cells(lit)
        self._write([*self._numbers(lit), *self._names(), *self._clash()])
        told = " ".join(explain(*step) for step in now.steps if step[2] != ())
        if now.error:
            self.number = "–"
            return f"{told}\nNumPy says: “ValueError: {now.error}”"
        result, meaning = now.boxes[-1], EXPRESSIONS[expression][1]
        self.number, size = figure(result.values[self._lit()]), result.values.size
        meaning = meaning if isinstance(meaning, str) else meaning(N, D)
        told += f" {size} number{'s' * (size != 1)}. {meaning}"
        return f"{written_out(now.boxes, now.symbols, *self._lit())}\n{told}"

    def _lit(self):
        """The chosen number, or the last one if the result has become too small for it."""
        return tuple(min(max(at, 0), most - 1) for at, most in zip(self.chosen, self.plan.boxes[-1].size, strict=True))

    def _side(self, name):
        """The first side of this letter that ends further on when it is longer, or None; its lengths and their ends."""
        lengths = range(1, {"N": N_MAX, "D": D_MAX}[name] + 1)
        plans = [plan(*(self.values | {name: n}).values(), *self.size, self.narrow) for n in lengths]
        shared = min(len(one.boxes) for one in plans)  # with some lengths there is no result
        for k, side in self.plan.sides(name):
            if k >= shared:
                break
            ends = np.array([one.end(k, side)[side == "rows"] for one in plans])
            if np.all(np.diff(ends) >= 3):
                return k, side, lengths, ends
        return None

    def _feel(self):
        """Lay the hand's axes along the sides N and D and over the result, and the handles in them."""
        now, self.places = self.plan, {}
        for name in "ND":
            if found := self._side(name):
                k, side, _, ends = found
                x, y = now.end(k, side)
                low, high = ends[0] - 24, ends[-1] + BEYOND + 2
                if side == "rows":
                    self._lay(name, x - BAR - REACH, x - BAR + REACH, low, high, x - BAR, y + BEYOND)
                else:
                    self._lay(name, low, high, y - BAR - REACH, y - BAR + REACH, x + BEYOND, y - BAR)
        if now.error:
            return
        (left, top), (rows, columns), (r, c) = now.corners[-1], now.boxes[-1].size, self._lit()
        right, bottom = left + columns * now.cell, top + rows * now.cell
        if rows > 1:
            self._lay("row", left, right + 24, top, bottom, right + 12, top + (r + 0.5) * now.cell)
        if columns > 1:
            self._lay("column", left, right, top, bottom + 24, left + (c + 0.5) * now.cell, bottom + 12)

    def _lay(self, name, left, right, top, bottom, x, y):
        ax, (width, height) = self.hands[name], self.size
        place = (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height)
        ax.set(position=place, xlim=(left, right), ylim=(-bottom, -top))
        self.places[name] = ax, x, -y

    def _draw_cells(self, lit):
        cell, fills, lines, frames, bars = self.plan.cell, [], [], [], []
        for corner, box, regions in zip(self.plan.corners, self.plan.boxes, lit, strict=False):
            (left, top), (rows, columns) = corner, box.size
            here = [_rectangle(corner, cell, *region) for region in regions]
            frames += here
            whole, own = (_rectangle(corner, cell, 0, 0, *size) for size in (box.size, box.body))
            fills += [(whole, COPY), (own, BODY), *((one, LIT) for one in here)]
            right, bottom = whole[2]
            lines += [[(left + k * cell, -top), (left + k * cell, bottom)] for k in range(1, columns)]
            lines += [[(left, -top - k * cell), (right, -top - k * cell)] for k in range(1, rows)]
            start, down, across = (np.array(own[k]) for k in (0, 3, 1))
            bars += [([start - (BAR, 0), down - (BAR, 0)], _ink(box, "rows"))] * (box.rows is not None)
            bars += [([start - (0, -BAR), across - (0, -BAR)], _ink(box, "columns"))] * (box.columns is not None)
        self.cells.set(verts=[fill for fill, _ in fills], facecolor=[colour for _, colour in fills])
        self.grid.set_segments(lines)
        self.frames.set_verts(frames)
        self.bars.set(segments=[bar for bar, _ in bars], color=[colour for _, colour in bars])

    def _numbers(self, lit):
        """Every number in its cell, the lit ones bold, copies grey; none in a box whose cells are too small."""
        cell, written = self.plan.cell, []
        for (left, top), box, regions in zip(self.plan.corners, self.plan.boxes, lit, strict=False):
            texts, size = _fitting(box.values, cell)
            for r, c in np.ndindex(box.size) if texts else ():
                bold = any(a <= r < a + h and b <= c < b + w for a, b, h, w in regions)
                ink = BLACK if bold or (r < box.body[0] and c < box.body[1]) else GREY
                written.append((texts[r][c], left + (c + 0.5) * cell, top + (r + 0.5) * cell, ink, size, bold, False))
        return written

    def _names(self):
        """Above each box its name and its shape, at its sides their lengths, between them the operators."""
        now, cell, written = self.plan, self.plan.cell, []
        for (left, top), box in zip(now.corners, now.boxes, strict=False):
            (rows, columns), (tall, broad) = (np.array(size) * cell for size in (box.body, box.size))
            middle = left + broad / 2
            written.append((box.name.replace(" - ", " − "), middle, top + NAMES, BLACK, NAME, False, False))
            written.append((f"{box.shape}", middle, top + SHAPES, GREY, NOTE, False, False))
            if box.rows:
                written.append((_length(box.rows), left - 16, top + rows / 2, _ink(box, "rows"), NOTE, True, True))
            if box.columns:
                written.append(
                    (_length(box.columns), left + columns / 2, top - 17, _ink(box, "columns"), NOTE, True, False)
                )
            if box.size != box.body:
                written.append(("copied", middle, top + tall + 14, GREY, NOTE, False, False))
        failed = len(now.steps) - 1 if now.error else None
        for k, (symbol, (x, top)) in enumerate(zip(now.symbols, now.signs, strict=False)):
            ink = WRONG if k == failed or symbol == "→" else BLACK
            written.append((symbol.replace("-", "−"), x, top + NAMES, ink, 1.2 * NAME, False, False))
        return written

    def _clash(self):
        """The word ValueError, and under the last operator that NumPy tried the two sides that do not agree."""
        if not self.plan.error:
            return []
        k, (left, top) = len(self.plan.steps) - 1, self.plan.corners[-1]
        symbol, one, other, _ = self.plan.steps[k]
        met = "≠" if self.narrow else f"{one[-1]} ≠ {other[0] if symbol == '@' else other[-1]}"
        return [
            (ALARM, left + NAME * breadth(ALARM) / 2, top + NAMES, WRONG, NAME, False, False),
            (met, self.plan.signs[k][0], self.plan.signs[k][1] + SHAPES, WRONG, NOTE, True, False),
        ]

    def _write(self, texts):
        """Set outlines of the texts: twenty times as fast as Text artists."""
        self.written, paths = texts, []
        for text, x, y, _, size, bold, upright in texts:
            outline = letters(text, bold)
            vertices = size * (outline.vertices @ [[0, 1], [-1, 0]] if upright else outline.vertices)
            paths.append(Path(vertices + np.array([x, -y]), outline.codes))
        self.texts.set_paths(paths)
        self.texts.set_facecolor([ink for _, _, _, ink, *_ in texts])


def _fitting(values, cell):
    """The numbers as texts, and how large: two digits if they can be read so, else one; None if there is no room."""
    ways = [[[write(v) for v in row] for row in values] for write in (figure, _short, lambda v: figure(v, 1))]
    for texts in ways:
        room = INNER * cell / BOLD / max(breadth(text) for row in texts for text in row)
        if room >= SMALL:
            return texts, min(max(0.36 * cell, SMALL), LARGE, room)
    return None, SMALL


def _short(value):
    """As `figure`, without the 0 in front of the point."""
    text = figure(value)
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def _length(side):
    return f"{side[0]} = {side[1]}" if side[0] in SIDES else "1"


def _ink(box, side):
    """The colour of a side; None if the box has none there."""
    named = getattr(box, side)
    return named and (WRONG if side == box.clash else SIDES.get(named[0], GREY))


def _rectangle(corner, cell, r, c, rows, columns):
    left, top, wide, high = corner[0] + c * cell, corner[1] + r * cell, columns * cell, rows * cell
    return [(left, -top), (left + wide, -top), (left + wide, -top - high), (left, -top - high)]
