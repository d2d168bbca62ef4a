"""What a training lab trains on: data sets, which the hand may change, and feature maps."""

from dataclasses import dataclass, replace

import numpy as np

from lrcourse.datasets import load_penguins_xy, make_clouds, make_donut, make_spirals, make_wave, make_xor
from lrcourse.features import mean_and_scale
from lrcourse.inputs import matrix, targets

MOST = 5000  # samples
FIELD = 48  # points of the probability's grid along each side

#: Feature map -> the names of the features it adds to x₁ and x₂.
FEATURES = {
    "x1, x2": (),
    "x1, x2, squares": ("x₁²", "x₂²"),
    "x1, x2, product": ("x₁x₂",),
    "x1, x2, radius": ("r",),
}


@dataclass(frozen=True)
class Data:
    """Samples X (N, 2) and t (N,), with what the axes and the classes are called."""

    X: np.ndarray
    t: np.ndarray
    axes: tuple = ("x₁ (no unit)", "x₂ (no unit)")
    classes: tuple = ("class 0", "class 1")

    def with_sample(self, x, y, t):
        """The data with one more sample, of class ``t``; unchanged if there are too many already."""
        if len(self.t) >= MOST:
            return self
        return replace(self, X=np.vstack([self.X, [x, y]]), t=np.append(self.t, t))

    def moved(self, index, x, y):
        """The data with the sample number ``index`` at (x, y)."""
        X = self.X.copy()
        X[index] = x, y
        return replace(self, X=X)


def own(X, t):
    """The learner's own samples, checked; None if there are none.

    Raises
    ------
    ValueError, TypeError
        If X and t do not fit, or hold only one class, or are too many.
    """
    if X is None and t is None:
        return None
    if X is None or t is None:
        raise ValueError(f"{'X' if X is None else 't'} is missing: give both X and t, or neither of them.")
    X = matrix(X, "X", 2, "one for each axis of the picture; choose two, for example X[:, :2]")
    X = np.array(X, float)
    t = np.array(targets(t, size=len(X)), float)
    if len(set(t)) < 2:
        raise ValueError(f"t holds only class {t[0]:g}: to learn a boundary, both 0 and 1 are needed.")
    if len(t) > MOST:
        raise ValueError(
            f"X has {len(X)} samples; the lab draws at most {MOST}. Take some, for example X[:{MOST}]."
        )
    return Data(X, t)


def limits(X):
    """((low, high), (low, high)): what of the plane is shown, with some room around the samples X (N, 2)."""
    low, high = X.min(axis=0), X.max(axis=0)
    edge = 0.14 * (high - low) + (high == low)
    return tuple(zip(low - edge, high + edge))


def field(ends):
    """The places at which the probability is drawn within such limits: (FIELD * FIELD, 2), row by row."""
    return np.stack(np.meshgrid(*(np.linspace(*pair, FIELD) for pair in ends)), axis=-1).reshape(-1, 2)


def load(name, n=200):
    """The data set ``name``, the same at every call; of ``n`` samples, if it is a made one."""
    if name == "penguins":
        axes = ("x₁: bill length (mm)", "x₂: bill depth (mm)")
        return Data(*load_penguins_xy(), axes, ("Adelie", "Chinstrap"))
    rng = np.random.default_rng(11)
    if name == "clouds":
        return Data(*make_clouds(n, rng, (-1.0, -0.7), (1.0, 0.7), ((1.0, -0.3), (-0.3, 1.4))))
    make = {"donut": make_donut, "xor": make_xor, "wave": make_wave, "spirals": make_spirals}[name]
    return Data(*make(n, rng))


class FeatureMap:
    """From places in the plane to standardised features, by the means and scales of the FIRST samples.

    They stay as they are while the hand moves points, so that one moved point does not move all others.

    Parameters
    ----------
    name : one of the keys of FEATURES
    X : array, shape (N, 2)
        The samples whose features shall have mean 0 and standard deviation 1.
    """

    def __init__(self, name, X):
        self.kind, self.names = name, ("x₁", "x₂", *FEATURES[name])
        self.mean, self.scale = mean_and_scale(X)
        self.shift, self.width = mean_and_scale(self._raw(X))

    def _raw(self, X):
        z = (X - self.mean) / self.scale
        if self.kind.endswith("squares"):
            return np.hstack([z, z**2])
        if self.kind.endswith("product"):
            return np.hstack([z, z[:, :1] * z[:, 1:]])
        if self.kind.endswith("radius"):
            return np.hstack([z, np.hypot(z[:, :1], z[:, 1:])])
        return z

    def __call__(self, X):
        """The features of the places X (N, 2): (N, D)."""
        return (self._raw(X) - self.shift) / self.width
