"""What learners hand in for the exercises of notebook 16: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("mean and std by column, written once for both")
def scaled_alike(X_train, X_test):
    m = X_train.mean(axis=0)
    s = X_train.std(axis=0)
    return (X_train - m) / s, (X_test - m) / s


@right("column by column in a loop, the deviation by hand")
def scaled_alike(X_train, X_test):
    A = np.empty(X_train.shape)
    B = np.empty(X_test.shape)
    n = len(X_train)
    for d in range(X_train.shape[1]):
        m = sum(X_train[:, d]) / n
        s = np.sqrt(sum((x - m) ** 2 for x in X_train[:, d]) / n)
        A[:, d] = (X_train[:, d] - m) / s
        B[:, d] = (X_test[:, d] - m) / s
    return A, B


@right("a list comprehension over the two sets")
def scaled_alike(X_train, X_test):
    mean = np.mean(X_train, axis=0, keepdims=True)
    width = np.sqrt(np.mean((X_train - mean) ** 2, axis=0, keepdims=True))
    train, test = [(X - mean) / width for X in (X_train, X_test)]
    return train, test


@wrong("the test set is standardised by its own mean and deviation")
def scaled_alike(X_train, X_test):
    def z(X):
        return (X - X.mean(axis=0)) / X.std(axis=0)
    return z(X_train), z(X_test)


@wrong("mean and deviation are taken over both sets together")
def scaled_alike(X_train, X_test):
    X = np.vstack([X_train, X_test])
    m, s = X.mean(axis=0), X.std(axis=0)
    return (X_train - m) / s, (X_test - m) / s


@wrong("X_train is overwritten first, so the test set is standardised by mean 0 and deviation 1: it stays raw")
def scaled_alike(X_train, X_test):
    X_train = (X_train - X_train.mean(axis=0)) / X_train.std(axis=0)
    X_test = (X_test - X_train.mean(axis=0)) / X_train.std(axis=0)
    return X_train, X_test


@wrong("no axis: one mean and one deviation for all columns together")
def scaled_alike(X_train, X_test):
    m, s = X_train.mean(), X_train.std()
    return (X_train - m) / s, (X_test - m) / s


@wrong("divides by the variance instead of the standard deviation")
def scaled_alike(X_train, X_test):
    m, v = X_train.mean(axis=0), X_train.var(axis=0)
    return (X_train - m) / v, (X_test - m) / v


@wrong("brackets forgotten: only the mean is divided by the deviation")
def scaled_alike(X_train, X_test):
    m = X_train.mean(axis=0)
    s = X_train.std(axis=0)
    return X_train - m / s, X_test - m / s


@wrong("the test set gets the training set's mean, but its own deviation")
def scaled_alike(X_train, X_test):
    m = X_train.mean(axis=0)
    return (X_train - m) / X_train.std(axis=0), (X_test - m) / X_test.std(axis=0)


@wrong("changes the two arguments in place")
def scaled_alike(X_train, X_test):
    m = X_train.mean(axis=0)
    s = X_train.std(axis=0)
    for X in (X_train, X_test):
        X -= m
        X /= s
    return X_train, X_test


@right("rule by rule with np.diff")
def diagnose(cost):
    cost = np.asarray(cost, dtype=float)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    steps = np.diff(cost)
    if np.any(steps > 1e-9):
        return "bouncing"
    if len(steps) > 0 and -steps[-1] > -steps[0] / 10:
        return "crawling"
    return "settled"


@right("plain Python: a loop over neighbours")
def diagnose(cost):
    first, last = float(cost[0]), float(cost[-1])
    if math.isnan(last) or math.isinf(last) or last > first:
        return "diverged"
    for i in range(1, len(cost)):
        if cost[i] - cost[i - 1] > 1e-9:
            return "bouncing"
    if len(cost) < 2:
        return "settled"
    first_fall = cost[0] - cost[1]
    last_fall = cost[-2] - cost[-1]
    return "crawling" if last_fall > 0.1 * first_fall else "settled"


@right("a list of falls, and an if-elif chain")
def diagnose(cost):
    falls = [before - after for before, after in zip(cost[:-1], cost[1:])]
    if not math.isfinite(cost[-1]) or cost[0] < cost[-1]:
        word = "diverged"
    elif any(fall < -1e-9 for fall in falls):
        word = "bouncing"
    elif falls and falls[-1] > falls[0] / 10:
        word = "crawling"
    else:
        word = "settled"
    return word


@wrong("bouncing is asked before diverged, so a curve that rises on its way out is called bouncing")
def diagnose(cost):
    d = np.diff(cost)
    if np.any(d > 1e-9):
        return "bouncing"
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if -d[-1] > -d[0] / 10:
        return "crawling"
    return "settled"


@wrong("no tolerance: a rise by rounding alone already counts as bouncing")
def diagnose(cost):
    d = np.diff(cost)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if np.any(d > 0):
        return "bouncing"
    if -d[-1] > -d[0] / 10:
        return "crawling"
    return "settled"


@wrong("a last cost of nan is not noticed: nan > cost[0] is False")
def diagnose(cost):
    d = np.diff(cost)
    if cost[-1] > cost[0]:
        return "diverged"
    if np.any(d > 1e-9):
        return "bouncing"
    if -d[-1] > -d[0] / 10:
        return "crawling"
    return "settled"


@wrong("diverged if ANY cost is above the first, not only the last")
def diagnose(cost):
    d = np.diff(cost)
    if not np.isfinite(cost[-1]) or np.max(cost) > cost[0]:
        return "diverged"
    if np.any(d > 1e-9):
        return "bouncing"
    if -d[-1] > -d[0] / 10:
        return "crawling"
    return "settled"


@wrong("looks for a rise at the last step only")
def diagnose(cost):
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if cost[-1] - cost[-2] > 1e-9:
        return "bouncing"
    if cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10:
        return "crawling"
    return "settled"


@wrong("crawling compares the last COST with a tenth of the first, not the falls")
def diagnose(cost):
    d = np.diff(cost)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if np.any(d > 1e-9):
        return "bouncing"
    if cost[-1] > cost[0] / 10:
        return "crawling"
    return "settled"


@wrong("a fall is negative in np.diff, and the sign is not changed: crawling and settled are swapped")
def diagnose(cost):
    d = np.diff(cost)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if np.any(d > 1e-9):
        return "bouncing"
    if d[-1] > d[0] / 10:
        return "crawling"
    return "settled"


@wrong("returns in the first round of the loop: only the first step is looked at for a rise")
def diagnose(cost):
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    for i in range(1, len(cost)):
        if cost[i] > cost[i - 1] + 1e-9:
            return "bouncing"
        elif cost[-2] - cost[-1] > (cost[0] - cost[1]) / 10:
            return "crawling"
        else:
            return "settled"


@right("the formula with math")
def longest(l2):
    return math.sqrt(2 * math.log(2) / l2)


@right("NumPy, ln 4 in place of 2 ln 2, and no bound without a penalty")
def longest(l2):
    if l2 == 0:
        return np.inf
    return np.sqrt(np.log(4) / l2)


@right("by the cost at zero: -ln(1/2), then a power of one half")
def longest(l2):
    cost_at_zero = -np.log(0.5)
    return (cost_at_zero / (l2 / 2)) ** 0.5


@wrong("the square root is missing: that is the squared length")
def longest(l2):
    return 2 * math.log(2) / l2


@wrong("the factor 2 is missing, as if the penalty were l2 |w|^2 without a half")
def longest(l2):
    return math.sqrt(math.log(2) / l2)


@wrong("log2 instead of the natural logarithm")
def longest(l2):
    return np.sqrt(2 * np.log2(2) / l2)


@wrong("the root does not reach over l2")
def longest(l2):
    return math.sqrt(2 * math.log(2)) / l2


@wrong("a bracket closes too late: ln(2 / l2) instead of ln(2) / l2")
def longest(l2):
    return math.sqrt(2 * math.log(2 / l2))


@wrong("rounds the bound to one decimal, as in the text")
def longest(l2):
    return round(math.sqrt(2 * math.log(2) / l2), 1)


@wrong("divides by 2 instead of multiplying by it")
def longest(l2):
    return np.sqrt(np.log(2) / (2 * l2))


@wrong("^ is not a power in Python: TypeError with a float")
def longest(l2):
    return (2 * math.log(2) / l2) ^ (1 / 2)


@right("the three shapes one after the other")
def one_column(t):
    t = np.asarray(t)
    if t.ndim == 1:
        return t
    if t.ndim == 2 and t.shape[1] == 1:
        return t[:, 0]
    if t.ndim == 2 and t.shape[0] == 1:
        return t[0]
    raise ValueError(f"t must be one column, not of shape {t.shape}")


@right("refuses first, then flattens")
def one_column(t):
    t = np.array(t)
    if t.ndim not in (1, 2) or (t.ndim == 2 and 1 not in t.shape):
        raise ValueError("t needs the shape (N,), (N, 1) or (1, N)")
    return t.ravel()


@right("unpacks the shape and lets reshape do the rest")
def one_column(t):
    shape = np.shape(t)
    if len(shape) == 1:
        return np.asarray(t)
    if len(shape) == 2:
        rows, columns = shape
        if rows == 1 or columns == 1:
            return np.reshape(t, (rows * columns,))
    raise ValueError(shape)


@wrong("flattens everything: an (N, M) table goes through as N * M targets")
def one_column(t):
    return np.asarray(t).ravel()


@wrong("squeeze makes (1, 1) a 0-d array, and that is then refused")
def one_column(t):
    t = np.squeeze(t)
    if t.ndim != 1:
        raise ValueError("not one column")
    return t


@wrong("refuses the row (1, N)")
def one_column(t):
    t = np.asarray(t)
    if t.ndim == 2 and t.shape[1] == 1:
        t = t[:, 0]
    if t.ndim != 1:
        raise ValueError("t must be (N,) or (N, 1)")
    return t


@wrong("takes the first column of a table with several columns, without a word")
def one_column(t):
    t = np.asarray(t)
    if t.ndim == 1:
        return t
    if t.ndim == 2:
        return t[0] if t.shape[0] == 1 else t[:, 0]
    raise ValueError("too many dimensions")


@wrong("hands back the ValueError instead of raising it")
def one_column(t):
    t = np.asarray(t)
    if t.ndim == 1:
        return t
    if t.ndim == 2 and min(t.shape) == 1:
        return t.reshape(-1)
    return ValueError("wrong shape")


@wrong("makes a column (N, 1), where (N,) is asked for")
def one_column(t):
    t = np.asarray(t)
    if t.ndim == 1 or (t.ndim == 2 and 1 in t.shape):
        return t.reshape(-1, 1)
    raise ValueError("wrong shape")


@wrong("asks for shape[1] before it knows that there is one: IndexError for (N,)")
def one_column(t):
    if t.shape[1] == 1 or t.shape[0] == 1:
        return t.ravel()
    elif t.ndim == 1:
        return t
    raise ValueError("wrong shape")


@wrong("goes only by the size: (N, 1, 1) and a single number slip through")
def one_column(t):
    t = np.atleast_1d(t)
    if t.size != max(t.shape):
        raise ValueError("t is not one column")
    return t.reshape(-1)


@right("the formula with np.maximum and np.log1p")
def softplus(a):
    a = np.asarray(a, dtype=float)
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


@right("a loop over the flat numbers with math")
def softplus(a):
    a = np.asarray(a, dtype=float)
    out = np.empty(a.size)
    for i, x in enumerate(a.ravel()):
        if x > 0:
            out[i] = x + math.log1p(math.exp(-x))
        else:
            out[i] = math.log1p(math.exp(x))
    return out.reshape(a.shape)


@right("the part above 0 as (a + |a|) / 2, and both exponents held at 0 or below")
def softplus(a):
    a = np.asarray(a, dtype=float)
    size = np.where(a < 0, -a, a)
    return (a + size) / 2 + np.log(1 + np.exp(-size))


@wrong("the plain formula: overflows to inf from about 710")
def softplus(a):
    return np.log(1 + np.exp(a))


@wrong("clips a at 700, so everything above gives 700")
def softplus(a):
    return np.log1p(np.exp(np.clip(a, -700, 700)))


@wrong("Python's max on an array: its truth value is ambiguous")
def softplus(a):
    return max(a, 0) + np.log(1 + np.exp(-abs(a)))


@wrong("np.max(a, 0) takes the largest along axis 0, not the larger of a and 0")
def softplus(a):
    return np.max(a, 0) + np.log1p(np.exp(-np.abs(a)))


@wrong("the large part is taken out, but not put back")
def softplus(a):
    return np.log1p(np.exp(-np.abs(a)))


@wrong("only the large part: the logarithm is left out (that is the ReLU)")
def softplus(a):
    return np.maximum(a, 0.0)


@wrong("exp(-a) instead of exp(-|a|): right for a > 0 only, and overflows far below 0")
def softplus(a):
    return np.maximum(a, 0) + np.log1p(np.exp(-a))


@wrong("the minus before |a| is missing: too large, and overflows on both sides")
def softplus(a):
    return np.maximum(a, 0) + np.log(1 + np.exp(np.abs(a)))


@right("every test row against every training row by broadcasting")
def unseen(X_train, X_test):
    same = (X_test[:, None, :] == X_train[None, :, :]).all(axis=2)
    return ~same.any(axis=1)


@right("a set of tuples")
def unseen(X_train, X_test):
    known = set(map(tuple, X_train.tolist()))
    return np.array([tuple(row) not in known for row in X_test.tolist()], dtype=bool)


@right("three loops as in C, with break")
def unseen(X_train, X_test):
    result = np.ones(len(X_test), dtype=bool)
    for m in range(len(X_test)):
        for n in range(len(X_train)):
            equal = True
            for d in range(X_test.shape[1]):
                if X_test[m, d] != X_train[n, d]:
                    equal = False
                    break
            if equal:
                result[m] = False
                break
    return result


@wrong("the other way round: True where the row DOES occur in the training set")
def unseen(X_train, X_test):
    return np.array([(X_train == row).all(axis=1).any() for row in X_test])


@wrong("test rows are added to the known ones, so the second of two equal new test rows counts as seen")
def unseen(X_train, X_test):
    known = set(map(tuple, X_train))
    result = []
    for row in map(tuple, X_test):
        result.append(row not in known)
        known.add(row)
    return np.array(result)


@wrong("`row in X_train` of NumPy is True as soon as one single number agrees")
def unseen(X_train, X_test):
    answer = []
    for row in X_test:
        answer.append(row not in X_train)
    return np.array(answer)


@wrong("compares each number on its own with np.isin: a mixture of known numbers counts as seen")
def unseen(X_train, X_test):
    return ~np.isin(X_test, X_train).all(axis=1)


@wrong("swapped: which training rows do not occur in the test set, (N,) instead of (M,)")
def unseen(X_train, X_test):
    test = set(map(tuple, X_test))
    return np.array([tuple(row) not in test for row in X_train])


@wrong("returns the row numbers instead of True and False")
def unseen(X_train, X_test):
    known = {tuple(row) for row in X_train}
    return np.array([m for m, row in enumerate(X_test) if tuple(row) not in known], dtype=int)


@wrong("compares the rows' numbers without their order, so (1, 2) is taken for (2, 1)")
def unseen(X_train, X_test):
    known = {tuple(sorted(row)) for row in X_train}
    return np.array([tuple(sorted(row)) not in known for row in X_test])


@wrong("decides after the first training row: the break stands in the wrong place")
def unseen(X_train, X_test):
    result = []
    for x in X_test:
        new = True
        for y in X_train:
            if np.array_equal(x, y):
                new = False
            break
        result.append(new)
    return np.array(result)


@right("columns by the training set alone, then the share of equal answers")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    answer = X_test[:, columns] @ w + b > 0
    return np.mean(answer == t_test)


@right("counts the right answers in a loop")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = list(best_columns(X_train, t_train, k))
    w, b = newton(X_train[:, columns], t_train, l2)
    right_ones = 0
    for x, target in zip(X_test, t_test):
        a = b
        for j, d in enumerate(columns):
            a += w[j] * x[d]
        if (a > 0) == (target == 1):
            right_ones += 1
    return right_ones / len(t_test)


@right("by the probability, 1 less the share wrong")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    chosen = np.zeros(X_train.shape[1], dtype=bool)
    chosen[best_columns(X_train, t_train, k)] = True
    w, b = newton(X_train[:, chosen], t_train, l2)
    y = (1 + np.tanh((X_test[:, chosen] @ w + b) / 2)) / 2
    return float(1 - np.abs((y > 0.5).astype(float) - t_test).mean())


@wrong("the columns are chosen on training and test set together")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(np.vstack([X_train, X_test]), np.concatenate([t_train, t_test]), k)
    w, b = newton(X_train[:, columns], t_train, l2)
    return np.mean((X_test[:, columns] @ w + b > 0) == t_test)


@wrong("the test set gets columns of its own choice, to which the weights do not belong")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    X_train = X_train[:, best_columns(X_train, t_train, k)]
    X_test = X_test[:, best_columns(X_test, t_test, k)]
    w, b = newton(X_train, t_train, l2)
    return np.mean((X_test @ w + b > 0) == t_test)


@wrong("judged on the training set")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    return np.mean((X_train[:, columns] @ w + b > 0) == t_train)


@wrong("trained on all columns, and only then are the weights of the chosen ones picked out")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train, t_train, l2)
    return np.mean((X_test[:, columns] @ w[columns] + b > 0) == t_test)


@wrong("the activation, not the probability, is compared with one half")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    y = X_test[:, columns] @ w + b
    return np.mean((y > 0.5) == t_test)


@wrong("the share that is wrong instead of the share that is right")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    answer = X_test[:, columns] @ w + b > 0
    return np.mean(answer != t_test)


@wrong("the number of right answers, not their share")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    answer = X_test[:, columns] @ w + b > 0
    return np.sum(answer == t_test)


@wrong("the bias is left out when judging")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    def best_columns(X, t, k):
        Z, c = X - X.mean(axis=0), t - np.mean(t)
        size = np.sqrt((Z**2).sum(axis=0) * (c**2).sum())
        r = np.abs(c @ Z) / np.where(size > 0, size, 1)
        return np.argsort(-r, kind="stable")[:k]

    def newton(X, t, l2):
        A = np.column_stack([X, np.ones(len(X))])
        P = np.diag([l2] * X.shape[1] + [0.0])
        z = np.zeros(A.shape[1])

        def cost(z):
            return np.mean(np.logaddexp(0, A @ z) - t * (A @ z)) + z @ P @ z / 2

        for _ in range(50):
            y = (1 + np.tanh(A @ z / 2)) / 2
            H = (A.T * (y * (1 - y))) @ A / len(A) + P
            d = -np.linalg.lstsq(H, A.T @ (y - t) / len(A) + P @ z, rcond=None)[0]
            for _ in range(40):
                if cost(z + d) <= cost(z):
                    z = z + d
                    break
                d = d / 2
        return z[:-1], z[-1]

    columns = best_columns(X_train, t_train, k)
    w, b = newton(X_train[:, columns], t_train, l2)
    answer = X_test[:, columns] @ w > 0
    return np.mean(answer == t_test)


@right("the mean of two means")
def balanced_accuracy(t, answer):
    t, answer = np.asarray(t), np.asarray(answer)
    return (np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)) / 2


@right("four counters in a loop")
def balanced_accuracy(t, answer):
    ones = zeros = found_ones = found_zeros = 0
    for target, said in zip(t, answer):
        if target == 1:
            ones += 1
            found_ones += said == 1
        else:
            zeros += 1
            found_zeros += said == 0
    return 0.5 * found_ones / ones + 0.5 * found_zeros / zeros


@right("by sums of products of zeros and ones")
def balanced_accuracy(t, answer):
    t = np.asarray(t, dtype=float)
    answer = np.asarray(answer, dtype=float)
    sensitivity = t @ answer / t.sum()
    specificity = (1 - t) @ (1 - answer) / (1 - t).sum()
    return float(np.mean([sensitivity, specificity]))


@wrong("the plain accuracy over all samples")
def balanced_accuracy(t, answer):
    return np.mean(t == answer)


@wrong("divides by how many were ANSWERED one or zero (precision), not by how many there are")
def balanced_accuracy(t, answer):
    ones = np.sum((t == 1) & (answer == 1)) / np.sum(answer == 1)
    zeros = np.sum((t == 0) & (answer == 0)) / np.sum(answer == 0)
    return (ones + zeros) / 2


@wrong("the sum of the two shares, not halved")
def balanced_accuracy(t, answer):
    return np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)


@wrong("among the zeros it takes the share that was answered one: false alarms, not those found")
def balanced_accuracy(t, answer):
    shares = [np.mean(answer[t == c]) for c in (1, 0)]
    return sum(shares) / 2


@wrong("only the share found among the ones")
def balanced_accuracy(t, answer):
    return np.sum((t == 1) & (answer == 1)) / np.sum(t == 1)


@wrong("the found of each class are divided by ALL samples, not by those of the class")
def balanced_accuracy(t, answer):
    ones = np.mean((t == 1) & (answer == 1))
    zeros = np.mean((t == 0) & (answer == 0))
    return (ones + zeros) / 2


@wrong("a bracket is missing: only the second share is halved")
def balanced_accuracy(t, answer):
    found = np.mean(answer[t == 1] == 1)
    rejected = np.mean(answer[t == 0] == 0)
    return found + rejected / 2


@wrong("the harmonic mean of the two shares (as in F1) instead of the ordinary mean")
def balanced_accuracy(t, answer):
    p = np.mean(answer[t == 1] == 1)
    q = np.mean(answer[t == 0] == 0)
    return 2 * p * q / (p + q) if p + q > 0 else 0.0


@right("slices: the others less the first, and the first goes into the bias")
def relative_weights(w, b):
    return w[1:] - w[0], b + w[0]


@right("a loop with append")
def relative_weights(w, b):
    reference = w[0]
    new = []
    for k in range(1, len(w)):
        new.append(w[k] - reference)
    return np.array(new), reference + b


@right("by the activation of each category")
def relative_weights(w, b):
    a = np.asarray(w) + b
    base = a[0]
    return np.delete(a, 0) - base, base


@wrong("the bias is left as it was")
def relative_weights(w, b):
    return w[1:] - w[0], b


@wrong("the first weight is taken off the bias instead of added")
def relative_weights(w, b):
    return w[1:] - w[0], b - w[0]


@wrong("keeps all K weights, with a 0 for the first")
def relative_weights(w, b):
    return w - w[0], b + w[0]


@wrong("w -= w[0] changes the caller's weights in place")
def relative_weights(w, b):
    b = b + w[0]
    w -= w[0]
    return w[1:], b


@wrong("relative to the last category instead of the first")
def relative_weights(w, b):
    return w[:-1] - w[-1], b + w[-1]


@wrong("differences of neighbours: each category relative to the one before it")
def relative_weights(w, b):
    return np.diff(w), b + w[0]


@wrong("relative to the mean of all weights instead of the first one")
def relative_weights(w, b):
    m = np.mean(w)
    return w[1:] - m, b + m


@wrong("the sign is turned round: the first less the others")
def relative_weights(w, b):
    return w[0] - w[1:], b + w[0]


@right("one order as the index of both")
def shuffled_together(X, t, rng):
    order = rng.permutation(len(t))
    return X[order], t[order]


@right("np.take for both")
def shuffled_together(X, t, rng):
    N, D = X.shape
    p = rng.permutation(N)
    return np.take(X, p, axis=0), np.take(t, p)


@right("fills new arrays in a loop")
def shuffled_together(X, t, rng):
    X_new, t_new = np.empty_like(X), np.empty_like(t)
    for place, n in enumerate(rng.permutation(X.shape[0])):
        X_new[place] = X[n]
        t_new[place] = t[n]
    return X_new, t_new


@wrong("two permutations: X and t get different orders")
def shuffled_together(X, t, rng):
    return X[rng.permutation(len(X))], t[rng.permutation(len(t))]


@wrong("only X is shuffled, t keeps its old order")
def shuffled_together(X, t, rng):
    order = rng.permutation(len(X))
    return X[order], t


@wrong("t is put in the inverse order of X")
def shuffled_together(X, t, rng):
    order = rng.permutation(len(X))
    return X[order], t[np.argsort(order)]


@wrong("shuffles the columns of X, not its rows")
def shuffled_together(X, t, rng):
    order = rng.permutation(X.shape[1])
    return X[:, order], t


@wrong("draws with replacement: some samples come twice and others not at all")
def shuffled_together(X, t, rng):
    order = rng.integers(0, len(t), size=len(t))
    return X[order], t[order]


@wrong("the generator that was handed over is not used, but NumPy's global one")
def shuffled_together(X, t, rng):
    order = np.random.permutation(len(t))
    return X[order], t[order]


@wrong("copies row after row within the same array, so rows already overwritten are copied on")
def shuffled_together(X, t, rng):
    X, t = X.copy(), t.copy()
    order = rng.permutation(len(t))
    for i in range(len(t)):
        X[i] = X[order[i]]
        t[i] = t[order[i]]
    return X, t


@wrong("writes the new order into the caller's X and t")
def shuffled_together(X, t, rng):
    order = rng.permutation(len(t))
    X[:] = X[order]
    t[:] = t[order]
    return X, t


@right("np.corrcoef and np.linalg.inv, also for a single column")
def inflation(X):
    R = np.atleast_2d(np.corrcoef(X, rowvar=False))
    return np.diag(np.linalg.inv(R))


@right("standardises, and solves with the identity")
def inflation(X):
    N, D = X.shape
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    inverse = np.linalg.solve(Z.T @ Z / N, np.eye(D))
    return np.array([inverse[d, d] for d in range(D)])


@right("1 / (1 - R^2) of each column, fitted by all others with least squares")
def inflation(X):
    N, D = X.shape
    result = np.empty(D)
    for d in range(D):
        y = X[:, d]
        A = np.column_stack([np.ones(N), np.delete(X, d, axis=1)])
        fit = A @ np.linalg.lstsq(A, y, rcond=None)[0]
        result[d] = np.sum((y - y.mean()) ** 2) / np.sum((y - fit) ** 2)
    return result


@wrong("rowvar is forgotten: correlations between the samples, not the columns")
def inflation(X):
    return np.diag(np.linalg.inv(np.corrcoef(X)))


@wrong("the covariance matrix instead of the correlation matrix: depends on the units")
def inflation(X):
    return np.diag(np.linalg.inv(np.cov(X, rowvar=False)))


@wrong("the whole inverse matrix (D, D), not its diagonal")
def inflation(X):
    return np.linalg.inv(np.corrcoef(X, rowvar=False))


@wrong("1 / (1 - r^2) with the largest single correlation: right for two columns only")
def inflation(X):
    R = np.corrcoef(X.T)
    np.fill_diagonal(R, 0)
    return 1 / (1 - np.max(R**2, axis=1))


@wrong("1 over each entry is no inverse matrix: the diagonal is always 1")
def inflation(X):
    return np.diag(1 / np.corrcoef(X, rowvar=False))


@wrong("the columns are scaled but not centred, so a large mean looks like correlation")
def inflation(X):
    Z = X / np.sqrt(np.mean(X**2, axis=0))
    return np.diag(np.linalg.inv(Z.T @ Z / len(X)))


@wrong("the root of the inflation: that of the standard error, not of the variance")
def inflation(X):
    return np.sqrt(np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False))))


@wrong("upside down: 1 over the diagonal of the inverse, which is 1 - R^2 (the tolerance)")
def inflation(X):
    M = np.linalg.inv(np.corrcoef(X, rowvar=False))
    return 1 / np.diag(M)


@right("the formula")
def restored_bias(b, share_train, share_true):
    return b - math.log(share_train / (1 - share_train)) + math.log(share_true / (1 - share_true))


@right("a helper for the log-odds, with NumPy")
def restored_bias(b, share_train, share_true):
    def logit(p):
        return np.log(p) - np.log1p(-p)
    return b + (logit(share_true) - logit(share_train))


@right("one logarithm of the ratio of the odds")
def restored_bias(b, share_train, share_true):
    odds_ratio = share_true * (1 - share_train) / ((1 - share_true) * share_train)
    return b + np.log(odds_ratio)


@wrong("the two signs are swapped: moves the bias the wrong way")
def restored_bias(b, share_train, share_true):
    return b + np.log(share_train / (1 - share_train)) - np.log(share_true / (1 - share_true))


@wrong("the logarithm of the shares, not of the odds")
def restored_bias(b, share_train, share_true):
    return b - np.log(share_train) + np.log(share_true)


@wrong("takes the wrong prior out, but does not put the true one in")
def restored_bias(b, share_train, share_true):
    return b - np.log(share_train / (1 - share_train))


@wrong("puts the true prior in without taking the training set's out: right only after a balanced training set")
def restored_bias(b, share_train, share_true):
    return b + np.log(share_true / (1 - share_true))


@wrong("log10 instead of the natural logarithm")
def restored_bias(b, share_train, share_true):
    return b - math.log10(share_train / (1 - share_train)) + math.log10(share_true / (1 - share_true))


@wrong("the logarithm is forgotten: odds are added to the bias")
def restored_bias(b, share_train, share_true):
    return b - share_train / (1 - share_train) + share_true / (1 - share_true)


@wrong("brackets: p / 1 - p is p - 1, whose logarithm is nan")
def restored_bias(b, share_train, share_true):
    return b - np.log(share_train / 1 - share_train) + np.log(share_true / 1 - share_true)


@wrong("a bracket too many: the true log-odds are subtracted as well")
def restored_bias(b, share_train, share_true):
    old = np.log(share_train / (1 - share_train))
    new = np.log(share_true / (1 - share_true))
    return b - (old + new)


# -- by the hints --


# The notebook defines best_columns, the stubs do not show it. This guess stands in only where none is given.
if "best_columns" not in globals():

    def best_columns(X, t, k):
        strength = np.abs((X - X.mean(axis=0)).T @ (t - t.mean())) / X.std(axis=0)
        return np.argsort(-strength)[:k]


@right("the last hint")
def scaled_alike(X_train, X_test):
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / scale, (X_test - mean) / scale


@wrong("axis 1: the mean of each row; the shapes don't fit, ValueError")
def scaled_alike(X_train, X_test):
    m = np.mean(X_train, axis=1)
    s = np.std(X_train, axis=1)
    Z_train = (X_train - m) / s
    Z_test = (X_test - m) / s
    return Z_train, Z_test


@right("the last hint")
def diagnose(cost):
    falls = -np.diff(cost)
    if not np.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    if np.any(falls < -1e-9):
        return "bouncing"
    if falls[-1] > falls[0] / 10:
        return "crawling"
    return "settled"


@wrong("off by one: a rise at the last step is not looked at")
def diagnose(cost):
    S = len(cost)
    if not np.isfinite(cost[S - 1]) or cost[S - 1] > cost[0]:
        return "diverged"
    bounced = False
    for s in range(1, S - 1):
        if cost[s] - cost[s - 1] > 1e-9:
            bounced = True
    if bounced:
        return "bouncing"
    if cost[S - 2] - cost[S - 1] > (cost[0] - cost[1]) / 10:
        return "crawling"
    return "settled"


@wrong("compares the last cost with a tenth of the first cost, not the falls")
def diagnose(cost):
    if not math.isfinite(cost[-1]) or cost[-1] > cost[0]:
        return "diverged"
    rises = [b - a for a, b in zip(cost, cost[1:])]
    if any(r > 1e-9 for r in rises):
        return "bouncing"
    if cost[-1] > 0.1 * cost[0]:
        return "crawling"
    return "settled"


@wrong("diverged as soon as any cost isn't finite, not only the last")
def diagnose(cost):
    finite = np.isfinite(cost)
    if not finite.all() or cost[-1] > cost[0]:
        return "diverged"
    falls = -np.diff(cost)
    if (falls < -1e-9).any():
        return "bouncing"
    return "crawling" if falls[-1] > 0.1 * falls[0] else "settled"


@right("the last hint")
def longest(l2):
    return np.sqrt(2 * np.log(2) / l2)


@right("the last hint")
def one_column(t):
    if t.ndim == 1 or (t.ndim == 2 and 1 in t.shape): return t.ravel()
    raise ValueError(f"needed: one column, not {t.shape}")


@right("the last hint")
def softplus(a):
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


@right("the last hint")
def unseen(X_train, X_test):
    return ~(X_test[:, None, :] == X_train).all(axis=2).any(axis=1)


@wrong("np.allclose: rows that differ a little count as copies")
def unseen(X_train, X_test):
    M = len(X_test)
    new = np.ones(M, dtype=bool)
    for m in range(M):
        for x in X_train:
            if np.allclose(X_test[m], x):
                new[m] = False
                break
    return new


@right("the last hint")
def chosen_and_judged(X_train, t_train, X_test, t_test, k, l2):
    columns = best_columns(X_train, t_train, k)
    w, b = lr.newton(X_train[:, columns], t_train, l2=l2).final
    return np.mean((X_test[:, columns] @ w + b > 0) == t_test)


@right("the last hint")
def balanced_accuracy(t, answer):
    return (np.mean(answer[t == 1] == 1) + np.mean(answer[t == 0] == 0)) / 2


@right("the last hint")
def relative_weights(w, b):
    return w[1:] - w[0], b + w[0]


@wrong("only leaves the first weight out; the others and the bias stay")
def relative_weights(w, b):
    return w[1:], b


@right("the last hint")
def shuffled_together(X, t, rng):
    order = rng.permutation(len(t))
    return X[order], t[order]


@right("the last hint")
def inflation(X):
    return np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))


@wrong("forgets to divide by N: Z'Z is N times the correlation matrix")
def inflation(X):
    Z = X - X.mean(axis=0)
    Z = Z / Z.std(axis=0)
    H = Z.T @ Z
    return np.diag(np.linalg.inv(H))


@right("the last hint")
def restored_bias(b, share_train, share_true):
    return b - np.log(share_train / (1 - share_train)) + np.log(share_true / (1 - share_true))


# ----------------------------------------------------------- choose_and_judge


@right("an activation for each held-back row, then the mean over all rows")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    def activations(A, targets, B):
        mean, std = A.mean(axis=0), A.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        w, b = lr.newton((A - mean) / std, targets, l2=l2).final
        return (B - mean) / std @ w + b

    best, best_cost = None, np.inf
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        a = np.zeros(len(t))
        for k in np.unique(fold):
            held = fold == k
            a[held] = activations(F[~held], t[~held], F[held])
        cost = np.mean(np.logaddexp(0, a) - t * a)
        if cost < best_cost:
            best, best_cost = degree, cost

    a = activations(lr.features.monomials(X, best), t, lr.features.monomials(X_test, best))
    return best, np.mean(np.logaddexp(0, a) - t_test * a)


@right("adds up the costs of the folds, set by set, and takes the minimum of a dict")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    def cost_sum(degree, X_train, t_train, X_judge, t_judge):
        train = lr.features.monomials(X_train, degree)
        judge = lr.features.monomials(X_judge, degree)
        centre, width = np.mean(train, axis=0), np.std(train, axis=0)
        width[width == 0] = 1
        fit = lr.newton((train - centre) / width, t_train, l2=l2)
        w, b = fit.final
        a = ((judge - centre) / width) @ w + b
        signed = np.where(t_judge == 1, a, -a)
        return np.logaddexp(0, -signed).sum()

    totals = {}
    for degree in degrees:
        totals[degree] = 0.0
        for k in sorted(set(fold.tolist())):
            inside = np.flatnonzero(fold != k)
            outside = np.flatnonzero(fold == k)
            totals[degree] += cost_sum(degree, X[inside], t[inside], X[outside], t[outside])
    chosen = min(totals, key=totals.get)
    return chosen, float(cost_sum(chosen, X, t, X_test, t_test) / len(t_test))


@right("builds the products itself, one column after the other")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    def products(A, degree):
        columns = []
        for total in range(1, degree + 1):
            for second in range(total + 1):
                columns.append(A[:, 0] ** (total - second) * A[:, 1] ** second)
        return np.stack(columns, axis=1)

    def costs(train, t_train, other, t_other):
        m = train.mean(axis=0)
        s = train.std(axis=0)
        s = s + (s == 0)
        w, b = lr.newton((train - m) / s, t_train, l2=l2).final
        a = ((other - m) / s * w).sum(axis=1) + b
        return [max(v, 0) + math.log1p(math.exp(-abs(v))) - k * v for v, k in zip(a, t_other)]

    means = []
    for degree in degrees:
        P = products(X, degree)
        all_costs = []
        for k in np.unique(fold):
            all_costs += costs(P[fold != k], t[fold != k], P[fold == k], t[fold == k])
        means.append(sum(all_costs) / len(all_costs))
    degree = degrees[int(np.argmin(means))]
    verdict = costs(products(X, degree), t, products(X_test, degree), t_test)
    return degree, sum(verdict) / len(verdict)


@wrong("chooses the degree by the cost on the test set")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    results = []
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        F_test = lr.features.monomials(X_test, degree)
        mean, std = F.mean(axis=0), F.std(axis=0)
        w, b = lr.newton((F - mean) / std, t, l2=l2).final
        a = (F_test - mean) / std @ w + b
        results.append(np.mean(np.logaddexp(0, a) - t_test * a))
    best = int(np.argmin(results))
    return degrees[best], results[best]


@wrong("returns the position of the degree in the list instead of the degree")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    def fit_and_cost(A, t_A, B, t_B):
        m, s = A.mean(axis=0), A.std(axis=0)
        w, b = lr.newton((A - m) / s, t_A, l2=l2).final
        a = (B - m) / s @ w + b
        return np.logaddexp(0, a) - t_B * a

    cv = []
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        row_costs = np.zeros(len(t))
        for k in np.unique(fold):
            out = fold == k
            row_costs[out] = fit_and_cost(F[~out], t[~out], F[out], t[out])
        cv.append(row_costs.mean())
    best = np.argmin(cv)
    F = lr.features.monomials(X, degrees[best])
    F_test = lr.features.monomials(X_test, degrees[best])
    return best, fit_and_cost(F, t, F_test, t_test).mean()


@wrong("returns the cross-validated cost and never looks at the test set")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    best_degree, best_cost = None, float("inf")
    for degree in degrees:
        Phi = lr.features.monomials(X, degree)
        total = 0.0
        for k in np.unique(fold):
            train, val = Phi[fold != k], Phi[fold == k]
            mean, std = train.mean(axis=0), train.std(axis=0)
            w, b = lr.newton((train - mean) / std, t[fold != k], l2=l2).final
            a = (val - mean) / std @ w + b
            total += np.sum(np.logaddexp(0, a) - t[fold == k] * a)
        cost = total / len(t)
        if cost < best_cost:
            best_degree, best_cost = degree, cost
    return best_degree, best_cost


@wrong("chooses by the cost on the training rows, without folds")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    best = None
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        mean, std = F.mean(axis=0), F.std(axis=0)
        Z = (F - mean) / std
        w, b = lr.newton(Z, t, l2=l2).final
        a = Z @ w + b
        cost = np.mean(np.logaddexp(0, a) - t * a)
        if best is None or cost < best[0]:
            best = (cost, degree, w, b, mean, std)
    _, degree, w, b, mean, std = best
    a = (lr.features.monomials(X_test, degree) - mean) / std @ w + b
    return degree, np.mean(np.logaddexp(0, a) - t_test * a)


@wrong("judges with the model of the last fold instead of training on all rows")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    costs, models = [], []
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        losses = []
        for k in np.unique(fold):
            train = fold != k
            mean, std = F[train].mean(axis=0), F[train].std(axis=0)
            w, b = lr.newton((F[train] - mean) / std, t[train], l2=l2).final
            a = (F[~train] - mean) / std @ w + b
            losses.extend(np.logaddexp(0, a) - t[~train] * a)
        costs.append(np.mean(losses))
        models.append((w, b, mean, std))
    i = int(np.argmin(costs))
    w, b, mean, std = models[i]
    F_test = lr.features.monomials(X_test, degrees[i])
    a = (F_test - mean) / std @ w + b
    return degrees[i], np.mean(np.logaddexp(0, a) - t_test * a)


@wrong("standardises the test set by its own mean and width")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    cv_costs = []
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        a = np.empty(len(t))
        for k in np.unique(fold):
            held = fold == k
            m, s = F[~held].mean(axis=0), F[~held].std(axis=0)
            w, b = lr.newton((F[~held] - m) / s, t[~held], l2=l2).final
            a[held] = (F[held] - m) / s @ w + b
        cv_costs.append(np.mean(np.logaddexp(0, a) - t * a))
    degree = degrees[np.argmin(cv_costs)]

    def standardise(A):
        return (A - A.mean(axis=0)) / A.std(axis=0)

    Z = standardise(lr.features.monomials(X, degree))
    Z_test = standardise(lr.features.monomials(X_test, degree))
    w, b = lr.newton(Z, t, l2=l2).final
    a = Z_test @ w + b
    return degree, np.mean(np.logaddexp(0, a) - t_test * a)


@wrong("forgets the penalty when it trains on all rows")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    def ruler(A):
        return A.mean(axis=0), A.std(axis=0)

    def mean_cost(a, targets):
        return np.mean(np.logaddexp(0, a) - targets * a)

    scores = {}
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        a = np.zeros(len(X))
        for k in set(fold):
            m, s = ruler(F[fold != k])
            w, b = lr.newton((F[fold != k] - m) / s, t[fold != k], l2=l2).final
            a[fold == k] = (F[fold == k] - m) / s @ w + b
        scores[degree] = mean_cost(a, t)
    degree = min(scores, key=scores.get)

    F = lr.features.monomials(X, degree)
    m, s = ruler(F)
    w, b = lr.newton((F - m) / s, t).final
    a_test = (lr.features.monomials(X_test, degree) - m) / s @ w + b
    return degree, mean_cost(a_test, t_test)


@wrong("asks a list for its mean")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    best_degree, best_cost = None, np.inf
    for degree in degrees:
        F = lr.features.monomials(X, degree)
        losses = []
        for k in np.unique(fold):
            train = fold != k
            test = fold == k
            mean, std = F[train].mean(axis=0), F[train].std(axis=0)
            w, b = lr.newton((F[train] - mean) / std, t[train], l2=l2).final
            a = (F[test] - mean) / std @ w + b
            losses += list(np.logaddexp(0, a) - t[test] * a)
        if losses.mean() < best_cost:
            best_degree, best_cost = degree, losses.mean()
    F = lr.features.monomials(X, best_degree)
    mean, std = F.mean(axis=0), F.std(axis=0)
    w, b = lr.newton((F - mean) / std, t, l2=l2).final
    a = (lr.features.monomials(X_test, best_degree) - mean) / std @ w + b
    return best_degree, np.mean(np.logaddexp(0, a) - t_test * a)


@right("the last hint")
def choose_and_judge(X, t, fold, degrees, l2, X_test, t_test):
    costs = dict.fromkeys(degrees, 0.0)
    for d in degrees:
        F = lr.features.monomials(X, d)
        for k in np.unique(fold):
            Z, Z_new = lr.features.standardize(F[fold != k], F[fold == k])
            w, b = lr.newton(Z, t[fold != k], l2=l2).final
            costs[d] += np.sum(fold == k) * lr.cross_entropy_with_logits(t[fold == k], Z_new @ w + b)
    degree = min(degrees, key=costs.get)
    Z, Z_test = lr.features.standardize(lr.features.monomials(X, degree), lr.features.monomials(X_test, degree))
    w, b = lr.newton(Z, t, l2=l2).final
    return degree, lr.cross_entropy_with_logits(t_test, Z_test @ w + b)
