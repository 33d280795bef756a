"""The statements of one document that formulas take rows from: where they stand, and what a row says for a year."""

import re
from collections.abc import Collection, Sequence

from engine.answering.account_notes import row_of_notes
from engine.answering.account_pages import Place, kinds_of, places_of, require_nothing_instead, row_of
from engine.answering.figure_arithmetic import CannotCalculate, RowFigure
from engine.answering.figure_formulas import RowKind
from engine.library.search_catalogue import SearchCatalogue
from engine.word_analysis import index_words

_PASSAGES = 40
"""So many passages of a document, those with most labels of rows, tell where a statement is."""
_PASSAGES_OF_NOTES = 12
_LESS = re.compile(r"\b(?:benefits?|credits?|refunds?)\b", re.IGNORECASE)
"""What the label of an expense has if a figure less than nothing is none: "income tax expense (benefit)"."""
_LEAST_KINDS = 3
"""A page with fewer kinds of rows is no statement: notes and summaries have single ones, too."""


class AccountStatements:
    """The statements of one document, as far as they have rows of given kinds."""

    def __init__(self, catalogue: SearchCatalogue, content: int, kinds: Collection[RowKind], question: str) -> None:
        """Look for the statements. Raises `LibraryError` subclasses.

        Of several rows that may be meant, the one is taken that `question` calls so: "net sales", not "total revenue".
        """
        self._question = question.casefold()
        self._catalogue, self._content = catalogue, content
        self._pages = {
            statement: _pages_of_statement(catalogue, statement, content)
            for statement in dict.fromkeys(kind.statement for kind in kinds)
        }
        self._used: list[Place] = []
        self._used_for: dict[str, Place] = {}

    @property
    def used(self) -> Sequence[Place]:
        """What figures were taken from, in the order of their use."""
        return self._used

    def last_year(self) -> int:
        """The last year of all statements; 0 without any."""
        last = [max(year for place in pages[0] for year in place.row.values) for pages in self._pages.values() if pages]
        return min(last, default=0)

    def figure(self, kind: RowKind, year: int) -> RowFigure | None:
        """The figure of a row for a year; None if the statement lacks it.

        Raises `CannotCalculate` if it is not clear which row is meant, or if the row of another year was another one.
        """
        called = kind.called_as_in(self._question)
        place = next((place for page in self._pages[kind.statement] if (place := row_of(called, year, page))), None)
        if kind.instead and (place is None or not kind.otherwise):
            pages = self._pages[kind.statement]
            require_nothing_instead(kind, year, pages[0] if pages else [])
        if place is None and kind.from_notes:
            place = self._row_of_note(called, year)
        if place is None:
            return None
        before = self._used_for.setdefault(kind.name, place)
        if before is not place and not _continues(place, before):
            raise CannotCalculate(f"{kind.name} of {year} is another row")
        if any(used.unit != place.unit for used in self._used):
            raise CannotCalculate(f"{kind.name} is counted otherwise")
        self._used += [place] * (place not in self._used)
        return _row_figure(place.row.printed[year], _value(kind, place, year))

    def prints(self, name: str, year: int) -> set[float]:
        """The figures that the document prints for a year in rows called `name`, counted as those that were used."""
        passages = self._catalogue.search_words_of_content(f'"{index_words(name)}"', self._content, _PASSAGES_OF_NOTES)
        places = (place for section in self._catalogue.sections_of(passages) for place in places_of(section))
        return {
            place.row.values[year]
            for place in places
            if place.row.begins_with(name.casefold()) and year in place.row.values
            if place.unit == self._used[0].unit
        }

    def _row_of_note(self, kind: RowKind, year: int) -> Place | None:
        """A row that stands in a note to the statement; None if there is none, or notes do not agree about it."""
        statement = [place for page in self._pages[kind.statement][:1] for place in page]
        labels = " OR ".join(f'"{index_words(label)}"' for label in kind.labels)
        passages = self._catalogue.search_words_of_content(labels, self._content, _PASSAGES_OF_NOTES)
        pages = [list(places_of(section)) for section in self._catalogue.sections_of(passages)]
        return row_of_notes(kind, year, pages, statement)


def _value(kind: RowKind, place: Place, year: int) -> float:
    """Raises `CannotCalculate` if it is not clear whether it is more or less than nothing."""
    value = place.row.values[year]
    if not kind.positive:
        return value
    if value < 0 and (_LESS.search(place.row.label) or max(place.row.values.values()) > 0):
        raise CannotCalculate(f"{kind.name} may be less than nothing")
    return abs(value)


def _continues(place: Place, other: Place) -> bool:
    """True if both are the same row on two pages, for years of which some are the same."""
    shared = place.row.values.keys() & other.row.values.keys()
    same_label = place.row.plain_label == other.row.plain_label
    return same_label and bool(shared) and all(place.row.values[year] == other.row.values[year] for year in shared)


def _pages_of_statement(catalogue: SearchCatalogue, statement: str, content: int) -> list[list[Place]]:
    """The rows of the pages that a statement may stand on, those with most of its kinds of rows first.

    A page that contradicts the first one is about something else: a segment, or the parent company alone. If it has as
    many rows, nobody could say which one is the statement, and there is none.
    """
    kinds = [kind for kind in kinds_of(statement) if not kind.in_notes]
    labels = " OR ".join(f'"{index_words(label)}"' for kind in kinds for label in kind.labels)
    pages: list[tuple[int, list[Place]]] = []
    for section in catalogue.sections_of(catalogue.search_words_of_content(labels, content, _PASSAGES)):
        places = list(places_of(section))
        there = sum(any(kind.is_told_by(place.row) for place in places) for kind in kinds)
        if there >= _LEAST_KINDS:
            pages.append((there, places))
    pages.sort(key=lambda page: -page[0])
    contradicting = [_contradicts(places, pages[0][1], kinds) for _, places in pages]
    if any(other and there == pages[0][0] for (there, _), other in zip(pages, contradicting, strict=True)):
        return []
    return [places for (_, places), other in zip(pages, contradicting, strict=True) if not other]


def _contradicts(page: Sequence[Place], first: Sequence[Place], kinds: Sequence[RowKind]) -> bool:
    """True if a row of statements has another figure on a page than on the first one."""
    told: dict[tuple[str, int], set[float]] = {}
    for place in first:
        for year, value in place.row.values.items():
            told.setdefault((place.row.plain_label, year), set()).add(value)
    return any(
        value not in told.get((place.row.plain_label, year), {value})
        for place in page
        if any(kind.is_told_by(place.row) for kind in kinds)
        for year, value in place.row.values.items()
    )


def _row_figure(printed: str, value: float) -> RowFigure:
    digits = re.sub(r"[^\d.,]", "", printed) or "0"
    return RowFigure(f"(−{digits})" if value < 0 else digits, value)
