"""What the tests do in every notebook: drive each control of each lab, answer a question, look for what is cut off.

In JupyterLab everything, in Notebook 7 what could be different there: that all runs, and all is shown.
"""

import io
import re
import time
from pathlib import Path

import learners
import numpy as np
import pytest
from matplotlib.image import imread

from lrcourse import lessons
from tools import roads
from tools.notebooks import cells, shows

FOLDER = Path(__file__).parents[2] / "notebooks"
LABS, QUIZZES = ".lr-lab", ".lrq"
# Controls that may change nothing: what a click would add, more steps for a run that is stopped early, and the way back
# to an attempt that is still the best.
SILENT = {"adds", "steps", "back"}
PATIENCE = 60  # seconds, on a machine that may be busy
AXE = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
).Axe()

# All that is shown: pictures, canvases, words, chips. Changed pixels or words change it.
LOOK = """root => [...root.querySelectorAll(".lr-body img, .lr-body canvas")]
    .map(node => node.src ?? node.toDataURL()).join() + root.querySelector(".lr-body").textContent
    + root.querySelector(".lr-words").textContent"""
# How many colours each picture and canvas has, and each part without one the letters that are to be seen.
SEEN = """root => {
    const pictures = [...root.querySelectorAll("img, canvas")].filter(node => node.checkVisibility());
    if (!pictures.length) return [root.innerText.length];
    return pictures.map(picture => {
        const [width, height] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
        if (!width || !height) return 0;
        const copy = new OffscreenCanvas(width, height);
        const pen = copy.getContext("2d");
        pen.drawImage(picture, 0, 0);
        return new Set(new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer)).size;
    });
}"""
# What can be operated in `root`, and is reached by Tab: of radio buttons that belong together one is.
REACHED = """root => {
    const all = [...root.querySelectorAll("input, select, button, textarea, summary, a[href], [tabindex]")]
        .filter(node => node.checkVisibility() && !node.disabled && node.tabIndex >= 0);
    const groups = new Set();
    return all.filter(node => {
        if (node.type !== "radio") return true;
        const fresh = !groups.has(node.name);
        groups.add(node.name);
        return fresh;
    }).length;
}"""
# Keeps from now on in `root.reached` what has the focus.
COUNT = """root => {
    root.reached = new Set([document.activeElement]);
    root.addEventListener("focusin", ({ target }) => root.reached.add(target));
}"""
# What sticks out of the page, or holds more than it shows and cannot be scrolled.
CUT = """root => [root, ...root.querySelectorAll("*")].filter(node => {
    if (!node.checkVisibility() || !(node instanceof HTMLElement)) return false;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const edge = Math.min(document.documentElement.clientWidth, root.getBoundingClientRect().right);
    const out = box.right > edge + 1;
    const hidden = style.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1 && box.width > 2;
    const text = !node.children.length && style.overflowX === "visible" && node.scrollWidth > node.clientWidth + 2
        && style.display !== "inline" && node.localName !== "option";
    return out || hidden || text;
}).map(node => `${node.localName}.${node.className}: ${node.textContent.slice(0, 40)}`)"""

# How many pictures are scaled instead of drawn for the width of the page, so that their letters shrink or grow.
SCALED = """root => [...root.querySelectorAll(".lr-picture")]
    .filter(picture => Math.abs(picture.naturalWidth / 1.5 - picture.clientWidth) > 13).length"""


def colours(locator):
    """How many different colours a part of the page has."""
    picture = imread(io.BytesIO(locator.screenshot()))
    return len(np.unique(picture[..., :3].reshape(-1, 3), axis=0))


def until(true, seconds=PATIENCE):
    """Wait until ``true()`` holds; whether it came to hold."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def presence(book):
    """As many labs and quizzes as the notebook asks for, none of them empty or in error."""
    sources = book.sources()
    for selector, call in ((LABS, "labs."), (QUIZZES, "quiz(")):
        parts = book.page.locator(selector)
        asked = sum(shows(source, call) for source in sources)
        assert until(lambda p=parts, n=asked: p.count() == n), f"{parts.count()} of {asked} {selector}"
        for k, part in enumerate(parts.all()):
            if selector == LABS:
                part.locator("img, canvas, .lr-chip").first.wait_for()
                assert "lr-error" not in part.locator(".lr-words").get_attribute("class")
            assert until(lambda p=part: min(p.evaluate(SEEN)) > 5), f"{selector} {k} is empty"


def move(part, page, kind):
    """Move a control once: to a side, to another option, to the other state, to another text; press a button."""
    if kind == "Slider":
        part.focus()
        at_end = part.evaluate("node => Number(node.value) >= Number(node.max)")
        for _ in range(3):
            page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
    elif kind == "row":
        part.click()
    elif kind == "Choice":
        now, options = part.input_value(), part.locator("option").all_inner_texts()
        part.select_option(next(option for option in options if option != now))
    elif kind in ("Toggle", "Buttons"):
        part.click()
    else:
        part.fill("x1, x1 * x2" if "x1" in part.input_value() else "a good, good day")
        part.press("Tab")


def drive(book, root):
    """Move every control of a lab: the picture or the words change, the page keeps its height. Play, reset."""
    root.scroll_into_view_if_needed()
    for more in root.locator("details:not([open]) > summary").all():
        more.click()
    height, first = book.height(), values(root)
    controls = root.locator(".lr-control").all()
    idle = [control for control in controls if not answers(book, root, control, height, 3)]
    if idle:  # after other choices a control may be without meaning
        root.locator(".lr-reset").click()
        book.page.wait_for_timeout(1000)
    idle = [control for control in idle if not answers(book, root, control, height, PATIENCE)]
    assert [control.get_attribute("data-name") for control in idle] == []
    play(root)
    reset = root.locator(".lr-reset")
    if reset.count():
        reset.click()
        assert until(lambda: values(root) == first), "Reset does not bring back the first values"
    assert abs(book.height() - height) <= 1


def answers(book, root, control, height, seconds):
    """Move a control; whether the picture or the words change in this time, if it promises that."""
    kind = re.search(r"lr-(Slider|Choice|Toggle|Text|Buttons)", control.get_attribute("class")).group(1)
    name, before = control.get_attribute("data-name"), root.evaluate(LOOK)
    other = control.locator(".lr-option:not(:has(:checked))")
    if other.count():
        move(other.last, book.page, "row")
    else:
        move(control.locator(".lr-buttons > :last-child" if kind == "Buttons" else ".lr-input"), book.page, kind)
    changed = name in SILENT or until(lambda: root.evaluate(LOOK) != before, seconds)
    assert "lr-error" not in root.locator(".lr-words").get_attribute("class"), name
    assert abs(book.height() - height) <= 1, f"{name} moves the page"
    return changed


def values(root):
    """What stands in the controls."""
    return root.locator(".lr-control :is(.lr-input, .lr-option input)").evaluate_all(
        "nodes => nodes.map(node => ['checkbox', 'radio'].includes(node.type) ? node.checked : node.value)"
    )


def play(root):
    """Play a lab that can be played: it advances from the first step, and stops."""
    begin = root.get_by_role("button", name="to the first step", exact=True)
    if not begin.count():
        return
    output = root.locator(".lr-scrub output")
    begin.click()
    first = output.inner_text()
    root.get_by_role("button", name="play", exact=True).click()
    assert until(lambda: output.inner_text() != first), "Play does not advance"
    pause = root.get_by_role("button", name="pause", exact=True)
    if pause.count():
        pause.click()


def keyboard(root, page):
    """Tab goes through all that can be operated in a lab or a quiz, and then out of it."""
    needed = root.evaluate(REACHED)
    root.locator("input, select, button, textarea, canvas[tabindex], summary").first.focus()
    root.evaluate(COUNT)
    for _ in range(needed):
        page.keyboard.press("Tab")
    reached, inside = root.evaluate("root => [root.reached.size, root.contains(document.activeElement)]")
    assert (reached, inside) == (needed, False), f"Tab reaches {reached} of {needed}"


def violations(page, selector):
    """What axe-core finds serious or critical in the parts of a page, in words."""
    if not page.locator(selector).count():
        return []
    found = AXE.run(page, context=selector, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']}: {node['target']} {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


def look(book):
    """Wide and narrow, nothing is cut off and letters keep their size; in both themes axe finds nothing serious."""
    page, parts = book.page, f"{LABS}, {QUIZZES}"
    trouble = violations(page, parts)
    for width in (820, 1280):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(150)
        for root in page.locator(parts).all():
            trouble += [f"{width} px: {cut} is cut off" for cut in root.evaluate(CUT)]
            if not until(lambda root=root: root.evaluate(SCALED) == 0):
                trouble.append(f"{width} px: a picture is not drawn for this width")
    other = "Light" if page.evaluate("document.body.dataset.jpThemeName") == "JupyterLab Dark" else "Dark"
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", f"JupyterLab {other}"
    )
    book.wait(f"document.body.dataset.jpThemeName === 'JupyterLab {other}'")
    return trouble + [f"{other}: {words}" for words in violations(page, parts)]


def answer(book, name):
    """Answer the first question before a cell wrong, then right."""
    question = next(q for q in lessons.questions(name).every if q.predict and q.kind == "one")
    cell = book.cell(book.index(f'lr.quiz("{name}", "{question.id}")'))
    rights = [option.right for option in question.options]
    for chosen, word in ((rights.index(False), "Not yet."), (rights.index(True), "Right.")):
        cell.get_by_role("radio").nth(chosen).check()
        cell.get_by_role("button", name="Check").click()
        cell.locator(".lrq-word", has_text=word).wait_for()


def attempt(book, name):
    """Hand an exercise nothing, a known mistake, and the right line."""
    if name not in learners.ATTEMPTS:
        return
    exercise, mistake, words, right = learners.ATTEMPTS[name]
    index = book.index(f"def {exercise}(")
    stub = book.sources()[index]
    said = lambda: "".join(book.outputs()[index][0]["data"]["text/plain"])
    assert "not attempted yet" in said()
    for line, verdict in ((mistake, words), (right, "passed")):
        book.run(index, stub.replace("    ...\n", f"    return {line}\n"))
        assert verdict in said()


def folded(name):
    """The numbers of the cells that are hidden when a notebook is opened: side roads but for their headings."""
    path = FOLDER / f"{name}.ipynb"
    sources = {number: source for number, source, _ in cells(path)}
    return [number for number in roads.on_side_roads(path) if not sources[number].startswith(roads.SIDE_ROAD)]


def in_jupyterlab(open_notebook, name):
    """Everything that a learner does in a notebook."""
    book = open_notebook(name)
    assert book.folded == folded(name)
    book.run_all()
    assert book.errors() == []
    presence(book)
    assert colours(book.page.locator(f"{LABS}, {QUIZZES}").first) > 5  # as the screen has it, too
    for lab in book.page.locator(LABS).all():
        drive(book, lab)
    for part in book.page.locator(f"{LABS}, {QUIZZES}").all():
        keyboard(part, book.page)
    assert look(book) == []
    answer(book, name)
    attempt(book, name)
    assert book.errors() == []
    assert book.trouble == []


def in_notebook_7(open_notebook, name):
    """It runs to its end, and all labs and quizzes are there."""
    book = open_notebook(name, app="notebooks")
    book.run_all()
    assert book.errors() == []
    presence(book)
    assert book.trouble == []
