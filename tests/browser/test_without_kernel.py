"""Labs whose kernel has died; a notebook that has none and is not trusted; one that was saved and is opened again."""

import walk

from lrcourse.engine.doctor import doctor

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
    sketch.says("No Python is running behind this lab")
    assert sketch.picture() == before
    walk.play(stage.root)
    book.run(0)
    book.run(1)
    book.lab(0).settle()
    walk.drive(book, book.lab(0).root)
    assert book.errors() == []


def test_without_trust_and_kernel_the_stills_are_shown(notebook):
    book = notebook("11_training")
    assert not book.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.get(1).trusted")
    for k, source in enumerate(book.sources()):
        if source.startswith("lr.labs."):
            assert min(book.cell(k).locator(".jp-OutputArea").evaluate(walk.SEEN)) > 100
        if source.startswith("lr.quiz("):
            assert len(book.cell(k).locator(".jp-OutputArea").inner_text()) > 100


SAVES = "@jupyter-widgets/jupyterlab-manager:saveWidgetState"  # JupyterLab's own setting, a switch in its menu


def reopened(alone, jupyter, keeps):
    """A notebook that was run, saved and closed, and then opened again; `keeps`: with the state of its widgets."""
    book = alone(CELLS[:2])
    path = jupyter[1] / book.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    book.run_all()
    book.lab(0).settle()
    if keeps:
        book.page.evaluate("name => window.jupyterapp.commands.execute(name)", SAVES)
        book.page.wait_for_timeout(1000)
    book.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    assert walk.until(lambda: "widget-view" in path.read_text() and ("widget-state" in path.read_text()) == keeps)
    if keeps:
        book.page.evaluate("name => window.jupyterapp.commands.execute(name)", SAVES)  # as it was
    book.leave()
    return alone(path.stem)


def test_a_saved_notebook_that_is_opened_again_says_what_the_doctor_explains(alone, jupyter, capsys):
    book = reopened(alone, jupyter, keeps=False)
    book.page.get_by_text("model not found").first.wait_for()  # JupyterLab's words: it shows no still beside a view
    doctor()
    assert "“model not found”: run its cell again" in capsys.readouterr().out
    book.run_all()
    walk.drive(book, book.lab(0).root)


def test_with_the_state_of_its_widgets_its_labs_are_there_and_say_that_no_python_is(alone, jupyter):
    book = reopened(alone, jupyter, keeps=True)
    lab = book.lab(0)
    lab.input("heads").press("ArrowRight")
    lab.says("No Python is running behind this lab")
    walk.play(book.lab(1).root)
