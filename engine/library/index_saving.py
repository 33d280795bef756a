"""When the vector indexes are written to the disk."""

import time

from engine.library.catalogue import Catalogue
from engine.library.model_switch import ModelSwitch

_SECONDS_BETWEEN_SAVES = 300.0
"""An index that was not saved costs a few seconds at the next start, saving it after every edit wears the disk."""


class IndexSaving:
    """Saves the indexes of all models that are in use; belongs to the worker's thread."""

    def __init__(self, catalogue: Catalogue, models: ModelSwitch) -> None:
        self._catalogue = catalogue
        self._models = models
        self._next_save = time.monotonic() + _SECONDS_BETWEEN_SAVES

    def save(self) -> None:
        """Save them now. Raises `LibraryError` subclasses."""
        self._catalogue.make_durable()
        for index in self._models.indexes:
            index.vectors.save(self._catalogue)
        self._next_save = time.monotonic() + _SECONDS_BETWEEN_SAVES

    def save_from_time_to_time(self) -> None:
        """Save them if that was not done for long."""
        if time.monotonic() >= self._next_save:
            self.save()
