"""A copy of the list of watched places beside the catalogue: the one thing in it that the disk cannot tell again."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from engine.durable_files import replace_file
from engine.library.catalogue_records import pack_rules, unpack_rules
from engine.types import WatchedPlace

_log = logging.getLogger(__name__)


class PlacesCopy:
    """A small JSON file, written whenever the list changes and read when the catalogue was damaged."""

    def __init__(self, catalogue: Path) -> None:
        """`catalogue` is the database's file."""
        self._file = catalogue.with_name("places.json")

    def save(self, places: Sequence[WatchedPlace]) -> None:
        """Replace the file. The catalogue goes on without a copy if that fails: the log tells."""
        entries = [{"path": str(place.path), "rules": pack_rules(place.rules)} for place in places]
        try:
            replace_file(self._file, json.dumps(entries, indent=1).encode("ascii"))
        except OSError as error:
            _log.warning("%s could not be written: %s", self._file, error)

    def load(self) -> tuple[WatchedPlace, ...]:
        """The places that were saved; none if there is no file, or none of this kind."""
        try:
            entries = json.loads(self._file.read_text(encoding="ascii"))
            return tuple(WatchedPlace(Path(entry["path"]), rules=unpack_rules(entry["rules"])) for entry in entries)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("%s could not be read: %s", self._file, error)
            return ()
