"""`make notebooks` must change no byte when nothing has changed."""

import ast

import nbformat
import pytest
from nbconvert.exporters import ScriptExporter

from tools.notebooks import paths
from tools.store_notebooks import UNSTABLE, VOLATILE, WIDGET, normalise, run

LANGUAGE = {  # as a kernel tells it
    "name": "python",
    "version": "3.13.1",
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": 3},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}
KEPT = {name: value for name, value in LANGUAGE.items() if name not in ("version", "codemirror_mode")}


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=[*cells], metadata={"widgets": {"x": 1}, "language_info": dict(LANGUAGE)})


def test_what_is_volatile_is_dropped_and_the_still_stays():
    cell = nbformat.v4.new_code_cell(
        "lab", id="a", metadata={"execution": {"iopub.status.idle": "now"}, "alt": "words"}, execution_count=1
    )
    data = {WIDGET: {"model_id": "17"}, "image/png": "abc", "text/plain": "lab"}
    cell.outputs = [
        nbformat.v4.new_output(
            "execute_result", data, execution_count=1, metadata={WIDGET: {}, "image/png": {"width": 5}}
        )
    ]
    clean = normalise(notebook(cell), notebook())
    assert clean.cells[0].metadata == {"alt": "words"}
    assert clean.cells[0].outputs[0].data == {"image/png": "abc", "text/plain": "lab"}
    assert clean.cells[0].outputs[0].metadata == {"image/png": {"width": 5}}
    assert clean.cells[0].execution_count == 1
    assert "widgets" not in clean.metadata
    assert clean.metadata.language_info == KEPT
    assert "metadata.widgets" in VOLATILE


def test_an_unstable_cell_keeps_its_stored_output_while_its_source_stays():
    def timed(text, source="time()"):
        cell = nbformat.v4.new_code_cell(source, id="a", metadata={"tags": [UNSTABLE]})
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        return notebook(cell)

    assert normalise(timed("6 ms"), timed("5 ms")).cells[0].outputs[0].text == "5 ms"
    assert normalise(timed("6 ms"), timed("5 ms", "other()")).cells[0].outputs[0].text == "6 ms"


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_nbconvert_makes_a_python_file_of_a_stored_notebook(path):
    """`jupyter nbconvert --to script` asks the notebook which language it is in; text becomes comments."""
    stored = nbformat.read(path, as_version=4)
    assert stored.metadata.language_info == KEPT
    script, resources = ScriptExporter().from_notebook_node(stored)
    assert resources["output_extension"] == ".py"
    code = [cell.source for cell in stored.cells if cell.cell_type == "code"]
    assert "\n".join(line for line in code[0].splitlines() if line) in "\n".join(filter(None, script.splitlines()))
    ast.parse(script)


def test_a_notebook_runs_from_any_folder(tmp_path):
    cell = nbformat.v4.new_code_cell("import lrcourse as lr\nprint(len(lr.datasets.load_penguins()))", id="a")
    made = notebook(cell)
    run(made, tmp_path)
    assert made.cells[0].outputs[0].text.strip() == "344"
