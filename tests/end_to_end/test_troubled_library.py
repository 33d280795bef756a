"""A full disk, a database that another program holds, damaged files: it is told, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine import database
from engine.errors import LibraryDamaged, LibraryInUse
from engine.library import indexing_worker
from engine.paths import catalogue_file, vector_index_file
from tests.end_to_end import full_disk_program
from tests.end_to_end.conftest import ROOT
from tests.unit.library.indexing_harness import MODEL_ID, Library, paragraphs, running, write
from tests.unit.library.test_catalogue_database import damage_table

_IN_A_NAMESPACE = ["unshare", "--map-root-user", "--mount"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a library's worth of texts."""
    for number in range(40):
        write(tmp_path / "folder" / f"{number}.txt", paragraphs(f"number{number}", 10))
    return tmp_path / "folder"


def titles(library: Library) -> list[str]:
    """The titles of what the user was told."""
    return [notice.title.split(":")[0] for notice in library.notices()]


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        [*_IN_A_NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True
    )
    return tried.returncode == 0


@pytest.mark.skipif(not can_mount(), reason="needs a disk of its own")
def test_indexing_goes_on_when_a_full_disk_has_room_again(tmp_path: Path, folder: Path) -> None:
    completed = subprocess.run(
        [*_IN_A_NAMESPACE, sys.executable, full_disk_program.__file__, str(folder), str(tmp_path / "library")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert completed.returncode == 0, completed.stderr


def test_indexing_goes_on_when_another_program_lets_go_of_the_database(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    monkeypatch.setattr(indexing_worker, "SECONDS_UNTIL_NEXT_TRY", 0.1)
    with running(tmp_path / "library", watch=False) as library:
        library.wait_until_idle()
        with closing(sqlite3.connect(catalogue_file(library.folder), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            library.worker.add_places([folder])
            library.wait_until(lambda: titles(library) == [LibraryInUse.title])
        library.wait_until_equal_to(folder)


def test_a_catalogue_that_is_found_damaged_is_built_again_at_the_next_start(tmp_path: Path, folder: Path) -> None:
    library_folder = tmp_path / "library"
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
    damage_table(catalogue_file(library_folder), "passages")
    with running(library_folder, watch=False) as library:
        library.wait_until(lambda: LibraryDamaged.title in titles(library))
    with running(library_folder, watch=False) as library:
        library.wait_until_equal_to(folder)
        assert titles(library) == [LibraryDamaged.title]
    with running(library_folder, watch=False) as library:
        library.wait_until_idle()
        assert library.read_paths() == []
        assert titles(library) == []


def test_a_damaged_file_of_vectors_is_told_of_and_built_again(tmp_path: Path, folder: Path) -> None:
    library_folder = tmp_path / "library"
    with running(library_folder, watch=False) as library:
        library.worker.add_places([folder])
        library.wait_until_idle()
    manifest = vector_index_file(library_folder, MODEL_ID)
    largest = max(library_folder.glob(f"{manifest.name}.*"), key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0xFF
    largest.write_bytes(content)
    for told in (["The search index was damaged"], []):
        with running(library_folder, watch=False) as library:
            library.wait_until_idle()
            assert titles(library) == told
            assert library.is_fully_embedded()
            assert library.words_embedder.texts == [], "vectors come from the catalogue"
