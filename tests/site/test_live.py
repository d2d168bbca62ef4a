"""A page made live: Python in the visitor's browser behind every lab and exercise, with nothing from outside."""

import json
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from tools import make_site, notebooks

ROOT = Path(__file__).parents[2]
STEMS = ("02_linear_classification", "03_neurons", "10_gradient_descent")  # of the small site
MINUTE = 60_000  # in milliseconds

spec = spec_from_file_location("live", ROOT / "docs" / "_static" / "live.py")
live = module_from_spec(spec)
spec.loader.exec_module(live)


def book(*sources):
    """A page of a notebook with these cells; the first is called "0"."""
    cells = [{"cell_type": "code", "id": str(number), "source": source} for number, source in enumerate(sources)]
    return live.Page(json.dumps({"cells": cells}))


@pytest.mark.parametrize(
    ("before", "source", "expected"),
    [
        (["a = 1", "b = 2"], "print(b)", ["b = 2"]),
        (["a = 1\nb = a"], "b", ["a = 1", "b = a"]),
        (["a = 1", "a = 2"], "a", ["a = 2"]),
        (["a = 1", "a = a + 1"], "a", ["a = 1", "a = a + 1"]),
        (["a = [1]", "a[0] = 2", "a.x = 3"], "a", ["a = [1]", "a[0] = 2", "a.x = 3"]),
        (["import numpy as np", "import os"], "np.pi", ["import numpy as np"]),
        (["k = 2", "def f(x):\n    return x * k", "x = 3"], "f(1)", ["k = 2", "def f(x):\n    return x * k"]),
        (["n = 3", "a = 0\nfor i in range(n):\n    a += i"], "a", ["n = 3", "a = 0", "for i in range(n):\n    a += i"]),
        (["X = 1", "s = [X for X in (2, 3)]"], "X", ["X = 1"]),
        (["import os", "print(os)"], "def g(a):\n    return os.sep", ["import os"]),
        (["a = 1", "b = a"], "b", ["b = a"]),
    ],
)
def test_only_what_a_cell_needs_is_run_before_it(before, source, expected):
    there = ("a",) if expected == ["b = a"] else ()
    assert [live.ast.unparse(statement) for statement in live.needed(before, source, there)] == expected


@pytest.mark.parametrize("stem", [path.stem for path in notebooks.paths()])
def test_each_lab_is_the_one_that_the_whole_notebook_would_show(stem):
    path = notebooks.NOTEBOOKS / f"{stem}.ipynb"
    page = live.Page(path.read_text(encoding="utf-8"))
    for number, source, cell in notebooks.cells(path, "code"):
        if notebooks.shows(source, "labs."):
            state = json.loads(page.lab(cell.id))
            expected = json.loads(live._json(make_site.lab_of(path, number, source).get_state()))
            assert state == {name: expected[name] for name in state}
            assert json.loads(page.hear(cell.id, '{"ask": "m"}')) == {"_answered": "m"}
            plt.close("all")


def test_an_exercise_says_in_words_what_it_thinks():
    page = book("import numpy as np\nimport lrcourse as lr", "", "def distance(X, w, b):\n    ...")
    run = lambda source: json.loads(page.run("2", source))
    assert "not attempted yet" in run("def distance(X, w, b):\n    ...\n\nlr.check(distance)")
    right = "def distance(X, w, b):\n    return (X @ w + b) / np.linalg.norm(w)\n\nlr.check(distance)"
    assert "passed" in run(right)
    assert "passed" in run("lr.check(distance)")  # it is still known
    assert "agree" not in run(right.replace("np.linalg.norm(w)", "2"))
    assert run('lr.hint("distance")').startswith("Hint 1 of")
    assert run("print(1)") == "1"
    assert run("a = 2") == ""
    assert run("a + 1") == "3"
    error = run("def distance(X, w, b)\n    return 1")
    assert error.startswith('File "<2>", line 1')
    assert error.endswith("SyntaxError: expected ':'")
    assert run("1 / 0").endswith("ZeroDivisionError: division by zero")
    assert "live.py" not in run("1 / 0") + run("exit()")


@pytest.fixture(scope="module")
def site(serve, lite, tmp_path_factory):
    """The address of a site with a few notebooks, JupyterLite's wheels, and Pyodide."""
    for needed in ("sphinx", "myst_nb", "pydata_sphinx_theme", "sphinx-mathjax-offline"):
        pytest.importorskip(needed, reason=f"{needed} is not installed: pip install -e '.[site]'")
    source, html = (tmp_path_factory.mktemp("live") / name for name in ("source", "html"))
    shutil.copytree(make_site.DOCS / "_static", source / "_static")
    shutil.copy(make_site.DOCS / "conf.py", source)
    (source / "notebooks").mkdir()
    for stem in STEMS:
        name = f"{stem}.ipynb"
        notebook = make_site.page(notebooks.NOTEBOOKS / name, source / "_static" / "widgets")
        notebook["cells"].insert(1, make_site.launch(name, "", "../lite/static/pyodide/pyodide.js"))
        (source / "notebooks" / name).write_text(json.dumps(notebook), encoding="utf-8")
    index = "# Small" + make_site.tree([f"notebooks/{stem}" for stem in STEMS])
    (source / "index.md").write_text(index, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", source, html]
    subprocess.run(command, check=True, capture_output=True)  # it regrets notebooks that are not there
    (html / "lite").symlink_to(lite)
    shutil.copytree(notebooks.NOTEBOOKS, html / "ipynb", ignore=shutil.ignore_patterns(".*"))
    return serve(html)


@pytest.fixture
def visit(chromium, site):
    """Open a notebook's page; addresses outside are refused, and gathered in ``page.outside``."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(4 * MINUTE)
    page.outside, page.trouble = [], []
    refuse = lambda route: (page.outside.append(route.request.url), route.abort())
    context.route(lambda url: not url.startswith((site, "data:", "blob:")), refuse)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))

    def open_page(stem):
        page.goto(f"{site}/notebooks/{stem}.html")
        return page

    yield open_page
    assert page.trouble == []
    context.close()


def make_live(page):
    """Press the first button, and wait for Python."""
    page.get_by_role("button", name="Make this page live").first.click()
    status = page.locator("[data-pyodide] [role=status]")
    status.filter(has_text="of 6: matplotlib").wait_for()
    status.filter(has_text="This page is live").wait_for()
    assert page.get_by_role("button", name="Make this page live").count() == 0
    assert page.outside == []


def changed(page, node, read):
    """Wait until ``read`` (JavaScript) gives something else for a node than it gives now; to be called before."""
    handle, before = node.element_handle(), node.evaluate(read)
    return lambda: page.wait_for_function(f"([node, before]) => ({read})(node) !== before", arg=[handle, before])


def test_a_picture_becomes_a_lab_and_exercises_are_judged(visit):
    page = visit(STEMS[0])
    assert page.locator(".lr-lab").count() == 0
    make_live(page)
    lab = page.locator(".lr-lab")
    bias = lab.get_by_role("slider", name="bias")
    picture_changed = changed(page, lab.locator(".lr-picture"), "node => node.src")
    words_changed = changed(page, lab.locator(".lr-words"), "node => node.textContent")
    bias.focus()
    page.keyboard.press("End")
    words_changed()
    picture_changed()
    exercise = page.locator(".lr-exercise[data-check=activation]")
    field = page.get_by_role("textbox", name="Your activation")
    field.fill(field.input_value().replace("    ...", "    return X @ w + b"))
    exercise.get_by_role("button", name="Hand in").click()
    exercise.locator("pre", has_text="passed").wait_for()
    exercise.get_by_role("button", name="Hint").click()
    exercise.locator("pre", has_text="Hint 1 of").wait_for()
    field.fill("def activation(X, w, b):\n    return X @ w")  # the line that checks has gone
    field.press("Shift+Enter")
    exercise.locator("pre", has_text="You left out the bias").wait_for()


def test_the_controls_of_a_lab_that_plays_answer(visit):
    page = visit(STEMS[2])
    place = page.locator("[data-cell].lr-static")
    place.scroll_into_view_if_needed()
    control = place.locator(".lr-controls select, .lr-controls input").first
    assert control.is_disabled()
    make_live(page)
    assert control.is_enabled()
    assert place.locator(".lr-note", has_text="need Python").count() == 0
    words_changed = changed(page, place.locator(".lr-words"), "node => node.textContent")
    rate = place.get_by_role("slider").first
    rate.focus()
    page.keyboard.press("End")
    words_changed()


def test_a_lab_that_python_cannot_make_says_so_and_the_next_one_works(visit):
    page = visit(STEMS[1])
    text = (notebooks.NOTEBOOKS / f"{STEMS[1]}.ipynb").read_text(encoding="utf-8")
    page.route("**/ipynb/*", lambda route: route.fulfill(body=text.replace("lr.labs.current()", "1 / 0")))
    make_live(page)
    page.locator(".lr-still", has_text="Python cannot make this lab: ZeroDivisionError").wait_for()
    page.locator("details.lr-side-road", has=page.locator("[data-cell]:not(.lr-exercise)")).locator("summary").click()
    place = page.locator(".lr-static[data-cell]")
    place.scroll_into_view_if_needed()
    picture_changed = changed(page, place.locator("canvas").first, "node => node.toDataURL()")
    place.get_by_role("slider").first.focus()
    page.keyboard.press("End")
    picture_changed()


def test_without_python_it_says_what_to_do(visit, site):
    page = visit(STEMS[1])
    page.route("**/pyodide.js", lambda route: route.abort())
    page.get_by_role("button", name="Make this page live").first.click()
    status = page.locator("[data-pyodide] [role=status]")
    status.filter(has_text="Reload the page").wait_for()
    address = status.get_by_role("link").evaluate("link => link.href")
    assert address == f"{site}/lite/lab/index.html?path={STEMS[1]}.ipynb"
