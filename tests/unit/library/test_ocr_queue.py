"""Pages that wait for OCR are read one after the other, and again if that was broken off."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, ReaderEnded
from engine.library import ocr_queue
from engine.library.catalogue import Catalogue
from engine.library.library_files import stamp_of
from engine.library.ocr_queue import OcrQueue
from engine.reading.passage_splitter import SplitPart
from engine.types import DocumentState
from tests.unit.library.catalogue_content import found, page
from tests.unit.library.test_catalogue_ocr import scanned

TIMEOUT = 10.0


class FakeOcrProcess:
    """Reads "image n" on page n when it may; ending it breaks off the page at hand."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.error: Exception | None = None
        self._ended = False

    def read_page(self, path: Path, number: int) -> SplitPart:
        self.asked.append((path.name, number))
        self._ended = False
        assert self.may_go_on.wait(TIMEOUT)
        if self._ended:
            raise ReaderEnded("The OCR process ended unexpectedly")
        if self.error is not None:
            raise self.error
        return page(number, f"image {number}")

    def end(self) -> None:
        self._ended = True
        self.may_go_on.set()


class Rig:
    """A queue over a catalogue, and ways to wait for it."""

    def __init__(self, catalogue: Catalogue, folder: Path, process: FakeOcrProcess) -> None:
        self.catalogue = catalogue
        self.folder = folder
        self.process = process
        self._finished = threading.Event()
        self.queue = OcrQueue(catalogue, self._finished.set)

    def store(self, name: str, *parts: SplitPart) -> Path:
        path = self.folder / name
        path.write_bytes(name.encode())
        self.catalogue.replace_document(path, stamp_of(path), f"hash of {name}", "pdf", parts)
        return path

    def next_finished(self) -> tuple[Path, ...]:
        """Begin a page, wait for its end, and store it."""
        self._finished.clear()
        self.queue.begin_next()
        assert self._finished.wait(TIMEOUT)
        assert self.queue.finished
        return self.queue.store_finished()


@pytest.fixture
def rig(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    process = FakeOcrProcess()
    monkeypatch.setattr(ocr_queue, "OcrProcess", lambda: process)
    made = Rig(catalogue, tmp_path, process)
    yield made
    made.queue.close()


def test_waiting_pages_are_read_one_after_the_other(rig: Rig) -> None:
    scan = rig.store("scan.pdf", scanned(1), page(2, "typed"), scanned(3))
    assert rig.queue.pages_waiting() == 2
    assert rig.next_finished() == (scan,)
    assert rig.next_finished() == (scan,)
    assert rig.process.asked == [("scan.pdf", 1), ("scan.pdf", 3)]
    assert sorted(found(rig.catalogue, "image")) == ["image 1", "image 3"]
    rig.queue.begin_next()
    assert not rig.queue.running
    assert rig.queue.store_finished() == ()


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others(rig: Rig) -> None:
    rig.store("scan.pdf", scanned(1), scanned(2))
    rig.process.error = DamagedDocument()
    rig.next_finished()
    rig.process.error = None
    rig.next_finished()
    assert found(rig.catalogue, "image") == ["image 2"]
    assert rig.queue.pages_waiting() == 0


def test_a_page_that_was_broken_off_is_read_again(rig: Rig) -> None:
    rig.store("scan.pdf", scanned(1))
    rig.process.may_go_on.clear()
    rig.queue.begin_next()
    rig.queue.abandon()
    while rig.queue.running:
        assert rig.queue.store_finished() == ()
    assert rig.queue.pages_waiting() == 1
    rig.next_finished()
    assert found(rig.catalogue, "image") == ["image 1"]


def test_a_file_that_changed_or_is_out_of_reach_waits_until_it_is_looked_at_again(rig: Rig) -> None:
    gone, other = rig.store("gone.pdf", scanned(1)), rig.store("other.pdf", scanned(1))
    away = gone.rename(gone.with_name("away.pdf"))
    assert rig.next_finished() == (other,)
    rig.queue.begin_next()
    assert not rig.queue.running
    assert rig.queue.pages_waiting() == 0
    away.rename(gone)
    rig.queue.look_again()
    assert rig.next_finished() == (gone,)


def test_what_was_read_of_a_file_that_changed_meanwhile_is_not_stored(rig: Rig) -> None:
    scan = rig.store("scan.pdf", scanned(1))
    rig.process.may_go_on.clear()
    rig.queue.begin_next()
    scan.write_bytes(b"another version")
    rig.process.may_go_on.set()
    while rig.queue.running:
        assert rig.queue.store_finished() == ()
    assert found(rig.catalogue, "image") == []
    assert rig.catalogue.documents()[0].state is DocumentState.INDEXED
