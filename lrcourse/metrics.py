"""How good are the answers (notebook 05), and the probabilities before anybody decides (notebook 12)?

Anything but an array of numbers of the right shape, and of 0 and 1 for t, raises a single ValueError or TypeError.
"""

import numpy as np

from lrcourse.inputs import number, probabilities, targets, vector, whole
from lrcourse.labels import both, column, most_frequent, same_kind


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
        If the shapes differ, there are no labels, a label is blank, or the answers are not labels of the same
        kind: text for numbers, probabilities or activations for classes, 1 and 2 for 0 and 1.
    """
    t, answers = column(t, "t"), column(answers, "answers")
    if t.shape != answers.shape:
        raise ValueError(f"t has {t.size} labels and answers {answers.size}; one answer for each sample is needed.")
    same_kind(t, answers)
    known, said = set(t.tolist()), set(answers.tolist()) - {-1}
    if len(known) == 2 and len(said) <= 2 and not said <= known:  # with more classes, one may be absent from t
        raise ValueError(f"{both(t, answers)} Code both the same way (answers may also be -1, don't know).")
    return float(np.mean(t == answers))


def majority(t):
    """The most frequent label in t (numbers, text or dates); the smallest if several are equally frequent."""
    return most_frequent(column(t, "t").tolist(), getattr(t, "dtype", None))


def majority_accuracy(t_train, t_test):
    """The baseline: the accuracy on the test set if you always answer the training set's most frequent label.

    Takes the true classes of both sets, each (any,); returns a float from 0 to 1.
    """
    t_train, t_test = column(t_train, "t_train"), column(t_test, "t_test")
    same_kind(t_train, t_test, ("t_train", "t_test"))
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
        One row per true class, one column per answer: entry [i, j] counts the samples of class i that
        were called j.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, or there is anything but 0 and 1, such as -1 for "don't know".
    """
    t = targets(t)
    answers = vector(answers, "answers", t.size)
    if (answers == -1).any():
        count = int((answers == -1).sum())
        raise ValueError(
            f'answers contains -1, "don\'t know" ({count} in all), which is neither class. Decide, '
            "for example (y > 0.5).astype(int), or leave these samples out: keep = answers != -1."
        )
    if ((answers > 0) & (answers < 1)).any():
        raise ValueError("answers contains probabilities; classes are needed. Decide first: lr.classify(y).")
    answers = targets(answers, "answers")
    return np.bincount((2 * t + answers).astype(int), minlength=4).reshape(2, 2)


def profit(t, y, threshold, cost, gain):
    """What you earn if you act on everybody whose probability is above the threshold.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        Who turned out to be in class 1.
    y : array, shape (N,)
        The predicted probabilities of class 1.
    threshold : float, from 0 to 1
        If the probabilities are right, the best is cost / gain (notebook 05).
    cost, gain : float, at least 0
        The price of acting once, and what that brings if t = 1 (nothing otherwise), in the same currency.

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


def roc(t, y):
    """The ROC curve: the two rates of the answers y > threshold, for every threshold that makes a difference.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        The true classes; both must occur (ValueError).
    y : array, shape (N,)
        Probabilities or activations: only their order matters.

    Returns
    -------
    fpr, tpr : arrays, shape (K + 1,)
        The share of class 0, and of class 1, with y > threshold: from 0 (nobody) to 1 (everybody).
    thresholds : array, shape (K + 1,)
        The K different values in y from large to small, then minus infinity. Equal values of y pass the
        threshold together, so a tie makes one slanting step.
    """
    values, zeros, ones = _counts(t, y)
    fpr = np.append(0, np.cumsum(zeros[::-1])) / zeros.sum()
    tpr = np.append(0, np.cumsum(ones[::-1])) / ones.sum()
    return fpr, tpr, np.append(values[::-1], -np.inf)


def auc(t, y):
    """The area under the ROC curve: how often a random sample of class 1 has a larger y than one of class 0.

    Parameters
    ----------
    t, y : arrays, shape (N,)
        As in `roc`.

    Returns
    -------
    float, from 0 to 1
        A tie counts as one half.
    """
    _, zeros, ones = _counts(t, y)
    below = np.cumsum(zeros) - zeros  # of class 0, with a smaller y
    return float(np.sum(ones * (2 * below + zeros)) / (2 * zeros.sum() * ones.sum()))


def calibration(t, y, bins=10):
    """Of those who were given 30%, did 30% do it? What was predicted and what happened, in bins of y.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
    y : array, shape (N,), from 0 to 1
        Probabilities.
    bins : int, at most 1,000
        The number of bins of equal width between 0 and 1; a y on an edge belongs to the bin below it.

    Returns
    -------
    mean_y : array, shape (K,)
        The mean probability in each of the K bins that are not empty, from low to high.
    share : array, shape (K,)
        The share of t = 1 in each; if the probabilities are right, it equals mean_y, to within random error.
    count : array of int, shape (K,)
        The number of samples in each.
    """
    t = targets(t)
    y = probabilities(y, size=t.shape[0])
    bins = whole(bins, "bins", low=1, high=1000)
    place = np.searchsorted(np.arange(1, bins) / bins, y)
    _, place, count = np.unique(place, return_inverse=True, return_counts=True)
    return np.bincount(place, y) / count, np.bincount(place, t) / count, count


def _counts(t, y):
    """The different values in y, sorted, and how many of class 0 and of class 1 have each of them."""
    t = targets(t)
    y = vector(y, "y", t.shape[0], "outputs, but t needs one for each target")
    if t.min() == t.max():
        raise ValueError(
            f"t contains only class {t.min():.0f}; to compare the classes, both are needed. "
            "Is the set too small, or was it cut without a shuffle?"
        )
    values, place = np.unique(y, return_inverse=True)
    ones = np.bincount(place, t)
    return values, np.bincount(place) - ones, ones
