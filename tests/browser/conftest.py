"""A real JupyterLab on a copy of the notebooks, started once for all tests, and the notebooks that are open in it."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from books import KNOWN, PANEL, PATIENCE, answers, free_port, made

pytest.register_assert_rewrite("walk")

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"  # screenshots of failures

# Every cell stays in the page, and nobody asks about news.
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """The address of a JupyterLab on a copy of the notebooks, and the copy's folder."""
    home = tmp_path_factory.mktemp("jupyter")
    shutil.copytree(ROOT / "notebooks", home / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name, values in SETTINGS.items():
        file = home / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    folders = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{name}": str(home / name.lower()) for name in folders}
    environment |= {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "LRCOURSE_HOME": str(home / "progress"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    port = free_port()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": home / "notebooks",
        "ServerApp.allow_root": True,
        "ServerApp.open_browser": False,
        "ServerApp.disable_check_xsrf": True,
        "IdentityProvider.token": "",
        "LabApp.expose_app_in_browser": True,
        "JupyterNotebookApp.expose_app_in_browser": True,
    }
    log = home / "jupyter.log"
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=home)
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while not answers(f"{url}/api"):
            assert server.poll() is None, f"JupyterLab ended:\n{log.read_text()[-2000:]}"
            assert time.monotonic() < end, f"JupyterLab did not start:\n{log.read_text()[-2000:]}"
            time.sleep(0.2)
        yield url, home / "notebooks"
    finally:
        server.terminate()
        server.wait(PATIENCE)  # it ends its kernels first


def opener(chromium, jupyter):
    """A function that opens a notebook by name, or a new one from its cells; at last all of them are closed."""
    url, folder = jupyter
    pages = []

    def open_one(which, **options):
        name = which if isinstance(which, str) else made(which, folder)
        page = chromium.new_page(viewport={"width": 1280, "height": 1000})
        pages.append(page)
        return Notebook(page, url, f"{name}.ipynb", **options)

    yield open_one
    for page in pages:
        page.close()
    end_kernels(url)


def end_kernels(url):
    """End what the server runs."""
    for session in json.load(urllib.request.urlopen(f"{url}/api/sessions", timeout=30)):
        request = urllib.request.Request(f"{url}/api/sessions/{session['id']}", method="DELETE")
        urllib.request.urlopen(request, timeout=30).close()


# For the tests of a file together, ``notebook("02_x")`` or ``notebook(["1 + 1"])``; and for each test alone.
notebook = pytest.fixture(opener, scope="module", name="notebook")
alone = pytest.fixture(opener, name="alone")


@pytest.fixture
def open_at(chromium):
    """A function that opens a notebook of any server: ``open_at(url, "02_x.ipynb")``; at last it is closed."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    yield lambda url, name: Notebook(page, url, name)
    page.close()


@pytest.fixture(scope="module")
def in_lite(chromium, serve, lite):
    """A function that opens a notebook in the browser's own JupyterLab, of one visitor who comes again and again.

    What it asks for outside this machine is refused and noted in ``in_lite.outside``.
    """
    site, context = serve(lite), chromium.new_context(viewport={"width": 1280, "height": 1000})

    def refuse(route):
        open_one.outside.append(route.request.url)
        route.abort()

    def as_the_tests_need_it(route):
        settings = json.loads((lite / "jupyter-lite.json").read_text())
        ours = {
            "exposeAppInBrowser": True,
            "settingsOverrides": {f"{k.replace('/tracker', ':tracker')}": v for k, v in SETTINGS.items()},
        }
        settings["jupyter-config-data"] |= ours
        route.fulfill(json=settings)

    def open_one(name):
        page = context.new_page()
        page.goto(f"{site}/lab/index.html?path={name}.ipynb")
        page.wait_for_function("() => window.jupyterapp", polling=100, timeout=1000 * PATIENCE)
        return Notebook(page, site, f"{name}.ipynb")

    open_one.outside = []
    context.route(lambda url: not url.startswith((site, "data:", "blob:")), refuse)
    context.route(f"{site}/jupyter-lite.json*", as_the_tests_need_it)
    yield open_one
    context.close()


@pytest.fixture(scope="session")
def lab_page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    yield page
    page.close()


@pytest.fixture
def following(lab_page, jupyter):
    """A function that opens a notebook in the JupyterLab of the last test, loaded once for all; then it is closed."""
    (url, folder), books = jupyter, []

    def open_one(which):
        name = which if isinstance(which, str) else made(which, folder)
        books.append(Notebook(lab_page, url, f"{name}.ipynb"))
        return books[-1]

    yield open_one
    for book in books:
        book.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep a picture of each open page of a test that failed."""
    report = yield
    chromium = item.funcargs.get("chromium") if report.when == "call" and report.failed else None
    pages = [page for context in chromium.contexts for page in context.pages] if chromium else []
    for k, page in enumerate(pages):
        ARTEFACTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", item.nodeid.partition("browser/")[2])
        with contextlib.suppress(Exception):  # the page may be what has failed
            page.screenshot(path=ARTEFACTS / f"{name}-{k}.png", timeout=5000)
    return report


class Notebook:
    """A notebook that is open in JupyterLab (or in Notebook 7 with ``app="notebooks"``)."""

    def __init__(self, page, url, name, app="lab/tree"):
        self.page, self.trouble = page, []
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", self._fail)
        if app == "lab/tree":
            page.on("console", self._hear)
        if page.url == "about:blank":
            page.goto(f"{url}/{app}/{name}" + ("?reset" if app == "lab/tree" else ""))
        else:
            page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", name)
        self.wait(
            f"() => window.jupyterapp && {PANEL}?.context?.path === '{name}' && {PANEL}.content.model?.cells?.length"
        )
        self.wait(f"() => {PANEL}.sessionContext.isReady")
        self.folded = self.page.evaluate(f"() => {PANEL}.content.widgets.map((cell, k) => cell.isHidden ? k : -1)")
        self.folded = [k for k in self.folded if k >= 0]  # the cells that side roads hide until they are wanted
        self._command("notebook:expand-all-headings")

    def leave(self):
        """End the kernels and close all notebooks of the page, unsaved; if anything lies over it, leave the page."""
        self.page.remove_listener("pageerror", self._fail)
        self.page.remove_listener("console", self._hear)
        if self.page.locator(".jp-Dialog").count():
            self.page.goto("about:blank")
        else:
            self.page.evaluate(  # JupyterLab's own scripts trip over a notebook that goes before it has a session, or
                """async () => {  // stays when its session has gone
                    for (const panel of [...window.jupyterapp.shell.widgets("main")]) {
                        if (!panel.sessionContext) continue;
                        await panel.sessionContext.ready;
                        const session = panel.sessionContext.session?.id;
                        panel.dispose();
                        if (session) await window.jupyterapp.serviceManager.sessions.shutdown(session);
                    }
                }"""
            )

    def _fail(self, error):
        self._note(error.stack or str(error))

    def _hear(self, said):
        if said.type == "error":
            self._note(f"{said.text} ({said.location['url']})")

    def _note(self, words):
        if not KNOWN.search(words):
            self.trouble.append(words)

    def wait(self, condition):
        """Wait until a condition holds in the page. Asking at every frame, as Playwright does, would draw them all."""
        self.page.wait_for_function(condition, polling=100)

    def run_all(self):
        """Run all cells, and wait until the last one is done."""
        self._command("notebook:run-all-cells")

    def run(self, index, source=None):
        """Run the cell number ``index`` (of all cells), with another text if ``source`` is given."""
        self._choose(index, source)
        self._command("notebook:run-cell")

    def begin(self, index):
        """Run a cell whose end is not waited for."""
        self._choose(index)
        self._begin("notebook:run-cell")

    def _choose(self, index, source=None):
        self.page.evaluate(
            f"""([index, source]) => {{
                const {{ content }} = {PANEL};
                content.activeCellIndex = index;
                if (source !== null) content.model.cells.get(index).sharedModel.setSource(source);
            }}""",
            [index, source],
        )

    def _command(self, name):
        """Run a command of JupyterLab's, and wait until it is done and the kernel idle."""
        self._begin(name)
        self.wait(f"() => window.done && {PANEL}.sessionContext.session?.kernel?.status === 'idle'")

    def _begin(self, name):
        self.page.evaluate(
            """name => {
                window.done = false;
                window.jupyterapp.commands.execute(name).finally(() => { window.done = true; });
            }""",
            name,
        )

    def count_messages(self):
        """Count from now on, in the page's ``sent``, what it sends to the kernel."""
        self.page.evaluate(
            """() => {
                window.sent = 0;
                const send = WebSocket.prototype.send;
                WebSocket.prototype.send = function (...a) { window.sent++; return send.apply(this, a); };
            }"""
        )

    def sources(self):
        """The texts of all cells."""
        return self.page.evaluate(f"() => [...{PANEL}.content.model.cells].map(cell => cell.sharedModel.getSource())")

    def index(self, start):
        """The number of the first cell whose text begins with ``start``."""
        return next(k for k, source in enumerate(self.sources()) if source.startswith(start))

    def outputs(self):
        """The stored outputs of all cells, a list each."""
        return self.page.evaluate(
            f"() => [...{PANEL}.content.model.cells].map(cell => cell.outputs ? cell.outputs.toJSON() : [])"
        )

    def value(self, index, source=None):
        """Run the cell number ``index`` and return the text of its value, if it has one."""
        self.run(index, source)
        return next((output["data"]["text/plain"] for output in self.outputs()[index] if "data" in output), None)

    def errors(self):
        """The error outputs of all cells, in short."""
        return [
            f"cell {k}: {output['ename']}: {output['evalue']}"
            for k, outputs in enumerate(self.outputs())
            for output in outputs
            if output["output_type"] == "error"
        ]

    def cell(self, index):
        """The cell number ``index`` in the page."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def height(self):
        """The height of the whole notebook, pixels."""
        return self.page.evaluate(
            f"() => {PANEL}.content.contentNode?.scrollHeight ?? {PANEL}.content.node.scrollHeight"
        )

    def lab(self, index=None):
        """The lab that the cell number ``index`` shows; the first one of the page without it."""
        return Lab(self, (self.page if index is None else self.cell(index)).locator(".lr-lab").first)


class Lab:
    """A lab in the page."""

    def __init__(self, book, root):
        self.book, self.page, self.root = book, book.page, root
        self.root.wait_for()

    def input(self, name):
        return self.root.locator(f"[data-name={name}] .lr-input")

    def shown(self, name):
        return self.root.locator(f"[data-name={name}] output").inner_text()

    def words(self):
        return self.root.locator(".lr-words").inner_text()

    def says(self, text):
        """Wait until the words hold ``text``."""
        self.root.locator(".lr-words", has_text=text).wait_for()

    def picture(self):
        return self.root.locator("img").get_attribute("src")

    def settle(self):
        """Wait until the picture has been the same for half a second; return its address."""
        before, since = self.picture(), time.monotonic()
        while time.monotonic() - since < 0.5:
            self.page.wait_for_timeout(100)
            if self.picture() != before:
                before, since = self.picture(), time.monotonic()
        return before

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()
