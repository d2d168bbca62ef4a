"""The exercises of notebook 05."""

import numpy as np

from lrcourse.core import sigmoid
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.features import one_hot, standardize
from lrcourse.metrics import majority, majority_accuracy, profit

rng = np.random.default_rng(5)
SETS = [
    (np.array([[1.0, 10.0], [3.0, 30.0], [8.0, 20.0]]), np.array([[2.0, 60.0]])),
    (rng.normal(3, 2, size=(6, 3)), rng.normal(3, 2, size=(4, 3))),
    (rng.exponential(5, size=(8, 2)), rng.exponential(5, size=(3, 2))),
    (rng.normal(2, 1, size=(3, 3)), rng.normal(2, 1, size=(2, 3))),  # square: here axis=1 raises no error
]
LABELS = [
    (np.array([0, 0, 0, 1]), np.array([1, 1, 0, 1, 1])),
    (np.array([1, 1, 0, 1, 1]), np.array([0, 0, 0, 1])),
    (np.array([0, 1, 1, 1, 0, 1, 1]), np.array([1, 0, 1])),
    (np.array([1, 1, 0]), np.array([0, 0, 0, 1])),  # the favourite of both together is a different one
    (np.array([1]), np.array([0, 1, 1])), (np.array([1, 0, 1]), np.array([1, 1])), (np.array([0, 0, 1, 1, 1, 0, 1, 0, 0]), np.array([1, 0, 1, 0, 1, 1, 1])),
    (np.array([0, 1, 1, 0, 1]), np.array([0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0])),
]
PROGRAMS = [
    (np.array([[1.0, 10.0], [3.0, 30.0], [8.0, 20.0], [4.0, 70.0]]), np.array([0, 0, 1, 1]), np.array([[2.0, 60.0], [9.0, 15.0]])),
    (rng.normal(3, 2, size=(9, 3)), np.array([0, 1, 1, 0, 1, 1, 1, 0, 1]), rng.normal(4, 3, size=(4, 3))),
    (rng.normal((2, -300), (1, 50), size=(7, 2)), np.array([1, 0, 0, 0, 1, 0, 1]), rng.normal((3, -300), (1, 90), size=(2, 2))),
]
VISITS = [
    (np.array([1, 0, 1, 0, 1]), np.array([0.9, 0.8, 0.4, 0.3, 0.1]), 0.25, 2.0, 8.0),
    (np.array([1, 0, 0, 1, 1, 0]), np.array([0.7, 0.65, 0.2, 0.55, 0.35, 0.6]), 0.5, 1.0, 2.0),
    (np.array([0, 1, 0]), np.array([0.6, 0.1, 0.05]), 0.75, 3.0, 4.0),  # nobody is invited
    (np.array([0, 0, 1, 0, 0]), np.array([0.6, 0.7, 0.9, 0.5, 0.2]), 0.5, 2.0, 3.0),  # a loss; one at 0.5
]


def outputs_from_means(X, t, X_new):
    """The outputs (M,) for new rows, without training: the line midway between the class means, through the sigmoid."""
    Z, Z_new = standardize(X, X_new)
    mu_0, mu_1 = Z[t == 0].mean(axis=0), Z[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -w @ (mu_0 + mu_1) / 2
    return sigmoid(Z_new @ w + b)


def _from_means(X, t, X_new, scaled=standardize, turn=1.0, shift=0.5, squash=sigmoid):
    """`outputs_from_means` with a mistake."""
    Z, Z_new = scaled(X, X_new)
    mu_0, mu_1 = Z[t == 0].mean(axis=0), Z[t == 1].mean(axis=0)
    w = turn * (mu_1 - mu_0)
    return squash(Z_new @ w - shift * w @ (mu_0 + mu_1))


def _raw_means(X, t, X_new):
    mu_0, mu_1 = X[t == 0].mean(axis=0), X[t == 1].mean(axis=0)
    return sigmoid(_scaled(X_new, X) @ (mu_1 - mu_0) - (mu_1 - mu_0) @ (mu_0 + mu_1) / 2)


def _each_by_itself(X, X_new):
    return _scaled(X, X), _scaled(X_new, X_new)


def _both_together(X, X_new):
    both = np.vstack([X, X_new])
    return _scaled(X, both), _scaled(X_new, both)


def _scaled(X, other):
    return (X - other.mean(axis=0)) / other.std(axis=0)


def _early_return(t, y, threshold, cost, gain):
    total = 0.0
    for outcome, probability in zip(t, y, strict=True):
        if probability > threshold:
            total += gain * outcome - cost
        return total


EXERCISES = [
    Exercise(one_hot,
        inputs=[(np.array([3, 1, 0, 0, 2]), np.arange(4)), (np.array([2, 2, 1]), np.arange(4)),
                (np.array([70, 10, 40, 10]), np.array([40, 10, 70]))],
        hints=[
            "A column for each category, a row for each value: the result has shape (N, K).",
            "values == c gives True where the value is c: that is one column.",
            "`np.column_stack([values == c for c in categories]).astype(int)`"],
        mistakes=[
            Mistake(lambda v, c: (v == c[:, None]).astype(float),
                "You have a row for each category. A row is a visit and a column is a category: transpose."),
            Mistake(lambda v, c: (v[:, None] == np.unique(v)).astype(float),
                "You made columns only for the categories that occur. "
                "A category that is absent today still needs its column, in the given order: loop over categories."),
            Mistake(lambda v, c: (v[:, None] == c).astype(float)[:, 1:],
                "You left out the first category. That is a good idea later on; here every category gets its column."),
            Mistake(lambda v, c: (v[:, None] == c).argmax(axis=1),
                "You returned the position of the category, which is still one number. Each category needs a column of its own."),
            Mistake(lambda v, c: (v[:, None] >= c).astype(float),
                "You compared with >=, so a row holds several ones. Exactly one category fits: use ==."),
            Mistake(lambda v, c: (v[:, None] == np.sort(c)).astype(float),
                "Your columns are sorted. Keep the order in which the categories are given.")]),
    Exercise(standardize, SETS,
        edges={"a column of zeros and ones": (np.array([[1.0, 7], [0, 9], [0, 5], [0, 6]]), np.array([[1.0, 8], [0, 2]]))},
        hints=[
            "Two numbers for each column: the mean and the standard deviation of X_train, with axis=0.",
            "Use the very same two numbers for X_test.",
            "`mean, scale = X_train.mean(axis=0), X_train.std(axis=0)`, then "
                "`return (X_train - mean) / scale, (X_test - mean) / scale`"],
        mistakes=[
            Mistake(lambda a, b: (_scaled(a, a), _scaled(b, b)),
                "You scaled the test set by its own numbers. Then the same visitor gets different features in different "
                "company: use the mean and the standard deviation of X_train for both."),
            Mistake(lambda a, b: (_scaled(a, np.vstack([a, b])), _scaled(b, np.vstack([a, b]))),
                "Your numbers come from both sets: that is the leak. Take them from X_train alone."),
            Mistake(lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std()),
                "You took one mean for the whole table, so minutes mix with products. Take one for each column: axis=0."),
            Mistake(lambda a, b: (a - a.mean(axis=0), b - a.mean(axis=0)),
                "You shifted the columns but did not scale them: divide by the standard deviation."),
            Mistake(lambda a, b: tuple((X - a.mean(axis=0)) / a.var(axis=0) for X in (a, b)),
                "You divided by the variance. Its square root has the column's unit: divide by the standard deviation."),
            Mistake(lambda a, b: tuple((X - a.mean(axis=0)) / a.std(axis=0, ddof=1) for X in (a, b)),
                "You divided by N - 1 in the standard deviation (ddof=1). In this course it is N, NumPy's default."),
            Mistake(lambda a, b: (_scaled(b, a), _scaled(a, a)),
                "Both sets are right, but they come back in the wrong order. Return the training set first."),
            Mistake(lambda a, b: (_scaled(a, b), _scaled(b, b)),
                "Your numbers come from X_test. It stands in for visitors who have not arrived yet: "
                "take the mean and the standard deviation of X_train for both."),
            Mistake(lambda a, b: tuple((X - a.mean(axis=1)) / a.std(axis=1) for X in (a, b)),
                "axis=1 gives one mean for each row. You need one for each column: axis=0. "
                "(With axis=1 the shapes fit only if X_train happens to be square.)"),
            Mistake(lambda a, b: tuple((X - X.mean(axis=1)[:, None]) / X.std(axis=1)[:, None] for X in (a, b)),
                "You took the mean of each row (axis=1), which mixes minutes with products. "
                "Within a column there is one unit: use axis=0, and X_train's numbers."),
            Mistake(lambda a, b: tuple(X - a.mean(axis=0) / a.std(axis=0) for X in (a, b)),
                "You divided only the mean. Division comes before subtraction: (X - mean) / scale needs its brackets."),
            Mistake(lambda a, b: (_scaled(a, a), b),
                "X_test came back in its old units. "
                "Did you forget it? Or did you overwrite X_train first and measure it again for X_test? "
                "By then its mean is 0 and its deviation 1: store both numbers before you change anything."),
            Mistake(lambda a, b: (_scaled(a, a), b / a.std(axis=0)),
                "X_test is scaled but not shifted. Did you overwrite X_train first? "
                "By then its mean is 0: store the mean and the scale before you change anything."),
            Mistake(lambda a, b: tuple((X - a.min(axis=0)) / (a.max(axis=0) - a.min(axis=0)) for X in (a, b)),
                "You squeezed the columns between 0 and 1. Standardising means subtracting the mean and "
                "dividing by the standard deviation.")]),
    Exercise(majority_accuracy, LABELS,
        hints=[
            "First: which class is more frequent in t_train? Then: how often is that answer right in t_test?",
            "The mean of an array of 0s and 1s is the share of 1s.",
            "`favourite = 1 if t_train.mean() > 0.5 else 0`, then `return np.mean(t_test == favourite)`"],
        mistakes=[
            Mistake(lambda a, b: max(b.mean(), 1 - b.mean()),
                "You took the test set's favourite. The baseline must not peek either: choose by t_train."),
            Mistake(lambda a, b: max(a.mean(), 1 - a.mean()),
                "That is the baseline's accuracy in the training set. Choose the class there, count in t_test."),
            Mistake(lambda a, b: np.mean(b == majority(np.concatenate([a, b]))),
                "You looked for the favourite in both sets together: that is a leak. Choose it in t_train alone."),
            Mistake(lambda a, b: 100 * np.mean(b == majority(a)),
                "That is a percentage. Accuracy is a share, from 0 to 1: leave out the factor 100."),
            Mistake(lambda a, b: np.sum(b == majority(a)) / len(a),
                "You counted in t_test and divided by the size of t_train. Divide by the size of t_test."),
            Mistake(lambda a, b: np.mean(b == 0),
                "You always answer 0. In a different shop 1 may be more frequent: look at t_train."),
            Mistake(lambda a, b: np.mean(b == 1), "You always answer 1, whichever class is more frequent in t_train. Compare the counts there."),
            Mistake(lambda a, b: majority(a), "You returned the favourite itself. How often is it right in t_test?"),
            Mistake(lambda a, b: np.sum(b == majority(a)),
                "You counted the correct answers. Accuracy is a share: divide by M, the size of t_test."),
            Mistake(lambda a, b: np.mean(b != majority(a)),
                "You counted the wrong answers. Accuracy is the share of correct ones.")]),
    Exercise(profit, VISITS,
        hints=[
            "Who is invited? Everybody with y > threshold. The others cost nothing and bring nothing.",
            "An invited visitor is worth gain - cost if t is 1, and -cost if t is 0: together gain * t - cost.",
            "`np.sum((gain * t - cost)[y > threshold])`"],
        mistakes=[
            Mistake(lambda t, y, h, c, g: np.sum(g * t * (y > h) - c),
                "You paid for everybody. Only those who are invited cost anything."),
            Mistake(lambda t, y, h, c, g: np.sum((g * t - c)[y > 0.5]),
                "You decide at 0.5, whatever the shop says. Invite where y > threshold."),
            Mistake(lambda t, y, h, c, g: np.sum((g * t - c)[y > c / g]),
                "You decide at cost / gain. That is the best threshold, but here the shop has chosen one: y > threshold."),
            Mistake(lambda t, y, h, c, g: np.sum(g * t - c),
                "You invited everybody. Only those with y > threshold are invited; the others cost nothing and bring nothing."),
            Mistake(lambda t, y, h, c, g: np.sum((g * t - c)[y >= h]),
                "You also invited those exactly at the threshold (>=). Above means >."),
            Mistake(lambda t, y, h, c, g: max(np.sum((g * t - c)[y > h]), 0.0),
                "You never report a loss. Wasted invitations can cost more than the others bring: then the profit is below 0."),
            Mistake(lambda t, y, h, c, g: np.sum(g * t[y > h]) - c,
                "You paid once for all of them together. Every invitation costs: multiply the cost by their number."),
            Mistake(lambda t, y, h, c, g: np.sum((g * t + c)[y > h]),
                "You added the cost. The shop pays it: gain * t - cost."),
            Mistake(_early_return,
                "The return is inside the loop, which therefore ends after the first visit. Move it to the left, after the loop."),
            Mistake(lambda t, y, h, c, g: np.sum((y > h) * (g - c)),
                "You count the gain for all who are invited. It comes only from those who act: gain * t."),
            Mistake(lambda t, y, h, c, g: np.sum((y > h) * g * t),
                "You left out the cost. Every invitation costs, even a successful one."),
            Mistake(lambda t, y, h, c, g: np.sum((g * y - c)[y > h]),
                "That is the profit you expect, from y. Here the visits are over: count what happened, t."),
            Mistake(lambda t, y, h, c, g: np.mean((g * t - c) * (y > h)),
                "You took the mean over all visits. Here you need the sum, in euros."),
            Mistake(lambda t, y, h, c, g: np.sum((g * t - c)[y < h]),
                "You invited those below the threshold. Invite those above it."),
            Mistake(lambda t, y, h, c, g: np.sum(np.where(t == 1, g, -c)[y > h]),
                "A visitor who acts brings gain, but the invitation was paid for too: gain - cost."),
            Mistake(lambda t, y, h, c, g: np.sum(g * t) - c * np.sum(y > h),
                "You also count the gain of those who were not invited. They bring nothing: take t[y > threshold].")]),
    Exercise(outputs_from_means, PROGRAMS,
        hints=[
            "Four parts, each a line or two: the ruler (notebook 05), the means of the classes (01), the line between them (02), the sigmoid (04).",
            "A point midway between the means must have a = 0. So b is minus the dot product of w and the middle, (mu_0 + mu_1) / 2.",
            "`Z, Z_new = (X - X.mean(axis=0)) / X.std(axis=0), (X_new - X.mean(axis=0)) / X.std(axis=0)`, "
                "`mu_0, mu_1 = Z[t == 0].mean(axis=0), Z[t == 1].mean(axis=0)`, `w = mu_1 - mu_0`, "
                "`b = -w @ (mu_0 + mu_1) / 2`, and at the end `return 1 / (1 + np.exp(-(Z_new @ w + b)))`"],
        mistakes=[
            Mistake(lambda X, t, new: _from_means(X, t, new, _each_by_itself),
                "You scaled the new rows by their own mean and deviation. Both need one ruler: that of the training rows."),
            Mistake(lambda X, t, new: _from_means(X, t, new, _both_together),
                "You took the mean and the deviation of all rows together. The ruler comes from the training rows alone."),
            Mistake(lambda X, t, new: _from_means(X, t, new, lambda X, new: (X, new)),
                "You standardised nothing, so the column with the largest numbers dominates."),
            Mistake(lambda X, t, new: _from_means(X, t, new, lambda X, new: (_scaled(X, X), new)),
                "You standardised the training rows, but not the new ones."),
            Mistake(lambda X, t, new: _from_means(X, t, new, shift=0),
                "The bias is missing. A point midway between the means must have a = 0: b = -w @ (mu_0 + mu_1) / 2."),
            Mistake(lambda X, t, new: _from_means(X, t, new, shift=1),
                "b is twice as large as it should be: the middle is HALF of mu_0 + mu_1."),
            Mistake(lambda X, t, new: _from_means(X, t, new, shift=-0.5),
                "A sign error in b: midway between the means w . x + b must be 0, so b is minus the dot product of w and the middle."),
            Mistake(lambda X, t, new: _from_means(X, t, new, turn=-1),
                "The classes are swapped: w must point from mu_0 to mu_1, so that a is large for class 1."),
            Mistake(lambda X, t, new: _from_means(X, t, new, squash=lambda a: a),
                "Those are the activations. The last step is missing: the sigmoid turns them into outputs."),
            Mistake(lambda X, t, new: _from_means(X, t, new, squash=lambda a: (a > 0).astype(int)),
                "Those are decisions, 0 or 1. Return the outputs, the probabilities: the sigmoid of a."),
            Mistake(_raw_means, "Your class means are in the old units, but your new rows are in the new ones. Take the means of the standardised rows."),
            Mistake(lambda X, t, new: _from_means(X, t, new, lambda X, new: ((X - X.mean()) / X.std(), (new - X.mean()) / X.std())),
                "You took one mean and one deviation for the whole table. Each column has its own: axis=0."),
            Mistake(lambda X, t, new: _from_means(X, t, X.copy()), "Those are the outputs of the training rows. Return those of the new rows.")]),
]
