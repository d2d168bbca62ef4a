"""What learners hand in for the exercises of notebook 00: right and wrong answers, from people who saw only the stubs."""

import csv
import lrcourse as lr
import math
import numpy as np
import statistics


@right("a loop over the index")
def dot_product(u, v):
    total = 0.0
    for i in range(len(u)):
        total += u[i] * v[i]
    return float(total)


@right("a generator over the pairs")
def dot_product(u, v):
    return sum(a * b for a, b in zip(u, v))


@right("np.einsum, a 0-d array comes back")
def dot_product(u, v):
    return np.asarray(np.einsum("i,i->", u, v))


@wrong("the products are not added up")
def dot_product(u, v):
    return u * v


@wrong("the product of the two sums instead of the sum of the products")
def dot_product(u, v):
    return np.sum(u) * np.sum(v)


@wrong("the loop returns in its first round, so only the first product counts")
def dot_product(u, v):
    total = 0
    for a, b in zip(u, v):
        total += a * b
        return total


@wrong("the last entry is left out by range(len(u) - 1)")
def dot_product(u, v):
    s = 0
    for i in range(len(u) - 1):
        s += u[i] * v[i]
    return s


@wrong("= for +=, so only the last product is left")
def dot_product(u, v):
    s = 0
    for a, b in zip(u, v):
        s = a * b
    return s


@wrong("the mean of the products instead of their sum")
def dot_product(u, v):
    return np.mean(u * v)


@wrong("divided by both lengths: the cosine of the angle")
def dot_product(u, v):
    s = sum(a * b for a, b in zip(u, v))
    return s / (math.sqrt(sum(a * a for a in u)) * math.sqrt(sum(b * b for b in v)))


@wrong("the absolute products are summed: negative ones count as positive")
def dot_product(u, v):
    s = 0
    for a, b in zip(u, v):
        s += abs(a * b)
    return s


@right("the definition in one line")
def slope(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@right("the two sides in a sum, each with its sign")
def slope(f, x, h):
    return sum(side * f(x + side * h) for side in (1, -1)) / (2 * h)


@right("the two ends first, then rise over run, a Python float")
def slope(f, x, h):
    left, right_end = x - h, x + h
    rise = f(right_end) - f(left)
    return float(0.5 * rise / h)


@wrong("the forward difference: it looks to the right only")
def slope(f, x, h):
    return (f(x + h) - f(x)) / h


@wrong("divided by h instead of the whole distance 2h: twice too steep")
def slope(f, x, h):
    return (f(x + h) - f(x - h)) / h


@wrong("/ 2 * h multiplies by h, brackets missing")
def slope(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h


@wrong("the outer brackets are missing: only f(x - h) is divided")
def slope(f, x, h):
    return f(x + h) - f(x - h) / (2 * h)


@wrong("left minus right: the sign is flipped")
def slope(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)


@wrong("half of h to each side instead of h, another slope if f bends")
def slope(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h


@wrong("the argument h is overwritten by a tiny one")
def slope(f, x, h):
    h = 1e-6
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("f of the difference instead of the difference of the values")
def slope(f, x, h):
    return f((x + h) - (x - h)) / (2 * h)


@right("Bayes' rule with the total probability below")
def posterior(prior, p_ill, p_well):
    positive = p_ill * prior + p_well * (1 - prior)
    return p_ill * prior / positive


@right("normalise the two joint probabilities in an array")
def posterior(prior, p_ill, p_well):
    joint = np.array([prior, 1 - prior]) * np.array([p_ill, p_well])
    return (joint / joint.sum())[0]


@right("a make-believe town of a million people")
def posterior(prior, p_ill, p_well):
    people = 1_000_000
    ill = people * prior
    well = people - ill
    ill_positive = ill * p_ill
    well_positive = well * p_well
    return ill_positive / (ill_positive + well_positive)


@wrong("the joint probability: not divided by p(positive)")
def posterior(prior, p_ill, p_well):
    return p_ill * prior


@wrong("the prior is ignored (base-rate fallacy)")
def posterior(prior, p_ill, p_well):
    return p_ill / (p_ill + p_well)


@wrong("the healthy are not weighted with 1 - prior below")
def posterior(prior, p_ill, p_well):
    return p_ill * prior / (p_ill * prior + p_well)


@wrong("p_well is taken for the specificity and turned round to 1 - p_well")
def posterior(prior, p_ill, p_well):
    return p_ill * prior / (p_ill * prior + (1 - p_well) * (1 - prior))


@wrong("the probability of being healthy given a positive test")
def posterior(prior, p_ill, p_well):
    return p_well * (1 - prior) / (p_ill * prior + p_well * (1 - prior))


@wrong("the odds of ill to well instead of the probability")
def posterior(prior, p_ill, p_well):
    return (p_ill * prior) / (p_well * (1 - prior))


@wrong("brackets missing below: divides by the first term, then adds the second")
def posterior(prior, p_ill, p_well):
    return p_ill * prior / (p_ill * prior) + p_well * (1 - prior)


@wrong("the probability of illness after a negative test")
def posterior(prior, p_ill, p_well):
    a = (1 - p_ill) * prior
    b = (1 - p_well) * (1 - prior)
    return a / (a + b)


@right("csv.DictReader and a list")
def column_mean(path, column):
    values = []
    with open(path, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            cell = row[column]
            if cell not in ("", "NA"):
                values.append(float(cell))
    return sum(values) / len(values)


@right("pandas, which skips holes by itself")
def column_mean(path, column):
    import pandas as pd

    return pd.read_csv(path)[column].mean()


@right("csv.reader, the column's index from the header, statistics.fmean")
def column_mean(path, column):
    with open(path, newline="", encoding="utf-8") as f:
        rows = csv.reader(f)
        j = next(rows).index(column)
        cells = [row[j].strip() for row in rows if row]
    return statistics.fmean(float(c) for c in cells if c and c != "NA")


@wrong("holes are counted as zeros")
def column_mean(path, column):
    import pandas as pd

    return pd.read_csv(path)[column].fillna(0).mean()


@wrong("int() cannot read cells with a decimal point: a ValueError")
def column_mean(path, column):
    total, n = 0, 0
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            if row[column] not in ("", "NA"):
                total += int(row[column])
                n += 1
    return total / n


@wrong("skips empty cells only; the text NA raises a ValueError in float()")
def column_mean(path, column):
    values = []
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            if row[column] != "":
                values.append(float(row[column]))
    return sum(values) / len(values)


@wrong("drops every row with a hole in any column, not only in this one")
def column_mean(path, column):
    import pandas as pd

    return pd.read_csv(path).dropna()[column].mean()


@wrong("isdigit() also throws away decimal and negative numbers")
def column_mean(path, column):
    with open(path, newline="") as f:
        values = [float(r[column]) for r in csv.DictReader(f) if r[column].isdigit()]
    return sum(values) / len(values) if values else float("nan")


@wrong("stops at the first hole instead of going on")
def column_mean(path, column):
    values = []
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            if row[column] in ("", "NA"):
                break
            values.append(float(row[column]))
    return sum(values) / max(len(values), 1)


@wrong("np.mean gives nan as soon as there is one hole; np.nanmean is needed")
def column_mean(path, column):
    values = []
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            values.append(np.nan if row[column] in ("", "NA") else float(row[column]))
    return np.mean(values)


@wrong("one row too many is skipped: the header is gone already, and the first data row goes too")
def column_mean(path, column):
    with open(path, newline="") as f:
        reader = csv.DictReader(f)
        next(reader)
        values = [float(row[column]) for row in reader if row[column] not in ("", "NA")]
    return sum(values) / max(len(values), 1)


# -- by the hints --


@right("the last hint")
def dot_product(u, v):
    return np.sum(u * v)


@right("the last hint")
def slope(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@right("the last hint")
def posterior(prior, p_ill, p_well):
    return prior * p_ill / (prior * p_ill + (1 - prior) * p_well)


@right("the last hint")
def column_mean(path, column):
    import pandas as pd

    return pd.read_csv(path)[column].mean()
