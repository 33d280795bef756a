"""One process writes to a library at a time."""

import errno
import os
import sys
from pathlib import Path

from engine.errors import LibraryInUse, LibraryNotWritable

if sys.platform == "win32":
    import msvcrt

    def _lock_without_waiting(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock_without_waiting(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD_BY_ANOTHER = (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class LibraryLock:
    """An exclusive lock on a library folder.

    The operating system holds it and lets go of it when the process ends, however that happens: a killed Pagewise
    leaves nothing behind that would have to be cleaned up.
    """

    def __init__(self, library_folder: Path) -> None:
        self._file = library_folder / "lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises `LibraryInUse` if somebody else holds it, else `LibraryNotWritable`."""
        if self._descriptor is not None:
            return
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LibraryNotWritable(f"{self._file}: {error.strerror}") from error
        try:
            _lock_without_waiting(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _HELD_BY_ANOTHER:
                raise LibraryInUse(str(self._file.parent)) from error
            raise LibraryNotWritable(f"{self._file}: {error.strerror}") from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back. Safe to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
