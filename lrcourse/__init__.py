"""Understand logistic regression: the package behind the notebooks.

``import lrcourse as lr`` is the one import line in every notebook. Everything below is loaded when it is first used
(PEP 562), so the import itself costs next to nothing on top of NumPy.
"""

from importlib import import_module

__version__ = "0.1.0"

# name -> the module it is in, in the order in which the course needs them
_NAMES = {
    "sigmoid": "model",
    "feedforward": "model",
    "classify": "model",
    "gaussian_solution": "gaussian",
    "cross_entropy": "cost",
    "cross_entropy_with_logits": "cost",
    "log_likelihood": "cost",
    "objective": "cost",
    "gradient": "cost",
    "numerical_gradient": "numerical",
    "gradient_descent": "descent",
    "stable_learning_rate": "cost",
    "newton": "solvers.newton",
    "lbfgs": "solvers.lbfgs",
    "check": "tutor",
    "hint": "tutor",
    "solution": "tutor",
    "quiz": "tutor",
    "progress": "tutor",
    "revise": "tutor",
    "forget_progress": "engine.record",
    "doctor": "engine.doctor",
}
# name -> the module it stands for
_MODULES = {
    "core": "core",
    "model": "model",
    "features": "features",
    "gaussian": "gaussian",
    "cost": "cost",
    "numerical": "numerical",
    "history": "history",
    "descent": "descent",
    "metrics": "metrics",
    "neurons": "neurons",
    "spikes": "spikes",
    "words": "words",
    "scale": "scale",
    "plots": "plots",
    "datasets": "datasets",
    "labs": "lessons.labs",
}

__all__ = [*_NAMES, *_MODULES]


def __getattr__(name):
    """Import ``name`` when it is first asked for."""
    if name in _MODULES:
        return import_module(f"lrcourse.{_MODULES[name]}")
    if name in _NAMES:
        value = getattr(import_module(f"lrcourse.{_NAMES[name]}"), name)
        globals()[name] = value
        return value
    from difflib import get_close_matches

    near = get_close_matches(name, __all__, n=1)
    cure = f" Did you mean lr.{near[0]}?" if near else ""
    raise AttributeError(f"lrcourse has no '{name}'.{cure}")


def __dir__():
    return sorted([*globals(), *__all__])
