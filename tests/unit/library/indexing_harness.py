"""A library on a real disk with a real worker, and ways to wait for what becomes of it."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.events import DocumentsChanged, DocumentsRemoved, Event, IndexingProgressed, NoticeRaised, PlacesChanged
from engine.library.catalogue_reader import CatalogueReader
from engine.library.indexing_worker import IndexingWorker
from engine.library.model_index import model_index
from engine.library.model_switch import ModelSwitch
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.models.model_catalog import EmbeddingModelInfo
from engine.paths import catalogue_file
from engine.types import Document, DocumentState, IndexingSummary, WatchedPlace

TIMEOUT = 30.0
QUIET_SECONDS = 0.1
DIMENSIONS = 8
MODEL_ID = "words-in-buckets"


class WordBucketEmbedder(TextEmbedder):
    """A tiny deterministic model: counts words in buckets. It can be held up and remembers what it embedded."""

    def __init__(self, model_id: str = MODEL_ID, dimensions: int = DIMENSIONS) -> None:
        super().__init__(EmbeddingModelInfo(model_id, "Words", Path("none"), dimensions, 256, "mean", "", ""))
        self.texts: list[str] = []
        self.was_called = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.error: Exception | None = None

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.was_called.set()
        assert self.may_go_on.wait(TIMEOUT)
        if self.error is not None:
            raise self.error
        self.texts += texts
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in text.lower().split():
            vector[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        return vector / np.float32(np.linalg.norm(vector))


class Library:
    """A library folder, the worker that fills it, and what that has told."""

    def __init__(self, folder: Path, *, watch: bool = True, embedder: TextEmbedder | None = None) -> None:
        self.folder = folder
        self.embedder = embedder if embedder is not None else WordBucketEmbedder()
        self.models = ModelSwitch(folder, model_index(folder, self.embedder))
        self.worker = IndexingWorker(folder, self.models, self._on_event, watch=watch, quiet_seconds=QUIET_SECONDS)
        self.events: list[Event] = []
        self.when_told: Callable[[Event], None] = lambda event: None
        """Called with each event on the worker's thread, to do something at just that moment."""
        self._changed = threading.Condition()

    @property
    def vectors(self) -> VectorIndexKeeper:
        """The vector index that answers."""
        return self.models.answering.vectors

    @property
    def words_embedder(self) -> WordBucketEmbedder:
        """The embedder, if none was given."""
        assert isinstance(self.embedder, WordBucketEmbedder)
        return self.embedder

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds; it is tried after each event."""
        with self._changed:
            assert self._changed.wait_for(condition, TIMEOUT), self.describe()

    def wait_until_idle(self) -> IndexingSummary:
        return self.worker.wait_until_idle(TIMEOUT)

    def wait_until_equal_to(self, *places: Path) -> None:
        """Wait until the catalogue holds exactly the text files below the places, indexed, with all their vectors."""
        self.wait_until(lambda: self.holds_exactly(*places) and self.is_fully_embedded())

    def holds_exactly(self, *places: Path) -> bool:
        on_disk = {
            path: hashlib.sha256(path.read_bytes()).hexdigest()
            for place in places
            for path in ([place] if place.is_file() else sorted(place.rglob("*.txt")))
            if path.is_file()
        }
        stored = {d.path: d.content_hash for d in self.documents() if d.state is DocumentState.INDEXED}
        return stored == on_disk and len(self.documents()) == len(on_disk)

    def is_fully_embedded(self) -> bool:
        with self.reader() as reader:
            counts = reader.counts()
            keys = reader.vector_keys()
        return counts.passages_embedded == counts.passages and np.array_equal(self.vectors.index.keys(), keys)

    def reader(self) -> CatalogueReader:
        return CatalogueReader(catalogue_file(self.folder), self.embedder.model_id)

    def documents(self) -> dict[Document, None]:
        with self.reader() as reader:
            return dict.fromkeys(reader.documents())

    def document(self, path: Path) -> Document:
        with self.reader() as reader:
            document = reader.document(path)
        assert document is not None, self.describe()
        return document

    def state(self, path: Path) -> DocumentState | None:
        with self.reader() as reader:
            document = reader.document(path)
        return document.state if document is not None else None

    def finds(self, word: str) -> set[Path]:
        """The documents whose passages hold the word."""
        with self.reader() as reader:
            ids = [passage for passage, _ in reader.search_words(f'"{word}"', 1000)]
            return {passage.path for passage in reader.passages(ids).values()}

    def places(self) -> tuple[WatchedPlace, ...]:
        with self.reader() as reader:
            return reader.places()

    def read_paths(self) -> list[Path]:
        """The documents that were read, one entry for each reading, in order."""
        changed = [event for event in self.events if isinstance(event, DocumentsChanged)]
        return [d.path for event in changed for d in event.documents if d.state is DocumentState.READING]

    def notices(self) -> list[NoticeRaised]:
        return [event for event in self.events if isinstance(event, NoticeRaised)]

    def table(self) -> dict[Path, Document]:
        """The documents as one who only listens to events sees them."""
        table: dict[Path, Document] = {}
        for event in list(self.events):
            if isinstance(event, DocumentsChanged):
                table |= {document.path: document for document in event.documents}
            elif isinstance(event, DocumentsRemoved):
                for path in event.paths:
                    table.pop(path, None)
        return table

    def last_places(self) -> tuple[WatchedPlace, ...]:
        """The places as last told."""
        return [event for event in self.events if isinstance(event, PlacesChanged)][-1].places

    def progress(self) -> list[IndexingProgressed]:
        return [event for event in self.events if isinstance(event, IndexingProgressed)]

    def tells_of_pause(self) -> bool:
        """True if the progress told last is that indexing steps aside."""
        return any(told.progress.paused for told in self.progress()[-1:])

    def describe(self) -> str:
        """What to show when a wait fails."""
        documents = "\n".join(str(document) for document in self.documents())
        return f"documents:\n{documents}\nlast events:\n" + "\n".join(str(event) for event in self.events[-8:])

    def _on_event(self, event: Event) -> None:
        self.when_told(event)
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()


@contextmanager
def running(folder: Path, *, watch: bool = True, embedder: TextEmbedder | None = None) -> Iterator[Library]:
    """A library whose worker runs, and is closed at the end."""
    library = Library(folder, watch=watch, embedder=embedder)
    library.worker.start()
    try:
        yield library
    finally:
        if isinstance(library.embedder, WordBucketEmbedder):
            library.embedder.may_go_on.set()
        library.worker.close()


def write(path: Path, text: str) -> Path:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def paragraphs(word: str, count: int = 3) -> str:
    """Some paragraphs that all hold `word`, long enough to become passages of their own."""
    return "\n\n".join(
        f"Paragraph {number} of many is about {word}. " + f"It says number {number} in sentences that differ. " * 20
        for number in range(count)
    )


def pause_when_reading(library: Library) -> None:
    """Pause the worker once, as soon as it begins to read a document."""

    def pause(event: Event) -> None:
        if isinstance(event, DocumentsChanged) and event.documents[0].state is DocumentState.READING:
            library.when_told = lambda event: None
            library.worker.pause()

    library.when_told = pause
