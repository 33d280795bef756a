"""Files on disk as the library sees them: those that belong to it, and what they look like from outside."""

import hashlib
import logging
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import FileVanished, UnreadableFile, document_error_of
from engine.library.catalogue_records import FileStamp
from engine.library.place_rules import Places, is_of_unknown_type, place_of, takes_file, takes_folder, takes_size
from engine.paths import is_within
from engine.types import PlaceRules

_log = logging.getLogger(__name__)

_HASH_BLOCK = 1 << 20
_MOST_TYPES = 1000
"""Of the files that are left out: programs make up extensions, a new one for each file."""


def stamp_of(path: Path) -> FileStamp:
    """The stamp of a file. Raises `FileVanished` if there is no regular file, `UnreadableFile` if it can't be told."""
    try:
        status = path.stat()
    except OSError as error:
        raise document_error_of(error) from error
    if not stat.S_ISREG(status.st_mode):
        raise FileVanished(str(path))
    return FileStamp(status.st_size, status.st_mtime_ns)


def hash_of(path: Path, checkpoint: Callable[[], None]) -> str:
    """SHA-256 (hex) of a file's content; `checkpoint` is called between blocks and may raise to end it.

    Raises `FileVanished` and `UnreadableFile`.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_HASH_BLOCK):
                digest.update(block)
                checkpoint()
    except OSError as error:
        raise document_error_of(error) from error
    return digest.hexdigest()


@dataclass(slots=True)
class Sightings:
    """What a scan sees besides the library's files."""

    mounts: set[Path] = field(default_factory=set)
    """Folders below places on which another drive is mounted."""
    unknown_types: dict[Path, Counter[str]] = field(default_factory=dict)
    """By place, how many files are left out because nothing reads their type, by extension: ".dll", "" for none, and
    for all further ones beyond a thousand."""


def files_below(path: Path, places: Places, sightings: Sightings) -> Iterator[tuple[Path, FileStamp]]:
    """The library's files at or below `path`, but not those of paused places.

    What cannot be looked at is left out, with a line in the log. What else is seen is added to `sightings`.
    """
    place = place_of(path, places)
    if place is not None:
        yield from _files_of(place, path, places, sightings)
    for inner in places:
        if inner != path and is_within(inner, path):
            yield from _files_of(inner, inner, places, sightings)


def device_of(folder: Path) -> int:
    """The number of the drive that a folder is on. Raises `OSError`."""
    return folder.lstat().st_dev


def is_behind_link(path: Path, place: Path) -> bool:
    """True if a folder between the place and `path` is a link: what is below does not belong to the place."""
    return any(folder.is_symlink() for folder in path.parents if place in folder.parents)


def _files_of(place: Path, path: Path, places: Places, sightings: Sightings) -> Iterator[tuple[Path, FileStamp]]:
    """Files at or below `path` of the place itself, without those of places inside it.

    By name, a folder's files before its folders. Links to folders are not followed (they may form loops), but the
    place itself may be one.
    """
    if places[place].paused:
        return
    yield from _stamped(path, place, places[place])
    unknown_types = sightings.unknown_types.setdefault(place, Counter())
    folders = [path] if takes_folder(path, place, places[place]) and (path == place or not path.is_symlink()) else []
    while folders:
        folder = folders.pop()
        files, subfolders = _look_into(folder, place, places, unknown_types)
        yield from files
        sightings.mounts.update(subfolder for subfolder in subfolders if _is_mount(subfolder, folder))
        folders.extend(reversed(subfolders))


def _look_into(
    folder: Path, place: Path, places: Places, unknown_types: Counter[str]
) -> tuple[list[tuple[Path, FileStamp]], list[Path]]:
    """The place's files in a folder, and its folders; nothing if it cannot be looked into."""
    files: list[tuple[Path, FileStamp]] = []
    subfolders: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = folder / entry.name
                if path in places:
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    files.extend(_stamped(path, place, places[place]))
                    if entry.is_file(follow_symlinks=False) and is_of_unknown_type(path, place, places[place]):
                        unknown_types[_type_of(path, unknown_types)] += 1
                elif takes_folder(path, place, places[place]):
                    subfolders.append(path)
    except (FileNotFoundError, NotADirectoryError):
        _log.debug("%r is no folder any more", str(folder))
    except OSError as error:
        _log.warning("%r cannot be looked into: %s", str(folder), error)
    return files, subfolders


def _type_of(file: Path, known: Mapping[str, int]) -> str:
    extension = file.suffix.lower()
    return extension if extension in known or len(known) < _MOST_TYPES else ""


def _stamped(file: Path, place: Path, rules: PlaceRules) -> Iterator[tuple[Path, FileStamp]]:
    """The file with its stamp, if the place takes it and it is there."""
    if not takes_file(file, place, rules):
        return
    try:
        stamp = stamp_of(file)
    except (FileVanished, UnreadableFile):
        return
    if takes_size(file, stamp.size, place, rules):
        yield file, stamp


def _is_mount(subfolder: Path, folder: Path) -> bool:
    try:
        return device_of(subfolder) != device_of(folder)
    except OSError:  # it has just vanished
        return False
