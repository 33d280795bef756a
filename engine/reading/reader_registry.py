"""Which reader reads which file: the extension decides, and the first bytes have the last word."""

import re
from enum import StrEnum
from pathlib import Path

from engine.errors import EmptyDocument, EncryptedDocument, UnsupportedFormat, document_error_of
from engine.reading.page_text import DocumentReader


class DocumentFormat(StrEnum):
    """The formats that Pagewise reads."""

    PDF = "pdf"
    WORD = "word"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


_FORMATS = {
    ".pdf": DocumentFormat.PDF,
    ".docx": DocumentFormat.WORD,
    ".html": DocumentFormat.HTML,
    ".htm": DocumentFormat.HTML,
    ".xhtml": DocumentFormat.HTML,
    ".md": DocumentFormat.MARKDOWN,
    ".markdown": DocumentFormat.MARKDOWN,
    ".txt": DocumentFormat.TEXT,
    ".text": DocumentFormat.TEXT,
}
_HEAD = 4096
_TAIL = 65_536
_PDF_MARK_WITHIN = 1024
"""Bytes before a PDF's mark that PDF programs tolerate."""
_ZIP_MARK = b"PK\x03\x04"
_WORD_BODY = b"word/document"
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a]")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def supported_suffixes() -> frozenset[str]:
    """Name the extensions of files that folders are searched for, in lower case with the dot."""
    return frozenset(_FORMATS)


def is_supported(path: Path) -> bool:
    """Tell whether a folder scan takes the file, by its name only. Lock files of Office ("~$letter.docx") it leaves."""
    return path.suffix.lower() in _FORMATS and not path.name.startswith("~$")


def document_format(path: Path) -> DocumentFormat:
    """Find out what a file really is, by extension and first and last bytes (some kilobytes: safe in any process).

    Raises `EmptyDocument`, `EncryptedDocument`, `FileVanished`, `UnreadableFile` and `UnsupportedFormat`.
    """
    head, tail = _both_ends(path)
    if not head:
        raise EmptyDocument
    named = _FORMATS.get(path.suffix.lower())
    if head.startswith(b"%PDF-") or (named is DocumentFormat.PDF and b"%PDF-" in head[:_PDF_MARK_WITHIN]):
        return DocumentFormat.PDF
    if head.startswith(_OLD_OFFICE_MARK):
        if _ENCRYPTED_PACKAGE in head + tail:
            raise EncryptedDocument
        raise UnsupportedFormat("It is a file of an old Office program.")
    if head.startswith(_ZIP_MARK):
        if named is DocumentFormat.WORD or _WORD_BODY in head + tail:
            return DocumentFormat.WORD
        raise UnsupportedFormat("It is an archive.")
    if _HTML_START.match(head) and named not in (DocumentFormat.MARKDOWN, DocumentFormat.TEXT):
        return DocumentFormat.HTML
    return named or _text_format(head)


def reader_for(path: Path) -> DocumentReader:
    """Make the reader for a file. Imports its parser, so it is for the reading process only.

    Raises what `document_format` raises.
    """
    document_kind = document_format(path)
    if document_kind is DocumentFormat.PDF:
        from engine.reading.pdf_reader import PdfReader

        return PdfReader()
    if document_kind is DocumentFormat.WORD:
        from engine.reading.office_reader import WordReader

        return WordReader()
    if document_kind is DocumentFormat.HTML:
        from engine.reading.web_reader import WebReader

        return WebReader()
    from engine.reading.text_reader import MarkdownReader, PlainTextReader

    return MarkdownReader() if document_kind is DocumentFormat.MARKDOWN else PlainTextReader()


def _both_ends(path: Path) -> tuple[bytes, bytes]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            return head, file.read(_TAIL)
    except OSError as error:
        raise document_error_of(error) from error


def _text_format(head: bytes) -> DocumentFormat:
    """Take a file of an unknown kind for text unless it has bytes that text never has."""
    if not head.startswith(_UTF_16_MARKS) and _CONTROL.search(head):
        raise UnsupportedFormat
    return DocumentFormat.TEXT
