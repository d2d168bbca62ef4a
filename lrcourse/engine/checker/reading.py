"""What can be seen in the text of a learner's function, before it runs."""

import ast
import inspect
import re
import textwrap


def tree(function):
    """The learner's function as a syntax tree, or None if there is no text to read."""
    try:
        parsed = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return None
    return parsed if isinstance(parsed, ast.FunctionDef) else None


def has_dots(function):
    """Whether the stub's ``...`` is still there; true if there is no text: only a stub always returns None."""
    found = tree(function)
    if found is None:
        return True
    dots = lambda n: isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) and n.value.value is ...
    return any(map(dots, ast.walk(found)))


def why_none(function):
    """The words for a function that returns None for every input."""
    found = tree(function)
    own = list(_own(found)) if found else []
    returns = [node for node in own if isinstance(node, ast.Return)]
    if not returns and any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "print" for n in own):
        return "your function prints its result and returns None. Write return in place of print."
    if not returns:
        return "your function returns None. Did you forget the return?"
    if any(isinstance(n.value, ast.Call) and getattr(n.value.func, "attr", "") in IN_PLACE for n in returns):
        return (
            "your function returns None, because sort, append and the like change a list in place and return "
            "nothing. Call them on a separate line, then return the list."
        )
    last = found.body[-1]
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Name):
        return (
            f"your function returns `{last.value.id}`, and that is None. Was it made by something that changes an "
            "array or a list in place and returns nothing, such as sort, append or resize?"
        )
    return "your function returns None. Does every path end in a return with a value?"


IN_PLACE = ("resize", "append", "sort", "reverse", "extend", "insert", "update", "shuffle", "fill")


NEW = {  # functions that return something new and leave their arguments alone
    "lower", "upper", "strip", "replace", "reshape", "astype", "ravel", "flatten", "transpose", "round", "clip", "copy",
    "append", "concatenate", "delete", "insert", "sorted", "sort", "abs", "exp", "log", "maximum", "minimum", "where",
}  # fmt: skip


def thrown_away(function):
    """The words for a line that makes something and throws it away, or ''."""
    found = tree(function)
    begin = function.__code__.co_firstlineno - 1 if found else 0
    for node in _own(found) if found else ():
        call = node.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
        name = getattr(call.func, "attr", getattr(call.func, "id", "")) if call else ""
        of_numpy = call and ast.unparse(call.func).startswith("np.")
        into = call and any(keyword.arg == "out" for keyword in call.keywords)  # np.exp(x, out=y) fills y
        if name in NEW and (of_numpy or name not in IN_PLACE) and not into:
            return (
                f"look at line {begin + node.lineno}: `{ast.unparse(node)}` makes a new value that is then lost; "
                f"the original is unchanged. Assign the result, as in x = ..."
            )
    return ""


def words_of(function):
    """The names in the text of a learner's function; none if there is no text."""
    found = tree(function)
    return set(re.findall(r"\w+", ast.unparse(found))) if found else set()


def unused(function):
    """The words for a parameter that the function never uses, or ''."""
    found = tree(function)
    if found is None or found.args.vararg:
        return ""
    used = {n.id for n in ast.walk(found) if isinstance(n, ast.Name)}
    name = next((a.arg for a in found.args.args if a.arg not in used), "")
    return f"your function never uses its argument {name}." if name else ""


def returns_in_first_round(function):
    """The words for a loop that returns whatever happens, in its first round, or ''."""
    found = tree(function)
    loops = [n for n in _own(found) if isinstance(n, ast.For | ast.While)] if found else []
    ends = any(isinstance(loop.body[-1], ast.Return) for loop in loops)
    return "there is a return inside the loop, so the function ends in the first round." if ends else ""


def _own(function):
    """The nodes of a function, without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from _own(child)
