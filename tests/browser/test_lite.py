"""JupyterLab in the visitor's browser, with all that it needs from the site: built, opened, and used by a learner."""

import json
import zipfile

import pytest
from walk import answer, attempt

from tools.notebooks import paths

pytestmark = pytest.mark.thorough
NOTEBOOKS = {path.stem for path in paths()}


def test_every_notebook_is_there_and_first_fetches_the_course(lite):
    files = list((lite / "files").glob("*.ipynb"))
    assert {path.stem for path in files} == NOTEBOOKS
    for path in files:
        first = next(c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code")
        assert "piplite.install" in first["source"]


def test_where_there_is_no_cluster_a_sentence_says_so(lite):
    cells = json.loads((lite / "files" / "91_beyond_one_machine.ipynb").read_text())["cells"]
    sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    assert not any("dask" in source or "cluster(" in source for source in sources)
    assert any("def part_sums" in source for source in sources)  # what needs no cluster is there
    assert any("def best_machines" in source for source in sources)
    assert sum("several processes" in cell["source"] for cell in cells) == 1


def test_the_course_and_all_it_imports_beyond_pyodide_come_with_the_site(lite):
    index = json.loads((lite / "pypi" / "all.json").read_text())
    needed = {"anywidget", "ipywidgets", "mistune", "latex2mathml", "psygnal", "tqdm", "comm", "typing-extensions"}
    assert {"lrcourse"} | needed <= set(index)
    (wheel,) = (lite / "pypi").glob("lrcourse-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith(".dist-info/METADATA"))).decode()
    assert {"lrcourse/data/penguins.csv", "lrcourse/lessons/n02_linear_classification/quiz.toml"} <= set(names)
    required = [line.split(":")[1].split()[0] for line in metadata.splitlines() if line.startswith("Requires-Dist")]
    assert any(name.startswith("numpy") for name in required)
    assert not any(name.startswith(("jupyterlab>", "ipykernel")) for name in required)


def test_the_widgets_extensions_are_in(lite):
    settings = json.loads((lite / "jupyter-lite.json").read_text())["jupyter-config-data"]
    assert {"anywidget", "@jupyter-widgets/jupyterlab-manager"} <= {
        extension["name"] for extension in settings["federated_extensions"]
    }


def test_a_learner_works_in_the_browser_and_finds_it_again(in_lite):
    name = "02_linear_classification"
    book = in_lite(name)
    book.run_all()
    assert not book.errors()
    answer(book, name)
    attempt(book, name)
    lab = book.lab(next(k for k, source in enumerate(book.sources()) if "lr.labs.line(" in source))
    before = lab.settle()
    lab.root.locator("input[type=range]").first.focus()
    book.page.keyboard.press("ArrowRight")
    book.wait(f"() => document.querySelector('.lr-lab img').src !== {json.dumps(before)}")
    assert not book.trouble
    book.page.close()
    again = in_lite(name)
    again.run(again.index("# Python runs in your browser"))
    index = again.index("import ")
    again.run(index)
    again.run(index, "import lrcourse as lr; print(lr.progress())")
    said = "".join(output["text"] for output in again.outputs()[index])
    assert "02" in said
    assert not in_lite.outside
    again.page.close()


@pytest.mark.parametrize(("name", "lab"), [("11_training", "lr.labs.training("), ("18_faces", "lr.labs.faces(")])
def test_labs_play_and_answer_in_the_browser(in_lite, name, lab):
    book = in_lite(name)
    book.run_all()
    assert not book.errors()
    shown = book.lab(next(k for k, source in enumerate(book.sources()) if lab in source))
    words = shown.words()
    shown.press("play")
    book.page.wait_for_function("words => document.querySelector('.lr-lab .lr-words').textContent !== words", arg=words)
    assert not in_lite.outside
    book.page.close()
