"""Reads spreadsheets (Excel's formats and .ods) with calamine, and tables in text files (.csv, .tsv)."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.office_package import check_package
from engine.reading.page_text import PartText
from engine.reading.table_lines import Row, table_lines
from engine.reading.text_encoding import clean_text, text_chunks
from engine.reading.text_parts import TextBlock, parts_of_blocks
from engine.reading.workbook_limits import check_workbook_limits

_MOST_XML = 256 * 1024 * 1024
"""Bytes of XML. Calamine keeps no tree of it; some eight million cells fit."""
_TOO_MANY_CELLS = "Cell limit exceeded"
"""Calamine's words for a sheet of OpenDocument that repeats cells without end."""
_PANIC = "PanicException"
"""What calamine's Rust raises at nonsense that it did not expect: no `Exception`, and it can't be imported."""
_NO_SPREADSHEET = "It is not a spreadsheet inside, or a part of it is damaged."
_LARGEST_OLD_FILE = 200 * 1024 * 1024
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"

_SNIFFED = 4096
"""Characters that tell how cells are separated. The sniffer takes quadratic time."""
_SEPARATORS = ",;\t|"
_LONGEST_LINE = 1 << 16
"""Characters. Below the limit of the csv module for one cell, so that no single line can exceed that."""

_Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class SpreadsheetReader:
    """Yields parts made of rows, each with the names of its columns; sheets begin with their names as headings.

    A sheet is in memory as a whole while it is read. What would take too much is refused before.
    """

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DamagedDocument`, `DocumentTooLarge` and `EncryptedDocument`."""
        _check(path)
        try:
            with CalamineWorkbook.from_path(path) as workbook:
                yield from parts_of_blocks(_workbook_blocks(workbook))
        except PasswordError as error:
            raise EncryptedDocument from error
        except WorksheetNotFound as error:
            raise DamagedDocument(f"Its sheet “{error}” is missing.") from error
        except CalamineError as error:
            if _TOO_MANY_CELLS in str(error):
                raise DocumentTooLarge("A sheet in it spans too many rows and columns.") from error
            raise DamagedDocument(_NO_SPREADSHEET) from error
        except OSError as error:
            if error.errno is None:  # not the system's, but calamine's word for a file that ends too early
                raise DamagedDocument(_NO_SPREADSHEET) from error
            raise
        except BaseException as error:
            if type(error).__name__ != _PANIC:
                raise
            raise DamagedDocument(_NO_SPREADSHEET) from error


class CsvReader:
    """Yields parts made of rows, each with the names of its columns, never holding more than one part's text."""

    def read(self, path: Path) -> Iterator[PartText]:
        """Yield the parts in order. Raises `DocumentTooLarge`."""
        chunks = text_chunks(path)
        beginning = next(chunks, "")
        records = _records(_lines(chain([beginning], chunks)), _separator(beginning))
        rows = ((number, [" ".join(cell.split()) for cell in record]) for number, record in enumerate(records, start=1))
        yield from parts_of_blocks(_row_blocks(rows, ""))


def _check(path: Path) -> None:
    with path.open("rb") as file:
        is_old = file.read(len(_OLD_OFFICE_MARK)) == _OLD_OFFICE_MARK
    if not is_old:
        check_package(path, most_xml=_MOST_XML)
        check_workbook_limits(path)
    elif path.stat().st_size > _LARGEST_OLD_FILE:
        raise DocumentTooLarge(f"Old spreadsheets may have up to {_LARGEST_OLD_FILE >> 20} MB.")


def _workbook_blocks(workbook: CalamineWorkbook) -> Iterator[TextBlock]:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            name = _one_line(sheet.name)
            rows = _row_blocks(_numbered_rows(workbook.get_sheet_by_index(index)), f"{name}, ")
            first = next(rows, None)
            if first is not None:  # else the sheet is empty
                yield TextBlock(name, level=1, place=first.place)
                yield from chain([first], rows)


def _numbered_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows with the numbers that Excel shows."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):  # also rows above the first that has cells
        yield number, [_as_shown(cell) for cell in cells]


def _row_blocks(rows: Iterable[Row], sheet: str) -> Iterator[TextBlock]:
    last = -1
    for number, line in table_lines(rows):
        yield TextBlock(line, tight=number == last + 1, place=f"{sheet}row {number}")
        last = number


def _as_shown(cell: _Cell) -> str:
    """Write a cell roughly as a spreadsheet program does; how its author wanted numbers to look is not known."""
    if isinstance(cell, str):
        return _one_line(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _separator(beginning: str) -> str:
    try:
        return csv.Sniffer().sniff(beginning[:_SNIFFED], _SEPARATORS).delimiter
    except csv.Error:  # one column, or no order that it sees
        return ","


def _records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """Yield the cells of each record; a quotation mark that is never closed counts as an ordinary character."""
    taken: list[str] = []

    def remembered() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(remembered(), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # the cell is longer than any cell should be
            yield from csv.reader(taken, delimiter=separator, quoting=csv.QUOTE_NONE)
        taken.clear()


def _lines(chunks: Iterable[str]) -> Iterator[str]:
    """Yield lines with their ends; what is longer than `_LONGEST_LINE` is cut."""
    pending = ""
    for chunk in chunks:
        *lines, pending = (pending + chunk).split("\n")
        for line in lines:
            yield from _pieces(f"{line}\n")
        *whole, pending = _pieces(pending) or [""]
        yield from whole
    yield from _pieces(pending)


def _pieces(line: str) -> list[str]:
    return [line[start : start + _LONGEST_LINE] for start in range(0, len(line), _LONGEST_LINE)]
