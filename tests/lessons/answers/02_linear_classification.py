"""What learners hand in for the exercises of notebook 02: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("matrix times vector plus bias")
def activation(X, w, b):
    return X @ w + b


@right("two loops")
def activation(X, w, b):
    a = np.zeros(len(X))
    for n in range(len(X)):
        a[n] = b
        for d in range(len(w)):
            a[n] += X[n, d] * w[d]
    return a


@right("the bias as one more weight on a column of ones")
def activation(X, w, b):
    X1 = np.hstack([np.ones((X.shape[0], 1)), X])
    return np.dot(X1, np.concatenate([[b], w]))


@wrong("the bias is missing")
def activation(X, w, b):
    return X @ w


@wrong("the products are not summed: shape (N, D)")
def activation(X, w, b):
    return X * w + b


@wrong("the bias is added to each product, so D times")
def activation(X, w, b):
    return np.sum(X * w + b, axis=1)


@wrong("a column (N, 1) instead of (N,)")
def activation(X, w, b):
    return X @ w.reshape(-1, 1) + b


@wrong("summed over the samples instead of the features: shape (D,)")
def activation(X, w, b):
    return (X * w).sum(axis=0) + b


@wrong("the bias is subtracted like a threshold")
def activation(X, w, b):
    return X @ w - b


@wrong("two features hard-coded; any further ones are ignored")
def activation(X, w, b):
    return X[:, 0] * w[0] + X[:, 1] * w[1] + b


@wrong("w @ X: the shapes do not fit, or it sums over samples where N equals D")
def activation(X, w, b):
    return w @ X + b


@right("np.where inside np.where")
def decide(a, margin):
    return np.where(a > margin, 1, np.where(a < -margin, 0, -1))


@right("start with don't know, then two masks")
def decide(a, margin):
    out = np.full(np.shape(a), -1)
    out[a > margin] = 1
    out[a < -margin] = 0
    return out


@right("a loop with if and elif, floats come back")
def decide(a, margin):
    answers = []
    for value in a:
        if value > margin:
            answers.append(1.0)
        elif value < -margin:
            answers.append(0.0)
        else:
            answers.append(-1.0)
    return np.array(answers)


@wrong(">= and <=: an activation exactly on the margin gets a class")
def decide(a, margin):
    return np.where(a >= margin, 1, np.where(a <= -margin, 0, -1))


@wrong("the margin is ignored, only a = 0 is don't know")
def decide(a, margin):
    return np.where(a > 0, 1, np.where(a < 0, 0, -1))


@wrong("-1 for the negative class and 0 for don't know")
def decide(a, margin):
    out = np.zeros(len(a), dtype=int)
    out[a > margin] = 1
    out[a < -margin] = -1
    return out


@wrong("minus sign of the lower margin forgotten: everything below +margin is 0")
def decide(a, margin):
    return np.where(a > margin, 1, np.where(a < margin, 0, -1))


@wrong("an if on a whole array")
def decide(a, margin):
    if a > margin:
        return 1
    elif a < -margin:
        return 0
    return -1


@wrong("the activation is taken for a probability with its border at one half")
def decide(a, margin):
    return np.where(a > 0.5 + margin, 1, np.where(a < 0.5 - margin, 0, -1))


@wrong("the outer values get don't know and the inner ones a class")
def decide(a, margin):
    return np.where(np.abs(a) > margin, -1, (a > 0).astype(int))


@wrong("writes the answers into a, which changes the argument, and the 1s are then compared again")
def decide(a, margin):
    a[a > margin] = 1
    a[a < -margin] = 0
    a[np.abs(a) <= margin] = -1
    return a


@right("the formula")
def boundary_height(w, b, x1):
    return -(w[0] * x1 + b) / w[1]


@right("slope and intercept")
def boundary_height(w, b, x1):
    w_1, w_2 = w
    slope = -w_1 / w_2
    intercept = -b / w_2
    return float(slope * x1 + intercept)


@right("the linear equation solved by np.linalg, with x1 as second equation")
def boundary_height(w, b, x1):
    A = np.array([[w[0], w[1]], [1.0, 0.0]])
    return np.linalg.solve(A, np.array([-b, x1], dtype=float))[1]


@wrong("the minus sign is missing")
def boundary_height(w, b, x1):
    return (w[0] * x1 + b) / w[1]


@wrong("the minus reaches only the first term: b has the wrong sign")
def boundary_height(w, b, x1):
    return (-w[0] * x1 + b) / w[1]


@wrong("brackets missing: only b is divided by w[1]")
def boundary_height(w, b, x1):
    return -w[0] * x1 - b / w[1]


@wrong("the two weights are swapped: solved for the other axis")
def boundary_height(w, b, x1):
    return -(w[1] * x1 + b) / w[0]


@wrong("the bias is missing: the line goes through the origin")
def boundary_height(w, b, x1):
    return -w[0] / w[1] * x1


@wrong("not divided by w[1]")
def boundary_height(w, b, x1):
    return -(w[0] * x1 + b)


@wrong("counts from 1 as in the text: w[2] does not exist")
def boundary_height(w, b, x1):
    return -(w[1] * x1 + b) / w[2]


@wrong("integer division rounds the height down")
def boundary_height(w, b, x1):
    return -(w[0] * x1 + b) // w[1]


@right("the activation over the norm")
def distance(X, w, b):
    return (X @ w + b) / np.linalg.norm(w)


@right("weights and bias scaled to a unit vector first")
def distance(X, w, b):
    length = np.sqrt(np.sum(w**2))
    return np.dot(X, w / length) + b / length


@right("a loop with math.sqrt")
def distance(X, w, b):
    length = math.sqrt(sum(float(c) ** 2 for c in w))
    return np.array([(sum(p * q for p, q in zip(row, w)) + b) / length for row in X])


@wrong("not divided by the length of w: the activation")
def distance(X, w, b):
    return X @ w + b


@wrong("absolute value: the sign is lost")
def distance(X, w, b):
    return np.abs(X @ w + b) / np.linalg.norm(w)


@wrong("divided by the squared length of w: the root is missing")
def distance(X, w, b):
    return (X @ w + b) / np.sum(w**2)


@wrong("only the dot product is divided, not the bias")
def distance(X, w, b):
    return X @ w / np.linalg.norm(w) + b


@wrong("the bias is left out: distances from the parallel through the origin")
def distance(X, w, b):
    return X @ w / np.linalg.norm(w)


@wrong("divided by the sum of absolute weights instead of the Euclidean length")
def distance(X, w, b):
    return (X @ w + b) / np.abs(w).sum()


@wrong("the bias is counted in the length, as if it were one of the weights")
def distance(X, w, b):
    return (X @ w + b) / np.sqrt(np.sum(w**2) + b**2)


@wrong("divided by the length of each sample instead of the length of w")
def distance(X, w, b):
    return (X @ w + b) / np.linalg.norm(X, axis=1)


# -- by the hints --


@right("the last hint")
def activation(X, w, b):
    return X @ w + b


@right("the last hint")
def decide(a, margin):
    return np.where(a > margin, 1, np.where(a < -margin, 0, -1))


@right("the last hint")
def boundary_height(w, b, x1):
    return -(w[0] * x1 + b) / w[1]


@right("the last hint")
def distance(X, w, b):
    return (X @ w + b) / np.linalg.norm(w)


# ------------------------------------------------------------- after_the_walk


@right("multiplied out on paper")
def after_the_walk(a, length, d):
    return a - d * length


@right("takes a w along the first axis and walks")
def after_the_walk(a, length, d):
    w = np.array([length, 0.0])
    x = np.array([a / length, 7.0])  # b = 0
    u = w / np.linalg.norm(w)
    return float(w @ (x - d * u))


@right("keeps w . w / ||w|| as it comes")
def after_the_walk(a, length, d):
    w_dot_w = length**2
    return a - d * w_dot_w / length


@wrong("does not divide the step by the length of w")
def after_the_walk(a, length, d):
    return a - d * length * length


@wrong("takes the activation for a distance")
def after_the_walk(a, length, d):
    return a - d


@wrong("walks along w instead of against it")
def after_the_walk(a, length, d):
    return a + d * length


@wrong("divides by the length, as in the formula for the distance")
def after_the_walk(a, length, d):
    return a - d / length


@wrong("the new distance, not the new activation")
def after_the_walk(a, length, d):
    return a / length - d


@wrong("assumes that the walk ends on the line")
def after_the_walk(a, length, d):
    # on the line a = 0
    return 0


@wrong("only the part that is subtracted")
def after_the_walk(a, length, d):
    return d * length


@wrong("drops the sign of the starting activation")
def after_the_walk(a, length, d):
    return abs(a) - d * length


@right("the last hint")
def after_the_walk(a, length, d):
    return a - d * length
