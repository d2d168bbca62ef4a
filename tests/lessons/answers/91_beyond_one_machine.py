"""What learners hand in for the exercises of notebook 91: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("matrix formula, with the sigmoid written by tanh")
def part_sums(X, t, w, b):
    y = 0.5 * (1 + np.tanh(0.5 * (X @ w + b)))
    e = y - t
    return X.T @ e, e.sum(), len(t)


@right("a loop over the samples with math")
def part_sums(X, t, w, b):
    n, D = X.shape
    dw = np.zeros(D)
    db = 0.0
    for x, target in zip(X, t):
        a = float(sum(w[d] * x[d] for d in range(D)) + b)
        if a >= 0:
            y = 1 / (1 + math.exp(-a))
        else:
            y = math.exp(a) / (1 + math.exp(a))
        dw += (y - target) * x
        db += y - target
    return dw, db, n


@right("a table of each sample's share, summed down the columns")
def part_sums(X, t, w, b):
    a = np.dot(X, w) + b
    error = np.exp(-np.logaddexp(0, -a)) - t
    return (error[:, None] * X).sum(axis=0), float(np.sum(error)), X.shape[0]


@wrong("means instead of sums: the first two are already divided by n")
def part_sums(X, t, w, b):
    e = 1 / (1 + np.exp(-(X @ w + b))) - t
    return X.T @ e / len(t), e.mean(), len(t)


@wrong("t - y instead of y - t: both sums have the wrong sign")
def part_sums(X, t, w, b):
    e = t - 1 / (1 + np.exp(-(X @ w + b)))
    return X.T @ e, e.sum(), len(t)


@wrong("the bias is left out of the activation")
def part_sums(X, t, w, b):
    e = 1 / (1 + np.exp(-(X @ w))) - t
    return X.T @ e, e.sum(), len(t)


@wrong("the activation itself is taken for y, the sigmoid is missing")
def part_sums(X, t, w, b):
    e = X @ w + b - t
    return X.T @ e, e.sum(), len(t)


@wrong("X.size counts all numbers, n times D, not the samples")
def part_sums(X, t, w, b):
    e = 1 / (1 + np.exp(-(X @ w + b))) - t
    return X.T @ e, e.sum(), X.size


@wrong("summed along the wrong axis: one number for each sample, (n,) instead of (D,)")
def part_sums(X, t, w, b):
    e = 1 / (1 + np.exp(-(X @ w + b))) - t
    return (X * e[:, None]).sum(axis=1), e.sum(), len(t)


@wrong("t as a column against y (n,): y - t becomes an (n, n) table, every output less every target")
def part_sums(X, t, w, b):
    y = 1 / (1 + np.exp(-(X @ w + b)))
    e = (y - t.reshape(-1, 1)).sum(axis=0)
    return X.T @ e, e.sum(), len(t)


@wrong("the errors carry a factor y (1 - y), which belongs to the squared error, not the cross-entropy")
def part_sums(X, t, w, b):
    y = 1 / (1 + np.exp(-(X @ w + b)))
    e = (y - t) * y * (1 - y)
    return X.T @ e, e.sum(), len(t)


@right("three sums with generator expressions, then divided")
def put_together(parts):
    n = sum(part[2] for part in parts)
    dw = sum(part[0] for part in parts) / n
    db = sum(part[1] for part in parts) / n
    return dw, db


@right("a loop with totals that start at zero")
def put_together(parts):
    total_w = np.zeros(len(parts[0][0]))
    total_b = 0.0
    count = 0
    for dw, db, n in parts:
        total_w = total_w + dw
        total_b += db
        count += n
    return total_w / count, total_b / count


@right("zip(*parts) and np.sum with an axis")
def put_together(parts):
    sums_w, sums_b, counts = zip(*parts)
    N = np.sum(counts)
    return np.sum(np.stack(sums_w), axis=0) / N, float(np.sum(sums_b) / N)


@wrong("the mean of the parts' means: right only if all parts are equally large")
def put_together(parts):
    dw = np.mean([p[0] / p[2] for p in parts], axis=0)
    db = np.mean([p[1] / p[2] for p in parts])
    return dw, db


@wrong("divided by the number of parts instead of the number of samples")
def put_together(parts):
    P = len(parts)
    return sum(p[0] for p in parts) / P, sum(p[1] for p in parts) / P


@wrong("not divided at all: the gradient of the sum, not of the mean")
def put_together(parts):
    return sum(p[0] for p in parts), sum(p[1] for p in parts)


@wrong("the sums are taken for means and multiplied by n once more before dividing")
def put_together(parts):
    N = sum(n for _, _, n in parts)
    return sum(n * dw for dw, _, n in parts) / N, sum(n * db for _, db, n in parts) / N


@wrong("np.sum without an axis adds up all weights too: dw is a single number")
def put_together(parts):
    N = sum(p[2] for p in parts)
    return np.sum([p[0] for p in parts]) / N, np.sum([p[1] for p in parts]) / N


@wrong("divides by the size of the last part: n is overwritten in the loop, not added up")
def put_together(parts):
    dw, db = 0, 0
    for part_w, part_b, n in parts:
        dw = dw + part_w
        db = db + part_b
    return dw / n, db / n


@wrong("adds everything into the first part's own array, which is changed for the caller")
def put_together(parts):
    dw, db, n = parts[0]
    for part in parts[1:]:
        dw += part[0]
        db += part[1]
        n += part[2]
    return dw / n, db / n


@wrong("only dw is divided by the number of samples, db stays a sum")
def put_together(parts):
    N = sum(p[2] for p in parts)
    dw = sum(p[0] for p in parts) / N
    db = sum(p[1] for p in parts)
    return dw, db


@right("two loops: over chunks, and over slices of each")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for i in range(0, len(t), batch_size):
            x, target = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - target
            w = w - learning_rate * x.T @ e / len(e)
            b = b - learning_rate * e.mean()
    return w, b


@right("a generator of batches inside, and the means by np.mean")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    def batches():
        for X, t in chunks:
            while len(t) > 0:
                yield X[:batch_size], t[:batch_size]
                X, t = X[batch_size:], t[batch_size:]

    for X, t in batches():
        y = (1 + np.tanh((X @ w + b) / 2)) / 2
        dw = np.mean((y - t)[:, None] * X, axis=0)
        db = np.mean(y - t)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


@right("copies w first, counts the batches rounded up, adds up sample by sample")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    w = np.array(w, dtype=float)
    b = float(b)
    for X, t in chunks:
        n = len(X)
        for k in range(math.ceil(n / batch_size)):
            first, last = k * batch_size, min((k + 1) * batch_size, n)
            dw, db = np.zeros_like(w), 0.0
            for i in range(first, last):
                error = 0.5 + 0.5 * math.tanh(float(X[i] @ w + b) / 2) - t[i]
                dw += error * X[i]
                db += error
            w -= learning_rate * dw / (last - first)
            b -= learning_rate * db / (last - first)
    return w, b


@wrong("puts all chunks together first, so that batches reach across the borders of chunks")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    parts = list(chunks)
    X = np.vstack([p[0] for p in parts])
    t = np.concatenate([p[1] for p in parts])
    for i in range(0, len(t), batch_size):
        x, s = X[i:i + batch_size], t[i:i + batch_size]
        e = 1 / (1 + np.exp(-(x @ w + b))) - s
        w = w - learning_rate * x.T @ e / len(s)
        b = b - learning_rate * e.mean()
    return w, b


@wrong("the last, smaller batch of each chunk is left out")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for i in range(0, len(t) - batch_size + 1, batch_size):
            x, s = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - s
            w = w - learning_rate * x.T @ e / len(s)
            b = b - learning_rate * e.mean()
    return w, b


@wrong("counts the chunks' samples first, and so uses up the generator: the second loop finds nothing")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    N = sum(len(t) for X, t in chunks)
    if N == 0:
        return w, b
    for X, t in chunks:
        for i in range(0, len(t), batch_size):
            x, s = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - s
            w = w - learning_rate * x.T @ e / len(s)
            b = b - learning_rate * e.mean()
    return w, b


@wrong("one step for each whole chunk: batch_size is not used")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        e = 1 / (1 + np.exp(-(X @ w + b))) - t
        w = w - learning_rate * X.T @ e / len(t)
        b = b - learning_rate * e.mean()
    return w, b


@wrong("every batch is divided by batch_size, also the last one, which may be smaller")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for i in range(0, len(t), batch_size):
            x, s = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - s
            w = w - learning_rate * x.T @ e / batch_size
            b = b - learning_rate * np.sum(e) / batch_size
    return w, b


@wrong("the return is indented too far: only the first chunk is used")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for i in range(0, len(t), batch_size):
            x, s = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - s
            w = w - learning_rate * x.T @ e / len(s)
            b = b - learning_rate * e.mean()
        return w, b


@wrong("the weights are changed in place with -=, also for the caller")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for i in range(0, len(t), batch_size):
            x, s = X[i:i + batch_size], t[i:i + batch_size]
            e = 1 / (1 + np.exp(-(x @ w + b))) - s
            w -= learning_rate * x.T @ e / len(s)
            b -= learning_rate * e.mean()
    return w, b


@wrong("the outputs of a chunk are worked out once, before its batches, and so with old weights")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        e = 1 / (1 + np.exp(-(X @ w + b))) - t
        for i in range(0, len(t), batch_size):
            x, error = X[i:i + batch_size], e[i:i + batch_size]
            w = w - learning_rate * x.T @ error / len(error)
            b = b - learning_rate * error.mean()
    return w, b


@right("the formula with math.sqrt")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return math.sqrt(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent))


@right("work and talk by name, NumPy's root")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    work = samples * features * seconds_a_number
    talk = 2 * (features + 1) * seconds_sent
    return np.sqrt(work / talk)


@right("ratios first, then the power of one half")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    D_share = features / (features + 1)
    return (0.5 * samples * D_share * (seconds_a_number / seconds_sent)) ** 0.5


@wrong("the root is missing: that is P squared")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)


@wrong("the 2 (there and back) is missing")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return math.sqrt(samples * features * seconds_a_number / ((features + 1) * seconds_sent))


@wrong("the bias is forgotten: D numbers sent instead of D + 1")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return math.sqrt(samples * features * seconds_a_number / (2 * features * seconds_sent))


@wrong("brackets forgotten: / 2 * (D + 1) * s multiplies by what should divide")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return math.sqrt(samples * features * seconds_a_number / 2 * (features + 1) * seconds_sent)


@wrong("the two times are swapped")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return math.sqrt(samples * features * seconds_sent / (2 * (features + 1) * seconds_a_number))


@wrong("rounded to a whole number, though it says not rounded")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return round(math.sqrt(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent)))


@wrong("the number of features is left out of the work but not out of the talk")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return np.sqrt(samples * seconds_a_number / (2 * (features + 1) * seconds_sent))


@wrong("the seconds of the shortest step, not the number of machines")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    work = samples * features * seconds_a_number
    talk = 2 * (features + 1) * seconds_sent
    P = math.sqrt(work / talk)
    return work / P + talk * P


# -- by the hints --


@right("the last hint")
def part_sums(X, t, w, b):
    error = lr.feedforward(X, w, b) - t
    return error @ X, error.sum(), len(t)


@right("the last hint")
def put_together(parts):
    pulls, errors, counts = zip(*parts)
    return sum(pulls) / sum(counts), sum(errors) / sum(counts)


@wrong("makes one array of unequal things: ValueError, inhomogeneous shape")
def put_together(parts):
    table = np.array(parts)
    total = table.sum(axis=0)
    return total[0] / total[2], total[1] / total[2]


@right("the last hint")
def train_by_chunks(chunks, w, b, learning_rate, batch_size):
    for X, t in chunks:
        for first in range(0, len(t), batch_size):
            rows = slice(first, first + batch_size)
            dw, db = lr.gradient(X[rows], t[rows], lr.feedforward(X[rows], w, b))
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


@right("the last hint")
def best_machines(samples, features, seconds_a_number, seconds_sent):
    return np.sqrt(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent))
