"""The site, built and read in a browser that reaches nothing but this machine: labs play, quizzes answer."""

import os
import re
import runpy
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

import lrcourse as lr
from lrcourse import lessons
from tools import api, notebooks, roads

ROOT = Path(__file__).parents[2]
NOTEBOOKS = [path.stem for path in notebooks.paths()]
ADDRESS = "https://course.example/brick"  # where the site says it is
OTHERS = [
    "index",
    "syllabus",
    "glossary",
    "docs/hosts",
    "docs/teaching",
    "docs/api",
    "data/README",
    "benchmarks/README",
]
OTHERS += ["CONTRIBUTING", "search", "genindex", "py-modindex"]
PAGES = [*OTHERS, *(f"notebooks/{stem}" for stem in NOTEBOOKS)]
WIDE = """() => {  // what reaches beyond the window, and is not inside a box that scrolls (all of the text is no box)
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = (node) => getComputedStyle(node).overflowX !== "visible" && !node.matches(".bd-article-container");
  const boxed = (node) => node && node !== document.body && (scrolls(node) || boxed(node.parentElement));
  return [...document.querySelectorAll("body *")].filter((node) => {
    const { width, right } = node.getBoundingClientRect();
    return width > 1 && right > edge && !boxed(node.parentElement);
  }).map((node) => `${node.tagName}.${node.className}`);
}"""


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The folder of the pages."""
    for needed in ("sphinx", "myst_nb", "pydata_sphinx_theme", "sphinx-mathjax-offline"):
        pytest.importorskip(needed, reason=f"{needed} is not installed: pip install -e '.[site]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-W", "ignore", "-m", "tools.make_site", folder]
    known = os.environ | {"SITE_ADDRESS": ADDRESS}
    run = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=600)
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
    page.on("response", lambda answer: answer.status >= 400 and page.trouble.append(f"{answer.status} {answer.url}"))
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


def typeset(page):
    """Wait until the formulas are there; of pages without one, nothing."""
    page.evaluate("async () => { await window.MathJax?.startup?.promise; }")


def test_every_page_is_there(html):
    built = {str(path.relative_to(html).with_suffix("")) for path in html.rglob("*.html")}
    assert {name for name in built if not name.startswith("_")} == set(PAGES)
    for stem in NOTEBOOKS:
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
        assert f"../lite/lab/index.html?path={stem}.ipynb" in page


def test_each_notebook_leads_to_its_neighbours_and_to_the_search(visit):
    for before, stem, after in zip([None, *NOTEBOOKS], NOTEBOOKS, [*NOTEBOOKS[1:], None], strict=False):
        page = visit(f"notebooks/{stem}.html")
        for side, neighbour in (("left-prev", before), ("right-next", after)):
            if neighbour:
                assert page.locator(f"a.{side}").get_attribute("href") == f"{neighbour}.html"
        assert re.search(r"road \d+ min", page.locator("article").inner_text())
        assert page.get_by_role("button", name="Search").first.is_visible()
        assert page.locator(".theme-switch-container").first.is_visible()
        assert page.locator(".bd-sidebar-primary a.current").inner_text().startswith(stem[:2])


def test_the_first_page_begins_with_a_lab_that_is_seen_whole_and_works(visit):
    page = visit("index.html")
    page.set_viewport_size({"width": 1440, "height": 900})
    lab = page.locator("[data-engine=training] .lr-lab")
    lab.wait_for()  # nobody has scrolled
    box = lab.bounding_box()
    assert box["y"] + box["height"] <= 900
    place = page.locator("article [data-engine]")
    before = place.evaluate(
        """lab => [...lab.closest('section').children]
            .filter(node => node.compareDocumentPosition(lab) & Node.DOCUMENT_POSITION_FOLLOWING && !node.contains(lab))
            .map(node => node.innerText)"""
    )
    assert len(before) == 2  # the title, and a line
    assert len(" ".join(before).split()) < 20
    lab.get_by_role("button", name="play", exact=True).click()
    lab.locator(".lr-words", has_text="Step 300 of 300").wait_for()
    mistakes = lab.locator(".lr-words").inner_text()
    lab.get_by_role("combobox", name="data").select_option("penguins")
    page.wait_for_function(
        "([node, old]) => node.innerText !== old", arg=[lab.locator(".lr-words").element_handle(), mistakes]
    )
    assert page.trouble == []


def test_the_first_page_says_the_rest_in_this_order(visit, html):
    page = visit("index.html")
    headings = [node.inner_text().strip("#") for node in page.locator("article h2").all()]
    assert headings == ["What you will be able to do", "The road", "Run it in your browser", "Install it"]
    links = [a.get_attribute("href") for a in page.locator("article a[href]").all()]
    assert [Path(link).stem for link in links if link.startswith("notebooks/")] == NOTEBOOKS
    assert "lite/lab/index.html?path=00_start_here.ipynb" in links
    for link in links:
        assert link.startswith(("lite/", "#")) or (html / link.partition("#")[0]).exists(), link
    road, exercises = (int(hours) for hours in re.findall(r"about (\d+)", page.locator("article").inner_text())[:2])
    heads = [next(notebooks.cells(path, "markdown"))[1] for path in notebooks.paths()]
    total = lambda word: sum(int(re.search(word, head).group(1)) for head in heads) / 60
    assert abs(road - total(r"road (\d+) min")) < 1
    assert abs(exercises - total(r"exercises (\d+)")) < 1
    assert not re.search(r"\{.*\}", page.locator("article").inner_text())
    assert page.trouble == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_telephone(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 390, "height": 844})
    shown(page)
    typeset(page)
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".bd-article-container").evaluate("text => text.scrollWidth") <= 390
    search = page.locator(".navbar-persistent--mobile button")
    title = page.locator(".bd-header .logo__title")
    words = "node => { const words = document.createRange(); words.selectNodeContents(node); return words; }"
    assert (
        title.evaluate_handle(words).evaluate("words => words.getBoundingClientRect().right")
        <= search.bounding_box()["x"]
    )  # neither lies on the other
    assert page.trouble == []


class Head(HTMLParser):
    """The tags of a page's head: name or property -> contents."""

    def __init__(self, text):
        super().__init__()
        self.tags = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "meta" and "content" in said:
            self.tags[said.get("property", said.get("name"))] = said["content"]


def test_a_shared_link_has_a_title_a_line_and_a_picture(html):
    lines = {}
    for name in PAGES:
        if name in ("search", "genindex", "py-modindex"):
            continue
        tags = Head((html / f"{name}.html").read_text(encoding="utf-8")).tags
        assert tags["description"] == tags["og:description"]
        assert 20 < len(tags["description"]) <= 200
        assert tags["og:url"] == f"{ADDRESS}/{name}.html".removesuffix("index.html")
        picture = html / tags["og:image"].removeprefix(f"{ADDRESS}/")
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630)
        straight = str.maketrans("’“”", '\'""')  # the page curls them
        lines[name] = tuple(tags[kind].translate(straight) for kind in ("og:title", "og:description"))
    assert lines["index"][0] == "Understand logistic regression"
    for path in notebooks.paths():
        title, question, *_ = next(notebooks.cells(path, "markdown"))[1].split("\n\n")
        assert lines[f"notebooks/{path.stem}"] == (title.strip("# "), question.strip("*"))


def test_without_an_address_there_is_no_picture(monkeypatch):
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    conf = runpy.run_path(str(ROOT / "docs" / "conf.py"))
    assert conf["html_baseurl"] == ""
    doctree = SimpleNamespace(findall=lambda _: iter([SimpleNamespace(astext=lambda: 'Is "a < b"?')]))
    context = {"title": "A &amp; <em>B</em>", "metatags": ""}
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl=""))
    conf["shared"](app, "page", None, context, doctree)
    tags = Head(context["metatags"]).tags
    assert tags["og:title"] == "A & B"
    assert tags["description"] == 'Is "a < b"?'
    assert not {"og:image", "og:url"} & set(tags)


LEAK = """names => {  // what labs and quizzes look like with the theme's style sheets, and not without them
  const nodes = document.querySelectorAll(":is(.lr-lab, .lrq), :is(.lr-lab, .lrq) :not(img, svg, svg *)");
  const look = () => [...nodes].map((node) => names.map((name) => getComputedStyle(node)[name]));
  const root = document.documentElement, here = getComputedStyle(root);
  const colours = ["text-base", "background"].map((name) => `--pst-color-${name}`);
  const before = look();
  document.body.style.fontSize = getComputedStyle(document.body).fontSize;  // these are inherited, as they should be
  for (const name of [...colours, "color-scheme"]) root.style.setProperty(name, here.getPropertyValue(name));
  for (const sheet of document.styleSheets) sheet.disabled = !/widgets|page\\.css/.test(sheet.href ?? "page.css");
  const after = look();
  return [...nodes].flatMap((node, k) => names.flatMap((name, i) => {
    const [leaks, own] = [before[k][i], after[k][i]];
    return leaks === own ? [] : [`${node.tagName}.${node.className} ${name}: ${leaks}, not ${own}`];
  }));
}"""
LOOKS = ["color", "backgroundColor", "textAlign", "textTransform", "textDecorationLine", "letterSpacing", "whiteSpace"]
LOOKS += ["fontWeight", "fontStyle", "fontSize", "lineHeight", "display", "float", "opacity", "boxShadow", "cursor"]
LOOKS += [f"{kind}{side}" for kind in ("margin", "padding") for side in ("Top", "Left", "Right", "Bottom")]
LOOKS += [
    "borderTopWidth",
    "borderLeftWidth",
    "borderTopStyle",
    "borderTopColor",
    "borderTopLeftRadius",
    "listStyleType",
]


@pytest.mark.parametrize("name", ["index", "notebooks/11_training", "notebooks/17_checkpoint", "notebooks/18_faces"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_themes_style_stays_out_of_labs_and_quizzes(visit, name, theme):
    page = visit(f"{name}.html")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    assert shown(page).count()
    page.wait_for_timeout(500)  # the labs follow the theme
    assert page.evaluate(LEAK, LOOKS) == []


def test_a_printed_page_shows_all_of_it(visit):
    page = visit("notebooks/02_linear_classification.html")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    typeset(page)
    assert page.locator("details.lr-side-road").count() == page.locator("details.lr-side-road[open]").count() > 0
    for gone in (".bd-header", ".bd-sidebar-primary", ".bd-sidebar-secondary", ".prev-next-footer"):
        assert not page.locator(gone).first.is_visible(), gone
    cut = "nodes => nodes.filter(n => n.scrollWidth > n.clientWidth + 1 || n.scrollHeight > n.clientHeight + 1).length"
    assert page.locator("pre").evaluate_all(cut) == 0
    assert page.evaluate(WIDE) == []


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
