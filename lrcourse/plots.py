"""The course's pictures: one look, one set of colours, every axis labelled.

Each function draws on ``ax`` (a new figure if None) and returns the axes. Class 0 is a blue circle and class 1
an orange triangle everywhere, so no picture relies on colour alone. The colours are those of Okabe and Ito
(2008), which colour-blind readers can tell apart.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from lrcourse.history import History
from lrcourse.inputs import matrix, number, targets, vector, whole
from lrcourse.labels import pair, texts
from lrcourse.model import feedforward

BLUE, ORANGE, GREEN, SKY = "#0072B2", "#E69F00", "#009E73", "#56B4E9"
VERMILION, PURPLE, YELLOW, BLACK, GREY = "#D55E00", "#CC79A7", "#F0E442", "#1a1a1a", "#6b6b6b"
WRONG = "#a50026"  # the ring around a mistake
CLASSES = (BLUE, ORANGE)
MARKERS = ("o", "^")

#: Probability of class 1: blue at 0, white at one half, orange at 1.
FIELD = LinearSegmentedColormap.from_list("lrcourse", ["#3f97c8", "#ffffff", "#f0b83f"])


def axes(title, xlabel, ylabel, ax=None, size=(6.4, 4.0)):
    """Axes in the course's look.

    Parameters
    ----------
    title, xlabel, ylabel : str
        What is shown; the labels include units.
    ax : matplotlib Axes, optional
        Draw on these; otherwise, on a new figure of ``size`` (inches).
    """
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout="constrained")
    _one_axes(ax).set_title(title, loc="left", fontsize=11, y=1.0)  # y: given, because searching for it takes long
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _one_axes(ax):
    if not isinstance(ax, Axes):
        raise TypeError(
            f"ax must be one matplotlib Axes; got a {type(ax).__name__}. If there are several, pass one: ax=panels[0]."
        )
    return ax


def row(count, size=(9.6, 3.8), **options):
    """``count`` axes side by side in one figure of ``size`` (inches), to be passed to `axes` as ``ax``."""
    count = whole(count, "count", low=1)
    _, panels = plt.subplots(1, count, figsize=size, layout="constrained", squeeze=False, **options)
    return panels[0]


def classes(X, t, ax=None, names=("class 0", "class 1"), xlabel="$x_1$", ylabel="$x_2$", title="Two classes"):
    """The samples of two classes in the plane.

    Parameters
    ----------
    X : array, shape (N, 2)
    t : array, shape (N,), of 0 and 1
    names : pair of str
        What class 0 and class 1 are called in the legend.

    Raises
    ------
    ValueError, TypeError
        If the shapes don't match or ``t`` contains other labels.
    """
    X = matrix(X, "X", 2, "one for each axis")
    t = targets(t, size=len(X))
    names = pair(names, "names")
    if ax is None or not _one_axes(ax).get_title(loc="left"):
        ax = axes(title, xlabel, ylabel, ax)
    for k in (0, 1):
        look = {"marker": MARKERS[k], "color": CLASSES[k], "edgecolor": BLACK, "linewidth": 0.4}
        ax.scatter(*X[t == k].T, s=26, label=names[k], zorder=3, **look)
    ax.legend(loc="best", frameon=True, framealpha=0.85, fontsize=9)
    return ax


def line_ends(w, b, xlim, ylim):
    """Two points on the line w . x + b = 0, far enough apart to cross the rectangle, shape (2, 2); NaN if w is 0.

    They lie on both sides of the foot of the perpendicular from the rectangle's middle, along (-w2, w1).
    """
    w = vector(w, "w", 2)
    middle = np.array([np.mean(xlim), np.mean(ylim)])
    reach = np.hypot(np.ptp(xlim), np.ptp(ylim))
    with np.errstate(divide="ignore", invalid="ignore"):
        foot = middle - (middle @ w + b) * w / (w @ w)
        along = np.array([-w[1], w[0]]) / np.hypot(*w)
    return np.array([foot - reach * along, foot + reach * along])


def boundary(w, b, ax, normal=False, label="boundary", **style):
    """The line w . x + b = 0 on axes that already show the data, whose limits it keeps.

    Parameters
    ----------
    w : array, shape (2,)
    b : float
    normal : bool
        Also draw the direction of w, as an arrow from the line.

    Raises
    ------
    ValueError, TypeError
        If w does not have two entries, or is zero.
    """
    w, b = vector(w, "w", 2), number(b, "b")
    if not w.any():
        raise ValueError("w is zero: there is no boundary to draw. One weight must differ from 0.")
    xlim, ylim = _one_axes(ax).get_xlim(), ax.get_ylim()
    ends = line_ends(w, b, xlim, ylim)
    ax.plot(*ends.T, **{"color": BLACK, "linewidth": 1.8, "label": label, "zorder": 4} | style)
    if normal:
        foot = ends.mean(axis=0)
        tip = foot + 0.18 * min(np.ptp(xlim), np.ptp(ylim)) * w / np.hypot(*w)
        ax.annotate("", tip, foot, arrowprops={"arrowstyle": "-|>", "linewidth": 2.5, "color": GREEN}, zorder=5)
        ax.annotate("w", tip, xytext=(4, 2), textcoords="offset points", color=GREEN, weight="bold")
    ax.set(xlim=xlim, ylim=ylim)
    return ax


def probability(w, b, ax, colorbar=True):
    """The probability sigmoid(w . x + b) as a coloured background on axes that already show the data.

    Parameters
    ----------
    w : array, shape (2,)
    b : float
    """
    xlim, ylim = _one_axes(ax).get_xlim(), ax.get_ylim()
    grid = np.stack(np.meshgrid(np.linspace(*xlim, 80), np.linspace(*ylim, 80)), axis=-1)
    y = feedforward(grid.reshape(-1, 2), vector(w, "w", 2), b).reshape(80, 80)
    look = {"cmap": FIELD, "vmin": 0, "vmax": 1, "interpolation": "bilinear"}
    picture = ax.imshow(y, extent=(*xlim, *ylim), origin="lower", aspect="auto", zorder=0, **look)
    if colorbar:
        ax.figure.colorbar(picture, ax=ax, label="probability of class 1", shrink=0.9)
    ax.set(xlim=xlim, ylim=ylim)
    return ax


def cost_curve(history, ax=None, label=None, title="The cost while training"):
    """The cost J against the step.

    Parameters
    ----------
    history : History
    label : str, optional
        What this run is called in the legend, if several are drawn on one ``ax``.
    """
    history = _history(history)
    if ax is None or not _one_axes(ax).get_title(loc="left"):
        ax = axes(title, "step", "cost J (nats)", ax)
    ax.plot(history.step, history.cost, linewidth=2, label=label)
    if label:
        ax.legend(fontsize=9)
    return ax


def weights(history, ax=None, names=None, title="The weights while training"):
    """Every weight, and the bias as a dashed line, against the step.

    Parameters
    ----------
    history : History
    names : list of D names, optional
        What the weights are called in the legend; w1, w2 ... by default.
    """
    history = _history(history)
    names = [f"$w_{d + 1}$" for d in range(history.w.shape[1])] if names is None else texts(names, "names")
    if len(names) != history.w.shape[1]:
        raise ValueError(f"names: {len(names)} names for {history.w.shape[1]} weights; give one for each weight.")
    if ax is None or not _one_axes(ax).get_title(loc="left"):
        ax = axes(title, "step", "weight", ax)
    for values, name in zip(history.w.T, names):
        ax.plot(history.step, values, linewidth=2, label=name)
    ax.plot(history.step, history.b, "--", color=BLACK, label="bias b")
    ax.legend(fontsize=9)
    return ax


def _history(history):
    if not isinstance(history, History):
        raise TypeError(f"history must be what gradient_descent or newton returned; got {type(history).__name__}.")
    return history
