"""The result of a task as plain text."""

from collections.abc import Sequence
from itertools import groupby

from engine.types import Sentence


def text_of(sentences: Sequence[Sentence]) -> str:
    """The sentences below their headings. Of a quiz the questions come first, the answers at the end."""
    sections = []
    for heading, group in groupby(sentences, key=lambda sentence: sentence.heading):
        sections.append("\n".join([*([heading] if heading else []), *map(_line, group)]))
    return "\n\n".join([*sections, *_answers(sentences)])


def _line(sentence: Sentence) -> str:
    if sentence.quiz is None:
        return sentence.text
    return "\n".join([sentence.quiz.text, *(f"- {choice}" for choice in sentence.quiz.choices)])


def _answers(sentences: Sequence[Sentence]) -> list[str]:
    asked = [sentence for sentence in sentences if sentence.quiz is not None]
    return ["\n".join(sentence.text for sentence in asked)] if asked else []
