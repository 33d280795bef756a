"""The schema of the database of conversations, as the numbered steps by which it came about."""

import sqlite3

from engine.database import Schema


def _begin(connection: sqlite3.Connection) -> None:
    """The tables of the first version.

    An exchange's place in its conversation is its row number. `kind` names the class of what was asked, and `title`
    says it in words; `asked` and `answer` are JSON (`value_codec`). What can be searched for is in `exchange_words`
    and `title_words` under the same numbers.
    """
    for statement in _FIRST_TABLES.split(";\n\n"):
        connection.execute(statement)


_FIRST_TABLES = """
CREATE TABLE conversations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    changed REAL NOT NULL
);

CREATE INDEX conversations_by_change ON conversations (changed);

CREATE TABLE exchanges (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (number),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer TEXT NOT NULL
);

CREATE INDEX exchanges_by_conversation ON exchanges (conversation);

CREATE VIRTUAL TABLE title_words USING fts5 (title, tokenize = "unicode61 remove_diacritics 2");

CREATE VIRTUAL TABLE exchange_words USING fts5 (title, answer, tokenize = "unicode61 remove_diacritics 2")"""

CONVERSATIONS = Schema((_begin,), probe="SELECT count(*) FROM conversations")
"""The schema of conversations, newest step last."""
