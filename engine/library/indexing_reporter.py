"""Tells the world what indexing does: documents in batches, progress not too often."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.errors import PagewiseError
from engine.events import DocumentsChanged, DocumentsRemoved, Event, IndexingProgressed, NoticeRaised
from engine.types import Document, IndexingProgress

_BATCH = 500
"""Most documents in one event: the desktop takes in that many without a stutter."""
_SECONDS_BETWEEN_PROGRESS = 0.1


class IndexingReporter:
    """Sends events about documents and progress."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        self._next_progress = 0.0

    def documents_changed(self, documents: Sequence[Document]) -> None:
        """Tell of documents that are new or have changed."""
        for start in range(0, len(documents), _BATCH):
            self._on_event(DocumentsChanged(tuple(documents[start : start + _BATCH])))

    def documents_removed(self, paths: Sequence[Path]) -> None:
        """Tell of documents that have left the library."""
        for start in range(0, len(paths), _BATCH):
            self._on_event(DocumentsRemoved(tuple(paths[start : start + _BATCH])))

    def progress(self, make_progress: Callable[[], IndexingProgress], *, at_once: bool = False) -> None:
        """Tell how far indexing is, unless that was told a moment ago."""
        now = time.monotonic()
        if at_once or now >= self._next_progress:
            self._next_progress = now + _SECONDS_BETWEEN_PROGRESS
            self._on_event(IndexingProgressed(make_progress()))

    def problem(self, error: PagewiseError) -> None:
        """Tell of an error that concerns no single document."""
        self._notice(str(error), error.advice)

    def folders_are_polled(self) -> None:
        """Tell that the system's limit of watched folders is reached."""
        self._notice(
            "There are too many folders to watch at once",
            "Pagewise compares them every few seconds instead. On Linux, raise fs.inotify.max_user_watches.",
        )

    def vector_index_is_rebuilt(self) -> None:
        """Tell that the saved vector index was damaged."""
        self._notice("The search index was damaged", "It is built again from the library; nothing is lost.")

    def _notice(self, title: str, advice: str) -> None:
        self._on_event(NoticeRaised(title, advice))
