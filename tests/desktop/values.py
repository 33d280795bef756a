"""Ready-made documents, passages and answers."""

from pathlib import Path

from engine.errors import DamagedDocument
from engine.types import (
    Answer,
    AnswerTimes,
    Citation,
    Document,
    DocumentState,
    Passage,
    Rectangle,
    SearchHit,
    Sentence,
)

FOLDER = Path("/documents")


def document(name: str, state: DocumentState = DocumentState.INDEXED, passages: int = 10) -> Document:
    failure = DamagedDocument("No page table.").as_failure() if state == DocumentState.FAILED else None
    return Document(FOLDER / name, state, passages=passages, passages_embedded=passages // 2, failure=failure)


def hit(rank: int, text: str = "The notice period is three months.") -> SearchHit:
    box = Rectangle(rank, 10, 20, 110, 32)
    passage = Passage(
        rank, FOLDER / f"{rank}.pdf", "hash", rank, rank, 5, 5 + len(text), text, "Terms", (box,), f"page {rank}"
    )
    return SearchHit(rank, passage, 1 / rank)


def citation(index: int, quote: str = "three months") -> Citation:
    box = Rectangle(index, 30, 20, 60, 32)
    place = f"page {index}"
    return Citation(
        index, FOLDER / f"{index}.pdf", "hash", index, index, 25, 25 + len(quote), quote, (box,), place=place
    )


def answer() -> Answer:
    sentences = (
        Sentence("The notice period is three months.", True, (1,)),
        Sentence("It may be shorter for a reason.", True, (2, 1)),
    )
    text = " ".join(sentence.text for sentence in sentences)
    cited = (citation(1), citation(2, "for a reason"))
    return Answer(text, True, sentences, cited, (hit(1), hit(2), hit(3)), AnswerTimes(0.05, 1.0, 6.2), "Tiny model")


def not_found() -> Answer:
    return Answer("Your documents do not say.", False, sources=(hit(1), hit(2)), times=AnswerTimes(0.04, None, 0.1))
