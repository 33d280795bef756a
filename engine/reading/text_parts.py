"""Cuts documents without pages into parts of bounded size.

Readers hand in blocks (paragraphs, headings, rows of tables); parts end between blocks. Where exactly is decided by
the blocks around the place, not by what is further above, so that an edit leaves the other parts as they were.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.reading.page_text import Heading, PartText

_MOST = 20_000
"""Characters of a part."""
_LEAST = 12_000
_CUT_EVERY = 8
"""Between `_LEAST` and `_MOST` a part ends before a heading and before one of so many other blocks."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of a document that stands for itself; `level` is that of a heading, 0 for ordinary text.

    `title` is a heading's text without marks of the format; `tight` blocks (rows of a table, items of a list) follow
    the block before them on the next line, others after a blank line.
    """

    text: str
    level: int = 0
    title: str = ""
    tight: bool = False


def parts_of_blocks(blocks: Iterable[TextBlock]) -> Iterator[PartText]:
    """Yield the parts that the blocks make. A document without blocks is one part without text."""
    number, pieces, length = 1, list[str](), 0
    headings: list[Heading] = []
    for block in _bounded(blocks):
        separator = ("\n" if block.tight else "\n\n") if pieces else ""
        if length + len(separator) + len(block.text) > _MOST or (length > _LEAST and _is_good_beginning(block)):
            yield PartText(number, None, "".join(pieces), headings=tuple(headings))
            number, pieces, length, headings, separator = number + 1, [], 0, [], ""
        if block.level:
            headings.append(Heading(length + len(separator), block.level, block.title or block.text))
        pieces += (separator, block.text)
        length += len(separator) + len(block.text)
    yield PartText(number, None, "".join(pieces), headings=tuple(headings))


def cut_long_text(text: str) -> Iterator[str]:
    """Yield `text` in pieces that fit into a part, cut at line ends, else at spaces, else anywhere."""
    start = 0
    while len(text) - start > _LEAST:
        end = start + _LEAST
        cut = max(text.rfind("\n", start + 1, end), start) or start
        if cut == start:
            cut = text.rfind(" ", start + 1, end)
        cut = cut if cut > start else end
        yield text[start:cut]
        start = cut + (text[cut] in "\n ")
    if start < len(text):
        yield text[start:]


def _bounded(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    for block in blocks:
        if len(block.text) <= _LEAST:
            yield block
        else:
            yield from (TextBlock(piece, tight=True) for piece in cut_long_text(block.text))


def _is_good_beginning(block: TextBlock) -> bool:
    return bool(block.level) or zlib.crc32(block.text.encode("utf-8", "replace")) % _CUT_EVERY == 0
