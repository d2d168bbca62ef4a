"""The exercises of notebook 90."""

import numpy as np

from lrcourse.engine.checker import Exercise, Mistake, line


def heavy_ball(slope, start, learning_rate, momentum, steps):
    """The path of gradient descent with momentum: the start and the place after each step, steps + 1 rows."""
    path, last = [start], 0
    for _ in range(steps):
        last = momentum * last - learning_rate * slope(path[-1])
        path.append(path[-1] + last)
    return np.array(path)


def nesterov(slope, start, learning_rate, momentum, steps):
    """The path of Nesterov's method: the slope is felt where the momentum alone would lead."""
    path, last = [start], 0
    for _ in range(steps):
        last = momentum * last - learning_rate * slope(path[-1] + momentum * last)
        path.append(path[-1] + last)
    return np.array(path)


def halve(cost, place, step):
    """The step, halved until the cost at its end is not above the cost where it begins."""
    while cost(place + step) > cost(place):
        step = step / 2
    return step


def two_loops(slope, steps, changes):
    """The inverse Hessian that L-BFGS guesses from steps and changes of the slope (oldest first, at least one), times the slope."""
    shares = []
    for d, q in zip(reversed(steps), reversed(changes)):
        shares.append((d @ slope) / (d @ q))
        slope = slope - shares[-1] * q
    d, q = steps[-1], changes[-1]
    answer = (d @ q) / (q @ q) * slope
    for d, q, share in zip(steps, changes, reversed(shares)):
        answer = answer + (share - (q @ answer) / (d @ q)) * d
    return answer


def lasting_step(slope, learning_rate, momentum):
    """The step at which the ball no longer gets faster, if the slope stays the same: -eta g / (1 - beta)."""
    return -learning_rate * slope / (1 - momentum)


def _after_long(slope, learning_rate, momentum):
    """The last of 2,000 steps with one slope."""
    step = 0.0
    for _ in range(2000):
        step = momentum * step - learning_rate * slope
    return step


# -- grounds and mistakes ---------------------------------------------------------------------------------------


def square(z):
    """A parabola, 2 z^2."""
    return 2 * np.sum(z**2)


def walls(z):
    """A valley between steep walls."""
    return np.sum(np.cosh(z))


def hills(z):
    """Up and down, so that half a step may be worse than the whole."""
    return np.sum(np.sin(3 * z) + 0.1 * z**2)


def parabola_slope(z):
    """The slope of the parabola z^2."""
    return 2 * z


def ravine_slope(z):
    """The slope of a ravine with curvatures 1 and 20."""
    return np.array([1.0, 20.0]) * z


def valleys_slope(z):
    """The slope of a curve with two valleys."""
    return 4 * z**3 - 4 * z + 0.3


def _ball(slope, start, rate, momentum, steps, feel=lambda z, last, beta: z, move=None, first=0):
    """A walk with another place to feel, or another move."""
    move = move or (lambda z, last, push, beta: beta * last - push)
    path, last = [start], 0
    for _ in range(steps):
        last = move(path[-1], last, rate * slope(feel(path[-1], last, momentum)), momentum)
        path.append(path[-1] + last)
    return np.array(path[first:])


def _ahead(z, last, beta):
    return z + beta * last


def _kept_slope(slope, start, rate, momentum, steps):
    path, before = [start], 0
    for _ in range(steps):
        push = rate * slope(path[-1])
        path.append(path[-1] - push - momentum * before)
        before = push
    return np.array(path)


def _late(slope, start, rate, momentum, steps):
    path, last = [start], 0
    for _ in range(steps):
        path, last = [*path, path[-1] + last], momentum * last - rate * slope(path[-1])
    return np.array(path)


def _looks(slope, start, rate, momentum, steps):
    """The places where `nesterov` feels the slope."""
    path = nesterov(slope, start, rate, momentum, steps)[:-1]
    return np.concatenate([path[:1], path + momentum * np.diff(path, axis=0, prepend=path[:1])])


def _kept_look(slope, start, rate, momentum, steps):
    path, place, last = [start], start, 0
    for _ in range(steps):
        ahead = place + momentum * last
        last = momentum * last - rate * slope(ahead)
        place = ahead + last
        path.append(place)
    return np.array(path)


def _alone(cost, place, step):
    """`halve`, asking for the cost at the step itself."""
    while cost(step) > cost(place):
        step = step / 2
    return step


def _loops(slope, steps, changes, first=1, second=1, share_back=True, by=lambda d, q: d @ q,
           scale=lambda d, q: (d @ q) / (q @ q), scaled_by=-1, whole=False, turned=-1):
    """`two_loops` with a mistake."""
    pairs, shares, given = list(zip(steps, changes)), [], slope
    for d, q in pairs[::-first]:
        shares.append((d @ (given if whole else slope)) / by(d, q))
        slope = slope - shares[-1] * q
    answer = scale(*pairs[scaled_by]) * slope
    for (d, q), share in zip(pairs[::second], shares[::turned]):
        back = (q @ answer) / by(d, q) if share_back else 0
        answer = answer + (share - back) * d
    return answer


rng = np.random.default_rng(90)
BEND = np.array([[3.0, 1.0, 0.5], [1.0, 2.0, 0.3], [0.5, 0.3, 1.0]])
WALKED = list(rng.normal(size=(4, 3)))
FELT = [d @ BEND + 0.05 * d**3 for d in WALKED]
SLOPE = rng.normal(size=3)
GROUNDS = [
    (ravine_slope, np.array([-3.5, 0.8]), 0.05, 0.5, 6),
    (parabola_slope, 2.0, 0.1, 0.9, 4),
    (valleys_slope, 1.6, 0.02, 0.7, 5),
]

EXERCISES = [
    Exercise(heavy_ball, GROUNDS,
        hints=[
            "Keep two things from one round to the next: where you are, and the last step. At the start, the last step is 0.",
            "The new step is momentum * last - learning_rate * slope(place); the new place is place + the new step.",
            "Begin with `path, last = [start], 0`. In the loop: `last = momentum * last - learning_rate * slope(path[-1])`, "
                "then, on a line of its own, `path.append(path[-1] + last)`. At the end `return np.array(path)`."],
        mistakes=[
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: -push),
                "That is plain gradient descent. Add momentum times the last step."),
            Mistake(_kept_slope,
                "You keep the last slope only. The last STEP contains the step before it too, and so all of the past: "
                "last = momentum * last - learning_rate * slope(place)."),
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: beta * last - (1 - beta) * push),
                "You took a weighted mean of the old step and the new slope. "
                "Polyak's ball keeps the whole push: drop the factor 1 - momentum."),
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: beta * last + push),
                "You are pushing uphill. Subtract learning_rate * slope."),
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: last - push),
                "Nothing slows your ball: the last step must be multiplied by the momentum."),
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: beta * z - push),
                "You multiplied the PLACE by the momentum. It belongs to the last step."),
            Mistake(lambda *a: _ball(*a, first=1), "The path begins with the start itself: steps + 1 places in all."),
            Mistake(nesterov, "That is Nesterov's method, the next exercise. Here the slope is felt where you are."),
            Mistake(lambda *a: np.repeat(heavy_ball(*a)[-1:], a[-1] + 1, axis=0),
                "Each row of your path is the last place: you change an array that is already in the path, as += does. "
                "Make a new one: place = place + last."),
            Mistake(_late,
                "You move by the old step, before the new one is worked out: every push comes a step late. "
                "First the new step, then, on a line of its own, the place."),
            Mistake(lambda *a: _ball(*a, move=lambda z, last, push, beta: beta * z - push - z),
                "Your new place is momentum * place - learning_rate * slope. "
                "Only the last STEP is multiplied by the momentum; add the new step to the place.")]),
    Exercise(nesterov, GROUNDS,
        hints=[
            "Only one thing in heavy_ball changes: where the slope is felt.",
            "Feel it at path[-1] + momentum * last. Everything else stays the same.",
            "As in heavy_ball, with `last = momentum * last - learning_rate * slope(path[-1] + momentum * last)`."],
        mistakes=[
            Mistake(heavy_ball,
                "You feel the slope where you are. Feel it where the momentum alone would carry you: place + momentum * last."),
            Mistake(lambda *a: _ball(*a, feel=lambda z, last, beta: z + last),
                "You look a whole last step ahead. The momentum keeps only its share: place + momentum * last."),
            Mistake(lambda *a: _ball(*a, feel=lambda z, last, beta: z - beta * last),
                "You look back instead of ahead. The momentum leads to place + momentum * last."),
            Mistake(lambda *a: _ball(*a, feel=_ahead, move=lambda z, last, push, beta: -push),
                "You look ahead, and then forget the momentum: the new step is momentum * last - learning_rate * slope(ahead)."),
            Mistake(_kept_look,
                "You add the momentum twice: to look ahead, and again in the step. "
                "Step from the place, not from where you looked."),
            Mistake(lambda *a: _ball(*a, feel=_ahead, first=1),
                "The path begins with the start itself: steps + 1 places in all."),
            Mistake(_looks,
                "Your path holds the places where the slope is felt. Keep the places you reach: place + last.")]),
    Exercise(halve,
        inputs=[(square, np.array([1.0, 0.5]), np.array([-8.0, -4.0])),
                (square, np.array([1.0, 0.5]), np.array([-0.5, -0.25])),
                (walls, np.array([2.0]), np.array([-11.0])),
                (hills, np.array([0.5]), np.array([6.0])), (hills, np.array([2.0]), np.array([-9.0])),
                (walls, np.array([3.0, -1.0]), np.array([-6.0, 30.0])),
                (square, np.array([1.0, 0.5]), np.array([-200.0, -100.0])), (walls, np.array([2.0]), np.array([-40.0])),
                (square, np.array([1.0, 0.0]), np.array([-2.0, 0.0]))],  # to the same height on the other side
        edges={"a step that must be halved 30 times": (square, np.array([1.0, 0.5]), np.array([-2e9, -1e9]))},
        hints=[
            "While the cost after the step is above the cost before it, halve the step.",
            "Compare cost(place + step) with cost(place), which never changes.",
            "`while cost(place + step) > cost(place): step = step / 2`. After the loop `return step`."],
        mistakes=[
            Mistake(lambda cost, place, step: step / 2 if cost(place + step) > cost(place) else step,
                "You halve once at most. It may still be too long: while, not if."),
            Mistake(lambda cost, place, step: halve(cost, place, step / 2),
                "You halve before you look. Try the whole step first: near the bottom it is the best one."),
            Mistake(lambda cost, place, step: place + halve(cost, place, step),
                "You returned the place it leads to. What is needed is the step."),
            Mistake(lambda cost, place, step: step, "You returned the step as it came, whatever the cost does."),
            Mistake(lambda f, z, step: halve(f, z, step) / (2 if f(z + halve(f, z, step)) == f(z) else 1),
                "An equal cost is not a rise: halve only while the cost there is above the cost at the current point."),
            Mistake(_alone,
                "You asked for the cost at the step itself. Add it to the place first: cost(place + step).")]),
    Exercise(two_loops,
        inputs=[(SLOPE, WALKED, FELT), (SLOPE, WALKED[:1], FELT[:1]),
                (FELT[-1], WALKED[:3] + WALKED[-1:], FELT[:3] + FELT[-1:]),
                (SLOPE[:2], [np.array([1.0, -0.5]), np.array([0.2, 0.7])],
                 [np.array([0.5, 0.1]), np.array([0.3, 2.0])])],
        hints=[
            "Down: from the newest pair to the oldest, share = (d @ slope) / (d @ q), kept in a list, and slope - share * q.",
            "In the middle: multiply by (d @ q) / (q @ q) of the newest pair. "
                "Up: from the oldest to the newest, answer + (share - (q @ answer) / (d @ q)) * d.",
            "The shares were kept from the newest pair to the oldest; on the way up they are needed from the oldest: "
                "`for d, q, share in zip(steps, changes, reversed(shares)): answer = answer + (share - (q @ answer) / (d @ q)) * d`"],
        mistakes=[
            Mistake(lambda *a: _loops(*a, first=-1, second=-1),
                "You go from the oldest pair down to the newest. The newest is outermost in the formula: begin with it."),
            Mistake(lambda *a: _loops(*a, second=-1),
                "Your second loop runs from the newest to the oldest again. On the way up the oldest comes first."),
            Mistake(lambda *a: _loops(*a, scale=lambda d, q: 1.0),
                "The scale in the middle is missing: (d @ q) / (q @ q) of the newest pair."),
            Mistake(lambda *a: _loops(*a, scaled_by=0),
                "You took the scale from the oldest pair. The newest knows best what the ground is like here."),
            Mistake(lambda *a: _loops(*a, scale=lambda d, q: (q @ q) / (d @ q)),
                "Your scale is upside down. It turns slopes into steps: (d @ q) / (q @ q)."),
            Mistake(lambda *a: _loops(*a, share_back=False),
                "On the way up you add share * d only. "
                "Subtract what the answer already contains of it: share - (q @ answer) / (d @ q)."),
            Mistake(lambda *a: _loops(*a, by=lambda d, q: q @ q),
                "You divided by q @ q. Only the scale in the middle does that; the shares divide by d @ q."),
            Mistake(lambda *a: -two_loops(*a),
                "You returned the step downhill. What is needed is the inverse Hessian times the slope; the minus comes when you step."),
            Mistake(lambda *a: _loops(*a, turned=1),
                "On the way up each pair gets the share of a different one. The shares were found from the newest pair to the "
                "oldest; reverse them: reversed(shares)."),
            Mistake(lambda *a: _loops(*a, whole=True),
                "Each of your shares comes from the whole slope. "
                "Take it from what the newer pairs have left: the slope that changes in this loop.")]),
    line(lasting_step, _after_long,
        lambda rng: (float(rng.normal()), rng.uniform(0.01, 1), rng.uniform(0.1, 0.95)),
        hints=[
            "It no longer changes: the next step equals the one before. Write d for both.",
            "d = beta d - eta g. Collect d on the left: d (1 - beta) = -eta g.",
            "`-learning_rate * slope / (1 - momentum)`"],
        mistakes=[
            Mistake(lambda g, e, m: e * g / (1 - m), "The sign: the ball rolls down, against the slope."),
            Mistake(lambda g, e, m: -e * g, "That is the first step, and every step without momentum. It grows until d = beta d - eta g."),
            Mistake(lambda g, e, m: -e * g / (1 + m), "On the left: d - beta d = d (1 - beta)."),
            Mistake(lambda g, e, m: -e * g / m, "Collect d on one side first: d - beta d = -eta g. Then divide by 1 - beta."),
            Mistake(lambda g, e, m: -e * g * (1 - m), "Divide by 1 - beta; you multiplied."),
            Mistake(lambda g, e, m: m - e * g, "Momentum multiplies the last step: beta times d. You added beta itself."),
            Mistake(lambda g, e, m: -g / (1 - m), "The learning rate is missing.")]),
]
