"""Changes to what is between two values: arithmetic, comparisons, and, or, not, the sign."""

import ast

from lrcourse.engine.checker.edits.told import brackets, code, instead, missing

COMPARED = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
OPPOSITE = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.FloorDiv: ast.Div, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def _of_operation(old):
    left, op, right = old.left, old.op, old.right
    yield left, missing(right, old)
    if not isinstance(op, ast.Pow | ast.Mod | ast.FloorDiv):
        rest = ast.UnaryOp(ast.USub(), right) if isinstance(op, ast.Sub) else right
        yield (ast.BinOp(ast.Constant(1), op, right) if isinstance(op, ast.Div) else rest), missing(left, old)
    if type(op) in OPPOSITE:
        new = ast.BinOp(left, OPPOSITE[type(op)](), right)
        yield new, instead(new, old)
    if isinstance(op, ast.Sub | ast.Div | ast.Pow | ast.MatMult):
        new = ast.BinOp(right, op, left)
        yield new, instead(new, old)
    if isinstance(op, ast.MatMult):
        for turned in (ast.BinOp(_turned(left), op, right), ast.BinOp(left, op, _turned(right))):
            yield turned, instead(turned, old)
        each = ast.BinOp(left, ast.Mult(), right)
        yield each, instead(each, old)

    yield from _without_brackets(old)


def _without_brackets(old):
    """The operation as it reads if you forget brackets: a / (b + c) as a / b + c."""
    left, op, right = old.left, old.op, old.right
    if isinstance(right, ast.BinOp) and not isinstance(right.op, ast.Pow):
        new = ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
        if ast.unparse(new) != ast.unparse(old):
            yield new, brackets(new, old)
    if isinstance(left, ast.BinOp):
        new = ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
        if ast.unparse(new) != ast.unparse(old):
            yield new, brackets(new, old)
    if isinstance(left, ast.BinOp) and isinstance(left.right, ast.BinOp):  # a - b / c - d for a - b / (c - d)
        inner = ast.BinOp(left.right.left, left.right.op, ast.BinOp(left.right.right, op, right))
        new = ast.BinOp(left.left, left.op, inner)
        yield new, brackets(new, old)


def _turned(node):
    return ast.Attribute(node, "T", ast.Load())


def _of_comparison(old):
    if len(old.ops) == 1:
        for op in COMPARED.get(type(old.ops[0]), ()):
            new = ast.Compare(old.left, [op()], old.comparators)
            yield new, instead(new, old)


def _of_sign(old):
    if isinstance(old.op, ast.USub | ast.Not | ast.Invert):
        yield old.operand, f"that is what comes out with `{code(old.operand)}` where `{code(old)}` belongs."


def _of_choice(old):
    other = ast.BoolOp(OPPOSITE[type(old.op)](), old.values)
    yield other, instead(other, old)
    for value in old.values:
        rest = [v for v in old.values if v is not value]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(old.op, rest), missing(value, old)


OPERATIONS = {
    ast.BinOp: _of_operation, ast.Compare: _of_comparison, ast.UnaryOp: _of_sign, ast.BoolOp: _of_choice,
}  # fmt: skip
