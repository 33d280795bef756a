"""When the disk is looked at without being told to: events get lost, and drives come and go in silence."""

import time

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

    def is_rescan_due(self) -> bool:
        """True if the places were not compared with the disk for long."""
        return time.monotonic() >= self._next_rescan

    def is_place_check_due(self) -> bool:
        """True if it was not looked for long whether the places are there."""
        return time.monotonic() >= self._next_place_check

    def rescan_begins(self) -> None:
        """All places are compared now."""
        self._next_rescan = time.monotonic() + SECONDS_BETWEEN_RESCANS
        self.place_check_begins()

    def place_check_begins(self) -> None:
        """It is looked now whether the places are there."""
        self._next_place_check = time.monotonic() + SECONDS_BETWEEN_PLACE_CHECKS
