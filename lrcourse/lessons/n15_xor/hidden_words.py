"""What the hidden-layer lab says of a network: what its units do, how much is misclassified, and why."""

from itertools import combinations

import numpy as np

from lrcourse.lessons.n15_xor.hidden_network import LAST, NAMES, OF, XOR, Network, listed, short, undecided

FLAT = 0.25  # with less between the corners, around one half, the sigmoid is nearly straight
GOOD = 0.98  # the share of the samples that a solution gets right


def said(network, wrong, count):
    """Two lines: what the units do; how many samples are misclassified, and why.

    ``wrong`` (4,) counts the mistakes near each corner, ``count`` all samples.
    """
    one, two = network.units
    return (
        f"Unit 1 fires where {one.fires()} ({short(one.answers())} at the corners), "
        f"unit 2 where {two.fires()} ({short(two.answers())}).\n{_judged(network, wrong, count)}"
    )


def _judged(network, wrong, count):
    """How many are misclassified, and why."""
    lost = f"{wrong.sum()} of {count} misclassified"
    if network.answers != XOR:
        return f"{lost}: {_blocked(network)}"
    if wrong.sum() > (1 - GOOD) * count:
        near = NAMES[wrong.argmax()]
        return f"All corners are right, but {lost}: the curve where y is one half comes too close to {near}."
    right = f"{count - wrong.sum()} of {count}" if wrong.any() else f"all {count}"
    return f"Solved, {right} right: {_why(network)}"


def _why(network):
    """What solves it: the logic, if it is that, and what the hidden layer has done to the corners."""
    said = "not plain logic, the exact values of h₁ and h₂ decide."
    if network.logic() == XOR:
        said = f"{network.phrase()} is XOR."
    folded = [" and ".join(NAMES[k] for k in members) for _, members in network.places() if members in OF]
    if folded:
        return f"{said} {folded[0]} share a point, so one line is enough."
    return f"{said} The thick lines are {_apart(network)}, so one line is enough."


def _blocked(network):
    """What stands in the way, when not all corners are right."""
    if network.logic() == XOR:
        return _unsure(network)
    for number, unit in enumerate(network.units, 1):
        if None in unit.answers():
            through = undecided(unit.answers())
            return f"the line of unit {number} passes through {through}: shift it."
    for _, members in network.places():
        if len({network.answers[k] for k in members}) < len({XOR[k] for k in members}):
            return _merged(network, members)
    if any(Network(network.units, last).answers == XOR for last in LAST):
        return "the two hidden units have done their part. Choose a different last unit."
    if network.gap():
        return f"the thick lines are {_apart(network)}, but none of these eight last units passes between them."
    return "the thick lines, from corner to corner of one class, still cross: no line can separate the classes."


def _apart(network):
    """How far the thick lines are apart."""
    gap = network.gap()
    return f"{gap:.2f} apart" if gap >= 0.005 else "less than 0.01 apart"


def _unsure(network):
    """The lines are right, but some hidden output is too near to one half."""
    H = network.corners
    k, unit = np.unravel_index(np.abs(H - 0.5).argmin(), H.shape)
    flat = " The sheet arrives nearly flat." if np.ptp(H, axis=0).max() < FLAT else ""
    return f"the logic is right, but the units are unsure. At {NAMES[k]}, h{'₁₂'[unit]} is only {H[k, unit]:.2f}.{flat}"


def _merged(network, members):
    """Corners of both classes at almost the same point, which get the same answer, and why they are there."""
    names = "all four corners" if len(members) == 4 else listed([NAMES[k] for k in members])
    unparted = [
        f"{NAMES[i]} and {NAMES[j]}"
        for i, j in combinations(members, 2)
        if XOR[i] != XOR[j] and all(unit.answers()[i] == unit.answers()[j] for unit in network.units)
    ]
    why = "the units are too soft to separate them"
    if unparted:
        why = f"no line passes between {unparted[0] if len(members) > 2 else 'them'}"
    return f"{names} nearly coincide, because {why}."
