import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcourse.batches import batches


@given(st.integers(1, 40), st.data())
def test_each_round_holds_every_row_once(N, data):
    size = data.draw(st.integers(1, N))
    steps = -(-N // size)
    order = batches(N, size, np.random.default_rng(3))
    for _ in range(2):
        rows = [next(order) for _ in range(steps)]
        assert sorted(np.concatenate(rows)) == list(range(N))
        assert all(len(part) == size for part in rows[:-1])


def test_without_a_size_every_step_sees_all():
    assert list(itertools.islice(batches(5), 2)) == [slice(None), slice(None)]


def test_bad_input():
    with pytest.raises(TypeError, match="rng"):
        batches(5, 2)
    with pytest.raises(ValueError, match="batch_size must be from 1 to 5"):
        batches(5, 6, np.random.default_rng(3))


@pytest.mark.parametrize("N", ["x", None, 2.5, -5, 0])
def test_the_number_of_samples_is_checked_at_once(N):
    with pytest.raises((TypeError, ValueError), match="N must be"):
        batches(N)
