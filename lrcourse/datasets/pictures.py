"""A folder of pictures of faces: train/angry/*.jpg and so on, under the names that such folders usually have."""

import warnings

import numpy as np
from PIL import Image, ImageOps

EMOTIONS = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")  # FER2013's numbers, 0 to 6
STEMS = ("ang", "disgust", "fear", "happ", "sad", "surpris", "neutral")  # also of "disgusted" and "happiness"
SIDE = 48
FOLDERS = {
    "Training": ("train", "training"),
    "PublicTest": ("validation", "valid", "val", "dev", "publictest"),
    "PrivateTest": ("test", "testing", "privatetest"),
}
SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".pgm")
MANY = 5000  # from this many pictures, a bar shows how far the reading has got


def bar(path, total, large, **options):
    """A bar that shows how far the reading has got, if there is much to read."""
    from tqdm.auto import tqdm  # imported here, because it takes a while

    return tqdm(total=total, desc=path.name, disable=total < large, unit_scale=True, **options)


def read_pictures(path, resize):
    """The pixels, emotions and usages of the pictures in the folder, training first; and what there is to say."""
    parts = [(folder, _usage(folder)) for folder in _folders(path)]
    if "Training" not in (usage for _, usage in parts):
        raise ValueError(_no_training(path, parts))
    files = [
        (file, _emotion(kind), wanted)
        for wanted in FOLDERS
        for folder, usage in parts
        if usage == wanted
        for kind in _folders(folder)
        for file in _pictures(kind)
    ]
    if not files:
        raise ValueError(
            f"The folder {path.name} contains no pictures ({', '.join(SUFFIXES)}) in train/angry and so on. "
            "Was it unpacked completely?"
        )
    names, emotion, usage = zip(*files, strict=True)
    return _pixels(path, names, resize), emotion, usage, _gaps(path, parts, set(usage))


# -- folders -----------------------------------------------------------------------------------------------------


def _folders(folder):
    return sorted(part for part in folder.iterdir() if part.is_dir() and not part.name.startswith("."))


def _pictures(folder):
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)


def _count(folder):
    """How many pictures are in the folder, at any depth."""
    return sum(file.suffix.lower() in SUFFIXES for file in folder.rglob("*"))


def _counted(folders):
    return ", ".join(f"{folder.name} ({_count(folder):,} pictures)" for folder in folders)


def _usage(folder):
    """What the folder is for, by its name in upper or lower case; None if that isn't known."""
    bare = "".join(c for c in folder.name.lower() if c.isalnum())
    return next((usage for usage, names in FOLDERS.items() if bare in names), None)


def _emotion(folder):
    """The emotion that a folder's name begins with: some copies of the set have 'disgusted' and 'sadness'."""
    matches = [k for k, stem in enumerate(STEMS) if folder.name.lower().startswith(stem)]
    if not matches:
        raise ValueError(
            f"{folder.parent.name}/{folder.name} is not one of the seven emotions: {', '.join(EMOTIONS)}. "
            "Rename or remove it."
        )
    return matches[0]


def _no_training(path, parts):
    """Why a folder cannot be read, and what to give instead."""
    found = _counted(folder for folder, _ in parts) or "no folders"
    inside = [folder for folder, _ in parts if "Training" in map(_usage, _folders(folder))]
    tables = sorted(path.glob("*.csv"), key=lambda file: file.name != "fer2013.csv")
    above = [path.parent] if _usage(path) and "Training" in map(_usage, _folders(path.parent)) else []
    better = next(iter(above + inside + tables), None)
    cure = f" Use what is there: lr.datasets.load_faces({str(better)!r})" if better else ""
    return (
        f"The folder {path.name} has no folder 'train' in it. Found: {found}. "
        f"It needs train/angry/*.jpg and so on, and test/angry/*.jpg and so on.{cure}"
    )


def _gaps(path, parts, filled):
    """What was read and what was not, if a folder was left out or a part is missing; else ""."""
    unknown = [folder for folder, usage in parts if not usage and _count(folder)]
    lacks = [f"left out {_counted(unknown)}: not one of the usual names"] if unknown else []
    lacks += [] if "Training" in filled else ["nothing to train on"]
    lacks += [] if filled - {"Training"} else ["nothing to test with (a folder test or validation)"]
    read = f"{path.name}: read {_counted(folder for folder, usage in parts if usage)}"
    return "; ".join([read, *lacks]) + "." if lacks else ""


# -- pictures ----------------------------------------------------------------------------------------------------


def _pixels(path, files, resize):
    """The grey levels of each picture, as bytes; one error if some have other sizes, unless they may be resized."""
    pixels, other = [], []
    with bar(path, len(files), MANY) as progress, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        for file in files:
            grey, size = _grey(file, resize)
            if grey is None:
                other.append(f"{_place(file)} with {size[0]} x {size[1]}")
            pixels.append(grey)
            progress.update()
    if other:
        raise ValueError(
            f"{path.name}: {len(other):,} of {len(files):,} pictures do not have {SIDE} x {SIDE} pixels, for example "
            f"{other[0]}. To crop each to a square around its middle, and resize it: "
            f"lr.datasets.load_faces({str(path)!r}, resize=True)"
        )
    return pixels


def _grey(file, resize):
    """The grey levels of one picture, or None, and its size."""
    try:
        with Image.open(file) as picture:
            size = picture.size
            if size != (SIDE, SIDE):
                if not resize:
                    return None, size
                picture = ImageOps.fit(picture.convert("L"), (SIDE, SIDE))
            return np.asarray(picture.convert("L")).ravel(), size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(
            f"{_place(file)} claims more pixels than would fit in memory, which no face needs. "
            "Is it damaged? Get it again, or remove it."
        ) from None
    except (OSError, SyntaxError, ValueError) as error:  # PIL has no error of its own for a damaged picture
        raise ValueError(
            f"{_place(file)} cannot be read as a picture ({type(error).__name__}). Get it again."
        ) from None


def _place(file):
    return "/".join(file.parts[-3:])
