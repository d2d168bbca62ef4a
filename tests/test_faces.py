"""Faces from a table and from a folder; whatever is wrong with them, one error says what, where, and the cure."""

import gzip
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.faces import EMOTIONS, PIXELS, SIDE

rng = np.random.default_rng(18)
GREYS = rng.integers(0, 256, size=(21, PIXELS), dtype=np.uint8)
USAGES = ["Training"] * 15 + ["PublicTest"] * 3 + ["PrivateTest"] * 3


def lines(greys=GREYS):
    """A table like fer2013.csv, line by line."""
    texts = [" ".join(map(str, row)) for row in greys.tolist()]
    return ["emotion,pixels,Usage", *(f"{n % 7},{text},{USAGES[n]}" for n, text in enumerate(texts))]


@pytest.fixture
def write(tmp_path):
    def write(content, name="fer2013.csv"):
        content = "\n".join(content) + "\n" if isinstance(content, list) else content
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return write


def refuses(path, *words):
    with pytest.raises((ValueError, FileNotFoundError)) as caught:
        lr.datasets.load_faces(path)
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def check(faces):
    np.testing.assert_array_equal(faces.X, GREYS.astype(np.float32) / np.float32(255))
    assert faces.X.dtype == np.float32
    assert faces.emotion.tolist() == [n % 7 for n in range(21)]
    assert faces.usage.tolist() == USAGES
    assert set(faces.head) == set(faces.drawing) == {""}


def test_the_courses_own_faces():
    faces = lr.datasets.load_faces()
    assert faces.X.shape == (3000, PIXELS)
    assert faces.X.min() >= 0
    assert faces.X.max() <= 1
    assert np.bincount(faces.emotion).tolist() == [390, 150, 420, 750, 480, 330, 480]


@pytest.mark.parametrize("change", [
    lambda table: table,
    lambda table: table.replace("\n", "\r\n"),
    lambda table: "\ufeff" + table,
    lambda table: table.replace("emotion,pixels,Usage", "emotion, pixels, Usage"),
    lambda table: gzip.compress(table.encode()),
    lambda table: table.replace("\n", "\n\n"),
    lambda table: table.rstrip("\n"),
])  # fmt: skip
def test_a_table_in_any_of_its_forms(write, change):
    check(lr.datasets.load_faces(write(change("\n".join(lines()) + "\n"))))


def test_columns_in_any_order_and_quoted(write):
    cells = [line.split(",") for line in lines()]
    check(
        lr.datasets.load_faces(write([f'{usage},"{pixels}",{emotion}' for emotion, pixels, usage in cells]))
    )


@pytest.fixture
def folder(tmp_path):
    """The same faces as pictures: train/angry/00.png ..."""
    names = {"Training": "train", "PublicTest": "validation", "PrivateTest": "test"}
    for n, (grey, usage) in enumerate(zip(GREYS, USAGES, strict=True)):
        part = tmp_path / "fer" / names[usage] / EMOTIONS[n % 7]
        part.mkdir(parents=True, exist_ok=True)
        Image.fromarray(grey.reshape(SIDE, SIDE)).save(part / f"{n:02}.png")
    (tmp_path / "fer" / "train" / ".cache").mkdir()
    (tmp_path / "fer" / "train" / "angry" / "Thumbs.db").write_bytes(b"")
    return tmp_path / "fer"


def test_a_folder_holds_the_same_faces(folder, write):
    pictures, table = lr.datasets.load_faces(folder), lr.datasets.load_faces(write(lines()))
    key = lambda faces: sorted(zip(faces.usage, faces.emotion, map(bytes, faces.X), strict=True))
    assert key(pictures) == key(table)


def test_a_folder_with_train_and_test_only_and_other_names(folder):
    (folder / "validation").rename(folder / "later")
    (folder / "train" / "disgust").rename(folder / "train" / "Disgusted")
    faces = lr.datasets.load_faces(folder)
    assert sorted(set(faces.usage)) == ["PrivateTest", "Training"]
    assert np.sum(faces.emotion == 1) == np.sum(np.arange(21)[[*range(15), 18, 19, 20]] % 7 == 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row.rsplit(" ", 1)[0] + ",Training", ["row 17 (line 18)", "2,303 pixels; 2,304 are needed"]),
        (lambda row: row[:400], ["row 17 (line 18)", "2 columns instead of 3", "cut off"]),
        (lambda row: row.replace(" ", " x", 1), ["row 17", "among the pixels", "whole numbers from 0 to 255"]),
        (lambda row: row.replace(" ", " 12.5 ", 1), ["row 17", "'12.5' among the pixels"]),
        (lambda row: "7" + row[1:], ["row 17", "emotion is '7'", "0 angry, 1 disgust"]),
        (lambda row: "sad" + row[1:], ["row 17", "emotion is 'sad'"]),
        (lambda row: row.replace("PublicTest", "Tset"), ["row 17", "Usage is 'Tset'", "one of Training, PublicTest"]),
        (lambda row: row.replace("PublicTest", ""), ["row 17", "Usage is ''"]),
        (lambda row: row.replace(",", ",,", 1), ["row 17", "4 columns instead of 3"]),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named(write, change, words):
    table = lines()
    table[17] = change(table[17])
    refuses(write(table), "fer2013.csv", *words)


@pytest.mark.parametrize("pixel", ["256", "-1", "99999999999999999999999"])
def test_a_pixel_out_of_range(write, pixel):
    table = lines()
    table[3] = f"2,{' '.join([pixel] + ['0'] * (PIXELS - 1))},Training"
    refuses(write(table), "row 3 (line 4)", "from 0 to 255")


def test_a_file_that_is_cut_off(write):
    whole = "\n".join(lines())
    refuses(write(whole[: len(whole) - 3000]), "row 21", "cut off? Get it again")
    packed = gzip.compress(whole.encode())
    refuses(write(packed[: len(packed) // 2], "fer2013.csv.gz"), "cannot be unpacked", "Get it again")
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 255
    refuses(write(bytes(damaged), "fer2013.csv.gz"), "fer2013.csv.gz")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["missing columns emotion, pixels, Usage"]),
        (b"emotion,pixels,Usage\n", ["no face"]),
        (b"emotion,pixel,Usage\n0,1,Training\n", ["missing column pixels", "'pixels': rename it"]),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            ["a Git LFS pointer", "git lfs pull"],
        ),
        (b"<!DOCTYPE html><html>", ["a web page"]),
        (b'{"error": "log in"}', ["JSON"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["a binary file"]),
        ("emotion,pixels,Usage\n0,é".encode("latin-1"), ["no text"]),
        (b'emotion,pixels,Usage\n0,"' + b"1 " * 100_000, ["cannot be read as CSV"]),
    ],
)
def test_what_is_not_the_data_at_all(write, content, words):
    refuses(write(content), "fer2013.csv", *words)


def test_a_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "fer2013.zip", "w") as archive:
        archive.writestr("fer2013.csv", "\n".join(lines()))
    refuses(tmp_path / "fer2013.zip", "a zip archive", "fer2013.csv itself")


def test_a_wrong_folder_and_no_path(folder, tmp_path):
    refuses(tmp_path / "nowhere.csv", "no file 'nowhere.csv'")
    refuses("https://example.com/fer2013.csv", "address on the web")
    with pytest.raises(TypeError, match="path must be the name of a file"):
        lr.datasets.load_faces(5)
    refuses(folder / "train", "no folder 'train' in it")
    Image.new("L", (64, 48)).save(folder / "train" / "sad" / "wide.png")
    refuses(folder, "train/sad/wide.png has 64 x 48 pixels; 48 x 48 are needed")
    (folder / "train" / "sad" / "wide.png").write_bytes(b"no picture")
    refuses(folder, "train/sad/wide.png cannot be read as a picture")
    (folder / "train" / "bored").mkdir()
    (folder / "train" / "sad" / "wide.png").rename(folder / "train" / "bored" / "wide.png")
    refuses(folder, "train/bored is none of the seven emotions")
    empty = tmp_path / "empty" / "train" / "sad"
    empty.mkdir(parents=True)
    refuses(tmp_path / "empty", "holds no pictures")


def test_three_thousand_faces_need_little_memory():
    """What is kept on the way are bytes: the peak stays well below the text's own size and a second array."""
    code = (
        "import resource, lrcourse as lr, numpy, pandas, PIL.Image\n"
        "lr.datasets; before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "X = lr.datasets.load_faces().X\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    pytest.importorskip("resource")
    grown = int(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    )
    assert grown * (1 if sys.platform == "darwin" else 1024) < 2.0 * 3000 * PIXELS * 4
