"""The exercises of notebook 00: what the course assumes."""

import numpy as np

from lrcourse.datasets import data_file
from lrcourse.engine.checker import Exercise, Mistake

rng = np.random.default_rng(0)
PENGUINS = str(data_file("penguins.csv"))


def cube(x):
    """The function x -> x**3, an input of an exercise."""
    return x**3


def _frame(path):
    import pandas as pd

    return pd.read_csv(path)


def _of_whole_numbers(path, column):
    values = _frame(path)[column]
    return values[values % 1 == 0].mean()


def _until_the_first_hole(path, column):
    values = _frame(path)[column]
    return values[values.isna().cumsum() == 0].mean()


def dot_product(u, v):
    """The sum of the products of the entries."""
    total = 0.0
    for u_i, v_i in zip(u, v, strict=True):
        total += u_i * v_i
    return total


def slope(f, x, h):
    """The central difference of f at x: h to both sides, so the distance walked is 2h."""
    return (f(x + h) - f(x - h)) / (2 * h)


def posterior(prior, p_ill, p_well):
    """Bayes' rule: the ill who test positive, among all who test positive."""
    ill, well = prior * p_ill, (1 - prior) * p_well
    return ill / (ill + well)


def column_mean(path, column):
    """The mean of a column of a CSV file; pandas reads empty cells and NA as NaN and leaves them out of a mean."""
    import pandas as pd

    return pd.read_csv(path)[column].mean()


EXERCISES = [
    Exercise(dot_product,
        inputs=[(np.array([1.0, 2.0, 3.0]), np.array([4.0, -5.0, 6.0])), (np.array([3.0, 4.0]), np.array([-4.0, 3.0])),
                (rng.normal(size=6), rng.normal(size=6)), (np.array([2.5]), np.array([-2.0]))],
        hints=[
            "Multiply entry by entry, then add everything up.",
            "u * v makes an array of the products.",
            "`np.sum(u * v)`, or a loop over zip(u, v) with a running total."],
        mistakes=[
            Mistake(lambda u, v: u * v, "Those are the products. Add them up: a dot product is one number."),
            Mistake(lambda u, v: u.sum() * v.sum(),
                "Yours is one sum times the other: every u_i has met every v_j. Each should meet only its partner: u_1 v_1 + u_2 v_2 + ..."),
            Mistake(lambda u, v: (u + v).sum(), "You added where you should multiply: u_1 v_1 + u_2 v_2 + ..."),
            Mistake(lambda u, v: np.mean(u * v),
                "You took the mean of the products. It is their sum: do not divide by D."),
            Mistake(lambda u, v: u[0] * v[0],
                "You returned after the first product. Is the return inside the loop? It belongs after it."),
            Mistake(lambda u, v: u[-1] * v[-1],
                "That is the last product alone. Add each product to a running total: total += ..."),
            Mistake(np.outer,
                "That is every entry times every entry. Only pairs in the same place, u_i v_i, are added.")]),
    Exercise(slope, [(np.sin, 0.3, 0.1), (np.exp, 0.0, 0.5), (cube, 2.0, 0.25), (np.square, -1.0, 0.01)],
        hints=[
            "Evaluate f a little to the right and a little to the left.",
            "From x - h to x + h is a distance of 2h.",
            "`(f(x + h) - f(x - h)) / (2 * h)`"],
        mistakes=[
            Mistake(lambda f, x, h: (f(x + h) - f(x)) / h,
                "That is a step to the right only. Take one to the left as well: f(x + h) - f(x - h), over 2h."),
            Mistake(lambda f, x, h: (f(x) - f(x - h)) / h,
                "That is a step to the left only. Take one to the right as well: f(x + h) - f(x - h), over 2h."),
            Mistake(lambda f, x, h: (f(x + h) - f(x - h)) / h,
                "You divided by h, but from x - h to x + h you walked 2h."),
            Mistake(lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
                "Check the brackets: Python divides by 2 and then multiplies by h. Write / (2 * h)."),
            Mistake(lambda f, x, h: f(x + h) - f(x - h),
                "That is the difference between the two heights. Divide it by the distance walked, 2h."),
            Mistake(lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
                "You stepped h / 2 to each side. The exercise asks for h to each side."),
            Mistake(lambda f, x, h: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6,
                "You chose a step of your own. Use the h that you are given."),
            Mistake(lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
                "The sign is flipped: it should be right minus left, f(x + h) - f(x - h)."),
            Mistake(lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
                "Check the brackets: only the second term was divided. Put the whole difference in brackets."),
            Mistake(lambda f, x, h: f((x + h) - (x - h)) / (2 * h),
                "You called f once, at the difference between the two places. Call it at each of them: f(x + h) - f(x - h).")]),
    Exercise(posterior, [(0.01, 0.9, 0.05), (0.5, 0.8, 0.2), (0.3, 1.0, 0.0), (0.2, 0.6, 0.4)],
        hints=[
            "Think of 1,000 people. How many are ill and positive? How many are well and positive?",
            "Ill and positive: prior * p_ill. Well and positive: (1 - prior) * p_well.",
            "Divide the first by the sum of both: `prior * p_ill / (prior * p_ill + (1 - prior) * p_well)`"],
        mistakes=[
            Mistake(lambda p, i, w: p * i,
                "That is the share of people who are ill and positive. Divide by all who are positive."),
            Mistake(lambda p, i, w: i / (i + w),
                "The prior has dropped out: weight p_ill by prior, and p_well by 1 - prior."),
            Mistake(lambda p, i, w: p * i / (p * i + w), "The healthy must be weighted too, by 1 - prior."),
            Mistake(lambda p, i, w: p * i / (p * i + (1 - p) * (1 - w)),
                "p_well is already the share of healthy people who test positive. Do not subtract it from 1."),
            Mistake(lambda p, i, w: p * i + (1 - p) * w,
                "That is the share of all people who test positive. It is what you divide by."),
            Mistake(lambda p, i, w: (1 - p) * w / (p * i + (1 - p) * w),
                "That is p(well given a positive test). The question asks for the other part, p(ill given a positive test)."),
            Mistake(lambda p, i, w: np.float64(p * i) / ((1 - p) * w),
                "Those are odds: the ill over the well. Divide the ill by both together."),
            Mistake(lambda p, i, w: i,
                "That is p(positive given ill). The question is the other way round: p(ill given positive)."),
            Mistake(lambda p, i, w: posterior(p, 1 - i, 1 - w),
                "That is p(ill given a negative test). The test was positive: take p_ill and p_well as they are.")]),
    Exercise(column_mean, [(PENGUINS, "bill_length_mm"), (PENGUINS, "body_mass_g"), (PENGUINS, "year")],
        edges={"a column in which 0 really means 0": (str(data_file("ecommerce.csv")), "is_mobile"),
               "a column with values below 0": (str(data_file("lexicon.csv")), "rating")},
        hints=[
            "pandas reads a CSV file with its header in one line: import pandas as pd, then pd.read_csv(path).",
            "A column of a DataFrame: frame[column].",
            "pandas leaves missing values out of a mean: `pd.read_csv(path)[column].mean()`. With NumPy use np.nanmean."],
        mistakes=[
            Mistake(lambda path, column: np.mean(_frame(path)[column].to_numpy()),
                "One missing value makes the whole mean NaN. Leave it out: np.nanmean, or pandas' own mean."),
            Mistake(lambda path, column: _frame(path)[column].fillna(0).mean(),
                "You counted the missing values as 0, which pulls the mean down. Leave them out."),
            Mistake(lambda path, column: _frame(path).dropna()[column].mean(),
                "You dropped every bird with a hole anywhere. Only holes in this column matter: frame[column].dropna()."),
            Mistake(lambda path, column: _frame(path)[column].median(),
                "That is the median, the value in the middle. The exercise asks for the mean."),
            Mistake(lambda path, column: _frame(path)[column].sum(),
                "That is the sum. Divide by the number of values that are there."),
            Mistake(_of_whole_numbers,
                "Only whole numbers got into your mean. Are you filtering with isdigit()? It rejects 39.1 because of the decimal point."),
            Mistake(_until_the_first_hole,
                "You stopped at the first missing value. Skip it and go on: continue, not break.")]),
]
