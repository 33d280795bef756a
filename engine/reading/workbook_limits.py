"""Refuses Excel workbooks that would be huge in memory, before calamine reserves it and ends the process."""

import re
import zipfile
from pathlib import Path
from typing import IO

from engine.errors import DamagedDocument, DocumentTooLarge

_MOST_CELLS = 40_000_000
"""Of the rectangle from A1 to a sheet's last cell. Calamine keeps all of it, 30 bytes a cell, empty ones too."""
_CHUNK = 1 << 20
_LONGEST_ATTRIBUTE = 100
"""Bytes of an attribute that is looked for, which may lie across two chunks."""
_COLUMN = re.compile(rb"\sr=[\"']([A-Za-z]{1,40})\d")
_ROW = re.compile(rb"\sr=[\"'][A-Za-z]{0,40}(\d{1,40})")
"""Of cells and rows. Excel knows three letters and seven digits; calamine takes any."""
_COUNT = re.compile(rb"\s(?:uniqueCount|count)=[\"'](\d{1,19})[\"']")
"""How many elements follow, of which calamine believes every word."""


def check_workbook_limits(path: Path) -> None:
    """Refuse a workbook (.xlsx, .xlsm) with a cell so far out, or a count so wrong, that memory would not suffice.

    Other packages pass. Takes a package that `check_package` lets pass. Raises `DamagedDocument` and
    `DocumentTooLarge`.
    """
    with zipfile.ZipFile(path) as package:
        for file in package.infolist():
            if file.filename.startswith("xl/") and file.filename.endswith(".xml"):
                with package.open(file) as part:
                    rows, columns, count = _limits(part)
                if rows * max(columns, 1) > _MOST_CELLS:
                    raise DocumentTooLarge(f"A sheet in it spans {rows} rows and {columns} columns.")
                if count > file.file_size:
                    raise DamagedDocument(f"{file.filename} in it says that it holds {count} elements.")


def _limits(part: IO[bytes]) -> tuple[int, int, int]:
    """The numbers of the last row and column of a sheet, and the highest count of elements; zeros for none."""
    last_row = last_column = count = 0
    end = b""
    while chunk := part.read(_CHUNK):
        seen = end + chunk
        last_row = max(last_row, *map(int, set(_ROW.findall(seen))), 0)
        last_column = max(last_column, *map(_column_number, set(_COLUMN.findall(seen))), 0)
        count = max(count, *map(int, set(_COUNT.findall(seen))), 0)
        end = seen[-_LONGEST_ATTRIBUTE:]
    return last_row, last_column, count


def _column_number(letters: bytes) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
