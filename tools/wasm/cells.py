"""Runs inside Pyodide: every code cell of a notebook, by the kernel that JupyterLite uses."""

import json
import sys
import time
from types import SimpleNamespace

import pyodide_kernel


async def install(_name):
    """Here everything has been fetched before."""


sys.modules["piplite"] = SimpleNamespace(install=install)
shell, kernel = pyodide_kernel.ipython_shell, pyodide_kernel.kernel_instance
outputs = []  # of the cell that runs


def stream(name, text):
    """What is printed; one output for what comes in pieces."""
    if outputs and outputs[-1].get("name") == name:
        outputs[-1]["text"] += text
    else:
        outputs.append({"output_type": "stream", "name": name, "text": text})


def shown(data, _metadata, _transient=None):
    """What is displayed."""
    outputs.append({"output_type": "display_data", "data": dict(data)})


def value(_count, data, _metadata):
    """The value of the last line, if it has one."""
    if data:
        outputs.append({"output_type": "execute_result", "data": dict(data)})


pyodide_kernel.stdout_stream.publish_stream_callback = stream
pyodide_kernel.stderr_stream.publish_stream_callback = stream
shell.display_pub.display_data_callback = shown
shell.displayhook.publish_execution_result = value
shell.send_comm = lambda *_: None  # nobody looks at the widgets here
kernel._parent_header = {"header": {}}


async def run(text):
    """What the cells of a notebook gave, as JSON."""
    done = []
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] != "code":
            continue
        outputs.clear()
        begin = time.perf_counter()
        result = await kernel.run("".join(cell["source"]))
        seconds = time.perf_counter() - begin
        error = f"{result['ename']}: {result['evalue']}" if result["status"] == "error" else ""
        done.append({"id": cell["id"], "seconds": seconds, "outputs": list(outputs), "error": error})
    return json.dumps(done, default=str)
