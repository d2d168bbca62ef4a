"""The exercises of notebook 06."""

import numpy as np

from lrcourse.exercises.checker import Exercise, Mistake
from lrcourse.gaussian import class_gaussians, gaussian_weights

NOTEBOOK = "06_gaussian_solution"

rng = np.random.default_rng(6)
HILLS = [
    (np.array([3300.0, 3700.0, 4100.0]), 3400.0, 320.0),
    (1.5, 0.0, 1.0),
    (np.array([[0.2, -0.4], [2.0, 0.1]]), -0.5, 0.25),
    (np.array([60.0, -60.0]), 1.0, 0.5),
]
ONE_FEATURE = [
    (3400.0, 4000.0, 300.0, 0.5),
    (-1.0, 2.0, 0.5, 0.2),
    (4.0, 1.0, 2.0, 0.9),
]
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


def _prior(alpha):
    return np.log(alpha / (1 - alpha))


def _scatter(X):
    """The sum of (x - mean)(x - mean)'."""
    apart = X - X.mean(axis=0)
    return apart.T @ apart


def _apart(X, t):
    mu_0, mu_1, _, _ = class_gaussians(X, t)
    return X - np.where(t[:, None] == 1, mu_1, mu_0)


def _solved(mu_0, mu_1, Sigma):
    return np.linalg.solve(Sigma, mu_1 - mu_0)


EXERCISES = [
    Exercise(
        name="log_density",
        notebook=NOTEBOOK,
        reference=log_density,
        inputs=HILLS,
        hints=[
            "The logarithm of a product is a sum, and the logarithm undoes exp.",
            "Two terms: the exponent itself, and minus the logarithm of sigma times the root of 2 pi.",
            "`-(x - mu) ** 2 / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))`",
        ],
        mistakes=[
            Mistake(
                lambda x, mu, sigma: np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi)),
                "That is the density. Its logarithm is asked for.",
            ),
            Mistake(
                lambda x, mu, sigma: np.log(
                    np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
                ),
                "Right on paper, but far from the mean exp gives 0 and its logarithm -inf. Take the logarithm "
                "before you compute: the exponent comes out of exp by itself.",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2),
                "That is the exponent. The factor in front has a logarithm, too: - ln(sigma sqrt(2 pi)).",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2) + np.log(sigma * np.sqrt(2 * np.pi)),
                "The sign of the last term: sigma sqrt(2 pi) stands below the line, so its logarithm is subtracted.",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / sigma**2 - np.log(sigma * np.sqrt(2 * np.pi)),
                "The 2 is missing: the exponent is divided by 2 sigma squared.",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma) - np.log(sigma * np.sqrt(2 * np.pi)),
                "You divided by sigma. In the exponent it is squared.",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / 2 * sigma**2 - np.log(sigma * np.sqrt(2 * np.pi)),
                "Brackets: / 2 * sigma**2 divides by 2 and multiplies by the rest. Write / (2 * sigma**2).",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma) - np.log(2 * np.pi * sigma) / 2,
                "You took sigma for the variance. It is the standard deviation: square it.",
            ),
            Mistake(
                lambda x, mu, sigma: -((x - mu) ** 2) / (2 * sigma**2) - np.log(sigma * 2 * np.pi),
                "The root is missing: sigma times the square root of 2 pi.",
            ),
        ],
    ),
    Exercise(
        name="one_feature_weights",
        notebook=NOTEBOOK,
        reference=one_feature_weights,
        inputs=ONE_FEATURE,
        hints=[
            "Read both off the last line of the derivation: what stands before x, and what stands without it.",
            "w is the distance of the means, divided by the variance. b has a part from the means and one from the prior.",
            "`w = (mu_1 - mu_0) / sigma**2`, then `return w, -w * (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))`",
        ],
        mistakes=[
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2)),
                "You left out the prior: b also has ln(alpha / (1 - alpha)).",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s, -(n**2 - m**2) / (2 * s) + _prior(p)),
                "You divided by sigma. It is the variance, sigma squared, in both.",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, (n**2 - m**2) / (2 * s**2) + _prior(p)),
                "The sign of b's first part: - mu_1 squared + mu_0 squared. Else the line is not between the means.",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, -((n - m) ** 2) / (2 * s**2) + _prior(p)),
                "The difference of the squares is not the square of the difference: mu_1**2 - mu_0**2.",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / s**2 + _prior(p)),
                "The 2 in b is missing: a squared term keeps its 1/2, while in w the 2 of 2 mu x has cancelled it.",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / (2 * s**2), -(n**2 - m**2) / (2 * s**2) + _prior(p)),
                "Your w is half of the right one: the 2 of 2 mu x cancels the 1/2.",
            ),
            Mistake(
                lambda m, n, s, p: ((m - n) / s**2, -(m**2 - n**2) / (2 * s**2) + _prior(p)),
                "You swapped the classes: a is the evidence for class 1, so mu_1 comes first.",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2) + np.log(p)),
                "The prior enters as log-odds, ln(alpha / (1 - alpha)), not as ln(alpha).",
            ),
            Mistake(
                lambda m, n, s, p: ((n - m) / s**2, -(n**2 - m**2) / (2 * s**2) - _prior(p)),
                "The prior's sign: a larger alpha makes class 1 more likely, so it is added.",
            ),
        ],
    ),
    Exercise(
        name="gaussian_weights",
        notebook=NOTEBOOK,
        reference=gaussian_weights,
        inputs=CLOUDS,
        hints=[
            "The weights solve the equation Sigma w = mu_1 - mu_0. NumPy has a function that does that.",
            "np.linalg.solve(Sigma, mu_1 - mu_0). The bias is minus w at the middle of the means, plus the prior.",
            "`w = np.linalg.solve(Sigma, mu_1 - mu_0)`, then `return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))`",
        ],
        mistakes=[
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2),
                "You left out the prior: b also has ln(alpha / (1 - alpha)). With alpha = 1/2 nobody notices.",
            ),
            Mistake(
                lambda m, n, S, p: (S @ (n - m), -(S @ (n - m)) @ (m + n) / 2 + _prior(p)),
                "You multiplied by Sigma. Its inverse is needed: np.linalg.solve(Sigma, mu_1 - mu_0).",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), _solved(m, n, S) @ (m + n) / 2 + _prior(p)),
                "The sign of b: the first part is minus w at the middle between the means, so that a is 0 there.",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) + _prior(p)),
                "The 1/2 in b is missing: the line passes the middle of the means, (mu_0 + mu_1) / 2.",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(n, m, S), -_solved(n, m, S) @ (m + n) / 2 + _prior(p)),
                "Your w points from class 1 to class 0. It is mu_1 - mu_0.",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), -(n @ n - m @ m) / 2 + _prior(p)),
                "In b, too, Sigma has its place: mu_1' Sigma^-1 mu_1, not mu_1' mu_1.",
            ),
            Mistake(
                lambda m, n, S, p: (n - m, -(n - m) @ (m + n) / 2 + _prior(p)),
                "That is right for Sigma = I only. In general Sigma w = mu_1 - mu_0 has to be solved.",
            ),
            Mistake(
                lambda m, n, S, p: (
                    (n - m) / np.diag(S),
                    -((n - m) / np.diag(S)) @ (m + n) / 2 + _prior(p),
                ),
                "You divided by the variances only. The entries beside the diagonal count, too: solve with all of Sigma.",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2 - _prior(p)),
                "The prior's sign: a larger alpha makes class 1 more likely, so its log-odds are added.",
            ),
            Mistake(
                lambda m, n, S, p: (_solved(m, n, S), -_solved(m, n, S) @ (m + n) / 2 + np.log(p)),
                "You added ln(alpha). The prior enters as log-odds, ln(alpha / (1 - alpha)).",
            ),
        ],
    ),
    Exercise(
        name="shared_covariance",
        notebook=NOTEBOOK,
        reference=shared_covariance,
        inputs=SAMPLES,
        hints=[
            "First take from each row the mean of its OWN class. Then forget the classes.",
            "With the rows apart, shape (N, D), the sum of all (x - mu)(x - mu)' is apart.T @ apart.",
            "`apart = X - np.where(t[:, None] == 1, X[t == 1].mean(axis=0), X[t == 0].mean(axis=0))`, "
            "then `return apart.T @ apart / len(X)`",
        ],
        mistakes=[
            Mistake(
                lambda X, t: _scatter(X) / len(X),
                "That is the covariance of all the data: the distance between the classes is counted as scatter. "
                "Take from each row the mean of its own class.",
            ),
            Mistake(
                lambda X, t: np.cov(X, rowvar=False, bias=True),
                "np.cov knows nothing of classes: the distance between them is counted as scatter. Take from each row the "
                "mean of its own class first.",
            ),
            Mistake(
                lambda X, t: (
                    (np.cov(X[t == 0], rowvar=False, bias=True) + np.cov(X[t == 1], rowvar=False, bias=True))
                    / 2
                ),
                "Each class with its own mean: good. But you gave both the same weight, though one has more samples. (And "
                "for one feature np.cov gives a number; np.atleast_2d makes it a matrix.)",
            ),
            Mistake(
                lambda X, t: np.cov(X, rowvar=False),
                "np.cov knows nothing of classes: the distance between them is counted as scatter (and it divides by N - 1).",
            ),
            Mistake(
                lambda X, t: np.cov(X),
                "np.cov takes the ROWS for the variables, so you got (N, N). And it knows nothing of the classes.",
            ),
            Mistake(
                lambda X, t: (
                    (_scatter(X[t == 0]) / np.sum(t == 0) + _scatter(X[t == 1]) / np.sum(t == 1)) / 2
                ),
                "You gave both classes the same weight, though one has more samples. Add their sums, then divide by N.",
            ),
            Mistake(
                lambda X, t: _scatter(X[t == 0]) / np.sum(t == 0) + _scatter(X[t == 1]) / np.sum(t == 1),
                "You divided each class by its own N_k and added: that counts the scatter twice. Add first, then divide by N.",
            ),
            Mistake(
                lambda X, t: _apart(X, t).T @ _apart(X, t) / (len(X) - 2),
                "You divided by N - 2, which removes a bias. The maximum of the likelihood has N.",
            ),
            Mistake(
                lambda X, t: _apart(X, t).T @ _apart(X, t) / (len(X) - 1),
                "You divided by N - 1. The maximum of the likelihood has N.",
            ),
            Mistake(
                lambda X, t: _apart(X, t).T @ _apart(X, t),
                "That is the sum. Divide it by N.",
            ),
            Mistake(
                lambda X, t: _apart(X, t) @ _apart(X, t).T / len(X),
                "The transpose is on the wrong side, so you got (N, N). It is apart.T @ apart, shape (D, D).",
            ),
            Mistake(
                lambda X, t: (_apart(X, t) ** 2).mean(axis=0),
                "Those are the variances alone. How two features vary together is missing: apart.T @ apart / N.",
            ),
            Mistake(
                lambda X, t: _scatter(X[t == 1]) / np.sum(t == 1),
                "That is class 1's covariance only. Class 0 has a say, too.",
            ),
        ],
    ),
]
