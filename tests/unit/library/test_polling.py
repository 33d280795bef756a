"""Where the system can watch no more folders they are compared from time to time, and the catalogue follows as well."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from engine.library import folder_watcher
from engine.types import FolderState
from tests.unit.library import test_indexing_of_changes as changes
from tests.unit.library.indexing_harness import paragraphs, running, write

_SEQUENCES = [
    changes.create_in_new_folders,
    changes.edit_in_place,
    changes.edit_with_the_same_size,
    changes.save_by_rename,
    changes.rename_chain,
    changes.rename_folder,
    changes.copy_folder,
    changes.delete_folder,
    changes.file_becomes_folder,
    changes.move_folder_out,
    changes.move_folder_in,
    changes.hide_folder,
]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="some of the names and moves don't exist on Windows")


@pytest.fixture(autouse=True)
def exhausted_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without room for a single watch, and short times between looks."""

    def refuse(*args: object, **options: object) -> Iterator[None]:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", refuse)
    monkeypatch.setattr(folder_watcher, "POLLING_SECONDS", 0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "folder" / "a.txt", paragraphs("alpha"))
    write(tmp_path / "folder" / "sub" / "b.txt", paragraphs("beta"))
    write(tmp_path / "folder" / "sub" / "c.txt", paragraphs("gamma"))
    return tmp_path / "folder"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    write(tmp_path / "outside" / "o.txt", paragraphs("outer"))
    write(tmp_path / "outside" / "deep" / "d" / "e.txt", paragraphs("deeper"))
    return tmp_path / "outside"


@pytest.mark.parametrize("change", _SEQUENCES, ids=lambda change: change.__name__)
def test_catalogue_follows_the_disk(
    tmp_path: Path, folder: Path, outside: Path, change: Callable[[Path, Path], None]
) -> None:
    with running(tmp_path / "library") as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        library.wait_until_idle()
        assert len(library.notices()) == 1
        read_before = len(library.read_paths())

        change(folder, outside)
        library.wait_until_equal_to(folder)
        library.wait_until_idle()

        if change in changes.NOTHING_IS_READ:
            assert library.read_paths()[read_before:] == []


@pytest.mark.usefixtures("quick_checks")
def test_a_place_that_was_lost_is_polled_again(tmp_path: Path, folder: Path) -> None:
    with running(tmp_path / "library") as library:
        library.worker.add_places([folder])
        library.wait_until_equal_to(folder)
        folder.rename(tmp_path / "away")
        library.wait_until(lambda: library.last_places()[0].state is FolderState.UNAVAILABLE)
        (tmp_path / "away").rename(folder)
        library.wait_until(lambda: library.last_places()[0].state is FolderState.AVAILABLE)
        library.wait_until_idle()
        write(folder / "new.txt", paragraphs("new"))
        library.wait_until_equal_to(folder)
