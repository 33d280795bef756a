"""The thread that keeps a library true to the files on disk, and its only writer.

It decides what is done next: what was asked for, then changes on disk, then documents that wait for reading (so that
words are found early), then embedding. In between it looks whether there is something more urgent.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from pathlib import Path

from engine.errors import AssistantClosed, LibraryDamaged, LibraryError, LibraryNotWritable, PagewiseError
from engine.events import Event, PlacesChanged
from engine.library.catalogue import Catalogue
from engine.library.change_collapser import Change, ChangeCollapser, RawEvent
from engine.library.folder_watcher import FolderWatcher
from engine.library.idle_signal import IdleSignal
from engine.library.indexing_reporter import IndexingReporter
from engine.library.indexing_schedule import IndexingSchedule
from engine.library.library_lock import LibraryLock
from engine.library.library_updater import LibraryUpdater
from engine.library.model_index import ModelIndex
from engine.library.model_switch import ModelSwitch
from engine.library.regular_checks import RegularChecks
from engine.library.watched_places import WatchedPlaces, last_written
from engine.library.work_gate import WorkGate, WorkInterrupted
from engine.paths import absolute_path, catalogue_file
from engine.types import IndexingSummary, PlaceRules, Rest, Settings

_log = logging.getLogger(__name__)

SECONDS_UNTIL_NEXT_TRY = 30.0
"""How long to wait when the library cannot be written (the disk is full, say) before the same is tried again."""


class IndexingWorker:
    """Watches places, reads and embeds documents, and reports by events (on its own thread).

    Use: construct, `start()`, call, `close()`. All methods but `start`, `wait_until_idle` and `close` only enqueue.
    """

    def __init__(
        self,
        library_folder: Path,
        models: ModelSwitch,
        on_event: Callable[[Event], None],
        *,
        watch: bool = True,
        quiet_seconds: float = 0.5,
    ) -> None:
        """`library_folder` is made if it does not exist.

        A file is looked at once it has not changed for `quiet_seconds`. With `watch=False` the disk is looked at
        only at the start and when that is asked for.
        """
        self._library_folder = library_folder
        self._models = models
        self._on_event = on_event
        self._reporter = IndexingReporter(on_event)
        self._lock = LibraryLock(library_folder)
        self._watcher = FolderWatcher(self._on_raw_event, self._reporter.folders_are_polled) if watch else None
        self._thread = threading.Thread(target=self._run, name="indexing worker")
        self._gate = WorkGate()
        # Guarded by the gate's condition, which is notified when they change:
        self._requests: deque[Callable[[], None]] = deque()
        self._collapser = ChangeCollapser(quiet_seconds)
        self._idle = IdleSignal(self._gate)
        self._checks = RegularChecks()
        self._schedule = IndexingSchedule(self._rest)

    def start(self) -> None:
        """Lock the library, open its catalogue and start the thread. Raises `LibraryError` subclasses."""
        try:
            self._library_folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryNotWritable(f"{self._library_folder}: {error.strerror}") from error
        self._lock.acquire()
        with ExitStack() as on_error:
            on_error.callback(self._lock.release)
            written = last_written(catalogue_file(self._library_folder))
            model_id = self._models.answering.embedder.model_id
            self._catalogue = Catalogue(catalogue_file(self._library_folder), model_id)
            on_error.callback(self._catalogue.close)
            self._updater = LibraryUpdater(
                self._catalogue,
                WatchedPlaces(self._catalogue, self._watcher, written, self._on_event),
                self._models,
                self._gate,
                self._reporter,
                self._collapser,
            )
            on_error.pop_all()
        if self._catalogue.paused():
            self._gate.hold()
        self._requests.appendleft(self._begin)
        self._thread.start()

    def add_places(self, paths: Sequence[Path]) -> None:
        """Watch and index folders or files. A path that does not exist is reported by `NoticeRaised`."""
        self._request(lambda: self._updater.add_places([absolute_path(path) for path in paths]))

    def remove_place(self, path: Path) -> None:
        """Forget a place and all documents that no other place holds."""
        self._request(lambda: self._updater.remove_place(absolute_path(path)))
        self._gate.interrupt()  # the document that is being read may be one of them

    def forget_everything(self, on_done: Callable[[], None]) -> None:
        """Forget all places and all that was indexed of them, then call `on_done` (on the worker's thread)."""
        self._request(self._updater.forget_everything)
        self._request(on_done)
        self._gate.interrupt()

    def retry(self, paths: Sequence[Path]) -> None:
        """Read documents again that have failed; with no paths, all of them."""
        self._request(lambda: self._updater.retry([absolute_path(path) for path in paths]))

    def rescan(self) -> None:
        """Compare every place with the disk now."""
        self._request(lambda: self._checks.rescan(self._updater))

    def use_model(self, choose: Callable[[], ModelIndex]) -> None:
        """Embed with the model that `choose` gives, and answer with it when all is; its `ModelError` is reported."""
        self._request(lambda: self._updater.use_model(choose))

    def set_rules(self, path: Path, rules: PlaceRules) -> None:
        """Hold other files of a place from now on; what its rules leave out is forgotten."""
        self._request(lambda: self._updater.set_rules(absolute_path(path), rules))
        self._gate.interrupt()  # the document that is being read may be left out now

    def count_as_asked(self, content_hashes: Collection[str]) -> None:
        """Documents with these contents were an answer's sources: of what is waiting, theirs comes first."""
        if content_hashes:
            self._request(lambda: self._catalogue.count_as_asked(content_hashes))

    def pause(self) -> None:
        """Step aside: reading and embedding stop at the next page or batch. Nestable."""
        self._gate.pause()
        self._updater.ocr.abandon()

    def resume(self) -> None:
        """End one `pause`."""
        self._gate.resume()

    def follow(self, settings: Settings) -> None:
        """Use as much of the computer, and rest when, these say."""
        self._schedule.follow(settings)
        self._request(lambda: self._updater.follow(settings))

    def set_paused_by_user(self, *, paused: bool) -> None:
        """Read and embed nothing, over restarts too, until this is called with False, which also ends a rest."""
        if paused:
            self._gate.hold()
            self._updater.ocr.abandon()
        else:
            self._gate.release()
            self._schedule.overrule()
        self._request(lambda: self._updater.remember_pause(paused=paused))

    def wait_until_idle(self, timeout: float | None = None) -> IndexingSummary:
        """Wait until the places are scanned and nothing is waiting to be read or embedded.

        Returns what was done since `start`. Raises `TimeoutError`, `AssistantClosed`, and the `LibraryError` that
        keeps the work from going on (it is tried again later all the same).
        """
        return self._idle.wait(timeout)

    def close(self) -> None:
        """Stop within a few seconds: watching, reading, embedding; save the vector index. Safe to call twice."""
        self._schedule.close()
        self._gate.close()
        if self._thread.ident is not None:
            self._updater.end_reading()
            self._updater.ocr.abandon()
            self._thread.join()

    # called on any thread

    def _rest(self, reason: Rest) -> None:
        self._gate.rest(reason)
        if reason is not Rest.NONE:
            self._updater.ocr.abandon()
        self._request(lambda: self._updater.report_progress(at_once=True))

    def _request(self, request: Callable[[], None]) -> None:
        with self._gate.changed:
            if self._gate.closed:
                raise AssistantClosed
            self._requests.append(request)
            self._idle.work_arrived()

    def _on_raw_event(self, event: RawEvent) -> None:
        with self._gate.changed:
            self._collapser.add(event, time.monotonic())
            self._idle.work_arrived()

    # called on the worker's thread

    def _run(self) -> None:
        try:
            while not self._gate.closed:
                try:
                    self._work_or_wait()
                except WorkInterrupted:
                    continue
                except PagewiseError as error:
                    self._wait_for_next_try(error)
                except Exception as error:
                    _log.exception("A bug in indexing")
                    self._wait_for_next_try(PagewiseError(f"{type(error).__name__}: {error}"))
        finally:
            self._finish()

    def _begin(self) -> None:
        if self._catalogue.set_aside is not None:
            self._reporter.problem(LibraryDamaged(f"The old one is {self._catalogue.set_aside}."))
        self._on_event(PlacesChanged(self._catalogue.places()))
        self._updater.announce_all()
        answering = self._models.answering
        self._catalogue.embed_with(answering.embedder.model_id, answering.embedder.model_id)
        if not answering.vectors.load(self._catalogue):
            self._reporter.vector_index_is_rebuilt()
        self._checks.rescan(self._updater)

    def _work_or_wait(self) -> None:
        self._gate.begin()
        paused = self._gate.paused
        if self._do_urgent() or (not paused and self._updater.work()):
            self._idle.work_goes_on()
        else:
            self._become_idle(paused=paused)
            self._wait(paused=paused)

    def _do_urgent(self) -> bool:
        """Do what was asked for or what the disk demands. Returns False if there is no such."""
        if self._requests:
            request = self._requests.popleft()
            try:
                request()
            except (LibraryError, WorkInterrupted):
                self._requests.appendleft(request)  # it is tried again
                raise
            return True
        with self._gate.changed:
            changes = self._collapser.take_due(time.monotonic())
        if changes:
            self._look_at(changes)
            return True
        return self._watcher is not None and self._checks.run_due(self._updater, self._watcher)

    def _look_at(self, changes: Sequence[Change]) -> None:
        try:
            self._updater.look_at(changes)
        except (LibraryError, WorkInterrupted):
            with self._gate.changed:
                for change in changes:
                    self._collapser.add_change(change, time.monotonic())
            raise

    def _become_idle(self, *, paused: bool) -> None:
        if self._idle.is_idle or len(self._collapser):
            return
        if paused or self._updater.ocr.running:
            self._updater.report_progress(at_once=True)
            return
        summary = self._updater.finish_run()
        with self._gate.changed:
            if not self._requests and not len(self._collapser):
                self._idle.work_ended(summary)

    def _wait(self, *, paused: bool) -> None:
        with self._gate.changed:
            ocr_finished = self._updater.ocr.finished and not paused
            if self._requests or ocr_finished or self._gate.closed or self._gate.paused != paused:
                return
            moments = [due] if (due := self._collapser.next_due()) is not None else []
            if self._watcher is not None:
                moments.append(self._checks.next_moment)
            self._gate.changed.wait(max(0.0, min(moments) - time.monotonic()) if moments else None)

    def _wait_for_next_try(self, error: PagewiseError) -> None:
        if self._idle.work_failed(error):
            self._reporter.problem(error)
        with self._gate.changed:
            self._gate.changed.wait_for(lambda: self._gate.closed, SECONDS_UNTIL_NEXT_TRY)

    def _finish(self) -> None:
        if self._watcher is not None:
            self._watcher.close()
        self._updater.close()
        try:
            self._catalogue.set_paused(paused=self._gate.held)
            self._updater.saving.save()
        except LibraryError as error:
            _log.warning("The vector index could not be saved: %s", error)
        self._catalogue.close()
        self._lock.release()
