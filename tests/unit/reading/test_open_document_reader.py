"""OpenDocument texts and presentations."""

import zipfile
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, EncryptedDocument
from engine.reading.open_document_reader import OpenSlidesReader, OpenTextReader
from engine.reading.page_text import PartText, PlaceMark

KINDS = ("office", "style", "text", "table", "presentation")
NAMESPACES = " ".join(f"xmlns:{kind}='urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0'" for kind in KINDS) + (
    " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
    " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"
)
MANIFEST = (
    "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{}</manifest:manifest>"
)


def make_package(
    path: Path, kind: str, body: str, styles: str = "", *, header: str = "", footer: str = "", manifest: str = ""
) -> Path:
    """Make an OpenDocument file; `body` is XML, `styles` that of automatic styles, the others those of pages."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMESPACES}>{manifest}</manifest:manifest>")
        package.writestr(
            "styles.xml",
            f"<office:document-styles {NAMESPACES}><office:master-styles><style:master-page><style:header>{header}"
            f"</style:header><style:footer>{footer}</style:footer></style:master-page></office:master-styles></office:document-styles>",
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
    return path


def read_text(folder: Path, body: str, styles: str = "", header: str = "", footer: str = "") -> PartText:
    (part,) = OpenTextReader().read(make_package(folder / "a.odt", "text", body, styles, header=header, footer=footer))
    return part


def read_slides(folder: Path, *slides: str) -> list[PartText]:
    body = "".join(f"<draw:page>{slide}</draw:page>" for slide in slides)
    return list(OpenSlidesReader().read(make_package(folder / "a.odp", "presentation", body)))


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def box(text: str, attributes: str) -> str:
    return f"<draw:frame {attributes}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"


def test_headings_titles_and_page_headers(tmp_path: Path) -> None:
    part = read_text(
        tmp_path,
        "<text:p text:style-name='P1'>Lease</text:p><text:h text:outline-level='2'>The rent</text:h>"
        "<text:p>It is <text:span>900<text:s text:c='2'/>euros</text:span>,<text:tab/>paid<text:line-break/>"
        "monthly.</text:p>",
        "<style:style style:name='P1' style:parent-style-name='Title'/>",
        "<text:p>Ashbury Housing</text:p>",
    )
    assert part.text == "Ashbury Housing\n\nLease\n\nThe rent\n\nIt is 900  euros,\tpaid\nmonthly."
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Lease"), (2, "The rent")]


@pytest.mark.parametrize(("footer", "read"), [("Account DE02 of Ashbury Bank", True), ("Page 3 of 12", False)])
def test_page_footers_stand_at_the_end_if_they_say_something(tmp_path: Path, footer: str, read: bool) -> None:
    part = read_text(tmp_path, "<text:p>The rent is due.</text:p>", footer=f"<text:p>{footer}</text:p>")
    assert part.text == "The rent is due." + (f"\n\n{footer}" if read else "")


def test_lists_and_sections(tmp_path: Path) -> None:
    part = read_text(
        tmp_path,
        "<text:section><text:p>Bring:</text:p><text:list><text:list-item><text:p>bread</text:p><text:list>"
        "<text:list-item><text:p>white</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>salt</text:p></text:list-item></text:list></text:section>",
    )
    assert part.text == "Bring:\n\n• bread\n• white\n• salt"


def test_rows_carry_the_names_of_their_columns(tmp_path: Path) -> None:
    rows = (cell("Item") + cell("Price"), cell("Chair") + cell("40"), cell("Both", "table:number-columns-repeated='2'"))
    xml = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    part = read_text(tmp_path, f"<table:table><table:table-column/>{xml}</table:table>")
    assert part.text == "Item | Price\nItem: Chair | Price: 40\nItem: Both | Price: Both"


def test_notes_and_comments_stand_at_the_end_and_deleted_text_nowhere(tmp_path: Path) -> None:
    part = read_text(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>800 euros</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><!-- nothing --><text:p>The rent<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Without heating.</text:p></text:note-body></text:note> is due"
        "<office:annotation><dc:creator>Anna</dc:creator><text:p>When?</text:p></office:annotation> soon.</text:p>",
    )
    assert part.text == "The rent is due soon.\n\nWithout heating.\n\nComment by Anna: When?"


def test_frames_in_paragraphs_are_read_once(tmp_path: Path) -> None:
    part = read_text(tmp_path, f"<text:p>Beside it.<text:span>{box('In a box.', '')}</text:span></text:p>")
    assert part.text == "Beside it.\n\nIn a box."


def test_each_slide_is_a_page_read_from_top_to_bottom(tmp_path: Path) -> None:
    first, second = read_slides(
        tmp_path,
        box("below", "svg:x='1cm' svg:y='12cm'")
        + box("Page 1", "svg:y='20cm' presentation:class='page-number'")
        + "<draw:g>"
        + box("right", "svg:x='4in' svg:y='2in'")
        + "</draw:g>"
        + box("left", "svg:x='10mm' svg:y='51mm'")
        + box("Prices", "svg:y='30cm' presentation:class='title'")
        + f"<presentation:notes>{box('Mention the discount.', '')}</presentation:notes>",
        "<draw:frame><table:table><table:table-row>"
        + cell("Item")
        + cell("Price")
        + "</table:table-row><table:table-row>"
        + cell("Chair")
        + cell("40")
        + "</table:table-row></table:table></draw:frame>",
    )
    assert (first.part, first.page) == (1, 1)
    assert first.text == "Prices\n\nleft\n\nright\n\nbelow\n\nNotes: Mention the discount."
    assert [(heading.level, heading.text) for heading in first.headings] == [(1, "Prices")]
    assert (second.text, second.places) == ("Item | Price\nItem: Chair | Price: 40", (PlaceMark(0, "slide 2"),))


def test_an_encrypted_document_asks_for_a_password(tmp_path: Path) -> None:
    path = make_package(tmp_path / "whole.odt", "text", "", manifest="<manifest:encryption-data/>")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "a.odt", "w") as encrypted:
        for name in whole.namelist():
            encrypted.writestr(name, bytes(range(200, 256)) if name == "content.xml" else whole.read(name))
    with pytest.raises(EncryptedDocument):
        list(OpenTextReader().read(tmp_path / "a.odt"))


def test_entities_are_refused(tmp_path: Path) -> None:
    path = make_package(tmp_path / "whole.odt", "text", "<text:p>&b;</text:p>")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "a.odt", "w") as hostile:
        for name in whole.namelist():
            declared = b"<!DOCTYPE a [<!ENTITY b 'bbb'>]>" if name == "content.xml" else b""
            hostile.writestr(name, declared + whole.read(name))
    with pytest.raises(DamagedDocument, match="entities"):
        list(OpenTextReader().read(tmp_path / "a.odt"))


@pytest.mark.parametrize("name", ["broken/zip-named.docx", "broken/truncated.pdf", "sample/insurance-letter.docx"])
def test_other_files_are_damaged_documents(documents: Path, name: str) -> None:
    with pytest.raises(DamagedDocument):
        list(OpenTextReader().read(documents / name))


def test_nesting_without_end_is_damage(tmp_path: Path) -> None:
    deep = "<text:section>" * 5000 + "</text:section>" * 5000
    with pytest.raises(DamagedDocument):
        read_text(tmp_path, deep)
