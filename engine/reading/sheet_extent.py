"""Finds out how large the sheets of an Excel workbook would be in memory, before they are."""

import re
import zipfile
from pathlib import Path
from typing import IO

from engine.errors import DocumentTooLarge

_MOST_CELLS = 40_000_000
"""Of the rectangle from A1 to a sheet's last cell. Calamine keeps all of it, 30 bytes a cell, empty ones too."""
_CHUNK = 1 << 20
_LONGEST_NAME = 20
"""Bytes of the attribute that names a cell's place (r="AB12"), which may lie across two chunks."""
_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
_ROW = re.compile(rb"\sr=[\"'][A-Z]{1,3}(\d{1,9})[\"']")


def check_sheet_extents(path: Path) -> None:
    """Refuse a workbook (.xlsx, .xlsm) in which one far cell makes a sheet huge. Raises `DocumentTooLarge`.

    Other packages pass. Takes a package that `check_package` lets pass.
    """
    with zipfile.ZipFile(path) as package:
        for file in package.infolist():
            if file.filename.startswith("xl/") and file.filename.endswith(".xml"):
                with package.open(file) as part:
                    rows, columns = _extent(part)
                if rows * columns > _MOST_CELLS:
                    raise DocumentTooLarge(f"A sheet in it spans {rows} rows and {columns} columns.")


def _extent(part: IO[bytes]) -> tuple[int, int]:
    """The numbers of the last row and column of a sheet; zeros for parts of a workbook that are no sheets."""
    last_row = last_column = 0
    end = b""
    while chunk := part.read(_CHUNK):
        seen = end + chunk
        last_row = max(last_row, *map(int, set(_ROW.findall(seen))), 0)
        last_column = max(last_column, *map(_column_number, set(_COLUMN.findall(seen))), 0)
        end = seen[-_LONGEST_NAME:]
    return last_row, last_column


def _column_number(letters: bytes) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
