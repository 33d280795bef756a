"""Nearest neighbours among vectors: an in-memory usearch index, saved as a file that is checked before it is loaded.

It is a cache of the catalogue's vectors and can be rebuilt from there at any time. usearch itself keeps no checksum
and crashes on flipped bytes, so the file holds one, and usearch sees only what has passed it.
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
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from engine.errors import DiskFull, LibraryNotWritable

_MAGIC = b"PGWSVEC1"
_LENGTH_BYTES = 4


class VectorIndexUnusable(Exception):
    """The file is missing, damaged, or of another kind: build the index again from the catalogue."""


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """Which state of which catalogue a saved index holds: usable as it is only if all three agree."""

    library_id: str
    model_id: str
    revision: int


class VectorIndex:
    """Vectors by key, searched by cosine similarity. Thread-safe. Vectors are kept as 16-bit floats."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._index = _empty_index(dimensions)
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path, dimensions: int) -> tuple[Self, IndexStamp]:
        """Read an index from a file. Raises `VectorIndexUnusable`."""
        try:
            header, body = _read_checked(path)
            stamp = IndexStamp(header["library_id"], header["model_id"], header["revision"])
            if header["dimensions"] != dimensions:
                raise VectorIndexUnusable(f"{path} has vectors of {header['dimensions']} dimensions")
            index = cls(dimensions)
            index._index.load(body)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise VectorIndexUnusable(f"{path}: {error}") from error
        return index, stamp

    def save(self, path: Path, stamp: IndexStamp) -> None:
        """Write the index to a file, which is replaced as a whole or not at all.

        Raises `DiskFull` and `LibraryNotWritable`.
        """
        with self._lock:
            body = bytes(self._index.save())
        header = {**asdict(stamp), "dimensions": self._dimensions, "sha256": hashlib.sha256(body).hexdigest()}
        encoded = json.dumps(header).encode()
        partial = path.with_name(path.name + ".partial")
        try:
            with partial.open("wb") as stream:
                stream.write(_MAGIC + len(encoded).to_bytes(_LENGTH_BYTES, "little") + encoded)
                stream.write(body)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            kind = DiskFull if error.errno == errno.ENOSPC else LibraryNotWritable
            raise kind(f"{path}: {error.strerror}") from error

    def __len__(self) -> int:
        with self._lock:
            return len(self._index)

    def keys(self) -> NDArray[np.uint64]:
        """All keys, ascending."""
        with self._lock:
            return np.sort(np.fromiter(self._index.keys, np.uint64, len(self._index)))

    def add(self, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> None:
        """Add vectors (n x dimensions); a key that is there already is replaced.

        Raises `ValueError` for vectors of another shape, or with numbers that are not finite.
        """
        if vectors.shape != (len(keys), self._dimensions) or not np.isfinite(vectors).all():
            raise ValueError(f"{len(keys)} finite vectors of {self._dimensions} dimensions are needed")
        if not len(keys):
            return
        with self._lock:
            self._remove(keys)
            self._index.add(keys, vectors)

    def remove(self, keys: NDArray[np.uint64]) -> None:
        """Remove keys; unknown ones are ignored."""
        with self._lock:
            self._remove(keys)

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """The `count` nearest keys with their cosine similarity, best first (approximate, HNSW)."""
        with self._lock:
            if not len(self._index) or count < 1:
                return []
            matches = self._index.search(vector, min(count, len(self._index)))
        return [
            (int(key), 1.0 - float(distance)) for key, distance in zip(matches.keys, matches.distances, strict=True)
        ]

    def similarities(self, vector: NDArray[np.float32], keys: Collection[int] | NDArray[np.uint64]) -> dict[int, float]:
        """Exact cosine similarities for `keys`; unknown keys are left out."""
        with self._lock:
            known = self._known(np.fromiter(keys, np.uint64, len(keys)))
            if not len(known):
                return {}
            rows = np.vstack(self._index.get(known, dtype=np.float32))
        norms = np.linalg.norm(rows, axis=1) * float(np.linalg.norm(vector))
        cosines = rows @ vector / np.maximum(norms, np.finfo(np.float32).tiny)
        return dict(zip(known.tolist(), cosines.tolist(), strict=True))

    def _remove(self, keys: NDArray[np.uint64]) -> None:
        known = self._known(keys)
        if len(known):
            self._index.remove(known)

    def _known(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Those of `keys` that are in the index."""
        if not len(keys):
            return keys
        present: NDArray[np.bool_] = np.asarray(self._index.contains(keys))
        return keys[present]


def _empty_index(dimensions: int) -> Any:  # noqa: ANN401  # usearch has no types
    return Index(ndim=dimensions, metric="cos", dtype="f16")


def _read_checked(path: Path) -> tuple[dict[str, Any], bytes]:
    """Header and body of a file whose checksum holds. Raises `VectorIndexUnusable`, `OSError`, `ValueError`."""
    with path.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise VectorIndexUnusable(f"{path} is not a vector index")
        length = int.from_bytes(stream.read(_LENGTH_BYTES), "little")
        header: dict[str, Any] = json.loads(stream.read(length))
        body = stream.read()
    if hashlib.sha256(body).hexdigest() != header["sha256"]:
        raise VectorIndexUnusable(f"{path} is damaged")
    return header, body


def _sync_folder(folder: Path) -> None:
    """Make a renaming in `folder` survive a power cut, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
