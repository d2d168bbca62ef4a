"""Reviews from anybody's CSV file: whatever its columns are called, and whatever marks people gave."""

import csv
import io
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lrcourse.datasets.tables import Column, read_table
from lrcourse.files.csvfile import as_path, content
from lrcourse.inputs import number, shown

WORDS = {"negative": -4, "neg": -4, "neutral": 0, "positive": 4, "pos": 4}
CLEAR = 0.5  # from this rating a review is clearly happy; from minus this, clearly unhappy (notebook 19)
LOOK = 200_000  # characters at the beginning of a file, enough to see what its columns are
MEANING = "how happy the sentence is"
NAMES = ("rating", "star", "score", "sentiment", "label", "polarity", "overall", "target", "class")  # for ratings
SEPARATORS = "\t,;|"


@dataclass(frozen=True)
class Wish:
    """What was asked for; as a string, it is the line of code that asks for it."""

    path: str
    text: str = "text"
    rating: str = "rating"
    review: str = "review"
    scale: object = None

    def __str__(self):
        usual = Wish(self.path)
        options = [
            f"{name}={getattr(self, name)!r}"
            for name in ("text", "rating", "review", "scale")
            if getattr(self, name) != getattr(usual, name)
        ]
        return f"lr.datasets.load_reviews({', '.join([repr(str(self.path)), *options])})"


def read_reviews(path, text="text", rating="rating", review="review", scale=None):
    """A DataFrame with review, rating and text; see `lrcourse.datasets.load_reviews`."""
    wish = Wish(as_path(path), text, rating, review, _scale(scale))
    for name in ("text", "rating", "review"):
        if not isinstance(getattr(wish, name), str):
            raise TypeError(f"{name} must be the name of a column; got {shown(getattr(wish, name))}.")
    if text == rating:
        raise ValueError(f"text and rating must be two different columns; got {text!r} for both.")
    header = _header(wish)
    columns = {rating: Column(f"{MEANING}: a number or a word", text=True), text: Column("the sentence", text=True)}
    if review not in columns and (review in header or review != "review"):
        columns = {review: Column("the review that the sentence is from", text=True), **columns}
    table = read_table(wish.path, columns)
    ids = _ids(table[review]) if review in columns and review not in (text, rating) else np.arange(1, len(table) + 1)
    return pd.DataFrame({"review": ids, "rating": _ratings(wish, table[rating]), "text": table[text]})


def _scale(scale):
    """The scale as None, "stars", a pair of numbers or a dict with keys in lower case; or an error."""
    if scale is None or (isinstance(scale, str) and scale == "stars"):
        return scale
    if isinstance(scale, dict) and scale:
        return {str(word).strip().lower(): number(mark, f"scale[{word!r}]") for word, mark in scale.items()}
    if isinstance(scale, tuple | list) and len(scale) == 2:
        worst, best = (number(end, "scale") for end in scale)
        if worst != best:
            return worst, best
    raise ValueError(
        f'scale must be "stars", or the worst and the best mark, such as (1, 10), '
        f"or a dict such as {{'bad': -4, 'good': 4}}; got {shown(scale)}."
    )


# -- which column is which ---------------------------------------------------------------------------------------


def _header(wish):
    """The names in the first line; if they are different, or there are none, an error with the line that cures it."""
    text = _beginning(wish.path)
    header, *rows = _lines(text, ",") or [[]]
    wanted = {wish.text, wish.rating} | ({wish.review} - {"review"})
    if wanted <= set(header) or any(wanted <= set(row) for row in rows[:20]):  # below a title: read_table says so
        return header
    for separator in SEPARATORS:
        _refuse_nameless(wish, _lines(text, separator), separator)
    if len(header) > 1 and rows and not header[0].lower().startswith("sep="):
        missing = " and ".join(f"no column {name!r}" for name in sorted(wanted - set(header)))
        text, rating = _guess(header, rows, wish)
        review = wish.review if wish.review in header else "review"
        found = ", ".join(shown(name)[1:-1] for name in header[:20])
        raise ValueError(
            f"{wish.path.name}: there is {missing}. Found: {found}. "
            f"Say which is which, for example {replace(wish, text=text, rating=rating, review=review)}"
        )
    return header


def _beginning(path):
    """The first lines as text; "" if the file isn't text, which read_table will report."""
    try:
        return content(path).decode("utf-8-sig")[:LOOK]
    except UnicodeDecodeError:
        return ""


def _lines(text, separator):
    """The stripped values of each line that has as many values as the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=_quoting(separator))
    try:
        rows = [[value.strip() for value in row] for row in reader if row]
    except csv.Error:  # read_table will report it
        return []
    rows = rows[:-1] if len(text) == LOOK else rows  # the last one is cut short
    return [row for row in rows if len(row) == len(rows[0])]


def _quoting(separator):
    return csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL  # with tabs, a quotation mark is just a character


def _refuse_nameless(wish, rows, separator):
    """An error if the first line is data: if it has a rating where all the other lines have one."""
    if len(rows) < 2 or len(rows[0]) < 2 or not any(all(map(_is_rating, c)) for c in zip(*rows, strict=True)):
        return
    places = [str(place) for place in range(1, len(rows[0]) + 1)]
    text, rating = _guess(places, rows, Wish(wish.path))
    names = ["text" if place == text else "rating" if place == rating else f"column {place}" for place in places]
    options = "" if separator == "," else f"sep={separator!r}, "
    options += "quoting=3, " if separator == "\t" else ""
    raise ValueError(
        f"{wish.path.name} has no line with the names of the columns; the first line is a review. Convert it once: "
        f"pd.read_csv({str(wish.path)!r}, {options}header=None, names={names}).to_csv('converted.csv', index=False)"
    )


def _guess(header, rows, wish):
    """The likely columns of the text (the longest) and of the ratings, unless they are known."""
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    length = lambda name: sum(map(len, columns[name]))
    odd = lambda name: (
        not set(map(str.lower, columns[name])) <= set(WORDS),
        not any(word in name.lower() for word in NAMES),
        not all(map(_is_rating, columns[name])),
        len(set(columns[name])),
    )
    text = wish.text if wish.text in columns and wish.text != wish.rating else max(columns, key=length)
    rest = [name for name in columns if name != text]
    return text, wish.rating if wish.rating in rest else min(rest, key=odd, default=wish.rating)


def _is_rating(value):
    return value.lower() in WORDS or _is_number(value)


def _is_number(value):
    try:
        return bool(np.isfinite(float(value)))
    except ValueError:
        return False


# -- what is in them ---------------------------------------------------------------------------------------------


def _ids(texts):
    """The numbers of the reviews; names become numbers, the same for the same name."""
    try:
        return np.array([int(text) for text in texts], dtype=np.intp)
    except (ValueError, OverflowError):
        return pd.factorize(texts)[0] + 1


def _ratings(wish, texts):
    """The ratings as numbers, below 0 for unhappy and above 0 for happy; both must occur."""
    words = texts.str.strip().str.lower()
    known, found = wish.scale if isinstance(wish.scale, dict) else WORDS, sorted(set(words))
    if set(found) <= set(known):
        return _of_both_kinds(wish, words.map(known).astype(float), None)
    if isinstance(wish.scale, dict) or (len(found) <= 20 and not any(map(_is_number, found))):
        raise ValueError(_unknown(wish, found, known))
    numbers = read_table(wish.path, {wish.rating: Column(MEANING)})[wish.rating]
    return _of_both_kinds(wish, _rescaled(wish, numbers), numbers)


def _unknown(wish, found, known):
    """What to do about words that are not ratings yet."""
    given = {word: known.get(word) for word in found}
    blank = [word for word, mark in given.items() if mark is None]
    given |= zip(blank, np.linspace(-4, 4, len(blank)).round(1).tolist(), strict=True)
    return (
        f"{wish.path.name}: what does {', '.join(map(shown, blank[:5]))} in the column {wish.rating!r} mean? Give "
        f"each a number from -4 (unhappiest) to 4 (happiest); change those in {replace(wish, scale=given)}"
    )


def _rescaled(wish, numbers):
    """From the worst and the best mark to -4 and 4."""
    if wish.scale is None:
        return numbers
    worst, best = ((0, 1) if set(numbers) <= {0, 1} else (1, 5)) if wish.scale == "stars" else wish.scale
    outside = numbers[(numbers < min(worst, best)) | (numbers > max(worst, best))]
    if len(outside):
        raise ValueError(
            f"{wish.path.name}: {len(outside):,} of {len(numbers):,} ratings are not between {worst:g} and {best:g}, "
            f"for example {outside.iloc[0]:g}. Give the worst and the best possible mark, as in "
            f"{replace(wish, scale=_ends(numbers))}"
        )
    return 8 * (numbers - worst) / (best - worst) - 4


def _of_both_kinds(wish, ratings, numbers):
    """The ratings, if some are clearly happy and some clearly unhappy."""
    happy, unhappy = (ratings >= CLEAR).any(), (ratings <= -CLEAR).any()
    if happy and unhappy:
        return ratings
    marks = ratings if numbers is None else numbers
    low, high = _ends(marks)
    kind, missing = ("happy", f"{CLEAR:g} or higher") if unhappy else ("unhappy", f"-{CLEAR:g} or lower")
    start = f"{wish.path.name}: no rating is {missing}, so no review would count as {kind}; "
    if numbers is None or low == high:
        raise ValueError(f"{start}add some of that kind.")
    stars = 1 <= marks.min() < 3 - CLEAR / 2 and 3 + CLEAR / 2 < marks.max() <= 5 and wish.scale != "stars"
    what = "they look like 1 to 5 stars" if stars else f"they run from {low:g} to {high:g}"
    better = replace(wish, scale="stars" if stars else (low, high))
    worst, best = (1, 5) if stars else (low, high)
    raise ValueError(f"{start}{what}. If {worst:g} is the worst mark and {best:g} the best: {better}")


def _ends(marks):
    """The worst and the best mark, as far as the file shows; if they straddle 0, equally far from it."""
    low, high = float(marks.min()), float(marks.max())
    far = max(-low, high)
    low, high = (-far, far) if low < 0 < high else (low, high)
    return tuple(int(end) if end == int(end) else end for end in (low, high))
