"""Pages read a second: reading, splitting and the pipe from the child, against PyMuPDF's text extraction alone."""

from pathlib import Path

import pymupdf

from engine.reading.reading_process import ReadingProcess
from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row, compare_rates

_PAGES = 400


def measure(folder: Path) -> Row:
    """One row: pages a second."""
    file = folder / "report.pdf"
    write_pdf(file, _PAGES)
    process = ReadingProcess()

    def ours() -> int:
        return sum(len(part.passages) for part in process.read(file))

    def plain() -> int:
        with pymupdf.open(file) as document:
            return sum(len(page.get_text()) for page in document)

    try:
        return compare_rates("PDF pages read and split", "pages/s", _PAGES, ours, plain, "PyMuPDF get_text")
    finally:
        process.end()
