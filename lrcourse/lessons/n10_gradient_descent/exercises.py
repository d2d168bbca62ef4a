"""The exercises of notebook 10."""

import numpy as np

from lrcourse.core import gradient, hessian, log_odds, sigmoid, softplus, weighted_square
from lrcourse.engine.checker import Exercise, Mistake, line

rng = np.random.default_rng(10)


def descend(slope, start, learning_rate, steps):
    """Walk downhill: the start and the place after each step, as an array of steps + 1 rows."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * slope(path[-1]))
    return np.array(path)


def largest_stable_rate(curvatures):
    """Below this rate gradient descent converges in every direction: 2 over the largest curvature."""
    return 2 / np.max(curvatures)


def numerical_gradient(f, x, step):
    """Entry by entry, f a step ahead minus f a step behind, over the distance between the two."""
    slope = np.zeros(len(x))
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += step
        below[i] -= step
        slope[i] = (f(above) - f(below)) / (2 * step)
    return slope


def slope_in_one_weight(t, y, x_i):
    """The slope of one sample's cost along one weight: the three links multiplied, after y (1 - y) has cancelled."""
    return (y - t) * x_i


def bend_in_two_weights(y, x_i, x_j):
    """What one sample adds to entry (i, j) of the Hessian, before the mean: how the slope along w_i changes with w_j."""
    return y * (1 - y) * x_i * x_j


def _output(y, move):
    """The output after the activation has moved."""
    return sigmoid(log_odds(y) + move)


def _slope_by_number(t, y, x_i, h=1e-5):
    """The cost of the sample with w_i a little larger, less that with w_i a little smaller."""
    cost = lambda y: -np.log(y) if t == 1 else -np.log(1 - y)
    return (cost(_output(y, h * x_i)) - cost(_output(y, -h * x_i))) / (2 * h)


def _bend_by_number(y, x_i, x_j, h=1e-5):
    """The slope along w_i with w_j a little larger, less that with w_j a little smaller; t drops out."""
    slope = lambda y: (y - 1) * x_i
    return (slope(_output(y, h * x_j)) - slope(_output(y, -h * x_j))) / (2 * h)


def _sample(rng):
    return int(rng.integers(2)), rng.uniform(0.05, 0.95), rng.normal()


def _output_and_two(rng):
    return rng.uniform(0.05, 0.95), rng.normal(), rng.normal()


# -- grounds to walk on -------------------------------------------------------------------------------------


def parabola_slope(w):
    """The slope of w^2."""
    return 2 * w


def ravine_slope(w):
    """The slope of a ravine with curvatures 1 and 20."""
    return np.array([1.0, 20.0]) * w


def valleys_slope(w):
    """The slope of a curve with two valleys."""
    return 4 * w**3 - 4 * w + 0.3


def walk(slope, start, learning_rate, steps, step=lambda w, move: w - move, first=0):
    """A descent with another step, or without its first places."""
    path = [start]
    for _ in range(steps):
        path.append(step(path[-1], learning_rate * slope(path[-1])))
    return np.array(path[first:])


def walk_in_place(slope, start, learning_rate, steps):
    """The same array is changed and appended again and again."""
    w = start.copy() if isinstance(start, np.ndarray) else start
    path = [w]
    for _ in range(steps):
        w -= learning_rate * slope(w)
        path.append(w)
    return np.array(path)


# -- functions to differentiate -----------------------------------------------------------------------------


def cubes(x):
    """x^3 for a number; the sum of cubes for a vector."""
    return np.sum(np.asarray(x) ** 3)


def bowl(x):
    """Not the same in all directions, and its mixed terms matter."""
    return float(x[0] ** 2 * x[1] + 3 * x[-1] ** 4)


def soft(x):
    """The cost of one sample with t = 0."""
    return float(softplus(x[0] - 2 * x[1]))


def differences(f, x, step, above=1.0, below=1.0, over=2.0, keep=False):
    """(f(x + above h) - f(x - below h)) / (over h), entry by entry."""
    slope, moved = np.empty_like(x, dtype=float), np.array(x, dtype=float)
    for i in range(len(x)):
        high, low = moved.copy(), moved.copy()
        high[i] += above * step
        low[i] -= below * step
        slope[i] = (f(high) - f(low)) / (over * step)
        if keep:
            moved = high
    return slope


X = np.array([[1.0, -2.0], [0.5, 0.3], [-1.2, 0.8], [2.0, 1.0]])
T = np.array([1, 0, 0, 1])
Y = np.array([0.9, 0.2, 0.6, 0.35])
SAMPLES = [
    (X, T, Y),
    (rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 1, 1]), rng.uniform(0.05, 0.95, size=6)),
    (np.array([[3.0], [-1.0]]), np.array([1, 0]), np.array([0.7, 0.1])),
    (np.array([[2.0, 5.0]]), np.array([1]), np.array([1.0])),
]

EXERCISES = [
    Exercise(descend,
        inputs=[(parabola_slope, -2.5, 0.1, 4), (ravine_slope, np.array([-3.0, 1.0]), 0.07, 5),
                (valleys_slope, 1.6, 0.05, 6), (parabola_slope, 3.0, 1.1, 3), (parabola_slope, 3.0, 0.2, 0)],
        edges={"a whole number as the start": (parabola_slope, 3, 0.1, 3),
               "ground that is nearly flat": (parabola_slope, 1e-10, 0.1, 5)},
        floor=1e-18,
        hints=[
            "The path begins with the start itself. Then repeat: from the last place, one step.",
            "The last place is `path[-1]`. The next one is `path[-1] - learning_rate * slope(path[-1])`. "
                "Append it to a list, and make an array of the list at the end.",
            "`path = [start]`, then `for _ in range(steps): "
                "path.append(path[-1] - learning_rate * slope(path[-1]))`, then `return np.array(path)`"],
        mistakes=[
            Mistake(lambda *a: walk(*a, step=lambda w, move: w + move),
                "The sign: the slope points uphill, so w + eta * slope climbs. Subtract."),
            Mistake(walk_in_place,
                "All the places on your path are one and the same array, changed in place. w = w - ... makes a new one; w -= ... does not."),
            Mistake(lambda *a: walk(*a)[-1],
                "You return only the last place. Return the whole path: the start and the place after each step."),
            Mistake(lambda *a: walk(*a, first=1),
                "The start is missing: the path has steps + 1 places, and the first is the start itself."),
            Mistake(lambda slope, start, rate, steps: walk(slope, start, rate, max(steps - 1, 0)),
                "One step too few: range(steps) gives `steps` steps, and the start is one place more."),
            Mistake(lambda slope, start, *a: walk(lambda w: slope(start), start, *a),
                "You felt the slope once, at the start. It changes under your feet: feel it again at every place."),
            Mistake(lambda slope, start, *a: walk(slope, start, *a, step=lambda w, move: start - move),
                "Each of your steps sets out from the start. Set out from the last place: path[-1]."),
            Mistake(lambda slope, *a: walk(lambda w: np.sign(slope(w)), *a),
                "You used only the sign of the slope, so every step is equally long. Multiply by the slope itself."),
            Mistake(lambda slope, start, rate, steps: walk(slope, start, 1.0, steps),
                "The learning rate is missing: you subtract the whole slope.")]),
    Exercise(largest_stable_rate, [(np.array([1.0, 20.0]),), (np.array([8.0, 0.5, 3.0]),), (np.array([0.25]),)],
        hints=[
            "In each direction the distance is multiplied by 1 - eta c. All of these factors must stay between -1 and 1.",
            "1 - eta c > -1 means eta < 2 / c. The direction with the largest c demands the smallest eta.",
            "`2 / np.max(curvatures)`"],
        mistakes=[
            Mistake(lambda c: 1 / np.max(c),
                "1 / curvature is the best rate for the steepest direction. Anything below twice that converges."),
            Mistake(lambda c: 2 / np.min(c),
                "You asked the flattest direction. The steepest one runs away first: take the largest curvature."),
            Mistake(lambda c: 2 / np.asarray(c),
                "Those are the limits of the individual directions. One eta serves them all, so the smallest limit decides."),
            Mistake(lambda c: 2 / np.sum(c),
                "You added up the curvatures. Directions do not add: each has its own limit, and the smallest decides."),
            Mistake(lambda c: 2 / np.mean(c),
                "The average curvature protects nobody: the steepest direction still runs away."),
            Mistake(lambda c: 2 / (np.max(c) + np.min(c)),
                "That rate is the fastest in a ravine. The limit, below which all rates converge, is 2 / largest curvature."),
            Mistake(lambda c: np.max(c) / 2, "Upside down: the greater the curvature, the smaller the rate.")]),
    Exercise(gradient, SAMPLES,
        hints=[
            "The error of each sample is y - t, shape (N,). For the bias, its input is always 1.",
            "Sample n contributes (y_n - t_n) x_n to dw. "
                "X.T @ (y - t) adds these up over the samples; the cost is a mean, so divide by N.",
            "`return X.T @ (y - t) / len(t), np.mean(y - t)`"],
        mistakes=[
            Mistake(lambda X, t, y: (X.T @ (t - y) / len(t), np.mean(t - y)),
                "You return t - y, the pull: it points downhill. The gradient points uphill: y - t."),
            Mistake(lambda X, t, y: (X.T @ (y - t), np.sum(y - t)),
                "You summed over the samples. The cost is a mean: divide both by N."),
            Mistake(lambda X, t, y: (X.T @ (y - t), np.mean(y - t)),
                "You divided db by N, but not dw. Both are means over the samples."),
            Mistake(lambda X, t, y: (X.T @ (y - t) / len(t), np.sum(y - t)),
                "You divided dw by N, but not db. Both are means over the samples."),
            Mistake(lambda X, t, y: X.T @ (y - t) / len(t),
                "The slope for the bias is missing: return two things, dw and db."),
            Mistake(lambda X, t, y: (X.T @ ((y - t) * y * (1 - y)) / len(t), np.mean((y - t) * y * (1 - y))),
                "You kept the factor y (1 - y). It cancels: the derivative of the logarithm has the same factor in its denominator."),
            Mistake(lambda X, t, y: (X.T @ (y - t) / X.shape[1], np.mean(y - t)),
                "You divided by the number of features. X.shape[0], or len(t), is the number of samples."),
            Mistake(lambda X, t, y: (X.T @ y / len(t), np.mean(y)),
                "The target is missing: a sample that is already right must not pull. Use y - t."),
            Mistake(lambda X, t, y: (np.mean(y - t) * X.mean(axis=0), np.mean(y - t)),
                "You took the means of errors and inputs first, and then multiplied. "
                "Each error goes with its own x: multiply first.")]),
    Exercise(numerical_gradient, whole=False,  # a copy of whole numbers cannot be moved by a step
        inputs=[(bowl, np.array([1.5, -0.5, 0.7]), 1e-2), (cubes, np.array([2.0]), 0.1),
                (soft, np.array([0.3, -0.2]), 0.5), (cubes, np.array([-1.0, 0.0, 0.5, 2.0]), 0.05)],
        hints=[
            "One entry at a time: leave all the others where they are.",
            "Make two copies of x, `above` and `below`. Add step to entry i of one, subtract it from entry i "
                "of the other. The slope is a difference of f over a distance of 2 * step.",
            "`slope = np.zeros(len(x))`; for each i: `above, below = x.copy(), x.copy()`, "
                "`above[i] += step`, `below[i] -= step`, `slope[i] = (f(above) - f(below)) / (2 * step)`"],
        mistakes=[
            Mistake(lambda f, x, step: differences(f, x, step, below=0.0, over=1.0),
                "That is the one-sided difference: you look only ahead. "
                "Look both ways, and the error shrinks with h squared."),
            Mistake(lambda f, x, step: differences(f, x, step, over=1.0),
                "You divided by step. The two places are 2 * step apart."),
            Mistake(lambda f, x, step: differences(f, x, step, below=0.0, over=2.0),
                "You look ahead by one step, but divide by two. Take f(x - h), not f(x)."),
            Mistake(lambda f, x, step: np.full(len(x), (f(x + step) - f(x - step)) / (2 * step)),
                "You moved all entries at once, so every slope is their sum. Move entry i alone."),
            Mistake(lambda f, x, step: differences(f, x, step, keep=True),
                "You don't put an entry back before you move the next. Begin with a fresh copy of x each time."),
            Mistake(lambda f, x, step: np.array([f(x + m) - f(x - m) for m in step * np.tri(len(x))]) / (2 * step),
                "The entries that you moved earlier are still moved, in both copies. "
                "Make two fresh copies of x for each entry."),
            Mistake(lambda f, x, step: differences(f, x, step) * step**2,
                "Brackets: `/ 2 * step` divides by 2 and multiplies by step. Write / (2 * step)."),
            Mistake(lambda f, x, step: -differences(f, x, step), "The sign: f ahead minus f behind.")]),
    Exercise(hessian, [(X, y) for X, _, y in SAMPLES],
        hints=[
            "First put the column of ones on the right of X: np.hstack([X, np.ones((len(X), 1))]).",
            "Each row of X1 gets the weight y (1 - y) of its sample. "
                "To multiply rows, that weight needs shape (N, 1): (y * (1 - y))[:, None].",
            "`X1 = np.hstack([X, np.ones((len(X), 1))])`, then `return X1.T @ (X1 * (y * (1 - y))[:, None]) / len(X)`"],
        mistakes=[
            Mistake(lambda X, y: X.T @ (X * (y * (1 - y))[:, None]) / len(X),
                "The bias is missing: put a column of ones on the right of X first."),
            Mistake(lambda X, y: hessian(X, y) * len(X),
                "You summed over the samples. The cost is a mean: divide by N."),
            Mistake(lambda X, y: weighted_square(X, np.ones_like(y)),
                "The weights y (1 - y) are missing: an undecided sample bends the cost more than a sure one."),
            Mistake(lambda X, y: weighted_square(X, y),
                "You weighted the samples by y. The slope of the sigmoid is y (1 - y)."),
            Mistake(lambda X, y: weighted_square(X, np.full(len(y), np.mean(y * (1 - y)))),
                "You gave every sample the mean of y (1 - y). "
                "Each row of X1 takes its own: multiply first, then add up."),
            Mistake(lambda X, y: weighted_square(X, (y * (1 - y)) ** 2),
                "You put y (1 - y) on both copies of X1, so it is squared. Multiply only one of them."),
            Mistake(lambda X, y: np.roll(hessian(X, y), (1, 1), (0, 1)),
                "Your column of ones is on the left. The course puts the bias last: the ones go on the right."),
            Mistake(lambda X, y: np.diag(np.diag(hessian(X, y))),
                "You have only the diagonal. The other entries say how a slope changes when a different weight moves.")]),
    line(slope_in_one_weight, _slope_by_number, _sample,
        edges={"an output of exactly 1 (cancel first)": (0, 1.0, 0.7)},
        hints=[
            "Multiply the three links. The denominator of the first link is the second link.",
            "y (1 - y) cancels. Two factors remain.",
            "`(y - t) * x_i`"],
        mistakes=[
            Mistake(lambda t, y, x: (y - t) / (y * (1 - y)) * (y * (1 - y)) * x,
                "Those are the three links, not multiplied out: y (1 - y) is in the numerator and the denominator, so it cancels. "
                "Where y is 1 exactly, yours is 0/0."),
            Mistake(lambda t, y, x: y - t, "That is the slope along a, and along b. The third link is missing: multiply by x_i."),
            Mistake(lambda t, y, x: (t - y) * x, "The sign: the numerator of the first link is y - t."),
            Mistake(lambda t, y, x: (y - t) * y * (1 - y) * x,
                "y (1 - y) is in the second link, but also in the denominator of the first: it cancels. (Yours is the slope of half the squared error.)"),
            Mistake(lambda t, y, x: (y - t) / (y * (1 - y)) * x, "The second link is missing: multiply by y (1 - y), which cancels the denominator."),
            Mistake(lambda t, y, x: y * (1 - y) * x, "The first link is missing: how the cost changes with y."),
            Mistake(lambda t, y, x: (y - t) / x, "da/dw_i is x_i, a factor; you divided by it.")]),
    line(bend_in_two_weights, _bend_by_number, _output_and_two,
        edges={"the same weight twice": (0.3, 0.7, 0.7)},
        hints=[
            "In (y - t) x_i only y depends on w_j. How does y change with w_j? See links two and three.",
            "dy/dw_j = y (1 - y) x_j. The factor x_i stays where it is.",
            "`y * (1 - y) * x_i * x_j`"],
        mistakes=[
            Mistake(lambda y, x, z: y * (1 - y) * x, "The inner derivative of the activation is missing: da/dw_j = x_j."),
            Mistake(lambda y, x, z: y * (1 - y) * z, "The factor x_i of the slope is missing: it is a constant, so it stays."),
            Mistake(lambda y, x, z: x * z, "The slope of the sigmoid is missing: dy/da = y (1 - y)."),
            Mistake(lambda y, x, z: y * x * z, "The slope of the sigmoid is y (1 - y), not y."),
            Mistake(lambda y, x, z: -y * (1 - y) * x * z, "The sign: y rises with a, and y has a plus sign in y - t."),
            Mistake(lambda y, x, z: y * (1 - y) * (x + z), "It is the product of x_i and x_j, not their sum: one is from the slope, the other from the inner derivative."),
            Mistake(lambda y, x, z: y * (1 - y) * x**2, "You took x_i twice. The second factor is x_j: you differentiate with respect to w_j."),
            Mistake(lambda y, x, z: y * (1 - y), "That is dy/da. Two inputs are missing: x_i from the slope, x_j from the inner derivative.")]),
]
