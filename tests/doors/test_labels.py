"""A seed or a generator: every public function that draws takes both alike, and refuses the rest in the same words."""

import inspect

import numpy as np
import pandas as pd
import pytest

import lrcourse as lr
from lrcourse.labels import generator

X = np.random.default_rng(0).normal(size=(30, 2))
T = (X[:, 0] > 0).astype(int)
# How to call each of them, so that chance matters.
CALLS = {
    "gradient_descent": lambda f, rng: f(X, T, learning_rate=0.1, steps=7, batch_size=4, rng=rng).final[0],
    "noisy_fitzhugh_nagumo": lambda f, rng: f([0.2], rng, duration=1)[1],
    "firing_probability": lambda f, rng: f(np.linspace(0.1, 0.4, 9), 20, rng, duration=5),
    "train_test_split": lambda f, rng: f(X, rng=rng),
    "load_table": lambda f, rng: f(pd.DataFrame({"a": X[:, 0], "t": T}), target="t", rng=rng).X_train,
    "make_ecommerce": lambda f, rng: f(40, rng).to_numpy(),
}
for name in ("clouds", "donut", "xor", "sparse", "ravine", "wave", "spirals"):
    CALLS[f"make_{name}"] = lambda f, rng: f(40, rng)[0]


def drawing():
    """Name -> each public function that takes rng."""
    rooms = [getattr(lr, name) for name in lr.__all__]
    named = [(name, getattr(room, name)) for room in rooms if inspect.ismodule(room) for name in dir(room)]
    named += list(zip(lr.__all__, rooms))
    public = {name: f for name, f in named if inspect.isfunction(f) and not name.startswith("_")}
    return {name: f for name, f in public.items() if "rng" in inspect.signature(f).parameters and f is not generator}


def test_every_function_that_draws_is_tried():
    assert set(drawing()) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_seed_and_its_generator_give_the_same(name):
    draw = lambda rng: np.concatenate([np.ravel(part) for part in CALLS[name](drawing()[name], rng)])
    first = draw(5)
    for rng in (np.int32(5), np.random.default_rng(5)):
        np.testing.assert_array_equal(draw(rng), first)
    assert not np.array_equal(draw(6), first)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("rng", [None, -1, 5.0, "5", True, np.random, np.random.RandomState(5), [5]])
def test_what_is_no_source_of_chance_is_refused_in_the_same_words(name, rng):
    with pytest.raises(TypeError, match=r"^rng must be np\.random\.default_rng\(5\) or a whole number from 0 up; got "):
        CALLS[name](drawing()[name], rng)
