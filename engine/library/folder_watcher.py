"""Tells of file system events below watched places. Only enqueues: every decision is made elsewhere.

Events are hints. The kernel drops them when its queue overflows (the places themselves are told as modified then), an
unmounted or deleted folder falls silent, and network shares tell little: what is on disk is found out by
`folder_reconciler`, at start and from time to time.
"""

import errno
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserverVFS

from engine.library.change_collapser import EventKind, RawEvent
from engine.paths import is_there, is_within

_log = logging.getLogger(__name__)

POLLING_SECONDS = 10.0
"""How often folders are compared when the system can't watch that many."""

# The modification of a folder says nothing that the events of its files do not.
_KINDS: dict[type[FileSystemEvent], EventKind] = {
    FileCreatedEvent: EventKind.CREATED,
    DirCreatedEvent: EventKind.CREATED,
    FileModifiedEvent: EventKind.MODIFIED,
    FileClosedEvent: EventKind.MODIFIED,
    FileDeletedEvent: EventKind.DELETED,
    DirDeletedEvent: EventKind.DELETED,
    FileMovedEvent: EventKind.MOVED,
    DirMovedEvent: EventKind.MOVED,
}
_LIMIT_ERRORS = (errno.ENOSPC, errno.EMFILE)
_OVERFLOW_LOG = logging.getLogger("watchdog.observers.inotify_c")


class FolderWatcher:
    """Watches folders (with everything below them) and single files.

    `on_event` is called on watchdog's threads. When the system's limit of watches is reached, all places are polled
    instead, and `on_polling` is called once (on the thread that called the watcher). Not thread-safe itself.
    """

    def __init__(
        self,
        on_event: Callable[[RawEvent], None],
        on_polling: Callable[[], None],
        *,
        make_observer: Callable[[], BaseObserver] = Observer,
    ) -> None:
        self._on_event = on_event
        self._on_polling = on_polling
        self._make_observer = make_observer
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, ObservedWatch] = {}
        self._overflow_listener = _OverflowListener(self._events_were_lost)
        _OVERFLOW_LOG.addHandler(self._overflow_listener)

    @property
    def polling(self) -> bool:
        """True since the system's limit of watches was reached."""
        return isinstance(self._observer, PollingObserverVFS)

    def watch(self, place: Path) -> bool:
        """Watch a place, anew if it was watched before. Returns False if it can't be watched now (it is gone, say)."""
        self.unwatch(place)
        if not is_there(place):
            return False
        try:
            self._watches[place] = self._schedule(place)
        except OSError as error:
            if error.errno in _LIMIT_ERRORS and not self.polling:
                return self._poll_instead(place)
            _log.info("%s cannot be watched: %s", place, error)
            return False
        return True

    def has_ended(self, place: Path) -> bool:
        """True if a place was watched and is not any more, since its folder was deleted, though it may be back."""
        watch = self._watches.get(place)
        emitters = self._observer.emitters if self._observer is not None else ()
        return watch is not None and not any(e.watch == watch and e.is_alive() for e in emitters)

    def unwatch(self, place: Path) -> None:
        """Stop watching a place. Does nothing if it is not watched."""
        watch = self._watches.pop(place, None)
        if watch is None or self._observer is None:
            return
        self._observer.unschedule(watch)
        # Files of one folder share its watch: the others need it anew.
        sharing = [other for other, shared in self._watches.items() if shared == watch]
        for other in sharing:
            del self._watches[other]
        for other in sharing:
            self.watch(other)

    def check_limit(self) -> None:
        """Find out whether the system's limit was reached while watching subfolders, which it does not tell."""
        if self._observer is None or self.polling:
            return
        try:
            probe = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        except OSError as error:  # the disk is full: another time will do
            _log.info("whether there are too many watches cannot be found out: %s", error)
            return
        with probe as folder:
            try:
                watch = self._observer.schedule(FileSystemEventHandler(), folder, event_filter=list(_KINDS))
            except OSError as error:
                if error.errno in _LIMIT_ERRORS:
                    self._poll_instead()
                return
            self._observer.unschedule(watch)

    def close(self) -> None:
        """Stop watching and wait for the threads. Safe to call twice."""
        _OVERFLOW_LOG.removeHandler(self._overflow_listener)
        self._stop()

    def _stop(self) -> None:
        self._watches.clear()
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()

    def _events_were_lost(self) -> None:
        """Have all places looked at."""
        for place in tuple(self._watches):
            self._on_event(RawEvent(EventKind.MODIFIED, place))

    def _schedule(self, place: Path) -> ObservedWatch:
        if self._observer is None:
            self._observer = self._make_observer()
            self._observer.start()
        is_folder = place.is_dir()
        # The watch goes to where a symbolic link leads; its events are told with the name that the user chose.
        place_on_disk = Path(os.path.realpath(place))
        handler = _EventTranslator(self._on_event, place, place_on_disk)
        folder = place_on_disk if is_folder else place_on_disk.parent
        return self._observer.schedule(handler, str(folder), recursive=is_folder, event_filter=list(_KINDS))

    def _poll_instead(self, additional_place: Path | None = None) -> bool:
        """Watch all places by polling from now on. Returns whether the additional place could be watched."""
        _log.warning("The system's limit of watched folders is reached: polling instead")
        places = [*self._watches, *([additional_place] if additional_place is not None else [])]
        self._stop()
        self._observer = PollingObserverVFS(os.lstat, _scan_folder, polling_interval=POLLING_SECONDS)
        self._observer.start()
        watched = [self.watch(place) for place in places]
        self._on_polling()
        return all(watched[-1:])


if sys.platform == "linux":
    from watchdog.observers import inotify
    from watchdog.observers.inotify_c import WatchDescriptor

    class _ForgivingWatchGroup(inotify.InotifyWatchGroup):
        """Gets over a folder that was moved out of the place while another one of its name came and went.

        watchdog (7.1) has the watch of such a folder still, but not its path: when the watch ends, a KeyError would
        end the thread that reads all events.
        """

        def _remove_watch_internally(self, wd: WatchDescriptor) -> None:
            with suppress(KeyError):
                super()._remove_watch_internally(wd)

    inotify.InotifyWatchGroup = _ForgivingWatchGroup  # type: ignore[misc]  # there is no other way to have it used


def _scan_folder(folder: str | None) -> Iterator[os.DirEntry[str]]:
    return os.scandir(folder)


class _OverflowListener(logging.Handler):
    """Hears that the system's queue of events was full and some are lost, of which watchdog tells its log only."""

    def __init__(self, on_overflow: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_overflow = on_overflow

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._on_overflow()


class _EventTranslator(FileSystemEventHandler):
    """Makes `RawEvent`s of watchdog's events, of those that are at or below the place."""

    def __init__(self, on_event: Callable[[RawEvent], None], place: Path, place_on_disk: Path) -> None:
        self._on_event = on_event
        self._place = place
        self._place_on_disk = place_on_disk

    def on_any_event(self, event: FileSystemEvent) -> None:
        kind = _KINDS.get(type(event))
        if kind is None:
            return
        source = self._within_place(event.src_path)
        target = self._within_place(event.dest_path)
        if kind is EventKind.MOVED and source is not None and target is not None:
            self._on_event(RawEvent(kind, source, target))
        elif source is not None:
            self._on_event(RawEvent(EventKind.DELETED if kind is EventKind.MOVED else kind, source))
        elif target is not None:
            self._on_event(RawEvent(EventKind.CREATED, target))

    def _within_place(self, path_on_disk: bytes | str) -> Path | None:
        if not path_on_disk:
            return None
        path = Path(os.fsdecode(path_on_disk))
        if not is_within(path, self._place_on_disk):
            return None
        return self._place / path.relative_to(self._place_on_disk)
