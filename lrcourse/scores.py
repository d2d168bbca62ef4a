"""How good are the probabilities, before anybody decides? (notebook 12)."""

import numpy as np

from lrcourse.inputs import probabilities, targets, vector, whole


def roc(t, y):
    """The ROC curve: the two rates of the answers y > threshold, for every threshold that makes a difference.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
        The true classes; both must occur.
    y : array, shape (N,)
        Probabilities or activations: only their order counts.

    Returns
    -------
    fpr, tpr : arrays, shape (K + 1,)
        The share of class 0, and of class 1, with y > threshold: from 0 (nobody) to 1 (everybody).
    thresholds : array, shape (K + 1,)
        The K different values in y from large to small, then minus infinity. Equal values of y pass the
        threshold together, so that a tie makes one slanting step.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, a class is missing, or NaN or infinity stands there.
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
        The share of all pairs (one of each class) that stand in the right order; a tie counts one half.

    Raises
    ------
    ValueError, TypeError
        As in `roc`.
    """
    _, zeros, ones = _counts(t, y)
    below = np.cumsum(zeros) - zeros  # of class 0, with a smaller y
    return float(np.sum(ones * (2 * below + zeros)) / (2 * zeros.sum() * ones.sum()))


def calibration(t, y, bins=10):
    """Of those who were given 30 %, did 30 % do it? What was said and what happened, in bins of y.

    Parameters
    ----------
    t : array, shape (N,), of 0 and 1
    y : array, shape (N,), from 0 to 1
        Probabilities.
    bins : int, at most 1,000
        So many of equal width between 0 and 1; a y on an edge belongs to the bin below it.

    Returns
    -------
    mean_y : array, shape (K,)
        The mean probability in each of the K bins that are not empty, from low to high.
    share : array, shape (K,)
        The share of t = 1 there; if the probabilities are right, mean_y up to chance.
    count : array of int, shape (K,)
        How many samples there are.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ, t is not 0 or 1, y is not a probability, or bins is not a whole number from 1 to 1,000.
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
            f"t holds only class {t.min():.0f}; to compare the classes both are needed. "
            "Is the set too small, or was it cut without a shuffle?"
        )
    values, place = np.unique(y, return_inverse=True)
    ones = np.bincount(place, t)
    return values, np.bincount(place) - ones, ones
