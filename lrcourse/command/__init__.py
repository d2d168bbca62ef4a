"""The command ``lrcourse``: your own copy of the notebooks, opened and kept up to date; and what teachers need.

Each subcommand is a module of this folder, imported when it is called.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

WORDS = """\
lrcourse lab              open your copy of the notebooks in JupyterLab, and make it the first time
lrcourse update           bring a new version of the course into your copy, and keep your work
lrcourse test [04 11 ...] run the course's notebooks and say whether this installation is sound
lrcourse doctor           examine the installation and say how to cure it

For teachers:
lrcourse handout FOLDER   write the notebooks without their outputs
lrcourse mark FOLDER      run the notebooks that a class has handed in; write a table of who passed what"""


class Trouble(Exception):
    """What stops a command, in words that a person can act on."""


def main(arguments=None):
    """Run the command that ``arguments`` (or the command line) names; exit with 1 if it could not do its job."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    strange = [word for word in rest if options.command != "lab" or not word.startswith("-")]
    if strange:  # JupyterLab knows more options than we do, but no further words
        parser.error(f"unrecognized arguments: {' '.join(strange)}")
    try:
        sys.exit(_run(options, rest))
    except Trouble as trouble:
        sys.exit(f"lrcourse: {trouble}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def _parser():
    """What can be typed."""
    parser = argparse.ArgumentParser(
        "lrcourse",
        description=WORDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="lrcourse COMMAND ...",
    )
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, help="one of the above", prog="lrcourse"
    )
    add = commands.add_parser
    lab = add(
        "lab", description="Open your copy of the notebooks. Other options, such as --port=8890, go to JupyterLab."
    )
    lab.add_argument("folder", nargs="?", type=Path, help="where your copy is, or should be")
    lab.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    update = add("update", description="Bring the installed version of the course into your copy.")
    update.add_argument("folder", nargs="?", type=Path, help="where your copy is")
    test = add("test", description="Run the course's own notebooks in a temporary copy.")
    test.add_argument("names", nargs="*", metavar="NN", help="how their names begin, such as 04; by default, all")
    add("doctor", description="Examine the installation.")
    handout = add("handout", description="Write the notebooks without their outputs.")
    handout.add_argument("folder", type=Path, help="a new or an empty folder")
    mark = add(
        "mark",
        description="Run the notebooks handed in (FOLDER/ada.ipynb or FOLDER/ada/04_feedforward.ipynb) and read "
        "progress.json files. Writes marks.csv and marks.html. Learners' code runs with your permissions: use a "
        "container.",
    )
    mark.add_argument("folder", type=Path, help="what was handed in")
    mark.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where the tables go; by default, here")
    mark.add_argument("--seconds", type=int, default=120, help="time limit for one notebook (120)")
    mark.add_argument("--memory", type=float, default=4, metavar="GB", help="memory limit for one notebook (4)")
    return parser


def _run(options, rest):
    """Call the command's module; returns the exit code."""
    if options.command == "doctor":
        from lrcourse.engine.doctor import doctor

        return doctor()
    module = import_module(f"lrcourse.command.{'proof' if options.command == 'test' else options.command}")
    given = {name: value for name, value in vars(options).items() if name != "command"}
    return module.run(**given, **({"options": rest} if options.command == "lab" else {}))
