"""Steps of the schema are applied and counted together, or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.library import migrations
from engine.library.migrations import MIGRATIONS, SCHEMA_VERSION, migrate, schema_version


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    yield opened
    opened.close()


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_an_empty_database_takes_every_step(connection: sqlite3.Connection) -> None:
    assert schema_version(connection) == 0
    migrate(connection)
    assert schema_version(connection) == SCHEMA_VERSION
    assert {"places", "documents", "contents", "parts", "passages", "word_index", "vectors"} <= _tables(connection)


def test_a_current_database_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection)
    (library_id,) = connection.execute("SELECT id FROM library").fetchone()
    migrate(connection)
    assert connection.execute("SELECT id FROM library").fetchall() == [(library_id,)]


def test_a_step_that_fails_leaves_the_version_before_it(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def good(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE added (a)")

    def bad(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (a)")
        connection.execute("INSERT INTO nonsense VALUES (1)")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, good, bad))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", SCHEMA_VERSION + 2)
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        migrate(connection)
    assert schema_version(connection) == SCHEMA_VERSION + 1
    assert "added" in _tables(connection)
    assert "half" not in _tables(connection)
