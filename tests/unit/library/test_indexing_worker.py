"""The indexing worker as its users see it: places, states, failures, pauses, notices, the summary and the end."""

import shutil
import threading
from pathlib import Path

import pytest

from engine.errors import AssistantClosed, DiskFull, LibraryInUse, ModelMissing
from engine.events import DocumentsChanged, DocumentsRemoved, Event, PlacesChanged
from engine.library import indexing_worker
from engine.library.catalogue import Catalogue
from engine.library.document_indexer import DocumentIndexer, FileStillChanging
from engine.library.indexing_statistics import Outcome
from engine.library.library_updater import LibraryUpdater
from engine.paths import vector_index_file
from engine.reading.reading_process import ReadingProcess
from engine.types import DocumentState, FolderState, WatchedPlace
from tests.unit.library.indexing_harness import TIMEOUT, Library, paragraphs, running, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "folder" / "a.txt", paragraphs("alpha"))
    write(tmp_path / "folder" / "sub" / "b.txt", paragraphs("beta"))
    return tmp_path / "folder"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A long document: hundreds of passages in many parts."""
    return write(tmp_path / "book.txt", "\n\n".join(paragraphs(f"chapter{n}", 10) for n in range(40)))


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the places, and try again what failed, many times a second."""
    monkeypatch.setattr(indexing_worker, "SECONDS_BETWEEN_PLACE_CHECKS", 0.02)
    monkeypatch.setattr(indexing_worker, "SECONDS_UNTIL_NEXT_TRY", 0.02)


def pause_when_reading(library: Library) -> None:
    """Pause the worker once, as soon as it begins to read a document."""

    def pause(event: Event) -> None:
        if isinstance(event, DocumentsChanged) and event.documents[0].state is DocumentState.READING:
            library.when_told = lambda event: None
            library.worker.pause()

    library.when_told = pause


class TestSummary:
    """What `wait_until_idle` returns."""

    def test_counts_what_was_done_and_what_there_is(self, library_folder: Path, folder: Path) -> None:
        write(folder / "copy of a.txt", paragraphs("alpha"))
        write(folder / "empty.txt", "")
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            summary = library.wait_until_idle()

            assert (summary.documents, summary.indexed, summary.unchanged) == (4, 3, 0)
            assert [(d.path.name, d.failure.title if d.failure else "") for d in summary.failed] == [
                ("empty.txt", "The file is empty")
            ]
            assert summary.passages == 6
            assert summary.passages_embedded == len(library.words_embedder.texts) == 6
            assert summary.seconds_total >= summary.seconds_reading > 0
            assert summary.seconds_total >= summary.seconds_embedding > 0

    def test_a_second_start_has_nothing_to_do(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            summary = library.wait_until_idle()
            assert (summary.documents, summary.indexed, summary.unchanged, summary.passages_embedded) == (2, 0, 2, 0)
            assert library.read_paths() == []

    def test_moves_deletions_and_reuse_at_a_second_start(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        (folder / "a.txt").rename(folder / "renamed.txt")
        (folder / "sub" / "b.txt").unlink()
        write(folder / "edited copy.txt", paragraphs("alpha") + "\n\n" + paragraphs("gamma", 1))
        with running(library_folder, watch=False) as library:
            summary = library.wait_until_idle()
            assert (summary.indexed, summary.moved, summary.removed) == (1, 1, 1)
            assert summary.passages_reused >= 2
            assert summary.passages_embedded == len(library.words_embedder.texts) <= 2

    def test_the_only_file_of_a_folder_may_be_deleted(self, library_folder: Path, tmp_path: Path) -> None:
        file = write(tmp_path / "folder" / "only.txt", "The only one.")
        with running(library_folder, watch=False) as library:
            library.worker.add_places([file.parent])
            library.wait_until_idle()
        file.unlink()
        with running(library_folder, watch=False) as library:
            summary = library.wait_until_idle()
            assert (summary.documents, summary.removed) == (0, 1)


class TestPlaces:
    """Adding, removing, losing and finding again."""

    def test_a_missing_path_is_reported_and_the_others_are_added(self, library_folder: Path, folder: Path) -> None:
        missing = folder / "missing"
        with running(library_folder, watch=False) as library:
            library.worker.add_places([missing, folder])
            library.wait_until_idle()
            assert [str(missing) in notice.title for notice in library.notices()] == [True]
            assert library.places() == (WatchedPlace(folder),)

    def test_a_single_file_is_tried_whatever_its_name(self, library_folder: Path, tmp_path: Path) -> None:
        text = write(tmp_path / "README", "Plain text about herons.")
        (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
        with running(library_folder, watch=False) as library:
            library.worker.add_places([text, tmp_path / "noise.bin"])
            library.wait_until_idle()
            assert library.finds("herons") == {text}
            assert library.state(tmp_path / "noise.bin") is DocumentState.FAILED

    def test_removing_a_place_forgets_its_documents_and_their_vectors(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.worker.add_places([folder])
            library.wait_until_equal_to(folder)
            library.worker.remove_place(folder)
            library.wait_until_idle()
            assert library.documents() == {}
            assert library.table() == {}
            assert library.last_places() == ()
            assert len(library.vectors.index) == 0
            write(folder / "c.txt", "Nobody watches this any more.")
            library.worker.rescan()
            library.wait_until_idle()
            assert library.documents() == {}

    def test_what_another_place_holds_stays(self, library_folder: Path, folder: Path) -> None:
        special = write(folder / "sub" / "SPECIAL", "A file without extension, about otters.")
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder, folder / "sub", special])
            library.wait_until_idle()
            library.worker.remove_place(folder / "sub")
            library.wait_until_idle()
            assert set(library.table()) == {folder / "a.txt", folder / "sub" / "b.txt", special}
            library.worker.remove_place(special)
            library.wait_until_idle()
            assert set(library.table()) == {folder / "a.txt", folder / "sub" / "b.txt"}
            assert library.finds("otters") == set()

    @pytest.mark.usefixtures("quick_checks")
    def test_a_folder_that_is_gone_is_unavailable_and_loses_nothing(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.worker.add_places([folder])
            library.wait_until_equal_to(folder)
            away = folder.with_name("away")
            folder.rename(away)
            library.wait_until(lambda: library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),))
            library.worker.rescan()
            library.wait_until_idle()
            assert library.finds("alpha") == {folder / "a.txt"}

            write(away / "c.txt", paragraphs("gamma"))
            away.rename(folder)
            library.wait_until(lambda: library.last_places() == (WatchedPlace(folder),))
            library.wait_until_equal_to(folder)
            write(folder / "d.txt", paragraphs("delta"))
            library.wait_until_equal_to(folder)
            assert library.read_paths().count(folder / "a.txt") == 1

    def test_a_folder_that_is_gone_at_the_start_is_unavailable(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        shutil.rmtree(folder)
        with running(library_folder) as library:
            summary = library.wait_until_idle()
            assert (summary.documents, summary.removed) == (2, 0)
            assert library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),)

    def test_an_unmounted_folder_is_an_empty_one_that_was_not_changed(self, library_folder: Path, folder: Path) -> None:
        mount_point = folder.with_name("mount point")
        mount_point.mkdir()
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        folder.rename(folder.with_name("mounted"))
        mount_point.rename(folder)  # as unmounting does: another, older folder shows up
        with running(library_folder, watch=False) as library:
            assert library.wait_until_idle().removed == 0
            assert library.last_places() == (WatchedPlace(folder, FolderState.UNAVAILABLE),)
            assert library.finds("alpha") == {folder / "a.txt"}

    @pytest.mark.usefixtures("quick_checks")
    def test_a_single_file_that_is_deleted_vanishes_and_may_come_back(
        self, library_folder: Path, tmp_path: Path
    ) -> None:
        file = write(tmp_path / "single.txt", paragraphs("single"))
        with running(library_folder) as library:
            library.worker.add_places([file])
            library.wait_until_equal_to(file)
            file.unlink()
            library.wait_until(lambda: library.documents() == {})
            write(file, paragraphs("again"))
            library.wait_until_equal_to(file)
            assert library.last_places() == (WatchedPlace(file),)

    def test_the_state_of_the_library_is_told_at_the_start(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
            assert library.events[0] == PlacesChanged((WatchedPlace(folder),))
            assert library.events[1] == DocumentsChanged(tuple(library.documents()))
            assert library.progress()[-1].progress.idle


class TestFailures:
    """Documents that cannot be read, and bugs."""

    def test_a_failure_is_kept_until_the_file_changes(self, library_folder: Path, folder: Path) -> None:
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
        self, library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
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

    def test_a_failed_edit_drops_the_old_version(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.worker.add_places([folder])
            library.wait_until_equal_to(folder)
            write(folder / "a.txt", "")
            library.wait_until(lambda: library.state(folder / "a.txt") is DocumentState.FAILED)
            assert library.finds("alpha") == set()

    def test_a_file_that_is_deleted_while_it_is_still_changing_is_forgotten(
        self, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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

    def test_a_file_that_changes_while_it_is_read_is_read_again(self, library_folder: Path, book: Path) -> None:
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
        self, library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
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
    def test_a_full_disk_loses_nothing(
        self, library_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
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

    def test_without_a_model_words_are_found_all_the_same(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.words_embedder.error = ModelMissing("model.onnx")
            library.worker.add_places([folder])
            summary = library.wait_until_idle()
            assert library.finds("alpha") == {folder / "a.txt"}
            assert (summary.indexed, summary.passages_embedded) == (2, 0)
            assert [notice.title for notice in library.notices()] == [str(ModelMissing("model.onnx"))]


class TestPausing:
    """Indexing steps aside while an answer is made."""

    def test_nothing_is_read_or_embedded_while_paused(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.worker.pause()
            library.worker.add_places([folder])
            library.wait_until(
                lambda: any(p.progress.paused and p.progress.documents_total for p in library.progress())
            )
            assert library.read_paths() == []
            library.worker.resume()
            library.wait_until_equal_to(folder)
            library.wait_until_idle()
            assert not library.progress()[-1].progress.paused

    def test_a_pause_takes_hold_amid_embedding(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.words_embedder.may_go_on.clear()
            library.worker.add_places([book])
            assert library.words_embedder.was_called.wait(TIMEOUT)
            library.worker.pause()
            library.words_embedder.may_go_on.set()
            library.wait_until(library.tells_of_pause)
            assert 0 < len(library.words_embedder.texts) < library.progress()[-1].progress.passages_to_embed
            library.worker.resume()
            library.wait_until_idle()
            assert library.is_fully_embedded()

    def test_a_pause_takes_hold_amid_a_document(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            pause_when_reading(library)
            library.worker.add_places([book])
            library.wait_until(library.tells_of_pause)
            assert library.progress()[-1].progress.reading == book
            assert library.documents() == {}
            library.worker.resume()
            assert library.wait_until_idle().indexed == 1

    def test_a_document_that_is_removed_while_it_is_read_stays_away(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            pause_when_reading(library)
            library.worker.add_places([book])
            library.wait_until(library.tells_of_pause)
            library.worker.remove_place(book)
            library.wait_until(lambda: library.table() == {})
            library.worker.resume()
            assert library.wait_until_idle().documents == 0
            assert library.table() == {}

    def test_words_come_first_and_meaning_second(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.words_embedder.may_go_on.clear()
            library.worker.add_places([folder])
            library.wait_until(lambda: library.finds("alpha") != set() and library.finds("beta") != set())
            assert library.words_embedder.texts == []
            library.words_embedder.may_go_on.set()
            library.wait_until_equal_to(folder)

    def test_a_place_can_be_removed_while_paused(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
            library.worker.pause()
            library.worker.remove_place(folder)
            library.wait_until(lambda: library.documents() == {})
            library.worker.resume()
            library.wait_until_idle()


class TestVectorIndex:
    """The cache of vectors: saved, loaded, mended, rebuilt."""

    def test_it_is_loaded_or_built_again(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        index_file = vector_index_file(library_folder)
        good = index_file.read_bytes()
        for content, notices in ((good, 0), (None, 0), (b"", 1), (good[:-9] + b"damaged!!", 1)):
            index_file.unlink() if content is None else index_file.write_bytes(content)
            with running(library_folder, watch=False) as library:
                library.wait_until_idle()
                assert library.is_fully_embedded()
                assert library.words_embedder.texts == []
                assert len(library.notices()) == notices

    def test_an_index_of_an_earlier_revision_is_mended(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        old = vector_index_file(library_folder).read_bytes()
        (folder / "a.txt").unlink()
        write(folder / "c.txt", paragraphs("gamma"))
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
        vector_index_file(library_folder).write_bytes(old)
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
            assert library.is_fully_embedded()
            assert library.words_embedder.texts == []


class TestEnding:
    """`close` at any moment, and what it leaves behind: nothing."""

    def test_close_may_be_repeated_and_ends_all_waiting(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder) as library:
            library.worker.add_places([folder])
            library.worker.close()
            library.worker.close()
            with pytest.raises(AssistantClosed):
                library.wait_until_idle()
            with pytest.raises(AssistantClosed):
                library.worker.add_places([folder])

    def test_close_before_start(self, library_folder: Path) -> None:
        Library(library_folder).worker.close()

    def test_close_amid_reading_goes_on_at_the_next_start(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([book])
            library.wait_until(lambda: library.read_paths() == [book])
            library.worker.close()
            assert library.documents() == {}
        with running(library_folder, watch=False) as library:
            assert library.wait_until_idle().indexed == 1
            assert library.is_fully_embedded()

    def test_close_while_paused_amid_reading(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            pause_when_reading(library)
            library.worker.add_places([book])
            library.wait_until(library.tells_of_pause)
            library.worker.close()
            assert library.documents() == {}

    def test_a_library_has_one_writer(self, library_folder: Path) -> None:
        with running(library_folder, watch=False):
            second = Library(library_folder)
            with pytest.raises(LibraryInUse):
                second.worker.start()
            second.worker.close()
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
