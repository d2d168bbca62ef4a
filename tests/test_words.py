import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

import lrcourse as lr
from lrcourse.words import bag_of_words, tokenize, vocabulary, with_pairs, word_effects

TEXTS = lr.datasets.load_reviews()["text"].tolist()
WORDS = st.lists(st.sampled_from(["not", "good", "bad", "very", "it's"]), max_size=8)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Don't buy it, 2 died!", ["don't", "buy", "it", "died"]),
        ("It’s GREAT.", ["it's", "great"]),
        ("'quoted' rock-n-roll's", ["quoted", "rock", "n", "roll's"]),
        ("", []),
        ("?! 😀 \x00", []),
        ("<b>not</b>", ["b", "not", "b"]),
        ("שלום good", ["good"]),
    ],
)
def test_tokens(text, tokens):
    assert tokenize(text) == tokens


@given(st.text())
def test_tokenizing_again_changes_nothing(text):
    assert tokenize(" ".join(tokenize(text))) == tokenize(text)


def test_pairs_are_neighbours():
    assert with_pairs(["not", "so", "good"]) == ["not", "so", "good", "not so", "so good"]
    assert with_pairs(["good"]) == ["good"]
    assert with_pairs([]) == []


@pytest.mark.parametrize("pairs", [False, True])
def test_agrees_with_scikit_learn(pairs):
    """Its ``min_df`` counts documents, as ``at_least`` does."""
    documents = [with_pairs(tokenize(text)) if pairs else tokenize(text) for text in TEXTS[:800]]
    theirs = CountVectorizer(
        tokenizer=tokenize, token_pattern=None, lowercase=False, ngram_range=(1, 1 + pairs), min_df=3
    )
    X = theirs.fit_transform(TEXTS[:800])
    terms = vocabulary(documents, at_least=3)
    assert terms == list(theirs.get_feature_names_out())
    np.testing.assert_array_equal(bag_of_words(documents, terms), X.toarray())


def test_new_words_are_left_out():
    X = bag_of_words([["good", "good", "new"], []], ["bad", "good"])
    assert X.dtype == np.float32
    assert X.tolist() == [[0, 2], [0, 0]]


@given(WORDS, st.randoms(use_true_random=False))
def test_the_effect_of_a_word_is_what_leaving_it_out_takes_away(tokens, random):
    terms = sorted(set(with_pairs(["not", "good", "bad", "very", "good", "not"])))
    w = np.array([random.uniform(-2, 2) for _ in terms])
    activation = lambda words: float((bag_of_words([with_pairs(words)], terms) @ w)[0])
    without = [activation(tokens[:i] + tokens[i + 1 :]) for i in range(len(tokens))]
    np.testing.assert_allclose(
        word_effects(tokens, terms, w), activation(tokens) - np.array(without), atol=1e-12
    )


def test_without_pairs_the_effect_is_the_weight():
    assert word_effects(["a", "new", "good"], ["a", "good"], [0.5, 2.0]).tolist() == [0.5, 0, 2]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tokenize(None), "text must be a text; got None"),
        (lambda: tokenize(b"good"), "text must be a text"),
        (lambda: with_pairs("not good"), r"tokens must be a list of words; got 'not good'. Use tokenize"),
        (lambda: with_pairs([1]), "tokens must be a list of words"),
        (lambda: vocabulary("not good"), "documents must be a list with a list of words for each"),
        (lambda: vocabulary(["not good"]), r"documents\[0\] must be a list of words"),
        (lambda: vocabulary(3), "documents must be a list"),
        (lambda: vocabulary([]), "documents is empty"),
        (lambda: vocabulary([["a"], ["b"]]), "No term occurs in 2 or more of 2 documents"),
        (lambda: vocabulary([["a"]], at_least=0), "at_least"),
        (lambda: bag_of_words([["a"]], []), "terms must be different words"),
        (lambda: bag_of_words([["a"]], ["a", "a"]), "terms must be different words"),
        (lambda: bag_of_words([["a"]], "abc"), "terms must be a list of words"),
        (lambda: word_effects(["a"], ["a", "b"], [1.0]), "w has 1 weights, but terms needs one for each"),
        (lambda: word_effects("a", ["a"], [1.0]), "tokens must be a list of words"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
