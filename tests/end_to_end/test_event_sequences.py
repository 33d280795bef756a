"""Whatever happens to the files of a running app, its library ends as one that is made from the same files.

All sequences are played side by side, each in folders of its own, in one library, as in life, and so that they wait for
each other's quiet and not one after the other. Each is then a test of its own.
"""

import os
import threading
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.api import DocumentAssistant
from engine.errors import PlaceError
from engine.events import DocumentsChanged, DocumentsRemoved, Event, IndexingProgressed, PlacesChanged
from engine.library.place_rules import is_held
from engine.paths import catalogue_file, is_within
from engine.types import Document, DocumentState, FolderState, SearchScope
from tests.catalogue_fingerprint import fingerprint
from tests.end_to_end.disk_operations import Operation, Scene, add, settle, write
from tests.end_to_end.event_sequences import EventSequence
from tests.end_to_end.sequences_of_files import EDITORS, FILES
from tests.end_to_end.sequences_of_folders import FOLDERS, LINKS, PERMISSIONS
from tests.end_to_end.sequences_of_places import PLACES, RULES

_SEQUENCES = [*FILES, *EDITORS, *FOLDERS, *LINKS, *PERMISSIONS, *PLACES, *RULES]
_TIMEOUT = 60.0

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(os.name == "nt", reason="some of the names, links and moves don't exist on Windows"),
    # watchdog warns, to no harm, when a folder comes back that had been moved out of the watched one.
    pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning"),
]


class Played(NamedTuple):
    """All sequences, played to their ends."""

    assistant: DocumentAssistant
    scenes: dict[str, Scene]
    documents: dict[str, list[Document]]
    """Of each sequence, without those that served to wait."""
    documents_as_new: dict[str, list[Document]]
    """The same of a library that was made from the folders as they are in the end."""
    read: dict[str, list[Path]]
    """The documents that were read after the beginning."""
    catalogues: tuple[Path, Path]
    """Of the library that followed the events, and of the new one."""


class Player:
    """Plays sequences in an app that watches."""

    def __init__(self, folder: Path) -> None:
        self._changed = threading.Condition()
        self.read: list[Path] = []
        self.assistant = DocumentAssistant(folder / "library", self._on_event)
        self.assistant.start()
        self.scenes = {
            sequence.name: Scene(folder / str(number), sequence.name, self.assistant)
            for number, sequence in enumerate(_SEQUENCES)
        }
        self._marks: dict[Scene, list[Path]] = {scene: [] for scene in self.scenes.values()}

    def play(self, scene: Scene, operations: list[Operation]) -> None:
        """Do what happens in one step, and at last what tells that the library has noticed all of it."""
        for operation in operations:
            operation(scene)
        mark = scene.folder / f"mark {len(self._marks[scene])}.txt"
        rules = scene.places.get(scene.folder)
        if scene.folder.is_dir() and rules is not None and not rules.paused and is_held(mark, scene.places):
            mark.write_text("Mark.\n")
            self._marks[scene].append(mark)

    def settle(self) -> None:
        """Wait until the library has caught up with every scene."""
        with self._changed:
            has_caught_up = self._changed.wait_for(lambda: not self._missed(), _TIMEOUT)
        assert has_caught_up, f"the library did not notice {self._missed()}"
        self.assistant.wait_until_indexed()

    def documents_in(self, assistant: DocumentAssistant) -> dict[str, list[Document]]:
        """The documents of each sequence, but not the marks."""
        documents = assistant.status().documents
        return {
            name: [d for d in documents if is_within(d.path, scene.root) and not d.path.name.startswith("mark ")]
            for name, scene in self.scenes.items()
        }

    def read_in(self, scene: Scene) -> list[Path]:
        return [path for path in self.read if is_within(path, scene.root) and path not in self._marks[scene]]

    def _missed(self) -> list[Path]:
        """The marks that are not indexed, and the places that have come or gone unnoticed."""
        status = self.assistant.status()
        indexed = {document.path for document in status.documents if document.state is DocumentState.INDEXED}
        places = [p.path for p in status.places if p.path.exists() != (p.state is FolderState.AVAILABLE)]
        marks = {mark: scene for scene, marks in self._marks.items() for mark in marks if mark not in indexed}
        return places + [mark for mark, scene in marks.items() if mark.exists() and is_held(mark, scene.places)]

    def _on_event(self, event: Event) -> None:
        if isinstance(event, DocumentsChanged):
            for document in event.documents:
                if document.state is DocumentState.READING:
                    self._on_reading(document.path)
        if isinstance(event, DocumentsChanged | DocumentsRemoved | IndexingProgressed | PlacesChanged):
            with self._changed:
                self._changed.notify_all()

    def _on_reading(self, path: Path) -> None:
        self.read.append(path)
        for scene in self.scenes.values():
            scene.when_read.pop(path, lambda: None)()


def _steps(sequence: EventSequence) -> list[list[Operation]]:
    return [list(step) for is_end, step in groupby(sequence.operations, lambda o: o is settle) if not is_end]


def _begin(scene: Scene) -> list[Operation]:
    scene.folder.mkdir(parents=True)
    files = {"a.txt": "alpha", "sub/b.txt": "beta", "sub/c.txt": "gamma", "../outside/o.txt": "outer"}
    return [*(write(path, word) for path, word in files.items()), add()]


def _can_be_played(sequence: EventSequence) -> bool:
    return not sequence.needs_permissions or os.geteuid() != 0


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Play all sequences, and index what is left of them anew."""
    folder = tmp_path_factory.mktemp("sequences")
    player = Player(folder)
    new = DocumentAssistant(folder / "new library", watch=False)
    new.start()
    try:
        for scene in player.scenes.values():
            player.play(scene, _begin(scene))
        player.settle()
        player.read.clear()
        playing = {s.name: _steps(s) for s in _SEQUENCES if _can_be_played(s)}
        for step in range(max(len(steps) for steps in playing.values())):
            for name, steps in playing.items():
                player.play(player.scenes[name], steps[step] if step < len(steps) else [])
            player.settle()
        documents = player.documents_in(player.assistant)
        read = {name: player.read_in(scene) for name, scene in player.scenes.items()}
        for sequence in _SEQUENCES:
            for place, rules in player.scenes[sequence.name].places.items():
                if sequence.is_as_new:
                    new.add_places([place])
                    new.set_place_rules(place, rules)
        new.wait_until_indexed()
        catalogues = (catalogue_file(folder / "library"), catalogue_file(folder / "new library"))
        yield Played(player.assistant, player.scenes, documents, player.documents_in(new), read, catalogues)
    finally:
        new.close()
        player.assistant.close()


@pytest.mark.parametrize("sequence", _SEQUENCES, ids=lambda sequence: sequence.name)
def test_the_library_holds_what_is_there(played: Played, sequence: EventSequence) -> None:
    if not _can_be_played(sequence):
        pytest.skip("no permissions hold for root")
    scene = played.scenes[sequence.name]
    held = {scene.path(path): word for path, word in sequence.held.items()}
    documents = played.documents[sequence.name]

    assert {d.path: d.state for d in documents} == {
        path: DocumentState.FAILED if word is None else DocumentState.INDEXED for path, word in held.items()
    }
    assert [d.path for d in documents if d.passages_embedded != d.passages] == []
    for path, word in held.items():
        assert word is None or _finds(played, scene, word, path), path
    for word in scene.words - {word for word in held.values() if word is not None}:
        assert not _finds(played, scene, word, scene.root), word
    if sequence.is_as_new:
        assert documents == played.documents_as_new[sequence.name]
    if sequence.is_free:
        assert played.read[sequence.name] == []


def test_the_whole_library_is_as_if_it_were_made_now(played: Played) -> None:
    for sequence in _SEQUENCES:
        scene = played.scenes[sequence.name]
        for place in [] if sequence.is_as_new else list(scene.places):
            played.assistant.remove_place(place)
    played.assistant.wait_until_indexed()
    assert len({fingerprint(catalogue) for catalogue in played.catalogues}) == 1


def _finds(played: Played, scene: Scene, word: str, within: Path) -> bool:
    try:
        hits = played.assistant.search(scene.phrase(word), scope=SearchScope((within,))).hits
    except PlaceError:
        return False
    return any(scene.phrase(word) in hit.passage.text for hit in hits)
