"""What learners hand in for the exercises of notebook 19: right and wrong answers, from people who saw only the stubs."""

import collections
import itertools
import lrcourse as lr
import math
import numpy as np
import re


@right("re.findall on the small letters")
def tokenize(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())


@right("by hand, letter by letter, without re")
def tokenize(text):
    text = text.lower()

    def letter(i):
        return i < len(text) and "a" <= text[i] <= "z"

    words = []
    i = 0
    while i < len(text):
        if not letter(i):
            i += 1
            continue
        j = i
        while letter(j):
            j += 1
        if j < len(text) and text[j] == "'" and letter(j + 1):
            j += 1
            while letter(j):
                j += 1
        words.append(text[i:j])
        i = j
    return words


@right("cut at everything else, then join at most two runs around an apostrophe")
def tokenize(text):
    result = []
    for piece in re.split("[^a-z']", text.lower()):
        runs = piece.split("'")
        i = 0
        while i < len(runs):
            if runs[i] and i + 1 < len(runs) and runs[i + 1]:
                result.append(runs[i] + "'" + runs[i + 1])
                i += 2
            else:
                if runs[i]:
                    result.append(runs[i])
                i += 1
    return result


@wrong("cut at blanks only: commas and full stops stay on the words")
def tokenize(text):
    return text.lower().split()


@wrong("small letters forgotten: capital letters fall into the gap, Great becomes reat")
def tokenize(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text)


@wrong("a group without ?: makes findall return the group only, not the word")
def tokenize(text):
    return re.findall(r"[a-z]+('[a-z]+)?", text.lower())


@wrong("no apostrophe in the pattern: don't falls into don and t")
def tokenize(text):
    return re.findall("[a-z]+", text.lower())


@wrong("apostrophes count as letters, so quotation marks around a word stay on it")
def tokenize(text):
    return re.findall(r"[a-z']+", text.lower())


@wrong("\\w takes digits and underscores for letters too")
def tokenize(text):
    return re.findall(r"\w+(?:'\w+)?", text.lower())


@wrong("each word once and sorted: order and repeats are lost")
def tokenize(text):
    return sorted(set(re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())))


@wrong("everything else is deleted instead of being a gap, so well-made becomes wellmade")
def tokenize(text):
    clean = re.sub(r"[^a-z' ]", "", text.lower())
    return re.findall(r"[a-z]+(?:'[a-z]+)?", clean)


@right("list.count for each place of the table")
def bag_of_words(documents, terms):
    X = np.zeros((len(documents), len(terms)))
    for n, words in enumerate(documents):
        for d, term in enumerate(terms):
            X[n, d] = list(words).count(term)
    return X


@right("a Counter for each document")
def bag_of_words(documents, terms):
    terms = list(terms)
    rows = []
    for words in documents:
        count = collections.Counter(words)
        rows.append([count[term] for term in terms])
    return np.array(rows, dtype=int).reshape(len(rows), len(terms))


@right("a dictionary from term to column, unknown words passed over")
def bag_of_words(documents, terms):
    column = {term: d for d, term in enumerate(terms)}
    X = np.zeros((len(documents), len(terms)), dtype=int)
    for n in range(len(documents)):
        for word in documents[n]:
            d = column.get(word)
            if d is not None:
                X[n, d] += 1
    return X


@wrong("only whether a term occurs (0 or 1), not how often")
def bag_of_words(documents, terms):
    return np.array([[1 if term in words else 0 for term in terms] for words in documents])


@wrong("counts in the joined text, so `good` is also found inside `goodness`")
def bag_of_words(documents, terms):
    return np.array([[" ".join(words).count(term) for term in terms] for words in documents])


@wrong("terms as rows and documents as columns: (D, N)")
def bag_of_words(documents, terms):
    return np.array([[words.count(term) for words in documents] for term in terms])


@wrong("terms.index crashes at a word that is no term: ValueError")
def bag_of_words(documents, terms):
    X = np.zeros((len(documents), len(terms)))
    for n, words in enumerate(documents):
        for word in words:
            X[n, terms.index(word)] += 1
    return X


@wrong("unknown words get the number -1, and so are counted in the last column")
def bag_of_words(documents, terms):
    number = {term: d for d, term in enumerate(terms)}
    X = np.zeros((len(documents), len(terms)))
    for n, words in enumerate(documents):
        for word in words:
            X[n, number.get(word, -1)] += 1
    return X


@wrong("[row] * N is N times the same list: every row holds the counts of all documents")
def bag_of_words(documents, terms):
    table = [[0] * len(terms)] * len(documents)
    for n, words in enumerate(documents):
        for d, term in enumerate(terms):
            table[n][d] += words.count(term)
    return np.array(table)


@wrong("divided by the number of words in the document: shares instead of counts")
def bag_of_words(documents, terms):
    return np.array([[words.count(term) / max(len(words), 1) for term in terms] for words in documents])


@wrong("X[n, columns] += 1 with a list of columns counts a repeated word once only")
def bag_of_words(documents, terms):
    place = {term: d for d, term in enumerate(terms)}
    X = np.zeros((len(documents), len(terms)), dtype=int)
    for n, words in enumerate(documents):
        columns = [place[word] for word in words if word in place]
        X[n, columns] += 1
    return X


@right("zip of the list with itself, moved on by one")
def with_pairs(tokens):
    return list(tokens) + [a + " " + b for a, b in zip(tokens, tokens[1:])]


@right("a copy, and an index loop with join")
def with_pairs(tokens):
    result = list(tokens)
    for i in range(len(tokens) - 1):
        result.append(" ".join(tokens[i:i + 2]))
    return result


@right("itertools.pairwise by hand: remembers the word before")
def with_pairs(tokens):
    pairs = []
    before = None
    for word in tokens:
        if before is not None:
            pairs.append(f"{before} {word}")
        before = word
    return [*tokens, *pairs]


@wrong("only the pairs, the single words are missing")
def with_pairs(tokens):
    return [a + " " + b for a, b in zip(tokens, tokens[1:])]


@wrong("index -1 at the first word: a pair of the last word with the first is added")
def with_pairs(tokens):
    return tokens + [tokens[i - 1] + " " + tokens[i] for i in range(len(tokens))]


@wrong("stops one too early: the last pair is missing")
def with_pairs(tokens):
    return tokens + [tokens[i] + " " + tokens[i + 1] for i in range(len(tokens) - 2)]


@wrong("all pairs of two words, not only neighbours")
def with_pairs(tokens):
    return tokens + [" ".join(pair) for pair in itertools.combinations(tokens, 2)]


@wrong("pairs without overlap: first with second, third with fourth")
def with_pairs(tokens):
    return tokens + [" ".join(pair) for pair in zip(tokens[::2], tokens[1::2])]


@wrong("the blank between the two words is missing")
def with_pairs(tokens):
    return tokens + [a + b for a, b in zip(tokens[:-1], tokens[1:])]


@wrong("the pairs are appended to the caller's own list")
def with_pairs(tokens):
    n = len(tokens)
    for i in range(n - 1):
        tokens.append(tokens[i] + " " + tokens[i + 1])
    return tokens


@wrong("the pairs are tuples of two words, not one text")
def with_pairs(tokens):
    return tokens + list(zip(tokens, tokens[1:]))


@right("the formula with a dictionary, 0 for what is unknown")
def word_effects(tokens, terms, w):
    weight = dict(zip(terms, w))
    effects = np.zeros(len(tokens))
    for i, v in enumerate(tokens):
        left = tokens[i - 1] if i > 0 else None
        right_one = tokens[i + 1] if i + 1 < len(tokens) else None
        effects[i] = weight.get(v, 0)
        if left is not None:
            effects[i] += weight.get(left + " " + v, 0)
        if right_one is not None:
            effects[i] += weight.get(v + " " + right_one, 0)
        if left is not None and right_one is not None:
            effects[i] -= weight.get(left + " " + right_one, 0)
    return effects


@right("really strikes each word out, and takes the difference of the two activations")
def word_effects(tokens, terms, w):
    terms = list(terms)

    def activation(words):
        bag = list(words) + [p + " " + q for p, q in zip(words[:-1], words[1:])]
        return sum(w[terms.index(term)] for term in bag if term in terms)

    whole = activation(tokens)
    return np.array([whole - activation(tokens[:i] + tokens[i + 1:]) for i in range(len(tokens))], dtype=float)


@right("an empty word at both ends, so that no pair there can be known")
def word_effects(tokens, terms, w):
    def weight(term):
        return w[terms.index(term)] if term in terms else 0.0

    padded = [""] + list(tokens) + [""]
    result = []
    for left, v, following in zip(padded, padded[1:], padded[2:]):
        result.append(weight(v) + weight(f"{left} {v}") + weight(f"{v} {following}") - weight(f"{left} {following}"))
    return np.array(result, dtype=float)


@wrong("the pair that is NEW after striking out, -w_lr, is forgotten")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    out = []
    for i in range(len(tokens)):
        e = k.get(tokens[i], 0)
        e += k.get(" ".join(tokens[i - 1:i + 1]), 0) if i > 0 else 0
        e += k.get(" ".join(tokens[i:i + 2]), 0) if i < len(tokens) - 1 else 0
        out.append(e)
    return np.array(out)


@wrong("only the word's own weight, without any pairs")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    return np.array([k.get(v, 0.0) for v in tokens])


@wrong("at the first word tokens[-1] is the last word, which is taken for its left neighbour")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    n = len(tokens)
    out = np.zeros(n)
    for i in range(n):
        left, v = tokens[i - 1], tokens[i]
        out[i] = k.get(v, 0) + k.get(left + " " + v, 0)
        if i + 1 < n:
            out[i] += k.get(v + " " + tokens[i + 1], 0) - k.get(left + " " + tokens[i + 1], 0)
    return out


@wrong("the new pair w_lr is added instead of subtracted")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    p = [""] + tokens + [""]
    return np.array([
        k.get(p[i], 0) + k.get(p[i - 1] + " " + p[i], 0) + k.get(p[i] + " " + p[i + 1], 0)
        + k.get(p[i - 1] + " " + p[i + 1], 0) for i in range(1, len(p) - 1)])


@wrong("a term that is unknown raises a KeyError, instead of having the weight 0")
def word_effects(tokens, terms, w):
    k = {term: w[d] for d, term in enumerate(terms)}
    out = []
    for i, v in enumerate(tokens):
        e = k[v]
        if i > 0:
            e += k[tokens[i - 1] + " " + v]
        if i < len(tokens) - 1:
            e += k[v + " " + tokens[i + 1]]
        if 0 < i < len(tokens) - 1:
            e -= k[tokens[i - 1] + " " + tokens[i + 1]]
        out.append(e)
    return np.array(out)


@wrong("strikes out every occurrence of the word, not only the one at this place")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))

    def activation(words):
        return sum(k.get(x, 0) for x in words) + sum(k.get(x + " " + y, 0) for x, y in zip(words, words[1:]))

    return np.array([activation(tokens) - activation([x for x in tokens if x != v]) for v in tokens], dtype=float)


@wrong("unknown words are skipped: the result is shorter than the list of tokens")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    p = [""] + tokens + [""]
    out = []
    for i in range(1, len(p) - 1):
        if p[i] not in k:
            continue
        out.append(k[p[i]] + k.get(p[i - 1] + " " + p[i], 0) + k.get(p[i] + " " + p[i + 1], 0)
                   - k.get(p[i - 1] + " " + p[i + 1], 0))
    return np.array(out)


@wrong("the pair on the left is put together the wrong way round: `v l` instead of `l v`")
def word_effects(tokens, terms, w):
    k = dict(zip(terms, w))
    p = [""] + tokens + [""]
    out = np.zeros(len(tokens))
    for i in range(len(tokens)):
        left, v, after = p[i], p[i + 1], p[i + 2]
        out[i] = k.get(v, 0) + k.get(v + " " + left, 0) + k.get(v + " " + after, 0) - k.get(left + " " + after, 0)
    return out


# -- by the hints --


@right("the last hint")
def tokenize(text):
    import re
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())


@right("the last hint")
def bag_of_words(documents, terms):
    place = {term: k for k, term in enumerate(terms)}
    X = np.zeros((len(documents), len(terms)))
    for n, tokens in enumerate(documents):
        for token in tokens:
            if token in place: X[n, place[token]] += 1
    return X


@wrong("adds 1 by fancy indexing, which counts a repeated word only once")
def bag_of_words(documents, terms):
    column = {term: d for d, term in enumerate(terms)}
    X = np.zeros((len(documents), len(terms)))
    for n, doc in enumerate(documents):
        known = [column[word] for word in doc if word in column]
        X[n, known] += 1
    return X


@right("the last hint")
def with_pairs(tokens):
    return tokens + [f"{one} {two}" for one, two in zip(tokens, tokens[1:])]


@right("the last hint")
def word_effects(tokens, terms, w):
    weight = dict(zip(terms, w))
    around = ["", *tokens, ""]
    effects = []
    for before, word, after in zip(around, tokens, around[2:]):
        pairs = weight.get(f"{before} {word}", 0) + weight.get(f"{word} {after}", 0)
        effects.append(weight.get(word, 0) + pairs - weight.get(f"{before} {after}", 0))
    return np.array(effects)


# --------------------------------------------------------------- happy_or_not


@right("a dict of columns, counted word by word")
def happy_or_not(texts, t, new_texts, l2):
    def tokenize(text):
        return re.findall(r"[a-z']+", text.lower())

    seen_in = {}
    for text in texts:
        for word in set(tokenize(text)):
            seen_in[word] = seen_in.get(word, 0) + 1
    chosen = sorted(word for word, n in seen_in.items() if n >= 2)
    column = {word: i for i, word in enumerate(chosen)}

    def count(some_texts):
        C = np.zeros((len(some_texts), len(chosen)))
        for n, text in enumerate(some_texts):
            for word in tokenize(text):
                if word in column:
                    C[n, column[word]] += 1
        return C

    w, b = lr.newton(count(texts), t, l2=l2).final
    a = count(new_texts) @ w + b
    return np.exp(-np.logaddexp(0, -a))


@right("lists of words and list.count, the columns in order of appearance")
def happy_or_not(texts, t, new_texts, l2):
    words = [re.findall(r"[a-z']+", text.lower()) for text in texts]
    new_words = [re.findall(r"[a-z']+", text.lower()) for text in new_texts]
    all_words = list(dict.fromkeys(word for row in words for word in row))
    vocabulary = [v for v in all_words if sum(v in row for row in words) > 1]
    counts = np.array([[row.count(v) for v in vocabulary] for row in words], dtype=float)
    fit = lr.newton(counts, t, l2=l2)
    w, b = fit.final
    outputs = []
    for row in new_words:
        a = b + sum(w_v * row.count(v) for w_v, v in zip(w, vocabulary))
        outputs.append(1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a)))
    return np.array(outputs)


@right("np.unique for the words and np.add.at for the counts")
def happy_or_not(texts, t, new_texts, l2):
    def tokens(text):
        return re.findall(r"[a-z']+", text.lower())

    once_a_text = [word for text in texts for word in set(tokens(text))]
    names, in_texts = np.unique(np.array(once_a_text, dtype=str), return_counts=True)
    names = names[in_texts >= 2].tolist()
    place = dict(zip(names, range(len(names))))

    def table(documents):
        result = np.zeros((len(documents), len(names)))
        for row, document in zip(result, documents):
            columns = [place[word] for word in tokens(document) if word in place]
            np.add.at(row, np.array(columns, dtype=int), 1)
        return result

    w, b = lr.newton(table(texts), t, l2=l2).final
    a = np.clip(table(new_texts) @ w + b, -700, 700)
    return 1 / (1 + np.exp(-a))


@wrong("counts occurrences: a word that stands twice in one text is chosen, too")
def happy_or_not(texts, t, new_texts, l2):
    def tokenize(text):
        return re.findall(r"[a-z']+", text.lower())

    totals = {}
    for text in texts:
        for word in tokenize(text):
            totals[word] = totals.get(word, 0) + 1
    vocab = sorted(word for word in totals if totals[word] >= 2)
    C = np.array([[tokenize(text).count(v) for v in vocab] for text in texts], dtype=float)
    C_new = np.array([[tokenize(text).count(v) for v in vocab] for text in new_texts], dtype=float)
    w, b = lr.newton(C, t, l2=l2).final
    return 1 / (1 + np.exp(-(C_new @ w + b)))


@wrong("notes only whether a word occurs, not how often")
def happy_or_not(texts, t, new_texts, l2):
    bags = [set(re.findall(r"[a-z']+", text.lower())) for text in texts]
    new_bags = [set(re.findall(r"[a-z']+", text.lower())) for text in new_texts]
    every = set().union(*bags)
    vocab = sorted(v for v in every if sum(v in bag for bag in bags) >= 2)
    X = np.array([[float(v in bag) for v in vocab] for bag in bags])
    X_new = np.array([[float(v in bag) for v in vocab] for bag in new_bags])
    w, b = lr.newton(X, t, l2=l2).final
    return 1 / (1 + np.exp(-(X_new @ w + b)))


@wrong("counts with str.count, which finds the word inside other words, too")
def happy_or_not(texts, t, new_texts, l2):
    tokenised = [re.findall(r"[a-z']+", text.lower()) for text in texts]
    document_frequency = {}
    for tokens in tokenised:
        for token in set(tokens):
            document_frequency[token] = document_frequency.get(token, 0) + 1
    vocab = sorted(token for token, df in document_frequency.items() if df >= 2)

    def count(documents):
        return np.array([[doc.lower().count(v) for v in vocab] for doc in documents], dtype=float)

    w, b = lr.newton(count(texts), t, l2=l2).final
    a = count(new_texts) @ w + b
    return 1 / (1 + np.exp(-a))


@wrong("chooses words that stand in more than two texts")
def happy_or_not(texts, t, new_texts, l2):
    def cut(text):
        return re.findall(r"[a-z']+", text.lower())

    n_texts = {}
    for text in texts:
        for word in set(cut(text)):
            n_texts[word] = n_texts.get(word, 0) + 1
    words = sorted(word for word, n in n_texts.items() if n > 2)
    index = {word: i for i, word in enumerate(words)}

    def bag(list_of_texts):
        M = np.zeros((len(list_of_texts), len(words)))
        for i, text in enumerate(list_of_texts):
            for word in cut(text):
                if word in index:
                    M[i, index[word]] += 1
        return M

    w, b = lr.newton(bag(texts), t, l2=l2).final
    return 1 / (1 + np.exp(-(bag(new_texts) @ w + b)))


@wrong("chooses the words from training and new texts together")
def happy_or_not(texts, t, new_texts, l2):
    def tokenize(text):
        return re.findall(r"[a-z']+", text.lower())

    df = {}
    for text in list(texts) + list(new_texts):
        for word in set(tokenize(text)):
            df[word] = df.get(word, 0) + 1
    vocab = sorted(word for word in df if df[word] >= 2)

    def counts(some):
        rows = []
        for text in some:
            words = tokenize(text)
            rows.append([words.count(v) for v in vocab])
        return np.array(rows, dtype=float)

    w, b = lr.newton(counts(texts), t, l2=l2).final
    return np.exp(-np.logaddexp(0, -(counts(new_texts) @ w + b)))


@wrong("returns the verdicts 0 and 1 instead of the outputs")
def happy_or_not(texts, t, new_texts, l2):
    words = [re.findall(r"[a-z']+", s.lower()) for s in texts]
    new_words = [re.findall(r"[a-z']+", s.lower()) for s in new_texts]
    vocab = sorted({v for row in words for v in row if sum(v in other for other in words) >= 2})
    C = np.array([[row.count(v) for v in vocab] for row in words], dtype=float)
    C_new = np.array([[row.count(v) for v in vocab] for row in new_words], dtype=float)
    w, b = lr.newton(C, t, l2=l2).final
    y = 1 / (1 + np.exp(-(C_new @ w + b)))
    return np.where(y > 0.5, 1, 0)


@wrong("standardises the counts before it trains")
def happy_or_not(texts, t, new_texts, l2):
    def tokenize(text):
        return re.findall(r"[a-z']+", text.lower())

    appears = {}
    for text in texts:
        for word in set(tokenize(text)):
            appears[word] = appears.get(word, 0) + 1
    chosen = [word for word in sorted(appears) if appears[word] >= 2]
    C = np.array([[tokenize(s).count(v) for v in chosen] for s in texts], dtype=float)
    C_new = np.array([[tokenize(s).count(v) for v in chosen] for s in new_texts], dtype=float)
    mean, std = C.mean(axis=0), C.std(axis=0)
    std[std == 0] = 1
    w, b = lr.newton((C - mean) / std, t, l2=l2).final
    a = (C_new - mean) / std @ w + b
    return 1 / (1 + np.exp(-a))


@wrong("looks every word up in the dict: a KeyError at the first that was not chosen")
def happy_or_not(texts, t, new_texts, l2):
    def tokenize(text):
        return re.findall(r"[a-z']+", text.lower())

    seen = {}
    for text in texts:
        for word in set(tokenize(text)):
            seen[word] = seen.get(word, 0) + 1
    vocabulary = {}
    for word, n in seen.items():
        if n >= 2:
            vocabulary[word] = len(vocabulary)

    def count(documents):
        C = np.zeros((len(documents), len(vocabulary)))
        for n, document in enumerate(documents):
            for word in tokenize(document):
                C[n, vocabulary[word]] += 1
        return C

    w, b = lr.newton(count(texts), t, l2=l2).final
    return 1 / (1 + np.exp(-(count(new_texts) @ w + b)))


@right("the last hint")
def happy_or_not(texts, t, new_texts, l2):
    terms = lr.words.vocabulary([lr.words.tokenize(text) for text in texts], at_least=2)
    count = lambda some: lr.words.bag_of_words([lr.words.tokenize(text) for text in some], terms)
    w, b = lr.newton(count(texts).astype(float), t, l2=l2).final
    return lr.sigmoid(count(new_texts) @ w + b)
