"""How much an encrypted database of words would slow search: the same SQLite with and without a key.

`uv run --with sqlcipher3-wheels python -m tests.bench.encryption`: SQLCipher is no dependency of Pagewise.
"""

import random
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

_PASSAGES = 20_000
_WORDS_IN_PASSAGE = 120
_QUESTIONS = 300
_VOCABULARY = [f"w{number}" for number in range(30_000)]
_FREQUENCIES = [1 / (rank + 10) for rank in range(30_000)]
"""After Zipf, roughly."""
_PASSPHRASE = "correct horse battery staple"  # noqa: S105  # protects nothing


def main() -> int:
    """Fill two databases, ask both in turn, print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder, "plain.db"): "", Path(folder, "encrypted.db"): _PASSPHRASE}
        for file, key in files.items():
            _fill(_connect(file, key))
        seconds: dict[Path, list[float]] = {file: [] for file in files}
        opening = {file: _seconds_to_open(file, key) for file, key in files.items()}
        connections = {file: _connect(file, key) for file, key in files.items()}
        drawn = random.Random(2)
        for _ in range(_QUESTIONS):
            match = " OR ".join(f'"{word}"' for word in drawn.choices(_VOCABULARY[50:3000], k=5))
            for file, connection in connections.items():
                began = time.perf_counter()
                _ask(connection, match)
                seconds[file].append(time.perf_counter() - began)
        plain, encrypted = (1000 * statistics.median(seconds[file]) for file in files)
        print(f"a search by words: {plain:.2f} ms plain, {encrypted:.2f} ms encrypted, ratio {encrypted / plain:.2f}")
        plain, encrypted = (1000 * opening[file] for file in files)
        print(f"opening: {plain:.0f} ms plain, {encrypted:.0f} ms encrypted")
    return 0


def _connect(file: Path, key: str) -> Any:  # noqa: ANN401  # of a module that is not installed
    connection = import_module("sqlcipher3").connect(str(file), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = '{key}'")
    return connection


def _fill(connection: Any) -> None:  # noqa: ANN401
    drawn = random.Random(1)
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61')")
    connection.execute("BEGIN")
    for _ in range(_PASSAGES):
        text = " ".join(drawn.choices(_VOCABULARY, _FREQUENCIES, k=_WORDS_IN_PASSAGE))
        connection.execute("INSERT INTO words (text) VALUES (?)", (text,))
    connection.execute("COMMIT")
    connection.close()


def _ask(connection: Any, match: str) -> None:  # noqa: ANN401
    query = "SELECT text FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT 50"
    connection.execute(query, (match,)).fetchall()


def _seconds_to_open(file: Path, key: str) -> float:
    began = time.perf_counter()
    _connect(file, key).execute("SELECT count(*) FROM words_config").fetchall()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
