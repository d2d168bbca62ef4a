"""The exercises of notebook 04."""

import numpy as np

from lrcourse.core import log_odds, sigmoid
from lrcourse.engine.checker import Exercise, Mistake, line
from lrcourse.model import feedforward

rng = np.random.default_rng(4)
ACTIVATIONS = [
    (0.0,), (-1.5,), (np.array([-2.0, -0.5, 0.0, 3.0]),), (rng.normal(size=(3, 2)),), (np.array([-1000.0, 1000.0]),)]
SAMPLES = [
    (np.array([[46.5, 17.9], [39.1, 18.7]]), np.array([1.0, -1.0]), -25.0),
    (rng.normal(size=(5, 3)), rng.normal(size=3), -0.7),
    (rng.normal(size=(4, 1)), np.array([-2.0]), 0.3),
    (np.array([[400.0], [-400.0]]), np.array([3.0]), 0.0),
]


def sigmoid_slope(a):
    """The derivative of the sigmoid, made from its own value: y (1 - y)."""
    y = sigmoid(a)
    return y * (1 - y)


def log_odds_after(p_x_yes, p_x_no, p_yes):
    """The log-odds of yes after seeing x: the evidence of x, plus the log-odds before."""
    return np.log(p_x_yes / p_x_no) + log_odds(p_yes)


def _by_bayes(p_x_yes, p_x_no, p_yes):
    """The same the long way round: p(x), then p(yes | x) and p(no | x), then the logarithm of their ratio."""
    p_x = p_x_yes * p_yes + p_x_no * (1 - p_yes)
    return np.log((p_x_yes * p_yes / p_x) / (p_x_no * (1 - p_yes) / p_x))


def _three_probabilities(rng):
    return tuple(map(float, rng.uniform(0.05, 0.95, size=3)))


def _softmax(a):
    e = np.exp(a - a.max())
    return e / e.sum()


EXERCISES = [
    Exercise(log_odds, [(0.5,), (0.8,), (np.array([0.01, 0.2, 0.5, 0.9]),), (np.array([[0.001], [0.7]]),)],
        hints=[
            "First the odds: yes compared with no.",
            "The odds are p / (1 - p).",
            "`np.log(p / (1 - p))`; np.log is the natural logarithm."],
        mistakes=[
            Mistake(lambda p: p / (1 - p), "Those are the odds. Take their logarithm."),
            Mistake(np.log, "That is the logarithm of the probability. Compare yes with no first: p / (1 - p)."),
            Mistake(lambda p: np.log((1 - p) / p), "You compared no with yes, which flips the sign. Put p in the numerator."),
            Mistake(lambda p: np.log10(p / (1 - p)),
                "You took the logarithm to base 10. The natural one belongs here: np.log."),
            Mistake(lambda p: np.log2(p / (1 - p)),
                "You took the logarithm to base 2. The natural one belongs here: np.log."),
            Mistake(lambda p: np.log(p / 1 - p), "Brackets: p / 1 - p is p - p, which is 0. Write p / (1 - p)."),
            Mistake(lambda p: np.log(p) / np.log(1 - p),
                "You divided two logarithms. Divide first, then take one logarithm: np.log(p / (1 - p))."),
            Mistake(sigmoid,
                "That is the way back, the sigmoid: from log-odds to p. You have p already: np.log(p / (1 - p)).")]),
    Exercise(sigmoid, ACTIVATIONS,
        edges={"an activation far below 0": (np.array([-30.0, -100.0, -700.0]),)},
        floor=0,
        hints=[
            "np.exp works on numbers and on arrays.",
            "Mind the minus: for a large positive a the result must be nearly 1.",
            "`1 / (1 + np.exp(-a))`"],
        mistakes=[
            Mistake(lambda a: 1 / (1 + np.exp(a)),
                "The minus is missing: yours falls where the sigmoid rises. It is exp(-a)."),
            Mistake(lambda a: 1 / 1 + np.exp(-a), "Brackets: Python divides first. Write 1 / (1 + np.exp(-a))."),
            Mistake(lambda a: np.exp(a) / (1 + np.exp(a)),
                "The formula is right, but for a = 1000 it gives inf / inf, a NaN. "
                "Use 1 / (1 + exp(-a)); the bug museum shows a form that is safe on both sides."),
            Mistake(np.tanh, "That is the hyperbolic tangent: S-shaped too, but it runs from -1 to 1."),
            Mistake(lambda a: 1 / (1 - np.exp(-a)), "A sign error: the denominator is 1 plus exp(-a)."),
            Mistake(lambda a: np.exp(-a) / (1 + np.exp(-a)),
                "That is sigmoid(-a), which falls, and for a = -1000 it is NaN. The numerator is 1."),
            Mistake(lambda a: 1 / (1 + np.exp(-np.abs(a))),
                "With abs(a) in this form, the outputs for negative activations are above one half. "
                "For a < 0 it is e / (1 + e) with e = exp(-abs(a))."),
            Mistake(lambda a: np.round(1 / (1 + np.exp(-a))),
                "You rounded. Keep the probability as it is; deciding comes later."),
            Mistake(lambda a: 1 / (1 + np.exp(np.clip(a, -700, 700))),
                "Clip or no clip, the exponent needs its minus: yours falls where the sigmoid rises."),
            Mistake(lambda a: (1 + np.tanh(a)) / 2,
                "Yours is twice as steep: it is the sigmoid of 2a. Write it with the exponential, 1 / (1 + np.exp(-a))."),
            Mistake(lambda a: np.tanh(a / 2),
                "That is tanh(a / 2), from -1 to 1. A probability runs from 0 to 1: 1 / (1 + np.exp(-a)).")]),
    line(log_odds_after, _by_bayes, _three_probabilities,
        hints=[
            "The logarithm of a product is the sum of the logarithms.",
            "One term for the factor of x, one for the odds before. And p(no) is 1 - p(yes).",
            "`np.log(p_x_yes / p_x_no) + np.log(p_yes / (1 - p_yes))`"],
        mistakes=[
            Mistake(lambda x1, x0, p: x1 / x0 * p / (1 - p), "Those are the odds after x. Take their logarithm."),
            Mistake(lambda x1, x0, p: np.log(x1 / x0),
                "That is the evidence of x alone. Add the log-odds before, ln(p_yes / (1 - p_yes))."),
            Mistake(lambda x1, x0, p: np.log(x1 / x0) + np.log(p),
                "The odds before are p_yes / p_no. You left out p_no, which is 1 - p_yes."),
            Mistake(lambda x1, x0, p: np.log(x1 / x0) * np.log(p / (1 - p)),
                "You multiplied two logarithms. The logarithm of a product is the SUM of the logarithms."),
            Mistake(lambda x1, x0, p: np.log(x1 / x0) - np.log(p / (1 - p)),
                "A sign error in the last term: the log-odds before are added."),
            Mistake(lambda x1, x0, p: np.log(x0 / x1) + np.log(p / (1 - p)),
                "The factor of x compares yes with no: p_x_yes belongs in the numerator."),
            Mistake(lambda x1, x0, p: np.log(x1 / x0 + p / (1 - p)),
                "You added the factor and the odds before taking the logarithm. They are multiplied."),
            Mistake(lambda x1, x0, p: x1 / x0 + p / (1 - p),
                "You added, but took no logarithms: it is the logarithms that add up."),
            Mistake(lambda x1, x0, p: x1 * p / (x1 * p + x0 * (1 - p)),
                "That is the probability after x, by Bayes' rule. What you need are its log-odds, and they need no p(x)."),
            Mistake(lambda x1, x0, p: np.log(x1 / (1 - x1)) + np.log(p / (1 - p)),
                "p(x | no) is not 1 - p(x | yes): it is about different birds. It is your second argument."),
            Mistake(lambda x1, x0, p: np.log10(x1 / x0) + np.log10(p / (1 - p)),
                "You took the logarithm to base 10. The natural one belongs here: np.log.")]),
    Exercise(sigmoid_slope, ACTIVATIONS,
        hints=[
            "You need no new exponential: the slope is made from the sigmoid's own value.",
            "Compute y = sigmoid(a) first.",
            "`y = sigmoid(a)`, then `return y * (1 - y)`"],
        mistakes=[
            Mistake(lambda a: a * (1 - a),
                "You used a where its sigmoid belongs: with y = sigmoid(a) the slope is y (1 - y)."),
            Mistake(sigmoid, "That is the sigmoid itself. Its slope is y (1 - y)."),
            Mistake(lambda a: -((1 + np.exp(-a)) ** -2),
                "That is the outer derivative. Multiply it by the inner one, -exp(-a)."),
            Mistake(lambda a: np.exp(-a) / (1 + np.exp(-a)) ** 2,
                "Right, but for a = -1000 it gives inf / inf, a NaN. Use the sigmoid's own value: y (1 - y)."),
            Mistake(lambda a: sigmoid(a) * (1 + sigmoid(a)),
                "A sign error: the slope is y (1 - y), so it dies away on both sides."),
            Mistake(lambda a: sigmoid(a) ** 2, "The second factor is 1 - y, not y again: the slope is y (1 - y)."),
            Mistake(lambda a: -sigmoid(a) * (1 - sigmoid(a)),
                "A sign error: the minus of the inner derivative -exp(-a) and the outer minus cancel. The sigmoid rises everywhere."),
            Mistake(lambda a: np.exp(-a) / (1 + np.exp(-a)), "That is 1 - y. The factor y is missing: y (1 - y)."),
            Mistake(lambda a: 1 - sigmoid(a) ** 2, "1 - y**2 is the slope of tanh. The sigmoid's is y (1 - y).")]),
    Exercise(feedforward, SAMPLES,
        hints=[
            "Two steps: the activations of all samples, then the sigmoid.",
            "X @ w + b has shape (N,).",
            "`1 / (1 + np.exp(-(X @ w + b)))`"],
        mistakes=[
            Mistake(lambda X, w, b: sigmoid(X * w + b),
                "You have the products x_i w_i, but did not add them up before the sigmoid. Use X @ w."),
            Mistake(lambda X, w, b: np.exp(X @ w + b) / (1 + np.exp(X @ w + b)),
                "Right, but for a large activation it gives inf / inf, a NaN. Use 1 / (1 + exp(-a))."),
            Mistake(lambda X, w, b: X @ w + b, "That is the activation. Send it through the sigmoid."),
            Mistake(lambda X, w, b: sigmoid(X @ w), "You left out the bias."),
            Mistake(lambda X, w, b: sigmoid(X @ w) + b,
                "The bias belongs inside the sigmoid: it is part of the activation."),
            Mistake(lambda X, w, b: 1 / (1 + np.exp(-X @ w + b)),
                "b has the wrong sign: the activation is X @ w + b. (If you wrote out the exponent, put it in brackets: -(X @ w + b).)"),
            Mistake(lambda X, w, b: 1 / (1 + np.exp(X @ w + b)),
                "The minus in the exponent is missing: you return the probability of class 0."),
            Mistake(lambda X, w, b: (sigmoid(X @ w + b) > 0.5).astype(float),
                "You have already decided. The output is the probability itself."),
            Mistake(lambda X, w, b: sigmoid(X @ w.reshape(-1, 1) + b),
                "Your result has shape (N, 1). Leave w as a vector (D,), and you get (N,)."),
            Mistake(lambda X, w, b: sigmoid(X * w + b).sum(axis=1),
                "You took the sigmoid of each product and then summed. Sum first, X @ w + b, then take one sigmoid."),
            Mistake(lambda X, w, b: _softmax(X @ w + b),
                "Your outputs sum to 1 over all samples: that is a softmax. Each sample has a probability of its own: use the sigmoid.")]),
]
