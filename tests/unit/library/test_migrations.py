"""Steps of the schema are applied and counted together, or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database import Schema, migrate, schema_version
from engine.library.catalogue import Catalogue
from engine.library.migrations import CATALOGUE
from tests.unit.library.catalogue_content import MODEL, STAMP, found

_FIRST_VERSION_DOCUMENT = """
INSERT INTO contents (id, hash, format) VALUES (1, 'hash', 'pdf');
INSERT INTO parts (content, part, page, label, text, words) VALUES (1, 1, 1, '', 'heron', x'');
INSERT INTO passages (id, content, part, begins, ends, heading, text_hash) VALUES (1, 1, 1, 0, 5, '', x'00');
INSERT INTO word_index (rowid, heading, text) VALUES (1, '', 'heron');
INSERT INTO documents (path, size, mtime_ns, hash, state, content)
    VALUES (CAST('/docs/a.pdf' AS BLOB), 100, 1000, 'hash', 'indexed', 1);
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    yield opened
    opened.close()


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_an_empty_database_takes_every_step(connection: sqlite3.Connection) -> None:
    assert schema_version(connection) == 0
    migrate(connection, CATALOGUE)
    assert schema_version(connection) == CATALOGUE.version
    assert {"places", "documents", "contents", "parts", "passages", "word_index", "vectors"} <= _tables(connection)


def test_a_current_database_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection, CATALOGUE)
    (library_id,) = connection.execute("SELECT id FROM library").fetchone()
    migrate(connection, CATALOGUE)
    assert connection.execute("SELECT id FROM library").fetchall() == [(library_id,)]


def test_a_library_of_the_first_version_is_read_again_and_answers_until_then(
    file: Path,
) -> None:
    file.parent.mkdir()
    old = sqlite3.connect(file, isolation_level=None)
    migrate(old, Schema(CATALOGUE.steps[:1], CATALOGUE.probe))
    old.executescript(_FIRST_VERSION_DOCUMENT)
    old.close()
    with Catalogue(file, MODEL) as catalogue:
        assert found(catalogue, "heron") == ["heron"]
        (stored,) = catalogue.stored_files(Path("/docs")).values()
        assert stored.stamp != STAMP
        assert catalogue.attach_known_content(Path("/docs/a.pdf"), STAMP, "hash", "pdf") is None
        assert catalogue.tell_languages(10) == (Path("/docs/a.pdf"),)
        assert catalogue.tell_languages(10) is None


def test_a_step_that_fails_leaves_the_version_before_it(
    connection: sqlite3.Connection,
) -> None:
    def good(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE added (a)")

    def bad(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (a)")
        connection.execute("INSERT INTO nonsense VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        migrate(connection, Schema((*CATALOGUE.steps, good, bad), CATALOGUE.probe))
    assert schema_version(connection) == CATALOGUE.version + 1
    assert "added" in _tables(connection)
    assert "half" not in _tables(connection)
