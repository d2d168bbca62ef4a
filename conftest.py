"""Every test, and every kernel that a test starts, has a progress file of its own; no figure opens a window.

One Chromium serves all tests of a process. Without Chromium they are skipped; `CHROMIUM=/path/to/it` names one.
Each process computes with one thread: several at once would wait for each other's threads, up to twenty times as long.
"""

import os
import shutil
import tempfile

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before NumPy is imported

import matplotlib  # noqa: E402
import pytest  # noqa: E402

os.environ["LRCOURSE_HOME"] = tempfile.mkdtemp(prefix="lrcourse-test-")
matplotlib.use("agg")  # not by MPLBACKEND: the notebooks' kernels would inherit it and draw nothing

EACH_ALONE = ("test_walks.py", "test_wasm.py")  # long tests that share nothing which takes long to set up

FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """In parallel, in an order of our own, and half an hour a test: each if the plugin for it is there."""
    ours = {"timeout": 1800}
    if not hasattr(config, "workerinput"):  # a process that another one has started starts no others
        ours |= {"numprocesses": "auto"}
    for name, value in ours.items():
        if getattr(config.option, name, value) is None:  # known, and not asked for on the command line
            setattr(config.option, name, value)
    config.option.loadscopereorder = False


def pytest_configure(config):
    """No deadlines of hypothesis: a busy machine is no fault. Every day a few examples of each property, else more."""
    try:
        from hypothesis import settings
    except ImportError:  # notebooks alone need no properties
        return
    settings.register_profile("everyday", deadline=None, max_examples=25)
    settings.register_profile("thorough", deadline=None, max_examples=100)
    settings.load_profile(config.getoption("hypothesis_profile", None) or "everyday")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What drives a browser belongs to `make check`.

    Files that take long come first, so that no process waits for another at the end: walks, and the notebooks, the
    late ones before the early ones.
    """
    items.sort(key=lambda item: item.path.name if item.path.suffix == ".ipynb" else "", reverse=True)
    items.sort(key=lambda item: item.path.name != "test_walks.py")
    for item in items:
        driven = {"chromium", "serve"} & set(getattr(item, "fixturenames", ()))
        if (driven or item.nodeid.startswith("tests/site/")) and not item.get_closest_marker("everyday"):
            item.add_marker("thorough")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One process takes all tests of a file, which share what the file sets up; of some, any process takes any."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return nodeid if any(name in nodeid for name in EACH_ALONE) else super()._split_scope(nodeid)

    return ByFile(config, log)


def pytest_unconfigure():
    shutil.rmtree(os.environ["LRCOURSE_HOME"], ignore_errors=True)


def pytest_collection_finish(session):
    """Measure the tests alone: nbval would measure in the notebooks' kernels, too, and slow them by half."""
    session.config.option.cov_source = None


def find_chromium():
    """The path of a Chromium or Chrome, or None."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium found: install one, or name it with CHROMIUM=/path/to/chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    flags = FLAGS + ["--no-sandbox"] * (hasattr(os, "geteuid") and os.geteuid() == 0)
    with playwright.sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
