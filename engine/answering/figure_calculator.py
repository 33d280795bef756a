"""Calculates what a question asks for and no document prints, from rows of yearly accounts that are cited for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.answering.account_rows import AccountRow
from engine.answering.account_statements import AccountStatements
from engine.answering.answer_form import unit_wanted
from engine.answering.evidence_finder import Evidence, TellingSentence
from engine.answering.figure_arithmetic import (
    Calculation,
    CannotCalculate,
    average_of,
    calculate,
    compound_growth_of,
    difference_of,
    growth_of,
)
from engine.answering.figure_formulas import FigureFormula
from engine.answering.figure_question import FigureQuestion, figure_question
from engine.answering.figure_sentence import FigureResult, is_converted, told
from engine.answering.figure_wanted import Wanted
from engine.answering.passage_search import Compared, Found
from engine.answering.statement_words import stem, stems_of
from engine.answering.written_forms import MONTHS
from engine.library.search_catalogue import SearchCatalogue
from engine.types import Passage, SearchScope
from engine.word_analysis import content_words

_DOCUMENTS = 5
"""So many documents, those of the best pages, are looked through for accounts."""
_ROUNDING = 1.5
"""So far may an amount that is printed be from one that is calculated of rounded ones."""
_WORD = re.compile(r"([^\W_]+)(['’]s\b)?")
_OF_THE_US = re.compile(r"\bUSA?\b")
_OF_PARTS = stems_of(
    "u usa united states america american north south latin europe european asia pacific china japan canada global "
    "international domestic foreign quarter half month segment division parent product products service services "
    "comparable organic adjusted core same store underlying pro forma gaap recurring normalized diluted basic digital "
    "online retail wholesale subscription membership advertising cloud license licensing hardware software"
)
"""What the beginnings of reports have and names of companies, too, but what makes a figure another one."""
_MONTHS = [english.capitalize() for english, _ in MONTHS]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b|\b(?:{'|'.join(_MONTHS).lower()})(?= \d)")


@dataclass(frozen=True, slots=True)
class CalculatedFigure:
    """A figure, a sentence that tells it with its calculation, and the rows of documents that it rests on.

    `shown` is the figure as the sentence tells it.
    """

    sentence: str
    shown: str
    rows: tuple[Evidence, ...]


def calculated_figure(
    catalogue: SearchCatalogue, question: str, found: Found, scope: SearchScope
) -> CalculatedFigure | None:
    """The figure that `question` asks for, calculated; None if it asks for none, or the rows are not there.

    `found` is what was found for the question. The rows are of one document, whose name or beginning has what else the
    question says ("of Nike"), and of the years that it names, or the last ones that they have. Raises `LibraryError`
    subclasses.
    """
    asked = figure_question(found.query.text)
    if asked is None or (asked.is_printed and not unit_wanted(question)):
        return None
    is_named = bool(_stems_of_name(found.query.text, asked.rest))
    first: CalculatedFigure | None = None
    for content in _contents_meant(found.query.text, asked.rest, found.compared):
        try:
            figure = _figure_of(catalogue, content, question, found.query.text, asked, scope)
        except CannotCalculate:
            if first is None and not is_named:
                return None  # the best page is one of another document
            continue
        if figure is None or is_named:
            return figure
        if first is not None and first.sentence != figure.sentence:
            return None  # the question says nothing of whose figure it means
        first = first or figure
    return first


def _figure_of(
    catalogue: SearchCatalogue, content: int, question: str, searched: str, asked: FigureQuestion, scope: SearchScope
) -> CalculatedFigure | None:
    """The figure of one document; None if it is printed there. Raises `CannotCalculate`."""
    statements = AccountStatements(catalogue, content, list(asked.formula.rows()), searched)
    result = _calculation(asked, statements, _years(asked, statements))
    if result.calculation.is_figure and not is_converted(result, question):
        return None
    rows = _evidence(catalogue, statements, scope)
    if not rows:
        raise CannotCalculate("rows are not in the scope")
    return CalculatedFigure(*told(result, question), rows)


def _contents_meant(question: str, rest: str, compared: Compared) -> Iterator[int]:
    """The contents of the best pages whose description has all words of `rest`.

    What only the beginning has must be written with a capital, or own something, as names do: other words of a cover
    tell more about the figure ("net income per share"), and so do numbers ("over 5 years"). A
    month must be the one that the year of the report ends in.
    """
    stems = _stems_of_name(question, rest)
    if _OF_THE_US.search(rest):  # "us" is a stop word
        return
    months = _MONTH.findall(rest)
    as_names = {
        stem(word)
        for token, possessive in _WORD.findall(rest)
        if possessive or not (token.islower() or (token.isdigit() and not months))
        for word in content_words(token)
    }
    contents = list(dict.fromkeys(section.section.content for section in compared.sections))[:_DOCUMENTS]
    for content in contents:
        names, _, beginning = compared.descriptions.get(content, "").partition("\n")
        if not all(f"year ended {month.casefold()}" in " ".join(beginning.split()) for month in months):
            continue
        if stems <= stems_of(names) | (stems_of(beginning) & as_names - _OF_PARTS):
            yield content


def _stems_of_name(question: str, rest: str) -> frozenset[str]:
    """The stems of what a question says of the document that it means."""
    return frozenset(stems_of(rest) & stems_of(question))


def _years(asked: FigureQuestion, statements: AccountStatements) -> tuple[int, ...]:
    """The years to calculate with, in order; a single value is that of the last one."""
    if len(asked.years) > 1:
        return asked.years
    last = asked.years[0] if asked.years else statements.last_year()
    return (last,) if asked.wanted is Wanted.VALUE else tuple(range(last - asked.count + 1, last + 1))


def _calculation(asked: FigureQuestion, statements: AccountStatements, years: tuple[int, ...]) -> FigureResult:
    """Raises `CannotCalculate`."""
    compared = years if asked.wanted is Wanted.AVERAGE else dict.fromkeys((years[0], years[-1]))
    of_years = [calculate(asked.formula, statements.figure, year) for year in compared]
    for year, calculation in zip(compared, of_years, strict=True):
        _require_no_other(asked.formula, calculation.value, year, statements)
    last = of_years[-1]
    if asked.wanted is Wanted.VALUE:
        result = last
    elif asked.wanted is Wanted.AVERAGE:
        result = average_of(of_years)
    else:
        if of_years[0].words != last.words:
            raise CannotCalculate(f"{of_years[0].words} or {last.words}")
        result = _change(asked.wanted, last.of_year(years[-1]), of_years[0].of_year(years[0]), years[-1] - years[0])
    return FigureResult(asked.formula, asked.wanted, years, result, of_years[0].value, statements.used[0].unit)


def _require_no_other(formula: FigureFormula, value: float, year: int, statements: AccountStatements) -> None:
    """Raise `CannotCalculate` if the document prints another figure: the company has a formula of its own."""
    if not formula.is_amount or not formula.asked:
        return
    if any(abs(printed - value) > _ROUNDING for printed in statements.prints(formula.name, year)):
        raise CannotCalculate(f"{formula.name} is printed otherwise")


def _change(wanted: Wanted, later: Calculation, earlier: Calculation, years: int) -> Calculation:
    """Raises `CannotCalculate`."""
    if wanted is Wanted.DIFFERENCE:
        return difference_of(later, earlier)
    if wanted is Wanted.COMPOUND_GROWTH:
        return compound_growth_of(later, earlier, years)
    return growth_of(later, earlier)


def _evidence(catalogue: SearchCatalogue, statements: AccountStatements, scope: SearchScope) -> tuple[Evidence, ...]:
    """The rows that were used; none if one of them is gone, or outside of `scope`."""
    passages = catalogue.passages([place.passage_id for place in statements.used], scope)
    if any(place.passage_id not in passages for place in statements.used):
        return ()
    return tuple(_row_evidence(passages[place.passage_id], place.row) for place in statements.used)


def _row_evidence(passage: Passage, row: AccountRow) -> Evidence:
    return Evidence(passage, ((passage.start + row.start, passage.start + row.end),), (TellingSentence(0, 1.0, 1.0),))
