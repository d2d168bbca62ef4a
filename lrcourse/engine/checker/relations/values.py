"""Relations between what is returned and what is wanted; for a pair, also for one part alone, or swapped."""

from itertools import combinations

import numpy as np

from lrcourse.core import sigmoid
from lrcourse.engine.checker.outcomes import as_numbers, equal
from lrcourse.engine.checker.relations.case import Case
from lrcourse.engine.checker.relations.factors import constants, scaled
from lrcourse.engine.checker.relations.shapes import of_shapes


def of_values(cases, parameters):
    """Relations between what is returned and what is wanted, as a whole or in one part."""
    counts = {len(c.wanted) if isinstance(c.wanted, tuple) else 0 for c in cases}
    if len(counts) == 1:
        yield from _of_order(counts.copy().pop())
    yield from of_parts(_of_one, cases, parameters)


def of_parts(of_one, cases, parameters):
    """The relations ``of_one`` value; if several are returned, for all of them or for a single one."""
    counts = {len(c.wanted) if isinstance(c.wanted, tuple) else 0 for c in cases}
    if counts == {0}:
        yield from of_one(cases, parameters)
    if counts == {0} or len(counts) > 1:
        return
    (count,) = counts
    if not all(isinstance(c.got, tuple | list) and len(c.got) == count for c in cases):
        return
    yield from _joined([list(of_one(_parts(cases, i), parameters)) for i in range(count)])
    for i in range(count):
        others = all(equal(c.got[j], c.wanted[j], 1e-12) for c in cases for j in range(count) if j != i)
        for words, predict in of_one(_parts(cases, i), parameters) if others else ():
            yield f"value {i + 1} of {count}: {words}", lambda c, i=i, p=predict: _with(c, i, p)


def _of_order(count):
    for i, j in combinations(range(count), 2):
        words = f"all are right, but in the wrong order: value {i + 1} and value {j + 1} are swapped."
        yield words, lambda c, i=i, j=j: exchanged(c.wanted, i, j)
    for i in range(count):
        words = f"that is value {i + 1} alone; {count} values are needed, separated by commas."
        yield words, lambda c, i=i: c.wanted[i]


def _parts(cases, i):
    return [Case(c.arguments, c.got[i], c.wanted[i]) for c in cases]


def _joined(lists):
    """The relations that may hold for all parts at once."""
    for alternatives in zip(*lists):
        words = {words for words, _ in alternatives}
        if len(words) == 1:
            predicts = [predict for _, predict in alternatives]
            yield (
                words.pop(),
                lambda c, ps=predicts: tuple(p(Case(c.arguments, g, w)) for p, g, w in zip(ps, c.got, c.wanted)),
            )


def exchanged(values, i, j):
    """The values with two of them swapped."""
    values = list(values)
    values[i], values[j] = values[j], values[i]
    return tuple(values)


def _with(case, i, predict):
    values = list(case.wanted)
    values[i] = predict(Case(case.arguments, case.got[i], case.wanted[i]))
    return tuple(values)


PLAIN = (
    ("the sign is flipped: yours is the negative of the right result. Look for a minus too many or too few, or for a "
     "difference taken the other way round.", lambda w: -w),
    ("yours is one minus the right result: the other class's, or the opposite of what is asked for.", lambda w: 1 - w),
    ("yours is twice the right result. Is there a 2 too many, or a 1/2 missing?", lambda w: 2 * w),
    ("yours is half the right result. Is there a 2 missing, or a 1/2 too many?", lambda w: w / 2),
    ("yours is the right result divided by ln 2, as with a logarithm to base 2. np.log is the natural one.",
     lambda w: w / np.log(2)),
    ("yours is the right result divided by ln 10, as with a logarithm to base 10. np.log is the natural one.",
     lambda w: w / np.log(10)),
    ("yours is ln 2 times the right result: in nats where bits are needed?", lambda w: w * np.log(2)),
    ("yours is a hundred times the right result: a share lies between 0 and 1, without per cent.", lambda w: 100 * w),
    ("yours is a hundredth of the right result.", lambda w: w / 100),
    ("yours is the right result in degrees. Angles are in radians here.", np.rad2deg),
    ("yours is the right result taken for degrees. Angles are in radians here.", np.deg2rad),
    ("yours is upside down: one divided by the right result.", lambda w: 1 / w),
    ("yours is the square of the right result. Is there a root missing, or a square too many?", np.square),
    ("yours is the root of the right result. Is there a root too many, or a square missing?", np.sqrt),
    ("yours is the absolute value of the right result: the sign got lost.", np.abs),
    ("yours is the exponential of the right result. A logarithm is missing, or there is an np.exp too many.", np.exp),
    ("yours is the logarithm of the right result. There is an np.log too many, or an np.exp missing.", np.log),
    ("yours is minus the logarithm of the right result.", lambda w: -np.log(w)),
    ("yours is the right result put through the sigmoid once more.", sigmoid),
    ("yours is transposed: rows and columns are swapped.", lambda w: w.T),
    ("yours is in reverse order.", lambda w: w[::-1]),
    ("yours is in reverse order from left to right.", lambda w: w[:, ::-1]),
    ("yours is shifted by one place to the right.", lambda w: np.roll(w, 1, axis=-1)),
    ("yours is shifted by one place to the left.", lambda w: np.roll(w, -1, axis=-1)),
    ("yours is shifted down by one row.", lambda w: np.roll(w, 1, axis=0)),
    ("yours is shifted up by one row.", lambda w: np.roll(w, -1, axis=0)),
    ("yours is sorted. Keep the order in which the data come.", np.sort),
    ("yours are the running totals (cumsum) of the right result.", np.cumsum),
    ("the first entry is missing; the others are right.", lambda w: w[1:]),
    ("the last entry is missing; the others are right.", lambda w: w[:-1]),
    ("that is only the first entry of the right result.", lambda w: w[0]),
    ("that is only the last entry of the right result. All of them are needed.", lambda w: w[-1]),
    ("that is the mean of the right result. Here each entry is needed separately.", np.mean),
    ("that is the sum of the right result. Here each entry is needed separately.", np.sum),
    ("that is the largest entry of the right result; all of them are needed.", np.max),
    ("those are the means of the columns of the right result; each entry is needed separately.",
     lambda w: w.mean(axis=0)),
    ("those are the sums of the columns of the right result; each entry is needed separately.",
     lambda w: w.sum(axis=0)),
    ("those are the sums of the rows of the right result; each entry is needed separately.", lambda w: w.sum(axis=1)),
    ("that is only the diagonal of the right result.", np.diag),
    ("off the diagonal yours is 0; the rest of the right result is missing.", lambda w: np.diag(np.diag(w))),
)  # fmt: skip
LOSSY = (  # these make many results equal, so a few of them prove nothing
    ("yours is truncated to whole numbers (int, or // in place of /).", np.trunc),
    ("yours is truncated to whole numbers (int, floor, or // in place of /).", np.floor),
    *((f"your result is rounded to {k or 'whole'} {'decimals' if k else 'numbers'}, or found in equally coarse steps.",
       lambda w, k=k: np.round(w, k)) for k in range(5)),
    ("yours is a decision already: 1 where the right result is above 0.5, else 0. The number itself is needed.",
     lambda w: np.where(w > 0.5, 1, 0)),
    ("yours is only the sign of the right result. The number itself is needed.", np.sign),
    ("that is where the right result is largest, not the result itself.", np.argmax),
)  # fmt: skip


def _of_one(cases, parameters):
    """Relations for one value, which may be a number, an array, a string or a list."""
    yield from of_shapes(cases, parameters)
    if any(isinstance(c.wanted, str | list) or c.wanted is None for c in cases):
        yield from _of_lists()
        return
    for words, change in (*PLAIN, *(LOSSY if _various(cases) else ())):
        yield words, lambda c, f=change: f(c.numbers)
    yield from scaled(cases, parameters)
    yield from constants(cases)


def _various(cases):
    """Whether there are at least three different values, rounding aside."""
    found = [as_numbers(c.got) for c in cases]
    if any(n is None for n in found):
        return False
    numbers = np.concatenate([np.ravel(n).astype(float) for n in found])
    return len(np.unique(np.round(numbers, 12))) > 2


def _of_lists():
    yield "the first entry is missing; the others are right.", lambda c: c.wanted[1:]
    yield "the last entry is missing; the others are right.", lambda c: c.wanted[:-1]
    yield "the right entries, in reverse order.", lambda c: c.wanted[::-1]
    yield "the right entries, but sorted. Keep their order.", lambda c: sorted(c.wanted)
    yield (
        "each entry occurs only once; the right result has some of them twice.",
        lambda c: list(dict.fromkeys(c.wanted)),
    )
    yield "the right words, but in one string; a list of them is needed.", lambda c: " ".join(c.wanted)
    yield "upper and lower case are wrong; the rest is right.", lambda c: _same_but_case(c)


def _same_but_case(case):
    low = lambda value: value.lower() if isinstance(value, str) else [word.lower() for word in value]
    return case.got if low(case.got) == low(case.wanted) else None
