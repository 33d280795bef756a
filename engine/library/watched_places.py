"""The folders and files of a library: which can be reached now, and whose documents must be left alone."""

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.events import Event, PlacesChanged
from engine.library.catalogue import Catalogue
from engine.library.folder_reconciler import Difference
from engine.library.folder_watcher import FolderWatcher
from engine.library.library_files import device_of
from engine.library.mounted_folders import MountedFolders
from engine.library.place_rules import Places, place_of
from engine.paths import is_within
from engine.types import FolderState, PlaceRules


@dataclass(frozen=True, slots=True)
class _Sight:
    """How a place looked when it was there."""

    identity: tuple[int, int] | None
    """Device and inode of a folder; None for a file, and for what was seen by an earlier process."""
    seconds: float
    """When it was seen, since 1970."""
    device: int | None = None
    """The drive that the folder around it is on; None for what was seen by an earlier process."""


class WatchedPlaces:
    """Keeps the state of each place, watches those that can be reached, and tells when that changes."""

    def __init__(
        self,
        catalogue: Catalogue,
        watcher: FolderWatcher | None,
        library_last_written: float,
        on_event: Callable[[Event], None],
    ) -> None:
        """Without a `watcher` nothing is watched. `library_last_written` is in seconds since 1970."""
        self._catalogue = catalogue
        self._watcher = watcher
        self._on_event = on_event
        places = catalogue.places()
        self._states = {place.path: place.state for place in places}
        self._rules = {place.path: place.rules for place in places}
        self._sights = dict.fromkeys(self._states, _Sight(None, library_last_written))
        self._present: set[Path] = set()
        self._mounts = MountedFolders()

    @property
    def rules(self) -> Places:
        """All places with their rules, whether they can be reached or not."""
        return self._rules

    def add(self, place: Path) -> None:
        """Begin to hold a place that exists; `check` then tells that it is new."""
        self._catalogue.add_place(place)
        if place not in self._states:
            self._states[place] = FolderState.AVAILABLE
            self._rules[place] = PlaceRules()
            self._sights[place] = _Sight(None, 0.0)
            self._on_event(PlacesChanged(self._catalogue.places()))

    def set_rules(self, place: Path, rules: PlaceRules) -> None:
        """Hold from now on what these rules say of a place; nothing happens if it is none."""
        if place in self._rules:
            self._catalogue.set_place_rules(place, rules)
            self._rules[place] = rules
            self._on_event(PlacesChanged(self._catalogue.places()))

    def remove(self, place: Path) -> tuple[Path, ...]:
        """Stop holding a place; returns the documents that went with it."""
        removed = self._catalogue.remove_place(place)
        self._states.pop(place, None)
        self._rules.pop(place, None)
        self._sights.pop(place, None)
        self._present.discard(place)
        if self._watcher is not None:
            self._watcher.unwatch(place)
        self._on_event(PlacesChanged(self._catalogue.places()))
        return removed

    def check(self) -> list[Path]:
        """Look whether each place is there; returns those that are so for the first time, again, or as another one.

        So do folders inside of places on which a drive was mounted.
        """
        arrived = [place for place in self._states if self._look_at(place)]
        mounted = self._mounts.check()
        if self._watcher is not None and (arrived or mounted):
            for place in {*arrived, *self._places_around(mounted)}:
                self._watcher.watch(place)
            self._watcher.check_limit()
        self._update_states()
        return [*arrived, *mounted]

    def leave_alone_unreachable(self, difference: Difference) -> None:
        """Take out of `vanished` the documents of which nobody can tell what became of them: their drive is not there.

        A single file that is gone from a folder that is still there was deleted: that can be told.
        """
        self._mounts.add(difference.mounts)
        if not difference.vanished:
            return
        absent = [place for place in self._states if not self._is_still_there(place)]
        unreachable = [place for place in absent if not self._is_deleted_file(place)] + self._mounts.missing()
        for path in [path for path in difference.vanished if any(is_within(path, folder) for folder in unreachable)]:
            del difference.vanished[path]

    def _places_around(self, folders: list[Path]) -> set[Path]:
        return {place for folder in folders if (place := place_of(folder, self._rules)) is not None}

    def _update_states(self) -> None:
        changed = False
        for place, state_before in self._states.items():
            state = FolderState.AVAILABLE if place in self._present else FolderState.UNAVAILABLE
            if state is not state_before:
                self._states[place] = state
                self._catalogue.set_place_state(place, state)
                changed = True
        if changed:
            self._on_event(PlacesChanged(self._catalogue.places()))

    def _is_still_there(self, place: Path) -> bool:
        """True if the place was present at the last check and is still the same one."""
        try:
            return place in self._present and _identity(place.stat()) == self._sights[place].identity
        except OSError:
            return False

    def _is_deleted_file(self, place: Path) -> bool:
        """True for a file that is not there, while its folder is, on the same drive as ever."""
        try:
            device = device_of(place.parent)
        except OSError:
            return False
        return self._catalogue.document(place) is not None and self._sights[place].device in (None, device)

    def _look_at(self, place: Path) -> bool:
        """Update what is known of a place; True if it has arrived."""
        was_present, sight = place in self._present, self._sights[place]
        self._present.discard(place)
        try:
            status = place.stat()
            device = device_of(place.parent)
            identity = _identity(status)
            if identity is not None and identity != sight.identity and self._is_bare_mount_point(place, status, sight):
                return False
        except OSError:
            return False
        self._present.add(place)
        self._sights[place] = _Sight(identity, time.time(), device)
        is_deaf = self._watcher is not None and self._watcher.has_ended(place)
        return not was_present or identity != sight.identity or is_deaf

    def _is_bare_mount_point(self, place: Path, status: os.stat_result, sight: _Sight) -> bool:
        """True for an empty folder that held documents and has not been changed since: its drive is not mounted now.

        Emptying a folder changes its time; what was mounted over it does not.
        """
        if status.st_mtime >= sight.seconds or any(place.iterdir()):
            return False
        return bool(self._catalogue.stored_files(place))


def _identity(status: os.stat_result) -> tuple[int, int] | None:
    """What tells a folder from another one at the same path; None for a file."""
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def last_written(catalogue: Path) -> float:
    """When a catalogue was last written, in seconds since 1970; 0 if there is none. To be asked before opening it."""
    files = (catalogue, catalogue.with_name(catalogue.name + "-wal"))
    return max((file.stat().st_mtime for file in files if file.exists()), default=0.0)
