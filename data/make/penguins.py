"""Make data/penguins.csv: byte for byte the file in the wheel of the PyPI package `palmerpenguins` 0.1.6.

    python -m pip download palmerpenguins==0.1.6 --no-deps --dest wheels
    python data/make/penguins.py wheels/palmerpenguins-0.1.6-py3-none-any.whl

The first line needs the network, the course never does. Both checksums below are verified; a file that
differs is not written.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

WHEEL_SHA256 = "5c3be9af84dd703a25f1aaeadeac6ac770cfd38c1620d00089f581c023129ee0"
FILE_SHA256 = "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93"
TARGET = Path(__file__).resolve().parents[1] / "penguins.csv"


def penguins(wheel):
    """The bytes of penguins.csv inside the wheel (a path), checked on the way in and on the way out."""
    check("the wheel", Path(wheel).read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read("palmerpenguins/data/penguins.csv")
    check("penguins.csv", content, FILE_SHA256)
    return content


def check(what, content, expected):
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise SystemExit(f"{what} is not the one the course was made from: sha256 {found}, expected {expected}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    TARGET.write_bytes(penguins(sys.argv[1]))
    print(f"wrote {TARGET.name}, sha256 {FILE_SHA256}")
