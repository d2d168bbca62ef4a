"""`load_*`: the files that come with the course, or your own of the same form.

`data/README.md` gives each file's source, licence, columns, units and checksum.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from lrcourse.datasets.faces import read_faces
from lrcourse.datasets.reviews import read_reviews
from lrcourse.datasets.tables import Column, read_table


def data_file(name):
    """The path of a data file: inside the package once it is installed, else in the repository's `data/`."""
    if not isinstance(name, str) or name in ("", "..") or Path(name).name != name or "\\" in name:
        raise ValueError(f'name must be a plain file name such as "penguins.csv"; got {name!r}.')
    package = Path(__file__).resolve().parents[1]
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
        body_mass_g (g), sex (female, male), year. NaN: two birds lack the measurements, eleven the sex.
    """
    return pd.read_csv(data_file("penguins.csv"))


def load_penguins_xy(species=("Adelie", "Chinstrap"), features=("bill_length_mm", "bill_depth_mm")):
    """Two species and a few measurements, ready for a classifier; birds that lack a measurement are left out.

    Parameters
    ----------
    species : two names; the first becomes class 0, the second class 1
    features : names of columns that contain numbers; they become the columns of X, in this order

    Returns
    -------
    X : (N, D) float64, in the units that the columns' names give
    t : (N,) whole numbers, 0 or 1
    """
    penguins = load_penguins()
    known, numbers = sorted(penguins["species"].unique()), list(penguins.select_dtypes("number"))
    chosen, columns = _names(species), _names(features)
    if len(chosen) != 2 or len(set(chosen)) != 2 or not set(chosen) <= set(known):
        raise ValueError(f"species: got {species!r}; need two different names out of {', '.join(known)}.")
    if not columns or not set(columns) <= set(numbers):
        raise ValueError(f"features: got {features!r}; need a list of names out of {', '.join(numbers)}.")
    birds = penguins[penguins["species"].isin(chosen)].dropna(subset=columns)
    return birds[columns].to_numpy(dtype=np.float64, copy=True), np.array(birds["species"] == chosen[1], dtype=np.intp)


def _names(names):
    """A list of the names; empty if they are not strings in order (a single string, a set, None ...)."""
    if not isinstance(names, list | tuple | np.ndarray | pd.Series | pd.Index):
        return []
    return list(names) if all(isinstance(name, str) for name in names) else []


LEXICON_COLUMNS = {"word": Column("a word", text=True), "rating": Column("how happy it is")}


def load_reviews(path=None, *, text="text", rating="rating", review="review", scale=None):
    """Real sentences from customers' reviews, each with a rating: the course's own 3,708, or those in your file.

    Parameters
    ----------
    path : str or path, optional
        A CSV file (UTF-8, separated by commas) with a column of texts and one of ratings; others are ignored.
    text, rating, review : str
        What your columns are called. If there is no `review` column, every line is a review of its own.
    scale : "stars", a pair or a dict, optional
        What your ratings mean, unless it is "below 0 unhappy, above 0 happy". ``"stars"``: 1 to 5 (or 0 and 1).
        ``(1, 10)``: the worst and the best mark. ``{"bad": -4, "good": 4}``: words; positive, neutral and negative
        are known already.

    Returns
    -------
    pandas.DataFrame
        review (a number, the same for all sentences of one review), rating (below 0 unhappy, above 0 happy; the
        course's are means of twenty people's marks from -4 to 4, and a scale is mapped to that range), text.

    Raises
    ------
    ValueError, FileNotFoundError, TypeError
        If the file doesn't have this form: what is wrong, in which line, and the cure. Stars without
        ``scale="stars"`` are refused, too, as none of them is below 0.
    """
    return read_reviews(data_file("reviews.csv") if path is None else path, text, rating, review, scale)


def load_faces(path=None, *, resize=False):
    """Faces with seven expressions: the course's own 3,000 DRAWN ones, or FER2013's photographs from your disk.

    Parameters
    ----------
    path : str or path, optional
        ``fer2013.csv`` as it is published (columns emotion, pixels, Usage; also packed, as .gz or .tar.gz), or the
        folder of pictures in which the same set circulates: ``train/angry/*.jpg`` and so on, ``test/...``, and
        ``validation/...``, which may also be called val, valid or dev, in upper or lower case.
    resize : bool
        Whether pictures of other sizes in a folder are cropped to a square around their middle and resized.

    Returns
    -------
    lrcourse.datasets.faces.Faces
        X (N, 2304) float32, 48 x 48 pixels from 0 (black) to 1 (white); emotion (N,), the place in
        `lrcourse.datasets.faces.EMOTIONS`; usage (N,), Training, PublicTest or PrivateTest (in a folder
        train, validation, test); head and drawing (N,), which only the course's own faces have. Its ``twins`` (N,)
        marks the test pictures that are also in Training, pixel by pixel.

    Raises
    ------
    ValueError, FileNotFoundError, TypeError
        If the file or folder doesn't have this form: what is wrong, in which row, and the cure.

    Warns
    -----
    UserWarning
        If there are such twins, if a folder was left out, or if there is nothing to test with.

    Notes
    -----
    FER2013 takes a few seconds and about 0.5 GB of memory.
    """
    return read_faces(data_file("faces.csv.gz") if path is None else path, resize)


def load_lexicon():
    """The 671 words from the reviews that people rated one by one, without a sentence around them.

    Returns
    -------
    pandas.DataFrame, 671 rows
        word, rating (the mean of ten people's marks from -4 to 4).
    """
    return read_table(data_file("lexicon.csv"), LEXICON_COLUMNS)


def load_birdstrikes():
    """10,000 real reports of animals hit by aircraft in the United States, 1990 to 2002, with nothing cleaned up.

    Returns
    -------
    pandas.DataFrame, 10,000 rows
        As ``pandas.read_csv`` reads the file; `data/README.md` gives the columns and their units.
    """
    return pd.read_csv(data_file("birdstrikes.csv"))
