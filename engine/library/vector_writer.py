"""Writes vectors into the catalogue, and keeps the account of the texts that lack one."""

import json
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.database import Database
from engine.library import catalogue_queries as queries


class VectorWriter:
    """Its methods are steps of a transaction that the caller has begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, model_id: str, text_hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
        """As `Catalogue.store_vectors`."""
        with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused
            halves = vectors.astype("<f2")
        if len(text_hashes) != len(vectors) or not np.isfinite(halves).all():
            raise ValueError("one finite vector is needed for each text")
        keys = [self._store_one(model_id, *pair) for pair in zip(text_hashes, halves, strict=True)]
        self._database.execute_many("DELETE FROM unembedded WHERE text_hash = ?", ([known] for known in text_hashes))
        self._count_change()
        return np.array(keys, dtype=np.uint64)

    def embed_with(self, model_id: str, answering: str) -> None:
        """As `Catalogue.embed_with`, for a model that was another one before; takes a pass over all passages."""
        self._database.execute("DELETE FROM unembedded")
        self._database.execute(queries.ALL_WITHOUT_VECTOR, {"model_id": model_id, "answering": answering})
        self._database.execute("UPDATE library SET model_id = ?", [model_id])

    def delete_of_other_models(self, kept: Collection[str], limit: int) -> bool:
        """As `Catalogue.delete_vectors_of_other_models`."""
        deleted = self._database.execute(queries.DELETE_VECTORS_OF_OTHER_MODELS, [json.dumps(list(kept)), limit])
        if deleted:
            self._count_change()
        return deleted > 0

    def _store_one(self, model_id: str, text_hash: bytes, vector: NDArray[np.float16]) -> int:
        known = self._database.row(
            "SELECT key FROM vectors WHERE model_id = ? AND text_hash = ?", [model_id, text_hash]
        )
        if known is not None:
            return int(known[0])
        return self._database.insert(
            "INSERT INTO vectors (model_id, text_hash, vector) VALUES (?, ?, ?)",
            [model_id, text_hash, vector.tobytes()],
        )

    def _count_change(self) -> None:
        self._database.execute("UPDATE library SET revision = revision + 1")
