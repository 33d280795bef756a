"""Word documents."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from engine.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from engine.reading.page_text import PartText
from engine.reading.word_reader import WordReader

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def read(path: Path) -> PartText:
    (part,) = WordReader().read(path)
    return part


def make_document(path: Path, *body: str) -> Path:
    """Make a document of paragraphs given as XML."""
    document = docx.Document()
    for xml in body:
        document.element.body.insert(-1, parse_xml(xml.replace(">", f" {NAMESPACES}>", 1)))
    document.save(str(path))
    return path


def test_headings_paragraphs_tables_and_the_page_header(documents: Path) -> None:
    part = read(documents / "sample/insurance-letter.docx")
    assert part.text.startswith("Northgate Mutual Insurance, 5 Market Square, Ashbury\n\nYour household insurance from")
    assert "\n\nWhat | Insured up to | You bear yourself\n" in part.text
    assert "What: Valuables outside of a safe | Insured up to: 10,000 euros | You bear" in part.text
    assert [(heading.level, heading.text) for heading in part.headings] == [
        (1, "Your household insurance from 1 January 2026"),
        (2, "What is insured"),
        (2, "What to do after damage"),
        (2, "Cancelling"),
    ]
    assert all(part.text.startswith(heading.text, heading.start) for heading in part.headings)


def test_insertions_and_content_controls_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    path = make_document(
        tmp_path / "a.docx",
        "<w:p><w:r><w:t>The rent is </w:t></w:r><w:ins><w:r><w:t>900</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>800</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> euros.</w:t></w:r></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert read(path).text == "The rent is 900 euros.\n\nIn a control."


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    path = make_document(
        tmp_path / "a.docx",
        f"<w:p><w:r><w:t>Beside it.</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert read(path).text == "Beside it.\n\nIn a box."


def test_list_items_are_marked(tmp_path: Path) -> None:
    item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"
    assert read(make_document(tmp_path / "a.docx", item.format("one"), item.format("two"))).text == "• one\n• two"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates_are_read_as_well(documents: Path, tmp_path: Path, kind: str) -> None:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with (
        zipfile.ZipFile(documents / "sample/insurance-letter.docx") as whole,
        zipfile.ZipFile(tmp_path / "a.docm", "w") as other,
    ):
        for name in whole.namelist():
            other.writestr(name, whole.read(name).replace(plain.encode(), kind.encode()))
    assert read(tmp_path / "a.docm").text == read(documents / "sample/insurance-letter.docx").text


@pytest.mark.parametrize("name", ["zip-named.docx", "truncated.pdf"])
def test_other_files_are_damaged_documents(documents: Path, name: str) -> None:
    with pytest.raises(DamagedDocument):
        read(documents / "broken" / name)


def test_a_truncated_file_is_damaged(documents: Path, tmp_path: Path) -> None:
    whole = (documents / "sample/insurance-letter.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedDocument):
        read(tmp_path / "a.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_broken_xml_is_damage(documents: Path, tmp_path: Path, part: str) -> None:
    with (
        zipfile.ZipFile(documents / "sample/insurance-letter.docx") as whole,
        zipfile.ZipFile(tmp_path / "a.docx", "w") as broken,
    ):
        for name in whole.namelist():
            broken.writestr(name, whole.read(name)[:200] if name == part else whole.read(name))
    with pytest.raises(DamagedDocument):
        read(tmp_path / "a.docx")


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        with bomb.open("word/document.xml", "w") as entry:
            for _ in range(70):
                entry.write(bytes(1 << 20))
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "bomb.docx")


def table(*rows: tuple[str, ...], marked: bool = False) -> str:
    """The XML of a table."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if marked else ""
    xml = [
        "<w:tr>{}{}</w:tr>".format(
            mark if number == 0 else "",
            "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row),
        )
        for number, row in enumerate(rows)
    ]
    return f"<w:tbl>{''.join(xml)}</w:tbl>"


def test_rows_carry_the_names_of_their_columns(tmp_path: Path) -> None:
    path = make_document(tmp_path / "a.docx", table(("Item", "Price"), ("Chair", "40"), ("Table", "120")))
    assert read(path).text == "Item | Price\nItem: Chair | Price: 40\nItem: Table | Price: 120"


def test_keys_and_values_are_no_header_unless_the_row_is_marked(tmp_path: Path) -> None:
    rows = (("Name", "Anna"), ("City", "Berlin"))
    assert read(make_document(tmp_path / "a.docx", table(*rows))).text == "Name | Anna\nCity | Berlin"
    marked = make_document(tmp_path / "b.docx", table(*rows, marked=True))
    assert read(marked).text == "Name | Anna\nName: City | Anna: Berlin"


def test_a_cell_over_several_columns_moves_no_other(tmp_path: Path) -> None:
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Sum</w:t></w:r></w:p></w:tc>"
    xml = table(("Item", "Colour", "Price"), ("Chair", "red", "40"), ("", "", "")).replace(
        "<w:tc><w:p><w:r><w:t></w:t></w:r></w:p></w:tc>" * 3,
        f"{wide}<w:tc><w:p><w:r><w:t>160</w:t></w:r></w:p></w:tc>",
    )
    assert read(make_document(tmp_path / "a.docx", xml)).text.endswith("\nItem: Sum | Price: 160")


def test_page_footers_that_say_something_stand_once_below_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The rent is due.")
    document.sections[0].different_first_page_header_footer = True
    for footer in (document.sections[0].first_page_footer, document.sections[0].footer):
        footer.paragraphs[0].text = "Account DE02 of Ashbury Bank"
        footer.add_paragraph("Page 3 of 12")
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx").text == "The rent is due.\n\nAccount DE02 of Ashbury Bank"


def test_comments_stand_at_the_end(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The rent is 900 euros.")
    document.add_comment(paragraph.runs, text="Is that still true?", author="Anna")
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx").text == "The rent is 900 euros.\n\nComment by Anna: Is that still true?"


def test_a_package_in_an_encrypted_file_asks_for_a_password(tmp_path: Path) -> None:
    mark = bytes.fromhex("d0cf11e0a1b11ae1")
    (tmp_path / "a.docx").write_bytes(mark + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    with pytest.raises(EncryptedDocument):
        read(tmp_path / "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_refused_before_anything_is_parsed(documents: Path, tmp_path: Path, encoding: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    )
    with (
        zipfile.ZipFile(documents / "sample/insurance-letter.docx") as whole,
        zipfile.ZipFile(tmp_path / "a.docx", "w") as hostile,
    ):
        for name in whole.namelist():
            hostile.writestr(name, xml.encode(encoding) if name == "word/document.xml" else whole.read(name))
    with pytest.raises(DamagedDocument, match="XML"):
        read(tmp_path / "a.docx")


def test_a_size_that_lies_is_damage(tmp_path: Path) -> None:
    path = make_document(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/more.xml", b"<a>" + bytes(100_000).replace(b"\0", b" ") + b"</a>")
    honest = (100_007).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(honest) == 2
    path.write_bytes(content.replace(honest, (1000).to_bytes(4, "little")))
    with pytest.raises(DamagedDocument):
        read(path)
