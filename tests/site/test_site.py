"""The site, built and read in a browser that reaches nothing but this machine: labs play, quizzes answer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import lrcourse as lr
from lrcourse import lessons
from tools import api, notebooks, roads

ROOT = Path(__file__).parents[2]
NOTEBOOKS = [path.stem for path in notebooks.paths()]


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The folder of the pages."""
    for needed in ("sphinx", "myst_nb", "pydata_sphinx_theme", "sphinx-mathjax-offline"):
        pytest.importorskip(needed, reason=f"{needed} is not installed: pip install -e '.[site]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-W", "ignore", "-m", "tools.make_site", folder]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr[-3000:]
    return folder / "html"


@pytest.fixture(scope="module")
def site(serve, html):
    """The address of the pages."""
    return serve(html)


@pytest.fixture
def visit(chromium, site):
    """Open a page; what goes wrong in it, or wants to leave this machine, is gathered in ``page.trouble``."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.trouble = []
    context.route(lambda url: not url.startswith((site, "data:", "blob:")), page_leaves(page))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.trouble.append(said.text))

    def open_page(name):
        page.goto(f"{site}/{name}")
        return page

    yield open_page
    context.close()


def page_leaves(page):
    """Note an address outside, and let it fail."""

    def refuse(route):
        page.trouble.append(f"asked for {route.request.url}")
        route.abort()

    return refuse


def shown(page):
    """Unfold the side roads, scroll to each lab and quiz, and wait until it is there; return them."""
    for road in page.locator("details.lr-side-road").all():
        road.evaluate("road => { road.open = true; }")
    places = page.locator(".lr-static")
    for k in range(places.count()):
        places.nth(k).scroll_into_view_if_needed()
        places.nth(k).locator(".lr-lab, .lrq").wait_for()
    return places


def test_every_page_is_there(html):
    for name in (
        "index",
        "syllabus",
        "glossary",
        "docs/teaching",
        "docs/api",
        "search",
        "data/README",
        "benchmarks/README",
    ):
        assert (html / f"{name}.html").exists()
    for stem in NOTEBOOKS:
        assert (html / "notebooks" / f"{stem}.html").exists()
        assert (html / "ipynb" / f"{stem}.ipynb").read_bytes() == (ROOT / "notebooks" / f"{stem}.ipynb").read_bytes()
    assert "cross" in (html / "searchindex.js").read_text(encoding="utf-8")


def test_the_packages_page_describes_every_public_name(html):
    page = (html / "docs" / "api.html").read_text(encoding="utf-8")
    functions = [*lr._NAMES, *(f"labs.{name}" for name in lessons.lab_files())]
    assert [name for name in functions if f'id="lrcourse.{name}"' not in page] == []
    assert [module for module in api.modules() if f'id="lrcourse-{module}"' not in page] == []
    for deep in ("plots.classes", "datasets.load_penguins", "metrics.accuracy", "history.History"):
        assert f'id="lrcourse.{deep}"' in page


def test_each_notebook_leads_to_the_one_that_runs_in_the_browser(html):
    for stem in NOTEBOOKS:
        page = (html / "notebooks" / f"{stem}.html").read_text(encoding="utf-8")
        assert (f"../lite/lab/index.html?path={stem}.ipynb" in page) == (not stem.startswith("91"))


def test_the_glossary_leads_to_where_a_letter_is_first_met(visit):
    page = visit("glossary.html")
    row = page.locator("tr", has_text="activation")
    row.get_by_role("link", name="04").click()
    page.wait_for_url("**/notebooks/04_feedforward.html")
    assert page.trouble == []


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_a_notebook_without_kernel_and_network(visit, stem):
    page = visit(f"notebooks/{stem}.html")
    path = ROOT / "notebooks" / f"{stem}.ipynb"
    sources = [source for _, source, _ in notebooks.cells(path, "code")]
    shown(page)
    assert page.locator(".lrq").count() == sum(source.startswith("lr.quiz(") for source in sources)
    labs = sum(notebooks.shows(source, "labs.") for source in sources)
    stills = page.locator(".lr-note", has_text="A picture of the lab").count()
    assert page.locator(".lr-lab").count() + stills == labs
    formulas = sum("$" in source for _, source, _ in notebooks.cells(path, "markdown"))
    page.wait_for_function("() => window.MathJax?.startup?.promise")
    page.evaluate("() => MathJax.startup.promise")
    assert page.locator("mjx-container").count() >= formulas
    assert page.locator("mjx-merror").count() == 0
    assert page.get_by_role("link", name="Download this notebook").get_attribute("href").endswith(f"{stem}.ipynb")
    assert page.trouble == []


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_side_roads_are_folded_until_they_are_wanted(visit, stem):
    page = visit(f"notebooks/{stem}.html")
    titles = [
        source.split("\n")[0].removeprefix("## ")
        for _, source, _ in notebooks.cells(ROOT / "notebooks" / f"{stem}.ipynb", "markdown")
        if source.startswith(roads.SIDE_ROAD)
    ]
    folded = page.locator("details.lr-side-road")
    plain = lambda text: re.sub(r"\W+", "", text)  # the page curls apostrophes, and types formulas
    shown = [plain(node.inner_text()) for node in folded.locator("> summary").all()]
    assert shown == [plain(title) for title in titles]
    assert page.locator("details.lr-side-road[open]").count() == 0
    if titles:
        section = page.locator("section:has(> details.lr-side-road)").last
        page.evaluate("id => { location.hash = id; }", section.get_attribute("id"))
        page.locator("details.lr-side-road[open]").wait_for()
        assert section.locator("details.lr-side-road").evaluate("road => road.open")
    assert page.trouble == []


def test_the_training_lab_plays_scrubs_and_changes_its_speed(visit):
    page = visit("notebooks/11_training.html")
    shown(page)
    lab = page.locator(".lr-lab").first
    lab.scroll_into_view_if_needed()
    step = lab.locator(".lr-scrub output")
    lab.get_by_role("button", name="to the first step", exact=True).click()
    first = step.inner_text()
    canvas = lab.locator("canvas").first
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    lab.get_by_role("combobox", name="speed").select_option("4")
    lab.get_by_role("button", name="play", exact=True).click()
    page.wait_for_function("([node, first]) => node.textContent !== first", arg=[step.element_handle(), first])
    lab.get_by_role("button", name="pause", exact=True).click()
    assert canvas.evaluate("canvas => canvas.toDataURL()") != before
    scrub = lab.locator(".lr-scrub input")
    scrub.focus()
    page.keyboard.press("End")
    lab.locator(".lr-words", has_text="Step 300 of 300").wait_for()
    assert all(node.is_disabled() for node in lab.locator(".lr-controls .lr-input").all())
    assert page.locator(".lr-note", has_text="need Python").count() >= 1
    canvas.click(position={"x": 60, "y": 60})  # asks for an answer that nobody gives
    page.wait_for_timeout(5500)
    assert "No answer" not in lab.locator(".lr-words").inner_text()
    assert page.trouble == []


def test_a_quiz_answers(visit):
    page = visit("notebooks/02_linear_classification.html")
    shown(page)
    question = page.locator(".lrq").first
    words = set()
    for radio in question.get_by_role("radio").all():
        radio.check()
        question.get_by_role("button", name="Check").click()
        words.add(question.locator(".lrq-word").first.inner_text().strip("✓✗ "))
    assert words == {"Right.", "Not yet."}
    assert page.trouble == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read(visit, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit("notebooks/10_gradient_descent.html")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    shown(page)
    page.wait_for_timeout(500)
    # Without preload: it would fetch the style sheets once more, from the wrong folder.
    found = axe.run(page, context=".lr-static", options={"preload": False}).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], node["html"][:200], node["failureSummary"]) for v in serious for node in v["nodes"]] == []
    assert page.trouble == []
