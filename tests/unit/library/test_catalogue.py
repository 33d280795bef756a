"""Writing the catalogue: every method happens as a whole, and old versions stay until new ones are complete."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DamagedDocument
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.catalogue_records import FileStamp
from engine.reading.passage_splitter import SplitPart
from engine.types import DocumentState, Failure, FolderState, PlaceRules, SearchScope, WatchedPlace
from tests.catalogue_fingerprint import fingerprint
from tests.unit.library.catalogue_content import (
    MODEL,
    STAMP,
    embed_all,
    found,
    hash_of,
    page,
    section,
    store,
)

A, B, C = Path("/docs/a.pdf"), Path("/docs/b.pdf"), Path("/other/c.pdf")
PROJECT = Path(__file__).parents[3]
LATER = FileStamp(size=200, mtime_ns=2_000)


def test_places_are_remembered_with_their_state(catalogue: Catalogue) -> None:
    catalogue.add_place(Path("/other"))
    catalogue.add_place(Path("/docs"))
    catalogue.set_place_state(Path("/other"), FolderState.UNAVAILABLE)
    unavailable = WatchedPlace(Path("/other"), FolderState.UNAVAILABLE)
    assert catalogue.places() == (WatchedPlace(Path("/docs"), FolderState.AVAILABLE), unavailable)
    catalogue.add_place(Path("/other"))
    assert catalogue.places()[1].state is FolderState.AVAILABLE


def test_places_keep_their_rules(catalogue: Catalogue, file: Path) -> None:
    rules = PlaceRules(excluded=("*.bak", "drafts/"), hidden=True, largest=1_000_000, paused=True)
    catalogue.add_place(Path("/docs"))
    catalogue.set_place_rules(Path("/docs"), rules)
    catalogue.add_place(Path("/docs"))
    with CatalogueReader(file, MODEL) as reader:
        assert reader.places() == (WatchedPlace(Path("/docs"), FolderState.AVAILABLE, rules),)


def test_a_pause_is_remembered(catalogue: Catalogue, file: Path) -> None:
    assert not catalogue.paused()
    catalogue.set_paused(paused=True)
    with CatalogueReader(file, MODEL) as reader:
        assert reader.paused()


def test_removing_a_place_forgets_only_what_no_other_place_holds(catalogue: Catalogue) -> None:
    for place in ("/docs", "/docs/kept", "/docs-too"):
        catalogue.add_place(Path(place))
    for path in ("/docs/a.pdf", "/docs/kept/b.pdf", "/docs-too/c.pdf"):
        store(catalogue, Path(path), path)
    assert catalogue.remove_place(Path("/docs")) == (A,)
    assert [document.path for document in catalogue.documents()] == [
        Path("/docs-too/c.pdf"),
        Path("/docs/kept/b.pdf"),
    ]


def test_a_stored_document_is_indexed_and_found(catalogue: Catalogue) -> None:
    document = store(catalogue, A, "Warsaw has a garden.\n\nIt is old.", "The theatre burned down.")
    assert (document.state, document.pages, document.passages, document.passages_embedded) == (
        DocumentState.INDEXED,
        2,
        3,
        0,
    )
    assert catalogue.document(A) == document
    assert found(catalogue, '"gardens"') == ["Warsaw has a garden."]


def test_a_document_without_pages_has_no_page_count(catalogue: Catalogue) -> None:
    parts = [section(0, "First."), section(1, "Second.")]
    assert catalogue.replace_document(A, STAMP, "h", "txt", parts).pages is None


def test_the_old_version_is_found_until_the_new_one_is_complete(catalogue: Catalogue, file: Path) -> None:
    store(catalogue, A, "The old version.")
    seen: list[int] = []

    def parts() -> Iterator[SplitPart]:
        with CatalogueReader(file, MODEL) as reader:
            for number in (1, 2):
                yield page(number, "The new version.")
                seen.append(len(reader.search_words('"old"', 10)))
                seen.append(len(reader.search_words('"new"', 10)))

    catalogue.replace_document(A, LATER, "new", "pdf", parts())
    assert seen == [1, 0, 1, 0]
    assert found(catalogue, '"old"') == []
    assert len(found(catalogue, '"new"')) == 2


def test_a_failing_reader_changes_nothing(catalogue: Catalogue, file: Path) -> None:
    store(catalogue, A, "The old version.")
    before = fingerprint(file)

    def parts() -> Iterator[SplitPart]:
        yield page(1, "The new version.")
        raise DamagedDocument("page 2")

    with pytest.raises(DamagedDocument):
        catalogue.replace_document(A, LATER, "new", "pdf", parts())
    assert fingerprint(file) == before
    assert catalogue.attach_known_content(A, LATER, "new", "pdf") is None


def test_a_failure_is_stored_with_its_version_and_drops_the_old_text(catalogue: Catalogue) -> None:
    store(catalogue, A, "The old version.")
    failure = Failure("It broke", "at page 2 of \udcff", "Mend it")
    catalogue.mark_failed(A, LATER, "new", failure)
    document = catalogue.document(A)
    assert document is not None
    assert (document.state, document.content_hash, document.size) == (DocumentState.FAILED, "new", 200)
    assert document.failure == Failure("It broke", "at page 2 of ?", "Mend it")
    assert found(catalogue, '"old"') == []


def test_a_copy_costs_one_row(catalogue: Catalogue) -> None:
    original = store(catalogue, A, "The same text.")
    copy = catalogue.attach_known_content(B, STAMP, original.content_hash, "pdf")
    assert copy is not None
    assert (copy.state, copy.passages) == (DocumentState.INDEXED, 1)
    assert found(catalogue, '"text"') == ["The same text."]
    assert catalogue.counts().documents == 2
    assert catalogue.counts().passages == 1


def test_the_same_bytes_in_another_format_are_another_content(catalogue: Catalogue) -> None:
    document = store(catalogue, A, "# Title")
    assert catalogue.attach_known_content(B, STAMP, document.content_hash, "markdown") is None
    assert catalogue.document(B) is None


def test_reading_a_known_content_again_replaces_it_for_every_copy(catalogue: Catalogue) -> None:
    store(catalogue, A, "One page.")
    catalogue.attach_known_content(B, STAMP, hash_of("One page."), "pdf")
    catalogue.replace_document(A, STAMP, hash_of("One page."), "pdf", [page(1, "Read better.")])
    assert found(catalogue, '"page"') == []
    assert found(catalogue, '"better"', B) == ["Read better."]


def test_a_move_keeps_everything_but_the_path(catalogue: Catalogue) -> None:
    store(catalogue, A, "Moving text.")
    store(catalogue, B, "Overwritten text.")
    assert catalogue.move_document(A, B, LATER)
    assert [document.path for document in catalogue.documents()] == [B]
    assert found(catalogue, '"text"') == ["Moving text."]
    assert catalogue.stored_files(B)[B].stamp == LATER
    assert not catalogue.move_document(A, C, LATER)


def test_a_touched_file_has_a_new_stamp_only(catalogue: Catalogue) -> None:
    document = store(catalogue, A, "Text.")
    catalogue.touch_document(A, LATER)
    stored = catalogue.stored_files(Path("/docs"))[A]
    assert (stored.stamp, stored.content_hash, stored.state) == (LATER, document.content_hash, DocumentState.INDEXED)


def test_removed_documents_are_found_no_more(catalogue: Catalogue) -> None:
    store(catalogue, A, "Some text.")
    store(catalogue, B, "More text.")
    catalogue.remove_documents([A, C])
    assert found(catalogue, '"text"') == ["More text."]
    assert catalogue.document(A) is None


def test_a_file_that_comes_back_before_garbage_is_collected_is_known(catalogue: Catalogue) -> None:
    document = store(catalogue, A, "Some text.")
    keys = embed_all(catalogue)
    catalogue.remove_documents([A])
    back = catalogue.attach_known_content(C, STAMP, document.content_hash, "pdf")
    assert back is not None
    assert back.passages_embedded == 1
    assert catalogue.collect_garbage().size == 0
    assert catalogue.vector_keys().tolist() == keys.tolist()


def test_garbage_is_what_no_document_needs(catalogue: Catalogue) -> None:
    store(catalogue, A, "Shared text.\n\nOnly in the first.")
    store(catalogue, B, "Shared text.")
    keys = embed_all(catalogue)
    revision = catalogue.revision()
    catalogue.remove_documents([A])
    removed = catalogue.collect_garbage()
    assert removed.size == 1
    assert catalogue.vector_keys().tolist() == np.setdiff1d(keys, removed).tolist()
    assert catalogue.revision() > revision
    assert catalogue.attach_known_content(A, STAMP, hash_of("Shared text.\n\nOnly in the first."), "pdf") is None
    assert found(catalogue, '"shared"') == ["Shared text."]
    assert catalogue.collect_garbage().size == 0


def test_what_is_made_durable_is_in_the_databases_own_file(catalogue: Catalogue, file: Path, tmp_path: Path) -> None:
    store(catalogue, A, "Some text.")
    catalogue.make_durable()
    copy = tmp_path / "copy" / file.name
    copy.parent.mkdir()
    shutil.copy(file, copy)  # without the log of recent changes beside it
    with Catalogue(copy, MODEL) as without_log:
        assert [document.path for document in without_log.documents()] == [A]


@pytest.mark.parametrize("text", ["NUL \0 inside", "lone \udc80 surrogate", "\U0001f600 emoji", "e\u0301 combined"])
def test_any_text_is_stored_at_its_offsets(catalogue: Catalogue, text: str) -> None:
    store(catalogue, A, f"{text}\n\nThe second paragraph.")
    (second,) = found(catalogue, '"second"')
    assert second == "The second paragraph."


def test_names_that_are_not_unicode_are_kept(catalogue: Catalogue) -> None:
    odd = Path("/docs/line\nbreak \U0001f600 \udcff.pdf")
    store(catalogue, odd, "Some text.")
    assert [document.path for document in catalogue.documents(SearchScope((Path("/docs"),)))] == [odd]
    assert list(catalogue.stored_files(odd)) == [odd]


_WRITE_HALF_A_DOCUMENT = """
import os, signal, sys
from pathlib import Path
from engine.library.catalogue import Catalogue
from tests.unit.library.catalogue_content import MODEL, STAMP, page, store

def parts():
    yield page(1, "The new version.")
    os.kill(os.getpid(), signal.SIGKILL)

catalogue = Catalogue(Path(sys.argv[1]), MODEL)
store(catalogue, Path("/docs/b.pdf"), "Committed before the kill.")
catalogue.replace_document(Path("/docs/a.pdf"), STAMP, "new", "pdf", parts())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_writer_leaves_whole_documents(catalogue: Catalogue, file: Path) -> None:
    store(catalogue, A, "The old version.")
    catalogue.close()
    process = subprocess.run([sys.executable, "-c", _WRITE_HALF_A_DOCUMENT, file], cwd=PROJECT, check=False)
    assert process.returncode == -9
    with Catalogue(file, MODEL) as reopened:
        assert reopened.set_aside is None
        assert found(reopened, '"version" OR "committed"') == ["The old version.", "Committed before the kill."]
