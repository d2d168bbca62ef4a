"""The exercises of notebook 17; it also asks again for some of the earlier ones."""

import numpy as np

from lrcourse.cost import cross_entropy, gradient
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.features import mean_and_scale
from lrcourse.model import feedforward, sigmoid

rng = np.random.default_rng(17)
X = rng.normal((3.0, -50.0), (0.5, 20.0), size=(12, 2))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0])
GAPS = np.array([140.0, np.nan, 180, 120, np.nan, 150])
NEW = np.array([np.nan, 200.0, 130])
Y = np.array([0.2, 0.7, 0.9, 0.4, 0.1, 0.6])
T6 = np.array([0, 1, 1, 0, 0, 1])


def links(x, t, w, b):
    """The links of the chain for one sample x (D,): dl/dy, dy/da, da/dw (D,), and their product dl/dw (D,)."""
    y = sigmoid(x @ w + b)
    dl_dy, dy_da = (y - t) / (y * (1 - y)), y * (1 - y)
    return dl_dy, dy_da, x, dl_dy * dy_da * x


def _links(x, t, w, b, first=1.0, second=None, third=None, added=False):
    """`links` with a wrong link."""
    y = sigmoid(x @ w + b)
    dl_dy = first * (y - t) / (y * (1 - y))
    dy_da = y * (1 - y) if second is None else second(y)
    da_dw = x if third is None else third(x, w)
    whole = dl_dy + dy_da + da_dw if added else dl_dy * dy_da * da_dw
    return dl_dy, dy_da, da_dw, whole


def fit(X, t, learning_rate, steps):
    """Weights and bias for the raw columns: standardise, descend from zero, go back to the columns' own units."""
    mean, scale = mean_and_scale(X)
    w, b = _descend((X - mean) / scale, t, learning_rate, steps)
    return w / scale, b - (w / scale) @ mean


def _descend(Z, t, learning_rate, steps):
    w, b = np.zeros(Z.shape[1]), 0.0
    for _ in range(steps):
        dw, db = gradient(Z, t, feedforward(Z, w, b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def _summed(X, t, learning_rate, steps):
    """`fit` whose weights step along a sum over the samples, and its bias along a mean."""
    mean, scale = mean_and_scale(X)
    Z, w, b = (X - mean) / scale, np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        dw, db = gradient(Z, t, feedforward(Z, w, b))
        w, b = w - learning_rate * len(X) * dw, b - learning_rate * db
    return w / scale, b - (w / scale) @ mean


def _fitted(X, t, learning_rate, steps, back):
    """`fit` with another way back to the raw columns."""
    mean, scale = mean_and_scale(X)
    return back(*_descend((X - mean) / scale, t, learning_rate, steps), mean, scale)


def fill_and_flag(train, new):
    """Both columns with their gaps filled by the median of ``train``, and a second column: 1 where there was a gap."""
    median = np.nanmedian(train)
    fill = lambda x: np.column_stack([np.where(np.isnan(x), median, x), np.isnan(x)])
    return fill(train), fill(new)


def _filled(train, new, train_value, new_value=None, flag=True):
    values = train_value, train_value if new_value is None else new_value
    both = [np.where(np.isnan(x), value, x) for x, value in zip((train, new), values, strict=True)]
    flags = [np.isnan(x) if flag else ~np.isnan(x) for x in (train, new)]
    return tuple(np.column_stack(pair) for pair in zip(both, flags, strict=True))


def skill(t, y, base):
    """The share of the base rate's cross-entropy that the model saves: 1 is perfect, 0 is no better than ``base``."""
    return 1 - cross_entropy(t, y) / cross_entropy(t, np.full(len(t), base))


EXERCISES = [
    Exercise(links,
        inputs=[(np.array([2.0, -1.0]), 1, np.array([0.5, 0.3]), 0.1),
                (np.array([2.0, -1.0]), 0, np.array([0.5, 0.3]), 0.1),
                (np.array([0.0, 3.0, 1.0]), 1, np.array([1.0, -0.4, 0.2]), -0.6)],
        hints=[
            "With y in hand: l = -t ln y - (1 - t) ln(1 - y). Its derivative is -t/y + (1 - t)/(1 - y).",
            "Over a common denominator that is (y - t)/(y(1 - y)). The slope of the sigmoid is y(1 - y).",
            "`y = lr.sigmoid(x @ w + b)`, `dl_dy, dy_da = (y - t) / (y * (1 - y)), y * (1 - y)`, then "
                "`return dl_dy, dy_da, x, dl_dy * dy_da * x`"],
        mistakes=[
            Mistake(lambda *a: _links(*a, first=-1.0),
                "The sign of the first link: with t = 1 a larger y makes the loss smaller, so dl/dy is negative."),
            Mistake(lambda *a: _links(*a, second=lambda y: y),
                "The second link is the slope of the sigmoid, y(1 - y), not its value."),
            Mistake(lambda *a: _links(*a, third=lambda x, w: w),
                "The third link: a = w . x + b, and w moves. The factor beside w is x."),
            Mistake(lambda *a: _links(*a, added=True),
                "The links are right, the chain is not: derivatives of nested functions are multiplied, not added."),
            Mistake(lambda *a: (links(*a)[0] * links(*a)[1], *links(*a)[1:]),
                "y - t is dl/da: it is the first two links, already multiplied. dl/dy alone is (y - t)/(y(1 - y))."),
            Mistake(lambda x, t, w, b: _links(x, t, w, b, first=t),
                "Right for t = 1, but for t = 0 your dl/dy is 0. "
                "The loss has a second term, -(1 - t) ln(1 - y): add its derivative, (1 - t)/(1 - y)."),
            Mistake(lambda *a: _links(*a, first=2 * links(*a)[1]),
                "Your dl/dy is 2(y - t), the slope of the squared error. "
                "The loss here is the cross-entropy: -t/y + (1 - t)/(1 - y)."),
            Mistake(lambda x, t, w, b: (links(x, t, w, b)[0], (a := x @ w + b) * (1 - a), *links(x, t, w, b)[2:]),
                "Your dy/da is a(1 - a), from the activation. The slope of the sigmoid needs its value: y(1 - y).")]),
    Exercise(fit, [(X, T, 0.5, 30), (X[:8, ::-1], T[:8], 0.2, 10), (X[:, :1], T, 1.0, 3)],
        hints=[
            "Three parts: standardise, descend as in notebook 11, go back as in notebook 12.",
            "mean, scale = X.mean(axis=0), X.std(axis=0); then w and b for (X - mean) / scale.",
            "`w_raw = w / scale`, then `return w_raw, b - w_raw @ mean`"],
        mistakes=[
            Mistake(_descend,
                "You trained on the raw columns. Standardise first, or one learning rate cannot serve them all."),
            Mistake(lambda *a: _fitted(*a, lambda w, b, mean, scale: (w, b)),
                "These weights belong to the standardised columns. Go back to the raw ones (notebook 12)."),
            Mistake(lambda *a: _fitted(*a, lambda w, b, mean, scale: (w / scale, b)),
                "The weights are right. The bias has to make up for what subtracting the means took away: b - w_raw @ mean."),
            Mistake(lambda *a: _fitted(*a, lambda w, b, mean, scale: (w * scale, b - (w * scale) @ mean)),
                "You multiplied by the scale. One raw unit is 1/scale standardised ones: divide."),
            Mistake(_summed,
                "Your weights step along a sum over the samples, your bias along a mean. "
                "Both slopes are means: divide that of the weights by the number of samples, too.")]),
    Exercise(fill_and_flag, [(GAPS, NEW), (GAPS[:4], GAPS), (np.array([1.0, 2, 9]), NEW)],
        hints=[
            "np.isnan tells you where the gaps are; np.nanmedian looks past them.",
            "np.where(np.isnan(x), median, x) fills; np.column_stack([filled, np.isnan(x)]) puts the flag beside it.",
            "`median = np.nanmedian(train)` serves both sets. A column x becomes "
                "`np.column_stack([np.where(np.isnan(x), median, x), np.isnan(x)])`."],
        mistakes=[
            Mistake(lambda train, new: _filled(train, new, np.nanmedian(train), np.nanmedian(new)),
                "You filled the new column with its own median. New data must be treated with the training set's numbers."),
            Mistake(lambda train, new: _filled(train, new, np.nanmedian(np.append(train, new))),
                "Your median looks at both columns. It must come from the training column alone, or the test set leaks into it."),
            Mistake(lambda train, new: _filled(train, new, np.nanmean(train)),
                "You took the mean. Take the median, which a single wild value can hardly move."),
            Mistake(lambda train, new: _filled(train, new, 0.0),
                "A gap is not a zero. Fill it with the median of train; the flag tells the model that it was a gap."),
            Mistake(lambda train, new: _filled(train, new, np.nanmedian(train), flag=False),
                "Your flag is the wrong way round: it is 1 where there was a gap."),
            Mistake(lambda train, new: _filled(train, new, np.median(train)),
                "With a gap in train your median is nan, so nothing gets filled. np.nanmedian looks past the gaps."),
            Mistake(lambda train, new: tuple(x * [1, 0] for x in fill_and_flag(train, new)),
                "Your flags are all 0. Look for the gaps before you fill them: afterwards np.isnan finds none."),
            Mistake(lambda train, new: tuple(np.column_stack([x, np.zeros(len(x))]) for x in (train, new)),
                "No gap was found. nan equals nothing, not even itself, so == np.nan is never true: use np.isnan.")]),
    Exercise(skill, [(T6, Y, 0.4), (T6, np.full(6, 0.4), 0.4), (1 - T6, Y, 0.5)],
        hints=[
            "Two cross-entropies: that of y, and that of giving everybody the base rate.",
            "np.full(len(t), base) gives it to everybody. lr.cross_entropy is yours.",
            "`1 - lr.cross_entropy(t, y) / lr.cross_entropy(t, np.full(len(t), base))`"],
        mistakes=[
            Mistake(lambda t, y, base: cross_entropy(t, y) / cross_entropy(t, np.full(len(t), base)),
                "That is the share that is left. The share saved is 1 minus that."),
            Mistake(lambda t, y, base: 1 - cross_entropy(t, y) / cross_entropy(t, np.full(len(t), np.mean(t))),
                "You used the mean of t. That is the test set's own base rate, which nobody knows beforehand: use base."),
            Mistake(lambda t, y, base: cross_entropy(t, np.full(len(t), base)) - cross_entropy(t, y),
                "That is what is saved, in nats. You need the share: divide by the base rate's cost."),
            Mistake(lambda t, y, base: 1 - cross_entropy(t, np.full(len(t), base)) / cross_entropy(t, y),
                "The fraction is upside down: it should be the model's cost over the base rate's."),
            Mistake(lambda t, y, base: 1 + cross_entropy(t, y) / (base * np.log(base) + (1 - base) * np.log(1 - base)),
                "You divided by the entropy of base, which does not look at t. "
                "Judge the base rate on the same samples as the model: by its cross-entropy with t."),
            Mistake(lambda t, y, base: 1 - np.mean((y - t) ** 2) / np.mean((base - t) ** 2),
                "You compared squared errors. You need the share of the cross-entropy: use lr.cross_entropy twice.")]),
]
