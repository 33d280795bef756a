"""Drives that come and go below a watched folder. Mounting is for administrators, so that the devices are invented."""

from pathlib import Path

import pytest

from engine.library import mounted_folders
from engine.library.mounted_folders import MountedFolders

ROOT, DRIVE = 1, 2
FOLDER = Path("/place/drive")


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> dict[Path, int]:
    """The device that each folder is on; to be changed by the test."""
    devices = {FOLDER.parent: ROOT, FOLDER: DRIVE}

    def device_of(folder: Path) -> int:
        if folder not in devices:
            raise FileNotFoundError(folder)
        return devices[folder]

    monkeypatch.setattr(mounted_folders, "device_of", device_of)
    return devices


@pytest.fixture
def mounts(devices: dict[Path, int]) -> MountedFolders:
    mounts = MountedFolders()
    mounts.add([FOLDER])
    assert mounts.check() == [FOLDER]
    return mounts


def test_a_drive_that_stays_is_told_once(mounts: MountedFolders) -> None:
    mounts.add([FOLDER])
    assert mounts.check() == []
    assert mounts.missing() == []


@pytest.mark.parametrize("left_behind", ["the folder", "nothing"])
def test_an_unmounted_drive_is_missing_until_it_is_back(
    mounts: MountedFolders, devices: dict[Path, int], left_behind: str
) -> None:
    del devices[FOLDER]
    if left_behind == "the folder":
        devices[FOLDER] = ROOT
    assert mounts.check() == []
    assert mounts.missing() == [FOLDER]

    devices[FOLDER] = DRIVE
    assert mounts.missing() == []
    assert mounts.check() == [FOLDER]


def test_another_drive_at_the_same_folder_has_arrived(mounts: MountedFolders, devices: dict[Path, int]) -> None:
    devices[FOLDER] = DRIVE + 1
    assert mounts.check() == [FOLDER]
