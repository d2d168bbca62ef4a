"""The exercises of notebook 08."""

import numpy as np

from lrcourse.core import cost, cross_entropy, sigmoid, softplus
from lrcourse.engine.checker import Exercise, Mistake, line

rng = np.random.default_rng(8)
PREDICTIONS = [
    (np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.2, 0.5, 0.97])),
    (np.array([1, 0, 0]), np.array([0.01, 0.6, 0.3])),
    (np.array([1.0]), np.array([0.25])),
    ((rng.random(6) < 0.4).astype(float), rng.uniform(0.05, 0.95, 6)),
    (np.ones(3), np.array([0.2, 0.7, 0.99])),
]
LOGITS = [
    (np.array([1.0, 0.0, 1.0, 0.0]), np.array([2.0, -1.0, -0.5, 3.0])),
    (np.array([1.0, 1.0, 0.0]), rng.normal(size=3)),
    (np.array([0, 1]), np.array([-1000.0, 1000.0])),
    (np.array([0, 1]), np.array([1000.0, -400.0])),
    (np.array([0, 1]), np.array([-50.0, 50.0])),
    (np.array([1.0], dtype=np.float32), np.array([-90.0], dtype=np.float32)),
]
TARGETS = [
    (np.array([1, 0, 0, 1, 0, 0, 0]),), (np.array([1.0, 1.0, 0.0, 1.0]),), (np.array([0, 1]),), (np.ones(3),),
    ((rng.random(20) < 0.3).astype(int),)]


def surprise(p):
    """The surprise -ln p, in nats, at something that had probability p."""
    return -np.log(p)


def best_constant(t):
    """The one probability that costs least if you say it every time: the share of ones."""
    return float(np.mean(t))


def squared_error_slope(t, y):
    """The slope of (y - t)^2 / 2 along the activation: the chain rule through the sigmoid."""
    return (y - t) * y * (1 - y)


def surprise_of_no(a):
    """The surprise at t = 0, from the activation: ln(1 + e^a)."""
    return softplus(a)


def _minus_log_no(a):
    """-ln(1 - y), with 1 - y written as one fraction, so it is not rounded to 0."""
    return -np.log(np.exp(-a) / (1 + np.exp(-a)))


def _clipped(t, a, edge):
    """The formula as written, by way of y; with the edge 0 it gives NaN and infinity for large activations."""
    y = np.clip(sigmoid(a), edge, 1 - edge)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


EXERCISES = [
    Exercise(surprise, [(np.array([0.01, 0.25, 0.5, 1.0]),), (0.5,), (1.0,), (np.array([[0.1], [0.999]]),)],
        edges={"a very rare event": (np.array([1e-12, 1e-300]),)},
        floor=0,
        hints=[
            "It is 0 for p = 1 and grows as p falls.",
            "The natural logarithm of a probability is negative or 0. Flip its sign.",
            "`-np.log(p)`"],
        mistakes=[
            Mistake(np.log,
                "The sign: the logarithm of a probability is never positive, a surprise never negative. Put a minus in front."),
            Mistake(lambda p: -np.log2(p),
                "That is the surprise in bits, with the logarithm to base 2. The course counts in nats: np.log."),
            Mistake(lambda p: -np.log10(p),
                "You took the logarithm to base 10. It has to be the natural one: np.log."),
            Mistake(lambda p: 1 - p,
                "1 - p falls as p grows, too, but with it two independent surprises do not add up. With the logarithm they do."),
            Mistake(lambda p: 1 / p,
                "1 / p multiplies where the surprise adds, and at p = 1 it is 1, not 0. Take its logarithm."),
            Mistake(lambda p: -np.log(1 - p),
                "That is the surprise if it does NOT happen. p is the probability of what did."),
            Mistake(lambda p: -p * np.log(p),
                "That is the surprise times its probability, one term of an average. Here only -ln p is wanted.")]),
    Exercise(cross_entropy, PREDICTIONS,
        edges={"outputs close to 0 and 1": (np.array([1, 0, 1, 0]), np.array([0.9999, 1e-4, 1e-6, 1 - 1e-6]))},
        hints=[
            "Start with the line for one sample: t ln y + (1 - t) ln(1 - y). With arrays it works for all samples at once.",
            "Then the mean over the samples, and the minus.",
            "`-np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))`"],
        mistakes=[
            Mistake(lambda t, y: -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)),
                "You summed. The cost is the mean, so that it does not grow with the number of samples: np.mean."),
            Mistake(lambda t, y: np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)),
                "The minus is missing: logarithms of probabilities are negative, a cost is not."),
            Mistake(lambda t, y: -np.mean(t * np.log(y)),
                "The samples with t = 0 cost nothing in yours. The second half is missing: (1 - t) ln(1 - y)."),
            Mistake(lambda t, y: -np.mean(t * np.log(1 - y) + (1 - t) * np.log(y)),
                "You took the other class's probability: where t = 1, what happened was given y, not 1 - y."),
            Mistake(lambda t, y: -np.mean(t * np.log(y) + (1 - t) * (1 - np.log(y))),
                "1 - ln y is not ln(1 - y). The 1 belongs inside the logarithm: np.log(1 - y)."),
            Mistake(lambda t, y: -np.mean(t * np.log(y) - (1 - t) * np.log(1 - y)),
                "Your two halves have opposite signs. The minus applies to both: -(t ln y + (1 - t) ln(1 - y))."),
            Mistake(lambda t, y: -np.mean(t * np.log(y) + (1 - t) * np.log(y)),
                "Both of your halves contain ln y. Where t = 0, the probability of what happened is 1 - y."),
            Mistake(lambda t, y: -np.mean(t * np.log2(y) + (1 - t) * np.log2(1 - y)),
                "That is in bits, with log2. The course counts in nats: np.log."),
            Mistake(lambda t, y: -np.mean(t * np.log10(y) + (1 - t) * np.log10(1 - y)),
                "You took log10. It has to be the natural logarithm: np.log."),
            Mistake(lambda t, y: -(t * np.log(y) + (1 - t) * np.log(1 - y)),
                "These are the surprises at the individual samples. The cost is one number, their mean: np.mean."),
            Mistake(lambda t, y: -np.log(np.mean(np.where(t == 1, y, 1 - y))),
                "You took the mean of the probabilities, and then its logarithm. "
                "Take the logarithms first, then their mean."),
            Mistake(lambda t, y: -(np.mean(np.log(y[t == 1])) + np.mean(np.log(1 - y[t == 0]))) / 2,
                "You took a mean for each class, and then the mean of the two. "
                "Every sample counts the same: one mean over all N."),
            Mistake(lambda t, y: np.mean((y - t) ** 2),
                "That is the mean squared error, the other cost. What you need here is the surprise, -ln of the probability.")]),
    Exercise(best_constant, TARGETS,
        hints=[
            "Try t = (1, 0, 0, 0) in your head: would you say 0.5? Less?",
            "Say what is true on average: what share of them are ones?",
            "`np.mean(t)`"],
        mistakes=[
            Mistake(lambda t: 0.5,
                "One half costs ln 2 whatever happens. If ones are rare, a smaller number costs less; if they are common, a larger one."),
            Mistake(lambda t: float(np.mean(t) > 0.5),
                "You said the more frequent class, with certainty. The first exception costs an infinite surprise."),
            Mistake(lambda t: float(np.median(t)),
                "The median is one of the two classes (or halfway between): certainty again. The share of ones is a mean."),
            Mistake(lambda t: float(np.sum(t)),
                "That is how many ones there are. A probability is their share: divide by N."),
            Mistake(lambda t: float(np.mean(1 - t)), "That is the share of zeros. y is the probability of t = 1."),
            Mistake(lambda t: float(np.mean(t) / (1 - np.mean(t))),
                "Those are the odds. The probability is the share itself."),
            Mistake(lambda t: (np.sum(t) + 1) / (len(t) + 2),
                "You counted one extra of each class, which pulls p towards one half. "
                "The plain share costs least here."),
            Mistake(lambda t: (lambda p: -p * np.log(p) - (1 - p) * np.log(1 - p))(np.mean(t)),
                "That is the lowest cost. What is wanted is the p that has it."),
            Mistake(lambda t: float(-np.log(np.mean(t))),
                "That is the surprise when a one turns up, a cost. What is wanted is the probability that makes the cost small.")]),
    Exercise(cost, LOGITS, name="cross_entropy_with_logits",
        hints=[
            "The surprise is ln(1 + exp(-a)) where t = 1, and ln(1 + exp(a)) where t = 0.",
            "1 - 2t is -1 where t = 1 and +1 where t = 0. And np.logaddexp(0, x) is ln(1 + exp(x)) for any x.",
            "`np.mean(np.logaddexp(0, (1 - 2 * t) * a))`"],
        mistakes=[
            Mistake(lambda t, a: np.sum(np.logaddexp(0, (1 - 2 * t) * a)),
                "You summed. The cost is the mean of the surprises: np.mean."),
            Mistake(lambda t, a: np.mean(np.log(1 + np.exp((1 - 2 * t) * a))),
                "The formula is right, but exp(1000) is infinite, and the cost with it (log1p does not help). "
                "np.logaddexp(0, x) is ln(1 + exp(x)) for any x."),
            Mistake(lambda t, a: _clipped(t, a, 0),
                "Going by way of y loses what was in a: "
                "sigmoid(1000) is 1, and ln(1 - 1) is not finite. Use the form in terms of a alone."),
            Mistake(lambda t, a: cross_entropy(t, sigmoid(a)),
                "Never NaN, but sigmoid(1000) is rounded to 1, "
                "and then one wrong sample costs infinity instead of 1,000. Use a itself."),
            Mistake(lambda t, a: _clipped(t, a, 1e-15),
                "The clip hides the trouble: nothing costs more than 34.5, however wrong. "
                "No clip is needed if you start from a."),
            Mistake(lambda t, a: _clipped(t, a, 1e-12),
                "You clipped at 1e-12, so nothing costs more than 27.6, however wrong. Start from a, and no clip is needed."),
            Mistake(lambda t, a: np.mean(np.logaddexp(0, (2 * t - 1) * a)),
                "The sign: yours charges the samples that are right. Where t = 1 the exponent is -a, so the factor is 1 - 2t."),
            Mistake(lambda t, a: np.mean(np.logaddexp(0, -a)),
                "You treated every sample as if t = 1. Where t = 0 the sign of a flips: (1 - 2t) a."),
            Mistake(lambda t, a: np.logaddexp(0, (1 - 2 * t) * a),
                "These are the individual surprises. The cost is one number, their mean."),
            Mistake(lambda t, a: np.mean(np.logaddexp(1, (1 - 2 * t) * a)),
                "logaddexp(x, z) is ln(exp(x) + exp(z)). The 1 in ln(1 + ...) is exp(0), so its first argument is 0.")]),
    Exercise(squared_error_slope,
        inputs=[(np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.02, 0.9, 0.5, 0.97])),
                (np.array([1, 0]), np.array([0.0, 1.0])), (np.array([1]), np.array([0.25])),
                ((rng.random(5) < 0.5).astype(float), rng.uniform(0.05, 0.95, 5))],
        hints=[
            "The chain rule: the slope of (y - t)^2 / 2 along y, times the slope of y along a.",
            "The first is y - t (the 2 and the 1/2 cancel). The second is the slope of the sigmoid, from notebook 04.",
            "`(y - t) * y * (1 - y)`"],
        mistakes=[
            Mistake(lambda t, y: y - t,
                "That is the slope along y (and, as it happens, the cross-entropy's along a). "
                "The inner derivative y (1 - y) is missing."),
            Mistake(lambda t, y: (t - y) * y * (1 - y),
                "A sign is flipped: if y is too large, the cost must rise with a. It is y - t, times y (1 - y)."),
            Mistake(lambda t, y: 2 * (y - t) * y * (1 - y),
                "That is the slope of (y - t)^2. Here the cost has a factor of 1/2, which cancels the 2."),
            Mistake(lambda t, y: y * (1 - y),
                "That is the inner derivative, the sigmoid's slope. The outer one, y - t, is missing."),
            Mistake(lambda t, y: (y - t) ** 2 / 2 * y * (1 - y),
                "You kept the cost itself as the outer factor. Its derivative is y - t."),
            Mistake(lambda t, y: (y - t) * sigmoid(y) * (1 - sigmoid(y)),
                "y has been through the sigmoid already. The slope is y (1 - y)."),
            Mistake(lambda t, y: np.mean((y - t) * y * (1 - y)),
                "You took the mean. Here each sample keeps its own slope.")]),
    line(surprise_of_no, _minus_log_no, lambda rng: (rng.uniform(-8, 8),),
        edges={"an activation of 45, where y is rounded to 1": (45.0,)},
        hints=[
            "Notebook 04: 1 - sigma(a) = sigma(-a).",
            "So it is the line for t = 1 again, with -a in place of a.",
            "`np.log(1 + np.exp(a))`"],
        mistakes=[
            Mistake(lambda a: np.log(1 + np.exp(-a)), "That is the line for t = 1. Because 1 - sigma(a) = sigma(-a), the sign of a changes."),
            Mistake(lambda a: -np.log(1 - 1 / (1 + np.exp(-a))),
                "That is the line above, unchanged. Write 1 - sigma(a) as sigma(-a), and go on until sigma is gone: "
                "at a = 45 it is rounded to 1, and your result is infinite."),
            Mistake(lambda a: np.log(1 - np.exp(a)), "1 + e^a is a sum: nothing is subtracted in it."),
            Mistake(lambda a: -np.log(1 + np.exp(a)),
                "The sign: sigma(-a) = 1 / (1 + e^a), and the minus in front of the logarithm inverts the fraction."),
            Mistake(lambda a: 1 + np.exp(a), "The logarithm is missing."),
            Mistake(lambda a: 1 / (1 + np.exp(a)), "That is 1 - y itself. Return its surprise: minus its logarithm.")]),
]
