"""Vectors for tests of the vector index."""

import numpy as np
from numpy.typing import NDArray

from engine.library.vector_index import VectorIndex

DIMENSIONS = 32


def vectors_around_centres(count: int, seed: int = 1) -> NDArray[np.float32]:
    """Unit vectors around a few centres, as texts on a few subjects have."""
    generator = np.random.default_rng(seed)
    centres = generator.standard_normal((8, DIMENSIONS))
    vectors = centres[generator.integers(8, size=count)] + 0.5 * generator.standard_normal((count, DIMENSIONS))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def first_keys(count: int) -> NDArray[np.uint64]:
    """The keys from 1 on."""
    return np.arange(1, count + 1, dtype=np.uint64)


def filled_index(count: int = 300) -> VectorIndex:
    """An index of these keys and vectors."""
    index = VectorIndex(DIMENSIONS)
    index.add(first_keys(count), vectors_around_centres(count))
    return index


def axis_vector(place: int) -> NDArray[np.float32]:
    """The unit vector along one axis."""
    unit: NDArray[np.float32] = np.eye(DIMENSIONS, dtype=np.float32)[place]
    return unit
