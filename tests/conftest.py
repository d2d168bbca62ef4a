"""Every test, and every kernel that a test starts, has a progress file of its own; no figure opens a window.

Each process computes with one thread: several at once would wait for each other's threads, up to twenty times as long.
"""

import os
import tempfile

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before NumPy is imported

import matplotlib  # noqa: E402

os.environ["LRCOURSE_HOME"] = tempfile.mkdtemp(prefix="lrcourse-test-")
matplotlib.use("agg")  # not by MPLBACKEND: the notebooks' kernels would inherit it and draw nothing
