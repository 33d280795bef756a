"""A small library on disk, a tiny embedding model, and a language model that is told what to write."""

import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.answering.answer_reader import AnswerReader
from engine.answering.passage_search import PassageSearch
from engine.answering.prompt_builder import Prompt
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.models.model_catalog import EmbeddingModelInfo, LanguageModelInfo
from engine.paths import catalogue_file
from engine.reading.page_text import PartText, WordBoxes
from engine.reading.passage_splitter import PassageSplitter
from engine.types import SentPrompt

TIMEOUT = 120.0

REPORT = "\n\n".join(
    (
        "Revenue of the Oslo office was 4,312 kroner in May. The Bergen office earned 2,950 kroner in the same month.",
        "Travel costs up to 500 euros are approved by the team leader. Costs above 500 euros need the approval of the "
        "head of finance. Receipts must be handed in within 30 days.",
        "The headset is reset by holding the power button for ten seconds. Its battery lasts 20 hours.",
    )
)
GARDEN = "Roses are pruned in March. Tulips are planted in October, and they flower in April."


class WordEmbedder(TextEmbedder):
    """A tiny deterministic model: texts that share words are similar."""

    def __init__(self) -> None:
        super().__init__(EmbeddingModelInfo("words", "Words", Path("none"), 64, 256, "mean", "", "", ("latin",)))

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        return vector / np.float32(np.linalg.norm(vector))


class SmallLibrary:
    """A catalogue with documents, and what is needed to search it."""

    def __init__(self, folder: Path, embedder: TextEmbedder | None = None) -> None:
        self.embedder = embedder or WordEmbedder()
        self.answer_reader: AnswerReader | None = None
        self.index = VectorIndex(self.embedder.dimensions)
        self.file = catalogue_file(folder)
        self.catalogue = Catalogue(self.file, self.embedder.model_id)

    def add(self, path: Path, text: str, *, pages: bool = True, embed: bool = True) -> None:
        """Store a document of one part; with `pages`, every word has a box on page 1."""
        part = PartText(1, 1, text, words=boxes_of(text)) if pages else PartText(1, None, text)
        content_hash = hashlib.sha256(text.encode()).hexdigest()
        self.catalogue.replace_document(path, FileStamp(1, 1), content_hash, "pdf", [PassageSplitter().split(part)])
        if embed:
            self.embed()

    def add_pages(self, path: Path, texts: Sequence[str]) -> None:
        """Store a document of several pages; every word has a box."""
        pages = enumerate(texts, start=1)
        parts = [PartText(number, number, text, words=boxes_of(text)) for number, text in pages]
        content_hash = hashlib.sha256("\f".join(texts).encode()).hexdigest()
        splitter = PassageSplitter()
        split = [splitter.split(part) for part in parts]
        self.catalogue.replace_document(path, FileStamp(1, 1), content_hash, "pdf", split)
        self.embed()

    def embed(self) -> None:
        """Give every passage its vector."""
        waiting = self.catalogue.texts_without_vector(1000)
        if waiting:
            vectors = self.embedder.embed_passages([item.text for item in waiting])
            self.index.add(self.catalogue.store_vectors([item.text_hash for item in waiting], vectors), vectors)

    def open_search(self) -> PassageSearch:
        """A search of its own connection, for the calling thread."""
        return PassageSearch(self.open_reader(), lambda: self.index, self.embedder, answer_reader=self.answer_reader)

    def open_reader(self) -> SearchCatalogue:
        return SearchCatalogue(self.file, self.embedder.model_id)

    def close(self) -> None:
        self.catalogue.close()


SCRIPTED_MODEL = LanguageModelInfo("scripted", "Scripted model", Path("none"), 2048)


class ScriptedModel:
    """Writes what was enqueued, one answer a prompt; an exception in an answer is raised at its place."""

    def __init__(self) -> None:
        self.model = SCRIPTED_MODEL
        self.prompts: list[Prompt] = []
        self.sent_prompt: SentPrompt | None = None
        self.was_stopped = threading.Event()
        self.was_ended = threading.Event()
        self.was_prepared = threading.Event()
        self._answers: list[Sequence[str | Exception]] = []

    def enqueue(self, pieces: Sequence[str | Exception]) -> None:
        self._answers.append(pieces)

    def prepare(self) -> None:
        self.was_prepared.set()

    def generate(self, prompt: Prompt) -> Iterator[str]:
        self.prompts.append(prompt)
        self.sent_prompt = SentPrompt(prompt.request(len(prompt.quotes)), 100)
        self.was_stopped.clear()
        yield ""
        for piece in self._answers.pop(0):
            if self.was_stopped.is_set():
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def stop(self) -> None:
        self.was_stopped.set()

    def end(self) -> None:
        self.was_ended.set()


def boxes_of(text: str) -> WordBoxes:
    """Boxes for the words of `text`: lines of 10 points, 5 points a character."""
    words = WordBoxes()
    for match in re.finditer(r"\S+", text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line = text.count("\n", 0, match.start())
        words.starts.append(match.start())
        words.ends.append(match.end())
        left, right = 5 * (match.start() - line_start), 5 * (match.end() - line_start)
        words.boxes.extend((left, 10 * line, right, 10 * line + 10))
    return words


def pieces_of(text: str, size: int = 3) -> list[str]:
    """`text` as a model would stream it."""
    return [text[start : start + size] for start in range(0, len(text), size)]
