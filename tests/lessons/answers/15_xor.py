"""What learners hand in for the exercises of notebook 15: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("np.column_stack")
def with_product(X):
    return np.column_stack([X, X[:, 0] * X[:, 1]])


@right("np.prod along the rows, kept as a column")
def with_product(X):
    return np.concatenate([X, np.prod(X, axis=1, keepdims=True)], axis=1)


@right("a list of rows")
def with_product(X):
    rows = []
    for x1, x2 in X:
        rows.append([x1, x2, x1 * x2])
    return np.array(rows).reshape(len(X), 3)


@wrong("the sum of the two columns instead of the product")
def with_product(X):
    return np.column_stack([X, X[:, 0] + X[:, 1]])


@wrong("hstack of a table and a flat array: the shapes do not fit")
def with_product(X):
    return np.hstack([X, X[:, 0] * X[:, 1]])


@wrong("np.append without an axis flattens everything")
def with_product(X):
    return np.append(X, X[:, 0] * X[:, 1])


@wrong("the product stands first instead of third")
def with_product(X):
    return np.column_stack([X[:, 0] * X[:, 1], X[:, 0], X[:, 1]])


@wrong("the first column times itself")
def with_product(X):
    return np.column_stack([X, X[:, 0] * X[:, 0]])


@wrong("transposed: three rows, (3, N)")
def with_product(X):
    x1, x2 = X.T
    return np.array([x1, x2, x1 * x2])


@wrong("logical and instead of the product: right only for inputs of 0 and 1")
def with_product(X):
    both = np.logical_and(X[:, 0], X[:, 1])
    return np.column_stack([X, both])


@wrong("the table is made of whole numbers, so fractions are cut off")
def with_product(X):
    out = np.zeros((len(X), 3), dtype=int)
    out[:, :2] = X
    out[:, 2] = X[:, 0] * X[:, 1]
    return out


@right("worked out on paper")
def xor_weights(m):
    return np.array([2 * m, 2 * m, -4 * m]), -m


@right("four equations with four unknowns, solved by NumPy")
def xor_weights(m):
    A = np.array([[0, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 1], [1, 1, 1, 1]])
    solution = np.linalg.solve(A, m * np.array([-1.0, 1.0, 1.0, -1.0]))
    return solution[:3], solution[3]


@right("one corner after the other")
def xor_weights(m):
    b = -float(m)
    w2 = m - b
    w1 = m - b
    w3 = -m - w1 - w2 - b
    return np.array([w1, w2, w3]), b


@wrong("the third weight is -2m, so (1, 1) gets +m")
def xor_weights(m):
    return np.array([2 * m, 2 * m, -2 * m]), -m


@wrong("the bias is forgotten in the last corner: w3 = -5m")
def xor_weights(m):
    w1 = w2 = 2 * m
    w3 = -m - w1 - w2
    return np.array([w1, w2, w3]), -m


@wrong("w1 and w2 are m: the bias is not made up for, so (0, 1) gets 0")
def xor_weights(m):
    return np.array([m, m, -2 * m]), -m


@wrong("(1, 1) is brought to 0 instead of -m: w3 = -3m")
def xor_weights(m):
    return np.array([2 * m, 2 * m, -3 * m]), -m


@wrong("all signs are turned: the light is on where both are equal")
def xor_weights(m):
    return np.array([-2 * m, -2 * m, 4 * m]), m


@wrong("m is not used: always the weights for m = 1")
def xor_weights(m):
    return np.array([2.0, 2.0, -4.0]), -1.0


@wrong("the weights are put into an array of whole numbers, so a margin like 0.3 is cut off")
def xor_weights(m):
    w = np.array([2, 2, -4])
    w[0] = 2 * m
    w[1] = 2 * m
    w[2] = -4 * m
    return w, -m


@wrong("the weights of OR: the product gets 0, so (1, 1) is on")
def xor_weights(m):
    return np.array([2 * m, 2 * m, 0 * m]), -m


@right("one product, and sigma by tanh")
def hidden_layer(X, V, c):
    return 0.5 * (1 + np.tanh(0.5 * (X @ V + c)))


@right("loops over samples and units")
def hidden_layer(X, V, c):
    N, D = X.shape
    K = V.shape[1]
    h = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            a = float(c[k])
            for d in range(D):
                a += X[n, d] * V[d, k]
            if a >= 0:
                h[n, k] = 1 / (1 + math.exp(-a))
            else:
                h[n, k] = math.exp(a) / (1 + math.exp(a))
    return h


@right("a unit after the other, put side by side; sigma by logaddexp")
def hidden_layer(X, V, c):
    units = []
    for k in range(len(c)):
        a = np.dot(X, V[:, k]) + c[k]
        units.append(np.exp(-np.logaddexp(0, -a)))
    return np.stack(units, axis=-1)


@wrong("the biases are left out")
def hidden_layer(X, V, c):
    return 1 / (1 + np.exp(-(X @ V)))


@wrong("the activations are returned without sigma")
def hidden_layer(X, V, c):
    return X @ V + c


@wrong("tanh instead of the logistic function")
def hidden_layer(X, V, c):
    return np.tanh(X @ V + c)


@wrong("the bias is added after sigma")
def hidden_layer(X, V, c):
    return 1 / (1 + np.exp(-(X @ V))) + c


@wrong("V is transposed: right only when V is symmetric, and it needs D = K")
def hidden_layer(X, V, c):
    return 1 / (1 + np.exp(-(X @ V.T + c)))


@wrong("the units are made to share one certainty (softmax): the rows sum to 1")
def hidden_layer(X, V, c):
    a = X @ V + c
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("the result is (K, N): a row for each unit")
def hidden_layer(X, V, c):
    a = V.T @ X.T + c[:, None]
    return 1 / (1 + np.exp(-a))


@wrong("all biases are summed, and every unit gets the sum")
def hidden_layer(X, V, c):
    a = X @ V + np.sum(c)
    return 1 / (1 + np.exp(-a))


@right("two layers, with sigma as a function inside")
def network(X, V, c, w, b):
    def sigmoid(a):
        return 0.5 + 0.5 * np.tanh(a / 2)

    h = sigmoid(X @ V + c)
    return sigmoid(h @ w + b)


@right("sample after sample, unit after unit")
def network(X, V, c, w, b):
    def sigma(a):
        if a < 0:
            return 1 - sigma(-a)
        return 1 / (1 + math.exp(-a))

    out = []
    for x in X:
        a = b
        for k in range(len(w)):
            a = a + w[k] * sigma(sum(x[d] * V[d, k] for d in range(len(x))) + c[k])
        out.append(sigma(a))
    return np.array(out)


@right("biases as weights of a column of ones, in both layers")
def network(X, V, c, w, b):
    layers = [np.vstack([V, c]), np.append(w, b)[:, None]]
    out = np.asarray(X, dtype=float)
    for W in layers:
        out = np.column_stack([out, np.ones(len(out))]) @ W
        out = np.exp(-np.logaddexp(0.0, -out))
    return out.ravel()


@wrong("the hidden units have no sigma, so the whole is a single line")
def network(X, V, c, w, b):
    h = X @ V + c
    return 1 / (1 + np.exp(-(h @ w + b)))


@wrong("the last unit has no sigma: its activation is returned")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    return h @ w + b


@wrong("the last bias is forgotten")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    return 1 / (1 + np.exp(-(h @ w)))


@wrong("a column (N, 1) instead of (N,)")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    return 1 / (1 + np.exp(-(h @ w.reshape(-1, 1) + b)))


@wrong("the last unit answers 0 or 1 instead of a probability")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    y = 1 / (1 + np.exp(-(h @ w + b)))
    return (y > 0.5).astype(float)


@wrong("the hidden outputs are rounded to 0 or 1 before the last unit sees them")
def network(X, V, c, w, b):
    h = np.round(1 / (1 + np.exp(-(X @ V + c))))
    return 1 / (1 + np.exp(-(h @ w + b)))


@wrong("the bias b is added to each hidden output before weighing, so it counts b times the sum of w")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    return 1 / (1 + np.exp(-((h + b) @ w)))


@wrong("the last unit looks at X and not at the hidden layer")
def network(X, V, c, w, b):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    h = X
    return 1 / (1 + np.exp(-(h @ w + b)))


# -- by the hints --


@right("the last hint")
def with_product(X):
    return np.column_stack([X, X[:, 0] * X[:, 1]])


@right("the last hint")
def xor_weights(m):
    return np.array([2 * m, 2 * m, -4 * m]), -m


@right("the last hint")
def hidden_layer(X, V, c):
    return lr.sigmoid(X @ V + c)


@wrong("c as a column (K, 1): does not broadcast over the samples, ValueError")
def hidden_layer(X, V, c):
    a = X @ V + c[:, None]
    return lr.sigmoid(a)


@right("the last hint")
def network(X, V, c, w, b):
    h = lr.sigmoid(X @ V + c)
    return lr.feedforward(h, w, b)


# -------------------------------------------------------------- fourth_corner


@right("the sum of the two in the middle less the first")
def fourth_corner(a_00, a_01, a_10):
    return a_01 + a_10 - a_00


@right("finds the bias and both weights first")
def fourth_corner(a_00, a_01, a_10):
    b = a_00
    w_2 = a_01 - b
    w_1 = a_10 - b
    return w_1 * 1 + w_2 * 1 + b


@right("solves the three equations")
def fourth_corner(a_00, a_01, a_10):
    corners = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1]])
    weights = np.linalg.solve(corners, np.array([a_00, a_01, a_10], dtype=float))
    return float(weights @ np.array([1, 1, 1]))


@wrong("forgets that b is in both of the middle ones")
def fourth_corner(a_00, a_01, a_10):
    # w1 + w2
    return a_01 + a_10


@wrong("adds all three")
def fourth_corner(a_00, a_01, a_10):
    return sum([a_00, a_01, a_10])


@wrong("subtracts the bias from both weights, and does not add it at the end")
def fourth_corner(a_00, a_01, a_10):
    bias = a_00
    w1 = a_10 - bias
    w2 = a_01 - bias
    return w1 + w2


@wrong("subtracts the wrong corner: a_10 instead of a_00")
def fourth_corner(a_00, a_01, a_10):
    step = a_01 - a_10
    a_11 = a_00 + step
    return a_11


@wrong("turns the sum round: a_00 minus the two others")
def fourth_corner(a_00, a_01, a_10):
    return a_00 - (a_01 + a_10)


@wrong("wants class 0 at the fourth corner, as XOR does: the same as at the first")
def fourth_corner(a_00, a_01, a_10):
    # (0, 0) and (1, 1) are both dark
    a_11 = a_00
    return a_11


@wrong("returns the class instead of the activation")
def fourth_corner(a_00, a_01, a_10):
    a_11 = a_01 + a_10 - a_00
    return 1 if a_11 > 0 else 0


@wrong("forgets the column of ones: the matrix isn't square, and solve refuses it")
def fourth_corner(a_00, a_01, a_10):
    X = np.array([[0, 0], [0, 1], [1, 0]])
    a = np.array([a_00, a_01, a_10])
    w = np.linalg.solve(X, a)
    return w @ np.array([1, 1])


@right("the last hint")
def fourth_corner(a_00, a_01, a_10):
    return a_01 + a_10 - a_00


# -------------------------------------------------------------- one_link_back


@right("the three links, multiplied")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * w_k * h_k * (1 - h_k)


@right("link after link")
def one_link_back(t, y, w_k, h_k):
    error = y - t
    to_h = error * w_k
    slope = h_k - h_k**2
    return to_h * slope


@right("by number: moves a_k a little to both sides")
def one_link_back(t, y, w_k, h_k):
    def cost(g):
        h = 1 / (1 + math.exp(-g))
        a = math.log(y / (1 - y)) + w_k * (h - h_k)
        return math.log(1 + math.exp(a)) - t * a

    g, e = math.log(h_k / (1 - h_k)), 1e-4
    return (8 * (cost(g + e) - cost(g - e)) - (cost(g + 2 * e) - cost(g - 2 * e))) / (12 * e)


@wrong("stops at h_k: no sigmoid's slope")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * w_k


@wrong("forgets the weight on the way back")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * h_k * (1 - h_k)


@wrong("target less output")
def one_link_back(t, y, w_k, h_k):
    return (t - y) * w_k * h_k * (1 - h_k)


@wrong("the slope along the weight w_k, as for a single unit")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * h_k


@wrong("the last unit's sigmoid once more")
def one_link_back(t, y, w_k, h_k):
    d_a = (y - t) * y * (1 - y)
    return d_a * w_k * h_k * (1 - h_k)


@wrong("the slope of the wrong sigmoid")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * w_k * y * (1 - y)


@wrong("adds the links")
def one_link_back(t, y, w_k, h_k):
    return (y - t) + w_k + h_k * (1 - h_k)


@wrong("the derivative of tanh instead of the sigmoid's")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * w_k * (1 - h_k**2)


@right("the last hint")
def one_link_back(t, y, w_k, h_k):
    return (y - t) * w_k * h_k * (1 - h_k)
