"""How the time grows with the samples and with the features: prints the curves and their slopes, draws curves.png.

A slope of 1 between logarithms: twice the size, twice the time. It is fitted to the larger half of the sizes, where
the fixed price of a call no longer counts.
"""

import sys
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

import lrcourse as lr

ROUNDS = 5
SAMPLES = [10**k for k in range(3, 8)]  # at 20 features
FEATURES = [2, 8, 32, 128, 512, 1024, 2048, 4096]  # at 10,000 samples
WIDEST = 512  # for Newton, whose step grows with the square and the cube of the features
WAYS = {
    "a step of gradient descent": ("o-", lambda X, t: lr.gradient_descent(X, t, learning_rate=1e-3, steps=1)),
    "a step of Newton's": ("s-", lambda X, t: lr.newton(X, t, l2=1 / len(t), steps=1)),
    "L-BFGS, to the optimum": ("^-", lambda X, t: lr.lbfgs(X, t, l2=1 / len(t), tol=1e-4)),
}


def made(N, D):
    """Features that hang together a little, and targets that no line separates."""
    rng = np.random.default_rng(90)
    X = rng.standard_normal((N, D))
    X[:, 1:] += X[:, :1] / 2
    return X, (X @ rng.normal(size=D) * 2 / np.sqrt(D) + rng.logistic(size=N) > 0).astype(float)


def seconds(do):
    """The median time of a few rounds."""
    took = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        do()
        took.append(perf_counter() - begin)
    return median(took)


def measure(sizes):
    """For each way the seconds at each (N, D); NaN where it would take minutes."""
    took = {name: [] for name in WAYS}
    for N, D in sizes:
        X, t = made(N, D)
        for name, (_, do) in WAYS.items():
            skipped = "Newton" in name and D > WIDEST
            took[name].append(np.nan if skipped else seconds(partial(do, X, t)))
    return {name: np.array(times) for name, times in took.items()}


def slope(sizes, took):
    """Of the logarithms, by least squares over the larger half."""
    known = ~np.isnan(took)
    sizes, took = np.log(np.array(sizes)[known]), np.log(took[known])
    half = len(sizes) // 2
    return np.polyfit(sizes[half:], took[half:], 1)[0]


def show(title, sizes, curves, ax):
    """Print a table, draw a panel."""
    print(f"{title:28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'slope':>8}")
    for name, took in curves.items():
        steep = slope(sizes, took)
        cells = ("" if np.isnan(s) else f"{1e3 * s:.3g} ms" for s in took)
        print(f"{name:28}" + "".join(f"{cell:>12}" for cell in cells) + f"{steep:8.2f}")
        ax.loglog(sizes, took, WAYS[name][0], label=f"{name} (slope {steep:.2f})")
    ax.set(xlabel=title, ylabel="seconds")
    ax.grid(alpha=0.3)
    ax.legend()


def main():
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.8), layout="constrained")
    show("samples, 20 features", SAMPLES, measure([(N, 20) for N in SAMPLES]), left)
    show("features, 10,000 samples", FEATURES, measure([(10_000, D) for D in FEATURES]), right)
    figure.savefig(Path(__file__).with_name("curves.png"), dpi=100)


if __name__ == "__main__":
    sys.exit(main())
