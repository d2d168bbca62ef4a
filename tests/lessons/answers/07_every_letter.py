"""What learners hand in for the exercises of notebook 07: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


# --------------------------------------------------------------- product_shape


@right("slices: the last of the left and the first of the right vanish")
def product_shape(left, right):
    if left[-1] != right[0]:
        raise ValueError(f"{left} @ {right} do not fit")
    return tuple(left[:-1]) + tuple(right[1:])


@right("the four cases one by one")
def product_shape(left, right):
    if len(left) == 1 and len(right) == 1:
        inner_left, inner_right, result = left[0], right[0], ()
    elif len(left) == 1:
        inner_left, inner_right, result = left[0], right[0], (right[1],)
    elif len(right) == 1:
        inner_left, inner_right, result = left[1], right[0], (left[0],)
    else:
        inner_left, inner_right, result = left[1], right[0], (left[0], right[1])
    if inner_left == inner_right:
        return result
    raise ValueError("the inner sides differ")


@right("lists and pop")
def product_shape(left, right):
    first = list(left)
    second = list(right)
    if first.pop() != second.pop(0):
        raise ValueError("shapes do not fit")
    first.extend(second)
    return tuple(first)


@wrong("compares the last side with the last side, not with the first of the right")
def product_shape(left, right):
    if left[-1] != right[-1]:
        raise ValueError("do not fit")
    return left[:-1] + right[1:]


@wrong("thinks of matrices only: an IndexError with vectors")
def product_shape(left, right):
    if left[1] != right[0]:
        raise ValueError("do not fit")
    return (left[0], right[1])


@wrong("returns None where they do not fit, instead of raising ValueError")
def product_shape(left, right):
    if left[-1] == right[0]:
        return left[:-1] + right[1:]
    return None


@wrong("two vectors give (1,) instead of the empty tuple")
def product_shape(left, right):
    if left[-1] != right[0]:
        raise ValueError("do not fit")
    shape = left[:-1] + right[1:]
    if len(shape) == 0:
        shape = (1,)
    return shape


@wrong("the comma is missing: matrix @ vector gives a plain number, not a tuple")
def product_shape(left, right):
    if left[-1] != right[0]:
        raise ValueError("do not fit")
    if len(left) == 2 and len(right) == 1:
        return (left[0])
    return left[:-1] + right[1:]


@wrong("assert raises AssertionError, not ValueError")
def product_shape(left, right):
    assert left[-1] == right[0], "the inner sides differ"
    return left[:-1] + right[1:]


@wrong("believes that @ broadcasts: lets an inner side of 1 fit everything")
def product_shape(left, right):
    if left[-1] != right[0] and left[-1] != 1 and right[0] != 1:
        raise ValueError("do not fit")
    return left[:-1] + right[1:]


@wrong("treats a vector on the right as a column: (N, D) @ (D,) gives (N, 1)")
def product_shape(left, right):
    if left[-1] != right[0]:
        raise ValueError("do not fit")
    if len(left) == 2 and len(right) == 1:
        right = (right[0], 1)
    return left[:-1] + right[1:]


# ------------------------------------------------------------------ c_from_l2


@right("the formula")
def c_from_l2(l2, N):
    return 1 / (l2 * N)


@right("two divisions, one after the other")
def c_from_l2(l2, N):
    sum_weight = 1.0 / N
    return np.float64(sum_weight) / l2


@right("a negative power")
def c_from_l2(l2, N):
    return np.power(float(l2) * float(N), -1.0)


@wrong("forgets N: as if scikit-learn took the mean")
def c_from_l2(l2, N):
    return 1 / l2


@wrong("not inverted: returns l2 * N, a large C for a large penalty")
def c_from_l2(l2, N):
    return l2 * N


@wrong("brackets missing: 1 / l2 * N multiplies by N")
def c_from_l2(l2, N):
    return 1 / l2 * N


@wrong("a 2 too many, from the half that is on both sides")
def c_from_l2(l2, N):
    return 1 / (2 * l2 * N)


@wrong("integer division: 0 for most inputs")
def c_from_l2(l2, N):
    return 1 // (l2 * N)


@wrong("rounded to two decimals, so a small C becomes 0")
def c_from_l2(l2, N):
    return round(1 / (l2 * N), 2)


@wrong("prints C and returns None")
def c_from_l2(l2, N):
    C = 1 / (l2 * N)
    print("C =", C)


@wrong("takes N for the data and asks for its length: a TypeError")
def c_from_l2(l2, N):
    return 1 / (l2 * len(N))


# ------------------------------------------------------------------- with_ones


@right("np.hstack with a column of shape (N, 1)")
def with_ones(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])


@right("an array full of ones, and X is written into all columns but the first")
def with_ones(X):
    N, D = X.shape
    result = np.ones((N, D + 1))
    for n in range(N):
        for i in range(D):
            result[n, i + 1] = X[n, i]
    return result


@right("np.pad with one constant column on the left")
def with_ones(X):
    return np.pad(X, ((0, 0), (1, 0)), mode="constant", constant_values=1)


@wrong("the ones stand after X, as the last column")
def with_ones(X):
    return np.column_stack([X, np.ones(len(X))])


@wrong("a row of ones on top instead of a column on the left")
def with_ones(X):
    return np.vstack([np.ones(X.shape[1]), X])


@wrong("the ones have shape (N,), so np.hstack raises an error")
def with_ones(X):
    return np.hstack((np.ones(len(X)), X))


@wrong("np.append without an axis makes one long vector")
def with_ones(X):
    return np.append(np.ones((len(X), 1)), X)


@wrong("overwrites the first column with ones, in the caller's own X, instead of adding one")
def with_ones(X):
    X[:, 0] = 1
    return X


@wrong("the column has D ones instead of N: fits only a square X")
def with_ones(X):
    ones = np.ones((X.shape[1], 1))
    return np.concatenate([ones, X], axis=1)


@wrong("np.ones_like(X) puts D columns of ones before X: (N, 2 D)")
def with_ones(X):
    return np.concatenate([np.ones_like(X), X], axis=1)


@wrong("off by one: the ones become the second column")
def with_ones(X):
    return np.insert(X, 1, 1, axis=1)


# ---------------------------------------------------------- activation_columns


@right("w @ X + b")
def activation_columns(X, w, b):
    return w @ X + b


@right("turn the ledger and do as always")
def activation_columns(X, w, b):
    rows = np.transpose(X)
    return np.dot(rows, w) + b


@right("a loop over the samples and one over the features")
def activation_columns(X, w, b):
    D, N = X.shape
    a = [float(b)] * N
    for n in range(N):
        for i in range(D):
            a[n] += w[i] * X[i, n]
    return np.array(a)


@wrong("X @ w as if the samples were rows: fits only a square X, and there it is transposed")
def activation_columns(X, w, b):
    return X @ w + b


@wrong("the bias is forgotten")
def activation_columns(X, w, b):
    return w @ X


@wrong("w as a row of shape (1, D), so the answer is (1, N) instead of (N,)")
def activation_columns(X, w, b):
    return w.reshape(1, -1) @ X + b


@wrong("adds up over the samples instead of the features: (D,)")
def activation_columns(X, w, b):
    return (w[:, np.newaxis] * X).sum(axis=1) + b


@wrong("one step too far: returns the sigmoid of the activations")
def activation_columns(X, w, b):
    return 1 / (1 + np.exp(-(w @ X + b)))


@wrong("reshape where the transpose belongs: the shape fits, the numbers are mixed up")
def activation_columns(X, w, b):
    D, N = X.shape
    return X.reshape(N, D) @ w + b


@wrong("the bias is added to the features, before the weights")
def activation_columns(X, w, b):
    return w @ (X + b)


@wrong("loops over len(X), which is D here: D activations instead of N")
def activation_columns(X, w, b):
    a = []
    for n in range(len(X)):
        a.append(np.sum(X[:, n] * w) + b)
    return np.array(a)


# --------------------------------------------------------------------- margins


@right("s = 2 t - 1, times a")
def margins(t, a):
    return (2.0 * t - 1.0) * a


@right("np.where: a for class 1, minus a for class 0")
def margins(t, a):
    return np.where(t == 1, a, -a)


@right("a loop with an if")
def margins(t, a):
    result = np.empty(len(a))
    for n in range(len(a)):
        if t[n] == 1:
            result[n] = a[n]
        else:
            result[n] = -a[n]
    return result


@wrong("t is not translated to -1 and +1, so class 0 always has margin 0")
def margins(t, a):
    return t * a


@wrong("s = 1 - 2 t: all signs are turned round")
def margins(t, a):
    return (1 - 2 * t) * a


@wrong("brackets missing: 2 t - a")
def margins(t, a):
    return 2 * t - 1 * a


@wrong("the dot product of s and a: one number instead of one for each sample")
def margins(t, a):
    s = 2 * t - 1
    return np.dot(s, a)


@wrong("only the sign of a is used, so how sure it is gets lost")
def margins(t, a):
    return (2 * t - 1) * np.sign(a)


@wrong("the result is right, but the 0s in the caller's t have become -1")
def margins(t, a):
    t[t == 0] = -1
    return t * a


@wrong("an if on a whole array raises an error")
def margins(t, a):
    if t == 1:
        s = 1
    else:
        s = -1
    return s * a


@wrong("returns the cost ln(1 + exp(-s a)) instead of the margin")
def margins(t, a):
    s = 2 * t - 1
    return np.log(1 + np.exp(-s * a))


# -- by the hints --


@right("the last hint")
def product_shape(left, right):
    if left[-1] != right[0]: raise ValueError
    return left[:-1] + right[1:]


@right("the last hint")
def c_from_l2(l2, N):
    return 1 / (N * l2)


@right("the last hint")
def with_ones(X):
    return np.hstack([np.ones((len(X), 1)), X])


@right("the last hint")
def activation_columns(X, w, b):
    return w @ X + b


@wrong("swaps the order and transposes as well: the inner sides do not fit")
def activation_columns(X, w, b):
    a = np.matmul(w.T, X.T)
    return a + b


@right("the last hint")
def margins(t, a):
    return (2 * t - 1) * a
