"""Collapses raw file system events into one change a path. Pure: time is an argument, nothing touches the disk.

Editors save a file in dances of create, write, rename and delete, and copying a file gives hundreds of writes. A
path is reported once it has been quiet for a while. A change says only "look at this path": whether something was
created, edited or deleted is decided by looking at the disk, because events get lost and come out of order.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class EventKind(StrEnum):
    """What the operating system said about a path."""

    CREATED = "created"
    MODIFIED = "modified"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event of the operating system, about a file or a folder; `moved_to` belongs to MOVED only."""

    kind: EventKind
    path: Path
    moved_to: Path | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A path that has to be looked at.

    `moved_from` is a hint: where the file was before, if the system told of a rename.
    """

    path: Path
    moved_from: Path | None = None


@dataclass(slots=True)
class _Pending:
    quiet_since: float
    moved_from: Path | None = None


class ChangeCollapser:
    """Gathers events and gives back the changes whose paths have been quiet for `quiet_seconds`."""

    def __init__(self, quiet_seconds: float) -> None:
        self.quiet_seconds = quiet_seconds
        self._pending: dict[Path, _Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, event: RawEvent, now: float) -> None:
        """Take note of an event; `now` is in seconds of any clock that never goes back."""
        pending = self._touch(event.path, now)
        if event.kind is EventKind.MOVED and event.moved_to is not None:
            origin = pending.moved_from or event.path
            pending.moved_from = None
            self._touch(event.moved_to, now).moved_from = origin if origin != event.moved_to else None
        elif event.kind is not EventKind.MODIFIED:
            pending.moved_from = None

    def add_change(self, change: Change, now: float) -> None:
        """Put a change (back) that has to wait for quiet."""
        self._touch(change.path, now).moved_from = change.moved_from

    def take_due(self, now: float) -> list[Change]:
        """Remove and return the changes that are due, in the order in which their paths were first heard of."""
        due = [path for path, pending in self._pending.items() if pending.quiet_since + self.quiet_seconds <= now]
        return [Change(path, self._pending.pop(path).moved_from) for path in due]

    def next_due(self) -> float | None:
        """When the next change is due if nothing more happens; None if nothing is pending."""
        if not self._pending:
            return None
        return min(pending.quiet_since for pending in self._pending.values()) + self.quiet_seconds

    def _touch(self, path: Path, now: float) -> _Pending:
        pending = self._pending.setdefault(path, _Pending(now))
        pending.quiet_since = now
        return pending
