"""The catalogue's schema, as the numbered steps by which it came about."""

import secrets
import sqlite3

from engine.database import Schema


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


def _read_more(connection: sqlite3.Connection) -> None:
    """Rules of places, place marks, pages that wait for OCR, and how often a document was among an answer's sources.

    `parts.ocr` is an `OcrState`. Every document is read again, since readers now find more in it: its old content
    answers until then, under a hash that no file has.
    """
    for statement in _READ_MORE.split(";\n"):
        connection.execute(statement)


_READ_MORE = """
ALTER TABLE places ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
ALTER TABLE library ADD COLUMN paused INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE contents ADD COLUMN times_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parts ADD COLUMN places BLOB NOT NULL DEFAULT x'';
ALTER TABLE parts ADD COLUMN ocr TEXT NOT NULL DEFAULT 'none';
CREATE INDEX parts_to_ocr ON parts (content) WHERE ocr = 'waiting';
UPDATE contents SET hash = 'outdated ' || hash;
UPDATE documents SET hash = '', mtime_ns = -1"""


def _count_ahead(connection: sqlite3.Connection) -> None:
    """What questions of a large library would take passes over all passages: what lacks a vector, and what is freed.

    `unembedded` has a row for each text of a passage that lacks a vector of the model `library.model_id`, `freed` one
    for each text that some passage had which was deleted since the last garbage collection.
    """
    for statement in _COUNT_AHEAD.split(";\n"):
        connection.execute(statement)


_COUNT_AHEAD = """
ALTER TABLE library ADD COLUMN model_id TEXT NOT NULL DEFAULT '';
ALTER TABLE contents ADD COLUMN passages INTEGER NOT NULL DEFAULT 0;
UPDATE contents SET passages = (SELECT count(*) FROM passages p WHERE p.content = contents.id);
CREATE INDEX contents_asked_about ON contents (times_asked) WHERE times_asked > 0;
CREATE TABLE unembedded (text_hash BLOB NOT NULL UNIQUE, content INTEGER NOT NULL);
CREATE INDEX unembedded_by_content ON unembedded (content);
CREATE TABLE freed (text_hash BLOB PRIMARY KEY) WITHOUT ROWID"""


def _tell_languages(connection: sqlite3.Connection) -> None:
    """The language that most of a content is in: "" if that is not certain, NULL until it was looked for.

    It is looked for in the stored text, in the background.
    """
    for statement in _TELL_LANGUAGES.split(";\n"):
        connection.execute(statement)


_TELL_LANGUAGES = """
ALTER TABLE contents ADD COLUMN language TEXT;
CREATE INDEX contents_without_language ON contents (id) WHERE language IS NULL"""


def _describe_documents(connection: sqlite3.Connection) -> None:
    """What documents say of themselves (see `document_descriptions`), and how many passages hold a word.

    `library.described` tells whether the contents that were stored before have been described, too.
    """
    for statement in _DESCRIBE_DOCUMENTS.split(";\n\n"):
        connection.execute(statement)


_DESCRIBE_DOCUMENTS = """
CREATE VIRTUAL TABLE document_index USING fts5 (
    names, opening, tokenize = "porter unicode61 remove_diacritics 2"
);

ALTER TABLE library ADD COLUMN described INTEGER NOT NULL DEFAULT FALSE;

CREATE VIRTUAL TABLE word_counts USING fts5vocab (word_index, row)"""


def _tell_where_words_stand(connection: sqlite3.Connection) -> None:
    """`word_places` looks into the word index for the places of a word, and stores nothing."""
    connection.execute("CREATE VIRTUAL TABLE word_places USING fts5vocab (word_index, instance)")


def _change_models(connection: sqlite3.Connection) -> None:
    """`unembedded.answered`: the text has a vector of the model that answers until the new one's vectors are there."""
    connection.execute("ALTER TABLE unembedded ADD COLUMN answered INTEGER NOT NULL DEFAULT FALSE")


def _describe_again(connection: sqlite3.Connection) -> None:
    """Documents are described by the two folders above them, no longer by one."""
    connection.execute("UPDATE library SET described = FALSE")


CATALOGUE = Schema(
    (
        _begin,
        _read_more,
        _count_ahead,
        _tell_languages,
        _describe_documents,
        _tell_where_words_stand,
        _change_models,
        _describe_again,
    ),
    probe="SELECT revision FROM library",
)
"""The catalogue's schema, newest step last."""
