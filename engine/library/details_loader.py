"""Loads all that the library holds of a document, on a thread of its own: a long one has megabytes of text."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.errors import LibraryError
from engine.events import DetailsLoaded, Event
from engine.library.catalogue_reader import CatalogueReader
from engine.types import DocumentDetails

_log = logging.getLogger(__name__)


class DetailsLoader:
    """Answers requests with `DetailsLoaded`, one after the other."""

    def __init__(self, open_reader: Callable[[], CatalogueReader], on_event: Callable[[Event], None]) -> None:
        self._open_reader = open_reader
        self._on_event = on_event
        self._thread = ThreadPoolExecutor(1, "details")

    def request(self, path: Path) -> None:
        """Only enqueues."""
        self._thread.submit(self._load, path)

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
