"""What stands around an answer and its citations, and the answer as plain text for the clipboard."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from desktop.amounts import counted
from desktop.conversation.answer_rendering import LINK_PREFIX
from desktop.path_names import shown, shown_name, shown_path
from desktop.widgets import tool_tip_html
from engine.types import Answer, AnswerTimes, Citation, Sentence, SentenceStyle

_MOST_QUOTE_CHARACTERS = 400
_MOST_COPIES = 10


def cited_number(link: str) -> int:
    """The number of the citation that a link of `sentences_html` stands for."""
    return int(link.removeprefix(LINK_PREFIX))


def citation_tool_tip(citation: Citation, copies: Sequence[Path] = ()) -> str:
    """File, place and quote of a citation as HTML, and where else the same file lies."""
    others = [f"Also in {shown_path(copy)}" for copy in copies[:_MOST_COPIES]]
    if len(copies) > _MOST_COPIES:
        others.append(f"and in {counted(len(copies) - _MOST_COPIES, 'other place')}")
    return tool_tip_html(place_of(citation), f"“{shortened(citation.whole_quote)}”", *others)


def place_of(citation: Citation) -> str:
    """Where a citation points: the file's name, and the place in it or else the heading above the quote."""
    return ", ".join(filter(None, (shown_name(citation.path), shown(citation.place or citation.heading))))


def shortened(quote: str) -> str:
    """A quote on one line, cut at a word if it is long."""
    line = " ".join(quote.split())
    if len(line) <= _MOST_QUOTE_CHARACTERS:
        return line
    return line[:_MOST_QUOTE_CHARACTERS].rpartition(" ")[0] + " …"


def with_unread(answer: Answer, unread: int) -> Answer:
    """The answer, which says how many documents were not read yet: they may hold another one."""
    if answer.stopped or not unread:
        return answer
    waiting = (
        f"{counted(unread, 'document is', 'documents are')} still waiting to be read: ask again once that is done."
    )
    if answer.found:
        return replace(answer, notice=" ".join(filter(None, (answer.notice, waiting))))
    return replace(answer, text=f"{answer.text} {waiting}" if answer.sources else waiting)


def clipboard_text(question: str, answer: Answer) -> str:
    """Question, answer and the sources it cites, as plain text."""
    body = _body_text(answer.sentences) or answer.text
    sources = [
        f"[{c.index}] {place_of(c)}: “{' '.join(c.whole_quote.split())}”\n    {c.path}" for c in answer.citations
    ]
    return "\n".join([question, "", body, *(["", *sources] if sources else [])])


def coverage_text(answer: Answer) -> str:
    """On how many of the matching documents an answer rests; "" if on all of them."""
    if answer.documents_used >= answer.documents_matching:
        return ""
    return f"Based on {answer.documents_used:,} of {answer.documents_matching:,} documents that match."


def times_text(times: AnswerTimes, model: str) -> str:
    """How long the search and the answer took, and which model wrote, if one did."""
    found = f"Found in {_seconds(times.search)}, answered" if times.search else "Done"
    text = f"{found} in {_seconds(times.total)}"
    return f"{text} · {model}" if times.first_token is not None else text


def _body_text(sentences: Sequence[Sentence]) -> str:
    """The sentences below their headings. The answers of a quiz follow its questions."""
    sections = []
    for heading, group in groupby(sentences, key=lambda sentence: sentence.heading):
        lines = [_sentence_text(s) if s.quiz is None else "\n- ".join([s.quiz.text, *s.quiz.choices]) for s in group]
        sections.append("\n".join([heading, *lines]) if heading else " ".join(lines).replace(" \n", "\n").strip())
    answers = [_sentence_text(sentence) for sentence in sentences if sentence.quiz is not None]
    return "\n\n".join([*sections, *(["\n".join(answers)] if answers else [])])


def _sentence_text(sentence: Sentence) -> str:
    if not sentence.supported:
        return f"{sentence.text} (not confirmed by the documents)"
    text = " ".join([sentence.text, *(f"[{number}]" for number in sentence.citations)])
    if sentence.style == SentenceStyle.TEXT or sentence.continues:
        return text
    return f"\n- {text}" if sentence.style == SentenceStyle.ITEM else f"\n{text}"


def _seconds(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds:.2f} s"
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
