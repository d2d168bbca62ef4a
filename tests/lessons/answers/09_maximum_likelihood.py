"""What learners hand in for the exercises of notebook 09: right and wrong answers, from people who saw only the stubs."""

import lrcourse as lr
import math
import numpy as np


# --------------------------------------------------------- coin_log_likelihood


@right("heads times ln p plus tails times ln(1 - p)")
def coin_log_likelihood(heads, tosses, p):
    return heads * np.log(p) + (tosses - heads) * np.log(1 - p)


@right("with log1p, and the tails named")
def coin_log_likelihood(heads, tosses, p):
    p = np.asarray(p, dtype=float)
    tails = tosses - heads
    return np.log1p(-p) * tails + np.log(p) * heads


@right("a loop with math over the entries of p")
def coin_log_likelihood(heads, tosses, p):
    flat = [heads * math.log(q) + (tosses - heads) * math.log(1 - q) for q in np.ravel(p)]
    if np.ndim(p) == 0:
        return flat[0]
    return np.array(flat).reshape(np.shape(p))


@wrong("the logarithm of the finished product, which underflows to 0 for thousands of tosses")
def coin_log_likelihood(heads, tosses, p):
    return np.log(p ** heads * (1 - p) ** (tosses - heads))


@wrong("tosses instead of tosses - heads as the number of tails")
def coin_log_likelihood(heads, tosses, p):
    return heads * np.log(p) + tosses * np.log(1 - p)


@wrong("adds the logarithm of the binomial coefficient, though L is for one given row")
def coin_log_likelihood(heads, tosses, p):
    rows = math.log(math.comb(int(tosses), int(heads)))
    return rows + heads * np.log(p) + (tosses - heads) * np.log(1 - p)


@wrong("the negative log-likelihood: the hill has become a valley")
def coin_log_likelihood(heads, tosses, p):
    return -(heads * np.log(p) + (tosses - heads) * np.log(1 - p))


@wrong("heads and tails are swapped")
def coin_log_likelihood(heads, tosses, p):
    return (tosses - heads) * np.log(p) + heads * np.log(1 - p)


@wrong("1 - heads instead of tosses - heads, as in the formula for one sample")
def coin_log_likelihood(heads, tosses, p):
    return heads * np.log(p) + (1 - heads) * np.log(1 - p)


@wrong("multiplies the two logarithms instead of adding them")
def coin_log_likelihood(heads, tosses, p):
    return heads * np.log(p) * (tosses - heads) * np.log(1 - p)


@wrong("the factor is put inside the logarithm: ln(heads p), not heads ln p")
def coin_log_likelihood(heads, tosses, p):
    return np.log(heads * p) + np.log((tosses - heads) * (1 - p))


# -------------------------------------------------------------- standard_error


@right("the root of p (1 - p) / n")
def standard_error(heads, tosses):
    p = heads / tosses
    return np.sqrt(p * (1 - p) / tosses)


@right("without p: heads times tails under the root")
def standard_error(heads, tosses):
    tails = tosses - heads
    return math.sqrt(heads / tosses * tails) / tosses


@right("through the curvature kappa, with the two ends apart")
def standard_error(heads, tosses):
    if heads == 0 or heads == tosses:
        return 0.0
    p = heads / tosses
    kappa = heads / p ** 2 + (tosses - heads) / (1 - p) ** 2
    return kappa ** -0.5


@wrong("the root is missing: the square of the width")
def standard_error(heads, tosses):
    p = heads / tosses
    return p * (1 - p) / tosses


@wrong("divides by n - 1 instead of n")
def standard_error(heads, tosses):
    p = heads / tosses
    return np.sqrt(p * (1 - p) / (tosses - 1))


@wrong("n is outside the root")
def standard_error(heads, tosses):
    p = heads / tosses
    return np.sqrt(p * (1 - p)) / tosses


@wrong("n p (1 - p) under the root: the scatter of the number of heads, not the width in p")
def standard_error(heads, tosses):
    p = heads / tosses
    return np.sqrt(tosses * p * (1 - p))


@wrong("the root of the curvature, not one divided by it")
def standard_error(heads, tosses):
    p = heads / tosses
    kappa = tosses / (p * (1 - p))
    return math.sqrt(kappa)


@wrong("the root of heads divided by n: the factor 1 - p is missing")
def standard_error(heads, tosses):
    return np.sqrt(heads) / tosses


@wrong("0.5 over the root of n whatever the heads: right for p = 1/2 only")
def standard_error(heads, tosses):
    return 0.5 / math.sqrt(tosses)


@wrong("times 1.96: half a 95% interval instead of the standard error")
def standard_error(heads, tosses):
    p = heads / tosses
    return 1.96 * np.sqrt(p * (1 - p) / tosses)


# ------------------------------------------------------------------ likelihood


@right("the product with t in the exponents")
def likelihood(t, y):
    return np.prod(y ** t * (1 - y) ** (1 - t))


@right("a loop with an if")
def likelihood(t, y):
    L = 1.0
    for n in range(len(t)):
        if t[n] == 1:
            L *= y[n]
        else:
            L *= 1 - y[n]
    return L


@right("np.where, then np.multiply.reduce")
def likelihood(t, y):
    happened = np.where(np.asarray(t) == 1, y, 1.0 - y)
    return float(np.multiply.reduce(happened))


@wrong("the product of all y: where t = 0, 1 - y belongs")
def likelihood(t, y):
    return np.prod(y)


@wrong("a plus between the two powers, so the one switched off adds 1")
def likelihood(t, y):
    return np.prod(y ** t + (1 - y) ** (1 - t))


@wrong("t as a factor instead of an exponent: one factor is always 0")
def likelihood(t, y):
    return np.prod(y * t * (1 - y) * (1 - t))


@wrong("the geometric mean of the factors instead of their product")
def likelihood(t, y):
    p = np.where(t == 1, y, 1 - y)
    return np.prod(p) ** (1 / len(p))


@wrong("the switch is the wrong way round: the probability of what did not happen")
def likelihood(t, y):
    return np.prod(np.where(t == 0, y, 1 - y))


@wrong("by way of logarithms: a y of exactly 0 or 1 gives NaN, as 0 times minus infinity")
def likelihood(t, y):
    return np.exp(np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)))


@wrong("returns inside the loop, after the first sample")
def likelihood(t, y):
    L = 1
    for t_n, y_n in zip(t, y):
        L = L * y_n ** t_n * (1 - y_n) ** (1 - t_n)
        return L


@wrong("^ instead of ** for the power: a TypeError")
def likelihood(t, y):
    return np.prod(y ^ t * (1 - y) ^ (1 - t))


# -------------------------------------------------------------- log_likelihood


@right("the sum of the logarithms")
def log_likelihood(t, y):
    return np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


@right("two dot products")
def log_likelihood(t, y):
    t = np.asarray(t, dtype=float)
    return t @ np.log(y) + (1 - t) @ np.log1p(-y)


@right("math.fsum over the logarithms of what happened")
def log_likelihood(t, y):
    return math.fsum(math.log(y_n if t_n else 1 - y_n) for t_n, y_n in zip(t, y))


@wrong("the logarithm of the product: minus infinity for many samples")
def log_likelihood(t, y):
    return np.log(np.prod(y ** t * (1 - y) ** (1 - t)))


@wrong("the mean instead of the sum")
def log_likelihood(t, y):
    return np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("a minus before the sum: the summed cross-entropy, positive")
def log_likelihood(t, y):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("the logarithm of the sum of the probabilities")
def log_likelihood(t, y):
    return np.log(np.sum(np.where(t == 1, y, 1 - y)))


@wrong("np.log1p(y) is ln(1 + y), not ln(1 - y)")
def log_likelihood(t, y):
    return np.sum(t * np.log(y) + (1 - t) * np.log1p(y))


@wrong("t instead of 1 - t in the second term: the samples with t = 0 do not count")
def log_likelihood(t, y):
    return np.dot(t, np.log(y)) + np.dot(t, np.log(1 - y))


@wrong("log10 instead of the natural logarithm")
def log_likelihood(t, y):
    return np.sum(np.log10(np.where(t == 1, y, 1 - y)))


@wrong("the loop ends one too early: the last sample is missing")
def log_likelihood(t, y):
    total = 0.0
    for n in range(len(t) - 1):
        total += t[n] * math.log(y[n]) + (1 - t[n]) * math.log(1 - y[n])
    return total


# -- by the hints --


@right("the last hint")
def coin_log_likelihood(heads, tosses, p):
    return heads * np.log(p) + (tosses - heads) * np.log(1 - p)


@right("the last hint")
def standard_error(heads, tosses):
    p = heads / tosses
    return np.sqrt(p * (1 - p) / tosses)


@wrong("takes heads for the row of ones and zeros: a number has no mean()")
def standard_error(heads, tosses):
    p = heads.mean()
    s = np.sqrt(p * (1 - p) / tosses)
    return s


@right("the last hint")
def likelihood(t, y):
    return np.prod(np.where(t == 1, y, 1 - y))


@right("the last hint")
def log_likelihood(t, y):
    return np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))


@wrong("uses t as indices, not as a mask, so it picks the first two outputs again and again")
def log_likelihood(t, y):
    yes = np.log(y[t]).sum()
    no = np.log((1 - y)[1 - t]).sum()
    return yes + no


# ----------------------------------------------------------------- slope_in_p


@right("term by term")
def slope_in_p(heads, tosses, p):
    return heads / p - (tosses - heads) / (1 - p)


@right("with a common denominator")
def slope_in_p(heads, tosses, p):
    tails = tosses - heads
    numerator = heads * (1 - p) - tails * p
    return numerator / (p * (1 - p))


@right("differentiates by a tiny imaginary step")
def slope_in_p(heads, tosses, p):
    step = 1e-30
    z = complex(p, step)
    log_likelihood = heads * np.log(z) + (tosses - heads) * np.log(1 - z)
    return float(log_likelihood.imag / step)


@wrong("forgets the inner derivative of 1 - p: plus instead of minus")
def slope_in_p(heads, tosses, p):
    tails = tosses - heads
    return heads / p + tails / (1 - p)


@wrong("takes all tosses for the tails")
def slope_in_p(heads, tosses, p):
    return heads / p - tosses / (1 - p)


@wrong("returns the logarithm of the likelihood itself, not its slope")
def slope_in_p(heads, tosses, p):
    log_L = heads * np.log(p) + (tosses - heads) * np.log(1 - p)
    return log_L


@wrong("returns the p at which the slope is zero")
def slope_in_p(heads, tosses, p):
    # h/p = (n-h)/(1-p)  =>  p = h/n
    p_hat = heads / tosses
    return p_hat


@wrong("the slope of L instead of ln L")
def slope_in_p(heads, tosses, p):
    h, n = heads, tosses
    L = p ** h * (1 - p) ** (n - h)
    return L * (h / p - (n - h) / (1 - p))


@wrong("clears the denominators, as if the slope were zero already")
def slope_in_p(heads, tosses, p):
    left = heads * (1 - p)
    right_side = (tosses - heads) * p
    return left - right_side


@wrong("the slope of minus ln L, as for a cost")
def slope_in_p(heads, tosses, p):
    tails = tosses - heads
    return -(heads / p) + tails / (1 - p)


@wrong("takes tosses for a list and asks for its length")
def slope_in_p(heads, tosses, p):
    n = len(tosses)
    h = heads
    return h / p - (n - h) / (1 - p)


@right("the last hint")
def slope_in_p(heads, tosses, p):
    return heads / p - (tosses - heads) / (1 - p)


# ----------------------------------------------------------------- log_factor


@right("the last hint")
def log_factor(t, y):
    return t * np.log(y) + (1 - t) * np.log(1 - y)


@right("one case for each class, with math")
def log_factor(t, y):
    if t == 1:
        return math.log(y)
    return math.log1p(-y)


@right("chooses the probability first")
def log_factor(t, y):
    given = [1 - y, y][t]
    return float(np.log(given))


@wrong("times instead of plus between the logarithms")
def log_factor(t, y):
    return (t * np.log(y)) * ((1 - t) * np.log(1 - y))


@wrong("forgets the exponents")
def log_factor(t, y):
    return np.log(y * (1 - y))


@wrong("the surprise: one minus too many")
def log_factor(t, y):
    return -np.log(y) if t else -np.log(1 - y)


@wrong("the classes are swapped")
def log_factor(t, y):
    return np.log(1 - y) if t else np.log(y)


@wrong("puts the exponents inside the logarithms as factors")
def log_factor(t, y):
    return np.log(t * y + 1e-12) + np.log((1 - t) * (1 - y) + 1e-12)


@wrong("in bits")
def log_factor(t, y):
    return t * np.log2(y) + (1 - t) * np.log2(1 - y)


@wrong("no logarithm: the factor itself")
def log_factor(t, y):
    return y if t == 1 else 1 - y
