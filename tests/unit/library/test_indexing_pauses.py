"""Indexing steps aside while an answer is made."""

from pathlib import Path

from tests.unit.library.indexing_harness import TIMEOUT, pause_when_reading, running


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
