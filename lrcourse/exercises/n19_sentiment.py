"""The exercises of notebook 19."""

import re
from itertools import combinations, pairwise

import numpy as np

from lrcourse.exercises.checker import Exercise, Mistake
from lrcourse.words import bag_of_words, tokenize, with_pairs, word_effects

NOTEBOOK = "19_sentiment"

SENTENCES = [
    ("Great picture, GREAT sound.",),
    ("Don't buy it: it didn't work, 2 of 3 died!",),
    ("the g3 (a camera) isn't cheap -- but well worth $600...",),
    ("",),
]
DOCUMENTS = [["great", "sound", "great", "price"], ["bad", "sound"], [], ["new", "words"]]
TERMS = ["bad", "great", "price", "sound"]
PAIRED = ["a", "bad", "good", "not", "not good", "very", "very good", "not bad", "not very"]
W = np.array([0.1, -1.2, 1.0, -0.9, -0.6, 0.2, 0.5, 1.4, -0.3])


def _share(documents, terms):
    X = bag_of_words(documents, terms)
    return X / np.maximum([[len(tokens)] for tokens in documents], 1)


def _own(tokens, terms, w):
    weight = dict(zip(terms, w, strict=True))
    return np.array([weight.get(word, 0.0) for word in tokens])


def _effects(tokens, terms, w, old=1.0, new=1.0):
    """`word_effects`, with the lost pairs and the new one weighted wrongly."""
    weight = dict(zip(terms, w, strict=True))
    around = ["", *tokens, ""]
    return np.array(
        [
            weight.get(word, 0.0)
            + old * (weight.get(f"{before} {word}", 0.0) + weight.get(f"{word} {after}", 0.0))
            - new * weight.get(f"{before} {after}", 0.0)
            for before, word, after in zip(around, tokens, around[2:], strict=False)
        ]
    )


EXERCISES = [
    Exercise(
        name="tokenize",
        notebook=NOTEBOOK,
        reference=tokenize,
        inputs=SENTENCES,
        hints=[
            "Two steps: small letters first, then all matches of a regular expression.",
            "re.findall(pattern, text) returns the list. A run of letters is [a-z]+.",
            "The pattern is [a-z]+(?:'[a-z]+)?, the text is text.lower().",
        ],
        mistakes=[
            Mistake(
                lambda text: text.lower().split(),
                'You cut at blanks, so "sound." and "sound" are two words. Find the words instead: re.findall.',
            ),
            Mistake(
                lambda text: re.findall("[a-z]+", text.lower()),
                'Your words end at an apostrophe: "don\'t" became "don" and "t". Allow one inside: (?:\'[a-z]+)?',
            ),
            Mistake(
                lambda text: re.findall("[A-Za-z]+(?:'[A-Za-z]+)?", text),
                '"Great" and "GREAT" are two words for you. Begin with text.lower().',
            ),
            Mistake(
                lambda text: re.findall("[a-z]+('[a-z]+)?", text.lower()),
                "Round brackets without ?: make findall return what is in them only. Write (?:'[a-z]+)?",
            ),
            Mistake(
                lambda text: re.findall(r"\w+(?:'\w+)?", text.lower()),
                r"\w takes digits, too. Here a word has letters only: [a-z].",
            ),
            Mistake(
                lambda text: re.findall("[a-z]+(?:'[a-z]+)?", text),
                'Capital letters are lost: "Great" became "reat". Begin with text.lower().',
            ),
        ],
    ),
    Exercise(
        name="bag_of_words",
        notebook=NOTEBOOK,
        reference=bag_of_words,
        inputs=[(DOCUMENTS, TERMS), ([["sound"] * 3], TERMS), ([["bad", "bad", "great"]], ["great", "bad"])],
        hints=[
            "Begin with np.zeros((len(documents), len(terms))), and a dict from each term to its column.",
            "Go through the documents and their tokens. A token that is not in the dict is left out.",
            "if token in place: X[n, place[token]] += 1",
        ],
        mistakes=[
            Mistake(
                lambda documents, terms: np.minimum(bag_of_words(documents, terms), 1),
                "You noted whether a term occurs. Count how often: += 1.",
            ),
            Mistake(_share, "You divided by the length of the document. Counts are asked for."),
            Mistake(
                lambda documents, terms: bag_of_words(documents, terms).T,
                "A row must be a document and a column a term. Yours is the other way round.",
            ),
            Mistake(
                lambda documents, terms: bag_of_words(documents, terms).sum(axis=0),
                "You counted over all documents together. Each document gets its own row.",
            ),
            Mistake(
                lambda documents, terms: bag_of_words(documents, sorted(terms)),
                "Keep the terms in the order in which they came: column d belongs to terms[d].",
            ),
        ],
    ),
    Exercise(
        name="with_pairs",
        notebook=NOTEBOOK,
        reference=with_pairs,
        inputs=[(["not", "very", "good", "very", "not", "good"],), (["good"],), ([],), (["no", "no", "no"],)],
        hints=[
            "Neighbours are tokens[0] and tokens[1], tokens[1] and tokens[2], and so on.",
            'zip(tokens, tokens[1:]) gives them. A pair is one text with a blank: f"{one} {two}".',
            "return tokens + [the list of pairs]",
        ],
        mistakes=[
            Mistake(
                lambda tokens: [f"{one} {two}" for one, two in pairwise(tokens)],
                "Only the pairs came back. The words themselves are needed, too, before them.",
            ),
            Mistake(
                lambda tokens: tokens + [f"{one} {two}" for one, two in combinations(tokens, 2)],
                "You paired every word with every later one. Only neighbours are pairs.",
            ),
            Mistake(
                lambda tokens: (
                    tokens + [f"{one} {two}" for one, two in zip(tokens[::2], tokens[1::2], strict=False)]
                ),
                "You cut the text into twos. Pairs overlap: the second word of one is the first of the next.",
            ),
            Mistake(
                lambda tokens: (
                    tokens + [f"{a} {b}" for a, b in zip(tokens, tokens[1:] + tokens[:1], strict=True)]
                ),
                "You paired the last word with the first. The text is no circle.",
            ),
            Mistake(
                lambda tokens: tokens + [" ".join(sorted(pair)) for pair in pairwise(tokens)],
                'You sorted the two words. "not very" and "very not" are different pairs.',
            ),
        ],
    ),
    Exercise(
        name="word_effects",
        notebook=NOTEBOOK,
        reference=word_effects,
        inputs=[
            (["not", "very", "good"], PAIRED, W),
            (["a", "good", "thing"], PAIRED, W),
            (["not", "a", "good", "not", "bad"], PAIRED, W),
            (["good"], ["good"], np.array([2.0])),
            (["not", "so", "good"], PAIRED, W),
        ],
        hints=[
            "What is in the bag with the word, and is not without it? And the other way round?",
            "Gone: the word, the pair with the word before, the pair with the word after. New: those two as a pair.",
            "A dict of weights helps: weight = dict(zip(terms, w)), and weight.get(term, 0) is 0 for what is unknown.",
        ],
        mistakes=[
            Mistake(
                _own,
                "You took the word's own weight. Its pairs with both neighbours vanish with it: add them.",
            ),
            Mistake(
                lambda tokens, terms, w: _effects(tokens, terms, w, new=0),
                "Nearly. Without the word its neighbours stand side by side: they are a new pair. Subtract its weight.",
            ),
            Mistake(
                lambda tokens, terms, w: _effects(tokens, terms, w, new=-1),
                "The new pair comes in when the word goes: its weight is subtracted, not added.",
            ),
            Mistake(
                lambda tokens, terms, w: -_effects(tokens, terms, w),
                "The sign: the effect is the activation WITH the word minus the one without it.",
            ),
            Mistake(
                lambda tokens, terms, w: _effects(tokens, terms, w, old=0.5),
                "A pair is gone when either of its words goes: it counts in full for both, not by halves.",
            ),
        ],
    ),
]
