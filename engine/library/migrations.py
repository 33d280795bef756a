"""The catalogue's schema, as the numbered steps by which it came about.

`PRAGMA user_version` counts the steps that a database has taken. A step is applied and counted in one transaction,
so that an upgrade happens or does not happen. To change the schema append a step; never edit one that was released.
"""

import secrets
import sqlite3
from collections.abc import Callable


def _begin(connection: sqlite3.Connection) -> None:
    """The tables of the first version.

    `documents` has a row a path and points to `contents`, which has a row for each distinct file content (read as one
    format): copies, moves and renames cost one row. A passage is a character range of a part. Its words are in
    `word_index` under the passage's id; its vector belongs to the hash of its text. AUTOINCREMENT never gives an id
    again, so that a stale one finds nothing.
    """
    for statement in _FIRST_TABLES.split(";\n\n"):
        connection.execute(statement)
    connection.execute("INSERT INTO library (id, revision) VALUES (?, 0)", (secrets.token_hex(16),))


_FIRST_TABLES = """
CREATE TABLE library (id TEXT NOT NULL, revision INTEGER NOT NULL);

CREATE TABLE places (path BLOB PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL,
    format TEXT NOT NULL,
    pages INTEGER,
    UNIQUE (hash, format)
);

CREATE TABLE documents (
    path BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    hash TEXT NOT NULL,
    state TEXT NOT NULL,
    content INTEGER REFERENCES contents (id),
    failure_title TEXT,
    failure_reason TEXT,
    failure_advice TEXT
) WITHOUT ROWID;

CREATE INDEX documents_by_content ON documents (content);

CREATE TABLE parts (
    content INTEGER NOT NULL REFERENCES contents (id),
    part INTEGER NOT NULL,
    page INTEGER,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    words BLOB NOT NULL,
    UNIQUE (content, part)
);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content INTEGER NOT NULL,
    part INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text_hash BLOB NOT NULL,
    FOREIGN KEY (content, part) REFERENCES parts (content, part)
);

CREATE INDEX passages_newest_first ON passages (content DESC, part, begins);

CREATE INDEX passages_by_text ON passages (text_hash);

CREATE VIRTUAL TABLE word_index USING fts5 (
    heading, text, tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TABLE vectors (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id TEXT NOT NULL,
    text_hash BLOB NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (text_hash, model_id)
)"""

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_begin,)
"""Step n takes a database from version n - 1 to version n."""

SCHEMA_VERSION = len(MIGRATIONS)
"""The version that this program reads and writes."""


def schema_version(connection: sqlite3.Connection) -> int:
    """How many steps the database has taken; 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Take the missing steps. `connection` must be in autocommit mode (`isolation_level=None`)."""
    for version in range(schema_version(connection) + 1, SCHEMA_VERSION + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            MIGRATIONS[version - 1](connection)
            # PRAGMA takes no bound values; `version` is a number of ours.
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
