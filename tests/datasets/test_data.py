"""The data files are the ones that were meant, and can be made again from what `data/make/` says."""

import gzip
import hashlib
import re
import runpy
import zipfile

import numpy as np
import pandas as pd
import pytest

import lrcourse as lr
from lrcourse.datasets import data_file

DATA = data_file("penguins.csv").parent
CARD = (DATA / "README.md").read_text(encoding="utf-8")
FILES = sorted(p.name for p in DATA.glob("*.csv*"))


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_a_card_with_its_checksum_rows_and_licence(name):
    card = re.search(rf"^## `{re.escape(name)}`\n(.*?)(?=^## |\Z)", CARD, re.M | re.S)
    assert card, f"data/README.md has no card for {name}"
    assert sha256((DATA / name).read_bytes()) in card[1]
    frame = pd.read_csv(DATA / name)
    assert f"{len(frame):,} rows" in card[1]
    for word in ("Source", "Licence", "How it was made", *frame.columns):
        assert word in card[1]


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_utf8_with_unix_line_ends(name):
    content = (DATA / name).read_bytes()
    content = gzip.decompress(content) if name.endswith(".gz") else content
    assert b"\r" not in content
    assert content.endswith(b"\n")
    content.decode("utf-8")


def test_ecommerce_is_rebuilt_byte_for_byte():
    make = runpy.run_path(str(DATA / "make" / "ecommerce.py"))
    assert make["ecommerce"]() == (DATA / "ecommerce.csv").read_bytes()


def test_the_penguins_script_accepts_its_own_file_only(tmp_path):
    make = runpy.run_path(str(DATA / "make" / "penguins.py"))
    content = (DATA / "penguins.csv").read_bytes()
    assert sha256(content) == make["FILE_SHA256"]
    make["check"]("penguins.csv", content, make["FILE_SHA256"])
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("palmerpenguins/data/penguins.csv", content)
    with pytest.raises(SystemExit, match="the wheel is not the one"):
        make["penguins"](wheel)


def test_the_birdstrikes_script_accepts_its_own_package_only(tmp_path):
    make = runpy.run_path(str(DATA / "make" / "birdstrikes.py"))
    assert sha256((DATA / "birdstrikes.csv").read_bytes()) == make["FILE_SHA256"]
    package = tmp_path / "other.tgz"
    package.write_bytes(b"")
    with pytest.raises(SystemExit, match="the package is not the one"):
        make["birdstrikes"](package)


def test_the_reviews_script_accepts_its_own_source_only(tmp_path):
    make = runpy.run_path(str(DATA / "make" / "reviews.py"))
    for name, expected in make["TARGETS"].items():
        assert sha256((DATA / name).read_bytes()) == expected
    assert make["plain"](" at &amp;#38; t &amp; co. ") == "at & t & co."
    source = tmp_path / "other.tar.gz"
    source.write_bytes(b"")
    with pytest.raises(SystemExit, match="the source is not the one"):
        make["make"](source)


def test_the_reviews_card_tells_their_figures():
    reviews = lr.datasets.load_reviews()
    clear = reviews[reviews["rating"].abs() >= 0.5]
    again = clear[clear.duplicated("text")]
    apart = clear.groupby("text")["review"].nunique()
    card = CARD[CARD.index("## `reviews.csv`") :]
    assert f"from {reviews['review'].nunique()} reviews" in card
    assert f"{len(clear):,} have a rating of at least 0.5" in card
    assert f"{(clear['rating'] > 0).mean():.1%}" in card
    assert (len(again), int((apart > 1).sum())) == (8, 5)
    assert "8 texts appear twice, five of" in card
    assert not reviews["text"].str.contains("&[a-z]+;|&#", regex=True).any()


def test_the_lexicon_holds_words_of_the_reviews():
    words = lr.datasets.load_lexicon()["word"]
    used = {word for text in lr.datasets.load_reviews()["text"] for word in lr.words.tokenize(text)}
    assert set(words) <= used
    assert words.is_unique


def test_the_faces_card_tells_what_was_drawn():
    faces = lr.datasets.load_faces()
    card = CARD[CARD.index("## `faces.csv.gz`") :]
    drawings = {}
    for name, number, count, shown in re.findall(r"^\| (\w+) \| (\d) \| (\d+) \| ([\w, ]+) \|$", card, re.M):
        assert lr.datasets.EMOTIONS[int(number)] == name.lower()
        assert int(count) == np.sum(faces.emotion == int(number))
        drawings |= dict.fromkeys(shown.split(", "), int(number))
    assert set(drawings) == set(faces.drawing)
    assert [drawings[drawing] for drawing in faces.drawing] == faces.emotion.tolist()
    for usage, count in (("Training", "2,400"), ("PublicTest", "300"), ("PrivateTest", "300")):
        assert f"{usage} {count}" in card
        assert np.sum(faces.usage == usage) == int(count.replace(",", ""))
    heads = [set(faces.head[faces.usage == usage]) for usage in ("Training", "PublicTest", "PrivateTest")]
    assert [len(h) for h in heads] == [36, 5, 5]
    assert len(set.union(*heads)) == 46  # no head is in two parts
    script = (DATA / "make" / "faces.mjs").read_text(encoding="utf-8")
    assert sha256(gzip.decompress((DATA / "faces.csv.gz").read_bytes())) in script
    for drawing in drawings:
        assert f'"{drawing}"' in script


def test_the_card_publishes_the_true_weights():
    for feature, weights in lr.datasets.ECOMMERCE_WEIGHTS.items():
        row = re.search(rf"^\| {feature} \|([-\d.| ]*\d[-\d.| ]*)\|$", CARD, re.M)
        assert [float(cell) for cell in row[1].split("|")] == list(weights)


def test_the_card_tells_the_figures_of_the_simulation():
    visits = lr.datasets.load_ecommerce()
    y = lr.datasets.ecommerce_probabilities(visits)
    t = visits["user_action"].to_numpy()
    act = 1 - y[:, 0]
    figures = [
        *(f"{share:.1%}" for share in np.bincount(t) / t.size),
        f"{np.mean((act > 0.5) == (t > 0)):.1%}",
        f"{np.mean(y.argmax(axis=1) == t):.1%}",
        *(f"{np.mean(act >= eager):.1%}" for eager in (0.8, 0.9)),
        *(f"{np.mean(t[act >= eager] == 0):.1%}" for eager in (0.8, 0.9)),
    ]
    for figure in figures:
        assert figure in CARD
