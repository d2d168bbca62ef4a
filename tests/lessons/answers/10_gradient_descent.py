"""What learners hand in for the exercises of notebook 10: right and wrong answers, from people who saw only the stubs."""

import itertools
import lrcourse as lr
import math
import numpy as np


# --------------------------------------------------------------------- descend


@right("a list of places")
def descend(slope, start, learning_rate, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - learning_rate * slope(w)
        path.append(w)
    return np.array(path)


@right("an array of floats made beforehand, filled row by row")
def descend(slope, start, learning_rate, steps):
    path = np.zeros((steps + 1,) + np.shape(start))
    path[0] = start
    k = 0
    while k < steps:
        path[k + 1] = path[k] - learning_rate * slope(path[k])
        k += 1
    return path


@right("itertools.accumulate")
def descend(slope, start, learning_rate, steps):
    def step(place, _):
        return place - learning_rate * slope(place)

    return np.array(list(itertools.accumulate(range(steps), step, initial=start)))


@wrong("walks uphill: plus instead of minus")
def descend(slope, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] + learning_rate * slope(path[-1]))
    return np.array(path)


@wrong("the start is missing from the path")
def descend(slope, start, learning_rate, steps):
    w = start
    path = []
    for _ in range(steps):
        w = w - learning_rate * slope(w)
        path.append(w)
    return np.array(path)


@wrong("returns the last place only, not the path")
def descend(slope, start, learning_rate, steps):
    w = start
    for _ in range(steps):
        w = w - learning_rate * slope(w)
    return w


@wrong("always takes the slope at the start, never at the present place")
def descend(slope, start, learning_rate, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - learning_rate * slope(start)
        path.append(w)
    return np.array(path)


@wrong("-= changes a vector in place, so every row of the path is the last place, and the start is lost")
def descend(slope, start, learning_rate, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w -= learning_rate * slope(w)
        path.append(w)
    return np.array(path)


@wrong("the path takes its type from the start: whole numbers if the start is one, so every place is cut off")
def descend(slope, start, learning_rate, steps):
    path = np.array([start] * (steps + 1))
    for k in range(steps):
        path[k + 1] = path[k] - learning_rate * slope(path[k])
    return path


@wrong("stops early when the slope is nearly 0, so the path is too short")
def descend(slope, start, learning_rate, steps):
    w = start
    path = [w]
    for _ in range(steps):
        s = slope(w)
        if np.all(np.abs(s) < 1e-3):
            break
        w = w - learning_rate * s
        path.append(w)
    return np.array(path)


@wrong("uses the sign of the slope only: all steps are equally long")
def descend(slope, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * np.sign(slope(path[-1])))
    return np.array(path)


# --------------------------------------------------------- largest_stable_rate


@right("2 divided by the largest curvature")
def largest_stable_rate(curvatures):
    return 2 / np.max(curvatures)


@right("the smallest of the single limits")
def largest_stable_rate(curvatures):
    return min(2 / c for c in curvatures)


@right("sorted, and the last one taken")
def largest_stable_rate(curvatures):
    ordered = np.sort(np.asarray(curvatures, dtype=float))
    return np.array(2.0 / ordered[-1])


@wrong("1 / curvature, the rate that arrives in one step, not the limit of 2 / curvature")
def largest_stable_rate(curvatures):
    return 1 / np.max(curvatures)


@wrong("the smallest curvature: a rate that the flattest direction alone would allow")
def largest_stable_rate(curvatures):
    return 2 / np.min(curvatures)


@wrong("the mean curvature: too large for the steepest direction")
def largest_stable_rate(curvatures):
    return 2 / np.mean(curvatures)


@wrong("the sum of the curvatures: stable, but not the largest rate")
def largest_stable_rate(curvatures):
    return 2 / np.sum(curvatures)


@wrong("takes the last curvature for the largest: right only if they are sorted")
def largest_stable_rate(curvatures):
    return 2 / curvatures[-1]


@wrong("one limit for each direction, not one for all")
def largest_stable_rate(curvatures):
    return 2 / curvatures


@wrong("2 / (smallest + largest): the rate that is fastest for both, not the limit")
def largest_stable_rate(curvatures):
    return 2 / (np.min(curvatures) + np.max(curvatures))


@wrong("np.argmax gives the index of the largest curvature, not the curvature")
def largest_stable_rate(curvatures):
    return 2 / np.argmax(curvatures)


# -------------------------------------------------------------------- gradient


@right("the matrix form")
def gradient(X, t, y):
    error = y - t
    return X.T @ error / len(t), np.mean(error)


@right("loops, as in C")
def gradient(X, t, y):
    N, D = X.shape
    dw = np.zeros(D)
    db = 0.0
    for n in range(N):
        error = float(y[n]) - float(t[n])
        db += error
        for i in range(D):
            dw[i] += error * X[n, i]
    return dw / N, db / N


@right("each sample's pull, then the mean over the rows")
def gradient(X, t, y):
    pulls = (y - t)[:, np.newaxis] * np.column_stack([X, np.ones(len(X))])
    mean_pull = pulls.mean(axis=0)
    return mean_pull[:-1], mean_pull[-1]


@wrong("sums instead of means: the division by N is missing")
def gradient(X, t, y):
    error = y - t
    return X.T @ error, np.sum(error)


@wrong("t - y instead of y - t: points downhill")
def gradient(X, t, y):
    error = t - y
    return X.T @ error / len(t), np.mean(error)


@wrong("the slope of the sigmoid y (1 - y) is still in it, though it cancels")
def gradient(X, t, y):
    error = (y - t) * y * (1 - y)
    return X.T @ error / len(t), np.mean(error)


@wrong("dw is divided by the number of features instead of samples")
def gradient(X, t, y):
    error = y - t
    return X.T @ error / X.shape[1], np.mean(error)


@wrong("returns db first and dw second")
def gradient(X, t, y):
    error = y - t
    dw = X.T @ error / len(t)
    db = np.mean(error)
    return db, dw


@wrong("t as a column against y: the errors become (N, N), and dw has shape (D, N)")
def gradient(X, t, y):
    error = y - t.reshape(-1, 1)
    return X.T @ error / len(t), np.mean(error)


@wrong("the outputs are rounded to 0 and 1 before the error is taken")
def gradient(X, t, y):
    error = np.round(y) - t
    return X.T @ error / len(t), np.mean(error)


@wrong("the transpose is missing: X @ error fits only a square X, and gives wrong numbers there")
def gradient(X, t, y):
    error = y - t
    return X @ error / len(t), np.mean(error)


# ---------------------------------------------------------- numerical_gradient


@right("a loop with two copies of x")
def numerical_gradient(f, x, step):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        right_x = np.array(x, dtype=float)
        left_x = np.array(x, dtype=float)
        right_x[i] += step
        left_x[i] -= step
        slopes[i] = (f(right_x) - f(left_x)) / (2 * step)
    return slopes


@right("the rows of the unit matrix as directions")
def numerical_gradient(f, x, step):
    return np.array([(f(x + step * e) - f(x - step * e)) / (2 * step) for e in np.eye(len(x))])


@right("one working copy in which each entry is moved and then put back")
def numerical_gradient(f, x, step):
    place = np.asarray(x).astype(float)
    result = []
    for i in range(place.size):
        keep = place[i]
        place[i] = keep + step
        above = float(f(place))
        place[i] = keep - step
        below = float(f(place))
        place[i] = keep
        result.append((above - below) / step / 2)
    return np.array(result)


@wrong("forward differences: f(x + h) - f(x) over h, not central ones")
def numerical_gradient(f, x, step):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        moved = x.astype(float)
        moved[i] += step
        slopes[i] = (f(moved) - f(x)) / step
    return slopes


@wrong("divides by the step, not by twice the step: all slopes doubled")
def numerical_gradient(f, x, step):
    return np.array([(f(x + step * e) - f(x - step * e)) / step for e in np.eye(len(x))])


@wrong("moves all entries at once: one number instead of one for each entry")
def numerical_gradient(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


@wrong("moved entries are not put back, so the later slopes are measured at a different place")
def numerical_gradient(f, x, step):
    right_x = x.astype(float)
    left_x = x.astype(float)
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        right_x[i] += step
        left_x[i] -= step
        slopes[i] = (f(right_x) - f(left_x)) / (2 * step)
    return slopes


@wrong("no copies: both names mean the same array, x itself, so the difference is always 0")
def numerical_gradient(f, x, step):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        right_x = x
        left_x = x
        right_x[i] += step
        left_x[i] -= step
        slopes[i] = (f(right_x) - f(left_x)) / (2 * step)
    return slopes


@wrong("brackets missing: divides by 2 and multiplies by the step")
def numerical_gradient(f, x, step):
    return np.array([(f(x + step * e) - f(x - step * e)) / 2 * step for e in np.eye(len(x))])


@wrong("moves each entry by a share of itself, but divides by the plain step: right only for entries of 1")
def numerical_gradient(f, x, step):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        right_x = x.astype(float)
        left_x = x.astype(float)
        right_x[i] *= 1 + step
        left_x[i] *= 1 - step
        slopes[i] = (f(right_x) - f(left_x)) / (2 * step)
    return slopes


# --------------------------------------------------------------------- hessian


@right("each row times its y (1 - y), no big diagonal matrix")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    return Z.T @ (Z * (y * (1 - y))[:, np.newaxis]) / len(X)


@right("with np.diag, as in the formula")
def hessian(X, y):
    N = X.shape[0]
    Z = np.hstack((X, np.ones((N, 1))))
    return Z.T @ np.diag(y * (1 - y)) @ Z / N


@right("triple loop over the entries and the samples")
def hessian(X, y):
    N, D = X.shape
    H = np.zeros((D + 1, D + 1))
    for n in range(N):
        row = [float(v) for v in X[n]] + [1.0]
        for i in range(D + 1):
            for j in range(D + 1):
                H[i, j] += y[n] * (1 - y[n]) * row[i] * row[j] / N
    return H


@wrong("without the bias: (D, D)")
def hessian(X, y):
    s = y * (1 - y)
    return X.T @ (X * s[:, None]) / len(X)


@wrong("the ones are on the left, so the bias is the first row and column")
def hessian(X, y):
    Z = np.column_stack([np.ones(len(X)), X])
    s = y * (1 - y)
    return Z.T @ (Z * s[:, None]) / len(X)


@wrong("the division by N is missing")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    s = y * (1 - y)
    return Z.T @ (Z * s[:, None])


@wrong("y as the factor instead of y (1 - y)")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    return Z.T @ (Z * y[:, None]) / len(X)


@wrong("np.diag is missing: (N,) against (N, D + 1) does not fit, or scales columns instead of rows")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    return Z.T @ ((y * (1 - y)) * Z) / len(X)


@wrong("the factor y (1 - y) is on both sides, so it counts squared")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    A = Z * (y * (1 - y))[:, None]
    return A.T @ A / len(X)


@wrong("a column of zeros instead of ones: the row and column of the bias are 0")
def hessian(X, y):
    Z = np.column_stack([X, np.zeros(len(X))])
    s = y * (1 - y)
    return Z.T @ (Z * s[:, None]) / len(X)


@wrong("the mean of y (1 - y) before the product: right only if all samples have the same one")
def hessian(X, y):
    Z = np.column_stack([X, np.ones(len(X))])
    return np.mean(y * (1 - y)) * (Z.T @ Z) / len(X)


# -- by the hints --


@right("the last hint")
def descend(slope, start, learning_rate, steps):
    path = [start]
    for _ in range(steps): path.append(path[-1] - learning_rate * slope(path[-1]))
    return np.array(path)


@wrong("np.append without an axis makes one long row of the vectors")
def descend(slope, start, learning_rate, steps):
    w = start
    path = np.array(start)
    for _ in range(steps):
        w = w - learning_rate * slope(w)
        path = np.append(path, w)
    return path


@right("the last hint")
def largest_stable_rate(curvatures):
    return 2 / np.max(curvatures)


@wrong("argmax gives the position of the largest curvature, not the curvature")
def largest_stable_rate(curvatures):
    steepest = np.argmax(curvatures)
    return 2 / steepest


@right("the last hint")
def gradient(X, t, y):
    return X.T @ (y - t) / len(t), np.mean(y - t)


@right("the last hint")
def numerical_gradient(f, x, step):
    slope = np.zeros(len(x))
    for i in range(len(x)):
        above, below = x.copy(), x.copy(); above[i] += step; below[i] -= step
        slope[i] = (f(above) - f(below)) / (2 * step)
    return slope


@right("the last hint")
def hessian(X, y):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return X1.T @ (X1 * (y * (1 - y))[:, None]) / len(X)


# -------------------------------------------------------- slope_in_one_weight


@right("error times input")
def slope_in_one_weight(t, y, x_i):
    return (y - t) * x_i


@right("the two classes one by one")
def slope_in_one_weight(t, y, x_i):
    if t == 1:
        return -(1 - y) * x_i
    return y * x_i


@right("NumPy's subtract and prod")
def slope_in_one_weight(t, y, x_i):
    error = np.subtract(y, t, dtype=float)
    return float(np.prod([error, x_i]))


@wrong("target minus output: the sign is flipped")
def slope_in_one_weight(t, y, x_i):
    error = t - y
    return error * x_i


@wrong("forgets the input")
def slope_in_one_weight(t, y, x_i):
    # y (1 - y) cancels
    return y - t


@wrong("keeps y (1 - y): the slope of the squared error")
def slope_in_one_weight(t, y, x_i):
    dJ_dy = y - t
    dy_da = y * (1 - y)
    return dJ_dy * dy_da * x_i


@wrong("leaves out the second link, so y (1 - y) stays in the denominator")
def slope_in_one_weight(t, y, x_i):
    first = (y - t) / (y * (1 - y))
    third = x_i
    return first * third


@wrong("parentheses are missing: only t is multiplied by the input")
def slope_in_one_weight(t, y, x_i):
    return y - t * x_i


@wrong("rounds the output to a class first, as the perceptron does")
def slope_in_one_weight(t, y, x_i):
    prediction = 1 if y > 0.5 else 0
    return (prediction - t) * x_i


@wrong("takes the absolute value of the error")
def slope_in_one_weight(t, y, x_i):
    miss = abs(y - t)
    return miss * x_i


@wrong("uses @ on numbers")
def slope_in_one_weight(t, y, x_i):
    error = np.asarray(y - t)
    return error @ np.asarray(x_i)


@right("the last hint")
def slope_in_one_weight(t, y, x_i):
    return (y - t) * x_i


# -------------------------------------------------------- bend_in_two_weights


@right("the product of four factors")
def bend_in_two_weights(y, x_i, x_j):
    return y * (1 - y) * x_i * x_j


@right("the chain rule, link by link")
def bend_in_two_weights(y, x_i, x_j):
    dy_da = y * (1 - y)
    da_dwj = x_j
    dslope_dy = x_i
    return dslope_dy * dy_da * da_dwj


@right("a loop that multiplies the factors")
def bend_in_two_weights(y, x_i, x_j):
    bend = 1.0
    for factor in (x_i, y, 1 - y, x_j):
        bend *= factor
    return bend


@wrong("stops at the activation: the factor x_j is missing")
def bend_in_two_weights(y, x_i, x_j):
    slope_of_sigmoid = y * (1 - y)
    return slope_of_sigmoid * x_i


@wrong("forgets the slope of the sigmoid")
def bend_in_two_weights(y, x_i, x_j):
    return x_i * x_j


@wrong("only multiplies the slope by x_j, and t is not given")
def bend_in_two_weights(y, x_i, x_j):
    slope_i = (y - t) * x_i
    return slope_i * x_j


@wrong("adds the two inputs instead of multiplying them")
def bend_in_two_weights(y, x_i, x_j):
    return y * (1 - y) * (x_i + x_j)


@wrong("differentiates twice by the same weight")
def bend_in_two_weights(y, x_i, x_j):
    return y * (1 - y) * x_i ** 2


@wrong("goes one derivative too far")
def bend_in_two_weights(y, x_i, x_j):
    first = y * (1 - y)
    second = first * (1 - 2 * y)
    return second * x_i * x_j


@wrong("puts the output through the sigmoid once more")
def bend_in_two_weights(y, x_i, x_j):
    s = 1 / (1 + np.exp(-y))
    return s * (1 - s) * x_i * x_j


@wrong("a minus, as if 1 - y were differentiated")
def bend_in_two_weights(y, x_i, x_j):
    dy = -y * (1 - y)
    return dy * x_j * x_i


@right("the last hint")
def bend_in_two_weights(y, x_i, x_j):
    return y * (1 - y) * x_i * x_j


@wrong("keeps the error y - t, and t is not known here: a NameError")
def bend_in_two_weights(y, x_i, x_j):
    error = y - t
    return error * y * (1 - y) * x_i * x_j
