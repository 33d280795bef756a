"""Making changes of files outlast a power cut."""

import os
from contextlib import suppress
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Give a file another content, so that a crash or a power cut leaves either the old one or the new one.

    Raises `OSError`; then nothing has changed. `sync_folder` makes sure that it is the new one from then on.
    """
    partial = partial_file(file)
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise


def partial_file(file: Path) -> Path:
    """Where `replace_file` writes what is to take the place of `file`."""
    return file.with_name(f"{file.name}.partial")


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
