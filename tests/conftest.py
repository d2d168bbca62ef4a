"""Every test, and every kernel that a test starts, has a progress file of its own; no figure opens a window."""

import os
import tempfile

import matplotlib

os.environ["LRCOURSE_HOME"] = tempfile.mkdtemp(prefix="lrcourse-test-")
matplotlib.use("agg")  # not by MPLBACKEND: the notebooks' kernels would inherit it and draw nothing
