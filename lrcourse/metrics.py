"""How good are the answers? (notebook 05)."""

import numpy as np

from lrcourse.inputs import number, targets, vector


def accuracy(t, answers):
    """The share of answers that are right.

    Parameters
    ----------
    t : array, shape (N,)
        The true classes: 0 and 1, or any labels.
    answers : array, shape (N,)
        The predicted classes (not the probabilities). "Don't know" (-1) counts as wrong.

    Returns
    -------
    float, from 0 to 1

    Raises
    ------
    ValueError
        If the shapes differ, nothing is there, a label is NaN, or the answers look like probabilities.
    """
    t, answers = labels(t, "t"), labels(answers, "answers")
    if t.shape != answers.shape:
        raise ValueError(
            f"t has {t.size} labels and answers {answers.size}; one answer for each sample is needed."
        )
    if answers.dtype.kind == "f" and ((answers > 0) & (answers < 1)).any():
        raise ValueError("answers holds probabilities; accuracy needs classes. Decide first: lr.classify(y).")
    return float(np.mean(t == answers))


def majority(t):
    """The most frequent label in t, the smallest of them if several are equally frequent."""
    values, counts = np.unique(labels(t, "t"), return_counts=True)
    return values[counts.argmax()].item()


def majority_accuracy(t_train, t_test):
    """The baseline: the accuracy on the test set of always answering the training set's most frequent label.

    Parameters
    ----------
    t_train, t_test : arrays, shape (any,)
        The true classes of the training and of the test set.

    Returns
    -------
    float, from 0 to 1
    """
    t_test = labels(t_test, "t_test")
    return accuracy(t_test, np.full(t_test.shape, majority(t_train)))


def labels(t, name):
    """Labels (N,) of any kind: numbers, text, booleans; not empty, nothing blank."""
    t = np.asarray(t)
    if t.ndim != 1 or not t.size:
        cure = f" Use {name}.ravel()." if t.size else ""
        raise ValueError(f"{name} must hold one label a sample, shape (N,); got shape {t.shape}.{cure}")
    if t.dtype.kind == "f" and np.isnan(t).any():
        raise ValueError(f"{name} holds NaN, first at {name}[{np.isnan(t).argmax()}]. Drop such rows first.")
    return t


def profit(t, y, threshold, cost, gain):
    """What it earns to act on everybody whose probability is above the threshold.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        Who turned out to be of class 1.
    y : array, shape (N,)
        The predicted probabilities of class 1.
    threshold : float
        Best, if the probabilities are right, at cost / gain (notebook 05).
    cost, gain : float
        The price of acting once; what it brings if t = 1 (nothing otherwise). In one currency.

    Returns
    -------
    float
        The sum over all samples, in that currency.
    """
    t = targets(t)
    y = vector(y, "y", t.size, "probabilities")
    threshold, cost, gain = number(threshold, "threshold"), number(cost, "cost"), number(gain, "gain")
    return float(np.sum((gain * t - cost)[y > threshold]))
