"""Pages read a second: reading, splitting and the pipe from the child, against PyMuPDF's plain text in one process."""

from pathlib import Path

import pymupdf

from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSplitter
from engine.reading.reading_process import ReadingProcess
from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row, compare_rates

_PAGES = 500


def measure(folder: Path) -> list[Row]:
    """Two rows, pages a second: against plain text that is split as ours is, and against plain text alone."""
    file = folder / "report.pdf"
    write_pdf(file, _PAGES)
    process = ReadingProcess()

    def ours() -> int:
        return sum(len(split.passages) for split in process.read(file))

    def plain_and_split() -> int:
        splitter = PassageSplitter()
        return sum(len(splitter.split(PartText(1, 1, text)).passages) for text in _plain_texts(file))

    what = "PDF pages read and split"
    try:
        return [
            compare_rates(what, "pages/s", _PAGES, ours, plain_and_split, "PyMuPDF get_text, split"),
            compare_rates(what, "pages/s", _PAGES, ours, lambda: _plain_texts(file), "PyMuPDF get_text alone"),
        ]
    finally:
        process.end()


def _plain_texts(file: Path) -> list[str]:
    with pymupdf.open(file) as document:
        return [page.get_text() for page in document]
