"""Rows that a statement lacks, taken from its notes.

A table of a note is believed if it has a row of the statement itself, with the same figures: so it is about the same
company, and counted in the same unit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.answering.account_pages import Place, require_nothing_instead, row_of
from engine.answering.figure_arithmetic import CannotCalculate
from engine.answering.figure_formulas import RowKind

_LEAST_FIGURE = 10
"""Smaller ones may be the same by chance."""


def row_of_notes(
    kind: RowKind, year: int, pages: Sequence[Sequence[Place]], statement: Sequence[Place]
) -> Place | None:
    """The row of a kind in the notes on `pages`, counted as `statement` is; None if there is none to be believed.

    Raises `CannotCalculate` if several rows have different figures.
    """
    found = list(_rows(kind, year, pages, statement))
    if len({place.row.values[year] for place in found}) > 1:
        raise CannotCalculate(f"notes do not agree about {kind.name}")
    return found[0] if found else None


def _rows(kind: RowKind, year: int, pages: Sequence[Sequence[Place]], statement: Sequence[Place]) -> Iterator[Place]:
    for page in pages:
        for number in dict.fromkeys(place.table for place in page):
            table = [place for place in page if place.table == number]
            shared = next((place for place in statement if any(_is_same(place, other) for other in table)), None)
            if shared is None:
                continue
            if kind.instead:
                require_nothing_instead(kind, year, table)
            row = row_of(kind, year, table)
            if row is not None:
                yield replace(row, unit=shared.unit)


def _is_same(place: Place, other: Place) -> bool:
    """True if both places have the same row."""
    figures, others = place.row.values, other.row.values
    years = figures.keys() & others.keys()
    return (
        place.row.plain_label == other.row.plain_label
        and bool(years)
        and all(figures[year] == others[year] for year in years)
        and any(abs(figures[year]) >= _LEAST_FIGURE for year in years)
    )
