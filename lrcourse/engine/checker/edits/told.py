"""The words for anyone who wrote the new where the old belongs."""

import ast


def code(node):
    """A piece of a syntax tree as text, shortened if it is long."""
    text = ast.unparse(node)
    return text if len(text) <= 70 else text[:67] + "..."


def instead(new, old):
    """For one piece in place of another."""
    return f"that is the result with `{code(new)}` instead of `{code(old)}`."


def missing(part, whole):
    """For a piece left out."""
    return f"something is missing: that is the result without `{code(part)}` in `{code(whole)}`."


def brackets(new, old):
    """For brackets left out, or put where none belong."""
    fewer = ast.unparse(new).count("(") <= ast.unparse(old).count("(")
    return f"brackets are {'missing' if fewer else 'misplaced'}: that is `{code(new)}` instead of `{code(old)}`."
