"""Which of the true nearest neighbours a search finds, with vectors kept as 16-bit floats and as bytes.

The vectors are those of real sentences and their neighbourhoods: the texts of this project's own code and documents,
embedded by the embedded model. The reference is the comparison with each of them (recall 1).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.models.model_catalog import embedding_model
from tests.bench.measuring import Row

_ROOT = Path(__file__).resolve().parents[2]
_TEXTS = 2000
_QUERIES = 100
_NEIGHBOURS = 10
_CHARACTERS = 300
"""Short texts, because they are embedded fast."""

Search = Callable[[NDArray[np.float32]], Sequence[int]]


def measure() -> list[Row]:
    """Two rows: the share of the ten nearest that is found by our index, and by one of bytes."""
    vectors = TextEmbedder(embedding_model()).embed_passages(_texts())
    queries, vectors = vectors[:_QUERIES], vectors[_QUERIES:]
    keys = np.arange(len(vectors), dtype=np.uint64)
    ours = VectorIndex(vectors.shape[1])
    ours.add(keys, vectors)
    of_bytes = Index(ndim=vectors.shape[1], metric="cos", dtype="i8", expansion_search=128)
    of_bytes.add(keys, vectors, threads=1)
    return [
        _row("16-bit floats", queries, vectors, lambda query: [key for key, _ in ours.search(query, _NEIGHBOURS)]),
        _row("bytes", queries, vectors, lambda query: of_bytes.search(query, _NEIGHBOURS).keys.tolist()),
    ]


def _texts() -> list[str]:
    """Stretches of the project's own files, the same ones each time while these do not change."""
    files = sorted(file for folder in ("engine", "desktop", "tests") for file in (_ROOT / folder).rglob("*.py"))
    everything = "\n".join(file.read_text(encoding="utf-8") for file in [*sorted(_ROOT.glob("*.md")), *files])
    starts = np.random.default_rng(1).choice(len(everything) - _CHARACTERS, _TEXTS + _QUERIES, replace=False)
    return [everything[start : start + _CHARACTERS] for start in starts.tolist()]


def _row(kind: str, queries: NDArray[np.float32], vectors: NDArray[np.float32], search: Search) -> Row:
    nearest = np.argsort(-(queries @ vectors.T), axis=1)[:, :_NEIGHBOURS]
    found = [len(set(search(query)) & set(true.tolist())) for query, true in zip(queries, nearest, strict=True)]
    recall = sum(found) / nearest.size
    return Row(f"recall of the {_NEIGHBOURS} nearest, {kind}", "%", 100 * recall, 100.0, "exact search", recall)
