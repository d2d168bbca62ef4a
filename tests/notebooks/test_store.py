"""`make notebooks` must change no byte when nothing has changed."""

import nbformat
from store import UNSTABLE, VOLATILE, WIDGET, normalise, run


def notebook(*cells):
    return nbformat.v4.new_notebook(
        cells=[*cells], metadata={"widgets": {"x": 1}, "language_info": {"name": "python", "version": "3"}}
    )


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
    assert clean.metadata.language_info == {"name": "python"}
    assert "metadata.widgets" in VOLATILE


def test_an_unstable_cell_keeps_its_stored_output_while_its_source_stays():
    def timed(text, source="time()"):
        cell = nbformat.v4.new_code_cell(source, id="a", metadata={"tags": [UNSTABLE]})
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        return notebook(cell)

    assert normalise(timed("6 ms"), timed("5 ms")).cells[0].outputs[0].text == "5 ms"
    assert normalise(timed("6 ms"), timed("5 ms", "other()")).cells[0].outputs[0].text == "6 ms"


def test_a_notebook_runs_from_any_folder(tmp_path):
    cell = nbformat.v4.new_code_cell("import lrcourse as lr\nprint(len(lr.datasets.load_penguins()))", id="a")
    made = notebook(cell)
    run(made, tmp_path)
    assert made.cells[0].outputs[0].text.strip() == "344"
