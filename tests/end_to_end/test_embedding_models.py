"""Two real embedding models: chosen, prepared while the old one answers, kept over a restart, used by the commands."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.api import DocumentAssistant
from engine.errors import LibraryLacksModel, ModelUnsuitable
from engine.events import EmbeddingModelChanged, Event, NoticeRaised
from engine.models.model_catalog import EMBEDDING_MODEL, embedding_model
from tests.end_to_end.conftest import RunPagewise

pytestmark = pytest.mark.models

TIMEOUT = 60.0
QUESTION = "When did the playhouse welcome its first audience?"


class Told:
    """The events of an assistant, and waiting for them."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def wait_for(self, is_meant: Callable[[Event], bool]) -> Event:
        """The first such event, once it has come."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(is_meant, self._events)), TIMEOUT), self._events
            return next(filter(is_meant, self._events))


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    """The embedded model's files, used in another way: other vectors for the same texts."""
    folder = tmp_path / "other model"
    shutil.copytree(embedding_model().folder, folder)
    (folder / "pagewise-model.toml").write_text('name = "Other"\npooling = "cls"\nquery_prefix = "query: "\n')
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "theatre.txt").write_text("The theatre opened in 1870, and the first visitors came in spring.")
    (folder / "bananas.txt").write_text("Bananas are rich in potassium and grow where it is warm.")
    return folder


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def assistant(library: Path, documents: Path, told: Told) -> Iterator[DocumentAssistant]:
    assistant = DocumentAssistant(library, told, watch=False)
    assistant.start()
    assistant.add_places([documents])
    assistant.wait_until_indexed()
    yield assistant
    assistant.close()


def scores(assistant: DocumentAssistant) -> dict[str, float]:
    return {hit.passage.path.name: round(hit.score, 4) for hit in assistant.search(QUESTION).hits}


def is_ready(name: str) -> Callable[[Event], bool]:
    return lambda event: event == EmbeddingModelChanged(name, preparing=False)


def test_another_model_is_prepared_answers_and_stays_chosen(
    assistant: DocumentAssistant, told: Told, library: Path, other_model: Path
) -> None:
    before = scores(assistant)
    assert next(iter(before)) == "theatre.txt"
    assistant.use_embedding_model(other_model)
    assert told.wait_for(lambda event: event == EmbeddingModelChanged("Other", preparing=True))
    told.wait_for(is_ready("Other"))
    summary = assistant.wait_until_indexed()
    assert assistant.status().embedding_model.startswith("other-")
    assert summary.passages_embedded == 4, "each of the two passages with each of the models"
    after = scores(assistant)
    assert next(iter(after)) == "theatre.txt"
    assert after != before, "other vectors give other scores"
    assistant.close()

    again = DocumentAssistant(library, watch=False)
    try:
        again.start()
        assert again.wait_until_indexed().passages_embedded == 0
        assert scores(again) == after
        assert again.status().embedding_model.startswith("other-")
        assert again.status().embedding_model_in_preparation == ""
        again.use_embedding_model(None)
        again.wait_until_indexed()
        assert again.status().embedding_model == EMBEDDING_MODEL
        assert scores(again) == before
    finally:
        again.close()


def test_a_folder_without_a_model_changes_nothing(
    assistant: DocumentAssistant, told: Told, documents: Path, library: Path
) -> None:
    before = scores(assistant)
    assistant.use_embedding_model(documents)
    notice = told.wait_for(lambda event: isinstance(event, NoticeRaised))
    assert isinstance(notice, NoticeRaised)
    assert notice.title.startswith(ModelUnsuitable.title)
    assert assistant.status().embedding_model == EMBEDDING_MODEL
    assert scores(assistant) == before
    assistant.close()
    with pytest.raises(ModelUnsuitable):
        DocumentAssistant(library, embedding_model=documents, watch=False).start()


def test_a_library_that_is_only_read_answers_with_its_own_model(
    assistant: DocumentAssistant, library: Path, other_model: Path
) -> None:
    assistant.use_embedding_model(other_model)
    assistant.wait_until_indexed()
    expected = scores(assistant)
    assistant.close()
    for requested in (None, other_model):
        reading = DocumentAssistant(library, embedding_model=requested, writable=False)
        reading.start()
        assert scores(reading) == expected
        reading.close()
    refused = DocumentAssistant(library, embedding_model=embedding_model().folder, writable=False)
    with pytest.raises(LibraryLacksModel):
        refused.start()
    refused.close()


def test_commands_take_an_embedding_model(
    pagewise: RunPagewise, pagewise_json: Callable[..., dict[str, Any]], documents: Path, other_model: Path
) -> None:
    indexed = pagewise_json("index", documents, "--embedding-model", other_model)
    assert indexed["passages_embedded"] == 2
    models = pagewise_json("status")["models"]
    assert models["embedding"].startswith("other-")
    assert models["embedding_in_preparation"] is None
    found = pagewise_json("search", QUESTION, "--embedding-model", other_model)
    assert found["hits"][0]["path"].endswith("theatre.txt")
    refused = pagewise("search", QUESTION, "--embedding-model", documents)
    assert refused.returncode == 1
    assert ModelUnsuitable.title in refused.stderr
    assert "Traceback" not in refused.stderr
