"""Make data/birdstrikes.csv from the npm package `vega-datasets` 3.2.1.

    npm pack vega-datasets@3.2.1
    python data/make/birdstrikes.py vega-datasets-3.2.1.tgz

The first line needs the network, the course never does. Both checksums below are verified; a file that differs
is not written.
"""

import hashlib
import sys
import tarfile
from pathlib import Path

PACKAGE_SHA256 = "6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3"
FILE_SHA256 = "b2a934ab7ddca6e6164db5ab54e0c53f8a0270f968bed06e9564605de7ed32ae"
TARGET = Path(__file__).resolve().parents[1] / "birdstrikes.csv"


def birdstrikes(package):
    """The bytes of the file inside the package (a path), its lines ended as everywhere in the course."""
    check("the package", Path(package).read_bytes(), PACKAGE_SHA256)
    with tarfile.open(package) as archive:
        content = archive.extractfile("package/data/birdstrikes.csv").read()
    content = content.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
    check("birdstrikes.csv", content, FILE_SHA256)
    return content


def check(what, content, expected):
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise SystemExit(f"{what} is not the one the course was made from: sha256 {found}, expected {expected}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    TARGET.write_bytes(birdstrikes(sys.argv[1]))
    print(f"wrote {TARGET.name}, sha256 {FILE_SHA256}")
