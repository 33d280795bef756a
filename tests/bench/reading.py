"""Pages read a second: reading, splitting and the pipe from the child, against PyMuPDF's plain text.

Both run in a child of low priority, so that other work on the machine slows both.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf

from engine.child_process import ChildProcess
from engine.child_side import Handler
from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSplitter
from engine.reading.reading_process import ReadingProcess
from tests.bench.corpus import write_pdf
from tests.bench.measuring import Row, compare_rates

_PAGES = 500
_TIMEOUT = 300.0


def measure(folder: Path) -> list[Row]:
    """Two rows, pages a second: against plain text that is split as ours is, and against plain text alone."""
    file = folder / "report.pdf"
    write_pdf(file, _PAGES)
    process = ReadingProcess()
    splitting = ChildProcess("plain text and splitting", _always, (_plain_text_split,), low_priority=True)
    plain = ChildProcess("plain text", _always, (_plain_text,), low_priority=True)

    def ours() -> int:
        return sum(len(split.passages) for split in process.read(file))

    def other(child: ChildProcess) -> Callable[[], int]:
        return lambda: sum(child.request(file, reply_timeout=_TIMEOUT))

    what = "PDF pages read and split"
    try:
        return [
            compare_rates(what, "pages/s", _PAGES, ours, other(splitting), "PyMuPDF get_text, split"),
            compare_rates(what, "pages/s", _PAGES, ours, other(plain), "PyMuPDF get_text alone"),
        ]
    finally:
        for child in (process, splitting, plain):
            child.end()


def _always(handler: Handler) -> Handler:
    """What a child is made with that needs nothing but its handler."""
    return handler


def _plain_text_split(file: Path) -> Iterator[int]:
    splitter = PassageSplitter()
    yield sum(len(splitter.split(PartText(1, 1, text)).passages) for text in _plain_texts(file))


def _plain_text(file: Path) -> Iterator[int]:
    yield len(_plain_texts(file))


def _plain_texts(file: Path) -> list[str]:
    with pymupdf.open(file) as document:
        return [page.get_text() for page in document]
