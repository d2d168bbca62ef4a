"""A notebook on a bad day: nothing can be written in the user's home."""

import os

from jupyter_client.manager import start_new_kernel

from tools.notebooks import NOTEBOOKS, cells

ATTEMPT = "def activation(X, w, b):\n    return X @ w + b\n\nlr.check(activation)"


def outputs(kernel, source):
    """What a cell says, as text; an error ends the test."""
    said = []

    def hear(message):
        content = message["content"]
        assert message["msg_type"] != "error", "\n".join(content["traceback"])
        said.append(content.get("text", "") + "".join(content.get("data", {}).get("text/plain", "")))

    reply = kernel.execute_interactive(source, timeout=60, output_hook=hear)
    assert reply["content"]["status"] == "ok"
    return "".join(said)


def test_without_a_place_to_write_the_course_goes_on_and_says_it_once():
    away = ("LRCOURSE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "IPYTHONDIR")
    environment = {name: value for name, value in os.environ.items() if name not in away}
    sources = [source for _, source, _ in cells(NOTEBOOKS / "02_linear_classification.ipynb", "code")]
    manager, kernel = start_new_kernel(kernel_name="python3", env=environment | {"HOME": "/dev/null"})
    try:
        said = [outputs(kernel, source) for source in sources]
        said += [outputs(kernel, ATTEMPT)]
        said += [outputs(kernel, "lr.progress()")]
    finally:
        kernel.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "".join(said).count("cannot be stored") == 1
    assert "passed" in said[-2]
