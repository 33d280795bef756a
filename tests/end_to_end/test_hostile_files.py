"""Files made to harm end with a reason; the others are indexed, questions are answered, and nothing else is touched."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from engine.api import DocumentAssistant
from engine.errors import DamagedDocument, DocumentTooLarge, NoTextInDocument, ReaderEnded
from engine.events import DocumentsChanged, Event
from engine.library import document_indexer
from engine.reading.reading_process import ReadingProcess
from engine.types import DocumentState, Question
from tests.end_to_end.conftest import SAMPLE_DOCUMENTS
from tests.end_to_end.hostile_files import archive, pdf, pdf_of_nested_forms, with_entity_bomb

MEMORY_LIMIT = 640 * 1024**2
SILENCE_LIMIT = 15.0
"""Seconds: the reading process has to start in less."""
TIMEOUT = 60.0
SLOW = "z slow.pdf"
"""Read last: in the order of names."""

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform != "linux", reason="only there the memory of a process is bounded"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with hostile files between two good ones."""
    letter = (SAMPLE_DOCUMENTS / "insurance-letter.docx").read_bytes()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    files = {
        "a good.txt": b"The quince tree was planted in 1987 by Aunt Edda.",
        "bomb.zip": archive({f"{number}.txt": bytes(12 << 20) for number in range(4)}),
        "entities.docx": with_entity_bomb(letter, "word/document.xml"),
        "escaping.zip": archive({"../../escaped.txt": b"Escaped.", f"{tmp_path}/absolute.txt": b"Absolute."}),
        "greedy.html": b"<p>a" * 3_000_000,
        "pages in a circle.pdf": pdf(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
        "pages without end.pdf": pdf(b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", [page]),
        "tables in a circle.pdf": pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", [page], b"/Prev XREF"),
        "y good.md": b"# Car\n\nThe winter tyres are stored at the garage.",
        SLOW: pdf_of_nested_forms(10, b"0 0 m"),
    }
    (tmp_path / "documents").mkdir()
    for name, content in files.items():
        (tmp_path / "documents" / name).write_bytes(content)
    return tmp_path / "documents"


class HostileLibrary:
    """An assistant with low limits that tells when the slow file is being read, and when not any more."""

    def __init__(self, library: Path) -> None:
        self.slow_begun, self.slow_ended = threading.Event(), threading.Event()
        self.assistant = DocumentAssistant(library, self._on_event, watch=False)
        self.assistant.start()

    def _on_event(self, event: Event) -> None:
        for document in event.documents if isinstance(event, DocumentsChanged) else ():
            if document.path.name == SLOW and document.state is DocumentState.READING:
                self.slow_begun.set()
            elif document.path.name == SLOW and document.state is DocumentState.FAILED:
                self.slow_ended.set()


@pytest.fixture
def hostile(library: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileLibrary]:
    limited = partial(ReadingProcess, memory_limit=MEMORY_LIMIT, silence_limit=SILENCE_LIMIT)
    monkeypatch.setattr(document_indexer, "ReadingProcess", limited)
    opened = HostileLibrary(library)
    yield opened
    opened.assistant.close()


def test_hostile_files_end_with_a_reason_while_questions_are_answered(
    hostile: HostileLibrary, folder: Path, library: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    hostile.assistant.add_places([folder])
    assert hostile.slow_begun.wait(TIMEOUT)
    assert hostile.assistant.search("quince tree").hits
    answer = hostile.assistant.answer(Question("Who planted the quince tree?"))
    assert "Aunt Edda" in answer.text
    assert not hostile.slow_ended.is_set(), "it was answered while the slow file was read"
    hostile.assistant.wait_until_indexed()

    documents = {document.path.name: document for document in hostile.assistant.status().documents}
    titles = {name: document.failure.title for name, document in documents.items() if document.failure is not None}
    assert titles == {
        "bomb.zip": DocumentTooLarge.title,
        "entities.docx": DamagedDocument.title,
        "greedy.html": DocumentTooLarge.title,
        "pages in a circle.pdf": DamagedDocument.title,
        "pages without end.pdf": DamagedDocument.title,
        "tables in a circle.pdf": NoTextInDocument.title,
        SLOW: ReaderEnded.title,
    }
    assert {name for name, document in documents.items() if document.state is DocumentState.INDEXED} == {
        "a good.txt",
        "escaping.zip",
        "y good.md",
    }
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert {path.name for path in folder.parent.iterdir()} <= {folder.name, library.name, "user"}
