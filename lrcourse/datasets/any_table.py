"""`load_table`: anybody's table, made ready to learn from, with a report of what was done to each column."""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from lrcourse.datasets import target as targets
from lrcourse.datasets.columns import (
    blank,
    learn,
    matrix_of,
    nothing_new,
    one_class_each,
    taken_for,
    texts_of,
    values_of,
    without,
)
from lrcourse.datasets.frames import as_frame, chosen, renamed
from lrcourse.features import MOST
from lrcourse.labels import generator

REPORT = ["taken for", "blanks", "what was done"]


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """What `load_table` returns: a table as numbers, in two parts, and what became of each column.

    Attributes
    ----------
    X_train, X_test : arrays, shape (N, D) and (N_test, D), float64
    t_train, t_test : arrays, shape (N,) and (N_test,), of 0 and 1
    names : list of str
        What the D columns of X are.
    report : pandas.DataFrame
        For each column of the table: what it was taken for, how many blanks it has, and what was done.
    target : str
    classes : (str, str)
        What t = 0 and t = 1 mean.
    train, test : pandas.DataFrame
        The rows of the table behind X_train and X_test.
    recipes : dict
        How `encode` makes columns of X from a column of the table.
    """

    X_train: np.ndarray
    t_train: np.ndarray
    X_test: np.ndarray
    t_test: np.ndarray
    names: list
    report: pd.DataFrame
    target: str
    classes: tuple
    train: pd.DataFrame
    test: pd.DataFrame
    recipes: dict

    def encode(self, rows):
        """Other rows as X, shape (M, D), using the levels, medians, means and scales of the training part.

        Parameters
        ----------
        rows : pandas.DataFrame
            It must have the columns that X is made from; the target may be missing.

        Raises
        ------
        ValueError, TypeError
            If a column is missing, or contains text where the training part has numbers.
        """
        if not isinstance(rows, pd.DataFrame):
            cure = "For one row as a dict: pd.DataFrame([row])."
            raise TypeError(f"rows must be a DataFrame; got {type(rows).__name__}. {cure}")
        rows = renamed(rows)
        if missing := [name for name in self.recipes if name not in rows]:
            raise ValueError(f"rows: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}.")
        values = {name: values_of(rows[name], recipe.numbers) for name, recipe in self.recipes.items()}
        return matrix_of(self.recipes, values)

    def _summary(self):
        usual = int(self.t_train.mean() > 0.5)
        learnt, tested = len(self.t_train), len(self.t_test)
        share = np.mean(self.t_test == usual)
        return [
            f"{learnt:,} rows to learn from, {tested:,} to test on; X has {len(self.names)} columns.",
            f"t = 1 means that {self.target} is {self.classes[1]}; t = 0, that it is {self.classes[0]}.",
            f"If you always answer {self.classes[usual]!r}, you are right on {share:.1%} of the test rows.",
        ]

    def __repr__(self):
        done = self.report["what was done"]
        report = self.report.assign(**{"what was done": done.str.ljust(done.str.len().max())})
        return "\n".join([*self._summary(), report.to_string(justify="left")])

    def _repr_html_(self):
        with pd.option_context("display.max_colwidth", None):
            report = self.report.to_html(justify="left").replace("<td>", '<td style="text-align: left">')
        return f"<p>{'<br>'.join(map(escape, self._summary()))}</p>{report}"


def load_table(path, target, *, positive=None, categories=(), drop=(), test_size=0.2, rng=None):
    """Anybody's table, ready to learn from: split, filled, one-hot encoded, standardised; with a report on all this.

    table = lr.datasets.load_table("sessions.csv", target="Revenue", rng=5)

    - A column of numbers is standardised. Blanks get the median, and a separate column marks them.
    - Yes or no (true or false, y or n, 1 or 0) becomes 1 or 0.
    - A category gets a 0/1 column for each of its values except the most frequent, the reference. Being blank counts
      as a value. A value that does not occur in the training part counts as the reference.
    - Left out: texts (more than 50 different ones, or more than one for every two rows), dates, row numbers,
      constant columns, exact copies of the target, and whatever follows from the columns before it.

    Levels, medians, means and scales come from the training part. Nothing is learnt from the test part.

    Parameters
    ----------
    path : str, path or pandas.DataFrame
        A CSV file (UTF-8, separated by commas, names in the first line), or a table that you have already read.
    target : str
        The column to predict. Rows in which it is blank are left out.
    positive : optional
        The value that means t = 1. By default yes, true or 1, or else the second of the two values when sorted. If
        there are more than two, you must give it; all the others then mean t = 0.
    categories : list of str
        Columns that contain categories even though they look like numbers or have many values.
    drop : list of str
        Columns to leave out.
    test_size : float
        The test part's share of the rows of each class.
    rng : numpy.random.Generator, or a seed (a whole number from 0 up); it must be given

    Returns
    -------
    Table
        With X_train, t_train, X_test, t_test, names and report; ``encode(rows)`` treats other rows the same way.

    Raises
    ------
    ValueError, TypeError, FileNotFoundError
        If the file cannot be read, the target is missing or doesn't have two values, or no column is left.
    """
    rng = generator(rng)
    frame, origin = as_frame(path, target)
    target = targets.column_of(target, frame)
    frame = renamed(frame)
    categories = chosen(categories, "categories", frame) | set(frame.select_dtypes("category"))
    drop = chosen(drop, "drop", frame)
    there = ~blank(values_of(frame[target]))
    values = {name: values_of(frame[name])[there] for name in frame}
    answers, frame = values.pop(target), frame[there]
    classes, t = targets.classes_of(target, answers, positive, origin)
    train, test = targets.split(target, classes, t, test_size, rng)

    taken = {name: taken_for(name, column, t, name in categories, name in drop) for name, column in values.items()}
    learnt = {name: learn(name, values[name][train], kind) for name, (kind, why) in taken.items() if not why}
    _check_size(learnt, len(t))
    recipes = without(learnt, nothing_new(matrix_of(learnt, values, train)))
    lines = {target: ("target", int(np.sum(~there)), f"1 for {classes[1]}, 0 for {classes[0]}{_dropped(there)}")}
    for name, (kind, why) in taken.items():
        remarks = why or _remarks(learnt[name], recipes.get(name), values[name], t, test)
        lines[name] = kind, int(blank(values[name]).sum()), remarks
    if not recipes:
        raise ValueError(_nothing_left(lines, origin))
    return Table(
        X_train=matrix_of(recipes, values, train),
        t_train=t[train],
        X_test=matrix_of(recipes, values, test),
        t_test=t[test],
        names=[name for recipe in recipes.values() for name in recipe.names],
        report=pd.DataFrame([lines[name] for name in frame], frame.columns, REPORT),
        target=target,
        classes=classes,
        train=frame.iloc[train],
        test=frame.iloc[test],
        recipes=recipes,
    )


def _dropped(there):
    """What became of the rows without an answer."""
    gone = int(np.sum(~there))
    return f"; {gone:,} row{'s' * (gone > 1)} without it left out" if gone else ""


def _check_size(recipes, rows):
    """An error if X would not fit in memory."""
    count = {name: len(recipe.names) for name, recipe in recipes.items()}
    if sum(count.values()) * rows > MOST:
        widest = max(count, key=count.get)
        raise ValueError(
            f"X would have {sum(count.values()):,} columns and {rows:,} rows: too many for memory. Column "
            f"{widest!r} makes {count[widest]:,} of them; leave it out: drop=[{widest!r}]."
        )


def _remarks(learnt, kept, values, t, test):
    """What was done to a column, what was left out again, and what its owner should look at."""
    remarks = [learnt.done]
    if lost := [name for name in learnt.names if kept is None or name not in kept.names]:
        remarks.append(f"left out: {', '.join(lost)} (constant, or it follows from columns before it)")
    unknown = ~np.isin(texts_of(values[test]), learnt.levels) if learnt.levels else np.zeros(0)
    if unknown.any():
        remarks.append(f"test rows with a value that does not occur in the training part: {unknown.sum():,}")
    if learnt.fills and blank(values[test]).any():
        remarks.append("blanks in the test part get the median")
    if one_class_each(values, t):
        remarks.append("each of its values belongs to one class only: would you know it before the answer?")
    return "; ".join(remarks)


def _nothing_left(lines, origin):
    """The words if no column of X is left: why each was left out, and what can be done with sentences."""
    reasons = [f"{name!r} ({kind}) is {done}." for name, (kind, _, done) in lines.items() if kind != "target"]
    name = next((name for name, line in lines.items() if "lr.words" in line[-1]), None)
    words = "" if name is None else (
        f"Columns of words: {origin}documents = frame[{name!r}].fillna('').map(lr.words.tokenize); "
        "X = lr.words.bag_of_words(documents, lr.words.vocabulary(documents))."
    )  # fmt: skip
    return " ".join(["No column is left to learn from.", *reasons[:5], words]).rstrip()
