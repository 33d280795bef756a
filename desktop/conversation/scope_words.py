"""Where a question looks, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QLocale

from desktop.path_names import shown_name
from engine.types import EVERYWHERE, DocumentKind, SearchScope

KIND_NAMES = {
    DocumentKind.PDF: "PDF",
    DocumentKind.WORD: "Word documents",
    DocumentKind.SPREADSHEET: "Spreadsheets",
    DocumentKind.PRESENTATION: "Presentations",
    DocumentKind.EMAIL: "E-mail",
    DocumentKind.EBOOK: "E-books",
    DocumentKind.WEB_PAGE: "Web pages",
    DocumentKind.IMAGE: "Images",
    DocumentKind.TEXT: "Text and code",
    DocumentKind.ARCHIVE: "Archives",
}
T = TypeVar("T")
_ENGLISH = QLocale(QLocale.Language.English)


@dataclass(frozen=True, slots=True)
class ScopePart:
    """One limit of a scope in words, and the scope without it."""

    words: str
    without: SearchScope


def filter_parts(scope: SearchScope) -> list[ScopePart]:
    """The limits of type, dates and language."""
    parts = [ScopePart(KIND_NAMES[kind], replace(scope, kinds=_without(scope.kinds, kind))) for kind in scope.kinds]
    if scope.modified_since is not None or scope.modified_until is not None:
        words = days_words(scope.modified_since, scope.modified_until)
        parts.append(ScopePart(words, replace(scope, modified_since=None, modified_until=None)))
    parts += [
        ScopePart(language_words(code), replace(scope, languages=_without(scope.languages, code)))
        for code in scope.languages
    ]
    return parts


def place_words(scope: SearchScope) -> str:
    """The folder, file or page that is searched; "" for all of them."""
    names = " and ".join(map(shown_name, scope.within))
    return names if scope.page is None else f"{names}, page {scope.page}".removeprefix(", ")


def scope_words(scope: SearchScope) -> str:
    """All limits on one line; "" for the whole library."""
    if scope == EVERYWHERE:
        return ""
    return "Searched: " + " · ".join(filter(None, [place_words(scope), *(part.words for part in filter_parts(scope))]))


def language_words(code: str) -> str:
    """The English name of a language by its ISO 639-1 code."""
    language = QLocale.codeToLanguage(code)
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)


def days_words(since: date | None, until: date | None) -> str:
    """When a file was changed last."""
    if since is not None and until is not None:
        return f"{_day(since)} to {_day(until)}" if since != until else _day(since)
    return f"since {_day(since)}" if since is not None else f"until {_day(until)}" if until is not None else ""


def _day(day: date) -> str:
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def _without(items: Sequence[T], item: T) -> tuple[T, ...]:
    return tuple(other for other in items if other != item)
