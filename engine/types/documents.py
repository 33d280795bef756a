"""The documents of a library, the places they come from, and what is held of them."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from engine.types.scopes import DocumentKind


class DocumentState(StrEnum):
    """Where a document stands on its way into the index."""

    WAITING = "waiting"
    READING = "reading"
    INDEXED = "indexed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be indexed, in words a user understands, and what they can do about it."""

    title: str
    reason: str
    advice: str

    @property
    def cause(self) -> str:
        """What happened: the title, and the reason if there is one."""
        return f"{self.title}: {self.reason}" if self.reason else self.title

    def __str__(self) -> str:
        return f"{self.cause.removesuffix('.')}. {self.advice}"


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the library and its state.

    `passages` counts the searchable passages (searchable by words as soon as the state is INDEXED);
    `passages_embedded` of them are also searchable by meaning.
    """

    path: Path
    state: DocumentState
    size: int = 0
    content_hash: str = ""
    pages: int | None = None
    """Number of pages; None for formats without pages and for documents not read yet."""
    passages: int = 0
    passages_embedded: int = 0
    failure: Failure | None = None
    pages_to_ocr: int = 0
    """Pages without usable text whose image still waits to be read (OCR)."""
    kind: DocumentKind | None = None
    """None until the document is read."""
    language: str = ""
    """ISO 639-1 code of the language that most of it is in; "" if that is not certain."""


class FolderState(StrEnum):
    """Whether a watched place can be reached now."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """What of a watched folder belongs to the library. They do not touch a file that was added itself."""

    excluded: tuple[str, ...] = ()
    """Patterns as in .gitignore ("*.bak", "drafts/", "/private/**"): matching files, and folders with all in them."""
    hidden: bool = False
    """True: also files and folders whose name begins with a dot."""
    largest: int | None = None
    """Bytes; larger files are left out. None: no bound."""
    paused: bool = False
    """True: what is indexed stays searchable, but changes are left until this is False again."""


@dataclass(frozen=True, slots=True)
class WatchedPlace:
    """A folder (watched with everything below it) or a single file that the user added to the library."""

    path: Path
    state: FolderState = FolderState.AVAILABLE
    rules: PlaceRules = field(default_factory=PlaceRules)


@dataclass(frozen=True, slots=True)
class PartDetails:
    """One part of a document as it was read, and the character ranges of its passages, in order."""

    part: int
    page: int | None
    place: str
    text: str
    passages: tuple[tuple[int, int], ...] = ()
    ocr: bool = False
    """True if the text was read from an image."""


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """All that the library holds of one document. `copies` are other documents with the same content."""

    document: Document
    copies: tuple[Path, ...] = ()
    parts: tuple[PartDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What the library holds and what runs it; the result of the `status` command. Sizes are in bytes."""

    library_folder: Path
    places: tuple[WatchedPlace, ...]
    documents: tuple[Document, ...]
    pages: int
    passages: int
    passages_embedded: int
    catalogue_bytes: int
    vector_index_bytes: int
    language_model: str
    embedding_model: str
    """The one whose vectors answer."""
    embedding_model_in_preparation: str
    """The one that is embedded with, and `passages_embedded` counts the vectors of, if it is not that; "" if it is."""
    versions: dict[str, str]
