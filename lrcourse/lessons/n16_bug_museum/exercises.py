"""The exercises of notebook 16: the piece that was wrong, as it should be."""

import numpy as np

from lrcourse.core import cost, log_odds, softplus
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.features import monomials, standardize
from lrcourse.solvers.newton import newton

rng = np.random.default_rng(16)
X = rng.normal((3.0, -100.0, 0.2), (1.0, 40.0, 0.1), size=(9, 3))
OTHER = rng.normal((4.0, -50.0, 0.2), (2.0, 10.0, 0.3), size=(5, 3))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0])
NOISE, COINS = rng.normal(size=(24, 30)), np.arange(24) % 2
NEW, NEW_COINS = rng.normal(size=(10, 30)), np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0])
_few = np.random.default_rng(1)
_lots = [(_few.normal(size=(n, 12)), np.arange(n) % 2) for n in (20, 40)]
PENALTY_MATTERS = tuple(part for Z, s in _lots for part in (Z + 2 * s[:, None] * (np.arange(12) == 0), s))


def _choice(rng, N=24, M=8, folds=3):
    """A ring or a cross in noise, folds, and a few more rows to be judged by."""
    X = rng.normal(size=(N + M, 2))
    ring = (X**2).sum(axis=1) > 1.4 if rng.random() < 0.5 else X[:, 0] * X[:, 1] > 0
    t = (ring ^ (rng.random(N + M) < 0.1)).astype(int)
    return X[:N], t[:N], rng.permutation(np.arange(N) % folds), [1, 2, 3], 0.05, X[N:], t[N:]


# In both the folds, the training rows and the test set would choose three different degrees.
CHOICES = [_choice(np.random.default_rng(seed)) for seed in (7, 14)]
FALLING = np.array([0.69, 0.5, 0.4, 0.36, 0.355])


def scaled_alike(X_train, X_test):
    """Both arrays, shifted and scaled by the numbers of the first."""
    return standardize(X_train, X_test)


def diagnose(cost):
    """What a curve of costs looks like, in one word."""
    falls = -np.diff(cost)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
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
    """One weight fewer: each compared with the first category, which moves into the bias."""
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
    return b - log_odds(share_train) + log_odds(share_true)


def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    """The degree with the lowest cross-validated cost, and what a model of that degree costs on the test set."""
    degree = min(degrees, key=lambda d: _validation_cost(monomials(X, d), t, fold, l2))
    return degree, _cost_elsewhere(monomials(X, degree), t, l2, monomials(X_test, degree), t_test)


def _validation_cost(F, t, fold, l2):
    """The mean over all rows, each judged by a model that has not seen its fold."""
    held = [fold == k for k in np.unique(fold)]
    costs = [_cost_elsewhere(F[~h], t[~h], l2, F[h], t[h]) for h in held]
    return np.average(costs, weights=[h.sum() for h in held])


def _cost_elsewhere(F, t, l2, F_new, t_new):
    """The mean cross-entropy on new rows of a model trained, and scaled, on others."""
    Z, Z_new = standardize(F, F_new)
    w, b = newton(Z, t, l2=l2).final
    return cost(t_new, Z_new @ w + b)


def _chosen(X, t, fold, degrees, l2, X_test, t_test, by=_validation_cost):
    """`choose_and_judge` with another way to choose."""
    degree = min(degrees, key=lambda d: by(monomials(X, d), t, fold, l2))
    return degree, _cost_elsewhere(monomials(X, degree), t, l2, monomials(X_test, degree), t_test)


def _retrained(X, t, fold, degrees, l2, X_test, t_test, judge):
    """`choose_and_judge` with another verdict."""
    degree = choose_and_judge(X, t, fold, degrees, l2, X_test, t_test)[0]
    return degree, judge(monomials(X, degree), t, l2, monomials(X_test, degree), t_test)


def _with_the_last_folds_model(X, t, fold, degrees, l2, X_test, t_test):
    degree = choose_and_judge(X, t, fold, degrees, l2, X_test, t_test)[0]
    seen = fold != fold.max()
    return degree, _cost_elsewhere(monomials(X[seen], degree), t[seen], l2, monomials(X_test, degree), t_test)


def _unscaled(F, t, l2, F_new, t_new):
    w, b = newton(F, t, l2=l2).final
    return cost(t_new, F_new @ w + b)


def _scaled_by_itself(F, t, l2, F_new, t_new):
    w, b = newton(_scaled(F, F), t, l2=l2).final
    return cost(t_new, _scaled(F_new, F_new) @ w + b)


def _accuracy(F, t, l2, F_new, t_new):
    Z, Z_new = standardize(F, F_new)
    w, b = newton(Z, t, l2=l2).final
    return np.mean((Z_new @ w + b > 0) == t_new)


def _priced(F, t, l2, F_new, t_new):
    w, _ = newton(standardize(F, F_new)[0], t, l2=l2).final
    return _cost_elsewhere(F, t, l2, F_new, t_new) + l2 / 2 * w @ w


def _best(X, t, k, sign=-1):
    apart = np.abs(X[t == 1].mean(axis=0) - X[t == 0].mean(axis=0)) / X.std(axis=0)
    return np.argsort(sign * apart)[:k]


def _scaled(X, Y):
    return (X - Y.mean(axis=0)) / Y.std(axis=0)


def _judged(X_train, t_train, X_test, t_test, k, l2, chosen="train", on="test", first=True, sign=-1):
    """`chosen_and_judged` with a mistake."""
    both = np.vstack([X_train, X_test]), np.append(t_train, t_test)
    columns = _best(*{"train": (X_train, t_train), "all": both, "test": (X_test, t_test)}[chosen], k, sign)
    columns = columns if first else np.arange(X_train.shape[1])
    w, b = newton(X_train[:, columns], t_train, l2=l2).final
    judged, truth = {"test": (X_test, t_test), "train": (X_train, t_train)}[on]
    return np.mean((judged[:, columns] @ w + b > 0) == truth)


def _weighed(X_train, t_train, X_test, t_test, k, l2, own=False, late=False, bar=0.0, bias=1):
    """`chosen_and_judged` with a mistake in the last two lines."""
    columns = _best(X_train, t_train, k)
    w, b = newton(X_train if late else X_train[:, columns], t_train, l2=l2).final
    judged = X_test[:, _best(X_test, t_test, k) if own else columns]
    return np.mean((judged @ (w[columns] if late else w) + bias * b > bar) == t_test)


def _harmonic(t, answer):
    p, q = np.mean(answer[t == 1] == 1), np.mean(answer[t == 0] == 0)
    return 2 * p * q / (p + q) if p + q else 0.0


def _drawn(X, t, rng):
    order = rng.integers(0, len(t), size=len(t))
    return X[order], t[order]


def _overwritten(X, t, rng):
    X, t = X.copy(), t.copy()
    for i, k in enumerate(rng.permutation(len(t))):
        X[i], t[i] = X[k], t[k]
    return X, t


def _closest(X):
    r = np.corrcoef(X, rowvar=False) - np.eye(X.shape[1])
    return 1 / (1 - (r**2).max(axis=1))


def _uncentred(X):
    Z = X / np.sqrt((X**2).mean(axis=0))
    return np.diag(np.linalg.inv(Z.T @ Z / len(X)))


def _only_columns(t):
    t = np.asarray(t)
    if t.ndim == 1 or (t.ndim == 2 and t.shape[1] == 1):
        return t.ravel()
    raise ValueError


def _diagnosed(cost, diverged=None, bouncing=None, swapped=False):
    """`diagnose` with another answer to one of the first two questions, or with the two swapped."""
    questions = [("diverged", not cost[-1] <= cost[0] if diverged is None else diverged),
                 ("bouncing", np.any(np.diff(cost) > 1e-9) if bouncing is None else bouncing)]
    for word, answer in questions[::-1] if swapped else questions:
        if answer:
            return word
    return "crawling" if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10 else "settled"


CURVES = [
    (FALLING,), (np.array([0.69, 0.5, 0.52, 0.4, 0.399]),), (np.array([0.69, 0.689, 0.688, 0.687]),),
    (np.array([0.69, 2.0, 9.0]),), (np.array([0.69, 0.5, np.nan]),), (np.array([0.69, 0.4, 0.4 + 1e-13, 0.4]),),
    (np.array([0.69, 0.3, 1.5, 0.6]),), (np.array([0.69, 0.64, 0.5, 0.493]),)]

EXERCISES = [
    Exercise(scaled_alike, [(X, OTHER), (X, OTHER[:1]), (OTHER, X)], whole=False,  # a column would be constant
        hints=[
            "The mean and standard deviation come from one array only: X_train.mean(axis=0), X_train.std(axis=0).",
            "Both arrays minus that mean, divided by that deviation. lr.features.standardize does it too.",
            "`mean, scale = X_train.mean(axis=0), X_train.std(axis=0)`, then "
                "`return (X_train - mean) / scale, (X_test - mean) / scale`"],
        mistakes=[
            Mistake(lambda a, b: (_scaled(a, a), (b - b.mean(axis=0)) / np.where(b.std(axis=0) == 0, 1, b.std(axis=0))),
                "Each array got its own numbers. "
                "The same bird then has two descriptions; and a single new bird becomes all zeros."),
            Mistake(lambda a, b: (_scaled(a, np.vstack([a, b])), _scaled(b, np.vstack([a, b]))),
                "You took the mean and deviation of both together, so the test set has a say in how the training set looks. That is exhibit 5."),
            Mistake(lambda a, b: (_scaled(a, a), b),
                "You left the test set as it was. The weights expect standardised columns."),
            Mistake(lambda a, b: tuple((X - a.mean(axis=0)) / a.var(axis=0) for X in (a, b)),
                "You divided by the variance. Its root, the standard deviation, has the column's unit."),
            Mistake(lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std()),
                "You took one mean and one deviation for all columns together. Each column has its own: axis=0."),
            Mistake(lambda a, b: (_scaled(a, a), (b - b.mean(axis=0)) / a.std(axis=0)),
                "The deviation is the training set's, but the second array is shifted by its own mean."),
            Mistake(lambda a, b: (_scaled(a, a), _scaled(b, b)),
                "Each array got its own mean and deviation, and a single new bird becomes NaN. Use those of X_train."),
            Mistake(lambda a, b: tuple(X - a.mean(axis=0) / a.std(axis=0) for X in (a, b)),
                "Brackets are missing: only the mean is divided. Subtract first: (X - mean) / scale.")]),
    Exercise(diagnose, CURVES,
        edges={"a rise at the last step only": (np.array([0.69, 0.5, 0.4, 0.45]),),
               "a rise at the first step only": (np.array([0.69, 0.7, 0.5, 0.45, 0.449]),),
               "an infinite cost on the way": (np.array([0.69, np.inf, 0.5, 0.4]),),
               "three costs": (np.array([1.0, 0.5, 0.3]),),
               "a fall to a tenth of the first cost": (np.array([0.69, 0.2, 0.05, 0.049]),),
               "a slow run whose cost is still high": (np.array([0.69, 0.62, 0.6, 0.599]),)},
        hints=[
            "falls = -np.diff(cost) says how much each step took off. Ask the three questions in order.",
            "A NaN is neither above nor below anything: `if not cost[-1] <= cost[0]` catches it as well.",
            "First `if not np.isfinite(cost[-1]) or cost[-1] > cost[0]`, then, with `falls = -np.diff(cost)`, "
                "`if np.any(falls < -1e-9)`, then `if falls[-1] > falls[0] / 10`."],
        mistakes=[
            Mistake(lambda cost: "settled" if cost[-1] < cost[0] else "diverged",
                "That is the colleague's script: it calls a bouncing and a crawling run settled."),
            Mistake(lambda cost: _diagnosed(cost, diverged=cost[-1] > cost[0]),
                "A NaN slips through: nan > 0.69 is False. "
                "Ask whether the last cost is finite, or write `not cost[-1] <= cost[0]`."),
            Mistake(lambda cost: _diagnosed(cost, swapped=True),
                "The order matters: a run that ends above its start has diverged, although it also rose on the way."),
            Mistake(lambda cost: _diagnosed(cost, bouncing=np.any(np.diff(cost) > 0)),
                "A rise of 1e-13 is rounding, not bouncing: allow 1e-9."),
            Mistake(lambda cost: _diagnosed(cost, bouncing=cost[-1] > cost[-2] + 1e-9),
                "You looked at the last step only. It bounces if it rose at ANY step.")]),
    Exercise(longest, [(0.01,), (1.0,), (0.3,)],
        hints=[
            "Solve l2 / 2 * length**2 = ln 2 for the length.",
            "`return np.sqrt(2 * np.log(2) / l2)`"],
        mistakes=[
            Mistake(lambda l2: 2 * np.log(2) / l2, "That is the square of the length. Take the root."),
            Mistake(lambda l2: np.sqrt(np.log(2) / l2),
                "The penalty has a half in it: l2 / 2 * length**2. So there is a 2 in the numerator."),
            Mistake(lambda l2: np.sqrt(2 * np.log10(2) / l2), "ln is the natural logarithm: np.log."),
            Mistake(lambda l2: np.sqrt(2 * 2 / l2), "The cost at zero is ln 2, not 2."),
            Mistake(lambda l2: np.sqrt(2 * np.log(2) * l2),
                "Divide by l2: the more a length costs, the shorter it must be."),
            Mistake(lambda l2: np.sqrt(2 * np.log(2 / l2)),
                "Yours is ln(2 / l2). Close the bracket after the 2: np.log(2) / l2.")]),
    Exercise(one_column,
        inputs=[(np.array([0, 1, 1]),), (np.array([[0], [1], [1]]),), (np.array([[0, 1, 1]]),),
                (np.array([[0, 1], [1, 0]]),), (np.array([[1]]),), (np.zeros((2, 3, 1)),), (np.zeros((3, 1, 2)),),
                (np.zeros((1, 3, 1)),), (np.zeros((1, 1, 3)),)],
        hints=[
            "t.ndim is the number of dimensions, t.shape holds their lengths. Which combinations are allowed?",
            "One dimension, or two, one of which has length 1: then t.ravel(). Otherwise raise ValueError.",
            "`if t.ndim == 1 or (t.ndim == 2 and 1 in t.shape): return t.ravel()`, then "
                "`raise ValueError(f\"needed: one column, not {t.shape}\")`"],
        mistakes=[
            Mistake(np.ravel,
                "ravel flattens everything: a 2 x 2 table becomes four targets, silently. Refuse whatever is not a column."),
            Mistake(np.squeeze,
                "squeeze lets a 2 x 2 table through, and turns a single target into a bare number. Check the shape, then ravel."),
            Mistake(_only_columns, "A row, (1, N), is a column lying on its side. Let it in."),
            Mistake(lambda t: np.asarray(t)[:, 0] if np.ndim(t) == 2 else np.asarray(t),
                "You take the first column of whatever comes. A second one would be lost without a word.")]),
    Exercise(softplus,
        inputs=[(np.array([-2.0, 0.0, 3.0]),), (np.array([1000.0, -1000.0, 800.0]),), (np.array([-5.0, 40.0, 0.5]),)],
        hints=[
            "Two terms: np.maximum(a, 0), and a logarithm that contains exp of negative numbers only.",
            "np.log1p(u) is ln(1 + u), and is exact even for a tiny u, which 1 + u would round away.",
            "`return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))`"],
        mistakes=[
            Mistake(lambda a: np.log(1 + np.exp(a)),
                "exp(1000) overflows (or a sigmoid is rounded to 0, and its logarithm is infinite). Take the large part out first."),
            Mistake(lambda a: np.log1p(np.exp(-np.abs(a))), "max(a, 0), the part that you took out, is missing from the result."),
            Mistake(lambda a: np.maximum(a, 0.0), "That is the first term only, a corner. The curve is round at 0."),
            Mistake(lambda a: np.abs(a) + np.log1p(np.exp(-np.abs(a))),
                "Take out max(a, 0), not abs(a): for negative a there is nothing large."),
            Mistake(lambda a: np.max(a, 0) + np.log1p(np.exp(-np.abs(a))),
                "You added the largest of all entries to each: in np.max(a, 0) the 0 is an axis. "
                "np.maximum(a, 0) compares each with 0.")]),
    Exercise(unseen,
        inputs=[(np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[3.0, 4], [3, 6], [2, 1], [5, 6], [1, 2]])),
                (X[:4], X[2:]), (X[:3], OTHER)],
        edges={"a new row that comes twice": (np.array([[1.0, 2]]), np.array([[3.0, 4], [3, 4]])),
               "the numbers of a row in a different order": (np.array([[1.0, 2]]), np.array([[2.0, 1]])),
               "the only row again": (np.array([[1.0, 2]]), np.array([[1.0, 2]])),
               "a row that is nearly the same": (np.array([[1.0, 2]]), np.array([[1.0, 2 + 1e-9]]))},
        hints=[
            "A row occurs if ALL its entries agree with those of ANY row of X_train.",
            "X_test[:, None, :] == X_train compares every row with every row: shape (M, N, D). "
                "Then .all(axis=2), then .any(axis=1).",
            "`return ~(X_test[:, None, :] == X_train).all(axis=2).any(axis=1)`"],
        mistakes=[
            Mistake(lambda a, b: (b[:, None, :] == a).all(axis=2).any(axis=1),
                "That is True for those that DO occur. Negate it: ~."),
            Mistake(lambda a, b: ~np.isin(b, a).all(axis=1),
                "np.isin looks at single numbers: a row mixed from two training rows counts as seen. Whole rows must agree."),
            Mistake(lambda a, b: ~(b[:, None, :] == a).any(axis=2).any(axis=1),
                "You count a row as seen if a single entry agrees. All its entries must agree."),
            Mistake(lambda a, b: np.array([int(not (row == a).all(axis=1).any()) for row in b]).sum(),
                "That is how many. The question is which: return True or False for each row."),
            Mistake(lambda a, b: b[~(b[:, None, :] == a).all(axis=2).any(axis=1)],
                "Those are the rows themselves. Return True or False for each row of X_test."),
            Mistake(lambda a, b: np.flatnonzero(unseen(a, b)),
                "Those are the indices of the unseen rows. Return True or False for every row of X_test."),
            Mistake(lambda a, b: unseen(np.sort(a), np.sort(b)),
                "You ignore the order within a row: (2, 1) counts as (1, 2). Compare entry with entry, each in its place.")]),
    Exercise(chosen_and_judged,
        inputs=[(NOISE, COINS, NEW, NEW_COINS, 5, 0.1),
                (NOISE[:, ::-1].copy(), COINS, NEW[:, ::-1].copy(), NEW_COINS, 3, 1.0),
                (-NOISE, 1 - COINS, NEW + 0.2, NEW_COINS, 8, 0.1), (NOISE[:16], COINS[:16], NEW, NEW_COINS, 2, 0.5),
                (*PENALTY_MATTERS, 6, 3.0)],
        hints=[
            "The columns come from the training set alone: columns = best_columns(X_train, t_train, k).",
            "Train on X_train[:, columns], judge on X_test[:, columns].",
            "`w, b = lr.newton(X_train[:, columns], t_train, l2=l2).final`, then "
                "`return np.mean((X_test[:, columns] @ w + b > 0) == t_test)`"],
        mistakes=[
            Mistake(lambda *a: _judged(*a, chosen="all"),
                "Your columns were chosen with the test set in sight. That is the very bug on show."),
            Mistake(lambda *a: _judged(*a, chosen="test"),
                "You chose the columns on the test set. The choice must see nothing of it."),
            Mistake(lambda *a: _judged(*a, on="train"), "That is the share of right answers on the training set."),
            Mistake(lambda *a: _judged(*a[:-1], 0), "You left the penalty out: lr.newton(..., l2=l2)."),
            Mistake(lambda *a: _judged(*a, first=False), "You used all columns. Only the k chosen ones go in."),
            Mistake(lambda *a: _judged(*a, sign=1),
                "You took the k columns whose means are closest. argsort sorts upwards: use -apart."),
            Mistake(lambda *a: _weighed(*a, own=True),
                "You chose different columns for the test set. The weights belong to those chosen on the training set."),
            Mistake(lambda *a: _weighed(*a, late=True),
                "You trained on all columns and then picked k weights. Choose first, then train on the chosen ones."),
            Mistake(lambda *a: _weighed(*a, bar=0.5),
                "You compared the activation with 0.5. Where the probability is one half, the activation is 0."),
            Mistake(lambda *a: _weighed(*a, bias=0), "You left out the bias when judging: X @ w + b.")]),
    Exercise(balanced_accuracy,
        inputs=[(np.array([0, 0, 0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 0, 0, 1, 1, 0])),
                (np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])),
                (np.array([1, 1, 1, 0, 1]), np.array([1, 0, 1, 1, 1]))],
        hints=[
            "answer[t == 1] holds the answers for the ones. What share of them is 1?",
            "The same for the zeros: np.mean(answer[t == 0] == 0). Then take the mean of the two.",
            "`return (np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)) / 2`"],
        mistakes=[
            Mistake(lambda t, answer: np.mean(t == answer),
                "That is the plain accuracy. Each class should count the same, however rare it is."),
            Mistake(lambda t, answer: np.mean(answer[t == 1]),
                "That is the share of the ones that was found. The zeros count as well."),
            Mistake(lambda t, answer: (np.mean(answer[t == 1]) + np.mean(answer[t == 0])) / 2,
                "For the zeros you counted the answers of 1, the false alarms. For them the right answer is 0."),
            Mistake(lambda t, answer: np.mean(answer[t == 1]) + np.mean(answer[t == 0] == 0),
                "That is the sum, which goes up to 2. The mean is half of it."),
            Mistake(lambda t, answer: np.mean(answer[t == 1]) * np.mean(answer[t == 0] == 0),
                "You multiplied the shares. Take their mean."),
            Mistake(lambda t, answer: np.mean(t == answer) / 2,
                "That is half the plain accuracy. Divide the number found in each class by the size of that class."),
            Mistake(_harmonic, "That is the harmonic mean of the shares, as in F1. Take the ordinary mean.")]),
    Exercise(relative_weights,
        inputs=[(np.array([-0.6, 0.2, -0.1, 0.4]), -0.2), (np.array([1.0, 3.0]), 2.0),
                (np.array([0.0, 0.5, -0.5]), 0.7)],
        hints=[
            "The activation of category k is w[k] + b, and it must stay the same.",
            "For the first category only the new bias is left: b + w[0]. The others add their difference from the first.",
            "`return w[1:] - w[0], b + w[0]`"],
        mistakes=[
            Mistake(lambda w, b: (w[1:], b),
                "You dropped the first weight. Subtract it from each of the others and add it to the bias: then no answer changes."),
            Mistake(lambda w, b: (w[1:] - w[0], b),
                "You kept the old b. It must take over the first weight as it was at the start: that category has nothing else left."),
            Mistake(lambda w, b: (w[1:] - w[0], b - w[0]),
                "The sign of the bias is wrong: the others have lost w[0], so the bias must gain it."),
            Mistake(lambda w, b: (w - w[0], b + w[0]), "You returned K weights again, the first of them 0. Leave it out: w[1:]."),
            Mistake(lambda w, b: (w[1:] - w.mean(), b + w.mean()),
                "Yours are relative to the mean. Make them relative to the first category."),
            Mistake(lambda w, b: (w[1:] + w[0], b - w[0]),
                "It is the other way round: the bias gains w[0], the others lose it."),
            Mistake(lambda w, b: (w[:-1] - w[-1], b + w[-1]),
                "You compared with the last category. The first is the one that moves into the bias: w[0]."),
            Mistake(lambda w, b: (np.diff(w), b + w[0]),
                "You compared each category with the one before it. All are compared with the first: w[1:] - w[0].")]),
    Exercise(shuffled_together,
        inputs=[(X, T, np.random.default_rng(1)), (OTHER, np.array([0, 1, 1, 0, 0]), np.random.default_rng(2))],
        hints=[
            "Draw one order, order = rng.permutation(len(t)), and use it twice.",
            "`order = rng.permutation(len(t))`, then `return X[order], t[order]`"],
        mistakes=[
            Mistake(lambda X, t, rng: (X[rng.permutation(len(t))], t[rng.permutation(len(t))]),
                "Two permutations are two orders: the rows lose their targets. Draw one and use it for both."),
            Mistake(lambda X, t, rng: (X[rng.permutation(len(t))], t),
                "Only X has a new order. Its rows now have other rows' targets."),
            Mistake(lambda X, t, rng: (X, t[rng.permutation(len(t))]),
                "Only t has a new order. That is a permutation test, not a shuffle."),
            Mistake(lambda X, t, rng: (X, t), "Nothing was shuffled."),
            Mistake(lambda X, t, rng: (X[:, rng.permutation(X.shape[1])], t),
                "You shuffled the columns of X. The rows are the samples: X[order], and t[order] with it."),
            Mistake(_drawn,
                "You drew with replacement: some samples come twice, others never. rng.permutation contains each exactly once."),
            Mistake(_overwritten,
                "You copied within the array, so rows that have already been overwritten get copied again. X[order] makes a new array.")]),
    Exercise(inflation,
        inputs=[(rng.normal(size=(12, 2)) @ np.array([[1.0, 0.9], [0.0, 0.3]]),),
                (rng.normal(size=(15, 3)) @ np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.7], [0.2, 0.0, 1.0]])
                 * [1, 10, 100],)],
        hints=[
            "np.corrcoef(X, rowvar=False) is the correlation matrix of the columns, (D, D).",
            "np.linalg.inv inverts it, np.diag takes the diagonal.",
            "`return np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))`"],
        mistakes=[
            Mistake(lambda X: np.diag(np.linalg.pinv(np.corrcoef(X))),
                "np.corrcoef takes the ROWS as the variables: rowvar=False, or X.T."),
            Mistake(lambda X: np.diag(np.linalg.inv(np.cov(X, rowvar=False))),
                "The covariance still has the units of the columns in it. Use the correlation."),
            Mistake(lambda X: 1 / np.diag(np.corrcoef(X, rowvar=False)),
                "You inverted the diagonal, whose entries are all 1. Invert the matrix, then take the diagonal."),
            Mistake(lambda X: np.linalg.inv(np.corrcoef(X, rowvar=False)),
                "That is the whole inverse. Return its diagonal, one number for each column."),
            Mistake(lambda X: np.sqrt(np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))),
                "That is the factor by which the standard error grows. The variance grows by its square."),
            Mistake(_closest,
                "You used the largest single correlation, which is right only for two columns. "
                "With more, they all count together: invert the matrix."),
            Mistake(_uncentred,
                "Your columns are not centred, so a mean other than 0 looks like correlation. np.corrcoef centres.")]),
    Exercise(restored_bias, [(0.3, 0.5, 0.02), (-1.2, 0.4, 0.1), (0.0, 0.05, 0.3)],
        hints=[
            "The log-odds of a share p are ln(p / (1 - p)).",
            "Subtract those of the training set, add those of the world.",
            "`return b - np.log(share_train / (1 - share_train)) + np.log(share_true / (1 - share_true))`"],
        mistakes=[
            Mistake(lambda b, a, s: b + log_odds(a) - log_odds(s),
                "It is the wrong way round: the training set's prior goes out, the true one comes in."),
            Mistake(lambda b, a, s: b + log_odds(s),
                "That is right if the training share was one half. Take out its log-odds as well."),
            Mistake(lambda b, a, s: b + np.log(s / a),
                "You compared the shares. Compare the odds, p / (1 - p)."),
            Mistake(lambda b, a, s: log_odds(s),
                "The old bias holds more than the prior. Keep it, and change only the prior."),
            Mistake(lambda b, a, s: b * log_odds(s) / log_odds(a) if a != 0.5 else np.inf,
                "Priors are added in log-odds, not multiplied."),
            Mistake(lambda b, a, s: b - a + s, "A share is not a log-odds: ln(p / (1 - p))."),
            Mistake(lambda b, a, s: b + (log_odds(s) - log_odds(a)) / np.log(10),
                "You used log10. Log-odds use the natural logarithm, np.log."),
            Mistake(lambda b, a, s: b - a / (1 - a) + s / (1 - s),
                "Those are the odds, without the logarithm. The bias is in log-odds: np.log(p / (1 - p)).")]),
    Exercise(choose_and_judge, CHOICES, fresh=_choice,
        hints=[
            "Three parts: the cross-validated cost of one degree (notebook 13), the degree with the lowest cost, and one last training run on all rows of X.",
            "Inside the folds: features, then standardise by the training rows, then lr.newton, then the cost of the held-out rows. "
                "Do not use the test set before the last line.",
            "`Z, Z_new = lr.features.standardize(F[fold != k], F[fold == k])`, `w, b = lr.newton(Z, t[fold != k], l2=l2).final`, "
                "`costs[d] += np.sum(fold == k) * lr.cross_entropy_with_logits(t[fold == k], Z_new @ w + b)`, "
                "then `degree = min(degrees, key=costs.get)`"],
        mistakes=[
            Mistake(lambda X, t, fold, degrees, l2, new, s:
                    _chosen(X, t, fold, degrees, l2, new, s, by=lambda F, t, fold, l2: _cost_elsewhere(F, t, l2, F.copy(), t)),
                "You chose by the training cost: then the highest degree nearly always wins. Choose by the cost of the held-out rows."),
            Mistake(lambda X, t, fold, degrees, l2, new, s: min(
                    ((d, _cost_elsewhere(monomials(X, d), t, l2, monomials(new, d), s)) for d in degrees), key=lambda pair: pair[1]),
                "You chose by the test set, so its cost is no longer a verdict. Choose by cross-validation, and look at the test set once."),
            Mistake(lambda X, t, fold, degrees, l2, new, s:
                    _chosen(X, t, fold, degrees, l2, new, s, by=lambda *a: -_validation_cost(*a)),
                "You took the degree with the HIGHEST validation cost. A cost should be low: take the smallest."),
            Mistake(lambda *a: _retrained(*a, judge=_unscaled), "You trained the last model on columns that are not standardised. With a penalty the units matter."),
            Mistake(lambda *a: _retrained(*a, judge=_scaled_by_itself),
                "You scaled the test set by its own mean and deviation. Scale it by those of the training set."),
            Mistake(lambda *a: _retrained(*a, judge=lambda F, t, l2, new, s: _cost_elsewhere(F, t, l2, F.copy(), t)),
                "You return the cost of the rows you trained on. Return that of the test set."),
            Mistake(lambda *a: _retrained(*a, judge=_accuracy), "The second value is the cross-entropy on the test set; yours is the share of right answers."),
            Mistake(lambda *a: _retrained(*a, judge=_priced), "The penalty is in your test cost. It is a price for training, not a measure of quality."),
            Mistake(lambda X, t, fold, degrees, l2, new, s:
                    (choose_and_judge(X, t, fold, degrees, l2, new, s)[0],
                     min(_validation_cost(monomials(X, d), t, fold, l2) for d in degrees)),
                "The second value is the cost on the test set; yours is the validation cost that won."),
            Mistake(lambda X, t, fold, degrees, l2, new, s: (degrees[0], _cost_elsewhere(monomials(X, degrees[0]), t, l2, monomials(new, degrees[0]), s)),
                "You always take the first degree in the list."),
            Mistake(lambda X, t, fold, degrees, l2, new, s:
                    (degrees.index(choose_and_judge(X, t, fold, degrees, l2, new, s)[0]), choose_and_judge(X, t, fold, degrees, l2, new, s)[1]),
                "You return the index of the degree in the list. Return the degree itself: degrees[k]."),
            Mistake(_with_the_last_folds_model, "You judged with the model from the last fold. Train once more, on all rows of X."),
            Mistake(lambda X, t, fold, degrees, l2, new, s:
                    (choose_and_judge(X, t, fold, degrees, l2, new, s)[0],
                     choose_and_judge(X, t, fold, [choose_and_judge(X, t, fold, degrees, l2, new, s)[0]], 0.0, new, s)[1]),
                "You trained the last model without the penalty: pass l2=l2 there too."),
            Mistake(lambda *a: choose_and_judge(*a)[::-1], "The degree comes first, the cost second.")]),
]
