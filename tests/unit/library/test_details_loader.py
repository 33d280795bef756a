"""What the library holds of a document is loaded on a thread of its own."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import LibraryDamaged
from engine.events import DetailsLoaded, Event
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.details_loader import DetailsLoader
from engine.types import DocumentDetails, PartDetails
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


def test_a_library_that_cannot_be_read_has_no_details() -> None:
    def fail() -> CatalogueReader:
        raise LibraryDamaged

    events: queue.Queue[Event] = queue.Queue()
    loader = DetailsLoader(fail, events.put)
    loader.request(A)
    loader.close()
    assert events.get(timeout=TIMEOUT) == DetailsLoaded(A, None)
