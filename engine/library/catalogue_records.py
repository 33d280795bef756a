"""The values that the catalogue takes and gives besides those of `engine.types`."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from engine.types import DocumentState, PlaceRules


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file looks like from outside: a file with the same size and time of change is taken as unchanged."""

    size: int
    """Bytes."""
    mtime_ns: int
    """Nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the catalogue knows about a file, for comparison with the disk."""

    path: Path
    stamp: FileStamp
    content_hash: str
    """SHA-256 (hex) of the version that was indexed or that failed; "" if it was never computed."""
    state: DocumentState


@dataclass(frozen=True, slots=True)
class TextToEmbed:
    """A passage's text that has no vector yet. Passages with the same text share one `text_hash`, and one vector."""

    text_hash: bytes
    text: str


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """How much the library holds. Copies of a file count as documents, but their pages and passages count once."""

    documents: int
    pages: int
    passages: int
    passages_embedded: int


class OcrState(StrEnum):
    """Whether the text of a part comes from its image."""

    NONE = "none"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PageToOcr:
    """A page whose image has to be read, of the file at `path`."""

    content: int
    """The content's id."""
    part: int
    path: Path
    stamp: FileStamp


def pack_rules(rules: PlaceRules) -> str:
    """`rules` as JSON."""
    return json.dumps(asdict(rules))


def unpack_rules(packed: str) -> PlaceRules:
    """The inverse of `pack_rules`; what is not told has its default."""
    fields = json.loads(packed)
    return PlaceRules(**{**fields, "excluded": tuple(fields.get("excluded", ()))})
