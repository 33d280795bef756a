"""What a reader makes of a document: parts of text whose words know where they stand on the page."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from pathlib import Path

from engine.types import Rectangle


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """Where the words of a page stand, in reading order.

    Word i is `text[starts[i]:ends[i]]` of its part and fills the box `boxes[4 * i : 4 * i + 4]` (x0, y0, x1, y1 in
    points from the page's top left corner, rotation applied). Character ranges ascend and do not overlap.
    """

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands at `start` in the text of its part; level 1 is the outermost."""

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class PartText:
    """One part of a document as read: a page, or a bounded stretch of a document without pages.

    `text` is in reading order with "\n" at line ends and "\n\n" between paragraphs; what repeats on every page (headers, footers,
    page numbers) is left out of it. `page` is the 1-based page number, None for formats without pages; `label` is
    the page number printed on the page where it differs ("iv").
    """

    part: int
    page: int | None
    text: str
    label: str = ""
    headings: tuple[Heading, ...] = ()
    words: WordBoxes = field(default_factory=WordBoxes)


class DocumentReader(Protocol):
    """Reads one format. A reader is opened with a path and yields parts one by one, never holding the whole."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentError` subclasses."""
        ...


def rectangles_of_range(page: int, words: WordBoxes, start: int, end: int) -> tuple[Rectangle, ...]:
    """The boxes that cover the words of `text[start:end]`, one box a line.

    A word that is only partly in the range is covered in proportion to its characters. Words belong to the same line if they follow each other,
    their boxes overlap vertically by more than half of the lower one, and x does not jump back.
    """
    raise NotImplementedError
