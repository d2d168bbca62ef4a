"""What learners hand in for the exercises of notebook 17: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("the slopes for t = 1 and t = 0 apart, with e to the activation")
def links(x, t, w, b):
    a = float(np.dot(w, x) + b)
    y = 0.5 * (1 + math.tanh(a / 2))
    if t == 1:
        dl_dy = -(1 + np.exp(-a))
    else:
        dl_dy = 1 + np.exp(a)
    dy_da = 0.25 / np.cosh(a / 2) ** 2
    return dl_dy, dy_da, np.array(x), (y - t) * np.asarray(x)


@right("the general formula of the cross-entropy, and the product of the links")
def links(x, t, w, b):
    a = w @ x + b
    y = 1 / (1 + np.exp(-a))
    dl_dy = -t / y + (1 - t) / (1 - y)
    dy_da = y * (1 - y)
    da_dw = x.copy()
    return dl_dy, dy_da, da_dw, dl_dy * dy_da * da_dw


@right("(y - t) over y (1 - y), with plain loops")
def links(x, t, w, b):
    a = b
    for xi, wi in zip(x, w):
        a += xi * wi
    y = 1 / (1 + math.exp(-a))
    return (y - t) / (y * (1 - y)), y - y * y, x, np.array([(y - t) * xi for xi in x])


@wrong("the sign of dl/dy is turned, and dl/dw with it")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    dl_dy = t / y - (1 - t) / (1 - y)
    dy_da = y * (1 - y)
    return dl_dy, dy_da, x, dl_dy * dy_da * x


@wrong("y - t is given as dl/dy, but that is dl/da")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    return y - t, y * (1 - y), x, (y - t) * x


@wrong("dl/dy has only the term of t = 1; for t = 0 it is 0")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    dl_dy = -t / y
    dy_da = y * (1 - y)
    return dl_dy, dy_da, x, dl_dy * dy_da * x


@wrong("the slope of the squared error instead of the cross-entropy")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    dl_dy = 2 * (y - t)
    dy_da = y * (1 - y)
    return dl_dy, dy_da, x, dl_dy * dy_da * x


@wrong("dy/da is computed from the activation, a (1 - a), instead of y (1 - y)")
def links(x, t, w, b):
    a = w @ x + b
    y = 1 / (1 + np.exp(-a))
    return -t / y + (1 - t) / (1 - y), a * (1 - a), x, (y - t) * x


@wrong("da/dw is given as w, but that is da/dx")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    dl_dy = -t / y + (1 - t) / (1 - y)
    dy_da = y * (1 - y)
    return dl_dy, dy_da, w, dl_dy * dy_da * w


@wrong("the bias is left out of the activation")
def links(x, t, w, b):
    a = np.dot(w, x)
    y = 1 / (1 + np.exp(-a))
    dl_dy = (y - t) / (y * (1 - y))
    return dl_dy, y * (1 - y), x, (y - t) * x


@wrong("the links are added up instead of multiplied")
def links(x, t, w, b):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    dl_dy = -t / y + (1 - t) / (1 - y)
    dy_da = y * (1 - y)
    da_dw = x
    return dl_dy, dy_da, da_dw, dl_dy + dy_da + da_dw


@right("gradient descent with whole arrays; a constant column gets the scale 1")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = 0.5 * (1 + np.tanh((Z @ w + b) / 2)) - t
        w = w - learning_rate * Z.T @ e / len(t)
        b = b - learning_rate * e.mean()
    return w / scale, b - np.sum(w * mean / scale)


@right("the bias as the weight of a column of ones, in one array")
def fit(X, t, learning_rate, steps):
    N, D = X.shape
    m = np.sum(X, axis=0) / N
    s = np.sqrt(np.sum((X - m) ** 2, axis=0) / N)
    s[s == 0] = 1
    A = np.hstack([np.ones((N, 1)), (X - m) / s])
    v = np.zeros(D + 1)
    while steps > 0:
        y = np.exp(-np.logaddexp(0, -(A @ v)))
        v = v - learning_rate * np.mean(A * (y - t)[:, None], axis=0)
        steps -= 1
    raw = v[1:] / s
    return raw, float(v[0] - raw @ m)


@right("loops over steps, samples and columns; the pulls are gathered before anything moves")
def fit(X, t, learning_rate, steps):
    N, D = X.shape
    mean = [float(np.mean(X[:, d])) for d in range(D)]
    scale = [float(np.std(X[:, d])) or 1.0 for d in range(D)]
    Z = [[(X[n, d] - mean[d]) / scale[d] for d in range(D)] for n in range(N)]
    w = [0.0] * D
    b = 0.0
    for _ in range(steps):
        dw = [0.0] * D
        db = 0.0
        for n in range(N):
            a = b + sum(w[d] * Z[n][d] for d in range(D))
            e = 0.5 * (1 + math.tanh(a / 2)) - t[n]
            db += e / N
            for d in range(D):
                dw[d] += e * Z[n][d] / N
        w = [w[d] - learning_rate * dw[d] for d in range(D)]
        b -= learning_rate * db
    return np.array([w[d] / scale[d] for d in range(D)]), b - sum(w[d] * mean[d] / scale[d] for d in range(D))


@wrong("returns the weights and bias of the standardised columns, not of the raw ones")
def fit(X, t, learning_rate, steps):
    scale = X.std(axis=0)
    Z = (X - X.mean(axis=0)) / np.where(scale > 0, scale, 1.0)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = 1 / (1 + np.exp(-(Z @ w + b))) - t
        w = w - learning_rate * Z.T @ e / len(t)
        b = b - learning_rate * e.mean()
    return w, b


@wrong("the weights are turned back into raw units, but the bias is not")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = 1 / (1 + np.exp(-(Z @ w + b))) - t
        w = w - learning_rate * Z.T @ e / len(t)
        b = b - learning_rate * e.mean()
    return w / scale, b


@wrong("trains on the raw columns, without standardising")
def fit(X, t, learning_rate, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        y = 0.5 * (1 + np.tanh((X @ w + b) / 2))
        w = w - learning_rate * X.T @ (y - t) / len(t)
        b = b - learning_rate * np.mean(y - t)
    return w, b


@wrong("the slope of the bias is computed with the weights already moved")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        w = w - learning_rate * Z.T @ (y - t) / len(t)
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        b = b - learning_rate * np.mean(y - t)
    return w / scale, b - np.sum(w * mean / scale)


@wrong("one step too few, because the range starts at 1")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for step in range(1, steps):
        e = 1 / (1 + np.exp(-(Z @ w + b))) - t
        w = w - learning_rate * Z.T @ e / len(t)
        b = b - learning_rate * e.mean()
    return w / scale, b - np.sum(w * mean / scale)


@wrong("the slope along the weights is a sum over the samples, not divided by N")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = 0.5 * (1 + np.tanh((Z @ w + b) / 2)) - t
        w = w - learning_rate * Z.T @ e
        b = b - learning_rate * e.mean()
    return w / scale, b - np.sum(w * mean / scale)


@wrong("goes uphill: the slope is added instead of subtracted")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        e = 0.5 * (1 + np.tanh((Z @ w + b) / 2)) - t
        w = w + learning_rate * Z.T @ e / len(t)
        b = b + learning_rate * e.mean()
    return w / scale, b - np.sum(w * mean / scale)


@right("np.nanmedian and np.where")
def fill_and_flag(train, new):
    middle = np.nanmedian(train)
    result = []
    for column in (train, new):
        gap = np.isnan(column)
        result.append(np.column_stack([np.where(gap, middle, column), gap]))
    return result[0], result[1]


@right("the median by sorting, then a loop over the entries")
def fill_and_flag(train, new):
    known = sorted(float(v) for v in train if not math.isnan(v))
    k = len(known)
    median = known[k // 2] if k % 2 else (known[k // 2 - 1] + known[k // 2]) / 2

    def table(column):
        return np.array([[median, 1.0] if math.isnan(v) else [v, 0.0] for v in column]).reshape(-1, 2)

    return table(train), table(new)


@right("copies, filled by a mask; a gap is what is not equal to itself")
def fill_and_flag(train, new):
    m = np.median(train[train == train])
    out_train, out_new = np.zeros((len(train), 2)), np.zeros((len(new), 2))
    for out, column in [(out_train, train), (out_new, new)]:
        gap = column != column
        out[:, 0] = column
        out[gap, 0] = m
        out[:, 1] = 1 * gap
    return out_train, out_new


@wrong("new is filled with its own median instead of that of the training set")
def fill_and_flag(train, new):
    def table(column):
        gap = np.isnan(column)
        return np.column_stack([np.where(gap, np.nanmedian(column), column), gap])

    return table(train), table(new)


@wrong("np.median does not skip the gaps: the filling is nan again")
def fill_and_flag(train, new):
    m = np.median(train)
    a, b = np.isnan(train), np.isnan(new)
    return (
        np.column_stack([np.where(a, m, train), a]),
        np.column_stack([np.where(b, m, new), b]),
    )


@wrong("filled with the mean instead of the median")
def fill_and_flag(train, new):
    m = np.nanmean(train)
    a, b = np.isnan(train), np.isnan(new)
    return np.column_stack([np.where(a, m, train), a]), np.column_stack([np.where(b, m, new), b])


@wrong("the flag is set after filling, so it is 0 everywhere")
def fill_and_flag(train, new):
    m = np.nanmedian(train)
    train = np.where(np.isnan(train), m, train)
    new = np.where(np.isnan(new), m, new)
    return np.column_stack([train, np.isnan(train)]), np.column_stack([new, np.isnan(new)])


@wrong("the flag says 1 where the value was known and 0 where it was filled")
def fill_and_flag(train, new):
    m = np.nanmedian(train)
    out = []
    for column in (train, new):
        known = ~np.isnan(column)
        out.append(np.column_stack([np.where(known, column, m), known.astype(float)]))
    return out[0], out[1]


@wrong("gaps are looked for with == np.nan, which is never true, so nothing is filled")
def fill_and_flag(train, new):
    m = np.nanmedian(train)
    a, b = train == np.nan, new == np.nan
    return np.column_stack([np.where(a, m, train), a]), np.column_stack([np.where(b, m, new), b])


@wrong("the median is taken over the training set and the new one together")
def fill_and_flag(train, new):
    m = np.nanmedian(np.concatenate([train, new]))
    a, b = np.isnan(train), np.isnan(new)
    return np.column_stack([np.where(a, m, train), a]), np.column_stack([np.where(b, m, new), b])


@wrong("fills the arguments in place, so the caller's columns lose their gaps")
def fill_and_flag(train, new):
    m = np.nanmedian(train)
    a, b = np.isnan(train), np.isnan(new)
    train[a] = m
    new[b] = m
    return np.column_stack([train, a]), np.column_stack([new, b])


@right("the probability that was given to the truth, and its logarithm")
def skill(t, y, base):
    t = np.asarray(t)
    given = np.where(t == 1, y, 1 - np.asarray(y))
    plain = np.where(t == 1, base, 1 - base)
    return 1 - np.mean(np.log(given)) / np.mean(np.log(plain))


@right("a loop with sums; the number of samples cancels")
def skill(t, y, base):
    ours, theirs = 0.0, 0.0
    for tn, yn in zip(t, y):
        if tn == 1:
            ours -= math.log(yn)
            theirs -= math.log(base)
        else:
            ours -= math.log(1 - yn)
            theirs -= math.log(1 - base)
    return 1 - ours / theirs


@right("in bits: the unit of the logarithm cancels; the saving over the cost of the base")
def skill(t, y, base):
    def bits(p1, p0):
        return -np.log2(p1).sum() - np.log2(p0).sum()

    y = np.asarray(y, dtype=float)
    one = np.asarray(t) == 1
    cost = bits(y[one], 1 - y[~one])
    start = bits(np.full(one.sum(), base), np.full((~one).sum(), 1 - base))
    return float((start - cost) / start)


@wrong("base is not used: the share of ones in t stands for it")
def skill(t, y, base):
    p = np.mean(t)
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    return 1 - ce / ce0


@wrong("the entropy of base for its cross-entropy: right only when base is the share of ones in t")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -(base * np.log(base) + (1 - base) * np.log(1 - base))
    return 1 - ce / ce0


@wrong("the ratio is upside down: base over model")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -np.mean(t * np.log(base) + (1 - t) * np.log(1 - base))
    return 1 - ce0 / ce


@wrong("the share of the cost that is left, not the share that is saved: 1 minus is missing")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -np.mean(t * np.log(base) + (1 - t) * np.log(1 - base))
    return ce / ce0


@wrong("squared errors in place of the cross-entropy (the Brier skill)")
def skill(t, y, base):
    return 1 - np.mean((y - t) ** 2) / np.mean((base - t) ** 2)


@wrong("only the samples with t = 1 cost something; the term of t = 0 is missing")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y))
    ce0 = -np.mean(t * np.log(base))
    return 1 - ce / ce0


@wrong("a model worse than the base rate gets 0 instead of a negative skill")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -np.mean(t * np.log(base) + (1 - t) * np.log(1 - base))
    return max(0.0, 1 - ce / ce0)


@wrong("the saving itself, not divided by the cost of the base rate")
def skill(t, y, base):
    ce = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ce0 = -np.mean(t * np.log(base) + (1 - t) * np.log(1 - base))
    return ce0 - ce


# -- by the hints --


@right("the last hint")
def links(x, t, w, b):
    y = lr.sigmoid(x @ w + b)
    dl_dy, dy_da = (y - t) / (y * (1 - y)), y * (1 - y)
    return dl_dy, dy_da, x, dl_dy * dy_da * x


@wrong("math.exp of the unsummed products: TypeError")
def links(x, t, w, b):
    a = w * x + b
    y = 1 / (1 + math.exp(-a))
    dl_dy = (y - t) / (y * (1 - y))
    dy_da = y * (1 - y)
    return dl_dy, dy_da, x, (y - t) * x


@right("the last hint")
def fit(X, t, learning_rate, steps):
    mean, scale = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / scale
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = lr.gradient(Z, t, lr.feedforward(Z, w, b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    w_raw = w / scale
    return w_raw, b - w_raw @ mean


@right("the last hint")
def fill_and_flag(train, new):
    median = np.nanmedian(train)
    both = []
    for x in (train, new):
        both.append(np.column_stack([np.where(np.isnan(x), median, x), np.isnan(x)]))
    return both[0], both[1]


@right("the last hint")
def skill(t, y, base):
    return 1 - lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))
