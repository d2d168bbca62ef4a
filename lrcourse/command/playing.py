"""Run a notebook in a process of its own, with limits: what ``lrcourse test`` and ``lrcourse mark`` share.

python -m lrcourse.command.playing NOTEBOOK GIGABYTES SECONDS    prints what each cell did, as JSON
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
import psutil
from tqdm import tqdm

CELL = 30  # seconds for one cell; then it is interrupted, and the next one runs


def side_by_side(paths, seconds, gigabytes=None):
    """Play several notebooks, as many at once as there are cores; yields (path, what `play` returns) as each ends.

    If it is stopped, such as by Ctrl+C, everything that it has started ends with it.
    """
    running = set()
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        waiting = {pool.submit(play, path, seconds, gigabytes, running): path for path in paths}
        for done in tqdm(as_completed(waiting), total=len(waiting), unit="notebook"):
            yield waiting[done], done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list(running):
            _kill(process)


def play(path, seconds, gigabytes=None, running=None):
    """Run a copy of the notebook ``path`` in an empty folder, with a record of progress of its own.

    Returns
    -------
    cells : list of dict
        What each code cell did: its ``source``, the texts that it ``said``, the ``error`` that ended it, or None.
    ended : str
        Why the notebook ended early, or "".
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work, home = Path(folder) / "work", Path(folder) / "home"
        work.mkdir()
        home.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-m", "lrcourse.command.playing", str(Path(path).absolute()), str(gigabytes or 0)],
            cwd=work,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "LRCOURSE_HOME": str(home), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
        )
        running = set() if running is None else running
        running.add(process)
        try:
            out, _ = process.communicate(timeout=seconds)
            return json.loads(out.splitlines()[-1])
        except subprocess.TimeoutExpired:
            return [], f"took longer than {seconds} s"
        except (ValueError, IndexError):
            return [], "ended without an answer (out of memory?)"
        finally:
            running.discard(process)
            _kill(process)
            process.communicate()


def _kill(process):
    """End a process and everything that it has started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for one in [*psutil.Process(process.pid).children(recursive=True), process]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


def _here(path, gigabytes):
    """Run the notebook in this process's folder; what its code cells did, and why it ended early."""
    from nbclient import NotebookClient

    if gigabytes and os.name == "posix":
        import resource

        limit = int(gigabytes * 2**30)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))  # the kernel inherits it
    try:
        notebook = nbformat.convert(nbformat.reads(path.read_text(encoding="utf-8"), nbformat.NO_CONVERT), 4)
    except Exception as error:  # whatever has been handed in
        return [], f"is not a notebook ({type(error).__name__})"
    client = NotebookClient(
        notebook,
        timeout=CELL,
        interrupt_on_timeout=True,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": "."}},
    )
    ended = ""
    try:
        client.execute()
    except Exception as error:  # the kernel has died, or does not answer
        ended = f"ended early: {str(error).strip().splitlines()[0][:200]}"
    return [_did(cell) for cell in notebook.cells if cell.cell_type == "code"], ended


def _did(cell):
    """What a code cell has shown, as text, and the error that ended it."""
    outputs = cell.get("outputs", [])
    errors = [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]
    texts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return {"source": cell.source, "said": [text for text in texts if text], "error": errors[0] if errors else None}


if __name__ == "__main__":
    print(json.dumps(_here(Path(sys.argv[1]), float(sys.argv[2]))))
