"""Slips of the pen: the right answer with one thing changed, to see whether that is what a learner wrote.

The reference is taken apart as a syntax tree. Each `Slip` makes one change: a sum for a mean, the other axis, < for
<=, a term left out, a line forgotten. Anyone with the same results has made that slip, or one that amounts to the same.
"""

import ast
import inspect
import re
import textwrap
import warnings
from dataclasses import dataclass

from lrcourse.engine.checker.edits import called, changes
from lrcourse.engine.checker.exercise import with_what_it_calls
from lrcourse.engine.learners_code import attempt

# Functions that are told how much to make: an array in place of a number would fill the memory.
MAKING = {
    "zeros", "ones", "empty", "full", "eye", "identity", "arange", "linspace", "repeat", "tile", "range", "reshape",
    "integers", "choice", "normal", "uniform", "random", "permutation", "resize", "broadcast_to", "bincount",
}  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """``new`` in place of ``old`` in a field of ``parent`` (at ``index`` in a list), and the words for it."""

    parent: ast.AST
    field: str
    index: int
    old: object
    new: object
    words: str


def slips(function, theirs):
    """(words, function) for each slip that could be made in a function, or in those in its module that it calls.

    Slips are left out if they can't be told in names that the learner knows: the function's arguments, and ``theirs``.
    """
    parts = trees(function)
    tree = ast.Module(parts, [])
    strange = {name for part in parts for name in _given(part)} - set(theirs)
    for part in reversed(parts):
        for slip in list(of_function(part, changes)):
            told = not strange & set(re.findall(r"\w+", " ".join(slip.words.split("`")[1::2])))
            if told and (changed := made(tree, slip, function)):
                yield slip.words, changed


def _given(part):
    """The names that a function gives to what it makes."""
    return {n.id for n in ast.walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def trees(function):
    """A function and those in its module that it calls, as syntax trees; nothing if one of them has no text."""
    try:
        parts = [ast.parse(textwrap.dedent(inspect.getsource(part))).body[0] for part in with_what_it_calls(function)]
    except (OSError, TypeError, SyntaxError, IndexError, KeyError, AttributeError):
        return []
    if not all(isinstance(part, ast.FunctionDef) for part in parts):
        return []
    for part in parts:
        _without_docstring(part)
    try:
        ast.unparse(ast.Module(parts, []))  # not every f-string can be turned back into text
    except ValueError:
        return []
    return parts


def _without_docstring(part):
    if ast.get_docstring(part) is not None:
        del part.body[0]
    part.decorator_list = []


def made(tree, slip, function):
    """The function with the slip in it, or None if there is none."""
    put(slip, slip.new)
    try:
        return of_tree(tree, function)
    finally:
        put(slip, slip.old)


def of_tree(tree, function):
    """The last function of a syntax tree, with access to the names of another; None if it isn't a valid program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # for example that a number has no entries
            code = compile(ast.fix_missing_locations(tree), "<slip>", "exec")
    except (SyntaxError, TypeError, ValueError):
        return None
    space = dict(function.__globals__)
    _, error = attempt(exec, (code, space))  # a parameter's default is evaluated here
    return None if error else space[tree.body[-1].name]


def put(slip, node):
    """Put a node where the slip is."""
    if slip.index is None:
        setattr(slip.parent, slip.field, node)
    else:
        getattr(slip.parent, slip.field)[slip.index] = node


def of_function(part, changes):
    """The slips of one function: what ``changes`` makes of each of its nodes."""
    parameters = [a.arg for a in part.args.args]
    meaning, amounts = _meanings(part), _amounts(part)
    for parent in ast.walk(part):
        for field, value in ast.iter_fields(parent):
            if field in ("args", "returns", "ctx", "targets", "target") and not isinstance(parent, ast.Call):
                continue
            for index, old in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if id(old) in amounts:
                    continue
                for new, words in changes(old, parameters):
                    yield Slip(parent, field, index, old, new, _in_the_arguments(words, meaning))


def _amounts(part):
    """The nodes inside the arguments of functions that are told how much to make, except plain numbers."""
    calls = [n for n in ast.walk(part) if isinstance(n, ast.Call) and called(n) in MAKING]
    inside = [node for call in calls for a in [*call.args, *call.keywords] for node in ast.walk(a)]
    return {id(node) for node in inside if not isinstance(node, ast.Constant)}


def _meanings(part):
    """What the names that the function assigns once stand for, to be shown in their place."""
    given = [node for node in ast.walk(part) if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
    counts = [node.targets[0].id for node in given]
    plain = lambda node: isinstance(node, ast.BinOp | ast.Call | ast.Subscript | ast.Attribute)
    once = lambda node: counts.count(node.targets[0].id) == 1 and plain(node.value)
    found = {n.targets[0].id: ast.unparse(n.value) for n in given if once(n)}
    return {name: text for name, text in found.items() if len(text) < 40 and name not in text}


def _in_the_arguments(words, meaning):
    """Words whose code uses names that the learner knows: those in the stub."""
    pieces = words.split("`")
    for k in range(1, len(pieces), 2):
        for name, text in meaning.items():
            pieces[k] = _renamed(pieces[k], name, text)
    return "`".join(pieces)


def _renamed(code, name, text):
    try:
        tree = ast.parse(code, mode="eval")
    except SyntaxError:
        return code
    return ast.unparse(_Put(name, ast.parse(text, mode="eval").body).visit(tree))


class _Put(ast.NodeTransformer):
    def __init__(self, name, node):
        self.name, self.node = name, node

    def visit_Name(self, node):
        return self.node if node.id == self.name else node
