"""Reads OpenDocument texts (.odt) and presentations (.odp) with odfdo, which opens and parses the package."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

from odfdo import Document, Element
from odfdo.security import security

from engine.errors import DamagedDocument
from engine.reading.office_package import check_package
from engine.reading.page_text import PartText
from engine.reading.slide_text import in_reading_order, slide_part
from engine.reading.table_lines import row_line, table_lines
from engine.reading.text_encoding import clean_text
from engine.reading.text_parts import TextBlock, parts_of_blocks, says_something

# `check_package` bounds what is unpacked; the ratio alone says nothing: long tables of like rows exceed odfdo's limit.
security.max_compression_ratio = 2000

_PARAGRAPHS = {"text:p", "text:h"}
_SKIPPED = {
    "office:annotation",
    "office:forms",
    "presentation:notes",
    "svg:desc",
    "svg:title",
    "text:note",
    "text:ruby-text",
    "text:tracked-changes",
}
"""Not part of the text that they stand in: read elsewhere, deleted, or said in other words."""
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_MOST_REPEATED = 100
"""Spaces, or empty cells of a row, that are written as one with a number."""
_LONGEST_ROW = 600
"""Characters. Longer rows are those of tables that only place things; their cells are read one by one."""
_REPEATED_FRAMES = {"date-time", "footer", "header", "page-number"}
_LENGTH = re.compile(r"(-?[\d.]{1,20})(cm|mm|in|pt|pc)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}


class OpenTextReader:
    """Yields parts made of paragraphs, headings, list items and rows: page headers first, footers and notes last."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`."""
        yield from _parts(path, lambda document: parts_of_blocks(_text_document_blocks(document)))


class OpenSlidesReader:
    """Yields a part a slide: title, then what is on it in reading order, then the speaker's notes."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the slides in order, hidden ones too.

        Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`.
        """
        yield from _parts(path, _slides)


def _parts(path: Path, read: Callable[[Document], Iterator[PartText]]) -> Iterator[PartText]:
    check_package(path)
    try:
        yield from read(Document(path))
    except MemoryError:
        raise
    except Exception as error:  # odfdo lets those of zipfile and lxml through, and KeyErrors and TypeErrors of its own
        raise DamagedDocument("It is not an OpenDocument file inside.") from error


def _text_document_blocks(document: Document) -> Iterator[TextBlock]:
    yield from map(TextBlock, filter(None, _page_texts(document, "header")))
    styles = document.content.get_elements("//style:style[@style:parent-style-name='Title']")
    titles = {"Title", *(str(style.get_attribute("style:name")) for style in styles)}
    body = document.body
    yield from _blocks(_children(body), titles)
    yield from map(TextBlock, filter(says_something, _page_texts(document, "footer")))
    for note in body.get_elements("descendant::text:note-body"):
        text = _joined(note)
        if text:
            yield TextBlock(text)
    for annotation in body.get_elements("descendant::office:annotation"):
        text, author = _joined(annotation), annotation.get_element("dc:creator")
        if text:
            yield TextBlock(f"Comment by {author.text}: {text}" if author else f"Comment: {text}")


def _page_texts(document: Document, kind: str) -> Iterable[str]:
    """The texts of all page headers or footers (`kind`), each once: the pages of every style have their own."""
    elements = document.styles.get_elements(f"//style:master-page/style:{kind}")
    return dict.fromkeys(_joined(element, " ") for element in elements)


def _slides(document: Document) -> Iterator[PartText]:
    for number, page in enumerate(document.body.get_elements("draw:page"), start=1):
        yield slide_part(number, _slide_blocks(page))


def _slide_blocks(page: Element) -> Iterator[TextBlock]:
    frames = [frame for frame in _children(page) if _purpose(frame) not in _REPEATED_FRAMES]
    for frame in frames:
        if _purpose(frame) == "title":
            title = _joined(frame, " ")
            if title:
                yield TextBlock(title, level=1)
    placed = [(*_position(frame), frame) for frame in frames if _purpose(frame) != "title"]
    for frame in in_reading_order(placed):
        yield from _blocks([frame])
    for notes in page.get_elements("presentation:notes"):
        text = "\n".join(filter(None, map(_joined, notes.get_elements("draw:frame"))))
        if text:
            yield TextBlock(f"Notes: {text}")


def _purpose(frame: Element) -> str:
    return str(frame.get_attribute("presentation:class"))


def _position(frame: Element) -> tuple[float, float]:
    """The top and left edges in points; a group stands where the first of its shapes does."""
    if frame.tag == "draw:g":
        return min(map(_position, _children(frame)), default=(0.0, 0.0))
    return _points(frame.get_attribute("svg:y")), _points(frame.get_attribute("svg:x"))


def _points(length: object) -> float:
    match = _LENGTH.fullmatch(str(length))
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _blocks(elements: Iterable[Element], titles: Container[object] = ()) -> Iterator[TextBlock]:
    """Yield what stands in a body, a section, a cell or a frame, containers opened, in order."""
    for element in elements:
        if element.tag in _SKIPPED:
            continue
        if element.tag in _PARAGRAPHS:
            yield from _paragraph_blocks(element, titles)
        elif element.tag == "text:list":
            yield from _list_blocks(element)
        elif element.tag == "table:table":
            yield from _table_blocks(element)
        else:
            yield from _blocks(_children(element), titles)


def _paragraph_blocks(paragraph: Element, titles: Container[object]) -> Iterator[TextBlock]:
    text = _text(paragraph)
    level = 0
    if paragraph.tag == "text:h":
        level = max(1, paragraph.get_attribute_integer("text:outline-level") or 1)
    elif paragraph.get_attribute("text:style-name") in titles:
        level = 1
    if text:
        yield TextBlock(text, level)
    yield from _blocks(_drawn(paragraph))


def _drawn(paragraph: Element) -> Iterator[Element]:
    """Yield the frames and shapes that stand in a paragraph."""
    for child in _children(paragraph):
        if child.tag.startswith("draw:"):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _drawn(child)


def _list_blocks(items: Element) -> Iterator[TextBlock]:
    """Yield each item, those of inner lists too; a numbered chapter's heading is an item of a list as well."""
    tight = False
    for item in _children(items):
        for block in _blocks(_children(item)):
            is_plain = not block.level and not block.text.startswith("• ")
            yield TextBlock(f"• {block.text}" if is_plain else block.text, block.level, tight=tight and not block.level)
            tight = not block.level


def _table_blocks(table: Element) -> Iterator[TextBlock]:
    rows = list(_rows(table))
    texts = [_row_texts(row) for row in rows]
    marked = any(child.tag == "table:table-header-rows" for child in _children(table))
    tight = False
    for number, line in table_lines(enumerate(texts), first_is_header=marked):
        is_long = len(row_line(texts[number])) > _LONGEST_ROW
        if is_long:
            yield from _blocks(_children(rows[number]))
        else:
            yield TextBlock(line, tight=tight)
        tight = not is_long


def _rows(table: Element) -> Iterator[Element]:
    for child in _children(table):
        if child.tag == "table:table-row":
            yield child
        elif child.tag.startswith("table:table-"):  # groups of rows, and columns, which have none
            yield from _rows(child)


def _row_texts(row: Element) -> list[str]:
    """The texts of a row's cells, one a column."""
    texts = []
    for cell in _children(row):
        if cell.tag in _CELLS:
            repeated = cell.get_attribute_integer("table:number-columns-repeated") or 1
            texts += [" ".join(_joined(cell).split())] * min(repeated, _MOST_REPEATED)
    return texts


def _children(element: Element) -> list[Element]:
    """The elements within, without XML comments, which odfdo trips over."""
    return element.get_elements("*")


def _joined(element: Element, separator: str = "\n") -> str:
    """The texts of all paragraphs below an element."""
    return separator.join(filter(None, map(_text, _paragraphs(element))))


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in _children(element):
        if child.tag in _PARAGRAPHS:
            yield child
            yield from _paragraphs(child)
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child)


def _text(paragraph: Element) -> str:
    return clean_text("".join(_text_pieces(paragraph))).strip()


def _text_pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in _children(element):
        if child.tag == "text:s":
            yield " " * min(child.get_attribute_integer("text:c") or 1, _MOST_REPEATED)
        elif child.tag == "text:tab":
            yield "\t"
        elif child.tag == "text:line-break":
            yield "\n"
        elif child.tag not in _SKIPPED and not child.tag.startswith("draw:"):
            yield from _text_pieces(child)
        yield child.tail or ""
