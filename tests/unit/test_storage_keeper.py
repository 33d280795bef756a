"""What lies on the disk is measured, counted, and deleted on request."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from engine.api import DocumentAssistant
from engine.events import Event, FolderCounted, NoticeRaised, StorageMeasured
from engine.library.catalogue_records import FileStamp
from engine.paths import catalogue_file
from engine.storage_keeper import StorageKeeper
from engine.types import FolderCount, StoredKind

TIMEOUT = 60.0
_WORD = "zwiebelkuchen"


def next_of(events: "Queue[Event]", kind: type[Event]) -> Event:
    while True:
        event = events.get(timeout=TIMEOUT)
        if isinstance(event, kind):
            return event


@pytest.mark.models
def test_deleting_the_index_leaves_nothing_of_it_and_every_document(tmp_path: Path) -> None:
    folder, library = tmp_path / "documents", tmp_path / "library"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{_WORD} {number}. " * 200)
    events: Queue[Event] = Queue()
    assistant = DocumentAssistant(library, events.put, watch=False)
    assistant.start()
    try:
        assistant.pause_indexing()
        assistant.resume_indexing()
        assistant.add_places([folder])
        assistant.wait_until_indexed()
        assistant.storage.request_sizes()
        before = next_of(events, StorageMeasured)
        assistant.storage.delete_index()
        after = next_of(events, StorageMeasured)
        assert isinstance(before, StorageMeasured)
        assert isinstance(after, StorageMeasured)
        assert [item.kind for item in after.items] == list(StoredKind)
        assert after.items[0].bytes < before.items[0].bytes
        assert assistant.status().places == ()
    finally:
        assistant.close()
    assert len(list(folder.iterdir())) == 3
    assert _WORD.encode() not in catalogue_file(library).read_bytes()


def test_a_folder_is_counted_as_it_would_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "node_modules").mkdir(parents=True)
    for name in ("a.txt", "b.pdf", ".hidden.txt", "program.exe", "node_modules/readme.txt"):
        (folder / name).write_bytes(b"12345")
    events: Queue[Event] = Queue()
    assistant = DocumentAssistant(tmp_path / "library", events.put, watch=False)
    assistant.start()
    try:
        assistant.storage.count_documents(folder)
        counted = next_of(events, FolderCounted)
        assert counted == FolderCounted(FolderCount(folder, 2, 10, finished=True))
    finally:
        assistant.close()


def test_requests_after_closing_are_dropped(tmp_path: Path) -> None:
    told: list[Event] = []
    keeper = StorageKeeper(tmp_path, lambda _: None, told.append)
    keeper.close()
    keeper.request_sizes()
    keeper.count_documents(tmp_path)
    assert told == []


def test_what_cannot_be_measured_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise OSError("no such disk")

    monkeypatch.setattr("engine.storage_keeper.log_file", fail)
    told: Queue[Event] = Queue()
    keeper = StorageKeeper(tmp_path, lambda _: None, told.put)
    try:
        keeper.request_sizes()
        notice = next_of(told, NoticeRaised)
        assert isinstance(notice, NoticeRaised)
        assert notice.advice == "no such disk"
    finally:
        keeper.close()


def test_a_stopped_count_is_not_revived_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def found(folder: Path, *_: object) -> Iterator[tuple[Path, FileStamp]]:
        begun.set()
        assert may_go_on.wait(TIMEOUT)
        yield folder / "a.txt", FileStamp(1, 1)

    monkeypatch.setattr("engine.storage_keeper.files_below", found)
    told: Queue[Event] = Queue()
    keeper = StorageKeeper(tmp_path, lambda _: None, told.put)
    try:
        keeper.count_documents(tmp_path / "first")
        assert begun.wait(TIMEOUT)
        keeper.stop_counting()
        keeper.count_documents(tmp_path / "second")
        may_go_on.set()
        counted = next_of(told, FolderCounted)
        assert isinstance(counted, FolderCounted)
        assert counted.count.folder == tmp_path / "second"
    finally:
        keeper.close()
