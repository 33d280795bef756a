"""Tells the world the state that documents have in the catalogue now."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.library.catalogue import Catalogue
from engine.library.indexing_reporter import IndexingReporter
from engine.types import Document


class DocumentAnnouncer:
    """Remembers which documents are not searchable by meaning yet, to tell of them again."""

    def __init__(self, catalogue: Catalogue, reporter: IndexingReporter) -> None:
        self._catalogue = catalogue
        self._reporter = reporter
        self._partly_embedded: set[Path] = set()

    def announce(self, paths: Iterable[Path]) -> list[Document]:
        """Tell the state of the documents at `paths`; returns those that are in the catalogue."""
        documents = {path: self._catalogue.document(path) for path in paths}
        present = [document for document in documents.values() if document is not None]
        self.tell(present)
        self.forget([path for path, document in documents.items() if document is None])
        return present

    def announce_all(self) -> None:
        """Tell of every document in the catalogue."""
        self.tell(self._catalogue.documents())

    def announce_embedded(self) -> None:
        """Tell again of the documents that were not wholly embedded when they were told of."""
        self.announce(sorted(self._partly_embedded))

    def tell(self, documents: Sequence[Document]) -> None:
        """Tell of `documents`, just read from the catalogue."""
        for document in documents:
            if document.passages_embedded < document.passages:
                self._partly_embedded.add(document.path)
            else:
                self._partly_embedded.discard(document.path)
        self._reporter.documents_changed(documents)

    def forget(self, paths: Sequence[Path]) -> None:
        """Tell that documents have left the catalogue."""
        self._partly_embedded.difference_update(paths)
        self._reporter.documents_removed(paths)
