"""What learners hand in for the exercises of notebook 01: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("the formula with the differences from the means")
def line_fit(x, y):
    dx = x - x.mean()
    dy = y - y.mean()
    s = np.sum(dx * dy) / np.sum(dx**2)
    return s, y.mean() - s * x.mean()


@right("least squares with a column of ones")
def line_fit(x, y):
    A = np.column_stack([x, np.ones(len(x))])
    (s, c), *_ = np.linalg.lstsq(A, y, rcond=None)
    return s, c


@right("a loop; y need not be centred, since the differences of x sum to zero")
def line_fit(x, y):
    n = len(x)
    x_mean = math.fsum(x) / n
    y_mean = math.fsum(y) / n
    above = below = 0.0
    for a, b in zip(x, y):
        above += (a - x_mean) * b
        below += (a - x_mean) ** 2
    s = above / below
    return float(s), float(y_mean - s * x_mean)


@wrong("returns c, s instead of s, c")
def line_fit(x, y):
    s, c = np.polyfit(x, y, 1)
    return c, s


@wrong("x and y swapped in the denominator: divides by the sum of the squared differences of y")
def line_fit(x, y):
    dx = x - x.mean()
    dy = y - y.mean()
    s = (dx * dy).sum() / (dy**2).sum()
    return s, y.mean() - s * x.mean()


@wrong("np.cov divides by N - 1 and np.var by N, so the slope is too steep")
def line_fit(x, y):
    s = np.cov(x, y)[0, 1] / np.var(x)
    return s, np.mean(y) - s * np.mean(x)


@wrong("the slope of a line through the origin: means not subtracted")
def line_fit(x, y):
    s = np.sum(x * y) / np.sum(x * x)
    return s, np.mean(y) - s * np.mean(x)


@wrong("the correlation coefficient instead of the slope")
def line_fit(x, y):
    s = np.corrcoef(x, y)[0, 1]
    return s, np.mean(y) - s * np.mean(x)


@wrong("sign of the intercept flipped: s times mean of x minus mean of y")
def line_fit(x, y):
    dx = x - x.mean()
    s = (dx * (y - y.mean())).sum() / (dx * dx).sum()
    return s, s * x.mean() - y.mean()


@wrong("the line through the first and the last point")
def line_fit(x, y):
    s = (y[-1] - y[0]) / (x[-1] - x[0])
    return s, y[0] - s * x[0]


@wrong("the denominator is the square of the sum of the differences, which is zero")
def line_fit(x, y):
    dx = x - x.mean()
    s = np.sum(dx * (y - y.mean())) / np.sum(dx) ** 2
    return s, y.mean() - s * x.mean()


@right("two norms along the rows")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.linalg.norm(X - mu_0, axis=1)
    d_1 = np.linalg.norm(X - mu_1, axis=1)
    return (d_1 < d_0).astype(int)


@right("argmin over both squared distances; on a tie it takes the first")
def nearest_mean(X, mu_0, mu_1):
    d2 = np.stack([((X - m) ** 2).sum(axis=1) for m in (mu_0, mu_1)], axis=1)
    return np.argmin(d2, axis=1)


@right("a loop with sums of squares, floats as answers")
def nearest_mean(X, mu_0, mu_1):
    out = np.zeros(len(X))
    for n, row in enumerate(X):
        d_0 = sum((p - q) ** 2 for p, q in zip(row, mu_0))
        d_1 = sum((p - q) ** 2 for p, q in zip(row, mu_1))
        if d_1 < d_0:
            out[n] = 1.0
    return out


@wrong("<= gives 1 on a tie")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.linalg.norm(X - mu_0, axis=1)
    d_1 = np.linalg.norm(X - mu_1, axis=1)
    return (d_1 <= d_0).astype(int)


@wrong("1 where mu_0 is closer: the classes are swapped")
def nearest_mean(X, mu_0, mu_1):
    d_0 = ((X - mu_0) ** 2).sum(axis=1)
    d_1 = ((X - mu_1) ** 2).sum(axis=1)
    return np.where(d_0 < d_1, 1, 0)


@wrong("differences are summed without squares, so they cancel")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.abs((X - mu_0).sum(axis=1))
    d_1 = np.abs((X - mu_1).sum(axis=1))
    return (d_1 < d_0).astype(int)


@wrong("city-block distance (absolute values) instead of the Euclidean one")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.abs(X - mu_0).sum(axis=1)
    d_1 = np.abs(X - mu_1).sum(axis=1)
    return (d_1 < d_0).astype(int)


@wrong("only the first measurement is compared")
def nearest_mean(X, mu_0, mu_1):
    return (np.abs(X[:, 0] - mu_1[0]) < np.abs(X[:, 0] - mu_0[0])).astype(int)


@wrong("the larger dot product is taken for nearer, whatever the lengths of the means")
def nearest_mean(X, mu_0, mu_1):
    return (X @ mu_1 > X @ mu_0).astype(int)


@wrong("norm without axis: one distance for the whole table, one answer for all")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.linalg.norm(X - mu_0)
    d_1 = np.linalg.norm(X - mu_1)
    return np.full(len(X), int(d_1 < d_0))


@wrong("axis=0 sums down the columns: one answer per feature, shape (D,)")
def nearest_mean(X, mu_0, mu_1):
    d_0 = ((X - mu_0) ** 2).sum(axis=0)
    d_1 = ((X - mu_1) ** 2).sum(axis=0)
    return (d_1 < d_0).astype(int)


@right("all distances by broadcasting, then a mean per group")
def kmeans_step(X, centres):
    d2 = ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    nearest = d2.argmin(axis=1)
    return np.array([X[nearest == k].mean(axis=0) for k in range(len(centres))])


@right("plain loops with lists of members")
def kmeans_step(X, centres):
    groups = [[] for _ in centres]
    for row in X:
        best, best_d = 0, math.inf
        for k, c in enumerate(centres):
            d = sum((p - q) ** 2 for p, q in zip(row, c))
            if d < best_d:
                best, best_d = k, d
        groups[best].append(row)
    return np.array([np.sum(g, axis=0) / len(g) for g in groups])


@right("a membership matrix: sums by a matrix product, divided by the counts")
def kmeans_step(X, centres):
    d = np.stack([np.linalg.norm(X - c, axis=1) for c in centres])
    Z = np.eye(len(centres))[d.argmin(axis=0)]
    return (Z.T @ X) / Z.sum(axis=0)[:, None]


@wrong("returns which group each row joins, not the new means")
def kmeans_step(X, centres):
    d2 = ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return d2.argmin(axis=1)


@wrong("argmax joins each row to the farthest centre")
def kmeans_step(X, centres):
    d2 = ((X[:, None, :] - centres) ** 2).sum(axis=2)
    far = d2.argmax(axis=1)
    return np.array([X[far == k].mean(axis=0) if (far == k).any() else centres[k] for k in range(len(centres))])


@wrong("group means without axis: one number per group, repeated for all features")
def kmeans_step(X, centres):
    d2 = ((X[:, None, :] - centres) ** 2).sum(axis=2)
    k_of = d2.argmin(axis=1)
    out = np.zeros(centres.shape)
    for k in range(len(centres)):
        out[k] = X[k_of == k].mean()
    return out


@wrong("rows are joined again after each moved centre, so later groups see new centres")
def kmeans_step(X, centres):
    new = np.array(centres, dtype=float)
    for k in range(len(new)):
        d2 = ((X[:, None, :] - new) ** 2).sum(axis=2)
        mine = X[d2.argmin(axis=1) == k]
        if len(mine):
            new[k] = mine.mean(axis=0)
    return new


@wrong("the group sums are divided by the number of all rows")
def kmeans_step(X, centres):
    d2 = ((X[:, None, :] - centres) ** 2).sum(axis=2)
    k_of = d2.argmin(axis=1)
    return np.array([X[k_of == k].sum(axis=0) / len(X) for k in range(len(centres))])


@wrong("writes the new means into the array that was handed in")
def kmeans_step(X, centres):
    k_of = ((X[:, None, :] - centres) ** 2).sum(axis=2).argmin(axis=1)
    for k in range(len(centres)):
        centres[k] = X[k_of == k].mean(axis=0)
    return centres


@wrong("works for two centres only; further centres are ignored")
def kmeans_step(X, centres):
    d_0 = np.linalg.norm(X - centres[0], axis=1)
    d_1 = np.linalg.norm(X - centres[1], axis=1)
    near_1 = d_1 < d_0
    return np.array([X[~near_1].mean(axis=0), X[near_1].mean(axis=0)])


@wrong("the old centre is counted as one more member of its group")
def kmeans_step(X, centres):
    k_of = ((X[:, None, :] - centres) ** 2).sum(axis=2).argmin(axis=1)
    return np.array([np.vstack([X[k_of == k], centres[k]]).mean(axis=0) for k in range(len(centres))])


@right("mean of the comparison; -1 differs from every t anyway")
def error_rate(answers, t):
    return np.mean(answers != t)


@right("one minus the share of right answers")
def error_rate(answers, t):
    return 1 - np.count_nonzero(np.equal(answers, t)) / len(t)


@right("a loop that counts")
def error_rate(answers, t):
    wrong_ones = 0
    for a, b in zip(answers, t):
        if a == -1 or a != b:
            wrong_ones += 1
    return wrong_ones / len(t)


@wrong("rows with -1 are left out altogether")
def error_rate(answers, t):
    known = answers != -1
    return np.mean(answers[known] != t[known])


@wrong("-1 is counted as a right answer, all rows in the denominator")
def error_rate(answers, t):
    return np.mean((answers != t) & (answers != -1))


@wrong("the share of right answers: the accuracy")
def error_rate(answers, t):
    return np.mean(answers == t)


@wrong("the number of errors, not divided by N")
def error_rate(answers, t):
    return int(np.sum(answers != t))


@wrong("mean absolute difference: -1 against 1 counts as two errors")
def error_rate(answers, t):
    return np.mean(np.abs(answers - t))


@wrong("-1 is added once more although it differs from t already, so it counts twice")
def error_rate(answers, t):
    return (np.sum(answers != t) + np.sum(answers == -1)) / len(t)


@wrong("errors are divided by the number of known answers only")
def error_rate(answers, t):
    return np.sum(answers != t) / max(np.sum(answers >= 0), 1)


@wrong("differences are not made absolute, so the two kinds of mistake cancel")
def error_rate(answers, t):
    return abs(np.sum(answers - t)) / len(t)


# -- by the hints --


@right("the last hint")
def line_fit(x, y):
    dx = x - x.mean()
    dy = y - y.mean()
    s = (dx @ dy) / (dx @ dx)
    y_0 = y.mean() - s * x.mean()
    return s, y_0


@right("the last hint")
def nearest_mean(X, mu_0, mu_1):
    d_0 = np.linalg.norm(X - mu_0, axis=1)
    d_1 = np.linalg.norm(X - mu_1, axis=1)
    return (d_1 < d_0).astype(int)


@right("the last hint")
def kmeans_step(X, centres):
    group = np.linalg.norm(X[:, None, :] - centres, axis=2).argmin(axis=1)
    return np.array([X[group == k].mean(axis=0) for k in range(len(centres))])


@right("the last hint")
def error_rate(answers, t):
    return np.mean(answers != t)


@wrong("counts the don't knows twice: as different from t and once more")
def error_rate(answers, t):
    different = np.sum(answers != t)
    dont_know = np.sum(answers == -1)
    return (different + dont_know) / len(answers)
