"""Brings one document's entry in the catalogue up to date with its file."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

from engine.errors import DocumentError, FileVanished, LibraryError, ProcessNotStarted
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp, StoredFile
from engine.library.folder_reconciler import is_done
from engine.library.indexing_statistics import IndexingStatistics, Outcome
from engine.library.library_files import hash_of, stamp_of
from engine.library.work_gate import WorkInterrupted
from engine.reading.passage_splitter import SplitPart
from engine.reading.reader_registry import document_format
from engine.reading.reading_process import MEMORY_LIMIT, ReadingProcess
from engine.types import DocumentState

_log = logging.getLogger(__name__)


class FileStillChanging(Exception):
    """The file was changed just now or while it was read: it has to be looked at again after some quiet."""


class DocumentIndexer:
    """Reads documents into the catalogue, unless they are there already. Not thread-safe but for `end`."""

    def __init__(
        self,
        catalogue: Catalogue,
        statistics: IndexingStatistics,
        checkpoint: Callable[[], None],
        on_reading: Callable[[Path], None],
        on_page: Callable[[], None],
        quiet_seconds: float,
    ) -> None:
        """`checkpoint` is called between pages and raises `WorkInterrupted` or waits if it is not the time to read.

        `on_reading` is called before a file is read, `on_page` after each page (or part) of it.
        """
        self._catalogue = catalogue
        self._statistics = statistics
        self._checkpoint = checkpoint
        self._on_reading = on_reading
        self._on_page = on_page
        self._quiet_seconds = quiet_seconds
        self._memory_limit = MEMORY_LIMIT
        self._reading = ReadingProcess()

    def index(self, path: Path, *, again: bool = False) -> Outcome:
        """Index a file if it differs from what is stored; with `again` also a version that failed before.

        Raises `FileVanished`, `UnreadableFile` (if not even its size can be told), `FileStillChanging`,
        `WorkInterrupted`, `LibraryError` and `ProcessNotStarted`: nothing has changed then.
        """
        stamp = stamp_of(path)
        stored = self._catalogue.stored_files(path).get(path)
        if stored is not None and (not is_done(stored) or (again and stored.state is DocumentState.FAILED)):
            stored = None
        if stored is not None and stored.stamp == stamp:
            return outcome_of(stored)
        if 0 <= time.time() - stamp.mtime_ns / 1e9 < self._quiet_seconds:
            raise FileStillChanging
        content_hash = ""
        try:
            content_hash = hash_of(path, self._checkpoint)
            if stored is not None and stored.content_hash == content_hash:
                self._catalogue.touch_document(path, stamp)
                return outcome_of(stored)
            self._store(path, stamp, content_hash)
        except (FileVanished, FileStillChanging, WorkInterrupted, LibraryError, ProcessNotStarted):
            raise
        except DocumentError as error:
            self._checkpoint()  # a reader that was ended for it says nothing about the document
            self._catalogue.mark_failed(path, stamp, content_hash, error.as_failure())
            return Outcome.FAILED
        except Exception:
            _log.exception("A bug in reading %r", str(path))
            self._catalogue.mark_failed(path, stamp, content_hash, DocumentError().as_failure())
            return Outcome.FAILED
        return Outcome.INDEXED

    def be_ready(self) -> None:
        """Have a reading process ready for the next document."""
        self._reading.be_ready()

    def use_memory(self, limit: int) -> None:
        """Let the reading of a document take so many bytes, from the next one on."""
        if limit != self._memory_limit:
            self._memory_limit = limit
            self._reading.end()
            self._reading = ReadingProcess(memory_limit=limit)

    def end_reading(self) -> None:
        """End the reading process, also amid a document; the next document starts it again. From any thread."""
        self._reading.end()

    def _store(self, path: Path, stamp: FileStamp, content_hash: str) -> None:
        file_format = document_format(path)
        document = self._catalogue.attach_known_content(path, stamp, content_hash, file_format)
        if document is None:
            self._on_reading(path)
            started, paused_before = time.monotonic(), self._statistics.seconds_paused
            with closing(self._read(path, stamp)) as parts:
                document = self._catalogue.replace_document(path, stamp, content_hash, file_format, parts)
            paused = self._statistics.seconds_paused - paused_before
            self._statistics.seconds_reading += time.monotonic() - started - paused
        self._statistics.passages_reused += document.passages_embedded

    def _read(self, path: Path, stamp: FileStamp) -> Generator[SplitPart, None, None]:
        """The parts of a document. Raises `FileStillChanging` if it was changed while it was read."""
        for part in self._reading.read(path):
            self._checkpoint()
            self._on_page()
            yield part
        if stamp_of(path) != stamp:
            raise FileStillChanging


def outcome_of(stored: StoredFile) -> Outcome:
    """What is reported of a stored document for which nothing has to be done."""
    return Outcome.FAILED if stored.state is DocumentState.FAILED else Outcome.UNCHANGED
