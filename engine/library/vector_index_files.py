"""The files of a saved vector index: segments with usearch's bytes, a manifest that names them, and a mark.

A segment is written once, under a name made of its SHA-256, and never changed: it can be mapped into memory while
newer ones are written. The manifest says which segments count; it is replaced as a whole, after the segments that it
names are safely on the disk.

usearch has no checksum and crashes the process on changed bytes, so a segment has to be hashed before usearch sees it.
That reads all of it, at about half a gigabyte a second. It is not needed at each start: what was intact, was only
mapped for reading, and still has its size, time of change and inode is intact. The mark says so of each segment. Who
opens the files takes the mark away and puts it back when all went well; so after a crash, be it one that changed bytes
have caused, everything is hashed again, and damage does not crash one start after the other.
"""

import errno
import hashlib
import json
import mmap
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.durable_files import replace_file, sync_folder
from engine.errors import DiskFull, LibraryNotWritable, system_reason

_FORMAT = 2
_BLOCK = 1 << 20

Identity = tuple[int, int, int]
"""Size, time of change (ns) and inode: a file that has kept them is taken as unchanged."""


class VectorIndexUnusable(Exception):
    """The files are missing, damaged, or of another kind: build the index again from the catalogue."""


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """Which state of which catalogue a saved index holds: it is current only if all three agree."""

    library_id: str
    model_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class SavedSegment:
    """A segment's SHA-256 (hex) and the keys in it that count no more."""

    sha256: str
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which segments make up the index, oldest first."""

    stamp: IndexStamp
    dimensions: int
    segments: tuple[SavedSegment, ...]


class VectorIndexFiles:
    """The files at and beside the path of the manifest. One thread at a time."""

    def __init__(self, manifest: Path) -> None:
        self._manifest = manifest
        self._intact: dict[str, Identity] = {}

    def read(self) -> tuple[Manifest, list[mmap.mmap]]:
        """The manifest and its segments, mapped for reading. Raises `VectorIndexUnusable`."""
        try:
            marked = self._take_mark()
            try:
                return self._open(marked)
            except FileNotFoundError:  # another process may just have saved: what the manifest named is gone
                return self._open(marked)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VectorIndexUnusable(f"{self._manifest}: {error}") from error

    def write_segment(self, content: bytes) -> str:
        """Write a segment and return its SHA-256 (hex). Raises `DiskFull` and `LibraryNotWritable`."""
        sha256 = hashlib.sha256(content).hexdigest()
        with _own_errors():
            self._replace(self._segment(sha256), content)
            self._intact[sha256] = _identity(self._segment(sha256).stat())
        return sha256

    def map_segment(self, sha256: str) -> mmap.mmap:
        """Map a segment that was written here. Raises `LibraryNotWritable`."""
        with _own_errors(), self._segment(sha256).open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def write_manifest(self, manifest: Manifest) -> None:
        """Make the index consist of these segments, and delete all others.

        Raises `DiskFull` and `LibraryNotWritable`; then the index on the disk is what it was.
        """
        content = json.dumps(asdict(manifest)).encode()
        digest = hashlib.sha256(content).hexdigest()
        with _own_errors():
            self._replace(self._manifest, b"%d %s\n%s" % (_FORMAT, digest.encode(), content))
        self._delete_all_but(manifest.segments)

    def put_mark(self) -> None:
        """Say that the segments which were read or written here are intact: the next start need not hash them."""
        with suppress(OSError):  # then they are hashed
            self._mark.write_text(json.dumps(self._intact))

    def bytes_on_disk(self) -> int:
        """Size of the manifest and of all segments."""
        total = 0
        for file in self._all_files():
            with suppress(FileNotFoundError):
                total += file.stat().st_size
        return total

    @property
    def _mark(self) -> Path:
        return self._manifest.with_name(f"{self._manifest.name}.intact")

    def _segment(self, sha256: str) -> Path:
        return self._manifest.with_name(f"{self._manifest.name}.{sha256[:16]}")

    def _all_files(self) -> Iterator[Path]:
        return self._manifest.parent.glob(f"{self._manifest.name}*")

    def _take_mark(self) -> Mapping[str, Identity]:
        """What the mark says. It counts only if it could be taken away: a crash must not find it again."""
        try:
            content = self._mark.read_text()
            self._mark.unlink()
            marks = json.loads(content).items()
            return {sha256: (int(size), int(changed), int(inode)) for sha256, (size, changed, inode) in marks}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _open(self, marked: Mapping[str, Identity]) -> tuple[Manifest, list[mmap.mmap]]:
        manifest = _parse(self._manifest.read_bytes())
        return manifest, [self._map(segment.sha256, marked) for segment in manifest.segments]

    def _map(self, sha256: str, marked: Mapping[str, Identity]) -> mmap.mmap:
        with self._segment(sha256).open("rb") as stream:
            identity = _identity(os.fstat(stream.fileno()))
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        if marked.get(sha256) != identity and _hash(mapped) != sha256:
            mapped.close()
            raise ValueError(f"segment {sha256} is not intact")
        self._intact[sha256] = identity
        return mapped

    def _replace(self, file: Path, content: bytes) -> None:
        """The manifest must not name a segment that a power cut takes, so that each is in its place before the next."""
        replace_file(file, content)
        sync_folder(file.parent)

    def _delete_all_but(self, segments: Sequence[SavedSegment]) -> None:
        wanted = {segment.sha256 for segment in segments}
        self._intact = {sha256: identity for sha256, identity in self._intact.items() if sha256 in wanted}
        kept = {self._manifest, self._mark, *map(self._segment, wanted)}
        for file in self._all_files():
            if file not in kept:
                with suppress(OSError):  # mapped by another process, on Windows: it goes with a later save
                    file.unlink()


def _parse(content: bytes) -> Manifest:
    """Raises `ValueError`, `KeyError`, `TypeError`."""
    first_line, _, body = content.partition(b"\n")
    if first_line != b"%d %s" % (_FORMAT, hashlib.sha256(body).hexdigest().encode()):
        raise ValueError("not an intact manifest of this format")
    fields = json.loads(body)
    segments = (SavedSegment(segment["sha256"], tuple(segment["removed"])) for segment in fields["segments"])
    return Manifest(IndexStamp(**fields["stamp"]), fields["dimensions"], tuple(segments))


def _identity(status: os.stat_result) -> Identity:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _hash(mapped: mmap.mmap) -> str:
    digest = hashlib.sha256()
    for start in range(0, len(mapped), _BLOCK):
        digest.update(mapped[start : start + _BLOCK])
    return digest.hexdigest()


@contextmanager
def _own_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else LibraryNotWritable
        raise kind(system_reason(error)) from error
