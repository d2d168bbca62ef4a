"""How long `import lrcourse` takes after `import numpy`: exits 1 if the target is missed by more than a quarter.

Each time in a process of its own, because a second import costs nothing.
"""

import subprocess
import sys
from statistics import median

SLACK = 1.25  # machines differ: a target counts as missed when it is missed by more than a quarter
ROUNDS = 15
TARGET = 30
CODE = """
import sys
import numpy
from time import perf_counter
before = set(sys.modules)
begin = perf_counter()
import lrcourse
took = 1000 * (perf_counter() - begin)
heavy = {"matplotlib", "pandas", "ipywidgets", "anywidget", "IPython", "dask", "scipy"} & (set(sys.modules) - before)
print(took, *sorted(heavy))
"""


def imported():
    """Milliseconds of one import, and which heavy packages came with it."""
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    took, *heavy = run.stdout.split()
    return float(took), heavy


def main():
    imported()  # the first one reads from the disk
    rounds = [imported() for _ in range(ROUNDS)]
    took, heavy = median(took for took, _ in rounds), rounds[0][1]
    bad = took > SLACK * TARGET or bool(heavy)
    print(f"`import lrcourse` after `import numpy`: {took:.1f} ms   target {TARGET}{'  MISSED' if bad else ''}")
    print("heavy packages that come with it:", ", ".join(heavy) or "none")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
