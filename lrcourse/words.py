"""Words: from a text to a row of X, and from weights back to words (notebook 19)."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from unicodedata import category, normalize

import numpy as np

from lrcourse.inputs import shown, vector, whole

LARGEST = 1e9  # bytes of counts: training on them takes three times that, and a small machine has 4 GB
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")  # for plain English


@cache
def _word():
    r"""The pattern of a word in any script: letters with their accents, and perhaps an apostrophe inside.

    Python's ``\w`` counts fractions and superscript digits as letters, but not an accent that is a separate character.
    """
    signs = [chr(code) for code in range(0x80, 0x20000)]
    numbers = "".join(sign for sign in signs if category(sign) in ("No", "Nl"))
    accents = "".join(sign for sign in signs if category(sign).startswith("M")) + "\u200c\u200d"  # and joiners
    run = rf"[^\W\d_{numbers}]+(?:[{accents}]+[^\W\d_{numbers}]*)*"
    return re.compile(f"{run}(?:'{run})?")


def tokenize(text):
    """The words of a text in order, in lower case: runs of letters, perhaps with an apostrophe inside.

    Takes a str and returns a list of str: ``tokenize("Don't buy it, 2 died!")`` is
    ``["don't", "buy", "it", "died"]``. Letters of every script count, with their accents: ``tokenize("Schön!")``
    is ``["schön"]``. Raises TypeError if ``text`` isn't a str.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string; got {shown(text)} ({type(text).__name__}).")
    text = normalize("NFC", text.lower()).replace("’", "'")
    return (WORD if text.isascii() else _word()).findall(text)


def with_pairs(tokens):
    """The words, followed by every pair of neighbours: ``["not", "good"]`` gains ``"not good"`` (bigrams).

    Takes and returns a list of str.
    """
    tokens = _tokens(tokens)
    return tokens + [f"{one} {two}" for one, two in pairwise(tokens)]


def vocabulary(documents, at_least=2):
    """The terms that occur in several documents, in alphabetical order. Give it the TRAINING documents only.

    Parameters
    ----------
    documents : list of lists of str
        What `tokenize` or `with_pairs` made of each text.
    at_least : int
        The smallest number of documents in which a term must occur.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError, TypeError
        If the documents are not lists of words, or no term occurs often enough.
    """
    documents, at_least = _documents(documents), whole(at_least, "at_least", low=1)
    found = Counter(term for tokens in documents for term in set(tokens))
    terms = sorted(term for term, count in found.items() if count >= at_least)
    if not terms:
        raise ValueError(f"No term occurs in {at_least} or more of {len(documents)} documents. Lower at_least.")
    return terms


def bag_of_words(documents, terms):
    """How often each term occurs in each document; words that are not among the terms are left out.

    Parameters
    ----------
    documents : list of lists of str, N of them
    terms : list of str, D of them, all different

    Returns
    -------
    X : array, shape (N, D), float32
        Row n counts the terms in document n.

    Raises
    ------
    ValueError, TypeError
        If the documents are not lists of words, a term occurs twice, or X would take more than 1 GB.
    """
    documents, place = _documents(documents), _places(terms)
    _refuse_what_is_too_large(documents, len(place))
    X = np.zeros((len(documents), len(place)), np.float32)
    for row, tokens in zip(X, documents, strict=True):
        for term in tokens:
            if term in place:
                row[place[term]] += 1
    return X


def _refuse_what_is_too_large(documents, terms):
    """An error that says how often a term must occur for the counts to fit."""
    size, most = 4 * len(documents) * terms, int(LARGEST / (4 * len(documents)))
    if size <= LARGEST:
        return
    found = Counter(term for tokens in documents for term in set(tokens))
    at_least = 1 + sorted([*found.values(), *[0] * (most + 1)], reverse=True)[most]
    raise ValueError(
        f"The counts of {terms:,} terms in {len(documents):,} documents would take {size / 1e9:,.1f} GB of memory; "
        f"the limit is {LARGEST / 1e9:g} GB. Leave out more of the rare terms: "
        f"terms = lr.words.vocabulary(documents, at_least={at_least})"
    )


def word_effects(tokens, terms, w):
    """What each word of a text adds to the activation: the activation with the word minus the one without it.

    Without the word, its two pairs are gone as well, and its neighbours become a pair. If no term is a pair, the
    effect is the word's weight.

    Parameters
    ----------
    tokens : list of str, n of them
    terms : list of str, D of them
    w : array, shape (D,)

    Returns
    -------
    array, shape (n,)

    Raises
    ------
    ValueError, TypeError
        If the tokens are not a list of words, or terms and w do not belong together.
    """
    tokens, place = _tokens(tokens), _places(terms)
    w = vector(w, "w", len(place), "weights, but terms needs one for each")
    weight = {term: float(w[d]) for term, d in place.items()}
    pair = lambda one, two: weight.get(f"{one} {two}", 0.0) if one and two else 0.0
    around = [None, *tokens, None]
    return np.array(
        [
            weight.get(word, 0.0) + pair(before, word) + pair(word, after) - pair(before, after)
            for before, word, after in zip(around, tokens, around[2:], strict=False)
        ]
    )


def _tokens(tokens, name="tokens"):
    if isinstance(tokens, str) or not np.iterable(tokens) or not all(isinstance(x, str) for x in tokens):
        raise TypeError(f"{name} must be a list of words; got {shown(tokens)}. Use tokenize(text) first.")
    return list(tokens)


def _documents(documents):
    if isinstance(documents, str) or not np.iterable(documents):
        raise TypeError(f"documents must be a list of lists of words; got {shown(documents)}.")
    documents = [_tokens(tokens, f"documents[{n}]") for n, tokens in enumerate(documents)]
    if not documents:
        raise ValueError("documents is empty. Give at least one list of words.")
    return documents


def _places(terms):
    terms = _tokens(terms, "terms")
    if not terms or len(set(terms)) != len(terms):
        raise ValueError(f"terms must be a list of different words, at least one; got {shown(terms)}.")
    return {term: d for d, term in enumerate(terms)}
