"""The data of the course: `load_*` reads a file that comes with it, `make_*` draws from a known model.

Where each file comes from, its licence, columns, units and checksum: `data/README.md`.
"""

from numbers import Integral
from pathlib import Path

import numpy as np
import pandas as pd

from lrcourse.features import one_hot
from lrcourse.inputs import matrix, number, shown, vector, whole
from lrcourse.model import sigmoid
from lrcourse.tables import Column, read_table


def data_file(name):
    """The path of a data file: inside the package once it is installed, else in the repository's `data/`."""
    if not isinstance(name, str) or name in ("", "..") or Path(name).name != name or "\\" in name:
        raise ValueError(f'name must be a plain file name such as "penguins.csv"; got {name!r}.')
    package = Path(__file__).resolve().parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(
        f"The course's data file {name} is missing (neither in {package / 'data'} "
        f"nor in {package.parent / 'data'}). "
        f"Restore it: `git checkout -- data/{name}` in the course's folder, or install the course again."
    )


def load_penguins():
    """344 real penguins of three species, measured near Palmer Station, Antarctica, from 2007 to 2009.

    Returns
    -------
    pandas.DataFrame, 344 rows
        species (Adelie, Chinstrap, Gentoo), island, bill_length_mm, bill_depth_mm, flipper_length_mm (mm),
        body_mass_g (g), sex (female, male), year. NaN: two birds without measurements, eleven without sex.
    """
    return pd.read_csv(data_file("penguins.csv"))


def load_penguins_xy(species=("Adelie", "Chinstrap"), features=("bill_length_mm", "bill_depth_mm")):
    """Two species and a few measurements, ready for a classifier; birds that lack a measurement are left out.

    Parameters
    ----------
    species : two names; the first becomes class 0, the second class 1
    features : names of columns that hold numbers; they become the columns of X, in this order

    Returns
    -------
    X : (N, D) float64, in the units that the columns' names say
    t : (N,) int64, 0 or 1
    """
    penguins = load_penguins()
    known, numbers = sorted(penguins["species"].unique()), list(penguins.select_dtypes("number"))
    chosen, columns = _names(species), _names(features)
    if len(chosen) != 2 or len(set(chosen)) != 2 or not set(chosen) <= set(known):
        raise ValueError(f"species: got {species!r}; need two different names out of {', '.join(known)}.")
    if not columns or not set(columns) <= set(numbers):
        raise ValueError(f"features: got {features!r}; need a list of names out of {', '.join(numbers)}.")
    birds = penguins[penguins["species"].isin(chosen)].dropna(subset=columns)
    return birds[columns].to_numpy(dtype=np.float64, copy=True), np.array(
        birds["species"] == chosen[1], dtype=np.int64
    )


def _names(names):
    """A list of the names; empty if they are no texts in an order (one text, a set, None ...)."""
    if not isinstance(names, list | tuple | np.ndarray | pd.Series | pd.Index):
        return []
    return list(names) if all(isinstance(name, str) for name in names) else []


def _generator(rng):
    """The random numbers' source, from a Generator or a seed; never a hidden one, so that a run repeats."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, Integral) and not isinstance(rng, bool) and rng >= 0:
        return np.random.default_rng(int(rng))
    raise TypeError(
        f"rng must be np.random.default_rng(5) or a whole number from 0 up; got {repr(rng)[:60]}."
    )


ECOMMERCE_ACTIONS = ("bounce", "add to cart", "begin checkout", "finish checkout")
ECOMMERCE_TIMES = ("night", "morning", "afternoon", "evening")

# What a shop's visits file must hold, and what load_ecommerce says when it does not.
ECOMMERCE_COLUMNS = {
    "is_mobile": Column("1 on a phone, 0 on a computer", allowed=(0, 1)),
    "n_products_viewed": Column("products looked at during the visit", whole=True, low=0),
    "visit_duration": Column("minutes", low=0),
    "is_returning_visitor": Column("1 if the visitor was here before, else 0", allowed=(0, 1)),
    "time_of_day": Column("0 night, 1 morning, 2 afternoon, 3 evening", allowed=(0, 1, 2, 3)),
    "user_action": Column(
        "0 bounce, 1 add to cart, 2 begin checkout, 3 finish checkout", allowed=(0, 1, 2, 3)
    ),
}

REVIEW_COLUMNS = {
    "review": Column("the review that the sentence is from", whole=True),
    "rating": Column("how happy the sentence is"),
    "text": Column("the sentence", text=True),
}
LEXICON_COLUMNS = {"word": Column("a word", text=True), "rating": Column("how happy it is")}

# The truth behind ecommerce.csv: a multinomial logistic model. A visit x ends in action k with probability
# exp(a_k) / (exp(a_0) + exp(a_1) + exp(a_2) + exp(a_3)), where a_k = bias_k + sum of weight * feature.
# Bounce and night are the references, their weights are 0. Weights are per unit: a product, a minute, a yes.
ECOMMERCE_WEIGHTS = {
    # feature               bounce, add to cart, begin checkout, finish checkout
    "bias":                 (0.0, -3.2, -5.0, -7.2),
    "is_mobile":            (0.0, -0.2, -1.0, -1.8),
    "n_products_viewed":    (0.0, 0.45, 0.40, 0.35),
    "visit_duration":       (0.0, 0.06, 0.24, 0.36),
    "is_returning_visitor": (0.0, 0.6, 1.2, 2.4),
    "morning":              (0.0, 0.8, 1.0, 1.2),
    "afternoon":            (0.0, 0.2, 0.3, 0.4),
    "evening":              (0.0, 1.2, 1.6, 2.0),
}  # fmt: skip
ECOMMERCE_FEATURES = tuple(ECOMMERCE_WEIGHTS)[1:]


def load_ecommerce(path=None):
    """Visits to a web shop, one a row: the course's own 5,000 SIMULATED ones, or those in your CSV file.

    Parameters
    ----------
    path : str or path, optional
        A CSV file (UTF-8, separated by commas) with the six columns below, in any order; others are ignored.

    Returns
    -------
    pandas.DataFrame
        is_mobile (0, 1), n_products_viewed (0, 1, 2 ...), visit_duration (minutes), is_returning_visitor
        (0, 1), time_of_day (0 night, 1 morning, 2 afternoon, 3 evening), user_action (0 bounce, 1 add to
        cart, 2 begin checkout, 3 finish checkout).

    Raises
    ------
    ValueError, FileNotFoundError
        If the file does not fit: what is wrong, in which line, and the cure.
    """
    return read_table(data_file("ecommerce.csv") if path is None else path, ECOMMERCE_COLUMNS)


def load_reviews(path=None):
    """Real sentences from customers' reviews, each with a rating: the course's own 3,708, or those in your file.

    Parameters
    ----------
    path : str or path, optional
        A CSV file (UTF-8, separated by commas) with the columns below, in any order; others are ignored.

    Returns
    -------
    pandas.DataFrame
        review (a number; the sentences of one review share it), rating (below 0 unhappy, above 0 happy; the
        course's are means of twenty people's marks from -4 to 4), text.

    Raises
    ------
    ValueError, FileNotFoundError
        If the file does not fit: what is wrong, in which line, and the cure.
    """
    return read_table(data_file("reviews.csv") if path is None else path, REVIEW_COLUMNS)


def load_faces(path=None):
    """Faces with seven expressions: the course's own 3,000 DRAWN ones, or FER2013's photographs from your disk.

    Parameters
    ----------
    path : str or path, optional
        ``fer2013.csv`` as it is handed out (columns emotion, pixels, Usage; also packed as .gz), or the folder of
        pictures in which the same set goes round: ``train/angry/*.jpg`` and so on, ``test/...``.

    Returns
    -------
    lrcourse.faces.Faces
        X (N, 2304) float32, 48 x 48 pixels from 0 (black) to 1 (white); emotion (N,), the place in
        `lrcourse.faces.EMOTIONS`; usage (N,), Training, PublicTest or PrivateTest (in a folder train, validation,
        test); head and drawing (N,), which the course's own faces have.

    Raises
    ------
    ValueError, FileNotFoundError, TypeError
        If the file or the folder does not fit: what is wrong, in which row, and the cure.

    Notes
    -----
    FER2013 takes a few seconds and about 0.5 GB of memory.
    """
    from lrcourse.faces import read_faces  # here, because few notebooks need it

    return read_faces(data_file("faces.csv.gz") if path is None else path)


def load_lexicon():
    """The 671 words of the reviews that people have rated one by one, without any sentence around them.

    Returns
    -------
    pandas.DataFrame, 671 rows
        word, rating (the mean of ten people's marks from -4 to 4).
    """
    return read_table(data_file("lexicon.csv"), LEXICON_COLUMNS)


def load_birdstrikes():
    """10,000 real reports of animals hit by aircraft in the United States, 1990 to 2002: nothing is prepared.

    Returns
    -------
    pandas.DataFrame, 10,000 rows
        As ``pandas.read_csv`` reads the file; the columns and their units: `data/README.md`.
    """
    return pd.read_csv(data_file("birdstrikes.csv"))


def make_ecommerce(n=5000, rng=None):
    """Simulate visits to a web shop: features with realistic dependence, actions from `ECOMMERCE_WEIGHTS`.

    Parameters
    ----------
    n : int
        How many visits.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up); it must be given
        Only its `random` is used; the rest is arithmetic, so that a seed gives the same visits everywhere.

    Returns
    -------
    pandas.DataFrame
        The columns of `load_ecommerce`, n rows.
    """
    n, rng = whole(n, "n", low=1), _generator(rng)
    time = np.searchsorted([0.13, 0.38, 0.68], rng.random(n), side="right")
    mobile = (rng.random(n) < np.array([0.75, 0.45, 0.40, 0.60])[time]).astype(np.int64)
    returning = (rng.random(n) < np.where(mobile == 1, 0.35, 0.50)).astype(np.int64)
    # Products: the sum of two geometric counts (many see few, few see many), more for those who return.
    leave = 2 / (2 + np.where(returning == 1, 6.0, 3.5) * np.where(mobile == 1, 0.8, 1.2))
    products = sum(np.floor(np.log(1 - rng.random(n)) / np.log(1 - leave)) for _ in range(2)).astype(np.int64)
    # Minutes: some per product, fewer on a phone, times a skewed factor (the mean of two exponentials).
    hurry = -np.log((1 - rng.random(n)) * (1 - rng.random(n))) / 2
    minutes = np.round((0.5 + 0.8 * products) * np.where(mobile == 1, 0.8, 1.1) * hurry, 1)
    visits = pd.DataFrame(
        {
            "is_mobile": mobile,
            "n_products_viewed": products,
            "visit_duration": minutes,
            "is_returning_visitor": returning,
            "time_of_day": time,
        }
    )
    lots = rng.random(n)[:, np.newaxis]
    return visits.assign(
        user_action=(lots > ecommerce_probabilities(visits).cumsum(axis=1)[:, :-1]).sum(axis=1)
    )


def ecommerce_matrix(visits):
    """The visits as X, shape (N, 7), columns `ECOMMERCE_FEATURES`, in their units; night is the reference."""
    if not isinstance(visits, pd.DataFrame):
        raise TypeError(f"visits must be a DataFrame, as from load_ecommerce; got {type(visits).__name__}.")
    names = [*ECOMMERCE_FEATURES[:4], "time_of_day"]
    missing = [name for name in names if name not in visits]
    twice = [name for name in names if list(visits.columns).count(name) > 1]
    if missing or twice:
        what = f"missing column{'s' * (len(missing) > 1)}" if missing else "given twice: the column"
        raise ValueError(f"visits: {what} {', '.join(missing or twice)}. Needed: {', '.join(names)}.")
    *numbers, time = [vector(visits[name], f"visits['{name}']") for name in names]
    return np.hstack([np.column_stack(numbers), one_hot(time, categories=range(4), drop_first=True)])


def ecommerce_probabilities(visits):
    """The TRUE probabilities of the four actions, shape (N, 4); only the maker of the data knows them."""
    bias, *weights = ECOMMERCE_WEIGHTS.values()
    a = ecommerce_matrix(visits) @ np.array(weights) + bias
    y = np.exp(a - a.max(axis=1, keepdims=True))
    return y / y.sum(axis=1, keepdims=True)


def make_clouds(n, rng, mu_0=(-2.0, -2.0), mu_1=(2.0, 2.0), covariance=((1.0, 0.0), (0.0, 1.0)), alpha=0.5):
    """Draw samples of two Gaussian classes that share a covariance.

    Parameters
    ----------
    n : int
        How many samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    mu_0, mu_1 : arrays, shape (D,)
        The means of the classes.
    covariance : array, shape (D, D)
        Symmetric, without negative eigenvalues.
    alpha : float, from 0 to 1
        The probability of class 1; the drawn share is near it.

    Returns
    -------
    X : (n, D) float64
    t : (n,) int64, 0 or 1

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit or an argument is out of range.
    """
    n, rng, alpha = whole(n, "n", low=1), _generator(rng), number(alpha, "alpha", 0, 1)
    mu_0 = vector(mu_0, "mu_0")
    mu_1 = vector(mu_1, "mu_1", len(mu_0), "entries, but mu_0 needs as many")
    covariance = matrix(covariance, "covariance", len(mu_0), "as many as mu_0 has entries")
    unequal = 1e-6 * np.abs(covariance).max()  # more than rounding
    if covariance.shape != covariance.T.shape or not np.allclose(
        covariance, covariance.T, rtol=0, atol=unequal
    ):
        raise ValueError(f"covariance must be square and symmetric; got shape {covariance.shape}.")
    size, axes = np.linalg.eigh(covariance)
    if size[0] < -1e-9 * abs(size[-1]):
        raise ValueError(f"covariance has a negative eigenvalue, {size[0]:.3g}: no cloud scatters like that.")
    t = (rng.random(n) < alpha).astype(np.int64)
    round_cloud = rng.standard_normal((n, len(mu_0)))
    X = np.where(t[:, np.newaxis] == 1, mu_1, mu_0) + round_cloud * np.sqrt(np.maximum(size, 0)) @ axes.T
    return X, t


def make_donut(n, rng, inner=5.0, outer=10.0, noise=1.0):
    """Draw one class inside the other: class 0 at a radius near ``inner``, class 1 near ``outer``.

    Parameters
    ----------
    n : int, at least 2
        How many samples, half of each class (one more of class 0 if n is odd), in a random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    inner, outer, noise : float, at least 0
        The two radii, and the standard deviation of the radius around them.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) int64, 0 or 1
    """
    n, rng = whole(n, "n", low=2), _generator(rng)
    inner, outer, noise = number(inner, "inner", 0), number(outer, "outer", 0), number(noise, "noise", 0)
    t = rng.permutation(np.arange(n) % 2)
    radius = np.where(t == 1, outer, inner) + noise * rng.standard_normal(n)
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), t


def make_xor(n, rng, noise=0.15):
    """Draw samples around the corners of the unit square; class 1 where exactly one coordinate is near 1.

    Parameters
    ----------
    n : int, at least 4
        How many samples, a quarter at each corner as nearly as n allows, in a random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    noise : float, at least 0
        The standard deviation around the corner; 0 leaves the four corners themselves.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) int64, 0 or 1
    """
    n, rng, noise = whole(n, "n", low=4), _generator(rng), number(noise, "noise", 0)
    corner = rng.permutation(np.arange(n) % 4)
    ends = np.column_stack([corner // 2, corner % 2])
    return ends + noise * rng.standard_normal((n, 2)), (ends[:, 0] != ends[:, 1]).astype(np.int64)


def make_sparse(n, rng, weights=(1.0, 0.5, -0.5), features=50, noise=0.5):
    """Draw samples with many features of which the first few matter; the weights of all others are 0.

    Each feature is uniform from -5 to 5; t is 1 where the activation, plus Gaussian noise, is above 0.

    Parameters
    ----------
    n : int
        How many samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    weights : array, shape (K,)
        The true weights of the first K features.
    features : int, at least K
        D, how many features there are.
    noise : float, at least 0
        The standard deviation of the noise on the activation.

    Returns
    -------
    X : (n, D) float64
    t : (n,) int64, 0 or 1
    """
    n, rng, weights = whole(n, "n", low=1), _generator(rng), vector(weights, "weights")
    features, noise = whole(features, "features", low=len(weights)), number(noise, "noise", 0)
    X = rng.uniform(-5, 5, (n, features))
    a = X[:, : len(weights)] @ weights + noise * rng.standard_normal(n)
    return X, (a > 0).astype(np.int64)


def make_ravine(n, rng, condition=100.0, weights=(1.5, 0.5)):
    """Draw two features that tell nearly the same, so that the cost over their weights is a ravine.

    Both columns have exactly mean 0 and variance 1, and the correlation (condition - 1) / (condition + 1).

    Parameters
    ----------
    n : int, at least 3
        How many samples.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    condition : float, from 1 to 1e12
        The condition number of X'X / n: its largest eigenvalue over its smallest.
    weights : array, shape (2,)
        The true weights; the true bias is 0.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) int64, 0 or 1
    """
    n, rng, condition = whole(n, "n", low=3), _generator(rng), number(condition, "condition", 1, 1e12)
    weights = vector(weights, "weights", 2, "entries, but there are two features")
    Z = rng.standard_normal((n, 2))
    Z -= Z.mean(axis=0)
    Z = Z @ np.linalg.inv(np.linalg.cholesky(Z.T @ Z / n)).T  # now the covariance is exactly 1
    along, across = Z.T * np.sqrt([[condition], [1]]) / np.sqrt(1 + condition)
    X = np.column_stack([along + across, along - across])
    return X, (rng.random(n) < sigmoid(X @ weights)).astype(np.int64)


def make_wave(n, rng, height=3.0, apart=1.0, noise=0.5):
    """Draw two bands along a wave: class 0 below the curve x2 = height * sin(x1), class 1 above it.

    Parameters
    ----------
    n : int, at least 2
        How many samples, half of each class (one more of class 0 if n is odd), in a random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    height, apart, noise : float, at least 0
        The height of the wave, the distance of each band's middle from it, upwards or downwards, and the
        standard deviation of that distance.

    Returns
    -------
    X : (n, 2) float64
        x1 from -2 pi to 2 pi: two whole waves.
    t : (n,) int64, 0 or 1
    """
    n, rng = whole(n, "n", low=2), _generator(rng)
    height, apart, noise = number(height, "height", 0), number(apart, "apart", 0), number(noise, "noise", 0)
    t = rng.permutation(np.arange(n) % 2)
    x1 = rng.uniform(-2 * np.pi, 2 * np.pi, n)
    x2 = height * np.sin(x1) + (2 * t - 1) * (apart + noise * rng.standard_normal(n))
    return np.column_stack([x1, x2]), t


def make_spirals(n, rng, turns=1.5, noise=0.3):
    """Draw two spirals, one inside the other: the radius is the angle (rad), for class 1 half a turn later.

    Parameters
    ----------
    n : int, at least 2
        How many samples, half of each class (one more of class 0 if n is odd), in a random order.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up)
    turns, noise : float, at least 0
        How often each spiral goes round, and the standard deviation of the radius around it.

    Returns
    -------
    X : (n, 2) float64
    t : (n,) int64, 0 or 1
    """
    n, rng = whole(n, "n", low=2), _generator(rng)
    turns, noise = number(turns, "turns", 0), number(noise, "noise", 0)
    t = rng.permutation(np.arange(n) % 2)
    along = np.pi / 2 + 2 * np.pi * turns * np.sqrt(rng.random(n))  # the root: equally dense everywhere
    radius, angle = along + noise * rng.standard_normal(n), along + np.pi * t
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), t


def train_test_split(*arrays, test_size=0.2, rng=None):
    """Shuffle the rows, then hold some back for the test.

    X_train, X_test, t_train, t_test = train_test_split(X, t, rng=rng)

    Parameters
    ----------
    *arrays : arrays or DataFrames with the same number of rows
        They are shuffled alike.
    test_size : float
        The test set's share of the rows; both parts get at least one row.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up); it must be given

    Returns
    -------
    list
        The training and the test part of each array, in scikit-learn's order.
    """
    test_size = number(test_size, "test_size", low=0, high=1)
    rng, tables = _generator(rng), []
    for i, rows in enumerate(arrays, start=1):
        if isinstance(rows, np.ma.MaskedArray):
            raise TypeError(
                f"Argument {i} is a masked array, whose mask would be lost. Use .compressed() first."
            )
        try:
            tables.append(rows if hasattr(rows, "iloc") else np.asarray(rows))
        except ValueError:  # rows of different lengths
            tables.append(None)
        if not np.shape(tables[-1]):  # () is also what NumPy makes of a sparse matrix
            raise TypeError(
                f"Argument {i} must be an array, a DataFrame or a list, a row a sample, all equally long; "
                f"got {shown(rows)}. (Sparse? Use .toarray().)"
            )
    sizes = [len(rows) for rows in tables]
    if not sizes or min(sizes) != max(sizes) or sizes[0] < 2:
        raise ValueError(f"All arrays need the same number of rows, at least 2; got {sizes}.")
    order = rng.permutation(sizes[0])
    n_test = min(max(round(test_size * sizes[0]), 1), sizes[0] - 1)
    take = [(rows.iloc if hasattr(rows, "iloc") else rows).__getitem__ for rows in tables]
    return [part for rows in take for part in (rows(order[n_test:]), rows(order[:n_test]))]
