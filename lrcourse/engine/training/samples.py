"""What a training lab trains on: data sets, which you can change by hand, and feature maps."""

from dataclasses import dataclass, replace

import numpy as np

from lrcourse.datasets import Table, load_penguins_xy, make_clouds, make_donut, make_spirals, make_wave, make_xor
from lrcourse.features import mean_and_scale
from lrcourse.inputs import matrix, targets
from lrcourse.labels import texts

MOST = 5000  # samples
OF_TABLE = 2000  # rows from a table: enough for the picture, and it still answers at once
SIDE = 48  # points along each side of the grid for the probability

#: Feature map -> the names of the features it adds to x₁ and x₂.
FEATURES = {"x₁, x₂": (), "x₁, x₂, squares": ("x₁²", "x₂²"), "x₁, x₂, product": ("x₁x₂",), "x₁, x₂, radius": ("r",)}


@dataclass(frozen=True)
class Data:
    """Samples X (N, 2) and t (N,), with the names of the axes and the classes."""

    X: np.ndarray
    t: np.ndarray
    axes: tuple = ("x₁", "x₂")
    classes: tuple = ("class 0", "class 1")
    note: str = ""  # above the picture

    def with_sample(self, x, y, t):
        """The data with one more sample, in class ``t``; unchanged if there are too many already."""
        if len(self.t) >= MOST:
            return self
        return replace(self, X=np.vstack([self.X, [x, y]]), t=np.append(self.t, t))

    def moved(self, index, x, y):
        """The data with sample number ``index`` moved to (x, y); unchanged if it has gone in the meantime."""
        if index >= len(self.t):
            return self
        X = self.X.copy()
        X[index] = x, y
        return replace(self, X=X)


def own(X, t):
    """The learner's own samples, checked; None if there are none.

    Raises
    ------
    ValueError, TypeError
        If X and t do not match, contain only one class, or are too long.
    """
    if X is None and t is None:
        return None
    if X is None or t is None:
        raise ValueError(f"{'X' if X is None else 't'} is missing: give both X and t, or neither.")
    X = matrix(X, "X", 2, "one for each axis of the picture; choose two, for example X[:, :2]")
    X = np.array(X, float)
    t = np.array(targets(t, size=len(X)), float)
    if len(set(t)) < 2:
        raise ValueError(f"t contains only class {t[0]:g}: to learn a boundary, both 0 and 1 are needed.")
    if len(t) > MOST:
        raise ValueError(f"X has {len(X)} samples; the lab draws at most {MOST}. Take some, for example X[:{MOST}].")
    return Data(X, t)


def own_or_table(X, t, names):
    """As `own`, with names for the axes; or the two columns of a `Table` with those names.

    Raises
    ------
    ValueError, TypeError
        As in `own`; also if there are not two names, or one of them is not in the table.
    """
    if isinstance(X, Table):
        return _two_of(X, t, names)
    data = own(X, t)
    if names is None:
        return data
    if data is None:
        raise ValueError("names are for samples of your own: give X and t, too.")
    return replace(data, axes=tuple(f"{x}: {name}" for x, name in zip(["x₁", "x₂"], _pair(names))))


def _pair(names):
    names = texts(names, "names")
    if len(names) != 2 or names[0] == names[1]:
        raise ValueError(f"names must be two different names, one for each axis of the picture; got {names}.")
    return names


def _two_of(table, t, names):
    """Two columns of a table's training part: those named, or the only two."""
    if t is not None:
        raise ValueError("t comes with the table: leave it out.")
    if len(table.names) < 2:
        raise ValueError(f"X has only one column, {table.names[0]}; the picture needs two, one for each axis.")
    names = table.names if names is None else names
    unknown = [name for name in _pair(names) if name not in table.names]
    if unknown:
        raise ValueError(f"names: X has no column {unknown[0]!r}. It has {', '.join(table.names)}.")
    X = table.X_train[:OF_TABLE, [table.names.index(name) for name in names]]  # the rows are in a random order
    units = ["" if set(column) <= {0, 1} else " (standard deviations)" for column in X.T]
    return Data(
        X,
        table.t_train[:OF_TABLE].astype(float),
        tuple(f"{x}: {name}{unit}" for x, name, unit in zip(["x₁", "x₂"], names, units)),
        tuple(f"{table.target}: {name}" for name in table.classes),
        f"{len(X):,} of {len(table.X_train):,} training rows" if len(X) < len(table.X_train) else "",
    )


def limits(X):
    """((low, high), (low, high)): the part of the plane to show, with some room around the samples X (N, 2)."""
    low, high = X.min(axis=0), X.max(axis=0)
    edge = 0.14 * (high - low) + (high == low)
    return tuple(zip(low - edge, high + edge))


def field(ends):
    """The places at which the probability is drawn within these limits: (SIDE * SIDE, 2), row by row."""
    return np.stack(np.meshgrid(*(np.linspace(*pair, SIDE) for pair in ends)), axis=-1).reshape(-1, 2)


def load(name, n=200):
    """The data set ``name``, the same on every call; with ``n`` samples, if it is a simulated one."""
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

    These stay as they are while the hand moves points, so that moving one point does not move all the others.

    Parameters
    ----------
    name : one of the keys in FEATURES
    X : array, shape (N, 2)
        The samples whose features are to have mean 0 and standard deviation 1.
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
