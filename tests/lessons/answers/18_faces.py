"""What learners hand in for the exercises of notebook 18: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("axis=1 with keepdims, and grey rows caught by largest = smallest")
def standardize_rows(X):
    X = np.asarray(X, dtype=float)
    m = X.mean(axis=1, keepdims=True)
    s = X.std(axis=1, keepdims=True)
    grey = X.max(axis=1, keepdims=True) == X.min(axis=1, keepdims=True)
    return np.where(grey, 0.0, (X - m) / np.where(grey, 1.0, s))


@right("row by row with math, the result starts as zeros")
def standardize_rows(X):
    N, D = X.shape
    Z = np.zeros((N, D))
    for n in range(N):
        row = [float(x) for x in X[n]]
        if all(x == row[0] for x in row):
            continue
        m = math.fsum(row) / D
        s = math.sqrt(math.fsum((x - m) ** 2 for x in row) / D)
        for i in range(D):
            Z[n, i] = (row[i] - m) / s
    return Z


@right("transposed, so that broadcasting needs no keepdims; only rows that vary")
def standardize_rows(X):
    result = np.zeros(X.shape)
    vary = np.ptp(X, axis=1) > 0
    C = X[vary].T - X[vary].mean(axis=1)
    result[vary] = (C / np.sqrt(np.mean(C**2, axis=0))).T
    return result


@wrong("axis=0: each pixel over all pictures instead of each picture by itself")
def standardize_rows(X):
    s = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(s == 0, 1, s)


@wrong("a row of one single grey gives nan: 0 / 0 is not caught")
def standardize_rows(X):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


@wrong("without keepdims (N,) does not fit (N, D): a crash, or the wrong rows where N = D")
def standardize_rows(X):
    s = X.std(axis=1)
    s[s == 0] = 1
    return (X - X.mean(axis=1)) / s


@wrong("ddof=1: the deviation is divided by D - 1 instead of D")
def standardize_rows(X):
    s = X.std(axis=1, ddof=1, keepdims=True)
    s[s == 0] = 1
    return (X - X.mean(axis=1, keepdims=True)) / s


@wrong("one mean and one deviation for all pictures together")
def standardize_rows(X):
    return (X - np.mean(X)) / np.std(X)


@wrong("scaled to the range 0 to 1 by smallest and largest, not by mean and deviation")
def standardize_rows(X):
    low = X.min(axis=1, keepdims=True)
    span = X.max(axis=1, keepdims=True) - low
    return (X - low) / np.where(span == 0, 1, span)


@wrong("divides by the length of the centred row, not by its standard deviation: too small by the root of D")
def standardize_rows(X):
    Z = X - X.mean(axis=1, keepdims=True)
    length = np.linalg.norm(Z, axis=1, keepdims=True)
    return Z / np.where(length == 0, 1, length)


@wrong("rows of one single grey are left out, so the result has fewer rows")
def standardize_rows(X):
    Z = []
    for row in X:
        if row.std() > 0:
            Z.append((row - row.mean()) / row.std())
    return np.array(Z)


@right("slices of the order, one step each")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for i in range(0, len(order), size):
        rows = order[i:i + size]
        y = 1 / (1 + np.exp(-(X[rows] @ w + b)))
        e = y - t[rows]
        w = w - learning_rate * X[rows].T @ e / len(rows)
        b = b - learning_rate * e.mean()
    return w, b


@right("a while loop that eats up the list, sums in plain loops")
def one_epoch(X, t, w, b, learning_rate, order, size):
    rest = list(order)
    w = np.array(w, dtype=float)
    while rest:
        batch, rest = rest[:size], rest[size:]
        dw, db = np.zeros(len(w)), 0.0
        for n in batch:
            a = float(X[n] @ w + b)
            error = 0.5 * (1 + math.tanh(a / 2)) - t[n]
            dw += error * X[n]
            db += error
        w -= learning_rate * dw / len(batch)
        b = b - learning_rate * db / len(batch)
    return w, b


@right("weights and bias as one vector, X with a column of ones, np.split")
def one_epoch(X, t, w, b, learning_rate, order, size):
    A = np.column_stack([X, np.ones(len(X))])
    z = np.append(w, b).astype(float)
    order = np.asarray(order)
    for batch in np.split(order, np.arange(size, len(order), size)):
        y = (1 + np.tanh(A[batch] @ z / 2)) / 2
        z = z - learning_rate * np.mean((y - t[batch])[:, None] * A[batch], axis=0)
    return z[:-1], z[-1]


@wrong("ignores the order: the rows are taken as they stand in X")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for i in range(0, len(X), size):
        x, tt = X[i:i + size], t[i:i + size]
        e = 1 / (1 + np.exp(-(x @ w + b))) - tt
        w = w - learning_rate * x.T @ e / len(e)
        b = b - learning_rate * e.mean()
    return w, b


@wrong("the smaller last batch is dropped")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for k in range(len(order) // size):
        rows = order[k * size:(k + 1) * size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        w = w - learning_rate * X[rows].T @ e / size
        b = b - learning_rate * e.mean()
    return w, b


@wrong("divides by `size` also in the last batch, which may be smaller")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for i in range(0, len(order), size):
        rows = order[i:i + size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        w = w - learning_rate * X[rows].T @ e / size
        b = b - learning_rate * e.sum() / size
    return w, b


@wrong("divides by the number of all rows, not by the rows of the batch: steps far too short")
def one_epoch(X, t, w, b, learning_rate, order, size):
    N = len(X)
    for i in range(0, N, size):
        rows = order[i:i + size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        w = w - learning_rate * X[rows].T @ e / N
        b = b - learning_rate * e.sum() / N
    return w, b


@wrong("every batch feels its slope at the weights from the start of the epoch, not at the newest ones")
def one_epoch(X, t, w, b, learning_rate, order, size):
    new_w, new_b = w, b
    for i in range(0, len(order), size):
        rows = order[i:i + size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        new_w = new_w - learning_rate * X[rows].T @ e / len(rows)
        new_b = new_b - learning_rate * e.mean()
    return new_w, new_b


@wrong("within a step the bias is changed with outputs of the weights that are already new")
def one_epoch(X, t, w, b, learning_rate, order, size):
    def errors(rows, w, b):
        return 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]

    for i in range(0, len(order), size):
        rows = order[i:i + size]
        w = w - learning_rate * X[rows].T @ errors(rows, w, b) / len(rows)
        b = b - learning_rate * errors(rows, w, b).mean()
    return w, b


@wrong("the return stands inside the loop: only the first batch makes a step")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for i in range(0, len(order), size):
        rows = order[i:i + size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        w = w - learning_rate * X[rows].T @ e / len(rows)
        b = b - learning_rate * e.mean()
        return w, b


@wrong("w -= changes the caller's weights in place")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for i in range(0, len(order), size):
        rows = order[i:i + size]
        e = 1 / (1 + np.exp(-(X[rows] @ w + b))) - t[rows]
        w -= learning_rate * (X[rows].T @ e) / len(rows)
        b -= learning_rate * e.mean()
    return w, b


@right("product and reshape")
def evidence(z, w):
    return (w * z).reshape(48, 48)


@right("two loops over rows and columns of the picture")
def evidence(z, w):
    picture = np.zeros((48, 48))
    for r in range(48):
        for c in range(48):
            i = 48 * r + c
            picture[r, c] = w[i] * z[i]
    return picture


@right("both are made pictures first, then multiplied")
def evidence(z, w):
    return np.multiply(np.reshape(z, (48, -1)), np.reshape(w, (48, -1)))


@wrong("filled column by column (order='F'): the picture is transposed")
def evidence(z, w):
    return (z * w).reshape((48, 48), order="F")


@wrong("not put back into rows: a flat array (2304,)")
def evidence(z, w):
    return z * w


@wrong("the sum of the shares: that is the activation without bias, one number")
def evidence(z, w):
    return z.reshape(48, 48).ravel() @ w


@wrong("a matrix product of the two pictures instead of pixel by pixel")
def evidence(z, w):
    return z.reshape(48, 48) @ w.reshape(48, 48)


@wrong("the absolute value: one no longer sees which pixels speak against")
def evidence(z, w):
    return np.abs(z * w).reshape(48, 48)


@wrong("only the weights as a picture, the face is not in it")
def evidence(z, w):
    return np.reshape(w, (48, 48))


@wrong("divided by the activation, so that the shares add up to 1")
def evidence(z, w):
    s = z * w
    return (s / s.sum()).reshape(48, 48)


@wrong("changes the face z in place")
def evidence(z, w):
    z *= w
    return z.reshape(48, 48)


@right("argmax over the units")
def surest(Z, W, B):
    return np.argmax(Z @ W + B, axis=1)


@right("loops over rows and units, starting with unit 0")
def surest(Z, W, B):
    answer = []
    for z in Z:
        best, best_a = 0, None
        for k in range(len(B)):
            a = float(np.sum(z * W[:, k])) + B[k]
            if best_a is None or a > best_a:
                best, best_a = k, a
        answer.append(best)
    return np.array(answer, dtype=int)


@right("the other way about: a table (K, N), argmax down the columns")
def surest(Z, W, B):
    A = W.T @ Z.T + B[:, np.newaxis]
    return A.argmax(axis=0)


@wrong("the bias is forgotten")
def surest(Z, W, B):
    return np.argmax(Z @ W, axis=1)


@wrong("axis=0: for each unit the surest row, (K,) instead of (N,)")
def surest(Z, W, B):
    return np.argmax(Z @ W + B, axis=0)


@wrong("the largest activation itself, not the number of its unit")
def surest(Z, W, B):
    return np.max(Z @ W + B, axis=1)


@wrong("no axis: one number, the place in the flattened table")
def surest(Z, W, B):
    return np.argmax(Z @ W + B)


@wrong("compares the outputs of the sigmoid: for large activations several are exactly 1, and the first of them wins")
def surest(Z, W, B):
    Y = 1 / (1 + np.exp(-(Z @ W + B)))
    return Y.argmax(axis=1)


@wrong("the search starts at the height 0: where all activations are negative it stays at unit 0")
def surest(Z, W, B):
    A = Z @ W + B
    result = np.zeros(len(A), dtype=int)
    for n in range(len(A)):
        highest = 0
        for k in range(A.shape[1]):
            if A[n, k] > highest:
                highest = A[n, k]
                result[n] = k
    return result


@wrong("counts the units from 1 instead of 0")
def surest(Z, W, B):
    return np.argmax(Z @ W + B, axis=1) + 1


@wrong("the largest in absolute value: a strong no counts as sure")
def surest(Z, W, B):
    return np.argmax(np.abs(Z @ W + B), axis=1)


@right("each with each, all pixels, any twin")
def count_twins(X_train, X_test):
    return int(np.sum(np.any(np.all(X_test[:, None, :] == X_train[None, :, :], axis=2), axis=1)))


@right("rows as tuples in a set")
def count_twins(X_train, X_test):
    seen = set(map(tuple, X_train))
    n = 0
    for row in X_test:
        if tuple(row) in seen:
            n += 1
    return n


@right("lists, slowly")
def count_twins(X_train, X_test):
    old = X_train.tolist()
    return len([1 for row in X_test.tolist() if row in old])


@right("np.unique gives equal rows equal numbers")
def count_twins(X_train, X_test):
    _, number = np.unique(np.vstack((X_train, X_test)), axis=0, return_inverse=True)
    number = number.ravel()
    return np.isin(number[len(X_train):], number[: len(X_train)]).sum()


@wrong("the other way round: training pictures with a twin in the test")
def count_twins(X_train, X_test):
    seen = {tuple(x) for x in X_test}
    return sum(1 for x in X_train if tuple(x) in seen)


@wrong("the intersection of two sets: a twin that is in the test twice counts once")
def count_twins(X_train, X_test):
    return len(set(map(tuple, X_train)).intersection(map(tuple, X_test)))


@wrong("`in` of NumPy: any pixel that is equal will do")
def count_twins(X_train, X_test):
    n = 0
    for x in X_test:
        if x in X_train:
            n += 1
    return n


@wrong("every pair counts, so a picture with two twins counts twice")
def count_twins(X_train, X_test):
    n = 0
    for x in X_test:
        for z in X_train:
            if np.array_equal(x, z):
                n += 1
    return n


@wrong("np.isin works number by number, so that a row of known numbers is a twin")
def count_twins(X_train, X_test):
    return int(np.isin(X_test, X_train).all(axis=1).sum())


@wrong("the mean of a picture as its fingerprint")
def count_twins(X_train, X_test):
    return int(np.isin(X_test.mean(axis=1), X_train.mean(axis=1)).sum())


@wrong("sorted pixels as the fingerprint: another order is another picture")
def count_twins(X_train, X_test):
    seen = {np.sort(x).tobytes() for x in X_train}
    return sum(np.sort(x).tobytes() in seen for x in X_test)


@wrong("an array has no hash: TypeError")
def count_twins(X_train, X_test):
    seen = set(X_train)
    return sum(x in seen for x in X_test)


@wrong("which ones, instead of how many")
def count_twins(X_train, X_test):
    seen = {x.tobytes() for x in X_train}
    return np.array([x.tobytes() in seen for x in X_test])


@wrong("copies within the test")
def count_twins(X_train, X_test):
    return len(X_test) - len(np.unique(X_test, axis=0))


@wrong("grows the set on the way, so that a copy within the test is a twin as well")
def count_twins(X_train, X_test):
    seen, n = {x.tobytes() for x in X_train}, 0
    for x in X_test:
        n += x.tobytes() in seen
        seen.add(x.tobytes())
    return n


# -- by the hints --


@right("the last hint")
def count_twins(X_train, X_test):
    known = {row.tobytes() for row in X_train}
    return sum(row.tobytes() in known for row in X_test)


@right("the last hint")
def standardize_rows(X):
    scale = X.std(axis=1, keepdims=True)
    return (X - X.mean(axis=1, keepdims=True)) / np.where(scale > 0, scale, 1)


@right("the last hint")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        dw, db = lr.gradient(X[rows], t[rows], lr.feedforward(X[rows], w, b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


@wrong("y of the batch less all targets: ValueError, the shapes differ")
def one_epoch(X, t, w, b, learning_rate, order, size):
    for start in range(0, len(order), size):
        Xb = X[order[start:start + size]]
        y = 1 / (1 + np.exp(-(np.dot(Xb, w) + b)))
        w = w - learning_rate * np.dot(Xb.T, y - t) / len(Xb)
        b = b - learning_rate * np.mean(y - t)
    return w, b


@right("the last hint")
def evidence(z, w):
    return (w * z).reshape(48, 48)


@right("the last hint")
def surest(Z, W, B):
    return np.argmax(Z @ W + B, axis=1)


@wrong("compares the outputs, not the activations: large ones all round to 1 and tie")
def surest(Z, W, B):
    Y = 1 / (1 + np.exp(-(Z @ W + B)))
    return Y.argmax(axis=1)
