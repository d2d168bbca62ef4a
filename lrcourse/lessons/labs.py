"""``lr.labs``: the labs of all lessons, by name. Each is imported when it is first asked for: widgets take a while."""

from lrcourse import lessons

__all__ = list(lessons.lab_files())


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"There is no lab '{name}'. The labs are: {', '.join(__all__)}.")
    return lessons.lab(name)


def __dir__():
    return sorted([*globals(), *__all__])
