"""The exercises of notebook 19."""

import re
from itertools import combinations, pairwise

import numpy as np

from lrcourse.core import sigmoid
from lrcourse.engine.checker import Exercise, Mistake
from lrcourse.solvers.newton import newton
from lrcourse.words import bag_of_words, tokenize, vocabulary, with_pairs, word_effects

SENTENCES = [
    ("Great picture, GREAT sound.",), ("Don't buy it: it didn't work, 2 of 3 died!",),
    ("the g3 (a camera) isn't cheap -- but well worth $600...",), ("",)]
DOCUMENTS = [["great", "sound", "great", "price"], ["bad", "sound"], [], ["new", "words"]]
TERMS = ["bad", "great", "price", "sound"]
PAIRED = ["a", "bad", "good", "not", "not good", "very", "very good", "not bad", "not very"]
W = np.array([0.1, -1.2, 1.0, -0.9, -0.6, 0.2, 0.5, 1.4, -0.3])


def happy_or_not(texts, t, new_texts, l2):
    """The outputs (M,) for new texts, from texts with targets: tokens, a vocabulary, counts, training."""
    documents = [tokenize(text) for text in texts]
    terms = vocabulary(documents, at_least=2)
    w, b = newton(bag_of_words(documents, terms).astype(float), t, l2=l2).final
    return sigmoid(bag_of_words([tokenize(text) for text in new_texts], terms) @ w + b)


def _read(texts, t, new_texts, l2, cut=tokenize, at_least=2, all_texts=False, counts=bag_of_words, squash=sigmoid):
    """`happy_or_not` with a mistake."""
    old, new = [cut(text) for text in texts], [cut(text) for text in new_texts]
    terms = vocabulary(old + new if all_texts else old, at_least)
    w, b = newton(counts(old, terms).astype(float), t, l2=l2).final
    return squash(counts(new, terms) @ w + b)


def _frequent(texts, t, new_texts, l2):
    """With words that occur twice anywhere, be it in one text."""
    old, new = ([tokenize(text) for text in some] for some in (texts, new_texts))
    every = [word for words in old for word in words]
    terms = sorted({word for word in every if every.count(word) > 1})
    w, b = newton(bag_of_words(old, terms).astype(float), t, l2=l2).final
    return sigmoid(bag_of_words(new, terms) @ w + b)


def _standardised(texts):
    """Counts in units of their own standard deviation among the training texts."""

    def counts(documents, terms):
        old = bag_of_words([tokenize(text) for text in texts], terms).astype(float)
        scale = old.std(axis=0)
        return (bag_of_words(documents, terms) - old.mean(axis=0)) / np.where(scale == 0, 1, scale)

    return counts


def _found_anywhere(texts, t, new_texts, l2):
    """With words that are counted wherever their letters occur, be it inside another word."""
    terms = vocabulary([tokenize(text) for text in texts], at_least=2)
    count = lambda some: np.array([[text.lower().count(term) for term in terms] for text in some], float)
    w, b = newton(count(texts), t, l2=l2).final
    return sigmoid(count(new_texts) @ w + b)


def _some_texts(rng):
    """Short texts of a few words, with capitals, signs and words said twice; the good ones are mostly happy."""
    good, bad = ["great", "love", "good", "works"], ["bad", "broke", "didn't", "poor"]
    either = ["the", "camera", "a", "sound", "it", "battery"]

    def text(happy):
        words = [str(rng.choice(good if (rng.random() < 0.85) == happy else bad)) for _ in range(rng.integers(1, 4))]
        words += [str(word) for word in rng.choice(either, size=3)]
        words = [str(word) for word in rng.permutation(words)]
        return f"{words[0].title()} {' '.join(words[1:])}{rng.choice(['.', '!', ', 2 of 3', ''])}"

    t = rng.permutation(np.arange(12) % 2)
    return [text(k) for k in t], t, [text(k) for k in (0, 1, 1)] + ["Nothing known here."], 0.05


def _share(documents, terms):
    X = bag_of_words(documents, terms)
    return X / np.maximum([[len(tokens)] for tokens in documents], 1)


def _own(tokens, terms, w):
    weight = dict(zip(terms, w, strict=True))
    return np.array([weight.get(word, 0.0) for word in tokens])


def _effects(tokens, terms, w, old=1.0, new=1.0, left="{0} {1}"):
    """`word_effects`, but the pairs count too much or too little, or are written the wrong way round."""
    weight = dict(zip(terms, w, strict=True))
    around = ["", *tokens, ""]
    return np.array(
        [
            weight.get(word, 0.0)
            + old * (weight.get(left.format(before, word), 0.0) + weight.get(f"{word} {after}", 0.0))
            - new * weight.get(f"{before} {after}", 0.0)
            for before, word, after in zip(around, tokens, around[2:], strict=False)
        ]
    )


def _struck(tokens, terms, w):
    """`word_effects`, striking out every occurrence of the word."""
    weight = dict(zip(terms, w, strict=True))
    activation = lambda words: sum(weight.get(term, 0.0) for term in with_pairs(words))
    return np.array([activation(tokens) - activation([x for x in tokens if x != word]) for word in tokens])


TEXTS = [_some_texts(np.random.default_rng(seed)) for seed in (191, 192, 193)]

EXERCISES = [
    Exercise(tokenize, SENTENCES,
        edges={"words in quotation marks": ("it is 'great', he said",),
               "words joined by a hyphen": ("a well-made, easy-to-use thing",)},
        hints=[
            "Two steps: first convert the text to lower case, then find all matches of a regular expression.",
            "re.findall(pattern, text) returns the list. A run of letters is [a-z]+.",
            "`re.findall(r\"[a-z]+(?:'[a-z]+)?\", text.lower())`, after `import re`."],
        mistakes=[
            Mistake(lambda text: text.lower().split(),
                'You cut at spaces, so "sound." and "sound" are two words. Find the words instead: re.findall.'),
            Mistake(lambda text: re.findall("[a-z]+", text.lower()),
                "Your words end at an apostrophe: \"don't\" became \"don\" and \"t\". Allow one inside: (?:'[a-z]+)?"),
            Mistake(lambda text: re.findall("[A-Za-z]+(?:'[A-Za-z]+)?", text),
                '"Great" and "GREAT" are two words for you. Begin with text.lower().'),
            Mistake(lambda text: re.findall("[a-z]+('[a-z]+)?", text.lower()),
                "Round brackets without ?: make findall return only what is inside them. Write (?:'[a-z]+)?"),
            Mistake(lambda text: re.findall(r"\w+(?:'\w+)?", text.lower()),
                "Your words contain digits. Here a word has only letters: [a-z]."),
            Mistake(lambda text: re.findall("[a-z]+(?:'[a-z]+)?", text),
                'Capital letters get lost: "Great" became "reat". Begin with text.lower().'),
            Mistake(lambda text: sorted(set(tokenize(text))),
                "You sorted the words and dropped the repeats. Keep every word, in the order of the text.")]),
    Exercise(bag_of_words,
        inputs=[(DOCUMENTS, TERMS), ([["sound"] * 3], TERMS), ([["bad", "bad", "great"]], ["great", "bad"])],
        edges={"a term inside another word": ([["goodness", "good", "unable"]], ["good", "able"])},
        hints=[
            "Begin with np.zeros((len(documents), len(terms))), and a dict from each term to its column.",
            "Go through the documents and their tokens. A token that is not in the dict is left out.",
            "With `place = {term: k for k, term in enumerate(terms)}` and zeros in X, for each word of document n: "
                "`if token in place: X[n, place[token]] += 1`"],
        mistakes=[
            Mistake(lambda documents, terms: np.minimum(bag_of_words(documents, terms), 1),
                "Yours is never above 1: it says whether a term occurs, not how often. (X[n, places] += 1 adds 1 only once where an index is repeated.)"),
            Mistake(_share, "You divided by the length of the document. The task asks for counts."),
            Mistake(lambda documents, terms: bag_of_words(documents, terms).T,
                "A row must be a document and a column a term. Yours is the other way round."),
            Mistake(lambda documents, terms: bag_of_words(documents, terms).sum(axis=0),
                "You counted over all documents together. Each document gets its own row."),
            Mistake(lambda documents, terms: bag_of_words(documents, sorted(terms)),
                "Keep the terms in the order in which they are given: column d belongs to terms[d]."),
            Mistake(lambda documents, terms: bag_of_words(
                    [[x if x in terms else terms[-1] for x in tokens] for tokens in documents], terms),
                "You counted unknown words in the last column, which is what the index -1 means. Leave them out."),
            Mistake(lambda documents, terms: np.tile(bag_of_words(documents, terms).sum(axis=0), (len(documents), 1)),
                "Each of your rows holds the counts of all documents, as happens with [row] * N: one list, N times. "
                "Every document needs a row of its own: np.zeros((len(documents), len(terms))).")]),
    Exercise(with_pairs, [(["not", "very", "good", "very", "not", "good"],), (["good"],), ([],), (["no", "no", "no"],)],
        hints=[
            "Neighbours are tokens[0] and tokens[1], tokens[1] and tokens[2], and so on.",
            'zip(tokens, tokens[1:]) gives them. A pair is one string with a space: f"{one} {two}".',
            "`return tokens + [f\"{one} {two}\" for one, two in zip(tokens, tokens[1:])]`"],
        mistakes=[
            Mistake(lambda tokens: [f"{one} {two}" for one, two in pairwise(tokens)],
                "Only the pairs came back. The words themselves are needed too, before them."),
            Mistake(lambda tokens: tokens + [f"{one} {two}" for one, two in combinations(tokens, 2)],
                "You paired every word with every later one. Only neighbours are pairs."),
            Mistake(lambda tokens: tokens + [f"{one} {two}" for one, two in zip(tokens[::2], tokens[1::2])],
                "You cut the text into separate pairs. Pairs overlap: the second word of one is the first of the next."),
            Mistake(lambda tokens: tokens + [f"{a} {b}" for a, b in zip(tokens, tokens[1:] + tokens[:1], strict=True)],
                "You paired the last word with the first. The text is not a circle."),
            Mistake(lambda tokens: tokens + [" ".join(sorted(pair)) for pair in pairwise(tokens)],
                'You sorted the two words. "not very" and "very not" are different pairs.'),
            Mistake(lambda tokens: tokens + [one + two for one, two in pairwise(tokens)],
                'The space between the two words is missing: "not good", not "notgood".'),
            Mistake(lambda tokens: tokens + list(pairwise(tokens)),
                'Your pairs are still two words each. Make one string of them, with a space: f"{one} {two}".')]),
    Exercise(word_effects,
        inputs=[(["not", "very", "good"], PAIRED, W), (["a", "good", "thing"], PAIRED, W),
                (["not", "a", "good", "not", "bad"], PAIRED, W), (["good"], ["good"], np.array([2.0])),
                (["not", "so", "good"], PAIRED, W)],
        edges={"a pair of the last word and the first": (["bad", "so", "not"], PAIRED, W)},
        hints=[
            "What is in the bag with the word but not without it? And the other way round?",
            "Gone: the word, the pair with the word before, the pair with the word after. New: those two as a pair.",
            "With `weight = dict(zip(terms, w))`, weight.get(term, 0) is 0 for what is unknown. With "
                "`around = [\"\", *tokens, \"\"]` every word has two neighbours, even the first and the last: add the "
                "weights of the word and of both pairs, and subtract that of the pair that its neighbours form."],
        mistakes=[
            Mistake(_own, "Yours holds the word's own weight alone. Its pairs with both neighbours vanish with it: add theirs. "
                "(A pair is one string with a space in it, such as 'not good'.)"),
            Mistake(lambda tokens, terms, w: _effects(tokens, terms, w, new=0),
                "Nearly. Without the word its neighbours are side by side: they are a new pair. Subtract its weight."),
            Mistake(lambda tokens, terms, w: _effects(tokens, terms, w, new=-1),
                "The new pair comes in when the word goes: its weight is subtracted, not added."),
            Mistake(lambda tokens, terms, w: -_effects(tokens, terms, w),
                "The sign: the effect is the activation WITH the word minus the one without it."),
            Mistake(lambda tokens, terms, w: _effects(tokens, terms, w, old=0.5),
                "A pair is gone when either of its words goes: it counts in full for both, not half each."),
            Mistake(lambda tokens, terms, w: _effects(tokens, terms, w, left="{1} {0}"),
                "Your pair with the word before is the wrong way round. It reads in the order of the text: "
                "the word before, a space, the word."),
            Mistake(_struck,
                "Where a word occurs twice, you took both away. Take only the one at this place; the other stays."),
            Mistake(lambda tokens, terms, w: _effects(tokens, terms, w)[[word in terms for word in tokens]],
                "You skipped the unknown words, so numbers are missing. Every token has its effect: "
                "its own weight may be 0, but without it, its neighbours become a pair.")]),
    Exercise(happy_or_not, TEXTS, fresh=_some_texts,
        hints=[
            "Five parts: cut every text into words, choose the words to count, count them, train on the counts, and treat the new texts in the same way.",
            "The words to count are those that occur in at least two of the TRAINING texts. A new text may contain others: leave them out.",
            "`terms = lr.words.vocabulary([lr.words.tokenize(text) for text in texts], at_least=2)`, "
                "`count = lambda some: lr.words.bag_of_words([lr.words.tokenize(text) for text in some], terms)`, "
                "`w, b = lr.newton(count(texts).astype(float), t, l2=l2).final`, `return lr.sigmoid(count(new_texts) @ w + b)`"],
        mistakes=[
            Mistake(lambda *a: _read(*a, at_least=1), "You count every word. Leave out a word that occurs in only one text."),
            Mistake(lambda *a: _read(*a, at_least=3), "You require a word to occur in three texts. Two are enough."),
            Mistake(lambda *a: _read(*a, all_texts=True), "The new texts have a say in your vocabulary. It comes from the training texts alone."),
            Mistake(_frequent, "You count how often a word occurs in total. What matters is the number of TEXTS it occurs in: twice in one text counts once."),
            Mistake(lambda *a: _read(*a, cut=str.split), "You split at spaces only: capitals and punctuation stay in the words, so 'Great!' is not 'great'."),
            Mistake(lambda *a: _read(*a, cut=lambda text: tokenize(re.sub("[A-Z]", " ", text))), "You lose the capitals. Convert them to lower case first: text.lower()."),
            Mistake(lambda *a: _read(*a, counts=lambda d, terms: (bag_of_words(d, terms) > 0) * 1.0),
                "You note whether a word occurs. Count how often it occurs."),
            Mistake(lambda texts, t, new, l2: _read(texts, t, new, l2, counts=_standardised(texts)),
                "You standardised the counts. Here they are used as they are."),
            Mistake(_found_anywhere,
                "str.count also finds a word inside other words: 'a' in 'camera'. Count whole words."),
            Mistake(lambda *a: _read(*a, squash=lambda a: a), "Those are the activations. The sigmoid turns them into outputs."),
            Mistake(lambda *a: _read(*a, squash=lambda a: (a > 0).astype(int)), "Those are decisions, 0 or 1. Return the outputs."),
            Mistake(lambda texts, t, new, l2: _read(texts, t, texts, l2), "Those are the outputs for the training texts. Return those for the new ones."),
            Mistake(lambda texts, t, new, l2: _read(texts, 1 - np.asarray(t), new, l2), "Your outputs say how likely UNHAPPY is: the targets are the wrong way round.")]),
]
