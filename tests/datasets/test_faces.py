"""Faces from a table and from a folder; whatever is wrong with them, one error says what, where, and the cure."""

import gzip
import io
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.datasets.faces import EMOTIONS, PIXELS, SIDE

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
    return str(caught.value)


def cure(message):
    """The faces that the line of code at the end of a message loads."""
    return eval(re.search(r"lr\.datasets\.load_faces\([^()]+\)$", message)[0])


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
    check(lr.datasets.load_faces(write([f'{usage},"{pixels}",{emotion}' for emotion, pixels, usage in cells])))


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


@pytest.mark.parametrize(
    "names",
    [
        ("Train", "Validation", "Test"),
        ("TRAINING", "val", "testing"),
        ("training", "Valid", "TEST"),
        ("train", "dev", "Private Test"),
        ("Training", "PublicTest", "PrivateTest"),
    ],
)
def test_folders_under_their_usual_names_in_any_case(folder, write, names):
    for old, new in zip(("train", "validation", "test"), names, strict=True):
        (folder / old).rename(folder / f"{old} before")  # a disk that knows no case could not do it at once
        (folder / f"{old} before").rename(folder / new)
    pictures, table = lr.datasets.load_faces(folder), lr.datasets.load_faces(write(lines()))
    key = lambda faces: sorted(zip(faces.usage, faces.emotion, map(bytes, faces.X), strict=True))
    assert key(pictures) == key(table)
    assert pictures.usage.tolist() == USAGES  # training first


def test_a_folder_that_is_left_out_is_said_with_counts(folder):
    (folder / "validation").rename(folder / "later")
    (folder / "train" / "disgust").rename(folder / "train" / "Disgusted")
    (folder / "train" / "happy").rename(folder / "train" / "happiness")
    (folder / "train" / "angry").rename(folder / "train" / "Anger")
    (folder / "notes").mkdir()
    said = r"^fer: read test \(3 pictures\), train \(15 pictures\); left out later \(3 pictures\): not one of the usual"
    with pytest.warns(UserWarning, match=said) as caught:
        faces = lr.datasets.load_faces(folder)
    assert [warning.filename for warning in caught] == [__file__]  # the line that a user wrote
    assert sorted(set(faces.usage)) == ["PrivateTest", "Training"]
    for k in range(7):
        assert np.sum(faces.emotion == k) == np.sum(np.arange(21)[[*range(15), 18, 19, 20]] % 7 == k)


def test_a_folder_without_a_test_and_one_whose_training_is_empty(folder):
    for name in ("validation", "test"):
        (folder / name).rename(folder.parent / name)
    with pytest.warns(UserWarning, match=r"fer: read train \(15 pictures\); nothing to test with"):
        assert len(lr.datasets.load_faces(folder).X) == 15
    (folder / "train").rename(folder / "test")
    (folder / "train").mkdir()
    with pytest.warns(UserWarning, match="nothing to train on"):
        assert set(lr.datasets.load_faces(folder).usage) == {"PrivateTest"}


def test_the_folder_above_or_below_or_the_table_in_it_is_named(folder, write):
    above = refuses(folder.parent, "has no folder 'train' in it", "Found: fer (21 pictures)")
    inside = refuses(folder / "train", "no folder 'train' in it", "Found: angry (3 pictures), disgust (2 pictures)")
    (folder / "table").mkdir()
    beside = refuses(write(lines(), "fer/table/fer2013.csv").parent, "Found: no folders")
    for message in (above, inside, beside):
        assert len(cure(message).X) == 21
    (folder / "train").rename(folder / "tain")
    found = "Found: table (0 pictures), tain (15 pictures), test (3 pictures), validation (3 pictures)"
    assert "load_faces" not in refuses(folder, found)


@pytest.mark.parametrize("name", ["fer2013.tar.gz", "fer2013.tar", "fer2013.csv.gz"])
def test_the_archive_in_which_it_was_first_handed_out(tmp_path, name):
    parts = {"fer2013/README": b"pixels", "fer2013/other.csv": b"a,b\n1,2\n"}
    parts["fer2013/fer2013.csv"] = ("\n".join(lines()) + "\n").encode()
    with tarfile.open(tmp_path / name, "w" if name.endswith("tar") else "w:gz") as archive:
        for part, content in parts.items():
            entry = tarfile.TarInfo(part)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    check(lr.datasets.load_faces(tmp_path / name))
    packed = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    refuses(tmp_path / name, name, "cut off")


def test_an_archive_without_a_table(tmp_path):
    with tarfile.open(tmp_path / "faces.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("faces/README"))
    refuses(tmp_path / "faces.tar.gz", "an archive without a .csv file")


def test_pictures_of_other_sizes_are_counted_and_resized_when_asked(folder):
    """What is wide loses its edges; what is large shrinks."""
    wide = rng.integers(0, 256, size=(48, 64), dtype=np.uint8)
    ramp = np.tile(np.linspace(0, 255, 200), (200, 1)).astype(np.uint8)
    Image.fromarray(wide).save(folder / "train" / "sad" / "0 wide.png")
    Image.fromarray(ramp).convert("RGB").save(folder / "train" / "sad" / "00 large.bmp")
    message = refuses(folder, "2 of 23 pictures do not have 48 x 48 pixels", "train/sad/0 wide.png with 64 x 48")
    faces = cure(message)
    assert faces.X.shape == (23, PIXELS)
    cut, shrunk = faces.X[(faces.emotion == 4) & (faces.usage == "Training")][:2].reshape(2, SIDE, SIDE)
    np.testing.assert_allclose(cut, wide[:, 8:56] / 255, atol=1e-6)
    np.testing.assert_allclose(shrunk, np.tile((np.arange(SIDE) + 0.5) / SIDE, (SIDE, 1)), atol=0.02)
    others = lr.datasets.load_faces(folder, resize=True).X
    assert {bytes(row) for row in GREYS.astype(np.float32) / np.float32(255)} <= set(map(bytes, others))
    with pytest.raises(TypeError, match="resize must be True or False; got 48"):
        lr.datasets.load_faces(folder, resize=48)


@pytest.mark.parametrize("side", [10_000, 60_000, 2**31 - 1])
@pytest.mark.parametrize("resize", [False, True])
def test_a_picture_that_says_it_is_enormous(folder, side, resize):
    """It needs 100 bytes, and would unpack to gigabytes."""
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")
    (folder / "train" / "sad" / "bomb.png").write_bytes(bomb)
    with pytest.raises(ValueError, match=r"^train/sad/bomb\.png (claims more pixels|cannot be read)"):
        lr.datasets.load_faces(folder, resize=resize)


def test_twins_across_the_cut_are_counted_and_can_be_left_out(write):
    """Rows 16 and 20 are for the test, and copies of rows 0 and 3; row 17 is a copy of 16, row 5 of 4."""
    greys = GREYS.copy()
    greys[[16, 20, 17, 5]] = greys[[0, 3, 0, 4]]
    path = write(lines(greys))
    with pytest.warns(UserWarning, match="fer2013.csv: 3 of 6 test pictures are the same, pixel by pixel") as caught:
        faces = lr.datasets.load_faces(path)
    assert caught[0].filename == __file__
    assert np.flatnonzero(faces.twins).tolist() == [16, 17, 20]
    names = {"lr": lr}
    line = re.search(r"faces = lr\.datasets.*$", str(caught[0].message))[0]
    with pytest.warns(UserWarning, match="3 of 6"):
        exec(line, names)
    assert names["X"].tolist() == np.delete(faces.X, [16, 17, 20], axis=0).tolist()
    assert names["usage"].tolist() == ["Training"] * 15 + ["PublicTest", "PrivateTest", "PrivateTest"]


def test_twins_in_a_folder_of_resized_pictures(folder):
    """The cure loads them as they were loaded."""
    Image.fromarray(GREYS[0].reshape(SIDE, SIDE)).resize((480, 480), 0).save(folder / "train" / "sad" / "large.png")
    Image.fromarray(GREYS[0].reshape(SIDE, SIDE)).resize((480, 480), 0).save(folder / "test" / "sad" / "large.png")
    with pytest.warns(UserWarning, match="fer: 1 of 7 test pictures .*, resize=True\\); X, emotion"):
        faces = lr.datasets.load_faces(folder, resize=True)
    assert faces.emotion[faces.twins].tolist() == [4]


def test_the_courses_own_faces_have_no_twins_across_the_cut():
    faces = lr.datasets.load_faces()
    training = {row.tobytes() for row in faces.X[faces.usage == "Training"]}
    assert not any(row.tobytes() in training for row in faces.X[faces.usage != "Training"])
    assert not faces.twins.any()


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
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", ["a Git LFS pointer", "git lfs pull"]),
        (b"<!DOCTYPE html><html>", ["a web page"]),
        (b'{"error": "log in"}', ["JSON"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["a binary file"]),
        ("emotion,pixels,Usage\n0,é".encode("latin-1"), ["isn't text"]),
        (b'emotion,pixels,Usage\n0,"' + b"1 " * 100_000, ["cannot be read as CSV"]),
    ],
)
def test_what_is_not_the_data_at_all(write, content, words):
    refuses(write(content), "fer2013.csv", *words)


def test_a_zip(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "fer2013.zip", "w") as archive:
        archive.writestr("fer2013.csv", "\n".join(lines()))
    message = refuses(tmp_path / "fer2013.zip", "a zip archive", "fer2013.csv itself", "Unpack it: import shutil")
    monkeypatch.chdir(tmp_path)
    exec(message.partition("Unpack it: ")[2])
    check(lr.datasets.load_faces("fer2013/fer2013.csv"))


def test_a_wrong_folder_and_no_path(folder, tmp_path):
    refuses(tmp_path / "nowhere.csv", "no file 'nowhere.csv'")
    refuses("https://example.com/fer2013.csv", "address on the web")
    with pytest.raises(TypeError, match="path must be the name of a file"):
        lr.datasets.load_faces(5)
    (folder / "train" / "sad" / "wide.png").write_bytes(b"no picture")
    refuses(folder, "train/sad/wide.png cannot be read as a picture")
    (folder / "train" / "bored").mkdir()
    (folder / "train" / "sad" / "wide.png").rename(folder / "train" / "bored" / "wide.png")
    refuses(folder, "train/bored is not one of the seven emotions")
    empty = tmp_path / "empty" / "train" / "sad"
    empty.mkdir(parents=True)
    refuses(tmp_path / "empty", "contains no pictures")


def test_three_thousand_faces_need_little_memory():
    """What is kept on the way are bytes: the peak stays well below the text's own size and a second array."""
    code = (
        "import resource, lrcourse as lr, numpy, pandas, PIL.Image\n"
        "lr.datasets; before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "X = lr.datasets.load_faces().X\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    pytest.importorskip("resource")
    grown = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert grown * (1 if sys.platform == "darwin" else 1024) < 2.0 * 3000 * PIXELS * 4
