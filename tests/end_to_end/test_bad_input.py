"""Bad input costs the file, model or cache that is bad: it gets a plain reason and advice, all else works on."""

import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from engine.api import DocumentAssistant
from engine.errors import ModelCrashed
from engine.events import Event, IndexingProgressed, NoticeRaised, SourcesFound
from engine.models.model_catalog import EMBEDDING_MODEL
from engine.paths import catalogue_file, vector_index_file
from engine.types import Question
from tests.end_to_end.conftest import ROOT, RunPagewise

Run = Callable[..., dict[str, Any]]

BROKEN_DOCUMENTS = ROOT / "tests" / "documents" / "broken"

pytestmark = pytest.mark.models


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with one good note."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "garden.txt").write_text("The quince tree was planted in 1987 by Aunt Edda.\n", encoding="utf-8")
    return folder


def finds(pagewise_json: Run, text: str) -> bool:
    return any(text in hit["text"] for hit in pagewise_json("search", text)["hits"])


def test_every_broken_document_says_why_and_the_others_are_indexed(notes: Path, pagewise_json: Run) -> None:
    for file in BROKEN_DOCUMENTS.iterdir():
        shutil.copy(file, notes)
    broken = [notes / file.name for file in BROKEN_DOCUMENTS.iterdir()]
    summary = pagewise_json("index", notes, *broken)
    failed = {Path(failure["path"]).name: failure for failure in summary["failed"]}
    assert set(failed) == {path.name for path in broken}
    assert all(failure["reason"] and failure["advice"] for failure in failed.values())
    assert "empty" in failed["zero-bytes.pdf"]["reason"]
    assert "password" in failed["encrypted.pdf"]["reason"]
    assert "no text" in failed["image-only.pdf"]["reason"]
    assert "damaged" in failed["truncated.pdf"]["reason"]
    assert finds(pagewise_json, "quince tree")

    again = pagewise_json("index", notes)
    assert again["indexed"] == 0, "a version that failed is not read again"
    assert len(again["failed"]) == len(broken), "but still told of"


@pytest.mark.parametrize(
    "name", ["emoji 🦉 and\nnewline.txt", 'quote\'s "and" <tags> & 100%.txt', os.fsdecode(b"caf\xe9.txt")]
)
def test_odd_names_are_indexed_and_found(notes: Path, pagewise_json: Run, name: str) -> None:
    (notes / name).write_text("The boiler was serviced in October.\n", encoding="utf-8")
    assert pagewise_json("index", notes)["failed"] == []
    assert finds(pagewise_json, "boiler was serviced")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind the administrator")
def test_what_may_not_be_read_says_so(notes: Path, pagewise_json: Run) -> None:
    (notes / "secret").mkdir()
    (notes / "secret" / "diary.txt").write_text("Dear diary.\n", encoding="utf-8")
    (notes / "locked.txt").write_text("Locked.\n", encoding="utf-8")
    (notes / "secret").chmod(0)
    (notes / "locked.txt").chmod(0)
    try:
        (failure,) = pagewise_json("index", notes)["failed"]
    finally:
        (notes / "secret").chmod(0o700)
    assert failure["path"] == str(notes / "locked.txt")
    assert "permissions" in failure["advice"]
    assert finds(pagewise_json, "quince tree")


def test_a_pdf_of_two_thousand_pages_is_read_whole(notes: Path, pagewise_json: Run) -> None:
    with pymupdf.open() as document:
        for number in range(1, 2001):
            document.new_page().insert_text((72, 72), "A page." if number != 1987 else "Here lies the golden key.")
        document.save(notes / "long.pdf")
    summary = pagewise_json("index", notes)
    assert (summary["pages"], summary["failed"]) == (2000, [])
    best = pagewise_json("search", "golden key")["hits"][0]
    assert (best["page"], best["text"]) == (1987, "Here lies the golden key.")


def test_a_damaged_vector_index_is_built_again(notes: Path, library: Path, pagewise_json: Run) -> None:
    pagewise_json("index", notes)
    file = vector_index_file(library, EMBEDDING_MODEL)
    content = file.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]
    for damaged in (content[:middle], flipped, b"something else", None):
        if damaged is None:
            file.unlink()
        else:
            file.write_bytes(damaged)
        assert pagewise_json("index", notes)["passages_embedded"] == 0, "vectors come from the catalogue"
        assert finds(pagewise_json, "quince tree")


def test_a_damaged_catalogue_is_set_aside_and_built_anew(
    notes: Path, library: Path, pagewise: RunPagewise, pagewise_json: Run
) -> None:
    pagewise_json("index", notes)
    catalogue_file(library).write_bytes(b"this is no database, " * 1000)
    damaged = pagewise("index", "--json")
    assert "built from your folders" in damaged.stderr
    assert json.loads(damaged.stdout)["indexed"] == 1, "which folders these are was not forgotten"
    assert finds(pagewise_json, "quince tree")
    assert [path for path in library.iterdir() if "damaged" in path.name], "nothing is deleted"


class CrashingApp:
    """An assistant whose language model is killed as soon as it works on a question."""

    def __init__(self, library: Path, folder: Path) -> None:
        self.notices: list[str] = []
        self.kill_next = False
        self.assistant = DocumentAssistant(library, self._on_event, watch=False)
        self.assistant.start()
        self.assistant.add_places([folder])
        self.assistant.wait_until_indexed()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, NoticeRaised):
            self.notices.append(event.title)
        elif isinstance(event, SourcesFound) and self.kill_next:
            self.kill_next = False
            threading.Thread(target=self._kill_model, name="killer").start()

    def _kill_model(self) -> None:
        """Kill the model's process when it appears."""
        pause = threading.Event()
        while not pause.wait(0.01):
            for child in multiprocessing.active_children():
                if child.name == "answering process":
                    child.kill()
                    return


@pytest.fixture
def crashing(library: Path, notes: Path) -> Iterator[CrashingApp]:
    app = CrashingApp(library, notes)
    yield app
    app.assistant.close()


def test_a_model_that_crashes_costs_no_answer(crashing: CrashingApp) -> None:
    question = Question("Who planted the quince tree?")
    crashing.kill_next = True
    answer = crashing.assistant.answer(question)
    assert answer.found
    assert "quince tree" in answer.citations[0].quote
    assert answer.notice is not None
    assert ModelCrashed.title in answer.notice
    assert crashing.assistant.answer(question).notice is None, "the next question starts the model again"


def test_without_the_embedding_model_words_still_answer(
    notes: Path, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engine.models.model_catalog.models_folder", lambda: tmp_path / "no models")
    events: list[Event] = []
    idle = threading.Event()

    def note(event: Event) -> None:
        events.append(event)
        if isinstance(event, IndexingProgressed) and event.progress.idle:
            idle.set()

    assistant = DocumentAssistant(library, note, watch=False)
    assistant.start()
    try:
        assistant.add_places([notes])
        summary = assistant.wait_until_indexed()
        assert (summary.indexed, summary.passages_embedded) == (1, 0)
        assert assistant.search("quince tree").hits
        answer = assistant.answer(Question("Who planted the quince tree?"))
        assert answer.found
        assert "Aunt Edda" in answer.text
    finally:
        assistant.close()
    notices = [event.title for event in events if isinstance(event, NoticeRaised)]
    assert any(title.startswith("A model file is missing") for title in notices)
