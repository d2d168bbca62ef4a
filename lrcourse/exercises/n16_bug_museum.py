"""The exercises of notebook 16: the piece that was wrong, as it should be."""

import numpy as np

from lrcourse.exercises.checker import Exercise, Mistake
from lrcourse.features import standardize
from lrcourse.solvers import newton

NOTEBOOK = "16_bug_museum"

rng = np.random.default_rng(16)
X = rng.normal((3.0, -100.0, 0.2), (1.0, 40.0, 0.1), size=(9, 3))
OTHER = rng.normal((4.0, -50.0, 0.2), (2.0, 10.0, 0.3), size=(5, 3))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0])
NOISE, COINS = rng.normal(size=(24, 30)), np.arange(24) % 2
NEW, NEW_COINS = rng.normal(size=(10, 30)), np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0])
_few = np.random.default_rng(1)
_lots = [(_few.normal(size=(n, 12)), np.arange(n) % 2) for n in (20, 40)]
PENALTY_MATTERS = tuple(part for Z, s in _lots for part in (Z + 2 * s[:, None] * (np.arange(12) == 0), s))
FALLING = np.array([0.69, 0.5, 0.4, 0.36, 0.355])


def scaled_alike(X_train, X_test):
    """Both arrays, shifted and scaled by the numbers of the first."""
    return standardize(X_train, X_test)


def diagnose(cost):
    """What a curve of costs looks like, in one word."""
    falls = -np.diff(cost)
    if not cost[-1] <= cost[0]:  # also if it is NaN
        return "diverged"
    if np.any(falls < -1e-9):
        return "bouncing"
    return "crawling" if falls[-1] > falls[0] / 10 else "settled"


def longest(l2):
    """The bound on the length of w: at the optimum l2/2 |w|^2 is at most the objective at 0, ln 2."""
    return np.sqrt(2 * np.log(2) / l2)


def one_column(t):
    """``t`` as (N,), from (N,), (N, 1) or (1, N)."""
    t = np.asarray(t)
    if t.ndim == 1 or (t.ndim == 2 and 1 in t.shape):
        return t.ravel()
    raise ValueError(f"t must be one column, shape (N,); got {t.shape}")


def softplus(a):
    """ln(1 + e^a), the large part taken out first, so that nothing overflows."""
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


def unseen(X_train, X_test):
    """Which rows of X_test do not occur in X_train."""
    return ~(X_test[:, np.newaxis, :] == X_train).all(axis=2).any(axis=1)


def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    """Columns chosen on the training set, a model trained on it, and its share right on the test set."""
    columns = _best(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2=l2).final
    return np.mean((X_test[:, columns] @ w + b > 0) == t_test)


def balanced_accuracy(t, answer):
    """The mean of the shares found in both classes."""
    return (np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)) / 2


def relative_weights(w, b):
    """One weight less: each compared with the first category, which moves into the bias."""
    return w[1:] - w[0], b + w[0]


def shuffled_together(X, t, rng):
    """The same new order for both."""
    order = rng.permutation(len(t))
    return X[order], t[order]


def inflation(X):
    """The diagonal of the inverse correlation matrix."""
    return np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))


def restored_bias(b, share_train, share_true):
    """The prior of the training set out, that of the world in."""
    return b - _log_odds(share_train) + _log_odds(share_true)


def _log_odds(p):
    return np.log(p / (1 - p))


def _best(X, t, k):
    apart = np.abs(X[t == 1].mean(axis=0) - X[t == 0].mean(axis=0)) / X.std(axis=0)
    return np.argsort(-apart)[:k]


def _scaled(X, Y):
    return (X - Y.mean(axis=0)) / Y.std(axis=0)


def _judged(X_train, t_train, X_test, t_test, k, l2, chosen="train", on="test", first=True):
    """`chosen_and_judged` with a mistake."""
    both = np.vstack([X_train, X_test]), np.append(t_train, t_test)
    columns = _best(*{"train": (X_train, t_train), "all": both, "test": (X_test, t_test)}[chosen], k)
    columns = columns if first else np.arange(X_train.shape[1])
    w, b = newton(X_train[:, columns], t_train, l2=l2).final
    judged, truth = {"test": (X_test, t_test), "train": (X_train, t_train)}[on]
    return np.mean((judged[:, columns] @ w + b > 0) == truth)


def _worst(X_train, t_train, X_test, t_test, k, l2):
    apart = np.abs(X_train[t_train == 1].mean(axis=0) - X_train[t_train == 0].mean(axis=0)) / X_train.std(
        axis=0
    )
    columns = np.argsort(apart)[:k]
    w, b = newton(X_train[:, columns], t_train, l2=l2).final
    return np.mean((X_test[:, columns] @ w + b > 0) == t_test)


def _squeezed(t):
    return np.squeeze(np.asarray(t))


def _raveled(t):
    return np.asarray(t).ravel()


def _only_columns(t):
    t = np.asarray(t)
    if t.ndim == 1 or (t.ndim == 2 and t.shape[1] == 1):
        return t.ravel()
    raise ValueError


CURVES = [
    (FALLING,),
    (np.array([0.69, 0.5, 0.52, 0.4, 0.399]),),
    (np.array([0.69, 0.689, 0.688, 0.687]),),
    (np.array([0.69, 2.0, 9.0]),),
    (np.array([0.69, 0.5, np.nan]),),
    (np.array([0.69, 0.4, 0.4 + 1e-13, 0.4]),),
    (np.array([0.69, 0.3, 1.5, 0.6]),),
]

EXERCISES = [
    Exercise(
        name="scaled_alike",
        notebook=NOTEBOOK,
        reference=scaled_alike,
        inputs=[(X, OTHER), (X, OTHER[:1]), (OTHER, X)],
        hints=[
            "Mean and standard deviation come from one array only: X_train.mean(axis=0), X_train.std(axis=0).",
            "Both arrays minus that mean, divided by that deviation. Also lr.features.standardize does it.",
            "return (X_train - mean) / scale, (X_test - mean) / scale",
        ],
        mistakes=[
            Mistake(
                lambda a, b: (
                    _scaled(a, a),
                    (b - b.mean(axis=0)) / np.where(b.std(axis=0) == 0, 1, b.std(axis=0)),
                ),
                "Each array got its own numbers. The same bird then has two descriptions; and one single new bird becomes all zeros.",
            ),
            Mistake(
                lambda a, b: (_scaled(a, np.vstack([a, b])), _scaled(b, np.vstack([a, b]))),
                "Mean and deviation of both together: the test set has a say in how the training set looks. That is exhibit 7.",
            ),
            Mistake(
                lambda a, b: (_scaled(a, a), b),
                "The test set stayed as it was. The weights expect standardised columns.",
            ),
            Mistake(
                lambda a, b: ((a - a.mean(axis=0)) / a.var(axis=0), (b - a.mean(axis=0)) / a.var(axis=0)),
                "You divided by the variance. Its root, the standard deviation, has the unit of the column.",
            ),
            Mistake(
                lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std()),
                "One mean for all columns together. Each column has its own: axis=0.",
            ),
            Mistake(
                lambda a, b: ((a - a.mean(axis=0)) / a.std(axis=0), (b - b.mean(axis=0)) / a.std(axis=0)),
                "The deviation is the training set's, but the mean of the second is its own.",
            ),
        ],
    ),
    Exercise(
        name="diagnose",
        notebook=NOTEBOOK,
        reference=diagnose,
        inputs=CURVES,
        hints=[
            "falls = -np.diff(cost) is how much each step took off. Ask the three questions in order.",
            "A NaN is neither above nor below anything: `if not cost[-1] <= cost[0]` catches it as well.",
            "Then `if np.any(falls < -1e-9)`, then `falls[-1] > falls[0] / 10`.",
        ],
        mistakes=[
            Mistake(
                lambda cost: "settled" if cost[-1] < cost[0] else "diverged",
                "That is the colleague's script: it calls a bouncing and a crawling run settled.",
            ),
            Mistake(
                lambda cost: (
                    "diverged"
                    if cost[-1] > cost[0]
                    else "bouncing"
                    if np.any(np.diff(cost) > 1e-9)
                    else "crawling"
                    if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10
                    else "settled"
                ),
                "A NaN slips through: nan > 0.69 is False. Ask whether the last cost is finite, or write `not cost[-1] <= cost[0]`.",
            ),
            Mistake(
                lambda cost: (
                    "bouncing"
                    if np.any(np.diff(cost) > 1e-9)
                    else "diverged"
                    if not cost[-1] <= cost[0]
                    else "crawling"
                    if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10
                    else "settled"
                ),
                "The order matters: a run that ends above its start has diverged, though it rose on the way, too.",
            ),
            Mistake(
                lambda cost: (
                    "diverged"
                    if not cost[-1] <= cost[0]
                    else "bouncing"
                    if np.any(np.diff(cost) > 0)
                    else "crawling"
                    if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10
                    else "settled"
                ),
                "A rise of 1e-13 is rounding, not bouncing: allow 1e-9.",
            ),
            Mistake(
                lambda cost: (
                    "diverged"
                    if not cost[-1] <= cost[0]
                    else "bouncing"
                    if cost[-1] > cost[-2] + 1e-9
                    else "crawling"
                    if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10
                    else "settled"
                ),
                "You look at the last step only. It bounces if it rose at ANY step.",
            ),
        ],
    ),
    Exercise(
        name="longest",
        notebook=NOTEBOOK,
        reference=longest,
        inputs=[(0.01,), (1.0,), (0.3,)],
        hints=["Solve l2 / 2 * length**2 = ln 2 for the length.", "return np.sqrt(2 * np.log(2) / l2)"],
        mistakes=[
            Mistake(lambda l2: 2 * np.log(2) / l2, "That is the square of the length. Take the root."),
            Mistake(
                lambda l2: np.sqrt(np.log(2) / l2),
                "The penalty has a half in it: l2 / 2 * length**2. So there is a 2 above.",
            ),
            Mistake(lambda l2: np.sqrt(2 * np.log10(2) / l2), "ln is the natural logarithm: np.log."),
            Mistake(lambda l2: np.sqrt(2 * 2 / l2), "The cost at zero is ln 2, not 2."),
            Mistake(
                lambda l2: np.sqrt(2 * np.log(2) * l2),
                "Divide by l2: the dearer length is, the shorter it must be.",
            ),
        ],
    ),
    Exercise(
        name="one_column",
        notebook=NOTEBOOK,
        reference=one_column,
        inputs=[
            (np.array([0, 1, 1]),),
            (np.array([[0], [1], [1]]),),
            (np.array([[0, 1, 1]]),),
            (np.array([[0, 1], [1, 0]]),),
            (np.array([[1]]),),
            (np.zeros((2, 3, 1)),),
            (np.zeros((3, 1, 2)),),
            (np.zeros((1, 3, 1)),),
            (np.zeros((1, 1, 3)),),
        ],
        hints=[
            "t.ndim tells the number of dimensions, t.shape the lengths. Which combinations are allowed?",
            "One dimension, or two of which one has the length 1: then t.ravel(). Otherwise raise ValueError.",
            "if t.ndim == 1 or (t.ndim == 2 and 1 in t.shape): return t.ravel()",
        ],
        mistakes=[
            Mistake(
                _raveled,
                "ravel flattens everything: a table of 2 x 2 becomes four targets, silently. Refuse what is no column.",
            ),
            Mistake(
                _squeezed,
                "squeeze lets a table of 2 x 2 through, and makes a number of a single target. Check the shape, then ravel.",
            ),
            Mistake(_only_columns, "A row, (1, N), is one column lying down. Let it in."),
            Mistake(
                lambda t: np.asarray(t)[:, 0] if np.ndim(t) == 2 else np.asarray(t),
                "You take the first column of whatever comes. A second one is lost without a word.",
            ),
        ],
    ),
    Exercise(
        name="softplus",
        notebook=NOTEBOOK,
        reference=softplus,
        inputs=[
            (np.array([-2.0, 0.0, 3.0]),),
            (np.array([1000.0, -1000.0, 800.0]),),
            (np.array([-5.0, 40.0, 0.5]),),
        ],
        hints=[
            "Two terms: np.maximum(a, 0), and a logarithm in which only exp of something negative stands.",
            "np.log1p(z) is ln(1 + z), exact also for tiny z, which 1 + z would round away.",
            "return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))",
        ],
        mistakes=[
            Mistake(
                lambda a: np.log(1 + np.exp(a)),
                "exp(1000) overflows (or a sigmoid is rounded to 0, and its log is infinite). Take the large part out first.",
            ),
            Mistake(
                lambda a: np.log1p(np.exp(-np.abs(a))), "max(a, 0), the part that you took out, is missing."
            ),
            Mistake(
                lambda a: np.maximum(a, 0.0),
                "That is the first term only, a corner. The curve is round at 0.",
            ),
            Mistake(
                lambda a: np.abs(a) + np.log1p(np.exp(-np.abs(a))),
                "Take out max(a, 0), not abs(a): for negative a there is nothing large.",
            ),
        ],
    ),
    Exercise(
        name="unseen",
        notebook=NOTEBOOK,
        reference=unseen,
        inputs=[
            (np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[3.0, 4], [3, 6], [2, 1], [5, 6], [1, 2]])),
            (X[:4], X[2:]),
            (X[:3], OTHER),
        ],
        hints=[
            "A row occurs if ALL its entries agree with those of ANY row of X_train.",
            "X_test[:, None, :] == X_train compares every row with every row: shape (M, N, D). Then .all(axis=2), then .any(axis=1).",
            "return ~(X_test[:, None, :] == X_train).all(axis=2).any(axis=1)",
        ],
        mistakes=[
            Mistake(
                lambda a, b: (b[:, None, :] == a).all(axis=2).any(axis=1),
                "That is True for those that DO occur. Turn it round: ~.",
            ),
            Mistake(
                lambda a, b: ~np.isin(b, a).all(axis=1),
                "np.isin looks at single numbers: a row mixed from two training rows counts as seen. Whole rows must agree.",
            ),
            Mistake(
                lambda a, b: ~(b[:, None, :] == a).any(axis=2).any(axis=1),
                "One equal entry is enough for yours. All entries of the row must agree.",
            ),
            Mistake(
                lambda a, b: np.array([int(not (row == a).all(axis=1).any()) for row in b]).sum(),
                "That is how many. Asked is which: True or False for each row.",
            ),
            Mistake(
                lambda a, b: b[~(b[:, None, :] == a).all(axis=2).any(axis=1)],
                "Those are the rows themselves. Return True or False for each row of X_test.",
            ),
        ],
    ),
    Exercise(
        name="chosen_and_judged",
        notebook=NOTEBOOK,
        reference=chosen_and_judged,
        inputs=[
            (NOISE, COINS, NEW, NEW_COINS, 5, 0.1),
            (NOISE[:, ::-1].copy(), COINS, NEW[:, ::-1].copy(), NEW_COINS, 3, 1.0),
            (-NOISE, 1 - COINS, NEW + 0.2, NEW_COINS, 8, 0.1),
            (NOISE[:16], COINS[:16], NEW, NEW_COINS, 2, 0.5),
            (*PENALTY_MATTERS, 6, 3.0),
        ],
        hints=[
            "The columns come from the training set alone: columns = best_columns(X_train, t_train, k).",
            "Train on X_train[:, columns], judge on X_test[:, columns].",
            "w, b = lr.newton(X_train[:, columns], t_train, l2=l2).final; return np.mean((X_test[:, columns] @ w + b > 0) == t_test)",
        ],
        mistakes=[
            Mistake(
                lambda *a: _judged(*a, chosen="all"),
                "Your columns were chosen with the test set in sight. That is the exhibit itself.",
            ),
            Mistake(
                lambda *a: _judged(*a, chosen="test"),
                "You chose the columns on the test set. Nothing of it may be seen.",
            ),
            Mistake(lambda *a: _judged(*a, on="train"), "That is the share right on the training set."),
            Mistake(lambda *a: _judged(*a[:-1], 0), "You left the penalty out: lr.newton(..., l2=l2)."),
            Mistake(
                lambda *a: _judged(*a, first=False), "You used all columns. Only the k chosen ones go in."
            ),
            Mistake(_worst, "You took the k columns whose means are closest. argsort goes up: use -apart."),
        ],
    ),
    Exercise(
        name="balanced_accuracy",
        notebook=NOTEBOOK,
        reference=balanced_accuracy,
        inputs=[
            (np.array([0, 0, 0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 0, 0, 1, 1, 0])),
            (np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])),
            (np.array([1, 1, 1, 0, 1]), np.array([1, 0, 1, 1, 1])),
        ],
        hints=[
            "answer[t == 1] are the answers for the ones. Which share of them is 1?",
            "The same for the zeros: np.mean(answer[t == 0] == 0). Then the mean of both.",
            "return (np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)) / 2",
        ],
        mistakes=[
            Mistake(
                lambda t, answer: np.mean(t == answer),
                "That is the plain accuracy. Each class shall count the same, however rare.",
            ),
            Mistake(
                lambda t, answer: np.mean(answer[t == 1]),
                "That is the share found of the ones. The zeros count as well.",
            ),
            Mistake(
                lambda t, answer: (np.mean(answer[t == 1]) + np.mean(answer[t == 0])) / 2,
                "For the zeros you counted the answers 1, the false alarms. Right there is 0.",
            ),
            Mistake(
                lambda t, answer: np.mean(answer[t == 1]) + np.mean(answer[t == 0] == 0),
                "The sum; it goes up to 2. The mean is half of it.",
            ),
            Mistake(
                lambda t, answer: np.mean(answer[t == 1]) * np.mean(answer[t == 0] == 0),
                "You multiplied the shares. Asked is their mean.",
            ),
        ],
    ),
    Exercise(
        name="relative_weights",
        notebook=NOTEBOOK,
        reference=relative_weights,
        inputs=[
            (np.array([-0.6, 0.2, -0.1, 0.4]), -0.2),
            (np.array([1.0, 3.0]), 2.0),
            (np.array([0.0, 0.5, -0.5]), 0.7),
        ],
        hints=[
            "The activation of category k is w[k] + b, and it must stay the same.",
            "For the first category only the new bias is left: b + w[0]. The others add their difference from the first.",
            "return w[1:] - w[0], b + w[0]",
        ],
        mistakes=[
            Mistake(
                lambda w, b: (w[1:], b),
                "Dropping the first weight changes every answer: its share must go somewhere.",
            ),
            Mistake(
                lambda w, b: (w[1:] - w[0], b),
                "The bias must take over the first weight: for that category nothing else is left.",
            ),
            Mistake(
                lambda w, b: (w[1:] - w[0], b - w[0]),
                "The sign of the bias: the others have lost w[0], so the bias must gain it.",
            ),
            Mistake(lambda w, b: (w - w[0], b + w[0]), "K weights again, the first 0. Leave it out: w[1:]."),
            Mistake(
                lambda w, b: (w[1:] - w.mean(), b + w.mean()),
                "Relative to the mean. Asked is relative to the first category.",
            ),
            Mistake(
                lambda w, b: (w[1:] + w[0], b - w[0]),
                "The other way round: the bias gains w[0], the others lose it.",
            ),
        ],
    ),
    Exercise(
        name="shuffled_together",
        notebook=NOTEBOOK,
        reference=shuffled_together,
        inputs=[
            (X, T, np.random.default_rng(1)),
            (OTHER, np.array([0, 1, 1, 0, 0]), np.random.default_rng(2)),
        ],
        hints=[
            "Draw one order, order = rng.permutation(len(t)), and use it twice.",
            "return X[order], t[order]",
        ],
        mistakes=[
            Mistake(
                lambda X, t, rng: (X[rng.permutation(len(t))], t[rng.permutation(len(t))]),
                "Two permutations are two orders: the rows lose their targets. Draw one, use it for both.",
            ),
            Mistake(
                lambda X, t, rng: (X[rng.permutation(len(t))], t),
                "Only X has a new order. Its rows have other targets now.",
            ),
            Mistake(
                lambda X, t, rng: (X, t[rng.permutation(len(t))]),
                "Only t has a new order. That is a permutation test, not a shuffle.",
            ),
            Mistake(lambda X, t, rng: (X, t), "Nothing was shuffled."),
        ],
    ),
    Exercise(
        name="inflation",
        notebook=NOTEBOOK,
        reference=inflation,
        inputs=[
            (rng.normal(size=(12, 2)) @ np.array([[1.0, 0.9], [0.0, 0.3]]),),
            (
                rng.normal(size=(15, 3))
                @ np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.7], [0.2, 0.0, 1.0]])
                * [1, 10, 100],
            ),
        ],
        hints=[
            "np.corrcoef(X, rowvar=False) is the correlation matrix of the columns, (D, D).",
            "np.linalg.inv inverts it, np.diag takes the diagonal.",
            "return np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))",
        ],
        mistakes=[
            Mistake(
                lambda X: np.diag(np.linalg.pinv(np.corrcoef(X))),
                "np.corrcoef takes the ROWS for the variables: rowvar=False, or X.T.",
            ),
            Mistake(
                lambda X: np.diag(np.linalg.inv(np.cov(X, rowvar=False))),
                "The covariance still has the units of the columns in it. Use the correlation.",
            ),
            Mistake(
                lambda X: 1 / np.diag(np.corrcoef(X, rowvar=False)),
                "You inverted the diagonal, which is 1 everywhere. Invert the matrix, then take the diagonal.",
            ),
            Mistake(
                lambda X: np.linalg.inv(np.corrcoef(X, rowvar=False)),
                "That is the whole inverse. Asked is its diagonal, one number a column.",
            ),
            Mistake(
                lambda X: np.sqrt(np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))),
                "That is by how much the standard error grows. The variance grows by the square.",
            ),
        ],
    ),
    Exercise(
        name="restored_bias",
        notebook=NOTEBOOK,
        reference=restored_bias,
        inputs=[(0.3, 0.5, 0.02), (-1.2, 0.4, 0.1), (0.0, 0.05, 0.3)],
        hints=[
            "The log-odds of a share p are ln(p / (1 - p)).",
            "Subtract those of the training set, add those of the world.",
            "return b - np.log(share_train / (1 - share_train)) + np.log(share_true / (1 - share_true))",
        ],
        mistakes=[
            Mistake(
                lambda b, a, s: b + _log_odds(a) - _log_odds(s),
                "The wrong way round: the training set's prior goes out, the true one comes in.",
            ),
            Mistake(
                lambda b, a, s: b + _log_odds(s),
                "That holds if the training share was one half. Take out its log-odds as well.",
            ),
            Mistake(
                lambda b, a, s: b + np.log(s / a),
                "You compared the shares. In log-odds it is the odds that count, p / (1 - p).",
            ),
            Mistake(
                lambda b, a, s: _log_odds(s),
                "The old bias holds more than the prior. Keep it, and exchange the prior only.",
            ),
            Mistake(
                lambda b, a, s: b * _log_odds(s) / _log_odds(a) if a != 0.5 else np.inf,
                "Priors are added in log-odds, not multiplied.",
            ),
            Mistake(lambda b, a, s: b - a + s, "A share is not a log-odds: ln(p / (1 - p))."),
        ],
    ),
]
