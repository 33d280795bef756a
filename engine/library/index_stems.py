"""Words as the word index keeps them: FTS5's own tokenizer tells, for words one at a time."""

import sqlite3
import threading
from functools import lru_cache

from engine.word_analysis import index_words

_lock = threading.Lock()


@lru_cache(maxsize=4096)
def index_stems(word: str) -> tuple[str, ...]:
    """The terms under which the word index finds `word`: mostly one, several for scripts without spaces."""
    with _lock:
        connection = _tokenizer()
        connection.execute("DELETE FROM words")
        connection.execute("INSERT INTO words VALUES (?)", [index_words(word)])
        return tuple(term for (term,) in connection.execute("SELECT term FROM terms ORDER BY offset"))


@lru_cache(maxsize=1)
def _tokenizer() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    # As in `migrations`.
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
    return connection
