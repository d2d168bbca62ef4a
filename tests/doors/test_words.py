import re
from unicodedata import category, normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

import lrcourse as lr
from lrcourse import words
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
        ("Schön!", ["schön"]),
        ("Scho\u0308n", ["schön"]),  # the accent as a sign of its own
        ("naïve café's l’été", ["naïve", "café's", "l'été"]),
        ("Привет, МИР", ["привет", "мир"]),
        ("שָׁלוֹם good", ["שָׁלוֹם", "good"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),  # one word, with a joiner inside
        ("5 m², ½ as Ⅻ, ① x٣y", ["m", "as", "x", "y"]),  # numbers of every kind are a gap
        ("so_so 👍🏽 ok\ufe0f!", ["so", "so", "ok\ufe0f"]),
    ],
)
def test_tokens(text, tokens):
    assert tokenize(text) == tokens


def test_the_courses_own_reviews_are_cut_as_the_notebook_says():
    """By the pattern that a learner writes; no stored result of notebook 19 hangs on other scripts."""
    written = [re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()) for text in TEXTS]
    assert [tokenize(text) for text in TEXTS] == written
    assert [tokenize(f"é {text}")[1:] for text in TEXTS] == written  # in a text with other letters, too


@given(st.text())
def test_a_token_holds_no_gap_and_letters_are_not_lost(text):
    tokens = tokenize(text)
    assert all(category(token[0]).startswith("L") and token == token.strip("'") for token in tokens)
    letters = [sign for sign in normalize("NFC", text.lower()) if category(sign).startswith("L")]
    assert [sign for token in tokens for sign in token if category(sign).startswith("L")] == letters


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


def test_counts_that_would_not_fit_are_refused_with_the_line_that_makes_them_fit(monkeypatch):
    """The smallest at_least that fits: with one less, the counts are refused again."""
    documents, rng = [], np.random.default_rng(19)
    for _ in range(300):
        documents.append([f"w{n}" for n in rng.zipf(1.5, size=12) if n < 500])
    wanted = bag_of_words(documents, vocabulary(documents, at_least=1))
    monkeypatch.setattr(words, "LARGEST", 4 * 300 * 40.0)
    with pytest.raises(ValueError, match=r"The counts of [\d,]+ terms in 300 documents would take .* GB") as caught:
        bag_of_words(documents, vocabulary(documents, at_least=1))
    line = str(caught.value).partition("rare terms: ")[2]
    names = {"lr": lr, "documents": documents}
    exec(line, names)
    X = bag_of_words(documents, names["terms"])
    assert 0 < X.shape[1] <= 40
    common = (wanted > 0).sum(axis=0) >= int(re.search(r"at_least=(\d+)", line)[1])
    np.testing.assert_array_equal(X, wanted[:, common])
    with pytest.raises(ValueError, match="would take"):
        bag_of_words(documents, vocabulary(documents, at_least=int(re.search(r"at_least=(\d+)", line)[1]) - 1))


def test_fifty_thousand_reviews_are_refused_before_the_memory_is_gone():
    documents = [["good"]] * 50_000
    with pytest.raises(
        ValueError, match=r"54,000 terms in 50,000 documents would take 10\.8 GB of memory; the limit is 1 GB\. .*=1\)$"
    ):
        bag_of_words(documents, [f"w{n}" for n in range(54_000)])


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
    np.testing.assert_allclose(word_effects(tokens, terms, w), activation(tokens) - np.array(without), atol=1e-12)


def test_without_pairs_the_effect_is_the_weight():
    assert word_effects(["a", "new", "good"], ["a", "good"], [0.5, 2.0]).tolist() == [0.5, 0, 2]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tokenize(None), "text must be a string; got None"),
        (lambda: tokenize(b"good"), "text must be a string"),
        (lambda: with_pairs("not good"), r"tokens must be a list of words; got 'not good'. Use tokenize"),
        (lambda: with_pairs([1]), "tokens must be a list of words"),
        (lambda: vocabulary("not good"), "documents must be a list of lists of words"),
        (lambda: vocabulary(["not good"]), r"documents\[0\] must be a list of words"),
        (lambda: vocabulary(3), "documents must be a list"),
        (lambda: vocabulary([]), "documents is empty"),
        (lambda: vocabulary([["a"], ["b"]]), "No term occurs in 2 or more of 2 documents"),
        (lambda: vocabulary([["a"]], at_least=0), "at_least"),
        (lambda: bag_of_words([["a"]], []), "terms must be a list of different words"),
        (lambda: bag_of_words([["a"]], ["a", "a"]), "terms must be a list of different words"),
        (lambda: bag_of_words([["a"]], "abc"), "terms must be a list of words"),
        (lambda: word_effects(["a"], ["a", "b"], [1.0]), "w has 1 weights, but terms needs one for each"),
        (lambda: word_effects("a", ["a"], [1.0]), "tokens must be a list of words"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
