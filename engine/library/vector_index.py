"""Nearest neighbours among vectors: an in-memory usearch index, saved as a file that is checked before it is loaded.

It is a cache of the catalogue's vectors and can be rebuilt from there at any time.

The file: eight bytes of magic, the SHA-256 of all that follows, and then a line of JSON (the stamp and the number of
dimensions) and usearch's own bytes. usearch has no checksum and crashes the process on changed bytes, so that it only
ever sees what the hash vouches for.
"""

import errno
import hashlib
import json
import os
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from engine.errors import DiskFull, LibraryNotWritable

_MAGIC = b"PWINDEX1"
_HASH_BYTES = 32
_CANDIDATES = 128
"""How many candidates a search keeps while it walks the graph (HNSW's ef): twice usearch's default, for recall."""
_ADDED_AT_ONCE = 64
"""Vectors added while searches wait for the lock: about a tenth of a second."""


class VectorIndexUnusable(Exception):
    """The file is missing, damaged, or of another kind: build the index again from the catalogue."""


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """Which state of which catalogue a saved index holds: it is current only if all three agree."""

    library_id: str
    model_id: str
    revision: int


class VectorIndex:
    """Vectors by key, searched by cosine similarity. Thread-safe. Vectors are kept as 16-bit floats."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._lock = threading.Lock()
        self._index = Index(ndim=dimensions, metric="cos", dtype="f16", expansion_search=_CANDIDATES)

    @classmethod
    def load(cls, path: Path, dimensions: int) -> tuple[Self, IndexStamp]:
        """Read an index from a file. Raises `VectorIndexUnusable`."""
        try:
            stamp, stored_dimensions, body = _parse(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VectorIndexUnusable(f"{path}: {error}") from error
        if stored_dimensions != dimensions:
            raise VectorIndexUnusable(f"{path} has {stored_dimensions} dimensions instead of {dimensions}")
        loaded = cls(dimensions)
        try:
            loaded._index.load(body)
        except (RuntimeError, ValueError) as error:  # written by a usearch with another format
            raise VectorIndexUnusable(f"{path}: {error}") from error
        return loaded, stamp

    def save(self, path: Path, stamp: IndexStamp) -> None:
        """Write the index to a file, which is replaced as a whole or not at all.

        Raises `DiskFull` and `LibraryNotWritable`.
        """
        with self._lock:
            body = bytes(self._index.save())
        header = json.dumps({"stamp": asdict(stamp), "dimensions": self._dimensions}).encode() + b"\n"
        digest = hashlib.sha256(header)
        digest.update(body)
        try:
            _replace_file(path, (_MAGIC, digest.digest(), header, body))
        except OSError as error:
            kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else LibraryNotWritable
            raise kind(str(error)) from error

    def __len__(self) -> int:
        with self._lock:
            return len(self._index)

    def keys(self) -> NDArray[np.uint64]:
        """All keys, ascending."""
        with self._lock:
            return np.sort(self._keys())

    def add(self, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> None:
        """Add vectors (n x dimensions); a key that is there already is replaced, the last of equal keys counts.

        Raises `ValueError` for a vector that is not finite or has another length.
        """
        self._check(vectors, (len(keys), self._dimensions))
        _, last_places = np.unique(keys[::-1], return_index=True)
        places = len(keys) - 1 - last_places
        for start in range(0, len(places), _ADDED_AT_ONCE):
            some = places[start : start + _ADDED_AT_ONCE]
            with self._lock:
                self._remove(keys[some])
                self._index.add(keys[some], vectors[some])

    def remove(self, keys: NDArray[np.uint64]) -> None:
        """Remove keys; unknown ones are ignored."""
        with self._lock:
            self._remove(np.unique(keys))

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """The `count` nearest keys with their cosine similarity, best first (approximate: HNSW, arXiv 1603.09320).

        Raises `ValueError` as `add` does.
        """
        self._check(vector, (self._dimensions,))
        with self._lock:
            if not len(self._index) or count < 1:
                return []
            matches = self._index.search(vector, count)
        return [
            (int(key), 1.0 - float(distance)) for key, distance in zip(matches.keys, matches.distances, strict=True)
        ]

    def similarities(self, vector: NDArray[np.float32], keys: Collection[int] | NDArray[np.uint64]) -> dict[int, float]:
        """Exact cosine similarities for `keys`; unknown keys are left out. Raises `ValueError` as `add` does."""
        self._check(vector, (self._dimensions,))
        wanted = np.unique(np.fromiter(keys, dtype=np.uint64, count=len(keys)))
        with self._lock:
            known = self._known(wanted)
            stored = self._index.get(known) if len(known) else ()
        if not len(known):
            return {}
        matrix = np.stack(stored).astype(np.float32)
        norms = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
        cosines = (matrix @ vector) / np.maximum(norms, np.finfo(np.float32).tiny)
        return dict(zip(known.tolist(), cosines.tolist(), strict=True))

    def _keys(self) -> NDArray[np.uint64]:
        return np.asarray(self._index.keys[:], dtype=np.uint64) if len(self._index) else np.empty(0, np.uint64)

    def _known(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return keys[np.asarray(self._index.contains(keys), dtype=bool)] if len(keys) else keys

    def _remove(self, keys: NDArray[np.uint64]) -> None:
        known = self._known(keys)
        if len(known):
            self._index.remove(known)

    @staticmethod
    def _check(vectors: NDArray[np.float32], shape: tuple[int, ...]) -> None:
        if vectors.shape != shape:
            raise ValueError(f"vectors of shape {vectors.shape} where {shape} is needed")
        if not np.isfinite(vectors).all():
            raise ValueError("a vector is not finite")


def _parse(data: bytes) -> tuple[IndexStamp, int, bytes]:
    """Stamp, dimensions and usearch's bytes of a file. Raises `ValueError`, `KeyError`, `TypeError`."""
    magic, digest, content = data[:8], data[8 : 8 + _HASH_BYTES], memoryview(data)[8 + _HASH_BYTES :]
    if magic != _MAGIC or hashlib.sha256(content).digest() != digest:
        raise ValueError("not an intact index file")
    header, _, body = bytes(content).partition(b"\n")
    fields = json.loads(header)
    return IndexStamp(**fields["stamp"]), int(fields["dimensions"]), body


def _replace_file(path: Path, pieces: tuple[bytes, ...]) -> None:
    """Write `pieces` to a file that takes the place of `path` only when it is safely on the disk."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut. Windows cannot open folders, and has no need to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
