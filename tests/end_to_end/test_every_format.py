"""Every format goes all the way: indexed, found, and shown in the viewer as it was indexed."""

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from engine.api import DocumentAssistant
from engine.events import DetailsLoaded, DocumentOpened, Event, ViewingFailed
from engine.reading.document_formats import DocumentFormat
from engine.types import DocumentDetails, DocumentState, SearchScope
from tests.end_to_end.files_of_every_format import make_files

pytestmark = pytest.mark.models

TIMEOUT = 60.0

_E = TypeVar("_E", DetailsLoaded, DocumentOpened)

PLACES = {
    "rental-contract.pdf": "page ",
    "picture.png": "page 1",
    "scan.pdf": "page 1",
    "trees.pptx": "slide 1",
    "trees.odp": "slide 1",
    "trees.xlsx": "Notes, row 1",
    "0 trees.csv": "rows 1–3",
    "garden.epub": "chapter",
    "0 plant.py": "lines 1–",
    "inbox.mbox": "message 1",
    "all.zip": "papers/",
    "0 talk.srt": "00:00:01",
}
"""How the place of a document's first passage begins."""


class Rig:
    """An assistant that has indexed a file of every format, and its events."""

    def __init__(self, folder: Path) -> None:
        self.files = {kind: make_files(kind, folder / kind.value) for kind in DocumentFormat}
        self.events: queue.Queue[Event] = queue.Queue()
        self.assistant = DocumentAssistant(folder.parent / "library", self.events.put, watch=False)
        self.assistant.start()
        self.assistant.add_places([folder])
        self.assistant.wait_until_indexed()
        # Their thread and process live until the end; each test is asked what it leaves behind.
        self.details(self.files[DocumentFormat.PDF][0])
        self.opened(self.files[DocumentFormat.PDF][0])

    def details(self, path: Path) -> DocumentDetails:
        self.assistant.request_details(path)
        details = self._next(DetailsLoaded).details
        assert details is not None, path
        return details

    def opened(self, path: Path) -> DocumentOpened:
        self.assistant.open_document(path)
        return self._next(DocumentOpened)

    def _next(self, kind: type[_E]) -> _E:
        while not isinstance(event := self.events.get(timeout=TIMEOUT), kind):
            assert not isinstance(event, ViewingFailed), event
        return event


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("formats") / "documents"
    folder.mkdir()
    made = Rig(folder)
    yield made
    made.assistant.close()


def test_every_file_is_indexed(rig: Rig) -> None:
    documents = {document.path: document for document in rig.assistant.status().documents}
    assert set(documents) == {file for files in rig.files.values() for file in files}
    assert {document.state for document in documents.values()} == {DocumentState.INDEXED}
    assert all(document.passages and not document.pages_to_ocr for document in documents.values())


@pytest.mark.parametrize("kind", DocumentFormat)
def test_the_viewer_shows_what_was_indexed(rig: Rig, kind: DocumentFormat) -> None:
    for file in rig.files[kind]:
        opened, details = rig.opened(file), rig.details(file)
        assert opened.content_hash == details.document.content_hash
        if opened.page_sizes:
            assert len(opened.page_sizes) == len(details.parts)
        else:
            assert list(opened.text_parts) == [part.text for part in details.parts]


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_a_place_is_told_in_words(rig: Rig, name: str, place: str) -> None:
    (file,) = (file for files in rig.files.values() for file in files if file.name == name)
    hits = rig.assistant.search("quince tree planted apartment monthly rent insurance", 20, SearchScope((file,))).hits
    assert hits
    assert any(hit.passage.place.startswith(place) for hit in hits), [hit.passage.place for hit in hits]
