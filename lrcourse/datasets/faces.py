"""Faces with seven expressions: the course's drawn ones, or FER2013 in any of the forms in which it circulates."""

import csv
import gzip
import io
import tarfile
import warnings
import zlib
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from lrcourse.datasets.pictures import EMOTIONS, SIDE, bar, read_pictures
from lrcourse.datasets.tables import places
from lrcourse.files.csvfile import as_path, content, other_kind
from lrcourse.inputs import shown

PIXELS = SIDE * SIDE
USAGES = ("Training", "PublicTest", "PrivateTest")
CUT_OFF = "Is the file cut off? Get it again."
LARGE = 20e6  # from this many bytes, a bar shows how far the reading has got


class Faces(NamedTuple):
    """Faces, one per row.

    Attributes
    ----------
    X : array, shape (N, 2304), float32
        48 x 48 grey pixels, row by row, from 0 (black) to 1 (white).
    emotion : array, shape (N,), whole numbers
        0 to 6: the place in `EMOTIONS`.
    usage : array, shape (N,), of str
        "Training", "PublicTest" or "PrivateTest".
    head, drawing : arrays, shape (N,), of str
        For the course's own faces, which head was drawn, and which expression; otherwise "".
    """

    X: np.ndarray
    emotion: np.ndarray
    usage: np.ndarray
    head: np.ndarray
    drawing: np.ndarray

    @property
    def twins(self):
        """Which pictures outside Training are the same, pixel by pixel, as one in Training: (N,), of bool."""
        key = lambda x: blake2b(x.tobytes(), digest_size=16).digest()  # shorter than the picture, and just as good
        training = self.usage == "Training"
        known = {key(x) for x, t in zip(self.X, training, strict=True) if t}
        return np.array([not t and key(x) in known for x, t in zip(self.X, training, strict=True)], dtype=bool)


def read_faces(path, resize=False):
    """Read a CSV file like FER2013's, or a folder of pictures; see `lrcourse.datasets.load_faces`."""
    if not isinstance(resize, bool | np.bool_):
        raise TypeError(f"resize must be True or False; got {shown(resize)}.")
    path = as_path(path).expanduser().absolute()
    faces, gaps = _from_folder(path, resize) if path.is_dir() else (_from_table(path), "")
    for words in filter(None, (gaps, _leak(path, faces, ", resize=True" if resize else ""))):
        warnings.warn(words, stacklevel=3)
    return faces


def _leak(path, faces, option):
    """What to say if a test face is in Training, too."""
    twins = int(faces.twins.sum())
    return twins and (
        f"{path.name}: {twins:,} of {np.sum(faces.usage != 'Training'):,} test pictures are the same, "
        "pixel by pixel, as one in Training: a leak (notebook 18). To leave them out: "
        f"faces = lr.datasets.load_faces({str(path)!r}{option}); "
        "X, emotion, usage, head, drawing = (column[~faces.twins] for column in faces)"
    )


def _from_folder(path, resize):
    pixels, emotion, usage, gaps = read_pictures(path, resize)
    blank = [""] * len(pixels)
    return _faces(pixels, emotion, usage, blank, blank), gaps


def _faces(pixels, emotion, usage, head, drawing):
    X = np.empty((len(pixels), PIXELS), np.float32)
    for row, values in zip(X, pixels, strict=True):  # row by row: no second large array
        np.divide(values, 255, out=row, dtype=np.float32)
    return Faces(X, np.array(emotion, np.intp), np.array(usage), np.array(head), np.array(drawing))


def _from_table(path):
    start = content(path, 4096)
    packed = start.startswith(b"\x1f\x8b")
    if kind := None if packed or _is_tar(start) else other_kind(start):
        unpack = f"import shutil; shutil.unpack_archive({str(path)!r}, 'fer2013', 'zip')"
        cure = f" Unpack it: {unpack}" if start.startswith(b"PK") and path.suffix.lower() == ".zip" else ""
        raise ValueError(
            f"{path.name} is not a CSV file but {kind}. Give fer2013.csv itself, or a folder of pictures.{cure}"
        )
    try:
        faces = _read(path, packed)
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} isn't text, so it is not FER2013. Get it again.") from None
    except csv.Error as error:
        raise ValueError(f"{path.name} cannot be read as CSV ({error}). Get it again.") from None
    except (EOFError, OSError, zlib.error, tarfile.TarError):
        raise ValueError(f"{path.name} cannot be unpacked: it is cut off or damaged. Get it again.") from None
    if not faces:
        raise ValueError(f"{path.name} contains the column names but no face. Is it cut off? Get it again.")
    return _faces(*zip(*faces, strict=True))


def _read(path, packed):
    faces, size = [], path.stat().st_size
    with path.open("rb") as raw, bar(path, size, LARGE, unit="B") as progress, _opened(path, raw, packed) as file:
        for face in _rows(path, csv.reader(file)):
            faces.append(face)
            progress.update(raw.tell() - progress.n)
    return faces


def _rows(path, reader):
    """(pixels, emotion, usage, head, drawing) of each row."""
    header = [name.strip() for name in next(reader, [])]
    place = places(path, header, dict.fromkeys(("emotion", "pixels", "Usage")), [])
    extra = [header.index(name) if name in header else None for name in ("head", "drawing")]
    for row, cells in enumerate(filter(None, reader), start=1):
        where = f"{path.name}, row {row} (line {reader.line_num})"
        if len(cells) != len(header):
            raise ValueError(f"{where}: {len(cells)} columns instead of {len(header)}. {CUT_OFF}")
        pixels, emotion, usage = (cells[place[name]] for name in ("pixels", "emotion", "Usage"))
        rest = ("" if at is None else cells[at] for at in extra)
        yield _pixels(pixels, where), _emotion(emotion, where), _usage(usage, where), *rest


def _opened(path, raw, packed):
    """The table as text: as it is, or unpacked; even from fer2013.tar.gz, in which it was first published."""
    file = gzip.GzipFile(fileobj=raw) if packed else raw
    start = file.read(512)
    file.seek(0)
    if _is_tar(start):
        archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 (it is read row by row, while raw is open)
        tables = [part for part in archive if part.isfile() and part.name.endswith(".csv")]
        if not tables:
            raise ValueError(f"{path.name} is an archive without a .csv file. Give the one with fer2013.csv.")
        file = archive.extractfile(min(tables, key=lambda part: "fer2013.csv" not in part.name))
    return io.TextIOWrapper(file, "utf-8-sig", newline="")


def _is_tar(start):
    return start[257:262] == b"ustar"


def _pixels(text, where):
    """The 2,304 grey levels as bytes, or one error that says what is there instead."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # NumPy warns about letters, and stops reading there
            values = np.fromstring(text, dtype=np.intp, sep=" ")
    except (DeprecationWarning, ValueError):
        wrong = next((word for word in text.split() if not word.isdecimal()), text)
        raise ValueError(
            f"{where}: {shown(wrong)} among the pixels; they must be whole numbers from 0 to 255."
        ) from None
    if values.size != PIXELS:
        raise ValueError(f"{where}: {values.size:,} pixels; {PIXELS:,} are needed ({SIDE} x {SIDE}). {CUT_OFF}")
    if values.min() < 0 or values.max() > 255:
        wrong = values[(values < 0) | (values > 255)][0]
        raise ValueError(f"{where}: a pixel is {wrong}; pixels must be from 0 to 255.")
    return values.astype(np.uint8)


def _emotion(text, where):
    if text.strip() not in set("0123456"):
        names = ", ".join(f"{k} {name}" for k, name in enumerate(EMOTIONS))
        raise ValueError(f"{where}: emotion is {shown(text)}; it must be one of {names}.")
    return int(text)


def _usage(text, where):
    if text.strip() not in USAGES:
        raise ValueError(f"{where}: Usage is {shown(text)}; it must be one of {', '.join(USAGES)}.")
    return text.strip()
