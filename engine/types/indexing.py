"""How far indexing is, and what it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.types.documents import Document
from engine.types.settings import Rest


@dataclass(frozen=True, slots=True)
class IndexingProgress:
    """How far indexing is. Counts are of the present run of work, which ends when nothing is waiting."""

    documents_done: int = 0
    documents_total: int = 0
    reading: Path | None = None
    pages_read: int = 0
    pages_per_second: float = 0.0
    passages_embedded: int = 0
    passages_to_embed: int = 0
    seconds_left: float | None = None
    """None while there is too little to estimate from."""
    paused: bool = False
    """True while indexing steps aside for an answer."""
    paused_by_user: bool = False
    """True from `pause_indexing` to `resume_indexing`, over restarts."""
    resting: Rest = Rest.NONE
    """Why nothing is read or embedded now although the user has not paused it."""
    ocr_pages_done: int = 0
    ocr_pages_total: int = 0
    """Pages without usable text whose images are read after all documents with text."""
    model_in_preparation: str = ""
    """The name of the embedding model that is to answer once all passages have its vectors; another answers so far."""

    @property
    def idle(self) -> bool:
        """True if nothing is waiting to be read or embedded."""
        return (
            self.documents_done >= self.documents_total
            and self.passages_embedded >= self.passages_to_embed
            and self.ocr_pages_done >= self.ocr_pages_total
        )


@dataclass(frozen=True, slots=True)
class IndexingSummary:
    """What one run of indexing did; the result of the `index` command. Times are in seconds."""

    documents: int = 0
    indexed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    failed: tuple[Document, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many files were passed over because nothing reads their type, by extension (".dll", "" for none), most first.
    """
    pages: int = 0
    passages: int = 0
    passages_embedded: int = 0
    passages_reused: int = 0
    seconds_total: float = 0.0
    seconds_reading: float = 0.0
    seconds_embedding: float = 0.0
