"""Compares the disk with the catalogue: which files are new, changed, moved or gone.

The disk is looked at; what events said about it is at most a hint. What cannot be looked at (a folder without
permission, a drive that was pulled out during the scan) is not taken as gone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import FileVanished, UnreadableFile
from engine.library.catalogue_records import FileStamp, StoredFile
from engine.library.library_files import Sightings, files_below, hash_of, is_behind_link, stamp_of
from engine.library.place_rules import Places, is_held, place_of
from engine.types import DocumentState


@dataclass(slots=True)
class Difference:
    """What differs between the disk and the catalogue."""

    unread: dict[Path, FileStamp] = field(default_factory=dict)
    """Files that are new or changed, or could not even be opened the last time."""
    unchanged: list[StoredFile] = field(default_factory=list)
    vanished: dict[Path, StoredFile] = field(default_factory=dict)
    mounts: set[Path] = field(default_factory=set)
    """Folders below places on which another drive is mounted."""
    unknown_types: dict[Path, Counter[str]] = field(default_factory=dict)
    """Of each place that was compared as a whole: how many files nothing reads, by extension."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stored file that stands at another path now."""

    source: StoredFile
    target: Path
    stamp: FileStamp


def is_done(stored: StoredFile) -> bool:
    """True if this version of the file need not be read again: it was indexed, or failed for good.

    Without a hash it could not even be opened. Permissions change without a new stamp, so that is tried again.
    """
    return stored.state is DocumentState.INDEXED or (stored.state is DocumentState.FAILED and stored.content_hash != "")


def add_difference(
    difference: Difference,
    path: Path,
    places: Places,
    stored: Mapping[Path, StoredFile],
    on_file: Callable[[], None],
) -> None:
    """Compare everything at or below `path` with what is `stored` of it, and add what is found to `difference`.

    Nothing of a paused place is compared. `on_file` is called for each file on disk and may raise to end this.
    """
    seen: set[Path] = set()
    sightings = Sightings()
    for file, stamp in files_below(path, places, sightings):
        on_file()
        seen.add(file)
        known = stored.get(file)
        if known is not None and known.stamp == stamp and is_done(known):
            difference.unchanged.append(known)
        else:
            difference.unread[file] = stamp
    for file, known in stored.items():
        if file not in seen and _is_gone(file, places):
            difference.vanished[file] = known
    difference.mounts |= sightings.mounts
    if path in sightings.unknown_types:
        difference.unknown_types[path] = sightings.unknown_types[path]


def find_moves(difference: Difference, origins: Mapping[Path, Path], checkpoint: Callable[[], None]) -> list[Move]:
    """Take the files out of `difference` that vanished at one path and stand at another one.

    `origins` are what the operating system told of renames (new path -> old path): with an equal stamp they are
    believed. Other files are hashed, if a vanished one has their size and extension.
    """
    sources = {path: file for path, file in difference.vanished.items() if file.content_hash}
    by_size: dict[int, list[StoredFile]] = defaultdict(list)
    for file in sources.values():
        by_size[file.stamp.size].append(file)
    moves = []
    for target, stamp in difference.unread.items():
        candidates = [
            file
            for file in by_size.get(stamp.size, ())
            if file.path in sources and file.path.suffix.lower() == target.suffix.lower()
        ]
        source = next((f for f in candidates if f.path == origins.get(target) and f.stamp == stamp), None)
        if source is None and candidates:
            source = _with_content_of(target, candidates, checkpoint)
        if source is not None:
            del sources[source.path]
            moves.append(Move(source, target, stamp))
    for move in moves:
        del difference.unread[move.target]
        del difference.vanished[move.source.path]
    return moves


def _with_content_of(
    path: Path, candidates: Collection[StoredFile], checkpoint: Callable[[], None]
) -> StoredFile | None:
    try:
        content_hash = hash_of(path, checkpoint)
    except (FileVanished, UnreadableFile):
        return None
    return next((file for file in candidates if file.content_hash == content_hash), None)


def _is_gone(path: Path, places: Places) -> bool:
    place = place_of(path, places)
    if place is None:
        return True
    if places[place].paused:
        return False
    try:
        return not is_held(path, places, stamp_of(path).size) or is_behind_link(path, place)
    except FileVanished:
        return True
    except UnreadableFile:
        return not is_held(path, places)
