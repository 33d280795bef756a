"""Questions that documents of the library answer: something to begin with."""

import re
from collections.abc import Iterator
from itertools import islice

from engine.library.catalogue_reader import CatalogueReader
from engine.tasks.document_sentences import sentences_of
from engine.tasks.telling_sentences import is_telling, points_elsewhere
from engine.types import Document, DocumentState

_DOCUMENTS_LOOKED_AT = 20
_MOST_PASSAGES = 200
"""Longer documents are passed over: reading them takes too long for a mere suggestion."""
_MOST_QUESTIONS = 3
_COMPARED = 3
"""So many questions of a document are compared."""
_MOST_WORDS = 7
"""Of what a question asks for."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},|\d{{4}}-\d\d-\d\d)"
_SUBJECT = r"(?P<subject>[^,;:.()„“”\"\d]{4,60}?)"
_BEGINNING = rf"The {_SUBJECT} (?P<verb>is|are|was|were) "
_AMOUNT = re.compile(rf"{_BEGINNING}(?:about |at least |at most |only )?[€$£]?\d")
_EVENT = re.compile(rf"{_BEGINNING}(?P<done>[a-z]+ed)\b[^.;]*? {_DAY}")
_GERMAN_AMOUNT = re.compile(
    rf"(?P<article>Der|Die|Das) {_SUBJECT} (?P<verb>beträgt|betragen) (?:etwa |rund |mindestens )?\d"
)


def suggested_questions(reader: CatalogueReader) -> tuple[str, ...]:
    """Up to three questions that whole sentences of documents answer, each of another document.

    Raises `LibraryError` subclasses.
    """
    questions: dict[str, None] = {}
    indexed = [d for d in reader.documents() if d.state is DocumentState.INDEXED and 0 < d.passages <= _MOST_PASSAGES]
    for document in indexed[:_DOCUMENTS_LOOKED_AT]:
        # The longest of the first ones says best which document is meant.
        best = max(islice(_questions_of(reader, document), _COMPARED), key=len, default="")
        if best:
            questions[best] = None
        if len(questions) == _MOST_QUESTIONS:
            break
    return tuple(questions)


def _questions_of(reader: CatalogueReader, document: Document) -> Iterator[str]:
    passages, _ = reader.passages_of_document(document)
    for sentence in sentences_of(passages):
        if is_telling(sentence) and not points_elsewhere(sentence.text):
            question = question_about(sentence.text)
            if question:
                yield question


def question_about(sentence: str) -> str:
    """The question that a sentence such as "The rent is 900 euros." answers; "" if it is none of that kind."""
    if (match := _EVENT.match(sentence)) and _is_short(match["subject"]):
        return f"When {match['verb']} the {match['subject']} {match['done']}?"
    if (match := _AMOUNT.match(sentence)) and _is_short(match["subject"]):
        return f"What {match['verb']} the {match['subject']}?"
    if (match := _GERMAN_AMOUNT.match(sentence)) and _is_short(match["subject"]):
        verb = "ist" if match["verb"] == "beträgt" else "sind"
        return f"Wie hoch {verb} {match['article'].lower()} {match['subject']}?"
    return ""


def _is_short(subject: str) -> bool:
    return len(subject.split()) <= _MOST_WORDS
