"""The result of a task as plain text."""

from collections.abc import Sequence
from itertools import groupby

from engine.types import QuizQuestion, Sentence


def text_of(sentences: Sequence[Sentence]) -> str:
    """The sentences below their headings. Of a quiz the numbered questions come first, the answers at the end."""
    questions = [sentence.quiz for sentence in sentences if sentence.quiz is not None]
    if questions:
        asked = [f"{number}. {_question_text(quiz)}" for number, quiz in enumerate(questions, start=1)]
        answers = [f"{number}. {quiz.answer}" for number, quiz in enumerate(questions, start=1)]
        return "\n\n".join([*asked, "\n".join(["Answers", *answers])])
    sections = [
        "\n".join([*([heading] if heading else []), *(sentence.text for sentence in group)])
        for heading, group in groupby(sentences, key=lambda sentence: sentence.heading)
    ]
    return "\n\n".join(sections)


def _question_text(quiz: QuizQuestion) -> str:
    return "\n".join([quiz.text, *(f"- {choice}" for choice in quiz.choices)])
