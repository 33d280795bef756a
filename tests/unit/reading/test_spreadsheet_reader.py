"""Spreadsheets and tables in text files."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.page_text import DocumentReader, PartText, place_of_range
from engine.reading.spreadsheet_reader import CsvReader, SpreadsheetReader

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
CELL = "<c r='{}' t='inlineStr'><is><t>{}</t></is></c>"


def make_workbook(path: Path, **sheets: str) -> Path:
    """Make an Excel file; a sheet is the XML of its rows. Style 1 is a date."""
    names = "".join(
        f"<sheet name='{name.replace('_', ' ')}' sheetId='{n}' r:id='r{n}'/>" for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f"<Relationship Id='r{n}' Type='{RELATIONS}/worksheet' Target='worksheets/{n}.xml'/>"
        for n in range(1, len(sheets) + 1)
    )
    formats = "".join(f"<xf numFmtId='{number}'/>" for number in (0, 14))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "_rels/.rels",
            f"<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='a' "
            f"Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        )
        package.writestr("xl/styles.xml", f"<styleSheet xmlns='{SHEET}'><cellXfs>{formats}</cellXfs></styleSheet>")
        package.writestr(
            "xl/workbook.xml",
            f"<workbook xmlns='{SHEET}' xmlns:r='{RELATIONS}'><sheets>{names}</sheets></workbook>",
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{PACKAGE}/relationships'>{links}</Relationships>"
        )
        for number, rows in enumerate(sheets.values(), start=1):
            package.writestr(
                f"xl/worksheets/{number}.xml", f"<worksheet xmlns='{SHEET}'><sheetData>{rows}</sheetData></worksheet>"
            )
    return path


def make_open_spreadsheet(path: Path, rows: str, manifest: str = "") -> Path:
    """Make an OpenDocument file with one sheet, given as the XML of its rows."""
    names = " ".join(f"xmlns:{name}='{OPEN_DOCUMENT}:{name}:1.0'" for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='Costs'>{rows}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def row(number: int, *cells: str) -> str:
    """The XML of a row of an Excel file: numbers as numbers, the rest as text."""
    places = [f"{chr(ord('A') + column)}{number}" for column in range(len(cells))]
    texts = [
        f"<c r='{place}'><v>{cell}</v></c>" if cell.replace(".", "").isdecimal() else CELL.format(place, cell)
        for place, cell in zip(places, cells, strict=True)
        if cell
    ]
    return f"<row r='{number}'>{''.join(texts)}</row>"


def read(path: Path, reader: DocumentReader | None = None) -> list[PartText]:
    return list((reader or SpreadsheetReader()).read(path))


def read_csv(folder: Path, content: str | bytes) -> PartText:
    (folder / "a.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    (part,) = read(folder / "a.csv", CsvReader())
    return part


def test_rows_carry_the_names_of_their_columns_and_their_places(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "a.xlsx",
        Budget_2026=row(3, "Item", "Planned", "Spent") + row(4, "Rent", "900", "450.5") + row(7, "Food", "", "0.1"),
        Empty="",
        Notes=row(1, "Nobody checked this."),
    )
    (part,) = read(path)
    assert part.text == (
        "Budget 2026\n\nItem | Planned | Spent\nItem: Rent | Planned: 900 | Spent: 450.5\n\nItem: Food | Spent: 0.1\n\n"
        "Notes\n\nNobody checked this."
    )
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Budget 2026"), (1, "Notes")]
    for text, place in (
        ("Planned: 900", "Budget 2026, row 4"),
        ("Food", "Budget 2026, row 7"),
        ("Nobody", "Notes, row 1"),
    ):
        start = part.text.index(text)
        assert place_of_range(part, start, start + len(text)) == place


def test_values_look_as_people_write_them(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "a.xlsx",
        A="<row r='1'><c r='A1'><v>5.0</v></c><c r='B1'><v>0.30000000000000004</v></c><c r='C1' s='1'><v>45000</v></c>"
        "<c r='D1' s='1'><v>45000.572916666664</v></c><c r='E1' t='b'><v>1</v></c>"
        "<c r='F1' t='str'><f>A2</f><v>two\nlines</v></c></row>",
    )
    assert read(path)[0].text == "A\n\n5 | 0.3 | 2023-03-15 | 2023-03-15 13:45:00 | TRUE | two lines"


def test_open_document_spreadsheets(tmp_path: Path) -> None:
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    number = "<table:table-cell office:value-type='float' office:value='{}'/>"
    rows = (
        ("<table:table-row>" + first + second + "</table:table-row>")
        for first, second in (
            (cell.format("Item"), cell.format("Price")),
            (cell.format("Chair"), number.format("40")),
        )
    )
    path = make_open_spreadsheet(tmp_path / "a.ods", "".join(rows))
    assert read(path)[0].text == "Costs\n\nItem | Price\nItem: Chair | Price: 40"


def test_a_long_sheet_makes_bounded_parts(tmp_path: Path) -> None:
    rows = "".join(row(number, f"Item number {number}", "17") for number in range(2, 3000))
    parts = read(make_workbook(tmp_path / "a.xlsx", A=row(1, "Name", "Count") + rows))
    assert len(parts) > 3
    assert all(len(part.text) <= 20_000 for part in parts)
    assert parts[-1].text.endswith("Name: Item number 2999 | Count: 17")
    assert parts[-1].places[-1].place == "A, row 2999"


@pytest.mark.parametrize(
    ("cell", "rows", "columns"),
    [("XFD1048576", 1048576, 16384), ("B99999999999999999999", 99999999999999999999, 2), ("aaaaaaa1", 2000, 321272407)],
)
def test_a_far_cell_that_makes_a_sheet_huge_is_refused(tmp_path: Path, cell: str, rows: int, columns: int) -> None:
    far = f"<row r='2000'><c r='{cell}' s='1'/></row>"
    with pytest.raises(DocumentTooLarge, match=f"{rows} rows and {columns} columns"):
        read(make_workbook(tmp_path / "a.xlsx", A=row(1, "Name") + far))


def test_a_far_row_of_cells_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentTooLarge, match="4000000000 rows"):
        read(make_workbook(tmp_path / "a.xlsx", A="<row r='4000000000'><c><v>1</v></c></row>"))


def test_a_count_that_lies_is_damage(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", A=row(1, "Name"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst xmlns='{SHEET}' count='1' uniqueCount='2147483648'/>")
    with pytest.raises(DamagedDocument, match="2147483648"):
        read(path)


def test_a_sheet_that_is_missing_is_named(tmp_path: Path) -> None:
    whole = make_workbook(tmp_path / "whole.xlsx", Costs=row(1, "Rent"))
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(broken, "w") as copy:
        for name in package.namelist():
            if "worksheets/" not in name:
                copy.writestr(name, package.read(name))
    with pytest.raises(DamagedDocument, match="Its sheet “Costs” is missing"):
        list(SpreadsheetReader().read(broken))


def test_cells_repeated_without_end_are_refused(tmp_path: Path) -> None:
    rows = (
        "<table:table-row table:number-rows-repeated='1048576'><table:table-cell office:value-type='float' "
        "office:value='1' table:number-columns-repeated='16384'/></table:table-row>"
    )
    with pytest.raises(DocumentTooLarge):
        read(make_open_spreadsheet(tmp_path / "a.ods", rows))


def test_an_encrypted_spreadsheet_asks_for_a_password(tmp_path: Path) -> None:
    path = make_open_spreadsheet(tmp_path / "a.ods", "", manifest="<encryption-data/>")
    assert [part.text for part in read(path)] == [""]  # only its macros are encrypted
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.ods", "w") as encrypted:
        for name in whole.namelist():
            encrypted.writestr(name, bytes(range(200, 256)) if name == "content.xml" else whole.read(name))
    with pytest.raises(EncryptedDocument):
        read(tmp_path / "b.ods")


@pytest.mark.parametrize("name", ["zip-named.docx", "truncated.pdf"])
def test_other_files_are_damaged_spreadsheets(documents: Path, name: str) -> None:
    with pytest.raises(DamagedDocument, match=r"(?:not a spreadsheet inside.*|not a zip file)$"):
        read(documents / "broken" / name)


def test_a_package_whose_kind_is_cut_off_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oa")
        package.writestr("content.xml", "<content/>")
    with pytest.raises(DamagedDocument):
        read(tmp_path / "a.ods")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_of_text_files(tmp_path: Path, separator: str) -> None:
    lines = (("Name", "City", "Age"), ("Anna", '"Berlin, Mitte; A|B\tC"', "41"), ("Zoë", "Köln", "38"))
    part = read_csv(tmp_path, "\r\n".join(separator.join(line) for line in lines))
    assert part.text == (
        "Name | City | Age\nName: Anna | City: Berlin, Mitte; A|B C | Age: 41\nName: Zoë | City: Köln | Age: 38"
    )
    assert [mark.place for mark in part.places] == ["row 1", "row 2", "row 3"]


def test_encodings_of_text_files(tmp_path: Path) -> None:
    assert "Name: Jürgen" in read_csv(tmp_path, "Name;Straße;Nr\r\nJürgen;Am Deich;5\r\n".encode("cp1252")).text


def test_cells_with_several_lines_count_as_one_row(tmp_path: Path) -> None:
    part = read_csv(tmp_path, 'Name,Remark,Age\nAnna,"first\nsecond",41\nBerta,,38\n')
    assert part.text.endswith("\nName: Anna | Remark: first second | Age: 41\nName: Berta | Age: 38")
    assert part.places[-1].place == "row 3"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    lines = [f"{number},chair,{number}" for number in range(20_000)]
    (tmp_path / "a.csv").write_text('Nr,What,Price\n7,"broken,1\n' + "\n".join(lines), encoding="utf-8")
    text = "\n".join(part.text for part in read(tmp_path / "a.csv", CsvReader()))
    assert 'What: "broken' in text
    assert "Nr: 19999 | What: chair | Price: 19999" in text


def test_text_files_are_read_in_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Nr,What,Price\n" + "17,chair,40\n" * 30_000 + "x" * 1_000_000, encoding="utf-8")
    tracemalloc.start()
    try:
        characters = sum(len(part.text) for part in CsvReader().read(tmp_path / "a.csv"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert characters > 1_900_000
    assert peak < 1_900_000
