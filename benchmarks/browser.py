"""The course without anything installed: the site's first page, JupyterLite's first output, notebooks in WebAssembly.

Prints a table, exits 1 if a target is missed by more than a quarter. It builds the site with Pyodide in it, which
takes minutes; without Chromium, Node or Pyodide it says what is missing.

python benchmarks/browser.py [11 18 ...]    only notebooks whose names begin so
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SLACK = 1.25  # machines differ: a target counts as missed when it is missed by more than a quarter
ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import sync_playwright  # noqa: E402

from conftest import FLAGS, find_chromium  # noqa: E402
from tools import make_lite, wasm  # noqa: E402
from tools.serve import serve  # noqa: E402

PAINT, OUTPUT, NOTEBOOK, CELL = 1.0, 30.0, 45.0, 10.0  # seconds
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
WAIT = 300_000  # milliseconds


def in_chromium(html):
    """(what, seconds, target): the first page painted, and 02's first output in JupyterLite, on a first visit."""
    _, site = serve(html)
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(site)
        yield "the first page: first paint", page.wait_for_function(FIRST_PAINT).json_value() / 1000, PAINT
        page.goto("about:blank")
        page.goto(f"{site}/lite/lab/index.html?path=02_linear_classification.ipynb")
        cell = page.locator(".jp-CodeCell", has_text="piplite.install")
        cell.locator(".cm-content").click(timeout=WAIT)
        page.keyboard.press("Shift+Enter")
        cell.locator(".jp-OutputArea-output", has_text="1 of 5").wait_for(timeout=WAIT)
        yield "JupyterLite: from opening to the first output", page.evaluate("() => performance.now() / 1000"), OUTPUT
        cell.locator(".jp-OutputArea-output", has_text="Go on.").wait_for(timeout=WAIT)
        yield "... until the course is there", page.evaluate("() => performance.now() / 1000"), 2 * OUTPUT
        browser.close()


def in_node(lite, names):
    """(what, seconds, target) for each notebook, and for its slowest cell."""
    for path in sorted((lite / "files").glob("*.ipynb")):
        if names and not path.name.startswith(tuple(names)):
            continue
        cells = wasm.run(lite, path)["cells"]
        slowest = max(cells, key=lambda cell: cell["seconds"])
        yield path.stem, sum(cell["seconds"] for cell in cells), NOTEBOOK
        yield f"  its slowest cell, {slowest['id']}", slowest["seconds"], CELL


def main(names):
    """Build, measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        html, missed = Path(folder) / "html", False
        subprocess.run([sys.executable, "-W", "ignore", "-m", "tools.make_site", folder], cwd=ROOT, check=True)
        make_lite.main(html / "lite", wasm.pyodide())
        print(f"\n{'seconds':>58} {'target':>7}")
        for measured in ((in_chromium(html) if find_chromium() else ()), in_node(html / "lite", names)):
            for what, seconds, target in measured:
                missed |= seconds > SLACK * target
                print(f"{what:50}{seconds:8.1f} {target:7.0f}", flush=True)
    return int(missed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except wasm.Missing as problem:
        print(problem)
