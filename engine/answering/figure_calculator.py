"""Calculates what a question asks for and no document prints, from rows of yearly accounts that are cited for it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from engine.answering.account_rows import AccountRow, account_rows, unit_of
from engine.answering.answer_form import decimals_wanted
from engine.answering.evidence_finder import Evidence, TellingSentence
from engine.answering.figure_formulas import (
    Calculation,
    CannotCalculate,
    FigureFormula,
    RowFigure,
    RowKind,
    calculate,
    formula_asked_for,
    row_kinds,
)
from engine.answering.passage_search import Compared, Found
from engine.answering.statement_words import stems_of
from engine.library.search_catalogue import SearchCatalogue, Section
from engine.types import Passage, SearchScope
from engine.word_analysis import index_words

_DOCUMENTS = 5
"""So many documents, those of the best pages, are looked through for accounts."""
_PASSAGES = 40
"""So many passages of a document, those with most labels of rows, tell where a statement is."""
_LEAST_KINDS = 3
"""A page with fewer kinds of rows is no statement: notes and summaries have single ones, too."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\b")
_TELLS_NO_DOCUMENT = re.compile(
    r"\b(?:fiscal|financial|fy|f(?=\d)|years?|company|value|calculated?|compute|annual|reports?|10-?k)(?:\b|(?=\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CalculatedFigure:
    """A figure, a sentence that tells it with its calculation, and the rows of documents that it rests on.

    `shown` is the figure as the sentence tells it.
    """

    sentence: str
    shown: str
    rows: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands, and what its figures are counted in ("millions", or "")."""

    passage_id: int
    row: AccountRow
    unit: str


def calculated_figure(
    catalogue: SearchCatalogue, question: str, found: Found, scope: SearchScope
) -> CalculatedFigure | None:
    """The figure that `question` asks for, calculated; None if it asks for none, or the rows are not there.

    `found` is what was found for the question. The rows are of one document, whose name or beginning has what else the
    question says ("of Nike"), and of the one year that it names, or the last one that they have. Raises `LibraryError`
    subclasses.
    """
    asked = found.query.text
    formula = formula_asked_for(asked)
    years = {int(year) for year in _YEAR.findall(asked)}
    if formula is None or len(years) > 1:
        return None
    rest = _YEAR.sub(" ", _TELLS_NO_DOCUMENT.sub(" ", formula.asked.sub(" ", asked)))
    for content in _contents_with(stems_of(rest) & stems_of(asked), found.compared):
        accounts = _Accounts(catalogue, formula, content, next(iter(years), None))
        try:
            calculation = calculate(formula, accounts.figure)
        except CannotCalculate:
            continue
        return _told(formula, calculation, accounts, decimals_wanted(question), scope)
    return None


def _contents_with(stems: Collection[str], compared: Compared) -> Iterator[int]:
    """The contents of the best pages whose name or beginning has all of these words."""
    contents = list(dict.fromkeys(section.section.content for section in compared.sections))[:_DOCUMENTS]
    return (content for content in contents if stems_of(compared.descriptions.get(content, "")).issuperset(stems))


class _Accounts:
    """The statements of one document that a formula needs."""

    def __init__(self, catalogue: SearchCatalogue, formula: FigureFormula, content: int, year: int | None) -> None:
        """`year` is what is asked for; None if that is the last one of all statements."""
        self.catalogue = catalogue
        self.used: list[_Place] = []
        """What figures were taken from, in the order of their use."""
        statements = dict.fromkeys(row.statement for row in formula.rows())
        self._pages = {statement: _pages_of_statement(catalogue, statement, content) for statement in statements}
        self.year = self._last_year() if year is None else year

    def _last_year(self) -> int:
        """The last year of all statements; 0 without any."""
        last = [max(year for place in pages[0] for year in place.row.values) for pages in self._pages.values() if pages]
        return min(last, default=0)

    def figure(self, kind: RowKind, offset: int) -> RowFigure | None:
        """The figure of a row for the year asked for (0), or the one before (-1); None if its statement lacks it."""
        year = self.year + offset
        for page in self._pages[kind.statement]:
            for label in kind.labels:
                for place in page:
                    if place.row.begins_with(label) and year in place.row.values:
                        self.used += [place] * (place not in self.used)
                        value = place.row.values[year]
                        return _row_figure(place.row.printed[year], abs(value) if kind.positive else value)
        return None


def _pages_of_statement(catalogue: SearchCatalogue, statement: str, content: int) -> list[list[_Place]]:
    """The rows of the pages that a statement may stand on, those with most of its kinds of rows first."""
    kinds = [kind for kind in row_kinds().values() if kind.statement == statement]
    labels = " OR ".join(f'"{index_words(label)}"' for kind in kinds for label in kind.labels)
    pages: list[tuple[int, list[_Place]]] = []
    for section in catalogue.sections_of(catalogue.search_words_of_content(labels, content, _PASSAGES)):
        places = list(_places(section))
        there = sum(any(place.row.begins_with(label) for place in places for label in kind.labels) for kind in kinds)
        if there >= _LEAST_KINDS:
            pages.append((there, places))
    pages.sort(key=lambda page: -page[0])
    return [places for _, places in pages]


def _places(section: Section) -> Iterator[_Place]:
    """The rows of a page. One that two passages share is left out: it could not be cited."""
    text = "\n".join(passage.text for passage in section.passages)
    rows = list(account_rows(text))
    unit = unit_of(text[: rows[0].start]) if rows else ""
    end = 0
    for passage in section.passages:
        start, end = end, end + len(passage.text) + 1
        for row in rows:
            if start <= row.start and row.end < end:
                yield _Place(passage.passage_id, replace(row, start=row.start - start, end=row.end - start), unit)


def _row_figure(printed: str, value: float) -> RowFigure:
    digits = re.sub(r"[^\d.,]", "", printed) or "0"
    return RowFigure(f"(−{digits})" if value < 0 else digits, value)


def _told(
    formula: FigureFormula,
    calculation: Calculation,
    accounts: _Accounts,
    decimals: int | None,
    scope: SearchScope,
) -> CalculatedFigure | None:
    """The calculation as a sentence, with the rows as evidence; None if one of them is gone, or outside of `scope`."""
    passages = accounts.catalogue.passages([place.passage_id for place in accounts.used], scope)
    if any(place.passage_id not in passages for place in accounts.used):
        return None
    rows = tuple(_evidence(passages[place.passage_id], place.row) for place in accounts.used)
    shown = _shown(formula, calculation.value, decimals)
    unit = accounts.used[0].unit
    counted = f" (in {unit})" if unit and formula.is_amount else ""
    sentence = f"{formula.name} in {accounts.year}: {calculation.words} = {calculation.figures} = {shown}{counted}."
    return CalculatedFigure(sentence, shown, rows)


def _evidence(passage: Passage, row: AccountRow) -> Evidence:
    return Evidence(passage, ((passage.start + row.start, passage.start + row.end),), (TellingSentence(0, 1.0, 1.0),))


def _shown(formula: FigureFormula, value: float, decimals: int | None) -> str:
    """The value with the decimals wanted, or as many as such figures are usually told with."""
    usual = 0 if formula.is_amount else 2 if abs(value) >= 1 else 3
    number = f"{value:,.{usual if decimals is None else decimals}f}".replace("-", "−")
    return f"{number} ({value:.1%})" if formula.is_share else number
