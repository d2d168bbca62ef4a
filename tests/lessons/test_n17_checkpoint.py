"""The right answers of the checkpoint's thirty questions, worked out by number."""

import numpy as np
import pytest

import lrcourse as lr
from lrcourse import lessons

ASKED = lessons.questions("17_checkpoint")
COURSE = [name for name in list(lessons.quiz_files()) if "01" <= name[:2] <= "16"]


def right(id):
    """The place of the right option of the question ``id`` (kind one)."""
    return [option.right for option in ASKED.pick(id).options].index(True)


def test_thirty_questions_from_all_notebooks():
    assert len(ASKED.final) == 30
    topics = [question.topic for question in ASKED.final]
    assert sorted(ASKED.topics) == COURSE
    assert all(1 <= topics.count(topic) <= 3 for topic in COURSE)
    for name, topic in ASKED.topics.items():
        assert f"]({name}.ipynb)" in topic.brush_up
        assert topic.title.startswith(f"{name[:2]} ")


W, B = lr.gaussian.gaussian_weights([0.0, 0], [2.0, 0], np.eye(2), 0.5)
ONE_STEP = lr.gradient_descent([[2.0]], [1], learning_rate=0.5, steps=1).final


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("middle", (2 + 8) / 2),
        ("far", lr.model.distance([[3.0, 1]], [3.0, 4], -3.0)[0]),
        ("nudge", float(lr.sigmoid(0.7 * 2))),
        ("unit", B),
        ("letters", 1 / (200 * 10)),
        ("wrong", lr.cross_entropy([1], [0.25])),
        ("mean", 30 / 60),
        ("stride", 2 / 6),
        ("step", ONE_STEP.w[0]),
        ("price", 1 / (1 + 4)),
        ("twice", np.exp(0.693)),
        ("prior", 1 / (100 * 2**2)),
        ("ring", 14 / 2),
    ],
)
def test_numbers(id, answer):
    asked = ASKED.pick(id)
    assert asked.answer == pytest.approx(answer, abs=asked.tolerance)
    for trap in asked.traps:
        assert abs(trap.answer - asked.answer) > asked.tolerance


def test_every_number_is_checked():
    numbers = {question.id for question in ASKED.final if question.kind == "number"}
    assert numbers == {mark for mark in test_numbers.pytestmark[0].args[1] for mark in mark[:1]}


def test_traps_are_the_mistakes_they_name():
    assert ASKED.pick("middle").traps[0].answer == pytest.approx(0.9 * 2 + 0.1 * 8)
    assert ASKED.pick("step").traps[1].answer == pytest.approx(float(ONE_STEP.b))
    assert ASKED.pick("wrong").traps[0].answer == pytest.approx(lr.cross_entropy([0], [0.25]), abs=0.005)
    assert ASKED.pick("wrong").traps[1].answer == pytest.approx((0.25 - 1) ** 2, abs=0.005)
    assert ASKED.pick("wrong").traps[2].answer == pytest.approx(-np.log10(0.25), abs=0.005)
    assert ASKED.pick("mean").traps[2].answer == pytest.approx(60 / 30)


def test_where_it_is_said_the_descent_diverges():
    path = lambda rate: abs(np.cumprod(np.full(50, 1 - rate * 6)))
    assert path(0.32)[-1] < 1 < path(0.35)[-1]


def test_choices_by_number():
    t = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    costs = [lr.cross_entropy(t, np.full(10, y)) for y in (0.5, 0.3, 0.0)]
    assert np.argmin(costs) == right("constant")
    slopes = [y * (1 - y) for y in (0.5, 0.95)]
    assert np.argmax(slopes) == right("most")
    assert np.prod(np.full(2000, 0.5)) == 0  # "tiny"
    X, t = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    end = lr.newton(X, t).final
    assert np.abs(end.w).max() < 1e-6  # "honest"
    assert lr.cross_entropy(t, lr.feedforward(X, *end)) == pytest.approx(np.log(2))
    three = lr.feedforward(X, np.array([1.0, 1]), -0.5)  # a line that has three of the four right
    assert np.sum((three > 0.5) == t) == 3
    assert lr.cross_entropy(t, three) > np.log(2)
    assert 100 * np.sqrt(0.9 * 0.1 / 100) == pytest.approx(3)  # "ninety"


def test_columns_that_make_the_weights_ambiguous():
    rng = np.random.default_rng(17)
    time, price, age = rng.integers(4, size=50), rng.uniform(1, 9, 50), rng.uniform(20, 80, 50)
    columns = [
        np.eye(4)[time],
        np.column_stack([price, 1.1 * price]),
        np.eye(4)[time][:, 1:],
        np.column_stack([age, age**2]),
    ]
    ambiguous = [np.linalg.matrix_rank(np.column_stack([c, np.ones(50)])) < c.shape[1] + 1 for c in columns]
    assert ambiguous == [option.right for option in ASKED.pick("trap").options]
