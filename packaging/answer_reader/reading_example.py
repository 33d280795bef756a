"""One lesson for the answer reader: a question, a passage, and where the passage answers it, if it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingExample:
    """`answer` is a half-open range of characters of `passage`, or None if the passage does not tell.

    `title` is what the passage stands under: the name of its document, its headings.
    """

    question: str
    title: str
    passage: str
    answer: tuple[int, int] | None
