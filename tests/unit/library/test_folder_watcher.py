"""The watcher against a real file system: events arrive, with the names the user knows, and limits don't stop it."""

import errno
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventEmitter

from engine.library import folder_watcher
from engine.library.change_collapser import EventKind, RawEvent
from engine.library.folder_watcher import FolderWatcher

TIMEOUT = 10.0


class Recorder:
    """Receives events and lets a test wait for one."""

    def __init__(self) -> None:
        self.events: queue.Queue[RawEvent] = queue.Queue()
        self.polling_notices = 0

    def on_polling(self) -> None:
        self.polling_notices += 1

    def wait_for(self, kind: EventKind, path: Path, moved_to: Path | None = None) -> None:
        wanted = RawEvent(kind, path, moved_to)
        while self.events.get(timeout=TIMEOUT) != wanted:
            pass

    def wait_for_any(self, path: Path) -> list[Path]:
        """Wait for an event about `path`; returns the paths of all events until then."""
        paths = []
        while path not in paths:
            paths.append(self.events.get(timeout=TIMEOUT).path)
        return paths


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def watcher(recorder: Recorder) -> Iterator[FolderWatcher]:
    watcher = FolderWatcher(recorder.events.put, recorder.on_polling)
    yield watcher
    watcher.close()


def test_files_and_folders_are_told_of_when_created_edited_moved_and_deleted(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    assert watcher.watch(tmp_path)
    note, renamed, folder = tmp_path / "note.txt", tmp_path / "renamed.txt", tmp_path / "folder"

    note.write_text("one")
    recorder.wait_for(EventKind.CREATED, note)
    note.write_text("two")
    recorder.wait_for(EventKind.MODIFIED, note)
    note.rename(renamed)
    recorder.wait_for(EventKind.MOVED, note, renamed)
    folder.mkdir()
    recorder.wait_for(EventKind.CREATED, folder)
    renamed.rename(folder / "a.txt")
    recorder.wait_for(EventKind.MOVED, renamed, folder / "a.txt")
    folder.rename(tmp_path / "other")
    recorder.wait_for(EventKind.MOVED, folder / "a.txt", tmp_path / "other" / "a.txt")
    (tmp_path / "other" / "a.txt").unlink()
    recorder.wait_for(EventKind.DELETED, tmp_path / "other" / "a.txt")


def test_moving_in_and_out_of_the_place_is_creation_and_deletion(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    place, outside = tmp_path / "place", tmp_path / "outside.txt"
    place.mkdir()
    outside.write_text("text")
    watcher.watch(place)

    outside.rename(place / "in.txt")
    recorder.wait_for(EventKind.CREATED, place / "in.txt")
    (place / "in.txt").rename(outside)
    recorder.wait_for(EventKind.DELETED, place / "in.txt")


def test_a_single_file_is_watched_without_its_neighbours(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("one")
    watcher.watch(note)

    (tmp_path / "neighbour.txt").write_text("not ours")
    (tmp_path / "new").write_text("two")
    (tmp_path / "new").rename(note)

    assert set(recorder.wait_for_any(note)) == {note}


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_events_bear_the_name_of_a_linked_place(tmp_path: Path, watcher: FolderWatcher, recorder: Recorder) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real, target_is_directory=True)
    watcher.watch(link)

    (real / "note.txt").write_text("one")

    recorder.wait_for(EventKind.CREATED, link / "note.txt")


@pytest.mark.skipif(os.name == "nt", reason="such names don't exist on Windows")
def test_names_that_are_no_text_come_through(tmp_path: Path, watcher: FolderWatcher, recorder: Recorder) -> None:
    watcher.watch(tmp_path)
    for name in (b"line\nbreak.txt", "Gr\u00fc\u00dfe \U0001f600.txt".encode(), b"\xff\xfe.txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_text("text")
        recorder.wait_for(EventKind.CREATED, path)


def test_files_of_one_folder_are_watched_and_left_one_by_one(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    for file in (first, second):
        file.write_text("one")
        assert watcher.watch(file)

    watcher.unwatch(first)
    first.write_text("two")
    second.write_text("two")

    assert set(recorder.wait_for_any(second)) == {second}
    watcher.unwatch(second)


def test_an_unwatched_place_is_silent(tmp_path: Path, watcher: FolderWatcher, recorder: Recorder) -> None:
    watched, unwatched = tmp_path / "watched", tmp_path / "unwatched"
    watched.mkdir()
    unwatched.mkdir()
    watcher.watch(watched)
    watcher.watch(unwatched)
    watcher.unwatch(unwatched)

    (unwatched / "a.txt").write_text("a")
    (watched / "b.txt").write_text("b")

    assert unwatched / "a.txt" not in recorder.wait_for_any(watched / "b.txt")


def test_a_place_that_is_gone_cannot_be_watched_until_it_is_back(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    place = tmp_path / "place"
    assert not watcher.watch(place)
    place.mkdir()
    assert watcher.watch(place)
    (place / "a.txt").write_text("a")
    recorder.wait_for(EventKind.CREATED, place / "a.txt")


def observer_with_room_for(count: int) -> BaseObserver:
    """A real observer for which the system's limit is reached after `count` watches."""
    observer: BaseObserver = Observer()
    schedule = observer.schedule
    scheduled: list[object] = []

    def schedule_within_limit(*args: object, **options: object) -> object:
        if len(scheduled) >= count:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        scheduled.append(args)
        return schedule(*args, **options)  # type: ignore[arg-type]  # passes on what it was given

    observer.schedule = schedule_within_limit  # type: ignore[method-assign, assignment]  # stands for the system
    return observer


@pytest.mark.parametrize("found_later", [False, True], ids=["at once", "by the check"])
def test_at_the_limit_all_places_are_polled(
    tmp_path: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch, found_later: bool
) -> None:
    monkeypatch.setattr(folder_watcher, "POLLING_SECONDS", 0.05)
    places = [tmp_path / "first", tmp_path / "second"]
    room = len(places) if found_later else 1
    watcher = FolderWatcher(
        recorder.events.put, recorder.on_polling, make_observer=lambda: observer_with_room_for(room)
    )
    for place in places:
        place.mkdir()
        assert watcher.watch(place)
    watcher.check_limit()

    assert watcher.polling
    assert recorder.polling_notices == 1
    for place in places:
        (place / "a.txt").write_text("a")
        recorder.wait_for(EventKind.CREATED, place / "a.txt")
    watcher.close()


def test_the_check_is_harmless_below_the_limit(tmp_path: Path, watcher: FolderWatcher, recorder: Recorder) -> None:
    watcher.watch(tmp_path)
    watcher.check_limit()
    assert not watcher.polling
    assert recorder.polling_notices == 0


def test_the_check_waits_for_another_time_if_there_is_no_room_for_its_folder(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.watch(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    watcher.check_limit()
    assert not watcher.polling
    (tmp_path / "a.txt").touch()
    recorder.wait_for(EventKind.CREATED, tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that its queue was full")
def test_when_the_system_has_dropped_events_all_places_are_to_be_looked_at(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent, InotifyFD, Mask, WatchDescriptor

    places = [tmp_path / "first", tmp_path / "second"]
    for place in places:
        place.mkdir()
        watcher.watch(place)
    (reader,) = (thread for thread in threading.enumerate() if isinstance(thread, InotifyFD))
    reader.handle_event(InotifyEvent(WatchDescriptor(-1), Mask(InotifyConstants.IN_Q_OVERFLOW), 0, b""))

    for place in places:
        recorder.wait_for(EventKind.MODIFIED, place)
    for place in places:
        (place / "a.txt").write_text("still watched")
        recorder.wait_for(EventKind.CREATED, place / "a.txt")


def test_a_place_whose_folder_was_deleted_is_not_watched_any_more(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    watcher.watch(place)
    assert not watcher.has_ended(place)
    place.rmdir()
    recorder.wait_for(EventKind.DELETED, place)
    for thread in threading.enumerate():
        if isinstance(thread, EventEmitter):
            thread.join(TIMEOUT)
    assert watcher.has_ended(place)
    place.mkdir()
    watcher.watch(place)
    assert not watcher.has_ended(place)
    (place / "a.txt").write_text("a")
    recorder.wait_for(EventKind.CREATED, place / "a.txt")


@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
def test_a_folder_that_was_moved_out_does_not_end_the_watching_of_others(
    tmp_path: Path, watcher: FolderWatcher, recorder: Recorder
) -> None:
    place, other = tmp_path / "place", tmp_path / "other"
    folder, outside = place / "folder", tmp_path / "outside"
    for path in (folder, other):
        path.mkdir(parents=True)
    watcher.watch(place)
    watcher.watch(other)

    folder.rename(outside)
    recorder.wait_for(EventKind.DELETED, folder)
    folder.mkdir()
    recorder.wait_for(EventKind.CREATED, folder)
    folder.rmdir()
    recorder.wait_for(EventKind.DELETED, folder)
    outside.rmdir()
    (other / "a.txt").write_text("a")
    recorder.wait_for(EventKind.CREATED, other / "a.txt")
    watcher.unwatch(place)


def test_close_may_be_repeated(tmp_path: Path, watcher: FolderWatcher) -> None:
    watcher.watch(tmp_path)
    watcher.close()
    watcher.close()
