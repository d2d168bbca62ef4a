"""What a learner asks for: ``lr.check``, ``hint``, ``solution``, ``quiz``, ``progress``, ``revise``.

Finds the lesson in question and hands it to the engine, which knows no lesson.
"""

import inspect
import textwrap
from difflib import get_close_matches

from lrcourse import lessons
from lrcourse.engine import checker, record
from lrcourse.engine.checker import Verdict

_hints_given = {}


def check(function):
    """Check your answer to an exercise: ``lr.check(sigmoid)``, with the function itself, without brackets.

    Parameters
    ----------
    function : callable
        Your own, named as in the exercise.
    """
    _show(judge(function))


def judge(function):
    """The verdict on a learner's function, recorded, but not shown.

    Returns
    -------
    lrcourse.engine.checker.Verdict
    """
    if not callable(function):
        words = (
            "takes the function itself, without brackets after its name, as in "
            f"lr.check(sigmoid); got {checker.shown(function)}."
        )
        return Verdict("unusable", "lr.check", words)
    exercise = _find(function)
    if isinstance(exercise, Verdict):
        return exercise
    verdict = checker.judge(function, exercise)
    if verdict.kind != "not attempted":
        record.record("exercise", exercise.notebook, exercise.name, verdict.kind == "passed")
    return verdict


def hint(name):
    """The next hint for an exercise, ``lr.hint("sigmoid")``; call it again for another."""
    exercise = _find(name)
    if isinstance(exercise, Verdict):
        _show(exercise)
        return
    given = _hints_given[exercise.name] = _hints_given.get(exercise.name, 0) % len(exercise.hints) + 1
    last = f'\n\nThat was the last one; `lr.solution("{exercise.name}")` shows a solution.'
    more = last if given == len(exercise.hints) else ""
    _show(f"**Hint {given} of {len(exercise.hints)}.** {exercise.hints[given - 1]}{more}")


def solution(name):
    """Show a solution to an exercise, ``lr.solution("sigmoid")``: the course's own source."""
    exercise = _find(name)
    if isinstance(exercise, Verdict):
        _show(exercise)
        return
    sources = [textwrap.dedent(inspect.getsource(part)) for part in checker.with_what_it_calls(exercise.reference)]
    place = exercise.reference.__module__.replace(".", "/") + ".py"
    whole = "\n\n".join(sources)
    _show(f"{exercise.hints[-1]}\n\nThe whole function, from `{place}`:\n\n```python\n{whole}```")


class _Note:
    """A text in Markdown, which a console shows as it is."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    _repr_markdown_ = __repr__


def _show(what):
    from IPython.display import display

    display(_Note(what) if isinstance(what, str) else what)


def _find(name):
    """The exercise of that name (or of that function's name), or a verdict that says what is wrong."""
    name = name if isinstance(name, str) else getattr(name, "__name__", "")
    name = name[:60] if isinstance(name, str) else ""
    exercises = lessons.exercises()
    if name in exercises:
        return exercises[name]
    near = get_close_matches(name, exercises, n=1)
    cure = f'Did you mean "{near[0]}"?' if near else "Write it with def, under the exercise's name."
    return Verdict("unusable", name, f"there is no exercise with this name. {cure}")


def quiz(name, question=None):
    """Play the quiz of a notebook, or one of its questions.

    Parameters
    ----------
    name : str
        The notebook, for example "02_linear_classification".
    question : str, optional
        The id of one question, for example "scaling": predict first, then run the next cell.
        Without it, you get the quiz at the end of the notebook.

    Returns
    -------
    lrcourse.engine.quizzes.player.Quiz
        On the last line of a cell, it shows itself.

    Raises
    ------
    ValueError
        If there is no such quiz or question (the nearest names are given), or its file is wrong.
    """
    from lrcourse.engine.quizzes.player import play

    return play(lessons.questions(name), question)


def progress():
    """Show your progress: for each notebook, a bar, the exercises passed and the questions answered correctly."""
    from IPython.display import display

    display(record.bars(_exercises(), _questions()))


def revise():
    """Show what to read again: for each notebook, the exercises and questions that you tried and didn't pass."""
    from IPython.display import display

    display(record.to_revise(_exercises(), _questions()))


def _exercises():
    """Notebook -> the names of its exercises."""
    names = {}
    for exercise in lessons.exercises().values():
        names.setdefault(exercise.notebook, []).append(exercise.name)
    return names


def _questions():
    """Notebook -> {id of a question: the notebook it is about}: its topic, as in the checkpoint, or its own."""
    about = lambda question, notebook: question.topic if question.topic in lessons.quiz_files() else notebook
    return {n: {q.id: about(q, n) for q in lessons.questions(n).every} for n in lessons.quiz_files()}
