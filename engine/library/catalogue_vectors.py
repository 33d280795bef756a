"""Vectors as the catalogue stores them: 16-bit floats, least significant byte first."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def vector_of(stored: bytes) -> NDArray[np.float32]:
    """A stored vector."""
    return np.frombuffer(stored, "<f2").astype(np.float32)


def keys_of(rows: Sequence[tuple[Any, ...]]) -> NDArray[np.uint64]:
    """The keys that rows begin with."""
    return np.array([row[0] for row in rows], dtype=np.uint64)


def keys_and_vectors(rows: Sequence[tuple[Any, ...]]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """The keys of rows of key and stored vector, and the vectors as a matrix (n x dimensions)."""
    matrix = vector_of(b"".join(row[1] for row in rows))
    return keys_of(rows), matrix.reshape(len(rows), -1) if rows else matrix.reshape(0, 0)
