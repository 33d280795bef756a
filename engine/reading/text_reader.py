"""Reads plain text, source code and Markdown. The text stays as it was written, and knows its lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from engine.reading.page_text import PartText
from engine.reading.text_encoding import text_chunks
from engine.reading.text_parts import TextBlock, cut_long_text, parts_of_blocks

_BLANK_LINES = re.compile(r"(\n(?:[^\S\n]*\n)+|\f)")
_MOST_PENDING = 1 << 17
"""Characters without a blank line that are held before they are cut."""

_LARGEST_MARKUP = 5_000_000
"""Characters. Beyond that headings are not looked for."""
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n.*?\n---[^\S\n]*\n", re.DOTALL)


class PlainTextReader:
    """Yields parts of paragraphs, never holding more than one part's text."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        yield from parts_of_blocks(paragraphs(text_chunks(path)))


class SourceReader(PlainTextReader):
    """Yields parts of what stands between blank lines: source code, settings and logs are read like plain text."""


class MarkdownReader:
    """Yields parts of paragraphs whose headings are known."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        yield from parts_of_blocks(blocks_of_markup("".join(text_chunks(path)), _markdown_headings))


class HeadingLines(NamedTuple):
    """A heading that fills the lines `first` up to, not including, `last` (0-based) of a text."""

    first: int
    last: int
    level: int
    title: str


def paragraphs(chunks: Iterable[str], line: int = 1) -> Iterator[TextBlock]:
    """Yield what stands between blank lines, in pieces where that is very long; `line` is the number of the first."""
    before = ""
    for text in _between_blank_lines(chunks):
        if text.strip():
            body = text.lstrip("\n")
            yield TextBlock(body.rstrip(), tight=bool(before.strip()), line=line + len(text) - len(body))
        line += text.count("\n")
        before = text


def _between_blank_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Yield all of a text: blank lines, and what stands between them in one piece or several."""
    pending = ""
    for chunk in chunks:
        *complete, pending = _BLANK_LINES.split(pending + chunk)
        yield from complete
        if len(pending) > _MOST_PENDING:
            *complete, pending = cut_long_text(pending)
            yield from complete
    yield from cut_long_text(pending)


def blocks_of_markup(text: str, find_headings: Callable[[list[str]], Iterable[HeadingLines]]) -> Iterator[TextBlock]:
    """Yield the headings of a text and the paragraphs between them, all as they were written."""
    lines = text.split("\n")
    next_line = 0
    for heading in find_headings(lines) if len(text) <= _LARGEST_MARKUP else ():
        yield from paragraphs(["\n".join(lines[next_line : heading.first])], next_line + 1)
        source = "\n".join(lines[heading.first : heading.last]).rstrip()
        yield TextBlock(source, heading.level, heading.title, line=heading.first + 1)
        next_line = heading.last
    yield from paragraphs(["\n".join(lines[next_line:])], next_line + 1)


def _markdown_headings(lines: list[str]) -> Iterator[HeadingLines]:
    """Find headings by the parser's line maps."""
    from markdown_it import MarkdownIt

    # Front matter would be taken for a heading: its closing line looks like an underline.
    source = _FRONT_MATTER.sub(lambda match: "\n" * match.group().count("\n"), "\n".join(lines))
    tokens = MarkdownIt("commonmark").disable("inline").parse(source)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map and opening.level == 0:
            first, last = opening.map
            yield HeadingLines(first, last, int(opening.tag[1]), inline.content)
