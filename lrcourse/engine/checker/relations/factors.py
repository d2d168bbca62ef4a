"""Too large or too small: by a number that belongs to an argument, or by the same amount everywhere."""

import numpy as np

from lrcourse.engine.checker.outcomes import as_numbers


def scaled(cases, parameters):
    """Too large or too small by a number that belongs to an argument: its length, its columns, one less."""
    for k, name in enumerate(parameters):
        values = [c.arguments[k] for c in cases if k < len(c.arguments)]
        if not values or not all(isinstance(v, list) or (isinstance(v, np.ndarray) and v.ndim) for v in values):
            continue
        size = lambda c, k=k: len(c.arguments[k])
        yield (
            f"your result is len({name}) times too large: a sum instead of a mean, a missing division by it, or an "
            "extra one in the quantity you divide by or invert.",
            lambda c, n=size: c.numbers * n(c),
        )
        yield (
            f"your result is len({name}) times too small: one division by it too many, a mean instead of a sum, or "
            "a missing division in the quantity you divide by or invert.",
            lambda c, n=size: c.numbers / n(c),
        )
        one_less = f"divided by len({name}) - 1 where len({name}) belongs, or with ddof=1."
        yield one_less, lambda c, n=size: c.numbers * n(c) / (n(c) - 1)
        yield one_less, lambda c, n=size: c.numbers * np.sqrt(n(c) / (n(c) - 1))
        yield one_less, lambda c, n=size: c.numbers / np.sqrt(n(c) / (n(c) - 1))
        yield (
            f"divided by len({name}) where len({name}) - 1 belongs.",
            lambda c, n=size: c.numbers * (n(c) - 1) / n(c),
        )
        if all(isinstance(v, np.ndarray) and v.ndim == 2 for v in values):
            yield from _by_columns(k, name)


def _by_columns(k, name):
    for what, count in (
        (f"the number of columns, {name}.shape[1]", lambda c: np.shape(c.arguments[k])[1]),
        (f"the number of entries, {name}.size", lambda c: np.size(c.arguments[k])),
    ):
        rows = lambda c: len(c.arguments[k])
        yield (
            f"divided by {what}, where the number of rows, len({name}), belongs.",
            lambda c, d=count, n=rows: c.numbers * n(c) / d(c),
        )
        yield f"yours is too large by a factor of {what}.", lambda c, d=count: c.numbers * d(c)
        yield f"yours is too small by a factor of {what}.", lambda c, d=count: c.numbers / d(c)


def constants(cases):
    """The same difference, the same factor, or the same answer, whatever the input; or cut off above or below."""
    got, wanted = (_flat([getattr(c, side) for c in cases]) for side in ("got", "wanted"))
    if got is None or wanted is None or len(got) != len(wanted):
        return
    finite = np.isfinite(got) & np.isfinite(wanted)
    got = np.where(np.abs(got) < 1e-12 * np.abs(wanted[finite]).max(initial=0), 0, got)  # what rounding leaves
    if finite.sum() < 4 or len(np.unique(wanted[finite])) < 3:
        return
    if np.ptp(got[finite]) == 0 and np.isfinite(got).all():
        yield f"your function returned {got[finite][0]:.6g} for every input that was tried.", lambda c: c.got
    if np.ptp(got[finite]) == 0:
        return
    apart = np.median((got - wanted)[finite])
    if apart:
        direction = "large" if apart > 0 else "small"
        yield (f"yours is {abs(apart):.6g} too {direction} everywhere.", lambda c: c.numbers + apart)
    large = finite & (np.abs(wanted) > 1e-9)
    factor = np.median(got[large] / wanted[large]) if large.any() else 1
    if factor:
        yield f"yours is {factor:.6g} times the right result everywhere.", lambda c: c.numbers * factor
    yield from _cut(got[finite], wanted[finite])


def _cut(got, wanted):
    """Cut off above or below: several results that should differ are equal, and the others are right."""
    if got.min() == got.max():
        return
    for end, side, beyond in ((got.min(), "below", wanted < got.min()), (got.max(), "above", wanted > got.max())):
        kept = (~beyond).sum() >= max(4, len(wanted) / 3)
        if kept and len(np.unique(wanted[beyond])) > 1:
            bounds = (end, None) if side == "below" else (None, end)
            yield (
                f"yours is cut off: it never goes {side} {end:.6g}, but the right result does.",
                lambda c, bounds=bounds: np.clip(c.numbers, *bounds),
            )
    if len(np.unique(wanted[wanted < got.min()])) > 1 and len(np.unique(wanted[wanted > got.max()])) > 1:
        yield (
            f"yours is cut off: never below {got.min():.6g}, never above {got.max():.6g}.",
            lambda c: np.clip(c.numbers, got.min(), got.max()),
        )


def _flat(values):
    numbers = [as_numbers(value) for value in values]
    if any(n is None for n in numbers):
        return None
    return np.concatenate([np.ravel(n).astype(float) for n in numbers])
