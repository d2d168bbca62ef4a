"""The Python behind a page that was made live: the labs and exercises of its notebook, each known by its cell's id.

Only what a cell needs is run before it: the statements that make the names that it uses, and theirs in turn.
"""

import ast
import base64
import contextlib
import io
import json
import linecache
import logging
import re
import symtable
import traceback

import matplotlib
import tqdm

matplotlib.use("agg")  # a worker has no page to draw on
logging.getLogger("matplotlib.font_manager").setLevel("ERROR")  # it would say that it takes a moment
tqdm.tqdm.monitor_interval = 0  # a browser has no second thread that could watch a progress bar


def _traffic(statement):
    """The names that a statement makes, and those that it uses, wherever in it; two sets."""
    whole = symtable.symtable(ast.unparse(statement), "", "exec")
    made = {s.get_name() for s in whole.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    used = {s.get_name() for s in whole.get_symbols() if s.is_referenced()}
    inner = whole.get_children()
    while inner:
        table = inner.pop()
        used |= {s.get_name() for s in table.get_symbols() if s.is_global()}
        inner += table.get_children()
    for node in ast.walk(statement):  # X[0] = 1 and X.shape = 2, 3 make a new X of it, too
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            made |= {root.id for root in ast.walk(node.value) if isinstance(root, ast.Name)}
    return made, used


def needed(before, source, there=()):
    """The statements in the sources ``before`` that ``source`` needs, in their order, if the names ``there`` exist."""
    wanted = _traffic(ast.parse(source))[1] - set(there)
    found = []
    for text in reversed(before):
        for statement in reversed(ast.parse(text).body):
            made, used = _traffic(statement)
            if not made & wanted:
                continue
            found.insert(0, statement)
            if isinstance(statement, ast.Assign | ast.FunctionDef | ast.Import | ast.ImportFrom):
                wanted -= made - used
            wanted |= used - set(there)
    return found


def _json(state):
    """As the page reads it: bytes as {"$bytes": base64}, other things as numbers."""
    coded = lambda value: {"$bytes": base64.b64encode(value).decode()} if hasattr(value, "__len__") else float(value)
    return json.dumps(state, default=coded)


class Page:
    """The page of a notebook, whose file holds ``text``."""

    def __init__(self, text):
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        self._sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
        self._labs, self._changes = {}, {}
        self._done, self._made = [], {}  # what was run for the last lab, and the names that it made
        self._names = {"__name__": "__main__"}  # of the exercises

    def _before(self, cell):
        cells = list(self._sources)
        return [self._sources[name] for name in cells[: cells.index(cell)]]

    def lab(self, cell):
        """Make the lab of a cell; return its traits as JSON."""
        before = needed(self._before(cell), self._sources[cell])
        *own, last = ast.parse(self._sources[cell]).body
        texts = list(map(ast.unparse, before))
        if texts[: len(self._done)] != self._done:
            self._done, self._made = [], {}
        names = {"__name__": "__main__"} | self._made
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(ast.Module(before[len(self._done) :], []), cell, "exec"), names)
            self._done, self._made = texts, dict(names)
            exec(compile(ast.Module(own, []), cell, "exec"), names)
            self._labs[cell] = lab = eval(compile(ast.Expression(last.value), cell, "eval"), names)
        lab.send_state = lambda key=None: self._changes.update(lab.get_state(key))
        return _json({name: v for name, v in lab.get_state().items() if name not in ("layout", "tooltip", "tabbable")})

    def hear(self, cell, message):
        """What the page sends to a lab; return the traits that have changed, as JSON."""
        self._changes.clear()
        self._labs[cell]._heard(self._labs[cell], json.loads(message), [])
        return _json(self._changes)

    def run(self, cell, source):
        """Run what was written in the place of a cell; return as JSON what it printed, with its error if it has one."""
        name, printed = f"<{cell}>", io.StringIO()
        linecache.cache[name] = len(source), None, source.splitlines(True), name  # the check reads the function
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                tree = compile(source, name, "exec", ast.PyCF_ONLY_AST)
                before = needed(self._before(cell), source, self._names)
                exec(compile(ast.Module(before, []), cell, "exec"), self._names)
                exec(compile(ast.Interactive(tree.body), name, "single"), self._names)  # which also prints values
        except BaseException as error:
            trace = error.__traceback__.tb_next  # without the line above
            printed.write("".join(traceback.format_exception(type(error), error, trace)))
        return json.dumps(re.sub(r"^\*\*(Hint.*?)\*\*", r"\1", printed.getvalue().strip()))
