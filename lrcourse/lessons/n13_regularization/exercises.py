"""The exercises of notebook 13."""

import numpy as np

from lrcourse.core import surprise, toward_zero
from lrcourse.cost import cross_entropy, cross_entropy_with_logits, gradient
from lrcourse.engine.checker import Exercise, Mistake, line
from lrcourse.features import mean_and_scale, standardize
from lrcourse.model import activation, feedforward
from lrcourse.solvers.newton import newton

rng = np.random.default_rng(13)
X = rng.normal((0.5, -0.3), (1.0, 2.0), size=(12, 2))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0])
Y = feedforward(X, (0.4, -0.2), 0.1)
A = activation(X, (0.4, -0.2), 0.1)
FOLD = np.array([0, 1, 2, 0, 1, 2, 0, 1, 0, 0, 1, 0])  # unequal sizes


def penalized_gradient(X, t, y, w, l2):
    """The slopes of the mean cross-entropy plus l2/2 sum w^2: the price pulls on the weights only."""
    dw, db = gradient(X, t, y)
    return dw + l2 * w, db


def negative_log_posterior(t, a, w, tau):
    """-ln of likelihood times Gaussian prior, without the terms that contain no weight."""
    return len(t) * cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau**2)


def cross_validated(X, t, fold, l2):
    """The mean cross-entropy of samples judged by a model trained on the other folds."""
    costs = []
    for k in np.unique(fold):
        A, B = standardize(X[fold != k], X[fold == k])
        w, b = newton(A, t[fold != k], l2=l2).final
        costs.append(cross_entropy(t[fold == k], feedforward(B, w, b)) * np.sum(fold == k))
    return np.sum(costs) / len(t)


def price_of_belief(N, tau):
    """The l2 that says what a Gaussian prior of width tau says, for a mean over N samples: 1 / (N tau^2)."""
    return 1 / (N * tau**2)


def bottom_left_of_zero(w_hat, amount):
    """The bottom of (w - w_hat)^2 / 2 + amount |w|, if it lies at a w < 0."""
    return w_hat + amount


def _price_by_number(N, tau):
    """-ln of the prior at w = 1, less that at w = 0, over N: as much as l2/2 w^2 must be there."""
    density = lambda w: np.exp(-(w**2) / (2 * tau**2)) / (tau * np.sqrt(2 * np.pi))
    return 2 * np.log(density(0.0) / density(1.0)) / N


def _bottom_by_number(w_hat, amount):
    """Where the slope, felt at two places left of 0, would be 0: it is linear there."""
    f = lambda w: (w - w_hat) ** 2 / 2 + amount * np.abs(w)
    near, far = ((f(w + 0.5) - f(w - 0.5)) for w in (-1.0, -2.0))
    return -1 + near / (far - near)


def _belief(rng):
    return int(rng.integers(20, 500)), rng.uniform(0.3, 3)


def _left(rng):
    amount = rng.uniform(0.1, 1)
    return -amount - rng.uniform(0.1, 3), amount


def _validated(X, t, fold, l2, leak=False, priced=False, on="held", means=False, accuracy=False, raw=False):
    """`cross_validated` with a mistake."""
    costs, sizes = [], []
    for k in np.unique(fold):
        train, held = fold != k, fold == k
        mean, scale = mean_and_scale(X if leak else X[train])
        Z = X if raw else (X - mean) / scale
        w, b = newton(Z[train], t[train], l2=l2).final
        judged = {"held": held, "train": train}[on]
        y = feedforward(Z[judged], w, b)
        value = np.mean((y > 0.5) == t[judged]) if accuracy else cross_entropy(t[judged], y)
        costs.append(value + (l2 / 2 * np.sum(w**2) if priced else 0))
        sizes.append(1 if means else np.sum(judged))
    return np.average(costs, weights=sizes)


def _surprises(A, s, B, t, l2):
    w, b = newton(A, s, l2=l2).final
    return surprise(t, feedforward(B, w, b))


def _held(X, t, fold, l2, k):
    """The surprises of fold k, the others being trained on."""
    A, B = standardize(X[fold != k], X[fold == k])
    return _surprises(A, t[fold != k], B, t[fold == k], l2)


def _swapped(X, t, fold, l2, k):
    """The surprises of the others, fold k being trained on."""
    return _held(X, t, fold != k, l2, True)


def _all_seen(X, t, fold, l2):
    A, B = standardize(X, X.copy())
    return np.mean(_surprises(A, t, B, t, l2))


def _own_scales(X, t, fold, l2):
    scaled = lambda A: standardize(A, A.copy())[0]
    parts = [(fold != k, fold == k) for k in np.unique(fold)]
    return np.mean(np.concatenate([_surprises(scaled(X[a]), t[a], scaled(X[b]), t[b], l2) for a, b in parts]))


EXERCISES = [
    Exercise(penalized_gradient,
        inputs=[(X, T, Y, np.array([0.4, -0.2]), 0.1), (X, T, Y, np.array([3.0, 0.5]), 2.0),
                (X, T, Y, np.array([3.0, 0.5]), 0.0), (X[:4, :1], T[:4], Y[:4], np.array([-2.0]), 0.7)],
        hints=[
            "The slope of a sum is the sum of the slopes. lr.gradient(X, t, y) gives those of the cross-entropy.",
            "The slope of l2 / 2 * w_i**2 along w_i is l2 * w_i. The bias has no price.",
            "`dw, db = lr.gradient(X, t, y)`, then `return dw + l2 * w, db`"],
        mistakes=[
            Mistake(lambda X, t, y, w, l2: gradient(X, t, y),
                "That is the slope of the cross-entropy alone. Add the slope of the penalty, l2 * w."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] + l2 * w, gradient(X, t, y)[1] + l2 * w.sum()),
                "You added something to db. The penalty doesn't contain b, so its slope along b is 0."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] + 2 * l2 * w, gradient(X, t, y)[1]),
                "Twice as much as it should be: the 2 of the derivative cancels the 1/2 in l2 / 2 * w**2."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] - l2 * w, gradient(X, t, y)[1]),
                "The penalty is added to the cost, so its slope is added too. Yours makes the weights grow."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] + l2 * w / len(t), gradient(X, t, y)[1]),
                "You divided the penalty's slope by N. Only the cross-entropy is a mean over the samples; the penalty is added to it as it is."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] + l2 * np.sign(w), gradient(X, t, y)[1]),
                "That is the slope of abs(w), the L1 penalty. Here the price is l2 / 2 * w**2."),
            Mistake(lambda X, t, y, w, l2: (gradient(X, t, y)[0] + l2 / 2 * np.sum(w**2), gradient(X, t, y)[1]),
                "You added the penalty itself. What is needed is its slope, with one entry for each weight.")]),
    Exercise(negative_log_posterior,
        inputs=[(T, A, np.array([0.4, -0.2]), 0.5), (T, A, np.array([2.0, 1.0]), 3.0),
                (T, np.zeros(12), np.zeros(3), 0.1), (T[:1], A[:1], np.array([1.5]), 0.7)],
        edges={"large activations": (np.array([0, 1, 1]), np.array([-800.0, 800.0, -900.0]), np.array([1.5]), 0.7)},
        hints=[
            "Two terms: minus the log-likelihood of all samples, and minus the logarithm of the Gaussian prior.",
            "The log-likelihood is -N times the mean cross-entropy. The prior's exponent is -w_i**2 / (2 * tau**2).",
            "`return len(t) * lr.cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau**2)`"],
        mistakes=[
            Mistake(lambda t, a, w, tau: cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau**2),
                "Your first term is the mean. The likelihood is a product over all samples, so its logarithm is a sum: N times the mean."),
            Mistake(lambda t, a, w, tau: len(t) * cross_entropy_with_logits(t, a) - np.sum(w**2) / (2 * tau**2),
                "A sign error in the prior's term: the exponent is negative, and minus that is positive. "
                "Large weights are less probable."),
            Mistake(lambda t, a, w, tau: len(t) * cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau),
                "Look at the exponent again: it is divided by 2 tau squared."),
            Mistake(lambda t, a, w, tau: len(t) * cross_entropy_with_logits(t, a) + np.sum(w**2) / tau**2,
                "The 2 in the exponent, -w**2 / (2 tau**2), is missing."),
            Mistake(lambda t, a, w, tau: len(t) * (cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau**2)),
                "You counted the prior N times. There are N samples and one belief."),
            Mistake(lambda t, a, w, tau: len(t) * cross_entropy_with_logits(t, a),
                "That is the likelihood alone. The belief about the weights is missing."),
            Mistake(lambda t, a, w, tau: len(t) * cross_entropy_with_logits(t, a) + np.sum(np.abs(w)) / tau,
                "That is the Laplace prior. The Gaussian has squares.")]),
    Exercise(toward_zero, name="shrink",
        inputs=[(np.array([3.0, -3.0, 0.4, -0.4, 0.0, 1.0, -1.0]), 1.0), (np.array([[0.5, -2.0], [7.0, 0.1]]), 0.5),
                (np.array([1.0, -2.0, 0.0]), 0.0), (np.array([1.0, -2.0]), 5.0),
                (np.array([1.5, -0.9]), 0.8)],
        hints=[
            "Three cases: above amount, below -amount, in between. np.where can choose, but there is a shorter way.",
            "The size becomes abs(w_hat) - amount, but not below 0: np.maximum. The sign stays the same: np.sign.",
            "`return np.sign(w_hat) * np.maximum(np.abs(w_hat) - amount, 0)`"],
        mistakes=[
            Mistake(lambda w_hat, amount: w_hat - amount * np.sign(w_hat),
                "You jump over 0: an entry shorter than amount comes out on the other side. It must stop at 0."),
            Mistake(lambda w_hat, amount: np.maximum(w_hat - amount, 0),
                "Negative entries are lost. They move towards 0 from below."),
            Mistake(lambda w_hat, amount: np.where(np.abs(w_hat) > amount, w_hat, 0.0),
                "You set the small ones to 0 and leave the large ones untouched: a hard threshold. The large ones pay amount too."),
            Mistake(lambda w_hat, amount: w_hat / (1 + amount), "That is what L2 does: it takes a share of everything, and never gives 0."),
            Mistake(lambda w_hat, amount: w_hat - amount, "You move all of them down. Towards 0 is up for the negative ones."),
            Mistake(lambda w_hat, amount: np.maximum(np.abs(w_hat) - amount, 0), "The sizes are right; the signs are gone."),
            Mistake(lambda w_hat, amount: np.clip(w_hat, -amount, amount),
                "That is the part that is taken away. Return what is left: w_hat minus it."),
            Mistake(lambda w_hat, amount: np.where(np.abs(w_hat) <= amount, 0.0, w_hat - amount),
                "You subtract amount from the negative ones too, which takes them farther from 0. For them, add it.")]),
    Exercise(cross_validated,
        inputs=[(X, T, FOLD, 0.3), (X, T, np.arange(12) % 2, 0.05), (X[:, 1:], 1 - T, FOLD[::-1].copy(), 1.0)],
        hints=[
            "For each k in np.unique(fold), train on the rows with fold != k and judge on those with fold == k.",
            "Inside the loop: A, B = lr.features.standardize(X[fold != k], X[fold == k]); "
                "w, b = lr.newton(A, t[fold != k], l2=l2).final.",
            "Every sample counts once: add up `len(B) * lr.cross_entropy(t[fold == k], lr.feedforward(B, w, b))`, "
                "and divide by `len(t)` at the end."],
        mistakes=[
            Mistake(lambda *a: _validated(*a, leak=True),
                "Your means and standard deviations come from all samples, "
                "including those held back. Standardise inside the loop."),
            Mistake(lambda *a: _validated(*a, raw=True),
                "The columns are not standardised, so the price depends on their units."),
            Mistake(lambda *a: _validated(*a, priced=True),
                "You added the penalty to the validation cost. It is a price for training; quality is the cross-entropy alone."),
            Mistake(lambda *a: _validated(*a, on="train"),
                "You judge the model on the samples it was trained on. Judge it on those held back: fold == k."),
            Mistake(lambda *a: _validated(*a, means=True),
                "You averaged over the folds, but they may differ in size. Every sample counts once."),
            Mistake(lambda *a: _validated(*a, accuracy=True),
                "That is the accuracy. What is needed is the mean cross-entropy."),
            Mistake(lambda *a: _validated(*a) * len(a[1]), "That is the sum over all samples. Divide by N."),
            Mistake(_all_seen,
                "You trained on all samples, so each is judged by a model that has seen it. Train on fold != k."),
            Mistake(_own_scales,
                "You standardised the held-out fold by its own mean and deviation. Use those of the training part."),
            Mistake(lambda X, t, *a: np.mean(np.concatenate([_held(X, t, *a, k) for k in range(int(a[0].max()))])),
                "You left out the last fold: range(fold.max()) ends before it. np.unique(fold) has them all."),
            Mistake(lambda X, t, *a: np.mean(np.concatenate([_swapped(X, t, *a, k) for k in np.unique(a[0])])),
                "The wrong way round: you trained on fold k and judged on the rest. Train on the rest, judge on fold k.")]),
    line(price_of_belief, _price_by_number, _belief,
        hints=[
            "The penalised cost has l2/2 times the sum of w_i squared. What factor does that sum have here, once you have divided by N?",
            "After dividing by N: 1/(2 N tau^2) = l2/2.",
            "`1 / (N * tau**2)`"],
        mistakes=[
            Mistake(lambda N, s: 1 / (N * s), "Square tau: the exponent holds w squared over tau squared."),
            Mistake(lambda N, s: 1 / s**2, "You have not divided by N. The cost is a mean, so the prior's term must be divided too."),
            Mistake(lambda N, s: 1 / (2 * N * s**2), "You used the 1/2 twice: it is already in front of l2. l2/2 = 1/(2 N tau^2)."),
            Mistake(lambda N, s: N / s**2, "Divide by N; you multiplied."),
            Mistake(lambda N, s: s**2 / N, "tau squared belongs in the denominator too: 1 / (N * tau**2), with brackets."),
            Mistake(lambda N, s: N * s**2, "Upside down: that is 1 / l2.")]),
    line(bottom_left_of_zero, _bottom_by_number, _left,
        hints=[
            "To the left of 0 the absolute value of w is -w. Write f without the bars, and differentiate.",
            "f' = w - w_hat - amount. Where is it zero?",
            "`w_hat + amount`"],
        mistakes=[
            Mistake(lambda w_hat, s: w_hat - s, "That is the result for the other side, w > 0. Here the absolute value of w is -w, so its slope is -1."),
            Mistake(lambda w_hat, s: w_hat, "The price has a slope too: to the left of 0 it is -amount."),
            Mistake(lambda w_hat, s: -w_hat + s, "A sign error in w_hat: f' = w - w_hat - amount is zero where w = w_hat + amount."),
            Mistake(lambda w_hat, s: -w_hat - s, "Both signs are wrong: f' = w - w_hat - amount is zero where w = w_hat + amount."),
            Mistake(lambda w_hat, s: w_hat / (1 + s), "That is the bottom with a squared price, amount/2 times w squared. Here the price is amount times the absolute value."),
            Mistake(lambda w_hat, s: w_hat * s, "You multiplied. Set f' to zero and solve for w: w_hat and amount are added.")]),
]
