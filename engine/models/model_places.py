"""What lies in the models folder, while others may change it: what goes away or cannot be read is left out."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine.models.embedding_model_folder import MODEL_FILE

_log = logging.getLogger(__name__)


def model_places(folder: Path) -> Iterator[Path]:
    """Files and folders of the models `folder` that look like models."""
    for place in _visible_in(folder):
        try:
            is_model = (place.suffix.lower() == ".gguf" and place.is_file()) or (place / MODEL_FILE).is_file()
        except OSError:
            _log.warning("%s in the models folder cannot be read", place, exc_info=True)
            continue
        if is_model:
            yield place
        else:
            yield from (file for file in _visible_in(place) if file.suffix.lower() == ".gguf")


def size_of(place: Path) -> int:
    """Bytes of a file, or of all files of a folder; what is not there or cannot be read counts as none."""
    size = 0
    with suppress(OSError):
        for file in place.rglob("*") if place.is_dir() else (place,):
            with suppress(OSError):
                size += file.stat().st_size if file.is_file() else 0
    return size


def _visible_in(folder: Path) -> list[Path]:
    """What is not hidden; nothing if `folder` is none, is gone, or cannot be read."""
    try:
        return sorted(place for place in folder.iterdir() if not place.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        _log.warning("%s cannot be read", folder, exc_info=True)
        return []
