"""Reads RTF documents with striprtf.

striprtf drops what headings and tables are marked with, so these marks are made visible to it before: it is given
private characters in their places. What it is slow or helpless with (pictures, hyperlinks) is left out before.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from striprtf.striprtf import font_table_group, rtf_to_text

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.page_text import PartText
from engine.reading.table_lines import table_lines
from engine.reading.text_encoding import LARGEST_TEXT, clean_text
from engine.reading.text_parts import TextBlock, parts_of_blocks

_MOST_RTF = 32 * 1024 * 1024
"""Bytes without pictures. striprtf reads two to three million a second."""

_LONGEST_FONT_TABLE = 1 << 16
"""Characters. striprtf searches it in quadratic time; Word writes ten to twenty thousand."""

_START = b"{\\rtf"
_BINARY = re.compile(rb"\\bin(\d{1,10}) ?")
_HEXADECIMAL = re.compile(rb"[0-9a-fA-F\r\n]{256,}")
"""Pictures and embedded objects."""
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_FIELD = re.compile(r"\\field(?![a-z])")
"""A line end behind it, which means nothing in RTF, saves it from striprtf's search for hyperlinks: that one takes
cubic time, and writes addresses into the text."""
_MARK = re.compile(r"(?<!\\)\\(nestcell|cell|trowd|nestrow|row|line|outlinelevel(\d))(?![a-z\d]) ?")
_CELL_END, _ROW_START, _ROW_END, _LINE_END, _HEADING = map(chr, range(0xE100, 0xE105))
"""Private characters; `_HEADING` and the nine after it begin paragraphs of outline levels 1 to 9, and ordinary ones."""
_MARKS = {
    "cell": _CELL_END,
    "nestcell": _CELL_END,
    "trowd": _ROW_START,
    "row": _ROW_END,
    "nestrow": _ROW_END,
    "line": _LINE_END,
}
_ORDINARY = 10
_OUTLINE = re.compile(f"[{_HEADING}-{chr(ord(_HEADING) + _ORDINARY - 1)}]")
_PRIVATE = re.compile(f"[{_CELL_END}-{_LINE_END}]")


class RtfReader:
    """Yields parts made of paragraphs, headings and table rows."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument` and `DocumentTooLarge`."""
        source = _source_without_pictures(path)
        try:
            source = _MARK.sub(_as_private_character, _FIELD.sub(r"\\field" "\n", source))
            text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError, LookupError) as error:  # numbers that mean nothing, unknown code pages
            raise DamagedDocument("It is not RTF inside.") from error
        # Characters beyond U+FFFF are written as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield from parts_of_blocks(_blocks(text))


def _source_without_pictures(path: Path) -> str:
    if path.stat().st_size > LARGEST_TEXT:
        raise DocumentTooLarge(f"RTF files may have up to {LARGEST_TEXT >> 20} MB.")
    content = path.read_bytes()
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_START):
        raise DamagedDocument("It does not begin as RTF does.")
    content = _HEXADECIMAL.sub(b"", b"".join(_without_binary(content)))
    if len(content) > _MOST_RTF:
        raise DocumentTooLarge(f"RTF files may have up to {_MOST_RTF >> 20} MB besides pictures.")
    source = _decoded(content)
    if len(font_table_group(source)) > _LONGEST_FONT_TABLE:  # type: ignore[no-untyped-call]
        raise DamagedDocument("Its table of fonts does not end.")
    return source


def _decoded(content: bytes) -> str:
    code_page = _CODE_PAGE.search(content)
    try:
        return content.decode(f"cp{int(code_page[1])}" if code_page else "cp1252", "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _without_binary(content: bytes) -> Iterator[bytes]:
    start = 0
    while (match := _BINARY.search(content, start)) is not None:
        yield content[start : match.start()]
        start = match.end() + int(match[1])
    yield content[start:]


def _as_private_character(match: re.Match[str]) -> str:
    character = ord(_HEADING) + int(match[2]) if match[2] else ord(_MARKS[match[1]])
    return f"{{\\u{character}}}"


def _blocks(text: str) -> Iterator[TextBlock]:
    """Yield the paragraphs, and the rows of tables with the names of their columns."""
    rows: list[str] = []
    for piece in text.split(_ROW_END):
        before, _, row = piece.partition(_ROW_START)
        if before.strip():
            yield from _table_blocks(rows)
            yield from filter(None, map(_paragraph_block, before.split("\n")))
            rows = []
        rows.append(row)
    yield from _table_blocks(rows)


def _table_blocks(rows: Iterable[str]) -> Iterator[TextBlock]:
    cells = ([" ".join(_clean(cell).split()) for cell in row.split(_CELL_END)] for row in rows)
    for index, (_, line) in enumerate(table_lines(enumerate(cells))):
        yield TextBlock(line, tight=index > 0)


def _paragraph_block(line: str) -> TextBlock | None:
    outline = _OUTLINE.search(line)
    level = ord(outline[0]) - ord(_HEADING) + 1 if outline else 0
    text = _clean(line.replace(_LINE_END, "\n")).strip()
    return TextBlock(text, level % _ORDINARY) if text else None


def _clean(text: str) -> str:
    """Drop the private characters, and what is not seen."""
    return clean_text(_PRIVATE.sub(" ", _OUTLINE.sub("", text)))
