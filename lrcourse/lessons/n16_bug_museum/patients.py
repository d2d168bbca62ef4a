"""The patients of the clinic: small projects on the shop's visits, one thing wrong with each; and the treatments."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from lrcourse import core
from lrcourse.cost import cross_entropy, cross_entropy_with_logits, stable_learning_rate
from lrcourse.datasets import ecommerce_matrix, make_ecommerce
from lrcourse.descent import gradient_descent
from lrcourse.features import standardize
from lrcourse.metrics import accuracy, confusion, majority_accuracy

STEPS, L2 = 200, 0.1
COLUMNS = ("phone", "products", "minutes", "returning", "morning", "afternoon", "evening")
MINUTES, RETURNING = COLUMNS.index("minutes"), COLUMNS.index("returning")
BEGINS, FINISHES = 2, 3  # from this user_action on a visit is of class 1

NONE = "none"
FASTER, SLOWER = "learning rate × 10", "learning rate ÷ 10"
SCALE = "standardise the columns"
PENALTY = f"L2 penalty of {L2}"
PAIR = "pair rows and targets again"
DROP = "drop the longest bar’s column"
GRADIENT = "gradient from lr.gradient"
THRESHOLD = "threshold: the share of class 1"
TREATMENTS = (NONE, FASTER, SLOWER, SCALE, PENALTY, PAIR, DROP, GRADIENT, THRESHOLD)


@dataclass(frozen=True)
class Tables:
    """The columns' names; then matrices and targets of three parts: training, validation, new data."""

    names: tuple
    X: list
    t: list


@dataclass(frozen=True)
class Patient:
    """A project as it was found; in ``file`` numbers of the untreated `Result` may stand in braces."""

    tables: Callable[[], Tables]
    cure: str
    file: str
    rate: float = 1.0
    paired: bool = True
    gradient: Callable | None = None


@dataclass(frozen=True)
class Result:
    """What can be seen of a training run. Costs are without the penalty; triples are training, validation, new."""

    names: tuple
    weights: np.ndarray  # for one standard deviation of each column; NaN where it was dropped
    rate: float
    stable: float  # the stable learning rate
    rises: int  # steps at which that rose which training makes small, the penalty included
    stopped: bool  # because the cost had run away
    training: np.ndarray  # the cost at every step
    validation: np.ndarray
    cost: tuple  # after the last step
    shares: float  # the cost of knowing no more than the share of class 1 in training
    threshold: float
    right: tuple  # shares of right answers
    majority: float  # right answers on new data by always giving training's more frequent class
    counts: np.ndarray  # the confusion matrix of the new data


# -- the data --


def _visits(seed, sizes=(400, 400, 2000), action=BEGINS, first=False):
    """Visits in the shop's units; ``first``: only those of visitors who have not been there before."""
    visits = make_ecommerce(sum(sizes) * (2 if first else 1), rng=seed)
    if first:
        visits = visits[visits["is_returning_visitor"] == 0][: sum(sizes)]
    cuts = np.cumsum(sizes)[:-1]
    t = (visits["user_action"] >= action).to_numpy(float)
    return Tables(COLUMNS, np.split(ecommerce_matrix(visits), cuts), np.split(t, cuts))


def _standard(tables):
    return Tables(tables.names, list(standardize(*tables.X)), tables.t)


def _healthy(seed):
    return _standard(_visits(seed))


def _in_seconds():
    """Nothing is standardised, and the minutes are seconds."""
    tables = _visits(4)
    units = np.where(np.arange(len(COLUMNS)) == MINUTES, 60.0, 1.0)
    names = tuple("seconds" if name == "minutes" else name for name in COLUMNS)
    return Tables(names, [X * units for X in tables.X], tables.t)


def _rare():
    tables = _visits(8, (1000, 500, 2000), FINISHES, first=True)
    names = COLUMNS[:RETURNING] + COLUMNS[RETURNING + 1 :]  # nobody returns
    return _standard(Tables(names, [np.delete(X, RETURNING, axis=1) for X in tables.X], tables.t))


def _with_others(count=60):
    """Few visits, and beside the shop's columns many that know nothing."""
    tables, rng = _visits(7, (120, 400, 2000)), np.random.default_rng(7)
    X = [np.hstack([X, rng.random((len(X), count))]) for X in tables.X]
    return _standard(Tables((*COLUMNS, *["other"] * count), X, tables.t))


def _with_basket():
    """The value of the basket, which is filled after the decision: on new data it is still 0."""
    tables, rng = _visits(6), np.random.default_rng(6)
    euros = [t * (10 - 30 * np.log(1 - rng.random(len(t)))) for t in tables.t[:2]] + [0 * tables.t[2]]
    X = [np.column_stack(both) for both in zip(tables.X, euros)]
    return _standard(Tables((*COLUMNS, "basket"), X, tables.t))


def _pull(X, t, y):
    """The pull of the samples, taken for the gradient: its sign is wrong (notebook 10)."""
    return X.T @ (t - y) / len(t), np.mean(t - y)


# -- the treatments --


@cache
def _tables(letter):
    return PATIENTS[letter].tables()


@cache
def treat(letter, treatment):
    """Train the patient anew, with the treatment: a `Result`."""
    patient, tables = PATIENTS[letter], _tables(letter)
    rate, kept = patient.rate, slice(None)
    names, X, t = tables.names, tables.X, tables.t
    if not patient.paired and treatment != PAIR:  # the rows were sorted, their targets were not
        X = [part[np.argsort(part[:, MINUTES], kind="stable")] for part in X[:2]] + X[2:]
    if treatment == SCALE and not np.allclose(X[0].mean(axis=0), 0):
        before, X = stable_learning_rate(X[0]), standardize(*X)
        rate *= stable_learning_rate(X[0]) / before  # the same share of the stable one
    if treatment == DROP:
        kept = np.arange(len(names)) != np.abs(treat(letter, NONE).weights).argmax()
        X = [part[:, kept] for part in X]
    rate *= {FASTER: 10, SLOWER: 0.1}.get(treatment, 1)
    l2 = L2 if treatment == PENALTY else 0.0
    threshold = t[0].mean() if treatment == THRESHOLD else 0.5
    history = _train(X[0], t[0], rate, l2, None if treatment == GRADIENT else patient.gradient)
    weights = np.full(len(names), np.nan)
    weights[kept] = history.w[-1] * X[0].std(axis=0)
    return _examine(history, X, t, names=names, weights=weights, rate=rate, l2=l2, threshold=threshold)


def _train(X, t, rate, l2, own):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that a run runs away is told below the picture
        return gradient_descent(X, t, learning_rate=rate, steps=STEPS, l2=l2, gradient=own)


def _examine(history, X, t, l2, threshold, **known):
    """All that can be seen of a run."""
    w, b = history.final
    a = [part @ w + b for part in X]
    # Step by step: one product of matrices would wake BLAS's threads, and wait for them where others work.
    on_way = np.array([X[1] @ w_step for w_step in history.w]) + history.b[:, np.newaxis]
    answers = [(part > np.log(threshold / (1 - threshold))).astype(int) for part in a]
    return Result(
        stable=stable_learning_rate(X[0], l2),
        rises=int(np.sum(np.diff(history.cost) > 1e-9 * history.cost[:-1])),
        stopped=history.diverged,
        training=history.cost - l2 / 2 * np.sum(history.w**2, axis=1),
        validation=core.cost(t[1], on_way),
        cost=tuple(cross_entropy_with_logits(*both) for both in zip(t, a)),
        shares=cross_entropy(t[0], np.full(len(t[0]), t[0].mean())),
        threshold=threshold,
        right=tuple(accuracy(*both) for both in zip(t, answers)),
        majority=majority_accuracy(t[0], t[2]),
        counts=confusion(t[2], answers[2]),
        **known,
    )


PATIENTS = {
    "A": Patient(
        lambda: _healthy(2),
        SLOWER,
        "The learning rate of {rate} is far beyond the stable one, {stable}: the steps jump across the valley. "
        "Cure: a smaller one.",
        rate=30.0,
    ),
    "B": Patient(
        lambda: _healthy(50),
        PAIR,
        "The rows were sorted and their targets were not, so most rows have another row's target; "
        "all that can be learnt is the share of class 1 (dotted). "
        "Cure: sort, shuffle and cut both together.",
        paired=False,
    ),
    "C": Patient(
        _in_seconds,
        SCALE,
        "One column counts seconds, in hundreds, beside columns of 0 and 1: a ravine. Its walls allow no learning rate "
        "beyond {stable}, and at that rate crossing its floor takes for ever. "
        "Cure: standardise, then take the larger safe rate.",
        rate=2.5e-5,
    ),
    "D": Patient(
        _rare,
        THRESHOLD,
        "The training is sound, the number is not: class 1 is so rare that “always 0” is right in {majority} of "
        "the new visits. Cure: no training; count what is found and the false alarms, and set the threshold by "
        "their prices.",
    ),
    "E": Patient(
        lambda: _healthy(1),
        NONE,
        "Healthy: training, validation and new data agree, well below the dotted line. "
        "Cure: none. No treatment makes the cost on new data smaller, and some make it larger.",
    ),
    "F": Patient(
        _with_others,
        PENALTY,
        "{columns} columns for 120 visits: that many weights learn the visits by heart, which is worth "
        "nothing elsewhere. Cure: an L2 penalty; a tenth of the rate, which stops early, helps too, a little less.",
    ),
    "G": Patient(
        _with_basket,
        DROP,
        "A leak: the basket is filled after the decision. In training and validation it gives the answer away; in new "
        "data, when the answer is needed, it is still 0. Cure: drop the column.",
    ),
    "H": Patient(
        lambda: _healthy(3),
        FASTER,
        "The learning rate of {rate} is far below the stable one, {stable}: it goes the right way in tiny steps. "
        "Cure: a larger one.",
        rate=0.004,
    ),
    "I": Patient(
        lambda: _healthy(9),
        GRADIENT,
        "The gradient has the wrong sign: the cost rises at every learning rate. "
        "Cure: the right one (check it with lr.numerical_gradient).",
        rate=0.3,
        gradient=_pull,
    ),
}
