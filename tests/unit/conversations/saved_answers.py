"""Answers as they are kept, with everything that an answer may hold."""

from pathlib import Path

from engine.types import Answer, AnswerTimes, Citation, Passage, Rectangle, SearchHit, Sentence


def saved_answer(
    text: str = "The deposit is 900 euros.", path: Path = Path("/docs/a.pdf"), content: str = "h"
) -> Answer:
    """A found answer that cites one quote of the document at `path` with the hash `content`."""
    box = Rectangle(3, 10.5, 20, 110.25, 32)
    place = "page 3"
    citation = Citation(1, path, content, 3, 3, 10, 18, "900 euro", (box,), "Rent > Deposit", place)
    passage = Passage(
        7, path, content, 3, 3, 0, 30, f"{text} And so on.", "Rent", (box, box), place, (Path("/b/ü.pdf"),)
    )
    return Answer(
        text,
        True,
        (Sentence(text, True, (1,)),),
        (citation,),
        (SearchHit(1, passage, 0.03),),
        AnswerTimes(0.05, None, 1.5),
        "Tiny model",
        "The model crashed.",
        asked_as="How much is the deposit of the flat?",
    )
