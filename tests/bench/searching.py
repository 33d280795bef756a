"""Searches a second in a library of some thousand passages, against the bare parts of a search."""

import sqlite3
from pathlib import Path

import numpy as np

from engine.answering.passage_search import PassageSearch
from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.models.model_catalog import embedding_model
from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSpan, SplitPart
from engine.word_analysis import match_query
from tests.bench.corpus import passages, words
from tests.bench.embedding import BareEmbedder
from tests.bench.measuring import Row, compare_rates

_PASSAGES = 10_000
_QUERIES = 40
_CANDIDATES = 50


def measure(folder: Path) -> Row:
    """One row: searches a second, each for ten words."""
    model = embedding_model()
    file = folder / "catalogue.db"
    index = _fill_library(file, model.model_id, model.dimensions)
    drawn = words(10 * _QUERIES, seed=9)
    queries = [" ".join(drawn[start : start + 10]) for start in range(0, len(drawn), 10)]
    reader = SearchCatalogue(file, model.model_id)
    search = PassageSearch(reader, lambda: index, TextEmbedder(model))
    bare, plain = BareEmbedder(model), sqlite3.connect(file)

    def ours() -> None:
        for query in queries:
            search.search(query, 10)

    def parts() -> None:
        for query in queries:
            index.search(bare.vector(query), _CANDIDATES)
            plain.execute(
                "SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY bm25(word_index) LIMIT ?",
                [match_query(query), _CANDIDATES],
            ).fetchall()

    try:
        return compare_rates(
            f"searches of {_PASSAGES:,} passages", "searches/s", _QUERIES, ours, parts, "onnxruntime + usearch + FTS5"
        )
    finally:
        plain.close()
        search.close()


def _fill_library(file: Path, model_id: str, dimensions: int) -> VectorIndex:
    """A library of one document with drawn vectors; returns the vector index."""
    texts = passages(_PASSAGES, words_each=110)
    parts = (
        SplitPart(PartText(number, number, text), (PassageSpan(0, len(text), ""),))
        for number, text in enumerate(texts, start=1)
    )
    index = VectorIndex(dimensions)
    catalogue = Catalogue(file, model_id)
    try:
        catalogue.replace_document(Path("/report.pdf"), FileStamp(1, 1), "0" * 64, "pdf", parts)
        missing = catalogue.texts_without_vector(_PASSAGES)
        vectors = np.random.default_rng(1).normal(size=(len(missing), dimensions)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        index.add(catalogue.store_vectors([text.text_hash for text in missing], vectors), vectors)
    finally:
        catalogue.close()
    return index
