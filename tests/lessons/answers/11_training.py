"""What learners hand in for the exercises of notebook 11: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


# ----------------------------------------------------------------------- train


@right("vectors, and the cost from the activations")
def train(X, t, learning_rate, steps):
    N, D = X.shape
    w = np.zeros(D)
    b = 0.0
    costs = np.zeros(steps)
    for k in range(steps):
        a = X @ w + b
        costs[k] = np.mean(np.logaddexp(0, np.where(t == 1, -a, a)))
        error = 0.5 * (1 + np.tanh(a / 2)) - t
        w = w - learning_rate * (X.T @ error) / N
        b = b - learning_rate * np.mean(error)
    return w, b, costs


@right("a column of ones, weights and bias in one vector")
def train(X, t, learning_rate, steps):
    Z = np.column_stack([X, np.ones(len(X))])
    z = np.zeros(Z.shape[1])
    costs = []
    for _ in range(steps):
        a = Z @ z
        y = np.exp(-np.logaddexp(0, -a))
        costs.append(np.mean(np.logaddexp(0, a) * (t == 0) + np.logaddexp(0, -a) * (t == 1)))
        z = z - learning_rate * (y - t) @ Z / len(Z)
    return z[:-1], z[-1], np.array(costs)


@right("plain loops with math, no matrix product")
def train(X, t, learning_rate, steps):
    N, D = X.shape
    w = [0.0] * D
    b = 0.0
    costs = []
    for _ in range(steps):
        dw = [0.0] * D
        db = 0.0
        cost = 0.0
        for n in range(N):
            a = b
            for i in range(D):
                a += float(X[n, i]) * w[i]
            e = math.exp(-abs(a))
            y = 1 / (1 + e) if a >= 0 else e / (1 + e)
            x = -a if t[n] == 1 else a
            cost += max(0.0, x) + math.log1p(e)
            error = y - float(t[n])
            db += error / N
            for i in range(D):
                dw[i] += error * float(X[n, i]) / N
        costs.append(cost / N)
        for i in range(D):
            w[i] -= learning_rate * dw[i]
        b -= learning_rate * db
    return np.array(w), b, np.array(costs)


@wrong("the cost after each step instead of before it")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(X @ w + b)))
        w = w - learning_rate * X.T @ (y - t) / len(t)
        b = b - learning_rate * np.mean(y - t)
        y = 1 / (1 + np.exp(-(X @ w + b)))
        costs.append(-np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)))
    return w, b, np.array(costs)


@wrong("the slopes are sums instead of means: steps N times too long")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        error = 1 / (1 + np.exp(-a)) - t
        w = w - learning_rate * X.T @ error
        b = b - learning_rate * np.sum(error)
    return w, b, np.array(costs)


@wrong("the step of b is computed with the new w, where the old one belongs")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        y = 1 / (1 + np.exp(-a))
        w = w - learning_rate * X.T @ (y - t) / len(t)
        y = 1 / (1 + np.exp(-(X @ w + b)))
        b = b - learning_rate * np.mean(y - t)
    return w, b, np.array(costs)


@wrong("b is never changed: it stays 0")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        y = 1 / (1 + np.exp(-a))
        w = w - learning_rate * X.T @ (y - t) / len(t)
    return w, b, np.array(costs)


@wrong("one cost too many: the cost after the last step is in the list too")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for k in range(steps + 1):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        if k < steps:
            error = 1 / (1 + np.exp(-a)) - t
            w = w - learning_rate * X.T @ error / len(t)
            b = b - learning_rate * np.mean(error)
    return w, b, np.array(costs)


@wrong("a mutable default: the costs of earlier calls are still in the list at the next call")
def train(X, t, learning_rate, steps, costs=[]):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        error = 1 / (1 + np.exp(-a)) - t
        w = w - learning_rate * X.T @ error / len(t)
        b = b - learning_rate * np.mean(error)
    return w, b, np.array(costs)


@wrong("goes down the slope of the squared error, with an extra y (1 - y)")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        a = X @ w + b
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * a)))
        y = 1 / (1 + np.exp(-a))
        pull = (y - t) * y * (1 - y)
        w = w - learning_rate * X.T @ pull / len(t)
        b = b - learning_rate * np.mean(pull)
    return w, b, np.array(costs)


@wrong("each step follows one sample only, in turn, instead of the mean over all")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for k in range(steps):
        costs.append(np.mean(np.logaddexp(0, (1 - 2 * t) * (X @ w + b))))
        n = k % len(X)
        error = 1 / (1 + np.exp(-(X[n] @ w + b))) - t[n]
        w = w - learning_rate * error * X[n]
        b = b - learning_rate * error
    return w, b, np.array(costs)


# ----------------------------------------------------------------- newton_step


@right("np.linalg.solve with the bias as last entry")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    z = np.append(w, b)
    y = 0.5 * (1 + np.tanh(Z @ z / 2))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    z = z + np.linalg.solve(H, -g)
    return z[:-1], z[-1]


@right("the inverse matrix, slope and Hessian both as sums: the N cancels")
def newton_step(X, t, w, b):
    a = np.dot(X, w) + b
    y = np.exp(-np.logaddexp(0, -a))
    Z = np.concatenate([X, np.ones((X.shape[0], 1))], axis=1)
    H = (Z.T * (y * (1 - y))) @ Z
    d = np.linalg.inv(H) @ (Z.T @ (t - y))
    return w + d[:-1], float(b + d[-1])


@right("Gaussian elimination by hand, with pivots")
def newton_step(X, t, w, b):
    N, D = X.shape
    M = np.zeros((D + 1, D + 2))
    for n in range(N):
        x = np.append(X[n].astype(float), 1.0)
        y = 0.5 + 0.5 * math.tanh((float(X[n] @ w) + b) / 2)
        M[:, :-1] += y * (1 - y) * np.outer(x, x) / N
        M[:, -1] -= (y - t[n]) * x / N
    for i in range(D + 1):
        p = i + int(np.argmax(np.abs(M[i:, i])))
        M[[i, p]] = M[[p, i]]
        M[i] /= M[i, i]
        for j in range(D + 1):
            if j != i:
                M[j] -= M[j, i] * M[i]
    return np.array(w) + M[:-1, -1], b + M[-1, -1]


@wrong("adds the step with the wrong sign: away from the bottom")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, g)
    return w + d[:-1], b + d[-1]


@wrong("the slope is a sum, the Hessian a mean: the step is N times too long")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = Z.T @ (y - t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, -g)
    return w + d[:-1], b + d[-1]


@wrong("the slope has the bias first, the Hessian has it last")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = np.concatenate([[np.mean(y - t)], X.T @ (y - t) / len(t)])
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, -g)
    return w + d[1:], b + d[0]


@wrong("weights and bias are solved for separately: the mixed second derivatives of w and b are left out")
def newton_step(X, t, w, b):
    y = 1 / (1 + np.exp(-(X @ w + b)))
    s = y * (1 - y)
    H_w = X.T @ (X * s[:, None]) / len(t)
    w_new = w - np.linalg.solve(H_w, X.T @ (y - t) / len(t))
    b_new = b - np.mean(y - t) / np.mean(s)
    return w_new, b_new


@wrong("returns the step itself, not the place after it")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, -g)
    return d[:-1], d[-1]


@wrong("the Hessian lacks y (1 - y), as in linear regression: the step is too short")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ Z / len(t)
    d = np.linalg.solve(H, -g)
    return w + d[:-1], b + d[-1]


@wrong("w += changes the caller's own w in place")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w + b)))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, -g)
    w += d[:-1]
    b += d[-1]
    return w, b


@wrong("the bias is missing in the activation: right only if b = 0")
def newton_step(X, t, w, b):
    Z = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-(X @ w)))
    g = Z.T @ (y - t) / len(t)
    H = Z.T @ (Z * (y * (1 - y))[:, None]) / len(t)
    d = np.linalg.solve(H, -g)
    return w + d[:-1], b + d[-1]


# ------------------------------------------------------------------- separates


@right("all margins above 0")
def separates(X, t, w, b):
    return bool(np.all((2.0 * t - 1.0) * (X @ w + b) > 0))


@right("the two classes apart")
def separates(X, t, w, b):
    a = X @ w + b
    return np.all(a[t == 1] > 0) and np.all(a[t == 0] < 0)


@right("a loop that stops at the first sample on the wrong side or on the line")
def separates(X, t, w, b):
    for x_n, t_n in zip(X, t):
        a = np.dot(w, x_n) + b
        if a == 0:
            return False
        if (a > 0) != (t_n == 1):
            return False
    return True


@wrong(">= 0 for class 1: a sample of class 1 on the line itself is let through")
def separates(X, t, w, b):
    return bool(np.all((X @ w + b >= 0) == (t == 1)))


@wrong("also True if every sample lies on the other class's side")
def separates(X, t, w, b):
    a = X @ w + b
    s = 2 * t - 1
    return bool(np.all(s * a > 0) or np.all(s * a < 0))


@wrong("the bias is left out")
def separates(X, t, w, b):
    return bool(np.all((2 * t - 1) * (X @ w) > 0))


@wrong("asks for the mean margin only, so single samples may lie on the wrong side")
def separates(X, t, w, b):
    return bool(np.mean((2 * t - 1) * (X @ w + b)) > 0)


@wrong("returns in the first round of the loop: only the first sample is looked at")
def separates(X, t, w, b):
    for n in range(len(X)):
        a = X[n] @ w + b
        if (2 * t[n] - 1) * a > 0:
            return True
        else:
            return False


@wrong("asks whether some line with this direction separates them, whatever b is")
def separates(X, t, w, b):
    a = X @ w + b
    return bool(a[t == 1].min() > a[t == 0].max())


@wrong("t times a is 0 for every sample of class 0, so False as soon as there is one")
def separates(X, t, w, b):
    return bool(np.all(t * (X @ w + b) > 0))


@wrong("looks at class 1 only: samples of class 0 may lie anywhere")
def separates(X, t, w, b):
    a = X @ w + b
    return bool(np.all(a[t == 1] > 0))


# -- by the hints --


@right("the last hint")
def train(X, t, learning_rate, steps):
    w = np.zeros(X.shape[1])
    b = 0.0
    costs = []
    for _ in range(steps):
        y = lr.feedforward(X, w, b)
        costs.append(lr.cross_entropy(t, y))
        dw, db = lr.gradient(X, t, y)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.array(costs)


@right("the last hint")
def newton_step(X, t, w, b):
    y = lr.feedforward(X, w, b)
    slope = np.append(*lr.gradient(X, t, y))
    step = np.linalg.solve(lr.cost.hessian(X, y), slope); return w - step[:-1], b - step[-1]


@right("the last hint")
def separates(X, t, w, b):
    return np.all((2 * t - 1) * (X @ w + b) > 0)


@wrong("multiplies a by t, which is 0 for class 0 and so never positive")
def separates(X, t, w, b):
    activations = X @ w + b
    return bool((activations * t > 0).all())
