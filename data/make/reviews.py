"""Make data/reviews.csv and data/lexicon.csv from the source of the PyPI package `vaderSentiment` 3.3.2.

    python -m pip download vaderSentiment==3.3.2 --no-deps --no-binary :all: --dest sources
    python data/make/reviews.py sources/vaderSentiment-3.3.2.tar.gz

The first line needs the network, the course never does. All checksums below are verified; a file that
differs is not written.
"""

import csv
import hashlib
import html
import io
import re
import sys
import tarfile
from pathlib import Path

SOURCE_SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
WORD = r"[a-z]+(?:'[a-z]+)?"
TARGETS = {
    "reviews.csv": "f94560ebd69270b28b5c82df89051dcda9984518e819d82988049faffe0d2354",
    "lexicon.csv": "3b22870cb6ebcc4d6d69fe636030225b98ba40256e7332f1cda724bd5afaa2ad",
}
DATA = Path(__file__).resolve().parents[1]


def make(source):
    """The files' bytes by name, out of the package's source (a path); checked on the way in and on the way out."""
    check("the source", Path(source).read_bytes(), SOURCE_SHA256)
    with tarfile.open(source) as package:
        inner = package.extractfile("vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz").read()
        lexicon = package.extractfile("vaderSentiment-3.3.2/vaderSentiment/vader_lexicon.txt").read()
    with tarfile.open(fileobj=io.BytesIO(inner)) as resources:
        sentences = resources.extractfile("hutto_ICWSM_2014/amazonReviewSnippets_GroundTruth.txt").read()
    sentences = sentences.decode("ascii")
    files = {"reviews.csv": reviews(sentences), "lexicon.csv": lexicon_of(sentences, lexicon.decode("utf-8"))}
    for name, content in files.items():
        check(name, content, TARGETS[name])
    return files


def reviews(lines):
    """``258_3<tab>-0.9<tab>text``: review 258, its third sentence, the mean of twenty people's ratings."""
    rows = [line.split("\t") for line in lines.splitlines()]
    return table(
        ["review", "sentence", "rating", "text"],
        [[*place.split("_"), rating, plain(text)] for place, rating, text in rows],
    )


def plain(text):
    """The text as the customer typed it: the web page's ``&amp;`` and ``&amp;#38;`` are ``&``."""
    return html.unescape(html.unescape(text)).strip()


def lexicon_of(sentences, lines):
    """``good<tab>1.9<tab>...``: the words that occur in the sentences, with ten people's mean rating."""
    used = set(re.findall(WORD, sentences))
    rows = (line.split("\t")[:2] for line in lines.splitlines())
    rated = {word: rating for word, rating in rows if word in used}  # of a word that stands there twice, the last
    return table(["word", "rating"], sorted(rated.items()))


def table(names, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, *rows])
    return out.getvalue().encode("utf-8")


def check(what, content, expected):
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise SystemExit(f"{what} is not the one the course was made from: sha256 {found}, expected {expected}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for name, content in make(sys.argv[1]).items():
        (DATA / name).write_bytes(content)
        print(f"wrote {name}, sha256 {TARGETS[name]}")
