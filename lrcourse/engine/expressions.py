"""Features as you type them: "x1, x2, x1**2 + x2**2" becomes functions of X (notebook 14).

`ast` reads the text, and only what is listed here is taken from it. Nothing is ever executed as Python.
"""

import ast
import re
from dataclasses import dataclass, field
from keyword import kwlist
from unicodedata import name as name_of

import numpy as np

from lrcourse.inputs import matrix

LONGEST, MOST = 200, 8  # characters, features
DEEPEST = 40  # brackets, or operations, inside one another
LARGEST = 1e100  # the largest number that can be typed

NAMES = {"x1": "x1", "x2": "x2", "x": "x1", "y": "x2"}
CONSTANTS = {"pi": np.float64(np.pi), "e": np.float64(np.e)}
FUNCTIONS = {
    "sqrt": np.sqrt, "abs": np.abs, "exp": np.exp, "log": np.log, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "tanh": np.tanh, "sign": np.sign, "hypot": np.hypot, "minimum": np.minimum, "maximum": np.maximum,
}  # fmt: skip
OPERATORS = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.UAdd: np.positive, ast.USub: np.negative,
}  # fmt: skip

_NUMBER = r"(?<![\w.])(?>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
# What people often type, or try, that isn't part of a formula: what to do about it. Only the first found is reported.
_REFUSED = {
    r"[\n\r]": "a line break has no place here. Write all features on one line, with commas between them",
    rf"(?<![A-Za-z_])(?:{'|'.join(kwlist)})\b": "{0} belongs to programs; a feature is one formula, say x1**2 + x2**2",
    r"[\"'`]": "quotes make a string, but a feature is made of numbers. Write it without quotes",
    r"\^": "^ is not a power in Python: write x1**2",
    r"//": "// drops everything after the decimal point: write / to divide",
    r"%": "% (remainder) is not known here. For something that repeats, use sin or cos",
    r"@": "@ multiplies matrices: write * for a product",
    r"<<|>>|[&|~]": "{0} works on bits, not on numbers with a decimal point. Use + - * / and **",
    r"[<>]|[!=]=": "a comparison gives yes or no, not a number: {0}. sign(x1 - 2) gives −1 or 1",
    r"=": "there is nothing to assign: write only the formula, without {0}",
    r"[\[\]{}]": "{0} belongs to lists and sets. Write round brackets, and commas between the features",
    r"(?:^|[(,])\s*\*+": "a star needs something before it: {0}. A product is x1*x2, a power x1**2",
    _NUMBER + r"[jJ]\b": "{0} is an imaginary number, but features are real",
    _NUMBER + r"\s*[A-Za-z_]\w*": "{0}: a product needs its sign, write {1}",
}
_TYPED = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "π": "pi", "√": "sqrt(...)"}
_TYPED |= {sign: str(k) for k, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_TYPED |= {sign: f"**{k}" for k, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True)
class Feature:
    """One feature: ``text``, as it reads, and a function of X (N, 2) that returns its values (N,), float64."""

    text: str
    tree: object = field(repr=False)

    def values(self, X):
        """Its values at the places X (N, 2); NaN or infinity where it has none."""
        x1, x2 = np.asarray(X, np.float64).T
        with np.errstate(all="ignore"):
            return _value(self.tree, {"x1": x1, "x2": x2})

    def __call__(self, X):
        """Its values (N,). ValueError if it has none somewhere: at how many samples, where first, and why."""
        X = matrix(X, "X", 2, "x1 and x2").astype(np.float64)
        values = self.values(X)
        bad = ~np.isfinite(values)
        if bad.any():
            x1, x2 = X[bad][0]
            with np.errstate(all="ignore"):
                why = _why(self.tree, {"x1": x1, "x2": x2})
            place = f"x1 = {x1:.3g}, x2 = {x2:.3g}".replace("-", "−")
            raise ValueError(f"{self.text} has no value at {bad.sum()} of {len(X)} samples, first at {place}: {why}.")
        return values


def parse(text):
    """The features in ``text``, one or several with commas between them.

    They may contain numbers, x1 and x2 (or x and y), pi and e, the signs + - * / **, round brackets, and the
    functions in `FUNCTIONS`.

    Parameters
    ----------
    text : str
        At most 200 characters and 8 features, for example ``"x1, x2, x1**2 + x2**2"``.

    Returns
    -------
    list of Feature

    Raises
    ------
    ValueError, TypeError
        If it is anything else: says what was found, and what to write instead.
    """
    if not isinstance(text, str):
        raise TypeError(f'features must be a string such as "x1, x2, x1**2"; got {type(text).__name__}.')
    if len(text) > LONGEST:
        raise ValueError(f"the text has {len(text)} characters; at most {LONGEST} are allowed. Shorten it.")
    _refuse(text)
    pieces = _split(text)
    if len(pieces) > MOST:
        raise ValueError(f"{len(pieces)} features are too many; at most {MOST}. Leave some out.")
    comma = " (Is it a decimal number? Write it with a point: 0.5.)" if re.search(r"\d,\d", text) else ""
    return [_feature(piece, comma) for piece in pieces]


def _refuse(text):
    """ValueError if the text contains something that isn't part of a formula."""
    for pattern, words in _REFUSED.items():
        if found := re.search(pattern, text):
            product = re.sub(rf"({_NUMBER})\s*", r"\1*", found[0])
            raise ValueError(words.format(found[0].strip(), product) + ".")
    for sign in re.findall(r"[^A-Za-z0-9_ \t.,()*/+-]", text):
        if sign in _TYPED:
            raise ValueError(f"{sign}: write {_TYPED[sign]}.")
        raise ValueError(
            f"{sign!r} ({name_of(sign, 'not printable')}) has no place in a formula. Retype it, or leave it out."
        )


def _split(text):
    """The pieces between the commas that are outside all brackets."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise ValueError("a bracket ) closes what was never opened. Remove it, or open it with (.")
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} brackets are nested. Remove some.")
        if sign == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    if depth:
        raise ValueError(f"a bracket ( is not closed ({depth} in all). Write ) where it ends.")
    pieces = [piece.strip() for piece in pieces]
    if len(pieces) > 1 and not pieces[-1]:
        pieces.pop()  # a comma at the end
    if "" in pieces:
        what = "the text is empty" if len(pieces) == 1 else "there is nothing before a comma"
        raise ValueError(f"{what}. Write a feature, such as x1 or x1**2.")
    return pieces


def _feature(piece, comma):
    try:
        node = ast.parse(piece, mode="eval").body
    except SyntaxError:
        raise ValueError(
            f"'{piece}' cannot be read. Is a number, a name or a sign such as * missing, or one too many?"
        ) from None
    tree = _tree(node)
    text = ast.unparse(node)
    if not _depends(tree):
        raise ValueError(f"{text}: a feature must depend on x1 or x2; a constant is what the bias is for.{comma}")
    return Feature(text, tree)


def _tree(node, depth=1):
    """A number, a name, or (function, *its arguments); in ``node`` all names become x1 and x2."""
    if depth > DEEPEST:
        raise ValueError(f"more than {DEEPEST} operations are nested. Write a shorter formula.")
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        if node.value > LARGEST:
            raise ValueError(f"a number is too large: at most {LARGEST:g}.")
        return np.float64(node.value)
    if isinstance(node, ast.Name):
        return _named(node)
    if isinstance(node, ast.Call):
        function, parts = _function(node.func, len(node.args)), node.args
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        function, parts = OPERATORS[type(node.op)], [node.left, node.right]
    elif isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        function, parts = OPERATORS[type(node.op)], [node.operand]
    else:
        raise ValueError(_strange(node))
    return (function, *(_tree(part, depth + 1) for part in parts))


def _named(node):
    name = node.id
    if name in NAMES:
        node.id = NAMES[name]
        return node.id
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name in FUNCTIONS:
        raise ValueError(f"{name} is a function: write its argument in brackets, {name}(x1).")
    plain = name.lower().replace("_", "")
    parts = re.findall("x1|x2|x|y", plain)
    cure = f": write {'*'.join(parts)}" if parts and "".join(parts) == plain else ""
    raise ValueError(f"{name} isn't known here{cure}; the names are x1 and x2.")


def _function(called, count):
    """The function of a call with ``count`` arguments."""
    if isinstance(called, ast.Attribute):
        raise ValueError(_strange(called))
    if not isinstance(called, ast.Name) or called.id in {**NAMES, **CONSTANTS}:
        raise ValueError("a product needs its sign: write * before the bracket, as in 2*(x1 + x2).")
    if called.id not in FUNCTIONS:
        raise ValueError(f"the function {called.id} is not known; the functions are {', '.join(FUNCTIONS)}.")
    function = FUNCTIONS[called.id]
    if count != function.nin:
        needed = f"{function.nin} argument{'s' * (function.nin > 1)}"
        raise ValueError(f"{called.id} takes {needed}; got {count}.")
    return function


def _strange(node):
    if isinstance(node, ast.Attribute):
        return "a dot after a name (an attribute) has no meaning here: write sqrt(x1), not np.sqrt(x1)."
    if isinstance(node, ast.Tuple):
        return "a comma inside brackets does not make a feature. Write the features side by side: x1, x2."
    return "part of it is not a number, a name, a sign or a function. Leave it out."


def _depends(tree):
    """Whether x1 or x2 occurs in it."""
    return isinstance(tree, str) or (isinstance(tree, tuple) and any(map(_depends, tree[1:])))


def _value(tree, names):
    """The tree's value, elementwise, using the arrays in ``names``."""
    if isinstance(tree, tuple):
        function, *parts = tree
        return function(*(_value(part, names) for part in parts))
    return names[tree] if isinstance(tree, str) else tree


def _why(tree, names):
    """Why a tree has no value at one sample: the innermost operation that fails, in words."""
    function, *parts = tree
    values = [_value(part, names) for part in parts]
    for part, value in zip(parts, values):
        if not np.isfinite(value):
            return _why(part, names)
    if function is np.log:
        return "the logarithm of zero or below"
    if function is np.sqrt:
        return "the root of a negative number"
    if values[-1 if function is np.divide else 0] == 0:  # among the others, only a power fails at 0
        return "a division by zero"
    if np.isnan(function(*values)):
        return "a negative number to a power that is not whole"
    return "an overflow, a number too large for the computer"
