"""The formats that Pagewise reads, and the bytes by which each is known, whatever a file is called.

Only a file's ends are looked at and nothing is parsed, so this is safe in any process, however hostile the file.
"""

import re
from enum import StrEnum
from pathlib import Path

from engine.errors import EmptyDocument, EncryptedDocument, UnsupportedFormat, document_error_of


class DocumentFormat(StrEnum):
    """The formats that Pagewise reads."""

    PDF = "pdf"
    IMAGE = "image"
    WORD = "word"
    POWERPOINT = "powerpoint"
    SPREADSHEET = "spreadsheet"
    CSV = "csv"
    OPEN_TEXT = "open_text"
    OPEN_SLIDES = "open_slides"
    RTF = "rtf"
    EBOOK = "ebook"
    HTML = "html"
    WEB_ARCHIVE = "web_archive"
    MARKDOWN = "markdown"
    MARKUP = "markup"
    SOURCE = "source"
    TEXT = "text"
    MAIL = "mail"
    OUTLOOK_MAIL = "outlook_mail"
    MAILBOX = "mailbox"
    SUBTITLES = "subtitles"
    ARCHIVE = "archive"


_HEAD = 1 << 14
_TAIL = 1 << 16
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Bytes before a PDF's mark that PDF programs tolerate."""
_MARKS = (
    (re.compile(_PDF), DocumentFormat.PDF),
    (re.compile(rb"\{\\rtf"), DocumentFormat.RTF),
    (re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II\*\0|MM\0\*|GIF8[79]a"), DocumentFormat.IMAGE),
    (re.compile(rb"RIFF....WEBP|BM.{4}\0{4}.{4}[\x0c\x28\x40\x6c\x7c]\0{3}", re.DOTALL), DocumentFormat.IMAGE),
    (re.compile(rb".{60}(?:BOOKMOBI|TEXtREAd)", re.DOTALL), DocumentFormat.EBOOK),
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKAGE_START = re.compile(rb"PK\x03\x04.{26}(?:mimetype|\[Content_Types\]\.xml|_rels/)", re.DOTALL)
"""How documents that are ZIP files begin; an archive of documents hardly does."""
_PACKAGES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", DocumentFormat.OPEN_TEXT),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", DocumentFormat.OPEN_SLIDES),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", DocumentFormat.SPREADSHEET),
    (b"mimetypeapplication/epub+zip", DocumentFormat.EBOOK),
    (b"word/document", DocumentFormat.WORD),
    (b"ppt/presentation", DocumentFormat.POWERPOINT),
    (b"xl/workbook", DocumentFormat.SPREADSHEET),
    (b"META-INF/container.xml", DocumentFormat.EBOOK),
)
_PACKAGE_FORMATS = {document_format for _, document_format in _PACKAGES} | {DocumentFormat.ARCHIVE}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_DIRECTORY = 1 << 16
"""Bytes of the directory that are looked at; most files' is shorter."""

_START = rb"(?:\xef\xbb\xbf)?\s*"
_XML_START = _START + rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
_FIELD = rb"[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*"
_FICTION_BOOK = re.compile(_XML_START + rb"<(?:\w+:)?FictionBook\b", re.DOTALL)
_HTML = re.compile(_XML_START + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_WEB_ARCHIVE = re.compile(rb"(?:%b){0,20}?content-type:\s*multipart/related\b" % _FIELD, re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:%b){0,80}?(?:from|to|date|received|message-id|mime-version|delivered-to):[^\n]*\n"
    rb"(?:%b|[ \t][^\n]*\n){0,80}?(?:from|to|date|received|message-id|mime-version|subject|content-type):"
    % (_FIELD, _FIELD),
    re.IGNORECASE,
)
_TEXT_MARKS = (
    (_FICTION_BOOK, DocumentFormat.EBOOK),
    (_HTML, DocumentFormat.HTML),
    (re.compile(rb"From [^\n]*\d\d:\d\d[^\n]*\n(?:>From [^\n]*\n)?[!-9;-~]+:"), DocumentFormat.MAILBOX),
    (_WEB_ARCHIVE, DocumentFormat.WEB_ARCHIVE),
    (_MAIL, DocumentFormat.MAIL),
    (re.compile(_START + rb"(?:WEBVTT\s|\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} -->)"), DocumentFormat.SUBTITLES),
)
_TRUSTED = {
    DocumentFormat.CSV,
    DocumentFormat.MARKDOWN,
    DocumentFormat.MARKUP,
    DocumentFormat.SOURCE,
    DocumentFormat.SUBTITLES,
    DocumentFormat.TEXT,
}
"""Formats of text whose files may well begin like one of another format."""
_CONTROL = re.compile(rb"[\x01-\x06\x0e-\x1a]")
_MOST_CONTROL = 0.05
"""Part of a text file's bytes that may be control characters. NULs get into text files, and UTF-16 is full of them."""
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def format_of_content(path: Path, named: DocumentFormat | None) -> DocumentFormat:
    """Find out what a file really is; `named` is what its name promises, which decides where its bytes do not.

    Raises `EmptyDocument`, `EncryptedDocument`, `FileVanished`, `UnreadableFile` and `UnsupportedFormat`.
    """
    head, ends = _both_ends(path)
    if not head:
        raise EmptyDocument
    if head.startswith(_OLE):
        return _ole_format(ends, named)
    if head.startswith(_ZIP):
        return _package_format(head, ends, named)
    if named is DocumentFormat.PDF and _PDF in head[:_PDF_WITHIN]:
        return DocumentFormat.PDF
    marked = next((document_format for mark, document_format in _MARKS if mark.match(head)), None)
    return marked or _text_format(head, named)


def _both_ends(path: Path) -> tuple[bytes, bytes]:
    """Read the first bytes, and these with the last; from OLE files also the directory, which may lie anywhere."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            ends = head + file.read(_TAIL)
            if head.startswith(_OLE):
                sector_size = 4096 if head[30:31] == b"\x0c" else 512
                file.seek((int.from_bytes(head[48:52], "little") + 1) * sector_size)
                ends = file.read(_OLE_DIRECTORY)
    except OSError as error:
        raise document_error_of(error) from error
    return head, ends


def _package_format(head: bytes, ends: bytes, named: DocumentFormat | None) -> DocumentFormat:
    """Tell documents that are ZIP files by what is in them; the names of members stand in their headers, uncoded."""
    if named is DocumentFormat.ARCHIVE and not _PACKAGE_START.match(head):
        return DocumentFormat.ARCHIVE
    found = [document_format for mark, document_format in _PACKAGES if mark in ends]
    if named in found or (not found and named in _PACKAGE_FORMATS):
        return named
    if not found:
        raise UnsupportedFormat("It is an archive.")
    return found[0]


def _ole_format(directory: bytes, named: DocumentFormat | None) -> DocumentFormat:
    """Tell the files of old Office programs by the names of their streams."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in directory

    if has("__substg1.0_"):
        return DocumentFormat.OUTLOOK_MAIL
    if has("EncryptedPackage"):
        raise EncryptedDocument
    has_workbook = has("Workbook") or has("Book")
    if has_workbook and named is DocumentFormat.SPREADSHEET:  # which may hold text and slides
        return DocumentFormat.SPREADSHEET
    if has("WordDocument"):
        raise UnsupportedFormat("It is a file of an old Word (.doc).")
    if has("PowerPoint Document"):
        raise UnsupportedFormat("It is a file of an old PowerPoint (.ppt).")
    if has_workbook:
        return DocumentFormat.SPREADSHEET
    raise UnsupportedFormat("It is a file of an old Office program.")


def _text_format(head: bytes, named: DocumentFormat | None) -> DocumentFormat:
    """Tell formats of text by how they begin. What no format is known for is text, unless text has no such bytes."""
    if named is DocumentFormat.SOURCE and _FICTION_BOOK.match(head):
        return DocumentFormat.EBOOK
    if named is None or named in _TRUSTED:
        control = 0 if head.startswith(_UTF_16_MARKS) else len(_CONTROL.findall(head))
        if control > len(head) * _MOST_CONTROL or (named is None and control):
            raise UnsupportedFormat
    if named in _TRUSTED:
        return named
    found = [document_format for mark, document_format in _TEXT_MARKS if mark.match(head)]
    if named in found:
        return named
    return found[0] if found else named or DocumentFormat.TEXT
