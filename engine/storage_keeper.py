"""What lies on the disk: measured and counted on a thread of its own, and what is indexed deleted on request."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from engine.errors import PagewiseError, system_reason
from engine.events import Event, FolderCounted, NoticeRaised, StorageMeasured
from engine.library.library_files import Sightings, files_below
from engine.paths import absolute_path, conversations_file, log_file, settings_file, user_models_folder
from engine.types import FolderCount, PlaceRules, StoredItem, StoredKind

_log = logging.getLogger(__name__)

_SECONDS_BETWEEN_COUNTS = 0.1


class StorageKeeper:
    """Answers requests with `StorageMeasured` and `FolderCounted`, one after the other. Methods only enqueue.

    Requests after `close` are dropped. What goes wrong is a `NoticeRaised`.
    """

    def __init__(
        self,
        library_folder: Path,
        forget_everything: Callable[[Callable[[], None]], None],
        on_event: Callable[[Event], None],
    ) -> None:
        """`forget_everything` begins to delete the index of the library, and calls its argument when that is done."""
        self._forget_everything = forget_everything
        self._library_folder = library_folder
        self._on_event = on_event
        self._stop_counting = threading.Event()
        """Ends the counts that were asked for since the last stop."""
        self._thread = ThreadPoolExecutor(1, "storage")

    def delete_index(self) -> None:
        """Forget all folders and files, and delete the whole index. The documents themselves are never touched.

        `PlacesChanged` and `DocumentsRemoved` follow, then `StorageMeasured`. Raises `AssistantClosed`.
        """
        self._forget_everything(self.request_sizes)

    def request_sizes(self) -> None:
        """Ask how much Pagewise keeps, and where."""
        self._enqueue(self._measure)

    def count_documents(self, folder: Path) -> None:
        """Ask what Pagewise would read of a folder; `FolderCounted` follows some times a second while it counts."""
        stop_wanted = self._stop_counting
        self._enqueue(lambda: self._count(absolute_path(folder), stop_wanted))

    def stop_counting(self) -> None:
        """Count no further."""
        self._stop_counting.set()
        self._stop_counting = threading.Event()

    def close(self) -> None:
        """Drop what is waiting, and wait for the request at hand to end. Safe to call twice."""
        self._stop_counting.set()
        self._thread.shutdown(cancel_futures=True)

    def _enqueue(self, work: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # closed, as a request that is dropped then
            self._thread.submit(self._do, work)

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            _log.exception("What is on the disk cannot be measured")
            advice = system_reason(error) if isinstance(error, OSError) else PagewiseError.advice
            self._on_event(NoticeRaised("What is on the disk could not be measured", advice))

    def _measure(self) -> None:
        conversations = conversations_file(self._library_folder)
        of_conversations = set(conversations.parent.glob(f"{conversations.name}*"))
        of_index = [file for file in _files_in(self._library_folder) if file not in of_conversations]
        models, settings, log = user_models_folder(), settings_file().parent, log_file().parent
        measured = (
            StoredItem(StoredKind.INDEX, self._library_folder, _bytes_of(of_index)),
            StoredItem(StoredKind.CONVERSATIONS, conversations.parent, _bytes_of(of_conversations)),
            StoredItem(StoredKind.MODELS, models, _bytes_of(_files_in(models))),
            StoredItem(StoredKind.SETTINGS, settings, _bytes_of(settings.glob("*.*"))),
            StoredItem(StoredKind.LOG, log, _bytes_of(log.glob("*"))),
        )
        self._on_event(StorageMeasured(measured))

    def _count(self, folder: Path, stop_wanted: threading.Event) -> None:
        documents = size = 0
        next_report = time.monotonic() + _SECONDS_BETWEEN_COUNTS
        for _, stamp in files_below(folder, {folder: PlaceRules()}, Sightings()):
            if stop_wanted.is_set():
                return
            documents, size = documents + 1, size + stamp.size
            if time.monotonic() >= next_report:
                self._on_event(FolderCounted(FolderCount(folder, documents, size, finished=False)))
                next_report = time.monotonic() + _SECONDS_BETWEEN_COUNTS
        self._on_event(FolderCounted(FolderCount(folder, documents, size, finished=True)))


def _files_in(folder: Path) -> Iterator[Path]:
    """All files below a folder; folders that cannot be read, or go meanwhile, are passed over."""
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _bytes_of(files: Iterable[Path]) -> int:
    """Their sizes together; what comes and goes meanwhile does not count."""
    total = 0
    for file in files:
        try:
            total += file.lstat().st_size if file.is_file() else 0
        except OSError:
            _log.debug("%s cannot be measured", file, exc_info=True)
    return total
