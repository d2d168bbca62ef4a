"""Labels have the platform's own whole numbers: of 32 bits in a browser, where `np.bincount` takes no others."""

import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from lrcourse import datasets

PACKAGE = Path(datasets.__file__).parents[1]
MADE = {name: getattr(datasets, name) for name in dir(datasets) if re.match("make_(?!ecommerce)", name)}
LABELS = {name: lambda make=make: make(50, 1)[1] for name, make in MADE.items()}
LABELS |= {
    "load_penguins_xy": lambda: datasets.load_penguins_xy()[1],
    "load_faces": lambda: datasets.load_faces().emotion,
    "load_reviews": lambda: datasets.load_reviews()["review"].to_numpy(),
}
for name in ("is_mobile", "n_products_viewed", "is_returning_visitor", "time_of_day", "user_action"):
    LABELS[f"load_ecommerce, {name}"] = lambda name=name: datasets.load_ecommerce()[name].to_numpy()
    LABELS[f"make_ecommerce, {name}"] = lambda name=name: datasets.make_ecommerce(50, 1)[name].to_numpy()


class Small(ModuleType):
    """NumPy as the package would find it where a whole number has 32 bits."""

    intp = np.int32

    def __getattr__(self, name):
        return getattr(np, name)


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_labels_have_the_platforms_own_type(labels):
    assert labels().dtype == np.intp
    assert np.bincount(labels()).sum() == len(labels())


# A place that np.searchsorted finds has NumPy's own type of its own accord.
@pytest.mark.parametrize("name", [name for name in LABELS if name != "make_ecommerce, time_of_day"])
def test_on_a_platform_of_32_bits(name, monkeypatch):
    usual = LABELS[name]()
    for module in list(sys.modules.values()):
        if module.__name__.startswith("lrcourse.datasets") and hasattr(module, "np"):
            monkeypatch.setattr(module, "np", Small("numpy"))
    small = LABELS[name]()
    assert small.dtype == np.int32
    np.testing.assert_array_equal(small, usual)


def test_nothing_in_the_package_asks_for_64_bits():
    asking = [
        path.name for path in PACKAGE.rglob("*.py") if re.search(r"\bu?int64\b", path.read_text(encoding="utf-8"))
    ]
    assert asking == []
