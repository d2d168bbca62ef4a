"""What the training lab says below its pictures: the state at every step, and how the run ends."""

import numpy as np

STEEP = 1e-4  # a slope below this counts as zero


def percent(share):
    """A share in words, with two significant digits: 0.8%."""
    return f"{100 * share:.2g}%" if share < 1 else f"{100 * share:.0f}%"


def begun(names, place):
    """Where a click has placed the start."""
    values = ", ".join(f"{name} = {value:.2f}" for name, value in zip(names, place))
    return f"It starts where you clicked: {values}."


def trend(cost, step):
    """What the last step did to the cost."""
    if step == 0:
        return "Here it starts."
    change = cost[step] / max(cost[step - 1], 1e-300) - 1
    if change > 5e-5:
        return f"This step went up, by {percent(change)}."
    if change < -5e-5:
        return f"Still falling, {percent(-change)} a step."
    return "It hardly moves."


def warning(history, eta, stable, size, N, momentum, suspect):
    """What is wrong with the whole run, or worth knowing at every step of it; "" if nothing is."""
    steps = len(history) - 1
    rises = int(np.sum(np.diff(history.cost) > 1e-9 * history.cost[:-1]))
    beyond = f"learning rate {eta:.3g} is beyond {stable:.2g}, below which the cost can never rise"
    plain = size == N and not momentum
    if history.diverged:
        if suspect:
            return "Diverging: the cost has run away, and your gradient is the first suspect."
        if eta > stable:
            return f"Diverging: {beyond}. Take a smaller one."
        return "Diverging: the steps are too long. Take a smaller learning rate or less momentum."
    if plain and rises:
        if eta > stable:
            return f"Bouncing: the cost rose at {rises} of {steps} steps. The {beyond}."
        return f"The cost rose at {rises} of {steps} steps, though learning rate {eta:.3g} is within {stable:.2g}."
    if size < N:
        seen = "1 sample" if size == 1 else f"{size} samples"
        return f"Noise: a step sees {seen} of {N}, so the cost also rises, at {rises} of {steps} steps."
    if momentum and rises:
        return f"Momentum carries it past the bottom: the cost rose at {rises} of {steps} steps."
    return ""


def ending(history, names, slope, stable, eta, straight, entropy, l2, l1, mistakes, smooth):
    """How a run that did not diverge looks at its last step; ``smooth`` if the cost fell at every step, as it must."""
    zeros = [name for name, w in zip(names, history.w[-1]) if w == 0]
    held = f" L1 holds the weight of {' and of '.join(zeros)} at exactly 0." if l1 and zeros else ""
    if not mistakes and not l2 and not l1:
        return (
            "No mistake is left, so there is no best: larger weights always cost less, and they grow for ever. "
            "L2 stops that."
        )
    if not l2 and not l1 and slope < 0.01 and history.cost[-1] > 0.95 * entropy:
        this = "This straight line" if straight else "This"
        return f"{this} is hardly better than answering with the classes’ shares ({entropy:.3f}). Try other features."
    if slope < STEEP:
        return f"The slope is gone: none is steeper than {STEEP}.{held}"
    if smooth and eta < stable / 3:
        cure = f" A larger learning rate would be faster: {stable:.2g} is still safe."
    else:
        cure = " More steps would bring it closer." if smooth else ""
    return f"Not there yet: the steepest slope is {slope:.2g}.{cure}{held}"
