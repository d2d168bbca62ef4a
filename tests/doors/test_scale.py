import builtins
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import dask
import dask.array as da
import numpy as np
import pytest

import lrcourse as lr
from lrcourse import scale

X, T = lr.datasets.make_ravine(997, 91, condition=10)
W, B = np.array([0.4, -0.2]), 0.3


def refuse(*_args, **_options):
    raise AssertionError("something was computed that need not be")


@pytest.fixture
def far():
    """X and t as Dask arrays of unequal blocks; whoever computes them fails, until ``dask.config`` says otherwise."""
    with dask.config.set(scheduler=refuse):
        yield da.from_array(X, chunks=(300, 2)), da.from_array(T, chunks=300)


# -- the same functions on Dask arrays ---------------------------------------------------------------------------


def test_the_gradient_of_far_arrays_is_noted_down_and_then_right(far):
    X_far, t_far = far
    slopes = lr.gradient(X_far, t_far, lr.feedforward(X_far, W, B))
    dw, db = dask.compute(*slopes, scheduler="sync")
    dw_here, db_here = lr.gradient(X, T, lr.feedforward(X, W, B))
    np.testing.assert_allclose(dw, dw_here, rtol=1e-12)
    assert db == pytest.approx(db_here, rel=1e-12)


def test_the_cost_of_far_arrays():
    X_far, t_far = da.from_array(X, chunks=(300, 2)), da.from_array(T, chunks=300)
    with dask.config.set(scheduler="sync"):
        y = lr.feedforward(X_far, W, B)
        assert lr.cross_entropy(t_far, y) == pytest.approx(lr.cross_entropy(T, lr.feedforward(X, W, B)))
        assert lr.objective(X_far, t_far, W, B, l2=0.1) == pytest.approx(lr.objective(X, T, W, B, l2=0.1))
        np.testing.assert_allclose(lr.cost.hessian(X_far, y), lr.cost.hessian(X, lr.feedforward(X, W, B)), rtol=1e-12)


def test_shapes_of_far_arrays_are_still_checked(far):
    X_far, t_far = far
    with pytest.raises(ValueError, match="w has 3 weights"):
        lr.feedforward(X_far, np.zeros(3), 0.0)
    with pytest.raises(ValueError, match="t has 900"):
        lr.gradient(X_far, t_far[:900], lr.feedforward(X_far, W, B))
    with pytest.raises(TypeError, match="X must contain numbers"):
        lr.feedforward(X_far.astype(str), W, B)


# -- chunks ------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "samples.npy"
    np.save(path, np.column_stack([X, T]))
    return path


@pytest.mark.parametrize("rows", [1, 300, 997, 5000])
def test_the_chunks_together_are_the_file(file, rows, tmp_path):
    table = tmp_path / "samples.csv"
    lines = ["a,hit,b", *(f"{x!r},{t},{z!r}" for (x, z), t in zip(X.tolist(), T.tolist()))]
    table.write_text("\n".join(lines))
    for chunks in (scale.npy_chunks(file, rows), scale.csv_chunks(table, "hit", rows)):
        parts = list(chunks)
        assert max(len(t) for _, t in parts) == min(rows, 997)
        np.testing.assert_allclose(np.vstack([x for x, _ in parts]), X, rtol=1e-12)  # as pandas 2 reads a number
        np.testing.assert_array_equal(np.concatenate([t for _, t in parts]), T)


def test_one_chunk_of_one_batch_is_a_step_of_gradient_descent():
    w, b = scale.train_by_chunks([(X, T)], W, B, 0.5, 997)
    run = lr.gradient_descent(X, T, learning_rate=0.5, steps=1, w0=W, b0=B)
    np.testing.assert_allclose(w, run.w[-1], rtol=1e-12)
    assert b == pytest.approx(run.b[-1])


def test_chunks_make_no_difference_when_batches_do_not_straddle_them(file):
    whole = scale.train_by_chunks([(X, T)], W, B, 0.2, 50)
    cut = scale.train_by_chunks(scale.npy_chunks(file, 200), W, B, 0.2, 50)
    np.testing.assert_allclose(whole[0], cut[0], rtol=1e-12)
    assert whole[1] == pytest.approx(cut[1], rel=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda file: list(scale.npy_chunks(file, 0)), "rows must be at least 1"),
        (lambda file: scale.train_by_chunks([(X, T)], W, B, 0, 10), "learning_rate must be above 0"),
        (lambda file: scale.train_by_chunks([(X, T)], W, B, 0.1, 0), "batch_size must be at least 1"),
        (lambda file: scale.train_by_chunks([(X, T[:9])], W, B, 0.1, 20), "t has 9 targets"),
        (lambda file: scale.train_by_chunks([(X, T + 1)], W, B, 0.1, 20), "t must contain only 0 and 1"),
        (lambda file: scale.cluster(0), "workers must be at least 1"),
    ],
)
def test_bad_input(file, call, words):
    with pytest.raises(ValueError, match=words):
        call(file)


def test_a_file_of_another_shape_and_a_table_without_the_column(tmp_path):
    np.save(tmp_path / "flat.npy", np.zeros(7))
    with pytest.raises(ValueError, match=r"an array of shape \(7,\); needed: \(N, D \+ 1\)"):
        list(scale.npy_chunks(tmp_path / "flat.npy"))
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match=r"no column 'hit'\. It has: a, b"):
        list(scale.csv_chunks(tmp_path / "t.csv", "hit"))
    (tmp_path / "t.csv").write_text("a,hit\n1,0\nblue,1\n")
    with pytest.raises(ValueError, match="column 'a' contains text"):
        list(scale.csv_chunks(tmp_path / "t.csv", "hit"))


# -- the cluster -------------------------------------------------------------------------------------------------

# In a process of its own: distributed keeps threads and sockets, and this process treats every warning as an error.
KILLED = """
import os
import sys
import dask
import dask.array as da
import numpy as np
import psutil
import lrcourse as lr

path = sys.argv[1]

def block(k):
    return np.array(np.load(path, mmap_mode="r")[250 * k : 250 * (k + 1)])

def train(X, t, at_step):
    w, b = np.zeros(2), 0.0
    for step in range(8):
        at_step(step)
        dw, db = dask.compute(*lr.gradient(X, t, lr.feedforward(X, w, b)))
        w, b = w - dw, b - db
    return [*w, b]

if __name__ == "__main__":
    with lr.scale.cluster(2) as client:
        parts = [da.from_delayed(dask.delayed(block)(k), (250, 3), dtype=float) for k in range(4)]
        table = da.concatenate(parts)
        X, t = dask.persist(table[:, :2], table[:, 2])
        quiet = train(X, t, lambda step: None)
        pids = client.run(os.getpid)

        def kill(step):
            if step == 4:
                psutil.Process(next(iter(pids.values()))).kill()

        hit = train(X, t, kill)
        client.wait_for_workers(2)
        replaced = set(pids.values()) - set(client.run(os.getpid).values())
        print(len(pids), len(replaced), *quiet, *hit)
"""


@pytest.mark.thorough
def test_a_worker_that_dies_changes_nothing(tmp_path):
    X, t = lr.datasets.make_ravine(1000, 91, condition=10)
    np.save(tmp_path / "samples.npy", np.column_stack([X, t]))
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, tmp_path / "killed.py", tmp_path / "samples.npy"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    environment.pop(scale.SCHEDULER, None)
    run = subprocess.run(command, text=True, capture_output=True, check=False, timeout=120, env=environment)
    assert run.returncode == 0, run.stderr
    workers, replaced, *found = run.stdout.split()
    assert (workers, replaced) == ("2", "1")
    quiet, hit = np.array(found, float).reshape(2, 3)
    # Not to the bit: a block that came from elsewhere lies otherwise in memory, and is added up in another order.
    np.testing.assert_allclose(hit, quiet, rtol=1e-12)
    alone = lr.gradient_descent(X, t, learning_rate=1.0, steps=8)
    np.testing.assert_allclose(quiet, [*alone.w[-1], alone.b[-1]], rtol=1e-10)


def test_the_scheduler_that_is_named_is_the_one_that_is_asked(monkeypatch):
    asked = []
    import distributed

    monkeypatch.setattr(distributed, "Client", lambda *a, **k: asked.append((a, k)))
    monkeypatch.setenv(scale.SCHEDULER, "tcp://10.0.0.5:8786")
    scale.cluster()
    monkeypatch.delenv(scale.SCHEDULER)
    scale.cluster(3)
    assert asked[0][0] == ("tcp://10.0.0.5:8786",)
    assert asked[1][1]["n_workers"] == 3


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    import distributed

    def silent(address, timeout):
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", silent)
    monkeypatch.setenv(scale.SCHEDULER, "tcp://nobody:1")
    with pytest.raises(ValueError, match="LRCOURSE_SCHEDULER is 'tcp://nobody:1', but no Dask scheduler answers"):
        scale.cluster()


def test_without_dask_it_says_what_to_install_and_the_rest_works(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] in ("dask", "distributed"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match="needs the packages dask and distributed"):
        scale.cluster()


def test_what_it_says_to_install_is_what_the_project_needs():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    needed = project["project"]["optional-dependencies"]["scale"]
    assert re.findall(r'"(.*?)"', scale.NEEDED) == needed


def test_nothing_else_of_the_course_needs_dask():
    blocked = (
        "import sys\n"
        "for name in ('dask', 'distributed'): sys.modules[name] = None\n"
        "import lrcourse as lr\n"
        "for name in lr.__all__: getattr(lr, name)\n"
        "for name in lr.labs.__all__: getattr(lr.labs, name)\n"
        "lr.check(print)\n"
    )
    run = subprocess.run([sys.executable, "-c", blocked], text=True, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
