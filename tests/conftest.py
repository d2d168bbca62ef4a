"""Every test, and every kernel that a test starts, has a progress file of its own."""

import os
import tempfile

os.environ["LRCOURSE_HOME"] = tempfile.mkdtemp(prefix="lrcourse-test-")
os.environ.setdefault("MPLBACKEND", "agg")
