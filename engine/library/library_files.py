"""Files on disk as the library sees them: which belong to it, and what they look like from outside."""

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from engine.errors import FileVanished, UnreadableFile, document_error_of
from engine.library.catalogue_records import FileStamp
from engine.paths import is_within
from engine.reading.reader_registry import is_supported

_log = logging.getLogger(__name__)

_HASH_BLOCK = 1 << 20


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


def is_held(path: Path, places: Collection[Path]) -> bool:
    """True if a file at `path` belongs to the library: by names only.

    A file that was added itself belongs to it whatever its name; below a folder only supported and not hidden ones do.
    """
    return path in places or (is_supported(path) and any(_is_visible(path, place) for place in places))


def files_below(path: Path, places: Collection[Path]) -> Iterator[tuple[Path, FileStamp]]:
    """The library's files at or below `path`; those that several places hold come more than once.

    What cannot be looked at is left out, with a line in the log.
    """
    if is_held(path, places):
        yield from _single_file(path)
    for place in places:
        if place != path and is_within(place, path):
            yield from _single_file(place)
            yield from _scan(place)
        elif _is_visible(path, place) and (path == place or not path.is_symlink()):
            yield from _scan(path)


def _is_visible(path: Path, place: Path) -> bool:
    """True if `path` is `place` or lies below it and not in a hidden folder."""
    return is_within(path, place) and not any(part.startswith(".") for part in path.relative_to(place).parts)


def _single_file(path: Path) -> Iterator[tuple[Path, FileStamp]]:
    try:
        yield path, stamp_of(path)
    except (FileVanished, UnreadableFile):
        return


def _scan(top: Path) -> Iterator[tuple[Path, FileStamp]]:
    """Supported files below `top`, by name, a folder's files before its folders.

    Links to folders are not followed (they may form loops), but `top` itself may be one.
    """
    folders = [top]
    while folders:
        files, subfolders = _look_into(folders.pop())
        yield from files
        folders.extend(reversed(subfolders))


def _look_into(folder: Path) -> tuple[list[tuple[Path, FileStamp]], list[Path]]:
    """The supported files in a folder, and its folders; nothing if it cannot be looked into."""
    files: list[tuple[Path, FileStamp]] = []
    subfolders: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.startswith("."):
                    continue
                path = folder / entry.name
                if entry.is_dir(follow_symlinks=False):
                    subfolders.append(path)
                elif is_supported(path):
                    files.extend(_single_file(path))
    except (FileNotFoundError, NotADirectoryError):
        _log.debug("%r is no folder any more", str(folder))
    except OSError as error:
        _log.warning("%r cannot be looked into: %s", str(folder), error)
    return files, subfolders
