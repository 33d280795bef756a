"""Reads reStructuredText, LaTeX, Org and AsciiDoc. The text stays as it was written; only its headings are looked for.

The headings are found line by line, which is what these languages define them by; nothing is expanded or included.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from engine.reading.page_text import PartText
from engine.reading.text_encoding import text_chunks
from engine.reading.text_parts import parts_of_blocks
from engine.reading.text_reader import HeadingLines, blocks_of_markup

_RST_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1+\s*")
_LATEX_HEADING = re.compile(r"\s*\\(part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{(.+)")
_LATEX_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_LATEX_MARK = re.compile(r"\\[a-zA-Z]+\*?(?:\[[^\]]*\])?|[{}$~]")
_ORG_HEADING = re.compile(r"(\*+)\s+(?:(?:TODO|DONE)\s+)?(?:\[#\w\]\s+)?(.+?)(?:\s+:[\w@#%:]+:)?\s*")
_ORG_BLOCK = re.compile(r"\s*#\+(begin|end)_", re.IGNORECASE)
_ASCIIDOC_HEADING = re.compile(r"(={1,6})\s+(\S.*?)(?:\s+=+)?\s*")
_ASCIIDOC_BLOCK = re.compile(r"(-{4}|\.{4}|/{4}|\+{4})[-./+]*\s*")

_LONGEST_HEADING = 500
"""Characters of a line that may be a heading."""


class MarkupReader:
    """Yields parts of paragraphs whose headings are known; the extension tells the language."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        find_headings = _FINDERS.get(path.suffix.lower(), _rst_headings)
        yield from parts_of_blocks(blocks_of_markup("".join(text_chunks(path)), find_headings))


def _rst_headings(lines: list[str]) -> Iterator[HeadingLines]:
    """Titles are underlined, some overlined as well; the styles get their levels in the order of their appearance."""
    styles: list[tuple[str, bool]] = []
    above_is_free = 0  # the first line that no heading has taken
    for number in range(1, len(lines)):
        title = lines[number - 1]
        underline = _RST_UNDERLINE.fullmatch(lines[number])
        if not underline or number - 1 < above_is_free or not any(map(str.isalnum, title)):
            continue
        overlined = number - 2 >= above_is_free and lines[number - 2].rstrip() == lines[number].rstrip()
        if len(lines[number].rstrip()) < len(title.strip()) or (title[0].isspace() and not overlined):
            continue
        style = (underline.group(1), overlined)
        if style not in styles:
            styles.append(style)
        yield HeadingLines(number - 1 - overlined, number + 1, styles.index(style) + 1, title.strip())
        above_is_free = number + 1


def _latex_headings(lines: list[str]) -> Iterator[HeadingLines]:
    for number, line in enumerate(lines):
        match = _LATEX_HEADING.match(line) if len(line) <= _LONGEST_HEADING else None
        if match:
            title = " ".join(_LATEX_MARK.sub(" ", _braced(match.group(2))).split())
            yield HeadingLines(number, number + 1, _LATEX_LEVELS[match.group(1)], title)


def _braced(text: str) -> str:
    """Cut a text before the brace that closes the one before it."""
    depth = 1
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return text[:index]
    return text


def _org_headings(lines: list[str]) -> Iterator[HeadingLines]:
    in_block = False
    for number, line in enumerate(lines):
        border = _ORG_BLOCK.match(line)
        if border:
            in_block = border.group(1).lower() == "begin"
        match = None if in_block or len(line) > _LONGEST_HEADING else _ORG_HEADING.fullmatch(line)
        if match:
            yield HeadingLines(number, number + 1, len(match.group(1)), match.group(2))


def _asciidoc_headings(lines: list[str]) -> Iterator[HeadingLines]:
    closing = ""
    for number, line in enumerate(lines):
        if _ASCIIDOC_BLOCK.fullmatch(line) and closing in ("", line.rstrip()):
            closing = "" if closing else line.rstrip()
        match = None if closing or len(line) > _LONGEST_HEADING else _ASCIIDOC_HEADING.fullmatch(line)
        if match:
            yield HeadingLines(number, number + 1, len(match.group(1)), match.group(2))


_FINDERS: dict[str, Callable[[list[str]], Iterable[HeadingLines]]] = {
    ".tex": _latex_headings,
    ".latex": _latex_headings,
    ".org": _org_headings,
    ".adoc": _asciidoc_headings,
    ".asciidoc": _asciidoc_headings,
}
"""What is not here is reStructuredText."""
