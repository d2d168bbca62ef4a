"""The exercises of notebook 09."""

import math

import numpy as np

from lrcourse.cost import log_likelihood
from lrcourse.engine.checker import Exercise, Mistake, line

rng = np.random.default_rng(9)
FEW = [
    (np.array([1, 0, 1]), np.array([0.9, 0.2, 0.6])), (np.array([0, 0]), np.array([0.3, 0.4])),
    (np.array([1.0]), np.array([0.25])), (np.array([0, 1, 1, 0, 1]), rng.uniform(0.3, 0.9, 5))]
MANY = [*FEW, (rng.integers(0, 2, 5000), rng.uniform(0.2, 0.8, 5000))]
COINS = [(8, 20, np.array([0.2, 0.4, 0.5])), (0, 20, 0.1), (20, 20, 0.9), (2355, 5000, 0.471)]
COUNTS = [(8, 20), (1, 20), (3, 4), (2355, 5000)]  # with a rounded top, so never none and never all


def coin_log_likelihood(heads, tosses, p):
    """The logarithm of p^heads (1 - p)^tails: what `tosses` tosses in one fixed order say about p."""
    return heads * np.log(p) + (tosses - heads) * np.log(1 - p)


def standard_error(heads, tosses):
    """One over the root of the curvature of the log-likelihood at its top: sqrt(p (1 - p) / tosses)."""
    p = heads / tosses
    return np.sqrt(p * (1 - p) / tosses)


def likelihood(t, y):
    """The product of the probabilities of what happened: y where t = 1, and 1 - y where t = 0."""
    return np.prod(np.where(t == 1, y, 1 - y))


def slope_in_p(heads, tosses, p):
    """The slope of the log-likelihood of a coin: each head pulls up with 1/p, each tail down with 1/(1 - p)."""
    return heads / p - (tosses - heads) / (1 - p)


def _slope_by_number(heads, tosses, p, h=1e-5):
    """The central difference of the line above."""
    return (coin_log_likelihood(heads, tosses, p + h) - coin_log_likelihood(heads, tosses, p - h)) / (2 * h)


def _coin(rng):
    tosses = int(rng.integers(5, 100))
    return int(rng.integers(tosses + 1)), tosses, rng.uniform(0.1, 0.9)


def _heads_and_tails(rng):
    tosses = int(rng.integers(5, 1000))
    return int(rng.integers(1, tosses)), tosses


def factors(t, y):
    """The probability of what happened, for each sample."""
    return np.where(t == 1, y, 1 - y)


def log_factor(t, y):
    """The logarithm of what one sample contributes: ln y where t = 1, and ln(1 - y) where t = 0."""
    return np.log(factors(t, y))


def _log_of_powers(t, y):
    """The line above, as it is."""
    return np.log(y**t * (1 - y) ** (1 - t))


EXERCISES = [
    Exercise(coin_log_likelihood, COINS,
        hints=[
            "The likelihood is a product: p once for each head, 1 - p once for each tail. How many tails are there?",
            "The logarithm of a power is the exponent times the logarithm of the base.",
            "`heads * np.log(p) + (tosses - heads) * np.log(1 - p)`"],
        mistakes=[
            Mistake(lambda h, n, p: h * np.log(p) + n * np.log(1 - p),
                "You counted every toss as a tail. The exponent of 1 - p is the number of tails, tosses - heads."),
            Mistake(lambda h, n, p: h * np.log(p),
                "You counted only the heads. Each tail contributes a factor too: 1 - p."),
            Mistake(lambda h, n, p: (n - h) * np.log(p) + h * np.log(1 - p),
                "Heads and tails are swapped: p belongs to the heads."),
            Mistake(lambda h, n, p: p**h * (1 - p) ** (n - h),
                "That is the likelihood itself. Take its logarithm, before the powers become too small to be stored."),
            Mistake(lambda h, n, p: np.log(p**h * (1 - p) ** (n - h)),
                "Right on paper, but for 5,000 tosses the product is rounded to 0, and its logarithm is minus "
                "infinity. Take the logarithm of each factor instead, and add."),
            Mistake(lambda h, n, p: (h * np.log(p) + (n - h) * np.log(1 - p)) / n,
                "You divided by the number of tosses. The logarithm of a product is the sum of the logarithms, not their mean."),
            Mistake(lambda h, n, p: -(h * np.log(p) + (n - h) * np.log(1 - p)),
                "The sign is flipped. Probabilities are below 1, so the log-likelihood is negative; leave it that way."),
            Mistake(lambda h, n, p: h * np.log10(p) + (n - h) * np.log10(1 - p),
                "You took the logarithm to base 10. It has to be the natural one: np.log."),
            Mistake(lambda h, n, p: h * np.log(p) + (n - h) * np.log(1 - p) + math.log(math.comb(n, h)),
                "You counted all the orders in which such a row can come. Here the row is given, in its own order, "
                "so there is no such factor. (It would not move the top: it does not contain p.)"),
            Mistake(lambda h, n, p: np.log(h * p) + np.log((n - h) * (1 - p)),
                "You put the counts inside the logarithms. An exponent comes out in front: ln p^heads is heads ln p."),
            Mistake(lambda h, n, p: h * np.log(p) * (n - h) * np.log(1 - p),
                "You multiplied the two logarithms. A logarithm turns the product into a sum: put + between them.")]),
    Exercise(standard_error, COUNTS, fresh=_heads_and_tails,
        hints=[
            "First the best p: the share of heads.",
            "The curvature at the top is tosses / (p (1 - p)); you need one over its square root.",
            "`np.sqrt(p * (1 - p) / tosses)` with `p = heads / tosses`"],
        mistakes=[
            Mistake(lambda h, n: h / n * (1 - h / n) / n,
                "That is one over the curvature, the squared width. Take the square root."),
            Mistake(lambda h, n: np.sqrt(h / n * (1 - h / n)),
                "That is the spread of a single toss. Divide by the number of tosses under the root."),
            Mistake(lambda h, n: np.sqrt(h / n * (1 - h / n)) / n,
                "Divide by tosses under the root, not outside it: the width shrinks with the root of the number."),
            Mistake(lambda h, n: np.sqrt(n * h / n * (1 - h / n)),
                "That is the spread of the number of heads. For the share, divide it by the number of tosses."),
            Mistake(lambda h, n: np.sqrt(h / n * (1 - h / n) / (n - 1)),
                "You divided by tosses - 1. The curvature at the top contains exactly tosses."),
            Mistake(lambda h, n: np.sqrt(h / n / n), "The factor 1 - p is missing under the root."),
            Mistake(lambda h, n: n / (h / n * (1 - h / n)),
                "That is the curvature. The width is one over its square root: a sharp top is narrow."),
            Mistake(lambda h, n: np.sqrt(n / (h / n * (1 - h / n))),
                "That is the root of the curvature. Take its reciprocal: more curved is narrower.")]),
    Exercise(likelihood, FEW,
        edges={"an output of exactly 0 or 1": (np.array([1, 0, 1]), np.array([1.0, 0.0, 0.5])),
               "many samples": (np.arange(200) % 2, np.full(200, 0.4))},
        floor=0,
        hints=[
            "One factor for each sample: the probability that the model gave to what happened.",
            "The factor is y where t is 1, and 1 - y where t is 0. np.where(condition, yes, no) chooses.",
            "`np.prod(np.where(t == 1, y, 1 - y))`"],
        mistakes=[
            Mistake(lambda t, y: np.prod(y),
                "You multiplied all the y. Where t = 0, what happened had probability 1 - y."),
            Mistake(lambda t, y: np.prod(y**t),
                "You counted only the samples with t = 1. Those with t = 0 contribute the factor 1 - y."),
            Mistake(lambda t, y: np.prod((1 - y) ** (1 - t)),
                "You counted only the samples with t = 0. Those with t = 1 contribute the factor y."),
            Mistake(lambda t, y: np.prod(y ** (1 - t) * (1 - y) ** t),
                "The classes are swapped: that is the probability that everything came out the other way."),
            Mistake(lambda t, y: np.sum(factors(t, y)),
                "You added the factors. The probability that independent events all happen is the product."),
            Mistake(lambda t, y: np.mean(factors(t, y)),
                "That is the mean of the factors. The probability that independent events all happen is the product."),
            Mistake(factors, "These are the factors, one for each sample. Multiply them: np.prod."),
            Mistake(lambda t, y: np.prod(factors(t, y)) ** (1 / len(t)),
                "That is the geometric mean of the factors. The likelihood is their whole product."),
            Mistake(lambda t, y: np.sum(np.log(factors(t, y))),
                "That is the log-likelihood, a later exercise. Here you need the product itself."),
            Mistake(lambda t, y: np.prod(t * y) * np.prod((1 - t) * (1 - y)),
                "Your product is 0 for nearly all t: one factor of 0 is enough, and where t = 0, t * y is 0. The factor there is 1 - y.")]),
    Exercise(log_likelihood, MANY,
        hints=[
            "The logarithm of a product is the sum of the logarithms.",
            "Each sample contributes ln y if t = 1, and ln(1 - y) if t = 0. Don't multiply first: "
                "one of the inputs has 5,000 samples.",
            "`np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))`"],
        mistakes=[
            Mistake(lambda t, y: np.log(np.prod(factors(t, y))),
                "The product of 5,000 factors is rounded to 0, and its logarithm is minus infinity. "
                "Take the logarithms first, then add."),
            Mistake(lambda t, y: np.mean(np.log(factors(t, y))),
                "You took the mean. The logarithm of a product is the sum of the logarithms."),
            Mistake(lambda t, y: -np.mean(np.log(factors(t, y))),
                "That is the cross-entropy. The log-likelihood is -N times that: no minus, and a sum."),
            Mistake(lambda t, y: -np.sum(np.log(factors(t, y))),
                "The sign is flipped. A log-likelihood is negative, and larger is better."),
            Mistake(lambda t, y: np.sum(t * np.log(y)),
                "You counted only the samples with t = 1. Add (1 - t) ln(1 - y)."),
            Mistake(lambda t, y: np.sum(t * np.log(y) + np.log(1 - y)),
                "The second term lacks its switch 1 - t: a sample with t = 1 must contribute ln y alone."),
            Mistake(lambda t, y: np.sum(t * np.log(1 - y) + (1 - t) * np.log(y)),
                "The classes are swapped: ln y belongs to t = 1."),
            Mistake(lambda t, y: np.log(factors(t, y)), "These are the terms, one for each sample. Add them up: np.sum."),
            Mistake(lambda t, y: np.log(np.sum(factors(t, y))),
                "That is the logarithm of a sum. You need the sum of the logarithms."),
            Mistake(lambda t, y: np.prod(np.log(factors(t, y))),
                "You multiplied the logarithms. They are added: ln(ab) = ln a + ln b."),
            Mistake(lambda t, y: np.sum(np.log2(factors(t, y))),
                "You took the logarithm to base 2. It has to be the natural one: np.log.")]),
    line(slope_in_p, _slope_by_number, _coin,
        hints=[
            "Differentiate term by term. heads and tosses are constants, and the derivative of ln p is 1/p.",
            "In ln(1 - p) there is an inner derivative: that of 1 - p is -1.",
            "`heads / p - (tosses - heads) / (1 - p)`"],
        mistakes=[
            Mistake(lambda h, n, p: h / p + (n - h) / (1 - p),
                "The inner derivative is missing: that of 1 - p is -1, so the second term changes sign."),
            Mistake(lambda h, n, p: h / p - n / (1 - p), "The numerator of the second term is the number of tails, tosses - heads."),
            Mistake(lambda h, n, p: h / p, "The tails are missing: they pull p down."),
            Mistake(lambda h, n, p: (n - h) / (1 - p) - h / p,
                "All the signs are wrong: that is the slope of -ln L, the cost. You need that of ln L."),
            Mistake(lambda h, n, p: -h / p**2 - (n - h) / (1 - p) ** 2, "That is the second derivative. You need the first."),
            Mistake(lambda h, n, p: h / p - (n - h) / p, "The second term has to be divided by 1 - p: it is the derivative of ln(1 - p)."),
            Mistake(coin_log_likelihood, "That is ln L itself. You need its slope: differentiate."),
            Mistake(lambda h, n, p: h * (1 - p) - (n - h) * p,
                "You multiplied by p (1 - p). That is allowed once the slope is set to zero; the slope itself has p and 1 - p in its denominators."),
            Mistake(lambda h, n, p: h / n, "That is the p at which the slope is zero. You need the slope itself, at any p."),
            Mistake(lambda h, n, p: h / n - p, "That is zero in the right place, but it is not the slope: you multiplied by p (1 - p) / n.")]),
    line(log_factor, _log_of_powers, lambda rng: (int(rng.integers(2)), rng.uniform(0.05, 0.95)),
        edges={"an output so small that a power of it would underflow": (1, 1e-300)},
        hints=[
            "A product of two: its logarithm is the sum of the two logarithms.",
            "The logarithm of a power is the exponent times the logarithm of the base. The exponents are t and 1 - t.",
            "`t * np.log(y) + (1 - t) * np.log(1 - y)`"],
        mistakes=[
            Mistake(lambda t, y: t * np.log(y) * (1 - t) * np.log(1 - y),
                "You multiplied the two logarithms. A logarithm turns the product into a sum: put + between them."),
            Mistake(lambda t, y: np.log(y) + np.log(1 - y),
                "The exponents are missing: t comes out in front of ln y, 1 - t in front of ln(1 - y)."),
            Mistake(lambda t, y: t * np.log(y),
                "The second factor is missing: it contributes (1 - t) ln(1 - y)."),
            Mistake(lambda t, y: (1 - t) * np.log(1 - y),
                "The first factor is missing: it contributes t ln y."),
            Mistake(lambda t, y: t * np.log(y) + np.log(1 - y),
                "The second term lacks its switch: the exponent 1 - t comes out in front of ln(1 - y)."),
            Mistake(lambda t, y: (1 - t) * np.log(y) + t * np.log(1 - y),
                "The exponents are swapped: y has the exponent t."),
            Mistake(lambda t, y: t * np.log(y) - (1 - t) * np.log(1 - y),
                "A product becomes a sum, so there is a + between the two terms."),
            Mistake(lambda t, y: -(t * np.log(y) + (1 - t) * np.log(1 - y)),
                "That is the surprise, with a minus. This line is the logarithm itself; the minus comes with J."),
            Mistake(lambda t, y: t * np.log(y) + (1 - t) * (1 - np.log(y)),
                "1 - ln y is not ln(1 - y). The 1 belongs inside the logarithm."),
            Mistake(lambda t, y: y**t * (1 - y) ** (1 - t),
                "That is the factor. You need its logarithm.")]),
]
