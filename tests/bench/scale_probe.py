"""A fresh process that opens a library of `tests.bench.scale`, searches it and tells what that took, as JSON.

`python -m tests.bench.scale_probe FOLDER close|crash`: with "crash" it ends without closing anything.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from engine.answering.passage_search import PassageSearch
from engine.library.search_catalogue import SearchCatalogue
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.models.model_catalog import embedding_model
from engine.paths import catalogue_file, vector_index_file
from engine.word_analysis import match_query
from tests.bench.scale import DIMENSIONS, MODEL_ID, draw_vectors, questions

_QUESTIONS = 100
_CANDIDATES = 50


class DrawnEmbedder(TextEmbedder):
    """Gives a drawn vector for a question at once: what the model takes for it does not depend on the library."""

    def __init__(self) -> None:
        super().__init__(embedding_model())
        self._vectors = iter(draw_vectors(np.random.default_rng(3), 10 * _QUESTIONS))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The next vector."""
        return next(self._vectors)


def main(folder: Path, end: str) -> None:
    """Open, search, print, and end in one of two ways."""
    started = time.perf_counter()
    reader = SearchCatalogue(catalogue_file(folder), MODEL_ID)
    vectors = VectorIndexKeeper(vector_index_file(folder, MODEL_ID), MODEL_ID, DIMENSIONS)
    intact = vectors.open(reader)
    measured = {"start": time.perf_counter() - started, "intact": float(intact)}
    embedder = DrawnEmbedder()
    search = PassageSearch(reader, lambda: vectors.index, embedder)
    texts = questions(_QUESTIONS)
    measured |= _percentiles("words", texts, lambda text: reader.search_words(match_query(text), _CANDIDATES))
    measured |= _percentiles(
        "meaning", texts, lambda text: vectors.index.search(embedder.embed_query(text), _CANDIDATES)
    )
    measured |= _percentiles("both", texts, lambda text: search.search(text, 10))
    memory = psutil.Process().memory_info()
    mapped = getattr(memory, "shared", 0)  # pages of files, which the system takes back when it needs them (Linux)
    measured |= {"own": memory.rss - mapped, "mapped": mapped}
    print(json.dumps(measured), flush=True)
    if end == "crash":
        os._exit(0)
    vectors.close()
    search.close()


def _percentiles(what: str, texts: Sequence[str], search: Callable[[str], object]) -> dict[str, float]:
    """Milliseconds that half of the searches, and 95 % of them, take at most."""
    times = []
    for text in texts:
        started = time.perf_counter()
        search(text)
        times.append(1000 * (time.perf_counter() - started))
    middle, high = np.percentile(times, [50, 95])
    return {f"{what}_p50": float(middle), f"{what}_p95": float(high)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
