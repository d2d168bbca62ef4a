"""What NumPy does with the shapes of an expression: the expressions, their arrays, and each step in words."""

import operator
from dataclasses import dataclass

import numpy as np

N_MAX, D_MAX = 10, 8
OPERATORS = {"@": operator.matmul, "+": operator.add, "-": operator.sub, "/": operator.truediv}

# Small whole numbers with small sums, so that they can be read in a cell and checked in the head; y is in tenths.
_RNG = np.random.default_rng(419)
X_ALL = _RNG.integers(-2, 4, (N_MAX, D_MAX)).astype(float)
W_ALL = np.array([1.0, -1, 1, 1, 2, -1, 1, 1])
Y_ALL = np.array([3, 8, 6, 2, 9, 5, 7, 1, 4, 6]) / 10
T_ALL = np.array([0.0, 1, 1, 0, 1, 0, 0, 0, 1, 1])


@dataclass(frozen=True)
class Part:
    """An operand: how it is written, its sides as letters, and how it is made from the letters' arrays."""

    name: str
    sides: tuple
    make: object


X = Part("X", ("N", "D"), lambda v: v["X"])
W = Part("w", ("D",), lambda v: v["w"])
B = Part("b", (), lambda v: v["b"])
Y = Part("y", ("N",), lambda v: v["y"])
T = Part("t", ("N",), lambda v: v["t"])
R = Part("y - t", ("N",), lambda v: v["y"] - v["t"])

# what is chosen -> its parts and operators, from left to right; what the result is, a text or a function of N, D
EXPRESSIONS = {
    "X @ w + b": ((X, "@", W, "+", B), "One activation for each sample."),
    "y - t": ((Y, "-", T), "One difference for each sample."),
    "X.T @ (y - t) / N": (
        (Part("X.T", ("D", "N"), lambda v: v["X"].T), "@", R, "/", Part("N", (), lambda v: v["N"])),
        "One slope for each weight.",
    ),
    "[1 X] @ [b, w]": (
        (
            Part("[1 X]", ("N", "D+1"), lambda v: np.column_stack([np.ones(v["N"]), v["X"]])),
            "@",
            Part("[b, w]", ("D+1",), lambda v: np.append(v["b"], v["w"])),
        ),
        "The same activations: the column of ones has absorbed the bias.",
    ),
    "w @ X + b, X as (D, N)": (
        (W, "@", Part("X", ("D", "N"), lambda v: v["X"].T), "+", B),
        "The same activations, for those who keep a sample in each column.",
    ),
    "w as a column: X @ w + b": (
        (X, "@", Part("w", ("D", "1"), lambda v: v["w"][:, None]), "+", B),
        "The right numbers, but in a column (N, 1). What happens when it meets t, which is (N,)? See “t as a column”.",
    ),
    "w as a row: X @ w + b": (
        (X, "@", Part("w", ("1", "D"), lambda v: v["w"][None, :]), "+", B),
        "With D = 1 a row of one is a column of one, and it passes. Wait for the second feature.",
    ),
    "t as a column: y - t": (
        (Y, "-", Part("t", ("N", "1"), lambda v: v["t"][:, None])),
        lambda N, D: (
            "With N = 1 there is one pair, and nothing goes wrong yet."
            if N == 1
            else "No error: every output minus EVERY target. The cure is t.ravel()."
        ),
    ),
    "X - X.mean(axis=0)": (
        (X, "-", Part("X.mean(axis=0)", ("D",), lambda v: v["X"].mean(axis=0))),
        "Each column minus its own mean.",
    ),
    "X - X.mean(axis=1)": (
        (X, "-", Part("X.mean(axis=1)", ("N",), lambda v: v["X"].mean(axis=1))),
        lambda N, D: (
            "No error, but wrong: a mean over SAMPLES was meant. "
            + ("It passes only because N = D." if N == D else "It passes only because of the side of length 1.")
        ),
    ),
}


def run(expression, N, D):
    """Run an expression in NumPy, operator by operator.

    Returns
    -------
    parts : list of (Part, array)
    steps : list of (operator, shape on the left, shape on the right, shape of the result)
        The last result's shape is None if NumPy raised an error.
    value : the result, or None
    error : str, NumPy's own words, or ""
    """
    values = {"N": N, "X": X_ALL[:N, :D], "w": W_ALL[:D], "b": -1.0, "y": Y_ALL[:N], "t": T_ALL[:N]}
    first, *rest = EXPRESSIONS[expression][0]
    parts = [(part, part.make(values)) for part in (first, *rest[1::2])]
    value, steps = parts[0][1], []
    for symbol, (_, array) in zip(rest[::2], parts[1:], strict=True):
        shapes_met = np.shape(value), np.shape(array)
        try:
            value = OPERATORS[symbol](value, array)
        except ValueError as error:
            return parts, [*steps, (symbol, *shapes_met, None)], None, str(error).strip()
        steps.append((symbol, *shapes_met, np.shape(value)))
    return parts, steps, value, ""


def explain(symbol, left, right, result):
    """One step in words."""
    symbol = symbol.replace("-", "−")
    if symbol == "@":
        inner = left[-1], right[0]
        if result is None:
            return f"{left} @ {right}: the inner dimensions are {inner[0]} and {inner[1]}, and they must match."
        return f"{left} @ {right} gives {result}: the inner dimensions, {inner[0]} and {inner[1]}, match and drop out."
    if result is None:
        return f"{left} {symbol} {right}: aligned on the right, {left[-1]} meets {right[-1]}, and neither is 1."
    if left == right:
        return f"{left} {symbol} {right} gives {result}: entry by entry."
    if right == ():
        return f"{left} {symbol} a number gives {result}: the number is used for every entry."
    grown = [name for name, shape in (("left", left), ("right", right)) if shape != result]
    both = "both are" if len(grown) == 2 else f"the {grown[0]} one is" if grown else "nothing is"
    return f"{left} {symbol} {right} gives {result}: aligned on the right, {both} stretched."
