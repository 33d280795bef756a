"""Moves a library that nobody uses to another folder: copies it, verifies the copy, switches over, removes the old.

Until the settings name the new folder, the old library is untouched, so that a kill or a full disk loses nothing. After
that the new one is whole, and they name the old folder until its files are removed, so that the next start can do it.
Only files that belong to a library are moved or removed, whatever else is in its folder.
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from engine.durable_files import sync_file, sync_folder
from engine.errors import LibraryError, LibraryNotMoved, system_reason
from engine.library.catalogue_reader import CatalogueReader
from engine.library.library_lock import LibraryLock
from engine.machine import in_gigabytes
from engine.paths import MOVED_LIBRARY, PARTIAL_LIBRARY, catalogue_file, is_file, is_folder, is_within, settings_file
from engine.settings import load_settings, save_settings

_log = logging.getLogger(__name__)

_PATTERNS = ("catalogue.db*", "conversations.db*", "vectors*.index*", "embedding-model.json*", "places.json*")
_NOT_COPIED = "-shm"
"""SQLite's shared memory, which it makes anew."""
_BLOCK = 1 << 20
_SPARE_BYTES = 64 << 20
"""What is to be free after the move, for the database to go on."""

Progress = Callable[[int, int], None]
"""Is told how many bytes are done of how many, and may raise `MoveStopped` to end the move."""


class MoveStopped(Exception):
    """The user wants the library to stay where it is."""


def check_move(source: Path, chosen: Path) -> Path:
    """The folder below `chosen` that the library of `source` would get. Raises `LibraryNotMoved` if it cannot be moved.

    Quick: it looks at the names and sizes of a few files.
    """
    target = chosen / MOVED_LIBRARY
    try:
        if is_within(chosen.resolve(), source.resolve()):
            raise LibraryNotMoved("The folder lies in the library itself")
        if target.exists():
            raise LibraryNotMoved(f"There is something already at {target}")
        if not os.access(chosen, os.W_OK | os.X_OK):
            raise LibraryNotMoved(f"Nothing can be written to {chosen}")
        needed = sum(file.stat().st_size for file in _files(source)) + _SPARE_BYTES
        free = shutil.disk_usage(chosen).free
    except OSError as error:
        raise LibraryNotMoved(system_reason(error)) from error
    if free < needed:
        raise LibraryNotMoved(f"It needs {in_gigabytes(needed)}, and {in_gigabytes(free)} are free in {chosen}")
    return target


def move_library(source: Path, chosen: Path, on_progress: Progress) -> tuple[Path, Sequence[Path]]:
    """Blocking: move the library of `source` into a new folder of `chosen`, and remember that.

    Returns the new folder, and the old files that could not be removed and are of no use any more. Raises
    `LibraryNotMoved` and `LibraryInUse`, and `MoveStopped` if `on_progress` does; the library is then where it was.
    """
    lock = LibraryLock(source)
    lock.acquire()
    try:
        target = check_move(source, chosen)
        _copy(source, target, on_progress)
        _remember(target, source)
    except OSError as error:
        raise LibraryNotMoved(system_reason(error)) from error
    finally:
        lock.release()
    left = _remove(source)
    if not left:
        _forget_old_folder()
    return target, left


def finish_move() -> Sequence[Path]:
    """Remove what a move that was killed, or could not remove all, has left of the old library.

    For the start, before a library is opened; takes a moment. Nothing is touched while the new library's disk is away,
    or the old one is in use after all, or where another was begun since. Returns the files that cannot be removed now
    either; they are told of once.
    """
    chosen = load_settings(settings_file())
    old, new = chosen.moved_from, chosen.library
    if old is None or new is None or old == new or not is_file(catalogue_file(new)):
        return ()
    left: Sequence[Path] = ()
    if is_folder(old):
        try:
            lock = LibraryLock(old)
            lock.acquire()
            lock.release()
        except LibraryError as error:
            _log.warning("the old library is left for now: %s", error)
            return ()
        left = _remove(old) if _is_moved_from(old, new) else ()
    _forget_old_folder()
    return left


def _files(library: Path) -> Iterator[Path]:
    """The files of a library that hold something."""
    for pattern in _PATTERNS:
        yield from (file for file in library.glob(pattern) if file.is_file() and not file.name.endswith(_NOT_COPIED))


def _copy(source: Path, target: Path, on_progress: Progress) -> None:
    """Copy the library into a folder that takes its name when it is complete, or else is removed."""
    partial = target.with_name(PARTIAL_LIBRARY)
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        _copy_files(sorted(_files(source)), partial, on_progress)
        sync_folder(partial)
        partial.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _copy_files(files: Sequence[Path], target: Path, on_progress: Progress) -> None:
    """Copy files; each is read again and compared."""
    total, done = 2 * sum(file.stat().st_size for file in files), 0

    def note(amount: int) -> None:
        nonlocal done
        done += amount
        on_progress(done, max(total, done))

    for file in files:
        copied = _copy_file(file, target / file.name, note)
        if _hash_of(target / file.name, note) != copied:
            raise LibraryNotMoved(f"The copy of {file.name} differs from the original")


def _copy_file(source: Path, target: Path, note: Callable[[int], None]) -> bytes:
    """Copy a file to the disk, and return the hash of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as original, target.open("wb") as copy:
        while block := original.read(_BLOCK):
            digest.update(block)
            copy.write(block)
            note(len(block))
    sync_file(target)
    return digest.digest()


def _hash_of(file: Path, note: Callable[[int], None]) -> bytes:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            note(len(block))
    return digest.digest()


def _remember(library: Path, old: Path) -> None:
    """Let the settings name the library, on the disk. If that fails, they name the old one again, and it is removed."""
    file = settings_file()
    before = load_settings(file)
    try:
        save_settings(replace(before, library=library, moved_from=old), file)
        sync_file(file)
        sync_folder(file.parent)
    except OSError:
        if load_settings(file).library == library:
            save_settings(before, file)  # if that fails, too, the copy stays, since the settings name it
        shutil.rmtree(library, ignore_errors=True)
        raise


def _is_moved_from(old: Path, new: Path) -> bool:
    """False if what lies in the old folder is another library, which was begun there since, or cannot be told."""
    if not is_file(catalogue_file(old)):  # it was removed already
        return True
    try:
        return _id_of(old) == _id_of(new)
    except LibraryError as error:
        _log.warning("the old library is left where it is: %s", error)
        return False


def _id_of(library: Path) -> str:
    with CatalogueReader(catalogue_file(library), model_id="") as reader:
        return reader.library_id()


def _forget_old_folder() -> None:
    """Let the settings name the old folder no more. If that fails, the next start finds nothing to remove there."""
    file = settings_file()
    try:
        save_settings(replace(load_settings(file), moved_from=None), file)
    except OSError as error:
        _log.warning("%s cannot be written: %s", file, error)


def _remove(library: Path) -> Sequence[Path]:
    """Remove a library's files, and its folder unless something else lies in it; returns those that are left."""
    left = []
    for pattern in (*_PATTERNS, "lock"):
        for file in library.glob(pattern):
            try:
                file.unlink(missing_ok=True)  # another start may be at it, too
            except OSError as error:
                _log.warning("%s cannot be removed: %s", file, error)
                left.append(file)
    with suppress(OSError):
        library.rmdir()
    return left
