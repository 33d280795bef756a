"""When the disk is looked at without being told to: events get lost, and drives come and go in silence."""

import time

from engine.library.folder_watcher import FolderWatcher
from engine.library.library_updater import LibraryUpdater

SECONDS_BETWEEN_PLACE_CHECKS = 2.0
"""How soon it is noticed that a drive was pulled out or came back."""
SECONDS_BETWEEN_RESCANS = 600.0
"""How long a change can go unnoticed of which the system did not tell."""


class RegularChecks:
    """Two alarms by a clock that never goes back. The rescan of all places checks these places too."""

    def __init__(self) -> None:
        self._next_place_check = self._next_rescan = 0.0

    @property
    def next_moment(self) -> float:
        """When the next check is due, by `time.monotonic`."""
        return min(self._next_place_check, self._next_rescan)

    def run_due(self, updater: LibraryUpdater, watcher: FolderWatcher) -> bool:
        """Look at the disk if that was not done for long. Returns whether anything may have changed."""
        now = time.monotonic()
        if now >= self._next_rescan:
            watcher.check_limit()
            self.rescan(updater)
            return True
        if now >= self._next_place_check:
            self._next_place_check = now + SECONDS_BETWEEN_PLACE_CHECKS
            return updater.check_places()
        return False

    def rescan(self, updater: LibraryUpdater) -> None:
        """Compare all places with the disk now."""
        self._next_rescan = time.monotonic() + SECONDS_BETWEEN_RESCANS
        self._next_place_check = time.monotonic() + SECONDS_BETWEEN_PLACE_CHECKS
        updater.rescan()
