"""What of a place belongs to the library: by names and sizes only, nothing touches the disk.

The innermost place around a path decides about it. So a folder that was added itself follows its own rules and not
those of the folders above it, and a file that was added itself is held whatever they say.
"""

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pathspec import GitIgnoreSpec

from engine.paths import MOVED_LIBRARY, PARTIAL_LIBRARY
from engine.reading.reader_registry import is_supported, supported_suffixes
from engine.types import PlaceRules

_log = logging.getLogger(__name__)

Places = Mapping[Path, PlaceRules]
"""The folders and files that were added, and their rules."""

_GENERATED = frozenset(
    {"__pycache__", "bower_components", "node_modules", "site-packages", MOVED_LIBRARY, PARTIAL_LIBRARY}
)
"""Folders that programs fill with files which nobody wrote to be read, our own too. Added itself, each is taken."""


def place_of(path: Path, places: Places) -> Path | None:
    """The innermost place at or above `path`; None if there is none."""
    return next((folder for folder in (path, *path.parents) if folder in places), None)


def is_held(path: Path, places: Places, size: int = 0) -> bool:
    """True if a file of `size` bytes (0: of any size) at `path` belongs to the library, paused or not."""
    place = place_of(path, places)
    return place is not None and takes_file(path, place, places[place]) and takes_size(path, size, place, places[place])


def takes_file(file: Path, place: Path, rules: PlaceRules) -> bool:
    """True if the place takes a file of this name; below a folder only those of supported formats."""
    return file == place or (
        is_supported(file) and _is_shown(file, place, rules) and not _is_excluded(file, place, rules)
    )


def is_of_unknown_type(file: Path, place: Path, rules: PlaceRules) -> bool:
    """True if the place would take a file of this name, but nothing reads its type."""
    unknown = file.suffix.lower() not in supported_suffixes()
    return unknown and _is_shown(file, place, rules) and not _is_excluded(file, place, rules)


def takes_size(file: Path, size: int, place: Path, rules: PlaceRules) -> bool:
    """True if the file is not too large (in bytes) for the place."""
    return file == place or rules.largest is None or size <= rules.largest


def takes_folder(folder: Path, place: Path, rules: PlaceRules) -> bool:
    """False if no file at all is taken below this folder of the place."""
    if folder == place:
        return True
    if not _is_shown(folder, place, rules):
        return False
    # A pattern with "!" may take back a file of an excluded folder, so that each of them has to be asked about.
    takes_back = any(pattern.startswith("!") for pattern in rules.excluded)
    return takes_back or not _is_excluded(folder, place, rules, "/")


def _is_shown(path: Path, place: Path, rules: PlaceRules) -> bool:
    names = _names_below(place, path)
    return _GENERATED.isdisjoint(names) and (rules.hidden or not any(name.startswith(".") for name in names))


def _is_excluded(path: Path, place: Path, rules: PlaceRules, mark: str = "") -> bool:
    """`mark` is "/" for folders: some patterns match only these."""
    if not rules.excluded:
        return False
    name = "/".join(_names_below(place, path)) + mark
    # The dot of the expressions that patterns become does not match a line break.
    return _spec(rules.excluded).match_file(name.replace("\n", " "))


def _names_below(place: Path, path: Path) -> tuple[str, ...]:
    return path.parts[len(place.parts) :]  # much faster than `relative_to`, and asked of every file


@lru_cache(maxsize=100)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The compiled patterns. What is no pattern matches nothing, as in git."""
    spec = GitIgnoreSpec([])
    for pattern in patterns:
        try:
            spec += GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error) as error:
            _log.warning("%r is no pattern: %s", pattern, error)
    return spec
