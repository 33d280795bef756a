"""Answers with a structure as HTML: sections with headings, comparisons in two columns, quizzes with hidden answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from desktop.conversation.answer_rendering import sentences_html, text_html
from desktop.path_names import shown, shown_name
from desktop.theme import Colours
from engine.types import Citation, QuizQuestion, Sentence

_QUIZ_LINK_PREFIX = "quiz:"
SHOWN_WITHOUT_CHOICE = -1
"""Stands for a choice where the user wanted to see the answer without choosing one."""

Choices = Mapping[int, int]
"""The choices made in a quiz, by the question's place among the sentences."""


def answer_html(
    sentences: Sequence[Sentence], citations: Mapping[int, Citation], choices: Choices, scheme: Colours
) -> str:
    """All sentences, each section below its heading. Sentences without a structure make one paragraph."""
    html, numbered = [], enumerate(sentences)
    for heading, group in groupby(numbered, key=lambda item: item[1].heading):
        if heading:
            html.append(f'<p style="margin-top:10px; margin-bottom:2px"><b>{escape(shown(heading))}</b></p>')
        html.append(_section_html(list(group), citations, choices, scheme))
    return "".join(html)


def quiz_link(place: int, choice: int) -> str:
    """The link by which the question at `place` is answered with the choice of this number."""
    return f"{_QUIZ_LINK_PREFIX}{place}:{choice}"


def chosen_by(link: str) -> tuple[int, int] | None:
    """What a link of a quiz stands for: the question's place and the choice; None for any other link."""
    if not link.startswith(_QUIZ_LINK_PREFIX):
        return None
    place, _, choice = link.removeprefix(_QUIZ_LINK_PREFIX).partition(":")
    return int(place), int(choice)


def shown_citations(
    sentences: Iterable[Sentence], citations: Mapping[int, Citation], choices: Choices
) -> dict[int, Citation]:
    """The citations that give no hidden answer away."""
    open_sentences = (s for place, s in enumerate(sentences) if s.quiz is None or place in choices)
    numbers = {number for sentence in open_sentences for number in sentence.citations}
    return {number: citation for number, citation in citations.items() if number in numbers}


def _section_html(
    section: Sequence[tuple[int, Sentence]], citations: Mapping[int, Citation], choices: Choices, scheme: Colours
) -> str:
    sentences = [sentence for _, sentence in section]
    if any(sentence.quiz is not None for sentence in sentences):
        return "".join(
            _question_html(place, sentence, sentence.quiz, choices.get(place), scheme)
            for place, sentence in section
            if sentence.quiz is not None
        )
    if any(sentence.column for sentence in sentences):
        return _columns_html(sentences, citations, scheme)
    if sentences[0].heading:
        return "".join(
            f'<p style="margin:0 0 4px 0">{sentences_html([item], scheme, citations)}</p>' for item in sentences
        )
    return sentences_html(sentences, scheme, citations)


def _question_html(place: int, sentence: Sentence, quiz: QuizQuestion, chosen: int | None, scheme: Colours) -> str:
    lines = [f"<b>{place + 1}.</b> {text_html(quiz.text)}"]
    if chosen is None:
        offered = [*enumerate(quiz.choices), (SHOWN_WITHOUT_CHOICE, "Show the answer")]
        style = f"color:{scheme.accent}; text-decoration:none"
        lines += [f'<a href="{quiz_link(place, n)}" style="{style}">○ {escape(text)}</a>' for n, text in offered]
    else:
        lines += [_answered_html(choice, n == chosen, quiz, scheme) for n, choice in enumerate(quiz.choices)]
        lines.append(sentences_html([sentence], scheme))
    return f'<p style="margin:6px 0 10px 0">{"<br>".join(lines)}</p>'


def _answered_html(choice: str, was_chosen: bool, quiz: QuizQuestion, scheme: Colours) -> str:
    if choice == quiz.answer:
        return f'<span style="color:{scheme.success}">✓ <b>{escape(choice)}</b> is right</span>'
    if was_chosen:
        return f'<span style="color:{scheme.error}">✗ {escape(choice)} is wrong</span>'
    return f'<span style="color:{scheme.muted}">○ {escape(choice)}</span>'


def _columns_html(sentences: Sequence[Sentence], citations: Mapping[int, Citation], scheme: Colours) -> str:
    names = [_document_name(sentences, column, citations) for column in (1, 2)]
    head = "".join(f'<td width="50%" style="color:{scheme.muted}">{escape(name)}</td>' for name in names)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{sentences_html([cell], scheme, citations) if cell else ''}</td>" for cell in row)
        + "</tr>"
        for row in _rows(sentences)
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="4" border="1" style="border-collapse:collapse; '
        f'border-color:{scheme.border}"><tr>{head}</tr>{rows}</table>'
    )


def _document_name(sentences: Sequence[Sentence], column: int, citations: Mapping[int, Citation]) -> str:
    cited = (citations[number].path for s in sentences if s.column == column for number in s.citations)
    path = next(cited, None)
    return shown_name(path) if path is not None else ""


def _rows(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Pairs for the two columns: a sentence of column 2 belongs beside the one of column 1 right before it."""
    left: Sentence | None = None
    for sentence in sentences:
        if sentence.column == 1:
            if left is not None:
                yield left, None
            left = sentence
        else:
            yield left, sentence
            left = None
    if left is not None:
        yield left, None
