"""What Pagewise keeps on disk, and what a folder holds that is not in the library yet."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class StoredKind(StrEnum):
    """Something that Pagewise keeps for itself."""

    INDEX = "index"
    CONVERSATIONS = "conversations"
    MODELS = "models"
    SETTINGS = "settings"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One kind of stored things, the folder they lie in, and how many bytes they take."""

    kind: StoredKind
    folder: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderCount:
    """How many files of a folder Pagewise would read, and their bytes: all of them once it is `finished`."""

    folder: Path
    documents: int
    bytes: int
    finished: bool
