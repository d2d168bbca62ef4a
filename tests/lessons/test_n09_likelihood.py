"""The hill and the valley of notebook 09: what the lab says is what NumPy multiplies."""

import re

import numpy as np
import pytest

import lrcourse as lr
from lrcourse.lessons.n09_maximum_likelihood.likelihood_lab import B, W, beside


@pytest.fixture(scope="module")
def birds():
    table = lr.datasets.load_penguins().dropna()
    table = table[table["species"] != "Gentoo"]
    mass, male = table["body_mass_g"].to_numpy(), (table["sex"] == "male").to_numpy().astype(int)
    drawn = np.random.default_rng(2).choice(len(mass), size=20, replace=False)
    return ((mass - mass.mean()) / mass.std())[drawn], male[drawn]


@pytest.fixture
def lab(birds):
    return lr.labs.likelihood(*birds, ("female", "male"), "body mass (standard deviations)")


def test_the_words_are_the_product_its_logarithm_and_the_cost(lab, birds):
    x, t = birds
    lab.set(w=1.5, b=-0.5)
    assert lab.error == ""
    y = lr.sigmoid(1.5 * x - 0.5)
    product = np.prod(np.where(t == 1, y, 1 - y))
    plain = lab.words.replace("−", "-").replace(" × 10⁻⁵", "e-5")
    said = re.search(r"L = ([\d.e-]+), ln L = (-[\d.]+), J = -ln L / 20 = ([\d.]+): ", plain)
    assert float(said[1]) == pytest.approx(product, rel=0.05)
    assert float(said[2]) == pytest.approx(np.log(product), abs=0.006)
    assert float(said[3]) == pytest.approx(lr.cross_entropy(t, y), abs=6e-4)
    assert f"shortest bar is {np.where(t == 1, y, 1 - y).min():.3f};" in lab.words
    assert f"e⁻ᴶ = {product ** (1 / 20):.2f}" in lab.words


def test_the_bars_are_the_factors(lab, birds):
    x, t = birds
    lab.set(w=2.0, b=0.3)
    lengths = [abs(bar[1, 1] - bar[0, 1]) for bar in lab.bars.get_segments()]
    y = lr.sigmoid(2 * x + 0.3)
    np.testing.assert_allclose(lengths, np.where(t == 1, y, 1 - y))


def test_both_dots_stand_at_the_sliders_and_the_cross_can_be_reached(lab):
    for dot in lab.dots:
        np.testing.assert_allclose(dot.get_data(), [[1.0], [-1.0]])
    lab.set(w=float(lab.best[0]), b=float(lab.best[1]))
    assert lab.error == ""
    assert "this is the top" in lab.words
    assert "at w = 2.75, b = 0.60." in lab.words
    assert "edge of the map" not in lab.words
    assert lab.map.shape == (len(W), len(B))


@pytest.mark.parametrize("w", [-2, 8])
def test_the_dot_is_whole_at_the_edge_of_the_map(lab, w):
    lab.set(w=w)
    low, high = lab.dots[0].axes.get_xlim()
    assert low < w < high or not lab.dots[0].get_clip_on()


def test_a_move_changes_the_picture(lab):
    before = lab.still()[0]
    lab.set(w=5.0)
    assert lab.still()[0] != before


def test_a_weight_of_zero_is_one_coin_for_all(lab, birds):
    lab.set(w=0.0, b=0.2)
    assert lab.error == ""
    assert np.ptp(lab.curve.get_ydata()) == 0
    assert "308 times less likely" in lab.words  # as the notebook says


def test_separable_data_have_their_best_at_the_edge():
    lab = lr.labs.likelihood([-2.0, -1.0, 1.0, 2.0], [0, 0, 1, 1])
    assert lab.error == ""
    assert "on the edge of the map, so the summit may lie outside" in lab.words


def test_one_sample_and_equal_ones_are_drawn_too():
    assert lr.labs.likelihood([0.5], [1]).error == ""
    assert lr.labs.likelihood([0.5, 0.5], [1, 0]).error == ""


def test_samples_at_one_place_stand_side_by_side():
    places = beside(np.array([1.0, 1.0, 1.0, 2.0]), np.array([0, 0, 1, 0]), 0.1)
    np.testing.assert_allclose(places, [0.95, 1.05, 1.0, 2.0])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda x, t: lr.labs.likelihood(x, t[:-1]), "targets; needed: 20"),
        (lambda x, t: lr.labs.likelihood(x, t + 1), "only 0 and 1"),
        (lambda x, t: lr.labs.likelihood(x[:, None], t), "must be a vector"),
        (lambda x, t: lr.labs.likelihood(x * np.nan, t), "NaN"),
        (lambda x, t: lr.labs.likelihood(x, t, names="ab"), "two strings"),
    ],
)
def test_bad_data_are_refused(birds, call, words):
    with pytest.raises(ValueError, match=words):
        call(*birds)


def test_too_many_samples_are_refused():
    with pytest.raises(ValueError, match="at most 200"):
        lr.labs.likelihood(np.arange(201.0), np.arange(201) % 2)
