"""Every formula in the course, once: what you derive on paper, in NumPy. Nothing is checked and nothing is optional.

N samples, D features. X (N, D) holds the inputs, one row per sample, and t (N,) the targets, 0 or 1; w (D,) and b are
the weights and the bias, a (N,) the activations, y (N,) the outputs. The number in brackets is the notebook in which
the formula is derived. The other modules check what they are given, explain what is wrong, and call these.
"""

import numpy as np


def activation(X, w, b):
    """The activation a = Xw + b: the weighted sum, the log-odds of class 1 (02)."""
    return X @ w + b


def sigmoid(a):
    """The output y = 1 / (1 + e^-a), from log-odds to probability; for a < 0 it equals e^a / (1 + e^a) (04)."""
    e = np.exp(-np.abs(a))  # never overflows
    return np.where(a >= 0, 1, e) / (1 + e)


def log_odds(y):
    """The log-odds a = ln(y / (1 - y)): the inverse of the sigmoid (04)."""
    return np.log(y / (1 - y))


def standardize(X, mean, scale):
    """Each column shifted and divided, so that all have mean 0 and standard deviation 1 (05)."""
    return (X - mean) / scale


def class_gaussians(X, t):
    """The mean of each class, the covariance that both share, and the share of class 1 (06)."""
    mu_0, mu_1 = (X[t == k].mean(axis=0, dtype=float).astype(X.dtype) for k in (0, 1))  # float32 sums would drift
    apart = X - np.where(t[:, np.newaxis] == 1, mu_1, mu_0)
    return mu_0, mu_1, apart.T @ apart / len(X), t.mean()


def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    """The w and b that follow if both classes are Gaussian: Sigma^-1 (mu_1 - mu_0), and the shift (06)."""
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    return w, log_odds(alpha) - w @ (mu_0 + mu_1) / 2


def surprise(t, y):
    """-ln of the probability that was given to what happened, sample by sample (08)."""
    return np.where(t == 1, 0.0 - np.log(y), 0.0 - np.log1p(-y))


def cross_entropy(t, y):
    """The mean surprise, from the outputs: -(1/N) sum [t ln y + (1 - t) ln(1 - y)] (08)."""
    return surprise(t, y).mean()


def softplus(x):
    """ln(1 + e^x), which is max(0, x) + ln(1 + e^-|x|): nothing overflows (08)."""
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)


def cost(t, a):
    """The same mean, from the activations: of ln(1 + e^-a) where t = 1, of ln(1 + e^a) where t = 0 (08)."""
    return softplus((1 - 2 * t) * a).mean(axis=-1)


def gradient(X, t, y):
    """The slopes of the cost along w and b: each sample pulls along its x with the force y - t (10)."""
    r = y - t
    return r @ X / len(X), r.mean()


def step(w, b, dw, db, learning_rate):
    """One step downhill (10)."""
    return w - learning_rate * dw, b - learning_rate * db


def hessian(X, y):
    """The second derivatives, X1' diag(y (1 - y)) X1 / N; X1 is X with a column of ones for the bias (10)."""
    return weighted_square(X, y * (1 - y))


def weighted_square(X, s):
    """X1' diag(s) X1 / N, for an s without negative entries (10)."""
    N, D = X.shape
    H = np.empty((D + 1, D + 1), np.result_type(X, s))
    A = X * np.sqrt(s)[:, np.newaxis]
    H[:D, :D] = A.T @ A / N  # half the work, because NumPy sees that it is symmetric
    H[:D, D] = H[D, :D] = s @ X / N
    H[D, D] = s.mean()
    return H


def penalty(w, l2, l1):
    """The price of large weights; the bias is free (13)."""
    return l2 / 2 * w @ w + (l1 * np.abs(w)).sum()


def toward_zero(w, amount):
    """Each weight moved towards 0 by ``amount``, and small ones to exactly 0: the soft threshold of L1 (13)."""
    return w - np.clip(w, -amount, amount)
