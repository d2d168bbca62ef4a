"""A class on a JupyterHub: 20 learners at once, each runs notebook 11; time and memory per learner.

`make classroom` installs the hub and its proxy and runs this. The hub is a real one, on loopback; a learner is what
JupyterLab is to the server: a session of the notebook, and a websocket over which every cell is run. Half of them
also enter a pass in their record. Exits 1 if a cell ends in an error, or if anybody's progress holds what another
one did.
"""

import asyncio
import json
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import nbformat
import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

ROOT = Path(__file__).parents[1]
LEARNERS = int(os.environ.get("LEARNERS", "20"))
NOTEBOOK = ROOT / "notebooks" / "11_training.ipynb"
PROXY = ROOT / "build" / "classroom" / "node_modules" / ".bin" / "configurable-http-proxy"
TOKEN = uuid.uuid4().hex
PATIENCE = 600  # seconds, for each learner
HANDED_IN = "import lrcourse as lr\nlr.learner.record('exercise', '11_training', 'mine_{name}', True)"
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{homes}/{{username}}"
c.Spawner.cmd = ["{python}", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{"PYTHONPATH": "{root}", "OPENBLAS_NUM_THREADS": "1"}}
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
c.JupyterHub.concurrent_spawn_limit = {learners}
c.JupyterHub.services = [{{"name": "class", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [
    {{"name": "class", "services": ["class"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
"""


def free_ports(count):
    """Numbers of ports that nobody uses."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


async def ask(url, method="GET", body=None):
    """What the hub, or a learner's server, answers."""
    request = HTTPRequest(
        url, method=method, headers={"Authorization": f"token {TOKEN}"}, request_timeout=PATIENCE,
        body=json.dumps(body or {}) if method == "POST" else None,
    )  # fmt: skip
    answer = await AsyncHTTPClient().fetch(request)
    return json.loads(answer.body) if answer.body else None


async def wait_for(true, what):
    end = time.monotonic() + PATIENCE
    while not await true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        await asyncio.sleep(0.3)


class Learner:
    """Somebody who starts a server, opens the notebook and runs all of its cells."""

    def __init__(self, url, homes, number):
        self.name, self.url = f"learner{number:02}", url
        self.home, self.hands_in = homes / self.name, number % 2 == 0
        self.errors, self.seconds, self.started, self.megabytes = [], 0.0, 0.0, 0.0
        self.home.mkdir(parents=True)
        shutil.copy(NOTEBOOK, self.home)

    async def start(self):
        """Ask for a server, and wait until it answers."""
        begin = time.monotonic()
        await ask(f"{self.url}/hub/api/users/{self.name}", "POST")
        await ask(f"{self.url}/hub/api/users/{self.name}/server", "POST")

        async def ready():
            return (await ask(f"{self.url}/hub/api/users/{self.name}"))["servers"].get("", {}).get("ready")

        await wait_for(ready, f"{self.name}'s server did not start")
        self.started = time.monotonic() - begin

    async def work(self):
        """Run every cell of the notebook, one after the other, as "Run all" does."""
        begin = time.monotonic()
        base = f"{self.url}/user/{self.name}/api"
        session = {"path": NOTEBOOK.name, "name": NOTEBOOK.name, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = (await ask(f"{base}/sessions", "POST", session))["kernel"]["id"]
        request = HTTPRequest(
            f"{base.replace('http', 'ws', 1)}/kernels/{kernel}/channels", headers={"Authorization": f"token {TOKEN}"}
        )
        self.socket = await websocket_connect(request, max_message_size=2**28)
        cells = [cell.source for cell in nbformat.read(NOTEBOOK, 4).cells if cell.cell_type == "code"]
        for source in cells + [HANDED_IN.format(name=self.name)] * self.hands_in:
            await asyncio.wait_for(self.run(source), PATIENCE)
        self.seconds = time.monotonic() - begin

    async def run(self, source):
        """Run a cell, and wait until it is done and all of its output has come."""
        sent = uuid.uuid4().hex
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        header = {"msg_id": sent, "msg_type": "execute_request", "username": self.name, "session": self.name}
        header |= {"version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.socket.write_message(json.dumps(message | {"channel": "shell", "buffers": []}))
        replied = idle = False
        while not (replied and idle):
            heard = await self.socket.read_message()
            if isinstance(heard, bytes):  # buffers, of a lab
                continue
            heard = json.loads(heard)
            if heard["parent_header"].get("msg_id") != sent:
                continue
            kind, content = heard["msg_type"], heard["content"]
            replied |= kind == "execute_reply"
            idle |= kind == "status" and content["execution_state"] == "idle"
            if kind == "error":
                self.errors.append(f"{content['ename']}: {content['evalue']}")

    def done(self):
        """The names of the exercises that this learner's progress holds as passed."""
        records = [json.loads(file.read_text(encoding="utf-8")) for file in self.home.rglob("progress.json")]
        return [name for record in records for name, passed in record["exercise"]["11_training"].items() if passed]


def memory(hub):
    """The memory of each learner's server and kernel, in MB, by the folder they work in; shared pages divided."""
    used = {}
    for process in psutil.Process(hub.pid).children(recursive=True):
        home = process.environ().get("HOME", "")
        used[home] = used.get(home, 0) + process.memory_full_info().pss / 1e6
    return used


async def lesson(url, homes, hub):
    """All learners at once."""
    learners = [Learner(url, homes, k) for k in range(LEARNERS)]
    begin = time.monotonic()
    await asyncio.gather(*(learner.start() for learner in learners))
    started = time.monotonic() - begin
    await asyncio.gather(*(learner.work() for learner in learners))
    used = memory(hub)
    for learner in learners:
        learner.megabytes = used[str(learner.home)]
    return learners, started, time.monotonic() - begin - started


async def main():
    AsyncHTTPClient.configure(None, max_clients=4 * LEARNERS)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        port, hub_port, proxy_port = free_ports(3)
        url = f"http://127.0.0.1:{port}"
        settings = {
            "port": port, "hub_port": hub_port, "proxy_port": proxy_port, "proxy": PROXY, "root": ROOT,
            "python": sys.executable, "homes": folder / "homes", "patience": PATIENCE, "learners": LEARNERS,
            "token": TOKEN,
        }  # fmt: skip
        (folder / "jupyterhub_config.py").write_text(CONFIG.format(**settings))
        log = folder / "hub.log"
        with log.open("wb") as output:
            hub = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "jupyterhub", cwd=folder, stdout=output, stderr=output
            )
        try:

            async def up():
                if hub.returncode is not None:
                    raise RuntimeError(f"The hub ended:\n{log.read_text()[-3000:]}")
                try:
                    return await ask(f"{url}/hub/api/")
                except (HTTPClientError, OSError):
                    return False

            await wait_for(up, "the hub did not start")
            learners, started, worked = await lesson(url, folder / "homes", hub)
            return report(learners, started, worked)
        except Exception:
            print(log.read_text()[-3000:], file=sys.stderr)
            raise
        finally:
            hub.terminate()
            await hub.wait()


def report(learners, started, worked):
    """Print what was measured; 1 if anything went wrong."""
    median = lambda name: statistics.median(getattr(learner, name) for learner in learners)
    print(f"{len(learners)} learners at once on {os.cpu_count()} cores, each with a server of their own")
    print(f"all servers started            {started:6.1f} s")
    print(f"all have run the notebook      {worked:6.1f} s   {worked / len(learners):.1f} s a learner")
    print(f"one learner waits (median)     {median('seconds'):6.1f} s")
    print(f"memory a learner (median)      {median('megabytes'):6.0f} MB")
    failed = [f"{learner.name}: {error}" for learner in learners for error in learner.errors]
    for learner in learners:
        mine = [f"mine_{learner.name}"] * learner.hands_in
        if learner.done() != mine:
            failed.append(f"{learner.name} has done {learner.done()}, and the progress should hold {mine}")
    print("\n".join(failed) or "no error in any cell; everybody's progress holds what they did, and nothing else")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
