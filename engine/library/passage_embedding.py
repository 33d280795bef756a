"""Gives vectors to the passages that have none yet, some at a time."""

import time

from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import TextToEmbed
from engine.library.indexing_statistics import IndexingStatistics
from engine.library.model_switch import ModelSwitch

_BATCH = 8
"""Texts embedded between two looks at what else there is to do: about half a second of work."""
_TEXTS_FETCHED = 512
"""Texts that are looked up at once: half a minute of work."""


class PassageEmbedding:
    """Embeds what the catalogue lacks. Not thread-safe."""

    def __init__(self, catalogue: Catalogue, models: ModelSwitch, statistics: IndexingStatistics) -> None:
        self._catalogue = catalogue
        self._models = models
        self._statistics = statistics
        self._texts: list[TextToEmbed] = []
        self._waiting = 0

    @property
    def passages_waiting(self) -> int:
        """How many passages have no vector yet; an estimate while embedding goes on, exact at its end."""
        return self._waiting

    def passages_added(self, count: int) -> None:
        """Some passages without a vector were added; the newest are embedded first."""
        self._texts.clear()
        self._waiting += count

    def passages_removed(self) -> None:
        """Some passages are no more; their texts need no vectors."""
        self._texts.clear()

    def model_changed(self) -> None:
        """Other passages are without a vector now."""
        self._texts.clear()
        self._waiting = self._passages_without_vector()

    def embed_some(self) -> tuple[bytes, ...]:
        """Embed one batch; returns the hashes of its texts, none if no passage is without a vector.

        Raises `ModelError` and `LibraryError`.
        """
        if not self._texts:
            self._waiting = self._passages_without_vector()
            self._texts = self._catalogue.texts_without_vector(_TEXTS_FETCHED)
        if not self._texts:
            self._waiting = 0
            return ()
        batch = self._texts[:_BATCH]
        started = time.monotonic()
        target = self._models.target
        vectors = target.embedder.embed_passages([text.text for text in batch])
        hashes = tuple(text.text_hash for text in batch)
        keys = self._catalogue.store_vectors(hashes, vectors)
        target.vectors.index.add(keys, vectors)
        self._statistics.seconds_embedding += time.monotonic() - started
        self._statistics.texts_embedded(len(batch))
        # Passages with the same text share its vector: it was made for one of them, the others reuse it.
        self._statistics.passages_reused += self._catalogue.passages_with_texts(hashes) - len(batch)
        self._waiting = max(self._waiting - len(batch), len(self._texts) - len(batch))
        del self._texts[: len(batch)]
        return hashes

    def _passages_without_vector(self) -> int:
        counts = self._catalogue.counts()
        return counts.passages - counts.passages_embedded
