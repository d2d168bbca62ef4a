"""Every notebook in WebAssembly, as JupyterLite runs it: no cell fails, and each prints what is stored."""

import pytest

from tools import notebooks, wasm

# Cells that do less in a browser, and say so, and one whose late steps hang on the rounding: id -> why.
DIFFERS = {
    "1b89c4b8": "11: a run beyond the safe rate, of which the text says that where it is when you look is luck",
    "rng-np-random-defa-d4826": "16: 200 draws instead of 1,000",
    "for-name-column-in-4712a": "18: two tries instead of five",
    "b83e6f0c": "19: a progress bar",
    "43df7198": "19: two cuts instead of twenty",
    "fb51abac": "19: two cuts instead of ten",
    "table-for-seed-in-range": "19: the same two cuts",
    "b7eb6304": "90: fewer samples and pixels",
}


def said(outputs, which):
    """What a cell printed, or the texts of what it showed."""
    if which == "printed":
        return "".join(o["text"] for o in outputs if o["output_type"] == "stream" and o["name"] == "stdout")
    return [o["data"].get("text/plain") for o in outputs if "data" in o]


@pytest.mark.parametrize("path", notebooks.paths(), ids=lambda path: path.stem)
def test_it_runs_in_webassembly_and_prints_what_is_stored(lite, path):
    try:
        cells = wasm.run(lite, lite / "files" / path.name)["cells"]
    except wasm.Missing as problem:
        pytest.skip(str(problem))
    assert [f"{cell['id']}: {cell['error']}" for cell in cells if cell["error"]] == []
    stored = {cell.id: cell for _, _, cell in notebooks.cells(path, "code")}
    fetch, *cells = cells
    assert said(fetch["outputs"], "printed").endswith("Go on.\n")
    for cell in cells:
        there = stored[cell["id"]]
        if notebooks.UNSTABLE in there.metadata.get("tags", []) or cell["id"] in DIFFERS:
            continue
        assert not any(o.get("name") == "stderr" for o in cell["outputs"]), cell
        for which in ("printed", "shown"):
            assert said(cell["outputs"], which) == said(there.outputs, which), cell["id"]
