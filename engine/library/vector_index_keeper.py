"""Holds the one `VectorIndex` of a library, and keeps it equal to the vectors in the catalogue.

A key stands for the same vector for ever (a vector belongs to a text's hash). So an index that was saved before the
last changes is not worthless: only the keys that differ have to be removed and added.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library.catalogue_reader import CatalogueReader
from engine.library.vector_index import VectorIndex
from engine.library.vector_index_files import IndexStamp, VectorIndexFiles, VectorIndexUnusable

_CATCH_UP_BATCH = 1000
_BEHIND = -1
"""No catalogue has this revision: what was saved with it is compared with the catalogue when it is loaded."""


class VectorIndexKeeper:
    """The vector index of a library, filled by one thread and searched by others.

    While it is not filled, searches by meaning find less, never anything wrong.
    """

    def __init__(self, file: Path, model_id: str, dimensions: int) -> None:
        """`file` is where the index is saved; its vectors are those of the embedding model `model_id`."""
        self._file = file
        self._model_id = model_id
        self._dimensions = dimensions
        self._index = VectorIndex(dimensions)
        self._missing: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._saved: IndexStamp | None = None

    @property
    def index(self) -> VectorIndex:
        """The index as it is now. Ask again for every search: it is replaced when it is loaded."""
        return self._index

    def open(self, reader: CatalogueReader) -> bool:
        """Load the index and add all that it lacks; for processes that only read. False if the file was damaged."""
        intact = self.load(reader)
        while self.catch_up(reader):
            pass
        return intact

    def load(self, reader: CatalogueReader) -> bool:
        """Load what was saved, without what is in the catalogue no more. False if there was a damaged file."""
        intact, stamp = True, None
        index = VectorIndex(self._dimensions)
        try:
            index, stamp = VectorIndex.load(self._file, self._dimensions)
        except VectorIndexUnusable:
            intact = not self._file.exists()
        current = self._stamp(reader)
        if stamp is not None and (stamp.library_id, stamp.model_id) != (current.library_id, current.model_id):
            index, stamp = VectorIndex(self._dimensions), None
        missing = index.scattered_keys()
        if stamp != current:
            wanted, present = reader.vector_keys_of(self._model_id), index.keys()
            index.remove(np.setdiff1d(present, wanted, assume_unique=True))
            missing = np.union1d(index.scattered_keys(), np.setdiff1d(wanted, present, assume_unique=True))
        self._index, self._missing = index, missing
        self._saved = None if len(missing) else stamp
        return intact

    def catch_up(self, reader: CatalogueReader) -> int:
        """Add some of the vectors that the loaded index lacks; returns how many are lacking still."""
        batch = self._missing[:_CATCH_UP_BATCH]
        if len(batch):
            keys, vectors = reader.vectors(batch)
            if len(keys):  # all may have left the catalogue since the index was loaded
                self._index.add(keys, vectors)
            self._missing = self._missing[len(batch) :]
        return len(self._missing)

    def save(self, reader: CatalogueReader) -> None:
        """Write what has changed to the disk, also of an index that lacks something still.

        Raises `DiskFull`, `LibraryNotWritable`.
        """
        stamp = self._stamp(reader)
        if len(self._missing):
            self._index.save(self._file, replace(stamp, revision=_BEHIND))
        elif stamp != self._saved:
            self._index.save(self._file, stamp)
            self._saved = stamp

    def close(self) -> None:
        """Let go of the files, so that the next start finds them as they were left. Safe to call twice."""
        self._index.close()

    def bytes_on_disk(self) -> int:
        """Size of all files of the saved index."""
        return VectorIndexFiles(self._file).bytes_on_disk()

    def _stamp(self, reader: CatalogueReader) -> IndexStamp:
        return IndexStamp(reader.library_id(), self._model_id, reader.revision())
