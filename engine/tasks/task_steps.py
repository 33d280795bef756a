"""What a task yields while it works. `TaskRun` checks, cites and reports it."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.tasks.document_sentences import DocumentSentence
from engine.types import QuizQuestion


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the result and the sentences of documents that bear it out, at least one."""

    text: str
    sources: tuple[DocumentSentence, ...]
    heading: str = ""
    column: int = 0
    quiz: QuizQuestion | None = None
    is_translation: bool = False
    """True if `text` is in another language than its source."""


@dataclass(frozen=True, slots=True)
class Step:
    """Step `done` of `total` is finished; `what` comes next."""

    done: int
    total: int
    what: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about the result: what was left out, or why there is nothing."""

    text: str


TaskSteps = Iterator[Statement | Step | Remark]


def verbatim(sentence: DocumentSentence, heading: str = "", column: int = 0) -> Statement:
    """The sentence as it stands in the document."""
    return Statement(sentence.text, (sentence,), heading, column)


def unread_pages_remark(pages: int) -> list[Remark]:
    """What to say about `pages` that OCR has not read yet."""
    if not pages:
        return []
    still = "1 page of the document still waits" if pages == 1 else f"{pages} pages of the document still wait"
    return [Remark(f"{still} to be read from the image (OCR).")]
