"""Ready-made documents, passages and answers."""

from pathlib import Path

from engine.errors import DamagedDocument
from engine.types import (
    Answer,
    AnswerExplanation,
    AnswerTimes,
    CheckedSentence,
    ChosenQuote,
    Citation,
    ComparedPassage,
    Confidence,
    Document,
    DocumentState,
    Passage,
    ReadQuestion,
    Rectangle,
    SearchHit,
    Sentence,
    SentPrompt,
    StepTime,
    Weighed,
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


def explanation() -> AnswerExplanation:
    """Of an answer for which eight passages were compared, and of whose two sentences one was struck out."""
    return AnswerExplanation(
        verdict="Answered in the words of the language model, as far as your documents bear them out.",
        question=ReadQuestion(
            "How long is the notice period?", ("long", "notice", "period"), ("termination",), (), (2,)
        ),
        passages_compared=50,
        sections_compared=11,
        candidates=tuple(compared(rank) for rank in range(1, 9)),
        quotes=(ChosenQuote(1, hit(1).passage, "The notice period is three months.", 1.9),),
        confidence=Confidence((Weighed("Likeness in meaning", 0.62, 4.1), Weighed("Start", 1.0, -1.0)), 0.45),
        prompt=SentPrompt("Quotes:\n[1] The notice period is three months.", 120, 40),
        written="The notice period is three months. It is <b>free</b>.",
        checked=(
            CheckedSentence("The notice period is three months.", True, "the quote says the same", "three months", 1),
            CheckedSentence("It is <b>free</b>.", False, "the quote does not say “free”", "three months"),
        ),
        steps=(StepTime("Passages by words", 0.01), StepTime("Reading the prompt", 0.75)),
        tokens_per_second=48.3,
    )


def compared(rank: int) -> ComparedPassage:
    signals = (Weighed("Words of the question in the passage", 1 / rank, 1.0), Weighed("Likeness in meaning", 0.5, 1.0))
    fate = "Read" if rank <= 6 else "Left out: says the same as 1.pdf, page 1"
    return ComparedPassage(rank, hit(rank).passage, signals, rank, None, fate, was_read=rank <= 6)
