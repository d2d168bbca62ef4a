"""``lrcourse handout``: the notebooks as a class gets them, without the outputs that answer the predictions."""

import nbformat

from lrcourse.command import Trouble
from lrcourse.command.copies import advice, shipped, write


def run(folder):
    """Write every notebook into ``folder``, which must be new or empty."""
    folder = folder.expanduser().absolute()
    with advice(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Trouble(f"{folder} is not empty. Name a new folder: lrcourse handout FOLDER")
        for path in shipped():
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
            write(folder / path.name, nbformat.writes(notebook) + "\n")
    print(f"{len(shipped())} notebooks without outputs are in {folder}.")
    return 0
