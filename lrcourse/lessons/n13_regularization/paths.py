"""What the penalty lab finds out while the hand moves: the best two weights for many pairs of penalties at once."""

import numpy as np

from lrcourse import core

ANGLES = np.linspace(0, 2 * np.pi, 361)  # the corners of the diamond are among them
SIGNS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])


def separated(X, t):
    """Whether a line has one class on each side (samples may lie on it): then weights may grow for ever.

    It has if all differences between a sample of class 1 and one of class 0 point into one half of the plane.
    """
    x, y = (X[t == 1][:, None] - X[t == 0]).reshape(-1, 2).T
    angles = np.sort(np.arctan2(y, x)[(x != 0) | (y != 0)])
    gaps = np.diff(angles, append=angles[:1] + 2 * np.pi)
    return bool((gaps >= np.pi - 1e-9).any())


def data_cost(X, t, w):
    """The mean cross-entropy for weights w (rows, columns, 2), each with the bias that suits it best."""
    return np.array([core.cost(t, a + best_bias(a, t.mean())) for a in w @ X.T])


def best_bias(a, share):
    """The bias b (K, 1) that brings the mean output to ``share``, for activations a (K, N) without bias."""
    logit = core.log_odds(share)
    low, high = logit - a.max(axis=1, keepdims=True), logit - a.min(axis=1, keepdims=True)
    b = logit - a.mean(axis=1, keepdims=True)
    for _ in range(60):
        y = core.sigmoid(a + b)
        slope = y.mean(axis=1, keepdims=True) - share
        low, high = np.where(slope < 0, b, low), np.where(slope > 0, b, high)
        with np.errstate(all="ignore"):  # far out all outputs are 0 or 1, and the curvature is 0
            newton = b - slope / (y * (1 - y)).mean(axis=1, keepdims=True)
        # Newton's step, or the middle if that leads out of what is left.
        before, b = b, np.where((low <= newton) & (newton <= high), newton, (low + high) / 2)
        if np.abs(b - before).max() < 1e-9:
            break
    return b


def same_penalty(w, l1, l2):
    """The curve of all weights that cost as much as w, l2/2 r^2 + l1 r (|cos| + |sin|), at ANGLES: (361, 2)."""
    direction = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    linear, total = l1 * np.abs(direction).sum(axis=1), core.penalty(w, l2, l1)
    with np.errstate(invalid="ignore"):
        radius = 2 * total / (linear + np.sqrt(linear**2 + 2 * l2 * total))
    return radius[:, None] * direction


def optima(X, t, l1, l2):
    """The optimal weights (K, 2) and biases (K,) for K pairs of penalties l1, l2 (K,): Newton's method for all at once.

    Each step goes to the bottom of the parabola that fits the data cost here, plus the penalties, and is
    halved until the objective does not rise. L1 is solved exactly within each step, so its zeros are exact.
    """
    N = len(t)
    ones = np.column_stack([X, np.ones(N)])
    squares = (ones[:, :, None] * ones[:, None]).reshape(N, 9)
    l1, l2 = l1[:, None], l2[:, None]
    v = np.zeros((len(l1), 3))
    v[:, 2] = core.log_odds(t.mean())

    def objective(v):
        w = v[:, :2]
        return core.cost(t, v @ ones.T) + (l2 / 2 * w**2 + l1 * np.abs(w)).sum(axis=1)

    before = objective(v)
    for _ in range(100):
        y = core.sigmoid(v @ ones.T)
        H = ((y * (1 - y)) @ squares / N).reshape(-1, 3, 3)
        step = _bottom(v, (y - t) @ ones / N, H, l1, l2) - v
        size = np.ones((len(v), 1))
        while (worse := objective(v + size * step) > before + 1e-13).any():
            size[worse] /= 2
        v = v + size * step
        before = objective(v)
        if np.abs(step).max() < 1e-9:
            break
    return v[:, :2], v[:, 2]


def _bottom(v, slope, H, l1, l2):
    """The bottom (K, 3) of parabolas around v (K, 3), of given slope and second derivatives, plus penalties.

    Without the bias, which follows from w, each is w'Aw/2 - c'w + l1 (|w1| + |w2|). Its bottom is one of six
    places: one weight 0 and the other free, or both not 0, with four pairs of signs.
    """
    w, to_bias = v[:, :2], H[:, :2, 2] / H[:, 2:, 2]
    A = H[:, :2, :2] - to_bias[:, :, None] * H[:, 2:, :2]
    c = (A @ w[:, :, None])[:, :, 0] - slope[:, :2] + to_bias * slope[:, 2:]
    A = A + l2[:, :, None] * np.eye(2)
    (p, r), (_, q) = A.transpose(1, 2, 0)[..., None]
    one = core.toward_zero(c, l1) / np.hstack([p, q])
    first, second = (c[:, None] - l1[:, None] * SIGNS).transpose(2, 0, 1)
    both = np.stack([q * first - r * second, p * second - r * first], axis=-1) / (p * q - r * r)[:, None]
    places = np.concatenate([one[:, None] * np.eye(2), both], axis=1)
    heights = ((places @ A / 2 - c[:, None]) * places + l1[:, None] * np.abs(places)).sum(axis=2)
    # A place with other signs than assumed is none; one with these is the bottom, and wins a tie by rounding.
    heights[:, 2:] = np.where((both * SIGNS > 0).all(axis=2), heights[:, 2:] - 1e-14, np.inf)
    new = places[np.arange(len(v)), heights.argmin(axis=1)]
    b = v[:, 2] - slope[:, 2] / H[:, 2, 2] - ((new - w) * to_bias).sum(axis=1)
    return np.column_stack([new, b])
