"""Where a search or a question looks: in which documents of the library, and on which page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class DocumentKind(StrEnum):
    """What people call a document. Several file formats are of one kind."""

    PDF = "pdf"
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    EMAIL = "email"
    EBOOK = "ebook"
    WEB_PAGE = "web"
    IMAGE = "image"
    TEXT = "text"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class SearchScope:
    """A limit to what is searched; what is not given does not limit, and an empty scope is the whole library.

    A document has to fit all that is given, and any one of several paths, kinds or languages.
    """

    within: tuple[Path, ...] = ()
    """Folders (with everything below them) or files."""
    page: int | None = None
    """This page alone (from 1); documents without pages have none that fits."""
    kinds: tuple[DocumentKind, ...] = ()
    modified_since: date | None = None
    """The first day, in local time, on which a file may have been changed last."""
    modified_until: date | None = None
    """The last such day."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes ("de") of the language that most of a document is in."""

    @property
    def is_everywhere(self) -> bool:
        """True if the whole library is searched."""
        return self == EVERYWHERE


EVERYWHERE = SearchScope()
"""The whole library."""
