"""Which reader reads which file: the extension decides, and the first bytes have the last word."""

import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from engine.errors import EmptyDocument, EncryptedDocument, UnsupportedFormat, document_error_of
from engine.reading.page_text import DocumentReader


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

_READERS = {
    DocumentFormat.PDF: ("pdf_reader", "PdfReader"),
    DocumentFormat.IMAGE: ("image_reader", "ImageReader"),
    DocumentFormat.WORD: ("word_reader", "WordReader"),
    DocumentFormat.POWERPOINT: ("slides_reader", "PowerPointReader"),
    DocumentFormat.SPREADSHEET: ("spreadsheet_reader", "SpreadsheetReader"),
    DocumentFormat.CSV: ("spreadsheet_reader", "CsvReader"),
    DocumentFormat.OPEN_TEXT: ("open_document_reader", "OpenTextReader"),
    DocumentFormat.OPEN_SLIDES: ("open_document_reader", "OpenSlidesReader"),
    DocumentFormat.RTF: ("rtf_reader", "RtfReader"),
    DocumentFormat.EBOOK: ("ebook_reader", "EbookReader"),
    DocumentFormat.HTML: ("web_reader", "WebReader"),
    DocumentFormat.WEB_ARCHIVE: ("web_archive_reader", "WebArchiveReader"),
    DocumentFormat.MARKDOWN: ("text_reader", "MarkdownReader"),
    DocumentFormat.MARKUP: ("markup_reader", "MarkupReader"),
    DocumentFormat.SOURCE: ("text_reader", "SourceReader"),
    DocumentFormat.TEXT: ("text_reader", "PlainTextReader"),
    DocumentFormat.MAIL: ("mail_reader", "MailReader"),
    DocumentFormat.OUTLOOK_MAIL: ("mail_reader", "OutlookMailReader"),
    DocumentFormat.MAILBOX: ("mail_reader", "MailboxReader"),
    DocumentFormat.SUBTITLES: ("subtitle_reader", "SubtitleReader"),
    DocumentFormat.ARCHIVE: ("archive_reader", "ArchiveReader"),
}
"""Module of `engine.reading` and class, imported when needed: parsers are for child processes only."""

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
    module, name = _READERS[document_format(path)]
    reader: DocumentReader = getattr(import_module(f"engine.reading.{module}"), name)()
    return reader


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
