"""How good are the answers? (notebooks 05 and 12)."""

import numpy as np

from lrcourse.inputs import column, number, probabilities, targets, vector


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
        If the shapes differ, nothing is there, a label is blank, or the answers are not labels of the same
        kind: text and numbers, probabilities or activations, 1 and 2 for 0 and 1.
    """
    t, answers = column(t, "t"), column(answers, "answers")
    if t.shape != answers.shape:
        raise ValueError(
            f"t has {t.size} labels and answers {answers.size}; one answer for each sample is needed."
        )
    _refuse_other_kinds(t, answers)
    known, said = set(t.tolist()), set(answers.tolist()) - {-1}
    if len(known) == 2 and len(said) <= 2 and not said <= known:  # more classes: one may be absent from t
        raise ValueError(f"{_both(t, answers)} Code both alike (answers may also be -1, don't know).")
    return float(np.mean(t == answers))


def _refuse_other_kinds(t, answers, names=("t", "answers")):
    """Labels compare with labels of their own kind: text with text, whole numbers with whole numbers."""
    if (t.dtype.kind in "biuf") != (answers.dtype.kind in "biuf"):
        raise ValueError(f"{_both(t, answers, names)} Text never equals a number: code both alike.")
    if any(part.dtype.kind == "f" and (part != np.round(part)).any() for part in (t, answers)):
        raise ValueError(
            f"{_both(t, answers, names)} Probabilities or activations? Classes are needed. "
            "Decide first: lr.classify(y)."
        )


def _both(t, answers, names=("t", "answers")):
    """Both sets of labels, in words."""
    shown = []
    for part in (t, answers):
        labels = np.unique(part).tolist()
        shown.append(", ".join(f"{v:g}" if isinstance(v, float) else repr(v)[:20] for v in labels[:5]))
        shown[-1] += ", ..." if len(labels) > 5 else ""
    return f"{names[0]} holds the labels {shown[0]}, but {names[1]} holds {shown[1]}."


def majority(t):
    """The most frequent label in t, the smallest of them if several are equally frequent."""
    values, counts = np.unique(column(t, "t"), return_counts=True)
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
    t_train, t_test = column(t_train, "t_train"), column(t_test, "t_test")
    _refuse_other_kinds(t_train, t_test, ("t_train", "t_test"))
    return float(np.mean(t_test == majority(t_train)))


def confusion(t, answers):
    """The confusion matrix: how often each class got each answer.

    Parameters
    ----------
    t, answers : arrays, shape (N,), of 0 and 1
        The true classes and the predicted ones (not the probabilities).

    Returns
    -------
    array of int, shape (2, 2), [[TN, FP], [FN, TP]]
        A row for each truth, a column for each answer: entry [i, j] counts the samples of class i that
        were called j.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, or something else than 0 and 1 stands there, such as -1, "don't know".
    """
    t = targets(t)
    answers = vector(answers, "answers", t.size)
    if (answers == -1).any():
        count = int((answers == -1).sum())
        raise ValueError(
            f'answers holds {count} times -1, "don\'t know", which is neither class. Decide them, '
            "for example (y > 0.5).astype(int), or leave them out: keep = answers != -1."
        )
    if ((answers > 0) & (answers < 1)).any():
        raise ValueError("answers holds probabilities; classes are needed. Decide first: lr.classify(y).")
    answers = targets(answers, "answers")
    return np.bincount((2 * t + answers).astype(int), minlength=4).reshape(2, 2)


def profit(t, y, threshold, cost, gain):
    """What it earns to act on everybody whose probability is above the threshold.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        Who turned out to be of class 1.
    y : array, shape (N,)
        The predicted probabilities of class 1.
    threshold : float, from 0 to 1
        Best, if the probabilities are right, at cost / gain (notebook 05).
    cost, gain : float, at least 0
        The price of acting once; what it brings if t = 1 (nothing otherwise). In one currency.

    Returns
    -------
    float
        The sum over all samples, in that currency.
    """
    t = targets(t)
    y = probabilities(y, size=t.size)
    threshold = number(threshold, "threshold", low=0, high=1)
    cost, gain = number(cost, "cost", low=0), number(gain, "gain", low=0)
    return float(np.sum((gain * t - cost)[y > threshold]))
