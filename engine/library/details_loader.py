"""Loads what the library holds of a document, on a thread of its own: a long one has megabytes of text."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.errors import LibraryError
from engine.events import DetailsLoaded, Event, PageWordsLoaded
from engine.library.catalogue_reader import CatalogueReader
from engine.reading.page_text import PartText
from engine.types import DocumentDetails, PageWord, Rectangle

_log = logging.getLogger(__name__)


class DetailsLoader:
    """Answers requests with `DetailsLoaded` and `PageWordsLoaded`, one after the other."""

    def __init__(self, open_reader: Callable[[], CatalogueReader], on_event: Callable[[Event], None]) -> None:
        self._open_reader = open_reader
        self._on_event = on_event
        self._thread = ThreadPoolExecutor(1, "details")

    def request(self, path: Path) -> None:
        """Only enqueues."""
        self._thread.submit(self._load, path)

    def request_words(self, path: Path, page: int) -> None:
        """Ask for the words of a page; only enqueues."""
        self._thread.submit(self._load_words, path, page)

    def close(self) -> None:
        """Drop what is waiting, and wait for the request at hand. Safe to call twice."""
        self._thread.shutdown(cancel_futures=True)

    def _load(self, path: Path) -> None:
        details = None
        try:
            with self._open_reader() as reader:
                document = reader.document(path)
                if document is not None:
                    details = DocumentDetails(document, reader.copies(path), reader.parts(path))
        except LibraryError as error:
            _log.warning("the details of %r cannot be loaded: %s", str(path), error)
        self._on_event(DetailsLoaded(path, details))

    def _load_words(self, path: Path, page: int) -> None:
        content_hash = ""
        words: tuple[PageWord, ...] = ()
        try:
            with self._open_reader() as reader:
                document, part = reader.document(path), reader.page_text(path, page)
                if document is not None and part is not None:
                    content_hash, words = document.content_hash, _words_of(part, page)
        except LibraryError as error:
            _log.warning("the words of %r cannot be loaded: %s", str(path), error)
        self._on_event(PageWordsLoaded(path, page, content_hash, words))


def _words_of(part: PartText, page: int) -> tuple[PageWord, ...]:
    words = part.words
    return tuple(
        PageWord(part.text[start:end], Rectangle(page, *words.boxes[4 * index : 4 * index + 4]))
        for index, (start, end) in enumerate(zip(words.starts, words.ends, strict=True))
    )
