"""A file of 5 GB, trained on within 500 MB: prints the figures, exits 1 if a target is missed by more than a quarter.

The file is written for the purpose, into a temporary folder (smaller, and said so, if the disk has no room), and
trained on in a process of its own, because what counts as memory is the peak of a whole process.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import lrcourse as lr

SLACK = 1.25  # machines differ: a target counts as missed when it is missed by more than a quarter
SIZE, D, ROWS = 5e9, 19, 100_000  # bytes of float32 in all, features, samples written at a time
MEMORY, NEAR = 500, 0.05  # MB at most; how far the weights may be from the true ones
TRAIN = """
import resource, sys
from time import perf_counter
import numpy as np
import lrcourse as lr
w, b = np.zeros(int(sys.argv[2]), np.float32), np.float32(0)
begin = perf_counter()
for rate in (0.2, 0.05):  # two rounds, the second one with smaller steps
    w, b = lr.scale.train_by_chunks(lr.scale.npy_chunks(sys.argv[1]), w, b, rate, 1000)
print(perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, *w)
"""


def write(path, samples, true_w):
    """Samples whose classes are drawn with the true weights."""
    rng = np.random.default_rng(91)
    np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=(samples, D + 1))
    block = rng.standard_normal((ROWS, D), dtype=np.float32)
    for first in range(0, samples, ROWS):
        # Opened anew for each block: what is mapped here would count as memory of the process that trains, too.
        rows = np.load(path, mmap_mode="r+")[first : first + ROWS]
        X = np.roll(block, first // ROWS, axis=1)[: len(rows)]  # drawing anew would take most of the time
        rows[:, :D] = X
        rows[:, D] = rng.random(len(rows)) < lr.sigmoid(X @ true_w)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path, true_w = Path(folder) / "samples.npy", np.linspace(-1, 1, D).astype(np.float32)
        size = min(SIZE, 0.8 * shutil.disk_usage(folder).free)
        write(path, int(size / 4 / (D + 1)), true_w)
        command = [sys.executable, "-c", TRAIN, path, str(D)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        size = path.stat().st_size
    took, peak, *w = map(float, run.stdout.split())
    peak *= (1 if sys.platform == "darwin" else 1024) / 1e6
    far = np.abs(np.array(w) - true_w).max()
    bad = peak > SLACK * MEMORY, far > SLACK * NEAR
    print(f"two rounds through a file of {size / 1e9:.1f} GB: {took:.0f} s")
    print(f"  peak of memory, Python included    {peak:5.0f} MB   target {MEMORY}{'  MISSED' if bad[0] else ''}")
    print(f"  farthest weight from the true one  {far:5.3f}      target {NEAR}{'  MISSED' if bad[1] else ''}")
    if size < 0.99 * SIZE:
        print(f"  (the disk has no room for {SIZE / 1e9:.0f} GB)")
    return int(any(bad))


if __name__ == "__main__":
    sys.exit(main())
