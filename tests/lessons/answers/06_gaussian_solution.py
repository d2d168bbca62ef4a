"""What learners hand in for the exercises of notebook 06: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


# --------------------------------------------------------------- log_density


@right("the parabola, as in the text")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / (2 * sigma ** 2) - np.log(sigma * np.sqrt(2 * np.pi))


@right("the distance in widths first, and the logarithm of the root split up")
def log_density(x, mu, sigma):
    z = (np.asarray(x, dtype=float) - mu) / sigma
    return -0.5 * z * z - math.log(sigma) - 0.5 * math.log(2 * math.pi)


@right("a loop with math over the flattened array, put back into shape")
def log_density(x, mu, sigma):
    values = []
    for one in np.ravel(x):
        distance = (float(one) - mu) / sigma
        values.append(-(distance ** 2) / 2 - math.log(sigma * math.sqrt(2 * math.pi)))
    return np.array(values, dtype=float).reshape(np.shape(x))


@wrong("computes the hill first and takes its logarithm, so far away it gives minus infinity")
def log_density(x, mu, sigma):
    hill = np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / (sigma * np.sqrt(2 * np.pi))
    return np.log(hill)


@wrong("the minus before the square is missing: the parabola opens upwards")
def log_density(x, mu, sigma):
    return (x - mu) ** 2 / (2 * sigma ** 2) - np.log(sigma * np.sqrt(2 * np.pi))


@wrong("brackets missing: divides by 2 and then multiplies by sigma squared")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / 2 * sigma ** 2 - np.log(sigma * np.sqrt(2 * np.pi))


@wrong("takes sigma for the variance instead of the standard deviation")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / (2 * sigma) - 0.5 * np.log(2 * np.pi * sigma)


@wrong("the constant term, the logarithm of the factor before the hill, is left out")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / (2 * sigma ** 2)


@wrong("no root over 2 pi in the constant")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / (2 * sigma ** 2) - np.log(sigma * 2 * np.pi)


@wrong("adds up over the array: one number, the log-likelihood, instead of the shape of x")
def log_density(x, mu, sigma):
    return np.sum(-(x - mu) ** 2 / (2 * sigma ** 2) - np.log(sigma * np.sqrt(2 * np.pi)))


@wrong("returns the density itself, without the logarithm")
def log_density(x, mu, sigma):
    return np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / (sigma * np.sqrt(2 * np.pi))


# ------------------------------------------------------- one_feature_weights


@right("the two formulas as they stand in the text")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    b = -(mu_1 ** 2 - mu_0 ** 2) / (2 * sigma ** 2) + np.log(alpha / (1 - alpha))
    return w, b


@right("the short form with the point halfway between the means, with math")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    middle = mu_0 + (mu_1 - mu_0) / 2
    w = (mu_1 - mu_0) / (sigma * sigma)
    return w, math.log(alpha) - math.log(1 - alpha) - w * middle


@right("writes both parabolas as polynomials and subtracts them")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    def parabola(mu):
        return np.array([-1.0, 2.0 * mu, -float(mu) ** 2]) / (2 * sigma ** 2)

    difference = np.polysub(parabola(mu_1), parabola(mu_0))
    return difference[-2], difference[-1] + np.log(alpha / (1 - alpha))


@wrong("divides by sigma instead of sigma squared")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma
    b = -(mu_1 ** 2 - mu_0 ** 2) / (2 * sigma) + np.log(alpha / (1 - alpha))
    return w, b


@wrong("w has mu_0 - mu_1, the classes the wrong way round; b is right")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_0 - mu_1) / sigma ** 2
    b = -(mu_1 ** 2 - mu_0 ** 2) / (2 * sigma ** 2) + np.log(alpha / (1 - alpha))
    return w, b


@wrong("the prior is left out, right only for alpha = 1/2")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    return w, -w * (mu_0 + mu_1) / 2


@wrong("the prior odds are upside down")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    return w, -w * (mu_0 + mu_1) / 2 + np.log((1 - alpha) / alpha)


@wrong("adds the logarithm of the prior, not of the prior odds")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    return w, -w * (mu_0 + mu_1) / 2 + np.log(alpha)


@wrong("the square of the difference where the difference of the squares belongs")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    b = -(mu_1 - mu_0) ** 2 / (2 * sigma ** 2) + np.log(alpha / (1 - alpha))
    return w, b


@wrong("the minus before the first term of b is missing")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    b = (mu_1 ** 2 - mu_0 ** 2) / (2 * sigma ** 2) + np.log(alpha / (1 - alpha))
    return w, b


@wrong("returns the bias first and the weight second")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    b = -w * (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))
    return b, w


# ----------------------------------------------------------- gaussian_weights


@right("np.linalg.solve and the short form of b")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    b = -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))
    return w, b


@right("the inverse matrix and the long form of b")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    inverse = np.linalg.inv(Sigma)
    w = inverse @ (mu_1 - mu_0)
    b = -0.5 * mu_1 @ inverse @ mu_1 + 0.5 * mu_0 @ inverse @ mu_0
    return w, float(b) + math.log(alpha / (1 - alpha))


@right("Cholesky: forward and backward substitution with loops")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    L = np.linalg.cholesky(Sigma)
    D = len(L)
    half = np.zeros(D)
    for i in range(D):
        half[i] = (mu_1[i] - mu_0[i] - L[i, :i] @ half[:i]) / L[i, i]
    w = np.zeros(D)
    for i in reversed(range(D)):
        w[i] = (half[i] - L[i + 1:, i] @ w[i + 1:]) / L[i, i]
    b = math.log(alpha) - math.log(1 - alpha)
    for i in range(D):
        b -= w[i] * (mu_0[i] + mu_1[i]) / 2
    return w, b


@wrong("multiplies by Sigma instead of its inverse")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = Sigma @ (mu_1 - mu_0)
    return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


@wrong("takes 1 / Sigma, entry by entry, for the inverse matrix")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = (1 / Sigma) @ (mu_1 - mu_0)
    return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


@wrong("uses only the variances on the diagonal, as if the features were uncorrelated")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = (mu_1 - mu_0) / np.diag(Sigma)
    return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


@wrong("b lacks the inverse of Sigma: plain dot products of the means")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    return w, -0.5 * mu_1 @ mu_1 + 0.5 * mu_0 @ mu_0 + np.log(alpha / (1 - alpha))


@wrong("the half is missing in b: w times the sum of the means, not times their middle")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    return w, -w @ (mu_0 + mu_1) + np.log(alpha / (1 - alpha))


@wrong("subtracts the logarithm of the prior odds instead of adding it")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    return w, -(w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha)))


@wrong("w is a column of shape (D, 1)")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    d = (mu_1 - mu_0).reshape(-1, 1)
    w = np.linalg.solve(Sigma, d)
    b = -w[:, 0] @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))
    return w, b


@wrong("the arguments of np.linalg.solve are swapped, which raises an error")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(mu_1 - mu_0, Sigma)
    return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


# ---------------------------------------------------------- shared_covariance


@right("centres a copy class by class, then one matrix product")
def shared_covariance(X, t):
    centred = np.array(X, dtype=float)
    for k in np.unique(t):
        centred[t == k] -= centred[t == k].mean(axis=0)
    return centred.T @ centred / len(centred)


@right("a loop over the samples that adds up outer products")
def shared_covariance(X, t):
    N, D = X.shape
    totals = {}
    counts = {}
    for x_n, t_n in zip(X, t):
        k = int(t_n)
        totals[k] = totals.get(k, np.zeros(D)) + x_n
        counts[k] = counts.get(k, 0) + 1
    Sigma = np.zeros((D, D))
    for x_n, t_n in zip(X, t):
        d = x_n - totals[int(t_n)] / counts[int(t_n)]
        Sigma += np.outer(d, d)
    return Sigma / N


@right("np.cov of each class with divisor N_k, weighted by the share of the class")
def shared_covariance(X, t):
    D = X.shape[1]
    Sigma = np.zeros((D, D))
    for k in (0, 1):
        rows = X[t == k]
        if len(rows) > 0:
            cov = np.cov(rows, rowvar=False, ddof=0).reshape(D, D)
            Sigma = Sigma + len(rows) / len(X) * cov
    return Sigma


@wrong("one mean for all samples instead of one for each class")
def shared_covariance(X, t):
    centred = X - X.mean(axis=0)
    return centred.T @ centred / len(X)


@wrong("the plain average of the two class covariances, right only for classes of equal size")
def shared_covariance(X, t):
    A = X[t == 0] - X[t == 0].mean(axis=0)
    B = X[t == 1] - X[t == 1].mean(axis=0)
    return (A.T @ A / len(A) + B.T @ B / len(B)) / 2


@wrong("the divisor is N - 2 instead of N")
def shared_covariance(X, t):
    means = np.array([X[t == 0].mean(axis=0), X[t == 1].mean(axis=0)])
    d = X - means[t.astype(int)]
    return d.T @ d / (len(X) - 2)


@wrong("weighted by the shares, but np.cov divides each class by N_k - 1")
def shared_covariance(X, t):
    N_1 = np.sum(t == 1)
    N_0 = np.sum(t == 0)
    C_0 = np.atleast_2d(np.cov(X[t == 0].T))
    C_1 = np.atleast_2d(np.cov(X[t == 1].T))
    return (N_0 * C_0 + N_1 * C_1) / len(X)


@wrong("the product the wrong way round: (N, N) instead of (D, D)")
def shared_covariance(X, t):
    means = np.array([X[t == 0].mean(axis=0), X[t == 1].mean(axis=0)])
    d = X - means[t.astype(int)]
    return d @ d.T / len(X)


@wrong("axis=0 forgotten: the mean of a class is one number over all its features")
def shared_covariance(X, t):
    d = X.astype(float)
    d[t == 0] = X[t == 0] - X[t == 0].mean()
    d[t == 1] = X[t == 1] - X[t == 1].mean()
    return d.T @ d / len(X)


@wrong("each sample is measured from the mean of the other class")
def shared_covariance(X, t):
    means = np.array([X[t == 1].mean(axis=0), X[t == 0].mean(axis=0)])
    d = X - means[t.astype(int)]
    return d.T @ d / len(X)


@wrong("the result is right, but the means are subtracted in the caller's own X")
def shared_covariance(X, t):
    for k in (0, 1):
        if np.any(t == k):
            X[t == k] = X[t == k] - X[t == k].mean(axis=0)
    return X.T @ X / len(X)


# -- by the hints --


@right("the last hint")
def log_density(x, mu, sigma):
    return -(x - mu) ** 2 / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))


@right("the last hint")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma**2
    return w, -w * (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


@wrong("uses @ on plain numbers, which fails")
def one_feature_weights(mu_0, mu_1, sigma, alpha):
    w = (mu_1 - mu_0) / sigma ** 2
    b = -w @ ((mu_0 + mu_1) / 2) + np.log(alpha / (1 - alpha))
    return w, b


@right("the last hint")
def gaussian_weights(mu_0, mu_1, Sigma, alpha):
    w = np.linalg.solve(Sigma, mu_1 - mu_0)
    return w, -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))


@right("the last hint")
def shared_covariance(X, t):
    apart = X - np.where(t[:, None] == 1, X[t == 1].mean(axis=0), X[t == 0].mean(axis=0))
    return apart.T @ apart / len(X)


# --------------------------------------------------------- bias_from_means


@right("minus w times the middle of the means, plus the log odds of the prior")
def bias_from_means(mu_0, mu_1, w, alpha):
    middle = (mu_0 + mu_1) / 2
    return -w @ middle + np.log(alpha / (1 - alpha))


@right("a loop over the components, with math.log")
def bias_from_means(mu_0, mu_1, w, alpha):
    total = 0.0
    for m0, m1, w_d in zip(mu_0, mu_1, w):
        total -= 0.5 * w_d * (m0 + m1)
    return total + math.log(alpha) - math.log(1 - alpha)


@right("np.sum of the products, the halves taken one by one, log1p for the prior")
def bias_from_means(mu_0, mu_1, w, alpha):
    half_0 = np.sum(np.multiply(w, mu_0)) / 2
    half_1 = np.sum(np.multiply(w, mu_1)) / 2
    prior = np.log(alpha) - np.log1p(-alpha)
    return float(prior - half_0 - half_1)


@wrong("the sign of the middle is plus")
def bias_from_means(mu_0, mu_1, w, alpha):
    midpoint = 0.5 * (mu_0 + mu_1)
    return w @ midpoint + np.log(alpha / (1 - alpha))


@wrong("forgets the prior")
def bias_from_means(mu_0, mu_1, w, alpha):
    # a must be 0 midway between the means
    return -np.dot(w, mu_0 + mu_1) / 2


@wrong("takes the difference of the means where their sum belongs")
def bias_from_means(mu_0, mu_1, w, alpha):
    b = -0.5 * mu_1 @ w + 0.5 * mu_0 @ w
    b += np.log(alpha / (1 - alpha))
    return b


@wrong("forgets the one half")
def bias_from_means(mu_0, mu_1, w, alpha):
    log_odds = np.log(alpha) - np.log(1 - alpha)
    return -(mu_0 + mu_1) @ w + log_odds


@wrong("the odds of the prior are upside down")
def bias_from_means(mu_0, mu_1, w, alpha):
    return -0.5 * np.dot(w, mu_1 + mu_0) + np.log((1 - alpha) / alpha)


@wrong("multiplies element by element and forgets the sum, so it returns an array")
def bias_from_means(mu_0, mu_1, w, alpha):
    prior = np.log(alpha / (1 - alpha))
    return -0.5 * w * (mu_0 + mu_1) + prior


@wrong("drops Sigma without putting w in: the squares of the means alone")
def bias_from_means(mu_0, mu_1, w, alpha):
    square_1 = mu_1 @ mu_1
    square_0 = mu_0 @ mu_0
    return -square_1 / 2 + square_0 / 2 + np.log(alpha / (1 - alpha))


@wrong("puts w in the place of the matrix: number @ vector raises an error")
def bias_from_means(mu_0, mu_1, w, alpha):
    first = -0.5 * mu_1.T @ w @ mu_1
    second = 0.5 * mu_0.T @ w @ mu_0
    return first + second + np.log(alpha / (1 - alpha))


@right("the last hint")
def bias_from_means(mu_0, mu_1, w, alpha):
    return -w @ (mu_0 + mu_1) / 2 + np.log(alpha / (1 - alpha))
