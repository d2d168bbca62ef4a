"""What learners hand in for the exercises of notebook 08: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


# -------------------------------------------------------------------- surprise


@right("minus the natural logarithm")
def surprise(p):
    return -np.log(p)


@right("in bits first, then changed to nats")
def surprise(p):
    bits = -np.log2(p)
    return bits * math.log(2)


@right("math.log for each entry, by np.vectorize")
def surprise(p):
    return np.vectorize(lambda one: 0.0 - math.log(one), otypes=[float])(p)


@wrong("the minus is missing")
def surprise(p):
    return np.log(p)


@wrong("in bits: log2 instead of the natural logarithm")
def surprise(p):
    return -np.log2(p)


@wrong("log10 instead of the natural logarithm")
def surprise(p):
    return -np.log10(p)


@wrong("1 - p: falls to 0 as it should, but does not add up for independent things")
def surprise(p):
    return 1 - p


@wrong("-p ln p, the part of p in the entropy, instead of -ln p")
def surprise(p):
    return -p * np.log(p)


@wrong("the mean over the array: one number instead of one for each entry")
def surprise(p):
    return np.mean(-np.log(p))


@wrong("math.log takes a single number only: a TypeError for an array")
def surprise(p):
    return -math.log(p)


@wrong("adds 0.000001 to p for safety, so the surprise at something very rare is much too small")
def surprise(p):
    return -np.log(p + 1e-6)


# --------------------------------------------------------------- cross_entropy


@right("the formula, with np.mean")
def cross_entropy(t, y):
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@right("a loop with math and an if")
def cross_entropy(t, y):
    total = 0.0
    for t_n, y_n in zip(t, y):
        if t_n == 1:
            total -= math.log(y_n)
        else:
            total -= math.log(1 - y_n)
    return total / len(t)


@right("the classes apart, both sums over all N")
def cross_entropy(t, y):
    ones = np.log(y[t == 1]).sum()
    zeros = np.log1p(-y[t == 0]).sum()
    return np.array(-(ones + zeros) / t.size)


@wrong("the sum instead of the mean")
def cross_entropy(t, y):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("the term for t = 0 is missing")
def cross_entropy(t, y):
    return -np.mean(t * np.log(y))


@wrong("t and y are swapped: the logarithm of t is minus infinity where t = 0")
def cross_entropy(t, y):
    return -np.mean(y * np.log(t) + (1 - y) * np.log(1 - t))


@wrong("the mean of the probabilities first and then the logarithm, instead of the mean of the logarithms")
def cross_entropy(t, y):
    p = np.where(t == 1, y, 1 - y)
    return -np.log(np.mean(p))


@wrong("the average of the two classes' means, right only if the classes are equally large")
def cross_entropy(t, y):
    J_1 = np.mean(-np.log(y[t == 1]))
    J_0 = np.mean(-np.log(1 - y[t == 0]))
    return (J_1 + J_0) / 2


@wrong("1 - ln y where ln(1 - y) belongs")
def cross_entropy(t, y):
    return -np.mean(t * np.log(y) + (1 - t) * (1 - np.log(y)))


@wrong("t as a column against y as a row: the mean over all N x N pairs")
def cross_entropy(t, y):
    t = np.reshape(t, (-1, 1))
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("y is clipped to 0.01 and 0.99, so sure outputs cost too much if right, too little if wrong")
def cross_entropy(t, y):
    y = np.clip(y, 0.01, 0.99)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


# --------------------------------------------------------------- best_constant


@right("the mean")
def best_constant(t):
    return np.mean(t)


@right("counts with a loop")
def best_constant(t):
    ones = 0
    for t_n in t:
        if t_n == 1:
            ones += 1
    return ones / len(t)


@right("np.bincount: the share of the second bin")
def best_constant(t):
    counts = np.bincount(np.asarray(t).astype(int), minlength=2)
    return float(counts[1] / counts.sum())


@wrong("the share of the larger class, which need not be class 1")
def best_constant(t):
    share = np.mean(t)
    return max(share, 1 - share)


@wrong("the share of class 0")
def best_constant(t):
    return 1 - np.mean(t)


@wrong("returns the lowest cost J instead of the p that has it")
def best_constant(t):
    p = np.mean(t)
    return -(p * np.log(p) + (1 - p) * np.log(1 - p))


@wrong("the median: the class of the majority, which would cost infinitely much")
def best_constant(t):
    return np.median(t)


@wrong("one more of each class is counted (Laplace), which pulls p towards 1/2")
def best_constant(t):
    return (np.sum(t) + 1) / (len(t) + 2)


@wrong("tries 0.1, 0.2, ... 0.9 only: too coarse")
def best_constant(t):
    candidates = np.arange(1, 10) / 10
    costs = [-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)) for p in candidates]
    return candidates[np.argmin(costs)]


@wrong("the odds, ones divided by zeros, instead of the share")
def best_constant(t):
    return np.sum(t == 1) / np.sum(t == 0)


@wrong("an array with p for each sample, not one number")
def best_constant(t):
    return np.full(len(t), np.mean(t))


# --------------------------------------------------- cross_entropy_with_logits


@right("np.logaddexp")
def cross_entropy_with_logits(t, a):
    return np.mean(np.logaddexp(0, np.where(t == 1, -a, a)))


@right("the form with max and absolute value")
def cross_entropy_with_logits(t, a):
    x = (1.0 - 2.0 * t) * a
    return np.mean(np.maximum(0, x) + np.log1p(np.exp(-np.abs(x))))


@right("a loop with math and a branch for each sign")
def cross_entropy_with_logits(t, a):
    costs = []
    for t_n, a_n in zip(t, a):
        x = -float(a_n) if t_n == 1 else float(a_n)
        if x > 0:
            costs.append(x + math.log1p(math.exp(-x)))
        else:
            costs.append(math.log1p(math.exp(x)))
    return math.fsum(costs) / len(costs)


@wrong("goes by way of y = sigmoid(a): infinite or NaN for large activations")
def cross_entropy_with_logits(t, a):
    y = 1 / (1 + np.exp(-a))
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("y is clipped at 1e-15, so no sample can cost more than 34.5")
def cross_entropy_with_logits(t, a):
    y = np.clip(1 / (1 + np.exp(-a)), 1e-15, 1 - 1e-15)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("ln(1 + exp(x)) as written: overflows for x = 1000")
def cross_entropy_with_logits(t, a):
    x = (1 - 2 * t) * a
    return np.mean(np.log(1 + np.exp(x)))


@wrong("2 t - 1 instead of 1 - 2 t: the right samples pay and the wrong ones do not")
def cross_entropy_with_logits(t, a):
    return np.mean(np.logaddexp(0, (2 * t - 1) * a))


@wrong("the absolute value is forgotten: exp(-x) with negative x, so the good samples cost too much")
def cross_entropy_with_logits(t, a):
    x = (1 - 2 * t) * a
    return np.mean(np.maximum(0, x) + np.log1p(np.exp(-x)))


@wrong("max(0, a) where max(0, x) belongs: right only for samples of class 0")
def cross_entropy_with_logits(t, a):
    x = (1 - 2 * t) * a
    return np.mean(np.maximum(0, a) + np.log1p(np.exp(-np.abs(x))))


@wrong("the sum over the samples, not the mean")
def cross_entropy_with_logits(t, a):
    return np.logaddexp(0, (1 - 2 * t) * a).sum()


@wrong("np.logaddexp(1, x), which is ln(e + e^x): the 1 should be e^0")
def cross_entropy_with_logits(t, a):
    return np.mean(np.logaddexp(1, (1 - 2 * t) * a))


# --------------------------------------------------------- squared_error_slope


@right("the error times the slope of the sigmoid")
def squared_error_slope(t, y):
    return (y - t) * y * (1 - y)


@right("each class for itself, with np.where")
def squared_error_slope(t, y):
    return np.where(t == 1, -y * (1 - y) ** 2, y ** 2 * (1 - y))


@right("a loop, chain rule link by link")
def squared_error_slope(t, y):
    slopes = np.zeros(len(y))
    for n in range(len(y)):
        outer = y[n] - t[n]
        inner = y[n] - y[n] ** 2
        slopes[n] = outer * inner
    return slopes


@wrong("y - t: the slope of the cross-entropy; the slope of the sigmoid is missing")
def squared_error_slope(t, y):
    return y - t


@wrong("t - y instead of y - t: the sign is flipped")
def squared_error_slope(t, y):
    return (t - y) * y * (1 - y)


@wrong("a factor of 2 too many: the half before the square is forgotten")
def squared_error_slope(t, y):
    return 2 * (y - t) * y * (1 - y)


@wrong("puts y through the sigmoid once more, though it is already an output")
def squared_error_slope(t, y):
    s = 1 / (1 + np.exp(-y))
    return (y - t) * s * (1 - s)


@wrong("the square itself, not its derivative, times the slope of the sigmoid")
def squared_error_slope(t, y):
    return 0.5 * (y - t) ** 2 * y * (1 - y)


@wrong("divided by N, though the slope of each sample alone is wanted")
def squared_error_slope(t, y):
    return (y - t) * y * (1 - y) / len(t)


@wrong("brackets missing around 1 - y: y is subtracted at the end")
def squared_error_slope(t, y):
    return (y - t) * y * 1 - y


@wrong("a dot product that adds up over the samples: one number instead of (N,)")
def squared_error_slope(t, y):
    return np.dot(y - t, y * (1 - y))


# -- by the hints --


@right("the last hint")
def surprise(p):
    return -np.log(p)


@right("the last hint")
def cross_entropy(t, y):
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("the minus sign belongs to the first term only")
def cross_entropy(t, y):
    return np.mean(-t * np.log(y) + (1 - t) * np.log(1 - y))


@right("the last hint")
def best_constant(t):
    return np.mean(t)


@right("the last hint")
def cross_entropy_with_logits(t, a):
    return np.mean(np.logaddexp(0, (1 - 2 * t) * a))


@right("the last hint")
def squared_error_slope(t, y):
    return (y - t) * y * (1 - y)


@wrong("multiplies with @, and the second product has a number on its left: a ValueError")
def squared_error_slope(t, y):
    return (y - t) @ y @ (1 - y)


# ------------------------------------------------------------- surprise_of_no


@right("logaddexp")
def surprise_of_no(a):
    return float(np.logaddexp(0, a))


@right("takes the large part out of the logarithm")
def surprise_of_no(a):
    return max(a, 0) + math.log1p(math.exp(-abs(a)))


@right("two cases, the exponential always of a negative number")
def surprise_of_no(a):
    if a > 0:
        # ln(1 + e^a) = ln(e^a (e^-a + 1))
        return a + np.log1p(np.exp(-a))
    return np.log1p(np.exp(a))


@wrong("that is the surprise at t = 1")
def surprise_of_no(a):
    return np.logaddexp(0, -a)


@wrong("one minus too many: the surprise comes out negative")
def surprise_of_no(a):
    return -np.log(1 + np.exp(a))


@wrong("computes y, clips it and takes the logarithm: the same for every a above 34.5")
def surprise_of_no(a):
    y = 1 / (1 + np.exp(-a))
    y = np.clip(y, 1e-15, 1 - 1e-15)
    return -np.log(1 - y)


@wrong("counts in bits instead of nats")
def surprise_of_no(a):
    if a > 30:
        return a / np.log(2)
    return np.log2(1 + np.exp(a))


@wrong("log1p adds the 1 a second time")
def surprise_of_no(a):
    return np.log1p(1 + np.exp(a))


@wrong("splits the logarithm of a sum into a sum of logarithms, so only a is left")
def surprise_of_no(a):
    # ln(1 + e^a) = ln 1 + ln e^a
    return np.log(1) + a


@wrong("the sign of a is wrong when it is taken out: ln(1 + e^-a) - a")
def surprise_of_no(a):
    surprise_of_yes = np.log1p(np.exp(-a)) if a > 0 else -a + np.log1p(np.exp(a))
    return surprise_of_yes - a


@wrong("takes the number a for an array and asks for its length")
def surprise_of_no(a):
    result = np.zeros(len(a))
    for n in range(len(a)):
        result[n] = np.logaddexp(0, a[n])
    return result


@right("the last hint")
def surprise_of_no(a):
    return np.log(1 + np.exp(a))
