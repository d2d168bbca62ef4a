"""The right answers of notebook 00's self-check, worked out by number."""

import io

import numpy as np
import pandas as pd
import pytest

from lrcourse import lessons

ASKED = lessons.questions("00_start_here")
CSV = "height,weight,label\n1.70,65,0\n1.82,,1\n1.65,54,0\n"


def right(id):
    """The texts of the right options of the question ``id``, without signs of Markdown."""
    return [option.text.strip("`$") for option in ASKED.pick(id).options if option.right]


def traps(id):
    return {trap.answer for trap in ASKED.pick(id).traps}


def test_one_question_on_each_topic():
    assert sorted(question.topic for question in ASKED.final) == sorted(ASKED.topics)
    assert len(ASKED.topics) == 4


def test_chain_rule():
    def f(a):
        return np.log(1 + np.exp(2 * a))

    assert (f(1e-6) - f(-1e-6)) / 2e-6 == pytest.approx(ASKED.pick("chain_rule").answer)
    assert f(0) == pytest.approx(max(traps("chain_rule") - {2.0}), abs=1e-6)


def test_gradient():
    def f(x, y):
        return x**2 + 3 * x * y

    angle = np.linspace(0, 2 * np.pi, 100_000)
    best = angle[np.argmin(f(1 + 1e-4 * np.cos(angle), 2 + 1e-4 * np.sin(angle)))]
    found = np.array(eval(right("gradient")[0]))
    assert [np.cos(best), np.sin(best)] == pytest.approx(found / np.hypot(*found), abs=1e-3)


def test_normal():
    along = np.subtract((1, 2), (-3, -1))  # two points of the line
    assert 3 * 1 - 4 * 2 + 5 == 3 * -3 - 4 * -1 + 5 == 0
    assert np.dot(eval(right("normal")[0]), along) == 0


def test_shapes():
    X, w, t = np.zeros((5, 3)), np.zeros((3, 1)), np.zeros((5, 1))
    assert right("shapes") == [r"\mathbf{X} \mathbf{w}", r"\mathbf{X}^\top \mathbf{t}"]
    assert ((X @ w).shape, (X.T @ t).shape) == ((5, 1), (3, 1))
    for left, other in ((w.T, X), (X, X)):
        with pytest.raises(ValueError, match="mismatch"):
            left @ other


def test_bayes():
    rng = np.random.default_rng(0)
    buys = rng.random(1_000_000) < 0.2
    before = rng.random(buys.size) < np.where(buys, 0.6, 0.05)
    assert buys[before].mean() == pytest.approx(ASKED.pick("bayes").answer, abs=0.005)
    wrong = (0.6, (buys & before).mean(), before.mean(), 0.6 / 0.65, 0.25)
    assert sorted(wrong) == pytest.approx(sorted(traps("bayes")), abs=0.002)


def test_independent():
    y1, y2, y3 = 0.9, 0.6, 0.2
    sample = np.random.default_rng(0).random((1_000_000, 3)) < (y1, y2, y3)
    assert right("independent") == ["y_1 y_2 (1 - y_3)"]
    assert (sample == (True, True, False)).all(axis=1).mean() == pytest.approx(y1 * y2 * (1 - y3), abs=0.002)


def test_python():
    code = [ASKED.pick(id).text.split("```")[1].removeprefix("python\n") for id in ("comprehension", "closure")]
    assert str(eval(code[0])) == right("comprehension")[0]
    printed = []
    exec(code[1], {"print": printed.append})
    assert [str(value) for value in printed] == right("closure")


def test_axis():
    X = np.random.default_rng(0).normal(5, 2, (100, 3))
    for option in ASKED.pick("axis").options:
        try:
            zero = np.allclose(eval(option.text.strip("`"), {"X": X}).mean(axis=0), 0)
        except ValueError:
            zero = False
        assert zero == option.right


def test_csv():
    text = ASKED.pick("csv").text
    assert CSV in text
    A = np.genfromtxt(io.StringIO(CSV), delimiter=",", skip_header=1)
    assert A.shape == (3, 3)
    assert np.isnan(A[1, 1])
    assert np.isnan(A[:, 1].mean())
    assert np.nanmean(A[:, 1]) == pd.read_csv(io.StringIO(CSV))["weight"].mean() == 59.5
    assert A[A[:, 2] == 0].shape == (2, 3)
    assert right("csv") == ["A.shape` is `(3, 3)", "A[A[:, 2] == 0]` has two rows"]
