"""Changes to a value: a call, a constant, part of an array, a choice between two, a list built in a loop."""

import ast

from lrcourse.engine.checker.edits.told import code, instead, missing

INSTEAD = {  # the names of functions that people mistake for one another
    "mean": ("sum", "median", "max"), "sum": ("mean", "max", "prod"), "max": ("min", "argmax", "sum"),
    "min": ("max", "argmin"), "argmax": ("argmin", "max"), "argmin": ("argmax", "min"), "std": ("var",),
    "log": ("log2", "log10", "log1p"), "log1p": ("log",), "maximum": ("minimum",),
    "minimum": ("maximum",), "zeros": ("ones",), "ones": ("zeros",), "var": ("std",), "zeros_like": ("ones_like",),
    "sqrt": ("square",), "square": ("sqrt", "abs"), "abs": ("square",), "floor": ("ceil", "round"), "ceil": ("floor",),
    "any": ("all",), "all": ("any",), "cumsum": ("cumprod",), "hstack": ("vstack",), "vstack": ("hstack",),
    "sorted": ("list",), "lower": ("upper",), "append": ("extend",),
}  # fmt: skip


def _of_if(old):
    yield old.body, f"that is what comes out if `{code(old.body)}` is always used, whether or not `{code(old.test)}`."
    yield (
        old.orelse,
        f"that is what comes out if `{code(old.orelse)}` is always used, whether or not `{code(old.test)}`.",
    )


def _of_call(old):
    function, name = old.func, called(old)
    for other in INSTEAD.get(name, ()):
        same = isinstance(function, ast.Attribute)
        changed = ast.Attribute(function.value, other, ast.Load()) if same else ast.Name(other, ast.Load())
        new = ast.Call(changed, old.args, old.keywords)
        yield new, instead(new, old)
    for k, keyword in enumerate(old.keywords):
        rest = old.keywords[:k] + old.keywords[k + 1 :]
        new = ast.Call(function, old.args, rest)
        yield (new, missing(keyword.value, old).replace(code(keyword.value), f"{keyword.arg}={code(keyword.value)}", 1))
    for k, argument in enumerate(old.args):
        if not isinstance(argument, ast.Starred | ast.GeneratorExp):
            yield argument, instead(argument, old)
        if k and not isinstance(argument, ast.Starred):
            swapped = [*old.args[: k - 1], argument, old.args[k - 1], *old.args[k + 1 :]]
            new = ast.Call(function, swapped, old.keywords)
            yield new, instead(new, old)
    if name in ("std", "var", "cov"):
        new = ast.Call(
            function, old.args, [*old.keywords, ast.keyword("ddof", ast.Constant(1 if name != "cov" else 0))]
        )
        yield new, instead(new, old)
    if name == "range" and len(old.args) == 1:
        for first, last in ((1, old.args[0]), (0, _more(old.args[0], ast.Add)), (0, _more(old.args[0], ast.Sub))):
            new = ast.Call(function, [ast.Constant(first), last], [])
            yield new, instead(new, old)
    if isinstance(function, ast.Attribute) and not isinstance(function.value, ast.Name):
        yield function.value, _missing_call(name, old)


def _missing_call(name, old):
    return f"something is missing: that is the result without `.{name}(...)` in `{code(old)}`."


def _more(node, op):
    return ast.BinOp(node, op(), ast.Constant(1))


def _of_constant(old):
    value = old.value
    if isinstance(value, bool):
        yield ast.Constant(not value), instead(ast.Constant(not value), old)
    elif isinstance(value, int | float):
        others = {value + 1, value - 1, 0, 1, 2 * value, value / 2} - {value}
        for other in sorted(others, key=lambda o: abs(o - value)):
            other = int(other) if isinstance(value, int) and other == int(other) else other
            yield ast.Constant(other), f"that is what comes out with {other:g} in place of {value:g}."


def _of_subscript(old):
    if isinstance(old.ctx, ast.Load):
        yield (old.value, f"that is what comes out with all of `{code(old.value)}` instead of `{code(old)}`.")
    if isinstance(old.slice, ast.Slice):
        shorter = ast.Subscript(old.value, ast.Slice(old.slice.upper, old.slice.lower), old.ctx)
        yield shorter, instead(shorter, old)
    elif isinstance(old.slice, ast.Name | ast.BinOp | ast.UnaryOp):
        for op in (ast.Add, ast.Sub):
            moved = ast.Subscript(old.value, _more(old.slice, op), old.ctx)
            yield moved, instead(moved, old)


def _of_attribute(old):
    if old.attr == "T":
        yield old.value, instead(old.value, old)


def _of_generator(old):
    if any(g.ifs for g in old.generators):
        tests = next(g.ifs for g in old.generators if g.ifs)
        bare = [ast.comprehension(g.target, g.iter, [], g.is_async) for g in old.generators]
        yield type(old)(old.elt, bare), f"that is what comes out without the condition `{code(tests[0])}`."


def called(call):
    """The name of the function or method that a call calls."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


VALUES = {
    ast.IfExp: _of_if, ast.Call: _of_call, ast.Constant: _of_constant, ast.Subscript: _of_subscript,
    ast.Attribute: _of_attribute, ast.GeneratorExp: _of_generator, ast.ListComp: _of_generator,
}  # fmt: skip
