"""Reads e-books: EPUB page by page, FictionBook and Mobipocket (.mobi, .azw3) with PyMuPDF."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.epub_package import EpubPackage
from engine.reading.mupdf import pymupdf
from engine.reading.page_text import PartText
from engine.reading.text_encoding import one_line
from engine.reading.text_parts import TextBlock, parts_of_blocks
from engine.reading.web_reader import blocks_of_page, decoded_page

_HEADING_WITHIN = 10
"""Blocks of a page among which a heading is that of its chapter."""
_LARGEST_BOOK = 200 * 1024 * 1024
"""Bytes of a FictionBook or Mobipocket file, which are held in memory."""
_MOBI_MARKS_AT_60 = (b"BOOKMOBI", b"TEXtREAd")
_FICTION_BOOK = b"FictionBook"
_HEAD = 4096
_FIRST_RECORD_AT = 78
_ENCRYPTION_AT = 12
"""Of the first record of a Mobipocket file: 0 if the text is not encrypted."""
_PAGE = {"width": 600, "height": 20_000, "fontsize": 11}
"""In points. Paragraphs are cut where pages end, so the pages are as long as some thousand lines."""


class EbookReader:
    """Yields parts made of paragraphs and headings; their places are chapters."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`."""
        blocks = _epub_blocks(path) if zipfile.is_zipfile(path) else _flowing_blocks(path)
        yield from parts_of_blocks(blocks)


def _epub_blocks(path: Path) -> Iterator[TextBlock]:
    """Yield the blocks of each page; its chapter is named in the table of contents, else by its first heading."""
    with EpubPackage(path) as package:
        for number, page in enumerate(package.pages(), start=1):
            blocks = blocks_of_page(decoded_page(page.content), titled=False)
            first = list(islice(blocks, _HEADING_WITHIN))
            title = page.title or next((block.text for block in first if block.level), "")
            place = _chapter(title) or f"chapter {number}"
            yield from (replace(block, place=place) for block in chain(first, blocks))


def _flowing_blocks(path: Path) -> Iterator[TextBlock]:
    """Yield the blocks that PyMuPDF lays out; those that the outline names are headings, and begin chapters."""
    if path.stat().st_size > _LARGEST_BOOK:
        raise DocumentTooLarge(f"E-books may have up to {_LARGEST_BOOK >> 20} MB.")
    content = path.read_bytes()
    is_mobi = content[60:68] in _MOBI_MARKS_AT_60
    if is_mobi and _is_encrypted(content):
        raise EncryptedDocument
    if not is_mobi and _FICTION_BOOK not in content[:_HEAD].replace(b"\0", b""):  # in UTF-16 there are zeros
        raise DamagedDocument("It is not an e-book inside.")
    try:
        with pymupdf.open(stream=content, filetype="mobi" if is_mobi else "fb2") as book:
            book.layout(**_PAGE)
            yield from _blocks_of_book(book)
    except MemoryError:
        raise
    except Exception as error:  # PyMuPDF raises many kinds, some of them no RuntimeErrors
        raise DamagedDocument("It is not an e-book inside, or it is packed in an unknown way.") from error


def _blocks_of_book(book: pymupdf.Document) -> Iterator[TextBlock]:
    outline = [(level, one_line(title)) for level, title, _ in book.get_toc()]
    place, following = "", 0
    for page in book:
        for block in page.get_text("blocks", flags=0):
            text = one_line(block[4])
            level = 0
            if following < len(outline) and text == outline[following][1]:
                level = outline[following][0]
                place = _chapter(text)
                following += 1
            if text:
                yield TextBlock(text, level, place=place)


def _is_encrypted(content: bytes) -> bool:
    record = int.from_bytes(content[_FIRST_RECORD_AT : _FIRST_RECORD_AT + 4], "big")
    return content[record + _ENCRYPTION_AT : record + _ENCRYPTION_AT + 2] not in (b"\0\0", b"")


def _chapter(title: str) -> str:
    return f"chapter: {title[:80]}" if title else ""
