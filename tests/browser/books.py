"""What both browsers need to know of JupyterLab, and a way to make notebooks for it."""

import re
import socket
import time
import urllib.request

import nbformat

# Not ours: Notebook 7 asks for commands that only JupyterLab has, on an empty notebook, too; and a font that both of
# them have is refused to the one that asks second (a server remembers where a file's name was found). And the debugger
# asks for an answer of the kernel whose notebook has just been closed.
KNOWN = re.compile(r"reading 'schema'|' not registered|403 \(Forbidden\) \(\S+\.woff\)|restore the debugger state")
PANEL = "window.jupyterapp.shell.currentWidget"
PATIENCE = 600  # seconds; generous, because other tests may hold all cores


def free_port():
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url):
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def made(sources, folder):
    """The name of a new notebook with these cells."""
    name = f"made_{time.time_ns()}"
    new = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    new.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new, folder / f"{name}.ipynb")
    return name
