"""Documents made for measuring: pages of headings, paragraphs and tables, drawn as PDF, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.reading.mupdf import pymupdf

_WIDTH, _HEIGHT = 595, 842
_LEFT, _RIGHT, _TOP = 72, 523, 110
_COLUMN = 330
"""Where the numbers of a table begin."""
_LINE = 15
"""Points from line to line of 11-point text."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """One page: a heading, paragraphs, rows of a table with two columns, and a line at the top of the sheet."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    header: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that stands on one page or two, how people ask for it, and the answer as the page writes it.

    `name` tells the fact from others of its document; questions name the document, since the page does not.
    """

    name: str
    pages: tuple[int, ...]
    question: str
    answer: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document, its file below the folder of documents, and its facts.

    `document_id` is what questions call it by in the set's files; `named_in` says where the name and the year or date
    stand: "cover", "file name", "folder name" or "running header". No other place tells them.
    """

    document_id: str
    file: str
    named_in: str
    pages: tuple[MadePage, ...]
    facts: tuple[Fact, ...]


def write_documents(documents: Sequence[MadeDocument], folder: Path) -> None:
    """Write every document as PDF, the same bytes at each run, and delete all other files in `folder`.

    A file that holds these bytes already stays untouched.
    """
    wanted = {folder / document.file for document in documents}
    for file in folder.rglob("*.pdf"):
        if file not in wanted:
            file.unlink()
    for document in documents:
        file = folder / document.file
        content = _drawn(document)
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _drawn(document: MadeDocument) -> bytes:
    with pymupdf.open() as pdf:
        for number, made in enumerate(document.pages, start=1):
            page = pdf.new_page(width=_WIDTH, height=_HEIGHT)
            if made.header:
                page.insert_text((_LEFT, 50), made.header, fontsize=9)
            page.insert_text((_LEFT, 82), made.heading, fontsize=18 if number > 1 else 26)
            _draw_body(page, made)
            if number > 1:
                page.insert_text((_WIDTH / 2, 805), str(number), fontsize=9)
        content: bytes = pdf.tobytes(deflate=True, no_new_id=True)
        return content


def _draw_body(page: pymupdf.Page, made: MadePage) -> None:
    top = float(_TOP)
    for paragraph in made.paragraphs:
        left_over = page.insert_textbox((_LEFT, top, _RIGHT, _HEIGHT - 60), paragraph, fontsize=11, lineheight=1.35)
        assert left_over >= 0, f"too much text for a page: {made.heading}"
        top = _HEIGHT - 60 - left_over + _LINE
    for label, value in made.rows:
        page.insert_text((_LEFT, top), label, fontsize=11)
        page.insert_text((_COLUMN, top), value, fontsize=11)
        top += _LINE
