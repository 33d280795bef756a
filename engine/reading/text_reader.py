"""Reads plain text and Markdown. The text stays as it was written, Markdown's marks included."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from engine.reading.page_text import PartText
from engine.reading.text_encoding import text_chunks
from engine.reading.text_parts import TextBlock, cut_long_text, parts_of_blocks

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+|\f")
_MOST_PENDING = 1 << 17
"""Characters without a blank line that are held before they are cut."""

_LARGEST_MARKDOWN = 5_000_000
"""Characters. Beyond that headings are not looked for."""
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n.*?\n---[^\S\n]*\n", re.DOTALL)


class PlainTextReader:
    """Yields parts of paragraphs, never holding more than one part's text."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        yield from parts_of_blocks(TextBlock(text) for text in paragraphs(text_chunks(path)))


class MarkdownReader:
    """Yields parts of paragraphs whose headings are known."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        text = "".join(text_chunks(path))
        if len(text) > _LARGEST_MARKDOWN:
            yield from parts_of_blocks(TextBlock(paragraph) for paragraph in paragraphs([text]))
        else:
            yield from parts_of_blocks(_markdown_blocks(text))


def paragraphs(chunks: Iterable[str]) -> Iterator[str]:
    """Yield what stands between blank lines, in pieces where that is very long."""
    pending = ""
    for chunk in chunks:
        *complete, pending = _BLANK_LINES.split(pending + chunk)
        yield from _without_blank(complete)
        if len(pending) > _MOST_PENDING:
            *complete, pending = cut_long_text(pending)
            yield from _without_blank(complete)
    yield from _without_blank(cut_long_text(pending))


def _without_blank(texts: Iterable[str]) -> Iterator[str]:
    return (text.strip("\n").rstrip() for text in texts if text.strip())


def _markdown_blocks(text: str) -> Iterator[TextBlock]:
    """Yield the source between headings in paragraphs, and the headings, found by the parser's line maps."""
    from markdown_it import MarkdownIt

    # Front matter would be taken for a heading: its closing line looks like an underline.
    source = _FRONT_MATTER.sub(lambda match: "\n" * match.group().count("\n"), text)
    tokens = MarkdownIt("commonmark").disable("inline").parse(source)
    lines = text.split("\n")
    next_line = 0
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map and opening.level == 0:
            first, last = opening.map
            yield from (TextBlock(paragraph) for paragraph in paragraphs(["\n".join(lines[next_line:first])]))
            yield TextBlock("\n".join(lines[first:last]).strip(), int(opening.tag[1]), inline.content)
            next_line = last
    yield from (TextBlock(paragraph) for paragraph in paragraphs(["\n".join(lines[next_line:])]))
