"""Every sketch of the course, on a wide page and on narrow ones: nothing is cut off, no text lies on another."""

import re
import sys
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

import lrcourse as lr
from lrcourse import lessons
from lrcourse.engine.labs.sketch import LEAST, Sketch

pytestmark = pytest.mark.thorough  # many pictures, which take a while

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
    module = sys.modules[lessons.lab(name).__module__]
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type)]
    return any(issubclass(kind, Sketch) and kind.__module__ == module.__name__ for kind in kinds)


SHARES = [0, 0.5, 0.74, 0.76, 1, 1.25]  # of the full width; at three quarters a picture is built anew
SKETCHES = [name for name in lessons.lab_files() if is_sketch(name)]


def make(name):
    """A new lab, with data if it needs some."""
    some, named = WITH.get(name, ((), {}))
    return getattr(lr.labs, name)(*some, **named)


@cache
def build(name):
    """A lab, made once for all widths, and what it showed when it was new."""
    lab = make(name)
    return lab, (getattr(lab, "image", None), lab.words)


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


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", SKETCHES)
def test_nothing_is_cut_off_and_no_label_lies_on_another(name, share):
    lab, _ = build(name)
    full = lab._full[0]
    width = max(LEAST, int(share * full))
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
    lab, before = build(name)
    for width in (LEAST, lab._full[0]):
        lab._heard(lab, {"ask": "w", "width": width}, [])
    assert (lab.image, lab.words) == before


@pytest.mark.parametrize("name", lessons.lab_files())
def test_no_lab_shows_a_hyphen_for_a_minus_a_unit_that_is_none_or_a_letter_without_its_index(name):
    lab, _ = build(name)
    texts = [lab.title, lab.words, *(control["label"] for control in lab.controls)]
    texts += [text for control in lab.controls for text in control.get("options", ())]
    if isinstance(lab, Sketch):
        texts += [text.get_text() for text in lab._figure.findobj(Text)]
    for panel in getattr(lab, "panels", ()):
        texts += [
            panel.title,
            getattr(panel, "ylabel", ""),
            getattr(panel, "xlabel", ""),
            *getattr(panel, "labels", ()),
        ]
        texts += [line.label for line in panel._parts() if isinstance(getattr(line, "label", None), str)]
    for told in getattr(lab, "_texts", {}).values():
        texts += [told] if isinstance(told, str) else told
    faults = re.compile(r"no unit|(?<![\w{)])-\d|\b[xwz][12]\b")
    assert [text for text in texts if faults.search(text)] == []
