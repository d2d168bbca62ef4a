"""The exercises of notebook 11."""

import numpy as np

from lrcourse.core import weighted_square
from lrcourse.cost import cross_entropy, gradient, hessian
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.model import feedforward

rng = np.random.default_rng(11)
X = rng.normal((0.5, -0.3), 1.0, size=(8, 2))
T = np.array([0, 1, 1, 0, 1, 0, 1, 1])
LONG = np.column_stack([X, X[:, 0] ** 2])


def train(X, t, learning_rate, steps):
    """The weights and the bias after ``steps`` steps of gradient descent from 0, and the cost before each step."""
    w, b = np.zeros(X.shape[1]), 0.0
    costs = []
    for _ in range(steps):
        y = feedforward(X, w, b)
        costs.append(cross_entropy(t, y))
        dw, db = gradient(X, t, y)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.array(costs)


def _trained(X, t, learning_rate, steps, sign=1.0, factor=1.0, bias=1.0, once=False, late=False, again=False):
    """`train` with a mistake."""
    w, b = np.zeros(X.shape[1]), 0.0
    costs, first = [], None
    for _ in range(steps):
        y = feedforward(X, w, b)
        first = y if first is None else first
        y = first if once else y
        costs.append(cross_entropy(t, y))
        dw, db = gradient(X, t, y)
        w = w - sign * factor * learning_rate * dw
        if again:
            db = gradient(X, t, feedforward(X, w, b))[1]
        b = b - sign * factor * bias * learning_rate * db
        if late:
            costs[-1] = cross_entropy(t, feedforward(X, w, b))
    return w, b, np.array(costs)


def _pulled(X, t, learning_rate, steps, pull):
    """`train` where the errors y - t become pull(errors, y, k) in step k."""
    w, b = np.zeros(X.shape[1]), 0.0
    costs = []
    for k in range(steps):
        y = feedforward(X, w, b)
        costs.append(cross_entropy(t, y))
        error = pull(y - t, y, k)
        w, b = w - learning_rate * error @ X / len(t), b - learning_rate * error.mean()
    return w, b, np.array(costs)


def separates(X, t, w, b):
    """Whether every sample lies on its own side of the line, none on it."""
    a = X @ w + b
    return bool(np.all(np.where(t == 1, a, -a) > 0))


def newton_step(X, t, w, b):
    """The weights and the bias after one step of Newton's method."""
    y = feedforward(X, w, b)
    slope = np.append(*gradient(X, t, y))
    step = np.linalg.solve(hessian(X, y), slope)
    return w - step[:-1], b - step[-1]


def _newton(X, t, w, b, change):
    y = feedforward(X, w, b)
    slope = np.append(*gradient(X, t, y))
    step = change(slope, hessian(X, y), y)
    return w - step[:-1], b - step[-1]


def _blind_to_b(X, t, w, b):
    """`newton_step` with the slope and the Hessian of b = 0."""
    new_w, move = newton_step(X, t, w, 0.0)
    return new_w, b + move


RIGHT = (np.array([[1.0, 2], [2, 1], [-1, -2], [-2, -0.5]]), np.array([1, 1, 0, 0]))

EXERCISES = [
    Exercise(train, [(X, T, 0.5, 4), (LONG, T, 0.2, 6), (X, 1 - T, 1.0, 3), (X[:, :1], T, 0.3, 2)],
        edges={"steps so small that the cost hardly falls": (X, T, 1e-5, 5), "no step at all": (X, T, 0.5, 0)},
        hints=[
            "Begin with w = np.zeros(X.shape[1]) and b = 0.0. Then, steps times: outputs, cost, slopes, update.",
            "In the loop: y = lr.feedforward(X, w, b), costs.append(lr.cross_entropy(t, y)), dw, db = lr.gradient(X, t, y).",
            "In the loop: `y = lr.feedforward(X, w, b)`, `costs.append(lr.cross_entropy(t, y))`, "
                "`dw, db = lr.gradient(X, t, y)`, `w, b = w - learning_rate * dw, b - learning_rate * db`. "
                "After it `return w, b, np.array(costs)`."],
        mistakes=[
            Mistake(lambda *a: _trained(*a, sign=-1.0),
                "You are walking uphill: the costs rise. The gradient points up, so subtract it."),
            Mistake(lambda X, t, rate, steps: _trained(X, t, rate, steps, factor=len(t)),
                "Your steps are N times too long. The slopes belong to the mean cost: divide by N."),
            Mistake(lambda *a: _trained(*a, bias=0.0),
                "The bias never moves. It has a slope of its own, db, and takes the same step."),
            Mistake(lambda *a: _trained(*a, once=True),
                "You computed y once, before the loop. The weights change, so y must be computed again at every step."),
            Mistake(lambda *a: _trained(*a, late=True),
                "You recorded the cost after each step. Record it before: the first one belongs to w = 0."),
            Mistake(lambda *a: _trained(*a, again=True),
                "You moved w first and took db at the new w. Both slopes belong to the same place: compute both, then move both."),
            Mistake(lambda *a: _pulled(*a, lambda error, y, k: error * y * (1 - y)),
                "There is one factor y (1 - y) too many, as in the slope of the squared error. "
                "In that of the cross-entropy it cancels, and y - t is left."),
            Mistake(lambda *a: _pulled(*a, lambda error, y, k: len(y) * error * (np.arange(len(y)) == k % len(y))),
                "Each of your steps follows a single sample. Here every step follows the mean over all of them.")]),
    Exercise(newton_step,
        inputs=[(X, T, np.zeros(2), 0.0), (X, T, np.array([0.3, -0.5]), 0.2), (X[:, :1], T, np.array([1.0]), -0.4)],
        hints=[
            "Slope and Hessian are both taken at the current weights: y = lr.feedforward(X, w, b).",
            "slope = np.append(*lr.gradient(X, t, y)) has the bias last, as does lr.cost.hessian(X, y).",
            "`step = np.linalg.solve(lr.cost.hessian(X, y), slope)`, then `return w - step[:-1], b - step[-1]`"],
        mistakes=[
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: -np.linalg.solve(H, slope)),
                "You went up the parabola. Solve H d = -slope and add d; or solve H d = slope and subtract it."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: slope),
                "That is a step of gradient descent with learning rate 1. The Hessian is missing."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: H @ slope),
                "You multiplied by the Hessian. Divide by it: np.linalg.solve(H, slope)."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: slope / np.diag(H)),
                "You divided only by the diagonal. Weights and bias share the samples, so the whole matrix counts: np.linalg.solve."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: np.linalg.solve(len(y) * H, slope)),
                "Your step is N times too short. If the slope is a mean, the Hessian must be one too."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: np.append(
                    np.linalg.solve(H[:-1, :-1], slope[:-1]), slope[-1] / H[-1, -1])),
                "You solved for w and for b separately. They depend on the same samples: solve all D + 1 equations together."),
            Mistake(lambda *a: _newton(*a, lambda slope, H, y: np.roll(np.linalg.solve(H, np.roll(slope, 1)), -1)),
                "The bias has one place in your slope and another in your Hessian. Put it last in both."),
            Mistake(lambda *a: tuple(after - before for after, before in zip(newton_step(*a), a[2:])),
                "You returned the step itself. What is needed is where it leads: add it to w and b."),
            Mistake(lambda X, *a: _newton(X, *a, lambda slope, H, y: np.linalg.solve(
                    weighted_square(X, np.ones(len(y))), slope)),
                "Your Hessian lacks the weights y (1 - y), as if this were linear regression. "
                "Each sample bends the cost by its own weight."),
            Mistake(_blind_to_b, "You left b out of the activation. Slope and Hessian belong to y at X @ w + b.")]),
    Exercise(separates,
        inputs=[(*RIGHT, np.array([1.0, 1.0]), 0.0),
                (*RIGHT, np.array([1.0, 1.0]), -3.0),  # two lie on the line
                (*RIGHT, np.array([1.0, 1.0]), 2.5),  # one of class 0 lies on the line
                (*RIGHT, np.array([1.0, 1.0]), 10.0),  # all on one side
                (*RIGHT, np.array([-1.0, -1.0]), 0.0),  # all on the wrong side
                (*RIGHT, np.array([0.2, 0.1]), 0.1),
                (RIGHT[0] + 5, RIGHT[1], np.array([1.0, 1.0]), -10.0)],  # only the bias makes it right
        edges={"a single class": (RIGHT[0][:2], RIGHT[1][:2], np.array([1.0, 1.0]), 0.0),
               "a single class, on both sides of the line": (np.array([[1.0, 2], [-3, 1], [0.5, 1]]), np.ones(3), np.array([1.0, 1.0]), 0.0)},
        hints=[
            "a = X @ w + b must be above 0 where t is 1, and below 0 where t is 0.",
            "(2 * t - 1) * a is the activation, with its sign flipped where t is 0: it must be above 0 everywhere.",
            "`return np.all((2 * t - 1) * (X @ w + b) > 0)`"],
        mistakes=[
            Mistake(lambda X, t, w, b: float(np.mean((X @ w + b > 0) == t)),
                "That is the accuracy. What is needed is yes or no: is every single sample on its side, and none on the line?"),
            Mistake(lambda X, t, w, b: bool(np.any((2 * t - 1) * (X @ w + b) > 0)),
                "You are content with one sample on its own side. All of them are needed: np.all."),
            Mistake(lambda X, t, w, b: bool(np.all((2 * t - 1) * (X @ w) > 0)), "You left out the bias."),
            Mistake(lambda X, t, w, b: bool(np.all((X @ w + b > 0) == t)),
                "You count a sample of class 0 on the line itself as separated, because 0 > 0 is false. Ask for a < 0 there."),
            Mistake(lambda X, t, w, b: bool(np.all((2 * t - 1) * (X @ w + b) >= 0)),
                "You count a sample on the line itself as separated. "
                "There y is 1/2, however large the weights: use > 0."),
            Mistake(lambda X, t, w, b: bool(np.all((X @ w + b >= 0) == t)),
                "You count a sample of class 1 on the line itself as separated. Ask for a > 0 there."),
            Mistake(lambda X, t, w, b: bool(np.mean((2 * t - 1) * (X @ w + b)) > 0),
                "You ask about the mean margin. "
                "It can be above 0 with a sample on the wrong side. All are needed: np.all."),
            Mistake(lambda X, t, w, b: bool(np.min((X @ w)[t == 1]) > np.max((X @ w)[t == 0])),
                "You ask whether some line in this direction separates them. "
                "What is needed is whether this one does, with its b."),
            Mistake(lambda X, t, w, b: bool(np.all(X @ w + b > 0)),
                "You ask for all activations to be above 0. Where t is 0 they must be below it.")]),
]
