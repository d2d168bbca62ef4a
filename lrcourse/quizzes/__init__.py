"""Quizzes, a TOML file a notebook: ``questions`` reads it, ``formulas`` typesets it, ``player`` plays it."""


def by_notebook():
    """For each notebook with a quiz the ids of all its questions, the predict ones too."""
    from lrcourse.quizzes import questions

    return {name: [question.id for question in questions.load(name).every] for name in questions.names()}
