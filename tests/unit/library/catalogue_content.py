"""What tests put into a catalogue: parts whose paragraphs are passages, and vectors of texts, without any model."""

from array import array
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.reading.page_text import PartText, WordBoxes
from engine.reading.passage_splitter import PassageSpan, SplitPart
from engine.types import Document, SearchScope

MODEL = "test-model"
DIMENSIONS = 8
STAMP = FileStamp(size=100, mtime_ns=1_000)


def page(number: int, text: str, heading: str = "") -> SplitPart:
    """A page: each paragraph of `text` is a passage, each character 5 x 10 points large, each paragraph a line."""
    return SplitPart(PartText(number, number, text, words=_boxes(text)), _paragraphs(text, heading))


def section(number: int, text: str, heading: str = "") -> SplitPart:
    """A part of a document without pages."""
    return SplitPart(PartText(number, None, text), _paragraphs(text, heading))


def hash_of(*texts: str) -> str:
    return sha256("\f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def store(catalogue: Catalogue, path: Path, *texts: str) -> Document:
    """Store a document with one page a text."""
    pages = (page(number, text) for number, text in enumerate(texts, start=1))
    return catalogue.replace_document(path, STAMP, hash_of(*texts), "pdf", pages)


def vectors_of(count: int, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def embed_all(catalogue: Catalogue) -> NDArray[np.uint64]:
    """Give a vector to every text that lacks one; returns their keys."""
    keys = [np.empty(0, dtype=np.uint64)]
    while texts := catalogue.texts_without_vector(100):
        keys.append(catalogue.store_vectors([text.text_hash for text in texts], vectors_of(len(texts))))
    return np.concatenate(keys)


def found(catalogue: Catalogue, match: str, *within: Path) -> list[str]:
    """The texts that a word search finds, best first."""
    scope = SearchScope(within)
    hits = [passage_id for passage_id, _ in catalogue.search_words(match, 10, scope)]
    passages = catalogue.passages(hits, scope)
    return [passages[hit].text for hit in hits]


def _paragraphs(text: str, heading: str) -> tuple[PassageSpan, ...]:
    return tuple(PassageSpan(start, end, heading) for start, end in _stretches(text, "\n\n"))


def _boxes(text: str) -> WordBoxes:
    words = WordBoxes(array("I"), array("I"), array("f"))
    for line, (begin, end) in enumerate(_stretches(text, "\n\n")):
        for start, stop in _stretches(text[begin:end], " "):
            words.starts.append(begin + start)
            words.ends.append(begin + stop)
            words.boxes.extend((5.0 * start, 10.0 * line, 5.0 * stop, 10.0 * line + 10.0))
    return words


def _stretches(text: str, separator: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stretch in text.split(separator):
        if stretch:
            yield start, start + len(stretch)
        start += len(stretch) + len(separator)
