"""Folders below watched places on which other drives are mounted: a drive that was unmounted has deleted nothing."""

from collections.abc import Collection
from pathlib import Path

from engine.library.library_files import device_of


class MountedFolders:
    """Remembers where drives were seen, for as long as the program runs."""

    def __init__(self) -> None:
        self._devices: dict[Path, int | None] = {}
        """The drive on each folder when it was last looked at; None: none."""

    def add(self, folders: Collection[Path]) -> None:
        """Remember folders on which a scan has seen another drive; `check` then tells that they are new."""
        for folder in folders:
            self._devices.setdefault(folder, None)

    def check(self) -> list[Path]:
        """Look at each folder; returns those that have another drive now than before."""
        arrived = []
        for folder, before in self._devices.items():
            device = self._devices[folder] = _mounted_device(folder)
            if device not in (None, before):
                arrived.append(folder)
        return arrived

    def missing(self) -> list[Path]:
        """The folders whose drive is not mounted now."""
        return [folder for folder in self._devices if _mounted_device(folder) is None]


def _mounted_device(folder: Path) -> int | None:
    try:
        device = device_of(folder)
        return device if device != device_of(folder.parent) else None
    except OSError:
        return None
