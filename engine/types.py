"""The values that cross the engine's border: documents, passages, questions, answers and citations.

All of them are frozen dataclasses, safe to hand from thread to thread and from process to process.

Positions: a document is stored as an ordered list of *parts*. For formats with pages (PDF, images) or slides a part is
a page and `part == page`. Formats without pages (text, Markdown, HTML, Word, tables, mail, archives) are cut into parts
of bounded size, and their `page` is None. A `place` says in words where something stands ("page 15", "slide 3",
"Budget, rows 5–9", "line 12"). Character ranges are half-open offsets into the text of one part.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on a page as the reader sees it (rotation applied), in points (1/72 inch) from the top left corner."""

    page: int
    """1-based page number."""
    x0: float
    y0: float
    x1: float
    y1: float


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
    ocr_pages_done: int = 0
    ocr_pages_total: int = 0
    """Pages without usable text whose images are read after all documents with text."""

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
    pages: int = 0
    passages: int = 0
    passages_embedded: int = 0
    passages_reused: int = 0
    seconds_total: float = 0.0
    seconds_reading: float = 0.0
    seconds_embedding: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable piece of a document: whole sentences of one part."""

    passage_id: int
    path: Path
    content_hash: str
    """SHA-256 (hex) of the file that the passage was read from."""
    page: int | None
    part: int
    start: int
    end: int
    text: str
    heading: str = ""
    """The headings above the passage, outermost first, joined with " > "."""
    rectangles: tuple[Rectangle, ...] = ()
    """One box a line of the passage; empty for formats without pages."""
    place: str = ""
    """Where in the document, in words; "" if there is nothing to say."""
    copies: tuple[Path, ...] = ()
    """Other documents of the library with the same content as `path`."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found by a search. A higher score is better; scores compare only within one search."""

    rank: int
    """1-based."""
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one search, best first, and how long it took in seconds."""

    hits: tuple[SearchHit, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where to look for its answer."""

    text: str
    within: tuple[Path, ...] = ()
    """Folders or files to search; empty means the whole library."""
    use_model: bool = True
    """False: answer with quotes only, without the language model."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything needed to open a quote: a click on it never has to ask the engine where it is.

    `quote` is verbatim `text[start:end]` of the part. `rectangles` cover exactly the quoted words, one box a line;
    empty if the format has no pages.
    """

    index: int
    """1-based number shown to the user."""
    path: Path
    content_hash: str
    page: int | None
    part: int
    start: int
    end: int
    quote: str
    rectangles: tuple[Rectangle, ...] = ()
    heading: str = ""
    place: str = ""
    """Where in the document, in words; "" if there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    `supported` says whether the cited quotes bear it out; `citations` are indexes of the answer's citations.
    """

    text: str
    supported: bool
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Durations in seconds, counted from the start of work on the question."""

    search: float = 0.0
    first_token: float | None = None
    """None if the language model wrote nothing."""
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer.

    `found` is False where the documents hold no sufficient evidence: `text` then says so and `sources` are the
    closest passages. `notice` tells about something that went wrong on the way (a crashed model, for example)
    although there is an answer. `stopped` is True if the user ended it early.
    """

    text: str
    found: bool
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[SearchHit, ...] = ()
    times: AnswerTimes = field(default_factory=AnswerTimes)
    model: str = ""
    notice: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: RGB bytes, three a pixel, rows of `3 * width` bytes from the top."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it is seen (rotation applied), in points."""

    width: float
    height: float


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
    versions: dict[str, str]
