"""The page's own gradient descent against the package's, on every data set, feature map and option."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.engine.training.samples import FEATURES, FeatureMap
from tools import front_page

ROOT = Path(__file__).parents[2]
SETS = ("clouds", "penguins", "donut", "xor")
OPTIONS = {"rate": 0.5, "l2": 0.0, "momentum": 0.0, "steps": 120}
PROGRAM = """
import { batchesOf, featureMap, train, trainingLab } from "MODULE";
const given = JSON.parse(await new Response(process.stdin).text());
const answers = given.map(({ call, values }) => ({
  map: ({ kind, X }) => { const map = featureMap(kind, X); return X.map(map); },
  train: ({ X, t, options, rounds }) => train(X, t, options, rounds ? rounds.values() : batchesOf(t.length, t.length)),
  batches: ({ count, size, steps }) => {
    let seed = 0;
    const batches = batchesOf(count, size, () => (seed = (seed + 0.61803) % 1));
    return Array.from({ length: steps }, () => [...batches.next().value]);
  },
  lab: ({ state, messages }) => {
    const answer = trainingLab(state.sets);
    const model = { get: (name) => state[name] };
    for (const message of messages) Object.assign(state, answer(message, model));
    const { data, shape } = state._frames.cost;
    return { ...state, cost: [...data], shape, X: state._fixed.X.shape, t: [...state._fixed.t.data] };
  },
})[call](values));
process.stdout.write(JSON.stringify(answers));
"""


def in_node(*calls):
    """What the functions of training.js give for (name, values) pairs."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is missing: install Node.js 18 or newer")
    program = PROGRAM.replace("MODULE", (ROOT / "docs" / "_static" / "training.js").as_uri())
    text = json.dumps([{"call": call, "values": values} for call, values in calls], default=list)
    run = subprocess.run(
        [node, "--input-type=module", "-e", program], input=text, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def sets():
    return front_page.data_sets()


def same(run, history):
    """Whether all weights, biases and costs agree to 1e-6, at every step."""
    for mine, theirs in ((run["w"], history.w), (run["b"], history.b), (run["cost"], history.cost)):
        np.testing.assert_allclose(np.array(mine, float), theirs, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("kind", FEATURES)
@pytest.mark.parametrize("name", SETS)
def test_features_and_full_batches(sets, name, kind):
    X, t = np.array(sets[name]["X"]), np.array(sets[name]["t"])
    Phi = FeatureMap(kind, X)(X)
    options = [OPTIONS, OPTIONS | {"rate": 2.0, "l2": 0.01}, OPTIONS | {"momentum": 0.9, "l2": 0.1}]
    mapped, *runs = in_node(
        ("map", {"kind": kind, "X": X.tolist()}),
        *(("train", {"X": Phi.tolist(), "t": t.tolist(), "options": option}) for option in options),
    )
    np.testing.assert_allclose(mapped, Phi, atol=1e-9)
    for run, option in zip(runs, options, strict=True):
        same(run, lr.gradient_descent(Phi, t, learning_rate=option["rate"], **rest(option)))


def rest(option):
    return {name: option[name] for name in ("l2", "momentum", "steps")}


@pytest.mark.parametrize("name", SETS)
def test_batches_in_a_given_order(sets, name):
    X, t = np.array(sets[name]["X"]), np.array(sets[name]["t"])
    Phi, size, orders = FeatureMap("x₁, x₂", X)(X), 8, []

    class Recorded(np.random.Generator):
        def permutation(self, x):
            orders.append(super().permutation(x))
            return orders[-1]

    option = OPTIONS | {"l2": 0.001, "momentum": 0.5}
    history = lr.gradient_descent(
        Phi, t, learning_rate=0.5, batch_size=size, rng=Recorded(np.random.PCG64(3)), **rest(option)
    )
    rounds = [order[k : k + size].tolist() for order in orders for k in range(0, len(t), size)]
    (run,) = in_node(("train", {"X": Phi.tolist(), "t": t.tolist(), "options": option, "rounds": rounds}))
    same(run, history)


def test_a_run_away_stops_where_the_packages_does(sets):
    X, t = np.array(sets["clouds"]["X"]), np.array(sets["clouds"]["t"])
    Phi = 100 * X
    option = OPTIONS | {"rate": 100.0}
    (run,) = in_node(("train", {"X": Phi.tolist(), "t": t.tolist(), "options": option}))
    with pytest.warns(RuntimeWarning, match="Stopped at step"):
        history = lr.gradient_descent(Phi, t, learning_rate=100, **rest(option))
    assert run["diverged"]
    assert history.diverged
    same(run, history)


def test_each_round_sees_every_sample_once():
    (batches,) = in_node(("batches", {"count": 21, "size": 8, "steps": 6}))
    assert [len(batch) for batch in batches] == [8, 8, 5, 8, 8, 5]
    for first in (0, 3):
        assert sorted(i for batch in batches[first : first + 3] for i in batch) == list(range(21))
    assert batches[:3] != batches[3:]


def lab(*messages):
    """The state of the first page's lab after these messages."""
    return in_node(
        ("lab", {"state": front_page.state() | {"_esm": "", "_css": "", "layout": ""}, "messages": messages})
    )[0]


def test_the_lab_answers_controls_and_the_hand():
    begin = lab({})
    assert begin["shape"] == [301]
    assert begin["X"] == [200, 2]
    assert begin["_steps"] == 301
    assert begin["_texts"]["state"][-1].startswith("The weights have settled")
    assert "settled" not in lab({}, {"values": {"l2": 0, "rate": 0.5}})["_texts"]["state"][-1]
    penguins = lab({}, {"values": {"data": "penguins", "rate": 3}})
    assert penguins["X"] == [219, 2]
    assert "bill length" in penguins["_scene"][0]["xlabel"]
    assert penguins["_values"]["rate"] == 3
    assert penguins["cost"][-1] < begin["cost"][-1]
    click = {"gesture": {"panel": 0, "kind": "click", "index": -1, "x": 0.5, "y": 4.0}}
    more = lab({}, {"values": {"adds": "class 0"}}, click)
    assert more["X"] == [201, 2]
    assert more["t"][-1] == 0
    assert more["cost"] != begin["cost"]
    moved = lab({}, {"gesture": {"panel": 0, "kind": "drag", "index": 3, "x": 4.0, "y": -4.0}})
    assert moved["X"] == [200, 2]
    assert moved["cost"] != begin["cost"]
    assert lab({}, click, {"values": begin["_values"], "reset": True})["cost"] == begin["cost"]
    assert "runs away" in lab({}, {"values": {"rate": 100, "l2": 1}})["_texts"]["state"][-1]
    radius = lab({}, {"values": {"data": "donut", "features": "x₁, x₂, radius"}})
    assert radius["_scene"][0]["equal"]
    assert radius["_scene"][2]["lines"][0]["label"] == ["x₁", "x₂", "r"]
    assert radius["cost"][-1] < 0.2 < lab({}, {"values": {"data": "donut"}})["cost"][-1]
    assert "Noise" in lab({}, {"values": {"batch": "8"}})["_texts"]["state"][0]
