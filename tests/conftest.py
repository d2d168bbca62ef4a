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

FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_configure():
    """No deadlines of hypothesis: a busy machine is no fault."""
    from hypothesis import settings

    settings.register_profile("course", deadline=None)
    settings.load_profile("course")


def pytest_collection_finish(session):
    """Measure the tests alone: nbval would measure in the notebooks' kernels, too, and slow them by half."""
    session.config.option.cov_source = None


def find_chromium():
    """The path of a Chromium or Chrome, or None."""
    names = (
        os.environ.get("CHROMIUM"),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
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
