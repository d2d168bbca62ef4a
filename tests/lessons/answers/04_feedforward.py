"""What learners hand in for the exercises of notebook 04: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


@right("the logarithm of the odds")
def log_odds(p):
    return np.log(p / (1 - p))


@right("the difference of two logarithms, with log1p")
def log_odds(p):
    return np.log(p) - np.log1p(-p)


@right("math.log entry by entry, put back into shape")
def log_odds(p):
    p = np.asarray(p, dtype=float)
    values = [math.log(q) - math.log1p(-q) for q in p.ravel()]
    return np.array(values).reshape(p.shape)


@wrong("the odds, without the logarithm")
def log_odds(p):
    return p / (1 - p)


@wrong("odds against: the sign is flipped")
def log_odds(p):
    return np.log((1 - p) / p)


@wrong("brackets missing: p / 1 - p is always 0")
def log_odds(p):
    return np.log(p / 1 - p)


@wrong("the quotient of two logarithms instead of the logarithm of the quotient")
def log_odds(p):
    return np.log(p) / np.log(1 - p)


@wrong("logarithm to base 10")
def log_odds(p):
    return np.log10(p / (1 - p))


@wrong("math.log takes a number only; an array raises a TypeError")
def log_odds(p):
    return math.log(p / (1 - p))


@wrong("p is cut to 0.01..0.99, so small and large probabilities are wrong")
def log_odds(p):
    p = np.clip(p, 0.01, 0.99)
    return np.log(p / (1 - p))


@wrong("the inverse function: the sigmoid of p")
def log_odds(p):
    return 1 / (1 + np.exp(-p))


@right("two formulas joined, exp of a negative number only")
def sigmoid(a):
    e = np.exp(-np.abs(a))
    return np.where(np.asarray(a) >= 0, 1 / (1 + e), e / (1 + e))


@right("logaddexp")
def sigmoid(a):
    return np.exp(-np.logaddexp(0, np.negative(a)))


@right("a loop with math.exp and an if, put back into shape")
def sigmoid(a):
    arr = np.asarray(a, dtype=float)
    out = []
    for x in arr.ravel():
        if x >= 0:
            out.append(1 / (1 + math.exp(-x)))
        else:
            z = math.exp(x)
            out.append(z / (1 + z))
    if arr.ndim == 0:
        return out[0]
    return np.array(out).reshape(arr.shape)


@wrong("the sign of the exponent is missing")
def sigmoid(a):
    return 1 / (1 + np.exp(np.clip(a, -700, 700)))


@wrong("brackets missing: 1 / 1 + exp(-a)")
def sigmoid(a):
    return 1 / 1 + np.exp(-a)


@wrong("exp(a) / (1 + exp(a)) is inf / inf, that is nan, at 1,000")
def sigmoid(a):
    return np.exp(a) / (1 + np.exp(a))


@wrong("an if on a whole array")
def sigmoid(a):
    if a >= 0:
        return 1 / (1 + np.exp(-a))
    return np.exp(a) / (1 + np.exp(a))


@wrong("a is cut to -5..5, so nothing gets nearer to 0 or 1 than 0.7%")
def sigmoid(a):
    return 1 / (1 + np.exp(-np.clip(a, -5, 5)))


@wrong("the argument of tanh is not halved: twice too steep")
def sigmoid(a):
    return (1 + np.tanh(a)) / 2


@wrong("tanh instead: it runs from -1 to 1")
def sigmoid(a):
    return np.tanh(np.asarray(a) / 2)


@wrong("the result is flattened to one axis, the shape is lost")
def sigmoid(a):
    flat = np.ravel(a).astype(float)
    e = np.exp(-np.abs(flat))
    return np.where(flat >= 0, 1, e) / (1 + e)


@right("y (1 - y) with a safe sigmoid")
def sigmoid_slope(a):
    e = np.exp(-np.abs(a))
    y = np.where(np.asarray(a) >= 0, 1, e) / (1 + e)
    other = np.where(np.asarray(a) >= 0, e, 1) / (1 + e)
    return y * other


@right("the even formula: e / (1 + e)^2 with e = exp(-|a|)")
def sigmoid_slope(a):
    e = np.exp(-abs(a))
    return e / (1 + e) ** 2


@right("a quarter minus the squared distance of y from one half")
def sigmoid_slope(a):
    return 0.25 - (0.5 * np.tanh(np.asarray(a) / 2)) ** 2


@wrong("returns the sigmoid itself, not its slope")
def sigmoid_slope(a):
    return np.exp(-np.logaddexp(0, np.negative(a)))


@wrong("a (1 - a): the activation is taken for y")
def sigmoid_slope(a):
    return a * (1 - a)


@wrong("the square below is missing: e^-a / (1 + e^-a)")
def sigmoid_slope(a):
    e = np.exp(-np.clip(a, -700, 700))
    return e / (1 + e)


@wrong("the inner derivative's minus is lost: the slope comes out negative")
def sigmoid_slope(a):
    y = np.exp(-np.logaddexp(0, np.negative(a)))
    return -y * (1 - y)


@wrong("y squared times (1 - y)")
def sigmoid_slope(a):
    y = np.exp(-np.logaddexp(0, np.negative(a)))
    return y**2 * (1 - y)


@wrong("1 - y^2: the slope of tanh")
def sigmoid_slope(a):
    y = np.exp(-np.logaddexp(0, np.negative(a)))
    return 1 - y**2


@wrong("the sigmoid is applied twice: y is put in as if it were an activation")
def sigmoid_slope(a):
    def s(x):
        return np.exp(-np.logaddexp(0, np.negative(x)))

    y = s(a)
    return s(y) * (1 - s(y))


@wrong("np.gradient between neighbours: only roughly right on a fine grid, and not at all for a number")
def sigmoid_slope(a):
    y = 1 / (1 + np.exp(-a))
    return np.gradient(y, a)


@right("activation, then a safe sigmoid")
def feedforward(X, w, b):
    a = X @ w + b
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + e), e / (1 + e))


@right("a loop over samples with math")
def feedforward(X, w, b):
    out = np.empty(len(X))
    for n, x in enumerate(X):
        a = b + sum(float(p) * float(q) for p, q in zip(x, w))
        out[n] = 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))
    return out


@right("einsum and tanh, with the bias as starting value")
def feedforward(X, w, b):
    a = np.full(X.shape[0], float(b)) + np.einsum("nd,d->n", X, w)
    return 0.5 + 0.5 * np.tanh(0.5 * a)


@wrong("the bias is missing")
def feedforward(X, w, b):
    return np.exp(-np.logaddexp(0, -(X @ w)))


@wrong("the bias is added after the sigmoid")
def feedforward(X, w, b):
    return np.exp(-np.logaddexp(0, -(X @ w))) + b


@wrong("no sigmoid: the activation")
def feedforward(X, w, b):
    return X @ w + b


@wrong("a 0-or-1 decision instead of the probability")
def feedforward(X, w, b):
    return (X @ w + b > 0).astype(int)


@wrong("a column (N, 1) instead of (N,)")
def feedforward(X, w, b):
    a = X @ w[:, None] + b
    return np.exp(-np.logaddexp(0, -a))


@wrong("the minus reaches only Xw, not the bias")
def feedforward(X, w, b):
    return 1 / (1 + np.exp(np.clip(-X @ w + b, -700, 700)))


@wrong("the sigmoid of each product, summed up afterwards")
def feedforward(X, w, b):
    return np.exp(-np.logaddexp(0, -(X * w + b))).sum(axis=1)


@wrong("softmax over the samples: the outputs are made to sum to 1")
def feedforward(X, w, b):
    a = X @ w + b
    e = np.exp(a - a.max())
    return e / e.sum()


@right("evidence plus the log-odds before, as four logarithms")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return math.log(p_x_yes) - math.log(p_x_no) + math.log(p_yes) - math.log1p(-p_yes)


@right("the whole of Bayes' rule, then the logarithm of the ratio")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    yes, no = p_x_yes * p_yes, p_x_no * (1 - p_yes)
    after = yes / (yes + no)
    return np.log(after / (1 - after))


@right("one logarithm of the product")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    odds = p_yes / (1 - p_yes)
    return np.log(odds * p_x_yes / p_x_no)


@wrong("the prior is forgotten")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return math.log(p_x_yes) - math.log(p_x_no)


@wrong("the product of the logarithms")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    evidence = np.log(p_x_yes / p_x_no)
    return evidence * np.log(p_yes / (1 - p_yes))


@wrong("the odds, without a logarithm")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return (p_x_yes * p_yes) / (p_x_no * (1 - p_yes))


@wrong("p(x | no) taken to be 1 - p(x | yes)")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return np.log(p_x_yes / (1 - p_x_yes)) + np.log(p_yes / (1 - p_yes))


@wrong("the logarithm of the prior in place of its log-odds")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return np.log(p_x_yes) - np.log(p_x_no) + np.log(p_yes)


@wrong("the evidence is not a logarithm yet")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return p_x_yes / p_x_no + np.log(p_yes / (1 - p_yes))


@wrong("the signs of the prior are swapped")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return np.log(p_x_yes / p_x_no) + np.log(1 - p_yes) - np.log(p_yes)


# -- by the hints --


@right("the last hint")
def log_odds_after(p_x_yes, p_x_no, p_yes):
    return np.log(p_x_yes / p_x_no) + np.log(p_yes / (1 - p_yes))


@right("the last hint")
def log_odds(p):
    return np.log(p / (1 - p))


@right("the last hint")
def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@right("the last hint")
def sigmoid_slope(a):
    sigmoid = lr.sigmoid
    y = sigmoid(a)
    return y * (1 - y)


@right("the last hint")
def feedforward(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


@wrong("subtracts the bias as if it were a threshold")
def feedforward(X, w, b):
    evidence = (X * w).sum(axis=1)
    return lr.sigmoid(evidence - b)
