"""The race of notebook 90: the paths are those of the solvers, the words are true, and a learner's way races, too."""

import numpy as np
import pytest

import lrcourse as lr
from lrcourse import labs
from lrcourse.exercises.n90_faster import heavy_ball, nesterov
from lrcourse.labs.n90_race import CYCLE, SAMPLES, STEPS, WAYS


@pytest.fixture(scope="module")
def lab():
    return labs.race()


@pytest.fixture(autouse=True)
def _as_it_began(lab):
    lab.start = np.array([-2.4, 0.4])
    lab.set(condition=100, rate=0.5, momentum=0.8, batch=20, clock="step")


def arrays(lab):
    assert lab.error == ""
    return lab._now.frames.arrays


def test_the_paths_are_those_of_the_package(lab):
    lab.set(condition=50, rate=0.3, momentum=0.7)
    X, t = lr.datasets.make_ravine(SAMPLES, 90, 50)
    best = lr.newton(X, t, tol=1e-12)
    begin = {"w0": best.w[-1] + lab.start, "b0": best.b[-1]}
    options = {"learning_rate": 0.3 * lr.stable_learning_rate(X), "steps": STEPS} | begin
    runs = {
        "gradient descent": lr.gradient_descent(X, t, **options),
        "momentum": lr.gradient_descent(X, t, momentum=0.7, **options),
        "Nesterov": lr.gradient_descent(X, t, momentum=0.7, nesterov=True, **options),
        "Newton": lr.newton(X, t, tol=1e-12, **begin),
        "L-BFGS": lr.lbfgs(X, t, tol=1e-9, **begin),
    }
    for name, run in runs.items():
        k = WAYS.index(name)
        xy = np.column_stack([arrays(lab)[f"x{k}"], arrays(lab)[f"y{k}"]])
        wanted = run.w[np.minimum(np.arange(STEPS + 1), len(run) - 1)] - best.w[-1]
        np.testing.assert_allclose(xy, wanted, atol=1e-5)
        gap = 10.0 ** arrays(lab)[f"gap{k}"][: len(run)]
        np.testing.assert_allclose(gap, run.cost - best.cost[-1], rtol=1e-3, atol=1e-12)


def test_who_has_arrived_is_said_with_the_right_step(lab):
    for k, name in enumerate(WAYS):
        near = 10.0 ** arrays(lab)[f"gap{k}"] <= 1e-6
        if near[-1]:
            first = STEPS + 1 - np.argmin(near[::-1]) if not near.all() else 0
            assert f"{name} {first} steps, " in lab.words
        else:
            assert name in lab.words.partition(f"Not within {STEPS} steps: ")[2]


def test_the_narrower_the_ravine_the_later_the_plain_way_and_newton_does_not_care(lab):
    late = {}
    for condition in (1, 10, 50):
        lab.set(condition=condition)
        late[condition] = [np.sum(10.0 ** arrays(lab)[f"gap{k}"] > 1e-6) for k in (0, 4, 5)]
    assert late[1][0] < late[10][0] < late[50][0]
    assert max(late[c][k] for c in late for k in (1, 2)) <= 7


def test_the_floor_of_the_noise_goes_with_the_batch(lab):
    floors = []
    for batch in (1, 10, 100):
        lab.set(condition=1, rate=0.5, batch=batch)
        floors.append(np.mean(10.0 ** arrays(lab)["gap3"][100:]))
    assert 3 < floors[0] / floors[1] < 30
    assert 3 < floors[1] / floors[2] < 30


def test_everybody_has_the_same_time(lab):
    lab.set(clock="time")
    now = arrays(lab)
    for k in range(len(WAYS)):
        assert (np.diff(now[f"step{k}"]) >= 0).all()
        assert now[f"step{k}"][0] == 0
    assert lab._now.frames.texts["clock"][-1].startswith("After ")
    assert max(now[f"step{k}"][-1] for k in range(len(WAYS))) == STEPS
    assert now["step4"][-1] <= 6  # Newton has arrived, and rests
    # The time of a path, which is its step times its pace, keeps up with the clock: so while it runs, both are
    # proportional.
    running = (now["step0"] > 20) & (now["step0"] < STEPS)
    assert running.sum() > 50
    assert np.ptp(now["time0"][running] - np.log10(np.flatnonzero(running))) < 0.03


def test_a_click_sets_the_start_of_all(lab):
    lab.gesture(0, "click", -1, 1.0, -1.5)
    lab.set(momentum=0.75)
    for k in range(len(WAYS)):
        assert arrays(lab)[f"x{k}"][0] == pytest.approx(1.0, abs=1e-6)
        assert arrays(lab)[f"y{k}"][0] == pytest.approx(-1.5, abs=1e-6)
    lab.gesture(len(WAYS), "click", -1, 50.0, 0.0)  # into a cost panel: nothing
    assert lab.start.tolist() == [1.0, -1.5]


@pytest.mark.parametrize(("walk", "like"), [(heavy_ball, 1), (nesterov, 2)])
def test_the_learners_way_walks_beside_the_packages(walk, like):
    lab = labs.race(walk)
    assert len(lab.panels) == 9
    for axis in "xy":
        np.testing.assert_allclose(arrays(lab)[f"{axis}6"], arrays(lab)[f"{axis}{like}"], atol=1e-4)
    assert "yours" in lab.words
    assert len({*CYCLE}) >= 7


@pytest.mark.parametrize(
    ("walk", "words"),
    [
        (7, "walk must be a function .* yours is 7, no function"),
        (lambda slope, start: start, "yours raised TypeError"),
        (lambda *a: None, "yours returned None for 200 steps"),
        (lambda slope, start, rate, momentum, steps: np.zeros((steps, 3)), r"an array of shape \(200, 3\)"),
        (lambda *a: [[1], [1, 2]], "yours returned"),
        (lambda *a: "path", "yours returned"),
    ],
)
def test_what_is_no_way_is_told(walk, words):
    with pytest.raises(TypeError, match=words):
        labs.race(walk)


def test_a_way_that_runs_away_is_shown_as_far_as_it_went():
    lab = labs.race(lambda slope, z, rate, momentum, steps: z + 10.0 ** np.arange(steps + 1)[:, None] * 1e10)
    assert lab.error == ""
    assert "yours" in lab.words.partition("Not within")[2]
    assert lab.still()[0][:4] == b"\x89PNG"
