"""Labs whose kernel has died, and a notebook that has none and is not trusted."""

import walk

CELLS = [
    "import lrcourse as lr\nlr.labs.coin(8, 12)",
    "lr.labs.training()",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
]


def test_a_kernel_that_dies_leaves_the_labs_and_they_live_again_in_the_next_one(notebook):
    book = notebook(CELLS)
    book.run(0)
    book.run(1)
    sketch, stage = book.lab(0), book.lab(1)
    sketch.settle()
    book.begin(2)
    book.page.get_by_role("button", name="Ok", exact=True).click()
    before = sketch.picture()
    sketch.input("heads").focus()
    book.page.keyboard.press("ArrowRight")
    sketch.says("No answer from Python for 5 seconds")
    assert sketch.picture() == before
    walk.play(stage.root)
    book.run(0)
    book.run(1)
    book.lab(0).settle()
    walk.drive(book, book.lab(0).root)
    assert book.errors() == []


def test_without_trust_and_kernel_the_stills_are_shown(notebook):
    book = notebook("11_training")
    assert not book.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.model.cells.get(1).trusted"
    )
    for k, source in enumerate(book.sources()):
        if source.startswith("lr.labs."):
            assert min(book.cell(k).locator(".jp-OutputArea").evaluate(walk.SEEN)) > 100
        if source.startswith("lr.quiz("):
            assert len(book.cell(k).locator(".jp-OutputArea").inner_text()) > 100
