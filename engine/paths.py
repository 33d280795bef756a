"""Where Pagewise keeps its things, and how paths are written down."""

import os
import sys
from pathlib import Path

import platformdirs

_APP = "Pagewise"

MOVED_LIBRARY = "Pagewise library"
"""The name of the folder that is made for the library where the user moves it to."""
PARTIAL_LIBRARY = f"{MOVED_LIBRARY}.partial"
"""The same while it is copied."""


def default_library_folder() -> Path:
    """The platform's data folder for the library (catalogue and vector index)."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "library"


def settings_file() -> Path:
    """The platform's place for the settings file."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.json"


def log_file() -> Path:
    """The platform's place for the log of the desktop."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False)) / "pagewise.log"


def user_models_folder() -> Path:
    """Where models that were downloaded or imported lie; whatever is copied there is found."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "models"


def resources_folder() -> Path:
    """Icons, styles, prompts and models that ship with the app; beside the executable when frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle is not None else Path(__file__).resolve().parent.parent
    return root / "resources"


def third_party_notices_file() -> Path:
    """Names, licences and notices of what Pagewise contains; set-up writes it."""
    return resources_folder() / "THIRD_PARTY_NOTICES.txt"


def encode_path(path: Path) -> bytes:
    """`path` as the bytes that the catalogue stores: total, also for names that are not valid Unicode."""
    return os.fsencode(path)


def decode_path(data: bytes) -> Path:
    """The inverse of `encode_path`."""
    return Path(os.fsdecode(data))


def absolute_path(path: Path) -> Path:
    """The path without "..", but with its links: a place keeps the name that the user knows."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute() keeps ".."


def is_there(path: Path) -> bool:
    """Whether there is anything, as far as that can be told."""
    return os.path.exists(path)  # noqa: PTH110  # those of `Path` raise errors where a folder or drive is barred


def is_file(path: Path) -> bool:
    """Whether there is a file, as far as that can be told."""
    return os.path.isfile(path)  # noqa: PTH113  # as in `is_there`


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as far as that can be told."""
    return os.path.isdir(path)  # noqa: PTH112  # as in `is_there`


def is_within(path: Path, folder: Path) -> bool:
    """True if `path` is `folder` or lies somewhere below it (by name: no file system access)."""
    return path == folder or folder in path.parents


def catalogue_file(library_folder: Path) -> Path:
    """The database of a library."""
    return library_folder / "catalogue.db"


def vector_index_file(library_folder: Path, model_id: str) -> Path:
    """The saved index of the vectors of one embedding model: a cache of what the library's catalogue holds."""
    return library_folder / f"vectors-{model_id}.index"


def answering_model_file(library_folder: Path) -> Path:
    """What describes the embedding model whose vector index answers, unless that is the embedded one."""
    return library_folder / "embedding-model.json"


def conversations_file(library_folder: Path) -> Path:
    """The database of what was asked and answered: the user's own, so that it lies apart from what can be rebuilt."""
    return library_folder / "conversations.db"
