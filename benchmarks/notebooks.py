"""Time and memory of each notebook under nbval: prints a table, exits 1 if a target is missed by more than a quarter.

Two notebooks run at a time, as `make test` does on two cores. The memory is that of the kernel and of all processes
it starts; what they share is counted once for each of them, so with a cluster (91) it is an upper bound.
"""

import contextlib
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import psutil

SLACK = 1.25  # machines differ: a target counts as missed when it is missed by more than a quarter
ROOT = Path(__file__).parents[1]
ALL, EACH = 120, {"90_faster": 30, "91_beyond_one_machine": 30}  # seconds
QUIET = ["-q", "-n0", "-pno:cacheprovider", "-pno:hypothesispytest", "-pno:cov"]


def memory(process):
    """Bytes of the processes that a process has started, and of those that they have."""
    total = 0
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            total += child.memory_info().rss
    return total


def check(notebook):
    """Run a notebook under nbval; seconds, the peak of memory in MB, and what pytest said if it failed."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"LRCOURSE_HOME": home, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        begin = perf_counter()
        run = psutil.Popen(
            [sys.executable, "-m", "pytest", *QUIET, str(notebook)],
            cwd=ROOT, env=environment, stdout=said, stderr=said,
        )  # fmt: skip
        peak = 0
        while run.poll() is None:
            peak = max(peak, memory(run))
            time.sleep(0.05)
        took = perf_counter() - begin
        said.seek(0)
        return took, peak / 1e6, said.read()[-2000:] if run.returncode else ""


def main():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    print(f"{'notebook':28} {'seconds':>8} {'target':>7} {'MB':>6}")
    begin, failed = perf_counter(), False
    with ThreadPoolExecutor(2) as pool:
        for notebook, (took, peak, trouble) in zip(notebooks, pool.map(check, notebooks), strict=True):
            target = EACH.get(notebook.stem)
            bad = bool(trouble) or (target is not None and took > SLACK * target)
            failed |= bad
            print(
                f"{notebook.stem:28} {took:8.1f} {target or '':>7} {peak:6.0f}{'  MISSED' if bad else ''}", flush=True
            )
            if trouble:
                print(trouble)
    took = perf_counter() - begin
    failed |= took > SLACK * ALL
    print(f"{'all, two at a time':28} {took:8.1f} {ALL:7}{'  MISSED' if took > SLACK * ALL else ''}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
