"""Every sketch of the course, on a wide page and on narrow ones: nothing is cut off, no text lies on another."""

from importlib import import_module
from itertools import combinations

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.labs import _LABS
from lrcourse.labs.sketch import LEAST, Sketch

RNG = np.random.default_rng(3)
T = np.arange(60) % 2
X = RNG.normal(size=(60, 7)) + T[:, None]
BIRDS = ("Adelie", "Chinstrap")
FEATURES = ["on a phone", "products viewed", "minutes", "returning", "morning", "afternoon", "evening"]
# The labs that cannot do without data, with names as long as the notebooks give them.
WITH = {
    "threshold": ((200 + 10 * X[:, 0], T), {"names": BIRDS, "xlabel": "flipper length (mm)"}),
    "line": ((X[:, :2], T), {"xlabel": "bill length (st. dev.)", "ylabel": "bill depth (st. dev.)"}),
    "unit": ((), {"names": ("bill length", "bill depth")}),
    "visitors": ((X, T, FEATURES), {}),
    "likelihood": ((X[:20, 0], T[:20], ("female", "male"), "body mass (standard deviations)"), {}),
    "decision": ((T, 1 / (1 + np.exp(-X[:, 0]))), {}),
    "coin": ((8, 12), {"names": ("acts", "bounces")}),
}


def is_sketch(name):
    module = import_module(f"lrcourse.labs.{_LABS[name]}")
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type)]
    return any(issubclass(kind, Sketch) and kind.__module__ == module.__name__ for kind in kinds)


SKETCHES = [name for name in _LABS if is_sketch(name)]


def build(name):
    some, named = WITH.get(name, ((), {}))
    return getattr(lr.labs, name)(*some, **named)


def labels(figure):
    """The texts of a figure that stand around the data: place in pixels, and words."""
    texts = []
    for ax in figure.axes:
        texts += [ax.title, ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label]
        for axis, shown in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            for tick in axis.get_major_ticks():
                if min(shown) <= tick.get_loc() <= max(shown):
                    texts.append(tick.label1)
    legends = [legend for owner in (figure, *figure.axes) for legend in _legends(owner)]
    texts += [text for legend in legends for text in legend.get_texts()]
    boxes = [(text.get_window_extent(), text.get_text()) for text in texts if _seen(text)]
    return boxes + [(legend.get_window_extent(), "the legend") for legend in legends]


def _legends(owner):
    return owner.legends if hasattr(owner, "legends") else filter(None, [owner.get_legend()])


def _seen(text):
    return text.get_visible() and text.get_text().strip()


@pytest.mark.parametrize("share", [0, 0.5, 0.74, 0.76, 1])
@pytest.mark.parametrize("name", SKETCHES)
def test_nothing_is_cut_off_and_no_label_lies_on_another(name, share):
    lab = build(name)
    full = lab._full[0]
    width = max(LEAST, round(share * full))
    lab._heard(lab, {"ask": "w", "width": width}, [])
    assert lab.error == ""
    assert lab.size[0] == width
    page, boxes = lab._figure.bbox.padded(1), labels(lab._figure)
    trouble = [
        f"{words!r} is cut off"
        for box, words in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
    for (one, first), (other, second) in combinations(boxes, 2):
        if "the legend" not in (first, second) and one.padded(-1).overlaps(other.padded(-1)):
            trouble.append(f"{first!r} lies on {second!r}")
    assert trouble == []


@pytest.mark.parametrize("name", SKETCHES)
def test_after_a_narrow_page_a_wide_one_shows_what_it_showed(name):
    lab = build(name)
    before = lab.image, lab.words
    for width in (LEAST, lab._full[0]):
        lab._heard(lab, {"ask": "w", "width": width}, [])
    assert (lab.image, lab.words) == before
