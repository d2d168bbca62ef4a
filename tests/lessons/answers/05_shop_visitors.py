"""What learners hand in for the exercises of notebook 05: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("one comparison by broadcasting")
def one_hot(values, categories):
    return (np.asarray(values)[:, None] == np.asarray(categories)[None, :]).astype(int)


@right("two loops")
def one_hot(values, categories):
    out = np.zeros((len(values), len(categories)))
    for n in range(len(values)):
        for k in range(len(categories)):
            if values[n] == categories[k]:
                out[n, k] = 1
    return out


@right("rows of the identity, picked through a dictionary")
def one_hot(values, categories):
    index = {c: k for k, c in enumerate(categories)}
    picked = np.array([index[v] for v in values], dtype=int)
    return np.eye(len(categories))[picked]


@wrong("transposed: shape (K, N)")
def one_hot(values, categories):
    return np.array([(np.asarray(values) == c).astype(float) for c in categories])


@wrong("the categories are collected from the values, so missing ones get no column")
def one_hot(values, categories):
    found = np.unique(values)
    return (np.asarray(values)[:, None] == found).astype(int)


@wrong("the categories are sorted, so the columns are not in the given order")
def one_hot(values, categories):
    cats = np.sort(categories)
    return (np.asarray(values)[:, None] == cats).astype(int)


@wrong("the first category is left out as the reference: shape (N, K - 1)")
def one_hot(values, categories):
    return (np.asarray(values)[:, None] == np.asarray(categories)[1:]).astype(int)


@wrong("label encoding: the number of the category, shape (N,)")
def one_hot(values, categories):
    cats = list(categories)
    return np.array([cats.index(v) for v in values])


@wrong("0 where the value is the category and 1 elsewhere")
def one_hot(values, categories):
    return (np.asarray(values)[:, None] != np.asarray(categories)).astype(int)


@wrong("position in the category list plus one: the ones slip a column to the right, the last wraps to the first")
def one_hot(values, categories):
    cats = list(categories)
    out = np.zeros((len(values), len(cats)))
    for n, v in enumerate(values):
        out[n, (cats.index(v) + 1) % len(cats)] = 1
    return out


@wrong("returns inside the loop: only the first row is filled in")
def one_hot(values, categories):
    cats = list(categories)
    out = np.zeros((len(values), len(cats)))
    for n, v in enumerate(values):
        out[n, cats.index(v)] = 1
        return out


@right("mean and std of the training set along axis 0")
def standardize(X_train, X_test):
    mu = X_train.mean(axis=0)
    s = X_train.std(axis=0)
    return (X_train - mu) / s, (X_test - mu) / s


@right("column by column with math.sqrt")
def standardize(X_train, X_test):
    N, D = X_train.shape
    Z_train = np.zeros((N, D))
    Z_test = np.zeros(X_test.shape)
    for d in range(D):
        mu = sum(X_train[:, d]) / N
        s = math.sqrt(sum((x - mu) ** 2 for x in X_train[:, d]) / N)
        Z_train[:, d] = (X_train[:, d] - mu) / s
        Z_test[:, d] = (X_test[:, d] - mu) / s
    return Z_train, Z_test


@right("an inner function used for both sets, centred first")
def standardize(X_train, X_test):
    centre = np.mean(X_train, axis=0, keepdims=True)
    scale = np.sqrt(np.mean(np.square(X_train - centre), axis=0, keepdims=True))

    def z(X):
        return np.divide(X - centre, scale)

    return z(X_train), z(X_test)


@wrong("the test set is scaled by its own numbers")
def standardize(X_train, X_test):
    Z_train = (X_train - X_train.mean(axis=0)) / X_train.std(axis=0)
    Z_test = (X_test - X_test.mean(axis=0)) / X_test.std(axis=0)
    return Z_train, Z_test


@wrong("mean and standard deviation from both sets together")
def standardize(X_train, X_test):
    both = np.vstack([X_train, X_test])
    mu, s = both.mean(axis=0), both.std(axis=0)
    return (X_train - mu) / s, (X_test - mu) / s


@wrong("ddof=1: divided by N - 1 instead of N")
def standardize(X_train, X_test):
    mu, s = X_train.mean(axis=0), X_train.std(axis=0, ddof=1)
    return (X_train - mu) / s, (X_test - mu) / s


@wrong("no axis: one mean and one standard deviation for the whole table")
def standardize(X_train, X_test):
    mu, s = X_train.mean(), X_train.std()
    return (X_train - mu) / s, (X_test - mu) / s


@wrong("divided by the variance instead of the standard deviation")
def standardize(X_train, X_test):
    mu, v = X_train.mean(axis=0), X_train.var(axis=0)
    return (X_train - mu) / v, (X_test - mu) / v


@wrong("scaled to 0..1 by minimum and maximum instead of standardised")
def standardize(X_train, X_test):
    low, high = X_train.min(axis=0), X_train.max(axis=0)
    return (X_train - low) / (high - low), (X_test - low) / (high - low)


@wrong("X_train is overwritten first, so the mean taken off the test set is that of the scaled set, zero")
def standardize(X_train, X_test):
    s = X_train.std(axis=0)
    X_train = (X_train - X_train.mean(axis=0)) / s
    X_test = (X_test - X_train.mean(axis=0)) / s
    return X_train, X_test


@wrong("-= and /= change the caller's arrays in place")
def standardize(X_train, X_test):
    mu, s = X_train.mean(axis=0), X_train.std(axis=0)
    X_train -= mu
    X_train /= s
    X_test -= mu
    X_test /= s
    return X_train, X_test


@right("the training mean against one half")
def majority_accuracy(t_train, t_test):
    favourite = int(np.mean(t_train) > 0.5)
    return np.mean(t_test == favourite)


@right("bincount and argmax")
def majority_accuracy(t_train, t_test):
    favourite = np.bincount(np.asarray(t_train).astype(int), minlength=2).argmax()
    return float(np.count_nonzero(t_test == favourite) / len(t_test))


@right("counting in loops; on a tie it says 1")
def majority_accuracy(t_train, t_test):
    ones = sum(1 for t in t_train if t == 1)
    favourite = 1 if 2 * ones >= len(t_train) else 0
    hits = 0
    for t in t_test:
        hits += t == favourite
    return hits / len(t_test)


@wrong("the favourite is chosen in the test set")
def majority_accuracy(t_train, t_test):
    share = np.mean(t_test)
    return max(share, 1 - share)


@wrong("chosen and counted in the training set; the test set is not used")
def majority_accuracy(t_train, t_test):
    favourite = int(np.mean(t_train) > 0.5)
    return np.mean(t_train == favourite)


@wrong("class 0 is taken for the favourite always")
def majority_accuracy(t_train, t_test):
    return np.mean(t_test == 0)


@wrong("the error rate instead of the accuracy")
def majority_accuracy(t_train, t_test):
    favourite = int(np.mean(t_train) > 0.5)
    return np.mean(t_test != favourite)


@wrong("the count of hits, not divided by M")
def majority_accuracy(t_train, t_test):
    favourite = int(np.mean(t_train) > 0.5)
    return np.sum(t_test == favourite)


@wrong("hits in the test set are divided by the length of the training set")
def majority_accuracy(t_train, t_test):
    favourite = int(np.mean(t_train) > 0.5)
    return np.sum(t_test == favourite) / len(t_train)


@wrong("hits are counted in the training and the test set together")
def majority_accuracy(t_train, t_test):
    both = np.concatenate([t_train, t_test])
    favourite = int(np.mean(t_train) > 0.5)
    return np.mean(both == favourite)


@wrong("the share of ones in the training set is compared with the answers, without choosing a class")
def majority_accuracy(t_train, t_test):
    favourite = np.mean(t_train)
    return np.mean(t_test == favourite)


@right("a mask for the invited, gain and cost summed")
def profit(t, y, threshold, cost, gain):
    invited = y > threshold
    return gain * np.sum(t[invited] == 1) - cost * np.sum(invited)


@right("a loop like a shop's ledger")
def profit(t, y, threshold, cost, gain):
    till = 0.0
    for bought, chance in zip(t, y):
        if chance > threshold:
            till -= cost
            if bought == 1:
                till += gain
    return float(till)


@right("np.where over all visits")
def profit(t, y, threshold, cost, gain):
    return np.where(y > threshold, gain * t - cost, 0).sum()


@wrong(">= invites visitors exactly at the threshold too")
def profit(t, y, threshold, cost, gain):
    invited = y >= threshold
    return gain * np.sum(t[invited]) - cost * np.sum(invited)


@wrong("buyers bring the gain without costing anything; the cost falls only on invitations in vain")
def profit(t, y, threshold, cost, gain):
    invited = y > threshold
    return gain * np.sum(invited & (t == 1)) - cost * np.sum(invited & (t == 0))


@wrong("the cost is not subtracted: the turnover")
def profit(t, y, threshold, cost, gain):
    return gain * np.sum(t[y > threshold])


@wrong("everybody pays the cost, the uninvited too")
def profit(t, y, threshold, cost, gain):
    return gain * np.sum((y > threshold) & (t == 1)) - cost * len(t)


@wrong("all buyers bring the gain, those who were not invited too")
def profit(t, y, threshold, cost, gain):
    return gain * np.sum(t == 1) - cost * np.sum(y > threshold)


@wrong("the profit per visit: mean instead of sum")
def profit(t, y, threshold, cost, gain):
    return np.mean((y > threshold) * (gain * t - cost))


@wrong("the expected profit: y in place of t, so what they really bought does not matter")
def profit(t, y, threshold, cost, gain):
    invited = y > threshold
    return np.sum(gain * y[invited] - cost)


@wrong("missed buyers below the threshold are charged with the gain as a loss")
def profit(t, y, threshold, cost, gain):
    invited = y > threshold
    earned = np.sum(gain * t[invited] - cost)
    return earned - gain * np.sum(t[~invited])


# -- by the hints --


@right("the last hint")
def one_hot(values, categories):
    return np.column_stack([values == c for c in categories]).astype(int)


@right("the last hint")
def standardize(X_train, X_test):
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / scale, (X_test - mean) / scale


@right("the last hint")
def majority_accuracy(t_train, t_test):
    favourite = 1 if t_train.mean() > 0.5 else 0
    return np.mean(t_test == favourite)


@right("the last hint")
def profit(t, y, threshold, cost, gain):
    return np.sum((gain * t - cost)[y > threshold])


# --------------------------------------------------------- outputs_from_means


@right("standardises both sets, then the line between the two means")
def outputs_from_means(X, t, X_new):
    mean, std = X.mean(axis=0), X.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    Z = (X - mean) / std
    Z_new = (X_new - mean) / std

    mu_0 = Z[t == 0].mean(axis=0)
    mu_1 = Z[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -w @ (mu_0 + mu_1) / 2
    a = Z_new @ w + b
    return np.exp(-np.logaddexp(0, -a))


@right("stays in raw units: the ruler goes into the weights, squared, and the mean of the ruler drops out")
def outputs_from_means(X, t, X_new):
    variance = np.var(X, axis=0)
    variance[variance == 0] = 1
    zeros = np.average(X, axis=0, weights=(t == 0).astype(float))
    ones = np.average(X, axis=0, weights=(t == 1).astype(float))
    middle = 0.5 * (zeros + ones)
    activation = ((X_new - middle) * (ones - zeros) / variance).sum(axis=1)
    return 1 / (1 + np.exp(-np.clip(activation, -700, 700)))


@right("loops over features and rows with plain Python numbers")
def outputs_from_means(X, t, X_new):
    N, D = X.shape
    outputs = np.zeros(len(X_new))
    a = [0.0] * len(X_new)
    for d in range(D):
        column = [float(v) for v in X[:, d]]
        m = sum(column) / N
        s = math.sqrt(sum((v - m) ** 2 for v in column) / N) or 1.0
        scaled = [(v - m) / s for v in column]
        no = [v for v, k in zip(scaled, t) if k == 0]
        yes = [v for v, k in zip(scaled, t) if k == 1]
        mu_no, mu_yes = sum(no) / len(no), sum(yes) / len(yes)
        w_d = mu_yes - mu_no
        for m_row in range(len(X_new)):
            z = (float(X_new[m_row, d]) - m) / s
            a[m_row] += w_d * (z - (mu_no + mu_yes) / 2)
    for m_row, value in enumerate(a):
        if value >= 0:
            outputs[m_row] = 1 / (1 + math.exp(-value))
        else:
            outputs[m_row] = math.exp(value) / (1 + math.exp(value))
    return outputs


@wrong("standardises the new rows by their own mean and standard deviation")
def outputs_from_means(X, t, X_new):
    def standardise(A):
        return (A - A.mean(axis=0)) / A.std(axis=0)

    Z, Z_new = standardise(X), standardise(X_new)
    mu_0 = Z[t == 0].mean(axis=0)
    mu_1 = Z[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -np.dot(w, (mu_0 + mu_1) / 2)
    return 1 / (1 + np.exp(-(Z_new @ w + b)))


@wrong("the weights lead from class 1 to class 0")
def outputs_from_means(X, t, X_new):
    m = np.mean(X, axis=0)
    s = np.std(X, axis=0)
    Z = (X - m) / s
    mu_0, mu_1 = [Z[t == k].mean(axis=0) for k in (0, 1)]
    w = mu_0 - mu_1
    b = -w @ (mu_0 + mu_1) / 2
    a = (X_new - m) / s @ w + b
    return 1 / (1 + np.exp(-a))


@wrong("forgets to halve the sum of the means, so a = 0 is not midway")
def outputs_from_means(X, t, X_new):
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    X = (X - mean) / std
    X_new = (X_new - mean) / std
    mean_no = X[t == 0].mean(axis=0)
    mean_yes = X[t == 1].mean(axis=0)
    w = mean_yes - mean_no
    b = -(w @ (mean_no + mean_yes))
    a = X_new @ w + b
    return 1 / (1 + np.exp(-a))


@wrong("leaves out the bias: a = 0 at the mean of all training rows instead of midway between the class means")
def outputs_from_means(X, t, X_new):
    mu, sigma = X.mean(axis=0), X.std(axis=0)
    Z = (X - mu) / sigma
    Z_new = (X_new - mu) / sigma
    # standardised, so the middle is at 0
    w = Z[t == 1].mean(axis=0) - Z[t == 0].mean(axis=0)
    return 1 / (1 + np.exp(-Z_new @ w))


@wrong("takes the class means in raw units while the new rows are standardised")
def outputs_from_means(X, t, X_new):
    center = X.mean(axis=0)
    scale = X.std(axis=0)
    mu_0 = X[t == 0].mean(axis=0)
    mu_1 = X[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -w @ (mu_0 + mu_1) / 2
    new = (X_new - center) / scale
    a = new @ w + b
    return np.exp(-np.logaddexp(0, -a))


@wrong("returns the classes instead of the outputs")
def outputs_from_means(X, t, X_new):
    m, s = X.mean(0), X.std(0)
    Z = (X - m) / s
    mu_0 = Z[t == 0].mean(0)
    mu_1 = Z[t == 1].mean(0)
    w = mu_1 - mu_0
    b = -w @ (mu_1 + mu_0) / 2
    y = 1 / (1 + np.exp(-((X_new - m) / s @ w + b)))
    return (y > 0.5).astype(int)


@wrong("forgets the axis: one mean and one standard deviation for the whole table")
def outputs_from_means(X, t, X_new):
    mean = np.mean(X)
    std = np.std(X)
    train = (X - mean) / std
    new = (X_new - mean) / std
    mu_0 = train[t == 0].mean(axis=0)
    mu_1 = train[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    midpoint = (mu_0 + mu_1) / 2
    a = (new - midpoint) @ w
    return 1 / (1 + np.exp(-a))


@wrong("multiplies in the wrong order, w @ X_new: the shapes don't match")
def outputs_from_means(X, t, X_new):
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z, Z_new = (X - mean) / std, (X_new - mean) / std
    mu_0 = Z[t == 0].mean(axis=0)
    mu_1 = Z[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -w @ (mu_0 + mu_1) / 2
    a = w @ Z_new + b
    return 1 / (1 + np.exp(-a))


@right("the last hint")
def outputs_from_means(X, t, X_new):
    Z, Z_new = (X - X.mean(axis=0)) / X.std(axis=0), (X_new - X.mean(axis=0)) / X.std(axis=0)
    mu_0, mu_1 = Z[t == 0].mean(axis=0), Z[t == 1].mean(axis=0)
    w = mu_1 - mu_0
    b = -w @ (mu_0 + mu_1) / 2
    return 1 / (1 + np.exp(-(Z_new @ w + b)))


@wrong("means without axis=0 are single numbers, so the product with w fails")
def outputs_from_means(X, t, X_new):
    mu, s = X.mean(axis=0), X.std(axis=0)
    Z = (X - mu) / s
    Z_new = (X_new - mu) / s
    mu_0 = Z[t == 0].mean()
    mu_1 = Z[t == 1].mean()
    w = mu_1 - mu_0
    b = -w * (mu_0 + mu_1) / 2
    return 1 / (1 + np.exp(-(Z_new @ w + b)))
