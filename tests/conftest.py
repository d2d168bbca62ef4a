"""Labs and quizzes in a page without Jupyter, with their Python behind them or without; folders as sites."""

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

import tools.serve
from tools import wasm
from tools.make_site import sealed

ROOT = Path(__file__).parents[1]

PAGE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark } %s</style><body>
<script type="module">
const revive = (value) => {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return new DataView(Uint8Array.from(atob(value.$bytes), (sign) => sign.charCodeAt(0)).buffer);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revive(inner)]));
};
window.sent = [];
let asked = 0;
window.settled = async (time) => { // by the page's own clock, and when Python has answered
  do await new Promise((done) => setTimeout(done, time)); while (asked);
};
let hurried = false;
const wait = window.setTimeout;
window.setTimeout = (act, time, ...rest) => hurried && time === 250 ? 0 : wait(act, time, ...rest);
window.hasty = (on) => { hurried = on; }; // no finger rests (for a quarter of a second), however slow the machine
window.show = async (state, script, live, hear) => {
  const listeners = {};
  const change = (fresh) => {
    Object.assign(state, fresh);
    Object.keys(fresh).forEach((name) => (listeners[`change:${name}`] ?? []).forEach((listener) => listener()));
  };
  state.layout = { comm_live: live };
  const model = {
    get: (name) => state[name],
    set: (name, value) => change({ [name]: value }),
    save_changes: () => {},
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    off: () => {},
    send: async (message) => {
      window.sent.push(message);
      if (!hear) return;
      asked++;
      change(revive(JSON.parse(await window[hear](message).finally(() => asked--))));
    },
  };
  const widget = await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
  const view = document.body.appendChild(document.createElement("div"));
  window.render = () => widget.default.render({ model, el: view, signal: new AbortController().signal });
  window.render(); // once more, and the last one has a second view
};
for (const [state, ...rest] of %s) await window.show(revive(state), ...rest);
window.ready = true;
</script>"""


@pytest.fixture
def in_page(chromium):
    """Show labs and quizzes in a new page that reaches nothing. ``live``: whether it says that a kernel is there;
    ``answers``: whether their Python answers; the rest is how the browser is."""
    contexts, numbers = [], count()

    def hearing(page, widget):
        name = f"hear{next(numbers)}"

        def hear(message):
            before = sealed(widget.get_state())
            widget._heard(widget, message, [])
            after = sealed(widget.get_state())
            return json.dumps({key: value for key, value in after.items() if value != before[key]}, default=float)

        page.expose_function(name, hear)
        return name

    def load(*widgets, live=True, answers=True, viewport=(1000, 900), **options):
        size = dict(zip(("width", "height"), viewport))
        contexts.append(chromium.new_context(viewport=size, offline=True, **options))
        page, parts = contexts[-1].new_page(), []
        for widget in widgets:
            state = {k: v for k, v in widget.get_state().items() if k not in ("layout", "tooltip", "tabbable")}
            script, style = state.pop("_esm"), state.pop("_css")
            hear = hearing(page, widget) if answers and hasattr(widget, "_heard") else None
            parts.append((style, [sealed(state), script, live, hear]))
        styles = "\n".join(dict.fromkeys(style for style, _ in parts))
        page.set_content(PAGE % (styles, json.dumps([part for _, part in parts], default=float)))
        page.wait_for_function("window.ready")
        return page

    yield load
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def serve():
    """A function that serves a folder and returns its address, until the tests of the file are done."""
    servers = []

    def start(folder):
        server, address = tools.serve.serve(folder)
        servers.append(server)
        return address

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def pyodide():
    """The folder of Pyodide as a whole."""
    try:
        return wasm.pyodide()
    except wasm.Missing as problem:
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def lite(tmp_path_factory, pyodide):
    """The folder of the course's JupyterLite with Pyodide in it, built once for all processes."""
    fcntl = pytest.importorskip("fcntl", reason="this system locks no files")  # Windows
    place = tmp_path_factory.getbasetemp()
    folder = (place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "lite"
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until it is closed
        if not (folder / "done").exists():
            command = [sys.executable, "-m", "tools.make_lite", folder, "--pyodide", pyodide]
            run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
            (folder / "done").touch()
    return folder
