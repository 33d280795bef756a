"""SQLite databases of the library folder: opened safely, brought up to date, their errors told in our own words."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryInUse,
    LibraryMissing,
    LibraryNotWritable,
    LibraryTooNew,
    LibraryTooOld,
    PagewiseError,
    system_reason,
)
from engine.paths import is_file

BUSY_SECONDS = 10.0
"""How long to wait for another connection's lock; in WAL mode only recovery and closing take one that is felt."""

_MEGABYTE = 1 << 20
_FILE_MAGIC = b"SQLite format 3\0"
_VERSION_OFFSET = 60
"""Where a database file keeps `user_version`, four signed bytes, big-endian (https://www.sqlite.org/fileformat.html)."""

_ERRORS: dict[int, type[PagewiseError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: LibraryDamaged,
    sqlite3.SQLITE_NOTADB: LibraryDamaged,
    sqlite3.SQLITE_READONLY: LibraryNotWritable,
    sqlite3.SQLITE_CANTOPEN: LibraryNotWritable,
    sqlite3.SQLITE_PERM: LibraryNotWritable,
    sqlite3.SQLITE_IOERR: LibraryNotWritable,
    sqlite3.SQLITE_BUSY: LibraryInUse,
    sqlite3.SQLITE_LOCKED: LibraryInUse,
}


@dataclass(frozen=True, slots=True)
class Schema:
    """What tables a database has, as the numbered steps by which they came about.

    `PRAGMA user_version` counts the steps that a database has taken. Step n takes it from version n - 1 to version n,
    and is applied and counted in one transaction, so that an upgrade happens or does not happen. To change a schema
    append a step; never edit one that was released. `probe` is a query that every sound database answers.
    """

    steps: tuple[Callable[[sqlite3.Connection], None], ...]
    probe: str

    @property
    def version(self) -> int:
        """The version that this program reads and writes."""
        return len(self.steps)


class Database:
    """One connection, for one thread at a time. Its methods raise `LibraryError` subclasses.

    Whoever meets a damaged page leaves a mark beside the file, so that the next `open_for_writing` sets it aside.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, or of a statement with RETURNING."""
        with _own_errors(self._path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query."""
        with _own_errors(self._path):
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return row

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> int:
        """Run a statement; returns the number of changed rows."""
        with _own_errors(self._path):
            return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[Any]) -> int:
        """Run an INSERT; returns the new row's id."""
        with _own_errors(self._path):
            return self._connection.execute(sql, values).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of `rows`."""
        with _own_errors(self._path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block happens or nothing does; it is visible to others when the block has ended."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after some errors, such as a full disk.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def empty_log(self) -> None:
        """Bring all that was written into the file itself, and leave nothing in the log beside it.

        Raises `LibraryInUse` if another connection has been reading an older state for `BUSY_SECONDS`.
        """
        ((is_busy, *_),) = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if is_busy:
            raise LibraryInUse("What was deleted is in its files until the other one has read to the end")

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self._connection.close()


def open_for_reading(path: Path, schema: Schema) -> Database:
    """Open an existing database; nothing can be written through it.

    Raises `LibraryMissing`, `LibraryTooNew` and `LibraryTooOld`.
    """
    if not is_file(path):
        raise LibraryMissing(str(path))
    connection = _connect(path, "ro")
    try:
        with _own_errors(path):
            version = schema_version(connection)
            connection.execute("PRAGMA query_only = ON")
        if version == 0:
            raise LibraryMissing(f"{path} is not filled yet")
        if version < schema.version:
            raise LibraryTooOld(str(path))
        _refuse_newer(version, schema, path)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def open_for_writing(path: Path, schema: Schema) -> tuple[Database, Path | None]:
    """Open or create the database, bring its schema up to date; a damaged one is set aside and a fresh one begins.

    Returns the database, and where the damaged one was moved to. Raises `LibraryTooNew` and `LibraryNotWritable`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check_header(path, schema)
        return Database(path, _connect_for_writing(path, schema)), None
    except LibraryDamaged:
        moved_to = _set_aside(path)
        return Database(path, _connect_for_writing(path, schema)), moved_to
    except OSError as error:
        raise LibraryNotWritable(system_reason(error)) from error


def storable(text: str) -> str:
    """`text` as SQLite can hold it, of the same length: without NUL, where its functions stop, and lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def schema_version(connection: sqlite3.Connection) -> int:
    """How many steps the database has taken; 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, schema: Schema) -> None:
    """Take the missing steps. `connection` must be in autocommit mode (`isolation_level=None`)."""
    for version in range(schema_version(connection) + 1, schema.version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            schema.steps[version - 1](connection)
            # PRAGMA takes no bound values; `version` is a number of ours.
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    with _own_errors(path):
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )


def _connect_for_writing(path: Path, schema: Schema) -> sqlite3.Connection:
    connection = _connect(path, "rwc")
    try:
        with _own_errors(path):
            _refuse_newer(schema_version(connection), schema, path)
            connection.execute("PRAGMA journal_mode = WAL")
            # A commit is in the operating system's hands when it returns, so it outlives this process. A power cut
            # may take the last commits but never half of one; the files they came from are then read again. Waiting
            # for the disk at every commit (FULL) would protect nothing that is not on the disk already.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA journal_size_limit = {64 * _MEGABYTE}")
            migrate(connection, schema)
            connection.execute(schema.probe).fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _check_header(path: Path, schema: Schema) -> None:
    """Look at the file as bytes, before SQLite does, which might write. Raises as `open_for_writing` does."""
    if _damage_mark(path).exists():
        raise LibraryDamaged(str(path))
    if not path.exists():
        return
    with path.open("rb") as stream:
        header = stream.read(_VERSION_OFFSET + 4)
    if header and not header.startswith(_FILE_MAGIC):
        raise LibraryDamaged(str(path))
    _refuse_newer(int.from_bytes(header[_VERSION_OFFSET:], "big", signed=True), schema, path)


def _refuse_newer(version: int, schema: Schema, path: Path) -> None:
    if version > schema.version:
        raise LibraryTooNew(f"{path} has version {version}, this program knows {schema.version}")


def _damage_mark(path: Path) -> Path:
    return path.with_name(f"{path.name}-damaged")


def _set_aside(path: Path) -> Path:
    """Rename the database, with the files that SQLite keeps beside it; returns its new path."""
    moved_to = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    try:
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(moved_to.with_name(moved_to.name + suffix))
        _damage_mark(path).unlink(missing_ok=True)
    except OSError as error:
        raise LibraryNotWritable(system_reason(error)) from error
    return moved_to


@contextmanager
def _own_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about its surroundings into our errors; what is a bug of ours passes through."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; the others tell details (https://www.sqlite.org/rescode.html).
        kind = _ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if kind is None:
            raise
        if kind is LibraryDamaged:
            with suppress(OSError):
                _damage_mark(path).touch()
        raise kind(str(error)) from error
