"""Which reader reads which file: the extension decides, and the first bytes have the last word."""

from enum import StrEnum
from pathlib import Path

from engine.reading.page_text import DocumentReader


class DocumentFormat(StrEnum):
    """The formats that Pagewise reads."""

    PDF = "pdf"
    WORD = "word"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def supported_suffixes() -> frozenset[str]:
    """The extensions of files that folders are searched for, in lower case with the dot."""
    raise NotImplementedError


def is_supported(path: Path) -> bool:
    """True if a folder scan takes the file: decided by name only, in any case. Lock files ("~$a.docx") are not."""
    raise NotImplementedError


def document_format(path: Path) -> DocumentFormat:
    """What the file really is, by extension and first bytes (reads a few kilobytes, so it is safe anywhere).

    Raises `EmptyDocument`, `UnreadableFile`, `FileVanished`, `EncryptedDocument` and `UnsupportedFormat`.
    """
    raise NotImplementedError


def reader_for(path: Path) -> DocumentReader:
    """The reader for the file. Raises what `document_format` raises. Imports parsers: for the child process only."""
    raise NotImplementedError
