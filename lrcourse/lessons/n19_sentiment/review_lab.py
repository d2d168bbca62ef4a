"""Notebook 19: type a review, see what each word does to the verdict, and strike words out."""

import io
import warnings
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from traitlets import Float, List

from lrcourse import datasets, words
from lrcourse.descent import gradient_descent
from lrcourse.engine import learners_code
from lrcourse.engine.assets import source
from lrcourse.engine.labs.controls import Choice, Text, Told
from lrcourse.engine.labs.lab import FRAME, Lab
from lrcourse.inputs import number, shown, vector
from lrcourse.model import sigmoid
from lrcourse.plots import BLUE, GREY, ORANGE

SHOWN = 200  # words; the others are counted, not drawn
LONGEST = 40  # letters of a word on its chip
TYPED = {
    "mixed": "the picture is great, but the battery died and support was no help.",
    "happy": "i love this camera! it is easy to use and the pictures are excellent.",
    "angry": "don't buy this player. it broke, i returned it, and the new one broke too.",
    "not good": "this is not a good phone.",
    "not bad": "not bad at all, i have no complaints.",
    "words unknown": "zum heulen, dieser apparat.",
}


def review(models=None, tokenize=None):
    """Type a review: the chips are the words that the model sees, and what each of them does.

    A click on a word strikes it out, another brings it back. An effect is what the activation loses
    without the word, so the effects of words (without pairs) add up to it, with the bias.

    Parameters
    ----------
    models : dict, optional
        Name -> (w, b, terms), such as ``{"words": (w, b, terms)}``: the weights of the columns `terms`. Terms
        such as "not good" are pairs of neighbours. Without it, two are trained on the course's reviews.
    tokenize : function, optional
        Yours, from a text to a list of words; `lrcourse.words.tokenize` otherwise.

    Raises
    ------
    ValueError, TypeError
        If a model is not three (w, b, terms) that belong together, or tokenize is not a function.
    """
    if tokenize is not None and not callable(tokenize):
        raise TypeError(f"tokenize must be a function of a text; got {type(tokenize).__name__}.")
    return Review(_trained() if models is None else _checked(models), tokenize or words.tokenize)


@cache
def _trained():
    """A model of words and one of words and pairs, trained on all of the course's clear sentences."""
    reviews = datasets.load_reviews()
    reviews = reviews[reviews["rating"].abs() >= 0.5].drop_duplicates("text")
    t = (reviews["rating"] > 0).to_numpy().astype(int)
    found, models = [words.tokenize(text) for text in reviews["text"]], {}
    for name, documents in {"words": found, "words and pairs": list(map(words.with_pairs, found))}.items():
        terms = words.vocabulary(documents, at_least=3)
        X = words.bag_of_words(documents, terms)
        run = gradient_descent(X, t, learning_rate=2, momentum=0.9, steps=60, l2=1e-3, every=60)
        models[name] = (run.final.w, run.final.b, terms)
    return models


def _checked(models):
    if not isinstance(models, dict) or not models or not all(isinstance(name, str) for name in models):
        raise TypeError(f'models must be a dict such as {{"words": (w, b, terms)}}, not empty; got {shown(models)}.')
    checked = {}
    for name, model in models.items():
        if not isinstance(model, tuple | list) or len(model) != 3:
            raise TypeError(f"models[{name!r}] must be the three (w, b, terms); got {shown(model)}.")
        w, b, terms = model
        words.word_effects([], terms, w)  # refuses what does not belong together
        checked[name] = (vector(w, "w"), number(b, "b"), list(terms))
    return checked


class Review(Lab):
    """The lab of `review`."""

    _esm = source(*FRAME, Path(__file__).with_name("review.js"))

    _chips = List().tag(sync=True)  # [word, effect or None if it is unknown, whether it is struck out]
    _shares = List().tag(sync=True)  # of its class's colour in each of them, 0 to 1
    _probability = Float(0.5).tag(sync=True)

    def __init__(self, models, tokenize):
        self.models, self._tokenize = models, tokenize
        self._known = {name: set(terms) for name, (_, _, terms) in models.items()}
        self.struck, self._example = set(), next(iter(TYPED))
        controls = [
            Text("text", "your review", TYPED[self._example], longest=10**6, lines=3),
            Choice("example", "or take an example", list(TYPED)),
        ]
        if len(models) > 1:
            controls.append(Choice("model", "the model knows", list(models)))
        super().__init__(
            title="What does each word do?",
            alt="The words of the review as chips, orange where a word counts for a happy review, blue where it "
            "counts against it; above them the probability of happy.",
            controls=controls,
            number="p(happy)",
        )
        self._lines = 3
        self._renew()

    def reset(self):
        """Every word counts again."""
        self.struck = set()

    def _take(self, values):
        """An example fills the box; another text has other words to strike out."""
        before = self.values
        super()._take(values)
        if self.values["example"] != before["example"]:
            super()._take({"text": TYPED[self.values["example"]]})
        if self.values["text"] != before["text"]:
            self.reset()

    def _act(self, content):
        super()._act(content)
        if "strike" in content:
            self.strike(content["strike"])

    def strike(self, place):
        """Strike out the word at ``place`` (0 is the first), or bring it back."""
        self.struck ^= {int(place)}

    @property
    def chosen(self):
        """The name of the model that judges now."""
        return self.values.get("model", next(iter(self.models)))

    def refresh(self):
        """The chips, the probability, and the words below them."""
        tokens, (w, b, terms) = self._tokens(self.values["text"]), self.models[self.chosen]
        known = self._known[self.chosen]
        kept = [i for i in range(len(tokens)) if i not in self.struck]
        left = [tokens[i] for i in kept]
        effects = dict(zip(kept, words.word_effects(left, terms, w), strict=True))
        effects = {i: effects[i] for i in kept if tokens[i] in known or effects[i]}  # of what counts
        a = b + float(words.bag_of_words([words.with_pairs(left)], terms)[0] @ w)
        self._probability = float(sigmoid(a))
        self.number = f"{self._probability:.2f}"
        self._chips = [
            [word[:LONGEST], round(float(effects[i]), 3) if i in effects else None, i in self.struck]
            for i, word in enumerate(tokens[:SHOWN])
        ]
        self._shares = [min(abs(effect or 0) / 1.5, 1) ** 0.7 for _, effect, _ in self._chips]
        return self._words(tokens, effects, b, a)

    def _tokens(self, text):
        try:
            tokens = learners_code.call(self._tokenize, text)
        except learners_code.Failed as failure:
            raise Told(f"Your tokenize {failure}", "text") from failure
        if not isinstance(tokens, list) or not all(isinstance(word, str) for word in tokens):
            raise Told(f"Your tokenize returned {shown(tokens)}; it must return a list of words.", "text")
        return tokens

    def _words(self, tokens, effects, b, a):
        y = self._probability
        sure = f"{y:.2f}" if 0.005 <= y <= 0.995 else "above 0.995" if y > 0.5 else "below 0.005"
        verdict = f"{'Happy' if y > 0.5 else 'Unhappy'}: p(happy) is {sure}."
        if not effects:
            why = "The model knows none of these words" if tokens else "There are no words"
            return f"{verdict} {why}, so the bias alone decides ({b:+.2f})."
        strongest = max(effects, key=lambda i: abs(effects[i]))
        struck = f", {len(self.struck)} struck out" if self.struck else ""
        bias, rest = round(b, 2), round(a, 2) - round(b, 2)  # which add up to what is shown
        sign = "−" if rest < 0 else "+"
        parts = [
            f"{verdict} a = {bias:+.2f} (bias) {sign} {abs(rest):.2f} ({self.chosen}) = {a:+.2f}.",
            f"{len(effects):,} of {len(tokens):,} words count{struck};",
            f"“{tokens[strongest][:LONGEST]}” most ({effects[strongest]:+.2f}).",
        ]
        turns = [i for i in effects if (a - effects[i] > 0) != (a > 0)]
        if len(turns) == 1:
            parts.append(f"One word decides: without “{tokens[turns[0]][:LONGEST]}” the verdict flips.")
        elif turns:
            parts.append(f"Striking out any one of {len(turns):,} of them flips the verdict.")
        elif len(effects) > 1:
            parts.append("No single word flips the verdict.")
        if len(tokens) > SHOWN:
            parts.append(f"Only the first {SHOWN} words are shown, but all are counted.")
        return " ".join(parts)

    def still(self):
        """The chips as a picture."""
        places, x, line = [], 36, 0
        for chip in self._chips:
            width = 8.4 * max(len(chip[0]), 5) + 22
            if x + width > 940:
                x, line = 36, line + 1
            places.append((x + width / 2, 88 + 52 * line))
            x += width + 8
        height = 130 + 52 * min(line, 4)
        figure = Figure(figsize=(9.6, height / 100), dpi=120)
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, 960), ylim=(height, 0))
        ax.set_axis_off()
        y = self._probability
        ax.barh([22], [900], left=30, height=14, color="#e8e8e8")
        ax.barh([22], [900 * (y - 0.5)], left=480, height=14, color=ORANGE if y > 0.5 else BLUE)
        ax.text(30, 46, "unhappy", color=GREY, va="center")
        ax.text(930, 46, "happy", color=GREY, va="center", ha="right")
        ax.text(480, 46, f"p(happy) = {y:.2f}", fontsize=11, va="center", ha="center", weight="bold")
        for (word, effect, struck), share, (x, row) in zip(self._chips, self._shares, places, strict=True):
            if row < height:
                note = "–" if effect is None else f"{effect:+.2f}".replace("-", "−")
                box = {"boxstyle": "round,pad=0.35", "facecolor": _mix(effect or 0, share), "edgecolor": "#bbbbbb"}
                style = {"family": "monospace", "fontsize": 9, "ha": "center", "va": "center"}
                ax.text(x, row, f"{word}\n{note}", bbox=box, color=GREY if struck else "black", **style)
        file = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # of a script that matplotlib's font lacks: boxes stand for it
            figure.savefig(file, format="png")
        return file.getvalue(), 960, height


def _mix(effect, share):
    """White mixed with the class's colour: the stronger the effect, the more colour."""
    rgb = np.array([int((ORANGE if effect > 0 else BLUE)[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return tuple(1 + 0.75 * share * (rgb - 1))
