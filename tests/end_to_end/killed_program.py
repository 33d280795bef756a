"""The program that the kill test kills: indexes a folder, tells what it is doing, saves and ends.

It prints "+PHASE" when a phase begins and "-PHASE" when it has ended. Disk and model take their time as real ones may,
so that a kill meets what is half done.

    python killed_program.py FOLDER LIBRARY
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from engine.database import Schema
from engine.errors import DocumentError
from engine.events import Event, NoticeRaised
from engine.library import catalogue, indexing_worker, ocr_queue, vector_index
from engine.library.catalogue import Catalogue
from engine.library.catalogue_reader import CatalogueReader
from engine.library.catalogue_records import FileStamp, PageToOcr
from engine.library.indexing_worker import IndexingWorker
from engine.library.migrations import CATALOGUE
from engine.library.model_index import ModelIndex
from engine.library.model_switch import ModelSwitch
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.paths import vector_index_file
from engine.reading.ocr_process import OcrProcess
from engine.reading.passage_splitter import SplitPart
from engine.types import Document
from tests.unit.library.indexing_harness import WordBucketEmbedder

Migration = Callable[[sqlite3.Connection], None]

VECTORS_A_SEGMENT = 30
"""So few that the saved vector index has several files."""

_STATEMENT_SECONDS, _FSYNC_SECONDS, _EMBEDDING_SECONDS = 0.001, 0.02, 0.02
_told = os.dup(sys.stdout.fileno())
"""Where it is told. Child processes inherit stdout but not this, so its end is that of this process alone."""


class Phase(StrEnum):
    """What the program can be killed at."""

    UPGRADING = "upgrading"
    """Bringing the schema of a new or old catalogue up to date; ends when the catalogue is open."""
    READING = "reading"
    MOVING = "moving"
    EMBEDDING = "embedding"
    OCR = "ocr"
    SAVING = "saving"
    """Saving the vector index."""


def tell(line: str) -> None:
    """Tell the test, in one piece whichever thread does."""
    os.write(_told, f"{line}\n".encode())


@contextmanager
def phase(name: Phase) -> Iterator[None]:
    """Tell of a phase that lasts as long as the block."""
    tell(f"+{name}")
    yield
    tell(f"-{name}")


def unhurried_connect(connect: Callable[..., sqlite3.Connection], path: str, **options: object) -> sqlite3.Connection:
    """Connect to a database that takes some time for each statement: most of a transaction is between them then."""
    connection = connect(path, **options)
    connection.set_trace_callback(lambda statement: time.sleep(_STATEMENT_SECONDS))
    return connection


def unhurried_fsync(fsync: Callable[[int], None], descriptor: int) -> None:
    """Take some time before the data are safely on the disk."""
    time.sleep(_FSYNC_SECONDS)
    fsync(descriptor)


def telling(migration: Migration) -> Migration:
    """Tell when a step of the schema is taken."""

    def migrate(connection: sqlite3.Connection) -> None:
        tell(f"+{Phase.UPGRADING}")
        migration(connection)

    return migrate


class TellingCatalogue(Catalogue):
    """Tells when it stores something."""

    def __init__(self, path: Path, model_id: str) -> None:
        super().__init__(path, model_id)
        tell(f"-{Phase.UPGRADING}")

    def replace_document(
        self, path: Path, stamp: FileStamp, content_hash: str, document_format: str, parts: Iterable[SplitPart]
    ) -> Document:
        with phase(Phase.READING):
            return super().replace_document(path, stamp, content_hash, document_format, parts)

    def move_document(self, old: Path, new: Path, stamp: FileStamp) -> bool:
        with phase(Phase.MOVING):
            return super().move_document(old, new, stamp)

    def store_vectors(self, text_hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
        keys = super().store_vectors(text_hashes, vectors)
        tell(f"-{Phase.EMBEDDING}")
        return keys

    def store_page_from_ocr(self, page: PageToOcr, result: SplitPart | DocumentError) -> tuple[Path, ...]:
        paths = super().store_page_from_ocr(page, result)
        tell(f"-{Phase.OCR}")
        return paths


class TellingEmbedder(WordBucketEmbedder):
    """Tells when it embeds; that ends when its vectors are stored."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        tell(f"+{Phase.EMBEDDING}")
        time.sleep(_EMBEDDING_SECONDS)
        return super().embed_passages(texts)


class TellingOcrProcess(OcrProcess):
    """Tells when a page is read; that ends when its text is stored."""

    def read_page(self, path: Path, page: int) -> SplitPart:
        tell(f"+{Phase.OCR}")
        return super().read_page(path, page)


class TellingKeeper(VectorIndexKeeper):
    """Tells when the vector index is saved."""

    def save(self, reader: CatalogueReader) -> None:
        with phase(Phase.SAVING):
            super().save(reader)


def tell_of_notices(event: Event) -> None:
    """Whatever a kill has left behind, the user is not told of damage."""
    if isinstance(event, NoticeRaised):
        tell(f"notice: {event.title}")


def index_once(folder: Path, library: Path) -> None:
    """Index the folder until nothing is left to do, and end in order."""
    with ExitStack() as patches:
        for target, name, replacement in (
            (sqlite3, "connect", partial(unhurried_connect, sqlite3.connect)),
            (os, "fsync", partial(unhurried_fsync, os.fsync)),
            (catalogue, "CATALOGUE", Schema(tuple(map(telling, CATALOGUE.steps)), CATALOGUE.probe)),
            (indexing_worker, "Catalogue", TellingCatalogue),
            (ocr_queue, "OcrProcess", TellingOcrProcess),
            (vector_index, "SEGMENT_VECTORS", VECTORS_A_SEGMENT),
        ):
            patches.enter_context(patch.object(target, name, replacement))
        embedder = TellingEmbedder()
        file = vector_index_file(library, embedder.model_id)
        vectors = TellingKeeper(file, embedder.model_id, embedder.dimensions)
        models = ModelSwitch(library, ModelIndex(embedder, vectors))
        worker = IndexingWorker(library, models, tell_of_notices, quiet_seconds=0.05)
        worker.start()
        worker.add_places([folder])
        worker.wait_until_idle()
        worker.close()


if __name__ == "__main__":
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    index_once(Path(sys.argv[1]), Path(sys.argv[2]))
