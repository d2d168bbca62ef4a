"""Drives Debian's Firefox by WebDriver BiDi, the protocol that it speaks by itself: scripts, keys and the mouse."""

import json
import shutil
import subprocess
import time
from itertools import count

import websocket

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
PATIENCE = 180  # seconds, on a machine that may be busy
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Enter": "\ue007", "Tab": "\ue004", "Home": "\ue011"}


class Firefox:
    """A page in a Firefox without a window, with a profile of its own in ``folder``."""

    def __init__(self, folder, width=1280, height=1000):
        command = [FIREFOX, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.numbers, self.trouble = count(), []
        file = folder / "WebDriverBiDiServer.json"
        until(lambda: file.exists() and file.read_text().endswith("}"), "Firefox did not start")
        port = json.loads(file.read_text())["ws_port"]
        # Firefox refuses what comes from another page, so it is not told where this comes from.
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/session", suppress_origin=True, timeout=PATIENCE
        )
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.page = self.call("browsingContext.create", type="tab")["context"]
        self.call("browsingContext.setViewport", context=self.page, viewport={"width": width, "height": height})

    def close(self):
        """End it."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)

    def call(self, method, **parameters):
        """The result of a command; errors of the page that are heard in the meantime are kept in ``trouble``."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self.socket.recv())
            if said.get("id") == number:
                assert said["type"] == "success", f"{method}: {said}"
                return said["result"]
            if said.get("method") == "log.entryAdded" and said["params"]["type"] == "javascript":
                self.trouble.append(said["params"]["text"])

    def goto(self, url):
        """Open a page and wait until it is loaded."""
        self.call("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def evaluate(self, function, *arguments):
        """What a JavaScript function, as text, returns for these arguments; it may be asynchronous."""
        given = ", ".join(json.dumps(argument) for argument in arguments)
        expression = f"(async () => JSON.stringify(await ({function})({given})) ?? 'null')()"
        target = {"context": self.page}
        answer = self.call("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def wait(self, function, *arguments):
        """Wait until a JavaScript function returns something true; return that."""
        return until(lambda: self.evaluate(function, *arguments), f"never true: {function} {arguments}")

    def middle(self, selector, k=0):
        """Where the middle of an element is, after it has been brought into view: (x, y)."""
        return self.wait(
            """(selector, k) => {
                const node = document.querySelectorAll(selector)[k];
                if (!node) return null;
                node.scrollIntoView({ block: "center" });
                const { x, y, width, height } = node.getBoundingClientRect();
                return [Math.round(x + width / 2), Math.round(y + height / 2)];
            }""",
            selector,
            k,
        )

    def click(self, selector, k=0):
        """Click the middle of an element."""
        self.drag(self.middle(selector, k))

    def drag(self, start, *places):
        """Press the mouse, move it along, and let go."""
        move = lambda x, y: {"type": "pointerMove", "x": x, "y": y, "duration": 50}
        press, leave = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self.act("pointer", [move(*start), press, *(move(*place) for place in places), leave])

    def press(self, *keys):
        """Press keys, one after the other, in what has the focus."""
        strokes = [(kind, KEYS.get(key, key)) for key in keys for kind in ("keyDown", "keyUp")]
        self.act("key", [{"type": kind, "value": value} for kind, value in strokes])

    def act(self, kind, actions):
        """Do something with the hand."""
        self.call("input.performActions", context=self.page, actions=[{"type": kind, "id": kind, "actions": actions}])


def until(true, failure):
    """Wait until ``true()`` is; return it."""
    end = time.monotonic() + PATIENCE
    while not (result := true()):
        assert time.monotonic() < end, failure
        time.sleep(0.1)
    return result
