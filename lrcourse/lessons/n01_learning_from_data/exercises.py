"""The exercises of notebook 01."""

import numpy as np

from lrcourse.engine.checker import Exercise, Mistake

rng = np.random.default_rng(1)
CLOUD = np.array([[0.0, 0.0], [1.0, 0.5], [4.0, 4.0], [5.0, 3.5], [2.0, 2.5], [0.5, 3.0]])


def line_fit(x, y):
    """The slope and the intercept of the best line in the least-squares sense."""
    dx, dy = x - x.mean(), y - y.mean()
    s = (dx @ dy) / (dx @ dx)
    return s, y.mean() - s * x.mean()


def nearest_mean(X, mu_0, mu_1):
    """1 where a row is closer to mu_1, else 0."""
    return (np.linalg.norm(X - mu_1, axis=1) < np.linalg.norm(X - mu_0, axis=1)).astype(int)


def kmeans_step(X, centres):
    """Join each row to the nearest centre; the new centres are the means of the groups."""
    distances = np.linalg.norm(X[:, None, :] - centres, axis=2)
    group = distances.argmin(axis=1)
    return np.array([X[group == k].mean(axis=0) for k in range(len(centres))])


def error_rate(answers, t):
    """The share of answers that differ from the targets."""
    return np.mean(answers != t)


def _sample_covariance(x, y):
    s = np.cov(x, y)[0, 1] / x.var()
    return s, y.mean() - s * x.mean()


def _from_slope(x, y, s):
    return s, y.mean() - s * x.mean()


def _through_the_ends(x, y):
    s = (y[-1] - y[0]) / (x[-1] - x[0])
    return s, y[0] - s * x[0]


def _compare(X, mu_0, mu_1, length):
    """`nearest_mean` with a different notion of length."""
    return (length(X - mu_1) < length(X - mu_0)).astype(int)


def _means(X, group, count, mean=np.mean):
    return np.array([mean(X[group == k], axis=0) for k in range(count)])


def _nearest(X, centres, order=2):
    return np.linalg.norm(X[:, None, :] - centres, ord=order, axis=2).argmin(axis=1)


def _one_after_another(X, centres):
    new = np.array(centres, dtype=float)
    for k in range(len(new)):
        mine = X[_nearest(X, new) == k]
        new[k] = mine.mean(axis=0) if len(mine) else new[k]
    return new


def _until_quiet(X, centres):
    for _ in range(50):
        centres = kmeans_step(X, centres)
    return centres


EXERCISES = [
    Exercise(line_fit,
        inputs=[(np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 3.0, 5.0, 7.0])),
                (rng.normal(size=7), rng.normal(size=7)),
                (np.array([181.0, 186.0, 195.0, 210.0, 222.0]), np.array([3750.0, 3800.0, 3250.0, 4400.0, 5700.0]))],
        hints=[
            "Subtract the means first: dx = x - x.mean(), and dy in the same way.",
            "The slope is the sum of dx * dy divided by the sum of dx * dx.",
            "`s = (dx @ dy) / (dx @ dx)`, and since the line passes through the middle, `y_0 = y.mean() - s * x.mean()`."],
        mistakes=[
            Mistake(lambda x, y: ((x @ y) / (x @ x), 0.0),
                "Your line is forced through the origin. Subtract the means before you compute the slope."),
            Mistake(lambda x, y: line_fit(x, y)[::-1],
                "Both numbers are right, but in the wrong order: the slope comes first."),
            Mistake(lambda x, y: line_fit(y, x), "You fitted x from y. The errors to be squared are the errors in y."),
            Mistake(_sample_covariance,
                "You divided the covariance by N - 1 and the variance by N (np.cov and np.var differ). "
                "Use the same for both, or better, the plain sums."),
            Mistake(lambda x, y: (line_fit(x, y)[0], y.mean()),
                "The intercept: y.mean() is the height at x.mean(). Go back to x = 0: y_0 = y.mean() - s * x.mean()."),
            Mistake(lambda x, y: (line_fit(x, y)[0], y.mean() + line_fit(x, y)[0] * x.mean()),
                "The intercept has the wrong sign: y_0 = y.mean() - s * x.mean()."),
            Mistake(lambda x, y: ((x @ y) / (x @ x), y.mean() - (x @ y) / (x @ x) * x.mean()),
                "The intercept uses the means, but your slope does not: it needs the differences from the means."),
            Mistake(lambda x, y: (np.corrcoef(x, y)[0, 1], y.mean() - np.corrcoef(x, y)[0, 1] * x.mean()),
                "That is the correlation. The slope divides by the sum of dx * dx alone, so it has units, y per x."),
            Mistake(lambda x, y: line_fit(x, y)[0], "That is the slope alone. Two numbers are needed: return s, y_0."),
            Mistake(lambda x, y: _from_slope(x, y, line_fit(y, x)[0]),
                "You divided by the sum of dy * dy. The slope is in y per x: divide by the sum of dx * dx."),
            Mistake(_through_the_ends,
                "That is the line through the first and last points. Every point has a say: dx @ dy / (dx @ dx)."),
            Mistake(lambda x, y: _from_slope(x, y, np.sum((x - x.mean()) * (y - y.mean())) / np.sum(x - x.mean()) ** 2),
                "You squared the sum of dx, but differences from a mean add up to 0. Sum the squares: dx @ dx.")]),
    Exercise(nearest_mean,
        inputs=[(CLOUD, np.array([0.5, 0.0]), np.array([4.5, 4.0])),
                (np.array([[0.0, 2.5], [1.8, 1.8]]), np.array([0.0, 0.0]), np.array([3.0, 3.0])),
                (np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([0.0, 3.0]), np.array([2.0, 2.0])),
                (np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([0.0, 0.0]), np.array([2.0, 2.0])),
                (rng.normal(size=(8, 3)), np.zeros(3), np.ones(3))],
        hints=[
            "Work out two distances for each row, then compare them.",
            "X - mu_1 works on all rows at once; np.linalg.norm(..., axis=1) gives the length of each row.",
            "`d_0 = np.linalg.norm(X - mu_0, axis=1)`, `d_1` in the same way, then `return (d_1 < d_0).astype(int)`"],
        mistakes=[
            Mistake(lambda X, a, b: nearest_mean(X, b, a),
                "You swapped the classes: the answer is 1 where the row is closer to mu_1."),
            Mistake(lambda X, a, b: np.linalg.norm(X - b, axis=1),
                "Those are distances. Compare them: the answer is 1 where mu_1 is the closer one."),
            Mistake(lambda X, a, b: _compare(X, a, b, lambda d: np.abs(d).sum(axis=1)),
                "You added up the absolute differences. The distance is the root of the sum of squares."),
            Mistake(lambda X, a, b: _compare(X, a, b, lambda d: np.abs(d.sum(axis=1))),
                "You added the differences with their signs, so they cancel. Square them first."),
            Mistake(lambda X, a, b: _compare(X, a, b, lambda d: np.abs(d[:, 0])),
                "You looked at the first feature only. Use all columns."),
            Mistake(lambda X, a, b: 1 - nearest_mean(X, b, a),
                "You give 1 to a row exactly halfway. On a tie the answer is 0: use <, not <=."),
            Mistake(lambda X, a, b: int(np.linalg.norm(X - b) < np.linalg.norm(X - a)),
                "You took the length of the whole matrix. Each row needs its own distance: axis=1."),
            Mistake(lambda X, a, b: np.full(len(X), np.linalg.norm(X - b) < np.linalg.norm(X - a)),
                "You give every row of a table the same answer. Each needs its own distance: axis=1."),
            Mistake(lambda X, a, b: nearest_mean(X.T, a[:, None], b[:, None]),
                "You have one answer for each feature. There should be one for each row: go along the row, axis=1."),
            Mistake(lambda X, a, b: (X @ b > X @ a).astype(int),
                "The larger dot product does not mark the nearer mean: it favours the longer one. Compare the distances.")]),
    Exercise(kmeans_step,
        inputs=[(CLOUD, np.array([[0.0, 1.0], [4.0, 3.0]])), (CLOUD, np.array([[5.0, 5.0], [0.0, 0.0], [0.0, 3.0]])),
                (np.array([[0.0], [1.0], [2.0], [3.0], [10.0], [11.0]]), np.array([[0.0], [1.2]])),
                (np.array([[3.0, 3.0], [0.0, 0.0], [8.0, 3.0]]), np.array([[0.0, 0.0], [7.5, 3.0]])),
                (np.array([[0.0], [1.0], [9.0]]), np.array([[8.0], [2.0]]))],
        hints=[
            "First find the distance of each row from each centre: an array (N, K).",
            "X[:, None, :] - centres has shape (N, K, D). argmin(axis=1) picks the nearest centre.",
            "`group = np.linalg.norm(X[:, None, :] - centres, axis=2).argmin(axis=1)`, then "
                "`return np.array([X[group == k].mean(axis=0) for k in range(len(centres))])`"],
        mistakes=[
            Mistake(_nearest, "Those are the groups. Now return the mean of each group, shape (K, D)."),
            Mistake(lambda X, c: np.linalg.norm(X[:, None, :] - c, axis=2),
                "Those are the distances. Join each row to the nearest centre, then take the means of the groups."),
            Mistake(lambda X, c: _means(X, np.linalg.norm(X[:, None, :] - c, axis=2).argmax(axis=1), len(c)),
                "You joined each row to the farthest centre: argmin, not argmax."),
            Mistake(lambda X, c: _means(X, _nearest(X, c), len(c), np.sum),
                "You summed each group. The centre is its mean."),
            Mistake(lambda X, c: _means(X, _nearest(X, c), len(c), np.median),
                "You took the median of each group. K-means takes the mean, as its name says."),
            Mistake(lambda X, c: _means(X, _nearest(X, c, order=1), len(c)),
                "You added up absolute differences. The distance is the root of the sum of squares."),
            Mistake(_until_quiet, "You went on until nothing changed. Stop after one round."),
            Mistake(lambda X, c: c, "The centres did not move. Each goes to the mean of its group."),
            Mistake(lambda X, c: np.repeat(X.mean(axis=0)[None], len(c), axis=0),
                "Every centre went to the mean of all rows. Take only the rows of its own group."),
            Mistake(lambda X, c: np.repeat(_means(X, _nearest(X, c), len(c)).mean(axis=1)[:, None], X.shape[1], axis=1),
                "You took one mean over all features of a group. Each feature has its own: mean(axis=0)."),
            Mistake(lambda X, c: _means(X, _nearest(X, c), len(c), np.sum) / len(X),
                "You divided each sum by the number of all rows. Divide by the number of rows in that group."),
            Mistake(lambda X, c: kmeans_step(X, c[:2]),
                "Yours has room for two centres. There can be any number of them: len(centres)."),
            Mistake(_one_after_another,
                "You moved a centre before every row had joined one. Join all rows to the old centres, then move.")]),
    Exercise(error_rate,
        inputs=[(np.array([1, 0, 1, 1]), np.array([1, 0, 0, 1])),
                (np.array([1, -1, 0, -1, 0]), np.array([1, 1, 0, 0, 1])), (np.array([0, 0]), np.array([0, 0])),
                (np.array([1, 1, 1]), np.array([0, 0, 0]))],
        edges={"no answer but -1": (np.array([-1, -1, -1]), np.array([0, 1, 1]))},
        hints=[
            "Compare the two arrays entry by entry.",
            "answers != t is an array of True and False.",
            "The mean of such an array is the share of True: `np.mean(answers != t)`."],
        mistakes=[
            Mistake(lambda a, t: np.mean(a == t), "That is the share of correct answers. Count the wrong ones instead."),
            Mistake(lambda a, t: np.sum(a != t), "That is the number of errors. Divide by the number of answers."),
            Mistake(lambda a, t: np.mean((a != t) & (a >= 0)), "You let \"don't know\" pass. Here -1 counts as an error."),
            Mistake(lambda a, t: np.mean(np.abs(a - t)),
                "You averaged the differences, so -1 against 1 counts double. Each wrong answer counts once."),
            Mistake(lambda a, t: np.mean((a != t)[a >= 0]),
                "You left out the rows answered with \"don't know\". Here that is an error, and every row counts."),
            Mistake(lambda a, t: np.mean((a - t) ** 2),
                "You averaged the squares, so -1 against 1 counts four times. Each wrong answer counts once."),
            Mistake(lambda a, t: min(np.mean(a != t), np.mean(a == t)),
                "You matched the codes first. That is for groups without names; here the codes are known."),
            Mistake(lambda a, t: np.mean(a != t) * 100, "That is a percentage. Return the share, from 0 to 1.")]),
]
