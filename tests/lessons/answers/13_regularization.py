"""What learners hand in for the exercises of notebook 13: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("the two formulas")
def penalized_gradient(X, t, y, w, l2):
    N = len(t)
    dw = X.T @ (y - t) / N + l2 * w
    db = np.mean(y - t)
    return dw, db


@right("three plain loops")
def penalized_gradient(X, t, y, w, l2):
    N, D = X.shape
    dw = np.zeros(D)
    db = 0.0
    for n in range(N):
        e = float(y[n]) - float(t[n])
        for d in range(D):
            dw[d] += e * X[n, d] / N
        db += e / N
    for d in range(D):
        dw[d] += l2 * w[d]
    return dw, db


@right("a column of ones, and a price list with 0 for the bias")
def penalized_gradient(X, t, y, w, l2):
    Z = np.column_stack([np.ones(len(X)), X])
    v = np.concatenate([[0.0], w])
    g = np.mean(Z * (y - t)[:, None], axis=0) + l2 * v
    return g[1:], g[0]


@wrong("the slope of the price is missing")
def penalized_gradient(X, t, y, w, l2):
    e = y - t
    return X.T @ e / len(e), e.mean()


@wrong("the half is kept: l2 / 2 * w instead of l2 * w")
def penalized_gradient(X, t, y, w, l2):
    e = y - t
    return X.T @ e / len(e) + l2 / 2 * w, e.mean()


@wrong("the price is divided by N as well")
def penalized_gradient(X, t, y, w, l2):
    N = X.shape[0]
    dw = (X.T @ (y - t) + l2 * w) / N
    return dw, np.sum(y - t) / N


@wrong("the price itself, one number, is added to every slope instead of its slope")
def penalized_gradient(X, t, y, w, l2):
    dw = X.T @ (y - t) / len(t) + l2 / 2 * np.sum(w**2)
    return dw, np.mean(y - t)


@wrong("the slope of the price is subtracted")
def penalized_gradient(X, t, y, w, l2):
    dw = X.T @ (y - t) / len(t) - l2 * w
    return dw, np.mean(y - t)


@wrong("the bias pays as well: the sum of l2 * w is added to db")
def penalized_gradient(X, t, y, w, l2):
    e = y - t
    dw = X.T @ e / len(e) + l2 * w
    db = e.mean() + l2 * np.sum(w)
    return dw, db


@wrong("the slope of the L1 price: the sign of w instead of w")
def penalized_gradient(X, t, y, w, l2):
    e = y - t
    return X.T @ e / len(e) + l2 * np.sign(w), e.mean()


@wrong("the sum over the samples is not divided by N along the weights")
def penalized_gradient(X, t, y, w, l2):
    dw = X.T @ (y - t) + l2 * w
    db = np.mean(y - t)
    return dw, db


@right("ln(1 + e^a) - t a, summed by np.logaddexp")
def negative_log_posterior(t, a, w, tau):
    t, a, w = np.asarray(t), np.asarray(a), np.asarray(w)
    return np.sum(np.logaddexp(0, a) - t * a) + np.sum(w**2) / (2 * tau**2)


@right("a loop with math functions that never takes e to a large number")
def negative_log_posterior(t, a, w, tau):
    total = 0.0
    for tn, an in zip(t, a):
        total += max(an, 0.0) - tn * an + math.log1p(math.exp(-abs(an)))
    for wd in w:
        total += 0.5 * (wd / tau) ** 2
    return total


@right("N times the mean, and the penalty by its lambda 1 / (N tau^2)")
def negative_log_posterior(t, a, w, tau):
    t = np.asarray(t)
    N = len(t)
    signed = np.where(t == 1, a, -np.asarray(a, dtype=float))
    fit = np.logaddexp(0, -signed).mean()
    l2 = 1 / (N * tau**2)
    return float(N * (fit + l2 / 2 * np.dot(w, w)))


@wrong("the mean cross-entropy instead of the sum: not multiplied by N")
def negative_log_posterior(t, a, w, tau):
    ce = np.mean(np.logaddexp(0, a) - t * a)
    return ce + np.sum(w**2) / (2 * tau**2)


@wrong("tau is not squared")
def negative_log_posterior(t, a, w, tau):
    ce = np.sum(np.logaddexp(0, a) - t * a)
    return ce + np.sum(w**2) / (2 * tau)


@wrong("the whole is divided by N: the penalised cost and not the sum")
def negative_log_posterior(t, a, w, tau):
    N = len(t)
    ce = np.mean(np.logaddexp(0, a) - t * a)
    l2 = 1 / (N * tau**2)
    return ce + l2 / 2 * np.sum(w**2)


@wrong("the 2 below the squares is forgotten")
def negative_log_posterior(t, a, w, tau):
    ce = np.sum(np.logaddexp(0, a) - t * a)
    return ce + np.sum((w / tau) ** 2)


@wrong("no brackets: / 2 * tau**2 multiplies by the square of tau")
def negative_log_posterior(t, a, w, tau):
    ce = np.sum(np.logaddexp(0, a) - t * a)
    return ce + np.sum(w**2) / 2 * tau**2


@wrong("the belief about the weights is subtracted")
def negative_log_posterior(t, a, w, tau):
    ce = np.sum(np.logaddexp(0, a) - t * a)
    return ce - np.sum(w**2) / (2 * tau**2)


@wrong("sigma first and then ln: ln 0 at large activations gives nan or inf")
def negative_log_posterior(t, a, w, tau):
    y = 1 / (1 + np.exp(-a))
    ce = -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))
    return ce + np.sum(w**2) / (2 * tau**2)


@wrong("keeps the constant D ln(tau sqrt(2 pi)), which holds no weight")
def negative_log_posterior(t, a, w, tau):
    ce = np.sum(np.logaddexp(0, a) - t * a)
    prior = np.sum(w**2 / (2 * tau**2) + np.log(tau * np.sqrt(2 * np.pi)))
    return ce + prior


@right("sign times what is left of the size")
def shrink(w_hat, amount):
    return np.sign(w_hat) * np.maximum(np.abs(w_hat) - amount, 0)


@right("take away the part of w_hat within the band")
def shrink(w_hat, amount):
    return w_hat - np.clip(w_hat, -amount, amount)


@right("three cases by np.where")
def shrink(w_hat, amount):
    w_hat = np.asarray(w_hat, dtype=float)
    return np.where(w_hat > amount, w_hat - amount, np.where(w_hat < -amount, w_hat + amount, 0.0))


@wrong("hard threshold: small entries become 0, the others are not moved")
def shrink(w_hat, amount):
    return np.where(np.abs(w_hat) > amount, w_hat, 0.0)


@wrong("does not stop at 0: small entries pass to the other side")
def shrink(w_hat, amount):
    return w_hat - amount * np.sign(w_hat)


@wrong("negative entries all become 0")
def shrink(w_hat, amount):
    return np.maximum(w_hat - amount, 0)


@wrong("the L2 answer w_hat / (1 + amount)")
def shrink(w_hat, amount):
    return w_hat / (1 + amount)


@wrong("negative entries are moved away from 0, because amount is subtracted from both")
def shrink(w_hat, amount):
    return np.where(np.abs(w_hat) <= amount, 0.0, w_hat - amount)


@wrong("clips w_hat to the band from -amount to amount instead of taking that away")
def shrink(w_hat, amount):
    return np.clip(w_hat, -amount, amount)


@wrong("an if on a whole array")
def shrink(w_hat, amount):
    if w_hat > amount:
        return w_hat - amount
    elif w_hat < -amount:
        return w_hat + amount
    else:
        return 0.0


@wrong("the sign is lost: negative entries come out positive")
def shrink(w_hat, amount):
    size = np.abs(w_hat) - amount
    return np.where(size > 0, size, 0.0)


@right("a loop over the folds, with the activations of the held-out samples gathered")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    a = np.zeros(len(t))
    for k in np.unique(fold):
        out = fold == k
        m, s = X[~out].mean(axis=0), X[~out].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[~out] - m) / s, t[~out], l2)
        a[out] = (X[out] - m) / s @ w + b
    return np.mean(np.logaddexp(0, a) - t * a)


@right("sample after sample, with a dictionary of the models already trained")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    models = {}
    total = 0.0
    for n in range(len(t)):
        k = int(fold[n])
        if k not in models:
            rest = [i for i in range(len(t)) if int(fold[i]) != k]
            m, s = np.mean(X[rest], axis=0), np.std(X[rest], axis=0)
            s[s == 0] = 1
            models[k] = (m, s, newton((X[rest] - m) / s, t[rest], l2))
        m, s, (w, b) = models[k]
        an = float(np.dot((X[n] - m) / s, w) + b)
        total += float(np.logaddexp(0, -an if t[n] == 1 else an))
    return total / len(t)


@right("fold means of the cost, weighted by the sizes of the folds")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    costs, sizes = [], []
    for k in sorted(set(int(f) for f in fold)):
        held, train = np.flatnonzero(fold == k), np.flatnonzero(fold != k)
        mean = np.average(X[train], axis=0)
        scale = np.sqrt(np.average((X[train] - mean) ** 2, axis=0))
        scale = np.where(scale == 0, 1.0, scale)
        w, b = newton((X[train] - mean) / scale, t[train], l2)
        a = ((X[held] - mean) / scale) @ w + b
        costs.append(np.mean(np.logaddexp(0, a) - t[held] * a))
        sizes.append(len(held))
    return float(np.average(costs, weights=sizes))


@wrong("means and standard deviations come from all samples, the held-out ones included")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    s = X.std(axis=0)
    Z = (X - X.mean(axis=0)) / np.where(s > 0, s, 1.0)
    a = np.zeros(len(t))
    for k in np.unique(fold):
        out = fold == k
        w, b = newton(Z[~out], t[~out], l2)
        a[out] = Z[out] @ w + b
    return np.mean(np.logaddexp(0, a) - t * a)


@wrong("the plain mean of the fold means: folds of different size count alike")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    costs = []
    for k in np.unique(fold):
        out = fold == k
        m, s = X[~out].mean(axis=0), X[~out].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[~out] - m) / s, t[~out], l2)
        a = (X[out] - m) / s @ w + b
        costs.append(np.mean(np.logaddexp(0, a) - t[out] * a))
    return np.mean(costs)


@wrong("trains on all samples, so every sample is judged by a model that has seen it")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    a = np.zeros(len(t))
    for k in np.unique(fold):
        out = fold == k
        m, s = X.mean(axis=0), X.std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X - m) / s, t, l2)
        a[out] = (X[out] - m) / s @ w + b
    return np.mean(np.logaddexp(0, a) - t * a)


@wrong("the penalty is added to the score of every sample")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    cost = np.zeros(len(t))
    for k in np.unique(fold):
        out = fold == k
        m, s = X[~out].mean(axis=0), X[~out].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[~out] - m) / s, t[~out], l2)
        a = (X[out] - m) / s @ w + b
        cost[out] = np.logaddexp(0, a) - t[out] * a + l2 / 2 * np.sum(w**2)
    return cost.mean()


@wrong("the return stands inside the loop, so only the first fold is judged")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    costs = []
    for k in np.unique(fold):
        out = fold == k
        m, s = X[~out].mean(axis=0), X[~out].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[~out] - m) / s, t[~out], l2)
        a = (X[out] - m) / s @ w + b
        costs.extend(np.logaddexp(0, a) - t[out] * a)
        return np.mean(costs)


@wrong("the held-out fold is standardised by its own mean and standard deviation")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    def standard(A):
        s = A.std(axis=0)
        return (A - A.mean(axis=0)) / np.where(s > 0, s, 1.0)

    a = np.zeros(len(t))
    for k in np.unique(fold):
        out = fold == k
        w, b = newton(standard(X[~out]), t[~out], l2)
        a[out] = standard(X[out]) @ w + b
    return np.mean(np.logaddexp(0, a) - t * a)


@wrong("range(fold.max()) leaves out the last fold")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    costs = []
    for k in range(int(fold.max())):
        out = fold == k
        m, s = X[~out].mean(axis=0), X[~out].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[~out] - m) / s, t[~out], l2)
        a = (X[out] - m) / s @ w + b
        costs.extend(np.logaddexp(0, a) - t[out] * a)
    return np.mean(costs)


@wrong("the wrong way round: trains on the one fold and judges on all the others")
def cross_validated(X, t, fold, l2):
    def newton(A, s, price):
        Z = np.column_stack([A, np.ones(len(A))])
        p = np.append(np.full(A.shape[1], float(price)), 0.0)
        v = np.zeros(len(p))

        def cost(u):
            return np.mean(np.logaddexp(0, Z @ u) - s * (Z @ u)) + np.sum(p * u**2) / 2

        for _ in range(50):
            y = (1 + np.tanh(Z @ v / 2)) / 2
            g = Z.T @ (y - s) / len(s) + p * v
            H = (Z.T * (y * (1 - y))) @ Z / len(s) + np.diag(p)
            step = np.linalg.lstsq(H, g, rcond=None)[0]
            while cost(v - step) > cost(v) and np.max(np.abs(step)) > 1e-9:
                step = step / 2
            v = v - step
        return v[:-1], v[-1]

    costs = []
    for k in np.unique(fold):
        train = fold == k
        m, s = X[train].mean(axis=0), X[train].std(axis=0)
        s = np.where(s > 0, s, 1.0)
        w, b = newton((X[train] - m) / s, t[train], l2)
        a = (X[~train] - m) / s @ w + b
        costs.extend(np.logaddexp(0, a) - t[~train] * a)
    return np.mean(costs)


# -- by the hints --


@right("the last hint")
def penalized_gradient(X, t, y, w, l2):
    dw, db = lr.gradient(X, t, y); return dw + l2 * w, db


@right("the last hint")
def negative_log_posterior(t, a, w, tau):
    return len(t) * lr.cross_entropy_with_logits(t, a) + np.sum(w**2) / (2 * tau**2)


@right("the last hint")
def shrink(w_hat, amount):
    return np.sign(w_hat) * np.maximum(np.abs(w_hat) - amount, 0)


@right("the last hint")
def cross_validated(X, t, fold, l2):
    total = 0
    for k in np.unique(fold):
        A, B = lr.features.standardize(X[fold != k], X[fold == k])
        w, b = lr.newton(A, t[fold != k], l2=l2).final
        total += len(B) * lr.cross_entropy(t[fold == k], lr.feedforward(B, w, b))
    return total / len(t)


# ------------------------------------------------------------ price_of_belief


@right("one over N tau squared")
def price_of_belief(N, tau):
    return 1 / (N * tau ** 2)


@right("the square of 1 / tau, divided by N")
def price_of_belief(N, tau):
    certainty = 1.0 / tau
    return certainty * certainty / N


@right("twice the factor in front of the sum of squares")
def price_of_belief(N, tau):
    variance = np.square(float(tau))
    in_front = 1 / (2 * variance)     # of the sum of w_i^2
    return float(2 * np.divide(in_front, N))


@wrong("forgets that the penalty has a one half of its own")
def price_of_belief(N, tau):
    return 1 / (2 * N * tau ** 2)


@wrong("forgets to divide by N")
def price_of_belief(N, tau):
    variance = tau ** 2
    return 1 / variance


@wrong("multiplies by N instead of dividing")
def price_of_belief(N, tau):
    l2 = N / tau ** 2
    return l2


@wrong("parentheses are missing: tau squared gets into the numerator")
def price_of_belief(N, tau):
    return 1 / N * tau ** 2


@wrong("forgets the square of tau")
def price_of_belief(N, tau):
    l2 = 1 / (N * tau)
    return l2


@wrong("keeps the constant of the Gaussian, which has no weight in it")
def price_of_belief(N, tau):
    constant = np.log(tau * np.sqrt(2 * np.pi))
    return (1 / tau ** 2 + constant) / N


@wrong("squares N, too")
def price_of_belief(N, tau):
    return 1 / (N * tau) ** 2


@wrong("returns the penalty itself, with weights that are not given")
def price_of_belief(N, tau):
    penalty = np.sum(w ** 2) / (2 * tau ** 2)
    return penalty / N


@right("the last hint")
def price_of_belief(N, tau):
    return 1 / (N * tau**2)


# -------------------------------------------------------- bottom_left_of_zero


@right("w_hat plus lambda")
def bottom_left_of_zero(w_hat, amount):
    return w_hat + amount


@right("by mirroring the case w > 0")
def bottom_left_of_zero(w_hat, amount):
    def bottom_right(w_hat):
        return w_hat - amount

    return -bottom_right(-w_hat)


@right("the root of f' as a polynomial in w")
def bottom_left_of_zero(w_hat, amount):
    # f'(w) = w - w_hat - amount
    slope = np.poly1d([1.0, -(w_hat + amount)])
    return float(slope.roots[0])


@wrong("the solution of the case w > 0")
def bottom_left_of_zero(w_hat, amount):
    return w_hat - amount


@wrong("turns all signs: minus w_hat minus lambda")
def bottom_left_of_zero(w_hat, amount):
    return -w_hat - amount


@wrong("turns the sign of w_hat instead of that of lambda")
def bottom_left_of_zero(w_hat, amount):
    # |w| = -w
    w = amount - w_hat
    return w


@wrong("lets the price drop out, so the bottom of the parabola is left")
def bottom_left_of_zero(w_hat, amount):
    # amount * |w| is linear, it moves the parabola up only
    return w_hat


@wrong("the shrinking of the squared penalty from memory")
def bottom_left_of_zero(w_hat, amount):
    return w_hat / (1 + amount)


@wrong("copies the condition of the other case, and so returns None")
def bottom_left_of_zero(w_hat, amount):
    w = w_hat + amount
    if w_hat > amount:
        return w


@wrong("drops the factor one half of the parabola: half of lambda")
def bottom_left_of_zero(w_hat, amount):
    # f' = 2 (w - w_hat) - amount = 0
    return w_hat + amount / 2


@wrong("writes down the slope instead of solving for w, which is not given")
def bottom_left_of_zero(w_hat, amount):
    slope = w - w_hat - amount
    return slope


@right("the last hint")
def bottom_left_of_zero(w_hat, amount):
    return w_hat + amount
