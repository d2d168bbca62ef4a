"""The site's page about the package, made from the one list of public names, in ``lrcourse/__init__.py``."""

from importlib import import_module

import lrcourse as lr
from lrcourse import lessons

HEAD = """\
# The package

`import lrcourse as lr` is all a notebook needs. First come the functions that you call by their own names, such as
`lr.sigmoid`, in the order in which the course needs them; then the labs; then the modules with all the rest, such as
`lr.plots.classes`. Each module is short enough to read.
"""
LABS = """\
A lab can be led by a program, too. Each of its controls is a trait, under the name that `lab.values` gives it:
`lab.rate = 2` moves it, `lab.observe(f, "rate")` hears when it moves, `ipywidgets.link((one, "rate"), (other, "rate"))`
ties two labs together, and `lab.set(rate=2, l2=0.1)` moves several at once. Labs with a Play button have `lab.play()`
and `lab.pause()`.
"""


def modules():
    """The modules whose contents a learner may use: those with a public name, and those behind the functions."""
    behind = (module for module in lr._NAMES.values() if "." not in module)  # nobody needs to read the engine
    named = (module for name, module in lr._MODULES.items() if name != "labs")  # they have a section of their own
    return list(dict.fromkeys([*named, *behind]))


def section(title, *directives, words=""):
    """A heading, a sentence, and what Sphinx is to fetch from the code."""
    return "\n\n".join(filter(None, [title, words, "```{eval-rst}\n" + "\n".join(directives) + "\n```"]))


def functions(names):
    """Sphinx's lines for functions: each under the name that a learner types."""
    return [f".. autofunction:: lrcourse.{name}" for name in names]


def module(name):
    """The section of a module, without the functions that have already been shown."""
    lines, words = [f".. automodule:: lrcourse.{name}", "   :members:"], ""
    if hasattr(import_module(f"lrcourse.{name}"), "__path__"):
        lines += ["   :imported-members:"]  # a folder's public names come from the files in it
    if name in lr._NAMES:
        lines += ["   :no-index:"]  # lrcourse.newton means the function, which has its entry already
    if shown := [function for function, home in lr._NAMES.items() if home == name]:
        lines += [f"   :exclude-members: {', '.join(shown)}"]
        words = f"Described above: {', '.join(f'`lr.{function}`' for function in shown)}."
    return section(f"### lrcourse.{name}", *lines, words=words)


def page():
    """The whole page, in Markdown."""
    parts = [HEAD.strip(), section("## Functions", *functions(lr._NAMES))]
    labs = functions(f"labs.{name}" for name in lessons.lab_files())
    parts += [section("## Labs", *labs, words=LABS.strip()), "## Modules"]
    return "\n\n".join(parts + [module(name) for name in modules()]) + "\n"
