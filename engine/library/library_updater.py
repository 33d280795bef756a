"""The steps of indexing. `indexing_worker` decides when which step is taken; all run on its thread."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from engine.errors import FileVanished, PlaceNotFound, UnreadableFile
from engine.library.background_work import BackgroundWork
from engine.library.catalogue import Catalogue
from engine.library.change_collapser import Change, ChangeCollapser
from engine.library.document_announcer import DocumentAnnouncer
from engine.library.document_indexer import DocumentIndexer, FileStillChanging, outcome_of
from engine.library.folder_reconciler import Difference, add_difference, find_moves
from engine.library.index_saving import IndexSaving
from engine.library.indexing_reporter import IndexingReporter
from engine.library.indexing_statistics import IndexingStatistics, Outcome
from engine.library.model_index import ModelIndex
from engine.library.model_switch import ModelSwitch
from engine.library.ocr_queue import OcrQueue
from engine.library.place_rules import is_held
from engine.library.watched_places import WatchedPlaces
from engine.library.work_gate import WorkGate, WorkInterrupted
from engine.paths import is_there, is_within
from engine.types import Document, DocumentState, IndexingProgress, IndexingSummary, PlaceRules, SearchScope, Settings


class LibraryUpdater:
    """Keeps catalogue and vector index true to the disk. Its methods raise `LibraryError`; they may be tried again."""

    def __init__(
        self,
        catalogue: Catalogue,
        places: WatchedPlaces,
        models: ModelSwitch,
        gate: WorkGate,
        reporter: IndexingReporter,
        collapser: ChangeCollapser,
    ) -> None:
        """Files that are changing are put into the `collapser`, which the gate's condition guards."""
        self._catalogue = catalogue
        self._places = places
        self.saving = IndexSaving(catalogue, models)
        self._gate = gate
        self._reporter = reporter
        self._collapser = collapser
        self._statistics = IndexingStatistics()
        self._announcer = DocumentAnnouncer(catalogue, reporter)
        self._background = BackgroundWork(catalogue, models, self._statistics, reporter, self._announcer, self._wake)
        self._indexer = DocumentIndexer(
            catalogue, self._statistics, self._checkpoint, self._on_reading, self._on_page, collapser.quiet_seconds
        )
        self._to_read: dict[Path, bool] = {}
        """In order of reading; True: also if this version has failed before."""
        self._postponed: set[Path] = set()
        """Files that wait until they are quiet; the collapser has them."""
        self._started = time.monotonic()

    # steps that are asked for

    def announce_all(self) -> None:
        """Tell of every document in the catalogue."""
        self._announcer.announce_all()

    def add_places(self, paths: Sequence[Path]) -> None:
        """Hold and compare places; those that do not exist are reported."""
        for path in paths:
            if is_there(path):
                self._places.add(path)
            else:
                self._reporter.problem(PlaceNotFound(str(path)))
        self.look_at([Change(path) for path in paths])

    def remove_place(self, place: Path) -> None:
        """Forget a place and its documents, also those that wait for reading."""
        removed = set(self._places.remove(place))
        removed.update(p for p in (*self._to_read, *self._postponed) if not is_held(p, self._places.rules))
        self._forget(sorted(removed))
        self.look_at([Change(place)])  # a file of a kind that its folder, if that is held too, does not take

    def forget_everything(self) -> None:
        """Forget all places, and leave nothing on disk of what was indexed of them."""
        for place in list(self._places.rules):
            self.remove_place(place)
        self._background.documents_forgotten()
        self._background.clear_out()
        self.saving.save()
        self.report_progress(at_once=True)

    def set_rules(self, place: Path, rules: PlaceRules) -> None:
        """Hold from now on what these rules say of a place; while they pause it, nothing of it is read."""
        self._places.set_rules(place, rules)
        waiting = [path for path in (*self._to_read, *self._postponed) if is_within(path, place)]
        for path in waiting:
            self._to_read.pop(path, None)
            self._postponed.discard(path)
        self._announcer.announce(waiting)
        self.look_at([Change(place)])

    def use_model(self, choose: Callable[[], ModelIndex]) -> None:
        """Embed with the model that `choose` gives; a `ModelError` that it raises is reported, and nothing changes."""
        self._background.use_model(choose)
        self.report_progress(at_once=True)

    def follow(self, settings: Settings) -> None:
        """Use as much of the computer as these say."""
        self._indexer.use_memory(settings.reading_gigabytes * 1024**3)
        self._background.use_cores(settings.cores)

    def remember_pause(self, *, paused: bool) -> None:
        """Remember over restarts whether the user wants nothing to be read or embedded."""
        self._catalogue.set_paused(paused=paused)
        self.report_progress(at_once=True)

    def retry(self, paths: Sequence[Path]) -> None:
        """Read failed documents again; with no paths, all of them."""
        documents = self._catalogue.documents(SearchScope(tuple(paths)))
        self._enqueue({d.path: d.size for d in documents if d.state is DocumentState.FAILED}, again=True)

    def rescan(self) -> None:
        """Compare all places with the disk."""
        self.look_at([Change(place) for place in self._places.rules])

    def check_places(self) -> bool:
        """Look whether places have come or gone, and compare those that have come. Returns whether any have."""
        arrived = self._places.check()
        if arrived:
            self.look_at([Change(place) for place in arrived])
        return bool(arrived)

    def look_at(self, changes: Sequence[Change]) -> None:
        """Compare what is at or below the changed paths: moved and deleted files are done with, others wait."""
        changes = [*changes, *(Change(place) for place in self._places.check())]
        self.ocr.look_again()
        difference = Difference()
        for change in changes:
            stored = self._catalogue.stored_files(change.path)
            add_difference(difference, change.path, self._places.rules, stored, partial(self._on_file, difference))
        self._statistics.unknown_types |= difference.unknown_types
        self._places.leave_alone_unreachable(difference)
        self._apply(difference, {change.path: change.moved_from for change in changes if change.moved_from is not None})
        self._settle_postponed([change.path for change in changes])

    # steps that are taken while there is something to do

    def work(self) -> bool:
        """Take the most useful step: words first, meaning second. Returns False if nothing is left to do."""
        if self.read_next():
            return True
        worked = self._background.step()
        if worked:
            self.report_progress()
            self.saving.save_from_time_to_time()
        return worked

    def read_next(self) -> bool:
        """Bring the next waiting document into the catalogue. Returns False if none is waiting."""
        path = next(iter(self._to_read), None)
        if path is None:
            return False
        self._gate.begin()
        try:
            outcome = self._indexer.index(path, again=self._to_read[path])
        except WorkInterrupted:
            self._statistics.reading = None
            return True
        except FileStillChanging:
            self._look_again(path)
            self._statistics.reading = None
            return True
        except (FileVanished, UnreadableFile):  # it is gone, or the way to it is barred
            self._look_again(path)
            self._announcer.announce([path])
        else:
            del self._to_read[path]
            self._statistics.record(path, outcome)
            documents = self._announcer.announce([path])
            if outcome is not Outcome.UNCHANGED:
                self._background.documents_changed(documents)
        self._statistics.document_done()
        self.report_progress()
        return True

    def finish_run(self) -> IndexingSummary:
        """Nothing is waiting any more: report that, and save the vector index if that was not done for a while."""
        self._indexer.be_ready()
        self.ocr.abandon()
        self._announcer.announce_embedded()
        self.report_progress(at_once=True)
        self._statistics.end_run()
        self.saving.save_from_time_to_time()
        documents = [d for path in self._statistics.failed if (d := self._catalogue.document(path)) is not None]
        seconds = time.monotonic() - self._started
        return self._statistics.summary(self._catalogue.counts(), documents, self._places.rules, seconds)

    def end_reading(self) -> None:
        """End the reading process, also amid a document. From any thread."""
        self._indexer.end_reading()

    @property
    def ocr(self) -> OcrQueue:
        """The pages that are read by OCR beside everything else."""
        return self._background.ocr

    def close(self) -> None:
        """End all child processes and threads."""
        self.end_reading()
        self.ocr.close()

    def report_progress(self, *, at_once: bool = False) -> None:
        """Tell how far indexing is: `at_once`, or if that was not told a moment ago."""
        self._reporter.progress(self._progress, at_once=at_once)

    # what the steps are made of

    def _apply(self, difference: Difference, origins: Mapping[Path, Path]) -> None:
        for file in difference.unchanged:
            self._statistics.record(file.path, outcome_of(file))
        for move in find_moves(difference, origins, self._gate.leave_if_interrupted):
            self._catalogue.move_document(move.source.path, move.target, move.stamp)
            self._forget([move.source.path])
            self._statistics.record(move.target, Outcome.MOVED)
            self._announcer.announce([move.target])
        self._catalogue.remove_documents(list(difference.vanished))
        self._forget(list(difference.vanished))
        for path in difference.vanished:
            self._statistics.record(path, Outcome.REMOVED)
        self._enqueue({path: stamp.size for path, stamp in difference.unread.items()}, again=False)
        self.report_progress()

    def _enqueue(self, sizes: Mapping[Path, int], *, again: bool) -> None:
        """Have files (and their sizes in bytes) read, and tell that they are waiting."""
        waiting = []
        for path, size in sizes.items():
            if path not in self._to_read:
                stored = self._catalogue.document(path) or Document(path, DocumentState.WAITING, size)
                waiting.append(replace(stored, state=DocumentState.WAITING, failure=None))
            self._to_read[path] = again or self._to_read.get(path, False)
        self._reporter.documents_changed(waiting)

    def _look_again(self, path: Path) -> None:
        """Look at a waiting file again after some quiet."""
        del self._to_read[path]
        self._postponed.add(path)
        with self._gate.changed:
            self._collapser.add_change(Change(path), time.monotonic())

    def _settle_postponed(self, paths: Sequence[Path]) -> None:
        """Files that were told to be waiting and have been deleted meanwhile are not waiting any more."""
        settled = [path for path in paths if path in self._postponed]
        self._postponed.difference_update(settled)
        self._announcer.announce([path for path in settled if path not in self._to_read])

    def _forget(self, paths: Sequence[Path]) -> None:
        """Drop what is known of documents that have left the catalogue, and tell so."""
        for path in paths:
            self._to_read.pop(path, None)
            self._postponed.discard(path)
            self._statistics.outcomes.pop(path, None)
        self._announcer.forget(paths)
        if paths:
            self._background.documents_forgotten()

    def _checkpoint(self) -> None:
        """Wait while an answer is made; the time does not count as reading."""
        if self._gate.paused:
            self.report_progress(at_once=True)
            started = time.monotonic()
            self._gate.checkpoint()
            self._statistics.seconds_paused += time.monotonic() - started
        self._gate.leave_if_interrupted()

    def _on_file(self, difference: Difference) -> None:
        """A file was seen on disk; some of those seen so far differ, and have to be read."""
        self._gate.leave_if_interrupted()
        self._reporter.progress(lambda: self._progress(len(difference.unread)))

    def _on_reading(self, path: Path) -> None:
        self._statistics.reading = path
        document = self._catalogue.document(path) or Document(path, DocumentState.READING)
        self._reporter.documents_changed([replace(document, state=DocumentState.READING, failure=None)])
        self.report_progress()

    def _on_page(self) -> None:
        self._statistics.page_read()
        self.report_progress()

    def _wake(self) -> None:
        with self._gate.changed:
            self._gate.changed.notify_all()

    def _progress(self, found: int = 0) -> IndexingProgress:
        progress = self._statistics.progress(
            documents_waiting=len(self._to_read) + len(self._postponed) + found,
            passages_waiting=self._background.passages_waiting,
            ocr_pages_waiting=self._background.ocr_pages_waiting,
            model_in_preparation=self._background.model_in_preparation,
        )
        return replace(progress, paused=self._gate.paused, paused_by_user=self._gate.held, resting=self._gate.resting)
