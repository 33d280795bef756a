"""The lock is exclusive, and no ending of its holder leaves it locked."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import LibraryInUse, LibraryNotWritable
from engine.library.library_lock import LibraryLock

HOLD_UNTIL_KILLED = """
import sys
from pathlib import Path
from engine.library.library_lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]))
lock.acquire()
print("locked", flush=True)
sys.stdin.read()
"""


def test_only_one_holds_it_at_a_time(tmp_path: Path) -> None:
    first, second = LibraryLock(tmp_path), LibraryLock(tmp_path)
    first.acquire()
    with pytest.raises(LibraryInUse, match=tmp_path.name):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_acquire_and_release_may_be_repeated(tmp_path: Path) -> None:
    lock = LibraryLock(tmp_path)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    lock.acquire()
    lock.release()


def test_another_process_is_kept_out_and_a_killed_one_leaves_the_lock_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_UNTIL_KILLED, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        lock = LibraryLock(tmp_path)
        with pytest.raises(LibraryInUse):
            lock.acquire()
        holder.kill()
        holder.wait()
    lock.acquire()
    lock.release()


def test_a_folder_that_is_not_there_is_reported_as_not_writable(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotWritable):
        LibraryLock(tmp_path / "missing").acquire()
