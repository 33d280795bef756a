"""Documents that cannot be read, that change while they are read, and bugs: one file each, never the library."""

import os
import threading
from pathlib import Path

import pytest

from engine.errors import DiskFull, ModelMissing, ProcessNotStarted
from engine.events import DocumentsChanged, DocumentsRemoved, Event
from engine.library.catalogue import Catalogue
from engine.library.document_indexer import DocumentIndexer, FileStillChanging
from engine.library.indexing_statistics import Outcome
from engine.library.library_updater import LibraryUpdater
from engine.reading.reading_process import ReadingProcess
from engine.types import DocumentState
from tests.unit.library.indexing_harness import paragraphs, running, write


def test_a_failure_is_kept_until_the_file_changes(library_folder: Path, folder: Path) -> None:
    broken = folder / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing that a PDF needs")
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
        assert library.state(broken) is DocumentState.FAILED
        library.worker.rescan()
        assert [d.path for d in library.wait_until_idle().failed] == [broken]
        assert library.read_paths().count(broken) == 1
        broken.unlink()
        write(folder / "broken.txt", paragraphs("repaired"))
        library.wait_until_equal_to(folder)
    with running(library_folder, watch=False) as library:
        assert library.wait_until_idle().failed == ()


def test_retry_reads_failed_documents_again(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_read(process: ReadingProcess, path: Path) -> object:
        raise ZeroDivisionError("a bug in a reader")

    with monkeypatch.context() as patch, running(library_folder, watch=False) as library:
        patch.setattr(ReadingProcess, "read", broken_read)
        library.worker.add_places([folder])
        summary = library.wait_until_idle()
        assert [d.path for d in summary.failed] == [folder / "a.txt", folder / "sub" / "b.txt"]
        assert "a bug in a reader" in caplog.text
        patch.undo()

        library.worker.retry([folder / "a.txt"])
        assert [d.path for d in library.wait_until_idle().failed] == [folder / "sub" / "b.txt"]
        library.worker.retry([])
        assert library.wait_until_idle().failed == ()
        assert library.is_fully_embedded()


def test_a_failed_edit_drops_the_old_version(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        write(folder / "a.txt", "")
        library.wait_until(lambda: library.state(folder / "a.txt") is DocumentState.FAILED)
        assert library.finds("alpha") == set()


def test_a_file_that_is_deleted_while_it_is_still_changing_is_forgotten(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "folder" / "a.txt", "Not for long.")

    def changed_then_deleted(indexer: DocumentIndexer, path: Path, *, again: bool) -> Outcome:
        path.unlink()
        raise FileStillChanging

    monkeypatch.setattr(DocumentIndexer, "index", changed_then_deleted)
    with running(library_folder, watch=False) as library:
        library.worker.add_places([file.parent])
        library.wait_until_idle()
        assert DocumentsRemoved((file,)) in library.events
        assert library.table() == {}


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on Windows")
def test_a_file_that_cannot_even_be_looked_at_holds_nothing_up(library_folder: Path, tmp_path: Path) -> None:
    first, barred, last = (write(tmp_path / "folder" / f"{name}.txt", f"About {name}.") for name in "abc")

    def bar_the_second(event: Event) -> None:
        if isinstance(event, DocumentsChanged) and event.documents[0].path == first:
            library.when_told = lambda event: None
            barred.unlink()
            barred.symlink_to(barred)

    with running(library_folder, watch=False) as library:
        library.when_told = bar_the_second
        library.worker.add_places([first.parent])
        library.wait_until_idle()
        assert {document.path for document in library.documents()} == {first, last}
        assert set(library.table()) == {first, last}


def test_a_file_that_changes_while_it_is_read_is_read_again(library_folder: Path, book: Path) -> None:
    def change_when_reading(event: Event) -> None:
        if isinstance(event, DocumentsChanged) and event.documents[0].state is DocumentState.READING:
            library.when_told = lambda event: None
            write(book, paragraphs("changed"))

    with running(library_folder, watch=False) as library:
        library.when_told = change_when_reading
        library.worker.add_places([book])
        library.wait_until_idle()
        assert library.holds_exactly(book)
        assert library.finds("changed") == {book}
        assert library.read_paths() == [book, book]


@pytest.mark.usefixtures("quick_checks")
def test_a_bug_in_a_request_is_logged_and_does_not_stop_the_worker(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(updater: LibraryUpdater, paths: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(LibraryUpdater, "retry", broken)
    with running(library_folder) as library:
        library.worker.retry([])
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        library.wait_until(lambda: [notice.title for notice in library.notices()] != [])
        assert "a bug" in caplog.text


@pytest.mark.usefixtures("quick_checks")
def test_no_room_for_a_process_is_no_failure_of_a_document(
    library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(process: ReadingProcess, path: Path) -> object:
        raise ProcessNotStarted("Cannot allocate memory")

    with running(library_folder, watch=False) as library:
        with monkeypatch.context() as patch:
            patch.setattr(ReadingProcess, "read", refuse)
            library.worker.add_places([folder])
            library.wait_until(lambda: bool(library.notices()))
        library.wait_until_equal_to(folder)
        assert [notice.title for notice in library.notices()] == [str(ProcessNotStarted("Cannot allocate memory"))]


@pytest.mark.usefixtures("quick_checks")
def test_a_full_disk_loses_nothing(library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.Event()
    full.set()
    replace_document = Catalogue.replace_document

    def replace_if_there_is_room(*arguments: object) -> object:
        if full.is_set():
            raise DiskFull
        return replace_document(*arguments)  # type: ignore[arg-type]  # passes on what it was given

    monkeypatch.setattr(Catalogue, "replace_document", replace_if_there_is_room)
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until(lambda: bool(library.notices()))
        with pytest.raises(DiskFull):
            library.wait_until_idle()
        full.clear()
        library.wait_until_equal_to(folder)
        library.wait_until_idle()
        assert [notice.title for notice in library.notices()] == [DiskFull.title]


def test_without_a_model_words_are_found_all_the_same(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.words_embedder.error = ModelMissing("model.onnx")
        library.worker.add_places([folder])
        summary = library.wait_until_idle()
        assert library.finds("alpha") == {folder / "a.txt"}
        assert (summary.indexed, summary.passages_embedded) == (2, 0)
        assert [notice.title for notice in library.notices()] == [str(ModelMissing("model.onnx"))]
