"""The training lab for the site's first page, which computes in the page (docs/_static/training.js), without Python."""

import matplotlib.pyplot as plt

import lrcourse as lr
from lrcourse.engine.training.samples import FEATURES, MOST, SIDE, limits, load

CONTROLS = ("data", "features", "rate", "l2", "adds", "momentum", "batch")
CARD = (1200, 630)  # pixels: what is shown where a link to the site is shared
BEGIN = {"rate": 2.0, "l2": 0.01}  # the weights settle while one looks on
PANELS = 3  # data, cost and weights: what fits beside each other


def data_sets():
    """What training.js trains on: each data set with its axes and classes; the names of added features; two sizes."""
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
    return sets | {"names": {kind: list(added) for kind, added in FEATURES.items()}, "most": MOST, "side": SIDE}


def state():
    """The state of the training lab with fewer controls and panels; its steps are computed in the page."""
    widget = lr.labs.training()
    widget.set(**BEGIN)
    kept = widget.get_state() | {"_frames": {}, "_fixed": {}, "_texts": {}, "sets": data_sets()}
    kept["_scene"] = widget._scene[:PANELS]
    kept["controls"] = [
        control | {"value": widget.values[control["name"]]}
        for control in widget.controls
        if control["name"] in CONTROLS
    ]
    return kept


def pictured(static):
    """Draw what stands in for the lab until it has loaded (returned as HTML), and the card of a shared link."""
    lab = lr.labs.training()
    lab.set(**BEGIN)
    lab.panels = lab.panels[:PANELS]
    picture, width, height = lab.still()
    (static / "lab.png").write_bytes(picture)
    figure = plt.figure(figsize=[side / 100 for side in CARD], dpi=100, facecolor="white")
    figure.text(0.05, 0.86, "Understand logistic regression", size=38, weight="bold", va="center")
    figure.text(0.05, 0.745, "Derive it, write it in NumPy, watch it learn.", size=22, va="center", color="0.3")
    tall = 0.96 * CARD[0] / CARD[1] * height / width
    axes = figure.add_axes([0.02, (0.68 - tall) / 2, 0.96, tall])
    axes.imshow(plt.imread(static / "lab.png"), interpolation="lanczos", aspect="auto")
    axes.axis("off")
    figure.savefig(static / "card.png", dpi=100, facecolor="white")
    plt.close(figure)
    alt = "Two clouds of points and the boundary between them, the cost falling, and three weights levelling off."
    return f'<img src="_static/lab.png" width="{width}" height="{height}" alt="{alt}">'
