"""Indexing steps aside while an answer is made."""

from pathlib import Path

from engine.events import DocumentsChanged, Event
from engine.types import DocumentState
from tests.unit.library.indexing_harness import TIMEOUT, paragraphs, pause_when_reading, running, write


def test_nothing_is_read_or_embedded_while_paused(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.worker.pause()
        library.worker.add_places([folder])
        library.wait_until(lambda: any(p.progress.paused and p.progress.documents_total for p in library.progress()))
        assert library.read_paths() == []
        library.worker.resume()
        library.wait_until_equal_to(folder)
        library.wait_until_idle()
        assert not library.progress()[-1].progress.paused


def test_a_pause_takes_hold_amid_embedding(library_folder: Path, book: Path) -> None:
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


def test_a_pause_takes_hold_amid_a_document(library_folder: Path, book: Path) -> None:
    with running(library_folder, watch=False) as library:
        pause_when_reading(library)
        library.worker.add_places([book])
        library.wait_until(library.tells_of_pause)
        assert library.progress()[-1].progress.reading == book
        assert library.documents() == {}
        library.worker.resume()
        assert library.wait_until_idle().indexed == 1


def test_a_document_that_is_removed_while_it_is_read_stays_away(library_folder: Path, book: Path) -> None:
    with running(library_folder, watch=False) as library:
        pause_when_reading(library)
        library.worker.add_places([book])
        library.wait_until(library.tells_of_pause)
        library.worker.remove_place(book)
        library.wait_until(lambda: library.table() == {})
        library.worker.resume()
        assert library.wait_until_idle().documents == 0
        assert library.table() == {}


def test_words_come_first_and_meaning_second(library_folder: Path, folder: Path) -> None:
    with running(library_folder) as library:
        library.words_embedder.may_go_on.clear()
        library.worker.add_places([folder])
        library.wait_until(lambda: library.finds("alpha") != set() and library.finds("beta") != set())
        assert library.words_embedder.texts == []
        library.words_embedder.may_go_on.set()
        library.wait_until_equal_to(folder)


def test_a_place_can_be_removed_while_paused(library_folder: Path, folder: Path) -> None:
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
        library.worker.pause()
        library.worker.remove_place(folder)
        library.wait_until(lambda: library.documents() == {})
        library.worker.resume()
        library.wait_until_idle()


def test_while_the_user_pauses_nothing_is_read_but_what_is_deleted_is_forgotten(
    library_folder: Path, folder: Path
) -> None:
    with running(library_folder) as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        library.worker.set_paused_by_user(paused=True)
        library.wait_until(lambda: library.progress()[-1].progress.paused_by_user)
        write(folder / "new.txt", paragraphs("new"))
        (folder / "a.txt").unlink()
        library.wait_until(lambda: library.state(folder / "a.txt") is None)
        library.wait_until(lambda: folder / "new.txt" in library.table())
        assert library.table()[folder / "new.txt"].state is DocumentState.WAITING
        assert library.state(folder / "new.txt") is None
        library.worker.set_paused_by_user(paused=False)
        library.wait_until_equal_to(folder)
        library.wait_until_idle()
        assert not library.progress()[-1].progress.paused_by_user


def test_the_users_pause_leaves_the_document_that_is_being_read_and_lasts_over_a_restart(
    library_folder: Path, book: Path
) -> None:
    def pause(event: Event) -> None:
        if isinstance(event, DocumentsChanged) and event.documents[0].state is DocumentState.READING:
            library.worker.set_paused_by_user(paused=True)

    with running(library_folder) as library:
        library.when_told = pause
        library.worker.add_places([book])
        library.wait_until(lambda: library.progress()[-1:] != [] and library.progress()[-1].progress.paused_by_user)
        assert library.state(book) is None
    with running(library_folder) as library:
        library.wait_until(lambda: any(told.progress.documents_total for told in library.progress()))
        assert all(told.progress.paused_by_user for told in library.progress())
        assert library.read_paths() == []
        library.worker.set_paused_by_user(paused=False)
        library.wait_until_idle()
        assert library.state(book) is DocumentState.INDEXED
