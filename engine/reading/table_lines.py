"""Writes the rows of tables as lines that can be read by themselves: "Name: value | Name: value"."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, starmap, takewhile

_SEPARATOR = " | "
_SAMPLE = 12
"""Rows below a possible header that are looked at."""
_LONGEST_NAME = 80
"""Characters of a column's name."""
_FEW_COLUMNS = 2
_VALUE = re.compile(r"(?:[A-Z]{3}\s)?[^\w]*\d[\d\s.,:/%+-]*(?:[^\W\d]{1,8})?[^\w]*")
"""A number, date or amount: "1,200.50", "€ 15", "EUR 15", "2024-01-05", "12 kg"."""
_LONGEST_VALUE = 40
_YEAR = re.compile(r"(?:19|20)\d\d")

Row = tuple[int, Sequence[str]]
"""The number of a row and its cells; an empty cell is ""."""


def table_lines(rows: Iterable[Row], *, first_is_header: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the number and the line of every row that has text, in bounded memory.

    A header is a row of short names above values; each row below it is written with the names of its columns. It is
    looked for at the beginning and after each empty row, since sheets hold several tables; rows with one cell are
    titles. `first_is_header` says that the document marks its first row as one.
    """
    remaining = iter(rows)
    upcoming = deque(islice(remaining, _SAMPLE + 1))
    names: Sequence[str] = ()
    begins = True
    while upcoming:
        number, cells = upcoming.popleft()
        upcoming.extend(islice(remaining, 1))
        filled = sum(map(bool, cells))
        if filled == 0:
            begins = True
        elif begins and filled == 1:
            names = ()
            yield number, row_line(cells)
        elif begins and (first_is_header or _is_header(cells, upcoming)):
            names = [cell.rstrip(": ") for cell in cells]
            begins = first_is_header = False
            yield number, row_line(cells)
        else:
            begins = first_is_header = False
            yield number, row_line(cells, names)


def row_line(cells: Sequence[str], names: Sequence[str] = ()) -> str:
    """Write the cells that have text, each with the name of its column if it has one."""
    unnamed = len(cells) - len(names)
    named = zip(cells, [*names, *[""] * unnamed], strict=False)
    return _SEPARATOR.join([f"{name}: {cell}" if name else cell for cell, name in named if cell])


def _is_header(cells: Sequence[str], upcoming: Iterable[Row]) -> bool:
    """Tell names of columns from a row of data.

    All cells are words, or years above what are no years. Two columns of words are rather keys with their values than
    a header above rows.
    """
    body = [row for _, row in takewhile(lambda numbered: any(numbered[1]), upcoming)]
    columns = {cell: _column(body, index) for index, cell in enumerate(cells) if cell}
    if not body or len(columns) < sum(map(bool, cells)) or not all(starmap(_is_name, columns.items())):
        return False
    return len(columns) > _FEW_COLUMNS or any(map(_are_values, columns.values()))


def _column(rows: Iterable[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _is_name(cell: str, below: Sequence[str]) -> bool:
    if _YEAR.fullmatch(cell):
        return not all(map(_YEAR.fullmatch, below))
    return len(cell) <= _LONGEST_NAME and not _is_value(cell)


def _are_values(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(map(_is_value, cells)) * 2 >= len(cells)


def _is_value(cell: str) -> bool:
    return len(cell) <= _LONGEST_VALUE and _VALUE.fullmatch(cell) is not None
