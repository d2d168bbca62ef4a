"""Play a quiz: Python reads, typesets and records; the page (quiz.js) asks and answers, with no kernel."""

from functools import cache
from string import ascii_lowercase

import anywidget
import traitlets

from lrcourse.engine import assets
from lrcourse.engine.quizzes.formulas import to_html
from lrcourse.engine.record import record


def play(found, question=None):
    """The `Quiz` of some `Questions`, or of just the one with the id ``question``."""
    if question is not None:
        return Quiz(found, (found.pick(question),), question)
    if not found.final:
        raise ValueError(
            f"the quiz {found.name!r} has only predict questions; play one by its id, "
            f"for example lr.quiz({found.name!r}, {found.every[0].id!r})."
        )
    return Quiz(found, found.final)


class Quiz(anywidget.AnyWidget):
    """A quiz in the page.

    Attributes
    ----------
    content : dict
        Everything the page needs, sent once: title and questions, their texts as HTML with MathML.
    answers : dict
        Question id -> {"given": what was chosen or typed, "tries": how many, "first": right on the first
        try, "passed": right in the end}. The page writes it; each change goes into the learner's progress.
    """

    _esm = assets.source("page.js", "quizzes/quiz.js")
    _css = assets.source("quizzes/quiz.css")
    content = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, source, played, only=None):
        self.name, self.only, self.title = source.name, only, source.title
        self.played = played
        super().__init__(content=_content(source, played, only))
        self.observe(self._record, names="answers")

    def _record(self, change):
        """Record what is new since the last answer."""
        for id, answer in change["new"].items():
            if answer != change["old"].get(id):
                record("quiz", self.name, id, bool(answer["passed"]))

    def __repr__(self):
        if self.only is not None:
            return f"<Quiz {self.name}: question {self.only}>"
        return f"<Quiz {self.name}: {len(self.played)} questions>"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": repr(self), "text/markdown": self.markdown()}, metadata

    def markdown(self):
        """The questions without answers, for a page that cannot play them."""
        head = f"**Quiz: {self.title}**" if self.only is None else "**Predict first, then run the next cell**"
        parts = [head]
        for place, question in enumerate(self.played, 1):
            parts.append(question.text if self.only is not None else f"**{place}.** {question.text}")
            if question.options:
                lines = [f"- **{letter}.** {option.text}" for letter, option in zip(ascii_lowercase, question.options)]
                parts.append("\n".join(line.replace("\n", "\n  ") for line in lines))
            else:
                parts.append(f"*Answer: a number{' in ' + question.unit if question.unit else ''}*")
        return "\n\n".join([*parts, "*Run this cell to answer in the page.*"])


def _content(source, played, only):
    """What the page needs, ready to be sent."""
    _html(source.title, f"quiz {source.name}, title")  # sent as text; this refuses HTML, for the stored Markdown
    used = {question.topic for question in played}
    topics = {id: topic for id, topic in source.topics.items() if id in used}
    return {
        "title": source.title,
        "predict": only is not None,
        "questions": [_typeset(source.name, question) for question in played],
        "topics": [
            {"id": id, "title": topic.title, "brush_up": _html(topic.brush_up, f"quiz {source.name}, topic {id}")}
            for id, topic in topics.items()
        ],
    }


def _typeset(name, question):
    """One question for the page, its texts as HTML."""
    where = f"quiz {name}, question {question.id!r}"
    sent = {"id": question.id, "kind": question.kind, "topic": question.topic}
    sent["text"] = _html(question.text, where)
    if question.options:
        sent["options"] = [
            {
                "letter": letter,
                "text": _html(option.text, where),
                "why": _html(option.why, where),
                "right": option.right,
            }
            for letter, option in zip(ascii_lowercase, question.options)
        ]
        return sent
    _html(question.unit, where)  # for the same reason as the title
    sent |= {"answer": question.answer, "tolerance": question.tolerance, "unit": question.unit}
    sent["why"] = _html(question.why, where)
    sent["traps"] = [{"answer": trap.answer, "why": _html(trap.why, where)} for trap in question.traps]
    return sent


@cache
def _html(text, where):
    """``text`` as HTML; an error says where the text is."""
    try:
        return to_html(text)
    except ValueError as error:
        raise ValueError(f"{where}: {error}.") from None
