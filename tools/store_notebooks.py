"""``make notebooks``: run every notebook in a fresh kernel and store it, normalised: a second run changes no byte.
The minutes in the notebooks' heads and in README are computed anew.

python -m tools.store_notebooks [notebooks/02_linear_classification.ipynb ...]    all of them without a name
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbstripout import strip_output

from tools import roads
from tools.notebooks import UNSTABLE, paths, read

# What a run writes that says nothing to a reader: times, editors' marks, the state of widgets (GitHub refuses some).
VOLATILE = [
    "metadata.widgets",
    "metadata.signature",
    "metadata.vscode",
    "metadata.language_info.codemirror_mode",  # holds a version; what is left tells nbconvert to write a .py file
    "metadata.language_info.version",
    "cell.metadata.execution",
    "cell.metadata.collapsed",
    "cell.metadata.scrolled",
    "cell.metadata.ExecuteTime",
    "cell.metadata.vscode",
]
WIDGET = "application/vnd.jupyter.widget-view+json"


def run(notebook, folder):
    """Execute ``notebook`` in a fresh kernel that starts in ``folder``; an error in a cell is raised."""
    NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        coalesce_streams=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def normalise(notebook, stored):
    """Drop what is volatile; a cell tagged as unstable keeps the output it has ``stored`` if its source is the same."""
    before = {cell.id: cell for cell in stored.cells if cell.cell_type == "code"}
    strip_output(notebook, keep_output=True, keep_count=True, keep_id=True, extra_keys=VOLATILE)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        old = before.get(cell.id)
        if UNSTABLE in cell.metadata.get("tags", []) and old and old.source == cell.source and old.outputs:
            cell.outputs = old.outputs
        for output in cell.outputs:
            if "data" in output:
                # The view's number is different at every run. Without it a page shows the still beside it.
                output.data.pop(WIDGET, None)
                output.metadata.pop(WIDGET, None)
    notebook.metadata.kernelspec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return notebook


def store(path):
    """Run one notebook and write it back."""
    notebook = read(path)
    run(notebook, path.parent)
    nbformat.write(normalise(notebook, read(path)), path)


def main(names):
    """Store the notebooks of ``names``, or all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LRCOURSE_HOME"] = home  # a stored output shows a learner who has just begun
        for path in [Path(name) for name in names] or paths():
            print(f"{path.name} ...", flush=True)
            store(path)
    roads.main()


if __name__ == "__main__":
    main(sys.argv[1:])
