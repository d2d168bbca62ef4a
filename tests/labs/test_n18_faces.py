import io

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import log_loss

import lrcourse as lr
from lrcourse.basis import standardize_rows
from lrcourse.faces import EMOTIONS, SIDE
from lrcourse.labs import faces

DATA = lr.datasets.load_faces()


@pytest.fixture(scope="module")
def lab():
    return faces(DATA)


@pytest.fixture(autouse=True)
def _as_it_began(lab):
    lab.set(emotion="happy", other="sad", rate=0.003, l2=0, face=1)


def frame(lab, name):
    packed = (lab._frames | lab._fixed | lab._loose)[name]
    return np.frombuffer(packed["data"], np.float32).reshape(packed["shape"])


def test_the_costs_and_the_share_are_those_of_the_weights(lab):
    w = frame(lab, "weights")[:, ::-1].reshape(-1, SIDE * SIDE)
    b = lab._run[1][1]
    Z = standardize_rows(DATA.X)
    for name, part in (("cost", DATA.usage == "Training"), ("test", DATA.usage != "Training")):
        rows = part & np.isin(DATA.emotion, (3, 4))
        y = 1 / (1 + np.exp(-(Z[rows] @ w[-1] + b[-1])))
        assert frame(lab, name)[-1] == pytest.approx(log_loss(DATA.emotion[rows] == 3, y), rel=1e-3)
        if name == "test":
            assert frame(lab, "right")[-1] == pytest.approx(np.mean((y > 0.5) == (DATA.emotion[rows] == 3)))
    assert frame(lab, "cost")[0] == pytest.approx(np.log(2), rel=1e-5)
    assert frame(lab, "right")[-1] > 0.85


def test_the_map_adds_up_to_the_activation(lab):
    a = frame(lab, "pull").sum(axis=(1, 2)) + lab._run[1][1]
    np.testing.assert_allclose(1 / (1 + np.exp(-a)), frame(lab, "p"), atol=1e-3)


def test_another_face_asks_for_no_new_training(lab):
    run = lab._run
    before = frame(lab, "picture")
    lab.set(face=5)
    assert lab._run is run
    assert not np.array_equal(frame(lab, "picture"), before)
    row = run[1][6][4]
    np.testing.assert_array_equal(frame(lab, "picture")[::-1].ravel(), DATA.X[row])
    assert f"The new face is {EMOTIONS[DATA.emotion[row]]}" in lab.words
    assert DATA.usage[row] != "Training"


def test_a_penalty_makes_the_weights_smaller_and_smoother(lab):
    rough = lambda w: np.abs(np.diff(w[-1], axis=1)).sum() / np.abs(w[-1]).sum()
    free = frame(lab, "weights")
    lab.set(l2=10)
    tied = frame(lab, "weights")
    assert np.abs(tied[-1]).max() < np.abs(free[-1]).max()
    assert rough(tied) < rough(free)


def test_against_all_others(lab):
    lab.set(other="all others")
    assert "happy against all others" in lab.words
    lab.set(other="happy")
    assert "happy against all others" in lab.words
    assert len(lab._run[1][6]) == np.sum(DATA.usage != "Training")


def test_a_run_that_diverges_is_told_and_nothing_warns(lab):
    lab.set(rate=0.03, l2=30)
    assert lab.error == ""
    assert np.isfinite(frame(lab, "p")).all()


def test_the_still(lab):
    Image.open(io.BytesIO(lab.still()[0])).verify()
    assert [panel["title"] for panel in lab._scene] == [
        "The weights",
        "A new face",
        "Weight times pixel",
        "Cost by step",
    ]


def test_what_is_no_faces_is_told():
    with pytest.raises(TypeError, match=r"data must be what lr\.datasets\.load_faces returns; got 5"):
        faces(5)
    part = DATA.usage == "Training"
    with pytest.raises(ValueError, match="among the faces for tests"):
        faces(type(DATA)(*(column[part] for column in DATA)))
    part = DATA.emotion != 1
    with pytest.raises(ValueError, match="among the faces for Training"):
        faces(type(DATA)(*(column[part] for column in DATA)))
