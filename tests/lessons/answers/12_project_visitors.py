"""What learners hand in for the exercises of notebook 12: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("straight from the two formulas")
def unstandardize(w, b, mean, scale):
    w_raw = w / scale
    return w_raw, b - np.sum(w_raw * mean)


@right("a loop over the columns")
def unstandardize(w, b, mean, scale):
    w_raw = []
    b_raw = b
    for i in range(len(w)):
        w_raw.append(w[i] / scale[i])
        b_raw = b_raw - w[i] * mean[i] / scale[i]
    return np.array(w_raw), b_raw


@right("the bias is the activation of the visit of zeros, by a dot product")
def unstandardize(w, b, mean, scale):
    z_of_zero = (np.zeros(len(w)) - mean) / scale
    b_raw = float(np.dot(w, z_of_zero) + b)
    return np.multiply(w, 1 / np.asarray(scale)), b_raw


@wrong("the weights are multiplied by the scale instead of divided")
def unstandardize(w, b, mean, scale):
    w_raw = w * scale
    b_raw = b - np.sum(w * mean / scale)
    return w_raw, b_raw


@wrong("the bias subtracts w * mean and forgets to divide by the scale")
def unstandardize(w, b, mean, scale):
    return w / scale, b - np.sum(w * mean)


@wrong("the shift of the bias has the wrong sign")
def unstandardize(w, b, mean, scale):
    w_raw = w / scale
    b_raw = b + w_raw @ mean
    return w_raw, b_raw


@wrong("the shifts are not summed, so the bias is an array (D,)")
def unstandardize(w, b, mean, scale):
    w_raw = w / scale
    b_raw = b - w * mean / scale
    return w_raw, b_raw


@wrong("the bias is handed back unchanged")
def unstandardize(w, b, mean, scale):
    return w / scale, b


@wrong("the raw weight is divided by the scale a second time in the bias")
def unstandardize(w, b, mean, scale):
    w = w / scale
    b = b - np.sum(w * mean / scale)
    return w, b


@wrong("the mean of the shifts is subtracted from the bias instead of their sum")
def unstandardize(w, b, mean, scale):
    w_raw = w / scale
    return w_raw, b - np.mean(w_raw * mean)


@wrong("mean is subtracted from the weights as if they were data to standardise")
def unstandardize(w, b, mean, scale):
    w_raw = (w - mean) / scale
    b_raw = b - np.sum(w * mean / scale)
    return w_raw, b_raw


@right("np.quantile with half of the rest on each side")
def percentile_interval(values, level):
    rest = (1 - level) / 2
    low, high = np.quantile(values, [rest, 1 - rest])
    return low, high


@right("np.percentile, in per cent around 50")
def percentile_interval(values, level):
    return (np.percentile(values, 50 - 50 * level), np.percentile(values, 50 + 50 * level))


@right("sorted by hand, with linear interpolation between the neighbours")
def percentile_interval(values, level):
    s = sorted(float(v) for v in values)

    def at(q):
        place = q * (len(s) - 1)
        k = min(max(int(math.floor(place)), 0), len(s) - 1)
        after = min(k + 1, len(s) - 1)
        return s[k] + (place - k) * (s[after] - s[k])

    return at((1 - level) / 2), at((1 + level) / 2)


@wrong("takes level for the share outside: cuts off level / 2 on each side")
def percentile_interval(values, level):
    return np.quantile(values, level / 2), np.quantile(values, 1 - level / 2)


@wrong("gives fractions to np.percentile, which wants per cent")
def percentile_interval(values, level):
    rest = (1 - level) / 2
    return np.percentile(values, rest), np.percentile(values, 1 - rest)


@wrong("mean and 1.96 standard deviations, whatever the level, as if the values were Gaussian")
def percentile_interval(values, level):
    m, s = np.mean(values), np.std(values)
    return m - 1.96 * s, m + 1.96 * s


@wrong("cuts off the whole rest at the upper end and nothing at the lower end")
def percentile_interval(values, level):
    return np.min(values), np.quantile(values, level)


@wrong("cuts off the whole rest 1 - level on each side instead of half of it")
def percentile_interval(values, level):
    return np.quantile(values, 1 - level), np.quantile(values, level)


@wrong("picks by index without sorting the values first")
def percentile_interval(values, level):
    n = len(values)
    low = values[int((1 - level) / 2 * (n - 1))]
    high = values[int((1 + level) / 2 * (n - 1))]
    return low, high


@wrong("always 95 per cent: the level is not used")
def percentile_interval(values, level):
    return np.percentile(values, 2.5), np.percentile(values, 97.5)


@wrong("the middle share of the range from minimum to maximum, not of the values")
def percentile_interval(values, level):
    lowest, highest = np.min(values), np.max(values)
    cut = (highest - lowest) * (1 - level) / 2
    return lowest + cut, highest - cut


@right("four counts with & on truth values")
def confusion(t, answers):
    t = np.asarray(t) == 1
    answers = np.asarray(answers) == 1
    return np.array([
        [np.sum(~t & ~answers), np.sum(~t & answers)],
        [np.sum(t & ~answers), np.sum(t & answers)],
    ])


@right("a loop that adds one in the right cell")
def confusion(t, answers):
    counts = np.zeros((2, 2), dtype=int)
    for truth, answer in zip(t, answers):
        counts[int(truth), int(answer)] += 1
    return counts


@right("np.bincount of 2 t + answer")
def confusion(t, answers):
    code = 2 * np.asarray(t).astype(int) + np.asarray(answers).astype(int)
    return np.bincount(code, minlength=4).reshape(2, 2)


@wrong("transposed: rows are the answers, columns the truths")
def confusion(t, answers):
    counts = np.zeros((2, 2), dtype=int)
    for i in range(len(t)):
        counts[int(answers[i]), int(t[i])] += 1
    return counts


@wrong("TP comes first and TN last")
def confusion(t, answers):
    tp = np.sum((t == 1) & (answers == 1))
    tn = np.sum((t == 0) & (answers == 0))
    fp = np.sum((t == 0) & (answers == 1))
    fn = np.sum((t == 1) & (answers == 0))
    return np.array([[tp, fn], [fp, tn]])


@wrong("shares of all samples instead of counts")
def confusion(t, answers):
    tn = np.mean((t == 0) & (answers == 0))
    fp = np.mean((t == 0) & (answers == 1))
    fn = np.mean((t == 1) & (answers == 0))
    tp = np.mean((t == 1) & (answers == 1))
    return np.array([[tn, fp], [fn, tp]])


@wrong("only the classes that occur get a row and a column, so one class alone does not give (2, 2)")
def confusion(t, answers):
    kinds = np.unique(np.concatenate([t, answers]))
    return np.array([[np.sum((t == i) & (answers == j)) for j in kinds] for i in kinds])


@wrong("bincount without minlength: the reshape fails when there is no true positive")
def confusion(t, answers):
    code = (2 * t + answers).astype(int)
    return np.bincount(code).reshape(2, 2)


@wrong("all mistakes are counted as false alarms and as misses alike")
def confusion(t, answers):
    tn = np.sum((t == 0) & (answers == 0))
    tp = np.sum((t == 1) & (answers == 1))
    mistakes = np.sum(t != answers)
    return np.array([[tn, mistakes], [mistakes, tp]])


@wrong("fancy indexing with += counts each cell at most once")
def confusion(t, answers):
    counts = np.zeros((2, 2), dtype=int)
    counts[np.asarray(t, dtype=int), np.asarray(answers, dtype=int)] += 1
    return counts


@wrong("the true negatives are 'the rest' but the misses are not taken away")
def confusion(t, answers):
    tp = int(np.sum(t * answers))
    fp = int(np.sum((1 - t) * answers))
    fn = int(np.sum(t * (1 - answers)))
    tn = len(t) - tp - fp
    return np.array([[tn, fp], [fn, tp]])


@right("two loops over all pairs")
def auc(t, y):
    good = 0.0
    pairs = 0
    for i in range(len(t)):
        for j in range(len(t)):
            if t[i] == 1 and t[j] == 0:
                pairs += 1
                if y[i] > y[j]:
                    good += 1
                elif y[i] == y[j]:
                    good += 0.5
    return good / pairs


@right("a table of all pairs by broadcasting, with the sign of the difference")
def auc(t, y):
    t, y = np.asarray(t), np.asarray(y)
    actors, bouncers = y[t == 1], y[t == 0]
    return np.mean((1 + np.sign(actors[:, None] - bouncers[None, :])) / 2)


@right("by mean ranks (Mann and Whitney)")
def auc(t, y):
    t = np.asarray(t)
    _, group, count = np.unique(np.asarray(y), return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[group]
    n1 = np.sum(t == 1)
    n0 = len(t) - n1
    return float((rank[t == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))


@wrong("ties count for nothing")
def auc(t, y):
    actors, bouncers = y[t == 1], y[t == 0]
    return np.mean(actors[:, None] > bouncers[None, :])


@wrong("ties count a whole pair, because of >=")
def auc(t, y):
    actors, bouncers = y[t == 1], y[t == 0]
    return np.mean(actors[:, None] >= bouncers[None, :])


@wrong("ranks from a double argsort: tied samples get different ranks, by their place in the file")
def auc(t, y):
    rank = np.argsort(np.argsort(y, kind="stable"), kind="stable") + 1
    n1 = np.sum(t == 1)
    n0 = np.sum(t == 0)
    return (rank[t == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)


@wrong("the wrong way round: counts the pairs in which the bouncer stands above the actor")
def auc(t, y):
    score = 0.0
    ones, zeros = y[t == 1], y[t == 0]
    for u in ones:
        for v in zeros:
            score += 1.0 if v > u else 0.5 if v == u else 0.0
    return score / (len(ones) * len(zeros))


@wrong("compares only the first actor with the first bouncer, the second with the second and so on")
def auc(t, y):
    score, pairs = 0, 0
    for a, b in zip(y[t == 1], y[t == 0]):
        score += (a > b) + 0.5 * (a == b)
        pairs += 1
    return score / pairs


@wrong("divides by all pairs of samples, those of the same class included")
def auc(t, y):
    d = y[t == 1][:, None] - y[t == 0][None, :]
    n = len(t)
    return (np.sum(d > 0) + 0.5 * np.sum(d == 0)) / (n * (n - 1) / 2)


@wrong("the area under a curve of only 11 thresholds, too coarse when outputs lie close together")
def auc(t, y):
    cuts = np.linspace(1, 0, 11)
    up = np.array([np.mean(y[t == 1] > c) for c in cuts])
    right_ = np.array([np.mean(y[t == 0] > c) for c in cuts])
    return np.sum(np.diff(right_) * (up[1:] + up[:-1]) / 2)


@wrong("pairs in the right order minus pairs in the wrong order, from -1 to 1 (the Gini index)")
def auc(t, y):
    d = y[t == 1].reshape(-1, 1) - y[t == 0].reshape(1, -1)
    return float(np.mean(np.sign(d)))


@right("the formula")
def best_threshold(alarm, miss):
    return alarm / (alarm + miss)


@right("as a weighted mean of 0 and 1")
def best_threshold(alarm, miss):
    return np.average([0.0, 1.0], weights=[miss, alarm])


@right("from the odds, with the free alarm as a case of its own")
def best_threshold(alarm, miss):
    if alarm == 0:
        return 0.0
    return 1.0 / (1.0 + miss / alarm)


@wrong("the price of the miss is on top instead of the price of the alarm")
def best_threshold(alarm, miss):
    return miss / (alarm + miss)


@wrong("the ratio of the prices: the odds at the threshold, not the probability")
def best_threshold(alarm, miss):
    return alarm / miss


@wrong("brackets forgotten: alarm / alarm + miss is 1 + miss")
def best_threshold(alarm, miss):
    return alarm / alarm + miss


@wrong("whole-number division makes the threshold 0 for nearly all prices")
def best_threshold(alarm, miss):
    return alarm // (alarm + miss)


@wrong("the log-odds ln(alarm / miss), a threshold on the activation a and not on y")
def best_threshold(alarm, miss):
    return np.log(alarm / miss)


@wrong("the threshold is rounded to one decimal")
def best_threshold(alarm, miss):
    return round(alarm / (alarm + miss), 1)


@wrong("divides by alarm, so fails when a false alarm costs nothing")
def best_threshold(alarm, miss):
    alarm, miss = float(alarm), float(miss)
    return 1 / (1 + miss / alarm)


@wrong("says 0.5 when one of the prices is 0, where it should say 0 or 1")
def best_threshold(alarm, miss):
    if alarm == 0 or miss == 0:
        return 0.5
    return alarm / (alarm + miss)


@right("np.exp of the products")
def odds_factors(x, w):
    return np.exp(np.asarray(w) * np.asarray(x))


@right("a list of math.exp")
def odds_factors(x, w):
    return np.array([math.exp(wi * xi) for wi, xi in zip(w, x)])


@right("a diagonal matrix times the visitor, then the power of e")
def odds_factors(x, w):
    terms = np.diag(w) @ np.asarray(x, dtype=float)
    return np.e ** terms


@wrong("e to the weight alone: the factor of one unit, whatever x is")
def odds_factors(x, w):
    return np.exp(w)


@wrong("one number, the product of all factors")
def odds_factors(x, w):
    return np.exp(w @ x)


@wrong("the terms of the log-odds; the power of e is missing")
def odds_factors(x, w):
    return w * x


@wrong("the exponent has a minus, so each factor is turned upside down")
def odds_factors(x, w):
    return np.exp(-w * x)


@wrong("sigma of each term instead of e to it")
def odds_factors(x, w):
    return 1 / (1 + np.exp(-(w * x)))


@wrong("e to the weight, multiplied by x instead of raised to the power x")
def odds_factors(x, w):
    return np.exp(w) * x


@wrong("running products: each entry holds the factors of all features before it, too")
def odds_factors(x, w):
    return np.cumprod(np.exp(w * x))


@wrong("math.exp does not take an array")
def odds_factors(x, w):
    return math.exp(w * x)


# -- by the hints --


@right("the last hint")
def unstandardize(w, b, mean, scale):
    return w / scale, b - (w / scale) @ mean


@right("the last hint")
def percentile_interval(values, level):
    return np.percentile(values, 50 * (1 - level)), np.percentile(values, 50 * (1 + level))


@right("the last hint")
def confusion(t, answers):
    return np.array([[np.sum((t == i) & (answers == j)) for j in (0, 1)] for i in (0, 1)])


@wrong("the four counts in a flat array (4,)")
def confusion(t, answers):
    pairs = list(zip(t, answers))
    tn = sum(1 for a, b in pairs if a == 0 and b == 0)
    fp = sum(1 for a, b in pairs if a == 0 and b == 1)
    fn = sum(1 for a, b in pairs if a == 1 and b == 0)
    tp = sum(1 for a, b in pairs if a == 1 and b == 1)
    return np.array([tn, fp, fn, tp])


@right("the last hint")
def auc(t, y):
    d = y[t == 1][:, np.newaxis] - y[t == 0]; return np.mean((d > 0) + 0.5 * (d == 0))


@right("the last hint")
def best_threshold(alarm, miss):
    return alarm / (alarm + miss)


@wrong("searches a grid of thresholds in steps of 0.01, so only two digits are right")
def best_threshold(alarm, miss):
    grid = np.linspace(0, 1, 101)
    cost_act = (1 - grid) * alarm
    cost_bounce = grid * miss
    return grid[np.argmin(np.abs(cost_act - cost_bounce))]


@right("the last hint")
def odds_factors(x, w):
    return np.exp(w * x)


# ------------------------------------------------------------ train_and_judge


@right("the plain loop, vectorised over the rows")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean, std = X.mean(axis=0), X.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    Z, Z_new = (X - mean) / std, (X_new - mean) / std

    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        y = np.exp(-np.logaddexp(0, -(Z @ w + b)))
        w = w - learning_rate * Z.T @ (y - t) / len(t)
        b = b - learning_rate * np.mean(y - t)

    a = Z_new @ w + b
    cost = np.mean(np.logaddexp(0, a) - t_new * a)
    return cost, np.mean((a > 0) == (t_new == 1))     # y > 1/2 where a > 0


@right("a column of ones on the right, the bias is the last weight")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    centre = np.mean(X, axis=0)
    width = np.std(X, axis=0)
    width[width == 0] = 1

    def prepare(table):
        return np.column_stack([(table - centre) / width, np.ones(len(table))])

    def outputs(table, weights):
        return 1 / (1 + np.exp(-np.clip(table @ weights, -700, 700)))

    A, A_new = prepare(X), prepare(X_new)
    v = np.zeros(A.shape[1])
    for step in range(steps):
        error = outputs(A, v) - t
        v -= learning_rate * (error @ A) / len(A)

    a = A_new @ v
    signed = np.where(np.asarray(t_new) == 1, a, -a)
    surprise = np.logaddexp(0, -signed)
    guesses = (outputs(A_new, v) > 0.5).astype(int)
    return float(surprise.mean()), float((guesses == t_new).sum() / len(t_new))


@right("one slope after the other from the same outputs, the verdict row by row")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    N, D = X.shape
    Z = np.empty((N, D))
    Z_new = np.empty((len(X_new), D))
    for d in range(D):
        m = X[:, d].sum() / N
        s = math.sqrt(((X[:, d] - m) ** 2).sum() / N) or 1.0
        Z[:, d] = (X[:, d] - m) / s
        Z_new[:, d] = (X_new[:, d] - m) / s

    w = [0.0] * D
    b = 0.0
    while steps > 0:
        a = b + sum(w[d] * Z[:, d] for d in range(D))
        error = np.exp(-np.logaddexp(0.0, -a)) - t
        w = [w[d] - learning_rate * (error * Z[:, d]).mean() for d in range(D)]
        b = b - learning_rate * error.mean()
        steps -= 1

    total, correct = 0.0, 0
    for row, target in zip(Z_new, t_new):
        a = b + sum(w_d * z for w_d, z in zip(w, row))
        cost_if_one = max(-a, 0) + math.log1p(math.exp(-abs(a)))
        total += cost_if_one if target == 1 else cost_if_one + a
        says_one = a > 0       # the same as y > 1/2
        correct += says_one == (target == 1)
    return total / len(t_new), correct / len(t_new)


@wrong("standardises the new rows by their own mean and width")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    X_new = (X_new - X_new.mean(axis=0)) / X_new.std(axis=0)
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(X @ w + b)))
        w -= learning_rate * X.T @ (y - t) / len(t)
        b -= learning_rate * (y - t).mean()
    a = X_new @ w + b
    cost = np.mean(np.logaddexp(0, a) - t_new * a)
    share = np.mean((a > 0) == t_new)
    return cost, share


@wrong("computes the outputs anew between the two slopes, so the bias sees the new weights already")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    def sigma(a):
        return 1 / (1 + np.exp(-a))

    mu, sd = X.mean(axis=0), X.std(axis=0)
    Z = (X - mu) / sd
    w, b = np.zeros(Z.shape[1]), 0.0
    for _ in range(steps):
        w = w - learning_rate * Z.T @ (sigma(Z @ w + b) - t) / len(Z)
        b = b - learning_rate * np.mean(sigma(Z @ w + b) - t)
    y = sigma((X_new - mu) / sd @ w + b)
    cross_entropy = -np.mean(t_new * np.log(y) + (1 - t_new) * np.log(1 - y))
    return cross_entropy, np.mean((y > 0.5) == t_new)


@wrong("adds the slopes of the rows instead of taking their mean")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    train = (X - mean) / std
    test = (X_new - mean) / std
    w = np.zeros(train.shape[1])
    b = 0
    for i in range(steps):
        y = np.exp(-np.logaddexp(0, -(train @ w + b)))
        err = y - t
        w = w - learning_rate * (train.T @ err)
        b = b - learning_rate * err.sum()
    a = test @ w + b
    ce = np.logaddexp(0, a) - t_new * a
    return ce.mean(), ((a > 0) == t_new).mean()


@wrong("never updates the bias")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    m, s = X.mean(axis=0), X.std(axis=0)
    Xs = (X - m) / s
    Xs_new = (X_new - m) / s
    w = np.zeros(Xs.shape[1])
    b = 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(Xs @ w + b)))
        gradient = Xs.T @ (y - t) / len(t)
        w -= learning_rate * gradient
    a = Xs_new @ w + b
    J = np.mean(np.logaddexp(0, a) - t_new * a)
    right_ones = (a > 0).astype(int) == t_new
    return J, right_ones.mean()


@wrong("judges on the training rows")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / std
    Z_new = (X_new - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        w, b = w - learning_rate * ((y - t) @ Z) / len(t), b - learning_rate * (y - t).mean()
    a = Z @ w + b
    cost = np.mean(np.logaddexp(0, a) - t * a)
    share = np.mean((a > 0) == t)
    return cost, share


@wrong("returns the share first and the cross-entropy second")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / std
    Z_new = (X_new - mean) / std
    w = np.zeros(Z.shape[1])
    b = 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        delta = y - t
        w = w - learning_rate * Z.T @ delta / len(delta)
        b = b - learning_rate * delta.mean()
    a_new = Z_new @ w + b
    y_new = 1 / (1 + np.exp(-a_new))
    accuracy = np.mean((y_new > 0.5) == t_new)
    cost = np.mean(np.logaddexp(0, a_new) - t_new * a_new)
    return accuracy, cost


@wrong("goes one step too few")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean, std = np.mean(X, axis=0), np.std(X, axis=0)
    Z, Z_new = (X - mean) / std, (X_new - mean) / std
    w, b = np.zeros(Z.shape[1]), 0.0
    for step in range(1, steps):
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        grad_w = Z.T @ (y - t) / len(t)
        grad_b = np.mean(y - t)
        w -= learning_rate * grad_w
        b -= learning_rate * grad_b
    a = Z_new @ w + b
    cost = np.mean(np.logaddexp(0, a) - t_new * a)
    return cost, np.mean((a > 0) == t_new)


@wrong("weights as a column (D, 1): (N, 1) minus (N,) becomes (N, N), and the update fails")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / std
    Z_new = (X_new - mean) / std
    N, D = Z.shape
    w = np.zeros((D, 1))
    b = 0.0
    for _ in range(steps):
        y = 1 / (1 + np.exp(-(Z @ w + b)))
        w -= learning_rate * Z.T @ (y - t) / N
        b -= learning_rate * np.mean(y - t)
    y = 1 / (1 + np.exp(-(Z_new @ w + b)))
    cost = -np.mean(t_new * np.log(y) + (1 - t_new) * np.log(1 - y))
    return cost, np.mean((y > 0.5) == t_new)


@right("the last hint")
def train_and_judge(X, t, X_new, t_new, learning_rate, steps):
    Z, Z_new = lr.features.standardize(X, X_new)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        y = lr.sigmoid(Z @ w + b)
        w, b = w - learning_rate * Z.T @ (y - t) / len(t), b - learning_rate * np.mean(y - t)
    y_new = lr.sigmoid(Z_new @ w + b)
    return lr.cross_entropy(t_new, y_new), np.mean((y_new > 0.5) == t_new)
