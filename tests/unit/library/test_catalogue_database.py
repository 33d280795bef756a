"""Opening the catalogue's database: missing, newer, damaged, full and forbidden ones."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.database import Database, open_for_reading, open_for_writing
from engine.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryInUse,
    LibraryMissing,
    LibraryNotWritable,
    LibraryTooNew,
    LibraryTooOld,
)
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.migrations import CATALOGUE
from tests.unit.library.catalogue_content import MODEL, found, store

A = Path("/docs/a.pdf")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A library with one document that is closed."""
    path = tmp_path / "catalogue.db"
    with Catalogue(path, MODEL) as catalogue:
        store(catalogue, A, *(f"Text of page {number}. " * 50 for number in range(20)))
    return path


def test_a_library_that_does_not_exist_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        CatalogueReader(tmp_path / "none.db", MODEL)
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_only_just_being_made_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(LibraryMissing):
        CatalogueReader(tmp_path / "empty.db", MODEL)


def test_a_library_of_an_older_version_is_not_taken_for_a_missing_one(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {CATALOGUE.version - 1}")
    with pytest.raises(LibraryTooOld, match=r"catalogue\.db"):
        CatalogueReader(file, MODEL)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with Catalogue(tmp_path / "empty.db", MODEL) as catalogue:
        assert catalogue.set_aside is None
        assert catalogue.documents() == ()


def test_a_reader_cannot_write(file: Path) -> None:
    database = open_for_reading(file, CATALOGUE)
    with pytest.raises(LibraryNotWritable):
        database.execute("DELETE FROM documents")
    database.close()


def test_a_newer_library_is_refused_without_changing_a_byte(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA user_version = {CATALOGUE.version + 1}")
    connection.close()
    before = file.read_bytes()
    files = {path.name for path in file.parent.iterdir()}
    with pytest.raises(LibraryTooNew):
        Catalogue(file, MODEL)
    assert {path.name for path in file.parent.iterdir()} == files
    with pytest.raises(LibraryTooNew):
        CatalogueReader(file, MODEL)
    assert file.read_bytes() == before


@pytest.mark.parametrize("garbage", [b"no database at all" * 500, b"\0" * 8192, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_file_that_is_no_database_is_set_aside(file: Path, garbage: bytes) -> None:
    file.write_bytes(garbage)
    with Catalogue(file, MODEL) as catalogue:
        assert catalogue.set_aside is not None
        assert catalogue.set_aside.read_bytes() == garbage
        store(catalogue, A, "A new beginning.")
        assert found(catalogue, '"beginning"') == ["A new beginning."]
    with Catalogue(file, MODEL) as reopened:
        assert reopened.set_aside is None


def test_a_truncated_database_is_set_aside(file: Path) -> None:
    os.truncate(file, 3 * 4096)
    with Catalogue(file, MODEL) as catalogue:
        assert catalogue.set_aside is not None
        assert catalogue.documents() == ()


def test_damage_found_in_use_is_told_and_set_aside_at_the_next_opening(file: Path) -> None:
    damage_table(file, "documents")
    with Catalogue(file, MODEL) as catalogue:
        assert catalogue.set_aside is None
        with pytest.raises(LibraryDamaged):
            catalogue.documents()
    with Catalogue(file, MODEL) as reopened:
        assert reopened.set_aside is not None
        store(reopened, A, "A new beginning.")
        assert found(reopened, '"beginning"') == ["A new beginning."]
    with Catalogue(file, MODEL) as again:
        assert again.set_aside is None


def test_a_full_disk_changes_nothing_and_is_told(file: Path) -> None:
    database, _ = open_for_writing(file, CATALOGUE)
    database.rows("PRAGMA max_page_count = 1")  # SQLite takes the present size as the least
    with pytest.raises(DiskFull):
        _fill(database)
    assert database.rows("SELECT count(*) FROM places") == [(0,)]
    assert database.rows("SELECT count(*) FROM documents") == [(1,)]
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of file sizes")
def test_a_disk_that_refuses_to_write_changes_nothing_and_is_told(file: Path) -> None:
    import resource

    database, _ = open_for_writing(file, CATALOGUE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, limits[1]))
    try:
        with pytest.raises((LibraryNotWritable, DiskFull)):
            _fill(database)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert database.rows("SELECT count(*) FROM documents") == [(1,)]
    _fill(database)
    assert database.rows("SELECT count(*) FROM places") == [(1000,)]
    database.close()


def test_a_reader_tells_damage_so_that_the_next_writer_begins_anew(file: Path) -> None:
    file.write_bytes(b"no database at all" * 500)
    with pytest.raises(LibraryDamaged):
        CatalogueReader(file, MODEL)
    with Catalogue(file, MODEL) as catalogue, CatalogueReader(file, MODEL) as reader:
        assert catalogue.set_aside is not None
        assert reader.documents() == ()


def test_closing_twice_does_no_harm(file: Path) -> None:
    reader = CatalogueReader(file, MODEL)
    reader.close()
    reader.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryNotWritable):
        Catalogue(tmp_path / "file" / "library" / "catalogue.db", MODEL)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_permission_is_told(file: Path) -> None:
    file.parent.chmod(0o500)
    file.chmod(0o400)
    try:
        with pytest.raises(LibraryNotWritable):
            Catalogue(file, MODEL)
    finally:
        file.parent.chmod(0o700)


def test_a_bug_of_ours_is_not_dressed_up(file: Path) -> None:
    database = open_for_reading(file, CATALOGUE)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.rows("SELECT * FROM nonsense")
    database.close()


def damage_table(file: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    connection = sqlite3.connect(file)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * page_size)
        stream.write(b"\xff" * page_size)


def _fill(database: Database) -> None:
    with database.transaction():
        database.execute("DELETE FROM documents")
        database.execute_many(
            "INSERT INTO places (path, state) VALUES (?, '')", ([os.urandom(500)] for _ in range(1000))
        )


def test_files_that_a_reader_keeps_from_being_cleared_are_no_success(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.database.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader, Catalogue(file, MODEL) as catalogue:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with pytest.raises(LibraryInUse):
            catalogue.compact()
        reader.execute("COMMIT")
        catalogue.compact()
