"""What is written for something that looks like it: a mask, an inverse matrix, a sum that grows in a loop."""

import ast
import copy

ALL_AT_ONCE = {  # words for a slip that is made again and again in one text
    ast.Subscript: "`{old}` takes entries 0 and 1 again and again: an index lists places, it isn't a mask. "
    "`{new}` selects.",
    ast.UnaryOp: "`{old}` flips the bits of whole numbers: ~0 is -1, ~1 is -2. `{new}` asks for the zeros.",
    ast.BinOp: "`{old}` inverts each entry separately. The inverse matrix is `{new}`.",
    ast.Call: "in `{old}` the second argument is an axis. `{new}` compares two things.",
}


def all_at_once(part, parameters):
    """(tree, words) for a function in which every such slip of one kind is corrected."""
    for kind, words in ALL_AT_ONCE.items():
        mender = _Mender(kind, parameters)
        tree = mender.visit(copy.deepcopy(part))
        if len(mender.mended) > 1:
            yield tree, words.format(**mender.mended[0])


class _Mender(ast.NodeTransformer):
    """Corrects all nodes of a kind, and keeps what they were and what they are now."""

    def __init__(self, kind, parameters):
        self.kind, self.parameters, self.mended = kind, parameters, []

    def visit(self, node):
        """The node, corrected if it is of that kind."""
        node = self.generic_visit(node)
        new = next(MEANT[self.kind](node, self.parameters), None) if type(node) is self.kind else None
        if new:
            self.mended.append({"old": ast.unparse(node), "new": ast.unparse(ast.fix_missing_locations(new))})
        return new or node


def lookalikes(old, parameters):
    """(new node, "") for what the learner may have meant by a node."""
    for new in MEANT.get(type(old), lambda *_: [])(old, parameters):
        yield new, ""


def _mask(old, parameters):
    """X[t], with targets 0 and 1, takes rows 0 and 1; X[t == 1] takes those of class 1. X[1 - t] is the same slip."""
    if not isinstance(old.ctx, ast.Load):
        return
    for name in parameters:
        for k, texts in ((1, (name,)), (0, (f"1 - {name}", f"~{name}"))):
            if ast.unparse(old.slice) in texts:
                yield ast.Subscript(old.value, ast.parse(f"{name} == {k}", mode="eval").body, ast.Load())


def _inverse(old, parameters):
    """Sigma ** -1 goes entry by entry."""
    if isinstance(old.op, ast.Pow) and ast.unparse(old.right) in ("-1", "-1.0"):
        yield ast.parse(f"np.linalg.inv({ast.unparse(old.left)})", mode="eval").body


def _negation(old, parameters):
    """~t flips the bits of whole numbers: ~0 is -1."""
    if isinstance(old.op, ast.Invert):
        yield ast.Compare(old.operand, [ast.Eq()], [ast.Constant(0)])


def _larger_of_two(old, parameters):
    """np.max(x, 0) takes 0 for an axis."""
    called = ast.unparse(old.func)
    if called in ("np.max", "np.min", "np.amax", "np.amin") and len(old.args) == 2:
        yield ast.parse(f"np.{'maximum' if 'max' in called else 'minimum'}({ast.unparse(ast.Tuple(old.args))[1:-1]})",
                        mode="eval").body  # fmt: skip


def _growing(old, parameters):
    """In a loop, = keeps only the last round."""
    if len(old.targets) == 1 and isinstance(old.targets[0], ast.Name | ast.Subscript):
        yield ast.AugAssign(old.targets[0], ast.Add(), old.value)


MEANT = {
    ast.Subscript: _mask, ast.BinOp: _inverse, ast.UnaryOp: _negation, ast.Call: _larger_of_two, ast.Assign: _growing,
}  # fmt: skip
