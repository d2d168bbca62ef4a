"""What to correct in a learner's own text: one change in one place that makes all inputs agree.

The reverse of `slips`: here the learner's function is taken apart, in search of a change that makes it right. Then
the words point to their own line.
"""

import ast

from lrcourse.engine.checker.edits import changes
from lrcourse.engine.checker.edits.lookalikes import all_at_once, lookalikes
from lrcourse.engine.checker.slips import made, of_function, of_tree, put, trees

WRAPPED = ("np.sqrt", "np.log", "np.exp", "np.abs", "np.mean", "np.sum")  # around the whole result only


def repairs(function):
    """(words, function) for each change in one place of a learner's function that might make it right."""
    yield from _changed(function, _other)
    for part in trees(function)[-1:]:
        for tree, words in all_at_once(part, [a.arg for a in part.args.args]):
            if changed := of_tree(ast.Module([tree], []), function):
                yield words, changed


def additions(function):
    """The same for a sign, a function, a factor or a term that may be missing."""
    return _changed(function, _more)


def _other(old, parameters):
    yield from changes(old, parameters)
    yield from lookalikes(old, parameters)


def _changed(function, how):
    parts = trees(function)[-1:]
    tree = ast.Module(parts, [])
    for part in parts:
        begin = function.__code__.co_firstlineno - 1
        for repair in list(of_function(part, how)):
            if changed := made(tree, repair, function):
                yield _words(part, repair, begin), changed


def _loads(node):
    return not isinstance(getattr(node, "ctx", ast.Load()), ast.Store | ast.Del)


def _more(old, parameters):
    """The expression with something added."""
    if isinstance(old, ast.Return) and isinstance(old.value, ast.expr):
        for function in WRAPPED:
            yield ast.Return(ast.parse(f"{function}({ast.unparse(old.value)})", mode="eval").body), ""
    if not isinstance(old, ast.BinOp | ast.Call | ast.Name | ast.Subscript) or not _loads(old):
        return
    if any(isinstance(part, ast.List | ast.ListComp) for part in ast.walk(old)):  # whatever builds an array from a list
        return
    if isinstance(old, ast.Call) and ast.unparse(old.func) == "len":
        return
    text = f"({ast.unparse(old)})"
    sign = [] if isinstance(old, ast.Name) else [f"-{text}"]
    for code in (
        *sign, f"1 - {text}", f"{text} ** 2", f"{text}.T", f"{text}[::-1]", f"{text}[:, None]", f"{text} - 1",
        f"{text} + 1", f"2 * {text}", f"{text} / 2", f"{text}.mean(axis=0)", f"{text}.sum(axis=0)",
        f"{text}.sum(axis=1)", f"np.ravel({text})", *(f"{text} {op} {name}" for name in parameters for op in "*/"),
        *(f"{text} {op} len({name})" for name in parameters for op in "*/"),
    ):  # fmt: skip
        yield ast.parse(code, mode="eval").body, ""


def _words(part, repair, begin):
    line = begin + getattr(repair.old, "lineno", 1)
    if isinstance(repair.new, ast.Pass):
        return f"look at line {line}: without `{_short(repair.old)}`, all inputs agree."
    before, after = _around(part, repair)
    return f"look at line {line}: with `{after}` in place of `{before}`, all inputs agree."


def _around(part, repair):
    """What is changed and what it becomes, with enough around it to tell which of several alike it is."""
    before, after = ast.unparse(repair.old).strip(), ast.unparse(ast.fix_missing_locations(repair.new)).strip()
    for node in (repair.old, repair.parent, _whole(part, repair.old)):
        if isinstance(node, ast.expr) and node is not repair.old:
            before = ast.unparse(node)
            put(repair, repair.new)
            after = ast.unparse(ast.fix_missing_locations(node))
            put(repair, repair.old)
        if ast.unparse(_whole(part, repair.old) or repair.old).count(before) < 2:
            break
    return _cut(before), _cut(_bracketed(part, repair, before, after))


def _bracketed(part, repair, before, after):
    """What to put in, with brackets if it would mean something else without them."""
    old = _whole(part, repair.old)
    if old is None:
        return after
    text = ast.unparse(old)
    put(repair, repair.new)
    meant = ast.unparse(ast.fix_missing_locations(_whole(part, repair.new) or repair.new))
    put(repair, repair.old)
    try:
        plain = ast.unparse(ast.parse(text.replace(before, after, 1)))
    except SyntaxError:
        return after
    return after if plain == meant else f"({after})"


def _whole(part, node):
    """The outermost expression that contains a node, or None if it isn't an expression."""
    for statement in ast.walk(part):
        for child in ast.iter_child_nodes(statement) if isinstance(statement, ast.stmt) else ():
            if isinstance(child, ast.expr) and any(inner is node for inner in ast.walk(child)):
                return child
    return None


def _short(node):
    return _cut(ast.unparse(ast.fix_missing_locations(node)).strip())


def _cut(text):
    return text if len(text) <= 90 else text[:87] + "..."
