"""A Pagewise that is killed at any moment loses nothing but time.

The test starts this very file as a program that indexes a folder, kills it again and again at random moments, also
changes files in between, and compares what the last, undisturbed start makes of it with a library made in one go.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.events import DocumentsChanged, Event
from engine.library.catalogue_reader import CatalogueReader
from engine.library.indexing_worker import IndexingWorker
from engine.library.vector_index import VectorIndex
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.paths import catalogue_file, vector_index_file
from engine.types import DocumentState
from tests.catalogue_fingerprint import fingerprint
from tests.unit.library.indexing_harness import DIMENSIONS, MODEL_ID, WordBucketEmbedder

KILLS = 24
LONGEST_WAIT = 0.3
"""Seconds at most from a line of the program to the kill: long enough to get through what follows that line."""
SEED = 20_261_123
PROJECT = Path(__file__).resolve().parents[2]
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty", "knoll", "ledge")


def test_killed_at_random_moments_it_ends_like_an_undisturbed_run(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a test that can be repeated, not a secret
    folder, killed, undisturbed = tmp_path / "folder", tmp_path / "killed", tmp_path / "undisturbed"
    for number in range(40):
        write_text(folder / f"folder {number % 5}" / f"{number}.txt", chance)
    for number in range(6):
        write_pdf(folder / f"{number}.pdf", chance)

    for _ in range(KILLS):
        with start_indexing(folder, killed) as process:
            wait_for_line(process, chance.choice(["started", "reading", "reading", "embedding"]))
            time.sleep(chance.uniform(0, LONGEST_WAIT))  # the moment of the kill is what is tried, not waited for
            process.kill()
        change_some_files(folder, chance)

    for library in (killed, undisturbed):
        with start_indexing(folder, library) as process:
            wait_for_line(process, "idle")
            process.communicate("", timeout=60)
            assert process.returncode == 0
        assert_consistent(library)
    assert fingerprint(catalogue_file(killed)) == fingerprint(catalogue_file(undisturbed))


def start_indexing(folder: Path, library: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, str(folder), str(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )


def wait_for_line(process: subprocess.Popen[str], line: str) -> None:
    """Wait for a line, or for "idle", which comes last, if there was nothing to do that would bring it."""
    assert process.stdout is not None
    for told in process.stdout:
        if told.strip() in (line, "idle"):
            return
    raise AssertionError(f"the process ended before it was {line}")


def change_some_files(folder: Path, chance: random.Random) -> None:
    """Edit, rename, copy, delete and add some files."""
    files = sorted(folder.rglob("*.txt"))
    for file in chance.sample(files, 4):
        write_text(file, chance)
    moved, copied, deleted = chance.sample(files, 3)
    moved.replace(moved.with_name(f"moved {chance.random()}.txt"))
    if copied.exists():
        (folder / f"copy {chance.random()}.txt").write_bytes(copied.read_bytes())
    deleted.unlink(missing_ok=True)
    write_text(folder / f"new {chance.random()}.txt", chance)
    if chance.random() < 0.3:
        write_pdf(folder / f"{chance.randrange(6)}.pdf", chance)


def write_text(path: Path, chance: random.Random) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n\n".join(sentences(chance) for _ in range(chance.randint(1, 8))))


def write_pdf(path: Path, chance: random.Random) -> None:
    import pymupdf  # here, because the processes that are killed need not load it

    with pymupdf.open() as document:
        for _ in range(chance.randint(1, 6)):
            document.new_page().insert_textbox((72, 72, 520, 760), sentences(chance))
        document.save(path)


def sentences(chance: random.Random) -> str:
    return " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(10))


def assert_consistent(library: Path) -> None:
    """The database is intact, and each of its vectors is in the saved index, which has no others."""
    with sqlite3.connect(catalogue_file(library)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with CatalogueReader(catalogue_file(library), MODEL_ID) as reader:
        counts = reader.counts()
        assert counts.passages_embedded == counts.passages > 100
        index, stamp = VectorIndex.load(vector_index_file(library), DIMENSIONS)
        assert (stamp.library_id, stamp.revision) == (reader.library_id(), reader.revision())
        assert np.array_equal(index.keys(), reader.vector_keys())


class TellingEmbedder(WordBucketEmbedder):
    """Says when it embeds for the first time, and takes its time as a real model does."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not self.was_called.is_set():
            tell("embedding")
        time.sleep(0.02)
        return super().embed_passages(texts)


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - tells the test


def tell_of_reading(event: Event) -> None:
    if isinstance(event, DocumentsChanged) and event.documents[0].state is DocumentState.READING:
        tell("reading")


def index_until_told_to_end(folder: Path, library: Path) -> None:
    """What runs in the process that is killed: index the folder, say what is done, and end with the input."""
    embedder = TellingEmbedder()
    vectors = VectorIndexKeeper(vector_index_file(library), embedder.model_id, embedder.dimensions)
    worker = IndexingWorker(library, embedder, vectors, tell_of_reading, quiet_seconds=0.05)
    worker.start()
    tell("started")
    worker.add_places([folder])
    worker.wait_until_idle()
    tell("idle")
    sys.stdin.read()
    worker.close()


if __name__ == "__main__":
    index_until_told_to_end(Path(sys.argv[1]), Path(sys.argv[2]))
