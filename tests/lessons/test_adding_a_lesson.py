"""A lesson is a folder: put there, it is found; nothing else is touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lrcourse
from lrcourse.datasets import data_file

LAB = '''
from lrcourse.engine.labs.controls import Slider
from lrcourse.engine.labs.sketch import Sketch
from lrcourse.plots import axes


def doubled():
    """A number and its double."""
    return Doubled()


class Doubled(Sketch):
    """The lab of `doubled`."""

    def __init__(self):
        super().__init__(title="Doubled", alt="A dot.", controls=[Slider("x", "x", 0, 5, step=1, value=1)])

    def start(self, figure):
        """Draw what stays; return what moves."""
        ax = axes("", "x", "2x", ax=figure.add_subplot())
        ax.set(xlim=(0, 5), ylim=(0, 10))
        (self.dot,) = ax.plot([], [], "o")
        return [self.dot]

    def move(self, x):
        """Put the dot at x."""
        self.dot.set_data([x], [2 * x])
        return f"Twice {x:g} is {2 * x:g}."
'''
EXERCISES = '''
from lrcourse.engine.checker import Exercise, Mistake


def double(x):
    """Twice x."""
    return 2 * x


EXERCISES = [
    Exercise(
        reference=double,
        inputs=[(1,), (2,), (5,)],
        hints=["Add x to itself.", "return 2 * x"],
        mistakes=[Mistake(lambda x: x**2, "You squared x. Multiply by 2.")],
    )
]
'''
QUIZ = """
title = "An example"

[[question]]
id = "twice"
kind = "number"
text = 'What is twice 4?'
answer = 8
tolerance = 0.01
why = '$4 + 4$.'
traps = [{ answer = 16, why = 'That is the square.' }]
"""
USE = """
import lrcourse as lr
from lrcourse import lessons, tutor

print(lr.__file__)
print(lessons.exercises()["double"].notebook)


def double(x):
    return x**2


print(tutor.judge(double).kind, tutor.judge(double).words)


def double(x):
    return x + x


print(tutor.judge(double).kind)
print(type(lr.labs.doubled()).__module__, "doubled" in dir(lr.labs))
print(lr.quiz("98_example").markdown())
lr.progress()
"""


def test_a_lesson_is_found_without_touching_any_other_file(tmp_path):
    package = tmp_path / "lrcourse"
    shutil.copytree(Path(lrcourse.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(data_file("penguins.csv").parent, package / "data", ignore=shutil.ignore_patterns("make"))
    lesson = package / "lessons" / "n98_example"
    lesson.mkdir()
    (lesson / "doubled_lab.py").write_text(LAB, encoding="utf-8")
    (lesson / "exercises.py").write_text(EXERCISES, encoding="utf-8")
    (lesson / "quiz.toml").write_text(QUIZ, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "LRCOURSE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-W", "ignore", "-c", USE]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    assert str(package) in run.stdout
    for found in (
        "98_example",
        "mistake You squared x. Multiply by 2.",
        "passed",
        "lrcourse.lessons.n98_example.doubled_lab True",
        "What is twice 4?",
    ):
        assert found in run.stdout
