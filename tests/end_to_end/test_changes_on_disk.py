"""While the app runs, files are edited, moved, copied and deleted, and search follows."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.api import DocumentAssistant
from engine.events import DocumentsChanged, DocumentsRemoved, Event, IndexingProgressed, PlacesChanged
from engine.types import DocumentState, FolderState

_TIMEOUT = 60.0

pytestmark = pytest.mark.models


class RunningApp:
    """An assistant that watches `folder`, and a way to wait for what its events lead to."""

    def __init__(self, library: Path, folder: Path) -> None:
        self._changed = threading.Condition()
        self.assistant = DocumentAssistant(library, self._on_event)
        self.assistant.start()
        self.assistant.add_places([folder])
        self.assistant.wait_until_indexed()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, DocumentsChanged | DocumentsRemoved | IndexingProgressed | PlacesChanged):
            with self._changed:
                self._changed.notify_all()

    def found_in(self, text: str) -> set[str]:
        """Names of the files whose passages hold `text` word for word, of those that a search for it finds."""
        hits = self.assistant.search(text, limit=20).hits
        return {hit.passage.path.name for hit in hits if text in hit.passage.text}

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds, looking again after each event."""
        with self._changed:
            assert self._changed.wait_for(condition, timeout=_TIMEOUT), "the library did not follow the disk"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A watched folder with two notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "garden.txt").write_text("The quince tree was planted in 1987 by Aunt Edda.\n", encoding="utf-8")
    (folder / "car.md").write_text("# Car\n\nThe winter tyres are stored at Hollmann's garage.\n", encoding="utf-8")
    return folder


@pytest.fixture
def app(library: Path, folder: Path) -> Iterator[RunningApp]:
    running = RunningApp(library, folder)
    yield running
    running.assistant.close()


def test_an_edit_replaces_what_is_found(app: RunningApp, folder: Path) -> None:
    assert app.found_in("quince tree") == {"garden.txt"}
    (folder / "garden.txt").write_text("The walnut tree was felled in 2021.\n", encoding="utf-8")
    app.wait_until(lambda: app.found_in("walnut tree") == {"garden.txt"})
    assert app.found_in("quince tree") == set()


def test_a_new_file_is_found_and_a_deleted_one_is_not(app: RunningApp, folder: Path) -> None:
    (folder / "bees.txt").write_text("The hives gave 34 kilos of honey.\n", encoding="utf-8")
    app.wait_until(lambda: app.found_in("34 kilos of honey") == {"bees.txt"})
    (folder / "bees.txt").unlink()
    app.wait_until(lambda: app.found_in("34 kilos of honey") == set())


def test_a_renamed_file_and_folder_are_found_at_their_new_place(app: RunningApp, folder: Path) -> None:
    (folder / "garden.txt").rename(folder / "orchard.txt")
    app.wait_until(lambda: app.found_in("quince tree") == {"orchard.txt"})
    below = folder / "outside"
    below.mkdir()
    (folder / "orchard.txt").rename(below / "orchard.txt")
    app.wait_until(lambda: _paths(app, "quince tree") == {below / "orchard.txt"})
    below.rename(folder / "nature")
    app.wait_until(lambda: _paths(app, "quince tree") == {folder / "nature" / "orchard.txt"})


def test_moves_and_copies_embed_nothing(app: RunningApp, folder: Path) -> None:
    embedded = app.assistant.wait_until_indexed().passages_embedded
    (folder / "car.md").rename(folder / "vehicle.md")
    shutil.copy(folder / "garden.txt", folder / "garden copy.txt")
    app.wait_until(lambda: app.found_in("winter tyres") == {"vehicle.md"})
    app.wait_until(lambda: len(app.assistant.status().documents) == 3)
    assert app.assistant.wait_until_indexed().passages_embedded == embedded


def test_moves_and_copies_of_whole_folders_and_between_places_embed_nothing(app: RunningApp, folder: Path) -> None:
    second = folder.with_name("second")
    second.mkdir()
    app.assistant.add_places([second])
    embedded = app.assistant.wait_until_indexed().passages_embedded
    assert embedded == 2
    shutil.copytree(folder, second / "copy")
    app.wait_until(lambda: len(app.assistant.status().documents) == 4)
    (second / "copy").rename(second / "renamed")
    (folder / "garden.txt").rename(second / "orchard.txt")
    moved = {second / "renamed" / "garden.txt", second / "renamed" / "car.md", second / "orchard.txt"}
    app.wait_until(lambda: {d.path for d in app.assistant.status().documents} == {*moved, folder / "car.md"})
    shutil.copytree(second / "renamed", folder / "back")
    app.wait_until(lambda: len(app.assistant.status().documents) == 6)
    assert app.assistant.wait_until_indexed().passages_embedded == embedded


def test_an_editor_that_saves_by_renaming_is_followed(app: RunningApp, folder: Path) -> None:
    partial = folder / ".car.md.swp"
    partial.write_text("# Car\n\nThe summer tyres are worn out.\n", encoding="utf-8")
    partial.replace(folder / "car.md")
    app.wait_until(lambda: app.found_in("summer tyres") == {"car.md"})
    assert app.found_in("winter tyres") == set()


def test_a_file_that_becomes_unreadable_says_why_and_recovers(app: RunningApp, folder: Path) -> None:
    text = (folder / "car.md").read_bytes()
    (folder / "car.md").write_bytes(b"")
    app.wait_until(lambda: _state(app, folder / "car.md") is DocumentState.FAILED)
    assert app.found_in("winter tyres") == set()
    (folder / "car.md").write_bytes(text)
    app.wait_until(lambda: app.found_in("winter tyres") == {"car.md"})


def test_a_lost_folder_is_marked_and_nothing_of_it_is_deleted(app: RunningApp, folder: Path) -> None:
    folder.rename(folder.with_name("unplugged"))
    app.wait_until(lambda: [place.state for place in app.assistant.status().places] == [FolderState.UNAVAILABLE])
    assert app.found_in("quince tree") == {"garden.txt"}
    folder.with_name("unplugged").rename(folder)
    app.assistant.rescan()
    app.wait_until(lambda: [place.state for place in app.assistant.status().places] == [FolderState.AVAILABLE])
    (folder / "garden.txt").write_text("Only nettles grow here now.\n", encoding="utf-8")
    app.wait_until(lambda: app.found_in("nettles") == {"garden.txt"})


def test_changes_while_the_app_was_closed_are_found_at_the_next_start(library: Path, folder: Path) -> None:
    first = RunningApp(library, folder)
    first.assistant.close()
    (folder / "garden.txt").unlink()
    (folder / "car.md").write_text("# Car\n\nSold in March.\n", encoding="utf-8")
    (folder / "boat.txt").write_text("The boat lies in Kiel.\n", encoding="utf-8")
    second = RunningApp(library, folder)
    try:
        assert second.found_in("quince tree") == set()
        assert second.found_in("Sold in March") == {"car.md"}
        assert second.found_in("boat lies in Kiel") == {"boat.txt"}
    finally:
        second.assistant.close()


def _paths(app: RunningApp, text: str) -> set[Path]:
    return {hit.passage.path for hit in app.assistant.search(text).hits if text in hit.passage.text}


def _state(app: RunningApp, path: Path) -> DocumentState | None:
    states = {document.path: document.state for document in app.assistant.status().documents}
    return states.get(path)
