"""What learners hand in for the exercises of notebook 90: right and wrong answers, from people who saw only the stubs."""

import itertools
import lrcourse as lr
import numpy as np


@right("a list of places, d kept between the rounds")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z)
        z = z + d
        path.append(z)
    return np.array(path)


@right("without d: the last step is the difference of the last two places")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    start = np.asarray(start, dtype=float)
    path = np.empty((steps + 1,) + start.shape)
    path[0] = start
    before = start
    for s in range(steps):
        here = path[s].copy()
        path[s + 1] = here + momentum * (here - before) - learning_rate * slope(here)
        before = here
    return path


@right("the velocity without the rate: v = beta v + slope, and a step of -eta v")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    place = 1.0 * np.asarray(start)
    velocity = 0 * place
    path = place[np.newaxis]
    for _ in range(steps):
        velocity = momentum * velocity + slope(place)
        place = place - learning_rate * velocity
        path = np.concatenate([path, place[np.newaxis]])
    return path


@wrong("z += d changes one and the same array: every row of the path is the last place")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z)
        z += d
        path.append(z)
    return np.array(path)


@wrong("d is set to 0 in every round: plain gradient descent without momentum")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        d = np.zeros_like(path[-1])
        d = momentum * d - learning_rate * slope(path[-1])
        path.append(path[-1] + d)
    return np.array(path)


@wrong("the new push is weighted with 1 - momentum, as in a running mean: steps too short")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - (1 - momentum) * learning_rate * slope(z)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("plus the slope: the ball is pushed uphill")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d + learning_rate * slope(z)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("the start is missing in the path: steps rows instead of steps + 1")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = []
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("moves by the old step before the new one is worked out: every push comes a step late")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        g = slope(z)
        z = z + d
        d = momentum * d - learning_rate * g
        path.append(z)
    return np.array(path)


@wrong("the slope is felt at the start only, outside the loop")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    g = slope(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * g
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("the momentum takes the last place instead of the last step")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    path = [z]
    for _ in range(steps):
        z = momentum * z - learning_rate * slope(z)
        path.append(z)
    return np.array(path)


@right("as the heavy ball, with the slope at z + beta d")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z + momentum * d)
        z = z + d
        path.append(z)
    return np.array(path)


@right("with the place ahead: from there a plain step")
def nesterov(slope, start, learning_rate, momentum, steps):
    old = here = np.array(start, dtype=float)
    path = np.zeros((steps + 1,) + here.shape)
    path[0] = here
    for s in range(1, steps + 1):
        ahead = here + momentum * (here - old)
        old, here = here, ahead - learning_rate * slope(ahead)
        path[s] = here
    return path


@right("two half-steps in place on copies: first the momentum, then the push")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    path = [z.copy()]
    d = z - z
    for _ in range(steps):
        d = d * momentum
        z = z + d
        push = -learning_rate * np.asarray(slope(z.copy()))
        z = z + push
        d = d + push
        path.append(z.copy())
    return np.stack(path)


@wrong("the slope is felt at z itself: that is the heavy ball")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("feels the slope at z + d, a whole last step ahead; the momentum factor is missing")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z + d)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("looks back instead of ahead: the slope at z - momentum d")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z - momentum * d)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("the step, which holds the momentum already, is added to the place ahead: momentum counted twice")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        ahead = z + momentum * d
        d = momentum * d - learning_rate * slope(ahead)
        z = ahead + d
        path.append(z)
    return np.array(path)


@wrong("the step takes only the push, the momentum is used for looking ahead only")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        d = -learning_rate * slope(z + momentum * d)
        z = z + d
        path.append(z)
    return np.array(path)


@wrong("the path holds the places ahead, where the slope is felt, not the places reached")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(steps):
        ahead = z + momentum * d
        d = momentum * d - learning_rate * slope(ahead)
        z = z + d
        path.append(ahead)
    return np.array(path)


@wrong("only the last place is returned, not the path")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z + momentum * d)
        z = z + d
    return z


@wrong("one step too few: range starts at 1")
def nesterov(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = [z]
    for _ in range(1, steps):
        d = momentum * d - learning_rate * slope(z + momentum * d)
        z = z + d
        path.append(z)
    return np.array(path)


@right("a while loop; step = step / 2 makes a new array")
def halve(cost, place, step):
    while cost(place + step) > cost(place):
        step = step / 2
    return step


@right("a factor 1, 1/2, 1/4 ... by itertools.count")
def halve(cost, place, step):
    now = cost(place)
    for k in itertools.count():
        shorter = step * 0.5**k
        if cost(place + shorter) <= now:
            return shorter


@right("an endless loop with break, on a copy")
def halve(cost, place, step):
    start = cost(place)
    d = np.array(step, dtype=float)
    while True:
        new = cost(place + d)
        if not new > start:
            break
        d *= 0.5
    return d


@wrong("halves once at most: if instead of while")
def halve(cost, place, step):
    if cost(place + step) > cost(place):
        step = step / 2
    return step


@wrong("returns the new place, not the step")
def halve(cost, place, step):
    while cost(place + step) > cost(place):
        step = step / 2
    return place + step


@wrong("step /= 2 changes the caller's array in place")
def halve(cost, place, step):
    before = cost(place)
    while cost(place + step) > before:
        step /= 2
    return step


@wrong("halves also where the cost is equal (at most a hundred times), though that is not above")
def halve(cost, place, step):
    tries = 0
    while cost(place + step) >= cost(place) and tries < 100:
        step = step / 2
        tries += 1
    return step


@wrong("asks for the cost at the step itself, without adding it to the place")
def halve(cost, place, step):
    for _ in range(200):
        if cost(step) <= cost(place):
            break
        step = step / 2
    return step


@wrong("each attempt starts from the place of the failed one, and is compared with the cost there")
def halve(cost, place, step):
    for _ in range(200):
        if cost(place + step) <= cost(place):
            return step
        place = place + step
        step = step / 2
    return step


@wrong("halves one time more than needed: halves first and asks later")
def halve(cost, place, step):
    while True:
        step = step / 2
        if cost(place + step) <= cost(place):
            return step


@wrong("returns the factor by which to shorten the step, not the step")
def halve(cost, place, step):
    factor = 1.0
    while cost(place + factor * step) > cost(place):
        factor /= 2
    return factor


@right("the two loops as in the text, alphas in a list")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    alphas = []
    for d, q in zip(reversed(steps), reversed(changes)):
        alpha = (d @ p) / (d @ q)
        p = p - alpha * q
        alphas.append(alpha)
    p = p * (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for d, q, alpha in zip(steps, changes, reversed(alphas)):
        p = p + (alpha - (q @ p) / (d @ q)) * d
    return p


@right("with the whole matrix: gamma I, and the formula for each pair from the oldest on")
def two_loops(slope, steps, changes):
    I = np.eye(len(slope))
    M = I * np.dot(steps[-1], changes[-1]) / np.dot(changes[-1], changes[-1])
    for d, q in zip(steps, changes):
        rho = 1 / np.dot(d, q)
        M = (I - rho * np.outer(d, q)) @ M @ (I - rho * np.outer(q, d)) + rho * np.outer(d, d)
    return M @ slope


@right("by recursion: the newest pair around the answer of the older ones")
def two_loops(slope, steps, changes):
    gamma = np.sum(steps[-1] * changes[-1]) / np.sum(changes[-1] ** 2)

    def times(g, k):
        if k == 0:
            return gamma * g
        d, q = steps[k - 1], changes[k - 1]
        rho = 1 / np.sum(d * q)
        alpha = rho * np.sum(d * g)
        p = times(g - alpha * q, k - 1)
        return p + (alpha - rho * np.sum(q * p)) * d

    return times(np.asarray(slope, dtype=float), len(steps))


@wrong("both loops run the wrong way: down from the oldest pair, up from the newest")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    alphas = []
    for d, q in zip(steps, changes):
        alphas.append((d @ p) / (d @ q))
        p = p - alphas[-1] * q
    d, q = steps[-1], changes[-1]
    p = p * (d @ q) / (q @ q)
    for d, q, alpha in zip(steps[::-1], changes[::-1], alphas[::-1]):
        p = p + (alpha - (q @ p) / (d @ q)) * d
    return p


@wrong("the alphas are not turned round for the way up: each pair gets the share of another")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    alphas = []
    for d, q in zip(steps[::-1], changes[::-1]):
        alphas.append((d @ p) / (d @ q))
        p = p - alphas[-1] * q
    d, q = steps[-1], changes[-1]
    p = p * (d @ q) / (q @ q)
    for d, q, alpha in zip(steps, changes, alphas):
        p = p + (alpha - (q @ p) / (d @ q)) * d
    return p


@wrong("gamma from the oldest pair, not from the newest")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in range(n - 1, -1, -1):
        alpha[i] = (steps[i] @ p) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    p = p * (steps[0] @ changes[0]) / (changes[0] @ changes[0])
    for i in range(n):
        p = p + (alpha[i] - (changes[i] @ p) / (steps[i] @ changes[i])) * steps[i]
    return p


@wrong("gamma upside down: q.q / d.q is a curvature, not its inverse")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in reversed(range(n)):
        alpha[i] = (steps[i] @ p) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    p = p * (changes[-1] @ changes[-1]) / (steps[-1] @ changes[-1])
    for i in range(n):
        p = p + (alpha[i] - (changes[i] @ p) / (steps[i] @ changes[i])) * steps[i]
    return p


@wrong("no first guess: at the bottom nothing is multiplied by gamma")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in reversed(range(n)):
        alpha[i] = (steps[i] @ p) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    for i in range(n):
        p = p + (alpha[i] - (changes[i] @ p) / (steps[i] @ changes[i])) * steps[i]
    return p


@wrong("every alpha is taken from the original slope, not from what is left of it")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in reversed(range(n)):
        alpha[i] = (steps[i] @ slope) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    p = p * (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for i in range(n):
        p = p + (alpha[i] - (changes[i] @ p) / (steps[i] @ changes[i])) * steps[i]
    return p


@wrong("the answer with a minus: the step downhill, not the matrix times the slope")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in reversed(range(n)):
        alpha[i] = (steps[i] @ p) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    p = p * (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for i in range(n):
        p = p + (alpha[i] - (changes[i] @ p) / (steps[i] @ changes[i])) * steps[i]
    return -p


@wrong("on the way up only alpha d is added, rho q.p is not taken off")
def two_loops(slope, steps, changes):
    p = np.array(slope, dtype=float)
    n = len(steps)
    alpha = np.zeros(n)
    for i in reversed(range(n)):
        alpha[i] = (steps[i] @ p) / (steps[i] @ changes[i])
        p = p - alpha[i] * changes[i]
    p = p * (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for i in range(n):
        p = p + alpha[i] * steps[i]
    return p


# -- by the hints --


@right("the last hint")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    path, last = [start], 0
    for _ in range(steps):
        last = momentum * last - learning_rate * slope(path[-1])
        path.append(path[-1] + last)
    return np.array(path)


@wrong("np.append without an axis makes one flat array instead of rows")
def heavy_ball(slope, start, learning_rate, momentum, steps):
    z = np.array(start, dtype=float)
    d = np.zeros_like(z)
    path = z.copy()
    for _ in range(steps):
        d = momentum * d - learning_rate * slope(z)
        z = z + d
        path = np.append(path, z)
    return path


@right("the last hint")
def nesterov(slope, start, learning_rate, momentum, steps):
    path, last = [start], 0
    for _ in range(steps):
        last = momentum * last - learning_rate * slope(path[-1] + momentum * last)
        path.append(path[-1] + last)
    return np.array(path)


@right("the last hint")
def halve(cost, place, step):
    while cost(place + step) > cost(place): step = step / 2
    return step


@right("the last hint")
def two_loops(slope, steps, changes):
    shares = []
    for d, q in zip(reversed(steps), reversed(changes)):
        share = (d @ slope) / (d @ q)
        shares.append(share)
        slope = slope - share * q
    d, q = steps[-1], changes[-1]
    answer = (d @ q) / (q @ q) * slope
    for d, q, share in zip(steps, changes, reversed(shares)):
        answer = answer + (share - (q @ answer) / (d @ q)) * d
    return answer


# --------------------------------------------------------------- lasting_step


@right("solved for d")
def lasting_step(slope, learning_rate, momentum):
    return -learning_rate * slope / (1 - momentum)


@right("all on one side, then a linear equation for NumPy")
def lasting_step(slope, learning_rate, momentum):
    # (1 - beta) d = -eta g
    A = np.array([[1.0 - momentum]])
    push = np.array([-learning_rate * slope], dtype=float)
    return float(np.linalg.solve(A, push)[0])


@right("the first push and all that is kept of it, as the sum of a geometric series")
def lasting_step(slope, learning_rate, momentum):
    push = -(learning_rate * slope)
    kept = push * momentum / (1 - momentum)
    return push + kept


@wrong("uphill: the minus is lost")
def lasting_step(slope, learning_rate, momentum):
    return learning_rate * slope / (1 - momentum)


@wrong("brings the share to the other side without turning its sign: 1 + beta")
def lasting_step(slope, learning_rate, momentum):
    push = learning_rate * slope
    return -push / (1 + momentum)


@wrong("a plain step without any memory")
def lasting_step(slope, learning_rate, momentum):
    d = 0.0
    d = momentum * d - learning_rate * slope
    return d


@wrong("multiplies by 1 - beta instead of dividing")
def lasting_step(slope, learning_rate, momentum):
    brake = 1 - momentum
    return -learning_rate * slope * brake


@wrong("parentheses are missing: beta is subtracted from the step")
def lasting_step(slope, learning_rate, momentum):
    return -learning_rate * slope / 1 - momentum


@wrong("divides by beta")
def lasting_step(slope, learning_rate, momentum):
    d = -learning_rate * slope / momentum
    return d


@wrong("goes ten steps only, so the step is still growing")
def lasting_step(slope, learning_rate, momentum):
    d = 0
    for _ in range(10):
        d = momentum * d - learning_rate * slope
    return d


@wrong("uses d before it has a value")
def lasting_step(slope, learning_rate, momentum):
    while True:
        old = d
        d = momentum * d - learning_rate * slope
        if d == old:
            return d


@right("the last hint")
def lasting_step(slope, learning_rate, momentum):
    return -learning_rate * slope / (1 - momentum)
