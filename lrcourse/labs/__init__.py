"""The labs: pictures that answer while the hand moves. One file a lab, on two bases (sketch, stage)."""

from importlib import import_module

# lab -> the module that holds it, in syllabus order
_LABS = {
    "secant": "n00_secant",
    "threshold": "n01_threshold",
    "line": "n02_line",
    "current": "n03_current",
    "phase_plane": "n03_phase_plane",
    "unit": "n04_unit",
    "visitors": "n05_visitors",
    "gaussian": "n06_gaussian",
    "shapes": "n07_shapes",
    "one_prediction": "n08_one_prediction",
    "coin": "n09_coin",
    "likelihood": "n09_likelihood",
    "descent": "n10_descent",
    "training": "n11_training",
    "decision": "n12_decision",
    "penalty": "n13_penalty",
    "features": "n14_features",
    "lift": "n14_lift",
    "hidden": "n15_hidden",
    "clinic": "n16_clinic",
    "faces": "n18_faces",
    "review": "n19_review",
    "race": "n90_race",
    "machines": "n91_machines",
}

__all__ = list(_LABS)


def __getattr__(name):
    """Import a lab when it is first asked for, because the widgets take half a second to import."""
    if name not in _LABS:
        raise AttributeError(f"There is no lab '{name}'. The labs are: {', '.join(_LABS)}.")
    return getattr(import_module(f"lrcourse.labs.{_LABS[name]}"), name)


def __dir__():
    return sorted([*globals(), *__all__])
