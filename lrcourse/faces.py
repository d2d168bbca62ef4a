"""Faces with seven expressions: the course's drawn ones, or FER2013 in any of the forms in which it is handed out."""

import csv
import gzip
import io
import warnings
import zlib
from typing import NamedTuple

import numpy as np
from PIL import Image, UnidentifiedImageError

from lrcourse.inputs import shown
from lrcourse.tables import as_path, content, other_kind, places

EMOTIONS = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")  # FER2013's numbers, 0 to 6
SIDE = 48
PIXELS = SIDE * SIDE
USAGES = ("Training", "PublicTest", "PrivateTest")
FOLDERS = {"train": "Training", "validation": "PublicTest", "test": "PrivateTest"}
CUT_OFF = "Is the file cut off? Get it again."
LARGE, MANY = 20e6, 5000  # bytes and pictures from which on a bar shows how far the reading is


class Faces(NamedTuple):
    """Faces, a row each.

    Attributes
    ----------
    X : array, shape (N, 2304), float32
        48 x 48 grey pixels, row by row, from 0 (black) to 1 (white).
    emotion : array, shape (N,), int64
        0 to 6: the place in `EMOTIONS`.
    usage : array, shape (N,), of str
        "Training", "PublicTest" or "PrivateTest".
    head, drawing : arrays, shape (N,), of str
        The course's own faces only, else "": which head was drawn, and which expression.
    """

    X: np.ndarray
    emotion: np.ndarray
    usage: np.ndarray
    head: np.ndarray
    drawing: np.ndarray


def read_faces(path):
    """Read a CSV file like FER2013's, or a folder of pictures; see `lrcourse.datasets.load_faces`."""
    path = as_path(path).expanduser().absolute()
    return _from_folder(path) if path.is_dir() else _from_table(path)


def _faces(pixels, emotion, usage, head, drawing):
    X = np.empty((len(pixels), PIXELS), np.float32)
    for row, values in zip(X, pixels, strict=True):  # row by row: no second large array
        np.divide(values, 255, out=row, dtype=np.float32)
    return Faces(X, np.array(emotion), np.array(usage), np.array(head), np.array(drawing))


def _from_table(path):
    start = content(path, 4096)
    packed = start.startswith(b"\x1f\x8b")
    if kind := None if packed else other_kind(start):
        raise ValueError(
            f"{path.name} is not a CSV file but {kind}. Needed is fer2013.csv itself, or a folder of pictures."
        )
    faces, size = [], path.stat().st_size
    with path.open("rb") as raw, _opened(raw, packed) as file, _bar(path, size, LARGE, unit="B") as bar:
        try:
            for face in _rows(path, csv.reader(file)):
                faces.append(face)
                bar.update(raw.tell() - bar.n)
        except UnicodeDecodeError:
            raise ValueError(f"{path.name} is no text, so it is not FER2013. Get it again.") from None
        except csv.Error as error:
            raise ValueError(f"{path.name} cannot be read as CSV ({error}). Get it again.") from None
        except (EOFError, OSError, zlib.error):
            raise ValueError(
                f"{path.name} cannot be unpacked: it is cut off or damaged. Get it again."
            ) from None
    if not faces:
        raise ValueError(f"{path.name} holds the column names and no face. Is it cut off? Get it again.")
    return _faces(*zip(*faces, strict=True))


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


def _opened(raw, packed):
    return io.TextIOWrapper(gzip.GzipFile(fileobj=raw) if packed else raw, "utf-8-sig", newline="")


def _bar(path, total, large, **options):
    from tqdm.auto import tqdm  # here, because it takes a while

    return tqdm(total=total, desc=path.name, disable=total < large, unit_scale=True, **options)


def _pixels(text, where):
    """The 2,304 grey levels as bytes, or one error that says what stands there instead."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # NumPy warns of letters, and stops reading there
            values = np.fromstring(text, dtype=np.int64, sep=" ")
    except (DeprecationWarning, ValueError):
        wrong = next((word for word in text.split() if not word.isdecimal()), text)
        raise ValueError(
            f"{where}: {shown(wrong)} among the pixels; they must be whole numbers from 0 to 255."
        ) from None
    if values.size != PIXELS:
        raise ValueError(
            f"{where}: {values.size:,} pixels; {PIXELS:,} are needed ({SIDE} x {SIDE}). {CUT_OFF}"
        )
    if values.min() < 0 or values.max() > 255:
        wrong = values[(values < 0) | (values > 255)][0]
        raise ValueError(f"{where}: the pixel {wrong}; pixels must be from 0 to 255.")
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


def _from_folder(path):
    found = [(name, path / name) for name in FOLDERS if (path / name).is_dir()]
    if not found or found[0][0] != "train":
        raise ValueError(
            f"The folder {path.name} has no folder 'train' in it. "
            "Needed are train/angry/*.jpg and so on, and test/angry/*.jpg and so on."
        )
    files = [
        (file, FOLDERS[name], _class(part))
        for name, folder in found
        for part in _folders(folder)
        for file in _pictures(part)
    ]
    if not files:
        raise ValueError(
            f"The folder {path.name} holds no pictures (.jpg or .png). Was it unpacked completely?"
        )
    pixels = []
    with _bar(path, len(files), MANY) as bar:
        for file, _, _ in files:
            pixels.append(_picture(file))
            bar.update()
    blank = [""] * len(files)
    return _faces(pixels, [k for _, _, k in files], [usage for _, usage, _ in files], blank, blank)


def _folders(folder):
    return sorted(part for part in folder.iterdir() if part.is_dir() and not part.name.startswith("."))


def _pictures(folder):
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in (".jpg", ".jpeg", ".png"))


def _class(folder):
    """The emotion that a folder's name begins with: some hand the set out with 'disgusted' and 'fearful'."""
    matches = [k for k, name in enumerate(EMOTIONS) if folder.name.lower().startswith(name)]
    if not matches:
        raise ValueError(
            f"{folder.parent.name}/{folder.name} is none of the seven emotions: {', '.join(EMOTIONS)}. "
            "Rename or remove it."
        )
    return matches[0]


def _picture(file):
    where = "/".join(file.parts[-3:])
    try:
        with Image.open(file) as picture:
            grey = np.asarray(picture.convert("L")).ravel()
            size = picture.size
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError(
            f"{where} cannot be read as a picture ({type(error).__name__}). Get it again."
        ) from None
    if size != (SIDE, SIDE):
        raise ValueError(f"{where} has {size[0]} x {size[1]} pixels; {SIDE} x {SIDE} are needed.")
    return grey
