"""A small real file of each format that Pagewise reads, with what may trip a parser: tables, notes, files in files."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

import docx
import pptx
import pymupdf
from pptx.util import Inches

from engine.reading.document_formats import DocumentFormat
from tests.end_to_end.conftest import ROOT, SAMPLE_DOCUMENTS
from tests.unit.reading.test_mail_reader import message, outlook_message
from tests.unit.reading.test_open_document_reader import box, cell, make_package
from tests.unit.reading.test_spreadsheet_reader import make_open_spreadsheet, make_workbook, row

_DOCUMENTS = ROOT / "tests" / "documents"
_TEXT = "The quince tree was planted in 1987 by Aunt Edda. Its fruit is yellow, hard and sour, and keeps until March."
_TABLE = "<table><tr><th>Tree</th><th>Year</th></tr><tr><td rowspan='2'>Quince</td><td>1987</td></tr></table>"
_WEB_PAGE = f"<html><head><title>Garden</title></head><body><h1>Trees</h1><p>{_TEXT}</p>{_TABLE}</body></html>"
_MARKUP = f"Trees\n=====\n\n{_TEXT}\n\n.. code-block:: python\n\n    plant('quince')\n\n* Quince\n* Walnut\n"
_SUBTITLES = "1\n00:00:01,000 --> 00:00:04,000\nThe quince tree\n\n2\n00:00:05,000 --> 00:00:09,500\nwas planted.\n"
_PACKED_RTF = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0\fs24 Trees\par The quince tree \u8364? \'e9\par}"
_FICTION_BOOK = (
    '<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info>'
    "<book-title>Garden</book-title></title-info></description><body><section><title><p>Trees</p></title>"
    f"<p>{_TEXT}</p></section></body></FictionBook>"
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def make_files(document_format: DocumentFormat, folder: Path) -> list[Path]:
    """Make the files of a format in a new folder, and return their paths."""
    folder.mkdir()
    _MAKERS[document_format](folder)
    return sorted(folder.iterdir())


def _pdf(folder: Path) -> None:
    for name in ("sample/rental-contract.pdf", "odd/scan.pdf", "odd/page-labels.pdf", "odd/rotated-pages.pdf"):
        shutil.copy(_DOCUMENTS / name, folder)
    with pymupdf.open(SAMPLE_DOCUMENTS / "rental-contract.pdf") as document:
        document.save(folder / "not packed.pdf", expand=255, no_new_id=True)


def _image(folder: Path) -> None:
    with pymupdf.open() as document:
        document.new_page(width=200, height=60).insert_text((10, 30), "Quince tree")
        document[0].get_pixmap().save(folder / "picture.png")
        document[0].get_pixmap().save(folder / "picture.jpg")


def _word(folder: Path) -> None:
    document = docx.Document()
    document.add_heading("Trees", 1)
    document.add_paragraph(_TEXT, style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "Tree", "Quince"
    document.sections[0].header.paragraphs[0].text = "The garden"
    document.save(str(folder / "trees.docx"))


def _powerpoint(folder: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    title, notes = slide.shapes.title, slide.notes_slide.notes_text_frame
    assert title is not None
    assert notes is not None
    title.text, notes.text = "Trees", _TEXT
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(1, 0).text = "Tree", "Quince"
    presentation.save(str(folder / "trees.pptx"))


def _spreadsheet(folder: Path) -> None:
    rows = row(1, "Tree", "Year", "Fruit") + "".join(row(number, "Quince", "1987", "34.5") for number in range(2, 30))
    make_workbook(folder / "trees.xlsx", Trees=rows, Notes=row(1, _TEXT))
    open_cell = "<table:table-cell office:value-type='string'><text:p>Quince</text:p></table:table-cell>"
    make_open_spreadsheet(folder / "trees.ods", f"<table:table-row>{open_cell * 3}</table:table-row>" * 9)


def _open_text(folder: Path) -> None:
    table = f"<table:table><table:table-row>{cell('Tree')}{cell('Quince')}</table:table-row></table:table>"
    body = f"<text:h text:outline-level='1'>Trees</text:h><text:p>{_TEXT}</text:p>{table}"
    make_package(folder / "trees.odt", "text", body, header="<text:p>The garden</text:p>")


def _open_slides(folder: Path) -> None:
    slide = box("Trees", "presentation:class='title'") + box(_TEXT, "svg:y='5cm'")
    make_package(folder / "trees.odp", "presentation", f"<draw:page>{slide}</draw:page>" * 3)


def _ebook(folder: Path) -> None:
    (folder / "garden.fb2").write_text(_FICTION_BOOK)
    with zipfile.ZipFile(folder / "garden.epub", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        package.writestr("META-INF/container.xml", _CONTAINER)
        package.writestr("book.opf", _PACKAGE)
        for name in ("a", "b"):
            package.writestr(
                f"{name}.xhtml", _WEB_PAGE.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
            )


def _mail(folder: Path) -> None:
    mail = message("Größe der Küche", _TEXT)
    mail.add_alternative(_WEB_PAGE, subtype="html")
    for name in ("rental-contract.pdf", "insurance-letter.docx"):
        content = (SAMPLE_DOCUMENTS / name).read_bytes()
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    (folder / "mail.eml").write_bytes(bytes(mail))


def _mailbox(folder: Path) -> None:
    one = b"From ada@example.org Tue May  5 10:00:00 2026\n" + bytes(message()) + b"\n"
    (folder / "inbox.mbox").write_bytes(one * 5)


def _web_archive(folder: Path) -> None:
    saved = EmailMessage()
    saved["From"], saved["Subject"] = "<Saved by a browser>", "Garden"
    saved.set_content(_WEB_PAGE, subtype="html")
    saved.make_mixed()
    saved.replace_header("Content-Type", 'multipart/related; type="text/html"')
    (folder / "garden.mhtml").write_bytes(bytes(saved))


def _archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SAMPLE_DOCUMENTS.iterdir()):
            archive.write(path, f"papers/{path.name}")


def _text_file(name: str, *contents: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for number, content in enumerate(contents):
            (folder / f"{number} {name}").write_text(content, encoding="utf-8")

    return make


def _samples(*names: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name in names:
            shutil.copy(_DOCUMENTS / name, folder)

    return make


def _outlook_mail(folder: Path) -> None:
    (folder / "mail.msg").write_bytes(outlook_message())


_MAKERS: Mapping[DocumentFormat, Callable[[Path], None]] = {
    DocumentFormat.PDF: _pdf,
    DocumentFormat.IMAGE: _image,
    DocumentFormat.WORD: _word,
    DocumentFormat.POWERPOINT: _powerpoint,
    DocumentFormat.SPREADSHEET: _spreadsheet,
    DocumentFormat.CSV: _text_file("trees.csv", "Tree;Year\nQuince;1987\nWalnut;2021\n", 'a,"b\nc",d\n1,2,3\n'),
    DocumentFormat.OPEN_TEXT: _open_text,
    DocumentFormat.OPEN_SLIDES: _open_slides,
    DocumentFormat.RTF: _text_file("trees.rtf", _PACKED_RTF),
    DocumentFormat.EBOOK: _ebook,
    DocumentFormat.HTML: _samples("sample/bicycle-workshop.html"),
    DocumentFormat.WEB_ARCHIVE: _web_archive,
    DocumentFormat.MARKDOWN: _samples("sample/garden-notes.md"),
    DocumentFormat.MARKUP: _text_file("trees.rst", _MARKUP),
    DocumentFormat.SOURCE: _text_file("plant.py", f'"""{_TEXT}"""\n\n\ndef plant(tree: str) -> None:\n    pass\n'),
    DocumentFormat.TEXT: _samples("sample/house-meeting.txt", "odd/utf-16.txt", "odd/shift-jis.txt"),
    DocumentFormat.MAIL: _mail,
    DocumentFormat.OUTLOOK_MAIL: _outlook_mail,
    DocumentFormat.MAILBOX: _mailbox,
    DocumentFormat.SUBTITLES: _text_file("talk.srt", _SUBTITLES),
    DocumentFormat.ARCHIVE: _archive,
}
