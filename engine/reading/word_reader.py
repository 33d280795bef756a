"""Reads Word documents with python-docx, which opens and parses the package.

The text is taken from the XML itself: the paragraphs of python-docx leave out content controls, tracked insertions
and text boxes. Entities are not resolved and nothing is fetched.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from docx.document import Document
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart

from engine.errors import DamagedDocument
from engine.reading.office_package import check_package
from engine.reading.page_text import PartText
from engine.reading.table_lines import row_line, table_lines
from engine.reading.text_encoding import clean_text
from engine.reading.text_parts import TextBlock, parts_of_blocks, says_something

# python-docx knows the type of plain documents only. Macros are never run: nothing here knows what they are.
_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_TEMPLATE_WITH_MACROS = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
PartFactory.part_type_for.update(dict.fromkeys((_WITH_MACROS, _TEMPLATE, _TEMPLATE_WITH_MACROS), DocumentPart))

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same content once more, for old programs."""
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {f"{_W}p", f"{_W}txbxContent", f"{_W}moveFrom", _FALLBACK}
"""Not part of the paragraph that they stand in."""
_LONGEST_ROW = 600
"""Characters. Longer rows are those of tables that only place things; their cells are read one by one."""
_MOST_SPANNED = 100
"""Columns that one cell may span."""
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)


class WordReader:
    """Yields parts made of paragraphs, headings, list items and rows: page headers first, footers and notes last."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`."""
        check_package(path)
        try:
            part = Package.open(str(path)).main_document_part
            yield from parts_of_blocks(_blocks_of_document(part.document))
        except MemoryError:
            raise
        except Exception as error:  # python-docx lets those of zipfile, zlib and lxml through, and KeyErrors of its own
            raise DamagedDocument("It is not a Word document inside.") from error


def _blocks_of_document(document: Document) -> Iterator[TextBlock]:
    levels = _heading_levels(document)
    yield from _related_blocks(document, "/header")
    yield from _blocks(document.element.body, levels)
    yield from (block for block in _related_blocks(document, "/footer") if says_something(block.text))
    yield from _related_blocks(document, "/footnotes")
    yield from _related_blocks(document, "/endnotes")
    yield from _comment_blocks(document)


def _heading_levels(document: Document) -> dict[str, int]:
    """Map style ids to heading levels. The names of built-in styles are English in every language's files."""
    levels = {}
    for style in document.styles:
        match = _HEADING_STYLE.fullmatch(style.name or "")
        if match:
            levels[style.style_id] = int(match.group(1))
        elif style.name == "Title":
            levels[style.style_id] = 1
    return levels


def _related_blocks(document: Document, kind: str) -> Iterator[TextBlock]:
    """Yield the blocks of headers, footers or notes, each text once: sections repeat their headers."""
    seen = set()
    for root in _related_parts(document, kind):
        for paragraph in root.iter(f"{_W}p"):
            text = _text(paragraph)
            if text and text not in seen:
                seen.add(text)
                yield TextBlock(text)


def _comment_blocks(document: Document) -> Iterator[TextBlock]:
    for root in _related_parts(document, "/comments"):
        for comment in root.iter(f"{_W}comment"):
            text = "\n".join(filter(None, map(_text, comment.iter(f"{_W}p"))))
            author = clean_text(comment.get(f"{_W}author", "")).strip()
            if text:
                yield TextBlock(f"Comment by {author}: {text}" if author else f"Comment: {text}")


def _related_parts(document: Document, kind: str) -> Iterator[BaseOxmlElement]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _blocks(element: BaseOxmlElement, levels: dict[str, int]) -> Iterator[TextBlock]:
    """Yield what stands in a body, a cell or a text box, containers opened, in order."""
    was_item = False
    for child in element:
        if child.tag == f"{_W}p":
            is_item = child.find(f"{_W}pPr/{_W}numPr") is not None
            yield from _paragraph_blocks(child, levels, is_item=is_item, tight=is_item and was_item)
            was_item = is_item
        elif child.tag == f"{_W}tbl":
            yield from _table_blocks(child, levels)
        elif isinstance(child.tag, str):
            yield from _blocks(child, levels)


def _paragraph_blocks(
    paragraph: BaseOxmlElement, levels: dict[str, int], *, is_item: bool, tight: bool
) -> Iterator[TextBlock]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val"), 0) if style is not None else 0
    text = _text(paragraph)
    if text:
        yield TextBlock(f"• {text}" if is_item and not level else text, level, tight=tight and not level)
    for box in paragraph.iter(f"{_W}txbxContent"):
        owner = next(box.iterancestors(f"{_W}p"))
        if owner is paragraph and next(box.iterancestors(_FALLBACK), None) is None:
            yield from _blocks(box, levels)


def _table_blocks(table: BaseOxmlElement, levels: dict[str, int]) -> Iterator[TextBlock]:
    rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]  # not of inner tables
    texts = [_row_texts(row) for row in rows]
    marked = bool(rows) and rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None
    tight = False
    for number, line in table_lines(enumerate(texts), first_is_header=marked):
        is_long = len(row_line(texts[number])) > _LONGEST_ROW
        if is_long:
            for cell in _cells(rows[number]):
                yield from _blocks(cell, levels)
        else:
            yield TextBlock(line, tight=tight)
        tight = not is_long


def _row_texts(row: BaseOxmlElement) -> list[str]:
    """The texts of a row's cells, one a column: a cell that spans several columns stands in the first of them."""
    texts = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"))
    for cell in _cells(row):
        texts.append(" ".join(" ".join(map(_text, cell.iter(f"{_W}p"))).split()))
        texts += [""] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) - 1)
    return texts


def _cells(row: BaseOxmlElement) -> list[BaseOxmlElement]:
    return [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]


def _number(element: BaseOxmlElement | None) -> int:
    """The number of columns that a property of a row or cell tells, 0 if there is none."""
    value = "" if element is None else element.get(f"{_W}val", "")
    return min(int(value), _MOST_SPANNED) if value.isdecimal() else 0


def _text(paragraph: BaseOxmlElement) -> str:
    return clean_text("".join(_text_pieces(paragraph))).strip()


def _text_pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        if child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag.endswith("}t"):  # of a run, and of formulas and drawings
            yield child.text or ""
        else:
            yield from _text_pieces(child)
