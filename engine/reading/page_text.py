"""What a reader makes of a document: parts of text whose words know where they stand on the page."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from engine.types import Rectangle

_WIDEST_SPACE = 2.0
"""In line heights: a wider gap within a line parts columns or table cells, not words."""
_SLACK = 0.5
"""In line heights: how far neighbouring words may overlap. More, and x jumped back: it is another line."""
_COUNTED = frozenset({"line", "page", "row", "slide"})
"""Words in places that have a plural."""


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """Where the words of a page stand, in reading order.

    Word i is `text[starts[i]:ends[i]]` of its part and fills the box `boxes[4 * i : 4 * i + 4]` (x0, y0, x1, y1 in
    points from the page's top left corner, rotation applied). Character ranges ascend and do not overlap. (The quoted
    types: arrays take parameters from Python 3.12 on.)
    """

    starts: "array[int]" = field(default_factory=lambda: array("I"))
    ends: "array[int]" = field(default_factory=lambda: array("I"))
    boxes: "array[float]" = field(default_factory=lambda: array("f"))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands at `start` in the text of its part; level 1 is the outermost."""

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """From character `start` of a part on, the place in the document is called `place` ("line 12", "slide 3")."""

    start: int
    place: str


@dataclass(frozen=True, slots=True)
class PartText:
    r"""One part of a document as read: a page or slide, or a bounded stretch of a document without pages.

    `text` is in reading order with "\n" at line ends and "\n\n" between paragraphs; what repeats on every page
    (headers, footers, page numbers) is left out of it. `page` is the 1-based number of the page or slide, None for
    formats without; `label` is the page number printed on the page where it differs ("iv"). `places` ascend. A part
    that shows an image and has no usable text has `needs_ocr` set; what text it has is kept until the image is read.
    """

    part: int
    page: int | None
    text: str
    label: str = ""
    headings: tuple[Heading, ...] = ()
    words: WordBoxes = field(default_factory=WordBoxes)
    places: tuple[PlaceMark, ...] = ()
    needs_ocr: bool = False


class DocumentReader(Protocol):
    """Reads one format. A reader is opened with a path and yields parts one by one, never holding the whole."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentError` subclasses."""
        ...


def place_of_range(part: PartText, start: int, end: int) -> str:
    """Say in words where `text[start:end]` stands: "page 15 (printed iv)", "slide 3", "lines 5–9"; "" if unknown."""
    if not part.places:
        printed = f" (printed {part.label})" if part.label else ""
        return "" if part.page is None else f"page {part.page}{printed}"
    first = _place_at(part.places, start)
    last = _place_at(part.places, max(start, end - 1))
    return first if first == last else _span(first, last)


def _span(first: str, last: str) -> str:
    """Join two places without saying twice what they share."""
    first_words, last_words = first.split(" "), last.split(" ")
    shared = next((n for n, pair in enumerate(zip(first_words, last_words, strict=False)) if pair[0] != pair[1]), 0)
    if shared and first_words[shared - 1] in _COUNTED:
        first_words[shared - 1] += "s"
    return f"{' '.join(first_words)}–{' '.join(last_words[shared:])}"


def _place_at(places: Sequence[PlaceMark], offset: int) -> str:
    return places[max(0, bisect_right(places, offset, key=attrgetter("start")) - 1)].place


def rectangles_of_range(page: int, words: WordBoxes, start: int, end: int) -> tuple[Rectangle, ...]:
    """Find the boxes that cover the words of `text[start:end]`, one box a line; none for an empty range.

    A word that is only partly in the range is covered in proportion to its characters. Words belong to the same line
    if they follow each other, their boxes overlap vertically by more than half of the lower one, and the space
    between them is that of neighbours: a gap as wide as a column's margin starts a new box.
    """
    if start >= end:
        return ()
    lines: list[Rectangle] = []
    for index in range(bisect_right(words.ends, start), bisect_left(words.starts, end)):
        box = _box_of_word(page, words, index, start, end)
        if lines and _on_same_line(lines[-1], box):
            lines[-1] = _union(lines[-1], box)
        else:
            lines.append(box)
    return tuple(lines)


def _box_of_word(page: int, words: WordBoxes, index: int, start: int, end: int) -> Rectangle:
    """Cut a word's box to the part that belongs to the range; characters are taken to be equally wide."""
    x0, y0, x1, y1 = words.boxes[4 * index : 4 * index + 4]
    first, last = words.starts[index], words.ends[index]
    width = (x1 - x0) / max(1, last - first)
    return Rectangle(page, x0 + width * max(0, start - first), y0, x1 - width * max(0, last - end), y1)


def _on_same_line(line: Rectangle, word: Rectangle) -> bool:
    heights = (line.y1 - line.y0, word.y1 - word.y0)
    overlap = min(line.y1, word.y1) - max(line.y0, word.y0)
    gap = max(word.x0 - line.x1, line.x0 - word.x1)  # negative where the boxes overlap
    return overlap > min(heights) / 2 and -_SLACK * max(heights) < gap < _WIDEST_SPACE * max(heights)


def _union(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        one.page, min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
    )
