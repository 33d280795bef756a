"""Making changes of files outlast a power cut."""

import os
from pathlib import Path


def sync_file(file: Path) -> None:
    """Have what was written to a file on the disk when this returns. Raises `OSError`."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut. Windows cannot open folders, and has no need to.

    Raises `OSError`.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
