import numpy as np
import pytest

import lrcourse as lr
from lrcourse.history import History

X, T = lr.datasets.make_clouds(50, 11, (-1, -1), (1, 1))
RUN = lr.gradient_descent(X, T, learning_rate=0.5, steps=20)


def test_shapes_and_final():
    assert (RUN.w.shape, RUN.b.shape, RUN.cost.shape, RUN.step.shape) == ((21, 2), (21,), (21,), (21,))
    assert len(RUN) == 21
    w, b = RUN.final
    np.testing.assert_array_equal(w, RUN.w[-1])
    assert isinstance(b, float)
    assert lr.objective(X, T, w, b) == pytest.approx(RUN.cost[-1])


def test_to_frame_has_a_row_a_step():
    frame = RUN.to_frame()
    assert list(frame.columns) == ["step", "cost", "b", "w0", "w1"]
    np.testing.assert_array_equal(frame["w1"], RUN.w[:, 1])


def test_repr_tells_how_it_went():
    assert repr(RUN).startswith("History: 20 steps, cost 0.6931 to ")
    assert "All steps are done, and the slope is not zero yet" in repr(RUN)


def test_final_cannot_change_the_history():
    before = RUN.w.copy()
    RUN.final.w[:] = 7
    np.testing.assert_array_equal(RUN.w, before)


def test_it_needs_a_start():
    with pytest.raises(ValueError, match="at least one row"):
        History([], [], [], [])


def test_it_copies_what_it_is_given():
    w = np.zeros((2, 1))
    history = History(w, [0, 0], [1, 1], [0, 1])
    w[:] = 5
    assert (history.w == 0).all()
