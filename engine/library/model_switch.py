"""Going over from one embedding model to another, while questions are answered with the old one.

Vectors of both models are in the catalogue meanwhile. The new model's index answers only when no text of the library
lacks its vector; then it takes the old one's place at once, and what the old one leaves is deleted in small steps.
Until then one can go back, which costs nothing. Which model answers is written down (`store_answering_model`), and the
catalogue knows which one it embeds with: after a kill all goes on where it was.
"""

from collections.abc import Callable
from pathlib import Path

from engine.library.catalogue import Catalogue
from engine.library.model_index import ModelIndex, delete_other_indexes, store_answering_model

_DELETED_AT_ONCE = 2000
"""Vectors deleted in one step, which takes about a tenth of a second."""


class ModelSwitch:
    """The models of a library. Belongs to the indexing worker's thread, once that runs."""

    def __init__(
        self,
        library_folder: Path,
        answering: ModelIndex,
        on_change: "Callable[[ModelSwitch], None] | None" = None,
    ) -> None:
        """`answering` has the index that answers now; `on_change` is called when that or what is prepared changes."""
        self._library_folder = library_folder
        self._on_change = on_change
        self.answering = answering
        self.preparing: ModelIndex | None = None
        """What is to take its place when it is complete."""
        self._has_leftovers = False

    @property
    def target(self) -> ModelIndex:
        """What passages are embedded with."""
        return self.preparing or self.answering

    @property
    def indexes(self) -> tuple[ModelIndex, ...]:
        """All that are kept equal to the catalogue."""
        return (self.answering,) if self.preparing is None else (self.answering, self.preparing)

    def begin(self, catalogue: Catalogue, chosen: ModelIndex) -> None:
        """Prepare `chosen` to answer, or go back to what answers now. Raises `LibraryError`."""
        if chosen.embedder.model_id == self.answering.embedder.model_id:
            self.preparing = None
        elif chosen.embedder.model_id != self.target.embedder.model_id:
            chosen.vectors.load(catalogue)
            self.preparing = chosen
        catalogue.embed_with(self.target.embedder.model_id, self.answering.embedder.model_id)
        self._has_leftovers = True
        self._tell()

    def finish(self) -> bool:
        """Nothing lacks a vector: what was prepared answers from now on. False if nothing is prepared.

        Raises `LibraryError`; then the old one answers still.
        """
        if self.preparing is None:
            return False
        store_answering_model(self._library_folder, self.preparing.embedder.model)
        self.answering, self.preparing = self.preparing, None
        self._has_leftovers = True
        self._tell()
        return True

    def delete_leftovers(self, catalogue: Catalogue) -> bool:
        """Delete some of what other models have left. False if there is nothing left. Raises `LibraryError`."""
        if not self._has_leftovers:
            return False
        kept = [index.embedder.model_id for index in self.indexes]
        self._has_leftovers = catalogue.delete_vectors_of_other_models(kept, _DELETED_AT_ONCE)
        if not self._has_leftovers:
            delete_other_indexes(self._library_folder, kept)
        return True

    def _tell(self) -> None:
        if self._on_change is not None:
            self._on_change(self)
