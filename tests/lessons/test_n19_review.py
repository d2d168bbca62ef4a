import io

import numpy as np
import pytest
from PIL import Image

import lrcourse as lr
from lrcourse.lessons.n19_sentiment.review_lab import LONGEST, SHOWN, TYPED, review
from lrcourse.words import bag_of_words, tokenize, with_pairs

TERMS = ["bad", "good", "not", "not good", "very"]
W = np.array([-1.0, 1.0, -0.5, -2.0, 0.25])
MODELS = {"words": ([-1.0, 1.0, -0.5, 0.25], 0.1, ["bad", "good", "not", "very"]), "pairs": (W, 0.1, TERMS)}


def heard(lab, message):
    """What the page's message does."""
    lab._heard(lab, {"ask": "1", **message}, [])
    return lab


@pytest.fixture
def lab():
    return review(MODELS)


def test_the_probability_is_that_of_the_model(lab):
    for text in [*TYPED.values(), "not good", "not very good, not good"]:
        for name, expand in (("words", list), ("pairs", with_pairs)):
            lab.set(text=text, model=name)
            w, b, terms = MODELS[name]
            X = bag_of_words([expand(tokenize(text))], terms)
            assert lab._probability == pytest.approx(float(lr.feedforward(X, w, b)[0]), abs=1e-9)


def test_a_chip_tells_what_its_word_does(lab):
    lab.set(text="Not good phone", model="pairs")
    assert lab._chips == [["not", -2.5, False], ["good", -1.0, False], ["phone", None, False]]
    lab.set(model="words")
    assert lab._chips == [["not", -0.5, False], ["good", 1.0, False], ["phone", None, False]]


def test_a_word_is_struck_out_and_comes_back(lab):
    lab.set(text="not very good", model="pairs")
    before = lab._chips
    heard(lab, {"strike": 1})
    assert lab._chips == [["not", -2.5, False], ["very", None, True], ["good", -1.0, False]]
    assert "1 struck out" in lab.words
    heard(lab, {"strike": 1})
    assert lab._chips == before
    heard(lab, {"strike": 0})
    lab.set(text="very good")
    assert not any(struck for _, _, struck in lab._chips)
    heard(lab, {"strike": 0})
    heard(lab, {"values": {c["name"]: c["value"] for c in lab.controls}, "reset": True})
    assert lab.struck == set()


def test_the_words_say_which_word_decides(lab):
    lab.set(text="good", model="words")
    assert lab.words == (
        "Happy: p(happy) is 0.75. a = +0.10 (bias) + 1.00 (words) = +1.10. 1 of 1 words count; “good” most (+1.00)."
    )
    lab.set(text="good very bad not")
    assert "One word decides" in lab.words or "of them flips the verdict." in lab.words
    turned = lab._probability > 0.5
    place = next(i for i, (word, _, _) in enumerate(lab._chips) if word == "good")
    heard(lab, {"strike": place})
    assert lab._probability < 0.5
    assert not turned or "Unhappy" in lab.words


def test_an_example_fills_the_box(lab):
    lab.set(example="not good")
    assert lab.values["text"] == TYPED["not good"]
    lab.set(text="good")
    assert lab.values["example"] == "not good"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There are no words, so the bias alone decides (+0.10)"),
        ("   \n\n ", "There are no words"),
        ("😀🔥", "There are no words"),
        ("שלום עולם", "The model knows none of these words"),
        ("zum heulen", "The model knows none of these words"),
        ("<script>alert(1)</script>", "The model knows none of these words"),
        ("<img src=x onerror=alert(1)> good", "“good” most"),
        ("good " * 100_000, "100,000 of 100,000 words count"),
    ],
)
def test_any_text_gets_a_sensible_answer(lab, text, words):
    lab.set(text=text)
    assert words in lab.words
    assert lab.error == ""
    assert len(lab._chips) <= SHOWN
    assert 0 <= lab._probability <= 1
    Image.open(io.BytesIO(lab.still()[0])).verify()


def test_a_very_long_word_is_cut_on_its_chip(lab):
    lab.set(text="a" * 10_000 + " good")
    assert len(lab._chips[0][0]) == LONGEST
    assert "“good” most" in lab.words


def test_a_text_that_is_too_long_is_told(lab):
    with pytest.raises(ValueError, match="at most 1000000 fit"):
        lab.set(text="a" * 1_000_001)


def test_the_learners_own_tokenize_drives_it():
    lab = review(MODELS, tokenize=lambda text: text.split("-"))
    lab.set(text="good-bad", model="words")
    assert [word for word, _, _ in lab._chips] == ["good", "bad"]
    for wrong, words in (
        (lambda text: None, "returned None; it must return a list of words"),
        (lambda text: [1], r"returned [1]"),
        (lambda text: 1 / 0, "raised ZeroDivisionError"),
    ):
        lab = review(MODELS, tokenize=wrong)
        assert words in lab.error
        assert lab._blamed == "text"


def test_without_models_it_trains_two():
    lab = review()
    assert list(lab.models) == ["words", "words and pairs"]
    lab.set(example="happy")
    assert lab._probability > 0.9
    lab.set(example="angry", model="words and pairs")
    assert lab._probability < 0.4
    assert repr(lab) == f"What does each word do?\n{lab.words}"


@pytest.mark.parametrize(
    ("models", "words"),
    [
        ([], "models must be a dict"),
        ({}, "not empty"),
        ({1: ([1.0], 0, ["a"])}, "models must be a dict"),
        ({"a": ([1.0], 0)}, r"models\['a'\] must be the three \(w, b, terms\)"),
        ({"a": ([1.0], 0, ["a", "b"])}, "w has 1 weights, but terms needs one for each"),
        ({"a": ([1.0], "b", ["a"])}, "b must be a number"),
    ],
)
def test_what_is_no_model_is_told(models, words):
    with pytest.raises((ValueError, TypeError), match=words):
        review(models)
    with pytest.raises(TypeError, match="tokenize must be a function"):
        review(MODELS, tokenize="split")
