"""The right result for different arguments: two of them swapped, one with the opposite sign, samples left out."""

import copy
from itertools import combinations

import numpy as np

from lrcourse.core import sigmoid
from lrcourse.engine.checker.outcomes import as_numbers


def of_arguments(reference, cases, parameters):
    """The right result for different arguments: two of them swapped, one with the opposite sign, or left out."""
    count = len(parameters)
    call = _with(reference)
    for i, j in combinations(range(count), 2):
        if all(type(c.arguments[i]) is type(c.arguments[j]) for c in cases if len(c.arguments) == count):
            words = f"yours is the right result for {parameters[i]} and {parameters[j]} swapped. Which is which?"
            yield words, lambda c, i=i, j=j: call(c, lambda a: _swapped(a, i, j))
    for words, rows in SAMPLES:
        yield words, lambda c, f=rows: call(c, lambda a: _of_samples(a, f))
    yield from _of_each(ARGUMENT, call, cases, parameters)


def of_sizes(reference, cases, parameters):
    """The right result for twice an argument, half of it and so on: many slips amount to the same."""
    yield from _of_each(SIZES, _with(reference), cases, parameters)


def _with(reference):
    """What the reference returns for a case with its list of arguments changed."""
    return lambda case, change: reference(*change(list(copy.deepcopy(case.arguments))))


def _of_each(changes, call, cases, parameters):
    if all(isinstance(c.wanted, bool | np.bool_) or getattr(c.wanted, "dtype", None) == np.bool_ for c in cases):
        return  # yes and no agree by chance too often
    for k, name in enumerate(parameters):
        for words, change in changes:
            one = lambda a, k=k, f=change: [*a[:k], f(a[k]), *a[k + 1 :]]
            yield words.replace("NAME", name), lambda c, one=one: call(c, one)


def _swapped(arguments, i, j):
    arguments[i], arguments[j] = arguments[j], arguments[i]
    return arguments


def _of_samples(arguments, rows):
    """The arguments with a different choice of samples, in all arrays as long as the longest."""
    arrays = [a for a in arguments if isinstance(a, np.ndarray) and a.ndim]
    count = max(map(len, arrays))
    chosen = rows(count, [a for a in arrays if a.shape == (count,)])
    return [a[chosen] if isinstance(a, np.ndarray) and a.ndim and len(a) == count else a for a in arguments]


def _class(k):
    """The samples of class k, by the first argument that contains nothing but 0 and 1."""
    return lambda count, vectors: next(v for v in vectors if np.isin(v, (0, 1)).all()) == k


SAMPLES = (
    ("yours is the right result without the last sample.",
     lambda count, _: slice(None, -1)),
    ("yours is the right result without the first sample.",
     lambda count, _: slice(1, None)),
    ("yours is the right result for the first sample alone.",
     lambda count, _: slice(0, 1)),
    ("yours is the right result for the last sample alone.",
     lambda count, _: slice(-1, None)),
    ("yours is the right result for the samples of class 1 alone: those of class 0 count for nothing.", _class(1)),
    ("yours is the right result for the samples of class 0 alone: those of class 1 count for nothing.", _class(0)),
    ("yours is the right result for every second sample.", lambda count, _: slice(None, None, 2)),
)  # fmt: skip


def _number(value):
    """A number or an array of numbers, as it is; you can't calculate with anything else."""
    if as_numbers(value) is None or isinstance(value, bool):
        raise TypeError
    return np.asarray(value) if isinstance(value, np.ndarray | list) else value


def _array(value):
    if not isinstance(value, np.ndarray):
        raise TypeError
    return value


def _whole(value):
    if not isinstance(value, int | np.integer) or isinstance(value, bool):
        raise TypeError
    return value


ARGUMENT = (
    ("yours is the right result for -NAME in place of NAME: a sign is flipped.", lambda a: -_number(a)),
    ("yours is the right result for 1 - NAME in place of NAME.", lambda a: 1 - _number(a)),
    ("yours is the right result for NAME = 0.", lambda a: _number(a) * 0),
    ("yours is the right result for NAME = 1.", lambda a: _number(a) * 0 + 1),
    ("yours is the right result for NAME + 1: one too many.", lambda a: _whole(a) + 1),
    ("yours is the right result for NAME - 1: one too few.", lambda a: _whole(a) - 1),
    ("yours is the right result for the absolute value of NAME: its sign got lost.", lambda a: np.abs(_number(a))),
    ("yours is the right result for the logarithm of NAME.", lambda a: np.log(_number(a))),
    ("yours is the right result for NAME put through the sigmoid (once more).", lambda a: sigmoid(_number(a))),
    ("yours is the right result for NAME truncated to whole numbers.", lambda a: np.trunc(_number(a))),
    ("yours is the right result for NAME rounded to whole numbers.", lambda a: np.round(_number(a))),
    ("yours is the right result for targets -1 and 1 (2 NAME - 1) in place of 0 and 1.", lambda a: 2 * _number(a) - 1),
    ("yours is the right result for NAME transposed.", lambda a: _array(a).T),
    ("yours is the right result for NAME in reverse order.", lambda a: _array(a)[::-1]),
    ("yours is the right result for NAME without its first entry.", lambda a: _array(a)[1:]),
    ("yours is the right result for NAME without its last entry.", lambda a: _array(a)[:-1]),
    ("yours is the right result for the first entry of NAME alone.", lambda a: _array(a)[:1]),
    ("yours is the right result for NAME without its last column.", lambda a: _array(a)[:, :-1]),
    ("yours is the right result for NAME without its first column.", lambda a: _array(a)[:, 1:]),
    ("yours is the right result for sorted NAME. Its entries belong to the other arguments in the order given.",
     lambda a: np.sort(_array(a))),
    ("yours comes out when an array of shape (N, 1) meets one of shape (N,): each entry of one then goes "
     "with each entry of the other. Give both one axis: np.ravel.", lambda a: _array(a).reshape(-1, 1)),
)  # fmt: skip
SIZES = (
    ("yours is the right result for 2 * NAME in place of NAME.", lambda a: 2 * _number(a)),
    ("yours is the right result for NAME / 2 in place of NAME.", lambda a: _number(a) / 2),
    ("yours is the right result for NAME squared.", lambda a: _number(a) ** 2),
    ("yours is the right result for the root of NAME.", lambda a: np.sqrt(_number(a))),
    ("yours is the right result for 1 / NAME.", lambda a: 1 / _number(a)),
)
