"""Which formats are of which kind of document."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.reading.document_formats import DocumentFormat
from engine.types import DocumentKind

_KINDS: Mapping[str, DocumentKind] = MappingProxyType(
    {
        DocumentFormat.PDF: DocumentKind.PDF,
        DocumentFormat.IMAGE: DocumentKind.IMAGE,
        DocumentFormat.WORD: DocumentKind.WORD,
        DocumentFormat.OPEN_TEXT: DocumentKind.WORD,
        DocumentFormat.RTF: DocumentKind.WORD,
        DocumentFormat.POWERPOINT: DocumentKind.PRESENTATION,
        DocumentFormat.OPEN_SLIDES: DocumentKind.PRESENTATION,
        DocumentFormat.SPREADSHEET: DocumentKind.SPREADSHEET,
        DocumentFormat.CSV: DocumentKind.SPREADSHEET,
        DocumentFormat.EBOOK: DocumentKind.EBOOK,
        DocumentFormat.HTML: DocumentKind.WEB_PAGE,
        DocumentFormat.WEB_ARCHIVE: DocumentKind.WEB_PAGE,
        DocumentFormat.MARKDOWN: DocumentKind.TEXT,
        DocumentFormat.MARKUP: DocumentKind.TEXT,
        DocumentFormat.SOURCE: DocumentKind.TEXT,
        DocumentFormat.TEXT: DocumentKind.TEXT,
        DocumentFormat.SUBTITLES: DocumentKind.TEXT,
        DocumentFormat.MAIL: DocumentKind.EMAIL,
        DocumentFormat.OUTLOOK_MAIL: DocumentKind.EMAIL,
        DocumentFormat.MAILBOX: DocumentKind.EMAIL,
        DocumentFormat.ARCHIVE: DocumentKind.ARCHIVE,
    }
)


def kind_of(document_format: str | None) -> DocumentKind | None:
    """The kind of a format, given as it is stored; None if there is none of that name."""
    return _KINDS.get(document_format or "")


def formats_of(kind: DocumentKind) -> tuple[str, ...]:
    """The formats that are of this kind."""
    return tuple(known for known, of_kind in _KINDS.items() if of_kind is kind)
