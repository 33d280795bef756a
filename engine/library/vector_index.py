"""Nearest neighbours among vectors, in segments: those on the disk are mapped, the last one grows in memory.

It is a cache of the catalogue's vectors and can be rebuilt from there at any time.

A usearch index that is mapped cannot be changed, and one that is changed has to be in memory as a whole. So an index
is a list of segments, as in Lucene: what is added goes to one that is in memory; when it is large enough it is saved
for good, and from then on only mapped. Keys that are removed from a mapped segment are noted, and left out of what it
finds. So a start reads nothing, a save writes little, and a million vectors take hardly more memory than a hundred
thousand. A search asks each segment.
"""

import mmap
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from engine.library.vector_index_files import IndexStamp, Manifest, SavedSegment, VectorIndexFiles, VectorIndexUnusable

_CANDIDATES = 128
"""How many candidates a search keeps while it walks the graph (HNSW's ef): twice usearch's default, for recall."""
_ADDED_AT_ONCE = 64
"""Vectors added while searches wait for the lock: about a tenth of a second."""
SEGMENT_VECTORS = 100_000
"""A segment of so many vectors grows no more. With 384 dimensions it takes 90 MB in memory, and at each save."""
_NO_KEYS = np.empty(0, np.uint64)


class VectorIndex:
    """Vectors by key, searched by cosine similarity. Thread-safe. Vectors are kept as 16-bit floats."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._changes = threading.Lock()
        """Held while the index is changed or saved."""
        self._lock = threading.Lock()
        """Held, shortly, while segments are used: usearch cannot search while something is added."""
        self._segments: list[_Segment] = []
        self._files: VectorIndexFiles | None = None

    @classmethod
    def load(cls, path: Path, dimensions: int) -> tuple[Self, IndexStamp]:
        """Map an index that was saved. Raises `VectorIndexUnusable`."""
        loaded = cls(dimensions)
        loaded._files = VectorIndexFiles(path)
        manifest, contents = loaded._files.read()
        if manifest.dimensions != dimensions:
            raise VectorIndexUnusable(f"{path} has {manifest.dimensions} dimensions instead of {dimensions}")
        try:
            for saved, content in zip(manifest.segments, contents, strict=True):
                loaded._segments.append(_Segment(dimensions))
                loaded._segments[-1].map(content, saved)
        except (RuntimeError, ValueError) as error:  # written by a usearch with another format
            raise VectorIndexUnusable(f"{path}: {error}") from error
        return loaded, manifest.stamp

    def save(self, path: Path, stamp: IndexStamp) -> None:
        """Write what has changed; what was saved before is replaced as a whole or not at all.

        Raises `DiskFull` and `LibraryNotWritable`.
        """
        with self._changes:
            if self._files is None:
                self._files = VectorIndexFiles(path)
            with self._lock:
                self._segments = [segment for segment in self._segments if len(segment)]
            for segment in self._segments:
                if segment.sha256 is None:
                    segment.sha256 = self._files.write_segment(segment.content())
            self._files.write_manifest(
                Manifest(stamp, self._dimensions, tuple(segment.saved() for segment in self._segments))
            )
            for segment in self._segments:
                if segment.is_large and not segment.is_mapped:
                    content = self._files.map_segment(segment.saved().sha256)
                    with self._lock:
                        segment.map(content, segment.saved())

    def close(self) -> None:
        """Let go of the files, and mark them as intact. The index is empty then."""
        with self._changes, self._lock:
            self._segments.clear()
            if self._files is not None:
                self._files.put_mark()

    def __len__(self) -> int:
        with self._lock:
            return sum(len(segment) for segment in self._segments)

    def keys(self) -> NDArray[np.uint64]:
        """All keys, ascending."""
        with self._lock:
            return np.sort(np.concatenate([_NO_KEYS, *(segment.keys() for segment in self._segments)]))

    def scattered_keys(self) -> NDArray[np.uint64]:
        """Keys in segments that have lost half of theirs or more: added again, they move to where they are dense."""
        with self._lock:
            return np.concatenate([_NO_KEYS, *(s.keys() for s in self._segments if s.is_sparse)])

    def add(self, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> None:
        """Add vectors (n x dimensions); a key that is there already is replaced, the last of equal keys counts.

        Raises `ValueError` for a vector that is not finite or has another length.
        """
        self._check(vectors, (len(keys), self._dimensions))
        _, last_places = np.unique(keys[::-1], return_index=True)
        places = len(keys) - 1 - last_places
        with self._changes:
            for start in range(0, len(places), _ADDED_AT_ONCE):
                some = places[start : start + _ADDED_AT_ONCE]
                with self._lock:
                    self._remove(keys[some])
                    self._growing_segment().add(keys[some], vectors[some])

    def remove(self, keys: NDArray[np.uint64]) -> None:
        """Remove keys; unknown ones are ignored."""
        with self._changes, self._lock:
            self._remove(np.unique(keys))

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """The `count` nearest keys with their cosine similarity, best first (approximate: HNSW, arXiv 1603.09320).

        Raises `ValueError` as `add` does.
        """
        self._check(vector, (self._dimensions,))
        with self._lock:
            found = [pair for segment in self._segments for pair in segment.search(vector, count)]
        return sorted(found, key=lambda pair: -pair[1])[: max(count, 0)]

    def similarities(self, vector: NDArray[np.float32], keys: Collection[int] | NDArray[np.uint64]) -> dict[int, float]:
        """Exact cosine similarities for `keys`; unknown keys are left out. Raises `ValueError` as `add` does."""
        self._check(vector, (self._dimensions,))
        wanted = np.unique(np.fromiter(keys, dtype=np.uint64, count=len(keys)))
        with self._lock:
            found = [segment.vectors(wanted) for segment in self._segments]
        similarities: dict[int, float] = {}
        for known, matrix in found:
            norms = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
            cosines = (matrix @ vector) / np.maximum(norms, np.finfo(np.float32).tiny)
            similarities.update(zip(known.tolist(), cosines.tolist(), strict=True))
        return similarities

    def _remove(self, keys: NDArray[np.uint64]) -> None:
        for segment in self._segments:
            segment.remove(keys)

    def _growing_segment(self) -> "_Segment":
        if not self._segments or self._segments[-1].is_large:
            self._segments.append(_Segment(self._dimensions))
        return self._segments[-1]

    @staticmethod
    def _check(vectors: NDArray[np.float32], shape: tuple[int, ...]) -> None:
        if vectors.shape != shape:
            raise ValueError(f"vectors of shape {vectors.shape} where {shape} is needed")
        if not np.isfinite(vectors).all():
            raise ValueError("a vector is not finite")


class _Segment:
    """One usearch index, in memory or mapped. A key is in it once at most."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._index = self._new_index()
        self._content: mmap.mmap | None = None
        """What is mapped."""
        self._removed = _NO_KEYS
        """Keys that a mapped index still has."""
        self.sha256: str | None = None
        """The saved content, apart from removed keys; None if it was not saved since the last change."""

    def map(self, content: mmap.mmap, saved: SavedSegment) -> None:
        """Become what was saved. Raises `RuntimeError` and `ValueError` for content of another usearch."""
        index = self._new_index()
        index.view(content)
        index.content = content  # it has to live as long as the index, which does not hold it itself
        self._index, self._content, self.sha256 = index, content, saved.sha256
        self._removed = np.array(saved.removed, dtype=np.uint64)

    @property
    def is_mapped(self) -> bool:
        return self._content is not None

    @property
    def is_large(self) -> bool:
        return len(self._index) >= SEGMENT_VECTORS

    @property
    def is_sparse(self) -> bool:
        return 2 * len(self._removed) >= len(self._index)

    def saved(self) -> SavedSegment:
        """How the manifest names it once it is saved."""
        assert self.sha256 is not None
        return SavedSegment(self.sha256, tuple(self._removed.tolist()))

    def content(self) -> bytes:
        """The bytes that usearch makes of it."""
        return bytes(self._index.save())

    def __len__(self) -> int:
        return len(self._index) - len(self._removed)

    def keys(self) -> NDArray[np.uint64]:
        keys = np.asarray(self._index.keys[:], dtype=np.uint64) if len(self._index) else _NO_KEYS
        return np.setdiff1d(keys, self._removed, assume_unique=True)

    def add(self, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> None:
        """Add keys that are not there; what is mapped is read into memory first."""
        if self._content is not None:
            index = self._new_index()
            index.load(self._content)
            if len(self._removed):
                index.remove(self._removed)
            self._index, self._content, self._removed = index, None, _NO_KEYS
        self._index.add(keys, vectors, threads=1)  # with more, some vectors are never found again (usearch 2.26)
        self.sha256 = None

    def remove(self, keys: NDArray[np.uint64]) -> None:
        known = self._known(keys)
        if not len(known):
            return
        if self.is_mapped:
            self._removed = np.union1d(self._removed, known)
        else:
            self._index.remove(known)
            self.sha256 = None

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """As `VectorIndex.search`."""
        wanted = count
        while len(self) and count > 0:
            matches = self._index.search(vector, wanted)
            left = ~np.isin(matches.keys, self._removed)
            if np.count_nonzero(left) >= count or wanted >= len(self._index):
                return list(zip(matches.keys[left].tolist(), (1.0 - matches.distances[left]).tolist(), strict=True))[
                    :count
                ]
            wanted *= 4
        return []

    def vectors(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
        """Those of the keys that are here, and their vectors."""
        known = self._known(keys)
        if not len(known):
            return known, np.empty((0, self._dimensions), np.float32)
        return known, np.stack(self._index.get(known)).astype(np.float32)

    def _known(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        if not len(keys):
            return keys
        there = np.asarray(self._index.contains(keys), dtype=bool)
        return np.setdiff1d(keys[there], self._removed, assume_unique=True)

    def _new_index(self) -> Index:
        return Index(ndim=self._dimensions, metric="cos", dtype="f16", expansion_search=_CANDIDATES)
