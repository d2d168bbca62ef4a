"""What the training lab trains on: its data sets, and its feature maps."""

from dataclasses import dataclass

import numpy as np

from lrcourse.datasets import load_penguins_xy, make_clouds, make_donut, make_xor
from lrcourse.features import mean_and_scale

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


def load(name):
    """The data set ``name``, the same at every call."""
    if name == "penguins":
        axes = ("x₁: bill length (mm)", "x₂: bill depth (mm)")
        return Data(*load_penguins_xy(), axes, ("Adelie", "Chinstrap"))
    rng = np.random.default_rng(11)
    if name == "clouds":
        return Data(*make_clouds(200, rng, (-1.0, -0.7), (1.0, 0.7), ((1.0, -0.3), (-0.3, 1.4))))
    return Data(*(make_donut(200, rng) if name == "donut" else make_xor(200, rng)))


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
