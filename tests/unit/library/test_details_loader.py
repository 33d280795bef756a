"""What the library holds of a document is loaded on a thread of its own."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import LibraryDamaged
from engine.events import DetailsLoaded, Event, PageWordsLoaded
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.details_loader import DetailsLoader
from engine.types import DocumentDetails, PartDetails, Rectangle
from tests.unit.answering.small_library import SmallLibrary
from tests.unit.library.catalogue_content import MODEL, store

TIMEOUT = 10.0
A, B = Path("/docs/a.pdf"), Path("/docs/b.pdf")

Load = Callable[[Path], DocumentDetails | None]


@pytest.fixture
def load(catalogue: Catalogue, file: Path) -> Iterator[Load]:
    events: queue.Queue[Event] = queue.Queue()
    loader = DetailsLoader(lambda: CatalogueReader(file, MODEL), events.put)

    def load_details(path: Path) -> DocumentDetails | None:
        loader.request(path)
        event = events.get(timeout=TIMEOUT)
        assert isinstance(event, DetailsLoaded)
        assert event.path == path
        return event.details

    yield load_details
    loader.close()


@pytest.fixture
def library_with_words(tmp_path: Path) -> Iterator[SmallLibrary]:
    folder = tmp_path / "words"
    folder.mkdir()
    library = SmallLibrary(folder)
    library.add(A, "Roses are red.", embed=False)
    yield library
    library.close()


def test_details_are_the_document_its_copies_and_its_parts(catalogue: Catalogue, load: Load) -> None:
    for path in (A, B):
        store(catalogue, path, "one\n\ntwo", "three")
    details = load(A)
    assert details is not None
    assert details.document == catalogue.document(A)
    assert details.copies == (B,)
    assert details.parts == (
        PartDetails(1, 1, "page 1", "one\n\ntwo", ((0, 3), (5, 8))),
        PartDetails(2, 2, "page 2", "three", ((0, 5),)),
    )


def test_of_an_unknown_document_there_are_none(load: Load) -> None:
    assert load(A) is None


def test_the_words_of_a_page_with_their_places(library_with_words: SmallLibrary) -> None:
    events: queue.Queue[Event] = queue.Queue()
    loader = DetailsLoader(library_with_words.open_reader, events.put)
    for path, page in ((A, 1), (A, 2), (B, 1)):
        loader.request_words(path, page)
    loaded = events.get(timeout=TIMEOUT)
    assert isinstance(loaded, PageWordsLoaded)
    assert (loaded.path, loaded.page) == (A, 1)
    with library_with_words.open_reader() as reader:
        document = reader.document(A)
    assert document is not None
    assert loaded.content_hash == document.content_hash
    assert [word.text for word in loaded.words] == ["Roses", "are", "red."]
    assert loaded.words[1].box == Rectangle(1, 30, 0, 45, 10)
    for path, page in ((A, 2), (B, 1)):
        assert events.get(timeout=TIMEOUT) == PageWordsLoaded(path, page, "", ())
    loader.close()


def test_a_library_that_cannot_be_read_has_no_details() -> None:
    def fail() -> CatalogueReader:
        raise LibraryDamaged

    events: queue.Queue[Event] = queue.Queue()
    loader = DetailsLoader(fail, events.put)
    loader.request(A)
    loader.close()
    assert events.get(timeout=TIMEOUT) == DetailsLoaded(A, None)
