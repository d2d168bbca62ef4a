"""Notebook 18: the weights as a picture that morphs while it learns, and what they see in one face."""

import io
import warnings

import numpy as np
from PIL import Image

from lrcourse import datasets
from lrcourse.basis import standardize_rows
from lrcourse.cost import mean_cost
from lrcourse.descent import gradient_descent
from lrcourse.faces import EMOTIONS, SIDE, Faces
from lrcourse.inputs import shown
from lrcourse.labs.controls import Choice, Slider
from lrcourse.labs.stage import Curve, Curves, Heat, Plane, Stage
from lrcourse.model import sigmoid

REST = "all others"
EPOCHS, BATCH, KEPT = 40, 64, 60
FACES = 40  # of the test faces, between which the slider chooses


def faces(data=None):
    """Train on two emotions, and watch the picture of the weights; see which pixels decide about one face.

    Parameters
    ----------
    data : lrcourse.faces.Faces, optional
        What `lrcourse.datasets.load_faces` returns; the course's drawn faces otherwise.

    Raises
    ------
    TypeError, ValueError
        If ``data`` is something else, or has no faces for training or none for testing.
    """
    data = datasets.load_faces() if data is None else data
    if not isinstance(data, Faces):
        raise TypeError(f"data must be what lr.datasets.load_faces returns; got {shown(data)}.")
    training = data.usage == "Training"
    for name, part in (("Training", training), ("tests (PublicTest, PrivateTest)", ~training)):
        if not set(data.emotion[part]) >= set(range(len(EMOTIONS))):
            raise ValueError(
                f"data: among the faces for {name} not every emotion occurs. Each needs at least one."
            )
    return FacesLab(data)


class FacesLab(Stage):
    """The lab of `faces`."""

    def __init__(self, data):
        self.data, self.Z = data, standardize_rows(data.X)
        self.training = data.usage == "Training"
        self._run = None, None  # what was asked for, and the run that answered
        super().__init__(
            title="The weights are a picture",
            alt="The weights as a picture of 48 by 48 pixels, a face that the model has not seen, the product of "
            "both, and the cost by step.",
            controls=[
                Choice("emotion", "class 1", list(EMOTIONS), value="happy"),
                Choice("other", "class 0", [*EMOTIONS, REST], value="sad"),
                Slider("rate", "learning rate", 0.0001, 0.03, log=True, value=0.003),
                Slider("l2", "L2", 0.01, 30, log=True, zero=True),
                Slider("face", "test face", 1, FACES, step=1),
            ],
            words="{name} against {against}, after {at:.0f} steps: cost {cost:.3f} on the faces for training, "
            "{test:.3f} on new heads, of which {right:.0%} are right. The new face is {truth}; p({name}) = {p:.2f}. "
            "{trouble}",
            seconds=6,
        )

    def still(self, step=-1):
        """As of every stage, in 128 colours: noise makes large files."""
        picture, width, height = super().still(step)
        file = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(128).save(file, "PNG", optimize=True)
        return file.getvalue(), width, height

    def compute(self, emotion, other, rate, l2, face):
        """Train, if anything but the face has changed, and look at the face with every step's weights."""
        if other == emotion:
            other = REST
        asked = emotion, other, rate, l2
        if self._run[0] != asked:
            self._run = asked, self._train(*asked)
        w, b, at, cost, test, right, rows, trouble = self._run[1]
        row = rows[(face - 1) % len(rows)]
        x, truth = self.Z[row], EMOTIONS[self.data.emotion[row]]
        pull = w * x
        upright = lambda values: values.reshape(-1, SIDE, SIDE)[:, ::-1]
        image = lambda title, array, note, *colours: Plane(
            title,
            "pixels from the left",
            "pixels from below",
            (0, SIDE),
            (0, SIDE),
            layers=[Heat(array, *colours)],
            note=note,
            equal=True,
        )
        size, reach = (0.8 * np.abs(values[-1]).max() or 1.0 for values in (w, pull))
        lines = [Curve("cost", "training"), Curve("test", "new heads")]
        self.panels = [
            image("The weights", "weights", f"orange: for {emotion}", -size, size, ""),
            image("A new face", "picture", truth, 0, 1, "gray"),
            image("Weight times pixel", "pull", f"orange: for {emotion}", -reach, reach, ""),
            Curves("Cost by step", "step", "cost J (nats)", lines, "at"),
        ]
        return {
            "weights": upright(w),
            "picture": upright(self.data.X[row])[0],
            "pull": upright(pull),
            "at": at,
            "cost": cost,
            "test": test,
            "right": right,
            "p": sigmoid(w @ x + b),
            "truth": truth,
            "name": emotion,
            "against": other,
            "trouble": trouble,
        }

    def _train(self, emotion, other, rate, l2):
        """Weights, bias, costs, share right on new heads at every kept step, and the test faces' rows."""
        one, t = EMOTIONS.index(emotion), self.data.emotion == EMOTIONS.index(emotion)
        wanted = t if other == REST else t | (self.data.emotion == EMOTIONS.index(other))
        wanted = np.ones_like(t) if other == REST else wanted
        train, test = np.flatnonzero(self.training & wanted), np.flatnonzero(~self.training & wanted)
        steps = EPOCHS * -(-len(train) // BATCH)
        options = {"learning_rate": rate, "l2": l2, "steps": steps, "every": -(-steps // KEPT)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a run that diverges is told in the lab's words
            run = gradient_descent(
                self.Z[train],
                t[train],
                batch_size=min(BATCH, len(train)),
                rng=np.random.default_rng(18),
                **options,
            )
        activation = lambda rows: self.Z[rows] @ run.w.T + run.b
        a, new = activation(train), activation(test)
        cost = np.array([mean_cost(t[train], column) for column in a.T])
        unseen = np.array([mean_cost(t[test], column) for column in new.T])
        right = np.mean((new > 0) == t[test][:, None], axis=0)
        rows = np.random.default_rng(one).permutation(test)
        return run.w, run.b, run.step, cost, unseen, right, rows, run.message if run.diverged else ""
