"""Makes a library as the first version of Pagewise had it, out of one of this version."""

import sqlite3
from contextlib import closing
from pathlib import Path

from engine.library.migrations import CATALOGUE

_TABLES = ("library", "places", "contents", "documents", "parts", "passages", "vectors")


def make_first_version(catalogue: Path) -> None:
    """Replace the catalogue by one with the first schema, and all that this can hold."""
    first = catalogue.with_name("first version.db")
    with closing(sqlite3.connect(first, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        CATALOGUE.steps[0](connection)
        connection.execute("DELETE FROM library")
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS present", [str(catalogue)])
        connection.execute("BEGIN")
        for table in _TABLES:
            columns = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", [table])
            _copy(connection, table, [name for (name,) in columns])
        _copy(connection, "word_index", ["rowid", "heading", "text"])
        connection.execute("DELETE FROM main.sqlite_sequence")
        _copy(connection, "sqlite_sequence", ["name", "seq"])
        connection.execute("PRAGMA main.user_version = 1")
        connection.execute("COMMIT")
    for suffix in ("-wal", "-shm"):
        catalogue.with_name(catalogue.name + suffix).unlink(missing_ok=True)
    first.replace(catalogue)


def _copy(connection: sqlite3.Connection, table: str, columns: list[str]) -> None:
    names = ", ".join(columns)
    connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM present.{table}")  # noqa: S608
