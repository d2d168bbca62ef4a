"""What the hidden-layer lab says of a network: what it gets wrong, and what stands in its way."""

from itertools import combinations

import numpy as np

from lrcourse.lessons.n15_xor.hidden_network import LAST, NAMES, OF, XOR, Network, listed, named, undecided

FLAT = 0.25  # with less between the corners, around one half, the sigmoid is nearly straight
GOOD = 0.98  # the share of the samples that a solution gets right


def said(network, wrong, near):
    """Three lines: what the units do, what is on the wrong side, and why.

    ``wrong`` (4,) counts the mistakes near each corner, ``near`` (4,) all samples.
    """
    one, two = (f"where {unit.fires()} (at the corners: {unit.name()})" for unit in network.units)
    return "\n".join((f"Unit 1 fires {one}, unit 2 {two}.", *_judged(network, wrong, near)))


def _judged(network, wrong, near):
    """How many are on the wrong side, and why."""
    count, N = wrong.sum(), near.sum()
    counted = f"{count} of {N} samples {'is' if count == 1 else 'are'} on the wrong side"
    if network.answers != XOR:
        by_logic = network.logic() == network.answers
        same = f": {_amounts(network)}" if by_logic else ""
        return f"{counted}, {_where(wrong, near)}{same}.", _blocked(network)
    if count > (1 - GOOD) * N:
        most = "all" if wrong.max() == count else wrong.max()
        told = f"All four corners are right, but {counted}, {most} of them near {NAMES[wrong.argmax()]}."
        return told, "The curve where y is one half comes too close to that corner: give it room."
    right = f"{N - count} of {N}" if count else f"all {N}"
    return f"Solved: all four corners are right, and {right} samples.", _why(network)


def _amounts(network):
    """What the last unit makes of the two; a unit with one answer for all corners is no part of the logic."""
    for k, unit in enumerate(network.units, 1):
        if fires := {"never": "no corner", "always": "every corner"}.get(unit.name()):
            left = f"so what comes out is {named(network.answers)}"
            if len(set(network.answers)) == 1:
                left = "and all corners get the same answer"
            return f"unit {k} fires at {fires}, {left}"
    return f"{network.phrase()} is the same as {named(network.answers)}"


def _where(wrong, near):
    """The corners at which more than half of the samples are wrong."""
    mostly = [NAMES[k] for k in np.flatnonzero(wrong > near / 2)]
    return f"most of those near {listed(mostly)}" if mostly else "at no corner more than half"


def _why(network):
    """What solves it: the logic, if it is that, and what the hidden layer has done to the corners."""
    said = "Why: not plain logic; the exact values of h₁ and h₂ decide."
    if network.logic() == XOR:
        said = f"Why: {network.phrase()} is XOR."
    folded = [" and ".join(NAMES[k] for k in members) for _, members in network.places() if members in OF]
    if folded:
        return f"{said} {folded[0]} share almost the same point, so the sheet is folded: one line is enough."
    return f"{said} In the hidden space {_diagonals(network)}: one line is enough."


def _blocked(network):
    """What stands in the way, when not all corners are right."""
    if network.logic() == XOR:
        return _unsure(network)
    for number, unit in enumerate(network.units, 1):
        if None in unit.answers():
            through = undecided(unit.answers())
            return f"The line of unit {number} passes through {through}, where its output is one half: shift it."
    for _, members in network.places():
        if len({network.answers[k] for k in members}) < len({XOR[k] for k in members}):
            return _merged(network, members)
    if any(Network(network.units, last).answers == XOR for last in LAST):
        return "The two hidden units have done their part: choose another last unit."
    so = "no line can separate the classes"
    if network.gap():
        so = "a line could separate the classes, but none of these eight last units does"
    return f"In the hidden space {_diagonals(network)}: {so}."


def _diagonals(network):
    gap = network.gap()
    if not gap:
        return "the lines joining the corners of each class still cross"
    return f"the lines joining the corners of each class are {f'{gap:.2f}' if gap >= 0.005 else 'less than 0.01'} apart"


def _unsure(network):
    """The lines are right, but some hidden output is too near to one half."""
    H = network.corners
    (low1, low2), (high1, high2) = H.min(axis=0), H.max(axis=0)
    k, unit = np.unravel_index(np.abs(H - 0.5).argmin(), H.shape)
    then = f"In the hidden space {_diagonals(network)}."
    if max(high1 - low1, high2 - low2) < FLAT:
        spans = f"h₁ goes from {low1:.2f} to {high1:.2f}, h₂ from {low2:.2f} to {high2:.2f}"
        then = f"The sheet arrives small and nearly flat: over the square {spans}."
    return (
        f"The logic is right ({network.phrase()} is XOR), but the units are not sure enough: at {NAMES[k]} "
        f"h{'₁₂'[unit]} is {H[k, unit]:.2f}. {then}"
    )


def _merged(network, members):
    """Corners of both classes at almost the same point, which get the same answer, and why they are there."""
    names = "All four corners"
    if len(members) < 4:
        names = f"{listed([NAMES[k] for k in members])}, which belong to different classes,"
    unparted = [
        f"{NAMES[i]} and {NAMES[j]}"
        for i, j in combinations(members, 2)
        if XOR[i] != XOR[j] and all(unit.answers()[i] == unit.answers()[j] for unit in network.units)
    ]
    why = "the units are too soft to separate them"
    if unparted:
        why = f"no line passes between {unparted[0] if len(members) > 2 else 'them'}"
    return f"{names} land on almost the same point in the hidden space: {why}."
