"""The race of notebook 90: the paths are those of the solvers, the words are true, and a learner's way races, too."""

import re

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.lessons import labs
from lrcourse.lessons.n90_faster import runners
from lrcourse.lessons.n90_faster.exercises import heavy_ball, nesterov
from lrcourse.lessons.n90_faster.race_lab import COLORS, STEPS, WAYS, _arrivals, _ends, _said, _standing
from lrcourse.lessons.n90_faster.runners import SAMPLES


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
        np.testing.assert_allclose(xy, run.w - best.w[-1], atol=1e-5)
        gap = 10.0 ** arrays(lab)[f"gap{k}"]
        np.testing.assert_allclose(gap, run.cost - best.cost[-1], rtol=1e-3, atol=1.01e-12)


@pytest.mark.parametrize(
    ("condition", "rate", "momentum", "batch"),
    [(1, 0.5, 0.8, 1), (100, 0.5, 0.8, 20), (1000, 1.0, 0.98, 7), (30, 2.0, 0.95, 64), (100, 1.7, 0.0, 100)],
)
@pytest.mark.parametrize("offset", [(-2.4, 0.4), (3.5, 2.5)])
def test_walking_together_is_walking_alone(condition, rate, momentum, batch, offset):
    X, t = lr.datasets.make_ravine(SAMPLES, 90, condition)
    best = lr.newton(X, t, tol=1e-12)
    begin = {"w0": best.w[-1] + offset, "b0": best.b[-1]}
    options = {"learning_rate": rate * lr.stable_learning_rate(X), "steps": STEPS} | begin
    alone = [
        lr.gradient_descent(X, t, **options),
        lr.gradient_descent(X, t, momentum=momentum, **options),
        lr.gradient_descent(X, t, momentum=momentum, nesterov=True, **options),
        lr.gradient_descent(X, t, batch_size=batch, rng=90, **options),
        lr.newton(X, t, tol=1e-12, **begin),
        lr.lbfgs(X, t, tol=1e-9, **begin),
    ]
    for (path, cost), run in zip(runners.runs(condition, offset, rate, momentum, batch), alone, strict=True):
        np.testing.assert_allclose(path, np.column_stack([run.w, run.b]), rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(cost, run.cost, rtol=1e-12, atol=1e-14)


def test_what_runs_away_is_kept_as_far_as_gradient_descent_keeps_it():
    X, t = lr.datasets.make_ravine(SAMPLES, 90, 2)
    best = lr.newton(X, t, tol=1e-12)
    with pytest.warns(RuntimeWarning, match="passed"):
        run = lr.gradient_descent(X, t, learning_rate=40 * lr.stable_learning_rate(X), steps=STEPS, momentum=0.98,
                                  w0=best.w[-1] + (3.0, 2.0), b0=best.b[-1])  # fmt: skip
    path, cost = runners.runs(2, (3.0, 2.0), 40, 0.98, 20)[WAYS.index("momentum")]
    assert len(run) == len(path) == len(cost) < STEPS
    np.testing.assert_allclose(cost, run.cost, rtol=1e-9)


def test_costs_computed_together_are_the_cost():
    here = runners.ground(100)
    places = np.random.default_rng(0).normal(size=(130, 3)) * np.logspace(-3, 3, 130)[:, np.newaxis]
    wanted = [lr.core.cost(here.t, here.X @ z[:2] + z[2]) for z in places]
    np.testing.assert_allclose(runners.costs(here.X, here.t, places), wanted, rtol=1e-13)
    assert np.isinf(runners.costs(here.X, here.t, np.array([[1e308, 1e308, 0.0], [np.nan, 0, 0]]))).all()


def test_the_map_has_the_height_of_the_ground(lab):
    surface, here = arrays(lab)["surface"], runners.ground(100)
    rows, columns = surface.shape
    for row, column in ((0, 0), (10, 50), (rows - 1, columns - 1)):
        w = here.best[:2] + runners.REACH * np.array([2 * column / (columns - 1) - 1, 2 * row / (rows - 1) - 1])
        wanted = lr.core.cost(here.t, here.X @ w + here.best[2]) - here.lowest
        assert surface[row, column] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("clock", ["step", "time"])
def test_the_number_counts_who_has_arrived_and_names_who_is_ahead(lab, clock):
    lab.set(clock=clock)
    now, texts = arrays(lab), lab._now.frames.texts
    at = np.array([now[f"step{k}"].astype(int) for k in range(len(WAYS))])
    gaps = np.array([10.0 ** now[f"gap{k}"][at[k]] for k in range(len(WAYS))])
    came = [len(gap) - np.argmax(np.append(gap[::-1] > 1e-6, True)) for gap in gaps]  # and stays there
    assert (texts["there"][0], texts["standing"][0]) == ("0 of 6", "arrived, all level")
    for s in range(1, STEPS + 1):
        there, standing = texts["there"][s], texts["standing"][s]
        assert there == f"{sum(s >= first for first in came)} of 6"
        if there == "0 of 6":
            assert WAYS[gaps[:, s].argmin()] in standing or standing.endswith(" lead")
        else:
            assert came[WAYS.index(standing.removeprefix("arrived, ").removesuffix(" first"))] == min(came)
    assert lab.number == texts["there"][-1] == "4 of 6"


def test_those_who_are_level_are_named():
    names, paces = ("a", "b", "c"), (1.0, 1.0, 0.1)
    gaps = [np.array([0.3, 2e-5, 0.0, 0.0]), np.array([0.3, 2e-5, 1e-9, 0.0]), np.array([0.3, 0.2, 0.1, 1e-9])]
    ticks = [np.arange(4)] * 3
    came = _arrivals(gaps, paces, "step")
    assert came == [(2, 0, 2), (2, 1, 2), (3, 2, 3)]
    there, standing = _standing(names, np.array(gaps), ticks, came)
    assert there == ["0 of 3", "0 of 3", "2 of 3", "3 of 3"]
    assert standing == ["arrived, all level", "arrived, a and b lead", *["arrived, a and b first"] * 2]
    said = _said(names, np.transpose(ticks), came, paces, "step")
    assert said[0].startswith("Press Play")
    assert said[1:] == [
        "Nobody has arrived.",
        "Arrived: a after 2 steps, b 2. Not yet: c.",
        "Arrived: a after 2 steps, b 2, c 3.",
    ]
    by_time = _arrivals(gaps, paces, "time")
    assert [who for _, who, _ in by_time] == [2, 0, 1]
    assert _ends(names, by_time, paces, "time") == "c after 3e+02 ms (3 steps), a 2e+03 (2), b 2e+03 (2)"


def test_who_has_arrived_is_said_with_the_right_step(lab):
    for k, name in enumerate(WAYS):
        near = 10.0 ** arrays(lab)[f"gap{k}"] <= 1e-6
        if near[-1]:
            first = len(near) - np.argmin(near[::-1]) if not near.all() else 0
            assert re.search(rf"{name} (after )?{first}\b", lab.words)
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
    # Where a runner is on the axis of time keeps up with the clock, to within a step of its own.
    end = 200 * max(now[f"along{k}"][1] for k in range(4))
    for k in range(4):
        at = now[f"along{k}"][now[f"step{k}"].astype(int)]
        late = np.arange(STEPS + 1) * end / STEPS - at
        running = now[f"step{k}"] < STEPS
        assert (late[running] > -1e-3 * end).all()
        assert (late[running] < now[f"along{k}"][1] + 1e-3 * end).all()


def test_a_click_sets_the_start_of_all(lab):
    lab.gesture(0, "click", -1, 1.0, -1.5)
    lab.set(momentum=0.75)
    for k in range(len(WAYS)):
        assert arrays(lab)[f"x{k}"][0] == pytest.approx(1.0, abs=1e-6)
        assert arrays(lab)[f"y{k}"][0] == pytest.approx(-1.5, abs=1e-6)
    lab.gesture(1, "click", -1, 50.0, 0.0)  # among the costs: nothing
    assert lab.start.tolist() == [1.0, -1.5]


@pytest.mark.parametrize(("walk", "like"), [(heavy_ball, 1), (nesterov, 2)])
def test_the_learners_way_walks_beside_the_packages(walk, like):
    lab = labs.race(walk)
    assert len(lab.panels) == 2
    assert len({path.mark for path in lab.panels[1].layers}) == 7
    for axis in "xy":
        np.testing.assert_allclose(arrays(lab)[f"{axis}6"], arrays(lab)[f"{axis}{like}"], atol=1e-4)
    assert "yours" in lab.words
    assert len({*COLORS}) >= 7


@pytest.mark.parametrize(
    ("walk", "words"),
    [
        (7, "walk must be a function .* yours is 7, which is not a function"),
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


def test_the_scrub_bar_is_named_for_the_clock(lab):
    assert lab._counted == ["step", "{step} / {steps}"]
    lab.set(clock="time")
    assert lab._counted[0] == "time"
    end = 200 * max(arrays(lab)[f"along{k}"][1] for k in range(4))
    begun, over = lab._texts["at"][0], lab._texts["at"][-1]
    assert begun == f"0.00 / {end:.2f} ms"
    assert over == f"{end:.2f} / {end:.2f} ms"


@pytest.mark.parametrize("condition", [1, 10, 100, 1000])
@pytest.mark.parametrize("offset", [(-2.4, 0.4), (3.5, 2.5), (0.3, -2.8)])
def test_up_to_the_safe_rate_the_plain_way_never_rises(condition, offset):
    for rate in (0.3, 1.0):
        (_, cost), *_ = runners.runs(condition, offset, rate, 0.8, 20)
        assert (np.diff(cost) < 1e-12).all()


def test_beyond_the_safe_rate_it_may_still_arrive_or_swing_for_ever():
    (_, far), *_ = runners.runs(100, (-2.4, 0.4), 2.0, 0.8, 20)
    (_, swings), *_ = runners.runs(1, (-2.4, 0.4), 2.0, 0.8, 20)
    assert (np.diff(far) < 0).all()
    assert swings[-50:].min() > runners.ground(1).lowest + 0.05


@pytest.mark.parametrize("clock", ["step", "time"])
def test_nobody_is_said_to_have_arrived_before_it_has(lab, clock):
    lab.set(clock=clock)
    told, now = lab._now.frames.texts["said"], arrays(lab)
    for s, text in enumerate(told[1:-1], 1):
        assert "Not within" not in text
        arrived, _, late = text.partition("Not yet: ")
        for k, name in enumerate(WAYS):
            if re.search(rf"\b{name} (after|\d)", arrived):
                assert 10.0 ** now[f"gap{k}"][int(now[f"step{k}"][s])] <= 1.001e-6, (name, s)
            elif late:
                assert name in late
    assert told[-1] in lab.words
    if clock == "step":
        assert "Newton after " in told[np.argmax(10.0 ** now["gap4"] <= 1e-6)]
