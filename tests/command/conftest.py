"""A small course to copy, update and mark: the real one takes minutes."""

import nbformat
import pytest

from lrcourse.command import copies

CHECKED = "def distance(X, w, b):\n    ...\n\n\nlr.check(distance)"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Write the course's notebooks: ``course({"01_one": ["text of a cell", ...]})``; cells keep their ids by place."""
    folder = tmp_path / "shipped"

    def publish(notebooks):
        folder.mkdir(exist_ok=True)
        for path in folder.glob("*.ipynb"):
            path.unlink()
        for stem, texts in notebooks.items():
            book = nbformat.v4.new_notebook()
            book.cells = [nbformat.v4.new_code_cell(text, id=f"c{k}") for k, text in enumerate(texts)]
            (folder / f"{stem}.ipynb").write_text(nbformat.writes(book) + "\n", encoding="utf-8")

    monkeypatch.setattr(copies, "PACKAGE", tmp_path / "package")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "notebooks").symlink_to(folder, target_is_directory=True)
    publish({"01_one": ["a = 1", "b = 2"], "02_two": ["import lrcourse as lr", CHECKED]})
    return publish


@pytest.fixture
def texts():
    """The texts of a notebook's cells."""
    return lambda path: [cell.source for cell in nbformat.read(path, as_version=4).cells]


@pytest.fixture
def write_into():
    """Replace the text of one cell, as a learner does."""

    def edit(path, number, text):
        book = nbformat.read(path, as_version=4)
        book.cells[number].source = text
        nbformat.write(book, path)

    return edit
