"""The indexing worker as its users see it: the summary, the vector index, and the end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import AssistantClosed, LibraryInUse, ModelMissing
from engine.library.text_embedder import TextEmbedder
from engine.models.model_catalog import embedding_model
from engine.paths import catalogue_file, vector_index_file
from engine.reading.ocr_process import OcrProcess
from engine.reading.passage_splitter import SplitPart
from engine.types import Document, DocumentState
from tests.unit.library.indexing_harness import MODEL_ID, Library, paragraphs, pause_when_reading, running, write


class TestSummary:
    """What `wait_until_idle` returns."""

    def test_counts_what_was_done_and_what_there_is(self, library_folder: Path, folder: Path) -> None:
        write(folder / "copy of a.txt", paragraphs("alpha"))
        write(folder / "empty.txt", "")
        write(folder / "program.exe", "")
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.worker.rescan()
            summary = library.wait_until_idle()

            assert summary.left_out == {".exe": 1}

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


@pytest.mark.models
def test_with_the_real_model_passages_are_found_by_meaning(library_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write(folder / "cats.txt", "A cat sleeps most of the day and hunts mice at night.")
    write(folder / "taxes.txt", "The tax return has to reach the revenue office by the end of July.")
    embedder = TextEmbedder(embedding_model())
    with running(library_folder, watch=False, embedder=embedder) as library:
        library.worker.add_places([folder])
        assert library.wait_until_idle().passages_embedded == 2
        (key, _), *_ = library.vectors.index.search(embedder.embed_query("When must I pay money to the state?"), 2)
        with library.reader() as reader:
            ((passage_id,),) = reader.passages_of_vectors([key]).values()
            assert reader.passages([passage_id])[passage_id].path == folder / "taxes.txt"


class TestVectorIndex:
    """The cache of vectors: saved, loaded, mended, rebuilt."""

    def test_it_is_loaded_or_built_again(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.worker.add_places([folder])
            library.wait_until_idle()
        index_file = vector_index_file(library_folder, MODEL_ID)
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
        old = vector_index_file(library_folder, MODEL_ID).read_bytes()
        (folder / "a.txt").unlink()
        write(folder / "c.txt", paragraphs("gamma"))
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
        vector_index_file(library_folder, MODEL_ID).write_bytes(old)
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
            assert library.is_fully_embedded()
            assert library.words_embedder.texts == []


class TestEnding:
    """`close` at any moment, and what it leaves behind: nothing."""

    def test_close_may_be_repeated_and_ends_all_waiting(self, library_folder: Path, folder: Path) -> None:
        with running(library_folder, watch=False) as library:
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

    def test_what_is_embedded_after_the_next_start_is_told(self, library_folder: Path, book: Path) -> None:
        with running(library_folder, watch=False) as library:
            library.words_embedder.error = ModelMissing()
            library.worker.add_places([book])
            library.wait_until_idle()
            assert library.table()[book].passages_embedded == 0
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
            assert library.table() == {book: library.document(book)}
            assert library.table()[book].passages_embedded == library.table()[book].passages > 0

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


def test_without_the_data_of_ocr_scans_wait_and_that_is_told_once(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(process: OcrProcess, path: Path, page: int) -> SplitPart:
        raise ModelMissing("eng.traineddata")

    monkeypatch.setattr(OcrProcess, "read_page", fail)
    scan = tmp_path / "scan.png"
    Image.new("L", (400, 300), 255).save(scan)
    with running(library_folder, watch=False) as library:
        library.worker.add_places([scan])
        library.wait_until_idle()
        assert library.document(scan).pages_to_ocr == 1
        library.worker.rescan()
        library.wait_until_idle()
        assert [notice.title for notice in library.notices()] == [str(ModelMissing("eng.traineddata"))]


def test_documents_of_an_older_library_get_their_language_without_being_read_again(
    library_folder: Path, tmp_path: Path
) -> None:
    letter = write(tmp_path / "letters" / "letter.txt", "Die Miete wird am dritten Werktag des Monats bezahlt.")
    with running(library_folder, watch=False) as library:
        library.worker.add_places([letter.parent])
        library.wait_until_idle()
    with closing(sqlite3.connect(catalogue_file(library_folder))) as older, older:
        older.execute("UPDATE contents SET language = NULL")
    with running(library_folder, watch=False) as library:
        library.wait_until(
            lambda: library.table().get(letter, Document(letter, DocumentState.WAITING)).language == "de"
        )
        assert library.read_paths() == []
