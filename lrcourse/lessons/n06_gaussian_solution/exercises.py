"""The exercises of notebook 06."""

import numpy as np

from lrcourse.core import class_gaussians, gaussian_weights, log_odds
from lrcourse.engine.checker import Exercise, Mistake, line

rng = np.random.default_rng(6)
HILLS = [
    (np.array([3300.0, 3700.0, 4100.0]), 3400.0, 320.0), (1.5, 0.0, 1.0),
    (np.array([[0.2, -0.4], [2.0, 0.1]]), -0.5, 0.25), (np.array([60.0, -60.0]), 1.0, 0.5)]
ONE_FEATURE = [(3400.0, 4000.0, 300.0, 0.5), (-1.0, 2.0, 0.5, 0.2), (4.0, 1.0, 2.0, 0.9)]
_root = rng.normal(size=(3, 3))
CLOUDS = [
    (np.array([-1.0, 0.5]), np.array([2.0, 1.5]), np.array([[2.0, 0.8], [0.8, 1.0]]), 0.3),
    (np.array([-2.0, -2.0]), np.array([2.0, 2.0]), np.eye(2), 0.5),
    (rng.normal(size=3), rng.normal(size=3), _root @ _root.T + np.eye(3), 0.8),
    (np.array([1.0]), np.array([3.0]), np.array([[4.0]]), 0.6),
]
SAMPLES = [
    (np.array([[1.0, 2.0], [3.0, 2.5], [2.0, 6.0], [9.0, 7.0], [7.0, 8.5]]), np.array([0, 0, 0, 1, 1])),
    (rng.normal(size=(9, 3)) + 5, np.array([0, 1, 1, 0, 1, 1, 1, 0, 1])),
    (np.array([[1.0], [2.0], [4.0], [9.0], [7.0], [8.0], [3.0]]), np.array([0, 0, 0, 1, 1, 1, 0])),
]


def log_density(x, mu, sigma):
    """The logarithm of the Gaussian density: no exponential is needed, so nothing underflows."""
    return -((x - mu) ** 2) / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))


def one_feature_weights(mu_0, mu_1, sigma, alpha):
    """The weight and the bias of two Gaussian hills of the same width sigma."""
    w = (mu_1 - mu_0) / sigma**2
    return w, -w * (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


def shared_covariance(X, t):
    """The mean of (x - mu)(x - mu)', where mu is the mean of the sample's own class."""
    apart = X - np.where(t[:, None] == 1, X[t == 1].mean(axis=0), X[t == 0].mean(axis=0))
    return apart.T @ apart / len(X)


def bias_from_means(mu_0, mu_1, w, alpha):
    """The bias without Sigma: it makes the activation the prior's log-odds halfway between the means."""
    return log_odds(alpha) - w @ (mu_0 + mu_1) / 2


def _long_bias(mu_0, mu_1, w, alpha):
    """The two squares, with any Sigma for which Sigma w = mu_1 - mu_0."""
    d = mu_1 - mu_0
    Sigma = np.eye(len(w)) - np.outer(w, w) / (w @ w) + np.outer(d, d) / (d @ w)
    square = lambda mu: mu @ np.linalg.solve(Sigma, mu) / 2
    return square(mu_0) - square(mu_1) + np.log(alpha / (1 - alpha))


def _means(rng):
    D = rng.integers(1, 5)
    mu_0, w, root = rng.normal(size=D), rng.normal(size=D), rng.normal(size=(D, D))
    return mu_0, mu_0 + (root @ root.T + np.eye(D)) @ w, w, rng.uniform(0.1, 0.9)


def _density(x, mu, sigma):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))


def _scatter(X):
    """The sum of (x - mean)(x - mean)'."""
    apart = X - X.mean(axis=0)
    return apart.T @ apart


def _apart(X, t):
    mu_0, mu_1, _, _ = class_gaussians(X, t)
    return X - np.where(t[:, None] == 1, mu_1, mu_0)


def _one_mean_for_all_features(X, t):
    apart = X - np.where(t == 1, X[t == 1].mean(), X[t == 0].mean())[:, None]
    return apart.T @ apart / len(X)


def _solved(mu_0, mu_1, Sigma):
    return np.linalg.solve(Sigma, mu_1 - mu_0)


EXERCISES = [
    Exercise(log_density, HILLS,
        hints=[
            "The logarithm of a product is a sum, and the logarithm undoes exp.",
            "Two terms: the exponent itself, and minus the logarithm of sigma times the square root of 2 pi.",
            "`-(x - mu) ** 2 / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))`"],
        mistakes=[
            Mistake(_density, "That is the density. What is needed is its logarithm."),
            Mistake(lambda x, mu, sigma: np.log(_density(x, mu, sigma)),
                "Correct on paper, but far from the mean exp gives 0, and the logarithm of 0 is -inf. "
                "Take the logarithm on paper first: it undoes exp, and only the exponent is left."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2),
                "That is the exponent. The factor in front of exp contributes its logarithm as well: - ln(sigma sqrt(2 pi))."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2) + np.log(sigma * np.sqrt(2 * np.pi)),
                "A sign error in the last term: sigma sqrt(2 pi) is in the denominator, so its logarithm is subtracted."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / sigma**2 - np.log(sigma * np.sqrt(2 * np.pi)),
                "The 2 is missing: the exponent is divided by 2 sigma squared."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma) - np.log(sigma * np.sqrt(2 * np.pi)),
                "You divided by sigma. The exponent has sigma squared."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / 2 * sigma**2 - np.log(sigma * np.sqrt(2 * np.pi)),
                "Brackets: / 2 * sigma**2 divides by 2 and multiplies by the rest. Write / (2 * sigma**2)."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma) - np.log(2 * np.pi * sigma) / 2,
                "You took sigma to be the variance. It is the standard deviation: square it."),
            Mistake(lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2) - np.log(sigma * 2 * np.pi),
                "The square root is missing: sigma times the square root of 2 pi.")]),
    Exercise(one_feature_weights, ONE_FEATURE,
        hints=[
            "Read both off the last line of the derivation: w multiplies x, and b is the rest.",
            "w is the difference between the means, divided by the variance. b has a part from the means and one from the prior.",
            "`w = (mu_1 - mu_0) / sigma**2`, then `return w, -w * (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))`"],
        mistakes=[
            Mistake(lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2)),
                "You left out the prior: b also has ln(alpha / (1 - alpha))."),
            Mistake(lambda m, n, s, p: ((n - m) / s, -(n**2 - m**2) / (2 * s) + log_odds(p)),
                "You divided by sigma. Both w and b need the variance, sigma squared."),
            Mistake(lambda m, n, s, p: ((n - m) / s**2, (n**2 - m**2) / (2 * s**2) + log_odds(p)),
                "A sign error in the first part of b: it is - mu_1 squared + mu_0 squared. Otherwise a is not 0 halfway between the means."),
            Mistake(lambda m, n, s, p: ((n - m) / s**2, -((n - m) ** 2) / (2 * s**2) + log_odds(p)),
                "You squared the difference. b needs the difference between the squares: mu_1**2 - mu_0**2."),
            Mistake(lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / s**2 + log_odds(p)),
                "The 2 in b is missing: a squared mean keeps its 1/2, while in w the 2 in 2 mu x has cancelled it."),
            Mistake(lambda m, n, s, p: ((n - m) / (2 * s**2), -(n**2 - m**2) / (2 * s**2) + log_odds(p)),
                "Your w is half of what it should be: the 2 in 2 mu x cancels the 1/2."),
            Mistake(lambda m, n, s, p: ((m - n) / s**2, -(m**2 - n**2) / (2 * s**2) + log_odds(p)),
                "You swapped the classes: a is the evidence for class 1, so mu_1 comes first."),
            Mistake(lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2) + np.log(p)),
                "The prior enters as log-odds, ln(alpha / (1 - alpha)), not as ln(alpha)."),
            Mistake(lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2) - log_odds(p)),
                "A sign error in the prior: a larger alpha makes class 1 more likely, so its log-odds are added.")]),
    Exercise(gaussian_weights, CLOUDS,
        hints=[
            "The weights solve the equation Sigma w = mu_1 - mu_0. NumPy has a function that does that.",
            "np.linalg.solve(Sigma, mu_1 - mu_0). The bias is minus w times the midpoint of the means, plus the prior's log-odds.",
            "`w = np.linalg.solve(Sigma, mu_1 - mu_0)`, then `return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))`"],
        mistakes=[
            Mistake(lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2),
                "You left out the prior: b also has ln(alpha / (1 - alpha)). With alpha = 1/2 nobody notices."),
            Mistake(lambda m, n, S, p: (S @ (n - m), -(S @ (n - m)) @ (m + n) / 2 + log_odds(p)),
                "You multiplied by Sigma. Its inverse is needed: np.linalg.solve(Sigma, mu_1 - mu_0)."),
            Mistake(lambda m, n, S, p: (_solved(m, n, S), _solved(m, n, S) @ (m + n) / 2 + log_odds(p)),
                "A sign error in b: its first part is minus w times the midpoint of the means, which makes w . x + b zero there."),
            Mistake(lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) + log_odds(p)),
                "The 1/2 in b is missing: the midpoint of the means is (mu_0 + mu_1) / 2."),
            Mistake(lambda m, n, S, p: (_solved(n, m, S), -_solved(n, m, S) @ (m + n) / 2 + log_odds(p)),
                "Your w points from class 1 to class 0. It is mu_1 - mu_0."),
            Mistake(lambda m, n, S, p: (_solved(m, n, S), -(n @ n - m @ m) / 2 + log_odds(p)),
                "b needs Sigma, too: mu_1' Sigma^-1 mu_1, not mu_1' mu_1."),
            Mistake(lambda m, n, S, p: (n - m, -(n - m) @ (m + n) / 2 + log_odds(p)),
                "That holds only for Sigma = I. In general you have to solve Sigma w = mu_1 - mu_0."),
            Mistake(lambda m, n, S, p: ((n - m) / np.diag(S), -((n - m) / np.diag(S)) @ (m + n) / 2 + log_odds(p)),
                "You divided by the variances only. The entries off the diagonal count as well: solve with all of Sigma."),
            Mistake(lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2 - log_odds(p)),
                "A sign error in the prior: a larger alpha makes class 1 more likely, so its log-odds are added."),
            Mistake(lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2 + np.log(p)),
                "You added ln(alpha). The prior enters as log-odds, ln(alpha / (1 - alpha))."),
            Mistake(lambda m, n, S, p: ((1 / S) @ (n - m), -((1 / S) @ (n - m)) @ (m + n) / 2 + log_odds(p)),
                "1 / Sigma works entry by entry, which is not the inverse matrix: np.linalg.solve(Sigma, mu_1 - mu_0).")]),
    Exercise(shared_covariance, SAMPLES,
        hints=[
            "First subtract from each row the mean of its OWN class. Then forget the classes.",
            "Call what is left apart, shape (N, D). The sum of all (x - mu)(x - mu)' is apart.T @ apart.",
            "`apart = X - np.where(t[:, None] == 1, X[t == 1].mean(axis=0), X[t == 0].mean(axis=0))`, "
                "then `return apart.T @ apart / len(X)`"],
        mistakes=[
            Mistake(lambda X, t: _scatter(X) / len(X),
                "That is the covariance of all the data: it counts the distance between the classes as scatter. "
                "Subtract from each row the mean of its own class."),
            Mistake(lambda X, t: np.cov(X, rowvar=False, bias=True),
                "np.cov knows nothing about classes: it counts the distance between them as scatter. "
                "Subtract from each row the mean of its own class first."),
            Mistake(lambda X, t: sum(np.cov(X[t == k], rowvar=False, bias=True) for k in (0, 1)) / 2,
                "Each class with its own mean: good. But you gave both the same weight, though one has more samples. "
                "(And for one feature np.cov gives a number; np.atleast_2d makes it a matrix.)"),
            Mistake(lambda X, t: np.cov(X, rowvar=False),
                "np.cov knows nothing about classes: it counts the distance between them as scatter (and it divides by N - 1)."),
            Mistake(lambda X, t: np.cov(X),
                "np.cov takes the ROWS to be the variables, so you got (N, N). And it knows nothing about the classes."),
            Mistake(lambda X, t: sum(_scatter(X[t == k]) / np.sum(t == k) for k in (0, 1)) / 2,
                "You gave both classes the same weight, though one has more samples. Add their sums, then divide by N."),
            Mistake(lambda X, t: sum(_scatter(X[t == k]) / np.sum(t == k) for k in (0, 1)),
                "You divided each class by its own N_k and added: that counts the scatter twice. Add first, then divide by N."),
            Mistake(lambda X, t: _apart(X, t).T @ _apart(X, t) / (len(X) - 2),
                "You divided by N - 2, which removes a bias. This course divides by N."),
            Mistake(lambda X, t: _apart(X, t).T @ _apart(X, t) / (len(X) - 1),
                "You divided by N - 1. This course divides by N."),
            Mistake(lambda X, t: _apart(X, t).T @ _apart(X, t), "That is the sum. Divide it by N."),
            Mistake(lambda X, t: _apart(X, t) @ _apart(X, t).T / len(X),
                "The transpose is on the wrong side, so you got (N, N). It is apart.T @ apart, shape (D, D)."),
            Mistake(lambda X, t: (_apart(X, t) ** 2).mean(axis=0),
                "Those are only the variances. The entries off the diagonal are missing: apart.T @ apart / N."),
            Mistake(lambda X, t: _scatter(X[t == 1]) / np.sum(t == 1),
                "That is the covariance of class 1 only. Class 0 has a say as well."),
            Mistake(lambda X, t: sum(_scatter(X[t == k]) * np.mean(t == k) / (np.sum(t == k) - 1) for k in (0, 1)),
                "The shares are right, but you divided each class by N_k - 1. Divide by N_k: np.cov(..., bias=True)."),
            Mistake(_one_mean_for_all_features,
                "You took one mean over all features of a class. Each feature has its own: mean(axis=0).")]),
    line(bias_from_means, _long_bias, _means,
        hints=[
            "w is Sigma^-1 (mu_1 - mu_0). Can you find it in the difference between the two squares?",
            "For a symmetric S, mu_1'S mu_1 - mu_0'S mu_0 = (mu_1 - mu_0)'S(mu_1 + mu_0): the mixed terms cancel. "
                "And (mu_1 - mu_0)' Sigma^-1 is w', that is, w as a row.",
            "`-w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))`"],
        mistakes=[
            Mistake(lambda m, n, w, p: -w @ (m + n) / 2, "The prior is missing: + ln(alpha / (1 - alpha))."),
            Mistake(lambda m, n, w, p: w @ (m + n) / 2 + log_odds(p),
                "A sign error in the first part: the square of mu_1 has a minus sign."),
            Mistake(lambda m, n, w, p: -w @ (m + n) + log_odds(p),
                "The 1/2 in front of each square is missing."),
            Mistake(lambda m, n, w, p: -w @ (n - m) / 2 + log_odds(p),
                "w already holds the difference between the means. What remains is their sum."),
            Mistake(lambda m, n, w, p: -w @ (m + n) / 2 + np.log(p),
                "The prior enters as log-odds, ln(alpha / (1 - alpha)), not as ln(alpha)."),
            Mistake(lambda m, n, w, p: -(n @ n - m @ m) / 2 + log_odds(p),
                "That holds only for Sigma = I. In general, Sigma is hidden in w: use w.")]),
]
