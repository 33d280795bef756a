"""Search for passages by meaning: the nearest vectors, limited to a scope, and always true to the catalogue."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.answering.question_meaning import question_vector
from engine.library.search_catalogue import SearchCatalogue, Section
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.types import SearchScope

_EXACT_SEARCH_LIMIT = 20_000
"""Up to so many allowed vectors are compared one by one, which is exact and takes a few milliseconds."""


class MeaningSearch:
    """Compares questions with passages by their vectors. Belongs to the thread that made its `reader`."""

    def __init__(
        self, reader: SearchCatalogue, current_index: Callable[[], VectorIndex], embedder: TextEmbedder
    ) -> None:
        """`current_index` is asked again for every search, because the index may be replaced while it is in use."""
        self._reader = reader
        self._current_index = current_index
        self._embedder = embedder

    def vector(self, text: str) -> NDArray[np.float32] | None:
        """The vector of a question; None if there is nothing to compare it with, or it cannot be compared."""
        return question_vector(self._embedder, text) if len(self._current_index()) else None

    def nearest(self, vector: NDArray[np.float32], count: int, scope: SearchScope) -> list[int]:
        """Passages in `scope` by falling similarity: those of `count` texts, or of as many as there are."""
        index = self._current_index()
        if not scope.is_everywhere:
            allowed = self._reader.vector_keys(scope)
            if len(allowed) <= _EXACT_SEARCH_LIMIT:
                similarities = index.similarities(vector, allowed)
                keys = sorted(similarities, key=lambda key: (-similarities[key], key))[:count]
                return _flat(self._in_order(keys, scope))
        wanted = count
        while True:  # texts that are out of scope, or gone, may be among the nearest
            found = self._in_order([key for key, _ in index.search(vector, wanted)], scope)
            if len(found) >= count or wanted >= len(index):
                return _flat(found[:count])
            wanted *= 4

    def similarities(self, vector: NDArray[np.float32], sections: Sequence[Section]) -> dict[int, float]:
        """The cosine similarity of each passage of the sections that has a vector, by the passage's id."""
        keys = {
            p.passage_id: p.vector_key for section in sections for p in section.passages if p.vector_key is not None
        }
        of_keys = self._current_index().similarities(vector, np.unique(np.array(list(keys.values()), dtype=np.uint64)))
        return {passage: of_keys[key] for passage, key in keys.items() if key in of_keys}

    def _in_order(self, keys: Sequence[int], scope: SearchScope) -> list[tuple[int, ...]]:
        passages = self._reader.passages_of_vectors(keys, scope)
        return [passages[key] for key in keys if key in passages]


def _flat(places: Iterable[tuple[int, ...]]) -> list[int]:
    return [passage for place in places for passage in place]
