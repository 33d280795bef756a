"""Cuts documents without pages into parts of bounded size.

Readers hand in blocks (paragraphs, headings, rows of tables); parts end between blocks. Where exactly is decided by
the blocks around the place, not by what is further above, so that an edit leaves the other parts as they were.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.reading.page_text import Heading, PartText, PlaceMark

_MOST = 20_000
"""Characters of a part."""
_LEAST = 12_000
_CUT_EVERY = 8
"""Between `_LEAST` and `_MOST` a part ends before a heading and before one of so many other blocks."""
_HASHED = 48
"""Characters of a block that decide whether a part begins with it."""
_LEAST_LETTERS = 10
"""A shorter footer ("Page 3 of 12") names nothing."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of a document that stands for itself; `level` is that of a heading, 0 for ordinary text.

    `title` is a heading's text without marks of the format; `tight` blocks (rows of a table, items of a list) follow
    the block before them on the next line, others after a blank line. `place` says where the block stands in the
    document ("slide 3", "chapter 3"); with "" it stands where the block before it does. Blocks of a text whose lines
    are kept as they are say in `line` which line of the file they begin with (1-based): each of their lines is then a
    place of its own ("line 12").
    """

    text: str
    level: int = 0
    title: str = ""
    tight: bool = False
    place: str = ""
    line: int = 0


def says_something(footer: str) -> bool:
    """Tell whether a page footer is worth reading once: an address or a bank account, and no page number."""
    return sum(map(str.isalpha, footer)) >= _LEAST_LETTERS


def parts_of_blocks(blocks: Iterable[TextBlock]) -> Iterator[PartText]:
    """Yield the parts that the blocks make. A document without blocks is one part without text."""
    part = _PartBuilder(1, "")
    for block in _bounded(blocks):
        if part.has_no_room_for(block):
            yield part.build()
            part = _PartBuilder(part.number + 1, part.place)
        part.add(block)
    yield part.build()


class _PartBuilder:
    """Writes the blocks of one part; `place` is where the last block stood, at first that of the part before."""

    def __init__(self, number: int, place: str) -> None:
        self.number = number
        self.place = place
        self._pieces: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._marks = [PlaceMark(0, place)] if place else []

    def has_no_room_for(self, block: TextBlock) -> bool:
        length = self._length + len(self._separator(block)) + len(block.text)
        return length > _MOST or (self._length > _LEAST and _is_good_beginning(block))

    def add(self, block: TextBlock) -> None:
        separator = self._separator(block)
        start = self._length + len(separator)
        if block.level:
            self._headings.append(Heading(start, block.level, block.title or block.text))
        for offset, place in _places(block):
            if place != self.place:
                if start + offset == 0:
                    self._marks.clear()
                self._marks.append(PlaceMark(start + offset, place))
                self.place = place
        self._pieces += (separator, block.text)
        self._length = start + len(block.text)

    def build(self) -> PartText:
        headings, places = tuple(self._headings), tuple(self._marks)
        return PartText(self.number, None, "".join(self._pieces), headings=headings, places=places)

    def _separator(self, block: TextBlock) -> str:
        return ("\n" if block.tight else "\n\n") if self._pieces else ""


def cut_long_text(text: str) -> Iterator[str]:
    """Yield `text` in pieces that fit into a part, cut after line ends, else after spaces, else anywhere."""
    start = 0
    while len(text) - start > _LEAST:
        end = start + _LEAST
        cut = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        yield text[start:cut]
        start = cut
    if start < len(text):
        yield text[start:]


def _bounded(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    for block in blocks:
        if len(block.text) <= _LEAST:
            yield block
            continue
        line, tight = block.line, block.tight
        for piece in cut_long_text(block.text):
            if piece.strip():
                yield TextBlock(piece.rstrip(), tight=tight, place=block.place, line=line)
                tight = True
            line += piece.count("\n") if line else 0


def _places(block: TextBlock) -> Iterator[tuple[int, str]]:
    """Yield the places of a block with the offsets in its text where they begin."""
    if block.line:
        offset = 0
        for number, text in enumerate(block.text.split("\n"), start=block.line):
            yield offset, f"line {number}"
            offset += len(text) + 1
    elif block.place:
        yield 0, block.place


def _is_good_beginning(block: TextBlock) -> bool:
    """Decided by the block's first words, so that an edit within it moves no part's beginning."""
    return bool(block.level) or zlib.crc32(block.text[:_HASHED].encode("utf-8", "replace")) % _CUT_EVERY == 0
