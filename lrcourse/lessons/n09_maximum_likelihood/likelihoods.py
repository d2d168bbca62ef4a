"""Likelihoods as text, from their logarithms: most are too small for a float."""

import numpy as np


def times(drop):
    """By what factor the data are less likely than at the top: 1.5×, 48×, 12,000×, 10⁴⁰×; from the logarithms."""
    if drop == -np.inf:
        return "∞"
    factor = np.exp(min(-drop, 600.0))
    if factor >= 99_950:
        return f"10{raised(round(-drop / np.log(10)))}×"
    return f"{factor:.1f}×" if factor < 9.95 else f"{float(f'{factor:.2g}'):,.0f}×"


def compared(drop):
    """How much less likely the data are than at the top, in words, from the difference of the logarithms."""
    if drop > -1e-6:
        return "this is the top."
    if drop == -np.inf:
        return "impossible, because these data could not have occurred."
    factor = np.exp(min(-drop, 600.0))
    said = f"{factor:.3g}" if factor < 1000 else f"{factor:,.0f}" if factor < 1e6 else tiny(-drop)
    return f"the data are {said} times less likely than at the top."


def rounded(log):
    """A logarithm as text: -13.46, -1,470.0."""
    return f"{log + 0.0:,.{2 if log > -1000 else 1}f}"


def tiny(log):
    """exp(log) as text, also where a float would be 0 or infinite: 0.25, 3.1 × 10⁻⁵, 2.4 × 10⁻¹⁵⁰²."""
    if log == -np.inf:
        return "0"
    power = int(np.floor(log / np.log(10)))
    if -3 <= power <= 3:
        return f"{np.exp(log):.3g}"
    lead = f"{10 ** (log / np.log(10) - power):.1f}"
    return f"{lead} × 10{raised(power)}" if lead != "10.0" else f"1.0 × 10{raised(power + 1)}"


def raised(power):
    """A whole number as an exponent."""
    return f"{power}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
