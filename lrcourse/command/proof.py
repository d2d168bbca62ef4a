"""``lrcourse test``: run the course's own notebooks in a temporary copy, and say whether this installation is sound."""

import platform
from importlib.metadata import version
from importlib.util import find_spec

from lrcourse.command import Trouble
from lrcourse.command.copies import shipped
from lrcourse.command.playing import side_by_side

SECONDS = 900  # for one notebook, on the slowest machine


def run(names=()):
    """Run the notebooks whose names begin with one of ``names``, or all; returns 0 if every cell ran."""
    chosen = _chosen(names)
    results = sorted(side_by_side(chosen, SECONDS))
    wrong = [f"{path.stem}: {words}" for path, result in results for words in _wrong(*result)]
    for words in wrong:
        print(words)
    here = f"Python {platform.python_version()}, NumPy {version('numpy')}, JupyterLab {version('jupyterlab')}"
    count = "1 notebook" if len(chosen) == 1 else f"{len(chosen)} notebooks"
    print(
        f"NOT SOUND: {len(wrong)} error{'s' * (len(wrong) > 1)}; lrcourse doctor tells you more."
        if wrong
        else f"Sound: {count} ran to the end ({here})."
    )
    return int(bool(wrong))


def _chosen(names):
    """The notebooks to run; 91 only if its cluster is installed."""
    every = shipped()
    unknown = [name for name in names if not any(path.stem.startswith(name) for path in every)]
    if unknown:
        raise Trouble(f"no notebook begins with {unknown[0]}; there are {', '.join(path.stem[:2] for path in every)}.")
    chosen = [path for path in every if not names or path.stem.startswith(tuple(names))]
    if not find_spec("distributed"):
        without = [path for path in chosen if not path.stem.startswith("91")]
        if len(without) < len(chosen):
            print('91 is left out: it needs a cluster. To install it: pip install "dask>=2024.8" "distributed>=2024.8"')
        chosen = without
    if not chosen:
        raise Trouble("nothing is left to run.")
    return chosen


def _wrong(cells, ended):
    """Words for each cell that ended in an error, and for a notebook that ended early."""
    for number, cell in enumerate(cells, 1):
        if cell["error"]:
            yield f"code cell {number}: {cell['error'][:300]}"
    if ended:
        yield ended
