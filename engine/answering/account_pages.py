"""The rows of accounts on one page: where they stand, in which table, and which of them is of a kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.answering.account_rows import AccountRow, account_rows, unit_of
from engine.answering.figure_arithmetic import CannotCalculate
from engine.answering.figure_formulas import RowKind, row_kinds
from engine.library.search_catalogue import Section

_LONGEST_GAP = 300
"""Characters between two rows of a table."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, what its figures are counted in ("millions", or ""), and which table of its page has it."""

    passage_id: int
    row: AccountRow
    unit: str
    table: int


def places_of(section: Section) -> Iterator[Place]:
    """The rows of a page. One that two passages share is left out: it could not be cited."""
    text = "\n".join(passage.text for passage in section.passages)
    rows = list(account_rows(text))
    unit = unit_of(text[: rows[0].start]) if rows else ""
    tables = list(_tables_of(rows))
    end = 0
    for passage in section.passages:
        start, end = end, end + len(passage.text) + 1
        for row, table in zip(rows, tables, strict=True):
            if start <= row.start and row.end < end:
                within = replace(row, start=row.start - start, end=row.end - start)
                yield Place(passage.passage_id, within, unit, table)


def _tables_of(rows: Sequence[AccountRow]) -> Iterator[int]:
    """The number of the table that each row of a page stands in: other years, or much text, begin a new one."""
    table = 0
    for before, row in pairwise([*rows[:1], *rows]):
        table += before.values.keys() != row.values.keys() or row.start - before.end > _LONGEST_GAP
        yield table


def row_of(kind: RowKind, year: int, page: Sequence[Place]) -> Place | None:
    """The row of a page that is called as the kind is, and has a figure for the year.

    Raises `CannotCalculate` if there are several with different figures.
    """
    rows = _above(kind.above, page)
    for label in kind.labels:
        places = [place for place in rows if kind.is_row(place.row, label) and year in place.row.values]
        places = [place for place in places if place.row.is_called(label)] or places
        if len({place.row.values[year] for place in places}) > 1:
            raise CannotCalculate(f"several rows are called {label}")
        if places:
            return places[0]
    return None


def _above(label: str, page: Sequence[Place]) -> Sequence[Place]:
    """The rows of a page above the one of that label; all if there is none."""
    end = next((index for index, place in enumerate(page) if label and place.row.begins_with(label)), len(page))
    return page[:end]


def require_nothing_instead(kind: RowKind, year: int, page: Sequence[Place]) -> None:
    """Raise `CannotCalculate` if a row of the page may be of this kind without being taken for it."""
    there = [place for place in _above(kind.above, page) if place.row.values.get(year)]
    alike = [place for place in there if re.search(kind.instead, place.row.label, re.IGNORECASE)]
    known = [row_of(other, year, page) for other in kinds_of(kind.statement)] if alike else []
    if any(place not in known for place in alike):
        raise CannotCalculate(f"{kind.name} may be called otherwise")


def kinds_of(statement: str) -> list[RowKind]:
    """The kinds of rows that stand in a statement."""
    return [kind for kind in row_kinds().values() if kind.statement == statement]
