"""Has the images of pages without usable text read, one page after the other, beside everything else.

A page takes seconds, so it is read by a child process while the indexing worker goes on; the worker stores what comes
of it. A page that was not finished when work had to stop is simply begun again.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DocumentError, FileVanished, UnreadableFile
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import PageToOcr
from engine.library.library_files import stamp_of
from engine.reading.ocr_process import OcrProcess
from engine.reading.passage_splitter import SplitPart

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Running:
    page: PageToOcr
    result: "Future[SplitPart]"
    abandoned: bool = False


class OcrQueue:
    """Reads the pages that the catalogue says are waiting. All methods but `abandon` belong to the worker's thread."""

    def __init__(self, catalogue: Catalogue, on_finished: Callable[[], None]) -> None:
        """`on_finished` is called on another thread when there is something for `store_finished`."""
        self._catalogue = catalogue
        self._on_finished = on_finished
        self._process = OcrProcess()
        self._thread = ThreadPoolExecutor(1, "ocr")
        self._running: _Running | None = None
        self._out_of_reach: set[int] = set()

    @property
    def running(self) -> bool:
        """True while a page is being read, or was and is not stored yet."""
        return self._running is not None

    @property
    def finished(self) -> bool:
        """True if there is something for `store_finished`."""
        return self._running is not None and self._running.result.done()

    def pages_waiting(self) -> int:
        """How many pages wait whose files can be reached, the one that is being read included."""
        return self._catalogue.pages_to_ocr(self._out_of_reach)

    def begin_next(self) -> None:
        """Begin with the next page, if none is being read and one is waiting."""
        while self._running is None:
            page = self._catalogue.next_page_to_ocr(self._out_of_reach)
            if page is None:
                return
            if not _is_unchanged(page):
                self._out_of_reach.add(page.content)
                continue
            result = self._thread.submit(self._process.read_page, page.path, page.part)
            self._running = _Running(page, result)
            result.add_done_callback(lambda _: self._on_finished())

    def store_finished(self) -> tuple[Path, ...]:
        """Store the page that has been read; returns the documents it is in, none if there was nothing to store.

        Raises `ModelError` if OCR cannot work at all.
        """
        running = self._running
        if running is None or not running.result.done():
            return ()
        self._running = None
        if running.abandoned or not _is_unchanged(running.page):
            return ()
        try:
            split_part = running.result.result()
        except DocumentError as error:
            _log.warning("page %d of %r cannot be read by OCR: %s", running.page.part, str(running.page.path), error)
            return self._catalogue.store_page_from_ocr(running.page, error)
        return self._catalogue.store_page_from_ocr(running.page, split_part)

    def look_again(self) -> None:
        """Files that could not be reached, or had changed, may be there again or have been read anew."""
        self._out_of_reach.clear()

    def abandon(self) -> None:
        """Leave the page that is being read; it is begun again later. From any thread."""
        running = self._running
        if running is not None:
            running.abandoned = True
        self._process.end()

    def close(self) -> None:
        """End the thread and the child process."""
        self.abandon()
        self._thread.shutdown()


def _is_unchanged(page: PageToOcr) -> bool:
    """Whether the file is still what the catalogue knows: else the page belongs to another version, or is not there."""
    try:
        return stamp_of(page.path) == page.stamp
    except (FileVanished, UnreadableFile):
        return False
