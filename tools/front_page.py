"""The training lab for the site's first page, which computes in the page (docs/_static/training.js), without Python."""

import lrcourse as lr
from lrcourse.engine.training.samples import FEATURES, limits, load

CONTROLS = ("data", "features", "rate", "l2", "adds", "momentum", "batch")
PANELS = 3  # data, cost and weights: what fits beside each other


def data_sets():
    """What training.js trains on: each data set with its axes and classes, and the names of added features."""
    sets = {}
    for name in ("clouds", "penguins", "donut", "xor"):
        data = load(name)
        sets[name] = {
            "X": data.X.tolist(),
            "t": data.t.tolist(),
            "axes": data.axes,
            "classes": data.classes,
            "limits": [[float(end) for end in pair] for pair in limits(data.X)],
            "equal": name == "donut",
        }
    return sets | {"names": {kind: list(added) for kind, added in FEATURES.items()}}


def state():
    """The state of the training lab with fewer controls and panels; its steps are computed in the page."""
    widget = lr.labs.training()
    kept = widget.get_state() | {"_frames": {}, "_fixed": {}, "_texts": {}, "sets": data_sets()}
    kept["_scene"] = widget._scene[:PANELS]
    kept["controls"] = [control for control in widget.controls if control["name"] in CONTROLS]
    return kept
