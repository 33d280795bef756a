"""Makes the documents that the tests and the demo use. They are committed; run this only to change them.

    python -m tests.documents.make_documents

`sample/` holds ordinary documents (texts in `sample_texts.py`), `odd/` such as are readable but unusual, `broken/`
such as are not what they seem or cannot be read. Encrypted and Word files differ in some bytes from run to run.
"""

import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import docx

from tests.documents import sample_texts

sys.modules["pymupdf.layout"] = sys.modules["pymupdf4llm"] = None  # type: ignore[assignment]  # saves a second
import pymupdf  # noqa: E402

FOLDER = Path(__file__).resolve().parent
SAMPLE, ODD, BROKEN = FOLDER / "sample", FOLDER / "odd", FOLDER / "broken"

MARGIN = 72.0
BODY_SIZE = 11.5
HEADING_SIZES = {"# ": 20.0, "## ": 14.5}
LEADING = 1.45
DATES = {"creationDate": "D:20260102090000Z", "modDate": "D:20260102090000Z"}


class Typesetter:
    """Sets headings and paragraphs into columns of A4 pages with the fonts that every PDF program has."""

    def __init__(self, *, columns: int = 1, header: str = "", title: str = "", footer: str = "") -> None:
        self.document = pymupdf.open()
        self.document.set_metadata({"title": title, "producer": "", "creator": "", **DATES})
        self._columns = columns
        self._header = header
        self._footer = footer
        self._column = columns
        self._y = 0.0
        self._top = MARGIN + 10

    def set(self, texts: Sequence[str], table: Sequence[Sequence[str]] = ()) -> None:
        """Set all of `texts`; "TABLE" stands for the table."""
        for text in texts:
            mark = text.split(" ", 1)[0] + " "
            if text == "TABLE":
                self.set_table(table)
            elif mark in HEADING_SIZES:
                self._keep_together(5 * BODY_SIZE * LEADING)
                self._paragraph(text.removeprefix(mark), "hebo", HEADING_SIZES[mark])
            else:
                self._paragraph(text, "helv", BODY_SIZE)

    def set_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Set rows whose cells begin at equal distances, the first row in bold."""
        step = BODY_SIZE * 1.8
        self._keep_together(step * len(rows))
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                x = self._left() + index * self._width() / len(row)
                self._page().insert_text(
                    (x, self._y), cell, fontname="helv" if number else "hebo", fontsize=BODY_SIZE - 2
                )
            self._y += step
        self._y += BODY_SIZE

    def save(self, path: Path) -> None:
        """Add headers and footers and write the file."""
        pages = self.document.page_count
        for number, page in enumerate(self.document, 1):
            if self._header:
                page.insert_text((MARGIN, 45), self._header, fontname="heit", fontsize=8.5)
            if self._footer:
                footer = self._footer.format(number=number, pages=pages)
                page.insert_text((MARGIN, page.rect.height - 40), footer, fontname="helv", fontsize=8.5)
        self.document.save(path, deflate=True, garbage=3, no_new_id=True)

    def _paragraph(self, text: str, font: str, size: float) -> None:
        for line in _wrapped(text, font, size, self._width()):
            self._keep_together(size * LEADING)
            self._page().insert_text((self._left(), self._y), line, fontname=font, fontsize=size)
            self._y += size * LEADING
        self._y += size * 0.8

    def _keep_together(self, height: float) -> None:
        """Begin a new column or page unless `height` points are left."""
        if self._column < self._columns and self._y + height <= pymupdf.paper_size("a4")[1] - MARGIN:
            return
        self._column += 1
        if self._column >= self._columns:
            self._column = 0
            self.document.new_page()
        self._y = self._top

    def _page(self) -> pymupdf.Page:
        return self.document[-1]

    def _width(self) -> float:
        gutter = 24.0
        whole = pymupdf.paper_size("a4")[0] - 2 * MARGIN
        return float((whole - gutter * (self._columns - 1)) / self._columns)

    def _left(self) -> float:
        return MARGIN + self._column * (self._width() + 24.0)


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Break text into lines; long words are divided, as typesetters do in narrow columns."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if pymupdf.get_text_length(longer, font, size) <= width:
            line = longer
            continue
        first, second = word[: len(word) // 2], word[len(word) // 2 :]
        divided = f"{line} {first}-"
        fits = pymupdf.get_text_length(divided, font, size) <= width
        if len(word) > 8 and word.isalpha() and width < 300 and fits:
            lines.append(divided)
            line = second
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def make_sample() -> None:
    """Make the documents of the household."""
    contract = Typesetter(
        header="Rental contract - Flat 3B, 14 Harbour Street",
        footer="Page {number} of {pages}",
        title="Rental contract",
    )
    contract.set(sample_texts.RENTAL_CONTRACT)
    contract.save(SAMPLE / "rental-contract.pdf")

    manual = Typesetter(header="AquaLine 7200 operating manual", footer="{number}", title="AquaLine 7200")
    manual.set(sample_texts.WASHING_MACHINE_MANUAL, sample_texts.PROGRAMMES)
    manual.save(SAMPLE / "washing-machine-manual.pdf")

    study = Typesetter(columns=2, header="Ashbury Journal of Baking, volume 12", footer="{number}", title="Rye dough")
    study.set(sample_texts.DOUGH_STUDY)
    study.save(SAMPLE / "rye-dough-study.pdf")

    _write(SAMPLE / "garden-notes.md", sample_texts.GARDEN_NOTES)
    _write(SAMPLE / "bicycle-workshop.html", sample_texts.BICYCLE_WORKSHOP_PAGE)
    _write(SAMPLE / "house-meeting.txt", sample_texts.MEETING_NOTES)
    _make_letter(SAMPLE / "insurance-letter.docx")


def _make_letter(path: Path) -> None:
    letter = docx.Document()
    letter.core_properties.created = letter.core_properties.modified = datetime(2025, 11, 10, 9, 0)
    letter.core_properties.author = "Northgate Mutual Insurance"
    letter.sections[0].header.paragraphs[0].text = "Northgate Mutual Insurance, 5 Market Square, Ashbury"
    for text in sample_texts.INSURANCE_LETTER:
        if text == "TABLE":
            table = letter.add_table(rows=0, cols=3)
            for row in sample_texts.INSURED_SUMS:
                for cell, cell_text in zip(table.add_row().cells, row, strict=True):
                    cell.text = cell_text
        elif text.startswith("#"):
            marks, title = text.split(" ", 1)
            letter.add_heading(title, level=len(marks))
        else:
            letter.add_paragraph(text)
    letter.save(str(path))


def make_odd() -> None:
    """Make documents that are unusual but readable."""
    rotated = pymupdf.open()
    for angle in (0, 90, 180, 270):
        page = rotated.new_page()
        page.insert_text((100, 150), f"This page is turned by {angle} degrees.", fontsize=14)
        page.set_rotation(angle)
    rotated.save(ODD / "rotated-pages.pdf", no_new_id=True)

    labelled = pymupdf.open()
    for number in range(1, 7):
        labelled.new_page().insert_text((100, 400), f"Chapter text on sheet number {number}.")
    labelled.set_page_labels(
        [
            {"startpage": 0, "style": "r", "firstpagenum": 1},
            {"startpage": 3, "style": "D", "firstpagenum": 1},
        ]
    )
    labelled.save(ODD / "page-labels.pdf", no_new_id=True)

    _make_row_wise_columns(ODD / "columns-drawn-row-by-row.pdf")
    _contract_excerpt().save(
        ODD / "owner-password.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=0
    )
    (ODD / "pdf-named.txt").write_bytes(_contract_excerpt().tobytes(no_new_id=True))
    _write(
        ODD / "html-named.pdf", "<!DOCTYPE html><html><body><p>Please log in to download the invoice.</p></body></html>"
    )
    (ODD / "windows-1252.txt").write_bytes("Der Schlüssel zur Küche hängt über der Tür.\r\n".encode("cp1252"))
    (ODD / "utf-16.txt").write_bytes("The code of the garage is HERON-42.\n".encode("utf-16"))
    (ODD / "shift-jis.txt").write_bytes("会議は第三会議室で午後三時に始まります。\n".encode("shift_jis"))
    (ODD / "nul-bytes.txt").write_bytes(b"start\x00\x00 of the report PELICAN-7\n")
    _scan().save(ODD / "scan.pdf", deflate=True, no_new_id=True)


def _make_row_wise_columns(path: Path) -> None:
    """Draw two columns line by line across the page, as some programs do."""
    document = pymupdf.open()
    page = document.new_page()
    for index in range(12):
        for x, column in ((72, "left"), (320, "right")):
            page.insert_text((x, 100 + 14 * index), f"Line {index + 1} of the {column} column of text", fontsize=10)
    document.save(path, no_new_id=True)


def make_broken() -> None:
    """Make files that cannot be read, each for another reason."""
    (BROKEN / "zero-bytes.pdf").write_bytes(b"")
    _write(BROKEN / "only-spaces.txt", "  \n\n \n")
    whole = (SAMPLE / "rental-contract.pdf").read_bytes()
    (BROKEN / "truncated.pdf").write_bytes(whole[: len(whole) // 20])
    (BROKEN / "not-a-pdf.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    _contract_excerpt().save(
        BROKEN / "encrypted.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="secret"
    )
    image_only = pymupdf.open()
    image_only.new_page(width=200, height=280).insert_image(pymupdf.Rect(20, 20, 180, 260), pixmap=_evening_sky())
    image_only.save(BROKEN / "image-only.pdf", deflate=True, no_new_id=True)
    with zipfile.ZipFile(BROKEN / "zip-named.docx", "w") as archive:
        archive.writestr(zipfile.ZipInfo("hello.txt"), "hello")
    (BROKEN / "picture-named.xyz").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))


def _contract_excerpt() -> pymupdf.Document:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), "The monthly rent is 1,140 euros.")
    document.set_metadata(DATES)
    return document


def _scan() -> pymupdf.Document:
    scan = pymupdf.open()
    picture = _contract_excerpt()[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    scan.new_page().insert_image(scan[0].rect, pixmap=picture)
    scan.set_metadata(DATES)
    return scan


def _evening_sky() -> pymupdf.Pixmap:
    """A picture that gets darker upwards, with nothing written on it."""
    width, height = 160, 240
    brightness = bytes(row for row in range(height) for _ in range(width))
    return pymupdf.Pixmap(pymupdf.csGRAY, width, height, brightness, False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for folder in (SAMPLE, ODD, BROKEN):
        folder.mkdir(exist_ok=True)
    make_sample()
    make_odd()
    make_broken()
