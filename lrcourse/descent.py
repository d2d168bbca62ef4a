"""Gradient descent: step downhill until the slope is gone (notebooks 10 and 11)."""

import warnings
from itertools import repeat

import numpy as np

from lrcourse import core
from lrcourse.engine import learners_code
from lrcourse.history import Recorder, start, why_it_rose
from lrcourse.inputs import below_one, number, positive, samples, whole
from lrcourse.labels import generator
from lrcourse.solvers.optimum import last_look, no_optimum
from lrcourse.solvers.problem import Problem, quiet


def gradient_descent(
    X, t, *, learning_rate, steps, l2=0.0, l1=0.0, batch_size=None, momentum=0.0, nesterov=False,
    w0=None, b0=0.0, tol=None, give_up=10.0, every=1, rng=None, gradient=None, progress=False,
):  # fmt: skip
    """Train by gradient descent: w <- w - learning_rate * dJ/dw, and the same for b, again and again.

    Parameters
    ----------
    X : array, shape (N, D)
    t : array, shape (N,), of 0 and 1
    learning_rate : float, above 0
        Up to `stable_learning_rate` the cost falls at every step (full batch, no momentum).
    steps : int
        The number of updates.
    l2, l1 : float, at least 0
        Penalties l2/2 sum w^2 and l1 sum abs(w). The second acts through the proximal step: every weight moves
        towards 0 by learning_rate * l1, and stops at exactly 0 (notebook 13).
    batch_size : int, optional
        Samples per step, drawn in a new order in every round; this needs ``rng``. By default, all of them.
    momentum : float, from 0 to below 1
        The share of the last step that is added to the next one (Polyak, 1964).
    nesterov : bool
        Feel the slope at the place where momentum alone would lead (Nesterov, 1983; notebook 90).
    w0, b0 : array (D,), float
        Where to begin; 0 by default.
    tol : float, optional
        Stop when no slope is steeper than this (full batch only); the message says whether that is the optimum.
    give_up : float from 1 up, or None
        Stop when the cost exceeds its first value (or 1, if that is more) by this factor. Too large a learning rate
        need not be the end: with None, the run goes on as long as the cost is a finite number.
    every : int
        Record one step in this many, and the last: there is less to keep, and no cost to compute in between.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
        For the order of the mini-batches.
    gradient : function of (X, t, y) that returns (dw, db), optional
        Your own, if you like; otherwise `lrcourse.gradient`. Penalties are added to what it returns.
    progress : bool
        Show a progress bar.

    Returns
    -------
    History

    Raises
    ------
    ValueError, TypeError
        If an argument is unsuitable or out of range, if ``gradient`` returns something unsuitable, or if it
        changes what it was given.

    Warns
    -----
    RuntimeWarning
        If the cost passes ``give_up``: the run stops, the history so far is kept, and its ``message`` says why.
    """
    X, t = samples(X, t)
    eta, l2, l1 = positive(learning_rate, "learning_rate"), number(l2, "l2", 0), number(l1, "l1", 0)
    steps, every = whole(steps, "steps", 1), whole(every, "every", 1)
    momentum, tol = below_one(momentum, "momentum"), tol if tol is None else positive(tol, "tol")
    give_up = give_up if give_up is None else number(give_up, "give_up", 1)
    if tol is not None and batch_size is not None:
        raise ValueError("tol needs the full batch: with mini-batches no slope settles. Drop one of the two.")
    plain = batch_size is None and gradient is None
    record = Recorder(X, t, l2, l1, steps, every, give_up, plain and not nesterov)
    slopes = record.slopes if plain else _slopes_of(core.gradient if gradient is None else _own(gradient, X.shape[1]))
    batches = repeat((X, t)) if plain else _batches(X, t.astype(X.dtype), batch_size, rng)
    w, b = start(X, w0, b0)
    dw = db = v = c = 0.0  # the slopes; the last step of w and of b
    with np.errstate(over="ignore", invalid="ignore"):  # if it overflows, the run has run away, and the message says so
        for step in _counted(steps, progress):
            if record.is_due(step) and record.ends(step, w, b):
                break
            w_on, b_on = _carried_on(w, b, v, c, momentum)
            w_at, b_at = (w_on, b_on) if nesterov else (w, b)
            dw, db = slopes(*next(batches), w_at, b_at)
            dw = dw + l2 * w_at
            if tol is not None and steepest(w_at, dw, db, eta, l1) <= tol:
                record.arrives(step, w_at, b_at)
                break
            w_next, b_next = core.step(w_on, b_on, dw, db, eta)
            w_next = core.toward_zero(w_next, eta * l1) if l1 else w_next
            v, c = w_next - w, b_next - b
            w, b = w_next, b_next
    history = record.history()
    own = gradient is not None and ("yours" if np.isfinite(dw).all() and np.isfinite(db) else "NaN")
    history.message = _how_it_ended(record, history, eta, tol, batch_size is None and not momentum, own)
    if history.diverged:
        warnings.warn(history.message, RuntimeWarning, stacklevel=2)
    return history


def _how_it_ended(record, history, eta, tol, plain, own):
    """Why the run ended; and, if the cost rose, what to do about it."""
    if history.converged:
        return _arrived(record, history, tol)
    if record.stopped and not np.isfinite(history.cost[0]):
        return f"{record.stopped}. Begin nearer to 0."
    if record.stopped:
        cure = "Take a smaller one, or give_up=None to go on all the same."
        return why_it_rose(record.stopped, record.X, eta, record.l2, own, cure)
    rounding = max(1e-12, 16 * np.finfo(history.w.dtype).eps)  # a cost is float64 in NumPy 1
    rises = int(np.sum(np.diff(history.cost) > rounding * history.cost[:-1])) if plain else 0
    if rises:
        what = f"The cost rose {rises} times" if rises > 1 else "The cost rose once"
        return why_it_rose(what, record.X, eta, record.l2, own, "Take a smaller one.")
    w, b = record.rows[-1][:2]
    dw, db = record.slopes(None, None, w, b)
    left = float(steepest(w, dw + record.l2 * w, db, eta, record.l1))
    if left > 1e-6:
        return f"All steps are done, and the slope is not zero yet: the steepest is {left:.2g}."
    return f"All steps are done, and no slope is steeper than {left:.1g}."


def _arrived(record, history, tol):
    """What a slope within ``tol`` means: the optimum is here, farther on, or nowhere."""
    problem = Problem(record.X, record.t, record.l2, record.l1, False, *history.final)
    with quiet():
        place, small = problem.first(), f"No slope is steeper than {tol:g}, but"
        none = no_optimum(problem, place)
        ended = none or last_look(problem, place, f"Converged: no slope is steeper than {tol:g}.")
    history.converged = bool(ended and ended.get("converged"))
    if ended is None:
        return f"{small} the cost can still fall. Take a smaller tol."
    return ended["message"] if history.converged else f"{small} it never ends. {ended['message']}"


def _slopes_of(gradient):
    """The slopes of some samples at w and b, from a function of X, t and the outputs."""
    return lambda X, t, w, b: gradient(X, t, core.sigmoid(core.activation(X, w, b)))


def _batches(X, t, batch_size, rng):
    """Yield the samples for each step, for ever: all of them, or the next few in an order redrawn every round."""
    if batch_size is None:
        return repeat((X, t))
    size = whole(batch_size, "batch_size", 1, len(X))
    return _rounds(X, t, size, generator(rng))


def _rounds(X, t, size, rng):
    while True:
        order = rng.permutation(len(X))
        for first in range(0, len(X), size):
            rows = order[first : first + size]
            yield X[rows], t[rows]


def _carried_on(w, b, v, c, momentum):
    """Where momentum alone would lead: a share of the last step (v and c) farther on."""
    return (w + momentum * v, b + momentum * c) if momentum else (w, b)


def steepest(w, dw, db, eta, l1):
    """The steepest slope; with l1, what the proximal step makes of it."""
    if l1:
        dw = (w - core.toward_zero(w - eta * dw, eta * l1)) / eta
    return np.maximum(np.abs(dw).max(), abs(db))  # np.maximum keeps a NaN


def _own(gradient, columns):
    """The learner's gradient; what it returns is checked at every step."""
    if not callable(gradient):
        raise TypeError(f"gradient must be a function of (X, t, y); got {type(gradient).__name__}.")

    def slopes(X, t, y):
        answer = learners_code.ask(gradient, X, t, y)
        try:
            return learners_code.slopes(answer, columns)
        except learners_code.Failed as problem:
            raise TypeError(
                f"gradient must return the pair (dw, db); it {problem}. Has your exercise passed?"
            ) from None

    return slopes


def _counted(steps, progress):
    """The numbers 0 ... steps, with a progress bar on request."""
    if not progress:
        return range(steps + 1)
    from tqdm.auto import trange

    return trange(steps + 1, desc="training", unit="step")
