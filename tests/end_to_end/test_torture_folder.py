"""A folder of odd, broken and hostile files of every format is indexed, and every file ends as it must.

`make torture-test ARGS=FOLDER` runs it on a folder with a `manifest.jsonl` (see `torture_set`); without one there is
nothing to test. PAGEWISE_TORTURE_FOLDER is the folder.
"""

import logging
import os
import queue
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.api import DocumentAssistant
from engine.errors import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    NoTextInDocument,
    ReaderEnded,
    UnsupportedFormat,
)
from engine.events import DetailsLoaded, Event
from engine.types import Document, DocumentState, PartDetails, Question, SearchScope
from tests.end_to_end.torture_set import Specimen, files_to_index, print_table, read_manifest

_NAMED = os.environ.get("PAGEWISE_TORTURE_FOLDER", "")
FOLDER = Path(_NAMED).absolute()
TIMEOUT = 60.0

pytestmark = pytest.mark.models
if not _NAMED:
    pytest.skip("only `make torture-test` names a folder", allow_module_level=True)

TRUE_OF_FILES = {
    error.title
    for error in (
        DamagedDocument,
        DocumentTooLarge,
        EmptyDocument,
        EncryptedDocument,
        NoTextInDocument,
        UnsupportedFormat,
    )
}
"""What may be wrong with a file. Any other reason tells of a reader that crashed or hung."""

MADE: dict[str, type[DocumentError] | None] = {
    "aes256_owner_only.pdf": None,
    "aes256_user_password.pdf": EncryptedDocument,
    "docx_is_plain_zip.docx": DamagedDocument,
    "garbage_prefix.pdf": None,
    "hidden_and_white_text.pdf": None,
    "inflates_to_200MB.docx": DocumentTooLarge,
    "names/ spaces  and #%&+.pdf": None,
    "names/UPPER.PDF": None,
    "one_line_20MB.txt": None,
    "only_spaces.txt": NoTextInDocument,
    "page_200_inch.pdf": None,
    "pdf_named.txt": None,
    "rotations.pdf": None,
    "scan_200dpi_no_text.pdf": None,
    "scan_200dpi_skewed_3deg.pdf": None,
    "truncated_tail_1k.pdf": None,
    "zero_bytes.docx": EmptyDocument,
    "zero_bytes.pdf": EmptyDocument,
}
"""Why files of the set's folder `made_by_us` fail; None: they are indexed."""

FOUND = {
    "3000_pages.pdf": ("Z02718", 2718),
    "cp1252_no_bom.txt": ("Möwe-17", None),
    "nul_bytes.txt": ("PELICAN-7", None),
    "page_labels_roman_then_arabic.pdf": ("L15", 15),
    "shift_jis.txt": ("会議室", None),
    "utf16_bom.txt": ("HERON-42", None),
}
"""What is found in which file of `made_by_us`, and on which page."""

_TEXT = 40
"""Characters, white space included: a file with so many has text."""
_LEAST_SHARE = 0.6
"""Of the characters that a plain extraction yields: we leave out white space and what every page repeats. What OCR has
read counts otherwise."""


class Warnings(logging.Handler):
    """Keeps what the engine warns of: an image that could not be read fails no document that has other text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@dataclass
class Torture:
    """The assistant that has indexed the folder, its events and warnings, and what it holds."""

    assistant: DocumentAssistant
    events: "queue.Queue[Event]"
    warnings: Warnings
    specimens: tuple[Specimen, ...]
    documents: dict[Path, Document]

    def parts(self, path: Path) -> tuple[PartDetails, ...]:
        """The parts of a document as they were read."""
        self.assistant.request_details(path)
        while not isinstance(event := self.events.get(timeout=TIMEOUT), DetailsLoaded):
            pass
        assert event.details is not None
        return event.details.parts


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Torture]:
    specimens = read_manifest(FOLDER)
    events: queue.Queue[Event] = queue.Queue()
    assistant = DocumentAssistant(tmp_path_factory.mktemp("torture") / "library", events.put, watch=False)
    warnings = Warnings()
    logging.getLogger("engine").addHandler(warnings)
    assistant.start()
    try:
        assistant.add_places([FOLDER])
        assistant.wait_until_indexed()
        documents = assistant.status().documents
        print_table(FOLDER, specimens, documents)
        made = Torture(assistant, events, warnings, specimens, {document.path: document for document in documents})
        made.parts(documents[0].path)  # its thread lives until the end; each test is asked what it leaves behind
        yield made
    finally:
        assistant.close()
        logging.getLogger("engine").removeHandler(warnings)


def test_every_file_ends_in_a_state(torture: Torture) -> None:
    assert set(torture.documents) == files_to_index(FOLDER)
    for document in torture.documents.values():
        assert document.state in {DocumentState.INDEXED, DocumentState.FAILED}, document
        assert (document.failure is None) == (document.state is DocumentState.INDEXED), document
        assert not document.pages_to_ocr, document
        assert document.passages_embedded == document.passages, document


def test_no_reader_crashes_or_hangs(torture: Torture) -> None:
    failures = {path: document.failure for path, document in torture.documents.items() if document.failure is not None}
    assert not {path: str(failure) for path, failure in failures.items() if failure.title not in TRUE_OF_FILES}
    assert not [message for message in torture.warnings.messages if ReaderEnded.title in message]


def test_reasons_agree_with_the_manifest(torture: Torture) -> None:
    assert not [
        f"{specimen.path.relative_to(FOLDER)}: {contradiction}"
        for specimen in torture.specimens
        if (document := torture.documents.get(specimen.path)) is not None
        for contradiction in _contradictions(specimen, document, torture)
    ]


@pytest.mark.parametrize("name", MADE)
def test_a_made_file_ends_as_it_was_made_to(torture: Torture, name: str) -> None:
    path = FOLDER / "made_by_us" / name
    _skip_unless_there(path)
    document, error = torture.documents[path], MADE[name]
    assert (document.failure and document.failure.title) == (error and error.title), document


@pytest.mark.parametrize("name", FOUND)
def test_what_a_made_file_holds_is_found(torture: Torture, name: str) -> None:
    path = FOLDER / "made_by_us" / name
    _skip_unless_there(path)
    words, page = FOUND[name]
    first = torture.assistant.search(words).hits[0].passage
    assert first.path == path
    assert first.page == page


def test_the_same_bytes_are_one_hit_with_all_their_places(torture: Torture) -> None:
    folder = FOLDER / "made_by_us" / "dup"
    _skip_unless_there(folder)
    files = sorted(folder.iterdir())
    hits = torture.assistant.search("interceptions of the Panthers", 10, SearchScope(tuple(files))).hits
    assert {hits[0].passage.path, *hits[0].passage.copies} >= set(files)
    places = [(hit.passage.part, hit.passage.start) for hit in hits]
    assert len(places) == len(set(places))


def test_an_instruction_in_a_document_is_only_text(torture: Torture) -> None:
    path = FOLDER / "made_by_us" / "prompt_injection.txt"
    _skip_unless_there(path)
    question = Question("What was the revenue of the Oslo office in May?", SearchScope((path,)), use_model=False)
    answer = torture.assistant.answer(question)
    assert "4,312 kroner" in answer.text
    assert [citation.path for citation in answer.citations]


def _contradictions(specimen: Specimen, document: Document, torture: Torture) -> Iterator[str]:
    """What of the document's state the manifest says otherwise."""
    title = document.failure.title if document.failure is not None else ""
    encrypted = title == EncryptedDocument.title
    if specimen.needs_pass not in {None, encrypted}:
        yield f"needs a password: {specimen.needs_pass}, but {title or 'it is indexed'}"
    if encrypted:
        return
    if specimen.pages == 0 and not title:
        yield "has no pages, but is indexed"
    if specimen.pages and not title and document.pages != specimen.pages:
        yield f"has {specimen.pages} pages, not {document.pages}"
    characters = specimen.text_chars or 0
    if characters >= _TEXT and title:
        yield f"has {characters} characters of text, but {title}"
    elif characters >= _TEXT:
        parts = torture.parts(specimen.path)
        read = sum(len(part.text) for part in parts)
        if read < _LEAST_SHARE * characters and not any(part.ocr for part in parts):
            yield f"has {characters} characters of text, of which {read} were read"


def _skip_unless_there(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"the set has no {path.name}")
