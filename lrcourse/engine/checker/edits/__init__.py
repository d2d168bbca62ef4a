"""What can be changed at one spot of a function: the commonest slips of people who write NumPy.

`changes` yields (new node, words) for a node of a syntax tree; the words are for anyone who wrote the new where the old
belongs.
"""

import ast

from lrcourse.engine.checker.edits.operations import OPERATIONS
from lrcourse.engine.checker.edits.told import code, instead
from lrcourse.engine.checker.edits.values import VALUES, called

__all__ = ["called", "changes"]

CHANGES = OPERATIONS | VALUES


def changes(old, parameters):
    """(new node, words) for each change of a node."""
    kind = type(old)
    if kind in CHANGES:
        yield from CHANGES[kind](old)
    if kind is ast.Name and isinstance(old.ctx, ast.Load) and old.id in parameters:
        for other in parameters:
            if other != old.id:
                yield ast.Name(other, ast.Load()), instead(ast.Name(other, ast.Load()), old)
    if isinstance(old, ast.stmt):
        yield from _of_statement(old)


def _of_statement(old):
    """A line forgotten, a branch always or never taken, a loop that ends after its first round."""
    if isinstance(old, ast.If):
        always = ast.If(ast.Constant(True), old.body, old.orelse)
        yield always, f"that is the result without testing `{code(old.test)}`, as if it were always true."
        never = ast.If(ast.Constant(False), old.body, old.orelse)
        yield never, f"the case `{code(old.test)}` is not handled: all other inputs give the right result."
    elif isinstance(old, ast.For):
        once = ast.For(old.target, old.iter, [*old.body, ast.Break()], old.orelse)
        yield once, "that is what comes out after the first round of the loop. Is there a return inside it?"
    elif isinstance(old, ast.AugAssign):
        plain = ast.Assign([old.target], old.value)
        yield plain, f"that is what comes out with = in place of the += or -= in `{code(old)}`."
        yield ast.Pass(), f"that is what comes out without the line `{code(old)}`."
    elif isinstance(old, ast.Assign | ast.Expr) and not isinstance(old.value, ast.Constant):
        yield ast.Pass(), f"that is what comes out without the line `{code(old)}`."
