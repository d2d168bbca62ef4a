"""Make data/ecommerce.csv: 5,000 visits drawn by lrcourse.datasets.make_ecommerce from its published weights.

python data/make/ecommerce.py

The same seed gives the same bytes on every machine; tests/datasets/test_data.py rebuilds the file and compares.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lrcourse.datasets import make_ecommerce  # noqa: E402

TARGET = ROOT / "data" / "ecommerce.csv"


def ecommerce():
    """The bytes of ecommerce.csv."""
    rng = np.random.Generator(np.random.PCG64(5))
    return make_ecommerce(5000, rng).to_csv(index=False, lineterminator="\n", float_format="%.1f").encode()


if __name__ == "__main__":
    TARGET.write_bytes(ecommerce())
    print(f"wrote {TARGET.name}")
