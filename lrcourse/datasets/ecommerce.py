"""Visits to a web shop: the course's own simulated ones, the truth behind them, or those in your file (notebook 05)."""

import numpy as np
import pandas as pd

from lrcourse.datasets.files import data_file
from lrcourse.datasets.tables import Column, read_table
from lrcourse.features import one_hot
from lrcourse.inputs import vector, whole
from lrcourse.labels import generator

ECOMMERCE_ACTIONS = ("bounce", "add to cart", "begin checkout", "finish checkout")
ECOMMERCE_TIMES = ("night", "morning", "afternoon", "evening")

# What a shop's visits file must contain, and what load_ecommerce says when it does not.
ECOMMERCE_COLUMNS = {
    "is_mobile": Column("1 on a phone, 0 on a computer", allowed=(0, 1)),
    "n_products_viewed": Column("products looked at during the visit", whole=True, low=0),
    "visit_duration": Column("minutes", low=0),
    "is_returning_visitor": Column("1 if the visitor has been here before, else 0", allowed=(0, 1)),
    "time_of_day": Column("0 night, 1 morning, 2 afternoon, 3 evening", allowed=(0, 1, 2, 3)),
    "user_action": Column("0 bounce, 1 add to cart, 2 begin checkout, 3 finish checkout", allowed=(0, 1, 2, 3)),
}

# The truth behind ecommerce.csv: a multinomial logistic model. A visit x ends in action k with probability
# exp(a_k) / (exp(a_0) + exp(a_1) + exp(a_2) + exp(a_3)), where a_k = bias_k + sum of weight * feature.
# Bounce and night are the references; their weights are 0. Weights are per unit: a product, a minute, a yes.
ECOMMERCE_WEIGHTS = {
    # feature               bounce, add to cart, begin checkout, finish checkout
    "bias":                 (0.0, -3.2, -5.0, -7.2),
    "is_mobile":            (0.0, -0.2, -1.0, -1.8),
    "n_products_viewed":    (0.0, 0.45, 0.40, 0.35),
    "visit_duration":       (0.0, 0.06, 0.24, 0.36),
    "is_returning_visitor": (0.0, 0.6, 1.2, 2.4),
    "morning":              (0.0, 0.8, 1.0, 1.2),
    "afternoon":            (0.0, 0.2, 0.3, 0.4),
    "evening":              (0.0, 1.2, 1.6, 2.0),
}  # fmt: skip
ECOMMERCE_FEATURES = tuple(ECOMMERCE_WEIGHTS)[1:]


def load_ecommerce(path=None):
    """Visits to a web shop, one per row: the course's own 5,000 SIMULATED ones, or those in your CSV file.

    Parameters
    ----------
    path : str or path, optional
        A CSV file (UTF-8, separated by commas) with the six columns below, in any order; others are ignored.

    Returns
    -------
    pandas.DataFrame
        is_mobile (0, 1), n_products_viewed (0, 1, 2 ...), visit_duration (minutes), is_returning_visitor
        (0, 1), time_of_day (0 night, 1 morning, 2 afternoon, 3 evening), user_action (0 bounce, 1 add to
        cart, 2 begin checkout, 3 finish checkout).

    Raises
    ------
    ValueError, FileNotFoundError
        If the file doesn't have this form: what is wrong, in which line, and the cure.
    """
    return read_table(data_file("ecommerce.csv") if path is None else path, ECOMMERCE_COLUMNS)


def make_ecommerce(n=5000, rng=None):
    """Simulate visits to a web shop: features that depend on each other realistically, actions by `ECOMMERCE_WEIGHTS`.

    Parameters
    ----------
    n : int
        The number of visits.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up); it must be given
        Only its `random` is used; the rest is arithmetic, so a seed gives the same visits everywhere.

    Returns
    -------
    pandas.DataFrame
        The columns of `load_ecommerce`, n rows.
    """
    n, rng = whole(n, "n", low=1), generator(rng)
    time = np.searchsorted([0.13, 0.38, 0.68], rng.random(n), side="right")
    mobile = (rng.random(n) < np.array([0.75, 0.45, 0.40, 0.60])[time]).astype(np.intp)
    returning = (rng.random(n) < np.where(mobile == 1, 0.35, 0.50)).astype(np.intp)
    # Products: the sum of two geometric counts (many see few, few see many), larger for those who return.
    leave = 2 / (2 + np.where(returning == 1, 6.0, 3.5) * np.where(mobile == 1, 0.8, 1.2))
    products = sum(np.floor(np.log(1 - rng.random(n)) / np.log(1 - leave)) for _ in range(2)).astype(np.intp)
    # Minutes: some per product, fewer on a phone, times a skewed factor (the mean of two exponentials).
    hurry = -np.log((1 - rng.random(n)) * (1 - rng.random(n))) / 2
    minutes = np.round((0.5 + 0.8 * products) * np.where(mobile == 1, 0.8, 1.1) * hurry, 1)
    visits = pd.DataFrame(
        {
            "is_mobile": mobile,
            "n_products_viewed": products,
            "visit_duration": minutes,
            "is_returning_visitor": returning,
            "time_of_day": time,
        }
    )
    passed = rng.random(n)[:, np.newaxis] > ecommerce_probabilities(visits).cumsum(axis=1)[:, :-1]
    return visits.assign(user_action=passed.sum(axis=1, dtype=np.intp))


def ecommerce_matrix(visits):
    """The visits as X, shape (N, 7), with columns `ECOMMERCE_FEATURES`, in their own units; night is the reference."""
    if not isinstance(visits, pd.DataFrame):
        raise TypeError(f"visits must be a DataFrame, as from load_ecommerce; got {type(visits).__name__}.")
    names = [*ECOMMERCE_FEATURES[:4], "time_of_day"]
    missing = [name for name in names if name not in visits]
    twice = [name for name in names if list(visits.columns).count(name) > 1]
    if missing or twice:
        what = f"missing column{'s' * (len(missing) > 1)}" if missing else "given twice: the column"
        raise ValueError(f"visits: {what} {', '.join(missing or twice)}. Needed: {', '.join(names)}.")
    *numbers, time = [vector(visits[name], f"visits['{name}']") for name in names]
    return np.hstack([np.column_stack(numbers), one_hot(time, categories=range(4), drop_first=True)])


def ecommerce_probabilities(visits):
    """The TRUE probabilities of the four actions, shape (N, 4); only the maker of the data knows them."""
    bias, *weights = ECOMMERCE_WEIGHTS.values()
    a = ecommerce_matrix(visits) @ np.array(weights) + bias
    y = np.exp(a - a.max(axis=1, keepdims=True))
    return y / y.sum(axis=1, keepdims=True)
