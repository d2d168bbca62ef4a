"""The exercises of notebook 91."""

import numpy as np

from lrcourse.cost import gradient
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.model import feedforward
from lrcourse.scale import train_by_chunks

rng = np.random.default_rng(91)
X = rng.normal(size=(9, 2))
T = (rng.random(9) < 0.5).astype(float)
W, B = np.array([0.7, -0.4]), 0.3
LONG = np.column_stack([X, X[:, 0] ** 2])


def part_sums(X, t, w, b):
    """What one part of the data adds to the gradient: the sum of (y - t) x, the sum of y - t, how many samples."""
    error = feedforward(X, w, b) - t
    return error @ X, error.sum(), len(t)


def put_together(parts):
    """The gradient (dw, db) of the mean cross-entropy over all samples, from the sums of all parts."""
    pulls, errors, counts = zip(*parts)
    return sum(pulls) / sum(counts), sum(errors) / sum(counts)


def best_machines(samples, features, seconds_a_number, seconds_sent):
    """How many machines make a step shortest, if each number sent to or from one of them takes its time."""
    return np.sqrt(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent))


PARTS = [part_sums(X[rows], T[rows], W, B) for rows in (slice(0, 2), slice(2, 7), slice(7, 9))]


def _sums(X, error):
    return error @ X, error.sum(), len(error)


def _mean_of_means(parts):
    return sum(p / n for p, _, n in parts) / len(parts), sum(e / n for _, e, n in parts) / len(parts)


def _by_the_last(parts):
    return sum(p for p, _, _ in parts) / parts[-1][2], sum(e for _, e, _ in parts) / parts[-1][2]


def _trained(chunks, w, b, rate, size, kept=False, whole=False, summed=False, anew=False, cut=False, up=1,
             over=None, stale=False):
    """`train_by_chunks` with a mistake."""
    start = w, b
    for X, t in chunks:
        if anew:
            w, b = start
        step, before = len(t) if whole else size, (w, b)
        for rows in (slice(first, first + step) for first in range(0, len(t), step)):
            if cut and len(t[rows]) < size:
                continue
            y = feedforward(X[rows], *(start if kept else before if stale else (w, b)))
            dw, db = gradient(X[rows], t[rows], y)
            many = len(y) / over if over else len(y) if summed else 1
            w, b = w - up * many * rate * dw, b - up * many * rate * db
    return w, b


class Passing:
    """Chunks that come once, as from a file: the last but one is gone when the next comes."""

    def __init__(self, *chunks):
        self.chunks, self.given = chunks, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.given == len(self.chunks):
            raise StopIteration
        for part in self.chunks[self.given - 2] if self.given > 1 else ():
            part.fill(np.nan)
        self.given += 1
        return self.chunks[self.given - 1]

    def __repr__(self):
        return f"{len(self.chunks)} chunks that come once"


CHUNKS = [(X[:4], T[:4]), (X[4:], T[4:])]

EXERCISES = [
    Exercise(part_sums, [(X, T, W, B), (X[:3], T[:3], W, B), (LONG, T, np.array([0.1, 0.2, -0.3]), 0.0)],
        hints=[
            "The gradient from notebook 10 is a mean: a sum over the samples, divided by their number. Leave out the division.",
            "error = lr.feedforward(X, w, b) - t",
            "`error = lr.feedforward(X, w, b) - t`, then `return error @ X, error.sum(), len(t)`"],
        mistakes=[
            Mistake(lambda X, t, w, b: (*gradient(X, t, feedforward(X, w, b)), len(t)),
                "You divided by the number of samples in this part. "
                "Sums can be added up; return the sums, and the number beside them."),
            Mistake(lambda X, t, w, b: ((t - feedforward(X, w, b)) @ X, (t - feedforward(X, w, b)).sum(), len(t)),
                "You have t - y, the pull. The gradient has y - t."),
            Mistake(lambda X, t, w, b: ((feedforward(X, w, b) - t) @ X, (feedforward(X, w, b) - t).sum(), X.size),
                "The third number counts entries of X. You want the number of samples: len(t)."),
            Mistake(lambda X, t, w, b: ((feedforward(X, w, b) - t) @ X, (feedforward(X, w, b) - t).sum()),
                "The third number is missing: how many samples the part has. Without it nobody can take a mean."),
            Mistake(lambda X, t, w, b: _sums(X, X @ w + b - t),
                "You subtracted t from the activation. Subtract it from the probability, y = lr.feedforward(X, w, b)."),
            Mistake(lambda X, t, w, b: _sums(X, (y := feedforward(X, w, b)) * (1 - y) * (y - t)),
                "Your errors have a factor y(1 - y), as with squared errors. "
                "The cross-entropy cancels it: the error is y - t alone.")]),
    Exercise(put_together, [(PARTS,), (PARTS[:1],), (PARTS[::-1],), ([part_sums(LONG, T, np.zeros(3), 0.5)] * 2,)],
        hints=[
            "Add up the first numbers of all parts, then the second ones, then the third. Divide at the end.",
            "pulls, errors, counts = zip(*parts) gives three tuples.",
            "`pulls, errors, counts = zip(*parts)`, then `return sum(pulls) / sum(counts), sum(errors) / sum(counts)`"],
        mistakes=[
            Mistake(_mean_of_means,
                "You took the mean of the parts' means. The parts are not equally large, "
                "so a sample in a small part would count more. Add the sums, and divide once, by all samples."),
            Mistake(lambda parts: (sum(p for p, _, _ in parts), sum(e for _, e, _ in parts)),
                "These are sums. The gradient of the mean cost is their sum divided by the number of all samples."),
            Mistake(lambda parts: (put_together(parts)[0], sum(e for _, e, _ in parts)),
                "Your dw is right. db is still a sum: divide it by the number of all samples too."),
            Mistake(lambda parts: (sum(p for p, _, _ in parts) / len(parts), sum(e for _, e, _ in parts) / len(parts)),
                "You divided by the number of PARTS. Divide by the number of samples in all of them."),
            Mistake(lambda parts: (parts[-1][0] / parts[-1][2], parts[-1][1] / parts[-1][2]),
                "You used one part only. All of them have a say."),
            Mistake(lambda parts: put_together([(n * p, n * e, n) for p, e, n in parts]),
                "You multiplied by n. Only means would need that; these are sums: add them up, and divide once."),
            Mistake(_by_the_last,
                "You divided by the size of one part. Divide by the samples in all of them: add up the counts.")]),
    Exercise(train_by_chunks,
        inputs=[(CHUNKS, np.zeros(2), 0.0, 0.5, 2), (CHUNKS, W, B, 0.3, 3), ([(X, T)], W, B, 0.1, 9),
                ([(LONG[:5], T[:5]), (LONG[5:6], T[5:6]), (LONG[6:], T[6:])], np.zeros(3), 0.2, 0.4, 2)],
        edges={"chunks that come once, of which memory holds no more than two":
               (Passing(*((X[rows], T[rows]) for rows in (slice(0, 3), slice(3, 5), slice(5, 9)))), W, B, 0.3, 2)},
        hints=[
            "Two loops: over the chunks, and within a chunk over its batches.",
            "for first in range(0, len(t), batch_size): the rows of this step are first to first + batch_size.",
            "`rows = slice(first, first + batch_size)`, `dw, db = lr.gradient(X[rows], t[rows], lr.feedforward(X[rows], w, b))`, "
                "then `w, b = w - learning_rate * dw, b - learning_rate * db`"],
        mistakes=[
            Mistake(lambda *a: _trained(*a, kept=True),
                "Every slope is taken at the first weights. Compute y with the current ones."),
            Mistake(lambda *a: _trained(*a, whole=True),
                "You take one step for a whole chunk. A chunk holds many batches: take a step after each."),
            Mistake(lambda *a: _trained(*a, summed=True),
                "You step along sums. The slope is a mean over the batch: divide by its size."),
            Mistake(lambda *a: _trained(*a, anew=True),
                "Each chunk starts again from the first weights, so all but the last chunk are forgotten."),
            Mistake(lambda *a: _trained(*a, cut=True),
                "You skip the last batch of a chunk if it is short. Its samples count too."),
            Mistake(lambda *a: _trained(*a, up=-1), "You are walking uphill: subtract learning_rate times the slope."),
            Mistake(lambda chunks, *rest: train_by_chunks([tuple(map(np.concatenate, zip(*chunks)))], *rest),
                "Your batches reach from one chunk into the next. "
                "Cut each chunk into batches of its own: all of them together may not fit into memory."),
            Mistake(lambda *a: _trained(*a, over=a[-1]),
                "You divided by batch_size even where a batch is shorter. Divide by the number of samples it has."),
            Mistake(lambda *a: _trained(*a, stale=True),
                "The outputs of a chunk were worked out once, before its batches. "
                "Each step changes the weights: work y out anew for each batch.")]),
    Exercise(best_machines,
        inputs=[(1e9, 20, 1e-9, 1e-8), (1e7, 100, 2e-9, 1e-7), (5e6, 3, 1e-9, 1e-6), (1e10, 1000, 5e-10, 1e-8)],
        hints=[
            "A step on P machines takes A / P + C P, plus the pause: A is the time of one machine alone, "
                "C what each machine costs to talk to.",
            "A = samples * features * seconds_a_number, and C = 2 * (features + 1) * seconds_sent. "
                "The derivative -A / P**2 + C is 0 at the best P.",
            "`return np.sqrt(samples * features * seconds_a_number / (2 * (features + 1) * seconds_sent))`"],
        mistakes=[
            Mistake(lambda N, D, c, s: N * D * c / (2 * (D + 1) * s),
                "Take the square root: from A / P**2 = C it follows that P**2 = A / C."),
            Mistake(lambda N, D, c, s: np.sqrt(N * D * c / ((D + 1) * s)),
                "Each machine gets D + 1 numbers and sends D + 1 back: twice."),
            Mistake(lambda N, D, c, s: np.sqrt(2 * (D + 1) * s / (N * D * c)),
                "Upside down: more work calls for more machines, expensive messages for fewer."),
            Mistake(lambda N, D, c, s: np.sqrt(N * D * c / (2 * D * s)),
                "The bias travels too: D + 1 numbers, not D."),
            Mistake(lambda N, D, c, s: np.sqrt(N * D * c / (2 * N * (D + 1) * s)),
                "The samples stay where they are. "
                "Only weights and slopes travel: their number does not grow with the samples."),
            Mistake(lambda N, D, c, s: 2 * np.sqrt(N * D * c * 2 * (D + 1) * s),
                "That is how many seconds the shortest step takes, less the pause. "
                "The question is how many machines make it that short: P."),
            Mistake(lambda N, D, c, s: np.sqrt(N * D * c / 2 * (D + 1) * s),
                "Brackets are missing: you divide only by 2, and multiply by the rest. "
                "Write / (2 * (features + 1) * seconds_sent).")]),
]
