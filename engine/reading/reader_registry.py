"""Which reader reads which file: the extension decides, and the first and last bytes have the last word."""

from importlib import import_module
from pathlib import Path

from engine.reading.document_formats import DocumentFormat, format_of_content
from engine.reading.page_text import DocumentReader

__all__ = ["DocumentFormat", "document_format", "is_supported", "reader_for", "reader_of", "supported_suffixes"]

_FORMATS = {
    ".pdf": DocumentFormat.PDF,
    ".docx": DocumentFormat.WORD,
    ".docm": DocumentFormat.WORD,
    ".dotx": DocumentFormat.WORD,
    ".pptx": DocumentFormat.POWERPOINT,
    ".pptm": DocumentFormat.POWERPOINT,
    ".ppsx": DocumentFormat.POWERPOINT,
    ".xlsx": DocumentFormat.SPREADSHEET,
    ".xlsm": DocumentFormat.SPREADSHEET,
    ".xlsb": DocumentFormat.SPREADSHEET,
    ".xls": DocumentFormat.SPREADSHEET,
    ".ods": DocumentFormat.SPREADSHEET,
    ".csv": DocumentFormat.CSV,
    ".tsv": DocumentFormat.CSV,
    ".odt": DocumentFormat.OPEN_TEXT,
    ".ott": DocumentFormat.OPEN_TEXT,
    ".odp": DocumentFormat.OPEN_SLIDES,
    ".rtf": DocumentFormat.RTF,
    ".html": DocumentFormat.HTML,
    ".htm": DocumentFormat.HTML,
    ".xhtml": DocumentFormat.HTML,
    ".md": DocumentFormat.MARKDOWN,
    ".markdown": DocumentFormat.MARKDOWN,
    ".txt": DocumentFormat.TEXT,
    ".text": DocumentFormat.TEXT,
    ".rst": DocumentFormat.MARKUP,
    ".tex": DocumentFormat.MARKUP,
    ".latex": DocumentFormat.MARKUP,
    ".org": DocumentFormat.MARKUP,
    ".adoc": DocumentFormat.MARKUP,
    ".asciidoc": DocumentFormat.MARKUP,
    ".zip": DocumentFormat.ARCHIVE,
    ".eml": DocumentFormat.MAIL,
    ".msg": DocumentFormat.OUTLOOK_MAIL,
    ".mbox": DocumentFormat.MAILBOX,
    ".epub": DocumentFormat.EBOOK,
    ".mobi": DocumentFormat.EBOOK,
    ".azw3": DocumentFormat.EBOOK,
    ".fb2": DocumentFormat.EBOOK,
    ".png": DocumentFormat.IMAGE,
    ".jpg": DocumentFormat.IMAGE,
    ".jpeg": DocumentFormat.IMAGE,
    ".tif": DocumentFormat.IMAGE,
    ".tiff": DocumentFormat.IMAGE,
    ".bmp": DocumentFormat.IMAGE,
    ".gif": DocumentFormat.IMAGE,
    ".webp": DocumentFormat.IMAGE,
    ".srt": DocumentFormat.SUBTITLES,
    ".vtt": DocumentFormat.SUBTITLES,
    ".mht": DocumentFormat.WEB_ARCHIVE,
    ".mhtml": DocumentFormat.WEB_ARCHIVE,
}
_SOURCE_SUFFIXES = (
    ".json .jsonl .xml .yaml .yml .toml .ini .cfg .conf .properties .log .bib .diff .patch "
    ".py .pyi .js .mjs .jsx .ts .tsx .java .c .h .cc .cpp .cxx .hpp .cs .go .rs .rb .php .pl .pm .lua .sql "
    ".sh .bash .zsh .ps1 .bat .cmd .r .jl .m .swift .kt .kts .scala .dart .hs .ml .ex .exs .erl .clj .lisp .el .vb "
    ".pas .f90 .asm .css .scss .less .vue .svelte .proto .graphql .cmake .mk .gradle .tf .tcl .vhd .v"
)
_FORMATS |= dict.fromkeys(_SOURCE_SUFFIXES.split(), DocumentFormat.SOURCE)

_SUPPORTED = frozenset({".doc", ".ppt", *_FORMATS})
"""Old Word and PowerPoint files are taken as well: some are of another format inside, of others people learn why they
are not read."""

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


def supported_suffixes() -> frozenset[str]:
    """Name the extensions of files that folders are searched for, in lower case with the dot."""
    return _SUPPORTED


def is_supported(path: Path) -> bool:
    """Tell whether a folder scan takes the file, by its name only. Lock files of Office ("~$letter.docx") it leaves."""
    return path.suffix.lower() in _SUPPORTED and not path.name.startswith("~$")


def document_format(path: Path) -> DocumentFormat:
    """Find out what a file really is, by extension and first and last bytes (some kilobytes: safe in any process).

    Raises `EmptyDocument`, `EncryptedDocument`, `FileVanished`, `UnreadableFile` and `UnsupportedFormat`.
    """
    return format_of_content(path, _FORMATS.get(path.suffix.lower()))


def reader_for(path: Path) -> DocumentReader:
    """Make the reader for a file. Imports its parser, so it is for the reading process only.

    Raises what `document_format` raises.
    """
    return reader_of(document_format(path))


def reader_of(document_format: DocumentFormat) -> DocumentReader:
    """Make the reader of a format. Imports its parser, so it is for child processes only."""
    module, name = _READERS[document_format]
    reader: DocumentReader = getattr(import_module(f"engine.reading.{module}"), name)()
    return reader
