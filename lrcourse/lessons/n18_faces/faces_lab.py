"""Notebook 18: the weights as a picture that morphs while it learns, and what they see in one face."""

import io
from typing import NamedTuple

import numpy as np
from PIL import Image

from lrcourse import core, datasets
from lrcourse.datasets.faces import EMOTIONS, SIDE, Faces
from lrcourse.descent import gradient_descent
from lrcourse.engine.labs.controls import Choice, Slider
from lrcourse.engine.labs.stage import Curve, Curves, Heat, Plane, Stage
from lrcourse.features import standardize_rows
from lrcourse.inputs import shown
from lrcourse.model import sigmoid
from lrcourse.plots import GREEN, PURPLE

REST = "all others"
EPOCHS, BATCH, KEPT = 40, 64, 60
MOST = 640  # steps, however many faces there are
ENOUGH = 6_000  # faces of a part that the lab uses: 55 MB
FACES = 40  # of the validation faces, among which the slider chooses


def faces(data=None):
    """Train on two emotions and watch the weights become a picture; see which pixels decide the answer for a face.

    It learns from Training and is judged on PublicTest, the validation set; PrivateTest stays shut. Where there is no
    PublicTest, it is judged on whatever is not Training.

    Parameters
    ----------
    data : lrcourse.datasets.faces.Faces, optional
        What `lrcourse.datasets.load_faces` returns; without it, the course's drawn faces.

    Raises
    ------
    TypeError, ValueError
        If ``data`` is something else, or an emotion is missing from Training or from the validation set.
    """
    data = datasets.load_faces() if data is None else data
    if not isinstance(data, Faces):
        raise TypeError(f"data must be what lr.datasets.load_faces returns; got {shown(data)}.")
    for name, part in zip(("Training", "validation (PublicTest)"), _parts(data)):
        if not set(data.emotion[part]) >= set(range(len(EMOTIONS))):
            raise ValueError(f"data: among the faces for {name} an emotion is missing. Each needs at least one face.")
    return FacesLab(data)


def _parts(data):
    """Which faces are for training, and which for validation: two arrays (N,) of bool."""
    valid = data.usage == "PublicTest"
    training = data.usage == "Training"
    return training, valid if valid.any() else ~training


class FacesLab(Stage):
    """The lab of `faces`."""

    def __init__(self, data):
        self.data = data
        self._task = self._run = None, None  # what was asked for, and the answer, kept until something else is asked
        super().__init__(
            title="The weights are a picture",
            alt="Four pictures of 48 by 48 pixels: the difference between the mean faces of the two classes, the "
            "weights, a face that the model has not seen, and the product of the last two. Below them, the cost by "
            "step.",
            controls=[
                Choice("emotion", "class 1", list(EMOTIONS), value="happy"),
                Choice("other", "class 0", [*EMOTIONS, REST], value="sad"),
                Slider("rate", "learning rate", 0.0001, 0.03, log=True, value=0.003),
                Slider("l2", "L2", 0.01, 30, log=True, zero=True),
                Slider("face", "new face", 1, FACES, step=1),
            ],
            words="After {at:.0f} steps of {name} against {against}: cost {cost:.3f} on the training faces, {test:.3f} "
            "on the validation set, where {right:.0%} of the answers are right. {trouble}\n"
            "The new face: {truth}. p({name}) = {p:.2f}, so the answer is {answer}.",
            number=("right in validation", "{right:.0%}"),
            seconds=6,
            begin="end",
        )

    def still(self, step=-1):
        """As of every stage, in 128 colours: noise makes large files."""
        picture, width, height = super().still(step)
        file = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(128).save(file, "PNG", optimize=True)
        return file.getvalue(), width, height

    def gesture(self, panel, kind, index, x, y):
        """A click on the new face brings the next one."""
        self._take({"face": self.values["face"] % FACES + 1})

    def compute(self, emotion, other, rate, l2, face):
        """Train, if anything but the face has changed, and look at the face with every step's weights."""
        same = other == emotion
        other = REST if same else other
        if self._task[0] != (emotion, other):
            self._task = None, None  # gone before the next is made: a large set fits into memory once
            self._task = (emotion, other), _prepared(self.data, emotion, other)
        task = self._task[1]
        if self._run[0] != (emotion, other, rate, l2):
            self._run = (emotion, other, rate, l2), _trained(task, rate, l2)
        run = self._run[1]
        row = task.order[(face - 1) % len(task.order)]
        z = standardize_rows(self.data.X[[row]])[0]
        pull = run.w * z
        p, truth = sigmoid(z @ run.w.T + run.b), EMOTIONS[self.data.emotion[row]]
        no = f"not {emotion}" if other == REST else other
        twice = f"Class 0 cannot be {emotion} too, so it is {REST}." if same else ""
        verdict = lambda said: f"{emotion if said else no}: {'right' if said == (truth == emotion) else 'wrong'}"
        arrays = {"difference": task.difference, "weights": run.w, "picture": self.data.X[row], "pull": pull}
        self.panels = self._panels(arrays, emotion, other, truth)
        self.counted = "step", f"{{at:.0f}} / {run.step[-1]}"
        upright = lambda values: values.reshape(*values.shape[:-1], SIDE, SIDE)[..., ::-1, :]
        return {name: upright(values) for name, values in arrays.items()} | {
            "at": run.step,
            "cost": run.cost,
            "test": run.test,
            "right": run.right,
            "p": p,
            "answer": [verdict(said) for said in p > 0.5],
            "truth": truth,
            "name": emotion,
            "against": other,
            "trouble": " ".join(filter(None, (run.trouble, task.cut, twice))),
        }

    def _panels(self, arrays, emotion, other, truth):
        """A picture for each of the ``arrays``, its colours as deep as its last step needs, and the cost."""
        depth = {name: 0.8 * np.abs(np.atleast_2d(values)[-1]).max() or 1.0 for name, values in arrays.items()}
        signed = lambda name: Heat(name, -depth[name], depth[name], "")
        image = lambda title, layer, note, **more: Plane(
            title, "", "", (0, SIDE), (0, SIDE), [layer], note=note, equal=True, **more
        )
        lines = [Curve("cost", "training", GREEN), Curve("test", "validation", PURPLE)]
        return [
            image("Difference of means", signed("difference"), f"{emotion} − {other}"),
            image("The weights", signed("weights"), f"orange: for {emotion}"),
            image("A new face", Heat("picture", 0, 1, "gray"), f"{truth}; click for the next", click=True),
            image("Weight × pixel", signed("pull"), f"orange: for {emotion}"),
            Curves("Cost by step", "step", "cost J (nats)", lines, "at"),
        ]


class Task(NamedTuple):
    """What stays the same while the sliders move.

    Z (N, 2304) and t (N,) are the training faces and ``products`` (N, N) is Z Z', or None where that would be too
    large; Z_new and t_new are the validation faces, ``order`` their rows in the order of the slider; ``cut`` says how
    many training faces were left out.
    """

    Z: np.ndarray
    t: np.ndarray
    products: np.ndarray | None
    Z_new: np.ndarray
    t_new: np.ndarray
    order: np.ndarray
    difference: np.ndarray
    cut: str = ""


class Run(NamedTuple):
    """Weights, bias, costs and the share right in validation, at every kept step."""

    w: np.ndarray
    b: np.ndarray
    step: np.ndarray
    cost: np.ndarray
    test: np.ndarray
    right: np.ndarray
    trouble: str


def _prepared(data, emotion, other):
    """The `Task` of telling two emotions apart, or one from all others."""
    one = EMOTIONS.index(emotion)
    wanted = np.isin(data.emotion, range(len(EMOTIONS)) if other == REST else (one, EMOTIONS.index(other)))
    rng = np.random.default_rng(one)
    every, new = (np.flatnonzero(wanted & part) for part in _parts(data))
    order = rng.permutation(new)
    train, new = (rows if len(rows) <= ENOUGH else np.sort(rng.permutation(rows)[:ENOUGH]) for rows in (every, new))
    t, t_new = (data.emotion[rows] == one for rows in (train, new))
    X = _standardized(data.X, train)
    products = X @ X.T if len(X) <= 2 * X.shape[1] else None
    difference = X[t].mean(axis=0) - X[~t].mean(axis=0)
    cut = f"It learns from {len(train):,} of the {len(every):,} training faces." if len(train) < len(every) else ""
    return Task(X, t, products, _standardized(data.X, new), t_new, order, difference, cut)


def _standardized(X, rows):
    """These rows of X, each by its own mean and deviation; a few at a time, because that takes less memory."""
    Z = np.empty((len(rows), X.shape[1]), X.dtype)
    for start in range(0, len(rows), 1000):
        part = slice(start, start + 1000)
        Z[part] = standardize_rows(X[rows[part]])
    return Z


def _trained(task, rate, l2):
    """The `Run` with this learning rate and this L2."""
    steps = min(EPOCHS * -(-len(task.t) // BATCH), MOST)
    options = {"learning_rate": rate, "l2": l2, "steps": steps, "every": -(-steps // KEPT)}
    options |= {"batch_size": min(BATCH, len(task.t)), "rng": np.random.default_rng(18)}
    if task.products is None:
        run = gradient_descent(task.Z, task.t, give_up=None, **options)
        w, b, step = run.w, run.b, run.step
        a = w @ task.Z.T + b[:, np.newaxis]
    else:
        shares, b, a, step = descend_by_products(task.products, task.t, **options)
        w = shares @ task.Z
    new = w @ task.Z_new.T + b[:, np.newaxis]
    cost, test = core.cost(task.t, a), core.cost(task.t_new, new)
    trouble = "" if cost[-1] <= cost[0] else "It ends higher than it began: the learning rate is too large."
    return Run(w, b, step, cost, test, np.mean((new > 0) == task.t_new, axis=1), trouble)


def descend_by_products(products, t, learning_rate, l2, steps, every, batch_size, rng):
    """The steps of `lrcourse.gradient_descent` without a look at a pixel: each costs N products, not 2304.

    From w = 0, every step adds samples to w. So w is always a sum of samples, w = sum_n c_n z_n, and the activations
    are a = K c + b, where K = Z Z' holds the products of all pairs: keep c and a, and no w is needed on the way.

    Parameters
    ----------
    products : array, shape (N, N)
        K = Z Z'.
    t : array, shape (N,), of 0 and 1
    learning_rate, l2, steps, every, batch_size, rng
        As in `lrcourse.gradient_descent`.

    Returns
    -------
    c (S, N), b (S,), a (S, N), step (S,) : arrays
        The kept steps; the weights are c @ Z.
    """
    number = products.dtype.type
    eta, shrink = number(learning_rate), number(1 - learning_rate * l2)
    c, a, b = np.zeros(len(t), number), np.zeros(len(t), number), number(0)
    kept, queue = [], []
    for step in range(steps + 1):
        if step % every == 0 or step == steps:
            kept.append((c.copy(), b, a + b, step))
        queue = queue if len(queue) else rng.permutation(len(t))
        rows, queue = queue[:batch_size], queue[batch_size:]
        force = eta * (core.sigmoid(a[rows] + b) - t[rows]) / number(len(rows))
        c, a = shrink * c, shrink * a
        c[rows] -= force
        a -= force @ products.take(rows, axis=0)
        b -= force.sum()
    return tuple(np.array(column) for column in zip(*kept))
