import matplotlib.pyplot as plt
import numpy as np
import pytest

from lrcourse import gradient_descent, plots
from lrcourse.model import activation

X = np.array([[0.0, 0.0], [1.0, 0.5], [3.0, 3.0], [4.0, 3.5]])
T = np.array([0, 0, 1, 1])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_axes_carry_title_and_labels():
    ax = plots.axes("Title", "x (mm)", "y (g)")
    assert (ax.get_title(loc="left"), ax.get_xlabel(), ax.get_ylabel()) == ("Title", "x (mm)", "y (g)")
    assert plots.axes("Other", "x", "y", ax=ax) is ax


def test_classes_differ_in_colour_and_marker():
    ax = plots.classes(X, T, names=("blue", "orange"))
    circles, triangles = ax.collections
    assert not np.array_equal(circles.get_facecolor(), triangles.get_facecolor())
    assert len(circles.get_paths()[0].vertices) != len(triangles.get_paths()[0].vertices)
    np.testing.assert_array_equal(circles.get_offsets(), X[T == 0])
    np.testing.assert_array_equal(triangles.get_offsets(), X[T == 1])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["blue", "orange"]


@pytest.mark.parametrize("w", [(1.0, -2.0), (1.0, 0.0), (0.0, -3.0)])
def test_the_boundary_is_where_the_activation_is_zero_and_crosses_the_picture(w):
    ends = plots.line_ends(np.array(w), -1.5, (0, 4), (-1, 3))
    np.testing.assert_allclose(activation(ends, w, -1.5), 0, atol=1e-12)
    assert np.linalg.norm(ends[0] - ends[1]) >= np.hypot(4, 4)


def test_boundary_keeps_the_limits_and_draws_the_normal():
    ax = plots.classes(X, T)
    limits = ax.get_xlim(), ax.get_ylim()
    plots.boundary([1.0, 1.0], -3.0, ax, normal=True)
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    assert any(text.get_text() == "w" for text in ax.texts)


def test_probability_is_centred_on_one_half():
    ax = plots.classes(X, T)
    plots.probability([1.0, 1.0], -3.0, ax)
    (picture,) = ax.images
    assert (picture.norm.vmin, picture.norm.vmax) == (0, 1)
    assert picture.get_array()[-1, -1] > 0.5 > picture.get_array()[0, 0]
    np.testing.assert_allclose(plots.FIELD(0.5)[:3], 1, atol=0.02)


def test_row_returns_as_many_axes():
    assert len(plots.row(3)) == 3
    assert len(plots.row(1)) == 1


def test_several_axes_are_not_one():
    with pytest.raises(TypeError, match="pass one: ax=panels"):
        plots.axes("Title", "x", "y", ax=plots.row(2))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.classes(X, [0, 1]), "t has 2 targets"),
        (lambda: plots.classes(X[:, :1], T), "1 columns; needed: 2, one for each axis"),
        (lambda: plots.classes(X, T, names=("one",)), "names must be two strings"),
        (lambda: plots.row(0), "count must be at least 1"),
        (lambda: plots.boundary([0.0, 0.0], 1.0, plots.classes(X, T)), "w is zero"),
        (lambda: plots.boundary([1.0, 2.0, 3.0], 1.0, plots.classes(X, T)), "needed: 2"),
        (lambda: plots.line_ends([1.0], 1.0, (0, 1), (0, 1)), "w has 1"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


RUN = gradient_descent(X, T, learning_rate=0.3, steps=30)


def test_the_cost_curve_shows_the_history():
    ax = plots.cost_curve(RUN, label="0.3")
    plots.cost_curve(gradient_descent(X, T, learning_rate=0.1, steps=30), ax=ax, label="0.1")
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), np.column_stack([RUN.step, RUN.cost]))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["0.3", "0.1"]


def test_weights_shows_each_weight_and_the_bias():
    ax = plots.weights(RUN, names=["length", "depth"])
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), RUN.w[:, 1])
    np.testing.assert_array_equal(ax.lines[2].get_ydata(), RUN.b)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["length", "depth", "bias b"]


def test_plots_of_runs_refuse_what_is_no_run():
    with pytest.raises(TypeError, match="what gradient_descent or newton returned; got list"):
        plots.cost_curve([1, 2])
    with pytest.raises(ValueError, match="1 names for 2 weights"):
        plots.weights(RUN, names=["a"])
    with pytest.raises(TypeError, match="names must be a list of strings"):
        plots.weights(RUN, names=[1, 2])


@pytest.mark.parametrize("ax", [None, np.array([1, 2])])
def test_what_is_no_axes_is_told(ax):
    for draw in (plots.boundary, plots.probability):
        with pytest.raises(TypeError, match="ax must be one matplotlib Axes"):
            draw([1.0, 2.0], 0.0, ax)
    if ax is not None:
        with pytest.raises(TypeError, match="ax must be one matplotlib Axes"):
            plots.classes([[0.0, 1.0]], [0], ax=ax)
