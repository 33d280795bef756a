"""Search for passages by words (BM25) and by meaning (vectors), fused into one ranking."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.answering.question_meaning import question_vector
from engine.library.catalogue_reader import CatalogueReader
from engine.library.text_embedder import TextEmbedder
from engine.library.vector_index import VectorIndex
from engine.types import EVERYWHERE, Passage, SearchHit, SearchResult, SearchScope
from engine.word_analysis import match_query

_RANK_OFFSET = 60
"""The constant k of reciprocal rank fusion, as in its paper."""

_MIN_CANDIDATES = 50
"""How many passages each of the two rankings contributes at least."""
_MIN_CANDIDATES_OF_THOROUGH = 200

_EXACT_SEARCH_LIMIT = 20_000
"""Up to so many allowed vectors are compared one by one, which is exact and takes a few milliseconds."""

_ALIKE = 0.8
"""Share of the word pairs of two passages from which on one is taken for a version of the other."""
_DIGIT = re.compile(r"\d")


class PassageSearch:
    """Finds the passages that match a text best. Belongs to the thread that made its `reader`."""

    def __init__(
        self, reader: CatalogueReader, current_index: Callable[[], VectorIndex], embedder: TextEmbedder
    ) -> None:
        """`current_index` is asked again for every search, because the index may be replaced while it is in use."""
        self.reader = reader
        self.embedder = embedder
        self._current_index = current_index

    def search(self, text: str, limit: int, scope: SearchScope = EVERYWHERE, *, thorough: bool = False) -> SearchResult:
        """The best `limit` passages, best first, in `scope`; `thorough` considers more of them.

        The two rankings are joined by reciprocal rank fusion (Cormack, Clarke, Büttcher: "Reciprocal Rank Fusion
        outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009). Passages that say the same count
        once. Only words decide if the vector index is empty, the embedding model does not work, or it does not know
        the script of `text`. Raises `LibraryError` subclasses.
        """
        started = time.perf_counter()
        if not text.strip() or limit < 1:
            return SearchResult((), time.perf_counter() - started)
        candidates = max(_MIN_CANDIDATES_OF_THOROUGH if thorough else _MIN_CANDIDATES, 2 * limit)
        by_words = [(found,) for found, _ in self.reader.search_words(match_query(text), candidates, scope)]
        scores = _fuse_rankings([by_words, self._by_meaning(text, candidates, scope)])
        ranked = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
        # Whatever the indexes say, only passages that the catalogue still has come out.
        passages = self.reader.passages(ranked[:candidates], scope)
        kept = _without_repetitions(passages[passage_id] for passage_id in ranked if passage_id in passages)
        hits = (
            SearchHit(rank, passage, scores[passage.passage_id]) for rank, passage in enumerate(kept[:limit], start=1)
        )
        return SearchResult(tuple(hits), time.perf_counter() - started)

    def close(self) -> None:
        """Close the reader's connection."""
        self.reader.close()

    def _by_meaning(self, text: str, count: int, scope: SearchScope) -> list[tuple[int, ...]]:
        """Passage ids by falling similarity; passages with the same text share a place."""
        index = self._current_index()
        if len(index) == 0 or (vector := question_vector(self.embedder, text)) is None:
            return []
        if not scope.is_everywhere:
            allowed = self.reader.vector_keys(scope)
            if len(allowed) <= _EXACT_SEARCH_LIMIT:
                similarities = index.similarities(vector, allowed)
                keys = sorted(similarities, key=lambda key: (-similarities[key], key))[:count]
                return self._passages_in_order(keys, scope)
        return self._nearest(index, vector, count, scope)

    def _nearest(
        self, index: VectorIndex, vector: NDArray[np.float32], count: int, scope: SearchScope
    ) -> list[tuple[int, ...]]:
        """Ask the index for more and more until `count` texts are in `scope` and still there, or none are left."""
        wanted = count
        while True:
            keys = [key for key, _ in index.search(vector, wanted)]
            found = self._passages_in_order(keys, scope)
            if len(found) >= count or wanted >= len(index):
                return found[:count]
            wanted *= 4

    def _passages_in_order(self, keys: Sequence[int], scope: SearchScope) -> list[tuple[int, ...]]:
        passages = self.reader.passages_of_vectors(keys, scope)
        return [passages[key] for key in keys if key in passages]


def _fuse_rankings(rankings: Iterable[Sequence[tuple[int, ...]]]) -> dict[int, float]:
    """Reciprocal rank fusion of rankings whose places hold one or more passage ids."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage_ids in enumerate(ranking, start=1):
            for passage_id in passage_ids:
                scores[passage_id] += 1 / (_RANK_OFFSET + rank)
    return scores


def _without_repetitions(passages: Iterable[Passage]) -> list[Passage]:
    """The best passage of each text: neither the same text twice nor what versions of one document share.

    Within a document nothing is left out that differs at all: the rows of a table are alike, and each tells something
    else.
    """
    kept: list[tuple[str, _Wording]] = []
    chosen = []
    for passage in passages:
        wording = _Wording.of(passage.text)
        if not any(
            wording.text == other.text or (passage.content_hash != content and wording.is_version_of(other))
            for content, other in kept
        ):
            kept.append((passage.content_hash, wording))
            chosen.append(passage)
    return chosen


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text without regard to case and white space, its word pairs, and the words with digits in it."""

    text: str
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        words = text.casefold().split()
        return cls(" ".join(words), frozenset(pairwise(words)), frozenset(filter(_DIGIT.search, words)))

    def is_version_of(self, other: Self) -> bool:
        """True if the same is said in nearly the same words: by the Jaccard index, and with the same numbers."""
        shared = len(self.pairs & other.pairs)
        return self.numbers == other.numbers and shared > _ALIKE * len(self.pairs | other.pairs)
